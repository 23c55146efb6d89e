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

/// The shingles of a passage, to be compared with another's. Numbers are all alike in it, and so are inflections.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shingles {
    /// Sorted, each once.
    hashes: Vec<u64>,
}

/// What tells of most passages that they are unlike, without their shingles.
#[derive(Debug, Clone, Copy)]
pub struct Sketch {
    /// The smallest hashes, sorted, each once; filled up with [`NONE`]. The index knows a passage by them.
    least: [u64; KNOWN_BY],
    /// A bit for each shingle; some share one.
    bits: [u64; 4],
    /// How many bits that are, and how many shingles are more than these.
    ones: u32,
    more: u32,
    words: u32,
}

/// No shingle has this hash, but for one in 2^64.
const NONE: u64 = u64::MAX;

/// Shows the hashes of a passage's shingles, and tells how many words it has. Marks are left out.
fn each_shingle(tokens: &[Token], mut see: impl FnMut(u64)) -> usize {
    let mut last = [Stem::NUMBER; SHINGLE];
    let mut words = 0;
    for token in tokens {
        let stem = match token.shape {
            Shape::Mark => continue,
            Shape::Digits => Stem::NUMBER,
            _ => token.stem,
        };
        // Nothing is moved in memory so.
        let [_, second, third] = last;
        last = [second, third, stem];
        words += 1;
        if words >= SHINGLE {
            see(word::hash_of(&last));
        }
    }
    if (1..SHINGLE).contains(&words) {
        see(word::hash_of(&last[SHINGLE - words..]));
    }
    words
}

impl Sketch {
    /// Reads the words of a passage.
    pub fn of(tokens: &[Token]) -> Sketch {
        let mut least = [NONE; KNOWN_BY];
        let mut bits = [0_u64; 4];
        let mut shingles = 0;
        let words = each_shingle(tokens, |hash| {
            shingles += 1;
            bits[(hash >> 6 & 3) as usize] |= 1 << (hash & 63);
            // Most are larger than those that are kept.
            if hash >= least[KNOWN_BY - 1] {
                return;
            }
            let mut at = KNOWN_BY - 1;
            while at > 0 && least[at - 1] >= hash {
                at -= 1;
            }
            if least[at] != hash {
                for at in (at + 1..KNOWN_BY).rev() {
                    least[at] = least[at - 1];
                }
                least[at] = hash;
            }
        });
        let ones = bits.iter().map(|bits| bits.count_ones()).sum();
        Sketch {
            least,
            bits,
            ones,
            more: shingles - ones,
            words: words as u32,
        }
    }

    /// Whether another passage may have so large a share of all shingles of the two, in percent. If not, it has not.
    pub fn may_be_like(&self, other: &Sketch, least: usize) -> bool {
        let pairs = self.bits.iter().zip(&other.bits);
        let same: u32 = pairs.map(|(a, b)| (a & b).count_ones()).sum();
        // Each of those that share a bit may be a shared one.
        let shared = same + self.more;
        shared as usize >= needed((self.ones + other.ones) as usize, least)
    }

    /// How many words the passage has.
    pub fn words(&self) -> usize {
        self.words as usize
    }

    fn hashes(&self) -> impl Iterator<Item = &u64> {
        self.least.iter().take_while(|hash| **hash != NONE)
    }
}

impl Shingles {
    /// Reads the words of a passage.
    pub fn of(tokens: &[Token]) -> Shingles {
        let mut hashes = Vec::with_capacity(tokens.len());
        each_shingle(tokens, |hash| hashes.push(hash));
        hashes.sort_unstable();
        hashes.dedup();
        Shingles { hashes }
    }

    /// The share of all shingles of the two that both have, in percent, if it is at least so large.
    pub fn likeness(&self, other: &Shingles, least: usize) -> Option<usize> {
        let (a, b) = (self.hashes.as_slice(), other.hashes.as_slice());
        let both = a.len() + b.len();
        let needed = needed(both, least);
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

/// How many shingles two passages share at least, if their share of all is so large: of s shared ones among a and b, s / (a +
/// b - s) has to be.
fn needed(both: usize, least: usize) -> usize {
    (least * both).div_ceil(100 + least)
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
    /// Makes room for so many more passages.
    pub fn reserve(&mut self, passages: usize) {
        self.last.reserve(KNOWN_BY * passages);
        self.links.reserve(KNOWN_BY * passages);
    }

    /// Adds a passage under a number of the caller's.
    pub fn add(&mut self, id: usize, sketch: &Sketch) {
        for hash in sketch.hashes() {
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

    /// The passages that may be like this one, the last one first. The caller compares them.
    pub fn candidates(&self, sketch: &Sketch) -> impl Iterator<Item = usize> {
        let mut hashes = sketch.hashes();
        let link = |at: &u32| &self.links[*at as usize];
        // Where each of the chains goes on: it leads to passages that were added before.
        let mut chains: [Option<&Link>; KNOWN_BY] = std::array::from_fn(|_| {
            let hash = hashes.next()?;
            self.last.get(hash).map(link)
        });
        std::iter::from_fn(move || {
            let next = chains.iter().flatten().map(|link| link.passage).max()?;
            for chain in &mut chains {
                if let Some(last) = chain.filter(|last| last.passage == next) {
                    *chain = (last.count > 1).then(|| link(&last.before));
                }
            }
            Some(next as usize)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shingles(text: &str) -> Shingles {
        Shingles::of(&word::tokens(text))
    }

    fn sketch(text: &str) -> Sketch {
        Sketch::of(&word::tokens(text))
    }

    #[test]
    fn a_sketch_has_the_smallest_hashes() {
        for text in [
            "",
            "bread",
            "the baker of the old town sells good bread to the baker of the old town",
            "a b c d e f g h i j k l m n o p q r s t u v w x y z and a b c d e f g h i j k l",
        ] {
            let all = shingles(text).hashes;
            let least: Vec<u64> = sketch(text).hashes().copied().collect();
            assert_eq!(least, all[..all.len().min(KNOWN_BY)], "{text}");
        }
    }

    #[test]
    fn a_sketch_never_denies_a_likeness() {
        let words: Vec<String> = (0..400).map(|word| format!("w{}", word % 371)).collect();
        let text = |range: std::ops::Range<usize>| words[range].join(" ");
        for length in [1, 2, 3, 8, 20, 90] {
            for moved in 0..=length {
                let (first, second) = (text(0..length), text(moved..moved + length));
                let likeness = shingles(&first).likeness(&shingles(&second), 0).unwrap();
                assert!(sketch(&first).may_be_like(&sketch(&second), likeness));
            }
        }
        let (rye, wheat) = (
            sketch("rye keeps for a week"),
            sketch("wheat is milled here"),
        );
        assert!(!rye.may_be_like(&wheat, 10));
    }

    #[test]
    fn numbers_and_inflections_do_not_count() {
        let first = shingles("The hall had 1,500 visitors from nine towns.");
        let second = shingles("The halls had 900 visitors from nine towns");
        assert_eq!(first.likeness(&second, 60), Some(100));
        assert_eq!(
            sketch("The hall had 1,500 visitors from nine towns.").words(),
            8
        );
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
            index.add(id, &sketch(passage));
        }
        let near = sketch("Wheat is milled in the valley and sold in the city.");
        assert!(index.candidates(&near).eq([1]));
        index.add(2, &near);
        assert!(index.candidates(&near).eq([2, 1]));
    }
}
