//! What is counted.

use serde::{Deserialize, Serialize};

use crate::document::Extent;
use crate::word::Stem;

/// What is counted: the noun of a number and the words that narrow it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Measure {
    /// The noun: "visitors" of "unique visitors".
    pub head: Option<Stem>,
    /// Where it stands; it may be another sentence's, for a card or a table cell.
    pub extent: Option<Extent>,
    /// The number holds for each of several, or for some of them only: "each", "who have over 40".
    pub partial: bool,
    /// It was guessed from words before the number, and is not its noun by grammar.
    pub guessed: bool,
    has_of: bool,
    qualifiers: u32,
    /// So many qualifiers, and behind them what else there is. Most claims have none of these.
    stems: Box<[Stem]>,
}

/// What a measure is made of.
#[derive(Debug, Default)]
pub(super) struct Counted {
    pub(super) head: Option<Stem>,
    pub(super) extent: Option<Extent>,
    pub(super) partial: bool,
    pub(super) guessed: bool,
    /// Sorted.
    pub(super) qualifiers: Vec<Stem>,
    pub(super) also: Option<Stem>,
    pub(super) of: Option<Stem>,
}

impl From<Counted> for Measure {
    fn from(counted: Counted) -> Measure {
        let mut stems = counted.qualifiers;
        let qualifiers = stems.len() as u32;
        stems.extend(counted.also);
        stems.extend(counted.of);
        Measure {
            head: counted.head,
            extent: counted.extent,
            partial: counted.partial,
            guessed: counted.guessed,
            has_of: counted.of.is_some(),
            qualifiers,
            stems: stems.into(),
        }
    }
}

impl Measure {
    /// The words before the noun, sorted: "unique". Who joined is new, as well.
    pub fn qualifiers(&self) -> &[Stem] {
        &self.stems[..self.qualifiers as usize]
    }

    /// What those are who are counted under a noun of anybody: participants, of "900 people attended".
    pub fn also(&self) -> Option<Stem> {
        let others = self.stems.len() - usize::from(self.has_of);
        self.stems[..others].get(self.qualifiers as usize).copied()
    }

    /// Whose things are counted, where it stands before: "readers" of "readers from 31 countries".
    pub fn of(&self) -> Option<Stem> {
        self.stems.last().copied().filter(|_| self.has_of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::word;

    #[test]
    fn a_measure_gives_what_it_is_made_of() {
        let stem = |word: &&str| word::stem(word);
        for qualifiers in [&[][..], &["unique"], &["daily", "unique"]] {
            for (also, of) in [
                (None, None),
                (Some("members"), None),
                (None, Some("readers")),
                (Some("members"), Some("readers")),
            ] {
                let qualifiers: Vec<Stem> = qualifiers.iter().map(stem).collect();
                let (also, of) = (also.as_ref().map(stem), of.as_ref().map(stem));
                let measure = Measure::from(Counted {
                    qualifiers: qualifiers.clone(),
                    also,
                    of,
                    ..Counted::default()
                });
                assert_eq!(measure.qualifiers(), qualifiers);
                assert_eq!((measure.also(), measure.of()), (also, of));
            }
        }
    }
}
