//! From the quantities of a report to claims: measure, role, scope, period, mood.
//!
//! Here a report is read sentence by sentence, and a sentence is looked through before its claims are read. What each
//! part of a claim is read from has a file of its own.

use std::cell::Cell;
use std::mem::replace;
use std::ops::Range;

use super::claims::OfReport;
use super::clues::{Clue, Clues};
use super::join::{self, Keyed};
use super::measure::{Counted, Measure};
use super::noun::{self, NounPhrase};
use super::scope::{Around, Scopes};
use super::{Claim, Mood, Reach, Role};
use crate::corpus::{Corpus, Report, ReportId};
use crate::document::Extent;
use crate::lookup::WordSet;
use crate::quantity::{Kind, OneOf, Quantity};
use crate::word::Token;
use about::About;
use above::Headings;

mod about;
mod above;
mod around;
mod base;
mod beside;
mod contrast;
mod counted;
mod designation;
mod mood;
mod partial;
mod period;
mod reach;
mod role;
mod who;

pub(super) use mood::PLANS;
pub use mood::is_plan;
pub(super) use partial::{OF_EACH, OF_SOME};
pub(super) use period::BEGINNINGS;
pub(super) use reach::REACHING;

/// The claims of one report, not yet joined with those of others.
#[derive(Debug)]
pub struct ReportClaims {
    pub(super) claims: OfReport,
    /// What is said without a numeral.
    pub(super) implied: OfReport,
    pub(super) scopes: Scopes,
    /// The claims under the keys that they are joined by.
    pub(super) keyed: Vec<Keyed>,
}

impl ReportClaims {
    /// Reads the claims of a report.
    pub fn of(corpus: &Corpus, clues: &Clues, id: ReportId) -> ReportClaims {
        let (claims, implied, scopes) = claims(corpus, clues, id);
        ReportClaims {
            keyed: join::keyed(corpus, claims.claims()),
            claims,
            implied,
            scopes,
        }
    }
}

/// The claims of a report, what it says without a numeral, and their scopes.
fn claims(corpus: &Corpus, clues: &Clues, id: ReportId) -> (OfReport, OfReport, Scopes) {
    let report = &corpus.reports[id];
    let sentences = &report.reading.sentences;
    let mut claims = OfReport::with_capacity(report.reading.quantities.len(), sentences.len());
    let mut implied = OfReport::with_capacity(report.reading.implied.len(), sentences.len());
    let numbers = sentences.chunk_by(|a, b| (a.quantities, a.implied) == (b.quantities, b.implied));
    let tokens = report.reading.standing.len();
    let mut scopes = Scopes::with_capacity(numbers.count(), tokens);
    let (mut headings, mut room, mut around) =
        (Headings::default(), Room::default(), Around::default());
    let mut read = (0, 0);
    for (sentence, ends) in sentences.iter().enumerate() {
        let before = replace(&mut read, (ends.quantities, ends.implied));
        if read == before {
            continue;
        }
        let unsaid = report.implied(sentence);
        let reader = Reader::new(corpus, clues, report, sentence, room);
        let mood = reader.mood();
        let planned = reader.planned();
        let block = report.document.sentences[sentence].block();
        headings.above(report, block, &mut scopes);
        reader.scope(&mut around, &mut scopes);
        let claim = |stated: OneOf, base: bool, (role, counted): (Role, Counted)| {
            let quantity: &Quantity = &stated;
            let (period, dated) = reader.period(quantity, base);
            let is_amount = role == Role::Level
                && !counted.partial
                && matches!(quantity.kind, Kind::Count | Kind::Money);
            let reach = if is_amount {
                reader.reach(quantity)
            } else {
                Reach::Own
            };
            // What is said of a time after the report is a plan or a forecast, whatever its verb.
            let mood = match (period, report.period) {
                _ if planned.is_some_and(|from| reader.token_at(quantity.outer_end()) >= from) => {
                    Mood::Planned
                }
                (Some(named), Some(own)) if mood == Mood::Stated && named.first > own.last => {
                    Mood::Planned
                }
                _ => mood,
            };
            Claim {
                report: id,
                sentence,
                slot: reader.slot(quantity) as u32,
                extent: Extent::new(quantity.outer_start(), quantity.outer_end()),
                role,
                measure: Measure::from(Counted {
                    of: reader.whose(quantity),
                    ..counted
                }),
                subject: reader.subject(quantity),
                scope: scopes.last(),
                period,
                dated,
                reach,
                base,
                mood,
                quantity: stated,
            }
        };
        for (index, quantity) in reader.quantities.iter().enumerate() {
            let base = reader.is_base_of_change(quantity);
            let (role, mut counted) = reader.measure(index, base);
            counted.partial = reader.is_partial(quantity, base);
            reader.identify(&mut counted);
            // Each quantity of the report makes one claim, in their order.
            let stated = OneOf::new(&report.reading.quantities, claims.claims().len());
            claims.push(claim(stated, base, (role, counted)));
        }
        for quantity in unsaid {
            let singular = quantity.is_one();
            // Behind "every year" stands no noun of its own.
            let adverb = report
                .text(Extent::new(quantity.start(), quantity.end()))
                .contains(' ');
            let behind = reader.token_at(quantity.outer_end());
            let phrase = (!adverb)
                .then(|| reader.phrase_from(behind, singular))
                .flatten();
            let counted = Counted {
                partial: true,
                ..reader.as_measure(phrase, false)
            };
            let unsaid = OneOf::new(&report.reading.implied, implied.claims().len());
            let base = reader.is_base_of_change(quantity);
            implied.push(claim(unsaid, base, (Role::Level, counted)));
        }
        room = reader.room;
    }
    scopes.finish();
    (claims, implied, scopes)
}

