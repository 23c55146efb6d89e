//! `term-varies`: one term written in several ways, by capitals, by space or hyphen, or by number.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::prose::{doubted, is_quoted};
use super::varies::{Mention, Variant};
use super::{Check, Context};
use crate::corpus::ReportId;
use crate::corpus::terms::Terms;
use crate::document::Extent;
use crate::finding::{Certainty, Fault};

mod capitals;
mod inflection;
mod joints;
mod words;

/// Looks for terms that are written in several ways.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TermVaries {}

const HELP: &str = "Write the term in one way. Both can be right if they mean two things.";

impl Check for TermVaries {
    fn run(&self, context: &mut Context<'_>) {
        let terms = Terms::of(context.corpus);
        let mut found = words::run(context.corpus, &terms);
        found.extend(joints::run(context.corpus, &terms));
        found.extend(capitals::run(&terms));
        found.extend(inflection::run(context.corpus));
        // One place is told of once: a surer way of looking goes before, and then a longer term.
        found.sort_by(|a, b| {
            let key = |pair: &Pair| std::cmp::Reverse(pair.certainty);
            (key(a), &a.rare, &a.usual).cmp(&(key(b), &b.rare, &b.usual))
        });
        let mut told: BTreeMap<(ReportId, u32), u32> = BTreeMap::new();
        for pair in found {
            let rare = pair.rare.into_iter();
            let rare = rare.filter(|(report, extent)| is_new(&mut told, *report, *extent));
            // What somebody else wrote stays as it is.
            let is_quoted =
                |(report, extent): &Mention| is_quoted(&context.corpus.reports[*report], *extent);
            let (quoted, own): (Vec<Mention>, Vec<Mention>) = rare.partition(is_quoted);
            for (rare, certainty) in [(own, pair.certainty), (quoted, Certainty::Unsure)] {
                if rare.is_empty() {
                    continue;
                }
                let variant = Variant {
                    fault: Fault::TermVaries,
                    certainty: doubted(context, certainty),
                    rare: &rare,
                    usual: &pair.usual,
                    help: HELP,
                };
                variant.report(context);
            }
        }
    }
}

/// Two ways of writing a term.
#[derive(Debug)]
struct Pair {
    rare: Vec<Mention>,
    usual: Vec<Mention>,
    certainty: Certainty,
}

/// Remembers an extent; whether none of those remembered overlaps it.
fn is_new(told: &mut BTreeMap<(ReportId, u32), u32>, report: ReportId, extent: Extent) -> bool {
    let before = told.range(..(report, extent.end)).next_back();
    let overlaps = before.is_some_and(|((other, _), end)| *other == report && *end > extent.start);
    if !overlaps {
        told.insert((report, extent.start), extent.end);
    }
    !overlaps
}
