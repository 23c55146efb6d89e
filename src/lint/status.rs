//! How every claim ends: agreed, contradicted, or alone.

use std::collections::BTreeMap;

use super::Outcome;
use crate::claim::{Ledger, Strength};
use crate::corpus::Corpus;
use crate::finding::Severity;
use crate::quantity::Comparison;
use crate::source::{SourceId, Span};

/// How a claim ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Nothing else speaks of the same fact.
    Alone,
    /// Another claim says the same.
    Agreed,
    /// A finding of severity warning or error says that it cannot stand beside another claim or its own list.
    Contradicted,
}

impl Status {
    /// All of them with their names in output and options.
    pub const ALL: [(Status, &'static str); 3] = [
        (Status::Alone, "alone"),
        (Status::Agreed, "agreed"),
        (Status::Contradicted, "contradicted"),
    ];

    /// The name in output and options.
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

/// The status of every claim of a ledger, in its order.
pub fn statuses(corpus: &Corpus, ledger: &Ledger, outcome: &Outcome) -> Vec<Status> {
    let mut statuses = vec![Status::Alone; ledger.claims.len()];
    for join in &ledger.joins {
        let (first, second) = (&ledger.claims[join.first], &ledger.claims[join.second]);
        let agree = first.quantity.values.compare(&second.quantity.values) == Comparison::Agree;
        if agree && join.strength >= Strength::FullKey {
            statuses[join.first] = Status::Agreed;
            statuses[join.second] = Status::Agreed;
        }
    }
    let mut contradicted: BTreeMap<SourceId, Vec<Span>> = BTreeMap::new();
    for finding in outcome
        .findings
        .iter()
        .filter(|finding| finding.severity >= Severity::Warning)
    {
        let detection = &finding.detection;
        for label in detection.related.iter().chain([&detection.primary]) {
            contradicted
                .entry(label.place.source)
                .or_default()
                .push(label.place.span);
        }
    }
    for spans in contradicted.values_mut() {
        spans.sort_unstable();
    }
    for (claim, status) in ledger.claims.iter().zip(&mut statuses) {
        let place = corpus.reports[claim.report].document.place(claim.extent);
        let Some(spans) = contradicted.get(&place.source) else {
            continue;
        };
        // A finding about a claim points at it, and not at the paragraph around it.
        let from = spans.partition_point(|span| span.start + 40 < place.span.start);
        let near = spans[from..]
            .iter()
            .take_while(|span| span.start < place.span.end);
        let mut around =
            near.filter(|span| span.end >= place.span.end && span.end <= place.span.end + 40);
        if around.any(|span| span.overlaps(place.span)) {
            *status = Status::Contradicted;
        }
    }
    statuses
}
