//! Which spellings are wrong, whatever sentence they stand in.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};
use strsim::osa_distance;

use super::Usage;
use super::lengths::Lengths;
use super::near::Near;
use crate::finding::Certainty;
use crate::word;

/// What is wrong with a spelling.
pub(super) struct Verdict {
    /// What was meant, the likeliest first; none if nobody can tell.
    pub(super) instead: Vec<String>,
    /// Whether nothing else can have been meant.
    pub(super) unique: bool,
    pub(super) certainty: Certainty,
    /// Whether it is a misspelling wherever it stands: the dictionary has it.
    pub(super) known: bool,
    /// Whether it has capitals where none belong.
    pub(super) capitals: bool,
    /// How that is known, with a comma before it.
    pub(super) reason: String,
}

/// A word that is used at least so often is meant like that.
const ESTABLISHED: u32 = 3;

/// Two words of fewer letters together may as well be one.
const LONG_PAIR: usize = 10;
const PART: usize = 4;

/// A known misspelling of so many letters is hardly a word of its own.
const LONG: usize = 7;

/// As [`LONG`], where the slip is one that fingers make.
const LONG_TYPED: usize = 6;

/// So many words that may have been meant are shown.
const SHOWN: usize = 3;

/// What is longer is no word.
const LONGEST: usize = 40;

/// The words that a run-together word begins or ends with. Those that compounds end with ("plugin", "rollout") are
/// not among them.
const JOINED: &[&str] = &[
    "and", "for", "from", "have", "of", "our", "that", "the", "this", "were", "which", "with",
];

/// Further words that another small one runs into: "inour", "tobe".
const BEHIND: &[&str] = &[
    "about", "after", "are", "be", "been", "between", "could", "has", "have", "her", "his", "into",
    "its", "more", "most", "not", "our", "should", "such", "than", "their", "them", "there",
    "these", "they", "this", "those", "was", "were", "where", "will", "would", "you", "your",
];

/// Judges each spelling of a corpus, and keeps those that are wrong.
pub(super) fn judge<'a>(usage: &Usage<'a>, extra: &FxHashSet<&str>) -> FxHashMap<&'a str, Verdict> {
    let mut verdicts = FxHashMap::default();
    let mut strangers: BTreeSet<&'a str> = BTreeSet::new();
    let mut unknown_terms: BTreeMap<String, &'a str> = BTreeMap::new();
    for (text, times) in &usage.times {
        let (text, times) = (*text, *times);
        if text.len() > LONGEST || !text.is_ascii() {
            continue;
        }
        let capitals = text.bytes().filter(u8::is_ascii_uppercase).count();
        let lower: Cow<'_, str> = match capitals {
            0 => text.into(),
            _ => text.to_ascii_lowercase().into(),
        };
        if extra.contains(&*lower) || usage.identifiers.contains(&*lower) {
            continue;
        }
        let verdict = if capitals == 0 {
            // What is written with a capital as well is a name or an abbreviation.
            if word::is_english(text)
                || usage.capital(text) >= times.max(2)
                || times >= ESTABLISHED && word::corrections(text).is_empty()
            {
                continue;
            }
            let known = misspelling(usage, text, times)
                .or_else(|| stuttered(text, times))
                .or_else(|| joined(text));
            if is_roman(text) {
                continue;
            }
            if known.is_none() && times < ESTABLISHED && text.len() >= 5 && !word::is_rare(text) {
                strangers.insert(text);
            }
            known
        } else if capitals == 1 && text.starts_with(|c: char| c.is_ascii_uppercase()) {
            (text.len() >= 7 && times < ESTABLISHED && !word::is_english(&lower))
                .then(|| misspelling(usage, &lower, times).or_else(|| stuttered(&lower, times)))
                .flatten()
                .map(|verdict| capitalised(verdict, &lower))
        } else {
            capitals_inside(usage, text, &lower, times)
        };
        // Without terms, none is near one.
        let is_term_like =
            !usage.terms.is_empty() && capitals > 0 && verdict.is_none() && times < ESTABLISHED;
        if is_term_like && text.len() >= 7 && !word::is_english(&lower) {
            unknown_terms.insert(lower.into_owned(), text);
        }
        if let Some(verdict) = verdict {
            verdicts.insert(text, verdict);
        }
    }
    let (slips, (run_together, in_terms)) = rayon::join(
        || slips(usage, &strangers),
        || {
            rayon::join(
                || run_together(usage, &strangers),
                || slips_in_terms(usage, &unknown_terms),
            )
        },
    );
    verdicts.extend(slips);
    verdicts.extend(run_together);
    verdicts.extend(in_terms);
    verdicts
}

