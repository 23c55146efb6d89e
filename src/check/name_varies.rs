//! `name-varies`: a person, an organisation or a place whose name is spelled in several ways.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::FxHashSet;
use schemars::JsonSchema;
use serde::Deserialize;

use super::varies::{self, Mention, Variant};
use super::{Check, Context, Needs, Steps};
use crate::corpus::{Corpus, names};
use crate::document::Extent;
use crate::finding::{Certainty, Fault};
use crate::word::Stem;

mod gathered;
mod near;

use gathered::{Gathered, Use};

/// Looks for names that are nearly the same.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NameVaries {}

const HELP: &str = "Write the name in one way. Both can be right if they are two people, or if a name has changed.";

impl Check for NameVaries {
    fn needs(&self) -> Needs {
        Needs::Text
    }

    fn needs_names(&self) -> bool {
        true
    }

    fn effort(&self) -> u8 {
        2
    }

    fn steps<'a>(&'a self, _context: &Context<'a>) -> Steps<'a> {
        Steps::over_all(Self::run)
    }
}

impl NameVaries {
    fn run(context: &mut Context<'_>) {
        let corpus = context.corpus;
        let words = corpus.names();
        let letters = near::letters(words);
        let lengths = [3, 2].into_par_iter().map(|length| {
            let names = Gathered::of(corpus, words, length);
            let mut found = respelled(&names);
            if length == 2 {
                found.extend(swapped(&names));
            }
            found.extend(near::find(&names, &letters));
            found
        });
        // A long name goes before a part of it.
        let mut found: Vec<Pair> = lengths.flat_map_iter(|found| found).collect();
        let mut told: FxHashSet<(usize, u32)> = FxHashSet::default();
        for pair in &mut found {
            pair.rare
                .retain(|(report, extent)| !told.contains(&(*report, extent.start)));
            for (report, extent) in &pair.rare {
                let starts = starts_in(words, *report, *extent);
                told.extend(starts.map(|start| (*report, start)));
            }
        }
        found.retain(|pair| !pair.rare.is_empty());
        let variants = found.iter().map(|pair| Variant {
            fault: Fault::NameVaries,
            certainty: pair.certainty,
            rare: &pair.rare,
            usual: &pair.usual,
            help: HELP,
            right: &[],
        });
        varies::report_all(context, variants.collect());
    }
}

/// Where the words inside an extent start.
fn starts_in(all: &names::Names, report: usize, extent: Extent) -> impl Iterator<Item = u32> + '_ {
    let runs = all.runs_of(report);
    let first = runs.partition_point(|run| run.extent.end <= extent.start);
    let words = runs.get(first).map_or(&[][..], |run| all.words(run));
    words
        .iter()
        .map(|word| word.start)
        .filter(move |start| (extent.start..extent.end).contains(start))
}

/// Two spellings of a name.
struct Pair {
    rare: Vec<Mention>,
    usual: Vec<Mention>,
    certainty: Certainty,
}

/// What a name looks like without its case: the particles between its words, and these in small letters, with their accents
/// and hyphens. Initials may stand or not.
type Spelling = (Vec<String>, Vec<String>);

fn spelling(names: &Gathered<'_>, usage: Use<'_>) -> Spelling {
    let Gathered { corpus, all, .. } = names;
    let report = &corpus.reports[usage.run.report()];
    let joints = usage.words.array_windows();
    let joints = joints.map(|[before, behind]| all.joint([before, behind], report));
    let particles = joints.map(|joint| {
        let parts = joint.split_whitespace();
        parts
            .filter(|part| part.trim_end_matches('.').len() > 1)
            .collect::<Vec<_>>()
            .join(" ")
    });
    let texts = usage.words.iter().map(|word| report.text(all.extent(word)));
    let accents = texts.map(|text| text.to_lowercase().replace('’', "'"));
    (particles.collect(), accents.collect())
}

