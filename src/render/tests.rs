//! What people and programs get to see of made-up outcomes, in every format.

use proptest::prelude::*;

use super::*;
use crate::finding::{Certainty, Detection, Edit, Fault, Fix, Head, Label, Problem, ProblemOf};
use crate::source::{Place, SourceId, Span};

/// The place of the `nth` time (from 0) that a text stands in a source.
fn place(sources: &Sources, source: SourceId, text: &str, nth: usize) -> Place {
    let found = sources.get(source).text().match_indices(text).nth(nth);
    let (start, _) = found.unwrap_or_else(|| panic!("no {text:?} in the source"));
    Place {
        source,
        span: Span::new(start, start + text.len()),
    }
}

fn label(place: Place, text: &str) -> Label {
    Label {
        place,
        text: text.to_owned(),
    }
}

fn finding(severity: Severity, fault: Fault, message: &str, labels: Vec<Label>) -> Finding {
    let mut labels = labels.into_iter();
    Finding {
        rule: fault.code().to_owned(),
        severity,
        detection: Box::new(Detection {
            fault,
            category: fault.category(),
            certainty: Certainty::Sure,
            message: message.to_owned(),
            help: String::new(),
            primary: labels.next().expect("a primary label"),
            related: labels.collect(),
            fix: None,
        }),
        fingerprint: "f00d".to_owned(),
    }
}

fn render(outcome: &Outcome, sources: &Sources, options: &Options) -> String {
    let mut out = Vec::new();
    super::outcome(outcome, sources, options, &mut out).expect("memory can be written to");
    String::from_utf8(out).expect("the output is UTF-8")
}

const LONG: &str = "The harbour was busy from the first thaw, and the new quay was in use every day of the season. \
    Ferries, freighters and two tall ships shared it without an accident, which the pilots put down to the lights on \
    the mole. In all 2,500 boats called at the harbour, 120% more than in the year before, and the berths for guests \
    were full from May to September. The kiosk sold 11,200 maps. Members of the guild gave 640 hours to the slipway, \
    and the guild thanks every one of them, and the smith, for the winter that they spent on the old crane and its \
    chains. In all 2,400 boats were counted by the pilots, who keep a book of their own.";

/// Two reports of a harbour with one finding of each severity, a rule that matched nothing and a suppressed finding.
fn harbour() -> (Sources, Outcome) {
    let mut sources = Sources::default();
    let mut add = |name: &str, text: String| sources.add(name, text).expect("small texts");
    let before = add(
        "reports/harbour-2020.md",
        "# The harbour in 2020\n\nIn all 1,500 boats called at the harbour.\n".to_owned(),
    );
    let after = add(
        "reports/harbour-2021.md",
        format!(
            "# The harbour in 2021\n\n{LONG}\n\nThe guild has four wardens:\n\n- Anna Malm\n- Bo Ek\n- Cleo Strand\n\n\
             The the lights burn all night.\n"
        ),
    );
    let rules = add(
        "rules/harbour.yaml",
        "rules:\n  - id: slips\n    phrases:\n      - '{value} slips'\n".to_owned(),
    );
    let at = |source, text| place(&sources, source, text, 0);
    let mut growth = finding(
        Severity::Error,
        Fault::GrowthOff,
        "2,500 boats are 66.7% more than the 1,500 of the year before, not 120% more",
        vec![
            label(at(after, "120% more"), "stated growth"),
            label(at(after, "2,500 boats"), "2,500 in 2021"),
            label(at(before, "1,500 boats"), "1,500 in 2020"),
        ],
    );
    growth.detection.help =
        "Correct the percentage or the numbers; it may also be that the growth is meant \
        against another year, then name that year."
            .to_owned();
    let mut values = finding(
        Severity::Warning,
        Fault::ValuesDisagree,
        "The boats that called are given as 2,500 and as 2,400",
        vec![
            label(at(after, "2,400 boats"), "2,400 here"),
            label(at(after, "2,500 boats"), "2,500 here"),
        ],
    );
    values.rule = "boats-disagree".to_owned();
    let count = finding(
        Severity::Error,
        Fault::CountOff,
        "Four wardens are announced and three are listed",
        vec![
            label(at(after, "four wardens"), "four"),
            label(at(after, "Anna Malm\n- Bo Ek\n- Cleo Strand"), "three"),
        ],
    );
    let mut repeated = finding(
        Severity::Note,
        Fault::WordRepeated,
        "\"the\" stands twice",
        vec![label(at(after, "The the"), "")],
    );
    repeated.detection.fix = Some(Fix::Edits {
        safe: true,
        edits: vec![Edit {
            place: at(after, "The the"),
            replacement: "The".to_owned(),
        }],
    });
    let problem = Problem {
        of: ProblemOf::Rules,
        message: "The phrase '{value} slips' matched nothing in any report".to_owned(),
        help: "Correct the phrase, or take it out.".to_owned(),
        place: Some(at(rules, "'{value} slips'")),
    };
    let outcome = Outcome {
        findings: vec![growth, values, count, repeated],
        problems: vec![problem],
        rules: vec![Head {
            id: "boats-disagree".to_owned(),
            summary: "The boats are given in two ways".to_owned(),
            help: Some("The log of the harbour is the source.".to_owned()),
            severity: Severity::Warning,
        }],
        reports: 2,
        claims: 1204,
        known: 0,
        elsewhere: 0,
        suppressed: 1,
        fixed: 0,
    };
    (sources, outcome)
}

