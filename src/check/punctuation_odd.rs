//! `punctuation-odd`: punctuation that cannot be meant.
//!
//! Each mark of the text is looked at with its neighbours; brackets and quotes are looked at paragraph by paragraph.

use std::ops::Range;

use schemars::JsonSchema;
use serde::Deserialize;

use super::prose::{Slip, is_prose, is_running};
use super::{Check, Context};
use crate::corpus::Report;
use crate::document::{Block, BlockId, Extent, InlineKind, Language};
use crate::finding::{Certainty, Fault};

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
    fn run(&self, context: &mut Context<'_>) {
        for report in &context.corpus.reports {
            let mut found: Vec<(BlockId, Oddity)> = Vec::new();
            for id in 0..report.document.blocks.len() {
                let oddities = in_block(report, id).into_iter();
                let items = items::bullet(context, report, id).into_iter();
                let links = items::link(context, report, id);
                found.extend(
                    oddities
                        .chain(items)
                        .chain(links)
                        .map(|oddity| (id, oddity)),
                );
            }
            marks::doubt_code(found.iter_mut().map(|(_, oddity)| oddity));
            for (id, oddity) in found {
                let place = report.document.place(extent(report, id, &oddity));
                // The space may be there for the end of the line alone.
                if context.sources.quote(place).contains('\n') {
                    continue;
                }
                let detection = slip(report, id, oddity).detection(context);
                context.report(detection);
            }
            for (id, oddity) in items::wide_space(report) {
                let detection = slip(report, id, oddity).detection(context);
                context.report(detection);
            }
            for (id, oddity) in items::colon(report) {
                let detection = slip(report, id, oddity).detection(context);
                context.report(detection);
            }
        }
    }
}

fn in_block(report: &Report, id: BlockId) -> Vec<Oddity> {
    let block = &report.document.blocks[id];
    let text = report.text(block.extent);
    let english = report.document.language == Language::English;
    let mut oddities = Vec::new();
    if !is_running(block.kind) {
        return oddities;
    }
    oddities.extend(marks::odd(text, english));
    if let Some(oddity) = pairs::odd(report, id) {
        oddities.push(oddity);
    }
    if oddities.is_empty() || is_notation(text) {
        return Vec::new();
    }
    oddities.retain(|oddity| {
        let extent = block.extent.slice(oddity.range.clone());
        is_prose(report, extent)
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
