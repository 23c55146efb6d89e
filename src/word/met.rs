//! The words that one thread has met, each found again with one look at what is kept of it.
//!
//! Lives here: the table of one thread. Stays out: the table of all threads, and what is known of a word.

use super::scan::Spelled;
use super::table::{SharedWords, Word, WordId, hash_of};
use super::{Kind, Stem};
use crate::lookup::eight::{self, EIGHT};

/// The words that one thread has met, each with its number in the table of all.
#[derive(Debug, Default)]
pub struct MetWords {
    /// Those of eight bytes at most: their bytes are the keys.
    short: Table<u64>,
    /// Those of sixteen bytes at most, likewise.
    middle: Table<[u64; 2]>,
    /// The others. The key has a part of the hash, and where the word stands in the text.
    long: Table<u64>,
    /// The long words, each with a space behind it.
    text: String,
}

impl MetWords {
    /// What stands in a text, with its number in the table of all.
    #[expect(clippy::inline_always, reason = "the one loop over all words")]
    #[inline(always)]
    pub(super) fn read(
        &mut self,
        spelled: Spelled,
        text: &str,
        shared: &SharedWords,
    ) -> (WordId, Word) {
        let length = spelled.end - spelled.start;
        let known = if length <= EIGHT {
            let key = eight::first(spelled.eight, length);
            match self.short.find(short_hash(key), |known| known == key) {
                Some(known) => known,
                None => meet(&mut self.short, (key, short_hash), spelled.of(text), shared),
            }
        } else if length <= 2 * EIGHT {
            let behind = eight::at(text.as_bytes(), spelled.start + EIGHT);
            let key = [spelled.eight, eight::first(behind, length - EIGHT)];
            match self.middle.find(middle_hash(key), |known| known == key) {
                Some(known) => known,
                None => meet(
                    &mut self.middle,
                    (key, middle_hash),
                    spelled.of(text),
                    shared,
                ),
            }
        } else {
            self.read_long(spelled.of(text), shared)
        };
        known.of()
    }

    #[inline(never)]
    fn read_long(&mut self, word: &str, shared: &SharedWords) -> Known {
        let hash = hash_of(word);
        // No word has a space in it, so that the one behind it tells where it ends.
        let is_it = |key: u64| {
            long_hash(key) == long_hash(hash) && {
                let met = &self.text[key as u32 as usize..];
                let behind = met.strip_prefix(word);
                behind.is_some_and(|behind| behind.starts_with(' '))
            }
        };
        self.long
            .find(long_hash(hash), is_it)
            .unwrap_or_else(|| self.meet_long(word, shared))
    }

    #[inline(never)]
    fn meet_long(&mut self, word: &str, shared: &SharedWords) -> Known {
        let start = self.text.len() as u32;
        self.text.extend([word, " "]);
        let key = long_hash(hash_of(word)) | u64::from(start);
        meet(&mut self.long, (key, long_hash), word, shared)
    }
}

/// Puts a word that is new to this thread into its table.
#[inline(never)]
fn meet<Key: Copy + Default>(
    table: &mut Table<Key>,
    (key, hash): (Key, fn(Key) -> u64),
    word: &str,
    shared: &SharedWords,
) -> Known {
    let known = Known::new(shared.read(word, hash_of(word), Word::read));
    table.insert(Met { key, known }, hash);
    known
}

