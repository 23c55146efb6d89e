//! The settings as people meet them: what a slip in the file looks like, and what each key does.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use factlint::config::{Config, FailOn};
use factlint::render;
use factlint::source::Sources;
use insta::assert_snapshot;

/// What is said of a file of settings.
fn said(text: &str) -> String {
    let mut sources = Sources::default();
    let source = sources.add("factlint.yaml", text).unwrap();
    let errors = Config::read(text, source).expect_err("the settings should be bad");
    let mut said = Vec::new();
    render::config_errors(&errors, &sources, &render::Options::default(), &mut said).unwrap();
    String::from_utf8(said).unwrap()
}

/// All keys.
const WHOLE: &str = "\
version: 1
reports: [reports/, 'more/*.md']
exclude: ['reports/drafts/**']
rules: [house.yaml]
packs: []
severity: {growth-off: warning, text: off}
off: [typo]
fail-on: never
series:
  annual: ['reports/2*.md']
periods: {'reports/old.md': 2019, 'more/q.md': Q3 2021}
frozen: ['reports/2020.md']
aliases:
  - [The Guild, The Bakers]
words: [proofer]
names: [Ann Léger]
terms: [bare metal]
baseline: known.yaml
suppress:
  - {path: more, fault: typo, text: the Gudrnu, against: [Gudrun], reason: a ship}
paths:
  more:
    off: [text]
    severity: {count-off: note}
";

#[test]
fn every_key_can_be_read() {
    let mut sources = Sources::default();
    let source = sources.add("factlint.yaml", WHOLE).unwrap();
    let config = Config::read(WHOLE, source).unwrap();
    assert_eq!(config.fail_on, Some(FailOn::Never));
    assert_eq!(config.aliases, [["The Guild", "The Bakers"]]);
    // A list whose entries are all comments is empty.
    let bare = Config::read("version: 1\nreports:\n#  - reports\n", source).unwrap();
    assert!(bare.reports.is_empty() && bare.fail_on.is_none());
}

