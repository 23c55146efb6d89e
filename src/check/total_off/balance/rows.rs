//! The rows of a table that tell what is left: its income, its spending and the surplus below them.

use rust_decimal::Decimal;

use super::words::SIDES;
use super::{Balance, Side, judge, missed};
use crate::check::Context;
use crate::check::table::{Grid, is_added};
use crate::corpus::ReportId;
use crate::finding::Certainty;
use crate::quantity::Kind;

/// Rows of a table for the income, the spending and what is left, one behind the other but for the parts of each.
pub(in crate::check::total_off) fn in_table<'a>(
    context: &mut Context<'a>,
    id: ReportId,
    grid: &Grid<'a>,
) {
    let report = &context.corpus.reports[id];
    let Some([income, spending, result]) = rows(grid) else {
        return;
    };
    let label = grid.text(result, 0);
    let words = || label.split(|c: char| !c.is_alphanumeric());
    let has = |side: Side| words().any(|word| SIDES.get(word) == Some(side));
    // "Surplus/(deficit)", "Net income/(expenditure)"
    let sides = words().filter(|word| SIDES.get(word).is_some()).count();
    let names_both = sides != 1;
    let mut balances = Vec::new();
    for column in (1..grid.width()).filter(|column| is_of_amounts(grid.text(0, *column))) {
        // A number in brackets or behind a dash is one below zero.
        let is_signed = grid.text(result, column).starts_with(['(', '-', '−', '–']);
        let either = names_both || is_signed;
        let [Some(income), Some(spending), Some(result)] =
            [income, spending, result].map(|row| grid.number(row, column))
        else {
            continue;
        };
        let three = [income, spending, result];
        let plain = three.iter().all(|claim| {
            matches!(claim.quantity.kind, Kind::Count | Kind::Money)
                && claim.quantity.kind == income.quantity.kind
                && !claim.quantity.values.is_hedged()
        });
        // The sign of a spending or a deficit is a habit of the table.
        let less = spending.quantity.nominal() > income.quantity.nominal();
        if plain
            && three.iter().all(|claim| {
                claim
                    .quantity
                    .nominal()
                    .is_some_and(|nominal| nominal > Decimal::ZERO)
            })
        {
            balances.push(Balance {
                income,
                spending,
                result,
                is_deficit: if either { less } else { has(Side::Deficit) },
                most: Certainty::Likely,
            });
        }
    }
    let off = balances
        .iter()
        .filter(|balance| missed(balance).is_some())
        .count();
    let fits = balances.len() - off;
    for mut balance in balances {
        // Where other columns fit, this one should.
        if fits > off {
            balance.most = Certainty::Sure;
        } else if fits < off && off > 1 {
            balance.most = Certainty::Unsure;
        }
        judge(context, report, &balance);
    }
}

/// Whether a column has amounts under its label, and no numbers of notes, shares or changes.
pub(in crate::check::total_off) fn is_of_amounts(label: &str) -> bool {
    const OTHERS: [&str; 6] = ["note", "notes", "page", "ref", "variance", "difference"];
    let mut words = label.split(|c: char| !c.is_alphanumeric());
    is_added(label)
        && !label.contains('%')
        && !words.any(|word| OTHERS.iter().any(|other| other.eq_ignore_ascii_case(word)))
}

/// The rows of the three: one for each of the first two, and what is left right behind them.
fn rows(grid: &Grid<'_>) -> Option<[usize; 3]> {
    let has_number = |row: &usize| (1..grid.width()).any(|at| grid.number(*row, at).is_some());
    let labels = (1..grid.height())
        .filter(has_number)
        .filter_map(|row| Some((row, label(grid.text(row, 0))?)));
    let labels: Vec<(usize, (Side, bool))> = labels.collect();
    let labelled = |own: Side| {
        let found = |all: bool| {
            let mut rows = labels
                .iter()
                .filter(move |(_, (of, is_all))| *of == own && (*is_all || !all));
            let first = *rows.next()?;
            rows.next().is_none().then_some(first)
        };
        found(true).or_else(|| found(false))
    };
    let (income, (_, all_income)) = labelled(Side::Income)?;
    let (spending, (_, all_spending)) = labelled(Side::Spending)?;
    let result = (spending + 1..grid.height()).find(has_number)?;
    // Between the totals stand the parts of the second; anything else would be added or taken off.
    let parts = all_income && all_spending;
    let fits =
        is_result(grid.text(result, 0)) && income < spending && (parts || spending == income + 1);
    fits.then_some([income, spending, result])
}

/// Words of what is left behind its noun, and before it.
const OF_RESULTS: &[&str] = &[
    "activities",
    "annual",
    "before",
    "continuing",
    "deficit",
    "excess",
    "financial",
    "for",
    "from",
    "funds",
    "gains",
    "in",
    "incoming",
    "investment",
    "investments",
    "losses",
    "movement",
    "net",
    "of",
    "on",
    "operating",
    "operations",
    "ordinary",
    "other",
    "outgoing",
    "over",
    "overall",
    "period",
    "resources",
    "result",
    "tax",
    "taxation",
    "the",
    "total",
    "trading",
    "transfers",
    "year",
];

/// Whether a label right below a spending is that of what is left: "Operating surplus", "Loss from operations", "Net incoming
/// resources".
fn is_result(text: &str) -> bool {
    let words = || {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
    };
    let is = |word: &str, list: &[&str]| list.iter().any(|own| own.eq_ignore_ascii_case(word));
    let first_side = words().find_map(|word| SIDES.get(word));
    let is_net = words().any(|word| is(word, &["net"]));
    // "Excess of income over expenditure"
    let named = match first_side {
        Some(side) => {
            side.is_result() || is_net || words().next().is_some_and(|word| is(word, &["excess"]))
        }
        None => is_net && words().any(|word| is(word, &["movement", "resources", "result"])),
    };
    named && words().all(|word| SIDES.get(word).is_some() || is(word, OF_RESULTS))
}

/// What the label of a row names, and whether it says that it is a total.
pub(in crate::check::total_off) fn label(text: &str) -> Option<(Side, bool)> {
    let mut words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let first = words.next()?;
    let is_all = first.eq_ignore_ascii_case("total");
    let noun = if is_all || first.eq_ignore_ascii_case("net") {
        words.next()?
    } else {
        first
    };
    let is_net = first.eq_ignore_ascii_case("net");
    // In prose there are payments of many kinds.
    let of_rows = noun
        .eq_ignore_ascii_case("payments")
        .then_some(Side::Spending);
    let side = match SIDES.get(noun).or(of_rows)? {
        Side::Income if is_net => Side::Surplus,
        Side::Spending if is_net => Side::Deficit,
        side => side,
    };
    let rest_is_bare = words.all(|word| {
        ["for", "the", "year", "in"]
            .iter()
            .any(|bare| bare.eq_ignore_ascii_case(word))
            || side.is_result() && SIDES.get(word).is_some()
    });
    rest_is_bare.then_some((side, is_all))
}
