//! Numbers and sets of values as people read them.

use std::fmt;

use rust_decimal::Decimal;

use super::Interval;

impl fmt::Display for Interval {
    /// "45 to below 50", "more than 30 to 40", "at least 45".
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.low.map(grouped), self.high.map(grouped)) {
            (Some(low), Some(high)) if low == high => formatter.write_str(&low),
            (Some(low), Some(high)) => {
                let low = if self.low_closed {
                    low
                } else {
                    format!("more than {low}")
                };
                let high = if self.high_closed {
                    high
                } else {
                    format!("below {high}")
                };
                write!(formatter, "{low} to {high}")
            }
            (Some(low), None) => write!(formatter, "{low} or more"),
            (None, Some(high)) => write!(formatter, "{high} or less"),
            (None, None) => formatter.write_str("any number"),
        }
    }
}

/// A number with thousands separators and without needless zeros.
pub fn grouped(number: Decimal) -> String {
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
            assert_eq!(grouped(plain.parse().unwrap()), shown);
        }
    }
}
