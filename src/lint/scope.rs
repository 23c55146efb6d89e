//! What of an outcome somebody wants to see: what is new, and what is in the lines that were changed.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use super::Outcome;
use crate::finding::{Finding, Severity};
use crate::source::{Place, SourceId, Sources};
use crate::suppress::{Baseline, Sifted};

/// Lines of reports.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope(BTreeMap<SourceId, Lines>);

/// Lines of one report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lines {
    /// All.
    All,
    /// These, counted from 0.
    Some(Vec<RangeInclusive<usize>>),
}

impl Scope {
    /// Adds a report with lines of it.
    pub fn add(&mut self, report: SourceId, lines: Lines) {
        self.0.insert(report, lines);
    }

    /// Keeps what is in the other scope as well.
    #[must_use]
    pub fn and(mut self, other: &Scope) -> Scope {
        self.0.retain(|report, _| other.0.contains_key(report));
        for (report, lines) in &mut self.0 {
            if let (Lines::All, Some(narrower)) = (&*lines, other.0.get(report)) {
                *lines = narrower.clone();
            }
        }
        self
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn touches(&self, place: Place, sources: &Sources) -> bool {
        match self.0.get(&place.source) {
            None => false,
            Some(Lines::All) => true,
            Some(Lines::Some(ranges)) => {
                let source = sources.get(place.source);
                let first = source.line_of(place.span.start as usize);
                let last = source.line_of(place.span.end.max(place.span.start + 1) as usize - 1);
                let mut ranges = ranges.iter();
                ranges.any(|range| *range.start() <= last && first <= *range.end())
            }
        }
    }
}

impl Outcome {
    /// Takes out what a baseline knows, and tells which of its entries are stale.
    pub fn leave_out_known(
        &mut self,
        baseline: &Baseline,
        reports: &[SourceId],
        whole: bool,
        sources: &Sources,
    ) -> BTreeSet<usize> {
        let findings = std::mem::take(&mut self.findings);
        let Sifted { kept, known, stale } =
            baseline.sift(findings, reports.iter().copied(), whole, sources);
        self.findings = kept;
        self.known += known;
        stale
    }

    /// Keeps the findings that have a place in the scope: one on either side will do.
    pub fn keep_within(&mut self, scope: &Scope, min_severity: Severity, sources: &Sources) {
        let is_inside = |finding: &Finding| {
            let detection = &finding.detection;
            std::iter::once(&detection.primary)
                .chain(&detection.related)
                .any(|label| scope.touches(label.place, sources))
        };
        let findings = std::mem::take(&mut self.findings);
        let (kept, left): (Vec<_>, Vec<_>) = findings.into_iter().partition(is_inside);
        self.findings = kept;
        self.elsewhere += left
            .iter()
            .filter(|finding| finding.severity >= min_severity)
            .count();
    }
}
