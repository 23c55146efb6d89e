//! Parts that follow their total between commas: "36 meetings, 12 in Leeds, 14 in York and 10 in Hull", "200 samples; 150 passed,
//! 40 failed and 10 were inconclusive", "£9,000, £5,000 to schools, £3,000 to clubs and £1,000 to churches".

use super::parts::has_own_noun;
use super::sorts::exclude_each_other;
use super::whole::{are_in_towns, collect, go_to, is_one_digit, is_rest, tie};
use super::{Sum, is_near, is_total_of, is_within};
use crate::check::flow::Flow;
use crate::finding::Certainty;
use crate::quantity::Kind;
use rust_decimal::Decimal;

/// Words between a total and the mark behind which its parts stand.
const REACH: usize = 8;

/// Words of amounts that stand side by side: "entry was £10, £5 for students".
const PRICES: &[&str] = &[
    "admission",
    "award",
    "awards",
    "charge",
    "charged",
    "charges",
    "cost",
    "costs",
    "each",
    "entry",
    "fare",
    "fares",
    "fee",
    "fees",
    "fine",
    "fines",
    "pay",
    "per",
    "place",
    "places",
    "price",
    "prices",
    "prize",
    "prizes",
    "rate",
    "rates",
    "salaries",
    "salary",
    "subscription",
    "ticket",
    "tickets",
    "wage",
    "wages",
];

/// The first number of a sentence as the total of those behind the next mark.
pub(super) fn apposed<'a>(flow: &Flow<'a>) -> Option<Sum<'a>> {
    let at = (0..flow.len()).find(|at| flow.number(*at).is_some())?;
    let total = flow
        .number(at)
        .filter(|claim| is_total_of(claim) && !claim.base)?;
    let is_money = total.quantity.kind == Kind::Money;
    if !is_money && !has_own_noun(total) {
        return None;
    }
    let mark = (at + 1..at + 1 + REACH)
        .take_while(|at| flow.token(*at).is_some())
        .find(|at| flow.is(*at, &[",", ";", ":"]))?;
    flow.number(mark + 1)?;
    let (parts, places) = collect(flow, total, mark + 1)?;
    let [.., before, last] = places.as_slice() else {
        return None;
    };
    let closed = (*before..*last).any(|at| flow.is(at, &["and", "&"]));
    let dated = (at..*last).any(|at| flow.date(at).is_some());
    if parts.len() < 3 || !closed || dated || places.iter().any(|at| is_rest(flow, *at)) {
        return None;
    }
    // "36 meetings in Wales, 12 in Leeds": the first of an enumeration, and not the total of it.
    let first_tie = tie(flow, places[0]).map_or("", |tie| flow.text(tie));
    let is_first = (at + 1..mark).any(|at| flow.text(at).eq_ignore_ascii_case(first_tie));
    let bare = |at: &usize| tie(flow, *at).is_some_and(|tie| tie <= at + 2);
    let priced = (0..mark).any(|at| flow.is(at, PRICES));
    let tied = if is_money {
        flow.is(mark, &[","]) && !priced && places.iter().all(bare) && go_to(flow, &places)
    } else {
        flow.is(mark, &[","]) && are_in_towns(flow, &places)
    };
    let sorted = !is_money && exclude_each_other(flow, &places);
    if !(sorted || tied && !is_first) || !is_within(total, &parts, Decimal::from(4)) {
        return None;
    }
    let all: Decimal = parts
        .iter()
        .filter_map(|part| part.quantity.nominal())
        .sum();
    let slips = is_near(total, &parts) && is_one_digit(total.quantity.nominal()?, all, &parts);
    Some(Sum {
        total,
        parts,
        more: Certainty::Likely,
        less: if slips {
            Certainty::Likely
        } else {
            Certainty::Unsure
        },
    })
}
