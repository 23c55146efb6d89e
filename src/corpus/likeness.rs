//! Which passages are much alike: sets of word shingles, found by their smallest hashes and compared as sets.
//!
//! Lives here: the shingles of words, the index, the share that two passages have in common.
//! Stays out: what a passage is, and what likeness means.
//!
//! Source: Broder, "On the resemblance and containment of documents" (1997).

use rustc_hash::FxHashMap;

use crate::word::{self, Shape, Stem, Token};

/// Shingles of a passage that the index knows it by. Two passages that share two thirds of their shingles have none
/// of these in common once in a thousand times.
const KNOWN_BY: usize = 6;
/// A passage with fewer words has so few shingles that they are soon compared.
const FEW: usize = 12;
/// Passages that one shingle leads to. What stands in more places is a formula.
const MOST: u32 = 8;

/// The shingles of a passage, to be compared with another's. Numbers are all alike in it, and so are inflections.
#[derive(Debug, Clone)]
pub struct Shingles {
    /// Each once, at the first free slot from that on which its last bits tell; the others are [`NONE`]. Half of them are
    /// free at least. To look each up takes less than to sort them.
    slots: Box<[u64]>,
    /// How many there are.
    count: usize,
}

/// The smallest hashes of a passage's shingles, of each its upper half: the index knows the passage by them. Sorted, each
/// once; filled up with `NO_LEAST`.
#[derive(Debug, Clone, Copy)]
pub struct Least([u32; KNOWN_BY]);

/// What tells of most passages that they are unlike, without their shingles.
#[derive(Debug, Clone, Copy)]
pub struct Sketch {
    least: Least,
    /// A bit for each shingle; some share one. A paragraph of a hundred words has room in them. A passage of few words has
    /// none.
    bits: [u64; 8],
    /// Those bits put one upon the other, as soon compared as one of them.
    folded: [u64; 2],
    /// How many bits that are, and how many shingles are more than these.
    ones: u32,
    more: u32,
    words: u32,
}

/// No shingle has this hash, but for one in 2^64.
const NONE: u64 = u64::MAX;
/// None of the smallest has this one, but for those of hardly any passage.
const NO_LEAST: u32 = u32::MAX;

impl Least {
    const NONE: Least = Least([NO_LEAST; KNOWN_BY]);

    /// Reads the words of a passage, and tells how many they are.
    pub fn of(tokens: &[Token]) -> (Least, usize) {
        Least::of_words(tokens, of_token)
    }

    fn of_words<T>(words: &[T], stem: impl Fn(&T) -> Stem) -> (Least, usize) {
        let (mut least, mut shingles) = (Least::NONE, 0);
        let words = each_shingle(words, stem, |hash| {
            shingles += 1;
            least.see(hash, shingles);
        });
        (least, words)
    }

    /// Puts the hash of the next shingle in its place, if it is one of the smallest.
    fn see(&mut self, hash: u64, shingles: u32) {
        let hash = (hash >> 32) as u32;
        // In a long passage most are larger than those that are kept. In a short one it is hard to foresee which is, and to
        // look does not pay.
        if shingles <= 2 * KNOWN_BY as u32 || hash < self.0[KNOWN_BY - 1] {
            self.keep(hash);
        }
    }

    /// Puts a hash in its place, without a branch: nobody can foresee where that is.
    fn keep(&mut self, mut hash: u32) {
        for kept in &mut self.0 {
            let (less, more) = (hash.min(*kept), hash.max(*kept));
            *kept = less;
            // What is there already is not put in again.
            hash = if less == more { NO_LEAST } else { more };
        }
    }

    fn hashes(&self) -> impl Iterator<Item = u32> {
        let hashes = self.0.iter().copied();
        hashes.take_while(|hash| *hash != NO_LEAST)
    }
}

/// What a word is in a shingle, by its shape and its stem. Numbers are all alike, and marks are left out: they are
/// [`Stem::NONE`].
pub fn shingled(shape: Shape, stem: Stem) -> Stem {
    match shape {
        Shape::Mark => Stem::NONE,
        Shape::Digits => Stem::NUMBER,
        _ => stem,
    }
}

fn of_token(token: &Token) -> Stem {
    shingled(token.shape(), token.stem)
}

