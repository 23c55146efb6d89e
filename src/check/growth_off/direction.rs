//! A value that is said to have risen and is less than before, or the other way round: "the fee fell from £6 to £7",
//! "rose to 300 from 400", "rose to 300 (2018: 400)", "300 members, up from 400".

use super::sentence::{EACH, Sentence, are_of_one_sort};
use crate::check::{Context, show};
use crate::claim::{Claim, ClaimId, Mood, Role, canonical};
use crate::document::Extent;
use crate::finding::{Certainty, Detection, Fault, Label};
use crate::lookup::WordSet;
use crate::period::Period;
use crate::quantity::{Comparison, Kind, is_one_of, is_time_unit, is_year_number};
use crate::word::{self, Change, Deed, Sense, Shape, Token, Way};
use rust_decimal::Decimal;

/// What a word says that a value did: it rose, or it fell. What may be said of quality ("improved") is left out.
fn change_of(word: &str) -> Option<Change> {
    let change = word::change(word)?;
    let is_of_value = matches!(change.sense, Sense::Amount | Sense::Raised);
    (is_of_value && !change.only_compares()).then_some(change)
}

/// Who or what stands before a verb that has an object.
const DOES: &[&str] = &[
    "we", "have", "has", "had", "to", "which", "that", "they", "it", "he", "she", "also", "and",
    "this", "will",
];

/// Words beside which a smaller number may be a rise: ranks, grades, what is dealt in turn, what one pays in another
/// currency; and those that say that it was not so.
const DOUBT: WordSet<60> = WordSet::new([
    "rank",
    "ranks",
    "ranked",
    "ranking",
    "rankings",
    "place",
    "placed",
    "placing",
    "position",
    "league",
    "table",
    "tier",
    "grade",
    "grades",
    "rating",
    "rated",
    "seed",
    "seeded",
    "handicap",
    "band",
    "division",
    "chart",
    "charts",
    "efficiency",
    "productivity",
    "frequency",
    "pace",
    "ratio",
    "odds",
    "exchange",
    "against",
    "pound",
    "sterling",
    "dollar",
    "euro",
    "krone",
    "krona",
    "yen",
    "currency",
    "acidity",
    "below",
    "minus",
    "negative",
    "zero",
    "rain",
    "snow",
    "not",
    "never",
    "instead",
    "rather",
    "neither",
    "nor",
    "if",
    "would",
    "could",
    "might",
    "whether",
    "unless",
    "every",
    "without",
]);

/// Says of a claim that is the start of a change which way the words say it went, if the two values went the other way.
pub(super) fn contradicted(
    context: &Context<'_>,
    base: ClaimId,
    start: &Claim,
) -> Option<Detection> {
    let claims = &context.ledger.claims;
    let view = context.corpus.reports[start.report].document.view.as_str();
    let before = &view.as_bytes()[..start.extent.start as usize];
    let is_bracketed = before.ends_with(b": ") || before.ends_with(b"(");
    if !(is_bracketed || follows(view, start, "from ")) || !is_value(start) {
        return None;
    }
    let of_sentence = context.ledger.of_sentence(start.report, start.sentence);
    let next = (base + 1 < of_sentence.end).then(|| &claims[base + 1]);
    let next = next.filter(|next| follows(view, next, "to ") && !is_bracketed);
    let previous = (base > of_sentence.start).then(|| &claims[base - 1]);
    if next.is_none() && previous.is_none() {
        return None;
    }
    let sentence = Sentence::of(context, base);
    let mut told = match next {
        Some(now) => from_to(&sentence, start, now),
        None if is_bracketed => in_bracket(&sentence, start, previous?),
        None => behind(&sentence, start, previous?),
    }?;
    if !has_own_noun(told.base) && !has_own_noun(told.now) && start.quantity.kind == Kind::Count {
        // "Oslo rose from 9 to 4" tells of a rank. There are no ranks in the hundreds.
        let is_large = [told.base, told.now].iter().all(|claim| {
            let number = claim.quantity.nominal();
            number >= Some(Decimal::ONE_HUNDRED) && !is_year_number(&view[claim.extent.range()])
        });
        let counted = is_large || may_be_counted(view, told.base) || may_be_counted(view, told.now);
        if !counted && !is_of_amount(&sentence, told.word) {
            return None;
        }
        told.certainty = told.certainty.min(Certainty::Likely);
    }
    let contrary = is_contrary(&told) && !is_doubtful(&sentence, &told);
    contrary.then(|| detection(context, &told))
}

