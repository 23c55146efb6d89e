//! What every rule makes of a corpus, and what becomes of it: more than an outcome, for whoever asks why.

use rayon::prelude::*;

use super::{findings, frozen, hits, void};
use crate::check::{Context, Left, Statement};
use crate::claim::Ledger;
use crate::config::Policy;
use crate::corpus::Corpus;
use crate::finding::{Detection, Finding, Severity};
use crate::rule::Rule;
use crate::source::{Place, Sources};
use crate::suppress::{Baseline, Suppressions};

/// What becomes of what a rule detects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is a finding.
    Reported(Severity),
    /// Another finding tells it already.
    Told,
    /// A comment or the settings suppress it.
    Suppressed,
    /// A baseline knows it.
    Known,
    /// The settings switch it off.
    Off,
}

/// What one rule makes of a corpus.
#[derive(Debug)]
pub struct Trail<'a> {
    /// The rule.
    pub rule: &'a Rule,
    /// Everything that it detects, with what becomes of it.
    pub detected: Vec<(Box<Detection>, Fate)>,
    /// Places that it held against each other, and that fit.
    pub agreed: Vec<Place>,
    /// What it looked at and could not judge.
    pub left: Vec<Left>,
    /// The claims that state its fact, if it is about one.
    pub statements: Vec<Statement>,
}

/// What all rules make of a corpus, in the order of the rules, and the suppressions that do not hold.
pub fn trails<'a>(
    (corpus, ledger, sources): (&Corpus, &Ledger, &Sources),
    rules: &'a [Rule],
    policy: &Policy,
    baseline: Option<&Baseline>,
) -> (Vec<Trail<'a>>, Vec<Finding>) {
    let hits = hits(corpus, rules);
    let found = findings(corpus, ledger, rules, policy, &hits, sources);
    let suppressed = Suppressions::of(corpus, rules, policy, sources).apply(
        found.clone(),
        corpus,
        policy,
        sources,
    );
    let new = match baseline {
        None => suppressed.kept.clone(),
        Some(baseline) => {
            let reports = corpus.reports.iter();
            let reports = reports.map(|report| report.document.source);
            let kept = suppressed.kept.clone();
            baseline.sift(kept, reports, false, sources).kept
        }
    };
    let fate = |rule: &Rule, detection: &Detection| {
        let report = detection.primary.place.source;
        let is_on = policy.is_on(rule);
        let has = |findings: &[Finding]| {
            let mut findings = findings.iter();
            findings
                .find(|finding| is_of(finding, rule, detection))
                .map(|finding| finding.severity)
        };
        match policy.highest(rule, detection.fault, report) {
            Some(_) if is_on => match (has(&new), has(&suppressed.kept), has(&found)) {
                (Some(severity), ..) => Fate::Reported(severity),
                (None, Some(_), _) => Fate::Known,
                (None, None, Some(_)) => Fate::Suppressed,
                (None, None, None) => Fate::Told,
            },
            _ => Fate::Off,
        }
    };
    let trails = rules.par_iter().map(|rule| {
        let check = rule.check.check();
        let context = Context::new(corpus, ledger, sources, &hits);
        let mut context = context.noting().agreeing();
        check.steps(&context).run(&mut context);
        let statements = check.statements(&context);
        let left = context.take_left();
        let (detections, agreed) = context.into_results();
        let detected = detections.into_iter().map(|detection| {
            let detection = frozen::turn(corpus, detection);
            let fate = fate(rule, &detection);
            (detection, fate)
        });
        Trail {
            rule,
            detected: detected.collect(),
            agreed,
            left,
            statements,
        }
    });
    let trails = trails.collect();
    (trails, void(suppressed.void, corpus, policy, sources))
}

/// Whether a finding is what a rule detected. Its help is longer if the rule adds to it.
fn is_of(finding: &Finding, rule: &Rule, detection: &Detection) -> bool {
    let other = &finding.detection;
    finding.rule == rule.id
        && other.fault == detection.fault
        && other.primary == detection.primary
        && other.related == detection.related
        && other.message == detection.message
}
