//! The units that are part of a number: their ends, and their names.

use serde::{Deserialize, Serialize};

use super::token::Tokens;
use crate::lookup::words;

/// The end of "%", "percent", "per cent", "percentage points" that starts at a token.
pub(crate) fn percent_end(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    if tokens.is_mark(at, &['%', '％']) {
        return Some(at + 1);
    }
    let hyphen = usize::from(tokens.is_mark(at, &['-']) && tokens.glued(at));
    let at = at + hyphen;
    if !tokens.is(
        at,
        words!["pct", "per", "percent", "percentage", "percents"],
    ) {
        return None;
    }
    if tokens.is(at, words!["percent", "percents", "pct"]) {
        return Some(at + 1);
    }
    if tokens.are(at, &["per", "cent"]) {
        return Some(at + 2);
    }
    (tokens.is(at, words!["percentage"]) && tokens.is(at + 1, words!["point", "points"]))
        .then_some(at + 2)
}

/// The name of a unit by its place among all.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(super) struct Name(u8);

/// What an amount may be of, and what a number may be told by.
const NAMES: [&str; 53] = [
    "USD",
    "EUR",
    "GBP",
    "JPY",
    "CNY",
    "CHF",
    "CAD",
    "AUD",
    "NZD",
    "HKD",
    "SGD",
    "SEK",
    "NOK",
    "DKK",
    "INR",
    "BRL",
    "MXN",
    "KRW",
    "RUB",
    "PLN",
    "CZK",
    "HUF",
    "TRY",
    "ZAR",
    "TWD",
    "THB",
    "ILS",
    "BTC",
    "ETH",
    "UAH",
    "VND",
    "IDR",
    "MYR",
    "PHP",
    "AED",
    "SAR",
    "NGN",
    "KES",
    "EGP",
    "CRC",
    "franc",
    "lira",
    "peso",
    "krone",
    "markka",
    "mark",
    "satoshi",
    "cent",
    "penny",
    "per week",
    "per month",
    "per quarter",
    "per year",
];

impl Name {
    /// The place of a name.
    pub(super) fn of(name: &str) -> Option<Name> {
        let at = NAMES.iter().position(|other| *other == name);
        debug_assert!(at.is_some(), "{name} is no name of a unit");
        at.map(|at| Name(at as u8))
    }

    pub(super) fn text(self) -> &'static str {
        NAMES[usize::from(self.0)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::lexicon::{currency_names, currency_sign};

    #[test]
    fn each_currency_has_its_place() {
        let signs = (char::MIN..=char::MAX).filter_map(currency_sign);
        for name in signs.chain(currency_names()) {
            assert_eq!(Name::of(name).map(Name::text), Some(name));
        }
    }
}
