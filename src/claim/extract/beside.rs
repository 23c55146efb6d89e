//! The noun of a number that stands alone: the label beside a card ("1,500+" over "Change Authors"), the header above a
//! cell.

use super::Reader;
use super::counted::measure_of;
use crate::claim::measure::Counted;
use crate::claim::noun;
use crate::document::{BlockId, BlockKind};
use crate::quantity::Quantity;

impl Reader<'_> {
    /// The measure of a number that stands alone in its block: a card ("1,500+" over "Change Authors") or a cell.
    pub(super) fn neighbouring_block(&self, quantity: &Quantity) -> Option<Counted> {
        let document = &self.report.document;
        let block = document.sentences[self.sentence].block();
        if !is_alone(document.block_text(block), quantity) {
            return None;
        }
        if let BlockKind::Cell { table, row, column } = document.blocks[block].kind() {
            let header = *document.tables[table].rows.first()?.get(column as usize)?;
            return (row > 0).then(|| self.label(header)).flatten();
        }
        let is_label = |at: BlockId| {
            let mut sentences = document.blocks[at].sentences();
            matches!(
                document.blocks[at].kind(),
                BlockKind::Paragraph | BlockKind::Heading(_)
            ) && document.block_text(at).split_whitespace().count() <= 5
                && sentences.all(|sentence| self.report.quantities(sentence).is_empty())
        };
        let is_card = |at: BlockId| {
            let mut sentences = document.blocks[at].sentences();
            sentences.any(|sentence| {
                matches!(self.report.quantities(sentence), [only] if is_alone(document.block_text(at), only))
            })
        };
        let next = Some(block + 1).filter(|at| *at < document.blocks.len() && is_label(*at));
        let previous = block.checked_sub(1).filter(|at| is_label(*at));
        let label = match (next, previous) {
            (Some(next), Some(previous)) => {
                // Where both sides have one, a run of cards tells by its open end on which side the labels are.
                let card_above = previous.checked_sub(1).is_some_and(is_card);
                let card_below = next + 1 < document.blocks.len() && is_card(next + 1);
                if card_above || !card_below {
                    next
                } else {
                    previous
                }
            }
            (next, previous) => next.or(previous)?,
        };
        self.label(label)
    }

    /// The words of a label block as a measure.
    fn label(&self, block: BlockId) -> Option<Counted> {
        let sentence = self.report.document.blocks[block].sentences().next()?;
        let tokens = self.report.tokens(sentence);
        let first = tokens
            .iter()
            .position(|token| token.is_word() && !token.is_function())?;
        let phrase = noun::following(self.view, tokens, &|_| false, first, false)?;
        Some(measure_of(tokens, &phrase, false))
    }
}

/// Whether a block holds a quantity and nothing else but a mark.
fn is_alone(block: &str, quantity: &Quantity) -> bool {
    block.trim().len() <= quantity.outer_end() - quantity.outer_start() + 2
}
