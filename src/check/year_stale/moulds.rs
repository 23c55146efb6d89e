//! Sentences that come back each year with another year in them, and one that has last year's.

use rustc_hash::FxHashMap;

use super::{BACK, Own, Told, only_year, says};
use crate::check::Context;
use crate::corpus::{Corpus, Report, ReportId};
use crate::document::{BlockKind, Extent};
use crate::finding::{Certainty, Detection, Label};
use crate::period::{Mention, Part, Period};
use crate::word;

/// A sentence that names one year, by its words in order without its dates and numbers. A hash stands for them, as it does in
/// a stem.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mould {
    words: u64,
    sentence: u32,
}

impl Mould {
    /// Longer sentences do not come back word by word.
    const LONGEST: usize = 40;

    /// The sentences of a report that may come back in another one of its series, among those with a calendar expression.
    pub(super) fn in_report(corpus: &Corpus, id: ReportId, dated: &[usize]) -> Box<[Mould]> {
        let report = &corpus.reports[id];
        let of_a_day = report
            .period
            .is_none_or(|period| period.first == period.last);
        if corpus.is_alone(id) || of_a_day || report.is_log {
            return Box::default();
        }
        let moulds = dated.iter().copied().filter_map(|sentence| {
            only_year(report.mentions(sentence).iter())?;
            let fewest = Self::fewest_words(report, sentence)?;
            let (mould, words) = Mould::of(report, sentence);
            (fewest..=Self::LONGEST).contains(&words).then_some(mould)
        });
        moulds.collect()
    }

    /// The sentences of a report with last year's year, which other reports may have with their own.
    pub(super) fn asked(own: Own<'_>, of_last_year: &[(usize, &Mention)]) -> Box<[Mould]> {
        let report = own.report;
        let asked = of_last_year.iter().filter(|(sentence, mention)| {
            // A day is when something happened, and may be of another year.
            mention.when.part == Part::Whole && !says(report, *sentence, &BACK)
        });
        asked
            .map(|(sentence, _)| Mould::of(report, *sentence).0)
            .collect()
    }

    fn of(report: &Report, sentence: usize) -> (Mould, usize) {
        let (words, count) = Self::words(report, sentence);
        let sentence = sentence as u32;
        (Mould { words, sentence }, count)
    }

    /// The words of a sentence without its dates and numbers, and how many these are.
    fn words(report: &Report, sentence: usize) -> (u64, usize) {
        let mut dates = report.mentions(sentence);
        let mut numbers = report.quantities(sentence);
        let (mut words, mut count) = (0, 0);
        for token in report
            .tokens(sentence)
            .iter()
            .filter(|token| token.is_word())
        {
            let start = token.start as usize;
            while let [first, rest @ ..] = dates
                && first.end() <= start
            {
                dates = rest;
            }
            while let [first, rest @ ..] = numbers
                && first.end() <= start
            {
                numbers = rest;
            }
            let is_of_date = dates.first().is_some_and(|date| date.start() <= start);
            let is_of_number = || {
                numbers
                    .first()
                    .is_some_and(|number| number.start() <= start)
            };
            if !is_of_date && !is_of_number() {
                words = word::hash_on(words, token.stem);
                count += 1;
            }
        }
        (words, count)
    }

    /// With how many words it is no chance that a sentence comes back: a heading with three, or a sentence with five.
    fn fewest_words(report: &Report, sentence: usize) -> Option<usize> {
        let block = report.document.sentences[sentence].block();
        match report.document.blocks[block].kind() {
            BlockKind::Heading(_) => Some(3),
            BlockKind::Paragraph | BlockKind::Item(_) => Some(5),
            BlockKind::Cell { .. } | BlockKind::Code => None,
        }
    }

    /// The year that the sentence names.
    fn year(self, report: &Report) -> Option<(&Mention, i16)> {
        only_year(report.mentions(self.sentence as usize).iter())
    }
}

/// What comes back each year with another year in it: the sentences of a series that are asked for, by their words, in order.
pub(super) struct Moulds(FxHashMap<u64, Vec<(ReportId, Mould)>>);

impl Moulds {
    /// Those of some reports that follow each other.
    pub(super) fn of(first: ReportId, told: &[Told]) -> Moulds {
        let asked = told.iter().flat_map(|told| &told.asked);
        let mut moulds: FxHashMap<u64, Vec<(ReportId, Mould)>> =
            asked.map(|asked| (asked.words, Vec::new())).collect();
        if moulds.is_empty() {
            return Moulds(moulds);
        }
        for (at, told) in told.iter().enumerate() {
            for mould in &told.moulds {
                if let Some(places) = moulds.get_mut(&mould.words) {
                    places.push((first + at, *mould));
                }
            }
        }
        Moulds(moulds)
    }

    /// A sentence with last year's year that other reports have with their own.
    pub(super) fn odd(
        &self,
        context: &Context<'_>,
        own: Own<'_>,
        asked: &Mould,
    ) -> Option<Detection> {
        let reports = &context.corpus.reports;
        let places = self.0.get(&asked.words)?;
        let others = places.iter().filter(|(id, _)| *id != own.id);
        let mut told = others.filter_map(|(id, mould)| {
            let report = &reports[*id];
            let (mention, stated) = mould.year(report)?;
            let of = report.period.and_then(Period::year);
            Some((report, mention, of, stated))
        });
        // Each report says it of its own year, and one of them is not that of the year that is named here.
        let is_right =
            |(_, _, of, stated): (&Report, &Mention, Option<i16>, i16)| of == Some(stated);
        if !told.clone().all(is_right) {
            return None;
        }
        let is_odd = |of: i16| of != own.year - 1 && of != own.year;
        let (report, other, year) = told.find_map(|(report, other, of, _)| {
            Some((report, other, of.filter(|of| is_odd(*of))?))
        })?;
        let related = Label {
            place: report
                .document
                .place(Extent::new(other.start(), other.end())),
            text: format!("the report of {year} says “{year}”"),
        };
        let (mention, _) = asked.year(own.report)?;
        let message = format!(
            "“{}” in the report of {}, where the other reports name their own year",
            own.quote(mention),
            own.year
        );
        Some(own.found(Certainty::Likely, mention, message, vec![related]))
    }
}
