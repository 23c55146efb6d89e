//! The language of a text, as far as anyone here needs to know: English or not.
//!
//! Lives here: the guess by common words. Stays out: what follows from it.

use crate::word::WordSet;

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

/// Common words of languages written in Latin letters, those apart that English has as well.
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

/// The bytes of ASCII that no word has inside.
static PARTS: [bool; 256] = {
    let mut parts = [false; 256];
    let mut byte = 0;
    while byte < 128_u8 {
        parts[byte as usize] = !byte.is_ascii_alphanumeric();
        byte += 1;
    }
    parts
};

/// As much of a text as is looked at.
const SAMPLE: usize = 16 * 1024;

impl Language {
    /// The language of most of a text.
    pub fn of(text: &str) -> Language {
        let sample = &text[..text.floor_char_boundary(SAMPLE)];
        let (mut english, mut others) = (0_usize, 0_usize);
        let mut foreign = 0_usize;
        let mut see = |word: &str| {
            if word.len() <= LONGEST {
                english += usize::from(ENGLISH.has(word));
                others += usize::from(OTHERS.has(word));
            }
        };
        // Most runs of bytes between marks of ASCII are words.
        let bytes = sample.as_bytes();
        let mut end = 0;
        while end < bytes.len() {
            let start = end;
            let run = bytes[start..].iter();
            let mut is_ascii = true;
            end += run
                .take_while(|byte| !PARTS[usize::from(**byte)])
                .inspect(|byte| is_ascii &= byte.is_ascii())
                .count();
            let run = &sample[start..end];
            end += 1;
            if is_ascii {
                see(run);
                continue;
            }
            for word in run.split(|c: char| !c.is_alphanumeric()) {
                // Behind the Latin letters come the other scripts, from Greek on.
                for letter in word.chars().filter(|character| character.is_alphabetic()) {
                    foreign += usize::from(letter >= '\u{370}');
                }
                see(word);
            }
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
