//! What is left of the same when something is taken off it, in the rows of a table: "Current assets", "Creditors", "Net current
//! assets", the first of them with its name or without one; and the results of an account one below the other.

use rust_decimal::Decimal;

use super::balance::is_of_amounts;
use super::is_about;
use super::left;
use super::whole::{is_one_digit, is_swapped};
use crate::check::Context;
use crate::check::itemised::sort;
use crate::check::table::{Grid, is_of_row_above, is_total};
use crate::claim::Claim;
use crate::corpus::ReportId;
use crate::finding::Certainty;
use crate::quantity::{Kind, is_one_of};

/// So many rows may stand between the two.
const BETWEEN: usize = 8;

/// A net number with what it is of, and what is taken off.
struct Net<'a> {
    result: &'a Claim,
    terms: Vec<&'a Claim>,
    /// Whether what is taken off is written as such.
    is_written: bool,
    /// All the numbers between the two, sums and parts of rows included.
    between: Vec<Decimal>,
}

impl Net<'_> {
    fn left(&self) -> Option<Decimal> {
        let mut numbers = self.terms.iter().filter_map(|term| term.quantity.nominal());
        let first = numbers.next()?;
        numbers.try_fold(first, |left, number| left.checked_sub(number.abs()))
    }

    fn fits(&self) -> bool {
        self.left() == self.result.quantity.nominal()
    }

    /// Whether it is what is left without some of the numbers between: a row of a kind that is not told may be none to take off.
    fn has_other_reading(&self) -> bool {
        let (Some(first), Some(stated)) = (
            self.terms[0].quantity.nominal(),
            self.result.quantity.nominal(),
        ) else {
            return false;
        };
        let (between, count) = (&self.between, self.between.len());
        (0..count).any(|from| {
            let mut left = first;
            (from..count).any(|at| {
                left -= between[at];
                left == stated && at + 1 - from < count
            })
        })
    }

    /// Whether it is a slip of the keys away from what is left, or near it.
    fn slips(&self) -> bool {
        let (Some(left), Some(stated)) = (self.left(), self.result.quantity.nominal()) else {
            return false;
        };
        let near = is_about(stated, left, Decimal::TEN);
        let terms = self.terms.as_slice();
        self.is_written && (near || is_one_digit(stated, left, terms) || is_swapped(stated, left))
    }
}

/// Holds the net rows of a table against the rows above them, and its results against what stands between them.
pub(super) fn in_table<'a>(context: &mut Context<'a>, id: ReportId, grid: &Grid<'a>) {
    results(context, id, grid);
    let report = &context.corpus.reports[id];
    for row in 3..grid.height() {
        let Some(name) = without_first(grid.text(row, 0), &["net"]) else {
            continue;
        };
        let is_base = |at: &usize| {
            let label = grid.text(*at, 0);
            let own = without_first(label, &["total", "gross"]).unwrap_or(label);
            own.eq_ignore_ascii_case(name)
        };
        let has_number = |at: &usize| (1..grid.width()).any(|of| grid.number(*at, of).is_some());
        // What it is of may stand there as a sum without a name.
        let above = || (row.saturating_sub(BETWEEN).max(1)..row - 1).filter(has_number);
        let named = above().rfind(is_base);
        let Some(base) = named.or_else(|| above().rfind(|at| grid.is_nameless(*at))) else {
            continue;
        };
        let columns = (1..grid.width()).filter(|column| is_of_amounts(grid.text(0, *column)));
        let nets: Vec<Net<'a>> = columns
            .filter_map(|column| net(grid, base, row, column))
            .collect();
        let fits = nets.iter().filter(|net| net.fits()).count();
        let off = nets.len() - fits;
        let is_meant = nets
            .iter()
            .any(|net| net.fits() && !net.has_other_reading());
        for net in &nets {
            let is_one_way = is_meant || !net.has_other_reading();
            let is_told = is_one_way && (fits > 0 && fits >= off || off == 1 && net.slips());
            if net.fits() || is_told {
                let terms = net.terms.iter().enumerate();
                let taken = terms.map(|(at, term)| at > 0 && is_positive(term));
                let taken: Vec<bool> = taken.collect();
                let (result, terms) = (net.result, &net.terms);
                left::judge(context, report, result, terms, &taken, Certainty::Likely);
            }
        }
    }
}