/// The hash of a word of eight bytes at most, by its bytes.
fn short_hash(bytes: u64) -> u64 {
    bytes.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The hash of a word of sixteen bytes at most, by its bytes.
fn middle_hash([first, behind]: [u64; 2]) -> u64 {
    short_hash(short_hash(first) ^ behind)
}

/// The part of a hash that a key has, by either.
fn long_hash(key: u64) -> u64 {
    key >> u32::BITS << u32::BITS
}

/// A word and its number as two numbers, which are held in registers.
#[derive(Debug, Clone, Copy)]
struct Known {
    /// The stem.
    stem: u64,
    /// The number, and the kind above it.
    told: u64,
}

impl Known {
    /// Stands for no word.
    const NONE: Known = Known {
        stem: 0,
        told: u64::MAX,
    };

    fn new((id, word): (WordId, Word)) -> Known {
        Known {
            stem: word.stem.0,
            told: u64::from(id.0) | u64::from(word.kind.bits()) << u32::BITS,
        }
    }

    #[inline]
    fn of(self) -> (WordId, Word) {
        let word = Word {
            stem: Stem(self.stem),
            kind: Kind::of_bits((self.told >> u32::BITS) as u16),
        };
        (WordId(self.told as u32), word)
    }
}

/// A word that was met.
#[derive(Debug, Clone, Copy)]
struct Met<Key> {
    /// What tells it from others.
    key: Key,
    /// [`Known::NONE`] in a place that is free. An option would be larger.
    known: Known,
}

impl<Key> Met<Key> {
    fn is_none(&self) -> bool {
        self.known.told == Known::NONE.told
    }
}

/// Words by their hashes. What is kept of a word stands where its hash tells, or not far behind: memory is waited for once,
/// where a table of numbers would send us from one place to the next.
#[derive(Debug, Default)]
struct Table<Key> {
    /// A power of two, or none.
    places: Vec<Met<Key>>,
    /// So many bits of a hash tell no place: the lower ones.
    lower: u32,
    /// How many places are taken.
    taken: usize,
}

impl<Key: Copy + Default> Table<Key> {
    /// The place that a hash tells: its highest bits.
    fn place(&self, hash: u64) -> usize {
        (hash >> (self.lower & 63)) as usize
    }

    /// A word by its hash.
    #[inline]
    fn find(&self, hash: u64, is_it: impl Fn(Key) -> bool) -> Option<Known> {
        let mut at = self.place(hash);
        loop {
            let met = self.places.get(at)?;
            if is_it(met.key) && !met.is_none() {
                return Some(met.known);
            }
            if met.is_none() {
                return None;
            }
            at = (at + 1) & (self.places.len() - 1);
        }
    }

    /// Puts in a word that is new. `hash` tells the hash of a key.
    fn insert(&mut self, met: Met<Key>, hash: fn(Key) -> u64) {
        /// The places of the smallest table.
        const FEWEST: usize = 1024;
        // Two of three are taken at most, so that the next free one is near.
        if self.taken * 3 >= self.places.len() * 2 {
            let free = Met {
                key: Key::default(),
                known: Known::NONE,
            };
            let places = vec![free; (self.places.len() * 2).max(FEWEST)];
            self.lower = u64::BITS - places.len().trailing_zeros();
            let before = std::mem::replace(&mut self.places, places);
            for met in before.into_iter().filter(|met| !met.is_none()) {
                self.put(met, hash);
            }
        }
        self.taken += 1;
        self.put(met, hash);
    }

    fn put(&mut self, met: Met<Key>, hash: fn(Key) -> u64) {
        let mut at = self.place(hash(met.key));
        while !self.places[at].is_none() {
            at = (at + 1) & (self.places.len() - 1);
        }
        self.places[at] = met;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::word::scan::Scan;

    #[test]
    fn a_word_that_was_met_is_the_same_word_again() {
        let (shared, mut met) = (SharedWords::for_text(0), MetWords::default());
        let read = |met: &mut MetWords, text: &str| -> Vec<WordId> {
            let mut scan = Scan::new(text, 0..text.len());
            let words = std::iter::from_fn(|| scan.read());
            words
                .map(|spelled| met.read(spelled, text, &shared).0)
                .collect()
        };
        // As many as make the tables grow, long and short ones, and some that begin as others do.
        let numbers = (0..5000).flat_map(|number| {
            let letters = "baker";
            [
                format!("b{number}"),
                format!("{letters}{number:06}"),
                format!("{letters}{letters}{letters}{number:06}"),
            ]
        });
        let others = ["baker00", "baker00000", "abcdefghbcdefghi", "abcdefghi"];
        let words: Vec<String> = numbers.chain(others.map(str::to_owned)).collect();
        let text = words.join(" ");
        let first = read(&mut met, &text);
        assert_eq!(first, read(&mut met, &text));
        let mut different = first.clone();
        different.sort_unstable();
        different.dedup();
        assert_eq!(different.len(), words.len());
        assert_eq!(first, read(&mut MetWords::default(), &text));
    }
}
