//! A total and its parts in two sentences: "Oats £300, rye £150 and spelt £100. Total £550.", "There were 420 loaves. Of these
//! 150 were rye and 270 were oat.", "At the start we had 197. We took in 421, making a total of 618."

use rust_decimal::Decimal;

use super::parts::AND;
use super::summed::{is_one_slip, lead_in, parallel};
use super::{SELECTED, Sum, TOTALS, is_near, is_no_summand, is_numbered, is_summand, is_total_of};
use crate::check::Context;
use crate::check::flow::Flow;
use crate::claim::{Claim, Role};
use crate::corpus::ReportId;
use crate::finding::Certainty;
use crate::lookup::WordSet;
use crate::quantity::Kind;

/// The words of a sentence that tells what the sentence before comes to, and no more.
const SUM_UP: WordSet<62> = WordSet::new([
    "a",
    "all",
    "altogether",
    "amount",
    "amounted",
    "amounts",
    "and",
    "are",
    "bill",
    "came",
    "come",
    "comes",
    "cost",
    "costs",
    "expenses",
    "expenditure",
    "figure",
    "for",
    "giving",
    "grand",
    "gross",
    "hence",
    "in",
    "income",
    "is",
    "it",
    "made",
    "makes",
    "making",
    "of",
    "our",
    "overall",
    "raised",
    "receipts",
    "so",
    "spending",
    "spent",
    "sum",
    "takings",
    "that",
    "the",
    "their",
    "then",
    "therefore",
    "these",
    "this",
    "thus",
    "to",
    "together",
    "total",
    "totaled",
    "totalled",
    "totals",
    "value",
    "was",
    "we",
    "were",
    "which",
    "whole",
    "us",
    "gives",
    "totaling",
]);

/// A sentence that sums up is short.
const LONGEST: usize = 14;
const LONGEST_TEXT: usize = 120;
/// Pieces between two parts at most.
const BETWEEN: usize = 10;

/// The sort of a number that can be added to others.
fn sort(claim: &Claim) -> (Kind, Option<&'static str>) {
    (claim.quantity.kind, claim.quantity.currency())
}

fn value(claim: &Claim) -> Decimal {
    claim.quantity.nominal().unwrap_or_default()
}

/// A sentence beside another one, in the same block.
fn beside(flow: &Flow<'_>, sentence: usize, next: usize) -> Option<usize> {
    let sentences = &flow.report.document.sentences;
    (sentences.get(next)?.block() == sentences[sentence].block()).then_some(next)
}

/// The total that the sentence behind tells of the numbers of a sentence.
pub(super) fn total_behind<'a>(
    context: &Context<'a>,
    id: ReportId,
    sentence: usize,
    flow: &Flow<'a>,
) -> Option<Sum<'a>> {
    let next = beside(flow, sentence, sentence + 1)?;
    let [total] = context.ledger.in_sentence(id, next) else {
        return None;
    };
    let extent = flow.report.document.sentences[next].extent;
    let is_likely = matches!(total.quantity.kind, Kind::Count | Kind::Money) && !total.base;
    let may_be = is_likely && (is_total_of(total) || is_numbered(total));
    if !may_be || extent.range().len() > LONGEST_TEXT {
        return None;
    }
    let summed = Flow::of(context, id, next);
    let at = (0..summed.len()).find(|at| summed.number(*at).is_some())?;
    let view = flow.report.document.view.as_str();
    let is_sum = |at: usize| summed.is(at, TOTALS) || summed.is(at, &["totalled", "totaled"]);
    let says_all = |at: usize| summed.is(at, &["all"]) && summed.follows(at, &["in"]);
    let noun = total.measure.extent;
    let is_bare = |at: usize| {
        let word = summed.word(at);
        let extent = summed.extent(at);
        word.is_none_or(|word| SUM_UP.has(word.of(view)))
            || noun.is_some_and(|noun| noun.contains(extent) && noun.start >= total.extent.end)
    };
    let cued = (0..summed.len()).any(|at| is_sum(at) || says_all(at));
    let is_total = is_total_of(total) || summed.follows(at, &["total", ":"]);
    if summed.len() > LONGEST
        || !cued
        || !is_total
        || !(0..summed.len()).all(is_bare)
        || summed
            .pieces
            .iter()
            .enumerate()
            .any(|(at, _)| summed.date(at).is_some())
    {
        return None;
    }
    let (parts, is_list) = parts(flow, total)?;
    let gap = (parts.iter().map(|part| value(part)).sum::<Decimal>() - value(total)).abs();
    let near = is_near(total, &parts)
        || is_list && parts.len() > 2 && gap * Decimal::from(4) <= value(total);
    if !near {
        return None;
    }
    // What is missing may stand before, and so may other parts.
    let most = match before(context, id, sentence, flow, total, gap) {
        Before::Rest => return None,
        Before::Others => Certainty::Unsure,
        Before::Nothing => Certainty::Likely,
    };
    Some(Sum {
        total,
        parts,
        more: most,
        less: most,
    })
}

/// What stands in the sentences of a block before one.
enum Before {
    Nothing,
    /// Numbers of the same sort.
    Others,
    /// The very number that is missing.
    Rest,
}

/// Sentences before that are looked at.
const BACK: usize = 4;

