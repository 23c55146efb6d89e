//! What was there at the start of a year, what came in and went out, and what is there at its end: "Opening balance £5,310,
//! income £2,000, expenditure £1,500, closing balance £5,810", in the rows of an account or of a table.

use rust_decimal::Decimal;

use super::balance::{Side, is_of_amounts, label};
use super::judge::{agree, misses, off};
use super::left::written;
use super::lists::is_rounded_away;
use crate::check::itemised::sort;
use crate::check::table::{Grid, is_total};
use crate::check::year_end::{End, YearEnd};
use crate::check::{Context, show};
use crate::claim::Claim;
use crate::corpus::ReportId;
use crate::finding::{Certainty, Detection};
use crate::quantity::{Comparison, Kind, Values, is_one_of};

/// What a row is for what is left at the end.
#[derive(Debug, Clone, Copy)]
enum Line {
    Balance(YearEnd),
    /// What came in or went out, or what the one is more than the other; and whether it calls itself the total.
    Flow(Side, bool),
    /// What all that came in is more than what went out, by another name: "Net movement in funds".
    Change {
        is_less: bool,
    },
    /// A sum of what stands above, and no flow.
    Sum,
    /// Anything else with a number: a part of a total, or more that came in.
    Other,
    /// A label alone.
    Head,
}

/// The most rows between the two balances.
const ROWS: usize = 40;

/// A row as it is read here.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    pub(super) label: &'a str,
    /// Its number; none of a label alone.
    pub(super) amount: Option<&'a Claim>,
    /// Whether the number is written as one below zero.
    pub(super) is_less: bool,
}

/// Whether a label is that of a balance at the end of a year.
pub(super) fn may_close(label: &str) -> bool {
    YearEnd::of(label).is_some_and(YearEnd::may_close)
}

fn line(row: &Row<'_>) -> Line {
    if row.amount.is_none() {
        return Line::Head;
    }
    if let Some(end) = YearEnd::of(row.label) {
        return Line::Balance(end);
    }
    match label(row.label) {
        Some((side, is_all)) => Line::Flow(side, is_all),
        None if is_change(row.label) => Line::Change {
            is_less: is_decrease(row.label),
        },
        None if is_total(row.label) => Line::Sum,
        None => Line::Other,
    }
}

/// Whether a label is that of what is more or less at the end than at the start: "Net movement in funds", "Increase in cash".
fn is_change(label: &str) -> bool {
    const CHANGES: &[&str] = &[
        "change",
        "decrease",
        "flow",
        "increase",
        "inflow",
        "movement",
        "movements",
        "outflow",
        "resources",
    ];
    const OTHERS: &[&str] = &[
        "balance", "balances", "cash", "during", "for", "funds", "in", "incoming", "net", "of",
        "or", "outgoing", "over", "period", "reserves", "the", "total", "year",
    ];
    let words = || {
        label
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
    };
    words().any(|word| is_one_of(word, CHANGES))
        && words().all(|word| is_one_of(word, CHANGES) || is_one_of(word, OTHERS))
}

/// Whether a label says that there is less at the end, and nothing else.
fn is_decrease(label: &str) -> bool {
    let has = |list: &[&str]| {
        let mut words = label.split(|c: char| !c.is_alphanumeric());
        words.any(|word| is_one_of(word, list))
    };
    has(&["decrease", "outflow", "outgoing"]) && !has(&["increase", "inflow", "incoming"])
}

/// What a balance at the end comes of.
struct Carried<'a> {
    closing: &'a Claim,
    terms: Vec<&'a Claim>,
    taken: Vec<bool>,
}

/// The balance of the last of some rows, with what it comes of.
fn carried<'a>(rows: &[Row<'a>]) -> Option<Carried<'a>> {
    let (last, before) = rows.split_last()?;
    let closing = last.amount.filter(|_| !last.is_less)?;
    let balance = |row: &Row<'a>| match line(row) {
        Line::Balance(end) => Some(end),
        _ => None,
    };
    let own = balance(last).filter(|own| own.may_close())?;
    let first = before.len().saturating_sub(ROWS);
    let opens = (first..before.len()).rfind(|at| balance(&before[*at]).is_some())?;
    let first = balance(&before[opens])?;
    let year_on = |(year, month): (i16, i8)| (year + 1, month);
    let is_year = first
        .next
        .zip(own.next)
        .is_none_or(|(then, now)| year_on(then) == now);
    let opens_year = first.end == End::Opening
        || first.end == End::Day && first.next.is_some() && own.next.is_some();
    if !opens_year || !is_year || first.noun != own.noun {
        return None;
    }
    // Two accounts, each with its own balances.
    let is_second = opens
        .checked_sub(1)
        .is_some_and(|above| balance(&before[above]).is_some());
    if is_second || before[opens].is_less {
        return None;
    }
    let opening = before[opens].amount?;
    let between: Vec<&Row<'a>> = before[opens + 1..]
        .iter()
        .filter(|row| !matches!(line(row), Line::Head))
        .collect();
    let result = |row: &Row<'a>| -> Option<(&'a Claim, bool)> {
        let side = match line(row) {
            Line::Flow(side @ (Side::Surplus | Side::Deficit), _) => side,
            Line::Change { is_less } => return Some((row.amount?, row.is_less || is_less)),
            _ => return None,
        };
        let either = row.label.contains('/') || row.label.contains('(');
        Some((row.amount?, row.is_less || side == Side::Deficit && !either))
    };
    let (terms, taken) = if between.is_empty() {
        // "Surplus for the year", "Balance brought forward", "Balance carried forward"
        let (amount, is_taken) = result(&before[opens.checked_sub(1)?])?;
        (vec![opening, amount], vec![false, is_taken])
    } else if let [only] = between.as_slice() {
        let (amount, is_taken) = result(only)?;
        (vec![opening, amount], vec![false, is_taken])
    } else {
        let income = flow(&between, Side::Income)?;
        let spending = flow(&between, Side::Spending)?;
        let others = between.iter().any(|row| matches!(line(row), Line::Other));
        // Parts stand above their totals; what stands behind these came in or went out as well.
        let ends = income.0.max(spending.0);
        let behind = between[ends + 1..]
            .iter()
            .all(|row| matches!(line(row), Line::Sum) || result(row).is_some());
        if others && !(income.2 && spending.2) || !behind {
            return None;
        }
        (
            vec![opening, income.1, spending.1],
            vec![false, false, true],
        )
    };
    let plain = terms.iter().chain([&closing]).all(|claim| {
        matches!(claim.quantity.kind, Kind::Count | Kind::Money)
            && sort(claim) == sort(closing)
            && !claim.quantity.values.is_hedged()
            && claim.quantity.nominal().is_some()
    });
    plain.then_some(Carried {
        closing,
        terms,
        taken,
    })
}

