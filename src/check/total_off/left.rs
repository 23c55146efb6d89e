//! What is left of an amount, and sums that a sentence works out itself: "we had £500 and spent £320, leaving £180", "this left
//! £180 (£500 minus £320)", "£300 plus £40 is £340".

use rust_decimal::Decimal;

use super::judge::{agree, misses, off};
use super::whole::is_one_digit;
use super::{SELECTED, cues, is_no_summand, is_summand, is_total_of};
use crate::check::flow::Flow;
use crate::check::{Context, show};
use crate::claim::{Claim, Mood};
use crate::corpus::{Report, ReportId};
use crate::finding::{Certainty, Detection};
use crate::lookup::WordSet;
use crate::quantity::{Comparison, Kind, Values, is_one_of};

/// Checks what a sentence takes off and adds, and what the next one says is left.
pub(super) fn check(
    context: &mut Context<'_>,
    id: ReportId,
    sentence: usize,
    flow: &Flow<'_>,
    cues: u8,
) {
    let is_cued = |cue: u8| cues & cue != 0;
    if is_cued(cues::SIGN) && equation(context, flow)
        || is_cued(cues::LEFT) && left_within(context, flow)
    {
        return;
    }
    left_behind(context, id, sentence, flow);
}

pub(super) const ADDED: &[&str] = &["plus", "+"];
pub(super) const TAKEN: &[&str] = &["minus", "less", "−"];
/// What stands before a number that is multiplied or divided.
const OTHERS: &[&str] = &["×", "x", "*", "/", "÷", "@", "at", "times", "per", "%"];

fn is_like(one: &Claim, other: &Claim) -> bool {
    let sort = |claim: &Claim| (claim.quantity.kind, claim.quantity.currency());
    sort(one) == sort(other)
}

/// "£180 (£500 minus £320)", "£300 plus £40 is £340". Says whether there is one.
fn equation(context: &mut Context<'_>, flow: &Flow<'_>) -> bool {
    let is_sign = |at: usize| flow.is(at, ADDED) || flow.is(at, TAKEN);
    // "2 + 2 = 5" may be what somebody says.
    let is_told = |claim: &&Claim| is_summand(claim) && claim.mood == Mood::Stated;
    let number = |at: usize| flow.number(at).filter(is_told);
    let Some(sign) = (1..flow.len()).find(|at| is_sign(*at) && number(at - 1).is_some()) else {
        return false;
    };
    let Some(first) = number(sign - 1) else {
        return false;
    };
    if flow.follows(sign - 1, OTHERS)
        || flow.follows(sign - 1, ADDED)
        || flow.follows(sign - 1, TAKEN)
    {
        return false;
    }
    let mut terms = vec![first];
    let mut taken = vec![false];
    let mut at = sign;
    while is_sign(at) {
        let Some(term) = number(at + 1).filter(|term| is_like(first, term)) else {
            return false;
        };
        terms.push(term);
        taken.push(flow.is(at, TAKEN));
        at += 2;
    }
    let result = if flow.is(at, &["=", "is", "equals", "makes", "gives"]) {
        number(flow.skip(at + 1, &["a", "total", "of"]))
    } else if flow.is(at, &[")"]) && sign > 2 && flow.is(sign - 2, &["("]) {
        number(sign - 3)
    } else {
        None
    };
    let Some(result) = result.filter(|result| is_like(first, result)) else {
        return false;
    };
    // "£20 plus £4 is £24, times 12": more is done with it.
    if (at..flow.len()).any(|at| flow.is(at, &["×", "*", "÷", "/", "times"])) {
        return false;
    }
    judge(
        context,
        flow.report,
        result,
        &terms,
        &taken,
        Certainty::Sure,
    );
    true
}

/// Words that say that there is more to what is left than the numbers beside it.
const MORE: WordSet<24> = WordSet::new([
    "about",
    "after",
    "additional",
    "already",
    "also",
    "approximately",
    "before",
    "extra",
    "further",
    "gain",
    "gains",
    "interest",
    "invested",
    "including",
    "losses",
    "nearly",
    "only",
    "other",
    "others",
    "plus",
    "roughly",
    "some",
    "tax",
    "transfer",
]);

