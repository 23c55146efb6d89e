//! Totals of tables: the last column, and rows that call themselves totals, of all rows above or of their group.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::balance::label;
use super::is_about;
use super::judge::{agree, has_one_sign, misses, off};
use super::lines::{Added, Axis, Side, signed};
use super::net;
use super::whole::{is_one_digit, is_swapped};
use crate::check::Context;
use crate::check::table::{Grid, LESS, TAKEN, is_added, is_bracketed, is_less, is_total};
use crate::corpus::{Report, ReportId};
use crate::document::Extent;
use crate::finding::Certainty;
use crate::quantity::{Comparison, Kind, is_one_of, is_year_number};

/// Adds up rows and columns with totals.
pub(super) fn table<'a>(context: &mut Context<'a>, id: ReportId, grid: &Grid<'a>) {
    let report = &context.corpus.reports[id];
    let mut added = Vec::new();
    for side in [Side::Rows, Side::Columns] {
        added.extend(Axis { report, grid, side }.totals());
    }
    for own in &mut added {
        leave_out_some(report, own);
    }
    let others: Vec<Place<'a>> = added.iter().filter_map(place).collect();
    added.retain(|own| {
        let is_other = own.side == Side::Rows
            && has_year(own.name)
            && others.iter().any(|other| {
                let (line, head, first) = *other;
                line != own.line && (head, Some(first)) == (own.head, first_of(own))
            });
        own.fits || is_sum(report, own) && !is_other && !lacks_split(grid, own)
    });
    for added in added.iter().filter(|added| added.fits) {
        agree(context, added.total, &added.parts);
    }
    let others = Others::of(&added);
    for own in added.iter().filter(|own| !own.fits) {
        judge(context, report, own, &others);
    }
}

/// The line of a total, the head of its series, and where its first part stands.
type Place<'a> = (usize, &'a str, Extent);

/// The place of a row that fits: one of another year below it has no parts in the table.
fn place<'a>(added: &Added<'a>) -> Option<Place<'a>> {
    let is_it = added.fits && added.side == Side::Rows;
    Some((added.line, added.head, first_of(added).filter(|_| is_it)?))
}

fn first_of(added: &Added<'_>) -> Option<Extent> {
    added.parts.first().map(|part| part.extent)
}

/// Whether a label names a year.
fn has_year(label: &str) -> bool {
    let mut words = label.split(|c: char| !c.is_alphanumeric());
    words.any(is_year_number)
}

/// Leaves out the rows that are some of those in the row above: "of whom students".
fn leave_out_some(report: &Report, own: &mut Added<'_>) {
    let is_some = |label: &&str| net::is_of_whom(label);
    if own.fits || own.side == Side::Columns || !own.labels.iter().any(is_some) {
        return;
    }
    let mut labels = own.labels.iter();
    own.parts
        .retain(|_| labels.next().is_none_or(|label| !is_some(label)));
    own.labels.retain(|label| !is_some(label));
    let one_sign = has_one_sign(report, own.total, &own.parts);
    let sum = signed(report, &own.parts, one_sign);
    own.fits = signed(report, &[own.total], one_sign).compare(&sum) == Comparison::Agree;
}

/// Whether a total that is off would be a sum: none of shares of different wholes, none of what stood there in the end, and
/// none of what something is taken off from.
fn is_sum(report: &Report, own: &Added<'_>) -> bool {
    let stated = own.total.quantity.nominal();
    if own.side == Side::Columns {
        return !own.labels.iter().any(|label| is_of_rates(label));
    }
    let numbers = || own.parts.iter().filter_map(|part| part.quantity.nominal());
    if is_of_rates(own.head) {
        // The shares of one whole are all of it.
        let sum: Decimal = numbers().sum();
        let all = Decimal::ONE_HUNDRED;
        return stated == Some(all) && (sum - all).abs() * Decimal::from(5) <= all;
    }
    // "Standing: 95, 205, 277" have 277 in the end.
    let rises = numbers()
        .zip(numbers().skip(1))
        .all(|(one, next)| one < next);
    let is_last = stated > Some(Decimal::ZERO) && numbers().next_back() == stated && rises;
    let first = own.parts.first();
    let is_above = first.is_some_and(|part| own.total.extent.start < part.extent.start);
    let is_left = |label: &&str| net::is_first(label, "net") || net::is_result(label);
    // "Total assets", "Creditors", "Net assets"
    let has_left = is_above && own.labels.iter().any(is_left);
    // "Total net assets": something is taken off, and that once.
    let mut words = own.name.split(|c: char| !c.is_alphanumeric());
    let takes_off = || {
        own.parts.iter().any(|part| is_less(report, part))
            && !own
                .labels
                .iter()
                .any(|label| net::is_first(label, "net") || is_total(label))
    };
    let is_net =
        own.is_group && words.any(|word| is_one_of(word, &["net", "less"])) && !takes_off();
    !is_last && !has_left && !is_net
}

