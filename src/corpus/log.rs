//! Whether a text is a log: entries in the order of their days, over more than one year.
//!
//! What an entry says is of its day, and the next one may say it again with another number. A report may have a list of
//! days as well, but they are those of its year.

use std::collections::BTreeMap;

use crate::document::Document;
use crate::period::{Mention, Part, Period, YearRef};

/// Fewer days than this are no log.
const FEWEST: usize = 20;
/// The days of a log stand at most so many bytes from each other, on average.
const APART: usize = 4000;

/// Whether a document is a log.
pub(super) fn is_log(document: &Document, mentions: &[Mention]) -> bool {
    let mut days: Vec<Period> = mentions
        .iter()
        .filter(|mention| mention.when.to.is_none() && matches!(mention.when.part, Part::Day(..)))
        .filter_map(|mention| day(document.view.as_str(), mention))
        .collect();
    days.dedup();
    if days.len() < FEWEST || document.view.as_str().len() > days.len() * APART {
        return false;
    }
    let falling = days.windows(2).filter(|pair| pair[0].first > pair[1].first);
    let falling = falling.count();
    let rising = days.len() - 1 - falling;
    let mut years: BTreeMap<i16, usize> = BTreeMap::new();
    for day in &days {
        *years.entry(day.first.year()).or_default() += 1;
    }
    let most = years.into_values().max().unwrap_or_default();
    rising.max(falling) * 5 >= (days.len() - 1) * 4 && most * 6 <= days.len() * 5
}

/// The day of a mention. Programs write its year behind the time: "Fri Mar 23 10:43:33 2012".
fn day(view: &str, mention: &Mention) -> Option<Period> {
    if mention.when.names_year() {
        return mention.when.resolve(None);
    }
    let (time, behind) = view[mention.end..].strip_prefix(' ')?.split_at_checked(8)?;
    let is_time = time.bytes().enumerate().all(|(at, byte)| match at {
        2 | 5 => byte == b':',
        _ => byte.is_ascii_digit(),
    });
    let year = behind.strip_prefix(' ')?.get(..4)?.parse().ok()?;
    let mut when = mention.when.clone();
    when.year = YearRef::Given(year);
    is_time.then(|| when.resolve(None))?
}

#[cfg(test)]
mod tests {
    use crate::corpus::{Corpus, Settings};
    use crate::source::Sources;

    fn is_log(text: &str) -> bool {
        let mut sources = Sources::default();
        let id = sources.add("changes.md", text).unwrap();
        Corpus::read(&sources, &[id], Settings::default()).reports[0].is_log
    }

    #[test]
    fn entries_in_the_order_of_their_days_are_a_log() {
        let entry = |day: usize| {
            format!(
                "{} March {} (Ann Lee)\n\nThe oven was cleaned.\n\n",
                day % 28 + 1,
                2019 + day / 28
            )
        };
        let log: String = (0..60).rev().map(entry).collect();
        assert!(is_log(&log));
        let of_one_year: String = (0..28).map(entry).collect();
        assert!(!is_log(&of_one_year));
        let mixed: String = (0..60).map(|day| entry(day * 37 % 60)).collect();
        assert!(!is_log(&mixed));
    }
}
