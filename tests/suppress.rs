//! What is suppressed, what is not, and what is said of suppressions that do not hold.

use std::collections::BTreeMap;

use factlint::config::{Config, Policy};
use factlint::finding::{Edit, Fault};
use factlint::source::Sources;
use factlint::{lint, rule};

/// What is found in reports under settings: `file: code at “words”`, with the message for a suppression that does not
/// hold, then how many findings are suppressed; and the edits for suppressions.
fn lint(settings: &str, reports: &[(&str, &str)]) -> (Vec<String>, Vec<(String, Edit)>, Sources) {
    let mut sources = Sources::default();
    let config = if settings.is_empty() {
        Config::default()
    } else {
        let id = sources.add("factlint.yaml", settings).unwrap();
        Config::read(sources.get(id).text(), id).unwrap()
    };
    let ids: Vec<_> = reports
        .iter()
        .map(|(name, text)| sources.add(*name, *text).unwrap())
        .collect();
    let paths: BTreeMap<_, _> = ids
        .iter()
        .map(|id| (*id, sources.get(*id).name().to_owned()))
        .collect();
    let policy = Policy::new(config, paths, true);
    let files = rule::core(&mut sources).unwrap();
    let rules = rule::load(&sources, &files).unwrap();
    let outcome = lint::run(&sources, &ids, &rules, &policy);
    let mut found = Vec::new();
    let mut edits = Vec::new();
    for finding in &outcome.findings {
        let detection = &finding.detection;
        let place = detection.primary.place;
        let file = sources.get(place.source).name();
        let code = detection.fault.code();
        let words = sources.quote(place);
        found.push(if detection.fault == Fault::SuppressionVoid {
            format!("{file}: {}", detection.message)
        } else {
            format!("{file}: {code} at “{words}”")
        });
        if detection.fault == Fault::SuppressionVoid {
            let fix = detection.fix.iter();
            edits.extend(
                fix.flat_map(|fix| fix.edits().cloned())
                    .map(|edit| (file.to_owned(), edit)),
            );
        }
    }
    found.push(format!("{} suppressed", outcome.suppressed));
    (found, edits, sources)
}

fn found(reports: &[(&str, &str)]) -> Vec<String> {
    lint("", reports).0
}

/// The text of the only report after the edits of its suppressions.
fn fixed(text: &str) -> String {
    let (_, mut edits, _) = lint("", &[("2021.md", text)]);
    edits.sort_by_key(|(_, edit)| std::cmp::Reverse(edit.place));
    let mut text = text.to_owned();
    for (_, edit) in edits {
        text.replace_range(edit.place.span.range(), &edit.replacement);
    }
    text
}

const SLIP: &str = "The guild baked the the bread.";

#[test]
fn a_comment_suppresses_in_its_block_only() {
    for (text, expected) in [
        (
            format!("<!-- factlint-ignore word-repeated: as spoken -->\n{SLIP}"),
            &["1 suppressed"][..],
        ),
        (
            format!(
                "<!-- factlint-ignore word-repeated: as spoken -->\n{SLIP}\n\nIt had had bread and and wine."
            ),
            &["2021.md: word-repeated at “and and”", "1 suppressed"],
        ),
        (
            format!("{SLIP} <!-- factlint-ignore word-repeated: as spoken -->"),
            &["1 suppressed"],
        ),
        (
            format!(
                "<!-- factlint-ignore-start word-repeated: songs -->\n\n{SLIP}\n\n- The the oven\n\n\
                 <!-- factlint-ignore-end -->\n\nWine and and bread."
            ),
            &["2021.md: word-repeated at “and and”", "2 suppressed"],
        ),
        (
            format!(
                "{SLIP}\n\nWine and and bread.\n\n<!-- factlint-ignore-file word-repeated: songs -->"
            ),
            &["2 suppressed"],
        ),
    ] {
        assert_eq!(found(&[("2021.md", &text)]), expected, "{text}");
    }
    let page = format!("<!-- factlint-ignore word-repeated: as spoken --><p>{SLIP}</p>");
    assert_eq!(found(&[("2021.html", &page)]), ["1 suppressed"]);
}

