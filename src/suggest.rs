//! Rules and settings that are proposed for a folder of reports, as the text of their files.
//!
//! Lives here: what the ledger sees repeated over the years, written as rules with examples, and the first settings.
//! A rule is proposed only if its examples hold and the reports agree with it, but for one finding at most.
//! Stays out: the disk, and whether a proposal is taken.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use crate::claim::{ClaimId, Ledger, Strength};
use crate::config::Policy;
use crate::corpus::Corpus;
use crate::lint::{self, examples};
use crate::period::Period;
use crate::quantity::Comparison;
use crate::rule::{self, Origin, Places, Rule};
use crate::source::{Sources, TooLarge};

mod metric;
mod roster;
mod settings;
mod train;
mod yearly;

pub use settings::settings;

/// A rule that is proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// Its id.
    pub id: String,
    /// Its kind of check.
    pub kind: &'static str,
    /// Its text, as an entry of the list of a file of rules, below comments that say where it comes from.
    pub text: String,
    /// How many periods it is about.
    pub periods: usize,
    /// How many findings it has in the reports today.
    pub findings: usize,
}

/// More proposals than these are no help.
const MOST: usize = 40;

/// Rules for facts that reports state again and again, those about most periods first. The texts of all rules that are
/// tried are added to the sources.
pub fn rules(
    corpus: &Corpus,
    ledger: &Ledger,
    sources: &mut Sources,
) -> Result<Vec<Suggestion>, TooLarge> {
    let mut drafts = metric::drafts(corpus, ledger);
    drafts.extend(roster::drafts(corpus));
    drafts.extend(train::drafts(corpus, ledger, sources));
    drafts.extend(yearly::drafts(corpus, ledger));
    // Most said first; the rest only makes the order total.
    drafts.sort_by(|a, b| rank(b).cmp(&rank(a)).then_with(|| a[0].id.cmp(&b[0].id)));
    let mut suggestions: Vec<Suggestion> = Vec::new();
    let mut ids = BTreeSet::new();
    for alternatives in drafts {
        for draft in alternatives {
            if suggestions.len() == MOST {
                return Ok(suggestions);
            }
            if ids.contains(&draft.id) {
                continue;
            }
            if let Some(suggestion) = tried(&draft, corpus, ledger, sources)? {
                ids.insert(draft.id);
                suggestions.push(suggestion);
                if draft.covers_all {
                    break;
                }
            }
        }
    }
    Ok(suggestions)
}

/// The best of each kind in turn, at most so many.
pub fn best(suggestions: Vec<Suggestion>, most: usize) -> Vec<Suggestion> {
    let mut seen: BTreeMap<&'static str, usize> = BTreeMap::new();
    let ranked = suggestions.into_iter().map(|suggestion| {
        let rank = seen.entry(suggestion.kind).or_default();
        *rank += 1;
        (*rank, suggestion)
    });
    let mut ranked: Vec<(usize, Suggestion)> = ranked.collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked
        .into_iter()
        .map(|(_, suggestion)| suggestion)
        .take(most)
        .collect()
}

/// The text of a file with some rules.
pub fn file(comment: &str, suggestions: &[Suggestion]) -> String {
    let rules: Vec<&str> = suggestions.iter().map(|it| it.text.as_str()).collect();
    format!("{comment}version: 1\nrules:\n{}", rules.join("\n"))
}

/// The first file of rules: some that are proposed, else one to begin with.
pub fn first_rules(suggestions: &[Suggestion]) -> String {
    if suggestions.is_empty() {
        return FIRST_RULE.to_owned();
    }
    file(
        "# Rules of your own, to begin with: what the reports say year after year. Keep what is one fact.\n\
         # `flag` must be reported and `pass` must not: `factlint rules test` holds each rule to its examples.\n",
        suggestions,
    )
}

