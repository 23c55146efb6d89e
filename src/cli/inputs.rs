//! From paths to sources: which files are reports, and their text.
//!
//! Lives here: walking folders and globs, what is ignored, encodings, and what is wrong with an input.
//! A file that is named is read, whatever its extension and whatever is ignored. In folders and globs only files with
//! the extension of a report are, and hidden and ignored files are not.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use globset::GlobBuilder;
use ignore::WalkBuilder;
use rayon::prelude::*;

use crate::heap;
use crate::source::{Encoding, SourceId, Sources, TooLarge};

/// Files that are taken from folders and globs.
const EXTENSIONS: &[&str] = &[
    "md", "markdown", "mdx", "txt", "text", "html", "htm", "xhtml",
];
/// Holds patterns of files that are no reports, beside `.gitignore` and `.ignore`.
const IGNORE_FILE: &str = ".factlintignore";
/// In the sense of whoever counts the size of files.
pub(super) const MEGABYTE: u64 = 1_000_000;
/// A report of more megabytes than these is none, unless somebody says so.
pub(super) const MOST: u64 = 100;
/// The name of standard input, if no other is given.
const STANDARD_INPUT: &str = "<stdin>";

/// The reports of a run.
#[derive(Debug, Default)]
pub(super) struct Inputs {
    /// Their texts, in the order of their names.
    pub(super) sources: Sources,
    /// The ids of the reports among the sources.
    pub(super) ids: Vec<SourceId>,
    /// The files that they were read from; standard input is none.
    pub(super) files: BTreeMap<SourceId, PathBuf>,
    /// What could not be read. The other reports are there all the same.
    pub(super) errors: Vec<InputError>,
}

