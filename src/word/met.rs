//! The words that one thread has met, each found again with one look at what is kept of it.
//!
//! Lives here: the table of one thread. Stays out: the table of all threads, and what is known of a word.

use super::scan::Spelled;
use super::table::{SharedWords, Word, WordId, hash_of};
use super::{Kind, Shape, Stem};
use crate::lookup::eight::EIGHT;

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
    /// What stands in a text, with its number in the table of all. If that has it not, `know` tells what is known of it.
    #[expect(clippy::inline_always, reason = "the one loop over all words")]
    #[inline(always)]
    pub(super) fn read(
        &mut self,
        spelled: Spelled,
        text: &str,
        shared: &SharedWords,
        know: impl FnOnce(&str) -> Word,
    ) -> (WordId, Word) {
        if spelled.end - spelled.start <= EIGHT {
            let key = spelled.bytes;
            if let Some(met) = self.short.find(short_hash(key), |known| known == key) {
                return (met.id, met.word);
            }
            meet(
                &mut self.short,
                (key, short_hash),
                spelled.of(text),
                shared,
                know,
            )
        } else if spelled.end - spelled.start <= 2 * EIGHT {
            self.read_middle(spelled, text, shared, know)
        } else {
            self.read_long(spelled.of(text), shared, know)
        }
    }

    #[inline(never)]
    fn read_middle(
        &mut self,
        spelled: Spelled,
        text: &str,
        shared: &SharedWords,
        know: impl FnOnce(&str) -> Word,
    ) -> (WordId, Word) {
        let word = spelled.of(text);
        let key = [spelled.bytes, behind_eight(word.as_bytes())];
        if let Some(met) = self.middle.find(middle_hash(key), |known| known == key) {
            return (met.id, met.word);
        }
        meet(&mut self.middle, (key, middle_hash), word, shared, know)
    }

    #[inline(never)]
    fn read_long(
        &mut self,
        word: &str,
        shared: &SharedWords,
        know: impl FnOnce(&str) -> Word,
    ) -> (WordId, Word) {
        let hash = hash_of(word);
        // No word has a space in it, so that the one behind it tells where it ends.
        let is_it = |key: u64| {
            long_hash(key) == long_hash(hash) && {
                let met = &self.text[key as u32 as usize..];
                let behind = met.strip_prefix(word);
                behind.is_some_and(|behind| behind.starts_with(' '))
            }
        };
        match self.long.find(long_hash(hash), is_it) {
            Some(met) => (met.id, met.word),
            None => self.meet_long(word, hash, shared, know),
        }
    }

    #[inline(never)]
    fn meet_long(
        &mut self,
        word: &str,
        hash: u64,
        shared: &SharedWords,
        know: impl FnOnce(&str) -> Word,
    ) -> (WordId, Word) {
        let start = self.text.len() as u32;
        self.text.extend([word, " "]);
        let key = u64::from(long_hash(hash)) << 32 | u64::from(start);
        let (id, word) = shared.read(word, hash, know);
        self.long.insert(Met { key, id, word }, long_hash);
        (id, word)
    }
}

/// Puts a word that is new to this thread, and is known by its bytes, into its table.
#[inline(never)]
fn meet<Key: Copy + Default>(
    table: &mut Table<Key>,
    (key, hash): (Key, fn(Key) -> u32),
    word: &str,
    shared: &SharedWords,
    know: impl FnOnce(&str) -> Word,
) -> (WordId, Word) {
    let (id, word) = shared.read(word, hash_of(word), know);
    table.insert(Met { key, id, word }, hash);
    (id, word)
}

/// The hash of a word of eight bytes at most, by its bytes.
fn short_hash(bytes: u64) -> u32 {
    (bytes.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32
}

/// The hash of a word of sixteen bytes at most, by its bytes.
fn middle_hash([first, behind]: [u64; 2]) -> u32 {
    short_hash(first.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ behind)
}

/// The bytes that a word of sixteen bytes at most has behind the first eight, as a number.
fn behind_eight(word: &[u8]) -> u64 {
    let last = word.last_chunk().copied().map_or(0, u64::from_le_bytes);
    last.unbounded_shr(8 * (2 * EIGHT).saturating_sub(word.len()) as u32)
}

/// The part of a hash that a key has, by either.
fn long_hash(key: u64) -> u32 {
    (key >> 32) as u32
}

/// A word that was met.
#[derive(Debug, Clone, Copy)]
struct Met<Key> {
    /// What tells it from others.
    key: Key,
    id: WordId,
    word: Word,
}

impl<Key: Default> Met<Key> {
    /// Stands in a place that is free. An option would be larger by eight bytes.
    fn none() -> Met<Key> {
        Met {
            key: Key::default(),
            id: WordId::NONE,
            word: Word {
                stem: Stem::NUMBER,
                kind: Kind::of(Shape::Mark),
            },
        }
    }

    fn is_none(&self) -> bool {
        self.id == WordId::NONE
    }
}

/// Words by their hashes. What is kept of a word stands where its hash tells, or not far behind: memory is waited for once,
/// where a table of numbers would send us from one place to the next.
#[derive(Debug, Default)]
struct Table<Key> {
    /// A power of two, or none.
    places: Vec<Met<Key>>,
    /// How many places are taken.
    taken: usize,
}

impl<Key: Copy + Default> Table<Key> {
    /// The place that a hash tells: its highest bits.
    fn place(&self, hash: u32) -> usize {
        ((u64::from(hash) * self.places.len() as u64) >> 32) as usize
    }

    /// A word by its hash.
    #[inline]
    fn find(&self, hash: u32, is_it: impl Fn(Key) -> bool) -> Option<&Met<Key>> {
        let mut at = self.place(hash);
        loop {
            let met = self.places.get(at)?;
            if met.is_none() {
                return None;
            }
            if is_it(met.key) {
                return Some(met);
            }
            at = (at + 1) & (self.places.len() - 1);
        }
    }

    /// Puts in a word that is new. `hash` tells the hash of a key.
    fn insert(&mut self, met: Met<Key>, hash: fn(Key) -> u32) {
        /// The places of the smallest table.
        const FEWEST: usize = 1024;
        // Two of three are taken at most, so that the next free one is near.
        if self.taken * 3 >= self.places.len() * 2 {
            let places = vec![Met::none(); (self.places.len() * 2).max(FEWEST)];
            let before = std::mem::replace(&mut self.places, places);
            for met in before.into_iter().filter(|met| !met.is_none()) {
                self.put(met, hash);
            }
        }
        self.taken += 1;
        self.put(met, hash);
    }

    fn put(&mut self, met: Met<Key>, hash: fn(Key) -> u32) {
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
        let mut read = |text: &str| -> Vec<WordId> {
            Scan::new(text, 0..text.len())
                .map(|spelled| met.read(spelled, text, &shared, Word::of).0)
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
        let first = read(&text);
        assert_eq!(first, read(&text));
        let mut different = first.clone();
        different.sort_unstable();
        different.dedup();
        assert_eq!(different.len(), words.len());
        let mut other = MetWords::default();
        let again = Scan::new(&text, 0..text.len())
            .map(|spelled| other.read(spelled, &text, &shared, Word::of).0);
        assert_eq!(first, again.collect::<Vec<_>>());
    }
}
