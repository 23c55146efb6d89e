//! The words of a text: tokens, their stems, and which of them carry meaning.
//!
//! Lives here: tokenisation, stemming, the closed classes of English words (articles, prepositions, pronouns), and
//! words of change.
//! Stays out: numbers as values, documents, names of anyone.

use std::cell::RefCell;
use std::ops::Range;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

mod change;
mod class;
mod english;
mod fnv;
mod kind;
mod met;
mod scan;
mod table;

use scan::Scan;

pub use change::{Change, Deed, Sense, Way, change, is_change, is_fall, is_rise};
pub use class::{
    is_function_word, is_month, is_plural, is_year, month, weekday, without_possessive,
};
pub use english::{
    compound, corrections, is_affixed, is_derived, is_english, is_formed, is_prefix, is_rare, near,
};
pub(crate) use fnv::{fnv1a, fnv1a_behind};
pub use kind::{Kind, Kinds, Shape};
pub use met::MetWords;
pub use table::{SharedWords, Word, WordId, Words};

/// A word without its inflection, as a stable hash: equal stems of two documents are equal without a shared table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
// What has one is smaller so: a token first of all.
#[repr(Rust, packed(2))]
pub struct Stem(u64);

impl Serialize for Stem {
    fn serialize<S: Serializer>(&self, into: S) -> Result<S::Ok, S::Error> {
        // It is a hash: a short form of it would be longer.
        { self.0 }.to_le_bytes().serialize(into)
    }
}

impl<'de> Deserialize<'de> for Stem {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Stem, D::Error> {
        <[u8; 8]>::deserialize(from).map(|bytes| Stem(u64::from_le_bytes(bytes)))
    }
}

impl Stem {
    /// Stands for every number.
    pub const NUMBER: Stem = Stem(0);
    /// No word has this one, but for one in 2^64.
    pub const NONE: Stem = Stem(u64::MAX);

    /// A set of stems as bits, one of 64 for each: what two sets do not share as bits, they do not share at all.
    pub fn bits(stems: impl IntoIterator<Item = Stem>) -> u64 {
        let stems = stems.into_iter();
        stems.fold(0, |bits, stem| bits | 1 << (stem.0 & 63))
    }

    /// Where it belongs among so many places, a power of two.
    pub fn place(self, places: usize) -> usize {
        self.0 as usize & (places - 1)
    }
}

/// A set of stems as bits, one of 1,024 for each: what it may have, it mostly has, if it has few.
#[derive(Debug, Clone, Copy, Default)]
pub struct StemSet([u64; 16]);

impl StemSet {
    /// Adds a stem.
    pub fn insert(&mut self, stem: Stem) {
        self.0[(stem.0 >> 6 & 15) as usize] |= 1 << (stem.0 & 63);
    }

    /// Whether a stem may be one of them. If not, it is not.
    pub fn may_have(&self, stem: Stem) -> bool {
        self.0[(stem.0 >> 6 & 15) as usize] >> (stem.0 & 63) & 1 != 0
    }
}

/// A word, a number or a mark of a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
// A report is mostly tokens: each has fourteen bytes so, and would have two of nothing.
#[repr(Rust, packed(2))]
pub struct Token {
    /// The first byte.
    pub start: u32,
    /// Its stem, without regard to case. Marks have the stem of themselves.
    pub stem: Stem,
    /// Its length in bytes, and its kind in the lowest bits.
    told: u16,
}

impl Token {
    /// The bytes of the longest. Of a longer word only the first ones are a token: nobody wrote it to be read.
    const LONGEST: usize = (u16::MAX >> Kind::BITS) as usize;

    #[inline]
    fn new(start: usize, length: usize, word: Word) -> Token {
        Token {
            start: start as u32,
            stem: word.stem,
            told: (length as u16) << Kind::BITS | word.kind.bits(),
        }
    }

    /// What is known of it wherever it stands.
    fn word(self) -> Word {
        Word {
            stem: self.stem,
            kind: self.kind(),
        }
    }

    /// One past the last byte.
    pub fn end(self) -> u32 {
        self.start + u32::from(self.told >> Kind::BITS)
    }

    /// Its place in the text that was tokenised.
    fn range(self) -> Range<usize> {
        self.start as usize..self.end() as usize
    }

    /// The token's text in the text that was tokenised.
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// The same as bytes, which need not be whole characters.
    pub fn bytes_of(self, text: &str) -> &[u8] {
        &text.as_bytes()[self.range()]
    }

    fn kind(self) -> Kind {
        Kind::of_bits(self.told)
    }

    /// What it is made of.
    pub fn shape(self) -> Shape {
        self.kind().shape()
    }

    /// Whether it is a function word: an article, a preposition, a pronoun, an auxiliary.
    pub fn is_function(self) -> bool {
        self.kind().is_function()
    }

    /// Whether a calendar expression may start with it or, if it is [`is_year`], right before it.
    pub fn tells_date(self) -> bool {
        self.kind().tells_date()
    }

    /// Whether it may be a part of a quantity that makes it one: it has digits, or says a number.
    pub fn has_number(self) -> bool {
        self.kind().has_number()
    }

    /// Whether it is a word, and not a number or a mark.
    pub fn is_word(self) -> bool {
        !matches!(self.shape(), Shape::Digits | Shape::Mark)
    }

    /// Whether it begins with, or has, a capital letter.
    pub fn is_capital(self) -> bool {
        self.shape().is_capital()
    }
}

/// The stem of one word, without regard to case. A possessive ending is dropped.
pub fn stem(word: &str) -> Stem {
    known(word).stem
}

