//! The words, quantities and dates of each sentence, read once.
//!
//! Lives here: reading sources, many at a time, and the one table of their words. Stays out: periods and series.
//!
//! A document is read from its first byte to its last number, and what it tells by itself is told, before the next one is
//! begun: what was just read is in the cache, and is not any more when others were read since.

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::hint::{Hints, Stems};
use super::implied;
use super::standing::{Far, Standing, StandingReader};
use crate::document::{self, Document, Extent};
use crate::heap;
use crate::period::{self, Mention};
use crate::quantity::{self, Quantity};
use crate::source::{SourceId, Sources};
use crate::word::{Kinds, MetWords, SharedWords, Token, TokenReader, WordId, Words};

/// The words, quantities and dates of a document. All offsets are those of the view.
#[derive(Debug, Default)]
pub struct Reading {
    /// How each token stands in the text.
    pub standing: Vec<Standing>,
    /// Where those tokens stand that are far behind the one before, in order.
    pub(super) far: Vec<Far>,
    /// The quantities of all sentences.
    pub quantities: Arc<Vec<Quantity>>,
    /// Numbers that are said without a numeral ("both fairs"), of all sentences.
    pub implied: Arc<Vec<Quantity>>,
    /// The calendar expressions of all sentences.
    pub mentions: Vec<Mention>,
    /// The parts of the lists that belong to each sentence of the document.
    pub sentences: Vec<SentenceReading>,
    /// The sentences that may tell of a name that changed. What they tell is told at once, and they are not kept.
    pub(super) renaming: Vec<u32>,
}

/// Where the tokens, quantities and mentions of a sentence end. They begin where those of the sentence before do.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub struct SentenceReading {
    /// One past the last of the report's tokens.
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
/// Most texts have a number in one of so many sentences, or less.
const SENTENCES_OF_NUMBER: usize = 3;
/// So many sentences are read for their numbers by one thread, while others may read those behind them.
const SENTENCES: usize = 128;
/// So many documents for each thread keep all of them busy to the end.
const DOCUMENTS: usize = 4;

/// Parses and reads sources, and gives in their order what `tell` tells of them, with the words of each, and all words,
/// numbered as they stand.
///
/// `tell` is given a document as soon as all of it is read but its words: their numbers are known when all documents are
/// read. It gives back the tokens, whose room the next document takes. What `recall` knows of a source from before is not read again. The longest is begun first. Only one thread can
/// parse a document and read its words, but many can read its numbers: those of a document that is a large part of all are
/// left for the end.
pub(super) fn read<T: Send + Sync>(
    sources: &Sources,
    ids: &[SourceId],
    tell: impl Fn(Document, Reading, Vec<Token>) -> (T, Vec<Token>) + Sync,
    recall: impl Fn(SourceId, &SharedWords, &mut MetWords) -> Option<(T, Vec<WordId>)> + Sync,
) -> (Vec<(T, Vec<WordId>)>, Words) {
    let length = |id: &SourceId| sources.get(*id).text().len();
    let tables = Tables {
        shared: SharedWords::for_text(ids.iter().map(length).max().unwrap_or_default()),
        spare: Mutex::default(),
        rooms: Mutex::default(),
    };
    let all: usize = ids.iter().map(length).sum();
    let most = all / (rayon::current_num_threads() * DOCUMENTS);
    let mut slots: Vec<Slot<T>> = ids.iter().map(|_| Slot::default()).collect();
    let mut in_turn: Vec<(&SourceId, &Slot<T>)> = ids.iter().zip(&slots).collect();
    in_turn.sort_by_key(|(id, _)| Reverse(length(id)));
    let (tell, recall) = (&tell, &recall);
    rayon::scope_fifo(|scope| {
        for (id, slot) in in_turn {
            let tables = &tables;
            scope.spawn_fifo(move |scope| {
                let source = sources.get(*id);
                heap::grow();
                if let Some((told, words)) = tables.with_one(|met| recall(*id, &tables.shared, met))
                {
                    slot.words.get_or_init(|| words);
                    slot.told.get_or_init(|| told);
                    return;
                }
                let document = document::read(*id, source.name(), source.text());
                let mut tokens = tables.room();
                let (reading, words) = tables
                    .with_one(|met| Reading::words_of(&document, &tables.shared, met, &mut tokens));
                slot.words.get_or_init(|| words);
                let sentences = document.sentences.len();
                if source.text().len() <= most {
                    let numbers = Numbers::of(&document, &reading, &tokens, 0..sentences);
                    let (told, tokens) = tell(document, reading.with(vec![numbers]), tokens);
                    slot.told.get_or_init(|| told);
                    tables.leave(tokens);
                    return;
                }
                let in_parts = || (document, reading, tokens);
                let (document, reading, tokens) = slot.in_parts.get_or_init(in_parts);
                for first in (0..sentences).step_by(SENTENCES) {
                    scope.spawn_fifo(move |_| {
                        let part = first..sentences.min(first + SENTENCES);
                        let numbers = Numbers::of(document, reading, tokens, part);
                        slot.numbers().push((first, numbers));
                    });
                }
            });
        }
    });
    let words = slots.iter_mut().filter_map(|slot| slot.words.take());
    let mut words: Vec<Vec<WordId>> = words.collect();
    let (all_words, told) = rayon::join(
        || tables.shared.number(&mut words),
        || {
            let told = slots.into_par_iter().filter_map(|slot| slot.told(tell));
            told.collect::<Vec<T>>()
        },
    );
    (told.into_iter().zip(words).collect(), all_words)
}

