//! Why a line was reported, or was not: what was read on it, what that was held against, and what each rule says.
//!
//! Lives here: the claims of a line with those of the same fact, the nearest ones that are kept apart and the reason,
//! and what became of everything that rules made of them.
//! Stays out: findings of its own, and how any of it looks.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::claim::{Apart, Claim, ClaimId, Ledger, Role, Strength};
use crate::corpus::{Corpus, ReportId};
use crate::document::Extent;
use crate::finding::{Detection, Finding};
use crate::lint::status::Status;
use crate::lint::trail::{Fate, Trail};
use crate::period::Period;
use crate::quantity::{Comparison, Kind};
use crate::rule::Rule;
use crate::source::{Place, SourceId, Sources, Span};

/// A label of more bytes than these is about a passage.
const PASSAGE: u32 = 80;
/// So many claims of a line are shown.
const MOST: usize = 40;
/// So many claims that are kept apart are shown, the nearest ones.
const NEAREST: usize = 4;
/// So many claims of one period that a rule states beside another one are shown.
const STATED: usize = 6;
/// What weighs less than this together says nothing of two claims that count different things.
const LIKE: u32 = 10;

/// What is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// The report.
    pub source: SourceId,
    /// The line, from 0.
    pub line: usize,
    /// The offset on it, if one was named: then the claim there is meant, if there is one.
    pub offset: Option<usize>,
}

/// What there is to say of a line.
#[derive(Debug)]
pub struct Answer<'a> {
    /// What was asked about.
    pub question: Question,
    /// What is read there, in order.
    pub claims: Vec<Account<'a>>,
    /// How many more there are behind them.
    pub more: usize,
    /// What is written with digits there and is read as no claim, in order.
    pub unread: Vec<Unread>,
    /// What rules detect there about none of the claims.
    pub others: Vec<Told<'a>>,
    /// Suppressions there that do not hold.
    pub void: Vec<&'a Finding>,
    /// Whether one claim of the line is meant, and not all of it.
    pub narrowed: bool,
    /// How many rules ran.
    pub rules: usize,
}

/// A claim with all that was made of it.
#[derive(Debug)]
pub struct Account<'a> {
    /// The claim.
    pub claim: &'a Claim,
    /// How it ends.
    pub status: Status,
    /// Claims that are held to be about the same fact, in order.
    pub same: Vec<Same>,
    /// The nearest claims that are not, the nearest first.
    pub apart: Vec<Kept>,
    /// How many more are like it and kept apart.
    pub more_apart: usize,
    /// What rules say of it, in the order of the rules.
    pub told: Vec<Told<'a>>,
}

/// A claim about the same fact as another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Same {
    /// The other claim.
    pub claim: ClaimId,
    /// How sure it is that it is about the same fact.
    pub strength: Strength,
    /// What the two values say of each other.
    pub comparison: Comparison,
}

/// A claim that is like another one, and not held to be about the same fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The other claim.
    pub claim: ClaimId,
    /// What keeps them apart.
    pub because: Apart,
}

/// What a rule makes of a place.
#[derive(Debug)]
pub struct Told<'a> {
    /// The rule.
    pub rule: &'a Rule,
    /// What it says.
    pub says: Says<'a>,
}

/// What a rule says.
#[derive(Debug)]
pub enum Says<'a> {
    /// Something is wrong; and what became of that.
    Detects(&'a Detection, Fate),
    /// It fits what it was held against.
    Fits,
    /// It was looked at and could not be judged.
    Leaves(&'static str),
    /// It states the fact of the rule.
    States(Stated),
}

/// A value of the fact of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated {
    /// The period that it holds for, if anything tells it.
    pub period: Option<Period>,
    /// Others of the same period, in order.
    pub beside: Vec<(ClaimId, Comparison)>,
    /// How many more there are of it.
    pub more: usize,
}

/// Something with digits that is no claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unread {
    /// Where it stands.
    pub place: Place,
    /// Whether it is read as a date, a month or a year.
    pub is_date: bool,
}

