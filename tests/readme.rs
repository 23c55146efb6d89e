//! README.md shows what the program prints: every block of a session is run again.
//!
//! `UPDATE_README=1 cargo test --test readme` writes what is printed today into the file.

use std::fs;
use std::path::Path;
use std::process::Command;

const FENCE: &str = "```console\n$ factlint ";

/// What a command prints, errors last.
fn session(arguments: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_factlint"))
        .args(arguments.split_whitespace())
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("COLUMNS", "90")
        .env("NO_COLOR", "1")
        .env_remove("TERM")
        .output()
        .expect("factlint runs");
    let printed = [output.stdout, output.stderr].concat();
    String::from_utf8(printed).expect("the output is UTF-8")
}

/// The text with the output of every session in it replaced by what is printed today.
fn refreshed(text: &str) -> String {
    let mut blocks = text.split(FENCE);
    let mut fresh = blocks.next().unwrap_or_default().to_owned();
    for block in blocks {
        let (arguments, rest) = block.split_once('\n').expect("a line end after a command");
        let (_, rest) = rest.split_once("```\n").expect("an end of the block");
        let printed = session(arguments);
        fresh.extend([FENCE, arguments, "\n", &printed, "```\n", rest]);
    }
    fresh
}

#[test]
fn the_readme_shows_what_is_printed_today() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let text = fs::read_to_string(&path).expect("README.md");
    assert!(text.contains(FENCE), "README.md shows no session");
    let fresh = refreshed(&text);
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(&path, fresh).expect("README.md can be written");
        return;
    }
    assert!(
        text == fresh,
        "README.md is stale; UPDATE_README=1 cargo test --test readme writes:\n{}",
        similar::TextDiff::from_lines(&text, &fresh).unified_diff()
    );
}

#[test]
fn the_test_command_of_the_readme_is_the_one_of_ci() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).expect("README.md");
    let ci = fs::read_to_string(root.join(".ci/run")).expect(".ci/run");
    let last = ci.lines().last().expect("a last line");
    assert!(
        readme.lines().any(|line| line == last),
        "README.md does not say {last:?}"
    );
}

#[test]
fn the_code_of_the_readme_is_the_tested_one_of_the_documentation() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).expect("README.md");
    let lib = fs::read_to_string(root.join("src/lib.rs")).expect("src/lib.rs");
    let documented: Vec<_> = lib
        .lines()
        .filter_map(|line| line.strip_prefix("//!"))
        .map(|line| line.strip_prefix(' ').unwrap_or(line))
        .collect();
    let documented = documented.join("\n");
    let code = readme.split("```rust\n").nth(1).expect("some code");
    let (code, _) = code.split_once("```").expect("an end of the code");
    assert!(documented.contains(code), "not in src/lib.rs:\n{code}");
}
