//! What every earlier report stated, and a report does not.

use std::collections::{BTreeMap, BTreeSet};

use super::{Context, Statement, show};
use crate::claim::ClaimId;
use crate::corpus::{Report, ReportId};
use crate::finding::{Certainty, Detection, Fault, Label};
use crate::period::Period;
use crate::source::Place;

/// So many reports in a row make a habit.
const HABIT: usize = 2;

/// The first report of each series that does not state a fact which all earlier ones state, each of them for its own
/// time. The reports after it have nothing to live up to.
pub(super) fn missing(
    context: &Context<'_>,
    measure: &str,
    statements: &[Statement],
) -> Vec<Detection> {
    let mut stated: BTreeMap<(u32, &Option<String>), BTreeMap<ReportId, ClaimId>> = BTreeMap::new();
    for statement in statements {
        let id = context.ledger.claims[statement.claim].report;
        let report = &context.corpus.reports[id];
        if is_of(report, statement.period) {
            let of = (report.series, &statement.name);
            stated.entry(of).or_default().insert(id, statement.claim);
        }
    }
    let mut found = Vec::new();
    for ((series, name), by_report) in &stated {
        // Several reports of one period are one: a fact may stand in either.
        let mut periods: BTreeMap<Period, BTreeSet<ReportId>> = BTreeMap::new();
        for (id, report) in context.corpus.reports.iter().enumerate() {
            if let Some(period) = report.period.filter(|_| report.series == *series) {
                periods.entry(period).or_default().insert(id);
            }
        }
        let mut habit: Vec<ClaimId> = Vec::new();
        let mut lacking = None;
        for reports in periods.values() {
            let Some(claim) = reports.iter().find_map(|id| by_report.get(id)) else {
                lacking = reports.first();
                break;
            };
            habit.push(*claim);
        }
        let Some(id) = lacking.filter(|_| habit.len() >= HABIT) else {
            continue;
        };
        let report = &context.corpus.reports[*id];
        let Some(place) = head(report) else { continue };
        let what = match name {
            Some(name) => format!("{measure}, {name}"),
            None => measure.to_owned(),
        };
        let before = habit[habit.len() - 1];
        let value = show::value(context, &context.ledger.claims[before]);
        found.push(Detection {
            fault: Fault::FactMissing,
            category: Fault::FactMissing.category(),
            certainty: Certainty::Unsure,
            message: format!(
                "{what}: not in this report, and in each of the {} before it",
                habit.len()
            ),
            help: "It may have been left out by mistake. It is right if nobody counts it any more."
                .to_owned(),
            primary: Label {
                place,
                text: format!("no {what} in this report"),
            },
            related: vec![Label {
                place: show::place(context, &context.ledger.claims[before]),
                text: format!("“{value}” the last time"),
            }],
            fix: None,
        });
    }
    found
}

/// Whether a period is that of a report, or no other is told.
fn is_of(report: &Report, period: Option<Period>) -> bool {
    match (report.period, period) {
        (Some(own), Some(period)) => own.first <= period.last && period.first <= own.last,
        (Some(_), None) => true,
        (None, _) => false,
    }
}

/// Where a report begins: its title, else its first sentence.
pub(super) fn head(report: &Report) -> Option<Place> {
    let document = &report.document;
    let title = document.title().map(|(_, place)| place);
    title.or_else(|| {
        let first = document.sentences.first()?;
        Some(document.place(first.extent))
    })
}
