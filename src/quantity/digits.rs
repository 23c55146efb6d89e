//! Numerals in digits: groups, decimals, exponents and powers ("1,234.5", "3,5 %", "1.5e6", "2^32").
//!
//! Lives here: what digits and the marks between them are worth. Stays out: scale words, and digits that are no
//! number at all.

use std::ops::Range;

use rust_decimal::Decimal;

use super::context;
use super::lexicon::{Lexeme, currency_sign, currency_word};
use super::numeral::Numeral;
use super::token::Tokens;
use super::unit::percent_end;
use crate::lookup::words;

/// Digits with thousands separators, decimals and an exponent.
pub(crate) fn digits(tokens: &Tokens<'_>, at: usize) -> Option<Numeral> {
    let (groups, point) = shape(tokens, at);
    let part = point.then(|| tokens.str(groups + 1));
    let decimals = part.map_or(0, str::len) as u32;
    let end = if point { groups + 2 } else { groups };
    let value =
        small_value(tokens, at..end, decimals).or_else(|| large_value(tokens, at..groups, part))?;
    let number = Numeral {
        place: last_place(decimals)?,
        punctuated: groups > at + 1 || decimals > 0,
        ..Numeral::plain(value, end)
    };
    Some(raised(tokens, number).unwrap_or(number))
}

/// What digits are worth, with so many behind the mark, if they are as few as nearly all numbers have.
fn small_value(tokens: &Tokens<'_>, digits: Range<usize>, decimals: u32) -> Option<Decimal> {
    let (mut number, mut length) = (0, 0);
    for digits in digits.filter(|index| tokens.is_digits(*index)) {
        let digits = tokens.str(digits);
        length += digits.len();
        if length > MOST_OF_SMALL {
            return None;
        }
        for digit in digits.bytes() {
            number = 10 * number + i64::from(digit - b'0');
        }
    }
    Some(Decimal::new(number, decimals))
}

/// What digits are worth, those behind the mark apart.
#[cold]
fn large_value(tokens: &Tokens<'_>, whole: Range<usize>, part: Option<&str>) -> Option<Decimal> {
    let whole = whole.filter(|index| tokens.is_digits(*index));
    let mut text: String = whole.map(|index| tokens.str(index)).collect();
    if let Some(part) = part {
        text.push('.');
        text.push_str(part);
    }
    text.parse().ok()
}

/// A number of so many digits is within sixty-four bits.
const MOST_OF_SMALL: usize = 18;

/// ".25" after white space.
pub(crate) fn bare_decimals(tokens: &Tokens<'_>, at: usize) -> Option<Numeral> {
    let digits = tokens.str(at + 1);
    let value: Decimal = format!("0.{digits}").parse().ok()?;
    Some(Numeral {
        place: last_place(digits.len() as u32)?,
        punctuated: true,
        ..Numeral::plain(value, at + 2)
    })
}

/// The value of one in the last of so many decimals; zero for none.
fn last_place(decimals: u32) -> Option<Decimal> {
    if decimals == 0 {
        Some(Decimal::ZERO)
    } else {
        Decimal::try_new(1, decimals).ok()
    }
}

/// Where the groups of digits end, and whether a mark and decimals follow.
fn shape(tokens: &Tokens<'_>, at: usize) -> (usize, bool) {
    // Most stand alone.
    let next = at + 1;
    let is_joined = tokens.glued(next) && tokens.glued(next + 1) && tokens.is_digits(next + 1);
    if !is_joined && !tokens.is_digits(next) {
        return (next, false);
    }
    let first = tokens.str(at);
    let may_group = first.len() <= 3 && !first.starts_with('0');
    if may_group && let Some(groups) = dotted_groups(tokens, at) {
        return (groups, true);
    }
    let end = may_group
        .then(|| grouped(tokens, at))
        .flatten()
        .unwrap_or(at + 1);
    let point = joins_digits(tokens, end, &['.']) || end == at + 1 && is_decimal_comma(tokens, at);
    (end, point)
}

/// Whether a mark at a token joins digits on both of its sides.
fn joins_digits(tokens: &Tokens<'_>, at: usize, marks: &[char]) -> bool {
    tokens.is_mark(at, marks)
        && tokens.glued(at)
        && tokens.glued(at + 1)
        && tokens.is_digits(at + 1)
}

/// How many digits stand at a token.
fn length(tokens: &Tokens<'_>, at: usize) -> usize {
    if tokens.is_digits(at) {
        tokens.str(at).len()
    } else {
        0
    }
}

