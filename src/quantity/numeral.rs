//! Numerals: what stands for one number, in digits, in words or in both ("7.7 billion", "one hundred and six").
//!
//! Lives here: the grammar of numbers. Stays out: what is counted, hedges, currencies, ranges.

use rust_decimal::Decimal;

use super::digits::{bare_decimals, digits};
use super::fraction;
use super::lexicon::Lexeme;
use super::token::{TokenKind, Tokens};
use crate::lookup::{WordSet, words};

/// What sort of number a numeral is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// "25", "two million".
    Cardinal,
    /// "22nd", "third".
    Ordinal,
    /// "Two thirds", "half", "¾": a part of one.
    Fraction,
}

/// One numeral.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Numeral {
    /// Its value.
    pub(crate) value: Decimal,
    /// The value of one in its last place, if it is a rounded number; zero for a plain count.
    pub(crate) place: Decimal,
    /// The scale word or letter at its end, else one: 1,000,000 for "25 million".
    pub(crate) scale: Decimal,
    /// The token after it.
    pub(crate) next: usize,
    /// What sort it is.
    pub(crate) form: Form,
    /// Whether it is written in words.
    pub(crate) in_words: bool,
    /// Whether its digits are grouped or have decimals: no year and no day.
    pub(crate) punctuated: bool,
}

impl Numeral {
    /// A plain count.
    pub(crate) fn plain(value: Decimal, next: usize) -> Numeral {
        Numeral {
            value,
            place: Decimal::ZERO,
            scale: Decimal::ONE,
            next,
            form: Form::Cardinal,
            in_words: false,
            punctuated: false,
        }
    }

    /// A number in words.
    pub(crate) fn in_words(value: Decimal, next: usize) -> Numeral {
        Numeral {
            in_words: true,
            ..Numeral::plain(value, next)
        }
    }

    /// A place in an order, in words.
    fn ordinal(value: Decimal, next: usize) -> Numeral {
        Numeral {
            form: Form::Ordinal,
            ..Numeral::in_words(value, next)
        }
    }

    /// A part of one, in words.
    pub(crate) fn fraction(value: Decimal, next: usize) -> Numeral {
        Numeral {
            form: Form::Fraction,
            place: FRACTION_PLACE.min(value.abs() / Decimal::TWO),
            ..Numeral::in_words(value, next)
        }
    }

    /// The same number so many times, rounded to that: "two" and "million".
    pub(crate) fn scaled(self, scale: Decimal, next: usize) -> Option<Numeral> {
        let place = if self.place.is_zero() {
            scale
        } else {
            self.place.checked_mul(scale)?
        };
        Some(Numeral {
            value: self.value.checked_mul(scale)?,
            place,
            scale,
            next,
            form: Form::Cardinal,
            ..self
        })
    }
}

/// A fraction in words is a rough number: a third stands for everything that one would not call 30 or 40 percent.
const FRACTION_PLACE: Decimal = Decimal::from_parts(5, 0, 0, false, 2);

/// "Three and a half" is good to a half.
const MIXED_PLACE: Decimal = Decimal::from_parts(5, 0, 0, false, 1);

/// Longest numeral in words, in tokens: nothing that people write is longer, and a bound keeps reading linear.
const LONGEST: usize = 24;

/// Reads the numeral that starts at a token.
pub(crate) fn numeral(tokens: &Tokens<'_>, at: usize) -> Option<Numeral> {
    match tokens.kind(at) {
        TokenKind::Digits => in_digits(tokens, at),
        TokenKind::Mark('.') if tokens.glued(at + 1) && tokens.is_digits(at + 1) => {
            let number = bare_decimals(tokens, at)?;
            Some(with_scale(tokens, number).unwrap_or(number))
        }
        TokenKind::Mark(mark) => fraction::sign(mark).map(|value| Numeral {
            in_words: false,
            ..Numeral::fraction(value, at + 1)
        }),
        TokenKind::Word(lexeme) => in_words(tokens, at, lexeme),
    }
}

