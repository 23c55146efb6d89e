//! Fractions: "3/4", "¾", "two thirds", "three twenty-fifths", "a millionth".
//!
//! Lives here: parts of one. Stays out: what a fraction is added to or taken of.

use rust_decimal::Decimal;

use super::context::is_function_word;
use super::lexicon::Lexeme;
use super::numeral::{Numeral, power_of_ten};
use super::token::Tokens;
use crate::lookup::words;

const HYPHENS: &[char] = &['-', '\u{2010}', '\u{2011}'];

/// "3/4", with a denominator that people use: other slashes stand between things ("24/7", "9/11").
pub(crate) fn slashed(tokens: &Tokens<'_>, at: usize) -> Option<Numeral> {
    let one_slash = tokens.is_digits(at)
        && tokens.is_mark(at + 1, &['/', '⁄'])
        && tokens.glued(at + 1)
        && tokens.glued(at + 2)
        && tokens.is_digits(at + 2)
        && !(tokens.glued(at + 3) && (tokens.is_word(at + 3) || tokens.is_mark(at + 3, &['/'])));
    if !one_slash {
        return None;
    }
    let part: u8 = tokens.str(at).parse().ok()?;
    let parts: u8 = tokens.str(at + 2).parse().ok()?;
    (is_usual(part.into(), parts.into()) && !is_season(tokens, at)).then(|| Numeral {
        in_words: false,
        ..Numeral::fraction(Decimal::from(part) / Decimal::from(parts), at + 3)
    })
}

/// Whether a slash between two numbers makes a fraction: its denominator is one that people use.
pub(super) fn is_usual(part: u32, parts: u32) -> bool {
    part < parts && matches!(parts, 2..=10 | 12 | 16 | 20 | 25 | 32 | 50 | 64 | 100)
}

/// Whether numbers around a slash are a year and the next one, rather than a fraction of what follows: "in 19/20.", "since
/// 24/25 it has", but "in 19/20 cases".
pub(super) fn is_season(tokens: &Tokens<'_>, at: usize) -> bool {
    let year = |at: usize| {
        tokens
            .str(at)
            .parse::<u8>()
            .ok()
            .filter(|_| tokens.str(at).len() == 2)
    };
    // "From 11/12 to 14/12" are days.
    let follow = matches!((year(at), year(at + 2)), (Some(first), Some(second @ 13..)) if first + 1 == second);
    follow
        && at > 0
        && tokens.is(
            at - 1,
            words!["during", "for", "from", "in", "since", "to", "until"],
        )
        && (!tokens.is_word(at + 3) || is_function_word(tokens, at + 3))
        && !tokens.is(at + 3, words!["of"])
}

/// The value of "½".
pub(crate) fn sign(sign: char) -> Option<Decimal> {
    let (part, parts) = match sign {
        '½' => (1, 2),
        '⅓' => (1, 3),
        '⅔' => (2, 3),
        '¼' => (1, 4),
        '¾' => (3, 4),
        '⅕' => (1, 5),
        '⅖' => (2, 5),
        '⅗' => (3, 5),
        '⅘' => (4, 5),
        '⅙' => (1, 6),
        '⅚' => (5, 6),
        '⅛' => (1, 8),
        '⅜' => (3, 8),
        '⅝' => (5, 8),
        '⅞' => (7, 8),
        _ => return None,
    };
    Some(Decimal::from(part) / Decimal::from(parts))
}

/// "A half", "one third", "three quarters", "one-third", "fifty-four hundredths", "one twenty-fifth".
pub(crate) fn in_words(tokens: &Tokens<'_>, at: usize) -> Option<Numeral> {
    let (part, next) = numerator(tokens, at)?;
    let next = after_hyphen(tokens, next);
    let (parts, next) = if part == 1 {
        one_of(tokens, next).or_else(|| many_of(tokens, next))?
    } else {
        many_of(tokens, next)?
    };
    (parts > Decimal::ONE)
        .then(|| Decimal::from(part).checked_div(parts))?
        .map(|value| Numeral::fraction(value, next))
}

