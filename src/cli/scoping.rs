//! The options of `lint` that show only what a change touches: `--changed`, by the word of git, and `--only`.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Args;
use globset::GlobBuilder;

use super::settings::absolute;
use super::{Failure, complain};
use crate::lint::{Lines, Scope};
use crate::source::{SourceId, Sources};

/// What of the findings is shown.
#[derive(Debug, Args)]
pub(super) struct Scoping {
    /// Show only findings with a place in lines that were changed since a revision of git, HEAD if none is given
    ///
    /// All reports are read all the same, so that a changed line is held against the lines that were not. Files that
    /// git does not know are new from end to end. Where a path follows, write --changed=HEAD.
    #[arg(long, value_name = "REV", num_args = 0..=1, default_missing_value = "HEAD")]
    changed: Option<String>,

    /// Show only findings with a place in these reports, folders or globs
    ///
    /// All reports are read all the same.
    #[arg(long, value_name = "PATH", num_args = 1..)]
    only: Vec<PathBuf>,
}

/// The reports of a run with their files; standard input has none.
pub(super) type Files<'a> = (&'a [SourceId], &'a BTreeMap<SourceId, PathBuf>);

impl Scoping {
    /// What stands behind --changed, if it is a path and no revision.
    pub(super) fn misplaced(&self) -> Option<&Path> {
        let value = self.changed.as_deref()?;
        let path = Path::new(value);
        // As git itself does, but a revision goes first.
        (path.exists() && !is_revision(value)).then_some(path)
    }

    /// The lines that are asked for; `None` for all. The second value says whether all that was named is there.
    pub(super) fn scope(
        &self,
        files: Files<'_>,
        sources: &Sources,
    ) -> Result<(Option<Scope>, bool), Failure> {
        let changed = match &self.changed {
            None => None,
            Some(revision) => {
                let revision = match self.misplaced() {
                    None => revision,
                    Some(_) => "HEAD",
                };
                Some(changed(revision, files)?)
            }
        };
        if self.only.is_empty() {
            return Ok((changed, true));
        }
        let (only, complete) = self.only(files, sources);
        let scope = match changed {
            None => only,
            Some(changed) => changed.and(&only),
        };
        Ok((Some(scope), complete))
    }

    /// Whether --only is there.
    pub(super) fn is_of_paths(&self) -> bool {
        !self.only.is_empty()
    }

    fn only(&self, (reports, files): Files<'_>, sources: &Sources) -> (Scope, bool) {
        let mut scope = Scope::default();
        let mut complete = true;
        for path in &self.only {
            let wanted = absolute(path);
            let name = wanted.to_string_lossy();
            let glob = GlobBuilder::new(&name).literal_separator(true).build();
            let glob = glob.ok().map(|glob| glob.compile_matcher());
            let mut matched = false;
            for report in reports {
                let file = match files.get(report) {
                    Some(file) => absolute(file),
                    None => absolute(Path::new(sources.get(*report).name())),
                };
                if file.starts_with(&wanted)
                    || glob.as_ref().is_some_and(|glob| glob.is_match(&file))
                {
                    scope.add(*report, Lines::All);
                    matched = true;
                }
            }
            // A file that is no report may be named: whoever lists what was changed lists all of it.
            if !matched && !path.exists() {
                complain(&format_args!(
                    "--only {}: no such file or folder",
                    path.display()
                ));
                complete = false;
            }
        }
        (scope, complete)
    }
}

/// The lines of reports that were changed since a revision.
fn changed(revision: &str, (reports, files): Files<'_>) -> Result<Scope, Failure> {
    let first = files
        .values()
        .next()
        .and_then(|file| absolute(file).parent().map(Path::to_owned));
    let folder = first.unwrap_or_else(|| absolute(Path::new("")));
    let top = git(&folder, &["rev-parse", "--show-toplevel"]).map_err(|said| match said {
        Said::Nothing(error) => Failure::Unknown(format!("--changed needs git: {error}")),
        Said::No(_) => Failure::Unknown(format!(
            "--changed needs a repository of git, and {} is in none",
            folder.display()
        )),
    })?;
    let top = PathBuf::from(String::from_utf8_lossy(&top).trim_end_matches(['\n', '\r']));
    let top = fs::canonicalize(&top).unwrap_or(top);
    let tracked = run(&top, &["ls-files", "-z"])?;
    let tracked: BTreeSet<&[u8]> = tracked.split(|byte| *byte == 0).collect();
    // In a repository without a commit everything is new.
    let lines = if revision == "HEAD" && !is_revision_in(&top, revision) {
        None
    } else if revision.starts_with('-') {
        return Err(Failure::Unknown(format!(
            "--changed {revision}: no revision"
        )));
    } else {
        let diff = [
            "-c",
            "core.quotePath=false",
            "diff",
            "-U0",
            "--no-color",
            "--no-ext-diff",
            "--no-textconv",
            "--no-renames",
            "--text",
            "--src-prefix=a/",
            "--dst-prefix=b/",
            revision,
            "--",
        ];
        Some(hunks(&run(&top, &diff)?))
    };
    let mut scope = Scope::default();
    for report in reports {
        let Some(file) = files.get(report) else {
            // Standard input is what somebody is writing.
            scope.add(*report, Lines::All);
            continue;
        };
        let file = fs::canonicalize(file).unwrap_or_else(|_| absolute(file));
        let Ok(name) = file.strip_prefix(&top) else {
            continue;
        };
        let name = name
            .to_string_lossy()
            .replace(std::path::MAIN_SEPARATOR, "/");
        match &lines {
            Some(lines) if tracked.contains(name.as_bytes()) => {
                if let Some(ranges) = lines.get(&name) {
                    scope.add(*report, Lines::Some(ranges.clone()));
                }
            }
            _ => scope.add(*report, Lines::All),
        }
    }
    Ok(scope)
}