/// Names that differ in accents, in hyphens, or in the particles between their words.
fn respelled(names: &Gathered<'_>) -> Vec<Pair> {
    let mut found = Vec::new();
    for (name, _) in names.iter().filter(|(_, name)| name.may_vary) {
        let mut spellings: BTreeMap<Spelling, Vec<Mention>> = BTreeMap::new();
        for usage in names.uses(name) {
            let places = spellings.entry(spelling(names, usage)).or_default();
            places.push(names.mention(usage));
        }
        let accented = |words: &[String]| words.iter().filter(|word| !word.is_ascii()).count();
        // Of two that are as frequent the one with accents is right, and else the first.
        let Some((usual, places)) = spellings.iter().max_by_key(|((particles, words), places)| {
            let first = std::cmp::Reverse(places[0]);
            (
                particles.iter().filter(|p| !p.is_empty()).count(),
                places.len(),
                accented(words),
                first,
            )
        }) else {
            continue;
        };
        for (spelling, rare) in &spellings {
            let left_out = spelling
                .0
                .iter()
                .zip(&usual.0)
                .any(|(a, b)| a.is_empty() != b.is_empty());
            // One letter in two encodings looks the same.
            let same_look = spelling.0 == usual.0 && is_encoded_apart(&spelling.1, &usual.1);
            if spelling != usual && !left_out && !same_look {
                found.push(Pair {
                    rare: rare.clone(),
                    usual: places.clone(),
                    certainty: Certainty::Likely,
                });
            }
        }
    }
    found
}

/// Whether words differ only in that one has marks of their own where the other has letters with marks: "o" with a
/// diaeresis behind it, and "ö".
fn is_encoded_apart(first: &[String], second: &[String]) -> bool {
    let is_mark = |c: char| ('\u{300}'..='\u{36f}').contains(&c);
    let marks = |words: &[String]| {
        words
            .iter()
            .flat_map(|word| word.chars())
            .filter(|c| is_mark(*c))
            .count()
    };
    let letters = |words: &[String]| {
        words
            .iter()
            .flat_map(|word| word.chars())
            .filter(|c| !c.is_ascii() && !is_mark(*c))
            .count()
    };
    marks(first) != marks(second)
        && marks(first) + letters(first) == marks(second) + letters(second)
}

/// Names of two words that stand in both orders.
fn swapped(names: &Gathered<'_>) -> Vec<Pair> {
    let mut found = Vec::new();
    let Gathered { corpus, all, .. } = names;
    // Which words begin a name that is a whole run, and which end one. Most words do the one or the other.
    let [mut begins, mut ends] = [(); 2].map(|()| vec![false; all.all_folded().len()]);
    for (_, name) in names.iter().filter(|(_, name)| name.whole > 0) {
        let [first, second] = [0, 1].map(|at| name.key[at]);
        begins[first.index()] = true;
        ends[second.index()] = true;
    }
    for (number, name) in names.iter().filter(|(_, name)| name.whole > 0) {
        let [first, second] = [0, 1].map(|at| name.key[at]);
        if first == second || !begins[second.index()] || !ends[first.index()] {
            continue;
        }
        let Some(other) = names.number(&[second, first, gathered::NO_WORD]) else {
            continue;
        };
        let whole = |name: u32| -> Vec<Mention> {
            let uses = names.uses(name).filter(Use::is_whole);
            uses.map(|usage| names.mention(usage)).collect()
        };
        let (rare, usual) = (whole(number), whole(other));
        let is_rarer = rare.len() < usual.len() || (rare.len() == usual.len() && rare > usual);
        let words = names.words(number).iter();
        let mut stems = words.map(|word| all.spelling(word).stem);
        // "C-u C-c" are keys.
        let proper = stems.all(|stem| is_proper(corpus, stem))
            && rare.iter().all(|(report, extent)| {
                let words = corpus.reports[*report].few_tokens_in(*extent);
                words.iter().any(|token| token.end() - token.start > 2)
            });
        if is_rarer && proper {
            found.push(Pair {
                certainty: if usual.len() > rare.len() {
                    Certainty::Likely
                } else {
                    Certainty::Unsure
                },
                rare,
                usual,
            });
        }
    }
    found
}

/// Whether the corpus has a word with a capital only.
fn is_proper(corpus: &Corpus, stem: Stem) -> bool {
    corpus.vocabulary.usage(stem).lower == 0
}
