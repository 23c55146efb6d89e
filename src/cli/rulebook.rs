//! What commands that read rules share: which rules are on, and the settings that say so.

use std::io;
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use ignore::WalkBuilder;

use super::settings::{self, Settings};
use super::terminal::{ColorChoice, Terminal};
use super::{Failure, output, reading};
use crate::render;
use crate::rule::{self, CoreRules, Data, Origin, Pack, Rule};
use crate::source::{Encoding, SourceId, Sources};
use crate::yaml::{Step, YamlError};

/// Which rules are on beside those of factlint.
#[derive(Debug, Clone, Args)]
pub(super) struct Rulebook {
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
}

fn pack_parser() -> impl TypedValueParser<Value = Pack> {
    let names = Pack::all().map(Pack::name);
    PossibleValuesParser::new(names).try_map(|name| Pack::named(&name).ok_or("no pack"))
}

impl Rulebook {
    /// The rules of some files, and of the settings of a file.
    pub(super) fn of(rules: Vec<PathBuf>, config: Option<PathBuf>) -> Rulebook {
        Rulebook {
            rules,
            packs: Vec::new(),
            config,
            no_config: false,
        }
    }

    /// Reads the settings that hold for a path. `None` if they are none, which is then said on standard error.
    pub(super) fn settings(
        &self,
        near: &Path,
        sources: &mut Sources,
        color: ColorChoice,
    ) -> Result<Option<Settings>, Failure> {
        let file = match &self.config {
            _ if self.no_config => None,
            Some(file) => Some(file.clone()),
            None => settings::find(near),
        };
        match file {
            None => Ok(Some(Settings::default())),
            Some(file) => Settings::read(&file, sources, color),
        }
    }

    /// Reads all rules that are on. `None` if some are none, which is then said on standard error.
    pub(super) fn read(
        &self,
        settings: &Settings,
        sources: &mut Sources,
        color: ColorChoice,
    ) -> Result<Option<Vec<Rule>>, Failure> {
        let (packs, paths) = (self.packs(settings), self.found(settings, sources)?);
        read(&packs, &paths, rule::load, sources, color)
    }

    /// Reads all rules that are on, to lint with them. `None` as in [`Rulebook::read`].
    pub(super) fn read_to_lint(
        &self,
        core: CoreRules,
        settings: &Settings,
        sources: &mut Sources,
        color: ColorChoice,
    ) -> Result<Option<Vec<Rule>>, Failure> {
        let (packs, paths) = (self.packs(settings), self.found(settings, sources)?);
        let load = |sources: &Sources, files: &[_]| core.load_with(sources, files);
        read(&packs, &paths, load, sources, color)
    }

    /// The packs that are on, each once.
    fn packs(&self, settings: &Settings) -> Vec<Pack> {
        let of_settings = settings.config.packs.iter();
        let mut packs: Vec<Pack> = of_settings.chain(&self.packs).copied().collect();
        packs.sort_unstable();
        packs.dedup();
        packs
    }

    /// Reads all rules that are on, and those of all packs. `None` as in [`Rulebook::read`].
    pub(super) fn read_all(
        &self,
        settings: &Settings,
        sources: &mut Sources,
        color: ColorChoice,
    ) -> Result<Option<Vec<Rule>>, Failure> {
        let packs: Vec<Pack> = Pack::all().collect();
        let paths = self.found(settings, sources)?;
        read(&packs, &paths, rule::load, sources, color)
    }

    /// The files and folders of rules of the user, if all of them are there. What the settings name and is not is told
    /// at its line.
    fn found(&self, settings: &Settings, sources: &Sources) -> Result<Vec<PathBuf>, Failure> {
        let paths = self.paths(settings);
        let Some(at) = paths.iter().position(|path| !path.exists()) else {
            return Ok(paths);
        };
        let written = settings.config.rules.get(at);
        let line = written.and_then(|written| {
            let path = [Step::Key("rules"), Step::Text(written)];
            settings.position(&path, sources)
        });
        let line = line.map_or(String::new(), |line| format!("{line}: "));
        let path = paths[at].display();
        Err(Failure::Unknown(format!(
            "{line}{path}: no such file or folder"
        )))
    }

    /// The files and folders of rules of the user.
    pub(super) fn paths(&self, settings: &Settings) -> Vec<PathBuf> {
        let of_settings = settings.config.rules.iter();
        of_settings
            .map(|path| settings.path_from_here(path))
            .chain(self.rules.iter().cloned())
            .collect()
    }
}

/// Reads all rules. `None` if some are none, which is then said on standard error.
fn read(
    packs: &[Pack],
    paths: &[PathBuf],
    load: impl FnOnce(&Sources, &[(SourceId, Origin)]) -> Result<Vec<Rule>, Vec<YamlError>>,
    sources: &mut Sources,
    color: ColorChoice,
) -> Result<Option<Vec<Rule>>, Failure> {
    let mut files = rule::core(sources)?;
    for pack in packs {
        files.extend(rule::pack(*pack, sources)?);
    }
    for path in paths {
        read_path(path, sources, &mut files)?;
    }
    let loaded = match load(sources, &files) {
        Ok(mut rules) => {
            let data = read_data(&rules, sources)?;
            rule::tie(&mut rules, &data, sources).map(|()| rules)
        }
        Err(errors) => Err(errors),
    };
    match loaded {
        Ok(rules) => Ok(Some(rules)),
        Err(errors) => {
            let options = Terminal::stderr(color).options();
            output::complain(|out| render::rule_errors(&errors, sources, &options, out));
            Ok(None)
        }
    }
}

/// Reads a file of rules, or those of a folder and the folders in it.
fn read_path(
    path: &Path,
    sources: &mut Sources,
    files: &mut Vec<(SourceId, Origin)>,
) -> Result<(), Failure> {
    let walk = WalkBuilder::new(path)
        .standard_filters(false)
        .sort_by_file_path(Path::cmp)
        .build();
    for entry in walk {
        let entry = entry?;
        let file = entry.path();
        // A file that was named is read whatever its name.
        let is_rules = entry.depth() == 0
            || file
                .extension()
                .is_some_and(|end| end == "yaml" || end == "yml");
        // A pipe that was not named would be waited for.
        if file.is_dir() || !is_rules || entry.depth() > 0 && !file.is_file() {
            continue;
        }
        let text = reading::text(file).map_err(|error| Failure::File {
            path: file.to_owned(),
            error,
        })?;
        files.push((sources.add(file.display().to_string(), text)?, Origin::User));
    }
    Ok(())
}

/// Reads the files of data that rules are tied to.
fn read_data(rules: &[Rule], sources: &mut Sources) -> Result<Vec<Data>, Failure> {
    let mut data = Vec::new();
    for (rule, file) in rule::wanted_data(rules) {
        let folder = Path::new(sources.get(rule).name()).parent();
        let path = folder.map_or_else(
            || PathBuf::from(&file),
            |folder| settings::direct(&folder.join(&file)),
        );
        let text = match reading::bytes(&path) {
            Ok(bytes) => Encoding::decode(bytes)
                .map(|(text, _)| text)
                .map_err(|kind| format!("not a text, but {kind}")),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err("no such file".to_owned()),
            Err(error) => Err(error.to_string()),
        };
        let read = match text {
            Ok(text) => Ok(sources.add(path.display().to_string(), text)?),
            Err(error) => Err(error),
        };
        data.push((rule, file, read));
    }
    Ok(data)
}
