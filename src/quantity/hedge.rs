//! Hedges: the words around a number that make it a bound or an estimate ("over", "nearly", "up to", "or more").
//!
//! A hedge belongs to a number only if it stands directly before or behind it. Some of these words have other
//! trades: "over 25 weeks" is a duration, "is up to 40" a growth, "learned about 5 tools" a topic.

use super::Modifier;
use super::context::is_plural_noun;
use super::lexicon::{Lexeme, currency_sign};
use super::token::{TokenKind, Tokens};
use crate::lookup::{WordSet, words};

/// A hedge before a number and the token that it starts at.
pub(crate) type Hedge = (Modifier, usize);

/// The hedge before the number in the tokens `first..next`.
pub(crate) fn before(tokens: &Tokens<'_>, first: usize, next: usize) -> Option<Hedge> {
    // The escape of a currency sign in Markdown: `\$5`.
    let escaped = first > 0 && tokens.is_mark(first - 1, &['\\']) && tokens.glued(first);
    let first = first - usize::from(escaped);
    let at = first.checked_sub(1)?;
    match tokens.kind(at) {
        TokenKind::Mark(mark) => sign(tokens, at, mark),
        TokenKind::Word(_) => word(tokens, at, next)
            .filter(|(_, start)| !is_compared(tokens, *start, at))
            .map(|hedge| with_degree(tokens, hedge)),
        TokenKind::Digits => None,
    }
}

/// The hedge behind a number and the token after it. `in_words` is whether the number is written so.
pub(crate) fn after(tokens: &Tokens<'_>, next: usize, in_words: bool) -> Option<(Modifier, usize)> {
    if tokens.is_mark(next, &['+']) && tokens.glued(next) {
        let joined = tokens.glued(next + 1) && tokens.is_digits(next + 1);
        return (!joined).then_some((Modifier::Over, next + 1));
    }
    let may_be = words!["and", "at", "max", "maximum", "or", "plus"];
    if tokens.is_word(next) && !tokens.is(next, may_be) {
        return None;
    }
    if tokens.is(next, words!["plus"]) {
        let addend = tokens.is_digits(next + 1)
            || matches!(
                tokens.lexeme(next + 1),
                Some(Lexeme::Unit(_) | Lexeme::Tens(_) | Lexeme::Article)
            );
        return (!addend).then_some((Modifier::Over, next + 1));
    }
    // "40-odd boats", "5,000-plus members".
    if tokens.is_mark(next, &['-', '\u{2010}', '\u{2011}'])
        && tokens.glued(next)
        && tokens.is(next + 1, words!["odd", "plus"])
    {
        return Some((Modifier::Over, next + 2));
    }
    // "Nine hundred and some boats".
    if in_words && tokens.are(next, &["and", "some"]) && is_plural_noun(tokens, next + 2) {
        return Some((Modifier::Over, next + 2));
    }
    if tokens.is(next, words!["at"]) && tokens.is(next + 1, words!["least", "most"]) {
        let modifier = if tokens.is(next + 1, words!["least"]) {
            Modifier::Over
        } else {
            Modifier::UpTo
        };
        return (!starts_number(tokens, next + 2)).then_some((modifier, next + 2));
    }
    // "50 maximum."
    if tokens.is(next, words!["max", "maximum"]) && !tokens.is_word(next + 1) {
        return Some((Modifier::UpTo, next + 1));
    }
    let modifier = if tokens.is(next, words!["or"]) {
        match () {
            () if tokens.is(
                next + 1,
                words!["more", "greater", "higher", "above", "larger", "over"],
            ) =>
            {
                Modifier::Over
            }
            () if tokens.is(
                next + 1,
                words!["less", "fewer", "lower", "below", "smaller"],
            ) =>
            {
                Modifier::UpTo
            }
            () if tokens.is(next + 1, words!["so"]) => Modifier::About,
            () => return None,
        }
    } else if tokens.is(next, words!["and"])
        && tokens.is(
            next + 1,
            words!["above", "up", "over", "counting", "upwards"],
        )
    {
        Modifier::Over
    } else {
        return None;
    };
    // "Five or more than six" starts another number.
    let than = tokens.is(next + 2, words!["than"]);
    (!than || !starts_number(tokens, next + 3)).then_some((modifier, next + 2 + usize::from(than)))
}

