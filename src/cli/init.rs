//! `factlint init`: the first settings and rules for a folder of reports.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::Args;

use super::inputs::{self, Inputs, Wanted};
use super::settings::{absolute, relative};
use super::{Ending, Failure, complain, output, tell};
use crate::claim::Ledger;
use crate::config::{self, Policy};
use crate::corpus::Corpus;
use crate::lint;
use crate::rule;
use crate::source::Sources;
use crate::suggest;

/// Write the first settings and rules for a folder of reports
///
/// Reads the reports, and writes factlint.yaml and factlint-rules.yaml into this folder, both with comments: which reports
/// there are and what they are about, words that look like misspellings and are written often, and rules for what the
/// reports say year after year. A file that is there is never overwritten.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  factlint init                  for the reports in this folder and the folders in it
  factlint init drafts           for those of one folder")]
pub(super) struct Arguments {
    /// The folder of the reports
    #[arg(value_name = "FOLDER", default_value = ".")]
    folder: PathBuf,
}

/// The name of the file of rules.
const RULES: &str = "factlint-rules.yaml";
/// So many rules are read before they are kept; `factlint suggest` has the rest.
const MOST_RULES: usize = 5;
/// Files of a repository that are no reports, by the start of their names.
const NO_REPORTS: &[&str] = &[
    "authors",
    "changelog",
    "code_of_conduct",
    "contributing",
    "copying",
    "license",
    "licence",
    "maintainers",
    "notice",
    "readme",
    "security",
];

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> Result<Ending, Failure> {
    let folder = &arguments.folder;
    if !folder.is_dir() {
        let why = if folder.exists() {
            "no folder; name the one that the reports are in"
        } else {
            "no such folder"
        };
        return Err(Failure::Unknown(format!("{}: {why}", folder.display())));
    }
    let inside = absolute(folder).starts_with(absolute(Path::new("")));
    // Where `factlint lint` looks for them: here, unless the reports are elsewhere.
    let home = if inside {
        PathBuf::new()
    } else {
        folder.clone()
    };
    let mut there = config::FILES
        .iter()
        .chain([&RULES])
        .map(|name| home.join(name));
    if let Some(file) = there.find(|file| file.exists()) {
        return Err(Failure::Unknown(format!(
            "{} is there already, and nothing was written; move it away to begin anew",
            file.display()
        )));
    }
    let left_out = RefCell::new(BTreeSet::new());
    let leaves_out = |path: &Path| {
        let is = is_of_repository(path);
        if is {
            left_out.borrow_mut().insert(path.to_owned());
        }
        is
    };
    let wanted = [Wanted::from(folder.clone())];
    let Inputs {
        mut sources,
        ids,
        errors,
        ..
    } = Inputs::collect(Sources::default(), &wanted, None, &leaves_out, inputs::MOST);
    for error in &errors {
        complain(error);
    }
    if ids.is_empty() {
        return Ok(Ending::Failed);
    }
    let policy = Policy::default();
    let corpus = Corpus::read(&sources, &ids, policy.corpus());
    let ledger = Ledger::of(&corpus);
    let core = rule::core(&mut sources)?;
    let core = rule::load(&sources, &core).unwrap_or_default();
    let (outcome, _) = lint::lint(&corpus, &ledger, &core, &policy, &sources);
    let suggestions = suggest::rules(&corpus, &ledger, &mut sources)?;
    let suggestions = suggest::best(suggestions, MOST_RULES);
    let from_home = |name: &str| {
        let path = relative(&absolute(&home), &absolute(Path::new(name)));
        path.to_string_lossy()
            .replace(std::path::MAIN_SEPARATOR, "/")
    };
    let names = corpus.reports.iter().map(|report| from_home(&report.name));
    let names: Vec<String> = names.collect();
    let reports = folders(&names, from_home(&folder.to_string_lossy()));
    let left_out = left_out.into_inner();
    let left_out = left_out
        .iter()
        .map(|path| from_home(&path.to_string_lossy()));
    let is_inside = |path: &String| {
        let mut reports = reports.iter();
        reports.any(|folder| folder == "." || Path::new(path).starts_with(folder))
    };
    let exclude: Vec<String> = left_out.filter(is_inside).collect();
    let settings = suggest::settings(
        (&reports, &exclude, RULES),
        (&corpus, &outcome, &sources),
        &from_home,
    );
    output::create(&home.join(RULES), &suggest::first_rules(&suggestions))?;
    output::create(&home.join(config::FILES[0]), &settings)?;
    let count = match names.len() {
        1 => "1 report".to_owned(),
        count => format!("{count} reports"),
    };
    tell(&format_args!(
        "{count} read; {} and {} written",
        home.join(config::FILES[0]).display(),
        home.join(RULES).display()
    ));
    tell(&"next: read both, then `factlint lint`; `factlint suggest` proposes more rules");
    Ok(if errors.is_empty() {
        Ending::Clean
    } else {
        Ending::Failed
    })
}

/// Whether a file tells of a repository, and not of a year.
fn is_of_repository(path: &Path) -> bool {
    let name = path
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase();
    NO_REPORTS.iter().any(|known| {
        let rest = name.strip_prefix(known);
        rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
    })
}

/// What is written under `reports`: the folder that was asked for, else those that hold the reports.
fn folders(names: &[String], asked: String) -> Vec<String> {
    const MOST: usize = 8;
    if !asked.is_empty() {
        return vec![asked];
    }
    let folders: BTreeSet<&Path> = names
        .iter()
        .filter_map(|name| Path::new(name).parent())
        .collect();
    // In the order of paths, a folder stands before those in it.
    let mut outer: Vec<&Path> = Vec::new();
    for folder in folders {
        if outer.last().is_none_or(|last| !folder.starts_with(last)) {
            outer.push(folder);
        }
    }
    if outer.len() > MOST || outer.contains(&Path::new("")) {
        return vec![".".to_owned()];
    }
    outer
        .into_iter()
        .map(|folder| folder.to_string_lossy().into_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folders_of_the_reports_are_named() {
        let folders = |names: &[&str]| {
            let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            folders(&names, String::new()).join(" ")
        };
        assert_eq!(folders(&["a/2020.md", "a/b/2021.md", "c/2021.md"]), "a c");
        assert_eq!(folders(&["a/2020.md", "2021.md"]), ".");
    }

    #[test]
    fn files_of_a_repository_are_no_reports() {
        let is = |name: &str| is_of_repository(Path::new(name));
        assert!(
            is("README.md")
                && is("docs/CHANGELOG.md")
                && is("LICENSE-MIT.txt")
                && is("readme.de.md")
        );
        assert!(!is("2021.md") && !is("licenses2021.md") && !is("security/2021.md"));
    }
}
