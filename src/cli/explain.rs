//! `factlint explain`: what a fault or a rule is.

use std::path::Path;

use clap::Args;

use super::rulebook::Rulebook;
use super::terminal::{ColorChoice, Terminal};
use super::{Ending, Failure, output};
use crate::finding::Fault;
use crate::render;
use crate::rule::{self, Rule};
use crate::source::Sources;
use crate::yaml;

/// Explain a fault or a rule, or list all faults
///
/// What is found and why it matters, an example that is reported and one that is not, how to suppress it, and how often
/// it was found rightly in reports that the authors of the rules had not seen.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  factlint explain                      all faults
  factlint explain growth-off           a fault, as it stands in brackets in a finding
  factlint explain guild-members --rules rules/    a rule of your own")]
pub(super) struct Arguments {
    /// The fault or the rule
    #[arg(value_name = "FAULT|RULE")]
    name: Option<String>,

    #[command(flatten)]
    rulebook: Rulebook,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments, color: ColorChoice) -> Result<Ending, Failure> {
    let Some(name) = &arguments.name else {
        output::write(None, render::fault_table)?;
        return Ok(Ending::Clean);
    };
    let mut sources = Sources::default();
    let rulebook = &arguments.rulebook;
    let Some(settings) = rulebook.settings(Path::new(""), &mut sources, color)? else {
        return Ok(Ending::Failed);
    };
    let Some(rules) = rulebook.read_all(&settings, &mut sources, color)? else {
        return Ok(Ending::Failed);
    };
    let options = Terminal::stdout(color).options();
    if let Some(fault) = Fault::from_code(name) {
        let samples = samples();
        let with_sample = |rule: &&Rule| rule.flag.iter().any(|flag| flag.fault == fault);
        let mut reporting: Vec<&Rule> = rules.iter().filter(with_sample).collect();
        // The rule of factlint itself says most about a fault; then come the samples.
        reporting.sort_by_key(|rule| std::cmp::Reverse((rule.id == *name, rule.origin)));
        let sample = samples.iter().find(with_sample);
        let example = reporting.first().copied().or(sample);
        output::write(None, |out| {
            render::explain_fault(fault, &reporting, example, &options, out)
        })?;
    } else if let Some(rule) = rules.iter().find(|rule| rule.id == *name) {
        output::write(None, |out| {
            render::explain_rule(rule, &sources, &options, out)
        })?;
    } else {
        return Err(unknown(name, &rules));
    }
    Ok(Ending::Clean)
}

/// The samples of rules that come with factlint. They are good, which is tested.
fn samples() -> Vec<Rule> {
    let mut sources = Sources::default();
    let files = rule::samples(&mut sources).unwrap_or_default();
    rule::load(&sources, &files).unwrap_or_default()
}

fn unknown(name: &str, rules: &[Rule]) -> Failure {
    let faults = Fault::ALL.iter().map(|fault| fault.code());
    let known = faults.chain(rules.iter().map(|rule| rule.id.as_str()));
    let meant = match yaml::nearest(name, known) {
        Some(known) => format!("; did you mean `{known}`?"),
        None => {
            "; `factlint explain` lists the faults, and `factlint rules list` the rules".to_owned()
        }
    };
    Failure::Unknown(format!("there is no fault and no rule `{name}`{meant}"))
}
