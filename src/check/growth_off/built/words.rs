//! The words by which the build of a sentence is read: what says that something changed, what ties a change to its values, and
//! what stands between them.

use crate::lookup::WordSet;
use crate::word::{self, Sense, Way};

/// Whether a noun says that something became less, if it says that it became more or less: "a rise of 30".
pub(super) fn falls_by_noun(word: &str) -> Option<bool> {
    match word::change(word) {
        Some(change) if change.is_noun() => Some(change.way == Way::Less),
        // What a year closes with is a loss, too: elsewhere it tells of no change.
        _ => word.eq_ignore_ascii_case("loss").then_some(true),
    }
}

/// Whether a verb or an adverb says that something became less, if it says that it became more or less: "rose by 30",
/// "up 30".
pub(super) fn falls_by_verb(word: &str) -> Option<bool> {
    let change = word::change(word)?;
    let is_of_value = matches!(change.sense, Sense::Amount | Sense::Gap);
    let moves = change.is_verb() || change.is_adverb();
    (is_of_value && moves).then_some(change.way == Way::Less)
}

/// What says, behind a change, that there is more or less than something.
pub(super) const MORE: &[&str] = &["greater", "higher", "more"];
pub(super) const LESS: &[&str] = &["fewer", "less", "lower"];

/// Whether a word is one of those of which one stands near each number that may be a change.
pub(super) fn may_tell_change(word: &str) -> bool {
    const BESIDE: WordSet<9> = WordSet::new([
        "(", ")", "above", "below", "by", "greater", "loss", "or", "under",
    ]);
    BESIDE.has(word) || word::change(word).is_some()
}

/// What ties a change to the value right before it.
pub(super) const LINKS: &[&str] = &[
    ",",
    "(",
    "-",
    "–",
    "—",
    "which",
    "that",
    "this",
    "is",
    "was",
    "representing",
    "reflecting",
    "marking",
    "meaning",
    "showing",
    "making",
    "giving",
    "being",
    "are",
    "were",
];

/// Words that say of which time a value is, or stand before one.
pub(super) const FILLERS: WordSet<44> = WordSet::new([
    "a",
    "about",
    "after",
    "around",
    "at",
    "before",
    "during",
    "earlier",
    "end",
    "figure",
    "financial",
    "fiscal",
    "for",
    "in",
    "its",
    "just",
    "last",
    "level",
    "month",
    "number",
    "of",
    "only",
    "our",
    "period",
    "preceding",
    "previous",
    "prior",
    "quarter",
    "recorded",
    "reported",
    "same",
    "season",
    "season's",
    "season’s",
    "seen",
    "tally",
    "the",
    "their",
    "total",
    "week",
    "year",
    "year's",
    "year’s",
    "'s",
]);

/// What starts another statement.
pub(super) const APART: &[&str] = &[
    ";", "but", "though", "although", "and", "or", "with", "because", "if", "when", "per", "not",
];

/// Words that say that a change came more than once, to each of several, or was none of these values.
pub(super) const DOUBT: &[&str] = &[
    "respectively",
    "each",
    "per",
    "annually",
    "twice",
    "target",
    "goal",
    "budget",
    "budgeted",
    "forecast",
    "expected",
    "planned",
    "projected",
    "capacity",
    "hoped",
    "aimed",
    "needed",
    "required",
    "allowed",
    "either",
    "every",
    "rank",
    "ranked",
    "ranking",
];

/// Words for a time that a value is of.
pub(super) const TIMES: &[&str] = &[
    "before",
    "earlier",
    "last",
    "previous",
    "previously",
    "prior",
    "preceding",
    "season",
    "year",
];

/// Marks that set apart what stands before them.
pub(super) const MARKS: &[&str] = &[",", ";", ":", "(", "–", "—"];

/// What something does that is more than before.
pub(super) const EXCEEDS: &[&str] = &[
    "beating",
    "exceeding",
    "outstripping",
    "passing",
    "surpassing",
    "topping",
];

/// Words that say the same unless the values are percentages: "the average rate rose by 3 percentage points".
pub(super) const DOUBT_OF_RATES: &[&str] =
    &["average", "averaged", "averaging", "index", "rate", "score"];