/// More groups than any number has.
const MOST_GROUPS: usize = 8;

/// Whether digits are all of something: "505 100%" are two numbers beside each other.
fn is_all(tokens: &Tokens<'_>, at: usize) -> bool {
    let percent = |at: usize| tokens.mark(at) == Some('%');
    let decimals = tokens.mark(at + 1) == Some('.') && tokens.is_digits(at + 2);
    tokens.str(at) == "100" && (percent(at + 1) || decimals && percent(at + 3))
}

/// The end of digits in groups: "1,234,567", "12,34,567", "1 414 021", "1'000'000".
fn grouped(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    let mut end = at + 1;
    if let Some(mark @ (',' | '\'' | '’')) = tokens.mark(end) {
        let joint = |end: usize| joins_digits(tokens, end, &[mark]);
        // Pairs of digits and then three, as they are written in India.
        let mut pairs = end;
        while joint(pairs) && length(tokens, pairs + 1) == 2 && pairs < at + MOST_GROUPS {
            pairs += 2;
        }
        if pairs > end && joint(pairs) && length(tokens, pairs + 1) == 3 && length(tokens, at) <= 2
        {
            return Some(pairs + 2);
        }
        while joint(end) && length(tokens, end + 1) == 3 && end < at + 2 * MOST_GROUPS {
            end += 2;
        }
    } else {
        let space = |end: usize| {
            length(tokens, end) == 3
                && matches!(tokens.gap(end), " " | "\u{a0}" | "\u{202f}" | "\u{2009}")
                && !(tokens.glued(end + 1) && tokens.is_word(end + 1))
                && !is_all(tokens, end)
        };
        while space(end) && end < at + MOST_GROUPS {
            end += 1;
        }
    }
    (end > at + 1).then_some(end)
}

/// The end of the groups of "1.234.567,89". Without the comma, dots join the parts of a version or of a decimal.
pub(crate) fn dotted_groups(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    let mut end = at + 1;
    while joins_digits(tokens, end, &['.'])
        && length(tokens, end + 1) == 3
        && end < at + 2 * MOST_GROUPS
    {
        end += 2;
    }
    let decimals = end > at + 1
        && joins_digits(tokens, end, &[','])
        && length(tokens, end + 1) <= 2
        && !joins_digits(tokens, end + 2, &[',', '.']);
    decimals.then_some(end)
}

/// Whether the comma behind the digits at `at` is a decimal one: "3,5 %", "€ 12,50", "0,5". Commas stand in lists
/// far more often, so a unit, a leading nought or the sentence must tell.
fn is_decimal_comma(tokens: &Tokens<'_>, at: usize) -> bool {
    let next = at + 3;
    let alone = joins_digits(tokens, at + 1, &[','])
        && !joins_digits(tokens, next, &[',', '.'])
        && !(tokens.glued(next) && tokens.is_word(next))
        && !(at > 0 && tokens.glued(at) && tokens.is_mark(at - 1, &[',', '.', '-', '/']));
    if !alone {
        return false;
    }
    let nought = tokens.str(at) == "0";
    let decimals = tokens.str(at + 2);
    if decimals.len() > 2 && !(nought && decimals.len() <= 4) {
        return false;
    }
    let behind = percent_end(tokens, next).is_some()
        || tokens.mark(next).and_then(currency_sign).is_some()
        || tokens.is_word(next) && currency_word(tokens.str(next)).is_some()
        || matches!(tokens.lexeme(next), Some(Lexeme::Scale(_)));
    let before = at > 0
        && (tokens.mark(at - 1).and_then(currency_sign).is_some()
            || tokens.is_word(at - 1)
                && tokens.str(at - 1).len() == 3
                && currency_word(tokens.str(at - 1)).is_some());
    // "The ratio is 1,3."; but "boats 4,5" and "in rows 1,2 and 3".
    let listed =
        tokens.is(next, words!["and", "or", "to"]) || tokens.is_mark(next, &[',', ')', ']']);
    let told = at > 0
        && context::is_function_word(tokens, at - 1)
        && !listed
        && !context::is_plural_noun(tokens, next)
        && (decimals.len() == 1 || decimals == "00");
    behind || before || nought || told
}

/// The number with the exponent or the power behind it: "1.5e6", "1.3 x 10^6", "2^32".
fn raised(tokens: &Tokens<'_>, number: Numeral) -> Option<Numeral> {
    let at = number.next;
    match raise(tokens, at)? {
        (Raise::Exponent(power), next) => number.with_exponent(power, next),
        (Raise::Power(power), next) => {
            let value = power_of(number.value, power)?;
            let ten = number.value == Decimal::TEN;
            Some(Numeral {
                value,
                // A power of ten is as rough as "a million".
                place: if ten { value } else { Decimal::ZERO },
                next,
                punctuated: true,
                ..number
            })
        }
    }
}

