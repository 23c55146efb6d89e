//! `name-varies`: a person, an organisation or a place whose name is spelled in several ways.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;
use schemars::JsonSchema;
use serde::Deserialize;
use strsim::osa_distance;

use super::varies::{Mention, Variant};
use super::{Check, Context, Needs, Steps};
use crate::corpus::names::{self, FoldedId, NameWord};
use crate::corpus::{Corpus, fold};
use crate::document::{BlockKind, Extent};
use crate::finding::{Certainty, Fault};
use crate::word::Stem;

/// Looks for names that are nearly the same.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NameVaries {}

/// Names of one bucket that are compared with each other.
const COMPARED: usize = 40;

const HELP: &str = "Write the name in one way. Both can be right if they are two people, or if a name has changed.";

impl Check for NameVaries {
    fn needs(&self) -> Needs {
        Needs::Text
    }

    fn effort(&self) -> u8 {
        1
    }

    fn steps<'a>(&'a self, _context: &Context<'a>) -> Steps<'a> {
        Steps::over_all(|context| self.run(context))
    }
}

impl NameVaries {
    fn run(&self, context: &mut Context<'_>) {
        let corpus = context.corpus;
        let words = corpus.names();
        let likeness = Likeness {
            corpus,
            words,
            letters: words.all_folded().map(letters_of).collect(),
        };
        let mut found = Vec::new();
        for length in [3, 2] {
            let names = gather(corpus, words, length);
            respelled(&names, &mut found);
            if length == 2 {
                swapped(corpus, &names, &mut found);
            }
            near(&likeness, &names, &mut found);
        }
        // A long name goes before a part of it.
        let mut told: BTreeSet<(usize, u32)> = BTreeSet::new();
        for pair in found {
            let new = |mention: &&Mention| !told.contains(&(mention.0, mention.1.start));
            let rare: Vec<Mention> = pair.rare.iter().filter(new).copied().collect();
            if rare.is_empty() {
                continue;
            }
            for (report, extent) in &rare {
                let starts = starts_in(words, *report, *extent);
                told.extend(starts.map(|start| (*report, start)));
            }
            let variant = Variant {
                fault: Fault::NameVaries,
                certainty: pair.certainty,
                rare: &rare,
                usual: &pair.usual,
                help: HELP,
                right: &[],
            };
            variant.report(context);
        }
    }
}

/// Where the words inside an extent start.
fn starts_in(all: &names::Names, report: usize, extent: Extent) -> impl Iterator<Item = u32> + '_ {
    let runs = &all.runs;
    let first = runs.partition_point(|run| (run.report, run.extent.end) <= (report, extent.start));
    let words = runs.get(first).map_or(&[][..], |run| all.words(run));
    words
        .iter()
        .map(|word| word.extent.start)
        .filter(move |start| (extent.start..extent.end).contains(start))
}

/// Two spellings of a name.
struct Pair {
    rare: Vec<Mention>,
    usual: Vec<Mention>,
    certainty: Certainty,
}

/// A name, whatever its case, its accents and the particles between its words.
#[derive(Debug, Default)]
struct Name<'a> {
    words: &'a [NameWord],
    uses: Vec<Use<'a>>,
}

#[derive(Debug, Clone, Copy)]
struct Use<'a> {
    mention: Mention,
    /// Whether the run has no other words.
    whole: bool,
    spelling: Spelling<'a>,
    sentence: usize,
}

/// What a name looks like without its case.
#[derive(Debug, Clone, Copy)]
struct Spelling<'a> {
    corpus: &'a Corpus,
    words: &'a [NameWord],
    report: usize,
}

impl<'a> Spelling<'a> {
    fn text(&self, extent: Extent) -> &'a str {
        self.corpus.reports[self.report].text(extent)
    }

    /// The words in small letters, with their accents and hyphens.
    fn accents(&self) -> Vec<String> {
        let words = self.words.iter();
        words
            .map(|word| self.text(word.extent).to_lowercase().replace('’', "'"))
            .collect()
    }

    /// The particles between the words. Initials may stand or not.
    fn particles(&self) -> Vec<String> {
        let report = &self.corpus.reports[self.report];
        let joints = self.words.windows(2);
        let joints = joints.map(|pair| pair[1].joint(&pair[0], report));
        joints
            .map(|joint| {
                let parts = joint.split_whitespace();
                parts
                    .filter(|part| part.trim_end_matches('.').len() > 1)
                    .collect::<Vec<_>>()
                    .join(" ")
            })
            .collect()
    }
}

