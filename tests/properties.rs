//! What holds of any reports, whatever is in them.

#[allow(dead_code)]
mod readers;

use factlint::corpus::{Corpus, Settings};
use factlint::document::{self, Format};
use factlint::finding::Severity;
use factlint::fix::Applied;
use factlint::quantity;
use factlint::render::{self, Options};
use factlint::source::Sources;
use factlint::{Checked, lint_texts};
use proptest::prelude::*;
use readers::Mending;
use rust_decimal::{Decimal, RoundingStrategy};

/// Sentences that agree, disagree, and have slips of many sorts; what stands in `{}` is drawn.
const SENTENCES: &[&str] = &[
    "The guild had {} members in its four halls.",
    "In 2021 the guild of Oslo had {} barrels in its cellar.",
    "The guild had {} members, 50% more than the 1,000 of the year before.",
    "Nine crafts took part: bakers, millers, coopers and and smiths.",
    "The the harbour of Malmö , a small one, is old.",
    "We met in Bergen on Monday, 5 May 2021. “Recieve it”, she said.",
    "Of 40 guests, {} (25%) were bakers.",
    "The Githbu group met. The Github group met as well. The GitHub group is large.",
    "- Anna Malm\n- Bo Ek\n- Anna Malm",
    "| hall | members |\n|---|---|\n| Oslo | {} |\n| Bergen | 7 |\n| total | 20 |",
    "<!-- factlint-ignore typo: it is a name -->",
    "Members of the board, including:",
    "TODO: write this.",
    "é \u{1b}[31m \u{202E} 数 &amp; <b>bold</b> `the the`",
];

fn report() -> impl Strategy<Value = String> {
    let sentence = (prop::sample::select(SENTENCES), 1_u32..2_000)
        .prop_map(|(sentence, number)| sentence.replace("{}", &number.to_string()));
    prop::collection::vec(sentence, 1..8).prop_map(|sentences| sentences.join("\n\n"))
}

/// Some reports, one a year.
fn reports() -> impl Strategy<Value = Vec<(String, String)>> {
    prop::collection::vec(report(), 1..5).prop_map(|texts| {
        let named = texts.into_iter().enumerate();
        named
            .map(|(at, text)| (format!("{}.md", 2019 + at), text))
            .collect()
    })
}

/// What a view shows in another way than it is written, or not at all.
const MARK_UP: &[&str] = &[
    "The guild",
    " of ",
    "**Oslo**",
    "&amp;",
    "&nbsp;",
    "&#x1F35E;",
    "&lt;b&gt;",
    "<b>",
    "</b>",
    "<br>",
    "\u{AD}",
    "\u{200B}",
    "\u{A0}",
    "é",
    "数",
    "🍞",
    "\r\n",
    "\n\n",
    "\n",
    "  ",
    "\t",
    "\\",
    "\\*",
    "`a  b`",
    "``",
    "[x](y)",
    "![x](y)",
    "<!-- a -->",
    "- ",
    "1. ",
    "> ",
    "# ",
    "| a | b |\n|---|---|\n| 3 | 4 |\n",
    "[^1]",
    "\n[^1]: note\n",
    "---\n",
    "title: a\n",
    "<p>",
    "</p>",
    "<td>",
    "<pre>",
    "\u{FEFF}",
    "\0",
    ". ",
    "Mr. ",
    "3.5 ",
    "“",
    "’s ",
    "https://a.example/b?c=d&amp;e",
    "_",
    "*",
    "~~",
];

fn marked_up() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        8 => prop::sample::select(MARK_UP).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(part, 0..40).prop_map(|parts| parts.concat())
}

fn check(reports: &[(String, String)]) -> Checked {
    let reports = reports
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()));
    lint_texts(reports, []).expect("the rules of factlint")
}

fn json(checked: &Checked) -> String {
    let options = Options {
        format: render::Format::Json,
        min_severity: Severity::Note,
        ..Options::default()
    };
    let mut out = Vec::new();
    render::outcome(&checked.outcome, &checked.sources, &options, &mut out).expect("memory");
    String::from_utf8(out).expect("UTF-8")
}

