//! The words, quantities and dates of each sentence, read once.
//!
//! Lives here: reading sources, many at a time, and the one table of their words. Stays out: periods and series.

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::implied;
use crate::document::{self, Document, Extent};
use crate::period::{self, Mention};
use crate::quantity::{self, Quantity};
use crate::source::{SourceId, Sources};
use crate::word::{self, Token, WordId, Words};

/// The words, quantities and dates of a document. All offsets are those of the view.
#[derive(Debug, Default)]
pub struct Reading {
    /// The tokens of all sentences.
    pub tokens: Vec<Token>,
    /// The number of each token's spelling in [`super::Corpus::words`].
    pub words: Vec<WordId>,
    /// The quantities of all sentences.
    pub quantities: Vec<Quantity>,
    /// Numbers that are said without a numeral ("both fairs"), of all sentences.
    pub implied: Vec<Quantity>,
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

/// Parses and reads sources, and gives them in order with the table of their words, numbered as they stand. The longest
/// is begun first, so that none is left over at the end.
pub(super) fn read(sources: &Sources, ids: &[SourceId]) -> (Vec<(Document, Reading)>, Words) {
    let lengths = ids.iter().map(|id| sources.get(*id).text().len());
    let tables = Tables {
        spare: Mutex::default(),
        longest: lengths.max().unwrap_or_default(),
    };
    let mut in_turn: Vec<(usize, SourceId)> = ids.iter().copied().enumerate().collect();
    in_turn.sort_by_key(|(_, id)| Reverse(sources.get(*id).text().len()));
    let mut done: Vec<(usize, Vec<Part>, Document, Reading)> = in_turn
        .into_iter()
        .par_bridge()
        .map(|(at, id)| {
            let source = sources.get(id);
            let document = document::read(id, source.name(), source.text());
            let (reading, parts) = Reading::of(&document, &tables);
            (at, parts, document, reading)
        })
        .collect();
    done.sort_unstable_by_key(|(at, ..)| *at);
    let (mut words, moved) = tables.joined();
    // Which thread read what is chance, and so are the numbers that its table gave.
    let mut numbers = vec![None; words.len()];
    let mut next = 0;
    for (_, parts, _, reading) in &mut done {
        let mut own = reading.words.iter_mut();
        for Part { table, words } in parts {
            for word in own.by_ref().take(*words) {
                let joined = moved[*table].get(word.index()).unwrap_or(word);
                let number = numbers[joined.index()].get_or_insert_with(|| {
                    next += 1;
                    next - 1
                });
                *word = WordId::new(*number);
            }
        }
    }
    words.renumber(&numbers);
    let read = done.into_iter();
    let read = read.map(|(_, _, document, reading)| (document, reading));
    (read.collect(), words)
}

/// Words in a row whose numbers are those of one table.
struct Part {
    table: usize,
    words: usize,
}

/// Tables of words, one for each thread that reads.
struct Tables {
    spare: Mutex<Spare>,
    /// The length of the longest text in bytes.
    longest: usize,
}

/// The tables that no thread has at the moment, each with its number, and how many there are.
#[derive(Default)]
struct Spare {
    tables: Vec<(usize, Words)>,
    all: usize,
}

impl Tables {
    /// Reads with one of the tables, whose number it tells.
    fn with_one<T>(&self, read: impl FnOnce(&mut Words) -> T) -> (usize, T) {
        let spare = || self.spare.lock().unwrap_or_else(PoisonError::into_inner);
        let (number, mut words) = {
            let mut spare = spare();
            spare.tables.pop().unwrap_or_else(|| {
                spare.all += 1;
                (spare.all - 1, Words::for_text(self.longest))
            })
        };
        let found = read(&mut words);
        spare().tables.push((number, words));
        (number, found)
    }

    /// One table of all words, and the number of each word of each table in it; none for the table that was kept.
    fn joined(self) -> (Words, Vec<Vec<WordId>>) {
        let spare = self.spare.into_inner();
        let Spare { tables, all } = spare.unwrap_or_else(PoisonError::into_inner);
        let mut moved = vec![Vec::new(); all];
        let mut tables = tables.into_iter();
        let Some((_, mut words)) = tables.next() else {
            return (Words::default(), moved);
        };
        for (number, table) in tables {
            moved[number] = words.add(&table);
        }
        (words, moved)
    }
}

impl Reading {
    /// Reads a document, some sentences at a time, and tells with which tables of words.
    fn of(document: &Document, tables: &Tables) -> (Reading, Vec<Part>) {
        let sentences = document.sentences.len();
        let (parts, read): (Vec<Part>, Vec<Reading>) = (0..sentences)
            .into_par_iter()
            .step_by(SENTENCES)
            .map(|first| {
                let last = sentences.min(first + SENTENCES);
                let (table, mut reading) =
                    tables.with_one(|words| Reading::words_of(document, first..last, words));
                reading.read_numbers(document, first..last);
                let words = reading.words.len();
                (Part { table, words }, reading)
            })
            .unzip();
        (Reading::joined(read), parts)
    }

