//! The first day: settings and rules that the program writes, and that hold.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use factlint::claim::Ledger;
use factlint::config::Policy;
use factlint::corpus::Corpus;
use factlint::lint::examples;
use factlint::rule::{self, Origin, Places};
use factlint::source::Sources;
use factlint::suggest::{self, Suggestion};

/// A fresh folder for a test, with files.
fn desk(test: &str, files: &[(&str, &str)]) -> PathBuf {
    let desk = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("begin-{test}"));
    if desk.exists() {
        fs::remove_dir_all(&desk).expect("the folder of the last run goes");
    }
    // So that no settings from outside hold.
    fs::create_dir_all(desk.join(".git")).expect("a folder can be made");
    for (name, text) in files {
        let path = desk.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    }
    desk
}

/// The exit code, standard output and standard error of `factlint`, run in a folder.
fn run(desk: &Path, line: &str) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_factlint"))
        .args(line.split_whitespace())
        .current_dir(desk)
        .output()
        .expect("factlint runs");
    let text = |bytes| String::from_utf8(bytes).expect("the output is UTF-8");
    let code = output.status.code().expect("an exit code");
    (code, text(output.stdout), text(output.stderr))
}

fn read(desk: &Path, name: &str) -> String {
    fs::read_to_string(desk.join(name)).expect("a file")
}

const GUILD: [(&str, &str); 3] = [
    (
        "drafts/2020.md",
        "# The guild in 2020\n\nThe guild has 1,500 members and 12 ovens. Our zorgle is old. The zorgle sings.\n\n\
         ## Guild council\n\nThe council members are Ann Lee (Acme), Bo Chen (Mill) and Cy Ray (Oven).\n\n\
         Spelt, the 19th release of the oven, came out.\n",
    ),
    (
        "drafts/2021.md",
        "# The guild in 2021\n\nThe guild has 1,800 members and 14 ovens. Our zorgle is older.\n\n\
         ## Guild council\n\nThe council members are Ann Lee (Acme), Bo Chen (Mill) and Di Fox (Oven).\n\n\
         Teff, the 20th release of the oven, came out.\n",
    ),
    (
        "drafts/2022.md",
        "# The guild in 2022\n\nThe guild has 2,100 members and 14 ovens.\n\n\
         ## Guild council\n\nThe council members are Ann Lee (Acme), Ed Poe (Mill) and Di Fox (Oven).\n\n\
         Urad, the 21st release of the oven, came out.\n",
    ),
];

/// What is proposed for some reports.
fn proposed(reports: &[(String, String)]) -> Vec<Suggestion> {
    let mut sources = Sources::default();
    let reports = reports.iter();
    let ids: Vec<_> = reports
        .map(|(name, text)| sources.add(name, text).expect("a small text"))
        .collect();
    let corpus = Corpus::read(&sources, &ids, Policy::default().corpus());
    let ledger = Ledger::of(&corpus);
    suggest::rules(&corpus, &ledger, &mut sources).expect("small texts")
}

fn owned(reports: &[(&str, &str)]) -> Vec<(String, String)> {
    let reports = reports.iter();
    let owned = reports.map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
    owned.collect()
}

