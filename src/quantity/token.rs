//! A text as runs of digits, words and marks: the one pass that the readers of numbers and dates make over it.
//!
//! Lives here: where tokens start and end. Web and e-mail addresses and paths become one opaque mark, so that no
//! reader ever sees their digits. Stays out: what a token means, but for the [`Lexeme`] of its word.

use super::lexicon::{Lexeme, lexeme};
use crate::lookup::WordSet;
use crate::lookup::eight::{self, EIGHT};

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// ASCII digits.
    Digits,
    /// Letters, with `_` and inner apostrophes.
    Word(Lexeme),
    /// Any other character that is not white space; a line break is one, too.
    Mark(char),
}

/// What stands for an address.
const OPAQUE: char = '\u{fffc}';

/// One token and its bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) kind: TokenKind,
}

/// The tokens of a text. Every look at a neighbour is safe: there is nothing beyond the ends.
#[derive(Debug)]
pub(crate) struct Tokens<'a> {
    pub(crate) text: &'a str,
    list: Vec<Token>,
}

impl<'a> Tokens<'a> {
    /// Reads a text.
    pub(crate) fn new(text: &'a str) -> Tokens<'a> {
        Tokens::in_room(text, Vec::new())
    }

    /// Reads a text into the room of another one.
    pub(crate) fn in_room(text: &'a str, mut list: Vec<Token>) -> Tokens<'a> {
        list.clear();
        tokenize(text, &mut list);
        Tokens { text, list }
    }

    /// The room for another text.
    pub(crate) fn into_room(self) -> Vec<Token> {
        self.list
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    /// The token at an index.
    #[inline]
    pub(crate) fn get(&self, at: usize) -> Option<Token> {
        self.list.get(at).copied()
    }

    /// The first token from an index on that is no word without a meaning in numbers: most are.
    #[inline]
    pub(crate) fn telling_from(&self, at: usize) -> Option<usize> {
        let is_telling = |token: &Token| !matches!(token.kind, TokenKind::Word(Lexeme::Other));
        Some(at + self.list.get(at..)?.iter().position(is_telling)?)
    }

    /// The kind of the token at an index; a line break stands beyond the ends.
    pub(crate) fn kind(&self, at: usize) -> TokenKind {
        self.get(at)
            .map_or(TokenKind::Mark('\n'), |token| token.kind)
    }

    /// The text of the token at an index.
    pub(crate) fn str(&self, at: usize) -> &'a str {
        self.get(at).map_or("", |token| {
            &self.text[token.start as usize..token.end as usize]
        })
    }

    /// The lexeme of the word at an index, if it is a word.
    pub(crate) fn lexeme(&self, at: usize) -> Option<Lexeme> {
        match self.kind(at) {
            TokenKind::Word(lexeme) => Some(lexeme),
            _ => None,
        }
    }

    /// The mark at an index, if it is one.
    pub(crate) fn mark(&self, at: usize) -> Option<char> {
        match self.kind(at) {
            TokenKind::Mark(mark) => Some(mark),
            _ => None,
        }
    }

    /// Whether there is one of these marks at an index.
    #[inline]
    pub(crate) fn is_mark(&self, at: usize, marks: &[char]) -> bool {
        self.mark(at).is_some_and(|mark| marks.contains(&mark))
    }

    /// Whether there are digits at an index.
    pub(crate) fn is_digits(&self, at: usize) -> bool {
        self.kind(at) == TokenKind::Digits
    }

    /// Whether there is a word at an index.
    pub(crate) fn is_word(&self, at: usize) -> bool {
        matches!(self.kind(at), TokenKind::Word(_))
    }

    /// Whether the word at an index is one of these, in any case.
    #[inline]
    pub(crate) fn is<const N: usize>(&self, at: usize, words: &WordSet<N>) -> bool {
        self.get(at).is_some_and(|token| {
            let bytes = &self.text.as_bytes()[token.start as usize..token.end as usize];
            matches!(token.kind, TokenKind::Word(_)) && words.has_bytes(bytes)
        })
    }

    /// The same for the token before an index.
    pub(crate) fn is_before<const N: usize>(&self, at: usize, words: &WordSet<N>) -> bool {
        at > 0 && self.is(at - 1, words)
    }

    /// Whether the words from an index on are these, in any case.
    pub(crate) fn are(&self, at: usize, words: &[&str]) -> bool {
        words
            .iter()
            .enumerate()
            .all(|(offset, word)| self.str(at + offset).eq_ignore_ascii_case(word))
    }

    /// Whether nothing stands between a token and the one before it.
    pub(crate) fn glued(&self, at: usize) -> bool {
        at > 0
            && match (self.get(at - 1), self.get(at)) {
                (Some(before), Some(token)) => before.end == token.start,
                _ => false,
            }
    }

    /// What stands between a token and the one before it.
    pub(crate) fn gap(&self, at: usize) -> &'a str {
        match (self.get(at.wrapping_sub(1)), self.get(at)) {
            (Some(before), Some(token)) => &self.text[before.end as usize..token.start as usize],
            _ => "",
        }
    }

    /// Whether the word at an index starts with a capital letter.
    pub(crate) fn is_capitalised(&self, at: usize) -> bool {
        self.is_word(at) && self.str(at).starts_with(char::is_uppercase)
    }

    /// Whether a sentence, a line or a quotation starts with the token.
    pub(crate) fn opens_sentence(&self, at: usize) -> bool {
        at == 0 || self.is_mark(at - 1, &['.', '!', '?', ':', '\n', '"', '“', '‘', '•', '|'])
    }
}

/// Whether a word is one of some, in any case. Nearly all differ in their length or their first letter, so that these are
/// asked first.
pub(crate) fn is_one_of(word: &str, words: &[&str]) -> bool {
    let word = word.as_bytes();
    let Some(first) = word.first() else {
        return false;
    };
    // Letters that differ in nothing but their case differ in this bit.
    let may_be = |other: &[u8]| other.len() == word.len() && (other[0] ^ first) & !0x20 == 0;
    words
        .iter()
        .map(|other| other.as_bytes())
        .any(|other| may_be(other) && other.eq_ignore_ascii_case(word))
}

fn tokenize(text: &str, list: &mut Vec<Token>) {
    let bytes = text.as_bytes();
    list.reserve(text.len() / 6 + 4);
    // The first token after the last white space, and whether a dot joins two words since then (a host name).
    let (mut chunk, mut dotted) = (0, false);
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        let byte = bytes[at];
        let kind = match byte {
            b'\n' => {
                at += 1;
                (chunk, dotted) = (list.len() + 1, false);
                TokenKind::Mark('\n')
            }
            b' ' | b'\t' | b'\r' => {
                at += 1;
                (chunk, dotted) = (list.len(), false);
                continue;
            }
            b'0'..=b'9' => {
                while at < bytes.len() && bytes[at].is_ascii_digit() {
                    at += 1;
                }
                TokenKind::Digits
            }
            b'A'..=b'Z' | b'a'..=b'z' | b'_' => {
                at = plain_end(bytes, at + 1);
                // Most words have an end that is no part of any.
                if matches!(bytes.get(at), Some(b'\'' | 0x80..)) {
                    at = word_end(text, start, at);
                }
                TokenKind::Word(lexeme(&bytes[start..at]))
            }
            _ if byte.is_ascii() => {
                let next = bytes.get(at + 1).copied().unwrap_or(b' ');
                let after_word =
                    at > 0 && (bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] >= 0x80);
                dotted |= byte == b'.' && after_word && next.is_ascii_alphabetic();
                let address = match byte {
                    b':' => text[at..].starts_with("://"),
                    b'@' => after_word && next.is_ascii_alphanumeric(),
                    b'/' => dotted && after_word,
                    _ => false,
                };
                if address {
                    let chunk_start = list
                        .get(chunk)
                        .map_or(start, |token: &Token| token.start as usize);
                    list.truncate(chunk);
                    while at < bytes.len() && !bytes[at].is_ascii_whitespace() {
                        at += 1;
                    }
                    list.push(Token {
                        start: chunk_start as u32,
                        end: at as u32,
                        kind: TokenKind::Mark(OPAQUE),
                    });
                    continue;
                }
                at += 1;
                TokenKind::Mark(char::from(byte))
            }
            _ => {
                let Some(character) = text[at..].chars().next() else {
                    break;
                };
                if character.is_whitespace() || is_invisible(character) {
                    at += character.len_utf8();
                    continue;
                }
                if character.is_alphabetic() {
                    at = word_end(text, at, at);
                    TokenKind::Word(lexeme(&bytes[start..at]))
                } else {
                    at += character.len_utf8();
                    TokenKind::Mark(character)
                }
            }
        };
        list.push(Token {
            start: start as u32,
            end: at as u32,
            kind,
        });
        // Most have a space behind them.
        if bytes.get(at) == Some(&b' ') {
            at += 1;
            (chunk, dotted) = (list.len(), false);
        }
    }
}

