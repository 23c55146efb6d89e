//! Sentences that are said of several things, each with its number: no slips of one sentence.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use super::Join;
use crate::claim::{ClaimId, Ledger};
use crate::corpus::ReportId;
use crate::word::{self, Stem};

/// A sentence that stands there with three numbers or more for one of its places is a mould that is filled for each of several
/// things, and no slip; so is one that speaks of any such thing, and stands there with others for several of its places: "a
/// household on £20,000 pays £400".
pub(super) fn leave_moulds(ledger: &Ledger, joins: &mut Vec<Join>) {
    const MOULD: usize = 3;
    const PLACES: usize = 2;
    let mut moulds: FxHashMap<Mould<'_>, usize> = FxHashMap::default();
    let mut said: Vec<Vec<Option<Decimal>>> = Vec::new();
    let mut places: FxHashMap<(ReportId, [usize; 2]), usize> = FxHashMap::default();
    let claims = &ledger.claims;
    let mould = |id: ClaimId| -> Mould<'_> {
        let claim = &claims[id];
        (claim.report, ledger.scope(claim).sequence(), claim.slot)
    };
    // Most are of two reports, which is told without a look at the claims.
    let same = |join: &Join| {
        claims.report_of(join.first) == claims.report_of(join.second)
            && mould(join.first) == mould(join.second)
    };
    let sentences = |join: &Join| {
        let pair = [&claims[join.first], &claims[join.second]];
        (pair[0].report, pair.map(|claim| claim.sentence))
    };
    // The joins of one sentence's words with themselves, and the number of their mould.
    let mut filled = Vec::new();
    for (at, join) in joins.iter().enumerate().filter(|(_, join)| same(join)) {
        let of = *moulds.entry(mould(join.first)).or_insert(said.len());
        filled.push((at, of));
        said.resize(moulds.len(), Vec::new());
        let pair = [join.first, join.second].map(|id| claims[id].quantity.nominal());
        let scope = ledger.scope(&claims[join.first]);
        let is_of_any = scope
            .sequence()
            .first()
            .is_some_and(|word| ARTICLES.contains(word));
        if is_of_any && pair[0] != pair[1] {
            *places.entry(sentences(join)).or_default() += 1;
        }
        let numbers = &mut said[of];
        for number in pair {
            if numbers.len() < MOULD && !numbers.contains(&number) {
                numbers.push(number);
            }
        }
    }
    let (mut at, mut filled) = (0, filled.into_iter().peekable());
    joins.retain(|join| {
        let mould = filled.next_if(|(join, _)| *join == at);
        at += 1;
        let differ = || {
            places
                .get(&sentences(join))
                .is_some_and(|differ| *differ >= PLACES)
        };
        mould.is_none_or(|(_, of)| said[of].len() < MOULD && !differ())
    });
}

/// What begins a sentence that speaks of any of several things.
static ARTICLES: LazyLock<[Stem; 2]> = LazyLock::new(|| ["a", "an"].map(word::stem));

/// A report, the words of a sentence in it, and one of the sentence's numbers.
type Mould<'a> = (ReportId, &'a [Stem], u32);
