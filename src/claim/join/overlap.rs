//! What two lists of words share and what only one of them has, by the weight of the words.

use crate::corpus::Vocabulary;
use crate::word::Stem;

/// The weights of what two sorted lists share and what only one of them has.
pub(super) struct Overlap {
    pub(super) shared: u32,
    pub(super) only_first: u32,
    pub(super) only_second: u32,
}

impl Overlap {
    pub(super) fn of(
        vocabulary: &Vocabulary,
        first: &[Stem],
        second: &[Stem],
        but: &[Option<Stem>],
    ) -> Overlap {
        let weight = |stem: Stem| {
            if but.contains(&Some(stem)) {
                0
            } else {
                vocabulary.weight(stem)
            }
        };
        let (mut shared, mut only_first, mut only_second) = (0, 0, 0);
        let mut others = second.iter().copied().peekable();
        for stem in first.iter().copied() {
            while let Some(other) = others.next_if(|other| *other < stem) {
                only_second += weight(other);
            }
            if others.next_if_eq(&stem).is_some() {
                shared += weight(stem);
            } else {
                only_first += weight(stem);
            }
        }
        only_second += others.map(weight).sum::<u32>();
        Overlap {
            shared,
            only_first,
            only_second,
        }
    }
}
