//! Shares in tables, where the other rows tell what they are of: beside their part and whole, in brackets behind the part, and of
//! the row that has all.

use rust_decimal::Decimal;

use super::Stated;
use super::judge::judge;
use crate::check::growth_off::is_column_of_changes;
use crate::check::table::Grid;
use crate::check::{Context, Verdict};
use crate::claim::Claim;
use crate::corpus::ReportId;
use crate::document::TableId;
use crate::finding::Certainty;
use crate::quantity::Kind;

/// Works out the shares of a table.
pub(super) fn check(context: &mut Context<'_>, id: ReportId, table: TableId) {
    let grid = Grid::of(context, id, table);
    columns(context, &grid);
    of_the_total_row(context, &grid);
    cells(context, id, table, &grid);
}

/// Cells with a part and its share in brackets, of a whole in another column: "3 (12%)" beside "25".
fn cells(context: &mut Context<'_>, id: ReportId, table: TableId, grid: &Grid<'_>) {
    let report = &context.corpus.reports[id];
    let rows = &report.document.tables[table].rows;
    let bracketed = |row: usize, column: usize| {
        let block = &report.document.blocks[*rows[row].get(column)?];
        let sentence = block.sentences().next()?;
        let [part, share] = context.ledger.in_sentence(id, sentence) else {
            return None;
        };
        let text = report.text(block.extent).trim();
        let counted = part.quantity.kind == Kind::Count && share.quantity.kind == Kind::Percent;
        (counted && text.ends_with(')') && text.starts_with(report.text(part.extent)))
            .then_some((part, share))
    };
    for column in 0..grid.width() {
        let stated: Vec<(usize, &Claim, &Claim)> = (1..grid.height())
            .filter_map(|row| bracketed(row, column).map(|(part, share)| (row, part, share)))
            .collect();
        if stated.len() < 3 {
            continue;
        }
        for whole_column in (0..grid.width()).filter(|other| *other != column) {
            let stated = stated.iter().filter_map(|(row, part, share)| {
                let whole = grid.number(*row, whole_column)?;
                let counted = whole.quantity.kind == Kind::Count;
                counted.then_some(Stated { part, whole, share })
            });
            let verdicts: Vec<Verdict> = stated
                .map(|stated| judge(context, stated, Certainty::Likely))
                .collect();
            let fits = verdicts
                .iter()
                .filter(|verdict| matches!(verdict, Verdict::Fits(_)))
                .count();
            let odd = verdicts
                .iter()
                .filter(|verdict| matches!(verdict, Verdict::Off(_)))
                .count();
            // The rows that fit tell that the shares are of this column.
            if fits >= 2 && odd <= fits {
                for verdict in verdicts {
                    context.conclude(verdict);
                }
            }
        }
    }
}

/// A column of percentages of the total, beside the numbers that it is of: "208 | 10.4%" under "2,000 | 100%".
fn of_the_total_row(context: &mut Context<'_>, grid: &Grid<'_>) {
    let plain = |row: usize, column: usize| {
        grid.number(row, column)
            .filter(|claim| matches!(claim.quantity.kind, Kind::Count | Kind::Money))
    };
    let is_all = |claim: &Claim| claim.quantity.nominal() == Some(Decimal::ONE_HUNDRED);
    for share_column in 1..grid.width() {
        let share = |row: usize| {
            grid.number(row, share_column)
                .filter(|claim| claim.quantity.kind == Kind::Percent)
        };
        let rows: Vec<usize> = (1..grid.height())
            .filter(|row| share(*row).is_some())
            .collect();
        // All of it is in one row: with two there are two wholes.
        let mut alls = rows.iter().filter(|row| share(**row).is_some_and(is_all));
        let (Some(total), None) = (alls.next(), alls.next()) else {
            continue;
        };
        let shares_of = |part_column: usize| -> Option<(usize, Vec<Verdict>)> {
            let whole = plain(*total, part_column)?;
            let stated = rows.iter().filter(|row| *row != total).filter_map(|row| {
                let (part, share) = (plain(*row, part_column)?, share(*row)?);
                Some(Stated { part, whole, share })
            });
            let stated: Vec<Stated<'_>> = stated.collect();
            let verdicts: Vec<Verdict> = stated
                .iter()
                .map(|stated| judge(context, *stated, Certainty::Sure))
                .collect();
            // A share of nothing fits everywhere.
            let is_telling = |(stated, verdict): &(&Stated<'_>, &Verdict)| {
                matches!(verdict, Verdict::Fits(_))
                    && stated
                        .share
                        .quantity
                        .nominal()
                        .is_some_and(|share| !share.is_zero())
            };
            let fits = stated.iter().zip(&verdicts).filter(is_telling).count();
            let odd = verdicts
                .iter()
                .filter(|verdict| matches!(verdict, Verdict::Off(_)));
            let odd = odd.count();
            (odd == 1 && fits >= 2 || odd <= fits / 3).then_some((fits, verdicts))
        };
        let columns = (0..grid.width()).filter(|column| *column != share_column);
        let best = columns.filter_map(shares_of).max_by_key(|(fits, _)| *fits);
        for verdict in best.into_iter().flat_map(|(_, verdicts)| verdicts) {
            context.conclude(verdict);
        }
    }
}

/// A column of percentages that two other columns give in most rows, and not in this one.
fn columns(context: &mut Context<'_>, grid: &Grid<'_>) {
    for share_column in 0..grid.width() {
        let rows: Vec<usize> = (1..grid.height())
            .filter(|row| {
                grid.number(*row, share_column)
                    .is_some_and(|claim| claim.quantity.kind == Kind::Percent)
            })
            .collect();
        // A change is worked out as one.
        if rows.len() < 2 || is_column_of_changes(grid.text(0, share_column)) {
            continue;
        }
        for part_column in 0..grid.width() {
            for whole_column in 0..grid.width() {
                if part_column == whole_column
                    || part_column == share_column
                    || whole_column == share_column
                {
                    continue;
                }
                let stated = rows.iter().filter_map(|row| {
                    let plain =
                        |claim: &&Claim| matches!(claim.quantity.kind, Kind::Count | Kind::Money);
                    Some(Stated {
                        part: grid.number(*row, part_column).filter(plain)?,
                        whole: grid.number(*row, whole_column).filter(plain)?,
                        share: grid.number(*row, share_column)?,
                    })
                });
                let stated: Vec<Stated<'_>> = stated.collect();
                let verdicts: Vec<Verdict> = stated
                    .iter()
                    .map(|stated| judge(context, *stated, Certainty::Sure))
                    .collect();
                let is_off = |verdict: &&Verdict| matches!(verdict, Verdict::Off(_));
                let odd = verdicts.iter().filter(is_off).count();
                // The other rows tell that the columns belong together, but for those that are zero everywhere.
                let telling = |share: &Claim| {
                    let number = share.quantity.nominal();
                    number.is_some_and(|number| !number.is_zero() && number != Decimal::ONE_HUNDRED)
                };
                let fits = stated.iter().zip(&verdicts).filter(|(stated, verdict)| {
                    matches!(verdict, Verdict::Fits(_)) && telling(stated.share)
                });
                let fits = fits.count();
                if odd == 1 && fits >= 2 || odd <= fits / 3 {
                    for verdict in verdicts {
                        context.conclude(verdict);
                    }
                }
            }
        }
    }
}