/// Whether the noun of a number stands behind it.
fn has_own_noun(claim: &Claim) -> bool {
    let noun = claim.measure.extent;
    noun.is_some_and(|noun| noun.start >= claim.extent.end)
}

/// What there may be more or less of, in the singular.
const AMOUNTS: WordSet<20> = WordSet::new([
    "attendance",
    "audience",
    "average",
    "capacity",
    "circulation",
    "count",
    "enrolment",
    "enrollment",
    "figure",
    "fleet",
    "footfall",
    "headcount",
    "membership",
    "number",
    "output",
    "people",
    "population",
    "readership",
    "total",
    "workforce",
]);

/// Whether the noun that a number is said to be of is one of which there are more or less: a plural, or an amount. Others, a
/// town or a guild, have ranks.
fn may_be_counted(view: &str, claim: &Claim) -> bool {
    let Some(noun) = claim.measure.extent else {
        return false;
    };
    let word = view[noun.range()].rsplit(' ').next().unwrap_or_default();
    let starts = view[..noun.range().start].trim_end();
    let opens = starts.is_empty() || starts.ends_with(['.', '\n', '!', '?', ':']);
    let is_name = word.starts_with(char::is_uppercase) && !opens;
    let is_plural = word.ends_with('s') && !word.ends_with("ss");
    AMOUNTS.has(word) || is_plural && !is_name
}

/// Whether an amount stands before the word for a change: "our membership has declined".
fn is_of_amount(sentence: &Sentence<'_>, word: Extent) -> bool {
    let mut before = sentence.words_before(word.start).take(5);
    before.any(|word| AMOUNTS.has(word))
}

/// A change as its words tell it.
struct Told<'a> {
    way: Way,
    word: Extent,
    base: &'a Claim,
    now: &'a Claim,
    certainty: Certainty,
}

/// A value that something had or has, stated as a fact.
fn is_level(claim: &Claim) -> bool {
    matches!(
        claim.quantity.kind,
        Kind::Count | Kind::Money | Kind::Percent
    ) && matches!(claim.role, Role::Level | Role::Share)
        && matches!(claim.mood, Mood::Stated | Mood::Planned)
        && !claim.quantity.values.is_vague()
        && claim
            .quantity
            .nominal()
            .is_some_and(|nominal| nominal > Decimal::ZERO)
}

/// As [`is_level`], or a percentage that a word beside it makes look like a change: "40%, up from 44%".
fn is_value(claim: &Claim) -> bool {
    let is_percent = claim.quantity.kind == Kind::Percent
        && claim.role == Role::Change
        && claim.mood == Mood::Stated
        && !claim.quantity.values.is_vague()
        && claim.quantity.nominal() > Some(Decimal::ZERO);
    is_level(claim) || is_percent
}

/// Whether a word stands right before a number.
fn follows(view: &str, claim: &Claim, word: &str) -> bool {
    let before = view.as_bytes().get(..claim.extent.start as usize);
    before.is_some_and(|before| {
        let at = before.len().saturating_sub(word.len());
        before[at..].eq_ignore_ascii_case(word.as_bytes())
            && at
                .checked_sub(1)
                .is_none_or(|at| !before[at].is_ascii_alphanumeric())
    })
}

/// "The fee fell from £5 to £6", "an increase in members from 400 to 300", "we raised the fee from £6 to £5".
fn from_to<'a>(sentence: &Sentence<'a>, base: &'a Claim, now: &'a Claim) -> Option<Told<'a>> {
    /// Words between the two values at most: "from 300 members in May to".
    const BETWEEN: usize = 8;
    let between = sentence.between(base.extent.end, now.extent.start);
    let runs_on = between
        .iter()
        .any(|token| is_one_of(token.of(sentence.view), OTHERWISE));
    if between.len() > BETWEEN || runs_on {
        return None;
    }
    let from = sentence.at(base.extent.start).checked_sub(1)?;
    let (at, way, certainty) = said(sentence, from)?;
    Some(Told {
        way,
        word: sentence.extent_of(at),
        base,
        now,
        certainty,
    })
}

