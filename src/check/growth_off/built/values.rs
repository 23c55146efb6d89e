//! The values that stand around a change: what it is now, and what it was before.

use std::cmp::Ordering;
use std::ops::Range;

use super::phrase::is_filler;
use super::reading::Reading;
use super::words::{APART, LINKS, MARKS, TIMES, falls_by_noun, falls_by_verb};
use crate::claim::canonical;
use crate::period::Period;
use crate::word::{self, Stem};

/// The plural noun that stands right behind a number, with at most two words before it.
pub(super) fn own_noun(flow: &Reading<'_, '_>, at: usize) -> Option<Stem> {
    let words = (at + 1..at + 4).map_while(|at| flow.word(at).filter(|word| !word.is_function()));
    let plural =
        words.filter(|token| word::is_plural(token.of(flow.report.document.view.as_str())));
    plural.last().map(|token| canonical(token.stem))
}

/// The value that a change is compared with behind it: "on last year's 205", "than the previous year (226)".
pub(super) fn compared_with(flow: &Reading<'_, '_>, last: usize) -> Option<usize> {
    let mut at = last + 1;
    // Of what it is: "an increase of 30 members on".
    let link = |at: usize| {
        flow.is(
            at,
            &[
                "above", "against", "below", "compared", "from", "on", "over", "relative", "than",
                "under", "versus", "vs",
            ],
        ) || flow.is(at, &["in"]) && flow.is(at + 1, &["comparison"])
    };
    for _ in 0..2 {
        let is_noun = flow.word(at).is_some_and(|word| !word.is_function());
        if !is_noun || link(at) {
            break;
        }
        at += 1;
    }
    if !link(at) {
        return None;
    }
    let in_comparison = flow.is(at, &["in"]);
    let compared = in_comparison || flow.is(at, &["compared", "relative"]);
    at += 1 + usize::from(in_comparison);
    if compared {
        if !flow.is(at, &["against", "to", "with"]) {
            return None;
        }
        at += 1;
    }
    base_from(flow, at)
}

/// The value that follows from a piece on with nothing but its time before it.
pub(super) fn base_from(flow: &Reading<'_, '_>, from: usize) -> Option<usize> {
    /// "The same period of last year, when it was".
    const REACH: usize = 12;
    let base = (from..from + REACH).find(|at| flow.number(*at).is_some())?;
    let told = |range: Range<usize>| {
        range
            .into_iter()
            .all(|at| is_filler(flow, at) || flow.is(at, &["(", ":"]))
    };
    // "On last year, 205 came": a comma ends what it is compared with.
    // A plain number needs a word that tells that it is the one of then: "from 205" has it, "over 205" may be a bound.
    let is_then = |at: usize| flow.date(at).is_some() || flow.is(at, TIMES);
    let closed = flow.skip(base + 1, &[")"]);
    let dated = (from..base).any(is_then)
        || (closed..closed + 4)
            .take_while(|at| {
                is_filler(flow, *at) || flow.word(*at).is_some() && !flow.is(*at, APART)
            })
            .any(is_then);
    let named = flow.follows(from, &["from", "to", "with", "than", "against"]);
    if told(from..base) {
        return (dated || named).then_some(base);
    }
    // "On the total number of loaves (205) of 2018", "than the takings of £205 in 2018".
    let noun = flow.skip(
        from,
        &["the", "our", "its", "their", "total", "number", "of"],
    );
    let behind = (noun..base)
        .take_while(|at| flow.word(*at).is_some_and(|word| !word.is_function()))
        .count();
    let opens = noun + behind;
    let is_bare = opens + 1 == base && flow.is(opens, &["(", "of"]);
    (noun > from && (1..=4).contains(&behind) && is_bare && dated).then_some(base)
}

/// The value before a change, with its noun and its time, and what ties the change to it.
pub(super) fn now_before(flow: &Reading<'_, '_>, first: usize) -> Option<usize> {
    const REACH: usize = 10;
    let mut end = first;
    while end > 0 && flow.is(end - 1, LINKS) {
        end -= 1;
    }
    if end == first {
        return None;
    }
    let now = (end.saturating_sub(REACH)..end)
        .rev()
        .find(|at| flow.number(*at).is_some())?;
    // "5,662 loaves and buns – an increase of 10%": "and" may stand between two nouns.
    let is_noun = |at: usize| flow.word(at).is_some_and(|word| !word.is_function());
    let joins = |at: usize| flow.is(at, &["and"]) && is_noun(at - 1) && is_noun(at + 1);
    let plain = (now + 1..end).all(|at| joins(at) || !flow.is(at, APART) && !flow.is(at, MARKS));
    (plain && flow.level(now).is_some() && !is_base(flow, now)).then_some(now)
}

/// Whether a value is what another is compared with: "compared to 205".
pub(super) fn is_base(flow: &Reading<'_, '_>, at: usize) -> bool {
    trigger(flow, at).is_some()
}

