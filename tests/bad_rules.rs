//! What whoever writes a rule sees after a slip: one slip a test.

use factlint::check::Kind;
use factlint::render;
use factlint::rule::{self, Origin};
use factlint::source::Sources;
use insta::assert_snapshot;

const GOOD: &str = "\
version: 1
rules:
  - id: old-word-used
    summary: An old word
    severity: warning
    help: Use a new word.
    check:
      text:
        forbid:
          - 'old (big|wide)? words'
    flag:
      - fault: text
        at: old words
        reports:
          2020.md: We have old words.
    pass:
      - reports:
          2020.md: We have new words.
";

/// What is said of the files, which are named by their position.
fn said_of(files: &[&str]) -> String {
    let mut sources = Sources::default();
    let mut ids = Vec::new();
    for (at, text) in files.iter().enumerate() {
        let id = sources.add(format!("rules/{at}.yaml"), *text).unwrap();
        ids.push((id, Origin::User));
    }
    let errors = rule::load(&sources, &ids).expect_err("the rules should be bad");
    let mut said = Vec::new();
    render::rule_errors(&errors, &sources, &render::Options::default(), &mut said).unwrap();
    String::from_utf8(said).unwrap()
}

/// What is said of the good file with one slip in it.
fn slip(good: &str, bad: &str) -> String {
    assert!(GOOD.contains(good), "nothing to be replaced: {good}");
    said_of(&[&GOOD.replacen(good, bad, 1)])
}

#[test]
fn the_good_file_is_good() {
    let mut sources = Sources::default();
    let id = sources.add("good.yaml", GOOD).unwrap();
    assert!(rule::load(&sources, &[(id, Origin::User)]).is_ok());
}

