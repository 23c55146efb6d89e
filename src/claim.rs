//! Claims and the ledger: which quantity is stated about what, and which claims are about one fact.
//!
//! Lives here: extraction of claims from a report, their keys, and the join.
//! Stays out: right and wrong. The join says that two claims are about one fact, a check says that they disagree.

use std::sync::Arc;

use rayon::prelude::*;
use rust_decimal::Decimal;

use crate::corpus::{Corpus, ReportId};
use crate::document::Extent;
use crate::period::Period;
use crate::quantity::OneOf;
use crate::word::Stem;

mod apart;
mod extract;
mod join;
pub mod listing;
mod noun;
mod synonym;
mod unnumbered;

pub use apart::Apart;
pub use extract::{ReportClaims, is_plan};
pub(crate) use join::is_yearly;
pub use join::{Join, Strength};
pub(crate) use synonym::canonical;
pub use unnumbered::{Stated, Unnumbered};

/// Names a claim of a ledger: an index into [`Ledger::claims`].
pub type ClaimId = usize;

/// What part a number plays in what is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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

/// What is counted: the noun of a number and the words that narrow it.
#[derive(Debug, Clone, Default)]
pub struct Measure {
    /// The noun: "visitors" of "unique visitors".
    pub head: Option<Stem>,
    /// The words before it: "unique". Who joined is new, as well.
    pub qualifiers: Box<[Stem]>,
    /// What those are who are counted under a noun of anybody: participants, of "900 people attended".
    pub also: Option<Stem>,
    /// Where it stands; it may be another sentence's, for a card or a table cell.
    pub extent: Option<Extent>,
    /// Whose things are counted, where it stands before: "readers" of "readers from 31 countries".
    pub of: Option<Stem>,
    /// The number holds for each of several, or for some of them only: "each", "who have over 40".
    pub partial: bool,
    /// It was guessed from words before the number, and is not its noun by grammar.
    pub guessed: bool,
}

/// The words around a number that tell which fact it is about. One scope serves all claims of a clause.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    /// Names in the clause, sorted.
    pub names: Box<[Stem]>,
    /// Other words with a meaning in the clause, sorted.
    pub words: Box<[Stem]>,
    /// Names and words of the headings above, sorted.
    pub headings: Arc<[Stem]>,
    /// Numbers, versions and dates of the headings above, sorted, but for the year of the report.
    pub editions: Arc<[Stem]>,
    /// Whether a heading above, other than the title, names the year of the report.
    pub of_own_year: bool,
    /// The months that the clause names, by number, sorted.
    pub months: Box<[i8]>,
    /// The years that the clause names, sorted.
    pub years: Box<[i16]>,
    /// Places by the words around them: names behind "in", "at" or "to", sorted.
    pub locations: Box<[Stem]>,
    /// Ordinals that the clause names ("the second round"), sorted.
    pub ordinals: Box<[Decimal]>,
    /// All words of the sentence in order, numbers and dates left out.
    pub sequence: Box<[Stem]>,
    /// The clause says itself of whom or when it speaks: by a name, a date, or "we".
    pub is_own: bool,
    /// Its subject only points back ("the project", "it"), to what the heading or the text before names.
    pub points_back: bool,
}

/// A quantity bound to what it is about.
#[derive(Debug, Clone)]
pub struct Claim {
    /// The report that makes it.
    pub report: ReportId,
    /// The sentence that makes it: an index into the document's sentences.
    pub sentence: usize,
    /// How many numbers stand before it in the sentence.
    pub slot: usize,
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
    /// The words around it: an index into [`Ledger::scopes`].
    pub scope: usize,
    /// The period it is about.
    pub period: Option<Period>,
    /// Whether the sentence itself names the period.
    pub dated: bool,
    /// It is what a change starts from: "up from 450", "20% more than the 340 of 2020".
    pub base: bool,
    /// Whether it is made as a fact.
    pub mood: Mood,
}

/// All claims of a corpus.
#[derive(Debug, Default)]
pub struct Ledger {
    /// In the order of reports and their text.
    pub claims: Vec<Claim>,
    /// What is said without a numeral ("both fairs", "a weekly call"), in the same order: read, kept, and joined with
    /// nothing.
    pub implied: Vec<Claim>,
    /// The scopes of the claims.
    pub scopes: Vec<Scope>,
    /// Pairs of claims about one fact, in order.
    pub joins: Vec<Join>,
    /// The first report that it has claims of.
    first: ReportId,
    /// For each report from there on, the first claim of each sentence, and one past the last claim of the report.
    starts: Vec<Vec<u32>>,
    /// The same of what is said without a numeral.
    implied_starts: Vec<Vec<u32>>,
}

