//! Names that are one subject, as the settings list them.

use std::ops::Range;

use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::store::Key;
use crate::word::{self, Stem, Token};

/// The names of subjects that have several.
#[derive(Debug, Default)]
pub struct Aliases {
    /// The names by their first stem, the longest first.
    names: FxHashMap<Stem, Vec<Name>>,
    /// The first stems as bits: most words are none of them.
    firsts: u64,
}

/// One of the names of a subject.
#[derive(Debug, Serialize)]
struct Name {
    /// All that it is made of.
    stems: Vec<Stem>,
    /// What stands for the subject: the words of its first name.
    subject: Vec<Stem>,
}

impl Aliases {
    /// Reads lists of names. The first name of a list stands for all of them.
    pub fn of(lists: &[Vec<String>]) -> Aliases {
        let mut names: FxHashMap<Stem, Vec<Name>> = FxHashMap::default();
        for list in lists {
            let tokens = list
                .first()
                .map(|name| word::tokens(name))
                .unwrap_or_default();
            let subject: Vec<Stem> = tokens
                .iter()
                .filter(|token| token.is_word() && !token.is_function())
                .map(|token| token.stem)
                .collect();
            for name in list {
                let stems: Vec<Stem> = word::tokens(name).iter().map(|token| token.stem).collect();
                if let Some(first) = stems.first() {
                    let known = names.entry(*first).or_default();
                    known.push(Name {
                        stems,
                        subject: subject.clone(),
                    });
                }
            }
        }
        for known in names.values_mut() {
            known.sort_by_key(|name| std::cmp::Reverse(name.stems.len()));
        }
        let firsts = Stem::bits(names.keys().copied());
        Aliases { names, firsts }
    }

    /// The key of all names.
    pub fn key(&self) -> Key {
        let mut names: Vec<_> = self.names.iter().collect();
        names.sort_unstable_by_key(|(first, _)| **first);
        let bytes = postcard::to_stdvec(&names).unwrap_or_default();
        Key::of([bytes.as_slice()])
    }

    /// Where the names stand among tokens, in order, with the stems of their subjects.
    pub fn find<'a>(
        &'a self,
        tokens: &'a [Token],
    ) -> impl Iterator<Item = (Range<usize>, &'a [Stem])> {
        let mut at = 0;
        std::iter::from_fn(move || {
            if self.names.is_empty() {
                return None;
            }
            while at < tokens.len() {
                let rest = &tokens[at..];
                if Stem::bits([rest[0].stem]) & self.firsts == 0 {
                    at += 1;
                    continue;
                }
                let known = self.names.get(&rest[0].stem).into_iter().flatten();
                let found = known.into_iter().find(|name| {
                    let mut pairs = name.stems.iter().zip(rest);
                    name.stems.len() <= rest.len() && pairs.all(|(stem, token)| *stem == token.stem)
                });
                if let Some(name) = found {
                    let range = at..at + name.stems.len();
                    at = range.end;
                    return Some((range, name.subject.as_slice()));
                }
                at += 1;
            }
            None
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_name_is_found() {
        let lists = [
            vec![
                "Guild of Bakers".to_owned(),
                "The Oven Club".to_owned(),
                "Oven Club of Oslo".to_owned(),
            ],
            vec!["Rye Fair".to_owned(), "R&F".to_owned()],
        ];
        let aliases = Aliases::of(&lists);
        let text = "The oven clubs of Oslo met the guild of bakers at the R&F, not the club.";
        let tokens = word::tokens(text);
        let found: Vec<(&str, usize)> = aliases
            .find(&tokens)
            .map(|(range, subject)| {
                let end = tokens[range.end - 1].end() as usize;
                (
                    &text[tokens[range.start].start as usize..end],
                    subject.len(),
                )
            })
            .collect();
        assert_eq!(
            found,
            [("The oven clubs", 2), ("guild of bakers", 2), ("R&F", 2)]
        );
        assert_eq!(Aliases::default().find(&tokens).count(), 0);
    }
}
