//! Totals that a sentence has with their parts: "12 in total: 7 in Oslo and 4 in Bergen", "6,240 loaves, of which".

use rust_decimal::Decimal;

use super::parts::{AND, has_own_noun, parts};
use super::{
    SELECTED, Sum, TOTALS, is_near, is_no_summand, is_numbered, is_summand, is_total_of, is_within,
    whole,
};
use crate::check::Context;
use crate::check::flow::Flow;
use crate::claim::Claim;
use crate::corpus::ReportId;
use crate::finding::Certainty;
use crate::word::{Stem, Token};

/// Marks behind which the parts of what stands before them may follow.
pub(super) const MARKS: &[&str] = &[":", "(", "–", "—"];

/// "12 in total: 7 in Oslo and 4 in Bergen", "45 members (20 bakers and 24 millers)".
pub(super) fn listed<'a>(flow: &Flow<'a>) -> Option<Sum<'a>> {
    for at in 0..flow.len() {
        let Some(total) = flow.number(at).filter(|claim| is_total_of(claim)) else {
            continue;
        };
        let mark = (at + 1..at + 8)
            .take_while(|at| {
                // "12,000 guests in 2019 (7,000 adults and 5,000 children)"
                (flow.token(*at).is_some() || flow.date(*at).is_some())
                    && !flow.is(*at, &[",", ";", "."])
            })
            .find(|at| flow.is(*at, MARKS));
        let Some(mark) = mark else { continue };
        let end = if flow.is(mark, &["("]) {
            (mark..flow.len()).find(|at| flow.is(*at, &[")"]))
        } else {
            (mark..flow.len())
                .find(|at| flow.is(*at, &["."]) && at + 1 == flow.len())
                .or(Some(flow.len()))
        };
        let Some(end) = end else { continue };
        let cued = flow.follows(at, &["of"]) && at >= 2 && flow.is(at - 2, TOTALS)
            || (at + 1..mark).any(|at| {
                flow.is(at, TOTALS) || (flow.is(at, &["all"]) && flow.follows(at, &["in"]))
            });
        let Some((parts, places)) = parts(flow, mark + 1..end, total) else {
            if let Some(parts) = mixed(flow, mark, total).filter(|_| end + 1 >= flow.len()) {
                return Some(Sum::likely(total, parts));
            }
            continue;
        };
        // "45 members (40 in 2020)": those of other years are others, and without a word those of other months.
        let is_other = |at: usize| {
            let text = flow.date(at).map_or("", |_| flow.text(at));
            !text.is_empty() && (!cued || text.contains(|c: char| c.is_ascii_digit()))
        };
        if (mark + 1..end).any(is_other) {
            continue;
        }
        // "42 members have five seats: Rye (17), …": the number of parts is not their sum.
        let counted = total.quantity.nominal() == Some(Decimal::from(parts.len()));
        if counted && let Some(sum) = earlier_total(flow, at, &parts) {
            return Some(sum);
        }
        // Without a word that says so, names with numbers are names.
        let numbered = parts.iter().any(|part| is_numbered(part));
        if numbered && !cued {
            continue;
        }
        let bracket = flow.is(mark, &["("]);
        // "Three grants totalling £55 (…, … and …)": all of them are listed.
        let all_told = flow.follows(at, &["totalling", "totaling"])
            && (at.saturating_sub(5)..at).any(|at| {
                let count = flow.count(at).and_then(|count| count.quantity.nominal());
                count == Some(Decimal::from(parts.len()))
            });
        let (more, less) = match (cued, bracket) {
            (true, _) => (Certainty::Sure, Certainty::Sure),
            (false, false) => (Certainty::Likely, Certainty::Likely),
            (false, true) if all_told => (Certainty::Likely, Certainty::Likely),
            (false, true) if whole::has_slip(flow, total, &parts, &places) => {
                (Certainty::Likely, Certainty::Likely)
            }
            // A bracket may give examples.
            (false, true) => (Certainty::Likely, Certainty::Unsure),
        };
        return Some(Sum {
            total,
            parts,
            more,
            less,
        });
    }
    None
}

