//! Claims and the ledger: which quantity is stated about what, and which claims are about one fact.
//!
//! Lives here: extraction of claims from a report, their keys, and the join.
//! Stays out: right and wrong. The join says that two claims are about one fact, a check says that they disagree.

use std::ops::Range;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::corpus::{Corpus, ReportId};
use crate::document::Extent;
use crate::period::Period;
use crate::quantity::OneOf;
use join::Keyed;

mod apart;
mod claims;
mod clues;
mod extract;
mod join;
mod kept;
pub mod listing;
mod measure;
mod noun;
mod scope;
mod span;
mod synonym;
mod unnumbered;

pub use apart::Apart;
pub use claims::Claims;
pub use clues::Clues;
pub use extract::{ReportClaims, is_plan};
pub(crate) use join::is_yearly;
pub use join::{Join, Strength};
pub use kept::KeptClaims;
pub use measure::Measure;
pub use scope::Scope;
use scope::Scopes;
pub(crate) use synonym::canonical;
pub use unnumbered::{Stated, Unnumbered};

/// Names a claim of a ledger: an index into [`Ledger::claims`].
pub type ClaimId = usize;

/// What part a number plays in what is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Role {
    /// How many or how much there is.
    Level,
    /// By how much something changed: "a 60% increase", "doubled".
    Change,
    /// Which part of something: "82% of respondents", "one in three".
    Share,
    /// Which one of a series: "the 22nd release", "version 5.0".
    Rank,
}

/// Whether a claim is made as a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Mood {
    /// It is so.
    Stated,
    /// It is meant, hoped or forecast to be so.
    Planned,
    /// Somebody is quoted with it.
    Quoted,
    /// It would be so, or is so whenever something else is: "if", "suppose".
    Supposed,
}

/// How far what is counted reaches, beside the others of its period.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Reach {
    /// As far as its period.
    #[default]
    Own,
    /// From a time before its period on, of which the year may be named: "to date", "over the years", "since 2012".
    ToDate(Option<i16>),
    /// Over all there is, of which parts may be told as well: "in all", "altogether".
    Whole,
}

/// A quantity bound to what it is about.
#[derive(Debug, Clone)]
pub struct Claim {
    /// The report that makes it.
    pub report: ReportId,
    /// The sentence that makes it: an index into the document's sentences.
    pub sentence: usize,
    /// How many numbers stand before it in the sentence.
    pub slot: u32,
    /// The number with its modifier.
    pub extent: Extent,
    /// The number.
    pub quantity: OneOf,
    /// The part that the number plays.
    pub role: Role,
    /// What is counted.
    pub measure: Measure,
    /// The named thing that it is about, as far as the sentence or the heading names one.
    pub subject: Option<Extent>,
    /// The words around it, by their place among the scopes of the report.
    scope: u32,
    /// The period it is about.
    pub period: Option<Period>,
    /// Whether the sentence itself names the period.
    pub dated: bool,
    /// How far it reaches beside the others of its period.
    pub reach: Reach,
    /// It is what a change starts from: "up from 450", "20% more than the 340 of 2020".
    pub base: bool,
    /// Whether it is made as a fact.
    pub mood: Mood,
}

/// All claims of a corpus.
#[derive(Debug, Default)]
pub struct Ledger {
    /// In the order of reports and their text.
    pub claims: Claims,
    /// What is said without a numeral ("both fairs", "a weekly call"), in the same order: read, kept, and joined with
    /// nothing.
    pub implied: Claims,
    /// Pairs of claims about one fact, in order.
    pub joins: Vec<Join>,
    /// The scopes of the claims of each report.
    scopes: Vec<Scopes>,
    /// The claims of the one report that it has, under the keys that they are to be joined by.
    keyed: Vec<Keyed>,
}

impl Ledger {
    /// Reads the claims of a corpus and joins them.
    pub fn of(corpus: &Corpus) -> Ledger {
        let clues = Clues::of(corpus);
        let series: Vec<Range<ReportId>> = corpus.each_series().collect();
        let series = series.into_par_iter().with_max_len(1).map(|series| {
            let first = series.start;
            let reports = series.into_par_iter().with_max_len(1);
            // The tokens of a report are large, and given back behind it.
            let read = reports.map(|report| ReportClaims::of(&corpus.open(report), &clues, report));
            Ledger::of_series(corpus, first, read.collect())
        });
        Ledger::of_all(series.collect::<Vec<Ledger>>())
    }