/// The words that make a value the one that another is compared with: where they begin.
pub(super) fn trigger(flow: &Reading<'_, '_>, base: usize) -> Option<usize> {
    let mut at = base;
    while at > 0 && base - at < 6 && (is_filler(flow, at - 1)) {
        at -= 1;
    }
    let last = at.checked_sub(1)?;
    let compared = |first: usize| -> Option<usize> {
        (flow.is(first, &["compared", "opposed"])).then_some(first)
    };
    if flow.is(last, &["to", "with", "against"])
        && let Some(first) = last.checked_sub(1).and_then(compared)
    {
        return Some(first - usize::from(flow.follows(first, &["as", "when"])));
    }
    if flow.is(last, &["against", "versus", "vs"]) {
        return Some(last - usize::from(flow.follows(last, &["as"])));
    }
    if flow.is(last, &["to", "with"])
        && let Some(first) = last.checked_sub(1)
    {
        if flow.is(first, &["relative"]) {
            return Some(first);
        }
        if flow.is(first, &["comparison"]) && flow.follows(first, &["in"]) {
            return Some(first - 1);
        }
    }
    let is_up = flow.is(last, &["from"]) && flow.follows(last, &["up", "down"]);
    is_up.then(|| last - 1)
}

/// The two values that end before a piece, and whether their words say that the second became less.
pub(super) fn pair_before(
    flow: &Reading<'_, '_>,
    end: usize,
) -> Option<(usize, usize, Option<bool>)> {
    const TAIL: usize = 7;
    const BETWEEN: usize = 10;
    let second = (end.saturating_sub(TAIL)..end)
        .rev()
        .find(|at| flow.number(*at).is_some())?;
    flow.level(second)?;
    let is_tail = |at: usize| {
        is_filler(flow, at)
            || flow.is(at, &["(", ")"])
            || flow.word(at).is_some_and(|word| !word.is_function()) && at <= second + 3
    };
    if !(second + 1..end).all(is_tail) {
        return None;
    }
    let first_before = |at: usize| {
        let first = (at.saturating_sub(BETWEEN)..at)
            .rev()
            .find(|at| flow.number(*at).is_some())?;
        let plain = (first + 1..at).all(|at| !flow.is(at, APART));
        (plain && flow.level(first).is_some()).then_some(first)
    };
    // "57 members, compared to 40".
    if let Some(trigger) = trigger(flow, second) {
        let now = first_before(trigger)?;
        if is_base(flow, now) || flow.follows(now, &["from"]) {
            return None;
        }
        let falls = match () {
            () if flow.is(trigger, &["up"]) => Some(false),
            () if flow.is(trigger, &["down"]) => Some(true),
            () => None,
        };
        return Some((second, now, falls));
    }
    if let Some(opens) = bracket_of_then(flow, second, end) {
        let now = first_before(opens)?;
        let noun = (now + 1..opens).all(|at| flow.word(at).is_some()) && !is_base(flow, now);
        return (noun && opens - now <= 4).then_some((second, now, None));
    }
    // "From 435 to 372".
    let mut to = second;
    while to > 0 && second - to < 4 && is_filler(flow, to - 1) {
        to -= 1;
    }
    if flow.follows(to, &["to"]) {
        let base = first_before(to - 1)?;
        // "Up from 205, bringing us to 1,430": a comma may only stand right before "to".
        let commas = (base + 1..to - 1).filter(|at| flow.is(*at, &[","]));
        if commas.into_iter().any(|at| at + 2 != to) {
            return None;
        }
        let mut from = base;
        while from > 0 && base - from < 5 && is_filler(flow, from - 1) {
            from -= 1;
        }
        // "Those fell from 435 to 372, and these from 60 to 50, a drop of 73": of both.
        let is_second =
            (0..from).any(|at| flow.level(at).is_some() && flow.follows(at, &["from", "to"]));
        if !flow.follows(from, &["from"]) || is_second {
            return None;
        }
        let verb = (from.saturating_sub(4)..from - 1).rev();
        let way = verb
            .take_while(|at| flow.word(*at).is_some())
            .find_map(|at| {
                let word = flow.text(at);
                falls_by_verb(word).or_else(|| falls_by_noun(word))
            });
        return Some((base, second, way));
    }
    // "Compared to 435 in 2019, attendance was 372".
    let first = (0..second).rev().find(|at| flow.number(*at).is_some())?;
    flow.level(first)?;
    if trigger(flow, first) == Some(0) && (first + 1..second).any(|at| flow.is(at, &[","])) {
        return Some((first, second, None));
    }
    of_two_years(flow, first, second, end)
}

