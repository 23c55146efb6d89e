//! What two numbers say together: "more than 5 but less than 10", "from 10 to 15", "12 out of 48".
//!
//! Lives here: two bounds of one number, which become one; and wholes, which stand beside their parts, because the
//! parts may be statements of their own ("grew from 11 to 21"). Stays out: ranges that are one number as they are
//! written ("10-15").

use rust_decimal::Decimal;

use super::hedge;
use super::numeral::Form;
use super::reader::{Last, Reader, Unit};
use super::token::Tokens;
use super::{Kind, Modifier, Printed, Quantity, Values};
use crate::lookup::{WordSet, words};

impl Reader<'_> {
    /// "More than 5 but less than 10", "at most 100 and at least 20": one number between the two.
    pub(super) fn two_bounds(&self, one: &Last, other: &Last) -> Option<Quantity> {
        let (low, high) = in_order(one.modifier, other.modifier, one, other)?;
        let (least, most) = ends(low, high)?;
        let same = one.kind == other.kind || one.kind == Kind::Count;
        (same && least < most && self.joined(one, other))
            .then(|| self.spanning(one, other, other.kind, least, most).into())
    }

    /// What two numbers that stay two say together.
    pub(super) fn whole(&self, one: &Last, other: &Last) -> Option<Quantity> {
        let tokens = self.tokens;
        if one.kind == Kind::Ordinal && other.kind == Kind::Ordinal {
            return self.ordinals(one, other);
        }
        let (least, most) = ends(one, other)?;
        let adjacent = |words: usize| other.outer.0 == one.outer.1 + words;
        let from_to = adjacent(1)
            && tokens.is(one.outer.1, words!["to"])
            && tokens.is_before(one.outer.0, words!["from"])
            && (one.kind == other.kind || one.amount.unit == Unit::None)
            && !is_change(tokens, one.outer.0 - 1);
        let counts = |last: &Last| last.kind == Kind::Count && last.modifier == Modifier::Exact;
        let out_of =
            adjacent(2) && tokens.are(one.outer.1, &["out", "of"]) && counts(one) && counts(other);
        if from_to && least < most {
            return Some(self.spanning(one, other, other.kind, least, most).into());
        }
        let share = one.amount.numeral.value.checked_div(most)?;
        (out_of && share < Decimal::ONE).then(|| {
            let whole = self.spanning(one, other, Kind::Ratio, least, most);
            Quantity::from(Printed {
                kind: Kind::Ratio,
                modifier: Modifier::Exact,
                nominal: Some(share.round_dp(super::reader::DECIMALS).normalize()),
                values: Values::exact(share),
                ..whole
            })
        })
    }

    /// "Between the tenth and the fifteenth", "later than the tenth but earlier than the fifteenth".
    fn ordinals(&self, one: &Last, other: &Last) -> Option<Quantity> {
        let tokens = self.tokens;
        let (least, most) = (one.amount.numeral.value, other.amount.numeral.value);
        let before = |last: &Last| {
            let first = last.outer.0;
            first - usize::from(tokens.is_before(first, words!["the"]))
        };
        let between = tokens.is_before(before(one), words!["between"])
            && tokens.is(one.outer.1, words!["and"])
            && before(other) == one.outer.1 + 1;
        if between && least < most {
            return Some(self.spanning(one, other, Kind::Ordinal, least, most).into());
        }
        let bound = |last: &Last| {
            let (modifier, start) = hedge::before(tokens, before(last), last.outer.1)?;
            Some(Last {
                modifier,
                outer: (start, last.outer.1),
                ..*last
            })
        };
        let (one, other) = (bound(one)?, bound(other)?);
        let (low, high) = in_order(one.modifier, other.modifier, &one, &other)?;
        let (least, most) = (low.amount.numeral.value, high.amount.numeral.value);
        (least < most && self.joined(&one, &other)).then(|| {
            self.spanning(&one, &other, Kind::Ordinal, least, most)
                .into()
        })
    }

    /// Whether only "and" or "but" stands between two numbers with their hedges.
    fn joined(&self, one: &Last, other: &Last) -> bool {
        let tokens = self.tokens;
        let joint = one.outer.1 + usize::from(tokens.is_mark(one.outer.1, &[',']));
        joint + 1 == other.outer.0 && tokens.is(joint, words!["and", "but", "yet"])
    }

    fn spanning(
        &self,
        one: &Last,
        other: &Last,
        kind: Kind,
        least: Decimal,
        most: Decimal,
    ) -> Printed {
        let (start, end) = self.bytes(one.amount.first, other.amount.next);
        let (outer_start, outer_end) = self.bytes(one.outer.0, other.outer.1);
        let unit = if other.amount.unit == Unit::None {
            one.amount.unit
        } else {
            other.amount.unit
        };
        Printed {
            start,
            end,
            outer_start,
            outer_end,
            kind,
            modifier: Modifier::Range,
            nominal: None,
            currency: unit.currency(),
            values: Values::range(least, most),
            version: Box::default(),
        }
    }
}

