//! What two values say of a change: the arithmetic, what rounding leaves open, and the finding.

use rust_decimal::Decimal;

use super::sentence::{Change, Part};
use crate::check::{Context, Verdict, show};
use crate::claim::Claim;
use crate::finding::{Certainty, Detection, Fault, Label};
use crate::quantity::{
    Comparison, GrowthCheck, Kind, Values, growth, growth_by_part, multiple, share,
};

/// Whether a change leads from one value to about another: within a third.
pub(super) fn is_about(change: Change<'_>, base: &Claim, now: &Claim) -> bool {
    let percent = change.claim.quantity.kind == Kind::Percent;
    let nominal = [base, now, change.claim].map(|claim| claim.quantity.nominal());
    let [Some(base), Some(now), Some(stated)] = nominal else {
        return false;
    };
    let more = if change.falls { -stated } else { stated };
    let times = if percent {
        let all = more.checked_add(Decimal::ONE_HUNDRED);
        all.and_then(|all| all.checked_div(Decimal::ONE_HUNDRED))
    } else if change.part == Part::Added {
        more.checked_add(Decimal::ONE)
    } else {
        Some(stated)
    };
    let reached = if matches!(change.claim.quantity.kind, Kind::Count | Kind::Money) {
        base.checked_add(more)
    } else {
        times.and_then(|times| base.checked_mul(times))
    };
    reached.is_some_and(|reached| {
        let (less, more) = (reached.min(now), reached.max(now));
        let twice = more.checked_mul(Decimal::TWO);
        less > Decimal::ZERO
            && twice.is_some_and(|twice| Some(twice) <= less.checked_mul(Decimal::from(3)))
    })
}

pub(super) fn check(change: Change<'_>, base: &Claim, now: &Claim) -> GrowthCheck {
    check_values(change, &base.quantity.values, &now.quantity.values)
}

/// Whether a change may be right if the two values are good to one digit less than they may be: "from 610 to 860 million".
pub(super) fn fits_coarsely(change: Change<'_>, base: &Claim, now: &Claim) -> bool {
    let [base, now] = [base, now].map(|claim| &claim.quantity.values);
    let coarser = [base, now].map(Values::coarser);
    let [of_base, of_now] = [0, 1].map(|at| coarser[at].as_ref());
    (of_base.is_some() || of_now.is_some())
        && !matches!(
            check_values(change, of_base.unwrap_or(base), of_now.unwrap_or(now)),
            GrowthCheck::Sure { .. }
        )
}

/// Two amounts that end in three noughts, one of them in no more, as what they are most likely: rounded to thousands. None of
/// others, and of such as are so small that it would make them vague.
pub(super) fn in_thousands(values: [&Claim; 2]) -> Option<[Values; 2]> {
    let thousand = Decimal::ONE_THOUSAND;
    let least = thousand * Decimal::TEN;
    let rounded = |claim: &Claim| {
        let number = claim.quantity.nominal()?;
        let is_round = number.checked_rem(thousand)?.is_zero() && number.abs() >= least;
        is_round.then(|| Values::rounded(number, thousand))
    };
    let is_told = |claim: &&Claim| {
        let number = claim.quantity.nominal();
        number.is_some_and(|number| !(number % least).is_zero())
    };
    let pair = [rounded(values[0])?, rounded(values[1])?];
    values.iter().any(is_told).then_some(pair)
}

/// Whether a change may be right if its two values were rounded to thousands.
fn fits_in_thousands(change: Change<'_>, base: &Claim, now: &Claim) -> bool {
    change.claim.quantity.kind == Kind::Percent
        && in_thousands([base, now]).is_some_and(|[base, now]| {
            !matches!(check_values(change, &base, &now), GrowthCheck::Sure { .. })
        })
}

pub(super) fn check_values(change: Change<'_>, base: &Values, now: &Values) -> GrowthCheck {
    let stated = &change.claim.quantity.values;
    match change.claim.quantity.kind {
        Kind::Percent if change.falls => growth(base, now, &stated.negated()),
        Kind::Percent => growth(base, now, stated),
        Kind::Count | Kind::Money if change.falls => difference(now, base, stated),
        Kind::Count | Kind::Money => difference(base, now, stated),
        _ if change.part == Part::Unclear => GrowthCheck::Unknown,
        _ if change.part == Part::Added && change.falls => {
            growth_by_part(base, now, &stated.negated())
        }
        _ if change.part == Part::Added => growth_by_part(base, now, stated),
        _ => multiple(base, now, stated),
    }
}

/// Whether a difference is as near to the stated one as it is where the three are rounded: "from 3,000 to 3,300, 287 more",
/// "£63,000 less" for £63,150.
fn is_nearly(change: Change<'_>, base: &Claim, now: &Claim) -> bool {
    let numbers = [base, now, change.claim].map(|claim| claim.quantity.nominal());
    let ([Some(base), Some(now), Some(stated)], Kind::Count | Kind::Money) =
        (numbers, change.claim.quantity.kind)
    else {
        return false;
    };
    let stated = stated.abs();
    let Some(gap) = now.checked_sub(base).map(|gap| gap.abs()) else {
        return true;
    };
    let apart = (gap - stated).abs();
    let [of_base, of_now, of_stated] = [base, now, stated].map(last_place);
    let is_rounded = stated >= Decimal::ONE_HUNDRED
        && apart
            .checked_mul(Decimal::from(20))
            .is_some_and(|times| times <= stated);
    // Two round numbers, and a change that is not: it was taken from what they were rounded from.
    let of_values = of_base.min(of_now);
    let are_rounded = of_values > Decimal::ONE && of_stated < of_values && apart < of_values;
    apart < of_stated && (is_rounded || gap.scale() > stated.scale()) || are_rounded
}

