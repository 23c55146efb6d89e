//! The settings held against the reports and the rules of a run.

use std::collections::{BTreeMap, BTreeSet};

use super::{Config, Glob, Level, PathConfig, Suppression};
use crate::check::Entries;
use crate::corpus;
use crate::finding::{Fault, Problem, ProblemOf, Severity};
use crate::rule::Rule;
use crate::source::{Place, SourceId, Sources};
use crate::yaml::{self, Step};

/// What the settings say about one run.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    config: Config,
    /// The reports by their paths, as seen from the folder of the settings.
    paths: BTreeMap<SourceId, String>,
    /// Whether these are all reports that the settings are about, so that a glob that matches none of them is a slip.
    complete: bool,
    /// Whether whole folders were read.
    whole: bool,
}

impl Policy {
    /// Holds settings against reports, each with its path as seen from the folder of the settings. `complete` says that
    /// the reports are those that the settings name, and not some that somebody chose.
    pub fn new(config: Config, paths: BTreeMap<SourceId, String>, complete: bool) -> Policy {
        Policy {
            config,
            paths,
            complete,
            whole: complete,
        }
    }

    /// The same with what the text of the settings says now of what is not to be reported.
    #[must_use]
    pub fn read_again(&self, sources: &Sources) -> Policy {
        let mut policy = self.clone();
        let now = self.config.source.map(|source| {
            let text = sources.get(source).text();
            Config::read(text, source)
        });
        if let Some(Ok(now)) = now {
            policy.config.suppress = now.suppress;
        }
        policy
    }

    /// Says that whole folders were read, and not some reports that somebody chose.
    #[must_use]
    pub fn of_whole_folders(self) -> Policy {
        Policy {
            whole: true,
            ..self
        }
    }

    /// What the settings tell about the reports.
    pub fn corpus(&self) -> corpus::Settings {
        let config = &self.config;
        let mut settings = corpus::Settings {
            aliases: config.aliases.clone(),
            words: config.words.clone(),
            names: config.names.clone(),
            terms: config.terms.clone(),
            ..corpus::Settings::default()
        };
        for (glob, period) in config.periods.iter() {
            let matched = self.matched(glob);
            settings.periods.extend(matched.map(|id| (id, period.0)));
        }
        for (name, globs) in config.series.iter() {
            let matched = globs.iter().flat_map(|glob| self.matched(glob));
            settings.series.extend(matched.map(|id| (id, name.clone())));
        }
        let frozen = config.frozen.iter();
        settings
            .frozen
            .extend(frozen.flat_map(|glob| self.matched(glob)));
        settings
    }

    /// The settings, whichever reports they are held against.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The path of a report, as seen from the folder of the settings.
    pub fn path(&self, report: SourceId) -> Option<&str> {
        self.paths.get(&report).map(String::as_str)
    }

    /// The file of settings, if there is one.
    pub fn source(&self) -> Option<SourceId> {
        self.config.source
    }

    /// Whether the reports are all those that the settings are about.
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    /// Whether a run over so many reports sees what they say of each other. Somebody who checks one report out of many
    /// does not want to hear that its suppressions suppress nothing.
    pub fn sees_all(&self, reports: usize) -> bool {
        self.whole || reports > 1
    }

    /// Whether nothing is missing from the run, as far as that can be told.
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// What is not to be reported, by its position in the settings, with the reports that it is about.
    pub fn suppressions(&self) -> impl Iterator<Item = (usize, &Suppression, Vec<SourceId>)> {
        let entries = self.config.suppress.iter().enumerate();
        entries.map(|(at, entry)| (at, entry, self.matched(&entry.path).collect()))
    }

    fn matched(&self, glob: &Glob) -> impl Iterator<Item = SourceId> {
        let paths = self.paths.iter();
        paths.filter_map(move |(id, path)| glob.matches(path).then_some(*id))
    }

    /// The highest severity of a rule's findings of a fault in a report; `None` if they are not reported.
    pub fn highest(&self, rule: &Rule, fault: Fault, report: SourceId) -> Option<Severity> {
        self.highest_of(&rule.id, rule.severity, fault, report)
    }

    /// The highest severity of findings that bear the name of a rule, and have a severity where the settings are silent.
    pub fn highest_of(
        &self,
        rule: &str,
        severity: Severity,
        fault: Fault,
        report: SourceId,
    ) -> Option<Severity> {
        let config = &self.config;
        let path = self.paths.get(&report);
        let of_path = config.paths.iter().filter_map(|(glob, levels)| {
            glob.matches(path?)
                .then(|| level(&levels.off, &levels.severity, rule, fault))?
        });
        let level = of_path
            .last()
            .or_else(|| level(&config.off, &config.severity, rule, fault));
        match level {
            None => Some(severity),
            Some(Level::Off) => None,
            Some(Level::UpTo(severity)) => Some(severity),
        }
    }

