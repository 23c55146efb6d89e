//! Input that means harm, or that nobody thought of: what is told, and that nothing breaks or hangs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

struct Desk(PathBuf);

impl Desk {
    fn new(test: &str) -> Desk {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("hostile-{test}"));
        if folder.exists() {
            fs::remove_dir_all(&folder).expect("the folder of the last run goes");
        }
        let desk = Desk(folder);
        // A repository, so that no settings from outside hold.
        desk.write(".git/HEAD", "");
        desk.write("2020.md", "The guild has 9 seats and and 12 members.\n");
        desk
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        fs::write(&path, text).expect("a file can be written");
        path
    }

    fn start(&self, arguments: &[&str]) -> Child {
        Command::new(env!("CARGO_BIN_EXE_factlint"))
            .args(arguments)
            .current_dir(&self.0)
            .env_clear()
            .env("FACTLINT_CACHE_DIR", ".cache")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("factlint starts")
    }

    /// The exit code and what was written on both streams, if that takes no longer than it may.
    fn run(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let mut child = self.start(arguments);
        let pid = child.id();
        let output = thread::spawn(move || {
            let start = Instant::now();
            // A program that writes little fits into its pipes, so that it can be waited for before they are read.
            while child.try_wait().expect("a child").is_none() {
                if start.elapsed() > Duration::from_mins(1) {
                    child.kill().expect("a child");
                }
                thread::sleep(Duration::from_millis(5));
            }
            child.wait_with_output().expect("output")
        });
        let Output {
            status,
            stdout,
            stderr,
        } = output.join().expect("a thread");
        assert!(status.code().is_some(), "{arguments:?} ({pid}): {status}");
        let text = String::from_utf8([stdout, stderr].concat()).expect("UTF-8");
        (status.code(), text)
    }

    /// That nothing is left of what was written before it took its place.
    fn has_no_temporary_file(&self) {
        let entries = fs::read_dir(&self.0).expect("a folder").flatten();
        let mut names = entries.map(|entry| entry.file_name());
        assert!(names.all(|name| !name.to_string_lossy().ends_with(".tmp")));
    }

    /// That a run fails, and says this.
    fn fails(&self, arguments: &[&str], message: &str) {
        let (code, text) = self.run(arguments);
        assert_eq!(code, Some(2), "{text}");
        assert!(text.contains(message), "{text}");
    }
}

/// Lists in lists of anchors, each ten times the one before.
fn bomb(before: &str) -> String {
    let mut text = format!("{before}[&a0 [x, x]");
    for level in 1..12 {
        let inner = vec![format!("*a{}", level - 1); 10].join(", ");
        text.extend([format!(", &a{level} [{inner}]")]);
    }
    text + "]\n"
}

#[test]
fn yaml_that_explodes_or_nests_without_end_is_refused() {
    let desk = Desk::new("yaml");
    desk.write("bomb.yaml", bomb("version: 1\nwords: "));
    desk.fails(
        &["lint", "2020.md", "--config", "bomb.yaml"],
        "text is expected here, and this is a list",
    );
    desk.write("bomb-rules.yaml", bomb("version: 1\nrules: "));
    desk.fails(
        &["lint", "2020.md", "--rules", "bomb-rules.yaml"],
        "error in a rule",
    );
    desk.write("bomb-baseline.yaml", bomb("version: 1\nfindings: "));
    desk.fails(
        &["lint", "2020.md", "--baseline", "bomb-baseline.yaml"],
        "error in the baseline",
    );
    for (name, head) in [
        ("flow.yaml", "[".repeat(200_000)),
        ("map.yaml", "{a: ".repeat(200_000)),
        ("dash.yaml", "- ".repeat(200_000)),
    ] {
        desk.write(name, format!("version: 1\nwords:\n {head}\n"));
        for option in ["--config", "--rules", "--baseline"] {
            desk.fails(&["lint", "2020.md", option, name], "this nests too deeply");
        }
    }
}

