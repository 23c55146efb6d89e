//! The claims of many reports in one order, though those of each report stay where they were read: they are many, and to
//! move them would take longer than many a check.

use std::ops::{Index, Range};

use super::{Claim, ClaimId};
use crate::corpus::ReportId;

/// The claims of all reports, in the order of these and of their text.
#[derive(Debug, Default)]
pub struct Claims {
    /// The report of the first of them; those behind it follow one another.
    first_report: ReportId,
    /// By report.
    reports: Vec<OfReport>,
    /// For each report the first of its claims, and last how many there are.
    firsts: Vec<ClaimId>,
    /// For each [`STEP`]th claim the place of its report, so that those of the claims behind it need not be looked for
    /// among all.
    hints: Vec<u32>,
}

/// The claims of one report.
#[derive(Debug, Default)]
pub(super) struct OfReport {
    claims: Vec<Claim>,
    /// Where those of each sentence end, up to the last sentence that makes one.
    ends: Vec<u32>,
}

/// So many claims from one of which the report is known to the next.
const STEP: usize = 64;

impl OfReport {
    /// Room for the claims of so many sentences.
    pub(super) fn with_capacity(claims: usize, sentences: usize) -> OfReport {
        OfReport {
            claims: Vec::with_capacity(claims),
            ends: Vec::with_capacity(if claims == 0 { 0 } else { sentences }),
        }
    }

    /// Adds a claim behind the others.
    pub(super) fn push(&mut self, claim: Claim) {
        let before = self.claims.len() as u32;
        let sentences = claim.sentence.max(self.ends.len());
        self.ends.resize(sentences, before);
        self.claims.push(claim);
    }

    pub(super) fn claims(&self) -> &[Claim] {
        &self.claims
    }

    /// Those of a sentence; none of one that is not there.
    fn of_sentence(&self, sentence: usize) -> Range<usize> {
        let all = self.claims.len();
        let end_of = |sentence: usize| self.ends.get(sentence).map_or(all, |end| *end as usize);
        sentence.checked_sub(1).map_or(0, end_of)..end_of(sentence)
    }
}

impl Claims {
    /// None yet; those to come are of this report and the next ones.
    pub(super) fn from(report: ReportId) -> Claims {
        Claims {
            first_report: report,
            ..Claims::default()
        }
    }

    /// Those of one report.
    pub(super) fn of_one(report: ReportId, own: OfReport) -> Claims {
        let mut claims = Claims::from(report);
        claims.push(own);
        claims
    }

    /// Those of the one report.
    pub(super) fn into_one(mut self) -> OfReport {
        self.reports.pop().unwrap_or_default()
    }

    /// Puts the claims of the next report behind all others.
    pub(super) fn push(&mut self, report: OfReport) {
        let all = self.len() + report.claims.len();
        if self.firsts.is_empty() {
            self.firsts.push(0);
        }
        while self.hints.len() * STEP < all {
            self.hints.push(self.reports.len() as u32);
        }
        self.firsts.push(all);
        self.reports.push(report);
    }

    /// Puts those of the next reports behind all others.
    pub(super) fn append(&mut self, others: Claims) {
        others.reports.into_iter().for_each(|own| self.push(own));
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.firsts.last().copied().unwrap_or_default()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Claim> + Clone {
        self.reports.iter().flat_map(|report| &report.claims)
    }

    /// The first report that claims may be of.
    pub(super) fn first_report(&self) -> ReportId {
        self.first_report
    }

    /// The report that makes a claim.
    pub(super) fn report_of(&self, claim: ClaimId) -> ReportId {
        self.first_report + self.place_of(claim)
    }

    /// The place of the report that makes a claim.
    fn place_of(&self, claim: ClaimId) -> usize {
        let hint = claim / STEP;
        let low = self.hints[hint] as usize;
        // Few reports have so few claims that it is another one.
        if claim < self.firsts[low + 1] {
            return low;
        }
        let high = self.hints.get(hint + 1);
        let high = high.map_or(self.reports.len(), |high| *high as usize + 1);
        low + self.firsts[low + 1..high].partition_point(|first| *first <= claim)
    }

    /// Those of a report.
    pub(super) fn of_report(&self, report: ReportId) -> Range<ClaimId> {
        let place = report.checked_sub(self.first_report);
        match place.and_then(|place| self.firsts.get(place..place + 2)) {
            Some([first, end]) => *first..*end,
            _ => 0..0,
        }
    }

    /// Those of a sentence.
    pub(super) fn of_sentence(&self, report: ReportId, sentence: usize) -> Range<ClaimId> {
        let Some((own, first)) = self.own(report) else {
            return 0..0;
        };
        let range = own.of_sentence(sentence);
        first + range.start..first + range.end
    }

    /// Those of a sentence themselves.
    pub(super) fn in_sentence(&self, report: ReportId, sentence: usize) -> &[Claim] {
        let own = self.own(report);
        own.map_or(&[], |(own, _)| &own.claims[own.of_sentence(sentence)])
    }

    /// Those of a report, and the number of the first of them.
    fn own(&self, report: ReportId) -> Option<(&OfReport, ClaimId)> {
        let place = report.checked_sub(self.first_report)?;
        Some((self.reports.get(place)?, self.firsts[place]))
    }
}

impl Index<ClaimId> for Claims {
    type Output = Claim;

