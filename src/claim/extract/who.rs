//! Who is counted, where what they did tells it: "112 people are members", "readers from 31 countries".

use std::sync::LazyLock;

use super::Reader;
use crate::claim::measure::Counted;
use crate::claim::synonym::{self, canonical};
use crate::lookup::{WordSet, words};
use crate::quantity::Quantity;
use crate::word::{self, Stem};

impl Reader<'_> {
    /// Adds what those are who are counted, where what they did tells it: "112 people are members", "the 900 companies
    /// that attended", "40 bakers joined".
    pub(super) fn identify(&self, measure: &mut Counted) {
        let Some((noun, extent)) = measure.head.map(canonical).zip(measure.extent) else {
            return;
        };
        let end = extent.end as usize;
        let is_here = self
            .tokens
            .first()
            .is_some_and(|first| first.start <= extent.start)
            && self
                .tokens
                .last()
                .is_some_and(|last| last.end() >= extent.end);
        if !is_here {
            return;
        }
        let mut at = self.token_at(end);
        let between = words![
            "who", "that", "which", "have", "has", "had", "also", "already"
        ];
        for _ in 0..3 {
            at += usize::from(self.is_any(at, between));
        }
        let verb = self.tokens.get(at).map_or("", |token| token.of(self.view));
        let joined = verb == "joined" && {
            let mut object = at + 1..(at + 8).min(self.tokens.len());
            !object.any(|at| self.is_any(at, &SESSIONS))
        };
        if joined && let Err(place) = measure.qualifiers.binary_search(&NEW) {
            measure.qualifiers.insert(place, *NEW);
        }
        if !synonym::is_anybody(noun) {
            return;
        }
        let is_part = verb == "took" && self.is(at + 1, "part") || verb == "joined" && !joined;
        measure.also = match verb {
            _ if measure
                .qualifiers
                .iter()
                .any(|of| canonical(*of) == *MEMBERS) =>
            {
                Some(*MEMBERS)
            }
            "joined" if joined => Some(*MEMBERS),
            _ if is_part => synonym::doer("participated"),
            "are" | "were" | "became" => self
                .phrase_from(at + 1, false)
                .filter(|phrase| word::is_plural(self.tokens[phrase.head].of(self.view)))
                .map(|phrase| canonical(self.tokens[phrase.head].stem)),
            _ => synonym::doer(verb),
        };
    }

    /// The noun before a preposition before a number: "readers" of "readers from 31 countries".
    pub(super) fn whose(&self, quantity: &Quantity) -> Option<Stem> {
        let at = self.token_at(quantity.outer_start());
        let before = at.checked_sub(2)?;
        let noun = self.tokens[before];
        (self.is_any(at - 1, words!["from", "across", "representing"])
            && noun.is_word()
            && !noun.is_function())
        .then_some(noun.stem)
    }
}

/// What those are who belong to a body.
static MEMBERS: LazyLock<Stem> = LazyLock::new(|| canonical(word::stem("members")));

/// What those are who joined.
static NEW: LazyLock<Stem> = LazyLock::new(|| word::stem("new"));

/// What one joins for an hour or a day, and does not become a member of.
const SESSIONS: WordSet<16> = WordSet::new([
    "call",
    "conference",
    "event",
    "events",
    "fair",
    "festival",
    "meeting",
    "meetings",
    "session",
    "sessions",
    "stream",
    "summit",
    "webinar",
    "webinars",
    "workshop",
    "workshops",
]);
