//! The incomes, the spendings and the results that a sentence names, each with its number.

use rust_decimal::Decimal;

use super::words::{BEFORE, LINKS, RECEIVED, SIDES, SPENT, WHOLE};
use super::{Entry, Side};
use crate::check::flow::{Flow, Piece};
use crate::claim::{Claim, Mood, Role};
use crate::quantity::Kind;

/// An amount that is stated as a fact.
fn is_amount(claim: &Claim) -> bool {
    claim.quantity.kind == Kind::Money
        && claim.role == Role::Level
        && claim.mood == Mood::Stated
        && !claim.quantity.values.is_hedged()
        && claim
            .quantity
            .nominal()
            .is_some_and(|nominal| nominal > Decimal::ZERO)
}

/// The incomes, spendings and results of a sentence, with their numbers.
pub(super) fn entries<'a>(flow: &Flow<'a>) -> Vec<Entry<'a>> {
    let view = flow.report.document.view.as_str();
    let mut entries: Vec<Entry<'a>> = Vec::new();
    for noun in 0..flow.len() {
        let Some(word) = flow.word(noun) else {
            continue;
        };
        let text = word.of(view);
        if let Some(side) = SIDES.get(text) {
            let side = match over(flow, noun) {
                Some(Over::Excess(excess)) => excess,
                Some(Over::Both) => continue,
                None => side,
            };
            if !is_whole(flow, noun) {
                continue;
            }
            if let Some(at) = number_of(flow, noun, side) {
                entries.push(Entry {
                    side,
                    claim: match flow.number(at) {
                        Some(claim) => claim,
                        None => continue,
                    },
                    noun,
                    at,
                    by_verb: false,
                });
            }
        } else {
            let side = if flow.is(noun, RECEIVED) {
                Side::Income
            } else if flow.is(noun, SPENT) {
                Side::Spending
            } else {
                continue;
            };
            let at = flow.skip(noun + 1, &["a", "total", "of", "in"]);
            if let Some(claim) = flow.number(at).filter(|claim| is_amount(claim)) {
                entries.push(Entry {
                    side,
                    claim,
                    noun,
                    at,
                    by_verb: true,
                });
            }
        }
    }
    if let Some(entry) = exceeding(flow, &entries) {
        entries.push(entry);
    }
    // "An income of £500 was received": one number has one noun.
    entries.sort_by_key(|entry| (entry.at, entry.by_verb));
    entries.dedup_by(|later, first| {
        later.at == first.at && (later.by_verb || later.side == first.side)
    });
    entries
}

/// Two nouns side by side.
enum Over {
    /// "The excess of income over expenditure": what is left.
    Excess(Side),
    /// "Income and expenditure": whose number it is cannot be told.
    Both,
}

/// Whether a noun stands right behind another one.
fn over(flow: &Flow<'_>, noun: usize) -> Option<Over> {
    let view = flow.report.document.view.as_str();
    let before = (noun.checked_sub(2)?..noun)
        .rev()
        .find(|at| !flow.is(*at, &["the", "total", "our"]))?;
    if !flow.is(
        before,
        &["and", "or", "over", "less", "minus", "&", "/", "against"],
    ) {
        return None;
    }
    let side = flow.word(before.checked_sub(1)?)?.of(view);
    match SIDES.get(side)? {
        Side::Income if flow.is(before, &["over"]) => Some(Over::Excess(Side::Surplus)),
        Side::Spending if flow.is(before, &["over"]) => Some(Over::Excess(Side::Deficit)),
        _ => Some(Over::Both),
    }
}

/// Whether a noun stands for all there is of it, and not for a sort: "grant income", "staff costs", "net income".
fn is_whole(flow: &Flow<'_>, noun: usize) -> bool {
    let view = flow.report.document.view.as_str();
    let is_result = flow
        .word(noun)
        .and_then(|word| SIDES.get(word.of(view)))
        .is_some_and(Side::is_result);
    let mut at = noun;
    while at > 0 {
        let before = at - 1;
        if flow.is(before, &["net", "operating"]) && !is_result {
            return false;
        }
        match flow.word(before) {
            Some(word) if WHOLE.has(word.of(view)) => at = before,
            Some(word) => {
                let text = word.of(view);
                return word.is_function()
                    || BEFORE.has(text)
                    || text.ends_with("’s")
                    || text.ends_with("'s");
            }
            None => return true,
        }
    }
    true
}

/// Words between a noun and its number at most.
const REACH: usize = 14;

/// The number of a noun: "income was £500", "income (£500)", "£500 of income", "a £20 surplus".
fn number_of(flow: &Flow<'_>, noun: usize, side: Side) -> Option<usize> {
    let view = flow.report.document.view.as_str();
    let amount = |at: usize| flow.number(at).is_some_and(is_amount);
    if flow.is(noun + 1, &["("]) && flow.is(noun + 3, &[")"]) && amount(noun + 2) {
        return Some(noun + 2);
    }
    for at in noun + 1..noun + REACH {
        match flow.pieces.get(at) {
            Some(Piece::Number(claim)) => {
                if claim.role == Role::Change || flow.follows(at, &["from", "by"]) {
                    continue;
                }
                if claim.quantity.kind != Kind::Money {
                    break;
                }
                return is_amount(claim).then_some(at);
            }
            Some(Piece::Date(_)) => {}
            // "Income from grants": only a number may follow.
            Some(Piece::Word(_)) if flow.is(at, &["from", "by"]) => {
                flow.number(at + 1)?;
            }
            Some(Piece::Word(word)) if LINKS.has(word.of(view)) => {}
            _ => break,
        }
    }
    let mut before = noun.checked_sub(1)?;
    while before > 0
        && flow
            .word(before)
            .is_some_and(|word| WHOLE.has(word.of(view)))
    {
        before -= 1;
    }
    if flow.is(before, &["of", "in"]) && !side.is_result() {
        before = before.checked_sub(1)?;
    }
    amount(before).then_some(before)
}

/// "Income (£500) exceeded expenditure (£480) by £20".
fn exceeding<'a>(flow: &Flow<'a>, entries: &[Entry<'a>]) -> Option<Entry<'a>> {
    let [first, second] = entries else {
        return None;
    };
    let exceeds = (first.noun..second.noun).any(|at| flow.is(at, &["exceeded", "exceeds"]));
    let by = (first.at.max(second.at)..flow.len())
        .take(4)
        .find(|at| flow.is(*at, &["by"]))?;
    let claim = flow.number(by + 1).filter(|claim| {
        let amount = claim.quantity.kind == Kind::Money && !claim.quantity.values.is_hedged();
        amount && claim.mood == Mood::Stated
    })?;
    let side = match (first.side, second.side) {
        (Side::Income, Side::Spending) => Side::Surplus,
        (Side::Spending, Side::Income) => Side::Deficit,
        _ => return None,
    };
    exceeds.then_some(Entry {
        side,
        claim,
        noun: by,
        at: by + 1,
        by_verb: false,
    })
}