/// Where the bracket opens that has the value of an earlier time: "225 (2019: 205)", "225 (205 last year)".
pub(super) fn bracket_of_then(flow: &Reading<'_, '_>, base: usize, end: usize) -> Option<usize> {
    let mut told = (base.saturating_sub(6)..base)
        .rev()
        .take_while(|at| is_filler(flow, *at) || flow.is(*at, &[":", "from", "("]));
    let opens = told.find(|at| flow.is(*at, &["("]))?;
    let own = flow.report.period.and_then(Period::year);
    let is_then = |at: usize| match flow.date(at) {
        Some(mention) => {
            let of = mention.when.resolve(flow.report.period);
            let year = of.and_then(Period::year);
            year.is_some_and(|year| own.is_none_or(|own| year < own))
        }
        None => flow.is(at, &["last", "previous", "prior", "from"]),
    };
    (opens + 1..end).any(is_then).then_some(opens)
}

/// "551 calls, and 657 for 2009", "was 372 while the total for 2019 was 435", "512 in 2019; in 2020 we had 532": two values of two
/// years, of which the first may be that of the report.
pub(super) fn of_two_years(
    flow: &Reading<'_, '_>,
    first: usize,
    second: usize,
    end: usize,
) -> Option<(usize, usize, Option<bool>)> {
    const REACH: usize = 12;
    const PARTED: &[&str] = &[",", ";", "and", "while", "whereas"];
    const TOLD: &[&str] = &[
        "was", "were", "are", "is", "there", "we", "had", "have", "it", "they",
    ];
    let year = |at: usize| {
        let mention = flow.date(at)?;
        mention.when.resolve(flow.report.period)?.year()
    };
    let parted = (first + 1..second).find(|at| flow.is(*at, PARTED))?;
    let dated = (0..parted).rev().find_map(year);
    let of_first = dated.or(flow.report.period.and_then(Period::year))?;
    let mut years = (parted..end).filter_map(year);
    let (Some(of_second), None) = (years.next(), years.next()) else {
        return None;
    };
    let told = (parted..end)
        .all(|at| at == second || is_filler(flow, at) || flow.is(at, PARTED) || flow.is(at, TOLD));
    let plain = second - first <= REACH && !(first + 1..parted).any(|at| flow.is(at, APART));
    if !told || !plain {
        return None;
    }
    match of_second.cmp(&of_first) {
        Ordering::Less => Some((second, first, None)),
        Ordering::Greater => dated.map(|_| (first, second, None)),
        Ordering::Equal => None,
    }
}

/// Whether a value that something is compared with is told to be of another thing: "compared with 205 at the next mill", "against 205
/// men".
pub(super) fn is_of_another(flow: &Reading<'_, '_>, now: usize, base: usize) -> bool {
    /// Longer than the time of a value is told.
    const REACH: usize = 12;
    let view = flow.report.document.view.as_str();
    let mut at = base + 1;
    let mut plural = false;
    while at < base + 4
        && !is_filler(flow, at)
        && let Some(word) = flow.word(at).filter(|word| !word.is_function())
    {
        plural |= word::is_plural(word.of(view));
        at += 1;
    }
    let mut is_dated = false;
    let mut leads = false;
    let mut names_other = false;
    for at in at..at + REACH {
        if flow.token(at).is_some_and(|token| !token.is_word()) || flow.is(at, APART) {
            break;
        }
        if flow.date(at).is_some() || flow.is(at, TIMES) {
            is_dated = true;
            break;
        }
        names_other |= leads && flow.word(at).is_some() && !is_filler(flow, at);
        leads |= flow.is(
            at,
            &[
                "at", "among", "by", "for", "from", "in", "of", "on", "within",
            ],
        );
        if flow.token(at).is_none() {
            break;
        }
    }
    // "1,250, compared with 1,100 men"
    let of_others = plural && !is_dated && own_noun(flow, now).is_none();
    // "Underlying profit rose to £40m, compared to a reported £30m"
    let of_other_basis = flow.follows(base, &["reported", "statutory", "unadjusted"]);
    names_other
        || of_other_basis
        || of_others && flow.follows(base, &["to", "with", "against", "versus", "vs"])
}

/// The value that a change leads to right behind it: "to £168m", ", to 360 members".
pub(super) fn value_behind(flow: &Reading<'_, '_>, from: usize) -> Option<usize> {
    /// "To a total of", "to a record".
    const REACH: usize = 4;
    let to = flow.skip(from, &[","]);
    if !flow.is(to, &["to"]) {
        return None;
    }
    let value = (to + 1..to + 1 + REACH).find(|at| flow.number(*at).is_some())?;
    let told = (to + 1..value)
        .all(|at| is_filler(flow, at) || flow.word(at).is_some_and(|word| !word.is_function()));
    (told && flow.level(value).is_some()).then_some(value)
}

/// Whether a value that something comes from counts things of its own, which the other one does not: "to 1,250 from 12 countries".
pub(super) fn comes_from_another(flow: &Reading<'_, '_>, [base, now]: [usize; 2]) -> bool {
    let (Some(counted), None) = (own_noun(flow, base), own_noun(flow, now)) else {
        return false;
    };
    let mut first = base;
    while first > 0 && is_filler(flow, first - 1) {
        first -= 1;
    }
    let measure = flow.number(now).and_then(|now| now.measure.head);
    flow.follows(first, &["from"]) && measure.map(canonical) != Some(counted)
}