/// Shows the hashes of a passage's shingles, three words in a row each, and tells how many words it has: what each is there is
/// asked. What has fewer words has one shingle of them all.
fn each_shingle<T>(all: &[T], stem: impl Fn(&T) -> Stem, mut see: impl FnMut(u64)) -> usize {
    /// So many at a time.
    const PART: usize = 64;
    // The last two words of the part before stand in front.
    let mut stems = [Stem::NUMBER; PART + 2];
    let (mut held, mut words) = (0, 0);
    for part in all.chunks(PART) {
        let before = held;
        for word in part {
            let stem = stem(word);
            // Nobody can foresee where a mark stands: what is put down is kept or not, and nothing branches.
            stems[held] = stem;
            held += usize::from(stem != Stem::NONE);
        }
        words += held - before;
        for three in stems[..held].windows(3) {
            see(word::hash_of(three));
        }
        if words > 2 {
            stems.copy_within(held - 2..held, 0);
            held = 2;
        }
    }
    if (1..=2).contains(&words) {
        see(word::hash_of(&stems[..words]));
    }
    words
}

impl Sketch {
    /// Reads the words of a passage: for each is asked what it is [in a shingle](shingled).
    pub fn of<T>(all: &[T], stem: impl Fn(&T) -> Stem) -> Sketch {
        if all.len() < FEW {
            let (least, words) = Least::of_words(all, stem);
            return Sketch {
                least,
                bits: [0; 8],
                folded: [0; 2],
                ones: 0,
                more: 0,
                words: words as u32,
            };
        }
        let mut least = Least::NONE;
        let mut bits = [0_u64; 8];
        let mut shingles = 0;
        let words = each_shingle(all, stem, |hash| {
            shingles += 1;
            bits[(hash >> 6 & 7) as usize] |= 1 << (hash & 63);
            least.see(hash, shingles);
        });
        let ones = bits.iter().map(|bits| bits.count_ones()).sum();
        let (pairs, _) = bits.as_chunks();
        let folded = pairs.iter().fold([0; 2], |[a, b], [c, d]| [a | c, b | d]);
        Sketch {
            least,
            bits,
            folded,
            ones,
            more: shingles - ones,
            words: words as u32,
        }
    }

    /// Whether another passage may have so large a share of all shingles of the two, in percent. If not, it has not.
    pub fn may_be_like(&self, other: &Sketch, least: usize) -> bool {
        // Each of those that share a bit may be a shared one. Of s shared ones among a and b, s / (a + b - s) has to be.
        let (least, both) = (least as u64, u64::from(self.ones + other.ones));
        let is_enough = |same: u32| u64::from(same + self.more) * (100 + least) >= least * both;
        let same = || {
            let pairs = self.bits.iter().zip(&other.bits);
            pairs.map(|(a, b)| (a & b).count_ones()).sum()
        };
        // To count them takes longer than to see that one of the two is too short, or that it has bits enough of its own where
        // all are put one upon the other: each of those is at least one that the two do not share.
        let (few, many) = if self.ones < other.ones {
            (self, other)
        } else {
            (other, self)
        };
        let folded = few.folded.iter().zip(&many.folded);
        let own = || -> u32 { folded.map(|(few, many)| (few & !many).count_ones()).sum() };
        let ones = few.ones;
        ones == 0 || is_enough(ones) && is_enough(ones - own()) && is_enough(same())
    }

    /// How many words the passage has.
    pub fn words(&self) -> usize {
        self.words as usize
    }

    /// What the index knows the passage by.
    pub fn least(&self) -> &Least {
        &self.least
    }
}

impl Shingles {
    /// Reads the words of a passage.
    pub fn of(tokens: &[Token]) -> Shingles {
        let slots = (2 * tokens.len()).next_power_of_two();
        let mut shingles = Shingles {
            slots: vec![NONE; slots].into_boxed_slice(),
            count: 0,
        };
        each_shingle(tokens, of_token, |hash| {
            let slot = shingles.slot(hash);
            let slot = &mut shingles.slots[slot];
            shingles.count += usize::from(*slot != hash);
            *slot = hash;
        });
        shingles
    }

    /// The slot of a hash, or the free one where it would be.
    fn slot(&self, hash: u64) -> usize {
        let last = self.slots.len() - 1;
        let mut at = hash as usize & last;
        loop {
            let held = self.slots[at];
            if held == hash || held == NONE {
                return at;
            }
            at = (at + 1) & last;
        }
    }

