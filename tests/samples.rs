//! The sample reports in `reports/`: what is wrong in them is found where `reports/README.md` says.
//!
//! The whole output is a snapshot, so that a change of a rule shows what it does to reports. README.md shows one of the
//! findings in full. `INSTA_UPDATE=always cargo test --test samples` accepts what is printed today.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// One thing that is wrong in the sample reports, as a row of a table says.
#[derive(Debug)]
struct Planted {
    file: String,
    quote: String,
    fault: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn reports() -> PathBuf {
    root().join("reports")
}

/// What `factlint lint` prints with further arguments.
fn lint(arguments: &str) -> String {
    run(&format!("lint {arguments}"))
}

/// What `factlint` prints.
fn run(arguments: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_factlint"))
        .args(arguments.split_whitespace())
        .current_dir(root())
        .env("COLUMNS", "90")
        .env("NO_COLOR", "1")
        .env_remove("TERM")
        .output()
        .expect("factlint runs");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    String::from_utf8(output.stdout).expect("the output is UTF-8")
}

/// The rows of the table below a heading of `reports/README.md`.
fn table(heading: &str) -> Vec<Planted> {
    let text = fs::read_to_string(reports().join("README.md")).expect("reports/README.md");
    let section = text
        .split("\n## ")
        .find(|section| section.starts_with(heading))
        .expect("the section");
    let rows = section.lines().filter(|line| line.starts_with('|')).skip(2);
    rows.map(planted).collect()
}

fn planted(row: &str) -> Planted {
    let row = row.replace("\\|", "\0");
    let cells: Vec<_> = row.split('|').map(str::trim).collect();
    let [_, file, quote, _, fault, _] = cells[..] else {
        panic!("a row has four cells: {row}");
    };
    Planted {
        file: file.to_owned(),
        quote: quote.trim_matches('`').replace('\0', "|"),
        fault: fault.to_owned(),
    }
}

impl Planted {
    /// Where the quote stands in the file.
    fn range(&self) -> Range<u64> {
        let text = fs::read_to_string(reports().join(&self.file)).expect("a sample report");
        let mut hits = text.match_indices(&self.quote);
        let (Some((start, quote)), None) = (hits.next(), hits.next()) else {
            panic!("{}: {:?} does not stand there once", self.file, self.quote);
        };
        start as u64..(start + quote.len()) as u64
    }

    /// Whether a finding has the fault, and points at the quote.
    fn is(&self, finding: &Value) -> bool {
        let range = self.range();
        let points_here = |label: &Value| {
            let offset = |end: &str| label[end]["offset"].as_u64().expect("an offset");
            label["file"] == format!("reports/{}", self.file)
                && offset("start") < range.end
                && range.start < offset("end")
        };
        finding["code"] == *self.fault && points_here(&finding["primary"])
    }

    fn is_found(&self, findings: &[Value]) -> bool {
        findings.iter().any(|finding| self.is(finding))
    }
}

fn findings() -> Vec<Value> {
    let outcome: Value = serde_json::from_str(&lint("--format json")).expect("JSON");
    outcome["findings"].as_array().expect("findings").clone()
}

#[test]
fn the_whole_output() {
    let whole = lint("--format brief");
    assert_eq!(whole, lint("reports --format brief"));
    insta::assert_snapshot!("samples", whole);
}

/// What is read in them: each number with what it is about, and whether it agrees with another.
#[test]
fn the_whole_ledger() {
    insta::assert_snapshot!("ledger", run("claims reports --format csv"));
}

#[test]
fn what_is_wrong_is_found_where_it_is_and_as_what_it_is() {
    let findings = findings();
    let mut rows = table("Found");
    rows.retain(|row| !row.is_found(&findings));
    assert!(
        rows.is_empty(),
        "not found: find it, or move the row to the second table: {rows:#?}"
    );
}

#[test]
fn the_list_of_what_is_not_found_shrinks() {
    let findings = findings();
    let mut rows = table("Not found yet");
    rows.retain(|row| row.is_found(&findings));
    assert!(
        rows.is_empty(),
        "found now: move the row to the first table: {rows:#?}"
    );
}

#[test]
fn the_samples_say_enough() {
    let rows = table("Found").len() + table("Not found yet").len();
    assert!((25..=40).contains(&rows), "{rows} things are wrong");
    for year in 2019..=2023 {
        let name = format!("openinfra-{year}");
        let is_about = |row: &Planted| row.file.starts_with(&name);
        let rows = table("Found").into_iter().chain(table("Not found yet"));
        assert!(rows.filter(is_about).count() >= 4, "{name}");
    }
}