/// Digits with separators, decimals, fractions and scales.
fn in_digits(tokens: &Tokens<'_>, at: usize) -> Option<Numeral> {
    let digits = digits(tokens, at)?;
    if let Some(fraction) = fraction::slashed(tokens, at) {
        return Some(fraction);
    }
    // "The 1 millionth download."
    if let Some(Lexeme::OrdinalPower(power)) = tokens.lexeme(digits.next) {
        let value = digits.value.checked_mul(power_of_ten(power))?;
        return Some(Numeral::ordinal(value, digits.next + 1));
    }
    let mut number = digits;
    if !digits.punctuated {
        // "2 1/4" and "2½".
        let part = fraction::slashed(tokens, digits.next)
            .filter(|_| !tokens.glued(digits.next))
            .or_else(|| {
                let sign = fraction::sign(tokens.mark(digits.next)?)?;
                Some(Numeral::fraction(sign, digits.next + 1))
            });
        if let Some(part) = part {
            number = Numeral {
                next: part.next,
                value: digits.value.checked_add(part.value)?,
                place: MIXED_PLACE,
                ..digits
            };
        }
    }
    if let Some(numeral) = with_scale(tokens, number) {
        let numeral = with_smaller_scales(tokens, numeral);
        return Some(with_parts(tokens, numeral).unwrap_or(numeral));
    }
    let next = number.next;
    let and_half = (!digits.punctuated && number.place.is_zero())
        .then(|| and_a_part(tokens, next))
        .flatten();
    if let Some(part) = and_half {
        let sum = Numeral {
            value: number.value.checked_add(part.value)?,
            place: MIXED_PLACE,
            next: part.next,
            ..number
        };
        return Some(with_scale(tokens, sum).unwrap_or(sum));
    }
    Some(number)
}

/// The number times the scale word or letter behind it, if there is one.
fn with_scale(tokens: &Tokens<'_>, number: Numeral) -> Option<Numeral> {
    let at = number.next;
    let word = tokens.str(at);
    let scale = match tokens.lexeme(at)? {
        Lexeme::Scale(power) => power_of_ten(power),
        Lexeme::Hundred => Decimal::ONE_HUNDRED,
        Lexeme::Dozen => return with_dozen(number, at + 1),
        Lexeme::Dozens if !tokens.glued(at) => return with_dozen(number, at + 1),
        _ if word.len() <= 3 && !number.in_words => {
            power_of_ten(scale_letters(word, tokens.glued(at), number.punctuated)?)
        }
        _ => return None,
    };
    let attached = tokens.glued(at + 1) && (tokens.is_digits(at + 1) || tokens.is_word(at + 1));
    if attached {
        return None;
    }
    let scaled = number.scaled(scale, at + 1)?;
    if scale == Decimal::ONE_HUNDRED || number.in_words && scale == Decimal::ONE_THOUSAND {
        return with_scale(tokens, scaled).or(Some(scaled));
    }
    Some(scaled)
}

/// A dozen is a rough twelve.
fn with_dozen(number: Numeral, next: usize) -> Option<Numeral> {
    let twelve = Decimal::from(12);
    Some(Numeral {
        place: Decimal::from(4),
        next,
        value: number.value.checked_mul(twelve)?,
        scale: twelve,
        form: Form::Cardinal,
        ..number
    })
}

/// The power of ten of "K", "M", "bn". A small letter is a unit of measure more often than a scale, so "m" is none
/// and "b" needs decimals before it. A space is allowed before "k" only.
fn scale_letters(word: &str, glued: bool, punctuated: bool) -> Option<u8> {
    Some(match word {
        "K" | "k" => 3,
        _ if !glued => return None,
        "M" | "mn" | "Mn" | "MM" | "mil" | "mio" | "Mio" => 6,
        "b" if !punctuated => return None,
        "B" | "b" | "bn" | "Bn" | "BN" => 9,
        "tn" => 12,
        _ => return None,
    })
}

/// "4 thousand 3 hundred and 21": what follows a scale word is smaller than it.
fn with_smaller_scales(tokens: &Tokens<'_>, number: Numeral) -> Numeral {
    let mut sum = number;
    let limit = number.next + LONGEST;
    while sum.next < limit && sum.scale > Decimal::TEN {
        let and = tokens.lexeme(sum.next) == Some(Lexeme::And);
        let at = sum.next + usize::from(and);
        let hundreds = sum.scale == Decimal::ONE_HUNDRED;
        let part = if tokens.is_digits(at) {
            digits(tokens, at).and_then(|digits| {
                let scaled =
                    with_scale(tokens, digits).filter(|scaled| scaled.scale != Decimal::from(12));
                match scaled {
                    Some(scaled) => (!and && scaled.scale < sum.scale).then_some(scaled),
                    None => (hundreds && !digits.punctuated && digits.value < sum.scale)
                        .then_some(digits),
                }
            })
        } else {
            cardinal_words(tokens, at).filter(|part| {
                // "6 million and two hundred", but "6 million and two others".
                let joined = hundreds || !and || part.value >= Decimal::ONE_HUNDRED;
                part.value < sum.scale && joined && part.form == Form::Cardinal
            })
        };
        let Some(part) = part.filter(|part| !part.value.is_zero()) else {
            break;
        };
        let Some(value) = sum.value.checked_add(part.value) else {
            break;
        };
        sum = Numeral {
            value,
            next: part.next,
            place: part.place,
            scale: if part.scale == Decimal::ONE {
                Decimal::ONE
            } else {
                part.scale
            },
            ..sum
        };
    }
    sum
}

