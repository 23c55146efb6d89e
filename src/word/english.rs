//! The words of English, and its well-known misspellings.
//!
//! Lives here: a word list that is searched where it lies in the program, at no cost for those who do not ask; words
//! that are made of others; the dictionary of misspellings.
//! Stays out: names, and how a report uses its words.

use std::cmp::Ordering;

/// Words of small ASCII letters in the order of bytes, one a line. `english-sources.txt` tells where they are from.
const WORDS: &str = include_str!("english.txt");
/// Misspellings in the order of bytes, one a line, each with what is meant, parted by commas.
const MISSPELLINGS: &str = include_str!(concat!(env!("OUT_DIR"), "/misspellings.txt"));

/// Where the lines of each list begin that start with "aaa", "aab", and so on.
type Starts = [u32; 26 * 26 * 26];
#[expect(clippy::unreadable_literal, reason = "laid out by build.rs")]
static WORD_STARTS: Starts = include!(concat!(env!("OUT_DIR"), "/english-starts.rs"));
#[expect(clippy::unreadable_literal, reason = "laid out by build.rs")]
static MISSPELLING_STARTS: Starts = include!(concat!(env!("OUT_DIR"), "/misspellings-starts.rs"));

/// Beginnings that make a word of a word.
const PREFIXES: &[&str] = &[
    "anti", "auto", "bi", "bio", "co", "counter", "cross", "cyber", "de", "dis", "down", "eco",
    "electro", "extra", "geo", "hyper", "in", "inter", "intra", "macro", "mega", "meta", "micro",
    "mid", "mini", "mis", "mono", "multi", "nano", "neuro", "non", "out", "over", "para", "photo",
    "poly", "post", "pre", "pro", "proto", "pseudo", "quasi", "re", "self", "semi", "sub", "super",
    "tele", "thermo", "trans", "tri", "ultra", "un", "uni", "under", "up",
];

/// Endings that make a word of a word, and what the word may end with instead.
const SUFFIXES: &[(&str, &[&str])] = &[
    ("s", &[""]),
    ("es", &[""]),
    ("ies", &["y"]),
    ("ed", &["", "e"]),
    ("ied", &["y"]),
    ("ing", &["", "e"]),
    ("er", &["", "e"]),
    ("ers", &["", "e"]),
    ("or", &["", "e"]),
    ("ors", &["", "e"]),
    ("ly", &[""]),
    ("ally", &["", "al"]),
    ("able", &["", "e"]),
    ("ability", &["", "e", "able"]),
    ("ize", &["", "e", "y"]),
    ("ized", &["", "e", "y"]),
    ("izes", &["", "e", "y"]),
    ("izer", &["", "e", "y"]),
    ("izers", &["", "e", "y"]),
    ("izing", &["", "e", "y"]),
    ("ization", &["", "e", "y"]),
    ("izations", &["", "e", "y"]),
    ("ise", &["", "e", "y"]),
    ("ised", &["", "e", "y"]),
    ("iser", &["", "e", "y"]),
    ("isers", &["", "e", "y"]),
    ("ising", &["", "e", "y"]),
    ("isation", &["", "e", "y"]),
    ("isations", &["", "e", "y"]),
    ("ification", &["", "e", "y", "ify"]),
    ("ation", &["", "e"]),
    ("ations", &["", "e"]),
    ("ness", &[""]),
    ("iness", &["y"]),
    ("less", &[""]),
    ("like", &[""]),
    ("wise", &[""]),
    ("wide", &[""]),
    ("ward", &[""]),
    ("wards", &[""]),
    ("ish", &["", "e"]),
    ("ism", &["", "e"]),
    ("isms", &["", "e"]),
    ("ist", &["", "e"]),
    ("ists", &["", "e"]),
    ("ful", &[""]),
    ("fully", &[""]),
    ("ship", &[""]),
    ("ships", &[""]),
    ("hood", &[""]),
    ("ality", &["al"]),
    ("arity", &["ar"]),
    ("icity", &["ic"]),
    ("ivity", &["ive"]),
    ("ic", &["", "e", "y"]),
    ("ical", &["", "e", "y"]),
    ("ian", &["", "y"]),
    ("ive", &["", "e"]),
    ("al", &["", "e"]),
    ("ment", &[""]),
    ("ments", &[""]),
    ("dom", &[""]),
];

