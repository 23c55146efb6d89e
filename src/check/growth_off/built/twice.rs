//! A change that is told as an amount and as a percentage, with one of its values: "revenue grew by £12m, or 8%, to £168m". The amount
//! gives the other value, and that the percentage.

use rust_decimal::Decimal;

use super::phrase::{ends_at, phrase, said_first, second_saying};
use super::reading::Reading;
use super::values::{now_before, value_behind};
use crate::check::growth_off::sentence::{Change, Part, are_of_one_sort, is_plain};
use crate::check::growth_off::verdict::{ABSURD, check_values, in_thousands};
use crate::check::{Context, Verdict, show};
use crate::claim::Claim;
use crate::finding::{Certainty, Detection, Fault, Label};
use crate::quantity::{GrowthCheck, Kind, Values};

/// What an amount and a value say of the percentage that the amount is said to be.
pub(super) fn judged(context: &Context<'_>, flow: &Reading<'_, '_>, at: usize) -> Verdict {
    judged_if_any(context, flow, at).unwrap_or(Verdict::Open)
}

fn judged_if_any(context: &Context<'_>, flow: &Reading<'_, '_>, at: usize) -> Option<Verdict> {
    let percent = flow
        .number(at)
        .filter(|percent| percent.quantity.kind == Kind::Percent)?;
    let first = said_first(flow, at).unwrap_or(at);
    let phrase = phrase(flow, first)?;
    let amount = if first == at {
        let own = (at..=phrase.last).find_map(|last| second_saying(flow, last))?;
        own.number
    } else {
        first
    };
    let amount = flow.number(amount)?;
    let behind = value_behind(flow, phrase.last + 1);
    let before = || now_before(flow, phrase.first).filter(|_| ends_at(flow, phrase.last));
    let now = flow.level(behind.or_else(before)?)?;
    let change = Change {
        claim: percent,
        falls: phrase.falls,
        part: Part::Whole,
    };
    let all = [percent, amount, now];
    if !all.into_iter().all(is_plain)
        || !are_of_one_sort(amount, now)
        || flow.is_doubtful()
        || flow.has_own_basis()
        || flow.is_of_each(at)
    {
        return None;
    }
    let of = |now: &Claim| {
        let exactly = check_from(change, [amount, now].map(|claim| &claim.quantity.values));
        match in_thousands([amount, now]) {
            Some(rounded) if matches!(exactly, Some(GrowthCheck::Sure { .. })) => {
                check_from(change, rounded.each_ref())
            }
            _ => exactly,
        }
    };
    let computed = match of(now)? {
        GrowthCheck::Fits => return Some(Verdict::Fits(context.places_of(all))),
        GrowthCheck::Sure { computed } => computed,
        GrowthCheck::Likely { .. } | GrowthCheck::Unknown => return None,
    };
    // Of which of the values it is, only the numbers may tell; or it is a part of the whole.
    let fits = |claim: &Claim| {
        let is_value = are_of_one_sort(claim, amount) && claim.extent != amount.extent;
        is_value
            && (matches!(of(claim), Some(GrowthCheck::Fits))
                || matches!(share_of(change, amount, claim), GrowthCheck::Fits))
    };
    let sentences = percent.sentence.saturating_sub(1)..=percent.sentence;
    let mut near =
        sentences.flat_map(|sentence| context.ledger.in_sentence(percent.report, sentence));
    if computed.abs() >= ABSURD || near.any(fits) {
        return None;
    }
    let stated = show::value(context, percent);
    let [by, to] = [amount, now].map(|claim| show::value(context, claim));
    let way = if phrase.falls { "less" } else { "more" };
    Some(Verdict::Off(Box::new(Detection {
        fault: Fault::GrowthOff,
        category: Fault::GrowthOff.category(),
        certainty: Certainty::Likely,
        message: format!(
            "“{stated}” is stated, and {by} {way}, to {to}, is {}{} %",
            if computed.is_sign_negative() { "" } else { "+" },
            show::number(computed)
        ),
        help: "Correct the percentage, the amount or the value. All can be right if they are of different things, or count from \
               different times: then say so."
            .to_owned(),
        primary: Label {
            place: show::place(context, percent),
            text: format!("“{stated}”"),
        },
        related: vec![
            Label {
                place: show::place(context, amount),
                text: format!("by {by}"),
            },
            Label {
                place: show::place(context, now),
                text: format!("to {to}"),
            },
        ],
        fix: None,
    })))
}

/// What a change by an amount to a value is in percent.
fn check_from(change: Change<'_>, [amount, now]: [&Values; 2]) -> Option<GrowthCheck> {
    let base = if change.falls {
        Values::sum(&[now, amount])
    } else {
        Values::sum(&[now, &amount.negated()])
    };
    (base.number()? > Decimal::ZERO).then(|| check_values(change, &base, now))
}

/// Whether an amount is so many percent of a value: of what it was, or of what it is.
fn share_of(change: Change<'_>, amount: &Claim, whole: &Claim) -> GrowthCheck {
    let [amount, whole, stated] = [amount, whole, change.claim].map(|claim| &claim.quantity.values);
    crate::quantity::share(amount, whole, stated)
}
