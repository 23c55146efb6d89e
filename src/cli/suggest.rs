//! `factlint suggest`: rules for what the reports say year after year.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::Args;

use super::terminal::ColorChoice;
use super::workspace::{Selection, Workspace};
use super::{Ending, Failure, output, tell};
use crate::claim::Ledger;
use crate::corpus::Corpus;
use crate::suggest::{self, Suggestion};

/// Propose rules for what the reports say year after year
///
/// Numbers that are given for one thing again and again, what is held once a year, bodies whose people are listed, and
/// releases that are counted through become rules with examples, in a file of YAML. Each of them holds its examples, and
/// the reports agree with it, but for one finding at most. Read them before you keep them.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  factlint suggest reports/                         a file of rules, to be read
  factlint suggest reports/ -o rules/suggested.yaml
  factlint rules test rules/suggested.yaml          whether they hold their examples")]
pub(super) struct Arguments {
    #[command(flatten)]
    selection: Selection,

    /// Write to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// What stands at the top of the file.
const COMMENT: &str = "\
# Rules that factlint proposes: what the reports say year after year. Read them, keep what is one fact, and take out
# the rest. `severity: error` makes a rule stop a run; `factlint rules test` runs the examples.
";

/// Runs the command.
pub(super) fn run(arguments: &Arguments, color: ColorChoice) -> Result<Ending, Failure> {
    let Some(Workspace {
        mut sources,
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
    let mut suggestions = suggest::rules(&corpus, &ledger, &mut sources)?;
    // What is there already need not be proposed again, and two rules of one name would be a slip.
    let known: BTreeSet<&str> = rules.iter().map(|rule| rule.id.as_str()).collect();
    suggestions.retain(|suggestion| !known.contains(suggestion.id.as_str()));
    tell(&summary(&suggestions));
    if !suggestions.is_empty() {
        let text = suggest::file(COMMENT, &suggestions);
        output::write(arguments.output.as_deref(), |out| {
            out.write_all(text.as_bytes())
        })?;
    }
    Ok(if incomplete {
        Ending::Failed
    } else {
        Ending::Clean
    })
}

/// How many rules of which kinds.
fn summary(suggestions: &[Suggestion]) -> String {
    if suggestions.is_empty() {
        return "nothing is said often enough to be proposed as a rule".to_owned();
    }
    let kinds: BTreeSet<&str> = suggestions.iter().map(|it| it.kind).collect();
    let counts = kinds.into_iter().map(|kind| {
        let count = suggestions.iter().filter(|it| it.kind == kind).count();
        format!("{count} {kind}")
    });
    let counts: Vec<String> = counts.collect();
    let rules = if suggestions.len() == 1 {
        "rule"
    } else {
        "rules"
    };
    format!(
        "{} {rules} proposed: {}",
        suggestions.len(),
        counts.join(", ")
    )
}
