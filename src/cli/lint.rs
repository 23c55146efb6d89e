//! `factlint lint`: checks reports against each other.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::baselining::Baselining;
use super::caching::Caching;
use super::fixing::{self, Fixing};
use super::progress::Progress;
use super::scoping::{Files, Scoping};
use super::terminal::{ColorChoice, Terminal};
use super::workspace::{Selection, Workspace};
use super::{Ending, Failure, output};
use crate::config::FailOn;
use crate::finding::{Finding, Problem, ProblemOf, Severity};
use crate::lint::{self, Scope};
use crate::render;
use crate::rule::Rule;
use crate::source::{SourceId, Sources};

/// Check reports against each other
///
/// Every report is read and compared with every other one. What cannot be true together is reported with both
/// sides, and so is every slip that a careful copy editor would stop at.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(flatten)]
    selection: Selection,

    #[command(flatten)]
    scoping: Scoping,

    #[command(flatten)]
    baselining: Baselining,

    /// How findings are shown
    #[arg(long, short = 'f', value_enum, default_value_t = Format::Pretty)]
    format: Format,

    /// Show findings from this severity on
    ///
    /// Notes are not shown by default, unless --fail-on asks for them. How many findings were left out is said at
    /// the end.
    #[arg(long, value_enum, value_name = "SEVERITY", hide_possible_values = true)]
    min_severity: Option<Level>,

    /// Show this many findings, the worst ones, and count the others; 0 shows all
    ///
    /// Without it, `pretty` shows the 500 worst, and the other formats have all. So it is with problems of the rules,
    /// but for JSON and SARIF, which have all. The exit code is that of everything, whatever is shown.
    #[arg(long, value_name = "COUNT")]
    max_findings: Option<usize>,

    /// The exit code is 1 if there is a finding of this severity or above: error, warning, note or never [default: error]
    #[arg(long, value_enum, value_name = "SEVERITY", hide_possible_values = true)]
    fail_on: Option<FailOnChoice>,

    #[command(flatten)]
    fixing: Fixing,

    #[command(flatten)]
    caching: Caching,

    /// Write to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Only the findings, without the summary
    #[arg(long, short)]
    quiet: bool,

    /// Say on standard error which settings, rules and reports a run is made of
    #[arg(long, short, conflicts_with = "quiet")]
    verbose: bool,
}

const EXAMPLES: &str = "\
Examples:
  factlint lint                                     the reports of this project or folder
  factlint lint 2022.md 2023.md --fail-on warning   two reports, and warnings count
  factlint lint --changed=main                      only what was changed since a revision of git
  factlint why reports/2023.md:75                   why this line was reported, or was not
  factlint lint reports/ -f json -o found.json      for other programs
  pandoc 2023.docx -t markdown | factlint lint reports/ - --stdin-filename 2023.md

Exit codes:
  0  nothing at or above --fail-on
  1  findings at or above --fail-on
  2  something could not be read; what could be read was checked";

/// So many findings take some ten thousand lines: nobody reads more at once.
const MAX_SHOWN: usize = 500;

/// The formats of `lint`.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// Both sides of every finding, with their text
    Pretty,
    /// One line a finding: path:line:column: severity[fault]: message
    Brief,
    /// The machine contract
    Json,
    /// Annotations of GitHub Actions, the worst first
    Github,
    /// SARIF 2.1.0, for code scanning
    Sarif,
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
enum FailOnChoice {
    Error,
    Warning,
    Note,
    Never,
}

impl FailOnChoice {
    fn fail_on(self) -> FailOn {
        match self {
            FailOnChoice::Error => FailOn::AtLeast(Severity::Error),
            FailOnChoice::Warning => FailOn::AtLeast(Severity::Warning),
            FailOnChoice::Note => FailOn::AtLeast(Severity::Note),
            FailOnChoice::Never => FailOn::Never,
        }
    }
}

impl Arguments {
    /// The reports with those that were taken for the value of an option that may go without.
    fn selection(&self) -> Selection {
        let misplaced = [self.scoping.misplaced(), self.baselining.misplaced()];
        let paths: Vec<&Path> = misplaced.into_iter().flatten().collect();
        self.selection.with(&paths)
    }

    /// How many findings are shown. What other programs read is whole, unless somebody says otherwise.
    fn max_findings(&self) -> Option<usize> {
        match (self.max_findings, self.format) {
            (Some(0), _) => None,
            (Some(most), _) => Some(most),
            (None, Format::Pretty) => Some(MAX_SHOWN),
            (None, _) => None,
        }
    }

    /// What is shown, of the reports and of the data that rules are tied to. As [`Scoping::scope`].
    fn scope(
        &self,
        (reports, files): Files<'_>,
        rules: &[Rule],
        sources: &Sources,
    ) -> Result<(Option<Scope>, bool), Failure> {
        let pins = rules.iter().filter_map(|rule| rule.check.pin()?.source());
        let data: BTreeSet<SourceId> = pins.collect();
        let read = reports.iter().chain(&data).copied();
        let of_data = data
            .iter()
            .map(|id| (*id, PathBuf::from(sources.get(*id).name())));
        let files = files.clone().into_iter().chain(of_data).collect();
        self.scoping
            .scope((&read.collect::<Vec<_>>(), &files), sources)
    }
}

