//! Whether a number is of a part: for each of several things, or of some of those that another number counts.

use super::{NEAR, Reader};
use crate::claim::clues::Clue;
use crate::document::BlockKind;
use crate::lookup::{WordSet, words};
use crate::quantity::{Kind, Quantity};
use crate::word::{self, Shape};

impl Reader<'_> {
    /// Whether a number holds for each of several things, or for some of a number before it.
    pub(super) fn is_partial(&self, quantity: &Quantity, base: bool) -> bool {
        let at = self.token_at(quantity.outer_start());
        let behind = self.token_at(quantity.outer_end());
        let mut before = at.saturating_sub(6)..at;
        // What a part started from is of the part: "of which 450 are rye, up from 300".
        if base {
            let now = self.quantities[..self.slot(quantity)]
                .iter()
                .rev()
                .take(NEAR)
                .find(|now| now.kind == quantity.kind && !self.is_base_of_change(now));
            return now.is_some_and(|now| self.is_partial(now, false));
        }
        let mut behind = behind..(behind + 5).min(self.tokens.len());
        self.room.told.has(Clue::PARTIAL)
            && (behind.any(|at| self.is_any(at, &OF_EACH))
                || before.any(|at| self.is_any(at, &OF_SOME)))
            || (quantity.kind == Kind::Count
                && self.is_in_brackets_of_another(at)
                && !self.has_own_time(quantity))
            || (at > 0
                && self.is_any(
                    at - 1,
                    words!["another", "additional", "other", "first", "last", "next"],
                ))
            || self.is_of_some_named_first(at)
            || self.is_of_those(at)
            || self.is_for_a_single_one(quantity)
    }

    /// "Of those, 47 are small", "This includes 12 homes", and the items of a list that is led in so: what a sentence counts is
    /// of those that the one before it counts.
    fn is_of_those(&self, at: usize) -> bool {
        let is_of = |at: usize| self.is_any(at, words!["among", "of"]);
        let is_those = |at: usize| self.is_any(at, words!["them", "these", "those"]);
        let includes = words!["include", "included", "includes"];
        if is_of(0) && is_those(1) && (at > 2 || self.is(2, ","))
            || self.is_any(0, words!["these", "this", "those"]) && self.is_any(1, includes)
        {
            return true;
        }
        let document = &self.report.document;
        let block = document.sentences[self.sentence].block();
        let BlockKind::Item(list) = document.blocks[block].kind() else {
            return false;
        };
        let Some(last) = (document.lists[list].lead)
            .and_then(|lead| document.blocks[lead].sentences().next_back())
        else {
            return false;
        };
        let lead = self.report.few_tokens(last);
        let word = |at: usize| lead.get(at).map_or("", |token| token.of(self.view));
        words!["among", "of"].has(word(0)) && words!["them", "these", "those"].has(word(1))
    }

    /// Whether a number holds for each of several by the words right behind it: "£90 a visit", "4 hours a week". What is so much
    /// a year is so much in the year of the report.
    fn is_for_a_single_one(&self, quantity: &Quantity) -> bool {
        let end = self.token_at(quantity.outer_end());
        let is_single = |article: usize| {
            let Some(noun) = self.tokens.get(article + 1) else {
                return false;
            };
            let text = noun.of(self.view);
            let behind = self.tokens.get(article + 2);
            self.is_any(article, words!["a", "an"])
                && noun.shape() == Shape::Lower
                && !noun.is_function()
                && !word::is_plural(text)
                && text != "year"
                && behind.is_none_or(|behind| !behind.is_word() || behind.is_function())
        };
        let units = words![
            "day", "head", "hour", "minute", "month", "night", "person", "time", "week"
        ];
        match quantity.kind {
            Kind::Money => is_single(end),
            Kind::Count => is_single(end + 1) && self.is_any(end + 2, units),
            _ => false,
        }
    }

    /// "Of the paved roads 12 miles are new": what the sentence counts is of those that it names first. A number of those is
    /// one of all: "Of the 12 miles".
    fn is_of_some_named_first(&self, at: usize) -> bool {
        self.is(0, "Of")
            && self.is_any(1, words!["the", "these", "those", "our", "its", "their"])
            && (2..at).any(|at| {
                let named = self.tokens[at];
                named.is_word() && !named.is_function() && !self.room.taken[at]
            })
    }

    /// Whether a number stands in brackets behind the noun of another one, and is of a part of these: "half of the
    /// 203 farms (120)". Money in brackets is the same in another currency.
    fn is_in_brackets_of_another(&self, at: usize) -> bool {
        let Some(bracket) = at.checked_sub(1).filter(|at| self.is(*at, "(")) else {
            return false;
        };
        (bracket.saturating_sub(5)..bracket)
            .rev()
            .take_while(|at| self.tokens[*at].is_word() || self.room.taken[*at])
            .any(|at| self.room.taken[at] && self.tokens[at].shape() == Shape::Digits)
    }
}

/// Words behind a number that holds for each of several.
pub(in crate::claim) const OF_EACH: WordSet<4> = WordSet::new(["apiece", "each", "every", "per"]);

/// Words before a number that holds for each of several, or for some of them: "ranging from 0 to 66", "who have 40".
pub(in crate::claim) const OF_SOME: WordSet<15> = WordSet::new([
    "average",
    "averaging",
    "each",
    "every",
    "per",
    "range",
    "ranged",
    "ranges",
    "ranging",
    "that",
    "varied",
    "varying",
    "which",
    "who",
    "whose",
]);
