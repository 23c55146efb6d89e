//! The slots of a phrase, and what each of them takes.

use std::ops::Range;

use super::SentenceView;
use crate::quantity::Kind;
use crate::word::Shape;

/// What may stand in a gap between braces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    /// A count, percentage, amount of money or multiple.
    Value,
    /// A number of things.
    Count,
    /// A percentage.
    Percent,
    /// An amount of money.
    Money,
    /// A place in an order: "third".
    Ordinal,
    /// A version: "2.0.1".
    Version,
    /// A year in four digits.
    Year,
    /// A calendar expression that says more than a year: "May 2020", "last year".
    Date,
    /// Any calendar expression, with the preposition before it: "in 2020", "last year".
    BasePeriod,
    /// One name or a list of them, affiliations in parentheses included.
    Names,
    /// One name: a run of capitalised words.
    Name,
    /// One word or number.
    Word,
}

/// What a slot may take from a position on: the token behind it, and the quantity or mention it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Taken {
    pub(super) end: usize,
    pub(super) quantity: Option<usize>,
    pub(super) mention: Option<usize>,
}

impl Taken {
    fn tokens(end: usize) -> Taken {
        Taken {
            end,
            quantity: None,
            mention: None,
        }
    }
}

impl Slot {
    /// All slots with the names that phrases give them.
    pub const ALL: [(Slot, &'static str); 12] = [
        (Slot::Value, "value"),
        (Slot::Count, "count"),
        (Slot::Percent, "percent"),
        (Slot::Money, "money"),
        (Slot::Ordinal, "ordinal"),
        (Slot::Version, "version"),
        (Slot::Year, "year"),
        (Slot::Date, "date"),
        (Slot::BasePeriod, "base-period"),
        (Slot::Names, "names"),
        (Slot::Name, "name"),
        (Slot::Word, "word"),
    ];

    /// The slot of a name.
    pub fn from_name(name: &str) -> Option<Slot> {
        Self::ALL
            .iter()
            .find(|(_, known)| *known == name)
            .map(|(slot, _)| *slot)
    }

    /// The kinds of quantity that the slot takes; none for a slot that takes words.
    pub(super) fn kinds(self) -> &'static [Kind] {
        match self {
            Slot::Value => &[Kind::Count, Kind::Percent, Kind::Money, Kind::Ratio],
            Slot::Count => &[Kind::Count],
            Slot::Percent => &[Kind::Percent],
            Slot::Money => &[Kind::Money],
            Slot::Ordinal => &[Kind::Ordinal],
            Slot::Version => &[Kind::Version],
            _ => &[],
        }
    }

    /// Everything that the slot may take from a token on, the longest first.
    pub(super) fn take(self, sentence: &SentenceView<'_>, at: usize) -> Vec<Taken> {
        match self {
            Slot::Value
            | Slot::Count
            | Slot::Percent
            | Slot::Money
            | Slot::Ordinal
            | Slot::Version => quantity(sentence, at, self.kinds()).into_iter().collect(),
            Slot::Year => {
                let year = is_year(sentence.word(at));
                year.then(|| Taken::tokens(at + 1)).into_iter().collect()
            }
            Slot::Date => mention(sentence, at)
                .filter(|taken| {
                    let only_year = taken.end == at + 1 && is_year(sentence.word(at));
                    !only_year
                })
                .into_iter()
                .collect(),
            Slot::BasePeriod => {
                const PREPOSITIONS: [&str; 6] = ["in", "during", "for", "at", "since", "from"];
                let led = PREPOSITIONS
                    .iter()
                    .any(|word| sentence.word(at).eq_ignore_ascii_case(word));
                mention(sentence, at)
                    .or_else(|| led.then(|| mention(sentence, at + 1)).flatten())
                    .into_iter()
                    .collect()
            }
            Slot::Names => names(sentence, at),
            Slot::Name => name(sentence, at),
            Slot::Word => {
                let word = sentence
                    .tokens
                    .get(at)
                    .is_some_and(|token| token.shape() != Shape::Mark);
                word.then(|| Taken::tokens(at + 1)).into_iter().collect()
            }
        }
    }
}