/// Where what is read of a source is put.
struct Slot<T> {
    words: OnceLock<Vec<WordId>>,
    /// What was told of the document, if all of it is read.
    told: OnceLock<T>,
    /// The document, if its numbers are read in parts.
    in_parts: OnceLock<(Document, Reading, Vec<Token>)>,
    /// The parts, each with the first of its sentences.
    numbers: Mutex<Vec<(usize, Numbers)>>,
}

impl<T> Default for Slot<T> {
    fn default() -> Slot<T> {
        Slot {
            words: OnceLock::new(),
            told: OnceLock::new(),
            in_parts: OnceLock::new(),
            numbers: Mutex::default(),
        }
    }
}

impl<T> Slot<T> {
    fn numbers(&self) -> MutexGuard<'_, Vec<(usize, Numbers)>> {
        self.numbers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is told of the document.
    fn told(self, tell: &impl Fn(Document, Reading, Vec<Token>) -> (T, Vec<Token>)) -> Option<T> {
        let mut numbers = std::mem::take(&mut *self.numbers());
        let (document, reading, tokens) = match (self.told.into_inner(), self.in_parts.into_inner())
        {
            (Some(told), _) => return Some(told),
            (None, in_parts) => in_parts?,
        };
        numbers.sort_unstable_by_key(|(first, _)| *first);
        let numbers = numbers.into_iter().map(|(_, numbers)| numbers);
        let (told, _) = tell(document, reading.with(numbers.collect()), tokens);
        Some(told)
    }
}

/// The table of all words, and those of the threads that read.
struct Tables {
    shared: SharedWords,
    /// Those that no thread has at the moment.
    spare: Mutex<Vec<MetWords>>,
    /// Room for tokens that no thread has at the moment. It is large: the system would give it anew for each document.
    rooms: Mutex<Vec<Vec<Token>>>,
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

    /// Room for the tokens of a document.
    fn room(&self) -> Vec<Token> {
        let mut rooms = self.rooms.lock().unwrap_or_else(PoisonError::into_inner);
        rooms.pop().unwrap_or_default()
    }

    /// Leaves the room of tokens for the next document.
    fn leave(&self, mut tokens: Vec<Token>) {
        tokens.clear();
        let mut rooms = self.rooms.lock().unwrap_or_else(PoisonError::into_inner);
        rooms.push(tokens);
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
    /// The sentences that may tell of a name that changed.
    renaming: Vec<u32>,
}

/// So many tokens are put into their lists at once: to push one to each list takes as long as to read it.
const AT_ONCE: usize = 64;

impl Reading {
    /// Reads the tokens of a document, and gives their words. Those have the numbers of the table of all.
    // Its loop needs all registers.
    #[inline(never)]
    fn words_of(
        document: &Document,
        shared: &SharedWords,
        met: &mut MetWords,
        tokens: &mut Vec<Token>,
    ) -> (Reading, Vec<WordId>) {
        let most = document.view.len() / BYTES_OF_TOKEN;
        tokens.reserve(most);
        let mut words = Vec::with_capacity(most);
        let mut reading = Reading {
            standing: Vec::with_capacity(most),
            sentences: Vec::with_capacity(document.sentences.len()),
            ..Reading::default()
        };
        let mut reader = TokenReader::new(document.view.as_str(), shared, met);
        let mut count = 0;
        // What is still to be put into the lists.
        let mut next_tokens = [Token::default(); AT_ONCE];
        let mut next_words = [WordId::default(); AT_ONCE];
        let mut next_standing = [Standing::default(); AT_ONCE];
        for sentence in &document.sentences {
            let mut stands = StandingReader::new(document, sentence);
            reader.read(sentence.extent.range(), |read| {
                let (standing, gap) = stands.read(read);
                if standing.is_far() {
                    let token = count as u32;
                    reading.far.push(Far { token, gap });
                }
                let at = count % AT_ONCE;
                (next_tokens[at], next_words[at], next_standing[at]) =
                    (read.token, read.id, standing);
                count += 1;
                if count % AT_ONCE == 0 {
                    tokens.extend_from_slice(&next_tokens);
                    words.extend_from_slice(&next_words);
                    reading.standing.extend_from_slice(&next_standing);
                }
            });
            reading.sentences.push(SentenceReading {
                tokens: count as u32,
                ..SentenceReading::default()
            });
        }
        let rest = ..count % AT_ONCE;
        tokens.extend_from_slice(&next_tokens[rest]);
        words.extend_from_slice(&next_words[rest]);
        reading.standing.extend_from_slice(&next_standing[rest]);
        // They are kept for as long as the report is.
        words.shrink_to_fit();
        reading.standing.shrink_to_fit();
        (reading, words)
    }