/// The verdict on a spelling that the dictionary of misspellings has.
fn misspelling(usage: &Usage<'_>, lower: &str, times: u32) -> Option<Verdict> {
    let mut corrections: Vec<Cow<'_, str>> = word::corrections(lower)
        .into_iter()
        .map(Cow::from)
        .collect();
    if corrections.is_empty() {
        return None;
    }
    // "Tranditional" may lack a letter as well as have one too many: of two words that are as near, nobody knows which was
    // meant.
    if let [only] = corrections.as_slice()
        && only.len() == lower.len()
        && is_replaced(lower, only)
    {
        let near = word::near(lower).into_iter();
        let near = near.filter(|near| near.len() != lower.len() && same_ends(lower, near));
        corrections.extend(
            near.filter(|near| osa_distance(lower, near) == 1)
                .map(Cow::from),
        );
    }
    let unique = corrections.len() == 1;
    let slips = |word: &Cow<'_, str>| osa_distance(lower, word);
    // What the dictionary proposes may be farther away than what was meant.
    if !unique || corrections.iter().all(|word| slips(word) > 2) {
        let near = word::near(lower).into_iter().map(Cow::from);
        corrections.extend(near.filter(|near| same_ends(lower, near)));
    }
    let slips = corrections.iter().map(slips).min()?;
    let used = corrections.iter().map(|word| usage.times(word)).max();
    let is_made = is_made(lower);
    // A word of its own, in the world of this report; but a long one that is a letter away from what was meant is a
    // habit of its author.
    if times >= ESTABLISHED && used.unwrap_or_default() <= times {
        let is_habit = unique
            && slips == 1
            && lower.len() >= LONG
            && !is_made
            && same_ends(lower, &corrections[0]);
        if !is_habit {
            return None;
        }
    }
    // One slip is likelier than two, and of those that are as likely, what the reports speak of.
    let mut near = corrections;
    near.retain(|word| osa_distance(lower, word) == slips);
    let mut seen = FxHashSet::default();
    near.retain(|word| seen.insert(word.clone()));
    near.sort_by_key(|word| std::cmp::Reverse(usage.times(word)));
    if let [first, second, ..] = near.as_slice()
        && usage.times(first) >= 4 * usage.times(second).max(1)
    {
        near.truncate(1);
    }
    near.truncate(SHOWN);
    // A word that is unlike what was meant may as well be a name, and one that has an end of its own is of another
    // language: "cardinalis".
    let end = &lower[lower.len().saturating_sub(2)..];
    let is_like = near.iter().all(|near| near.ends_with(end))
        && match lower.len() {
            ..5 => false,
            5..8 => slips == 1,
            8..10 => slips <= 2,
            _ => slips <= 3,
        };
    // "Panaderiones" is the plural of another language.
    let near_plural = near.iter().all(|near| {
        let (own, right) = (lower.strip_suffix("es"), near.strip_suffix('s'));
        own.is_some() && own == right
    });
    Some(Verdict {
        instead: near.into_iter().map(Cow::into_owned).collect(),
        unique,
        // What is written time and again may be meant. A word that is made as words are made ("bakeable") is one.
        certainty: if is_made || near_plural {
            Certainty::Unsure
        } else if unique && is_like && times < ESTABLISHED && !word::is_rare(lower) {
            Certainty::Sure
        } else {
            Certainty::Likely
        },
        known: true,
        capitals: false,
        reason: String::new(),
    })
}

