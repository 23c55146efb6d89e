//! One report, and what stands in which sentence of it.
//!
//! Lives here: a report, and the reports of a corpus by their numbers. Stays out: what they tell together.

use std::borrow::Cow;
use std::ops::{Index, Range};
use std::sync::{Arc, OnceLock};

use super::{Evidence, Reading, ReportId, Standing, dating};
use crate::document::{BlockId, Document, Extent, Language};
use crate::period::{self, Period};
use crate::quantity::Quantity;
use crate::word::{Token, WordId, Words};

/// One report.
#[derive(Debug)]
pub struct Report {
    /// The name of its source.
    pub name: String,
    /// What it is about, if that can be told.
    pub period: Option<Period>,
    /// What told the period.
    pub evidence: Option<Evidence>,
    /// Reports of one series are compared over time; others are not.
    pub series: u32,
    /// Whether it is a log, each entry of which is of its own day.
    pub is_log: bool,
    /// Its parsed text.
    pub document: Arc<Document>,
    /// What was read in it.
    pub reading: Arc<Reading>,
    /// The number of each token's spelling.
    pub(super) words: Arc<Vec<WordId>>,
    /// The spellings of all reports by their numbers.
    pub(super) spellings: Arc<Words>,
    /// The tokens of all sentences, if they are at hand. They are three times as large as what they are made of.
    pub(super) tokens: OnceLock<Vec<Token>>,
}

impl Report {
    /// The same report with its tokens.
    pub(super) fn open(&self) -> Report {
        Report {
            name: self.name.clone(),
            document: Arc::clone(&self.document),
            reading: Arc::clone(&self.reading),
            words: Arc::clone(&self.words),
            spellings: Arc::clone(&self.spellings),
            tokens: self.made_tokens(0..self.document.sentences.len()).into(),
            ..*self
        }
    }

    /// The tokens of a sentence. Those of the whole report are made if they are not at hand, and kept.
    #[inline]
    pub fn tokens(&self, sentence: usize) -> &[Token] {
        &self.all_tokens()[self.range_of(sentence)]
    }

    /// The tokens of a sentence, for one who asks for few sentences of many reports: those that are not at hand are made,
    /// and not kept.
    pub fn few_tokens(&self, sentence: usize) -> Cow<'_, [Token]> {
        self.few(sentence..sentence + 1)
    }

    /// The numbers of the tokens' spellings.
    pub fn words(&self, sentence: usize) -> &[WordId] {
        &self.words[self.range_of(sentence)]
    }

    /// The numbers of the spellings of all tokens.
    pub fn all_words(&self) -> &[WordId] {
        &self.words
    }

    /// How the tokens stand in the text.
    pub fn standing(&self, sentence: usize) -> &[Standing] {
        &self.reading.standing[self.range_of(sentence)]
    }

    /// Where the tokens of a sentence are among those of all.
    pub(super) fn range_of(&self, sentence: usize) -> Range<usize> {
        self.reading.range_of(sentence, |reading| reading.tokens)
    }

    /// The quantities of a sentence.
    pub fn quantities(&self, sentence: usize) -> &[Quantity] {
        let reading = &self.reading;
        &reading.quantities[reading.range_of(sentence, |reading| reading.quantities)]
    }

    /// The numbers that a sentence says without a numeral ("both fairs", "a weekly call").
    pub fn implied(&self, sentence: usize) -> &[Quantity] {
        let range = self.reading.range_of(sentence, |reading| reading.implied);
        &self.reading.implied[range]
    }

    /// The calendar expressions of a sentence.
    pub fn mentions(&self, sentence: usize) -> &[period::Mention] {
        let range = self.reading.range_of(sentence, |reading| reading.mentions);
        &self.reading.mentions[range]
    }

    /// The tokens of a block.
    pub fn block_tokens(&self, block: BlockId) -> &[Token] {
        let sentences = self.document.blocks[block].sentences();
        let range = self.reading.range(sentences, |reading| reading.tokens);
        &self.all_tokens()[range]
    }

    /// The numbers of the spellings of a block's tokens.
    pub fn block_words(&self, block: BlockId) -> &[WordId] {
        let sentences = self.document.blocks[block].sentences();
        &self.words[self.reading.range(sentences, |reading| reading.tokens)]
    }

    /// The tokens of a block, as [`Report::few_tokens`] has those of a sentence.
    pub fn few_block_tokens(&self, block: BlockId) -> Cow<'_, [Token]> {
        self.few(self.document.blocks[block].sentences())
    }

    /// The tokens inside an extent.
    pub fn tokens_in(&self, extent: Extent) -> &[Token] {
        let tokens = self.all_tokens();
        let first = self.token_at(tokens, extent.start);
        // They are few, and those behind them are many.
        let inside = tokens[first..].iter();
        let inside = inside.take_while(|token| token.end() <= extent.end);
        &tokens[first..first + inside.count()]
    }

    /// The tokens inside an extent, as [`Report::few_tokens`] has those of a sentence.
    pub fn few_tokens_in(&self, extent: Extent) -> Cow<'_, [Token]> {
        if self.tokens.get().is_some() {
            return Cow::Borrowed(self.tokens_in(extent));
        }
        let sentences = &self.document.sentences;
        let first = sentences.partition_point(|sentence| sentence.extent.end <= extent.start);
        let behind = sentences.partition_point(|sentence| sentence.extent.start < extent.end);
        let mut tokens = self.made_tokens(first..behind.max(first));
        tokens.retain(|token| extent.start <= token.start && token.end() <= extent.end);
        Cow::Owned(tokens)
    }

    #[inline]
    fn all_tokens(&self) -> &[Token] {
        let all = 0..self.document.sentences.len();
        self.tokens.get_or_init(|| self.made_tokens(all))
    }

    fn few(&self, sentences: Range<usize>) -> Cow<'_, [Token]> {
        match self.tokens.get() {
            Some(tokens) => {
                let range = self.reading.range(sentences, |reading| reading.tokens);
                Cow::Borrowed(&tokens[range])
            }
            None => Cow::Owned(self.made_tokens(sentences)),
        }
    }

    /// Makes the tokens of some sentences of their words and of how far these are from each other.
    fn made_tokens(&self, sentences: Range<usize>) -> Vec<Token> {
        let all = self
            .reading
            .range(sentences.clone(), |reading| reading.tokens);
        let mut tokens = Vec::with_capacity(all.len());
        let far = &self.reading.far;
        let mut next_far = far.partition_point(|far| (far.token as usize) < all.start);
        let mut start = all.start;
        for sentence in sentences {
            let own = start..self.reading.sentences[sentence].tokens as usize;
            start = own.end;
            let mut end = self.document.sentences[sentence].extent.start;
            let words = self.words[own.clone()].iter();
            let words = words.zip(&self.reading.standing[own]);
            tokens.extend(words.map(|(word, standing)| {
                let gap = standing.gap().unwrap_or_else(|| {
                    next_far += 1;
                    far[next_far - 1].gap
                });
                let token = self.spellings.token(*word, end + gap);
                end = token.end();
                token
            }));
        }
        tokens
    }

    /// The first token that starts at or behind an offset. Tokens are much alike in length, so that the offset nearly tells
    /// its number, and few of them have to be fetched.
    fn token_at(&self, tokens: &[Token], offset: u32) -> usize {
        const STEP: usize = 32;
        let is_before = |token: &Token| token.start < offset;
        let all = self.document.view.len().max(1) as u64;
        let near = (u64::from(offset) * tokens.len() as u64 / all) as usize;
        let (mut low, mut high) = (near.min(tokens.len()), near.min(tokens.len()));
        let mut step = STEP;
        while low > 0 && !is_before(&tokens[low - 1]) {
            high = low - 1;
            low = low.saturating_sub(step);
            step *= 2;
        }
        let mut step = STEP;
        while high < tokens.len() && is_before(&tokens[high]) {
            low = high + 1;
            high = (high + step).min(tokens.len());
            step *= 2;
        }
        low + tokens[low..high].partition_point(is_before)
    }

    /// The period that the file name tells.
    pub fn named_period(&self) -> Option<Period> {
        dating::of_name(&self.name)
    }

    /// Whether it is in English, the language whose words are understood. In another one, what needs words keeps quiet.
    pub fn is_english(&self) -> bool {
        self.document.language == Language::English
    }

    /// The text of an extent.
    pub fn text(&self, extent: Extent) -> &str {
        &self.document.view[extent]
    }
}

