//! Which of many phrases a sentence may hold, told by one look at each of its words.

use rustc_hash::FxHashMap;

use super::Phrase;
use crate::word::{Stem, StemSet, Token};

/// Phrases by the words that they cannot do without.
#[derive(Debug, Default)]
pub struct Index {
    by_stem: FxHashMap<Stem, Vec<usize>>,
    /// The stems as a set that may hold some more: most words are told by it.
    stems: StemSet,
    everywhere: Vec<usize>,
}

impl Index {
    /// An index of phrases; [`Index::candidates`] gives their positions among these.
    pub fn new<'a>(phrases: impl IntoIterator<Item = &'a Phrase>) -> Index {
        let mut index = Index::default();
        for (at, phrase) in phrases.into_iter().enumerate() {
            if phrase.literals().is_empty() {
                index.everywhere.push(at);
            }
            for stem in phrase.literals() {
                index.stems.insert(*stem);
                index.by_stem.entry(*stem).or_default().push(at);
            }
        }
        index
    }

    /// The phrases that may stand in a sentence, in their order, in place of what was in `candidates`.
    pub fn candidates(&self, tokens: &[Token], candidates: &mut Vec<usize>) {
        candidates.clone_from(&self.everywhere);
        for token in tokens {
            if self.stems.may_have(token.stem)
                && let Some(phrases) = self.by_stem.get(&token.stem)
            {
                candidates.extend(phrases);
            }
        }
        candidates.sort_unstable();
        candidates.dedup();
    }
}