/// The row of all that came in, or went out: the only one that calls itself the total, or the only one there is.
fn flow<'a>(rows: &[&Row<'a>], side: Side) -> Option<(usize, &'a Claim, bool)> {
    let of_side = |all: bool| {
        let mut found = rows.iter().enumerate().filter_map(move |(at, row)| {
            let is_it =
                matches!(line(row), Line::Flow(own, is_all) if own == side && (is_all || !all));
            Some((at, row.amount.filter(|_| is_it)?, all))
        });
        let first = found.next();
        first.filter(|_| found.next().is_none())
    };
    of_side(true).or_else(|| of_side(false))
}

/// Holds the balance of the last of some rows against what it comes of.
pub(super) fn in_rows(context: &mut Context<'_>, id: ReportId, rows: &[Row<'_>]) {
    if let Some(carried) = carried(rows) {
        judge(context, id, &carried, Certainty::Likely);
    }
}

/// The balances at the end in the rows of a table, column by column; and what a year opens with, which is what the year
/// before closed with.
pub(super) fn in_table<'a>(context: &mut Context<'a>, id: ReportId, grid: &Grid<'a>) {
    let closing = (2..grid.height()).find(|row| may_close(grid.text(*row, 0)));
    let Some(mut closing) = closing else { return };
    // Where the year opens with a balance of the day before, the last one closes it.
    if let Some(last) = (closing + 1..grid.height()).rfind(|row| may_close(grid.text(*row, 0))) {
        closing = last;
    }
    let columns = (1..grid.width()).filter(|column| is_of_amounts(grid.text(0, *column)));
    let read = |column: usize| -> Option<Carried<'a>> {
        let is_read = |row: usize| {
            grid.number(row, column).is_some()
                || !grid.text(row, column).contains(char::is_alphanumeric)
        };
        if !(1..=closing).all(is_read) {
            return None;
        }
        let rows = (1..=closing).map(|row| Row {
            label: grid.text(row, 0),
            amount: grid.number(row, column),
            is_less: grid.text(row, column).starts_with(['(', '-', '−', '–']),
        });
        carried(&rows.collect::<Vec<_>>())
    };
    let found: Vec<(usize, Carried<'a>)> = columns
        .filter_map(|column| Some((column, read(column)?)))
        .collect();
    let off = found.iter().filter(|(_, carried)| carried.is_off()).count();
    let most = if off > 1 && off == found.len() {
        Certainty::Unsure
    } else {
        Certainty::Likely
    };
    for (_, carried) in &found {
        judge(context, id, carried, most);
    }
}

impl Carried<'_> {
    fn computed(&self) -> Values {
        let values = self.terms.iter().zip(&self.taken).map(|(term, taken)| {
            let values = &term.quantity.values;
            let is_positive = term.quantity.nominal() > Some(Decimal::ZERO);
            if *taken && is_positive {
                values.negated()
            } else {
                values.clone()
            }
        });
        let values: Vec<Values> = values.collect();
        Values::sum(&values.iter().collect::<Vec<_>>())
    }

    fn is_off(&self) -> bool {
        misses(&self.closing.quantity.values, &self.computed()).is_some()
    }
}

fn judge(context: &mut Context<'_>, id: ReportId, carried: &Carried<'_>, most: Certainty) {
    let (closing, terms) = (carried.closing, &carried.terms);
    let computed = carried.computed();
    if closing.quantity.values.compare(&computed) == Comparison::Agree {
        agree(context, closing, terms);
        return;
    }
    let (Some(arithmetic), Some(sum), Some(stated)) = (
        misses(&closing.quantity.values, &computed),
        computed.number(),
        closing.quantity.nominal(),
    ) else {
        return;
    };
    // Far off, there is more to it than is read.
    let far = (sum - stated).abs() * Decimal::from(4) > sum.abs().max(stated.abs());
    let most = if far || is_rounded_away(closing, terms) {
        Certainty::Unsure
    } else {
        most
    };
    let here = show::value(context, closing);
    let written = written(context, terms, &carried.taken);
    let report = &context.corpus.reports[id];
    let detection = Detection {
        message: format!(
            "what is left at the end is stated as “{here}”, and {written} is {}",
            show::number(sum)
        ),
        help: "Correct the balances or what came in and went out. All can be right if something else was added or taken \
               off: then say so."
            .to_owned(),
        ..off(context, report, closing, terms, sum, " + ", arithmetic.min(most))
    };
    context.report(detection);
}
