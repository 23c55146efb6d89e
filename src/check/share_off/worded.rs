//! A share in words with its percentage in brackets: "two thirds (66 %)", "more than half of the members (62 %)", "a majority
//! (58 %)".
//!
//! Who says so in words means it loosely, so only a percentage is told that nobody would call so.

use rust_decimal::Decimal;

use super::is_share;
use super::sum::is_part;
use crate::check::flow::Flow;
use crate::check::{Context, show};
use crate::document::Extent;
use crate::finding::{Category, Certainty, Detection, Fault, Label};
use crate::quantity::{Kind, Rounding, is_one_of};

/// Words between "of" and the bracket.
const NOUN: usize = 4;

/// Words before "majority" that do not say how large it is.
const KINDS: &[&str] = &[
    "a",
    "clear",
    "considerable",
    "great",
    "large",
    "narrow",
    "overwhelming",
    "significant",
    "slim",
    "small",
    "sizeable",
    "substantial",
    "the",
    "vast",
];

/// Words before a half that is one of two things.
const THE: &[&str] = &[
    "each",
    "every",
    "first",
    "last",
    "next",
    "other",
    "remaining",
    "second",
    "that",
    "the",
    "third",
    "this",
];

/// Ends of words for multiples.
const CHANGED: [&str; 4] = ["ed", "fold", "ing", "times"];

/// What a share in words may stand for, in percent.
#[derive(Debug, Clone, Copy)]
struct Said {
    low: Decimal,
    high: Option<Decimal>,
    /// It is told of the largest part as well, which may be less than half.
    is_largest: bool,
}

impl Said {
    fn meaning(self) -> String {
        let (low, high) = (
            show::number(self.low.round()),
            self.high.map(|high| show::number(high.round())),
        );
        match high {
            None => format!("is {low} % or more"),
            Some(high) if self.low.is_zero() => format!("is {high} % or less"),
            Some(high) => format!("may be {low} to {high} %"),
        }
    }
}

/// A percentage that is read as another way to say a share may miss it by so much.
const LOOSE: Decimal = Decimal::from_parts(5, 0, 0, false, 0);
/// What is said to be more or less may be rounded to it.
const SLACK: Decimal = Decimal::ONE;

/// Holds percentages against the words beside them.
pub(super) fn check(context: &mut Context<'_>, flow: &Flow<'_>) {
    for at in 0..flow.len() {
        let Some(share) = flow.number(at).filter(|claim| is_part(claim)) else {
            continue;
        };
        let Some((words, said)) = said_beside(flow, at) else {
            continue;
        };
        let Some(percent) = share.quantity.nominal() else {
            continue;
        };
        let fits = said.low <= percent && said.high.is_none_or(|high| percent <= high);
        // "The majority (42 %) came by train, 30 % by boat": more than all others.
        let others =
            || (0..flow.len()).any(|other| other != at && flow.number(other).is_some_and(is_share));
        if fits || said.is_largest && others() {
            continue;
        }
        let label = |extent: Extent| show::short(flow.report.text(extent));
        let (words_place, words) = (flow.report.document.place(words), label(words));
        let stated = show::value(context, share);
        context.report(Detection {
            fault: Fault::ShareOff,
            category: Category::Arithmetic,
            certainty: Certainty::Likely,
            message: format!("“{stated}” is stated beside “{words}”, which {}", said.meaning()),
            help: "Correct the words or the percentage. Both can be right if they are of two things: then say of which."
                .to_owned(),
            primary: Label { place: show::place(context, share), text: format!("“{stated}”") },
            related: vec![Label { place: words_place, text: format!("“{words}” here") }],
            fix: None,
        });
    }
}

/// The share in words beside a percentage: "two thirds (66 %)", "two thirds, or 66 %,", "66 % (two thirds)".
fn said_beside(flow: &Flow<'_>, at: usize) -> Option<(Extent, Said)> {
    let opens = |at: usize| flow.is(at, &["(", "["]);
    let closes = |at: usize| flow.is(at, &[")", "]"]);
    if at >= 2 && opens(at - 1) && closes(at + 1) {
        return said_before(flow, at - 1);
    }
    if at >= 3 && flow.is(at - 1, &["or"]) && flow.is(at - 2, &[","]) && flow.is(at + 1, &[","]) {
        return said_before(flow, at - 2);
    }
    if !opens(at + 1) {
        return None;
    }
    let close = (at + 3..at + 7).find(|at| closes(*at))?;
    let (first, said) = said_at(flow, close - 1).filter(|(first, _)| *first == at + 2)?;
    Some((flow.span(first, close - 1), said))
}