/// The value of one in the last place of a number that is no nought.
fn last_place(number: Decimal) -> Decimal {
    let mut place = Decimal::new(1, number.normalize().scale());
    while let Some(next) = place.checked_mul(Decimal::TEN)
        && next <= number.abs()
        && number.checked_rem(next).is_some_and(|rest| rest.is_zero())
    {
        place = next;
    }
    place
}

/// Whether one value is by a stated number more than another.
pub(super) fn difference(base: &Values, now: &Values, stated: &Values) -> GrowthCheck {
    let computed = Values::sum(&[now, &base.negated()]);
    match (stated.compare(&computed), computed.number()) {
        (Comparison::Agree, _) => GrowthCheck::Fits,
        (
            Comparison::Disjoint {
                conventional,
                rounding_like,
            },
            Some(number),
        ) => {
            if conventional || rounding_like || base.is_hedged() || now.is_hedged() {
                GrowthCheck::Likely { computed: number }
            } else {
                GrowthCheck::Sure { computed: number }
            }
        }
        _ => GrowthCheck::Unknown,
    }
}

/// Whether a percentage in brackets tells what part one of two values is of the other: "fell from 435 to 372 (86%)".
fn is_share_of(context: &Context<'_>, claim: &Claim, [base, now]: [&Claim; 2]) -> bool {
    let view = context.corpus.reports[claim.report].document.view.as_str();
    let is_bare = view[..claim.extent.start as usize].ends_with('(')
        && view[claim.extent.end as usize..].starts_with(')');
    is_bare && is_part_of(claim, [base, now])
}

/// Whether one of two values is so many percent of the other.
pub(super) fn is_part_of(claim: &Claim, [base, now]: [&Claim; 2]) -> bool {
    let fits = |whole: &Claim, part: &Claim| {
        let [whole, part] = [whole, part].map(|claim| &claim.quantity.values);
        let check = share(part, whole, &claim.quantity.values);
        matches!(check, GrowthCheck::Fits)
    };
    claim.quantity.kind == Kind::Percent && (fits(base, now) || fits(now, base))
}

/// The verdict on a change that its two values give.
pub(super) fn fitting(context: &Context<'_>, claims: [&Claim; 3]) -> Verdict {
    Verdict::Fits(context.places_of(claims))
}

/// Nothing grows by so many percent, or so many times, within a sentence.
pub(super) const ABSURD: Decimal = Decimal::from_parts(100_000, 0, 0, false, 0);

/// What two values say of a change. `most` is how sure their roles are.
pub(super) fn judge(
    context: &Context<'_>,
    change: Change<'_>,
    base: &Claim,
    now: &Claim,
    most: Certainty,
) -> Verdict {
    let (computed, certainty) = match check(change, base, now) {
        GrowthCheck::Sure { computed } if fits_coarsely(change, base, now) => {
            (computed, Certainty::Likely)
        }
        GrowthCheck::Sure { computed } => (computed, Certainty::Sure),
        GrowthCheck::Likely { computed } => (computed, Certainty::Likely),
        GrowthCheck::Fits => return fitting(context, [change.claim, base, now]),
        GrowthCheck::Unknown => return Verdict::Open,
    };
    // "From 20 to 21 million": the unit of the first one stands behind the second.
    if computed.abs() >= ABSURD
        || is_nearly(change, base, now)
        || fits_in_thousands(change, base, now)
        || is_share_of(context, change.claim, [base, now])
    {
        return Verdict::Open;
    }
    let Change {
        claim: change,
        falls,
        part,
    } = change;
    let stated = show::value(context, change);
    let (from, to) = (show::value(context, base), show::value(context, now));
    let computed = if matches!(change.quantity.kind, Kind::Count | Kind::Money) {
        let gap = if falls { -computed } else { computed };
        format!(
            "{} {}",
            show::number(gap.abs()),
            if gap.is_sign_negative() {
                "less"
            } else {
                "more"
            }
        )
    } else if change.quantity.kind == Kind::Percent || part == Part::Added {
        format!(
            "{}{} %",
            if computed.is_sign_negative() { "" } else { "+" },
            show::number(computed)
        )
    } else {
        format!("{} times", show::number(computed.round_dp(2)))
    };
    // What a difference is of is not said as plainly as with a percentage.
    let surest = match change.quantity.kind {
        Kind::Count | Kind::Money => Certainty::Likely,
        _ => Certainty::Sure,
    };
    Verdict::Off(Box::new(Detection {
        fault: Fault::GrowthOff,
        category: Fault::GrowthOff.category(),
        certainty: certainty.min(most).min(surest),
        message: format!("“{stated}” is stated, and from {from} to {to} is {computed}"),
        help: "Correct the change or one of the two values. All can be right if the change is of something else than \
               these values, or counts from another time: then say so."
            .to_owned(),
        primary: Label { place: show::place(context, change), text: format!("“{stated}”") },
        related: vec![
            Label { place: show::place(context, base), text: format!("from {from}") },
            Label { place: show::place(context, now), text: format!("to {to}") },
        ],
        fix: None,
    }))
}
