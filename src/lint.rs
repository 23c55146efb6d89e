//! Rules times corpus: one `Outcome`.
//!
//! Lives here: running every rule, severities, dropping of duplicates, order, fingerprints.
//! Stays out: formats, the disk, and what any check looks for.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::check::{Context, Hits, Statement};

use crate::claim::Ledger;
use crate::config::Policy;
use crate::corpus::{Corpus, Evidence, Report};
use crate::finding::{Certainty, Detection, Fault, Finding, Head, Problem, ProblemOf, Severity};
use crate::period::Period;
use crate::rule::{self, Origin, Part, Places, Rule};
use crate::source::{Place, SourceId, Sources};
use crate::store::Store;
use crate::suppress::Suppressions;

mod detect;
mod duplicates;
pub mod examples;
mod fingerprint;
mod frozen;
mod kept;
mod scope;
pub mod status;
pub mod timeline;
pub mod trail;

pub use scope::{Lines, Scope};

use detect::{Detected, Found};

/// What a run has to say.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// What was found, in the order of the sources and of the text.
    pub findings: Vec<Finding>,
    /// What is wrong with the rules or the settings rather than with a report.
    pub problems: Vec<Problem>,
    /// The rules that were on.
    pub rules: Vec<Head>,
    /// How many reports were read.
    pub reports: usize,
    /// How many claims the ledger holds.
    pub claims: usize,
    /// How many findings were suppressed.
    pub suppressed: usize,
    /// How many findings were left out because a baseline knows them.
    pub known: usize,
    /// How many findings that would be shown have no place in what was asked for.
    pub elsewhere: usize,
    /// How many findings were mended, and are not among the findings any more.
    pub fixed: usize,
}

/// Places that were held against each other and fit: a growth with its two values, a count with its list.
#[derive(Debug, Clone, Default)]
pub struct Agreed {
    /// In order, each once.
    places: Vec<Place>,
}

impl Agreed {
    fn of(found: &[Vec<Place>]) -> Agreed {
        let mut places = found.concat();
        places.par_sort_unstable();
        places.dedup();
        Agreed { places }
    }

    /// The places, in their order.
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// Whether a place is one of them.
    pub fn has(&self, place: Place) -> bool {
        self.places.binary_search(&place).is_ok()
    }
}

/// Reads reports and runs all rules over them, as the settings will have it. `sources` are those of the reports, of the
/// rules and of the settings.
pub fn run(sources: &Sources, reports: &[SourceId], rules: &[Rule], policy: &Policy) -> Outcome {
    let (outcome, _) = read_and_check(sources, reports, rules, policy, None);
    outcome
}

/// As [`run`], for a program that ends soon: the memory of what was read is not given back, which would take as long as
/// some of the checks. What a store keeps of reports is not read again.
pub fn run_last(
    sources: &Sources,
    reports: &[SourceId],
    rules: &[Rule],
    policy: &Policy,
    store: Option<&dyn Store>,
) -> Outcome {
    let (outcome, read) = read_and_check(sources, reports, rules, policy, store);
    std::mem::forget(read);
    outcome
}

/// What was read for the rules to run over.
type Read = (Corpus, Ledger, Hits);

/// Reads reports and runs all rules over them.
fn read_and_check(
    sources: &Sources,
    reports: &[SourceId],
    rules: &[Rule],
    policy: &Policy,
    store: Option<&dyn Store>,
) -> (Outcome, Read) {
    let whole = |_: &rayon::Scope<'_>| {
        let corpus = Corpus::read_with(sources, reports, policy.corpus(), store);
        let run = Run {
            corpus: &corpus,
            rules,
            policy,
            sources,
            store,
            is_asked_what_agrees: false,
        };
        let (suppressions, detected) = rayon::join(
            || Suppressions::of(&corpus, rules, policy, sources),
            || run.read_and_detect(),
        );
        let Detected {
            ledger,
            claims,
            hits,
            found,
        } = detected;
        let (outcome, _) = run.outcome((&ledger, claims), &hits, found, suppressions);
        (outcome, (corpus, ledger, hits))
    };
    // From within, no step waits until a thread wakes up.
    rayon::scope(whole)
}

