//! Much of everything: nothing is lost without a word, and nothing takes the square of the time. These are small enough
//! for a program that is not optimised; how long the full sizes take is in the notes of a release.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn desk(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("many-{test}"));
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("the folder of the last run goes");
    }
    fs::create_dir_all(folder.join(".git")).expect("a folder");
    fs::create_dir_all(folder.join("reports")).expect("a folder");
    folder
}

/// The exit code and what was written.
fn run(desk: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let Output {
        status,
        stdout,
        stderr,
    } = Command::new(env!("CARGO_BIN_EXE_factlint"))
        .args(arguments)
        .current_dir(desk)
        .env_clear()
        .env("FACTLINT_CACHE_DIR", ".cache")
        .output()
        .expect("factlint starts");
    (
        status.code(),
        String::from_utf8([stdout, stderr].concat()).expect("UTF-8"),
    )
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).expect("JSON")
}

#[test]
fn of_many_findings_some_are_shown_and_all_are_counted() {
    let desk = desk("findings");
    let mut text = "# The mill in 2020\n\n".to_owned();
    for loaf in 0..1_000 {
        writeln!(text, "The the loaf number {loaf} is brown.\n").expect("memory");
    }
    fs::write(desk.join("reports/2020.md"), text).expect("a file");
    let (code, shown) = run(&desk, &["lint", "reports"]);
    assert_eq!(code, Some(1));
    assert_eq!(shown.matches("error[word-repeated]").count(), 500);
    assert!(
        shown.contains("\n1,000 errors in 1 report "),
        "{}",
        &shown[shown.len() - 300..]
    );
    assert!(shown.contains(
        "\n500 less grave not shown; --max-findings 0 shows all\n1,000 can be fixed with --fix\n"
    ));
    let (code, all) = run(&desk, &["lint", "reports", "--max-findings", "0"]);
    assert_eq!(code, Some(1));
    assert_eq!(all.matches("error[word-repeated]").count(), 1_000);
    assert!(!all.contains("not shown"));
    // Other programs are given all of them, unless they ask for less.
    for (most, shown) in [(None, 1_000), (Some("0"), 1_000), (Some("7"), 7)] {
        let most = most.map(|most| ["--max-findings", most]);
        let arguments = ["lint", "reports", "-f", "json"]
            .into_iter()
            .chain(most.into_iter().flatten());
        let (code, text) = run(&desk, &arguments.collect::<Vec<_>>());
        assert_eq!(code, Some(1));
        let outcome = json(&text);
        assert_eq!(outcome["findings"].as_array().map(Vec::len), Some(shown));
        assert_eq!(outcome["summary"]["errors"], shown);
        assert_eq!(outcome["summary"]["omitted"], 1_000 - shown);
    }
    // What is not shown is mended and known all the same.
    let (_, known) = run(
        &desk,
        &["lint", "reports", "--write-baseline", "known.yaml"],
    );
    assert!(
        known.contains("known.yaml: 1000 known from now on"),
        "{known}"
    );
    let (code, known) = run(&desk, &["lint", "reports", "--baseline", "known.yaml"]);
    assert!(
        code == Some(0) && known.contains("1,000 findings in the baseline"),
        "{known}"
    );
    let (code, fixed) = run(&desk, &["lint", "reports", "--fix"]);
    assert!(
        code == Some(0) && fixed.contains("1,000 findings fixed"),
        "{fixed}"
    );
}

#[test]
fn many_rules_are_read_and_each_that_binds_nothing_is_told() {
    let desk = desk("rules");
    let mut rules = "version: 1\nrules:\n".to_owned();
    for at in 0..1_000 {
        writeln!(
            rules,
            "  - id: things{at}-disagree\n    summary: Two numbers of things{at}\n    severity: error\n    check:\n      \
             metric:\n        measure: things{at}\n        phrases: ['{{value}} things{at}']\n    flag:\n      - fault: \
             values-disagree\n        at: 40,000\n        reports: {{2022.md: 'We had 60,000 things{at}. We had 40,000 \
             things{at}.'}}\n    pass:\n      - reports: {{2022.md: 'We had 60,000 things{at}.'}}"
        )
        .expect("memory");
    }
    fs::write(desk.join("rules.yaml"), rules).expect("a file");
    let text = "# 2022\n\nWe had 60,000 things998. We had 40,000 things998.\n";
    fs::write(desk.join("reports/2022.md"), text).expect("a file");
    let (code, text) = run(
        &desk,
        &["lint", "reports", "--rules", "rules.yaml", "-f", "json"],
    );
    assert_eq!(code, Some(1), "{text}");
    let outcome = json(&text);
    assert_eq!(outcome["findings"].as_array().map(Vec::len), Some(1));
    assert_eq!(outcome["findings"][0]["rule"], "things998-disagree");
    let problems = outcome["problems"].as_array().expect("an array");
    assert_eq!(problems.len(), 999);
    for (at, problem) in problems.iter().enumerate() {
        let at = at + usize::from(at >= 998);
        assert_eq!(problem["place"]["text"], format!("'{{value}} things{at}'"));
        assert_eq!(problem["place"]["start"]["line"], 9 + 13 * at);
    }
    // A person is shown some of them.
    let (code, text) = run(&desk, &["lint", "reports", "--rules", "rules.yaml"]);
    assert_eq!(code, Some(1), "{text}");
    assert_eq!(text.matches("problem of the rules").count(), 500);
    assert!(
        text.contains("\n499 problems not shown; --max-findings 0 shows all\n"),
        "{text}"
    );
}

