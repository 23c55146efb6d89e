//! Whether a text is a log: entries in the order of their days, over more than one year, or each with its day on a line of
//! its own.
//!
//! What an entry says is of its day, and the next one may say it again with another number. A report may have a list of
//! days as well, but they are those of its year.

use std::collections::BTreeMap;

use crate::document::{BlockKind, Document};
use crate::period::{Mention, Part, Period};

/// Fewer days than this are no log.
const FEWEST: usize = 16;
/// The days of a log stand at most so many bytes from each other, on average.
const APART: usize = 4000;
/// So many times of day are those of entries: nobody else writes the seconds.
const STAMPS: usize = 4;

/// What the names of logs have in them.
const NAMES: &[&str] = &[
    "changelog",
    "changes",
    "history",
    "news",
    "release-notes",
    "releasenotes",
];

/// Whether a document is a log, by its name or by its days.
pub(super) fn is_log(name: &str, document: &Document, mentions: &[Mention]) -> bool {
    is_named(name) || has_days(document, mentions)
}

/// Whether a file is called one of a log: "CHANGELOG.md", "dpkg-changelog.txt".
fn is_named(name: &str) -> bool {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = file.split('.').next().unwrap_or(file).to_ascii_lowercase();
    // "News of the year 2021" is a report.
    let whole = |known: &str| {
        stem == known
            || stem.ends_with(&format!("-{known}"))
            || stem.ends_with(&format!("_{known}"))
    };
    NAMES.iter().any(|known| whole(known))
}

/// Whether a document has the days of a log.
fn has_days(document: &Document, mentions: &[Mention]) -> bool {
    let view = document.view.as_str();
    // The rows of an account have days as well.
    let is_text = |mention: &Mention| {
        let block = document.block_at(mention.start() as u32);
        block.is_some_and(|block| !matches!(document.blocks[block].kind(), BlockKind::Cell { .. }))
    };
    let named = mentions.iter().filter(|mention| {
        let is_day = mention.when.to.is_none() && matches!(mention.when.part, Part::Day(..));
        is_day && is_text(mention)
    });
    let stamps = named
        .clone()
        .filter(|mention| time_behind(view, mention).is_some())
        .count();
    if stamps >= STAMPS && view.len() <= stamps * APART {
        return true;
    }
    let alone = named.clone().filter(|mention| is_alone(document, mention));
    let alone = alone.count();
    let mut days: Vec<Period> = named
        .filter(|mention| mention.when.names_year())
        .filter_map(|mention| mention.when.resolve(None))
        .collect();
    days.dedup();
    if days.len() < FEWEST || view.len() > days.len() * APART {
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
    let in_order = rising.max(falling) * 5 >= (days.len() - 1) * 4;
    let apart = alone >= FEWEST && view.len() <= alone * APART;
    (in_order || apart) && most * 6 <= days.len() * 5
}

/// Whether a date is all of its paragraph, but for brackets: the day of an entry of a dictionary.
fn is_alone(document: &Document, mention: &Mention) -> bool {
    document
        .block_at(mention.start() as u32)
        .is_some_and(|block| {
            let text = document.block_text(block).trim();
            let bare = text.trim_matches(|c| matches!(c, '(' | ')' | '[' | ']' | '.'));
            bare == &document.view.as_str()[mention.start()..mention.end()]
        })
}

/// The time of day behind a date, to the second, as programs write it: "Fri Mar 23 10:43:33".
fn time_behind<'a>(view: &'a str, mention: &Mention) -> Option<&'a str> {
    let behind = view[mention.end()..].trim_start_matches([' ', ',', 'T']);
    let time = behind.get(..8)?;
    let is_time = time.bytes().enumerate().all(|(at, byte)| match at {
        2 | 5 => byte == b':',
        _ => byte.is_ascii_digit(),
    });
    is_time.then_some(time)
}

#[cfg(test)]
mod tests {
    use crate::corpus::{Corpus, Settings};
    use crate::source::Sources;

    fn is_log(text: &str) -> bool {
        let mut sources = Sources::default();
        let id = sources.add("book.md", text).unwrap();
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
        let row = |day: usize| format!("| {} March {} | oven |\n", day % 28 + 1, 2019 + day / 28);
        let rows: String = (0..60).map(row).collect();
        assert!(!is_log(&format!("| day | what |\n|---|---|\n{rows}")));
        let of_one_year: String = (0..28).map(entry).collect();
        assert!(!is_log(&of_one_year));
        let stamped = "Fri Mar 23 10:43:33 2012: the oven was cleaned.\n\n".repeat(6);
        assert!(is_log(&stamped));
        let mixed: String = (0..60).map(|day| entry(day * 37 % 60)).collect();
        assert!(!is_log(&mixed));
        let dated = |day: usize| {
            let (day, year) = (day * 37 % 28 + 1, 1990 + day * 37 % 9);
            format!("Oven\n\nIt is hot.\n\n(2 March {year})\n\nRye {day}\n\n")
        };
        let dictionary: String = (0..60).map(dated).collect();
        assert!(is_log(&dictionary));
    }

    #[test]
    fn a_log_is_told_by_its_name() {
        for name in [
            "CHANGELOG.md",
            "a/dpkg-changelog.txt",
            "docs/history.md",
            "NEWS",
        ] {
            assert!(super::is_named(name), "{name}");
        }
        for name in ["2021.md", "news/2021.md", "exchanges.md", "newsletter.md"] {
            assert!(!super::is_named(name), "{name}");
        }
    }
}
