//! Digits and number words that are no quantities: parts of names, identifiers, dates, times, addresses.
//!
//! Lives here: what the neighbours of a numeral say about it. Stays out: the numeral itself, and what dates mean,
//! which is the business of the `period` room.

use super::digits;
use super::fraction;
use super::hedge::is_time_unit_at;
use super::lexicon::{Lexeme, currency_sign, currency_word};
use super::numeral::Numeral;
use super::token::Tokens;
use crate::lookup::{WordSet, words};

const HYPHENS: &[char] = &['-', '\u{2010}', '\u{2011}', '–'];

/// If the digits at `at` are no quantity, the token after what they are part of.
pub(crate) fn not_a_quantity(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    // Most numbers stand between spaces, or have one behind the mark that is behind them.
    let is_bound = tokens.glued(at)
        || tokens.glued(at + 1) && (tokens.glued(at + 2) || tokens.is_word(at + 1));
    let if_bound = |read: fn(&Tokens<'_>, usize) -> Option<usize>| {
        if is_bound { read(tokens, at) } else { None }
    };
    if_bound(identifier)
        .or_else(|| if_bound(reference))
        .or_else(|| if_bound(chain))
        .or_else(|| date(tokens, at))
        .or_else(|| time(tokens, at))
        .or_else(|| year(tokens, at))
        .or_else(|| name(tokens, at))
        .or_else(|| enumerator(tokens, at))
}

/// "H3C", "99Cloud", "30px", "Covid-19", "#12": letters that stick to digits, but for those with a meaning.
fn identifier(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    let before = at.wrapping_sub(1);
    let stuck_before = tokens.glued(at)
        && match tokens.mark(before) {
            None => !is_currency_code(tokens, before) && !is_version_letter(tokens, before),
            Some('#' | '_') => true,
            Some('-' | '\u{2010}' | '\u{2011}' | '/') => {
                tokens.glued(before)
                    && (tokens.is_digits(before - 1)
                        || tokens.is_word(before - 1)
                            && !tokens.is(before - 1, words!["top"])
                            && !is_currency_code(tokens, before - 1))
            }
            // "'22".
            Some('\'' | '’' | '‘') => tokens.str(at).len() == 2,
            Some(_) => false,
        };
    let mut end = at + 1;
    // Only so far: a text of digits and commas must not be walked again from each of them.
    while end < at + 16
        && tokens.is_mark(end, &['.', ','])
        && tokens.glued(end)
        && tokens.glued(end + 1)
        && tokens.is_digits(end + 1)
    {
        end += 2;
    }
    let stuck_after = tokens.glued(end)
        && tokens.is_word(end)
        && !is_suffix(tokens, end)
        && !digits::is_raised(tokens, end);
    if !stuck_before && !stuck_after {
        return None;
    }
    while tokens.glued(end) && (tokens.is_word(end) || tokens.is_digits(end)) {
        end += 1;
    }
    Some(end)
}

/// "G.7" of a section, "socket(7)" of a manual, "12.x" of a line of releases, "ttl=64" of what a program prints.
fn reference(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    let stuck_to = |mark: char| {
        at >= 2 && tokens.glued(at) && tokens.glued(at - 1) && tokens.is_mark(at - 1, &[mark])
    };
    let word_before = || tokens.is_word(at - 2) && tokens.lexeme(at - 2) == Some(Lexeme::Other);
    let section = stuck_to('.') && tokens.is_word(at - 2) && tokens.str(at - 2).len() == 1;
    let page = stuck_to('(')
        && word_before()
        && tokens.str(at).len() == 1
        && tokens.is_mark(at + 1, &[')'])
        && tokens.glued(at + 1);
    let setting = stuck_to('=') && tokens.is_word(at - 2);
    let line = tokens.is_mark(at + 1, &['.'])
        && tokens.glued(at + 1)
        && tokens.glued(at + 2)
        && tokens.str(at + 2) == "x";
    if line {
        return Some(at + 3);
    }
    if !(section || page || setting) {
        return None;
    }
    let mut end = at + 1;
    while end < at + 16
        && tokens.is_mark(end, &['.'])
        && tokens.glued(end)
        && tokens.glued(end + 1)
        && tokens.is_digits(end + 1)
    {
        end += 2;
    }
    Some(end)
}

