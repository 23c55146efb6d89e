//! Whether a number is of a part: for each of several things, or of some of those that another number counts.

use super::{NEAR, Reader};
use crate::lookup::{WordSet, words};
use crate::quantity::{Kind, Quantity};
use crate::word::Shape;

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
        behind.any(|at| self.is_any(at, &OF_EACH))
            || before.any(|at| self.is_any(at, &OF_SOME))
            || (quantity.kind == Kind::Count
                && self.is_in_brackets_of_another(at)
                && !self.has_own_time(quantity))
            || (at > 0
                && self.is_any(
                    at - 1,
                    words!["another", "additional", "other", "first", "last", "next"],
                ))
            || self.is_of_some_named_first(at)
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
const OF_EACH: WordSet<4> = WordSet::new(["apiece", "each", "every", "per"]);

/// Words before a number that holds for each of several, or for some of them: "ranging from 0 to 66", "who have 40".
const OF_SOME: WordSet<15> = WordSet::new([
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
