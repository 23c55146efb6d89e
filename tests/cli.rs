//! The program as people and scripts meet it: exit codes, streams, formats, the environment.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const REPORTS: [(&str, &str); 2] = [
    (
        "reports/club-2021.md",
        "# The club in 2021\n\nThe club has an old boat.\n",
    ),
    (
        "reports/club-2022.md",
        "# The club in 2022\n\nThe boat was sold in May.\n",
    ),
];

/// A rule that finds an error in the first report.
const RULES: &str = "\
version: 1
rules:
  - id: boat-named
    summary: A boat goes by its name
    severity: error
    check: {text: {forbid: ['old boat']}}
    flag:
      - {fault: text, at: old boat, reports: {2020.md: An old boat.}}
    pass:
      - {reports: {2020.md: The Gudrun.}}
";

/// A folder with reports and rules, to run the program in.
struct Desk(PathBuf);

/// What the program did.
struct Done {
    code: i32,
    stdout: String,
    stderr: String,
}

impl Done {
    /// All of it, for a snapshot.
    fn whole(&self) -> String {
        let Done {
            code,
            stdout,
            stderr,
        } = self;
        format!("exit code {code}\n---- stdout\n{stdout}---- stderr\n{stderr}")
    }
}

impl Desk {
    /// A fresh folder for a test.
    fn new(test: &str) -> Desk {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
        if folder.exists() {
            fs::remove_dir_all(&folder).expect("the folder of the last run goes");
        }
        let desk = Desk(folder);
        // A repository, so that no settings from outside hold.
        desk.write(".git/HEAD", "");
        for (name, text) in REPORTS {
            desk.write(name, text);
        }
        desk.write("rules/boats.yaml", RULES);
        desk
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).expect("a file")
    }

    /// Runs `factlint` with the arguments of a line.
    fn run(&self, line: &str) -> Done {
        self.run_with(line, &[], b"")
    }

    fn run_with(&self, line: &str, env: &[(&str, &str)], stdin: &[u8]) -> Done {
        let mut child = Command::new(env!("CARGO_BIN_EXE_factlint"))
            .args(line.split_whitespace())
            .current_dir(&self.0)
            .env_clear()
            .envs(env.iter().copied())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("factlint starts");
        // It may end without reading its input, which is no failure.
        let _ = child.stdin.take().expect("a pipe").write_all(stdin);
        let output = child.wait_with_output().expect("factlint ends");
        let text = |bytes| String::from_utf8(bytes).expect("the output is UTF-8");
        Done {
            code: output.status.code().expect("an exit code"),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }
}

#[test]
fn each_format_of_lint() {
    let desk = Desk::new("formats");
    for format in ["pretty", "brief", "json"] {
        let done = desk.run(&format!("lint reports --rules rules --format {format}"));
        insta::assert_snapshot!(format!("lint-{format}"), done.whole());
    }
}

/// Reports of a club that grows, and a rule that names its members.
fn members(test: &str) -> Desk {
    let desk = Desk::new(test);
    for (name, text) in [
        ("years/2020.md", "The club has 1,500 members.\n"),
        (
            "years/2021.md",
            "The club has 1,800 members, 20% more than the 1,500 members of 2020.\n",
        ),
        (
            "years/2022.md",
            "The club has 2,500 members.\n\nThe club has 2,900 members.\n",
        ),
        ("members.yaml", MEMBERS),
        (
            "factlint.yaml",
            "version: 1\nreports: [years]\nrules: [members.yaml]\nperiods: {years/2022.md: 2023}\n",
        ),
    ] {
        desk.write(name, text);
    }
    desk
}

const MEMBERS: &str = "\
version: 1
rules:
  - id: members-disagree
    summary: The members are given in two ways
    severity: error
    check: {metric: {measure: members, phrases: ['{count} members']}}
    flag:
      - {fault: values-disagree, at: '6', reports: {2020.md: There are 5 members. Now there are 6 members.}}
    pass:
      - {reports: {2020.md: There are 5 members.}}
";

#[test]
fn the_timeline_of_a_metric() {
    let desk = members("timeline");
    for format in ["table", "csv", "json"] {
        let done = desk.run(&format!(
            "claims --metric members-disagree --format {format}"
        ));
        insta::assert_snapshot!(format!("timeline-{format}"), done.whole());
    }
    let by_words = desk.run("claims --measure members");
    assert_eq!(
        by_words.stdout,
        desk.run("claims --metric members-disagree").stdout
    );
    let contradicted = desk.run("claims --measure members --status contradicted --file 2022");
    assert_eq!(contradicted.stdout.lines().count(), 2);
}

