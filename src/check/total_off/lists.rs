//! Totals of lists: an item that calls itself the total, the number of what leads in, or of the sentence behind.

use rust_decimal::Decimal;

use super::judge::{agree, sums};
use super::{SELECTED, Sum, TOTALS, is_near, is_total_of};
use crate::check::Context;
use crate::check::flow::Flow;
use crate::check::itemised::{Group, Itemised, groups, sort};
use crate::claim::Claim;
use crate::corpus::{Report, ReportId};
use crate::document::{BlockKind, List, ListId};
use crate::finding::Certainty;
use crate::quantity::{Comparison, Kind, Values};

/// Words beside a number that keep it from being that of all the items of a list.
const NO_TOTAL: &[&str] = &[
    "additional",
    "among",
    "another",
    "average",
    "each",
    "excluding",
    "further",
    "instead",
    "key",
    "main",
    "major",
    "more",
    "other",
    "over",
    "per",
    "plus",
    "some",
    "than",
    "top",
    "up",
    "without",
];

/// Words before a number that is beside what is told: "the recipe for 12 loaves", "on 14 days".
const BESIDE: &[&str] = &[
    "after", "against", "at", "before", "by", "despite", "for", "from", "in", "of", "on", "since",
    "until", "with", "within",
];

/// A smaller number is near to many sums.
const SMALL: Decimal = Decimal::from_parts(20, 0, 0, false, 0);

/// Adds up the lists of a report. Says which of them have a total among their items.
pub(super) fn lists(context: &mut Context<'_>, id: ReportId) -> Vec<ListId> {
    let report = &context.corpus.reports[id];
    let mut told = Vec::new();
    for (number, list) in report.document.lists.iter().enumerate() {
        let Some(itemised) = Itemised::of(context, id, list) else {
            if let Some(groups) = groups(context, id, list) {
                in_groups(context, report, groups);
                told.push(number);
            }
            continue;
        };
        let mut found: Vec<(&Claim, Vec<&Claim>)> = itemised.totals().collect();
        if !found.is_empty() {
            told.push(number);
        }
        if let Some(parts) = itemised.amounts().filter(|_| report.is_english()) {
            let beside = if itemised.is_plain() {
                let lead = lead_total(context, id, list, &parts);
                lead.or_else(|| total_behind(context, id, list, &parts))
            } else {
                None
            };
            found.extend(beside.map(|total| (total, parts)));
        }
        for (total, parts) in found {
            if itemised.has_less() {
                // What is taken off, and what is only written so, shows in what fits.
                if fits_with(total, &parts, &itemised.less()) {
                    agree(context, total, &parts);
                }
                continue;
            }
            // What was there at the start is no part of what came in.
            if parts.len() > 2 && fits_with(total, &parts[1..], &vec![false; parts.len() - 1]) {
                agree(context, total, &parts[1..]);
                continue;
            }
            let is_small = itemised.is_plain()
                && total.quantity.kind == Kind::Count
                && total.quantity.nominal() < Some(SMALL);
            hold(context, report, total, parts, is_small);
        }
    }
    told
}

/// Holds totals against the parts behind each of them, if one of them is what its parts come to.
fn in_groups(context: &mut Context<'_>, report: &Report, groups: Vec<Group<'_>>) {
    let fits = |(total, parts): &Group<'_>| fits_with(total, parts, &vec![false; parts.len()]);
    if !groups.iter().any(fits) {
        return;
    }
    for (total, parts) in groups {
        hold(context, report, total, parts, false);
    }
}

/// Holds a total against its parts. Of what is doubtful, or may be rounded, nobody can be sure.
fn hold<'a>(
    context: &mut Context<'_>,
    report: &Report,
    total: &'a Claim,
    parts: Vec<&'a Claim>,
    is_doubtful: bool,
) {
    let most = if is_doubtful || is_rounded_away(total, &parts) {
        Certainty::Unsure
    } else {
        Certainty::Likely
    };
    let sum = Sum {
        total,
        parts,
        more: most,
        less: most,
    };
    sums(context, report, &sum);
}

/// Whether parts come to a total if some are taken off.
fn fits_with(total: &Claim, parts: &[&Claim], less: &[bool]) -> bool {
    let signed = parts.iter().zip(less).map(|(part, less)| {
        let values = &part.quantity.values;
        if *less && part.quantity.nominal() > Some(Decimal::ZERO) {
            values.negated()
        } else {
            values.clone()
        }
    });
    let signed: Vec<Values> = signed.collect();
    let signed: Vec<&Values> = signed.iter().collect();
    total.quantity.values.compare(&Values::sum(&signed)) == Comparison::Agree
}

