//! What a number counts: the noun behind it, before it, or that of another number.

use rust_decimal::Decimal;

use super::about::About;
use super::{NEAR, Reader};
use crate::claim::measure::Counted;
use crate::claim::noun::{self, NounPhrase};
use crate::claim::scope::sort;
use crate::document::Extent;
use crate::lookup::{WordSet, words};
use crate::quantity::{Kind, Quantity};
use crate::word::{self, Change, Shape, Token};

impl Reader<'_> {
    /// The measure of a number of things, of which at most `sharing` more numbers share the noun.
    pub(super) fn level(&self, index: usize, base: bool, sharing: usize) -> Counted {
        let quantity = &self.quantities[index];
        let singular = quantity.is_one() || quantity.kind == Kind::Ordinal;
        let mut behind = self.token_at(quantity.outer_end());
        // "12 of the 25 members", "dozens of members": the noun is behind "of".
        let of_several = self.is(behind, "of");
        if of_several {
            behind = self.skip_function_words(behind + 1);
        }
        // "87% more than the 914 received in 2020": these have no noun of their own.
        let is_received = base
            && self.tokens.get(behind).is_some_and(|token| {
                token.shape() == Shape::Lower && token.of(self.view).ends_with("ed")
            });
        if quantity.kind != Kind::Money
            && !is_received
            && let Some(phrase) = self.phrase_from(behind, singular)
        {
            // Several things have a plural: "the 404 page", "release 6 notes".
            let head = self.tokens[phrase.head];
            let one = quantity.kind == Kind::Count
                && !singular
                && !of_several
                && head.shape() == Shape::Lower
                && head.end() - head.start > 3
                && !word::is_plural(head.of(self.view));
            return self.as_measure(Some(phrase), one);
        }
        // "from 11 to 21 members": the first number shares the noun of the second.
        if sharing > 0
            && self.is_any(behind, words!["to", "and", "or", "through"])
            && let Some(next) = self.quantities.get(index + 1)
            && self.token_at(next.outer_start()) == behind + 1
            && next.kind == quantity.kind
        {
            let base = self.is_base_of_change(next);
            return self.level(index + 1, base, sharing - 1);
        }
        if let Some(measure) = self.neighbouring_block(quantity) {
            return measure;
        }
        if quantity.kind == Kind::Money
            && let Some(what) = self.what_money_is_in(behind)
        {
            return self.as_measure(Some(what), false);
        }
        let before = self.token_at(quantity.outer_start());
        // "members: 142", "members (142)", "members of 142"
        if before > 0 && self.is_any(before - 1, words![":", "(", "of", "-", "–", "—", "="]) {
            let phrase = noun::preceding(
                self.view,
                self.tokens,
                &|at| self.room.taken[at],
                before - 1,
            );
            if phrase.is_some() {
                return self.as_measure(phrase, false);
            }
        }
        // "505 members, up from 450": what a change starts from is of the same thing.
        if base && let Some(measure) = self.base_measure(index, before) {
            return measure;
        }
        // "the number of members rose to 142"
        let counted = (before.saturating_sub(14).max(1)..before).rev().find(|at| {
            self.is(*at, "of")
                && self.is_any(at - 1, words!["number", "total", "count", "amount", "sum"])
        });
        if let Some(of) = counted
            && let Some(phrase) = self.phrase_from(self.skip_function_words(of + 1), false)
        {
            return self.as_measure(Some(phrase), false);
        }
        // "membership reached 142": the nearest noun before, a guess.
        let nearest = (before.saturating_sub(8)..before).rev().find(|at| {
            let token = self.tokens[*at];
            // "Donations came to 50,000": the first word has its capital from the sentence.
            let opens = *at == 0
                && token.shape() == Shape::Capitalised
                && !self.corpus.vocabulary.is_name(token.stem);
            (token.shape() == Shape::Lower || opens)
                && !token.is_function()
                && !self.room.taken[*at]
                && !self.is_between(*at)
        });
        if let Some(about) = self.counted_about(before) {
            return about;
        }
        if let Some(subject) = nearest.and_then(|head| self.counted_subject(head, before)) {
            return self.as_measure(Some(subject), false);
        }
        let phrase = nearest.map(|head| NounPhrase {
            words: head..head + 1,
            head,
        });
        self.as_measure(phrase, true)
    }

    /// Whether a verb says how many there are of what stands before it.
    pub(super) fn says_how_many(&self, at: usize) -> bool {
        self.is_any(at, &LEVEL_VERBS) || self.change(at).is_some_and(Change::is_own_past)
    }

    /// Whether a verb or an adverb stands between a subject and its number, and is not what is counted.
    pub(super) fn is_between(&self, at: usize) -> bool {
        self.is_any(at, &VERBS) || self.change(at).is_some_and(Change::is_only_past)
    }

    /// A noun that a sentence begins with, and of which the words between it and the number at `before` say that it is so
    /// many: "Our paid membership stood at 1,204".
    fn counted_subject(&self, head: usize, before: usize) -> Option<NounPhrase> {
        const MOST_WORDS: usize = 3;
        let says = |at: usize| self.says_how_many(at);
        let leads =
            |at: usize| says(at) || self.is_any(at, words!["to", "at", "now", "only", "just"]);
        let mut between = head + 1..before;
        if !(between.clone().any(says) && between.all(leads)) {
            return None;
        }
        let is_determiner =
            |at: usize| self.is_any(at, words!["the", "our", "its", "their", "total"]);
        let start = (0..head).take_while(|at| is_determiner(*at)).count();
        let is_of_it = |at: usize| {
            let token = self.tokens[at];
            let opens = at == 0 && token.shape() == Shape::Capitalised;
            token.is_word() && !token.is_function() && (opens || token.shape() == Shape::Lower)
        };
        let words = start..head + 1;
        (words.len() <= MOST_WORDS && words.clone().all(is_of_it))
            .then_some(NounPhrase { words, head })
    }

    /// The noun that a sentence begins with and narrows, and of which the words before the number at `before` say that it is so
    /// much: "Donations from firms came to £12,000" are donations, and no firms.
    fn counted_about(&self, before: usize) -> Option<Counted> {
        const REACH: usize = 6;
        let about = self.about.as_ref()?;
        let end = about.words.end;
        let verb = (end..before.min(end + REACH)).find(|at| self.says_how_many(*at))?;
        let narrows = |at: usize| {
            let token = self.tokens[at];
            let leads = words!["now", "also", "just", "only", "together", "alone"];
            token.is_word() && !self.room.taken[at] && (!self.is_said(at) || self.is_any(at, leads))
        };
        let leads = |at: usize| {
            self.says_how_many(at) || self.is_any(at, words!["to", "at", "now", "only", "just"])
        };
        let is_plain = (end..verb).all(narrows) && (verb..before).all(leads);
        (is_plain && end > about.head + 1).then(|| self.about_measure(about))
    }

    /// The noun that a sentence begins with as a measure, with the words that narrow it before and behind.
    pub(super) fn about_measure(&self, about: &About) -> Counted {
        let words = about.words.start..about.head + 1;
        let head = about.head;
        let mut counted = self.as_measure(Some(NounPhrase { words, head }), false);
        let narrowing = self.tokens[about.narrowing.clone()].iter();
        let narrowing = narrowing.filter(|token| !token.is_function());
        counted.qualifiers.extend(narrowing.map(|token| token.stem));
        sort(&mut counted.qualifiers);
        let (first, last) = (about.words.start, about.words.end.saturating_sub(1));
        let (first, last) = (self.tokens[first], self.tokens[last]);
        counted.extent = Some(Extent::new(first.start as usize, last.end() as usize));
        counted
    }

    /// What a sum of money is made of: "£24,000 in loans". A single thing may be what it was paid with or where: "in cash".
    fn what_money_is_in(&self, behind: usize) -> Option<NounPhrase> {
        let of = words![
            "funding",
            "income",
            "interest",
            "rent",
            "revenue",
            "sponsorship",
            "tax"
        ];
        let phrase = self
            .is(behind, "in")
            .then(|| self.phrase_from(behind + 1, false))??;
        let head = self.tokens[phrase.head];
        let is_what = word::is_plural(head.of(self.view)) || self.is_any(phrase.head, of);
        let mut words = phrase.words.clone();
        (is_what && words.all(|at| self.tokens[at].shape() == Shape::Lower)).then_some(phrase)
    }

    /// The measure of what a change starts from: that of the number before it, and of several the one of its size, which
    /// is a guess ("2,500 members in four halls, 66% more than the 1,500").
    fn base_measure(&self, index: usize, before: usize) -> Option<Counted> {
        let quantity = &self.quantities[index];
        let ratio = |at: usize| {
            let (now, base) = (self.quantities[at].nominal()?, quantity.nominal()?);
            now.max(base).checked_div(now.min(base))
        };
        let near = self.quantities[..index]
            .iter()
            .enumerate()
            .rev()
            .take(NEAR)
            .take_while(|(_, now)| self.token_at(now.outer_end()) + 16 > before)
            .filter(|(_, now)| now.kind == quantity.kind && now.currency() == quantity.currency())
            .filter(|(_, now)| !self.is_base_of_change(now) && !self.is_difference(now))
            .map(|(at, _)| at);
        let near: Vec<usize> = near.collect();
        let nearest = near
            .iter()
            .copied()
            .min_by_key(|at| ratio(*at).unwrap_or(Decimal::MAX))?;
        let measure = self.level(nearest, false, 0);
        let guessed = measure.guessed || near.len() > 1;
        Some(Counted { guessed, ..measure })
    }

    /// Whether a number tells by how much something is more: "45 stalls, 8 more than the 37".
    fn is_difference(&self, quantity: &Quantity) -> bool {
        let behind = self.token_at(quantity.outer_end());
        self.is_any(behind, words!["more", "fewer", "less"])
            && (behind + 1..behind + 4).any(|at| self.is(at, "than"))
    }

    pub(super) fn version(&self, quantity: &Quantity) -> Counted {
        let before = self.token_at(quantity.outer_start());
        self.as_measure(
            noun::preceding(self.view, self.tokens, &|at| self.room.taken[at], before),
            false,
        )
    }

    pub(super) fn as_measure(&self, phrase: Option<NounPhrase>, guessed: bool) -> Counted {
        phrase.map_or_else(Counted::default, |phrase| {
            measure_of(self.tokens, &phrase, guessed)
        })
    }
}

