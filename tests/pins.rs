//! Metrics that are tied to files of data, as people meet them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use insta::assert_snapshot;

const RULES: &str = "\
version: 1
rules:
  - id: members-off-survey
    summary: The members are not those of the survey
    severity: error
    check:
      metric:
        measure: members
        phrases: ['{value} members']
        pin: {file: ../data/survey.csv, key: '{year}', column: members}
    flag:
      - fault: values-disagree
        at: 1,400
        reports: {2021.md: 'The guild has 1,400 members.'}
        data: {../data/survey.csv: \"year,members\\n2021,1500\\n\"}
    pass:
      - reports: {2021.md: 'The guild has 1,500 members.'}
        data: {../data/survey.csv: \"year,members\\n2021,1500\\n\"}
";
const SURVEY: &str = "year,ovens,members\n2021,40,\"1,500\"\n2022,41,1800\n";

/// A fresh folder for a test, with settings, a rule, its data and two reports.
fn desk(test: &str) -> PathBuf {
    let desk = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("pins-{test}"));
    if desk.exists() {
        fs::remove_dir_all(&desk).expect("the folder of the last run goes");
    }
    for folder in ["rules", "data", "reports"] {
        fs::create_dir_all(desk.join(folder)).expect("a folder can be made");
    }
    write(
        &desk,
        "factlint.yaml",
        "version: 1\nreports: [reports]\nrules: [rules]\n",
    );
    write(&desk, "rules/guild.yaml", RULES);
    write(&desk, "data/survey.csv", SURVEY);
    write(&desk, "reports/2021.md", "The guild has 1,400 members.\n");
    write(
        &desk,
        "reports/2022.md",
        "The guild has 1,800 members. In 2021 it had 1,500 members.\n",
    );
    desk
}

fn write(desk: &Path, name: &str, text: &str) {
    fs::write(desk.join(name), text).expect("a file can be written");
}

/// What `factlint` prints in a folder, errors last, and its exit code.
fn run_in(folder: &Path, line: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_factlint"))
        .args(line.split_whitespace())
        .current_dir(folder)
        .env("GIT_CEILING_DIRECTORIES", env!("CARGO_TARGET_TMPDIR"))
        .output()
        .expect("factlint runs");
    let printed = String::from_utf8([output.stdout, output.stderr].concat());
    let code = output.status.code().expect("an exit code");
    format!("{}exit code {code}", printed.expect("the output is UTF-8"))
}

#[test]
fn a_text_that_is_not_what_the_data_say_is_reported_with_both_places() {
    let desk = desk("both");
    assert_snapshot!(run_in(&desk, "lint"), @r#"
    error[values-disagree] by the rule members-off-survey

      × members (2021): stated as “1,400”, and data/survey.csv has 1,500
       ╭─[reports/2021.md:1:15]
     1 │ The guild has 1,400 members.
       ·               ──┬──
       ·                 ╰── “1,400 members” here
       ╰────
      ╰─▶   ☞ see data/survey.csv
             ╭─[data/survey.csv:2:1]
           1 │ year,ovens,members
           2 │ 2021,40,"1,500"
             · ───────┬───────
             ·        ╰── 1,500 in the data
           3 │ 2022,41,1800
             ╰────
      help: Correct the text, or the data if they are wrong. Both can be right if the text is about
            something else than the data: then set the rule apart with `except`. Write “1,500” at
            reports/2021.md:1.

    error[values-disagree] by the rule members-off-survey

      × members (2021): stated as “1,400” and “1,500”
       ╭─[reports/2022.md:1:45]
     1 │ The guild has 1,800 members. In 2021 it had 1,500 members.
       ·                                             ──┬──
       ·                                               ╰── “1,500 members” here
       ╰────
      ╰─▶   ☞ see reports/2021.md
             ╭─[reports/2021.md:1:15]
           1 │ The guild has 1,400 members.
             ·               ──┬──
             ·                 ╰── “1,400 members” here
             ╰────
      help: One of these is likely wrong: correct it, or say what sets the two apart (another date,
            place or way of counting). Both can be right if they are about different things. Write
            “1,400” at reports/2022.md:1, or “1,500” at reports/2021.md:1.

    2 errors in 2 reports (3 claims read)
    exit code 1
    "#);
    // From another folder, the data are found all the same.
    assert_snapshot!(run_in(&desk.join("reports"), "lint -f brief"), @r"
    2021.md:1:15: error[values-disagree]: members (2021): stated as “1,400”, and ../data/survey.csv has 1,500 (see ../data/survey.csv:2:1)
    2022.md:1:45: error[values-disagree]: members (2021): stated as “1,400” and “1,500” (see 2021.md:1:15)
    2 errors in 2 reports (3 claims read)
    exit code 1
    ");
    assert_snapshot!(run_in(&desk, "rules test"), @r"
    1 rule: 2 examples, and all of them hold
    exit code 0
    ");
}

#[test]
fn what_is_wrong_with_a_pin_is_told_at_its_place() {
    let desk = desk("wrong");
    let with = |from: &str, to: &str| {
        assert!(RULES.contains(from), "{from}");
        write(&desk, "rules/guild.yaml", &RULES.replacen(from, to, 1));
        run_in(&desk, "lint")
    };
    assert_snapshot!(with("../data/survey.csv", "survey.csv"), @r"
    error in a rule

      × survey.csv cannot be read: no such file
        ╭─[rules/guild.yaml:10:21]
      9 │         phrases: ['{value} members']
     10 │         pin: {file: survey.csv, key: '{year}', column: members}
        ·                     ─────────────────────┬─────────────────────
        ·                                          ╰── here
     11 │     flag:
        ╰────
      help: the path is seen from the file of the rule

    exit code 2
    ");
    assert_snapshot!(with("'{year}'", "'{town}'"), @r"
    error in a rule

      × a key has no `{town}`
        ╭─[rules/guild.yaml:10:46]
      9 │         phrases: ['{value} members']
     10 │         pin: {file: ../data/survey.csv, key: '{town}', column: members}
        ·                                              ────┬───
        ·                                                  ╰── here
     11 │     flag:
        ╰────
      help: only `{year}` stands for something in it

    exit code 2
    ");
    assert_snapshot!(with("'{year}'", "'FY{year}'"), @r"
    error in a rule

      × no row of ../data/survey.csv begins with `FY{year}`
        ╭─[rules/guild.yaml:10:46]
      9 │         phrases: ['{value} members']
     10 │         pin: {file: ../data/survey.csv, key: 'FY{year}', column: members}
        ·                                              ─────┬────
        ·                                                   ╰── here
     11 │     flag:
        ╰────
      help: there are `2021`, `2022`

    exit code 2
    ");
    assert_snapshot!(with("column: members", "column: member"), @r"
    error in a rule

      × ../data/survey.csv has no column `member`
        ╭─[rules/guild.yaml:10:64]
      9 │         phrases: ['{value} members']
     10 │         pin: {file: ../data/survey.csv, key: '{year}', column: member}
        ·                                                                ───┬───
        ·                                                                   ╰── here
     11 │     flag:
        ╰────
      help: did you mean `members`? the columns are `year`, `ovens`, `members`

    exit code 2
    ");
    assert_snapshot!(with("survey.csv,", "survey.xlsx,"), @r"
    error in a rule

      × `../data/survey.xlsx` is no file of data
        ╭─[rules/guild.yaml:10:21]
      9 │         phrases: ['{value} members']
     10 │         pin: {file: ../data/survey.xlsx, key: '{year}', column: members}
        ·                     ──────────────────────────┬─────────────────────────
        ·                                               ╰── here
     11 │     flag:
        ╰────
      help: its name ends in .csv, .json, .yaml or .yml

    exit code 2
    ");
    write(&desk, "data/survey.csv", &SURVEY.replace("1800", "n/a"));
    assert_snapshot!(with("members", "members"), @r#"
    error in a rule

      × “n/a” is not a number
       ╭─[data/survey.csv:3:9]
     2 │ 2021,40,"1,500"
     3 │ 2022,41,n/a
       ·         ─┬─
       ·          ╰── here
       ╰────
      ╰─▶   ☞ see rules/guild.yaml
              ╭─[rules/guild.yaml:10:21]
            9 │         phrases: ['{value} members']
           10 │         pin: {file: ../data/survey.csv, key: '{year}', column: members}
              ·                     ─────────────────────────┬─────────────────────────
              ·                                              ╰── asked for here
           11 │     flag:
              ╰────
      help: The text is held against it. Write digits: 1500, 1,500, 66.4 or 66.4%.

    exit code 2
    "#);
}

#[test]
fn data_that_nothing_was_held_against_are_told() {
    let desk = desk("idle");
    write(&desk, "data/survey.csv", "year,members\n2011,1500\n");
    assert_snapshot!(run_in(&desk, "lint -f brief"), @r"
    reports/2022.md:1:45: error[values-disagree]: members (2021): stated as “1,400” and “1,500” (see reports/2021.md:1:15)
    rules/guild.yaml:10:46: problem: ../data/survey.csv has no value for what the rule members-off-survey finds in the reports
    1 error in 2 reports (3 claims read)
    exit code 1
    ");
}

#[test]
fn a_published_report_is_right_and_the_data_are_reported() {
    let desk = desk("frozen");
    let settings = "version: 1\nreports: [reports]\nrules: [rules]\nfrozen: [reports/2021.md]\n";
    write(&desk, "factlint.yaml", settings);
    assert_snapshot!(run_in(&desk, "lint -f brief -q --no-config reports --rules rules"), @r"
    reports/2021.md:1:15: error[values-disagree]: members (2021): stated as “1,400”, and data/survey.csv has 1,500 (see data/survey.csv:2:1)
    reports/2022.md:1:45: error[values-disagree]: members (2021): stated as “1,400” and “1,500” (see reports/2021.md:1:15)
    exit code 1
    ");
    assert_snapshot!(run_in(&desk, "lint -f brief -q"), @r"
    reports/2022.md:1:45: error[values-disagree]: members (2021): stated as “1,400” and “1,500” (see reports/2021.md:1:15)
    data/survey.csv:2:1: error[values-disagree]: members (2021): stated as “1,400”, and data/survey.csv has 1,500 (see reports/2021.md:1:15)
    exit code 1
    ");
}

#[test]
fn a_change_of_the_data_shows_what_it_contradicts() {
    let desk = desk("changed");
    write(&desk, "reports/2021.md", "The guild has 1,500 members.\n");
    let git = |line: &str| {
        let identity = [
            "-c",
            "user.name=x",
            "-c",
            "user.email=x@example.org",
            "-c",
            "commit.gpgsign=false",
        ];
        let done = Command::new("git")
            .args(identity)
            .args(line.split_whitespace())
            .current_dir(&desk)
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .status()
            .expect("git runs");
        assert!(done.success(), "git {line}");
    };
    git("init -q");
    git("add -A");
    git("commit -q -m x");
    assert_snapshot!(run_in(&desk, "lint -f brief --changed"), @r"
    Nothing found in 2 reports (3 claims read)
    exit code 0
    ");
    write(&desk, "data/survey.csv", &SURVEY.replace("1800", "1900"));
    assert_snapshot!(run_in(&desk, "lint -f brief --changed"), @r"
    reports/2022.md:1:15: error[values-disagree]: members (2022): stated as “1,800”, and data/survey.csv has 1900 (see data/survey.csv:3:9)
    1 error in 2 reports (3 claims read)
    exit code 1
    ");
    assert_snapshot!(run_in(&desk, "lint -f brief --only data/survey.csv"), @r"
    reports/2022.md:1:15: error[values-disagree]: members (2022): stated as “1,800”, and data/survey.csv has 1900 (see data/survey.csv:3:9)
    1 error in 2 reports (3 claims read)
    exit code 1
    ");
}

/// Checks that need their data do not run without them.
#[test]
fn the_library_reads_no_file() {
    let error = factlint::lint_texts(
        [("2021.md", "The guild has 9 members.")],
        [("rules/guild.yaml", RULES)],
    );
    let error = error.expect_err("the data were not read");
    assert_eq!(
        error.to_string(),
        "not a rule: ../data/survey.csv was not read"
    );
}
