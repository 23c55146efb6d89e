//! Words for messages: claims, values and sets as people read them.

use rust_decimal::Decimal;

use super::Context;
use crate::claim::Claim;
use crate::document::Extent;
use crate::quantity::Rounding;
use crate::source::Place;

/// The value of a claim as printed, with its modifier.
pub(super) fn value(context: &Context<'_>, claim: &Claim) -> String {
    flat(context.corpus.reports[claim.report].text(claim.extent))
}

/// What a claim counts, as printed.
pub(super) fn measure(context: &Context<'_>, claim: &Claim) -> Option<String> {
    let extent = claim.measure.extent?;
    Some(flat(context.corpus.reports[claim.report].text(extent)))
}

/// The value with what it counts, where the two stand together.
pub(super) fn phrase(context: &Context<'_>, claim: &Claim) -> String {
    let report = &context.corpus.reports[claim.report];
    match claim.measure.extent {
        Some(measure)
            if measure.start >= claim.extent.end && measure.start - claim.extent.end <= 2 =>
        {
            flat(report.text(Extent {
                start: claim.extent.start,
                end: measure.end,
            }))
        }
        _ => value(context, claim),
    }
}

/// Where a claim stands.
pub(super) fn place(context: &Context<'_>, claim: &Claim) -> Place {
    context.corpus.reports[claim.report]
        .document
        .place(claim.extent)
}

/// What hedged values mean, in brackets with a space before: " (“over 45” means 45 to below 50)". Empty where all
/// are plain.
pub(super) fn sets<'a>(context: &Context<'_>, claims: impl Iterator<Item = &'a Claim>) -> String {
    let mut meanings: Vec<String> = Vec::new();
    for claim in claims.filter(|claim| !claim.quantity.values.is_exact()) {
        let meaning = format!("“{}” means {}", value(context, claim), set(claim));
        if !meanings.contains(&meaning) {
            meanings.push(meaning);
        }
    }
    if meanings.is_empty() {
        String::new()
    } else {
        format!(" ({})", meanings.join("; "))
    }
}

fn set(claim: &Claim) -> String {
    let set = claim.quantity.values.interval(Rounding::Half);
    let end = |end: Option<Decimal>| end.map(number);
    match (end(set.low), end(set.high)) {
        (Some(low), Some(high)) => {
            let low = if set.low_closed {
                low
            } else {
                format!("more than {low}")
            };
            let high = if set.high_closed {
                high
            } else {
                format!("below {high}")
            };
            format!("{low} to {high}")
        }
        (Some(low), None) => format!("{low} or more"),
        (None, Some(high)) => format!("{high} or less"),
        (None, None) => "any number".to_owned(),
    }
}

/// A number with thousands separators and without needless zeros.
pub(super) fn number(number: Decimal) -> String {
    let plain = number.normalize().to_string();
    let (sign, digits) = plain
        .strip_prefix('-')
        .map_or(("", plain.as_str()), |rest| ("-", rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let fraction = if fraction.is_empty() {
        String::new()
    } else {
        format!(".{fraction}")
    };
    format!("{sign}{grouped}{fraction}")
}

/// “a”, “b” and “c”.
pub(super) fn both(items: &[String]) -> String {
    let quoted: Vec<String> = items.iter().map(|item| format!("“{item}”")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// A text on one line, cut to a length that fits a message.
pub(super) fn short(text: &str) -> String {
    const LONGEST: usize = 60;
    let flat = flat(text);
    if flat.chars().count() > LONGEST {
        flat.chars().take(LONGEST - 1).chain(['…']).collect()
    } else {
        flat
    }
}

/// A text on one line.
pub(super) fn flat(text: &str) -> String {
    let mut flat = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !flat.is_empty() {
            flat.push(' ');
        }
        flat.push_str(word);
    }
    flat
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_separators() {
        for (plain, shown) in [
            ("1234567.50", "1,234,567.5"),
            ("-1000", "-1,000"),
            ("999", "999"),
            ("0.25", "0.25"),
        ] {
            assert_eq!(number(plain.parse().unwrap()), shown);
        }
    }
}
