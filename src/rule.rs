//! Rules as people write them, read from YAML.
//!
//! Lives here: files of rules, the rules in them, and the files that come with factlint.
//! Stays out: documents, and what any check looks for.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use schemars::{JsonSchema, Schema};
use serde::Deserialize;

use crate::check::{Entries, Kind, PinError};
use crate::finding::{Certainty, Fault, Head, Label, Severity};
use crate::pattern::Phrase;
use crate::source::{Place, SourceId, Sources, TooLarge};
use crate::yaml::{self, Locator, Slip, Step, YamlError};

mod core;
mod written;

pub use core::Pack;

/// Who keeps a rule. Ordered: of two rules that report the same, the first goes before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// The user.
    User,
    /// A pack for one organisation.
    Pack,
    /// factlint itself.
    Core,
}

/// A rule that is ready to run.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Its name, which names the fault.
    pub id: String,
    /// What it finds, in one line.
    pub summary: String,
    /// The highest severity that it may report.
    pub severity: Severity,
    /// What to do about its findings, in the words of whoever keeps the rule.
    pub help: Option<String>,
    /// What it looks for.
    pub check: Kind,
    /// Examples that it must report.
    pub flag: Vec<Flag>,
    /// Examples that it must not report.
    pub pass: Vec<Pass>,
    /// Who keeps it.
    pub origin: Origin,
    /// The file that it stands in.
    pub source: SourceId,
    /// Its position in the file, from 0.
    index: usize,
}

/// The files of an example: names with their texts.
pub type Reports = Entries<String, String>;

/// An example that must be reported.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Flag {
    /// The fault to be found.
    #[serde(deserialize_with = "written::fault")]
    #[schemars(with = "written::FaultName")]
    pub fault: Fault,
    /// The words of the place to look at first.
    #[serde(deserialize_with = "written::words")]
    #[schemars(with = "yaml::Text")]
    pub at: String,
    /// The corpus.
    #[serde(deserialize_with = "written::reports")]
    pub reports: Reports,
    /// Files of data that the rule is tied to.
    #[serde(default)]
    pub data: Reports,
}

/// An example that must not be reported.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pass {
    /// The corpus.
    #[serde(deserialize_with = "written::reports")]
    pub reports: Reports,
    /// Files of data that the rule is tied to.
    #[serde(default)]
    pub data: Reports,
}

/// A part of a rule that can be pointed at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'a> {
    /// The id.
    Id,
    /// A phrase of its check.
    Phrase(&'a Phrase),
    /// A key of what ties its check to data.
    Pin(&'a str),
    /// The example of that position that must be reported.
    Flag(usize),
    /// The example of that position that must not be reported.
    Pass(usize),
}

impl Rule {
    /// What it says of itself.
    pub fn head(&self) -> Head {
        Head {
            id: self.id.clone(),
            summary: self.summary.clone(),
            help: self.help.clone(),
            severity: self.severity,
        }
    }

    /// The severity of a finding of this certainty.
    pub fn severity_of(&self, certainty: Certainty) -> Severity {
        severity(certainty, self.severity)
    }

    /// The place of a part. For those of many rules, [`Places`] is quicker.
    pub fn place(&self, sources: &Sources, part: Part<'_>) -> Place {
        Places::new(sources).of(self, part)
    }
}

/// Where parts of rules stand. Looked up when somebody asks: most rules never have to be pointed at.
#[derive(Debug)]
pub struct Places<'a> {
    sources: &'a Sources,
    files: RefCell<BTreeMap<SourceId, Locator<'a>>>,
}

