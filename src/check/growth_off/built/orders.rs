//! The orders in which a change and its two values stand: both before it, both behind it, or one to each side.

use super::Tied;
use super::phrase::{Phrase, ends_at, is_filler, phrase, said_first};
use super::reading::Reading;
use super::values::{compared_with, now_before, of_two_years, own_noun, pair_before, trigger};
use super::words::{APART, EXCEEDS, LINKS, TIMES, falls_by_verb};
use crate::check::growth_off::clause::are_as_long;
use crate::check::growth_off::sentence::is_long_before;
use crate::finding::Certainty;
use crate::period::Period;
use crate::quantity::Kind;

/// A change with the two values that it is likely of.
fn likely(phrase: &Phrase, base: usize, now: usize) -> Tied {
    Tied {
        base,
        now,
        falls: phrase.falls,
        last: None,
        multiplies: phrase.multiplies,
        most: Certainty::Likely,
    }
}

/// "225 members, an increase of 30 on last year's 205", "up 30 on last year's 205 to 225".
pub(super) fn base_behind(flow: &Reading<'_, '_>, phrase: &Phrase) -> Option<Tied> {
    let base = compared_with(flow, phrase.last)?;
    let tied = |now| likely(phrase, base, now);
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
    // "From 310 to 360; this is an increase of 16%"
    if flow.follows(end, &[";"]) && flow.is(end, &["that", "this", "which"]) {
        end -= 1;
    }
    // "From 20 to 22 in a market that grew by 7%": of what stands before "that".
    let is_of_noun = flow.is(end, &["that", "which"])
        && end > 0
        && flow.word(end - 1).is_some_and(|word| !word.is_function());
    if end == phrase.first || is_of_noun || !phrase.plain {
        return None;
    }
    let (base, now, _) = pair_before(flow, end)?;
    Some(Tied {
        base,
        now,
        falls: phrase.falls,
        last: Some(phrase.last),
        multiplies: phrase.multiplies,
        most: Certainty::Likely,
    })
}

/// "Fell 14% to 1,250 (1,390 in 2018)", "were down 14% as the shop sold 860 tins compared to 1,000".
pub(super) fn both_behind(flow: &Reading<'_, '_>, phrase: &Phrase) -> Option<Tied> {
    const BETWEEN: usize = 8;
    if let Some(tied) = from_to_behind(flow, phrase) {
        return Some(tied);
    }
    let lead = lead(flow, phrase.last + 1)?;
    let now = (lead..lead + BETWEEN).find(|at| flow.number(*at).is_some())?;
    let plain = (lead + 1..now).all(|at| !flow.is(at, APART) && flow.token(at).is_some());
    if !plain || flow.level(now).is_none() {
        return None;
    }
    let base = (now + 1..now + BETWEEN).find(|at| flow.number(*at).is_some())?;
    // "Rose by 6% to £299m, from £210m in 2008", "rose by 2% to £21m in May, from £20m in May 2018" may tell of two times.
    let [of_base, of_now] = [flow.level(base)?, flow.level(now)?];
    let own = flow.report.period;
    let is_of_part = (now + 1..base)
        .find_map(|at| flow.date(at))
        .is_some_and(|date| !are_as_long(date.when.resolve(own), own));
    let is_old = is_long_before(of_base, of_now) || is_of_part;
    let tied = Tied {
        base,
        now,
        falls: phrase.falls,
        last: None,
        multiplies: phrase.multiplies,
        most: if is_old {
            Certainty::Unsure
        } else {
            Certainty::Likely
        },
    };
    if let Some(trigger) = trigger(flow, base) {
        let noun = (now + 1..trigger).all(|at| {
            is_filler(flow, at)
                || flow.is(at, &[",", "("])
                || flow.word(at).is_some_and(|word| !word.is_function())
        });
        return noun.then_some(tied);
    }
    // "Rose by 30 to 225 from 205 last year", "rose by 30 to 225, from 205"
    let mut first = base;
    while first > now + 1 && is_filler(flow, first - 1) {
        first -= 1;
    }
    let is_noun = |at: usize| flow.word(at).is_some_and(|word| !word.is_function());
    if flow.follows(first, &["from"]) && flow.follows(now, &["to"]) {
        let from = first - 1;
        let end = from - usize::from(flow.follows(from, &[","]));
        let told = (now + 1..end).all(|at| is_noun(at) || is_filler(flow, at));
        return told.then_some(tied);
    }
    // "Rose by 30 to 225; in 2019 it was 205"
    let behind = (base + 1..base + BETWEEN)
        .find(|at| *at >= flow.len() || flow.is(*at, &[".", ",", ";", ")"]));
    if let Some((first, second, _)) = behind.and_then(|end| of_two_years(flow, now, base, end)) {
        return (first == base && second == now).then_some(tied);
    }
    // "(205 in 2019)", "(2019: 205)", "(from 205)", "(205)"
    let opens = (now + 1..base).rev().find(|at| flow.is(*at, &["("]))?;
    let noun = (now + 1..opens).all(is_noun);
    let told = (opens + 1..base).all(|at| is_filler(flow, at) || flow.is(at, &[":", "from"]));
    let closes = (base + 1..base + 8).find(|at| flow.is(*at, &[")"]))?;
    let is_own_noun = own_noun(flow, base).is_some_and(|noun| own_noun(flow, now) == Some(noun));
    let plain = (base + 1..closes).all(|at| is_filler(flow, at) || is_own_noun && is_noun(at));
    let mut inside = opens + 1..closes;
    let own = flow.report.period;
    let dated = inside.any(|at| match flow.date(at) {
        // "1,250 (1,100 at the end of June)"
        Some(date) => date.when.resolve(own).and_then(Period::year) != own.and_then(Period::year),
        None => flow.is(at, &["last", "previous", "from"]),
    });
    let is_bare = opens + 1 == base && base + 1 == closes && flow.follows(now, &["to", "at"]);
    if !(noun && told && plain && (dated || is_bare)) {
        return None;
    }
    // "To 14 (9)" may tell of a part.
    let most = if dated { tied.most } else { Certainty::Unsure };
    Some(Tied { most, ..tied })
}

