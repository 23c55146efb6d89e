//! What falls to each: "284 concerts drew 8,832 people, an average of 31 each", "averaging 31 people per concert".
//!
//! It is worked out only where a sentence has no other numbers, and says of what the average is.

use rust_decimal::Decimal;

use crate::check::flow::Flow;
use crate::check::itemised::{is_amount, sort};
use crate::check::{Context, show};
use crate::claim::{Claim, Mood, canonical};
use crate::corpus::ReportId;
use crate::finding::{Category, Certainty, Detection, Fault, Label};
use crate::quantity::Kind;
use crate::word::Stem;

/// Words that keep the numbers of a sentence from being those of its average.
const UNSURE: &[&str] = &[
    "another",
    "each",
    "except",
    "excluding",
    "including",
    "less",
    "more",
    "other",
    "than",
    "to",
    "typically",
    "up",
    "which",
    "whom",
];

/// What is larger is no average of anything counted.
const MOST: Decimal = Decimal::from_parts(1_000_000_000, 0, 0, false, 0);

/// Works out the average of a sentence with three numbers, the last of which is one.
pub(super) fn check(context: &mut Context<'_>, id: ReportId, sentence: usize, claims: &[Claim]) {
    let [first, second, average] = claims else {
        return;
    };
    let plain = |claim: &&Claim| {
        is_amount(claim)
            && claim.mood == Mood::Stated
            && claim.quantity.nominal() > Some(Decimal::ZERO)
    };
    if !claims.iter().all(|claim| plain(&claim)) {
        return;
    }
    let flow = Flow::of(context, id, sentence);
    let Some((many, all)) = held_against(&flow, first, second, average) else {
        return;
    };
    let number = |claim: &Claim| claim.quantity.nominal();
    let (Some(count), Some(total), Some(stated)) = (number(many), number(all), number(average))
    else {
        return;
    };
    let Some(computed) = total.checked_div(count).filter(|computed| *computed < MOST) else {
        return;
    };
    let mut place = Decimal::new(1, stated.scale());
    while (stated % (place * Decimal::TEN)).is_zero() && place < stated {
        place *= Decimal::TEN;
    }
    let slack = place.max(computed * Decimal::new(5, 2));
    // A game is one of two teams.
    let twice = computed * Decimal::TWO;
    if (computed - stated).abs() <= slack || (twice - stated).abs() <= slack {
        let places = context.places_of([many, all, average]);
        context.agree(places);
        return;
    }
    let [each, count, total] = [average, many, all].map(|claim| show::value(context, claim));
    context.report(Detection {
        fault: Fault::ShareOff,
        category: Category::Arithmetic,
        certainty: Certainty::Likely,
        message: format!(
            "“{each}” is stated as the average, and {total} by {count} is {}",
            show::number(computed.round_dp(1).normalize())
        ),
        help: "Correct the average or one of the two numbers. All can be right if it is of others: then say of which.".to_owned(),
        primary: Label { place: show::place(context, average), text: format!("“{each}”") },
        related: vec![
            Label { place: show::place(context, all), text: format!("{total} here") },
            Label { place: show::place(context, many), text: format!("by {count}") },
        ],
        fix: None,
    });
}

/// By which of two numbers the other one is to be divided for an average: the smaller one, of what the average is of.
fn held_against<'a>(
    flow: &Flow<'_>,
    first: &'a Claim,
    second: &'a Claim,
    average: &Claim,
) -> Option<(&'a Claim, &'a Claim)> {
    let at = (0..flow.len()).rfind(|at| flow.number(*at).is_some())?;
    let starts = if flow.follows(at, &["averaging"]) {
        at - 1
    } else if at >= 3
        && flow.is(at - 1, &["of"])
        && flow.is(at - 2, &["average", "mean"])
        && flow.is(at - 3, &["an", "a"])
    {
        at - 3
    } else {
        return None;
    };
    let set_off = flow.follows(starts, &[",", "(", "–", "—", ";", "or"]);
    let is_unsure =
        (0..starts).any(|at| flow.is(at, UNSURE) && !flow.follows(at, &["came", "went"]));
    if !set_off || is_unsure {
        return None;
    }
    let head = |claim: &Claim| claim.measure.head.map(canonical);
    let stem = |at: usize| flow.word(at).map(|word| canonical(word.stem));
    let (larger, smaller) = if first.quantity.nominal() > second.quantity.nominal() {
        (first, second)
    } else {
        (second, first)
    };
    // What is divided: money, or the larger number.
    let (all, many) = match (first.quantity.kind, second.quantity.kind) {
        (Kind::Money, Kind::Count) => (first, second),
        (Kind::Count, Kind::Money) => (second, first),
        (Kind::Count, Kind::Count) => (larger, smaller),
        _ => return None,
    };
    if sort(all) != sort(average)
        || head(many).is_none()
        || head(many) == head(all)
        || many.measure.guessed
    {
        return None;
    }
    // "41 each", "41 people each", "41 per concert", "41 people for each concert".
    let named = stem(at + 1).is_some_and(|stem| Some(stem) == head(all));
    let behind = at + 1 + usize::from(named);
    let ends = |at: usize| at >= flow.len() || flow.is(at, &[".", ",", ";", ")", "!"]);
    let noun = |at: usize| -> Option<Stem> { stem(at).filter(|_| ends(at + 1)) };
    if flow.is(behind, &["each", "apiece"]) && ends(behind + 1) {
        return Some((many, all));
    }
    let per = if flow.is(behind, &["per", "a", "an"]) {
        behind + 1
    } else if flow.is(behind, &["for", "to", "at", "in"]) && flow.is(behind + 1, &["each", "every"])
    {
        behind + 2
    } else {
        return None;
    };
    (noun(per) == head(many)).then_some((many, all))
}
