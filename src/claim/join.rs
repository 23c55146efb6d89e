//! The join: which claims are about one fact. Claims meet under keys, never all with all.

use std::collections::BTreeMap;

use super::{Claim, ClaimId, Mood, Role, Scope};
use crate::corpus::{Corpus, Vocabulary};
use crate::period::Period;
use crate::quantity::Kind;
use crate::word::Stem;

/// How sure it is that two claims are about one fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// They are alike, no more.
    Alike,
    /// Measure, subject and period agree, and no facet speaks against it.
    FullKey,
    /// The same sentence, but for numbers.
    SameSentence,
}

/// Two claims about one fact; the first stands before the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Join {
    /// The earlier one.
    pub first: ClaimId,
    /// The later one.
    pub second: ClaimId,
    /// How sure it is.
    pub strength: Strength,
}

/// Under one key at most so many claims are compared with each other; a larger group is split by its words first,
/// and what is still larger is too common to tell facts apart.
const GROUP: usize = 32;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    series: u32,
    year: Option<i16>,
    kind: Kind,
    role: u8,
    head: Option<Stem>,
    /// A word of the scope, where the group without it is too large.
    word: Option<Stem>,
}

/// All joins of the claims, in order.
pub(super) fn joins(corpus: &Corpus, claims: &[Claim], scopes: &[Scope]) -> Vec<Join> {
    let mut groups: BTreeMap<Key, Vec<ClaimId>> = BTreeMap::new();
    for (id, claim) in claims.iter().enumerate() {
        if let Some(key) = key(corpus, claim) {
            groups.entry(key).or_default().push(id);
        }
    }
    let mut joins = Vec::new();
    let mut split: BTreeMap<Key, Vec<ClaimId>> = BTreeMap::new();
    for (key, group) in groups {
        if group.len() <= GROUP {
            pairs(corpus, claims, scopes, &group, &mut joins);
            continue;
        }
        for id in group {
            let scope = &scopes[claims[id].scope];
            for word in scope.names.iter().chain(&scope.words) {
                split
                    .entry(Key {
                        word: Some(*word),
                        ..key
                    })
                    .or_default()
                    .push(id);
            }
        }
    }
    for group in split.values().filter(|group| group.len() <= GROUP) {
        pairs(corpus, claims, scopes, group, &mut joins);
    }
    joins.sort_unstable();
    joins.dedup();
    joins
}

fn key(corpus: &Corpus, claim: &Claim) -> Option<Key> {
    let kind = claim.quantity.kind;
    // A change is compared by what changed, which its own noun ("increase", "growth") does not tell.
    let head = if claim.role == Role::Change {
        None
    } else {
        Some(claim.measure.head?)
    };
    if kind == Kind::Version {
        return None;
    }
    let report = &corpus.reports[claim.report];
    let year = claim
        .period
        .and_then(Period::year)
        .or(report.period.and_then(Period::year));
    Some(Key {
        series: report.series,
        year,
        kind,
        role: claim.role as u8,
        head,
        word: None,
    })
}

fn pairs(
    corpus: &Corpus,
    claims: &[Claim],
    scopes: &[Scope],
    group: &[ClaimId],
    joins: &mut Vec<Join>,
) {
    for (at, first) in group.iter().enumerate() {
        for second in &group[at + 1..] {
            let (a, b) = (&claims[*first], &claims[*second]);
            if let Some(strength) =
                strength(&corpus.vocabulary, a, b, &scopes[a.scope], &scopes[b.scope])
            {
                joins.push(Join {
                    first: *first,
                    second: *second,
                    strength,
                });
            }
        }
    }
}

/// How sure it is that two claims under one key are about one fact; `None` if they are not.
fn strength(
    vocabulary: &Vocabulary,
    a: &Claim,
    b: &Claim,
    in_a: &Scope,
    in_b: &Scope,
) -> Option<Strength> {
    if a.report == b.report && a.sentence == b.sentence {
        return None;
    }
    if a.mood != Mood::Stated
        || b.mood != Mood::Stated
        || a.quantity.currency != b.quantity.currency
    {
        return None;
    }
    if disjoint(&in_a.months, &in_b.months)
        || disjoint(&in_a.years, &in_b.years)
        || disjoint(&in_a.locations, &in_b.locations)
    {
        return None;
    }
    if !nested(&a.measure.qualifiers, &b.measure.qualifiers) {
        return None;
    }
    if in_a.skeleton == in_b.skeleton && in_a.length >= 6 {
        return Some(Strength::SameSentence);
    }
    let names = Overlap::of(vocabulary, &in_a.names, &in_b.names);
    let words = Overlap::of(vocabulary, &in_a.words, &in_b.words);
    if names.only_first > 0 && names.only_second > 0 {
        return None;
    }
    let shared = names.shared + words.shared;
    let alone = names.only_first.min(names.only_second) + words.only_first.min(words.only_second);
    if shared >= 24 && shared >= 2 * alone {
        return Some(Strength::FullKey);
    }
    (shared >= 16).then_some(Strength::Alike)
}

/// The weights of what two sorted lists share and what only one of them has.
struct Overlap {
    shared: u32,
    only_first: u32,
    only_second: u32,
}

impl Overlap {
    fn of(vocabulary: &Vocabulary, first: &[Stem], second: &[Stem]) -> Overlap {
        let weigh = |stems: &mut dyn Iterator<Item = &Stem>| {
            stems.map(|stem| vocabulary.weight(*stem)).sum()
        };
        Overlap {
            shared: weigh(
                &mut first
                    .iter()
                    .filter(|stem| second.binary_search(stem).is_ok()),
            ),
            only_first: weigh(
                &mut first
                    .iter()
                    .filter(|stem| second.binary_search(stem).is_err()),
            ),
            only_second: weigh(
                &mut second
                    .iter()
                    .filter(|stem| first.binary_search(stem).is_err()),
            ),
        }
    }
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
