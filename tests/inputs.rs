//! No bytes break a reader: what once did, what may, and whatever chance makes.
//!
//! The files of `tests/inputs/READER` are inputs of that reader; those that fuzzing found stand among them.

mod readers;

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use readers::READERS;

#[test]
fn every_kept_input_is_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/inputs");
    let mut count = 0;
    for entry in fs::read_dir(&folder).expect("tests/inputs") {
        let of_reader = entry.expect("an entry").path();
        let name = of_reader.file_name().and_then(|name| name.to_str());
        let reader = READERS.iter().find(|(known, _)| Some(*known) == name);
        let (_, read) = reader.unwrap_or_else(|| panic!("there is no reader {name:?}"));
        for entry in fs::read_dir(&of_reader).expect("a folder") {
            let path = entry.expect("an entry").path();
            read(&fs::read(&path).expect("a file"));
            count += 1;
        }
    }
    assert!(count >= READERS.len(), "{count} inputs");
}

#[test]
fn every_reader_is_fuzzed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let manifest = fs::read_to_string(root.join("Cargo.toml")).expect("fuzz/Cargo.toml");
    for (name, _) in READERS {
        assert!(manifest.contains(&format!("name = \"{name}\"\n")), "{name}");
        let target = fs::read_to_string(root.join(format!("{name}.rs"))).expect("a target");
        assert!(
            target.contains(&format!("readers::{name}(bytes)")),
            "{name}"
        );
        let inputs = format!("{}/tests/inputs/{name}", env!("CARGO_MANIFEST_DIR"));
        assert!(Path::new(&inputs).is_dir(), "no inputs for {name}");
    }
}

/// What means something to a reader.
const PARTS: &[&str] = &[
    "The guild has ",
    "12 members",
    "over 45",
    "nine members: ",
    "A, B and C",
    ". ",
    "\n\n",
    "\n",
    "- ",
    "| a | b |\n",
    "|---|---|\n",
    "| 3 | 4 |\n",
    "# 2021\n",
    "120% more than ",
    "in 2020",
    "5 May",
    "€7.7 million",
    "doubled",
    "the the ",
    " , ",
    "<!-- factlint-ignore ",
    "typo",
    ": reason",
    " -->",
    "<p>",
    "</p>",
    "<td>",
    "&nbsp;",
    "&#x1F35E;",
    "[x](y)",
    "`",
    "version: 1\n",
    "rules:\n",
    "  - id: a\n",
    "    summary: b\n",
    "    check: {",
    "text: {forbid: ['",
    "'",
    "\"",
    "{value}",
    "(a|b)?",
    "...",
    "/x+/",
    "{names}",
    "words: [",
    "]",
    "}",
    "&a ",
    "*a",
    "findings:\n",
    "\u{1b}[31m",
    "\u{202E}",
    "é",
    "\u{FEFF}",
    "\r\n",
    "\t",
    "\0",
    "22nd",
    "1.2.3",
    "Stein & Train",
    "including:",
    "—",
    "10-15",
    "one in three",
    "$",
    "\\",
];

/// Bytes that look a little like something.
fn likely() -> impl Strategy<Value = Vec<u8>> {
    let part = prop_oneof![
        8 => prop::sample::select(PARTS).prop_map(|part| part.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..4),
    ];
    prop::collection::vec(part, 0..24).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_by_every_reader(bytes in prop::collection::vec(any::<u8>(), 0..120)) {
        for (_, read) in READERS {
            read(&bytes);
        }
    }

    #[test]
    fn whatever_looks_like_something_is_read_by_every_reader(bytes in likely()) {
        for (_, read) in READERS {
            read(&bytes);
        }
    }
}

#[test]
fn a_mark_before_a_wide_character_is_read() {
    for (_, read) in READERS {
        read("\",\u{FFFD} and “,é”".as_bytes());
    }
}
