//! The numbers of an enumeration, and how each of them names what it is of: that they are parts of one total, their form
//! tells.

use std::ops::Range;

use super::{is_no_summand, is_summand};
use crate::check::flow::Flow;
use crate::claim::Claim;
use crate::word::Token;

/// The numbers of an enumeration that has one of one sort in each of its parts.
pub(super) fn parts<'a>(
    flow: &Flow<'a>,
    range: Range<usize>,
    total: &Claim,
) -> Option<(Vec<&'a Claim>, Vec<usize>)> {
    let Range { start, end } = range;
    let mut parts = Vec::new();
    let mut places = Vec::new();
    let mut behind = start;
    let mut forms: Vec<Form> = Vec::new();
    let mut dates: Vec<usize> = Vec::new();
    for at in start..end {
        if flow.date(at).is_some() {
            dates.push(at);
            continue;
        }
        if is_no_summand(flow, at)
            && !(flow.is(at, &["with", "of", "from"])
                && at > start
                && flow.number(at - 1).is_some())
        {
            return None;
        }
        let Some(part) = flow.number(at) else {
            continue;
        };
        if !is_summand(part)
            || part.quantity.kind != total.quantity.kind
            || part.quantity.currency() != total.quantity.currency()
        {
            return None;
        }
        // One separator and few words before each.
        let separated = parts.is_empty() || (behind..at).any(|at| flow.is(at, AND));
        if !separated || at - behind > 9 {
            return None;
        }
        forms.push(form(flow, at, end, total));
        parts.push(part);
        places.push(at);
        behind = at + 1;
    }
    let one_form = forms.windows(2).all(|pair| pair[0] == pair[1]);
    let are_parts = parts.len() >= 2 && end - behind <= 8 && one_form && forms[0] != Form::Other;
    (are_parts && are_apart(flow, start, &dates, &places)).then_some((parts, places))
}

/// Whether dates tell parts from one another: there is none, or each part has one of its own, all of them before or all behind it.
fn are_apart(flow: &Flow<'_>, start: usize, dates: &[usize], places: &[usize]) -> bool {
    if dates.is_empty() {
        return true;
    }
    let first = start.checked_sub(1).filter(|at| flow.date(*at).is_some());
    let dates: Vec<usize> = first.into_iter().chain(dates.iter().copied()).collect();
    let in_turn = |first: &[usize], second: &[usize]| {
        let pairs = || first.iter().zip(second);
        first.len() == second.len()
            && pairs().all(|(one, other)| one < other)
            && second
                .iter()
                .zip(&first[1..])
                .all(|(one, other)| one < other)
    };
    let texts = || dates.iter().map(|at| flow.text(*at));
    let new = |(at, text): (usize, &str)| !texts().take(at).any(|other| other == text);
    (in_turn(&dates, places) || in_turn(places, &dates)) && texts().enumerate().all(new)
}

fn form(flow: &Flow<'_>, at: usize, end: usize, total: &Claim) -> Form {
    let next = at + 1;
    let ends = next >= end || flow.is(next, &[",", ";", ")", ".", ":", "and", "&", "+"]);
    // "Eight representing the North, and five the South"
    let by_deed = |at: usize| flow.text(at).ends_with("ing") && flow.is(at + 1, ARTICLES);
    let by_place =
        flow.is(next, ARTICLES) && flow.word(next + 1).is_some() && !flow.is(next + 1, TIMES);
    let tied = flow.is(next, PREPOSITIONS) || by_deed(next) || by_place;
    if tied && next < end {
        return Form::Behind;
    }
    if ends {
        let named = at > 0
            && (flow.word(at - 1).is_some()
                || flow.date(at - 1).is_some()
                || flow.is(at - 1, &[":", "(", "–", "-"]));
        return if named { Form::Before } else { Form::Other };
    }
    let measure = flow.number(at).map(|part| &part.measure);
    let behind = measure
        .and_then(|measure| measure.extent)
        .and_then(|noun| (next..flow.len()).find(|at| flow.extent(*at).start >= noun.end));
    if behind.is_some_and(|behind| behind > next && behind < end && flow.is(behind, PREPOSITIONS)) {
        return Form::Behind;
    }
    let Some(head) = flow.number(at).and_then(|part| part.measure.head) else {
        return Form::Other;
    };
    if total.measure.head == Some(head) && has_own_noun(total) {
        return Form::Same;
    }
    // "3 days (7 talks and 5 walks)": other things than days.
    if flow.word(next).is_some_and(Token::is_function) {
        Form::Other
    } else {
        Form::Sort
    }
}

/// How a part names what it is of.
#[derive(PartialEq, Eq)]
enum Form {
    /// "7 in Oslo".
    Behind,
    /// "7 members from Oslo": the noun of the total.
    Same,
    /// "7 bakers": a sort of what the total counts, maybe.
    Sort,
    /// "Oslo 7", "Oslo: 7".
    Before,
    Other,
}

/// What ties a part to its label.
pub(super) const PREPOSITIONS: &[&str] = &[
    "in", "at", "for", "from", "on", "by", "to", "of", "with", "were", "are",
];

/// What may stand before the place of a part.
pub(super) const ARTICLES: &[&str] = &["the", "our", "their", "its"];

/// What stands behind an article and is no place: "30 the year before".
const TIMES: &[&str] = &[
    "day",
    "first",
    "following",
    "last",
    "month",
    "morning",
    "most",
    "next",
    "other",
    "previous",
    "quarter",
    "rest",
    "same",
    "second",
    "time",
    "week",
    "weekend",
    "year",
];

/// Whether a total has a noun behind it. "900 in all" has that of the part before it.
pub(super) fn has_own_noun(total: &Claim) -> bool {
    let noun = total.measure.extent;
    noun.is_some_and(|noun| noun.start >= total.extent.end)
}

/// What stands between two parts.
pub(super) const AND: &[&str] = &[",", ";", "and", "&", "+"];
