//! `term-varies`: one term written in several ways, by capitals, by space or hyphen, or by number.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::prose::is_quoted;
use super::varies::{self, Mention, Variant};
use super::{Check, Context, Needs, Steps};
use crate::corpus::terms::Terms;
use crate::corpus::{Report, ReportId};
use crate::document::{Extent, InlineKind};
use crate::finding::{Certainty, Fault};
use crate::word;

mod capitals;
mod inflection;
mod joints;
mod words;

/// Looks for terms that are written in several ways.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TermVaries {
    /// Names whose owners write them so, whatever is more frequent.
    #[serde(default)]
    right: Vec<String>,
}

const HELP: &str = "Write the term in one way. Both can be right if they mean two things.";

impl Check for TermVaries {
    fn needs(&self) -> Needs {
        Needs::Text
    }

    fn needs_names(&self) -> bool {
        true
    }

    fn effort(&self) -> u8 {
        3
    }

    fn steps<'a>(&'a self, _context: &Context<'a>) -> Steps<'a> {
        Steps::over_all(|context| self.run(context))
    }
}

impl TermVaries {
    fn run(&self, context: &mut Context<'_>) {
        let terms = Terms::of(context.corpus);
        let corpus = context.corpus;
        let ((mut found, joints), (capitals, inflected)) = rayon::join(
            || rayon::join(|| words::run(corpus, &terms), || joints::run(&terms)),
            || rayon::join(|| capitals::run(&terms), || inflection::run(corpus)),
        );
        found.extend([joints, capitals, inflected].into_iter().flatten());
        // One place is told of once: a surer way of looking goes before, and then a longer term.
        found.sort_by(|a, b| {
            let key = |pair: &Pair| std::cmp::Reverse(pair.certainty);
            (key(a), &a.rare, &a.usual).cmp(&(key(b), &b.rare, &b.usual))
        });
        let mut told: BTreeMap<(ReportId, u32), u32> = BTreeMap::new();
        let mut new = Vec::new();
        for pair in &found {
            let rare = pair.rare.iter().copied();
            let rare = rare.filter(|(report, extent)| is_new(&mut told, *report, *extent));
            // What somebody else wrote stays as it is.
            let is_others = |(report, extent): &Mention| {
                let report = &context.corpus.reports[*report];
                is_quoted(report, *extent) || is_in_title(report, *extent)
            };
            let (quoted, own): (Vec<Mention>, Vec<Mention>) = rare.partition(is_others);
            // The name of a book is no name of what it is about.
            let is_set_off = |(report, extent): &&Mention| {
                let report = &context.corpus.reports[*report];
                set_off(report, *extent).is_some() || is_quoted(report, *extent)
            };
            let looked = pair.usual.iter().take(LOOKED_AT);
            let is_title = 2 * looked.clone().filter(is_set_off).count() > looked.len();
            let certainty = if is_title {
                Certainty::Unsure
            } else {
                pair.certainty
            };
            let parts = [(own, certainty), (quoted, Certainty::Unsure)].into_iter();
            let parts = parts.filter(|(rare, _)| !rare.is_empty());
            new.extend(parts.map(|(rare, certainty)| (rare, certainty, &pair.usual)));
        }
        let variants = new.iter().map(|(rare, certainty, usual)| Variant {
            fault: Fault::TermVaries,
            certainty: *certainty,
            rare,
            usual,
            help: HELP,
            right: &self.right,
        });
        varies::report_all(context, variants.collect());
    }
}

/// The emphasised words inside a sentence that an extent stands in. What begins a block is a label of it.
fn set_off(report: &Report, extent: Extent) -> Option<Extent> {
    let document = &report.document;
    let mut inlines = document.inlines_in(extent);
    let emphasis = inlines
        .find(|inline| inline.kind == InlineKind::Emphasis && inline.extent.contains(extent))?;
    let block = document.block_at(extent.start)?;
    (document.blocks[block].extent.start < emphasis.extent.start).then_some(emphasis.extent)
}

/// Whether an extent stands within the title of a work: more words, emphasised, and all with capitals.
fn is_in_title(report: &Report, extent: Extent) -> bool {
    /// A shorter one is a name.
    const SHORTEST: usize = 3;
    set_off(report, extent).is_some_and(|title| {
        let words = || report.text(title).split_whitespace();
        let is_capital = |word: &str| word.starts_with(|c: char| !c.is_lowercase());
        title != extent
            && words().count() >= SHORTEST
            && words().all(|word| is_capital(word) || word::is_function_word(word))
    })
}

/// So many places of the usual way tell whether it is a title.
const LOOKED_AT: usize = 20;

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
