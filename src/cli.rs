//! Arguments, files, terminal and exit codes.
//!
//! Lives here: one file a command, and what they share: reading, writing, the terminal. The only room that prints.
//! Stays out: anything that a test would want without a process.

mod baselining;
mod caching;
mod claims;
mod completions;
mod diff;
mod explain;
mod fixing;
mod init;
mod inputs;
mod lint;
mod man;
mod output;
mod progress;
mod quantities;
mod reading;
mod rulebook;
mod rules;
mod scoping;
mod settings;
mod suggest;
mod terminal;
mod why;
mod workspace;

use std::fmt;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use rayon::{ThreadPool, ThreadPoolBuildError, ThreadPoolBuilder};

use crate::render;
use crate::source::TooLarge;
use terminal::ColorChoice;

/// Checks whether a folder of reports agrees with itself.
///
/// factlint reads every report of a folder, binds the numbers, dates and lists in it to what they are about, and
/// reports what cannot be true together with another statement, in the same report or in another, with both sides.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100, after_help = EXAMPLES, propagate_version = true)]
struct Arguments {
    /// When to use colours
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        hide_possible_values = true,
        long_help = "When to use colours: auto (on a terminal, unless NO_COLOR is set, and everywhere if \
                     CLICOLOR_FORCE is), always or never"
    )]
    color: ColorChoice,

    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  factlint lint reports/                  check all reports of a folder against each other
  factlint lint reports/ --format brief   one line a finding
  factlint explain growth-off             what a fault is
  factlint why reports/2023.md:75         why a line was reported, or was not";

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Arguments),
    Lint(lint::Arguments),
    Claims(claims::Arguments),
    Diff(diff::Arguments),
    Explain(explain::Arguments),
    Why(why::Arguments),
    Rules(rules::Arguments),
    Suggest(suggest::Arguments),
    Quantities(quantities::Arguments),
    Completions(completions::Arguments),
    Man(man::Arguments),
}

/// Why the program could not do what it was asked to.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("{}: {error}", path.display())]
    File { path: PathBuf, error: io::Error },
    #[error("{}", inputs::walked(.0))]
    Walk(#[from] ignore::Error),
    #[error("cannot write: {0}")]
    Write(#[from] io::Error),
    #[error(transparent)]
    TooLarge(#[from] TooLarge),
    #[error(transparent)]
    Threads(#[from] ThreadPoolBuildError),
    /// An argument that names nothing.
    #[error("{0}")]
    Unknown(String),
}

/// How a run ended, as an exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// Nothing at or above the threshold.
    Clean = 0,
    /// Findings at or above the threshold.
    Findings = 1,
    /// Something could not be read or done.
    Failed = 2,
}

/// Runs the program.
pub fn main() -> ExitCode {
    // Threads start while the command line is read.
    let threads = threads();
    let Arguments { command, color } = Arguments::parse();
    let run = || match command {
        Command::Init(init) => init::run(&init),
        Command::Lint(lint) => lint::run(&lint, color),
        Command::Claims(claims) => claims::run(&claims, color),
        Command::Diff(diff) => diff::run(&diff),
        Command::Explain(explain) => explain::run(&explain, color),
        Command::Why(why) => why::run(&why, color),
        Command::Suggest(suggest) => suggest::run(&suggest, color),
        Command::Rules(rules) => rules::run(&rules, color),
        Command::Quantities(quantities) => quantities::run(&quantities),
        Command::Completions(completions) => completions::run(&completions),
        Command::Man(man) => man::run(&man),
    };
    // From within, no step waits until a thread wakes up.
    let ending = threads
        .map_err(Failure::from)
        .and_then(|threads| threads.install(run));
    let ending = ending.unwrap_or_else(|failure| {
        complain(&failure);
        Ending::Failed
    });
    ExitCode::from(ending as u8)
}

/// The threads of a run. Where the system gives none, this one does everything.
fn threads() -> Result<ThreadPool, ThreadPoolBuildError> {
    ThreadPoolBuilder::new().build().or_else(|_| {
        let alone = ThreadPoolBuilder::new().num_threads(1);
        alone.use_current_thread().build()
    })
}

/// Says on standard error what went wrong.
fn complain(message: &dyn fmt::Display) {
    tell(&format_args!("error: {message}"));
}

/// Says something on standard error, if anybody listens: a reader that went away is no reason to panic. Names of files
/// may hold what a terminal would act on.
fn tell(message: &dyn fmt::Display) {
    let message = message.to_string();
    let _ = writeln!(io::stderr(), "{}", render::one_line(&message));
}
