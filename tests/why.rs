//! `factlint why`: what it says of lines that were reported, and of lines that were not.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

struct Desk(PathBuf);

impl Desk {
    fn new(test: &str, files: &[(&str, &str)]) -> Desk {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("why-{test}"));
        if folder.exists() {
            fs::remove_dir_all(&folder).expect("the folder of the last run goes");
        }
        let desk = Desk(folder);
        // A repository, so that no settings from outside hold.
        for (name, text) in files.iter().chain(&[(".git/HEAD", "")]) {
            let path = desk.0.join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("a file");
        }
        desk
    }

    /// The exit code, and what was written on both streams.
    fn run(&self, line: &str) -> (i32, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_factlint"))
            .args(line.split_whitespace())
            .current_dir(&self.0)
            .env_clear()
            .output()
            .expect("factlint runs");
        let text = [output.stdout, output.stderr].concat();
        let code = output.status.code().expect("an exit code");
        (code, String::from_utf8(text).expect("UTF-8"))
    }

    fn why(&self, line: &str) -> String {
        let (code, text) = self.run(&format!("why {line}"));
        assert_eq!(code, 0, "{text}");
        text
    }
}

const GUILD: [(&str, &str); 5] = [
    (
        "reports/2021.md",
        "# The guild in 2021\n\nThe guild counted 1,500 paying members in its four halls.\n",
    ),
    (
        "reports/2022.md",
        "# The guild in 2022\n\nThe guild counted 2,500 paying members in its four halls, 120% more than the 1,500 of \
         2021.\nIn all, over 40 bakers joined the guild in Malmö.\n\nWe plan for 3,000 paying members. Hall H3C opened \
         on 5 May.\n\nThe guild counted 2,600 paying members in its four halls.\n",
    ),
    (
        "reports/members.md",
        "The hall of Lund has 30 members, and 12 of them sing. The the end, since 1,200 were there.\n",
    ),
    (
        "guild.yaml",
        "version: 1\nrules:\n  - id: guild-members\n    summary: The members of the guild\n    severity: error\n    \
         check: {metric: {measure: members, phrases: ['counted {value} paying members']}}\n    flag:\n      - fault: \
         values-disagree\n        at: '9'\n        reports: {2021.md: 'It counted 8 paying members. It counted 9 \
         paying members.'}\n    pass:\n      - {reports: {2021.md: It counted 9 paying members.}}\n",
    ),
    (
        "factlint.yaml",
        "version: 1\nreports: [reports]\nrules: [guild.yaml]\noff: [word-repeated]\n",
    ),
];

#[test]
fn a_line_with_a_finding_shows_both_sides_and_what_else_was_looked_at() {
    let desk = Desk::new("reported", &GUILD);
    insta::assert_snapshot!(desk.why("reports/2022.md:3"));
}

#[test]
fn a_line_without_one_shows_why_not() {
    let desk = Desk::new("silent", &GUILD);
    insta::assert_snapshot!("hedged", desk.why("reports/2022.md:4"));
    insta::assert_snapshot!("planned", desk.why("reports/2022.md:6"));
    insta::assert_snapshot!("off", desk.why("reports/members.md:1"));
    assert_eq!(
        desk.why("reports/2022.md:2"),
        "reports/2022.md:2\n  This line is empty.\n"
    );
}

#[test]
fn what_was_suppressed_and_what_a_baseline_knows_is_told() {
    let mut files = GUILD.to_vec();
    let settings = "version: 1\nreports: [reports]\nsuppress:\n  - {path: reports/2022.md, fault: growth-off, reason: \
                    an estimate}\n";
    files[4].1 = settings;
    let desk = Desk::new("suppressed", &files);
    let text = desk.why("reports/2022.md:3:59");
    assert!(
        text.contains("- growth-off is suppressed: “120%”"),
        "{text}"
    );
    let (code, _) = desk.run("lint --write-baseline known.yaml --fail-on never");
    assert_eq!(code, 0);
    fs::write(
        desk.0.join("factlint.yaml"),
        format!("{settings}baseline: known.yaml\n"),
    )
    .expect("a file");
    let text = desk.why("reports/2022.md:3:19");
    assert!(
        text.contains("- values-disagree is known to the baseline: paying members"),
        "{text}"
    );
}

#[test]
fn a_column_picks_the_number_there() {
    let desk = Desk::new("column", &GUILD);
    let text = desk.why("reports/2022.md:3:59");
    assert!(text.contains("\n“120%”: a change"), "{text}");
    assert!(!text.contains("\n“2,500”:"), "{text}");
    // Where no number stands, all of the line is meant.
    assert!(desk.why("reports/2022.md:3:1").contains("\n“2,500”:"));
}

#[test]
fn the_reports_beside_it_are_those_of_its_folder_or_the_named_ones() {
    let desk = Desk::new("beside", &GUILD[..3]);
    let near = desk.why("reports/2022.md:3:19");
    assert!(near.contains("reports/2021.md:3:19"), "{near}");
    let alone = desk.why("reports/2022.md:3:19 reports/2022.md");
    assert!(!alone.contains("2021.md"), "{alone}");
    let (code, text) = desk.run("why reports/2022.md:3 reports/2021.md");
    assert_eq!(
        (code, text.as_str()),
        (
            2,
            "error: reports/2022.md: no report of this run; name the folder or the reports behind the line\n"
        )
    );
}

#[test]
fn a_place_that_is_none_is_told() {
    let desk = Desk::new("nowhere", &GUILD[..1]);
    for (place, message) in [
        (
            "reports/2021.md",
            "`reports/2021.md` names no line: write FILE:LINE, such as reports/2023.md:75",
        ),
        (
            "reports/2021.md:0",
            "`reports/2021.md:0` names no line: write FILE:LINE, such as reports/2023.md:75",
        ),
        (
            ":3",
            "`:3` names no line: write FILE:LINE, such as reports/2023.md:75",
        ),
        (
            "reports/2021.md:4",
            "reports/2021.md: there is no line 4; the report has 3 lines",
        ),
    ] {
        let (code, text) = desk.run(&format!("why {place}"));
        assert_eq!((code, text), (2, format!("error: {message}\n")), "{place}");
    }
}

#[test]
fn json_says_the_same() {
    let desk = Desk::new("json", &GUILD);
    let json: Value = serde_json::from_str(&desk.why("reports/2022.md:3 -f json")).expect("JSON");
    assert_eq!(json["version"], 1);
    assert_eq!(json["line"], 3);
    let claims = json["claims"].as_array().expect("claims");
    let texts: Vec<&str> = claims
        .iter()
        .filter_map(|claim| claim["text"].as_str())
        .collect();
    assert_eq!(texts, ["2,500", "four", "120%", "1,500"]);
    let says: Vec<(&str, &str)> = claims
        .iter()
        .flat_map(|claim| claim["rules"].as_array().expect("rules"))
        .filter_map(|told| Some((told["rule"].as_str()?, told["says"].as_str()?)))
        .collect();
    insta::assert_debug_snapshot!(says);
    insta::assert_snapshot!(serde_json::to_string_pretty(&claims[1]["same"]).expect("JSON"));
}

#[test]
fn what_a_terminal_would_act_on_stays_out() {
    let desk = Desk::new(
        "escapes",
        &[(
            "2021.md",
            "The \u{1b}[31mred\u{1b}[0m guild had 12 mem\u{202E}bers.\n",
        )],
    );
    let text = desk.why("2021.md:1");
    assert!(
        !text.contains(['\u{1b}', '\u{202E}']) && text.contains("12"),
        "{text}"
    );
}
