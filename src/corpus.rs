//! All reports of a run, in the order of their series and periods, each with what was read in it once.
//!
//! Lives here: reports, their periods and series, and what stands in which sentence.
//! Stays out: the disk, findings, and what a quantity is about.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::document::{BlockId, Document, Extent, Language};
use crate::period::{self, Period};
use crate::quantity::Quantity;
use crate::source::{Place, SourceId, Sources};
use crate::word::{Token, WordId, Words};

mod aliases;
mod dating;
mod fold;
mod implied;
mod likeness;
mod log;
pub mod names;
mod reading;
mod renamed;
mod settings;
mod standing;
mod technical;
pub mod terms;
mod vocabulary;

pub use aliases::Aliases;
pub use dating::Evidence;
pub use fold::{BASE, Folded, INVERSE, fold};
pub use likeness::{LikenessIndex, Shingles, Sketch};
pub use reading::{Reading, SentenceReading};
pub use settings::Settings;
pub use standing::Standing;
pub use vocabulary::{Times, Usage, Vocabulary};

/// Names a report of a corpus: an index into [`Corpus::reports`].
pub type ReportId = usize;

/// All reports of a run.
#[derive(Debug, Default)]
pub struct Corpus {
    /// By series, then period, then name.
    pub reports: Vec<Report>,
    /// Its words, each spelling once.
    pub words: Words,
    /// How its words are written.
    pub vocabulary: Vocabulary,
    /// Whether it is a manual or a changelog: many of its paragraphs have code in them.
    pub is_technical: bool,
    /// Names that are one subject.
    pub aliases: Aliases,
    /// What is known of it from elsewhere.
    pub settings: Settings,
    by_source: FxHashMap<SourceId, ReportId>,
    names: OnceLock<names::Names>,
}

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
    pub document: Document,
    /// What was read in it.
    pub reading: Reading,
}

impl Corpus {
    /// Parses and reads sources; in parallel, and in an order that does not depend on theirs.
    pub fn read(sources: &Sources, ids: &[SourceId], settings: Settings) -> Corpus {
        let tell = |document: Document, reading: Reading| {
            let name = sources.get(document.source).name();
            let set = settings.periods.get(&document.source);
            Alone::of(name, set.copied(), document, reading)
        };
        let (read, words) = reading::read(sources, ids, tell);
        let mut series: Vec<Series> = ids
            .iter()
            .map(|id| match settings.series.get(id) {
                Some(name) => Series::Set(name.clone()),
                None => Series::Told(dating::series(sources.get(*id).name())),
            })
            .collect();
        let of_each = series.clone();
        series.sort_unstable();
        series.dedup();
        let mut reports = Vec::with_capacity(read.len());
        let mut counts = technical::Counts::default();
        let mut renamed = BTreeMap::new();
        for ((alone, words), own) in read.into_iter().zip(of_each) {
            let mut report = alone.report;
            report.series = series.partition_point(|other| *other < own) as u32;
            report.reading.words = words;
            counts = counts.with(alone.counts);
            if !alone.renamed.is_empty() {
                renamed.insert(report.document.source, alone.renamed);
            }
            reports.push(report);
        }
        dating::settle(&mut reports);
        reports.sort_by(|a, b| (a.series, a.period, &a.name).cmp(&(b.series, b.period, &b.name)));
        let by_source = reports.iter().enumerate();
        let by_source = by_source.map(|(at, report)| (report.document.source, at));
        let renamed = reports
            .iter()
            .filter_map(|report| renamed.remove(&report.document.source));
        let names = renamed::with_renamed(&settings.aliases, renamed.flatten());
        Corpus {
            by_source: by_source.collect(),
            vocabulary: Vocabulary::of(&reports, &words),
            reports,
            words,
            is_technical: counts.are_technical(),
            aliases: Aliases::of(&names),
            settings,
            names: OnceLock::new(),
        }
    }

    /// The report of a source, if it is one.
    pub fn report_of(&self, source: SourceId) -> Option<&Report> {
        Some(&self.reports[*self.by_source.get(&source)?])
    }

    /// What a reader sees at a place of a report.
    pub fn shown(&self, place: Place) -> Option<&str> {
        let view = &self.report_of(place.source)?.document.view;
        Some(&view[view.extent(place.span)])
    }

    /// All runs of words with capitals. They are looked for when somebody first asks.
    pub fn names(&self) -> &names::Names {
        self.names.get_or_init(|| names::names(self))
    }

    /// Whether a source is a report that does not change any more.
    pub fn is_frozen(&self, source: SourceId) -> bool {
        self.settings.frozen.contains(&source)
    }
}

/// A report, and what it tells by itself of all of them.
struct Alone {
    /// Its series and its words are those of all reports, and are not known yet.
    report: Report,
    counts: technical::Counts,
    /// What it says was renamed.
    renamed: Vec<renamed::Pair>,
}

impl Alone {
    fn of(name: &str, set: Option<Period>, document: Document, reading: Reading) -> Alone {
        let dated = match set {
            Some(period) => Some((period, Evidence::Settings)),
            None => dating::period(&document, name, &reading.mentions),
        };
        let report = Report {
            name: name.to_owned(),
            period: dated.map(|(period, _)| period),
            evidence: dated.map(|(_, evidence)| evidence),
            series: 0,
            is_log: log::is_log(name, &document, &reading.mentions),
            document,
            reading,
        };
        Alone {
            counts: technical::Counts::of(&report),
            renamed: renamed::told(&report),
            report,
        }
    }
}

/// What names a series.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Series {
    /// The settings.
    Set(String),
    /// The folder and the file name.
    Told(String),
}

impl Report {
    /// The tokens of a sentence.
    pub fn tokens(&self, sentence: usize) -> &[Token] {
        let range = self.reading.range_of(sentence, |reading| reading.tokens);
        &self.reading.tokens[range]
    }

    /// The numbers of the tokens' spellings.
    pub fn words(&self, sentence: usize) -> &[WordId] {
        let range = self.reading.range_of(sentence, |reading| reading.tokens);
        &self.reading.words[range]
    }

    /// How the tokens stand in the text.
    pub fn standing(&self, sentence: usize) -> &[Standing] {
        let range = self.reading.range_of(sentence, |reading| reading.tokens);
        &self.reading.standing[range]
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
        &self.reading.tokens[range]
    }

    /// The tokens inside an extent.
    pub fn tokens_in(&self, extent: Extent) -> &[Token] {
        let tokens = &self.reading.tokens;
        let first = self.token_at(extent.start);
        // They are few, and those behind them are many.
        let inside = tokens[first..].iter();
        let inside = inside.take_while(|token| token.end() <= extent.end);
        &tokens[first..first + inside.count()]
    }

    /// The first token that starts at or behind an offset. Tokens are much alike in length, so that the offset nearly tells
    /// its number, and few of them have to be fetched.
    fn token_at(&self, offset: u32) -> usize {
        const STEP: usize = 32;
        let tokens = &self.reading.tokens;
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
