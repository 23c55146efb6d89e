//! README.md shows what the program prints: every block of a session is run again.
//!
//! Sessions run in a folder that holds the sample reports with their settings, and every file of YAML in README.md
//! under the name in its first line: so what it says of a first rule works. `UPDATE_README=1 cargo test --test readme`
//! writes what is printed today into the file.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const SESSION: &str = "```console\n$ ";
const RULES: &str = "```yaml\n# ";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A fresh folder with all that the sessions need.
fn desk(text: &str) -> PathBuf {
    let desk = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readme");
    if desk.exists() {
        fs::remove_dir_all(&desk).expect("the folder of the last run goes");
    }
    fs::create_dir_all(desk.join("reports")).expect("a folder can be made");
    for entry in fs::read_dir(root().join("reports")).expect("the sample reports") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name");
        if name != "README.md" {
            fs::copy(&path, desk.join("reports").join(name)).expect("a report can be copied");
        }
    }
    let settings = ".factlint.yaml";
    fs::copy(root().join(settings), desk.join(settings)).expect("the settings can be copied");
    for block in text.split(RULES).skip(1) {
        let (yaml, _) = block.split_once("```\n").expect("an end of the block");
        let (name, _) = yaml.split_once('\n').expect("a line end after a name");
        fs::write(desk.join(name), format!("# {yaml}")).expect("a file can be written");
    }
    desk
}

/// What a command line prints, errors last.
fn session(line: &str, desk: &Path) -> String {
    let factlint = Path::new(env!("CARGO_BIN_EXE_factlint"));
    let mut folders = vec![factlint.parent().expect("a folder").to_owned()];
    folders.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    let output = Command::new("sh")
        .args(["-c", line])
        .current_dir(desk)
        .env("PATH", env::join_paths(folders).expect("a path"))
        .env("COLUMNS", "90")
        .env("LC_ALL", "C.UTF-8")
        .env("NO_COLOR", "1")
        .env_remove("TERM")
        .output()
        .expect("a shell runs");
    let printed = [output.stdout, output.stderr].concat();
    String::from_utf8(printed).expect("the output is UTF-8")
}

/// The text with the output of every session in it replaced by what is printed today.
fn refreshed(text: &str) -> String {
    let desk = desk(text);
    let mut blocks = text.split(SESSION);
    let mut fresh = blocks.next().unwrap_or_default().to_owned();
    for block in blocks {
        let (line, rest) = block.split_once('\n').expect("a line end after a command");
        let (_, rest) = rest.split_once("```\n").expect("an end of the block");
        let printed = session(line, &desk);
        fresh.extend([SESSION, line, "\n", &printed, "```\n", rest]);
    }
    fresh
}

#[test]
fn the_readme_shows_what_is_printed_today() {
    let path = root().join("README.md");
    let text = fs::read_to_string(&path).expect("README.md");
    assert!(text.contains(SESSION), "README.md shows no session");
    let fresh = refreshed(&text);
    if env::var_os("UPDATE_README").is_some() {
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
    let readme = fs::read_to_string(root().join("README.md")).expect("README.md");
    let ci = fs::read_to_string(root().join(".ci/run")).expect(".ci/run");
    let last = ci.lines().last().expect("a last line");
    assert!(
        readme.lines().any(|line| line == last),
        "README.md does not say {last:?}"
    );
}

#[test]
fn the_code_of_the_readme_is_the_tested_one_of_the_documentation() {
    let readme = fs::read_to_string(root().join("README.md")).expect("README.md");
    let lib = fs::read_to_string(root().join("src/lib.rs")).expect("src/lib.rs");
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
