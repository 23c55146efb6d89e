//! Sentences that are said of several things, each with its number: no slips of one sentence.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::Join;
use crate::claim::{ClaimId, Ledger};
use crate::corpus::ReportId;
use crate::word::Stem;

/// A sentence that stands there with three numbers or more is a mould that is filled for each of several things, and no
/// slip.
pub(super) fn leave_moulds(ledger: &Ledger, joins: &mut Vec<Join>) {
    const MOULD: usize = 3;
    let mut moulds: BTreeMap<Mould<'_>, usize> = BTreeMap::new();
    let mut said: Vec<Vec<Option<Decimal>>> = Vec::new();
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
    // The joins of one sentence's words with themselves, and the number of their mould.
    let mut filled = Vec::new();
    for (at, join) in joins.iter().enumerate().filter(|(_, join)| same(join)) {
        let of = *moulds.entry(mould(join.first)).or_insert(said.len());
        filled.push((at, of));
        said.resize(moulds.len(), Vec::new());
        let numbers = &mut said[of];
        for id in [join.first, join.second] {
            let number = claims[id].quantity.nominal();
            if numbers.len() < MOULD && !numbers.contains(&number) {
                numbers.push(number);
            }
        }
    }
    let (mut at, mut filled) = (0, filled.into_iter().peekable());
    joins.retain(|_| {
        let mould = filled.next_if(|(join, _)| *join == at);
        at += 1;
        mould.is_none_or(|(_, of)| said[of].len() < MOULD)
    });
}

/// A report, the words of a sentence in it, and one of the sentence's numbers.
type Mould<'a> = (ReportId, &'a [Stem], u32);
