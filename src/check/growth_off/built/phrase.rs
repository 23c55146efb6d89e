//! The words of a change around its number: "an increase of 30", "up 15%", "42 more than".

use super::reading::Reading;
use super::words::{FALLS, FELL, FILLERS, LESS, MORE, RISES, ROSE};

/// The words of a change around its number.
pub(super) struct Phrase {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) falls: bool,
    /// What stands behind it is what it is compared with: "42 more than".
    pub(super) open: bool,
    /// It says by its noun or its comparative that it is a change: "an increase of 30", and not "or 30".
    pub(super) plain: bool,
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
            "compared", "from", "in", "on", "over", "since", "during", "for",
        ],
    )
}

pub(super) fn is_filler(flow: &Reading<'_, '_>, at: usize) -> bool {
    flow.date(at).is_some() || flow.token(at).is_some() && FILLERS.has(flow.text(at))
}

/// The change that a number is said to be by the words right around it.
pub(super) fn phrase(flow: &Reading<'_, '_>, at: usize) -> Option<Phrase> {
    let plain = |first: usize, last: usize, falls: bool| Phrase {
        first,
        last,
        falls,
        open: false,
        plain: true,
    };
    // "An increase of 30", "a slight drop of just 73".
    let hedge = usize::from(flow.follows(at, &["just", "only", "some", "almost"]));
    let own = at - hedge;
    if flow.follows(own, &["of"]) && own >= 2 {
        let noun = own - 2;
        let falls = flow.is(noun, FALLS);
        if falls || flow.is(noun, RISES) {
            let article = (noun.saturating_sub(3)..noun)
                .rev()
                .take_while(|at| flow.word(*at).is_some())
                .find(|at| flow.is(*at, &["a", "an", "the"]));
            let first = article.unwrap_or(noun);
            return Some(plain(first, at, falls));
        }
        return None;
    }
    // "Up 30", "down by 73", "rose by 30".
    let by = usize::from(flow.follows(own, &["by"]));
    if own > by {
        let verb = own - by - 1;
        let falls = flow.is(verb, FELL);
        if falls || flow.is(verb, ROSE) {
            return Some(plain(verb, at, falls));
        }
    }
    // "A 15% increase", "a 15% overall increase".
    let noun = (at + 1..at + 3).find(|at| flow.is(*at, RISES) || flow.is(*at, FALLS));
    if let Some(noun) = noun
        && (noun == at + 1 || flow.word(at + 1).is_some_and(|word| !word.is_function()))
        && flow.follows(own, &["a", "an"])
    {
        return Some(plain(own - 1, noun, flow.is(noun, FALLS)));
    }
    // "42 more than", "42 more false alarms than", "27,000 below".
    let falls = flow.is(at + 1, LESS);
    if falls || flow.is(at + 1, MORE) {
        let than = flow.ahead(at + 2, 3, &["than"])?;
        return Some(Phrase {
            open: true,
            ..plain(at, than - 1, falls)
        });
    }
    let below = flow.is(at + 1, &["below", "under"]);
    if below || flow.is(at + 1, &["above"]) {
        return Some(Phrase {
            open: true,
            ..plain(at, at, below)
        });
    }
    let down = flow.is(at + 1, &["down"]);
    if (down || flow.is(at + 1, &["up"])) && flow.is(at + 2, &["on", "from"]) {
        return Some(Phrase {
            open: true,
            ..plain(at, at + 1, down)
        });
    }
    None
}