fn is_revision(value: &str) -> bool {
    is_revision_in(&absolute(Path::new("")), value)
}

fn is_revision_in(folder: &Path, value: &str) -> bool {
    !value.starts_with('-') && git(folder, &["rev-parse", "--verify", "--quiet", value]).is_ok()
}

/// Why git has no answer.
enum Said {
    /// It does not run.
    Nothing(io::Error),
    /// It says no, for this reason.
    No(String),
}

fn git(folder: &Path, arguments: &[&str]) -> Result<Vec<u8>, Said> {
    let mut command = Command::new("git");
    command
        .arg("-C")
        .arg(folder)
        .args(arguments.iter().map(OsStr::new));
    // The answer is read by a program: in no other language, and no lock for what only looks.
    command.env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0");
    let output = command.output().map_err(Said::Nothing)?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let first = said.lines().next().unwrap_or("no reason given");
    Err(Said::No(first.trim_start_matches("fatal: ").to_owned()))
}

/// What git answers, or why it does not, for people.
fn run(folder: &Path, arguments: &[&str]) -> Result<Vec<u8>, Failure> {
    git(folder, arguments).map_err(|said| {
        Failure::Unknown(match said {
            Said::Nothing(error) => format!("--changed needs git: {error}"),
            Said::No(reason) => format!("--changed: git says: {reason}"),
        })
    })
}

/// The lines of each file that a diff without context adds or changes, counted from 0. Where lines are only taken out,
/// those on both sides of the gap count: a list that lost an item has no line that is new.
fn hunks(diff: &[u8]) -> BTreeMap<String, Vec<RangeInclusive<usize>>> {
    let mut hunks: BTreeMap<String, Vec<RangeInclusive<usize>>> = BTreeMap::new();
    let mut name = None;
    let mut left = 0;
    for line in diff.split(|byte| *byte == b'\n') {
        if left > 0 {
            // The lines themselves, which may look like anything.
            if matches!(line.first(), Some(b'+' | b'-')) {
                left -= 1;
            }
            continue;
        }
        let line = String::from_utf8_lossy(line);
        if let Some(file) = line.strip_prefix("+++ ") {
            let file = unquoted(file.trim_end_matches(['\t', '\r']));
            name = file.strip_prefix("b/").map(str::to_owned);
        } else if let Some(header) = line.strip_prefix("@@ -") {
            let mut parts = header.split(' ');
            let (_, before) = numbers(parts.next().unwrap_or_default());
            let (start, after) = numbers(parts.next().unwrap_or_default().trim_start_matches('+'));
            left = before.saturating_add(after);
            if let Some(name) = &name {
                let range = match after {
                    // Behind this line, and 0 is before the first.
                    0 => start.saturating_sub(1)..=start,
                    after => {
                        start.saturating_sub(1)..=start.saturating_add(after).saturating_sub(2)
                    }
                };
                hunks.entry(name.clone()).or_default().push(range);
            }
        }
    }
    hunks
}

/// The start and the length of a half of a hunk's header: `12,3`, or `12` for one line.
fn numbers(text: &str) -> (usize, usize) {
    let (start, length) = text.split_once(',').unwrap_or((text, "1"));
    (start.parse().unwrap_or(1), length.parse().unwrap_or(0))
}

/// A name as git writes it: in quotes and with escapes, if there is something odd in it.
fn unquoted(name: &str) -> String {
    let Some(inside) = name
        .strip_prefix('"')
        .and_then(|name| name.strip_suffix('"'))
    else {
        return name.to_owned();
    };
    let mut bytes = Vec::new();
    let mut rest = inside.bytes().peekable();
    while let Some(byte) = rest.next() {
        if byte != b'\\' {
            bytes.push(byte);
            continue;
        }
        match rest.next() {
            Some(b'n') => bytes.push(b'\n'),
            Some(b't') => bytes.push(b'\t'),
            Some(b'r') => bytes.push(b'\r'),
            Some(digit @ b'0'..=b'7') => {
                let mut code = digit - b'0';
                while let Some(next @ b'0'..=b'7') = rest.peek().copied() {
                    code = code.wrapping_mul(8).wrapping_add(next - b'0');
                    rest.next();
                }
                bytes.push(code);
            }
            Some(other) => bytes.push(other),
            None => {}
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_of_a_diff() {
        let diff = "diff --git a/a.md b/a.md\n--- a/a.md\n+++ b/a.md\n@@ -1,2 +1,3 @@ # x\n-+++ b/no.md\n-@@ -1 +1 @@\n\
                    +a\n+b\n+++ b/no.md\n\\ No newline at end of file\n@@ -9 +11 @@\n-a\n+b\n@@ -20,3 +21,0 @@\n-a\n-b\n-c\n\
                    diff --git a/b c.md b/b c.md\n--- /dev/null\n+++ b/b c.md\t\n@@ -0,0 +1 @@\n+a\n\
                    --- a/d.md\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n--- \"a/\\303\\251\\\"\"\n+++ \"b/\\303\\251\\\"\"\n@@ -1 +0,0 @@\n-a\n";
        let expected = [
            ("a.md", vec![0..=2, 10..=10, 20..=21]),
            ("b c.md", vec![0..=0]),
            ("é\"", vec![0..=0]),
        ];
        let expected = expected.map(|(name, lines)| (name.to_owned(), lines));
        assert_eq!(hunks(diff.as_bytes()), BTreeMap::from(expected));
    }
}
