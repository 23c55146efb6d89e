//! One report in four formats: what is wrong with it is found in each of them, at the same words.

use std::collections::BTreeSet;
use std::fmt::Write;

/// A part of the report. Text in `*` is emphasised where the format can.
enum Part {
    Heading(usize, &'static str),
    Paragraph(&'static str),
    List(&'static [&'static str]),
    Table(&'static [&'static [&'static str]]),
}

use Part::{Heading, List, Paragraph, Table};

const REPORT: &[Part] = &[
    Heading(1, "The guild of bakers in 2021"),
    Paragraph(
        "The guild bakes in the old ovens of the coast, and it does so with care. Membership grew from 1,500 to 2,500 \
         members, an increase of *80%*, and the summer school was full again.",
    ),
    Heading(2, "Where we bake"),
    Paragraph(
        "The guild has ovens in *four towns*: Oslo, Bergen & Narvik. The winter market in Bergen drew 4,200 visitors \
         who bought bread, tea and cakes for the whole week.",
    ),
    Heading(2, "Who is new"),
    Paragraph("Three apprentices joined the ovens of the guild in spring:"),
    List(&["Ann Lee", "Bo Chen", "Cy Ray", "Di Fox"]),
    Paragraph("These mills gave flour to the school kitchens of the coast:"),
    List(&[
        "Hearth & Co",
        "Long Mill",
        "Reed Mill",
        "Hearth & Co",
        "Gull Mill",
    ]),
    Heading(2, "The markets"),
    Paragraph(
        "After a year without them, the the markets were back. The winter market in Bergen drew 3,600 visitors who \
         bought bread, tea and cakes, and the spring market was as good.",
    ),
    Table(&[
        &["Market", "Stalls", "Loaves"],
        &["Winter", "40", "3,100"],
        &["Spring", "35", "2,900"],
        &["Total", "75", "6,000"],
    ]),
    Paragraph("Of the 200 bakers who answered our letters, 90 (55%) want a market in autumn too."),
];

/// What is wrong with it: the fault, and words of the place.
const WRONG: &[(&str, &str)] = &[
    ("growth-off", "80%"),
    ("count-off", "four"),
    ("count-off", "Three"),
    ("listed-twice", "Hearth & Co"),
    ("word-repeated", "the the"),
    ("values-disagree", "3,600"),
    ("share-off", "55%"),
];

fn markdown() -> String {
    let mut text = String::new();
    for part in REPORT {
        let written = match part {
            Heading(level, heading) => format!("{} {heading}", "#".repeat(*level)),
            Paragraph(paragraph) => paragraph.replace('*', "**"),
            List(items) => format!("- {}", items.join("\n- ")),
            Table(rows) => {
                let mut lines: Vec<String> = rows
                    .iter()
                    .map(|row| format!("| {} |", row.join(" | ")))
                    .collect();
                lines.insert(1, "|---".repeat(rows[0].len()) + "|");
                lines.join("\n")
            }
        };
        writeln!(text, "{}\n", written.trim_end()).unwrap();
    }
    text
}

/// Text without markup, with lines of at most so many columns.
fn plain(width: usize) -> String {
    let wrap = |text: &str, indent: &str| {
        let options = textwrap::Options::new(width)
            .break_words(false)
            .word_splitter(textwrap::WordSplitter::NoHyphenation)
            .subsequent_indent(indent);
        textwrap::fill(&text.replace('*', ""), options)
    };
    let mut text = String::new();
    for part in REPORT {
        let written = match part {
            Heading(_, heading) => (*heading).to_owned(),
            Paragraph(paragraph) => wrap(paragraph, ""),
            List(items) => items
                .iter()
                .map(|item| wrap(&format!("- {item}"), "  ") + "\n")
                .collect(),
            Table(rows) => rows.iter().map(|row| row.join("  ") + "\n").collect(),
        };
        writeln!(text, "{}\n", written.trim_end()).unwrap();
    }
    text
}

fn html() -> String {
    let inline = |text: &str| {
        let mut parts = text.split('*');
        let mut written = parts.next().unwrap_or_default().replace('&', "&amp;");
        for (at, part) in parts.enumerate() {
            written += if at % 2 == 0 { "<b>" } else { "</b>" };
            written += &part.replace('&', "&amp;").replace(' ', "\n    ");
        }
        written
    };
    let row = |row: &&[&str]| {
        let cells = row.iter().map(|cell| format!("<td>{cell}</td>"));
        format!("<tr>{}</tr>\n", cells.collect::<String>())
    };
    let mut text = "<!DOCTYPE html>\n<html><head><title>The guild of bakers in 2021</title>\
                    <script>if (1 < 2) { three = [4, 5] }</script></head>\n<body>\n\
                    <nav><ul><li>Home</li><li>Home</li><li>90 reports</li></ul></nav>\n<main>\n"
        .to_owned();
    for part in REPORT {
        let written = match part {
            Heading(level, heading) => format!("<h{level}>{heading}</h{level}>"),
            Paragraph(paragraph) => format!("<p>\n    {}\n</p>", inline(paragraph)),
            List(items) => {
                let items = items
                    .iter()
                    .map(|item| format!("  <li>{}</li>\n", inline(item)));
                format!("<ul>\n{}</ul>", items.collect::<String>())
            }
            Table(rows) => format!(
                "<table>\n{}</table>",
                rows.iter().map(row).collect::<String>()
            ),
        };
        writeln!(text, "{written}").unwrap();
    }
    text + "</main>\n<footer>The the guild, 2024</footer>\n</body></html>\n"
}

/// What is found in a text: the fault, and the words of the place as a reader sees them.
fn found(name: &str, text: &str) -> BTreeSet<(String, String)> {
    let checked = factlint::lint_texts([(name, text)], []).unwrap();
    let findings = checked.outcome.findings.iter();
    let found = findings.map(|finding| {
        let quote = checked.sources.quote(finding.detection.primary.place);
        let quote = quote.replace("&amp;", "&").replace("**", "");
        let quote = quote.split_whitespace().collect::<Vec<_>>().join(" ");
        (finding.detection.fault.code().to_owned(), quote)
    });
    found.collect()
}

#[test]
fn the_same_is_found_in_every_format() {
    let expected: BTreeSet<(String, String)> = WRONG
        .iter()
        .map(|(code, quote)| ((*code).to_owned(), (*quote).to_owned()))
        .collect();
    for (name, text) in [
        ("guild.md", markdown()),
        ("guild.html", html()),
        ("guild.txt", plain(usize::MAX)),
        ("wrapped.txt", plain(72)),
    ] {
        let found = found(name, &text);
        let missed: Vec<_> = expected.difference(&found).collect();
        let more: Vec<_> = found.difference(&expected).collect();
        assert!(
            missed.is_empty() && more.is_empty(),
            "in {name}, missed {missed:?}, too much {more:?}:\n{text}"
        );
    }
}
