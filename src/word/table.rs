//! Each spelling of a text once, so that what is known of a word is worked out once and kept under a small number.
//!
//! Lives here: the table and the numbers it gives. Stays out: where the words stand.

use std::borrow::Cow;
use std::sync::{Mutex, PoisonError};

use hashbrown::HashTable;
use rayon::prelude::*;
use rust_stemmers::{Algorithm, Stemmer};

use super::fnv::{fnv1a, fnv1a_behind};
use super::{Kind, Shape, Stem, Token, class, english};
use crate::quantity;

/// Names a spelling of a table: its place in the order in which the table met it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WordId(pub(super) u32);

impl WordId {
    /// Stands for no spelling.
    const NONE: WordId = WordId(u32::MAX);

    /// The number itself, to index what is kept for each word.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What is known of a spelling.
#[derive(Debug, Clone, Copy)]
pub struct Word {
    /// Its stem.
    pub stem: Stem,
    /// What it is.
    pub kind: Kind,
}

/// Spellings, each once. Marks are among them.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// All spellings, one behind the other.
    text: String,
    /// In the order of their numbers.
    spellings: Vec<Spelling>,
    /// What all tokens of each are, but for where they start. It is asked for each token of each report, and stands close
    /// together for that.
    tokens: Vec<Token>,
    /// Their numbers by their hashes.
    numbers: HashTable<u32>,
}

/// A spelling of a table.
#[derive(Debug, Clone)]
struct Spelling {
    /// Where it stands in the text of the table.
    start: usize,
    /// Its length in bytes, which may be more than a token has.
    len: u32,
    hash: u64,
}

/// Room for more spellings is made when it is needed.
const MOST_AT_ONCE: usize = 8192;
/// A spelling stands anew in a text every so many bytes, at least.
const BYTES_OF_SPELLING: usize = 25;
/// Bytes of a spelling, on average.
const LENGTH: usize = 8;

impl Words {
    /// An empty table with room for so many spellings.
    pub fn with_capacity(spellings: usize) -> Words {
        Words {
            text: String::with_capacity(spellings * LENGTH),
            spellings: Vec::with_capacity(spellings),
            tokens: Vec::with_capacity(spellings),
            numbers: HashTable::with_capacity(spellings),
        }
    }

    /// An empty table with room for the spellings of a text, by its length in bytes. A long text repeats itself.
    pub fn for_text(bytes: usize) -> Words {
        Words::with_capacity((bytes / BYTES_OF_SPELLING).min(MOST_AT_ONCE))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.spellings.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.spellings.is_empty()
    }

    /// All spellings in the order of their numbers.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (WordId, &str, Word)> {
        let spellings = self.spellings.iter().zip(&self.tokens).enumerate();
        spellings.map(|(at, (it, token))| (WordId(at as u32), it.of(&self.text), token.word()))
    }

    /// A spelling by its number.
    pub fn text(&self, id: WordId) -> &str {
        let spelling = self.spellings.get(id.index());
        spelling.map_or("", |spelling| spelling.of(&self.text))
    }

    /// What is known of a spelling, by its number.
    pub fn word(&self, id: WordId) -> Word {
        self.tokens[id.index()].word()
    }

    /// The token of a spelling that begins at an offset.
    #[inline]
    pub fn token(&self, id: WordId, start: u32) -> Token {
        let token = self.tokens[id.index()];
        Token { start, ..token }
    }

    /// The number of a spelling, if the table has it.
    pub fn get(&self, text: &str) -> Option<WordId> {
        self.number_of(text, hash_of(text)).map(WordId)
    }

    /// A spelling. If it is new, `know` tells what is known of it.
    pub(super) fn read(&mut self, text: &str, know: impl FnOnce(&str) -> Word) -> (WordId, Word) {
        let hash = hash_of(text);
        self.known(text, hash).unwrap_or_else(|| {
            let word = know(text);
            (WordId(self.push(text, hash, word)), word)
        })
    }

    /// A spelling that the table has.
    fn known(&self, text: &str, hash: u64) -> Option<(WordId, Word)> {
        let number = self.number_of(text, hash)?;
        Some((WordId(number), self.tokens[number as usize].word()))
    }

    fn number_of(&self, text: &str, hash: u64) -> Option<u32> {
        let is_it = |number: &u32| {
            let spelling = &self.spellings[*number as usize];
            spelling.hash == hash
                && spelling.len as usize == text.len()
                && (text.len() <= OWN_HASH || spelling.of(&self.text) == text)
        };
        self.numbers.find(hash, is_it).copied()
    }

    /// Puts in a spelling that is new, and tells its number.
    fn push(&mut self, text: &str, hash: u64, word: Word) -> u32 {
        let number = self.spellings.len() as u32;
        self.spellings.push(Spelling {
            start: self.text.len(),
            len: text.len() as u32,
            hash,
        });
        self.tokens.push(Token::new(0, text.len(), word));
        self.text.push_str(text);
        let spellings = &self.spellings;
        let hash_of = |number: &u32| spellings[*number as usize].hash;
        self.numbers.insert_unique(hash, number, hash_of);
        number
    }

    /// Forgets all spellings.
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.spellings.clear();
        self.tokens.clear();
        self.numbers.clear();
    }
}