    /// The readings of sentences that follow each other, as one.
    fn joined(parts: Vec<Reading>) -> Reading {
        let count = |each: fn(&Reading) -> usize| parts.iter().map(each).sum();
        let mut whole = Reading {
            tokens: Vec::with_capacity(count(|part| part.tokens.len())),
            words: Vec::with_capacity(count(|part| part.words.len())),
            quantities: Vec::with_capacity(count(|part| part.quantities.len())),
            implied: Vec::with_capacity(count(|part| part.implied.len())),
            mentions: Vec::with_capacity(count(|part| part.mentions.len())),
            sentences: Vec::with_capacity(count(|part| part.sentences.len())),
        };
        for part in parts {
            let ends = whole.ends();
            let sentences = part.sentences.into_iter();
            whole.sentences.extend(sentences.map(|own| SentenceReading {
                tokens: ends.tokens + own.tokens,
                quantities: ends.quantities + own.quantities,
                implied: ends.implied + own.implied,
                mentions: ends.mentions + own.mentions,
            }));
            whole.tokens.extend_from_slice(&part.tokens);
            whole.words.extend_from_slice(&part.words);
            whole.quantities.extend(part.quantities);
            whole.implied.extend(part.implied);
            whole.mentions.extend(part.mentions);
        }
        whole
    }

    /// Where all of it ends.
    fn ends(&self) -> SentenceReading {
        SentenceReading {
            tokens: self.tokens.len() as u32,
            quantities: self.quantities.len() as u32,
            implied: self.implied.len() as u32,
            mentions: self.mentions.len() as u32,
        }
    }

    /// The words of some sentences of a document. Their numbers are those of the table.
    fn words_of(document: &Document, sentences: Range<usize>, words: &mut Words) -> Reading {
        let sentences = &document.sentences[sentences];
        let bytes = match sentences {
            [first, .., last] => last.extent.end - first.extent.start,
            [only] => only.extent.end - only.extent.start,
            [] => 0,
        };
        let tokens = bytes as usize / BYTES_OF_TOKEN;
        let mut reading = Reading {
            tokens: Vec::with_capacity(tokens),
            words: Vec::with_capacity(tokens),
            sentences: Vec::with_capacity(sentences.len()),
            ..Reading::default()
        };
        for sentence in sentences {
            let (text, base) = (&document.view[sentence.extent], sentence.extent.start);
            word::read_tokens(text, words, |token, id| {
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

    /// Reads the quantities and dates of some sentences of a document, whose words are read.
    fn read_numbers(&mut self, document: &Document, sentences: Range<usize>) {
        let view = document.view.as_str();
        for (at, sentence) in document.sentences[sentences].iter().enumerate() {
            let tokens = &self.tokens[self.range_of(at, |reading| reading.tokens)];
            self.mentions.extend(period::read_tokens(view, tokens));
            let extent = sentence.extent;
            let mut found = if tokens.iter().any(|token| token.has_number) {
                quantity::read(&view[extent.range()])
            } else {
                Vec::new()
            };
            for quantity in &mut found {
                quantity.shift(extent.start as usize);
            }
            let unsaid = implied::implied(view, tokens, &found);
            // What stands in code or in an address is no number of anything.
            let is_prose =
                |quantity: &Quantity| document.is_prose(Extent::new(quantity.start, quantity.end));
            self.quantities.extend(found.into_iter().filter(is_prose));
            self.implied.extend(unsaid.into_iter().filter(is_prose));
            let read = &mut self.sentences[at];
            read.quantities = self.quantities.len() as u32;
            read.implied = self.implied.len() as u32;
            read.mentions = self.mentions.len() as u32;
        }
    }

    /// What of a list belongs to some sentences, by where the part of each ends.
    pub(super) fn range(
        &self,
        sentences: Range<usize>,
        end: fn(&SentenceReading) -> u32,
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
        end: fn(&SentenceReading) -> u32,
    ) -> Range<usize> {
        self.range(sentence..sentence + 1, end)
    }
}
