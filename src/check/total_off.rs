//! `total-off`: parts that do not add up to their total, and products that are none.

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Deserialize;

use super::among::Among;
use super::flow::Flow;
use super::itemised::NO_PARTS;
use super::table::Grid;
use super::{Check, Context, Needs, Steps};
use crate::claim::{Claim, Mood, Role};
use crate::corpus::ReportId;
use crate::finding::Certainty;
use crate::quantity::Kind;
use judge::sums;
use summed::{listed, of_the_sentence_before, of_which, summed};

mod accounts;
mod apposed;
mod balance;
mod cues;
mod judge;
mod left;
mod lines;
mod lists;
mod made;
mod net;
mod opening;
mod parts;
mod products;
mod rest;
mod sorts;
mod spread;
mod summed;
mod tables;
mod told;
mod whole;

/// Adds up, in sentences and in tables.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TotalOff {}

impl Check for TotalOff {
    fn needs(&self) -> Needs {
        Needs::Own
    }

    fn steps<'a>(&'a self, context: &Context<'a>) -> Steps<'a> {
        let cues = cues::of(context.corpus);
        let of_accounts = accounts::cues(context.corpus);
        Steps::over_each(move |context, id| {
            Self::in_report(context, id, &cues, &of_accounts);
            told::told(context, id);
        })
    }
}

impl TotalOff {
    fn in_report(context: &mut Context<'_>, id: ReportId, cues: &Among, of_accounts: &Among) {
        let report = &context.corpus.reports[id];
        let document = &report.document;
        for (sentence, claims) in context.told_in(id) {
            // There is a part with its total, or a factor with another one.
            if claims.len() < 2
                || claims
                    .iter()
                    .filter(|claim| is_summand(claim))
                    .nth(1)
                    .is_none()
            {
                continue;
            }
            let flow = Flow::of(context, id, sentence);
            let cues = cues.kinds_in(report, sentence);
            if let Some(sum) = in_sentence(&flow, cues)
                .or_else(|| beside_others(context, id, sentence, &flow, cues))
            {
                sums(context, report, &sum);
            }
            if cues & cues::EACH != 0 {
                products::products(context, id, sentence, &flow);
            }
            left::check(context, id, sentence, &flow, cues);
        }
        let told = lists::lists(context, id);
        accounts::check(context, id, of_accounts, &told);
        for table in 0..document.tables.len() {
            let grid = Grid::with_head(context, id, table);
            if grid.height() >= 3 && grid.width() >= 2 {
                tables::table(context, id, &grid);
                balance::in_table(context, id, &grid);
                opening::in_table(context, id, &grid);
                net::in_table(context, id, &grid);
            }
        }
        balance::check(context, id);
    }
}

/// A total that stands with its parts in one sentence.
fn in_sentence<'a>(flow: &Flow<'a>, cues: u8) -> Option<Sum<'a>> {
    let has = |cue: u8| cues & cue != 0;
    let cued =
        |cue: u8, find: fn(&Flow<'a>) -> Option<Sum<'a>>| has(cue).then(|| find(flow)).flatten();
    let parted = || whole::parted(flow, has(cues::WHICH));
    cued(cues::MARK, listed)
        .or_else(|| cued(cues::TOTAL, summed))
        .or_else(|| cued(cues::WHICH, of_which))
        .or_else(|| has(cues::OF).then(parted).flatten())
        .or_else(|| cued(cues::MADE, made::made_of))
        .or_else(|| apposed::apposed(flow))
}

