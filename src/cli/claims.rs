//! `factlint claims`: the ledger, every claim with what it is about and how it ends.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::terminal::{ColorChoice, Terminal};
use super::workspace::{Selection, Workspace};
use super::{Ending, Failure, output};
use crate::check::{self, Statement};
use crate::claim::{Ledger, Unnumbered};
use crate::corpus::{Corpus, ReportId};
use crate::lint;
use crate::lint::status::{Status, of_unnumbered, statuses};
use crate::lint::timeline::timeline;
use crate::render;
use crate::rule::Rule;
use crate::source::Sources;
use crate::yaml;

/// Show every number, date and roster of the reports with what it is about, or what they state of one thing over the years
///
/// The ledger: each claim with the values that it may stand for, what it counts, of what and when, and whether another
/// claim or its own arithmetic agrees with it, a finding contradicts it, or it stands alone.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(flatten)]
    selection: Selection,

    /// How the claims are shown
    #[arg(long, short = 'f', value_enum, default_value_t = Format::Table)]
    format: Format,

    /// The timeline of a metric: what the reports state for each period, by the rule with this id
    #[arg(long, value_name = "RULE", conflicts_with = "measure")]
    metric: Option<String>,

    /// The timeline of whatever is counted by these words: "unique visitors"
    #[arg(long, value_name = "WORDS")]
    measure: Option<String>,

    /// Only the claims, or the periods of a timeline, that end so
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
  factlint claims reports/ --measure members        how many members there are, year by year
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
    let (outcome, agreed) = lint::lint(&corpus, &ledger, &rules, &policy, &sources);
    let statuses = statuses(&corpus, &ledger, (&outcome, &agreed));
    let format = match arguments.format {
        Format::Table => render::LedgerFormat::Table,
        Format::Csv => render::LedgerFormat::Csv,
        Format::Json => render::LedgerFormat::Json,
    };
    let wanted = arguments.status.map(StatusChoice::status);
    let is_wanted = |status: Status| wanted.is_none_or(|wanted| wanted == status);
    let is_in_file = |report: ReportId| {
        let name = &corpus.reports[report].name;
        let asked = arguments.file.as_ref();
        asked.is_none_or(|text| name.contains(text))
    };
    let read = (&corpus, &ledger, &sources);
    let written = match arguments.statements(read, &rules)? {
        None => output::write(arguments.output.as_deref(), |out| {
            let shown = |report, status| is_wanted(status) && is_in_file(report);
            let stated = Unnumbered::of(&corpus);
            let of_each = of_unnumbered(&corpus, &stated, (&outcome, &agreed));
            let unnumbered: Vec<_> = stated.into_iter().zip(of_each).collect();
            render::ledger(read, &statuses, &unnumbered, &shown, format, out)
        }),
        Some(mut statements) => {
            statements.retain(|statement| is_in_file(ledger.claims[statement.claim].report));
            let mut entries = timeline(&corpus, &ledger, &statements, &statuses);
            entries.retain(|entry| is_wanted(entry.status));
            let terminal = match arguments.output {
                None => Terminal::stdout(color),
                Some(_) => Terminal::none(color),
            };
            let format = (format, terminal.chart());
            output::write(arguments.output.as_deref(), |out| {
                render::timeline(read, &entries, &statuses, format, out)
            })
        }
    };
    written?;
    Ok(if incomplete {
        Ending::Failed
    } else {
        Ending::Clean
    })
}

impl Arguments {
    /// The statements of the timeline that is asked for, if one is.
    fn statements(
        &self,
        (corpus, ledger, sources): (&Corpus, &Ledger, &Sources),
        rules: &[Rule],
    ) -> Result<Option<Vec<Statement>>, Failure> {
        if let Some(id) = &self.metric {
            let rule = metric(rules, id)?;
            return Ok(Some(lint::statements(corpus, ledger, rule, sources)));
        }
        let Some(words) = &self.measure else {
            return Ok(None);
        };
        let statements = check::measured(corpus, ledger, words);
        if statements.is_empty() {
            return Err(uncounted(corpus, ledger, words));
        }
        Ok(Some(statements))
    }
}

/// The metric of an id.
fn metric<'a>(rules: &'a [Rule], id: &str) -> Result<&'a Rule, Failure> {
    let metrics = || {
        let rules = rules.iter();
        rules.filter(|rule| rule.check.check().measure().is_some())
    };
    if let Some(rule) = metrics().find(|rule| rule.id == id) {
        return Ok(rule);
    }
    let known: BTreeSet<&str> = metrics().map(|rule| rule.id.as_str()).collect();
    let meant = yaml::nearest(id, known.iter().copied());
    let meant = meant.map_or(String::new(), |known| format!("; did you mean `{known}`?"));
    let known = if known.is_empty() {
        "no rule of this run is one; --measure needs none".to_owned()
    } else {
        let known: Vec<&str> = known.into_iter().collect();
        format!("the metrics are {}", known.join(", "))
    };
    Err(Failure::Unknown(format!(
        "there is no metric `{id}`; {known}{meant}"
    )))
}

/// That nothing is counted by some words, with what they may stand for.
fn uncounted(corpus: &Corpus, ledger: &Ledger, words: &str) -> Failure {
    let measures = ledger.claims.iter().filter_map(|claim| {
        let extent = claim.measure.extent?;
        Some(corpus.reports[claim.report].text(extent).to_lowercase())
    });
    let measures: BTreeSet<String> = measures.collect();
    let meant = yaml::nearest(&words.to_lowercase(), measures.iter().map(String::as_str));
    let meant = meant.map_or(String::new(), |known| format!("; did you mean `{known}`?"));
    Failure::Unknown(format!("the reports count no `{words}`{meant}"))
}
