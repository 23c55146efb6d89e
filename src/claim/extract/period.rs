//! The period of a claim, by the dates of its sentence: which of them tells it, and which is that of another number.

use super::{NEAR, Reader};
use crate::claim::clues::Clue;
use crate::lookup::{WordSet, words};
use crate::period::{Anchor, Mention, Period};
use crate::quantity::Quantity;
use crate::word::Shape;

impl<'a> Reader<'a> {
    /// The period of a claim: the nearest one that its sentence names, else that of the report. A date tells the
    /// period of one of several numbers of the same thing, and not of what came "since" or "later". What a change
    /// starts from is of the year that stands beside it, else of the year before.
    pub(super) fn period(&self, quantity: &Quantity, base: bool) -> (Option<Period>, bool) {
        let own = self.report.period;
        if self.is_of_beginning(quantity) {
            return (None, false);
        }
        // "Founded in 2006, 15 years ago": counted from the time of the report.
        let behind = self.token_at(quantity.outer_end());
        let told = self.room.told;
        if told.has(Clue::AGO) && (behind..behind + 2).any(|at| self.is(at, "ago")) {
            return (own, false);
        }
        let mentions = self.report.mentions(self.sentence);
        let here = mentions.partition_point(|mention| mention.start() < quantity.start());
        let near = here.saturating_sub(NEAR)..(here + NEAR).min(mentions.len());
        let near = &mentions[near];
        if base {
            let label = self.label_of(self.token_at(quantity.outer_start()));
            let beside = label.or_else(|| {
                let mut near = near.iter();
                near.find(|mention| self.is_beside(mention, quantity))
            });
            if let Some(period) = beside.and_then(|mention| mention.when.resolve(own))
                && Some(period) != own
            {
                return (Some(period), true);
            }
            let since = near
                .iter()
                .find(|mention| mention.when.anchor == Anchor::Since);
            if let Some(since) = since {
                let since = since.when.resolve(own);
                return (
                    since.and_then(|since| Period::of_year(since.first.year())),
                    false,
                );
            }
            let at = self.token_at(quantity.outer_start());
            let mut around = at.saturating_sub(24)..at + 24;
            if told.has(Clue::SINCE) && around.any(|at| self.is(at, "since")) {
                return (None, false);
            }
            let (now, _) = self.period(quantity, false);
            return (now.and_then(Period::year_before), false);
        }
        if let Some(label) = self.label_before(quantity)
            && let Some(period) = label.when.resolve(own)
        {
            return (Some(period), true);
        }
        // In "1,500 members in 2020 and 2,500 in 2021" the first year is nearer to both numbers, but for the "and".
        let distance = |mention: &Mention, quantity: &Quantity| {
            let between = if mention.start() >= quantity.end() {
                quantity.end()..mention.start()
            } else {
                mention.end()..quantity.start().max(mention.end())
            };
            let at = |offset| {
                self.room
                    .partings
                    .partition_point(|parting| *parting < offset)
            };
            (at(between.start) < at(between.end), between.len())
        };
        let nearest = near
            .iter()
            .filter(|mention| self.dates(mention) && !self.is_of_another(mention, quantity))
            .filter_map(|mention| Some((mention, mention.when.resolve(own)?)))
            .min_by_key(|(mention, _)| distance(mention, quantity));
        let Some((mention, period)) = nearest else {
            return (own, false);
        };
        let between = self.token_at(mention.end())..self.token_at(quantity.outer_start());
        let moved_on = between.len() > FAR || between.clone().any(|at| self.is_any(at, &MOVED_ON));
        let beside = self
            .quantities
            .partition_point(|other| other.start() < mention.start());
        let beside = beside.saturating_sub(NEAR)..(beside + NEAR).min(self.quantities.len());
        let closer = self.quantities[beside].iter().any(|other| {
            other.kind == quantity.kind && distance(mention, other) < distance(mention, quantity)
        });
        if moved_on
            || (closer && between.end > between.start + 12)
            || self.is_of_now(quantity, mention)
        {
            return (own, false);
        }
        (Some(period), true)
    }

    /// Whether a number is of a beginning that nobody dates: "we initially had 15 mills".
    fn is_of_beginning(&self, quantity: &Quantity) -> bool {
        const REACH: usize = 12;
        if !self.room.told.has(Clue::BEGINNING) {
            return false;
        }
        let (start, end) = (
            self.token_at(quantity.outer_start()),
            self.token_at(quantity.outer_end()),
        );
        let ends = |at: &usize| self.is_any(*at, words![";", "but", "and", "now", "then"]);
        let before = (start.saturating_sub(REACH)..start)
            .rev()
            .take_while(|at| !ends(at));
        let behind = (end..(end + 4).min(self.tokens.len()))
            .take_while(|at| !ends(at) && self.tokens[*at].shape() != Shape::Mark);
        before
            .chain(behind)
            .any(|at| BEGINNINGS.has(self.tokens[at].of(self.view)))
    }