/// "And a half", "and three quarters", "and a third".
fn and_a_part(tokens: &Tokens<'_>, at: usize) -> Option<Numeral> {
    if tokens.lexeme(at) != Some(Lexeme::And) {
        return None;
    }
    if tokens.lexeme(at + 1) == Some(Lexeme::Half) {
        return None;
    }
    // "Five bakers, and a third of the millers" speaks of two things, "one and a half of the loaves" of one.
    let is_half = tokens.lexeme(at + 2) == Some(Lexeme::Half);
    fraction::in_words(tokens, at + 1).filter(|part| is_half || !tokens.is(part.next, words!["of"]))
}

/// Numerals that start with a word.
fn in_words(tokens: &Tokens<'_>, at: usize, lexeme: Lexeme) -> Option<Numeral> {
    match lexeme {
        Lexeme::Half => Some(half(tokens, at)),
        Lexeme::Quarter => large_part(tokens, Numeral::fraction(Decimal::new(25, 2), at + 1)),
        Lexeme::Article => after_article(tokens, at),
        Lexeme::OrdinalUnit(value) | Lexeme::OrdinalTens(value) => {
            Some(Numeral::ordinal(value.into(), at + 1))
        }
        Lexeme::OrdinalPower(power) => Some(Numeral::ordinal(power_of_ten(power), at + 1)),
        // "The hundred and second fair."
        Lexeme::Hundred => cardinal_words(tokens, at).filter(|number| number.form == Form::Ordinal),
        Lexeme::Unit(_) | Lexeme::Tens(_) => {
            if let Some(part) = fraction::in_words(tokens, at) {
                return Some(large_part(tokens, part).unwrap_or(part));
            }
            let number = cardinal_words(tokens, at)?;
            if number.form == Form::Ordinal {
                return Some(number);
            }
            Some(with_parts(tokens, number).unwrap_or(number))
        }
        _ => None,
    }
}

/// "Half", "half a million", "half a dozen", "half million".
fn half(tokens: &Tokens<'_>, at: usize) -> Numeral {
    let half = Numeral::fraction(Decimal::new(5, 1), at + 1);
    let article = tokens.lexeme(at + 1) == Some(Lexeme::Article);
    let after_article = Numeral {
        next: half.next + usize::from(article),
        ..half
    };
    large_part(tokens, after_article).unwrap_or(half)
}

/// "Half million", "three quarters of a billion": a fraction of a scale.
fn large_part(tokens: &Tokens<'_>, part: Numeral) -> Option<Numeral> {
    let of =
        tokens.is(part.next, words!["of"]) && tokens.lexeme(part.next + 1) == Some(Lexeme::Article);
    let at = part.next + 2 * usize::from(of);
    match tokens.lexeme(at)? {
        Lexeme::Scale(power) => part
            .scaled(power_of_ten(power), at + 1)
            .map(|scaled| Numeral {
                // "Half a million" is good to a tenth of a million.
                place: scaled.scale / Decimal::TEN,
                ..scaled
            }),
        Lexeme::Dozen => with_dozen(part, at + 1),
        _ => None,
    }
}

/// Whether what stands at an index says no more of which thing a part is than "by a third" does.
fn ends_part(tokens: &Tokens<'_>, next: usize) -> bool {
    !tokens.is_word(next)
        || tokens.is(
            next,
            words![
                "after", "against", "and", "as", "between", "but", "compared", "during", "for",
                "from", "in", "last", "on", "or", "over", "since", "this", "to", "versus", "when",
                "while", "with", "within",
            ],
        )
}

/// What becomes more or less by a part of itself.
const CHANGES: WordSet<32> = WordSet::new([
    "climbed",
    "cut",
    "decline",
    "declined",
    "decrease",
    "decreased",
    "down",
    "drop",
    "dropped",
    "expanded",
    "fall",
    "fallen",
    "fell",
    "grew",
    "grow",
    "growing",
    "grown",
    "grows",
    "growth",
    "increase",
    "increased",
    "increases",
    "jumped",
    "lowered",
    "raised",
    "reduced",
    "rise",
    "risen",
    "rose",
    "shrank",
    "shrunk",
    "up",
]);