/// More rows between two results are read by nobody who adds them up.
const STEP: usize = 24;

/// Holds each result of a table against the result before it and what stands between the two, what is in brackets taken off:
/// "Turnover", "Cost of sales", "Gross profit", "Administration", "Operating profit". Only where it fits in other columns it is
/// meant so.
fn results<'a>(context: &mut Context<'a>, id: ReportId, grid: &Grid<'a>) {
    let report = &context.corpus.reports[id];
    // Most tables have none.
    if !(1..grid.height()).any(|row| is_result(grid.text(row, 0))) {
        return;
    }
    let has_number = |row: usize| (1..grid.width()).any(|of| grid.number(row, of).is_some());
    let columns = || (1..grid.width()).filter(|column| is_of_amounts(grid.text(0, *column)));
    let mut terms: Vec<usize> = Vec::new();
    for row in (1..grid.height()).filter(|row| has_number(*row)) {
        let label = grid.text(row, 0);
        if is_total(label) || is_of_row_above(label) || label.is_empty() {
            return;
        }
        if !is_result(label) {
            terms.push(row);
            continue;
        }
        let from = std::mem::replace(&mut terms, vec![row]);
        if !(2..=STEP).contains(&from.len()) {
            continue;
        }
        let steps: Vec<Step<'a>> = columns()
            .filter_map(|column| step(grid, &from, row, column))
            .collect();
        let fits = steps.iter().filter(|step| step.fits()).count();
        if fits == 0 || fits * 2 < steps.len() {
            continue;
        }
        for step in &steps {
            let (result, terms, taken) = (step.result, &step.terms, &step.taken);
            left::judge(context, report, result, terms, taken, Certainty::Likely);
        }
    }
}

/// Whether a label is that of a result: "Gross profit", "Operating surplus", "Net income".
pub(super) fn is_result(label: &str) -> bool {
    const RESULTS: &[&str] = &["profit", "result", "surplus"];
    const LEADS: &[&str] = &["gross", "net", "operating"];
    const OTHERS: &[&str] = &["attributable", "before", "comprehensive", "per", "share"];
    let words = || label.split(|c: char| !c.is_alphanumeric());
    let has = |list: &[&str]| words().any(|word| is_one_of(word, list));
    let leads = || {
        let first = words().find(|word| !word.is_empty());
        first.is_some_and(|first| is_one_of(first, LEADS))
    };
    (has(RESULTS) || leads() && has(&["income"])) && !has(OTHERS)
}

/// A result with what it comes of.
struct Step<'a> {
    result: &'a Claim,
    terms: Vec<&'a Claim>,
    taken: Vec<bool>,
}

impl Step<'_> {
    fn fits(&self) -> bool {
        let terms = self.terms.iter().zip(&self.taken);
        let mut terms = terms.filter_map(|(term, taken)| {
            let number = term.quantity.nominal()?;
            Some(if *taken { -number } else { number })
        });
        let sum = terms.try_fold(Decimal::ZERO, Decimal::checked_add);
        sum == self.result.quantity.nominal()
    }
}

