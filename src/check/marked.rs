//! In which sentences of a report a mark stands: looked for in all of the text at once, and not sentence by sentence.

use memchr::memchr_iter;

use crate::corpus::Report;

/// The sentences of a report in which a mark of one byte stands, each once, in order.
pub(super) fn sentences(report: &Report, mark: u8) -> Vec<usize> {
    let sentences = &report.document.sentences;
    let mut found = Vec::new();
    let mut own = 0;
    for at in memchr_iter(mark, report.document.view.as_str().as_bytes()) {
        let is_before = |end: u32| end as usize <= at;
        while own < sentences.len() && is_before(sentences[own].extent.end) {
            own += 1;
        }
        let Some(sentence) = sentences.get(own) else {
            break;
        };
        if sentence.extent.start as usize <= at && found.last() != Some(&own) {
            found.push(own);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{Corpus, Settings};
    use crate::source::Sources;

    #[test]
    fn sentences_are_found_by_their_marks() {
        let mut source = Sources::default();
        let text = "# Rye, oats\n\nBread, oats, rye. Milk. Tea, too.\n\n- one\n- two, three\n";
        let id = source.add("2021.md", text).unwrap();
        let corpus = Corpus::read(&source, &[id], Settings::default());
        let report = &corpus.reports[0];
        assert_eq!(sentences(report, b','), [0, 1, 3, 5]);
        assert!(sentences(report, b':').is_empty());
        assert_eq!(report.document.sentences.len(), 6);
    }
}
