//! `factlint diff`: which facts changed from one draft to the next.

use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::inputs::{self, Inputs, Wanted};
use super::{Ending, Failure, complain, output};
use crate::claim::Ledger;
use crate::corpus::{Corpus, Settings};
use crate::difference::Difference;
use crate::render;
use crate::source::{SourceId, Sources};

/// Show which facts were changed, added and dropped from one draft to the next
///
/// The numbers of both are read together with what they are about, and matched by that: a sentence that moved or was
/// told anew changes nothing, and a number in it that is another one does.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The old draft: a report, a folder of reports, or a glob
    old: PathBuf,

    /// The new draft
    new: PathBuf,

    /// How the difference is shown
    #[arg(long, short = 'f', value_enum, default_value_t = Format::Text)]
    format: Format,

    /// Write to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,

    /// End with 1 if there is a difference
    #[arg(long)]
    exit_code: bool,
}

const EXAMPLES: &str = "\
Examples:
  factlint diff draft-1.md draft-2.md              what the second draft says otherwise
  factlint diff reports/2022.md reports/2023.md    what is new this year
  git show HEAD:report.md | factlint diff - report.md

Exit codes:
  0  done, or no difference with --exit-code
  1  a difference, with --exit-code
  2  something could not be read";

/// The formats of `diff`.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// One line a fact
    Text,
    /// The machine contract
    Json,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> Result<Ending, Failure> {
    let mut complete = true;
    let mut sources = Sources::default();
    let mut read = |path: &Path, other: &Path| -> Vec<SourceId> {
        // Standard input is a version of the other draft, and so of its format and period.
        let inputs = Inputs::collect(
            std::mem::take(&mut sources),
            &[Wanted::from(path.to_owned())],
            Some(other),
            &|_| false,
            inputs::MOST,
        );
        for error in &inputs.errors {
            complain(error);
        }
        complete &= inputs.errors.is_empty();
        sources = inputs.sources;
        inputs.ids
    };
    let old = read(&arguments.old, &arguments.new);
    let new = read(&arguments.new, &arguments.old);
    if !complete {
        return Ok(Ending::Failed);
    }
    let draft = |ids: &[SourceId]| {
        let corpus = Corpus::read(&sources, ids, Settings::default());
        let ledger = Ledger::of(&corpus);
        (corpus, ledger)
    };
    let (old, new) = (draft(&old), draft(&new));
    let (old, new) = ((&old.0, &old.1), (&new.0, &new.1));
    let difference = Difference::of(old, new);
    output::write(
        arguments.output.as_deref(),
        |out: &mut dyn io::Write| match arguments.format {
            Format::Text => render::difference(&difference, (old, new), &sources, out),
            Format::Json => render::difference_json(&difference, (old, new), &sources, out),
        },
    )?;
    Ok(if arguments.exit_code && !difference.is_empty() {
        Ending::Findings
    } else {
        Ending::Clean
    })
}