/// Whether the letters behind digits are an ordinal's, a scale, a currency or a multiple.
fn is_suffix(tokens: &Tokens<'_>, at: usize) -> bool {
    // "10M5" and "4th_x" are identifiers after all.
    if tokens.glued(at + 1) && tokens.is_digits(at + 1) {
        return false;
    }
    let word = tokens.str(at);
    is_ordinal_suffix(word)
        || currency_word(word).is_some()
        || tokens.is(at, words!["k", "b", "bn", "mn", "mm", "mil", "mio", "mln", "tn", "x", "am", "pm"])
        || word == "M"
        // "$10m": a unit of length costs nothing.
        || word == "m" && has_currency_before(tokens, at)
}

fn has_currency_before(tokens: &Tokens<'_>, suffix: usize) -> bool {
    let mut at = suffix;
    while at > 0 && (tokens.is_digits(at - 1) || tokens.is_mark(at - 1, &['.', ','])) {
        at -= 1;
        if suffix - at > 8 {
            return false;
        }
    }
    at > 0
        && (is_currency_code(tokens, at - 1)
            || tokens
                .mark(at - 1)
                .is_some_and(|mark| currency_sign(mark).is_some()))
}

/// Whether the letters make an ordinal of the digits before them.
pub(crate) fn is_ordinal_suffix(word: &str) -> bool {
    matches!(
        word,
        "st" | "nd" | "rd" | "th" | "ST" | "ND" | "RD" | "TH" | "ˢᵗ" | "ⁿᵈ" | "ʳᵈ" | "ᵗʰ"
    )
}

fn is_currency_code(tokens: &Tokens<'_>, at: usize) -> bool {
    let word = tokens.str(at);
    word.len() == 3 && currency_word(word).is_some()
}

/// "v" or "V" that starts a word of its own.
fn is_version_letter(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.is(at, words!["v"]) && !tokens.glued(at)
}

/// Digits joined by marks to something that is neither a number nor a range: dates, telephone numbers, times,
/// "24/7", "NIST 800-53".
fn chain(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    let joined = |at: usize, marks: &[char]| {
        tokens.is_mark(at, marks)
            && tokens.glued(at)
            && tokens.glued(at + 1)
            && tokens.is_digits(at + 1)
    };
    let mut end = at + 1;
    let mut links = 0;
    while joined(end, &['-', '\u{2010}', '\u{2011}', '–', '/', ':']) {
        links += 1;
        end += 2;
    }
    if links == 0 {
        return None;
    }
    let first = tokens.str(at);
    let second = tokens.str(at + 2);
    let odd = match tokens.mark(at + 1) {
        Some('/') => !is_fraction(first, second) || fraction::is_season(tokens, at),
        Some(':') => true,
        _ => is_year_number(first) && second.len() <= 4 || is_smaller(second, first),
    };
    // "10-15.5" and "1-2,000" go on with decimals or groups; they are judged as numbers.
    let number_goes_on = joined(end, &['.', ',']);
    if links > 1 || odd && !(number_goes_on && tokens.mark(at + 1) != Some(':')) {
        let suffix = tokens.is(end, words!["am", "pm"]);
        return Some(end + usize::from(suffix));
    }
    None
}

/// Whether a slash between these makes a fraction.
fn is_fraction(part: &str, parts: &str) -> bool {
    match (part.parse(), parts.parse()) {
        (Ok(part), Ok(parts)) => fraction::is_usual(part, parts),
        _ => false,
    }
}

fn is_smaller(one: &str, other: &str) -> bool {
    let digits = |text: &str| text.trim_start_matches('0').len();
    (digits(one), one.trim_start_matches('0')) < (digits(other), other.trim_start_matches('0'))
}

/// Whether digits look like a year of our times.
pub(crate) fn is_year_number(digits: &str) -> bool {
    digits.len() == 4 && ("1900"..="2100").contains(&digits)
}