/// Whether a part of one at an index says how much more or less something became: "grew by almost a quarter", "fell by a
/// quarter to 30", but "by a quarter to nine".
fn is_change(tokens: &Tokens<'_>, at: usize, next: usize) -> bool {
    const FARTHEST_HEDGE: usize = 3;
    const FARTHEST_CHANGE: usize = 4;
    let hedges = (1..=at.min(FARTHEST_HEDGE))
        .take_while(|back| {
            tokens.is(
                at - back,
                words![
                    "about", "almost", "around", "at", "just", "least", "less", "more", "nearly",
                    "over", "roughly", "some", "than", "well",
                ],
            )
        })
        .count();
    let Some(by) = at.checked_sub(hedges + 1) else {
        return false;
    };
    tokens.is(by, words!["by"])
        && (by.saturating_sub(FARTHEST_CHANGE)..by).any(|at| tokens.is(at, &CHANGES))
        && ends_part(tokens, next)
}

/// "A million", "a hundred and six", "a dozen", "a third of", "a half", "a day and a half".
fn after_article(tokens: &Tokens<'_>, at: usize) -> Option<Numeral> {
    let one = Numeral::in_words(Decimal::ONE, at + 1);
    match tokens.lexeme(at + 1)? {
        Lexeme::Dozen => with_dozen(one, at + 2),
        Lexeme::Hundred | Lexeme::Scale(_) => {
            let number = cardinal_words(tokens, at)?;
            Some(with_parts(tokens, number).unwrap_or(number))
        }
        Lexeme::Half | Lexeme::Quarter => {
            let part = fraction::in_words(tokens, at)?;
            if let Some(large) = large_part(tokens, part) {
                return Some(large);
            }
            let half = tokens.lexeme(at + 1) == Some(Lexeme::Half);
            let dozen = tokens.lexeme(at + 2) == Some(Lexeme::Dozen);
            if half && dozen {
                return with_dozen(part, at + 3);
            }
            let is_part =
                half || tokens.is(at + 2, words!["of"]) || is_change(tokens, at, part.next);
            is_part.then_some(part)
        }
        // "A twenty-first of it", "a millionth".
        Lexeme::Tens(_) | Lexeme::OrdinalPower(_) => fraction::in_words(tokens, at),
        Lexeme::OrdinalUnit(3..) | Lexeme::OrdinalTens(_) => {
            // "A third of", "by a third", "nearly a third"; but "a third boat".
            fraction::in_words(tokens, at).filter(|part| {
                tokens.is(part.next, words!["of"])
                    || tokens.is_before(
                        at,
                        words![
                            "by", "than", "nearly", "almost", "about", "roughly", "around",
                        ],
                    ) && ends_part(tokens, part.next)
            })
        }
        Lexeme::Other | Lexeme::Month(_) => {
            let half = tokens.lexeme(at + 2) == Some(Lexeme::And)
                && tokens.lexeme(at + 3) == Some(Lexeme::Article)
                && tokens.lexeme(at + 4) == Some(Lexeme::Half);
            half.then(|| Numeral {
                form: Form::Cardinal,
                ..Numeral::fraction(Decimal::new(15, 1), at + 5)
            })
        }
        _ => None,
    }
}

/// "Three and a half", "three and a half million", "one million and a half", "two thirds", "a dozen".
fn with_parts(tokens: &Tokens<'_>, number: Numeral) -> Option<Numeral> {
    if let Some(fraction) = fraction::over_denominator(tokens, number) {
        return Some(fraction);
    }
    if matches!(
        tokens.lexeme(number.next),
        Some(Lexeme::Dozen | Lexeme::Dozens)
    ) {
        return with_dozen(number, number.next + 1);
    }
    if let Some(sum) = and_dozens(tokens, number) {
        return Some(sum);
    }
    let part = and_a_part(tokens, number.next)?;
    if let Some(large) = large_part(tokens, part).filter(|large| large.scale < number.scale) {
        // "One billion and a quarter million".
        return Some(Numeral {
            value: number.value.checked_add(large.value)?,
            place: large.place,
            next: large.next,
            ..number
        });
    }
    // "Two million and a half" are 2,500,000, "two hundred and a half" are not 250.
    let scale = if number.scale == Decimal::ONE_HUNDRED {
        Decimal::ONE
    } else {
        number.scale
    };
    let share = part.value.checked_mul(scale)?;
    let sum = Numeral {
        value: number.value.checked_add(share)?,
        place: MIXED_PLACE.checked_mul(scale)?,
        next: part.next,
        ..number
    };
    if number.scale == Decimal::ONE {
        return Some(with_scale(tokens, sum).unwrap_or(sum));
    }
    Some(sum)
}