/// Whether parts that are rounded may come to a total that is not, or amounts without their pennies to one.
pub(super) fn is_rounded_away(total: &Claim, parts: &[&Claim]) -> bool {
    let Some(stated) = total.quantity.nominal() else {
        return false;
    };
    let numbers = parts.iter().filter_map(|part| part.quantity.nominal());
    let (mut unit, mut sum) = (None, Decimal::ZERO);
    for number in numbers {
        sum += number;
        let own = last_place(number);
        unit = Some(unit.map_or(own, |unit: Decimal| unit.min(own)));
    }
    // A total in hundreds of parts that are not: the total is rounded.
    let grain = last_place(stated);
    if grain >= Decimal::ONE_HUNDRED && (sum - stated).abs() * Decimal::TWO <= grain {
        return true;
    }
    let unit = unit.unwrap_or(Decimal::ONE);
    let may_round = if unit == Decimal::ONE {
        total.quantity.kind == Kind::Money
    } else {
        !(stated % unit).is_zero()
    };
    may_round && (sum - stated).abs() * Decimal::TWO <= unit * Decimal::from(parts.len())
}

/// The value of the last digit of a whole number that is not zero.
fn last_place(number: Decimal) -> Decimal {
    let mut place = Decimal::ONE;
    for _ in 0..12 {
        let next = place * Decimal::TEN;
        if number.is_zero() || !(number % next).is_zero() {
            break;
        }
        place = next;
    }
    place
}

/// The number of what leads in: "We spent 53,000 crowns in 2022:". It is near what the items come to: a number of all of
/// something is rarely told of the items of a list that leaves a part out.
fn lead_total<'a>(
    context: &Context<'a>,
    id: ReportId,
    list: &List,
    parts: &[&Claim],
) -> Option<&'a Claim> {
    let document = &context.corpus.reports[id].document;
    let lead = list.lead?;
    let block = &document.blocks[lead];
    let leads = match block.kind() {
        BlockKind::Item(_) if list.parent.is_some() => true,
        BlockKind::Paragraph | BlockKind::Item(_) => document.block_text(lead).ends_with(':'),
        BlockKind::Heading(_) => parts[0].quantity.kind == Kind::Money,
        BlockKind::Cell { .. } | BlockKind::Code => return None,
    };
    let flow = Flow::of(context, id, block.sentences().next_back()?);
    let is_label = || block.sentences().len() == 1 && is_label(&flow);
    (leads || is_label()).then(|| total_in(&flow, parts))?
}

/// Whether a sentence is a number with its name before it: "Total members: 571", "Members (571)".
fn is_label(flow: &Flow<'_>) -> bool {
    /// A longer name says more.
    const NAME: usize = 5;
    let end = flow.len() - usize::from(flow.is(flow.len().saturating_sub(1), &[")", "."]));
    let Some(at) = end.checked_sub(1).filter(|at| flow.number(*at).is_some()) else {
        return false;
    };
    let mark = at - usize::from(flow.follows(at, &[":", "("]));
    let is_name = (0..mark).all(|at| flow.word(at).is_some());
    is_name && (1..=NAME).contains(&mark) && (mark < at || flow.is(0, TOTALS))
}

/// The number of the sentence behind a list that calls itself the total.
fn total_behind<'a>(
    context: &Context<'a>,
    id: ReportId,
    list: &List,
    parts: &[&Claim],
) -> Option<&'a Claim> {
    let document = &context.corpus.reports[id].document;
    let behind = list.items.last()? + 1;
    let block = document.blocks.get(behind)?;
    let sentence = block.sentences().next()?;
    if block.kind() != BlockKind::Paragraph || list.parent.is_some() {
        return None;
    }
    let flow = Flow::of(context, id, sentence);
    let in_all = |at| flow.is(at, &["in"]) && flow.is(at + 1, &["all"]);
    let cued = flow.has(TOTALS) || flow.has(&["together"]) || (0..flow.len()).any(in_all);
    if !cued || flow.len() > 24 {
        return None;
    }
    total_in(&flow, parts)
}

/// The one number of a sentence that may be the total of some parts.
fn total_in<'a>(flow: &Flow<'a>, parts: &[&Claim]) -> Option<&'a Claim> {
    // "Made up of".
    let keeps = |at: usize| flow.is(at, NO_TOTAL) && !flow.follows(at, &["made", "making"]);
    if flow.has(SELECTED) || (0..flow.len()).any(keeps) {
        return None;
    }
    let own = flow.report.period;
    let period = parts[0].period;
    let numbers = || (0..flow.len()).filter_map(|at| flow.number(at));
    let is_only = numbers()
        .filter(|claim| sort(claim) == sort(parts[0]))
        .nth(1)
        .is_none();
    let is_near_total = |claim: &&Claim| {
        is_total_of(claim)
            && !claim.base
            && (is_only || !claim.dated || claim.period == own || claim.period == period)
            && sort(claim) == sort(parts[0])
            && claim.quantity.nominal() != Some(Decimal::from(parts.len()))
            && is_near(claim, parts)
    };
    let is_beside = |at: &usize| {
        let word = at - usize::from(flow.follows(*at, &["the", "our", "these", "those"]));
        let is_sum = word >= 2 && flow.is(word - 2, TOTALS);
        flow.follows(word, BESIDE) && !is_sum
    };
    let mut totals = (0..flow.len())
        .filter(|at| !is_beside(at))
        .filter_map(|at| flow.number(at))
        .filter(is_near_total);
    let total = totals.next()?;
    totals.next().is_none().then_some(total)
}