#[test]
fn what_is_said_year_after_year_is_proposed_as_a_rule() {
    let proposed = proposed(&owned(&GUILD));
    let ids: Vec<&str> = proposed.iter().map(|it| it.id.as_str()).collect();
    for id in [
        "members-disagree",
        "ovens-disagree",
        "guild-council-disagrees",
    ] {
        assert!(ids.contains(&id), "{id} is not among {ids:?}");
    }
    let kinds: Vec<&str> = proposed.iter().map(|it| it.kind).collect();
    assert!(kinds.contains(&"train"), "{ids:?}");
    let council = proposed
        .iter()
        .find(|it| it.id == "guild-council-disagrees");
    insta::assert_snapshot!(council.expect("a rule").text, @r"
    # Listed in 2020, 2021, 2022.
    # If the reports give the number of seats, add it: `seats: ['{count} seats']`.
    - id: guild-council-disagrees
      summary: 'The Guild council is listed in two ways'
      severity: warning
      check:
        roster:
          body: 'Guild council'
          people:
            - 'council members are'
      flag:
        - fault: roster-disagrees
          at: 'Ann Lee'
          reports:
            2022.md: |
              ## Guild council

              The council members are:

              - Ann Lee, Acme
              - Bo Chen, Mill Ltd
              - Cy Ray, Oven AB

              ## Guild council

              The council members are:

              - Ann Lee, Acme
              - Bo Chen, Mill Ltd
              - Di Fox, Oven AB
      pass:
        - reports:
            2021.md: |
              ## Guild council

              The council members are:

              - Ann Lee, Acme
              - Bo Chen, Mill Ltd
              - Cy Ray, Oven AB
            2022.md: |
              ## Guild council

              The council members are:

              - Ann Lee, Acme
              - Bo Chen, Mill Ltd
              - Di Fox, Oven AB
    ");
    let releases = proposed.iter().find(|it| it.kind == "train");
    insta::assert_snapshot!(releases.expect("a rule").text, @r"
    # 19 Spelt, 20 Teff, 21 Urad.
    # Dates and versions can be told, too: `{date: May 2020, version: '5.0'}` for `~`.
    - id: release-off
      summary: 'A release has another ordinal than it should'
      severity: warning
      check:
        train:
          first: 19
          releases:
            'Spelt': ~
            'Teff': ~
            'Urad': ~
          phrases:
            - '{ordinal} release'
      flag:
        - fault: sequence-broken
          at: '22nd'
          reports:
            2022.md: |
              Urad, the 22nd release, is out.
      pass:
        - reports:
            2022.md: |
              Urad, the 21st release, is out.
    ");
    let members = proposed.iter().find(|it| it.id == "members-disagree");
    insta::assert_snapshot!(members.expect("a rule").text, @r"
    # 2020: 1,500; 2021: 1,800; 2022: 2,100
    # It has not fallen yet. If it never can, add `never-falls: true`, and an example of total-fell.
    - id: members-disagree
      summary: 'The number of members is given in two ways'
      severity: warning
      check:
        metric:
          measure: 'members'
          phrases:
            - '{value} members'
      flag:
        - fault: values-disagree
          at: '2,310'
          reports:
            2022.md: |
              There were 2,100 members. There were 2,310 members.
      pass:
        - reports:
            2021.md: |
              There were 2,310 members.
            2022.md: |
              There were 2,100 members. There were 2,100 members.
    ");
}

#[test]
fn what_is_no_habit_or_no_one_fact_is_not_proposed() {
    // Said once, and in numbers that contradict each other each year.
    let proposed = proposed(&owned(&[
        (
            "2020.md",
            "The guild has 12 ovens. It has 3 rooms. The choir has 5 rooms. The mill has 9 rooms.",
        ),
        (
            "2021.md",
            "The guild has 3 rooms. The choir has 6 rooms. The mill has 11 rooms.",
        ),
        (
            "2022.md",
            "The guild has 4 rooms. The choir has 7 rooms. The mill has 12 rooms.",
        ),
    ]));
    let ids: Vec<&str> = proposed.iter().map(|it| it.id.as_str()).collect();
    assert!(
        !ids.contains(&"ovens-disagree") && !ids.contains(&"rooms-disagree"),
        "{ids:?}"
    );
}

/// What a list of people is of may be said in the sentence only; the heading above need not name it.
#[test]
fn bodies_and_what_they_are_named_by_are_told_apart() {
    let reports: Vec<(String, String)> = [(2020, "Cy"), (2021, "Di"), (2022, "Ed")]
        .into_iter()
        .map(|(year, third)| {
            let text = format!(
                "The guild in {year}\n\nWho runs it\n\nThe fair committee consists of:\n\n\
                 * Ann Lee, Acme\n* Bo Chen, Mill\n* {third} Ray, Town Hall\n\n\
                 How the oven works\n\nThe inventors were Ann Lee (Acme), Bo Chen (Mill) and Di Fox (Oven).\n\n\
                 The trustees are Gus Hall, Ida Kemp and {third} Moss.\n",
            );
            (format!("{year}.txt"), text)
        })
        .collect();
    let proposed = proposed(&reports);
    let ids: Vec<&str> = proposed.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, ["fair-committee-disagrees", "trustees-disagree"]);
    assert!(
        proposed[0]
            .text
            .contains("The fair committee consists of:\n"),
        "{}",
        proposed[0].text
    );
}

/// Lengths and spans of time are of another thing each time, and what a heading names has not all that stands below.
#[test]
fn what_measures_or_stands_below_a_heading_is_no_fact_of_its_own() {
    let reports: Vec<(String, String)> = (0..3)
        .map(|at| {
            let text = format!(
                "# The guild in {}\n\n## Old Oven\n\nThe walk took {} days and {} km. {} people came, and the hall \
                 seats {} people. Bakers sold 4{at}0 loaves.\n",
                2020 + at,
                3 + at,
                20 + at,
                1400 + at,
                25 + at
            );
            (format!("{}.md", 2020 + at), text)
        })
        .collect();
    let proposed = proposed(&reports);
    let ids: Vec<&str> = proposed.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, ["loaves-disagree"]);
}

/// A contradiction does not hide a fact, and is told; numbers far apart are of two things.
#[test]
fn a_fact_with_a_contradiction_is_proposed_and_says_so() {
    let reports = owned(&[
        (
            "2020.md",
            "The guild has 12 ovens. For the market they lit 30 hearths. The clinic saw 100 children.",
        ),
        (
            "2021.md",
            "The guild has 13 ovens. The inn has 60 ovens.\n\nThe bakers of the old mill lit 40 hearths for the \
             winter market of Narvik.\n\nFor the winter market of Narvik the bakers of the old mill lit 45 \
             hearths.\n\nThe clinic saw 110 children with fever. In all, 90 children learned to swim.",
        ),
        (
            "2022.md",
            "The guild has 15 ovens. For the market they lit 50 hearths. The clinic saw 120 children.",
        ),
    ]);
    let proposed = proposed(&reports);
    let found: Vec<(&str, usize)> = proposed
        .iter()
        .map(|it| (it.id.as_str(), it.findings))
        .collect();
    assert_eq!(found, [("hearths-disagree", 1)]);
    assert!(
        proposed[0]
            .text
            .contains("# It has a finding in the reports as they are"),
        "{}",
        proposed[0].text
    );
}

/// Two things that each have a number of their own are not one, and a name said once is not whose releases they are.
#[test]
fn what_is_said_of_two_is_not_one_fact() {
    let reports: Vec<(String, String)> = [(19, "Spelt"), (20, "Teff"), (21, "Urad")]
        .into_iter()
        .map(|(ordinal, name)| {
            let text = format!(
                "# The year 20{ordinal}\n\n## Rye Oven\n\nThe Rye Oven had {ordinal}5 commits.\n\n## Oat Mill\n\n\
                 The Oat Mill had {ordinal}9 commits.\n\n{name}, the {ordinal}th release, came out.\n",
            );
            (format!("20{ordinal}.md"), text.replace("21th", "21st"))
        })
        .collect();
    let proposed = proposed(&reports);
    let ids: Vec<&str> = proposed.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "oat-mill-commits-disagree",
            "rye-oven-commits-disagree",
            "release-off"
        ]
    );
}

