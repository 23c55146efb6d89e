//! Lists of words, looked up without regard to case, and of bytes, with nothing that is built at the start of the program.
//!
//! Lives here: sets of words that are compared as one number, tables of bytes, eight bytes at once. Stays out: what any word
//! means.

pub(crate) mod eight;

use eight::EIGHT;

/// The bytes of a key.
const LONGEST: usize = 16;
/// The numbers of letters: they differ in their lowest five bits.
const LETTERS: usize = 32;

/// Some words, none longer than sixteen bytes.
#[derive(Debug, Clone, Copy)]
pub struct WordSet<const N: usize>(WordMap<(), N>);

impl<const N: usize> WordSet<N> {
    /// A set of words.
    ///
    /// # Panics
    ///
    /// If a word is longer than sixteen bytes; in a constant, that is when the program is compiled.
    pub const fn new(words: [&str; N]) -> WordSet<N> {
        let mut pairs = [("", ()); N];
        let mut at = 0;
        while at < N {
            pairs[at].0 = words[at];
            at += 1;
        }
        WordSet(WordMap::new(pairs))
    }

    /// Whether a word is one of them, in any case.
    #[inline]
    pub fn has(&self, word: &str) -> bool {
        self.has_bytes(word.as_bytes())
    }

    /// Whether a word is one of them, in any case, by its bytes.
    #[inline]
    pub fn has_bytes(&self, word: &[u8]) -> bool {
        self.0.may_have(word) && self.0.has_key(word)
    }
}

/// What some words mean, none of which is longer than sixteen bytes.
#[derive(Debug, Clone, Copy)]
pub struct WordMap<T, const N: usize> {
    keys: [u128; N],
    /// What each of the keys means.
    meanings: [T; N],
    /// For each letter, without case, a bit for each length of a word that begins with it, and of one that ends with it: nearly
    /// all other words are told by these.
    firsts: [u16; LETTERS],
    lasts: [u16; LETTERS],
    /// The same for the letter in the middle.
    middles: [u16; LETTERS],
}

impl<T: Copy, const N: usize> WordMap<T, N> {
    /// Some words and what they mean.
    ///
    /// # Panics
    ///
    /// If a word is longer than sixteen bytes; in a constant, that is when the program is compiled.
    pub const fn new(words: [(&str, T); N]) -> WordMap<T, N> {
        let mut keys = [0; N];
        let mut meanings = [words[0].1; N];
        let (mut firsts, mut lasts, mut middles) = ([0; LETTERS], [0; LETTERS], [0; LETTERS]);
        let mut at = 0;
        while at < N {
            let (word, meaning) = words[at];
            let word = word.as_bytes();
            let key = key(word);
            // Puts it in where it belongs among those before.
            let mut place = at;
            while place > 0 && keys[place - 1] > key {
                keys[place] = keys[place - 1];
                meanings[place] = meanings[place - 1];
                place -= 1;
            }
            keys[place] = key;
            meanings[place] = meaning;
            firsts[letter(word[0])] |= 1 << (word.len() - 1);
            lasts[letter(word[word.len() - 1])] |= 1 << (word.len() - 1);
            middles[letter(word[word.len() / 2])] |= 1 << (word.len() - 1);
            at += 1;
        }
        WordMap {
            keys,
            meanings,
            firsts,
            lasts,
            middles,
        }
    }

    /// What a word means, in any case.
    #[inline]
    pub fn get(&self, word: &str) -> Option<T> {
        self.get_bytes(word.as_bytes())
    }

    /// What a word means, in any case, by its bytes.
    #[inline]
    pub fn get_bytes(&self, word: &[u8]) -> Option<T> {
        self.may_have(word).then(|| self.meaning(word)).flatten()
    }