    /// The claims of one report, joined with nothing. What it says of other reports is wrong.
    pub fn of_one(report: ReportId, read: ReportClaims) -> Ledger {
        Ledger {
            claims: Claims::of_one(report, read.claims),
            implied: Claims::of_one(report, read.implied),
            scopes: vec![read.scopes],
            keyed: read.keyed,
            joins: Vec::new(),
        }
    }

    /// The claims, to be joined with those of other reports.
    pub fn into_one(self) -> ReportClaims {
        ReportClaims {
            claims: self.claims.into_one(),
            implied: self.implied.into_one(),
            scopes: self.scopes.into_iter().next().unwrap_or_default(),
            keyed: self.keyed,
        }
    }

    /// Joins the claims of a series, whose reports stand from the first one on in the corpus: claims of two series are never
    /// about one fact.
    pub fn of_series(corpus: &Corpus, first: ReportId, reports: Vec<ReportClaims>) -> Ledger {
        let mut ledger = Ledger {
            claims: Claims::from(first),
            implied: Claims::from(first),
            ..Ledger::default()
        };
        let keyed = reports.iter().map(|report| report.keyed.len()).sum();
        let mut keyed = Vec::with_capacity(keyed);
        for report in reports {
            let first = ledger.claims.len();
            keyed.extend(report.keyed.iter().map(|keyed| keyed.behind(first)));
            ledger.claims.push(report.claims);
            ledger.implied.push(report.implied);
            ledger.scopes.push(report.scopes);
        }
        ledger.joins = join::joins(corpus, &ledger, keyed);
        ledger
    }

    /// The ledgers of all series as one, in the order of their reports.
    pub fn of_all(series: impl IntoIterator<Item = Ledger>) -> Ledger {
        let mut all = Ledger::default();
        for mut series in series {
            let before = all.claims.len();
            all.joins.extend(series.joins.iter().map(|join| Join {
                first: before + join.first,
                second: before + join.second,
                ..*join
            }));
            all.claims.append(series.claims);
            all.implied.append(series.implied);
            all.scopes.append(&mut series.scopes);
        }
        all
    }

    /// How sure it is that two claims are about one fact, or what keeps them apart.
    pub fn relation(
        &self,
        corpus: &Corpus,
        first: ClaimId,
        second: ClaimId,
    ) -> Result<Strength, Apart> {
        let pair = (first.min(second), first.max(second));
        let at = self
            .joins
            .partition_point(|join| (join.first, join.second) < pair);
        match self.joins.get(at) {
            Some(join) if (join.first, join.second) == pair => Ok(join.strength),
            _ => Err(join::relation(corpus, self, pair)
                .err()
                .unwrap_or(Apart::Crowded)),
        }
    }

    /// The scope of a claim.
    pub fn scope(&self, claim: &Claim) -> Scope<'_> {
        self.scopes[claim.report - self.claims.first_report()].get(claim.scope)
    }

    /// The claims of one report, in order.
    pub fn of_report(&self, report: ReportId) -> Range<ClaimId> {
        self.claims.of_report(report)
    }

    /// The claims of some reports with their numbers, in order.
    pub fn claims_of(&self, reports: Range<ReportId>) -> impl Iterator<Item = (ClaimId, &Claim)> {
        let ids = reports.map(|report| self.of_report(report));
        ids.flat_map(|ids| ids.clone().zip(&self.claims[ids]))
    }

    /// The joins of the claims of some reports that follow one another with later ones.
    pub fn joins_of(&self, reports: Range<ReportId>) -> &[Join] {
        let mut claims = reports.map(|report| self.of_report(report));
        let first = claims.next().unwrap_or_default();
        let last = claims.next_back().unwrap_or_else(|| first.clone());
        let at = |claim: ClaimId| self.joins.partition_point(|join| join.first < claim);
        &self.joins[at(first.start)..at(last.end)]
    }

    /// The claims of one sentence, in order.
    pub fn of_sentence(&self, report: ReportId, sentence: usize) -> Range<ClaimId> {
        self.claims.of_sentence(report, sentence)
    }

    /// The claims of one sentence themselves.
    pub fn in_sentence(&self, report: ReportId, sentence: usize) -> &[Claim] {
        self.claims.in_sentence(report, sentence)
    }

    /// What a report says without a numeral, in order.
    pub fn implied_in(&self, report: ReportId) -> &[Claim] {
        &self.implied[self.implied.of_report(report)]
    }
}
