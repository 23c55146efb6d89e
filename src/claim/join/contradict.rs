//! What two claims both say that keeps them apart: their time, place, currency, edition, or what is counted.

use std::cmp::Ordering;
use std::sync::LazyLock;

use rust_decimal::Decimal;

use crate::claim::{Apart, Claim, Measure, Mood, Reach, Role, Scope, canonical};
use crate::period::Period;
use crate::quantity::{Kind, order};
use crate::word::{self, Stem};

/// What both say that keeps them apart, if they do.
pub(super) fn contradict(
    a: &Claim,
    b: &Claim,
    in_a: &Scope<'_>,
    in_b: &Scope<'_>,
) -> Option<Apart> {
    let whose = (a.measure.of(), b.measure.of());
    let planned = a.mood == Mood::Planned && a.dated && b.dated;
    let apart_in_time =
        |first: Period, second: Period| !first.overlaps(second) || first.is_shifted(second);
    Some(
        if a.mood != b.mood || !(a.mood == Mood::Stated || planned) {
            Apart::Mood
        } else if a.quantity.currency() != b.quantity.currency() {
            Apart::Currency
        } else if a.measure.partial != b.measure.partial {
            Apart::Part
        } else if reach_apart(a, b) {
            Apart::Reach
        } else if are_part_and_whole((a, in_a), (b, in_b)) {
            Apart::Part
        } else if matches!(whose, (Some(a), Some(b)) if a != b) {
            Apart::Whose
        } else if are_of_two_subjects(a, b, in_a, in_b)
            || a.quantity.kind == Kind::Money && are_of_two_nouns(a, b, in_a, in_b)
        {
            Apart::Measure
        } else if !nested(in_a.editions(), in_b.editions())
            || (a.report == b.report
                && (are_of_two_years(in_a, in_b) || in_a.of_part() != in_b.of_part()))
        {
            Apart::Edition
        } else if disjoint(in_a.months(), in_b.months()) {
            Apart::Month
        } else if !a.base && !b.base && disjoint(in_a.years(), in_b.years()) {
            Apart::Year
        } else if a
            .period
            .zip(b.period)
            .is_some_and(|(first, second)| apart_in_time(first, second))
        {
            // Two quarters of a year.
            Apart::Period
        } else if a.dated && b.dated && is_quarter_or_so(a, b) {
            Apart::Period
        } else if disjoint(in_a.locations(), in_b.locations()) {
            Apart::Location
        } else if a.role != Role::Rank && disjoint(in_a.ordinals(), in_b.ordinals()) {
            Apart::Ordinal
        } else if a.quantity.kind != Kind::Money && narrowed(&a.measure, &b.measure)
            || a.quantity.kind == Kind::Money && are_of_two_sorts(&a.measure, &b.measure)
        {
            Apart::Qualifier
        } else if a.quantity.kind == Kind::Money && are_of_two_sides(in_a, in_b) {
            Apart::Measure
        } else {
            return None;
        },
    )
}

/// Whether one claim counts from before the time of the other on, or over many years of which the other is of one.
fn reach_apart(a: &Claim, b: &Claim) -> bool {
    /// Two years may be a season that is called by either of them.
    const MANY: i16 = 2;
    let years = |period: Period| period.last.year() - period.first.year();
    let is_to_date = |claim: &Claim| matches!(claim.reach, Reach::ToDate(_));
    let is_longer = |first: Period, second: Period| years(first) >= MANY && years(second) < MANY;
    let are_longer = a
        .period
        .zip(b.period)
        .is_some_and(|(first, second)| is_longer(first, second) || is_longer(second, first));
    let starts = |claim: &Claim| match claim.reach {
        Reach::ToDate(year) => year,
        _ => None,
    };
    let are_of_two_starts = starts(a).zip(starts(b)).is_some_and(|(a, b)| a != b);
    is_to_date(a) != is_to_date(b) || are_longer || are_of_two_starts
}

/// Whether one of two claims is of some months together, and the other of another time: a quarter has a number of its own, beside
/// its year and the months of it.
fn is_quarter_or_so(a: &Claim, b: &Claim) -> bool {
    let is_quarter = |period: Period| {
        let months = period.last.month() - period.first.month();
        period.year().is_some() && (1..11).contains(&months)
    };
    let periods = a.period.zip(b.period);
    periods
        .is_some_and(|(first, second)| first != second && (is_quarter(first) || is_quarter(second)))
}

/// Whether the smaller one of two numbers is of a part of what the larger one counts.
fn are_part_and_whole(first: (&Claim, &Scope<'_>), second: (&Claim, &Scope<'_>)) -> bool {
    let amount = |claim: &Claim| {
        let is_amount =
            matches!(claim.quantity.kind, Kind::Count | Kind::Money) && claim.role == Role::Level;
        claim.quantity.nominal().filter(|_| is_amount)
    };
    let Some((one, other)) = amount(first.0).zip(amount(second.0)) else {
        return false;
    };
    match order(one, other) {
        Ordering::Less => is_part_of(first, one, second, other),
        Ordering::Equal => false,
        Ordering::Greater => is_part_of(second, other, first, one),
    }
}

