//! Lines as they were typed: those of a paragraph are one text, unless each of them has a label and a number of its own.

use super::Context;
use crate::corpus::ReportId;
use crate::document::{BlockId, Extent, Format};
use crate::source::Span;

/// More lines than these are read by nobody who compares them.
const MOST: usize = 201;

/// The lines of a block, as they stand in its source; in a page of HTML as they are shown.
pub(super) fn lines_of(context: &Context<'_>, id: ReportId, block: BlockId) -> Vec<Extent> {
    let document = &context.corpus.reports[id].document;
    let whole = document.blocks[block].extent;
    let mut lines = Vec::new();
    let mut add = |extent: Extent| {
        let mut start = extent.start;
        for part in document.view[extent].split('\n') {
            let end = start + part.len() as u32;
            let lead = (part.len() - part.trim_start().len()) as u32;
            let trail = (part.len() - part.trim_end().len()) as u32;
            if lead < part.len() as u32 {
                lines.push(Extent {
                    start: start + lead,
                    end: end - trail,
                });
            }
            start = end + 1;
        }
    };
    // What stands in the source as it is shown is one line there, too.
    let is_one = || document.view.is_verbatim(whole) && !document.view[whole].contains('\n');
    if document.format == Format::Html || is_one() {
        add(whole);
    } else {
        let span = document.view.span(whole);
        let source = &context.sources.get(document.source).text()[span.range()];
        let mut start = span.start as usize;
        for line in source.split('\n').take(MOST) {
            let end = start + line.len();
            let extent = document.view.extent(Span::new(start, end));
            if extent.start < extent.end {
                add(Extent {
                    start: extent.start.max(whole.start),
                    end: extent.end.min(whole.end),
                });
            }
            start = end + 1;
        }
    }
    lines
}