#[test]
fn phrases_and_expressions_that_explode_are_refused_or_harmless() {
    let desk = Desk::new("phrases");
    let rule = |phrase: &str| {
        format!(
            "version: 1\nrules:\n  - id: boat\n    summary: A boat\n    severity: error\n    check: {{text: {{forbid: \
             ['{phrase}']}}}}\n    flag:\n      - {{fault: text, at: boat, reports: {{2020.md: A boat.}}}}\n    \
             pass:\n      - {{reports: {{2020.md: A ship.}}}}\n"
        )
    };
    desk.write("large.yaml", rule("/(boat{1000}){1000}/"));
    desk.fails(
        &["lint", "2020.md", "--rules", "large.yaml"],
        "not a regular expression: Compiled regex exceeds size limit",
    );
    desk.write("deep.yaml", rule(&"(".repeat(5_000)));
    desk.fails(
        &["lint", "2020.md", "--rules", "deep.yaml"],
        "the groups are nested too deeply",
    );
    // Every option may stand or not: two to the power of so many ways.
    desk.write("many.yaml", rule(&("(a|b)? ".repeat(300) + "boat")));
    desk.write("again.yaml", rule("/(a+)+boat/"));
    desk.write("2021.md", format!("{}.\n", "a ".repeat(20_000)));
    for rules in ["many.yaml", "again.yaml"] {
        let (code, text) = desk.run(&["lint", "--rules", rules, "--fail-on", "never", "2021.md"]);
        assert_eq!(code, Some(0), "{text}");
    }
}

#[test]
fn a_file_above_the_limit_is_left_out_and_told() {
    let desk = Desk::new("huge");
    desk.write("2021.md", vec![b'a'; 1_000_001]);
    let (code, text) = desk.run(&["lint", "--max-size", "1", "-f", "brief"]);
    assert_eq!(code, Some(2));
    assert!(
        text.contains(
            "error: 2021.md: more than 1 MB, and left out; --max-size reads larger files"
        ) && text.contains("2020.md:1:23: error[word-repeated]"),
        "{text}"
    );
    assert_eq!(desk.run(&["lint", "--max-size", "2"]).0, Some(1));
}

#[test]
#[cfg(unix)]
fn pipes_loops_and_links_to_nowhere_are_told_or_passed_by() {
    use std::os::unix::fs::symlink;

    let desk = Desk::new("links");
    let made = Command::new("mkfifo").arg(desk.0.join("2021.md")).status();
    assert!(made.expect("mkfifo").success());
    fs::create_dir(desk.0.join("2022.md")).expect("a folder");
    symlink(".", desk.0.join("again")).expect("a link");
    symlink("/dev/zero", desk.0.join("2023.md")).expect("a link");
    let (code, text) = desk.run(&["lint", "-f", "brief"]);
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("1 error in 1 report "), "{text}");
    symlink("b.md", desk.0.join("a.md")).expect("a link");
    symlink("a.md", desk.0.join("b.md")).expect("a link");
    symlink("gone.md", desk.0.join("c.md")).expect("a link");
    let (code, text) = desk.run(&["lint", "-f", "brief"]);
    assert_eq!(code, Some(2), "{text}");
    for told in [
        "error: a.md: Too many levels of symbolic links",
        "error: c.md: No such file or directory",
        "2020.md:1:23: error[word-repeated]",
    ] {
        assert!(text.contains(told), "{text}");
    }
    // A device without an end has one here.
    desk.fails(
        &["lint", "2023.md", "--max-size", "1"],
        "2023.md: more than 1 MB",
    );
}

/// A pipe that nobody reads any more: more than a pipe holds is written, or less, and either is no error.
#[test]
#[cfg(unix)]
fn a_reader_that_goes_away_is_no_error_of_any_command() {
    let desk = Desk::new("head");
    let mills = (0..600)
        .map(|at| format!("The guild of hall {at} has has {at} mills, 50% more than 7.\n\n"));
    let many = format!("# The guild in 2021\n\n{}", mills.collect::<String>());
    desk.write("2021.md", &many);
    desk.write("2022.md", many.replace("50%", "60%"));
    desk.write("bad.yaml", "version: 1\nrules:\n  - 1\n");
    for (line, code) in [
        ("lint -f pretty", 1),
        ("lint -f brief", 1),
        ("lint -f json", 1),
        ("lint -f github", 1),
        ("lint -f sarif", 1),
        ("lint --max-findings 1", 1),
        ("lint --diff", 1),
        ("lint --rules bad.yaml", 2),
        ("claims", 0),
        ("claims -f csv", 0),
        ("claims -f json", 0),
        ("claims --measure mills", 0),
        ("claims --measure mills -f csv", 0),
        ("diff 2021.md 2022.md", 0),
        ("diff 2021.md 2022.md -f json --exit-code", 1),
        ("why 2021.md:3", 0),
        ("why 2021.md:3 -f json", 0),
        ("quantities 2021.md", 0),
        ("quantities 2021.md --format jsonl", 0),
        ("suggest", 0),
        ("explain", 0),
        ("explain growth-off", 0),
        ("rules list", 0),
        ("rules list -f json", 0),
        ("rules test bad.yaml", 2),
        ("completions bash", 0),
        ("man", 0),
        ("--help", 0),
        ("--version", 0),
        ("lint --no-such-option", 2),
    ] {
        let mut child = desk.start(&line.split(' ').collect::<Vec<_>>());
        drop(child.stdout.take());
        drop(child.stderr.take());
        let status = child.wait().expect("a child");
        assert_eq!(status.code(), Some(code), "{line}: {status}");
    }
}

