//! Words without case, accents and joints, so that spellings of one word meet.

use std::hash::{Hash, Hasher};

/// Latin letters with the letters that stand for them where accents are not written.
const ACCENTED: &[(&str, &str)] = &[
    ("a", "àáâãäåāăą"),
    ("ae", "æ"),
    ("c", "çćĉċč"),
    ("d", "ďđð"),
    ("e", "èéêëēĕėęě"),
    ("g", "ĝğġģ"),
    ("h", "ĥħ"),
    ("i", "ìíîïĩīĭįı"),
    ("j", "ĵ"),
    ("k", "ķ"),
    ("l", "ĺļľŀł"),
    ("n", "ñńņň"),
    ("o", "òóôõöøōŏő"),
    ("oe", "œ"),
    ("r", "ŕŗř"),
    ("s", "śŝşšș"),
    ("ss", "ß"),
    ("t", "ţťŧț"),
    ("th", "þ"),
    ("u", "ùúûüũūŭůűų"),
    ("w", "ŵ"),
    ("y", "ýÿŷ"),
    ("z", "źżž"),
];

/// A text in small letters, without accents, and without anything that is no letter or digit.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    each(text, |c| folded.push(c));
    folded
}

/// Shows the characters of a folded text.
fn each(text: &str, mut see: impl FnMut(char)) {
    for c in text.chars() {
        if c.is_ascii() {
            if c.is_ascii_alphanumeric() {
                see(c.to_ascii_lowercase());
            }
            continue;
        }
        for lower in c.to_lowercase().filter(|c| c.is_alphanumeric()) {
            match ACCENTED.iter().find(|(_, letters)| letters.contains(lower)) {
                Some((plain, _)) => plain.chars().for_each(&mut see),
                None => see(lower),
            }
        }
    }
}

/// A folded text as a number, which the numbers of its parts make: that of "white" and that of "paper" give that of
/// "whitepaper". A polynomial hash after Karp and Rabin (1987).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Folded {
    hash: u64,
    /// The base to the power of the length.
    power: u64,
    /// The length in characters.
    letters: u16,
    /// Whether it ends with "s".
    plural: bool,
}

/// Odd, so that it can be divided by; and large, so that short words differ in all bits.
pub const BASE: u64 = 0x9e37_79b9_7f4a_7c15;
/// What undoes a multiplication with the base, modulo 2^64.
pub const INVERSE: u64 = inverse(BASE);

/// Newton's iteration: every step doubles the bits that are right, of which three are at the start.
const fn inverse(odd: u64) -> u64 {
    let mut inverse = odd;
    let mut step = 0;
    while step < 5 {
        inverse = inverse.wrapping_mul(2_u64.wrapping_sub(odd.wrapping_mul(inverse)));
        step += 1;
    }
    inverse
}

impl Hash for Folded {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.hash);
    }
}

impl Folded {
    /// Reads a text.
    pub fn of(text: &str) -> Folded {
        // Most are of plain letters, and have no more to be looked at.
        if let Ok(letters) = u16::try_from(text.len())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
        {
            return Folded::of_plain(text.as_bytes(), letters);
        }
        let mut folded = Folded {
            hash: 0,
            power: 1,
            letters: 0,
            plural: false,
        };
        each(text, |c| {
            folded.hash = folded
                .hash
                .wrapping_mul(BASE)
                .wrapping_add(u64::from(u32::from(c)));
            folded.power = folded.power.wrapping_mul(BASE);
            folded.letters = folded.letters.saturating_add(1);
            folded.plural = c == 's';
        });
        folded
    }

    /// Reads a text of letters and digits of ASCII.
    fn of_plain(text: &[u8], letters: u16) -> Folded {
        let (mut hash, mut power) = (0_u64, 1_u64);
        for byte in text {
            let letter = u64::from(byte.to_ascii_lowercase());
            hash = hash.wrapping_mul(BASE).wrapping_add(letter);
            power = power.wrapping_mul(BASE);
        }
        Folded {
            hash,
            power,
            letters,
            plural: matches!(text.last(), Some(b's' | b'S')),
        }
    }