/// The parts behind a colon that each name in a way of their own what they are of: "37 present, 8 by proxy and 58 by email". One
/// slip of the keys is all that they may miss their total by.
fn mixed<'a>(flow: &Flow<'a>, mark: usize, total: &Claim) -> Option<Vec<&'a Claim>> {
    /// Words of a part at most.
    const WORDS: usize = 7;
    const WITHIN: &[&str] = &["of", "from", "with"];
    if !flow.is(mark, &[":"]) || !has_own_noun(total) || flow.has(SELECTED) {
        return None;
    }
    let mut parts: Vec<&Claim> = Vec::new();
    let mut behind = mark;
    let mut is_closed = false;
    for at in mark + 1..flow.len() {
        let is_tie = flow.is(at, WITHIN) && flow.number(at - 1).is_some();
        if flow.date(at).is_some() || is_no_summand(flow, at) && !is_tie {
            return None;
        }
        let Some(part) = flow.number(at) else {
            continue;
        };
        let is_like = part.quantity.kind == total.quantity.kind
            && part.quantity.currency() == total.quantity.currency();
        let opens = at == mark + 1 || flow.is(at - 1, AND);
        if is_closed || !is_like || !opens || !is_total_of(part) || part.base || at - behind > WORDS
        {
            return None;
        }
        is_closed = flow.is(at - 1, &["and", "&"]);
        parts.push(part);
        behind = at;
    }
    let sum: Decimal = parts
        .iter()
        .filter_map(|part| part.quantity.nominal())
        .sum();
    let stated = total.quantity.nominal()?;
    let slips =
        stated == sum || whole::is_one_digit(stated, sum, &parts) || whole::is_swapped(stated, sum);
    let ends = flow.len() - behind <= WORDS + 1;
    (parts.len() >= 3 && is_closed && ends && slips && is_near(total, &parts)).then_some(parts)
}

/// The number before one that tells how many parts there are, if it is about what these come to.
fn earlier_total<'a>(flow: &Flow<'a>, count: usize, parts: &[&'a Claim]) -> Option<Sum<'a>> {
    let is_total = |at: &usize| flow.number(*at).is_some_and(is_total_of);
    let total = flow.number((0..count).rfind(is_total)?)?;
    (parts.len() >= 3 && is_near(total, parts)).then(|| Sum::likely(total, parts.to_vec()))
}

/// "6,240 loaves, of which 2,180 were rye and 4,160 were oat". Parts may overlap or leave some out, so only what one
/// wrong digit explains is told.
pub(super) fn of_which<'a>(flow: &Flow<'a>) -> Option<Sum<'a>> {
    for at in 0..flow.len() {
        let Some(total) = flow.number(at).filter(|claim| is_total_of(claim)) else {
            continue;
        };
        let Some(mark) = flow.ahead(at + 1, 3, &[",", "of"]) else {
            continue;
        };
        let of = mark + usize::from(flow.is(mark, &[","]));
        let of_all =
            flow.is(of + 1, &["which", "whom"]) || of > mark && flow.is(of + 1, &["these", "them"]);
        if !flow.is(of, &["of"]) || !of_all {
            continue;
        }
        let parts = parallel(flow, of + 2, total)?;
        return Some(Sum::likely(total, parts));
    }
    None
}

/// The numbers of a sentence from a piece on, if they are told in one way, "2,180 were rye and 4,160 were oat", and one wrong
/// digit explains what they miss a total by.
pub(super) fn parallel<'a>(flow: &Flow<'a>, start: usize, total: &Claim) -> Option<Vec<&'a Claim>> {
    let numbers: Vec<usize> = (start..flow.len())
        .filter(|at| flow.number(*at).is_some())
        .collect();
    let parts: Vec<&Claim> = numbers
        .iter()
        .filter_map(|at| flow.number(*at))
        .filter(|part| is_summand(part) && part.quantity.kind == total.quantity.kind)
        .collect();
    let one_way = numbers.first() == Some(&start)
        && numbers[1..]
            .iter()
            .all(|at| flow.text(at + 1) == flow.text(numbers[0] + 1) && flow.follows(*at, AND));
    let fits = parts.len() >= 2 && parts.len() == numbers.len();
    (one_way && fits && is_one_slip(total, &parts)).then_some(parts)
}