/// Whether a number that is less than another one is of a part of the time, of one of several, or of those that more words tell.
fn is_part_of(
    (part, in_part): (&Claim, &Scope<'_>),
    less: Decimal,
    (whole, in_whole): (&Claim, &Scope<'_>),
    more: Decimal,
) -> bool {
    // A month that has most of a year is rather the month of what comes once a year.
    let is_of_part_of_time = || {
        let periods = part.period.zip(whole.period);
        let is_shorter = |(short, long): (Period, Period)| {
            short != long && long.contains(short) && short.year().is_some()
        };
        part.dated && periods.is_some_and(is_shorter) && less + less <= more
    };
    let is_of_one_of_several = || {
        in_part.about.is_some()
            && in_part.about == in_whole.about
            && !in_part.is_of_several
            && in_whole.is_of_several
    };
    let is_narrowed = || {
        let is_same = in_part.about.is_some() && in_part.about == in_whole.about;
        let is_told = |noun: Stem| in_part.narrowing().binary_search(&noun).is_ok();
        !in_part.narrowing().is_empty()
            && (is_same && in_whole.narrowing().is_empty()
                || !is_same && in_whole.about.is_some_and(is_told))
    };
    let is_of_some = || {
        let tells_more = |own: &[Stem], other: &[Stem]| {
            own.iter().any(|stem| other.binary_search(stem).is_err())
        };
        whole.reach == Reach::Whole
            && part.reach != Reach::Whole
            && (tells_more(in_part.locations(), in_whole.locations())
                || tells_more(in_part.words(), in_whole.words()))
    };
    is_of_part_of_time() || is_of_one_of_several() || is_narrowed() || is_of_some()
}

/// Whether two sentences begin with different nouns in the plural, or with one that each of them narrows in its own way: "bakers
/// gave", "millers gave"; "sales of books", "sales of maps".
fn are_of_two_subjects(a: &Claim, b: &Claim, in_a: &Scope<'_>, in_b: &Scope<'_>) -> bool {
    let is_amount = a.role == Role::Level && matches!(a.quantity.kind, Kind::Count | Kind::Money);
    let Some((first, second)) = in_a.about.zip(in_b.about) else {
        return false;
    };
    if !is_amount || b.role != Role::Level {
        return false;
    }
    if first == second {
        return disjoint(in_a.narrowing(), in_b.narrowing());
    }
    let is_told = |noun: Stem, of: &Scope<'_>| {
        of.words().binary_search(&noun).is_ok() || of.narrowing().binary_search(&noun).is_ok()
    };
    canonical(first) != canonical(second)
        && in_a.is_of_several
        && in_b.is_of_several
        && !is_told(first, in_b)
        && !is_told(second, in_a)
}

/// The noun that a sum of money is of, by grammar, if it says what sort of money this is.
pub(super) fn noun_of_money(claim: &Claim) -> Option<Stem> {
    static ANY: LazyLock<[Stem; 13]> = LazyLock::new(|| {
        [
            "amount", "balance", "cost", "figure", "money", "number", "price", "result", "sum",
            "total", "value", "worth", "year",
        ]
        .map(word::stem)
    });
    let is_money = claim.quantity.kind == Kind::Money && !claim.measure.guessed;
    let noun = claim.measure.head.filter(|_| is_money)?;
    (!ANY.contains(&noun)).then_some(noun)
}

/// Whether two sums of money are of nouns that mean different things: "a surplus of £5,000", "grants of £65,000".
fn are_of_two_nouns(a: &Claim, b: &Claim, in_a: &Scope<'_>, in_b: &Scope<'_>) -> bool {
    /// Nouns of one meaning.
    static SAME: LazyLock<[Vec<Stem>; 5]> = LazyLock::new(|| {
        const SAME: [&[&str]; 5] = [
            &[
                "income", "revenue", "turnover", "takings", "receipts", "proceeds", "earnings",
            ],
            &["spending", "expenditure", "expenses", "costs", "outgoings"],
            &["surplus", "profit"],
            &["grants", "funding", "awards", "support"],
            &["savings", "deposits", "shares"],
        ];
        SAME.map(|nouns| nouns.iter().map(|noun| word::stem(noun)).collect())
    });
    let Some((first, second)) = noun_of_money(a).zip(noun_of_money(b)) else {
        return false;
    };
    let is_told = |noun: Stem, of: &Scope<'_>| of.words().binary_search(&noun).is_ok();
    canonical(first) != canonical(second)
        && !SAME
            .iter()
            .any(|nouns| nouns.contains(&first) && nouns.contains(&second))
        && !is_told(first, in_b)
        && !is_told(second, in_a)
}

/// Whether the sentence of one of two sums of money begins with its noun, which that of the other says nowhere, nor what is above
/// it: "savings total £44,000", "it now totals £31,000".
pub(super) fn is_of_unsaid_noun(a: &Claim, b: &Claim, in_a: &Scope<'_>, in_b: &Scope<'_>) -> bool {
    let is_said = |noun: Stem, of: &Scope<'_>| {
        [of.words(), of.headings()]
            .iter()
            .any(|words| words.binary_search(&noun).is_ok())
    };
    let is_unsaid = |(own, in_own): (&Claim, &Scope<'_>), (other, of): (&Claim, &Scope<'_>)| {
        let noun = noun_of_money(own).filter(|noun| in_own.about == Some(*noun));
        noun.is_some_and(|noun| noun_of_money(other).is_none() && !is_said(noun, of))
    };
    is_unsaid((a, in_a), (b, in_b)) || is_unsaid((b, in_b), (a, in_a))
}

