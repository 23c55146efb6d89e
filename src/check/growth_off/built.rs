//! Changes that the build of their sentence ties to their two values, whatever these count: "fell from 435 to 372, a drop of
//! 63", "an increase of 20 on last year's 205", "777 calls, as against 678 the year before, up 15%".

use std::cmp::Ordering;

use super::{Change, Part, are_of_one_sort, check, fits_coarsely, fitting, is_part_of, judge};
use crate::check::flow::Flow;
use crate::check::{Context, Verdict};
use crate::claim::{Claim, ClaimId, Mood, Role, canonical};
use crate::finding::Certainty;
use crate::lookup::WordSet;
use crate::period::Period;
use crate::quantity::{GrowthCheck, Kind, Values, is_time_unit};
use crate::word::{self, Stem};
use rust_decimal::Decimal;

/// Nouns that say that something became more.
const RISES: &[&str] = &[
    "gain",
    "growth",
    "improvement",
    "increase",
    "jump",
    "rise",
    "surge",
    "uplift",
];

/// Nouns that say that something became less.
const FALLS: &[&str] = &[
    "cut",
    "decline",
    "decrease",
    "dip",
    "drop",
    "fall",
    "loss",
    "reduction",
];

/// Verbs, with "by" or without, that say which way something went.
const ROSE: &[&str] = &["grew", "increased", "jumped", "rose", "up"];
const FELL: &[&str] = &[
    "decreased",
    "declined",
    "down",
    "dropped",
    "fell",
    "reduced",
];

/// What says, behind a change, that there is more or less than something.
const MORE: &[&str] = &["greater", "higher", "more"];
const LESS: &[&str] = &["fewer", "less", "lower"];

/// One of these stands near each number that may be a change.
const NEAR_CHANGE: WordSet<44> = WordSet::new([
    "above",
    "below",
    "by",
    "cut",
    "decline",
    "declined",
    "decrease",
    "decreased",
    "dip",
    "down",
    "drop",
    "dropped",
    "fall",
    "fell",
    "fewer",
    "gain",
    "greater",
    "grew",
    "growth",
    "higher",
    "improvement",
    "increase",
    "increased",
    "jump",
    "jumped",
    "less",
    "loss",
    "lower",
    "more",
    "or",
    ")",
    "reduced",
    "reduction",
    "rise",
    "rose",
    "surge",
    "under",
    "up",
    "uplift",
    "(",
    "falling",
    "rising",
    "growing",
    "dropping",
]);

/// What ties a change to the value right before it.
const LINKS: &[&str] = &[
    ",",
    "(",
    "-",
    "–",
    "—",
    "which",
    "that",
    "this",
    "is",
    "was",
    "representing",
    "reflecting",
    "marking",
    "meaning",
    "showing",
    "making",
    "giving",
    "being",
    "are",
    "were",
];

/// Words that say of which time a value is, or stand before one.
const FILLERS: WordSet<44> = WordSet::new([
    "a",
    "about",
    "after",
    "around",
    "at",
    "before",
    "during",
    "earlier",
    "end",
    "figure",
    "financial",
    "fiscal",
    "for",
    "in",
    "its",
    "just",
    "last",
    "level",
    "month",
    "number",
    "of",
    "only",
    "our",
    "period",
    "preceding",
    "previous",
    "prior",
    "quarter",
    "recorded",
    "reported",
    "same",
    "season",
    "season's",
    "season’s",
    "seen",
    "tally",
    "the",
    "their",
    "total",
    "week",
    "year",
    "year's",
    "year’s",
    "'s",
]);

/// What starts another statement.
const APART: &[&str] = &[
    ";", "but", "though", "although", "and", "or", "with", "because", "if", "when", "per", "not",
];

/// Words that say that a change came more than once, to each of several, or was none of these values.
const DOUBT: &[&str] = &[
    "respectively",
    "each",
    "per",
    "average",
    "averaged",
    "averaging",
    "annually",
    "twice",
    "target",
    "goal",
    "budget",
    "budgeted",
    "forecast",
    "expected",
    "planned",
    "projected",
    "capacity",
    "hoped",
    "aimed",
    "needed",
    "required",
    "allowed",
    "either",
    "every",
    "rank",
    "ranked",
    "ranking",
    "rate",
    "index",
    "score",
];

