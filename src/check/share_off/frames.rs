//! Numbers with their share, where the whole stands apart: "We took 1,000 calls. Medical calls (316 or 31.6 %) were most of
//! them", "410 or 64 % of all 640 calls", "410 (61 %) came by day. The remainder, 260 (39 %), came by night".

use std::ops::Range;

use rust_decimal::Decimal;

use super::enumerated::SEXES;
use super::judge::judge;
use super::pairs::{Pair, judge_pairs, off_sum};
use super::sum::is_part;
use super::{DETERMINERS, Stated};
use crate::check::flow::Flow;
use crate::check::itemised::{is_amount, sort};
use crate::check::{Context, Verdict};
use crate::claim::{Claim, Mood, Role, canonical};
use crate::corpus::ReportId;
use crate::document::{BlockKind, Extent};
use crate::finding::Certainty;
use crate::quantity::{GrowthCheck, Kind, Values, share};
use crate::word::{self, Stem};

/// So many sentences before may have the whole.
const BACK: usize = 6;

/// Words that point at all of something.
const ALL_OF: &[&str] = &["all", "our", "the", "these", "those", "total"];
/// Words behind a noun that narrow it: "of the trainees who sat", "of the houses we saw".
const NARROWING: &[&str] = &[
    "about", "against", "aged", "at", "between", "by", "during", "for", "from", "in", "of", "on",
    "over", "since", "that", "to", "under", "until", "when", "where", "which", "who", "whose",
    "with", "without", "he", "i", "it", "she", "they", "we", "you",
];
/// Words before a number that may narrow what it is of: "in the first half, 316 (31.6 %) of the calls".
const SETTING: &[&str] = &[
    "among", "at", "during", "for", "from", "in", "of", "on", "since", "until", "within",
];
/// What a share takes up of the whole.
const MAKING_UP: &[&str] = &[
    "account",
    "accounted",
    "accounting",
    "constituted",
    "formed",
    "made",
    "make",
    "making",
    "represented",
];
/// What introduces what is left.
const REST: &[&str] = &[
    "balance",
    "other",
    "others",
    "remainder",
    "remaining",
    "rest",
];

/// A number with its share beside it.
#[derive(Clone, Copy)]
struct Tied<'a> {
    part: &'a Claim,
    share: &'a Claim,
    /// Where the two begin, a bracket before them included.
    start: usize,
    /// One past their last piece.
    end: usize,
    /// The last word of the noun between or before them, if they have one.
    noun: Option<usize>,
}

/// Checks the numbers with shares of a sentence.
pub(super) fn check(
    context: &mut Context<'_>,
    id: ReportId,
    sentence: usize,
    flow: &Flow<'_>,
    checked: &[Extent],
) {
    let all: Vec<Tied<'_>> = (0..flow.len()).filter_map(|at| tied(flow, at)).collect();
    let own: Vec<Tied<'_>> = all
        .iter()
        .filter(|tied| !checked.contains(&tied.share.extent))
        .copied()
        .collect();
    if own.is_empty() {
        return;
    }
    if own.len() == all.len() && parts_of_each_other(context, id, sentence, flow, &all) {
        return;
    }
    for tied in &own {
        if let Some(whole) = of_whole_beside(flow, *tied) {
            let (part, share) = (tied.part, tied.share);
            let verdict = judge(context, Stated { part, whole, share }, Certainty::Likely);
            context.conclude(verdict);
        } else {
            of_whole_before(context, id, sentence, flow, *tied, &own);
        }
    }
}