/// Whether a label is that of shares and changes, which do not add up: "% filled", "Occupancy", "+/-".
fn is_of_rates(label: &str) -> bool {
    const RATES: &[&str] = &["occupancy", "pct", "percent", "percentage"];
    let mut words = label.split(|c: char| !c.is_alphanumeric());
    let mut behind = "";
    label.contains(['%', '±'])
        || ["+/-", "+/−", "+/–"].contains(&label)
        || words.any(|word| {
            let is_cent = is_one_of(word, &["cent"]) && is_one_of(behind, &["per"]);
            behind = word;
            is_cent || is_one_of(word, RATES)
        })
}

/// A longer table is not searched for lines without a split.
const LINES: usize = 200;

/// Whether the total of all is what its parts come to with the totals of the lines that are not split: "Rye (no split): -, -, 40".
fn lacks_split(grid: &Grid<'_>, own: &Added<'_>) -> bool {
    let (lines, number): (usize, &dyn Fn(usize, usize) -> _) = match own.side {
        Side::Columns => (grid.height(), &|across, line| grid.number(across, line)),
        Side::Rows => (grid.width(), &|across, line| grid.number(line, across)),
    };
    if lines > LINES || !is_total(own.head) {
        return false;
    }
    let is_other = |across: &usize| {
        let total = number(*across, own.line);
        total.is_some_and(|total| total.extent != own.total.extent)
    };
    let is_split = |across: usize| (1..own.line).any(|line| number(across, line).is_some());
    let unsplit = (1..lines).filter(is_other).filter(|at| !is_split(*at));
    let mut rest = Decimal::ZERO;
    for claim in unsplit.filter_map(|across| number(across, own.line)) {
        rest += claim.quantity.nominal().unwrap_or_default();
    }
    let numbers = own.parts.iter().filter_map(|part| part.quantity.nominal());
    rest > Decimal::ZERO && Some(numbers.sum::<Decimal>() + rest) == own.total.quantity.nominal()
}

/// How many of some totals fit, and how many are off.
#[derive(Debug, Default, Clone, Copy)]
struct Tally {
    fits: usize,
    off: usize,
}

impl Tally {
    fn add(&mut self, fits: bool) {
        let count = if fits { &mut self.fits } else { &mut self.off };
        *count += 1;
    }
}

/// What all totals of a table tell of one of them.
struct Others {
    all: Tally,
    lines: BTreeMap<(Side, usize), Tally>,
    /// The rows of totals of years that fit, with the number of their parts.
    years: BTreeSet<(usize, usize)>,
}

