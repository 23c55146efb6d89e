//! What is wrong with a file, in the words of whoever wrote it.
//!
//! The YAML library says it for programmers. Its messages of a fixed form are put in other words here, with what to
//! do; tests hold both to each other.

use super::scalar;
use crate::finding::Label;
use crate::source::{Place, SourceId, Span};

/// Why a file cannot be used, at the place that has to be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YamlError {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
    /// Where.
    pub primary: Label,
    /// Every other place involved.
    pub related: Vec<Label>,
}

/// An error before it is known which source the text belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Slip {
    message: String,
    help: String,
    span: Span,
}

impl Slip {
    /// Reads an error of the YAML library. `offset` is where the text that it read begins in the file.
    pub(crate) fn new(error: &serde_yaml::Error, text: &str, offset: usize) -> Slip {
        let index = error.location().map_or(0, |location| location.index());
        let start = (offset + index).min(text.len());
        let full = error.to_string();
        let bare = without_place(&full);
        let (message, help) = explain(bare, line_at(text, start));
        let repeated = bare
            .starts_with("duplicate ")
            .then(|| repeated_key(text, start, bare.split('`').nth(1)?))
            .flatten();
        let span = scalar(text, repeated.unwrap_or(start));
        Slip {
            message,
            help,
            span,
        }
    }

    /// A slip that is not the library's to find.
    pub(crate) fn at(span: Span, message: String, help: &str) -> Slip {
        Slip {
            message,
            help: help.to_owned(),
            span,
        }
    }

    /// The same where the text that was read begins behind so many bytes of the file.
    pub(crate) fn behind(mut self, offset: usize) -> Slip {
        let Span { start, end } = self.span;
        self.span = Span::new(start as usize + offset, end as usize + offset);
        self
    }

    pub(crate) fn in_source(self, source: SourceId) -> YamlError {
        YamlError {
            message: self.message,
            help: self.help,
            primary: Label {
                place: Place {
                    source,
                    span: self.span,
                },
                text: "here".to_owned(),
            },
            related: Vec::new(),
        }
    }
}

/// A message without the path in front of it and the line behind it: both are shown in the excerpt.
fn without_place(message: &str) -> &str {
    let end = message.find(" at line ").unwrap_or(message.len());
    let message = &message[..end];
    match message.split_once(": ") {
        Some((path, rest)) if !path.contains([' ', '`']) => rest,
        _ => message,
    }
}

fn line_at(text: &str, at: usize) -> &str {
    let at = text.floor_char_boundary(at);
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    text[start..].lines().next().unwrap_or_default()
}

/// Where a key stands for the second time in the map that begins at an offset, if it is written line by line. The
/// library points at the map.
fn repeated_key(text: &str, map: usize, key: &str) -> Option<usize> {
    let line = text[..map].rfind('\n').map_or(0, |newline| newline + 1);
    let column = map - line;
    let mut starts =
        std::iter::once(map).chain(text[map..].match_indices('\n').filter_map(|(newline, _)| {
            let start = map + newline + 1;
            let indent = text.get(start..start + column)?;
            indent
                .bytes()
                .all(|byte| byte == b' ')
                .then_some(start + column)
        }));
    let is_key = |at: &usize| {
        text[*at..]
            .strip_prefix(key)
            .is_some_and(|rest| rest.starts_with(':'))
    };
    starts.by_ref().find(is_key)?;
    starts.find(is_key)
}

const QUOTE: &str = "quote this phrase: unquoted, `{`, `[`, `: ` and ` #` mean something to YAML";

