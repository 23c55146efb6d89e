//! Numbers of two times that one sentence holds against each other: "an income of £2,625, against £2,775 in 2020".
//!
//! The date belongs to the number that stands on its side. The other one is of the time that the report is about.

use super::Reader;
use crate::lookup::{WordSet, words};
use crate::period::{Mention, Part};
use crate::quantity::{Kind, Quantity};
use crate::word::{Change, Token};

/// What parts the number of one time from that of another.
const CONTRASTS: WordSet<20> = WordSet::new([
    "(",
    ";",
    "after",
    "against",
    "although",
    "but",
    "compared",
    "comparison",
    "exceeding",
    "following",
    "from",
    "opposed",
    "than",
    "though",
    "up",
    "versus",
    "vs",
    "whereas",
    "while",
    "whilst",
]);
/// So many words are looked at between a number and a date: a sentence may be as long as a report.
const REACH: usize = 100;
/// So many words stand at most between a date and a number that follows it: "in 2020 it was £2,775".
const BEHIND: usize = 4;
/// So many words on each side of a number may be its noun.
const NOUN: usize = 3;

impl Reader<'_> {
    /// Whether a date is that of another number of the same thing, which words of contrast part from this one.
    pub(super) fn is_in_contrast(&self, mention: &Mention, quantity: &Quantity) -> bool {
        if self.quantities.len() < 2 {
            return false;
        }
        let own = self.report.period;
        let named = |mention: &Mention| mention.when.resolve(own);
        // "900 this year (940 in 2020)"
        if mention.end() <= quantity.outer_start() {
            let between = self.token_at(mention.end())..self.token_at(quantity.outer_start());
            let is_other = |beside| named(beside) != named(mention);
            return between.len() <= REACH
                && self.beside(quantity).is_some_and(is_other)
                && between.into_iter().any(|at| self.is_any(at, &CONTRASTS));
        }
        let is_same_time = || named(mention).is_none() || named(mention) == own;
        if mention.start() < quantity.outer_end() || is_same_time() {
            return false;
        }
        let (end, start) = (
            self.token_at(quantity.outer_end()),
            self.token_at(mention.start()),
        );
        if start.saturating_sub(end) > REACH {
            return false;
        }
        // A bracket that is closed before the date keeps it from nothing.
        let is_open = |at: usize| !self.is(at, "(") || !(at..start).any(|at| self.is(at, ")"));
        let mut marks = (end..start).filter(|at| self.is_any(*at, &CONTRASTS));
        let Some(mark) = marks.find(|at| is_open(*at)) else {
            return false;
        };
        let behind = self.token_at(mention.end()) + BEHIND;
        let first = self
            .quantities
            .partition_point(|other| self.token_at(other.outer_start()) <= mark);
        let others = self.quantities[first..].iter();
        let mut others = others.take_while(|other| self.token_at(other.outer_start()) <= behind);
        others.any(|other| self.is_of_same_noun(quantity, other))
    }

    /// Whether two numbers may be of one thing: money, shares, or counts of which the second one says the noun of the
    /// first, or none.
    fn is_of_same_noun(&self, first: &Quantity, second: &Quantity) -> bool {
        if first.kind != second.kind {
            return false;
        }
        if !matches!(first.kind, Kind::Count) {
            return matches!(first.kind, Kind::Money | Kind::Percent);
        }
        let noun = |at: usize| -> Option<&Token> {
            let token = self.tokens.get(at)?;
            let is_noun = token.is_word() && !token.is_function() && !self.room.taken[at];
            is_noun.then_some(token)
        };
        let behind = self.token_at(second.outer_end());
        let Some(own) = noun(behind) else {
            return true;
        };
        let around = self.token_at(first.outer_end());
        (around..around + NOUN).any(|at| noun(at).is_some_and(|other| other.stem == own.stem))
    }

    /// The date that stands right behind a number.
    fn beside(&self, quantity: &Quantity) -> Option<&Mention> {
        let mentions = self.report.mentions(self.sentence);
        let behind = mentions.partition_point(|mention| mention.start() < quantity.outer_end());
        let next = mentions.get(behind)?;
        self.is_beside(next, quantity).then_some(next)
    }

    /// Whether a date stands right behind a number that is of another time than the report: "36 members (43 in 2020)".
    pub(super) fn has_own_time(&self, quantity: &Quantity) -> bool {
        let own = self.report.period;
        let named = self
            .beside(quantity)
            .and_then(|beside| beside.when.resolve(own));
        named.is_some() && named != own
    }

    /// Whether a year is what another one is measured by: "down on 2020", "below that of 2020".
    pub(super) fn is_measure_of_change(&self, mention: &Mention) -> bool {
        let at = self.token_at(mention.start());
        let is_on = at >= 1 && mention.when.part == Part::Whole && self.is(at - 1, "on");
        let compared = words![
            "above", "below", "beyond", "over", "than", "to", "under", "with"
        ];
        let is_that = at >= 3
            && self.is(at - 1, "of")
            && self.is_any(at - 2, words!["that", "those"])
            && self.is_any(at - 3, compared);
        is_on || is_that
    }

    /// Whether a number is what something rose or fell by, against another time: "£150 down on 2020", "up 12 on last year",
    /// "(up by 12)".
    pub(super) fn is_move(&self, quantity: &Quantity) -> bool {
        let (start, end) = (
            self.token_at(quantity.outer_start()),
            self.token_at(quantity.outer_end()),
        );
        let moves = words![
            "above", "below", "down", "fewer", "higher", "less", "lower", "more", "up"
        ];
        let against = words!["on", "than"];
        let before = start > 0 && self.is_any(start - 1, moves);
        // "78 crates (up by 16)"
        let bracketed = start >= 3
            && self.is(start - 1, "by")
            && self.is_any(start - 2, moves)
            && self.is(start - 3, "(");
        // "Rose £2 million, or 4%", "rose 40 to 360".
        let rose = |at: usize| self.change(at).is_some_and(Change::is_own_past);
        let or = end + usize::from(self.is(end, ","));
        let leads = self.is(or, "or") || self.is(end, "to");
        start > 0 && rose(start - 1) && leads
            || bracketed
            || before && self.is_any(end, against)
            || self.is_any(end, moves) && self.is_any(end + 1, against)
    }
}
