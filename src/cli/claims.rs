//! `factlint claims`: the ledger, every claim with what it is about and how it ends.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::terminal::ColorChoice;
use super::workspace::{Selection, Workspace};
use super::{Ending, Failure, output};
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
    #[command(flatten)]
    selection: Selection,

    /// How the claims are shown
    #[arg(long, short = 'f', value_enum, default_value_t = Format::Table)]
    format: Format,

    /// Only the claims that end so
    #[arg(long, value_enum, value_name = "STATUS")]
    status: Option<StatusChoice>,

    /// Only the claims of reports whose path contains this
    #[arg(long, value_name = "TEXT")]
    file: Option<String>,

    /// Write to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
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
    let Some(Workspace {
        sources,
        reports,
        rules,
        policy,
        incomplete,
        ..
    }) = arguments.selection.read(color)?
    else {
        return Ok(Ending::Failed);
    };
    let corpus = Corpus::read(&sources, &reports, policy.corpus());
    let ledger = Ledger::of(&corpus);
    let outcome = lint::lint(&corpus, &ledger, &rules, &policy, &sources);
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
        _ if incomplete => Ok(Ending::Failed),
        _ => Ok(Ending::Clean),
    }
}