#[test]
fn pretty_shows_both_sides() {
    let (sources, outcome) = harbour();
    for (name, width, unicode, color) in [
        ("80", 80, true, false),
        ("120", 120, true, false),
        ("ascii", 100, false, false),
        ("color", 100, true, true),
    ] {
        let options = Options {
            width,
            color,
            unicode,
            ..Options::default()
        };
        insta::assert_snapshot!(
            format!("pretty-{name}"),
            render(&outcome, &sources, &options)
        );
    }
}

#[test]
fn colours_change_nothing_but_colours() {
    let (sources, outcome) = harbour();
    let escape = regex::Regex::new("\u{1b}\\[[0-9;]*m").expect("a regex");
    for width in [40, 57, 80, 200] {
        let shown = [true, false].map(|color| {
            let options = Options {
                width,
                color,
                ..Options::default()
            };
            let shown = render(&outcome, &sources, &options);
            let lines = shown.lines().map(|line| escape.replace_all(line, ""));
            let lines: Vec<String> = lines.map(|line| line.trim_end().to_owned()).collect();
            lines.join("\n")
        });
        let [colored, plain] = shown;
        assert_eq!(colored, plain, "{width} columns");
    }
}

#[test]
fn brief_is_one_line_a_finding() {
    let (sources, outcome) = harbour();
    let options = Options {
        format: Format::Brief,
        ..Options::default()
    };
    insta::assert_snapshot!(render(&outcome, &sources, &options));
}

#[test]
fn json_keeps_the_contract() {
    let (sources, outcome) = harbour();
    let options = Options {
        format: Format::Json,
        min_severity: Severity::Note,
        ..Options::default()
    };
    insta::assert_snapshot!(render(&outcome, &sources, &options));
}

#[test]
fn sarif_has_both_sides_and_the_rules() {
    let (sources, outcome) = harbour();
    let options = Options {
        format: Format::Sarif,
        min_severity: Severity::Note,
        ..Options::default()
    };
    let version = format!("\"{}\"", env!("CARGO_PKG_VERSION"));
    let sarif = render(&outcome, &sources, &options).replace(&version, "\"[version]\"");
    insta::assert_snapshot!(sarif);
}

#[test]
fn annotations_come_worst_first_and_no_more_than_are_shown() {
    let (sources, mut outcome) = harbour();
    let options = Options {
        format: Format::Github,
        min_severity: Severity::Note,
        ..Options::default()
    };
    insta::assert_snapshot!(render(&outcome, &sources, &options));
    let warning = outcome.findings[1].clone();
    outcome
        .findings
        .splice(0..0, std::iter::repeat_n(warning, 15));
    let many = render(&outcome, &sources, &options);
    let commands: Vec<&str> = many
        .lines()
        .filter_map(|line| line.strip_prefix("::")?.split(' ').next())
        .collect();
    let expected = [
        ["notice"].as_slice(),
        &["error"; 2],
        &["warning"; 10],
        &["notice"],
    ];
    assert_eq!(commands, expected.concat());
    let told = many.lines().filter(|line| line.starts_with("- "));
    // Fifteen and one warnings, ten of them annotated; and a problem of the rules.
    assert_eq!(told.count(), 6 + 1);
    assert!(many.starts_with("::notice title=factlint::2 errors, 16 warnings, 1 note in"));
}

#[test]
fn what_is_below_the_minimum_is_counted_and_not_shown() {
    let (sources, outcome) = harbour();
    let json = |min_severity| {
        let options = Options {
            format: Format::Json,
            min_severity,
            ..Options::default()
        };
        let json = render(&outcome, &sources, &options);
        let json: serde_json::Value = serde_json::from_str(&json).expect("valid JSON");
        (
            json["findings"].as_array().expect("an array").len(),
            json["summary"]["hidden"].as_u64(),
        )
    };
    assert_eq!(json(Severity::Note), (4, Some(0)));
    assert_eq!(json(Severity::Warning), (3, Some(1)));
    assert_eq!(json(Severity::Error), (2, Some(2)));
}

