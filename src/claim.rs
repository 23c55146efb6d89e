//! Claims and the ledger: which quantity is stated about what, and which claims are about one fact.
//!
//! Lives here: extraction of claims from a report, their keys, and the join.
//! Stays out: right and wrong. The join says that two claims are about one fact, a check says that they disagree.

use crate::corpus::{Corpus, ReportId};
use crate::document::Extent;
use crate::period::Period;
use crate::quantity::Quantity;

/// Names a claim of a ledger: an index into [`Ledger::claims`].
pub type ClaimId = usize;

/// A quantity bound to what it is about.
#[derive(Debug, Clone)]
pub struct Claim {
    /// The report that makes it.
    pub report: ReportId,
    /// The sentence that makes it: an index into the document's sentences.
    pub sentence: usize,
    /// The number with its modifier.
    pub extent: Extent,
    /// The number.
    pub quantity: Quantity,
    /// The period it is about.
    pub period: Option<Period>,
}

/// All claims of a corpus.
#[derive(Debug, Default)]
pub struct Ledger {
    /// In the order of reports and their text.
    pub claims: Vec<Claim>,
}

impl Ledger {
    /// Reads the claims of a corpus and joins them.
    pub fn of(corpus: &Corpus) -> Ledger {
        let _ = corpus;
        Ledger::default()
    }
}