/// A table that many threads fill. Each asks for the words that it has met before in a table of its own. Those that it has
/// not are in the part of this table that their hash tells, so that threads seldom wait for each other.
#[derive(Debug)]
pub struct SharedWords {
    parts: [Mutex<Words>; PARTS],
}

/// The parts of a table that many threads fill.
const PARTS: usize = 64;

impl SharedWords {
    /// An empty table with room for the spellings of a text, by its length in bytes.
    pub fn for_text(bytes: usize) -> SharedWords {
        SharedWords {
            parts: std::array::from_fn(|_| Mutex::new(Words::for_text(bytes / PARTS))),
        }
    }

    /// Gives the words of some texts new numbers when all threads are done, in the order in which they stand, and puts them
    /// there. Which thread met a word first is chance, and so is the number that it gave.
    pub fn number(self, texts: &mut [Vec<WordId>]) -> Words {
        let of_part =
            |part: Mutex<Words>| part.into_inner().unwrap_or_else(PoisonError::into_inner);
        let parts = self.parts.map(of_part);
        let longest = parts.iter().map(Words::len).max().unwrap_or_default();
        let together = texts.len().div_ceil(rayon::current_num_threads()).max(1);
        // Only what stands first in its part of the texts may stand first in all of them.
        let firsts = texts.par_chunks(together).map(|texts| {
            let mut is_met = vec![false; longest * PARTS];
            let mut firsts = Vec::new();
            for text in texts {
                for id in text {
                    let is_met = &mut is_met[id.index()];
                    if !*is_met {
                        *is_met = true;
                        firsts.push(*id);
                    }
                }
            }
            firsts
        });
        let firsts: Vec<Vec<WordId>> = firsts.collect();
        let mut numbers = vec![WordId::NONE; longest * PARTS];
        let mut order = Vec::with_capacity(parts.iter().map(Words::len).sum());
        for id in firsts.into_iter().flatten() {
            if numbers[id.index()] == WordId::NONE {
                numbers[id.index()] = WordId(order.len() as u32);
                order.push(id);
            }
        }
        // The one must be done in order, and the other need not.
        let renumber = |text: &mut Vec<WordId>| {
            for id in text {
                *id = numbers[id.index()];
            }
        };
        let (words, ()) = rayon::join(
            || in_order(&parts, &order),
            || texts.par_iter_mut().for_each(renumber),
        );
        words
    }

    /// A spelling with its hash. If it is new, `know` tells what is known of it.
    pub(super) fn read(
        &self,
        text: &str,
        hash: u64,
        know: impl FnOnce(&str) -> Word,
    ) -> (WordId, Word) {
        // The low bits tell where a word is in its part, and the highest tell equal ones from others.
        let part = (hash >> 32) as usize % PARTS;
        let words = || {
            let words = self.parts[part].lock();
            words.unwrap_or_else(PoisonError::into_inner)
        };
        let known = words().known(text, hash);
        let (WordId(number), word) = known.unwrap_or_else(|| {
            // Nobody waits while it is worked out what is known of the word.
            let word = know(text);
            let mut words = words();
            let known = words.known(text, hash);
            known.unwrap_or_else(|| (WordId(words.push(text, hash, word)), word))
        });
        (WordId(number * PARTS as u32 + part as u32), word)
    }
}

/// The words of the parts of a table as one table, in their new order.
fn in_order(parts: &[Words; PARTS], order: &[WordId]) -> Words {
    let mut words = Words::with_capacity(order.len());
    for id in order {
        let part = &parts[id.index() % PARTS];
        let spelling = &part.spellings[id.index() / PARTS];
        let word = part.tokens[id.index() / PARTS].word();
        words.push(spelling.of(&part.text), spelling.hash, word);
    }
    words
}

impl Spelling {
    fn of<'a>(&self, text: &'a str) -> &'a str {
        &text[self.start..self.start + self.len as usize]
    }
}

/// No two spellings of one length have the same hash that have so many bytes at most.
const OWN_HASH: usize = 8;