/// The time that something is of each, right behind an offset: "a month".
fn unit_behind(sentence: &Sentence<'_>, offset: u32) -> Option<Token> {
    match &sentence.tokens[sentence.at(offset)..] {
        [per, unit, ..] => {
            let is_unit = EACH.has(per.of(sentence.view)) && is_time_unit(unit.of(sentence.view));
            is_unit.then_some(*unit)
        }
        _ => None,
    }
}

/// Words that start another statement between two values.
const OTHERWISE: &[&str] = &[
    ";", ":", "and", "but", "or", "while", "with", "whereas", "per", "out",
];

/// The word before "from" that says which way something went, and how sure that is.
fn said(sentence: &Sentence<'_>, from: usize) -> Option<(usize, Way, Certainty)> {
    /// "An increase in the number of members from".
    const REACH: usize = 8;
    let word = |at: usize| sentence.tokens[at].of(sentence.view);
    let change = |at: usize| change_of(word(at));
    let mut near = from;
    // "Fell sharply, from", "rose again from".
    while near > 0 && from - near < 3 {
        let text = word(near - 1);
        if let Some(change) = change(near - 1) {
            return Some((near - 1, change.way, Certainty::Sure));
        }
        if !(text.ends_with("ly") || is_one_of(text, &["again", "further", "back", ","])) {
            break;
        }
        near -= 1;
    }
    // A noun with what it is of, or a verb with what it is done to: "a fall in visits, from".
    let reach = near.saturating_sub(REACH)..near;
    let at = reach
        .rev()
        .find(|at| change(*at).is_some() || !sentence.tokens[*at].is_word())?;
    let change = change(at)?;
    // "The drop-in centre is open from 9": between the noun and its values stands what it is of, and no verb.
    let is_of = || {
        sentence.tokens[at + 1..near].iter().all(|token| {
            let word = token.of(sentence.view);
            !token.is_function() || is_one_of(word, &["in", "of", "the", "our", "its", "their"])
        })
    };
    let noun = change.is_noun() && is_one_of(word(at + 1), &["in", "of"]) && is_of();
    let verb = change.is_verb() && change.deed != Deed::Own;
    let done = verb && at > 0 && is_one_of(word(at - 1), DOES);
    (noun || done).then_some((at, change.way, Certainty::Likely))
}

/// "Rose to 300 from 400", "300 members, up from 400".
fn behind<'a>(sentence: &Sentence<'a>, base: &'a Claim, now: &'a Claim) -> Option<Told<'a>> {
    if !is_value(now) || now.extent.end > base.extent.start {
        return None;
    }
    let from = sentence.at(base.extent.start).checked_sub(1)?;
    let between = sentence.between(now.extent.end, base.extent.start);
    let word = |at: usize| sentence.tokens[at].of(sentence.view);
    let up = from.checked_sub(1)?;
    if is_one_of(word(up), &["up", "down"]) {
        // Only a noun and a mark: "attended, up from" may be of what stands before.
        let noun = now.measure.extent;
        let noun = noun.filter(|noun| noun.start >= now.extent.end);
        let end = noun.map_or(now.extent.end, |noun| noun.end);
        // "16 people a month, down from 10".
        let unit = unit_behind(sentence, end);
        let own = base.measure.extent.map_or(0, |noun| noun.end);
        let of_base = unit_behind(sentence, own.max(base.extent.end));
        let text = |unit: Token| unit.of(sentence.view);
        // "40 loaves a day, up from 200 a week"
        if of_base.is_some_and(|of_base| unit.is_none_or(|unit| text(unit) != text(of_base))) {
            return None;
        }
        let end = unit.map_or(end, Token::end);
        let bare = between.len() <= 8 && end <= sentence.tokens[up].start;
        // "40% of the members bake daily (up from 44%)": what is behind a bracket is of the only percentage.
        let is_bracketed = base.quantity.kind == Kind::Percent
            && up
                .checked_sub(1)
                .is_some_and(|open| is_one_of(word(open), &["("]));
        let marks = sentence
            .between(end, sentence.tokens[up].start)
            .iter()
            .all(|token| {
                let text = token.of(sentence.view);
                is_one_of(text, &[",", "(", "–", "—"]) || is_bracketed && token.is_word()
            });
        let only = sentence
            .claims
            .iter()
            .filter(|claim| claim.extent.end <= base.extent.start && are_of_one_sort(claim, base))
            .count()
            == 1;
        let way = if is_one_of(word(up), &["up"]) {
            Way::More
        } else {
            Way::Less
        };
        let certainty = if is_level(base) && is_level(now) {
            Certainty::Sure
        } else {
            Certainty::Likely
        };
        return (bare && marks && only).then_some(Told {
            way,
            word: sentence.extent_of(up),
            base,
            now,
            certainty,
        });
    }
    // "Rose to 300 (2020) from 400"
    if between.len() > 5
        || !follows(sentence.view, now, "to ")
        || between.iter().any(|token| {
            is_one_of(token.of(sentence.view), OTHERWISE) || token.of(sentence.view) == ","
        })
    {
        return None;
    }
    let to = sentence.at(now.extent.start).checked_sub(1)?;
    let at = to.checked_sub(1)?;
    let way = change_of(word(at))?.way;
    // "Rose to 300 visitors from 40 towns"
    let of_base = base.measure.head.filter(|_| !base.measure.guessed);
    let same = of_base.is_none_or(|head| now.measure.head == Some(head));
    same.then_some(Told {
        way,
        word: sentence.extent_of(at),
        base,
        now,
        certainty: Certainty::Likely,
    })
}

