//! The words around a number that tell which fact it is about.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::word::Stem;

/// The words around a number that tell which fact it is about. One scope serves all claims of a clause.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'a> {
    /// Its names, its words, its locations, what narrows its subject, and its sequence.
    stems: &'a [Stem],
    /// Where the first four of them end.
    ends: [u32; 4],
    /// How many of its calendar numbers are years.
    years: u32,
    /// Its years and its months.
    calendar: &'a [i16],
    ordinals: &'a [Decimal],
    above: &'a Above,
    /// What the headings of the report say.
    of_headings: &'a [Stem],
    /// The clause says itself of whom or when it speaks: by a name, a date, or "we".
    pub is_own: bool,
    /// The noun that it begins with and says something of: "volunteers" of "Our volunteers in the shop gave".
    pub about: Option<Stem>,
    /// That noun is in the plural.
    pub is_of_several: bool,
    /// Its subject only points back ("the project", "it"), to what the heading or the text before names.
    pub points_back: bool,
}

/// The scopes of a report. There are many: what they list is kept together.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Scopes {
    all: Vec<Kept>,
    stems: Vec<Stem>,
    calendar: Vec<i16>,
    ordinals: Vec<Decimal>,
    above: Vec<Above>,
    /// The words and the editions of the headings.
    of_headings: Vec<Stem>,
}

/// Where what a scope lists ends. It begins where that of the scope before does.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    names: u32,
    words: u32,
    locations: u32,
    narrowing: u32,
    sequence: u32,
    years: u32,
    months: u32,
    ordinals: u32,
    /// Its headings.
    above: u32,
    is_own: bool,
    points_back: bool,
    about: Option<Stem>,
    is_of_several: bool,
}

/// What stands before the first scope.
const FIRST: Kept = Kept {
    names: 0,
    words: 0,
    locations: 0,
    narrowing: 0,
    sequence: 0,
    years: 0,
    months: 0,
    ordinals: 0,
    above: 0,
    is_own: false,
    points_back: false,
    about: None,
    is_of_several: false,
};

/// Few reports have more stems in their scopes, for each of their tokens.
const TOKENS_OF_STEM: usize = 4;

impl Scopes {
    /// Room for so many scopes of a report of so many tokens.
    pub(super) fn with_capacity(scopes: usize, tokens: usize) -> Scopes {
        Scopes {
            all: Vec::with_capacity(scopes),
            stems: Vec::with_capacity(tokens / TOKENS_OF_STEM),
            ..Scopes::default()
        }
    }

    /// The number of the last one.
    pub(super) fn last(&self) -> u32 {
        (self.all.len() as u32).saturating_sub(1)
    }

    /// A scope by its number.
    pub(super) fn get(&self, scope: u32) -> Scope<'_> {
        let at = scope as usize;
        let kept = &self.all[at];
        let before = at.checked_sub(1).map_or(&FIRST, |before| &self.all[before]);
        let range = |from: u32, to: u32| from as usize..to as usize;
        let first = before.sequence;
        Scope {
            stems: &self.stems[range(first, kept.sequence)],
            ends: [kept.names, kept.words, kept.locations, kept.narrowing].map(|end| end - first),
            years: kept.years - before.months,
            calendar: &self.calendar[range(before.months, kept.months)],
            ordinals: &self.ordinals[range(before.ordinals, kept.ordinals)],
            above: &self.above[kept.above as usize],
            of_headings: &self.of_headings,
            is_own: kept.is_own,
            points_back: kept.points_back,
            about: kept.about,
            is_of_several: kept.is_of_several,
        }
    }

    /// Takes no more of them.
    pub(super) fn finish(&mut self) {
        self.all.shrink_to_fit();
        self.stems.shrink_to_fit();
        self.calendar.shrink_to_fit();
        self.ordinals.shrink_to_fit();
        self.above.shrink_to_fit();
        self.of_headings.shrink_to_fit();
    }

    /// Puts the next scopes below headings with some words and some editions, each sorted.
    pub(super) fn go_below(&mut self, words: &[Stem], editions: &[Stem], told: OfHeadings) {
        let first = self.of_headings.len() as u32;
        self.of_headings.extend_from_slice(words);
        let words = self.of_headings.len() as u32;
        self.of_headings.extend_from_slice(editions);
        self.above.push(Above {
            first,
            words,
            editions: self.of_headings.len() as u32,
            told,
        });
    }
}

