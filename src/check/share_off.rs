//! `share-off`: a share that its part and whole do not give, a share that a small number cannot have, and shares of one
//! whole that do not make 100 %.

use std::ops::Range;

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Deserialize;

use super::flow::Flow;
use super::{Check, Context, Needs, Steps, Verdict, show};
use crate::claim::{Claim, Mood, Role, canonical};
use crate::corpus::{Report, ReportId};
use crate::document::Extent;
use crate::finding::{Category, Certainty, Detection, Fault, Label};
use crate::quantity::{Comparison, GrowthCheck, Kind, Values, multiple, share, share_is_possible};
use crate::word::{self, Stem};

mod average;
mod complement;
mod frames;
mod lists;
mod of_sum;
mod pairs;
mod part_of;
mod rest;
mod tables;
mod worded;

/// Shares that are rounded miss the whole by no more.
const SLACK: Decimal = Decimal::from_parts(25, 0, 0, false, 1);

/// Recomputes shares, and adds them up.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ShareOff {}

impl Check for ShareOff {
    fn needs(&self) -> Needs {
        Needs::Own
    }

    fn steps<'a>(&'a self, _context: &Context<'a>) -> Steps<'a> {
        Steps::over_each(Self::in_report)
    }
}

impl ShareOff {
    fn in_report(context: &mut Context<'_>, id: ReportId) {
        let document = &context.corpus.reports[id].document;
        for sentence in 0..document.sentences.len() {
            let claims = context.ledger.in_sentence(id, sentence);
            let mut with_share = Vec::new();
            if claims.len() == 3 {
                average::check(context, id, sentence, claims);
            }
            if claims.iter().any(is_share) {
                let flow = Flow::of(context, id, sentence);
                let mut checked = shares(context, &flow, &mut with_share);
                of_the_whole_before(context, id, sentence, &flow, &mut checked);
                if !parts_in_sentence(context, &flow) {
                    rest::check(context, id, sentence, &flow);
                }
                frames::check(context, id, sentence, &flow, &checked);
                worded::check(context, &flow);
                complement::check(context, id, sentence, &flow);
            }
            part_of::check(context, id, sentence, claims, &with_share);
        }
        for list in 0..document.lists.len() {
            lists::parts(context, id, list);
            pairs::in_list(context, id, list);
        }
        pairs::in_lines(context, id);
        for table in 0..document.tables.len() {
            tables::check(context, id, table);
            of_sum::check(context, id, table);
        }
    }
}

fn is_share(claim: &Claim) -> bool {
    claim.role == Role::Share
        && !claim.quantity.values.is_vague()
        && (claim.quantity.kind == Kind::Percent
            || claim
                .quantity
                .nominal()
                .is_some_and(|nominal| nominal < Decimal::ONE))
}

/// A share with its part and its whole.
#[derive(Clone, Copy)]
struct Stated<'a> {
    part: &'a Claim,
    whole: &'a Claim,
    share: &'a Claim,
}

/// Words between "of" and the whole.
const DETERMINERS: &[&str] = &[
    "a",
    "all",
    "an",
    "her",
    "his",
    "its",
    "our",
    "some",
    "the",
    "their",
    "these",
    "those",
    "total",
    "of",
    "possible",
    "maximum",
    "potential",
];

/// What ties a share to the number right before it.
const TIES: &[&str] = &[
    "(",
    "[",
    "or",
    "=",
    "constituting",
    "equalling",
    "representing",
    "ie",
    "i.e",
    "~",
    "–",
    "—",
];

/// What a number is said to come to with these, and a small word: "putting it at", "accounting for".
const PUTTING: &[&str] = &[
    "accounting",
    "amounting",
    "coming",
    "corresponding",
    "equating",
    "making",
    "placing",
    "putting",
    "working",
    "works",
];

/// What may stand between an introduction and its share: "a pass rate of 82%".
const RATES: &[&str] = &[
    "percentage",
    "proportion",
    "quota",
    "rate",
    "ratio",
    "share",
];

/// The shares of a sentence whose part and whole stand beside them, and where their parts stand.
fn shares(context: &mut Context<'_>, flow: &Flow<'_>, parts: &mut Vec<Extent>) -> Vec<Extent> {
    let mut checked: Vec<Extent> = Vec::new();
    for stated in (0..flow.len()).flat_map(|at| stated_at(flow, at)) {
        if checked.contains(&stated.share.extent) {
            continue;
        }
        checked.push(stated.share.extent);
        parts.push(stated.part.extent);
        let verdict = judge(context, stated, Certainty::Sure);
        context.conclude(verdict);
    }
    if let Some(stated) = answers(flow)
        && !checked.contains(&stated.share.extent)
    {
        checked.push(stated.share.extent);
        let verdict = judge(context, stated, Certainty::Likely);
        context.conclude(verdict);
    }
    for at in 0..flow.len() {
        if let Some((share, whole)) = share_of_whole(flow, at)
            && !checked.contains(&share.extent)
            && let Some(detection) = impossible(context, flow, at, share, whole)
        {
            context.report(detection);
        }
    }
    for at in 0..flow.len() {
        if let Some(share) = flow.number(at).filter(|claim| is_share(claim))
            && !checked.contains(&share.extent)
        {
            context.leave(share, "its part and its whole do not both stand beside it");
        }
    }
    checked
}