/// "Rose to 300 (2018: 400)", "fell to £1.2m (£1.1m in 2018)": the value of an earlier year in a bracket of its own.
fn in_bracket<'a>(sentence: &Sentence<'a>, base: &'a Claim, now: &'a Claim) -> Option<Told<'a>> {
    /// So many words and marks stand between the two at most: "to 300 members (year to March 2018: 400)".
    const BETWEEN: usize = 10;
    let between = sentence.between(now.extent.end, base.extent.start);
    let word = |token: &Token| token.of(sentence.view);
    let opens = between.iter().position(|token| word(token) == "(")?;
    let is_noun = |token: &Token| token.is_word() && !token.is_function();
    // "(target for 2018: 400)", "(men in 2018: 40)" are of something else.
    let is_time = |token: &Token| {
        token.shape() == Shape::Digits
            || is_one_of(word(token), TIMES)
            || word::is_month(word(token))
    };
    let told = between[..opens].iter().all(is_noun) && between[opens + 1..].iter().all(is_time);
    let year = |claim: &Claim| claim.period.and_then(Period::year);
    let is_earlier = base.dated
        && year(base)
            .zip(year(now))
            .is_some_and(|(base, now)| base + 1 == now);
    // Only the year stands behind it: "(400 in 2018)".
    let behind = &sentence.tokens[sentence.at(base.extent.end)..];
    let closes = behind.iter().take(4).position(|token| word(token) == ")")?;
    let is_bare = match &behind[..closes] {
        [] => true,
        [is_in, rest @ ..] => is_one_of(word(is_in), &["in", "for"]) && rest.iter().all(is_time),
    };
    let to = sentence.at(now.extent.start).checked_sub(1)?;
    if between.len() > BETWEEN
        || !told
        || !is_earlier
        || !is_bare
        || !is_value(now)
        || !follows(sentence.view, now, "to ")
    {
        return None;
    }
    let (at, way, certainty) = said(sentence, to)?;
    Some(Told {
        way,
        word: sentence.extent_of(at),
        base,
        now,
        certainty: certainty.min(Certainty::Likely),
    })
}

/// What may stand in a bracket with the value of an earlier year.
const TIMES: &[&str] = &[
    ":", "ended", "ending", "in", "last", "previous", "the", "to", "year",
];

/// Whether the values went the other way than is said.
fn is_contrary(told: &Told<'_>) -> bool {
    let (base, now) = (&told.base.quantity, &told.now.quantity);
    let (Some(from), Some(to)) = (base.nominal(), now.nominal()) else {
        return false;
    };
    let is_other_way = from != to && (to < from) == (told.way == Way::More);
    // "From 1.5 to 1.2 million": the first has the scale of the second.
    let near = || {
        let (less, more) = (from.min(to), from.max(to));
        let most = less.checked_mul(Decimal::ONE_HUNDRED);
        most.is_some_and(|most| more < most)
    };
    let apart = || {
        let comparison = base.values.compare(&now.values);
        matches!(
            comparison,
            Comparison::Disjoint {
                conventional: false,
                ..
            }
        )
    };
    is_other_way && near() && is_value(told.now) && apart()
}