    /// Whether there is a word with the first letter and the length of one, and a word with its last letter and its length.
    #[inline]
    fn may_have(&self, word: &[u8]) -> bool {
        let ([first, ..], [.., last]) = (word, word) else {
            return false;
        };
        let lengths = self.firsts[letter(*first)] & self.lasts[letter(*last)];
        word.len() <= LONGEST && lengths & 1 << (word.len() - 1) != 0
    }

    /// Whether a word is one of them that is not longer than a key.
    #[inline(never)]
    fn has_key(&self, word: &[u8]) -> bool {
        self.keys.binary_search(&lower_key(word)).is_ok()
    }

    /// What a word means that is not longer than a key.
    #[inline(never)]
    fn meaning(&self, word: &[u8]) -> Option<T> {
        // Of many words, the ends do not tell enough.
        let lengths = self.middles[letter(word[word.len() / 2])];
        if lengths & 1 << (word.len() - 1) == 0 {
            return None;
        }
        let at = self.keys.binary_search(&lower_key(word)).ok()?;
        Some(self.meanings[at])
    }
}

/// A word that is not longer than a key, in small letters, as a number.
///
/// A constant is made byte by byte. Here its two ends are read, which may overlap: to put together what was written byte by
/// byte, the processor would have to wait.
#[inline]
fn lower_key(word: &[u8]) -> u128 {
    // So many bits of a number are behind the word.
    let behind = |bytes: usize| 8 * bytes.saturating_sub(word.len()) as u32;
    let (high, low) = match (word.first_chunk(), word.last_chunk()) {
        (Some(first), Some(last)) => {
            let (first, last) = (u64::from_be_bytes(*first), u64::from_be_bytes(*last));
            (first, last.unbounded_shl(behind(LONGEST)))
        }
        _ => (eight_at_most(word, behind(EIGHT)), 0),
    };
    u128::from(eight::lower(high)) << u64::BITS | u128::from(eight::lower(low))
}

/// A word of eight bytes at most as the upper bits of a number, `behind` of which are behind it.
fn eight_at_most(word: &[u8], behind: u32) -> u64 {
    if let (Some(first), Some(last)) = (word.first_chunk(), word.last_chunk()) {
        let (first, last) = (u32::from_be_bytes(*first), u32::from_be_bytes(*last));
        u64::from(first) << u32::BITS | u64::from(last.unbounded_shl(behind))
    } else {
        let bytes = word.iter().copied().map(u64::from);
        bytes.fold(0, |key, byte| key << 8 | byte) << behind
    }
}

/// Some words as a set that is made when the program is compiled.
macro_rules! words {
    ($($word:literal),+ $(,)?) => {
        &const { $crate::lookup::WordSet::new([$($word),+]) }
    };
}
pub(crate) use words;

/// The lengths of words by their first byte: what rules out most other words, with regard to case.
#[derive(Debug)]
pub struct Lengths([u16; 256]);

impl Lengths {
    /// The lengths of the words of some lists; of words of sixteen bytes and more nothing is known.
    pub const fn of(lists: &[&[&str]]) -> Lengths {
        let mut lengths = [0; 256];
        let mut list = 0;
        while list < lists.len() {
            let mut at = 0;
            while at < lists[list].len() {
                let word = lists[list][at].as_bytes();
                lengths[word[0] as usize] |= Lengths::bit(word.len());
                at += 1;
            }
            list += 1;
        }
        Lengths(lengths)
    }

    const fn bit(length: usize) -> u16 {
        if length < LONGEST { 1 << length } else { 1 }
    }

    /// Whether a word may be one of the lists.
    #[inline]
    pub fn may_have(&self, word: &str) -> bool {
        let first = word.as_bytes().first();
        first.is_some_and(|first| self.0[usize::from(*first)] & Lengths::bit(word.len()) != 0)
    }
}

/// A table that tells some bytes from the others.
pub const fn byte_table(bytes: &[u8]) -> [bool; 256] {
    let mut table = [false; 256];
    let mut at = 0;
    while at < bytes.len() {
        table[bytes[at] as usize] = true;
        at += 1;
    }
    table
}

