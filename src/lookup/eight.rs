//! Eight bytes of a text as one number, the first one lowest: what is true of each is asked of all of them together.
//!
//! Lives here: how they are taken from a text, and which are letters. Stays out: what they spell.

/// As many bytes as a number has.
pub(crate) const EIGHT: usize = 8;

/// The lowest bit of each.
const LOWEST: u64 = 0x0101_0101_0101_0101;
/// The highest bit of each.
const HIGHEST: u64 = LOWEST << 7;

/// The bytes of a text from an offset on. Behind its end there are zeros.
#[inline]
pub(crate) fn at(text: &[u8], offset: usize) -> u64 {
    let rest = &text[offset..];
    let whole = rest.first_chunk().copied();
    u64::from_le_bytes(whole.unwrap_or_else(|| {
        let mut eight = [0; EIGHT];
        eight[..rest.len()].copy_from_slice(rest);
        eight
    }))
}

/// The first of eight bytes, so many; zeros are in the place of the others.
#[inline]
pub(crate) fn first(eight: u64, count: usize) -> u64 {
    /// The bits of the first bytes.
    const FIRST: [u64; EIGHT + 1] = {
        let mut first = [0; EIGHT + 1];
        let mut count = 0;
        while count < EIGHT {
            first[count + 1] = first[count] | 0xff << (count * 8);
            count += 1;
        }
        first
    };
    eight & FIRST[count.min(EIGHT)]
}

/// How many bytes the eight begin with that are not marked.
#[inline]
pub(crate) fn unmarked(marked: u64) -> usize {
    marked.trailing_zeros() as usize / 8
}

/// The eight bytes with the highest bit of those marked that are no letter and no digit of ASCII. All other bits are zero.
#[inline]
pub(crate) fn others(eight: u64) -> u64 {
    let ascii = eight & !HIGHEST;
    let digits = from(ascii, b'0') & !from(ascii, b'9' + 1);
    no_letters(eight) & !digits | eight & HIGHEST
}

/// The eight bytes with the highest bit of those marked that are no letter of ASCII. All other bits are zero.
#[inline]
pub(crate) fn no_letters(eight: u64) -> u64 {
    let small = eight & !HIGHEST | (LOWEST * 0x20);
    let letters = from(small, b'a') & !from(small, b'z' + 1);
    (!letters | eight) & HIGHEST
}

/// The eight bytes with the capitals of ASCII among them as small letters.
#[inline]
pub(crate) fn lower(eight: u64) -> u64 {
    let ascii = eight & !HIGHEST;
    let capitals = from(ascii, b'A') & !from(ascii, b'Z' + 1) & !eight & HIGHEST;
    eight | capitals >> 2
}

/// Marks with their highest bits those of eight bytes of ASCII that are not below a bound. No sum is so large that it
/// reaches the next byte.
#[inline]
fn from(bytes: u64, bound: u8) -> u64 {
    bytes + LOWEST * u64::from(0x80 - bound)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_digits_are_told_from_all_other_bytes() {
        let is_expected = |all: [u8; EIGHT], byte: u8, is_one: bool, told: fn(u64) -> u64| {
            for place in 0..EIGHT {
                let mut bytes = all;
                bytes[place] = byte;
                let expected = if is_one { EIGHT } else { place };
                assert_eq!(unmarked(told(at(&bytes, 0))), expected, "{byte} at {place}");
            }
        };
        for byte in 0..=u8::MAX {
            is_expected(*b"aZ09bY18", byte, byte.is_ascii_alphanumeric(), others);
            is_expected(*b"aZzAbYmN", byte, byte.is_ascii_alphabetic(), no_letters);
        }
    }

    #[test]
    fn there_is_nothing_behind_the_end() {
        assert_eq!(at(b"ab", 0), 0x6261);
        assert_eq!(at(b"ab", 2), 0);
        assert_eq!(first(at(b"abcdefghi", 1), 0), 0);
        assert_eq!(first(at(b"abcdefghi", 1), 2), 0x6362);
        assert_eq!(first(at(b"abcdefghi", 1), 8), at(b"bcdefghi", 0));
        assert_eq!(first(at(b"abcdefghi", 1), 9), at(b"bcdefghi", 0));
    }
}