/// The change that a number is said to be, with its two values, if the sentence ties the three together.
pub(super) fn judged(context: &Context<'_>, flow: &Flow<'_>, id: ClaimId) -> Verdict {
    let change = &context.ledger.claims[id];
    let at = (0..flow.len()).find(|at| {
        let number = flow.number(*at);
        number.is_some_and(|number| number.extent == change.extent)
    });
    match at.and_then(|at| Tied::of(flow, at)) {
        Some(tied) => tied.judged(context, flow, change),
        None => Verdict::Open,
    }
}

/// Whether a claim may be a change that this is about: cheap to tell, and true of few.
pub(super) fn may_be(context: &Context<'_>, id: ClaimId) -> bool {
    let claim = &context.ledger.claims[id];
    let of_sentence = context.ledger.of_sentence(claim.report, claim.sentence);
    if of_sentence.len() < 3 || of_sentence.len() > super::CLAIMS_BESIDE || !is_change(claim) {
        return false;
    }
    let report = &context.corpus.reports[claim.report];
    let tokens = report.tokens(claim.sentence);
    let view = report.document.view.as_str();
    let at = tokens.partition_point(|token| token.start < claim.extent.start);
    let behind = tokens.partition_point(|token| token.start < claim.extent.end);
    let near = (at.saturating_sub(3)..at).chain(behind..(behind + 3).min(tokens.len()));
    tokens.len() <= super::WORDS_BESIDE
        && near
            .into_iter()
            .any(|at| NEAR_CHANGE.has(tokens[at].of(view)))
}

/// Whether a number can tell by how much something changed.
fn is_change(claim: &Claim) -> bool {
    matches!(
        claim.quantity.kind,
        Kind::Count | Kind::Money | Kind::Percent
    ) && matches!(claim.role, Role::Level | Role::Change | Role::Share)
        && claim.mood == Mood::Stated
        && !claim.quantity.values.is_vague()
        && claim
            .quantity
            .nominal()
            .is_some_and(|number| !number.is_zero())
}

/// A change, by the places of its numbers.
struct Tied {
    base: usize,
    now: usize,
    falls: bool,
    /// The last piece of the change, if nothing else may be said of it behind that.
    last: Option<usize>,
}

/// The words of a change around its number.
struct Phrase {
    first: usize,
    last: usize,
    falls: bool,
    /// What stands behind it is what it is compared with: "42 more than".
    open: bool,
    /// It says by its noun or its comparative that it is a change: "an increase of 30", and not "or 30".
    plain: bool,
}

impl Tied {
    fn of(flow: &Flow<'_>, at: usize) -> Option<Tied> {
        if let Some(tied) = by_which_it_exceeds(flow, at) {
            return Some(tied);
        }
        if let Some(phrase) = phrase(flow, at) {
            return base_behind(flow, &phrase)
                .or_else(|| both_behind(flow, &phrase))
                .or_else(|| (!phrase.open).then(|| both_before(flow, &phrase)).flatten());
        }
        said_again(flow, at)
    }

    fn judged(&self, context: &Context<'_>, flow: &Flow<'_>, claim: &Claim) -> Verdict {
        let (Some(base), Some(now)) = (level(flow, self.base), level(flow, self.now)) else {
            return Verdict::Open;
        };
        let is_percent = claim.quantity.kind == Kind::Percent;
        // "(-14%)"
        let is_negative = claim
            .quantity
            .nominal()
            .is_none_or(|number| number.is_sign_negative());
        let change = Change {
            claim,
            falls: self.falls && !is_negative,
            part: Part::Whole,
        };
        let nouns = [self.base, self.now].map(|at| own_noun(flow, at));
        let of_two = matches!(nouns, [Some(one), Some(other)] if one != other);
        let own = self.last.and_then(|last| own_noun(flow, last));
        let of_other =
            !is_percent && own.is_some_and(|own| nouns.iter().flatten().any(|noun| *noun != own));
        let ends = self.last.is_none_or(|last| ends_at(flow, last));
        if !are_of_one_sort(base, now)
            || !is_percent && !are_of_one_sort(base, claim)
            || of_two
            || of_other
            || !ends
            || flow.has(DOUBT)
            || [base, now].iter().any(|claim| claim.mood != Mood::Stated)
        {
            return Verdict::Open;
        }
        match check(change, base, now) {
            GrowthCheck::Fits => return fitting(context, [claim, base, now]),
            GrowthCheck::Unknown => return Verdict::Open,
            GrowthCheck::Sure { .. } | GrowthCheck::Likely { .. } => {}
        }
        // The other way round, the three are not what they seem.
        let rose = now.quantity.nominal() > base.quantity.nominal();
        if rose == (self.falls || is_negative)
            || fits_coarsely(change, base, now)
            || fits_others(context, flow, change, [base, now])
        {
            return Verdict::Open;
        }
        judge(context, change, base, now, Certainty::Likely)
    }
}

