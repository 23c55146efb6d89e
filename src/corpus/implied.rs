//! Numbers that are said without a numeral: "both fairs", "a single oven", "a decade".

use rust_decimal::Decimal;

use crate::quantity::{Kind, Modifier, Quantity, Values};
use crate::word::{self, Shape, Token};

/// The implied numbers of a text with its tokens, in order. They count, but they are no figures that anyone checked:
/// keep them out of comparisons with printed ones.
pub(super) fn implied(text: &str, tokens: &[Token]) -> Vec<Quantity> {
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let next = tokens[at + 1..]
            .iter()
            .take(3)
            .take_while(|next| next.is_word() && !next.function);
        let number = match token.of(text) {
            "both" | "Both" if next.clone().any(|next| word::is_plural(next.of(text))) => 2,
            "single" if next.clone().any(|next| next.shape == Shape::Lower) => 1,
            "decade" => 10,
            _ => continue,
        };
        let number = Decimal::from(number);
        let (start, end) = (token.start as usize, token.end as usize);
        found.push(Quantity {
            start,
            end,
            outer_start: start,
            outer_end: end,
            kind: Kind::Count,
            modifier: Modifier::Exact,
            nominal: Some(number),
            currency: None,
            values: Values::exact(number),
            version: Vec::new(),
        });
    }
    found
}

/// Whether a number of a text is said without a numeral.
pub fn is_implied(text: &str, quantity: &Quantity) -> bool {
    matches!(
        &text[quantity.start..quantity.end],
        "both" | "Both" | "single" | "decade"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str) -> Vec<String> {
        let found = implied(text, &word::tokens(text));
        found
            .iter()
            .filter_map(|found| Some(found.nominal?.to_string()))
            .collect()
    }

    #[test]
    fn numbers_without_a_numeral_are_read() {
        assert_eq!(numbers("Both spring fairs were full."), ["2"]);
        assert_eq!(
            numbers("One oven is a single point of failure for a decade."),
            ["1", "10"]
        );
    }

    #[test]
    fn a_pair_of_names_is_no_number() {
        assert!(numbers("both Ann and Bo came").is_empty());
        assert!(numbers("both of them came, and every single").is_empty());
    }
}
