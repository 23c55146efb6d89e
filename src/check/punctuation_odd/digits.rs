//! Numbers whose digits are grouped as no convention groups them: "$20,0000".

use super::Oddity;
use crate::finding::Certainty;

/// So many bytes of digits and commas before a comma are looked at: no number is longer.
const MOST_BEFORE: usize = 40;

/// The first number of a text with a comma before four digits, of an amount of money or with nothing but zeros behind it: a
/// digit too many, or a comma in the wrong place. Elsewhere a comma may stand before decimals.
pub(super) fn odd(text: &str) -> Option<Oddity> {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b',', bytes).find_map(|comma| {
        let behind = bytes[comma + 1..].iter();
        let digits = behind.take_while(|byte| byte.is_ascii_digit()).count();
        if digits != 4 {
            return None;
        }
        let end = comma + 1 + digits;
        let before = bytes[..comma].iter().rev().take(MOST_BEFORE);
        let before = before.take_while(|byte| byte.is_ascii_digit() || **byte == b',');
        let start = comma - before.count();
        let first = text[start..comma]
            .rsplit(',')
            .next()
            .unwrap_or_default()
            .len();
        let is_money = text[..start].ends_with(['$', '€', '£', '¥']);
        let is_round = text[comma + 1..end].bytes().all(|byte| byte == b'0');
        let ends = !text[end..].starts_with([',', '-', '/', '_'])
            && !text[end..].starts_with(char::is_alphanumeric);
        let begins = !text[..start]
            .ends_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '/' | '_' | '.'));
        let odd = (1..=3).contains(&first) && (is_money || is_round) && ends && begins;
        odd.then(|| Oddity {
            range: start..end,
            message: "four digits stand behind the comma of a number".to_owned(),
            certainty: Certainty::Likely,
            instead: None,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digit_too_many_is_found() {
        for (text, expected) in [
            ("It cost $20,0000 in all.", Some("20,0000")),
            ("It cost 1,200,0000 crowns.", Some("1,200,0000")),
            ("It cost $1,2345.", Some("1,2345")),
            ("It cost $20,000, and 1,200,000 crowns.", None),
            ("It is 3,1415 long, at 59,9139 north.", None),
            ("Rooms 20,0000-0012 and a,0000", None),
        ] {
            let found = odd(text);
            assert_eq!(found.map(|odd| &text[odd.range]), expected, "{text}");
        }
    }
    /// Each comma has digits and commas before it up to the start: whoever went over all of them would not come to an end.
    #[test]
    fn a_text_of_commas_and_digits_comes_to_an_end() {
        for run in ["12,", "12,3456,", ","] {
            assert!(odd(&run.repeat(1_000_000)).is_none(), "{run}");
        }
    }
}