#[test]
fn an_unknown_key() {
    assert_snapshot!(slip("summary", "sumary"), @r#"
    error in a rule

      × there is no key `sumary` here
       ╭─[rules/0.yaml:4:5]
     3 │   - id: old-word-used
     4 │     sumary: An old word
       ·     ─────────┬─────────
       ·              ╰── here
     5 │     severity: warning
       ╰────
      help: did you mean `summary`? (the keys are `id`, `summary`, `severity`, `help`, `check`,
            `flag`, `pass`)
    "#);
}

#[test]
fn a_repeated_key() {
    assert_snapshot!(slip("help: Use a new word.", "summary: Again"), @r#"
    error in a rule

      × the key `summary` stands twice
       ╭─[rules/0.yaml:6:5]
     5 │     severity: warning
     6 │     summary: Again
       ·     ───────┬──────
       ·            ╰── here
     7 │     check:
       ╰────
      help: keep one of the two
    "#);
}

#[test]
fn a_repeated_report() {
    assert_snapshot!(slip("2020.md: We have new words.", "{2020.md: One., 2020.md: Two.}"), @r#"
    error in a rule

      × the key `2020.md` stands twice
        ╭─[rules/0.yaml:18:11]
     17 │       - reports:
     18 │           {2020.md: One., 2020.md: Two.}
        ·           ───────────────┬──────────────
        ·                          ╰── here
        ╰────
      help: keep one of the two
    "#);
}

#[test]
fn a_missing_key() {
    assert_snapshot!(slip("    severity: warning\n", ""), @r#"
    error in a rule

      × the key `severity` is missing
       ╭─[rules/0.yaml:3:5]
     2 │ rules:
     3 │   - id: old-word-used
       ·     ────────┬────────
       ·             ╰── here
     4 │     summary: An old word
       ╰────
      help: it is the highest that the rule may report: `error`, `warning` or `note`
    "#);
}

#[test]
fn a_rule_without_an_example_that_passes() {
    let (file, _) = GOOD.split_once("    pass:").unwrap();
    assert_snapshot!(said_of(&[file]), @r#"
    error in a rule

      × the key `pass` is missing
       ╭─[rules/0.yaml:3:5]
     2 │ rules:
     3 │   - id: old-word-used
       ·     ────────┬────────
       ·             ╰── here
     4 │     summary: An old word
       ╰────
      help: a rule has at least one example that it must report (`flag`) and one that it must not
            (`pass`)
    "#);
}

#[test]
fn an_empty_list_of_examples() {
    let (file, _) = GOOD.split_once("    pass:").unwrap();
    assert_snapshot!(said_of(&[&format!("{file}    pass: []\n")]), @r#"
    error in a rule

      × the list is empty
        ╭─[rules/0.yaml:16:11]
     15 │           2020.md: We have old words.
     16 │     pass: []
        ·           ─┬
        ·            ╰── here
        ╰────
      help: it needs at least one entry
    "#);
}

#[test]
fn a_phrase_that_binds_no_value() {
    let metric = "metric: {measure: members, phrases: ['{value} members', 'members of old']}";
    let text = "text:\n        forbid:\n          - 'old (big|wide)? words'";
    assert_snapshot!(slip(text, metric), @r#"
    error in a rule

      × the phrase binds nothing
       ╭─[rules/0.yaml:8:63]
     7 │     check:
     8 │       metric: {measure: members, phrases: ['{value} members', 'members of old']}
       ·                                                               ────────┬───────
       ·                                                                       ╰── here
     9 │     flag:
       ╰────
      help: it needs one of `{value}`, `{count}`, `{percent}`, `{money}`, `{ordinal}`
    "#);
}

#[test]
fn a_metric_without_phrases() {
    let text = "text:\n        forbid:\n          - 'old (big|wide)? words'";
    assert_snapshot!(slip(text, "metric: {measure: members, phrases: []}"), @r#"
    error in a rule

      × the list is empty
       ╭─[rules/0.yaml:8:43]
     7 │     check:
     8 │       metric: {measure: members, phrases: []}
       ·                                           ─┬─
       ·                                            ╰── here
     9 │     flag:
       ╰────
      help: it needs at least one entry
    "#);
}

/// What is said first of the good file with another check in it.
fn message(check: &str) -> String {
    let text = "text:\n        forbid:\n          - 'old (big|wide)? words'";
    let said = slip(text, check);
    let message = said.split('×').nth(1).unwrap_or_default();
    let message = message.split('╭').next().unwrap_or_default();
    let words: Vec<&str> = message
        .split_whitespace()
        .filter(|word| *word != "│")
        .collect();
    words.join(" ")
}

#[test]
fn a_check_that_cannot_work_says_why() {
    let cases = [
        (
            "formula: {relation: a is b, values: {a: ['{count} a'], b: ['{count} b']}}",
            "`a is b` is no relation",
        ),
        (
            "formula: {relation: a = b +, values: {a: ['{count} a'], b: ['{count} b']}}",
            "`b +` is no sum of names",
        ),
        (
            "formula: {relation: a = b, values: {a: ['{count} a']}}",
            "the relation names `b`, which is not among the values",
        ),
        (
            "formula: {relation: a = a-before, values: {a: ['{count} a'], b: ['{count} b']}}",
            "the value `b` is not in the relation",
        ),
        (
            "train: {releases: {A: {date: some day}}, phrases: ['{ordinal} release']}",
            "`some day` is no date",
        ),
        (
            "train: {releases: {A: {date: Q3}}, phrases: ['{ordinal} release']}",
            "`Q3` names no year",
        ),
        ("terms: {GitHub: []}", "the list is empty"),
        ("terms: {GitHub: ['']}", "nothing is written here"),
        ("roster: {body: council, people: []}", "the list is empty"),
        ("roster: {people: ['led by']}", "the key `body` is missing"),
    ];
    for (check, expected) in cases {
        let said = message(check);
        assert!(said.contains(expected), "{check}: {said}");
    }
}

#[test]
fn a_misspelt_kind() {
    // All kinds are named. Their list grows, so this is no snapshot.
    let said = slip("text:\n", "txet:\n");
    assert!(said.contains("there is no kind of check `txet`"), "{said}");
    assert!(said.contains("rules/0.yaml:8:7"), "{said}");
    assert!(said.contains("did you mean `text`?"), "{said}");
    let words: String = said.split_whitespace().collect();
    for key in Kind::KEYS {
        assert!(words.contains(&format!("`{key}`")), "{key} in {said}");
    }
}

#[test]
fn two_kinds_in_one_check() {
    assert_snapshot!(slip("    flag:", "      other: {}\n    flag:"), @r#"
    error in a rule

      × a check is of one kind
       ╭─[rules/0.yaml:8:7]
     7 │     check:
     8 │       text:
       ·       ──┬──
       ·         ╰── here
     9 │         forbid:
       ╰────
      help: write one key below `check`, the kind
    "#);
}

#[test]
fn an_unknown_key_of_a_kind() {
    assert_snapshot!(slip("forbid:", "forbids:"), @r#"
    error in a rule

      × there is no key `forbids` here
        ╭─[rules/0.yaml:9:9]
      8 │       text:
      9 │         forbids:
        ·         ────┬───
        ·             ╰── here
     10 │           - 'old (big|wide)? words'
        ╰────
      help: did you mean `forbid`? (the keys are `forbid`, `at-most`, `swap`, `require`, `sections`,
            `only-in`)
    "#);
}

#[test]
fn a_group_that_is_not_closed() {
    assert_snapshot!(slip("wide)?", "wide"), @r#"
    error in a rule

      × the group `(big|wide words` is not closed
        ╭─[rules/0.yaml:10:13]
      9 │         forbid:
     10 │           - 'old (big|wide words'
        ·             ──────────┬──────────
        ·                       ╰── here
     11 │     flag:
        ╰────
      help: write `\(` for the mark itself
    "#);
}

#[test]
fn an_unknown_slot() {
    assert_snapshot!(slip("old (big|wide)?", "{coutn}"), @r#"
    error in a rule

      × there is no slot `{coutn}`
        ╭─[rules/0.yaml:10:13]
      9 │         forbid:
     10 │           - '{coutn} words'
        ·             ───────┬───────
        ·                    ╰── here
     11 │     flag:
        ╰────
      help: did you mean `{count}`?
    "#);
}

#[test]
fn a_phrase_that_matches_nearly_everywhere() {
    assert_snapshot!(slip("old (big|wide)? words", "{count} (words)?"), @r#"
    error in a rule

      × the phrase has no word of its own outside of options and slots
        ╭─[rules/0.yaml:10:13]
      9 │         forbid:
     10 │           - '{count} (words)?'
        ·             ─────────┬────────
        ·                      ╰── here
     11 │     flag:
        ╰────
      help: it would match nearly everywhere
    "#);
}

#[test]
fn a_slot_in_a_phrase_without_quotes() {
    assert_snapshot!(slip("'old (big|wide)? words'", "{count} words"), @r#"
    error in a rule

      × a phrase is expected here, and this is a map
        ╭─[rules/0.yaml:10:13]
      9 │         forbid:
     10 │           - {count} words
        ·             ──────┬──────
        ·                   ╰── here
     11 │     flag:
        ╰────
      help: quote this phrase: unquoted, `{`, `[`, `: ` and ` #` mean something to YAML
    "#);
}

#[test]
fn a_colon_in_a_phrase_without_quotes() {
    assert_snapshot!(slip("'old (big|wide)? words'", "words: old"), @r#"
    error in a rule

      × a phrase is expected here, and this is a map
        ╭─[rules/0.yaml:10:13]
      9 │         forbid:
     10 │           - words: old
        ·             ─────┬────
        ·                  ╰── here
     11 │     flag:
        ╰────
      help: quote this phrase: unquoted, `{`, `[`, `: ` and ` #` mean something to YAML
    "#);
}

#[test]
fn a_comment_in_a_phrase_without_quotes() {
    assert_snapshot!(slip("'old (big|wide)? words'", "old (big # wide)? words"), @r#"
    error in a rule

      × the group `(big` is not closed
        ╭─[rules/0.yaml:10:13]
      9 │         forbid:
     10 │           - old (big # wide)? words
        ·             ────┬───
        ·                 ╰── here
     11 │     flag:
        ╰────
      help: quote this phrase: unquoted, `{`, `[`, `: ` and ` #` mean something to YAML
    "#);
}

#[test]
fn an_id_that_is_none() {
    assert_snapshot!(slip("old-word-used", "Old_Word"), @r#"
    error in a rule

      × `Old_Word` is no id
       ╭─[rules/0.yaml:3:9]
     2 │ rules:
     3 │   - id: Old_Word
       ·         ────┬───
       ·             ╰── here
     4 │     summary: An old word
       ╰────
      help: an id names the fault in small letters with single hyphens: guild-members-disagree
    "#);
}

#[test]
fn an_unknown_severity() {
    assert_snapshot!(slip("severity: warning", "severity: wraning"), @r#"
    error in a rule

      × there is no severity `wraning`
       ╭─[rules/0.yaml:5:15]
     4 │     summary: An old word
     5 │     severity: wraning
       ·               ───┬───
       ·                  ╰── here
     6 │     help: Use a new word.
       ╰────
      help: did you mean `warning`? (it is one of `note`, `warning`, `error`)
    "#);
}

#[test]
fn an_unknown_fault() {
    assert_snapshot!(slip("fault: text", "fault: growth-of"), @r#"
    error in a rule

      × there is no fault `growth-of`
        ╭─[rules/0.yaml:12:16]
     11 │     flag:
     12 │       - fault: growth-of
        ·                ────┬────
        ·                    ╰── here
     13 │         at: old words
        ╰────
      help: did you mean `growth-off`?
    "#);
}

#[test]
fn another_version() {
    assert_snapshot!(slip("version: 1", "version: 2"), @r#"
    error in a rule

      × there is no version 2 of rules
       ╭─[rules/0.yaml:1:10]
     1 │ version: 2
       ·          ┬
       ·          ╰── here
     2 │ rules:
       ╰────
      help: write `version: 1`
    "#);
}

#[test]
fn no_version() {
    assert_snapshot!(slip("version: 1\n", ""), @r#"
    error in a rule

      × the key `version` is missing
       ╭─[rules/0.yaml:1:1]
     1 │ rules:
       · ───┬──
       ·    ╰── here
     2 │   - id: old-word-used
       ╰────
      help: write `version: 1` at the top of the file
    "#);
}

#[test]
fn a_tab() {
    assert_snapshot!(slip("    severity", "\tseverity"), @r#"
    error in a rule

      × this is no YAML: found a tab character that violates indentation
       ╭─[rules/0.yaml:5:1]
     4 │     summary: An old word
     5 │  severity: warning
       · ─────────┬────────
       ·          ╰── here
     6 │     help: Use a new word.
       ╰────
      help: indent with spaces, not with tabs
    "#);
}

#[test]
fn an_empty_file() {
    assert_snapshot!(said_of(&[""]), @r#"
    error in a rule

      × the key `version` is missing
       ╭─[rules/0.yaml:1:1]
     1 │
       · ▲
       · ╰── here
       ╰────
      help: write `version: 1` at the top of the file
    "#);
}

#[test]
fn one_id_in_two_files() {
    assert_snapshot!(said_of(&[GOOD, GOOD]), @r#"
    error in a rule

      × two rules have the id `old-word-used`
       ╭─[rules/1.yaml:3:9]
     2 │ rules:
     3 │   - id: old-word-used
       ·         ──────┬──────
       ·               ╰── this rule
     4 │     summary: An old word
       ╰────
      ╰─▶   ☞ see rules/0.yaml
             ╭─[rules/0.yaml:3:9]
           2 │ rules:
           3 │   - id: old-word-used
             ·         ──────┬──────
             ·               ╰── and this one
           4 │     summary: An old word
             ╰────
      help: rename one of them; a suppression by this id would mean both
    "#);
}

#[test]
fn several_slips_in_several_files() {
    let (_, second) = GOOD.split_once("rules:\n").unwrap();
    let second = second
        .replace("old-word-used", "another")
        .replace("'old", "'(old");
    let first = GOOD.replace("severity", "serenity");
    assert_snapshot!(said_of(&[&format!("{first}{second}"), "version: 1\nrules: []\n"]), @r#"
    error in a rule

      × there is no key `serenity` here
       ╭─[rules/0.yaml:5:5]
     4 │     summary: An old word
     5 │     serenity: warning
       ·     ────────┬────────
       ·             ╰── here
     6 │     help: Use a new word.
       ╰────
      help: did you mean `severity`? (the keys are `id`, `summary`, `severity`, `help`, `check`,
            `flag`, `pass`)

    error in a rule

      × the group `(old (big|wide)? words` is not closed
        ╭─[rules/0.yaml:26:13]
     25 │         forbid:
     26 │           - '(old (big|wide)? words'
        ·             ────────────┬───────────
        ·                         ╰── here
     27 │     flag:
        ╰────
      help: write `\(` for the mark itself

    error in a rule

      × the list is empty
       ╭─[rules/1.yaml:2:8]
     1 │ version: 1
     2 │ rules: []
       ·        ─┬
       ·         ╰── here
       ╰────
      help: it needs at least one entry
    "#);
}

/// What is said of a house style that is written so.
fn text_kind(check: &str) -> String {
    let good = "text:\n        forbid:\n          - 'old (big|wide)? words'";
    slip(good, check)
}

#[test]
fn a_house_style_that_looks_for_nothing() {
    let said = text_kind("text: {sections: [census]}");
    assert!(said.contains("this check looks for nothing"), "{said}");
    assert!(
        said.contains("give it phrases under `forbid`, `swap` or `require`"),
        "{said}"
    );
}

#[test]
fn a_limit_of_nothing() {
    let said = text_kind("text: {require: [census], at-most: 2}");
    assert!(
        said.contains("`at-most` counts forbidden phrases"),
        "{said}"
    );
    assert!(said.contains("put them under `forbid`"), "{said}");
}

#[test]
fn a_word_in_its_own_place() {
    let said = text_kind("text: {swap: {'=Guild': Guild}}");
    assert!(said.contains("`=Guild` is replaced by itself"), "{said}");
}

#[test]
fn a_part_that_no_text_has() {
    let said = text_kind("text: {forbid: [oven], only-in: [headers]}");
    assert!(said.contains("headers"), "{said}");
    assert!(said.contains("there is no part `headers`"), "{said}");
    assert!(
        said.contains("`headings`, `paragraphs`, `items`, `cells`"),
        "{said}"
    );
}

#[test]
fn a_limit_that_is_no_number() {
    let said = text_kind("text: {forbid: [oven], at-most: often}");
    assert!(said.contains("often"), "{said}");
    assert!(said.contains("a number"), "{said}");
}