/// "Three hundred and two dozen".
fn and_dozens(tokens: &Tokens<'_>, number: Numeral) -> Option<Numeral> {
    let at = number.next + 1;
    if tokens.lexeme(number.next) != Some(Lexeme::And) || number.scale < Decimal::ONE_HUNDRED {
        return None;
    }
    let Lexeme::Unit(dozens @ 1..) = tokens.lexeme(at)? else {
        return None;
    };
    if !matches!(tokens.lexeme(at + 1)?, Lexeme::Dozen | Lexeme::Dozens) {
        return None;
    }
    let dozens = with_dozen(Numeral::in_words(dozens.into(), at + 1), at + 2)?;
    Some(Numeral {
        value: number.value.checked_add(dozens.value)?,
        ..dozens
    })
}

/// A cardinal in words, or an ordinal that starts with them ("twenty-first").
fn cardinal_words(tokens: &Tokens<'_>, start: usize) -> Option<Numeral> {
    let mut total = Decimal::ZERO;
    let mut group: u32 = 0;
    let mut last_power = u8::MAX;
    // The value of the scale word at the end, if the numeral ends with one.
    let mut scale = Decimal::ONE;
    let mut at = start;
    if tokens.lexeme(at) == Some(Lexeme::Article) {
        group = 1;
        at += 1;
    }
    let article = at > start;
    if tokens.lexeme(start) == Some(Lexeme::Hundred) {
        group = 1;
    }
    let mut end = start;
    while at < start + LONGEST {
        let before = at;
        let fresh = end == start;
        match tokens.lexeme(at) {
            Some(Lexeme::Unit(0)) if fresh && !article => {
                end = at + 1;
                break;
            }
            Some(Lexeme::Unit(unit @ 1..)) if fits(group, unit.into()) && !(article && fresh) => {
                group += u32::from(unit);
                scale = Decimal::ONE;
                at += 1;
                // "Two-millionth".
                if tokens.is_mark(at, &['-'])
                    && tokens.glued(at)
                    && matches!(tokens.lexeme(at + 1), Some(Lexeme::OrdinalPower(_)))
                {
                    end = at;
                    at += 1;
                    continue;
                }
            }
            Some(Lexeme::Tens(tens)) if fits(group, tens.into()) && !(article && fresh) => {
                group += u32::from(tens);
                scale = Decimal::ONE;
                at += 1;
                // "Twenty-two" and "twenty - two".
                let hyphen = tokens.is_mark(at, &['-', '\u{2010}', '\u{2011}']);
                let part_follows = match tokens.lexeme(at + 1) {
                    Some(Lexeme::Unit(unit)) => (1..10).contains(&unit),
                    Some(Lexeme::OrdinalUnit(unit)) => unit < 10,
                    _ => false,
                };
                if hyphen && part_follows {
                    end = at;
                    at += 1;
                    continue;
                }
            }
            Some(Lexeme::Hundred) if (1..100).contains(&group) => {
                group *= 100;
                scale = Decimal::ONE_HUNDRED;
                at += 1;
            }
            Some(Lexeme::Scale(power)) if group > 0 && power < last_power => {
                let factor = power_of_ten(power);
                let hundreds = if scale == Decimal::ONE_HUNDRED {
                    scale
                } else {
                    Decimal::ONE
                };
                total = total.checked_add(Decimal::from(group).checked_mul(factor)?)?;
                scale = factor.checked_mul(hundreds)?;
                group = 0;
                last_power = power;
                at += 1;
            }
            Some(Lexeme::Scale(power)) if group == 0 && !total.is_zero() && power >= 6 => {
                // "Three lakh crore".
                total = total.checked_mul(power_of_ten(power))?;
                scale = power_of_ten(power);
                at += 1;
            }
            Some(Lexeme::OrdinalUnit(unit))
                if !fresh && fits(group, unit.into()) && !is_part_of_year(tokens, at) =>
            {
                let value = total.checked_add(Decimal::from(group + u32::from(unit)))?;
                return Some(Numeral::ordinal(value, at + 1));
            }
            Some(Lexeme::OrdinalTens(tens)) if !fresh && fits(group, tens.into()) => {
                let value = total.checked_add(Decimal::from(group + u32::from(tens)))?;
                return Some(Numeral::ordinal(value, at + 1));
            }
            // "One hundredth", "two-millionth".
            Some(Lexeme::OrdinalPower(power))
                if group > 0 && power < last_power && (power > 2 || group < 100) =>
            {
                let power = Decimal::from(group).checked_mul(power_of_ten(power))?;
                return Some(Numeral::ordinal(total.checked_add(power)?, at + 1));
            }
            Some(Lexeme::And) if !fresh && scale > Decimal::ONE => {
                if !and_follows(tokens, at + 1, scale) {
                    break;
                }
                at += 1;
                continue;
            }
            _ => break,
        }
        if at > before {
            end = at;
        }
    }
    if end == start {
        return None;
    }
    let value = total.checked_add(Decimal::from(group))?;
    let number = Numeral {
        place: if scale == Decimal::ONE {
            Decimal::ZERO
        } else {
            scale
        },
        scale,
        ..Numeral::in_words(value, end)
    };
    Some(with_point(tokens, number).unwrap_or(number))
}

