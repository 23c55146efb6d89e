//! Names whose words stand in another number or another order: "Baker Guilds Prize", "Bakers Guild Prize".

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::Pair;
use crate::check::varies::Mention;
use crate::corpus::Corpus;
use crate::corpus::names::{self, FoldedId, NameWord};
use crate::finding::Certainty;
use crate::word::{self, Stem};

/// Up to three words in a row.
type Words<T> = [Option<T>; 3];
type Forms = BTreeMap<Words<FoldedId>, Vec<Mention>>;

pub(super) fn run(corpus: &Corpus) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for length in [3, 2] {
        let words = corpus.names();
        let names = gather(words, length);
        for forms in names.same_stems.values().filter_map(several) {
            inflected(corpus, words, &forms, &mut pairs);
        }
        for forms in names.same_words.values().filter_map(several) {
            reordered(corpus, &forms, &mut pairs);
        }
    }
    pairs
}

/// The names of so many words, by what keeps their order and their words apart from how they are written. In which order
/// the names come does not show.
#[derive(Default)]
struct Names {
    /// Those of three words, by their words in any order.
    same_words: FxHashMap<Words<FoldedId>, Places>,
    /// By the stems of their words in order.
    same_stems: FxHashMap<Words<Stem>, Places>,
}

/// Where names stand, in order, each with how it is written.
type Places = Vec<(Words<FoldedId>, Mention)>;

/// Names by how they are written, if they are not all written in one way, as nearly all are.
fn several(places: &Places) -> Option<Forms> {
    let (first, _) = places.first()?;
    if places.iter().all(|(form, _)| form == first) {
        return None;
    }
    let mut forms = Forms::new();
    for (form, mention) in places {
        forms.entry(*form).or_default().push(*mention);
    }
    Some(forms)
}

fn gather(all: &names::Names, length: usize) -> Names {
    let mut names = Names::default();
    // Most names stand in one way only, and need not be kept.
    let mut times: FxHashMap<u64, u32> = FxHashMap::default();
    for run in &all.runs {
        for words in all.words(run).windows(length) {
            *times.entry(any_order(words)).or_default() += 1;
        }
    }
    for run in &all.runs {
        let of_run = all.words(run);
        for words in of_run.windows(length) {
            if times[&any_order(words)] < 2 {
                continue;
            }
            let mention = (run.report, NameWord::extent_of(words));
            let folded = [0, 1, 2].map(|at| words.get(at).map(|word| word.folded));
            let stems = [0, 1, 2].map(|at| words.get(at).map(|word| word.stem));
            let same_stems = names.same_stems.entry(stems).or_default();
            same_stems.push((folded, mention));
            // Words of a longer name stand in many orders, and so do two words.
            if of_run.len() == length && length == 3 {
                let mut sorted = folded;
                sorted.sort_unstable();
                let same_words = names.same_words.entry(sorted).or_default();
                same_words.push((folded, mention));
            }
        }
    }
    names
}

/// A number that is the same for names of the same stems, in whatever order.
fn any_order(words: &[NameWord]) -> u64 {
    let alone = words.iter().map(|word| word::hash_of(&[word.stem]));
    alone.fold(0, u64::wrapping_add)
}

/// Names that differ in the number of a word.
fn inflected(corpus: &Corpus, words: &names::Names, forms: &Forms, pairs: &mut Vec<Pair>) {
    let Some((usual, places)) = forms.iter().max_by_key(|(_, places)| places.len()) else {
        return;
    };
    let text = |form: &Words<FoldedId>| -> Vec<&str> {
        let ids = form.iter().flatten();
        ids.map(|id| words.folded(*id)).collect()
    };
    let usual = text(usual);
    let last = usual.len() - 1;
    for (form, rare) in forms {
        let form = text(form);
        if form == usual {
            continue;
        }
        let inside = form[..last] != usual[..last];
        let singular = !inside && usual[last].strip_suffix('s') == Some(form[last]);
        let often = places.len() >= 2 * rare.len();
        let number = form.iter().zip(&usual).all(|(a, b)| is_number(a, b));
        let certain = if inside {
            // "Baking Bread" and "Baked Bread" are two things.
            number && often && !is_possessive(corpus, rare)
        } else {
            // "A Guild Member" is one of the Guild Members; a name that always is a plural has no singular.
            singular && places.len() >= 20 * rare.len()
        };
        if certain {
            pairs.push(Pair {
                rare: rare.clone(),
                usual: places.clone(),
                certainty: Certainty::Likely,
            });
        }
    }
}

/// Whether two words are one in the singular and in the plural, or the same.
fn is_number(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let plural = |ending| long.strip_suffix(ending) == Some(short);
    short == long
        || plural("s")
        || plural("es")
        || long
            .strip_suffix("ies")
            .is_some_and(|stem| short.strip_suffix('y') == Some(stem))
}

/// Whether one of the words has an apostrophe: "Bakers' Guild".
fn is_possessive(corpus: &Corpus, mentions: &[Mention]) -> bool {
    mentions.iter().any(|(report, extent)| {
        let text = corpus.reports[*report].text(*extent);
        text.contains(['\'', '’'])
    })
}

/// Names of three words that stand in another order. "Oslo Bread Fair" and "Bread Fair Oslo" are both right, so that
/// it takes both in one section to be sure.
fn reordered(corpus: &Corpus, forms: &Forms, pairs: &mut Vec<Pair>) {
    let Some((usual, places)) = forms.iter().max_by_key(|(_, places)| places.len()) else {
        return;
    };
    let section = |(report, extent): &Mention| {
        let document = &corpus.reports[*report].document;
        let block = document.block_at(extent.start)?;
        Some((*report, document.blocks[block].section))
    };
    let sections: BTreeSet<_> = places.iter().map(section).collect();
    for (_, rare) in forms.iter().filter(|(form, _)| *form != usual) {
        let beside = rare
            .iter()
            .any(|mention| sections.contains(&section(mention)));
        pairs.push(Pair {
            rare: rare.clone(),
            usual: places.clone(),
            certainty: if beside {
                Certainty::Likely
            } else {
                Certainty::Unsure
            },
        });
    }
}
