//! A day that its month does not have: "31 June", "29 February 2021".

use super::HELP_DAY;
use crate::check::Context;
use crate::corpus::Report;
use crate::document::Extent;
use crate::finding::{Certainty, Detection, Fault, Label};
use crate::period::Period;
use crate::word::{self, Shape, Token};

/// Years in which February has 28 and 29 days, for dates without one.
const COMMON: i16 = 2023;
const LEAP: i16 = 2024;

/// Whether a word names a month, and nothing else. "Mar" and "Sep" are other words as well.
pub(super) fn is_month(word: &str) -> bool {
    word.len() > 3 && word::is_month(word)
}

/// Reports the impossible days of a sentence.
pub(super) fn check(context: &mut Context<'_>, report: &Report, sentence: usize) {
    let view = report.document.view.as_str();
    let tokens = report.tokens(sentence);
    // The name of a month has a capital.
    let names = tokens.iter().enumerate();
    for (at, token) in names.filter(|(_, token)| token.tells_date() && token.is_capital()) {
        // Few days are so late that a month may not have them.
        let Some((day, from, to)) =
            day_before(view, tokens, at).or_else(|| day_behind(view, tokens, at))
        else {
            continue;
        };
        let name = token.of(view);
        let Some(month) = word::month(name).filter(|_| is_month(name)) else {
            continue;
        };
        let year = year(view, tokens.get(to + 1)).or_else(|| {
            let comma = tokens
                .get(to + 1)
                .is_some_and(|token| token.of(view) == ",");
            comma.then(|| year(view, tokens.get(to + 2))).flatten()
        });
        let has = |year| Period::of_day(year, month, day).is_some();
        if year.map_or(has(LEAP), has) {
            continue;
        }
        let length = (28..=31)
            .rev()
            .find(|day| Period::of_day(year.unwrap_or(COMMON), month, *day).is_some());
        let extent = Extent {
            start: tokens[from].start,
            end: tokens[to].end(),
        };
        let date = report.text(extent);
        context.report(Detection {
            fault: Fault::DateDisagrees,
            category: Fault::DateDisagrees.category(),
            // "30 February" is the example of those who write of such days.
            certainty: if month == 2 && day > 29 {
                Certainty::Likely
            } else {
                Certainty::Sure
            },
            message: format!("“{date}”: {name} has {} days", length.unwrap_or(day)),
            help: HELP_DAY.to_owned(),
            primary: Label {
                place: report.document.place(extent),
                text: "there is no such day".to_owned(),
            },
            related: Vec::new(),
            fix: None,
        });
    }
}

/// "31 June", "31st of June": the day, with the first and the last token of the date.
fn day_before(view: &str, tokens: &[Token], month: usize) -> Option<(i8, usize, usize)> {
    let at = month.checked_sub(1)?;
    let at = match tokens[at].of(view) {
        "of" => at.checked_sub(1)?,
        _ => at,
    };
    // "30–31 June" and "12.31 June" are read from their other end, or are none.
    let own = |at: usize| {
        at.checked_sub(1)
            .is_none_or(|before| tokens[before].end() < tokens[at].start)
    };
    let day = day(tokens[at].of(view))?;
    own(at).then_some((day, at, month))
}

/// "June 31, 2021", "June 31st", at the end of a clause: more words would have another use for the number.
fn day_behind(view: &str, tokens: &[Token], month: usize) -> Option<(i8, usize, usize)> {
    let at = month + 1;
    let text = tokens.get(at)?.of(view);
    let closes = tokens.get(at + 1).is_none_or(|next| {
        next.shape() == Shape::Mark && !matches!(next.of(view), ":" | "%" | "-" | "–" | "." | "/")
    });
    let ordinal = text.ends_with(|c: char| c.is_ascii_alphabetic());
    let day = day(text).filter(|_| ordinal || closes)?;
    Some((day, month, at))
}

/// The day that a token names: "31", "31st".
fn day(text: &str) -> Option<i8> {
    let digits = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| text.strip_suffix(ending))
        .unwrap_or(text);
    let day = digits.parse().ok().filter(|day| (29..=31).contains(day))?;
    Some(day)
}

fn year(view: &str, token: Option<&Token>) -> Option<i16> {
    let text = token?.of(view);
    let year = text.parse().ok()?;
    (text.len() == 4 && (1900..2100).contains(&year)).then_some(year)
}
