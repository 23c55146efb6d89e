//! What one run leaves to the next: bytes under keys.
//!
//! Lives here: keys, and what anything must do that keeps bytes. Stays out: what the bytes are, and where they are kept.
//!
//! What is kept is a help and never a source of truth. A key names all that the bytes were worked out of, so that bytes are
//! never out of date; bytes that are missing or broken are worked out again.

use xxhash_rust::xxh3::Xxh3;

/// Names bytes by all that they were worked out of.
///
/// Source: Collet, "XXH3" (2019), with 128 bits: two different things that anybody meets have different keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(u128);

impl Key {
    /// The key of what was worked out of some parts, in their order.
    pub fn of<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Key {
        let mut hash = Xxh3::new();
        for part in parts {
            // With its length before it, a part cannot pass for two.
            hash.update(&(part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        Key(hash.digest128())
    }

    /// The key as bytes, to be a part of another.
    pub fn bytes(self) -> [u8; 16] {
        self.0.to_le_bytes()
    }

    /// The key as a number.
    pub fn number(self) -> u128 {
        self.0
    }
}

/// What keeps bytes from one run to the next. Many threads may ask at once, and many runs.
pub trait Store: Sync {
    /// The bytes of a key, whole and as they were put, if they are kept.
    fn get(&self, key: Key) -> Option<Vec<u8>>;

    /// Keeps bytes under a key, if it can be done.
    fn put(&self, key: Key, bytes: &[u8]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_do_not_run_into_each_other() {
        let key = |parts: &[&str]| Key::of(parts.iter().map(|part| part.as_bytes()));
        assert_eq!(key(&["rye", "oats"]), key(&["rye", "oats"]));
        assert_ne!(key(&["rye", "oats"]), key(&["ryeo", "ats"]));
        assert_ne!(key(&["rye", "oats"]), key(&["oats", "rye"]));
        assert_ne!(key(&["rye"]), key(&["rye", ""]));
    }
}