/// "May 13th", "13 May", "4th of July", "June 2-3": a day beside a month.
fn date(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    let day = |at: usize| -> Option<usize> {
        let digits = tokens.str(at);
        if !tokens.is_digits(at) || digits.len() > 2 || !(1..=31_u8).contains(&digits.parse().ok()?)
        {
            return None;
        }
        let suffix = tokens.glued(at + 1) && is_ordinal_suffix(tokens.str(at + 1));
        Some(at + 1 + usize::from(suffix))
    };
    let first = day(at)?;
    // "2-3", "2 to 3", "2 and 3".
    let link =
        tokens.is_mark(first, HYPHENS) || tokens.is(first, words!["to", "and", "through", "or"]);
    let second = link.then(|| day(first + 1)).flatten();
    let last = second.unwrap_or(first);
    let month_behind = |at: usize| {
        let of = usize::from(tokens.is(at, words!["of"]));
        matches!(tokens.lexeme(at + of), Some(Lexeme::Month(_)))
    };
    if month_behind(last) {
        return Some(last);
    }
    if month_behind(first) {
        return Some(first);
    }
    let abbreviated = at >= 2 && tokens.is_mark(at - 1, &['.']);
    let before = at.checked_sub(1 + usize::from(abbreviated))?;
    let article = usize::from(tokens.is(before, words!["the"]));
    match tokens.lexeme(before.checked_sub(article)?) {
        Some(Lexeme::Month(_)) => {
            // "In May 12 people joined": a second thing that is counted is no second day.
            Some(
                second
                    .filter(|second| !is_plural_noun(tokens, *second))
                    .unwrap_or(first),
            )
        }
        // "Monday the 5th", and "on Monday 5 we met"; but "on Monday 5 boats came".
        _ if is_weekday(tokens, before.checked_sub(article)?)
            && (first > at + 1 || !tokens.is_word(first) || is_function_word(tokens, first)) =>
        {
            Some(first)
        }
        _ => None,
    }
}

/// Whether a token is the name of a day.
pub(crate) fn is_weekday(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.is(
        at,
        words![
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
        ],
    )
}

/// "9 AM", "5 p.m.", "14 UTC".
fn time(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    let ends = |next: usize| {
        if !tokens.is(next, &TIMES) {
            return None;
        }
        let plain = tokens.is(next, words!["am", "pm"]) && tokens.str(next) != "Am"
            || tokens.is(
                next,
                words![
                    "UTC",
                    "GMT",
                    "CET",
                    "CEST",
                    "EST",
                    "PST",
                    "o'clock",
                    "o’clock",
                ],
            );
        let dotted = tokens.is(next, words!["a", "p"])
            && tokens.is_mark(next + 1, &['.'])
            && tokens.glued(next + 1)
            && tokens.is(next + 2, words!["m"]);
        match (plain, dotted) {
            (true, _) => Some(next + 1),
            (_, true) => Some(next + 3),
            _ => None,
        }
    };
    // "I am" needs no digit before it, and "2 am" no capital.
    if let Some(end) = ends(at + 1) {
        return Some(end);
    }
    let range = tokens.is_mark(at + 1, HYPHENS) && tokens.is_digits(at + 2);
    range.then(|| ends(at + 3)).flatten()
}

/// What may stand behind an hour.
const TIMES: WordSet<12> = WordSet::new([
    "a",
    "am",
    "CEST",
    "CET",
    "EST",
    "GMT",
    "o'clock",
    "o’clock",
    "p",
    "pm",
    "PST",
    "UTC",
]);

/// A plain number between 1900 and 2100 is a year unless its neighbours count with it.
fn year(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    let digits = tokens.str(at);
    if !is_year_number(digits) {
        return None;
    }
    let next = at + 1;
    let decimals_or_group = tokens.is_mark(next, &['.', ','])
        && tokens.glued(next)
        && tokens.glued(next + 1)
        && tokens.is_digits(next + 1);
    let unit = tokens.is_mark(next, &['%', '+'])
        || tokens
            .mark(next)
            .is_some_and(|mark| currency_sign(mark).is_some())
        || tokens.is(next, words!["percent", "per", "pct", "plus"])
        || tokens.is_word(next) && currency_word(tokens.str(next)).is_some()
        || tokens.glued(next) && tokens.is_word(next)
        || matches!(
            tokens.lexeme(next),
            Some(Lexeme::Hundred | Lexeme::Scale(_) | Lexeme::Dozen)
        );
    let before = at.wrapping_sub(1);
    let money = || {
        tokens
            .mark(before)
            .is_some_and(|mark| currency_sign(mark).is_some())
            || tokens.is_word(before) && currency_word(tokens.str(before)).is_some()
    };
    if decimals_or_group || unit || money() {
        return None;
    }
    if !is_plural_noun(tokens, next) {
        return Some(next);
    }
    let bound = tokens.is(
        before,
        words![
            "over",
            "than",
            "nearly",
            "almost",
            "least",
            "most",
            "exceed",
            "exceeds",
            "exceeded",
            "about",
            "approximately",
            "roughly",
            "many",
            "total",
        ],
    ) || tokens.is(before, words!["to"])
        && tokens.is_before(before, words!["up", "close"])
        || tokens.is(before, words!["as", "of"])
            && tokens.is_before(before, words!["many", "total", "upwards", "excess"]);
    let dated = tokens.is(
        before,
        words![
            "in", "since", "by", "of", "from", "until", "till", "during", "before", "after",
            "through", "between", "early", "late", "mid", "year", "fiscal", "spring", "summer",
            "autumn", "fall", "winter", "to", "the", "our", "this", "for",
        ],
    );
    // "The guild has 1991 members."
    let held = tokens.is(before, words!["has", "have", "had"]);
    let recent = digits != "2000" && ("1990"..="2039").contains(&digits);
    let counts = bound || held || !recent && !dated;
    (!counts).then_some(next)
}

