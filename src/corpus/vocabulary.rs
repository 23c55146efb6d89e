//! How the corpus writes its words: how often, and with a capital or without.

use rustc_hash::FxHashMap;

use super::Report;
use crate::document::BlockKind;
use crate::word::{Shape, Stem};

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
    usage: FxHashMap<Stem, Usage>,
    /// How often a capitalised word is followed by a number in digits.
    numbered: FxHashMap<(Stem, Stem), u32>,
    sentences: u32,
}

impl Vocabulary {
    /// Counts the words of reports. Headings count for frequency but not for capitals: many are in title case.
    pub fn of(reports: &[Report]) -> Vocabulary {
        let mut vocabulary = Vocabulary::default();
        let mut seen: Vec<Stem> = Vec::new();
        for report in reports {
            for (index, sentence) in report.document.sentences.iter().enumerate() {
                let heading = matches!(
                    report.document.blocks[sentence.block].kind,
                    BlockKind::Heading(_)
                );
                seen.clear();
                for (at, token) in report
                    .tokens(index)
                    .iter()
                    .filter(|token| token.is_word())
                    .enumerate()
                {
                    let usage = vocabulary.usage.entry(token.stem).or_default();
                    match token.shape {
                        Shape::Lower => usage.lower += 1,
                        // The first word of a sentence has its capital from the sentence, unless one is inside.
                        Shape::Capitalised if at > 0 && !heading => usage.capital += 1,
                        Shape::Mixed => usage.capital += 1,
                        _ => {}
                    }
                    seen.push(token.stem);
                }
                for pair in report.tokens(index).windows(2) {
                    if pair[0].is_capital() && pair[1].shape == Shape::Digits {
                        *vocabulary
                            .numbered
                            .entry((pair[0].stem, pair[1].stem))
                            .or_default() += 1;
                    }
                }
                seen.sort_unstable();
                seen.dedup();
                for stem in &seen {
                    vocabulary.usage.entry(*stem).or_default().sentences += 1;
                }
                vocabulary.sentences += 1;
            }
        }
        vocabulary
    }

    /// How a stem is used; all zero for one that never occurs.
    pub fn usage(&self, stem: Stem) -> Usage {
        self.usage.get(&stem).copied().unwrap_or_default()
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
