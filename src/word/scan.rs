//! Where the words, the numbers and the marks of a text stand.
//!
//! Lives here: the one pass over the bytes of a text. Stays out: what is known of any word.
//!
//! Most words are of letters of ASCII: these are told from other bytes many at a time.

use std::ops::Range;

use super::{Token, Word};
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
    /// Whether it was looked for behind a space: the one behind the word before.
    pub(super) is_spaced: bool,
    /// The byte behind it; a space behind the end of the text.
    pub(super) next: u8,
    /// Eight bytes from its first one on as a number, the first one lowest. If it has fewer, the others are those behind it.
    pub(super) eight: u64,
}

impl Spelled {
    /// Its text in the text that was scanned.
    pub(super) fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// Its token, by what is known of it.
    #[inline]
    pub(super) fn token(self, word: Word) -> Token {
        Token::new(self.start, self.end - self.start, word)
    }
}

/// The words, the numbers and the marks of a part of a text, in order. White space is left out, and so is what a word has
/// behind the bytes of the longest token; each mark stands alone.
// It is copied to where it is used, so that what it knows is held in registers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scan<'a> {
    /// The text. What stands behind the part may be looked at, and is not seen.
    text: &'a str,
    at: usize,
    /// Where the part ends.
    end: usize,
    /// From where on it is known which bytes are letters.
    known: usize,
    /// A bit for each of the bytes from there on, the lowest one for the first, that is no letter and no digit of ASCII.
    others: u64,
}

/// So many bytes are told from letters at once.
const TOGETHER: usize = u64::BITS as usize;

impl<'a> Scan<'a> {
    /// A scan of a part of a text.
    pub(super) fn new(text: &'a str, part: Range<usize>) -> Scan<'a> {
        Scan {
            text,
            at: part.start,
            end: part.end,
            known: 0,
            others: 0,
        }
    }

    /// Goes on with a part of the same text.
    pub(super) fn go_to(&mut self, part: Range<usize>) {
        self.at = part.start;
        self.end = part.end;
    }

    /// How many letters and digits of ASCII stand from an offset on. Of those that are more than [`TOGETHER`] the others are
    /// left out.
    #[inline]
    fn letters(&mut self, start: usize) -> usize {
        let behind = start.wrapping_sub(self.known);
        let known = (behind < TOGETHER).then(|| self.others >> behind);
        // Where no other byte is known, there may be more letters.
        let others = match known {
            Some(others) if others != 0 => others,
            _ => {
                self.known = start;
                self.others = others_from(self.text.as_bytes(), start);
                self.others
            }
        };
        others.trailing_zeros() as usize
    }

    /// Whether a word may go on behind some letters: there is a mark that joins them with others, and others are there.
    #[inline]
    fn may_join(&self, end: usize) -> bool {
        let bytes = self.text.as_bytes();
        let next = bytes.get(end);
        let joins = next.is_some_and(|next| MAY_JOIN[usize::from(*next)]);
        joins && {
            let behind = bytes.get(end + 1);
            let is_part = |byte: &u8| !byte.is_ascii() || IS_ALPHANUMERIC[usize::from(*byte)];
            next.is_some_and(|next| !next.is_ascii()) || behind.is_some_and(is_part)
        }
    }
}

impl Scan<'_> {
    /// The next word, number or mark.
    // Calling it costs as much as what it does.
    #[expect(clippy::inline_always, reason = "the one loop over all words")]
    #[inline(always)]
    pub(super) fn read(&mut self) -> Option<Spelled> {
        loop {
            let bytes = self.text.as_bytes();
            // A word mostly stands behind one.
            let is_spaced = bytes.get(self.at) == Some(&b' ');
            let start = self.at + usize::from(is_spaced);
            if start >= self.end {
                return None;
            }
            let letters = self.letters(start);
            let end = start + letters;
            if letters > 0 && letters < TOGETHER && !self.may_join(end) {
                // Most words are such.
                let end = end.min(self.end);
                self.at = end;
                return Some(self.spelled(start..end, false, is_spaced));
            }
            let part = &self.text[..self.end];
            let (end, is_mark) = if letters > 0 {
                (end_of_word(part, end.min(self.end)), Some(false))
            } else {
                beyond_letters(part, start)
            };
            self.at = end;
            if let Some(is_mark) = is_mark {
                let end = if end - start > Token::LONGEST {
                    part.floor_char_boundary(start + Token::LONGEST)
                } else {
                    end
                };
                return Some(self.spelled(start..end, is_mark, is_spaced));
            }
        }
    }

