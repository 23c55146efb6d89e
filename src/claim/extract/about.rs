//! What a sentence says something of: the noun that it begins with, and the words behind it that narrow it: "Sales of books came
//! to £12,000", "Our volunteers in the shop gave 2,000 hours".
//!
//! Only a beginning that is built plainly is read. What begins with a pronoun or with another phrase says nothing here.

use std::ops::Range;

use super::Reader;
use super::around::BACK;
use crate::lookup::{WordSet, words};
use crate::word::{self, Shape};

/// The noun that a sentence begins with, by its tokens.
#[derive(Debug, Clone)]
pub(super) struct About {
    /// The noun, the words before it, and those that narrow it.
    pub(super) words: Range<usize>,
    /// The noun itself.
    pub(super) head: usize,
    /// It is in the plural.
    pub(super) is_of_several: bool,
    /// The words behind a preposition that narrow it; there may be none.
    pub(super) narrowing: Range<usize>,
}

/// So many words stand at most before a noun or behind its preposition.
const LONGEST: usize = 5;

impl Reader<'_> {
    /// Reads what the sentence says something of.
    pub(super) fn read_about(&self) -> Option<About> {
        let determiners = words!["all", "our", "its", "the", "their", "these", "those"];
        let mut start = 0;
        while start < LONGEST
            && (self.is_any(start, determiners)
                || start < self.tokens.len() && self.room.taken[start])
        {
            start += 1;
        }
        let run = self.run_from(start);
        let end = run.end;
        let verb = (start + 1..end).find(|at| self.is_said(*at));
        let is_narrowed = self.is_any(end, &PREPOSITIONS);
        // "Bakers' children"
        let is_cut =
            |at: usize| (self.tokens.get(at)).is_some_and(|token| token.shape() == Shape::Mark);
        if verb.is_none() && is_cut(end) {
            return None;
        }
        let head = match verb {
            Some(verb) => verb - 1,
            None if is_narrowed || self.is_any(end, &AUXILIARIES) => end.checked_sub(1)?,
            // Of an unknown verb a noun in the plural is told by its own form only.
            None => start,
        };
        if run.is_empty() || !self.is_common(head) {
            return None;
        }
        let is_of_several = word::is_plural(self.tokens[head].of(self.view));
        if verb.is_none() && head == start && end > start + 1 && !is_of_several {
            return None;
        }
        let behind = match verb {
            None if is_narrowed => self.behind_prepositions(end),
            _ => head + 1..head + 1,
        };
        Some(About {
            words: start..behind.end,
            head,
            is_of_several,
            narrowing: if self.is_narrowing(end, &behind, &(start..head + 1)) {
                behind
            } else {
                behind.end..behind.end
            },
        })
    }

    /// The words behind a preposition and those behind it that say which of the things before them are meant: "rent from the
    /// flats in Rye".
    fn behind_prepositions(&self, preposition: usize) -> Range<usize> {
        const MOST: usize = 3;
        let mut behind = self.behind_preposition(preposition);
        for _ in 1..MOST {
            if behind.is_empty() || !self.is_any(behind.end, &PREPOSITIONS) {
                break;
            }
            let more = self.behind_preposition(behind.end);
            if more.is_empty() {
                break;
            }
            behind.end = more.end;
        }
        behind
    }

    /// The words behind a preposition that say which of the things before it are meant.
    fn behind_preposition(&self, preposition: usize) -> Range<usize> {
        let mut start = preposition + 1;
        while start < preposition + 3 && self.is_any(start, &DETERMINERS) {
            start += 1;
        }
        let run = self.run_from(start);
        let verb = run.clone().find(|at| self.is_said(*at));
        match verb.unwrap_or(run.end) {
            end if end > start => start..end,
            _ => preposition..preposition,
        }
    }

    /// Whether words behind a preposition tell which of several are meant, or which part of a whole that has no number: "helpers
    /// in the mill", "rent from shops". A single thing has its place behind it, and what a body has is all of it: "the fair in
    /// Oslo", "members of the guild".
    fn is_narrowing(&self, preposition: usize, behind: &Range<usize>, noun: &Range<usize>) -> bool {
        let Some(last) = behind.clone().next_back() else {
            return false;
        };
        let is_single = noun.start > 0 && !word::is_plural(self.tokens[noun.end - 1].of(self.view));
        if !self.is(preposition, "of") {
            return !is_single || self.is(preposition, "from");
        }
        let is_of_one = self.is_any(
            preposition + 1,
            words!["our", "the", "this", "its", "their"],
        ) && !word::is_plural(self.tokens[last].of(self.view));
        !is_of_one && !self.is_any(last, &BACK)
    }

    /// The words from one on of which none holds others together.
    fn run_from(&self, start: usize) -> Range<usize> {
        let is_content = |at: &usize| {
            let token = self.tokens[*at];
            token.is_word() && !token.is_function() && !self.room.taken[*at]
        };
        let most = (start + LONGEST).min(self.tokens.len());
        let end = (start..most)
            .take_while(is_content)
            .last()
            .map_or(start, |at| at + 1);
        start..end
    }

    /// Whether a word is what is said of those before it.
    pub(super) fn is_said(&self, at: usize) -> bool {
        let token = self.tokens[at];
        token.shape() == Shape::Lower
            && (token.of(self.view).ends_with("ed")
                || self.is_any(at, &PASTS)
                || self.is_between(at)
                || self.says_how_many(at))
    }

    /// Whether a word is no name: it is small, or has its capital from the sentence.
    fn is_common(&self, at: usize) -> bool {
        let token = self.tokens[at];
        let opens = at == 0
            && token.shape() == Shape::Capitalised
            && !self.corpus.vocabulary.is_name(token.stem);
        opens || token.shape() == Shape::Lower
    }
}

/// Words that a noun may be narrowed by.
const PREPOSITIONS: WordSet<7> = WordSet::new(["among", "at", "by", "for", "from", "in", "of"]);

/// Words that begin what is said of a noun.
const AUXILIARIES: WordSet<10> = WordSet::new([
    "are", "can", "could", "did", "had", "has", "have", "is", "was", "were",
]);

/// What stands before a noun and does not narrow it.
const DETERMINERS: WordSet<9> = WordSet::new([
    "a", "all", "an", "its", "our", "the", "their", "these", "those",
]);

/// Verbs whose past has a form of its own.
const PASTS: WordSet<38> = WordSet::new([
    "became", "began", "bought", "built", "caught", "chose", "drew", "drove", "fed", "flew",
    "found", "gave", "got", "held", "kept", "left", "led", "lent", "lost", "made", "met", "paid",
    "put", "ran", "rode", "sang", "sent", "shot", "sold", "spent", "swam", "taught", "threw",
    "told", "took", "won", "wore", "wrote",
]);
