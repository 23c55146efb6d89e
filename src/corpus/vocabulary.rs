//! How the corpus writes its words: how often, and with a capital or without.

use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap};

use super::Report;
use crate::document::BlockKind;
use crate::word::{Shape, Stem, Words};

/// How often a stem occurs, and how it is written.
#[derive(Debug, Clone, Copy, Default)]
pub struct Usage {
    /// Occurrences inside a sentence, written with a capital.
    pub capital: u32,
    /// Occurrences written in small letters.
    pub lower: u32,
    /// Sentences that have it.
    pub sentences: u32,
}

/// The words of a corpus by stem.
#[derive(Debug, Default)]
pub struct Vocabulary {
    /// The number of each stem.
    numbers: FxHashMap<Stem, u32>,
    /// By the numbers of the stems.
    usages: Vec<Usage>,
    /// How often a capitalised word is followed by a number in digits.
    numbered: FxHashMap<(Stem, Stem), u32>,
    sentences: u32,
}

impl Vocabulary {
    /// Counts the words of reports. Headings count for frequency but not for capitals: many are in title case.
    pub fn of(reports: &[Report], words: &Words) -> Vocabulary {
        // Words are counted by small numbers; stems are looked up once for each spelling.
        let mut numbers = FxHashMap::with_capacity_and_hasher(words.len(), FxBuildHasher);
        let number_of: Vec<u32> = words
            .iter()
            .map(|(_, _, word)| {
                let next = numbers.len() as u32;
                *numbers.entry(word.stem).or_insert(next)
            })
            .collect();
        let each = reports.len().div_ceil(rayon::current_num_threads());
        let counted = reports.par_chunks(each.max(1));
        let counted = counted.map(|reports| Counted::of(reports, &number_of, numbers.len()));
        let Counted {
            usages,
            numbered,
            sentences,
        } = counted.reduce(Counted::default, Counted::with);
        Vocabulary {
            numbers,
            usages,
            numbered,
            sentences,
        }
    }

    /// How a stem is used; all zero for one that never occurs.
    pub fn usage(&self, stem: Stem) -> Usage {
        let usage = self
            .numbers
            .get(&stem)
            .and_then(|at| self.usages.get(*at as usize));
        usage.copied().unwrap_or_default()
    }

    /// Whether the corpus writes a stem with a capital where it need not, and mostly so: a name.
    pub fn is_name(&self, stem: Stem) -> bool {
        let usage = self.usage(stem);
        usage.capital > usage.lower
    }

    /// Whether a capitalised word and a number are one name, by how often they stand together: "Barley 2".
    pub fn is_numbered_name(&self, word: Stem, number: Stem) -> bool {
        self.numbered
            .get(&(word, number))
            .is_some_and(|count| *count >= 3)
    }

    /// How much a shared word says, from 0: the binary logarithm of its inverse document frequency, with sentences as
    /// documents (Spärck Jones, 1972). A thousand sentences that do not have the word are added to those of the
    /// corpus, so that a word means much the same in a small corpus and in a large one.
    pub fn weight(&self, stem: Stem) -> u32 {
        let seen = self.usage(stem).sentences.max(1);
        ((self.sentences + 1024) / seen).max(1).ilog2()
    }

    /// The weight of the words that two sorted lists share.
    pub fn shared(&self, first: &[Stem], second: &[Stem]) -> u32 {
        let both = first
            .iter()
            .filter(|stem| second.binary_search(stem).is_ok());
        both.map(|stem| self.weight(*stem)).sum()
    }
}

/// What was counted in some reports.
#[derive(Default)]
struct Counted {
    /// By the numbers of the stems.
    usages: Vec<Usage>,
    numbered: FxHashMap<(Stem, Stem), u32>,
    sentences: u32,
}

impl Counted {
    fn of(reports: &[Report], number_of: &[u32], stems: usize) -> Counted {
        let mut usages = vec![Usage::default(); stems];
        // The last sentence that has a stem, counted from one.
        let mut last = vec![0; stems];
        let mut numbered: FxHashMap<(Stem, Stem), u32> = FxHashMap::default();
        let mut sentences = 0;
        for report in reports {
            for (index, sentence) in report.document.sentences.iter().enumerate() {
                sentences += 1;
                let kind = report.document.blocks[sentence.block].kind;
                let heading = matches!(kind, BlockKind::Heading(_));
                let tokens = report.tokens(index);
                let in_order = tokens.iter().zip(report.words(index));
                let mut is_first = true;
                for (at, (token, id)) in in_order.enumerate() {
                    if token.shape() == Shape::Mark {
                        continue;
                    }
                    if token.shape() == Shape::Digits {
                        if let Some(name) = tokens[..at].last().filter(|before| before.is_capital())
                        {
                            *numbered.entry((name.stem, token.stem)).or_default() += 1;
                        }
                        continue;
                    }
                    let number = number_of[id.index()] as usize;
                    let usage = &mut usages[number];
                    match token.shape() {
                        Shape::Lower => usage.lower += 1,
                        // The first word of a sentence has its capital from the sentence, unless one is inside.
                        Shape::Capitalised if !is_first && !heading => usage.capital += 1,
                        Shape::Mixed => usage.capital += 1,
                        _ => {}
                    }
                    is_first = false;
                    if last[number] != sentences {
                        last[number] = sentences;
                        usage.sentences += 1;
                    }
                }
            }
        }
        Counted {
            usages,
            numbered,
            sentences,
        }
    }

    /// What was counted in the one and in the other.
    fn with(mut self, other: Counted) -> Counted {
        if self.usages.is_empty() {
            return other;
        }
        for (own, other) in self.usages.iter_mut().zip(&other.usages) {
            own.capital += other.capital;
            own.lower += other.lower;
            own.sentences += other.sentences;
        }
        for (pair, count) in other.numbered {
            *self.numbered.entry(pair).or_default() += count;
        }
        self.sentences += other.sentences;
        self
    }
}
