//! Shares of one whole added up, and the words that say that they are all, or that they are not.

use rust_decimal::Decimal;

use crate::check::{Context, show};
use crate::claim::{Claim, Role};
use crate::corpus::Report;
use crate::document::Extent;
use crate::finding::{Category, Certainty, Detection, Fault, Label};
use crate::quantity::Kind;

/// Adds parts up. `all` is whether the text says that they are all, `some` whether it says that they are not.
pub(super) fn sum(
    context: &mut Context<'_>,
    report: &Report,
    parts: &[&Claim],
    (all, some): (bool, bool),
    reach: i64,
) {
    let hundred = Decimal::ONE_HUNDRED;
    let numbers: Vec<Decimal> = parts
        .iter()
        .filter_map(|part| part.quantity.nominal())
        .collect();
    let total: Decimal = numbers.iter().sum();
    let place = numbers
        .iter()
        .map(|number| Decimal::new(1, number.scale()))
        .max()
        .unwrap_or(Decimal::ONE);
    // Each part may be off by half a last place, and so many of them are hardly ever off the same way.
    let slack =
        (place * Decimal::from(parts.len()) / Decimal::TWO).min(place * Decimal::new(25, 1));
    let apart = (total - hundred).abs();
    let reach = if total > hundred {
        reach
    } else {
        reach.min(NEAR_BELOW)
    };
    if apart <= slack || apart > Decimal::from(reach) {
        return;
    }
    let above = total > hundred;
    let certainty = match (above, all, some) {
        (true, true, _) => Certainty::Sure,
        (true, false, _) | (false, true, _) | (false, false, false) => Certainty::Likely,
        (false, false, true) => Certainty::Unsure,
    };
    let whole = Extent {
        start: parts[0].extent.start,
        end: parts[parts.len() - 1].extent.end,
    };
    let written: Vec<String> = numbers.iter().map(|number| show::number(*number)).collect();
    let direction = if above { "more" } else { "less" };
    context.report(Detection {
        fault: Fault::ShareOff,
        category: Category::Sum,
        certainty,
        message: format!("the shares add up to {} %, {direction} than all: {}", show::number(total), written.join(" + ")),
        help: "Correct a share, or name the part that is left out. They can be right if they overlap: then say that \
               more than one answer was possible."
            .to_owned(),
        primary: Label { place: report.document.place(whole), text: format!("{} % in all", show::number(total)) },
        related: Vec::new(),
        fix: None,
    });
}

/// A plain percentage that may be a part of a whole.
pub(super) fn is_part(claim: &Claim) -> bool {
    claim.quantity.kind == Kind::Percent
        && claim.role == Role::Share
        && !claim.quantity.values.is_hedged()
        && claim
            .quantity
            .nominal()
            .is_some_and(|nominal| nominal > Decimal::ZERO && nominal < Decimal::ONE_HUNDRED)
}

/// Words that say that answers overlap, or that the parts are of different wholes or times.
pub(super) const OVERLAPPING: &[&str] = &[
    "multiple",
    "respectively",
    "select",
    "selected",
    "versus",
    "vs",
    "compared",
    "increase",
    "decrease",
    "growth",
    "grew",
    "rose",
    "fell",
    "also",
    "each",
    "both",
    "while",
    "whereas",
];

/// Words that say that there are other parts.
pub(super) const SOME: &[&str] = &[
    "top",
    "including",
    "includes",
    "mostly",
    "mainly",
    "especially",
    "largest",
    "leading",
    "led",
    "such",
    "most",
    "particularly",
    "notably",
    "example",
    "only",
];

/// Words that say that the parts are all.
pub(super) const ALL: &[&str] = &[
    "other",
    "others",
    "remaining",
    "remainder",
    "rest",
    "unknown",
    "else",
    "elsewhere",
];

/// Parts that miss the whole by more than this are no parts of it, unless they are plainly of one whole.
pub(super) const NEAR: i64 = 20;

pub(super) const FAR: i64 = 45;

/// What is missing may be something that is left out.
const NEAR_BELOW: i64 = 25;
