//! The kinds of checks: what a rule's YAML may ask for, and the code that looks for it.
//!
//! Lives here: one file a kind, with its YAML fields and its steps; the list of kinds; what a check may see and say.
//! Stays out: ids, severities, ordering, output, the disk.
//!
//! A new kind is one file in `check/` and two lines below.

use std::ops::Range;
use std::sync::{Arc, Mutex, OnceLock};

use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::claim::{Claim, Ledger};
use crate::corpus::{Corpus, Report, ReportId};
use crate::finding::{Certainty, Detection, Fault};
use crate::pattern::Phrase;
use crate::source::{Place, Sources};

mod among;
mod binding;
mod carried_over;
mod count_off;
mod date_disagrees;
mod difference;
mod entries;
mod flow;
mod formula;
mod growth_off;
mod hits;
mod itemised;
mod lines;
mod list_missing;
mod listed_twice;
mod marked;
mod mend;
mod metric;
mod missing;
mod name_varies;
mod odd_one;
mod paragraph_repeated;
mod pin;
mod placeholder_left;
mod prose;
mod punctuation_odd;
mod roster;
mod sentence_cut;
mod sequence_broken;
mod share_off;
mod show;
mod statement;
mod steps;
mod table;
mod tabled;
mod term_varies;
mod terms;
mod text;
mod total_fell;
mod total_off;
mod train;
mod typo;
mod values_disagree;
mod varies;
mod verdict;
mod word_repeated;
mod year_end;
mod year_stale;

pub use entries::Entries;
pub use hits::{Hit, Hits, Search};
pub use pin::{Pin, PinError};
pub use roster::lists_people;
pub use sequence_broken::{NamedRank, named_ranks};
pub use statement::{Statement, measured};
pub use steps::{All, Each, EachSeries, Steps};

use odd_one::odd_ones;
use verdict::Verdict;

/// What a kind of check does. Its fields are those of its YAML.
pub trait Check {
    /// How the check goes about reporting what is wrong. It sees the whole corpus in each step, and what is the same for all
    /// reports is worked out here.
    fn steps<'a>(&'a self, context: &Context<'a>) -> Steps<'a>;

    /// How long the check looks at all reports, beside others that do, roughly: what takes longest is begun first.
    fn effort(&self) -> u8 {
        0
    }

    /// What the check asks of [`Context::ledger`] and [`Context::hits`].
    fn needs(&self) -> Needs {
        Needs::All
    }

    /// Whether the check asks for [`Corpus::names`].
    fn needs_names(&self) -> bool {
        false
    }

    /// The phrases that the check asks [`Context::hits`] for.
    fn phrases(&self) -> Vec<&Phrase> {
        Vec::new()
    }

    /// Those of the phrases that must stand somewhere. One that does not is a dead phrase, and is told to whoever
    /// keeps the rule: silence must mean agreement.
    fn expected(&self) -> Vec<&Phrase> {
        self.phrases()
    }

    /// Those of the expected phrases that bound nothing.
    fn dead(&self, context: &Context<'_>) -> Vec<&Phrase> {
        let mut expected = self.expected();
        expected.retain(|phrase| context.hits(phrase).is_empty());
        expected
    }

    /// The faults that the check looks for because a field says so. Each needs an example that has it.
    fn switches(&self) -> Vec<Fault> {
        Vec::new()
    }

    /// Whether there is data that no statement was held against, though the fact is stated.
    fn has_idle_pin(&self, _context: &Context<'_>) -> bool {
        false
    }

    /// What the check measures, in the words of its rule, if it is about one fact.
    fn measure(&self) -> Option<&str> {
        None
    }

    /// The claims that state the fact that the check is about, if it is about one: its timeline.
    fn statements(&self, _context: &Context<'_>) -> Vec<Statement> {
        Vec::new()
    }
}

/// What a check asks of the claims and of the phrases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Nothing: it looks at the text alone.
    Text,
    /// Those of the report or of the series that it looks at, and none when it looks at all reports. It keeps no number of a
    /// claim.
    Own,
    /// Those of all reports.
    All,
}

/// What a check may see, and where it reports to.
#[derive(Debug)]
pub struct Context<'a> {
    /// The reports.
    pub corpus: &'a Corpus,
    /// Their claims.
    pub ledger: &'a Ledger,
    /// The texts that places point into.
    pub sources: &'a Sources,
    hits: &'a Hits,
    shared: Arc<Shared>,
    #[expect(clippy::vec_box, reason = "put in order without moving what they say")]
    detections: Vec<Box<Detection>>,
    /// `None` unless somebody asks what agrees.
    agreed: Option<Vec<Place>>,
    /// `None` unless somebody asks why.
    left: Option<Vec<Left>>,
}

