//! The interval kernel: what a printed number may stand for, and when two printed numbers cannot both be true.
//!
//! Lives here: the sets, their comparison, sums and products. Stays out: words, and what a number counts.

use std::cmp::Ordering;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// How a number with fewer digits than its value was made. One way per comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rounding {
    /// Half a last place to each side.
    Half,
    /// From the number up to the next last place.
    Down,
}

impl Rounding {
    /// Both ways.
    pub const ALL: [Rounding; 2] = [Rounding::Half, Rounding::Down];
}

/// A set of values without gaps. `None` is unbounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    /// The lower end.
    pub low: Option<Decimal>,
    /// Whether the lower end belongs to the set.
    pub low_closed: bool,
    /// The upper end.
    pub high: Option<Decimal>,
    /// Whether the upper end belongs to the set.
    pub high_closed: bool,
}

impl Interval {
    /// From `low` to `high`, both included.
    pub fn closed(low: Option<Decimal>, high: Option<Decimal>) -> Interval {
        Interval {
            low,
            low_closed: true,
            high,
            high_closed: true,
        }
    }

    /// Without its lower end.
    fn above_low(self) -> Interval {
        Interval {
            low_closed: false,
            ..self
        }
    }

    /// Without its upper end.
    fn below_high(self) -> Interval {
        Interval {
            high_closed: false,
            ..self
        }
    }

    /// Whether some value is in both.
    pub fn overlaps(&self, other: &Interval) -> bool {
        !self.lies_below(other) && !other.lies_below(self)
    }

    /// Whether every value of this set is smaller than every value of the other.
    pub fn lies_below(&self, other: &Interval) -> bool {
        match (self.high, other.low) {
            (Some(high), Some(low)) => {
                let order = order(high, low);
                order.is_lt() || order.is_eq() && !(self.high_closed && other.low_closed)
            }
            _ => false,
        }
    }

    /// Whether the value is in the set.
    pub fn contains(&self, value: Decimal) -> bool {
        self.overlaps(&Interval::closed(Some(value), Some(value)))
    }
}

/// Whether two printed numbers can stand for one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// Some value is in both sets.
    Agree,
    /// One of the two is vague: nothing can be said.
    Unknown,
    /// No value is in both sets under either way of rounding.
    Disjoint {
        /// The sets are disjoint only because of an end that is convention, not logic (the upper end of "over").
        conventional: bool,
        /// Two plain counts that differ only as rounding would make them differ (3,300 and 3,359).
        rounding_like: bool,
    },
}

/// The values that a printed number may stand for. There are many of them: nearly all are kept in little room.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Values(Kept);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Shape {
    Exact(Decimal),
    Rounded {
        number: Decimal,
        place: Decimal,
    },
    Over {
        number: Decimal,
        step: Decimal,
    },
    Nearly {
        number: Decimal,
        step: Decimal,
    },
    About {
        number: Decimal,
        width: Decimal,
    },
    From(Decimal),
    UpTo(Decimal),
    Below(Decimal),
    Range {
        low: Decimal,
        high: Decimal,
    },
    /// What sums and products of hedged numbers give. An end is soft if it is convention.
    Computed {
        low: Option<Decimal>,
        high: Option<Decimal>,
        soft_low: bool,
        soft_high: bool,
    },
    Vague {
        least: Option<Decimal>,
    },
}

/// A shape as it is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
enum Kept {
    /// One number, with a step of few digits.
    Number {
        number: Decimal,
        /// The digits of the step, and how many of them stand behind the point.
        digits: u32,
        scale: u8,
        how: How,
    },
    /// What needs more room.
    Large(Box<Shape>),
}

/// The shape of which there is one number.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
enum How {
    Exact,
    Rounded,
    Over,
    Nearly,
    About,
    From,
    UpTo,
    Below,
    /// Vague, the number being the least.
    Least,
    /// Vague, the number being none.
    Vague,
}

impl PartialEq for Values {
    fn eq(&self, other: &Values) -> bool {
        self.shape() == other.shape()
    }
}

impl Eq for Values {}

