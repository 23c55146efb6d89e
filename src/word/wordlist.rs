//! A list of words with a byte about each, searched where it lies in the program, at no cost for those who do not ask.
//!
//! Most words of a text are asked for while nothing of the list is in the cache yet, so what a search costs is how much
//! memory it fetches. A word therefore lies, with all that is told of it, in a row that is one line of the cache.

use super::fnv1a;

/// Bytes of a row: those of a cache line on the machines that most use.
const ROW: usize = 64;
/// Stands behind the words of a row when the next row has more of them; 0 stands there when it has not.
const GOES_ON: u8 = 0xff;

/// A list of words, laid out in `build.rs`: each is in the row that its hash tells, or in one of the next if that was full.
/// It is its length, the byte about it, and its letters.
#[repr(C, align(64))]
pub(super) struct WordList<const BYTES: usize>(pub(super) [u8; BYTES]);

impl<const BYTES: usize> WordList<BYTES> {
    /// What is told of a word; nothing if the list does not have it.
    pub(super) fn get(&self, word: &str) -> Option<u8> {
        let (rows, _) = self.0.as_chunks::<ROW>();
        let first = (fnv1a(word.as_bytes()) % rows.len() as u64) as usize;
        for row in rows[first..].iter().chain(&rows[..first]) {
            let mut rest = &row[..];
            while let [len, about, behind @ ..] = rest
                && !matches!(*len, 0 | GOES_ON)
            {
                let (letters, others) = behind.split_at_checked(usize::from(*len))?;
                if letters == word.as_bytes() {
                    return Some(*about);
                }
                rest = others;
            }
            if rest.first() != Some(&GOES_ON) {
                return None;
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A row with these bytes at its start.
    fn row(bytes: &[u8]) -> [u8; ROW] {
        let mut row = [0; ROW];
        row[..bytes.len()].copy_from_slice(bytes);
        row
    }

    #[test]
    fn a_word_of_a_full_row_is_found_in_the_next() {
        let on = row(&[4, 7, b'o', b'v', b'e', b'n', GOES_ON]);
        let last = row(&[3, 9, b'r', b'y', b'e', 0, 5, 5]);
        // Whichever row the hash of "rye" tells: in one of the two, the next row is the first one.
        for rows in [[on, last], [last, on]] {
            let list = WordList::<{ 2 * ROW }>(rows.concat().try_into().unwrap());
            assert_eq!(list.get("rye"), Some(9));
            assert_eq!(list.get("ry"), None);
            assert_eq!(list.get(""), None);
        }
        // Rows that all go on have an end.
        let full = WordList::<{ 2 * ROW }>([on, on].concat().try_into().unwrap());
        assert_eq!(full.get("oven"), Some(7));
        assert_eq!(full.get("bread"), None);
    }

    #[test]
    fn a_row_that_is_cut_has_no_word() {
        let list = WordList::<ROW>(row(&[0xf0, 1]));
        assert_eq!(list.get("bread"), None);
    }
}
