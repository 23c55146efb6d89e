//! `factlint why`: what was read on a line, what it was held against, and why rules said something or nothing.

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::baselining;
use super::terminal::{ColorChoice, Terminal};
use super::workspace::{Selection, Workspace};
use super::{Ending, Failure, output};
use crate::claim::Ledger;
use crate::corpus::Corpus;
use crate::lint;
use crate::lint::status::statuses;
use crate::lint::trail::trails;
use crate::render;
use crate::source::{SourceId, Sources};
use crate::why::{Question, Run};

/// Show why a line was reported, or why it was not
///
/// Every number that was read on the line, the claims that it was held against with their values, the nearest ones that
/// it was kept apart from and the reason, and what each rule makes of it: what it reports, what fits, what could not be
/// judged, and what is suppressed, switched off, known to the baseline or told by another finding.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The report and the line, as a finding names them; with a column, the number that stands there
    #[arg(value_name = "FILE:LINE")]
    place: String,

    #[command(flatten)]
    selection: Selection,

    /// How the answer is shown
    #[arg(long, short = 'f', value_enum, default_value_t = Format::Text)]
    format: Format,

    /// Write to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  factlint why reports/2023.md:75            beside the reports that the settings name, or its folder
  factlint why reports/2023.md:75:12         only the number there
  factlint why 2023.md:75 2022.md 2023.md    beside these reports

Exit codes:
  0  the line was explained, whatever is found there
  2  something could not be read, or there is no such line";

/// The formats of `why`.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// The machine contract
    Json,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments, color: ColorChoice) -> Result<Ending, Failure> {
    let asked = Asked::of(&arguments.place)?;
    let selection = arguments.selection.clone().about(&asked.file);
    let Some(workspace) = selection.read(color)? else {
        return Ok(Ending::Failed);
    };
    let report = asked.report(&workspace)?;
    let Workspace {
        mut sources,
        reports,
        rules,
        policy,
        baseline,
        incomplete,
        ..
    } = workspace;
    let question = asked.question(report, &sources)?;
    let baseline = match baseline {
        None => None,
        Some(path) => match baselining::read_file(&path, &mut sources, color)? {
            Some(baseline) => Some(baseline),
            None => return Ok(Ending::Failed),
        },
    };
    let corpus = Corpus::read(&sources, &reports, policy.corpus());
    let ledger = Ledger::of(&corpus);
    let (outcome, agreed) = lint::lint(&corpus, &ledger, &rules, &policy, &sources);
    let statuses = statuses(&corpus, &ledger, (&outcome, &agreed));
    let read = (&corpus, &ledger, &sources);
    let (trails, void) = trails(read, &rules, &policy, baseline.as_ref());
    let run = Run {
        corpus: &corpus,
        ledger: &ledger,
        sources: &sources,
        statuses: &statuses,
        trails: &trails,
        void: &void,
    };
    let answer = run.answer(question);
    let terminal = match arguments.output {
        None => Terminal::stdout(color),
        Some(_) => Terminal::none(color),
    };
    output::write(arguments.output.as_deref(), |out| match arguments.format {
        Format::Text => render::why(&answer, run, &terminal.options(), out),
        Format::Json => render::why_json(&answer, run, out),
    })?;
    Ok(if incomplete {
        Ending::Failed
    } else {
        Ending::Clean
    })
}

/// A place as somebody wrote it; lines and columns count from 1.
struct Asked<'a> {
    file: PathBuf,
    written: &'a str,
    line: usize,
    column: Option<usize>,
}

impl Asked<'_> {
    fn of(written: &str) -> Result<Asked<'_>, Failure> {
        let number = |text: &str| text.parse::<usize>().ok().filter(|number| *number > 0);
        let (rest, last) = written.rsplit_once(':').unwrap_or((written, ""));
        let Some(last) = number(last).filter(|_| !rest.is_empty()) else {
            return Err(Failure::Unknown(format!(
                "`{written}` names no line: write FILE:LINE, such as reports/2023.md:75"
            )));
        };
        let before = rest.rsplit_once(':');
        let before = before.and_then(|(file, line)| Some((file, number(line)?)));
        let (file, line, column) = match before {
            Some((file, line)) if !file.is_empty() => (file, line, Some(last)),
            _ => (rest, last, None),
        };
        Ok(Asked {
            file: PathBuf::from(file),
            written: file,
            line,
            column,
        })
    }

    /// The report that is meant.
    fn report(&self, workspace: &Workspace) -> Result<SourceId, Failure> {
        let canonical = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let own = canonical(&self.file);
        let mut reports = workspace.reports.iter();
        let found = reports.find(|id| {
            let file = workspace.files.get(id);
            workspace.sources.get(**id).name() == self.written
                || file.is_some_and(|file| canonical(file) == own)
        });
        found.copied().ok_or_else(|| {
            let why = if self.file.exists() {
                "no report of this run; name the folder or the reports behind the line"
            } else {
                "no such file or folder"
            };
            Failure::Unknown(format!("{}: {why}", self.written))
        })
    }

    fn question(&self, report: SourceId, sources: &Sources) -> Result<Question, Failure> {
        let source = sources.get(report);
        let starts = source.line_starts();
        // A line end at the end of a file begins no further line.
        let last = starts.len() - usize::from(source.text().ends_with('\n') && starts.len() > 1);
        if self.line > last {
            let lines = if last == 1 { "line" } else { "lines" };
            return Err(Failure::Unknown(format!(
                "{}: there is no line {}; the report has {last} {lines}",
                self.written, self.line
            )));
        }
        let line = self.line - 1;
        let span = source.line_span(line);
        let text = &source.text()[span.range()];
        let offset = self.column.map(|column| {
            let at = text.char_indices().nth(column - 1);
            span.start as usize + at.map_or(text.len(), |(at, _)| at)
        });
        Ok(Question {
            source: report,
            line,
            offset,
        })
    }
}
