//! What a run had to say, kept for the next run over the same bytes.
//!
//! Lives here: what makes two runs the same, the file of a run, how many are kept.
//! Stays out: where caches are on a system, which runs may use one, and what is told of it.
//!
//! A kept run is a help and never a source of truth: one that is missing, cut off, of another program or does not fit the
//! texts counts as none.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use tempfile::Builder;
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

use crate::config::Policy;
use crate::finding::Fix;
use crate::lint::Outcome;
use crate::source::{Place, SourceId, Sources};

/// A folder with the outcomes of runs.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
}

/// Names a run by all that its outcome depends on.
///
/// Source: Collet, "XXH3" (2019), with 128 bits: two different runs that anybody meets have different keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key(u128);

/// What the names of all files of a cache begin with: a folder may hold other things, and those stay.
const PREFIX: &str = "factlint-";
const SUFFIX: &str = ".run";
/// How many runs are kept, and how many bytes of them; the ones that were not asked for the longest go first.
const MOST_RUNS: usize = 64;
const MOST_BYTES: u64 = 256 << 20;
/// Key and checksum stand before what was kept.
const HEAD: usize = 32;

impl Key {
    /// The key of a run of a program. `sources` are all texts of the run: reports, rules, data and settings.
    pub fn of(program: &str, sources: &Sources, reports: &[SourceId], policy: &Policy) -> Key {
        let mut hash = Xxh3::new();
        let mut add = |bytes: &[u8]| {
            // With its length before it, a text cannot pass for two.
            hash.update(&(bytes.len() as u64).to_le_bytes());
            hash.update(bytes);
        };
        add(program.as_bytes());
        for (_, source) in sources.iter() {
            add(source.name().as_bytes());
            add(source.text().as_bytes());
        }
        add(format!("{reports:?}").as_bytes());
        add(format!("{policy:?}").as_bytes());
        Key(hash.digest128())
    }
}

impl Cache {
    /// A cache in a folder, which may not be there yet.
    pub fn new(folder: PathBuf) -> Cache {
        Cache { folder }
    }

    /// What the run of a key had to say, if that is kept and fits the texts of this run.
    pub fn get(&self, key: Key, sources: &Sources) -> Option<Outcome> {
        let path = self.path(key);
        let bytes = fs::read(&path).ok()?;
        let (head, kept) = bytes.split_at_checked(HEAD)?;
        if head != self::head(key, kept) {
            return None;
        }
        let outcome = decode(kept, sources)?;
        touch(&path);
        Some(outcome)
    }

    /// Keeps what a run had to say, wholly or not at all, and lets go of what was not asked for the longest.
    pub fn put(&self, key: Key, outcome: &Outcome) -> io::Result<()> {
        let kept = encode(outcome)?;
        fs::create_dir_all(&self.folder)?;
        let mut file = Builder::new()
            .prefix(PREFIX)
            .suffix(SUFFIX)
            .tempfile_in(&self.folder)?;
        file.write_all(&head(key, &kept))?;
        file.write_all(&kept)?;
        // Two runs at once write the same bytes; the last one stays.
        file.persist(self.path(key))?;
        self.sweep()
    }

    fn path(&self, Key(key): Key) -> PathBuf {
        self.folder.join(format!("{PREFIX}{key:032x}{SUFFIX}"))
    }

    /// Removes the oldest runs, and what a run that was killed has left.
    fn sweep(&self) -> io::Result<()> {
        let mut kept: Vec<(SystemTime, u64, PathBuf)> = Vec::new();
        for entry in fs::read_dir(&self.folder)?.flatten() {
            let name = entry.file_name();
            let is_ours = |name: &str| name.starts_with(PREFIX) && name.ends_with(SUFFIX);
            // Another run may have removed it in the meantime.
            if let (Some(true), Ok(about)) = (name.to_str().map(is_ours), entry.metadata()) {
                let used = about.modified().unwrap_or(SystemTime::UNIX_EPOCH);
                kept.push((used, about.len(), entry.path()));
            }
        }
        kept.sort_unstable();
        let mut bytes = 0;
        for (at, (_, size, path)) in kept.iter().rev().enumerate() {
            bytes += size;
            if at > 0 && (at >= MOST_RUNS || bytes > MOST_BYTES) {
                let _ = fs::remove_file(path);
            }
        }
        Ok(())
    }
}

/// What is kept of a run.
pub fn encode(outcome: &Outcome) -> io::Result<Vec<u8>> {
    postcard::to_stdvec(outcome).map_err(io::Error::other)
}

/// What was kept, if it fits the texts of this run.
pub fn decode(kept: &[u8], sources: &Sources) -> Option<Outcome> {
    let outcome: Outcome = postcard::from_bytes(kept).ok()?;
    let fits = places(&outcome).all(|place| sources.holds(place));
    fits.then_some(outcome)
}

/// Says that a run was asked for just now. If it cannot be said, the run goes a little earlier.
fn touch(path: &Path) {
    let file = File::options().append(true).open(path);
    let _ = file.and_then(|file| file.set_modified(SystemTime::now()));
}