/// Whether a number may start at a token.
fn starts_number(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.is_digits(at)
        || tokens
            .mark(at)
            .is_some_and(|mark| currency_sign(mark).is_some())
        || matches!(
            tokens.lexeme(at),
            Some(
                Lexeme::Unit(_)
                    | Lexeme::Tens(_)
                    | Lexeme::Half
                    | Lexeme::Article
                    | Lexeme::Times(_)
                    | Lexeme::Negative
            )
        )
}

fn sign(tokens: &Tokens<'_>, at: usize, mark: char) -> Option<Hedge> {
    let or_equal = tokens.is_mark(at, &['=']) && at > 0;
    let (at, mark) = if or_equal {
        (at - 1, tokens.mark(at - 1)?)
    } else {
        (at, mark)
    };
    // A quotation mark of a plain-text mail.
    let opens_line = at == 0 || tokens.is_mark(at - 1, &['\n', '<', '>']);
    let modifier = match mark {
        '>' if opens_line => return None,
        '~' | '≈' | '∼' => Modifier::About,
        '>' | '≥' => Modifier::Over,
        '<' if or_equal => Modifier::UpTo,
        '≤' => Modifier::UpTo,
        '<' => Modifier::Below,
        _ => return None,
    };
    Some((modifier, at))
}

/// The hedge whose last word is at `at`.
fn word(tokens: &Tokens<'_>, at: usize, next: usize) -> Option<Hedge> {
    let one = |modifier| Some((modifier, at));
    let two = |modifier| Some((modifier, at - 1));
    let mut lower = [0; 16];
    let word = lowercase(tokens.str(at), &mut lower)?;
    match word {
        "over" if is_duration(tokens, at, next) => None,
        "past" if tokens.is_before(at, words!["the", "this", "half", "quarter"]) => None,
        "over" | "past" | "exceed" | "exceeds" | "exceeded" | "exceeding" | "surpass"
        | "surpassed" | "surpasses" | "surpassing" | "topping" | "topped" | "above" | "beyond" => {
            one(Modifier::Over)
        }
        "than" => than(tokens, at),
        "to" if tokens.is_before(at, words!["equal"]) => or_equal_to(tokens, at),
        "to" if tokens.is_before(at, words!["close"]) => two(Modifier::Nearly),
        "to" if tokens.is_before(at, words!["up"]) && !is_growth(tokens, at - 1) => {
            two(Modifier::UpTo)
        }
        "as" if at >= 2 && tokens.is(at - 2, words!["as"]) => {
            let modifier = match () {
                () if tokens.is(at - 1, words!["many", "much", "high", "large"]) => Modifier::UpTo,
                () if tokens.is(at - 1, words!["few", "little", "low"]) => Modifier::Over,
                () => return None,
            };
            Some((modifier, at - 2))
        }
        "least" if tokens.is_before(at, words!["at"]) => two(Modifier::Over),
        "most" if tokens.is_before(at, words!["at"]) => two(Modifier::UpTo),
        "least" | "most" if at >= 3 && tokens.are(at - 3, &["at", "the", "very"]) => {
            let modifier = if word == "least" {
                Modifier::Over
            } else {
                Modifier::UpTo
            };
            Some((modifier, at - 3))
        }
        "maximum" => one(Modifier::UpTo),
        "minimum" => one(Modifier::Over),
        "about" if is_topic(tokens, at) => None,
        "about" | "around" | "approximately" | "roughly" | "some" | "circa" | "approx" | "ca"
        | "estimated" => one(Modifier::About),
        "nearly" | "almost" | "approaching" | "nearing" => one(Modifier::Nearly),
        "of" if tokens.is_before(at, words!["shy", "short"]) => two(Modifier::Nearly),
        "of" if tokens.is_before(at, words!["excess"])
            && at >= 2
            && tokens.is(at - 2, words!["in"]) =>
        {
            Some((Modifier::Over, at - 2))
        }
        "of" if tokens.is_before(at, words!["upwards", "north"]) => two(Modifier::Over),
        "of" if tokens.is_before(at, words!["maximum"]) => two(Modifier::UpTo),
        "of" if tokens.is_before(at, words!["minimum"]) => two(Modifier::Over),
        "under" if tokens.is_before(at, words!["just"]) => two(Modifier::Nearly),
        "under" | "below" => one(Modifier::Below),
        _ => None,
    }
}

