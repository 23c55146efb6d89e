//! Releases, fairs and the like that are counted through, and have names.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::{Draft, is_plain, ordinal, quoted, slug};
use crate::check::{self, Context, Hits};
use crate::claim::Ledger;
use crate::corpus::Corpus;
use crate::period::Period;
use crate::source::Sources;

/// Those that are counted through, by what they are: "release".
#[derive(Default)]
struct Series<'a> {
    /// The names of each number.
    names: BTreeMap<i64, BTreeSet<&'a str>>,
    /// Whose they are, as far as it is said.
    subjects: BTreeMap<&'a str, usize>,
    periods: BTreeSet<Period>,
    said: usize,
}

/// Fewer are no row.
const SHORTEST: usize = 3;

/// Trains in the order of what they are.
pub(super) fn drafts(corpus: &Corpus, ledger: &Ledger, sources: &Sources) -> Vec<Vec<Draft>> {
    let hits = Hits::gather(corpus, []);
    let context = Context::new(corpus, ledger, sources, &hits);
    let mut trains: BTreeMap<(u32, String), Series<'_>> = BTreeMap::new();
    for named in check::named_ranks(&context) {
        let claim = &ledger.claims[named.claim];
        let report = &corpus.reports[claim.report];
        let Some(measure) = claim.measure.extent else {
            continue;
        };
        let what = report.text(measure).to_lowercase();
        let train = trains.entry((report.series, what)).or_default();
        train
            .names
            .entry(named.number)
            .or_default()
            .insert(report.text(named.name));
        let sentence = report.document.sentences[claim.sentence].extent;
        // What a heading names need not be what is counted through.
        if let Some(subject) = claim.subject.filter(|it| it.overlaps(sentence)) {
            *train.subjects.entry(report.text(subject)).or_default() += 1;
        }
        train.periods.extend(report.period);
        train.said += 1;
    }
    let drafts = trains
        .into_iter()
        .map(|((_, what), train)| train.drafts(&what));
    drafts.filter(|drafts| !drafts.is_empty()).collect()
}

impl Series<'_> {
    /// With what it is of, then without.
    fn drafts(&self, what: &str) -> Vec<Draft> {
        let run = self.longest_run();
        if run.len() < SHORTEST || !is_plain(what) {
            return Vec::new();
        }
        let names: Vec<&str> = run.iter().map(|(_, name)| *name).collect();
        let is_other = |subject: &str| !names.contains(&subject) && is_plain(subject);
        let subjects = self
            .subjects
            .iter()
            .filter(|(subject, _)| is_other(subject));
        let usual = subjects
            .filter(|(_, count)| **count * 2 > self.said)
            .max_by_key(|(subject, count)| (**count, std::cmp::Reverse(**subject)));
        let product = usual.map(|(subject, _)| *subject);
        let alternatives = product.map(Some).into_iter().chain([None]);
        alternatives
            .filter_map(|product| self.draft(what, &run, product))
            .collect()
    }

    /// The longest row of numbers that each have one name, which no other has.
    fn longest_run(&self) -> Vec<(i64, &str)> {
        let mut times: BTreeMap<&str, usize> = BTreeMap::new();
        for name in self.names.values().flatten() {
            *times.entry(*name).or_default() += 1;
        }
        let mut longest: Vec<(i64, &str)> = Vec::new();
        let mut run: Vec<(i64, &str)> = Vec::new();
        for (number, names) in &self.names {
            let mut own = names.iter().filter(|name| times[*name] == 1);
            let (Some(name), None, 1) = (own.next(), own.next(), names.len()) else {
                run.clear();
                continue;
            };
            if run.last().is_some_and(|(last, _)| last + 1 != *number) {
                run.clear();
            }
            run.push((*number, *name));
            if run.len() > longest.len() {
                longest.clone_from(&run);
            }
        }
        longest
    }

    fn draft(&self, what: &str, run: &[(i64, &str)], product: Option<&str>) -> Option<Draft> {
        let year = self.periods.last()?.year()?;
        let (first, _) = run.first()?;
        let (number, name) = run.last()?;
        let mut check = String::new();
        if let Some(product) = product {
            let _ = writeln!(check, "product: {}", quoted(product));
        }
        let _ = writeln!(check, "first: {first}\nreleases:");
        for (_, name) in run {
            let _ = writeln!(check, "  {}: ~", quoted(name));
        }
        let _ = writeln!(
            check,
            "phrases:\n  - {}",
            quoted(&format!("{{ordinal}} {what}"))
        );
        let of = product.map_or(String::new(), |product| format!(" of {product}"));
        let said = |number: i64| format!("{name}, the {} {what}{of}, is out.\n", ordinal(number));
        let names: Vec<String> = run
            .iter()
            .map(|(number, name)| format!("{number} {name}"))
            .collect();
        Some(Draft {
            id: slug(&format!("{} {what} off", product.unwrap_or_default()))?,
            kind: "train",
            comments: vec![
                format!("{}.", names.join(", ")),
                "Dates and versions can be told, too: `{date: May 2020, version: '5.0'}` for `~`."
                    .to_owned(),
            ],
            summary: format!("A {what}{of} has another ordinal than it should"),
            check,
            fault: ("sequence-broken", ordinal(number + 1)),
            flag: vec![(format!("{year}.md"), said(number + 1))],
            pass: vec![(format!("{year}.md"), said(*number))],
            periods: self.periods.len(),
            covers_all: true,
            said: self.said,
        })
    }
}
