//! What a report states without a number: days and months, and lists of names. They stand in the ledger beside the
//! numbers; the checks of dates and of rosters read the reports themselves.

use crate::corpus::names::Run;
use crate::corpus::{Corpus, Report, ReportId};
use crate::document::{BlockKind, Extent};
use crate::period::{Part, Period};

/// Fewer names are no roster.
const SHORTEST: usize = 3;

/// A date or a roster where it stands.
#[derive(Debug, Clone)]
pub struct Unnumbered {
    /// The report that states it.
    pub report: ReportId,
    /// The sentence that states it, or the first one of it.
    pub sentence: usize,
    /// All of it.
    pub extent: Extent,
    /// What is stated.
    pub stated: Stated,
    /// What it is about: the name before a date, the heading above a roster.
    pub subject: Option<Extent>,
    /// The period that it tells, or that of its report.
    pub period: Option<Period>,
}

/// What is stated without a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stated {
    /// A day, a month or another part of a year.
    Date,
    /// A list of so many names.
    Roster(usize),
}

impl Stated {
    /// The name in output.
    pub fn name(self) -> &'static str {
        match self {
            Stated::Date => "date",
            Stated::Roster(_) => "roster",
        }
    }
}

impl Unnumbered {
    /// All of a corpus, in the order of reports and their text.
    pub fn of(corpus: &Corpus) -> Vec<Unnumbered> {
        let names = &corpus.names().runs;
        let mut all = Vec::new();
        for (id, report) in corpus.reports.iter().enumerate() {
            let first = names.partition_point(|run| run.report() < id);
            let last = names.partition_point(|run| run.report() <= id);
            let mut own = dates(id, report, &names[first..last]);
            own.extend(rosters(id, report, &names[first..last]));
            own.sort_by_key(|stated| (stated.extent.start, stated.extent.end));
            all.extend(own);
        }
        all
    }
}

fn dates(id: ReportId, report: &Report, names: &[Run]) -> Vec<Unnumbered> {
    let mut dates = Vec::new();
    for sentence in 0..report.document.sentences.len() {
        let fine = report
            .mentions(sentence)
            .iter()
            .filter(|mention| mention.when.part != Part::Whole);
        for mention in fine {
            let extent = Extent::new(mention.start(), mention.end());
            let before = names.partition_point(|run| run.extent.end <= extent.start);
            let subject = before
                .checked_sub(1)
                .map(|at| &names[at])
                .filter(|run| run.sentence() == sentence)
                .map(|run| run.extent);
            dates.push(Unnumbered {
                report: id,
                sentence,
                extent,
                stated: Stated::Date,
                subject,
                period: mention.when.resolve(report.period),
            });
        }
    }
    dates
}

/// The lists of which most items begin with a name.
fn rosters(id: ReportId, report: &Report, names: &[Run]) -> Vec<Unnumbered> {
    let document = &report.document;
    let named = |extent: Extent| {
        let at = names.partition_point(|run| run.extent.start < extent.start);
        names
            .get(at)
            .is_some_and(|run| run.extent.start == extent.start)
    };
    let mut rosters = Vec::new();
    for list in &document.lists {
        let items = list.items.iter().map(|item| &document.blocks[*item]);
        let count = items.clone().filter(|block| named(block.extent)).count();
        let (Some(first), Some(last)) = (items.clone().next(), items.clone().next_back()) else {
            continue;
        };
        let is_list = matches!(first.kind(), BlockKind::Item(_));
        if !is_list || count < SHORTEST || count * 3 < list.items.len() * 2 {
            continue;
        }
        let heading = document.headings(first.section()).next();
        rosters.push(Unnumbered {
            report: id,
            sentence: first.sentences().start,
            extent: Extent {
                start: first.extent.start,
                end: last.extent.end,
            },
            stated: Stated::Roster(list.items.len()),
            subject: heading.map(|block| document.blocks[block].extent),
            period: report.period,
        });
    }
    rosters
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Settings;
    use crate::source::Sources;

    #[test]
    fn dates_and_rosters_are_read() {
        let text = "# Yearbook 2021\n\nRye Fair took place in May 2021, as in 2020.\n\n## Board\n\n- Ann Lee, chair\n- Bo Chen\n\
                    - Cy Dahl\n\n## Flours\n\n- rye\n- oats\n- corn\n";
        let mut sources = Sources::default();
        let id = sources.add("2021.md", text).unwrap();
        let corpus = Corpus::read(&sources, &[id], Settings::default());
        let report = &corpus.reports[0];
        let all = Unnumbered::of(&corpus);
        let shown: Vec<_> = all
            .iter()
            .map(|one| {
                let subject = one.subject.map(|subject| report.text(subject));
                let period = one.period.map(|period| period.to_string());
                (report.text(one.extent), one.stated, subject, period)
            })
            .collect();
        let year = || Some("2021".to_owned());
        assert_eq!(
            shown,
            [
                (
                    "May 2021",
                    Stated::Date,
                    Some("Rye Fair"),
                    Some("May 2021".to_owned())
                ),
                (
                    "Ann Lee, chair\n\nBo Chen\n\nCy Dahl",
                    Stated::Roster(3),
                    Some("Board"),
                    year()
                ),
            ]
        );
    }
}
