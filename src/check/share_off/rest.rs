//! Shares of which the last is said to be what is left: "62 % live in the old town, 25 % in the new one, and the remaining 13 %
//! abroad". Whatever their labels look like, they are all of one whole.

use rust_decimal::Decimal;

use super::SLACK;
use super::sum::{NEAR, OVERLAPPING, SOME, is_part, sum};
use crate::check::Context;
use crate::check::flow::Flow;
use crate::claim::{Claim, Role};
use crate::corpus::ReportId;
use crate::quantity::Kind;

/// Words between two shares at most.
const BETWEEN: usize = 30;
/// So many sentences before may have a share of the same whole.
const BACK: usize = 4;

/// Adds up the shares of a sentence that tells what is left.
pub(super) fn check(context: &mut Context<'_>, id: ReportId, sentence: usize, flow: &Flow<'_>) {
    let shares: Vec<usize> = (0..flow.len())
        .filter(|at| {
            let share =
                |claim: &Claim| claim.quantity.kind == Kind::Percent || claim.role == Role::Share;
            flow.number(*at).is_some_and(share)
        })
        .collect();
    let Some(rest) = shares.last().copied().filter(|at| is_rest(flow, *at)) else {
        return;
    };
    let parts = shares.iter().filter_map(|at| flow.number(*at));
    let parts: Vec<&Claim> = parts.filter(|part| is_part(part) && !part.base).collect();
    if parts.len() < shares.len() || parts.len() < 2 || !are_of_one(flow, &shares, rest) {
        return;
    }
    let total = |parts: &[&Claim]| -> Decimal {
        parts
            .iter()
            .filter_map(|part| part.quantity.nominal())
            .sum()
    };
    let is_all = |parts: &[&Claim]| (total(parts) - Decimal::ONE_HUNDRED).abs() <= SLACK;
    // "62 % pay by card; 40 % pay each month and the remaining 60 % each year": the rest is of the last of them.
    if (0..parts.len() - 1).any(|from| is_all(&parts[from..])) {
        return;
    }
    if total(&parts) < Decimal::ONE_HUNDRED && has_shares_before(context, id, sentence, flow) {
        return;
    }
    sum(context, flow.report, &parts, (false, false), NEAR);
}

/// Whether a share is what is left: "the remaining 13 %", "the other 13 %", "the rest, 13 %", "the remainder (13 %)".
fn is_rest(flow: &Flow<'_>, at: usize) -> bool {
    let named = at >= 2 && flow.is(at - 1, &["remaining", "other"]) && flow.is(at - 2, &["the"]);
    // "Half of the remaining 60 %"
    let of_it = at >= 3 && flow.is(at - 3, &["of"]);
    let set_off = at >= 2
        && flow.is(at - 1, &[",", "(", "–", "—"])
        && flow.is(at - 2, &["rest", "remainder", "balance"]);
    named && !of_it || set_off
}

/// Whether no words between shares say that they are of several wholes or times, or of one another.
fn are_of_one(flow: &Flow<'_>, shares: &[usize], rest: usize) -> bool {
    const TIED: &[&str] = &["while", "whereas"];
    const POINTING: &[&str] = &["it", "them", "these", "this", "those", "which", "whom"];
    let (first, last) = (shares[0], rest);
    let unclear = |at: usize| {
        flow.date(at).is_some()
            || flow.is(at, SOME)
            || flow.is(at, OVERLAPPING) && !flow.is(at, TIED)
            || flow.is(at, &["of", "to", "from"]) && flow.is(at + 1, POINTING)
            || flow.is(at, &["up", "down"]) && flow.is(at + 1, &["from", "by", "to"])
            || flow.is(at, &["per"])
    };
    if (first.saturating_sub(1)..last).any(unclear)
        || shares.windows(2).any(|pair| pair[1] - pair[0] > BETWEEN)
    {
        return false;
    }
    // "Of the women 62 % and of the men 50 %"
    let opens = |at: &usize| {
        flow.is(*at, &["of", "among", "in"])
            && (*at == 0 || flow.follows(*at, &[",", ";", "and", "but", "while"]))
    };
    let starts = (0..last).filter(opens).count();
    let noun = |at: &usize| {
        let behind = flow.skip(at + 2, &["all", "our", "the", "its", "their"]);
        let word = flow.word(behind).filter(|_| flow.is(at + 1, &["of"]));
        word.map(|word| word.stem)
    };
    let mut nouns = shares.iter().filter_map(noun);
    let of_one = nouns
        .next()
        .is_none_or(|first| nouns.all(|noun| noun == first));
    let of_rest = noun(&rest).is_none()
        || shares[..shares.len() - 1]
            .iter()
            .any(|at| noun(at).is_some());
    starts < 2 && of_one && of_rest
}

/// Whether a sentence before, in the same block, has a share that may be another part.
fn has_shares_before(
    context: &Context<'_>,
    id: ReportId,
    sentence: usize,
    flow: &Flow<'_>,
) -> bool {
    let sentences = &flow.report.document.sentences;
    let before = sentence.saturating_sub(BACK)..sentence;
    let mut before = before.filter(|at| sentences[*at].block() == sentences[sentence].block());
    before.any(|at| {
        let mut claims = context.ledger.in_sentence(id, at).iter();
        claims.any(|claim| claim.role == Role::Share || claim.quantity.kind == Kind::Percent)
    })
}