#[test]
fn a_suppression_that_does_not_hold_is_told() {
    for (comment, expected) in [
        (
            "<!-- factlint-ignore word-repeated -->",
            "this suppression gives no reason, and does not hold",
        ),
        (
            "<!-- factlint-ignore word-repeated: - -->",
            "this suppression gives no reason, and does not hold",
        ),
        (
            "<!-- factlint-ignore: as spoken -->",
            "this suppression names no fault",
        ),
        (
            "<!-- factlint-ignore word-repaeted: x -->",
            "there is no rule and no fault `word-repaeted`",
        ),
        (
            "<!-- factlint-ignore word-repaeted,: x -->",
            "a name is missing here",
        ),
        (
            "<!-- factlint-ingore word-repeated: x -->",
            "there is no comment `factlint-ingore`",
        ),
        (
            "<!-- factlint-ignore-start word-repeated: x -->",
            "the region that begins here never ends, and nothing is suppressed in it",
        ),
        (
            "<!-- factlint-ignore-end -->",
            "this comment ends a region, and none is open here",
        ),
        (
            "<!-- factlint-ignore typo: x -->",
            "nothing is found that the suppression of `typo` is for",
        ),
    ] {
        let found = found(&[("2021.md", &format!("{comment}\n\n{SLIP}"))]);
        let last = &found[found.len() - 2..];
        assert!(
            found.contains(&format!("2021.md: {expected}")),
            "{comment}: {found:?}"
        );
        assert_eq!(
            last,
            ["2021.md: word-repeated at “the the”", "0 suppressed"],
            "{comment}"
        );
    }
    let text = format!("{SLIP}\n\n<!-- factlint-ignore word-repeated: x -->");
    assert_eq!(
        found(&[("2021.md", &text)]),
        [
            "2021.md: word-repeated at “the the”",
            "2021.md: nothing follows this suppression",
            "0 suppressed"
        ]
    );
    let text = format!("<!-- factlint-ignore word-repeated: x -->\n\n{SLIP}");
    let found = found(&[("2021.txt", &text)]);
    assert!(
        found[0].ends_with("plain text has no comments, and everybody reads this one"),
        "{found:?}"
    );
}

#[test]
fn one_of_several_names_may_suppress_nothing() {
    let text = format!(
        "<!-- factlint-ignore typo, word-repeated \"the the\", text: as spoken -->\n{SLIP}"
    );
    let (found, _, _) = lint("", &[("2021.md", &text)]);
    assert_eq!(
        found,
        [
            "2021.md: nothing is found that the suppression of `typo`, `text` is for",
            "1 suppressed"
        ]
    );
    assert_eq!(
        fixed(&text),
        format!("<!-- factlint-ignore word-repeated \"the the\": as spoken -->\n{SLIP}")
    );
}

#[test]
fn a_fix_takes_the_comment_out_or_mends_it() {
    let good = "It baked bread.";
    for (text, expected) in [
        (
            format!("# Ovens\n\n<!-- factlint-ignore typo: x -->\n\n{good}\n"),
            format!("# Ovens\n\n{good}\n"),
        ),
        (
            format!("# Ovens\n\n<!-- factlint-ignore typo: x -->\n{good}\n"),
            format!("# Ovens\n\n{good}\n"),
        ),
        (
            format!("<!-- factlint-ignore typo: x -->\n\n{good}\n"),
            format!("{good}\n"),
        ),
        (
            format!("{good} <!-- factlint-ignore typo: x -->\n"),
            format!("{good}\n"),
        ),
        (
            format!("It baked <!-- factlint-ignore typo: x --> bread. {good}\n"),
            format!("It baked bread. {good}\n"),
        ),
        // A region goes with its end.
        (
            format!(
                "# Ovens\n\n<!-- factlint-ignore-start typo: x -->\n\n{good}\n\n<!-- factlint-ignore-end -->\n\nEnd.\n"
            ),
            format!("# Ovens\n\n{good}\n\nEnd.\n"),
        ),
        (
            format!("<!-- Factlint: ignore word-repeated: as spoken -->\n{SLIP}\n"),
            format!("<!-- factlint-ignore word-repeated: as spoken -->\n{SLIP}\n"),
        ),
        (
            format!("<!-- factlint-ignore word-repaeted: as spoken -->\n{SLIP}\n"),
            format!("<!-- factlint-ignore word-repeated: as spoken -->\n{SLIP}\n"),
        ),
    ] {
        assert_eq!(fixed(&text), expected, "{text}");
        assert_eq!(lint("", &[("2021.md", &expected)]).1, [], "{expected}");
    }
}

