//! `growth-off`: a stated growth, multiple or change that the stated values do not give.

use std::borrow::Cow;
use std::ops::Range;

use rayon::prelude::*;
use rust_decimal::Decimal;
use rustc_hash::FxHashSet;
use schemars::JsonSchema;
use serde::Deserialize;

use super::flow::Flow;
use super::{Check, Context, Needs, Steps, Verdict, show};
use crate::claim::{Claim, ClaimId, Mood, Role, canonical};
use crate::corpus::ReportId;
use crate::document::Extent;
use crate::finding::{Certainty, Detection, Fault, Label};
use crate::lookup::WordSet;
use crate::period::{Anchor, Period};
use crate::quantity::{
    Comparison, GrowthCheck, Kind, Values, growth, growth_by_part, is_time_unit, multiple, share,
};
use crate::word::{self, Shape, Stem, Token};

mod apart;
mod built;
mod clause;
mod columns;
mod direction;
mod subject;

pub(super) use columns::is_change as is_column_of_changes;

/// Recomputes every stated change whose two values are stated too, in the same sentence or in the report that the
/// sentence refers to.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GrowthOff {}

impl Check for GrowthOff {
    fn needs(&self) -> Needs {
        Needs::Own
    }

    fn steps<'a>(&'a self, context: &Context<'a>) -> Steps<'a> {
        Steps::gathering(context, in_report, |context, asked| {
            over_reports(context, &asked);
        })
    }
}

/// Looks at the changes of a report, and gives those of which a value may stand in another one.
fn in_report(context: &mut Context<'_>, report: ReportId) -> Asked {
    let mut asked = AskedSoFar::default();
    let mut flows = Flows::default();
    for id in context.ledger.of_report(report) {
        if let Some(detection) = direction::contradicted(context, id) {
            context.report(detection);
        }
        let claim = &context.ledger.claims[id];
        let change = match claim.quantity.kind {
            Kind::Percent | Kind::Ratio => claim.role == Role::Change,
            _ => is_difference(context, claim),
        };
        if !change || claim.quantity.values.is_vague() {
            // "Up 30 on last year's 205": only the build of the sentence says that it is a change.
            let verdict = match flows.built(context, id) {
                Verdict::Open => flows.apart(context, id),
                verdict => verdict,
            };
            context.conclude(verdict);
            continue;
        }
        if claim.mood == Mood::Planned {
            context.leave(claim, "a plan is not worked out again");
            continue;
        }
        if built::is_of_points(context, claim) {
            let verdict = flows.built(context, id);
            context.conclude(verdict);
            continue;
        }
        let sentence = Sentence::of(context, id);
        let verdict = match in_sentence(context, &sentence) {
            Verdict::Open => match flows.built(context, id) {
                Verdict::Open => of_the_sentence_before(context, &sentence),
                verdict => verdict,
            },
            Verdict::Off(off) => match flows.built(context, id) {
                Verdict::Fits(places) => Verdict::Fits(places),
                _ => Verdict::Off(off),
            },
            fits @ Verdict::Fits(_) => fits,
        };
        let verdict = match verdict {
            Verdict::Open => flows.apart(context, id),
            verdict => verdict,
        };
        if let Verdict::Open = verdict
            && asked.add(context, &sentence).is_none()
        {
            context.leave(claim, NO_VALUES);
        }
        context.conclude(verdict);
        if claim.quantity.kind == Kind::Ratio
            && let Some(detection) = against_listed(context, id)
        {
            context.report(detection);
        }
    }
    columns::judge_all(context, report);
    asked.into_asked()
}

/// The sentence that was looked at last, as its pieces.
#[derive(Default)]
struct Flows<'a>(Option<(usize, Flow<'a>)>);

impl<'a> Flows<'a> {
    /// What the build of its sentence says of a change.
    fn built(&mut self, context: &Context<'a>, id: ClaimId) -> Verdict {
        if !built::may_be(context, id) {
            return Verdict::Open;
        }
        built::judged(context, self.of(context, id), id)
    }

    /// What two values say of how far they are said to be apart.
    fn apart(&mut self, context: &Context<'a>, id: ClaimId) -> Verdict {
        if !apart::may_be(context, id) {
            return Verdict::Open;
        }
        apart::judged(context, self.of(context, id), id)
    }

    /// The pieces of the sentence of a claim.
    fn of(&mut self, context: &Context<'a>, id: ClaimId) -> &Flow<'a> {
        let claim = &context.ledger.claims[id];
        let known = self.0.take();
        let known = known.filter(|(sentence, _)| *sentence == claim.sentence);
        let flow = known.map_or_else(
            || Flow::of(context, claim.report, claim.sentence),
            |(_, flow)| flow,
        );
        let (_, flow) = self.0.insert((claim.sentence, flow));
        flow
    }
}

/// Why a change is left alone.
const NO_VALUES: &str = "no two values are told that it comes from: neither in its sentence, nor one of them in the \
                         report of the year that it names";

/// Whether a number of things tells by how many there are more or fewer: "grew by 96 objects", "a fall of 12", "three
/// more than in 2020".
fn is_difference(context: &Context<'_>, claim: &Claim) -> bool {
    let of_things = matches!(claim.quantity.kind, Kind::Count | Kind::Money);
    if !of_things || claim.base || !matches!(claim.role, Role::Level | Role::Change) {
        return false;
    }
    let report = &context.corpus.reports[claim.report];
    let view = report.document.view.as_str();
    let tokens = report.tokens(claim.sentence);
    let at = tokens.partition_point(|token| token.start < claim.extent.start);
    let behind = tokens.partition_point(|token| token.start < claim.extent.end);
    // "Shrank twice by two seats", "grew by ten a year": how often, the two values do not tell.
    let near = at.saturating_sub(12)..(behind + 12).min(tokens.len());
    let often = || {
        tokens[near.clone()].iter().any(|token| {
            let word = token.of(view);
            OFTEN.iter().any(|often| often.eq_ignore_ascii_case(word))
        })
    };
    if claim.role == Role::Change {
        // "Upgraded three times" tells of no more and no fewer.
        return tokens
            .get(behind)
            .is_some_and(|token| token.of(view) != "times")
            && !often();
    }
    let word = |back: usize| at.checked_sub(back).map(|at| tokens[at].of(view));
    let moves =
        |back: usize| word(back).is_some_and(|word| word::is_rise(word) || word::is_fall(word));
    let told = match word(1) {
        Some("by") => (2..=5).any(moves),
        Some("of") => [
            "increase", "decrease", "rise", "fall", "decline", "drop", "growth",
        ]
        .iter()
        .any(|noun| word(2) == Some(*noun)),
        _ => false,
    };
    told && !often()
}

/// Words that say that a change came more than once, or to each of several.
const OFTEN: &[&str] = &[
    "annually",
    "daily",
    "each",
    "every",
    "monthly",
    "per",
    "respectively",
    "thrice",
    "times",
    "twice",
    "weekly",
    "yearly",
];

/// How it begins that half is left.
const HALVED: &[&str] = &["halv", "Halv"];

/// Words between "by" and a part of one: "by almost a third".
const HEDGES: WordSet<16> = WordSet::new([
    "a", "about", "almost", "around", "at", "close", "just", "least", "less", "more", "nearly",
    "over", "roughly", "some", "than", "well",
]);

/// Words right before the value that a change starts from.
const FROM: &[&str] = &["compared", "from", "over", "than", "versus", "vs"];

/// So many claims and so many words to each side of a change may be its values, and may tell of it. A sentence that has
/// more runs on.
const CLAIMS_BESIDE: usize = 32;
const WORDS_BESIDE: usize = 128;

/// A change, and what the words around it tell.
#[derive(Clone, Copy)]
struct Change<'a> {
    claim: &'a Claim,
    /// Whether something became less.
    falls: bool,
    part: Part,
}

