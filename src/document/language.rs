//! The language of a text, as far as anyone here needs to know: English or not.
//!
//! Lives here: the guess by common words. Stays out: what follows from it.

use serde::{Deserialize, Serialize};

use crate::lookup::eight::{self, EIGHT};

/// The language of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Language {
    /// English, or too little text to tell.
    English,
    /// Any other language.
    Other,
}

/// Common words of English that hardly another language has.
const ENGLISH: [&str; 26] = [
    "and", "are", "as", "at", "by", "for", "from", "has", "have", "is", "it", "of", "on", "or",
    "our", "that", "the", "their", "this", "to", "was", "we", "were", "which", "will", "with",
];

/// Common words of languages written in Latin letters, those apart that English has as well: none is in both lists.
const OTHERS: [&str; 74] = [
    "aan", "als", "att", "auf", "av", "che", "con", "da", "dans", "das", "de", "dei", "del",
    "della", "dem", "den", "der", "des", "det", "di", "dla", "do", "een", "ein", "eine", "el",
    "em", "en", "er", "es", "est", "et", "för", "für", "het", "il", "ist", "jest", "la", "las",
    "le", "les", "los", "med", "met", "mit", "na", "nicht", "não", "och", "og", "par", "para",
    "per", "por", "pour", "que", "qui", "się", "som", "sur", "um", "uma", "un", "una", "und",
    "une", "van", "von", "voor", "werden", "wir", "zu", "één",
];

/// The bytes of the longest of these words.
const LONGEST: usize = 6;

/// What is marked in the table of words with their highest bit.
const IS_ENGLISH: u64 = 1 << 63;

/// The words of both lists where their hashes tell, or behind that.
static WORDS: [u64; 512] = {
    const fn put<const N: usize>(table: &mut [u64; 512], words: &[&str; N], mark: u64) {
        let mut word = 0;
        while word < N {
            let bytes = words[word].as_bytes();
            assert!(
                bytes.len() <= LONGEST,
                "a word is no longer than the longest"
            );
            let mut key = 0;
            let mut at = bytes.len();
            while at > 0 {
                at -= 1;
                key = key << 8 | bytes[at] as u64;
            }
            let mut place = place(key);
            while table[place] != 0 {
                place = (place + 1) % table.len();
            }
            table[place] = key | mark;
            word += 1;
        }
    }
    let mut table = [0; 512];
    put(&mut table, &ENGLISH, IS_ENGLISH);
    put(&mut table, &OTHERS, 0);
    table
};

/// Where a word is looked for in the table.
const fn place(key: u64) -> usize {
    (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 55) as usize
}

/// The bit that a small letter has and a capital has not. Digits have it.
const SMALL: u64 = 0x2020_2020_2020_2020;

/// The language that has a word in small letters, given as the number of its bytes.
fn language_of(key: u64) -> Option<Language> {
    let mut place = place(key);
    loop {
        match WORDS[place] {
            0 => return None,
            known if known == key => return Some(Language::Other),
            known if known == key | IS_ENGLISH => return Some(Language::English),
            _ => place = (place + 1) % WORDS.len(),
        }
    }
}

/// As much of a text as is looked at, in so many parts that lie apart: a few hundred words tell its language.
const SAMPLE: usize = 16 * 1024;
const PARTS: usize = 8;
/// The bytes of each part. A text that is no longer than all parts is looked at as a whole.
const PART: usize = 512;

/// The parts of a text that are looked at. What is cut off of a word at the end of a part is none of it.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let sample = &text[..text.floor_char_boundary(SAMPLE)];
    let (parts, length) = if sample.len() <= PARTS * PART {
        (1, sample.len())
    } else {
        (PARTS, PART)
    };
    (0..parts).map(move |part| {
        let start = part * (sample.len() / parts);
        let part = sample.ceil_char_boundary(start)..sample.floor_char_boundary(start + length);
        let is_cut = |at: usize| at > 0 && at < sample.len();
        let mut words = &sample[part.clone()];
        if is_cut(part.start) {
            words = words.split_once(' ').map_or(words, |(_, behind)| behind);
        }
        if is_cut(part.end) {
            words = words.rsplit_once(' ').map_or(words, |(before, _)| before);
        }
        words
    })
}

