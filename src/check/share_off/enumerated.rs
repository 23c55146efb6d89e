//! Percentages of one sentence that are parts of one whole: "54% from the north, 34% from the south and 12% from elsewhere".

use std::ops::Range;

use rust_decimal::Decimal;

use super::sum::{ALL, FAR, NEAR, OVERLAPPING, SOME, is_part, sum};
use crate::check::Context;
use crate::check::flow::Flow;
use crate::claim::Claim;
use crate::word;

/// Percentages of one sentence that are parts of a whole. Says whether there are such.
pub(super) fn parts_in_sentence(context: &mut Context<'_>, flow: &Flow<'_>) -> bool {
    let percents: Vec<usize> = (0..flow.len())
        .filter(|at| flow.number(*at).is_some_and(is_part))
        .collect();
    let mut from = 0;
    let mut found = false;
    while from < percents.len() {
        let mut to = from + 1;
        while to < percents.len() && follows_part(flow, percents[to - 1], percents[to]) {
            to += 1;
        }
        let run = &percents[from..to];
        from = to;
        let last = run[run.len() - 1];
        // Two are all only if the second one says so: "37% from Oslo and 63% from elsewhere".
        let closed = (last + 1..last + 6).any(|at| flow.is(at, ALL));
        let parts: Vec<&Claim> = run.iter().filter_map(|at| flow.number(*at)).collect();
        // "77% men and 33% women": there may be others, but no more than all.
        let excluding = are_of_sexes(flow, run) && {
            let shares = parts.iter().filter_map(|part| part.quantity.nominal());
            shares.sum::<Decimal>() > Decimal::ONE_HUNDRED
        };
        if run.len() < if closed || excluding { 2 } else { 3 }
            || !excluding && !is_parallel(flow, run)
            || flow.has(OVERLAPPING)
        {
            continue;
        }
        let all = (run[0]..(last + 6).min(flow.len())).any(|at| flow.is(at, ALL));
        // "Cars 78%, vans 14%, motorcycles 5%" may go on with what is hardly worth naming.
        let shares = parts.iter().filter_map(|part| part.quantity.nominal());
        let is_open = !flow.follows(run[0], &["("])
            && !(run[run.len() - 2]..last).any(|at| flow.is(at, &["and", "&"]))
            && shares.sum::<Decimal>() >= ALMOST_ALL;
        let some = flow.has(SOME) || is_open;
        // "Dues were 71% of revenue, events 22% and training 7%" leaves nothing else to be of.
        let of_one = (run[0] + 1..last).any(|at| flow.is(at, &["of"])) && parts.len() >= 3;
        let reach = if of_one && !some { FAR } else { NEAR };
        sum(context, flow.report, &parts, (all, some), reach);
        found = true;
    }
    found
}

/// Words that exclude each other.
pub(super) const SEXES: &[&str] = &[
    "boys", "female", "females", "girls", "male", "males", "men", "women",
];

/// Whether each share has one of the words that exclude each other right behind it, or right before: "61% women, 37% men".
/// One of three or more may have another word.
fn are_of_sexes(flow: &Flow<'_>, run: &[usize]) -> bool {
    // "45% of men and 60% of women" are of two wholes.
    let has = |at: &&usize| {
        flow.is(**at + 1, SEXES)
            || flow.is(**at + 2, SEXES) && flow.is(**at + 1, &["were", "are", "was", "identified"])
    };
    run.iter().filter(has).count() >= run.len().min(2)
}

/// Whether a percentage is the next part behind another: a label and a separator between them, and no number.
fn follows_part(flow: &Flow<'_>, first: usize, second: usize) -> bool {
    let between = first + 1..second;
    between.len() <= 10
        && between.clone().all(|at| flow.token(at).is_some())
        && between
            .clone()
            .any(|at| flow.is(at, &[",", ";", "and", "&", "/"]))
        && !between
            .clone()
            .any(|at| flow.is(at, &["(", "["]) && !flow.is(at + 1, &[")"]) && at + 1 != second)
}

