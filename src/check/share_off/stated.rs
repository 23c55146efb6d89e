//! Shares whose part and whole stand beside them: "464 of the 630 guests (74%)", "74% of the 630 guests, or 464".

use std::ops::Range;

use rust_decimal::Decimal;

use super::judge::{impossible, judge};
use super::{DETERMINERS, Stated, is_share};
use crate::check::Context;
use crate::check::flow::Flow;
use crate::claim::{Claim, Mood, Role, canonical};
use crate::document::Extent;
use crate::finding::Certainty;
use crate::quantity::{self, GrowthCheck, Kind};
use crate::word;

/// The shares of a sentence whose part and whole stand beside them, and where their parts stand.
pub(super) fn shares(
    context: &mut Context<'_>,
    flow: &Flow<'_>,
    parts: &mut Vec<Extent>,
) -> Vec<Extent> {
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
        .or_else(|| done(flow))
        .or_else(|| set_off(flow))
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

/// Where the numbers of some pieces stand, if there are just so many.
fn only_numbers<const N: usize>(flow: &Flow<'_>, pieces: Range<usize>) -> Option<[usize; N]> {
    let numbers = pieces.filter(|at| flow.number(*at).is_some());
    let numbers: Vec<usize> = numbers.take(N + 1).collect();
    numbers.try_into().ok()
}

/// What may become of what was sent, asked or tried, and nouns for it.
const ANSWERS: &[&str] = &[
    "accepted",
    "answered",
    "answers",
    "ballots",
    "approved",
    "completed",
    "funded",
    "granted",
    "passed",
    "questionnaires",
    "replied",
    "replies",
    "responded",
    "responses",
    "returned",
    "returns",
    "selected",
    "succeeded",
    "surveys",
    "voted",
    "votes",
];

/// "178 papers were sent in and 38 were accepted (21%)", "178 papers, of which 38 were accepted (21%)": two numbers, the second one
/// without a noun of its own, and the share of what became of it.
fn done<'a>(flow: &Flow<'a>) -> Option<Stated<'a>> {
    const VERBS: &[&str] = &["are", "had", "have", "is", "was", "were"];
    let [first, second, share_at] = only_numbers(flow, 0..flow.len())?;
    let [whole, part] = [flow.count(first)?, flow.count(second)?];
    let open = share_at.checked_sub(1)?;
    let share = bracketed(flow, open)?;
    let done = second + 1 + usize::from(flow.is(second + 1, VERBS));
    let is_part = flow.is(done, ANSWERS) && (done..open).all(|at| flow.word(at).is_some());
    let is_near =
        share_at - second < 8 && (first + 1..second).any(|at| flow.is(at, &["and", ",", ";"]));
    let has_noun = whole.measure.head.is_some() && !whole.measure.guessed;
    (is_part && is_near && has_noun && is_within(part, whole)).then_some(Stated {
        part,
        whole,
        share,
    })
}

/// "45 replies to 60 letters, a response rate of 75%": two numbers, and the smaller one is of answers.
fn answers<'a>(flow: &Flow<'a>) -> Option<Stated<'a>> {
    const RATED: &[&str] = &[
        "acceptance",
        "approval",
        "completion",
        "funding",
        "pass",
        "reply",
        "response",
        "return",
        "selection",
        "success",
    ];
    let share_at = (4..flow.len()).find(|at| {
        flow.is(at - 1, &["of"]) && flow.is(at - 2, &["rate"]) && flow.is(at - 3, RATED)
    })?;
    let share = flow.number(share_at).filter(|claim| is_share(claim))?;
    // "A response rate of 75%, based on 45 replies to 60 letters"
    let behind = flow.skip(share_at + 1, &[",", "("]);
    let places = if flow.is(behind, &["based"]) {
        behind..flow.len()
    } else {
        0..share_at
    };
    let [one, other] = only_numbers(flow, places)?;
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
        let parts: Vec<(usize, &Claim)> = parts.collect();
        stated.extend(parts.iter().enumerate().filter_map(|(place, (at, part))| {
            let share = tied_behind(flow, *at)?;
            // "Of the 200 members, 150 came and 90 stayed (60%)": of those that came.
            let [own, stated] = [*part, share].map(|claim| &claim.quantity.values);
            let is_of = |other: &Claim| {
                let fits = quantity::share(own, &other.quantity.values, stated);
                matches!(fits, GrowthCheck::Fits)
            };
            let other = parts[..place].iter().map(|(_, other)| *other);
            let whole = other
                .into_iter()
                .find(|other| is_of(other))
                .unwrap_or(whole);
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
pub(super) fn tied_behind<'a>(flow: &Flow<'a>, at: usize) -> Option<&'a Claim> {
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

/// The one share of a sentence whose part and whole stand behind all it says: "74% of the guests came by train (464 of 630)", "74%
/// came: 464 of 630."
fn set_off<'a>(flow: &Flow<'a>) -> Option<Stated<'a>> {
    let [share_at, at, whole_at] = only_numbers(flow, 0..flow.len())?;
    let share = flow.number(share_at).filter(|claim| is_share(claim))?;
    let amount = |at: usize| {
        let is_money = |claim: &&Claim| {
            claim.quantity.kind == Kind::Money
                && claim.role == Role::Level
                && claim.mood == Mood::Stated
                && !claim.quantity.values.is_vague()
        };
        flow.count(at).or_else(|| flow.number(at).filter(is_money))
    };
    let [part, whole] = [amount(at)?, amount(whole_at)?];
    let of_one_sort = part.quantity.kind == whole.quantity.kind
        && part.quantity.currency() == whole.quantity.currency();
    let is_noun = |at: usize| flow.word(at).is_some_and(|word| !word.is_function());
    let ends = whole_at + 1 + usize::from(is_noun(whole_at + 1));
    let is_set_off = flow.follows(at, &["(", "[", ":"])
        && (ends >= flow.len() || flow.is(ends, &[")", ".", "]"]));
    let is_of = flow.is(at + 1, &["of"]) && flow.skip(at + 2, DETERMINERS) == whole_at;
    // "A 20% deposit", "the target of 80% was missed": only what is said of so many is said of the part.
    let is_said = share_at == 0 || flow.is(share_at + 1, &["of"]) && flow.follows(share_at, TAKES);
    let is_percent = share.quantity.kind == Kind::Percent && is_said;
    (is_percent && is_set_off && is_of && of_one_sort && is_within(part, whole)).then_some(Stated {
        part,
        whole,
        share,
    })
}

/// Verbs that have a share of something as their object.
const TAKES: &[&str] = &["gets", "got", "had", "has", "have", "takes", "took"];

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
