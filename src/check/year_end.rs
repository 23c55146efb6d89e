//! Balances at the start and at the end of a year, as their labels name them: "Opening balance", "Balance at 31 December 2019",
//! "Cash brought forward".

use crate::lookup::{WordSet, words};
use crate::quantity::is_year_number;
use crate::word::{self, Stem};

/// Which end of a year a balance is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// What the year starts with.
    Opening,
    /// What it ends with.
    Closing,
    /// That of the last day of a year: what the one closes with is what the next one opens with.
    Day,
}

/// What a label says of a balance.
#[derive(Debug, Clone, Copy)]
pub(super) struct YearEnd {
    pub(super) end: End,
    /// What is left: a balance, cash, reserves.
    pub(super) noun: Stem,
    /// The year and the month that begin behind it, if the label names a day.
    pub(super) next: Option<(i16, i8)>,
}

impl YearEnd {
    /// Which balance a label names, if it names one.
    pub(super) fn of(label: &str) -> Option<YearEnd> {
        let mut found = None;
        let mut noun = None;
        let (mut day, mut month, mut year) = (None, None, None);
        let mut words = label.split(|c: char| !c.is_alphanumeric()).peekable();
        while let Some(word) = words.next() {
            if words!["balance", "balances", "cash", "funds", "reserves"].has(word) {
                noun = noun.or_else(|| Some(word::stem(word)));
            }
            // "Cash brought in by the fair" is none of the year before.
            let mut is_taken_on = || {
                let next = words.peek().copied().unwrap_or_default();
                words!["down", "forward", "over"].has(next)
            };
            let own = if words!["opening", "beginning", "start", "starting"].has(word)
                || word == "brought" && is_taken_on()
            {
                Some(End::Opening)
            } else if words!["closing", "end", "ending"].has(word)
                || word == "carried" && is_taken_on()
            {
                Some(End::Closing)
            } else {
                None
            };
            // "Movement from the opening to the closing balance"
            if own.is_some() && found.is_some() && own != found || OTHERS.has(word) {
                return None;
            }
            found = found.or(own);
            if let Some(named) = word::month(word) {
                month = Some(named);
            } else if is_year_number(word) {
                year = word.parse::<i16>().ok();
            } else if day.is_none() && word.starts_with(|c: char| c.is_ascii_digit()) {
                let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
                day = digits.parse::<u8>().ok();
            }
        }
        let has = |short: &str| {
            let mut parts = label.as_bytes().windows(short.len());
            parts.any(|part| part.eq_ignore_ascii_case(short.as_bytes()))
        };
        let (of_day, next) = match (day, month, year) {
            (Some(1), Some(month), year) => (Some(End::Opening), year.map(|year| (year, month))),
            (Some(28..=31), Some(12), Some(year)) => (Some(End::Day), Some((year + 1, 1))),
            (Some(28..=31), Some(month), Some(year)) => (Some(End::Day), Some((year, month + 1))),
            (Some(28..=31), Some(_), None) => (Some(End::Day), None),
            (None, None, _) => (None, None),
            // Of some other day.
            _ => return None,
        };
        let end = found
            .or_else(|| has("b/f").then_some(End::Opening))
            .or_else(|| has("c/f").then_some(End::Closing))
            .or(of_day)?;
        Some(YearEnd {
            end,
            noun: noun?,
            next,
        })
    }

    /// Whether a year may end with it.
    pub(super) fn may_close(self) -> bool {
        self.end != End::Opening
    }
}

/// Words of balances that are some of all, and of what is no balance.
const OTHERS: WordSet<23> = WordSet::new([
    "average",
    "bank",
    "budget",
    "budgeted",
    "change",
    "deposit",
    "designated",
    "due",
    "excluding",
    "expected",
    "forecast",
    "movement",
    "not",
    "outstanding",
    "raised",
    "restated",
    "restricted",
    "savings",
    "transfer",
    "transfers",
    "unpaid",
    "unrestricted",
    "up",
]);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_names_an_end_of_a_year() {
        let read = |label: &str| YearEnd::of(label).map(|of| (of.end, of.next));
        for (label, end) in [
            ("Opening balance", Some((End::Opening, None))),
            ("Balance brought forward", Some((End::Opening, None))),
            ("Balance b/f", Some((End::Opening, None))),
            (
                "Balance at 1 April 2019",
                Some((End::Opening, Some((2019, 4)))),
            ),
            ("Cash at 31 March 2019", Some((End::Day, Some((2019, 4))))),
            (
                "Closing balance at 31 Dec 2019",
                Some((End::Closing, Some((2020, 1)))),
            ),
            ("Funds at the end of the year", Some((End::Closing, None))),
            ("Cash at 31 December", Some((End::Day, None))),
            ("Balance at 12 May 2019", None),
            ("Restricted funds brought forward", None),
            ("Fees brought forward", None),
            ("Balance", None),
        ] {
            assert_eq!(read(label), end, "{label}");
        }
    }
}
