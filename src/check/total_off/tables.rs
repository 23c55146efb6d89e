//! Totals of tables: the last column, and rows that call themselves totals, of all rows above or of their group.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::balance::label;
use super::is_about;
use super::judge::{agree, has_one_sign, misses, off};
use super::lines::{Added, Axis, Side, signed};
use super::whole::{is_one_digit, is_swapped};
use crate::check::Context;
use crate::check::table::{Grid, LESS, TAKEN, is_added, is_bracketed, is_less};
use crate::corpus::{Report, ReportId};
use crate::finding::Certainty;
use crate::quantity::{Kind, is_one_of, is_year_number};

/// Adds up rows and columns with totals.
pub(super) fn table<'a>(context: &mut Context<'a>, id: ReportId, grid: &Grid<'a>) {
    let report = &context.corpus.reports[id];
    let mut added = Vec::new();
    for side in [Side::Rows, Side::Columns] {
        added.extend(Axis { report, grid, side }.totals());
    }
    for added in added.iter().filter(|added| added.fits) {
        agree(context, added.total, &added.parts);
    }
    let others = Others::of(&added);
    for own in added.iter().filter(|own| !own.fits) {
        judge(context, report, own, &others);
    }
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