/// What is known of a word or a number. Words repeat, in one text and in many, so it is worked out once in a thread.
fn known(word: &str) -> Word {
    /// A bound on the memory of a long run over many languages; words repeat, so it is rarely reached.
    const MOST: usize = 200_000;
    thread_local! {
        static WORDS: RefCell<Words> = RefCell::default();
    }
    WORDS.with_borrow_mut(|words| {
        if words.len() > MOST {
            words.clear();
        }
        words.read(word, Word::of).1
    })
}

/// The hash of stems in a row.
pub fn hash_of(stems: &[Stem]) -> u64 {
    let stems = stems.iter();
    stems.fold(0xcbf2_9ce4_8422_2325, |hash, stem| hash_on(hash, *stem))
}

/// The hash of what has a hash, and of a stem behind it.
pub fn hash_on(hash: u64, stem: Stem) -> u64 {
    // A stem is a hash itself, so that a product and a rotation mix enough.
    (hash ^ stem.0)
        .wrapping_mul(0x9e37_79b9_7f4a_7c15)
        .rotate_left(29)
}

/// The tokens of a text, in order. White space is left out. A hyphen, an apostrophe, a dot or a comma between two
/// letters or digits belongs to its word: "well-known", "don't", "U.S", "3.5", "1,204". A slash does not. What a word has
/// behind its first thousand bytes is left out.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut scan = Scan::new(text, 0..text.len());
    while let Some(spelled) = scan.read() {
        let word = spelled.of(text);
        let word = if spelled.is_mark {
            Word::mark(word)
        } else {
            known(word)
        };
        tokens.push(spelled.token(word));
    }
    tokens
}

/// A token as it is read, with what its reader knows of it besides.
#[derive(Debug, Clone, Copy)]
pub struct TokenRead {
    /// The token.
    pub token: Token,
    /// The number of its word in the table of all threads.
    pub id: WordId,
    /// If it is one byte behind the token before, whether that is a space.
    pub is_spaced: bool,
    /// The byte behind it; a space behind the end of the text.
    pub next: u8,
}

/// Reads parts of a text that follow one another, each word with its number in a table of all threads.
#[derive(Debug)]
pub struct TokenReader<'a> {
    text: &'a str,
    scan: Scan<'a>,
    shared: &'a SharedWords,
    met: &'a mut MetWords,
}

impl<'a> TokenReader<'a> {
    /// A reader of a text. `met` is the table of this thread.
    pub fn new(text: &'a str, shared: &'a SharedWords, met: &'a mut MetWords) -> TokenReader<'a> {
        TokenReader {
            text,
            scan: Scan::new(text, 0..0),
            shared,
            met,
        }
    }

    /// Gives `take` the tokens of a part as [`tokens`] has them.
    #[expect(clippy::inline_always, reason = "the one loop over all words")]
    #[inline(always)]
    pub fn read(&mut self, part: Range<usize>, mut take: impl FnMut(TokenRead)) {
        let mut scan = self.scan;
        scan.go_to(part);
        while let Some(spelled) = scan.read() {
            let (id, word) = self.met.read(spelled, self.text, self.shared);
            take(TokenRead {
                token: spelled.token(word),
                id,
                is_spaced: spelled.is_spaced,
                next: spelled.next,
            });
        }
        self.scan = scan;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokens(text)
            .into_iter()
            .map(|token| token.of(text))
            .collect()
    }

    #[test]
    fn words_numbers_and_marks_are_told_apart() {
        assert_eq!(
            words("The U.S. team's 1,204 well-known tools (3.5x)."),
            [
                "The",
                "U.S",
                ".",
                "team's",
                "1,204",
                "well-known",
                "tools",
                "(",
                "3.5x",
                ")",
                "."
            ]
        );
    }

    #[test]
    fn a_token_is_small_and_the_longest_word_is_cut() {
        assert_eq!(size_of::<Token>(), 14);
        for (letter, length) in [("o", 1023), ("é", 1022), ("粉", 1023)] {
            let found = letter.repeat(length / letter.len());
            let text = format!("{} bread", letter.repeat(2000));
            assert_eq!(words(&text), [&found, "bread"]);
        }
        let longest = "o".repeat(Token::LONGEST);
        assert_eq!(words(&longest), [&longest]);
    }

    proptest! {
        #[test]
        fn a_text_without_a_word_that_has_a_number_has_no_quantity(
            words in prop::collection::vec(
                prop_oneof![
                    prop::sample::select(&[
                        "a", "an", "and", "May", "minus", "percent", "%", "$", "no", "one", "dozen", "half", "twice",
                        "thirds", "hundreds", "doubled", "couple", "few", "several", "bakers", "½", "first", "ovens",
                        "euros", "more", "than", "-", "times", "-fold", "of", "per", "cent", "out", "7", "²", "v", "Q",
                    ][..]).prop_map(str::to_owned),
                    "\\PC{0,3}",
                ],
                0..8,
            ),
            joint in prop::sample::select(&[" ", "", "-", ", "][..]),
        ) {
            let text = words.join(joint);
            let quantities = crate::quantity::read(&text);
            let may = tokens(&text).iter().any(|token| token.has_number());
            prop_assert!(may || quantities.is_empty(), "{:?}", quantities);
        }
    }

    #[test]
    fn inflection_and_case_do_not_change_a_stem() {
        assert_eq!(stem("Members"), stem("member"));
        assert_eq!(stem("Foundation's"), stem("foundation"));
        assert_ne!(stem("visitor"), stem("visit"));
    }
}
