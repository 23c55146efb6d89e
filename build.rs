//! Lays out the dictionary of misspellings as lines of text, to be searched where they lie in the program.
//!
//! The tables of the crate would make the program three times as large, and each start of it slower: 80,000 strings
//! are as many addresses to be set.

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
    let folder = env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(
        Path::new(&folder).join("misspellings.txt"),
        lines.join("\n"),
    )
    .expect("the folder for what is built can be written");
}
