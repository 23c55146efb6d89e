//! The language of a text, as far as anyone here needs to know: English or not.
//!
//! Lives here: the guess by common words. Stays out: what follows from it.

use crate::lookup::WordSet;

/// The language of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English, or too little text to tell.
    English,
    /// Any other language.
    Other,
}

/// Common words of English that hardly another language has.
const ENGLISH: WordSet<26> = WordSet::new([
    "and", "are", "as", "at", "by", "for", "from", "has", "have", "is", "it", "of", "on", "or",
    "our", "that", "the", "their", "this", "to", "was", "we", "were", "which", "will", "with",
]);

/// Common words of languages written in Latin letters, those apart that English has as well: none is in both lists.
const OTHERS: WordSet<74> = WordSet::new([
    "aan", "als", "att", "auf", "av", "che", "con", "da", "dans", "das", "de", "dei", "del",
    "della", "dem", "den", "der", "des", "det", "di", "dla", "do", "een", "ein", "eine", "el",
    "em", "en", "er", "es", "est", "et", "för", "für", "het", "il", "ist", "jest", "la", "las",
    "le", "les", "los", "med", "met", "mit", "na", "nicht", "não", "och", "og", "par", "para",
    "per", "por", "pour", "que", "qui", "się", "som", "sur", "um", "uma", "un", "una", "und",
    "une", "van", "von", "voor", "werden", "wir", "zu", "één",
]);

/// The bytes of the longest of these words.
const LONGEST: usize = 6;

/// Whether a byte is a letter or a digit of ASCII.
static IN_WORD: [bool; 256] = {
    let mut letters = [false; 256];
    let mut byte = 0;
    while byte < 128_u8 {
        letters[byte as usize] = byte.is_ascii_alphanumeric();
        byte += 1;
    }
    letters
};

/// As much of a text as is looked at.
const SAMPLE: usize = 16 * 1024;

impl Language {
    /// The language of most of a text.
    pub fn of(text: &str) -> Language {
        let sample = &text[..text.floor_char_boundary(SAMPLE)];
        let (mut english, mut others) = (0_usize, 0_usize);
        let mut foreign = 0_usize;
        let mut see = |word: &[u8]| {
            if word.len() <= LONGEST {
                if ENGLISH.has_bytes(word) {
                    english += 1;
                } else if OTHERS.has_bytes(word) {
                    others += 1;
                }
            }
        };
        // Most runs of letters of ASCII are words.
        let bytes = sample.as_bytes();
        let mut end = 0;
        while end < bytes.len() {
            let start = end;
            let letters = |byte: &&u8| IN_WORD[usize::from(**byte)];
            end += bytes[start..].iter().take_while(letters).count();
            if bytes.get(end).is_none_or(u8::is_ascii) {
                see(&bytes[start..end]);
                end += 1;
                continue;
            }
            let in_run = |byte: &&u8| IN_WORD[usize::from(**byte)] || !byte.is_ascii();
            end += bytes[end..].iter().take_while(in_run).count();
            for word in sample[start..end].split(|c: char| !c.is_alphanumeric()) {
                // Behind the Latin letters come the other scripts, from Greek on.
                for letter in word.chars().filter(|character| character.is_alphabetic()) {
                    foreign += usize::from(letter >= '\u{370}');
                }
                see(word.as_bytes());
            }
            end += 1;
        }
        // Most texts have no letters of other scripts, and others need not be counted then.
        let latin = || {
            let latin = |c: &char| c.is_alphabetic() && *c < '\u{370}';
            sample.chars().filter(latin).count()
        };
        if foreign > 0 && foreign > latin() || others > english {
            Language::Other
        } else {
            Language::English
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
}