/// Whether two others of the levels of the sentence, one of the sentence before and one of the two, or several together
/// give the change.
fn fits_others(
    context: &Context<'_>,
    flow: &Flow<'_>,
    change: Change<'_>,
    [base, now]: [&Claim; 2],
) -> bool {
    /// More are not tried.
    const MOST: usize = 8;
    let is_sort = |claim: &&Claim| {
        are_of_one_sort(claim, base)
            && matches!(claim.role, Role::Level | Role::Change)
            && !claim.quantity.values.is_vague()
            && claim.extent != change.claim.extent
    };
    let own = (0..flow.len())
        .filter_map(|at| flow.number(at))
        .filter(is_sort);
    let own: Vec<&Claim> = own.take(MOST).collect();
    let before = change.claim.sentence.checked_sub(1);
    let before = before.map(|before| context.ledger.in_sentence(base.report, before));
    let before: Vec<&Claim> = before
        .unwrap_or_default()
        .iter()
        .filter(is_sort)
        .take(MOST)
        .collect();
    let fits = |base: &Claim, now: &Claim| matches!(check(change, base, now), GrowthCheck::Fits);
    let of_pairs = own.iter().any(|base| own.iter().any(|now| fits(base, now)));
    let of_before = before
        .iter()
        .any(|other| fits(other, now) || fits(base, other) || fits(other, base));
    // "120 loaves and 80 buns, compared to 150, an increase of 50"
    let sums = (0..own.len()).flat_map(|first| (first + 2..=own.len()).map(move |end| first..end));
    let of_sums = sums.into_iter().any(|range| {
        let values: Vec<&Values> = own[range]
            .iter()
            .map(|claim| &claim.quantity.values)
            .collect();
        let sum = Values::sum(&values);
        let [base, now] = [base, now].map(|claim| &claim.quantity.values);
        let fits = |base: &Values, now: &Values| {
            matches!(super::check_values(change, base, now), GrowthCheck::Fits)
        };
        fits(base, &sum) || fits(&sum, now)
    });
    of_pairs || of_before || of_sums || is_part_of(change.claim, [base, now])
}

/// A value that something had or has.
fn level<'a>(flow: &Flow<'a>, at: usize) -> Option<&'a Claim> {
    let claim = flow.number(at)?;
    let is_level = matches!(claim.quantity.kind, Kind::Count | Kind::Money)
        && claim.role == Role::Level
        && !claim.quantity.values.is_vague()
        && claim
            .quantity
            .nominal()
            .is_some_and(|number| number > Decimal::ZERO);
    // "Five years ago", "41 times the pay", "3 to 5", "from 12 or 14".
    let is_time = claim.quantity.kind == Kind::Count && is_time_unit(flow.text(at + 1));
    let is_range = flow.is(at + 1, &["or", "and", "-", "–"]) && flow.number(at + 2).is_some();
    let is_other = flow.is(at + 1, &["times", "per", "/", "°", "degrees"]);
    (is_level && !is_time && !is_range && !is_other).then_some(claim)
}

/// The plural noun that stands right behind a number, with at most two words before it.
fn own_noun(flow: &Flow<'_>, at: usize) -> Option<Stem> {
    let words = (at + 1..at + 4).map_while(|at| flow.word(at).filter(|word| !word.is_function()));
    let plural =
        words.filter(|token| word::is_plural(token.of(flow.report.document.view.as_str())));
    plural.last().map(|token| canonical(token.stem))
}

