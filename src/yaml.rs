//! YAML files that people write: strict reading, and what is wrong with a file, at its place.
//!
//! Lives here: values that are checked while they are read, slips in the words of whoever made them, and where a part
//! of a file stands.
//! Stays out: what any key means.

mod checked;
mod error;
mod leaf;
mod locate;
mod nesting;
mod schema;
mod split;

pub use error::YamlError;

use serde::de::DeserializeOwned;

pub(crate) use checked::{list, map, one_of, text};
pub(crate) use error::{Slip, nearest};
pub(crate) use leaf::{Leaf, leaves};
pub(crate) use locate::{Locator, Step, scalar, span};
pub(crate) use nesting::bounded;
pub(crate) use schema::{
    Text, inline_schema, names_schema, schema_of, text_schema, version_schema,
};
pub(crate) use split::{items, keys};

/// Reads a text as a whole.
pub(crate) fn read<T: DeserializeOwned>(text: &str) -> Result<T, Slip> {
    bounded(text)?;
    serde_yaml::from_str(text).map_err(|error| Slip::new(&error, text, 0))
}