impl Ledger {
    /// Reads the claims of a corpus and joins them.
    pub fn of(corpus: &Corpus) -> Ledger {
        let reports = (0..corpus.reports.len()).into_par_iter().with_max_len(1);
        let read = reports.map(|report| ReportClaims::of(corpus, report));
        Ledger::join(corpus, read.collect())
    }

    /// The claims of one report, joined with nothing. What it says of other reports is wrong.
    pub fn of_one(corpus: &Corpus, report: ReportId, read: ReportClaims) -> Ledger {
        let starts = |claims: &[Claim]| vec![starts_of(corpus, report, claims, &mut 0)];
        Ledger {
            starts: starts(&read.claims),
            implied_starts: starts(&read.implied),
            claims: read.claims,
            implied: read.implied,
            scopes: read.scopes,
            joins: Vec::new(),
            first: report,
        }
    }

    /// The claims, to be joined with those of other reports.
    pub fn into_one(self) -> ReportClaims {
        ReportClaims {
            claims: self.claims,
            implied: self.implied,
            scopes: self.scopes,
        }
    }

    /// Joins the claims of all reports.
    pub fn join(corpus: &Corpus, parts: Vec<ReportClaims>) -> Ledger {
        let claims: usize = parts.iter().map(|part| part.claims.len()).sum();
        let scopes: usize = parts.iter().map(|part| part.scopes.len()).sum();
        let mut parts = parts.into_iter();
        // What the first report claims is not moved: it may be all there is, and large.
        let mut ledger = parts.next().map_or_else(Ledger::default, |first| Ledger {
            claims: first.claims,
            implied: first.implied,
            scopes: first.scopes,
            ..Ledger::default()
        });
        ledger.claims.reserve_exact(claims - ledger.claims.len());
        ledger.scopes.reserve_exact(scopes - ledger.scopes.len());
        for part in parts {
            let base = ledger.scopes.len();
            let moved = |claim: Claim| Claim {
                scope: claim.scope + base,
                ..claim
            };
            ledger.claims.extend(part.claims.into_iter().map(moved));
            ledger.implied.extend(part.implied.into_iter().map(moved));
            ledger.scopes.extend(part.scopes);
        }
        ledger.starts = starts(corpus, &ledger.claims);
        ledger.implied_starts = starts(corpus, &ledger.implied);
        ledger.joins = join::joins(corpus, &ledger.claims, &ledger.scopes);
        ledger
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
            _ => Err(join::relation(corpus, &self.claims, &self.scopes, pair)
                .err()
                .unwrap_or(Apart::Crowded)),
        }
    }

    /// The scope of a claim.
    pub fn scope(&self, claim: ClaimId) -> &Scope {
        &self.scopes[self.claims[claim].scope]
    }

    /// The claims of one report, in order.
    pub fn of_report(&self, report: ReportId) -> std::ops::Range<ClaimId> {
        let starts = report
            .checked_sub(self.first)
            .and_then(|at| self.starts.get(at));
        match starts.map(Vec::as_slice) {
            Some([start, .., end]) => *start as usize..*end as usize,
            _ => 0..0,
        }
    }

    /// The claims of one sentence, in order.
    pub fn of_sentence(&self, report: ReportId, sentence: usize) -> std::ops::Range<ClaimId> {
        self.range_of(&self.starts, report, sentence)
    }

    /// The claims of a sentence; none of one that is not there.
    fn range_of(
        &self,
        starts: &[Vec<u32>],
        report: ReportId,
        sentence: usize,
    ) -> std::ops::Range<ClaimId> {
        let starts = report.checked_sub(self.first).and_then(|at| starts.get(at));
        match starts.and_then(|starts| starts.get(sentence..sentence + 2)) {
            Some([start, end]) => *start as usize..*end as usize,
            _ => 0..0,
        }
    }

    /// What one sentence says without a numeral, in order.
    pub fn implied_of(&self, report: ReportId, sentence: usize) -> &[Claim] {
        &self.implied[self.range_of(&self.implied_starts, report, sentence)]
    }
}

/// Where the claims of each sentence begin. Every check asks for them, sentence by sentence.
fn starts(corpus: &Corpus, claims: &[Claim]) -> Vec<Vec<u32>> {
    let mut next = 0;
    let reports = 0..corpus.reports.len();
    let starts = reports.map(|report| starts_of(corpus, report, claims, &mut next));
    starts.collect()
}

/// Where those of the sentences of a report begin; `next` is the first that is not one of a report before.
fn starts_of(corpus: &Corpus, report: ReportId, claims: &[Claim], next: &mut usize) -> Vec<u32> {
    let sentences = 0..=corpus.reports[report].document.sentences.len();
    let starts = sentences.map(|sentence| {
        let before = |claim: &Claim| (claim.report, claim.sentence) < (report, sentence);
        while claims.get(*next).is_some_and(before) {
            *next += 1;
        }
        *next as u32
    });
    starts.collect()
}
