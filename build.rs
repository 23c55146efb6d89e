//! Lays out the dictionary of misspellings as lines of text, to be searched where they lie in the program.
//!
//! The tables of the crate would make the program three times as large, and each start of it slower: 80,000 strings
//! are as many addresses to be set. Beside each list of words stands where its lines begin, and a table of them by hashes.

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
    let misspellings = lines.join("\n");
    let english = fs::read_to_string(ENGLISH).expect("the list of English words can be read");
    println!("cargo::rerun-if-changed={ENGLISH}");
    write("misspellings.txt", misspellings.as_bytes())
        .and_then(|()| index("misspellings", &misspellings))
        .and_then(|()| index("english", &english))
        .and_then(|()| write("english-starts.rs", starts(&english).as_bytes()))
        .and_then(|()| stems(&english))
        .expect("the folder for what is built can be written");
}

fn write(name: &str, bytes: &[u8]) -> io::Result<()> {
    let folder = env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&folder).join(name), bytes)
}

/// Writes where the lines of a list begin, four bytes each, the smallest first, with one behind the last; and a table of
/// the lines.
fn index(name: &str, list: &str) -> io::Result<()> {
    let mut lines = vec![0_u32];
    for line in list.lines() {
        let at = lines[lines.len() - 1];
        lines.push(at + line.len() as u32 + 1);
    }
    let bytes: Vec<u8> = lines.into_iter().flat_map(u32::to_le_bytes).collect();
    write(&format!("{name}-lines.bin"), &bytes)?;
    let bytes: Vec<u8> = slots(list).into_iter().flat_map(u32::to_le_bytes).collect();
    write(&format!("{name}-slots.bin"), &bytes)
}

/// A table of lines by the words that they begin with: a line is in the slot that its word's hash tells, or in the next one
/// that was empty. A slot has one more than the number of the line, and the upper bits of the hash above that.
fn slots(list: &str) -> Vec<u32> {
    const LINE_BITS: u32 = 18;
    let lines = list.lines().count();
    assert!(lines < 1 << LINE_BITS, "{lines} lines are too many");
    let mut slots = vec![0_u32; (lines * 3 / 2).next_power_of_two()];
    for (number, line) in list.lines().enumerate() {
        let word = line.split(',').next().unwrap_or_default();
        let hash = fnv::fnv1a(word.as_bytes());
        let mut at = hash as usize % slots.len();
        while slots[at] != 0 {
            at = (at + 1) % slots.len();
        }
        slots[at] = ((hash >> (32 + LINE_BITS)) as u32) << LINE_BITS | (number as u32 + 1);
    }
    slots
}

/// Writes how the stem of each word of a list is made of it, one byte a word: how many letters go in the lower half, and
/// which ending comes instead in the upper half; all bits set where that does not say it.
fn stems(list: &str) -> io::Result<()> {
    const MOST_CUT: usize = 15;
    const MOST_ENDINGS: usize = 15;
    let stemmer = Stemmer::create(Algorithm::English);
    let mut endings: Vec<String> = Vec::new();
    let mut stems = Vec::new();
    for word in list.lines() {
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

/// The first of the lines whose first three letters are "aaa", "aab", and so on, as an array of Rust. A word of fewer letters
/// stands before all others that begin with them, and belongs to the letters before.
fn starts(list: &str) -> String {
    let letters = || b'a'..=b'z';
    let pairs = letters().flat_map(|first| letters().map(move |second| [first, second]));
    let triples =
        pairs.flat_map(|[first, second]| letters().map(move |third| [first, second, third]));
    let mut lines = list.lines().peekable();
    let mut at = 0;
    let starts: Vec<usize> = triples
        .map(|letters| {
            let is_before = |line: &&str| line.as_bytes()[..line.len().min(3)] < letters[..];
            while lines.next_if(is_before).is_some() {
                at += 1;
            }
            at
        })
        .collect();
    format!("{starts:?}")
}
