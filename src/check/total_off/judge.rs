//! Whether a total and its parts agree, and what is said if they do not.

use rust_decimal::Decimal;

use super::Sum;
use crate::check::table::{cell_name, is_less};
use crate::check::{Context, show};
use crate::claim::Claim;
use crate::corpus::Report;
use crate::finding::{Certainty, Detection, Fault, Label};
use crate::quantity::{Comparison, Kind, Values};

pub(super) fn sums(context: &mut Context<'_>, report: &Report, sum: &Sum<'_>) {
    let values: Vec<&Values> = sum.parts.iter().map(|part| &part.quantity.values).collect();
    let computed = Values::sum(&values);
    let total = &sum.total.quantity.values;
    if total.compare(&computed) == Comparison::Agree {
        agree(context, sum.total, &sum.parts);
    }
    let (Some(arithmetic), Some(all), Some(stated)) =
        (misses(total, &computed), computed.number(), total.number())
    else {
        return;
    };
    // Far off, the parts are of something else.
    let far = all > stated * Decimal::TWO || all * Decimal::TWO < stated;
    let sorts = sum
        .parts
        .iter()
        .any(|part| part.measure.head != sum.total.measure.head && part.measure.head.is_some());
    // "Two grants of £500 (£500 for the mill and £500 for the fair)": so much for each.
    let each = sum.parts.iter().all(|part| part.quantity.values == *total);
    // "45 singers: 20 sopranos, 12 altos, 13 basses, and two conductors": all but the last come to the total.
    let without_last = sum.parts.split_last().is_some_and(|(_, others)| {
        let values: Vec<&Values> = others.iter().map(|part| &part.quantity.values).collect();
        others.len() > 1
            && all > stated
            && total.compare(&Values::sum(&values)) == Comparison::Agree
    });
    // "2 releases in all: 1.22 and 1.23": so many are named.
    let fraction = |part: &&Claim| {
        part.quantity
            .nominal()
            .is_some_and(|part| !part.is_integer())
    };
    let named = sum.total.quantity.kind == Kind::Count
        && stated == Decimal::from(sum.parts.len())
        && sum.parts.iter().any(fraction);
    if far
        || each
        || named
        || without_last
        || sorts && (all - stated).abs() * Decimal::from(4) > stated
    {
        return;
    }
    let most = if all > stated { sum.more } else { sum.less };
    let most = if sorts {
        most.min(Certainty::Likely)
    } else {
        most
    };
    let detection = off(
        context,
        report,
        sum.total,
        &sum.parts,
        all,
        " + ",
        arithmetic.min(most),
    );
    context.report(detection);
}

/// Whether numbers agree; as sure as the arithmetic is.
pub(super) fn misses(total: &Values, computed: &Values) -> Option<Certainty> {
    match total.compare(computed) {
        Comparison::Disjoint {
            conventional,
            rounding_like,
        } => Some(if conventional || rounding_like {
            Certainty::Likely
        } else {
            Certainty::Sure
        }),
        Comparison::Agree | Comparison::Unknown => None,
    }
}

/// Notes that a total fits its parts.
pub(super) fn agree(context: &mut Context<'_>, total: &Claim, parts: &[&Claim]) {
    let claims = parts.iter().copied().chain([total]);
    let places = context.places_of(claims);
    context.agree(places);
}

/// Whether a total and all of its parts are taken off: then they are added up as any others.
pub(super) fn has_one_sign(report: &Report, total: &Claim, parts: &[&Claim]) -> bool {
    is_less(report, total) && parts.iter().all(|part| is_less(report, part))
}

pub(super) fn off(
    context: &Context<'_>,
    report: &Report,
    total: &Claim,
    parts: &[&Claim],
    computed: Decimal,
    sign: &str,
    certainty: Certainty,
) -> Detection {
    let one_sign = has_one_sign(report, total, parts);
    let written: Vec<String> = parts
        .iter()
        .map(|part| {
            let value = show::value(context, part);
            if is_less(report, part) && !one_sign {
                format!("({value})")
            } else {
                value
            }
        })
        .collect();
    let stated = show::value(context, total);
    let shown = match written.as_slice() {
        [first, second, .., last] if written.len() > 8 => {
            format!("{first}{sign}{second}{sign}…{sign}{last}")
        }
        _ => written.join(sign),
    };
    let named = |claim: &Claim, text: String| match cell_name(report, claim) {
        Some(name) => format!("{text} ({name})"),
        None => text,
    };
    Detection {
        fault: Fault::TotalOff,
        category: Fault::TotalOff.category(),
        certainty,
        message: format!("the total is stated as “{stated}”, and {shown} is {}", show::number(computed)),
        help: "Correct the total or the parts. Both can be right if a part is left out, or counted twice: then say so."
            .to_owned(),
        primary: Label { place: report.document.place(total.extent), text: named(total, format!("“{stated}” here")) },
        related: parts
            .iter()
            .take(8)
            .zip(&written)
            .map(|(part, text)| Label { place: report.document.place(part.extent), text: named(part, format!("{text} here")) })
            .collect(),
        fix: None,
    }
}
