//! Which words of a corpus are among some words: each spelling is looked up once, and not wherever it stands.

use crate::corpus::{Corpus, Report};

/// Some words, as the corpus spells them.
pub(super) struct Among(Vec<bool>);

impl Among {
    /// Looks up all words of a corpus.
    pub(super) fn of(corpus: &Corpus, is_one: impl Fn(&str) -> bool) -> Among {
        let spelled = corpus.words.iter().map(|(_, text, _)| is_one(text));
        Among(spelled.collect())
    }

    /// Whether one of them stands in a sentence.
    pub(super) fn stand_in(&self, report: &Report, sentence: usize) -> bool {
        let mut words = report.words(sentence).iter();
        words.any(|word| self.0[word.index()])
    }
}
