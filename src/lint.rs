//! Rules times corpus: one `Outcome`.
//!
//! Lives here: running every rule, severities, dropping of duplicates, order, fingerprints.
//! Stays out: formats, the disk, and what any check looks for.

use crate::finding::Finding;
use crate::source::Place;

/// What a run has to say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// What was found, in the order of the sources and of the text.
    pub findings: Vec<Finding>,
    /// What is wrong with the rules or the settings rather than with a report.
    pub problems: Vec<Problem>,
    /// How many reports were read.
    pub reports: usize,
    /// How many claims the ledger holds.
    pub claims: usize,
    /// How many findings were suppressed.
    pub suppressed: usize,
}

/// Something amiss with a rule or a setting. No finding: the reports may be fine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What is amiss.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// The line of YAML to look at, if there is one.
    pub place: Option<Place>,
}
