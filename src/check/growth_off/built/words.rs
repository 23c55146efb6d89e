//! The words by which the build of a sentence is read: what says that something changed, what ties a change to its values, and
//! what stands between them.

use crate::lookup::WordSet;

/// Nouns that say that something became more.
pub(super) const RISES: &[&str] = &[
    "gain",
    "growth",
    "improvement",
    "increase",
    "jump",
    "rise",
    "surge",
    "uplift",
];

/// Nouns that say that something became less.
pub(super) const FALLS: &[&str] = &[
    "cut",
    "decline",
    "decrease",
    "dip",
    "drop",
    "fall",
    "loss",
    "reduction",
];

/// Verbs, with "by" or without, that say which way something went.
pub(super) const ROSE: &[&str] = &[
    "climbed",
    "climbing",
    "expanded",
    "grew",
    "growing",
    "grown",
    "increased",
    "increasing",
    "jumped",
    "jumping",
    "rise",
    "risen",
    "rising",
    "rose",
    "soared",
    "surged",
    "up",
    "widened",
];
pub(super) const FELL: &[&str] = &[
    "cut",
    "decreased",
    "decreasing",
    "declined",
    "declining",
    "dipped",
    "down",
    "dropped",
    "dropping",
    "fallen",
    "falling",
    "fell",
    "narrowed",
    "plunged",
    "reduced",
    "shrank",
    "shrunk",
    "slumped",
];

/// What says, behind a change, that there is more or less than something.
pub(super) const MORE: &[&str] = &["greater", "higher", "more"];
pub(super) const LESS: &[&str] = &["fewer", "less", "lower"];

/// One of these stands near each number that may be a change.
pub(super) const NEAR_CHANGE: WordSet<63> = WordSet::new([
    "above",
    "below",
    "by",
    "cut",
    "decline",
    "declined",
    "decrease",
    "decreased",
    "dip",
    "down",
    "drop",
    "dropped",
    "fall",
    "fell",
    "fewer",
    "gain",
    "greater",
    "grew",
    "growth",
    "higher",
    "improvement",
    "increase",
    "increased",
    "jump",
    "jumped",
    "less",
    "loss",
    "lower",
    "more",
    "or",
    ")",
    "reduced",
    "reduction",
    "rise",
    "rose",
    "surge",
    "under",
    "up",
    "uplift",
    "(",
    "falling",
    "rising",
    "growing",
    "dropping",
    "climbed",
    "climbing",
    "expanded",
    "grown",
    "increasing",
    "jumping",
    "risen",
    "soared",
    "surged",
    "widened",
    "decreasing",
    "declining",
    "dipped",
    "fallen",
    "narrowed",
    "plunged",
    "shrank",
    "shrunk",
    "slumped",
]);

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