/// What is held once a year has one number more each year; what is not has other numbers.
#[test]
fn what_is_counted_once_a_year_is_proposed_as_that() {
    let reports: Vec<(String, String)> = [(2020, "8th", "2nd"), (2021, "9th", "3rd"), (2022, "10th", "3rd")]
        .into_iter()
        .map(|(year, fair, place)| {
            let text = format!(
                "# The guild in {year}\n\nThe {fair} edition of the fair took place in May {year}. The guild was in \
                 {place} place."
            );
            (format!("{year}.md"), text)
        })
        .collect();
    let proposed = proposed(&reports);
    let ids: Vec<&str> = proposed.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, ["edition-number-off"]);
    insta::assert_snapshot!(proposed[0].text, @r"
    # 2020: 8th; 2021: 9th; 2022: 10th
    - id: edition-number-off
      summary: 'The number of the edition does not go up by one each year'
      severity: warning
      check:
        metric:
          measure: 'edition'
          phrases:
            - '{ordinal} edition'
          each-year: 1
          yearly: true
      flag:
        - fault: sequence-broken
          at: '13th'
          reports:
            2020.md: |
              It was the 8th edition.
            2021.md: |
              It was the 13th edition.
            2022.md: |
              It was the 10th edition.
      pass:
        - reports:
            2020.md: |
              It was the 8th edition.
            2021.md: |
              It was the 9th edition.
            2022.md: |
              It was the 10th edition.
    ");
}