/// Whether the word is a plural in small letters: something that is counted.
pub(crate) fn is_plural_noun(tokens: &Tokens<'_>, at: usize) -> bool {
    if !tokens.is_word(at) || tokens.is_capitalised(at) {
        return false;
    }
    let word = tokens.str(at);
    let plural = word.len() > 3
        && word.ends_with('s')
        && !(word.ends_with("ss") || word.ends_with("us") || word.ends_with("is"));
    plural
        && !matches!(
            word,
            "does" | "plus" | "always" | "across" | "towards" | "perhaps"
        )
        || matches!(word, "people" | "women" | "men" | "children" | "staff")
}

/// A name of a firm that starts with digits: "by 451 Research, ...". A thing that is counted is a plural, or has one
/// behind it.
fn name(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    let next = at + 1;
    if !tokens.is_capitalised(next) || tokens.glued(next) || tokens.str(at).len() > 3 {
        return None;
    }
    let word = tokens.str(next);
    let word = word
        .strip_suffix("'s")
        .or(word.strip_suffix("’s"))
        .unwrap_or(word);
    let proper = word.len() > 4
        && !word.ends_with('s')
        && word.bytes().skip(1).any(|byte| byte.is_ascii_lowercase())
        && tokens.lexeme(next) == Some(Lexeme::Other)
        && !tokens.is(
            next,
            words!["people", "women", "children", "staff", "percent"],
        );
    let agent = || {
        tokens.is_before(at, words!["by", "from", "at", "firm", "analysts"])
            || tokens.is_before(at, words!["to"]) && tokens.is_before(at - 1, words!["according"])
            || at > 0 && tokens.is_mark(at - 1, &[','])
    };
    let possessive = word.len() < tokens.str(next).len();
    let ends = || possessive || !tokens.is_word(next + 1) || is_function_word(tokens, next + 1);
    (proper && agent() && ends()).then_some(next + 1)
}

/// "1." or "2)" before the first word of an item, "[3]" of a note.
fn enumerator(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    let short = tokens.str(at).len() <= 2;
    let opens_line = || at == 0 || tokens.is_mark(at - 1, &['\n']);
    let item = short
        && opens_line()
        && tokens.is_mark(at + 1, &['.', ')'])
        && tokens.glued(at + 1)
        && !tokens.glued(at + 2)
        && tokens.is_word(at + 2);
    let note = at > 0
        && tokens.is_mark(at - 1, &['['])
        && tokens.is_mark(at + 1, &[']'])
        && tokens.glued(at)
        && tokens.glued(at + 1);
    (item || note).then_some(at + 2)
}

/// Whether a word only joins others.
pub(crate) fn is_function_word(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.is(
        at,
        words![
            "a",
            "an",
            "and",
            "are",
            "as",
            "at",
            "be",
            "been",
            "but",
            "by",
            "can",
            "could",
            "did",
            "do",
            "does",
            "for",
            "from",
            "had",
            "has",
            "have",
            "he",
            "her",
            "his",
            "how",
            "if",
            "in",
            "into",
            "is",
            "it",
            "its",
            "may",
            "might",
            "must",
            "not",
            "of",
            "on",
            "onto",
            "or",
            "our",
            "she",
            "should",
            "so",
            "such",
            "than",
            "that",
            "the",
            "their",
            "then",
            "there",
            "these",
            "they",
            "this",
            "those",
            "to",
            "was",
            "we",
            "were",
            "what",
            "when",
            "where",
            "which",
            "while",
            "who",
            "whose",
            "will",
            "with",
            "would",
            "you",
            "your",
            "about",
            "after",
            "before",
            "during",
            "over",
            "per",
            "since",
            "under",
            "until",
            "via",
            "within",
            "without",
            "only",
            "also",
            "all",
            "average",
            "total",
            "nearly",
            "almost",
            "around",
            "roughly",
            "approximately",
            "some",
            "every",
            "each",
            "any",
            "no",
            "up",
            "down",
            "more",
            "less",
            "fewer",
            "least",
            "most",
            "between",
            "through",
            "both",
            "another",
            "now",
            "currently",
            "i",
            "me",
            "us",
            "them",
            "today",
            "yet",
            "just",
        ],
    )
}