/// One sentence with everything that is needed to read its claims.
struct Reader<'a> {
    corpus: &'a Corpus,
    clues: &'a Clues,
    report: &'a Report,
    sentence: usize,
    view: &'a str,
    tokens: &'a [Token],
    quantities: &'a [Quantity],
    room: Room,
    /// What the sentence says something of, as far as it begins with it.
    about: Option<About>,
    /// Where bytes stand among the tokens that were asked for last: most ask where the number that is read begins or ends.
    places: [Cell<Option<(usize, usize)>>; PLACES],
}

/// A few numbers of a sentence begin and end at so many bytes.
const PLACES: usize = 16;

/// What is found in a sentence before its claims are read. The room for it is that of the sentence before.
#[derive(Default)]
struct Room {
    /// Which tokens belong to a quantity or to a date.
    taken: Vec<bool>,
    /// Where words and marks stand that part one statement from the next.
    partings: Vec<usize>,
    /// Runs of tokens that are names.
    names: Vec<Range<usize>>,
    /// What all words tell.
    told: Clue,
}

impl Room {
    /// Looks through a sentence.
    fn read(
        &mut self,
        clues: &Clues,
        report: &Report,
        sentence: usize,
        tokens: &[Token],
        quantities: &[Quantity],
    ) {
        let Room {
            taken,
            partings,
            names,
            told,
        } = self;
        taken.clear();
        taken.resize(tokens.len(), false);
        let mentions = report.mentions(sentence);
        let spans = quantities
            .iter()
            .map(|quantity| (quantity.outer_start(), quantity.outer_end()))
            .chain(
                mentions
                    .iter()
                    .map(|mention| (mention.start(), mention.end())),
            );
        for (start, end) in spans {
            let first = tokens.partition_point(|token| (token.end() as usize) <= start);
            let inside = tokens[first..]
                .iter()
                .take_while(|token| (token.start as usize) < end);
            let count = inside.count();
            taken[first..first + count].fill(true);
        }
        *told = Clue::default();
        partings.clear();
        names.clear();
        for (at, (token, word)) in tokens.iter().zip(report.words(sentence)).enumerate() {
            let clue = clues.tell(*word);
            if clue.is_none() {
                continue;
            }
            *told = told.with(clue);
            // "From 1,500 in 2020 to 2,500 in 2021" has two statements as well.
            let parts_again = clue.has(Clue::PARTS_BEHIND_FROM) && told.has(Clue::FROM);
            if clue.has(Clue::PARTS) || parts_again {
                partings.push(token.start as usize);
            }
            if clue.has(Clue::NAME) && !taken[at] {
                match names.last_mut() {
                    Some(run) if run.end == at => run.end += 1,
                    _ => names.push(at..at + 1),
                }
            }
        }
    }
}

impl<'a> Reader<'a> {
    fn new(
        corpus: &'a Corpus,
        clues: &'a Clues,
        report: &'a Report,
        sentence: usize,
        mut room: Room,
    ) -> Self {
        let tokens = report.tokens(sentence);
        let quantities = report.quantities(sentence);
        room.read(clues, report, sentence, tokens, quantities);
        let mut reader = Reader {
            corpus,
            clues,
            report,
            sentence,
            view: report.document.view.as_str(),
            tokens,
            quantities,
            room,
            about: None,
            places: [const { Cell::new(None) }; PLACES],
        };
        reader.about = reader.read_about();
        reader
    }

    fn is(&self, at: usize, word: &str) -> bool {
        self.tokens.get(at).is_some_and(|token| {
            token
                .bytes_of(self.view)
                .eq_ignore_ascii_case(word.as_bytes())
        })
    }

    fn is_any<const N: usize>(&self, at: usize, words: &WordSet<N>) -> bool {
        let token = self.tokens.get(at);
        token.is_some_and(|token| words.has_bytes(token.bytes_of(self.view)))
    }

    /// The first token that starts at or behind a byte of the view.
    fn token_at(&self, offset: usize) -> usize {
        let kept = &self.places[offset % PLACES];
        match kept.get() {
            Some((asked, at)) if asked == offset => at,
            _ => {
                let is_before = |token: &Token| (token.start as usize) < offset;
                let at = self.tokens.partition_point(is_before);
                kept.set(Some((offset, at)));
                at
            }
        }
    }

    /// How many numbers stand before one.
    fn slot(&self, quantity: &Quantity) -> usize {
        self.quantities
            .partition_point(|other| other.start() < quantity.start())
    }

    /// Skips articles and the like from a token on.
    fn skip_function_words(&self, mut at: usize) -> usize {
        while self.tokens.get(at).is_some_and(|token| token.is_function()) {
            at += 1;
        }
        at
    }

    fn phrase_from(&self, at: usize, singular: bool) -> Option<NounPhrase> {
        noun::following(
            self.view,
            self.tokens,
            &|at| self.room.taken[at],
            at,
            singular,
        )
    }
}

/// So many dates and numbers to each side of a number may be tied to it.
const NEAR: usize = 8;
