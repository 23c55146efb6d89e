//! The join: which claims are about one fact. Claims meet under keys, never all with all.

use std::mem::replace;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::{Apart, Claim, ClaimId, Ledger, Scope};
use crate::corpus::Corpus;
use crate::word::Stem;
use back::{goes_back_to, is_the_only};
use keys::{Key, also, key};
use moulds::leave_moulds;
use siblings::are_siblings;
use strength::strength;

mod back;
mod contradict;
mod contrast;
mod keys;
mod likeness;
mod moulds;
mod overlap;
mod siblings;
mod strength;

pub(crate) use keys::is_yearly;
pub(super) use keys::{Keyed, keyed};

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

impl Strength {
    /// The next weaker one.
    fn weaker(self) -> Strength {
        match self {
            Strength::SameSentence => Strength::FullKey,
            Strength::FullKey | Strength::Alike => Strength::Alike,
        }
    }
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

/// A sentence of more words is not split by them, and neither is one whose numbers times its words are more than
/// the second: it runs on, and what its words say of one of its numbers nobody can tell.
const MOST_WORDS: usize = 128;

const MOST_SPLIT: usize = 1024;

/// So many tokens of a sentence or of a lead tell what it is about.
const FIRST: usize = 64;

/// Something under a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Under<K> {
    key: K,
    claim: u32,
}

/// All joins of the claims of a ledger, in order.
pub(super) fn joins(corpus: &Corpus, ledger: &Ledger, keyed: Vec<Keyed>) -> Vec<Join> {
    let keyed = together(keyed);
    let (small, large): (Vec<_>, Vec<_>) = groups(&keyed).partition(|group| group.len() <= GROUP);
    let large = large.par_iter().enumerate();
    let split = large.flat_map_iter(|(number, group)| split(ledger, number as u32, group));
    let mut split: Vec<_> = split.collect();
    split.par_sort_unstable();
    // Claims that share many words stand together under each of them.
    let mut by_words: Vec<_> = groups(&split)
        .filter(|group| group.len() <= GROUP)
        .collect();
    by_words.par_sort_unstable_by(|a, b| ids(a).cmp(ids(b)));
    by_words.dedup_by(|a, b| ids(a).eq(ids(b)));
    let mut joins = of_groups(corpus, ledger, &small);
    joins.extend(of_groups(corpus, ledger, &by_words));
    joins.par_sort_unstable();
    joins.dedup();
    leave_moulds(ledger, &mut joins);
    joins
}

/// Those of one key beside each other, in their order, under its number. To number the keys takes less than to sort by them.
fn together(keyed: Vec<Keyed>) -> Vec<Under<u32>> {
    let mut numbers = FxHashMap::default();
    let numbered = keyed.into_iter().map(|Keyed(under)| {
        let next = numbers.len() as u32;
        Under {
            key: *numbers.entry(under.key).or_insert(next),
            claim: under.claim,
        }
    });
    let numbered: Vec<_> = numbered.collect();
    // Where the next one of each key goes.
    let mut places = vec![0; numbers.len()];
    for under in &numbered {
        places[under.key as usize] += 1;
    }
    let mut before = 0;
    for place in &mut places {
        before += replace(place, before);
    }
    let mut together = numbered.clone();
    for under in numbered {
        let place = &mut places[under.key as usize];
        together[*place] = under;
        *place += 1;
    }
    // Claims were numbered as they were read, and so those of one key are in order.
    debug_assert!(together.is_sorted_by_key(|under| (under.key, under.claim)));
    together
}

/// The claims under one key, where there are several: they stand beside each other, in their order.
fn groups<K: PartialEq>(sorted: &[Under<K>]) -> impl Iterator<Item = &[Under<K>]> {
    let groups = sorted.chunk_by(|first, second| first.key == second.key);
    groups.filter(|group| group.len() > 1)
}

fn ids<K>(group: &[Under<K>]) -> impl Iterator<Item = ClaimId> {
    group.iter().map(|under| under.claim as usize)
}

