use super::*;
use crate::finding::{Category, Certainty, Fault, Label, Severity};
use crate::rule;
use crate::source::{SourceId, Span};

const RULES: &str = "\
version: 1
rules:
  - id: word-old
    summary: An old word
    severity: warning
    check: {text: {forbid: [old word]}}
    flag:
      - {fault: text, at: old word, reports: {2020.md: An old word.}}
    pass:
      - {reports: {2020.md: A new word.}}
";

fn place(source: SourceId, start: usize, end: usize) -> Place {
    Place {
        source,
        span: Span::new(start, end),
    }
}

fn detection(certainty: Certainty, primary: Place, related: &[Place]) -> Detection {
    let label = |place| Label {
        place,
        text: String::new(),
    };
    Detection {
        fault: Fault::ValuesDisagree,
        category: Category::Conflict,
        certainty,
        message: format!("{certainty:?}"),
        help: String::new(),
        primary: label(primary),
        related: related.iter().copied().map(label).collect(),
        fix: None,
    }
}

fn rules(sources: &mut Sources, origin: Origin) -> Vec<Rule> {
    let id = sources.add("rules.yaml", RULES).unwrap();
    rule::load(sources, &[(id, origin)]).unwrap()
}

#[test]
fn the_rule_of_the_user_goes_first_where_two_see_one_pair() {
    let mut sources = Sources::default();
    let a = sources.add("a.md", "").unwrap();
    let core = rules(&mut sources, Origin::Core).remove(0);
    let user = rules(&mut sources, Origin::User).remove(0);
    let kept = duplicates::drop(vec![
        (
            &core,
            detection(Certainty::Sure, place(a, 10, 12), &[place(a, 40, 42)]),
        ),
        (
            &user,
            detection(Certainty::Likely, place(a, 40, 49), &[place(a, 5, 12)]),
        ),
        (
            &core,
            detection(Certainty::Likely, place(a, 10, 12), &[place(a, 60, 62)]),
        ),
        (&core, detection(Certainty::Unsure, place(a, 10, 12), &[])),
    ]);
    let kept: Vec<(Origin, Certainty)> = kept
        .iter()
        .map(|(rule, detection)| (rule.origin, detection.certainty))
        .collect();
    assert_eq!(
        kept,
        [
            (Origin::User, Certainty::Likely),
            (Origin::Core, Certainty::Likely),
            (Origin::Core, Certainty::Unsure)
        ]
    );
}

#[test]
fn a_fingerprint_survives_edits_elsewhere_and_counts_repeats() {
    let names = |text: &str, starts: &[usize]| {
        let mut sources = Sources::default();
        let id = sources.add("reports/2020.md", text).unwrap();
        let mut rule_sources = Sources::default();
        let rule = rules(&mut rule_sources, Origin::Core).remove(0);
        let mut findings: Vec<Finding> = starts
            .iter()
            .map(|start| {
                finding(
                    &rule,
                    detection(Certainty::Sure, place(id, *start, start + 2), &[]),
                )
            })
            .collect();
        name_by_content(&mut findings, &sources);
        findings
            .into_iter()
            .map(|finding| finding.fingerprint)
            .collect::<Vec<_>>()
    };
    let before = names("45 and 45 and 46", &[0, 7, 14]);
    let after = names("Now 45 and 45 and 46", &[4, 11, 18]);
    assert_eq!(before, after);
    assert_eq!(before[1], format!("{}-2", before[0]));
    assert_ne!(before[0], before[2]);
}

#[test]
fn a_finding_has_the_severity_and_the_help_of_its_rule() {
    let mut sources = Sources::default();
    let report = sources.add("a.md", "An old word.").unwrap();
    let mut rule = rules(&mut sources, Origin::User).remove(0);
    rule.help = Some("Say it anew.".to_owned());
    let found = finding(&rule, detection(Certainty::Sure, place(report, 0, 2), &[]));
    assert_eq!(found.severity, Severity::Warning);
    assert_eq!(found.detection.help, "Say it anew.");
}
