//! What is said of slips that are put into the sample reports, sort by sort: every so many numbers are another, words
//! stand twice, items are gone. `INSTA_UPDATE=always cargo test --test slips` accepts what is said today.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use factlint::claim::Ledger;
use factlint::config::Policy;
use factlint::corpus::Corpus;
use factlint::finding::Finding;
use factlint::lint;
use factlint::rule::{self, Rule};
use factlint::source::{SourceId, Sources};

/// A part of a text, and what is to stand there; or nothing, if a slip of this sort does not fit there.
type Slip = fn(&str) -> Option<String>;

/// A sort of slip by its name: where it may be, how many places are passed by for each that gets one, and what it does.
const SLIPS: &[(&str, Parts, usize, Slip)] = &[
    ("numbers", Parts::Words, 3, number),
    ("larger-numbers", Parts::Words, 2, tenfold),
    ("years", Parts::Words, 2, year),
    ("doubled-words", Parts::Words, 97, doubled),
    ("swapped-letters", Parts::Words, 41, swapped),
    ("lost-letters", Parts::Words, 37, lost),
    ("names", Parts::Words, 9, misspelt),
    ("small-letters", Parts::Words, 13, small),
    ("joined-words", Parts::Words, 29, joined),
    ("hyphens", Parts::Words, 2, hyphens),
    ("marks", Parts::Words, 19, marks),
    ("brackets", Parts::Words, 3, brackets),
    ("other-words", Parts::Words, 1, other),
    ("lost-items", Parts::Clauses, 4, gone),
    ("repeated-items", Parts::Clauses, 6, repeated),
    ("lost-lines", Parts::Lines, 7, gone),
    ("repeated-lines", Parts::Lines, 11, repeated),
    ("cut-lines", Parts::Lines, 9, cut),
];

/// What a text is taken apart into; each part has what stands behind it, so that all of them are the text.
#[derive(Clone, Copy)]
enum Parts {
    Words,
    Clauses,
    Lines,
}

impl Parts {
    fn of(self, text: &str) -> Vec<&str> {
        match self {
            Parts::Words => text.split_inclusive([' ', '\n']).collect(),
            Parts::Clauses => text.split_inclusive([',', '\n']).collect(),
            Parts::Lines => text.split_inclusive('\n').collect(),
        }
    }
}

/// A word without the marks and the white space around it, and where it stands.
fn bare(part: &str) -> (&str, &str, &str) {
    let word = part.trim_matches(|c: char| !c.is_alphanumeric());
    let start = part.find(word).unwrap_or_default();
    (&part[..start], word, &part[start + word.len()..])
}

fn with(part: &str, change: impl Fn(&str) -> Option<String>) -> Option<String> {
    let (before, word, behind) = bare(part);
    Some(format!("{before}{}{behind}", change(word)?))
}

fn is_number(word: &str) -> bool {
    word.ends_with(|c: char| c.is_ascii_digit()) && word.starts_with(|c: char| c.is_ascii_digit())
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.starts_with("20") && word.parse::<u16>().is_ok()
}

fn number(part: &str) -> Option<String> {
    with(part, |word| {
        let last = word
            .chars()
            .next_back()
            .filter(|_| is_number(word) && !is_year(word))?;
        let other = (last.to_digit(10)? + 2) % 10;
        Some(format!("{}{other}", &word[..word.len() - 1]))
    })
}

fn tenfold(part: &str) -> Option<String> {
    with(part, |word| {
        let whole = word.bytes().all(|byte| byte.is_ascii_digit()) && !is_year(word);
        (whole && !word.is_empty()).then(|| format!("{word}0"))
    })
}

fn year(part: &str) -> Option<String> {
    with(part, |word| {
        let year = word.parse::<u16>().ok().filter(|_| is_year(word))?;
        Some((year - 1).to_string())
    })
}

fn doubled(part: &str) -> Option<String> {
    let word = part.trim_end();
    word.bytes()
        .all(|byte| byte.is_ascii_lowercase())
        .then(|| format!("{word} {part}"))
}

fn is_long(word: &str) -> bool {
    word.len() >= 6 && word.bytes().all(|byte| byte.is_ascii_lowercase())
}

fn swapped(part: &str) -> Option<String> {
    with(part, |word| {
        let at = word.len() / 2;
        let (head, tail) = word.split_at_checked(at).filter(|_| is_long(word))?;
        Some(format!(
            "{}{}{}{}",
            &head[..at - 1],
            &tail[..1],
            &head[at - 1..],
            &tail[1..]
        ))
    })
}

fn lost(part: &str) -> Option<String> {
    with(part, |word| {
        is_long(word).then(|| format!("{}{}", &word[..3], &word[4..]))
    })
}

fn is_capital(word: &str) -> bool {
    let mut letters = word.bytes();
    word.len() >= 4
        && letters.next().is_some_and(|byte| byte.is_ascii_uppercase())
        && letters.all(|byte| byte.is_ascii_alphabetic())
}

fn misspelt(part: &str) -> Option<String> {
    with(part, |word| {
        is_capital(word).then(|| format!("{}{}", &word[..2], &word[3..]))
    })
}

fn small(part: &str) -> Option<String> {
    with(part, |word| is_capital(word).then(|| word.to_lowercase()))
}

fn joined(part: &str) -> Option<String> {
    let word = part.strip_suffix(' ')?;
    word.bytes()
        .all(|byte| byte.is_ascii_lowercase())
        .then(|| word.to_owned())
}

