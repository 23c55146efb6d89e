//! What is held once a year and counted: "the 9th edition", "our 10th anniversary".

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::prelude::ToPrimitive;

use super::{Draft, is_plain, ordinal, quoted, slug};
use crate::claim::{Ledger, Mood};
use crate::corpus::Corpus;
use crate::quantity::Kind;
use crate::word;

/// The numbers of one thing.
#[derive(Default)]
struct Count {
    /// By the year that a sentence is about, which is that of its report.
    numbers: BTreeMap<i16, BTreeSet<i64>>,
    /// Whether a sentence names a day or a month of that year.
    is_dated: bool,
    said: usize,
}

/// What may come twice a year, or not at all.
const AS_IT_COMES: &[&str] = &[
    "release", "version", "update", "upgrade", "issue", "volume", "chapter", "meeting", "place",
    "quarter", "member",
];

/// In so many years it must have gone up by one each.
const NEEDED: usize = 3;

/// Metrics that grow by one each year, in the order of what they count.
pub(super) fn drafts(corpus: &Corpus, ledger: &Ledger) -> Vec<Vec<Draft>> {
    let mut counts: BTreeMap<(u32, String), Count> = BTreeMap::new();
    for claim in ledger.claims.iter() {
        let report = &corpus.reports[claim.report];
        let is_said = claim.quantity.kind == Kind::Ordinal
            && claim.mood == Mood::Stated
            && !claim.measure.guessed;
        let number = claim.quantity.nominal().and_then(|number| number.to_i64());
        let words = claim
            .measure
            .extent
            .filter(|extent| is_said && extent.start > claim.extent.end);
        let Some(((period, own), (number, words))) =
            claim.period.zip(report.period).zip(number.zip(words))
        else {
            continue;
        };
        let year = own.year().filter(|year| period.year() == Some(*year));
        let words = report.text(words).split_whitespace().collect::<Vec<_>>();
        let words = words.join(" ").to_lowercase();
        let head = words.rsplit(' ').next().map(word::stem);
        let comes = AS_IT_COMES
            .iter()
            .any(|known| Some(word::stem(known)) == head);
        if let Some(year) = year.filter(|_| is_plain(&words) && !comes) {
            let count = counts.entry((report.series, words)).or_default();
            count.numbers.entry(year).or_default().insert(number);
            count.is_dated |= period != own;
            count.said += 1;
        }
    }
    let drafts = counts.into_iter();
    drafts
        .filter_map(|((_, words), count)| Some(vec![count.draft(&words)?]))
        .collect()
}

impl Count {
    fn draft(&self, words: &str) -> Option<Draft> {
        let single = |(year, numbers): (&i16, &BTreeSet<i64>)| match numbers.len() {
            1 => Some((*year, *numbers.first()?)),
            _ => None,
        };
        let numbers: Option<Vec<(i16, i64)>> = self.numbers.iter().map(single).collect();
        let numbers = numbers.filter(|numbers| numbers.len() >= NEEDED)?;
        let (year, number) = *numbers.last()?;
        let begun = i64::from(year) - number;
        let is_yearly = numbers
            .iter()
            .all(|(year, number)| i64::from(*year) - number == begun);
        // The example tells of the two years before, too.
        if !is_yearly || number < 4 {
            return None;
        }
        let mut check = format!(
            "measure: {}\nphrases:\n  - {}\neach-year: 1\n",
            quoted(words),
            quoted(&format!("{{ordinal}} {words}"))
        );
        if self.is_dated {
            check += "yearly: true\n";
        }
        let said = |back: i16, number: i64| {
            let text = format!("It was the {} {words}.\n", ordinal(number));
            (format!("{}.md", year - back), text)
        };
        let years: Vec<String> = numbers
            .iter()
            .map(|(year, number)| format!("{year}: {}", ordinal(*number)))
            .collect();
        Some(Draft {
            id: slug(&format!("{words} number off"))?,
            kind: "metric",
            comments: vec![years.join("; ")],
            summary: format!("The number of the {words} does not go up by one each year"),
            check,
            fault: ("sequence-broken", ordinal(number + 3)),
            flag: vec![said(2, number - 2), said(1, number + 3), said(0, number)],
            pass: vec![said(2, number - 2), said(1, number - 1), said(0, number)],
            periods: numbers.len(),
            covers_all: true,
            said: self.said,
        })
    }
}
