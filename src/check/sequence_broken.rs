//! `sequence-broken`: versions, numbered headings and ordinals that skip, repeat or contradict each other.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Check, Context, Needs, Steps};
use crate::finding::{Certainty, Detection, Fault, Label};
use ranks::ranks;

mod headings;
mod names;
mod ranks;
mod steps;
mod versions;
mod years;

pub use ranks::{NamedRank, named_ranks};

/// Follows what is counted through: versions in a row, headings with numbers, the releases and feasts of a series.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SequenceBroken {}

impl Check for SequenceBroken {
    fn needs(&self) -> Needs {
        Needs::Own
    }

    fn steps<'a>(&'a self, _context: &Context<'a>) -> Steps<'a> {
        Steps::over_each(|context, id| {
            versions::versions(context, id);
            headings::headings(context, id);
        })
        .then_each_series(|context, reports| {
            let ranks = ranks(context, reports.clone());
            names::names(context, &ranks);
            years::yearly(context, &ranks);
            steps::steps(context, &ranks);
            years::times(context, reports);
        })
    }
}

fn found(
    certainty: Certainty,
    message: String,
    help: &str,
    primary: Label,
    related: Vec<Label>,
) -> Detection {
    Detection {
        fault: Fault::SequenceBroken,
        category: Fault::SequenceBroken.category(),
        certainty,
        message,
        help: help.to_owned(),
        primary,
        related,
        fix: None,
    }
}
