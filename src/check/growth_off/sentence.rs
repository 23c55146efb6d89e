//! A change, and the sentence around it as the change sees it: its words, the values that may be its own, and what is said of them.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::{CLAIMS_BESIDE, WORDS_BESIDE};
use crate::check::Context;
use crate::claim::{Claim, ClaimId, Mood, Role, canonical};
use crate::document::Extent;
use crate::lookup::WordSet;
use crate::period::Period;
use crate::quantity::{Kind, is_time_unit};
use crate::word::{self, Shape, Stem, Token};

/// How it begins that half is left.
const HALVED: &[&str] = &["halv", "Halv"];

/// Words between "by" and a part of one: "by almost a third".
const HEDGES: WordSet<16> = WordSet::new([
    "a", "about", "almost", "around", "at", "close", "just", "least", "less", "more", "nearly",
    "over", "roughly", "some", "than", "well",
]);

/// Words before a time that a value or a change is of each.
pub(super) const EACH: WordSet<5> = WordSet::new(["a", "an", "each", "every", "per"]);

/// What starts another statement.
pub(super) const APART: &[&str] = &[";", "but", "saw", "though", "whereas", "while", "with"];

/// A change, and what the words around it tell.
#[derive(Clone, Copy)]
pub(super) struct Change<'a> {
    pub(super) claim: &'a Claim,
    /// Whether something became less.
    pub(super) falls: bool,
    pub(super) part: Part,
}

/// What a part of one ("a third") tells of two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// By so much one is more or less than the other: "grew by a third".
    Added,
    /// So much of one is the other: "fell to a third", "half as many". Or the change is no part.
    Whole,
    /// The words do not tell.
    Unclear,
}

/// What a sentence says behind a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// No more.
    Here,
    /// Since when it is: "over the last year".
    Time,
    /// It may be a change of something else: "10% more than planned", "of 5% a month".
    Open,
}

/// A sentence as a change in it sees it.
pub(super) struct Sentence<'a> {
    pub(super) change: &'a Claim,
    pub(super) claims: Vec<&'a Claim>,
    pub(super) view: &'a str,
    pub(super) tokens: Cow<'a, [Token]>,
}

