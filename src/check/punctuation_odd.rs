//! `punctuation-odd`: punctuation that cannot be meant.
//!
//! Each mark of the text is looked at with its neighbours; brackets and quotes are looked at paragraph by paragraph.

use std::ops::Range;

use schemars::JsonSchema;
use serde::Deserialize;

use super::prose::{Slip, is_prose, is_running};
use super::{Check, Context, Needs, Steps};
use crate::corpus::{Report, ReportId};
use crate::document::{Block, BlockId, Extent, InlineKind};
use crate::finding::{Certainty, Fault};

mod amounts;
mod digits;
mod items;
mod marks;
mod pairs;

/// Looks at marks and their neighbours.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PunctuationOdd {}

/// A fault of punctuation in a text, by byte offsets.
struct Oddity {
    range: Range<usize>,
    message: String,
    certainty: Certainty,
    /// What is written there instead, if that is clear.
    instead: Option<String>,
}

impl Check for PunctuationOdd {
    fn needs(&self) -> Needs {
        Needs::Text
    }

    fn steps<'a>(&'a self, context: &Context<'a>) -> Steps<'a> {
        let signs = marks::Signs::of(&context.corpus.words);
        Steps::over_each(move |context, id| Self::in_report(context, id, &signs))
    }
}

impl PunctuationOdd {
    fn in_report(context: &mut Context<'_>, id: ReportId, signs: &marks::Signs) {
        let report = &context.corpus.reports[id];
        let mut found: Vec<(BlockId, Oddity)> = Vec::new();
        let source = context.sources.get(report.document.source).text();
        let has_spaced_links = items::has_spaced_links(report, source);
        for id in 0..report.document.blocks.len() {
            let mut oddities = in_block(report, id, signs);
            oddities.extend(items::bullet(report, id, source));
            if has_spaced_links {
                oddities.extend(items::link(report, id, source));
            }
            // Most blocks have none.
            for oddity in oddities {
                found.push((id, oddity));
            }
        }
        marks::doubt_code(found.iter_mut().map(|(_, oddity)| oddity));
        marks::doubt_habits(report, found.iter_mut().map(|(_, oddity)| oddity));
        items::leave_links(&mut found);
        for (id, oddity) in found {
            let place = report.document.place(extent(report, id, &oddity));
            // The space may be there for the end of the line alone, and what a backslash stands before is code.
            // The number of a note stands before a mark by right.
            let quote = context.sources.quote(place);
            if quote.contains(['\n', '\\', '[']) || marks::is_space(&oddity) && has_words(quote) {
                continue;
            }
            let certainty = match oddity.certainty {
                // In a manual a mark with spaces around it may be syntax.
                Certainty::Sure if context.corpus.is_technical && marks::is_space(&oddity) => {
                    Certainty::Likely
                }
                certainty => certainty,
            };
            let oddity = Oddity {
                certainty,
                ..oddity
            };
            let detection = slip(report, id, oddity).detection(context);
            context.report(detection);
        }
        for (id, oddity) in items::wide_space(report, source) {
            let detection = slip(report, id, oddity).detection(context);
            context.report(detection);
        }
        for (id, oddity) in items::colon(report) {
            let detection = slip(report, id, oddity).detection(context);
            context.report(detection);
        }
    }
}

/// Whether a source has words outside its tags: in the place of a space stands what no reader sees.
fn has_words(source: &str) -> bool {
    let mut outside = source
        .split('<')
        .enumerate()
        .map(|(at, part)| match part.split_once('>') {
            Some((_, text)) if at > 0 => text,
            _ => part,
        });
    outside.any(|text| text.contains(char::is_alphanumeric))
}

fn in_block(report: &Report, id: BlockId, signs: &marks::Signs) -> Vec<Oddity> {
    let block = &report.document.blocks[id];
    if !is_running(block.kind()) {
        return Vec::new();
    }
    let text = report.text(block.extent);
    let (mut oddities, seen) = marks::odd(report, id, signs);
    if seen.grouped() {
        oddities.extend(digits::odd(text));
    }
    if seen.money() {
        oddities.extend(amounts::odd(text));
    }
    oddities.extend(pairs::odd(report, id, seen));
    if oddities.is_empty() || is_notation(text) {
        return Vec::new();
    }
    oddities.retain(|oddity| {
        let extent = block.extent.slice(oddity.range.clone());
        is_prose(report, extent)
            && is_among_words(text, &oddity.range)
            && !is_signature(report, block, oddity)
            && !is_label(report, extent)
            && !is_shown(report, extent)
    });
    oddities
}

