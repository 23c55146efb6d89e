//! What the terminal can show.

use std::env;
use std::io::{self, IsTerminal};

use clap::ValueEnum;
use supports_unicode::Stream;
use terminal_size::{Height, Width};

use crate::render;

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
    width: usize,
    color: bool,
    unicode: bool,
    interactive: bool,
}

/// Columns where there is no terminal.
const DEFAULT_WIDTH: usize = 100;
/// Longer lines are hard to read.
const MAX_WIDTH: usize = 120;

impl Terminal {
    /// The terminal behind standard output.
    pub(super) fn stdout(color: ColorChoice) -> Self {
        let out = io::stdout();
        Terminal {
            width: width(terminal_size::terminal_size_of(&out)),
            color: uses_color(color, out.is_terminal()),
            unicode: supports_unicode::on(Stream::Stdout),
            interactive: out.is_terminal(),
        }
    }

    /// The terminal behind standard error.
    pub(super) fn stderr(color: ColorChoice) -> Self {
        let out = io::stderr();
        Terminal {
            width: width(terminal_size::terminal_size_of(&out)),
            color: uses_color(color, out.is_terminal()),
            unicode: supports_unicode::on(Stream::Stderr),
            interactive: out.is_terminal(),
        }
    }

    /// What a file is given.
    pub(super) fn none(color: ColorChoice) -> Self {
        Terminal {
            width: width(None),
            color: uses_color(color, false),
            unicode: true,
            interactive: false,
        }
    }

    /// How charts are drawn on it, if somebody looks.
    pub(super) fn chart(self) -> Option<render::Chart> {
        let chart = if self.unicode {
            render::Chart::Blocks
        } else {
            render::Chart::Ascii
        };
        self.interactive.then_some(chart)
    }

    /// How text is to look on it.
    pub(super) fn options(self) -> render::Options {
        render::Options {
            width: self.width,
            color: self.color,
            unicode: self.unicode,
            interactive: self.interactive,
            ..render::Options::default()
        }
    }
}

fn width(size: Option<(Width, Height)>) -> usize {
    let columns = set("COLUMNS").and_then(|columns| columns.parse().ok());
    columns
        .or_else(|| size.map(|(width, _)| usize::from(width.0)))
        .map_or(DEFAULT_WIDTH, |width| width.min(MAX_WIDTH))
}

fn uses_color(color: ColorChoice, is_terminal: bool) -> bool {
    match color {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => {
            let dumb = set("TERM").is_some_and(|term| term == "dumb");
            let forced = set("CLICOLOR_FORCE").is_some_and(|force| force != "0");
            let off = set("CLICOLOR").is_some_and(|on| on == "0");
            set("NO_COLOR").is_none() && (forced || is_terminal && !dumb && !off)
        }
    }
}

/// The value of an environment variable that is there and not empty.
fn set(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}