impl<'a> Sentence<'a> {
    pub(super) fn of(context: &'a Context<'a>, change: ClaimId) -> Sentence<'a> {
        let claims = &context.ledger.claims;
        let (id, change) = (change, &claims[change]);
        let report = &context.corpus.reports[change.report];
        let tokens = report.few_tokens(change.sentence);
        let at = tokens.partition_point(|token| token.start < change.extent.start);
        let beside = at.saturating_sub(WORDS_BESIDE)..(at + WORDS_BESIDE).min(tokens.len());
        let tokens = match tokens {
            Cow::Borrowed(tokens) => Cow::Borrowed(&tokens[beside]),
            Cow::Owned(tokens) => Cow::Owned(tokens[beside].to_vec()),
        };
        let near = tokens.first().zip(tokens.last());
        let near = near.map_or(change.extent, |(first, last)| Extent {
            start: first.start.min(change.extent.start),
            end: last.end().max(change.extent.end),
        });
        let all = context.ledger.of_sentence(change.report, change.sentence);
        let beside =
            id.saturating_sub(CLAIMS_BESIDE).max(all.start)..(id + CLAIMS_BESIDE + 1).min(all.end);
        let beside = claims[beside].iter();
        Sentence {
            change,
            claims: beside.filter(|claim| near.contains(claim.extent)).collect(),
            view: report.document.view.as_str(),
            tokens,
        }
    }

    /// Where the words that are looked at begin and end.
    pub(super) fn reach(&self) -> (usize, usize) {
        let (first, last) = (self.tokens.first(), self.tokens.last());
        (
            first.map_or(0, |token| token.start as usize),
            last.map_or(0, |token| token.end() as usize),
        )
    }

    /// The words and marks before a view offset, the nearest first.
    pub(super) fn words_before(&self, offset: u32) -> impl Iterator<Item = &str> {
        let at = self.tokens.partition_point(|token| token.start < offset);
        self.tokens[..at]
            .iter()
            .rev()
            .map(|token| token.of(self.view))
    }

    /// The place of the first word from a view offset on.
    pub(super) fn at(&self, offset: u32) -> usize {
        self.tokens.partition_point(|token| token.start < offset)
    }

    /// The words and marks between two view offsets.
    pub(super) fn between(&self, start: u32, end: u32) -> &[Token] {
        let end = self.at(end);
        &self.tokens[self.at(start).min(end)..end]
    }

    /// Where a word stands.
    pub(super) fn extent_of(&self, at: usize) -> Extent {
        let token = self.tokens[at];
        Extent {
            start: token.start,
            end: token.end(),
        }
    }

    /// Whether one of `words` stands before a level, or before its year: "from 120", "from 2019 (120)".
    pub(super) fn starts(&self, level: &Claim, words: &[&str]) -> bool {
        let mut before = self.words_before(level.extent.start);
        let is = |word: Option<&str>| {
            word.is_some_and(|word| words.iter().any(|known| known.eq_ignore_ascii_case(word)))
        };
        match before.next() {
            Some("(") => {
                let year = before
                    .next()
                    .is_some_and(|word| word.len() == 4 && word.parse::<u16>().is_ok());
                year && is(before.next())
            }
            word => is(word),
        }
    }

    /// Whether one of `words` stands among the `reach` words before an offset.
    pub(super) fn preceded(&self, offset: u32, reach: usize, words: &[&str]) -> bool {
        self.words_before(offset)
            .take(reach)
            .any(|word| words.iter().any(|known| known.eq_ignore_ascii_case(word)))
    }

    /// Whether a word stands before a level, or before the "the" of it: "as many as the 16".
    pub(super) fn starts_behind(&self, level: &Claim, word: &str) -> bool {
        self.words_before(level.extent.start)
            .find(|before| !["the", "our", "its", "their"].contains(before))
            .is_some_and(|before| before == word)
    }

    /// Whether the change is a fall, by the words around it.
    pub(super) fn falls(&self) -> bool {
        let (start, end) = (self.change.extent.start, self.change.extent.end);
        let at = self.tokens.partition_point(|token| token.start < end);
        let behind = self.tokens[at..]
            .iter()
            .take(4)
            .map(|token| token.of(self.view));
        let around = behind.chain(self.words_before(start).take(4));
        around.into_iter().any(word::is_fall)
    }

    /// Whether a word near the change says which way it went.
    pub(super) fn has_way(&self) -> bool {
        let before = self.words_before(self.change.extent.start).take(4);
        let mut near = before.chain(self.words_behind(4));
        near.any(word::is_change)
    }

    /// Whether a change tells of more time than that between the two values beside it: "a 20% increase since 2015".
    pub(super) fn is_since(&self) -> bool {
        self.words_behind(4).any(|word| word == "since")
    }

    /// What the words around a part of one say of it.
    pub(super) fn part(&self) -> Part {
        let quantity = &self.change.quantity;
        let is_part = quantity.nominal().is_some_and(|part| part < Decimal::ONE);
        let said = &self.view[self.change.extent.range()];
        if quantity.kind != Kind::Ratio
            || !is_part
            || HALVED.iter().any(|halved| said.contains(halved))
        {
            return Part::Whole;
        }
        let before = self.words_before(self.change.extent.start);
        let mut before = before.filter(|word| !HEDGES.has(word));
        let behind: Vec<&str> = self.words_behind(3).collect();
        match (before.next(), before.next()) {
            _ if behind.contains(&"again") => Part::Added,
            (Some("by"), _) => Part::Added,
            (Some("of"), Some(noun)) if word::is_change(noun) => Part::Added,
            (Some("to" | "in"), _) => Part::Whole,
            (Some(word), _) if word::is_change(word) => Part::Added,
            _ => match behind.first() {
                Some(word) if word::is_change(word) => Part::Added,
                Some(&("as" | "its" | "of" | "our" | "that" | "the" | "their" | "what")) => {
                    Part::Whole
                }
                _ => Part::Unclear,
            },
        }
    }

    /// The change with what the words around it say.
    pub(super) fn told(&self) -> Change<'a> {
        Change {
            claim: self.change,
            falls: self.falls(),
            part: self.part(),
        }
    }

    /// Whether another change stands between this one and a level, which is then the base of that one: "60% more than
    /// last year, and 166% more than the 15 million of 2020".
    pub(super) fn has_change_before(&self, level: &Claim) -> bool {
        self.claims.iter().any(|claim| {
            claim.role == Role::Change
                && claim.extent.start >= self.change.extent.end
                && claim.extent.end <= level.extent.start
        })
    }

    /// Levels that may be one side of the change.
    pub(super) fn levels(&self) -> impl Iterator<Item = &'a Claim> + '_ {
        self.claims.iter().copied().filter(|claim| {
            claim.role == Role::Level
                && matches!(claim.quantity.kind, Kind::Count | Kind::Money)
                && !claim.quantity.values.is_vague()
                && !self.is_multiple(claim)
                && !self.is_span(claim)
                && !is_like_a_year(self.view, claim)
                && claim.extent != self.change.extent
                && (!self.is_difference() || self.is_of_one_sort(claim))
        })
    }

    /// Whether what a level became stands behind it: "from 23 to 18%".
    pub(super) fn goes_on(&self, level: &Claim) -> bool {
        let at = self
            .tokens
            .partition_point(|token| token.start < level.extent.end);
        self.tokens
            .get(at)
            .is_some_and(|token| token.of(self.view) == "to")
    }

    /// "Over the past two years", "five years ago".
    fn is_span(&self, claim: &Claim) -> bool {
        let noun = claim.measure.extent.map(|noun| &self.view[noun.range()]);
        let behind = self.tokens.get(self.at(claim.extent.end));
        noun.and_then(|noun| noun.rsplit(' ').next())
            .is_some_and(is_time_unit)
            || claim.quantity.kind == Kind::Count
                && behind.is_some_and(|behind| is_time_unit(behind.of(self.view)))
    }

    /// "41 times the pay of a worker".
    fn is_multiple(&self, claim: &Claim) -> bool {
        let at = self
            .tokens
            .partition_point(|token| token.start < claim.extent.end);
        self.tokens
            .get(at)
            .is_some_and(|token| token.of(self.view) == "times")
    }

    /// What there is so many times as much of: "three times as many ovens".
    pub(super) fn compared(&self) -> Option<Stem> {
        let behind: Vec<&str> = self.words_behind(4).collect();
        let as_many = behind
            .iter()
            .position(|word| ["many", "much"].contains(word))?;
        let noun = behind
            .get(as_many + 1)
            .filter(|_| as_many > 0 && behind[as_many - 1] == "as")?;
        (*noun != "as").then(|| canonical(word::stem(noun)))
    }

    /// Whether two values have nouns of their own, and these are of two things: "83 loaves (down 45%) from 15 bakers".
    pub(super) fn are_of_two(&self, base: &Claim, now: &Claim) -> bool {
        let own = |claim: &Claim| {
            let head = claim.measure.head.filter(|_| !claim.measure.guessed);
            let stands = claim
                .measure
                .extent
                .is_some_and(|noun| noun.start >= claim.extent.end);
            head.filter(|_| stands).map(canonical)
        };
        // "12 bakers, 50% more than the 8 millers and bakers of old": with a "the" the other is meant.
        own(base)
            .zip(own(now))
            .is_some_and(|(base, now)| base != now)
            && base.measure.extent != now.measure.extent
            && self.starts(base, &["from"])
    }

    /// Whether a value that something is said to come from counts things of its own, which the other value does not: "to 1,250 from
    /// 12 countries".
    pub(super) fn is_of_other_things(&self, base: &Claim, now: &Claim) -> bool {
        let counts = |claim: &Claim| {
            let noun = claim.measure.extent?;
            let last = self.view[noun.range()].rsplit(' ').next()?;
            let is_own = noun.start >= claim.extent.end && word::is_plural(last);
            is_own.then_some(canonical(claim.measure.head?))
        };
        let measure = now.measure.head.map(canonical);
        // "Doubled its gifts to 40 villages, from 25": the gifts came to them.
        let mut behind = self.words_behind(2);
        let has_object = self.change.extent.end < now.extent.start
            && behind
                .next()
                .is_some_and(|word| ["its", "our", "their", "the"].contains(&word))
            && counts(now).is_some()
            && behind.next().map(|word| canonical(word::stem(word))) != counts(now);
        has_object || counts(base).is_some_and(|noun| counts(now).or(measure) != Some(noun))
    }

    /// Whether each of two values counts things of its own: "225 books, compared to 205 films".
    pub(super) fn count_two(&self, one: &Claim, other: &Claim) -> bool {
        let own = |claim: &Claim| {
            let noun = claim.measure.extent?;
            let last = self.view[noun.range()].rsplit(' ').next()?;
            let is_own = noun.start >= claim.extent.end && word::is_plural(last);
            is_own.then_some(canonical(claim.measure.head?))
        };
        own(one)
            .zip(own(other))
            .is_some_and(|(one, other)| one != other)
    }

    /// Whether the change is a number of things, and no multiple or percentage.
    pub(super) fn is_difference(&self) -> bool {
        matches!(self.change.quantity.kind, Kind::Count | Kind::Money)
    }

    /// Whether a level can have changed by a difference: in what it is counted or paid in, and of what.
    pub(super) fn is_of_one_sort(&self, counted: &Claim) -> bool {
        let level_of = &counted.measure;
        let (change, level) = (self.change, &counted.quantity);
        // "6,100 loans, a fall of 1,256": the fall is no thing.
        let is_named_by_change = self.end() == End::Here
            && change.measure.extent.is_some_and(|noun| {
                let noun = &self.view[noun.range()];
                word::is_change(noun)
            });
        let whole = level
            .nominal()
            .is_some_and(|number| number.fract().is_zero());
        are_of_one_sort(counted, change)
            && match (
                level.kind,
                change.measure.head.filter(|_| !is_named_by_change),
            ) {
                (Kind::Money, _) => true,
                // "Three more than in 2020": the noun is that of the number before.
                (_, Some(_)) if self.is_bare() => whole && !level_of.guessed,
                (_, Some(head)) => whole && level_of.head == Some(head),
                (_, None) => whole && level_of.head.is_some() && !level_of.guessed,
            }
    }

    /// Whether the change has no noun of its own: "three more than".
    pub(super) fn is_bare(&self) -> bool {
        let mut behind = self.words_behind(2);
        behind
            .next()
            .is_some_and(|word| word.eq_ignore_ascii_case("more") || word::is_fall(word))
            && behind.next() == Some("than")
    }

    /// Whether the change is the end of a level: "2.1.4x" is a version.
    pub(super) fn is_end_of(&self, level: &Claim) -> bool {
        let behind = self.change.extent.start.checked_sub(level.extent.end);
        let view = &self.view[level.extent.end as usize..];
        behind.is_some_and(|gap| gap <= 1 && !view.starts_with(char::is_whitespace))
    }

    /// Whether two values are of one step: "up from 205, bringing us to 1,430" has another verb for the second.
    pub(super) fn is_one_step(&self, base: &Claim, now: &Claim) -> bool {
        let between = self.between(base.extent.end, now.extent.start);
        let comma = between.iter().position(|token| token.of(self.view) == ",");
        let brings = |token: &Token| token.of(self.view).ends_with("ing");
        comma.is_none_or(|comma| !between[comma..].iter().any(brings))
    }

    /// Whether a change stands beside its two values, with nothing between that starts another statement: "from 150 in 2019 to
    /// 210, while the rest saw a 4% drop".
    pub(super) fn is_beside(&self, base: &Claim, now: &Claim) -> bool {
        const REACH: usize = 12;
        let (start, end) = if self.change.extent.start >= now.extent.end {
            (now.extent.end, self.change.extent.start)
        } else {
            (self.change.extent.end, base.extent.start)
        };
        let at = |offset: u32| self.tokens.partition_point(|token| token.start < offset);
        let between = &self.tokens[at(start).min(at(end))..at(end)];
        // "The richest 93% saw a 4% drop": another number is of another statement.
        let range = at(start).min(at(end))..at(end);
        let others = || {
            self.claims.iter().any(|claim| {
                range.contains(&at(claim.extent.start))
                    && claim.quantity.kind == self.change.quantity.kind
            })
        };
        between.len() <= REACH
            && !others()
            && !between.iter().any(|token| {
                let word = token.of(self.view);
                APART.iter().any(|apart| apart.eq_ignore_ascii_case(word))
            })
    }

    /// Whether between a value and the change something else is named that changed: "£660 (2019: £600) on sales up 3%", "and 300
    /// letters (down 10%)".
    pub(super) fn is_of_another(&self, base: &Claim) -> bool {
        let start = self.change.extent.start;
        let between = self.between(base.extent.end, start);
        let has_level = self
            .levels()
            .any(|level| level.extent.start >= base.extent.end && level.extent.end <= start);
        // Right behind the base stands its own noun: "compared to 600 mugs up 10%".
        let has_noun = matches!(between, [.., word, up]
            if matches!(up.of(self.view), "up" | "down")
                && word.is_word()
                && !word.is_function()
                && word.shape() != Shape::Digits)
            && between
                .iter()
                .rev()
                .skip(2)
                .any(|token| !token.is_word() || token.is_function());
        has_level || has_noun
    }

    /// Whether the change is a noun of its own that says what the sentence comes to: "a 4% increase", "a fall of 9%".
    pub(super) fn is_article_before(&self) -> bool {
        const ROUNDLY: WordSet<6> = WordSet::new([
            "about",
            "almost",
            "approximate",
            "approximately",
            "nearly",
            "roughly",
        ]);
        let before = self.words_before(self.change.extent.start);
        let mut before = before.filter(|word| !ROUNDLY.has(word));
        let is_article = |word: Option<&str>| word.is_some_and(|word| ["a", "an"].contains(&word));
        match before.next() {
            Some("of") => {
                let moves = before.next();
                moves.is_some_and(word::is_change) && is_article(before.next())
            }
            word => is_article(word),
        }
    }

    /// Whether the percentage is what something is said of: "up from 310, 14% were from abroad".
    pub(super) fn is_subject(&self) -> bool {
        let behind = self.words_behind(1).next();
        behind
            .is_some_and(|word| ["are", "came", "had", "have", "is", "was", "were"].contains(&word))
    }

    /// What stands behind the change and its noun.
    pub(super) fn end(&self) -> End {
        const TIMES: WordSet<5> = WordSet::new(["month", "months", "period", "year", "years"]);
        let behind: Vec<&str> = self.words_behind(7).collect();
        let noun = usize::from(behind.first().is_some_and(|word| word::is_change(word)));
        match &behind[noun..] {
            [] | ["." | "!" | ")" | "…", ..] => End::Here,
            [word, ..] if EACH.has(word) => End::Open,
            ["over" | "since" | "from" | "compared" | "on", rest @ ..]
                if rest.iter().any(|word| TIMES.has(word)) =>
            {
                End::Time
            }
            _ => End::Open,
        }
    }

    /// The words and marks right behind the change.
    pub(super) fn words_behind(&self, count: usize) -> impl Iterator<Item = &str> {
        let at = self
            .tokens
            .partition_point(|token| token.start < self.change.extent.end);
        self.tokens[at..]
            .iter()
            .take(count)
            .map(|token| token.of(self.view))
    }
}