/// The quantity that begins at a token, with its modifier or without.
fn quantity(sentence: &SentenceView<'_>, at: usize, kinds: &[Kind]) -> Option<Taken> {
    let start = sentence.tokens.get(at)?.start as usize;
    let first = sentence
        .quantities
        .partition_point(|quantity| quantity.outer_end() <= start);
    let quantity = sentence.quantities.get(first)?;
    let begins = quantity.outer_start() == start || quantity.start() == start;
    (begins && kinds.contains(&quantity.kind)).then(|| Taken {
        end: sentence.token_from(quantity.outer_end()),
        quantity: Some(first),
        mention: None,
    })
}

/// The calendar expression that begins at a token.
fn mention(sentence: &SentenceView<'_>, at: usize) -> Option<Taken> {
    let start = sentence.tokens.get(at)?.start as usize;
    let first = sentence
        .mentions
        .partition_point(|mention| mention.end() <= start);
    let mention = sentence.mentions.get(first)?;
    (mention.start() == start).then(|| Taken {
        end: sentence.token_from(mention.end()),
        quantity: None,
        mention: Some(first),
    })
}

/// Whether a word is a year in four digits.
fn is_year(word: &str) -> bool {
    let digits = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    digits && (word.starts_with("19") || word.starts_with("20"))
}

/// Whether a token can open a name, or carry one on: a capital, but no "The" and no "In".
fn is_name_word(sentence: &SentenceView<'_>, at: usize) -> bool {
    sentence.tokens.get(at).is_some_and(|token| {
        let capital_and_digits =
            token.shape() == Shape::Digits && sentence.word(at).contains(char::is_uppercase);
        (token.is_capital() && !token.is_function()) || capital_and_digits
    })
}

/// Small words that stand inside names: "University of Utrecht", "van der Berg".
const PARTICLES: &[&str] = &[
    "al", "bin", "da", "de", "del", "den", "der", "di", "du", "for", "la", "le", "of", "the",
    "van", "von",
];

/// The names that begin at a token, the longest first.
fn name(sentence: &SentenceView<'_>, at: usize) -> Vec<Taken> {
    /// A longer run of capitals is a headline.
    const LONGEST: usize = 12;
    let mut ends = Vec::new();
    let mut next = at;
    while ends.len() < LONGEST && is_name_word(sentence, next) {
        next += 1;
        ends.push(Taken::tokens(next));
        // The dot of an initial: "J. Smith".
        let initial = sentence.word(next - 1).chars().count() == 1;
        if initial && sentence.word(next) == "." {
            next += 1;
        }
        let mut joined = next;
        if sentence.word(joined) == "&" {
            joined += 1;
        } else {
            while joined < next + 2 && PARTICLES.contains(&sentence.word(joined)) {
                joined += 1;
            }
        }
        if is_name_word(sentence, joined) {
            next = joined;
        }
    }
    ends.reverse();
    ends
}

/// The lists of names that begin at a token, the longest first.
fn names(sentence: &SentenceView<'_>, at: usize) -> Vec<Taken> {
    /// Keeps the search linear in a sentence that is one endless list.
    const LONGEST: usize = 500;
    let mut ends = Vec::new();
    let mut next = at;
    while ends.len() < LONGEST
        && let Some(item) = name(sentence, next).first()
    {
        next = affiliation(sentence, item.end).unwrap_or(item.end);
        ends.push(Taken::tokens(next));
        let mut joined = next;
        if matches!(sentence.word(joined), "," | ";") {
            joined += 1;
        }
        if matches!(sentence.word(joined), "and" | "&" | "or") {
            joined += 1;
        }
        if joined == next {
            break;
        }
        next = joined;
    }
    ends.reverse();
    ends
}

/// The token behind a parenthesis that opens at a token.
fn affiliation(sentence: &SentenceView<'_>, at: usize) -> Option<usize> {
    /// An affiliation is short; a parenthesis that never closes must not be walked again and again.
    const LONGEST: Range<usize> = 1..16;
    if sentence.word(at) != "(" {
        return None;
    }
    LONGEST
        .map(|ahead| at + ahead)
        .find(|at| sentence.word(*at) == ")")
        .map(|at| at + 1)
}