/// What may stand between "leaving" and its number.
const BARE: &[&str] = &[
    "a",
    "the",
    "us",
    "with",
    "just",
    "balance",
    "of",
    "total",
    "net",
    "remaining",
    "sum",
];
/// The results that are told of an income and its spending are looked at as such.
const RESULTS: &[&str] = &["surplus", "deficit", "profit", "loss", "shortfall"];

/// "We had £500 and spent £320, leaving £180." Says whether there is such a clause.
fn left_within(context: &mut Context<'_>, flow: &Flow<'_>) -> bool {
    let leaves = |at: &usize| {
        flow.is(*at, &["leaving"])
            || flow.is(*at, &["left", "leaves"]) && flow.follows(*at, &["which", "this", "that"])
    };
    let Some(cue) = (3..flow.len()).find(leaves) else {
        return false;
    };
    let at = flow.skip(cue + 1, BARE);
    let Some(result) = flow.number(at).filter(|claim| is_total_of(claim)) else {
        return false;
    };
    let taken_up = flow.is(at + 1, &["of", "%"])
        || flow.is(at + 1, RESULTS)
        || (cue..at).any(|at| flow.is(at, RESULTS));
    if taken_up {
        return true;
    }
    if let Some(parts) = reduced(flow, 0..cue, result, result.quantity.kind == Kind::Money) {
        slip(context, flow, result, &parts, parts.len() == 2);
    }
    true
}

/// "Lunch cost £500, and £320 was paid by guests. This left £180." The second sentence has one number.
fn left_behind(context: &mut Context<'_>, id: ReportId, sentence: usize, flow: &Flow<'_>) {
    let sentences = &flow.report.document.sentences;
    let next = sentence + 1;
    let is_near = sentences
        .get(next)
        .is_some_and(|beside| beside.block() == sentences[sentence].block());
    let [result] = context.ledger.in_sentence(id, next) else {
        return;
    };
    if !is_near || !is_total_of(result) || result.quantity.kind != Kind::Money {
        return;
    }
    let text = flow.report.text(sentences[next].extent);
    let first = text.split(' ').next().unwrap_or_default();
    if !is_one_of(first, &["this", "that", "which", "leaving"]) {
        return;
    }
    let behind = Flow::of(context, id, next);
    let leaves = flow_begins(&behind);
    if leaves
        && behind.len() < 24
        && !behind.has_any(&MORE)
        && !behind.has(RESULTS)
        && let Some(parts) = reduced(flow, 0..flow.len(), result, true)
        && parts.len() == 2
    {
        slip(context, flow, result, &parts, false);
    }
}

/// Whether a sentence begins as one does that tells what is left.
fn flow_begins(flow: &Flow<'_>) -> bool {
    let verb = usize::from(flow.is(0, &["this", "that", "which"]));
    let at = flow.skip(
        verb + 1,
        &["us", "with", "that", "just", "a", "balance", "of"],
    );
    let says = flow.is(verb, &["left", "leaves", "means", "meant"]) && verb == 1
        || flow.is(verb, &["leaving"]);
    says && flow.number(at).is_some()
}

