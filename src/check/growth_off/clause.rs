//! Whether a change and two values of one sentence are of one statement: "the price rose from £4 to £5 and sales fell by 10%" has
//! two.

use super::sentence::Sentence;
use crate::claim::Claim;
use crate::document::Extent;
use crate::lookup::WordSet;
use crate::period::Period;
use crate::quantity::is_one_of;
use crate::word::{self, Change, Shape, Token};

/// What starts another statement, if something is said of another subject behind it.
const CONNECTIVES: WordSet<11> = WordSet::new([
    ",", "after", "and", "as", "because", "so", "when", "where", "whereas", "while", "with",
]);

/// What stands between a change and values of another statement that follow it.
const APART: WordSet<8> = WordSet::new([
    "after",
    "as",
    "because",
    "including",
    "so",
    "where",
    "whereas",
    "with",
]);

/// What somebody says of something that moved, beside what says which way.
const MOVED: WordSet<10> = WordSet::new([
    "doubled", "extended", "halved", "improved", "lost", "saw", "slipped", "tripled", "went",
    "were",
]);

/// Whether a word says that something moved.
fn moved(word: &str) -> bool {
    word::change(word).is_some_and(Change::is_past) || MOVED.has(word)
}

/// What begins a remark about the values before it: "an increase of 20%", "up 20%".
const REMARKS: WordSet<17> = WordSet::new([
    "(",
    "a",
    "an",
    "around",
    "by",
    "down",
    "equal",
    "equivalent",
    "i.e",
    "nearly",
    "or",
    "representing",
    "that",
    "this",
    "thus",
    "up",
    "which",
]);

/// Words of a rate that is not that from the one value to the other: of each year of several, or on another basis.
const RATES: WordSet<13> = WordSet::new([
    "adjusted",
    "annual",
    "annually",
    "annum",
    "average",
    "averaging",
    "comparable",
    "compound",
    "constant",
    "mean",
    "organic",
    "underlying",
    "yearly",
]);

/// What leads from what changed to why it did.
const CAUSES: WordSet<10> = WordSet::new([
    "boosted",
    "despite",
    "driven",
    "due",
    "following",
    "helped",
    "including",
    "offset",
    "supported",
    "thanks",
]);

/// Words for a basis on which a change is told, and that is not that of the printed values.
const BASIS: WordSet<7> = WordSet::new([
    "constant",
    "excluding",
    "inflation",
    "like-for-like",
    "normalised",
    "normalized",
    "pro-forma",
]);