/// That the scope has no report.
fn nothing_to_show() -> Problem {
    Problem {
        of: ProblemOf::Reports,
        message: "nothing that --only names is a report of this run".to_owned(),
        help: "Without --only, all findings are shown.".to_owned(),
        place: None,
    }
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments, color: ColorChoice) -> Result<Ending, Failure> {
    let progress = Progress::start(arguments.quiet);
    let workspace = arguments.selection().read(color)?;
    if let (Some(workspace), true) = (&workspace, arguments.verbose) {
        workspace.tell();
    }
    let Some(Workspace {
        mut sources,
        reports,
        files,
        rules,
        policy,
        fail_on,
        baseline,
        home,
        mut incomplete,
        ..
    }) = workspace
    else {
        return Ok(Ending::Failed);
    };
    let known = arguments
        .baselining
        .read(baseline.as_deref(), &home, &mut sources, color)?;
    let Ok(known) = known else {
        return Ok(Ending::Failed);
    };
    let (scope, complete) = arguments.scope((&reports, &files), &rules, &sources)?;
    incomplete |= !complete;
    let asked = arguments.fail_on.map(FailOnChoice::fail_on);
    let threshold = match asked.or(fail_on) {
        None => Some(Severity::Error),
        Some(FailOn::AtLeast(severity)) => Some(severity),
        Some(FailOn::Never) => None,
    };
    let terminal = match arguments.output {
        None => Terminal::stdout(color),
        Some(_) => Terminal::none(color),
    };
    let min_severity = match arguments.min_severity {
        Some(level) => level.severity(),
        // A run must not fail for what it does not show.
        None => threshold.map_or(Severity::Warning, |at| at.min(Severity::Warning)),
    };
    let baseline = known.as_ref().and_then(|known| known.baseline.as_ref());
    let stale = RefCell::default();
    let applied = arguments.fixing.applied();
    let lint = |sources: &Sources| {
        let mut outcome = match applied {
            // A fix may have taken something out of the settings. Between fixes nothing stays as it was.
            Some(_) => lint::run(sources, &reports, &rules, &policy.read_again(sources)),
            None => arguments.caching.run(sources, &reports, &policy, |store| {
                lint::run_last(sources, &reports, &rules, &policy, store)
            }),
        };
        if let Some(baseline) = baseline {
            let whole = policy.is_whole();
            stale.replace(outcome.leave_out_known(baseline, &reports, whole, sources));
        }
        if let Some(scope) = &scope {
            outcome.keep_within(scope, min_severity, sources);
        }
        outcome
    };
    let fixes = applied.map(|applied| fixing::Run {
        reports: &reports,
        settings: policy.source(),
        files: &files,
        applied,
        min_severity,
        lint: &lint,
    });
    let mut outcome = match &fixes {
        None => lint(&sources),
        Some(fixes) if arguments.fixing.is_dry() => {
            let mended = fixes.preview(&mut sources)?;
            drop(progress);
            let options = terminal.options();
            output::write(arguments.output.as_deref(), |out| {
                render::diff(&mended.before, &sources, &options, out)
            })?;
            return Ok(match incomplete {
                true => Ending::Failed,
                false if mended.before.is_empty() => Ending::Clean,
                false => Ending::Findings,
            });
        }
        Some(fixes) => {
            let (outcome, complete) = fixes.write(&mut sources)?;
            incomplete |= !complete;
            outcome
        }
    };
    if let Some(baseline) = baseline {
        let stale = stale.into_inner();
        let known = known.as_ref().filter(|known| known.prunes() && !incomplete);
        match known {
            Some(known) => known.prune(&stale)?,
            None => outcome.problems.extend(baseline.problem(&stale, &sources)),
        }
    }
    match &known {
        Some(known) if known.is_written() && incomplete => known.refuse(),
        Some(known) if known.is_written() => {
            known.write(&outcome.findings, &sources)?;
            outcome.known = outcome.findings.len();
            outcome.findings.clear();
        }
        _ => {}
    }
    if arguments.scoping.is_of_paths() && scope.is_some_and(|scope| scope.is_empty()) {
        outcome.problems.push(nothing_to_show());
    }
    drop(progress);
    let options = render::Options {
        format: match arguments.format {
            Format::Pretty => render::Format::Pretty,
            Format::Brief => render::Format::Brief,
            Format::Json => render::Format::Json,
            Format::Github => render::Format::Github,
            Format::Sarif => render::Format::Sarif,
        },
        min_severity,
        max_findings: arguments.max_findings(),
        summary: !arguments.quiet,
        ..terminal.options()
    };
    output::write(arguments.output.as_deref(), |out| {
        render::outcome(&outcome, &sources, &options, out)
    })?;
    let fails = |finding: &Finding| threshold.is_some_and(|at| finding.severity >= at);
    let fails = outcome.findings.iter().any(fails);
    // The program ends, and needs no memory back.
    std::mem::forget((outcome, sources, rules));
    Ok(if incomplete {
        Ending::Failed
    } else if fails {
        Ending::Findings
    } else {
        Ending::Clean
    })
}
