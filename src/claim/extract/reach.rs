//! How far what is counted reaches beside the others of its period: "since 2012", "to date", "over the years", "in all".

use std::ops::Range;

use super::Reader;
use crate::claim::Reach;
use crate::claim::clues::Clue;
use crate::lookup::{WordSet, words};
use crate::period::Anchor;
use crate::quantity::Quantity;
use crate::word::{self, Shape, Token};

/// So many words stand at most between a number and what tells how far it reaches.
const FAR: usize = 24;

impl Reader<'_> {
    /// How far a number reaches, by the words of its clause: those before it up to a mark that parts, and those behind it up to
    /// the next number.
    pub(super) fn reach(&self, quantity: &Quantity) -> Reach {
        // Most sentences tell nothing of it.
        if !self.room.told.has(Clue::REACH) {
            return Reach::Own;
        }
        let (start, end) = (
            self.token_at(quantity.outer_start()),
            self.token_at(quantity.outer_end()),
        );
        let parts = |at: &usize| self.is_any(*at, words![";", "but", "while", "whereas"]);
        let mut before = (start.saturating_sub(FAR)..start)
            .rev()
            .take_while(|at| !parts(at));
        let told = before.find_map(|at| self.reach_at(at));
        let behind = (end..(end + FAR).min(self.tokens.len()))
            .take_while(|at| !parts(at) && !self.is_other_clause(*at));
        let told = told.or_else(|| behind.into_iter().find_map(|at| self.reach_at(at)));
        match told {
            // "Since 2012 we have had 900 guests, 140 of them this year"
            Some(_) if self.is_of_own_year(end) => Reach::Own,
            Some(reach) => reach,
            None => Reach::Own,
        }
    }

    /// Whether another clause begins at a mark or an "and": what follows an "and" that stands before a number is of one clause
    /// with it.
    fn is_other_clause(&self, at: usize) -> bool {
        let is_mark = self.tokens[at].shape() == Shape::Mark && !self.is_any(at, words!["(", ")"]);
        let is_number = |at: usize| self.room.taken.get(at).copied().unwrap_or_default();
        is_mark && !is_number(at) || self.is(at, "and") && !is_number(at + 1)
    }

    /// Whether "this year" stands behind a number, before anything else that is counted.
    fn is_of_own_year(&self, end: usize) -> bool {
        let behind = end..(end + FAR).min(self.tokens.len());
        let mut behind = behind.take_while(|at| !self.is_other_clause(*at));
        behind.any(|at| self.is(at, "this") && self.is_any(at + 1, words!["season", "year"]))
    }

    /// What the words from a token on tell of how far a number reaches.
    fn reach_at(&self, at: usize) -> Option<Reach> {
        if !self.is_any(at, &FIRST) {
            return None;
        }
        let to_date = Some(Reach::ToDate(None));
        if self.is(at, "since") {
            return self.reach_since(at);
        }
        if self.is(at, "over") || self.is(at, "in") {
            let possessive =
                self.is_any(at + 1, words!["her", "his", "its", "our", "their", "the"]);
            let lived = words!["existence", "history", "life", "lifetime"];
            let is_long = self.is(at, "over")
                && self.is(at + 1, "the")
                && (self.is_any(at + 2, words!["decades", "years"])
                    || self.is_any(at + 2, words!["last", "past"])
                        && self.room.taken.get(at + 3) == Some(&true)
                        && self.is_any(at + 4, words!["decades", "years"]));
            if is_long || possessive && self.is_any(at + 2, lived) {
                return to_date;
            }
        }
        // "There are 40 photographs in it so far" is what there is.
        let is_so_far = self.is(at, "so") && self.is(at + 1, "far") && !self.is(at + 2, "this");
        if self.is(at, "to") && self.is(at + 1, "date") && !self.is_present(at)
            || is_so_far && self.is_perfect(at)
        {
            return to_date;
        }
        let is_whole = self.is(at, "altogether")
            || self.is(at, "in") && self.is(at + 1, "total")
            || self.is(at, "all") && self.is(at + 1, "told")
            || self.is(at, "in") && self.is(at + 1, "all") && self.ends_phrase(at + 2);
        // "Has raised £310,000 in all" is of all the time.
        match is_whole {
            true if self.is_perfect(at) => to_date,
            true => Some(Reach::Whole),
            false => None,
        }
    }

    /// What "since" tells. "The most since 2012" is of its own year, and so is what is counted from a day of it.
    fn reach_since(&self, at: usize) -> Option<Reach> {
        let own = self.report.period?;
        let before = at.saturating_sub(4)..at;
        if before.into_iter().any(|at| self.is_any(at, &MOST)) {
            return None;
        }
        let mentions = self.report.mentions(self.sentence);
        let start = self.tokens[at].start as usize;
        let behind = mentions.partition_point(|mention| mention.start() < start);
        let named = mentions.get(behind).filter(|mention| {
            mention.when.anchor == Anchor::Since && self.token_at(mention.start()) <= at + 4
        });
        if let Some(mention) = named {
            let year = mention
                .when
                .resolve(Some(own))
                .map(|since| since.first.year())?;
            return (year < own.first.year()).then_some(Reach::ToDate(Some(year)));
        }
        let time = words![
            "autumn",
            "christmas",
            "easter",
            "fall",
            "month",
            "quarter",
            "season",
            "spring",
            "summer",
            "winter",
            "year",
        ];
        let is_within = (at + 1..at + 6).any(|at| self.is_any(at, time));
        (self.is_perfect(at) && !is_within).then_some(Reach::ToDate(None))
    }

    /// Whether a clause around a token tells what has been done: "has raised", but not "has 40 members".
    fn is_perfect(&self, at: usize) -> bool {
        let adverbs = words!["also", "already", "always", "now", "since", "together"];
        self.around(at)
            .filter(|at| self.is_any(*at, words!["has", "have"]))
            .any(|at| {
                let verb = at + 1 + usize::from(self.is_any(at + 1, adverbs));
                let is_plural = |token: &Token| word::is_plural(token.of(self.view));
                self.is(verb, "been")
                    || self.is_noun(verb) && !self.tokens.get(verb).is_some_and(is_plural)
            })
    }

    /// Whether a clause around a token tells what is so.
    fn is_present(&self, at: usize) -> bool {
        self.around(at)
            .any(|at| self.is_any(at, words!["are", "is"]))
    }

    fn around(&self, at: usize) -> Range<usize> {
        at.saturating_sub(FAR)..(at + FAR).min(self.tokens.len())
    }

    /// Whether nothing stands at a token that the words before it could be of: "in all we planted", but not "in all halls".
    fn ends_phrase(&self, at: usize) -> bool {
        let token = self.tokens.get(at);
        token.is_none_or(|token| token.shape() == Shape::Mark)
            || self.room.taken[at]
            || self.is_any(at, words!["it", "they", "we"])
    }

    /// Whether a small word with a meaning stands at a token.
    fn is_noun(&self, at: usize) -> bool {
        let token = self.tokens.get(at);
        token.is_some_and(|token| {
            token.is_word() && !token.is_function() && token.shape() == Shape::Lower
        })
    }
}

/// Words of which one stands in each sentence that tells how far a number reaches.
pub(in crate::claim) const REACHING: WordSet<13> = WordSet::new([
    "all",
    "altogether",
    "date",
    "decades",
    "existence",
    "far",
    "history",
    "life",
    "lifetime",
    "since",
    "told",
    "total",
    "years",
]);

/// The first words of what tells how far a number reaches.
const FIRST: WordSet<7> = WordSet::new(["all", "altogether", "in", "over", "since", "so", "to"]);

/// Words before "since" that tell of the time itself: "the most since 2012".
const MOST: WordSet<12> = WordSet::new([
    "any", "best", "biggest", "busiest", "first", "fewest", "highest", "largest", "lowest", "most",
    "record", "smallest",
]);
