//! Sections that tell of one thing in several years, under one heading with another year each: "Visits (2023)", and
//! "Visits (2024)".
//!
//! The report may be of both years; what a section is about, its heading tells, and its text must not tell otherwise.

use std::collections::{BTreeMap, BTreeSet};

use super::{BACK, COMING, mentions_of, only_year, says, written};
use crate::check::Context;
use crate::corpus::Report;
use crate::document::{BlockId, BlockKind, Extent};
use crate::finding::{Certainty, Detection, Fault, Label};
use crate::period::{Mention, Part};
use crate::word::Stem;

/// A heading with the year of its section.
struct Headed<'a> {
    block: BlockId,
    mention: &'a Mention,
    year: i16,
}

/// The sections whose text speaks of the year of another one that is headed alike, and not of their own, but for those of
/// which that is found already.
pub(super) fn sections(report: &Report, found: &mut Vec<Detection>) {
    for sections in headed_alike(report).values() {
        if sections.len() < 2 {
            continue;
        }
        for section in sections {
            let others = sections.iter().filter(|other| other.block != section.block);
            let others: BTreeSet<i16> = others.map(|other| other.year).collect();
            let Some(new) = against_text(report, section, &others) else {
                continue;
            };
            if found
                .iter()
                .all(|told| told.primary.place != new.primary.place)
            {
                found.push(new);
            }
        }
    }
}

/// The headings with one year, by their other words.
fn headed_alike(report: &Report) -> BTreeMap<Vec<Stem>, Vec<Headed<'_>>> {
    let mut alike: BTreeMap<Vec<Stem>, Vec<Headed<'_>>> = BTreeMap::new();
    for (block, kind) in report
        .document
        .blocks
        .iter()
        .map(|it| it.kind())
        .enumerate()
    {
        if !matches!(kind, BlockKind::Heading(_)) {
            continue;
        }
        let Some((mention, year)) = only_year(mentions_of(report, block)) else {
            continue;
        };
        if mention.when.part != Part::Whole {
            continue;
        }
        let of_year = Extent::new(mention.start(), mention.end());
        let tokens = report.block_tokens(block).iter();
        let words = tokens.filter(|token| token.is_word()).filter(|token| {
            !of_year.overlaps(Extent {
                start: token.start,
                end: token.end(),
            })
        });
        let words: Vec<Stem> = words.map(|token| token.stem).collect();
        if !words.is_empty() {
            let headed = Headed {
                block,
                mention,
                year,
            };
            alike.entry(words).or_default().push(headed);
        }
    }
    alike
}

/// What is wrong with a section, if its text names one year only, which is not that of its heading. If it is that of no
/// other section, another one has the year of this heading, too: one of the two was copied.
fn against_text(
    report: &Report,
    section: &Headed<'_>,
    others: &BTreeSet<i16>,
) -> Option<Detection> {
    let document = &report.document;
    let blocks = &document.blocks;
    let is_text = |at: &BlockId| !matches!(blocks[*at].kind(), BlockKind::Heading(_));
    let under = (section.block + 1..blocks.len()).take_while(is_text);
    let sentences = || under.clone().flat_map(|block| blocks[block].sentences());
    let (mention, year) = only_year(sentences().flat_map(|at| report.mentions(at)))?;
    if year == section.year || !others.contains(&year) && !others.contains(&section.year) {
        return None;
    }
    let naming = sentences().filter(|at| {
        let mut mentions = report.mentions(*at).iter();
        mentions.any(|mention| written(mention) == Some(year))
    });
    let naming: Vec<usize> = naming.collect();
    // What went before and what is to come are told beside what was.
    if (naming.iter()).any(|at| says(report, *at, &BACK) || says(report, *at, &COMING)) {
        return None;
    }
    let quote = |mention: &Mention| {
        let extent = Extent::new(mention.start(), mention.end());
        (report.text(extent), document.place(extent))
    };
    let (heading, at) = quote(section.mention);
    let (text, under) = quote(mention);
    // "In 2023, the fair …".
    let opens = naming.first().is_some_and(|first| {
        let sentence = document.sentences[*first].extent;
        let before = Extent::new(sentence.start as usize, mention.start());
        matches!(report.text(before).trim(), "" | "In" | "During" | "For")
    });
    let certainty = if naming.len() > 1 || opens {
        Certainty::Likely
    } else {
        Certainty::Unsure
    };
    Some(Detection {
        fault: Fault::YearStale,
        category: Fault::YearStale.category(),
        certainty: Context::in_report(report, certainty),
        message: format!(
            "the heading says {}, and the text under it speaks of {year}",
            section.year
        ),
        help: "Put in the right year. Both can be right if the text looks back, or ahead: then say so."
            .to_owned(),
        primary: Label {
            place: at,
            text: format!("“{heading}” here"),
        },
        related: vec![Label {
            place: under,
            text: format!("“{text}” in the text"),
        }],
        fix: None,
    })
}
