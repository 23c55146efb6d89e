//! Values that are checked while they are read.
//!
//! A value that is read first and checked then is reported at the map around it. A check inside of the visitor is
//! reported at the value.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer, StrDeserializer};
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};

struct Checked<T, C> {
    expecting: &'static str,
    check: C,
    read: PhantomData<T>,
}

/// Reads a text and makes something of it.
pub(crate) fn text<'de, D: Deserializer<'de>, U>(
    deserializer: D,
    check: impl FnOnce(String) -> Result<U, String>,
) -> Result<U, D::Error> {
    deserializer.deserialize_str(Checked {
        expecting: "text",
        check,
        read: PhantomData,
    })
}

/// Reads a list and makes something of it.
pub(crate) fn list<'de, D: Deserializer<'de>, T: Deserialize<'de>, U>(
    deserializer: D,
    check: impl FnOnce(Vec<T>) -> Result<U, String>,
) -> Result<U, D::Error> {
    deserializer.deserialize_seq(Checked {
        expecting: "a list",
        check,
        read: PhantomData,
    })
}

/// Reads a map and makes something of it.
pub(crate) fn map<'de, D: Deserializer<'de>, T: Deserialize<'de>, U>(
    deserializer: D,
    check: impl FnOnce(T) -> Result<U, String>,
) -> Result<U, D::Error> {
    deserializer.deserialize_map(Checked {
        expecting: "a map",
        check,
        read: PhantomData,
    })
}

impl<'de, T: Deserialize<'de>, U, C: FnOnce(T) -> Result<U, String>> Visitor<'de>
    for Checked<T, C>
{
    type Value = U;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.expecting)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<U, E> {
        let read = T::deserialize(StrDeserializer::new(text))?;
        (self.check)(read).map_err(E::custom)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, sequence: A) -> Result<U, A::Error> {
        let read = T::deserialize(SeqAccessDeserializer::new(sequence))?;
        (self.check)(read).map_err(A::Error::custom)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<U, A::Error> {
        let read = T::deserialize(MapAccessDeserializer::new(map))?;
        (self.check)(read).map_err(A::Error::custom)
    }
}

/// The value of a name, or an error in the words that serde has for an unknown key.
pub(crate) fn one_of<T: Copy>(what: &str, name: &str, known: &[(&str, T)]) -> Result<T, String> {
    if let Some((_, value)) = known.iter().find(|(known, _)| *known == name) {
        return Ok(*value);
    }
    if known.is_empty() {
        return Err(format!(
            "there is no {what} `{name}`; none comes with factlint"
        ));
    }
    let known: Vec<String> = known.iter().map(|(name, _)| format!("`{name}`")).collect();
    Err(format!(
        "unknown {what} `{name}`, expected one of {}",
        known.join(", ")
    ))
}