/// "45 replies to 60 letters, a response rate of 75%": two numbers, and the smaller one is of answers.
fn answers<'a>(flow: &Flow<'a>) -> Option<Stated<'a>> {
    const ANSWERS: &[&str] = &[
        "answered",
        "answers",
        "ballots",
        "completed",
        "questionnaires",
        "replied",
        "replies",
        "responded",
        "responses",
        "returned",
        "returns",
        "surveys",
        "voted",
        "votes",
    ];
    let share_at = (4..flow.len()).find(|at| {
        flow.is(at - 1, &["of"])
            && flow.is(at - 2, &["rate"])
            && flow.is(at - 3, &["completion", "reply", "response", "return"])
    })?;
    let share = flow.number(share_at).filter(|claim| is_share(claim))?;
    let mut numbers = (0..share_at).filter(|at| flow.number(*at).is_some());
    let (Some(one), Some(other), None) = (numbers.next(), numbers.next(), numbers.next()) else {
        return None;
    };
    let [first, second] = [flow.count(one)?, flow.count(other)?];
    let (part_at, part, whole) = if is_within(second, first) {
        (other, second, first)
    } else {
        (one, first, second)
    };
    let answered = (part_at + 1..part_at + 4)
        .take_while(|at| flow.word(*at).is_some())
        .any(|at| flow.is(at, ANSWERS));
    answered.then_some(Stated { part, whole, share })
}

/// Words that stand for what the sentence before has counted.
const BACK: &[&str] = &["them", "these", "those", "whom", "which"];

/// "630 guests came. Of these, 464 (74%) slept in the village.": shares of a whole that the sentence before counts.
fn of_the_whole_before(
    context: &mut Context<'_>,
    id: ReportId,
    sentence: usize,
    flow: &Flow<'_>,
    checked: &mut Vec<Extent>,
) {
    let document = &flow.report.document;
    let Some(before) = sentence.checked_sub(1) else {
        return;
    };
    // "14 tutors, of which 12": what a relative pronoun stands for is in its own sentence.
    let points = |at: usize| {
        let relative = flow.is(at + 1, &["which", "whom"]) && at > 0;
        flow.is(at, &["of", "among"]) && flow.is(at + 1, BACK) && !relative
    };
    // "These buns" may be others than the ones before.
    let bare = |at: usize| {
        points(at)
            && (flow.is(at + 1, &["them", "whom", "which"])
                || flow.token(at + 2).is_none()
                || flow.is(at + 2, &[",", "("]))
    };
    let named = |at: usize| points_by_noun(flow, at).map(|noun| (at, Some(noun)));
    let pointing = (0..flow.len()).find(|at| points(*at));
    let Some((from, noun)) = pointing
        .filter(|at| bare(*at))
        .map(|at| (at, None))
        .or_else(|| (0..flow.len()).find_map(named))
    else {
        return;
    };
    if document.sentences[before].block() != document.sentences[sentence].block() {
        return;
    }
    let claims = context.ledger.of_sentence(id, before);
    let wholes: Vec<&Claim> = context.ledger.claims[claims]
        .iter()
        .filter(|claim| {
            claim.quantity.kind == Kind::Count
                && claim.role == Role::Level
                && !claim.base
                && !claim.measure.guessed
                && claim.measure.head.is_some()
                && (noun.is_none() || claim.measure.head.map(canonical) == noun)
                && !claim.quantity.values.is_hedged()
        })
        .collect();
    let [whole] = wholes.as_slice() else {
        return;
    };
    // Everything from "of them" on, and the number before it.
    let first = (0..from)
        .rfind(|at| flow.count(*at).is_some())
        .unwrap_or(from);
    for at in first..flow.len() {
        let Some(part) = flow.count(at) else { continue };
        let Some(share) = tied_behind(flow, at).filter(|share| !checked.contains(&share.extent))
        else {
            continue;
        };
        let smaller = part.quantity.nominal() <= whole.quantity.nominal();
        if smaller {
            checked.push(share.extent);
            let verdict = judge(context, Stated { part, whole, share }, Certainty::Likely);
            context.conclude(verdict);
        }
    }
}

/// A number that is not one of then: of "532 guests (2019: 512), of whom" the first.
fn of_now<'a>(flow: &Flow<'a>, at: usize) -> Option<&'a Claim> {
    flow.count(at).filter(|claim| !claim.base)
}

/// Whether a number is the second of two that make a part together: "20 girls and 25 boys".
fn is_added(flow: &Flow<'_>, at: usize) -> bool {
    let near = at.saturating_sub(5)..at;
    let joint = near.clone().find(|at| flow.is(*at, &["and", "plus", "&"]));
    joint.is_some_and(|joint| (near.start..joint).any(|at| flow.count(at).is_some()))
}