/// The numbers of a stretch of a sentence, if the rest may be taken off the first or the largest.
fn reduced<'a>(
    flow: &Flow<'a>,
    range: std::ops::Range<usize>,
    result: &Claim,
    is_money: bool,
) -> Option<Vec<&'a Claim>> {
    let mut terms: Vec<&Claim> = Vec::new();
    if flow.has_any(&MORE) || flow.has(SELECTED) {
        return None;
    }
    for at in range {
        if is_no_summand(flow, at) && !flow.is(at, &["of", "from", "with", "which"]) {
            return None;
        }
        let Some(term) = flow.number(at) else {
            continue;
        };
        if is_money && term.quantity.kind == Kind::Count {
            continue;
        }
        if !is_like(term, result) || !is_summand(term) || term.base {
            return None;
        }
        terms.push(term);
    }
    let most =
        (0..terms.len()).max_by_key(|at| (terms[*at].quantity.nominal(), terms.len() - at))?;
    // Which one is taken off from which is plain with two amounts; with more the first is the whole.
    if terms.len() > 4 || terms.len() < 2 || most > 1 || most == 1 && (terms.len() > 2 || !is_money)
    {
        return None;
    }
    terms.swap(0, most);
    let same = |claim: &&Claim| claim.measure.head == terms[0].measure.head;
    // "Of 45 seats 40 were filled, leaving 5": all of one sort, or without a noun.
    let of_one = is_money
        || terms[1..]
            .iter()
            .chain([&result])
            .all(|claim| same(claim) || claim.measure.head.is_none());
    of_one.then_some(terms)
}

/// Reports what is left if it misses what the others leave by one digit, or is near it: they may be of other things otherwise.
fn slip(context: &mut Context<'_>, flow: &Flow<'_>, result: &Claim, terms: &[&Claim], near: bool) {
    let nominal = |claim: &&Claim| claim.quantity.nominal().unwrap_or_default();
    let rest: Decimal = terms[1..].iter().map(nominal).sum();
    let (left, stated) = (nominal(&terms[0]) - rest, nominal(&result));
    // "We raised £500 and £45 more, leaving us with £545": added and not taken off.
    if left <= Decimal::ZERO || nominal(&terms[0]) + rest == stated {
        return;
    }
    let mut numbers = terms.to_vec();
    numbers.push(result);
    let larger = nominal(&terms[0]);
    let near = near && (left - stated).abs() * Decimal::TEN <= left;
    if left != stated && !near && !is_one_digit(larger, larger - left + stated, &numbers) {
        return;
    }
    let taken: Vec<bool> = (0..terms.len()).map(|at| at > 0).collect();
    judge(
        context,
        flow.report,
        result,
        terms,
        &taken,
        Certainty::Likely,
    );
}

/// Terms as a sum, those that are taken off behind a minus.
pub(super) fn written(context: &Context<'_>, terms: &[&Claim], taken: &[bool]) -> String {
    let mut sum = String::new();
    for (term, taken) in terms.iter().zip(taken) {
        let value = show::value(context, term);
        // A number below zero bears its sign.
        let below = value.strip_prefix(['-', '−', '–']);
        let below = below.filter(|_| !*taken && !sum.is_empty());
        if !sum.is_empty() {
            let is_minus = *taken || below.is_some();
            sum.push_str(if is_minus { " − " } else { " + " });
        }
        sum.push_str(below.unwrap_or(&value));
    }
    sum
}

/// Holds a result against its terms.
pub(super) fn judge(
    context: &mut Context<'_>,
    report: &Report,
    result: &Claim,
    terms: &[&Claim],
    taken: &[bool],
    most: Certainty,
) {
    let values = terms.iter().zip(taken).map(|(term, taken)| {
        let values = &term.quantity.values;
        if *taken {
            values.negated()
        } else {
            values.clone()
        }
    });
    let values: Vec<Values> = values.collect();
    let computed = Values::sum(&values.iter().collect::<Vec<_>>());
    let stated = &result.quantity.values;
    if stated.compare(&computed) == Comparison::Agree {
        agree(context, result, terms);
        return;
    }
    let (Some(arithmetic), Some(number)) = (misses(stated, &computed), computed.number()) else {
        return;
    };
    let sum = written(context, terms, taken);
    let here = show::value(context, result);
    let certainty = arithmetic.min(most);
    let detection = Detection {
        message: format!("the result is stated as “{here}”, and {sum} is {}", show::number(number)),
        help: "Correct the result or the numbers it comes from. All can be right if something else was added or taken off: \
               then say so."
            .to_owned(),
        ..off(context, report, result, terms, number, " − ", certainty)
    };
    context.report(detection);
}
