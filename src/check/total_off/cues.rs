//! Words without one of which a sentence adds nothing up in one way or another: most sentences have none of them, and need not be
//! walked for it.
//!
//! A word that one of these ways is taught has to stand here as well: else it is never asked for.

use crate::check::among::Among;
use crate::corpus::Corpus;
use crate::lookup::WordMap;

/// A mark behind which parts may stand.
pub(super) const MARK: u8 = 1;
/// "A total of 12", "12 in all".
pub(super) const TOTAL: u8 = 1 << 1;
/// "Of the 12".
pub(super) const OF: u8 = 1 << 2;
/// "Made up of".
pub(super) const MADE: u8 = 1 << 3;
/// "£300 plus £40".
pub(super) const SIGN: u8 = 1 << 4;
/// "Leaving £180".
pub(super) const LEFT: u8 = 1 << 5;
/// "At £40 each", "7 times 12".
pub(super) const EACH: u8 = 1 << 6;
/// "Of which".
pub(super) const WHICH: u8 = 1 << 7;

const CUES: WordMap<u8, 48> = WordMap::new([
    (":", MARK),
    ("(", MARK),
    ("–", MARK),
    ("—", MARK),
    ("=", TOTAL),
    ("all", TOTAL),
    ("altogether", TOTAL),
    ("sum", TOTAL),
    ("together", TOTAL),
    ("total", TOTAL),
    ("totaling", TOTAL),
    ("totalling", TOTAL),
    ("of", OF),
    ("being", MADE),
    ("broken", MADE),
    ("composed", MADE),
    ("comprise", MADE),
    ("comprised", MADE),
    ("comprises", MADE),
    ("comprising", MADE),
    ("consisted", MADE),
    ("consisting", MADE),
    ("consists", MADE),
    ("divided", MADE),
    ("grouped", MADE),
    ("made", MADE),
    ("separated", MADE),
    ("sorted", MADE),
    ("split", MADE),
    ("+", SIGN),
    ("less", SIGN),
    ("minus", SIGN),
    ("plus", SIGN),
    ("−", SIGN),
    ("leaves", LEFT),
    ("leaving", LEFT),
    ("left", LEFT),
    ("apiece", EACH),
    ("each", EACH),
    ("per", EACH),
    ("times", EACH),
    ("x", EACH),
    ("×", EACH),
    ("them", WHICH),
    ("these", WHICH),
    ("those", WHICH),
    ("which", WHICH),
    ("whom", WHICH),
]);

/// The words of a corpus that are cues.
pub(super) fn of(corpus: &Corpus) -> Among {
    Among::of_kinds(corpus, |word| CUES.get(word).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::total_off::left::{ADDED, TAKEN};
    use crate::check::total_off::summed::MARKS;

    #[test]
    fn lists_of_words_are_among_the_cues() {
        let has = |words: &[&str], cue: u8| words.iter().all(|word| CUES.get(word) == Some(cue));
        assert!(has(ADDED, SIGN) && has(TAKEN, SIGN));
        assert!(has(MARKS, MARK));
    }
}
