//! What the terminal can show.

use std::env;
use std::io::{self, IsTerminal};

use clap::ValueEnum;

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ColorChoice {
    Auto,
    Always,
    Never,
}

/// The part of a terminal that output depends on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Terminal {
    /// Columns to fill.
    pub(super) width: usize,
    /// Whether to use colours.
    pub(super) color: bool,
    /// Whether to draw with more than ASCII.
    pub(super) unicode: bool,
}

/// Columns where there is no terminal.
const DEFAULT_WIDTH: usize = 100;
/// Longer lines are hard to read.
const MAX_WIDTH: usize = 120;

impl Terminal {
    /// The terminal behind standard output, or what a file is given.
    pub(super) fn of(color: ColorChoice, to_file: bool) -> Self {
        let is_terminal = !to_file && io::stdout().is_terminal();
        let width = is_set("COLUMNS")
            .and_then(|columns| columns.parse().ok())
            .or_else(|| {
                let size = terminal_size::terminal_size().filter(|_| is_terminal);
                size.map(|(width, _)| usize::from(width.0))
            })
            .unwrap_or(DEFAULT_WIDTH);
        Terminal {
            width: width.min(MAX_WIDTH),
            color: match color {
                ColorChoice::Always => true,
                ColorChoice::Never => false,
                ColorChoice::Auto => {
                    let dumb = is_set("TERM").is_some_and(|term| term == "dumb");
                    is_terminal && is_set("NO_COLOR").is_none() && !dumb
                }
            },
            unicode: supports_unicode::on(supports_unicode::Stream::Stdout),
        }
    }
}

/// The value of an environment variable that is there and not empty.
fn is_set(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}
