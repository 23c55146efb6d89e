//! Tables with a column of changes, or a row of them: beside a column for each of two years, beside the numbers of a year a row, or behind the
//! two columns that it is between.

use rust_decimal::Decimal;

use crate::check::table::Grid;
use crate::check::{Context, Verdict};
use crate::claim::Claim;
use crate::corpus::ReportId;
use crate::finding::Certainty;
use crate::lookup::WordSet;
use crate::period::{self, Part as PartOfYear, YearRef};
use crate::quantity::{GrowthCheck, Kind, Values};
use crate::word;

use super::sentence::{Change, Part, are_of_one_sort};
use super::verdict::{check, check_values, fitting, judge};

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

/// Marks that stand for such a word.
const SIGNS: [&str; 4] = ["+/-", "+/−", "+/–", "±"];

/// A cell with a change, and the two that it comes from: the earlier one first.
type Row<'a> = (&'a Claim, [&'a Claim; 2]);

/// Rows of changes are looked for in tables with no more rows than a page has, with labels that are not long.
const LINES: usize = 60;
const LABEL: usize = 48;

/// Works out the changes in all tables of a report.
pub(super) fn judge_all(context: &mut Context<'_>, id: ReportId) {
    for table in 0..context.corpus.reports[id].document.tables.len() {
        let grid = Grid::of(context, id, table);
        let mut verdicts = verdicts(context, &grid);
        let is_row = |row: usize| {
            let label = grid.text(row, 0);
            label.len() <= LABEL && is_change(label)
        };
        // A row of changes below the values is a column of them in the turned table.
        if grid.height() <= LINES && (1..grid.height()).any(is_row) {
            verdicts.extend(self::verdicts(context, &grid.turned()));
        }
        for verdict in verdicts {
            context.conclude(verdict);
        }
    }
}

/// What the columns of changes of a table come to.
fn verdicts(context: &Context<'_>, grid: &Grid<'_>) -> Vec<Verdict> {
    let changes = (1..grid.width()).filter(|column| is_change(grid.text(0, *column)));
    let verdicts = changes.flat_map(|column| {
        let of_years = judged(context, &of_two_columns(grid, column), Told::ByYears);
        let by_years = [of_years, of_rows(context, grid, column)];
        let before = of_columns_before(grid, column);
        let by_rows = before
            .iter()
            .map(|rows| judged(context, rows, Told::ByRows));
        by_years
            .into_iter()
            .chain(by_rows)
            .find(|verdicts| !verdicts.is_empty())
            .unwrap_or_default()
    });
    verdicts.collect()
}

/// What the changes from one row to the next come to: of the numbers beside them, or of others that all of them fit.
fn of_rows(context: &Context<'_>, grid: &Grid<'_>, column: usize) -> Vec<Verdict> {
    /// More columns stand between no change and its numbers.
    const REACH: usize = 8;
    let nearest = judged(context, &of_two_rows(grid, column, None), Told::ByYears);
    let is_off = |verdict: &Verdict| matches!(verdict, Verdict::Off(_));
    if !nearest.iter().any(is_off) {
        return nearest;
    }
    let others = (1..column).rev().take(REACH);
    let others = others.map(|left| {
        judged(
            context,
            &of_two_rows(grid, column, Some(left)),
            Told::ByYears,
        )
    });
    let mut fitting =
        others.filter(|verdicts| verdicts.len() == nearest.len() && !verdicts.iter().any(is_off));
    fitting.next().unwrap_or(nearest)
}

/// Whether a head is that of a column of changes: "Change", "% Increase", "Growth in %".
pub(in crate::check) fn is_change(head: &str) -> bool {
    let signs = head.trim_matches(|c: char| c.is_whitespace() || "%()".contains(c));
    // Nearly all heads have none of the letters of one.
    let mut letters = head.split(|c: char| !c.is_ascii_alphabetic());
    let says_so = || {
        let tokens = word::tokens(head);
        tokens.len() <= 5 && tokens.iter().any(|token| CHANGES.has(token.of(head)))
    };
    SIGNS.contains(&signs) || letters.any(|word| CHANGES.has(word)) && says_so()
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

/// The years that a head names, in order: "Change 2018-2020".
fn years_in(head: &str) -> Vec<i16> {
    let given = |year: YearRef| match year {
        YearRef::Given(year) => Some(year),
        _ => None,
    };
    let mentions = period::read(head);
    let years = mentions.iter().flat_map(|mention| {
        let to = mention.when.to.and_then(|(to, _)| given(to));
        [given(mention.when.year), to]
    });
    let mut years: Vec<i16> = years.flatten().collect();
    years.sort_unstable();
    years
}

/// The change in a cell, in percent or in numbers.
fn change_in<'a>(grid: &Grid<'a>, row: usize, column: usize) -> Option<&'a Claim> {
    let claim = grid.number(row, column)?;
    let kind = claim.quantity.kind;
    matches!(kind, Kind::Percent | Kind::Count | Kind::Money).then_some(claim)
}