    #[inline]
    fn spelled(&self, range: Range<usize>, is_mark: bool, is_spaced: bool) -> Spelled {
        let bytes = self.text.as_bytes();
        Spelled {
            start: range.start,
            end: range.end,
            is_mark,
            is_spaced,
            next: bytes.get(range.end).copied().unwrap_or(b' '),
            eight: eight::at(bytes, range.start),
        }
    }
}

/// A bit for each of some bytes of a text from an offset on that is no letter and no digit of ASCII.
#[inline(never)]
fn others_from(text: &[u8], start: usize) -> u64 {
    let rest = &text[start..];
    rest.first_chunk().map_or_else(
        || {
            let mut last = [b' '; TOGETHER];
            last[..rest.len()].copy_from_slice(rest);
            others(&last)
        },
        others,
    )
}

/// Where the word or the mark ends whose first character is no letter and no digit of ASCII, and whether it is a mark. White
/// space is neither; then it ends with itself.
#[inline]
fn beyond_letters(text: &str, start: usize) -> (usize, Option<bool>) {
    let first = text.as_bytes()[start];
    if first.is_ascii() {
        let is_space = char::from(first).is_whitespace();
        (start + 1, (!is_space).then_some(true))
    } else {
        beyond_ascii(text, start)
    }
}

/// The same for a character that is not of ASCII.
#[inline(never)]
fn beyond_ascii(text: &str, start: usize) -> (usize, Option<bool>) {
    let first = text[start..].chars().next().unwrap_or_default();
    let end = start + first.len_utf8();
    if first.is_whitespace() {
        (end, None)
    } else if first.is_alphanumeric() {
        (end_of_word(text, end), Some(false))
    } else {
        (end, Some(true))
    }
}

/// Which of some bytes are no letters and no digits of ASCII. The compiler asks many bytes at once in a loop, and in no `map`.
fn others(bytes: &[u8; TOGETHER]) -> u64 {
    let is_other = |byte: u8| {
        let is_letter = (byte | 0x20).wrapping_sub(b'a') < 26;
        let is_digit = byte.wrapping_sub(b'0') < 10;
        !(is_letter || is_digit)
    };
    let mut marked = [0; TOGETHER];
    for (marked, byte) in marked.iter_mut().zip(bytes) {
        *marked = if is_other(*byte) { 0x80 } else { 0 };
    }
    let (eights, _) = marked.as_chunks::<EIGHT>();
    let eights = eights.iter().enumerate();
    eights.fold(0, |bits, (at, eight)| {
        bits | highest_bits(u64::from_le_bytes(*eight)) << (at * EIGHT)
    })
}

/// The highest bits of eight bytes that have no other bits, that of the first byte lowest. Each is moved to its place by one
/// of the bits of the factor, and no two come to one place.
fn highest_bits(eight: u64) -> u64 {
    eight.wrapping_mul(0x0002_0408_1020_4081) >> 56
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
#[inline(never)]
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

    #[test]
    fn letters_and_digits_are_told_from_all_other_bytes() {
        for byte in 0..=u8::MAX {
            for at in 0..TOGETHER {
                for around in *b"a " {
                    let mut bytes = [around; TOGETHER];
                    bytes[at] = byte;
                    for (at, byte) in bytes.iter().enumerate() {
                        let is_other = others(&bytes) >> at & 1 != 0;
                        assert_eq!(is_other, !byte.is_ascii_alphanumeric(), "{byte} at {at}");
                    }
                }
            }
        }
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
                    "[a-zA-Z0-9]{60,140}",
                    "\\PC{0,3}",
                ],
                0..12,
            ),
            behind in prop::sample::select(&["", "a", " ", "-a", "é", "abcdefghijk"][..]),
        ) {
            let part = parts.concat();
            let text = format!("{part}{behind}");
            let mut scan = Scan::new(&text, 0..part.len());
            let found: Vec<Spelled> = std::iter::from_fn(|| scan.read()).collect();
            // What is known of a part is right for the next one.
            scan.go_to(0..part.len());
            let again = std::iter::from_fn(|| scan.read());
            let again = again.map(|it| (it.start, it.end, it.is_mark));
            prop_assert!(again.eq(found.iter().map(|it| (it.start, it.end, it.is_mark))));
            for pair in found.windows(2) {
                let between = &text[pair[0].end..pair[1].start];
                prop_assert_eq!(pair[1].is_spaced && between.len() == 1, between == " ");
            }
            let places: Vec<_> = found.iter().map(|it| (it.start, it.end, it.is_mark)).collect();
            prop_assert_eq!(places, one_by_one(&part));
            for spelled in found {
                let bytes = text.as_bytes()[spelled.start..].iter().copied();
                let eight: Vec<u8> = bytes.chain([0; EIGHT]).take(EIGHT).collect();
                prop_assert_eq!(spelled.eight.to_le_bytes().to_vec(), eight);
            }
        }
    }
}