impl Sentence<'_> {
    /// Whether the change is said of something else than two values are, by what stands between them.
    pub(super) fn is_said_of_another(&self, [base, now]: [&Claim; 2]) -> bool {
        let (first, last) = if base.extent.start < now.extent.start {
            (base.extent, now.extent)
        } else {
            (now.extent, base.extent)
        };
        let change = self.change.extent;
        if self.opens_with(first) {
            return false;
        }
        if change.end <= first.start {
            return self.leads_to_another(self.between(change.end, first.start));
        }
        let from = if change.start >= last.end {
            last.end
        } else {
            first.end
        };
        self.has_own_subject(self.between(from, change.start))
    }

    /// Whether the "from" before a value opens the sentence, or a part of it: what changed is told behind it.
    fn opens_with(&self, first: Extent) -> bool {
        const REACH: usize = 3;
        let at = self.at(first.start);
        let before = &self.tokens[..at];
        let from = before
            .iter()
            .rev()
            .take(REACH)
            .position(|token| token.of(self.view).eq_ignore_ascii_case("from"));
        from.is_some_and(|from| {
            let from = at - 1 - from;
            from == 0 || matches!(self.tokens[from - 1].shape(), Shape::Mark)
        })
    }

    /// Whether words behind values, up to a change, say what changed.
    fn has_own_subject(&self, between: &[Token]) -> bool {
        let text = |token: &Token| token.of(self.view);
        // "In a market that grew by 7%"
        let is_of_noun = between
            .windows(2)
            .any(|pair| text(&pair[1]) == "that" && pair[0].is_word() && !pair[0].is_function());
        // "To £168m from £156m, driven by a 5% rise in price"
        let is_cause = || between.iter().any(|token| CAUSES.has(text(token)));
        if is_of_noun || is_cause() {
            return true;
        }
        let Some(mark) = between
            .iter()
            .rposition(|token| CONNECTIVES.has(text(token)))
        else {
            return false;
        };
        let tail = &between[mark + 1..];
        let Some(first) = tail.first().map(text) else {
            return false;
        };
        let is_article = ["a", "an"].contains(&first);
        if REMARKS.has(first) && (!is_article || !tail.iter().any(|token| moved(text(token)))) {
            return false;
        }
        // "And net profit was up"
        let verb = tail.iter().position(|token| {
            let word = text(token);
            moved(word) || matches!(word, "is" | "are" | "was")
        });
        let is_verb = self.view[self.change.extent.range()].ends_with("ed");
        let until = verb.unwrap_or(tail.len());
        let has_noun = tail[..until].iter().any(|token| {
            let word = text(token);
            token.is_word()
                && !token.is_function()
                && token.shape() != Shape::Digits
                && !word.ends_with("ing")
        });
        let is_definite = ["its", "our", "the", "their"].contains(&first);
        has_noun && (verb.is_some() || is_verb || is_definite)
    }

    /// Whether words behind a change, up to values, say what these are of.
    fn leads_to_another(&self, between: &[Token]) -> bool {
        let text = |token: &Token| token.of(self.view);
        // "Wages rose by 5% and staff from 40 to 44"
        let and = between.iter().rposition(|token| text(token) == "and");
        let names_another = and.is_some_and(|and| match &between[and + 1..] {
            [names @ .., from] => {
                text(from) == "from"
                    && !names.is_empty()
                    && names
                        .iter()
                        .all(|name| name.is_word() && !name.is_function())
            }
            [] => false,
        });
        names_another
            || between.iter().any(|token| {
                let word = text(token);
                APART.has(word) || moved(word) && word != "were"
            })
    }

    /// Whether the change is of each of several years, or on a basis of its own: "by 5% a year on average", "up 7% at constant
    /// rates".
    pub(super) fn is_rate_of_its_own(&self) -> bool {
        let mut behind = self.words_behind(5);
        let each = matches!(
            (behind.next(), behind.next()),
            (
                Some("a" | "each" | "every" | "per"),
                Some("month" | "quarter" | "year")
            )
        );
        let before = self.words_before(self.change.extent.start).take(5);
        let mut near = before.chain(self.words_behind(5));
        each || near.any(|word| RATES.has(word)) || self.has_own_basis()
    }

    /// Whether the sentence says that a change is not that of the printed values.
    fn has_own_basis(&self) -> bool {
        tell_own_basis(self.tokens.iter().map(|token| token.of(self.view)))
    }
}

/// Whether words in a row say that a change is not that of the printed values: "in real terms", "adjusted for inflation", "on an
/// underlying basis".
pub(super) fn tell_own_basis<'a>(mut words: impl Iterator<Item = &'a str>) -> bool {
    let mut before = "";
    words.any(|word| {
        let last = std::mem::replace(&mut before, word);
        BASIS.has(word)
            || match word {
                "terms" => is_one_of(last, &["real"]),
                "for" => is_one_of(last, &["like", "adjusted", "adjusting"]),
                "-" => is_one_of(last, &["like"]),
                "basis" => is_one_of(last, &["adjusted", "comparable", "organic", "underlying"]),
                _ => false,
            }
    })
}

/// Whether two periods are about as long: a month is not held against a year.
pub(super) fn are_as_long(first: Option<Period>, second: Option<Period>) -> bool {
    let days = |period: Period| {
        let day = |date: jiff::civil::Date| {
            i64::from(date.year()) * 372 + i64::from(date.month()) * 31 + i64::from(date.day())
        };
        day(period.last) - day(period.first) + 1
    };
    first.zip(second).is_none_or(|(first, second)| {
        let (first, second) = (days(first), days(second));
        first.max(second) * 2 <= first.min(second) * 3
    })
}