/// Where what leads from a change to its value stands: "rose by 8% to", "a rise of 8% in the number of visits to".
fn lead(flow: &Reading<'_, '_>, from: usize) -> Option<usize> {
    /// Longer than what changed is told.
    const REACH: usize = 9;
    /// Words before "to" that make something else of it.
    const OTHER: &[&str] = &[
        "according",
        "added",
        "adding",
        "amounted",
        "amounting",
        "attributable",
        "attributed",
        "brought",
        "came",
        "close",
        "compared",
        "due",
        "equal",
        "equivalent",
        "led",
        "leading",
        "leads",
        "limited",
        "linked",
        "next",
        "open",
        "owing",
        "prior",
        "related",
        "relative",
        "subject",
        "thanks",
        "up",
        "visit",
    ];
    if flow.is(from, &["at", "to", "as", "with", ":"]) {
        return Some(from);
    }
    // ", to 225", ", with 225 in 2020".
    if flow.is(from, &[","]) {
        return Some(from + usize::from(flow.is(from + 1, &["to", "with"])));
    }
    let leads = |at: usize| flow.is(at, &["in", "for", "of"]);
    let is_noun = |at: usize| flow.word(at).is_some_and(|word| !word.is_function());
    if !leads(from) && !is_noun(from) {
        return None;
    }
    let to = (from..from + REACH).find(|at| flow.is(*at, &["to"]))?;
    let told = (from..to).all(|at| leads(at) || is_noun(at) || is_filler(flow, at));
    // "Rose by 25% in the last quarter to 1,250 (1,200 in 2018)"
    let of_part = |at: usize| match flow.date(at) {
        Some(_) => !flow.text(at).bytes().all(|byte| byte.is_ascii_digit()),
        None => flow.is(
            at,
            &[
                "day", "decade", "half", "month", "months", "quarter", "season", "week", "weeks",
                "years",
            ],
        ),
    };
    if (from..to).any(of_part) {
        return None;
    }
    let is_other = (from..to).any(|at| flow.is(at, OTHER));
    // "A rise of 8% in visits came to 300", "visits paid to 300".
    let acts = (from..to).any(|at| {
        let word = flow.text(at);
        word.ends_with("ed") || falls_by_verb(word).is_some()
    });
    (told && !is_other && !acts).then_some(to)
}

/// "Down 73, from 435 to 372".
pub(super) fn from_to_behind(flow: &Reading<'_, '_>, phrase: &Phrase) -> Option<Tied> {
    const REACH: usize = 5;
    let comma = flow.skip(phrase.last + 1, &[","]);
    let tied = |base: usize, now: usize| likely(phrase, base, now);
    // "Fell by 18% (435 to 372)"
    if flow.is(comma, &["("]) && flow.is(comma + 2, &["to", "→"]) && flow.is(comma + 4, &[")"]) {
        let (base, now) = (comma + 1, comma + 3);
        return flow
            .level(base)
            .and(flow.level(now))
            .map(|_| tied(base, now));
    }
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
    told.then(|| tied(base, now))
}

/// "4,141 permits, up from 3,614 in 2018, or 25%", "from 3,614 to 4,141 (by 15%)": a percentage that says the change again.
pub(super) fn said_again(flow: &Reading<'_, '_>, at: usize) -> Option<Tied> {
    if let Some(first) = said_first(flow, at)
        && let Some(phrase) = phrase(flow, first)
    {
        return Tied::of_phrase(flow, &phrase);
    }
    let claim = flow.number(at)?;
    if claim.quantity.kind != Kind::Percent || at == 0 {
        return None;
    }
    // "225 (2019: 205, +15%)", "or by 15%"
    let plus = usize::from(flow.follows(at, &["+", "by"]));
    let first = at - plus;
    let is_negative = claim
        .quantity
        .nominal()
        .is_some_and(|number| number.is_sign_negative());
    let signed = (flow.follows(at, &["+"]) || is_negative).then_some(is_negative);
    let closes = flow.is(at + 1, &[")"]);
    let bracket = flow.follows(first, &["("]) && closes;
    let again = flow.follows(first, &["or"])
        || signed.is_some() && flow.follows(first, &[",", ";"]) && closes;
    if !bracket && !again {
        return None;
    }
    let mut end = first;
    while flow.follows(end, &[",", "(", ";", "or"]) {
        end -= 1;
    }
    let (base, now, falls) = pair_before(flow, end)?;
    let closed = closes || ends_at(flow, at) && own_noun(flow, at).is_none();
    Some(Tied {
        base,
        now,
        falls: falls.or(signed).filter(|_| closed)?,
        last: None,
        multiplies: false,
        most: Certainty::Likely,
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
        multiplies: false,
        most: Certainty::Likely,
    })
}
