//! Tables with a column of changes: beside a column for each of two years, or beside the numbers of a year a row.

use crate::check::table::Grid;
use crate::check::{Context, Verdict};
use crate::claim::Claim;
use crate::corpus::ReportId;
use crate::finding::Certainty;
use crate::lookup::WordSet;
use crate::period::{self, Part as PartOfYear, YearRef};
use crate::quantity::{GrowthCheck, Kind};
use crate::word;

use super::{Change, Part, check, judge};

/// Words in the head of a column of changes.
const CHANGES: WordSet<9> = WordSet::new([
    "change",
    "decline",
    "decrease",
    "difference",
    "growth",
    "increase",
    "rise",
    "variance",
    "yoy",
]);

/// A cell with a change, and the two that it comes from: the earlier one first.
type Row<'a> = (&'a Claim, [&'a Claim; 2]);

/// Works out the changes in all tables of a report.
pub(super) fn judge_all(context: &mut Context<'_>, id: ReportId) {
    for table in 0..context.corpus.reports[id].document.tables.len() {
        let grid = Grid::of(context, id, table);
        let changes = (1..grid.width()).filter(|column| is_change(grid.text(0, *column)));
        let verdicts: Vec<Verdict> = changes
            .flat_map(|column| {
                let beside = judged(context, &of_two_columns(&grid, column));
                if beside.is_empty() {
                    judged(context, &of_two_rows(&grid, column))
                } else {
                    beside
                }
            })
            .collect();
        for verdict in verdicts {
            context.conclude(verdict);
        }
    }
}

/// Whether a head is that of a column of changes: "Change", "% Increase", "Growth in %".
fn is_change(head: &str) -> bool {
    let tokens = word::tokens(head);
    tokens.len() <= 5
        && tokens
            .iter()
            .any(|token| CHANGES.has(&token.of(head).to_ascii_lowercase()))
}

/// The year of a head or a label: "2020", "FY 2020", "Total 2020".
fn year_of(label: &str) -> Option<i16> {
    match period::read(label).as_slice() {
        [mention] if mention.when.part == PartOfYear::Whole => {
            match (mention.when.year, mention.when.to) {
                (YearRef::Given(year), None) => Some(year),
                (YearRef::Given(year), Some((YearRef::Given(to), _))) => {
                    (to == year + 1).then_some(to)
                }
                _ => None,
            }
        }
        _ => None,
    }
}

/// The change in a cell, if it is a percentage.
fn change_in<'a>(grid: &Grid<'a>, row: usize, column: usize) -> Option<&'a Claim> {
    let claim = grid.number(row, column)?;
    (claim.quantity.kind == Kind::Percent).then_some(claim)
}

/// The number in a cell, if it counts something or is a sum.
fn level_in<'a>(grid: &Grid<'a>, row: usize, column: usize) -> Option<&'a Claim> {
    let claim = grid.number(row, column)?;
    matches!(claim.quantity.kind, Kind::Count | Kind::Money).then_some(claim)
}

/// Changes between the columns of the last two years.
fn of_two_columns<'a>(grid: &Grid<'a>, column: usize) -> Vec<Row<'a>> {
    let mut years: Vec<(i16, usize)> = (0..grid.width())
        .filter(|other| *other != column && !is_change(grid.text(0, *other)))
        .filter_map(|other| Some((year_of(grid.text(0, other))?, other)))
        .collect();
    years.sort_unstable();
    let [.., (first, base), (second, now)] = years.as_slice() else {
        return Vec::new();
    };
    // Two columns of one year are of two things.
    let is_single = |year: i16| years.iter().filter(|(other, _)| *other == year).count() == 1;
    if !is_single(*first) || !is_single(*second) {
        return Vec::new();
    }
    let rows = (1..grid.height()).filter_map(|row| {
        let change = change_in(grid, row, column)?;
        Some((
            change,
            [level_in(grid, row, *base)?, level_in(grid, row, *now)?],
        ))
    });
    rows.collect()
}

/// Changes from one row to the next, of the numbers left of them, where each row is of a year.
fn of_two_rows<'a>(grid: &Grid<'a>, column: usize) -> Vec<Row<'a>> {
    let years: Vec<Option<i16>> = (0..grid.height())
        .map(|row| year_of(grid.text(row, 0)))
        .collect();
    let row_of = |year: i16| {
        let mut rows = (1..grid.height()).filter(|row| years[*row] == Some(year));
        rows.next().filter(|_| rows.next().is_none())
    };
    let rows = (1..grid.height()).filter_map(|row| {
        let change = change_in(grid, row, column)?;
        let before = row_of(years[row]?.checked_sub(1)?)?;
        let left = (1..column)
            .rev()
            .find(|left| level_in(grid, row, *left).is_some())?;
        Some((
            change,
            [level_in(grid, before, left)?, level_in(grid, row, left)?],
        ))
    });
    rows.collect()
}

/// What the rows come to. That the column is of these changes, the rows tell that fit.
fn judged(context: &Context<'_>, rows: &[Row<'_>]) -> Vec<Verdict> {
    // A fall may stand there without its sign.
    let fits = |change: &Claim, [base, now]: [&Claim; 2]| {
        [false, true].into_iter().any(|falls| {
            let change = as_change(change, falls);
            matches!(check(change, base, now), GrowthCheck::Fits)
        })
    };
    let off = |change: &Claim, [base, now]: [&Claim; 2]| {
        matches!(
            check(as_change(change, false), base, now),
            GrowthCheck::Sure { .. } | GrowthCheck::Likely { .. }
        ) && !fits(change, [base, now])
    };
    let right = rows
        .iter()
        .filter(|(change, levels)| fits(change, *levels))
        .count();
    let wrong = rows
        .iter()
        .filter(|(change, levels)| off(change, *levels))
        .count();
    let most = match (wrong, right) {
        (1, 2..) => Certainty::Sure,
        _ if wrong <= right / 3 => Certainty::Sure,
        _ if wrong <= right => Certainty::Likely,
        _ => return Vec::new(),
    };
    let verdicts = rows.iter().map(|(change, [base, now])| {
        // The sign that fits, or the one that the two values have.
        let fell = || base.quantity.nominal() > now.quantity.nominal();
        let is_negative = change
            .quantity
            .nominal()
            .is_some_and(|change| change.is_sign_negative());
        let change = as_change(change, fell() && !is_negative);
        judge(context, change, base, now, most)
    });
    verdicts.collect()
}

fn as_change(claim: &Claim, falls: bool) -> Change<'_> {
    Change {
        claim,
        falls,
        part: Part::Whole,
    }
}
