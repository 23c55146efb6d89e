//! What is not to be reported, because somebody said so and why.
//!
//! Lives here: comments in reports and entries of the settings that suppress findings, and what does not suppress
//! anything any more, which is a finding itself; the baseline, which knows the findings of another day.
//! Stays out: any other filtering of findings, and severities.
//!
//! A finding of statements that disagree stands for several contradictions, one for each statement that the first one
//! disagrees with, and is suppressed only if all of them are. So that nothing is hidden that nobody has seen yet, a
//! suppression of one block holds for one contradiction, unless it quotes those that are meant.

mod baseline;
mod collect;
mod comment;
mod near;
mod unit;
mod zone;

use std::collections::BTreeSet;

use crate::config::Policy;
use crate::corpus::Corpus;
use crate::finding::{Certainty, Detection, Edit, Fault, Finding, Fix, Label};
use crate::rule::Rule;
use crate::source::{Place, Sources};

pub use baseline::{Baseline, Sifted};

use near::Near;
use unit::{Side, Texts, Unit};

/// Findings after suppression.
#[derive(Debug)]
pub struct Suppressed {
    /// Those that are left.
    pub kept: Vec<Finding>,
    /// How many are not.
    pub count: usize,
    /// Suppressions that do not hold, or hold nothing back.
    pub void: Vec<Detection>,
}

/// The suppressions of a run.
#[derive(Debug)]
pub struct Suppressions {
    holders: Vec<Holder>,
    /// Those that are none.
    void: Vec<Detection>,
}

impl Suppressions {
    /// Reads the comments in the reports and the entries of the settings.
    pub fn of(corpus: &Corpus, rules: &[Rule], policy: &Policy, sources: &Sources) -> Suppressions {
        let (holders, void) = collect::collect(corpus, rules, policy, sources);
        Suppressions { holders, void }
    }

    /// Takes out what is suppressed.
    pub fn apply(
        self,
        findings: Vec<Finding>,
        corpus: &Corpus,
        policy: &Policy,
        sources: &Sources,
    ) -> Suppressed {
        let Suppressions { holders, mut void } = self;
        if holders.is_empty() {
            return Suppressed {
                kept: findings,
                count: 0,
                void,
            };
        }
        let texts = Texts { corpus, sources };
        let units: Vec<&Unit> = holders.iter().flat_map(|holder| &holder.units).collect();
        let places = Near::of(&units);
        let mut used = vec![false; units.len()];
        let mut meant: Vec<BTreeSet<String>> = vec![BTreeSet::new(); units.len()];
        // For each side of each finding the units that mean it.
        let mut covered: Vec<Vec<Vec<usize>>> = Vec::with_capacity(findings.len());
        for finding in &findings {
            let near = places.to(&finding.detection);
            let sides = if near.is_empty() {
                Vec::new()
            } else {
                Side::all(&finding.detection)
            };
            let covers = sides.iter().map(|side| {
                let means = |at: &&usize| units[**at].means(finding, side, &texts);
                let means: Vec<usize> = near.iter().filter(means).copied().collect();
                for at in &means {
                    used[*at] = true;
                    if units[*at].must_tell(finding) {
                        meant[*at].insert(units[*at].other_side(side, &texts));
                    }
                }
                means
            });
            covered.push(covers.collect());
        }
        let is_vague =
            |at: usize, finding: &Finding| units[at].must_tell(finding) && meant[at].len() > 1;
        let before = findings.len();
        let kept: Vec<Finding> = findings
            .into_iter()
            .zip(covered)
            .filter(|(finding, sides)| {
                let is_covered =
                    |units: &Vec<usize>| units.iter().any(|at| !is_vague(*at, finding));
                sides.is_empty() || !sides.iter().all(is_covered)
            })
            .map(|(finding, _)| finding)
            .collect();
        let mut first = 0;
        for holder in &holders {
            let own = 0..holder.units.len();
            for at in own.clone().filter(|at| meant[first + at].len() > 1) {
                void.push(vague(&holder.units[at], &meant[first + at]));
            }
            let idle: Vec<usize> = own.filter(|at| !used[first + at]).collect();
            first += holder.units.len();
            if !idle.is_empty() && policy.sees_all(corpus.reports.len()) {
                void.push(unused(holder, &idle, policy.is_whole()));
            }
        }
        Suppressed {
            count: before - kept.len(),
            kept,
            void,
        }
    }
}

/// A comment or an entry of the settings, with what it names.
#[derive(Debug)]
struct Holder {
    /// All of it.
    place: Place,
    /// Where the names stand, if some of them can be taken out.
    names: Option<Place>,
    /// What takes it out. Nothing, if that cannot be done.
    removal: Vec<Edit>,
    units: Vec<Unit>,
}

/// That a suppression does not hold, or holds nothing back.
fn detection(
    place: Place,
    label: &str,
    message: String,
    help: String,
    fix: Option<Fix>,
) -> Detection {
    Detection {
        fault: Fault::SuppressionVoid,
        category: Fault::SuppressionVoid.category(),
        certainty: Certainty::Sure,
        message,
        help,
        primary: Label {
            place,
            text: label.to_owned(),
        },
        related: Vec::new(),
        fix,
    }
}

/// That a suppression may mean several contradictions.
fn vague(unit: &Unit, meant: &BTreeSet<String>) -> Detection {
    let name = &unit.name;
    let quotes: Vec<String> = meant.iter().map(|text| format!("“{text}”")).collect();
    let quoted: Vec<String> = meant.iter().map(|text| format!("\"{text}\"")).collect();
    let how = if unit.is_setting {
        format!("`against: [{}]`", quoted.join(", "))
    } else {
        format!("`{name} {}`", quoted.join(" "))
    };
    detection(
        unit.place,
        "which of them?",
        format!(
            "`{name}` may mean several findings here: {}",
            quotes.join(", ")
        ),
        format!("It suppresses none of them. Say which ones are meant: {how}, or some of these."),
        None,
    )
}

/// That some of the names of a holder suppress nothing. It is safe to take them out if nothing is missing from the run.
fn unused(holder: &Holder, idle: &[usize], safe: bool) -> Detection {
    let names: Vec<String> = idle
        .iter()
        .map(|at| format!("`{}`", holder.units[*at].name))
        .collect();
    let kept: Vec<&str> = holder
        .units
        .iter()
        .enumerate()
        .filter(|(at, _)| !idle.contains(at))
        .map(|(_, unit)| unit.written.as_str())
        .collect();
    let edits = match (kept.is_empty(), holder.names) {
        (true, _) => holder.removal.clone(),
        (false, None) => Vec::new(),
        (false, Some(place)) => vec![Edit {
            place,
            replacement: kept.join(", "),
        }],
    };
    let place = match idle {
        [one] if !kept.is_empty() => holder.units[*one].place,
        _ => holder.place,
    };
    detection(
        place,
        "suppresses nothing",
        format!("nothing is found that the suppression of {} is for", names.join(", ")),
        "What it was for is gone: take it out. It can be right if reports are missing from this run.".to_owned(),
        (!edits.is_empty()).then_some(Fix::Edits { safe, edits }),
    )
}

/// A text on one line, without space around it.
fn plain(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}