impl Values {
    fn of(shape: Shape) -> Values {
        let (how, number, step) = match shape {
            Shape::Exact(number) => (How::Exact, number, Decimal::ZERO),
            Shape::Rounded { number, place } => (How::Rounded, number, place),
            Shape::Over { number, step } => (How::Over, number, step),
            Shape::Nearly { number, step } => (How::Nearly, number, step),
            Shape::About { number, width } => (How::About, number, width),
            Shape::From(number) => (How::From, number, Decimal::ZERO),
            Shape::UpTo(number) => (How::UpTo, number, Decimal::ZERO),
            Shape::Below(number) => (How::Below, number, Decimal::ZERO),
            Shape::Vague { least: Some(least) } => (How::Least, least, Decimal::ZERO),
            Shape::Vague { least: None } => (How::Vague, Decimal::ZERO, Decimal::ZERO),
            Shape::Range { .. } | Shape::Computed { .. } => {
                return Values(Kept::Large(Box::new(shape)));
            }
        };
        let parts = step.unpack();
        Values(if parts.negative || parts.mid > 0 || parts.hi > 0 {
            Kept::Large(Box::new(shape))
        } else {
            Kept::Number {
                number,
                digits: parts.lo,
                scale: parts.scale as u8,
                how,
            }
        })
    }

    fn shape(&self) -> Shape {
        let (number, how, step) = match self.0 {
            Kept::Large(ref shape) => return **shape,
            Kept::Number {
                number,
                digits,
                scale,
                how,
            } => {
                let step = move || Decimal::from_parts(digits, 0, 0, false, scale.into());
                (number, how, step)
            }
        };
        match how {
            How::Exact => Shape::Exact(number),
            How::Rounded => Shape::Rounded {
                number,
                place: step(),
            },
            How::Over => Shape::Over {
                number,
                step: step(),
            },
            How::Nearly => Shape::Nearly {
                number,
                step: step(),
            },
            How::About => Shape::About {
                number,
                width: step(),
            },
            How::From => Shape::From(number),
            How::UpTo => Shape::UpTo(number),
            How::Below => Shape::Below(number),
            How::Least => Shape::Vague {
                least: Some(number),
            },
            How::Vague => Shape::Vague { least: None },
        }
    }

    /// Whether it is kept with its number, in such a way. What is vague or exact always is.
    fn is_kept(&self, is_so: impl Fn(How) -> bool) -> bool {
        match self.0 {
            Kept::Number { how, .. } => is_so(how),
            Kept::Large(_) => false,
        }
    }

    /// The number as it was given, where one is kept by itself.
    pub(super) fn given(&self) -> Option<Decimal> {
        match self.0 {
            Kept::Number { number, .. } => Some(number),
            Kept::Large(_) => None,
        }
    }

    /// A plain count: exactly that.
    pub fn exact(number: Decimal) -> Values {
        Values::of(Shape::Exact(number))
    }

    /// The same if the nought at the end of a rounded number is rounded, too: "610 million" to ten millions. None where it ends
    /// with none, or where less than two digits would be left.
    pub fn coarser(&self) -> Option<Values> {
        let (number, place) = self.plain().filter(|(_, place)| *place >= Decimal::ONE)?;
        let coarser = place.checked_mul(Decimal::TEN)?;
        let is_told = number.abs() >= coarser.checked_mul(Decimal::TEN)?;
        let is_round = number.checked_rem(coarser)?.is_zero();
        (is_told && is_round).then(|| Values::rounded(number, coarser))
    }

    /// A number with fewer digits than its value; `place` is the value of one in its last place.
    pub fn rounded(number: Decimal, place: Decimal) -> Values {
        if place.is_zero() {
            Values::exact(number)
        } else {
            Values::of(Shape::Rounded { number, place })
        }
    }

    /// "Over", "more than", "at least".
    pub fn over(number: Decimal) -> Values {
        Values::of(Shape::Over {
            number,
            step: step(number),
        })
    }

    /// "Nearly", "almost", "close to".
    pub fn nearly(number: Decimal) -> Values {
        let fifth = number.abs() / Decimal::from(5);
        Values::of(Shape::Nearly {
            number,
            step: step(number).min(fifth),
        })
    }

