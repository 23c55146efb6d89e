//! JSON Schemas of what is read from YAML, for editors.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, json_schema};

/// The schema of a whole file. Draft 7 is what editors know best.
pub(crate) fn schema_of<T: JsonSchema>() -> Schema {
    SchemaSettings::draft07()
        .into_generator()
        .into_root_schema_for::<T>()
}

/// Gives a type a schema that stands wherever the type is used.
macro_rules! inline_schema {
    ($kind:ty, $schema:expr) => {
        impl schemars::JsonSchema for $kind {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($kind).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                $schema
            }
        }
    };
}

pub(crate) use inline_schema;

/// The schema of a text with a meaning. YAML takes one without quotes for a number, if it looks like one.
pub(crate) fn text_schema(description: &str) -> Schema {
    json_schema!({"type": ["string", "number"], "description": description})
}

/// The schema of a choice of names.
pub(crate) fn names_schema<'a>(names: impl IntoIterator<Item = &'a str>) -> Schema {
    json_schema!({"enum": names.into_iter().collect::<Vec<_>>()})
}

/// The schema of the version of a format.
pub(crate) fn version_schema() -> Schema {
    json_schema!({"enum": [1, "1"]})
}

/// Stands for any text, where the type of a field says less.
pub(crate) struct Text;

inline_schema!(Text, json_schema!({"type": ["string", "number"]}));
