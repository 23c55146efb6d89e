//! The claims of a report, as they are kept from one run to the next.
//!
//! Lives here: the form that is kept, what it depends on, and the claims that come back of it. Stays out: where it is kept.

use std::borrow::Cow;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::claims::OfReport;
use super::clues::{Clue, Clues};
use super::join;
use super::measure::Measure;
use super::scope::Scopes;
use super::{Claim, Mood, Reach, ReportClaims, Role};
use crate::corpus::{self, Corpus, ReportId};
use crate::document::Extent;
use crate::period::Period;
use crate::quantity::{OneOf, Quantity};
use crate::source::Source;
use crate::store::{Key, Store};
use crate::word::Word;

/// The claims that a store keeps, and what those of a report depend on beside its text.
pub struct KeptClaims<'a> {
    store: &'a dyn Store,
    /// What is the same for all reports.
    around: Key,
    /// What the reports together tell of each word, by its number.
    words: Vec<u8>,
}

impl<'a> KeptClaims<'a> {
    /// Those that are kept for the reports of a corpus.
    pub fn of(corpus: &Corpus, clues: &Clues, store: &'a dyn Store) -> KeptClaims<'a> {
        let vocabulary = &corpus.vocabulary;
        let numbered = postcard::to_stdvec(&vocabulary.numbered_names()).unwrap_or_default();
        let told = |(id, _, word): (_, &str, Word)| {
            // Its clues tell so as well, but for the names of months.
            let is_name = word.kind.shape().is_capital() && vocabulary.is_name(word.stem);
            let clue = clues.tell(id);
            let clue = if is_name { clue.with(Clue::NAME) } else { clue };
            clue.bits()
        };
        KeptClaims {
            store,
            around: Key::of([&corpus.aliases.key().bytes()[..], &numbered]),
            words: corpus.words.iter().map(told).collect(),
        }
    }

    /// The claims of a report by their key: those that are kept, else those that are read, which are kept then.
    pub fn or_read(
        &self,
        key: Key,
        corpus: &Corpus,
        id: ReportId,
        read: impl FnOnce() -> ReportClaims,
    ) -> ReportClaims {
        let kept = self.store.get(key);
        let known = kept.and_then(|bytes| ReportClaims::of_bytes(&bytes, corpus, id));
        known.unwrap_or_else(|| {
            let claims = read();
            if let Some(bytes) = claims.bytes() {
                self.store.put(key, &bytes);
            }
            claims
        })
    }

    /// The key of all that the claims of a report depend on.
    pub fn key(&self, corpus: &Corpus, id: ReportId, source: &Source) -> Key {
        let report = &corpus.reports[id];
        let words = report.all_words().iter();
        let words: Vec<u8> = words.map(|word| self.words[word.index()]).collect();
        let period = format!("{:?} {:?}", report.period, report.evidence);
        Key::of([
            "claims".as_bytes(),
            &corpus::key(source).bytes(),
            &self.around.bytes(),
            period.as_bytes(),
            &words,
        ])
    }
}

/// A claim as it is kept: its quantity is the one in its place among those of the report.
#[derive(Serialize, Deserialize)]
struct KeptClaim<'a> {
    sentence: usize,
    slot: u32,
    extent: Extent,
    role: Role,
    measure: Cow<'a, Measure>,
    subject: Option<Extent>,
    scope: u32,
    period: Option<Period>,
    dated: bool,
    reach: Reach,
    base: bool,
    mood: Mood,
}

impl<'a> KeptClaim<'a> {
    fn of(claim: &'a Claim) -> KeptClaim<'a> {
        KeptClaim {
            sentence: claim.sentence,
            slot: claim.slot,
            extent: claim.extent,
            role: claim.role,
            measure: Cow::Borrowed(&claim.measure),
            subject: claim.subject,
            scope: claim.scope,
            period: claim.period,
            dated: claim.dated,
            reach: claim.reach,
            base: claim.base,
            mood: claim.mood,
        }
    }

    fn into_claim(self, report: ReportId, quantity: OneOf) -> Claim {
        Claim {
            report,
            sentence: self.sentence,
            slot: self.slot,
            extent: self.extent,
            quantity,
            role: self.role,
            measure: self.measure.into_owned(),
            subject: self.subject,
            scope: self.scope,
            period: self.period,
            dated: self.dated,
            reach: self.reach,
            base: self.base,
            mood: self.mood,
        }
    }
}

impl ReportClaims {
    /// The bytes that are kept of them, if they can be.
    fn bytes(&self) -> Option<Vec<u8>> {
        fn kept(claims: &OfReport) -> Vec<KeptClaim<'_>> {
            claims.claims().iter().map(KeptClaim::of).collect()
        }
        postcard::to_stdvec(&(kept(&self.claims), kept(&self.implied), &self.scopes)).ok()
    }

    /// The claims of a report that bytes were kept of.
    fn of_bytes(bytes: &[u8], corpus: &Corpus, id: ReportId) -> Option<ReportClaims> {
        type Kept<'a> = (Vec<KeptClaim<'a>>, Vec<KeptClaim<'a>>, Scopes);
        let (claims, implied, scopes): Kept<'_> = postcard::from_bytes(bytes).ok()?;
        let reading = &corpus.reports[id].reading;
        let sentences = reading.sentences.len();
        let of = |kept: Vec<KeptClaim<'_>>, quantities: &Arc<Vec<Quantity>>| {
            let mut claims = OfReport::with_capacity(kept.len(), sentences);
            let is_whole = kept.len() == quantities.len();
            for (at, claim) in kept.into_iter().enumerate().filter(|_| is_whole) {
                claims.push(claim.into_claim(id, OneOf::new(quantities, at)));
            }
            is_whole.then_some(claims)
        };
        let claims = of(claims, &reading.quantities)?;
        let implied = of(implied, &reading.implied)?;
        Some(ReportClaims {
            keyed: join::keyed(corpus, claims.claims()),
            claims,
            implied,
            scopes,
        })
    }
}