impl Name<'_> {
    fn mentions(&self) -> Vec<Mention> {
        self.uses.iter().map(|usage| usage.mention).collect()
    }
}

/// Names by their words, in the order in which the corpus first has them.
type Names<'a> = IndexMap<Key, Name<'a>, FxBuildHasher>;

/// Up to three words in a row.
type Key = [Option<FoldedId>; 3];

/// All names of so many words.
fn gather<'a>(corpus: &'a Corpus, all: &'a names::Names, length: usize) -> Names<'a> {
    let mut names = Names::default();
    for run in &all.runs {
        let of_run = all.words(run);
        for words in of_run.windows(length) {
            let name = names.entry(key(words)).or_default();
            if name.words.is_empty() {
                name.words = words;
            }
            name.uses.push(Use {
                mention: (run.report, NameWord::extent_of(words)),
                whole: of_run.len() == length && !run.heading,
                spelling: Spelling {
                    corpus,
                    words,
                    report: run.report,
                },
                sentence: run.sentence,
            });
        }
    }
    names
}

fn key(words: &[NameWord]) -> Key {
    [0, 1, 2].map(|at| words.get(at).map(|word| word.folded))
}

/// Names that differ in accents, in hyphens, or in the particles between their words.
fn respelled(names: &Names<'_>, found: &mut Vec<Pair>) {
    // Most names are written to the letter as the first time.
    let varies = |name: &&Name<'_>| {
        let mut texts = name
            .uses
            .iter()
            .map(|usage| usage.spelling.text(usage.mention.1));
        let first = texts.next();
        texts.any(|text| Some(text) != first)
    };
    for name in names.values().filter(varies) {
        let mut spellings: BTreeMap<(Vec<String>, Vec<String>), Vec<Mention>> = BTreeMap::new();
        for usage in &name.uses {
            let spelling = (usage.spelling.particles(), usage.spelling.accents());
            spellings.entry(spelling).or_default().push(usage.mention);
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
fn swapped(corpus: &Corpus, names: &Names<'_>, found: &mut Vec<Pair>) {
    for (key, name) in names {
        let [first, second, _] = *key;
        let Some(other) = names.get(&[second, first, None]) else {
            continue;
        };
        let whole = |name: &Name<'_>| -> Vec<Mention> {
            let uses = name.uses.iter().filter(|usage| usage.whole);
            uses.map(|usage| usage.mention).collect()
        };
        let (rare, usual) = (whole(name), whole(other));
        let is_rarer = rare.len() < usual.len() || (rare.len() == usual.len() && rare > usual);
        let proper = name.words.iter().all(|word| is_proper(corpus, word.stem));
        // "C-u C-c" are keys.
        let proper = proper
            && rare.iter().all(|(report, extent)| {
                let words = corpus.reports[*report].tokens_in(*extent).iter();
                words.clone().any(|token| token.end - token.start > 2)
            });
        if first != second && !rare.is_empty() && is_rarer && proper {
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
}

/// Names with a letter or two swapped, lost or changed.
fn near(likeness: &Likeness<'_>, names: &Names<'_>, found: &mut Vec<Pair>) {
    // The starts of all names, each with how many names have it.
    let mut starts: IndexMap<Start, u32, FxBuildHasher> = IndexMap::default();
    // Each name with the numbers of its starts.
    let mut kept: Vec<(u32, u32)> = Vec::new();
    for (id, name) in names.values().enumerate() {
        for at in 0..name.words.len() {
            let start = starts.entry(likeness.start(name.words, at));
            kept.push((start.index() as u32, id as u32));
            *start.or_default() += 1;
        }
    }
    kept.retain(|(start, _)| starts[*start as usize] > 1);
    kept.sort_unstable();
    let mut pairs: Vec<(Start, [&Name<'_>; 2], Certainty)> = Vec::new();
    for bucket in kept.chunk_by(|(first, _), (second, _)| first == second) {
        let start = starts.get_index(bucket[0].0 as usize);
        let Some((start, _)) = start else { continue };
        let bucket = &bucket[..bucket.len().min(COMPARED)];
        for (at, (_, first)) in bucket.iter().enumerate() {
            for (_, second) in &bucket[at + 1..] {
                let (first, second) = (&names[*first as usize], &names[*second as usize]);
                let (rare, usual) = if second.uses.len() > first.uses.len() {
                    (first, second)
                } else {
                    (second, first)
                };
                if let Some(certainty) = likeness.of(rare, usual) {
                    pairs.push((*start, [rare, usual], certainty));
                }
            }
        }
    }
    pairs.sort_by_key(|(start, ..)| *start);
    let mut seen = BTreeSet::new();
    for (_, [rare, usual], certainty) in pairs {
        if seen.insert((key(rare.words), key(usual.words))) {
            found.push(Pair {
                rare: rare.mentions(),
                usual: usual.mentions(),
                certainty,
            });
        }
    }
}

/// What two names are compared with.
struct Likeness<'a> {
    corpus: &'a Corpus,
    words: &'a names::Names,
    /// The letters of each word as it is compared.
    letters: Vec<u32>,
}

/// Which word of a name is whole, and what its words begin with: a letter, or the number of all of a word behind those of
/// the letters. There are many starts, and a number of each is the quickest to be looked up.
type Start = u128;

impl Likeness<'_> {
    /// What the words of a name begin with, but for one that is whole, and those that begin with no letter of ASCII.
    fn start(&self, words: &[NameWord], whole: usize) -> Start {
        const NO_WORD: u128 = 1 << 8;
        let of_word = |at: usize| {
            let Some(word) = words.get(at).map(|word| word.folded) else {
                return NO_WORD;
            };
            match self.words.folded(word).bytes().next() {
                Some(letter) if letter.is_ascii() && at != whole => u128::from(letter),
                _ => NO_WORD + 1 + word.index() as u128,
            }
        };
        (0..3).fold(whole as u128, |start, at| start << 40 | of_word(at))
    }

    /// Whether two names of a person, of which only a long last word differs, stand in one section.
    fn are_near(&self, first: &Name<'_>, second: &Name<'_>) -> bool {
        const LONG: usize = 6;
        let section = |name: &Name<'_>| {
            let (report, extent) = name.mentions().into_iter().next()?;
            let document = &self.corpus.reports[report].document;
            let block = document.block_at(extent.start)?;
            Some((report, document.blocks[block].section))
        };
        let (Some((last, before)), Some((other, other_before))) =
            (first.words.split_last(), second.words.split_last())
        else {
            return false;
        };
        let same = before
            .iter()
            .zip(other_before)
            .all(|(a, b)| a.folded == b.folded);
        let long = [last, other]
            .iter()
            .all(|word| self.words.folded(word.folded).len() >= LONG);
        before.len() == 1
            && same
            && long
            && section(first).is_some()
            && section(first) == section(second)
    }

    /// How sure it is that the rarer of two names is the other one misspelled.
    fn of(&self, rare: &Name<'_>, usual: &Name<'_>) -> Option<Certainty> {
        let Likeness { corpus, words, .. } = self;
        let mut letters = 0;
        let mut independent = false;
        let mut only_swaps = true;
        for (at, (wrong, right)) in rare.words.iter().zip(usual.words).enumerate() {
            if wrong.folded == right.folded {
                continue;
            }
            letters += self.slips(wrong, right, at)?;
            // Ordinary words are near each other by nature: "Code Coverage", "Core Coverage".
            let is_swap = is_transposed(words.folded(wrong.folded), words.folded(right.folded));
            only_swaps &= is_swap;
            if !is_proper(corpus, wrong.stem) || !(is_swap || is_proper(corpus, right.stem)) {
                return None;
            }
            // A word that stands elsewhere as well may be right.
            independent |= corpus.vocabulary.usage(wrong.stem).capital as usize > rare.uses.len();
        }
        if letters > 3 || together(corpus, rare, usual) {
            return None;
        }
        let often = usual.uses.len() >= 2 * rare.uses.len() && rare.uses.len() <= 2;
        // "Ann Thorton" and, a few lines on, "Ann Thornton".
        let beside = || {
            letters == 1
                && usual.uses.len() == 1
                && rare.uses.len() == 1
                && self.are_near(rare, usual)
        };
        let sure =
            (often || beside()) && !independent && !is_elsewhere(corpus, rare, usual, only_swaps);
        Some(if sure {
            Certainty::Likely
        } else {
            Certainty::Unsure
        })
    }

    /// How many letters of a word are wrong, if few enough are.
    fn slips(&self, wrong: &NameWord, right: &NameWord, at: usize) -> Option<usize> {
        let (a, b) = (
            self.words.folded(wrong.folded),
            self.words.folded(right.folded),
        );
        // Letters that only one of the two has are soon told.
        let [of_a, of_b] = [wrong, right].map(|word| self.letters[word.folded.index()]);
        let alone = (of_a & !of_b).count_ones().max((of_b & !of_a).count_ones());
        if alone > MOST_SLIPS && alone > most_apart(a, b) || !may_be_slips(a, b) {
            return None;
        }
        let shortest = a.chars().count().min(b.chars().count());
        // "Korea" and "Korean", "Daniel" and "Daniela".
        if wrong.stem == right.stem || a.starts_with(b) || b.starts_with(a) {
            return None;
        }
        // "Maria" and "Marie".
        let ending = |word: &str| word.chars().next_back();
        if at == 0 && ending(a) != ending(b) {
            return None;
        }
        match osa_distance(a, b) {
            1 if shortest >= 4 => Some(1),
            2 if shortest >= 5 => Some(2),
            _ => None,
        }
    }
}

/// Whether two slips may make a word of another, by how often each letter stands in both: each slip adds one and takes
/// one at most. Counting is many times as fast as measuring the distance, and nearly all pairs of names fail here.
fn may_be_slips(a: &str, b: &str) -> bool {
    let mut more = [0_i8; 32];
    for byte in a.bytes() {
        let count = &mut more[usize::from(byte & 31)];
        *count = count.saturating_add(1);
    }
    for byte in b.bytes() {
        let count = &mut more[usize::from(byte & 31)];
        *count = count.saturating_sub(1);
    }
    let (mut added, mut taken) = (0, 0);
    for count in more {
        added += u32::from(count.max(0).unsigned_abs());
        taken += u32::from(count.min(0).unsigned_abs());
    }
    added.max(taken) <= most_apart(a, b)
}

/// So many letters are wrong at most.
const MOST_SLIPS: u32 = 2;

/// So many bytes of each of two words may not be in the other: a letter of several bytes counts for as many.
fn most_apart(a: &str, b: &str) -> u32 {
    if a.is_ascii() && b.is_ascii() {
        MOST_SLIPS
    } else {
        4 * MOST_SLIPS
    }
}

/// The letters of a word as bits, whatever their number.
fn letters_of(word: &str) -> u32 {
    let bits = word.bytes().map(|byte| 1 << (byte & 31));
    bits.fold(0, |letters, bit: u32| letters | bit)
}

fn is_transposed(a: &str, b: &str) -> bool {
    let letters = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    letters(a) == letters(b)
}

/// Whether the corpus has a word with a capital only.
fn is_proper(corpus: &Corpus, stem: Stem) -> bool {
    corpus.vocabulary.usage(stem).lower == 0
}

/// Whether two names stand in one sentence or one list: whoever wrote it knows them apart.
fn together(corpus: &Corpus, rare: &Name<'_>, usual: &Name<'_>) -> bool {
    let spots = |name: &Name<'_>| -> BTreeSet<(usize, bool, usize)> {
        let uses = name.uses.iter();
        uses.map(|usage| {
            let document = &corpus.reports[usage.mention.0].document;
            let block = document.sentences[usage.sentence].block;
            match document.blocks[block].kind {
                BlockKind::Item(list) => (usage.mention.0, true, list),
                _ => (usage.mention.0, false, usage.sentence),
            }
        })
        .collect()
    };
    !spots(rare).is_disjoint(&spots(usual))
}

/// Whether both names have affiliations in brackets, and never the same. People change their employers from report to
/// report, so that letters in another order are a slip unless one report has both names.
fn is_elsewhere(corpus: &Corpus, rare: &Name<'_>, usual: &Name<'_>, only_swaps: bool) -> bool {
    let affiliations = |name: &Name<'_>| -> BTreeSet<(usize, String)> {
        let uses = name.uses.iter();
        uses.filter_map(|usage| {
            let report = usage.mention.0;
            let view = corpus.reports[report].document.view.as_str();
            let rest = view[usage.mention.1.end as usize..].strip_prefix(" (")?;
            let end = rest.find([')', '\n'])?;
            let report = if only_swaps { report } else { 0 };
            rest[end..]
                .starts_with(')')
                .then(|| (report, fold(&rest[..end])))
        })
        .collect()
    };
    let (a, b) = (affiliations(rare), affiliations(usual));
    let comparable = if only_swaps {
        a.iter()
            .any(|(report, _)| b.iter().any(|(other, _)| other == report))
    } else {
        !a.is_empty() && !b.is_empty()
    };
    comparable && a.is_disjoint(&b)
}
