//! Numbers that are said without a numeral: "both fairs", "a single oven", "the only bridge", "a weekly call".
//!
//! They stand in the ledger, and no check takes them for figures that somebody counted.

use rust_decimal::Decimal;

use super::hint::Stems;
use crate::quantity::{Kind, Modifier, Printed, Quantity, Values, is_one_of};
use crate::word::{self, Shape, Token};

/// The implied numbers of a text with its tokens and its printed numbers, in order.
pub(super) fn implied(text: &str, tokens: &[Token], printed: &[Quantity]) -> Vec<Quantity> {
    let (sentence, stems) = (Sentence { text, tokens }, Stems::all());
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let may_imply = stems.hints(token.stem).imply()
            && matches!(token.shape(), Shape::Lower | Shape::Capitalised);
        if !may_imply || !is_one_of(token.of(text), IMPLYING) {
            continue;
        }
        let Some((number, unit, last)) = sentence.number(at) else {
            continue;
        };
        let (start, end) = (token.start as usize, tokens[last].end() as usize);
        // "A single four-member board", "two weekly calls": the numeral beside it is the number.
        let next = printed.partition_point(|quantity| quantity.outer_end() <= start);
        let beside = sentence.phrase_before(at) as usize;
        let free = next
            .checked_sub(1)
            .is_none_or(|before| printed[before].outer_end() + 1 < beside)
            && printed
                .get(next)
                .is_none_or(|next| next.outer_start() > end + 1);
        if free {
            let number = Decimal::from(number);
            found.push(Quantity::from(Printed {
                start,
                end,
                outer_start: start,
                outer_end: end,
                kind: Kind::Count,
                modifier: Modifier::Exact,
                nominal: Some(number),
                currency: unit,
                values: Values::exact(number),
                version: Box::default(),
            }));
        }
    }
    found
}

/// The words that say a number, with others or alone.
pub(super) const IMPLYING: &[&str] = &[
    "both",
    "decade",
    "each",
    "every",
    "monthly",
    "only",
    "quarterly",
    "single",
    "weekly",
    "yearly",
];

struct Sentence<'a> {
    text: &'a str,
    tokens: &'a [Token],
}

/// A number, what it is counted in, and the last token that says it.
type Number = (u8, Option<&'static str>, usize);

impl<'a> Sentence<'a> {
    fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| token.of(self.text))
    }

    fn is_before(&self, at: usize, words: &[&str]) -> bool {
        at > 0
            && words
                .iter()
                .any(|word| word.eq_ignore_ascii_case(self.word(at - 1)))
    }

    /// The words with a meaning from a token on, as many as a noun and what narrows it have.
    fn phrase(&self, from: usize) -> &'a [Token] {
        let rest = self.tokens.get(from..).unwrap_or_default();
        let length = rest
            .iter()
            .take(4)
            .take_while(|token| token.is_word() && !token.is_function())
            .count();
        &rest[..length]
    }

    /// The first byte of the words with a meaning that end with a token: "two open weekly calls".
    fn phrase_before(&self, at: usize) -> u32 {
        let before = self.tokens[..at]
            .iter()
            .rev()
            .take(3)
            .take_while(|token| token.is_word() && !token.is_function());
        before.last().unwrap_or(&self.tokens[at]).start
    }

    fn has_plural(&self, phrase: &[Token]) -> bool {
        phrase
            .iter()
            .any(|token| word::is_plural(token.of(self.text)))
    }

    /// The number that a token says.
    fn number(&self, at: usize) -> Option<Number> {
        let phrase = self.phrase(at + 1);
        match self.word(at) {
            "both" | "Both" => {
                // "Both halls and barns" are two kinds.
                let pair = matches!(self.word(at + 1 + phrase.len()), "and" | "&" | "or");
                (!pair && self.has_plural(phrase)).then_some((2, None, at))
            }
            "single" => {
                let all = self.is_before(at, &["every", "each", "any", "no", "most"]);
                let thing = phrase.iter().any(|token| token.shape() == Shape::Lower);
                (thing && !all).then_some((1, None, at))
            }
            "only" => {
                let one = self.is_before(at, &["the", "its", "our", "their", "his", "her"]);
                let thing = phrase
                    .first()
                    .is_some_and(|first| first.shape() == Shape::Lower)
                    && !self.has_plural(phrase)
                    && !NO_THINGS.contains(&self.word(at + 1));
                (one && thing).then_some((1, None, at))
            }
            "decade" => Some((10, None, at)),
            "every" | "each" | "Every" | "Each" => {
                let narrowed = matches!(self.word(at + 1), "calendar" | "fiscal" | "single");
                let last = at + 1 + usize::from(narrowed);
                let unit = match self.word(last) {
                    "week" => "per week",
                    "month" => "per month",
                    "quarter" => "per quarter",
                    "year" => "per year",
                    _ => return None,
                };
                Some((1, Some(unit), last))
            }
            _ => self.rate(at, phrase),
        }
    }

    /// "A weekly call"; but "monthly visitors" are no event that comes back.
    fn rate(&self, at: usize, phrase: &[Token]) -> Option<Number> {
        let unit = match self.word(at) {
            "weekly" | "Weekly" => "per week",
            "monthly" | "Monthly" => "per month",
            "quarterly" | "Quarterly" => "per quarter",
            "yearly" | "Yearly" => "per year",
            _ => return None,
        };
        let first = phrase.first()?;
        // "The Linux Weekly News" is a name.
        let name = self.tokens[at].is_capital() && (at > 0 || first.is_capital());
        let flow = phrase.iter().any(|token| {
            let word = token.of(self.text);
            FLOWS.iter().any(|flow| word.starts_with(flow))
        });
        (!name && !flow).then_some((1, Some(unit), at))
    }
}