#[test]
fn of_too_many_findings_the_worst_are_shown_and_the_others_counted() {
    let (sources, mut outcome) = harbour();
    let problem = outcome.problems[0].clone();
    outcome.problems = vec![problem; 3];
    let limited = |format| {
        let options = Options {
            format,
            min_severity: Severity::Note,
            max_findings: Some(2),
            ..Options::default()
        };
        render(&outcome, &sources, &options)
    };
    let lines: Vec<String> = limited(Format::Brief).lines().map(str::to_owned).collect();
    // The warning between the two errors is not shown, and neither is the note behind them.
    assert!(lines[0].contains(": error[growth-off]"), "{lines:?}");
    assert!(lines[1].contains(": error[count-off]"), "{lines:?}");
    // So it is with problems, none of which is graver than another.
    for line in &lines[2..4] {
        assert!(line.contains("problem: The phrase"), "{lines:?}");
    }
    // All of them are counted.
    let counts = "2 errors, 1 warning, 1 note in 2 reports";
    assert!(lines[4].starts_with(counts), "{lines:?}");
    let omitted = "2 less grave and 1 problem not shown; --max-findings 0 shows all";
    assert_eq!(lines[5], omitted);
    assert_eq!(lines[6], "1 can be fixed with --fix");
    assert!(limited(Format::Pretty).contains(omitted));
    assert!(limited(Format::Github).contains(&format!(
        "{counts} (1,204 claims read, 1 finding suppressed). {omitted}"
    )));
    let json: serde_json::Value = serde_json::from_str(&limited(Format::Json)).expect("JSON");
    let counts = ["errors", "warnings", "notes", "omitted", "hidden"]
        .map(|key| json["summary"][key].as_u64());
    assert_eq!(counts, [2, 0, 0, 2, 0].map(Some));
    assert_eq!(json["findings"].as_array().map(Vec::len), Some(2));
    assert_eq!(json["problems"].as_array().map(Vec::len), Some(3));
    let sarif: serde_json::Value = serde_json::from_str(&limited(Format::Sarif)).expect("JSON");
    let run = &sarif["runs"][0];
    assert_eq!(run["results"].as_array().map(Vec::len), Some(2));
    let told = &run["invocations"][0]["toolConfigurationNotifications"];
    let omitted = "2 less grave not shown; --max-findings 0 shows all";
    assert_eq!(told[3]["message"]["text"], omitted);
}

#[test]
fn a_clean_run_says_so() {
    let outcome = Outcome {
        reports: 1,
        ..Outcome::default()
    };
    let sources = Sources::default();
    assert_eq!(
        render(&outcome, &sources, &Options::default()),
        "Nothing found in 1 report (0 claims read)\n"
    );
    let quiet = Options {
        summary: false,
        ..Options::default()
    };
    assert_eq!(render(&outcome, &sources, &quiet), "");
}

/// A text of words, long words, wide characters, blank lines and bullets, and places in it.
fn text_with_labels() -> impl Strategy<Value = (String, Vec<Label>)> {
    let piece = prop_oneof![
        8 => "[a-zé]{1,12} ",
        1 => "[a-z]{80,160} ",
        1 => "[数字港船]{1,60}",
        1 => Just("\n".to_owned()),
        1 => Just("\n\n- ".to_owned()),
        1 => Just("\t\u{1b}[31m\r\n".to_owned()),
    ];
    let text = prop::collection::vec(piece, 1..120).prop_map(|pieces| pieces.concat());
    let cuts = prop::collection::vec((any::<prop::sample::Index>(), 0_usize..200), 1..5);
    (text, cuts).prop_map(|(text, cuts)| {
        let mut sources = Sources::default();
        let source = sources.add("a.md", text.as_str()).expect("a small text");
        let labels = cuts.into_iter().map(|(start, length)| {
            let start = text.floor_char_boundary(start.index(text.len() + 1));
            let end = text.floor_char_boundary((start + length).min(text.len()));
            let span = Span::new(start, end);
            label(Place { source, span }, "some words about the place")
        });
        let labels = labels.collect();
        (text, labels)
    })
}

proptest! {
    #[test]
    fn any_labels_in_any_text_are_shown_within_the_width(
        (text, labels) in text_with_labels(),
        width in 60_usize..120,
        nested in any::<bool>(),
    ) {
        let mut sources = Sources::default();
        sources.add("a.md", text.as_str()).expect("a small text");
        let other = sources.add("b.md", "One line.").expect("a small text");
        let mut labels = labels;
        if nested {
            labels.insert(0, label(place(&sources, other, "line", 0), "here"));
        }
        let captions = labels.len();
        let outcome = Outcome {
            findings: vec![finding(Severity::Error, Fault::Text, "A message", labels)],
            ..Outcome::default()
        };
        let shown = render(&outcome, &sources, &Options { width, ..Options::default() });
        for line in shown.lines() {
            let columns = textwrap::core::display_width(line);
            prop_assert!(columns <= width, "{columns} columns in a line:\n{shown}");
        }
        let hooks = shown.matches("╰─").count() - shown.matches("╰───").count();
        prop_assert!(hooks >= captions, "{hooks} hooks for {captions} captions:\n{shown}");
        prop_assert!(!shown.contains('\u{1b}'), "an escape sequence of the text got through");
    }
}

#[test]
fn a_name_is_not_parted_at_its_hyphen() {
    let text = textwrap::fill("the keys are `never-falls` and `each-year`", wrapping(20));
    assert_eq!(text, "the keys are\n`never-falls` and\n`each-year`");
}
