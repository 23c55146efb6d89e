//! All reports of a run, in the order of their series and periods, each with what was read in it once.
//!
//! Lives here: reports, their periods and series, and what stands in which sentence.
//! Stays out: the disk, findings, and what a quantity is about.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::document::Document;
use crate::period::Period;
use crate::source::{Place, SourceId, Sources};
use crate::store::Store;
use crate::word::{MetWords, SharedWords, Token, WordId, Words};
use kept::{KeptReport, Places};

mod aliases;
mod dating;
mod fold;
mod hint;
mod implied;
mod kept;
mod likeness;
mod lines;
mod log;
pub mod names;
mod reading;
mod renamed;
mod report;
mod settings;
mod standing;
mod technical;
pub mod terms;
mod vocabulary;

pub use aliases::Aliases;
pub use dating::Evidence;
pub use fold::{BASE, Folded, INVERSE, fold};
pub use kept::key;
pub use likeness::{Least, LikenessIndex, Shingles, Sketch, shingled};
pub use names::{NameReader, Names, OwnNames};
pub use reading::{Reading, SentenceReading};
pub use report::{Report, Reports};
pub use settings::Settings;
pub use standing::Standing;
pub use vocabulary::{Makeup, Times, Usage, Vocabulary};

/// Names a report of a corpus: an index into [`Corpus::reports`].
pub type ReportId = usize;

/// All reports of a run.
#[derive(Debug, Default)]
pub struct Corpus {
    /// By series, then period, then name.
    pub reports: Reports,
    /// Its words, each spelling once.
    pub words: Arc<Words>,
    /// How its words are written.
    pub vocabulary: Arc<Vocabulary>,
    /// Whether it is a manual or a changelog: many of its paragraphs have code in them.
    pub is_technical: bool,
    /// Names that are one subject.
    pub aliases: Arc<Aliases>,
    /// What is known of it from elsewhere.
    pub settings: Arc<Settings>,
    by_source: Arc<FxHashMap<SourceId, ReportId>>,
    names: OnceLock<Names>,
}

impl Corpus {
    /// Parses and reads sources; in parallel, and in an order that does not depend on theirs.
    pub fn read(sources: &Sources, ids: &[SourceId], settings: Settings) -> Corpus {
        Corpus::read_with(sources, ids, settings, None)
    }