/// What several checks ask for, worked out when the first of them does.
#[derive(Debug, Default)]
pub struct Shared {
    /// By report.
    tables: Mutex<FxHashMap<ReportId, Arc<OnceLock<tabled::Tables>>>>,
}

/// Something that a check looked at and could not judge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Left {
    /// Where it stands.
    pub place: Place,
    /// Why it was left alone.
    pub because: &'static str,
}

impl<'a> Context<'a> {
    /// A context without detections.
    pub fn new(
        corpus: &'a Corpus,
        ledger: &'a Ledger,
        sources: &'a Sources,
        hits: &'a Hits,
    ) -> Context<'a> {
        Context {
            corpus,
            ledger,
            sources,
            hits,
            shared: Arc::default(),
            detections: Vec::new(),
            agreed: None,
            left: None,
        }
    }

    /// Shares what is worked out with other contexts of the same corpus and ledger.
    #[must_use]
    pub fn sharing(mut self, shared: &Arc<Shared>) -> Context<'a> {
        self.shared = Arc::clone(shared);
        self
    }

    /// Keeps what checks leave alone, too.
    #[must_use]
    pub fn noting(mut self) -> Context<'a> {
        self.left = Some(Vec::new());
        self
    }

    /// Keeps the places that agree, too.
    #[must_use]
    pub fn agreeing(mut self) -> Context<'a> {
        self.agreed = Some(Vec::new());
        self
    }

    /// The sentences of a report that have claims, which few have, each with its own.
    fn told_in(&self, report: ReportId) -> impl Iterator<Item = (usize, &'a [Claim])> + use<'a> {
        let claims = &self.ledger.claims[self.ledger.of_report(report)];
        let each = claims.chunk_by(|one, next| one.sentence == next.sentence);
        each.map(|claims| (claims[0].sentence, claims))
    }

    /// Every place where a phrase stands, by report and text.
    pub fn hits(&self, phrase: &Phrase) -> &'a [Hit] {
        self.hits.of(phrase)
    }

    /// Every place of a report where a phrase stands.
    pub fn hits_of(&self, phrase: &Phrase, report: ReportId) -> &'a [Hit] {
        let sentences = self.corpus.reports[report].document.sentences.len();
        self.hits_in(phrase, report, 0..sentences)
    }

    /// Every place of some sentences of a report where a phrase stands.
    pub fn hits_in(&self, phrase: &Phrase, report: ReportId, sentences: Range<usize>) -> &'a [Hit] {
        let hits = self.hits.of(phrase);
        let at =
            |sentence| hits.partition_point(|hit| (hit.report, hit.sentence) < (report, sentence));
        &hits[at(sentences.start)..at(sentences.end.max(sentences.start))]
    }

    /// Reports what was found. The order does not matter.
    pub fn report(&mut self, detection: Detection) {
        self.detections.push(Box::new(detection));
    }

    /// Notes that some places were held against each other, and fit: a share with its part and whole, a count with its
    /// list. Unless somebody asks, no place is worked out.
    pub fn agree(&mut self, places: impl IntoIterator<Item = Place>) {
        if let Some(agreed) = &mut self.agreed {
            agreed.extend(places);
        }
    }

    /// Where claims stand that fit, for [`Context::agree`]; nothing unless somebody asks.
    fn places_of<'c>(&self, claims: impl IntoIterator<Item = &'c Claim>) -> Vec<Place> {
        if self.agreed.is_none() {
            return Vec::new();
        }
        let places = claims.into_iter().map(|claim| show::place(self, claim));
        places.collect()
    }

    /// Notes that a claim was looked at and could not be judged, for somebody who asks why.
    pub fn leave(&mut self, claim: &Claim, because: &'static str) {
        if let Some(left) = &mut self.left {
            let document = &self.corpus.reports[claim.report].document;
            left.push(Left {
                place: document.place(claim.extent),
                because,
            });
        }
    }

    /// Whether somebody asks what checks leave alone.
    fn is_noting(&self) -> bool {
        self.left.is_some()
    }

    /// Whether somebody asks what agrees, or what checks leave alone.
    fn is_asked(&self) -> bool {
        self.agreed.is_some() || self.left.is_some()
    }

    /// What was looked at and could not be judged.
    pub fn take_left(&mut self) -> Vec<Left> {
        self.left.take().unwrap_or_default()
    }

    /// All that was reported, and the places that agree, if somebody asked for them.
    pub fn into_results(self) -> (Vec<Box<Detection>>, Vec<Place>) {
        (self.detections, self.agreed.unwrap_or_default())
    }

    /// How sure it is what a check found by holding parts of one report against each other: in a log these are of
    /// different days.
    fn in_report(report: &Report, certainty: Certainty) -> Certainty {
        if report.is_log {
            Certainty::Unsure
        } else {
            certainty
        }
    }

    fn conclude(&mut self, verdict: Verdict) {
        match verdict {
            Verdict::Open => {}
            Verdict::Fits(places) => self.agree(places),
            Verdict::Off(detection) => self.report(*detection),
        }
    }
}