/// Whether nothing more is said of a change behind its last piece and its noun: of what part it is, or since when.
fn ends_at(flow: &Flow<'_>, last: usize) -> bool {
    let mut at = last + 1;
    for _ in 0..3 {
        let is_noun = flow.word(at).is_some_and(|word| !word.is_function());
        if !is_noun || is_connector(flow, at) {
            break;
        }
        at += 1;
    }
    // "In total", "overall", "on the year before".
    if flow.is(at, &["in"]) && flow.is(at + 1, &["total", "all"]) {
        at += 2;
    }
    if is_connector(flow, at) {
        let mut behind = at + 1;
        while flow.token(behind).is_some() && is_filler(flow, behind) && behind < at + 6 {
            behind += 1;
        }
        let is_time = flow.date(behind).is_some()
            || (at + 1..behind).any(|at| flow.is(at, &["year", "season", "month", "quarter"]));
        return is_time && flow.number(behind).is_none() && is_named_before(flow, behind, last);
    }
    at >= flow.len() || flow.is(at, &[".", "!", ",", ";", ")", "–", "—", "or", "("])
}

/// Whether the year of a date, if it is one, stands before a change as well, or none does: "12 halls in 2018 and 15 in 2020, an
/// increase of 2 on 2019" is from what stands nowhere.
fn is_named_before(flow: &Flow<'_>, date: usize, last: usize) -> bool {
    let year = |at: usize| {
        let mention = flow.date(at)?;
        mention.when.resolve(flow.report.period)?.year()
    };
    let Some(of_change) = year(date) else {
        return true;
    };
    let mut before = (0..last).filter_map(year).peekable();
    before.peek().is_none() || before.any(|year| year == of_change)
}

/// Whether a word leads to what a change is compared with.
fn is_connector(flow: &Flow<'_>, at: usize) -> bool {
    flow.is(
        at,
        &[
            "compared", "from", "in", "on", "over", "since", "during", "for",
        ],
    )
}

fn is_filler(flow: &Flow<'_>, at: usize) -> bool {
    flow.date(at).is_some() || flow.token(at).is_some() && FILLERS.has(flow.text(at))
}

/// The change that a number is said to be by the words right around it.
fn phrase(flow: &Flow<'_>, at: usize) -> Option<Phrase> {
    let plain = |first: usize, last: usize, falls: bool| Phrase {
        first,
        last,
        falls,
        open: false,
        plain: true,
    };
    // "An increase of 30", "a slight drop of just 73".
    let hedge = usize::from(flow.follows(at, &["just", "only", "some", "almost"]));
    let own = at - hedge;
    if flow.follows(own, &["of"]) && own >= 2 {
        let noun = own - 2;
        let falls = flow.is(noun, FALLS);
        if falls || flow.is(noun, RISES) {
            let article = (noun.saturating_sub(3)..noun)
                .rev()
                .take_while(|at| flow.word(*at).is_some())
                .find(|at| flow.is(*at, &["a", "an", "the"]));
            let first = article.unwrap_or(noun);
            return Some(plain(first, at, falls));
        }
        return None;
    }
    // "Up 30", "down by 73", "rose by 30".
    let by = usize::from(flow.follows(own, &["by"]));
    if own > by {
        let verb = own - by - 1;
        let falls = flow.is(verb, FELL);
        if falls || flow.is(verb, ROSE) {
            return Some(plain(verb, at, falls));
        }
    }
    // "A 15% increase", "a 15% overall increase".
    let noun = (at + 1..at + 3).find(|at| flow.is(*at, RISES) || flow.is(*at, FALLS));
    if let Some(noun) = noun
        && (noun == at + 1 || flow.word(at + 1).is_some_and(|word| !word.is_function()))
        && flow.follows(own, &["a", "an"])
    {
        return Some(plain(own - 1, noun, flow.is(noun, FALLS)));
    }
    // "42 more than", "42 more false alarms than", "27,000 below".
    let falls = flow.is(at + 1, LESS);
    if falls || flow.is(at + 1, MORE) {
        let than = flow.ahead(at + 2, 3, &["than"])?;
        return Some(Phrase {
            open: true,
            ..plain(at, than - 1, falls)
        });
    }
    let below = flow.is(at + 1, &["below", "under"]);
    if below || flow.is(at + 1, &["above"]) {
        return Some(Phrase {
            open: true,
            ..plain(at, at, below)
        });
    }
    let down = flow.is(at + 1, &["down"]);
    if (down || flow.is(at + 1, &["up"])) && flow.is(at + 2, &["on", "from"]) {
        return Some(Phrase {
            open: true,
            ..plain(at, at + 1, down)
        });
    }
    None
}

