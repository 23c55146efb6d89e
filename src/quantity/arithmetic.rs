//! Growth, multiples and shares: whether printed numbers give the percentage that is printed beside them.
//!
//! Two tiers. *Sure*: no values that the numbers may stand for give it. *Likely*: the numbers as printed, taken as
//! exact, miss it. Everything in between is what rounding does.

use rust_decimal::Decimal;

use super::values::{Interval, Rounding, Values};

/// What the arithmetic says of a stated growth, multiple or share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GrowthCheck {
    /// The numbers give what is stated.
    Fits,
    /// The numbers as printed give something else; `computed` is what they give, in the unit of the statement.
    Likely {
        /// What the printed numbers give.
        computed: Decimal,
    },
    /// No values of the numbers give what is stated.
    Sure {
        /// What the printed numbers give.
        computed: Decimal,
    },
    /// A number is vague, not positive, or out of reach.
    Unknown,
}

/// How a statement follows from the ratio of two numbers.
#[derive(Debug, Clone, Copy)]
struct Scale {
    /// What a ratio of one is in the statement's unit.
    unit: Decimal,
    /// What is taken off: 100 for a growth in percent.
    offset: Decimal,
    /// How far the numbers as printed may be off.
    slack: Decimal,
}

impl Scale {
    fn apply(self, ratio: Decimal) -> Option<Decimal> {
        ratio.checked_mul(self.unit)?.checked_sub(self.offset)
    }

    /// How many decimals tell what was computed from what is stated: a tenth of a percent, or what was stated.
    fn places(self, stated: &Values) -> u32 {
        const MOST: u32 = 3;
        let tenth_of_percent = if self.unit == Decimal::ONE { MOST } else { 1 };
        let of_stated = stated.number().map_or(0, |number| number.scale());
        of_stated.clamp(tenth_of_percent, MOST)
    }
}

/// Whether a growth of `stated` percent (66 for "66%"; negative for a fall) leads from `base` to `now`.
pub fn growth(base: &Values, now: &Values, stated: &Values) -> GrowthCheck {
    let scale = Scale {
        unit: Decimal::ONE_HUNDRED,
        offset: Decimal::ONE_HUNDRED,
        slack: Decimal::ONE,
    };
    check(base, now, stated, scale)
}

/// Whether `now` is by a `part` of `base` more than that: a third (0.333) for "grew by a third"; negative for a fall. Who says so in
/// words may mean a little more or less. What is computed is in percent.
pub fn growth_by_part(base: &Values, now: &Values, part: &Values) -> GrowthCheck {
    growth(base, now, &percent_of_part(part))
}

/// What a part that is said in words may stand for, in percent.
fn percent_of_part(part: &Values) -> Values {
    /// Nobody says 31 or 36 percent in words, but "a third".
    const LOOSE: Decimal = Decimal::from_parts(3, 0, 0, false, 0);
    let said = part.interval(Rounding::Half);
    let percent = |end: Option<Decimal>| end?.checked_mul(Decimal::ONE_HUNDRED);
    match (percent(said.low), percent(said.high)) {
        (Some(low), Some(high)) => Values::range(low - LOOSE, high + LOOSE),
        (Some(low), None) => Values::from(low - LOOSE),
        (None, Some(high)) => Values::up_to(high + LOOSE),
        (None, None) => Values::vague(None),
    }
}

/// Whether `now` is `stated` times `base`: 2 for "doubled", 0.5 for "halved".
pub fn multiple(base: &Values, now: &Values, stated: &Values) -> GrowthCheck {
    let scale = Scale {
        unit: Decimal::ONE,
        offset: Decimal::ZERO,
        slack: Decimal::ZERO,
    };
    check(base, now, stated, scale)
}

/// Whether `part` is `stated` percent of `whole`.
pub fn share(part: &Values, whole: &Values, stated: &Values) -> GrowthCheck {
    let scale = Scale {
        unit: Decimal::ONE_HUNDRED,
        offset: Decimal::ZERO,
        slack: Decimal::ONE,
    };
    check(whole, part, stated, scale)
}

