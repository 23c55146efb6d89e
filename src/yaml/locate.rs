//! Where a part of a YAML file stands.
//!
//! `serde_yaml` tells a place only in an error. So a reader walks down to the part, and fails there.

use std::cell::OnceCell;
use std::fmt;
use std::ops::Range;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::split::items_of;
use crate::source::Span;

/// A step down into a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step<'a> {
    /// The value of a key.
    Key(&'a str),
    /// The element of a position, from 0.
    Index(usize),
    /// The first text, at any depth, that is this one: a value, or a key.
    Text(&'a str),
}

/// The bytes of the part at the end of a path, if there is one: a text, or the first line of anything else.
pub(crate) fn span(text: &str, path: &[Step<'_>]) -> Option<Span> {
    let walk = Walk { path };
    let error = walk
        .deserialize(serde_yaml::Deserializer::from_str(text))
        .err()?;
    error.to_string().contains(HERE).then(|| {
        scalar(
            text,
            error.location().map_or(0, |location| location.index()),
        )
    })
}

/// Finds many parts of one file. Each is found by reading the file again, so of a long list, only the item is read.
#[derive(Debug)]
pub(crate) struct Locator<'a> {
    text: &'a str,
    /// The key that the list stands under.
    list: &'static str,
    items: OnceCell<Vec<Range<usize>>>,
}

impl<'a> Locator<'a> {
    /// For a file with a long list under an outermost key.
    pub(crate) fn new(text: &'a str, list: &'static str) -> Locator<'a> {
        Locator {
            text,
            list,
            items: OnceCell::new(),
        }
    }

    /// As [`span`].
    pub(crate) fn find(&self, path: &[Step<'_>]) -> Option<Span> {
        self.within_item(path).or_else(|| span(self.text, path))
    }

    /// The same; the first line of the file if there is no such part.
    pub(crate) fn span(&self, path: &[Step<'_>]) -> Span {
        self.find(path).unwrap_or_else(|| scalar(self.text, 0))
    }

    /// The part, if it is one of an item that can be read by itself: it refers to no other one.
    fn within_item(&self, path: &[Step<'_>]) -> Option<Span> {
        let [Step::Key(key), Step::Index(at), rest @ ..] = path else {
            return None;
        };
        let items = || items_of(self.text, self.list);
        let item = (*key == self.list).then(|| self.items.get_or_init(items).get(*at))??;
        let path: Vec<Step<'_>> = std::iter::once(Step::Index(0))
            .chain(rest.iter().copied())
            .collect();
        let found = span(&self.text[item.clone()], &path)?;
        Some(Span::new(
            item.start + found.start as usize,
            item.start + found.end as usize,
        ))
    }
}

/// The bytes of the scalar that begins at an offset, as far as they stand on its line.
pub(crate) fn scalar(text: &str, start: usize) -> Span {
    let start = text.floor_char_boundary(start);
    let line = text[start..].lines().next().unwrap_or_default();
    let quoted = line
        .chars()
        .next()
        .filter(|quote| matches!(quote, '\'' | '"'))
        .and_then(|quote| Some(line[1..].find(quote)? + 2));
    let end = quoted.unwrap_or_else(|| {
        let end = line.find(" #").unwrap_or(line.len());
        line[..end].trim_end().len()
    });
    Span::new(start, start + end)
}

/// What the error says if the walk came to its end.
const HERE: &str = "\u{2}here\u{3}";

struct Walk<'a> {
    path: &'a [Step<'a>],
}

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(HERE)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        match self.path.split_first() {
            None => return Err(A::Error::custom(HERE)),
            Some((Step::Key(wanted), rest)) => {
                while let Some(key) = map.next_key::<String>()? {
                    if key == *wanted {
                        return map.next_value_seed(Walk { path: rest });
                    }
                    map.next_value::<IgnoredAny>()?;
                }
            }
            Some((Step::Index(_), _)) => {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            }
            Some((Step::Text(_), _)) => {
                while map.next_key_seed(Walk { path: self.path })?.is_some() {
                    map.next_value_seed(Walk { path: self.path })?;
                }
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<(), A::Error> {
        match self.path.split_first() {
            None => return Err(A::Error::custom(HERE)),
            Some((Step::Index(wanted), rest)) => {
                for _ in 0..*wanted {
                    sequence.next_element::<IgnoredAny>()?;
                }
                sequence.next_element_seed(Walk { path: rest })?;
            }
            Some((Step::Key(_), _)) => {}
            Some((Step::Text(_), _)) => {
                while sequence
                    .next_element_seed(Walk { path: self.path })?
                    .is_some()
                {}
            }
        }
        while sequence.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        match self.path {
            [] => Err(E::custom(HERE)),
            [Step::Text(wanted)] if *wanted == text => Err(E::custom(HERE)),
            _ => Ok(()),
        }
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        self.visit_str("")
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        self.visit_str("")
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        self.visit_str("")
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        self.visit_str("")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.visit_str("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "version: 1\nrules:\n  - id: å\n    n: [1, true, 2.5, ~]\n  - id: 'b c' # no\n    check:\n      text:\n        forbid:\n          - \"é x\"\n        swap: {y z: w}\n";

    #[test]
    fn every_part_is_found_where_it_stands() {
        let rule = [Step::Key("rules"), Step::Index(1)];
        let quote = |path: &[Step<'_>]| {
            let path: Vec<Step<'_>> = rule.iter().chain(path).copied().collect();
            span(FILE, &path).map(|span| &FILE[span.range()])
        };
        assert_eq!(quote(&[Step::Key("id")]), Some("'b c'"));
        let check = Step::Key("check");
        assert_eq!(quote(&[check, Step::Text("é x")]), Some("\"é x\""));
        assert!(quote(&[check, Step::Text("y z")]).is_some_and(|text| text.starts_with("y z")));
        assert_eq!(quote(&[check, Step::Text("no")]), None);
        assert_eq!(quote(&[Step::Key("none")]), None);
        assert_eq!(quote(&[check]), Some("text:"));
    }

    #[test]
    fn a_part_of_an_item_is_found_in_the_item_alone() {
        let aliases = "rules:\n- &one {id: a}\n- *one\n";
        let flow = "rules: [{id: a}, {id: b}]\n";
        for (text, quoted) in [(FILE, "'b c'"), (aliases, "a}"), (flow, "b}]")] {
            let locator = Locator::new(text, "rules");
            let path = [Step::Key("rules"), Step::Index(1), Step::Key("id")];
            let found = locator.span(&path);
            assert_eq!(&text[found.range()], quoted);
            assert_eq!(Some(found), span(text, &path));
            let nowhere = [Step::Key("rules"), Step::Index(9)];
            assert_eq!(locator.span(&nowhere), scalar(text, 0));
        }
        let locator = Locator::new(FILE, "rules");
        let path = [Step::Key("rules"), Step::Index(1), Step::Key("id")];
        assert!(locator.within_item(&path).is_some());
    }
}
