//! The words, quantities and dates of each sentence, read once.
//!
//! Lives here: reading sources, many at a time, and the one table of their words. Stays out: periods and series.

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use rayon::prelude::*;

use super::implied;
use crate::document::{self, Document, Extent};
use crate::period::{self, Mention};
use crate::quantity::{self, Quantity};
use crate::source::{SourceId, Sources};
use crate::word::{self, MetWords, NumberedWords, SharedWords, Token, WordId};

/// The words, quantities and dates of a document. All offsets are those of the view.
#[derive(Debug, Default)]
pub struct Reading {
    /// The tokens of all sentences.
    pub tokens: Vec<Token>,
    /// The number of each token's spelling in [`super::Corpus::words`].
    pub words: Vec<WordId>,
    /// The quantities of all sentences.
    pub quantities: Arc<Vec<Quantity>>,
    /// Numbers that are said without a numeral ("both fairs"), of all sentences.
    pub implied: Arc<Vec<Quantity>>,
    /// The calendar expressions of all sentences.
    pub mentions: Vec<Mention>,
    /// The parts of the lists that belong to each sentence of the document.
    pub sentences: Vec<SentenceReading>,
}

/// Where the tokens, quantities and mentions of a sentence end. They begin where those of the sentence before do.
#[derive(Debug, Clone, Copy, Default)]
pub struct SentenceReading {
    /// One past the last of [`Reading::tokens`].
    pub tokens: u32,
    /// One past the last of [`Reading::quantities`].
    pub quantities: u32,
    /// One past the last of [`Reading::implied`].
    pub implied: u32,
    /// One past the last of [`Reading::mentions`].
    pub mentions: u32,
}

/// A word or a mark, with the space behind it, has at least so many bytes on average: what a text needs is taken at once.
const BYTES_OF_TOKEN: usize = 5;
/// So many sentences are read for their numbers by one thread, while others may read those behind them.
const SENTENCES: usize = 128;

/// Parses and reads sources, and gives them in order with their words, numbered as they stand.
///
/// The longest is begun first. Only one thread can parse a document and read its words, but many can read its numbers:
/// those are left for the end, when there are not enough documents for all threads.
pub(super) fn read(
    sources: &Sources,
    ids: &[SourceId],
) -> (Vec<(Document, Reading)>, NumberedWords) {
    let length = |id: &SourceId| sources.get(*id).text().len();
    let tables = Tables {
        shared: SharedWords::for_text(ids.iter().map(length).max().unwrap_or_default()),
        spare: Mutex::default(),
    };
    let slots: Vec<Slot> = ids.iter().map(|_| Slot::default()).collect();
    let mut in_turn: Vec<(&SourceId, &Slot)> = ids.iter().zip(&slots).collect();
    in_turn.sort_by_key(|(id, _)| Reverse(length(id)));
    rayon::scope_fifo(|scope| {
        for (id, slot) in in_turn {
            let tables = &tables;
            scope.spawn_fifo(move |scope| {
                let source = sources.get(*id);
                let document = document::read(*id, source.name(), source.text());
                let reading =
                    tables.with_one(|met| Reading::words_of(&document, &tables.shared, met));
                let (document, reading) = slot.words.get_or_init(|| (document, reading));
                let sentences = document.sentences.len();
                for first in (0..sentences).step_by(SENTENCES) {
                    scope.spawn_fifo(move |_| {
                        let part = first..sentences.min(first + SENTENCES);
                        let numbers = Numbers::of(document, reading, part);
                        slot.numbers().push((first, numbers));
                    });
                }
            });
        }
    });
    let read = slots.into_iter().filter_map(Slot::into_read);
    let (mut words, read): (Vec<Vec<WordId>>, Vec<_>) = read.unzip();
    // The one must be done in order, and the others need not.
    let (numbered, mut done) = rayon::join(
        || tables.shared.number(words.iter_mut().flatten()),
        || {
            let done = read.into_par_iter().map(Read::put_together);
            done.collect::<Vec<_>>()
        },
    );
    for ((_, reading), words) in done.iter_mut().zip(words) {
        reading.words = words;
    }
    (done, numbered)
}

/// Where what is read of a source is put.
#[derive(Default)]
struct Slot {
    words: OnceLock<(Document, Reading)>,
    /// Each with the first of its sentences.
    numbers: Mutex<Vec<(usize, Numbers)>>,
}

impl Slot {
    fn numbers(&self) -> MutexGuard<'_, Vec<(usize, Numbers)>> {
        self.numbers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The words of the document, and what else was read.
    fn into_read(self) -> Option<(Vec<WordId>, Read)> {
        let mut numbers = std::mem::take(&mut *self.numbers());
        numbers.sort_unstable_by_key(|(first, _)| *first);
        let (document, mut reading) = self.words.into_inner()?;
        let words = std::mem::take(&mut reading.words);
        let read = Read {
            document,
            reading,
            numbers: numbers.into_iter().map(|(_, numbers)| numbers).collect(),
        };
        Some((words, read))
    }
}

/// What is read of a source.
struct Read {
    document: Document,
    /// Without its numbers.
    reading: Reading,
    /// In the order of their sentences.
    numbers: Vec<Numbers>,
}

impl Read {
    fn put_together(self) -> (Document, Reading) {
        (self.document, self.reading.with(self.numbers))
    }
}

