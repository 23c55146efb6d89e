//! Closed classes of English words.

use crate::lookup::WordSet;

/// Whether a word only holds others together: an article, a preposition, a pronoun, an auxiliary, a conjunction.
pub fn is_function_word(word: &str) -> bool {
    FUNCTION_WORDS.has(word)
}

/// Whether a calendar expression without digits may start with a word ("May 2020", "first quarter"), or with the one before it:
/// "last year", "two years ago".
pub(super) fn may_tell_date(word: &str) -> bool {
    DATE_WORDS.has(word) || is_month(word) || weekday(word).is_some()
}

/// Whether a word is the one of "this year" and "two years ago" that all of these have. None starts with it.
pub fn is_year(word: &[u8]) -> bool {
    YEAR.has_bytes(word)
}

/// The weekday that a word names, whole or by three letters, counted from Monday as zero.
pub fn weekday(word: &str) -> Option<i8> {
    // Most words begin with none of their letters.
    if !matches!(word.as_bytes(), [b'M' | b'T' | b'W' | b'F' | b'S', ..]) {
        return None;
    }
    let names = |day: &&str| *day == word || (word.len() == 3 && day.starts_with(word));
    let at = WEEKDAYS.iter().position(names)?;
    Some(at as i8)
}

const WEEKDAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// What calendar expressions start with, or have as their second word, besides numbers, months and weekdays.
const DATE_WORDS: WordSet<9> = WordSet::new([
    "first", "fourth", "fy", "second", "third", "year", "year's", "year’s", "years",
]);

const YEAR: WordSet<4> = WordSet::new(["year", "year's", "year’s", "years"]);

/// A word without a possessive ending, however it is written: "guild" of "guild's".
pub fn without_possessive(word: &str) -> &str {
    ["'s", "’s", "'S", "’S"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending))
        .unwrap_or(word)
}

/// The months, in order.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The month that a word names, whole or abbreviated, in any case: 9 for "Sept.".
pub fn month(word: &str) -> Option<i8> {
    // No two months begin with the same three letters.
    let start = word.as_bytes().first_chunk::<3>()?;
    let at = match &start.map(|letter| letter.to_ascii_lowercase()) {
        b"jan" => 0,
        b"feb" => 1,
        b"mar" => 2,
        b"apr" => 3,
        b"may" => 4,
        b"jun" => 5,
        b"jul" => 6,
        b"aug" => 7,
        b"sep" => 8,
        b"oct" => 9,
        b"nov" => 10,
        b"dec" => 11,
        _ => return None,
    };
    let (bare, month) = (word.trim_end_matches('.'), MONTHS[at]);
    let whole = bare.len() == month.len();
    let names = (whole || (3..=4).contains(&bare.len()))
        && month
            .get(..bare.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(bare));
    names.then_some(at as i8 + 1)
}

/// Whether a word names a month, whole or abbreviated. "may" is one only with a capital.
pub fn is_month(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_uppercase()) && month(word).is_some()
}

/// Whether a noun is written in the plural, as far as its form tells: "members", "people", but not "campus", "less".
pub fn is_plural(word: &str) -> bool {
    const IRREGULAR: WordSet<14> = WordSet::new([
        "people",
        "children",
        "men",
        "women",
        "staff",
        "data",
        "media",
        "criteria",
        "alumni",
        "personnel",
        "feet",
        "teeth",
        "mice",
        "faculty",
    ]);
    const NEVER: WordSet<16> = WordSet::new([
        "plus",
        "less",
        "always",
        "perhaps",
        "across",
        "besides",
        "sometimes",
        "towards",
        "thus",
        "yes",
        "has",
        "was",
        "does",
        "news",
        "worldwide",
        "overseas",
    ]);
    let has_plural_ending = match word.as_bytes() {
        [.., _, before, b's' | b'S'] => !matches!(before, b's' | b'S' | b'u' | b'U' | b'i' | b'I'),
        _ => false,
    };
    let is_plural = has_plural_ending && word.len() > 3 && !NEVER.has(word);
    (is_plural || IRREGULAR.has(word)) && !word.contains(['\'', '’'])
}

/// In byte order, for binary search.
const FUNCTION_WORDS: WordSet<135> = WordSet::new([
    "a", "about", "above", "across", "after", "against", "all", "along", "also", "although", "am",
    "among", "an", "and", "any", "are", "around", "as", "at", "be", "because", "been", "before",
    "being", "below", "between", "both", "but", "by", "can", "could", "did", "do", "does", "down",
    "during", "each", "either", "every", "few", "for", "from", "had", "has", "have", "he", "her",
    "here", "him", "his", "how", "i", "if", "in", "into", "is", "it", "its", "itself", "just",
    "many", "may", "me", "might", "more", "most", "much", "must", "my", "near", "neither", "no",
    "nor", "not", "of", "off", "on", "onto", "or", "our", "out", "over", "own", "per", "shall",
    "she", "should", "since", "so", "some", "such", "than", "that", "the", "their", "them", "then",
    "there", "these", "they", "this", "those", "through", "to", "too", "toward", "towards",
    "under", "until", "up", "upon", "us", "very", "via", "was", "we", "were", "what", "when",
    "where", "whether", "which", "while", "who", "whom", "whose", "why", "will", "with", "within",
    "without", "would", "yet", "you", "your",
]);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn may_is_a_month_with_a_capital_only() {
        assert!(is_month("May") && is_month("Sept.") && is_month("Dec"));
        assert!(!is_month("may") && !is_month("Ma") && !is_month("Marching"));
    }
}