/// Whether parts come to a total, or to a number that differs from it in one digit that is not the last.
pub(super) fn is_one_slip(total: &Claim, parts: &[&Claim]) -> bool {
    let sum: Decimal = parts
        .iter()
        .filter_map(|part| part.quantity.nominal())
        .sum();
    let Some(total) = total.quantity.nominal() else {
        return false;
    };
    let gap = (sum - total).abs().normalize();
    let mut power = Decimal::TEN;
    let mut slip = gap.is_zero();
    while power < total {
        slip |= gap <= power * Decimal::from(9)
            && (gap % power).is_zero()
            && gap < total / Decimal::TWO;
        power *= Decimal::TEN;
        if !(gap % power).is_zero() {
            break;
        }
    }
    slip && is_near_number(total, gap)
}

fn is_near_number(total: Decimal, gap: Decimal) -> bool {
    gap * Decimal::TEN <= total
}

/// "The income was $3.0 million. Income came from grants ($1.6 million), gifts ($0.9 million) and fairs ($0.7
/// million).": parts in brackets, of what the sentence before has the total of.
pub(super) fn of_the_sentence_before<'a>(
    context: &Context<'a>,
    id: ReportId,
    sentence: usize,
    flow: &Flow<'a>,
) -> Option<Sum<'a>> {
    let report = flow.report;
    let before = sentence.checked_sub(1)?;
    let document = &report.document;
    if document.sentences[before].block() != document.sentences[sentence].block() {
        return None;
    }
    let numbers: Vec<usize> = (0..flow.len())
        .filter(|at| flow.number(*at).is_some())
        .collect();
    let first = *numbers.first()?;
    let bracketed = |at: &usize| {
        flow.follows(*at, &["("])
            && flow.is(at + 1, &[")"])
            && flow.number(*at).is_some_and(is_summand)
    };
    if numbers.len() < 3 || !numbers.iter().all(bracketed) || flow.has(SELECTED) {
        return None;
    }
    let parts: Vec<&Claim> = numbers.iter().filter_map(|at| flow.number(*at)).collect();
    let sort = |claim: &Claim| (claim.quantity.kind, claim.quantity.currency());
    let words: Vec<Stem> = (0..first)
        .filter_map(|at| flow.word(at))
        .filter(|word| !word.is_function())
        .map(|word| word.stem)
        .collect();
    let claims = context.ledger.of_sentence(id, before);
    let total = context.ledger.claims[claims].iter().find(|claim| {
        is_total_of(claim)
            && !claim.base
            && sort(claim) == sort(parts[0])
            && claim.measure.head.is_some_and(|head| words.contains(&head))
            && is_near(claim, &parts)
    })?;
    parts
        .iter()
        .all(|part| sort(part) == sort(total))
        .then_some(Sum::likely(total, parts))
}

