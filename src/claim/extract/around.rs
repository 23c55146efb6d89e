//! What a number is said about: the names, words and times of its sentence, and the subject that it names.

use super::Reader;
use crate::claim::clues::Clue;
use crate::claim::scope::{Around, Scopes};
use crate::document::{Extent, InlineKind};
use crate::lookup::{WordSet, words};
use crate::quantity::{Kind, Quantity};
use crate::word::{Shape, Stem, Token};

impl Reader<'_> {
    /// The last run of names before a number, else the first one of the sentence, else the heading.
    pub(super) fn subject(&self, quantity: &Quantity) -> Option<Extent> {
        let before = self.token_at(quantity.outer_start());
        let behind = self.room.names.partition_point(|run| run.start < before);
        let nearest = behind.checked_sub(1).unwrap_or(behind);
        let Some(run) = self.room.names.get(nearest) else {
            let document = &self.report.document;
            let section = document.blocks[document.sentences[self.sentence].block()].section();
            return document
                .headings(section)
                .next()
                .map(|heading| document.blocks[heading].extent);
        };
        Some(Extent {
            start: self.tokens[run.start].start,
            end: self.tokens[run.end - 1].end(),
        })
    }

    /// The words, names, months and years of the sentence.
    pub(super) fn scope(&self, around: &mut Around, scopes: &mut Scopes) {
        around.clear();
        let has_code = self.has_code(self.report.document.sentences[self.sentence].extent);
        let mut aliases = self.corpus.aliases.find(self.tokens);
        let mut alias = aliases.next();
        let mut named = 0;
        let mut names = self.room.names.iter().peekable();
        for (at, token) in self.tokens.iter().enumerate() {
            // Whatever a subject is called, its words are those of its first name.
            if let Some((range, subject)) = &alias
                && range.start == at
            {
                named = range.end;
                around.names.extend(*subject);
                around.sequence.extend(*subject);
                alias = aliases.next();
            }
            if at < named || self.room.taken[at] || token.shape() == Shape::Mark {
                continue;
            }
            if token.is_word() {
                around.sequence.push(token.stem);
            }
            if token.is_function() {
                continue;
            }
            while names.next_if(|run| run.end <= at).is_some() {}
            if names.peek().is_some_and(|run| run.start <= at) || has_code && self.is_code(*token) {
                if around.names.len() >= MOST_OF_SENTENCE {
                    continue;
                }
                around.names.push(token.stem);
                if at > 0 && self.is_any(at - 1, words!["in", "at", "to", "near"]) {
                    around.locations.push(token.stem);
                }
            } else if token.shape() != Shape::Digits && around.words.len() < MOST_OF_SENTENCE {
                around.words.push(token.stem);
            }
        }
        for mention in self.report.mentions(self.sentence) {
            let Some(period) = mention.when.resolve(self.report.period) else {
                continue;
            };
            around
                .years
                .extend([period.first.year(), period.last.year()]);
            if period.first.month() == period.last.month()
                && period.first.year() == period.last.year()
            {
                around.months.push(period.first.month().into());
            }
        }
        let ordinals = self
            .quantities
            .iter()
            .filter(|quantity| quantity.kind == Kind::Ordinal)
            .take(MOST_OF_SENTENCE);
        around
            .ordinals
            .extend(ordinals.filter_map(Quantity::nominal));
        if let Some(about) = &self.about {
            around.about = Some((self.tokens[about.head].stem, about.is_of_several));
            let words = self.tokens[about.narrowing.clone()].iter();
            let words = words.filter(|token| !token.is_function());
            around.narrowing.extend(words.map(|token| token.stem));
        }
        let mut points_back = self.points_back();
        let is_own = !around.names.is_empty()
            || !around.years.is_empty()
            || self.room.told.has(Clue::OURS)
                && (0..self.tokens.len().min(40))
                    .any(|at| self.is_any(at, words!["we", "our", "us"]));
        if around.names.is_empty() {
            around.names.extend(self.names_before());
            points_back &= around.names.is_empty();
        }
        around.scope(scopes, is_own, points_back);
    }

    /// Whether the sentence has no subject of its own: it starts with a pronoun, or with "the" and a noun that
    /// stands for something named before.
    fn points_back(&self) -> bool {
        // A card or a cell has no sentence of its own.
        if self.tokens.len() <= 3 {
            return true;
        }
        let introduced =
            self.tokens.iter().take(12).position(|token| {
                token.shape() == Shape::Mark && token.bytes_of(self.view) == b","
            });
        let start = introduced.map_or(0, |comma| comma + 1);
        let subject = |start: usize| {
            self.is_any(
                start,
                words![
                    "it", "they", "we", "he", "she", "this", "these", "its", "their", "our",
                ],
            ) || (self.is_any(start, words!["the"]) && self.is_any(start + 1, &BACK))
        };
        subject(0) || subject(start)
    }

    /// The names of the sentence before in the same paragraph: what a sentence without names says is about them.
    fn names_before(&self) -> impl Iterator<Item = Stem> + '_ {
        let document = &self.report.document;
        let sentences = &document.sentences;
        let before = self.sentence.checked_sub(1);
        let before = before.filter(|at| sentences[*at].block() == sentences[self.sentence].block());
        let tokens = before.map_or(&[][..], |before| self.report.tokens(before));
        let words = before.map_or(&[][..], |before| self.report.words(before));
        let has_code = before.is_some_and(|before| self.has_code(sentences[before].extent));
        let names = tokens.iter().zip(words).filter(move |(token, word)| {
            let is_name = self.clues.tell(**word).has(Clue::NAME);
            !token.is_function() && (is_name || has_code && self.is_code(**token))
        });
        names.map(|(token, _)| token.stem)
    }

    /// Whether there is code in a sentence: in most there is none, and no word of it need be asked.
    fn has_code(&self, extent: Extent) -> bool {
        let mut inlines = self.report.document.inlines_in(extent);
        inlines.any(|inline| inline.kind == InlineKind::Code)
    }

    fn is_code(&self, token: Token) -> bool {
        let extent = Extent {
            start: token.start,
            end: token.end(),
        };
        self.report
            .document
            .inlines_in(extent)
            .any(|inline| inline.kind == InlineKind::Code)
    }
}

/// So many words and so many names of a sentence are what it is about: one that has more runs on.
const MOST_OF_SENTENCE: usize = 256;

/// Nouns that stand, behind "the", for something that was named before.
pub(super) const BACK: WordSet<25> = WordSet::new([
    "association",
    "board",
    "center",
    "centre",
    "club",
    "committee",
    "community",
    "company",
    "conference",
    "event",
    "foundation",
    "group",
    "initiative",
    "institute",
    "organisation",
    "organization",
    "program",
    "programme",
    "project",
    "projects",
    "release",
    "school",
    "society",
    "team",
    "union",
]);
