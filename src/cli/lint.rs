//! `factlint lint`: checks reports against each other.

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::terminal::{ColorChoice, Terminal};
use super::{Ending, Failure, complain, output, rules};
use crate::finding::{Finding, Severity};
use crate::lint;
use crate::render;
use crate::source::{SourceId, Sources};

/// Check reports against each other
///
/// Every report is read and compared with every other one. What cannot be true together is reported with both
/// sides, and so is every slip that a careful copy editor would stop at.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// Reports, or folders of reports; `-` reads one report from standard input
    #[arg(default_value = ".")]
    paths: Vec<PathBuf>,

    /// How findings are shown
    #[arg(long, short = 'f', value_enum, default_value_t = Format::Pretty)]
    format: Format,

    /// Files of further rules, or folders of them (may be repeated)
    #[arg(long, value_name = "PATH")]
    rules: Vec<PathBuf>,

    /// Show findings from this severity on
    ///
    /// Notes are not shown by default, unless --fail-on asks for them. How many findings were left out is said at
    /// the end.
    #[arg(long, value_enum, value_name = "SEVERITY", hide_possible_values = true)]
    min_severity: Option<Level>,

    /// The exit code is 1 if there is a finding of this severity or above: error, warning, note or never
    #[arg(
        long,
        value_enum,
        value_name = "SEVERITY",
        default_value_t = FailOn::Error,
        hide_possible_values = true
    )]
    fail_on: FailOn,

    /// Write to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,

    /// The path that standard input stands for; it decides on the format and the period
    #[arg(long, value_name = "PATH")]
    stdin_filename: Option<PathBuf>,

    /// Only the findings, without the summary
    #[arg(long, short)]
    quiet: bool,
}

const EXAMPLES: &str = "\
Examples:
  factlint lint                                     the reports in this folder
  factlint lint 2022.md 2023.md --fail-on warning   two reports, and warnings count
  factlint lint reports/ -f json -o found.json      for other programs
  pandoc 2023.docx -t markdown | factlint lint reports/ - --stdin-filename 2023.md

Exit codes:
  0  nothing at or above --fail-on
  1  findings at or above --fail-on
  2  something could not be read; what could be read was checked";

/// The formats of `lint`.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// Both sides of every finding, with their text
    Pretty,
    /// One line a finding: path:line:column: severity[fault]: message
    Brief,
    /// The machine contract
    Json,
}

/// A severity to show from.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Level {
    Error,
    Warning,
    Note,
}

impl Level {
    fn severity(self) -> Severity {
        match self {
            Level::Error => Severity::Error,
            Level::Warning => Severity::Warning,
            Level::Note => Severity::Note,
        }
    }
}

/// A severity to fail on.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum FailOn {
    Error,
    Warning,
    Note,
    Never,
}

impl FailOn {
    fn severity(self) -> Option<Severity> {
        match self {
            FailOn::Error => Some(Severity::Error),
            FailOn::Warning => Some(Severity::Warning),
            FailOn::Note => Some(Severity::Note),
            FailOn::Never => None,
        }
    }
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments, color: ColorChoice) -> Result<Ending, Failure> {
    let mut sources = Sources::default();
    let mut reports = Vec::new();
    let mut all_read = true;
    for path in &arguments.paths {
        if let Err(failure) = read(path, &mut sources, &mut reports) {
            complain(&failure);
            all_read = false;
        }
    }
    let Some(rules) = rules::read(&arguments.rules, &mut sources, color)? else {
        return Ok(Ending::Failed);
    };
    let outcome = lint::run(&sources, &reports, &rules);
    let threshold = arguments.fail_on.severity();
    let terminal = match arguments.output {
        None => Terminal::stdout(color),
        Some(_) => Terminal::none(color),
    };
    let options = render::Options {
        format: match arguments.format {
            Format::Pretty => render::Format::Pretty,
            Format::Brief => render::Format::Brief,
            Format::Json => render::Format::Json,
        },
        min_severity: match arguments.min_severity {
            Some(level) => level.severity(),
            // A run must not fail for what it does not show.
            None => threshold.map_or(Severity::Warning, |at| at.min(Severity::Warning)),
        },
        summary: !arguments.quiet,
        ..terminal.options()
    };
    let written = output::write(arguments.output.as_deref(), |out| {
        render::outcome(&outcome, &sources, &options, out)
    });
    match written {
        Err(failure) if !failure.is_broken_pipe() => return Err(failure),
        _ => {}
    }
    let fails = |finding: &Finding| threshold.is_some_and(|at| finding.severity >= at);
    Ok(if !all_read {
        Ending::Failed
    } else if outcome.findings.iter().any(fails) {
        Ending::Findings
    } else {
        Ending::Clean
    })
}

/// Reads a file, or the reports of a folder.
fn read(path: &Path, sources: &mut Sources, reports: &mut Vec<SourceId>) -> Result<(), Failure> {
    let failure = |error| Failure::File {
        path: path.to_owned(),
        error,
    };
    if path.is_dir() {
        let entries = fs::read_dir(path).and_then(Iterator::collect);
        let mut files: Vec<_> = entries.map_err(failure)?;
        files.sort_by_key(fs::DirEntry::path);
        return files
            .iter()
            .map(fs::DirEntry::path)
            .filter(|path| {
                path.extension()
                    .is_some_and(|end| end == "md" || end == "txt")
            })
            .try_for_each(|path| read(&path, sources, reports));
    }
    let text = fs::read_to_string(path).map_err(failure)?;
    reports.push(sources.add(path.display().to_string(), text)?);
    Ok(())
}
