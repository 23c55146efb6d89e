use super::*;

const GOOD: &str = "\
version: 1
rules:
  - id: word-old
    summary: An old word
    severity: warning
    check:
      text:
        forbid: ['old word']
    flag:
      - {fault: text, at: old word, reports: {2020.md: An old word.}}
    pass:
      - {reports: {2020.md: A new word.}}
";

fn load_all(files: &[&str]) -> (Sources, Result<Vec<Rule>, Vec<YamlError>>) {
    let mut sources = Sources::default();
    let ids: Vec<(SourceId, Origin)> = files
        .iter()
        .enumerate()
        .map(|(at, text)| {
            (
                sources.add(format!("{at}.yaml"), *text).unwrap(),
                Origin::User,
            )
        })
        .collect();
    let rules = load(&sources, &ids);
    (sources, rules)
}

#[test]
fn a_rule_is_read_whole() {
    let (sources, rules) = load_all(&[GOOD]);
    let rules = rules.unwrap();
    let rule = &rules[0];
    assert_eq!((rule.id.as_str(), rule.check.key()), ("word-old", "text"));
    assert_eq!(rule.flag[0].at, "old word");
    assert_eq!(sources.quote(rule.place(&sources, Part::Id)), "word-old");
    let phrases = rule.check.check().phrases();
    assert_eq!(
        sources.quote(rule.place(&sources, Part::Phrase(phrases[0]))),
        "'old word'"
    );
    assert!(
        sources
            .quote(rule.place(&sources, Part::Flag(0)))
            .starts_with("{fault")
    );
}

#[test]
fn severity_is_capped_by_the_rule() {
    let (_, rules) = load_all(&[GOOD]);
    let rule = &rules.unwrap()[0];
    assert_eq!(rule.severity_of(Certainty::Sure), Severity::Warning);
    assert_eq!(rule.severity_of(Certainty::Unsure), Severity::Note);
}

#[test]
fn one_id_over_all_files() {
    let (sources, rules) = load_all(&[GOOD, GOOD]);
    let errors = rules.unwrap_err();
    assert_eq!(errors.len(), 1);
    let label = |label: &Label| {
        (
            sources.get(label.place.source).name(),
            sources.quote(label.place),
        )
    };
    assert_eq!(label(&errors[0].primary), ("1.yaml", "word-old"));
    assert_eq!(label(&errors[0].related[0]), ("0.yaml", "word-old"));
}

#[test]
fn every_bad_rule_of_every_file_is_told_at_once() {
    let bad_id = GOOD
        .replace("word-old", "Word_old")
        .replace("version: 1", "version: 2");
    let (_, second) = GOOD.split_once("rules:\n").unwrap();
    let two = GOOD.replace("'old word'", "'(old'") + &second.replace("warning", "wraning");
    let (sources, rules) = load_all(&[&bad_id, &two]);
    let errors = rules.unwrap_err();
    let places: Vec<(usize, &str)> = errors
        .iter()
        .map(|error| {
            let place = error.primary.place;
            let line = sources
                .get(place.source)
                .position(place.span.start as usize)
                .line;
            (line, sources.quote(place))
        })
        .collect();
    assert_eq!(
        places,
        [(1, "2"), (3, "Word_old"), (8, "'(old'"), (15, "wraning")]
    );
}