/// Reads a number with its share, from a piece on: "410 (64 %)", "410 calls (64 %)", "410 or 64 %", "(410 or 64 %)",
/// "64 % (410)".
fn tied<'a>(flow: &Flow<'a>, at: usize) -> Option<Tied<'a>> {
    let opens = |at: usize| flow.is(at, &["(", "["]);
    let closes = |at: usize| flow.is(at, &[")", "]"]);
    let share_at = |at: usize| flow.number(at).filter(|claim| is_part(claim));
    let inside = at > 0 && opens(at - 1);
    // What stands right before a bracket, if it is a word.
    let noun_before = |start: usize| {
        start
            .checked_sub(1)
            .filter(|before| flow.word(*before).is_some())
    };
    if let Some(share) = share_at(at) {
        // "64 % (410)"
        if opens(at + 1)
            && closes(at + 3)
            && let Some(part) = amount(flow, at + 2)
        {
            return Some(Tied {
                part,
                share,
                start: at,
                end: at + 4,
                noun: None,
            });
        }
        // "calls (64 % or 410)"
        if inside
            && flow.is(at + 1, &["or", ",", ";", "/"])
            && closes(at + 3)
            && let Some(part) = amount(flow, at + 2)
        {
            return Some(Tied {
                part,
                share,
                start: at - 1,
                end: at + 4,
                noun: noun_before(at - 1),
            });
        }
        return None;
    }
    let part = amount(flow, at)?;
    if flow.is(at + 1, &["or", ",", ";", "/", "–", "="]) {
        let both = flow.is(at + 1, &[","]) && flow.is(at + 2, &["or"]);
        let next = at + 2 + usize::from(both);
        let share = share_at(next)?;
        if inside && closes(next + 1) {
            return Some(Tied {
                part,
                share,
                start: at - 1,
                end: next + 2,
                noun: noun_before(at - 1),
            });
        }
        let said = flow.is(at + 1, &["or"]) || both;
        return (said && !inside).then(|| {
            let comma = usize::from(both && flow.is(next + 1, &[","]));
            Tied {
                part,
                share,
                start: at,
                end: next + 1 + comma,
                noun: None,
            }
        });
    }
    let bracket = flow.ahead(at + 1, 3, &["(", "["])?;
    let share = share_at(bracket + 1).filter(|_| closes(bracket + 2))?;
    // "316 of their calls (41 %)" are of their own whole.
    let plain = (at + 1..bracket).all(|at| flow.word(at).is_some_and(|word| !word.is_function()));
    let noun = (bracket > at + 1).then_some(bracket - 1);
    plain.then_some(Tied {
        part,
        share,
        start: at,
        end: bracket + 3,
        noun,
    })
}

/// A number or a sum that is stated as a fact.
fn amount<'a>(flow: &Flow<'a>, at: usize) -> Option<&'a Claim> {
    let money = |claim: &&Claim| {
        claim.quantity.kind == Kind::Money
            && claim.role == Role::Level
            && claim.mood != Mood::Planned
            && is_amount(claim)
    };
    flow.count(at).or_else(|| flow.number(at).filter(money))
}

/// The whole in the same sentence: "410 or 64 percent of all 640 calls", "of the 640 calls, 64 % (410)".
fn of_whole_beside<'a>(flow: &Flow<'a>, tied: Tied<'a>) -> Option<&'a Claim> {
    let opens = usize::from(flow.is(0, &["out"]));
    let of = [tied.end, opens]
        .into_iter()
        .find(|at| flow.is(*at, &["of"]))?;
    let whole = amount(flow, flow.skip(of + 1, DETERMINERS))?;
    let is_larger = whole.quantity.nominal() >= tied.part.quantity.nominal();
    (is_larger && sort(whole) == sort(tied.part)).then_some(whole)
}

/// The noun that a number with its share is said to be of: "410 (64 %) of all calls".
fn of_noun(flow: &Flow<'_>, from: usize) -> Option<Stem> {
    let noun_at = flow.skip(from + 1, DETERMINERS);
    let points = flow.is(from, &["of"]) && (from + 1..noun_at).any(|at| flow.is(at, ALL_OF));
    let noun = plural(flow, noun_at).filter(|_| points)?;
    (!flow.is(noun_at + 1, NARROWING) && flow.date(noun_at + 1).is_none()).then_some(noun)
}

/// The noun at a piece, if it is one of several things.
fn plural(flow: &Flow<'_>, at: usize) -> Option<Stem> {
    let word = flow.word(at).filter(|word| !word.is_function())?;
    word::is_plural(word.of(flow.report.document.view.as_str())).then(|| canonical(word.stem))
}

