//! Where the phrases of all rules stand: found in one walk over the corpus.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::prose::is_prose;
use crate::corpus::{Corpus, Report, ReportId};
use crate::document::Extent;
use crate::pattern::{Index, Match, Phrase, SentenceView};
use crate::word::WordId;

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
        let search = Search::new(corpus, phrases);
        let reports = (0..corpus.reports.len()).into_par_iter().with_max_len(1);
        let found = reports.map(|id| search.in_report(id, &corpus.reports[id]));
        Hits::of_all(found.collect::<Vec<_>>())
    }

    /// The hits of all reports, in their order.
    pub fn of_all(reports: impl IntoIterator<Item = Hits>) -> Hits {
        let mut all = Hits::default();
        for (written, hits) in reports.into_iter().flat_map(|report| report.0) {
            all.0.entry(written).or_default().extend(hits);
        }
        all
    }

    /// Every place where a phrase stands, by report and text.
    pub fn of(&self, phrase: &Phrase) -> &[Hit] {
        self.0.get(phrase.written()).map_or(&[], Vec::as_slice)
    }
}

/// Phrases to be looked for in one report at a time.
#[derive(Debug)]
pub struct Search<'a> {
    /// Each once.
    phrases: Vec<&'a Phrase>,
    index: Index,
    /// Which words, by their numbers, some phrase cannot do without.
    needed: Vec<bool>,
}

impl<'a> Search<'a> {
    /// Prepares phrases to be looked for in the reports of a corpus.
    pub fn new(corpus: &Corpus, phrases: impl IntoIterator<Item = &'a Phrase>) -> Search<'a> {
        let mut phrases: Vec<&Phrase> = phrases.into_iter().collect();
        phrases.sort_by_key(|phrase| phrase.written());
        phrases.dedup();
        let sentences = |stem| corpus.vocabulary.usage(stem).sentences;
        let index = Index::new(phrases.iter().copied(), sentences);
        let needed = corpus.words.iter().map(|(_, _, word)| index.has(word.stem));
        Search {
            needed: needed.collect(),
            phrases,
            index,
        }
    }

    /// Looks for the phrases in every sentence of a report.
    pub fn in_report(&self, id: ReportId, report: &Report) -> Hits {
        let mut hits: FxHashMap<String, Vec<Hit>> = FxHashMap::default();
        if self.phrases.is_empty() {
            return Hits(hits);
        }
        let is_needed = |word: WordId| self.needed[word.index()];
        let is_wanted = |word: WordId| self.index.has_everywhere() || is_needed(word);
        let mut candidates = Vec::new();
        for sentence in report.sentences_with(is_wanted) {
            let tokens = report.tokens(sentence);
            let words = report.words(sentence).iter().zip(tokens);
            let needed = words.filter(|(word, _)| is_needed(**word));
            let stems = needed.map(|(_, token)| token.stem);
            self.index.candidates(stems, &mut candidates);
            for phrase in candidates.drain(..) {
                let view = SentenceView {
                    text: report.document.view.as_str(),
                    tokens,
                    quantities: report.quantities(sentence),
                    mentions: report.mentions(sentence),
                };
                let found = self.phrases[phrase].find(&view).into_iter();
                let found = found.map(|found| Hit {
                    report: id,
                    sentence,
                    found,
                });
                for hit in found.filter(|hit| is_prose(report, hit.extent())) {
                    let written = self.phrases[phrase].written();
                    match hits.get_mut(written) {
                        Some(known) => known.push(hit),
                        None => {
                            hits.insert(written.to_owned(), vec![hit]);
                        }
                    }
                }
            }
        }
        Hits(hits)
    }
}