/// What "the only" has no number of.
const NO_THINGS: &[&str] = &[
    "difference",
    "problem",
    "question",
    "reason",
    "thing",
    "time",
    "way",
];

/// How words start for what is measured by the week or the month, and does not come back with it.
const FLOWS: &[&str] = &[
    "active", "average", "cost", "download", "expens", "fee", "income", "page", "pric", "rate",
    "reader", "revenue", "sale", "spend", "subscri", "total", "traffic", "usage", "user", "view",
    "visit", "volume", "wage",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity;

    fn numbers(text: &str) -> Vec<String> {
        let found = implied(text, &word::tokens(text), &quantity::read(text));
        found
            .iter()
            .filter_map(|found| {
                let unit = found.currency().map(|unit| format!(" {unit}"));
                let words = &text[found.start()..found.end()];
                Some(format!(
                    "{words} = {}{}",
                    found.nominal()?,
                    unit.unwrap_or_default()
                ))
            })
            .collect()
    }

    #[test]
    fn numbers_without_a_numeral_are_read() {
        for (text, expected) in [
            ("Both spring fairs were full.", &["Both = 2"][..]),
            (
                "One oven is a single point of failure for a decade.",
                &["single = 1", "decade = 10"],
            ),
            ("It is the only stone bridge in town.", &["only = 1"]),
            ("They hold an open weekly call.", &["weekly = 1 per week"]),
            ("Monthly newsletter to bakers", &["Monthly = 1 per month"]),
            (
                "The list is renewed every calendar year.",
                &["every calendar year = 1 per year"],
            ),
        ] {
            assert_eq!(numbers(text), expected, "{text}");
        }
    }

    #[test]
    fn what_sounds_like_a_number_and_is_none() {
        for text in [
            "both Ann and Bo came",
            "Both halls and barns were full.",
            "Both bakeries and the mill were full.",
            "both of them came, and every single guest",
            "the only bridges, the only way, not only bread",
            "Monthly visitors doubled, and weekly sales fell.",
            "as the Baker's Weekly Herald wrote",
            "They held two open weekly calls.",
            "a single four-member board",
            "every other week",
        ] {
            assert_eq!(numbers(text), Vec::<String>::new(), "{text}");
        }
    }
}
