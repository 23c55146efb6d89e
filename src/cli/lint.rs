//! `factlint lint`: checks reports against each other.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::inputs::Inputs;
use super::terminal::{ColorChoice, Terminal};
use super::{Ending, Failure, complain, output, rules};
use crate::finding::{Finding, Severity};
use crate::lint;
use crate::render;

/// Check reports against each other
///
/// Every report is read and compared with every other one. What cannot be true together is reported with both
/// sides, and so is every slip that a careful copy editor would stop at.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// Reports, folders of reports, or globs; `-` reads one report from standard input
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
    let Inputs {
        mut sources,
        ids,
        errors,
    } = Inputs::collect(&arguments.paths, arguments.stdin_filename.as_deref());
    for error in &errors {
        complain(error);
    }
    let Some(rules) = rules::read(&arguments.rules, &mut sources, color)? else {
        return Ok(Ending::Failed);
    };
    let outcome = lint::run(&sources, &ids, &rules);
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
    Ok(if !errors.is_empty() {
        Ending::Failed
    } else if outcome.findings.iter().any(fails) {
        Ending::Findings
    } else {
        Ending::Clean
    })
}
