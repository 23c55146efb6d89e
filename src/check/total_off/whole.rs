//! A whole and what it is made of, in one sentence: "£260, of which £120 went to mills and the remaining £150 to locks", "of the
//! 400 members, 250 are women and 170 are men".
//!
//! What such parts come to is not always the whole: some may be left out, and some may be counted twice. So parts are held
//! against it that exclude each other, and they may fall short only if little is missing.

use rust_decimal::Decimal;

use super::parts::{AND, ARTICLES, PREPOSITIONS};
use super::sorts::exclude_each_other;
use super::{Sum, is_near, is_no_summand, is_summand, is_total_of};
use crate::check::flow::Flow;
use crate::claim::Claim;
use crate::finding::Certainty;
use crate::quantity::Kind;
use crate::word;

/// Parts are looked for in so many words.
const REACH: usize = 72;

/// The parts of the first whole of a sentence that names some of its own; "of which" of a sentence that has it.
pub(super) fn parted<'a>(flow: &Flow<'a>, has_which: bool) -> Option<Sum<'a>> {
    for at in 0..flow.len() {
        let Some(total) = flow.number(at).filter(|claim| is_total_of(claim)) else {
            continue;
        };
        let start = has_which.then(|| of_which(flow, at)).flatten();
        let Some(start) = start.or_else(|| of_the(flow, at)) else {
            continue;
        };
        return sum(flow, total, start);
    }
    None
}

/// Whether parts are of sorts that exclude each other and leave nothing out, and miss their total by one digit.
pub(super) fn has_slip(flow: &Flow<'_>, total: &Claim, parts: &[&Claim], places: &[usize]) -> bool {
    let numbers = parts.iter().filter_map(|part| part.quantity.nominal());
    let all: Decimal = numbers.sum();
    let whole = total.quantity.nominal();
    exclude_each_other(flow, places)
        && whole.is_some_and(|whole| is_one_digit(whole, all, parts))
        && is_near(total, parts)
}

/// Where the parts begin behind "£260 on projects, of which".
fn of_which(flow: &Flow<'_>, total: usize) -> Option<usize> {
    let of = (total + 1..total + 8)
        .take_while(|at| flow.number(*at).is_none())
        .find(|at| {
            flow.is(*at, &["of"]) && flow.is(*at + 1, &["which", "whom", "these", "them"])
        })?;
    let mark = of.checked_sub(1)?;
    // "6,240 loaves of which": right behind the noun the words need no mark.
    let is_near = flow.is(of + 1, &["which", "whom"])
        && of <= total + 4
        && (total + 1..of).all(|at| flow.word(at).is_some_and(|word| !word.is_function()));
    let begins = flow.is(mark, &[",", "(", ";", "–", "—", ":"]) || mark == total || is_near;
    begins.then_some(of + 2)
}

/// Where the parts begin behind "Of the 400 members, ".
fn of_the(flow: &Flow<'_>, total: usize) -> Option<usize> {
    // It stands with its "of" at the beginning, or behind one word and a mark.
    let before = total.checked_sub(1).filter(|before| *before <= 3)?;
    let of = if flow.is(before, &["the", "these", "our", "its", "their", "all"]) {
        before.checked_sub(1)?
    } else {
        before
    };
    let begins = of == 0 || flow.is(of - 1, &[",", ";", ":"]) && of == 2;
    if !flow.is(of, &["of"]) || !begins {
        return None;
    }
    let comma = (total + 1..total + 9)
        .take_while(|at| flow.number(*at).is_none())
        .find(|at| flow.is(*at, &[","]))?;
    (!flow.has_verb(total..comma)).then_some(comma + 1)
}

/// Words that keep parts from being told apart, or from being meant as such.
const UNCLEAR: &[&str] = &[
    "also", "both", "still", "already", "only", "some", "if", "would", "not",
];

/// Words of [`super::NO_SUMMANDS`] that may stand between parts.
const WITHIN: &[&str] = &["of", "from", "with"];

