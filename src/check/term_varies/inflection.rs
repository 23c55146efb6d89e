//! Names whose words stand in another number or another order: "Baker Guilds Prize", "Bakers Guild Prize".

use std::collections::BTreeSet;

use super::Pair;
use crate::check::varies::Mention;
use crate::corpus::Corpus;
use crate::corpus::names::Run;
use crate::finding::Certainty;
use crate::word::Stem;

/// The forms of a name in the order of their letters, each with its places.
type Forms<'a, const WORDS: usize> = Vec<([&'a str; WORDS], Vec<Mention>)>;

pub(super) fn run(corpus: &Corpus) -> Vec<Pair> {
    let runs = corpus.names();
    let mut pairs = Vec::new();
    // Names lie side by side in memory and are sorted: most of them have one form only, and need no map of their own.
    let mut names = gather::<3>(runs);
    inflections(corpus, &mut names, &mut pairs);
    reorderings(corpus, names, &mut pairs);
    inflections(corpus, &mut gather::<2>(runs), &mut pairs);
    pairs
}

/// Words of a name in a row.
#[derive(Clone, Copy)]
struct Name<'a, const WORDS: usize> {
    folded: [&'a str; WORDS],
    stems: [Stem; WORDS],
    mention: Mention,
    /// Whether the name has no other words.
    whole: bool,
}

fn gather<const WORDS: usize>(runs: &[Run]) -> Vec<Name<'_, WORDS>> {
    let mut names = Vec::new();
    for run in runs {
        for (start, words) in run.words.array_windows::<WORDS>().enumerate() {
            names.push(Name {
                folded: words.each_ref().map(|word| word.folded.as_str()),
                stems: words.each_ref().map(|word| word.stem),
                mention: (run.report, run.extent(start..start + WORDS)),
                whole: run.words.len() == WORDS,
            });
        }
    }
    names
}

/// The forms of some names, which stand in the order of their letters.
fn forms<'a, const WORDS: usize>(names: &[Name<'a, WORDS>]) -> Forms<'a, WORDS> {
    let forms = names.chunk_by(|a, b| a.folded == b.folded);
    forms
        .map(|same| {
            let mentions = same.iter().map(|name| name.mention);
            (same[0].folded, mentions.collect())
        })
        .collect()
}

fn inflections<const WORDS: usize>(
    corpus: &Corpus,
    names: &mut [Name<'_, WORDS>],
    pairs: &mut Vec<Pair>,
) {
    names.sort_unstable_by_key(|name| (name.stems, name.folded, name.mention));
    for same in names.chunk_by(|a, b| a.stems == b.stems) {
        if same[0].folded != same[same.len() - 1].folded {
            inflected(corpus, &forms(same), pairs);
        }
    }
}

fn reorderings<const WORDS: usize>(
    corpus: &Corpus,
    names: Vec<Name<'_, WORDS>>,
    pairs: &mut Vec<Pair>,
) {
    // Words of a longer name stand in many orders.
    let whole = names.into_iter().filter(|name| name.whole);
    let mut names: Vec<_> = whole
        .map(|name| {
            let mut sorted = name.folded;
            sorted.sort_unstable();
            (sorted, name)
        })
        .collect();
    names.sort_unstable_by_key(|(sorted, name)| (*sorted, name.folded, name.mention));
    for same in names.chunk_by(|a, b| a.0 == b.0) {
        let same: Vec<_> = same.iter().map(|(_, name)| *name).collect();
        if same[0].folded != same[same.len() - 1].folded {
            reordered(corpus, &forms(&same), pairs);
        }
    }
}

/// Names that differ in the number of a word.
fn inflected<const WORDS: usize>(corpus: &Corpus, forms: &Forms<'_, WORDS>, pairs: &mut Vec<Pair>) {
    let Some((usual, places)) = forms.iter().max_by_key(|(_, places)| places.len()) else {
        return;
    };
    let last = WORDS - 1;
    for (form, rare) in forms.iter().filter(|(form, _)| *form != *usual) {
        let inside = form[..last] != usual[..last];
        let singular = !inside && usual[last].strip_suffix('s') == Some(form[last]);
        let often = places.len() >= 2 * rare.len();
        let number = form.iter().zip(usual).all(|(a, b)| is_number(a, b));
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
fn reordered<const WORDS: usize>(corpus: &Corpus, forms: &Forms<'_, WORDS>, pairs: &mut Vec<Pair>) {
    let Some((usual, places)) = forms.iter().max_by_key(|(_, places)| places.len()) else {
        return;
    };
    let section = |(report, extent): &Mention| {
        let document = &corpus.reports[*report].document;
        let block = document.block_at(extent.start)?;
        Some((*report, document.blocks[block].section))
    };
    let sections: BTreeSet<_> = places.iter().map(section).collect();
    for (_, rare) in forms.iter().filter(|(form, _)| *form != *usual) {
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