/// The number in a cell, if it counts something or is a sum.
fn level_in<'a>(grid: &Grid<'a>, row: usize, column: usize) -> Option<&'a Claim> {
    let claim = grid.number(row, column)?;
    matches!(claim.quantity.kind, Kind::Count | Kind::Money).then_some(claim)
}

/// Changes between the columns of the last two years.
fn of_two_columns<'a>(grid: &Grid<'a>, column: usize) -> Vec<Row<'a>> {
    let named = years_in(grid.text(0, column));
    let mut years: Vec<(i16, usize)> = (0..grid.width())
        .filter(|other| *other != column && !is_change(grid.text(0, *other)))
        .filter_map(|other| Some((year_of(grid.text(0, other))?, other)))
        .collect();
    years.sort_unstable();
    // "Change on 2018": from that year to the last, or to the one that it names as well.
    if let [from, to @ ..] = named.as_slice() {
        let last = to.last().copied().unwrap_or(i16::MAX);
        years.retain(|(year, _)| year == from || year > from && *year <= last);
        if years.first().is_none_or(|(year, _)| year != from) {
            return Vec::new();
        }
        let end = years.pop();
        years.truncate(1);
        years.extend(end);
    }
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

/// Changes between the two columns right before their own, either of which may be what they start from: "Budget, Actual,
/// Variance".
fn of_columns_before<'a>(grid: &Grid<'a>, column: usize) -> [Vec<Row<'a>>; 2] {
    let has_numbers = |other: &usize| {
        let changes = is_change(grid.text(0, *other));
        !changes && (1..grid.height()).any(|row| level_in(grid, row, *other).is_some())
    };
    // "Change since 2015" is from what stands nowhere.
    let named = !years_in(grid.text(0, column)).is_empty();
    let mut before = (0..column)
        .rev()
        .filter(|other| !named && has_numbers(other));
    let (Some(second), Some(first)) = (before.next(), before.next()) else {
        return Default::default();
    };
    [[first, second], [second, first]].map(|[base, now]| {
        let rows = (1..grid.height()).filter_map(|row| {
            let change = change_in(grid, row, column)?;
            let levels = [level_in(grid, row, base)?, level_in(grid, row, now)?];
            Some((change, levels))
        });
        rows.collect()
    })
}

