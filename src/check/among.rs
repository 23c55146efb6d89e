//! Which words of a corpus are among some words: each spelling is looked up once, and not wherever it stands.

use crate::corpus::{Corpus, Report};
use crate::word::WordId;

/// Some words, as the corpus spells them: for each spelling a bit for each kind of words that it is of.
pub(super) struct Among(Vec<u8>);

impl Among {
    /// Looks up all words of a corpus, of one kind.
    pub(super) fn of(corpus: &Corpus, is_one: impl Fn(&str) -> bool) -> Among {
        Among::of_kinds(corpus, |word| u8::from(is_one(word)))
    }

    /// The same with words of several kinds, a bit for each.
    pub(super) fn of_kinds(corpus: &Corpus, kinds: impl Fn(&str) -> u8) -> Among {
        let spelled = corpus.words.iter().map(|(_, text, _)| kinds(text));
        Among(spelled.collect())
    }

    /// The kinds that a word is of.
    pub(super) fn kinds(&self, word: WordId) -> u8 {
        self.0[word.index()]
    }

    /// The kinds of which a word stands in a sentence.
    pub(super) fn kinds_in(&self, report: &Report, sentence: usize) -> u8 {
        // To look at all words is faster than to ask after each whether it is enough.
        let words = report.words(sentence).iter();
        words.fold(0, |kinds, word| kinds | self.0[word.index()])
    }

    /// Whether a sentence begins with one of them.
    pub(super) fn begin(&self, report: &Report, sentence: usize) -> bool {
        let first = report.words(sentence).first();
        first.is_some_and(|word| self.0[word.index()] != 0)
    }

    /// The sentences in which one of them stands, in order.
    pub(super) fn sentences<'a>(&'a self, report: &'a Report) -> impl Iterator<Item = usize> + 'a {
        report.sentences_with(|word| self.0[word.index()] != 0)
    }

    /// Whether one of them stands in a sentence.
    pub(super) fn stand_in(&self, report: &Report, sentence: usize) -> bool {
        self.kinds_in(report, sentence) != 0
    }
}