    /// With the numbers of all sentences, which stand in their order in one part or more.
    fn with(mut self, parts: Vec<Numbers>) -> Reading {
        let mut parts = parts.into_iter();
        let mut all = parts.next().unwrap_or_default();
        for part in parts {
            let before = all.end();
            all.ends.extend(part.ends.iter().map(|own| SentenceReading {
                tokens: 0,
                quantities: before.quantities + own.quantities,
                implied: before.implied + own.implied,
                mentions: before.mentions + own.mentions,
            }));
            all.quantities.extend(part.quantities);
            all.implied.extend(part.implied);
            all.mentions.extend(part.mentions);
            all.renaming.extend(part.renaming);
        }
        for (sentence, ends) in self.sentences.iter_mut().zip(all.ends) {
            *sentence = SentenceReading {
                tokens: sentence.tokens,
                ..ends
            };
        }
        // They are kept for as long as the report is.
        all.quantities.shrink_to_fit();
        all.implied.shrink_to_fit();
        all.mentions.shrink_to_fit();
        self.quantities = all.quantities.into();
        self.implied = all.implied.into();
        self.mentions = all.mentions;
        self.renaming = all.renaming;
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
        // It is asked for each sentence by each check.
        match &self.sentences[..=sentence] {
            [.., before, own] => end(before) as usize..end(own) as usize,
            [own] => 0..end(own) as usize,
            [] => 0..0,
        }
    }
}

impl Numbers {
    /// Reads the quantities and dates of some sentences of a document, whose words are read.
    fn of(
        document: &Document,
        reading: &Reading,
        tokens: &[Token],
        sentences: Range<usize>,
    ) -> Numbers {
        let view = document.view.as_str();
        let some = sentences.len() / SENTENCES_OF_NUMBER;
        let mut numbers = Numbers {
            quantities: Vec::with_capacity(some),
            mentions: Vec::with_capacity(some),
            ends: Vec::with_capacity(sentences.len()),
            ..Numbers::default()
        };
        let (mut room, mut none) = (quantity::Room::default(), Vec::new());
        let stems = Stems::all();
        for at in sentences {
            let tokens = &tokens[reading.range_of(at, |sentence| sentence.tokens)];
            // Most sentences have none of these, and are looked through for all of them at once.
            let (mut kinds, mut hints) = (Kinds::default(), Hints::default());
            for token in tokens {
                kinds.add(*token);
                hints.add(stems.hints(token.stem));
            }
            if hints.rename() {
                numbers.renaming.push(at as u32);
            }
            if kinds.tell_date() {
                period::read_into(&mut numbers.mentions, view, tokens);
            }
            let extent = document.sentences[at].extent;
            // What stands in code or in an address is no number of anything.
            let is_prose = |quantity: &Quantity| {
                document.is_prose(Extent::new(quantity.start(), quantity.end()))
            };
            let found = if kinds.have_number() {
                room.read(&view[extent.range()])
            } else {
                &mut none
            };
            for quantity in &mut *found {
                quantity.shift(extent.start as usize);
            }
            if hints.imply() {
                let unsaid = implied::implied(view, tokens, found).into_iter();
                numbers.implied.extend(unsaid.filter(is_prose));
            }
            if !found.is_empty() {
                let quantities = found.drain(..).filter(is_prose);
                numbers.quantities.extend(quantities);
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
