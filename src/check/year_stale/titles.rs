//! The year in the title, in the first lines and in headings, and the day that a report is signed with, against its year.

use super::{BACK, Own, has_word, is_short, mentions_of, only_year, written};
use crate::corpus::Report;
use crate::document::{BlockId, BlockKind};
use crate::finding::{Certainty, Detection, Label};
use crate::lookup::WordSet;
use crate::period::{self, Anchor, Mention, Part};
use crate::source::Place;

/// What a report calls itself.
const REPORTS: WordSet<5> = WordSet::new(["annual", "minutes", "report", "review", "yearbook"]);

/// What the first lines may call it too.
const TITLES: WordSet<6> = WordSet::new([
    "almanac",
    "digest",
    "newsletter",
    "overview",
    "survey",
    "update",
]);

/// The front matter and the first lines against the name of the file, or what else told the year.
pub(super) fn title(own: Own<'_>, found: &mut Vec<Detection>) {
    let report = own.report;
    let stale = |stated: i16| (1..=2).contains(&(own.year - stated));
    let message = |stated: i16| {
        format!(
            "the title says {stated}, and the report is that of {}",
            own.year
        )
    };
    let blocks = &report.document.blocks;
    let first = (0..blocks.len()).find(|block| blocks[*block].kind() == BlockKind::Heading(1));
    // A file that is called by a day or a month is called by when it came out.
    let named = report.named_period();
    let is_of_months = named.is_some_and(|named| named.month().is_none());
    for block in (0..blocks.len().min(6)).chain(first.filter(|first| *first >= 6)) {
        let Some((mention, stated)) = only_year(mentions_of(report, block)) else {
            continue;
        };
        let is_title = Some(block) == first;
        let is_part = match mention.when.part {
            Part::Whole => true,
            Part::Day(..) => false,
            Part::Months(..) => is_title && is_of_months,
        };
        if is_part
            && stale(stated)
            && is_short(report, block)
            && (is_title
                || has_word(report, block, &REPORTS)
                || has_word(report, block, &TITLES)
                || first.is_some_and(|title| is_said_again(report, title, block)))
            && !has_word(report, block, &BACK)
        {
            found.push(own.found(Certainty::Likely, mention, message(stated), Vec::new()));
        }
    }
    for block in 0..blocks.len().min(6) {
        found.extend(signed(own, block));
    }
    for entry in &report.document.front_matter {
        let titled = ["title", "seo.title", "year", "period"].contains(&entry.key.as_str());
        let mentions = period::read(&entry.value);
        if let Some((mention, stated)) = only_year(mentions.iter()).filter(|_| titled)
            && mention.when.part == Part::Whole
            && stale(stated)
        {
            let place = Place {
                source: report.document.source,
                span: entry.span,
            };
            let text = format!("{stated} here");
            let primary = Label { place, text };
            found.push(Own::stale(
                Certainty::Likely,
                primary,
                message(stated),
                Vec::new(),
            ));
        }
    }
}

/// Whether a short line says again what the title says: a noun that is a title's, "Statistics for 2018" under "Mill statistics
/// 2019".
fn is_said_again(report: &Report, title: BlockId, block: BlockId) -> bool {
    let blocks = &report.document.blocks;
    let is_line = matches!(
        blocks[block].kind(),
        BlockKind::Paragraph | BlockKind::Heading(_)
    );
    let stems = |block: BlockId| {
        let tokens = report.few_block_tokens(block);
        let words = tokens
            .iter()
            .filter(|token| token.is_word() && !token.is_function());
        words.map(|token| token.stem).collect::<Vec<_>>()
    };
    let ends = report.document.block_text(block).trim_end();
    let said = stems(title);
    title < block
        && is_line
        && !ends.ends_with(['.', '!', '?'])
        && stems(block).iter().any(|stem| said.contains(stem))
}

/// Words of the line that says who wrote a report, and when.
const SIGNED: WordSet<6> = WordSet::new(["by", "date", "dated", "posted", "published", "written"]);

/// The line that says who wrote a report, and when, if that was before the year that the report is about.
fn signed(own: Own<'_>, block: BlockId) -> Option<Detection> {
    let report = own.report;
    let mut mentions = mentions_of(report, block);
    let (Some(mention), None) = (mentions.next(), mentions.next()) else {
        return None;
    };
    let is_early = written(mention) == Some(own.year - 1)
        && matches!(mention.when.part, Part::Day(..))
        && mention.when.anchor == Anchor::In;
    let message = || format!("written in {}, and about {}", own.year - 1, own.year);
    (is_early
        && is_short(report, block)
        && has_word(report, block, &SIGNED)
        && !has_word(report, block, &BACK))
    .then(|| own.found(Certainty::Likely, mention, message(), Vec::new()))
}

/// Headings with last year's year.
pub(super) fn headings(
    own: Own<'_>,
    of_last_year: &[(BlockId, &Mention)],
    found: &mut Vec<Detection>,
) {
    let report = own.report;
    let blocks = &report.document.blocks;
    let stated = own.year - 1;
    for (block, mention) in of_last_year.iter().copied() {
        if block < 6
            || mention.when.part != Part::Whole
            || !is_short(report, block)
            || has_word(report, block, &BACK)
        {
            continue;
        }
        let last = report
            .document
            .block_text(block)
            .trim_end()
            .ends_with(['.', ':', '!', '?']);
        if has_word(report, block, &REPORTS) && !last {
            let message = format!(
                "the heading says {stated}, and the report is that of {}",
                own.year
            );
            found.push(own.found(Certainty::Likely, mention, message, Vec::new()));
            continue;
        }
        let BlockKind::Heading(_) = blocks[block].kind() else {
            continue;
        };
        let under = (block + 1..blocks.len())
            .take_while(|at| !matches!(blocks[*at].kind(), BlockKind::Heading(_)));
        let named: Vec<&Mention> = under.flat_map(|at| mentions_of(report, at)).collect();
        let years = named.iter().filter_map(|mention| written(mention));
        let (ours, theirs): (Vec<i16>, Vec<i16>) = years
            .filter(|year| *year == own.year || *year == stated)
            .partition(|year| *year == own.year);
        if !ours.is_empty() && theirs.is_empty() {
            let certainty = if ours.len() >= 2 {
                Certainty::Likely
            } else {
                Certainty::Unsure
            };
            let first = named
                .iter()
                .find(|mention| written(mention) == Some(own.year));
            let related = first.map(|mention| Label {
                place: own.place(mention),
                text: format!("“{}” in the text", own.quote(mention)),
            });
            let message = format!(
                "the heading says {stated}, and the text under it speaks of {}",
                own.year
            );
            found.push(own.found(certainty, mention, message, related.into_iter().collect()));
        }
    }
}
