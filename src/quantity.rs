//! Numerals in prose, read as the sets of values that they may stand for.
//!
//! Lives here: digits, number words, scales, percent, money, ordinals, versions, ranges and modifiers such as
//! "over"; the interval kernel that compares, adds and divides them.
//! Stays out: rules, documents, years.

use std::ops::Deref;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// What sort of number was printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// A number of things, or a bare number.
    Count,
    /// A percentage; the nominal of "66%" is 66.
    Percent,
    /// An amount of money.
    Money,
    /// A place in an order: "third", "22nd".
    Ordinal,
    /// A version: "2.0.1", "v5". Has no nominal; see [`Quantity::version`].
    Version,
    /// A multiple, of a number to itself: "doubled", "threefold", "5x", "one in three".
    Ratio,
}

impl Kind {
    /// The name in output.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Count => "count",
            Kind::Percent => "percent",
            Kind::Money => "money",
            Kind::Ordinal => "ordinal",
            Kind::Version => "version",
            Kind::Ratio => "ratio",
        }
    }
}

/// How a number is hedged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Modifier {
    /// As printed.
    Exact,
    /// "over", "more than", "at least", a `+` behind it.
    Over,
    /// "nearly", "almost", "close to".
    Nearly,
    /// "about", "around", "approximately".
    About,
    /// "up to", "as many as", "no more than".
    UpTo,
    /// "fewer than", "less than", "under".
    Below,
    /// "10-15", "between 10 and 15".
    Range,
    /// "several", "dozens of": read, kept, compared with nothing.
    Vague,
}

/// One of many quantities that are kept together. It stands for the quantity itself, which is large, and is small.
#[derive(Debug, Clone)]
pub struct OneOf {
    all: Arc<Vec<Quantity>>,
    at: u32,
}

impl OneOf {
    /// A quantity by its place among all.
    pub fn new(all: &Arc<Vec<Quantity>>, at: usize) -> OneOf {
        debug_assert!(at < all.len(), "no quantity at {at} of {}", all.len());
        OneOf {
            all: Arc::clone(all),
            at: at as u32,
        }
    }
}

impl Deref for OneOf {
    type Target = Quantity;

    fn deref(&self) -> &Quantity {
        &self.all[self.at as usize]
    }
}

mod arithmetic;
mod context;
mod digits;
mod fraction;
mod hedge;
mod lexicon;
mod numeral;
mod pair;
mod printed;
mod reader;
mod shown;
#[cfg(test)]
mod tests;
mod token;
mod unit;
mod values;
mod version;

pub use arithmetic::{GrowthCheck, growth, growth_by_part, multiple, share, share_is_possible};
pub(crate) use context::is_year_number;
pub use hedge::is_time_unit;
pub(crate) use printed::Printed;
pub use printed::Quantity;
pub use reader::{Room, has_number, read, read_with_wholes};
pub use shown::grouped;
pub(crate) use token::is_one_of;
pub(crate) use values::order;
pub use values::{Comparison, Interval, Rounding, Values};

impl Quantity {
    /// Whether a slip of the keys makes one number of the other: two neighbouring digits change places, in a plain
    /// number of at least a thousand that is not round. Of two numbers that have nothing to do with each other one
    /// pair in some hundreds is such.
    pub fn is_misprint_of(&self, other: &Quantity) -> bool {
        let plain = |quantity: &Quantity| {
            let exact = quantity.modifier == Modifier::Exact;
            let number = quantity.nominal().filter(|_| exact)?;
            let number = number.is_integer().then(|| number.trunc().mantissa())?;
            // What looks like a year may be one; with a mark between its digits it is none.
            let year = quantity.end() - quantity.start() == 4 && (1900..=2100).contains(&number);
            (!year && number >= 1000).then_some(number)
        };
        if self.kind != other.kind || !matches!(self.kind, Kind::Count | Kind::Money) {
            return false;
        }
        let both = || Some((plain(self)?, plain(other)?));
        let Some((one, two)) = both() else {
            return false;
        };
        // Numbers of the same digits differ by a multiple of nine.
        if one == two || (one - two) % 9 != 0 {
            return false;
        }
        let (one, two) = (one.to_string().into_bytes(), two.to_string().into_bytes());
        let significant = |digits: &[u8]| digits.iter().rposition(|digit| *digit != b'0');
        let odd: Vec<usize> = (0..one.len().min(two.len()))
            .filter(|at| one[*at] != two[*at])
            .collect();
        let swapped = match odd.as_slice() {
            [first, second] => {
                second - first == 1 && one[*first] == two[*second] && one[*second] == two[*first]
            }
            _ => false,
        };
        one.len() == two.len() && swapped && significant(&one).max(significant(&two)) >= Some(2)
    }
}