/// Whether a numeral in words is the end of a compound ("Double-Eleven"), or decimals are glued to a unit (".25ml").
pub(crate) fn is_attached(tokens: &Tokens<'_>, at: usize, numeral: &Numeral) -> bool {
    let compound = numeral.in_words
        && at >= 2
        && tokens.is_mark(at - 1, HYPHENS)
        && tokens.glued(at)
        && tokens.glued(at - 1)
        && tokens.is_word(at - 2)
        && !matches!(
            tokens.lexeme(at - 2),
            Some(Lexeme::Unit(_) | Lexeme::Tens(_) | Lexeme::Hundred | Lexeme::Scale(_))
        )
        && !tokens.is(at - 2, words!["top", "to", "or"]);
    let unit = tokens.is_mark(at, &['.'])
        && tokens.glued(numeral.next)
        && tokens.is_word(numeral.next)
        && !is_suffix(tokens, numeral.next);
    compound || unit
}

/// Whether "one" counts something: "one student" does, "one of them", "this one" and "one-stop" do not.
pub(crate) fn counts_one(tokens: &Tokens<'_>, at: usize, next: usize) -> bool {
    let pronoun = tokens.is_before(
        at,
        words![
            "this",
            "that",
            "which",
            "no",
            "any",
            "every",
            "each",
            "another",
            "some",
            "either",
            "neither",
            "whichever",
            "the",
        ],
    );
    // "One day", some time; and "the One Pedal Drive", a name.
    let some_day = tokens.is(next, words!["day"])
        && tokens.is_before(
            at,
            words![
                "will", "would", "could", "may", "might", "that", "we", "they",
            ],
        );
    let name =
        tokens.is_capitalised(at) && tokens.is_capitalised(next) && !tokens.opens_sentence(at);
    let pronoun = pronoun || some_day || name;
    if pronoun {
        return false;
    }
    if at > 0 && tokens.lexeme(at - 1) == Some(Lexeme::Negative) {
        return true;
    }
    let asked_for = tokens.is_before(
        at,
        words!["only", "just", "than", "least", "exactly", "from", "to"],
    );
    if tokens.is_mark(next, HYPHENS) && tokens.glued(next) {
        return is_time_unit_at(tokens, next + 1)
            || tokens.is(next + 1, words!["page", "person", "member", "node", "part"]);
    }
    if !tokens.is_word(next) {
        return asked_for || at == 0 && tokens.len() == next;
    }
    if is_time_unit_at(tokens, next) {
        return true;
    }
    let verb_or_joint = is_function_word(tokens, next)
        && !tokens.is(next, words!["more", "such", "each", "per"])
        || tokens.is(
            next,
            words![
                "another", "being", "thing", "hand", "way", "because", "where",
            ],
        );
    !verb_or_joint || asked_for && tokens.is(next, words!["and", "or", "to", "in", "per", "by"])
}

/// Whether an ordinal in words orders something: "the first release" does, "first, we", "at first" and "a second
/// later" do not.
pub(crate) fn orders(tokens: &Tokens<'_>, at: usize, ordinal: &Numeral) -> bool {
    let next = ordinal.next;
    if tokens.is_mark(next, HYPHENS) && tokens.glued(next) {
        return tokens.is(
            next + 1,
            words!["ever", "generation", "largest", "biggest", "place", "most"],
        );
    }
    // "The first half", "the third quarter": a period.
    if matches!(tokens.lexeme(next), Some(Lexeme::Half | Lexeme::Quarter)) {
        return false;
    }
    let Some(Lexeme::OrdinalUnit(place)) = tokens.lexeme(at).filter(|_| next == at + 1) else {
        return true;
    };
    if tokens.opens_sentence(at) {
        return !(tokens.is_mark(next, &[',', ':']) || is_function_word(tokens, next));
    }
    if is_name_part(tokens, at) || is_set_phrase(tokens, place, next) {
        return false;
    }
    if place == 2 && is_second_of_time(tokens, at) {
        return false;
    }
    // Without a word that points at the thing, it is an adverb: "we operate first", "and second that".
    let preceded = tokens.is_before(
        at,
        words![
            "the", "a", "an", "our", "its", "their", "his", "her", "my", "your", "this", "that",
            "these", "those", "each", "every", "very", "for", "of", "in", "with", "from", "as",
            "on", "than", "or", "and", "by",
        ],
    );
    let before = if tokens.is_word(at - 1) {
        tokens.str(at - 1)
    } else {
        ""
    };
    let pointed_at = tokens.is_before(
        at,
        words![
            "the", "our", "its", "their", "very", "this", "your", "his", "her",
        ],
    ) || before.ends_with("'s")
        || before.ends_with("’s");
    let thing_follows = tokens.is_word(next) && !is_function_word(tokens, next);
    pointed_at
        || thing_follows
            && (preceded
                || before.is_empty()
                || before.ends_with("ed")
                || tokens.is_capitalised(at - 1)
                || matches!(before, "won" | "took" | "placed" | "held"))
}

