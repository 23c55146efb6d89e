//! `factlint claims`: the ledger, every claim with what it is about and how it ends.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::inputs::Inputs;
use super::terminal::ColorChoice;
use super::{Ending, Failure, complain, output, rules};
use crate::claim::Ledger;
use crate::corpus::Corpus;
use crate::lint;
use crate::lint::status::{Status, statuses};
use crate::render;

/// Show every number of the reports with what it is about
///
/// The ledger: each claim with the values that it may stand for, what it counts, of what and when, and whether another
/// claim agrees with it, a finding contradicts it, or it stands alone.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// Reports, folders of reports, or globs; `-` reads one report from standard input
    #[arg(default_value = ".")]
    paths: Vec<PathBuf>,

    /// How the claims are shown
    #[arg(long, short = 'f', value_enum, default_value_t = Format::Table)]
    format: Format,

    /// Only the claims that end so
    #[arg(long, value_enum, value_name = "STATUS")]
    status: Option<StatusChoice>,

    /// Only the claims of reports whose path contains this
    #[arg(long, value_name = "TEXT")]
    file: Option<String>,

    /// Files of further rules, or folders of them (may be repeated)
    #[arg(long, value_name = "PATH")]
    rules: Vec<PathBuf>,

    /// Write to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,

    /// The path that standard input stands for; it decides on the format and the period
    #[arg(long, value_name = "PATH")]
    stdin_filename: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  factlint claims reports/                          all claims as a table
  factlint claims reports/ --status contradicted    only those that a finding contradicts
  factlint claims reports/ -f csv -o claims.csv     for a spreadsheet";

/// The formats of `claims`.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// Columns for people
    Table,
    /// Comma-separated values
    Csv,
    /// The machine contract
    Json,
}

/// A status to show.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum StatusChoice {
    /// Nothing else speaks of it
    Alone,
    /// Another claim says the same
    Agreed,
    /// A finding contradicts it
    Contradicted,
}

impl StatusChoice {
    fn status(self) -> Status {
        match self {
            StatusChoice::Alone => Status::Alone,
            StatusChoice::Agreed => Status::Agreed,
            StatusChoice::Contradicted => Status::Contradicted,
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
    let corpus = Corpus::read(&sources, &ids);
    let ledger = Ledger::of(&corpus);
    let outcome = lint::lint(&corpus, &ledger, &rules, &sources);
    let statuses = statuses(&corpus, &ledger, &outcome);
    let format = match arguments.format {
        Format::Table => render::LedgerFormat::Table,
        Format::Csv => render::LedgerFormat::Csv,
        Format::Json => render::LedgerFormat::Json,
    };
    let wanted = arguments.status.map(StatusChoice::status);
    let shown = |claim: &crate::claim::Claim, status: Status| {
        let name = &corpus.reports[claim.report].name;
        wanted.is_none_or(|wanted| wanted == status)
            && arguments
                .file
                .as_ref()
                .is_none_or(|text| name.contains(text))
    };
    let written = output::write(arguments.output.as_deref(), |out| {
        render::ledger((&corpus, &ledger, &sources), &statuses, &shown, format, out)
    });
    match written {
        Err(failure) if !failure.is_broken_pipe() => Err(failure),
        _ if !errors.is_empty() => Ok(Ending::Failed),
        _ => Ok(Ending::Clean),
    }
}
