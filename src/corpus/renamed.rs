//! Names that are one subject, as the reports say themselves: "the Coast Guild (formerly the Harbour Guild)".

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Report;
use crate::word::{Shape, Token};

/// The words of which every such sentence has one.
pub(super) const RENAMING: &[&str] = &["formerly", "previously", "renamed", "rebranded", "changed"];
/// What every such sentence has in it.
const CUES: &[&str] = &[
    "ormerly ",
    "enamed",
    "ebranded",
    "reviously ",
    "changed its name",
];
/// A name has at most so many words.
const LONGEST: usize = 8;

/// What something is called, and what it was called before.
pub(super) type Pair = [String; 2];

/// The lists of names of the settings, with what the reports tell of names that changed, in their order. What the settings
/// say of a name holds.
pub(super) fn with_renamed(
    settings: &[Vec<String>],
    pairs: impl Iterator<Item = Pair>,
) -> Vec<Vec<String>> {
    let of_settings: FxHashSet<String> = settings
        .iter()
        .flatten()
        .map(|name| name.to_ascii_lowercase())
        .collect();
    let mut names = Names::default();
    for pair in pairs {
        let [new, old] = pair.each_ref().map(|name| name.to_ascii_lowercase());
        if new != old && !of_settings.contains(&new) && !of_settings.contains(&old) {
            names.tie(pair);
        }
    }
    let mut lists = settings.to_vec();
    lists.extend(names.lists());
    lists
}

/// Names in lists, each in one. The reports may tell of as many changes as they have sentences.
#[derive(Default)]
struct Names {
    /// The names as printed, with the next one of the same list.
    printed: Vec<(String, Option<usize>)>,
    /// The places of the names, by their small letters.
    places: FxHashMap<String, usize>,
    /// For each name an earlier one of its list, or itself if it is the first.
    earlier: Vec<usize>,
    /// For the first name of each list the last one.
    last: Vec<usize>,
}

impl Names {
    /// Puts two names into one list: behind the names of the list that one of them has. A name that two lists have makes
    /// them one, in the place of the first.
    fn tie(&mut self, pair: Pair) {
        let known = pair
            .each_ref()
            .map(|name| self.places.contains_key(&name.to_ascii_lowercase()));
        let [new, old] = pair.map(|name| self.first_beside(name));
        // A list that was there goes before a name that is new.
        let (one, other) = match known {
            [false, true] => (old, new),
            [true, false] => (new, old),
            _ => (new.min(old), new.max(old)),
        };
        if one != other {
            let end = self.last[one];
            self.printed[end].1 = Some(other);
            self.earlier[other] = one;
            self.last[one] = self.last[other];
        }
    }

    /// The first name of the list that has a name; one that no list has is alone in one.
    fn first_beside(&mut self, name: String) -> usize {
        let new = self.printed.len();
        let mut at = *self.places.entry(name.to_ascii_lowercase()).or_insert(new);
        if at == new {
            self.printed.push((name, None));
            self.earlier.push(new);
            self.last.push(new);
        }
        while self.earlier[at] != at {
            // Half of the way is shorter the next time.
            self.earlier[at] = self.earlier[self.earlier[at]];
            at = self.earlier[at];
        }
        at
    }

    /// The lists, in the order of their first names.
    fn lists(self) -> Vec<Vec<String>> {
        let first = (0..self.printed.len()).filter(|at| self.earlier[*at] == *at);
        let list = |first: usize| {
            let next = |at: &usize| self.printed[*at].1;
            let places = std::iter::successors(Some(first), next);
            places.map(|at| self.printed[at].0.clone()).collect()
        };
        first.map(list).collect()
    }
}

/// The names that changed, as a report tells in some of its sentences.
pub(super) fn told(report: &Report, sentences: &[u32]) -> Vec<Pair> {
    if !report.is_english() {
        return Vec::new();
    }
    let view = report.document.view.as_str();
    let sentences = sentences.iter().map(|at| *at as usize);
    let sentences = sentences.filter(|at| {
        let text = report.text(report.document.sentences[*at].extent);
        CUES.iter().any(|cue| text.contains(cue))
    });
    let pairs = sentences.flat_map(|sentence| {
        let sentence = Sentence {
            view,
            tokens: report.tokens(sentence),
        };
        (0..sentence.tokens.len())
            .filter_map(move |at| sentence.pair(at))
            .collect::<Vec<_>>()
    });
    pairs.collect()
}

#[derive(Clone, Copy)]
struct Sentence<'a> {
    view: &'a str,
    tokens: &'a [Token],
}

