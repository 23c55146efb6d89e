//! Sections that are headed alike: of one thing in several years ("Visits (2023)", "Visits (2024)"), or of several things in
//! one year ("Top fairs in 2024", "Top mills in 2024").
//!
//! The report may be of both years; what a section is about, its heading tells, and its text must not tell otherwise. Where
//! all others have the year of the report, the one that has the year before was copied.

use std::collections::{BTreeMap, BTreeSet};

use super::plans::COMING;
use super::{BACK, Own, mentions_of, only_year, says, written};
use crate::check::Context;
use crate::corpus::Report;
use crate::document::{BlockId, BlockKind, Extent};
use crate::finding::{Certainty, Detection, Fault, Label};
use crate::period::{Mention, Part};
use crate::source::Place;
use crate::word::Stem;

/// The headings with one year, by their other words.
pub(super) type HeadedAlike<'a> = BTreeMap<Vec<Stem>, Vec<Headed<'a>>>;

/// A heading with the year of its section.
pub(super) struct Headed<'a> {
    block: BlockId,
    mention: &'a Mention,
    year: i16,
}

/// The sections whose text speaks of the year of another one that is headed alike, and not of their own, but for those of
/// which that is found already.
pub(super) fn sections(report: &Report, headed: &HeadedAlike<'_>, found: &mut Vec<Detection>) {
    let told: BTreeSet<Place> = found.iter().map(|told| told.primary.place).collect();
    for sections in headed.values().filter(|sections| sections.len() > 1) {
        let mut years: BTreeMap<i16, usize> = BTreeMap::new();
        for section in sections {
            *years.entry(section.year).or_default() += 1;
        }
        let new = sections
            .iter()
            .filter_map(|section| against_text(report, section, &years));
        found.extend(new.filter(|new| !told.contains(&new.primary.place)));
    }
}

/// The headings with the year before that differ in one word, beside the year, from two or more with the year of the report.
pub(super) fn headings(own: Own<'_>, headed: &HeadedAlike<'_>, found: &mut Vec<Detection>) {
    let report = own.report;
    let with_year = |year: i16| {
        let headed = headed.iter();
        headed.flat_map(move |(words, headings)| {
            let headings = headings.iter().filter(move |heading| heading.year == year);
            headings.map(move |heading| (words, heading))
        })
    };
    let of_report: Vec<(&Vec<Stem>, &Headed<'_>)> = with_year(own.year).collect();
    if of_report.len() < 2 {
        return;
    }
    for (words, heading) in with_year(own.year - 1).take(MOST_ODD) {
        let are_alike = |other: &[Stem]| {
            let pairs = words.iter().zip(other);
            words.len() >= 3
                && other.len() == words.len()
                && pairs.filter(|(own, other)| own != other).count() == 1
        };
        let mut alike = of_report.iter().filter(|(other, _)| are_alike(other));
        let (Some((_, sibling)), Some(_)) = (alike.next(), alike.next()) else {
            continue;
        };
        let is_compared = of_report.iter().any(|(other, _)| *other == words);
        let speaks_of_it = sentences_under(report, heading.block)
            .flat_map(|at| report.mentions(at))
            .any(|mention| written(mention) == Some(heading.year));
        let mut of_heading = report.document.blocks[heading.block].sentences();
        if is_compared || speaks_of_it || of_heading.any(|at| says(report, at, &BACK)) {
            continue;
        }
        let message = format!(
            "the heading says {}, and those beside it say {}",
            heading.year, own.year
        );
        let related = Label {
            place: own.place(sibling.mention),
            text: format!("“{}” here", own.quote(sibling.mention)),
        };
        let new = own.found(Certainty::Likely, heading.mention, message, vec![related]);
        let told = found
            .iter_mut()
            .find(|told| told.primary.place == new.primary.place);
        match told {
            // Its text tells so, too.
            Some(told) => told.certainty = told.certainty.max(new.certainty),
            None => found.push(new),
        }
    }
}

/// What went on "throughout" the year before, in a section that is headed with the year of the report and names no other.
pub(super) fn throughout(own: Own<'_>, headed: &HeadedAlike<'_>, found: &mut Vec<Detection>) {
    let report = own.report;
    for heading in headed
        .values()
        .flatten()
        .filter(|heading| heading.year == own.year)
    {
        let sentences = || sentences_under(report, heading.block);
        let Some((mention, year)) = only_year(sentences().flat_map(|at| report.mentions(at)))
        else {
            continue;
        };
        let before = report.document.view.as_str()[..mention.start()].trim_end();
        let goes_on = before.ends_with("throughout") || before.ends_with("Throughout");
        if year == own.year - 1 && goes_on && !sentences().any(|at| says(report, at, &BACK)) {
            let message = format!(
                "the text says {year}, and the heading above it {}",
                own.year
            );
            let related = Label {
                place: own.place(heading.mention),
                text: format!("“{}” here", own.quote(heading.mention)),
            };
            found.push(own.found(Certainty::Likely, mention, message, vec![related]));
        }
    }
}

/// So many headings with the year before may be odd ones.
const MOST_ODD: usize = 8;

/// The sentences between a heading and the next one.
fn sentences_under(report: &Report, heading: BlockId) -> impl Iterator<Item = usize> + '_ {
    let blocks = &report.document.blocks;
    let is_text = |at: &BlockId| !matches!(blocks[*at].kind(), BlockKind::Heading(_));
    let under = (heading + 1..blocks.len()).take_while(is_text);
    under.flat_map(|block| blocks[block].sentences())
}

/// Looks for the headings of a report that have one year.
pub(super) fn headed_alike(report: &Report) -> HeadedAlike<'_> {
    let mut alike = HeadedAlike::new();
    for (block, kind) in report
        .document
        .blocks
        .iter()
        .map(crate::document::Block::kind)
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
    years: &BTreeMap<i16, usize>,
) -> Option<Detection> {
    let document = &report.document;
    let sentences = || sentences_under(report, section.block);
    let (mention, year) = only_year(sentences().flat_map(|at| report.mentions(at)))?;
    let is_copied = years.get(&section.year).is_some_and(|times| *times > 1);
    if year == section.year || !years.contains_key(&year) && !is_copied {
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
