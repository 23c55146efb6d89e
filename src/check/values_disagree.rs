//! `values-disagree`: two statements of one fact whose values cannot both be true.

use std::collections::BTreeMap;
use std::ops::Range;

use schemars::JsonSchema;
use serde::Deserialize;

use super::table::cell_name;
use super::tabled::{self, Cells, Entry, Tabled};
use super::{Check, Context, Needs, Steps, mend, odd_ones, show};
use crate::claim::{Claim, ClaimId, Join, Ledger, Role, Strength};
use crate::corpus::{Evidence, ReportId};
use crate::finding::{Certainty, Detection, Edit, Fault, Fix, Label};
use crate::quantity::Comparison;

mod carried;
mod these;

/// Compares all claims that the ledger holds to be about one fact.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ValuesDisagree {}

impl Check for ValuesDisagree {
    fn needs(&self) -> Needs {
        Needs::Own
    }

    fn steps<'a>(&'a self, context: &Context<'a>) -> Steps<'a> {
        let own = |context: &mut Context<'_>, report| {
            let mut told = with_tables(context, report);
            told.extend(these::of_report(context, report));
            (told, carried::of_report(context, report))
        };
        Steps::gathering_series(context, own, |context, reports, own| {
            let mut pairs = joined(context, reports.clone());
            let (told, balances): (Vec<_>, Vec<_>) = own.into_iter().unzip();
            for (report, told) in reports.clone().zip(told) {
                let first = context.ledger.of_report(report).start;
                let id = |place: u32| first + place as usize;
                let told = told.into_iter();
                pairs.extend(told.map(|([a, b], certainty)| ((id(a), id(b)), certainty)));
            }
            pairs.extend(between_tables(context, reports.clone()));
            carried::pairs(context, reports.zip(balances), &mut pairs);
            all(context, pairs);
        })
    }
}

/// Reports the claims that are out of line.
fn all(context: &mut Context<'_>, pairs: Pairs) {
    let pairs = pairs
        .into_iter()
        .map(|((first, second), certainty)| (first, second, certainty));
    for (primary, others, certainty) in odd_ones(pairs) {
        let what = what(context, primary, &others);
        let certainty = doubted(context, certainty, primary, &others);
        let detection = detection(context, &what, primary, &others, certainty);
        context.report(detection);
    }
}

/// What the values are of: what the first one counts, or what its cell is about, or that of another one.
fn what(context: &Context<'_>, primary: ClaimId, others: &[ClaimId]) -> String {
    let claims = [primary].into_iter().chain(others.iter().copied());
    let claims: Vec<&Claim> = claims.map(|id| &context.ledger.claims[id]).collect();
    let cell = |claim: &&Claim| cell_name(&context.corpus.reports[claim.report], claim);
    let own = cell(&claims[0]).or_else(|| show::measure(context, claims[0]));
    own.or_else(|| claims[1..].iter().find_map(cell))
        .unwrap_or_else(|| "the number".to_owned())
}

/// How sure it is that so many values are of one fact: a slip makes two of one, and what has more is rather several facts,
/// above all in a text that is of no time.
fn doubted(
    context: &Context<'_>,
    certainty: Certainty,
    primary: ClaimId,
    others: &[ClaimId],
) -> Certainty {
    let mut stated: Vec<String> = others
        .iter()
        .chain([&primary])
        .map(|id| show::value(context, &context.ledger.claims[*id]))
        .collect();
    stated.sort_unstable();
    stated.dedup();
    let report = &context.corpus.reports[context.ledger.claims[primary].report];
    let certainty = Context::in_report(report, certainty);
    let period = report.period;
    // A manual says the like of many things.
    let certainty = if context.corpus.is_technical {
        Certainty::Unsure
    } else {
        certainty
    };
    let timeless = period.is_none_or(|period| period.first == period.last);
    match stated.len() {
        0..=2 => certainty,
        3 if !timeless => certainty.min(Certainty::Likely),
        _ => Certainty::Unsure,
    }
}

/// Pairs of claims that disagree, and how sure it is.
type Pairs = BTreeMap<(ClaimId, ClaimId), Certainty>;

/// The joined claims of a series that disagree.
fn joined(context: &Context<'_>, reports: Range<ReportId>) -> Pairs {
    let (corpus, ledger) = (context.corpus, context.ledger);
    let joins = ledger.joins_of(reports).iter();
    let pairs = joins.filter_map(|join| {
        let certainty = disagreement(ledger, join)?;
        let is_undated = |id: ClaimId| {
            let claim = &ledger.claims[id];
            let report = &corpus.reports[claim.report];
            let guessed = !claim.dated && report.evidence == Some(Evidence::Text);
            claim.period.is_none() && report.period.is_none() || guessed
        };
        // What is said of no time, in other words, is rarely about one thing: two entries of a glossary, two examples.
        let timeless = is_undated(join.first) && is_undated(join.second);
        let certainty = match join.strength {
            Strength::SameSentence => certainty,
            _ if timeless => Certainty::Unsure,
            _ => certainty,
        };
        Some(((join.first, join.second), certainty))
    });
    pairs.collect()
}

