//! The keys that claims are joined by: what claims about one fact have in common, as far as a comparison of numbers tells.

use std::sync::LazyLock;

use super::Under;
use crate::claim::{Apart, Claim, Role, canonical};
use crate::corpus::Corpus;
use crate::period::Period;
use crate::quantity::Kind;
use crate::word::{self, Stem};

/// What claims about one fact have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Key {
    pub(super) series: u32,
    pub(super) year: Option<i16>,
    pub(super) kind: Kind,
    pub(super) role: Role,
    pub(super) head: Option<Stem>,
}

/// A claim under its key, by its place among those of its report or among all.
#[derive(Debug, Clone, Copy)]
pub(in crate::claim) struct Keyed(pub(super) Under<(u64, Stem)>);

impl Keyed {
    /// A key as numbers, which are compared faster: equal ones are those of equal keys.
    fn new(key: Key, claim: usize) -> Keyed {
        // No year that anybody names is the least one, and the kind and the role tell whether there is a noun.
        let year = u64::from(key.year.unwrap_or(i16::MIN).cast_unsigned());
        let facets = u64::from(key.series) << 32
            | year << 16
            | u64::from(key.kind as u8) << 8
            | u64::from(key.role as u8);
        Keyed(Under {
            key: (facets, key.head.unwrap_or(Stem::NUMBER)),
            claim: claim as u32,
        })
    }

    /// The same behind so many claims of other reports.
    pub(in crate::claim) fn behind(self, claims: usize) -> Keyed {
        Keyed(Under {
            claim: self.0.claim + claims as u32,
            ..self.0
        })
    }
}

/// The claims of a report under their keys, by their places among them.
pub(in crate::claim) fn keyed(corpus: &Corpus, claims: &[Claim]) -> Vec<Keyed> {
    let mut keyed = Vec::with_capacity(claims.len());
    for (at, claim) in claims.iter().enumerate() {
        if let Ok(key) = key(corpus, claim) {
            keyed.push(Keyed::new(key, at));
            keyed.extend(also(key, claim).map(|key| Keyed::new(key, at)));
        }
    }
    keyed
}

/// The key that a claim is joined by, or why it has none.
pub(super) fn key(corpus: &Corpus, claim: &Claim) -> Result<Key, Apart> {
    let kind = claim.quantity.kind;
    // A change is compared by what changed, which its own noun ("increase", "growth") does not tell, and money by its
    // currency and the words around it: "a grant of", "received", "costs".
    let head = match (claim.role, kind) {
        (Role::Change, _) | (_, Kind::Money) => None,
        _ => Some(canonical(claim.measure.head.ok_or(Apart::Unmeasured)?)),
    };
    // Different ranks are of different things; only what comes once a year has one rank.
    let yearly = || head.is_some_and(is_yearly) || claim.measure.qualifiers().contains(&ANNUAL);
    if claim.role == Role::Rank && !(kind == Kind::Ordinal && yearly()) {
        return Err(Apart::Rank);
    }
    // Of which time this is nobody can tell.
    let report = &corpus.reports[claim.report];
    if claim.period.is_none() && (claim.base || report.period.is_some()) {
        return Err(Apart::Period);
    }
    // What the words of another language are about is anybody's guess.
    if !report.is_english() {
        return Err(Apart::Language);
    }
    let year = claim
        .period
        .and_then(Period::year)
        .or(report.period.and_then(Period::year));
    Ok(Key {
        series: report.series,
        year,
        kind,
        role: claim.role,
        head,
    })
}

/// The second key of a claim that counts anybody who did something: "900 people attended" meets "900 attendees".
pub(super) fn also(key: Key, claim: &Claim) -> Option<Key> {
    let noun = claim
        .measure
        .also()
        .filter(|noun| key.head.is_some_and(|head| head != *noun))?;
    Some(Key {
        head: Some(noun),
        ..key
    })
}

/// What comes once a year.
static ANNUAL: LazyLock<Stem> = LazyLock::new(|| word::stem("annual"));

/// Whether something of this name comes once a year, so that its ordinal tells the year.
pub(crate) fn is_yearly(head: Stem) -> bool {
    static YEARLY: LazyLock<[Stem; 3]> =
        LazyLock::new(|| ["anniversary", "birthday", "jubilee"].map(word::stem));
    YEARLY.contains(&head)
}