/// Why an input is no report.
#[derive(Debug, thiserror::Error)]
pub(super) enum InputError {
    #[error("{0}: no such file or folder")]
    Missing(String),
    #[error("{0}: no report matches (reports end in {known})", known = known_extensions())]
    NothingMatches(String),
    #[error("{0}: no reports in this folder (reports end in {known})", known = known_extensions())]
    NothingInside(String),
    #[error("{name}: not a glob: {}", error.kind())]
    Glob { name: String, error: globset::Error },
    #[error("{name}: {error}")]
    Unreadable { name: String, error: io::Error },
    #[error("{}", walked(.0))]
    Walk(ignore::Error),
    #[error("{name}: not a text, but {kind}")]
    NotText { name: String, kind: &'static str },
    #[error("{name}: more than {most} MB, and left out; --max-size reads larger files")]
    TooLong { name: String, most: u64 },
    #[error(transparent)]
    TooLarge(#[from] TooLarge),
    #[error("{at}: {error}")]
    InSettings { at: String, error: Box<InputError> },
}

fn known_extensions() -> String {
    format!(".{}", EXTENSIONS.join(", ."))
}

/// What went wrong while a folder was walked through, with the path once.
pub(super) fn walked(error: &ignore::Error) -> String {
    match error {
        ignore::Error::WithDepth { err, .. } => walked(err),
        ignore::Error::WithPath { path, err } if err.io_error().is_some() => {
            let reason = err.io_error().map_or(String::new(), ToString::to_string);
            // The library puts the path before the reason itself, and calls it an error of input and output.
            let reason = reason
                .rsplit_once(": ")
                .map_or(reason.as_str(), |(_, reason)| reason);
            format!("{}: {reason}", shown(path))
        }
        other => other.to_string(),
    }
}

/// A path that somebody asked for.
#[derive(Debug, Clone)]
pub(super) struct Wanted {
    /// A report, a folder of them, or a glob.
    pub(super) path: PathBuf,
    /// The line of the settings that names it.
    pub(super) named_at: Option<String>,
}

impl From<PathBuf> for Wanted {
    fn from(path: PathBuf) -> Wanted {
        Wanted {
            path,
            named_at: None,
        }
    }
}

/// A report that was found and is not read yet.
#[derive(Debug)]
struct Found {
    /// As shown.
    name: String,
    /// `None` for standard input.
    path: Option<PathBuf>,
    /// Where it is, whatever links lead there; for standard input, where the file is that it stands for.
    file: PathBuf,
}

impl Inputs {
    /// Finds and reads the reports that paths, folders and globs name, and adds them to the sources. `-` is standard
    /// input, which stands for `stdin_filename`. What is excluded is not taken from folders and globs, and what has more
    /// than so many megabytes is not read.
    pub(super) fn collect(
        sources: Sources,
        wanted: &[Wanted],
        stdin_filename: Option<&Path>,
        excluded: &dyn Fn(&Path) -> bool,
        most: u64,
    ) -> Inputs {
        let mut inputs = Inputs {
            sources,
            ..Inputs::default()
        };
        let mut search = Search {
            stdin_filename,
            excluded,
            found: Vec::new(),
            errors: Vec::new(),
        };
        for Wanted { path, named_at } in wanted {
            if let Err(error) = search.find(path) {
                search.errors.push(match named_at.clone() {
                    None => error,
                    Some(at) => InputError::InSettings {
                        at,
                        error: Box::new(error),
                    },
                });
            }
        }
        let Search { found, errors, .. } = search;
        inputs.errors = errors;
        let read: Vec<_> = without_repeats(found)
            .into_par_iter()
            .map(|found| found.read(most))
            .collect();
        for result in read {
            let added = result
                .and_then(|(found, text)| Ok((inputs.sources.add(found.name, text)?, found.path)));
            match added {
                Ok((id, path)) => {
                    inputs.ids.push(id);
                    inputs.files.extend(path.map(|path| (id, path)));
                }
                Err(error) => inputs.errors.push(error),
            }
        }
        inputs
    }
}

/// A search for reports.
struct Search<'a> {
    stdin_filename: Option<&'a Path>,
    excluded: &'a dyn Fn(&Path) -> bool,
    found: Vec<Found>,
    errors: Vec<InputError>,
}

impl Search<'_> {
    /// Adds the reports that one argument names.
    fn find(&mut self, path: &Path) -> Result<(), InputError> {
        let name = shown(path);
        if path == Path::new("-") {
            let stands_for = self.stdin_filename.map(shown);
            let name = stands_for.unwrap_or_else(|| STANDARD_INPUT.to_owned());
            self.found.push(Found {
                file: canonical(Path::new(&name)),
                name,
                path: None,
            });
            return Ok(());
        }
        if path.is_dir() {
            return if self.walk(path, |_| true) {
                Ok(())
            } else {
                Err(InputError::NothingInside(name))
            };
        }
        if path.exists() {
            self.found.push(Found {
                name,
                path: Some(path.to_owned()),
                file: canonical(path),
            });
            return Ok(());
        }
        if !is_glob(&name) {
            return Err(InputError::Missing(name));
        }
        let glob = GlobBuilder::new(&name).literal_separator(true).build();
        let glob = match glob {
            Ok(glob) => glob.compile_matcher(),
            Err(error) => return Err(InputError::Glob { name, error }),
        };
        let base: PathBuf = Path::new(&name)
            .components()
            .take_while(|part| !is_glob(&part.as_os_str().to_string_lossy()))
            .collect();
        let base = if base.as_os_str().is_empty() {
            Path::new(".")
        } else {
            &base
        };
        if base.is_dir() && self.walk(base, |name| glob.is_match(name)) {
            Ok(())
        } else {
            Err(InputError::NothingMatches(name))
        }
    }

    /// Adds the reports in a folder, and says whether there are any.
    fn walk(&mut self, folder: &Path, wanted: impl Fn(&str) -> bool) -> bool {
        let before = self.found.len();
        let canonical_folder = canonical(folder);
        let walk = WalkBuilder::new(folder)
            .add_custom_ignore_filename(IGNORE_FILE)
            // Ignored is what the folder says, with or without a repository around it, and not what the user's home says.
            .require_git(false)
            .git_global(false)
            .build();
        for entry in walk {
            match entry {
                Ok(entry) => {
                    let name = shown(entry.path());
                    // A link counts as what it leads to; one that leads nowhere is told when it is read. A pipe that was
                    // not named would be waited for.
                    let is_link = entry.file_type().is_some_and(|kind| kind.is_symlink());
                    let is_file = if is_link {
                        let target = entry.path().metadata();
                        target.map_or(true, |target| target.is_file())
                    } else {
                        entry.file_type().is_some_and(|kind| kind.is_file())
                    };
                    if is_file
                        && is_report(entry.path())
                        && wanted(&name)
                        && !(self.excluded)(entry.path())
                    {
                        // The walk follows no links, so that the way to what is none is known.
                        let file = match entry.path().strip_prefix(folder) {
                            Ok(inside) if !is_link => canonical_folder.join(inside),
                            _ => canonical(entry.path()),
                        };
                        self.found.push(Found {
                            name,
                            path: Some(entry.into_path()),
                            file,
                        });
                    }
                }
                Err(error) => self.errors.push(InputError::Walk(error)),
            }
        }
        self.found.len() > before
    }
}