/// Whether one letter of a word stands in the place of another.
fn is_replaced(word: &str, instead: &str) -> bool {
    word.bytes()
        .zip(instead.bytes())
        .filter(|(own, other)| own != other)
        .count()
        == 1
}

/// Whether two words begin and end with the same letter.
fn same_ends(first: &str, second: &str) -> bool {
    let ends = |word: &str| (word.bytes().next(), word.bytes().next_back());
    ends(first) == ends(second)
}

/// Whether a misspelling may be a word that somebody made on purpose: "bakeable", "unbakeable", "bakeability", "teching",
/// "cobaked".
fn is_made(lower: &str) -> bool {
    let is_word = |word: &str| word.len() >= PART && word::is_english(word);
    let mut endings = ["ing", "ed", "er"].iter();
    let mut prefixes = ["non", "re", "in", "co", "mis"].iter();
    let quality = |ending| {
        let base = lower.strip_suffix(ending)?;
        Some(is_word(base) || is_word(&format!("{base}e")))
    };
    // "buildd", like "systemd", and several of them.
    let daemon = lower
        .strip_suffix("ds")
        .or(lower.strip_suffix('d'))
        .filter(|name| name.len() > PART && !name.ends_with("ed"));
    word::is_derived(lower)
        || lower.strip_suffix("al").is_some_and(|base| base.ends_with("ic") && is_word(base))
        || quality("ability").or_else(|| quality("ibility")) == Some(true)
        || daemon.is_some_and(is_word)
        || prefixes
            .find_map(|prefix| lower.strip_prefix(prefix))
            .is_some_and(is_word)
        // "untill" has a short word behind its prefix by chance.
        || lower
            .strip_prefix("un")
            .is_some_and(|rest| rest.len() > PART && (is_word(rest) || word::is_derived(rest)))
        || endings
            .find_map(|ending| lower.strip_suffix(ending))
            .is_some_and(|stem| {
                // The list has "techs", and no "tech".
                let is_noun = stem.len() >= PART && word::is_english(&format!("{stem}s"));
                (is_word(stem) || is_noun) && !doubles(stem)
            })
}

/// Whether a word doubles its last letter before an ending: "plan" in "planned".
fn doubles(stem: &str) -> bool {
    let mut letters = stem.bytes().rev();
    let last = letters.next();
    last.is_some_and(|letter| !b"aeiouwxy".contains(&letter))
        && letters
            .next()
            .is_some_and(|letter| b"aeiou".contains(&letter))
}

/// Whether a word is a number of pages and chapters: "xxiii".
fn is_roman(text: &str) -> bool {
    text.bytes()
        .all(|byte| matches!(byte, b'i' | b'v' | b'x' | b'l' | b'c'))
        && text.contains("ii") | text.contains('x')
}

fn capitalised(verdict: Verdict, lower: &str) -> Verdict {
    let with_capital = |word: String| {
        let mut letters = word.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        first.chain(letters).collect()
    };
    Verdict {
        instead: verdict.instead.into_iter().map(with_capital).collect(),
        // It may be a name.
        certainty: verdict.certainty.min(if word::is_rare(lower) {
            Certainty::Unsure
        } else {
            Certainty::Likely
        }),
        ..verdict
    }
}