/// Whether a part is not larger than a whole.
fn is_within(part: &Claim, whole: &Claim) -> bool {
    part.quantity.nominal() <= whole.quantity.nominal()
}

/// Whether a part is not larger than a whole, or by no more than a digit too many makes it.
fn may_be_within(part: &Claim, whole: &Claim) -> bool {
    let [part, whole] = [part, whole].map(|claim| claim.quantity.nominal());
    let most = whole.and_then(|whole| whole.checked_mul(Decimal::TEN));
    // "Two or three bakers" have no one number.
    part.zip(most).is_some_and(|(part, most)| part < most)
}

/// Whether "those" has a noun of its own, which is not that of a number: "two crews took 464 of those calls".
fn names_another(flow: &Flow<'_>, those: usize, whole: &Claim) -> bool {
    let noun = flow.word(those + 1).filter(|word| {
        flow.is(those, &["these", "those"])
            && !word.is_function()
            && word::is_plural(word.of(flow.report.document.view.as_str()))
    });
    noun.is_some_and(|noun| {
        let of_whole = whole.measure.head.map(canonical);
        of_whole != Some(canonical(noun.stem))
    })
}

/// "464 of those calls", "of all calls, 464": the noun by which words point back.
fn points_by_noun(flow: &Flow<'_>, at: usize) -> Option<Stem> {
    if !flow.is(at, &["of", "among"]) {
        return None;
    }
    let those = flow.is(at + 1, &["these", "those"]);
    let all = flow.is(at + 1, &["all", "the"]);
    let noun_at = flow.skip(at + 2, &["the", "these", "those"]);
    let noun = flow.word(noun_at).filter(|word| {
        (those || all)
            && !word.is_function()
            && word::is_plural(word.of(flow.report.document.view.as_str()))
    })?;
    // Behind the part, or at the start: "380 (85%) of the cakes of these bakers" is of cakes.
    let bracket = flow.follows(at, &[")"]) && at >= 4 && flow.count(at - 4).is_some();
    let is_of_part =
        at == 0 || flow.count(at - 1).is_some() || bracket || flow.follows(at, &[",", ";", "and"]);
    if !is_of_part {
        return None;
    }
    // "Of all calls for fire" is of others.
    let ends = flow.is(noun_at + 1, &[",", "(", ":"]);
    (ends || those && flow.is(noun_at + 1, &["were", "was", "are"])).then(|| canonical(noun.stem))
}