fn is_glob(name: &str) -> bool {
    name.contains(['*', '?', '[', '{'])
}

pub(super) fn is_report(path: &Path) -> bool {
    path.extension().is_some_and(|extension| {
        EXTENSIONS
            .iter()
            .any(|known| extension.eq_ignore_ascii_case(known))
    })
}

/// A path as it is shown: with `/`, and without a leading `./`.
fn shown(path: &Path) -> String {
    let name = path.to_string_lossy();
    let name = if std::path::MAIN_SEPARATOR == '/' {
        name
    } else {
        Cow::Owned(name.replace(std::path::MAIN_SEPARATOR, "/"))
    };
    match name.strip_prefix("./") {
        Some(rest) if !rest.is_empty() => rest.to_owned(),
        _ => name.into_owned(),
    }
}

/// Where a file or a folder is, whatever links lead there; as it is named, if there is none.
fn canonical(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// The reports by name, each file once. Standard input goes before the file that it stands for.
fn without_repeats(mut found: Vec<Found>) -> Vec<Found> {
    found.sort_by(|a, b| (&a.name, &a.path).cmp(&(&b.name, &b.path)));
    // By file, standard input first; of two names for one file the first.
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by_key(|at| (&found[*at].file, found[*at].path.is_some(), *at));
    order.dedup_by_key(|at| &found[*at].file);
    order.sort_unstable();
    let mut kept = order.into_iter().peekable();
    let mut at = 0;
    found.retain(|_| {
        let keep = kept.next_if_eq(&at).is_some();
        at += 1;
        keep
    });
    found
}

impl Found {
    /// The report with its text, if it has no more than so many megabytes.
    fn read(self, most: u64) -> Result<(Found, String), InputError> {
        let name = self.name.clone();
        let limit = most.saturating_mul(MEGABYTE);
        // What is read counts, and not what the system says of it: a file may grow, and a pipe has no size.
        let read = |from: &mut dyn Read, size: u64| {
            heap::grow();
            let mut bytes = Vec::with_capacity(size.min(limit) as usize);
            from.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
            Ok(bytes)
        };
        let bytes = match &self.path {
            Some(path) => File::open(path).and_then(|mut file| {
                let size = file.metadata()?.len();
                read(&mut file, size)
            }),
            None => read(&mut io::stdin().lock(), 0),
        };
        let bytes = match bytes {
            Ok(bytes) if bytes.len() as u64 > limit => {
                return Err(InputError::TooLong { name, most });
            }
            Ok(bytes) => bytes,
            Err(error) => return Err(InputError::Unreadable { name, error }),
        };
        match Encoding::decode(bytes) {
            Ok((text, _)) => Ok((self, text)),
            Err(kind) => Err(InputError::NotText { name, kind }),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::{Found, Inputs, MOST, Wanted, canonical, shown, without_repeats};
    use crate::source::Sources;

    /// A folder with files of the given names, each with its name as its text.
    fn folder(names: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for name in names {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            fs::write(path, name).expect("a file");
        }
        folder
    }

    /// The names below a folder of what the arguments name, and the errors.
    fn collected(folder: &Path, arguments: &[&str]) -> (Vec<String>, Vec<String>) {
        let paths = arguments.iter().map(|argument| folder.join(argument));
        let wanted: Vec<Wanted> = paths.map(Wanted::from).collect();
        let inputs = Inputs::collect(Sources::default(), &wanted, None, &|_| false, MOST);
        let base = format!("{}/", folder.display());
        let names = inputs
            .ids
            .iter()
            .map(|id| inputs.sources.get(*id).name().replace(&base, ""));
        let errors = inputs
            .errors
            .iter()
            .map(|error| error.to_string().replace(&base, ""));
        (names.collect(), errors.collect())
    }

    #[test]
    fn folders_give_reports_in_order() {
        let folder = folder(&[
            "b.txt",
            "a/2.md",
            "a/10.MD",
            "c.markdown",
            "d.png",
            "README.md",
            "data.json",
        ]);
        let (names, errors) = collected(folder.path(), &[""]);
        assert_eq!(
            names,
            ["README.md", "a/10.MD", "a/2.md", "b.txt", "c.markdown"]
        );
        assert!(errors.is_empty());
    }

    #[test]
    fn ignored_and_hidden_files_are_left_out_unless_named() {
        let folder = folder(&[
            "a.md",
            "b.md",
            "c.md",
            "d.md",
            ".hidden.md",
            "notes.rst",
            "old/e.md",
        ]);
        fs::write(folder.path().join(".gitignore"), "b.md\n").expect("a file");
        fs::write(folder.path().join(".ignore"), "c.md\n").expect("a file");
        fs::write(folder.path().join(".factlintignore"), "old/\n").expect("a file");
        assert_eq!(collected(folder.path(), &[""]).0, ["a.md", "d.md"]);
        let (names, errors) = collected(
            folder.path(),
            &["", "b.md", "notes.rst", "a.md", ".hidden.md"],
        );
        assert_eq!(names, [".hidden.md", "a.md", "b.md", "d.md", "notes.rst"]);
        assert!(errors.is_empty());
    }

    #[test]
    fn globs_match_below_their_folder() {
        let folder = folder(&[
            "r/2020/a.md",
            "r/2021/a.md",
            "r/2021/b.txt",
            "r/a.md",
            "s/a.md",
        ]);
        assert_eq!(
            collected(folder.path(), &["r/**/*.md"]).0,
            ["r/2020/a.md", "r/2021/a.md", "r/a.md"]
        );
        assert_eq!(collected(folder.path(), &["r/*.md"]).0, ["r/a.md"]);
        assert_eq!(
            collected(folder.path(), &["{r,s}/a.md"]).0,
            ["r/a.md", "s/a.md"]
        );
    }

    #[test]
    fn what_is_wrong_is_said_and_the_rest_is_read() {
        let folder = folder(&["a.md", "empty/x.png", "broken.md", "report.pdf"]);
        fs::write(folder.path().join("broken.md"), b"\x00\x01").expect("a file");
        fs::write(folder.path().join("report.pdf"), b"%PDF-1.7").expect("a file");
        let arguments = [
            "a.md",
            "empty",
            "broken.md",
            "report.pdf",
            "gone.md",
            "x/*.md",
            "[.md",
        ];
        let (names, errors) = collected(folder.path(), &arguments);
        assert_eq!(names, ["a.md"]);
        insta::assert_snapshot!(errors.join("\n"), @r"
        empty: no reports in this folder (reports end in .md, .markdown, .mdx, .txt, .text, .html, .htm, .xhtml)
        gone.md: no such file or folder
        x/*.md: no report matches (reports end in .md, .markdown, .mdx, .txt, .text, .html, .htm, .xhtml)
        [.md: not a glob: unclosed character class; missing ']'
        broken.md: not a text, but binary data (it holds NUL bytes)
        report.pdf: not a text, but a PDF; convert it to Markdown or text first
        ");
    }

    #[test]
    fn a_file_is_read_once_and_standard_input_goes_before_it() {
        let folder = folder(&["a.md", "b.md"]);
        let path = |name: &str| folder.path().join(name);
        let found = |name: PathBuf, stdin: bool| Found {
            name: shown(&name),
            file: canonical(&name),
            path: (!stdin).then_some(name),
        };
        let kept = without_repeats(vec![
            found(path("b.md"), false),
            found(path("a.md"), false),
            found(path("a.md"), true),
            found(path("b.md"), false),
            found(path("../gone.md"), true),
        ]);
        let kept: Vec<_> = kept
            .iter()
            .map(|found| (found.name.rsplit('/').next(), found.path.is_some()))
            .collect();
        assert_eq!(
            kept,
            [
                (Some("gone.md"), false),
                (Some("a.md"), false),
                (Some("b.md"), true)
            ]
        );
    }

    #[test]
    fn names_are_shown_as_given() {
        assert_eq!(shown(Path::new("./reports/a.md")), "reports/a.md");
        assert_eq!(shown(Path::new("../a.md")), "../a.md");
        assert_eq!(shown(Path::new(".")), ".");
    }
}