#[test]
fn a_metric_that_is_not_there_is_told_with_those_that_are() {
    let desk = members("unknown-metric");
    for (name, line) in [
        ("metric-misspelt", "claims --metric member-disagree"),
        ("metric-without-rules", "claims --metric x --no-config"),
        ("measure-misspelt", "claims --measure memebrs"),
        ("metric-and-measure", "claims --measure members --metric x"),
    ] {
        let done = desk.run(line);
        assert_eq!((done.code, done.stdout.as_str()), (2, ""), "{line}");
        insta::assert_snapshot!(name, done.stderr);
    }
}

#[test]
fn the_exit_code_tells_what_was_found() {
    let desk = Desk::new("exit-codes");
    for (line, code) in [
        ("lint reports/club-2022.md --rules rules", 0),
        ("lint reports --rules rules", 1),
        ("lint reports --rules rules --fail-on note", 1),
        ("lint reports --rules rules --fail-on never", 0),
        ("lint reports --rules rules --fail-on never --quiet", 0),
        ("lint reports --rules no-such-folder", 2),
        ("lint no-such-folder", 2),
        ("lint --no-such-option", 2),
        ("no-such-command", 2),
        ("explain", 0),
        ("explain no-such-fault", 2),
        ("--help", 0),
    ] {
        assert_eq!(desk.run(line).code, code, "factlint {line}");
    }
}

#[test]
fn what_cannot_be_read_is_said_and_the_rest_is_checked() {
    let desk = Desk::new("unreadable");
    let done = desk.run("lint no-such.md reports --rules rules --format brief");
    insta::assert_snapshot!("unreadable", done.whole());
}

#[test]
fn standard_input_is_a_report_under_the_name_that_it_is_given() {
    let desk = Desk::new("stdin");
    let line = "lint - --rules rules -f brief -q --stdin-filename drafts/2023.md";
    let done = desk.run_with(line, &[], b"An old boat.\n");
    let found = "drafts/2023.md:1:4: error[text]: “old boat” is not used here\n";
    assert_eq!((done.code, done.stdout.as_str()), (1, found));
    // Who names it wants it read, beside files or alone.
    for paths in ["", "plain.md"] {
        desk.write("plain.md", "A new boat.\n");
        let line =
            format!("lint {paths} --rules rules -f brief -q --stdin-filename drafts/2023.md");
        let named = desk.run_with(&line, &[], b"An old boat.\n");
        assert_eq!((named.code, named.stdout.as_str()), (1, found), "{line}");
    }
}

#[test]
fn a_broken_rule_is_shown_where_it_is_broken() {
    let desk = Desk::new("broken-rule");
    desk.write("rules/boats.yaml", RULES.replace("summary", "sumary"));
    insta::assert_snapshot!(
        "broken-rule",
        desk.run("lint reports --rules rules").whole()
    );
}

#[test]
fn quiet_leaves_out_the_summary() {
    let desk = Desk::new("quiet");
    let lines = |line: &str| desk.run(line).stdout.lines().count();
    assert_eq!(lines("lint reports --rules rules -f brief"), 2);
    assert_eq!(lines("lint reports --rules rules -f brief --quiet"), 1);
    assert_eq!(lines("lint reports/club-2022.md --rules rules --quiet"), 0);
}

#[test]
fn output_goes_to_a_file_if_it_is_named() {
    let desk = Desk::new("output");
    let on_stdout = desk.run("lint reports --rules rules -f json");
    let done = desk.run("lint reports --rules rules -f json -o found.json");
    assert_eq!((done.code, done.stdout.as_str()), (1, ""));
    assert_eq!(desk.read("found.json"), on_stdout.stdout);
    assert!(desk.read("found.json").ends_with("}\n"));
}

