//! The orders in which a change and its two values stand: both before it, both behind it, or one to each side.

use super::Tied;
use super::phrase::{Phrase, ends_at, is_filler};
use super::reading::Reading;
use super::values::{compared_with, now_before, own_noun, pair_before, trigger};
use super::words::{APART, EXCEEDS, LINKS, TIMES};
use crate::quantity::Kind;

/// "225 members, an increase of 30 on last year's 205", "up 30 on last year's 205 to 225".
pub(super) fn base_behind(flow: &Reading<'_, '_>, phrase: &Phrase) -> Option<Tied> {
    let base = compared_with(flow, phrase.last)?;
    let tied = |now| Tied {
        base,
        now,
        falls: phrase.falls,
        last: None,
    };
    // "Up 30 on last year's 205 at 225"
    let behind = (base + 1..base + 6)
        .take_while(|at| is_filler(flow, *at) || flow.is(*at, &["to", ")", ","]))
        .find(|at| flow.number(at + 1).is_some());
    if let Some(to) = behind.filter(|to| flow.is(*to, &["at", "to"])) {
        return Some(tied(to + 1));
    }
    // "An increase from 205 to 225" goes on: other readings are for it.
    now_before(flow, phrase.first).map(tied)
}

/// "Fell from 435 to 372, a drop of 73", "57 members, compared to 40 the previous season, an increase of 27".
pub(super) fn both_before(flow: &Reading<'_, '_>, phrase: &Phrase) -> Option<Tied> {
    let mut end = phrase.first;
    while end > 0 && flow.is(end - 1, LINKS) {
        end -= 1;
    }
    if end == phrase.first || !phrase.plain {
        return None;
    }
    let (base, now, _) = pair_before(flow, end)?;
    Some(Tied {
        base,
        now,
        falls: phrase.falls,
        last: Some(phrase.last),
    })
}

/// "Fell 14% to 1,250 (1,390 in 2018)", "were down 14% as the shop sold 860 tins compared to 1,000".
pub(super) fn both_behind(flow: &Reading<'_, '_>, phrase: &Phrase) -> Option<Tied> {
    const BETWEEN: usize = 8;
    let from = phrase.last + 1;
    if let Some(tied) = from_to_behind(flow, phrase) {
        return Some(tied);
    }
    let now = (from..from + BETWEEN).find(|at| flow.number(*at).is_some())?;
    let leads = flow.is(from, &["at", "to", "as", "with", ":", ","]);
    let plain = (from + 1..now).all(|at| !flow.is(at, APART) && flow.token(at).is_some());
    if !leads || !plain || flow.level(now).is_none() {
        return None;
    }
    let base = (now + 1..now + BETWEEN).find(|at| flow.number(*at).is_some())?;
    flow.level(base)?;
    let tied = Tied {
        base,
        now,
        falls: phrase.falls,
        last: None,
    };
    if let Some(trigger) = trigger(flow, base) {
        let noun = (now + 1..trigger).all(|at| {
            is_filler(flow, at)
                || flow.is(at, &[",", "("])
                || flow.word(at).is_some_and(|word| !word.is_function())
        });
        return noun.then_some(tied);
    }
    // "Rose by 30 to 225 from 205 last year"
    let mut first = base;
    while first > now + 1 && is_filler(flow, first - 1) {
        first -= 1;
    }
    if flow.follows(first, &["from"]) && flow.follows(now, &["to"]) {
        let mut noun = now + 1..first - 1;
        return noun
            .all(|at| flow.word(at).is_some_and(|word| !word.is_function()))
            .then_some(tied);
    }
    // "(205 in 2019)", "(2019: 205)", "(from 205)"
    let opens = (now + 1..base).rev().find(|at| flow.is(*at, &["("]))?;
    let noun = (now + 1..opens).all(|at| flow.word(at).is_some_and(|word| !word.is_function()));
    let told = (opens + 1..base).all(|at| is_filler(flow, at) || flow.is(at, &[":", "from"]));
    let closes = (base + 1..base + 6).find(|at| flow.is(*at, &[")"]))?;
    let plain = (base + 1..closes).all(|at| is_filler(flow, at));
    let mut inside = opens + 1..closes;
    let dated =
        inside.any(|at| flow.date(at).is_some() || flow.is(at, &["last", "previous", "from"]));
    (noun && told && plain && dated).then_some(tied)
}