/// Whether the two may be of two things, or less of it may be more.
fn is_doubtful(sentence: &Sentence<'_>, told: &Told<'_>) -> bool {
    /// So many words before and behind the change tell what it is of.
    const NEAR: usize = 14;
    let (base, now) = (told.base, told.now);
    let head = |claim: &Claim| {
        let head = claim.measure.head.filter(|_| !claim.measure.guessed);
        head.map(canonical)
    };
    let unit = |claim: &Claim| {
        let noun = claim
            .measure
            .extent
            .map(|noun| &sentence.view[noun.range()]);
        noun.and_then(|noun| noun.rsplit(' ').next())
            .filter(|noun| is_time_unit(noun))
    };
    let of_two = !are_of_one_sort(base, now)
        || head(base)
            .zip(head(now))
            .is_some_and(|(one, two)| one != two)
        || unit(base).is_some() != unit(now).is_some() && base.quantity.kind == Kind::Count;
    if of_two {
        return true;
    }
    // "Fell from 9 to 12 weeks in winter to 5 weeks": the first two are a range.
    let ends = base.extent.end.max(now.extent.end);
    let goes_to_a_third = sentence.claims.iter().any(|claim| {
        claim.extent.start >= ends
            && are_of_one_sort(base, claim)
            && follows(sentence.view, claim, "to ")
            && !(sentence.between(ends, claim.extent.start).iter())
                .any(|token| is_one_of(token.of(sentence.view), &["from"]))
    });
    if goes_to_a_third {
        return true;
    }
    // A change in numbers of its own is worked out elsewhere.
    let has_change = sentence
        .claims
        .iter()
        .filter(|claim| ![base.extent, now.extent].contains(&claim.extent))
        .any(|claim| claim.role == Role::Change);
    let behind = sentence.at(ends);
    let word = |at: usize| {
        sentence
            .tokens
            .get(at)
            .map_or("", |token| token.of(sentence.view))
    };
    // "30s", "8e-05": a unit or a power of ten that is no part of the number.
    let has_tail = [base, now].iter().any(|claim| {
        let tail = sentence.view[claim.extent.end as usize..].chars().next();
        tail.is_some_and(|next| next.is_alphanumeric() || matches!(next, '°' | '/' | '-' | '–'))
    });
    let goes_on = has_tail
        || is_one_of(
            word(behind),
            &[
                "to",
                ":",
                "times",
                "more",
                "fewer",
                "less",
                "extra",
                "in",
                "out",
                "per",
                "am",
                "pm",
                "a.m",
                "p.m",
                "o'clock",
                "o’clock",
                "°",
                "degrees",
                "/",
                "-",
                "–",
            ],
        ) && (word(behind) != "in"
            || sentence
                .claims
                .iter()
                .any(|claim| sentence.at(claim.extent.start) == behind + 1))
        || ["loss", "deficit", "below"].contains(&word(behind));
    let first = sentence.at(told.word.start.min(now.extent.start).min(base.extent.start));
    let near = first.saturating_sub(NEAR)..(behind + NEAR).min(sentence.tokens.len());
    let doubtful = sentence.tokens[near].iter().any(|token| {
        let word = token.of(sentence.view);
        DOUBT.has(word) || word.ends_with("n’t") || word.ends_with("n't")
    });
    has_change || goes_on || doubtful
}

fn detection(context: &Context<'_>, told: &Told<'_>) -> Detection {
    let report = &context.corpus.reports[told.base.report];
    let (from, to) = (
        show::value(context, told.base),
        show::value(context, told.now),
    );
    let word = report.text(told.word);
    let less = match told.way {
        Way::More => "less",
        Way::Less => "more",
    };
    Detection {
        fault: Fault::GrowthOff,
        category: Fault::GrowthOff.category(),
        certainty: told.certainty,
        message: format!("“{word}” is stated, and {to} is {less} than {from}"),
        help: "Correct the word or one of the two values: they may have changed places. All can be right if less of it \
               counts as more, as with ranks: then say so."
            .to_owned(),
        primary: Label { place: report.document.place(told.word), text: format!("“{word}”") },
        related: vec![
            Label { place: show::place(context, told.base), text: format!("from {from}") },
            Label { place: show::place(context, told.now), text: format!("to {to}") },
        ],
        fix: None,
    }
}