#[test]
fn colours_are_for_terminals_and_for_those_who_ask() {
    let desk = Desk::new("colours");
    let is_coloured = |line: &str, env: &[(&str, &str)]| {
        let done = desk.run_with(line, env, b"");
        assert_eq!(done.code, 1, "factlint {line}");
        done.stdout.contains('\u{1b}')
    };
    let line = "lint reports --rules rules";
    assert!(!is_coloured(line, &[]));
    assert!(!is_coloured(&format!("{line} --color never"), &[]));
    assert!(is_coloured(&format!("{line} --color always"), &[]));
    // What is asked for on the command line goes before the environment.
    assert!(is_coloured(
        &format!("{line} --color always"),
        &[("NO_COLOR", "1")]
    ));
}

#[test]
fn lines_fit_the_columns_of_the_environment() {
    let desk = Desk::new("columns");
    let long = format!(
        "The club has an old boat. {}\n",
        "Word after word. ".repeat(40)
    );
    desk.write("reports/club-2021.md", long);
    for columns in [60, 80, 110] {
        let env = [("COLUMNS", &*columns.to_string())];
        let done = desk.run_with("lint reports --rules rules", &env, b"");
        let widest = done.stdout.lines().map(|line| line.chars().count()).max();
        assert!(
            widest.is_some_and(|widest| widest <= columns),
            "{}",
            done.stdout
        );
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let desk = Desk::new("broken-pipe");
    desk.write("reports/long.md", "An old boat.\n\n".repeat(5000));
    let mut child = Command::new(env!("CARGO_BIN_EXE_factlint"))
        .args(["lint", "reports", "--rules", "rules"])
        .current_dir(&desk.0)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("factlint starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("factlint ends");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn completions_name_every_command() {
    let desk = Desk::new("completions");
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = desk.run(&format!("completions {shell}")).stdout;
        for command in [
            "lint",
            "explain",
            "rules",
            "quantities",
            "completions",
            "man",
        ] {
            assert!(script.contains(command), "{command} in {shell}");
        }
    }
}

#[test]
fn every_command_has_help_with_an_example_and_a_manual_page() {
    let desk = Desk::new("help");
    let help = desk.run("--help").stdout;
    let listed = help.split("Commands:\n").nth(1).expect("commands");
    let listed = listed.split("\n\n").next().expect("commands");
    let names: Vec<&str> = listed
        .lines()
        .filter_map(|line| line.strip_prefix("  ")?.split(' ').next())
        .filter(|name| *name != "help" && name.starts_with(char::is_alphabetic))
        .collect();
    assert!(names.len() > 6 && names.contains(&"lint"), "{names:?}");
    for name in names {
        let help = desk.run(&format!("{name} --help")).stdout;
        assert!(help.contains("\nExample"), "{name} --help has no example");
        let page = desk.run(&format!("man {name}")).stdout;
        assert!(page.contains(".TH FACTLINT-"), "no page of {name}: {page}");
    }
    let page = desk.run("man").stdout;
    assert!(page.contains(".TH FACTLINT ") && page.contains("factlint\\-lint"));
}

#[test]
fn a_fault_is_explained() {
    let desk = Desk::new("explain");
    insta::assert_snapshot!("explain-fault", desk.run("explain growth-off").whole());
    let unknown = desk.run("explain grwoth-off");
    assert_eq!(unknown.code, 2);
    insta::assert_snapshot!(unknown.stderr, @"error: there is no fault and no rule `grwoth-off`; did you mean `growth-off`?");
    let list = desk.run("explain").stdout;
    for fault in list.lines().filter_map(|line| line.split(' ').next()) {
        let page = desk.run(&format!("explain {fault}"));
        assert_eq!(page.code, 0, "{fault}");
        // No rule reports these.
        let bare = fault == "suppression-void";
        assert!(bare || page.stdout.contains("\nReported, at"), "{fault}");
    }
}

#[test]
fn a_rule_of_the_user_is_explained_and_listed() {
    let desk = Desk::new("explain-rule");
    let page = desk.run("explain boat-named --rules rules");
    insta::assert_snapshot!("explain-rule", page.whole());
    let table = desk.run("rules list --rules rules").stdout;
    let row = table.lines().find(|line| line.starts_with("boat-named"));
    let row: Vec<&str> = row.expect("a row").split_whitespace().take(4).collect();
    assert_eq!(row, ["boat-named", "text", "error", "yours"]);
    let json = desk.run("rules list --rules rules --format json").stdout;
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let rules = json["rules"].as_array().expect("rules");
    let own = rules.iter().find(|rule| rule["origin"] == "user");
    let own = own.expect("a rule of the user");
    assert_eq!(
        (&own["id"], &own["line"]),
        (&"boat-named".into(), &3.into())
    );
    desk.write(
        "factlint.yaml",
        "version: 1\nrules: [rules]\noff: [boat-named]\n",
    );
    let table = desk.run("rules list").stdout;
    assert!(
        table
            .lines()
            .any(|line| line.starts_with("boat-named") && line.contains(" off "))
    );
}

#[test]
fn the_examples_of_rules_are_tested() {
    let desk = Desk::new("rules-test");
    assert_eq!(desk.run("rules test").code, 2);
    let good = desk.run("rules test rules");
    let told = "1 rule: 2 examples, and all of them hold\n";
    assert_eq!((good.code, good.stdout.as_str()), (0, told));
    let bad = RULES
        .replace("An old boat.", "An old ship.")
        .replace("The Gudrun.", "The old boat Gudrun.");
    desk.write("rules/boats.yaml", bad);
    insta::assert_snapshot!("rules-test", desk.run("rules test rules").whole());
    // A switch without an example is missing one, and has none that does not hold.
    desk.write(
        "rules/boats.yaml",
        "version: 1\nrules:\n  - id: boats-disagree\n    summary: The boats\n    severity: error\n    check: {metric: \
         {measure: boats, phrases: ['{value} boats'], never-falls: true}}\n    flag:\n      - {fault: values-disagree, \
         at: '20', reports: {2021.md: It owns 19 boats and owned 20 boats.}}\n    pass:\n      - {reports: {2021.md: \
         It owns 19 boats.}}\n",
    );
    let done = desk.run("rules test rules");
    assert!(
        done.stdout
            .ends_with("1 rule: 2 examples, and all of them hold, but 1 is missing\n"),
        "{}",
        done.stdout
    );
    assert_eq!(done.code, 1);
    assert_eq!(
        desk.run("rules test gone.yaml").stderr,
        "error: gone.yaml: no such file or folder\n"
    );
    desk.write("factlint.yaml", "version: 1\nrules: [rules, gone]\n");
    assert_eq!(
        desk.run("rules test").stderr,
        "error: factlint.yaml:2:16: gone: no such file or folder\n"
    );
    desk.write("factlint.yaml", "version: 1\nrules: [rules]\n");
    assert_eq!(desk.run("rules test").code, 1);
}

#[test]
fn the_schemas_are_printed() {
    let desk = Desk::new("schema");
    for (line, title) in [
        ("rules schema", "factlint rules"),
        ("rules schema --of settings", "factlint settings"),
    ] {
        let schema = desk.run(line).stdout;
        let schema: serde_json::Value = serde_json::from_str(&schema).expect("JSON");
        assert_eq!(schema["title"], title);
    }
}

#[test]
fn verbose_tells_what_a_run_is_made_of() {
    let desk = Desk::new("verbose");
    let done = desk.run("lint reports --rules rules -f brief -v");
    let told = done.stderr.replace(|c: char| c.is_ascii_digit(), "9");
    insta::assert_snapshot!(told, @r"
    settings: none
    rules: 99 of factlint, 9 of packs, 9 of yours
    report: reports/club-9999.md
    report: reports/club-9999.md
    ");
    assert_eq!(desk.run("lint reports --rules rules -f brief").stderr, "");
}

#[test]
fn what_the_environment_says_of_colours_holds() {
    let desk = Desk::new("colour-environment");
    let is_coloured = |env: &[(&str, &str)]| {
        let done = desk.run_with("lint reports --rules rules", env, b"");
        done.stdout.contains('\u{1b}')
    };
    assert!(is_coloured(&[("CLICOLOR_FORCE", "1")]));
    assert!(!is_coloured(&[("CLICOLOR_FORCE", "0")]));
    assert!(!is_coloured(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
}

#[test]
fn nobody_listening_to_errors_is_no_error() {
    let desk = Desk::new("closed-stderr");
    let mut child = Command::new(env!("CARGO_BIN_EXE_factlint"))
        .args(["lint", "no-such.md", "reports", "--rules", "rules", "-v"])
        .current_dir(&desk.0)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("factlint starts");
    drop(child.stderr.take());
    assert_eq!(child.wait().expect("factlint ends").code(), Some(2));
}