    fn index(&self, claim: ClaimId) -> &Claim {
        let report = self.place_of(claim);
        &self.reports[report].claims[claim - self.firsts[report]]
    }
}

/// Claims of one report.
impl Index<Range<ClaimId>> for Claims {
    type Output = [Claim];

    fn index(&self, claims: Range<ClaimId>) -> &[Claim] {
        if claims.is_empty() {
            return &[];
        }
        let report = self.place_of(claims.start);
        let first = self.firsts[report];
        &self.reports[report].claims[claims.start - first..claims.end - first]
    }
}

#[cfg(test)]
mod tests {
    use crate::claim::{Claim, Clues, Ledger, ReportClaims};
    use crate::corpus::{Corpus, Settings};
    use crate::source::Sources;

    /// Reports with many claims, with one and with none.
    #[test]
    fn each_claim_is_found_by_its_number() {
        let mut sources = Sources::default();
        let mut ids = Vec::new();
        for (report, claims) in [0, 300, 1, 0, 1, 130, 0].into_iter().enumerate() {
            let text = "It has 12 doors.\nNothing else is said.\n\n".repeat(claims);
            let name = format!("{report}.md");
            ids.push(sources.add(&name, &text).unwrap());
        }
        let corpus = Corpus::read(&sources, &ids, Settings::default());
        let ledger = Ledger::of(&corpus);
        let claims = &ledger.claims;
        assert_eq!(claims.len(), 432);
        assert_eq!(claims.iter().count(), claims.len());
        for (id, claim) in claims.iter().enumerate() {
            let same = |other: &Claim| std::ptr::eq(other, claim);
            assert!(same(&claims[id]) && claims.report_of(id) == claim.report);
            let beside = claims.of_sentence(claim.report, claim.sentence);
            assert!(beside == (id..id + 1) && claims[beside].iter().all(same));
            assert!(
                claims
                    .in_sentence(claim.report, claim.sentence)
                    .iter()
                    .all(same)
            );
            assert!(claims.of_report(claim.report).contains(&id));
            assert!(
                claims
                    .of_sentence(claim.report, claim.sentence + 1)
                    .is_empty()
            );
        }
        for (report, read) in corpus.reports.iter().enumerate() {
            let behind = read.document.sentences.len();
            assert!(claims.of_sentence(report, behind).is_empty());
            assert_eq!(
                claims[claims.of_report(report)].len(),
                read.reading.quantities.len()
            );
        }
        assert!(claims.of_sentence(corpus.reports.len(), 0).is_empty());
        assert!(claims.of_report(corpus.reports.len()).is_empty());
    }

    #[test]
    fn those_of_one_report_are_found_by_it() {
        let mut sources = Sources::default();
        let ids =
            ["a.md", "b.md", "c.md"].map(|name| sources.add(name, "It has 12 doors.").unwrap());
        let corpus = Corpus::read(&sources, &ids, Settings::default());
        let ledger = Ledger::of_one(1, ReportClaims::of(&corpus, &Clues::of(&corpus), 1));
        assert_eq!(
            (
                ledger.of_report(0),
                ledger.of_report(1),
                ledger.of_report(2)
            ),
            (0..0, 0..1, 0..0)
        );
        assert_eq!(
            (
                ledger.in_sentence(1, 0).len(),
                ledger.in_sentence(0, 0).len()
            ),
            (1, 0)
        );
        let claim = &ledger.claims[0];
        assert_eq!((claim.report, ledger.claims.report_of(0)), (1, 1));
        assert_eq!(ledger.scope(claim).sequence().len(), 3);
        assert_eq!(ledger.into_one().claims.claims().len(), 1);
    }
}