/// Reports by their numbers.
#[derive(Debug, Default)]
pub struct Reports {
    all: Arc<Vec<Report>>,
    /// One of them, with its tokens.
    opened: Option<(ReportId, Report)>,
}

impl Reports {
    /// The same reports, one of them with its tokens.
    pub(super) fn open(&self, id: ReportId) -> Reports {
        Reports {
            all: Arc::clone(&self.all),
            opened: Some((id, self[id].open())),
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// A report, if it is one of them.
    pub fn get(&self, id: ReportId) -> Option<&Report> {
        match &self.opened {
            Some((opened, report)) if *opened == id => Some(report),
            _ => self.all.get(id),
        }
    }

    /// All of them, in order, each as it is without its tokens.
    pub fn iter(&self) -> std::slice::Iter<'_, Report> {
        self.all.iter()
    }
}

impl From<Vec<Report>> for Reports {
    fn from(reports: Vec<Report>) -> Reports {
        Reports {
            all: reports.into(),
            opened: None,
        }
    }
}

impl Index<ReportId> for Reports {
    type Output = Report;

    fn index(&self, id: ReportId) -> &Report {
        match &self.opened {
            Some((opened, report)) if *opened == id => report,
            _ => &self.all[id],
        }
    }
}

impl<'a> IntoIterator for &'a Reports {
    type Item = &'a Report;
    type IntoIter = std::slice::Iter<'a, Report>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::corpus::{Corpus, Settings};
    use crate::source::Sources;
    use crate::word;

    proptest! {
        #[test]
        fn tokens_are_those_that_were_read(
            pieces in prop::collection::vec(
                prop_oneof![
                    prop::sample::select(&[
                        "rye", "Oats", ", ", ". ", "\n\n", "* a\n", "`co  de`", "[a](b)", " ", "3.5", "# x\n", "the", "-",
                    ][..]).prop_map(str::to_owned),
                    (1..40usize).prop_map(|spaces| format!("`a{}b`", " ".repeat(spaces))),
                    (1000..1100usize).prop_map(|letters| format!(" {} ", "o".repeat(letters))),
                    "\\PC{0,4}",
                ],
                0..24,
            ),
        ) {
            let mut sources = Sources::default();
            let id = sources.add("2021.md", pieces.concat()).unwrap();
            let corpus = Corpus::read(&sources, &[id], Settings::default());
            let (closed, opened) = (&corpus.reports[0], corpus.open(0));
            let opened = &opened.reports[0];
            for (at, sentence) in closed.document.sentences.iter().enumerate() {
                let text = closed.text(sentence.extent);
                let mut tokens = word::tokens(text);
                for token in &mut tokens {
                    token.start += sentence.extent.start;
                }
                prop_assert_eq!(&closed.few_tokens(at)[..], &tokens);
                prop_assert_eq!(opened.tokens(at), &tokens);
                prop_assert_eq!(&closed.few_tokens_in(sentence.extent)[..], &tokens);
            }
            prop_assert!(closed.tokens.get().is_none());
        }
    }
}