impl<'a> Places<'a> {
    /// Of rules that were read from these sources.
    pub fn new(sources: &'a Sources) -> Places<'a> {
        Places {
            sources,
            files: RefCell::default(),
        }
    }

    /// The place of a part of a rule.
    pub fn of(&self, rule: &Rule, part: Part<'_>) -> Place {
        let path = match part {
            Part::Id => vec![Step::Key("id")],
            Part::Flag(at) => vec![Step::Key("flag"), Step::Index(at)],
            Part::Pass(at) => vec![Step::Key("pass"), Step::Index(at)],
            Part::Pin(key) => vec![
                Step::Key("check"),
                Step::Key(rule.check.key()),
                Step::Key("pin"),
                Step::Key(key),
            ],
            Part::Phrase(phrase) => vec![Step::Key("check"), Step::Text(phrase.written())],
        };
        let of_rule = [Step::Key("rules"), Step::Index(rule.index)];
        let path: Vec<Step<'_>> = of_rule.into_iter().chain(path).collect();
        let mut files = self.files.borrow_mut();
        let file = files.entry(rule.source).or_insert_with(|| {
            let text = self.sources.get(rule.source).text();
            Locator::new(text, "rules")
        });
        let span = file.find(&path).unwrap_or_else(|| file.span(&of_rule));
        Place {
            source: rule.source,
            span,
        }
    }
}

/// The severity of a finding of this certainty, where the highest is given.
pub fn severity(certainty: Certainty, highest: Severity) -> Severity {
    let severity = match certainty {
        Certainty::Sure => Severity::Error,
        Certainty::Likely => Severity::Warning,
        Certainty::Unsure => Severity::Note,
    };
    severity.min(highest)
}

/// The JSON Schema of a file of rules.
pub fn schema() -> Schema {
    written::schema()
}

/// Adds the rules that come with factlint to the sources.
pub fn core(sources: &mut Sources) -> Result<Vec<(SourceId, Origin)>, TooLarge> {
    core::add(core::CORE, Origin::Core, sources)
}

/// Adds the rules to copy from to the sources.
pub fn samples(sources: &mut Sources) -> Result<Vec<(SourceId, Origin)>, TooLarge> {
    core::add(core::SAMPLES, Origin::User, sources)
}

/// Adds the rules of a pack to the sources.
pub fn pack(pack: Pack, sources: &mut Sources) -> Result<Vec<(SourceId, Origin)>, TooLarge> {
    core::add(pack.files(), Origin::Pack, sources)
}

/// Reads files of rules. Either all of them are good, or everything that is wrong with any of them is told.
pub fn load(sources: &Sources, files: &[(SourceId, Origin)]) -> Result<Vec<Rule>, Vec<YamlError>> {
    assemble(
        sources,
        files,
        read_each(sources, files, |text, _| written::read(text)),
    )
}

/// Reads files of rules to lint with them: as [`load`], but rules that come with factlint are without their examples.
pub fn load_to_lint(
    sources: &Sources,
    files: &[(SourceId, Origin)],
) -> Result<Vec<Rule>, Vec<YamlError>> {
    let written = read_each(sources, files, read_to_lint);
    assemble(sources, files, written)
}

/// The rules of [`core`] without their examples, read before there are sources: while the disk is waited for.
#[derive(Debug)]
pub struct CoreRules(Vec<Written>);

impl CoreRules {
    /// Reads them.
    pub fn read() -> CoreRules {
        let texts = core::CORE.par_iter().map(|(_, text)| *text);
        CoreRules(texts.map(|text| read_to_lint(text, Origin::Core)).collect())
    }

