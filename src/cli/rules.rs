//! `factlint rules`: the rules that are on, the test of their examples, and the schemas of what is written by hand.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};

use super::rulebook::Rulebook;
use super::settings::Settings;
use super::terminal::{ColorChoice, Terminal};
use super::{Ending, Failure, output};
use crate::lint::examples;
use crate::render;
use crate::rule::{Origin, Places, Rule};
use crate::source::Sources;
use crate::{config, rule};

/// List the rules, test their examples, or print the schema of their files
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  factlint rules list                     the rules that are on here
  factlint rules test rules/              whether each rule holds its examples
  factlint rules schema > rules.json      what an editor needs to complete rules")]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    List(List),
    Test(Test),
    Schema(SchemaOf),
}

/// List the rules that are on: those of factlint, of the packs and your own
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  factlint rules list --pack openinfra    with those of a pack")]
struct List {
    #[command(flatten)]
    rulebook: Rulebook,

    /// How they are shown
    #[arg(long, short = 'f', value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// A line for each rule
    Table,
    /// For other programs
    Json,
}

/// Run the examples of rules: each one under `flag` must be reported, none under `pass` may be
///
/// The exit code is 1 if an example does not hold.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  factlint rules test rules/guild.yaml    the rules of one file")]
struct Test {
    /// Files of rules, or folders of them; without any, those that the settings name
    paths: Vec<PathBuf>,

    /// The settings, instead of the nearest factlint.yaml or .factlint.yaml
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

/// Print the JSON Schema of files of rules, or of the settings
///
/// Editors check and complete YAML by it. Most of them read the line
/// `# yaml-language-server: $schema=PATH OF THE SCHEMA` at the top of a file.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  factlint rules schema --of settings > factlint.schema.json")]
struct SchemaOf {
    /// Which files
    #[arg(long, value_enum, default_value_t = Files::Rules)]
    of: Files,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Files {
    /// Files of rules
    Rules,
    /// factlint.yaml
    Settings,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments, color: ColorChoice) -> Result<Ending, Failure> {
    match &arguments.command {
        Command::List(list) => list.run(color),
        Command::Test(test) => test.run(color),
        Command::Schema(schema) => schema.run(),
    }
}

impl List {
    fn run(&self, color: ColorChoice) -> Result<Ending, Failure> {
        let mut sources = Sources::default();
        let settings = self.rulebook.settings(Path::new(""), &mut sources, color)?;
        let Some(settings) = settings else {
            return Ok(Ending::Failed);
        };
        let Some(rules) = self.rulebook.read(&settings, &mut sources, color)? else {
            return Ok(Ending::Failed);
        };
        let is_off = |rule: &Rule| settings.config.off.contains(&rule.id);
        output::write(None, |out| match self.format {
            Format::Table => render::rule_table(&rules, &is_off, out),
            Format::Json => render::rule_json(&rules, &is_off, &sources, out),
        })?;
        Ok(Ending::Clean)
    }
}

impl Test {
    fn run(&self, color: ColorChoice) -> Result<Ending, Failure> {
        let mut sources = Sources::default();
        let rulebook = Rulebook::of(self.paths.clone(), self.config.clone());
        // Rules that are named do not depend on where they are tested.
        let settings = if self.paths.is_empty() {
            rulebook.settings(Path::new(""), &mut sources, color)?
        } else {
            Some(Settings::default())
        };
        let Some(settings) = settings else {
            return Ok(Ending::Failed);
        };
        if rulebook.paths(&settings).is_empty() {
            return Err(Failure::Unknown(
                "there are no rules to be tested: name files of rules, or list them under `rules` in factlint.yaml"
                    .to_owned(),
            ));
        }
        let Some(rules) = rulebook.read(&settings, &mut sources, color)? else {
            return Ok(Ending::Failed);
        };
        let rules: Vec<Rule> = rules
            .into_iter()
            .filter(|rule| rule.origin == Origin::User)
            .collect();
        let places = Places::new(&sources);
        let mut failures = Vec::new();
        for rule in &rules {
            failures.extend(examples::run(rule, &places)?);
        }
        let options = Terminal::stdout(color).options();
        output::write(None, |out| {
            render::example_failures(&failures, &sources, &options, out)?;
            let of_rules = rules.iter();
            let examples: usize = of_rules.map(|rule| rule.flag.len() + rule.pass.len()).sum();
            render::examples_summary(rules.len(), examples, &failures, out)
        })?;
        Ok(if failures.is_empty() {
            Ending::Clean
        } else {
            Ending::Findings
        })
    }
}

impl SchemaOf {
    fn run(&self) -> Result<Ending, Failure> {
        let schema = match self.of {
            Files::Rules => rule::schema(),
            Files::Settings => config::schema(),
        };
        output::write(None, |out| {
            serde_json::to_writer_pretty(&mut *out, &schema)?;
            writeln!(out)
        })?;
        Ok(Ending::Clean)
    }
}