    fn hashes(&self) -> impl Iterator<Item = u64> {
        self.slots.iter().copied().filter(|hash| *hash != NONE)
    }

    /// The share of all shingles of the two that both have, in percent, if it is at least so large.
    pub fn likeness(&self, other: &Shingles, least: usize) -> Option<usize> {
        let (few, many) = if self.count < other.count {
            (self, other)
        } else {
            (other, self)
        };
        let both = few.count + many.count;
        // Hashes come in no order that means anything: what is unlike shows it after a few.
        let mut spare = few.count.checked_sub(needed(both, least))?;
        for hash in few.hashes() {
            if many.slots[many.slot(hash)] == NONE {
                spare = spare.checked_sub(1)?;
            }
        }
        let shared = spare + needed(both, least);
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
    last: FxHashMap<u32, u32>,
    links: Vec<Link>,
    /// Which shingles are put in, if not all are.
    only: Option<Filter>,
}

/// Some shingles: a bit for each, by its hash; some share one.
#[derive(Debug)]
struct Filter {
    bits: Vec<u64>,
}

impl Filter {
    /// So many bits for each shingle let few share one by chance.
    const BITS: usize = 8;

    /// None of so many passages.
    fn for_passages(passages: usize) -> Filter {
        let words = (KNOWN_BY * passages * Self::BITS / 64).next_power_of_two();
        Filter {
            bits: vec![0; words],
        }
    }

    /// Adds a shingle, and tells whether it may have been there.
    fn add(&mut self, hash: u32) -> bool {
        let (word, bit) = self.place(hash);
        let word = &mut self.bits[word];
        let had = *word & bit != 0;
        *word |= bit;
        had
    }

    /// The word of a hash's bit, and the bit in it.
    fn place(&self, hash: u32) -> (usize, u64) {
        let word = (hash >> 6) as usize & (self.bits.len() - 1);
        (word, 1 << (hash & 63))
    }

    fn may_have(&self, hash: u32) -> bool {
        let (word, bit) = self.place(hash);
        self.bits[word] & bit != 0
    }

    /// How many bits are set.
    fn count(&self) -> usize {
        let ones = self.bits.iter().map(|bits| bits.count_ones() as usize);
        ones.sum()
    }
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
    /// An empty index for these passages and no others. What one of them alone is known by leads nowhere and is left out.
    pub fn for_passages(sketches: &[Sketch]) -> LikenessIndex {
        let mut seen = Filter::for_passages(sketches.len());
        let mut shared = Filter::for_passages(sketches.len());
        for hash in sketches.iter().flat_map(|sketch| sketch.least.hashes()) {
            if seen.add(hash) {
                shared.add(hash);
            }
        }
        let mut index = LikenessIndex::default();
        index.last.reserve(shared.count());
        index.only = Some(shared);
        index
    }

    /// An empty index that only these passages are looked for in. What none of them is known by is left out.
    pub fn asked_by(passages: &[&Least]) -> LikenessIndex {
        let mut asked = Filter::for_passages(passages.len());
        for hash in passages.iter().flat_map(|least| least.hashes()) {
            asked.add(hash);
        }
        LikenessIndex {
            only: Some(asked),
            ..LikenessIndex::default()
        }
    }

    /// Whether a passage is found by a shingle.
    fn knows_by(&self, hash: u32) -> bool {
        let only = self.only.as_ref();
        only.is_none_or(|only| only.may_have(hash))
    }

    /// Whether a passage may be found by anything.
    pub fn may_find(&self, passage: &Least) -> bool {
        passage.hashes().any(|hash| self.knows_by(hash))
    }

    /// Adds a passage under a number of the caller's.
    pub fn add(&mut self, id: usize, passage: &Least) {
        self.meet(id, passage, |_| {});
    }