/// Every rule that is proposed for the sample reports can be kept as it is.
#[test]
fn every_proposal_holds_its_examples() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("reports");
    let mut reports = Vec::new();
    for entry in fs::read_dir(folder).expect("the sample reports") {
        let path = entry.expect("an entry").path();
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        if name != "README.md" {
            reports.push((name, fs::read_to_string(path).expect("a report")));
        }
    }
    reports.sort();
    let proposed = proposed(&reports);
    assert!(proposed.len() >= 3, "{} rules are proposed", proposed.len());
    let mut sources = Sources::default();
    let file = suggest::file("# Proposed.\n", &proposed);
    let id = sources.add("suggested.yaml", file).expect("a small text");
    let rules = rule::load(&sources, &[(id, Origin::User)]).expect("rules");
    assert_eq!(rules.len(), proposed.len());
    for rule in &rules {
        let failures = examples::run(rule, &Places::new(&sources)).expect("small texts");
        assert!(failures.is_empty(), "{failures:?}");
    }
}

#[test]
fn proposals_are_written_and_hold() {
    let desk = desk("suggest", &GUILD);
    let (code, stdout, stderr) = run(&desk, "suggest drafts -o suggested.yaml");
    assert_eq!((code, stdout.as_str()), (0, ""), "{stderr}");
    assert!(stderr.contains("rules proposed"), "{stderr}");
    let (code, stdout, stderr) = run(&desk, "rules test suggested.yaml");
    assert_eq!((code, stderr.as_str()), (0, ""), "{stdout}");
    // What is a rule already is not proposed again.
    let (code, stdout, stderr) = run(&desk, "suggest drafts --rules suggested.yaml");
    assert_eq!((code, stdout.as_str()), (0, ""), "{stderr}");
}

