//! Which of many phrases a sentence may hold, told by one look at each of its words.

use rustc_hash::FxHashMap;

use super::Phrase;
use crate::word::Stem;

/// Phrases by the words that they cannot do without.
#[derive(Debug, Default)]
pub struct Index {
    by_stem: FxHashMap<Stem, Vec<usize>>,
    everywhere: Vec<usize>,
}

impl Index {
    /// An index of phrases; [`Index::candidates`] gives their positions among these. Of the words that a phrase cannot do
    /// without, those tell it that are seldom, by how often each is used, or those that nobody counts, as marks.
    pub fn new<'a>(
        phrases: impl IntoIterator<Item = &'a Phrase>,
        times: impl Fn(Stem) -> u32,
    ) -> Index {
        let mut index = Index::default();
        for (at, phrase) in phrases.into_iter().enumerate() {
            let times = |stems: &&Vec<Stem>| stems.iter().map(|stem| times(*stem)).sum::<u32>();
            let Some(seldom) = phrase.needs().iter().min_by_key(times) else {
                index.everywhere.push(at);
                continue;
            };
            for stem in seldom {
                index.by_stem.entry(*stem).or_default().push(at);
            }
        }
        index
    }

    /// Whether there is a phrase that may stand in any sentence.
    pub fn has_everywhere(&self) -> bool {
        !self.everywhere.is_empty()
    }

    /// Whether there is a phrase that may stand where a word has this stem.
    pub fn has(&self, stem: Stem) -> bool {
        self.by_stem.contains_key(&stem)
    }

    /// The phrases that may stand in a sentence with words of these stems, in their order, in place of what was in `candidates`.
    pub fn candidates(&self, stems: impl Iterator<Item = Stem>, candidates: &mut Vec<usize>) {
        candidates.clone_from(&self.everywhere);
        let phrases = stems.filter_map(|stem| self.by_stem.get(&stem));
        candidates.extend(phrases.flatten());
        candidates.sort_unstable();
        candidates.dedup();
    }
}