/// Whether a terminal shows a text and does not act on it.
fn is_tame(text: &str) -> bool {
    !text.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\t') || c == '\u{202E}')
}

/// A report with what a terminal would act on wherever something is read.
const ESCAPES: &str = "# The guild\u{1b}]0;title\u{7} in 2020\n\nThe guild\u{1b}[31m\u{9b}31m has 9\u{7f} members and and 12 \
     boats\u{202E}.\n\nThe guild\u{1b}[8m has 11 members. Nine crafts\u{1b}: bakers\u{1b}, millers\n";

#[test]
fn no_command_writes_what_a_terminal_would_act_on() {
    let desk = Desk::new("terminal");
    desk.write("2020.md", ESCAPES);
    desk.write("2021.md", ESCAPES.replace("11", "12"));
    desk.write(
        "rules.yaml",
        "version: 1\nrules:\n  - id: \"a\u{1b}[31m\"\n",
    );
    for line in [
        "lint -f pretty",
        "lint -f brief",
        "lint -f json",
        "lint -f github",
        "lint -f sarif",
        "lint --rules rules.yaml",
        "lint --config 2020.md",
        "lint --baseline 2020.md",
        "claims",
        "claims -f csv",
        "claims -f json",
        "claims --measure members",
        "claims --measure members -f csv",
        "why 2020.md:3",
        "why 2020.md:3 -f json",
        "diff 2020.md 2021.md",
        "diff 2020.md 2021.md -f json",
        "quantities 2020.md",
        "quantities 2020.md --format jsonl",
        "suggest",
        "rules test rules.yaml",
        "explain a\u{1b}[31m",
        "lint b\u{1b}[31m.md",
    ] {
        let (code, text) = desk.run(&line.split(' ').collect::<Vec<_>>());
        assert!(code.is_some() && !text.is_empty(), "{line}");
        assert!(is_tame(&text), "{line}: {text:?}");
    }
    // What `patch` is to read has the very bytes.
    let (_, diff) = desk.run(&["lint", "--diff"]);
    assert!(
        diff.contains("\n-The guild\u{1b}[31m\u{9b}31m has 9\u{7f} members and and"),
        "{diff:?}"
    );
}

/// SARIF has links in its messages, and whoever shows them follows those that we write only.
#[test]
#[cfg(unix)]
fn no_link_and_no_mark_up_of_a_report_gets_into_a_message() {
    let desk = Desk::new("mark-up");
    let text = "# The guild in 2021\n\nThe guild `[here](http://a.example)` had 12 members of <b>rye</b>. We met \
                [[now](http://a.example)](http://b.example) Recieve it.\n\nThe guild `[here](http://a.example)` had 15 \
                members of <b>rye</b>. Nine crafts: `[1](2)` bakers, <script>millers</script>.\n";
    desk.write("a [l](http:e) ::error::<b>.md", text);
    let (code, sarif) = desk.run(&["lint", "-f", "sarif", "--min-severity", "note"]);
    assert_eq!(code, Some(1), "{sarif}");
    let sarif: serde_json::Value = serde_json::from_str(&sarif).expect("JSON");
    let results = sarif["runs"][0]["results"].as_array().expect("an array");
    let mut links = 0;
    for result in results {
        let message = &result["message"];
        assert_eq!(message["markdown"], serde_json::Value::Null);
        let message = message["text"].as_str().expect("a text");
        for (at, _) in message.match_indices("](") {
            if message[..at].ends_with('\\') {
                continue;
            }
            let target = message[at + 2..].split(')').next().unwrap_or_default();
            assert!(target.parse::<usize>().is_ok(), "{message}");
            links += 1;
        }
    }
    assert!(links > 0 && results.len() > 2, "{results:?}");
    let (_, text) = desk.run(&["lint", "-f", "github", "--min-severity", "note"]);
    let commands = text.lines().filter(|line| line.contains("::error::<b>"));
    // The name of a file is where a command cannot begin, and escaped where it is a property of one.
    assert!(text.contains("%3A%3Aerror%3A%3A<b>"), "{text}");
    for line in commands {
        assert!(line.starts_with("::") || line.starts_with("- "), "{line}");
    }
}