/// Whether a text is a grammar, a signature or a diagram, which have spaces of their own: "Loaf → ( Flour | Rye )".
fn is_notation(text: &str) -> bool {
    text.contains(['→', '⟶', '⇒'])
        || text.contains(" | ")
        || text.contains("->")
        || text.contains("<-")
}

/// So many tokens on each side of a mark tell whether it stands among words.
const NEAR: usize = 12;

/// Whether most of what stands around a mark is words, and neither a table of figures and signs nor code.
fn is_among_words(text: &str, range: &Range<usize>) -> bool {
    /// Fewer tokens tell nothing.
    const FEWEST: usize = 6;
    let before = text[..range.start].rsplit(char::is_whitespace).take(NEAR);
    let behind = text[range.end..].split(char::is_whitespace).take(NEAR);
    let (mut all, mut words, mut code) = (0, 0, 0);
    for token in before.chain(behind).filter(|token| !token.is_empty()) {
        all += 1;
        if is_code_like(token) {
            code += 1;
        } else if token.chars().filter(|c| c.is_alphabetic()).count() > 1 {
            words += 1;
        }
    }
    all < FEWEST || (words * 2 > all && code * 4 <= all)
}

/// Whether a token is one of code: `loaf_size`, `oven.bake(loaf`, `any[0..*,`.
fn is_code_like(token: &str) -> bool {
    let bytes = token.as_bytes();
    let is_letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
    token.contains(['_', '=', '\\', '|', '~', '^', '<', '>'])
        || token.contains("()")
        || token.contains("::")
        || (1..bytes.len()).any(|at| {
            let opens = matches!(bytes[at], b'(' | b'[') && bytes[at - 1].is_ascii_alphanumeric();
            opens || bytes[at] == b'.' && is_letter(at - 1) && is_letter(at + 1)
        })
}

/// Whether a space in a bracket stands beside code: "bake ( `Loaf` )".
fn is_signature(report: &Report, block: &Block, oddity: &Oddity) -> bool {
    let text = report.text(block.extent);
    let Range { start, end } = oddity.range;
    if !text[oddity.range.clone()].contains(['(', ')']) {
        return false;
    }
    let before = text[..start].char_indices().next_back();
    let start = before.map_or(start, |(at, _)| at);
    let end = text[end..]
        .chars()
        .next()
        .map_or(end, |c| end + c.len_utf8());
    !is_prose(report, block.extent.slice(start..end))
}

/// Whether a run is all that is emphasised: "**mill,oven**: clean them" is a label.
fn is_label(report: &Report, extent: Extent) -> bool {
    let mut inlines = report.document.inlines_in(extent);
    inlines.any(|inline| inline.kind == InlineKind::Emphasis && inline.extent == extent)
}

/// Whether the mark alone is emphasised: it is spoken of.
fn is_shown(report: &Report, extent: Extent) -> bool {
    let mut inlines = report.document.inlines_in(extent);
    inlines.any(|inline| {
        inline.kind == InlineKind::Emphasis
            && inline.extent.end == extent.end
            && inline.extent.range().len() == 1
    })
}

fn extent(report: &Report, block: BlockId, oddity: &Oddity) -> Extent {
    report.document.blocks[block]
        .extent
        .slice(oddity.range.clone())
}

fn slip(report: &Report, block: BlockId, oddity: Oddity) -> Slip<'_> {
    let extent = extent(report, block, &oddity);
    Slip {
        fault: Fault::PunctuationOdd,
        certainty: oddity.certainty,
        report,
        extent,
        message: oddity.message,
        label: "here".to_owned(),
        help: "",
        fix: oddity
            .instead
            .map(|instead| (extent, instead, oddity.certainty == Certainty::Sure)),
    }
}