/// The verdict on a word that has two to four letters twice in a row, and is one of English without them: "confererence".
fn stuttered(lower: &str, times: u32) -> Option<Verdict> {
    const SHORTEST: usize = 8;
    if lower.len() < SHORTEST || times >= ESTABLISHED {
        return None;
    }
    let bytes = lower.as_bytes();
    // Most words have no letters twice in a row.
    let has_twice = |length: usize| {
        let mut same = 0;
        bytes.iter().zip(&bytes[length..]).any(|(first, second)| {
            same = if first == second { same + 1 } else { 0 };
            same == length
        })
    };
    if !(2..=4).any(has_twice) {
        return None;
    }
    let repeats = (2..=4).flat_map(|length| {
        let places = 1..=lower.len() - 2 * length;
        let is_twice =
            move |at: &usize| bytes[*at..at + length] == bytes[at + length..at + 2 * length];
        places.filter(is_twice).map(move |at| (at, length))
    });
    let whole = repeats.map(|(at, length)| format!("{}{}", &lower[..at], &lower[at + length..]));
    let whole = whole.into_iter().find(|word| word::is_english(word))?;
    if word::is_rare(lower) || word::is_formed(lower) {
        return None;
    }
    Some(Verdict {
        instead: vec![whole],
        unique: true,
        certainty: Certainty::Likely,
        known: true,
        capitals: false,
        reason: String::new(),
    })
}

/// The verdict on two words that lack the space between them.
fn joined(text: &str) -> Option<Verdict> {
    let with = |first: &str, second: &str| {
        Some(Verdict {
            instead: vec![format!("{first} {second}")],
            unique: true,
            certainty: Certainty::Likely,
            known: false,
            capitals: false,
            reason: ", two words without a space".to_owned(),
        })
    };
    let mut splits = (2..text.len().saturating_sub(1)).map(|at| text.split_at(at));
    // "Mayan" is no "may an", nor "injust" an "in just".
    let small = |(first, second): &(&str, &str)| {
        word::is_function_word(first) && JOINED.contains(second)
            || word::is_function_word(first) && BEHIND.contains(second)
    };
    if let Some((first, second)) = splits.find(small) {
        return with(first, second);
    }
    if word::is_affixed(text) {
        return None;
    }
    for word in JOINED {
        if let Some(first) = text.strip_suffix(word)
            && first.len() >= 4
            && word::is_english(first)
        {
            return with(first, word);
        }
        if let Some(second) = text.strip_prefix(word)
            && (second.len() >= 5 || JOINED.contains(&second))
            && word::is_english(second)
        {
            return with(word, second);
        }
    }
    // Compounds begin with a noun or a short adjective.
    let (first, second) = word::compound(text)?;
    let closed = ["able", "ible", "ous", "ful", "ive", "ity"]
        .iter()
        .any(|ending| first.ends_with(ending));
    (closed && first.len() >= 6 && second.len() >= 5)
        .then(|| with(first, second))
        .flatten()
}

/// The verdict on a word with capitals where none belong: `NArvik`, or `BreadHOuses` beside many a `BreadHouse`.
fn capitals_inside(usage: &Usage<'_>, text: &str, lower: &str, times: u32) -> Option<Verdict> {
    if times >= ESTABLISHED || text.len() < 4 {
        return None;
    }
    let with = |instead: String, certainty| {
        Some(Verdict {
            instead: vec![instead],
            unique: true,
            certainty,
            known: true,
            capitals: true,
            reason: ", with a capital too many".to_owned(),
        })
    };
    let bytes = text.as_bytes();
    let two = bytes[0].is_ascii_uppercase()
        && bytes[1].is_ascii_uppercase()
        && bytes[2..].iter().all(u8::is_ascii_lowercase);
    if two && text.len() >= 5 {
        let capitalised = format!("{}{}", &text[..1], &lower[1..]);
        let used = usage.times(&capitalised);
        if used > times {
            let certainty = if used >= ESTABLISHED && text.len() >= 6 {
                Certainty::Sure
            } else {
                Certainty::Likely
            };
            return with(capitalised, certainty);
        }
        // "VMs", "OSes": an abbreviation with an ending.
        if lower.len() >= 6 && word::is_english(lower) {
            return with(capitalised, Certainty::Likely);
        }
    }
    // "BreadHOuses" beside many a "BreadHouse".
    let term = ["ed", "s", "ing", "er", "ers"]
        .iter()
        .filter_map(|ending| lower.strip_suffix(ending))
        .find_map(|term| usage.terms.get(term).map(|written| (term, written)))?;
    let (term, written) = term;
    (!text.starts_with(written))
        .then(|| Verdict {
            instead: vec![(*written).to_owned()],
            unique: false,
            certainty: Certainty::Likely,
            known: true,
            capitals: true,
            reason: format!(
                ", which stands in the reports {} times",
                usage.times(written)
            ),
        })
        .filter(|_| term.len() >= 4)
}

