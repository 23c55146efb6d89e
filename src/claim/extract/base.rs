//! Whether a number is what a change starts from: "up from 450", "from 11 to 21", "20% more than the 340".

use super::Reader;
use crate::lookup::{WordSet, words};
use crate::quantity::{Kind, Quantity};
use crate::word::{self, Change, Shape};

impl<'a> Reader<'a> {
    /// Whether a number is what a change starts from: "up from 450", "from 11 to 21", "20% more than the 340".
    pub(super) fn is_base_of_change(&self, quantity: &Quantity) -> bool {
        if !matches!(quantity.kind, Kind::Count | Kind::Money | Kind::Percent) {
            return false;
        }
        let at = self.token_at(quantity.outer_start());
        let mut before = at;
        while before > 0 && self.is_any(before - 1, words!["the", "our", "its", "their"]) {
            before -= 1;
        }
        let Some(word) = before.checked_sub(1) else {
            return false;
        };
        if !self.is_any(word, &BEFORE_BASE) {
            return false;
        }
        if self.is(word, ":") {
            return self.is_of_then(at);
        }
        // "Up from 12 and 30 respectively"
        if self.is(word, "and") {
            let first = self.slot_before(quantity);
            return first.is_some_and(|first| {
                self.token_at(first.outer_end()) == word
                    && first.kind == quantity.kind
                    && self.is_any(self.token_at(quantity.outer_end()), words!["respectively"])
                    && self.is_base_of_change(first)
            });
        }
        // "Compared to 2020 (400 members)", "after 4,300 trees in 2020"
        if self.is(word, "(") {
            let mention = self.mention_before(word);
            return mention.is_some_and(|mention| self.is_base(mention.start()));
        }
        if self.is(word, "after") && quantity.kind == Kind::Count {
            let mentions = self.report.mentions(self.sentence);
            let behind = mentions.partition_point(|mention| mention.start() < quantity.outer_end());
            let own = self.report.period;
            return mentions.get(behind).is_some_and(|mention| {
                self.is_beside(mention, quantity)
                    && mention.when.names_year()
                    && mention
                        .when
                        .resolve(own)
                        .is_some_and(|named| own.is_some_and(|own| named.last < own.first))
            });
        }
        let near = word.saturating_sub(4)..word;
        if self.is(word, "from") {
            if self.goes_to_another(quantity) {
                return true;
            }
            // "Rose to 1,310, from 1,250", but "rose to 1,310, from 12 countries".
            let behind = self.tokens.get(self.token_at(quantity.outer_end()));
            let is_after_comma = word > 1
                && self.is(word - 1, ",")
                && self.room.taken[word - 2]
                && behind.is_none_or(|token| !token.is_word() || token.is_function());
            let word = word - usize::from(is_after_comma);
            let mut clause = (word.saturating_sub(8)..word)
                .rev()
                .take_while(|at| self.tokens[*at].shape() != Shape::Mark);
            return clause.any(|at| self.is_change(at)) || self.has_share(word, 6);
        }
        // "Rose from an annual rate of 2%".
        if self.is(word, "of") {
            let from = near
                .clone()
                .rev()
                .take_while(|at| self.tokens[*at].shape() != Shape::Mark)
                .find(|at| self.is(*at, "from"));
            return from
                .is_some_and(|from| (from.saturating_sub(3)..from).any(|at| self.is_change(at)));
        }
        // "20% more than in 2020, when 1,500 came".
        if self.is(word, "when") {
            let mut clause = (word.saturating_sub(6)..word).rev();
            return clause.any(|at| self.is_any(at, words!["than", "from", "over", "on"]))
                && self.has_share(word, 8);
        }
        let compared = self.is_any(word, words!["to", "with"])
            && word
                .checked_sub(1)
                .is_some_and(|at| self.is(at, "compared"));
        let changed = || self.has_share(word, 4) || near.clone().any(|at| self.is_change(at));
        compared
            || self.is_any(word, words!["versus", "vs"])
            || before < at && self.is(word, "than")
            || self.is_any(word, words!["than", "over", "on", "above", "below"]) && changed()
    }

    /// The number before another one in its sentence.
    fn slot_before(&self, quantity: &Quantity) -> Option<&'a Quantity> {
        let at = self.slot(quantity).checked_sub(1)?;
        Some(&self.quantities[at])
    }

    /// Whether a number stands in brackets with its year, another one than that of the report: "410 books (2020: 350)".
    fn is_of_then(&self, at: usize) -> bool {
        let label = self.label_of(at);
        let own = self.report.period;
        label.is_some_and(|mention| {
            let year = self.token_at(mention.start());
            let resolved = mention.when.resolve(own);
            year > 0 && self.is(year - 1, "(") && resolved.is_some() && resolved != own
        })
    }

    /// Whether another share follows that a share goes to, whatever the verb: "from 46% of all loaves to 67%".
    fn goes_to_another(&self, quantity: &Quantity) -> bool {
        const REACH: usize = 8;
        let end = self.token_at(quantity.outer_end());
        let before = self
            .quantities
            .partition_point(|next| next.start() < quantity.outer_end());
        let next = self.quantities.get(before);
        quantity.kind == Kind::Percent
            && next.is_some_and(|next| {
                let start = self.token_at(next.outer_start());
                next.kind == Kind::Percent
                    && start <= end + REACH
                    && start > end
                    && self.is(start - 1, "to")
                    && (end..start).all(|at| self.tokens[at].shape() != Shape::Mark)
            })
    }

    /// Whether a percentage or a multiple stands at most `reach` words before a token.
    fn has_share(&self, until: usize, reach: usize) -> bool {
        let offset = self
            .tokens
            .get(until)
            .map_or(self.view.len(), |token| token.start as usize);
        let before = self
            .quantities
            .partition_point(|other| other.outer_end() <= offset);
        self.quantities[..before]
            .iter()
            .rev()
            .take_while(|other| until - self.token_at(other.outer_end()) <= reach)
            .any(|other| matches!(other.kind, Kind::Percent | Kind::Ratio))
    }

    /// What the word at a place says of a change.
    pub(super) fn change(&self, at: usize) -> Option<Change> {
        let token = self.tokens.get(at)?;
        word::change(token.of(self.view))
    }

    pub(super) fn is_change(&self, at: usize) -> bool {
        let word = self.tokens[at].of(self.view);
        if word == "up" {
            // "Made up of", "up to", "signed up for": it rises nowhere.
            let bound = words!["of", "to", "for", "with", "and", "in"];
            let before = at.checked_sub(1);
            return !self.is_any(at + 1, bound)
                && !before.is_some_and(|at| self.is_any(at, &PHRASAL));
        }
        self.tokens[at].shape() == Shape::Lower && word::is_change(word)
    }
}

/// Words and marks before what a change starts from.
const BEFORE_BASE: WordSet<16> = WordSet::new([
    "(", ":", "above", "after", "and", "below", "from", "of", "on", "over", "than", "to", "versus",
    "vs", "when", "with",
]);

/// Verbs that mean something else with "up".
const PHRASAL: WordSet<28> = WordSet::new([
    "back", "backed", "build", "built", "come", "comes", "follow", "followed", "made", "make",
    "makes", "making", "open", "opened", "pick", "picked", "set", "show", "showed", "sign",
    "signed", "take", "takes", "taking", "took", "turned", "wrap", "wrapped",
]);
