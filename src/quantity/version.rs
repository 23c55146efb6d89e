//! Versions: dotted numbers that are names ("2.0.1", "v5", "the 2.6 release").

use super::context::{is_function_word, is_plural_noun, is_weekday, is_year_number};
use super::digits;
use super::hedge::is_time_unit_at;
use super::lexicon::{Lexeme, currency_of_millions, currency_sign, currency_word};
use super::token::Tokens;
use crate::lookup::{WordSet, words};

/// A version and the tokens that it is made of.
#[derive(Debug)]
pub(crate) struct Version {
    /// Its parts, most significant first.
    pub(crate) parts: Box<[u32]>,
    /// Its first token, a "v" included.
    pub(crate) first: usize,
    /// The token after it.
    pub(crate) next: usize,
}

/// More parts than any version has; a bound keeps reading linear.
const MOST_PARTS: usize = 8;

/// The version whose digits start at `at`. `after_version` tells that the number before was one, and `last` where the
/// last version ended, whatever stands between.
pub(crate) fn version(
    tokens: &Tokens<'_>,
    at: usize,
    after_version: bool,
    last: Option<usize>,
) -> Option<Version> {
    let Parts {
        values,
        count,
        next,
    } = Parts::at(tokens, at)?;
    let letter = tokens.glued(at) && tokens.is_before(at, words!["v"]) && !tokens.glued(at - 1);
    let first = at - usize::from(letter);
    let version = || Version {
        parts: values[..count].into(),
        first,
        next,
    };
    if letter || named(tokens, at, count > 1) {
        return Some(version());
    }
    let is = match count {
        1 => is_product_number(tokens, at, next, last),
        2 => {
            is_year_number(tokens.str(at))
                || names_release(tokens, next)
                || !is_measured(tokens, next)
                    && (after_version
                        || follows_product(tokens, at)
                        || has_round_minor(tokens, at, next))
        }
        // 13.05.2020 is a date.
        3 => !is_year_number(tokens.str(at + 4)),
        _ => true,
    };
    let unit = || {
        tokens.is_mark(next, &['%', '+', '°'])
            || digits::is_raised(tokens, next)
            || digits::dotted_groups(tokens, at).is_some()
            || tokens
                .mark(next)
                .is_some_and(|mark| currency_sign(mark).is_some())
            || tokens.glued(next) && tokens.is_word(next)
            || tokens.is_word(next) && currency_word(tokens.str(next)).is_some()
    };
    let amount = || {
        at > 0
            && (tokens
                .mark(at - 1)
                .is_some_and(|mark| currency_sign(mark).is_some())
                || currency_word(tokens.str(at - 1)).is_some()
                || currency_of_millions(tokens.str(at - 1)).is_some())
    };
    (is && !unit() && !amount()).then(version)
}

/// The dotted digits at a token, of which most are no version.
struct Parts {
    values: [u32; MOST_PARTS],
    count: usize,
    /// The token behind them.
    next: usize,
}

impl Parts {
    /// Reads those that start at a token; "5.x" is one part.
    fn at(tokens: &Tokens<'_>, at: usize) -> Option<Parts> {
        let mut values = [0; MOST_PARTS];
        values[0] = tokens.str(at).parse().ok()?;
        let (mut count, mut next) = (1, at + 1);
        while count < MOST_PARTS
            && tokens.is_mark(next, &['.'])
            && tokens.glued(next)
            && tokens.glued(next + 1)
        {
            if tokens.is(next + 1, words!["x"]) {
                // Two parts in form: it is read like 5.0.
                count += 1;
                next += 2;
                break;
            }
            if !tokens.is_digits(next + 1) {
                break;
            }
            values[count] = tokens.str(next + 1).parse().ok()?;
            count += 1;
            next += 2;
        }
        Some(Parts {
            values,
            count,
            next,
        })
    }
}

/// "Version 2", "release 2.6", "Rev. 5.2".
fn named(tokens: &Tokens<'_>, at: usize, dotted: bool) -> bool {
    let dot = usize::from(at >= 2 && tokens.is_mark(at - 1, &['.']) && tokens.glued(at - 1));
    let Some(before) = at.checked_sub(1 + dot) else {
        return false;
    };
    let versions = words!["version", "versions", "ver", "rev", "revision", "v"];
    // Most words are none of them.
    tokens.is(before, &NAMING)
        && (tokens.is(before, versions)
            || dotted
            || tokens.is(before, words!["release"]) && !is_plural_noun(tokens, at + 1) && dot == 0)
}