/// The verdicts on unknown words that are one slip away from a known one.
fn slips<'a>(usage: &Usage<'a>, strangers: &BTreeSet<&'a str>) -> FxHashMap<&'a str, Verdict> {
    let index = Near::of(strangers.iter().copied());
    let mut candidates: FxHashMap<&str, BTreeSet<(u32, &str)>> = FxHashMap::default();
    for (text, times) in &usage.times {
        let small = text.bytes().all(|byte| byte.is_ascii_lowercase());
        if *times < 2 || !(4..=LONGEST).contains(&text.len()) || !small {
            continue;
        }
        for stranger in index.to(text) {
            // Hardly anybody slips at the first letter, and many a name differs there from a word: "rexpect".
            let begins = stranger.as_bytes()[0] == text.as_bytes()[0];
            if begins && usage.times(stranger) < *times && !is_inflection(stranger, text) {
                candidates
                    .entry(stranger)
                    .or_default()
                    .insert((*times, text));
            }
        }
    }
    let mut verdicts = FxHashMap::default();
    for stranger in strangers {
        let near = candidates.get(stranger);
        // "Shoowing" is hardly of "shoo" and "wing" where "showing" stands again and again, nor "meteing" of "mete".
        let is_mistyped = |near: &BTreeSet<(u32, &str)>| {
            let likeliest = near.last();
            likeliest.is_some_and(|(times, instead)| {
                // "Automagic" is no slip for "automatic".
                let is_other_key =
                    stranger.len() == instead.len() && is_replaced(stranger, instead);
                *times > 1
                    && instead.len() >= LONG
                    && is_mistyped(stranger, instead)
                    && !(is_other_key && word::is_affixed(stranger))
            })
        };
        if word::is_formed(stranger)
            && (usage.times(stranger) > 1 || !near.is_some_and(is_mistyped))
        {
            continue;
        }
        if let Some(near) = near {
            let Some((times, instead)) = near.last() else {
                continue;
            };
            verdicts.insert(
                *stranger,
                Verdict {
                    instead: vec![(*instead).to_owned()],
                    unique: near.len() == 1,
                    // Two words that no list has may be two names.
                    certainty: if is_slip_inside(stranger, instead)
                        && (word::is_english(instead) || word::is_formed(instead))
                        && !usage.has_base_of(stranger)
                    {
                        Certainty::Likely
                    } else {
                        Certainty::Unsure
                    },
                    known: false,
                    capitals: false,
                    reason: format!(", which stands in the reports {times} times"),
                },
            );
        } else if stranger.len() >= 6 {
            let near: Vec<String> = word::near(stranger)
                .into_iter()
                .filter(|near| !is_inflection(stranger, near))
                .collect();
            if let [only] = near.as_slice() {
                verdicts.insert(
                    *stranger,
                    Verdict {
                        instead: vec![only.clone()],
                        unique: true,
                        // What the corpus never says is hardly what was meant: "fickler" for "frickler".
                        certainty: if usage.times(only) > 0
                            && is_slip_inside(stranger, only)
                            && !usage.has_base_of(stranger)
                        {
                            Certainty::Likely
                        } else {
                            Certainty::Unsure
                        },
                        known: false,
                        capitals: false,
                        reason: String::new(),
                    },
                );
            }
        }
    }
    verdicts
}

/// Whether a word is long enough to be known in spite of a slip, and ends as it should: many a word of another
/// language, and many a name, differs from a word of English in its end alone. A shorter one is known if the slip is one of
/// the fingers.
fn is_slip_inside(word: &str, instead: &str) -> bool {
    word.as_bytes().last() == instead.as_bytes().last()
        && (instead.len() >= LONG || instead.len() >= LONG_TYPED && is_mistyped(word, instead))
}

