//! Words of change: what says that something became more or less, or that there is more or less of it.
//!
//! Lives here: the words with all their forms, and of what they are said. Stays out: what stands around them, and words that
//! say it of one thing only. The room `quantity` reads numbers before there are words, and has its own few.

use crate::lookup::WordMap;

/// What a word says of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// Which way something went.
    pub way: Way,
    /// Of what it is said.
    pub sense: Sense,
    /// Who does it.
    pub deed: Deed,
    /// All forms that the word may be, as bits.
    forms: u8,
}

/// Which way something went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// It became more, or there is more.
    More,
    /// It became less, or there is less.
    Less,
}

/// Of what a word of change is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// Any amount: "rose".
    Amount,
    /// What was won, or is better than it was: "gain", "improvement".
    Won,
    /// What is between two: "widened".
    Gap,
    /// An amount, and money that was given: "raised".
    Raised,
}

/// Whether something changes, or is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// It changes: "the fee rose".
    Own,
    /// It changes, and somebody changes it: "the fee increased", "we increased the fee".
    Either,
    /// Somebody changes it: "we cut the fee".
    Done,
}

impl Change {
    /// Whether it may be a noun in the singular: "rise", "growth".
    pub fn is_noun(self) -> bool {
        self.is(NOUN)
    }

    /// Whether it may tell what happened: "rose", "risen", "cut".
    pub fn is_past(self) -> bool {
        self.is(PAST)
    }

    /// Whether it may be a verb in any form: "rise", "rose", "rising".
    pub fn is_verb(self) -> bool {
        self.is(PRESENT | PAST | ING)
    }

    /// Whether it may tell what an amount did: "rose", "has increased", but not "raised", which somebody did.
    pub fn is_own_past(self) -> bool {
        self.is_past() && self.sense == Sense::Amount && self.deed != Deed::Done
    }

    /// Whether it tells what happened and is no noun: "grew", "raised", but not "cut".
    pub fn is_only_past(self) -> bool {
        self.is_past() && !self.is_noun()
    }

    /// Whether it is "up" or "down".
    pub fn is_adverb(self) -> bool {
        self.is(ADVERB)
    }

    /// Whether it says no more than that there is more or less: "more", "fewer".
    pub fn only_compares(self) -> bool {
        self.forms == COMPARATIVE
    }

    fn is(self, forms: u8) -> bool {
        self.forms & forms != 0
    }
}

/// What a word in any case says of a change, if it says that something changed.
#[inline]
pub fn change(word: &str) -> Option<Change> {
    WORDS.get(word)
}

/// Whether a word says that something became less, or is less: "fell", "decline", "fewer".
pub fn is_fall(word: &str) -> bool {
    moves(word) == Some(Way::Less)
}

/// Whether a word says that something became more, or is more: "grew", "increase", "up".
pub fn is_rise(word: &str) -> bool {
    moves(word) == Some(Way::More)
}

/// Whether a word says that something became more or less, or is.
pub fn is_change(word: &str) -> bool {
    moves(word).is_some()
}

/// Which way a word says that an amount, or what was won, went.
fn moves(word: &str) -> Option<Way> {
    let change = change(word)?;
    matches!(change.sense, Sense::Amount | Sense::Won).then_some(change.way)
}

const NOUN: u8 = 1;
const PRESENT: u8 = 1 << 1;
const PAST: u8 = 1 << 2;
const ING: u8 = 1 << 3;
const ADVERB: u8 = 1 << 4;
const COMPARATIVE: u8 = 1 << 5;