/// Runs all rules over a corpus. Tells what agrees, too.
pub fn lint(
    corpus: &Corpus,
    ledger: &Ledger,
    rules: &[Rule],
    policy: &Policy,
    sources: &Sources,
) -> (Outcome, Agreed) {
    let hits = hits(corpus, rules);
    let run = Run {
        corpus,
        rules,
        policy,
        sources,
        store: None,
        is_asked_what_agrees: true,
    };
    let found = run.detect(ledger, &hits);
    let suppressions = Suppressions::of(corpus, rules, policy, sources);
    let claims = ledger.claims.len() + ledger.implied.len();
    run.outcome((ledger, claims), &hits, found, suppressions)
}

/// Reports that are read, and the rules that are to run over them.
#[derive(Clone, Copy)]
struct Run<'a> {
    corpus: &'a Corpus,
    rules: &'a [Rule],
    policy: &'a Policy,
    sources: &'a Sources,
    /// What keeps the claims of reports, and what was found in them.
    store: Option<&'a dyn Store>,
    /// Whether the places that fit are wanted: only those ask who show what became of each claim.
    is_asked_what_agrees: bool,
}

impl Run<'_> {
    fn highest(self, rule: &Rule, detection: &Detection) -> Option<Severity> {
        let source = detection.primary.place.source;
        self.policy.highest(rule, detection.fault, source)
    }

    /// What all rules have to say together. The ledger may be empty where no rule asks for it; then there are so many claims.
    fn outcome(
        self,
        (ledger, claims): (&Ledger, usize),
        hits: &Hits,
        found: Vec<Found>,
        suppressions: Suppressions,
    ) -> (Outcome, Agreed) {
        let Run {
            corpus,
            rules,
            policy,
            sources,
            ..
        } = self;
        let mut problems = policy.problems(rules, sources);
        problems.extend(dead_phrases(corpus, ledger, rules, policy, hits, sources));
        problems.extend(undated(corpus));
        problems.extend(apart(corpus));
        let (findings, agreed) = self.findings(found);
        let suppressed = suppressions.apply(findings, corpus, policy, sources);
        let mut findings = suppressed.kept;
        if !suppressed.void.is_empty() {
            findings.extend(void(suppressed.void, corpus, policy, sources));
            findings = in_order(findings);
        }
        let outcome = Outcome {
            findings,
            problems,
            rules: rules
                .iter()
                .filter(|rule| policy.is_on(rule))
                .map(Rule::head)
                .chain([void_head()])
                .collect(),
            reports: corpus.reports.len(),
            claims,
            suppressed: suppressed.count,
            ..Outcome::default()
        };
        (outcome, agreed)
    }

    /// What the rules found as findings, each once and in order; and the places that agree.
    fn findings(self, mut found: Vec<Found>) -> (Vec<Finding>, Agreed) {
        found.sort_unstable_by_key(|found| (found.rule, found.step));
        let mut detected = Vec::new();
        let mut agreed = Vec::with_capacity(found.len());
        for found in found {
            let rule = &self.rules[found.rule];
            detected.extend(found.detections.into_iter().map(|it| (rule, it)));
            agreed.push(found.agreed);
        }
        rayon::join(|| self.told_once(detected), || Agreed::of(&agreed))
    }

    fn told_once(self, detected: Vec<(&Rule, Box<Detection>)>) -> Vec<Finding> {
        let in_order = sorted(duplicates::kept(&detected), |at| {
            let (rule, detection) = &detected[at];
            (rule.id.as_str(), detection)
        });
        let mut detected: Vec<_> = detected.into_iter().map(Some).collect();
        let in_order = in_order.into_iter().filter_map(|at| detected[at].take());
        let in_order: Vec<(&Rule, Box<Detection>)> = in_order.collect();
        let findings = in_order.into_par_iter().filter_map(|(rule, detection)| {
            let highest = self.highest(rule, &detection)?;
            Some(finding(rule, highest, detection))
        });
        let mut findings: Vec<Finding> = findings.collect();
        fingerprint::give(&mut findings, self.corpus, self.sources);
        findings
    }
}

/// What is said of suppressions that do not hold: no rule finds them.
fn void_head() -> Head {
    let fault = Fault::SuppressionVoid;
    Head {
        id: fault.code().to_owned(),
        summary: fault.what().to_owned(),
        help: None,
        severity: Severity::Warning,
    }
}