/// "7 in Oslo and 4 in Bergen, 12 in total", "7 in Oslo and 4 in Bergen, for a total of 12".
pub(super) fn summed<'a>(flow: &Flow<'a>) -> Option<Sum<'a>> {
    for at in 3..flow.len() {
        let Some(total) = flow.number(at).filter(|claim| is_total_of(claim)) else {
            continue;
        };
        let in_all = |at: usize| flow.is(at, &["in"]) && flow.is(at + 1, &["total", "all", "sum"]);
        // "28 in all", "28 children in all"
        let behind = in_all(at + 1)
            || flow.word(at + 1).is_some_and(|noun| !noun.is_function()) && in_all(at + 2)
            || (at + 1..at + 3).any(|at| flow.is(at, &["altogether"]));
        let lead = lead_in(flow, at);
        let mark = total_mark(flow, at);
        let before = flow.follows(at, &["of"]) && at >= 2 && flow.is(at - 2, &["total", "sum"])
            || flow.follows(at, &["totaling", "totalling", "together", "="])
            || lead.is_some()
            || mark.is_some();
        if !behind && !before {
            continue;
        }
        // "900 in all over the weekend": a number without a noun may be of more than what stands before it.
        let goes_on =
            |at: usize| flow.word(at).is_some_and(Token::is_function) && !flow.is(at, &["and"]);
        let words = if in_all(at + 1) { 2 } else { 1 };
        if behind && !before && !has_own_noun(total) && goes_on(at + 1 + words) {
            continue;
        }
        let is_mark =
            |at: &usize| flow.is(*at, &[",", "–", "—", ";", ":", "("]) || flow.is(*at, &["="]);
        // "7 in Oslo and 4 in Bergen for a total of 12": the words say where the parts end, as a mark does.
        let end = mark.or(lead).or_else(|| (0..at).rfind(is_mark))?;
        let end = if lead == Some(end) && is_mark(&end.saturating_sub(1)) {
            end - 1
        } else {
            end
        };
        // "7 in Oslo and 4 in Bergen, plus another 2, for a total of 13": not all parts are of the enumeration.
        if (end..at).any(|at| flow.number(at).is_some()) {
            continue;
        }
        let stops: &[&str] = if flow.is(end, &[";"]) {
            &[":", "."]
        } else {
            &[":", ";", "."]
        };
        let mut start = end;
        while start > 0 && !flow.is(start - 1, stops) {
            start -= 1;
        }
        // "12 in Narvik; 7 in Oslo, 4 in Bergen: 23 in total": what stands before the last mark is a part, too.
        if flow.is(end, &[":"]) && (0..start).any(|at| flow.number(at).is_some()) {
            return None;
        }
        // The words before the first part are no part of it.
        let first = (start..end).find(|at| flow.number(*at).is_some())?;
        let (parts, _) = parts(flow, first..end, total)?;
        // "£300 in May and £200 in June, £900 in all since January"
        let dated = (first..end).any(|at| flow.date(at).is_some());
        if dated && !is_within(total, &parts, Decimal::from(5)) {
            return None;
        }
        // "3 games at home and 4 away for a total of 9 points"
        let heads = || parts.iter().map(|part| part.measure.head);
        let is_other = lead.is_some()
            && has_own_noun(total)
            && !heads().any(|head| head == total.measure.head);
        if is_other && ((at + 1..at + 3).any(|at| flow.is(at, SCORES)) || !is_near(total, &parts)) {
            return None;
        }
        return Some(Sum::likely(total, parts));
    }
    None
}

/// Words before "a total of" that say that it is what the numbers before come to.
const LEADS: &[&str] = &[
    "for", "making", "giving", "made", "makes", "make", "gives", "gave", "bringing",
];

/// What is counted otherwise than by adding up what is told.
const SCORES: &[&str] = &["goals", "marks", "points", "runs"];

/// Where the words begin that say that a number is what those before it come to: "making a total of 12", "bringing the total
/// to 12".
pub(super) fn lead_in(flow: &Flow<'_>, at: usize) -> Option<usize> {
    let total = at.checked_sub(2)?;
    if !flow.follows(at, &["of", "to"]) || !flow.is(total, &["total", "sum"]) {
        return None;
    }
    let mut lead = total.checked_sub(1)?;
    while lead > 0 && flow.is(lead, &["a", "the", "grand", "overall", "combined"]) {
        lead -= 1;
    }
    flow.is(lead, LEADS).then_some(lead)
}

/// The mark before "total £500" at the end of an enumeration: "fees £300, gifts £200: total £500".
fn total_mark(flow: &Flow<'_>, at: usize) -> Option<usize> {
    let mut total = at.checked_sub(1)?;
    if flow.is(total, &[":", "="]) {
        total = total.checked_sub(1)?;
    }
    let mut mark = total.checked_sub(1)?;
    if !flow.is(total, &["total"]) {
        return None;
    }
    if flow.is(mark, &["grand", "overall", "in"]) {
        mark = mark.checked_sub(1)?;
    }
    flow.is(mark, &[",", ";", ":", "–", "—", "=", "("])
        .then_some(mark)
}