#[test]
fn the_first_settings_are_written_and_hold() {
    let mut files = GUILD.to_vec();
    files.push(("README.md", "# How to build the drafts\n"));
    files.push(("drafts/README.md", "# Notes\n"));
    let desk = desk("init", &files);
    let (code, stdout, stderr) = run(&desk, "init drafts");
    assert_eq!((code, stdout.as_str()), (0, ""), "{stderr}");
    insta::assert_snapshot!(stderr, @r"
    3 reports read; factlint.yaml and factlint-rules.yaml written
    next: read both, then `factlint lint`; `factlint suggest` proposes more rules
    ");
    insta::assert_snapshot!(read(&desk, "factlint.yaml"), @r"
    # Settings of factlint. `factlint lint` without arguments reads this file; all paths are seen from its folder.
    # All keys: docs/reference.md of factlint, or `factlint rules schema --of settings`.
    version: 1

    # What is checked: reports, folders of reports, or globs.
    reports:
      - 'drafts'

    # Files in these folders that are no reports.
    exclude:
      - 'drafts/README.md'

    # Rules of your own: files, or folders of them. `factlint rules test` runs their examples.
    rules:
      - 'factlint-rules.yaml'

    # Reports that are published and do not change any more: a contradiction is reported at the other side.
    # frozen:
    #   - 'drafts/2020.md'

    # Words that are right, whatever the dictionary says.
    # words: []

    # Names of one subject: an organisation, a product or an event that was renamed.
    # aliases:
    #   - [New Name, Old Name]

    # Findings that are known and do not count: `factlint lint --write-baseline` writes the file.
    # baseline: factlint-baseline.yaml

    # When `factlint lint` fails: error, warning, note or never.
    # fail-on: error
    ");
    let (code, stdout, stderr) = run(&desk, "lint -f brief");
    assert!(code < 2 && stderr.is_empty(), "{stdout}{stderr}");
    assert!(
        stdout.contains("in 3 reports") && !stdout.contains("problem"),
        "{stdout}"
    );
    let (code, stdout, _) = run(&desk, "rules test");
    assert_eq!(code, 0, "{stdout}");
}

#[test]
fn nothing_is_overwritten() {
    for there in ["factlint.yaml", ".factlint.yaml", "factlint-rules.yaml"] {
        let mut files = GUILD.to_vec();
        files.push((there, "version: 1\n"));
        let desk = desk("there", &files);
        let (code, _, stderr) = run(&desk, "init");
        assert_eq!(code, 2, "{there}");
        assert!(stderr.contains(there), "{stderr}");
        assert_eq!(read(&desk, there), "version: 1\n");
        let written = ["factlint.yaml", "factlint-rules.yaml"];
        let mut others = written.iter().filter(|name| **name != there);
        assert!(others.all(|name| !desk.join(name).exists()), "{there}");
    }
}

#[test]
fn reports_without_a_year_and_of_two_series_are_told() {
    let files = [
        ("oslo/2020.md", "We have 40 boats."),
        ("oslo/2021.md", "We have 41 boats."),
        ("bergen/2021.md", "We have 9 boats."),
        ("notes.md", "We have 12 boats."),
        (
            "letter.md",
            "We bought 3 boats in 2021, when the guild turned ninety, and sold two of the old ones to the choir. \
             Spring 2021 was dry, summer 2021 was not, and so we painted the boathouse.",
        ),
    ];
    let desk = desk("periods", &files);
    let (code, _, stderr) = run(&desk, "init");
    assert_eq!(code, 0, "{stderr}");
    let settings = read(&desk, "factlint.yaml");
    assert!(settings.contains("periods:\n"), "{settings}");
    assert!(settings.contains("  'letter.md': 2021   #"), "{settings}");
    assert!(settings.contains("#   'notes.md': 2021   #"), "{settings}");
    assert!(settings.contains("['bergen/2021.md']"), "{settings}");
    let (code, stdout, stderr) = run(&desk, "lint -f brief");
    assert!(code < 2 && stderr.is_empty(), "{stdout}{stderr}");
}

#[test]
fn a_folder_without_reports_is_told() {
    let desk = desk("empty", &[("drafts/data.bin", "x")]);
    let (code, _, stderr) = run(&desk, "init drafts");
    assert_eq!(code, 2);
    insta::assert_snapshot!(stderr, @"error: drafts: no reports in this folder (reports end in .md, .markdown, .mdx, .txt, .text, .html, .htm, .xhtml)");
    let (code, _, stderr) = run(&desk, "init drafts/data.bin");
    assert_eq!(code, 2);
    insta::assert_snapshot!(stderr, @"error: drafts/data.bin: no folder; name the one that the reports are in");
    let (code, _, stderr) = run(&desk, "init drufts");
    assert_eq!(code, 2);
    insta::assert_snapshot!(stderr, @"error: drufts: no such folder");
}