/// The numbers from a piece on that may be parts of a total, and where they stand.
pub(super) fn collect<'a>(
    flow: &Flow<'a>,
    total: &Claim,
    start: usize,
) -> Option<(Vec<&'a Claim>, Vec<usize>)> {
    let mut parts: Vec<&Claim> = Vec::new();
    let mut places: Vec<usize> = Vec::new();
    for at in start..flow.len().min(start + REACH) {
        if flow.is(at, &[")"]) && !(start..at).any(|at| flow.is(at, &["("])) {
            break;
        }
        if flow.is(at, UNCLEAR) || is_no_summand(flow, at) && !flow.is(at, WITHIN) {
            return None;
        }
        let Some(part) = flow.number(at) else {
            continue;
        };
        // "5 for the first team"
        if part.quantity.kind == Kind::Ordinal {
            continue;
        }
        // "£120 went to 3 mills"
        if total.quantity.kind == Kind::Money && part.quantity.kind == Kind::Count {
            continue;
        }
        let of_one_sort = part.quantity.kind == total.quantity.kind
            && part.quantity.currency() == total.quantity.currency();
        if !is_summand(part) || !of_one_sort || part.base {
            return None;
        }
        if let Some(before) = places.last()
            && !(before + 1..at).any(|at| flow.is(at, AND))
        {
            return None;
        }
        parts.push(part);
        places.push(at);
    }
    // The first part opens the clause: "of which £120", "Of the 400 members, 250". Others are of something else.
    let opens = places.first().is_some_and(|first| *first <= start + 1);
    opens.then_some((parts, places))
}

fn sum<'a>(flow: &Flow<'a>, total: &'a Claim, start: usize) -> Option<Sum<'a>> {
    let (parts, places) = collect(flow, total, start)?;
    let [.., _, last] = places.as_slice() else {
        return None;
    };
    let rests = places.iter().filter(|at| is_rest(flow, **at)).count();
    if rests > 0 {
        let plain = rests == 1 && is_rest(flow, *last);
        return plain.then_some(Sum {
            total,
            parts,
            more: Certainty::Sure,
            less: Certainty::Sure,
        });
    }
    let ends_with_and = (places[places.len() - 2]..*last).any(|at| flow.is(at, &["and"]));
    let is_money = total.quantity.kind == Kind::Money;
    let sorted = !is_money && exclude_each_other(flow, &places);
    // What is of one thing is of no other: that of people may be.
    let things = is_money || flow.follows(start, &["which"]) && are_at_places(flow, &places);
    let exclusive = sorted || things && go_to(flow, &places) || are_in_towns(flow, &places);
    if !exclusive || !ends_with_and {
        return None;
    }
    let all: Decimal = parts
        .iter()
        .filter_map(|part| part.quantity.nominal())
        .sum();
    let whole = total.quantity.nominal()?;
    if all < whole
        && !(is_near(total, &parts) && (parts.len() > 2 || total.quantity.kind == Kind::Count))
    {
        return None;
    }
    // A digit in the midst of numbers that are alike behind it is a slip; a round gap may be what nobody speaks of.
    let slips = (is_money || sorted) && is_one_digit(whole, all, &parts);
    // "Of which 7 were on grass and 13 were on turf": said of two as of all.
    let both = !is_money && things && parts.len() == 2 && says_twice(flow, &places);
    let less = if slips || both {
        Certainty::Likely
    } else {
        Certainty::Unsure
    };
    Some(Sum {
        total,
        parts,
        more: Certainty::Likely,
        less,
    })
}

/// Whether a number is what is left of the whole: "the remaining £150", "the rest, £150,", "the remainder (£150)".
pub(super) fn is_rest(flow: &Flow<'_>, at: usize) -> bool {
    let remaining = flow.follows(at, &["remaining"]) && !(at > 2 && flow.is(at - 3, &["of"]));
    let rest = at > 1
        && flow.is(at - 1, &[",", "(", "–", "—", "of"])
        && flow.is(at - 2, &["rest", "remainder", "balance"]);
    remaining || rest
}

/// Whether the prepositions of parts are of places and aims that exclude each other: "in" is of what may overlap.
fn are_at_places(flow: &Flow<'_>, places: &[usize]) -> bool {
    const TIES: &[&str] = &["on", "for", "from", "at", "to", "by"];
    places
        .iter()
        .all(|at| tie(flow, *at).is_some_and(|tie| flow.is(tie, TIES)))
}

