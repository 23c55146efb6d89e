//! Numbers of one thing that are given year after year.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write;

use rust_decimal::Decimal;

use super::{Draft, are_near, enough, is_plain, periods_of, quoted, slug};
use crate::claim::{Claim, ClaimId, Ledger, Mood, Role};
use crate::corpus::Corpus;
use crate::document::Extent;
use crate::period::Period;
use crate::quantity::{Kind, grouped};
use crate::word;

/// The claims that count something for the period of their own report.
type Stated = BTreeMap<Period, Vec<ClaimId>>;

/// A thing that is counted, by its words.
#[derive(Debug, Default)]
struct Fact<'a> {
    /// Everybody's.
    all: Stated,
    /// What is said of somebody, by the subject in the sentence.
    of: BTreeMap<&'a str, Stated>,
}

/// Words that say how long, how far or how heavy, or stand for anything at all: what is counted so is another thing
/// each time.
const NO_FACTS: &[&str] = &[
    "second",
    "minute",
    "hour",
    "day",
    "night",
    "week",
    "weekend",
    "month",
    "quarter",
    "year",
    "decade",
    "century",
    "mm",
    "cm",
    "m",
    "km",
    "mile",
    "metre",
    "meter",
    "kilometre",
    "kilometer",
    "foot",
    "acre",
    "hectare",
    "ha",
    "g",
    "kg",
    "t",
    "ton",
    "tonne",
    "litre",
    "liter",
    "kw",
    "mw",
    "gw",
    "kwh",
    "mwh",
    "gwh",
    "mb",
    "gb",
    "tb",
    "pb",
    "time",
    "point",
    "percent",
    "people",
    "person",
    "individual",
    "thing",
    "item",
    "one",
    "other",
    "part",
    "area",
    "case",
    "example",
    "way",
    "reason",
    "level",
    "type",
    "kind",
    "set",
    "pair",
    "topic",
    "page",
    "star",
    "step",
];

/// Metrics in the order of their words: for each, ways to write it.
pub(super) fn drafts(corpus: &Corpus, ledger: &Ledger) -> Vec<Vec<Draft>> {
    let mut facts: BTreeMap<(u32, String), Fact<'_>> = BTreeMap::new();
    for (id, claim) in ledger.claims.iter().enumerate() {
        let report = &corpus.reports[claim.report];
        let Some((words, period)) = counted(corpus, claim).zip(report.period) else {
            continue;
        };
        let fact = facts.entry((report.series, words)).or_default();
        fact.all.entry(period).or_default().push(id);
        let sentence = report.document.sentences[claim.sentence].extent;
        // What a heading names need not be what the sentence speaks of.
        let subject = claim.subject.filter(|subject| subject.overlaps(sentence));
        if let Some(subject) = subject.map(|extent| report.text(extent)) {
            let stated = fact.of.entry(subject).or_default();
            stated.entry(period).or_default().push(id);
        }
    }
    let drafts = facts.into_iter().map(|((series, words), fact)| {
        let needed = enough(periods_of(corpus, series));
        fact.drafts(corpus, ledger, &words, needed)
    });
    drafts.filter(|drafts| !drafts.is_empty()).collect()
}

/// The words for what a claim counts, if they follow the number and the claim is for the year of its report.
fn counted(corpus: &Corpus, claim: &Claim) -> Option<String> {
    let report = &corpus.reports[claim.report];
    let measure = claim.measure.extent?;
    let is_stated = claim.role == Role::Level
        && claim.mood == Mood::Stated
        && claim.quantity.kind == Kind::Count
        && claim.quantity.nominal().is_some()
        && !claim.quantity.values.is_vague()
        && !claim.measure.partial
        && !claim.measure.guessed
        && claim.period == report.period;
    if !is_stated || measure.start <= claim.extent.end {
        return None;
    }
    let between = report.text(Extent {
        start: claim.extent.end,
        end: measure.start,
    });
    let words = report.text(measure).split_whitespace().collect::<Vec<_>>();
    let words = words.join(" ").to_lowercase();
    let head = words.rsplit(' ').next().map(word::stem);
    let means_nothing = NO_FACTS.iter().any(|word| Some(word::stem(word)) == head);
    (between.trim().is_empty() && is_plain(&words) && !means_nothing).then_some(words)
}

