//! Which words cannot be among some others, told by a look at their length and their first letter.

/// Words by their lengths and first letters.
pub(super) struct Lengths(Vec<u32>);

impl Lengths {
    /// A filter of words.
    pub(super) fn of<'a>(words: impl IntoIterator<Item = &'a str>) -> Lengths {
        let mut lengths = Lengths(Vec::new());
        for word in words {
            let length = word.len();
            if length >= lengths.0.len() {
                lengths.0.resize(length + 1, 0);
            }
            lengths.0[length] |= letter(word);
        }
        lengths
    }

    /// Whether a word, in whatever case, may be one of them.
    pub(super) fn may_have(&self, word: &str) -> bool {
        let letters = self.0.get(word.len());
        letters.is_some_and(|letters| letters & letter(word) != 0)
    }
}

/// The bit of the first letter; the case makes no difference.
fn letter(word: &str) -> u32 {
    word.as_bytes().first().map_or(0, |byte| 1 << (byte & 31))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_lengths_and_letters_are_told() {
        let words = Lengths::of(["oven", "bread"]);
        for word in ["oven", "Oven", "over", "Bread"] {
            assert!(words.may_have(word), "{word}");
        }
        for word in ["", "ovens", "mill", "breads", "panaderia"] {
            assert!(!words.may_have(word), "{word}");
        }
    }
}
