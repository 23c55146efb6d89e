//! The words of a text: tokens, their stems, and which of them carry meaning.
//!
//! Lives here: tokenisation, stemming, the closed classes of English words (articles, prepositions, pronouns).
//! Stays out: numbers as values, documents, names of anyone.

use std::cell::RefCell;

use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;

mod class;
mod english;

pub use class::{is_function_word, is_month, is_plural};
pub use english::{compound, corrections, is_affixed, is_derived, is_english, is_formed, near};

/// A word without its inflection, as a stable hash: equal stems of two documents are equal without a shared table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stem(u64);

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    /// Small letters only.
    Lower,
    /// One capital, then small letters.
    Capitalised,
    /// Two capitals or more, or a capital inside: "NATO", "eBook".
    Mixed,
    /// Digits, with or without letters: "2020", "3.5", "99Cloud".
    Digits,
    /// A single mark.
    Mark,
}

/// A word, a number or a mark of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// What it is made of.
    pub shape: Shape,
    /// Its stem, without regard to case. Marks have the stem of themselves.
    pub stem: Stem,
    /// Whether it is a function word: an article, a preposition, a pronoun, an auxiliary.
    pub function: bool,
}

impl Token {
    /// The token's text in the text that was tokenised.
    pub fn of(self, text: &str) -> &str {
        &text[self.start as usize..self.end as usize]
    }

    /// Whether it is a word, and not a number or a mark.
    pub fn is_word(self) -> bool {
        !matches!(self.shape, Shape::Digits | Shape::Mark)
    }

    /// Whether it begins with, or has, a capital letter.
    pub fn is_capital(self) -> bool {
        matches!(self.shape, Shape::Capitalised | Shape::Mixed)
    }
}

/// The stem of one word, without regard to case. A possessive ending is dropped.
pub fn stem(word: &str) -> Stem {
    known(word).0
}

/// The stem of a word, and whether it is a function word. Words repeat, so both are worked out once for each.
fn known(word: &str) -> (Stem, bool) {
    thread_local! {
        static KNOWN: RefCell<FxHashMap<Box<str>, (Stem, bool)>> = RefCell::default();
    }
    KNOWN.with_borrow_mut(|words| {
        if let Some(known) = words.get(word) {
            return *known;
        }
        let lower = word.to_lowercase().replace('’', "'");
        let bare = lower
            .strip_suffix("'s")
            .or(lower.strip_suffix('\''))
            .unwrap_or(&lower);
        let stem = Stem(fnv1a(
            Stemmer::create(Algorithm::English).stem(bare).as_bytes(),
        ));
        let known = (stem, is_function_word(word));
        // A bound on the memory of a long run over many languages; words repeat, so it is rarely reached.
        if words.len() > 200_000 {
            words.clear();
        }
        words.insert(word.into(), known);
        known
    })
}

/// The hash of stems in a row.
pub fn hash_of(stems: &[Stem]) -> u64 {
    stems.iter().fold(0xcbf2_9ce4_8422_2325, |hash, stem| {
        // A stem is a hash itself, so that a product and a rotation mix enough.
        (hash ^ stem.0)
            .wrapping_mul(0x9e37_79b9_7f4a_7c15)
            .rotate_left(29)
    })
}

/// FNV-1a with 64 bits: small, stable over versions and machines.
/// Source: Fowler, Noll, Vo, "The FNV Non-Cryptographic Hash Algorithm".
pub fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// The tokens of a text, in order. White space is left out. A hyphen, an apostrophe, a dot or a comma between two
/// letters or digits belongs to its word: "well-known", "don't", "U.S", "3.5", "1,204". A slash does not.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut chars = text.char_indices().peekable();
    while let Some((start, first)) = chars.next() {
        if first.is_whitespace() {
            continue;
        }
        let mut end = start + first.len_utf8();
        if first.is_alphanumeric() {
            let mut digits = first.is_ascii_digit();
            while let Some((at, next)) = chars.peek().copied() {
                if next.is_alphanumeric() || is_mark(next) {
                    digits |= next.is_ascii_digit();
                    end = at + next.len_utf8();
                    chars.next();
                    continue;
                }
                let after = text[at + next.len_utf8()..].chars().next();
                let joins = match next {
                    '-' | '\'' | '’' | '\u{2010}' | '\u{2011}' => {
                        after.is_some_and(char::is_alphanumeric)
                    }
                    '.' => {
                        // "3.5" and "U.S" hold together; "platforms.The" is left whole for the copy editor.
                        after.is_some_and(char::is_alphanumeric)
                    }
                    ',' => {
                        text[..at].ends_with(|c: char| c.is_ascii_digit())
                            && after.is_some_and(|c| c.is_ascii_digit())
                    }
                    _ => false,
                };
                if !joins {
                    break;
                }
                end = at + next.len_utf8();
                chars.next();
            }
            let word = &text[start..end];
            let shape = if digits { Shape::Digits } else { shape(word) };
            let (stem, function) = known(word);
            tokens.push(Token {
                start: start as u32,
                end: end as u32,
                shape,
                stem,
                function,
            });
        } else {
            tokens.push(Token {
                start: start as u32,
                end: end as u32,
                shape: Shape::Mark,
                stem: Stem(fnv1a(&text.as_bytes()[start..end])),
                function: false,
            });
        }
    }
    tokens
}

/// A combining mark goes with the letter before it.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

fn shape(word: &str) -> Shape {
    let mut chars = word.chars();
    let first_upper = chars.next().is_some_and(char::is_uppercase);
    let later_upper = chars.any(char::is_uppercase);
    match (first_upper, later_upper) {
        (_, true) => Shape::Mixed,
        (true, false) => Shape::Capitalised,
        (false, false) => Shape::Lower,
    }
}

#[cfg(test)]
mod tests {
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
    fn inflection_and_case_do_not_change_a_stem() {
        assert_eq!(stem("Members"), stem("member"));
        assert_eq!(stem("Foundation's"), stem("foundation"));
        assert_ne!(stem("visitor"), stem("visit"));
    }
}
