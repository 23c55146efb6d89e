//! Which passages are much alike: sets of word shingles, found by their smallest hashes and compared as sets.
//!
//! Lives here: the shingles of words, the index, the share that two passages have in common.
//! Stays out: what a passage is, and what likeness means.
//!
//! Source: Broder, "On the resemblance and containment of documents" (1997).

use rustc_hash::FxHashMap;

use crate::word::{self, Shape, Stem, Token};

/// Words in a row that make a shingle.
const SHINGLE: usize = 3;
/// Shingles of a passage that the index knows it by. Two passages that share two thirds of their shingles have none
/// of these in common once in a thousand times.
const KNOWN_BY: usize = 6;
/// Passages that one shingle leads to. What stands in more places is a formula.
const MOST: u32 = 8;

/// The shingles of a passage. Numbers are all alike in it, and so are inflections.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shingles {
    /// Sorted, each once.
    hashes: Vec<u64>,
    words: usize,
}

impl Shingles {
    /// Reads the words of a passage. Marks are left out.
    pub fn of(tokens: &[Token]) -> Shingles {
        let words = tokens.iter().filter(|token| token.shape != Shape::Mark);
        let stems = words.map(|token| match token.shape {
            Shape::Digits => Stem::NUMBER,
            _ => token.stem,
        });
        let mut hashes = Vec::with_capacity(tokens.len());
        let mut last = [Stem::NUMBER; SHINGLE];
        let mut words = 0;
        for stem in stems {
            // Nothing is moved in memory so.
            let [_, second, third] = last;
            last = [second, third, stem];
            words += 1;
            if words >= SHINGLE {
                hashes.push(word::hash_of(&last));
            }
        }
        if (1..SHINGLE).contains(&words) {
            hashes.push(word::hash_of(&last[SHINGLE - words..]));
        }
        hashes.sort_unstable();
        hashes.dedup();
        Shingles { hashes, words }
    }

    /// How many words the passage has.
    pub fn words(&self) -> usize {
        self.words
    }

    /// The share of all shingles of the two that both have, in percent, if it is at least so large.
    pub fn likeness(&self, other: &Shingles, least: usize) -> Option<usize> {
        let (a, b) = (self.hashes.as_slice(), other.hashes.as_slice());
        let both = a.len() + b.len();
        // Of s shared ones among a and b, s / (a + b - s) has to be large enough.
        let needed = (least * both).div_ceil(100 + least);
        let (mut in_a, mut in_b, mut shared) = (0, 0, 0);
        while in_a < a.len() && in_b < b.len() {
            // Hashes come in no order that means anything: what is unlike shows it after a few.
            if shared + (a.len() - in_a).min(b.len() - in_b) < needed {
                return None;
            }
            // Which of the two is less cannot be foretold, so that nothing is decided by it.
            let (first, second) = (a[in_a], b[in_b]);
            shared += usize::from(first == second);
            in_a += usize::from(first <= second);
            in_b += usize::from(second <= first);
        }
        let likeness = (100 * shared).checked_div(both - shared).unwrap_or(0);
        (likeness >= least).then_some(likeness)
    }
}

/// Passages by their shingles.
#[derive(Debug, Default)]
pub struct LikenessIndex {
    /// The last link of each shingle's chain, by its number in `links`.
    last: FxHashMap<u64, u32>,
    links: Vec<Link>,
}

/// A passage that has a shingle. Most shingles have one passage, so that a list for each would be mostly empty.
#[derive(Debug)]
struct Link {
    passage: u32,
    /// How many passages the chain has up to here.
    count: u32,
    /// The link before, if there is one.
    before: u32,
}

impl LikenessIndex {
    /// Adds a passage under a number of the caller's.
    pub fn add(&mut self, id: usize, shingles: &Shingles) {
        for hash in shingles.hashes.iter().take(KNOWN_BY) {
            let next = self.links.len() as u32;
            let last = self.last.entry(*hash).or_insert(next);
            let count = self.links.get(*last as usize).map_or(0, |link| link.count);
            if count < MOST {
                self.links.push(Link {
                    passage: id as u32,
                    count: count + 1,
                    before: *last,
                });
                *last = next;
            }
        }
    }

    /// The passages that may be like this one, in order. The caller compares them.
    pub fn candidates(&self, shingles: &Shingles) -> Vec<usize> {
        let mut candidates = Vec::with_capacity(KNOWN_BY);
        for hash in shingles.hashes.iter().take(KNOWN_BY) {
            let mut last = self.last.get(hash);
            while let Some(link) = last.map(|at| &self.links[*at as usize]) {
                candidates.push(link.passage as usize);
                last = (link.count > 1).then_some(&link.before);
            }
        }
        candidates.sort_unstable();
        candidates.dedup();
        candidates
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shingles(text: &str) -> Shingles {
        Shingles::of(&word::tokens(text))
    }

    #[test]
    fn numbers_and_inflections_do_not_count() {
        let first = shingles("The hall had 1,500 visitors from nine towns.");
        let second = shingles("The halls had 900 visitors from nine towns");
        assert_eq!(first.likeness(&second, 60), Some(100));
        assert_eq!(first.words(), 8);
    }

    #[test]
    fn one_word_costs_the_shingles_around_it() {
        let first = shingles("the baker of the old town sells good bread");
        let second = shingles("the baker of the new town sells good bread");
        assert_eq!(first.likeness(&second, 0), Some(4 * 100 / 10));
        assert_eq!(first.likeness(&second, 40), Some(40));
        assert_eq!(first.likeness(&second, 41), None);
        assert_eq!(first.likeness(&shingles("something else"), 1), None);
        assert_eq!(shingles("").likeness(&shingles(""), 0), Some(0));
    }

    #[test]
    fn the_index_leads_to_what_is_alike() {
        let passages = [
            "Rye bread keeps for a week in a cool and dry place.",
            "Wheat is milled in the valley and sold in the town.",
        ];
        let mut index = LikenessIndex::default();
        for (id, passage) in passages.iter().enumerate() {
            index.add(id, &shingles(passage));
        }
        let near = shingles("Wheat is milled in the valley and sold in the city.");
        assert_eq!(index.candidates(&near), [1]);
    }
}
