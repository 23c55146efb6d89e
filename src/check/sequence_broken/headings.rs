//! Headings with numbers that skip or repeat one.

use std::collections::BTreeMap;

use super::found;
use crate::check::Context;
use crate::corpus::ReportId;
use crate::document::{BlockKind, SectionId};
use crate::finding::{Certainty, Detection, Label};
use crate::source::Place;

/// The number of a heading, and where it stands.
type Numbered = (i64, Place);

/// The numbered headings of a report, each with its level and the word before its number.
type All<'a> = Vec<(u8, &'a str, Numbered)>;

pub(super) fn headings(context: &mut Context<'_>, id: ReportId) {
    let report = &context.corpus.reports[id];
    let document = &report.document;
    let mut rows: BTreeMap<(Option<SectionId>, u8, &str), Vec<Numbered>> = BTreeMap::new();
    let mut all: All<'_> = Vec::new();
    for block in &document.blocks {
        let BlockKind::Heading(level) = block.kind() else {
            continue;
        };
        let Some((word, number, range)) = leading_number(report.text(block.extent)) else {
            continue;
        };
        let parent = document.sections[block.section()].parent;
        let place = document.place(block.extent.slice(range));
        all.push((level, word, (number, place)));
        rows.entry((parent, level, word))
            .or_default()
            .push((number, place));
    }
    for ((_, level, word), mut row) in rows {
        put_in(&mut row, &all, (level, word));
        if let Some(detection) = broken_row(&row) {
            context.report(detection);
        }
    }
}

/// So many headings behind one that a row lacks the next one of may be that.
const MOST_BETWEEN: usize = 64;

/// Puts what a row lacks where it stands as a heading of another level: a single "5." between "4." and "6.".
fn put_in(row: &mut Vec<Numbered>, all: &All<'_>, (level, word): (u8, &str)) {
    let mut at = 0;
    while at + 1 < row.len() {
        at += 1;
        let ((before, from), (behind, to)) = (row[at - 1], row[at]);
        if behind != before + 2 {
            continue;
        }
        let first = all.partition_point(|(_, _, (_, place))| *place <= from);
        let between = all[first..].iter().take(MOST_BETWEEN);
        let between = between.take_while(|(_, _, (_, place))| *place < to);
        let mut lacking = between.filter(|(other, of, (number, _))| {
            (*other, *of) != (level, word) && *of == word && *number == before + 1
        });
        if let (Some((_, _, numbered)), None) = (lacking.next(), lacking.next()) {
            row.insert(at, *numbered);
        }
    }
}

/// "3. Ovens", "3 Ovens", "Part 3: Ovens": the word, the number and where it stands.
fn leading_number(heading: &str) -> Option<(&str, i64, std::ops::Range<usize>)> {
    let (word, start) = match heading.split_once(' ') {
        Some((word, _)) if word.chars().all(char::is_alphabetic) => (word, word.len() + 1),
        _ => ("", 0),
    };
    let digits = heading[start..]
        .bytes()
        .take_while(u8::is_ascii_digit)
        .count();
    let rest = &heading[start + digits..];
    let named = !word.is_empty();
    let closed = rest.starts_with([')', ':']) || rest.starts_with(". ");
    let titled = !named
        && rest
            .strip_prefix(' ')
            .is_some_and(|rest| rest.starts_with(char::is_uppercase));
    let ends = named && rest.is_empty();
    let numbering = (1..=2).contains(&digits) && (closed || titled || ends);
    let number = heading[start..start + digits].parse().ok()?;
    numbering.then_some((word, number, start..start + digits))
}

fn broken_row(row: &[Numbered]) -> Option<Detection> {
    if row.len() < 3 {
        return None;
    }
    let offsets: Vec<i64> = (0_i64..)
        .zip(row)
        .map(|(at, (number, _))| number - at)
        .collect();
    let alone = |at: usize| {
        let others = offsets.iter().enumerate().filter(|(other, _)| *other != at);
        let mut others = others.map(|(_, offset)| *offset);
        let first = others.next();
        others.all(|offset| Some(offset) == first) && first != Some(offsets[at])
    };
    // One number that is off, or one from which all are off by one.
    let odd = (0..row.len()).find(|at| alone(*at)).or_else(|| {
        let breaks: Vec<usize> = (1..row.len())
            .filter(|at| offsets[*at] != offsets[at - 1])
            .collect();
        match breaks.as_slice() {
            [only] if (offsets[*only] - offsets[only - 1]).abs() == 1 => Some(*only),
            _ => None,
        }
    })?;
    let (number, place) = row[odd];
    // An appendix counts from the start.
    if odd > 0 && number == 1 {
        return None;
    }
    let (before, before_place) = row[odd.checked_sub(1).unwrap_or(1)];
    let order = if odd == 0 { "stands before" } else { "follows" };
    Some(found(
        Certainty::Likely,
        format!("heading {number} {order} heading {before}"),
        "Number the headings through, or put back the one that is gone.",
        Label {
            place,
            text: format!("{number} here"),
        },
        vec![Label {
            place: before_place,
            text: format!("{before} here"),
        }],
    ))
}