/// What the headings above a clause say. One serves all clauses of a section.
#[derive(Debug, Serialize, Deserialize)]
struct Above {
    /// Where their words begin and end, and where their editions end behind them.
    first: u32,
    words: u32,
    editions: u32,
    told: OfHeadings,
}

/// What headings tell beside their words.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub(super) struct OfHeadings {
    /// Whether one of them, other than the title, names the year of the report.
    pub(super) own_year: bool,
    /// Whether an item that the list stands under names a part of the year: "Spring".
    pub(super) part: bool,
}

/// What a scope is made of, one sentence after the other in the same room.
#[derive(Default)]
pub(super) struct Around {
    pub(super) names: Vec<Stem>,
    pub(super) words: Vec<Stem>,
    pub(super) months: Vec<i16>,
    pub(super) years: Vec<i16>,
    pub(super) locations: Vec<Stem>,
    pub(super) ordinals: Vec<Decimal>,
    pub(super) narrowing: Vec<Stem>,
    pub(super) sequence: Vec<Stem>,
    /// The noun that the clause says something of, and whether it is in the plural.
    pub(super) about: Option<(Stem, bool)>,
}

impl Around {
    pub(super) fn clear(&mut self) {
        self.names.clear();
        self.words.clear();
        self.months.clear();
        self.years.clear();
        self.locations.clear();
        self.ordinals.clear();
        self.narrowing.clear();
        self.sequence.clear();
        self.about = None;
    }

    /// Adds the scope of it behind the others, below the headings that the scopes went below last.
    pub(super) fn scope(&mut self, scopes: &mut Scopes, is_own: bool, points_back: bool) {
        sort(&mut self.names);
        sort(&mut self.words);
        sort(&mut self.locations);
        sort(&mut self.months);
        sort(&mut self.years);
        sort(&mut self.ordinals);
        sort(&mut self.narrowing);
        let lists = [
            &self.names,
            &self.words,
            &self.locations,
            &self.narrowing,
            &self.sequence,
        ];
        let [names, words, locations, narrowing, sequence] = lists.map(|list| {
            scopes.stems.extend_from_slice(list);
            scopes.stems.len() as u32
        });
        let [years, months] = [&self.years, &self.months].map(|list| {
            scopes.calendar.extend_from_slice(list);
            scopes.calendar.len() as u32
        });
        scopes.ordinals.extend_from_slice(&self.ordinals);
        scopes.all.push(Kept {
            names,
            words,
            locations,
            narrowing,
            sequence,
            years,
            months,
            ordinals: scopes.ordinals.len() as u32,
            above: scopes.above.len() as u32 - 1,
            is_own,
            points_back,
            about: self.about.map(|(noun, _)| noun),
            is_of_several: self.about.is_some_and(|(_, several)| several),
        });
    }
}

/// Sorts a list, and has each item once.
pub(super) fn sort<T: Ord>(items: &mut Vec<T>) {
    items.sort_unstable();
    items.dedup();
}

