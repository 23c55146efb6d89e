//! What a word tells of the claims of a sentence, whatever else stands there: asked for each word of the corpus, and worked
//! out once for each spelling.
//!
//! Lives here: which words are clues to what. Stays out: what follows from them in a sentence.

use crate::corpus::{Corpus, Vocabulary};
use crate::lookup::words;
use crate::word::{self, Shape, Word, WordId};

use super::extract::{BEGINNINGS, OF_EACH, OF_SOME, PLANS, REACHING};

/// What the words of a corpus tell.
#[derive(Debug)]
pub struct Clues(Vec<Clue>);

impl Clues {
    /// Those of a corpus.
    pub fn of(corpus: &Corpus) -> Clues {
        let words = corpus.words.iter();
        let clues = words.map(|(_, text, word)| Clue::of(&corpus.vocabulary, text, word));
        Clues(clues.collect())
    }

    /// What a word of the corpus tells.
    pub(super) fn tell(&self, word: WordId) -> Clue {
        self.0[word.index()]
    }
}

/// What a word tells, or some words of a sentence do.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Clue(u16);

impl Clue {
    /// It parts one statement from the next.
    pub(super) const PARTS: Clue = Clue(1);
    /// It does so if a "from" is before it.
    pub(super) const PARTS_BEHIND_FROM: Clue = Clue(1 << 1);
    /// It is that "from".
    pub(super) const FROM: Clue = Clue(1 << 2);
    /// Something is of a beginning.
    pub(super) const BEGINNING: Clue = Clue(1 << 3);
    /// Something may be to come.
    pub(super) const PLAN: Clue = Clue(1 << 4);
    /// Something may be supposed only.
    pub(super) const SUPPOSED: Clue = Clue(1 << 5);
    /// It is said of those who write.
    pub(super) const OURS: Clue = Clue(1 << 6);
    /// It is a name.
    pub(super) const NAME: Clue = Clue(1 << 7);
    /// Something may reach over more than its period: "since", "altogether", the "date" of "to date".
    pub(super) const REACH: Clue = Clue(1 << 8);
    /// A number may be of each of several, or of some of them.
    pub(super) const PARTIAL: Clue = Clue(1 << 9);
    /// A number may tell how many more or how often as many.
    pub(super) const MORE: Clue = Clue(1 << 10);
    /// Something may be so long ago.
    pub(super) const AGO: Clue = Clue(1 << 11);
    /// Something may be held against a date: "than", "over", "on".
    pub(super) const COMPARED: Clue = Clue(1 << 12);
    /// Something may be so since a date.
    pub(super) const SINCE: Clue = Clue(1 << 13);

    fn of(vocabulary: &Vocabulary, text: &str, word: Word) -> Clue {
        let is_any = |words: &[&str]| words.iter().any(|other| text.eq_ignore_ascii_case(other));
        let clues = [
            (
                Clue::PARTS,
                matches!(text, "," | ";" | "and" | "but" | "while"),
            ),
            (Clue::PARTS_BEHIND_FROM, text == "to"),
            (Clue::FROM, is_any(&["from"])),
            (Clue::BEGINNING, BEGINNINGS.has(text)),
            (Clue::PLAN, PLANS.has(text)),
            (
                Clue::SUPPOSED,
                words!["example", "you", "assume", "suppose"].has(text),
            ),
            (Clue::OURS, is_any(&["we", "our", "us"])),
            (Clue::NAME, is_name(vocabulary, text, word)),
            (Clue::REACH, REACHING.has(text)),
            (Clue::PARTIAL, OF_EACH.has(text) || OF_SOME.has(text)),
            (
                Clue::MORE,
                words!["more", "fewer", "less", "times"].has(text),
            ),
            (Clue::AGO, is_any(&["ago"])),
            (Clue::COMPARED, words!["than", "over", "on"].has(text)),
            (Clue::SINCE, is_any(&["since"])),
        ];
        let clues = clues.into_iter().filter(|(_, is_so)| *is_so);
        clues.fold(Clue::default(), |all, (clue, _)| all.with(clue))
    }

    /// What both tell.
    pub(super) fn with(self, other: Clue) -> Clue {
        Clue(self.0 | other.0)
    }

    /// Whether it tells what a clue does.
    pub(super) fn has(self, clue: Clue) -> bool {
        self.0 & clue.0 != 0
    }

    /// What it tells, a bit for each, but for [`Clue::REACH`] and those behind it, which its spelling alone tells.
    pub(super) fn bits(self) -> u8 {
        let [low, _] = self.0.to_le_bytes();
        low
    }

    /// Whether it tells nothing, as most words do.
    pub(super) fn is_none(self) -> bool {
        self.0 == 0
    }
}

fn is_name(vocabulary: &Vocabulary, text: &str, word: Word) -> bool {
    match word.kind.shape() {
        Shape::Capitalised | Shape::Mixed => vocabulary.is_name(word.stem) && !word::is_month(text),
        Shape::Digits => text.chars().any(char::is_alphabetic),
        Shape::Lower | Shape::Mark => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Settings;
    use crate::source::Sources;

    #[test]
    fn each_spelling_has_its_clues() {
        let mut sources = Sources::default();
        let text = "From 5 to 6, and then Will the 99Cloud of Oslo, we plan. And the Oslo of March may plan.";
        let id = sources.add("2021.md", text).unwrap();
        let corpus = Corpus::read(&sources, &[id], Settings::default());
        let clues = Clues::of(&corpus);
        let tell = |text: &str| clues.tell(corpus.words.get(text).unwrap()).0;
        for (text, expected) in [
            ("From", Clue::FROM),
            ("to", Clue::PARTS_BEHIND_FROM),
            (",", Clue::PARTS),
            ("and", Clue::PARTS),
            ("And", Clue::default()),
            ("plan", Clue::PLAN),
            ("we", Clue::OURS),
            ("Will", Clue::PLAN.with(Clue::NAME)),
            ("Oslo", Clue::NAME),
            ("99Cloud", Clue::NAME),
            ("March", Clue::default()),
            ("5", Clue::default()),
            ("the", Clue::default()),
        ] {
            assert_eq!(tell(text), expected.0, "{text}");
        }
    }
}
