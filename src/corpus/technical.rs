//! Whether a corpus is technical: a manual or a changelog, and no reports.
//!
//! Manuals say the same under many headings, name things with dots and capitals, and speak of marks like TODO; what is
//! likely a slip in a report is a matter of doubt there.

use super::Report;
use crate::document::{BlockKind, InlineKind};

/// One block of so many has code in it, or more, in a technical corpus.
const SHARE: usize = 10;

/// Whether code stands in many of the blocks.
pub(super) fn is_technical(reports: &[Report]) -> bool {
    let (mut all, mut code) = (0, 0);
    for report in reports {
        let blocks = &report.document.blocks;
        all += blocks.len();
        code += blocks
            .iter()
            .filter(|block| block.kind == BlockKind::Code)
            .count();
        // Inline code stands in the order of the text: each block is counted once.
        let mut inlines = report
            .document
            .inlines
            .iter()
            .filter(|inline| inline.kind == InlineKind::Code)
            .filter_map(|inline| report.document.block_at(inline.extent.start))
            .collect::<Vec<_>>();
        inlines.sort_unstable();
        inlines.dedup();
        code += inlines.len();
    }
    code > 0 && code * SHARE >= all
}

#[cfg(test)]
mod tests {
    use crate::corpus::{Corpus, Settings};
    use crate::source::Sources;

    #[test]
    fn code_makes_a_corpus_technical() {
        let is_technical = |text: &str| {
            let mut sources = Sources::default();
            let id = sources.add("2021.md", text).unwrap();
            Corpus::read(&sources, &[id], Settings::default()).is_technical
        };
        assert!(is_technical("Call `bake()`.\n\nThen wait."));
        let report = "We bake bread.\n\n".repeat(20);
        assert!(!is_technical(&format!(
            "{report}Call `bake()` and `cool()`."
        )));
    }
}
