//! The marks of lists and links: a bullet too many, a label without its colon, a link that begins with a space.

use std::ops::Range;

use memchr::{memchr, memchr_iter, memmem};

use super::{Oddity, is_among_words};
use crate::check::prose::is_prose;
use crate::corpus::Report;
use crate::document::{BlockId, BlockKind, Extent, Format, Inline, InlineKind};
use crate::finding::Certainty;
use crate::word;

/// The most words of a label, and of one that is told without its colon.
const LABEL: usize = 5;
const BARE_LABEL: usize = 3;
/// So many double spaces, or links with the space in front, are slips in a report.
const MOST_WIDE: usize = 4;
/// As much of a line on each side of them is looked at for columns.
const LINE: usize = 160;
/// The first byte of a space that breaks no line.
const NO_BREAK: u8 = 0xc2;
/// As far before an item as its bullets are looked for.
const INDENT: usize = 40;

fn likely(range: Range<usize>, message: &str) -> Oddity {
    Oddity {
        range,
        message: message.to_owned(),
        certainty: Certainty::Likely,
        instead: None,
    }
}

/// Two bullets before one item: `* * flour`.
pub(super) fn bullet(report: &Report, id: BlockId, source: &str) -> Option<Oddity> {
    let document = &report.document;
    let block = &document.blocks[id];
    if !matches!(block.kind(), BlockKind::Item(_)) {
        return None;
    }
    let first = Extent {
        end: block.extent.start,
        ..block.extent
    };
    let start = document.view.span(first).start as usize;
    let near = &source[source.floor_char_boundary(start.saturating_sub(INDENT))..start];
    // Most items have one bullet, and the end of a line before it.
    let mut before = near
        .bytes()
        .rev()
        .filter(|byte| *byte > b' ' || *byte == b'\n');
    let [last, other] = [before.next()?, before.next()?];
    if last.is_ascii() && other.is_ascii() && last != other {
        return None;
    }
    let line = near.rsplit('\n').next().unwrap_or_default();
    let mut marks = line.split_whitespace();
    let two = [marks.next()?, marks.next()?];
    let odd = marks.next().is_none() && two[0] == two[1] && ["*", "-", "+", "•"].contains(&two[0]);
    odd.then(|| {
        let text = report.text(block.extent);
        let end = text.find(char::is_whitespace).unwrap_or(text.len());
        likely(0..end, "two bullets before one item")
    })
}

/// Whether a report has a link that begins with the space that belongs before it.
pub(super) fn has_spaced_links(report: &Report, source: &str) -> bool {
    let mut inlines = report.document.inlines.iter();
    inlines.any(|inline| is_spaced_link(inline, source))
}

/// A link that begins with the space that belongs before it: `see[ the mill](…)`.
fn is_spaced_link(inline: &Inline, source: &str) -> bool {
    let span = inline.span.range();
    matches!(inline.kind, InlineKind::Link(_))
        && source[span.clone()].starts_with("[ ")
        && source[..span.start].ends_with(char::is_alphanumeric)
}

/// The first such link of a block.
pub(super) fn link(report: &Report, id: BlockId, source: &str) -> Option<Oddity> {
    let document = &report.document;
    let block = document.blocks[id].extent;
    let mut inlines = document.inlines_in(block);
    let odd = inlines.find(|inline| is_spaced_link(inline, source))?;
    let start = odd.extent.start.saturating_sub(block.start) as usize;
    let end = (odd.extent.end.saturating_sub(block.start) as usize).max(start);
    Some(likely(start..end, LINK))
}

const LINK: &str = "a link begins with the space that belongs before it";

/// Leaves links alone if there are many such: who writes them time and again has a number before each in a list.
pub(super) fn leave_links(found: &mut Vec<(BlockId, Oddity)>) {
    let is_link = |oddity: &Oddity| oddity.message == LINK;
    let count = found.iter().filter(|(_, oddity)| is_link(oddity)).count();
    if count > MOST_WIDE {
        found.retain(|(_, oddity)| !is_link(oddity));
    }
}

