//! How often a mark stands in each sentence of a report: looked for in all of the text at once, and not sentence by sentence.

use memchr::memchr_iter;

use crate::corpus::Report;

/// How often a mark stands in each sentence, as far as a byte counts.
pub(super) struct Marked(Vec<u8>);

impl Marked {
    /// Looks for a mark in a report.
    pub(super) fn with(report: &Report, mark: u8) -> Marked {
        let sentences = &report.document.sentences;
        let mut counts = vec![0_u8; sentences.len()];
        let mut own = 0;
        for at in memchr_iter(mark, report.document.view.as_str().as_bytes()) {
            let is_before = |end: u32| end as usize <= at;
            while own < sentences.len() && is_before(sentences[own].extent.end) {
                own += 1;
            }
            let Some(sentence) = sentences.get(own) else {
                break;
            };
            if sentence.extent.start as usize <= at {
                counts[own] = counts[own].saturating_add(1);
            }
        }
        Marked(counts)
    }

    /// How often it stands in a sentence.
    pub(super) fn count(&self, sentence: usize) -> usize {
        self.0[sentence].into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{Corpus, Settings};
    use crate::source::Sources;

    #[test]
    fn marks_are_counted_by_their_sentences() {
        let mut sources = Sources::default();
        let text = "# Rye, oats\n\nBread, oats, rye. Milk. Tea, too.\n\n- one\n- two, three\n";
        let id = sources.add("2021.md", text).unwrap();
        let corpus = Corpus::read(&sources, &[id], Settings::default());
        let report = &corpus.reports[0];
        let commas = Marked::with(report, b',');
        for (sentence, of) in report.document.sentences.iter().enumerate() {
            let expected = report.text(of.extent).matches(',').count();
            assert_eq!(commas.count(sentence), expected);
        }
        assert_eq!(report.document.sentences.len(), 6);
    }
}