/// Whether the headings in one report name its year above one scope, and other numbers, but not this year, above the
/// other: "The Fair of 2021", "The Fair of 2020".
fn are_of_two_years(first: &Scope<'_>, second: &Scope<'_>) -> bool {
    let (own, other) = match (first.of_own_year(), second.of_own_year()) {
        (true, false) => (first, second),
        (false, true) => (second, first),
        _ => return false,
    };
    let has = |edition: &Stem| own.editions().binary_search(edition).is_ok();
    !other.editions().iter().all(has)
}

/// Whether two amounts are of one noun of two sorts: "an adult ticket", "a family ticket".
fn are_of_two_sorts(first: &Measure, second: &Measure) -> bool {
    let (first_sort, second_sort) = (first.qualifiers(), second.qualifiers());
    first.head.is_some()
        && first.head == second.head
        && !first_sort.is_empty()
        && !second_sort.is_empty()
        && disjoint(first_sort, second_sort)
}

/// Whether the words before two nouns make them two things: neither has all words of the other, or one of them says
/// that it counts others than the plain noun does ("new members" are not all members).
fn narrowed(first: &Measure, second: &Measure) -> bool {
    static OTHERS: LazyLock<[Stem; 8]> = LazyLock::new(|| {
        [
            "new",
            "additional",
            "further",
            "former",
            "remaining",
            "potential",
            "old",
            "extra",
        ]
        .map(word::stem)
    });
    // Most have the same words, or none.
    if first.qualifiers() == second.qualifiers() {
        return false;
    }
    // "Member organisations" are members, whatever stands behind it.
    let is_own = |stem: &Stem, measure: &Measure| measure.also() == Some(canonical(*stem));
    let has = |stem: &Stem, measure: &Measure| measure.qualifiers().binary_search(stem).is_ok();
    let all = |of: &Measure, other: &Measure| {
        let mut words = of.qualifiers().iter();
        words.all(|stem| has(stem, other) || is_own(stem, of))
    };
    !(all(first, second) || all(second, first))
        || OTHERS
            .iter()
            .any(|stem| has(stem, first) != has(stem, second))
}

/// Whether two sums are on the two sides of an account: one scope speaks of what came in, the other of what went out.
fn are_of_two_sides(first: &Scope<'_>, second: &Scope<'_>) -> bool {
    /// What comes in and what goes out, what is owned and what is owed.
    const SIDES: [[&[&str]; 2]; 3] = [
        [
            &["income", "revenue", "revenues"],
            &[
                "expenditure",
                "expenditures",
                "expense",
                "expenses",
                "spending",
            ],
        ],
        [&["assets"], &["liabilities"]],
        [&["surplus", "profit"], &["deficit", "loss"]],
    ];
    static STEMS: LazyLock<Vec<[Vec<Stem>; 2]>> = LazyLock::new(|| {
        let stems = |words: &[&str]| words.iter().map(|word| word::stem(word)).collect();
        SIDES.iter().map(|sides| sides.map(stems)).collect()
    });
    let has = |scope: &Scope<'_>, side: &[Stem]| {
        let mut side = side.iter();
        side.any(|stem| scope.words().binary_search(stem).is_ok())
    };
    let only =
        |scope: &Scope<'_>, [own, other]: [&[Stem]; 2]| has(scope, own) && !has(scope, other);
    STEMS.iter().any(|[one, other]| {
        only(first, [one, other]) && only(second, [other, one])
            || only(first, [other, one]) && only(second, [one, other])
    })
}

/// Whether two sorted lists both have items and none in common.
fn disjoint<T: Ord>(first: &[T], second: &[T]) -> bool {
    !first.is_empty()
        && !second.is_empty()
        && first.iter().all(|item| second.binary_search(item).is_err())
}

/// Whether all items of one sorted list are in the other.
fn nested<T: Ord>(first: &[T], second: &[T]) -> bool {
    first.iter().all(|item| second.binary_search(item).is_ok())
        || second.iter().all(|item| first.binary_search(item).is_ok())
}
