//! The timeline of one fact: what is stated of it, period by period.

use std::collections::BTreeMap;

use super::status::Status;
use crate::check::Statement;
use crate::claim::{ClaimId, Ledger};
use crate::corpus::Corpus;
use crate::period::Period;
use crate::quantity::Kind;

/// What is stated of one fact for one period, in one unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Where the values belong together.
    pub group: Group,
    /// What they hold for; `None` where nothing tells it.
    pub period: Option<Period>,
    /// The claims, in the order of reports and their text.
    pub claims: Vec<ClaimId>,
    /// How they end together: contradicted if one is, else agreed if one is.
    pub status: Status,
}

/// Values of different groups are not compared: other facts, reports of another series, numbers of another unit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Group {
    /// What tells the fact from others of its kind, if the phrases of its rule bind a name.
    pub name: Option<String>,
    /// The series of the reports.
    pub series: u32,
    /// What the values are.
    pub kind: Kind,
    /// The currency of money.
    pub currency: Option<&'static str>,
}

/// Orders statements by group and period. Those without a period come last.
pub fn timeline(
    corpus: &Corpus,
    ledger: &Ledger,
    statements: &[Statement],
    statuses: &[Status],
) -> Vec<Entry> {
    let mut entries: BTreeMap<(Group, bool, Option<Period>), Vec<ClaimId>> = BTreeMap::new();
    for statement in statements {
        let claim = &ledger.claims[statement.claim];
        let group = Group {
            name: statement.name.clone(),
            series: corpus.reports[claim.report].series,
            kind: claim.quantity.kind,
            currency: claim.quantity.currency(),
        };
        let key = (group, statement.period.is_none(), statement.period);
        entries.entry(key).or_default().push(statement.claim);
    }
    let entries = entries.into_iter();
    entries
        .map(|((group, _, period), claims)| Entry {
            group,
            period,
            status: claims
                .iter()
                .map(|id| statuses[*id])
                .max()
                .unwrap_or(Status::Alone),
            claims,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::measured;
    use crate::config::Policy;
    use crate::lint::status::statuses;
    use crate::source::Sources;

    /// The timeline of a measure: period, values, status.
    fn read(reports: &[(&str, &str)], words: &str) -> Vec<String> {
        let mut sources = Sources::default();
        let ids: Vec<_> = reports
            .iter()
            .map(|(name, text)| sources.add(*name, *text).unwrap())
            .collect();
        let policy = Policy::default();
        let corpus = Corpus::read(&sources, &ids, policy.corpus());
        let ledger = Ledger::of(&corpus);
        let (outcome, agreed) = crate::lint::lint(&corpus, &ledger, &[], &policy, &sources);
        let statuses = statuses(&corpus, &ledger, (&outcome, &agreed));
        let statements = measured(&corpus, &ledger, words);
        let entries = timeline(&corpus, &ledger, &statements, &statuses);
        let text = |entry: &Entry| {
            let values = entry.claims.iter().map(|id| {
                let claim = &ledger.claims[*id];
                corpus.reports[claim.report].text(claim.extent)
            });
            let period = entry
                .period
                .map_or("?".to_owned(), |period| period.to_string());
            let values: Vec<&str> = values.collect();
            format!("{period}: {} ({})", values.join(", "), entry.status.name())
        };
        entries.iter().map(text).collect()
    }

    const HALL: [(&str, &str); 3] = [
        (
            "hall-2021.md",
            "The hall had 1,500 paying guests and 40 horses.",
        ),
        (
            "hall-2020.md",
            "The hall had 1,200 paying guests. Half of the guests sang. We plan for 1,900 guests.",
        ),
        (
            "hall-2022.md",
            "Guests rose from 1,500 to 1,800. The hall raised €900 from 30 paying guests.",
        ),
    ];

    #[test]
    fn values_stand_in_the_order_of_their_periods() {
        assert_eq!(
            read(&HALL, "Guest"),
            [
                "2020: 1,200 (alone)",
                "2021: 1,500, 1,500 (alone)",
                "2022: 1,800, 30 (alone)",
            ]
        );
    }

    #[test]
    fn words_before_the_noun_narrow_it() {
        assert_eq!(read(&HALL, "sleeping guests"), [""; 0]);
        assert_eq!(read(&HALL, "paying guests").len(), 3);
        assert_eq!(read(&HALL, "horse"), ["2021: 40 (alone)"]);
        assert_eq!(read(&HALL, ""), [""; 0]);
    }

    #[test]
    fn series_and_what_is_undated_stand_apart() {
        let reports = [
            ("a/2020.md", "We got 12 fees."),
            ("b/2020.md", "There were 30 fees."),
            ("b/notes.md", "There were 31 fees."),
        ];
        assert_eq!(
            read(&reports, "fees"),
            ["2020: 12 (alone)", "2020: 30 (alone)", "?: 31 (alone)"]
        );
    }
}