/// Whether a number below a hundred can follow in a group: "one hundred" and "six", but not "six" and "six".
fn fits(group: u32, value: u32) -> bool {
    if value >= 10 || group == 0 {
        group.is_multiple_of(100)
    } else {
        group.is_multiple_of(10) && (group.is_multiple_of(100) || group % 100 >= 20)
    }
}

/// Whether what follows an "and" still belongs to the number: "one hundred and six", not "three hundred and two
/// hundred"; after a thousand only what is smaller than it.
fn and_follows(tokens: &Tokens<'_>, at: usize, scale: Decimal) -> bool {
    let mut next = at;
    let below_hundred = match tokens.lexeme(next) {
        Some(Lexeme::Unit(1..)) => {
            next += 1;
            true
        }
        Some(Lexeme::Tens(_)) => {
            next += 1;
            next += usize::from(tokens.is_mark(next, &['-']));
            next += usize::from(matches!(tokens.lexeme(next), Some(Lexeme::Unit(1..=9))));
            true
        }
        Some(Lexeme::OrdinalUnit(_) | Lexeme::OrdinalTens(_)) => {
            return scale == Decimal::ONE_HUNDRED;
        }
        _ => false,
    };
    let one_part = fraction::in_words(tokens, at).is_some();
    below_hundred
        && !one_part
        && match tokens.lexeme(next) {
            Some(Lexeme::Hundred) => scale > Decimal::ONE_HUNDRED,
            // "One hundred and twenty thousand".
            Some(Lexeme::Scale(_)) => scale == Decimal::ONE_HUNDRED,
            Some(Lexeme::Dozen | Lexeme::Dozens) => false,
            _ => true,
        }
}

/// "First half" and "third quarter" are periods, and so is what stands before them.
fn is_part_of_year(tokens: &Tokens<'_>, at: usize) -> bool {
    matches!(tokens.lexeme(at + 1), Some(Lexeme::Half | Lexeme::Quarter))
}

/// "Two hundred point zero three".
fn with_point(tokens: &Tokens<'_>, number: Numeral) -> Option<Numeral> {
    if !tokens.is(number.next, words!["point"]) {
        return None;
    }
    let mut at = number.next + 1;
    let (mut value, mut decimals) = (number.value, 0);
    while decimals < 6 {
        let (digit, width) = match tokens.lexeme(at) {
            Some(Lexeme::Unit(digit @ 0..10)) => (digit, 1),
            Some(Lexeme::Unit(number)) => (number, 2),
            Some(Lexeme::Tens(tens)) => {
                let hyphen = usize::from(tokens.is_mark(at + 1, &['-']));
                match tokens.lexeme(at + 1 + hyphen) {
                    Some(Lexeme::Unit(unit @ 1..10)) => {
                        at += 1 + hyphen;
                        (tens + unit, 2)
                    }
                    _ => (tens, 2),
                }
            }
            _ => break,
        };
        decimals += width;
        value = value.checked_add(Decimal::try_new(digit.into(), decimals).ok()?)?;
        at += 1;
    }
    (decimals > 0).then_some(Numeral {
        value,
        place: Decimal::new(1, decimals),
        next: at,
        ..number
    })
}

/// Ten to a power of at most twelve.
pub(crate) fn power_of_ten(power: u8) -> Decimal {
    Decimal::from(10_u64.pow(u32::from(power.min(18))))
}
