//! The values of a file that is nobody's settings: each with the path to it.

use serde_yaml::Value;

use super::{Slip, Step, read, span};
use crate::source::Span;

/// A value that holds no others.
#[derive(Debug, Clone)]
pub(crate) struct Leaf {
    path: Vec<Turn>,
    value: Value,
}

/// A step of a path that owns its name.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Turn {
    Key(String),
    /// The position in a list, and the first value of the map that stands there.
    Element(usize, Option<String>),
}

/// All values of a file, in its order.
pub(crate) fn leaves(text: &str) -> Result<Vec<Leaf>, Slip> {
    let mut leaves = Vec::new();
    if !text.trim().is_empty() {
        walk(&read::<Value>(text)?, &mut Vec::new(), &mut leaves);
    }
    Ok(leaves)
}

fn walk(value: &Value, path: &mut Vec<Turn>, leaves: &mut Vec<Leaf>) {
    match value {
        Value::Mapping(map) => {
            for (key, value) in map {
                if let Some(key) = name(key) {
                    path.push(Turn::Key(key));
                    walk(value, path, leaves);
                    path.pop();
                }
            }
        }
        Value::Sequence(list) => {
            for (at, value) in list.iter().enumerate() {
                let first = value
                    .as_mapping()
                    .and_then(|map| name(map.values().next()?));
                path.push(Turn::Element(at, first));
                walk(value, path, leaves);
                path.pop();
            }
        }
        Value::Tagged(tagged) => walk(&tagged.value, path, leaves),
        Value::Null => {}
        Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            leaves.push(Leaf {
                path: path.clone(),
                value: value.clone(),
            });
        }
    }
}

/// A value as the name of something.
fn name(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

impl Leaf {
    /// The path in words: once with positions in lists, and once with the first values of what stands there.
    pub(crate) fn paths(&self) -> Vec<String> {
        let path = |named: bool| {
            let turns = self.path.iter().map(|turn| match turn {
                Turn::Key(key) => key.clone(),
                Turn::Element(_, Some(first)) if named => first.clone(),
                Turn::Element(at, _) => at.to_string(),
            });
            turns.collect::<Vec<_>>().join(".")
        };
        let mut paths = vec![path(true), path(false)];
        paths.dedup();
        paths
    }

    /// Where it stands in the text that it was read from.
    pub(crate) fn span(&self, text: &str) -> Option<Span> {
        let steps: Vec<Step<'_>> = self
            .path
            .iter()
            .map(|turn| match turn {
                Turn::Key(key) => Step::Key(key),
                Turn::Element(at, _) => Step::Index(*at),
            })
            .collect();
        let span = span(text, &steps)?;
        let rest = &text[span.range()];
        let length = match &self.value {
            // In a map or a list on one line, the next value may follow at once.
            Value::Number(_) => rest.find([',', ']', '}']),
            Value::String(value) if rest.starts_with(value.as_str()) => Some(value.len()),
            _ => None,
        };
        let start = span.start as usize;
        let written = &rest[..length.unwrap_or(rest.len())];
        Some(Span::new(start, start + written.trim_end().len()))
    }

    /// What is written there, without quotes.
    pub(crate) fn written(text: &str, span: Span) -> &str {
        text[span.range()].trim_matches(['"', '\''])
    }
}
