//! How something is said: as a fact, as a plan, as what somebody said, or as what would be so.

use super::Reader;
use crate::claim::Mood;
use crate::claim::clues::Clue;
use crate::corpus::Report;
use crate::lookup::{WordSet, words};

impl Reader<'_> {
    /// The token behind which numbers are of what is to come, by the words that say so: those behind them, and those
    /// before them in the same clause. "60 events took place, and more are planned" is of 60 that took place.
    pub(super) fn planned(&self) -> Option<usize> {
        if !self.room.told.has(Clue::PLAN) {
            return None;
        }
        let plan = plans(self.report, self.sentence).next()?;
        // "80 came, against a goal of 100", "towards our goal": the number is not the goal.
        let clause = |at: &usize| {
            self.is_any(
                *at,
                words![
                    ",", ";", "against", "beyond", "but", "toward", "towards", "while",
                ],
            )
        };
        Some((0..plan).rev().find(clause).map_or(0, |mark| mark + 1))
    }

    /// How the sentence is said as a whole.
    pub(super) fn mood(&self) -> Mood {
        let document = &self.report.document;
        let sentence = &document.view[document.sentences[self.sentence].extent];
        if sentence.starts_with(['“', '"']) && sentence.ends_with(['”', '"']) {
            return Mood::Quoted;
        }
        // "If the mill has three stones", "in this example two bakers share an oven", "you can ask for 4 loaves".
        let example = |at: usize| {
            self.is(at, "example")
                && at > 0
                && self.is_any(
                    at - 1,
                    words!["this", "these", "the", "following", "our", "above"],
                )
        };
        let addressed = |at: usize| {
            self.is(at, "you")
                && self.is_any(
                    at + 1,
                    words![
                        "can", "may", "could", "cannot", "can't", "want", "need", "must", "should",
                    ],
                )
        };
        let reach = self.tokens.len().min(40);
        if self.is_any(0, &SUPPOSING)
            || self.is(0, "let") && self.is(1, "'s")
            || self.room.told.has(Clue::SUPPOSED)
                && (0..reach).any(|at| {
                    self.is_any(at, words!["assume", "suppose"]) || example(at) || addressed(at)
                })
        {
            return Mood::Supposed;
        }
        Mood::Stated
    }
}

/// Whether a sentence is about what is to come.
pub fn is_plan(report: &Report, sentence: usize) -> bool {
    plans(report, sentence).next().is_some()
}

/// The words of a sentence that say that something is to come, but for those that something is compared with: "more
/// than planned", "as expected".
fn plans(report: &Report, sentence: usize) -> impl Iterator<Item = usize> + '_ {
    let view = report.document.view.as_str();
    let tokens = report.tokens(sentence);
    let is = |at: usize, words: &[&str]| {
        let word = tokens[at].of(view);
        words.iter().any(|other| other.eq_ignore_ascii_case(word))
    };
    (0..tokens.len()).filter(move |at| {
        // "A planning committee of eight": they plan, and are no plan.
        let is_sort = || {
            is(*at, &["planning"])
                && *at + 1 < tokens.len()
                && is(
                    *at + 1,
                    &["committee", "group", "meeting", "meetings", "team"],
                )
        };
        PLANS.has_bytes(tokens[*at].bytes_of(view))
            && !is_sort()
            && !(*at > 0 && is(*at - 1, &["than", "as"]))
    })
}

/// Words that a sentence starts with that tells what would be so, and not what is.
const SUPPOSING: WordSet<11> = WordSet::new([
    "assume",
    "assuming",
    "if",
    "imagine",
    "let",
    "provided",
    "say",
    "suppose",
    "supposing",
    "unless",
    "whenever",
]);

/// Words that make a statement one about what is to come.
pub(in crate::claim) const PLANS: WordSet<15> = WordSet::new([
    "aim",
    "aims",
    "expected",
    "expects",
    "forecast",
    "goal",
    "goals",
    "plan",
    "planned",
    "planning",
    "plans",
    "projected",
    "shall",
    "upcoming",
    "will",
]);
