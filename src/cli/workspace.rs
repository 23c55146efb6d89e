//! What commands that read reports share: the reports, the rules and the settings of a run.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::inputs::{Inputs, Wanted};
use super::settings::{self, Settings};
use super::terminal::ColorChoice;
use super::{Failure, complain, rules};
use crate::config::{FailOn, Policy};
use crate::rule::{Pack, Rule};
use crate::source::{SourceId, Sources};
use crate::yaml::Step;

/// Which reports, rules and settings a run is about.
#[derive(Debug, Clone, Args)]
pub(super) struct Selection {
    /// Reports, folders of reports, or globs; `-` reads one report from standard input
    ///
    /// Without any, what the settings name as reports is read, else this folder.
    paths: Vec<PathBuf>,

    /// Files of further rules, or folders of them (may be repeated)
    #[arg(long, value_name = "PATH")]
    rules: Vec<PathBuf>,

    /// A pack of rules that comes with factlint (may be repeated)
    #[arg(long = "pack", value_name = "NAME", value_parser = pack_parser())]
    packs: Vec<Pack>,

    /// The settings, instead of the nearest factlint.yaml or .factlint.yaml
    ///
    /// Without this option, the file is looked for in the folder of the first path and in the folders around it, up to
    /// that of the repository.
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    config: Option<PathBuf>,

    /// Without settings, even if there is a file of them
    #[arg(long)]
    no_config: bool,

    /// The path that standard input stands for; it decides on the format and the period
    #[arg(long, value_name = "PATH")]
    stdin_filename: Option<PathBuf>,
}

fn pack_parser() -> impl TypedValueParser<Value = Pack> {
    let names = Pack::all().map(Pack::name);
    PossibleValuesParser::new(names).try_map(|name| Pack::named(&name).ok_or("no pack"))
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
    /// Whether something could not be read, which has been said.
    pub(super) incomplete: bool,
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

    /// Reads all of it. `None` if settings or rules are none, which is then said on standard error.
    pub(super) fn read(&self, color: ColorChoice) -> Result<Option<Workspace>, Failure> {
        let mut sources = Sources::default();
        let settings = match self.config_file() {
            None => Settings::default(),
            Some(file) => match Settings::read(&file, &mut sources, color)? {
                Some(settings) => settings,
                None => return Ok(None),
            },
        };
        let config = &settings.config;
        let wanted = self.wanted(&settings, &sources);
        let complete = self.paths.is_empty();
        let excluded = |path: &Path| {
            let path = settings.path_from_folder(path);
            config.exclude.iter().any(|glob| glob.matches(&path))
        };
        let stdin_filename = self.stdin_filename.as_deref();
        let Inputs {
            mut sources,
            ids: reports,
            errors,
            files,
        } = Inputs::collect(sources, &wanted, stdin_filename, &excluded);
        for error in &errors {
            complain(error);
        }
        let of_settings = config
            .rules
            .iter()
            .map(|path| settings.path_from_here(path));
        let rule_paths: Vec<PathBuf> = of_settings.chain(self.rules.iter().cloned()).collect();
        let mut packs: Vec<Pack> = config.packs.iter().chain(&self.packs).copied().collect();
        packs.sort_unstable();
        packs.dedup();
        let Some(rules) = rules::read(&packs, &rule_paths, &mut sources, color)? else {
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
            incomplete: !errors.is_empty(),
            sources,
            reports,
            files,
            rules,
        }))
    }

    /// The file of settings, if there is one.
    fn config_file(&self) -> Option<PathBuf> {
        if self.no_config {
            return None;
        }
        if let Some(file) = &self.config {
            return Some(file.clone());
        }
        let first = self.paths.first().map(PathBuf::as_path);
        let first = match (first, &self.stdin_filename) {
            (Some(path), Some(stands_for)) if path == Path::new("-") => Some(stands_for.as_path()),
            (first, _) => first,
        };
        settings::find(first.unwrap_or(Path::new("")))
    }

    /// The paths to be read: those of the command line, else those of the settings, else this folder.
    fn wanted(&self, settings: &Settings, sources: &Sources) -> Vec<Wanted> {
        let named = self.paths.iter().cloned().map(Wanted::from);
        let reports = settings.config.reports.iter();
        if !self.paths.is_empty() {
            named.collect()
        } else if settings.config.reports.is_empty() {
            vec![Wanted::from(PathBuf::from("."))]
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