fn hyphens(part: &str) -> Option<String> {
    with(part, |word| {
        word.contains('-').then(|| word.replace('-', " "))
    })
}

fn marks(part: &str) -> Option<String> {
    let word = part.strip_suffix([',', '.']).or(part.strip_suffix(", "))?;
    Some(format!("{word} {}", &part[word.len()..]))
}

fn brackets(part: &str) -> Option<String> {
    let other = part.replace([')', '”'], "");
    (other != part).then_some(other)
}

/// Words for others, such as a copy of last year's text has them.
fn other(part: &str) -> Option<String> {
    const OTHERS: &[(&str, &str)] = &[
        ("doubled", "tripled"),
        ("half", "third"),
        ("first", "third"),
        ("second", "fourth"),
        ("third", "fifth"),
        ("two", "three"),
        ("three", "five"),
        ("four", "three"),
        ("five", "six"),
        ("six", "four"),
        ("seven", "nine"),
        ("Three", "Four"),
        ("Four", "Six"),
        ("Five", "Three"),
        ("over", "nearly"),
        ("more", "less"),
        ("increase", "decrease"),
        ("May", "June"),
        ("June", "August"),
        ("October", "November"),
        ("Monday", "Tuesday"),
        ("Tuesday", "Friday"),
        ("last", "this"),
    ];
    with(part, |word| {
        let (_, other) = OTHERS.iter().find(|(known, _)| *known == word)?;
        Some((*other).to_owned())
    })
}

fn gone(part: &str) -> Option<String> {
    (part.len() > 3 && !part.starts_with('#')).then(String::new)
}

fn repeated(part: &str) -> Option<String> {
    (part.trim().len() > 3).then(|| part.repeat(2))
}

fn cut(part: &str) -> Option<String> {
    let line = part.trim_end();
    let (head, _) = line.rsplit_once(' ').filter(|_| line.ends_with('.'))?;
    Some(format!("{head}{}", &part[line.len()..]))
}

/// The text with a slip in every so many of the places that fit, and how many these are.
fn spoilt(text: &str, parts: Parts, step: usize, slip: Slip) -> (String, usize) {
    let (mut fits, mut slips) = (0, 0);
    let parts = parts.of(text).into_iter().map(|part| {
        let Some(other) = slip(part) else {
            return part.to_owned();
        };
        fits += 1;
        if fits % step == 0 {
            slips += 1;
            other
        } else {
            part.to_owned()
        }
    });
    let text: String = parts.collect();
    (text, slips)
}

fn samples() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("reports");
    let entries = fs::read_dir(folder).expect("reports");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let mut named: Vec<(String, String)> = paths
        .map(|path| {
            let name = path
                .file_name()
                .and_then(|name| name.to_str())
                .expect("a name");
            (
                name.to_owned(),
                fs::read_to_string(&path).expect("a report"),
            )
        })
        .filter(|(name, _)| name != "README.md")
        .collect();
    named.sort();
    named
}

/// What is found in some reports, a line each; and what agrees with something.
fn said(
    reports: &[(String, String)],
    rules: &[Rule],
    sources: &mut Sources,
) -> (Vec<String>, usize) {
    let reports = reports.iter();
    let ids: Vec<SourceId> = reports
        .map(|(name, text)| {
            sources
                .add(name.as_str(), text.as_str())
                .expect("a small text")
        })
        .collect();
    let policy = Policy::default();
    let corpus = Corpus::read(sources, &ids, policy.corpus());
    let (outcome, agreed) = lint::lint(&corpus, &Ledger::of(&corpus), rules, &policy, sources);
    let line = |finding: &Finding| {
        let detection = &finding.detection;
        let place = detection.primary.place;
        let (name, code) = (sources.get(place.source).name(), detection.fault.code());
        let (severity, message) = (finding.severity.name(), &detection.message);
        let related = detection.related.len();
        format!("{name} {severity}[{code}] {message} ({related})").replace('\n', " ")
    };
    (
        outcome.findings.iter().map(line).collect(),
        agreed.places().len(),
    )
}

#[test]
fn what_is_said_of_slips_in_the_samples() {
    let mut sources = Sources::default();
    let files = rule::core(&mut sources).expect("small texts");
    let rules = rule::load_to_lint(&sources, &files).expect("the rules of factlint");
    let samples = samples();
    let (found, agreed) = said(&samples, &rules, &mut sources);
    let known: BTreeSet<&String> = found.iter().collect();
    for (name, parts, step, slip) in SLIPS {
        let mut all = 0;
        let spoilt: Vec<(String, String)> = samples
            .iter()
            .map(|(name, text)| {
                let (text, slips) = spoilt(text, *parts, *step, *slip);
                all += slips;
                (name.clone(), text)
            })
            .collect();
        assert!(all > 4, "{name}: {all} slips");
        let (found, agrees) = said(&spoilt, &rules, &mut sources);
        let found: BTreeSet<&String> = found.iter().collect();
        let mut text =
            format!("{all} slips; {agreed} places agreed without them, and {agrees} do\n");
        for line in found.difference(&known) {
            writeln!(text, "+ {line}").expect("memory");
        }
        for line in known.difference(&found) {
            writeln!(text, "- {line}").expect("memory");
        }
        insta::assert_snapshot!(*name, text);
    }
}