/// What a part of one ("a third") tells of two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// By so much one is more or less than the other: "grew by a third".
    Added,
    /// So much of one is the other: "fell to a third", "half as many". Or the change is no part.
    Whole,
    /// The words do not tell.
    Unclear,
}

/// What a sentence says behind a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// No more.
    Here,
    /// Since when it is: "over the last year".
    Time,
    /// It may be a change of something else: "10% more than planned", "of 5% a month".
    Open,
}

/// A sentence as a change in it sees it.
struct Sentence<'a> {
    change: &'a Claim,
    claims: Vec<&'a Claim>,
    view: &'a str,
    tokens: Cow<'a, [Token]>,
}

impl<'a> Sentence<'a> {
    fn of(context: &'a Context<'a>, change: ClaimId) -> Sentence<'a> {
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
    fn reach(&self) -> (usize, usize) {
        let (first, last) = (self.tokens.first(), self.tokens.last());
        (
            first.map_or(0, |token| token.start as usize),
            last.map_or(0, |token| token.end() as usize),
        )
    }

    /// The words and marks before a view offset, the nearest first.
    fn words_before(&self, offset: u32) -> impl Iterator<Item = &str> {
        let at = self.tokens.partition_point(|token| token.start < offset);
        self.tokens[..at]
            .iter()
            .rev()
            .map(|token| token.of(self.view))
    }

    /// The place of the first word from a view offset on.
    fn at(&self, offset: u32) -> usize {
        self.tokens.partition_point(|token| token.start < offset)
    }

    /// The words and marks between two view offsets.
    fn between(&self, start: u32, end: u32) -> &[Token] {
        let end = self.at(end);
        &self.tokens[self.at(start).min(end)..end]
    }

    /// Where a word stands.
    fn extent_of(&self, at: usize) -> Extent {
        let token = self.tokens[at];
        Extent {
            start: token.start,
            end: token.end(),
        }
    }

