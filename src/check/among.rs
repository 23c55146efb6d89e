//! Which words of a corpus are among some words: each spelling is looked up once, and not wherever it stands.

use crate::corpus::{Corpus, Report};

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

    /// Whether one of them stands in a sentence.
    pub(super) fn stand_in(&self, report: &Report, sentence: usize) -> bool {
        self.kinds_in(report, sentence) != 0
    }
}

/// Those of some texts that a word of the corpus may have in it: the others need not be looked for in each report, but in code,
/// which has no words. Words are short, and many: they are told by the first four bytes of a text.
pub(super) fn that_stand_in<'a>(corpus: &Corpus, texts: &[&'a str]) -> Vec<&'a str> {
    let may_stand = |text: &&&str| {
        let Some(begin) = text.as_bytes().first_chunk::<4>() else {
            return true;
        };
        corpus.words.iter().any(|(_, word, _)| {
            let mut parts = word.as_bytes().array_windows();
            parts.any(|part| part == begin)
        })
    };
    texts.iter().filter(may_stand).copied().collect()
}
