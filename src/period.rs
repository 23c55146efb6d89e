//! Years, quarters, months and dates in prose, resolved against the period of a report.
//!
//! Lives here: calendar expressions ("in November 2019", "last year", "since 2020", "Q3") and the periods they name.
//! Stays out: the clock. What "this year" means is decided by the report.

use jiff::civil::Date;

/// A run of days, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
}

/// A calendar expression in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The first byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// Reads every calendar expression of a text, in order and without overlap.
pub fn read(text: &str) -> Vec<Mention> {
    let _ = text;
    Vec::new()
}