    /// "About", "around", "approximately".
    pub fn about(number: Decimal) -> Values {
        let half_step = power_of_ten_step(number) / Decimal::TWO;
        let tenth = number.abs() / Decimal::TEN;
        Values::of(Shape::About {
            number,
            width: half_step.max(tenth),
        })
    }

    /// That or anything larger, without even a conventional end: "more than doubled".
    pub fn from(number: Decimal) -> Values {
        Values::of(Shape::From(number))
    }

    /// "Up to", "no more than".
    pub fn up_to(number: Decimal) -> Values {
        Values::of(Shape::UpTo(number))
    }

    /// "Fewer than", "less than".
    pub fn below(number: Decimal) -> Values {
        Values::of(Shape::Below(number))
    }

    /// "10-15". Ends in the wrong order are put right.
    pub fn range(one: Decimal, other: Decimal) -> Values {
        Values::of(Shape::Range {
            low: one.min(other),
            high: one.max(other),
        })
    }

    /// "Several", "thousands of" (then with the least that it can mean).
    pub fn vague(least: Option<Decimal>) -> Values {
        Values::of(Shape::Vague { least })
    }

    /// A multiple such as "doubled" or "threefold": prose is generous with these, so an eighth to each side.
    pub fn multiple(number: Decimal) -> Values {
        Values::rounded(number, quarter(number))
    }

    /// "Nearly doubled".
    pub fn nearly_multiple(number: Decimal) -> Values {
        Values::of(Shape::Nearly {
            number,
            step: quarter(number),
        })
    }

    /// Whether nothing can be said of it.
    pub fn is_vague(&self) -> bool {
        self.is_kept(|how| matches!(how, How::Least | How::Vague))
    }

    /// Whether it is a plain count.
    pub fn is_exact(&self) -> bool {
        self.is_kept(|how| matches!(how, How::Exact))
    }

    /// Whether it is a number with fewer digits than its value.
    pub fn is_rounded(&self) -> bool {
        matches!(self.shape(), Shape::Rounded { .. })
    }

    /// Whether it is neither a plain nor a rounded number.
    pub fn is_hedged(&self) -> bool {
        !matches!(self.shape(), Shape::Exact(_) | Shape::Rounded { .. })
    }

    /// The one number that was printed, if it was one and says where about the value is.
    pub fn number(&self) -> Option<Decimal> {
        match self.shape() {
            Shape::Exact(number)
            | Shape::From(number)
            | Shape::Rounded { number, .. }
            | Shape::Over { number, .. }
            | Shape::Nearly { number, .. }
            | Shape::About { number, .. } => Some(number),
            _ => None,
        }
    }

    /// The set under one way of rounding, conventional ends included. Unbounded for a vague number.
    pub fn interval(&self, rounding: Rounding) -> Interval {
        let between = |low: Option<Decimal>, high: Option<Decimal>| Interval::closed(low, high);
        match self.shape() {
            Shape::Exact(number) => between(Some(number), Some(number)),
            Shape::Rounded { number, place } => rounded_interval(number, place, rounding),
            Shape::Over { number, step } => {
                between(Some(number), number.checked_add(step)).below_high()
            }
            // "Nearly nothing" is nothing.
            Shape::Nearly { number, step } if step.is_zero() => between(Some(number), Some(number)),
            Shape::Nearly { number, step } => {
                between(number.checked_sub(step), Some(number)).above_low()
            }
            Shape::About { number, width } => {
                between(number.checked_sub(width), number.checked_add(width))
            }
            Shape::From(number) => between(Some(number), None),
            Shape::UpTo(number) => {
                let low = Some(Decimal::ZERO).filter(|low| *low < number);
                between(low, Some(number)).above_low()
            }
            // There is no count below zero, but there are temperatures.
            Shape::Below(number) => {
                let low = Some(Decimal::ZERO).filter(|low| *low < number);
                between(low, Some(number)).below_high()
            }
            Shape::Range { low, high } => between(Some(low), Some(high)),
            Shape::Computed { low, high, .. } => between(low, high),
            Shape::Vague { .. } => between(None, None),
        }
    }

