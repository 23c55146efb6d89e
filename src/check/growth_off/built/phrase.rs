//! The words of a change around its number: "an increase of 30", "up 15%", "42 more than".

use super::reading::Reading;
use super::words::{FILLERS, LESS, MORE, falls_by_noun, falls_by_verb};
use crate::quantity::Kind;

/// The words of a change around its number.
pub(super) struct Phrase {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) falls: bool,
    /// It says by its noun or its comparative that it is a change: "an increase of 30", and not "or 30".
    pub(super) plain: bool,
    /// It says by what something was multiplied: "halved".
    pub(super) multiplies: bool,
}

/// Whether nothing more is said of a change behind its last piece and its noun: of what part it is, or since when.
pub(super) fn ends_at(flow: &Reading<'_, '_>, last: usize) -> bool {
    let mut at = last + 1;
    for _ in 0..3 {
        let is_noun = flow.word(at).is_some_and(|word| !word.is_function());
        if !is_noun || is_connector(flow, at) {
            break;
        }
        at += 1;
    }
    // "In total", "overall", "on the year before".
    if flow.is(at, &["in"]) && flow.is(at + 1, &["total", "all"]) {
        at += 2;
    }
    if is_connector(flow, at) {
        let mut behind = at + 1;
        while flow.token(behind).is_some() && is_filler(flow, behind) && behind < at + 6 {
            behind += 1;
        }
        let is_time = flow.date(behind).is_some()
            || (at + 1..behind).any(|at| flow.is(at, &["year", "season", "month", "quarter"]));
        return is_time && flow.number(behind).is_none() && is_named_before(flow, behind, last);
    }
    at >= flow.len() || flow.is(at, &[".", "!", ",", ";", ")", "–", "—", "or", "("])
}

/// Whether the year of a date, if it is one, stands before a change as well, or none does: "12 halls in 2018 and 15 in 2020, an
/// increase of 2 on 2019" is from what stands nowhere.
pub(super) fn is_named_before(flow: &Reading<'_, '_>, date: usize, last: usize) -> bool {
    let year = |at: usize| {
        let mention = flow.date(at)?;
        mention.when.resolve(flow.report.period)?.year()
    };
    let Some(of_change) = year(date) else {
        return true;
    };
    let mut before = (0..last).filter_map(year).peekable();
    before.peek().is_none() || before.any(|year| year == of_change)
}

/// Whether a word leads to what a change is compared with.
pub(super) fn is_connector(flow: &Reading<'_, '_>, at: usize) -> bool {
    flow.is(
        at,
        &[
            "compared", "from", "in", "on", "over", "since", "than", "during", "for",
        ],
    )
}

pub(super) fn is_filler(flow: &Reading<'_, '_>, at: usize) -> bool {
    flow.date(at).is_some() || flow.token(at).is_some() && FILLERS.has(flow.text(at))
}

/// The change that a number is said to be by the words right around it.
pub(super) fn phrase(flow: &Reading<'_, '_>, at: usize) -> Option<Phrase> {
    let mut phrase = first_saying(flow, at)?;
    if let Some(again) = second_saying(flow, phrase.last) {
        phrase.last = again.last;
    }
    Some(phrase)
}

/// A change that is said again right behind it: the other number, and where that ends.
pub(super) struct Again {
    pub(super) number: usize,
    pub(super) last: usize,
}

/// "(8%)" behind "£12m", "or £12m" behind "8%": the same change as an amount and as a percentage.
pub(super) fn second_saying(flow: &Reading<'_, '_>, first: usize) -> Option<Again> {
    let is_percent = |at: usize| {
        let number = flow.number(at)?;
        Some(number.quantity.kind == Kind::Percent)
    };
    // "An increase of 96", "a 16% increase".
    let own = (first.saturating_sub(2)..=first)
        .rev()
        .find_map(is_percent)?;
    let (number, last) = if flow.is(first + 1, &["("]) && flow.is(first + 3, &[")"]) {
        (first + 2, first + 3)
    } else {
        let or = flow.skip(first + 1, &[","]);
        let ends = |at: usize| {
            at >= flow.len()
                || flow.is(at, &[".", "!", ",", ";", ")", "–", "—", "to"])
                || is_connector(flow, at)
        };
        if !flow.is(or, &["or"]) || !ends(or + 2) {
            return None;
        }
        (or + 1, or + 1)
    };
    (is_percent(number)? != own).then_some(Again { number, last })
}

/// The first of two numbers that say one change, from the place of the second.
pub(super) fn said_first(flow: &Reading<'_, '_>, second: usize) -> Option<usize> {
    let mark = second.checked_sub(1)?;
    if !flow.is(mark, &["or", "("]) {
        return None;
    }
    let mut first = mark.checked_sub(1)?;
    if flow.is(first, &[","]) {
        first = first.checked_sub(1)?;
    }
    // "A rise of 16% (96)", "a 16% rise (96)".
    let first = (first.saturating_sub(2)..=first)
        .rev()
        .find(|at| flow.number(*at).is_some())?;
    let last = first_saying(flow, first)?.last;
    second_saying(flow, last)
        .is_some_and(|again| again.number == second)
        .then_some(first)
}