/// What is stated by the words from one piece on.
fn stated_at<'a>(flow: &Flow<'a>, at: usize) -> Vec<Stated<'a>> {
    let mut stated = Vec::new();
    if let Some(part) = flow.count(at) {
        if let Some(of) = flow.ahead(at + 1, 4, &["of"])
            && let whole_at = flow.skip(of + 1, DETERMINERS)
            && let Some(whole) = flow.count(whole_at).or_else(|| occasions(flow, whole_at))
        {
            // "464 of the 630 guests (74%)", "74% (464 of 630)"
            let share = tied_behind(flow, whole_at).or_else(|| tied_before(flow, at));
            stated.extend(share.map(|share| Stated { part, whole, share }));
        }
        // "630 guests were asked, and 464 of them came, which is 74%"
        if flow.is(at + 1, &["of"])
            && flow.is(at + 2, &["them", "these", "those", "whom", "which"])
            && let Some(whole) = (0..at).rev().find_map(|at| of_now(flow, at))
            && may_be_within(part, whole)
            && !names_another(flow, at + 2, whole)
            && let Some(share) = tied_behind(flow, at)
        {
            stated.push(Stated { part, whole, share });
        }
        // "464 (74%) of the 630"
        if let Some(share) = bracketed(flow, at + 1)
            && flow.is(at + 4, &["of"])
            && let Some(whole) = flow.count(flow.skip(at + 5, DETERMINERS))
        {
            stated.push(Stated { part, whole, share });
        }
    }
    // "74% (464) of the 630 guests"
    if let Some(share) = flow.number(at).filter(|claim| is_share(claim))
        && flow.is(at + 1, &["("])
        && let Some(part) = flow.count(at + 2)
        && flow.is(at + 3, &[")"])
        && flow.is(at + 4, &["of"])
        && let Some(whole) = flow.count(flow.skip(at + 5, DETERMINERS))
    {
        stated.push(Stated { part, whole, share });
    }
    // "Of the 630 guests, 464 (74%) came by train and 100 (16%) by boat"
    let out = usize::from(flow.follows(at, &["out"]));
    let opens = at == out || flow.follows(at - out, &[",", ";", ":", "("]);
    if opens
        && flow.is(at, &["of"])
        && let whole_at = flow.skip(at + 1, DETERMINERS)
        && let Some(whole) = flow.count(whole_at)
        && flow.ahead(whole_at + 1, 7, &[","]).is_some()
    {
        // "30 out of 40 children and 50 adults (63 %)": of other wholes.
        let has_whole = |at: usize| {
            let whole = flow.skip(at + 1, DETERMINERS);
            flow.is(at, &["of"]) && flow.number(whole).is_some()
        };
        let clause = (whole_at + 1..flow.len()).take_while(|at| !has_whole(*at));
        let parts = clause.filter_map(|at| Some((at, flow.count(at)?)));
        stated.extend(parts.filter_map(|(at, part)| {
            let share = tied_behind(flow, at)?;
            Some(Stated { part, whole, share })
        }));
    }
    // "14 tutors in total, of which 12 (86%) were men and 2 (14%) women"
    if flow.is(at, &["of"])
        && flow.is(at + 1, &["which", "whom", "them", "these"])
        && let Some(whole_at) = (at.saturating_sub(8)..at)
            .rev()
            .find(|at| of_now(flow, *at).is_some())
        && let Some(whole) = flow.count(whole_at)
    {
        // The next such words have a whole of their own.
        let again = |at: usize| {
            flow.is(at, &["of"]) && flow.is(at + 1, &["which", "whom", "them", "these"])
        };
        let clause =
            (at + 2..flow.len()).take_while(|at| !flow.is(*at, &[";", "but"]) && !again(*at));
        let parts = clause.filter_map(|at| Some((at, flow.count(at)?)));
        let smaller = parts.filter(|(_, part)| part.quantity.nominal() <= whole.quantity.nominal());
        stated.extend(smaller.filter_map(|(at, part)| {
            let share = bracketed(flow, at + 1)?;
            Some(Stated { part, whole, share })
        }));
    }
    // "74% of the 630 guests, or 464", "a third of the 45 bakers (15)", "15 bakers, a third of the 45"
    if let Some((share, whole)) = share_of_whole(flow, at) {
        let whole_at = flow.skip(at + 2, DETERMINERS);
        let behind = (whole_at + 1..whole_at + 6)
            .take_while(|at| flow.token(*at).is_some())
            .last()
            .map_or(whole_at + 1, |last| last + 1);
        let behind = flow
            .count(behind)
            .filter(|_| flow.follows(behind, &["(", "or", ":", "="]))
            // "Of the 4² = 16" has one number, said twice.
            .filter(|_| !flow.is(whole_at + 1, &["="]))
            // "Half of the 45 bakers voted: 12 for it and 10 against" has parts of its own.
            .filter(|_| {
                let set_off = flow.follows(behind, &["(", ":"]);
                let mut rest =
                    (behind + 1..flow.len()).take_while(|at| !flow.is(*at, &[")", ";", "."]));
                !set_off || !rest.any(|at| flow.count(at).is_some())
            });
        // "45 bakers, or a third of the 135"
        let comma = at >= 3 && flow.is(at - 1, &["or"]) && flow.is(at - 2, &[","]);
        let before = (comma || at >= 2 && flow.is(at - 1, &[",", "("]))
            .then(|| {
                (at.saturating_sub(5)..at - 1)
                    .rev()
                    .find(|at| flow.number(*at).is_some())
                    .filter(|at| !is_added(flow, *at))
                    .and_then(|at| flow.number(at))
            })
            .flatten()
            .filter(|part| part.quantity.kind == Kind::Count && part.role == Role::Level);
        if let Some(part) = behind.or(before) {
            stated.push(Stated { part, whole, share });
        }
    }
    stated
}

/// "11 out of 15 times": so many times as much as nothing.
fn occasions<'a>(flow: &Flow<'a>, at: usize) -> Option<&'a Claim> {
    let is_out_of = at >= 2 && flow.is(at - 1, &["of"]) && flow.is(at - 2, &["out"]);
    let times = flow.number(at).filter(|claim| {
        claim.quantity.kind == Kind::Count
            && claim.role == Role::Change
            && claim.mood != Mood::Planned
            && !claim.quantity.values.is_vague()
    });
    times.filter(|_| is_out_of && flow.is(at + 1, &["times"]))
}

/// "19% of the 23 guests".
fn share_of_whole<'a>(flow: &Flow<'a>, at: usize) -> Option<(&'a Claim, &'a Claim)> {
    let share = flow.number(at).filter(|claim| is_share(claim))?;
    if !flow.is(at + 1, &["of"]) {
        return None;
    }
    Some((share, flow.count(flow.skip(at + 2, DETERMINERS))?))
}

/// A share in brackets of its own.
fn bracketed<'a>(flow: &Flow<'a>, at: usize) -> Option<&'a Claim> {
    let share = flow.number(at + 1).filter(|claim| is_share(claim))?;
    (flow.is(at, &["(", "["]) && flow.is(at + 2, &[")", "]"])).then_some(share)
}

