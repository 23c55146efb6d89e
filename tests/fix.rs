//! `lint --fix` as people meet it: what is written, what is left alone, and what a run that is killed leaves behind.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use factlint::config::Policy;
use factlint::finding::Fix;
use factlint::finding::Severity;
use factlint::fix::{self, Applied};
use factlint::lint;
use factlint::rule;
use factlint::source::Sources;

/// A fresh folder for a test, with files.
fn desk<T: AsRef<[u8]>>(test: &str, files: &[(&str, T)]) -> PathBuf {
    let desk = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fix-{test}"));
    if desk.exists() {
        fs::remove_dir_all(&desk).expect("the folder of the last run goes");
    }
    fs::create_dir_all(desk.join(".git")).expect("a folder can be made");
    for (name, text) in files {
        fs::write(desk.join(name), text).expect("a file can be written");
    }
    desk
}

fn command(desk: &Path, line: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_factlint"));
    command
        .args(line.split_whitespace())
        .current_dir(desk)
        .stdin(Stdio::null());
    command
}

fn run(desk: &Path, line: &str) -> Output {
    command(desk, line).output().expect("factlint runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn what_is_safe_is_mended_and_does_not_count() {
    let desk = desk(
        "safe",
        &[(
            "2021.md",
            "# 2021\r\n\r\nWe recieve the the bread ,and the oil .\r\n",
        )],
    );
    assert_eq!(run(&desk, "lint --fail-on warning").status.code(), Some(1));
    let done = run(&desk, "lint --fix --fail-on warning -f brief");
    insta::assert_snapshot!(text(&done.stdout), @"Nothing found in 1 report (0 claims read, 4 findings fixed)");
    assert_eq!(done.status.code(), Some(0));
    let mended = "# 2021\r\n\r\nWe receive the bread, and the oil.\r\n";
    assert_eq!(
        fs::read(desk.join("2021.md")).expect("a file"),
        mended.as_bytes()
    );
    let again = run(&desk, "lint --fix -f brief");
    insta::assert_snapshot!(text(&again.stdout), @"Nothing found in 1 report (0 claims read)");
    assert_eq!(
        fs::read(desk.join("2021.md")).expect("a file"),
        mended.as_bytes()
    );
}

/// Lines stay as long as they are where a word stands twice over the end of one, and "did did" may be right.
#[test]
fn a_doubled_word_leaves_the_lines_as_they_are() {
    let doubled = "Many of them came to\nto the mill. What the guild did did not help.\n";
    let desk = desk("doubled", &[("2021.txt", doubled)]);
    run(&desk, "lint --fix");
    assert_eq!(
        fs::read_to_string(desk.join("2021.txt")).expect("a file"),
        "Many of them came\nto the mill. What the guild did did not help.\n"
    );
}

/// What the settings suppress in vain goes from their file, entry by entry, and the list with the last one.
#[test]
fn the_settings_are_mended_too() {
    let entry = |path: &str, fault: &str, text: &str| {
        format!("  - path: {path}\n    fault: {fault}\n    text: {text}\n    reason: a name\n")
    };
    let (used, idle, gone) = (
        entry("a.txt", "growth-off", "90%"),
        entry("a.txt", "typo", "bread"),
        entry("b.txt", "typo", "bread"),
    );
    let head = "version: 1\n# For the editor.\n";
    let foot = "\n# When it fails.\nfail-on: error\n";
    for (option, before, after) in [
        (
            "--fix",
            format!("{head}suppress:\n{idle}  # The ship.\n{used}{idle}{foot}"),
            format!("{head}suppress:\n  # The ship.\n{used}{foot}"),
        ),
        (
            "--fix",
            format!("{head}suppress:\n{idle}\n{idle}  # And\n{idle}{foot}"),
            format!("{head}  # And\n{foot}"),
        ),
        (
            "--fix",
            format!("{head}suppress:\n{used}{gone}{foot}"),
            format!("{head}suppress:\n{used}{gone}{foot}"),
        ),
        (
            "--unsafe-fixes",
            format!(
                "{head}suppress:\n{gone}{}{}{foot}",
                entry("a.txt", "grwoth-off", "90%"),
                entry("a.txt", "typo", "not there"),
            ),
            format!("{head}suppress:\n{used}{foot}"),
        ),
        (
            "--fix",
            format!(
                "{head}suppress: [{{path: a.txt, fault: typo, text: bread, reason: x}}]\n{foot}"
            ),
            format!(
                "{head}suppress: [{{path: a.txt, fault: typo, text: bread, reason: x}}]\n{foot}"
            ),
        ),
    ] {
        let report = if after.contains(&used) {
            "The bread of the ship grew 90%, from 200 to 300.\n"
        } else {
            "The bread of the ship grew 50%, from 200 to 300.\n"
        };
        let desk = desk("settings", &[("a.txt", report), ("factlint.yaml", &before)]);
        let done = run(&desk, &format!("lint {option} -f brief"));
        let settings = fs::read_to_string(desk.join("factlint.yaml")).expect("a file");
        let said = text(&done.stdout) + &text(&done.stderr);
        assert_eq!(settings, after, "{before}\n{said}");
        assert_eq!(
            fs::read_to_string(desk.join("a.txt")).expect("a file"),
            report
        );
        assert_eq!(done.status.code(), Some(0), "{said}");
    }
}

#[test]
fn a_diff_shows_and_changes_nothing() {
    let before = "# 2021\n\nWe recieve bread.\n";
    let desk = desk("diff", &[("2021.md", before)]);
    let done = run(&desk, "lint --diff");
    insta::assert_snapshot!(text(&done.stdout), @r"
    --- 2021.md
    +++ 2021.md
    @@ -1,3 +1,3 @@
     # 2021
     
    -We recieve bread.
    +We receive bread.
    ");
    assert_eq!(done.status.code(), Some(1));
    assert_eq!(
        fs::read_to_string(desk.join("2021.md")).expect("a file"),
        before
    );
    run(&desk, "lint --fix");
    let done = run(&desk, "lint --diff");
    assert_eq!((done.status.code(), done.stdout.len()), (Some(0), 0));
}

#[test]
fn a_contradiction_offers_both_sides_and_is_left_alone() {
    let files = [(
        "2021.md",
        "# 2021\n\nIn 2021 the library had 60,000 readers from 31 countries.\n\n## Outreach\n\n\
         In 2021 the library had 40,000 readers from 31 countries.\n",
    )];
    let desk = desk("sides", &files);
    let done = run(&desk, "lint --unsafe-fixes --format json");
    let json: serde_json::Value = serde_json::from_slice(&done.stdout).expect("JSON");
    let finding = &json["findings"][0];
    assert_eq!(finding["code"], "values-disagree");
    assert_eq!(finding["fix"], serde_json::Value::Null);
    let sides: BTreeSet<_> = finding["sides"]
        .as_array()
        .expect("sides")
        .iter()
        .map(|side| {
            let edit = &side["edits"][0];
            (edit["start"]["line"].as_u64(), edit["replacement"].as_str())
        })
        .collect();
    let expected = [(Some(3), Some("40,000")), (Some(7), Some("60,000"))];
    assert_eq!(sides, BTreeSet::from(expected));
    let pretty = text(&run(&desk, "lint --fix").stdout);
    let pretty: Vec<&str> = pretty.split_whitespace().collect();
    let pretty = pretty.join(" ");
    assert!(
        pretty.contains("Write “60,000” at 2021.md:7, or “40,000” at 2021.md:3."),
        "{pretty}"
    );
    for (name, text) in files {
        assert_eq!(fs::read_to_string(desk.join(name)).expect("a file"), text);
    }
    // On one line the two have their columns.
    let line = files[0].1.replace("\n\n## Outreach\n\n", " ");
    fs::write(desk.join("2021.md"), line).expect("a file");
    let pretty = text(&run(&desk, "lint").stdout);
    let pretty = pretty.split_whitespace().collect::<Vec<_>>().join(" ");
    let offer = "Write “60,000” at 2021.md:3:83, or “40,000” at 2021.md:3:25.";
    assert!(pretty.contains(offer), "{pretty}");
}

#[test]
fn other_encodings_stay_what_they_are() {
    let wide = |text: &str| -> Vec<u8> {
        let units = text.encode_utf16().flat_map(u16::to_le_bytes);
        [0xFF, 0xFE].into_iter().chain(units).collect()
    };
    let desk = desk(
        "encodings",
        &[
            ("wide.txt", wide("We bake the the café.\r\n")),
            ("latin.txt", b"We bake the the caf\xE9.\r\n".to_vec()),
            ("marked.txt", "\u{FEFF}We bake the the café.\r\n".into()),
        ],
    );
    assert_eq!(run(&desk, "lint --fix").status.code(), Some(0));
    let read = |name: &str| fs::read(desk.join(name)).expect("a file");
    assert_eq!(read("wide.txt"), wide("We bake the café.\r\n"));
    assert_eq!(read("latin.txt"), b"We bake the caf\xE9.\r\n");
    assert_eq!(
        read("marked.txt"),
        "\u{FEFF}We bake the café.\r\n".as_bytes()
    );
}

#[test]
fn what_cannot_be_written_is_told_and_the_rest_is_mended() {
    let desk = desk(
        "refused",
        &[
            ("a.md", "We recieve bread.\n"),
            ("b.md", "We recieve oil.\n"),
        ],
    );
    let mut mode = fs::metadata(desk.join("a.md"))
        .expect("a file")
        .permissions();
    mode.set_readonly(true);
    fs::set_permissions(desk.join("a.md"), mode).expect("a mode");
    let done = run(&desk, "lint --fix -f brief");
    assert_eq!(done.status.code(), Some(2));
    insta::assert_snapshot!(text(&done.stderr), @"error: a.md: the file is read-only, and was left as it is");
    insta::assert_snapshot!(text(&done.stdout), @r"
    a.md:1:4: error[typo]: “recieve” looks like a slip for “receive”
    1 error in 2 reports (0 claims read, 1 finding fixed)
    1 can be fixed with --fix
    ");
    assert_eq!(
        fs::read_to_string(desk.join("b.md")).expect("a file"),
        "We receive oil.\n"
    );
    let done = run(&desk, "lint - --fix");
    assert_eq!(done.status.code(), Some(2));
    insta::assert_snapshot!(text(&done.stderr), @"error: standard input cannot be mended; --diff shows what would change");
}

/// A run that is killed, again and again while it writes, leaves each file as it was or mended.
#[test]
fn a_run_that_is_killed_leaves_no_file_half_written() {
    const FILES: usize = 40;
    const ROUNDS: usize = 100;
    const WANTED: usize = 4;
    let paragraph = "We bake the the bread of the mill ,and many people come to see it .\n\n";
    let old = format!("# The mill\n\n{}", paragraph.repeat(6));
    let names: Vec<String> = (0..FILES).map(|at| format!("{at:02}.md")).collect();
    let files: Vec<(&str, &str)> = names
        .iter()
        .map(|name| (name.as_str(), old.as_str()))
        .collect();
    let folder = desk("killed", &files);
    let line = "lint --fix -q -f brief -o /dev/null";
    run(&folder, line);
    let new = fs::read_to_string(folder.join(&names[0])).expect("a file");
    assert!(!new.contains("the the") && new.len() != old.len());
    let is_mended = |name: &String| {
        let size = fs::metadata(folder.join(name)).expect("a file").len();
        size == new.len() as u64
    };
    let mut between = 0;
    for round in 0..ROUNDS {
        if between == WANTED {
            break;
        }
        desk("killed", &files);
        let mut child = command(&folder, line).spawn().expect("factlint starts");
        // No clock tells when it writes: each round waits for one more file than the last.
        let last = &names[round % (FILES / 2)];
        while !is_mended(last) && child.try_wait().expect("a process").is_none() {}
        // It may have come to its end by now.
        let _ = child.kill();
        child.wait().expect("an end");
        let mended = names.iter().filter(|name| {
            let text = fs::read_to_string(folder.join(name)).expect("a whole file");
            assert!(
                text == old || text == new,
                "{name} is half written in round {round}"
            );
            text == new
        });
        if !(1..FILES).contains(&mended.count()) {
            continue;
        }
        between += 1;
        // Whatever the killed run left behind, the next one does the rest, and reads no more than the reports.
        let next = run(&folder, "lint --fix -f brief");
        let said = text(&next.stdout);
        assert!(
            next.status.code() == Some(0) && said.contains(&format!("in {FILES} reports")),
            "round {round}: {said}{}",
            text(&next.stderr)
        );
        for name in &names {
            let text = fs::read_to_string(folder.join(name)).expect("a whole file");
            assert!(text == new, "{name} is not mended after round {round}");
        }
    }
    // What is killed before or behind the writing proves nothing.
    assert_eq!(between, WANTED, "runs were killed between two files");
}

/// Every fix of every example of a rule takes away what it is the fix of, and leaves nothing new.
#[test]
fn the_fixes_of_all_rules_mend_what_they_are_given_with() {
    let mut rules_of = Sources::default();
    let mut files = rule::core(&mut rules_of).expect("small texts");
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/examples");
    for entry in fs::read_dir(examples).expect("a folder") {
        let path = entry.expect("an entry").path();
        let text = fs::read_to_string(&path).expect("a file");
        let id = rules_of
            .add(path.display().to_string(), text)
            .expect("a small text");
        files.push((id, rule::Origin::User));
    }
    let rules = rule::load(&rules_of, &files).expect("rules");
    let mut mended_any = 0;
    for rule in &rules {
        for flag in &rule.flag {
            // The places of problems are in the rules.
            let mut sources = Sources::default();
            for (_, file) in rules_of.iter() {
                sources.add(file.name(), file.text()).expect("a small text");
            }
            let ids: Vec<_> = flag
                .reports
                .iter()
                .map(|(name, text)| sources.add(name, text).expect("a small text"))
                .collect();
            let lint = |sources: &Sources| {
                lint::run(
                    sources,
                    &ids,
                    std::slice::from_ref(rule),
                    &Policy::default(),
                )
            };
            let found = lint(&sources).findings;
            let fixes = found
                .iter()
                .filter_map(|found| found.detection.fix.as_ref());
            let fixable = fixes.filter(|fix| matches!(fix, Fix::Edits { .. })).count();
            let open = ids.iter().copied().collect();
            let mended = fix::mend(&mut sources, &open, Applied::Any, Severity::Note, &lint)
                .expect("small texts");
            assert!(mended.unsettled.is_empty(), "{}: {}", rule.id, flag.at);
            assert!(
                mended.outcome.findings.len() + fixable <= found.len(),
                "{}: after its fixes, {} still has {:#?}",
                rule.id,
                flag.at,
                mended.outcome.findings
            );
            mended_any += fixable;
        }
    }
    assert!(mended_any > 20, "only {mended_any} fixes");
}

#[test]
fn a_house_style_puts_its_words_in() {
    let rules = "version: 1
rules:
  - id: our-words
    summary: A word that the house writes in another way
    severity: warning
    check:
      text:
        swap:
          web site: website
          needless to say: ''
    flag:
      - fault: text
        at: web site
        reports: {2021.md: We have a web site.}
    pass:
      - reports: {2021.md: We have a website.}
";
    let report = "Web sites are warm. Needless to say, a web site is, needless to say, a site.\n";
    let desk = desk("house", &[("2021.md", report), ("house.yaml", rules)]);
    run(&desk, "lint 2021.md --rules house.yaml --fix");
    let safe = fs::read_to_string(desk.join("2021.md")).expect("the report is there");
    assert_eq!(
        safe,
        "Web sites are warm. Needless to say, a website is, needless to say, a site.\n"
    );
    run(&desk, "lint 2021.md --rules house.yaml --unsafe-fixes");
    let all = fs::read_to_string(desk.join("2021.md")).expect("the report is there");
    assert_eq!(all, "Websites are warm. A website is a site.\n");
}