/// The value that a change is compared with behind it: "on last year's 205", "than the previous year (226)".
fn compared_with(flow: &Flow<'_>, last: usize) -> Option<usize> {
    let mut at = last + 1;
    // Of what it is: "an increase of 30 members on".
    let link = |at: usize| {
        flow.is(
            at,
            &[
                "above", "against", "below", "compared", "from", "on", "over", "than", "under",
                "versus", "vs",
            ],
        )
    };
    for _ in 0..2 {
        let is_noun = flow.word(at).is_some_and(|word| !word.is_function());
        if !is_noun || link(at) {
            break;
        }
        at += 1;
    }
    if !link(at) {
        return None;
    }
    let compared = flow.is(at, &["compared"]);
    at += 1;
    if compared {
        if !flow.is(at, &["against", "to", "with"]) {
            return None;
        }
        at += 1;
    }
    base_from(flow, at)
}

/// The value that follows from a piece on with nothing but its time before it.
fn base_from(flow: &Flow<'_>, from: usize) -> Option<usize> {
    /// "The same period of last year, when it was".
    const REACH: usize = 8;
    let base = (from..from + REACH).find(|at| flow.number(*at).is_some())?;
    let told = (from..base).all(|at| is_filler(flow, at) || flow.is(at, &["(", ":", ","]));
    // "On last year, 205 came": a comma ends what it is compared with.
    let comma = (from..base).any(|at| flow.is(at, &[","]));
    // A plain number needs a word that tells that it is the one of then: "from 205" has it, "over 205" may be a bound.
    let dated = (from..base).any(|at| flow.date(at).is_some() || flow.is(at, TIMES))
        || (base + 1..base + 5)
            .take_while(|at| {
                is_filler(flow, *at) || flow.word(*at).is_some() && !flow.is(*at, APART)
            })
            .any(|at| flow.date(at).is_some() || flow.is(at, TIMES));
    let named = flow.follows(from, &["from", "to", "with", "than", "against"]);
    (told && !comma && (dated || named)).then_some(base)
}

/// Words for a time that a value is of.
const TIMES: &[&str] = &[
    "before",
    "earlier",
    "last",
    "previous",
    "previously",
    "prior",
    "preceding",
    "season",
    "year",
];

/// "225 members, an increase of 30 on last year's 205", "up 30 on last year's 205 to 225".
fn base_behind(flow: &Flow<'_>, phrase: &Phrase) -> Option<Tied> {
    let base = compared_with(flow, phrase.last)?;
    let tied = |now| Tied {
        base,
        now,
        falls: phrase.falls,
        last: None,
    };
    // "Up 30 on last year's 205 at 225"
    let behind = (base + 1..base + 6)
        .take_while(|at| is_filler(flow, *at) || flow.is(*at, &["to", ")", ","]))
        .find(|at| flow.number(at + 1).is_some());
    if let Some(to) = behind.filter(|to| flow.is(*to, &["at", "to"])) {
        return Some(tied(to + 1));
    }
    // "An increase from 205 to 225" goes on: other readings are for it.
    now_before(flow, phrase.first).map(tied)
}

/// The value before a change, with its noun and its time, and what ties the change to it.
fn now_before(flow: &Flow<'_>, first: usize) -> Option<usize> {
    const REACH: usize = 10;
    let mut end = first;
    while end > 0 && flow.is(end - 1, LINKS) {
        end -= 1;
    }
    if end == first {
        return None;
    }
    let now = (end.saturating_sub(REACH)..end)
        .rev()
        .find(|at| flow.number(*at).is_some())?;
    let plain = (now + 1..end).all(|at| !flow.is(at, APART) && !flow.is(at, MARKS));
    (plain && level(flow, now).is_some() && !is_base(flow, now)).then_some(now)
}

/// Marks that set apart what stands before them.
const MARKS: &[&str] = &[",", ";", ":", "(", "–", "—"];

/// Whether a value is what another is compared with: "compared to 205".
fn is_base(flow: &Flow<'_>, at: usize) -> bool {
    trigger(flow, at).is_some()
}