fn step<'a>(grid: &Grid<'a>, from: &[usize], row: usize, column: usize) -> Option<Step<'a>> {
    let is_taken = |row: usize| grid.text(row, column).starts_with(['(', '-', '−', '–']);
    let result = grid.number(row, column)?;
    let mut step = Step {
        result,
        terms: Vec::new(),
        taken: Vec::new(),
    };
    for row in from.iter().copied() {
        match grid.number(row, column) {
            Some(term) => {
                step.terms.push(term);
                step.taken.push(is_taken(row) && is_positive(term));
            }
            None if grid.text(row, column).contains(char::is_alphanumeric) => return None,
            None => {}
        }
    }
    let plain = is_plain(result, &step.terms) && step.terms.len() >= 2;
    let has_sign = from.iter().any(|row| is_taken(*row)) && !is_taken(from[0]) && !is_taken(row);
    (plain && has_sign).then_some(step)
}

fn is_positive(claim: &Claim) -> bool {
    claim.quantity.nominal() > Some(Decimal::ZERO)
}

/// Whether numbers are plain ones of one sort.
fn is_plain(result: &Claim, terms: &[&Claim]) -> bool {
    terms.iter().chain([&result]).all(|claim| {
        matches!(claim.quantity.kind, Kind::Count | Kind::Money)
            && sort(claim) == sort(result)
            && !claim.quantity.values.is_hedged()
            && claim.quantity.nominal().is_some()
    })
}

/// Whether a label is that of some of those in the row above it: "of whom students".
pub(super) fn is_of_whom(label: &str) -> bool {
    let label = label.trim_start_matches(|c: char| !c.is_alphanumeric());
    without_first(label, &["of"]).is_some_and(|rest| is_first(rest, "whom"))
}

/// Whether a label begins with a word.
pub(super) fn is_first(label: &str, word: &str) -> bool {
    let first = label.split(|c: char| !c.is_alphanumeric()).next();
    first.is_some_and(|first| first.eq_ignore_ascii_case(word))
}

/// The label without its first word, if that is one of some.
fn without_first<'t>(label: &'t str, words: &[&str]) -> Option<&'t str> {
    let (first, rest) = label.split_once(' ')?;
    let is_it = words.iter().any(|word| word.eq_ignore_ascii_case(first));
    is_it.then_some(rest.trim())
}

fn net<'a>(grid: &Grid<'a>, base: usize, row: usize, column: usize) -> Option<Net<'a>> {
    let result = grid.number(row, column)?;
    let mut terms = vec![grid.number(base, column)?];
    let mut between = Vec::new();
    // Where the terms begin that no sum has added up yet.
    let mut group = 1;
    for at in base + 1..row {
        let Some(term) = grid.number(at, column) else {
            if grid.text(at, column).contains(char::is_alphanumeric) {
                return None;
            }
            continue;
        };
        let (label, number) = (grid.text(at, 0), term.quantity.nominal()?.abs());
        between.push(number);
        if is_of_row_above(label) || is_of_whom(label) {
            continue;
        }
        let open = terms.len() - group;
        let is_named = grid.is_nameless(at) || is_total(label) || is_first(label, "total");
        let adds_up = terms[group..].iter().try_fold(Decimal::ZERO, |sum, part| {
            sum.checked_add(part.quantity.nominal()?.abs())
        }) == Some(number);
        if open > 0 && is_named || open > 1 && adds_up {
            // A sum stands for its parts, be it right or not.
            if !adds_up {
                terms.truncate(group);
                terms.push(term);
            }
            group = terms.len();
        } else {
            terms.push(term);
        }
    }
    let is_less = |term: &Claim| {
        (base + 1..row).any(|at| {
            let own = grid.number(at, column);
            own.is_some_and(|own| own.extent == term.extent)
                && grid.text(at, column).starts_with(['(', '-', '−', '–'])
        })
    };
    let is_written = terms[1..].iter().all(|term| is_less(term));
    let plain = is_plain(result, &terms);
    let is_unsigned = |at: usize| !grid.text(at, column).starts_with(['(', '-', '−', '–']);
    let is_one = terms.len() == 2 || terms.len() > 2 && is_written;
    (plain && is_one && is_unsigned(base) && is_unsigned(row)).then_some(Net {
        result,
        terms,
        is_written,
        between,
    })
}