    /// Puts into a list each start that has a letter of texts one behind the other, the shortest first.
    pub fn starts<'a>(texts: impl IntoIterator<Item = &'a str>, starts: &mut Vec<Folded>) {
        let mut start = Folded::of("");
        for text in texts {
            each(text, |c| {
                start = start.then(Folded::letter(c));
                starts.push(start);
            });
        }
    }

    /// A single letter that is folded.
    fn letter(c: char) -> Folded {
        Folded {
            hash: u64::from(u32::from(c)),
            power: BASE,
            letters: 1,
            plural: c == 's',
        }
    }

    /// What is behind a start of the text.
    #[must_use]
    pub fn behind(self, start: Folded) -> Folded {
        let letters = self.letters - start.letters;
        // Powers of an odd number are odd.
        let power = self.power.wrapping_mul(inverse(start.power));
        Folded {
            hash: self.hash.wrapping_sub(start.hash.wrapping_mul(power)),
            power,
            letters,
            plural: self.plural && letters > 0,
        }
    }

    /// The text followed by another one.
    #[must_use]
    pub fn then(self, next: Folded) -> Folded {
        Folded {
            hash: self.hash.wrapping_mul(next.power).wrapping_add(next.hash),
            power: self.power.wrapping_mul(next.power),
            letters: self.letters.saturating_add(next.letters),
            plural: if next.letters == 0 {
                self.plural
            } else {
                next.plural
            },
        }
    }

    /// Whether it may be the plural of the text without its last letter.
    pub fn is_plural(self) -> bool {
        self.plural && self.letters >= 4
    }

    /// The text without an "s" at its end.
    #[must_use]
    pub fn singular(self) -> Folded {
        if !self.is_plural() {
            return self;
        }
        Folded {
            hash: self
                .hash
                .wrapping_sub(u64::from(b's'))
                .wrapping_mul(INVERSE),
            power: self.power.wrapping_mul(INVERSE),
            letters: self.letters - 1,
            plural: false,
        }
    }

    /// The length in characters.
    pub fn letters(self) -> usize {
        self.letters.into()
    }
}

#[cfg(test)]
mod tests {
    use super::{Folded, fold};

    #[test]
    fn case_accents_and_joints_are_dropped() {
        for (text, folded) in [
            ("Vardø", "vardo"),
            ("Müller-Straße", "mullerstrasse"),
            ("O’Neill", "oneill"),
            ("E-Mail", "email"),
            ("Łódź", "lodz"),
            // A combining mark.
            ("e\u{301}", "e"),
            ("東京", "東京"),
        ] {
            assert_eq!(fold(text), folded);
        }
    }

    #[test]
    fn a_text_is_split_at_each_letter() {
        let mut starts = Vec::new();
        Folded::starts(["Rý", "e-s"], &mut starts);
        let end = |start: &Folded| (*start, Folded::of("ryes").behind(*start));
        let splits: Vec<_> = starts.iter().map(end).collect();
        let expected = [("r", "yes"), ("ry", "es"), ("rye", "s"), ("ryes", "")];
        assert_eq!(
            splits,
            expected.map(|(start, end)| (Folded::of(start), Folded::of(end)))
        );
    }

    #[test]
    fn parts_make_the_whole() {
        let joined = Folded::of("White").then(Folded::of("papers"));
        assert_eq!(joined, Folded::of("whitepapers"));
        assert_eq!(joined.then(Folded::of("")), joined);
        assert_eq!(joined.singular().hash, Folded::of("Whitepaper").hash);
        assert_ne!(Folded::of("paperwhite"), Folded::of("whitepaper"));
        assert_eq!(Folded::of("bus").singular(), Folded::of("bus"));
    }
}
