//! What happened once, and is told as new in two reports: "A steam valve was added."

use rustc_hash::FxHashMap;

use super::{AllTold, At, is_earlier};
use crate::check::Context;
use crate::corpus::{Report, ReportId};
use crate::document::Extent;
use crate::pattern::Phrase;
use crate::word::{Shape, Stem};

/// Words of a subject that are looked at.
const SUBJECT: usize = 3;
/// The sentences of a corpus that have a word which says what an event was about.
const RARE: u32 = 6;

/// Something that happened once.
#[derive(Debug, Clone, Copy)]
pub(super) struct Event {
    sentence: u32,
    /// The phrase that tells it.
    extent: Extent,
    verb: Stem,
    /// The words before the verb, the nearest first, as many as there are; behind them numbers.
    subject: [Stem; SUBJECT],
}

/// The events that a report tells.
pub(super) fn events(context: &Context<'_>, phrases: &[Phrase], id: ReportId) -> Box<[Event]> {
    let report = &context.corpus.reports[id];
    let hits = phrases
        .iter()
        .flat_map(|phrase| context.hits_of(phrase, id));
    let mut hits: Vec<(usize, Extent)> = hits.map(|hit| (hit.sentence, hit.extent())).collect();
    hits.sort_unstable();
    hits.dedup();
    let events = hits.into_iter();
    let events = events.filter(|(sentence, _)| !super::names_year(report, *sentence));
    events
        .filter_map(|(sentence, extent)| event(report, sentence, extent))
        .collect()
}

/// The verb of an event and the words before it, if there are enough of them.
fn event(report: &Report, sentence: usize, extent: Extent) -> Option<Event> {
    let tokens = report.tokens(sentence);
    let verb = tokens
        .iter()
        .rfind(|token| token.start >= extent.start && token.end() <= extent.end)?;
    let before = tokens
        .iter()
        .rev()
        .skip_while(|token| token.end() > extent.start);
    let words = before
        .take_while(|token| {
            !token.is_function() && (token.is_word() || token.shape() == Shape::Mark)
        })
        .filter(|token| token.is_word());
    let mut subject = [Stem::NUMBER; SUBJECT];
    let mut count = 0;
    for (place, word) in subject.iter_mut().zip(words) {
        *place = word.stem;
        count += 1;
    }
    (count >= 2).then_some(Event {
        sentence: sentence as u32,
        extent,
        verb: verb.stem,
        subject,
    })
}

impl Event {
    /// Whether a word of the subject is rare enough to name one thing.
    fn names_one(&self, context: &Context<'_>) -> bool {
        let mut words = self.subject.iter().filter(|stem| **stem != Stem::NUMBER);
        words.any(|stem| context.corpus.vocabulary.usage(*stem).sentences <= RARE)
    }
}

/// The events of a series that an earlier report of it tells, too: where both are told, and the phrase.
pub(super) fn told_again(
    context: &Context<'_>,
    reports: &[ReportId],
    told: &AllTold,
) -> Vec<(At, At, Extent)> {
    let mut events: FxHashMap<(Stem, [Stem; SUBJECT]), At> = FxHashMap::default();
    let mut again = Vec::new();
    for id in reports {
        let told = told[*id].events.iter();
        for event in told.filter(|event| event.names_one(context)) {
            let at = (*id, event.sentence as usize);
            let first = *events.entry((event.verb, event.subject)).or_insert(at);
            if is_earlier(context, first, at) {
                again.push((at, first, event.extent));
            }
        }
    }
    again
}
