//! What two claims both say that keeps them apart: their time, place, currency, edition, or what is counted.

use std::sync::LazyLock;

use crate::claim::{Apart, Claim, Measure, Mood, Role, Scope, canonical};
use crate::period::Period;
use crate::quantity::Kind;
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
        } else if matches!(whose, (Some(a), Some(b)) if a != b) {
            Apart::Whose
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