/// The words that make a value the one that another is compared with: where they begin.
fn trigger(flow: &Flow<'_>, base: usize) -> Option<usize> {
    let mut at = base;
    while at > 0 && base - at < 6 && (is_filler(flow, at - 1)) {
        at -= 1;
    }
    let last = at.checked_sub(1)?;
    let compared = |first: usize| -> Option<usize> {
        (flow.is(first, &["compared", "opposed"])).then_some(first)
    };
    if flow.is(last, &["to", "with", "against"])
        && let Some(first) = last.checked_sub(1).and_then(compared)
    {
        return Some(first - usize::from(flow.follows(first, &["as", "when"])));
    }
    if flow.is(last, &["against", "versus", "vs"]) {
        return Some(last - usize::from(flow.follows(last, &["as"])));
    }
    let is_up = flow.is(last, &["from"]) && flow.follows(last, &["up", "down"]);
    is_up.then(|| last - 1)
}

/// "Fell from 435 to 372, a drop of 73", "57 members, compared to 40 the previous season, an increase of 27".
fn both_before(flow: &Flow<'_>, phrase: &Phrase) -> Option<Tied> {
    let mut end = phrase.first;
    while end > 0 && flow.is(end - 1, LINKS) {
        end -= 1;
    }
    if end == phrase.first || !phrase.plain {
        return None;
    }
    let (base, now, _) = pair_before(flow, end)?;
    Some(Tied {
        base,
        now,
        falls: phrase.falls,
        last: Some(phrase.last),
    })
}

/// The two values that end before a piece, and whether their words say that the second became less.
fn pair_before(flow: &Flow<'_>, end: usize) -> Option<(usize, usize, Option<bool>)> {
    const TAIL: usize = 7;
    const BETWEEN: usize = 10;
    let second = (end.saturating_sub(TAIL)..end)
        .rev()
        .find(|at| flow.number(*at).is_some())?;
    level(flow, second)?;
    let is_tail = |at: usize| {
        is_filler(flow, at)
            || flow.is(at, &["(", ")"])
            || flow.word(at).is_some_and(|word| !word.is_function()) && at <= second + 3
    };
    if !(second + 1..end).all(is_tail) {
        return None;
    }
    let first_before = |at: usize| {
        let first = (at.saturating_sub(BETWEEN)..at)
            .rev()
            .find(|at| flow.number(*at).is_some())?;
        let plain = (first + 1..at).all(|at| !flow.is(at, APART));
        (plain && level(flow, first).is_some()).then_some(first)
    };
    // "57 members, compared to 40".
    if let Some(trigger) = trigger(flow, second) {
        let now = first_before(trigger)?;
        if is_base(flow, now) || flow.follows(now, &["from"]) {
            return None;
        }
        let falls = match () {
            () if flow.is(trigger, &["up"]) => Some(false),
            () if flow.is(trigger, &["down"]) => Some(true),
            () => None,
        };
        return Some((second, now, falls));
    }
    if let Some(opens) = bracket_of_then(flow, second, end) {
        let now = first_before(opens)?;
        let noun = (now + 1..opens).all(|at| flow.word(at).is_some()) && !is_base(flow, now);
        return (noun && opens - now <= 4).then_some((second, now, None));
    }
    // "From 435 to 372".
    let mut to = second;
    while to > 0 && second - to < 4 && is_filler(flow, to - 1) {
        to -= 1;
    }
    if flow.follows(to, &["to"]) {
        let base = first_before(to - 1)?;
        // "Up from 205, bringing us to 1,430": a comma may only stand right before "to".
        let commas = (base + 1..to - 1).filter(|at| flow.is(*at, &[","]));
        if commas.into_iter().any(|at| at + 2 != to) {
            return None;
        }
        let mut from = base;
        while from > 0 && base - from < 5 && is_filler(flow, from - 1) {
            from -= 1;
        }
        // "Those fell from 435 to 372, and these from 60 to 50, a drop of 73": of both.
        let is_second =
            (0..from).any(|at| level(flow, at).is_some() && flow.follows(at, &["from", "to"]));
        if !flow.follows(from, &["from"]) || is_second {
            return None;
        }
        let verb = (from.saturating_sub(4)..from - 1).rev();
        let way = verb
            .take_while(|at| flow.word(*at).is_some())
            .find_map(|at| {
                let fell = flow.is(at, FELL) || flow.is(at, FALLS);
                (fell || flow.is(at, ROSE) || flow.is(at, RISES)).then_some(fell)
            });
        return Some((base, second, way));
    }
    // "Compared to 435 in 2019, attendance was 372".
    let first = (0..second).rev().find(|at| flow.number(*at).is_some())?;
    level(flow, first)?;
    if trigger(flow, first) == Some(0) && (first + 1..second).any(|at| flow.is(at, &[","])) {
        return Some((first, second, None));
    }
    of_two_years(flow, first, second, end)
}

