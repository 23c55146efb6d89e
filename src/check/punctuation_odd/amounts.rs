//! Amounts of money whose marks no convention puts there: "£20.434.45", "$71,249,67", "££71".

use super::Oddity;
use crate::finding::Certainty;

/// The signs of currencies, without those of which code is full or whose numbers are grouped by twos.
pub(super) const SIGNS: [char; 3] = ['$', '£', '€'];
/// No amount has more marks; a list of amounts may.
const MOST_MARKS: usize = 4;
/// No amount is longer.
const LONGEST: usize = 24;

/// The odd amounts of a text.
pub(super) fn odd(text: &str) -> impl Iterator<Item = Oddity> {
    // Each sign begins with one of these.
    let starts = memchr::memchr3_iter(b'$', 0xC2, 0xE2, text.as_bytes());
    starts.filter_map(move |at| at_sign(text, at))
}

/// What is odd about the amount of a sign that may stand here.
fn at_sign(text: &str, at: usize) -> Option<Oddity> {
    let sign = text[at..].chars().next().filter(|c| SIGNS.contains(c))?;
    let start = at + sign.len_utf8();
    let amount = amount(&text[start..]);
    let end = start + amount.len();
    let is_of_code = text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '$' || c == '\\')
        || text[end..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '/' | '_'));
    if amount.is_empty() || is_of_code {
        return None;
    }
    // In code "$$" is no slip.
    let is_twice = sign != '$' && text[..at].ends_with(sign);
    let (range, message) = if is_twice {
        (
            at - sign.len_utf8()..end,
            format!("“{sign}” stands twice before an amount"),
        )
    } else if is_misgrouped(amount) {
        (
            at..end,
            "the marks of this amount part its digits as in no number".to_owned(),
        )
    } else {
        return None;
    };
    Some(Oddity {
        range,
        message,
        certainty: Certainty::Likely,
        instead: None,
    })
}

/// The digits that a text begins with, with the points and commas between them.
fn amount(text: &str) -> &str {
    let bytes = text.as_bytes().iter().take(LONGEST);
    let length = bytes
        .take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
        .count();
    text[..length].trim_end_matches(['.', ','])
}

/// Whether points and commas part digits as in no number: in other groups than of three, but for what is behind the last
/// mark if that one is of the other kind. "5,10,15" are three amounts.
fn is_misgrouped(amount: &str) -> bool {
    let marks: Vec<u8> = amount
        .bytes()
        .filter(|byte| !byte.is_ascii_digit())
        .collect();
    let groups: Vec<&str> = amount.split(['.', ',']).collect();
    let ([first, .., last], [_, inside @ .., end]) = (marks.as_slice(), groups.as_slice()) else {
        return false;
    };
    let is_one_kind = marks.iter().all(|mark| mark == first);
    if marks.len() > MOST_MARKS || groups.iter().any(|group| group.is_empty()) {
        return false;
    }
    let are_three = inside.iter().all(|group| group.len() == 3);
    let is_last_alone =
        !is_one_kind && last != first && marks[..marks.len() - 1].iter().all(|mark| mark == first);
    if is_one_kind {
        // A list of amounts has commas.
        let is_amount = *first == b'.' || inside.iter().chain([end]).any(|group| group.len() == 3);
        is_amount && !(are_three && end.len() == 3)
    } else {
        !(is_last_alone && are_three)
    }
}

#[cfg(test)]
mod tests {
    use super::odd;

    #[test]
    fn marks_in_wrong_places_are_found() {
        for (text, expected) in [
            ("It cost £20.434.45 in all.", Some("£20.434.45")),
            ("It cost £723.79.48.", Some("£723.79.48")),
            ("It cost $71,249,67, and rose.", Some("$71,249,67")),
            ("It cost $1,24,967.", Some("$1,24,967")),
            ("It cost €1,234.567,89.", Some("€1,234.567,89")),
            ("It cost ££71.11.", Some("££71.11")),
            ("It cost £1,234,567.89 or €1.234.567,89.", None),
            ("It cost $1,234,567 or $1.234.567 or $12.50.", None),
            ("It cost £5,10,15 or £20, and $1..2.", None),
            ("The flag $1.2.3-rc and x$1.2.3 and $$5.1.2", None),
            ("£", None),
        ] {
            let found = odd(text).next();
            assert_eq!(found.map(|odd| &text[odd.range]), expected, "{text}");
        }
    }
}