/// "The First Contact Group", "Operate First": a capital where the sentence has none.
fn is_name_part(tokens: &Tokens<'_>, at: usize) -> bool {
    if !tokens.is_capitalised(at) {
        return false;
    }
    let before = at - 1;
    let after_name = tokens.is_capitalised(before) && !is_function_word(tokens, before);
    let after_words = tokens.is_word(before) && !tokens.is_capitalised(before);
    let before_name = tokens.is_capitalised(at + 1);
    // "Our First Virtual Summit" is a headline's way of writing.
    let pointed_at = tokens.is(before, words!["our", "its", "their", "very"]);
    after_name || after_words && before_name && !pointed_at
}

/// "First name", "second-hand", "third party".
fn is_set_phrase(tokens: &Tokens<'_>, place: u8, next: usize) -> bool {
    match place {
        1 => {
            tokens.is(next, words!["name", "names", "aid", "lady", "hand", "come"])
                || tokens.are(next, &["and", "foremost"])
        }
        2 => tokens.is(next, words!["hand", "guess"]),
        3 => tokens.is(next, words!["party", "parties"]),
        _ => false,
    }
}

/// "Per second", "one second", "a second later".
fn is_second_of_time(tokens: &Tokens<'_>, at: usize) -> bool {
    let next = at + 1;
    let thing_follows = tokens.is_word(next) && !is_function_word(tokens, next);
    tokens.is_before(at, words!["per", "one", "split"])
        || tokens.is_before(at, words!["each", "every", "half", "a"]) && !thing_follows
        || tokens.is_digits(at - 1)
        || tokens.is(next, words!["ago", "later"])
}

/// Whether "half" or a fraction in words is a part of something and not a part of a year or of a word.
pub(crate) fn is_share(tokens: &Tokens<'_>, at: usize, fraction: &Numeral) -> bool {
    let next = fraction.next;
    if tokens.is_mark(next, HYPHENS) && tokens.glued(next) {
        return is_time_unit_at(tokens, next + 1) && !tokens.is_before(at, words!["second"]);
    }
    let ordinal_before = at > 0
        && matches!(
            tokens.lexeme(at - 1),
            Some(Lexeme::OrdinalUnit(_) | Lexeme::OrdinalTens(_) | Lexeme::OrdinalPower(_))
        );
    let which = tokens.is_before(
        at,
        words![
            "latter", "other", "this", "last", "next", "back", "top", "bottom", "better", "each",
        ],
    ) || at > 0 && tokens.glued(at) && tokens.is_mark(at - 1, HYPHENS);
    !(ordinal_before || which || tokens.is(next, words!["way", "time", "past", "party"]))
}

/// Whether the word before a number says which one of a row is meant: "page 9", "day two", "No. 5".
pub(crate) fn is_label(tokens: &Tokens<'_>, at: usize) -> bool {
    let dot = usize::from(at >= 2 && tokens.is_mark(at - 1, &['.']) && tokens.glued(at - 1));
    let Some(before) = at.checked_sub(1 + dot) else {
        return false;
    };
    if dot == 1 {
        return tokens.is(
            before,
            words!["no", "nr", "fig", "vol", "ch", "p", "pp", "sec"],
        );
    }
    tokens.is(
        before,
        words![
            "day",
            "phase",
            "season",
            "stage",
            "step",
            "part",
            "chapter",
            "section",
            "page",
            "pages",
            "figure",
            "table",
            "level",
            "tier",
            "episode",
            "volume",
            "issue",
            "round",
            "number",
            "appendix",
            "slide",
            "wave",
            "nr",
            "version",
            "track",
            "room",
            "line",
            "layer",
            "goal",
            "option",
            "article",
            "clause",
            "paragraph",
        ],
    )
}