/// Whether a number without a noun is rather a year that is too far away to be read as one: "over those of 1877".
pub(super) fn is_like_a_year(view: &str, claim: &Claim) -> bool {
    let number = &view[claim.extent.range()];
    let is_plain = number.len() == 4 && number.bytes().all(|byte| byte.is_ascii_digit());
    is_plain
        && matches!(
            number.as_bytes(),
            [b'1', b'5'..=b'9', ..] | [b'2', b'0', ..]
        )
        && ["in ", "of ", "since "]
            .iter()
            .any(|word| view[..claim.extent.start as usize].ends_with(word))
}

/// Whether a value is of a year that is not the one before that of another.
pub(super) fn is_long_before(base: &Claim, now: &Claim) -> bool {
    let year = |claim: &Claim| claim.period.and_then(Period::year);
    let years = year(base).zip(year(now));
    years.is_some_and(|(base, now)| base + 1 < now)
}

/// Whether a value is a positive number that is stated as it is, and not about.
pub(super) fn is_plain(claim: &Claim) -> bool {
    claim.mood == Mood::Stated
        && !claim.quantity.values.is_vague()
        && !claim.quantity.values.is_hedged()
        && claim.quantity.nominal() > Some(Decimal::ZERO)
}

/// Whether two values are of one kind, and money of one currency.
pub(super) fn are_of_one_sort(first: &Claim, second: &Claim) -> bool {
    first.quantity.kind == second.quantity.kind
        && first.quantity.currency() == second.quantity.currency()
}