/// The one item of a list that lacks the colon behind its label: "Chat guild.example" among "Web: guild.example".
pub(super) fn colon(report: &Report) -> Vec<(BlockId, Oddity)> {
    let document = &report.document;
    let mut odd = Vec::new();
    for list in &document.lists {
        let is_filled = |item: &&BlockId| label(document.block_text(**item)).is_some();
        let mut others = list.items.iter().filter(|item| !is_filled(item));
        // Most lists have no labels.
        let (Some(only), None) = (others.next(), others.next()) else {
            continue;
        };
        let filled = list.items.len() - 1;
        let block = document.blocks[*only].extent;
        // What stands behind the missing colon must be a value beyond doubt.
        let value = document.inlines_in(block).last().filter(|inline| {
            matches!(inline.kind, InlineKind::Address | InlineKind::Link(_))
                && inline.extent.end == block.end
        });
        let Some(value) = value else { continue };
        let length = (value.extent.start - block.start) as usize;
        let before = report.text(block)[..length].trim_end();
        let words = before.split_whitespace().count();
        let bare = before.ends_with(char::is_alphanumeric) && !before.contains([':', '.', ',']);
        // "Meet us at" is no label.
        let last = before.rsplit(' ').next().unwrap_or_default();
        let bare = bare && !word::is_function_word(last);
        if filled >= 2 && bare && (1..=BARE_LABEL).contains(&words) {
            let message = "a label without a colon; the others in the list have one";
            odd.push((*only, likely(0..before.len(), message)));
        }
    }
    odd
}

/// Two spaces inside a sentence. Who writes them time and again lays out columns, or justifies lines.
pub(super) fn wide_space(report: &Report, source: &str) -> Vec<(BlockId, Oddity)> {
    let mut odd = Vec::new();
    let mut all = 0;
    let two_spaces = memmem::Finder::new("  ");
    let may_be_wide =
        |text: &[u8]| two_spaces.find(text).is_some() || memchr(NO_BREAK, text).is_some();
    // Most reports have none.
    if !may_be_wide(report.document.view.as_str().as_bytes()) {
        return odd;
    }
    for (id, block) in report.document.blocks.iter().enumerate() {
        let running = matches!(block.kind(), BlockKind::Paragraph | BlockKind::Item(_));
        if !running || report.document.format == Format::Html {
            continue;
        }
        let text = report.text(block.extent);
        if !may_be_wide(text.as_bytes()) {
            continue;
        }
        for wide in ["  ", "\u{a0} ", " \u{a0}"] {
            for (at, _) in text.match_indices(wide) {
                let (before, behind) = (&text[..at], &text[at + wide.len()..]);
                let inside = before.ends_with(|c: char| c.is_alphabetic() || c == ',')
                    && behind.starts_with(char::is_alphanumeric);
                let range = at..at + wide.len();
                let extent = block.extent.slice(range.clone());
                // A tab leads to a column.
                let is_tab = || source[report.document.view.span(extent).range()].contains('\t');
                if !inside || !is_prose(report, extent) || is_parted(report, extent) || is_tab() {
                    continue;
                }
                // Who lays out columns does so between figures, too.
                all += 1;
                // Three are a column.
                let from = text.floor_char_boundary(at.saturating_sub(LINE));
                let to = text.floor_char_boundary(at + LINE);
                let (left, right) = (&text[from..at], &text[at..to]);
                let left = left.rsplit('\n').next().unwrap_or_default();
                let right = right.split('\n').next().unwrap_or_default();
                if left.contains("   ") || right.contains("   ") {
                    continue;
                }
                if is_among_words(text, &range) {
                    let word = before.rfind(' ').map_or(0, |space| space + 1);
                    let end = behind.find(' ').unwrap_or(behind.len());
                    let instead = format!("{} {}", &before[word..], &behind[..end]);
                    let oddity = Oddity {
                        instead: Some(instead),
                        ..likely(word..range.end + end, "two spaces in a row")
                    };
                    odd.push((id, oddity));
                }
            }
        }
        if all > MOST_WIDE {
            return Vec::new();
        }
    }
    odd
}

/// Whether a comment or a tag stands in it, which no reader sees, or a space is written as an entity.
fn is_parted(report: &Report, extent: Extent) -> bool {
    report.document.view.span(extent).range().len() != extent.range().len()
}

/// The label of an item: "Web" of "Web: guild.example".
fn label(text: &str) -> Option<&str> {
    let bytes = text.as_bytes();
    let end = memchr_iter(b':', bytes).find(|at| bytes.get(at + 1) == Some(&b' '))?;
    let label = &text[..end];
    // "#12 The mill: a visit" is a title with a number before it.
    let is_label = label.starts_with(char::is_alphabetic);
    (is_label && label.split_whitespace().count() <= LABEL).then_some(label)
}
