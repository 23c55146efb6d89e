//! The cache: a run that is told from it says what a run that reads everything says, whatever happens around it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A fresh folder for a test, with two reports and settings.
fn desk(test: &str) -> PathBuf {
    let desk = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("cache-{test}"));
    if desk.exists() {
        fs::remove_dir_all(&desk).expect("the folder of the last run goes");
    }
    fs::create_dir_all(desk.join(".git")).expect("a folder can be made");
    for (name, text) in FILES {
        fs::write(desk.join(name), text).expect("a file can be written");
    }
    desk
}

const FILES: [(&str, &str); 3] = [
    ("factlint.yaml", "version: 1\n"),
    (
        "2021.md",
        "# Rowing club 2021\n\nThe club has 120 members and owns nine boats.\n\nThree boats were mended: Ann, Bo and Cy.\n",
    ),
    (
        "2022.md",
        "# Rowing club 2022\n\nThe club has 150 members, 25% more than the 120 members of 2021.\n\nWe thank Ana Berg.\n",
    ),
];

fn command(desk: &Path, line: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_factlint"));
    command
        .args(line.split_whitespace())
        .current_dir(desk)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn run(desk: &Path, line: &str) -> Output {
    command(desk, line).output().expect("factlint runs")
}

fn kept(desk: &Path) -> usize {
    fs::read_dir(desk.join("kept")).map_or(0, Iterator::count)
}

#[test]
fn over_many_edits_cached_and_uncached_runs_say_the_same() {
    const EDITS: [(&str, &str); 14] = [
        ("2021.md", "The club has 121 members."),
        ("2022.md", "The the club sold a boat."),
        ("2022.md", "There are four rowers: Dee and Eve."),
        ("2021.md", "We recieved a letter."),
        ("factlint.yaml", "fail-on: warning"),
        ("2022.md", "In 2021 there were 130 members."),
        ("2022.md", "<!-- factlint-ignore-file typo: a name -->"),
        ("2021.md", "We thank Anna Berg, Anna Berg and Anna Berg."),
        ("factlint.yaml", "severity:\n  typo: error"),
        ("2022.md", "It was lost (and found."),
        ("2021.md", "Membership rose by 20% to 144."),
        ("2021.md", "[to be confirmed]"),
        ("2023.md", "# Rowing club 2023\n\nThe club has 90 members."),
        ("2023.md", "The 3rd race was in May, the 5th in June."),
    ];
    let desk = desk("edits");
    let mut said = Vec::new();
    for (file, line) in EDITS {
        let before = fs::read_to_string(desk.join(file)).unwrap_or_default();
        fs::write(desk.join(file), format!("{before}{line}\n\n")).expect("a file can be written");
        for format in ["json", "pretty"] {
            let uncached = run(&desk, &format!("lint . -f {format} --no-cache"));
            for time in ["first", "second"] {
                let cached = run(&desk, &format!("lint . -f {format} --cache-dir kept"));
                assert_eq!(cached, uncached, "{time} {format} run after {line:?}");
            }
            said.push(uncached.stdout);
        }
    }
    let all = said.len();
    said.sort_unstable();
    said.dedup();
    assert!(said.len() > all / 2, "most edits change what is found");
    assert_eq!(
        kept(&desk),
        EDITS.len(),
        "one run a text, whatever its format"
    );
}

#[test]
fn of_megabytes_only_what_changed_is_read_again() {
    let desk = desk("megabytes");
    let listing = format!(
        "# Listing\n\n```\n{}```\n",
        "let oven = 220;\n".repeat(300_000)
    );
    fs::write(desk.join("listing.md"), listing).expect("a file can be written");
    let edits = [
        ("2021.md", ""),
        ("2021.md", "The the club sold a boat.\n"),
        ("2021.md", "The club has 121 members.\n"),
        // Before all others: the numbers of these are others than before.
        (
            "2020.md",
            "# Rowing club 2020\n\nThe club had 99 members.\n",
        ),
    ];
    let mut packed = Vec::new();
    for (file, line) in edits {
        let before = fs::read_to_string(desk.join(file)).unwrap_or_default();
        fs::write(desk.join(file), before + line).expect("a file can be written");
        let uncached = run(&desk, "lint . -f json --no-cache");
        assert_eq!(run(&desk, "lint . -f json --cache-dir kept"), uncached);
        let files = fs::read_dir(desk.join("kept")).expect("a folder");
        let files = files.map(|entry| entry.expect("an entry"));
        let packs = files.filter(|entry| entry.file_name().to_string_lossy().ends_with(".reports"));
        let sizes = packs.map(|entry| entry.metadata().expect("a file").len());
        packed.push(sizes.collect::<Vec<u64>>());
    }
    for (packs, runs) in packed.iter().zip(1..) {
        assert_eq!(packs.len(), runs, "each run adds what it has read");
    }
    let all: Vec<u64> = packed.iter().map(|sizes| sizes.iter().sum()).collect();
    for added in all.windows(2).map(|all| all[1] - all[0]) {
        assert!(added < all[0], "{packed:?}: one report is read again");
    }
}

#[test]
fn what_only_shows_less_is_no_part_of_a_run() {
    let desk = desk("shows");
    fs::write(
        desk.join("2021.md"),
        "The the club.\n\nThe club recieved it.\n",
    )
    .expect("a file");
    for option in [
        "",
        "--fail-on never",
        "--min-severity error",
        "--only 2022.md",
        "--quiet",
    ] {
        let uncached = run(&desk, &format!("lint . {option} --no-cache"));
        assert_eq!(
            run(&desk, &format!("lint . {option} --cache-dir kept")),
            uncached,
            "{option}"
        );
    }
    assert_eq!(kept(&desk), 1);
}

#[test]
fn runs_at_once_do_not_disturb_each_other() {
    let desk = desk("at-once");
    let alone = run(&desk, "lint . -f json --no-cache");
    let runs: Vec<_> = (0..6)
        .map(|_| {
            command(&desk, "lint . -f json --cache-dir kept")
                .spawn()
                .expect("factlint starts")
        })
        .collect();
    for run in runs {
        assert_eq!(run.wait_with_output().expect("factlint ends"), alone);
    }
    assert_eq!(kept(&desk), 1);
}

#[test]
fn a_cache_that_cannot_be_used_is_no_reason_to_fail() {
    let desk = desk("unusable");
    fs::write(desk.join("kept"), "a file, and no folder").expect("a file can be written");
    let uncached = run(&desk, "lint . --no-cache");
    assert_eq!(run(&desk, "lint . --cache-dir kept"), uncached);
    assert_eq!(
        fs::read_to_string(desk.join("kept")).expect("a file"),
        "a file, and no folder"
    );
}

#[test]
fn a_kept_run_that_was_tampered_with_is_read_anew() {
    let desk = desk("tampered");
    let uncached = run(&desk, "lint . -f json --no-cache");
    run(&desk, "lint . -f json --cache-dir kept");
    for entry in fs::read_dir(desk.join("kept")).expect("a folder") {
        let path = entry.expect("an entry").path();
        let mut bytes = fs::read(&path).expect("a file");
        bytes.truncate(40);
        bytes.extend([0xff; 4096]);
        fs::write(&path, bytes).expect("a file can be written");
    }
    assert_eq!(run(&desk, "lint . -f json --cache-dir kept"), uncached);
}

#[test]
fn without_a_cache_nothing_is_left() {
    let desk = desk("none");
    run(&desk, "lint . --no-cache --cache-dir kept");
    run(&desk, "lint . --fix --cache-dir kept");
    assert_eq!(kept(&desk), 0);
}
