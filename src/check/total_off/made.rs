//! What a sum is said to be made of: "the bill of £45 was made up of £28 for a scale, plus £17 for sieves", "the £500 comprised
//! £300 for the hall and £200 for the school". Such words are of all parts, unless others say that they are not.

use std::ops::Range;

use rust_decimal::Decimal;

use super::parts::AND;
use super::{SELECTED, Sum, is_near, is_no_summand, is_summand, is_total_of};
use crate::check::flow::Flow;
use crate::claim::Claim;
use crate::finding::Certainty;
use crate::quantity::Kind;

/// Words before "made up of" and the like, and among the parts, that say that there are others.
const SOME: &[&str] = &[
    "also",
    "approximately",
    "both",
    "chiefly",
    "either",
    "etc",
    "further",
    "if",
    "largely",
    "more",
    "not",
    "only",
    "others",
    "partially",
    "predominantly",
    "primarily",
    "principally",
    "remainder",
    "remaining",
    "rest",
    "some",
    "still",
    "various",
];

/// Words between a number of things and the verb that give it another subject.
const TIES: &[&str] = &[
    "alongside",
    "at",
    "by",
    "for",
    "from",
    "on",
    "that",
    "to",
    "under",
    "with",
];

/// What stands between parts, besides [`AND`].
const PLUS: &[&str] = &["plus", "with", "together"];

/// Words of [`super::NO_SUMMANDS`] that may stand between parts.
const WITHIN: &[&str] = &["of", "from", "with", "plus", "another", "additional"];

/// Words between a total and the verb at most, and pieces between two parts.
const BEFORE: usize = 10;
const BETWEEN: usize = 14;

/// The total of a sentence that says what makes it up, with its parts.
pub(super) fn made_of<'a>(flow: &Flow<'a>) -> Option<Sum<'a>> {
    let verb = (1..flow.len()).find_map(|at| Some(at..behind_verb(flow, at)?))?;
    let total = (verb.start.saturating_sub(BEFORE)..verb.start)
        .rev()
        .find_map(|at| flow.number(at))
        .filter(|claim| is_total_of(claim) && !claim.base)?;
    // A clause in between may have another subject, and "15 bakers with a board comprising" has.
    let is_other = |at: usize| {
        let clause =
            flow.is(at, SOME) || flow.is(at, SELECTED) || flow.is(at, &[";", "and", "but"]);
        clause || total.quantity.kind == Kind::Count && flow.is(at, TIES)
    };
    let mut between = (verb.start.saturating_sub(BEFORE)..verb.start)
        .rev()
        .take_while(|at| flow.number(*at).is_none());
    if between.any(is_other) {
        return None;
    }
    let parts = parts(flow, verb.end..flow.len(), total)?;
    let numbers = parts.iter().filter_map(|part| part.quantity.nominal());
    let (all, whole): (Decimal, Decimal) = (numbers.sum(), total.quantity.nominal()?);
    let gap = (all - whole).abs();
    let most = if gap * Decimal::from(4) <= whole {
        Certainty::Likely
    } else {
        Certainty::Unsure
    };
    // Few things beside many may be what nobody counts: "a chair".
    let less = if total.quantity.kind == Kind::Money || is_near(total, &parts) && gap > Decimal::ONE
    {
        most
    } else {
        Certainty::Unsure
    };
    Some(Sum {
        total,
        parts,
        more: most,
        less,
    })
}

/// What things are parted into that are other things: "48 bakers were split into 20 teams".
const GROUPS: &[&str] = &[
    "acts", "blocks", "chapters", "fields", "gardens", "classes", "groups", "lots", "pairs",
    "parts", "plots", "sections", "squads", "teams", "units",
];

/// Whether a number behind others opens a clause of its own: "…, and £600 was spent on paint".
fn opens_clause(flow: &Flow<'_>, at: usize) -> bool {
    const VERBS: &[&str] = &[
        "are", "came", "had", "has", "have", "is", "remained", "was", "went", "were", "will",
    ];
    const RELATIVES: &[&str] = &["that", "which", "who"];
    let mut behind = (at + 1..at + 8).take_while(|at| {
        flow.token(*at).is_some() && !flow.is(*at, AND) && !flow.is(*at, RELATIVES)
    });
    behind.any(|at| flow.is(at, VERBS))
}

