use super::*;
use crate::finding::{Certainty, Detection, Fault, Label};
use crate::source::Place;

/// A lint that finds each of some words, with what is to be written instead.
fn outcome(sources: &Sources, swaps: &[(&str, &str, bool)]) -> Outcome {
    let mut outcome = Outcome::default();
    for (source, file) in sources.iter() {
        for (word, replacement, safe) in swaps {
            for (at, _) in file.text().match_indices(word) {
                let place = Place {
                    source,
                    span: Span::new(at, at + word.len()),
                };
                outcome.findings.push(finding(Fix::Edits {
                    safe: *safe,
                    edits: vec![Edit {
                        place,
                        replacement: (*replacement).to_owned(),
                    }],
                }));
            }
        }
    }
    outcome
        .findings
        .sort_by_key(|finding| finding.detection.primary.place);
    outcome
}

fn finding(fix: Fix) -> Finding {
    let place = fix.edits().next().expect("an edit").place;
    Finding {
        rule: "text".to_owned(),
        severity: Severity::Warning,
        detection: Box::new(Detection {
            fault: Fault::Text,
            category: Fault::Text.category(),
            certainty: Certainty::Sure,
            message: String::new(),
            help: String::new(),
            primary: Label {
                place,
                text: String::new(),
            },
            related: Vec::new(),
            fix: Some(fix),
        }),
        fingerprint: String::new(),
    }
}

/// What becomes of texts: the texts, the number of findings mended, and the number of texts that do not settle.
fn mended(
    texts: &[&str],
    swaps: &[(&str, &str, bool)],
    applied: Applied,
) -> (Vec<String>, usize, usize) {
    let mut sources = Sources::default();
    let open = texts
        .iter()
        .map(|text| sources.add("a.md", *text).expect("a small text"))
        .collect();
    let lint = |sources: &Sources| outcome(sources, swaps);
    let mended = mend(&mut sources, &open, applied, Severity::Warning, &lint).expect("small texts");
    let texts = sources.iter().map(|(_, source)| source.text().to_owned());
    (
        texts.collect(),
        mended.fixed.values().sum(),
        mended.unsettled.len(),
    )
}

#[test]
fn safe_edits_are_applied_and_others_if_asked_for() {
    let swaps = [("teh", "the", true), ("github", "GitHub", false)];
    let texts = ["teh github of teh guild", "nothing"];
    assert_eq!(
        mended(&texts, &swaps, Applied::Safe),
        (
            vec!["the github of the guild".to_owned(), "nothing".to_owned()],
            2,
            0
        )
    );
    assert_eq!(
        mended(&texts, &swaps, Applied::Any),
        (
            vec!["the GitHub of the guild".to_owned(), "nothing".to_owned()],
            3,
            0
        )
    );
}

#[test]
fn what_changes_is_known_over_all_rounds() {
    // What "bc" makes is changed again in the next round, and "ab" is not there any more.
    let swaps = [
        ("ab", "x", true),
        ("bc", "yy", true),
        ("yyd", "z", true),
        ("- ", "", true),
    ];
    let mut sources = Sources::default();
    let text = "- abcd, - abc\nbcd - é\n";
    let source = sources.add("a.md", text).expect("a small text");
    let open = BTreeSet::from([source]);
    let lint = |sources: &Sources| outcome(sources, &swaps);
    let mended = mend(&mut sources, &open, Applied::Safe, Severity::Note, &lint).expect("small");
    let before = &mended.before[&source];
    let new = sources.get(source).text();
    assert_eq!((before.text.as_str(), new), (text, "az, ayy\nz é\n"));
    let changes = before.changes.iter();
    let changes = changes.map(|change| (&text[change.old.clone()], &new[change.new.clone()]));
    let expected = [
        ("- ", ""),
        ("bcd", "z"),
        ("- ", ""),
        ("bc", "yy"),
        ("bcd", "z"),
        ("- ", ""),
    ];
    assert_eq!(changes.collect::<Vec<_>>(), expected);
}

#[test]
fn of_edits_that_overlap_the_first_is_applied_and_the_next_if_it_still_holds() {
    let swaps = [("ab", "x", true), ("bc", "y", true), ("xc", "z", true)];
    assert_eq!(
        mended(&["abc"], &swaps, Applied::Safe),
        (vec!["z".to_owned()], 2, 0)
    );
    // Those that only touch wait as well.
    let swaps = [("ab", "1", true), ("cd", "2", true)];
    assert_eq!(
        mended(&["abcd"], &swaps, Applied::Safe),
        (vec!["12".to_owned()], 2, 0)
    );
}

#[test]
fn a_text_whose_fixes_undo_each_other_stays_as_it_was_and_the_others_are_mended() {
    let there_and_back = [
        ("grey", "gray", true),
        ("gray", "grey", true),
        ("teh", "the", true),
    ];
    assert_eq!(
        mended(
            &["teh grey mill", "teh mill"],
            &there_and_back,
            Applied::Safe
        ),
        (
            vec!["teh grey mill".to_owned(), "the mill".to_owned()],
            1,
            1
        )
    );
    let growing = [("mill", "mill house", true)];
    assert_eq!(
        mended(&["the mill"], &growing, Applied::Safe),
        (vec!["the mill".to_owned()], 0, 1)
    );
}

#[test]
fn the_sides_of_a_contradiction_are_never_applied() {
    let mut sources = Sources::default();
    let source = sources.add("a.md", "five and six").expect("a small text");
    let edit = |start, end, replacement: &str| Edit {
        place: Place {
            source,
            span: Span::new(start, end),
        },
        replacement: replacement.to_owned(),
    };
    let fix = Fix::OneOf(vec![vec![edit(0, 4, "six")], vec![edit(9, 12, "five")]]);
    let lint = |_: &Sources| Outcome {
        findings: vec![finding(fix.clone())],
        ..Outcome::default()
    };
    let open = BTreeSet::from([source]);
    let mended = mend(&mut sources, &open, Applied::Any, Severity::Note, &lint).expect("small");
    assert_eq!((mended.fixed.len(), mended.outcome.findings.len()), (0, 1));
    assert_eq!(sources.get(source).text(), "five and six");
}

#[test]
fn a_fix_is_applied_as_a_whole_or_not_at_all() {
    let mut sources = Sources::default();
    let open = sources.add("a.md", "teh").expect("a small text");
    let closed = sources.add("b.md", "teh").expect("a small text");
    let edits = [open, closed].map(|source| Edit {
        place: Place {
            source,
            span: Span::new(0, 3),
        },
        replacement: "the".to_owned(),
    });
    let lint = |_: &Sources| Outcome {
        findings: vec![finding(Fix::Edits {
            safe: true,
            edits: edits.to_vec(),
        })],
        ..Outcome::default()
    };
    let mended = mend(
        &mut sources,
        &BTreeSet::from([open]),
        Applied::Safe,
        Severity::Note,
        &lint,
    );
    assert!(mended.expect("small texts").before.is_empty());
}