    /// The set under one way of rounding, without the ends that are only convention.
    pub fn logical_interval(&self, rounding: Rounding) -> Interval {
        let set = self.interval(rounding);
        let (soft_low, soft_high) = match self.shape() {
            Shape::Over { .. } => (false, true),
            Shape::Nearly { .. } => (true, false),
            Shape::About { .. } => (true, true),
            Shape::Computed {
                soft_low,
                soft_high,
                ..
            } => (soft_low, soft_high),
            _ => (false, false),
        };
        Interval {
            low: set.low.filter(|_| !soft_low),
            high: set.high.filter(|_| !soft_high),
            ..set
        }
    }

    /// The set as the words state it, for people and other programs: "over 45" has no upper end, "up to 45" no
    /// lower one, and "thousands" starts at one thousand.
    pub fn stated(&self) -> Interval {
        let set = self.interval(Rounding::Half);
        match self.shape() {
            Shape::Over { .. } => Interval { high: None, ..set },
            Shape::UpTo(_) | Shape::Below(_) => Interval { low: None, ..set },
            Shape::Vague { least } => Interval { low: least, ..set },
            _ => set,
        }
    }

    /// Whether the two can stand for one value.
    pub fn compare(&self, other: &Values) -> Comparison {
        if self.is_vague() || other.is_vague() {
            return Comparison::Unknown;
        }
        // Most are plain counts, which agree where they are equal.
        if self.is_exact() && other.is_exact() {
            return if self.given() == other.given() {
                Comparison::Agree
            } else {
                Comparison::Disjoint {
                    conventional: false,
                    rounding_like: rounding_like(self, other),
                }
            };
        }
        let meet = |one: fn(&Values, Rounding) -> Interval| {
            Rounding::ALL
                .into_iter()
                .any(|rounding| one(self, rounding).overlaps(&one(other, rounding)))
        };
        if meet(Values::interval) {
            return Comparison::Agree;
        }
        Comparison::Disjoint {
            conventional: meet(Values::logical_interval),
            rounding_like: rounding_like(self, other),
        }
    }

    /// Whether the value is in the set under some way of rounding.
    pub fn contains(&self, value: Decimal) -> bool {
        Rounding::ALL
            .into_iter()
            .any(|rounding| self.interval(rounding).contains(value))
    }

    /// Whether no reading of the two lets this be as small as the other: a part that is larger than its whole.
    pub fn exceeds(&self, other: &Values) -> bool {
        Rounding::ALL.into_iter().all(|rounding| {
            other
                .logical_interval(rounding)
                .lies_below(&self.logical_interval(rounding))
        })
    }

    /// The same with the sign turned: what a fall of so many percent is as a growth.
    #[must_use]
    pub fn negated(&self) -> Values {
        match self.shape() {
            Shape::Exact(number) => Values::exact(-number),
            Shape::Rounded { number, place } => Values::rounded(-number, place),
            Shape::Vague { .. } => self.clone(),
            _ => {
                let (hard, soft) = (
                    self.interval(Rounding::Half),
                    self.logical_interval(Rounding::Half),
                );
                Values::of(Shape::Computed {
                    low: hard.high.map(|high| -high),
                    high: hard.low.map(|low| -low),
                    soft_low: soft.high.is_none(),
                    soft_high: soft.low.is_none(),
                })
            }
        }
    }

    /// What the numbers add up to. Vague if one of them is, or if the sum is out of reach.
    pub fn sum(parts: &[&Values]) -> Values {
        parts
            .iter()
            .try_fold(Values::exact(Decimal::ZERO), |sum, part| sum.plus(part))
            .unwrap_or(Values::vague(None))
    }

    fn plus(&self, other: &Values) -> Option<Values> {
        if let (Some((one, one_place)), Some((two, two_place))) = (self.plain(), other.plain()) {
            return Some(Values::rounded(
                one.checked_add(two)?,
                one_place.checked_add(two_place)?,
            ));
        }
        self.combined(other, Decimal::checked_add)
    }

    /// The product of two numbers that are not negative; vague otherwise.
    #[must_use]
    pub fn product(&self, other: &Values) -> Values {
        let product = if let (Shape::Exact(one), Shape::Exact(two)) = (self.shape(), other.shape())
        {
            one.checked_mul(two).map(Values::exact)
        } else if self.may_be_negative() || other.may_be_negative() {
            None
        } else {
            self.combined(other, Decimal::checked_mul)
        };
        product.unwrap_or(Values::vague(None))
    }