/// Changes from one row to the next, of the numbers in a column or of those right left of them, where each row is of a year.
fn of_two_rows<'a>(grid: &Grid<'a>, column: usize, of: Option<usize>) -> Vec<Row<'a>> {
    let years: Vec<Option<i16>> = (0..grid.height())
        .map(|row| year_of(grid.text(row, 0)))
        .collect();
    if !years_in(grid.text(0, column)).is_empty() {
        return Vec::new();
    }
    let row_of = |year: i16| {
        let mut rows = (1..grid.height()).filter(|row| years[*row] == Some(year));
        rows.next().filter(|_| rows.next().is_none())
    };
    let rows = (1..grid.height()).filter_map(|row| {
        let change = change_in(grid, row, column)?;
        let before = row_of(years[row]?.checked_sub(1)?)?;
        let is_level =
            |left: &usize| level_in(grid, row, *left).is_some() && !is_change(grid.text(0, *left));
        let left = of.or_else(|| (1..column).rev().find(is_level))?;
        Some((
            change,
            [level_in(grid, before, left)?, level_in(grid, row, left)?],
        ))
    });
    rows.collect()
}

/// What tells of which two columns a column of changes is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    /// Their years.
    ByYears,
    /// Only that the rows fit.
    ByRows,
}

/// What the rows come to. That the column is of these changes, the rows tell that fit.
fn judged(context: &Context<'_>, rows: &[Row<'_>], told: Told) -> Vec<Verdict> {
    // A fall may stand there without its sign.
    let fits_well = |change: &Claim, [base, now]: [&Claim; 2]| {
        [false, true].into_iter().any(|falls| {
            let change = as_change(change, falls);
            matches!(check(change, base, now), GrowthCheck::Fits)
        })
    };
    let fits = |change: &Claim, levels: [&Claim; 2]| {
        fits_well(change, levels) || is_rounded(change, levels)
    };
    let off = |change: &Claim, [base, now]: [&Claim; 2]| {
        matches!(
            check(as_change(change, false), base, now),
            GrowthCheck::Sure { .. } | GrowthCheck::Likely { .. }
        ) && !fits(change, [base, now])
    };
    let is_of_one_sort = |(change, [base, now]): &&Row<'_>| {
        change.quantity.kind == Kind::Percent
            || are_of_one_sort(base, now) && are_of_one_sort(change, base)
    };
    let rows: Vec<&Row<'_>> = rows.iter().filter(is_of_one_sort).collect();
    // That nothing changed fits everywhere.
    let is_telling = |change: &Claim| change.quantity.nominal().is_some_and(|by| !by.is_zero());
    let right = rows
        .iter()
        .filter(|(change, levels)| is_telling(change) && fits_well(change, *levels))
        .count();
    let wrong = rows
        .iter()
        .filter(|(change, levels)| off(change, *levels))
        .count();
    let most = match (wrong, right) {
        _ if told == Told::ByRows && right < 3 * wrong.max(1) => return Vec::new(),
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
        if fits(change, [base, now]) {
            return fitting(context, [change, base, now]);
        }
        let change = as_change(change, fell() && !is_negative);
        judge(context, change, base, now, most)
    });
    verdicts.collect()
}

/// Whether a change fits if each number may be rounded by itself: one in numbers misses by one in the last place, and one in
/// percent is that of values which were longer before.
fn is_rounded(change: &Claim, [base, now]: [&Claim; 2]) -> bool {
    let [by, from, to] = [change, base, now].map(|claim| claim.quantity.nominal());
    let (Some(by), Some(from), Some(to)) = (by, from, to) else {
        return false;
    };
    if change.quantity.kind == Kind::Percent {
        let place = Decimal::new(1, from.scale().min(to.scale()));
        let [from, to] = [from, to].map(|number| Values::rounded(number, place));
        return [false, true].into_iter().any(|falls| {
            let check = check_values(as_change(change, falls), &from, &to);
            matches!(check, GrowthCheck::Fits)
        });
    }
    let place = Decimal::new(1, by.scale().min(from.scale()).min(to.scale()));
    to.checked_sub(from)
        .is_some_and(|gap| (gap.abs() - by.abs()).abs() <= place)
}

fn as_change(claim: &Claim, falls: bool) -> Change<'_> {
    Change {
        claim,
        falls,
        part: Part::Whole,
    }
}
