//! Headings over what is to come that have the year of the report, as the report before has them.

use super::{Own, has_word, mentions_of, only_year};
use crate::corpus::Report;
use crate::document::{BlockId, BlockKind};
use crate::finding::{Certainty, Detection, Label};
use crate::lookup::WordSet;
use crate::period::Part;

/// Words of headings over what is to come.
const AHEAD: WordSet<4> = WordSet::new(["ahead", "future", "outlook", "upcoming"]);

/// The headings over what is to come that have the year of the report.
pub(super) fn outlooks(own: Own<'_>) -> Box<[u32]> {
    let ahead = own
        .dated_blocks()
        .filter(|block| is_ahead(own.report, *block));
    let of_own_year = ahead.filter(|block| {
        let only = only_year(mentions_of(own.report, *block));
        only.is_some_and(|(mention, stated)| stated == own.year && mention.when.part == Part::Whole)
    });
    of_own_year.map(|block| block as u32).collect()
}

/// Those of them that stand word for word in the report before: "Outlook for 2021" in the report of 2021.
pub(super) fn outlooks_again(
    own: Own<'_>,
    before: &Report,
    outlooks: &[u32],
    found: &mut Vec<Detection>,
) {
    let report = own.report;
    for block in outlooks {
        let block = *block as BlockId;
        let text = report.document.block_text(block).trim();
        let is_twin = |other: &BlockId| {
            let is_heading = matches!(before.document.blocks[*other].kind(), BlockKind::Heading(_));
            is_heading
                && before.document.block_text(*other).trim() == text
                && is_ahead(before, *other)
        };
        let twin = (0..before.document.blocks.len()).find(is_twin);
        if let Some(twin) = twin
            && let Some((mention, _)) = only_year(mentions_of(report, block))
        {
            let related = Label {
                place: before.document.place(before.document.blocks[twin].extent),
                text: format!("the report of {} has it, too", own.year - 1),
            };
            let message = format!(
                "“{text}” in the report of {}, as in that of {}",
                own.year,
                own.year - 1
            );
            found.push(own.found(Certainty::Likely, mention, message, vec![related]));
        }
    }
}

/// Whether a block is a heading over what is to come.
fn is_ahead(report: &Report, block: BlockId) -> bool {
    matches!(report.document.blocks[block].kind(), BlockKind::Heading(_))
        && has_word(report, block, &AHEAD)
}
