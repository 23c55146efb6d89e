//! The words of English, and its well-known misspellings.
//!
//! Lives here: a word list that is searched where it lies in the program, at no cost for those who do not ask; words
//! that are made of others; the dictionary of misspellings.
//! Stays out: names, and how a report uses its words.

use std::ops::Range;

use memchr::{memchr, memrchr};

use super::fnv1a;

/// Words of small ASCII letters in the order of bytes, one a line. `english-sources.txt` tells where they are from.
static WORDS: List = List {
    text: include_str!("english.txt"),
    slots: include_bytes!(concat!(env!("OUT_DIR"), "/english-slots.bin")),
};
/// Misspellings in the order of bytes, one a line, each with what is meant, parted by commas.
static MISSPELLINGS: List = List {
    text: include_str!(concat!(env!("OUT_DIR"), "/misspellings.txt")),
    slots: include_bytes!(concat!(env!("OUT_DIR"), "/misspellings-slots.bin")),
};

/// How the stem of the word of each slot is made of it: the lower half is how many letters go, the upper half which of
/// [`STEM_ENDINGS`] comes instead; [`ASK_THE_STEMMER`] where that does not say it.
static STEMS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/english-stems.bin"));
const STEM_ENDINGS: &[&str] = &include!(concat!(env!("OUT_DIR"), "/english-stem-endings.rs"));
const ASK_THE_STEMMER: u8 = 0xff;

/// Rarer words of English that look like a slip for another, in the order of bytes, one a line.
static RARE: &str = include_str!("rare.txt");

/// Where the words of the list begin that start with "aaa", "aab", and so on: four bytes each, the smallest first.
static WORD_STARTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/english-starts.bin"));

/// Lines by the words that they begin with, alone or with a comma behind.
struct List {
    text: &'static str,
    /// A table of the lines by the hashes of their words, four bytes a slot, laid out in `build.rs`. To go through the
    /// lines by halves would fetch ten times as much memory that nobody has looked at before.
    slots: &'static [u8],
}

/// The lower bits of a slot, which have one more than where a line begins; the upper ones have those of its hash.
const START_BITS: u32 = 21;

impl List {
    /// The line of a word.
    fn line_of(&self, word: &str) -> Option<&'static str> {
        self.find(word).map(|(_, start)| line_at(self.text, start))
    }

    /// The number of the slot of a word, and where its line begins.
    fn find(&self, word: &str) -> Option<(usize, usize)> {
        let hash = fnv1a(word.as_bytes());
        let (slots, _) = self.slots.as_chunks();
        // Their number is a power of two.
        let within = slots.len() - 1;
        let mut at = hash as usize & within;
        loop {
            let slot = u32::from_le_bytes(slots[at]);
            let start = (slot & ((1 << START_BITS) - 1)).checked_sub(1)? as usize;
            if slot >> START_BITS == (hash >> (32 + START_BITS)) as u32 {
                let line = &self.text.as_bytes()[start..];
                let behind = line.strip_prefix(word.as_bytes());
                if matches!(behind, Some([] | [b'\n' | b',', ..])) {
                    return Some((at, start));
                }
            }
            at = (at + 1) & within;
        }
    }
}

/// The line of a text that begins at an offset; none behind its end.
fn line_at(text: &str, start: usize) -> &str {
    let rest = text.get(start..).unwrap_or_default();
    memchr(b'\n', rest.as_bytes()).map_or(rest, |end| &rest[..end])
}

/// Where the first of the lines begins that are not before a word, of lines in the order of bytes between two offsets.
fn place_of(text: &str, word: &str, between: Range<usize>) -> usize {
    let Range {
        start: mut low,
        end: mut high,
    } = between;
    while low < high {
        let middle = usize::midpoint(low, high);
        let start = memrchr(b'\n', &text.as_bytes()[low..middle]).map_or(low, |end| low + end + 1);
        let line = line_at(text, start);
        if line < word {
            low = start + line.len() + 1;
        } else {
            high = start;
        }
    }
    low
}

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
    ("ier", &["y"]),
    ("iers", &["y"]),
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

/// Whether small letters are a beginning that makes a word of a word: "pre", "kilo".
pub fn is_prefix(text: &str) -> bool {
    const OF_UNITS: &[&str] = &[
        "centi", "deca", "deci", "exa", "giga", "hecto", "kilo", "milli", "peta", "pico", "tera",
    ];
    PREFIXES.contains(&text) || OF_UNITS.contains(&text)
}

/// Whether a word of small letters is in the list.
pub fn is_english(word: &str) -> bool {
    WORDS.find(word).is_some()
}

/// The stem of a word of small letters, if the list has it: what is kept of the word, and what comes behind. Looking it up
/// is ten times as fast as stemming.
pub(super) fn stem(word: &str) -> Option<(&str, &'static str)> {
    let (at, _) = WORDS.find(word)?;
    let stem = STEMS[at];
    let ending = STEM_ENDINGS.get(usize::from(stem >> 4))?;
    (stem != ASK_THE_STEMMER).then(|| (&word[..word.len() - usize::from(stem & 0xf)], *ending))
}

/// Whether a word of small letters is a rare one that a reader may take for a misspelling: "decile", "harkened".
pub fn is_rare(word: &str) -> bool {
    !word.is_empty() && line_at(RARE, place_of(RARE, word, 0..RARE.len())) == word
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
    MISSPELLINGS
        .line_of(word)
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
    let place = place_of(WORDS.text, head, section(head));
    line_at(WORDS.text, place).starts_with(head)
}

/// Where the words of the list stand that begin as a text does; perhaps there are more between them.
fn section(text: &str) -> Range<usize> {
    let all = 0..WORDS.text.len();
    let Some(letters) = text.as_bytes().first_chunk::<3>() else {
        return all;
    };
    if !letters.iter().all(u8::is_ascii_lowercase) {
        return all;
    }
    let [first, second, third] = letters.map(|letter| usize::from(letter - b'a'));
    let at = (first * 26 + second) * 26 + third;
    let (starts, _) = WORD_STARTS.as_chunks();
    let start = |at: usize| Some(u32::from_le_bytes(*starts.get(at)?) as usize);
    start(at).unwrap_or(all.end)..start(at + 1).unwrap_or(all.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_in_order_and_found() {
        assert!(WORDS.text.lines().is_sorted());
        assert!(SHORT_PARTS.is_sorted());
        for word in WORDS.text.lines().step_by(997) {
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
    fn rare_words_are_found() {
        let lines: Vec<&str> = RARE.lines().collect();
        assert!(lines.is_sorted());
        for word in &lines {
            assert!(is_rare(word) && !is_english(word), "{word}");
        }
        for word in ["", "aaaaa", "zzzzz", "accomodate", "bread"] {
            assert!(!is_rare(word), "{word}");
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
                .text
                .lines()
                .is_sorted_by_key(|line| line.split(',').next())
        );
        for line in MISSPELLINGS.text.lines().step_by(997) {
            let misspelling = line.split(',').next().unwrap_or_default();
            assert!(!corrections(misspelling).is_empty(), "{misspelling}");
        }
    }
}