/// Whether any whole number out of `base` is `percent` of it: 19% of 23 people is not possible. `None` unless the
/// base is a plain count of at least one.
pub fn share_is_possible(percent: &Values, base: &Values) -> Option<bool> {
    let count = base
        .number()
        .filter(|count| base.is_exact() && *count >= Decimal::ONE && count.fract().is_zero())?;
    if percent.is_vague() {
        return None;
    }
    let people = |percent: Decimal| {
        percent
            .checked_mul(count)?
            .checked_div(Decimal::ONE_HUNDRED)
    };
    for rounding in Rounding::ALL {
        let set = percent.logical_interval(rounding);
        let low = set.low.map_or(Some(Decimal::ZERO), people)?;
        let mut candidate = low.ceil().max(Decimal::ZERO);
        if candidate == low && !set.low_closed {
            candidate += Decimal::ONE;
        }
        let high = set.high.map_or(Some(count), people)?;
        if candidate < high || candidate == high && (set.high_closed || set.high.is_none()) {
            return Some(true);
        }
    }
    Some(false)
}

fn check(base: &Values, now: &Values, stated: &Values, scale: Scale) -> GrowthCheck {
    decide(base, now, stated, scale).unwrap_or(GrowthCheck::Unknown)
}

fn decide(base: &Values, now: &Values, stated: &Values, scale: Scale) -> Option<GrowthCheck> {
    if base.is_vague() || now.is_vague() || stated.is_vague() {
        return None;
    }
    let printed = printed_result(base, now, scale)?;
    let computed = || printed.round_dp(scale.places(stated)).normalize();
    // Two plain counts have one result.
    if base.is_exact() && now.is_exact() && !stated.is_hedged() {
        let is_counted = base.number()? > Decimal::ZERO && now.number()? >= Decimal::ZERO;
        return is_counted.then(|| {
            if stated.contains(printed) {
                GrowthCheck::Fits
            } else {
                GrowthCheck::Sure {
                    computed: computed(),
                }
            }
        });
    }
    let mut possible = false;
    // What is not rounded stands for the same values, however numbers are rounded.
    let ways = if base.is_rounded() || now.is_rounded() {
        &Rounding::ALL[..]
    } else {
        &Rounding::ALL[..1]
    };
    for rounding in ways {
        let given = result_interval(
            &base.logical_interval(*rounding),
            &now.logical_interval(*rounding),
            scale,
        )?;
        // The percentage is a number of its own: it may be rounded where the values are truncated.
        possible |= Rounding::ALL
            .into_iter()
            .any(|of_stated| given.overlaps(&stated.logical_interval(of_stated)));
    }
    Some(if !possible {
        GrowthCheck::Sure {
            computed: computed(),
        }
    } else if base.number().is_some()
        && now.number().is_some()
        && misses(base, now, printed, stated, scale)?
    {
        GrowthCheck::Likely {
            computed: computed(),
        }
    } else {
        GrowthCheck::Fits
    })
}

/// What the numbers as printed give; for a range or a bound, what its middle or its end gives.
fn printed_result(base: &Values, now: &Values, scale: Scale) -> Option<Decimal> {
    let ratio = representative(now)?.checked_div(representative(base)?)?;
    scale.apply(ratio)
}

fn representative(values: &Values) -> Option<Decimal> {
    values.number().or_else(|| {
        let set = values.interval(Rounding::Half);
        match (set.low, set.high) {
            (Some(low), Some(high)) if !low.is_zero() => {
                low.checked_add(high)?.checked_div(Decimal::TWO)
            }
            (_, Some(high)) => Some(high),
            (low, None) => low,
        }
    })
}

/// Every result that the two sets allow. Counts are not negative.
fn result_interval(base: &Interval, now: &Interval, scale: Scale) -> Option<Interval> {
    let positive = |end: Option<Decimal>| end.filter(|end| *end > Decimal::ZERO);
    if base.high.is_some_and(|high| high <= Decimal::ZERO)
        || now.high.is_some_and(|high| high < Decimal::ZERO)
    {
        return None;
    }
    let low = match (positive(now.low), base.high) {
        (Some(now), Some(base)) => now.checked_div(base)?,
        _ => Decimal::ZERO,
    };
    let low = Some(scale.apply(low)?);
    let high = match (now.high, positive(base.low)) {
        // Two plain counts have one ratio.
        (Some(_), Some(_)) if now.low == now.high && base.low == base.high => low,
        (Some(now), Some(base)) => Some(scale.apply(now.checked_div(base)?)?),
        _ => None,
    };
    // Ends that the printed sets leave out are left in: they cannot be told from their neighbours.
    Some(Interval::closed(low, high))
}

