//! Changes whose present value stands in their sentence, and whose base in another report: "66% more than in 2020".

use std::ops::Range;

use rayon::prelude::*;
use rust_decimal::Decimal;
use rustc_hash::FxHashSet;

use super::sentence::{Change, End, Part, Sentence, are_of_one_sort};
use super::verdict::{check, fitting, is_about, judge};
use super::{CLAIMS_BESIDE, NO_VALUES, clause, subject};
use crate::check::{Context, Verdict};
use crate::claim::{Claim, ClaimId, Mood, Role, canonical};
use crate::corpus::ReportId;
use crate::finding::Certainty;
use crate::lookup::WordSet;
use crate::period::{Anchor, Period};
use crate::quantity::{GrowthCheck, Kind, is_time_unit};
use crate::word::Stem;

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
    pub(super) fn of(&self, key: BaseKey) -> &[Base] {
        let first = self.0.partition_point(|base| base.key < key);
        let all = &self.0[first..];
        let own = all.iter().take_while(|base| base.key == key);
        &all[..own.count()]
    }
}

/// The nouns that a claim counts under: its own, and that of those who did what it says.
pub(super) fn nouns(claim: &Claim) -> impl Iterator<Item = Stem> {
    let own = claim.measure.head.map(canonical);
    let also = claim.measure.also().filter(|also| own != Some(*also));
    own.into_iter().chain(also)
}

/// The changes of a report whose present value stands in their sentence, and whose base may stand in an earlier report.
/// Claims are told by their places in the report: their numbers among all are not known as long as reports are looked at one
/// by one.
pub(super) struct Asked {
    pub(super) changes: Box<[Open]>,
    /// What may be the present values, one change behind the other.
    pub(super) nows: Box<[u32]>,
}

/// One of these changes.
pub(super) struct Open {
    pub(super) change: u32,
    /// Where its present values end.
    pub(super) nows: u32,
    /// The year of the base.
    pub(super) year: i16,
    pub(super) way: Way,
    pub(super) falls: bool,
    pub(super) part: Part,
}

/// How a change asks for its base.
#[derive(Clone, Copy)]
pub(super) enum Way {
    /// It is a percentage or a multiple, and names the year.
    Named,
    /// It is one of these in the year before, as far as is said.
    Unnamed,
    /// It is a number of things, and names the year.
    Difference,
}

/// Those that were met so far.
#[derive(Default)]
pub(super) struct AskedSoFar {
    pub(super) changes: Vec<Open>,
    pub(super) nows: Vec<u32>,
}

impl AskedSoFar {
    /// Adds the change of a sentence, if it is one of them.
    pub(super) fn add(&mut self, context: &Context<'_>, sentence: &Sentence<'_>) -> Option<()> {
        let (year, way, nows) = asked(context, sentence)?;
        let Change { claim, falls, part } = sentence.told();
        let change = place_of(context, claim)?;
        let before = self.nows.len();
        for now in nows {
            let Some(now) = place_of(context, now) else {
                self.nows.truncate(before);
                return None;
            };
            self.nows.push(now);
        }
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

    pub(super) fn into_asked(self) -> Asked {
        Asked {
            changes: self.changes.into_boxed_slice(),
            nows: self.nows.into_boxed_slice(),
        }
    }
}

impl Asked {
    /// Each change with its present values.
    pub(super) fn each(&self) -> impl Iterator<Item = (&Open, &[u32])> {
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
pub(super) fn asked<'a>(
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

/// Looks for the values that changes of the reports of a series start from. They stand in other reports of it.
pub(super) fn over_reports(context: &mut Context<'_>, reports: Range<ReportId>, asked: &[Asked]) {
    for (id, verdict) in judged(context, reports, asked).into_iter().flatten() {
        if let Verdict::Open = verdict {
            context.leave(&context.ledger.claims[id], NO_VALUES);
        }
        context.conclude(verdict);
    }
}

/// What is said of the changes of a report. Of one that stays open something is said only to somebody who asks why.
type Judged = Vec<(ClaimId, Verdict)>;

fn judged(context: &Context<'_>, reports: Range<ReportId>, asked: &[Asked]) -> Vec<Judged> {
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
    let of_noun = known.of((year, head));
    let of_noun = &of_noun[..of_noun.len().min(MOST_BASES)];
    let mut bases: Vec<(u32, &Claim)> = Vec::with_capacity(of_noun.len());
    let of_kind = |base: &&Base| base.kind == now.quantity.kind;
    for base in of_noun.iter().filter(of_kind) {
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
