//! What a word is by its spelling alone.
//!
//! Lives here: shapes, and what a word may be a part of, in few bits. Stays out: stems, and what tells of a word what it is.

use super::Token;

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

impl Shape {
    /// Whether it begins with, or has, a capital letter.
    pub fn is_capital(self) -> bool {
        matches!(self, Shape::Capitalised | Shape::Mixed)
    }

    /// The shape of a word or a number.
    pub(super) fn of(word: &str) -> Shape {
        let (mut digits, mut capitals, mut is_ascii) = (false, 0, true);
        for byte in word.bytes() {
            digits |= byte.is_ascii_digit();
            capitals += u32::from(byte.is_ascii_uppercase());
            is_ascii &= byte.is_ascii();
        }
        if digits {
            return Shape::Digits;
        }
        if is_ascii {
            let first = word.bytes().take(1).any(|byte| byte.is_ascii_uppercase());
            return match capitals {
                0 => Shape::Lower,
                1 if first => Shape::Capitalised,
                _ => Shape::Mixed,
            };
        }
        let mut chars = word.chars();
        let first_upper = chars.next().is_some_and(char::is_uppercase);
        let later_upper = chars.any(char::is_uppercase);
        match (first_upper, later_upper) {
            (_, true) => Shape::Mixed,
            (true, false) => Shape::Capitalised,
            (false, false) => Shape::Lower,
        }
    }
}

/// What is told of a word by its spelling: its shape, and what it may be a part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind(u8);

impl Kind {
    /// How many bits it has. The shape is in the lowest three.
    pub(super) const BITS: u32 = 6;
    const SHAPE: u8 = 0b111;
    const FUNCTION: u8 = 1 << 3;
    const TELLS_DATE: u8 = 1 << 4;
    const HAS_NUMBER: u8 = 1 << 5;

    /// That of a word of a shape that is nothing else.
    pub(super) fn of(shape: Shape) -> Kind {
        Kind(shape as u8)
    }

    /// With all that it may be besides.
    pub(super) fn with(self, function: bool, tells_date: bool, has_number: bool) -> Kind {
        let flag = |is_so: bool, flag: u8| if is_so { flag } else { 0 };
        Kind(
            self.0
                | flag(function, Kind::FUNCTION)
                | flag(tells_date, Kind::TELLS_DATE)
                | flag(has_number, Kind::HAS_NUMBER),
        )
    }

    /// Its bits, to be kept with others.
    pub(super) fn bits(self) -> u16 {
        self.0.into()
    }

    /// The kind whose bits are the lowest of some.
    pub(super) fn of_bits(bits: u16) -> Kind {
        Kind(bits as u8 & ((1 << Kind::BITS) - 1))
    }

    /// What it is made of.
    pub fn shape(self) -> Shape {
        match self.0 & Kind::SHAPE {
            0 => Shape::Lower,
            1 => Shape::Capitalised,
            2 => Shape::Mixed,
            3 => Shape::Digits,
            _ => Shape::Mark,
        }
    }

    /// Whether it is a function word: an article, a preposition, a pronoun, an auxiliary.
    pub fn is_function(self) -> bool {
        self.0 & Kind::FUNCTION != 0
    }

    /// Whether a calendar expression may start with it or right before it.
    pub fn tells_date(self) -> bool {
        self.0 & Kind::TELLS_DATE != 0
    }

    /// Whether it may make a quantity of what it is a part of: it has digits, or says a number.
    pub fn has_number(self) -> bool {
        self.0 & Kind::HAS_NUMBER != 0
    }
}

/// What some tokens are together.
#[derive(Debug, Clone, Copy, Default)]
pub struct Kinds(u16);

impl Kinds {
    /// Adds a token.
    #[inline]
    pub fn add(&mut self, token: Token) {
        self.0 |= token.told;
    }

    /// Whether there may be a calendar expression in them.
    pub fn tell_date(self) -> bool {
        Kind::of_bits(self.0).tells_date()
    }

    /// Whether one of them may make a quantity of what it is a part of.
    pub fn have_number(self) -> bool {
        Kind::of_bits(self.0).has_number()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_tells_what_it_was_made_of() {
        let shapes = [
            Shape::Lower,
            Shape::Capitalised,
            Shape::Mixed,
            Shape::Digits,
            Shape::Mark,
        ];
        for shape in shapes {
            for flags in 0..8 {
                let is = |flag: u8| flags & flag != 0;
                let kind = Kind::of(shape).with(is(1), is(2), is(4));
                let behind_others = kind.bits() | 0x3ff << Kind::BITS;
                assert_eq!(Kind::of_bits(behind_others), kind);
                assert_eq!(kind.shape(), shape);
                assert_eq!(
                    (kind.is_function(), kind.tells_date(), kind.has_number()),
                    (is(1), is(2), is(4))
                );
            }
        }
    }
}