/// What was seen of each language.
#[derive(Default)]
struct Seen {
    english: usize,
    others: usize,
    /// Letters of other scripts than the Latin one.
    foreign: usize,
}

impl Language {
    /// The language of most of a text.
    pub fn of(text: &str) -> Language {
        let mut seen = Seen::default();
        parts(text).for_each(|part| seen.see_all(part));
        // Most texts have no letters of other scripts, and others need not be counted then.
        let latin = || {
            let latin = |c: &char| c.is_alphabetic() && *c < '\u{370}';
            parts(text).flat_map(str::chars).filter(latin).count()
        };
        if seen.foreign > 0 && seen.foreign > latin() || seen.others > seen.english {
            Language::Other
        } else {
            Language::English
        }
    }
}

impl Seen {
    fn see(&mut self, key: u64) {
        match language_of(key) {
            Some(Language::English) => self.english += 1,
            Some(Language::Other) => self.others += 1,
            None => {}
        }
    }

    fn see_all(&mut self, sample: &str) {
        // Most runs of letters of ASCII are words.
        let bytes = sample.as_bytes();
        let mut end = 0;
        while end < bytes.len() {
            let start = end;
            let word = eight::at(bytes, start);
            let mut letters = eight::unmarked(eight::others(word));
            end += letters;
            while letters == EIGHT && end < bytes.len() {
                letters = eight::unmarked(eight::others(eight::at(bytes, end)));
                end += letters;
            }
            if bytes.get(end).is_none_or(u8::is_ascii) {
                if (1..=LONGEST).contains(&(end - start)) {
                    self.see(eight::first(word | SMALL, end - start));
                }
                end += 1;
                continue;
            }
            let in_run = |byte: &&u8| byte.is_ascii_alphanumeric() || !byte.is_ascii();
            end += bytes[end..].iter().take_while(in_run).count();
            for word in sample[start..end].split(|c: char| !c.is_alphanumeric()) {
                // Behind the Latin letters come the other scripts, from Greek on.
                for letter in word.chars().filter(|character| character.is_alphabetic()) {
                    self.foreign += usize::from(letter >= '\u{370}');
                }
                if (1..=LONGEST).contains(&word.len()) {
                    self.see(eight::at(word.to_ascii_lowercase().as_bytes(), 0));
                }
            }
            end += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn languages_are_told_apart() {
        use Language::{English, Other};
        for (text, language) in [
            ("", English),
            ("1,500+", English),
            ("The guild has 1,500 members in 12 countries.", English),
            ("Samuel de Medeiros, the mentor of the year", English),
            (
                "Der Verein hat 1.500 Mitglieder und ist in 12 Ländern tätig.",
                Other,
            ),
            (
                "L'association est présente dans 12 pays et compte 1 500 membres.",
                Other,
            ),
            (
                "La asociación tiene 1.500 miembros en los 12 países.",
                Other,
            ),
            (
                "Het gilde heeft 1500 leden en is actief in 12 landen.",
                Other,
            ),
            ("会員は1500人です。", Other),
            ("В гильдии 1500 членов.", Other),
        ] {
            assert_eq!(Language::of(text), language, "{text}");
        }
    }

    #[test]
    fn a_long_text_is_told_by_parts_of_it() {
        let english = "The guild has members in most of the countries. ";
        let other = "Für alle ist das Geschäft in der größeren Straße geöffnet. ";
        let of = |first: &str, times: usize, then: &str| {
            let text = first.repeat(times) + &then.repeat(400);
            Language::of(&text)
        };
        assert_eq!(of(english, 0, other), Language::Other);
        assert_eq!(of(other, 0, english), Language::English);
        // A foreword in another language is not most of it.
        assert_eq!(of(english, 60, other), Language::Other);
        assert_eq!(of(other, 60, english), Language::English);
        assert_eq!(of("会員は多い。", 0, "会員は多いです。"), Language::Other);
    }
}