    fn may_be_negative(&self) -> bool {
        self.interval(Rounding::Half)
            .low
            .is_none_or(|low| low < Decimal::ZERO)
    }

    /// The number and the value of its last place (zero for a plain count).
    fn plain(&self) -> Option<(Decimal, Decimal)> {
        match self.shape() {
            Shape::Exact(number) => Some((number, Decimal::ZERO)),
            Shape::Rounded { number, place } => Some((number, place)),
            _ => None,
        }
    }

    /// The hull of both ways of rounding, for an operation that grows with both its arguments.
    fn combined(
        &self,
        other: &Values,
        operation: fn(Decimal, Decimal) -> Option<Decimal>,
    ) -> Option<Values> {
        if self.is_vague() || other.is_vague() {
            return None;
        }
        let both = |one: Option<Decimal>, two: Option<Decimal>| match (one, two) {
            (Some(one), Some(two)) => operation(one, two).map(Some),
            _ => Some(None),
        };
        // Rounding to the nearest reaches lowest, rounding down reaches highest.
        let (half, half_other) = (
            self.interval(Rounding::Half),
            other.interval(Rounding::Half),
        );
        let (down, down_other) = (
            self.interval(Rounding::Down),
            other.interval(Rounding::Down),
        );
        let (logic, logic_other) = (
            self.logical_interval(Rounding::Half),
            other.logical_interval(Rounding::Half),
        );
        Some(Values::of(Shape::Computed {
            low: both(half.low, half_other.low)?,
            high: both(
                down.high.max(half.high),
                down_other.high.max(half_other.high),
            )?,
            soft_low: logic.low.is_none() || logic_other.low.is_none(),
            soft_high: logic.high.is_none() || logic_other.high.is_none(),
        }))
    }
}

fn rounded_interval(number: Decimal, place: Decimal, rounding: Rounding) -> Interval {
    let half = half(place);
    let (below, above) = match rounding {
        Rounding::Half => (half, half),
        // A nought may be what is left of a little on either side.
        Rounding::Down if number.is_zero() => (place, place),
        Rounding::Down if number.is_sign_negative() => (place, Decimal::ZERO),
        Rounding::Down => (Decimal::ZERO, place),
    };
    // Of a number with too many digits, an end may come out as the number itself; then it is not known where it is.
    let end =
        |end: Option<Decimal>, apart: Decimal| end.filter(|end| apart.is_zero() || *end != number);
    let set = Interval::closed(
        end(number.checked_sub(below), below),
        end(number.checked_add(above), above),
    );
    // The end away from zero would have been printed as the next number.
    if above.is_zero() {
        set.above_low()
    } else if number.is_zero() && rounding == Rounding::Down {
        set.above_low().below_high()
    } else {
        set.below_high()
    }
}

/// Half of a place, without a division where it has few digits.
fn half(place: Decimal) -> Decimal {
    let (digits, scale) = (place.mantissa(), place.scale());
    if !(0..1 << 32).contains(&digits) || scale >= Decimal::MAX_SCALE {
        place / Decimal::TWO
    } else if digits % 2 == 0 {
        Decimal::new(digits as i64 / 2, scale)
    } else {
        Decimal::new(digits as i64 * 5, scale + 1)
    }
}

/// The order of two numbers. Most have as many places as the other, and their digits tell it.
#[inline]
pub(crate) fn order(one: Decimal, other: Decimal) -> Ordering {
    if one.scale() == other.scale() {
        one.mantissa().cmp(&other.mantissa())
    } else {
        one.cmp(&other)
    }
}

/// Whether one of two plain counts is what rounding makes of the other. A coarse small number (20 for 23) is not
/// taken for a rounded one.
fn rounding_like(one: &Values, two: &Values) -> bool {
    let (Shape::Exact(one), Shape::Exact(two)) = (one.shape(), two.shape()) else {
        return false;
    };
    let is_rounding = |coarse: Decimal, fine: Decimal| {
        let place = power_of_ten_step(coarse);
        let apart = (coarse - fine).abs();
        place >= Decimal::TEN
            && coarse >= Decimal::ONE_HUNDRED
            && apart * Decimal::from(20) <= coarse
            && Values::rounded(coarse, place).contains(fine)
    };
    // Differences and products of numbers beyond this would overflow, and nobody counts so far.
    let sane = |number: Decimal| number.abs() < Decimal::from(10_i64.pow(18));
    sane(one) && sane(two) && (is_rounding(one, two) || is_rounding(two, one))
}