/// Numbers of a report's prose that are not those of their cells, by their places among the claims of the report.
fn with_tables(context: &mut Context<'_>, report: ReportId) -> Vec<([u32; 2], Certainty)> {
    let mut pairs = Vec::new();
    let first = context.ledger.of_report(report).start;
    let mut agreed = Vec::new();
    for Tabled { stated, entry } in tabled::stated(context, report) {
        let Entry::Cell(cell) = entry else {
            continue;
        };
        let claims = &context.ledger.claims;
        let pair = [stated.min(cell), stated.max(cell)].map(|id| (id - first) as u32);
        match claims[stated]
            .quantity
            .values
            .compare(&claims[cell].quantity.values)
        {
            Comparison::Disjoint {
                rounding_like: true,
                ..
            } => {
                pairs.push((pair, Certainty::Unsure));
            }
            Comparison::Disjoint { .. } => {
                pairs.push((pair, Certainty::Likely));
            }
            Comparison::Agree => {
                agreed.extend(context.places_of([stated, cell].map(|id| &claims[id])));
            }
            Comparison::Unknown => {}
        }
    }
    context.agree(agreed);
    pairs
}

/// Cells of two tables with the same row, year and heading: this year's table has last year's numbers again.
fn between_tables(context: &mut Context<'_>, reports: Range<ReportId>) -> Pairs {
    let mut pairs = Pairs::new();
    let mut agreed = Vec::new();
    let claims = &context.ledger.claims;
    for cells in Cells::of(context, reports).each(context.ledger) {
        for (at, (_, second)) in cells.iter().enumerate() {
            for (_, first) in &cells[..at] {
                let (a, b) = (&claims[*first].quantity, &claims[*second].quantity);
                if a.kind != b.kind || a.currency() != b.currency() {
                    continue;
                }
                match a.values.compare(&b.values) {
                    Comparison::Disjoint {
                        rounding_like: true,
                        ..
                    } => {
                        pairs.insert((*first, *second), Certainty::Unsure);
                    }
                    Comparison::Disjoint { .. } => {
                        pairs.insert((*first, *second), Certainty::Likely);
                    }
                    Comparison::Agree => {
                        agreed.extend(context.places_of([*first, *second].map(|id| &claims[id])));
                    }
                    Comparison::Unknown => {}
                }
            }
        }
    }
    context.agree(agreed);
    pairs
}

/// How sure it is that two joined claims contradict each other, if they do.
fn disagreement(ledger: &Ledger, join: &Join) -> Option<Certainty> {
    let (first, second) = (&ledger.claims[join.first], &ledger.claims[join.second]);
    let Comparison::Disjoint {
        conventional,
        rounding_like,
    } = first.quantity.values.compare(&second.quantity.values)
    else {
        return None;
    };
    Some(match join.strength {
        Strength::SameSentence if rounding_like => Certainty::Likely,
        Strength::SameSentence => Certainty::Sure,
        Strength::FullKey if rounding_like => Certainty::Unsure,
        Strength::FullKey if conventional && first.role == Role::Rank => Certainty::Unsure,
        Strength::FullKey => Certainty::Likely,
        Strength::Alike => Certainty::Unsure,
    })
}

/// The detection for a claim that contradicts others of the same fact. `what` names the fact.
pub(super) fn detection(
    context: &Context<'_>,
    what: &str,
    primary: ClaimId,
    others: &[ClaimId],
    certainty: Certainty,
) -> Detection {
    let here = |id: ClaimId| show::here(context, &context.ledger.claims[id]);
    let place = |id: ClaimId| show::place(context, &context.ledger.claims[id]);
    let mut stated: Vec<String> = Vec::new();
    for id in others.iter().chain([&primary]) {
        let value = show::value(context, &context.ledger.claims[*id]);
        if !stated.contains(&value) {
            stated.push(value);
        }
    }
    let sets = show::sets(
        context,
        others
            .iter()
            .chain([&primary])
            .map(|id| &context.ledger.claims[*id]),
    );
    Detection {
        fault: Fault::ValuesDisagree,
        category: Fault::ValuesDisagree.category(),
        certainty,
        message: format!("{what}: stated as {}{sets}", show::both(&stated)),
        help: "One of these is likely wrong: correct it, or say what sets the two apart (another date, place or way \
               of counting). Both can be right if they are about different things."
            .to_owned(),
        primary: Label { place: place(primary), text: here(primary) },
        related: others
            .iter()
            .map(|id| Label { place: place(*id), text: here(*id) })
            .collect(),
        fix: sides(context, primary, others),
    }
}

/// The one value in the place of the other, and the other way round.
fn sides(context: &Context<'_>, primary: ClaimId, others: &[ClaimId]) -> Option<Fix> {
    let value = |id: ClaimId| show::value(context, &context.ledger.claims[id]);
    let edit = |id: ClaimId, with: &str| {
        let claim = &context.ledger.claims[id];
        let report = &context.corpus.reports[claim.report];
        let with = mend::in_case_of(with, report.text(claim.extent));
        mend::edit(context.sources, report, claim.extent, &with)
    };
    let (here, there) = (value(primary), value(*others.first()?));
    if here == there || others.iter().any(|id| value(*id) != there) {
        return None;
    }
    let corrected: Option<Vec<Edit>> = others.iter().map(|id| edit(*id, &here)).collect();
    Some(Fix::OneOf(vec![vec![edit(primary, &there)?], corrected?]))
}