/// The hash of a spelling.
pub(super) fn hash_of(text: &str) -> u64 {
    /// Mixes the bits; no two numbers come out as one.
    fn mixed(bits: u64) -> u64 {
        let product = bits.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        product ^ (product >> 32)
    }
    let bytes = text.as_bytes();
    let four = |bytes: &[u8; 4]| u64::from(u32::from_le_bytes(*bytes));
    match (bytes.first_chunk(), bytes.last_chunk()) {
        // The two may overlap: most words are so short.
        (Some(first), Some(last)) if bytes.len() <= OWN_HASH => {
            mixed(four(first) | four(last) << 32)
        }
        (Some(_), _) => {
            let (eights, _) = bytes.as_chunks();
            let last = bytes.last_chunk();
            let eights = eights.iter().chain(last).copied().map(u64::from_le_bytes);
            eights.fold(bytes.len() as u64, |hash, eight| mixed(hash ^ eight))
        }
        (None, _) => {
            let at = |at: usize| bytes.get(at).copied().map_or(0, u64::from);
            mixed(at(0) | at(1) << 8 | at(2) << 16)
        }
    }
}

impl Word {
    /// Reads a word, a number or a mark, which stands alone.
    pub(super) fn read(text: &str) -> Word {
        if text.starts_with(char::is_alphanumeric) {
            Word::of(text)
        } else {
            Word::mark(text)
        }
    }

    /// What a single mark is.
    pub(super) fn mark(text: &str) -> Word {
        Word {
            stem: Stem(fnv1a(text.as_bytes())),
            kind: Kind::of(Shape::Mark).with(false, false, quantity::has_number(text)),
        }
    }

    /// Reads a word or a number.
    pub(super) fn of(text: &str) -> Word {
        let is_lower = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        let lower: Cow<'_, str> = if text.bytes().all(is_lower) {
            text.into()
        } else if text.is_ascii() {
            text.to_ascii_lowercase().into()
        } else {
            text.to_lowercase().replace('’', "'").into()
        };
        let bare = lower
            .strip_suffix("'s")
            .or(lower.strip_suffix('\''))
            .unwrap_or(&lower);
        let stem = if !may_be_inflected(bare) {
            fnv1a(bare.as_bytes())
        } else if let Some((kept, ending)) = english::stem(bare) {
            fnv1a_behind(fnv1a(kept.as_bytes()), ending.as_bytes())
        } else {
            let stem = Stemmer::create(Algorithm::English).stem(bare);
            fnv1a(stem.as_bytes())
        };
        let shape = Shape::of(text);
        Word {
            stem: Stem(stem),
            kind: Kind::of(shape).with(
                class::is_function_word(text),
                shape == Shape::Digits || class::may_tell_date(text),
                quantity::has_number(text),
            ),
        }
    }
}

/// Whether the stemmer may take anything from a word: it has more than two letters, and an ending of the algorithm's steps
/// ends like it. Asking is much faster than stemming, and half of all spellings have no such ending.
///
/// Source: Porter, "The English (Porter2) stemming algorithm" (2002).
fn may_be_inflected(lower: &str) -> bool {
    lower.len() > 2
        && matches!(
            lower.as_bytes(),
            [.., b'\'' | b'c' | b'e' | b'i' | b'l' | b'r' | b's' | b'y']
                | [.., b'e', b'd']
                | [.., b'i', b'n', b'g']
                | [.., b'n', b't']
                | [.., b'o', b'n']
                | [.., b's', b'm']
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stems_of_the_list_are_those_of_the_stemmer() {
        let stemmer = Stemmer::create(Algorithm::English);
        for word in include_str!("english.txt").lines() {
            if let Some((kept, ending)) = english::stem(word) {
                assert_eq!(format!("{kept}{ending}"), stemmer.stem(word), "{word}");
            }
        }
        assert_eq!(english::stem("happy"), Some(("happ", "i")));
    }

    #[test]
    fn what_cannot_be_inflected_is_its_own_stem() {
        let stemmer = Stemmer::create(Algorithm::English);
        let mut others = 0;
        for word in include_str!("english.txt").lines() {
            for word in [word.to_owned(), format!("{word}s"), format!("{word}2")] {
                if !may_be_inflected(&word) {
                    assert_eq!(stemmer.stem(&word), word);
                    others += 1;
                }
            }
        }
        assert!(others > 1000);
    }
    #[test]
    fn words_are_numbered_as_they_stand_whichever_thread_met_them_first() {
        let texts = ["one two one", "", "three two four", "five one six four"];
        let shared = SharedWords::for_text(0);
        let read = |word: &str| shared.read(word, hash_of(word), Word::of).0;
        for word in ["six", "four", "two"] {
            read(word);
        }
        let ids = texts.iter().rev();
        let mut ids: Vec<Vec<WordId>> = ids
            .map(|text| text.split_whitespace().map(read).collect())
            .collect();
        ids.reverse();
        let words = shared.number(&mut ids);
        let all: Vec<&str> = words.iter().map(|(_, word, _)| word).collect();
        assert_eq!(all, ["one", "two", "three", "four", "five", "six"]);
        for (text, ids) in texts.iter().zip(&ids) {
            let read: Vec<&str> = ids.iter().map(|id| words.text(*id)).collect();
            assert_eq!(read, text.split_whitespace().collect::<Vec<_>>());
        }
    }
}
