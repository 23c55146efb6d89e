//! The rules of a run: those of factlint, its packs, and those of the user.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::terminal::{ColorChoice, Terminal};
use super::{Failure, output};
use crate::render;
use crate::rule::{self, Origin, Pack, Rule};
use crate::source::{SourceId, Sources};

/// Reads all rules. `None` if some are none, which is then said on standard error.
pub(super) fn read(
    packs: &[Pack],
    paths: &[PathBuf],
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
    match rule::load(sources, &files) {
        Ok(rules) => Ok(Some(rules)),
        Err(errors) => {
            let options = Terminal::stderr(color).options();
            output::write_to(io::stderr().lock(), |out| {
                render::rule_errors(&errors, sources, &options, out)
            })?;
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
        if file.is_dir() || !is_rules {
            continue;
        }
        let text = fs::read_to_string(file).map_err(|error| Failure::File {
            path: file.to_owned(),
            error,
        })?;
        files.push((sources.add(file.display().to_string(), text)?, Origin::User));
    }
    Ok(())
}