/// Words that say of the number behind them that it is a version, or may say so.
const NAMING: WordSet<9> = WordSet::new([
    "draft", "release", "releases", "rev", "revision", "v", "ver", "version", "versions",
]);

/// Whether a name stands directly before: "Rudder 2.6".
fn follows_product(tokens: &Tokens<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else {
        return false;
    };
    tokens.is_capitalised(before)
        && tokens.lexeme(before) == Some(Lexeme::Other)
        && !is_function_word(tokens, before)
        && !is_weekday(tokens, before)
        && !tokens.is(
            before,
            words![
                "score", "rating", "mean", "median", "growth", "rate", "size", "ratio", "cost",
            ],
        )
}

/// Whether the words behind a decimal are those of a release: "the 2.6 release", "from 3.4 to 3.5 upgrade".
fn names_release(tokens: &Tokens<'_>, next: usize) -> bool {
    const WORDS: WordSet<13> = WordSet::new([
        "release",
        "releases",
        "version",
        "versions",
        "upgrade",
        "upgrades",
        "branch",
        "series",
        "beta",
        "alpha",
        "roadmap",
        "milestone",
        "prerelease",
    ]);
    let second = usize::from(tokens.is(next, words!["to"]) && tokens.is_digits(next + 1));
    let next = if second == 1 && tokens.is_mark(next + 2, &['.']) && tokens.is_digits(next + 3) {
        next + 4
    } else {
        next
    };
    let pre = tokens.is(next, words!["pre"]) && tokens.is_mark(next + 1, &['-']);
    tokens.is(next, &WORDS) || pre && tokens.is(next + 2, &WORDS)
}

/// "5.0" and "5.10": nobody measures with an idle nought.
fn has_round_minor(tokens: &Tokens<'_>, at: usize, next: usize) -> bool {
    matches!(tokens.str(at + 2), "0" | "10" | "20")
        && next == at + 3
        && !is_plural_noun(tokens, next)
        && tokens.len() > 3
}

/// "Moved to Rudder 2": a whole number behind a name in the middle of a sentence. If something that could be counted
/// follows, a word that points at the name must stand before it ("our Rudder 2 servers").
fn is_product_number(tokens: &Tokens<'_>, at: usize, next: usize, last: Option<usize>) -> bool {
    let name = follows_product(tokens, at) && !tokens.str(at - 1).ends_with('s');
    // "ISO 9001": letters that are all capitals stand before longer numbers, too.
    if !name || tokens.str(at).len() > 2 && !is_acronym(tokens.str(at - 1)) {
        return false;
    }
    // "Rudder 2 has": one thing does something.
    if tokens.is(
        next,
        words!["has", "is", "was", "will", "can", "had", "does"],
    ) {
        return true;
    }
    let Some(before_name) = at.checked_sub(2) else {
        return false;
    };
    // "Oslo 50, Bergen 31 and Moss 20": all of a list are versions, or none is.
    if tokens.is(before_name, words!["and"]) && before_name > 0 && tokens.is_digits(before_name - 1)
    {
        return last == Some(before_name);
    }
    let joint = is_function_word(tokens, before_name);
    let prose = tokens.is_word(before_name) && (joint || !tokens.is_capitalised(before_name));
    let determined = tokens.is(
        before_name,
        words![
            "the", "our", "a", "an", "new", "old", "this", "its", "his", "their", "both",
            "multiple",
        ],
    );
    prose
        && (determined || !is_plural_noun(tokens, next))
        && !tokens.is_mark(next, &['-', '–', '/', '+', '%'])
}

fn is_acronym(word: &str) -> bool {
    (2..=5).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Whether a decimal is followed by what decimals measure.
fn is_measured(tokens: &Tokens<'_>, at: usize) -> bool {
    is_time_unit_at(tokens, at)
        || matches!(
            tokens.lexeme(at),
            Some(Lexeme::Hundred | Lexeme::Scale(_) | Lexeme::Dozen | Lexeme::Dozens)
        )
        || tokens.is(
            at,
            words![
                "percent", "per", "pct", "times", "points", "point", "stars", "gb", "tb", "mb",
                "pb", "kb", "ghz", "mhz", "km", "kg", "kw", "mw", "gw", "kwh", "mwh", "miles",
                "meters", "metres", "tons", "tonnes", "out", "x", "k",
            ],
        )
}