impl Sentence<'_> {
    fn is(self, at: usize, words: &[&str]) -> bool {
        let word = self.tokens.get(at).map_or("", |token| token.of(self.view));
        words.iter().any(|known| known.eq_ignore_ascii_case(word))
    }

    /// The new and the old name that a word at a place ties together.
    fn pair(self, at: usize) -> Option<Pair> {
        if self.is(at, &["formerly", "previously"]) {
            let mark = at
                .checked_sub(1)
                .filter(|mark| self.is(*mark, &["(", ","]))?;
            let said = usize::from(self.is(at + 1, &["known", "called", "named"]));
            let said = said + usize::from(said > 0 && self.is(at + 1 + said, &["as"]));
            let article = usize::from(self.is(at + 1 + said, &["the"]));
            let (new, old) = (self.name_before(mark)?, self.name_from(at + 1 + said)?);
            let shared = new.clone().any(|new| {
                let mut old = old.clone();
                old.any(|old| self.tokens[old].stem == self.tokens[new].stem)
            });
            // "Ada Berg (formerly Northern Mills)" has worked there.
            return (said > 0 || article > 0 || shared).then(|| [self.text(new), self.text(old)]);
        }
        if self.is(at, &["renamed", "rebranded"]) {
            let to = ["to", "as", "into"];
            // "The Harbour Guild was renamed the Coast Guild."
            if at > 0 && self.is(at - 1, &["was", "were", "been", "is", "being", "got"]) {
                let has = usize::from(at > 1 && self.is(at - 2, &["has", "have", "had"]));
                let old = self.name_before(at - 1 - has)?;
                let new = self.name_from(at + 1 + usize::from(self.is(at + 1, &to)))?;
                return Some([self.text(new), self.text(old)]);
            }
            // "We renamed the Harbour Guild to Coast Guild."
            let old = self.name_from(at + 1)?;
            let link = old.end;
            let new = self
                .is(link, &to)
                .then(|| self.name_from(link + 1))
                .flatten()?;
            return Some([self.text(new), self.text(old)]);
        }
        if self.is(at, &["changed"]) && self.is(at + 1, &["its"]) && self.is(at + 2, &["name"]) {
            let has = usize::from(at > 0 && self.is(at - 1, &["has", "have", "had"]));
            let (old, link) = if self.is(at + 3, &["from"]) {
                let old = self.name_from(at + 4)?;
                (old.clone(), old.end)
            } else {
                (self.name_before(at - has)?, at + 3)
            };
            let new = self
                .is(link, &["to"])
                .then(|| self.name_from(link + 1))
                .flatten()?;
            return Some([self.text(new), self.text(old)]);
        }
        None
    }

    /// Whether a token is one that a name is made of, or a small word inside one.
    fn is_part(self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else {
            return false;
        };
        let small = ["of", "for", "the", "and", "&"];
        token.is_capital() && token.shape() != Shape::Mark || self.is(at, &small)
    }

    fn is_capital(self, at: usize) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|token| token.is_capital() && !token.is_function())
    }

    /// The name that starts at a token, or behind an article there.
    fn name_from(self, at: usize) -> Option<Range<usize>> {
        let start = at + usize::from(self.is(at, &["the"]));
        let parts = (start..start + LONGEST).take_while(|at| self.is_part(*at));
        let last = parts.filter(|at| self.is_capital(*at)).last()?;
        self.is_capital(start).then_some(start..last + 1)
    }

    /// The name that ends before a token.
    fn name_before(self, until: usize) -> Option<Range<usize>> {
        let from = until.saturating_sub(LONGEST);
        let parts = (from..until).rev().take_while(|at| self.is_part(*at));
        let first = parts.filter(|at| self.is_capital(*at)).last()?;
        self.is_capital(until - 1).then_some(first..until)
    }

    fn text(self, name: Range<usize>) -> String {
        let (first, last) = (self.tokens[name.start], self.tokens[name.end - 1]);
        self.view[first.start as usize..last.end() as usize].to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::word;

    fn pairs(text: &str) -> Vec<Pair> {
        let tokens = word::tokens(text);
        let sentence = Sentence {
            view: text,
            tokens: &tokens,
        };
        (0..tokens.len())
            .filter_map(|at| sentence.pair(at))
            .collect()
    }

    #[test]
    fn a_new_name_is_tied_to_the_old_one() {
        for text in [
            "The Coast Guild (formerly the Harbour Guild) met twice.",
            "The Coast Guild, formerly known as the Harbour Guild, met twice.",
            "In May, the Harbour Guild was renamed the Coast Guild.",
            "The Harbour Guild has been renamed to Coast Guild.",
            "We renamed the Harbour Guild to Coast Guild.",
            "The Harbour Guild changed its name to Coast Guild.",
            "It changed its name from Harbour Guild to the Coast Guild.",
        ] {
            assert_eq!(pairs(text), [["Coast Guild", "Harbour Guild"]], "{text}");
        }
    }

    #[test]
    fn names_that_are_tied_stand_in_one_list() {
        let mut names = Names::default();
        for pair in [
            ["Oslo", "Christiania"],
            ["Tallinn", "Reval"],
            ["Malmö", "OSLO"],
            ["christiania", "Anslo"],
            ["Riga", "Pskov"],
            ["Riga", "Reval"],
            ["Pskov", "Anslo"],
            ["Vaasa", "Vasa"],
        ] {
            names.tie(pair.map(str::to_owned));
        }
        let lists = names.lists();
        assert_eq!(
            lists,
            [
                vec![
                    "Oslo",
                    "Christiania",
                    "Malmö",
                    "Anslo",
                    "Tallinn",
                    "Reval",
                    "Riga",
                    "Pskov"
                ],
                vec!["Vaasa", "Vasa"],
            ]
        );
    }

    #[test]
    fn what_somebody_was_before_is_no_name() {
        for text in [
            "Ada Berg (formerly Northern Mills) chairs the board.",
            "Ada Berg, formerly of Northern Mills, chairs the board.",
            "The files were renamed in May.",
            "We formerly met in Oslo.",
            "It changed its name.",
        ] {
            assert_eq!(pairs(text), <[Pair; 0]>::default(), "{text}");
        }
    }
}