/// What all rules made of a corpus.
#[derive(Debug, Clone, Copy)]
pub struct Run<'a> {
    /// The reports.
    pub corpus: &'a Corpus,
    /// Their claims.
    pub ledger: &'a Ledger,
    /// The texts that places point into.
    pub sources: &'a Sources,
    /// How each claim ends, as [`crate::lint::status::statuses`] tells it.
    pub statuses: &'a [Status],
    /// What each rule made of it.
    pub trails: &'a [Trail<'a>],
    /// Suppressions that do not hold.
    pub void: &'a [Finding],
}

impl<'a> Run<'a> {
    /// All that is to be said of a line.
    pub fn answer(self, question: Question) -> Answer<'a> {
        let spot = self.spot(question);
        let mut asked = self.claims(spot);
        let mut narrowed = false;
        if let Some(offset) = question.offset {
            let is_there = |asked: &Asked<'_>| {
                let span = self.place(asked.claim).span.range();
                span.contains(&offset)
            };
            if asked.iter().any(is_there) {
                asked.retain(is_there);
                narrowed = true;
            }
        }
        let more = asked.len().saturating_sub(MOST);
        asked.truncate(MOST);
        let asked = asked.into_iter();
        let claims: Vec<Account<'a>> = asked.map(|asked| self.account(asked)).collect();
        let is_of_claim = |detection: &Detection| {
            let mut claims = claims.iter();
            claims.any(|account| self.is_of(detection, account.claim))
        };
        let detected = self.trails.iter().flat_map(|trail| {
            let on_line = trail
                .detected
                .iter()
                .filter(|(detection, _)| touches(detection, |place| spot.holds(place)));
            on_line.map(|(detection, fate)| Told {
                rule: trail.rule,
                says: Says::Detects(detection, *fate),
            })
        });
        let others = detected.filter(
            |told| !matches!(told.says, Says::Detects(detection, _) if is_of_claim(detection)),
        );
        let void = self
            .void
            .iter()
            .filter(|finding| touches(&finding.detection, |place| spot.holds(place)));
        let (others, unread, void) = if narrowed {
            (Vec::new(), Vec::new(), Vec::new())
        } else {
            (others.collect(), self.unread(spot), void.collect())
        };
        Answer {
            others,
            unread,
            void,
            narrowed,
            claims,
            more,
            question,
            rules: self.trails.len(),
        }
    }

    fn spot(self, question: Question) -> Spot {
        Spot {
            source: question.source,
            span: self.sources.get(question.source).line_span(question.line),
        }
    }

    fn place(self, claim: &Claim) -> Place {
        let document = &self.corpus.reports[claim.report].document;
        document.place(claim.extent)
    }

    /// Whether something is detected of a claim, and not of the words or of the passage around it.
    fn is_of(self, detection: &Detection, claim: &Claim) -> bool {
        let own = self.place(claim);
        detection.category.is_of_facts()
            && touches(detection, |place| {
                place.source == own.source
                    && place.span.overlaps(own.span)
                    && place.span.end - place.span.start <= PASSAGE
            })
    }

    /// The claims that touch a line, in order.
    fn claims(self, spot: Spot) -> Vec<Asked<'a>> {
        let ledger = self.ledger;
        let numbered = ledger.claims.iter().enumerate();
        let numbered = numbered.map(|(id, claim)| (Some(id), claim));
        let all = numbered.chain(ledger.implied.iter().map(|claim| (None, claim)));
        let all = all.zip(self.statuses).map(|((id, claim), status)| Asked {
            id,
            claim,
            status: *status,
        });
        let mut asked: Vec<Asked<'a>> = all
            .filter(|asked| spot.holds(self.place(asked.claim)))
            .collect();
        asked.sort_by_key(|asked| asked.claim.extent.start);
        asked
    }

    fn account(self, Asked { id, claim, status }: Asked<'a>) -> Account<'a> {
        let same = id.map_or_else(Vec::new, |id| self.same(id));
        let (apart, more_apart) = id.map_or_else(|| (Vec::new(), 0), |id| self.apart(id, &same));
        Account {
            claim,
            status,
            same,
            apart,
            more_apart,
            told: self.told(id, claim),
        }
    }

    /// The claims that one is joined with.
    fn same(self, id: ClaimId) -> Vec<Same> {
        let claims = &self.ledger.claims;
        let joins = self.ledger.joins.iter().filter_map(|join| {
            let other = if join.first == id {
                join.second
            } else if join.second == id {
                join.first
            } else {
                return None;
            };
            let values = |id: ClaimId| &claims[id].quantity.values;
            Some(Same {
                claim: other,
                strength: join.strength,
                comparison: values(id).compare(values(other)),
            })
        });
        let mut same: Vec<Same> = joins.collect();
        same.sort_by_key(|same| same.claim);
        same
    }

    /// The nearest of the claims that one is like and not joined with, and how many more there are.
    fn apart(self, id: ClaimId, same: &[Same]) -> (Vec<Kept>, usize) {
        let ledger = self.ledger;
        let own = &ledger.claims[id];
        let mut like: Vec<(bool, bool, u32, Kept)> = ledger
            .claims
            .iter()
            .enumerate()
            .filter(|(other, claim)| {
                *other != id
                    && claim.quantity.kind == own.quantity.kind
                    && claim.role == own.role
                    && same.iter().all(|same| same.claim != *other)
            })
            .filter_map(|(other, claim)| {
                let counted = own.measure.head.is_some() && own.measure.head == claim.measure.head;
                let weight = self.likeness(id, other);
                // Without a noun in common it takes words to be like another.
                let is_like = match own.role {
                    Role::Change | Role::Share => weight >= LIKE,
                    _ if own.quantity.kind == Kind::Money => weight >= LIKE,
                    Role::Rank | Role::Level => counted,
                };
                let because = is_like.then(|| ledger.relation(self.corpus, id, other).err())??;
                // What is of another time is apart for a reason that is plain to see.
                let of_then = !matches!(because, Apart::Period | Apart::Series);
                let kept = Kept {
                    claim: other,
                    because,
                };
                Some((of_then, counted, weight, kept))
            })
            .collect();
        like.sort_by_key(|(of_then, counted, weight, kept)| {
            (Reverse((*of_then, *counted, *weight)), kept.claim)
        });
        let more = like.len().saturating_sub(NEAREST);
        let nearest = like.into_iter().take(NEAREST);
        (nearest.map(|(.., kept)| kept).collect(), more)
    }

    /// What the words around two claims weigh that both have.
    fn likeness(self, first: ClaimId, second: ClaimId) -> u32 {
        let claims = &self.ledger.claims;
        let [first, second] = [first, second].map(|id| self.ledger.scope(&claims[id]));
        let shared = |a, b| self.corpus.vocabulary.shared(a, b);
        shared(first.names(), second.names()) + shared(first.words(), second.words())
    }

    /// What rules say of a claim.
    fn told(self, id: Option<ClaimId>, claim: &Claim) -> Vec<Told<'a>> {
        let place = self.place(claim);
        let mut told = Vec::new();
        for trail in self.trails {
            let mut says = Vec::new();
            let detected = trail.detected.iter();
            let detected = detected.filter(|(detection, _)| self.is_of(detection, claim));
            says.extend(detected.map(|(detection, fate)| Says::Detects(detection, *fate)));
            if trail.agreed.contains(&place) {
                says.push(Says::Fits);
            }
            if says.is_empty()
                && let Some(left) = trail.left.iter().find(|left| left.place == place)
            {
                says.push(Says::Leaves(left.because));
            }
            if let Some(stated) = id.and_then(|id| self.stated(trail, id)) {
                says.push(Says::States(stated));
            }
            told.extend(says.into_iter().map(|says| Told {
                rule: trail.rule,
                says,
            }));
        }
        told
    }

    /// What a claim states of the fact of a rule.
    fn stated(self, trail: &Trail<'_>, id: ClaimId) -> Option<Stated> {
        let claims = &self.ledger.claims;
        let own = trail.statements.iter().find(|own| own.claim == id)?;
        let series = |id: ClaimId| self.corpus.reports[claims[id].report].series;
        let beside: Vec<ClaimId> = trail
            .statements
            .iter()
            .filter(|other| {
                let same_time = match own.period {
                    Some(_) => other.period == own.period,
                    None => {
                        other.period.is_none() && claims[other.claim].report == claims[id].report
                    }
                };
                other.claim != id
                    && same_time
                    && other.name == own.name
                    && series(other.claim) == series(id)
            })
            .map(|other| other.claim)
            .collect();
        let values = |id: ClaimId| &claims[id].quantity.values;
        Some(Stated {
            period: own.period,
            more: beside.len().saturating_sub(STATED),
            beside: beside
                .into_iter()
                .take(STATED)
                .map(|other| (other, values(id).compare(values(other))))
                .collect(),
        })
    }

    /// What has digits on a line and is part of no claim.
    fn unread(self, spot: Spot) -> Vec<Unread> {
        let Some(id) = self.report(spot.source) else {
            return Vec::new();
        };
        let report = &self.corpus.reports[id];
        let document = &report.document;
        let view = document.view.as_str();
        // Where a date stands, and where a word that is no date has digits.
        let mut found: BTreeMap<u32, (Extent, bool)> = BTreeMap::new();
        for sentence in self.sentences(id, spot) {
            for mention in report.mentions(sentence) {
                let extent = Extent::new(mention.start(), mention.end());
                found.insert(extent.start, (extent, true));
            }
            let claims = self.ledger.of_sentence(id, sentence);
            let claims = &self.ledger.claims[claims];
            for token in report.tokens(sentence) {
                let extent = Extent {
                    start: token.start,
                    end: token.end(),
                };
                let is_of = |other: Extent| other.start < extent.end && extent.start < other.end;
                let known = claims.iter().any(|claim| is_of(claim.extent))
                    || found.values().any(|(date, _)| is_of(*date));
                if !known && token.of(view).contains(|c: char| c.is_ascii_digit()) {
                    found.insert(extent.start, (extent, false));
                }
            }
        }
        let found = found.into_values().map(|(extent, is_date)| Unread {
            place: document.place(extent),
            is_date,
        });
        let digits = |unread: &Unread| {
            let text = self.sources.quote(unread.place);
            text.contains(|c: char| c.is_ascii_digit())
        };
        found
            .filter(|unread| spot.holds(unread.place) && digits(unread))
            .collect()
    }

    fn report(self, source: SourceId) -> Option<ReportId> {
        let mut reports = self.corpus.reports.iter();
        reports.position(|report| report.document.source == source)
    }

    /// The sentences of a report that touch a line.
    fn sentences(self, id: ReportId, spot: Spot) -> Vec<usize> {
        let document = &self.corpus.reports[id].document;
        let sentences = document.sentences.iter().enumerate();
        sentences
            .filter(|(_, sentence)| spot.holds(document.place(sentence.extent)))
            .map(|(at, _)| at)
            .collect()
    }
}

/// A claim that is asked about. What is said without a numeral has no id.
#[derive(Debug, Clone, Copy)]
struct Asked<'a> {
    id: Option<ClaimId>,
    claim: &'a Claim,
    status: Status,
}

/// A line of a report.
#[derive(Debug, Clone, Copy)]
struct Spot {
    source: SourceId,
    span: Span,
}

impl Spot {
    fn holds(self, place: Place) -> bool {
        place.source == self.source && place.span.overlaps(self.span)
    }
}

/// Whether a detection has a label at a place.
fn touches(detection: &Detection, is_there: impl Fn(Place) -> bool) -> bool {
    let mut labels = std::iter::once(&detection.primary).chain(&detection.related);
    labels.any(|label| is_there(label.place))
}