/// Whether one slip of the fingers makes a word of another: two letters in the wrong order, one too few, one twice, or one
/// beside the right one on the keyboard.
fn is_mistyped(word: &str, instead: &str) -> bool {
    let (typed, meant) = (word.as_bytes(), instead.as_bytes());
    let same = |a: &[u8], b: &[u8]| a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let at = same(typed, meant);
    let (typed, meant) = (&typed[at..], &meant[at..]);
    match (typed, meant) {
        ([first, second, rest @ ..], [other, one, behind @ ..])
            if (first, second) == (one, other) && rest == behind =>
        {
            true
        }
        ([first, rest @ ..], [one, behind @ ..]) if rest == behind => are_neighbours(*first, *one),
        (_, [_, behind @ ..]) if typed == behind => true,
        ([twice, rest @ ..], _) if rest == meant => word.as_bytes()[..at].last() == Some(twice),
        _ => false,
    }
}

/// Whether two keys are beside each other on most keyboards that English is written on.
fn are_neighbours(one: u8, other: u8) -> bool {
    const ROWS: [&[u8]; 3] = [b"qwertyuiop", b"asdfghjkl", b"zxcvbnm"];
    // Each row stands half a key to the right of the one above it.
    let place = |key: u8| {
        let rows = ROWS.iter().enumerate();
        let mut places = rows.filter_map(|(row, keys)| {
            let at = keys.iter().position(|own| *own == key)?;
            Some((row, 2 * at + row))
        });
        places.next()
    };
    let (Some((row, at)), Some((other_row, other_at))) = (place(one), place(other)) else {
        return false;
    };
    let apart = at.abs_diff(other_at);
    match row.abs_diff(other_row) {
        0 => apart == 2,
        1 => apart == 1,
        _ => false,
    }
}

/// The verdicts on words that the corpus writes as two elsewhere, again and again: "breadovens".
fn run_together<'a>(
    usage: &Usage<'a>,
    strangers: &BTreeSet<&'a str>,
) -> FxHashMap<&'a str, Verdict> {
    let long = |word: &&&'a str| {
        word.len() >= LONG_PAIR
            && usage.times(word) == 1
            && !word::is_affixed(word)
            && !word::is_rare(word)
    };
    let rare: FxHashSet<&'a str> = strangers.iter().filter(long).copied().collect();
    if rare.is_empty() {
        return FxHashMap::default();
    }
    let mut times: BTreeMap<(&'a str, usize), u32> = BTreeMap::new();
    let mut joined = String::new();
    let splits = |word: &&'a str| {
        let word = *word;
        (PART..=word.len() - PART).map(|at| word.split_at(at))
    };
    let (heads, tails) = rare.iter().flat_map(splits).unzip();
    let [firsts, seconds] = spelled(usage, [&heads, &tails]);
    usage.each_pair(&firsts, &seconds, |first, second| {
        joined.clear();
        joined.push_str(first);
        joined.push_str(second);
        joined.make_ascii_lowercase();
        if let Some(word) = rare.get(joined.as_str()) {
            *times.entry((word, first.len())).or_default() += 1;
        }
    });
    times.retain(|_, times| *times >= ESTABLISHED);
    let verdict = |(word, at): (&str, usize), times: u32| Verdict {
        instead: vec![format!("{} {}", &word[..at], &word[at..])],
        unique: true,
        certainty: Certainty::Likely,
        known: false,
        capitals: false,
        reason: format!(", which stands in the reports {times} times"),
    };
    let times = times.into_iter();
    times
        .map(|(split, times)| (split.0, verdict(split, times)))
        .collect()
}

