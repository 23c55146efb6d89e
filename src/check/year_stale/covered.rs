//! The days that a report says it covers, against its year: "This report covers 1 July 2022 to 31 December 2022" under "July to
//! December 2021"; and the day of its title, against the same day of another year. One of the two was left over.

use std::ops::RangeInclusive;

use super::{BACK, Own, has_word, is_short, mentions_of, says, written};
use crate::document::{BlockId, BlockKind};
use crate::finding::{Certainty, Detection};
use crate::lookup::WordSet;
use crate::period::{Mention, Part, Period};

/// What a report covers, one of its first blocks tells.
const NEAR: usize = 12;

/// What covers some time.
const COVERING: WordSet<10> = WordSet::new([
    "accounts",
    "bulletin",
    "edition",
    "newsletter",
    "report",
    "review",
    "statement",
    "statements",
    "summary",
    "update",
]);
const COVERS: WordSet<3> = WordSet::new(["cover", "covers", "covering"]);
const ENDED: WordSet<2> = WordSet::new(["ended", "ending"]);
/// Of another time, too.
const OTHERS: WordSet<6> = WordSet::new(["compared", "last", "not", "previous", "prior", "since"]);

/// The statement of the days that a report covers, if they are of another year than the report.
pub(super) fn covered(own: Own<'_>, found: &mut Vec<Detection>) {
    let report = own.report;
    let block = |sentence: usize| report.document.sentences[sentence].block();
    let first = own.dated.iter().copied();
    let mut first = first.take_while(|sentence| block(*sentence) < NEAR);
    let Some((mention, years, is_said)) = first.find_map(|at| days_of(own, at)) else {
        return;
    };
    let (from, to) = (*years.start(), *years.end());
    let off = (from - own.year).max(own.year - to);
    if !(1..=2).contains(&off) {
        return;
    }
    // Some reports are called by the year in which they come out, and some accounts lag behind.
    let may_be_called_so = own.year == to + 1 && !(is_said && names_more_often(own, to));
    let certainty = if may_be_called_so {
        Certainty::Unsure
    } else {
        Certainty::Likely
    };
    let message = format!(
        "what the report covers ends in {to}, and the report is that of {}",
        own.year
    );
    found.push(own.found(certainty, mention, message, Vec::new()));
}

/// Whether a report names its own year more often than another one.
fn names_more_often(own: Own<'_>, other: i16) -> bool {
    let named = |year: i16| {
        let mentions = own.report.reading.mentions.iter();
        mentions
            .filter(|mention| written(mention) == Some(year))
            .count()
    };
    named(own.year) > named(other)
}

/// The day in the first lines of a report that is that of its title, but for the year: "4 December 2016" under "Minutes, 4
/// December 2017".
pub(super) fn titled_day(own: Own<'_>, found: &mut Vec<Detection>) {
    /// So near the title it is said again.
    const FIRST: usize = 6;
    let report = own.report;
    let blocks = &report.document.blocks;
    let title = (0..blocks.len().min(FIRST))
        .find(|block| matches!(blocks[*block].kind(), BlockKind::Heading(1)));
    let Some(title) = title else {
        return;
    };
    let day = |mention: &Mention| match mention.when.part {
        // Accounts end on the same days each year.
        Part::Day(month, day) if (2..28).contains(&day) && mention.when.to.is_none() => {
            Some((written(mention)?, month, day))
        }
        _ => None,
    };
    let Some((year, month, of_month)) = mentions_of(report, title).find_map(day) else {
        return;
    };
    // A sentence may tell of another one on that day.
    let is_line = |block: &BlockId| {
        let text = report.document.block_text(*block).trim_end();
        is_short(report, *block) && !text.ends_with(['.', '!', '?'])
    };
    let behind = (title + 1..blocks.len().min(title + FIRST))
        .filter(|block| is_line(block) && !has_word(report, *block, &BACK));
    let again = behind
        .flat_map(|block| mentions_of(report, block))
        .find(|mention| {
            day(mention).is_some_and(|(other, its_month, its_day)| {
                (its_month, its_day) == (month, of_month) && (1..=2).contains(&(other - year).abs())
            })
        });
    if let Some(again) = again {
        let message = format!("the title has this day in {year}");
        found.push(own.found(Certainty::Likely, again, message, Vec::new()));
    }
}

/// The expression of the days that a sentence says the report covers, the years that the report may be of then, and whether the
/// sentence says that these are what it covers.
fn days_of(own: Own<'_>, sentence: usize) -> Option<(&Mention, RangeInclusive<i16>, bool)> {
    let report = own.report;
    let mentions = report.mentions(sentence);
    let is_day = |mention: &Mention| matches!(mention.when.part, Part::Day(..));
    if mentions.len() > 2 || !mentions.iter().all(is_day) || says(report, sentence, &OTHERS) {
        return None;
    }
    let resolved = |mention: &Mention| mention.when.resolve(None);
    let last = mentions.last()?;
    let end = resolved(last)?.last;
    let is_covered = says(report, sentence, &COVERS) && says(report, sentence, &COVERING);
    if is_covered {
        let all: Option<Vec<Period>> = mentions.iter().map(resolved).collect();
        let start = all?.first()?.first;
        return (start < end).then_some((last, start.year()..=end.year(), true));
    }
    let is_heading = is_short(report, report.document.sentences[sentence].block());
    if mentions.len() > 1 || !is_heading || !says(report, sentence, &ENDED) {
        return None;
    }
    // The year that ended in March may be called by the one in which most of it lies.
    let is_calendar = (end.month(), end.day()) == (12, 31);
    let start = end.year() - i16::from(!is_calendar);
    Some((last, start..=end.year(), false))
}