/// "Down 73, from 435 to 372".
pub(super) fn from_to_behind(flow: &Reading<'_, '_>, phrase: &Phrase) -> Option<Tied> {
    const REACH: usize = 5;
    let comma = flow.skip(phrase.last + 1, &[","]);
    if !flow.is(comma, &["from"]) {
        return None;
    }
    let next = |from: usize| {
        let number = (from..from + REACH).find(|at| flow.number(*at).is_some())?;
        flow.level(number).map(|_| number)
    };
    let base = next(comma + 1)?;
    let to = (base + 1..base + REACH).find(|at| flow.is(*at, &["to"]))?;
    let now = next(to + 1)?;
    let time = |at: usize| is_filler(flow, at);
    let noun = |at: usize| time(at) || flow.word(at).is_some_and(|word| !word.is_function());
    let told = (comma + 1..base).all(time) && (base + 1..to).all(noun) && (to + 1..now).all(time);
    told.then_some(Tied {
        base,
        now,
        falls: phrase.falls,
        last: None,
    })
}

/// "4,141 permits, up from 3,614 in 2018, or 25%": a percentage that says the change again.
pub(super) fn said_again(flow: &Reading<'_, '_>, at: usize) -> Option<Tied> {
    let claim = flow.number(at)?;
    if claim.quantity.kind != Kind::Percent || at == 0 {
        return None;
    }
    // "225 (2019: 205, +15%)"
    let plus = usize::from(flow.follows(at, &["+"]));
    let first = at - plus;
    let is_negative = claim
        .quantity
        .nominal()
        .is_some_and(|number| number.is_sign_negative());
    let signed = (plus > 0 || is_negative).then_some(is_negative);
    let closes = flow.is(at + 1, &[")"]);
    let bracket = flow.follows(first, &["("]) && closes;
    let again = flow.follows(first, &["or"])
        || signed.is_some() && flow.follows(first, &[",", ";"]) && closes;
    if !bracket && !again {
        return None;
    }
    let mut end = first - 1;
    if flow.follows(end, &[","]) {
        end -= 1;
    }
    let (base, now, falls) = pair_before(flow, end)?;
    let closed = closes || ends_at(flow, at) && own_noun(flow, at).is_none();
    Some(Tied {
        base,
        now,
        falls: falls.or(signed).filter(|_| closed)?,
        last: None,
    })
}

/// "8,356 books, exceeding last year's 7,583 by 773".
pub(super) fn by_which_it_exceeds(flow: &Reading<'_, '_>, at: usize) -> Option<Tied> {
    if !flow.follows(at, &["by"]) || at < 3 {
        return None;
    }
    let by = at - 1;
    let base = (by.saturating_sub(4)..by)
        .rev()
        .find(|at| flow.number(*at).is_some())?;
    flow.level(base)?;
    let plain = |at: usize| {
        is_filler(flow, at)
            || flow.is(at, &["(", ")"])
            || flow.word(at).is_some_and(|word| !word.is_function())
    };
    let verb = (base.saturating_sub(8)..base)
        .rev()
        .find(|at| flow.is(*at, EXCEEDS))?;
    let is_then = (verb + 1..by).any(|at| flow.date(at).is_some() || flow.is(at, TIMES));
    if !(verb + 1..by).all(|at| at == base || plain(at)) || !is_then {
        return None;
    }
    Some(Tied {
        base,
        now: now_before(flow, verb)?,
        falls: false,
        last: Some(at),
    })
}
