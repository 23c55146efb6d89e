//! Where the words, the numbers and the marks of a text stand.
//!
//! Lives here: the one pass over the bytes of a text. Stays out: what is known of any word.
//!
//! Most words are of letters of ASCII and have no more than eight: those are looked at together.

use std::ops::Range;

use super::Token;
use crate::lookup::byte_table;
use crate::lookup::eight::{self, EIGHT};

/// A word, a number or a mark.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spelled {
    /// The first byte.
    pub(super) start: usize,
    /// One past the last byte.
    pub(super) end: usize,
    /// Whether it is a mark.
    pub(super) is_mark: bool,
    /// Its first eight bytes as a number, the first one lowest. If it has fewer, the others are zero.
    pub(super) bytes: u64,
}

impl Spelled {
    /// Its text in the text that was scanned.
    pub(super) fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }
}

/// The words, the numbers and the marks of a part of a text, in order. White space is left out, and so is what a word has
/// behind the bytes of the longest token; each mark stands alone.
#[derive(Debug)]
pub(super) struct Scan<'a> {
    /// The text up to the end of the part.
    text: &'a str,
    /// The text. What stands behind the part may be looked at, and is not seen.
    all: &'a [u8],
    at: usize,
}

impl<'a> Scan<'a> {
    /// A scan of a part of a text.
    pub(super) fn new(text: &'a str, part: Range<usize>) -> Scan<'a> {
        Scan {
            text: &text[..part.end],
            all: text.as_bytes(),
            at: part.start,
        }
    }

    /// How many letters a word begins with that has eight of them before an offset, as far as is seen of them, and whether it
    /// surely ends behind these.
    #[inline(never)]
    fn behind_eight(&self, offset: usize) -> (usize, bool) {
        let eight = eight::at(self.all, offset);
        let others = eight::others(eight);
        let letters = eight::letters(others);
        let ends = letters < EIGHT && ends_at(eight, others, letters);
        (EIGHT + letters, ends)
    }

    /// Where the word or the mark ends whose first character is not of ASCII, and whether it is a mark. White space is
    /// neither; then it ends with itself.
    #[inline(never)]
    fn beyond_ascii(&self, start: usize) -> (usize, Option<bool>) {
        let first = self.text[start..].chars().next().unwrap_or_default();
        let end = start + first.len_utf8();
        if first.is_whitespace() {
            (end, None)
        } else if first.is_alphanumeric() {
            (end_of_word(self.text, end), Some(false))
        } else {
            (end, Some(true))
        }
    }
}

impl Iterator for Scan<'_> {
    type Item = Spelled;

    #[inline]
    fn next(&mut self) -> Option<Spelled> {
        loop {
            let bytes = self.text.as_bytes();
            // A word mostly stands behind one.
            let start = self.at + usize::from(bytes.get(self.at) == Some(&b' '));
            let first = *bytes.get(start)?;
            let eight = eight::at(self.all, start);
            let others = eight::others(eight);
            let letters = eight::letters(others);
            let (end, is_mark) = if letters > 0 {
                let (letters, ends) = if letters < EIGHT {
                    (letters, ends_at(eight, others, letters))
                } else {
                    self.behind_eight(start + EIGHT)
                };
                let end = (start + letters).min(self.text.len());
                let end = if ends {
                    end
                } else {
                    end_of_word(self.text, end)
                };
                (end, Some(false))
            } else if first.is_ascii() {
                let is_space = char::from(first).is_whitespace();
                (start + 1, (!is_space).then_some(true))
            } else {
                self.beyond_ascii(start)
            };
            self.at = end;
            if let Some(is_mark) = is_mark {
                let end = if end - start > Token::LONGEST {
                    self.text.floor_char_boundary(start + Token::LONGEST)
                } else {
                    end
                };
                return Some(Spelled {
                    start,
                    end,
                    is_mark,
                    bytes: eight::first(eight, end - start),
                });
            }
        }
    }
}

