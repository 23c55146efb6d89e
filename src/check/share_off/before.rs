//! Shares of a whole that the sentence before counts: "630 guests came. Of these, 464 (74%) slept in the village."

use super::Stated;
use super::judge::judge;
use super::stated::tied_behind;
use crate::check::Context;
use crate::check::flow::Flow;
use crate::claim::{Claim, Role, canonical};
use crate::corpus::ReportId;
use crate::document::Extent;
use crate::finding::Certainty;
use crate::quantity::Kind;
use crate::word::{self, Stem};

/// "630 guests came. Of these, 464 (74%) slept in the village.": shares of a whole that the sentence before counts.
pub(super) fn of_the_whole_before(
    context: &mut Context<'_>,
    id: ReportId,
    sentence: usize,
    flow: &Flow<'_>,
    checked: &mut Vec<Extent>,
) {
    let document = &flow.report.document;
    let Some(before) = sentence.checked_sub(1) else {
        return;
    };
    // "14 tutors, of which 12": what a relative pronoun stands for is in its own sentence.
    let points = |at: usize| {
        let relative = flow.is(at + 1, &["which", "whom"]) && at > 0;
        flow.is(at, &["of", "among"]) && flow.is(at + 1, BACK) && !relative
    };
    // "These buns" may be others than the ones before.
    let bare = |at: usize| {
        points(at)
            && (flow.is(at + 1, &["them", "whom", "which"])
                || flow.token(at + 2).is_none()
                || flow.is(at + 2, &[",", "("]))
    };
    let named = |at: usize| points_by_noun(flow, at).map(|noun| (at, Some(noun)));
    let pointing = (0..flow.len()).find(|at| points(*at));
    let Some((from, noun)) = pointing
        .filter(|at| bare(*at))
        .map(|at| (at, None))
        .or_else(|| (0..flow.len()).find_map(named))
    else {
        return;
    };
    if document.sentences[before].block() != document.sentences[sentence].block() {
        return;
    }
    let claims = context.ledger.of_sentence(id, before);
    let wholes: Vec<&Claim> = context.ledger.claims[claims]
        .iter()
        .filter(|claim| {
            claim.quantity.kind == Kind::Count
                && claim.role == Role::Level
                && !claim.base
                && !claim.measure.guessed
                && claim.measure.head.is_some()
                && (noun.is_none() || claim.measure.head.map(canonical) == noun)
                && !claim.quantity.values.is_hedged()
        })
        .collect();
    let [whole] = wholes.as_slice() else {
        return;
    };
    // Everything from "of them" on, and the number before it.
    let first = (0..from)
        .rfind(|at| flow.count(*at).is_some())
        .unwrap_or(from);
    for at in first..flow.len() {
        let Some(part) = flow.count(at) else { continue };
        let Some(share) = tied_behind(flow, at).filter(|share| !checked.contains(&share.extent))
        else {
            continue;
        };
        let smaller = part.quantity.nominal() <= whole.quantity.nominal();
        if smaller {
            checked.push(share.extent);
            let verdict = judge(context, Stated { part, whole, share }, Certainty::Likely);
            context.conclude(verdict);
        }
    }
}

/// "464 of those calls", "of all calls, 464": the noun by which words point back.
fn points_by_noun(flow: &Flow<'_>, at: usize) -> Option<Stem> {
    if !flow.is(at, &["of", "among"]) {
        return None;
    }
    let those = flow.is(at + 1, &["these", "those"]);
    let all = flow.is(at + 1, &["all", "the"]);
    let noun_at = flow.skip(at + 2, &["the", "these", "those"]);
    let noun = flow.word(noun_at).filter(|word| {
        (those || all)
            && !word.is_function()
            && word::is_plural(word.of(flow.report.document.view.as_str()))
    })?;
    // Behind the part, or at the start: "380 (85%) of the cakes of these bakers" is of cakes.
    let bracket = flow.follows(at, &[")"]) && at >= 4 && flow.count(at - 4).is_some();
    let is_of_part =
        at == 0 || flow.count(at - 1).is_some() || bracket || flow.follows(at, &[",", ";", "and"]);
    if !is_of_part {
        return None;
    }
    // "Of all calls for fire" is of others.
    let ends = flow.is(noun_at + 1, &[",", "(", ":"]);
    (ends || those && flow.is(noun_at + 1, &["were", "was", "are"])).then(|| canonical(noun.stem))
}

/// Words that stand for what the sentence before has counted.
const BACK: &[&str] = &["them", "these", "those", "whom", "which"];
