//! Words for messages: claims, values and sets as people read them.

use super::{Context, table};
use crate::claim::Claim;
use crate::document::Extent;
use crate::quantity::Rounding;
use crate::source::Place;

pub(super) use crate::quantity::grouped as number;

/// The value of a claim as printed, with its modifier.
pub(super) fn value(context: &Context<'_>, claim: &Claim) -> String {
    flat(context.corpus.reports[claim.report].text(claim.extent))
}

/// What a claim counts, as printed.
pub(super) fn measure(context: &Context<'_>, claim: &Claim) -> Option<String> {
    let extent = claim.measure.extent?;
    Some(flat(context.corpus.reports[claim.report].text(extent)))
}

/// The value with what it counts, where the two stand together.
pub(super) fn phrase(context: &Context<'_>, claim: &Claim) -> String {
    let report = &context.corpus.reports[claim.report];
    match claim.measure.extent {
        Some(measure)
            if measure.start >= claim.extent.end && measure.start - claim.extent.end <= 2 =>
        {
            flat(report.text(Extent {
                start: claim.extent.start,
                end: measure.end,
            }))
        }
        _ => value(context, claim),
    }
}

/// What a label says of a claim: "“1,300 members” here", and in a table what its cell is about.
pub(super) fn here(context: &Context<'_>, claim: &Claim) -> String {
    let report = &context.corpus.reports[claim.report];
    let name = table::cell_name(report, claim).map_or(String::new(), |name| format!(" ({name})"));
    format!("“{}” here{name}", phrase(context, claim))
}

/// Where a claim stands.
pub(super) fn place(context: &Context<'_>, claim: &Claim) -> Place {
    context.corpus.reports[claim.report]
        .document
        .place(claim.extent)
}

/// What hedged values mean, in brackets with a space before: " (“over 45” means 45 to below 50)". Empty where all
/// are plain.
pub(super) fn sets<'a>(context: &Context<'_>, claims: impl Iterator<Item = &'a Claim>) -> String {
    let mut meanings: Vec<String> = Vec::new();
    for claim in claims.filter(|claim| !claim.quantity.values.is_exact()) {
        let set = claim.quantity.values.interval(Rounding::Half);
        let meaning = format!("“{}” means {set}", value(context, claim));
        if !meanings.contains(&meaning) {
            meanings.push(meaning);
        }
    }
    if meanings.is_empty() {
        String::new()
    } else {
        format!(" ({})", meanings.join("; "))
    }
}

/// “a”, “b” and “c”.
pub(super) fn both(items: &[String]) -> String {
    let quoted: Vec<String> = items.iter().map(|item| format!("“{item}”")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// A text on one line, cut to a length that fits a message.
pub(super) fn short(text: &str) -> String {
    const LONGEST: usize = 60;
    let flat = flat(text);
    if flat.chars().count() > LONGEST {
        flat.chars().take(LONGEST - 1).chain(['…']).collect()
    } else {
        flat
    }
}

/// A text on one line.
pub(super) fn flat(text: &str) -> String {
    let mut flat = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !flat.is_empty() {
            flat.push(' ');
        }
        flat.push_str(word);
    }
    flat
}