/// The share that belongs to the number at a piece, a few words behind it.
fn tied_behind<'a>(flow: &Flow<'a>, at: usize) -> Option<&'a Claim> {
    // "464 of the 630 guests in 2020 (74%)": a date may stand between.
    let mut dates = 0;
    let share_at = (at + 1..at + 12).find(|at| {
        let is_date = flow.date(*at).is_some();
        dates += usize::from(is_date);
        flow.token(*at).is_none() && (!is_date || dates > 1)
    })?;
    let share = flow.number(share_at).filter(|claim| is_share(claim))?;
    let between = at + 1..share_at;
    if between.clone().any(|at| {
        flow.is(
            at,
            &[
                ";", ")", "than", "from", "compared", "while", "whereas", "but",
            ],
        )
    }) {
        return None;
    }
    // "74% of the total" is of the same whole, as is "74% of guests" behind "464 of the 630 guests"; "74% of them" is of
    // another.
    let noun = flow.skip(share_at + 2, DETERMINERS);
    let is_again = |noun: usize| {
        let stem = |at: usize| flow.word(at).filter(|word| !word.is_function());
        let stem = |at: usize| stem(at).map(|word| word.stem);
        stem(noun).is_some() && between.clone().take(4).any(|at| stem(at) == stem(noun))
    };
    let of_other = flow.is(share_at + 1, &["of"])
        && !flow.is(noun, &["total", "whole"])
        && !flow.is(share_at + 2, &["all"])
        && !is_again(noun);
    if of_other {
        return None;
    }
    let article =
        usize::from(flow.follows(share_at, &["a", "an", "about", "just", "only", "roughly"]));
    let before = share_at - article;
    // "Two lost time (3% on average)" tells of something else.
    let bracket = flow.follows(before, &["(", "["]);
    let closed = !bracket || flow.is(share_at + 1, &[")", "]", ",", ";", "of"]);
    let tied = closed && flow.follows(before, TIES)
        || (flow.follows(before, &[","]) && flow.is(before - 2, &["i.e", "e"]));
    let that_is = flow.follows(before, &["is", "was"])
        && before >= 2
        && flow.is(before - 2, &["which", "that"]);
    let rate = flow.follows(before, &["of"]) && before >= 2 && flow.is(before - 2, RATES);
    // "464 of the 630, putting it at 74%", "accounting for 74%".
    let puts = |verb: Option<usize>| {
        verb.is_some_and(|verb| between.contains(&verb) && flow.is(verb, PUTTING))
    };
    let put = flow.follows(before, &["at", "for", "to", "up", "out"])
        && puts(before.checked_sub(2))
        || flow.follows(before, &["at"])
            && before >= 2
            && flow.is(before - 2, &["it", "them", "us", "this", "that"])
            && puts(before.checked_sub(3));
    let ends = flow.follows(before, &[","])
        && (share_at + 1 == flow.len() || flow.is(share_at + 1, &[".", ",", ";", ")", "of"]));
    (tied || that_is || rate || put || ends).then_some(share)
}

/// The share right before a bracket or a colon with its part: "74% (464 of 630)".
fn tied_before<'a>(flow: &Flow<'a>, at: usize) -> Option<&'a Claim> {
    let before = at.checked_sub(2)?;
    let share = flow.number(before).filter(|claim| is_share(claim))?;
    flow.is(at - 1, &["(", "[", ":", "="]).then_some(share)
}

fn judge(context: &Context<'_>, stated: Stated<'_>, most: Certainty) -> Verdict {
    let values = |claim: &Claim| claim.quantity.values.clone();
    let (part, whole, share_values) = (
        values(stated.part),
        values(stated.whole),
        values(stated.share),
    );
    let percent = stated.share.quantity.kind == Kind::Percent;
    let check = if percent {
        share(&part, &whole, &share_values)
    } else {
        multiple(&whole, &part, &share_values)
    };
    let (computed, certainty) = match check {
        // "2% (64 of 65)" tells the share of the rest.
        GrowthCheck::Sure { computed } | GrowthCheck::Likely { computed }
            if percent && is_of_the_rest(&share_values, computed) =>
        {
            (computed, Certainty::Unsure)
        }
        GrowthCheck::Sure { computed } => (computed, Certainty::Sure),
        GrowthCheck::Likely { computed } => (computed, Certainty::Likely),
        GrowthCheck::Fits => {
            let claims = [stated.part, stated.whole, stated.share];
            return Verdict::Fits(context.places_of(claims));
        }
        GrowthCheck::Unknown => return Verdict::Open,
    };
    let quote = |claim| show::value(context, claim);
    let computed = if percent {
        format!("{} %", show::number(computed))
    } else {
        let Some(hundredth) = computed.checked_mul(Decimal::ONE_HUNDRED) else {
            return Verdict::Open;
        };
        format!("{} %", show::number(hundredth.round_dp(1)))
    };
    let (part, whole, share) = (quote(stated.part), quote(stated.whole), quote(stated.share));
    Verdict::Off(Box::new(Detection {
        fault: Fault::ShareOff,
        category: Category::Arithmetic,
        certainty: certainty.min(most),
        message: format!("“{share}” is stated, and {part} of {whole} is {computed}"),
        help: "Correct the share or one of the two numbers. All can be right if the share is of another whole: then \
               say of which."
            .to_owned(),
        primary: Label { place: show::place(context, stated.share), text: format!("“{share}”") },
        related: vec![
            Label { place: show::place(context, stated.part), text: format!("{part} here") },
            Label { place: show::place(context, stated.whole), text: format!("of {whole}") },
        ],
        fix: None,
    }))
}

