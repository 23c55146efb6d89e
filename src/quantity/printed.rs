//! One printed number, as it is kept.
//!
//! There are many of them in all reports: what they hardly ever have stands apart, and nothing is kept twice.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::unit::Name;
use super::{Kind, Modifier, Values, order};

/// One printed number. Offsets are bytes of the text that was read.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Quantity {
    /// What sort of number it is.
    pub kind: Kind,
    /// How it is hedged.
    pub modifier: Modifier,
    nominal: Nominal,
    unit: Option<Name>,
    start: u32,
    end: u32,
    outer_start: u32,
    outer_end: u32,
    /// The values it may stand for.
    pub values: Values,
    rare: Option<Box<Rare>>,
}

/// What a quantity is made of.
#[derive(Debug)]
pub(crate) struct Printed {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) outer_start: usize,
    pub(crate) outer_end: usize,
    pub(crate) kind: Kind,
    pub(crate) modifier: Modifier,
    pub(crate) nominal: Option<Decimal>,
    pub(crate) currency: Option<&'static str>,
    pub(crate) values: Values,
    pub(crate) version: Box<[u32]>,
}

/// Where the number as written is kept.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
enum Nominal {
    /// There is none.
    None,
    /// It is the one of the values.
    OfValues,
    /// Apart.
    Rare,
}

/// What few quantities have.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Rare {
    nominal: Option<Decimal>,
    version: Box<[u32]>,
}

impl From<Printed> for Quantity {
    fn from(parts: Printed) -> Quantity {
        // Equal numbers may be written with more digits or fewer.
        let given = parts.values.given().map(|given| given.serialize());
        let nominal = match parts.nominal {
            None => Nominal::None,
            Some(nominal) if Some(nominal.serialize()) == given => Nominal::OfValues,
            Some(_) => Nominal::Rare,
        };
        let is_rare = matches!(nominal, Nominal::Rare) || !parts.version.is_empty();
        Quantity {
            kind: parts.kind,
            modifier: parts.modifier,
            nominal,
            unit: parts.currency.and_then(Name::of),
            start: parts.start as u32,
            end: parts.end as u32,
            outer_start: parts.outer_start as u32,
            outer_end: parts.outer_end as u32,
            values: parts.values,
            rare: is_rare.then(|| {
                Box::new(Rare {
                    nominal: parts.nominal,
                    version: parts.version,
                })
            }),
        }
    }
}

impl Quantity {
    /// The first byte of the number itself, sign, currency and percent included, the modifier not.
    pub fn start(&self) -> usize {
        self.start as usize
    }

    /// One past its last byte.
    pub fn end(&self) -> usize {
        self.end as usize
    }

    /// The first byte with the modifier; equal to `start` where there is none in front.
    pub fn outer_start(&self) -> usize {
        self.outer_start as usize
    }

    /// One past the last byte with a modifier behind ("45 plus").
    pub fn outer_end(&self) -> usize {
        self.outer_end as usize
    }

    /// The number as written: 22 for "over 22", 3 for "third", 7700000000 for "$7.7 billion". `None` for a range, a
    /// version and a vague quantity.
    pub fn nominal(&self) -> Option<Decimal> {
        match self.nominal {
            Nominal::None => None,
            Nominal::OfValues => self.values.given(),
            Nominal::Rare => self.rare.as_ref().and_then(|rare| rare.nominal),
        }
    }

    /// Whether one thing is counted, or one percent.
    pub(crate) fn is_one(&self) -> bool {
        let number = self.nominal();
        number.is_some_and(|number| order(number, Decimal::ONE).is_eq())
    }

    /// The unit where it is part of the number: an ISO 4217 code or a currency's name in small letters.
    pub fn currency(&self) -> Option<&'static str> {
        self.unit.map(Name::text)
    }

    /// The parts of a version, most significant first; empty otherwise.
    pub fn version(&self) -> &[u32] {
        self.rare.as_ref().map_or(&[], |rare| &rare.version)
    }

    /// Moves all offsets by `by` bytes: from a sentence to the text around it.
    pub fn shift(&mut self, by: usize) {
        let by = by as u32;
        self.start += by;
        self.end += by;
        self.outer_start += by;
        self.outer_end += by;
    }
}