/// The lower and the upper one of two bounds.
fn in_order<'a>(
    modifier: Modifier,
    other_modifier: Modifier,
    one: &'a Last,
    other: &'a Last,
) -> Option<(&'a Last, &'a Last)> {
    match (modifier, other_modifier) {
        (Modifier::Over, Modifier::UpTo | Modifier::Below) => Some((one, other)),
        (Modifier::UpTo | Modifier::Below, Modifier::Over) => Some((other, one)),
        _ => None,
    }
}

/// The two ends, the lower one in the scale of the upper one where it has none ("5 but less than 10 million").
fn ends(low: &Last, high: &Last) -> Option<(Decimal, Decimal)> {
    let units = low.amount.unit == high.amount.unit
        || low.amount.unit == Unit::None
        || high.amount.unit == Unit::None;
    let cardinal = |last: &Last| last.amount.numeral.form != Form::Ordinal;
    let least = if low.amount.first < high.amount.first {
        Reader::first_of(&low.amount, &high.amount)?
    } else {
        low.amount.numeral.value
    };
    (units && cardinal(low) && cardinal(high)).then_some((least, high.amount.numeral.value))
}

/// Whether a word of change stands before "from": then the two numbers are a before and an after.
fn is_change(tokens: &Tokens<'_>, from: usize) -> bool {
    let clause = (from.saturating_sub(12)..from)
        .rev()
        .take_while(|at| !tokens.is_mark(*at, &['.', ';', '\n']));
    clause.into_iter().any(|at| {
        let word = tokens.str(at);
        let starts = |stem: &&str| {
            word.get(..stem.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(stem))
        };
        tokens.is(at, &CHANGE_WORDS) || CHANGE_STEMS.iter().any(starts)
    })
}

/// Whether "by" stands behind a word of change: what follows "to" is where that led, "rose by 30 to 225".
pub(super) fn is_by_of_change(tokens: &Tokens<'_>, first: usize) -> bool {
    tokens.is_before(first, words!["by"]) && is_change(tokens, first - 1)
}

/// Whether a number stands right behind a verb of change, "rose 30 to 225", or says again what a percentage says, "rose by 15% or
/// 30 to 225".
pub(super) fn is_of_change(tokens: &Tokens<'_>, first: usize) -> bool {
    let moved = words![
        "rose",
        "grew",
        "increased",
        "jumped",
        "climbed",
        "fell",
        "declined",
        "decreased",
        "dropped"
    ];
    let is_again = tokens.is_before(first, words!["or"])
        && first > 1
        && (tokens.is_before(first - 1, words!["percent", "cent"])
            || tokens.is_mark(first - 2, &['%']));
    tokens.is_before(first, moved) || is_again
}

/// How words of change start.
const CHANGE_STEMS: &[&str] = &[
    "grew", "grow", "increas", "decreas", "rise", "rising", "drop", "expand", "reduc", "declin",
    "jump", "climb", "shrink", "doubl", "tripl", "chang", "improv", "soar", "surg", "upgrad",
    "extend", "advanc", "boost",
];

/// Words of change that many others start with.
const CHANGE_WORDS: WordSet<38> = WordSet::new([
    "up", "down", "rose", "fell", "fall", "falls", "fallen", "went", "go", "goes", "going", "gone",
    "move", "moved", "moves", "moving", "brought", "bring", "brings", "took", "take", "takes",
    "taking", "cut", "cuts", "lowered", "raised", "raise", "raises", "gain", "gained", "lifted",
    "scaled", "scale", "sank", "shrank", "slipped", "swelled",
]);