    /// Adds a passage, and shows those before it that may be like it: each for every shingle that leads to it, in no order. The
    /// caller compares them.
    pub fn meet(&mut self, id: usize, passage: &Least, mut see: impl FnMut(usize)) {
        for hash in passage.hashes() {
            if !self.knows_by(hash) {
                continue;
            }
            let next = self.links.len() as u32;
            let last = self.last.entry(hash).or_insert(next);
            let count = self.links.get(*last as usize).map_or(0, |link| link.count);
            let mut before = *last;
            for _ in 0..count {
                let link = &self.links[before as usize];
                see(link.passage as usize);
                before = link.before;
            }
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
    pub fn candidates(&self, passage: &Least) -> impl Iterator<Item = usize> {
        // Where each of the chains goes on, and one more than the passage there: it leads to passages that were added
        // before, and ends with zero.
        let (mut places, mut passages) = ([0; KNOWN_BY], [0; KNOWN_BY]);
        let hashes = passage.hashes().filter(|hash| self.knows_by(*hash));
        for (at, hash) in hashes.enumerate() {
            if let Some(last) = self.last.get(&hash) {
                places[at] = *last;
                passages[at] = self.links[*last as usize].passage + 1;
            }
        }
        std::iter::from_fn(move || {
            let next = passages.iter().fold(0, |next, passage| next.max(*passage));
            for (place, passage) in places.iter_mut().zip(&mut passages) {
                if *passage == next && next > 0 {
                    let link = &self.links[*place as usize];
                    *place = link.before;
                    *passage = match link.count {
                        1 => 0,
                        _ => self.links[link.before as usize].passage + 1,
                    };
                }
            }
            next.checked_sub(1).map(|next| next as usize)
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
        Sketch::of(&word::tokens(text), of_token)
    }

    #[test]
    fn a_sketch_has_the_smallest_hashes() {
        for text in [
            "",
            "bread",
            "the baker of the old town sells good bread to the baker of the old town",
            "a b c d e f g h i j k l m n o p q r s t u v w x y z and a b c d e f g h i j k l",
        ] {
            let upper = |hash: u64| (hash >> 32) as u32;
            let mut all: Vec<u32> = shingles(text).hashes().map(upper).collect();
            all.sort_unstable();
            let least: Vec<u32> = sketch(text).least.hashes().collect();
            assert_eq!(least, all[..all.len().min(KNOWN_BY)], "{text}");
            let (alone, words) = Least::of(&word::tokens(text));
            assert!(alone.hashes().eq(least), "{text}");
            assert_eq!(words, sketch(text).words(), "{text}");
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
            sketch("rye keeps for a week or two in a cool and dry place"),
            sketch("wheat is milled in the valley by the river, and sold in town"),
        );
        assert!(!rye.may_be_like(&wheat, 10));
        assert!(sketch("rye").may_be_like(&wheat, 10));
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
            index.add(id, sketch(passage).least());
        }
        let near = sketch("Wheat is milled in the valley and sold in the city.");
        let near = near.least();
        assert!(index.candidates(near).eq([1]));
        index.add(2, near);
        assert!(index.candidates(near).eq([2, 1]));
    }

    #[test]
    fn an_index_of_known_passages_leads_to_the_same() {
        // Digits are all alike, and letters are not.
        let baker = |number: usize| {
            let letters = [number / 26 / 26, number / 26 % 26, number % 26];
            letters
                .map(|letter| char::from(b'a' + letter as u8))
                .iter()
                .collect::<String>()
        };
        let passage = |at: usize| {
            let (one, other) = (baker(at), baker(at / 3));
            sketch(&format!(
                "the baker {one} of town {} sells bread to baker {other}",
                baker(at % 7)
            ))
        };
        let passages: Vec<Sketch> = (0..300).map(passage).collect();
        let (mut all, mut shared) = (
            LikenessIndex::default(),
            LikenessIndex::for_passages(&passages),
        );
        let known: Vec<&Least> = passages.iter().map(Sketch::least).collect();
        let late = &known[200..];
        let mut asked = LikenessIndex::asked_by(late);
        for (id, passage) in known.iter().enumerate() {
            assert!(shared.candidates(passage).eq(all.candidates(passage)));
            let mut met = Vec::new();
            let candidates: Vec<usize> = all.candidates(passage).collect();
            all.add(id, passage);
            shared.meet(id, passage, |other| met.push(other));
            met.sort_unstable_by(|a, b| b.cmp(a));
            met.dedup();
            assert_eq!(met, candidates);
            if asked.may_find(passage) {
                asked.add(id, passage);
            }
        }
        assert!(shared.links.len() < all.links.len());
        for passage in late {
            assert!(asked.candidates(passage).eq(all.candidates(passage)));
        }
        assert!(asked.links.len() < all.links.len());
    }
}
