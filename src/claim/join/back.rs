//! What a report says of a year that is over, and what the report of that year says: "12 branches in 2020".

use std::cmp::Ordering;
use std::sync::LazyLock;

use rust_decimal::Decimal;

use super::Side;
use super::contrast::is_headed_apart;
use super::likeness::{is_short, same_words, stands_alone};
use super::overlap::Overlap;
use crate::claim::{Claim, Role, Scope};
use crate::corpus::Corpus;
use crate::quantity::{Kind, order};
use crate::word::{self, Stem};

/// Whether one of two claims is told of a year that is over, and the other may be the number that it speaks of, which the
/// report of that year has. They are of one size: what a report says of a few among many is something else. They do not
/// contradict each other.
pub(super) fn goes_back_to(corpus: &Corpus, first: &Side<'_>, second: &Side<'_>) -> bool {
    let (back, told) = if tells_of_before(corpus, first.claim) {
        (first, second)
    } else {
        (second, first)
    };
    if !tells_of_before(corpus, back.claim) || told.claim.base {
        return false;
    }
    let (a, b) = (back.claim, told.claim);
    let flows = || {
        let words = told.scope.words().iter().chain(b.measure.qualifiers());
        words.into_iter().any(|stem| FLOWS.contains(stem))
    };
    let near = |first: Decimal, second: Decimal| {
        let (less, more) = match order(first, second) {
            Ordering::Greater => (second, first),
            _ => (first, second),
        };
        let thrice = more.checked_mul(Decimal::from(3));
        thrice.is_some_and(|thrice| Some(thrice) <= less.checked_mul(Decimal::from(4)))
    };
    let one_names_no_other = || {
        let (of_back, of_told) = (back.scope.names(), told.scope.names());
        let names = Overlap::of(&corpus.vocabulary, of_back, of_told, &[]);
        names.only_first == 0 || names.only_second == 0
    };
    a.report != b.report
        && matches!(
            (a.quantity.kind, a.role),
            (Kind::Count | Kind::Money, Role::Level) | (Kind::Percent, Role::Share)
        )
        && are_of_one_noun(a, b)
        && !a.measure.guessed
        && !b.measure.guessed
        && same_words(&a.measure, &b.measure)
        && a.quantity
            .nominal()
            .zip(b.quantity.nominal())
            .is_some_and(|(a, b)| near(a, b))
        && one_names_no_other()
        && !is_headed_apart((a, &back.scope), (b, &told.scope))
        && !flows()
        // What a change starts from is told beside what it came to, whose words are around both.
        && (a.base || are_plain(corpus, back, told))
}

/// Whether a claim speaks of a year before that of its report: "The guild grew from 12 to 21 branches", "In 2020 the guild had 12
/// branches".
fn tells_of_before(corpus: &Corpus, claim: &Claim) -> bool {
    let own = corpus.reports[claim.report].period;
    let is_over = || {
        let periods = claim.period.zip(own);
        periods.is_some_and(|(period, own)| period.last < own.first)
    };
    claim.base || claim.dated && is_over()
}

/// Whether two short sentences say nothing but their numbers, or both the same: "The board has nine members" and "In 2020
/// the board had ten members".
fn are_plain(corpus: &Corpus, first: &Side<'_>, second: &Side<'_>) -> bool {
    let (in_a, in_b) = (&first.scope, &second.scope);
    let nouns = [first, second].map(|side| side.claim.measure.head);
    let words = Overlap::of(&corpus.vocabulary, in_a.words(), in_b.words(), &nouns);
    let is_whole = |scope: &Scope<'_>| is_short(scope) && stands_alone(scope);
    is_whole(in_a) && is_whole(in_b) && words.only_first == 0 && words.only_second == 0
}

/// Whether of the claims under one key only these two are of their reports.
pub(super) fn is_the_only(group: &[Side<'_>], first: &Side<'_>, second: &Side<'_>) -> bool {
    let told = if first.claim.base { second } else { first };
    let mut others = group.iter().filter(|other| other.id != told.id);
    !others.any(|other| {
        let same = same_words(&other.claim.measure, &told.claim.measure)
            && are_of_one_noun(other.claim, told.claim);
        other.claim.report == told.claim.report && !other.claim.base && same
    })
}

/// Whether two claims under one key are of one noun: sums of money stand under one key whatever they are of.
fn are_of_one_noun(a: &Claim, b: &Claim) -> bool {
    a.quantity.kind != Kind::Money || a.measure.head.is_some() && a.measure.head == b.measure.head
}

/// Words of what came or went in a time: such a number is not what there is at its end.
static FLOWS: LazyLock<[Stem; 16]> = LazyLock::new(|| {
    [
        "new",
        "hired",
        "joined",
        "added",
        "gained",
        "welcomed",
        "recruited",
        "lost",
        "left",
        "departed",
        "additional",
        "another",
        "enrolled",
        "graduated",
        "retired",
        "resigned",
    ]
    .map(word::stem)
});