/// Holds a number with its share against the whole that stands before.
fn of_whole_before(
    context: &mut Context<'_>,
    id: ReportId,
    sentence: usize,
    flow: &Flow<'_>,
    tied: Tied<'_>,
    own: &[Tied<'_>],
) {
    // "410 (64 %) of all calls" says of what it is; "medical calls (316 or 31.6 %)" only what it is.
    let of = of_noun(flow, tied.end);
    if tied.part.quantity.kind != Kind::Count {
        return;
    }
    let noun = of.or_else(|| tied.noun.and_then(|at| plural(flow, at)));
    // Of something else: "410 (64 %) of their cakes".
    let Some(noun) = noun.filter(|_| of.is_some() || !flow.is(tied.end, &["of"])) else {
        return;
    };
    let wholes = wholes_before(context, id, sentence, noun, tied);
    let fits = |whole: &Claim, tied: Tied<'_>| {
        let values = |claim: &Claim| claim.quantity.values.clone();
        matches!(
            share(&values(tied.part), &values(whole), &values(tied.share)),
            GrowthCheck::Fits
        )
    };
    let stated = |whole| Stated {
        part: tied.part,
        whole,
        share: tied.share,
    };
    if let Some(whole) = wholes.iter().find(|whole| fits(whole, tied)) {
        let verdict = judge(context, stated(whole), Certainty::Likely);
        context.conclude(verdict);
        return;
    }
    if fits_another(context, id, sentence, tied) {
        return;
    }
    let is_set = (0..tied.start).any(|at| flow.is(at, SETTING) || flow.date(at).is_some());
    let [(whole, near)] = wholes
        .iter()
        .map(|whole| (*whole, is_in_block(flow, sentence, whole)))
        .collect::<Vec<_>>()[..]
    else {
        return;
    };
    let sibling = own
        .iter()
        .any(|other| other.start != tied.start && fits(whole, *other));
    let makes_up = || {
        let mut behind = tied.end..flow.len();
        behind.clone().any(|at| flow.is(at, MAKING_UP))
            && behind.any(|at| of_noun(flow, at) == Some(noun))
    };
    let is_told = of.is_some() && near || sibling || makes_up();
    let is_sure = is_told && !is_set || is_slip(tied, whole);
    if is_sure {
        let verdict = judge(context, stated(whole), Certainty::Likely);
        context.conclude(verdict);
    }
}

/// Whether a number stands in the block of a sentence.
fn is_in_block(flow: &Flow<'_>, sentence: usize, claim: &Claim) -> bool {
    let sentences = &flow.report.document.sentences;
    sentences[claim.sentence].block() == sentences[sentence].block()
}

/// The numbers of a noun in the sentences before that a part may be of, each value once.
fn wholes_before<'a>(
    context: &Context<'a>,
    id: ReportId,
    sentence: usize,
    noun: Stem,
    tied: Tied<'_>,
) -> Vec<&'a Claim> {
    let document = &context.corpus.reports[id].document;
    let block = |sentence: usize| &document.blocks[document.sentences[sentence].block()];
    let section = block(sentence).section();
    let near = |at: &usize| {
        block(*at).section() == section
            && matches!(block(*at).kind(), BlockKind::Paragraph | BlockKind::Item(_))
    };
    let before: Range<usize> = sentence.saturating_sub(BACK)..sentence;
    let mut wholes: Vec<&Claim> = Vec::new();
    for at in before.rev().take_while(near) {
        let claims = context.ledger.of_sentence(id, at);
        for claim in &context.ledger.claims[claims] {
            let is_whole = claim.quantity.kind == Kind::Count
                && claim.role == Role::Level
                && claim.mood == Mood::Stated
                && !claim.base
                && !claim.measure.guessed
                && !claim.measure.partial
                && claim.measure.of().is_none()
                && claim.measure.head.map(canonical) == Some(noun)
                && !claim.quantity.values.is_hedged()
                && claim.quantity.nominal() > tied.part.quantity.nominal()
                && !(claim.dated && tied.part.dated && claim.period != tied.part.period);
            let is_new = || {
                wholes
                    .iter()
                    .all(|whole| whole.quantity.nominal() != claim.quantity.nominal())
            };
            if is_whole && is_new() {
                wholes.push(claim);
            }
        }
    }
    wholes
}

/// Whether the share is that of any other number in the sentences before, whatever it counts.
fn fits_another(context: &Context<'_>, id: ReportId, sentence: usize, tied: Tied<'_>) -> bool {
    let values = |claim: &Claim| claim.quantity.values.clone();
    let fits = |claim: &Claim| {
        let is_larger = claim.quantity.nominal() > tied.part.quantity.nominal();
        let of_it = || share(&values(tied.part), &values(claim), &values(tied.share));
        claim.quantity.kind == Kind::Count && is_larger && of_it() == GrowthCheck::Fits
    };
    let mut before = sentence.saturating_sub(BACK)..=sentence;
    before.any(|at| context.ledger.in_sentence(id, at).iter().any(fits))
}

/// Whether one digit makes the share that a part has of a whole of the one that is stated.
fn is_slip(tied: Tied<'_>, whole: &Claim) -> bool {
    let stated = tied.share.quantity.nominal();
    let computed = || {
        let percent = tied
            .part
            .quantity
            .nominal()?
            .checked_mul(Decimal::ONE_HUNDRED)?;
        percent.checked_div(whole.quantity.nominal()?)
    };
    let (Some(stated), Some(computed)) = (stated, computed()) else {
        return false;
    };
    let one = stated.to_string();
    // Of two digits one is soon alike.
    let digits = one.bytes().filter(u8::is_ascii_digit).count();
    let mut other = computed.round_dp(stated.scale());
    other.rescale(stated.scale());
    let other = other.to_string();
    let differing = one
        .bytes()
        .zip(other.bytes())
        .filter(|(one, other)| one != other)
        .count();
    digits >= 3 && one.len() == other.len() && differing == 1
}