/// Where the bracket opens that has the value of an earlier time: "225 (2019: 205)", "225 (205 last year)".
fn bracket_of_then(flow: &Flow<'_>, base: usize, end: usize) -> Option<usize> {
    let mut told = (base.saturating_sub(6)..base)
        .rev()
        .take_while(|at| is_filler(flow, *at) || flow.is(*at, &[":", "from", "("]));
    let opens = told.find(|at| flow.is(*at, &["("]))?;
    let own = flow.report.period.and_then(Period::year);
    let is_then = |at: usize| match flow.date(at) {
        Some(mention) => {
            let of = mention.when.resolve(flow.report.period);
            let year = of.and_then(Period::year);
            year.is_some_and(|year| own.is_none_or(|own| year < own))
        }
        None => flow.is(at, &["last", "previous", "prior", "from"]),
    };
    (opens + 1..end).any(is_then).then_some(opens)
}

/// "551 calls, and 657 for 2009", "was 372 while the total for 2019 was 435", "512 in 2019; in 2020 we had 532": two values of two
/// years, of which the first may be that of the report.
fn of_two_years(
    flow: &Flow<'_>,
    first: usize,
    second: usize,
    end: usize,
) -> Option<(usize, usize, Option<bool>)> {
    const REACH: usize = 12;
    const PARTED: &[&str] = &[",", ";", "and", "while", "whereas"];
    const TOLD: &[&str] = &[
        "was", "were", "are", "is", "there", "we", "had", "have", "it", "they",
    ];
    let year = |at: usize| {
        let mention = flow.date(at)?;
        mention.when.resolve(flow.report.period)?.year()
    };
    let parted = (first + 1..second).find(|at| flow.is(*at, PARTED))?;
    let dated = (0..parted).rev().find_map(year);
    let of_first = dated.or(flow.report.period.and_then(Period::year))?;
    let mut years = (parted..end).filter_map(year);
    let (Some(of_second), None) = (years.next(), years.next()) else {
        return None;
    };
    let told = (parted..end)
        .all(|at| at == second || is_filler(flow, at) || flow.is(at, PARTED) || flow.is(at, TOLD));
    let plain = second - first <= REACH && !(first + 1..parted).any(|at| flow.is(at, APART));
    if !told || !plain {
        return None;
    }
    match of_second.cmp(&of_first) {
        Ordering::Less => Some((second, first, None)),
        Ordering::Greater => dated.map(|_| (first, second, None)),
        Ordering::Equal => None,
    }
}

/// "Fell 14% to 1,250 (1,390 in 2018)", "were down 14% as the shop sold 860 tins compared to 1,000".
fn both_behind(flow: &Flow<'_>, phrase: &Phrase) -> Option<Tied> {
    const BETWEEN: usize = 8;
    let from = phrase.last + 1;
    if let Some(tied) = from_to_behind(flow, phrase) {
        return Some(tied);
    }
    let now = (from..from + BETWEEN).find(|at| flow.number(*at).is_some())?;
    let leads = flow.is(from, &["at", "to", "as", "with", ":", ","]);
    let plain = (from + 1..now).all(|at| !flow.is(at, APART) && flow.token(at).is_some());
    if !leads || !plain || level(flow, now).is_none() {
        return None;
    }
    let base = (now + 1..now + BETWEEN).find(|at| flow.number(*at).is_some())?;
    level(flow, base)?;
    let tied = Tied {
        base,
        now,
        falls: phrase.falls,
        last: None,
    };
    if let Some(trigger) = trigger(flow, base) {
        let noun = (now + 1..trigger).all(|at| {
            is_filler(flow, at)
                || flow.is(at, &[",", "("])
                || flow.word(at).is_some_and(|word| !word.is_function())
        });
        return noun.then_some(tied);
    }
    // "Rose by 30 to 225 from 205 last year"
    let mut first = base;
    while first > now + 1 && is_filler(flow, first - 1) {
        first -= 1;
    }
    if flow.follows(first, &["from"]) && flow.follows(now, &["to"]) {
        let mut noun = now + 1..first - 1;
        return noun
            .all(|at| flow.word(at).is_some_and(|word| !word.is_function()))
            .then_some(tied);
    }
    // "(205 in 2019)", "(2019: 205)", "(from 205)"
    let opens = (now + 1..base).rev().find(|at| flow.is(*at, &["("]))?;
    let noun = (now + 1..opens).all(|at| flow.word(at).is_some_and(|word| !word.is_function()));
    let told = (opens + 1..base).all(|at| is_filler(flow, at) || flow.is(at, &[":", "from"]));
    let closes = (base + 1..base + 6).find(|at| flow.is(*at, &[")"]))?;
    let plain = (base + 1..closes).all(|at| is_filler(flow, at));
    let mut inside = opens + 1..closes;
    let dated =
        inside.any(|at| flow.date(at).is_some() || flow.is(at, &["last", "previous", "from"]));
    (noun && told && plain && dated).then_some(tied)
}