/// Suppressions that do not hold, as findings: warnings, unless the settings say otherwise.
fn void(
    detections: Vec<Detection>,
    corpus: &Corpus,
    policy: &Policy,
    sources: &Sources,
) -> Vec<Finding> {
    let findings = detections.into_iter().filter_map(|detection| {
        let rule = detection.fault.code();
        let source = detection.primary.place.source;
        let highest = policy.highest_of(rule, Severity::Warning, detection.fault, source)?;
        Some(Finding {
            rule: rule.to_owned(),
            severity: rule::severity(detection.certainty, highest),
            detection: detection.into(),
            fingerprint: String::new(),
        })
    });
    let mut findings = in_order(findings.collect());
    fingerprint::give(&mut findings, corpus, sources);
    findings
}

/// The claims that state the fact of a rule, in the order of reports and their text: its timeline. Empty for a rule
/// that is not about one fact.
pub fn statements(
    corpus: &Corpus,
    ledger: &Ledger,
    rule: &Rule,
    sources: &Sources,
) -> Vec<Statement> {
    let hits = hits(corpus, std::slice::from_ref(rule));
    let context = Context::new(corpus, ledger, sources, &hits);
    rule.check.check().statements(&context)
}

fn hits(corpus: &Corpus, rules: &[Rule]) -> Hits {
    let phrases = rules.iter().flat_map(|rule| rule.check.check().phrases());
    Hits::gather(corpus, phrases)
}

fn findings(
    corpus: &Corpus,
    ledger: &Ledger,
    rules: &[Rule],
    policy: &Policy,
    hits: &Hits,
    sources: &Sources,
) -> Vec<Finding> {
    let run = Run {
        corpus,
        rules,
        policy,
        sources,
        store: None,
        is_asked_what_agrees: false,
    };
    let (findings, _) = run.findings(run.detect(ledger, hits));
    findings
}

/// What is likely a fault in a report may be meant in a manual, or in a log or a dictionary with its dated entries: nobody
/// wrote the rules for those.
fn doubt(corpus: &Corpus, rule: &Rule, mut detection: Box<Detection>) -> Box<Detection> {
    let report = corpus.report_of(detection.primary.place.source);
    let is_other = corpus.is_technical || report.is_some_and(|report| report.is_log);
    if is_other && rule.origin == Origin::Core && detection.certainty == Certainty::Likely {
        detection.certainty = Certainty::Unsure;
    }
    detection
}

fn finding(rule: &Rule, highest: Severity, mut detection: Box<Detection>) -> Finding {
    if let Some(help) = &rule.help {
        if !detection.help.is_empty() {
            detection.help.push(' ');
        }
        detection.help.push_str(help);
    }
    Finding {
        rule: rule.id.clone(),
        severity: rule::severity(detection.certainty, highest),
        detection,
        fingerprint: String::new(),
    }
}

/// A detection, and the id of its rule.
type Told<'a> = (&'a str, &'a Detection);

/// Findings stand in the order of the sources and of the text; the rest only makes the order total.
fn order((rule, a): Told<'_>, (other, b): Told<'_>) -> Ordering {
    let key = |detection: &Detection| (detection.primary.place, detection.fault.code());
    let related = |detection: &Detection| {
        let labels = detection.related.iter();
        labels.map(|label| label.place).collect::<Vec<_>>()
    };
    key(a)
        .cmp(&key(b))
        .then_with(|| rule.cmp(other))
        .then_with(|| a.message.cmp(&b.message))
        .then_with(|| related(a).cmp(&related(b)))
}

/// The positions of detections in the order of findings; those that are alike stay in theirs.
fn sorted<'a>(positions: Vec<usize>, told: impl Fn(usize) -> Told<'a> + Sync) -> Vec<usize> {
    let places = positions.into_iter().enumerate();
    let mut places: Vec<(Place, usize, usize)> = places
        .map(|(before, at)| (told(at).1.primary.place, before, at))
        .collect();
    places.par_sort_unstable_by(|(a, before, at), (b, before_other, other)| {
        a.cmp(b)
            .then_with(|| order(told(*at), told(*other)))
            .then(before.cmp(before_other))
    });
    places.into_iter().map(|(_, _, at)| at).collect()
}

/// Findings in their order. They are large, and are moved once.
fn in_order(findings: Vec<Finding>) -> Vec<Finding> {
    let in_order = sorted((0..findings.len()).collect(), |at| {
        let finding = &findings[at];
        (finding.rule.as_str(), &finding.detection)
    });
    let mut findings: Vec<Option<Finding>> = findings.into_iter().map(Some).collect();
    let in_order = in_order.into_iter().filter_map(|at| findings[at].take());
    in_order.collect()
}

