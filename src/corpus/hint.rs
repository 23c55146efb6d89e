//! What the words of a sentence hint at, each by its stem alone: what few sentences have is soon told from what they have not.
//!
//! Lives here: a table of stems, asked of all words. Stays out: what a sentence that has such a word says.

use std::sync::LazyLock;

use super::{implied, renamed};
use crate::word::{self, Stem};

/// What words hint at. A sentence has the hints of all of its words, and few others by chance.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Hints(u8);

impl Hints {
    const IMPLIES: u8 = 1;
    const RENAMES: u8 = 1 << 1;

    /// Adds those of a word.
    #[inline]
    pub(super) fn add(&mut self, other: Hints) {
        self.0 |= other.0;
    }

    /// Whether a number may be said without a numeral.
    pub(super) fn imply(self) -> bool {
        self.0 & Hints::IMPLIES != 0
    }

    /// Whether a name may have changed.
    pub(super) fn rename(self) -> bool {
        self.0 & Hints::RENAMES != 0
    }
}

/// What each stem hints at.
pub(super) struct Stems([Hints; PLACES]);

/// So many places are there for stems.
const PLACES: usize = 1024;

impl Stems {
    /// Those of all words that hint at anything.
    pub(super) fn all() -> &'static Stems {
        static ALL: LazyLock<Stems> = LazyLock::new(|| {
            let mut stems = Stems([Hints::default(); PLACES]);
            for (words, hint) in [
                (implied::IMPLYING, Hints::IMPLIES),
                (renamed::RENAMING, Hints::RENAMES),
            ] {
                for word in words {
                    stems.0[word::stem(word).place(PLACES)].add(Hints(hint));
                }
            }
            stems
        });
        &ALL
    }

    /// What a stem hints at.
    #[inline]
    pub(super) fn hints(&self, stem: Stem) -> Hints {
        self.0[stem.place(PLACES)]
    }
}