    /// Whether one of `words` stands before a level, or before its year: "from 120", "from 2019 (120)".
    fn starts(&self, level: &Claim, words: &[&str]) -> bool {
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
    fn preceded(&self, offset: u32, reach: usize, words: &[&str]) -> bool {
        self.words_before(offset)
            .take(reach)
            .any(|word| words.iter().any(|known| known.eq_ignore_ascii_case(word)))
    }

    /// Whether a word stands before a level, or before the "the" of it: "as many as the 16".
    fn starts_behind(&self, level: &Claim, word: &str) -> bool {
        self.words_before(level.extent.start)
            .find(|before| !["the", "our", "its", "their"].contains(before))
            .is_some_and(|before| before == word)
    }

    /// Whether the change is a fall, by the words around it.
    fn falls(&self) -> bool {
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
    fn has_way(&self) -> bool {
        let before = self.words_before(self.change.extent.start).take(4);
        let mut near = before.chain(self.words_behind(4));
        near.any(|word| word::is_fall(word) || word::is_rise(word))
    }

    /// Whether a change tells of more time than that between the two values beside it: "a 20% increase since 2015".
    fn is_since(&self) -> bool {
        self.words_behind(4).any(|word| word == "since")
    }

    /// What the words around a part of one say of it.
    fn part(&self) -> Part {
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
        let moves = |word: &str| word::is_rise(word) || word::is_fall(word);
        let behind: Vec<&str> = self.words_behind(3).collect();
        match (before.next(), before.next()) {
            _ if behind.contains(&"again") => Part::Added,
            (Some("by"), _) => Part::Added,
            (Some("of"), Some(noun)) if moves(noun) => Part::Added,
            (Some("to" | "in"), _) => Part::Whole,
            (Some(word), _) if moves(word) => Part::Added,
            _ => match behind.first() {
                Some(word) if *word == "more" || moves(word) => Part::Added,
                Some(&("as" | "its" | "of" | "our" | "that" | "the" | "their" | "what")) => {
                    Part::Whole
                }
                _ => Part::Unclear,
            },
        }
    }

    /// The change with what the words around it say.
    fn told(&self) -> Change<'a> {
        Change {
            claim: self.change,
            falls: self.falls(),
            part: self.part(),
        }
    }

    /// Whether another change stands between this one and a level, which is then the base of that one: "60% more than
    /// last year, and 166% more than the 15 million of 2020".
    fn has_change_before(&self, level: &Claim) -> bool {
        self.claims.iter().any(|claim| {
            claim.role == Role::Change
                && claim.extent.start >= self.change.extent.end
                && claim.extent.end <= level.extent.start
        })
    }

    /// Levels that may be one side of the change.
    fn levels(&self) -> impl Iterator<Item = &'a Claim> + '_ {
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
    fn goes_on(&self, level: &Claim) -> bool {
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
    fn compared(&self) -> Option<Stem> {
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
    fn are_of_two(&self, base: &Claim, now: &Claim) -> bool {
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
    fn is_of_other_things(&self, base: &Claim, now: &Claim) -> bool {
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
    fn count_two(&self, one: &Claim, other: &Claim) -> bool {
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
    fn is_difference(&self) -> bool {
        matches!(self.change.quantity.kind, Kind::Count | Kind::Money)
    }

    /// Whether a level can have changed by a difference: in what it is counted or paid in, and of what.
    fn is_of_one_sort(&self, counted: &Claim) -> bool {
        let level_of = &counted.measure;
        let (change, level) = (self.change, &counted.quantity);
        // "6,100 loans, a fall of 1,256": the fall is no thing.
        let is_named_by_change = self.end() == End::Here
            && change.measure.extent.is_some_and(|noun| {
                let noun = &self.view[noun.range()];
                word::is_rise(noun) || word::is_fall(noun)
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
    fn is_bare(&self) -> bool {
        let mut behind = self.words_behind(2);
        behind
            .next()
            .is_some_and(|word| word.eq_ignore_ascii_case("more") || word::is_fall(word))
            && behind.next() == Some("than")
    }

    /// Whether the change is the end of a level: "2.1.4x" is a version.
    fn is_end_of(&self, level: &Claim) -> bool {
        let behind = self.change.extent.start.checked_sub(level.extent.end);
        let view = &self.view[level.extent.end as usize..];
        behind.is_some_and(|gap| gap <= 1 && !view.starts_with(char::is_whitespace))
    }

    /// Whether two values are of one step: "up from 205, bringing us to 1,430" has another verb for the second.
    fn is_one_step(&self, base: &Claim, now: &Claim) -> bool {
        let between = self.between(base.extent.end, now.extent.start);
        let comma = between.iter().position(|token| token.of(self.view) == ",");
        let brings = |token: &Token| token.of(self.view).ends_with("ing");
        comma.is_none_or(|comma| !between[comma..].iter().any(brings))
    }

    /// Whether a change stands beside its two values, with nothing between that starts another statement: "from 150 in 2019 to
    /// 210, while the rest saw a 4% drop".
    fn is_beside(&self, base: &Claim, now: &Claim) -> bool {
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
    fn is_of_another(&self, base: &Claim) -> bool {
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
    fn is_article_before(&self) -> bool {
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
                moves.is_some_and(|word| word::is_rise(word) || word::is_fall(word))
                    && is_article(before.next())
            }
            word => is_article(word),
        }
    }

    /// What stands behind the change and its noun.
    fn end(&self) -> End {
        const TIMES: WordSet<5> = WordSet::new(["month", "months", "period", "year", "years"]);
        const EACH: WordSet<4> = WordSet::new(["a", "each", "every", "per"]);
        let behind: Vec<&str> = self.words_behind(7).collect();
        let moves = |word: &str| word::is_rise(word) || word::is_fall(word);
        let noun = usize::from(behind.first().is_some_and(|word| moves(word)));
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
    fn words_behind(&self, count: usize) -> impl Iterator<Item = &str> {
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
fn is_like_a_year(view: &str, claim: &Claim) -> bool {
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
fn is_long_before(base: &Claim, now: &Claim) -> bool {
    let year = |claim: &Claim| claim.period.and_then(Period::year);
    let years = year(base).zip(year(now));
    years.is_some_and(|(base, now)| base + 1 < now)
}

/// Whether two values are of one kind, and money of one currency.
fn are_of_one_sort(first: &Claim, second: &Claim) -> bool {
    first.quantity.kind == second.quantity.kind
        && first.quantity.currency() == second.quantity.currency()
}

/// What starts another statement.
const APART: &[&str] = &[";", "but", "saw", "though", "whereas", "while", "with"];

/// A change whose two values stand in its own sentence.
fn in_sentence(context: &Context<'_>, sentence: &Sentence<'_>) -> Verdict {
    let levels: Vec<&Claim> = sentence.levels().collect();
    // "from A to B" beside the change; the nearest pair.
    if levels.iter().any(|level| sentence.is_end_of(level)) || sentence.is_rate_of_its_own() {
        return Verdict::Open;
    }
    let goes = |base: &Claim, now: &Claim| {
        sentence.starts(base, &["from"])
            && sentence.starts(now, &["to"])
            && sentence.is_one_step(base, now)
    };
    let pair = levels.windows(2).enumerate().filter_map(|(at, pair)| {
        let [first, second] = [pair[0], pair[1]];
        // "From 15 to 43, and those of fraud from 80 to 114": neither of the two in the middle is alone.
        let is_of_others = || {
            at > 0 && goes(levels[at - 1], first)
                || levels.get(at + 2).is_some_and(|next| goes(second, next))
        };
        // "Fell by half, to 20 from 60"
        (goes(first, second).then_some([first, second])).or_else(|| {
            (goes(second, first) && are_of_one_sort(first, second) && !is_of_others())
                .then_some([second, first])
        })
    });
    let distance = |claim: &Claim| claim.extent.start.abs_diff(sentence.change.extent.start);
    let pair = pair.filter(|pair| sentence.is_beside(pair[0], pair[1]) && !sentence.is_since());
    // "From 10 to 0.35 microns, 800 times as many transistors": of something else that comes with it.
    let compared = sentence.compared();
    let pair = pair.filter(|pair| {
        let of_pair = pair[1].measure.head;
        compared.is_none_or(|compared| of_pair.is_none_or(|head| canonical(head) == compared))
    });
    let (of_another, pairs): (Vec<_>, Vec<_>) =
        pair.partition(|pair| sentence.is_said_of_another(*pair));
    if let Some([base, now]) = pairs.into_iter().min_by_key(|pair| distance(pair[0])) {
        // "Rose by 8% to 1,250, from 1,100 firms", "rose by 6% to £299m, from £210m in 2008"
        let is_reversed = base.extent.start > now.extent.start;
        if is_reversed && sentence.is_of_other_things(base, now) {
            return Verdict::Open;
        }
        let most = if is_reversed && is_long_before(base, now) {
            Certainty::Unsure
        } else {
            Certainty::Sure
        };
        let mut change = sentence.told();
        // "Fell from 1,000 to 800 (20%)": the word is too far away.
        if !sentence.has_way() {
            change.falls = now.quantity.nominal() < base.quantity.nominal();
        }
        return judge(context, change, base, now, most);
    }
    if !of_another.is_empty() {
        return Verdict::Open;
    }
    // "Compared to 2020 (400 members), membership grew 10% to 480".
    let reached = levels.iter().copied().find(|level| {
        level.extent.start >= sentence.change.extent.end && sentence.starts(level, &["to"])
    });
    let opened = levels.iter().copied().rfind(|level| {
        level.base && level.dated && level.extent.end <= sentence.change.extent.start
    });
    if let (Some(base), Some(now), [_, _]) = (opened, reached, levels.as_slice())
        && are_of_one_sort(base, now)
        && is_about(sentence.told(), base, now)
    {
        return judge(context, sentence.told(), base, now, Certainty::Likely);
    }
    // "B, compared to A last year, a rise of 60%": both stand before it.
    let has_base_behind = levels.iter().any(|level| {
        level.extent.start >= sentence.change.extent.end
            && level.base
            && sentence.preceded(level.extent.start, 2, &["than"])
    });
    let told = levels.array_windows().rfind(|[now, base]| {
        base.base
            && !has_base_behind
            && !now.base
            && now.measure.head.is_some()
            && !sentence.are_of_two(base, now)
            && !sentence.count_two(base, now)
            && base.extent.end <= sentence.change.extent.start
            && !sentence.starts(now, &["from"])
            && !sentence.goes_on(base)
            && sentence.preceded(sentence.change.extent.start, 4, &["of", "by", "up", "down"])
            && sentence.is_beside(now, base)
            && !sentence.is_of_another(base)
    });
    if let Some([now, base]) = told {
        let mut change = sentence.told();
        // "A decrease of 140, or 10%": the word is too far away.
        if !sentence.has_way() {
            change.falls = now.quantity.nominal() < base.quantity.nominal();
        }
        return judge(context, change, base, now, Certainty::Likely);
    }
    // "B, up 60% from A", "B, a 60% increase compared to the A of last year", "B, twice as many as the A".
    let multiple = sentence.change.quantity.kind == Kind::Ratio;
    let nearest = levels
        .iter()
        .copied()
        .rfind(|level| level.extent.end <= sentence.change.extent.start);
    let base = levels.iter().copied().find(|level| {
        level.extent.start >= sentence.change.extent.end
            && (sentence.preceded(level.extent.start, 3, FROM)
                || multiple && sentence.starts_behind(level, "as"))
            && !sentence.has_change_before(level)
            && !sentence.goes_on(level)
            && !nearest.is_some_and(|now| sentence.are_of_two(level, now))
    });
    let Some(base) = base else {
        return of_two_years(context, sentence, &levels);
    };
    let nows: Vec<&Claim> = levels
        .iter()
        .copied()
        .filter(|level| {
            level.extent.end <= sentence.change.extent.start && are_of_one_sort(level, base)
        })
        .collect();
    let change = sentence.told();
    // "2,500 members in four halls, 66% more than the 1,500": of several values one that fits is meant, and else the
    // one of the size of the base.
    let fits = |now: &&Claim| matches!(check(change, base, now), GrowthCheck::Fits);
    let same = |now: &&Claim| {
        let (now, base) = (&now.measure, &base.measure);
        now.head.is_some() && now.head == base.head && !now.guessed && !base.guessed
    };
    let most = if nows.len() == 1 || nows.last().is_some_and(same) {
        Certainty::Sure
    } else {
        Certainty::Likely
    };
    let meant = nows.iter().copied().rfind(fits);
    let meant = meant.or_else(|| nows.last().copied().filter(same));
    let nearest = || {
        nows.iter()
            .copied()
            .rev()
            .min_by_key(|now| ratio(now, base))
    };
    match meant.or_else(nearest) {
        Some(now) => judge(context, change, base, now, most),
        None => Verdict::Open,
    }
}

/// "The stock grew from 200 to 600 titles. That is an increase of 200%": a change that points back to the two values of the
/// sentence before.
fn of_the_sentence_before(context: &Context<'_>, sentence: &Sentence<'_>) -> Verdict {
    /// A longer sentence says too much to be pointed back to.
    const LONGEST: usize = 60;
    const POINTERS: WordSet<3> = WordSet::new(["it", "that", "this"]);
    const EQUALS: WordSet<9> = WordSet::new([
        "'s",
        "’s",
        "equals",
        "is",
        "marks",
        "means",
        "represents",
        "was",
        "makes",
    ]);
    let change = sentence.change;
    let report = &context.corpus.reports[change.report];
    let document = &report.document;
    let tokens = &sentence.tokens;
    let word = |at: usize| {
        let token = tokens.get(at);
        token.map_or("", |token: &Token| token.of(sentence.view))
    };
    let bare = word(0).trim_end_matches("'s").trim_end_matches("’s");
    let is_short = bare.len() < word(0).len();
    let points = POINTERS.has(bare) && (is_short || EQUALS.has(word(1)));
    let own_start = document.sentences[change.sentence].extent.start;
    let is_whole = tokens
        .first()
        .is_some_and(|token| token.start < own_start + 3);
    let Some(before) = change
        .sentence
        .checked_sub(1)
        .filter(|_| points && is_whole)
    else {
        return Verdict::Open;
    };
    let block = |sentence: usize| document.sentences[sentence].block();
    let tokens = report.few_tokens(before);
    if block(before) != block(change.sentence)
        || tokens.len() > LONGEST
        || sentence.levels().next().is_some()
        || change.quantity.kind != Kind::Percent
        || !sentence.is_article_before()
    {
        return Verdict::Open;
    }
    let most = match sentence.end() {
        End::Here => Certainty::Sure,
        End::Time => Certainty::Likely,
        End::Open => return Verdict::Open,
    };
    let told = Sentence {
        change,
        claims: context
            .ledger
            .in_sentence(change.report, before)
            .iter()
            .collect(),
        view: sentence.view,
        tokens,
    };
    let levels: Vec<&Claim> = told.levels().collect();
    match levels.as_slice() {
        // "To 600", "to a whopping 600".
        [base, now]
            if told.starts(base, &["from"]) && told.preceded(now.extent.start, 3, &["to"]) =>
        {
            judge(context, sentence.told(), base, now, most)
        }
        [now, base] if base.base && !now.base && are_of_one_sort(base, now) => {
            judge(context, sentence.told(), base, now, Certainty::Likely)
        }
        _ => Verdict::Open,
    }
}

/// "136,343 visits in 2021, while 130,298 were counted in 2020, a 4.6% increase": two values of two years, and the change
/// behind them.
fn of_two_years(context: &Context<'_>, sentence: &Sentence<'_>, levels: &[&Claim]) -> Verdict {
    let [first, second] = levels else {
        return Verdict::Open;
    };
    let year = |claim: &Claim| claim.period.filter(|_| claim.dated).and_then(Period::year);
    let (Some(one), Some(other)) = (year(first), year(second)) else {
        return Verdict::Open;
    };
    let change = sentence.change;
    let noun = |claim: &Claim| {
        claim
            .measure
            .head
            .filter(|_| !claim.measure.guessed)
            .map(canonical)
    };
    let of_one_noun = match (noun(first), noun(second)) {
        (Some(one), Some(other)) => one == other,
        (one, other) => one.is_some() || other.is_some(),
    };
    let is_only = sentence.claims.iter().all(|claim| {
        claim.extent == change.extent
            || claim.extent == first.extent
            || claim.extent == second.extent
    });
    if one == other
        || change.extent.start < second.extent.end
        || change.quantity.kind != Kind::Percent
        || !are_of_one_sort(first, second)
        || !of_one_noun
        || !is_only
        || first.mood != second.mood
        || first.measure.partial != second.measure.partial
        || !sentence.is_article_before()
    {
        return Verdict::Open;
    }
    let (base, now) = if one < other {
        (first, second)
    } else {
        (second, first)
    };
    judge(context, sentence.told(), base, now, Certainty::Likely)
}

/// How many times the one of two values is the other, the smaller being one. What cannot be told comes last.
fn ratio(first: &Claim, second: &Claim) -> Decimal {
    let nominal = |claim: &Claim| {
        claim
            .quantity
            .nominal()
            .filter(|number| *number > Decimal::ZERO)
    };
    let ratio = nominal(first)
        .zip(nominal(second))
        .and_then(|(first, second)| first.max(second).checked_div(first.min(second)));
    ratio.unwrap_or(Decimal::MAX)
}

/// Values of one series that a change may start from, in order.
struct Bases(Vec<Base>);

/// A value with its year and its noun.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Base {
    key: BaseKey,
    claim: u32,
    kind: Kind,
}

type BaseKey = (i16, Stem);

/// So many values of one noun and year are looked at; what has more is too common to tell facts apart.
const MOST_BASES: usize = 64;

impl Bases {
    /// Those of some reports.
    fn in_reports(context: &Context<'_>, reports: Range<ReportId>) -> Bases {
        let of_report = |report: ReportId| {
            let ids = context.ledger.of_report(report);
            let claims = ids.clone().zip(&context.ledger.claims[ids]);
            let stated = claims.filter_map(|(id, claim)| {
                let is_stated = claim.role == Role::Level && claim.mood == Mood::Stated;
                let year = claim.period.filter(|_| is_stated)?.year()?;
                (!claim.quantity.values.is_vague()).then_some((id as u32, claim, year))
            });
            stated.flat_map(|(id, claim, year)| {
                nouns(claim).map(move |noun| Base {
                    key: (year, noun),
                    claim: id,
                    kind: claim.quantity.kind,
                })
            })
        };
        let reports = reports.into_par_iter();
        let mut bases: Vec<Base> = reports.flat_map_iter(of_report).collect();
        bases.par_sort_unstable();
        Bases(bases)
    }

    /// Those of a year and a noun, in their order.
    fn of(&self, key: BaseKey) -> impl Iterator<Item = &Base> {
        let first = self.0.partition_point(|base| base.key < key);
        let all = self.0[first..].iter();
        all.take_while(move |base| base.key == key)
    }
}

/// The nouns that a claim counts under: its own, and that of those who did what it says.
fn nouns(claim: &Claim) -> impl Iterator<Item = Stem> {
    let own = claim.measure.head.map(canonical);
    let also = claim.measure.also().filter(|also| own != Some(*also));
    own.into_iter().chain(also)
}

/// The changes of a report whose present value stands in their sentence, and whose base may stand in an earlier report.
/// Claims are told by their places in the report: their numbers among all are not known as long as reports are looked at one
/// by one.
struct Asked {
    changes: Box<[Open]>,
    /// What may be the present values, one change behind the other.
    nows: Box<[u32]>,
}

/// One of these changes.
struct Open {
    change: u32,
    /// Where its present values end.
    nows: u32,
    /// The year of the base.
    year: i16,
    way: Way,
    falls: bool,
    part: Part,
}

/// How a change asks for its base.
#[derive(Clone, Copy)]
enum Way {
    /// It is a percentage or a multiple, and names the year.
    Named,
    /// It is one of these in the year before, as far as is said.
    Unnamed,
    /// It is a number of things, and names the year.
    Difference,
}

/// Those that were met so far.
#[derive(Default)]
struct AskedSoFar {
    changes: Vec<Open>,
    nows: Vec<u32>,
}

impl AskedSoFar {
    /// Adds the change of a sentence, if it is one of them.
    fn add(&mut self, context: &Context<'_>, sentence: &Sentence<'_>) -> Option<()> {
        let (year, way, nows) = asked(context, sentence)?;
        let Change { claim, falls, part } = sentence.told();
        let change = place_of(context, claim)?;
        let nows = nows.into_iter().map(|now| place_of(context, now));
        let nows: Vec<u32> = nows.collect::<Option<_>>()?;
        self.nows.extend(nows);
        self.changes.push(Open {
            change,
            nows: self.nows.len() as u32,
            year,
            way,
            falls,
            part,
        });
        Some(())
    }

    fn into_asked(self) -> Asked {
        Asked {
            changes: self.changes.into_boxed_slice(),
            nows: self.nows.into_boxed_slice(),
        }
    }
}

impl Asked {
    /// Each change with its present values.
    fn each(&self) -> impl Iterator<Item = (&Open, &[u32])> {
        let mut start = 0;
        self.changes.iter().map(move |open| {
            let end = open.nows as usize;
            (open, &self.nows[std::mem::replace(&mut start, end)..end])
        })
    }
}

/// The place of a claim among those of its report.
fn place_of(context: &Context<'_>, claim: &Claim) -> Option<u32> {
    let of_sentence = context.ledger.of_sentence(claim.report, claim.sentence);
    let first = of_sentence.start - context.ledger.of_report(claim.report).start;
    let mut claims = context.ledger.claims[of_sentence].iter();
    let at = claims.position(|other| std::ptr::eq(other, claim))?;
    Some((first + at) as u32)
}

/// The year that a change counts from, and what may be the present value.
fn asked<'a>(
    context: &'a Context<'_>,
    sentence: &Sentence<'a>,
) -> Option<(i16, Way, Vec<&'a Claim>)> {
    let before = |level: &&Claim| level.extent.end <= sentence.change.extent.start;
    let named = base_year(context, sentence);
    if sentence.is_rate_of_its_own() {
        return None;
    }
    // "Rose by 20% to 9,000 visitors"
    let reached = || {
        sentence.levels().find(|level| {
            let behind = level.extent.start.checked_sub(sentence.change.extent.end);
            behind.is_some_and(|gap| gap < 40)
                && (sentence.starts(level, &["to"])
                    || sentence.starts(level, &["at"])
                        && sentence.preceded(sentence.change.extent.start, 1, &["up", "down"]))
        })
    };
    let own = || sentence.levels().filter(before).last();
    let Some(year) = named else {
        // Without a word of what it is compared with, a change in a year is one from the year before.
        let is_remark = || {
            sentence.preceded(sentence.change.extent.start, 3, &["up", "down"])
                || sentence.is_article_before() && sentence.end() == End::Here
        };
        let now = reached().or_else(|| own().filter(|_| is_remark()))?;
        return Some((year_before(context, sentence)?, Way::Unnamed, vec![now]));
    };
    if sentence.is_difference() {
        let gone = sentence.change.quantity.nominal()?;
        let falls = sentence.falls();
        let grew =
            |level: &&Claim| falls || level.quantity.nominal().is_some_and(|now| now >= gone);
        let nows = sentence.levels().filter(before).filter(grew);
        return Some((year, Way::Difference, nows.collect()));
    }
    let now = own()
        .or_else(reached)
        .or_else(|| told_beside(context, sentence))?;
    Some((year, Way::Named, vec![now]))
}

/// Looks for the values that changes of all reports start from. They stand in reports of the same series, which are few and
/// are looked at together: what was read of them has to be fetched once.
fn over_reports(context: &mut Context<'_>, asked: &[Asked]) {
    let series: Vec<Range<ReportId>> = context.corpus.each_series().collect();
    let series = series.into_par_iter();
    let judged = series.map(|reports| over_series(context, reports.clone(), &asked[reports]));
    let judged: Vec<Vec<Judged>> = judged.collect();
    for (id, verdict) in judged.into_iter().flatten().flatten() {
        if let Verdict::Open = verdict {
            context.leave(&context.ledger.claims[id], NO_VALUES);
        }
        context.conclude(verdict);
    }
}

/// What is said of the changes of a report. Of one that stays open something is said only to somebody who asks why.
type Judged = Vec<(ClaimId, Verdict)>;

fn over_series(context: &Context<'_>, reports: Range<ReportId>, asked: &[Asked]) -> Vec<Judged> {
    if asked.iter().all(|asked| asked.changes.is_empty()) {
        return Vec::new();
    }
    let bases = Bases::in_reports(context, reports.clone());
    let judged = |(report, asked): (ReportId, &Asked)| {
        let first = context.ledger.of_report(report).start;
        let verdicts = asked.each().map(|(open, nows)| {
            let verdict = over_report(context, first, (open, nows), &bases);
            (first + open.change as usize, verdict)
        });
        let is_said = |verdict: &Verdict| context.is_noting() || !matches!(verdict, Verdict::Open);
        verdicts.filter(|(_, verdict)| is_said(verdict)).collect()
    };
    reports.into_par_iter().zip(asked).map(judged).collect()
}

/// What is said of a change with its base in another report. `first` is the number of the first claim of its own.
fn over_report(
    context: &Context<'_>,
    first: ClaimId,
    (open, nows): (&Open, &[u32]),
    known: &Bases,
) -> Verdict {
    let claim = |place: u32| &context.ledger.claims[first + place as usize];
    let change = Change {
        claim: claim(open.change),
        falls: open.falls,
        part: open.part,
    };
    let nows = nows.iter().map(|now| claim(*now));
    match base_and_now(context, change, known, (open.way, open.year), nows) {
        None => Verdict::Open,
        Some(Found { base, now, fits }) if fits => fitting(context, [change.claim, base, now]),
        Some(Found { base, now, .. }) if is_far(change, base, now) => Verdict::Open,
        Some(Found { base, now, .. }) => judge(context, change, base, now, Certainty::Likely),
    }
}

/// Whether two values of two sentences give a change so far from the stated one that they are rather of two things: no slip makes
/// 4% of 300%.
fn is_far(change: Change<'_>, base: &Claim, now: &Claim) -> bool {
    let (GrowthCheck::Sure { computed } | GrowthCheck::Likely { computed }) =
        check(change, base, now)
    else {
        return false;
    };
    let Some(stated) = change.claim.quantity.nominal() else {
        return false;
    };
    if change.claim.quantity.kind == Kind::Ratio {
        return false;
    }
    let is_percent = change.claim.quantity.kind == Kind::Percent;
    // A difference is told as what was added or taken away.
    let computed = if is_percent && change.falls {
        -computed
    } else {
        computed
    };
    let near = Decimal::TEN;
    let most = stated * Decimal::from(3) + if is_percent { near } else { Decimal::ZERO };
    let least = (stated - if is_percent { near } else { Decimal::ZERO }) / Decimal::from(3);
    // A nought too many, or too few.
    let (less, more) = (stated.min(computed), stated.max(computed));
    let is_tenfold = less > Decimal::ZERO && {
        let times = (more / less).round_dp(1);
        (times - Decimal::TEN).abs() <= Decimal::new(5, 1)
    };
    !is_tenfold && (computed > most || computed < least)
}

/// The two values of a change.
struct Found<'a> {
    base: &'a Claim,
    now: &'a Claim,
    /// Whether they are known to give it.
    fits: bool,
}

/// The value that a change starts from, in an earlier report, and the one in its own sentence.
fn base_and_now<'a>(
    context: &'a Context<'_>,
    change: Change<'_>,
    known: &Bases,
    (way, year): (Way, i16),
    mut nows: impl Iterator<Item = &'a Claim>,
) -> Option<Found<'a>> {
    let found = |now: &'a Claim| {
        let (base, fits) = base_of(context, change, known, year, now)?;
        Some(Found { base, now, fits })
    };
    let only = |now: &'a Claim| {
        let base = only_base(context, change, known, year, now)?;
        Some(Found {
            base,
            now,
            fits: false,
        })
    };
    match way {
        Way::Named => {
            let now = nows.next()?;
            found(now).or_else(|| only(now))
        }
        Way::Unnamed => only(nows.next()?),
        // "203 farms in 5 villages, 17 more than in 2020": of which number, only the values tell.
        Way::Difference => {
            let mut open: Vec<Found<'_>> = nows.filter_map(found).collect();
            if open.iter().any(|found| found.fits) {
                open.retain(|found| found.fits);
            }
            let only = open.pop()?;
            open.is_empty().then_some(only)
        }
    }
}

/// The present value of what changed, in the sentence before the change or behind it, by the noun that both have: "The
/// museum had 26,000 visitors. The number of visitors rose by 30%".
fn told_beside<'a>(context: &'a Context<'_>, sentence: &Sentence<'a>) -> Option<&'a Claim> {
    let change = sentence.change;
    let report = &context.corpus.reports[change.report];
    let document = &report.document;
    let block = document.sentences[change.sentence].block();
    let near = [change.sentence.checked_sub(1), Some(change.sentence + 1)];
    let near = near.into_iter().flatten().filter(|beside| {
        document
            .sentences
            .get(*beside)
            .is_some_and(|beside| beside.block() == block)
    });
    let named: FxHashSet<Stem> = sentence
        .tokens
        .iter()
        .filter(|token| token.start < change.extent.start)
        .map(|token| canonical(token.stem))
        .collect();
    let claims = near.flat_map(|beside| context.ledger.of_sentence(change.report, beside));
    let mut told = claims
        .take(2 * CLAIMS_BESIDE)
        .map(|id| &context.ledger.claims[id])
        .filter(|claim| {
            claim.role == Role::Level
                && claim.mood == Mood::Stated
                && claim.period == report.period
                && !claim.base
                && !claim.measure.guessed
                && !claim.measure.partial
                && nouns(claim).any(|noun| named.contains(&noun))
        });
    let only = told.next()?;
    told.next().is_none().then_some(only)
}

/// From this weight of shared words on, two values are about one thing.
const ABOUT_ONE: u32 = 16;

/// The value of another sentence that a change to `now` started from, and whether the change fits it.
fn base_of<'a>(
    context: &'a Context<'_>,
    change: Change<'_>,
    known: &Bases,
    year: i16,
    now: &Claim,
) -> Option<(&'a Claim, bool)> {
    let head = now.measure.head.map(canonical)?;
    let scope = context.ledger.scope(now);
    let vocabulary = &context.corpus.vocabulary;
    let mut bases: Vec<(u32, &Claim)> = Vec::new();
    let of_noun = known.of((year, head)).take(MOST_BASES);
    for base in of_noun.filter(|base| base.kind == now.quantity.kind) {
        let claim = &context.ledger.claims[base.claim as usize];
        let comparable = are_of_one_sort(claim, now)
            && (claim.report, claim.sentence) != (now.report, now.sentence);
        if comparable {
            let other = context.ledger.scope(claim);
            // "Autumn" and "Spring" of one report are of its own year.
            let of_parts = scope.of_part() || other.of_part();
            if of_parts && claim.report == now.report && scope.editions() != other.editions()
                || !clause::are_as_long(claim.period, now.period)
            {
                continue;
            }
            // What two sentences name that have no name in common are two things.
            let has = |name| other.names().binary_search(name).is_ok();
            let apart = !scope.names().is_empty()
                && !other.names().is_empty()
                && !scope.names().iter().any(has);
            let shared = |first, second| vocabulary.shared(first, second);
            let weight = shared(scope.names(), other.names())
                + shared(scope.words(), other.words())
                + shared(scope.headings(), other.headings())
                + shared(now.measure.qualifiers(), claim.measure.qualifiers());
            bases.push((if apart { weight / 2 } else { weight }, claim));
        }
    }
    // Mostly none of them is about the same.
    if bases.iter().all(|(weight, _)| *weight < ABOUT_ONE) {
        return None;
    }
    // One base that fits is enough: the others are about something else.
    let fits = |base: &Claim| matches!(check(change, base, now), GrowthCheck::Fits);
    bases.sort_by_key(|(weight, claim)| (*weight, claim.extent.start));
    let fitting = bases.iter().rev().find(|(_, base)| fits(base));
    let (weight, base) = fitting.or(bases.last())?;
    (*weight >= ABOUT_ONE).then_some((*base, fitting.is_some()))
}

/// The value of an earlier report that is the only one of its noun there, if the change from it is about the stated one:
/// then a slip is the likelier reading than two facts.
fn only_base<'a>(
    context: &'a Context<'_>,
    change: Change<'_>,
    known: &Bases,
    year: i16,
    now: &Claim,
) -> Option<&'a Claim> {
    // The noun of an amount of money always stands somewhere before it.
    let guessed = |claim: &Claim| {
        claim.measure.guessed
            && claim.quantity.kind != Kind::Money
            && !subject::is_of_subject(context, claim)
    };
    if guessed(now) || now.measure.partial || now.period.and_then(Period::year) <= Some(year) {
        return None;
    }
    let mut of_noun = nouns(now)
        .flat_map(|noun| known.of((year, noun)))
        .map(|base| &context.ledger.claims[base.claim as usize])
        .filter(|claim| {
            claim.report != now.report && clause::are_as_long(claim.period, now.period)
        });
    let base = of_noun.next()?;
    let measure = &base.measure;
    let [of_base, of_now] = [base, now].map(|claim| context.ledger.scope(claim).names());
    let apart = !of_base.is_empty()
        && !of_now.is_empty()
        && !of_base
            .iter()
            .any(|name| of_now.binary_search(name).is_ok());
    let fits = of_noun.next().is_none()
        && !apart
        && !guessed(base)
        && !measure.partial
        && measure.qualifiers() == now.measure.qualifiers()
        && are_of_one_sort(base, now)
        && is_about(change, base, now)
        && subject::sort_of(context, base) == subject::sort_of(context, now);
    fits.then_some(base)
}

/// Whether a change leads from one value to about another: within a third.
fn is_about(change: Change<'_>, base: &Claim, now: &Claim) -> bool {
    let percent = change.claim.quantity.kind == Kind::Percent;
    let nominal = [base, now, change.claim].map(|claim| claim.quantity.nominal());
    let [Some(base), Some(now), Some(stated)] = nominal else {
        return false;
    };
    let more = if change.falls { -stated } else { stated };
    let times = if percent {
        let all = more.checked_add(Decimal::ONE_HUNDRED);
        all.and_then(|all| all.checked_div(Decimal::ONE_HUNDRED))
    } else if change.part == Part::Added {
        more.checked_add(Decimal::ONE)
    } else {
        Some(stated)
    };
    let reached = if matches!(change.claim.quantity.kind, Kind::Count | Kind::Money) {
        base.checked_add(more)
    } else {
        times.and_then(|times| base.checked_mul(times))
    };
    reached.is_some_and(|reached| {
        let (less, more) = (reached.min(now), reached.max(now));
        let twice = more.checked_mul(Decimal::TWO);
        less > Decimal::ZERO
            && twice.is_some_and(|twice| Some(twice) <= less.checked_mul(Decimal::from(3)))
    })
}

/// The year before that of a report on one year, if the change of a sentence is one in that year.
fn year_before(context: &Context<'_>, sentence: &Sentence<'_>) -> Option<i16> {
    let report = &context.corpus.reports[sentence.change.report];
    let year = report.period.and_then(Period::year)?;
    let own = sentence.change.period == report.period && sentence.change.mood == Mood::Stated;
    let mentions = report.mentions(sentence.change.sentence);
    let (from, until) = sentence.reach();
    let own = own
        && mentions[mentions.partition_point(|mention| mention.end() <= from)..]
            .iter()
            .take_while(|mention| mention.start() < until)
            .all(|mention| mention.when.resolve(report.period) == report.period);
    // "Since the start", "over three years", "a month", "in the first week".
    let other = || {
        sentence.tokens.iter().any(|token| {
            let word = token.of(sentence.view);
            OTHER_SPANS.has(word) || is_time_unit(word) && word != "year"
        })
    };
    (own && !other()).then_some(year - 1)
}

/// Words that say that a change took another time than the year.
const OTHER_SPANS: WordSet<10> = WordSet::new([
    "average",
    "each",
    "every",
    "initially",
    "originally",
    "per",
    "pre",
    "prior",
    "since",
    "until",
]);

/// The year that a change counts from: "compared to 2021", "since 2020", "over last year".
fn base_year(context: &Context<'_>, sentence: &Sentence<'_>) -> Option<i16> {
    let report = &context.corpus.reports[sentence.change.report];
    // Nearer than sixty letters behind the change.
    let end = sentence.change.extent.end as usize;
    let mentions = report.mentions(sentence.change.sentence);
    let mention = mentions[mentions.partition_point(|mention| mention.start() < end)..]
        .iter()
        .take_while(|mention| mention.start() < end + 60)
        .find(|mention| {
            let start = mention.start() as u32;
            let words = [
                "compared", "since", "than", "over", "from", "versus", "vs", "on",
            ];
            let inside = mention.when.anchor == Anchor::Since;
            // "Double the number of last year"
            let figure = sentence.preceded(start, 1, &["of"])
                && sentence.preceded(
                    start,
                    3,
                    &["number", "figure", "level", "total", "amount", "that"],
                );
            inside || figure || sentence.preceded(start, 3, &words)
        })?;
    mention
        .when
        .resolve(report.period)
        .map(|period| period.first.year())
}

/// "Several more than doubled" over a list of changes of which at most one did.
fn against_listed(context: &Context<'_>, change: ClaimId) -> Option<Detection> {
    let claim = &context.ledger.claims[change];
    let report = &context.corpus.reports[claim.report];
    let next = claim.sentence + 1;
    let document = &report.document;
    // "Several have more than doubled": those before the change are its subject. Behind it, "we doubled the bread, all with
    // one oven", they are not.
    let tokens = report.tokens(claim.sentence);
    let before = tokens.partition_point(|token| token.start < claim.extent.start);
    let clause = tokens[..before]
        .iter()
        .rev()
        .take(WORDS_BESIDE)
        .map(|token| token.of(document.view.as_str()))
        .take_while(|word| !matches!(*word, "," | ";" | ":" | "(" | ")"));
    let stated_of_many = clause.into_iter().any(|word| {
        ["several", "many", "all", "most", "multiple", "some"]
            .iter()
            .any(|many| many.eq_ignore_ascii_case(word))
    });
    let same_block =
        document.sentences.get(next)?.block() == document.sentences[claim.sentence].block();
    if !stated_of_many || !same_block {
        return None;
    }
    let following = &context.ledger.claims[context.ledger.of_sentence(claim.report, next)];
    let listed: Vec<&Claim> = following
        .iter()
        .take(2 * CLAIMS_BESIDE)
        .filter(|claim| claim.quantity.kind == Kind::Percent)
        .collect();
    if listed.len() < 2 || !listed.iter().any(|claim| claim.role == Role::Change) {
        return None;
    }
    let hundred = Values::exact(Decimal::ONE_HUNDRED);
    let misses: Vec<&Claim> = listed
        .iter()
        .copied()
        .filter(|listed| {
            let now = Values::sum(&[&hundred, &listed.quantity.values]);
            matches!(
                multiple(&hundred, &now, &claim.quantity.values),
                GrowthCheck::Sure { .. } | GrowthCheck::Likely { .. }
            )
        })
        .collect();
    if listed.len() - misses.len() >= 2 {
        return None;
    }
    let stated = show::value(context, claim);
    let values: Vec<String> = misses
        .iter()
        .map(|claim| show::value(context, claim))
        .collect();
    let fit = listed.len() - misses.len();
    Some(Detection {
        fault: Fault::GrowthOff,
        category: Fault::GrowthOff.category(),
        certainty: if fit == 0 { Certainty::Sure } else { Certainty::Likely },
        message: format!(
            "“{stated}” is said of several, and of the {} changes listed {fit} {} that: {} {} not",
            listed.len(),
            if fit == 1 { "is" } else { "are" },
            show::both(&values),
            if values.len() == 1 { "is" } else { "are" },
        ),
        help: "Correct the summary or the changes. Both can be right if the list is of others than the summary.".to_owned(),
        primary: Label { place: show::place(context, claim), text: format!("“{stated}”") },
        related: misses
            .iter()
            .map(|claim| Label { place: show::place(context, claim), text: format!("{} here", show::value(context, claim)) })
            .collect(),
        fix: None,
    })
}

fn check(change: Change<'_>, base: &Claim, now: &Claim) -> GrowthCheck {
    check_values(change, &base.quantity.values, &now.quantity.values)
}

/// Whether a change may be right if the two values are good to one digit less than they may be: "from 610 to 860 million".
fn fits_coarsely(change: Change<'_>, base: &Claim, now: &Claim) -> bool {
    let [base, now] = [base, now].map(|claim| &claim.quantity.values);
    let coarser = [base, now].map(Values::coarser);
    let [of_base, of_now] = [0, 1].map(|at| coarser[at].as_ref());
    (of_base.is_some() || of_now.is_some())
        && !matches!(
            check_values(change, of_base.unwrap_or(base), of_now.unwrap_or(now)),
            GrowthCheck::Sure { .. }
        )
}

fn check_values(change: Change<'_>, base: &Values, now: &Values) -> GrowthCheck {
    let stated = &change.claim.quantity.values;
    match change.claim.quantity.kind {
        Kind::Percent if change.falls => growth(base, now, &stated.negated()),
        Kind::Percent => growth(base, now, stated),
        Kind::Count | Kind::Money if change.falls => difference(now, base, stated),
        Kind::Count | Kind::Money => difference(base, now, stated),
        _ if change.part == Part::Unclear => GrowthCheck::Unknown,
        _ if change.part == Part::Added && change.falls => {
            growth_by_part(base, now, &stated.negated())
        }
        _ if change.part == Part::Added => growth_by_part(base, now, stated),
        _ => multiple(base, now, stated),
    }
}

/// Whether a difference is as near to the stated one as it is where the three are rounded: "from 3,000 to 3,300, 287 more",
/// "£63,000 less" for £63,150.
fn is_nearly(change: Change<'_>, base: &Claim, now: &Claim) -> bool {
    let numbers = [base, now, change.claim].map(|claim| claim.quantity.nominal());
    let ([Some(base), Some(now), Some(stated)], Kind::Count | Kind::Money) =
        (numbers, change.claim.quantity.kind)
    else {
        return false;
    };
    let stated = stated.abs();
    let Some(gap) = now.checked_sub(base).map(|gap| gap.abs()) else {
        return true;
    };
    let apart = (gap - stated).abs();
    let [of_base, of_now, of_stated] = [base, now, stated].map(last_place);
    let is_rounded = stated >= Decimal::ONE_HUNDRED
        && apart
            .checked_mul(Decimal::from(20))
            .is_some_and(|times| times <= stated);
    // Two round numbers, and a change that is not: it was taken from what they were rounded from.
    let of_values = of_base.min(of_now);
    let are_rounded = of_values > Decimal::ONE && of_stated < of_values && apart < of_values;
    apart < of_stated && (is_rounded || gap.scale() > stated.scale()) || are_rounded
}

/// The value of one in the last place of a number that is no nought.
fn last_place(number: Decimal) -> Decimal {
    let mut place = Decimal::new(1, number.normalize().scale());
    while let Some(next) = place.checked_mul(Decimal::TEN)
        && next <= number.abs()
        && number.checked_rem(next).is_some_and(|rest| rest.is_zero())
    {
        place = next;
    }
    place
}

/// Whether one value is by a stated number more than another.
fn difference(base: &Values, now: &Values, stated: &Values) -> GrowthCheck {
    let computed = Values::sum(&[now, &base.negated()]);
    match (stated.compare(&computed), computed.number()) {
        (Comparison::Agree, _) => GrowthCheck::Fits,
        (
            Comparison::Disjoint {
                conventional,
                rounding_like,
            },
            Some(number),
        ) => {
            if conventional || rounding_like || base.is_hedged() || now.is_hedged() {
                GrowthCheck::Likely { computed: number }
            } else {
                GrowthCheck::Sure { computed: number }
            }
        }
        _ => GrowthCheck::Unknown,
    }
}

/// Whether a percentage in brackets tells what part one of two values is of the other: "fell from 435 to 372 (86%)".
fn is_share_of(context: &Context<'_>, claim: &Claim, [base, now]: [&Claim; 2]) -> bool {
    let view = context.corpus.reports[claim.report].document.view.as_str();
    let is_bare = view[..claim.extent.start as usize].ends_with('(')
        && view[claim.extent.end as usize..].starts_with(')');
    is_bare && is_part_of(claim, [base, now])
}

/// Whether one of two values is so many percent of the other.
fn is_part_of(claim: &Claim, [base, now]: [&Claim; 2]) -> bool {
    let fits = |whole: &Claim, part: &Claim| {
        let [whole, part] = [whole, part].map(|claim| &claim.quantity.values);
        let check = share(part, whole, &claim.quantity.values);
        matches!(check, GrowthCheck::Fits)
    };
    claim.quantity.kind == Kind::Percent && (fits(base, now) || fits(now, base))
}

/// What two values say of a change. `most` is how sure their roles are.
pub(super) fn judged(
    context: &Context<'_>,
    change: ClaimId,
    base: ClaimId,
    now: ClaimId,
    most: Certainty,
) -> Verdict {
    let sentence = Sentence::of(context, change);
    let claims = &context.ledger.claims;
    judge(context, sentence.told(), &claims[base], &claims[now], most)
}

/// Whether the words around a claim say that something became less.
pub(super) fn is_fall(context: &Context<'_>, claim: ClaimId) -> bool {
    Sentence::of(context, claim).falls()
}

/// The verdict on a change that its two values give.
fn fitting(context: &Context<'_>, claims: [&Claim; 3]) -> Verdict {
    Verdict::Fits(context.places_of(claims))
}

/// Nothing grows by so many percent, or so many times, within a sentence.
const ABSURD: Decimal = Decimal::from_parts(100_000, 0, 0, false, 0);

/// What two values say of a change. `most` is how sure their roles are.
fn judge(
    context: &Context<'_>,
    change: Change<'_>,
    base: &Claim,
    now: &Claim,
    most: Certainty,
) -> Verdict {
    let (computed, certainty) = match check(change, base, now) {
        GrowthCheck::Sure { computed } if fits_coarsely(change, base, now) => {
            (computed, Certainty::Likely)
        }
        GrowthCheck::Sure { computed } => (computed, Certainty::Sure),
        GrowthCheck::Likely { computed } => (computed, Certainty::Likely),
        GrowthCheck::Fits => return fitting(context, [change.claim, base, now]),
        GrowthCheck::Unknown => return Verdict::Open,
    };
    // "From 20 to 21 million": the unit of the first one stands behind the second.
    if computed.abs() >= ABSURD
        || is_nearly(change, base, now)
        || is_share_of(context, change.claim, [base, now])
    {
        return Verdict::Open;
    }
    let Change {
        claim: change,
        falls,
        part,
    } = change;
    let stated = show::value(context, change);
    let (from, to) = (show::value(context, base), show::value(context, now));
    let computed = if matches!(change.quantity.kind, Kind::Count | Kind::Money) {
        let gap = if falls { -computed } else { computed };
        format!(
            "{} {}",
            show::number(gap.abs()),
            if gap.is_sign_negative() {
                "less"
            } else {
                "more"
            }
        )
    } else if change.quantity.kind == Kind::Percent || part == Part::Added {
        format!(
            "{}{} %",
            if computed.is_sign_negative() { "" } else { "+" },
            show::number(computed)
        )
    } else {
        format!("{} times", show::number(computed.round_dp(2)))
    };
    // What a difference is of is not said as plainly as with a percentage.
    let surest = match change.quantity.kind {
        Kind::Count | Kind::Money => Certainty::Likely,
        _ => Certainty::Sure,
    };
    Verdict::Off(Box::new(Detection {
        fault: Fault::GrowthOff,
        category: Fault::GrowthOff.category(),
        certainty: certainty.min(most).min(surest),
        message: format!("“{stated}” is stated, and from {from} to {to} is {computed}"),
        help: "Correct the change or one of the two values. All can be right if the change is of something else than \
               these values, or counts from another time: then say so."
            .to_owned(),
        primary: Label { place: show::place(context, change), text: format!("“{stated}”") },
        related: vec![
            Label { place: show::place(context, base), text: format!("from {from}") },
            Label { place: show::place(context, now), text: format!("to {to}") },
        ],
        fix: None,
    }))
}