/// The number over the denominator behind it: "nine" and "tenths", "one hundred thirty" and "fifths".
pub(crate) fn over_denominator(tokens: &Tokens<'_>, number: Numeral) -> Option<Numeral> {
    let at = after_hyphen(tokens, number.next);
    let (mut part, (mut parts, next)) = (number.value, many_of(tokens, at)?);
    // "One hundred thirty-fifths" are thirty-fifths: tens before a unit belong to it, unless nothing would be left.
    let tens_before = number.scale == Decimal::ONE
        && matches!(tokens.lexeme(number.next - 1), Some(Lexeme::Tens(_)));
    if tens_before && parts < Decimal::TEN {
        let tens = part.checked_rem(Decimal::ONE_HUNDRED)?;
        if part > tens {
            part -= tens;
            parts += tens;
        }
    }
    // "Twenty firsts" are no parts.
    (parts > Decimal::ONE)
        .then(|| part.checked_div(parts))?
        .map(|value| Numeral::fraction(value, next))
}

fn after_hyphen(tokens: &Tokens<'_>, at: usize) -> usize {
    at + usize::from(tokens.is_mark(at, HYPHENS) && tokens.glued(at))
}

/// "A", "one", "fifty-four".
fn numerator(tokens: &Tokens<'_>, at: usize) -> Option<(u8, usize)> {
    match tokens.lexeme(at)? {
        Lexeme::Article => Some((1, at + 1)),
        Lexeme::Unit(part @ 1..) => Some((part, at + 1)),
        Lexeme::Tens(tens) => {
            let unit_at = after_hyphen(tokens, at + 1);
            match tokens.lexeme(unit_at) {
                Some(Lexeme::Unit(unit @ 1..10)) => Some((tens + unit, unit_at + 1)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// A denominator in the singular: "half", "third", "millionth", "twenty-fifth", "one hundred and fifth".
fn one_of(tokens: &Tokens<'_>, at: usize) -> Option<(Decimal, usize)> {
    let next = at + 1;
    let small = |parts: u8| Some((Decimal::from(parts), next));
    match tokens.lexeme(at)? {
        Lexeme::OrdinalUnit(parts @ 3..) | Lexeme::OrdinalTens(parts) => small(parts),
        // "One hundredth of them", but "the one hundredth guest".
        Lexeme::OrdinalPower(power) => ends(tokens, next).then(|| (power_of_ten(power), next)),
        _ => {
            let (parts, next) = compound_ordinal(tokens, at)?;
            ends(tokens, next).then_some((parts, next))
        }
    }
}

/// Whether nothing follows that could be counted in a row.
fn ends(tokens: &Tokens<'_>, next: usize) -> bool {
    !tokens.is_word(next) || is_function_word(tokens, next)
}

/// "Twenty-fifth", "one hundred and fifth", "two hundred twentieth".
fn compound_ordinal(tokens: &Tokens<'_>, start: usize) -> Option<(Decimal, usize)> {
    let (mut sum, mut at) = (0_u32, start);
    if let Some(Lexeme::Unit(hundreds @ 1..10)) = tokens.lexeme(at) {
        if tokens.lexeme(at + 1) != Some(Lexeme::Hundred) {
            return None;
        }
        sum += 100 * u32::from(hundreds);
        at += 2;
        at += usize::from(tokens.lexeme(at) == Some(Lexeme::And));
    }
    if let Some(Lexeme::Tens(tens)) = tokens.lexeme(at) {
        sum += u32::from(tens);
        at = after_hyphen(tokens, at + 1);
        let Some(Lexeme::OrdinalUnit(unit @ 1..10)) = tokens.lexeme(at) else {
            return None;
        };
        return Some((Decimal::from(sum + u32::from(unit)), at + 1));
    }
    let last = match tokens.lexeme(at)? {
        Lexeme::OrdinalUnit(unit) | Lexeme::OrdinalTens(unit) if sum > 0 => unit,
        _ => return None,
    };
    Some((Decimal::from(sum + u32::from(last)), at + 1))
}

/// A denominator in the plural: "halves", "thirds", "millionths", "twenty-firsts".
fn many_of(tokens: &Tokens<'_>, at: usize) -> Option<(Decimal, usize)> {
    let small = |parts: u8| Some((Decimal::from(parts), at + 1));
    match tokens.lexeme(at)? {
        Lexeme::Half => small(2),
        Lexeme::Quarter => small(4),
        Lexeme::Parts(parts) => small(parts),
        Lexeme::PartsPower(power) => Some((power_of_ten(power), at + 1)),
        Lexeme::Tens(tens) => {
            let unit_at = after_hyphen(tokens, at + 1);
            match tokens.lexeme(unit_at) {
                Some(Lexeme::Parts(unit @ 1..10)) => {
                    Some((Decimal::from(tens + unit), unit_at + 1))
                }
                _ => None,
            }
        }
        _ => None,
    }
}