/// The claims of a group that is too large, which has a number, each under the words of its scope.
fn split<K>(ledger: &Ledger, group: u32, claims: &[Under<K>]) -> Vec<Under<(u32, Stem)>> {
    let mut split = Vec::new();
    let sentence = |under: &Under<K>| {
        let claim = &ledger.claims[under.claim as usize];
        (claim.report, claim.sentence)
    };
    // The claims of a sentence stand together.
    for claims in claims.chunk_by(|a, b| sentence(a) == sentence(b)) {
        let scope = ledger.scope(&ledger.claims[claims[0].claim as usize]);
        let words = scope.names_and_words();
        if words.len() > MOST_WORDS || words.len() * claims.len() > MOST_SPLIT {
            continue;
        }
        for Under { claim, .. } in claims {
            split.extend(words.iter().map(|word| Under {
                key: (group, *word),
                claim: *claim,
            }));
        }
    }
    split
}

/// Groups that one thread takes at once: most hold two claims.
const TOGETHER: usize = 256;

/// The joins of the claims in each of some groups.
fn of_groups<K: Sync>(corpus: &Corpus, ledger: &Ledger, groups: &[&[Under<K>]]) -> Vec<Join> {
    let groups = groups.par_iter().with_min_len(TOGETHER);
    let joins = groups.flat_map_iter(|group| {
        let sides: Vec<Side<'_>> = ids(group).map(|id| Side::of(ledger, id)).collect();
        pairs(corpus, &sides)
    });
    joins.collect()
}

/// A claim that others are compared with.
struct Side<'a> {
    id: ClaimId,
    claim: &'a Claim,
    scope: Scope<'a>,
    /// The claims of its sentence, and its place among them.
    sentence: &'a [Claim],
    at: usize,
}

impl<'a> Side<'a> {
    fn of(ledger: &'a Ledger, id: ClaimId) -> Side<'a> {
        let claim = &ledger.claims[id];
        let sentence = ledger.of_sentence(claim.report, claim.sentence);
        Side {
            id,
            claim,
            scope: ledger.scope(claim),
            at: id - sentence.start,
            sentence: ledger.in_sentence(claim.report, claim.sentence),
        }
    }

    /// The other numbers of its sentence, as far as they are near.
    fn beside(&self) -> impl Iterator<Item = &'a Claim> {
        const REACH: usize = 12;
        let before = &self.sentence[self.at.saturating_sub(REACH)..self.at];
        let behind = &self.sentence[self.at + 1..];
        before.iter().chain(behind.iter().take(REACH - 1))
    }
}

/// How sure it is that two claims are about one fact, or what keeps them apart.
pub(super) fn relation(
    corpus: &Corpus,
    ledger: &Ledger,
    (first, second): (ClaimId, ClaimId),
) -> Result<Strength, Apart> {
    let (first, second) = (Side::of(ledger, first), Side::of(ledger, second));
    let (a, b) = (first.claim, second.claim);
    let (of_a, of_b) = (key(corpus, a)?, key(corpus, b)?);
    if of_a.series != of_b.series {
        return Err(Apart::Series);
    }
    if of_a.kind != of_b.kind || of_a.role != of_b.role {
        return Err(Apart::Kind);
    }
    let own = |claim: &Claim, key: Key| [Some(key.head), also(key, claim).map(|key| key.head)];
    let (of_one, of_other) = (own(a, of_a), own(b, of_b));
    if !of_one
        .iter()
        .flatten()
        .any(|head| of_other.contains(&Some(*head)))
    {
        return Err(Apart::Measure);
    }
    if of_a.year != of_b.year {
        return Err(Apart::Period);
    }
    if are_siblings(corpus, a, b) {
        return Err(Apart::Siblings);
    }
    strength(corpus, &first, &second)
}

/// The joins of the claims in a group.
fn pairs(corpus: &Corpus, group: &[Side<'_>]) -> Vec<Join> {
    let mut joins = Vec::new();
    for (at, first) in group.iter().enumerate() {
        for second in &group[at + 1..] {
            if are_siblings(corpus, first.claim, second.claim) {
                continue;
            }
            let told = match strength(corpus, first, second) {
                Ok(Strength::Alike) | Err(Apart::Words)
                    if goes_back_to(corpus, first, second) && is_the_only(group, first, second) =>
                {
                    Ok(Strength::FullKey)
                }
                told => told,
            };
            if let Ok(strength) = told {
                joins.push(Join {
                    first: first.id,
                    second: second.id,
                    strength,
                });
            }
        }
    }
    joins
}