/// Where the first of the bytes stands that a table tells from the others.
pub fn first_of(table: &[bool; 256], bytes: &[u8]) -> Option<usize> {
    first_that(bytes, |byte| table[usize::from(*byte)])
}

/// Where the first stands that is as is asked. Most are not, so that eight are looked at together.
#[inline]
pub fn first_that<T>(all: &[T], is_one: impl Fn(&T) -> bool) -> Option<usize> {
    let (groups, _) = all.as_chunks::<8>();
    let has_one = |group: &[T; 8]| group.iter().fold(false, |has, it| has | is_one(it));
    let before = 8 * groups.iter().take_while(|group| !has_one(group)).count();
    let at = all[before..].iter().position(is_one)?;
    Some(before + at)
}

/// How many bytes of a text, from its beginning, are surely of ASCII and no control characters: up to thirty-one that are so
/// as well may stand behind them, if another byte does or the text is short. It is asked of many bytes at once.
pub fn plain_before(text: &[u8]) -> usize {
    const MANY: usize = 32;
    // As signed numbers, all bytes beyond ASCII are below the first one that is no control character.
    let is_plain = |byte: &u8| byte.cast_signed() >= b' '.cast_signed();
    let are_plain = |many: &&[u8; MANY]| many.iter().fold(true, |are, byte| are & is_plain(byte));
    let (many, rest) = text.as_chunks();
    let before = MANY * many.iter().take_while(are_plain).count();
    let is_last = before + rest.len() == text.len();
    if is_last && text.last_chunk().is_some_and(|last| are_plain(&last)) {
        return text.len();
    }
    before
}

/// The number of a letter, in any case. Other bytes share theirs.
const fn letter(byte: u8) -> usize {
    byte as usize % LETTERS
}

/// A word in small letters as a number.
const fn key(word: &[u8]) -> u128 {
    assert!(
        !word.is_empty() && word.len() <= LONGEST,
        "a word of a list has as many bytes as a key, at most"
    );
    let mut bytes = [0; LONGEST];
    let mut at = 0;
    while at < word.len() {
        bytes[at] = word[at].to_ascii_lowercase();
        at += 1;
    }
    u128::from_be_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_some_bytes_is_found_wherever_it_stands() {
        let table = byte_table(b",.");
        for length in 0..40 {
            let mut text = vec![b'a'; length];
            assert_eq!(first_of(&table, &text), None);
            for at in (0..length).rev() {
                text[at] = if at % 2 == 0 { b'.' } else { b',' };
                assert_eq!(first_of(&table, &text), Some(at));
            }
        }
    }

    #[test]
    fn plain_bytes_end_before_the_first_that_is_not() {
        for length in 0..100 {
            let mut text = vec![b'~'; length];
            let plain = plain_before(&text);
            assert!(plain == length || length < 32 && plain == 0);
            for at in 0..length {
                for odd in [b'\n', 0x1f, 0x80, 0xff] {
                    text[at] = odd;
                    assert!(plain_before(&text) <= at && plain_before(&text) + 32 > at);
                }
                text[at] = b' ';
            }
        }
    }

    #[test]
    fn keys_are_those_that_are_made_byte_by_byte() {
        for length in 1..=LONGEST {
            for byte in 0..=u8::MAX {
                let mut word = *b"aZ[@`{09zA-\xc3\x89\x00bY";
                word[length / 2] = byte;
                assert_eq!(lower_key(&word[..length]), key(&word[..length]));
            }
        }
    }

    #[test]
    fn words_are_found_in_any_case() {
        const GRAIN: WordSet<3> = WordSet::new(["rye", "oats", "Barley"]);
        assert!(["Rye", "OATS", "barley"].iter().all(|word| GRAIN.has(word)));
        assert!(!GRAIN.has("") && !GRAIN.has("ry") && !GRAIN.has("a barley of seventeen"));
    }
}