/// The share in words that ends right before a bracket, or before the noun there: "two thirds of the members (".
fn said_before(flow: &Flow<'_>, bracket: usize) -> Option<(Extent, Said)> {
    let last = bracket.checked_sub(1)?;
    if let Some((first, said)) = said_at(flow, last) {
        return Some((flow.span(first, last), said));
    }
    let of = (last.saturating_sub(NOUN)..last)
        .rev()
        .find(|at| flow.is(*at, &["of"]))?;
    let is_noun = (of + 1..bracket).all(|at| flow.word(at).is_some());
    let own = flow.word(last).is_some_and(|word| !word.is_function());
    let (first, said) = said_at(flow, of.checked_sub(1)?).filter(|_| is_noun && own)?;
    Some((flow.span(first, of - 1), said))
}

/// The share in words that ends at a piece, and where it begins.
fn said_at(flow: &Flow<'_>, at: usize) -> Option<(usize, Said)> {
    if let Some(claim) = flow.number(at) {
        // "Halved (52 %)" and "twofold" tell of changes.
        let text = flow.text(at);
        let in_words =
            text.ends_with(char::is_alphabetic) && !CHANGED.iter().any(|end| text.ends_with(end));
        let part = claim
            .quantity
            .nominal()
            .filter(|part| *part > Decimal::ZERO && *part < Decimal::ONE)?;
        // "The second half (2 %)" is one of two, however large.
        let is_one_of_two = flow.follows(at, THE);
        if claim.quantity.kind != Kind::Ratio || !in_words || is_one_of_two {
            return None;
        }
        let number = part.checked_mul(Decimal::ONE_HUNDRED)?;
        if !claim.quantity.values.is_hedged() {
            return Some((at, plain(number)));
        }
        let set = claim.quantity.values.logical_interval(Rounding::Half);
        let percent = |end: Option<Decimal>| end?.checked_mul(Decimal::ONE_HUNDRED);
        let (low, high) = (percent(set.low), percent(set.high));
        return Some((at, hedged(number, low.is_some(), high.is_some(), low)));
    }
    // A quarter may be one of a year: with an article, and in brackets right behind, it is none.
    if flow.is(at, &["quarter", "half"]) && at > 0 && flow.is(at - 1, &["a", "one"]) {
        let number = Decimal::from(if flow.is(at, &["half"]) { 50 } else { 25 });
        let before = |words: &[&str]| at >= 2 && flow.is(at - 2, words);
        if before(&["nearly", "almost"]) {
            return Some((at - 2, hedged(number, false, true, None)));
        }
        if before(&["over"]) || before(&["than"]) && at >= 3 && flow.is(at - 3, &["more"]) {
            let first = at - if before(&["than"]) { 3 } else { 2 };
            return Some((first, hedged(number, true, false, Some(number))));
        }
        if before(&["about", "around", "roughly", "approximately"]) {
            return Some((at - 2, hedged(number, false, false, None)));
        }
        let said = at >= 2 && flow.word(at - 2).is_some();
        // Other words before it may say more or less.
        return (at == 1 || !said || before(&["and", "while", "for", "by", "from", "only"]))
            .then(|| (at - 1, plain(number)));
    }
    let half = Decimal::from(50);
    if flow.is(at, &["majority"]) && at > 0 && is_one_of(flow.text(at - 1), KINDS) {
        return Some((
            at - 1,
            Said {
                low: half - SLACK,
                high: None,
                is_largest: true,
            },
        ));
    }
    if flow.is(at, &["minority"]) && at > 0 && is_one_of(flow.text(at - 1), KINDS) {
        return Some((
            at - 1,
            Said {
                low: Decimal::ZERO,
                high: Some(half + SLACK),
                is_largest: false,
            },
        ));
    }
    None
}

fn plain(number: Decimal) -> Said {
    let slack = LOOSE.min(number * Decimal::new(4, 1));
    Said {
        low: number - slack,
        high: Some(number + slack),
        is_largest: false,
    }
}

/// What "nearly", "more than" and "about" leave open, by which of the two ends is one of logic.
fn hedged(number: Decimal, has_low: bool, has_high: bool, low: Option<Decimal>) -> Said {
    let low = match low {
        Some(low) => low - SLACK,
        None => number * Decimal::new(8, 1),
    };
    let high = match (has_low, has_high) {
        (_, true) => Some(number + SLACK),
        (true, false) => None,
        (false, false) => Some(number * Decimal::new(125, 2)),
    };
    Said {
        low,
        high,
        is_largest: false,
    }
}