#[test]
fn of_many_errors_in_rules_some_are_shown_and_all_are_counted() {
    let desk = desk("errors");
    fs::write(desk.join("reports/2022.md"), "We had 9 mills.\n").expect("a file");
    let rules: Vec<String> = (0..1_102).map(|at| format!("  - {at}\n")).collect();
    let rules = format!("version: 1\nrules:\n{}", rules.concat());
    fs::write(desk.join("rules.yaml"), rules).expect("a file");
    let (code, text) = run(&desk, &["lint", "reports", "--rules", "rules.yaml"]);
    assert_eq!(code, Some(2), "{text}");
    assert_eq!(text.matches("error in a rule").count(), 100, "{text}");
    assert!(
        text.ends_with("\n1,002 further errors not shown; they are when these are mended\n"),
        "{text}"
    );
}

#[test]
fn many_files_are_read_and_compared() {
    let desk = desk("files");
    for guild in 0..40 {
        let folder = desk.join(format!("reports/guild-{guild}"));
        fs::create_dir(&folder).expect("a folder");
        for year in 1999..2024 {
            let mut text = format!("# The guild in {year}\n\n");
            for of in year - 1..=year {
                let count = guild * 100
                    + of % 50
                    + if (guild, year, of) == (7, 2010, 2009) {
                        9
                    } else {
                        0
                    };
                write!(
                    text,
                    "In {of} the guild of Oslo had {count} barrels in its halls.\n\n"
                )
                .expect("memory");
            }
            fs::write(folder.join(format!("{year}.md")), text).expect("a file");
        }
    }
    let (code, text) = run(
        &desk,
        &["lint", "reports", "-f", "json", "--fail-on", "never"],
    );
    assert_eq!(code, Some(0), "{text}");
    let outcome = json(&text);
    assert_eq!(outcome["summary"]["reports"], 1_000);
    let findings = outcome["findings"].as_array().expect("an array");
    let places: Vec<_> = findings
        .iter()
        .map(|finding| {
            let related = finding["related"].as_array().expect("an array").iter();
            let places = std::iter::once(&finding["primary"]).chain(related);
            let mut files: Vec<_> = places.map(|place| place["file"].to_string()).collect();
            files.sort_unstable();
            files.join(" ")
        })
        .collect();
    assert_eq!(
        places,
        ["\"reports/guild-7/2009.md\" \"reports/guild-7/2010.md\""],
        "{text}"
    );
}

/// Texts that go down deep, or never come to an end.
/// A check that looks at all of a sentence for each number in it, and at all of these for each of them, would take minutes
/// for some of these: they run on without a stop.
#[test]
fn sentences_that_run_on_come_to_an_end() {
    let desk = desk("running-on");
    let text =
        |run: &str, bytes: usize| format!("# Of 2020\n\n{}\n", run.repeat(bytes / run.len()));
    for (at, (run, bytes)) in [
        ("doubled from 5 to 9 members, ", 32_000),
        ("rose 5% from 7 to 9, ", 32_000),
        ("from 5 to 9 members, a growth of 66%, ", 32_000),
        ("in 2020 (5) ", 32_000),
        (",", 200_000),
        ("12,", 200_000),
        ("Ann Baker Baker ", 100_000),
        ("Nine crafts:\n\n- baking\n- milling\n\n", 100_000),
    ]
    .into_iter()
    .enumerate()
    {
        fs::write(desk.join(format!("reports/{at}.md")), text(run, bytes)).expect("a file");
    }
    let (code, text) = run(
        &desk,
        &["lint", "reports", "-f", "json", "--fail-on", "never"],
    );
    assert_eq!(code, Some(0), "{text}");
    assert_eq!(json(&text)["summary"]["reports"], 8);
}

#[test]
fn depth_and_length_blow_no_stack() {
    let desk = desk("deep");
    let many = 20_000;
    for (name, text) in [
        ("quotes.md", "> ".repeat(many) + "a\n"),
        ("list.md", "- ".repeat(many) + "a\n"),
        ("brackets.md", "[".repeat(many) + "a" + &"]".repeat(many)),
        ("stars.md", "*a ".repeat(many)),
        ("parens.md", "(".repeat(many) + "12" + &")".repeat(many)),
        (
            "front.md",
            format!("---\n{}\n---\na\n", "a: [".repeat(many)),
        ),
        ("div.html", "<div>".repeat(many) + "a"),
        ("table.html", "<table><tr><td>".repeat(many)),
        ("bullets.txt", "- ".repeat(many)),
        ("dates.md", "in 2020 ".repeat(many)),
        (
            "counts.md",
            "The guild has nine members: ".repeat(many / 10),
        ),
        ("names.md", "Anna Malm, ".repeat(many)),
        ("word.md", "a".repeat(10 * many)),
        ("digits.md", "9".repeat(10 * many)),
        ("ands.md", "one and ".repeat(many)),
    ] {
        fs::write(desk.join(name), text).expect("a file");
        let (code, text) = run(&desk, &["lint", name, "-q", "-f", "brief"]);
        assert!(matches!(code, Some(0 | 1)), "{name}: {code:?} {text}");
    }
}
