//! Phrases that are of no use to a check unless they bind something.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::value::SeqAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};

use crate::pattern::{Match, Phrase, Slot};

/// What a phrase has to bind.
pub(super) trait Wanted {
    /// The slots of which it must have one.
    const SLOTS: &'static [Slot];
}

/// A number that states something.
#[derive(Debug, Clone)]
pub(super) struct Value;

impl Wanted for Value {
    const SLOTS: &'static [Slot] = &[
        Slot::Value,
        Slot::Count,
        Slot::Percent,
        Slot::Money,
        Slot::Ordinal,
    ];
}

/// A change in percent, or a multiple.
#[derive(Debug, Clone)]
pub(super) struct Growth;

impl Wanted for Growth {
    const SLOTS: &'static [Slot] = &[Slot::Percent, Slot::Value];
}

/// A phrase with a slot that its check cannot do without.
#[derive(Debug, Clone)]
pub(super) struct Binding<W>(Phrase, PhantomData<W>);

impl<W: Wanted> Binding<W> {
    /// The phrase itself.
    pub(super) fn phrase(&self) -> &Phrase {
        &self.0
    }

    /// Which of the sentence's quantities a match bound.
    pub(super) fn quantity(found: &Match) -> Option<usize> {
        W::SLOTS.iter().find_map(|slot| found.slot(*slot)?.quantity)
    }
}

impl<W> JsonSchema for Binding<W> {
    fn inline_schema() -> bool {
        Phrase::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        Phrase::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Phrase::json_schema(generator)
    }
}

// The check stands inside of the visitor, so that an error points at the phrase and not at what is around it.
impl<'de, W: Wanted> Deserialize<'de> for Binding<W> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Written<W>(PhantomData<W>);

        impl<W: Wanted> Visitor<'_> for Written<W> {
            type Value = Binding<W>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a phrase")
            }

            fn visit_str<E: Error>(self, written: &str) -> Result<Binding<W>, E> {
                let phrase = Phrase::new(written).map_err(E::custom)?;
                let slots = phrase.slots();
                if W::SLOTS.iter().any(|wanted| slots.contains(wanted)) {
                    return Ok(Binding(phrase, PhantomData));
                }
                let names = Slot::ALL.iter().filter(|(slot, _)| W::SLOTS.contains(slot));
                let names: Vec<String> = names.map(|(_, name)| format!("`{{{name}}}`")).collect();
                Err(E::custom(format!(
                    "the phrase binds nothing; it needs one of {}",
                    names.join(", ")
                )))
            }
        }

        deserializer.deserialize_str(Written(PhantomData))
    }
}

/// Reads a list that has to have an entry.
pub(super) fn some<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    struct Some<T>(PhantomData<T>);

    impl<'de, T: Deserialize<'de>> Visitor<'de> for Some<T> {
        type Value = Vec<T>;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("a list")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, sequence: A) -> Result<Vec<T>, A::Error> {
            let list = Vec::deserialize(SeqAccessDeserializer::new(sequence))?;
            if list.is_empty() {
                return Err(A::Error::custom(
                    "the list is empty; it needs at least one entry",
                ));
            }
            Ok(list)
        }
    }

    deserializer.deserialize_seq(Some(PhantomData))
}