/// What stands raised behind digits.
enum Raise {
    /// "e6", "x 10^6": times ten to that.
    Exponent(i32),
    /// "^6": to that.
    Power(i32),
}

/// Whether an exponent or a power stands behind digits.
pub(crate) fn is_raised(tokens: &Tokens<'_>, next: usize) -> bool {
    raise(tokens, next).is_some()
}

fn raise(tokens: &Tokens<'_>, at: usize) -> Option<(Raise, usize)> {
    // Most numbers have white space behind them, and a word.
    if !tokens.is(at, words!["e", "x"]) && !tokens.is_mark(at, &['^', '×', '*', '·', '⋅']) {
        return None;
    }
    if tokens.is(at, words!["e"]) && tokens.glued(at) {
        // "2e400" is out of reach, and the name of something.
        let (power, next) = signed(tokens, at + 1).filter(|(power, _)| power.abs() <= 28)?;
        return Some((Raise::Exponent(power), next));
    }
    if tokens.is_mark(at, &['^']) && tokens.glued(at) {
        let (power, next) = signed(tokens, at + 1)?;
        return Some((Raise::Power(power), next));
    }
    let times = tokens.is(at, words!["x"]) || tokens.is_mark(at, &['×', '*', '·', '⋅']);
    if !times || !tokens.is_digits(at + 1) || tokens.str(at + 1) != "10" {
        return None;
    }
    if tokens.is_mark(at + 2, &['^']) && tokens.glued(at + 2) {
        let (power, next) = signed(tokens, at + 3)?;
        return Some((Raise::Exponent(power), next));
    }
    let (power, next) = superscript(tokens, at + 2)?;
    Some((Raise::Exponent(power), next))
}

/// "6", "-6", "+23", stuck to what stands before it and to nothing behind it.
fn signed(tokens: &Tokens<'_>, at: usize) -> Option<(i32, usize)> {
    let sign = tokens.mark(at).filter(|_| tokens.glued(at));
    let digits = at + usize::from(matches!(sign, Some('-' | '+' | '\u{2212}')));
    let next = digits + 1;
    let whole = tokens.is_digits(digits)
        && tokens.glued(digits)
        && tokens.str(digits).len() <= 3
        && !(tokens.glued(next) && (tokens.is_word(next) || tokens.is_digits(next)));
    let power: i32 = whole.then(|| tokens.str(digits).parse().ok())??;
    let negative = matches!(sign, Some('-' | '\u{2212}'));
    Some((if negative { -power } else { power }, next))
}

/// "⁶", "⁻¹²".
fn superscript(tokens: &Tokens<'_>, at: usize) -> Option<(i32, usize)> {
    let negative = tokens.is_mark(at, &['⁻']);
    let first = at + usize::from(negative);
    let (mut next, mut power) = (first, 0);
    while next < first + 2 && tokens.glued(next) {
        let digit = match tokens.mark(next) {
            Some('⁰') => 0,
            Some('¹') => 1,
            Some('²') => 2,
            Some('³') => 3,
            Some('⁴') => 4,
            Some('⁵') => 5,
            Some('⁶') => 6,
            Some('⁷') => 7,
            Some('⁸') => 8,
            Some('⁹') => 9,
            _ => break,
        };
        power = power * 10 + digit;
        next += 1;
    }
    (next > first).then_some((if negative { -power } else { power }, next))
}

impl Numeral {
    /// Times ten to a power, good to its last digit.
    fn with_exponent(self, power: i32, next: usize) -> Option<Numeral> {
        let factor = power_of(Decimal::TEN, power)?;
        let place = if self.place.is_zero() {
            factor
        } else {
            self.place.checked_mul(factor)?
        };
        Some(Numeral {
            value: self.value.checked_mul(factor)?,
            place,
            next,
            punctuated: true,
            ..self
        })
    }
}

/// A number to a whole power, if that is within reach.
fn power_of(base: Decimal, power: i32) -> Option<Decimal> {
    let mut value = Decimal::ONE;
    for _ in 0..power.unsigned_abs() {
        value = value.checked_mul(base)?;
    }
    if power < 0 {
        Decimal::ONE.checked_div(value)
    } else {
        Some(value)
    }
}
