//! The examples of a rule, run as the tests that they are.

use crate::claim::Ledger;
use crate::config::Policy;
use crate::corpus::Corpus;
use crate::finding::Finding;
use crate::rule::{Flag, Part, Places, Reports, Rule};
use crate::source::{Place, Sources, TooLarge};

/// An example that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The id of the rule.
    pub rule: String,
    /// What was expected.
    pub expected: String,
    /// What was found instead.
    pub found: String,
    /// The example, or the rule where one is missing.
    pub place: Place,
    /// Whether an example is missing.
    pub is_missing: bool,
}

/// Runs the examples of a rule. Every switch of it needs one, too. `places` are of the sources that it was loaded from.
pub fn run(rule: &Rule, places: &Places<'_>) -> Result<Vec<Failure>, TooLarge> {
    let mut failures = Vec::new();
    let mut fail = |expected, found, part| {
        failures.push(Failure {
            rule: rule.id.clone(),
            expected,
            found,
            place: places.of(rule, part),
            is_missing: part == Part::Id,
        });
    };
    for (at, flag) in rule.flag.iter().enumerate() {
        let found = match Found::by(rule, (&flag.reports, &flag.data))? {
            Ok(found) => found,
            Err(untied) => {
                fail(WITH_DATA.to_owned(), untied, Part::Flag(at));
                continue;
            }
        };
        if !found
            .findings
            .iter()
            .any(|finding| found.is_at(finding, flag))
        {
            let expected = format!("{} at “{}”", flag.fault.code(), flag.at);
            fail(expected, found.list(), Part::Flag(at));
        }
    }
    for (at, pass) in rule.pass.iter().enumerate() {
        let found = match Found::by(rule, (&pass.reports, &pass.data))? {
            Ok(found) => found,
            Err(untied) => {
                fail(WITH_DATA.to_owned(), untied, Part::Pass(at));
                continue;
            }
        };
        if !found.findings.is_empty() {
            fail("nothing".to_owned(), found.list(), Part::Pass(at));
        }
    }
    for fault in rule.check.check().switches() {
        if !rule.flag.iter().any(|flag| flag.fault == fault) {
            let expected = format!("an example of {}, which a key asks for", fault.code());
            fail(expected, "none".to_owned(), Part::Id);
        }
    }
    if rule.check.pin().is_some() && rule.flag.iter().all(|flag| flag.data.is_empty()) {
        let expected = "an example with `data`, which `pin` asks for".to_owned();
        fail(expected, "none".to_owned(), Part::Id);
    }
    Ok(failures)
}

const WITH_DATA: &str = "data as the rule asks for";

/// What a rule alone finds in the corpus of an example.
struct Found {
    sources: Sources,
    findings: Vec<Finding>,
}

impl Found {
    /// What is found in some reports, with the data that an example has; or why the rule cannot be tied to these.
    fn by(
        rule: &Rule,
        (reports, data): (&Reports, &Reports),
    ) -> Result<Result<Found, String>, TooLarge> {
        let mut sources = Sources::default();
        let mut rule = rule.clone();
        if rule.check.pin().is_none() && !data.is_empty() {
            return Ok(Err("data, but no `pin` that ties the rule to it".to_owned()));
        }
        if let Some(pin) = rule.check.pin_mut() {
            // What holds in an example does not depend on what is in a file today.
            pin.untie();
            if !data.is_empty() {
                let Some((name, text)) = data.iter().find(|(name, _)| *name == pin.file()) else {
                    return Ok(Err(format!("no {}", pin.file())));
                };
                let id = sources.add(name, text)?;
                if let Err(error) = pin.tie(id, &sources) {
                    return Ok(Err(error.to_string()));
                }
            }
        }
        let ids: Vec<_> = reports
            .iter()
            .map(|(name, text)| sources.add(name, text))
            .collect::<Result<_, _>>()?;
        let policy = Policy::default();
        let corpus = Corpus::read(&sources, &ids, policy.corpus());
        let ledger = Ledger::of(&corpus);
        let rules = std::slice::from_ref(&rule);
        let hits = super::hits(&corpus, rules);
        let findings = super::findings(&corpus, &ledger, rules, &policy, &hits, &sources);
        Ok(Ok(Found { sources, findings }))
    }

    /// Whether a finding is the one that an example names: its fault, and words that hold its place or that it holds.
    fn is_at(&self, finding: &Finding, flag: &Flag) -> bool {
        let quote = self.sources.quote(finding.detection.primary.place);
        finding.detection.fault == flag.fault
            && !quote.is_empty()
            && (quote.contains(&flag.at) || flag.at.contains(quote))
    }

    fn list(&self) -> String {
        if self.findings.is_empty() {
            return "nothing".to_owned();
        }
        let findings = self.findings.iter().map(|finding| {
            let detection = &finding.detection;
            let quote = self.sources.quote(detection.primary.place);
            format!(
                "{} at “{quote}” ({})",
                detection.fault.code(),
                detection.message
            )
        });
        findings.collect::<Vec<_>>().join("; ")
    }
}