/// The table of all words, and those of the threads that read.
struct Tables {
    shared: SharedWords,
    /// Those that no thread has at the moment.
    spare: Mutex<Vec<MetWords>>,
}

impl Tables {
    /// Reads with one of the tables.
    fn with_one<T>(&self, read: impl FnOnce(&mut MetWords) -> T) -> T {
        let spare = || self.spare.lock().unwrap_or_else(PoisonError::into_inner);
        let mut met = spare().pop().unwrap_or_default();
        let found = read(&mut met);
        spare().push(met);
        found
    }
}

/// The numbers of some sentences that follow each other.
#[derive(Default)]
struct Numbers {
    quantities: Vec<Quantity>,
    implied: Vec<Quantity>,
    mentions: Vec<Mention>,
    /// Where those of each sentence end.
    ends: Vec<SentenceReading>,
}

impl Reading {
    /// The words of a document. Their numbers are those of the table of all.
    fn words_of(document: &Document, shared: &SharedWords, met: &mut MetWords) -> Reading {
        let tokens = document.view.len() / BYTES_OF_TOKEN;
        let mut reading = Reading {
            tokens: Vec::with_capacity(tokens),
            words: Vec::with_capacity(tokens),
            sentences: Vec::with_capacity(document.sentences.len()),
            ..Reading::default()
        };
        for sentence in &document.sentences {
            let (text, base) = (&document.view[sentence.extent], sentence.extent.start);
            word::read_tokens(text, shared, met, |token, id| {
                reading.tokens.push(Token {
                    start: token.start + base,
                    end: token.end + base,
                    ..token
                });
                reading.words.push(id);
            });
            reading.sentences.push(SentenceReading {
                tokens: reading.tokens.len() as u32,
                ..SentenceReading::default()
            });
        }
        reading
    }

    /// Takes in the numbers of all sentences, in their order.
    fn with(mut self, parts: Vec<Numbers>) -> Reading {
        let count = |each: fn(&Numbers) -> usize| parts.iter().map(each).sum();
        let mut all = Numbers {
            quantities: Vec::with_capacity(count(|part| part.quantities.len())),
            implied: Vec::with_capacity(count(|part| part.implied.len())),
            mentions: Vec::with_capacity(count(|part| part.mentions.len())),
            ends: Vec::new(),
        };
        let mut sentences = self.sentences.iter_mut();
        for part in parts {
            let before = all.end();
            for (own, sentence) in part.ends.iter().zip(sentences.by_ref()) {
                sentence.quantities = before.quantities + own.quantities;
                sentence.implied = before.implied + own.implied;
                sentence.mentions = before.mentions + own.mentions;
            }
            all.quantities.extend(part.quantities);
            all.implied.extend(part.implied);
            all.mentions.extend(part.mentions);
        }
        self.quantities = all.quantities.into();
        self.implied = all.implied.into();
        self.mentions = all.mentions;
        self
    }

    /// What of a list belongs to some sentences, by where the part of each ends.
    pub(super) fn range(
        &self,
        sentences: Range<usize>,
        end: impl Fn(&SentenceReading) -> u32,
    ) -> Range<usize> {
        let end_of = |behind: usize| match behind.checked_sub(1) {
            Some(last) => end(&self.sentences[last]) as usize,
            None => 0,
        };
        end_of(sentences.start)..end_of(sentences.end)
    }

    /// What of a list belongs to one sentence.
    pub(super) fn range_of(
        &self,
        sentence: usize,
        end: impl Fn(&SentenceReading) -> u32,
    ) -> Range<usize> {
        self.range(sentence..sentence + 1, end)
    }
}

impl Numbers {
    /// Reads the quantities and dates of some sentences of a document, whose words are read.
    fn of(document: &Document, reading: &Reading, sentences: Range<usize>) -> Numbers {
        let view = document.view.as_str();
        let mut numbers = Numbers {
            ends: Vec::with_capacity(sentences.len()),
            ..Numbers::default()
        };
        let (mut room, mut none) = (quantity::Room::default(), Vec::new());
        for at in sentences {
            let tokens = &reading.tokens[reading.range_of(at, |sentence| sentence.tokens)];
            period::read_into(&mut numbers.mentions, view, tokens);
            let extent = document.sentences[at].extent;
            let found = if tokens.iter().any(|token| token.has_number) {
                room.read(&view[extent.range()])
            } else {
                &mut none
            };
            for quantity in &mut *found {
                quantity.shift(extent.start as usize);
            }
            let unsaid = implied::implied(view, tokens, found);
            // What stands in code or in an address is no number of anything.
            let is_prose =
                |quantity: &Quantity| document.is_prose(Extent::new(quantity.start, quantity.end));
            // Most sentences have none.
            if !found.is_empty() {
                let quantities = found.drain(..).filter(is_prose);
                numbers.quantities.extend(quantities);
            }
            if !unsaid.is_empty() {
                numbers.implied.extend(unsaid.into_iter().filter(is_prose));
            }
            numbers.ends.push(numbers.end());
        }
        numbers
    }

    /// Where all of it ends.
    fn end(&self) -> SentenceReading {
        SentenceReading {
            tokens: 0,
            quantities: self.quantities.len() as u32,
            implied: self.implied.len() as u32,
            mentions: self.mentions.len() as u32,
        }
    }
}