    /// Whether a rule can report anything.
    pub fn is_on(&self, rule: &Rule) -> bool {
        let off = self.config.off.contains(&rule.id);
        let paths = self.config.paths.iter();
        !off || paths.map(|(_, of)| of).any(|of| !of.severity.is_empty())
    }

    /// Settings that name nothing.
    pub fn problems(&self, rules: &[Rule], sources: &Sources) -> Vec<Problem> {
        let Some(source) = self.config.source else {
            return Vec::new();
        };
        let mut problems = Problems {
            source,
            text: sources.get(source).text(),
            known: rules
                .iter()
                .map(|rule| rule.id.as_str())
                .chain(Fault::ALL.iter().map(|fault| fault.code()))
                .collect(),
            found: Vec::new(),
        };
        let config = &self.config;
        problems.unknown(&[], &config.off, &config.severity);
        for (glob, PathConfig { off, severity }) in config.paths.iter() {
            let path = [Step::Key("paths"), Step::Key(glob.as_ref())];
            problems.unknown(&path, off, severity);
        }
        if self.complete {
            let dead = |glob: &&Glob| self.matched(glob).next().is_none();
            let paths = config.paths.iter().map(|(glob, _)| glob);
            let periods = config.periods.iter().map(|(glob, _)| glob);
            let mut report = |glob: &Glob, path: &[Step<'_>]| problems.dead(glob, path);
            for (name, globs) in config.series.iter() {
                let path = [Step::Key("series"), Step::Key(name)];
                globs
                    .iter()
                    .filter(dead)
                    .for_each(|glob| report(glob, &path));
            }
            for glob in periods.filter(dead) {
                report(glob, &[Step::Key("periods")]);
            }
            for glob in config.frozen.iter().filter(dead) {
                report(glob, &[Step::Key("frozen")]);
            }
            for glob in paths.filter(dead) {
                report(glob, &[Step::Key("paths")]);
            }
        }
        problems.found.sort_by_key(|problem| problem.place);
        problems.found
    }
}

/// What settings say of the findings of a rule: the name of the rule goes before that of the fault.
fn level(
    off: &[String],
    severity: &Entries<String, Level>,
    rule: &str,
    fault: Fault,
) -> Option<Level> {
    let of = |name: &str| {
        if off.iter().any(|other| other == name) {
            return Some(Level::Off);
        }
        let mut levels = severity.iter();
        let found = levels.find(|(other, _)| *other == name)?;
        Some(*found.1)
    };
    of(rule).or_else(|| of(fault.code()))
}

/// Problems with the text of a file.
struct Problems<'a> {
    source: SourceId,
    text: &'a str,
    known: BTreeSet<&'a str>,
    found: Vec<Problem>,
}

impl Problems<'_> {
    /// Names of rules and faults that are none.
    fn unknown(&mut self, path: &[Step<'_>], off: &[String], severity: &Entries<String, Level>) {
        let off = off.iter().map(|name| ("off", name));
        let names = off.chain(severity.iter().map(|(name, _)| ("severity", name)));
        for (key, name) in names {
            if self.known.contains(name.as_str()) {
                continue;
            }
            let help = match yaml::nearest(name, self.known.iter().copied()) {
                Some(known) => format!("Did you mean `{known}`?"),
                None => "The name of a rule or of a fault belongs here; `factlint explain` lists the faults.".to_owned(),
            };
            let path: Vec<Step<'_>> = path.iter().copied().chain([Step::Key(key)]).collect();
            let message = format!("there is no rule and no fault `{name}`");
            self.add(message, help, &path, name);
        }
    }

    /// A glob that matches no report.
    fn dead(&mut self, glob: &Glob, path: &[Step<'_>]) {
        let glob = glob.as_ref();
        self.add(
            format!("no report matches `{glob}`"),
            "Paths and globs are relative to the folder of this file. Mend the glob, or remove it."
                .to_owned(),
            path,
            glob,
        );
    }

    /// A problem with a text at a path.
    fn add(&mut self, message: String, help: String, path: &[Step<'_>], name: &str) {
        let path: Vec<Step<'_>> = path.iter().copied().chain([Step::Text(name)]).collect();
        let span = yaml::span(self.text, &path).unwrap_or_else(|| yaml::scalar(self.text, 0));
        self.found.push(Problem {
            of: ProblemOf::Settings,
            message,
            help,
            place: Some(Place {
                source: self.source,
                span,
            }),
        });
    }
}
