//! What runs leave to those after them, in files.
//!
//! Lives here: what makes two runs the same, the files of a cache, how many of them stay.
//! Stays out: where caches are on a system, which runs may use one, and what is told of it.
//!
//! There are two sorts: what a run over the same bytes had to say, and what was read of reports, for runs in which others have
//! changed. Both are a help and never a source of truth: what is missing, cut off, of another program or does not fit the
//! texts counts as none.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use tempfile::{Builder, NamedTempFile};
use xxhash_rust::xxh3::xxh3_128;

use crate::config::Policy;
use crate::lint::Outcome;
use crate::source::{Place, SourceId, Sources};
use crate::store::{Key, Store};
use pack::{NewPack, Packs};

mod pack;

/// A folder with what runs of one program have left.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
    program: String,
}

/// What the names of all files of a cache begin with: a folder may hold other things, and those stay.
const PREFIX: &str = "factlint-";
/// Key and checksum stand before what a run had to say.
const HEAD: usize = 32;

/// A sort of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// What a run had to say.
    Run,
    /// What a run has read of reports.
    Reports,
}

impl Sort {
    const ALL: [Sort; 2] = [Sort::Run, Sort::Reports];
    /// How many files of each sort are kept.
    const MOST: usize = 64;

    /// What the names of its files end with.
    fn suffix(self) -> &'static str {
        match self {
            Sort::Run => ".run",
            Sort::Reports => ".reports",
        }
    }

    /// How many bytes of them are kept; the files that were not asked for the longest go first.
    fn most_bytes(self) -> u64 {
        match self {
            Sort::Run => 256 << 20,
            Sort::Reports => 1 << 30,
        }
    }
}

/// The key of a run, by all that its outcome depends on. `sources` are all texts of the run: reports, rules, data and
/// settings.
pub fn key_of_run(sources: &Sources, reports: &[SourceId], policy: &Policy) -> Key {
    let told = [format!("{reports:?}"), format!("{policy:?}")];
    let texts = sources
        .iter()
        .flat_map(|(_, source)| [source.name(), source.text()]);
    let parts = texts.chain(told.iter().map(String::as_str));
    Key::of(parts.map(str::as_bytes))
}

impl Cache {
    /// The cache of a program in a folder, which may not be there yet. What another program found may not be what this one
    /// finds: it is not told.
    pub fn new(folder: PathBuf, program: String) -> Cache {
        Cache { folder, program }
    }

    /// What the run of a key had to say, if that is kept and fits the texts of this run.
    pub fn outcome(&self, key: Key, sources: &Sources) -> Option<Outcome> {
        let path = self.path(Sort::Run, key);
        let bytes = fs::read(&path).ok()?;
        let (head, kept) = bytes.split_at_checked(HEAD)?;
        if head != self::head(self.named(key), kept) {
            return None;
        }
        let outcome = decode(kept, sources)?;
        touch(&path);
        Some(outcome)
    }

    /// Keeps what a run had to say, wholly or not at all, and lets go of what was not asked for the longest.
    pub fn keep_outcome(&self, key: Key, outcome: &Outcome) -> io::Result<()> {
        let kept = encode(outcome)?;
        let mut file = self.file(Sort::Run)?;
        file.write_all(&head(self.named(key), &kept))?;
        file.write_all(&kept)?;
        // Two runs at once write the same bytes; the last one stays.
        file.persist(self.path(Sort::Run, key))?;
        self.sweep();
        Ok(())
    }

