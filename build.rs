//! Lays out the dictionary of misspellings as lines of text, to be searched where they lie in the program.
//!
//! The tables of the crate would make the program three times as large, and each start of it slower: 80,000 strings
//! are as many addresses to be set. Beside each list of words stands where those of the same three first letters begin.

use std::path::Path;
use std::{env, fs};

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
    for (name, text) in [
        ("misspellings.txt", misspellings.as_str()),
        ("misspellings-starts.rs", &starts(&misspellings)),
        ("english-starts.rs", &starts(&english)),
    ] {
        let folder = env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
        fs::write(Path::new(&folder).join(name), text)
            .expect("the folder for what is built can be written");
    }
}

const ENGLISH: &str = "src/word/english.txt";

/// Where the lines begin whose first three letters are "aaa", "aab", and so on, as an array of Rust. A word of fewer letters
/// stands before all others that begin with them, and belongs to the letters before.
fn starts(list: &str) -> String {
    let letters = || b'a'..=b'z';
    let pairs = letters().flat_map(|first| letters().map(move |second| [first, second]));
    let triples =
        pairs.flat_map(|[first, second]| letters().map(move |third| [first, second, third]));
    let mut lines = list.split_inclusive('\n').peekable();
    let mut at = 0;
    let starts: Vec<usize> = triples
        .map(|letters| {
            let is_before = |line: &&str| line.as_bytes()[..line.len().min(3)] < letters[..];
            while let Some(line) = lines.next_if(is_before) {
                at += line.len();
            }
            at
        })
        .collect();
    format!("{starts:?}")
}