fn explain(message: &str, line: &str) -> (String, String) {
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let name = quoted.first().copied().unwrap_or_default();
    let known = quoted.get(1..).unwrap_or_default();
    let beginning = |start: &str| message.strip_prefix(start);
    if beginning("unknown field").is_some() {
        return (
            format!("there is no key `{name}` here"),
            instead(name, known, "the keys are"),
        );
    }
    if beginning("unknown variant").is_some() {
        return (
            format!("there is no kind of check `{name}`"),
            instead(name, known, KINDS),
        );
    }
    if let Some(what) = beginning("unknown ").and_then(|rest| rest.split(" `").next())
        && !known.is_empty()
    {
        return (
            format!("there is no {what} `{name}`"),
            instead(name, known, "it is one of"),
        );
    }
    if beginning("missing field").is_some() {
        let help = match name {
            "flag" | "pass" => {
                "a rule has at least one example that it must report (`flag`) and one that it must not (`pass`)"
            }
            "severity" => {
                "it is the highest that the rule may report: `error`, `warning` or `note`"
            }
            "check" => "it names the kind of check, with its fields below",
            "reason" => "it says why the text is right as it is",
            "version" => "write `version: 1` at the top of the file",
            _ => "",
        };
        return (format!("the key `{name}` is missing"), help.to_owned());
    }
    if let Some(entry) = beginning("duplicate ") {
        // A field stands in marks of its own, and an entry of a map in the quotes of its value.
        let name = if name.is_empty() {
            entry.split('"').nth(1).unwrap_or_default()
        } else {
            name
        };
        return (
            format!("the key `{name}` stands twice"),
            "keep one of the two".to_owned(),
        );
    }
    if let Some((found, expected)) =
        beginning("invalid type: ").and_then(|rest| rest.split_once(", expected "))
    {
        let help = if expected == "a phrase" { QUOTE } else { "" };
        return (
            format!(
                "{} is expected here, and this is {}",
                plain(expected),
                article(found)
            ),
            help.to_owned(),
        );
    }
    if beginning("invalid value: map, expected map with a single key").is_some() {
        return (
            "a check is of one kind".to_owned(),
            "write one key below `check`, the kind".to_owned(),
        );
    }
    // What our own types say is theirs to phrase: what is wrong, then what to do.
    let (what, help) = message.split_once("; ").unwrap_or((message, ""));
    if is_syntax(message) {
        return (
            format!("this is no YAML: {what}"),
            syntax_help(line).to_owned(),
        );
    }
    let help = if comment_cuts(line) { QUOTE } else { help };
    (what.to_owned(), help.to_owned())
}

const KINDS: &str = "the kinds are";
const MANY: usize = 12;

fn instead(name: &str, known: &[&str], all: &str) -> String {
    let nearest = nearest(name, known.iter().copied());
    // Of many names, the near one is what counts. The kinds are always told: this is where people look for them.
    if let Some(known_name) = nearest
        && known.len() > MANY
        && all != KINDS
    {
        return format!("did you mean `{known_name}`?");
    }
    let list = known
        .iter()
        .map(|known| format!("`{known}`"))
        .collect::<Vec<_>>()
        .join(", ");
    match nearest {
        Some(known) => format!("did you mean `{known}`? ({all} {list})"),
        None => format!("{all} {list}"),
    }
}

/// The name that was probably meant.
pub(crate) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    known
        .map(|known| (strsim::damerau_levenshtein(name, known), known))
        .min()
        .filter(|(distance, known)| *distance <= 2.max(known.len() / 3))
        .map(|(_, known)| known)
}

/// Types in the words of YAML.
fn plain(expected: &str) -> String {
    match expected {
        expected if expected.starts_with("struct") || expected.starts_with("map") => "a map",
        "a sequence" => "a list",
        "a string" => "text",
        "u32" => "a number",
        other => other,
    }
    .to_owned()
}

fn article(found: &str) -> String {
    match found {
        "map" => "a map".to_owned(),
        "sequence" => "a list".to_owned(),
        "unit value" => "nothing".to_owned(),
        other => match other.strip_prefix("string ") {
            Some(text) => format!("the text {text}"),
            None => format!("the {other}"),
        },
    }
}

/// Whether the parser gave up, rather than a type.
fn is_syntax(message: &str) -> bool {
    [
        "did not find",
        "found ",
        "could not find",
        "mapping values",
        "block ",
        "control characters",
    ]
    .iter()
    .any(|start| message.starts_with(start))
        || message.contains("while scanning")
        || message.contains("while parsing")
}

/// Phrases are what people forget to quote.
fn syntax_help(line: &str) -> &'static str {
    let value = line.trim_start().trim_start_matches("- ");
    let value = value.split_once(": ").map_or(value, |(_, value)| value);
    let unquoted = value.starts_with(['{', '[', '*', '&', '!', '%', '@', '`', '|', '>'])
        || value.contains(": ");
    if unquoted || line.contains(['{', '[']) {
        QUOTE
    } else if line.contains('\t') {
        "indent with spaces, not with tabs"
    } else {
        "check the quotes and the indentation of this line and of the one before"
    }
}

/// Whether YAML takes the end of an unquoted value for a comment.
fn comment_cuts(line: &str) -> bool {
    line.split_once(" #")
        .is_some_and(|(before, _)| !before.contains(['\'', '"']))
}