/// Numbers that come to the whole together: three and more of which the others fit, or two of which the second is what is left,
/// or whose shares make up all. Says whether they are such.
fn parts_of_each_other(
    context: &mut Context<'_>,
    id: ReportId,
    sentence: usize,
    flow: &Flow<'_>,
    tied: &[Tied<'_>],
) -> bool {
    let pair = |tied: &Tied<'_>| -> (Decimal, Decimal) {
        let number = |claim: &Claim| claim.quantity.nominal().unwrap_or_default();
        (number(tied.part), number(tied.share))
    };
    if tied.len() >= 3 {
        let pairs: Vec<Pair<'_>> = tied
            .iter()
            .map(|tied| Pair {
                part: tied.part,
                share: tied.share,
            })
            .collect();
        let shares: Decimal = tied.iter().map(|tied| pair(tied).1).sum();
        // Shares that are far from all of it leave something out.
        if (shares - Decimal::ONE_HUNDRED).abs() <= Decimal::from(20) {
            judge_pairs(context, &pairs, None, &[]);
        }
        return false;
    }
    let introduced =
        |tied: &Tied<'_>| (tied.start.saturating_sub(3)..tied.start).any(|at| flow.is(at, REST));
    let before;
    let (first, second, is_rest) = match tied {
        [first, second] => (*first, *second, introduced(second)),
        [second] if introduced(second) && (0..second.start).all(|at| flow.number(at).is_none()) => {
            let Some(last) = sentence.checked_sub(1) else {
                return false;
            };
            let sentences = &flow.report.document.sentences;
            if sentences[last].block() != sentences[sentence].block() {
                return false;
            }
            before = Flow::of(context, id, last);
            let all: Vec<Tied<'_>> = (0..before.len())
                .filter_map(|at| self::tied(&before, at))
                .collect();
            let [first] = all.as_slice() else {
                return false;
            };
            // Another number there may be the whole.
            let numbers = (0..before.len())
                .filter(|at| before.number(*at).is_some())
                .count();
            if numbers != 2 {
                return false;
            }
            (*first, *second, true)
        }
        _ => return false,
    };
    // "In spring 380 (75 %) came and in autumn 125 (25 %)" are of two wholes.
    let is_set_apart = !is_rest && flow.follows(first.start, &["at", "during", "for", "in", "on"])
        || !is_rest
            && first.start >= 2
            && flow.is(first.start - 2, &["at", "during", "for", "in", "on"]);
    let numbers = (0..flow.len())
        .filter(|at| flow.number(*at).is_some())
        .count();
    let ((one, of_one), (other, of_other)) = (pair(&first), pair(&second));
    let places = of_one.scale().max(of_other.scale());
    let make_all = (of_one + of_other - Decimal::ONE_HUNDRED).abs() <= Decimal::new(1, places);
    let alone = numbers == 2 * tied.len();
    let of_one_noun = {
        let nouns = [first, second].map(|tied| {
            tied.noun
                .map(|_| tied.part.measure.head)
                .unwrap_or_default()
        });
        let of_sexes = [first, second]
            .iter()
            .all(|tied| tied.noun.is_some_and(|at| flow.is(at, SEXES)));
        is_rest || nouns[0].is_none() || nouns[1].is_none() || nouns[0] == nouns[1] || of_sexes
    };
    let of_one_sort = sort(first.part) == sort(second.part);
    if !alone || !of_one_noun || !of_one_sort || is_set_apart || !(make_all || is_rest) {
        return false;
    }
    let Some(whole) = one.checked_add(other) else {
        return false;
    };
    let computed = |part: Decimal| part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole);
    let pairs = [first, second].map(|tied| Pair {
        part: tied.part,
        share: tied.share,
    });
    let off = [one, other].map(computed);
    let odd: Vec<_> = pairs
        .iter()
        .zip(off)
        .filter_map(|(pair, computed)| {
            computed
                .filter(|computed| pair.is_off(*computed))
                .map(|computed| (*pair, computed))
        })
        .collect();
    // Two shares that make up all are wrong together: one is told.
    match odd.first() {
        None => {
            let places = context.places_of(pairs.iter().flat_map(|pair| [pair.part, pair.share]));
            context.agree(places);
        }
        Some((pair, computed)) => {
            let all = Values::exact(whole);
            let computed = computed.round_dp(1).normalize();
            let verdict = Verdict::Off(Box::new(off_sum(context, &pairs, &all, *pair, computed)));
            context.conclude(verdict);
        }
    }
    true
}
