//! The part that a number plays: a level, a change, a share, or a rank, and with it which words tell what it counts.

use super::counted::SHARING;
use super::{NEAR, Reader};
use crate::claim::Role;
use crate::claim::clues::Clue;
use crate::claim::measure::Counted;
use crate::claim::noun::{self, NounPhrase};
use crate::lookup::{WordSet, words};
use crate::quantity::{Kind, Quantity};
use crate::word::{Change, Shape};

impl Reader<'_> {
    /// What a quantity counts, and the part it plays. `base` is whether it is what a change starts from.
    pub(super) fn measure(&self, index: usize, base: bool) -> (Role, Counted) {
        let quantity = &self.quantities[index];
        match quantity.kind {
            Kind::Percent | Kind::Ratio => self.relative(index, base),
            Kind::Ordinal => (Role::Rank, self.level(index, base, SHARING)),
            Kind::Version => (Role::Rank, self.version(quantity)),
            Kind::Count if self.is_designation(quantity) => (Role::Rank, Counted::default()),
            Kind::Count | Kind::Money => {
                let behind = self.token_at(quantity.outer_end());
                let change = self.room.told.has(Clue::MORE)
                    && ((behind..behind + 3).any(|at| {
                        self.is_any(at, words!["more", "fewer", "less"])
                            && (at + 1..at + 4).any(|at| self.is(at, "than"))
                    }) || (self.is(behind, "times")
                        && !self
                            .is_any(behind + 1, words!["in", "during", "a", "per", "out", "."])));
                if !change && self.is_of_change(quantity) {
                    return (Role::Change, self.level(index, base, SHARING));
                }
                if !change {
                    return (Role::Level, self.level(index, base, SHARING));
                }
                // "12 more members than last year": the noun is behind the comparative.
                let own = self
                    .is_any(behind, words!["more", "fewer", "less"])
                    .then(|| self.phrase_from(behind + 1, false))
                    .flatten();
                let measure = own.map_or_else(
                    || self.level(index, base, SHARING),
                    |own| self.as_measure(Some(own), false),
                );
                (Role::Change, measure)
            }
        }
    }

    /// Whether a word is a noun of a change, which a number behind "of" measures.
    fn is_noun_of_change(&self, at: usize) -> bool {
        self.is(at, "loss") || self.change(at).is_some_and(Change::is_noun)
    }

    /// Whether a number tells by how much something changed: "an increase of 85 members".
    fn is_of_change(&self, quantity: &Quantity) -> bool {
        let at = self.token_at(quantity.outer_start());
        let noun = at.checked_sub(2).filter(|_| self.is(at - 1, "of"));
        noun.is_some_and(|noun| self.is_noun_of_change(noun) || self.is_change_in(noun))
            || self.is_moved_by(at)
            || self.is_move(quantity)
    }

    /// Whether a noun is that of what changed: "a reduction in reserves of £6,000".
    fn is_change_in(&self, noun: usize) -> bool {
        const REACH: usize = 4;
        let mut before = (noun.saturating_sub(REACH)..noun)
            .rev()
            .take_while(|at| self.tokens[*at].is_word() && !self.room.taken[*at]);
        before.any(|at| self.is(at, "in") && at > 0 && self.is_noun_of_change(at - 1))
    }

    /// Whether something rose or fell by the number at a token: "we have reduced these loans by £7,000".
    fn is_moved_by(&self, at: usize) -> bool {
        const REACH: usize = 8;
        let Some(by) = at.checked_sub(1).filter(|by| self.is(*by, "by")) else {
            return false;
        };
        let mut clause = (by.saturating_sub(REACH)..by)
            .rev()
            .take_while(|at| self.tokens[*at].shape() != Shape::Mark && !self.room.taken[*at]);
        clause.any(|at| self.is_change(at))
    }

    /// A percentage or a multiple: of a change or of a whole.
    fn relative(&self, index: usize, base: bool) -> (Role, Counted) {
        let quantity = &self.quantities[index];
        let behind = self.token_at(quantity.outer_end());
        let before = self.token_at(quantity.outer_start());
        let of_whole = self.is(behind, "of");
        let mut near = before.saturating_sub(6)..(behind + 5).min(self.tokens.len());
        // "One in five" is a share wherever it stands.
        let is_odds = quantity.kind == Kind::Ratio
            && (before..behind).any(|at| self.is_any(at, words!["in", "out"]));
        let change = !of_whole && !is_odds && near.any(|at| self.is_change(at));
        let multiple = quantity.kind == Kind::Ratio && !of_whole && !is_odds;
        let start = if of_whole {
            self.skip_function_words(behind + 1)
        } else {
            behind
        };
        // "Fell from 57% to 52%": these are what it was and what it is.
        let level = quantity.kind == Kind::Percent
            && (base
                || index
                    .checked_sub(1)
                    .map(|at| &self.quantities[at])
                    .is_some_and(|base| {
                        base.kind == Kind::Percent && self.is_base_of_change(base)
                    })
                    && before > 0
                    && self.is(before - 1, "to")
                || self.is_up_from_another(index));
        let role = if (change && !level) || multiple {
            Role::Change
        } else {
            Role::Share
        };
        let own = self.phrase_from(start, false);
        // "66% of our loaves were rye loaves, up from 60%"
        if own.is_none() && base && role == Role::Share {
            let now = (0..index).rev().take(NEAR).find(|at| {
                let now = &self.quantities[*at];
                now.kind == quantity.kind && !self.is_base_of_change(now)
            });
            if let Some((Role::Share, measure)) = now.map(|at| self.relative(at, false))
                && measure.head.is_some()
            {
                return (role, measure);
            }
        }
        // "The rate of return was 14%"
        let is_plain = own.is_none() && !base && role == Role::Share;
        if let Some(rate) = is_plain.then(|| self.rate_before(before)).flatten() {
            return (role, self.as_measure(Some(rate), false));
        }
        if let Some(rate) = is_plain.then(|| self.rate_about(before)).flatten() {
            return (role, rate);
        }
        if own.is_none() && role == Role::Share && quantity.kind == Kind::Percent {
            // "Private sector: 55% (2019: 60%)": the label is of both.
            let first = index > 0 && base;
            let before = self.token_at(self.quantities[index - usize::from(first)].outer_start());
            if before > 0 && self.is(before - 1, ":") {
                let label = noun::preceding(
                    self.view,
                    self.tokens,
                    &|at| self.room.taken[at],
                    before - 1,
                );
                return (role, self.as_measure(label, false));
            }
        }
        (role, self.as_measure(own, false))
    }

    /// Whether what a share was stands right behind it, and nothing before it tells of a change: "was 20%, down from 28%".
    fn is_up_from_another(&self, index: usize) -> bool {
        const REACH: usize = 6;
        let Some(next) = self.quantities.get(index + 1) else {
            return false;
        };
        let (start, end) = (
            self.token_at(self.quantities[index].outer_start()),
            self.token_at(self.quantities[index].outer_end()),
        );
        let from = self.token_at(next.outer_start());
        let mut between = end..from;
        let mut before = (start.saturating_sub(REACH)..start).rev();
        next.kind == Kind::Percent
            && between.len() <= REACH
            && between.all(|at| self.is_any(at, words![",", "(", "up", "down", "from", "the"]))
            && self.is_base_of_change(next)
            && !before.any(|at| self.is_change(at))
    }

    /// The noun that says of what a share is one, before the verb: "the return rate was", "turnout came to".
    fn rate_before(&self, at: usize) -> Option<NounPhrase> {
        let verb = (at.checked_sub(1)?.saturating_sub(1)..at).find(|at| {
            self.is_any(
                *at,
                words!["was", "is", "were", "are", "came", "stood", "reached"],
            )
        })?;
        let is_rate = |head: usize| self.is_any(head, &RATES);
        let head = verb.checked_sub(1).filter(|head| is_rate(*head))?;
        noun::preceding(self.view, self.tokens, &|at| self.room.taken[at], head + 1)
    }

    /// The same noun where it begins the sentence, with what it is a rate of: "The rate of complaints upheld was".
    fn rate_about(&self, at: usize) -> Option<Counted> {
        const VERBS: &WordSet<6> = words!["was", "is", "were", "are", "stood", "reached"];
        const REACH: usize = 3;
        let about = self.about.as_ref()?;
        let end = about.words.end;
        let verb = (at.saturating_sub(2)..at).find(|at| self.is_any(*at, VERBS))?;
        let is_plain = |at: usize| self.tokens[at].is_word() && !self.room.taken[at];
        let is_rate = self.is_any(about.head, &RATES) && end <= verb && verb - end <= REACH;
        (is_rate && (end..verb).all(is_plain)).then(|| self.about_measure(about))
    }
}

/// What is told as a share of a whole that nobody need name.
const RATES: WordSet<10> = WordSet::new([
    "attendance",
    "occupancy",
    "percentage",
    "proportion",
    "quota",
    "rate",
    "ratio",
    "retention",
    "share",
    "turnout",
]);