/// The shortest word that others are made of, apart from these.
const SHORTEST_PART: usize = 4;
const SHORT_PARTS: &[&str] = &[
    "air", "app", "bar", "bed", "big", "bot", "box", "bug", "bus", "car", "cut", "day", "dev",
    "end", "eye", "fit", "fix", "hot", "hub", "ice", "job", "key", "lab", "law", "log", "low",
    "man", "map", "men", "net", "new", "now", "off", "oil", "old", "one", "out", "pod", "pop",
    "pot", "raw", "red", "row", "run", "sea", "set", "sky", "sub", "sun", "tag", "tap", "tax",
    "tip", "top", "toy", "two", "war", "way", "web", "yes", "zip",
];

const ALPHABET: &str = "abcdefghijklmnopqrstuvwxyz";

/// Whether a word of small letters is in the list.
pub fn is_english(word: &str) -> bool {
    line_of(WORDS, &WORD_STARTS, word).is_some()
}

/// The line of a list that begins with a word, alone or with a comma behind it.
fn line_of(list: &'static str, starts: &Starts, word: &str) -> Option<&'static str> {
    search(section(list, starts, word), |line| compare(line, word))
}

/// The lines of a list that begin as a word does, and perhaps some more.
fn section(list: &'static str, starts: &Starts, word: &str) -> &'static str {
    let Some(letters) = word.as_bytes().first_chunk::<3>() else {
        return list;
    };
    if !letters.iter().all(u8::is_ascii_lowercase) {
        return list;
    }
    let [first, second, third] = letters.map(|letter| usize::from(letter - b'a'));
    let at = (first * 26 + second) * 26 + third;
    let start = starts[at] as usize;
    let end = starts.get(at + 1).map_or(list.len(), |end| *end as usize);
    &list[start..end]
}

/// A line of a list: `order` compares it, and whatever stands behind it, to what is looked for.
fn search(list: &'static str, order: impl Fn(&[u8]) -> Ordering) -> Option<&'static str> {
    let bytes = list.as_bytes();
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        let middle = usize::midpoint(low, high);
        // Lines are short: looking for their ends byte by byte is the fastest.
        let before = bytes[low..middle].iter().rposition(|byte| *byte == b'\n');
        let start = before.map_or(low, |at| low + at + 1);
        let order = order(&bytes[start..]);
        if order == Ordering::Greater {
            high = start;
            continue;
        }
        let line = bytes[start..].iter().position(|byte| *byte == b'\n');
        let end = line.map_or(bytes.len(), |at| start + at);
        if order == Ordering::Equal {
            return list.get(start..end);
        }
        low = end + 1;
    }
    None
}

/// Compares what stands before the comma or the end of a line to a word.
fn compare(line: &[u8], word: &str) -> Ordering {
    let mut word = word.bytes();
    for byte in line.iter().take_while(|byte| !matches!(byte, b',' | b'\n')) {
        match word.next() {
            None => return Ordering::Greater,
            Some(other) if *byte != other => return byte.cmp(&other),
            Some(_) => {}
        }
    }
    word.next().map_or(Ordering::Equal, |_| Ordering::Less)
}

/// Whether a word of small letters is made of words of the list: with a prefix, with endings, or of two of them.
pub fn is_formed(word: &str) -> bool {
    word.is_ascii() && (is_affixed(word) || compound(word).is_some())
}

/// Whether a word of small letters is made of a word of the list, with a prefix or endings.
pub fn is_affixed(word: &str) -> bool {
    // "ereader", and "systemd".
    let letter = word.strip_prefix('e').or(word.strip_suffix('d'));
    letter.is_some_and(|rest| rest.len() >= 5 && is_english(rest))
        || has_suffix(word)
        || PREFIXES.iter().any(|prefix| {
            word.strip_prefix(prefix).is_some_and(|rest| {
                rest.len() >= SHORTEST_PART && (is_english(rest) || has_suffix(rest))
            })
        })
}

/// Whether a word of small letters is a plural of a word of the list, or what can be done with it: "informations",
/// "bakeable".
pub fn is_derived(word: &str) -> bool {
    let plural = word.strip_suffix('s').is_some_and(is_english);
    let stem = word.strip_suffix("able").or(word.strip_suffix("ible"));
    plural || stem.is_some_and(|stem| is_english(stem) || is_english(&format!("{stem}e")))
}

fn has_suffix(word: &str) -> bool {
    SUFFIXES.iter().any(|(suffix, endings)| {
        let Some(base) = word.strip_suffix(suffix) else {
            return false;
        };
        if base.len() < 3 {
            return false;
        }
        // "tagger" is made of "tag".
        let doubled = base.as_bytes()[base.len() - 1] == base.as_bytes()[base.len() - 2];
        let vowel = suffix.starts_with(['a', 'e', 'i', 'o', 'u', 'y']);
        let with = |ending: &&str| {
            if ending.is_empty() {
                is_english(base)
            } else {
                is_english(&format!("{base}{ending}"))
            }
        };
        endings.iter().any(with) || (doubled && vowel && is_english(&base[..base.len() - 1]))
    })
}

/// The two words of the list that a word is made of; the longest first word goes before.
pub fn compound(word: &str) -> Option<(&str, &str)> {
    if !word.is_ascii() {
        return None;
    }
    let is_part = |part: &str| match part.len() {
        0..3 => false,
        3 => SHORT_PARTS.binary_search(&part).is_ok(),
        _ => is_english(part),
    };
    (1..word.len())
        .rev()
        .map(|at| word.split_at(at))
        .find(|(first, second)| is_part(first) && is_part(second))
}

/// What is meant by a well-known misspelling in small letters, the likeliest first. Empty for every other word.
pub fn corrections(word: &str) -> Vec<&'static str> {
    line_of(MISSPELLINGS, &MISSPELLING_STARTS, word)
        .into_iter()
        .flat_map(|line| line.split(',').skip(1))
        .collect()
}

/// The words of the list that one letter more, less or changed, or two neighbours swapped, make of a word. Words of
/// which the first letter differs are not among them: few slip there.
pub fn near(word: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    if !word.is_ascii() {
        return found;
    }
    let mut candidate = String::with_capacity(word.len() + 1);
    let mut try_out = |parts: [&str; 4]| {
        candidate.clear();
        candidate.extend(parts);
        if candidate != word && is_english(&candidate) && !found.contains(&candidate) {
            found.push(candidate.clone());
        }
    };
    for at in 1..=word.len() {
        if !begins_a_word(&word[..at]) {
            break;
        }
        let (head, tail) = word.split_at(at);
        let (first, rest) = tail.split_at(tail.len().min(1));
        for letter in ALPHABET.split_terminator("").skip(1) {
            try_out([head, letter, tail, ""]);
            if !tail.is_empty() {
                try_out([head, letter, rest, ""]);
            }
        }
        if !tail.is_empty() {
            try_out([head, rest, "", ""]);
        }
        if tail.len() > 1 {
            try_out([head, &rest[..1], first, &rest[1..]]);
        }
    }
    found
}

/// Whether a word of the list begins with these letters.
fn begins_a_word(head: &str) -> bool {
    let words = section(WORDS, &WORD_STARTS, head);
    search(words, |line| {
        compare(&line[..line.len().min(head.len())], head)
    })
    .is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_in_order_and_found() {
        assert!(WORDS.lines().is_sorted());
        assert!(SHORT_PARTS.is_sorted());
        for word in WORDS.lines().step_by(997) {
            assert!(is_english(word), "{word}");
        }
        for word in ["a", "zest", "colour", "color", "organise", "organize"] {
            assert!(is_english(word), "{word}");
        }
        for word in ["", "zzz", "acomodate", "a\n", "the the"] {
            assert!(!is_english(word), "{word}");
        }
    }

    #[test]
    fn words_are_made_of_words() {
        for word in [
            "rebaked",
            "multioven",
            "bakeable",
            "changelog",
            "livestream",
            "regrindable",
            "taggable",
        ] {
            assert!(is_formed(word), "{word}");
        }
        for word in ["communitiy", "orgnanization", "bakking", "thsi"] {
            assert!(!is_formed(word), "{word}");
        }
        assert_eq!(compound("breadand"), None);
        assert_eq!(compound("breadoven"), Some(("bread", "oven")));
    }

    #[test]
    fn slips_have_words_near_them() {
        assert_eq!(near("pairity"), ["parity"]);
        assert_eq!(near("recieved"), ["relieved", "received"]);
        assert_eq!(corrections("untill"), ["until"]);
        assert!(corrections("until").is_empty());
        assert!(corrections("wil").len() > 1);
        assert!(
            MISSPELLINGS
                .lines()
                .is_sorted_by_key(|line| line.split(',').next())
        );
        for line in MISSPELLINGS.lines().step_by(997) {
            let misspelling = line.split(',').next().unwrap_or_default();
            assert!(!corrections(misspelling).is_empty(), "{misspelling}");
        }
    }
}