/// The spaces around a comment are no slip, and the comment is no part of what is mended.
#[test]
fn a_comment_within_a_sentence_is_not_seen() {
    let report = "The guild baked <!-- factlint-ignore word-repeated: as spoken --> the the bread.";
    assert_eq!(found(&[("2021.md", report)]), ["1 suppressed"]);
    let report = "The guild baked <!-- a note --> the bread.";
    assert_eq!(found(&[("2021.md", report)]), ["0 suppressed"]);
}

const VISITORS: &str = "The fair had 250,000 visitors in 2021.";

#[test]
fn suppressing_one_contradiction_leaves_the_others() {
    let comment = "<!-- factlint-ignore values-disagree: counted at the gate -->\n";
    let quoted = "<!-- factlint-ignore values-disagree \"150,000\": counted at the gate -->\n";
    let both =
        "<!-- factlint-ignore values-disagree \"150,000\" \"170,000\": counted at the gate -->\n";
    let second = ("b-2021.md", "The fair had 150,000 visitors in 2021.");
    let third = ("c-2021.md", "The fair had 170,000 visitors in 2021.");
    let run = |comment: &str, others: &[(&str, &str)]| {
        let text = format!("{comment}{VISITORS}");
        let mut reports = vec![("a-2021.md", text.as_str())];
        reports.extend(others);
        let settings = "version: 1\nseries: {all: ['*']}\n";
        lint(settings, &reports).0
    };
    assert_eq!(run("", &[second]).len(), 2);
    assert_eq!(run(comment, &[second]), ["1 suppressed"]);
    assert_eq!(run(quoted, &[second]), ["1 suppressed"]);
    // A third statement disagrees with both.
    let all = run("", &[second, third]);
    assert!(all.len() > 2, "{all:?}");
    let vague = run(comment, &[second, third]);
    assert_eq!(
        vague[0],
        "a-2021.md: `values-disagree` may mean several findings here: “150,000”, “170,000”"
    );
    assert_eq!(vague[1..], all);
    // The finding of the first two goes, that of the third stays: nobody has spoken of it.
    for comment in [quoted, both] {
        let left = run(comment, &[second, third]);
        assert_eq!(
            (left.len(), left[1].as_str()),
            (2, "1 suppressed"),
            "{left:?}"
        );
    }
}

#[test]
fn settings_suppress_where_there_are_no_comments() {
    let text = format!("{SLIP}\n\nIt had wine and and bread.\n");
    let reports = [("old/2021.txt", text.as_str())];
    let entry =
        |fields: &str| format!("version: 1\nsuppress:\n  - {{{fields}, reason: as spoken}}\n");
    let and = "old/2021.txt: word-repeated at “and and”";
    let the = "old/2021.txt: word-repeated at “the the”";
    for (fields, expected) in [
        ("path: old, fault: word-repeated", &["2 suppressed"][..]),
        (
            "path: old/*.txt, fault: word-repeated, text: baked the the bread",
            &[and, "1 suppressed"],
        ),
        (
            "path: old, fault: word-repaeted",
            &[
                "factlint.yaml: there is no rule and no fault `word-repaeted`",
                the,
                and,
                "0 suppressed",
            ],
        ),
        (
            "path: new, fault: word-repeated",
            &[
                "factlint.yaml: no report matches `new`",
                the,
                and,
                "0 suppressed",
            ],
        ),
        (
            "path: old, fault: word-repeated, text: baked a bread",
            &[
                "factlint.yaml: no report of this path has this text",
                the,
                and,
                "0 suppressed",
            ],
        ),
        (
            "path: old, fault: typo, text: baked the the",
            &[
                "factlint.yaml: nothing is found that the suppression of `typo` is for",
                the,
                and,
                "0 suppressed",
            ],
        ),
    ] {
        assert_eq!(lint(&entry(fields), &reports).0, expected, "{fields}");
    }
}

#[test]
fn one_report_out_of_many_tells_nothing_of_what_its_suppressions_suppress() {
    let text = "<!-- factlint-ignore values-disagree: counted at the gate -->\nThe fair had 250,000 visitors.";
    let checked = factlint::lint_texts([("2021.md", text)], []).unwrap();
    assert_eq!(checked.outcome.findings, []);
}
