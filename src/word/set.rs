//! Lists of words that are looked up without regard to case: a word is compared as one number, and nothing is built at
//! the start of the program.

/// Some words, none longer than sixteen bytes.
#[derive(Debug, Clone, Copy)]
pub struct WordSet<const N: usize> {
    keys: [u128; N],
    /// A bit for each letter, without case, that a word begins with: most words are told by that.
    starts: u32,
}

impl<const N: usize> WordSet<N> {
    /// A set of words.
    ///
    /// # Panics
    ///
    /// If a word is longer than sixteen bytes; in a constant, that is when the program is compiled.
    pub const fn new(words: [&str; N]) -> WordSet<N> {
        let mut keys = [0; N];
        let mut starts = 0;
        let mut at = 0;
        while at < N {
            let key = key(words[at].as_bytes()).expect("no word of a list is longer than a key");
            // Puts it in where it belongs among those before.
            let mut place = at;
            while place > 0 && keys[place - 1] > key {
                keys[place] = keys[place - 1];
                place -= 1;
            }
            keys[place] = key;
            starts |= start(words[at].as_bytes()[0]);
            at += 1;
        }
        WordSet { keys, starts }
    }

    /// Whether a word is one of them, in any case.
    pub fn has(&self, word: &str) -> bool {
        let word = word.as_bytes();
        word.first()
            .is_some_and(|first| start(*first) & self.starts != 0)
            && key(word).is_some_and(|key| self.keys.binary_search(&key).is_ok())
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

/// Where the first of the bytes stands that a table tells from the others. Most texts have few of them, so that eight are
/// looked at together.
pub fn first_of(table: &[bool; 256], bytes: &[u8]) -> Option<usize> {
    let is_one = |byte: &u8| table[usize::from(*byte)];
    let (groups, _) = bytes.as_chunks::<8>();
    let has_one = |group: &[u8; 8]| group.iter().fold(false, |has, byte| has | is_one(byte));
    let before = 8 * groups.iter().take_while(|group| !has_one(group)).count();
    let at = bytes[before..].iter().position(is_one)?;
    Some(before + at)
}

/// The bit of a letter.
const fn start(letter: u8) -> u32 {
    1 << (letter & 31)
}

/// A word in small letters as a number.
const fn key(word: &[u8]) -> Option<u128> {
    if word.len() > 16 {
        return None;
    }
    let mut bytes = [0; 16];
    let mut at = 0;
    while at < word.len() {
        bytes[at] = word[at].to_ascii_lowercase();
        at += 1;
    }
    Some(u128::from_be_bytes(bytes))
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
    fn words_are_found_in_any_case() {
        const GRAIN: WordSet<3> = WordSet::new(["rye", "oats", "Barley"]);
        assert!(["Rye", "OATS", "barley"].iter().all(|word| GRAIN.has(word)));
        assert!(!GRAIN.has("") && !GRAIN.has("ry") && !GRAIN.has("a barley of seventeen"));
    }
}
