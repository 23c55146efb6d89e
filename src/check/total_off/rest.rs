//! What is left of a whole besides one part of it: "Of the nine mills, three are new; the other six are old", "of the 135 clubs, 122
//! sent a form and 13 did not", "Nine of the 12 motions passed. The other three failed."

use rust_decimal::Decimal;

use super::{Sum, is_total_of};
use crate::check::Context;
use crate::check::flow::Flow;
use crate::claim::{Claim, canonical};
use crate::corpus::ReportId;
use crate::lookup::WordSet;
use crate::quantity::Kind;

/// Words before a whole that make it one that is known.
const KNOWN: &[&str] = &["the", "these", "those", "our", "its", "their"];

/// Words that keep the two parts from being all of the whole.
const UNCLEAR: WordSet<13> = WordSet::new([
    "also",
    "already",
    "both",
    "if",
    "including",
    "one",
    "only",
    "plus",
    "some",
    "still",
    "whereas",
    "while",
    "would",
]);

/// A whole with the one part of it that a sentence names and what it or the next one says is left.
pub(super) fn left_over<'a>(
    context: &Context<'a>,
    id: ReportId,
    sentence: usize,
    flow: &Flow<'a>,
) -> Option<Sum<'a>> {
    let (whole, part) = begun(flow)?;
    if flow.has_any(&UNCLEAR) {
        return None;
    }
    let counts = (0..flow.len()).filter(|at| {
        let number = flow.number(*at);
        number.is_some_and(|claim| !matches!(claim.quantity.kind, Kind::Percent | Kind::Ordinal))
    });
    let others = counts.filter(|at| ![whole, part].contains(at));
    let others: Vec<usize> = others.collect();
    let total = count(flow, whole)?;
    let rest = match others.as_slice() {
        [at] if *at > whole.max(part) => {
            let rest = count(flow, *at)?;
            let is_rest = is_other(flow, *at, total) || is_negated(flow, *at);
            is_rest.then_some(rest)?
        }
        [] => behind(context, id, sentence, flow, total)?,
        _ => return None,
    };
    let part = count(flow, part)?;
    // Others may be told of behind it: "30 passed and six did not. Four were ill."
    let number = |claim: &Claim| claim.quantity.nominal().unwrap_or_default();
    let gap = number(total).checked_sub(number(part).checked_add(number(rest))?)?;
    let next = context.ledger.in_sentence(id, rest.sentence + 1);
    let explains = |claim: &Claim| number(claim) == gap;
    if gap > Decimal::ZERO && (next.iter().any(explains) || names_a_third(flow)) {
        return None;
    }
    Some(Sum::likely(total, vec![part, rest]))
}

/// Whether a sentence has more clauses than those of the two parts: "six in May, a seventh in June, and the other three in July".
fn names_a_third(flow: &Flow<'_>) -> bool {
    let marks = (0..flow.len()).filter(|at| flow.is(*at, &[",", ";"]));
    let fronted = usize::from(flow.is(0, &["of"]));
    marks.count() > fronted + 1
        || (0..flow.len()).any(|at| {
            let number = flow.number(at);
            number.is_some_and(|claim| claim.quantity.kind == Kind::Ordinal)
        })
}

fn count<'a>(flow: &Flow<'a>, at: usize) -> Option<&'a Claim> {
    let claim = flow.number(at)?;
    (claim.quantity.kind == Kind::Count && is_total_of(claim)).then_some(claim)
}

/// Where a whole and its one part stand: "nine of the 12 motions", "Of the 12 motions, nine".
fn begun(flow: &Flow<'_>) -> Option<(usize, usize)> {
    let is_whole = |at: usize| flow.is(at - 1, KNOWN) && flow.is(at - 2, &["of"]);
    let whole = (2..flow.len()).find(|at| count(flow, *at).is_some() && is_whole(*at))?;
    let found = whole - 2;
    if let Some(part) = found.checked_sub(1)
        && count(flow, part).is_some()
    {
        return Some((whole, part));
    }
    let comma = (whole + 1..whole + 6)
        .take_while(|at| flow.number(*at).is_none())
        .find(|at| flow.is(*at, &[","]))?;
    let opens = found == 0 && !flow.has_verb(whole..comma);
    (opens && count(flow, comma + 1).is_some()).then_some((whole, comma + 1))
}

/// "The other four", "the remaining 14 clubs": what is counted is what the whole counts.
fn is_other(flow: &Flow<'_>, at: usize, total: &Claim) -> bool {
    let Some(rest) = count(flow, at) else {
        return false;
    };
    let noun = rest
        .measure
        .extent
        .filter(|noun| noun.start >= rest.extent.end);
    let is_own = noun.is_none()
        || rest.measure.head.map(canonical) == total.measure.head.map(canonical)
            && total.measure.head.is_some();
    let behind = at + 1 + usize::from(noun.is_some());
    let is_narrowed = flow.is(
        behind,
        &[
            "at", "for", "from", "in", "of", "on", "that", "which", "who", "with",
        ],
    );
    at >= 2
        && flow.is(at - 1, &["other", "remaining"])
        && flow.is(at - 2, &["the"])
        && is_own
        && !is_narrowed
}

/// "13 did not", and no more.
fn is_negated(flow: &Flow<'_>, at: usize) -> bool {
    const VERBS: &[&str] = &["are", "did", "do", "had", "have", "is", "was", "were"];
    let ends = |at: usize| at >= flow.len() || flow.is(at, &[".", ",", ";", ")"]);
    let is_short = [
        "didn’t",
        "didn't",
        "weren’t",
        "weren't",
        "haven’t",
        "haven't",
    ]
    .contains(&flow.text(at + 1));
    is_short && ends(at + 2) || flow.is(at + 1, VERBS) && flow.is(at + 2, &["not"]) && ends(at + 3)
}

/// What the next sentence of the paragraph says of the others.
fn behind<'a>(
    context: &Context<'a>,
    id: ReportId,
    sentence: usize,
    flow: &Flow<'a>,
    total: &Claim,
) -> Option<&'a Claim> {
    let sentences = &flow.report.document.sentences;
    let next = sentence + 1;
    let is_near = sentences.get(next)?.block() == sentences[sentence].block();
    let text = flow.report.text(sentences[next].extent);
    let begins = text.starts_with("The other ") || text.starts_with("The remaining ");
    if !is_near || !begins {
        return None;
    }
    let behind = Flow::of(context, id, next);
    let is_only = (0..behind.len()).all(|at| at == 2 || behind.number(at).is_none());
    let is_rest = is_only && !behind.has_any(&UNCLEAR) && is_other(&behind, 2, total);
    is_rest.then(|| behind.number(2))?
}