/// Whether the words of a hedge tell what a number before them is measured from: "20% more than 340", "a rise of a
/// fifth over 340", "twice as many as 340".
fn is_compared(tokens: &Tokens<'_>, start: usize, last: usize) -> bool {
    let Some(before) = start.checked_sub(1) else {
        return false;
    };
    let share = tokens.is_mark(before, &['%'])
        || tokens.is(before, words!["percent", "points"])
        || tokens.is(before, words!["cent"]) && tokens.is_before(before, words!["per"]);
    match () {
        () if tokens.is(last, words!["over", "above", "below", "under"]) => {
            share || tokens.is(before, &CHANGES)
        }
        () if tokens.is(last, words!["than"]) => {
            // "In 2020 more than 45 boats came", "a power of two greater than one".
            let year = tokens.is_digits(before) && tokens.str(before).len() == 4;
            let counted = last
                .checked_sub(1)
                .is_some_and(|at| tokens.is(at, words!["more", "fewer", "less"]));
            let number = tokens.is_digits(before)
                || matches!(
                    tokens.lexeme(before),
                    Some(Lexeme::Unit(_) | Lexeme::Tens(_))
                );
            share || number && counted && !year
        }
        () if tokens.is(last, words!["as"]) => {
            tokens.is(before, words!["twice", "times", "half", "thrice"])
        }
        () => false,
    }
}

/// Nouns of change, which "over" follows before what the change is measured from.
const CHANGES: WordSet<10> = WordSet::new([
    "decline",
    "decrease",
    "drop",
    "fall",
    "growth",
    "improvement",
    "increase",
    "jump",
    "reduction",
    "rise",
]);

/// "More than", "no more than", "fewer than".
fn than(tokens: &Tokens<'_>, at: usize) -> Option<Hedge> {
    let mut comparative = at.checked_sub(1)?;
    // "Bigger or equal than".
    let or_equal = comparative >= 2
        && tokens.is(comparative, words!["equal"])
        && tokens.is_before(comparative, words!["or"]);
    comparative -= 2 * usize::from(or_equal);
    // "Equal to or less than".
    let equal_or = comparative >= 3 && tokens.are(comparative - 3, &["equal", "to", "or"]);
    let more = tokens.is(
        comparative,
        words![
            "more", "greater", "larger", "higher", "bigger", "longer", "older",
        ],
    );
    let less = tokens.is(
        comparative,
        words!["less", "fewer", "lower", "smaller", "shorter", "younger"],
    );
    let negated = tokens.is_before(comparative, words!["no", "not", "never"]);
    let modifier = match (more, less, negated) {
        (true, _, false) | (_, true, true) => Modifier::Over,
        (true, _, true) => Modifier::UpTo,
        (_, true, false) if or_equal || equal_or => Modifier::UpTo,
        (_, true, false) => Modifier::Below,
        (false, false, _) => return None,
    };
    let before = 3 * usize::from(equal_or) + usize::from(negated);
    Some((modifier, comparative - before))
}

/// "Less than or equal to"; "equal to or less than" ends with "than" and is read there.
fn or_equal_to(tokens: &Tokens<'_>, at: usize) -> Option<Hedge> {
    let or = at.checked_sub(2)?;
    if !tokens.is(or, words!["or"]) {
        return None;
    }
    let before = or.checked_sub(1)?;
    // "At least or equal to 30".
    if tokens.is_before(before, words!["at"]) {
        let modifier = match () {
            () if tokens.is(before, words!["least"]) => Modifier::Over,
            () if tokens.is(before, words!["most"]) => Modifier::UpTo,
            () => return None,
        };
        return Some((modifier, before - 1));
    }
    let (modifier, start) = than(tokens, before)?;
    let modifier = if modifier == Modifier::Below {
        Modifier::UpTo
    } else {
        modifier
    };
    Some((modifier, start))
}

/// Takes in the words of degree before a hedge: "well over", "just over", "slightly more than".
fn with_degree(tokens: &Tokens<'_>, (modifier, start): Hedge) -> Hedge {
    const DEGREES: WordSet<7> = WordSet::new([
        "well",
        "just",
        "slightly",
        "far",
        "significantly",
        "very",
        "fairly",
    ]);
    // "So far over 30 have come" tells when, and not how far.
    let is_when =
        start >= 2 && tokens.is(start - 2, words!["so"]) && tokens.is(start - 1, words!["far"]);
    if tokens.is_before(start, &DEGREES) && !is_when {
        (modifier, start - 1)
    } else if start >= 2
        && tokens.is(start - 1, words!["little", "bit"])
        && tokens.is(start - 2, words!["a"])
    {
        (modifier, start - 2)
    } else {
        (modifier, start)
    }
}