impl Fact<'_> {
    /// The rule for everybody's things, then those for each subject that often has them.
    fn drafts(&self, corpus: &Corpus, ledger: &Ledger, words: &str, needed: usize) -> Vec<Draft> {
        let mut of: Vec<(&str, &Stated)> = self
            .of
            .iter()
            .filter(|(subject, _)| is_plain(subject))
            .map(|(subject, stated)| (*subject, stated))
            .collect();
        of.sort_by_key(|(subject, stated)| (Reverse(stated.len()), *subject));
        let of = of
            .into_iter()
            .map(|(subject, stated)| (Some(subject), stated));
        std::iter::once((None, &self.all))
            .chain(of)
            .filter(|(_, stated)| stated.len() >= needed && is_one_fact(ledger, stated))
            .filter_map(|(subject, stated)| draft(corpus, ledger, words, subject, stated))
            .collect()
    }
}

/// Whether the numbers of each period may be of one thing.
fn is_one_fact(ledger: &Ledger, stated: &Stated) -> bool {
    stated.values().all(|claims| are_near(ledger, claims))
}

fn draft(
    corpus: &Corpus,
    ledger: &Ledger,
    words: &str,
    subject: Option<&str>,
    stated: &Stated,
) -> Option<Draft> {
    let periods = stated.len();
    let (last, latest) = stated.last_key_value()?;
    let year = last.year()?;
    let number = ledger.claims[*latest.last()?].quantity.nominal()?;
    // Far enough from it that it is not the same number, rounded.
    let other = number
        .checked_add((number / Decimal::TEN).trunc().max(Decimal::ONE))?
        .normalize();
    let (number, other) = (grouped(number), grouped(other));
    let said = |number: &str| match subject {
        Some(subject) => format!("{subject} had {number} {words}."),
        None => format!("There were {number} {words}."),
    };
    let id = slug(&match subject {
        Some(subject) => format!("{subject} {words} disagree"),
        None => format!("{words} disagree"),
    })?;
    let mut check = String::new();
    if let Some(subject) = subject {
        let _ = writeln!(check, "subject: {}", quoted(subject));
    }
    let _ = writeln!(
        check,
        "measure: {}\nphrases:\n  - {}",
        quoted(words),
        quoted(&format!("{{value}} {words}"))
    );
    let mut comments = vec![timeline(corpus, ledger, stated)];
    if has_risen(ledger, stated) {
        comments.push(
                "It has not fallen yet. If it never can, add `never-falls: true`, and an example of total-fell."
                    .to_owned(),
            );
    }
    Some(Draft {
        id,
        kind: "metric",
        comments,
        summary: match subject {
            Some(subject) => format!("The number of {words} of {subject} is given in two ways"),
            None => format!("The number of {words} is given in two ways"),
        },
        check,
        fault: ("values-disagree", other.clone()),
        flag: vec![(
            format!("{year}.md"),
            format!("{} {}\n", said(&number), said(&other)),
        )],
        pass: vec![
            (format!("{}.md", year - 1), format!("{}\n", said(&other))),
            (
                format!("{year}.md"),
                format!("{} {}\n", said(&number), said(&number)),
            ),
        ],
        periods,
        covers_all: subject.is_none(),
        said: stated.values().map(Vec::len).sum(),
    })
}

/// What was stated for each period, on one line.
fn timeline(corpus: &Corpus, ledger: &Ledger, stated: &Stated) -> String {
    const SHOWN: usize = 3;
    let periods = stated.iter().map(|(period, claims)| {
        let mut values: Vec<String> = Vec::new();
        for id in claims {
            let claim = &ledger.claims[*id];
            let value = corpus.reports[claim.report].text(claim.extent);
            let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
            if !values.contains(&value) {
                values.push(value);
            }
        }
        if values.len() > SHOWN {
            values.truncate(SHOWN);
            values.push("…".to_owned());
        }
        format!("{period}: {}", values.join(", "))
    });
    periods.collect::<Vec<_>>().join("; ")
}

/// Whether each number is above the one before.
fn has_risen(ledger: &Ledger, stated: &Stated) -> bool {
    let highest: Vec<Option<Decimal>> = stated
        .values()
        .map(|claims| {
            claims
                .iter()
                .filter_map(|id| ledger.claims[*id].quantity.nominal())
                .max()
        })
        .collect();
    highest.len() >= 3 && highest.windows(2).all(|pair| pair[0] < pair[1])
}
