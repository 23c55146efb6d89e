//! Totals of tables: the last column, and rows that call themselves totals, of all rows above or of their group.

use rust_decimal::Decimal;

use super::judge::{agree, has_one_sign, misses, off};
use super::whole::is_one_digit;
use crate::check::Context;
use crate::check::table::{Grid, is_added, is_less, is_of_row_above, is_total};
use crate::claim::Claim;
use crate::corpus::ReportId;
use crate::finding::Certainty;
use crate::quantity::{Comparison, Kind, Values};

/// A total in a table, and what it may be the sum of.
struct Added<'a> {
    total: &'a Claim,
    /// The cells that it adds up; of a group, other cells that it may add up stand behind.
    parts: Vec<Vec<&'a Claim>>,
    /// Whether the place alone tells which cells are meant: those of a group of rows.
    is_group: bool,
}

/// A table with more totals, or with more columns, is none that people add up by groups.
const GROUPS: usize = 24;
const COLUMNS: usize = 64;

impl Added<'_> {
    /// How far the first of the sums is from the total; the most where that is beyond all numbers.
    fn gap(&self) -> Decimal {
        let nominal = |claim: &&Claim| claim.quantity.nominal();
        let mut parts = self.parts.iter().take(1).flatten().filter_map(nominal);
        let sum = parts.try_fold(Decimal::ZERO, Decimal::checked_add);
        let gap = sum.and_then(|sum| sum.checked_sub(nominal(&self.total).unwrap_or_default()));
        gap.map_or(Decimal::MAX, |gap| gap.abs())
    }
}

/// Adds up rows and columns with totals.
pub(super) fn table<'a>(context: &mut Context<'a>, id: ReportId, grid: &Grid<'a>) {
    let is_filled =
        |row: &usize| (0..grid.width()).any(|column| !grid.text(*row, column).is_empty());
    let Some(last) = (1..grid.height()).rfind(is_filled) else {
        return;
    };
    let mut added: Vec<Added<'_>> = Vec::new();
    let totals: Vec<usize> = (1..grid.height())
        .filter(|row| is_total(grid.text(*row, 0)))
        .collect();
    let columns = (1..grid.width()).filter(|column| is_added(grid.text(0, *column)));
    if totals == [last] {
        added.extend(columns.filter_map(|column| {
            let cells: Vec<(usize, usize)> = (1..last).map(|row| (row, column)).collect();
            whole(grid, (last, column), &cells)
        }));
    } else if (1..=GROUPS).contains(&totals.len()) && grid.width() <= COLUMNS {
        added.extend(columns.flat_map(|column| groups(grid, column, &totals)));
    }
    // "Total 2020", "Total 2019": the first is the total of what stands left of it, and the other one of what does not
    // stand there.
    let beside = (1..grid.width()).rev();
    let beside = beside.take_while(|column| is_total(grid.text(0, *column)));
    if let Some(column) = beside.last().filter(|_| grid.width() >= 4) {
        let rows = (1..grid.height()).filter(|row| is_added(grid.text(*row, 0)));
        let first = usize::from(!grid.text(0, 0).is_empty() || grid.number(1, 0).is_none()).max(1);
        added.extend(rows.filter_map(|row| {
            let cells: Vec<(usize, usize)> = (first..column)
                .filter(|column| is_added(grid.text(0, *column)))
                .map(|column| (row, column))
                .collect();
            whole(grid, (row, column), &cells)
        }));
    }
    judge(context, id, added);
}