/// A total in one sentence, and parts in another one.
fn beside_others<'a>(
    context: &Context<'a>,
    id: ReportId,
    sentence: usize,
    flow: &Flow<'a>,
    cues: u8,
) -> Option<Sum<'a>> {
    type Find<'a> = fn(&Context<'a>, ReportId, usize, &Flow<'a>) -> Option<Sum<'a>>;
    let cued = |cue: u8, find: Find<'a>| {
        let is_cued = cues & cue != 0;
        is_cued.then(|| find(context, id, sentence, flow)).flatten()
    };
    cued(cues::MARK, of_the_sentence_before)
        .or_else(|| cued(cues::WHICH, spread::of_which))
        .or_else(|| spread::total_behind(context, id, sentence, flow))
        .or_else(|| cued(cues::TOTAL, spread::begun_before))
        .or_else(|| cued(cues::OF, rest::left_over))
}

/// A total with its parts, and how sure it is that they belong together.
struct Sum<'a> {
    total: &'a Claim,
    parts: Vec<&'a Claim>,
    /// The most that may be said if the parts are more, and if they are less.
    more: Certainty,
    less: Certainty,
}

impl<'a> Sum<'a> {
    /// A total that is likely that of its parts.
    fn likely(total: &'a Claim, parts: Vec<&'a Claim>) -> Sum<'a> {
        Sum {
            total,
            parts,
            more: Certainty::Likely,
            less: Certainty::Likely,
        }
    }
}

/// Whether a number is one that stands right behind a name: "Barley 2", or a part of "Oslo 50, Bergen 30".
fn is_numbered(claim: &Claim) -> bool {
    claim.role == Role::Rank && claim.quantity.kind == Kind::Count
}

fn is_summand(claim: &Claim) -> bool {
    matches!(claim.quantity.kind, Kind::Count | Kind::Money)
        && (claim.role == Role::Level || is_numbered(claim))
        && claim.mood != Mood::Planned
        && !claim.quantity.values.is_hedged()
        && claim
            .quantity
            .nominal()
            .is_some_and(|nominal| nominal > Decimal::ZERO)
}

fn is_total_of(claim: &Claim) -> bool {
    is_summand(claim) && !is_numbered(claim)
}

/// Further words that keep numbers from being all parts of one total in a sentence.
const NO_SUMMANDS: &[&str] = &[
    "additional",
    "another",
    "best",
    "between",
    "exceeded",
    "from",
    "largest",
    "like",
    "most",
    "mostly",
    "of",
    "plus",
    "such",
    "these",
    "those",
    "top",
    "with",
    "without",
];

/// Whether a word keeps the numbers beside it from being all parts of one total.
fn is_no_summand(flow: &Flow<'_>, at: usize) -> bool {
    flow.is(at, NO_PARTS) || flow.is(at, NO_SUMMANDS)
}

const TOTALS: &[&str] = &[
    "total",
    "totaling",
    "totalling",
    "totals",
    "altogether",
    "sum",
    "overall",
];

/// Whether parts come to about a total: within a tenth.
fn is_near(total: &Claim, parts: &[&Claim]) -> bool {
    is_within(total, parts, Decimal::TEN)
}

/// Whether two numbers differ by no more than a part of the second: a tenth, a fifth.
fn is_about(one: Decimal, other: Decimal, of: Decimal) -> bool {
    let gap = one.checked_sub(other).map(|gap| gap.abs());
    let times = gap.and_then(|gap| gap.checked_mul(of));
    times.is_some_and(|times| times <= other.abs())
}

/// Whether parts come to a total but for a part of it: a tenth, a fifth.
fn is_within(total: &Claim, parts: &[&Claim], of: Decimal) -> bool {
    let mut numbers = parts.iter().filter_map(|part| part.quantity.nominal());
    let sum = numbers.try_fold(Decimal::ZERO, Decimal::checked_add);
    let total = total.quantity.nominal();
    sum.zip(total)
        .is_some_and(|(sum, total)| is_about(sum, total, of) && total >= Decimal::ZERO)
}

/// Words that say that not all parts are listed.
const SELECTED: &[&str] = &[
    "including",
    "includes",
    "include",
    "mainly",
    "mostly",
    "largest",
    "biggest",
    "most",
    "such",
    "partly",
    "example",
];
