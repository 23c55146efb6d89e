//! Where the phrases of all rules stand: found in one walk over the corpus.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::prose::is_prose;
use crate::corpus::{Corpus, Report, ReportId};
use crate::document::Extent;
use crate::pattern::{Index, Match, Phrase, SentenceView};

/// A place where a phrase stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The report.
    pub report: ReportId,
    /// The sentence: an index into the document's sentences.
    pub sentence: usize,
    /// What was found. Offsets are those of the document's view.
    pub found: Match,
}

impl Hit {
    /// All of the match in the view.
    pub fn extent(&self) -> Extent {
        Extent::new(self.found.range.start, self.found.range.end)
    }
}

/// All hits of a run, by phrase as it is written.
#[derive(Debug, Default)]
pub struct Hits(FxHashMap<String, Vec<Hit>>);

impl Hits {
    /// Looks for phrases in every sentence.
    pub fn gather<'a>(corpus: &Corpus, phrases: impl IntoIterator<Item = &'a Phrase>) -> Hits {
        let mut phrases: Vec<&Phrase> = phrases.into_iter().collect();
        phrases.sort_by_key(|phrase| phrase.written());
        phrases.dedup();
        if phrases.is_empty() {
            return Hits::default();
        }
        let index = Index::new(phrases.iter().copied());
        let per_report: Vec<Vec<(usize, Hit)>> = corpus
            .reports
            .par_iter()
            .with_max_len(1)
            .enumerate()
            .map(|(id, report)| in_report(id, report, &phrases, &index))
            .collect();
        let mut hits: FxHashMap<String, Vec<Hit>> = FxHashMap::default();
        for (phrase, hit) in per_report.into_iter().flatten() {
            let written = phrases[phrase].written();
            match hits.get_mut(written) {
                Some(known) => known.push(hit),
                None => {
                    hits.insert(written.to_owned(), vec![hit]);
                }
            }
        }
        Hits(hits)
    }

    /// Every place where a phrase stands, by report and text.
    pub fn of(&self, phrase: &Phrase) -> &[Hit] {
        self.0.get(phrase.written()).map_or(&[], Vec::as_slice)
    }
}

fn in_report(
    id: ReportId,
    report: &Report,
    phrases: &[&Phrase],
    index: &Index,
) -> Vec<(usize, Hit)> {
    let mut hits = Vec::new();
    for sentence in 0..report.document.sentences.len() {
        let tokens = report.tokens(sentence);
        for phrase in index.candidates(tokens) {
            let view = SentenceView {
                text: report.document.view.as_str(),
                tokens,
                quantities: report.quantities(sentence),
                mentions: report.mentions(sentence),
            };
            let found = phrases[phrase].find(&view).into_iter();
            let found = found.map(|found| Hit {
                report: id,
                sentence,
                found,
            });
            hits.extend(
                found
                    .filter(|hit| is_prose(report, hit.extent()))
                    .map(|hit| (phrase, hit)),
            );
        }
    }
    hits
}