/// Whether the verb of the first of two parts is said of the second again.
fn says_twice(flow: &Flow<'_>, places: &[usize]) -> bool {
    let verb = |at: &usize| flow.text(at + 1);
    let is_verb = |at: &usize| flow.is(at + 1, &["were", "are", "was", "is", "went", "came"]);
    places.iter().all(is_verb)
        && places
            .windows(2)
            .all(|pair| verb(&pair[0]) == verb(&pair[1]))
}

/// The preposition that ties a part to what it is of.
pub(super) fn tie(flow: &Flow<'_>, at: usize) -> Option<usize> {
    let next = at + 1..at + 5;
    let mut next = next.take_while(|at| flow.token(*at).is_some() && !flow.is(*at, AND));
    next.find(|at| flow.is(*at, PREPOSITIONS) && !flow.is(*at, &["were", "are"]))
}

/// Whether parts are said to be in named places, by one preposition, and by no other verb than one of being there: "14 are in
/// Leeds, 8 in York and 4 in Hull".
pub(super) fn are_in_towns(flow: &Flow<'_>, places: &[usize]) -> bool {
    const THERE: &[&str] = &[
        "are", "based", "came", "come", "held", "is", "live", "lived", "stand", "was", "were",
    ];
    let view = flow.report.document.view.as_str();
    let mut named: Vec<word::Stem> = Vec::new();
    let is_named = |at: &usize| {
        let Some(tie) = tie(flow, *at) else {
            return false;
        };
        let name = flow.word(flow.skip(tie + 1, ARTICLES));
        let name = name.filter(|name| {
            let text = name.of(view);
            name.is_capital() && word::weekday(text).is_none() && !word::is_month(text)
        });
        let is_new = name.is_some_and(|name| !named.contains(&name.stem));
        named.extend(name.map(|name| name.stem));
        is_new && (at + 1..tie).all(|at| flow.is(at, THERE))
    };
    places.iter().all(is_named) && go_to(flow, places)
}

/// Whether each amount goes to something of its own by one preposition: "£120 went to mills, £80 to locks".
pub(super) fn go_to(flow: &Flow<'_>, places: &[usize]) -> bool {
    let mut ties = places.iter().map(|at| tie(flow, *at));
    let Some(first) = ties.next().flatten() else {
        return false;
    };
    ties.all(|tie| tie.is_some_and(|tie| flow.text(tie).eq_ignore_ascii_case(flow.text(first))))
}

/// Whether a sum differs from a whole in one digit, behind which all digits agree and not all are zeros.
pub(super) fn is_one_digit(whole: Decimal, all: Decimal, parts: &[&Claim]) -> bool {
    let numbers = parts.iter().filter_map(|part| part.quantity.nominal());
    let mut grain = Decimal::ONE;
    let numbers: Vec<Decimal> = numbers.chain([whole]).collect();
    while numbers
        .iter()
        .all(|number| (number % (grain * Decimal::TEN)).is_zero())
        && grain < whole
    {
        grain *= Decimal::TEN;
    }
    let gap = (all - whole).abs();
    let mut power = grain * Decimal::TEN;
    while power < whole {
        if gap < power * Decimal::TEN {
            return !gap.is_zero() && (gap % power).is_zero();
        }
        power *= Decimal::TEN;
    }
    false
}

/// Whether two neighbouring digits change places between two whole numbers of at least a hundred.
pub(super) fn is_swapped(one: Decimal, other: Decimal) -> bool {
    let plain = |number: Decimal| {
        let is_plain = number.is_integer() && number >= Decimal::ONE_HUNDRED;
        is_plain.then(|| number.trunc().normalize().to_string())
    };
    let (Some(one), Some(other)) = (plain(one), plain(other)) else {
        return false;
    };
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let odd: Vec<usize> = (0..one.len().min(other.len()))
        .filter(|at| one[*at] != other[*at])
        .collect();
    let [first, second] = odd.as_slice() else {
        return false;
    };
    one.len() == other.len()
        && *second == first + 1
        && (one[*first], one[*second]) == (other[*second], other[*first])
}
