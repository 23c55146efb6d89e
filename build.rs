//! Lays out the dictionary of misspellings as lines of text, to be searched where they lie in the program.
//!
//! The tables of the crate would make the program three times as large, and each start of it slower: 80,000 strings
//! are as many addresses to be set. Beside each list of words stands a table of its lines by hashes.

use std::path::Path;
use std::{env, fs, io};

use rust_stemmers::{Algorithm, Stemmer};

#[path = "src/word/fnv.rs"]
mod fnv;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let mut entries: Vec<(String, String)> = typos_dict::WORD
        .map
        .entries()
        .map(|(word, corrections)| (word.into_inner().to_lowercase(), corrections.join(",")))
        .filter(|(_, corrections)| !corrections.is_empty())
        .collect();
    entries.sort_unstable();
    let lines: Vec<String> = entries
        .into_iter()
        .map(|(word, corrections)| format!("{word},{corrections}"))
        .collect();
    let misspellings = Table::of(lines.iter().map(String::as_str));
    let english = fs::read_to_string(ENGLISH).expect("the list of English words can be read");
    println!("cargo::rerun-if-changed={ENGLISH}");
    let words = Table::of(english.lines());
    write("misspellings.txt", lines.join("\n").as_bytes())
        .and_then(|()| write("misspellings-slots.bin", &misspellings.slots()))
        .and_then(|()| write("english-slots.bin", &words.slots()))
        .and_then(|()| write("english-starts.bin", &starts(&english)))
        .and_then(|()| stems(&words))
        .expect("the folder for what is built can be written");
}

fn write(name: &str, bytes: &[u8]) -> io::Result<()> {
    let folder = env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&folder).join(name), bytes)
}

/// The lines of a list by the words that they begin with: a line is at the place that its word's hash tells, or at the next
/// one that was empty.
struct Table<'a>(Vec<Option<Line<'a>>>);

#[derive(Clone, Copy)]
struct Line<'a> {
    word: &'a str,
    /// Where it begins in the list.
    start: usize,
    hash: u64,
}

impl<'a> Table<'a> {
    fn of(lines: impl Iterator<Item = &'a str> + Clone) -> Table<'a> {
        let size = (lines.clone().count() * 3 / 2).next_power_of_two();
        let mut table = vec![None; size];
        let mut start = 0;
        for line in lines {
            let word = line.split(',').next().unwrap_or_default();
            let hash = fnv::fnv1a(word.as_bytes());
            let mut at = hash as usize % size;
            while table[at].is_some() {
                at = (at + 1) % size;
            }
            table[at] = Some(Line { word, start, hash });
            start += line.len() + 1;
        }
        Table(table)
    }

    /// Four bytes for each place, the smallest first: in the lower bits one more than where the line begins, above them
    /// those of its hash; all zero where there is none.
    fn slots(&self) -> Vec<u8> {
        const START_BITS: u32 = 21;
        let slot = |line: Line<'_>| {
            let start = line.start as u32 + 1;
            assert!(
                start < 1 << START_BITS,
                "the list is too long for its table"
            );
            start | ((line.hash >> (32 + START_BITS)) as u32) << START_BITS
        };
        let slots = self.0.iter().map(|line| line.map_or(0, slot));
        slots.flat_map(u32::to_le_bytes).collect()
    }
}

/// Writes how the stem of each word of a table is made of it, one byte a place: how many letters go in the lower half,
/// and which ending comes instead in the upper half; all bits set where that does not say it.
fn stems(words: &Table<'_>) -> io::Result<()> {
    const MOST_CUT: usize = 15;
    const MOST_ENDINGS: usize = 15;
    let stemmer = Stemmer::create(Algorithm::English);
    let mut endings: Vec<String> = Vec::new();
    let mut stems = Vec::new();
    for line in &words.0 {
        let word = line.map_or("", |line| line.word);
        let stem = stemmer.stem(word);
        let pairs = word.bytes().zip(stem.bytes());
        let kept = pairs.take_while(|(first, second)| first == second).count();
        let (cut, ending) = (word.len() - kept, &stem[kept..]);
        let known = endings.iter().position(|known| known == ending);
        let number = known.unwrap_or_else(|| {
            endings.push(ending.to_owned());
            endings.len() - 1
        });
        let fits = cut <= MOST_CUT && number < MOST_ENDINGS;
        stems.push(if fits {
            (number << 4 | cut) as u8
        } else {
            u8::MAX
        });
    }
    endings.truncate(MOST_ENDINGS);
    write("english-stems.bin", &stems)?;
    write("english-stem-endings.rs", format!("{endings:?}").as_bytes())
}

const ENGLISH: &str = "src/word/english.txt";

/// Where the lines begin whose first three letters are "aaa", "aab", and so on, four bytes each, the smallest first. A word of
/// fewer letters stands before all others that begin with them, and belongs to the letters before.
fn starts(list: &str) -> Vec<u8> {
    let letters = || b'a'..=b'z';
    let pairs = letters().flat_map(|first| letters().map(move |second| [first, second]));
    let triples =
        pairs.flat_map(|[first, second]| letters().map(move |third| [first, second, third]));
    let mut lines = list.lines().peekable();
    let mut at = 0;
    triples
        .flat_map(|letters| {
            let is_before = |line: &&str| line.as_bytes()[..line.len().min(3)] < letters[..];
            while let Some(line) = lines.next_if(is_before) {
                at += line.len() as u32 + 1;
            }
            at.to_le_bytes()
        })
        .collect()
}
