//! Numbers that tell how far back something reaches, and not how long a thing takes: "the lowest level in 25 years", "18 years
//! old", "six months late", "7 years in a row". Each thing has its own, and what is so far back is seldom named beside it.

use super::Claim;
use crate::corpus::Report;
use crate::lookup::WordSet;
use crate::quantity::is_time_unit;

/// Words between "in" and such a number: "in just 3 years".
const BETWEEN: WordSet<7> =
    WordSet::new(["about", "almost", "just", "nearly", "only", "over", "under"]);
/// Words behind it.
const BEHIND: WordSet<6> = WordSet::new(["ahead", "early", "late", "old", "running", "straight"]);

/// Whether a number tells how far back something reaches.
pub(super) fn reaches_back(report: &Report, claim: &Claim) -> bool {
    let view = report.document.view.as_str();
    let extent = claim.extent.range();
    let mut behind = view[extent.end..].split_whitespace();
    let unit = behind.next().unwrap_or_default();
    if !is_time_unit(unit.trim_end_matches(|c: char| !c.is_alphabetic())) {
        return false;
    }
    let mut before = view[..extent.start].split_whitespace().rev();
    let is_in = before
        .find(|word| !BETWEEN.has(word))
        .is_some_and(|word| word == "in");
    let mut behind = behind.map(|word| word.trim_end_matches(|c: char| !c.is_alphabetic()));
    let next = behind.next().unwrap_or_default();
    let mut in_a_row =
        || next == "in" && behind.next() == Some("a") && behind.next() == Some("row");
    is_in || BEHIND.has(next) || in_a_row()
}
