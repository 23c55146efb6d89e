//! Numbers whose digits are grouped as no convention groups them: "$20,0000".

use super::Oddity;
use crate::finding::Certainty;

/// The first number of a text with a comma before four digits, of an amount of money or with nothing but zeros behind it: a
/// digit too many, or a comma in the wrong place. Elsewhere a comma may stand before decimals.
pub(super) fn odd(text: &str) -> Option<Oddity> {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    memchr::memchr_iter(b',', bytes).find_map(|comma| {
        let behind = bytes[comma + 1..].iter();
        let digits = behind.take_while(|byte| byte.is_ascii_digit()).count();
        let end = comma + 1 + digits;
        let mut start = comma;
        while start > 0 && (is_digit(start - 1) || bytes[start - 1] == b',') {
            start -= 1;
        }
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
        let odd =
            digits == 4 && (1..=3).contains(&first) && (is_money || is_round) && ends && begins;
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
}