/// Zero-width characters and soft hyphens: nobody sees them.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}'
    )
}

/// Where those bytes of ASCII end of which words are made: letters and `_`.
fn plain_end(bytes: &[u8], mut at: usize) -> usize {
    loop {
        let letters = eight::unmarked(eight::no_letters(eight::at(bytes, at)));
        at += letters;
        if letters < EIGHT {
            if bytes.get(at) != Some(&b'_') {
                return at;
            }
            at += 1;
        }
    }
}

/// Where the word that starts at a byte ends, if it goes on to another one. An apostrophe belongs to it only between
/// letters.
fn word_end(text: &str, start: usize, mut at: usize) -> usize {
    let bytes = text.as_bytes();
    loop {
        at = plain_end(bytes, at);
        match bytes.get(at) {
            Some(b'\'') if at > start => {
                if !bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic) {
                    return at;
                }
                at += 1;
            }
            Some(0x80..) => {
                let Some(character) = text[at..].chars().next() else {
                    return at;
                };
                let length = character.len_utf8();
                let apostrophe = character == '’'
                    && at > start
                    && bytes.get(at + length).is_some_and(u8::is_ascii_alphabetic);
                let combining = matches!(character, '\u{300}'..='\u{36f}' | '\u{ad}');
                if !(character.is_alphabetic() || apostrophe || combining) {
                    return at;
                }
                at += length;
            }
            _ => return at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        let tokens = Tokens::new(text);
        (0..tokens.len())
            .map(|at| tokens.str(at).to_owned())
            .collect()
    }

    #[test]
    fn words_digits_and_marks_are_told_apart() {
        assert_eq!(texts("It's 3,000!"), ["It's", "3", ",", "000", "!"]);
        assert_eq!(texts("H3C’s café"), ["H", "3", "C’s", "café"]);
        assert_eq!(texts("job_5 \u{ad}x"), ["job_", "5", "x"]);
    }

    #[test]
    fn addresses_are_opaque() {
        assert_eq!(
            texts("see https://x.org/2020?a=5 now"),
            ["see", "https://x.org/2020?a=5", "now"]
        );
        assert_eq!(texts("a5@b.org 3"), ["a5@b.org", "3"]);
        assert_eq!(texts("(x.org/2020/5) 3"), ["(x.org/2020/5)", "3"]);
        assert_eq!(texts("5 @ 3"), ["5", "@", "3"]);
    }
}