/// Whether the numbers as printed, taken as exact, miss the statement.
fn misses(
    base: &Values,
    now: &Values,
    printed: Decimal,
    stated: &Values,
    scale: Scale,
) -> Option<bool> {
    if stated.contains(printed) {
        return Some(false);
    }
    let hedged = base.is_hedged() || now.is_hedged();
    // "Over 20,000" is not 20,000: a twentieth of the result is within what such words leave open.
    let slack = if hedged {
        let result = printed.checked_add(scale.offset)?.abs();
        scale.slack.max(result.checked_div(Decimal::from(20))?)
    } else {
        scale.slack
    };
    let distance = if stated.is_hedged() {
        let set = stated.interval(Rounding::Half);
        let below = set
            .low
            .map_or(Some(Decimal::ZERO), |low| low.checked_sub(printed))?;
        let above = set
            .high
            .map_or(Some(Decimal::ZERO), |high| printed.checked_sub(high))?;
        below.max(above)
    } else {
        printed.checked_sub(stated.number()?)?.abs()
    };
    Some(distance >= slack && distance > Decimal::ZERO)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn exact(text: &str) -> Values {
        Values::exact(number(text))
    }

    fn rounded(text: &str, place: &str) -> Values {
        Values::rounded(number(text), number(place))
    }

    fn percent(text: &str) -> Values {
        rounded(text, "1")
    }

    fn verdict(check: GrowthCheck) -> &'static str {
        match check {
            GrowthCheck::Fits => "fits",
            GrowthCheck::Likely { .. } => "likely",
            GrowthCheck::Sure { .. } => "sure",
            GrowthCheck::Unknown => "unknown",
        }
    }

    #[test]
    fn growth_is_judged_in_two_tiers() {
        let millions = |text| rounded(text, "1000000");
        let cases = [
            (millions("15000000"), millions("40000000"), "166", "fits"),
            (millions("25000000"), millions("40000000"), "60", "fits"),
            (millions("25000000"), millions("40000000"), "62", "likely"),
            (millions("25000000"), millions("40000000"), "75", "sure"),
            (exact("193"), exact("209"), "8", "fits"),
            (exact("193"), exact("209"), "9", "sure"),
            (exact("3"), exact("5"), "66", "fits"),
            (exact("3"), exact("5"), "67", "fits"),
            (exact("3"), exact("5"), "68", "sure"),
            (exact("1500"), exact("2500"), "120", "sure"),
            (exact("0"), exact("5"), "10", "unknown"),
            (Values::vague(None), exact("5"), "10", "unknown"),
            (
                Values::over(number("20000")),
                Values::over(number("30000")),
                "48",
                "fits",
            ),
            (
                Values::over(number("20000")),
                Values::over(number("30000")),
                "90",
                "likely",
            ),
        ];
        for (base, now, stated, expected) in cases {
            let found = verdict(growth(&base, &now, &percent(stated)));
            assert_eq!(found, expected, "{base:?} to {now:?}, {stated}%");
        }
    }

    #[test]
    fn what_the_numbers_give_is_told() {
        let check = growth(&exact("1500"), &exact("2500"), &percent("120"));
        let computed = number("66.7");
        assert_eq!(check, GrowthCheck::Sure { computed });
    }

    #[test]
    fn a_share_is_possible_if_whole_ones_make_it() {
        for (percent, base, possible) in [
            (percent("19"), "23", Some(false)),
            (percent("17"), "23", Some(true)),
            (percent("100"), "23", Some(true)),
            (exact("25"), "4", Some(true)),
            (exact("30"), "4", Some(false)),
            (Values::below(number("25")), "4", Some(true)),
            (percent("25"), "0", None),
            (percent("25"), "4.5", None),
            (Values::vague(None), "4", None),
        ] {
            let found = share_is_possible(&percent, &exact(base));
            assert_eq!(found, possible, "{percent:?} of {base}");
        }
        assert_eq!(share_is_possible(&percent("25"), &rounded("4", "1")), None);
    }

    #[test]
    fn of_what_is_vague_nothing_is_known() {
        let vague = || Values::vague(None);
        for (base, now, stated) in [
            (vague(), exact("5"), percent("10")),
            (exact("5"), vague(), percent("10")),
            (exact("5"), exact("6"), vague()),
        ] {
            assert_eq!(verdict(growth(&base, &now, &stated)), "unknown");
        }
    }

    #[test]
    fn a_part_that_is_said_in_words_is_loose() {
        let third = number("1") / number("3");
        let [third, more_than_half] = [Values::exact(third), Values::over(number("0.5"))];
        for (base, now, part, fits) in [
            ("300", "400", &third, true),
            ("300", "393", &third, true),
            ("300", "450", &third, false),
            ("300", "200", &third.negated(), true),
            ("300", "200", &third, false),
            ("1000", "450", &more_than_half.negated(), true),
            ("1000", "600", &more_than_half.negated(), false),
        ] {
            let found = growth_by_part(&exact(base), &exact(now), part);
            assert_eq!(found == GrowthCheck::Fits, fits, "{base} to {now}");
        }
    }

    #[test]
    fn a_fall_is_a_negative_growth() {
        let fall = percent("20").negated();
        assert_eq!(
            growth(&exact("100"), &exact("80"), &fall),
            GrowthCheck::Fits
        );
        assert_eq!(verdict(growth(&exact("80"), &exact("100"), &fall)), "sure");
    }

    #[test]
    fn what_is_computed_has_the_decimals_of_what_is_stated() {
        let values = [exact("300"), exact("226")];
        let cases = [
            (Values::multiple(number("0.5")), "0.753"),
            (Values::from(Decimal::TWO), "0.753"),
        ];
        for (stated, expected) in cases {
            let [base, now] = &values;
            let GrowthCheck::Sure { computed } = multiple(base, now, &stated) else {
                panic!("{stated:?}");
            };
            assert_eq!(computed, number(expected));
        }
        for (stated, expected) in [("-20", "-24.7"), ("-20.25", "-24.67")] {
            let [base, now] = &values;
            let check = growth(base, now, &percent(stated));
            let computed = number(expected);
            assert_eq!(check, GrowthCheck::Sure { computed }, "{stated}");
        }
    }

    #[test]
    fn multiples_follow_from_their_numbers() {
        let two = Decimal::TWO;
        let cases = [
            (exact("50"), exact("98"), Values::multiple(two), "fits"),
            (exact("50"), exact("80"), Values::multiple(two), "sure"),
            (exact("100"), exact("132"), Values::from(two), "sure"),
            (exact("100"), exact("950"), Values::from(two), "fits"),
            (
                exact("100"),
                exact("190"),
                Values::nearly_multiple(two),
                "fits",
            ),
            (
                exact("30"),
                exact("60"),
                Values::multiple(number("3")),
                "sure",
            ),
            (
                exact("30"),
                exact("15"),
                Values::multiple(number("0.5")),
                "fits",
            ),
        ];
        for (base, now, stated, expected) in cases {
            let found = verdict(multiple(&base, &now, &stated));
            assert_eq!(found, expected, "{base:?} to {now:?}, {stated:?}");
        }
    }

    #[test]
    fn shares_follow_from_part_and_whole() {
        let cases = [
            ("12", "48", "25", "fits"),
            ("12", "48", "30", "sure"),
            ("2", "3", "66", "fits"),
        ];
        for (part, whole, stated, expected) in cases {
            let found = verdict(share(&exact(part), &exact(whole), &percent(stated)));
            assert_eq!(found, expected, "{part} of {whole}, {stated}%");
        }
    }

    #[test]
    fn a_small_base_allows_few_percentages() {
        let possible = |percent: &Values, base| share_is_possible(percent, &exact(base));
        assert_eq!(possible(&percent("19"), "23"), Some(false));
        assert_eq!(possible(&percent("17"), "23"), Some(true));
        assert_eq!(possible(&percent("50"), "3"), Some(false));
        assert_eq!(possible(&rounded("66.7", "0.1"), "3"), Some(true));
        assert_eq!(possible(&percent("50"), "0"), None);
        assert_eq!(possible(&Values::over(number("95")), "10"), Some(true));
    }

    #[test]
    fn numbers_out_of_reach_are_unknown() {
        let huge = Values::exact(Decimal::MAX);
        let tiny = rounded(
            "0.0000000000000000000000000001",
            "0.0000000000000000000000000001",
        );
        assert_eq!(growth(&tiny, &huge, &percent("5")), GrowthCheck::Unknown);
    }
}