/// A number's roundness: the largest of 1 and 5 times a power of ten that it is a multiple of. Below 1,000 a number
/// that is not round has a step of at least 2 and at least a tenth of it, so that "over 14" and 15 agree.
fn step(number: Decimal) -> Decimal {
    let power = power_of_ten_step(number);
    let five = power.checked_mul(Decimal::from(5));
    let round = five.filter(|five| divides(*five, number)).unwrap_or(power);
    if number.abs() < Decimal::ONE_THOUSAND && round <= Decimal::ONE {
        round.max(Decimal::TWO).max(number.abs() / Decimal::TEN)
    } else {
        round
    }
}

/// The largest power of ten that a number is a multiple of: 100 for 3,300, 0.1 for 7.7. One for zero.
fn power_of_ten_step(number: Decimal) -> Decimal {
    let number = number.normalize();
    if number.is_zero() {
        return Decimal::ONE;
    }
    if number.scale() > 0 {
        return Decimal::new(1, number.scale());
    }
    let mut power = Decimal::ONE;
    while let Some(next) = power.checked_mul(Decimal::TEN) {
        if !divides(next, number) {
            break;
        }
        power = next;
    }
    power
}

fn divides(step: Decimal, number: Decimal) -> bool {
    number.checked_rem(step).is_some_and(|rest| rest.is_zero())
}

