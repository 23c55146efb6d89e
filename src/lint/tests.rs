use super::*;
use crate::finding::{Category, Certainty, Fault, Label, Severity};
use crate::rule;
use crate::source::{Place, SourceId, Span};

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

fn detection(certainty: Certainty, primary: Place, related: &[Place]) -> Box<Detection> {
    let label = |place| Label {
        place,
        text: String::new(),
    };
    Box::new(Detection {
        fault: Fault::ValuesDisagree,
        category: Category::Conflict,
        certainty,
        message: format!("{certainty:?}"),
        help: String::new(),
        primary: label(primary),
        related: related.iter().copied().map(label).collect(),
        fix: None,
    })
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
    let detected = [
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
    ];
    let kept: Vec<(Origin, Certainty)> = duplicates::kept(&detected)
        .into_iter()
        .map(|at| (detected[at].0.origin, detected[at].1.certainty))
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
fn a_slip_of_form_is_told_once() {
    let mut sources = Sources::default();
    let a = sources.add("a.md", "").unwrap();
    let core = rules(&mut sources, Origin::Core).remove(0);
    let user = rules(&mut sources, Origin::User).remove(0);
    let of_form = |mut detection: Box<Detection>| {
        detection.category = Category::Terminology;
        detection
    };
    let pair = detection(Certainty::Likely, place(a, 10, 12), &[place(a, 40, 42)]);
    let alone = detection(Certainty::Likely, place(a, 10, 12), &[]);
    let detected = [(&core, of_form(pair)), (&user, of_form(alone))];
    assert_eq!(duplicates::kept(&detected), [1]);
}

const LISTS: &str = "\
version: 1
rules:
  - id: office-twice
    summary: One office twice
    severity: error
    check:
      listed-twice:
        exclusive: [divided into, 'split in {count} parts']
    flag:
      - {fault: listed-twice, at: x, reports: {2020.md: x}}
    pass:
      - {reports: {2020.md: y}}
";

#[test]
fn a_phrase_that_stands_nowhere_is_a_problem_of_its_rule_unless_it_is_our_own() {
    let problems = |origin| {
        let mut sources = Sources::default();
        let report = sources
            .add("2020.md", "The guild is divided into halls.")
            .unwrap();
        let rules_id = sources.add("lists.yaml", LISTS).unwrap();
        let rules = rule::load(&sources, &[(rules_id, origin)]).unwrap();
        let outcome = run(&sources, &[report], &rules, &Policy::default());
        let quotes = outcome.problems.iter().filter_map(|problem| problem.place);
        quotes
            .map(|place| sources.quote(place).to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(problems(Origin::User), ["'split in {count} parts'"]);
    assert!(problems(Origin::Core).is_empty());
}

const METRIC: &str = "\
version: 1
rules:
  - id: members-disagree
    summary: The guild's members
    severity: error
    check:
      metric:
        subject: the guild
        measure: members
        phrases: ['{value} members', 'membership of {value}']
        growth: ['grew by {percent}']
    flag:
      - {fault: growth-off, at: x, reports: {2020.md: x}}
    pass:
      - {reports: {2020.md: y}}
";

#[test]
fn a_phrase_that_stands_only_where_the_subject_is_not_is_dead_too() {
    let mut sources = Sources::default();
    let text = "The guild has 20 members. The choir has a membership of 30 and grew by 5%.";
    let report = sources.add("2020.md", text).unwrap();
    let id = sources.add("metric.yaml", METRIC).unwrap();
    let rules = rule::load(&sources, &[(id, Origin::User)]).unwrap();
    let outcome = run(&sources, &[report], &rules, &Policy::default());
    let places = outcome.problems.iter().filter_map(|problem| problem.place);
    let quotes: Vec<&str> = places.map(|place| sources.quote(place)).collect();
    assert_eq!(quotes, ["'membership of {value}'", "'grew by {percent}'"]);
}

#[test]
fn a_metric_tells_its_timeline() {
    let mut sources = Sources::default();
    let reports = [
        ("2020.md", "The guild has 20 members."),
        (
            "2021.md",
            "The guild grew from 20 members to 30 members. In 2019 the guild had 10 members, like the choir.",
        ),
    ];
    let ids = reports.map(|(name, text)| sources.add(name, text).unwrap());
    let id = sources.add("metric.yaml", METRIC).unwrap();
    let rules = rule::load(&sources, &[(id, Origin::User)]).unwrap();
    let corpus = Corpus::read(&sources, &ids, Policy::default().corpus());
    let ledger = Ledger::of(&corpus);
    let told: Vec<(String, String)> = statements(&corpus, &ledger, &rules[0], &sources)
        .into_iter()
        .map(|statement| {
            let claim = &ledger.claims[statement.claim];
            let report = &corpus.reports[claim.report];
            let period = statement.period.map(|period| period.to_string());
            (
                period.unwrap_or_default(),
                report.text(claim.extent).to_owned(),
            )
        })
        .collect();
    let told: Vec<(&str, &str)> = told
        .iter()
        .map(|(when, value)| (when.as_str(), value.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("2020", "20"),
            ("2020", "20"),
            ("2021", "30"),
            ("2019", "10")
        ]
    );
}

#[test]
fn the_order_of_files_changes_nothing_but_ids() {
    let texts = [
        ("a.md", "An old word, and old words."),
        ("b.md", "No old word, but an old word."),
    ];
    let found = |texts: &[(&str, &str)]| {
        let mut sources = Sources::default();
        let ids: Vec<SourceId> = texts
            .iter()
            .map(|(name, text)| sources.add(*name, *text).unwrap())
            .collect();
        let rules = rules(&mut sources, Origin::User);
        let outcome = run(&sources, &ids, &rules, &Policy::default());
        let mut prints: Vec<String> = outcome
            .findings
            .into_iter()
            .map(|finding| finding.fingerprint)
            .collect();
        prints.sort();
        prints
    };
    let prints = found(&texts);
    assert_eq!(prints.len(), 4);
    assert_eq!(prints, found(&[texts[1], texts[0]]));
}

#[test]
fn findings_stand_in_the_order_of_the_text() {
    let mut sources = Sources::default();
    let id = sources.add("2020.md", "45 and 45 and 46").unwrap();
    let rule = rules(&mut sources, Origin::Core).remove(0);
    let at = |start: usize, related: &[Place]| {
        let detection = detection(Certainty::Sure, place(id, start, start + 2), related);
        finding(&rule, rule.severity, detection)
    };
    let (first, last) = (place(id, 0, 2), place(id, 14, 16));
    let findings = [at(0, &[]), at(7, &[first]), at(7, &[last]), at(14, &[])];
    let mixed = [2, 0, 3, 1].map(|at: usize| findings[at].clone());
    assert_eq!(in_order(mixed.to_vec()), findings);
}

#[test]
fn a_finding_has_the_severity_and_the_help_of_its_rule() {
    let mut sources = Sources::default();
    let report = sources.add("a.md", "An old word.").unwrap();
    let mut rule = rules(&mut sources, Origin::User).remove(0);
    rule.help = Some("Say it anew.".to_owned());
    let found = finding(
        &rule,
        rule.severity,
        detection(Certainty::Sure, place(report, 0, 2), &[]),
    );
    assert_eq!(found.severity, Severity::Warning);
    assert_eq!(found.detection.help, "Say it anew.");
}

#[test]
fn rules_say_the_same_with_what_they_need_as_with_all_that_there_is() {
    let mut own = Sources::default();
    let files = rule::core(&mut own).unwrap();
    let rules = rule::load(&own, &files).unwrap();
    let policy = Policy::default();
    let mut seen = 0;
    for flag in rules.iter().flat_map(|rule| &rule.flag) {
        let mut sources = Sources::default();
        let ids: Vec<SourceId> = flag
            .reports
            .iter()
            .map(|(name, text)| sources.add(name, text).unwrap())
            .collect();
        let corpus = Corpus::read(&sources, &ids, policy.corpus());
        let (with_claims, _) = lint(&corpus, &Ledger::of(&corpus), &rules, &policy, &sources);
        assert_eq!(run(&sources, &ids, &rules, &policy), with_claims);
        seen += with_claims.findings.len();
    }
    assert!(seen > 100);
}

#[test]
fn rules_say_the_same_of_many_series_read_one_behind_the_other() {
    let mut own = Sources::default();
    let files = rule::core(&mut own).unwrap();
    let rules = rule::load(&own, &files).unwrap();
    let policy = Policy::default();
    let mut sources = Sources::default();
    let mut ids = Vec::new();
    for (folder, flag) in rules.iter().flat_map(|rule| &rule.flag).enumerate() {
        for (name, text) in flag.reports.iter() {
            ids.push(sources.add(format!("{folder}/{name}"), text).unwrap());
        }
    }
    let corpus = Corpus::read(&sources, &ids, policy.corpus());
    assert!(corpus.each_series().count() > 100);
    let ledger = Ledger::of(&corpus);
    let (at_once, _) = lint(&corpus, &ledger, &rules, &policy, &sources);
    assert_eq!(run(&sources, &ids, &rules, &policy), at_once);
    assert!(at_once.findings.len() > 100);
    assert_eq!(at_once.claims, ledger.claims.len() + ledger.implied.len());
    // With a rule that asks for all claims they are kept.
    let files = [(sources.add("metric.yaml", METRIC).unwrap(), Origin::User)];
    let metric = rule::load(&sources, &files).unwrap();
    let rules: Vec<Rule> = rules.into_iter().chain(metric).collect();
    let (at_once, _) = lint(&corpus, &ledger, &rules, &policy, &sources);
    assert_eq!(run(&sources, &ids, &rules, &policy), at_once);
    let own = &rules[rules.len() - 1].id;
    assert!(at_once.findings.iter().any(|finding| finding.rule == *own));
}