fn before(
    context: &Context<'_>,
    id: ReportId,
    sentence: usize,
    flow: &Flow<'_>,
    total: &Claim,
    gap: Decimal,
) -> Before {
    let mut found = Before::Nothing;
    let mut at = sentence;
    for _ in 0..BACK {
        let Some(earlier) = at
            .checked_sub(1)
            .and_then(|before| beside(flow, sentence, before))
        else {
            break;
        };
        for claim in context.ledger.in_sentence(id, earlier) {
            if sort(claim) == sort(total) && claim.role != Role::Share {
                if value(claim) == gap {
                    return Before::Rest;
                }
                found = Before::Others;
            }
        }
        at = earlier;
    }
    found
}

/// All numbers of a sentence, if they may be parts of a total; and whether it is nothing but a list of them.
fn parts<'a>(flow: &Flow<'a>, total: &Claim) -> Option<(Vec<&'a Claim>, bool)> {
    const WITHIN: &[&str] = &["of", "from", "with", "plus"];
    const NOT_HERE: &[&str] = &[
        "also",
        "but",
        "compared",
        "from",
        "if",
        "instead",
        "last",
        "net",
        "not",
        "only",
        "previous",
        "previously",
        "rather",
        "till",
        "until",
        "was",
        "while",
    ];
    let mut parts: Vec<&Claim> = Vec::new();
    let mut behind = 0;
    let mut is_list = true;
    let mut by_marks = true;
    for at in 0..flow.len() {
        let unclear = flow.is(at, SELECTED) || flow.is(at, TOTALS) || flow.date(at).is_some();
        if unclear || is_no_summand(flow, at) && !flow.is(at, WITHIN) {
            return None;
        }
        // "The cost was £1,000 for": a verb before the first part only.
        if flow.is(at, NOT_HERE) && !(parts.is_empty() && flow.is(at, &["was", "from"])) {
            return None;
        }
        let Some(part) = flow.number(at) else {
            continue;
        };
        if total.quantity.kind == Kind::Money && part.quantity.kind == Kind::Count {
            continue;
        }
        if sort(part) != sort(total) || !is_summand(part) || part.base {
            return None;
        }
        if !parts.is_empty() {
            if at - behind > BETWEEN || !(behind..at).any(|at| flow.is(at, AND)) {
                return None;
            }
            by_marks &= (behind..at).any(|at| flow.is(at, &[";"]));
            let and = (behind..at).any(|at| flow.is(at, &["and", "&", "plus"]));
            is_list &= flow.is(behind, AND) || flow.is(behind, &[")"]);
            behind = at + 1;
            parts.push(part);
            if and
                && !by_marks
                && (at + 1..flow.len()).any(|at| {
                    flow.number(at)
                        .is_some_and(|claim| sort(claim) == sort(total))
                })
            {
                // "40 and 30, 20 and 10": not one enumeration.
                return None;
            }
            continue;
        }
        parts.push(part);
        behind = at + 1;
    }
    let ends = by_marks || is_list || {
        let last = parts.last()?.extent.start;
        let first = parts[parts.len().checked_sub(2)?].extent.end;
        (0..flow.len()).any(|at| {
            flow.is(at, &["and", "&", "plus"]) && (first..last).contains(&flow.extent(at).start)
        })
    };
    (parts.len() >= 2 && ends).then_some((parts, is_list))
}

/// "There were 420 loaves. Of these 150 were rye and 260 were oat."
pub(super) fn of_which<'a>(
    context: &Context<'a>,
    id: ReportId,
    sentence: usize,
    flow: &Flow<'a>,
) -> Option<Sum<'a>> {
    if !flow.is(0, &["of"]) || !flow.is(1, &["which", "whom", "these", "those", "them"]) {
        return None;
    }
    let before = beside(flow, sentence, sentence.checked_sub(1)?)?;
    let start = flow.skip(2, &[","]);
    let first = flow.number(start)?;
    let mut of_sort = context
        .ledger
        .in_sentence(id, before)
        .iter()
        .filter(|claim| sort(claim) == sort(first));
    let total = of_sort.next().filter(|_| of_sort.next().is_none())?;
    if !is_total_of(total) || total.base {
        return None;
    }
    let parts = parallel(flow, start, total)?;
    Some(Sum::likely(total, parts))
}

/// "At the start we had 197 loaves. 421 were baked, making a total of 628."
pub(super) fn begun_before<'a>(
    context: &Context<'a>,
    id: ReportId,
    sentence: usize,
    flow: &Flow<'a>,
) -> Option<Sum<'a>> {
    let at =
        (2..flow.len()).find(|at| flow.number(*at).is_some() && lead_in(flow, *at).is_some())?;
    let total = flow.number(at).filter(|claim| is_total_of(claim))?;
    let before = beside(flow, sentence, sentence.checked_sub(1)?)?;
    let own = context.ledger.in_sentence(id, sentence);
    let others = own.iter().filter(|claim| claim.extent != total.extent);
    let parts: Vec<&Claim> = context
        .ledger
        .in_sentence(id, before)
        .iter()
        .chain(others)
        .collect();
    if own.len() != 2 || parts.len() != 2 {
        return None;
    }
    let plain = parts
        .iter()
        .all(|part| is_total_of(part) && sort(part) == sort(total) && !part.base);
    let unclear =
        (0..flow.len()).any(|at| is_no_summand(flow, at) && !flow.is(at, &["of", "from", "with"]));
    // The first number is near only by chance: what is told must be a slip.
    let slips = value(parts[0]) + value(parts[1]) == value(total) || is_one_slip(total, &parts);
    (plain && !unclear && !flow.has(SELECTED) && slips).then_some(Sum::likely(total, parts))
}