/// Whether a share is about what the computed one leaves of the whole.
fn is_of_the_rest(share: &Values, computed: Decimal) -> bool {
    let rest = Values::exact((Decimal::ONE_HUNDRED - computed).round());
    matches!(share.compare(&rest), Comparison::Agree)
}

/// What is measured and not counted can be parted at will.
const MEASURED: &[&str] = &[
    "acres",
    "cents",
    "cups",
    "days",
    "degrees",
    "dollars",
    "euros",
    "gallons",
    "grams",
    "hectares",
    "hours",
    "kilograms",
    "kilometers",
    "kilometres",
    "liters",
    "litres",
    "meters",
    "metres",
    "miles",
    "minutes",
    "months",
    "pages",
    "percent",
    "points",
    "pounds",
    "quarters",
    "seconds",
    "tonnes",
    "tons",
    "weeks",
    "years",
];

fn impossible(
    context: &Context<'_>,
    flow: &Flow<'_>,
    at: usize,
    share: &Claim,
    whole: &Claim,
) -> Option<Detection> {
    let percent = share.quantity.kind == Kind::Percent && !share.quantity.values.is_hedged();
    let small = whole
        .quantity
        .nominal()
        .is_some_and(|nominal| nominal >= Decimal::from(4) && nominal <= Decimal::from(200));
    let noun = flow.skip(at + 2, DETERMINERS) + 1;
    let counted =
        flow.word(noun).is_some_and(|token| !token.is_function()) && !flow.is(noun, MEASURED);
    if !percent
        || !small
        || !counted
        || share_is_possible(&share.quantity.values, &whole.quantity.values)?
    {
        return None;
    }
    let (stated, of) = (show::value(context, share), show::phrase(context, whole));
    Some(Detection {
        fault: Fault::ShareOff,
        category: Category::Arithmetic,
        certainty: Certainty::Likely,
        message: format!("no whole number out of “{of}” is “{stated}” of them"),
        help: "Correct the share or the number. Both can be right if the share is not one of these, but of an amount."
            .to_owned(),
        primary: Label { place: show::place(context, share), text: format!("“{stated}”") },
        related: vec![Label { place: show::place(context, whole), text: format!("of {of}") }],
        fix: None,
    })
}

/// Words that say that answers overlap, or that the parts are of different wholes or times.
const OVERLAPPING: &[&str] = &[
    "multiple",
    "respectively",
    "select",
    "selected",
    "versus",
    "vs",
    "compared",
    "increase",
    "decrease",
    "growth",
    "grew",
    "rose",
    "fell",
    "also",
    "each",
    "both",
    "while",
    "whereas",
];

/// Words that say that there are other parts.
const SOME: &[&str] = &[
    "top",
    "including",
    "includes",
    "mostly",
    "mainly",
    "especially",
    "largest",
    "leading",
    "led",
    "such",
    "most",
    "particularly",
    "notably",
    "example",
    "only",
];

/// Words that say that the parts are all.
const ALL: &[&str] = &[
    "other",
    "others",
    "remaining",
    "remainder",
    "rest",
    "unknown",
    "else",
    "elsewhere",
];

/// Prepositions among them.
const PREPOSITIONS: &[&str] = &["from", "in", "by", "as", "for", "to", "at", "on"];

/// Words that tie a part to its label: "54% from the north".
const PARTED_BY: &[&str] = &[
    "from", "in", "by", "as", "for", "to", "at", "on", "are", "were", "was", "is",
];

/// Percentages of one sentence that are parts of a whole. Says whether there are such.
fn parts_in_sentence(context: &mut Context<'_>, flow: &Flow<'_>) -> bool {
    let percents: Vec<usize> = (0..flow.len())
        .filter(|at| flow.number(*at).is_some_and(is_part))
        .collect();
    let mut from = 0;
    let mut found = false;
    while from < percents.len() {
        let mut to = from + 1;
        while to < percents.len() && follows_part(flow, percents[to - 1], percents[to]) {
            to += 1;
        }
        let run = &percents[from..to];
        from = to;
        let last = run[run.len() - 1];
        // Two are all only if the second one says so: "37% from Oslo and 63% from elsewhere".
        let closed = (last + 1..last + 6).any(|at| flow.is(at, ALL));
        let parts: Vec<&Claim> = run.iter().filter_map(|at| flow.number(*at)).collect();
        // "77% men and 33% women": there may be others, but no more than all.
        let excluding = are_of_sexes(flow, run) && {
            let shares = parts.iter().filter_map(|part| part.quantity.nominal());
            shares.sum::<Decimal>() > Decimal::ONE_HUNDRED
        };
        if run.len() < if closed || excluding { 2 } else { 3 }
            || !excluding && !is_parallel(flow, run)
            || flow.has(OVERLAPPING)
        {
            continue;
        }
        let all = (run[0]..(last + 6).min(flow.len())).any(|at| flow.is(at, ALL));
        // "Cars 78%, vans 14%, motorcycles 5%" may go on with what is hardly worth naming.
        let shares = parts.iter().filter_map(|part| part.quantity.nominal());
        let is_open = !flow.follows(run[0], &["("])
            && !(run[run.len() - 2]..last).any(|at| flow.is(at, &["and", "&"]))
            && shares.sum::<Decimal>() >= ALMOST_ALL;
        let some = flow.has(SOME) || is_open;
        // "Dues were 71% of revenue, events 22% and training 7%" leaves nothing else to be of.
        let of_one = (run[0] + 1..last).any(|at| flow.is(at, &["of"])) && parts.len() >= 3;
        let reach = if of_one && !some { FAR } else { NEAR };
        sum(context, flow.report, &parts, (all, some), reach);
        found = true;
    }
    found
}

