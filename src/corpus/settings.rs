//! What is known of the reports of a run that their texts do not tell.

use std::collections::{BTreeMap, BTreeSet};

use crate::period::Period;
use crate::source::SourceId;

/// What is known of the reports of a run that their texts do not tell.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// The periods of reports, for which nothing else is asked.
    pub periods: BTreeMap<SourceId, Period>,
    /// The series of reports, for which neither folder nor name is asked.
    pub series: BTreeMap<SourceId, String>,
    /// Reports that are published and do not change any more.
    pub frozen: BTreeSet<SourceId>,
    /// Names that are one subject, over the years or within one.
    pub aliases: Vec<Vec<String>>,
    /// Words that are right, whatever a dictionary says.
    pub words: Vec<String>,
    /// Names of people, organisations and places, as they are written.
    pub names: Vec<String>,
    /// Terms, as they are written.
    pub terms: Vec<String>,
}