/// "Down 73, from 435 to 372".
fn from_to_behind(flow: &Flow<'_>, phrase: &Phrase) -> Option<Tied> {
    const REACH: usize = 5;
    let comma = flow.skip(phrase.last + 1, &[","]);
    if !flow.is(comma, &["from"]) {
        return None;
    }
    let next = |from: usize| {
        let number = (from..from + REACH).find(|at| flow.number(*at).is_some())?;
        level(flow, number).map(|_| number)
    };
    let base = next(comma + 1)?;
    let to = (base + 1..base + REACH).find(|at| flow.is(*at, &["to"]))?;
    let now = next(to + 1)?;
    let time = |at: usize| is_filler(flow, at);
    let noun = |at: usize| time(at) || flow.word(at).is_some_and(|word| !word.is_function());
    let told = (comma + 1..base).all(time) && (base + 1..to).all(noun) && (to + 1..now).all(time);
    told.then_some(Tied {
        base,
        now,
        falls: phrase.falls,
        last: None,
    })
}

/// "4,141 permits, up from 3,614 in 2018, or 25%": a percentage that says the change again.
fn said_again(flow: &Flow<'_>, at: usize) -> Option<Tied> {
    let claim = flow.number(at)?;
    if claim.quantity.kind != Kind::Percent || at == 0 {
        return None;
    }
    // "225 (2019: 205, +15%)"
    let plus = usize::from(flow.follows(at, &["+"]));
    let first = at - plus;
    let is_negative = claim
        .quantity
        .nominal()
        .is_some_and(|number| number.is_sign_negative());
    let signed = (plus > 0 || is_negative).then_some(is_negative);
    let closes = flow.is(at + 1, &[")"]);
    let bracket = flow.follows(first, &["("]) && closes;
    let again = flow.follows(first, &["or"])
        || signed.is_some() && flow.follows(first, &[",", ";"]) && closes;
    if !bracket && !again {
        return None;
    }
    let mut end = first - 1;
    if flow.follows(end, &[","]) {
        end -= 1;
    }
    let (base, now, falls) = pair_before(flow, end)?;
    let closed = closes || ends_at(flow, at) && own_noun(flow, at).is_none();
    Some(Tied {
        base,
        now,
        falls: falls.or(signed).filter(|_| closed)?,
        last: None,
    })
}

/// What something does that is more than before.
const EXCEEDS: &[&str] = &[
    "beating",
    "exceeding",
    "outstripping",
    "passing",
    "surpassing",
    "topping",
];

/// "8,356 books, exceeding last year's 7,583 by 773".
fn by_which_it_exceeds(flow: &Flow<'_>, at: usize) -> Option<Tied> {
    if !flow.follows(at, &["by"]) || at < 3 {
        return None;
    }
    let by = at - 1;
    let base = (by.saturating_sub(4)..by)
        .rev()
        .find(|at| flow.number(*at).is_some())?;
    level(flow, base)?;
    let plain = |at: usize| {
        is_filler(flow, at)
            || flow.is(at, &["(", ")"])
            || flow.word(at).is_some_and(|word| !word.is_function())
    };
    let verb = (base.saturating_sub(8)..base)
        .rev()
        .find(|at| flow.is(*at, EXCEEDS))?;
    let is_then = (verb + 1..by).any(|at| flow.date(at).is_some() || flow.is(at, TIMES));
    if !(verb + 1..by).all(|at| at == base || plain(at)) || !is_then {
        return None;
    }
    Some(Tied {
        base,
        now: now_before(flow, verb)?,
        falls: false,
        last: Some(at),
    })
}