impl<'a> Scope<'a> {
    /// Names in the clause, sorted.
    pub fn names(&self) -> &'a [Stem] {
        &self.stems[..self.ends[0] as usize]
    }

    /// Other words with a meaning in the clause, sorted.
    pub fn words(&self) -> &'a [Stem] {
        &self.stems[self.ends[0] as usize..self.ends[1] as usize]
    }

    /// Names and other words, each sorted.
    pub fn names_and_words(&self) -> &'a [Stem] {
        &self.stems[..self.ends[1] as usize]
    }

    /// Places by the words around them: names behind "in", "at" or "to", sorted.
    pub fn locations(&self) -> &'a [Stem] {
        &self.stems[self.ends[1] as usize..self.ends[2] as usize]
    }

    /// What narrows the noun that the clause begins with, sorted: "shop" of "volunteers in the shop".
    pub fn narrowing(&self) -> &'a [Stem] {
        &self.stems[self.ends[2] as usize..self.ends[3] as usize]
    }

    /// All words of the sentence in order, numbers and dates left out.
    pub fn sequence(&self) -> &'a [Stem] {
        &self.stems[self.ends[3] as usize..]
    }

    /// Names and words of the headings above, sorted.
    pub fn headings(&self) -> &'a [Stem] {
        &self.of_headings[self.above.first as usize..self.above.words as usize]
    }

    /// Numbers, versions and dates of the headings above, sorted, but for the year of the report.
    pub fn editions(&self) -> &'a [Stem] {
        &self.of_headings[self.above.words as usize..self.above.editions as usize]
    }

    /// Whether a heading above, other than the title, names the year of the report.
    pub fn of_own_year(&self) -> bool {
        self.above.told.own_year
    }

    /// Whether the item that the list stands under names a part of the year.
    pub fn of_part(&self) -> bool {
        self.above.told.part
    }

    /// The years that the clause names, sorted.
    pub fn years(&self) -> &'a [i16] {
        &self.calendar[..self.years as usize]
    }

    /// The months that the clause names, by number, sorted.
    pub fn months(&self) -> &'a [i16] {
        &self.calendar[self.years as usize..]
    }

    /// Ordinals that the clause names ("the second round"), sorted.
    pub fn ordinals(&self) -> &'a [Decimal] {
        self.ordinals
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::word;

    #[test]
    fn a_scope_gives_what_it_is_made_of() {
        let stems = |words: &[&str]| {
            words
                .iter()
                .map(|word| word::stem(word))
                .collect::<Vec<_>>()
        };
        let sorted = |words: &[&str]| {
            let mut stems = stems(words);
            sort(&mut stems);
            stems
        };
        let mut around = Around {
            names: stems(&["rye", "fair", "rye"]),
            words: stems(&["stalls", "open"]),
            months: vec![5, 3],
            years: vec![2021, 2020, 2021],
            locations: stems(&["rye"]),
            ordinals: vec![Decimal::TWO],
            narrowing: stems(&["quay"]),
            about: Some((word::stem("stalls"), true)),
            sequence: stems(&["the", "rye", "fair", "opens", "stalls", "in", "rye"]),
        };
        let mut scopes = Scopes::with_capacity(2, 0);
        scopes.go_below(&[], &[], OfHeadings::default());
        around.scope(&mut scopes, true, false);
        let sequence = around.sequence.clone();
        around.clear();
        let (words, editions) = (stems(&["spring", "fair"]), stems(&["spring"]));
        let told = OfHeadings {
            own_year: false,
            part: true,
        };
        scopes.go_below(&words, &editions, told);
        around.scope(&mut scopes, false, true);
        scopes.finish();
        let scope = scopes.get(0);
        assert_eq!(scope.names(), sorted(&["rye", "fair"]));
        assert_eq!(scope.words(), sorted(&["stalls", "open"]));
        assert_eq!(
            scope.names_and_words(),
            [scope.names(), scope.words()].concat()
        );
        assert_eq!(scope.locations(), stems(&["rye"]));
        assert_eq!(scope.sequence(), sequence);
        assert_eq!(scope.narrowing(), stems(&["quay"]));
        assert_eq!(scope.about, Some(word::stem("stalls")));
        assert!(scope.is_of_several);
        assert_eq!(
            (scope.years(), scope.months()),
            (&[2020, 2021][..], &[3, 5][..])
        );
        assert_eq!(scope.ordinals(), [Decimal::TWO]);
        assert!(scope.headings().is_empty() && scope.editions().is_empty());
        assert!(scope.is_own && !scope.points_back && !scope.of_part());
        let empty = scopes.get(scopes.last());
        assert_eq!(
            (empty.headings(), empty.editions()),
            (&words[..], &editions[..])
        );
        assert!(empty.of_part() && !empty.of_own_year());
        assert!(empty.about.is_none() && empty.narrowing().is_empty());
        assert!(empty.points_back && empty.years().is_empty() && empty.ordinals().is_empty());
        assert!(empty.names_and_words().is_empty() && empty.sequence().is_empty());
    }
}
