//! What commands that read reports share: the reports, the rules and the settings of a run.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;

use super::inputs::{self, Inputs, Wanted};
use super::rulebook::Rulebook;
use super::settings::Settings;
use super::terminal::ColorChoice;
use super::{Failure, complain, tell};
use crate::config::{FailOn, Policy};
use crate::rule::{CoreRules, Origin, Rule};
use crate::source::{SourceId, Sources};
use crate::yaml::Step;

/// Which reports, rules and settings a run is about.
#[derive(Debug, Clone, Args)]
pub(super) struct Selection {
    /// Reports, folders of reports, or globs; `-` reads one report from standard input
    ///
    /// Without any, what the settings name as reports is read, else this folder.
    paths: Vec<PathBuf>,

    #[command(flatten)]
    rulebook: Rulebook,

    /// Read a report from standard input, as `-` does, that stands for this path: it decides on the format and the period
    #[arg(long, value_name = "PATH")]
    stdin_filename: Option<PathBuf>,

    /// Leave out reports of more megabytes than these, and say so [default: 100]
    #[arg(long, value_name = "MB", value_parser = clap::value_parser!(u64).range(1..=4_000))]
    max_size: Option<u64>,

    /// The report that a command is about, if it is about one.
    #[arg(skip)]
    subject: Option<PathBuf>,
}

/// The reports, the rules and the settings of a run.
#[derive(Debug)]
pub(super) struct Workspace {
    /// Every text that can be pointed at.
    pub(super) sources: Sources,
    /// The ids of the reports.
    pub(super) reports: Vec<SourceId>,
    /// The files that they were read from; standard input is none.
    pub(super) files: BTreeMap<SourceId, PathBuf>,
    /// All rules.
    pub(super) rules: Vec<Rule>,
    /// What the settings say about them.
    pub(super) policy: Policy,
    /// When a run with findings fails, if the settings say so.
    pub(super) fail_on: Option<FailOn>,
    /// The baseline that the settings name.
    pub(super) baseline: Option<PathBuf>,
    /// The folder of the settings, else this folder.
    pub(super) home: PathBuf,
    /// The file of settings, if there is one.
    pub(super) settings: Option<String>,
    /// Whether something could not be read, which has been said.
    pub(super) incomplete: bool,
}

impl Workspace {
    /// Says on standard error what a run is made of.
    pub(super) fn tell(&self) {
        let settings = self.settings.as_deref().unwrap_or("none");
        tell(&format_args!("settings: {settings}"));
        let count = |origin| {
            let rules = self.rules.iter();
            rules.filter(|rule| rule.origin == origin).count()
        };
        let (core, packs, own) = (
            count(Origin::Core),
            count(Origin::Pack),
            count(Origin::User),
        );
        tell(&format_args!(
            "rules: {core} of factlint, {packs} of packs, {own} of yours"
        ));
        for report in &self.reports {
            tell(&format_args!(
                "report: {}",
                self.sources.get(*report).name()
            ));
        }
    }
}

impl Selection {
    /// With further paths before the others.
    pub(super) fn with(&self, paths: &[&Path]) -> Selection {
        let paths = paths.iter().map(|path| (*path).to_owned());
        Selection {
            paths: paths.chain(self.paths.iter().cloned()).collect(),
            ..self.clone()
        }
    }

    /// The reports beside one that a command is about: those of the command line, of the settings that hold for it, or
    /// of its folder.
    #[must_use]
    pub(super) fn about(self, report: &Path) -> Selection {
        Selection {
            subject: Some(report.to_owned()),
            ..self
        }
    }

    /// With `-` among the paths if standard input is given a name.
    fn with_standard_input(&self) -> Cow<'_, Selection> {
        let standard_input = Path::new("-");
        if self.stdin_filename.is_none() || self.paths.iter().any(|path| path == standard_input) {
            return Cow::Borrowed(self);
        }
        let mut selection = self.clone();
        selection.paths.push(standard_input.to_owned());
        Cow::Owned(selection)
    }

    /// Reads all of it. `None` if settings or rules are none, which is then said on standard error.
    pub(super) fn read(&self, color: ColorChoice) -> Result<Option<Workspace>, Failure> {
        self.with_standard_input().read_paths(color)
    }

    fn read_paths(&self, color: ColorChoice) -> Result<Option<Workspace>, Failure> {
        let mut sources = Sources::default();
        let Some(settings) = self
            .rulebook
            .settings(self.first_path(), &mut sources, color)?
        else {
            return Ok(None);
        };
        let config = &settings.config;
        let wanted = self.wanted(&settings, &sources);
        let complete = self.paths.is_empty();
        let excluded = |path: &Path| {
            !config.exclude.is_empty() && {
                let path = settings.path_from_folder(path);
                config.exclude.iter().any(|glob| glob.matches(&path))
            }
        };
        let stdin_filename = self.stdin_filename.as_deref();
        // Some wait for the disk, and the others do not.
        let (inputs, core) = rayon::join(
            || {
                let most = self.max_size.unwrap_or(inputs::MOST);
                Inputs::collect(sources, &wanted, stdin_filename, &excluded, most)
            },
            CoreRules::read,
        );
        let Inputs {
            mut sources,
            ids: reports,
            errors,
            files,
        } = inputs;
        for error in &errors {
            complain(error);
        }
        let Some(rules) = self
            .rulebook
            .read_to_lint(core, &settings, &mut sources, color)?
        else {
            return Ok(None);
        };
        let seen = reports.iter().map(|id| {
            let name = Path::new(sources.get(*id).name());
            (*id, settings.path_from_folder(name))
        });
        let policy = Policy::new(settings.config.clone(), seen.collect(), complete);
        let chose_folders = self.paths.iter().all(|path| path.is_dir());
        Ok(Some(Workspace {
            policy: if chose_folders {
                policy.of_whole_folders()
            } else {
                policy
            },
            fail_on: config.fail_on,
            baseline: config
                .baseline
                .as_ref()
                .map(|path| settings.path_from_here(path)),
            home: settings.folder_from_here(),
            settings: settings.name(&sources),
            incomplete: !errors.is_empty(),
            sources,
            reports,
            files,
            rules,
        }))
    }

    /// The path whose settings hold.
    fn first_path(&self) -> &Path {
        let first = self.paths.first().map(PathBuf::as_path);
        let first = match (first, &self.stdin_filename) {
            (Some(path), Some(stands_for)) if path == Path::new("-") => Some(stands_for.as_path()),
            (first, _) => first,
        };
        first.or(self.subject.as_deref()).unwrap_or(Path::new(""))
    }

    /// The paths to be read: those of the command line, else those of the settings, else this folder.
    fn wanted(&self, settings: &Settings, sources: &Sources) -> Vec<Wanted> {
        let named = self.paths.iter().cloned().map(Wanted::from);
        let reports = settings.config.reports.iter();
        if !self.paths.is_empty() {
            named.collect()
        } else if settings.config.reports.is_empty() {
            let folder = self.subject.as_deref().and_then(Path::parent);
            let folder = folder.filter(|folder| *folder != Path::new(""));
            vec![Wanted::from(folder.unwrap_or(Path::new(".")).to_owned())]
        } else {
            reports
                .map(|path| Wanted {
                    path: settings.path_from_here(path),
                    named_at: settings.position(&[Step::Key("reports"), Step::Text(path)], sources),
                })
                .collect()
        }
    }
}