/// Reports the totals that are off.
fn judge(context: &mut Context<'_>, id: ReportId, added: Vec<Added<'_>>) {
    let report = &context.corpus.reports[id];
    let verdicts: Vec<(Added<'_>, Option<(Certainty, Decimal)>)> = added
        .into_iter()
        .map(|added| {
            let one_sign = has_one_sign(report, added.total, &added.parts[0]);
            let signed = |parts: &[&Claim]| {
                let values = parts.iter().map(|part| {
                    let values = &part.quantity.values;
                    if is_less(report, part) && !one_sign {
                        values.negated()
                    } else {
                        values.clone()
                    }
                });
                let values: Vec<Values> = values.collect();
                Values::sum(&values.iter().collect::<Vec<_>>())
            };
            let total = signed(&[added.total]);
            let plain = |parts: &[&Claim]| {
                let values: Vec<&Values> = parts.iter().map(|part| &part.quantity.values).collect();
                Values::sum(&values)
            };
            let own = &added.total.quantity.values;
            let fits = |parts: &&Vec<&Claim>| {
                total.compare(&signed(parts)) == Comparison::Agree
                    || own.compare(&plain(parts)) == Comparison::Agree
            };
            if let Some(parts) = added.parts.iter().find(fits) {
                agree(context, added.total, parts);
                return (added, None);
            }
            let computed = signed(&added.parts[0]);
            let verdict = misses(&total, &computed).zip(computed.number());
            (added, verdict)
        })
        .collect();
    let fits = verdicts
        .iter()
        .filter(|(_, verdict)| verdict.is_none())
        .count();
    let off_count = verdicts.len() - fits;
    for (added, verdict) in verdicts {
        let Added {
            total,
            parts,
            is_group,
        } = added;
        let (Some((arithmetic, computed)), Some(stated)) = (verdict, total.quantity.nominal())
        else {
            continue;
        };
        // Where other totals of the table fit, this one should; where none does, they may be no sums at all.
        let near = (computed - stated).abs() * Decimal::from(5) <= computed.abs();
        // The share of all is no sum of the shares of each.
        if total.quantity.kind == Kind::Percent && !near {
            continue;
        }
        let has_less = !has_one_sign(report, total, &parts[0])
            && parts[0].iter().any(|part| is_less(report, part));
        // One digit of a total is off, where it may add up nothing else than its group.
        let slips = total.quantity.kind != Kind::Percent
            && (near
                || (stated.abs() >= Decimal::ONE_THOUSAND || fits > 0)
                    && (computed - stated).abs() * Decimal::TWO <= computed.abs())
            && is_one_digit(stated, computed, &parts[0]);
        if is_group && !near && !slips {
            continue;
        }
        let most = match (fits > off_count, near) {
            (_, true) if is_group && fits > 0 && fits >= off_count => Certainty::Likely,
            _ if is_group && slips && !has_less => Certainty::Likely,
            (true, true) if has_less => Certainty::Likely,
            _ if is_group || has_less => Certainty::Unsure,
            (true, _) => Certainty::Sure,
            (false, true) => Certainty::Likely,
            (false, false) => Certainty::Unsure,
        };
        let certainty = arithmetic.min(most);
        let detection = off(
            context, report, total, &parts[0], computed, " + ", certainty,
        );
        context.report(detection);
    }
}

/// The totals of a column with several of them, or with rows behind its total. A total adds up the rows of its group: those
/// behind the total before, or behind a row without numbers. It may as well add up all rows, the totals before it, or
/// the last of these and what follows that.
fn groups<'a>(grid: &Grid<'a>, column: usize, totals: &[usize]) -> Vec<Added<'a>> {
    let mut start = 1;
    let mut before: Vec<usize> = Vec::new();
    let mut found = Vec::new();
    for row in 1..grid.height() {
        if totals.binary_search(&row).is_err() {
            if (1..grid.width()).all(|column| grid.number(row, column).is_none()) {
                start = row + 1;
            }
            continue;
        }
        let cells = |rows: Vec<usize>| -> Option<Added<'a>> {
            let cells: Vec<(usize, usize)> = rows.into_iter().map(|row| (row, column)).collect();
            whole(grid, (row, column), &cells)
        };
        let own = cells((start..row).collect());
        let all = (1..row).filter(|row| totals.binary_search(row).is_err());
        let others = [
            cells(before.clone()),
            cells(all.collect()),
            cells(
                before
                    .last()
                    .copied()
                    .into_iter()
                    .chain(start..row)
                    .collect(),
            ),
        ];
        let mut all: Vec<Added<'_>> = own
            .into_iter()
            .chain(others.into_iter().flatten())
            .collect();
        // What comes nearest is what is meant.
        all.sort_by_key(Added::gap);
        let mut all = all.into_iter();
        if let Some(mut first) = all.next() {
            first.is_group = true;
            first.parts.extend(all.flat_map(|other| other.parts));
            found.push(first);
        }
        before.push(row);
        start = row + 1;
    }
    found
}

/// A total and its cells, if all that are filled are plain numbers of one sort.
fn whole<'a>(grid: &Grid<'a>, at: (usize, usize), cells: &[(usize, usize)]) -> Option<Added<'a>> {
    let total = grid.number(at.0, at.1)?;
    let empty = |text: &str| text.is_empty() || text.chars().all(|c| !c.is_alphanumeric());
    let mut parts: Vec<&Claim> = Vec::new();
    for (row, column) in cells {
        // The first amount and the total may bear a sign for all.
        let is_like = |part: &Claim| {
            let (one, all) = (part.quantity.kind, total.quantity.kind);
            let first = parts.first().map(|first| first.quantity.kind);
            one == all || one == Kind::Count && all == Kind::Money && first == Some(Kind::Money)
        };
        match grid.number(*row, *column) {
            Some(_) if *row != at.0 && is_of_row_above(grid.text(*row, 0)) => {}
            // A number without a label among rows that have one is a sum itself.
            Some(_) if *row != at.0 && grid.is_nameless(*row) => return None,
            Some(part) if is_like(part) => parts.push(part),
            None if empty(grid.text(*row, *column)) => {}
            // The units below the head.
            None if grid.width() <= COLUMNS
                && (1..grid.width()).all(|column| grid.number(*row, column).is_none()) => {}
            _ => return None,
        }
    }
    let hedged = parts
        .iter()
        .chain([&total])
        .any(|claim| claim.quantity.values.is_hedged());
    (parts.len() >= 2 && !hedged).then(|| Added {
        total,
        parts: vec![parts],
        is_group: false,
    })
}