/// What stands before the bytes that were kept.
fn head(Key(key): Key, kept: &[u8]) -> [u8; HEAD] {
    let mut head = [0; HEAD];
    head[..HEAD / 2].copy_from_slice(&key.to_le_bytes());
    head[HEAD / 2..].copy_from_slice(&xxh3_128(kept).to_le_bytes());
    head
}

/// Every place that an outcome points at.
fn places(outcome: &Outcome) -> impl Iterator<Item = Place> {
    let findings = outcome.findings.iter().flat_map(|finding| {
        let detection = &finding.detection;
        let labels = std::iter::once(&detection.primary).chain(&detection.related);
        let edits = detection.fix.iter().flat_map(Fix::edits);
        labels
            .map(|label| label.place)
            .chain(edits.map(|edit| edit.place))
    });
    let problems = outcome.problems.iter().filter_map(|problem| problem.place);
    findings
        .chain(problems)
        .chain(outcome.agreed.iter().copied())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::{self, Rule};

    struct Run {
        sources: Sources,
        reports: Vec<SourceId>,
        rules: Vec<Rule>,
        policy: Policy,
    }

    impl Run {
        fn over(text: &str) -> Run {
            let mut sources = Sources::default();
            let report = sources.add("2021.md", text).unwrap();
            let files = rule::core(&mut sources).unwrap();
            let rules = rule::load(&sources, &files).unwrap();
            Run {
                sources,
                reports: vec![report],
                rules,
                policy: Policy::default(),
            }
        }

        fn key(&self) -> Key {
            Key::of("test", &self.sources, &self.reports, &self.policy)
        }

        fn outcome(&self) -> Outcome {
            crate::lint::run(&self.sources, &self.reports, &self.rules, &self.policy)
        }
    }

    const SLIPS: &str = "The the guild has 40 ovens. The guild has 50 ovens. There are three bakers: Ann, Bo and Cy.";

    #[test]
    fn what_is_kept_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path().join("new"));
        let run = Run::over(SLIPS);
        let outcome = run.outcome();
        assert!(!outcome.findings.is_empty());
        assert_eq!(cache.get(run.key(), &run.sources), None);
        cache.put(run.key(), &outcome).unwrap();
        assert_eq!(cache.get(run.key(), &run.sources), Some(outcome));
    }

    #[test]
    fn another_text_program_or_name_is_another_run() {
        let run = Run::over(SLIPS);
        let other = Run::over(&SLIPS.replace("40", "41"));
        assert_ne!(run.key(), other.key());
        let program = Key::of("later", &run.sources, &run.reports, &run.policy);
        assert_ne!(run.key(), program);
        let keys = [("ab", "c"), ("a", "bc")].map(|(name, text)| {
            let mut sources = Sources::default();
            sources.add(name, text).unwrap();
            Key::of("test", &sources, &[], &Policy::default())
        });
        assert_ne!(keys[0], keys[1]);
    }

    #[test]
    fn what_is_broken_counts_as_none() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path().to_owned());
        let run = Run::over(SLIPS);
        cache.put(run.key(), &run.outcome()).unwrap();
        let path = cache.path(run.key());
        let whole = fs::read(&path).unwrap();
        for end in (0..whole.len()).step_by(7) {
            fs::write(&path, &whole[..end]).unwrap();
            assert_eq!(cache.get(run.key(), &run.sources), None, "cut at {end}");
        }
        for at in (0..whole.len()).step_by(11) {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x40;
            fs::write(&path, &bytes).unwrap();
            assert_eq!(cache.get(run.key(), &run.sources), None, "changed at {at}");
        }
    }

    #[test]
    fn places_outside_of_the_texts_count_as_none() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path().to_owned());
        let run = Run::over(SLIPS);
        let long = Run::over(&format!("{}{SLIPS}", "Rye is good. ".repeat(40)));
        // A file that says to be of this run, with what another one had to say.
        cache.put(run.key(), &long.outcome()).unwrap();
        assert_eq!(cache.get(run.key(), &run.sources), None);
    }

    #[test]
    fn the_oldest_runs_go_and_other_files_stay() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path().to_owned());
        fs::write(folder.path().join("letter.run"), "mine").unwrap();
        let outcome = Outcome::default();
        let old = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000);
        for number in 0..MOST_RUNS as u128 + 5 {
            cache.put(Key(number), &outcome).unwrap();
            let file = File::options().append(true).open(cache.path(Key(number)));
            let time = old + std::time::Duration::from_secs(number as u64);
            file.unwrap().set_modified(time).unwrap();
        }
        cache.put(Key(1_000), &outcome).unwrap();
        let sources = Sources::default();
        assert_eq!(cache.get(Key(5), &sources), None);
        assert!(cache.get(Key(6), &sources).is_some());
        assert!(cache.get(Key(1_000), &sources).is_some());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), MOST_RUNS + 1);
    }
}
