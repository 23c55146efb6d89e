//! The sentences of a report that have some words.
//!
//! Lives here: finding a sentence by its words. Stays out: which words are looked for.
//!
//! What is looked for stands in few sentences. The words of a report are looked at one behind the other, whatever sentence they
//! stand in: to go from sentence to sentence takes longer than to look at their words.

use super::{Report, Standing};
use crate::lookup::first_that;
use crate::word::WordId;

/// The words of a sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    /// The sentence: an index into the document's sentences.
    pub(super) sentence: usize,
    /// The place of its first word among those of the report.
    pub(super) first: usize,
    pub(super) words: &'a [WordId],
    pub(super) standing: &'a [Standing],
}

/// The sentences of a report by the places of their words.
#[derive(Debug)]
pub(super) struct Lines<'a> {
    report: &'a Report,
    /// The last one that was asked for.
    sentence: usize,
}

impl<'a> Lines<'a> {
    pub(super) fn of(report: &'a Report) -> Lines<'a> {
        Lines {
            report,
            sentence: 0,
        }
    }

    /// The sentence with a word, by the place of that among those of the report. It stands before none that was asked for.
    pub(super) fn with(&mut self, place: usize) -> Line<'a> {
        let behind = self.report.reading.sentences[self.sentence..].iter();
        let before = behind.take_while(|sentence| sentence.tokens as usize <= place);
        self.sentence += before.count();
        let all = self.report.range_of(self.sentence);
        Line {
            sentence: self.sentence,
            first: all.start,
            words: &self.report.all_words()[all.clone()],
            standing: &self.report.reading.standing[all],
        }
    }
}

impl Report {
    /// The sentences that have a word of some, in order.
    pub fn sentences_with<'a>(
        &'a self,
        is_wanted: impl Fn(WordId) -> bool + 'a,
    ) -> impl Iterator<Item = usize> + 'a {
        let (mut lines, mut from) = (Lines::of(self), 0);
        std::iter::from_fn(move || {
            let next = first_that(&self.all_words()[from..], |word| is_wanted(*word))?;
            let line = lines.with(from + next);
            from = line.first + line.words.len();
            Some(line.sentence)
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::corpus::{Corpus, Settings};
    use crate::source::Sources;

    #[test]
    fn sentences_are_found_by_their_words() {
        let mut sources = Sources::default();
        let text = "# Rye\n\nOats. Rye or rye.\n\n```\nrye\n```\n\nWheat and oats and rye. Rye";
        let id = sources.add("2021.md", text).unwrap();
        let corpus = Corpus::read(&sources, &[id], Settings::default());
        let report = &corpus.reports[0];
        for (wanted, expected) in [
            ("Rye", vec![0, 2, 4]),
            ("rye", vec![2, 3]),
            ("Oats", vec![1]),
        ] {
            let wanted = corpus.words.get(wanted).unwrap();
            let found = report.sentences_with(|word| word == wanted);
            assert_eq!(found.collect::<Vec<_>>(), expected);
        }
        assert_eq!(report.sentences_with(|_| true).count(), 5);
        assert_eq!(report.sentences_with(|_| false).count(), 0);
    }
}