/// Which words of the corpus are, in any case, among some words of small letters, and which among some others.
fn spelled(usage: &Usage<'_>, words: [&FxHashSet<&str>; 2]) -> [Vec<bool>; 2] {
    let known = words.map(|words| Lengths::of(words.iter().copied()));
    let mut spelled = words.map(|_| vec![false; usage.corpus.words.len()]);
    let mut lower = String::new();
    for (id, text, _) in usage.corpus.words.iter() {
        if known.iter().any(|known| known.may_have(text)) {
            lower.clear();
            lower.push_str(text);
            lower.make_ascii_lowercase();
            for (spelled, words) in spelled.iter_mut().zip(words) {
                spelled[id.index()] = words.contains(lower.as_str());
            }
        }
    }
    spelled
}

/// The verdicts on words that are one slip away from a term with capitals inside, whatever their own: `Breadhose`
/// beside many a `BreadHouse`. Slips in plain names are not looked for here: there are too many like names.
fn slips_in_terms<'a>(
    usage: &Usage<'a>,
    unknown: &BTreeMap<String, &'a str>,
) -> FxHashMap<&'a str, Verdict> {
    // "bakeBread" is a name of code, and so are those like it.
    let terms = usage.terms.iter();
    let terms = terms.filter(|(_, written)| written.starts_with(char::is_uppercase));
    let index = Near::of(terms.map(|(lower, _)| lower.as_str()));
    let capitals = |text: &str| text.bytes().filter(u8::is_ascii_uppercase).count();
    let verdict = |lower: &String, text: &str| {
        let near = index.to(lower).into_iter();
        let written = usage.terms[near.filter(|near| !is_inflection(near, lower)).max()?];
        // "BakeRyeB" has a word more than "BakeRye".
        // "FreeLSD" is none of "FreeBSD".
        let is_other =
            |(a, b): (u8, u8)| a != b && a.is_ascii_uppercase() && b.is_ascii_uppercase();
        if capitals(text) > capitals(written)
            || text.len() == written.len() && text.bytes().zip(written.bytes()).any(is_other)
        {
            return None;
        }
        Some(Verdict {
            instead: vec![written.to_owned()],
            unique: true,
            certainty: Certainty::Likely,
            known: true,
            capitals: false,
            reason: format!(
                ", which stands in the reports {} times",
                usage.times(written)
            ),
        })
    };
    let unknown = unknown.iter();
    unknown
        .filter_map(|(lower, text)| Some((*text, verdict(lower, text)?)))
        .collect()
}

/// Whether one word may be the other with an ending: "regex" and "regexs", "namespaced" and "namespaces".
fn is_inflection(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let plurals = |long: &str, short: &str| long.strip_suffix("es") == short.strip_suffix('s');
    long.strip_prefix(short)
        .is_some_and(|ending| ["s", "d", "r", "n", "y", "e"].contains(&ending))
        // The plural of another language: "panaderiones".
        || long.ends_with("es") && plurals(long, short)
        || (short.len() == long.len()
            && short[..short.len() - 1] == long[..long.len() - 1]
            && short.ends_with(['s', 'd', 'r', 'y', 'e'])
            && long.ends_with(['s', 'd', 'r', 'y', 'e']))
}

#[cfg(test)]
mod tests {
    use super::{is_made, is_mistyped};

    #[test]
    fn fingers_slip_in_four_ways() {
        for (typed, meant) in [
            ("cmoing", "coming"),
            ("potal", "portal"),
            ("porrtal", "portal"),
            ("peiple", "people"),
            ("stsble", "stable"),
        ] {
            assert!(is_mistyped(typed, meant), "{typed}");
        }
        for (word, other) in [
            ("panda", "conda"),
            ("patrol", "portal"),
            ("portyal", "portal"),
        ] {
            assert!(!is_mistyped(word, other), "{word}");
        }
        assert!(!is_mistyped("portal", "portal"));
    }

    #[test]
    fn words_are_made_of_words() {
        for word in [
            "bakeable",
            "bakeability",
            "compilability",
            "colinear",
            "buildds",
            "unbakeable",
        ] {
            assert!(is_made(word), "{word}");
        }
        for word in ["recieve", "comming", "untill", "avaliability", "coperate"] {
            assert!(!is_made(word), "{word}");
        }
    }
}
