//! The words around a number that tell which fact it is about.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::word::Stem;

/// The words around a number that tell which fact it is about. One scope serves all claims of a clause, and there are
/// many: what it lists is kept together.
#[derive(Debug, Clone)]
pub struct Scope {
    /// Its names, its words, its locations and its sequence.
    stems: Box<[Stem]>,
    /// Where the first three of them end.
    ends: [u32; 3],
    /// How many of its calendar numbers are years.
    years: u32,
    /// Its years and its months.
    calendar: Box<[i16]>,
    ordinals: Box<[Decimal]>,
    above: Arc<Above>,
    /// The clause says itself of whom or when it speaks: by a name, a date, or "we".
    pub is_own: bool,
    /// Its subject only points back ("the project", "it"), to what the heading or the text before names.
    pub points_back: bool,
}

/// What the headings above a clause say. One serves all clauses of a section.
#[derive(Debug, Default)]
pub(super) struct Above {
    /// Their names and words, sorted.
    pub(super) words: Box<[Stem]>,
    /// Their numbers, versions and dates, sorted, but for the year of the report.
    pub(super) editions: Box<[Stem]>,
    /// Whether one of them, other than the title, names the year of the report.
    pub(super) of_own_year: bool,
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
    pub(super) sequence: Vec<Stem>,
}

impl Around {
    pub(super) fn clear(&mut self) {
        self.names.clear();
        self.words.clear();
        self.months.clear();
        self.years.clear();
        self.locations.clear();
        self.ordinals.clear();
        self.sequence.clear();
    }

    /// The scope of it, below some headings.
    pub(super) fn scope(&mut self, above: &Arc<Above>, is_own: bool, points_back: bool) -> Scope {
        sort(&mut self.names);
        sort(&mut self.words);
        sort(&mut self.locations);
        sort(&mut self.months);
        sort(&mut self.years);
        sort(&mut self.ordinals);
        let lists = [&self.names, &self.words, &self.locations];
        let mut end = 0;
        let ends = lists.map(|list| {
            end += list.len() as u32;
            end
        });
        let [names, words, locations] = lists.map(Vec::as_slice);
        Scope {
            stems: [names, words, locations, &self.sequence].concat().into(),
            ends,
            years: self.years.len() as u32,
            calendar: [self.years.as_slice(), &self.months].concat().into(),
            ordinals: self.ordinals.as_slice().into(),
            above: Arc::clone(above),
            is_own,
            points_back,
        }
    }
}

/// Sorts a list, and has each item once.
pub(super) fn sort<T: Ord>(items: &mut Vec<T>) {
    items.sort_unstable();
    items.dedup();
}

impl Scope {
    /// Names in the clause, sorted.
    pub fn names(&self) -> &[Stem] {
        &self.stems[..self.ends[0] as usize]
    }

    /// Other words with a meaning in the clause, sorted.
    pub fn words(&self) -> &[Stem] {
        &self.stems[self.ends[0] as usize..self.ends[1] as usize]
    }

    /// Names and other words, each sorted.
    pub fn names_and_words(&self) -> &[Stem] {
        &self.stems[..self.ends[1] as usize]
    }

    /// Places by the words around them: names behind "in", "at" or "to", sorted.
    pub fn locations(&self) -> &[Stem] {
        &self.stems[self.ends[1] as usize..self.ends[2] as usize]
    }

    /// All words of the sentence in order, numbers and dates left out.
    pub fn sequence(&self) -> &[Stem] {
        &self.stems[self.ends[2] as usize..]
    }

    /// Names and words of the headings above, sorted.
    pub fn headings(&self) -> &[Stem] {
        &self.above.words
    }

    /// Numbers, versions and dates of the headings above, sorted, but for the year of the report.
    pub fn editions(&self) -> &[Stem] {
        &self.above.editions
    }

    /// Whether a heading above, other than the title, names the year of the report.
    pub fn of_own_year(&self) -> bool {
        self.above.of_own_year
    }

    /// The years that the clause names, sorted.
    pub fn years(&self) -> &[i16] {
        &self.calendar[..self.years as usize]
    }

    /// The months that the clause names, by number, sorted.
    pub fn months(&self) -> &[i16] {
        &self.calendar[self.years as usize..]
    }

    /// Ordinals that the clause names ("the second round"), sorted.
    pub fn ordinals(&self) -> &[Decimal] {
        &self.ordinals
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
            sequence: stems(&["the", "rye", "fair", "opens", "stalls", "in", "rye"]),
        };
        let scope = around.scope(&Arc::default(), true, false);
        assert_eq!(scope.names(), sorted(&["rye", "fair"]));
        assert_eq!(scope.words(), sorted(&["stalls", "open"]));
        assert_eq!(
            scope.names_and_words(),
            [scope.names(), scope.words()].concat()
        );
        assert_eq!(scope.locations(), stems(&["rye"]));
        assert_eq!(scope.sequence(), around.sequence);
        assert_eq!(
            (scope.years(), scope.months()),
            (&[2020, 2021][..], &[3, 5][..])
        );
        assert_eq!(scope.ordinals(), [Decimal::TWO]);
        assert!(scope.headings().is_empty() && scope.is_own && !scope.points_back);
        around.clear();
        let empty = around.scope(&Arc::default(), false, true);
        assert!(empty.names_and_words().is_empty() && empty.sequence().is_empty());
    }
}