macro_rules! kinds {
    ($($module:ident::$kind:ident => $key:literal,)*) => {
        /// The check of a rule: its kind with its fields.
        #[derive(Debug, Clone, Deserialize, JsonSchema)]
        pub enum Kind {
            $(#[doc = concat!("`", $key, "`")] #[serde(rename = $key)] $kind($module::$kind),)*
        }

        impl Kind {
            /// The keys of all kinds in YAML.
            pub const KEYS: &[&str] = &[$($key),*];

            /// The key of the kind in YAML.
            pub fn key(&self) -> &'static str {
                match self { $(Kind::$kind(_) => $key,)* }
            }

            /// What ties the check to a file of data, if something does.
            pub fn pin(&self) -> Option<&Pin> {
                match self {
                    Kind::Metric(metric) => metric.pin.as_ref(),
                    _ => None,
                }
            }

            /// As [`Kind::pin`], to be tied.
            pub fn pin_mut(&mut self) -> Option<&mut Pin> {
                match self {
                    Kind::Metric(metric) => metric.pin.as_mut(),
                    _ => None,
                }
            }

            /// The check itself.
            pub fn check(&self) -> &dyn Check {
                match self { $(Kind::$kind(check) => check,)* }
            }
        }
    };
}

// `mod` lines stand outside: rustfmt does not follow those that a macro makes.
kinds! {
    carried_over::CarriedOver => "carried-over",
    count_off::CountOff => "count-off",
    date_disagrees::DateDisagrees => "date-disagrees",
    formula::Formula => "formula",
    growth_off::GrowthOff => "growth-off",
    list_missing::ListMissing => "list-missing",
    listed_twice::ListedTwice => "listed-twice",
    metric::Metric => "metric",
    name_varies::NameVaries => "name-varies",
    paragraph_repeated::ParagraphRepeated => "paragraph-repeated",
    placeholder_left::PlaceholderLeft => "placeholder-left",
    punctuation_odd::PunctuationOdd => "punctuation-odd",
    roster::Roster => "roster",
    sequence_broken::SequenceBroken => "sequence-broken",
    share_off::ShareOff => "share-off",
    sentence_cut::SentenceCut => "sentence-cut",
    term_varies::TermVaries => "term-varies",
    terms::Terms => "terms",
    text::Text => "text",
    total_fell::TotalFell => "total-fell",
    total_off::TotalOff => "total-off",
    train::Train => "train",
    typo::Typo => "typo",
    values_disagree::ValuesDisagree => "values-disagree",
    word_repeated::WordRepeated => "word-repeated",
    year_stale::YearStale => "year-stale",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hits_are_those_of_the_sentences_asked_for() {
        let mut sources = Sources::default();
        let reports = ["a.md", "b.md"].map(|name| {
            let text = "An oak fell. A fir fell. An oak grew.";
            sources.add(name, text).unwrap()
        });
        let corpus = Corpus::read(&sources, &reports, crate::corpus::Settings::default());
        let ledger = Ledger::default();
        let oak = Phrase::new("oak").unwrap();
        let hits = Hits::gather(&corpus, [&oak]);
        let context = Context::new(&corpus, &ledger, &sources, &hits);
        let found = |report, sentences| {
            let hits = context.hits_in(&oak, report, sentences).iter();
            hits.map(|hit| (hit.report, hit.sentence))
                .collect::<Vec<_>>()
        };
        assert_eq!(context.hits(&oak).len(), 4);
        assert_eq!(found(1, 0..3), [(1, 0), (1, 2)]);
        assert_eq!(found(0, 1..9), [(0, 2)]);
        assert_eq!(found(0, 1..2), []);
    }
}