/// Words that exclude each other.
const SEXES: &[&str] = &[
    "boys", "female", "females", "girls", "male", "males", "men", "women",
];

/// Whether each share has one of the words that exclude each other right behind it, or right before: "61% women, 37% men".
/// One of three or more may have another word.
fn are_of_sexes(flow: &Flow<'_>, run: &[usize]) -> bool {
    // "45% of men and 60% of women" are of two wholes.
    let has = |at: &&usize| {
        flow.is(**at + 1, SEXES)
            || flow.is(**at + 2, SEXES) && flow.is(**at + 1, &["were", "are", "was", "identified"])
    };
    run.iter().filter(has).count() >= run.len().min(2)
}

/// Parts that miss the whole by more than this are no parts of it, unless they are plainly of one whole.
const NEAR: i64 = 20;
const FAR: i64 = 45;
/// What a list leaves of the whole may be too small to be named.
const ALMOST_ALL: Decimal = Decimal::from_parts(95, 0, 0, false, 0);
/// What is missing may be something that is left out.
const NEAR_BELOW: i64 = 25;

/// A plain percentage that may be a part of a whole.
fn is_part(claim: &Claim) -> bool {
    claim.quantity.kind == Kind::Percent
        && claim.role == Role::Share
        && !claim.quantity.values.is_hedged()
        && claim
            .quantity
            .nominal()
            .is_some_and(|nominal| nominal > Decimal::ZERO && nominal < Decimal::ONE_HUNDRED)
}

/// Whether a percentage is the next part behind another: a label and a separator between them, and no number.
fn follows_part(flow: &Flow<'_>, first: usize, second: usize) -> bool {
    let between = first + 1..second;
    between.len() <= 10
        && between.clone().all(|at| flow.token(at).is_some())
        && between
            .clone()
            .any(|at| flow.is(at, &[",", ";", "and", "&", "/"]))
        && !between
            .clone()
            .any(|at| flow.is(at, &["(", "["]) && !flow.is(at + 1, &[")"]) && at + 1 != second)
}

/// The label of a part has fewer words.
const LONGEST_LABEL: usize = 10;

/// Whether the parts are written in one form: a label right behind each, in front of each, or behind one preposition.
fn is_parallel(flow: &Flow<'_>, run: &[usize]) -> bool {
    let separator = |at: usize| at >= flow.len() || flow.is(at, &[",", ";", "/", ")", ".", "]"]);
    // "And 12%", "and Narvik 12%".
    let next_part = |and: usize| {
        (and + 1..and + 7)
            .find(|at| flow.word(*at).is_none())
            .is_some_and(|at| run.contains(&at))
    };
    // Where the label of a part ends: at a separator, or before "and" and the next part.
    let label = |at: usize| -> Range<usize> {
        // "A half (51%) came from Oslo": the bracket says the same.
        let closes = flow.follows(at, &["("]) && flow.is(at + 1, &[")"]);
        let said = closes && at >= 2 && flow.number(at - 2).is_some();
        let bracket = usize::from(said);
        let start = at + 1 + bracket;
        let end = (start..start + LONGEST_LABEL)
            .find(|end| separator(*end) || flow.is(*end, &["and", "&"]) && next_part(*end))
            .unwrap_or(start + LONGEST_LABEL);
        start..end
    };
    let labels: Vec<Range<usize>> = run.iter().map(|at| label(*at)).collect();
    if labels.iter().any(|label| label.len() == LONGEST_LABEL) {
        return false;
    }
    if labels.iter().any(|label| label.len() > 6) {
        return parted_by(flow, &labels);
    }
    let is_label = |range: &Range<usize>| {
        !range.is_empty()
            && range.len() <= 4
            && !flow.is(range.start, PARTED_BY)
            && !flow.is(range.start, &["of"])
    };
    if labels.iter().all(is_label) {
        // Words that are no verbs: names, or nouns in brackets or behind a colon.
        let named = labels.iter().all(|label| {
            label
                .clone()
                .any(|at| flow.word(at).is_some_and(word::Token::is_capital))
        });
        let set_off = run[0] > 0 && flow.is(run[0] - 1, &["(", "[", ":", "–", "—"]);
        return named || set_off;
    }
    if labels.iter().all(Range::is_empty) {
        // "Oslo (54%), Bergen (34%) and Narvik (12%)", "Oslo 54%, Bergen 34%, Narvik 12%"
        return run.iter().all(|at| {
            let before =
                at.saturating_sub(1 + usize::from(flow.follows(*at, &["(", ":", "–", "-"])));
            flow.word(before).is_some()
        });
    }
    // "Milk is 52% of sales, oats 33% and eggs 14%": the first one says of what.
    let starts = |at: usize| {
        at > 0
            && flow.word(at - 1).is_some_and(|word| !word.is_function())
            && !flow.follows(at, PARTED_BY)
    };
    if flow.is(labels[0].start, &["of"])
        && labels[1..].iter().all(Range::is_empty)
        && run[1..].iter().all(|at| starts(*at))
    {
        return true;
    }
    // "92% of guests would come again, 5% would not and 3% did not say": answers that exclude each other.
    let opens = |at: usize| flow.follows(at, &[",", ";", "and", "&", "while"]);
    let denies = |label: &Range<usize>| {
        label.clone().any(|at| {
            flow.is(
                at,
                &[
                    "not",
                    "no",
                    "neither",
                    "undecided",
                    "unsure",
                    "none",
                    "neutral",
                ],
            )
        })
    };
    if flow.is(
        labels[0].start,
        &["of", "were", "are", "would", "said", "agreed"],
    ) && run[1..].iter().all(|at| opens(*at))
        && labels[1..]
            .iter()
            .all(|label| !label.is_empty() && !label.clone().any(|at| flow.is(at, &["of"])))
        && labels[1..].iter().any(denies)
    {
        return true;
    }
    parted_by(flow, &labels)
}