/// Whether "over" says how long and not how many.
fn is_duration(tokens: &Tokens<'_>, over: usize, next: usize) -> bool {
    if is_time_unit_at(tokens, next) {
        let age = tokens.is(
            next + 1,
            words!["ago", "old", "later", "long", "of", "experience"],
        );
        let measured = tokens.is_before(
            over,
            words![
                "for",
                "in",
                "after",
                "of",
                "have",
                "has",
                "had",
                "having",
                "with",
                "by",
                "to",
                "took",
                "takes",
                "spent",
                "spend",
                "lasting",
                "lasted",
                "lasts",
                "than",
                "is",
                "was",
                "are",
                "were",
                "be",
                "been",
                "required",
                "requires",
                "well",
                "just",
                "slightly",
                "bit",
                "little",
                "contributed",
                "invested",
                "logged",
                "and",
                "until",
            ],
        );
        return !age && !measured;
    }
    let occasions = tokens.is(
        next,
        words![
            "meetings",
            "sessions",
            "calls",
            "workshops",
            "rounds",
            "sprints",
            "iterations",
            "cycles",
        ],
    );
    let manner = over
        .checked_sub(1)
        .is_some_and(|before| tokens.is_word(before) && tokens.str(before).ends_with("ly"))
        || tokens.is_before(over, words!["place", "together", "online", "spread"]);
    occasions && manner
}

/// Whether a word names a span of time, in one or several.
pub fn is_time_unit(word: &str) -> bool {
    const UNITS: WordSet<21> = WordSet::new([
        "centuries",
        "day",
        "days",
        "decade",
        "decades",
        "hour",
        "hours",
        "minute",
        "minutes",
        "month",
        "months",
        "nights",
        "quarters",
        "seasons",
        "second",
        "seconds",
        "week",
        "weekends",
        "weeks",
        "year",
        "years",
    ]);
    UNITS.has(word)
}

/// As [`is_time_unit`], of a token.
pub(crate) fn is_time_unit_at(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.is_word(at) && is_time_unit(tokens.str(at))
}

/// Whether "up to" tells where something has grown to.
fn is_growth(tokens: &Tokens<'_>, up: usize) -> bool {
    let grown = tokens.is_before(
        up,
        words![
            "is",
            "are",
            "was",
            "were",
            "be",
            "been",
            "now",
            "grew",
            "grown",
            "grow",
            "growing",
            "rose",
            "risen",
            "increased",
            "moved",
            "went",
            "going",
            "gone",
            "came",
            "brought",
            "bringing",
            "it's",
            "we're",
            "stands",
            "stood",
        ],
    );
    // "From 11 members up to 21".
    let from = (up.saturating_sub(6)..up)
        .rev()
        .take_while(|at| !tokens.is_mark(*at, &['.', ';', '\n']))
        .any(|at| tokens.is(at, words!["from"]));
    grown || from
}

/// Whether "about" says what something deals with.
fn is_topic(tokens: &Tokens<'_>, about: usize) -> bool {
    tokens.is_before(
        about,
        words![
            "talk",
            "talks",
            "talked",
            "talking",
            "learn",
            "learned",
            "learning",
            "learnt",
            "hear",
            "heard",
            "know",
            "knew",
            "think",
            "thinking",
            "write",
            "wrote",
            "written",
            "read",
            "told",
            "tell",
            "information",
            "details",
            "question",
            "questions",
            "more",
            "blog",
            "article",
            "articles",
            "story",
            "stories",
            "discussion",
            "discussions",
            "spoke",
            "speak",
        ],
    )
}

fn lowercase<'a>(word: &str, buffer: &'a mut [u8; 16]) -> Option<&'a str> {
    let bytes = word.as_bytes();
    let target = buffer.get_mut(..bytes.len())?;
    target.copy_from_slice(bytes);
    target.make_ascii_lowercase();
    std::str::from_utf8(target).ok()
}