fn quarter(number: Decimal) -> Decimal {
    number.abs() / Decimal::from(4)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn number(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn exact(text: &str) -> Values {
        Values::exact(number(text))
    }

    fn rounded(text: &str, place: &str) -> Values {
        Values::rounded(number(text), number(place))
    }

    fn over(text: &str) -> Values {
        Values::over(number(text))
    }

    #[test]
    fn a_half_is_what_a_division_gives() {
        for digits in [0, 1, 2, 3, 5, 10, 25, 100, 125, 1_000_000, -1, -10, 1 << 33] {
            for scale in [0, 1, 2, 27, 28] {
                let place = Decimal::new(digits, scale);
                assert_eq!(half(place), place / Decimal::TWO, "{place}");
            }
        }
    }

    #[test]
    fn numbers_have_one_order_however_they_are_written() {
        let numbers = ["-12", "-0", "0", "0.00", "1", "1.0", "1.5", "12", "12.50"];
        for one in numbers.map(number) {
            for other in numbers.map(number) {
                assert_eq!(order(one, other), one.cmp(&other), "{one} and {other}");
            }
        }
    }

    #[test]
    fn a_nought_at_the_end_may_be_rounded() {
        let million = "1000000";
        let cases = [
            (rounded("610000000", million), Some("10000000")),
            (rounded("600000000", million), Some("10000000")),
            (rounded("40000000", million), None),
            (rounded("615000000", million), None),
            (rounded("4.0", "0.1"), None),
            (Values::exact(number("600")), None),
        ];
        for (values, place) in cases {
            let coarser =
                place.map(|place| Values::rounded(values.number().unwrap(), number(place)));
            assert_eq!(values.coarser(), coarser, "{values:?}");
        }
    }

    #[test]
    fn the_step_is_the_roundness_of_a_number() {
        let cases = [
            ("45", "5"),
            ("3300", "100"),
            ("20000", "10000"),
            ("25000000", "5000000"),
            ("50", "50"),
            ("14", "2"),
            ("33", "3.3"),
            ("74782", "1"),
            ("2.5", "2"),
        ];
        for (of, expected) in cases {
            assert_eq!(step(number(of)), number(expected), "{of}");
        }
    }

    #[test]
    fn sets_of_printed_numbers() {
        let set = |values: &Values| {
            let set = values.interval(Rounding::Half);
            (set.low.unwrap().normalize(), set.high.unwrap().normalize())
        };
        let cases = [
            (exact("98"), "98", "98"),
            (rounded("66", "1"), "65.5", "66.5"),
            (rounded("25000000", "1000000"), "24500000", "25500000"),
            (over("45"), "45", "50"),
            (Values::nearly(number("30")), "24", "30"),
            (Values::nearly(number("3400")), "3300", "3400"),
            (Values::about(number("300")), "250", "350"),
            (Values::about(number("250")), "225", "275"),
            (Values::up_to(number("200")), "0", "200"),
            (Values::range(number("15"), number("10")), "10", "15"),
        ];
        for (values, low, high) in cases {
            assert_eq!(set(&values), (number(low), number(high)), "{values:?}");
        }
    }

    #[test]
    fn comparisons() {
        let disjoint = |conventional, rounding_like| Comparison::Disjoint {
            conventional,
            rounding_like,
        };
        let (agree, sure, soft) = (
            Comparison::Agree,
            disjoint(false, false),
            disjoint(true, false),
        );
        let cases = [
            (exact("98"), exact("98"), agree),
            (exact("98"), exact("97"), sure),
            (rounded("24", "1"), rounded("25", "1"), sure),
            (
                rounded("25000000", "1000000"),
                rounded("26000000", "1000000"),
                sure,
            ),
            (rounded("25000000", "1000000"), exact("25900000"), agree),
            (rounded("25000000", "1000000"), exact("24600000"), agree),
            (exact("3300"), exact("3359"), disjoint(false, true)),
            (exact("20"), exact("23"), sure),
            // A twentieth off is what rounding may do, and more is not; below a hundred nothing is rounded.
            (exact("400"), exact("420"), disjoint(false, true)),
            (exact("400"), exact("421"), sure),
            (exact("90"), exact("88"), sure),
            (exact("3359"), exact("3361"), sure),
            (exact("3300"), exact("3500"), sure),
            (over("14"), exact("15"), agree),
            (over("45"), exact("60"), soft),
            (over("45"), exact("44"), sure),
            (over("45"), over("60"), soft),
            (Values::nearly(number("30")), exact("12"), soft),
            (Values::nearly(number("30")), exact("31"), sure),
            (Values::about(number("300")), exact("391"), soft),
            (Values::up_to(number("200")), exact("201"), sure),
            (Values::below(number("200")), exact("200"), sure),
            (Values::from(Decimal::TWO), exact("1.32"), sure),
            (Values::vague(None), exact("3"), Comparison::Unknown),
        ];
        for (one, two, expected) in cases {
            assert_eq!(one.compare(&two), expected, "{one:?} and {two:?}");
        }
    }

    #[test]
    fn a_nought_is_what_is_left_of_a_little_on_either_side() {
        let nought = rounded("0", "1");
        for (value, held) in [("-0.9", true), ("0.9", true), ("-1", false), ("1", false)] {
            assert_eq!(nought.contains(number(value)), held, "{value}");
        }
    }

    #[test]
    fn what_is_negated_has_its_ends_turned() {
        let turned = Values::range(number("2"), number("5")).negated();
        let stated = turned.stated();
        assert_eq!(
            (stated.low, stated.high),
            (Some(number("-5")), Some(number("-2")))
        );
        for (value, held) in [("-5", true), ("-2", true), ("-1", false), ("2", false)] {
            assert_eq!(turned.contains(number(value)), held, "{value}");
        }
    }

    #[test]
    fn a_part_exceeds_its_whole_only_for_certain() {
        assert!(exact("12").exceeds(&exact("11")));
        assert!(!exact("12").exceeds(&over("11")));
        assert!(over("12").exceeds(&exact("11")));
        assert!(!rounded("12000000", "1000000").exceeds(&exact("11600000")));
    }

    #[test]
    fn sums_add_the_sets() {
        let sum = Values::sum(&[&exact("3"), &exact("4")]);
        assert_eq!(sum, exact("7"));
        let sum = Values::sum(&[&rounded("25", "1"), &rounded("30", "1")]);
        assert_eq!(sum, rounded("55", "2"));
        let sum = Values::sum(&[&over("45"), &exact("10")]);
        assert_eq!(
            sum.compare(&exact("80")),
            Comparison::Disjoint {
                conventional: true,
                rounding_like: false
            }
        );
        assert_eq!(sum.compare(&exact("57")), Comparison::Agree);
        assert!(Values::sum(&[&exact("3"), &Values::vague(None)]).is_vague());
        assert!(Values::sum(&[&Values::exact(Decimal::MAX), &exact("1")]).is_vague());
    }

    #[test]
    fn products_multiply_the_sets() {
        assert_eq!(exact("7").product(&exact("6500")), exact("45500"));
        assert!(
            exact("2")
                .product(&rounded("30", "10"))
                .contains(number("65"))
        );
        assert!(exact("2").product(&rounded("-30", "10")).is_vague());
        assert!(!exact("0").product(&rounded("30", "10")).is_vague());
        let huge = Values::exact(Decimal::MAX);
        assert!(huge.product(&huge).is_vague());
    }

    #[test]
    fn stated_ends_are_those_of_the_words() {
        assert_eq!(over("45").stated().high, None);
        assert_eq!(Values::up_to(number("45")).stated().low, None);
        let thousands = Values::vague(Some(number("1000")));
        assert_eq!(thousands.stated().low, Some(number("1000")));
    }

    fn any_number() -> impl Strategy<Value = Decimal> {
        (0_i64..10_000_000_000, 0_u32..5).prop_map(|(digits, scale)| Decimal::new(digits, scale))
    }

    /// With as many digits as there may be.
    fn long_number() -> impl Strategy<Value = Decimal> {
        (any::<[u32; 3]>(), 0_u32..=28)
            .prop_map(|([a, b, c], scale)| Decimal::from_parts(a, b, c, false, scale))
    }

    fn any_values() -> impl Strategy<Value = Values> {
        values_of(any_number)
    }

    fn values_of<N: Strategy<Value = Decimal>>(number: fn() -> N) -> impl Strategy<Value = Values> {
        (number(), number(), 0..11).prop_map(|(one, two, shape)| match shape {
            0 => Values::rounded(one, Decimal::ONE),
            10 => Values::rounded(one, Decimal::new(1, one.scale())),
            1 => Values::over(one),
            2 => Values::nearly(one),
            3 => Values::about(one),
            4 => Values::from(one),
            5 => Values::up_to(one),
            6 => Values::below(one),
            7 => Values::range(one, two),
            8 => Values::vague(Some(one)),
            _ => Values::exact(one),
        })
    }

    proptest! {
        #[test]
        fn comparing_is_symmetric(one in any_values(), two in any_values()) {
            prop_assert_eq!(one.compare(&two), two.compare(&one));
        }

        #[test]
        fn a_number_agrees_with_itself(values in any_values(), long in values_of(long_number)) {
            for values in [values, long, Values::nearly(Decimal::ZERO), Values::below(Decimal::ZERO)] {
                let agrees = matches!(values.compare(&values), Comparison::Agree | Comparison::Unknown);
                prop_assert!(agrees, "{:?}", values);
            }
        }

        #[test]
        fn a_rounded_number_agrees_with_what_it_was_made_from(digits in 0_i64..1_000_000_000, zeros in 0_u32..8) {
            let value = Decimal::from(digits);
            let place = Decimal::from(10_i64.pow(zeros));
            let down = (value / place).floor() * place;
            let half = (value / place + Decimal::new(5, 1)).floor() * place;
            prop_assert!(Values::rounded(down, place).contains(value));
            prop_assert!(Values::rounded(half, place).contains(value));
        }

        #[test]
        fn a_sum_holds_the_sum_of_the_numbers(one in any_values(), two in any_values()) {
            let sum = Values::sum(&[&one, &two]);
            if let (Some(a), Some(b)) = (one.number(), two.number()) {
                prop_assert!(sum.contains(a + b));
            }
        }

        #[test]
        fn no_operation_panics(digits in any::<i64>(), scale in 0_u32..28, other in any_values()) {
            let huge = Values::about(Decimal::new(digits, scale));
            let _ = huge.compare(&other);
            let _ = huge.product(&other).negated().stated();
            let _ = Values::over(Decimal::MAX).product(&Values::nearly(Decimal::MAX));
            let _ = crate::quantity::growth(&huge, &other, &Values::over(Decimal::MAX));
            let _ = crate::quantity::share_is_possible(&other, &huge);
        }
    }
}