    /// Whether a number is of the present, and a date behind it of a past that the next clause speaks of: "has 1,800
    /// members, and had 1,500 in 2021".
    fn is_of_now(&self, quantity: &Quantity, mention: &Mention) -> bool {
        let (start, end) = (
            self.token_at(quantity.outer_start()),
            self.token_at(quantity.outer_end()),
        );
        let clause = (start.saturating_sub(6)..start)
            .rev()
            .take_while(|at| self.tokens[*at].shape() != Shape::Mark);
        let now = clause
            .into_iter()
            .any(|at| self.is_any(at, words!["has", "have", "is", "are", "now", "today"]));
        let mut behind = end..self.token_at(mention.start());
        now && behind.len() < 24
            && behind
                .find(|at| self.is_any(*at, words![",", ";", "and", "but"]))
                .is_some()
            && behind.any(|at| self.is_any(at, words!["had", "was", "were"]))
    }

    /// Whether a date is that of another number, right before it: "more than the 1,500 members of 2020".
    fn is_of_another(&self, mention: &Mention, quantity: &Quantity) -> bool {
        if self.is_in_contrast(mention, quantity) || self.is_subject_behind(mention, quantity) {
            return true;
        }
        let at = self.token_at(mention.start());
        let before = self
            .quantities
            .partition_point(|other| other.outer_end() <= mention.start());
        let dated = before.checked_sub(1).map(|at| &self.quantities[at]);
        let is_base = dated.is_some_and(|dated| {
            dated.start() != quantity.start()
                && self.is_base_of_change(dated)
                && self.is_beside(mention, dated)
        });
        if is_base {
            return mention.when.resolve(self.report.period) != self.report.period;
        }
        // "Not far from last year (40%)".
        let behind = self.token_at(mention.end());
        let bracketed = self.is(behind, "(") && {
            let open = self.tokens[behind].start as usize;
            let before = self
                .quantities
                .partition_point(|other| other.outer_start() <= open);
            self.quantities.get(before).is_some_and(|other| {
                other.start() != quantity.start()
                    && self.token_at(other.outer_start()) == behind + 1
            })
        };
        if bracketed {
            return true;
        }
        // "410 books (2020: 350)"
        let label = self.is(behind, ":") && at > 0 && self.is(at - 1, "(");
        if label && quantity.start() < mention.start() {
            return true;
        }
        // "Interest on a gift from two years ago" is no interest of that time.
        let own = self.token_at(quantity.outer_end());
        if at > own + 3
            && self.is(at - 1, "from")
            && !self.is_change(at - 2)
            && self.tokens[at - 2].shape() == Shape::Lower
            && !self.tokens[at - 2].is_function()
        {
            return true;
        }
        at > 0
            && self.is(at - 1, "of")
            && dated.is_some_and(|dated| {
                dated.start() != quantity.start()
                    && (at - 1).saturating_sub(self.token_at(dated.outer_end())) < 3
            })
    }

    /// Whether a year behind a number is what the next clause is about: "we had 1,100 calls, 2018 was calm".
    fn is_subject_behind(&self, mention: &Mention, quantity: &Quantity) -> bool {
        const VERBS: WordSet<18> = WordSet::new([
            "became",
            "began",
            "brought",
            "ended",
            "gave",
            "had",
            "has",
            "is",
            "marked",
            "proved",
            "remained",
            "represented",
            "saw",
            "showed",
            "started",
            "turned",
            "was",
            "will",
        ]);
        let at = self.token_at(mention.start());
        let behind = self.token_at(mention.end());
        mention.start() >= quantity.outer_end()
            && at > 0
            && self.is_any(at - 1, words![",", ";", "and", "but", "so"])
            && self.is_any(behind, &VERBS)
    }

    /// Whether a date says when something is so: "in 2020", and "by 2030" of what is to come.
    fn dates(&self, mention: &Mention) -> bool {
        let to_come = || {
            let named = mention.when.resolve(None);
            named
                .zip(self.report.period)
                .is_some_and(|(named, own)| named.first > own.last)
        };
        match mention.when.anchor {
            Anchor::In => {
                !self.is_base(mention.start())
                    && !self.is_beginning(mention.start())
                    && !self.is_measure_of_change(mention)
            }
            Anchor::Until => to_come(),
            Anchor::Since => false,
        }
    }