/// Whether the labels of all parts are tied to them by one preposition: "37% are from Oslo", "63% from elsewhere".
fn parted_by(flow: &Flow<'_>, labels: &[Range<usize>]) -> bool {
    let preposition = |label: &Range<usize>| {
        // "62% of visitors were from the region": of what comes first.
        let skip = if flow.is(label.start, &["of"]) { 3 } else { 0 };
        let tie = |words: &[&str]| {
            let from = if skip > 0 {
                label.start + 1
            } else {
                label.start
            };
            (from..label.end)
                .take(3 + skip)
                .find(|at| flow.is(*at, words))
        };
        tie(PREPOSITIONS)
            .or_else(|| tie(PARTED_BY))
            .map(|at| flow.text(at))
    };
    // "By train", "on foot".
    let first = preposition(&labels[0]);
    let is_alike = |other: Option<&str>| {
        other == first || first == Some("by") && other.is_some_and(|other| other == "on")
    };
    first.is_some() && labels.iter().all(|label| is_alike(preposition(label)))
}

/// Adds parts up. `all` is whether the text says that they are all, `some` whether it says that they are not.
fn sum(
    context: &mut Context<'_>,
    report: &Report,
    parts: &[&Claim],
    (all, some): (bool, bool),
    reach: i64,
) {
    let hundred = Decimal::ONE_HUNDRED;
    let numbers: Vec<Decimal> = parts
        .iter()
        .filter_map(|part| part.quantity.nominal())
        .collect();
    let total: Decimal = numbers.iter().sum();
    let place = numbers
        .iter()
        .map(|number| Decimal::new(1, number.scale()))
        .max()
        .unwrap_or(Decimal::ONE);
    // Each part may be off by half a last place, and so many of them are hardly ever off the same way.
    let slack =
        (place * Decimal::from(parts.len()) / Decimal::TWO).min(place * Decimal::new(25, 1));
    let apart = (total - hundred).abs();
    let reach = if total > hundred {
        reach
    } else {
        reach.min(NEAR_BELOW)
    };
    if apart <= slack || apart > Decimal::from(reach) {
        return;
    }
    let above = total > hundred;
    let certainty = match (above, all, some) {
        (true, true, _) => Certainty::Sure,
        (true, false, _) | (false, true, _) | (false, false, false) => Certainty::Likely,
        (false, false, true) => Certainty::Unsure,
    };
    let whole = Extent {
        start: parts[0].extent.start,
        end: parts[parts.len() - 1].extent.end,
    };
    let written: Vec<String> = numbers.iter().map(|number| show::number(*number)).collect();
    let direction = if above { "more" } else { "less" };
    context.report(Detection {
        fault: Fault::ShareOff,
        category: Category::Sum,
        certainty,
        message: format!("the shares add up to {} %, {direction} than all: {}", show::number(total), written.join(" + ")),
        help: "Correct a share, or name the part that is left out. They can be right if they overlap: then say that \
               more than one answer was possible."
            .to_owned(),
        primary: Label { place: report.document.place(whole), text: format!("{} % in all", show::number(total)) },
        related: Vec::new(),
        fix: None,
    });
}
