//! Names whose words stand in another number or another order: "Baker Guilds Prize", "Bakers Guild Prize".

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::Hash;

use rustc_hash::FxHashMap;

use super::Pair;
use crate::check::varies::Mention;
use crate::corpus::names::{self, FoldedId, NameWord};
use crate::corpus::{Corpus, ReportId};
use crate::finding::Certainty;
use crate::word::Stem;

/// Up to three words in a row.
type Words<T> = [Option<T>; 3];
type Forms = BTreeMap<Words<FoldedId>, Vec<Mention>>;

pub(super) fn run(corpus: &Corpus) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let words = corpus.names();
    let varying = varying_stems(words);
    for length in [3, 2] {
        let varies = |word: &NameWord| varying[word.word.index()];
        let same_stems = several(words, length, |of_name, _| {
            let stem = |word: &NameWord| words.spelling(word).stem;
            of_name
                .iter()
                .any(varies)
                .then(|| up_to_three(of_name, stem))
        });
        for forms in same_stems.values() {
            inflected(corpus, words, forms, &mut pairs);
        }
    }
    // Words of a longer name stand in many orders, and so do two words.
    let same_words = several(words, 3, |of_name, of_run| {
        let folded = |word: &NameWord| words.spelling(word).folded;
        let mut sorted = up_to_three(of_name, folded);
        sorted.sort_unstable();
        (of_run.len() == 3).then_some(sorted)
    });
    for forms in same_words.values() {
        reordered(corpus, forms, &mut pairs);
    }
    pairs
}

/// By the numbers of the words of the corpus: whether others with the same stem are compared as other words.
fn varying_stems(words: &names::Names) -> Vec<bool> {
    let mut first: FxHashMap<Stem, (FoldedId, bool)> = FxHashMap::default();
    for spelling in words.spellings().flatten() {
        let known = first.entry(spelling.stem);
        let (folded, varies) = known.or_insert((spelling.folded, false));
        *varies |= *folded != spelling.folded;
    }
    let spellings = words.spellings();
    let varies = spellings.map(|spelling| spelling.is_some_and(|spelling| first[&spelling.stem].1));
    varies.collect()
}

/// What is asked of each word of a name.
fn up_to_three<T>(of_name: &[NameWord], ask: impl Fn(&NameWord) -> T) -> Words<T> {
    [0, 1, 2].map(|at| of_name.get(at).map(&ask))
}

/// Names of so many words by a key, which tells what keeps them apart, whatever order they have or number: only those that
/// are not all written in one way, as nearly all are. The key is told by the words of a name and those of its run; names
/// without one are left out. In which order they come does not show.
fn several<K: Eq + Hash>(
    all: &names::Names,
    length: usize,
    key: impl Fn(&[NameWord], &[NameWord]) -> Option<K>,
) -> FxHashMap<K, Forms> {
    let form = |of_name: &[NameWord]| up_to_three(of_name, |word| all.spelling(word).folded);
    let mut first: FxHashMap<K, Words<FoldedId>> = FxHashMap::default();
    let mut several: FxHashMap<K, Forms> = FxHashMap::default();
    each_name(all, length, |_, of_name, of_run| {
        if let Some(key) = key(of_name, of_run) {
            match first.entry(key) {
                Entry::Vacant(free) => {
                    free.insert(form(of_name));
                }
                Entry::Occupied(known) if *known.get() != form(of_name) => {
                    several.insert(known.remove_entry().0, Forms::new());
                }
                Entry::Occupied(_) => {}
            }
        }
    });
    if several.is_empty() {
        return several;
    }
    each_name(all, length, |report, of_name, of_run| {
        let forms = key(of_name, of_run).and_then(|key| several.get_mut(&key));
        if let Some(forms) = forms {
            let places = forms.entry(form(of_name)).or_default();
            places.push((report, all.extent_of(of_name)));
        }
    });
    several
}

/// Shows all names of so many words, in order, with all words of their runs.
fn each_name(
    all: &names::Names,
    length: usize,
    mut see: impl FnMut(ReportId, &[NameWord], &[NameWord]),
) {
    for run in &all.runs {
        let of_run = all.words(run);
        for of_name in of_run.windows(length) {
            see(run.report(), of_name, of_run);
        }
    }
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
            number && often && !is_possessive(corpus, rare) && !are_of_several(corpus, rare)
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

/// Whether each is the first of several names that share a title: "Councillors Hill and Dale".
fn are_of_several(corpus: &Corpus, mentions: &[Mention]) -> bool {
    mentions.iter().all(|(report, extent)| {
        let behind = &corpus.reports[*report].document.view.as_str()[extent.range().end..];
        let other = behind.strip_prefix(" and ").or(behind.strip_prefix(", "));
        other.is_some_and(|other| other.starts_with(char::is_uppercase))
    })
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
        Some((*report, document.blocks[block].section()))
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