#[test]
fn slips_of_several_keys_are_told_at_once() {
    assert_snapshot!(said("\
version: 1
reprots: [reports/]
severity:
  growth-off: wraning
fail-on: always
periods:
  reports/old.md: 2o19
frozen: reports/2020.md
series:
  annual: ['a[.md']
aliases:
  - [The Guild]
words: ['']
paths:
  more: {of: [typo]}
"), @r#"
    error in the settings

      × there is no key `reprots` here
       ╭─[factlint.yaml:2:1]
     1 │ version: 1
     2 │ reprots: [reports/]
       · ─────────┬─────────
       ·          ╰── here
     3 │ severity:
       ╰────
      help: did you mean `reports`?

    error in the settings

      × there is no severity `wraning`
       ╭─[factlint.yaml:4:15]
     3 │ severity:
     4 │   growth-off: wraning
       ·               ───┬───
       ·                  ╰── here
     5 │ fail-on: always
       ╰────
      help: did you mean `warning`? (it is one of `error`, `warning`, `note`, `off`)

    error in the settings

      × there is no severity `always`
       ╭─[factlint.yaml:5:10]
     4 │   growth-off: wraning
     5 │ fail-on: always
       ·          ───┬──
       ·             ╰── here
     6 │ periods:
       ╰────
      help: it is one of `error`, `warning`, `note`, `never`

    error in the settings

      × `2o19` is no period
       ╭─[factlint.yaml:7:19]
     6 │ periods:
     7 │   reports/old.md: 2o19
       ·                   ──┬─
       ·                     ╰── here
     8 │ frozen: reports/2020.md
       ╰────
      help: write a year, a quarter, a month or a range: 2021, Q3 2021, May 2021, 2019 to 2020

    error in the settings

      × a list is expected here, and this is the text "reports/2020.md"
       ╭─[factlint.yaml:8:9]
     7 │   reports/old.md: 2o19
     8 │ frozen: reports/2020.md
       ·         ───────┬───────
       ·                ╰── here
     9 │ series:
       ╰────

    error in the settings

      × `a[.md` is no glob: unclosed character class
        ╭─[factlint.yaml:10:12]
      9 │ series:
     10 │   annual: ['a[.md']
        ·            ───┬───
        ·               ╰── here
     11 │ aliases:
        ╰────
      help: missing ']'

    error in the settings

      × one name is no alias
        ╭─[factlint.yaml:12:5]
     11 │ aliases:
     12 │   - [The Guild]
        ·     ─────┬─────
        ·          ╰── here
     13 │ words: ['']
        ╰────
      help: list all names of the subject

    error in the settings

      × nothing is written here
        ╭─[factlint.yaml:13:9]
     12 │   - [The Guild]
     13 │ words: ['']
        ·         ─┬
        ·          ╰── here
     14 │ paths:
        ╰────

    error in the settings

      × there is no key `of` here
        ╭─[factlint.yaml:15:10]
     14 │ paths:
     15 │   more: {of: [typo]}
        ·          ─────┬─────
        ·               ╰── here
        ╰────
      help: did you mean `off`? (the keys are `off`, `severity`)
    "#);
}

#[test]
fn a_suppression_without_a_reason() {
    assert_snapshot!(said("version: 1\nsuppress:\n  - path: reports\n    fault: typo\n"), @"
    error in the settings

      × the key `reason` is missing
       ╭─[factlint.yaml:3:5]
     2 │ suppress:
     3 │   - path: reports
       ·     ──────┬──────
       ·           ╰── here
     4 │     fault: typo
       ╰────
      help: it says why the text is right as it is
    ");
}

#[test]
fn a_key_that_stands_twice() {
    assert_snapshot!(said("version: 1\nwords: [oven]\nnames: []\nwords: [proofer]\n"), @"
    error in the settings

      × the key `words` stands twice
       ╭─[factlint.yaml:4:1]
     3 │ names: []
     4 │ words: [proofer]
       · ──┬──
       ·   ╰── here
       ╰────
      help: keep one of the two
    ");
}

#[test]
fn an_entry_that_stands_twice() {
    assert_snapshot!(said("version: 1\nperiods:\n  a.md: 2020\n  b.md: 2021\n  a.md: 2021\n"), @"
    error in the settings

      × the key `a.md` stands twice
       ╭─[factlint.yaml:5:3]
     4 │   b.md: 2021
     5 │   a.md: 2021
       ·   ─────┬────
       ·        ╰── here
       ╰────
      help: keep one of the two
    ");
}

#[test]
fn no_version() {
    assert_snapshot!(said("words: [oven]\n"), @"
    error in the settings

      × the key `version` is missing
       ╭─[factlint.yaml:1:1]
     1 │ words: [oven]
       · ──────┬──────
       ·       ╰── here
       ╰────
      help: write `version: 1` at the top of the file
    ");
}

#[test]
fn another_version() {
    assert_snapshot!(said("version: 2\n"), @"
    error in the settings

      × there is no version 2 of the settings
       ╭─[factlint.yaml:1:10]
     1 │ version: 2
       ·          ┬
       ·          ╰── here
       ╰────
      help: write `version: 1`
    ");
}

#[test]
fn no_yaml() {
    assert_snapshot!(said("version: 1\nreports: [a, b\nwords: []\n"), @"
    error in the settings

      × this is no YAML: did not find expected ',' or ']'
       ╭─[factlint.yaml:3:1]
     2 │ reports: [a, b
     3 │ words: []
       · ────┬────
       ·     ╰── here
       ╰────
      help: quote this phrase: unquoted, `{`, `[`, `: ` and ` #` mean something to YAML
    ");
}

#[test]
fn a_pack_that_does_not_exist() {
    let said = said("version: 1\npacks: [openinfar]\n");
    assert!(said.contains("there is no pack `openinfar`"), "{said}");
    assert!(said.contains("factlint.yaml:2:9"), "{said}");
}

/// A folder with settings, in which the program is run.
struct Desk(PathBuf);

impl Desk {
    /// A fresh folder for a test. It is a repository, so that nothing outside of it holds.
    fn new(test: &str, files: &[(&str, &str)]) -> Desk {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("config-{test}"));
        if folder.exists() {
            fs::remove_dir_all(&folder).expect("the folder of the last run goes");
        }
        let desk = Desk(folder);
        desk.write(".git/HEAD", "");
        for (name, text) in files {
            desk.write(name, text);
        }
        desk
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    }

    /// Runs `factlint` with the arguments of a line. Gives the exit code and all that is printed.
    fn run(&self, line: &str) -> String {
        self.run_in(".", line)
    }

    fn run_in(&self, folder: &str, line: &str) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_factlint"))
            .args(line.split_whitespace())
            .current_dir(self.0.join(folder))
            .env_clear()
            .output()
            .expect("factlint runs");
        let code = output.status.code().expect("an exit code");
        let printed = [output.stdout, output.stderr].concat();
        let printed = String::from_utf8(printed).expect("the output is UTF-8");
        format!("exit code {code}\n{printed}")
    }
}

const GROWTH: &str = "Membership grew from 1,500 to 2,500 members, an increase of 80%.\n";
const COUNT: &str = "The guild has ovens in four towns: Oslo, Bergen and Narvik.\n";

#[test]
fn without_arguments_the_reports_of_the_settings_are_read() {
    let desk = Desk::new(
        "reports",
        &[
            (
                "factlint.yaml",
                "version: 1\nreports: [reports/]\nexclude: [reports/old]\nfail-on: never\n",
            ),
            ("reports/guild-2021.md", GROWTH),
            ("reports/old/guild-2020.md", COUNT),
            ("notes-2021.md", COUNT),
            ("docs/x.txt", ""),
        ],
    );
    assert_snapshot!(desk.run("lint -f brief"), @"
    exit code 0
    reports/guild-2021.md:1:61: error[growth-off]: “80%” is stated, and from 1,500 to 2,500 is +66.7 % (see reports/guild-2021.md:1:22, reports/guild-2021.md:1:31)
    1 error in 1 report (3 claims read)
    ");
    assert_snapshot!(desk.run_in("docs", "lint -f brief"), @"
    exit code 0
    ../reports/guild-2021.md:1:61: error[growth-off]: “80%” is stated, and from 1,500 to 2,500 is +66.7 % (see ../reports/guild-2021.md:1:22, ../reports/guild-2021.md:1:31)
    1 error in 1 report (3 claims read)
    ");
    assert_snapshot!(desk.run("lint -f brief . --fail-on error"), @"
    exit code 1
    notes-2021.md:1:24: error[count-off]: “four towns”, and 3 listed: Oslo; Bergen; Narvik (see notes-2021.md:1:36)
    reports/guild-2021.md:1:61: error[growth-off]: “80%” is stated, and from 1,500 to 2,500 is +66.7 % (see reports/guild-2021.md:1:22, reports/guild-2021.md:1:31)
    2 errors in 3 reports (4 claims read)
    ");
    assert_snapshot!(desk.run("lint -f brief --no-config"), @"
    exit code 1
    notes-2021.md:1:24: error[count-off]: “four towns”, and 3 listed: Oslo; Bergen; Narvik (see notes-2021.md:1:36)
    reports/guild-2021.md:1:61: error[growth-off]: “80%” is stated, and from 1,500 to 2,500 is +66.7 % (see reports/guild-2021.md:1:22, reports/guild-2021.md:1:31)
    reports/old/guild-2020.md:1:24: error[count-off]: “four towns”, and 3 listed: Oslo; Bergen; Narvik (see reports/old/guild-2020.md:1:36)
    3 errors in 4 reports (5 claims read)
    ");
}

#[test]
fn what_the_settings_name_and_is_not_there_is_said_at_its_line() {
    let desk = Desk::new(
        "missing",
        &[
            (
                ".factlint.yaml",
                "version: 1\nreports:\n  - reports/*.md\n  - rep/\n",
            ),
            ("reports/guild-2021.md", "All is well.\n"),
        ],
    );
    assert_snapshot!(desk.run("lint -f brief"), @"
    exit code 2
    Nothing found in 1 report (0 claims read)
    error: .factlint.yaml:4:5: rep: no such file or folder
    ");
}

#[test]
fn settings_that_name_nothing_are_problems() {
    let desk = Desk::new(
        "nothing",
        &[
            (
                "factlint.yaml",
                "\
version: 1
severity: {growth-of: note}
off: [no-such-thing]
frozen: [reports/2019.md]
periods:
  'reports/2021*': 2021
  'report/2022*': 2022
series:
  annual: ['reports/*', 'annual/*']
paths:
  drafts/: {off: [count-of]}
",
            ),
            ("reports/2021.md", "All is well.\n"),
        ],
    );
    assert_snapshot!(desk.run("lint"), @"
    exit code 0
    problem of the settings

      ⚠ there is no rule and no fault `growth-of`
       ╭─[factlint.yaml:2:12]
     1 │ version: 1
     2 │ severity: {growth-of: note}
       ·            ────────┬───────
       ·                    ╰── here
     3 │ off: [no-such-thing]
       ╰────
      help: Did you mean `growth-off`?

    problem of the settings

      ⚠ there is no rule and no fault `no-such-thing`
       ╭─[factlint.yaml:3:7]
     2 │ severity: {growth-of: note}
     3 │ off: [no-such-thing]
       ·       ───────┬──────
       ·              ╰── here
     4 │ frozen: [reports/2019.md]
       ╰────
      help: The name of a rule or of a fault belongs here; `factlint explain` lists the faults.

    problem of the settings

      ⚠ no report matches `reports/2019.md`
       ╭─[factlint.yaml:4:10]
     3 │ off: [no-such-thing]
     4 │ frozen: [reports/2019.md]
       ·          ────────┬───────
       ·                  ╰── here
     5 │ periods:
       ╰────
      help: Paths and globs are relative to the folder of this file. Mend the glob, or remove it.

    problem of the settings

      ⚠ no report matches `report/2022*`
       ╭─[factlint.yaml:7:3]
     6 │   'reports/2021*': 2021
     7 │   'report/2022*': 2022
       ·   ───────┬──────
       ·          ╰── here
     8 │ series:
       ╰────
      help: Paths and globs are relative to the folder of this file. Mend the glob, or remove it.

    problem of the settings

      ⚠ no report matches `annual/*`
        ╭─[factlint.yaml:9:25]
      8 │ series:
      9 │   annual: ['reports/*', 'annual/*']
        ·                         ─────┬────
        ·                              ╰── here
     10 │ paths:
        ╰────
      help: Paths and globs are relative to the folder of this file. Mend the glob, or remove it.

    problem of the settings

      ⚠ no report matches `drafts/`
        ╭─[factlint.yaml:11:3]
     10 │ paths:
     11 │   drafts/: {off: [count-of]}
        ·   ─────────────┬────────────
        ·                ╰── here
        ╰────
      help: Paths and globs are relative to the folder of this file. Mend the glob, or remove it.

    problem of the settings

      ⚠ there is no rule and no fault `count-of`
        ╭─[factlint.yaml:11:19]
     10 │ paths:
     11 │   drafts/: {off: [count-of]}
        ·                   ─────┬────
        ·                        ╰── here
        ╰────
      help: Did you mean `count-off`?

    Nothing found in 1 report (0 claims read)
    ");
    // Of reports that somebody chose, the globs may well match none.
    assert_snapshot!(desk.run("lint reports/2021.md -f brief"), @"
    exit code 0
    factlint.yaml:2:12: problem: there is no rule and no fault `growth-of`
    factlint.yaml:3:7: problem: there is no rule and no fault `no-such-thing`
    factlint.yaml:11:19: problem: there is no rule and no fault `count-of`
    Nothing found in 1 report (0 claims read)
    ");
}

#[test]
fn severities_hold_for_all_reports_or_for_some() {
    let desk = Desk::new(
        "severity",
        &[
            (
                "factlint.yaml",
                "\
version: 1
severity: {growth-off: warning}
paths:
  drafts/**: {off: [count-off], severity: {growth-off: error}}
",
            ),
            ("reports/2021.md", &format!("{GROWTH}\n{COUNT}")),
            ("drafts/2022.md", &format!("{GROWTH}\n{COUNT}")),
        ],
    );
    assert_snapshot!(desk.run("lint -f brief"), @"
    exit code 1
    drafts/2022.md:1:61: error[growth-off]: “80%” is stated, and from 1,500 to 2,500 is +66.7 % (see drafts/2022.md:1:22, drafts/2022.md:1:31)
    reports/2021.md:1:61: warning[growth-off]: “80%” is stated, and from 1,500 to 2,500 is +66.7 % (see reports/2021.md:1:22, reports/2021.md:1:31)
    reports/2021.md:3:24: error[count-off]: “four towns”, and 3 listed: Oslo; Bergen; Narvik (see reports/2021.md:3:36)
    2 errors, 1 warning in 2 reports (8 claims read)
    ");
}

#[test]
fn a_contradiction_with_a_frozen_report_is_reported_at_the_other() {
    let reports = [
        (
            "2021.md",
            "In 2021 the summer school of the guild in Bergen was attended by 140 bakers.\n",
        ),
        (
            "2022.md",
            "In 2021 the summer school of the guild in Bergen was attended by 170 bakers.\n",
        ),
    ];
    let desk = Desk::new("frozen", &reports);
    assert_snapshot!(desk.run("lint -f brief -q"), @"
    exit code 0
    2022.md:1:66: warning[values-disagree]: bakers: stated as “140” and “170” (see 2021.md:1:66)
    ");
    desk.write("factlint.yaml", "version: 1\nfrozen: [2022.md]\n");
    assert_snapshot!(desk.run("lint -f brief -q"), @"
    exit code 0
    2021.md:1:66: warning[values-disagree]: bakers: stated as “140” and “170” (see 2022.md:1:66)
    ");
}

#[test]
fn periods_and_series_tell_what_names_do_not() {
    let reports = [
        (
            "first.md",
            "The summer school of the guild in Bergen was attended by 140 bakers.\n",
        ),
        (
            "second.md",
            "In 2021 the summer school of the guild in Bergen was attended by 170 bakers.\n",
        ),
    ];
    let desk = Desk::new("periods", &reports);
    assert_snapshot!(desk.run("lint -f brief"), @"
    exit code 0
    problem: nothing tells the year of first.md
    Nothing found in 2 reports (2 claims read)
    ");
    desk.write(
        "factlint.yaml",
        "\
version: 1
periods: {first.md: 2021, second.md: 2022}
series: {guild: ['*.md']}
",
    );
    assert_snapshot!(desk.run("lint -f brief"), @"
    exit code 0
    second.md:1:66: warning[values-disagree]: bakers: stated as “140” and “170” (see first.md:1:58)
    1 warning in 2 reports (2 claims read)
    ");
}

#[test]
fn reports_of_unlike_names_are_not_compared_and_that_is_said() {
    let reports = [
        (
            "rye-2021.md",
            "# Yearbook 2021\n\nThe guild of Rye has 140 bakers.\n",
        ),
        (
            "guild-2022.md",
            "# Yearbook 2022\n\nThe guild of Rye has 150 bakers, up from 130 in 2021.\n",
        ),
    ];
    let desk = Desk::new("apart", &reports);
    assert_snapshot!(desk.run("lint"), @r#"
    exit code 0
    problem of the reports

      ⚠ no two of these are compared over time: guild-2022.md, rye-2021.md
      help: Their names differ in more than the year, so that they count as reports of different
            things. If they are not, give them one name with the year in it, or put them together
            under `series` in factlint.yaml: `series: {annual: ["*.md"]}`.

    Nothing found in 2 reports (3 claims read)
    "#);
    desk.write("factlint.yaml", "version: 1\nseries: {guild: ['*.md']}\n");
    assert_snapshot!(desk.run("lint -f brief"), @"
    exit code 0
    guild-2022.md:3:42: warning[values-disagree]: bakers: stated as “140” and “130” (see rye-2021.md:3:22)
    1 warning in 2 reports (3 claims read)
    ");
}

#[test]
fn words_and_names_of_the_settings_are_right() {
    let report = "The libary of Ann Recieve has a comittee, and people who acheive much.\n";
    let desk = Desk::new("words", &[("2021.md", report)]);
    desk.write(
        "factlint.yaml",
        "version: 1\nwords: [Libary, comittee]\nnames: [Ann Recieve]\n",
    );
    assert_snapshot!(desk.run("lint -f brief"), @"
    exit code 1
    2021.md:1:58: error[typo]: “acheive” looks like a slip for “achieve”
    1 error in 1 report (0 claims read)
    1 can be fixed with --fix
    ");
}

#[test]
fn bad_settings_end_the_run() {
    let desk = Desk::new(
        "bad",
        &[
            ("factlint.yaml", "version: 1\nof: [typo]\n"),
            ("2021.md", COUNT),
        ],
    );
    assert_snapshot!(desk.run("lint"), @"
    exit code 2
    error in the settings

      × there is no key `of` here
       ╭─[factlint.yaml:2:1]
     1 │ version: 1
     2 │ of: [typo]
       · ─────┬────
       ·      ╰── here
       ╰────
      help: did you mean `off`?
    ");
    assert_snapshot!(desk.run("lint --config no-such.yaml"), @"
    exit code 2
    error: no-such.yaml: No such file or directory (os error 2)
    ");
    assert_snapshot!(desk.run("lint --no-config --fail-on never -f brief"), @"
    exit code 0
    2021.md:1:24: error[count-off]: “four towns”, and 3 listed: Oslo; Bergen; Narvik (see 2021.md:1:36)
    1 error in 1 report (1 claim read)
    ");
}