/// Phrases that were meant to stand somewhere and stand nowhere. The rules of factlint itself are silent where they
/// do not apply.
fn dead_phrases(
    corpus: &Corpus,
    ledger: &Ledger,
    rules: &[Rule],
    policy: &Policy,
    hits: &Hits,
    sources: &Sources,
) -> Vec<Problem> {
    if corpus.reports.is_empty() {
        return Vec::new();
    }
    let kept = rules
        .iter()
        .filter(|rule| rule.origin != Origin::Core && policy.is_on(rule));
    let context = Context::new(corpus, ledger, sources, hits);
    let places = Places::new(sources);
    let idle = kept.clone().filter_map(|rule| {
        let pin = rule.check.pin()?;
        let is_idle = rule.check.check().has_idle_pin(&context);
        is_idle.then(|| Problem {
            of: ProblemOf::Rules,
            message: format!(
                "{} has no value for what the rule {} finds in the reports",
                pin.file(),
                rule.id
            ),
            help: "The text was held against nothing. Add the years that the reports are about, or mend the key."
                .to_owned(),
            place: Some(places.of(rule, Part::Pin("key"))),
        })
    });
    let idle: Vec<Problem> = idle.collect();
    let dead = kept.flat_map(|rule| {
        let phrases = rule.check.check().dead(&context);
        phrases.into_iter().map(move |phrase| (rule, phrase))
    });
    dead.map(|(rule, phrase)| Problem {
        of: ProblemOf::Rules,
        message: format!(
            "a phrase of the rule {} binds nothing in the reports: {}",
            rule.id,
            phrase.written()
        ),
        help: "A rule that binds nothing finds nothing. Mend the phrase, or remove it.".to_owned(),
        place: Some(places.of(rule, Part::Phrase(phrase))),
    })
    .chain(idle)
    .collect()
}

/// Reports that cannot be compared with others over time, because nothing tells what they are about.
fn undated(corpus: &Corpus) -> Option<Problem> {
    const NAMED: usize = 3;
    // Without a number there is nothing to be compared.
    let undated = corpus
        .reports
        .iter()
        .filter(|report| report.period.is_none() && !report.reading.quantities.is_empty());
    let undated: Vec<&str> = undated.map(|report| report.name.as_str()).collect();
    if undated.is_empty() || corpus.reports.len() == 1 {
        return None;
    }
    let named = undated[..undated.len().min(NAMED)].join(", ");
    let more = match undated.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    Some(Problem {
        of: ProblemOf::Reports,
        message: format!("nothing tells the year of {named}{more}"),
        help: "Such a report is checked by itself, and not compared with others over time. Put the year into its title \
               or its file name, or set it under `periods` in factlint.yaml."
            .to_owned(),
        place: None,
    })
}

/// Reports of one folder that are each of another time and of another series: most likely their names were meant to differ in
/// the year only.
fn apart(corpus: &Corpus) -> Option<Problem> {
    /// More are rather of many things.
    const MOST: usize = 12;
    let reports = &corpus.reports;
    // What only its text tells of the time of a report may be the day of a file that is of no time.
    let period = |report: &Report| {
        report
            .period
            .filter(|_| report.evidence != Some(Evidence::Text))
    };
    let periods: Option<BTreeSet<Period>> = reports.iter().map(period).collect();
    let folder = |report: &Report| {
        report
            .name
            .rsplit_once('/')
            .map(|(folder, _)| folder.to_owned())
    };
    let folders: BTreeSet<_> = reports.iter().map(folder).collect();
    let is_apart = (2..=MOST).contains(&reports.len())
        && folders.len() == 1
        && periods.is_some_and(|periods| periods.len() == reports.len())
        && (0..reports.len()).all(|id| corpus.is_alone(id));
    if !is_apart {
        return None;
    }
    let names: Vec<&str> = reports.iter().map(|report| report.name.as_str()).collect();
    Some(Problem {
        of: ProblemOf::Reports,
        message: format!(
            "no two of these are compared over time: {}",
            names.join(", ")
        ),
        help: "Their names differ in more than the year, so that they count as reports of different things. If they are not, \
               give them one name with the year in it, or put them together under `series` in factlint.yaml: \
               `series: {annual: [\"*.md\"]}`."
            .to_owned(),
        place: None,
    })
}

#[cfg(test)]
mod tests;
