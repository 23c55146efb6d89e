//! What was read of many reports in one file: to make a file for each would take longer than to read most of them.
//!
//! Lives here: a pack that is written entry by entry, and packs that are looked up. Stays out: which packs stay.
//!
//! A pack has its entries, then a table of them, then a tail that tells where the table begins. What is cut off has no tail.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;
use xxhash_rust::xxh3::xxh3_128;

use crate::store::Key;

/// An entry of a pack.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Entry {
    key: u128,
    start: u64,
    len: u32,
    checksum: u128,
}

/// Behind the table stand its length and its checksum.
const TAIL: usize = 24;

/// A pack that is being written.
#[derive(Debug)]
pub(super) struct NewPack {
    file: NamedTempFile,
    /// So many bytes are written.
    len: u64,
    entries: Vec<Entry>,
}

impl NewPack {
    /// An empty pack in a file that is not there when it is not finished.
    pub(super) fn new(file: NamedTempFile) -> NewPack {
        NewPack {
            file,
            len: 0,
            entries: Vec::new(),
        }
    }

    /// Writes an entry. After an error the pack must not be finished.
    pub(super) fn put(&mut self, key: u128, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)?;
        self.entries.push(Entry {
            key,
            start: self.len,
            len: bytes.len() as u32,
            checksum: xxh3_128(bytes),
        });
        self.len += bytes.len() as u64;
        Ok(())
    }

    /// The key of its entries, in whatever order they were put: runs at once that read the same leave one pack.
    pub(super) fn key(&self) -> Key {
        let mut keys: Vec<u128> = self.entries.iter().map(|entry| entry.key).collect();
        keys.sort_unstable();
        let keys: Vec<[u8; 16]> = keys.into_iter().map(u128::to_le_bytes).collect();
        Key::of(keys.iter().map(<[u8; 16]>::as_slice))
    }

    /// Puts the pack where it is looked for.
    pub(super) fn finish(mut self, path: &Path) -> io::Result<()> {
        let table = postcard::to_stdvec(&self.entries).map_err(io::Error::other)?;
        self.file.write_all(&table)?;
        self.file.write_all(&(table.len() as u64).to_le_bytes())?;
        self.file.write_all(&xxh3_128(&table).to_le_bytes())?;
        self.file.persist(path)?;
        Ok(())
    }
}

/// The entries of all packs of a folder.
#[derive(Debug, Default)]
pub(super) struct Packs {
    paths: Vec<PathBuf>,
    /// By their keys, each with the place of its pack.
    entries: FxHashMap<u128, (usize, Entry)>,
}

impl Packs {
    /// Opens a pack, and adds its entries. One that is broken has none.
    pub(super) fn open(&mut self, path: PathBuf) {
        let Some(entries) = table(&path) else {
            return;
        };
        let pack = self.paths.len();
        let entries = entries.into_iter().map(|entry| (entry.key, (pack, entry)));
        self.entries.extend(entries);
        self.paths.push(path);
    }

    /// The bytes of an entry, whole and as they were put, and the pack that has them.
    pub(super) fn get(&self, key: u128) -> Option<(Vec<u8>, &Path)> {
        let (pack, entry) = self.entries.get(&key)?;
        let path = &self.paths[*pack];
        let mut file = File::open(path).ok()?;
        file.seek(SeekFrom::Start(entry.start)).ok()?;
        let mut bytes = vec![0; entry.len as usize];
        file.read_exact(&mut bytes).ok()?;
        (xxh3_128(&bytes) == entry.checksum).then_some((bytes, path))
    }
}

/// The table of a pack.
fn table(path: &Path) -> Option<Vec<Entry>> {
    let mut file = File::open(path).ok()?;
    let all = file.metadata().ok()?.len();
    let end = all.checked_sub(TAIL as u64)?;
    file.seek(SeekFrom::Start(end)).ok()?;
    let mut tail = [0; TAIL];
    file.read_exact(&mut tail).ok()?;
    let (len, checksum) = tail.split_first_chunk()?;
    let len = u64::from_le_bytes(*len);
    let start = end.checked_sub(len)?;
    file.seek(SeekFrom::Start(start)).ok()?;
    let mut table = vec![0; len as usize];
    file.read_exact(&mut table).ok()?;
    if xxh3_128(&table).to_le_bytes() != checksum {
        return None;
    }
    let mut entries: Vec<Entry> = postcard::from_bytes(&table).ok()?;
    // What is larger than the file is not asked for.
    entries.retain(|entry| {
        let end = entry.start.checked_add(entry.len.into());
        end.is_some_and(|end| end <= start)
    });
    Some(entries)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// A pack of some entries, in a folder of its own.
    fn pack(entries: &[(u128, &[u8])]) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        let mut pack = NewPack::new(NamedTempFile::new_in(folder.path()).unwrap());
        for (key, bytes) in entries {
            pack.put(*key, bytes).unwrap();
        }
        pack.finish(&path).unwrap();
        (folder, path)
    }

    fn read(path: &Path, key: u128) -> Option<Vec<u8>> {
        let mut packs = Packs::default();
        packs.open(path.to_owned());
        packs.get(key).map(|(bytes, _)| bytes)
    }

    const ENTRIES: [(u128, &[u8]); 3] = [(7, b"rye"), (1 << 100, b""), (9, b"oats and wheat")];

    #[test]
    fn each_entry_comes_back_under_its_key() {
        let (_folder, path) = pack(&ENTRIES);
        for (key, bytes) in ENTRIES {
            assert_eq!(read(&path, key).as_deref(), Some(bytes));
        }
        assert_eq!(read(&path, 8), None);
        let (_folder, empty) = pack(&[]);
        assert_eq!(read(&empty, 7), None);
    }

    #[test]
    fn what_a_pack_is_called_depends_on_its_entries_alone() {
        let key = |entries: &[(u128, &[u8])]| {
            let mut pack = NewPack::new(NamedTempFile::new().unwrap());
            for (key, bytes) in entries {
                pack.put(*key, bytes).unwrap();
            }
            pack.key()
        };
        let [rye, none, oats] = ENTRIES;
        assert_eq!(key(&[rye, none, oats]), key(&[oats, rye, none]));
        assert_ne!(key(&[rye, none]), key(&[rye, none, oats]));
    }

    #[test]
    fn several_packs_are_one() {
        let (_first, first) = pack(&ENTRIES);
        let (_second, second) = pack(&[(8, b"barley"), (7, b"rye")]);
        let mut packs = Packs::default();
        for path in [&first, &second] {
            packs.open(path.clone());
        }
        assert_eq!(packs.get(8), Some((b"barley".to_vec(), &*second)));
        assert_eq!(packs.get(9), Some((ENTRIES[2].1.to_vec(), &*first)));
        assert_eq!(packs.get(7).map(|(bytes, _)| bytes), Some(b"rye".to_vec()));
    }

    #[test]
    fn what_is_broken_is_not_there() {
        let (_folder, path) = pack(&ENTRIES);
        let whole = fs::read(&path).unwrap();
        for end in 0..whole.len() {
            fs::write(&path, &whole[..end]).unwrap();
            assert_eq!(read(&path, 7), None, "cut at {end}");
        }
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x40;
            fs::write(&path, &bytes).unwrap();
            for (key, bytes) in ENTRIES {
                let found = read(&path, key);
                assert!(found.is_none_or(|found| found == bytes), "changed at {at}");
            }
        }
    }
}