/// Whether a word surely ends behind some letters: there is no mark that joins them with others, or no others.
fn ends_at(eight: u64, others: u64, letters: usize) -> bool {
    let next = eight >> (letters * 8);
    let behind = next >> 8;
    let is_other = others >> (letters * 8) >> 8 & 0x80 != 0;
    // Behind the last of the eight it is not known what comes.
    let parts = letters + 1 < EIGHT && is_other && behind & 0x80 == 0;
    !MAY_JOIN[usize::from(next as u8)] || next & 0x80 == 0 && parts
}

/// The bytes that a word may go on with that has letters before them: those of four marks, and those beyond ASCII.
static MAY_JOIN: [bool; 256] = {
    let mut table = byte_table(b"-'.,");
    let mut byte = 0x80;
    while byte < table.len() {
        table[byte] = true;
        byte += 1;
    }
    table
};

/// The letters and digits of ASCII.
static IS_ALPHANUMERIC: [bool; 256] =
    byte_table(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

/// Where a word ends whose first character ends at an offset, or some of whose letters do.
fn end_of_word(text: &str, mut end: usize) -> usize {
    let bytes = text.as_bytes();
    loop {
        let ascii = bytes[end..].iter();
        end += ascii
            .take_while(|byte| IS_ALPHANUMERIC[usize::from(**byte)])
            .count();
        // Most words end at a space.
        let joins = |byte: u8| !byte.is_ascii() || matches!(byte, b'-' | b'\'' | b'.' | b',');
        if !bytes.get(end).is_some_and(|byte| joins(*byte)) {
            return end;
        }
        let mut chars = text[end..].chars();
        let Some(next) = chars.next() else {
            return end;
        };
        let behind = end + next.len_utf8();
        if next.is_alphanumeric() || is_mark(next) {
            end = behind;
            continue;
        }
        let joins = match next {
            // "3.5" and "U.S" hold together; "platforms.The" is left whole for the copy editor.
            '-' | '\'' | '’' | '\u{2010}' | '\u{2011}' | '.' => {
                chars.next().is_some_and(char::is_alphanumeric)
            }
            ',' => {
                bytes[end - 1].is_ascii_digit() && chars.next().is_some_and(|c| c.is_ascii_digit())
            }
            _ => false,
        };
        if !joins {
            return end;
        }
        end = behind;
    }
}

/// A combining mark goes with the letter before it.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The words of a part of a text, looked at one character after the other.
    fn one_by_one(text: &str) -> Vec<(usize, usize, bool)> {
        let mut found = Vec::new();
        let mut start = 0;
        while let Some(first) = text[start..].chars().next() {
            let mut end = start + first.len_utf8();
            if !first.is_whitespace() {
                let is_mark = !first.is_alphanumeric();
                if !is_mark {
                    end = end_of_word(text, end);
                }
                found.push((start, end, is_mark));
            }
            start = end;
        }
        found
    }

    proptest! {
        #[test]
        fn words_are_found_as_if_looked_for_one_by_one(
            parts in prop::collection::vec(
                prop_oneof![
                    prop::sample::select(&[
                        " ", "  ", "-", "'", ".", ",", "’", "\u{300}", "é", "\n", "\u{a0}", "(", "@", "[", "`", "{", "/",
                        ":", "\0", "a", "Z", "0", "9", "bread", "1,204", "U.S",
                    ][..]).prop_map(str::to_owned),
                    "[a-zA-Z0-9]{0,18}",
                    "\\PC{0,3}",
                ],
                0..12,
            ),
            behind in prop::sample::select(&["", "a", " ", "-a", "é", "abcdefghijk"][..]),
        ) {
            let part = parts.concat();
            let text = format!("{part}{behind}");
            let found: Vec<Spelled> = Scan::new(&text, 0..part.len()).collect();
            let places: Vec<_> = found.iter().map(|it| (it.start, it.end, it.is_mark)).collect();
            prop_assert_eq!(places, one_by_one(&part));
            for spelled in found {
                let bytes = spelled.of(&text).as_bytes();
                let eight: Vec<u8> = bytes.iter().copied().chain([0; EIGHT]).take(EIGHT).collect();
                prop_assert_eq!(spelled.bytes.to_le_bytes().to_vec(), eight);
            }
        }
    }
}