const FIRST_RULE: &str = "\
# Rules of your own. This one is to begin with: put in the phrases that your house style does without.
# `flag` must be reported and `pass` must not: `factlint rules test` holds each rule to its examples.
version: 1
rules:
  - id: filler-used
    summary: A phrase that says nothing
    severity: note
    check:
      text:
        forbid:
          - in order to
    flag:
      - fault: text
        at: In order to
        reports:
          2020.md: In order to grow, the guild opened a second hall.
    pass:
      - reports:
          2020.md: The guild keeps its rooms in order and its doors open.
";

/// A rule before it is tried.
#[derive(Debug, Clone)]
struct Draft {
    id: String,
    kind: &'static str,
    /// What the reports say, for whoever looks at it.
    comments: Vec<String>,
    summary: String,
    /// The keys of its check, each line at the margin.
    check: String,
    /// The fault of the example that is reported, with the words of its place.
    fault: (&'static str, String),
    /// The reports of the example that is reported, and of the one that is not: names with their texts.
    flag: Vec<(String, String)>,
    pass: Vec<(String, String)>,
    /// In how many periods it has to bind something.
    periods: usize,
    /// Whether there is nothing left for the ways to write it that come after this one.
    covers_all: bool,
    /// How often it is said.
    said: usize,
}

/// What decides which drafts come first. The first alternative stands for all.
fn rank(alternatives: &[Draft]) -> (usize, usize) {
    alternatives
        .first()
        .map_or((0, 0), |draft| (draft.periods, draft.said))
}

impl Draft {
    /// The entry of a file of rules.
    fn text(&self, findings: usize) -> String {
        let mut text = String::new();
        for comment in &self.comments {
            let _ = writeln!(text, "  # {comment}");
        }
        if findings > 0 {
            let _ = writeln!(
                text,
                "  # It has a finding in the reports as they are: look at it first."
            );
        }
        let _ = write!(
            text,
            "  - id: {}\n    summary: {}\n    severity: warning\n    check:\n      {}:\n{}",
            self.id,
            quoted(&self.summary),
            self.kind,
            indented(&self.check, 8),
        );
        let (fault, at) = &self.fault;
        let _ = write!(
            text,
            "    flag:\n      - fault: {fault}\n        at: {}\n        reports:\n{}    pass:\n      - reports:\n{}",
            quoted(at),
            reports(&self.flag),
            reports(&self.pass),
        );
        text
    }
}

fn reports(reports: &[(String, String)]) -> String {
    let mut text = String::new();
    for (name, report) in reports {
        let _ = writeln!(text, "          {name}: |");
        text.push_str(&indented(report, 12));
    }
    text
}

fn indented(text: &str, by: usize) -> String {
    let lines = text.lines().map(|line| match line {
        "" => "\n".to_owned(),
        line => format!("{}{line}\n", " ".repeat(by)),
    });
    lines.collect()
}

/// The rule of a draft, if its examples hold, it binds something in enough periods, and the reports agree with it.
fn tried(
    draft: &Draft,
    corpus: &Corpus,
    ledger: &Ledger,
    sources: &mut Sources,
) -> Result<Option<Suggestion>, TooLarge> {
    let text = file("", &[draft.suggestion(0)]);
    let source = sources.add("suggestion", text)?;
    let Ok(rules) = rule::load(sources, &[(source, Origin::User)]) else {
        return Ok(None);
    };
    let [rule] = rules.as_slice() else {
        return Ok(None);
    };
    if !examples::run(rule, &Places::new(sources))?.is_empty()
        || !binds_one_fact((corpus, ledger), (rule, draft.periods), sources)
    {
        return Ok(None);
    }
    let (outcome, _) = lint::lint(corpus, ledger, &rules, &Policy::default(), sources);
    let findings = outcome
        .findings
        .iter()
        .filter(|finding| finding.rule == rule.id);
    let findings = findings.count();
    // A phrase that binds nothing is told as a problem.
    let is_dead = outcome.problems.iter().any(|problem| {
        let place = problem.place;
        place.is_some_and(|place| place.source == source)
    });
    // What the reports contradict again and again is not one fact.
    let agrees = findings == 0 || findings == 1 && draft.periods >= 3;
    Ok((agrees && !is_dead).then(|| draft.suggestion(findings)))
}

/// Whether what a rule binds is one fact in enough periods, as far as it can be told.
fn binds_one_fact(
    (corpus, ledger): (&Corpus, &Ledger),
    (rule, periods): (&Rule, usize),
    sources: &Sources,
) -> bool {
    if rule.check.check().measure().is_none() {
        return true;
    }
    let mut own: BTreeMap<(u32, Option<Period>), Vec<ClaimId>> = BTreeMap::new();
    for statement in lint::statements(corpus, ledger, rule, sources) {
        let report = &corpus.reports[ledger.claims[statement.claim].report];
        if statement.period.is_some() && statement.period == report.period {
            let stated = own.entry((report.series, report.period)).or_default();
            stated.push(statement.claim);
        }
    }
    let is_one = |claims: &Vec<ClaimId>| are_near(ledger, claims) && !are_others(ledger, claims);
    own.len() >= periods && own.values().all(is_one)
}

/// Whether numbers are near enough to be of one thing, right or wrong.
fn are_near(ledger: &Ledger, claims: &[ClaimId]) -> bool {
    const APART: u32 = 2;
    let numbers = claims
        .iter()
        .filter_map(|id| ledger.claims[*id].quantity.nominal());
    let ends = numbers.clone().min().zip(numbers.max());
    ends.is_some_and(|(low, high)| {
        low.checked_mul(APART.into())
            .is_some_and(|most| high <= most)
    })
}

/// Whether numbers differ, and nothing but their noun says that they are of one thing.
fn are_others(ledger: &Ledger, claims: &[ClaimId]) -> bool {
    let Some((first, others)) = claims.split_first() else {
        return false;
    };
    let values = |id: ClaimId| &ledger.claims[id].quantity.values;
    let differs = |other: &&ClaimId| {
        let compared = values(*first).compare(values(**other));
        matches!(compared, Comparison::Disjoint { .. })
    };
    let is_joined = |other: &ClaimId| {
        let pair = (*first.min(other), *first.max(other));
        let joins = &ledger.joins;
        let at = joins.binary_search_by_key(&pair, |join| (join.first, join.second));
        at.is_ok_and(|at| joins[at].strength >= Strength::FullKey)
    };
    !others.iter().filter(differs).all(is_joined)
}

impl Draft {
    fn suggestion(&self, findings: usize) -> Suggestion {
        Suggestion {
            id: self.id.clone(),
            kind: self.kind,
            text: self.text(findings),
            periods: self.periods,
            findings,
        }
    }
}

/// In how many periods something must be said, of so many: often enough to be a habit.
fn enough(periods: usize) -> usize {
    periods.clamp(2, 3)
}

/// How many periods the reports of a series are about.
fn periods_of(corpus: &Corpus, series: u32) -> usize {
    let reports = corpus.reports.iter();
    let own = reports.filter(|report| report.series == series);
    let periods: BTreeSet<Period> = own.filter_map(|report| report.period).collect();
    periods.len()
}

/// A text as YAML takes it for nothing else.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// Words as an id: small letters and digits with single hyphens. `None` if there are none, or if it would not begin
/// with a letter.
fn slug(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let parts = lower.split(|c: char| !c.is_ascii_alphanumeric());
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let slug = parts.join("-");
    slug.starts_with(|c: char| c.is_ascii_lowercase())
        .then_some(slug)
}

/// Whether words can stand in a phrase as they are.
fn is_plain(text: &str) -> bool {
    const MOST_WORDS: usize = 5;
    let words = text.split(' ');
    let is_word = |word: &str| {
        let mut letters = word.chars();
        letters.clone().any(char::is_alphabetic)
            && letters.all(|c| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’' | '&'))
    };
    words.clone().all(is_word) && words.count() <= MOST_WORDS
}

/// "1st", "22nd", "113th".
fn ordinal(number: i64) -> String {
    let end = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{end}")
}