    /// As [`load_to_lint`]. The first of the files are those of [`core`].
    pub fn load_with(
        self,
        sources: &Sources,
        files: &[(SourceId, Origin)],
    ) -> Result<Vec<Rule>, Vec<YamlError>> {
        let mut written = self.0;
        let others = files.get(written.len()..).unwrap_or_default();
        written.extend(read_each(sources, others, read_to_lint));
        assemble(sources, files, written)
    }
}

/// The rules of a file, or what is wrong with it.
type Written = Result<Vec<written::WrittenRule>, Vec<Slip>>;

fn read_to_lint(text: &str, origin: Origin) -> Written {
    match origin {
        Origin::User => written::read(text),
        Origin::Core | Origin::Pack => written::read_bare(text).or_else(|_| written::read(text)),
    }
}

fn read_each(
    sources: &Sources,
    files: &[(SourceId, Origin)],
    read: impl Fn(&str, Origin) -> Written + Sync,
) -> Vec<Written> {
    let files = files.par_iter();
    files
        .map(|(source, origin)| read(sources.get(*source).text(), *origin))
        .collect()
}

/// The rules of files, of which each was read.
fn assemble(
    sources: &Sources,
    files: &[(SourceId, Origin)],
    written: Vec<Written>,
) -> Result<Vec<Rule>, Vec<YamlError>> {
    let mut rules = Vec::new();
    let mut errors = Vec::new();
    for ((source, origin), written) in files.iter().zip(written) {
        match written {
            Ok(written) => {
                let read = written.into_iter().enumerate();
                rules.extend(read.map(|(index, rule)| rule.into_rule(*source, *origin, index)));
            }
            Err(slips) => {
                let slips = slips.into_iter();
                errors.extend(slips.map(|slip| slip.in_source(*source)));
            }
        }
    }
    errors.extend(repeated_ids(sources, &rules));
    if errors.is_empty() {
        Ok(rules)
    } else {
        Err(errors)
    }
}

/// A file of data that a rule is tied to, and that was read; or why it was not.
pub type Data = (SourceId, String, Result<SourceId, String>);

/// The files of data that rules are tied to, as seen from the files of the rules: each with the source of its rule.
pub fn wanted_data(rules: &[Rule]) -> BTreeSet<(SourceId, String)> {
    let pinned = rules
        .iter()
        .filter_map(|rule| Some((rule.source, rule.check.pin()?.file().to_owned())));
    pinned.collect()
}

/// Ties rules to the data that they ask for. Without it, they would be held against nothing.
pub fn tie(rules: &mut [Rule], data: &[Data], sources: &Sources) -> Result<(), Vec<YamlError>> {
    let places = Places::new(sources);
    let mut errors = Vec::new();
    for rule in rules {
        let source = rule.source;
        let Some(pin) = rule.check.pin_mut() else {
            continue;
        };
        let mut data = data.iter();
        let read = data.find(|(of, file, _)| *of == source && file == pin.file());
        let tied = match read {
            Some((_, _, Ok(data))) => pin.tie(*data, sources),
            other => Err(PinError::InRule {
                key: "file",
                message: match other {
                    Some((_, file, Err(error))) => format!("{file} cannot be read: {error}"),
                    _ => format!("{} was not read", pin.file()),
                },
                help: "the path is seen from the file of the rule".to_owned(),
            }),
        };
        let label = |key| Label {
            place: places.of(rule, Part::Pin(key)),
            text: "here".to_owned(),
        };
        match tied {
            Ok(()) => {}
            Err(PinError::InRule { key, message, help }) => errors.push(YamlError {
                message,
                help,
                primary: label(key),
                related: Vec::new(),
            }),
            Err(PinError::InData(error)) => errors.push(YamlError {
                related: vec![Label {
                    text: "asked for here".to_owned(),
                    ..label("file")
                }],
                ..error
            }),
        }
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(errors)
    }
}

/// An id names one rule over all files.
fn repeated_ids(sources: &Sources, rules: &[Rule]) -> Vec<YamlError> {
    let places = Places::new(sources);
    let mut first: BTreeMap<&str, &Rule> = BTreeMap::new();
    let mut errors = Vec::new();
    for rule in rules {
        let Some(known) = first.get(rule.id.as_str()) else {
            first.insert(&rule.id, rule);
            continue;
        };
        errors.push(YamlError {
            message: format!("two rules have the id `{}`", rule.id),
            help: "rename one of them; a suppression by this id would mean both".to_owned(),
            primary: Label {
                place: places.of(rule, Part::Id),
                text: "this rule".to_owned(),
            },
            related: vec![Label {
                place: places.of(known, Part::Id),
                text: "and this one".to_owned(),
            }],
        });
    }
    errors
}

#[cfg(test)]
mod tests;