#[test]
fn a_spreadsheet_is_given_no_formula() {
    let desk = Desk::new("formula");
    let text = "# =HYPERLINK in 2021\n\nThe @SUM has 12 members, and -5 % of 30 boats.\n";
    desk.write("=cmd.md", text);
    let (code, csv) = desk.run(&["claims", "-f", "csv"]);
    assert_eq!(code, Some(0), "{csv}");
    assert!(csv.contains("'=cmd.md,3,12,"), "{csv}");
    for line in csv.lines() {
        let starts = line.split(',').map(|field| field.trim_start_matches('"'));
        let formulas = starts.filter(|field| field.starts_with(['=', '@']));
        assert_eq!(formulas.count(), 0, "{line}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn names_that_are_no_text_or_mean_something_to_a_terminal_are_shown_tamely() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let desk = Desk::new("names");
    let text = "The \u{1b}]0;title\u{7}the guild.\n::error::x%0A\u{202E} and and\n";
    for name in [&b"a\xff.md"[..], b"b\x1b[31m.md", b"c\nd.md"] {
        fs::write(desk.0.join(OsStr::from_bytes(name)), text).expect("a file");
    }
    for format in ["pretty", "brief", "github", "json", "sarif"] {
        let (code, text) = desk.run(&["lint", "-f", format]);
        assert_eq!(code, Some(1), "{format}: {text}");
        assert!(is_tame(&text), "{format}: {text:?}");
        let commands = text.lines().filter(|line| line.starts_with("::"));
        // The summary is a notice of ours without a file.
        let ours =
            |line: &&str| line.contains(" file=") || line.starts_with("::notice title=factlint::");
        let foreign = commands.filter(|line| !ours(line));
        assert_eq!(foreign.count(), 0, "{format}: {text}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_told() {
    let desk = Desk::new("full");
    for arguments in [
        ["lint", "2020.md", "--output", "/dev/full"],
        ["claims", "2020.md", "--output", "/dev/full"],
    ] {
        desk.fails(&arguments, "error: cannot write: No space left on device");
    }
}

/// Puts a limit on what a run may write to a file, and says so by an error instead of a signal.
#[cfg(target_os = "linux")]
fn on_a_small_disk(desk: &Desk, arguments: &str) -> (Option<i32>, String) {
    let line = format!(
        "trap '' XFSZ; ulimit -f 1; exec {} {arguments}",
        env!("CARGO_BIN_EXE_factlint")
    );
    // A shell counts in blocks of 512 bytes or of 1,024.
    let output = Command::new("sh")
        .args(["-c", &line])
        .current_dir(&desk.0)
        .env("FACTLINT_CACHE_DIR", ".cache")
        .output()
        .expect("a shell runs");
    let text = String::from_utf8([output.stdout, output.stderr].concat()).expect("UTF-8");
    (output.status.code(), text)
}

#[test]
#[cfg(target_os = "linux")]
fn a_disk_that_is_full_in_the_middle_costs_no_text() {
    let desk = Desk::new("small-disk");
    let text = format!(
        "In 2020 the the guild has 9 seats.\n\n{}",
        "It is old.\n\n".repeat(400)
    );
    desk.write("2020.md", &text);
    desk.write("known.yaml", "version: 1\nfindings: []\n");
    let (code, told) = on_a_small_disk(&desk, "lint 2020.md --fix");
    assert_eq!(code, Some(2), "{told}");
    assert!(told.contains("error: 2020.md: File too large"), "{told}");
    assert!(told.contains("; the file was left as it is"), "{told}");
    assert_eq!(
        fs::read_to_string(desk.0.join("2020.md")).expect("a file"),
        text
    );
    // Many findings make a baseline that is larger than may be.
    let loaves: Vec<String> = (0..200)
        .map(|at| format!("The the loaf number {at} is brown.\n\n"))
        .collect();
    desk.write("2021.md", loaves.concat());
    let (code, told) = on_a_small_disk(&desk, "lint 2021.md --write-baseline known.yaml");
    assert_eq!(code, Some(2), "{told}");
    assert!(told.contains("error: known.yaml: File too large"), "{told}");
    let known = fs::read_to_string(desk.0.join("known.yaml")).expect("a file");
    assert_eq!(known, "version: 1\nfindings: []\n");
    // What is asked for by --output stays as it was, or is not there.
    desk.write("found.json", "{}\n");
    for file in ["found.json", "new.json"] {
        let (code, told) = on_a_small_disk(&desk, &format!("lint 2021.md -f json -o {file}"));
        assert_eq!(code, Some(2), "{told}");
        assert!(
            told.contains(&format!("error: {file}: File too large")),
            "{told}"
        );
    }
    let found = fs::read_to_string(desk.0.join("found.json")).expect("a file");
    assert_eq!(found, "{}\n");
    assert!(!desk.0.join("new.json").exists());
    // What cannot be kept for the next run is no error of this one.
    let (code, told) = on_a_small_disk(&desk, "lint 2021.md --cache-dir kept -q -f brief");
    assert!(code == Some(1) && told.lines().count() == 200, "{told}");
    assert_eq!(
        fs::read_dir(desk.0.join("kept")).expect("a folder").count(),
        0
    );
    desk.has_no_temporary_file();
}

#[test]
#[cfg(unix)]
fn a_file_of_output_keeps_its_mode_and_its_links_and_what_is_none_is_written_to() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    let desk = Desk::new("output");
    let write = |to: &str| desk.run(&["lint", "2020.md", "-f", "brief", "-o", to]);
    let read = |name: &str| fs::read_to_string(desk.0.join(name)).expect("a file");
    let told = "2020.md:1:23: error[word-repeated]";
    let old = desk.write("found.txt", "old");
    fs::set_permissions(&old, fs::Permissions::from_mode(0o640)).expect("a mode");
    symlink("found.txt", desk.0.join("link.txt")).expect("a link");
    symlink("made.txt", desk.0.join("nowhere.txt")).expect("a link");
    assert_eq!(write("link.txt"), (Some(1), String::new()));
    assert!(desk.0.join("link.txt").is_symlink() && read("found.txt").starts_with(told));
    let mode = fs::metadata(&old).expect("a file").mode();
    assert_eq!(mode & 0o777, 0o640);
    assert_eq!(write("nowhere.txt"), (Some(1), String::new()));
    assert!(desk.0.join("nowhere.txt").is_symlink() && read("made.txt").starts_with(told));
    // A device, the stream of this run, and a pipe with a reader.
    assert_eq!(write("/dev/null"), (Some(1), String::new()));
    let (code, text) = write("/dev/stdout");
    assert!(code == Some(1) && text.starts_with(told), "{text}");
    let pipe = desk.0.join("pipe");
    let made = Command::new("mkfifo").arg(&pipe).status().expect("mkfifo");
    assert!(made.success());
    let reader = thread::spawn({
        let pipe = pipe.clone();
        move || fs::read_to_string(pipe).expect("a pipe")
    });
    assert_eq!(write("pipe"), (Some(1), String::new()));
    assert!(reader.join().expect("a thread").starts_with(told));
    // A file that is not to be written to, unless by whoever administers the system.
    fs::set_permissions(&old, fs::Permissions::from_mode(0o400)).expect("a mode");
    let is_closed = fs::File::options().write(true).open(&old).is_err();
    let (code, text) = write("found.txt");
    assert_eq!(code, Some(if is_closed { 2 } else { 1 }), "{text}");
    assert_eq!(text.contains("found.txt: Permission denied"), is_closed);
    desk.has_no_temporary_file();
}

/// The rules come from a pipe, which is opened when the reports are read: so much is known of where the run is.
#[test]
#[cfg(unix)]
fn a_file_that_changes_or_vanishes_while_it_is_mended_is_left_alone() {
    let desk = Desk::new("meanwhile");
    for name in ["2021.md", "2022.md"] {
        desk.write(name, "The the guild has 9 seats.\n");
    }
    let pipe = desk.0.join("rules.yaml");
    assert!(
        Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .expect("mkfifo")
            .success()
    );
    let child = desk.start(&[
        "lint",
        "2020.md",
        "2021.md",
        "2022.md",
        "--rules",
        "rules.yaml",
        "--fix",
        "-f",
        "brief",
    ]);
    let mut rules = fs::File::options()
        .write(true)
        .open(&pipe)
        .expect("a reader");
    desk.write("2021.md", "The the guild has 10 seats.\n");
    fs::remove_file(desk.0.join("2022.md")).expect("a file");
    std::io::Write::write_all(
        &mut rules,
        b"version: 1\nrules:\n  - id: boat\n    summary: A boat\n    severity: note\n    check: {text: {forbid: [boat]}}\n    \
          flag: [{fault: text, at: boat, reports: {2020.md: A boat.}}]\n    pass: [{reports: {2020.md: A ship.}}]\n",
    )
    .expect("a pipe");
    drop(rules);
    let output = child.wait_with_output().expect("output");
    let text = String::from_utf8([output.stdout, output.stderr].concat()).expect("UTF-8");
    assert_eq!(output.status.code(), Some(2), "{text}");
    for told in [
        "error: 2021.md: the file has changed since it was read, and was left as it is; run factlint again",
        "error: 2022.md: the file is not there any more; run factlint again",
        "2021.md:1:1: error[word-repeated]",
    ] {
        assert!(text.contains(told), "{text}");
    }
    let read = |name: &str| fs::read_to_string(desk.0.join(name)).ok();
    assert_eq!(
        read("2020.md").as_deref(),
        Some("The guild has 9 seats and 12 members.\n")
    );
    assert_eq!(
        read("2021.md").as_deref(),
        Some("The the guild has 10 seats.\n")
    );
    assert_eq!(read("2022.md"), None);
}

#[test]
#[cfg(unix)]
fn a_run_that_is_killed_while_it_mends_leaves_every_file_whole() {
    let desk = Desk::new("killed");
    let (before, after) = (
        "In 2020 the the guild has 9 seats.\n",
        "In 2020 the guild has 9 seats.\n",
    );
    let path = |at: usize| desk.0.join(format!("many/{at:03}.md"));
    for at in 0..200 {
        desk.write(&format!("many/{at:03}.md"), before);
    }
    let read = |at: usize| fs::read_to_string(path(at)).expect("a file");
    let mut child = desk.start(&["lint", "many", "--fix", "-q"]);
    let start = Instant::now();
    while read(0) == before && start.elapsed() < Duration::from_mins(1) {
        thread::yield_now();
    }
    child.kill().expect("a child");
    child.wait().expect("a child");
    let mended = (0..200).filter(|at| read(*at) == after).count();
    assert!(mended > 0);
    assert!((0..200).all(|at| [before, after].contains(&read(at).as_str())));
    // The next run does the rest.
    let (code, text) = desk.run(&["lint", "many", "--fix", "-q"]);
    assert!(
        code == Some(0) && (0..200).all(|at| read(at) == after),
        "{text}"
    );
}

#[test]
#[cfg(unix)]
fn what_has_no_end_or_no_text_is_no_file_of_rules_settings_or_findings() {
    let desk = Desk::new("endless");
    desk.write("latin.yaml", b"version: 1 # caf\xe9\n");
    for option in ["--rules", "--config", "--baseline"] {
        desk.fails(
            &["lint", "2020.md", option, "/dev/zero"],
            "error: /dev/zero: more than 100 MB, and not read",
        );
        desk.fails(
            &["lint", "2020.md", option, "latin.yaml"],
            "error: latin.yaml: not a text in UTF-8; convert it first",
        );
    }
    desk.fails(&["quantities", "/dev/zero"], "line 1 has more than 100 MB");
    // A pipe in a folder of rules would be waited for.
    fs::create_dir(desk.0.join("rules")).expect("a folder");
    let made = Command::new("mkfifo")
        .arg(desk.0.join("rules/a.yaml"))
        .status();
    assert!(made.expect("mkfifo").success());
    let (code, text) = desk.run(&["lint", "2020.md", "--rules", "rules"]);
    assert_eq!(code, Some(1), "{text}");
}

#[test]
#[cfg(target_os = "linux")]
fn what_cannot_be_read_is_told() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let desk = Desk::new("closed");
    desk.write("r/2020.md", "The the guild has 9 seats.\n");
    // Nobody can read the first byte of a process.
    symlink("/proc/self/mem", desk.0.join("r/2021.md")).expect("a link");
    desk.write("r/2022.md", "A\n");
    desk.write("r/old/2019.md", "A\n");
    let mode = |name: &str, mode: u32| {
        let path = desk.0.join(name);
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a mode");
    };
    mode("r/2022.md", 0);
    mode("r/old", 0);
    // Whoever administers a system may read what is closed.
    let is_closed = fs::read(desk.0.join("r/2022.md")).is_err();
    let (code, text) = desk.run(&["lint", "r", "-f", "brief"]);
    mode("r/2022.md", 0o600);
    mode("r/old", 0o700);
    assert_eq!(code, Some(2), "{text}");
    assert!(
        text.contains("error: r/2021.md: Input/output error"),
        "{text}"
    );
    assert!(
        text.contains("r/2020.md:1:1: error[word-repeated]"),
        "{text}"
    );
    for told in [
        "error: r/old: Permission denied",
        "error: r/2022.md: Permission denied",
    ] {
        assert_eq!(text.contains(told), is_closed, "{text}");
    }
}

#[test]
fn several_runs_that_mend_the_same_files_leave_them_whole() {
    let desk = Desk::new("at-once");
    for year in 2000..2040 {
        desk.write(
            &format!("many/{year}.md"),
            format!("In {year} the the guild has has 9 seats.\n"),
        );
    }
    let runs: Vec<Child> = (0..4)
        .map(|_| desk.start(&["lint", "many", "--fix", "-q"]))
        .collect();
    for run in runs {
        let code = run.wait_with_output().expect("output").status.code();
        // One that comes too late leaves a file as it is, and says so.
        assert!(matches!(code, Some(0 | 2)), "{code:?}");
    }
    for year in 2000..2040 {
        let text = fs::read_to_string(desk.0.join(format!("many/{year}.md"))).expect("a file");
        assert_eq!(text, format!("In {year} the guild has 9 seats.\n"));
    }
    let left = fs::read_dir(desk.0.join("many")).expect("a folder").count();
    assert_eq!(left, 40, "a temporary file was left");
}

/// Reports with something of every sort to be found.
fn varied(desk: &Desk) {
    for year in 2015..2023 {
        let members = 1_000 + year * 7 % 300;
        desk.write(
            &format!("years/guild-{year}.md"),
            format!(
                "# The guild in {year}\n\nThe guild counted {members} paying members in its four halls.\n\nThe guild \
                 counted {} paying members in its four halls, 90% more than 500.\n\nNine crafts: bakers, millers and \
                 and coopers.\n\nThe Githbu group met in Malmö , and the Github group as well.\n",
                members + year % 3
            ),
        );
    }
}

#[test]
fn the_order_of_files_and_the_number_of_threads_change_nothing() {
    let desk = Desk::new("order");
    varied(&desk);
    let names: Vec<String> = (2015..2023)
        .map(|year| format!("years/guild-{year}.md"))
        .collect();
    let run = |names: &[String], threads: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_factlint"))
            .args(["lint", "-f", "json", "--min-severity", "note"])
            .args(names)
            .current_dir(&desk.0)
            .env_clear()
            .env("FACTLINT_CACHE_DIR", ".cache")
            .env("RAYON_NUM_THREADS", threads)
            .output()
            .expect("factlint runs");
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let first = run(&names, "1");
    assert!(first.matches("\"fingerprint\"").count() > 10, "{first}");
    for turn in 0..names.len() {
        let mut turned = names.clone();
        turned.rotate_left(turn);
        if turn % 2 == 1 {
            turned.reverse();
        }
        assert!(run(&turned, &(turn % 4 + 1).to_string()) == first, "{turn}");
    }
}

#[test]
fn mending_twice_is_mending_once() {
    let desk = Desk::new("twice");
    varied(&desk);
    let texts = || -> Vec<String> {
        (2015..2023)
            .map(|year| {
                let path = desk.0.join(format!("years/guild-{year}.md"));
                fs::read_to_string(path).expect("a file")
            })
            .collect()
    };
    let before = texts();
    for fix in ["--fix", "--unsafe-fixes"] {
        desk.run(&["lint", "years", fix]);
        let once = texts();
        assert_ne!(once, before, "{fix}");
        desk.run(&["lint", "years", fix]);
        assert_eq!(texts(), once, "{fix}");
    }
}
