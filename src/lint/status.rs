//! How every claim ends: agreed, contradicted, or alone.

use super::{Agreed, Outcome};
use crate::claim::{Claim, Ledger, Strength, Unnumbered};
use crate::corpus::{Corpus, ReportId};
use crate::document::Extent;
use crate::finding::Severity;
use crate::quantity::Comparison;
use crate::source::Place;

/// How a claim ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Nothing else speaks of the same fact.
    Alone,
    /// Another claim says the same, or its own arithmetic or list fits.
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

/// The status of every claim of a ledger, in its order, and then of what it says without a numeral.
pub fn statuses(
    corpus: &Corpus,
    ledger: &Ledger,
    (outcome, fitting): (&Outcome, &Agreed),
) -> Vec<Status> {
    let mut agreed = vec![false; ledger.claims.len()];
    for join in &ledger.joins {
        let (first, second) = (&ledger.claims[join.first], &ledger.claims[join.second]);
        let agree = first.quantity.values.compare(&second.quantity.values) == Comparison::Agree;
        if agree && join.strength >= Strength::FullKey {
            agreed[join.first] = true;
            agreed[join.second] = true;
        }
    }
    let marks = Marks::of(corpus, outcome, fitting);
    let status = |(claim, agreed): (&Claim, &bool)| {
        let marked = marks.status(claim.report, claim.sentence, claim.extent);
        if *agreed {
            marked.max(Status::Agreed)
        } else {
            marked
        }
    };
    let unsaid = ledger.implied.iter().zip(std::iter::repeat(&false));
    ledger
        .claims
        .iter()
        .zip(&agreed)
        .chain(unsaid)
        .map(status)
        .collect()
}

/// The status of each date and each roster.
pub fn of_unnumbered(
    corpus: &Corpus,
    stated: &[Unnumbered],
    (outcome, agreed): (&Outcome, &Agreed),
) -> Vec<Status> {
    let marks = Marks::of(corpus, outcome, agreed);
    let status = |stated: &Unnumbered| marks.status(stated.report, stated.sentence, stated.extent);
    stated.iter().map(status).collect()
}

/// What an outcome says of places.
#[derive(Debug)]
pub struct Marks<'a> {
    corpus: &'a Corpus,
    agreed: &'a Agreed,
    contradicted: Vec<Place>,
}

impl<'a> Marks<'a> {
    /// Gathers the places of an outcome.
    pub fn of(corpus: &'a Corpus, outcome: &'a Outcome, agreed: &'a Agreed) -> Marks<'a> {
        let shown = outcome.findings.iter();
        let shown = shown.filter(|finding| finding.severity >= Severity::Warning);
        let mut contradicted: Vec<Place> = shown
            .map(|finding| &finding.detection)
            .filter(|detection| detection.category.is_of_facts())
            .flat_map(|detection| detection.related.iter().chain([&detection.primary]))
            .map(|label| label.place)
            .collect();
        contradicted.sort_unstable();
        contradicted.dedup();
        Marks {
            corpus,
            agreed,
            contradicted,
        }
    }

    /// The status of what stands at an extent of a sentence, as far as findings and sums tell it.
    ///
    /// A label marks what it touches, if it stays inside of the sentence: one that does not is about a paragraph or a
    /// list, and not about every number in it.
    pub fn status(&self, report: ReportId, sentence: usize, extent: Extent) -> Status {
        let document = &self.corpus.reports[report].document;
        let place = document.place(extent);
        let around = document.place(document.sentences[sentence].extent).span;
        let from = self.contradicted.partition_point(|label| {
            (label.source, label.span.start) < (place.source, around.start)
        });
        let touches =
            |label: &Place| label.span.end <= around.end && label.span.overlaps(place.span);
        let mut near = self.contradicted[from..]
            .iter()
            .take_while(|label| label.source == place.source && label.span.start < place.span.end);
        if near.any(touches) {
            Status::Contradicted
        } else if self.agreed.has(place) {
            Status::Agreed
        } else {
            Status::Alone
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Policy;
    use crate::rule;
    use crate::source::Sources;

    /// Every number of some reports with its status.
    fn read(reports: &[(&str, &str)]) -> Vec<(String, Status)> {
        let mut sources = Sources::default();
        let ids: Vec<_> = reports
            .iter()
            .map(|(name, text)| sources.add(*name, *text).unwrap())
            .collect();
        let files = rule::core(&mut sources).unwrap();
        let rules = rule::load(&sources, &files).unwrap();
        let policy = Policy::default();
        let corpus = Corpus::read(&sources, &ids, policy.corpus());
        let ledger = Ledger::of(&corpus);
        let (outcome, agreed) = crate::lint::lint(&corpus, &ledger, &rules, &policy, &sources);
        let statuses = statuses(&corpus, &ledger, (&outcome, &agreed));
        let texts = ledger.claims.iter().map(|claim| {
            let report = &corpus.reports[claim.report];
            report.text(claim.extent).to_owned()
        });
        texts.zip(statuses).collect()
    }

    #[test]
    fn what_was_recomputed_and_fits_is_agreed() {
        use Status::{Agreed, Alone, Contradicted};
        for (text, expected) in [
            (
                "Visits grew 50%, from 200 to 300.",
                &[("50%", Agreed), ("200", Agreed), ("300", Agreed)][..],
            ),
            (
                "Visits grew 90%, from 200 to 300.",
                &[
                    ("90%", Contradicted),
                    ("200", Contradicted),
                    ("300", Contradicted),
                ],
            ),
            (
                "Visits grew 50% and cost 300 crowns.",
                &[("50%", Alone), ("300", Alone)],
            ),
            (
                "Of the 200 guests, 50 (25%) sang.",
                &[("200", Agreed), ("50", Agreed), ("25%", Agreed)],
            ),
            ("Three crews won: Avon, Bure and Cam.", &[("Three", Agreed)]),
            (
                "Four crews won: Avon, Bure and Cam.",
                &[("Four", Contradicted)],
            ),
            (
                "Nine crews rowed, including Avon, Bure and Cam.",
                &[("Nine", Alone)],
            ),
            ("Two crews won:\n\n- Avon\n- Bure\n", &[("Two", Agreed)]),
        ] {
            let read = read(&[("club-2020.md", text)]);
            let read: Vec<(&str, Status)> = read
                .iter()
                .map(|(text, status)| (text.as_str(), *status))
                .collect();
            assert_eq!(read, expected, "{text}");
        }
    }

    #[test]
    fn a_slip_in_spelling_contradicts_no_number_beside_it() {
        let read = read(&[(
            "club-2020.md",
            "The club owns 14 boats boats , and and 3 piers.",
        )]);
        assert!(
            read.iter().all(|(_, status)| *status == Status::Alone),
            "{read:?}"
        );
    }
}