/// A word with its forms: the noun, the verb as in "to rise" and "it rises", "it rose", "it has risen" and "rising". What it
/// has not, or has for something else, is empty.
struct Lemma {
    way: Way,
    sense: Sense,
    deed: Deed,
    forms: [&'static str; FORMS],
}

const FORMS: usize = 6;

const fn lemma(way: Way, sense: Sense, forms: [&'static str; FORMS]) -> Lemma {
    Lemma {
        way,
        sense,
        deed: Deed::Own,
        forms,
    }
}

impl Lemma {
    const fn whose(self, deed: Deed) -> Lemma {
        Lemma { deed, ..self }
    }
}

#[rustfmt::skip]
const LEMMAS: &[Lemma] = {
    use Deed::{Done, Either};
    use Sense::{Amount, Gap, Raised, Won};
    use Way::{Less, More};
    &[
        lemma(More, Amount, ["climb", "climb", "climbs", "climbed", "climbed", "climbing"]),
        lemma(More, Amount, ["", "expand", "expands", "expanded", "expanded", "expanding"]).whose(Either),
        lemma(More, Amount, ["growth", "grow", "grows", "grew", "grown", "growing"]),
        lemma(More, Amount, ["increase", "increase", "increases", "increased", "increased", "increasing"]).whose(Either),
        lemma(More, Amount, ["jump", "jump", "jumps", "jumped", "jumped", "jumping"]),
        lemma(More, Amount, ["leap", "leap", "leaps", "leapt", "leapt", "leaping"]),
        lemma(More, Amount, ["rise", "rise", "rises", "rose", "risen", "rising"]),
        lemma(More, Amount, ["", "soar", "soars", "soared", "soared", "soaring"]),
        lemma(More, Amount, ["surge", "surge", "surges", "surged", "surged", "surging"]),
        lemma(More, Won, ["boost", "boost", "boosts", "boosted", "boosted", "boosting"]),
        lemma(More, Won, ["gain", "", "", "gained", "gained", ""]),
        lemma(More, Won, ["improvement", "", "", "", "", ""]),
        lemma(More, Won, ["uplift", "", "", "", "", ""]),
        lemma(More, Gap, ["", "widen", "widens", "widened", "widened", "widening"]),
        lemma(More, Raised, ["", "raise", "raises", "raised", "raised", "raising"]).whose(Done),
        lemma(Less, Amount, ["cut", "cut", "cuts", "cut", "cut", ""]).whose(Done),
        lemma(Less, Amount, ["decline", "decline", "declines", "declined", "declined", "declining"]),
        lemma(Less, Amount, ["decrease", "decrease", "decreases", "decreased", "decreased", "decreasing"]).whose(Either),
        lemma(Less, Amount, ["dip", "dip", "dips", "dipped", "dipped", "dipping"]),
        lemma(Less, Amount, ["drop", "drop", "drops", "dropped", "dropped", "dropping"]),
        lemma(Less, Amount, ["fall", "fall", "falls", "fell", "fallen", "falling"]),
        lemma(Less, Amount, ["", "lower", "lowers", "lowered", "lowered", "lowering"]).whose(Done),
        lemma(Less, Amount, ["plunge", "plunge", "plunges", "plunged", "plunged", "plunging"]),
        lemma(Less, Amount, ["reduction", "reduce", "reduces", "reduced", "reduced", "reducing"]).whose(Done),
        lemma(Less, Amount, ["", "shrink", "shrinks", "shrank", "shrunk", "shrinking"]),
        lemma(Less, Amount, ["", "", "", "sank", "sunk", ""]),
        lemma(Less, Amount, ["", "", "", "slashed", "slashed", ""]).whose(Done),
        lemma(Less, Amount, ["slump", "slump", "slumps", "slumped", "slumped", "slumping"]),
        lemma(Less, Gap, ["", "", "", "narrowed", "narrowed", "narrowing"]),
    ]
};

/// Words that say it and have no other forms of their own.
const OTHERS: &[(&str, Way, u8)] = &[
    ("up", Way::More, ADVERB),
    ("higher", Way::More, COMPARATIVE),
    ("more", Way::More, COMPARATIVE),
    ("down", Way::Less, ADVERB),
    ("fewer", Way::Less, COMPARATIVE),
    ("less", Way::Less, COMPARATIVE),
    ("lower", Way::Less, COMPARATIVE),
];

/// All words, each once with all of its forms.
static WORDS: WordMap<Change, COUNT> = {
    let listed = listed();
    let mut words = [listed.words[0]; COUNT];
    let mut at = 0;
    while at < COUNT {
        words[at] = listed.words[at];
        at += 1;
    }
    WordMap::new(words)
};

const COUNT: usize = listed().count;

/// Room for all words, as if none were two forms.
const MOST: usize = LEMMAS.len() * FORMS + OTHERS.len();

/// The words that are listed so far.
struct Listed {
    words: [(&'static str, Change); MOST],
    count: usize,
}

const fn listed() -> Listed {
    const KINDS: [u8; FORMS] = [NOUN, PRESENT, PRESENT, PAST, PAST, ING];
    const NONE: Change = Change {
        way: Way::More,
        sense: Sense::Amount,
        deed: Deed::Own,
        forms: 0,
    };
    let mut listed = Listed {
        words: [("", NONE); MOST],
        count: 0,
    };
    let mut at = 0;
    while at < LEMMAS.len() {
        let lemma = &LEMMAS[at];
        let mut form = 0;
        while form < FORMS {
            let change = Change {
                way: lemma.way,
                sense: lemma.sense,
                deed: lemma.deed,
                forms: KINDS[form],
            };
            listed = listed.with(lemma.forms[form], change);
            form += 1;
        }
        at += 1;
    }
    let mut at = 0;
    while at < OTHERS.len() {
        let (word, way, forms) = OTHERS[at];
        let change = Change { way, forms, ..NONE };
        listed = listed.with(word, change);
        at += 1;
    }
    listed
}

impl Listed {
    /// Puts in a word, or a further form of one that is there.
    const fn with(mut self, word: &'static str, change: Change) -> Listed {
        if word.is_empty() {
            return self;
        }
        let mut at = 0;
        while at < self.count {
            if same(self.words[at].0, word) {
                let known = &mut self.words[at].1;
                assert!(
                    known.way as u8 == change.way as u8 && known.sense as u8 == change.sense as u8,
                    "a word says one thing"
                );
                known.forms |= change.forms;
                return self;
            }
            at += 1;
        }
        self.words[self.count] = (word, change);
        self.count += 1;
        self
    }
}

const fn same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len() != other.len() {
        return false;
    }
    let mut at = 0;
    while at < one.len() {
        if one[at] != other[at] {
            return false;
        }
        at += 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_all_of_its_forms() {
        let forms = |word: &str| {
            let change = change(word).expect("a word of change");
            [
                change.is_noun(),
                change.is_past(),
                change.is_verb(),
                change.is_only_past(),
                change.is_adverb(),
                change.only_compares(),
            ]
        };
        assert_eq!(forms("rise"), [true, false, true, false, false, false]);
        assert_eq!(forms("Rises"), [false, false, true, false, false, false]);
        assert_eq!(forms("rose"), [false, true, true, true, false, false]);
        assert_eq!(forms("growth"), [true, false, false, false, false, false]);
        assert_eq!(forms("grows"), [false, false, true, false, false, false]);
        assert_eq!(forms("cut"), [true, true, true, false, false, false]);
        assert_eq!(forms("lower"), [false, false, true, false, false, false]);
        assert_eq!(forms("down"), [false, false, false, false, true, false]);
        assert_eq!(forms("fewer"), [false, false, false, false, false, true]);
    }

    #[test]
    fn words_go_one_way() {
        for word in ["grew", "Increase", "up", "more", "gained", "leapt"] {
            assert!(is_rise(word) && !is_fall(word), "{word}");
        }
        for word in ["fell", "decline", "DOWN", "fewer", "lowered", "shrunk"] {
            assert!(is_fall(word) && !is_rise(word), "{word}");
        }
        for word in ["raised", "widened", "rye", "fallow", ""] {
            assert!(!is_change(word), "{word}");
        }
    }
}
