//! A table as a grid of numbers and labels.

use super::Context;
use crate::claim::Claim;
use crate::corpus::{Report, ReportId};
use crate::document::{BlockId, TableId};

/// The cells of a table.
pub(super) struct Grid<'a> {
    report: &'a Report,
    rows: &'a [Vec<BlockId>],
    numbers: Vec<Vec<Option<&'a Claim>>>,
}

impl<'a> Grid<'a> {
    /// Reads a table. A cell with a number and hardly anything else is a number.
    pub(super) fn of(context: &Context<'a>, id: ReportId, table: TableId) -> Grid<'a> {
        let report = &context.corpus.reports[id];
        let rows = &report.document.tables[table].rows;
        let number = |block: &BlockId| -> Option<&'a Claim> {
            let block = &report.document.blocks[*block];
            let sentence = block.sentences.clone().next()?;
            let claims = context.ledger.of_sentence(id, sentence);
            let [claim] = &context.ledger.claims[claims] else {
                return None;
            };
            let whole = block.extent.end - block.extent.start;
            let own = claim.extent.end - claim.extent.start;
            let plain = !claim.quantity.values.is_vague() && claim.quantity.nominal.is_some();
            (block.sentences.len() == 1 && plain && whole <= own + 2).then_some(claim)
        };
        let numbers = rows
            .iter()
            .map(|row| row.iter().map(number).collect())
            .collect();
        Grid {
            report,
            rows,
            numbers,
        }
    }

    /// How many rows there are, the header included.
    pub(super) fn height(&self) -> usize {
        self.rows.len()
    }

    /// How many columns every row has.
    pub(super) fn width(&self) -> usize {
        self.rows.iter().map(Vec::len).min().unwrap_or(0)
    }

    /// The number in a cell.
    pub(super) fn number(&self, row: usize, column: usize) -> Option<&'a Claim> {
        self.numbers.get(row)?.get(column).copied().flatten()
    }

    /// The text of a cell; empty where there is none.
    pub(super) fn text(&self, row: usize, column: usize) -> &'a str {
        self.rows
            .get(row)
            .and_then(|row| row.get(column))
            .map_or("", |block| self.report.document.block_text(*block).trim())
    }
}