/// Whether the parts are written in one form: a label right behind each, in front of each, or behind one preposition.
fn is_parallel(flow: &Flow<'_>, run: &[usize]) -> bool {
    let separator = |at: usize| at >= flow.len() || flow.is(at, &[",", ";", "/", ")", ".", "]"]);
    // "And 12%", "and Narvik 12%".
    let next_part = |and: usize| {
        (and + 1..and + 7)
            .find(|at| flow.word(*at).is_none())
            .is_some_and(|at| run.contains(&at))
    };
    // Where the label of a part ends: at a separator, or before "and" and the next part.
    let label = |at: usize| -> Range<usize> {
        // "A half (51%) came from Oslo": the bracket says the same.
        let closes = flow.follows(at, &["("]) && flow.is(at + 1, &[")"]);
        let said = closes && at >= 2 && flow.number(at - 2).is_some();
        let bracket = usize::from(said);
        let start = at + 1 + bracket;
        let end = (start..start + LONGEST_LABEL)
            .find(|end| separator(*end) || flow.is(*end, &["and", "&"]) && next_part(*end))
            .unwrap_or(start + LONGEST_LABEL);
        start..end
    };
    let labels: Vec<Range<usize>> = run.iter().map(|at| label(*at)).collect();
    if labels.iter().any(|label| label.len() == LONGEST_LABEL) {
        return false;
    }
    if labels.iter().any(|label| label.len() > 6) {
        return parted_by(flow, &labels);
    }
    let is_label = |range: &Range<usize>| {
        !range.is_empty()
            && range.len() <= 4
            && !flow.is(range.start, PARTED_BY)
            && !flow.is(range.start, &["of"])
    };
    if labels.iter().all(is_label) {
        // Words that are no verbs: names, or nouns in brackets or behind a colon.
        let named = labels.iter().all(|label| {
            label
                .clone()
                .any(|at| flow.word(at).is_some_and(word::Token::is_capital))
        });
        let set_off = run[0] > 0 && flow.is(run[0] - 1, &["(", "[", ":", "–", "—"]);
        return named || set_off;
    }
    if labels.iter().all(Range::is_empty) {
        // "Oslo (54%), Bergen (34%) and Narvik (12%)", "Oslo 54%, Bergen 34%, Narvik 12%"
        return run.iter().all(|at| {
            let before =
                at.saturating_sub(1 + usize::from(flow.follows(*at, &["(", ":", "–", "-"])));
            flow.word(before).is_some()
        });
    }
    // "Milk is 52% of sales, oats 33% and eggs 14%": the first one says of what.
    let starts = |at: usize| {
        at > 0
            && flow.word(at - 1).is_some_and(|word| !word.is_function())
            && !flow.follows(at, PARTED_BY)
    };
    if flow.is(labels[0].start, &["of"])
        && labels[1..].iter().all(Range::is_empty)
        && run[1..].iter().all(|at| starts(*at))
    {
        return true;
    }
    // "92% of guests would come again, 5% would not and 3% did not say": answers that exclude each other.
    let opens = |at: usize| flow.follows(at, &[",", ";", "and", "&", "while"]);
    let denies = |label: &Range<usize>| {
        label.clone().any(|at| {
            flow.is(
                at,
                &[
                    "not",
                    "no",
                    "neither",
                    "undecided",
                    "unsure",
                    "none",
                    "neutral",
                ],
            )
        })
    };
    if flow.is(
        labels[0].start,
        &["of", "were", "are", "would", "said", "agreed"],
    ) && run[1..].iter().all(|at| opens(*at))
        && labels[1..]
            .iter()
            .all(|label| !label.is_empty() && !label.clone().any(|at| flow.is(at, &["of"])))
        && labels[1..].iter().any(denies)
    {
        return true;
    }
    parted_by(flow, &labels)
}

/// Whether the labels of all parts are tied to them by one preposition: "37% are from Oslo", "63% from elsewhere".
fn parted_by(flow: &Flow<'_>, labels: &[Range<usize>]) -> bool {
    let preposition = |label: &Range<usize>| {
        // "62% of visitors were from the region": of what comes first.
        let skip = if flow.is(label.start, &["of"]) { 3 } else { 0 };
        let tie = |words: &[&str]| {
            let from = if skip > 0 {
                label.start + 1
            } else {
                label.start
            };
            (from..label.end)
                .take(3 + skip)
                .find(|at| flow.is(*at, words))
        };
        tie(PREPOSITIONS)
            .or_else(|| tie(PARTED_BY))
            .map(|at| flow.text(at))
    };
    // "By train", "on foot".
    let first = preposition(&labels[0]);
    let is_alike = |other: Option<&str>| {
        other == first || first == Some("by") && other.is_some_and(|other| other == "on")
    };
    first.is_some() && labels.iter().all(|label| is_alike(preposition(label)))
}

/// The label of a part has fewer words.
const LONGEST_LABEL: usize = 10;

/// Prepositions among them.
const PREPOSITIONS: &[&str] = &["from", "in", "by", "as", "for", "to", "at", "on"];

/// Words that tie a part to its label: "54% from the north".
const PARTED_BY: &[&str] = &[
    "from", "in", "by", "as", "for", "to", "at", "on", "are", "were", "was", "is",
];

/// What a list leaves of the whole may be too small to be named.
const ALMOST_ALL: Decimal = Decimal::from_parts(95, 0, 0, false, 0);