    /// What was read of reports, for a run to look up and to add to.
    pub fn reports(&self) -> Reports<'_> {
        let mut packs = Packs::default();
        for (_, _, path) in self.files(Sort::Reports) {
            packs.open(path);
        }
        Reports {
            cache: self,
            packs,
            asked: Mutex::default(),
            new: Mutex::default(),
        }
    }

    /// A new file, which goes away if it is not kept.
    fn file(&self, sort: Sort) -> io::Result<NamedTempFile> {
        fs::create_dir_all(&self.folder)?;
        let mut file = Builder::new();
        let file = file.prefix(PREFIX).suffix(sort.suffix());
        file.tempfile_in(&self.folder)
    }

    /// The key under which this program keeps what has a key.
    fn named(&self, key: Key) -> Key {
        Key::of([self.program.as_bytes(), &key.bytes()])
    }

    fn path(&self, sort: Sort, key: Key) -> PathBuf {
        let (key, suffix) = (self.named(key).number(), sort.suffix());
        self.folder.join(format!("{PREFIX}{key:032x}{suffix}"))
    }

    /// The files of a sort, each with when it was asked for and its length, the latest first.
    fn files(&self, sort: Sort) -> Vec<(SystemTime, u64, PathBuf)> {
        let mut files = Vec::new();
        for entry in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let is_ours = |name: &str| name.starts_with(PREFIX) && name.ends_with(sort.suffix());
            // Another run may have removed it in the meantime.
            if let (Some(true), Ok(about)) = (name.to_str().map(is_ours), entry.metadata()) {
                let asked = about.modified().unwrap_or(SystemTime::UNIX_EPOCH);
                files.push((asked, about.len(), entry.path()));
            }
        }
        files.sort_unstable();
        files.reverse();
        files
    }

    /// Removes the oldest files of each sort, and what a run that was killed has left.
    fn sweep(&self) {
        for sort in Sort::ALL {
            let mut bytes = 0;
            for (at, (_, size, path)) in self.files(sort).into_iter().enumerate() {
                bytes += size;
                if at > 0 && (at >= Sort::MOST || bytes > sort.most_bytes()) {
                    // Another run may have removed it in the meantime.
                    let _ = fs::remove_file(path);
                }
            }
        }
    }
}

/// What was read of reports. What a run adds is kept when it is done.
#[derive(Debug)]
pub struct Reports<'a> {
    cache: &'a Cache,
    packs: Packs,
    /// The packs that this run has asked.
    asked: Mutex<BTreeSet<PathBuf>>,
    /// What this run adds, if it can be written.
    new: Mutex<Option<io::Result<NewPack>>>,
}

impl Reports<'_> {
    /// Keeps what was added, and says what was asked for.
    pub fn finish(self) -> io::Result<()> {
        for path in locked(&self.asked).iter() {
            touch(path);
        }
        let new = locked(&self.new).take();
        match new {
            Some(new) => {
                let new = new?;
                let path = self.cache.path(Sort::Reports, new.key());
                new.finish(&path)
            }
            None => Ok(()),
        }
    }
}