pub(super) fn measure_of(tokens: &[Token], phrase: &NounPhrase, guessed: bool) -> Counted {
    let words = phrase.words.clone();
    let mut qualifiers = Vec::with_capacity(words.len() - 1);
    let others = words.clone().filter(|at| *at != phrase.head);
    qualifiers.extend(others.map(|at| tokens[at].stem));
    sort(&mut qualifiers);
    let (first, last) = (tokens[words.start], tokens[words.end - 1]);
    Counted {
        head: Some(tokens[phrase.head].stem),
        qualifiers,
        extent: Some(Extent::new(first.start as usize, last.end() as usize)),
        guessed,
        ..Counted::default()
    }
}

/// So many numbers behind one may share its noun: "from 11 to 21 members" has one.
pub(super) const SHARING: usize = 8;

/// Verbs that say how many there are of what stands before them, beside those of a change.
const LEVEL_VERBS: WordSet<17> = WordSet::new([
    "amounted", "averaged", "came", "hit", "is", "numbered", "reached", "remained", "stands",
    "stood", "total", "totaled", "totalled", "totals", "was", "were", "are",
]);

/// Verbs and adverbs that stand between a subject and its number, and are not what is counted, beside the verbs of a change.
const VERBS: WordSet<39> = WordSet::new([
    "added",
    "amounted",
    "amounts",
    "attracted",
    "averaged",
    "averaging",
    "brought",
    "came",
    "cost",
    "costs",
    "counted",
    "counts",
    "exceeded",
    "exceeds",
    "gathered",
    "grow",
    "hit",
    "include",
    "included",
    "including",
    "nearly",
    "now",
    "numbered",
    "only",
    "passed",
    "reached",
    "reaching",
    "remained",
    "represent",
    "saw",
    "stands",
    "stood",
    "topped",
    "total",
    "totaled",
    "totaling",
    "totalled",
    "totals",
    "went",
]);