    /// Whether a date is what something is compared with: "than in 2020", "compared to 2021", "since 2020".
    pub(super) fn is_base(&self, start: usize) -> bool {
        let at = self.token_at(start);
        // "As many as in 2020", but not "as of 2020".
        let as_in = at >= 2
            && (self.is(at - 1, "as") || self.is(at - 1, "in") && self.is(at - 2, "as"))
            || self.is(at, "in") && at >= 1 && self.is(at - 1, "as");
        // "More than in the same quarter of 2020"
        let before = |words: usize| {
            (at.saturating_sub(words)..at)
                .rev()
                .take_while(|at| self.tokens[*at].is_word() && !self.room.taken[*at])
        };
        let than = || before(6).any(|at| self.is(at, "than"));
        // "A 25% increase over the record that was set in 2017"
        let is_over = |at: usize| self.is_any(at, words!["over", "on"]);
        let over = || before(10).any(|at| at > 0 && is_over(at) && self.is_change(at - 1));
        as_in
            || self.room.told.has(Clue::COMPARED) && (than() || over())
            || (at.saturating_sub(3)..=at).any(|at| self.is_any(at, &BASES))
    }

    /// Whether a date is that of a beginning: "since it was founded in 2018".
    fn is_beginning(&self, start: usize) -> bool {
        let at = self.token_at(start);
        let mut before = (at.saturating_sub(10)..at)
            .rev()
            .take_while(|at| self.tokens[*at].shape() != Shape::Mark);
        self.room.told.has(Clue::SINCE) && before.any(|at| self.is(at, "since"))
    }

    /// Whether a date stands right behind a number and its noun: "450 in 2022", "the 1,500 members of 2020".
    pub(super) fn is_beside(&self, mention: &Mention, quantity: &Quantity) -> bool {
        let (end, start) = (
            self.token_at(quantity.outer_end()),
            self.token_at(mention.start()),
        );
        let between = end..start;
        mention.start() >= quantity.outer_end()
            && between.len() <= 4
            && between.clone().all(|at| {
                let noun = self.tokens[at].is_word() && !self.tokens[at].is_function();
                noun && !self.room.taken[at]
                    || self.is_any(at, words!["in", "of", "(", "for", "during", "at", "the"])
                    || self.is_any(
                        at,
                        words!["we", "it", "they", "there", "had", "was", "were", "that"],
                    )
            })
    }

    /// The date that stands, with a colon, right before a token: "2020: 350".
    pub(super) fn label_of(&self, at: usize) -> Option<&'a Mention> {
        let mark = at
            .checked_sub(1)
            .filter(|mark| self.is_any(*mark, words![":", "("]))?;
        self.mention_before(mark)
    }

    /// The date that a dash or a colon ties to the number behind it: "2019 – 114, 2020 – 130".
    fn label_before(&self, quantity: &Quantity) -> Option<&'a Mention> {
        let at = self.token_at(quantity.outer_start());
        let mark = at.checked_sub(1)?;
        let is_mark = mark > 0 && self.is_any(mark, words![":", "–", "—", "="]);
        let label = is_mark.then(|| self.mention_before(mark)).flatten()?;
        (label.when.anchor == Anchor::In).then_some(label)
    }

    /// The date that ends right before a token.
    pub(super) fn mention_before(&self, at: usize) -> Option<&'a Mention> {
        let mentions = self.report.mentions(self.sentence);
        let end = self.tokens[at].start as usize;
        let behind = mentions.partition_point(|mention| mention.end() <= end);
        let mention = &mentions[behind.checked_sub(1)?];
        (self.token_at(mention.end()) == at).then_some(mention)
    }
}

/// A date so many words before a number does not tell when it was so.
const FAR: usize = 200;

/// Words that make a number one of a beginning.
pub(in crate::claim) const BEGINNINGS: WordSet<2> = WordSet::new(["initially", "originally"]);

/// Words between a date and a number that is of a later time.
const MOVED_ON: WordSet<9> = WordSet::new([
    ";",
    "currently",
    "later",
    "now",
    "nowadays",
    "presently",
    "since",
    "today",
    "until",
]);

/// Words before a date that make it the base of a comparison.
const BASES: WordSet<8> = WordSet::new([
    "by", "compared", "over", "since", "than", "until", "versus", "vs",
]);