    /// As [`Corpus::read`]; what a store keeps is not read again, and what was read is kept there.
    pub fn read_with(
        sources: &Sources,
        ids: &[SourceId],
        settings: Settings,
        store: Option<&dyn Store>,
    ) -> Corpus {
        let name = |id: SourceId| sources.get(id).name();
        let set = |id: SourceId| settings.periods.get(&id).copied();
        let tell = |document: Document, reading: Reading, tokens: Vec<Token>| {
            let id = document.source;
            Alone::read(name(id), set(id), document, reading, tokens)
        };
        let recall = |id: SourceId, shared: &SharedWords, met: &mut MetWords| {
            let source = sources.get(id);
            let bytes = store?.get(kept::key(source))?;
            let kept = KeptReport::of_bytes(&bytes)?;
            let document = kept.document.of_text(id, source.text())?;
            let words = kept.reading.words(&document, shared, met)?;
            let reading = kept.reading.into_reading();
            let alone = Alone {
                report: report(source.name(), set(id), document, reading),
                counts: kept.counts,
                renamed: kept.renamed.into_owned(),
                is_kept: true,
            };
            Some((alone, words))
        };
        let (read, words) = reading::read(sources, ids, tell, recall);
        if let Some(store) = store {
            let new = read.par_iter().filter(|(alone, _)| !alone.is_kept);
            new.for_each_init(
                || Places::for_words(&words),
                |places, (alone, own)| alone.keep(sources, (own, &words), places, store),
            );
        }
        let spellings = Arc::new(words);
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
            report.words = words.into();
            report.spellings = Arc::clone(&spellings);
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
            by_source: Arc::new(by_source.collect()),
            vocabulary: Vocabulary::of(&reports, &spellings).into(),
            reports: reports.into(),
            words: spellings,
            is_technical: counts.are_technical(),
            aliases: Aliases::of(&names).into(),
            settings: settings.into(),
            names: OnceLock::new(),
        }
    }

    /// The same corpus, one report of which has its tokens.
    #[must_use]
    pub fn open(&self, id: ReportId) -> Corpus {
        Corpus {
            reports: self.reports.open(id),
            words: Arc::clone(&self.words),
            vocabulary: Arc::clone(&self.vocabulary),
            is_technical: self.is_technical,
            aliases: Arc::clone(&self.aliases),
            settings: Arc::clone(&self.settings),
            by_source: Arc::clone(&self.by_source),
            names: OnceLock::new(),
        }
    }

    /// The reports of each series.
    pub fn each_series(&self) -> impl Iterator<Item = Range<ReportId>> + '_ {
        let series = |id: ReportId| self.reports[id].series;
        let mut next = 0;
        std::iter::from_fn(move || {
            let first = next;
            let is_of_first = |id: &ReportId| series(*id) == series(first);
            next += (first..self.reports.len()).take_while(is_of_first).count();
            (first < next).then_some(first..next)
        })
    }

    /// Whether a report is the only one of its series.
    pub fn is_alone(&self, id: ReportId) -> bool {
        let series = |id: ReportId| self.reports[id].series;
        let is_beside = |beside: ReportId| series(beside) == series(id);
        !(id > 0 && is_beside(id - 1) || id + 1 < self.reports.len() && is_beside(id + 1))
    }

    /// The report of a source, if it is one.
    pub fn report_of(&self, source: SourceId) -> Option<&Report> {
        self.reports.get(*self.by_source.get(&source)?)
    }

    /// What a reader sees at a place of a report.
    pub fn shown(&self, place: Place) -> Option<&str> {
        let view = &self.report_of(place.source)?.document.view;
        Some(&view[view.extent(place.span)])
    }

    /// All runs of words with capitals. They are looked for when somebody first asks.
    pub fn names(&self) -> &Names {
        self.names.get_or_init(|| {
            let reader = self.name_reader();
            let reports = 0..self.reports.len();
            Names::of(
                self,
                reports.map(|report| reader.read(self, report)).collect(),
            )
        })
    }

    /// What the runs of words with capitals of each report are read with.
    pub fn name_reader(&self) -> NameReader {
        NameReader::of(&self.words)
    }

    /// The runs of all reports, in their order: they need not be looked for again.
    pub fn know_names(&self, reports: Vec<OwnNames>) {
        self.names.get_or_init(|| Names::of(self, reports));
    }

    /// Whether a source is a report that does not change any more.
    pub fn is_frozen(&self, source: SourceId) -> bool {
        self.settings.frozen.contains(&source)
    }
}

/// A report, and what it tells by itself of all of them.
struct Alone {
    report: Report,
    counts: technical::Counts,
    /// What it says was renamed.
    renamed: Vec<renamed::Pair>,
    /// Whether it is kept from a run before.
    is_kept: bool,
}

impl Alone {
    /// What is read in a report, and told by that. The tokens are given back.
    fn read(
        name: &str,
        set: Option<Period>,
        document: Document,
        mut reading: Reading,
        tokens: Vec<Token>,
    ) -> (Alone, Vec<Token>) {
        let renaming = std::mem::take(&mut reading.renaming);
        let mut report = report(name, set, document, reading);
        report.tokens = tokens.into();
        let counts = technical::Counts::of(&report);
        let renamed = renamed::told(&report, &renaming);
        // They are large, and the words and their places tell all of them.
        let tokens = report.tokens.take().unwrap_or_default();
        let alone = Alone {
            report,
            counts,
            renamed,
            is_kept: false,
        };
        (alone, tokens)
    }

    /// Keeps what was read, to be known from before in the next run.
    fn keep(
        &self,
        sources: &Sources,
        (words, spellings): (&[WordId], &Words),
        places: &mut Places,
        store: &dyn Store,
    ) {
        let source = sources.get(self.report.document.source);
        if let Some(bytes) = KeptReport::of(self, words, spellings, places).bytes() {
            store.put(kept::key(source), &bytes);
        }
    }
}

/// A report by itself: its series and its words are those of all reports, and are not known yet.
fn report(name: &str, set: Option<Period>, document: Document, reading: Reading) -> Report {
    let dated = match set {
        Some(period) => Some((period, Evidence::Settings)),
        None => dating::period(&document, name, &reading.mentions),
    };
    Report {
        name: name.to_owned(),
        period: dated.map(|(period, _)| period),
        evidence: dated.map(|(_, evidence)| evidence),
        series: 0,
        is_log: log::is_log(name, &document, &reading.mentions),
        words: Arc::default(),
        spellings: Arc::default(),
        tokens: OnceLock::new(),
        document: document.into(),
        reading: reading.into(),
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