/// The change that a number is said to be, without what says it again.
fn first_saying(flow: &Reading<'_, '_>, at: usize) -> Option<Phrase> {
    let plain = |first: usize, last: usize, falls: bool| Phrase {
        first,
        last,
        falls,
        plain: true,
        multiplies: false,
    };
    if let Some(halved) = is_verb(flow, at) {
        return Some(Phrase {
            multiplies: true,
            ..plain(at, at, halved)
        });
    }
    // "An increase of 30", "a slight drop of just 73".
    let hedge = usize::from(flow.follows(at, &["just", "only", "some", "almost"]));
    let own = at - hedge;
    if flow.follows(own, &["of"]) && own >= 2 {
        let (noun, falls) = moving_noun(flow, own - 2)?;
        let article = (noun.saturating_sub(3)..noun)
            .rev()
            .take_while(|at| flow.word(*at).is_some())
            .find(|at| flow.is(*at, &["a", "an", "the"]));
        let first = article.unwrap_or(noun);
        return Some(plain(first, at, falls));
    }
    // "Up 30", "down by 73", "rose by 30".
    let by = usize::from(flow.follows(own, &["by"]));
    if own > by {
        let verb = own - by - 1;
        if let Some(falls) = falls_by_verb(flow.text(verb)) {
            return Some(plain(verb, at, falls));
        }
    }
    // "A 15% increase", "a 15% overall increase".
    let noun = (at + 1..at + 3).find_map(|at| Some((at, falls_by_noun(flow.text(at))?)));
    if let Some((noun, falls)) = noun
        && (noun == at + 1 || flow.word(at + 1).is_some_and(|word| !word.is_function()))
        && flow.follows(own, &["a", "an"])
    {
        return Some(plain(own - 1, noun, falls));
    }
    // "42 more than", "42 more false alarms than", "27,000 below".
    let falls = flow.is(at + 1, LESS);
    if falls || flow.is(at + 1, MORE) {
        // "Compared with 10,200 in 2018, which is 18% fewer."
        if at + 2 >= flow.len() || flow.is(at + 2, &[".", ",", ";", ")"]) {
            return Some(plain(at, at + 1, falls));
        }
        let than = flow.ahead(at + 2, 3, &["than"])?;
        return Some(plain(at, than - 1, falls));
    }
    let below = flow.is(at + 1, &["below", "under"]);
    if below || flow.is(at + 1, &["above"]) {
        return Some(plain(at, at, below));
    }
    if is_on_the(flow, at) {
        return Some(plain(at, at, false));
    }
    let down = flow.is(at + 1, &["down"]);
    if (down || flow.is(at + 1, &["up"])) && flow.is(at + 2, &["on", "from"]) {
        return Some(plain(at, at + 1, down));
    }
    None
}

/// The noun that says that something became more or less, at a piece or before what it is of: "an increase in the number of members
/// of 30". And whether it became less.
fn moving_noun(flow: &Reading<'_, '_>, last: usize) -> Option<(usize, bool)> {
    /// Longer than what changed is told.
    const REACH: usize = 6;
    let moves = |at: usize| Some((at, falls_by_noun(flow.text(at))?));
    if let Some(noun) = moves(last) {
        return Some(noun);
    }
    let of = |at: usize| flow.is(at, &["in", "of", "the", "our", "its", "their"]);
    (last.saturating_sub(REACH)..last)
        .rev()
        .take_while(|at| of(at + 1) || flow.word(at + 1).is_some_and(|word| !word.is_function()))
        .find_map(moves)
        .filter(|(noun, _)| flow.is(noun + 1, &["in", "of"]))
}

/// Whether a number is a verb that says by what something was multiplied ("doubled"), and then whether it became less.
fn is_verb(flow: &Reading<'_, '_>, at: usize) -> Option<bool> {
    let multiple = flow.number(at)?;
    let is_verb = multiple.quantity.kind == Kind::Ratio && flow.text(at).ends_with("ed");
    is_verb.then(|| flow.text(at).ends_with("alved"))
}

/// "130 members, 30% on the 100 of 2018": nothing but the year says that it is a change.
fn is_on_the(flow: &Reading<'_, '_>, at: usize) -> bool {
    let is_percent = flow
        .number(at)
        .is_some_and(|number| number.quantity.kind == Kind::Percent);
    is_percent
        && flow.is(at + 1, &["on", "over"])
        && flow.is(at + 2, &["the"])
        && flow.number(at + 3).is_some()
        && flow.is(at + 4, &["in", "of"])
        && flow.date(at + 5).is_some()
}
