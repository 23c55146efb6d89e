//! What a sentence says something of: the noun that it begins with, and the words behind it that narrow it: "Sales of books came
//! to £12,000", "Our volunteers in the shop gave 2,000 hours".
//!
//! Only a beginning that is built plainly is read. What begins with a pronoun or with another phrase says nothing here.

use std::ops::Range;

use super::Reader;
use super::around::BACK;
use super::counted::{LEVEL_VERBS, VERBS};
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
        let narrowing = match verb {
            None if is_narrowed => self.narrowing(end),
            _ => head + 1..head + 1,
        };
        let behind = if narrowing.is_empty() {
            head + 1
        } else {
            narrowing.end
        };
        Some(About {
            words: start..behind,
            head,
            is_of_several,
            narrowing,
        })
    }

    /// The words behind a preposition that say which of the things before it are meant. What a body has is no part of what
    /// there is: "members of the guild".
    fn narrowing(&self, preposition: usize) -> Range<usize> {
        let mut start = preposition + 1;
        let is_of_one = self.is(preposition, "of")
            && self.is_any(start, words!["our", "the", "this", "its", "their"]);
        while start < preposition + 3 && self.is_any(start, &DETERMINERS) {
            start += 1;
        }
        let run = self.run_from(start);
        let verb = run.clone().find(|at| self.is_said(*at));
        let end = verb.unwrap_or(run.end);
        let none = start..start;
        let Some(last) = end.checked_sub(1).filter(|last| *last >= start) else {
            return none;
        };
        let noun = self.tokens[last].of(self.view);
        let is_body = self.is_any(last, &BACK) || is_of_one && !word::is_plural(noun);
        if is_body { none } else { start..end }
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
            && (self.is_any(at, &VERBS)
                || self.is_any(at, &LEVEL_VERBS)
                || self.is_any(at, &PASTS)
                || token.of(self.view).ends_with("ed"))
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