/// Every object of a JSON that points at a text: with a file, its words, and where they start and end.
fn places<'a>(value: &'a serde_json::Value, found: &mut Vec<&'a serde_json::Value>) {
    if value.get("file").is_some() {
        found.push(value);
    }
    match value {
        serde_json::Value::Array(values) => values.iter().for_each(|value| places(value, found)),
        serde_json::Value::Object(map) => map.values().for_each(|value| places(value, found)),
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_reports_and_the_number_of_threads_change_nothing(
        (reports, turned) in reports().prop_flat_map(|reports| (Just(reports.clone()), Just(reports).prop_shuffle())),
        threads in 1_usize..5,
    ) {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
        // The program gives reports in the order of their names; here, they and what is found stand as they are given.
        let sorted = |reports: &[(String, String)]| {
            let mut json: serde_json::Value = serde_json::from_str(&json(&check(reports))).expect("JSON");
            if let Some(findings) = json["findings"].as_array_mut() {
                findings.sort_by_key(ToString::to_string);
            }
            json
        };
        let first = one.install(|| sorted(&reports));
        let again = pool.install(|| sorted(&turned));
        prop_assert_eq!(first, again);
    }

    #[test]
    fn what_a_finding_quotes_stands_where_it_points(reports in reports()) {
        let checked = check(&reports);
        readers::outcome(&checked);
        let json: serde_json::Value = serde_json::from_str(&json(&checked)).expect("JSON");
        let mut found = Vec::new();
        places(&json, &mut found);
        for place in found {
            let name = place["file"].as_str().expect("a name");
            let (_, text) = reports.iter().find(|(known, _)| known == name).expect("a report");
            let at = |end: &str| {
                let offset = place[end]["offset"].as_u64().expect("an offset") as usize;
                let before = text.get(..offset).expect("a boundary of characters");
                let line = before.matches('\n').count() + 1;
                let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
                assert_eq!(place[end]["line"], line);
                assert_eq!(place[end]["column"], column);
                offset
            };
            let (start, end) = (at("start"), at("end"));
            prop_assert!(start <= end);
            if let Some(quoted) = place["text"].as_str() {
                prop_assert_eq!(quoted, &text[start..end]);
            }
        }
    }

    #[test]
    fn mending_changes_no_byte_outside_its_edits(reports in reports(), any in any::<bool>()) {
        Mending::of(&reports, applied(any)).changes_its_edits_only();
    }

    #[test]
    fn a_diff_makes_the_old_text_the_new_one(reports in reports()) {
        Mending::of(&reports, Applied::Any).has_a_diff_that_fits();
    }

    #[test]
    fn mending_twice_is_mending_once(reports in reports(), any in any::<bool>()) {
        let once = Mending::of(&reports, applied(any)).texts();
        let twice = Mending::of(&once, applied(any)).texts();
        prop_assert_eq!(once, twice);
    }

    #[test]
    fn the_view_leads_to_the_source_and_back(text in marked_up()) {
        for format in [Format::Markdown, Format::Html, Format::Plain] {
            let mut sources = Sources::default();
            let source = sources.add("2021", text.as_str()).expect("a small text");
            let document = document::read_as(source, format, &text);
            readers::leads_there_and_back(&document.view, &text);
        }
    }

    #[test]
    fn words_sentences_and_paragraphs_keep_their_order(text in marked_up()) {
        for name in ["2021.md", "2021.html", "2021.txt"] {
            let mut sources = Sources::default();
            let source = sources.add(name, text.as_str()).expect("a small text");
            let corpus = Corpus::read(&sources, &[source], Settings::default());
            readers::is_in_order(&corpus.reports[0], &text);
        }
    }
}

fn applied(any: bool) -> Applied {
    if any { Applied::Any } else { Applied::Safe }
}

/// A value as it may be printed: rounded or cut off after so many digits, in whole units, thousands or millions.
#[derive(Debug, Clone, Copy)]
struct Print {
    value: u64,
    decimals: u32,
    scale: (&'static str, u64),
    cut: bool,
}

impl Print {
    /// The text, and the value in the unit of the text.
    fn text(self) -> (String, Decimal) {
        let (name, unit) = self.scale;
        let exact = Decimal::from(self.value) / Decimal::from(unit);
        let strategy = if self.cut {
            RoundingStrategy::ToZero
        } else {
            RoundingStrategy::MidpointAwayFromZero
        };
        let printed = exact.round_dp_with_strategy(self.decimals, strategy);
        (format!("{printed}{name}"), exact)
    }
}

fn print() -> impl Strategy<Value = Print> {
    let scales = [
        ("%", 1_000),
        (" million", 1_000_000),
        (" thousand", 1_000),
        ("K", 1_000),
        (" billion", 1_000_000_000),
    ];
    (
        1_u64..5_000_000_000,
        0_u32..3,
        prop::sample::select(scales.to_vec()),
        any::<bool>(),
    )
        .prop_map(|(value, decimals, scale, cut)| {
            // A percentage below a thousand.
            let value = if scale.0 == "%" {
                value % 999_000
            } else {
                value
            };
            Print {
                value,
                decimals,
                scale,
                cut,
            }
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_true_value_lies_in_what_its_print_is_read_as(print in print()) {
        let (text, exact) = print.text();
        let sentence = format!("It was {text} of all.");
        let read = quantity::read(&sentence);
        prop_assert_eq!(read.len(), 1, "{}", sentence);
        let unit = if print.scale.0 == "%" { Decimal::ONE } else { Decimal::from(print.scale.1) };
        // "0 million" is seldom said of anything.
        prop_assume!(!text.starts_with("0 "));
        prop_assert!(read[0].values.contains(exact * unit), "{} of {}", text, exact);
    }

    #[test]
    fn a_plain_count_is_what_it_says(count in 1_u64..10_000_000_000, grouped in any::<bool>()) {
        let digits = count.to_string();
        let written = if grouped {
            let head = digits.len() % 3;
            let (first, rest) = digits.split_at(head);
            let groups = rest.as_bytes().chunks(3).map(|group| String::from_utf8_lossy(group).into_owned());
            let groups: Vec<String> = (!first.is_empty()).then(|| first.to_owned()).into_iter().chain(groups).collect();
            groups.join(",")
        } else {
            digits
        };
        let sentence = format!("The guild has {written} loaves.");
        let read = quantity::read(&sentence);
        prop_assert_eq!(read.len(), 1, "{}", sentence);
        prop_assert!(read[0].values.contains(Decimal::from(count)), "{}", sentence);
    }
}