impl Others {
    fn of(added: &[Added<'_>]) -> Others {
        let mut others = Others {
            all: Tally::default(),
            lines: BTreeMap::new(),
            years: BTreeSet::new(),
        };
        for own in added {
            others.all.add(own.fits);
            let line = others.lines.entry((own.side, own.line)).or_default();
            line.add(own.fits);
            if own.fits && is_of_year(own) {
                others.years.insert((own.line, own.parts.len()));
            }
        }
        others
    }

    fn line(&self, own: &Added<'_>) -> Tally {
        let line = self.lines.get(&(own.side, own.line));
        line.copied().unwrap_or_default()
    }

    /// Whether the same total of another year fits: then so should that of this one, if no part of it is empty.
    fn fit_in_another_year(&self, own: &Added<'_>) -> bool {
        self.years.contains(&(own.line, own.parts.len())) && is_of_year(own)
    }
}

/// Whether a total is one of a year in a row of totals.
fn is_of_year(own: &Added<'_>) -> bool {
    own.side == Side::Rows && words(own.head).any(is_year_number)
}

/// Reports a total that is off.
fn judge<'a>(context: &mut Context<'a>, report: &Report, own: &Added<'a>, others: &Others) {
    let (all, line) = (others.all, others.line(own));
    let (total, parts) = (own.total, &own.parts);
    let one_sign = has_one_sign(report, total, parts);
    let (values, sum) = (
        signed(report, &[total], one_sign),
        signed(report, parts, one_sign),
    );
    let (Some(arithmetic), Some(computed), Some(stated)) = (
        misses(&values, &sum),
        sum.number(),
        total.quantity.nominal(),
    ) else {
        return;
    };
    // Where other totals of the table fit, this one should; where none does, they may be no sums at all.
    let near = is_about(stated, computed, Decimal::from(5));
    // The share of all is no sum of the shares of each.
    if total.quantity.kind == Kind::Percent && !near {
        return;
    }
    let has_less = !one_sign && parts.iter().any(|part| is_bracketed(report, part));
    // One digit of a total is off, where it may add up nothing else than its group.
    let slips = total.quantity.kind != Kind::Percent
        && (near
            || (stated.abs() >= Decimal::ONE_THOUSAND || all.fits > 0)
                && is_about(stated, computed, Decimal::TWO))
        && (is_one_digit(stated, computed, parts) || is_swapped(stated, computed));
    let by_year = total.quantity.kind != Kind::Percent && others.fit_in_another_year(own);
    let is_only = all.fits + all.off == 1;
    let exceeds = is_only && exceeds(report, own, computed);
    if own.is_group && !near && !slips && !by_year {
        return;
    }
    // Sums without a name add up anything.
    let is_nameless = own.name.is_empty() || own.is_group && own.labels.contains(&"");
    // A line whose numbers are all off is no sum.
    let is_none = line.fits == 0 && line.off > usize::from(own.side == Side::Rows) + 1;
    let most = match (all.fits > all.off, near) {
        _ if is_none => Certainty::Unsure,
        _ if is_nameless && !(by_year || slips && parts.len() > 2) => Certainty::Unsure,
        _ if by_year && line.fits >= line.off => Certainty::Likely,
        (_, true) if own.is_group && all.fits > 0 && all.fits >= all.off => Certainty::Likely,
        _ if own.is_group && slips && !has_less => Certainty::Likely,
        (true, true) if has_less || own.leaves_out => Certainty::Likely,
        _ if own.is_group || has_less || own.leaves_out => Certainty::Unsure,
        (true, _) => Certainty::Sure,
        (false, true) => Certainty::Likely,
        (false, false) if exceeds => Certainty::Likely,
        (false, false) => Certainty::Unsure,
    };
    let certainty = arithmetic.min(most);
    let detection = off(context, report, total, parts, computed, " + ", certainty);
    context.report(detection);
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

/// Whether the parts of the only total of a table of amounts are more than it, and no sum can be made of them that it is: rows
/// that are not told would make it less.
fn exceeds(report: &Report, own: &Added<'_>, computed: Decimal) -> bool {
    const AMOUNTS: &[&str] = &[
        "amount",
        "amounts",
        "cost",
        "costs",
        "income",
        "paid",
        "raised",
        "received",
        "spending",
        "spent",
        "expenditure",
        "value",
    ];
    /// Words that a total of all bears beside these.
    const ALL: &[&str] = &[
        "all",
        "altogether",
        "for",
        "grand",
        "in",
        "overall",
        "sub",
        "subtotal",
        "sum",
        "the",
        "total",
        "totals",
        "year",
    ];
    /// Words of what was asked for, and not had.
    const REFUSED: &[&str] = &[
        "cancelled",
        "declined",
        "deferred",
        "excluded",
        "pending",
        "postponed",
        "refused",
        "rejected",
        "withdrawn",
    ];
    let is_money = own.total.quantity.kind == Kind::Money
        || own.head.contains(['£', '$', '€'])
        || words(own.head).any(|word| is_one_of(word, AMOUNTS));
    // "Total from us" is a part of all.
    let is_of_all = words(own.name).all(|word| {
        is_one_of(word, ALL)
            || is_one_of(word, AMOUNTS)
            || words(own.head).any(|other| other.eq_ignore_ascii_case(word))
    });
    let numbers = || own.parts.iter().filter_map(|part| part.quantity.nominal());
    let Some(stated) = own.total.quantity.nominal() else {
        return false;
    };
    let is_other = |name: &&str| {
        label(name).is_some()
            || name.contains(|c: char| c.is_numeric() || c == '(')
            || words(name).any(|word| {
                is_one_of(word, LESS) || is_one_of(word, TAKEN) || is_one_of(word, REFUSED)
            })
            || !is_added(name)
    };
    let plain = numbers().all(|number| number > Decimal::ZERO)
        && !own.parts.iter().any(|part| is_less(report, part))
        && !own.labels.iter().any(is_other);
    let Some(gap) = computed.checked_sub(stated) else {
        return false;
    };
    if !(is_money && is_of_all && plain)
        || own.worded > 0
        || own.parts.len() < 3
        || gap <= Decimal::ZERO
        || gap > stated
    {
        return false;
    }
    // One or two rows that are no parts, or one that is taken off.
    let numbers: Vec<Decimal> = numbers().collect();
    let is_it = |sum: Decimal| sum == gap || gap.checked_sub(sum) == Some(sum);
    let is_gap = |(at, one): (usize, &Decimal)| {
        let mut others = numbers[at + 1..].iter();
        is_it(*one) || others.any(|other| one.checked_add(*other).is_some_and(is_it))
    };
    numbers.len() <= 24 && !numbers.iter().enumerate().any(is_gap)
}