impl Store for Reports<'_> {
    fn get(&self, key: Key) -> Option<Vec<u8>> {
        let (bytes, pack) = self.packs.get(self.cache.named(key).number())?;
        let mut asked = locked(&self.asked);
        if !asked.contains(pack) {
            asked.insert(pack.to_owned());
        }
        Some(bytes)
    }

    fn put(&self, key: Key, bytes: &[u8]) {
        let key = self.cache.named(key).number();
        let mut new = locked(&self.new);
        let pack = new.get_or_insert_with(|| self.cache.file(Sort::Reports).map(NewPack::new));
        if let Ok(open) = pack
            && let Err(error) = open.put(key, bytes)
        {
            *pack = Err(error);
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
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

/// Says that a file was asked for just now. If it cannot be said, the file goes a little earlier.
fn touch(path: &Path) {
    let file = File::options().append(true).open(path);
    let _ = file.and_then(|file| file.set_modified(SystemTime::now()));
}

/// What stands before the bytes that were kept.
fn head(key: Key, kept: &[u8]) -> [u8; HEAD] {
    let mut head = [0; HEAD];
    head[..HEAD / 2].copy_from_slice(&key.bytes());
    head[HEAD / 2..].copy_from_slice(&xxh3_128(kept).to_le_bytes());
    head
}

/// Every place that an outcome points at.
fn places(outcome: &Outcome) -> impl Iterator<Item = Place> {
    let findings = outcome.findings.iter();
    let findings = findings.flat_map(|finding| finding.detection.places());
    let problems = outcome.problems.iter().filter_map(|problem| problem.place);
    findings.chain(problems)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

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
            key_of_run(&self.sources, &self.reports, &self.policy)
        }

        fn outcome(&self) -> Outcome {
            crate::lint::run(&self.sources, &self.reports, &self.rules, &self.policy)
        }
    }

    fn cache(folder: &Path) -> Cache {
        Cache::new(folder.to_owned(), "test".to_owned())
    }

    const SLIPS: &str = "The the guild has 40 ovens. The guild has 50 ovens. There are three bakers: Ann, Bo and Cy.";

    #[test]
    fn what_is_kept_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        let cache = cache(&folder.path().join("new"));
        let run = Run::over(SLIPS);
        let outcome = run.outcome();
        assert!(!outcome.findings.is_empty());
        assert_eq!(cache.outcome(run.key(), &run.sources), None);
        cache.keep_outcome(run.key(), &outcome).unwrap();
        assert_eq!(cache.outcome(run.key(), &run.sources), Some(outcome));
    }

    #[test]
    fn another_text_program_or_name_is_another_run() {
        let folder = tempfile::tempdir().unwrap();
        let run = Run::over(SLIPS);
        let other = Run::over(&SLIPS.replace("40", "41"));
        assert_ne!(run.key(), other.key());
        let later = Cache::new(folder.path().to_owned(), "later".to_owned());
        cache(folder.path())
            .keep_outcome(run.key(), &run.outcome())
            .unwrap();
        assert_eq!(later.outcome(run.key(), &run.sources), None);
        let keys = [("ab", "c"), ("a", "bc")].map(|(name, text)| {
            let mut sources = Sources::default();
            sources.add(name, text).unwrap();
            key_of_run(&sources, &[], &Policy::default())
        });
        assert_ne!(keys[0], keys[1]);
    }

    #[test]
    fn what_is_broken_counts_as_none() {
        let folder = tempfile::tempdir().unwrap();
        let cache = cache(folder.path());
        let run = Run::over(SLIPS);
        cache.keep_outcome(run.key(), &run.outcome()).unwrap();
        let path = cache.path(Sort::Run, run.key());
        let whole = fs::read(&path).unwrap();
        for end in (0..whole.len()).step_by(7) {
            fs::write(&path, &whole[..end]).unwrap();
            assert_eq!(cache.outcome(run.key(), &run.sources), None, "cut at {end}");
        }
        for at in (0..whole.len()).step_by(11) {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x40;
            fs::write(&path, &bytes).unwrap();
            assert_eq!(
                cache.outcome(run.key(), &run.sources),
                None,
                "changed at {at}"
            );
        }
    }

    #[test]
    fn places_outside_of_the_texts_count_as_none() {
        let folder = tempfile::tempdir().unwrap();
        let cache = cache(folder.path());
        let run = Run::over(SLIPS);
        let long = Run::over(&format!("{}{SLIPS}", "Rye is good. ".repeat(40)));
        // A file that says to be of this run, with what another one had to say.
        cache.keep_outcome(run.key(), &long.outcome()).unwrap();
        assert_eq!(cache.outcome(run.key(), &run.sources), None);
    }

    #[test]
    fn the_oldest_runs_go_and_other_files_stay() {
        let folder = tempfile::tempdir().unwrap();
        let cache = cache(folder.path());
        fs::write(folder.path().join("letter.run"), "mine").unwrap();
        let outcome = Outcome::default();
        let old = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000);
        let key = |number: usize| Key::of([&number.to_le_bytes()[..]]);
        let reports = cache.reports();
        reports.put(key(0), b"rye");
        reports.put(key(1), b"oats");
        reports.finish().unwrap();
        for number in 0..Sort::MOST + 5 {
            cache.keep_outcome(key(number), &outcome).unwrap();
            let file = File::options()
                .append(true)
                .open(cache.path(Sort::Run, key(number)));
            let time = old + Duration::from_secs(number as u64);
            file.unwrap().set_modified(time).unwrap();
        }
        cache.keep_outcome(key(1_000), &outcome).unwrap();
        let sources = Sources::default();
        assert_eq!(cache.outcome(key(5), &sources), None);
        assert!(cache.outcome(key(6), &sources).is_some());
        assert!(cache.outcome(key(1_000), &sources).is_some());
        let reports = cache.reports();
        assert_eq!(reports.get(key(0)), Some(b"rye".to_vec()));
        assert_eq!(reports.get(key(1)), Some(b"oats".to_vec()));
        assert_eq!(reports.get(key(2)), None);
        let files = fs::read_dir(folder.path()).unwrap();
        assert_eq!(files.count(), Sort::MOST + 2);
    }
}
