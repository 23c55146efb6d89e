//! What of a report is prose, and findings about a few of its characters.
//!
//! Lives here: telling prose from code and addresses, and the slip: a finding with one place and perhaps a fix.

use super::{Context, mend};
use crate::corpus::Report;
use crate::document::{BlockKind, Extent};
use crate::finding::{Certainty, Detection, Fault, Label};

/// Code and addresses are no prose, and no house style reaches them.
pub(super) fn is_prose(report: &Report, extent: Extent) -> bool {
    report.document.is_prose(extent)
}

/// Whether a block is read as running text: a paragraph, an item or a cell.
pub(super) fn is_running(kind: BlockKind) -> bool {
    !matches!(kind, BlockKind::Code | BlockKind::Heading(_))
}

/// A shorter quotation is a name or a word that is spoken of.
const QUOTATION: usize = 3;

/// The bytes of a paragraph that is looked at for quotations.
const LONGEST_PARAGRAPH: usize = 20_000;

/// Whether an extent stands in a block that is a quotation, or in a quotation of several words within its block: they are
/// somebody else's.
pub(super) fn is_quoted(report: &Report, extent: Extent) -> bool {
    let document = &report.document;
    let Some(block) = document.block_at(extent.start) else {
        return false;
    };
    if document.blocks[block].is_quote {
        return true;
    }
    let block = document.blocks[block].extent;
    let text = report.text(block);
    // What is longer is no paragraph, and would be walked for each of its words.
    if text.len() > LONGEST_PARAGRAPH {
        return false;
    }
    // Most have no quotation. The curly marks begin with one byte.
    if memchr::memchr2(b'"', 0xe2, text.as_bytes()).is_none() {
        return false;
    }
    let at = (extent.start - block.start) as usize;
    let (before, behind) = text.split_at(at.min(text.len()));
    let curly = || {
        let open = before.rfind('“')?;
        let is_open = before.rfind('”').is_none_or(|closed| closed < open);
        let close = behind.find('”').filter(|_| is_open)?;
        Some((open, at + close))
    };
    let straight = || {
        let is_open = before.bytes().filter(|byte| *byte == b'"').count() % 2 == 1;
        let close = behind.find('"').filter(|_| is_open)?;
        Some((before.rfind('"')?, at + close))
    };
    let quotation = curly().or_else(straight);
    quotation.is_some_and(|(open, close)| {
        let words = text[open..close].split_whitespace();
        words.count() >= QUOTATION
    })
}

/// A fault of one place.
pub(super) struct Slip<'a> {
    pub(super) fault: Fault,
    pub(super) certainty: Certainty,
    pub(super) report: &'a Report,
    pub(super) extent: Extent,
    pub(super) message: String,
    pub(super) label: String,
    pub(super) help: &'static str,
    /// What is put in the place of which text, and whether nobody needs to look at it.
    pub(super) fix: Option<(Extent, String, bool)>,
}

impl Slip<'_> {
    /// The slip as a finding. Its fix stays out where markup stands in the text that it would replace.
    pub(super) fn detection(self, context: &Context<'_>) -> Detection {
        let document = &self.report.document;
        let fix = self.fix.and_then(|(extent, replacement, safe)| {
            mend::edits(context.sources, self.report, [(extent, replacement)], safe)
        });
        Detection {
            fault: self.fault,
            category: self.fault.category(),
            certainty: self.certainty,
            message: self.message,
            help: self.help.to_owned(),
            primary: Label {
                place: document.place(self.extent),
                text: self.label,
            },
            related: Vec::new(),
            fix,
        }
    }
}