/// The piece behind the words that say what something is made of.
fn behind_verb(flow: &Flow<'_>, at: usize) -> Option<usize> {
    let of = |at: usize| flow.is(at, &["of"]).then_some(at + 1);
    if flow.is(at, &["made"]) && flow.is(at + 1, &["up"]) {
        of(at + 2)
    } else if flow.is(at, &["consisted", "consists", "consisting", "composed"]) {
        of(at + 1)
    } else if flow.is(at, &["broken"]) && flow.is(at + 1, &["down"]) && flow.is(at + 2, &["into"]) {
        Some(at + 3)
    } else if flow.is(at, &["divided", "grouped", "separated", "sorted", "split"])
        && flow.is(at + 1, &["into"])
    {
        let is_group = |at: usize| flow.number(at).is_some() && flow.is(at + 1, GROUPS);
        let counts = flow.number(at + 2).is_some() && !(at + 2..at + 12).any(is_group);
        counts.then_some(at + 2)
    } else if flow.is(at, &["comprised", "comprises", "comprising", "comprise"]) {
        Some(of(at + 1).unwrap_or(at + 1))
    } else if flow.is(at, &["being"]) && flow.follows(at, &[",", "(", "–", "—"]) {
        flow.number(at + 1).map(|_| at + 1)
    } else {
        None
    }
}

/// The parts from a piece on, up to the end of the clause.
fn parts<'a>(flow: &Flow<'a>, range: Range<usize>, total: &Claim) -> Option<Vec<&'a Claim>> {
    let mut parts: Vec<&Claim> = Vec::new();
    let mut behind = range.start;
    let mut has_end = false;
    for at in range.clone() {
        if flow.is(at, &[")"]) && !(range.start..at).any(|at| flow.is(at, &["("])) {
            break;
        }
        let unclear = flow.is(at, SOME) || flow.is(at, SELECTED);
        if unclear || is_no_summand(flow, at) && !flow.is(at, WITHIN) {
            return None;
        }
        let Some(part) = flow.number(at) else {
            continue;
        };
        // "£10 for two sheets"
        if total.quantity.kind == Kind::Money && part.quantity.kind == Kind::Count {
            continue;
        }
        let of_one_sort = part.quantity.kind == total.quantity.kind
            && part.quantity.currency() == total.quantity.currency();
        if !is_summand(part) || !of_one_sort || part.base || at - behind > BETWEEN {
            return None;
        }
        let between = behind..at;
        if parts.len() > 1 && has_end && opens_clause(flow, at) && !opens_clause(flow, range.start)
        {
            break;
        }
        if parts.is_empty() {
            // The first part opens the enumeration.
            if at > range.start + 2 {
                return None;
            }
        } else if !between
            .clone()
            .any(|at| flow.is(at, AND) || flow.is(at, PLUS))
        {
            return None;
        }
        has_end = between
            .clone()
            .any(|at| flow.is(at, &["and", "&", "plus", "together"]));
        // "7 bakers, a chair and 3 millers": one is told without a numeral.
        let nameless = |at: usize| {
            (flow.is(at, AND) || flow.is(at, PLUS))
                && flow.is(at + 1, &["a", "an", "one"])
                && (at + 2..at + 6).all(|at| flow.number(at).is_none())
        };
        if total.quantity.kind == Kind::Count && between.clone().any(nameless) {
            return None;
        }
        parts.push(part);
        behind = at + 1;
    }
    let tail = behind..flow.len();
    let nameless =
        |at: usize| flow.is(at, &["and", "plus", "&"]) && flow.is(at + 1, &["a", "an", "one"]);
    let told_all = total.quantity.kind == Kind::Money || !tail.clone().any(nameless);
    (parts.len() >= 2 && has_end && told_all).then_some(parts)
}
