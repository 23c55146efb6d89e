//! A comment that says what is not to be reported.
//!
//! `factlint-ignore growth-off "tripled", typo: the reason`: what it does, the rules or faults, for each of them the
//! words of the findings that are meant, and why.

use std::ops::Range;

/// How the comments of factlint begin.
const MARK: &str = "factlint";

/// How long the word of a comment is: "factlint-ignore-file", and slips such as "factlint: ignore" and "Factlint ignore".
/// `None` if the text only speaks of factlint.
fn word(text: &str) -> Option<usize> {
    let head = text.get(..MARK.len())?;
    let rest = &text[MARK.len()..];
    if !head.eq_ignore_ascii_case(MARK) {
        return None;
    }
    let behind =
        rest.trim_start_matches(|c: char| matches!(c, ':' | '_' | '-') || c.is_whitespace());
    let is_ignore = behind
        .get(..IGNORE.len())
        .is_some_and(|word| word.eq_ignore_ascii_case(IGNORE));
    if !rest.starts_with('-') && !is_ignore {
        return None;
    }
    let start = text.len() - behind.len();
    let end = behind.find(|c: char| c == ':' || c.is_whitespace());
    Some(end.map_or(text.len(), |end| start + end))
}

const IGNORE: &str = "ignore";

/// What a comment of factlint says. Offsets are those of the text that it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Directive {
    /// What it does; `None` if there is nothing of that name.
    pub(super) act: Option<Act>,
    /// The word that says so.
    pub(super) word: Range<usize>,
    /// The rules and faults.
    pub(super) names: Vec<Named>,
    /// Whether it says why.
    pub(super) has_reason: bool,
}

/// A rule or a fault, as a comment names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    /// The name. Empty between two commas.
    pub(super) name: Range<usize>,
    /// The name with its quotes.
    pub(super) whole: Range<usize>,
    /// Words of the findings that are meant, without their quotes. Without any, all are.
    pub(super) quotes: Vec<String>,
}

/// What a comment does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    /// For the next block.
    Block,
    /// From here on.
    Start,
    /// Up to here.
    End,
    /// For the whole file.
    File,
}

impl Act {
    /// All of them with their words.
    pub(super) const ALL: [(Act, &'static str); 4] = [
        (Act::Block, "factlint-ignore"),
        (Act::Start, "factlint-ignore-start"),
        (Act::End, "factlint-ignore-end"),
        (Act::File, "factlint-ignore-file"),
    ];
}

/// Reads the comment at some bytes of a text, if it is one of factlint.
pub(super) fn read(text: &str, comment: Range<usize>) -> Option<Directive> {
    let whole = &text[comment.clone()];
    let inside = whole.strip_prefix("<!--")?.trim_start();
    let start = comment.end - inside.len();
    let inside = ["-->", "--!>"]
        .iter()
        .find_map(|end| inside.strip_suffix(end))
        .unwrap_or(inside)
        .trim_end();
    let word = word(inside)?;
    let (names, reason) = names(&inside[word..], start + word);
    Some(Directive {
        act: Act::ALL
            .iter()
            .find(|(_, name)| *name == &inside[..word])
            .map(|(act, _)| *act),
        word: start..start + word,
        names,
        has_reason: reason.is_some_and(|reason| reason.contains(char::is_alphanumeric)),
    })
}

/// The names up to the colon, which stand at an offset, and what stands behind it.
fn names(text: &str, offset: usize) -> (Vec<Named>, Option<&str>) {
    let mut names = Vec::new();
    let mut quoted = false;
    let mut start = 0;
    let mut reason = None;
    let mut end = text.len();
    for (at, c) in text.char_indices() {
        match c {
            '"' | '“' | '”' => quoted = !quoted,
            ',' if !quoted => {
                names.push(named(&text[start..at], offset + start));
                start = at + 1;
            }
            ':' if !quoted => {
                reason = Some(&text[at + 1..]);
                end = at;
                break;
            }
            _ => {}
        }
    }
    if !names.is_empty() || !text[..end].trim().is_empty() {
        names.push(named(&text[start..end], offset + start));
    }
    (names, reason)
}

fn named(text: &str, offset: usize) -> Named {
    let start = text.len() - text.trim_start().len();
    let text = text.trim();
    let start = offset + start;
    let name = text
        .find(|c: char| c.is_whitespace() || matches!(c, '"' | '“' | '”'))
        .unwrap_or(text.len());
    let quotes = text[name..].split(['"', '“', '”']).skip(1).step_by(2);
    Named {
        name: start..start + name,
        whole: start..start + text.len(),
        quotes: quotes
            .filter(|quote| !quote.trim().is_empty())
            .map(super::plain)
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a comment does, its names with their quotes, and whether it has a reason.
    fn said(comment: &str) -> Option<String> {
        let text = format!("ab {comment}");
        let directive = read(&text, 3..text.len())?;
        let names: Vec<String> = directive
            .names
            .iter()
            .map(|named| format!("{} {:?}", &text[named.name.clone()], named.quotes))
            .collect();
        let reason = if directive.has_reason {
            "why"
        } else {
            "no why"
        };
        let act = directive
            .act
            .map_or("?".to_owned(), |act| format!("{act:?}"));
        Some(format!("{act} {} / {reason}", names.join(" + ")))
    }

    #[test]
    fn names_quotes_and_a_reason_are_read() {
        for (comment, expected) in [
            (
                "<!-- factlint-ignore typo: a name -->",
                Some("Block typo [] / why"),
            ),
            (
                "<!--factlint-ignore-start a-b, typo:x-->",
                Some("Start a-b [] + typo [] / why"),
            ),
            (
                "<!-- factlint-ignore growth-off \"a: b, c\" “d\n e”, typo : why: so -->",
                Some("Block growth-off [\"a: b, c\", \"d e\"] + typo [] / why"),
            ),
            (
                "<!-- factlint-ignore typo -->",
                Some("Block typo [] / no why"),
            ),
            (
                "<!-- factlint-ignore typo: -->",
                Some("Block typo [] / no why"),
            ),
            ("<!-- factlint-ignore: a name -->", Some("Block  / why")),
            ("<!-- factlint-ignore-end -->", Some("End  / no why")),
            (
                "<!-- factlint-ignore typo,: x -->",
                Some("Block typo [] +  [] / why"),
            ),
            ("<!-- factlint-ingore typo: x -->", Some("? typo [] / why")),
            (
                "<!-- factlint-ignore typo \"open: x -->",
                Some("Block typo [\"open: x\"] / no why"),
            ),
            ("<!-- factlint ignore typo: x -->", Some("? typo [] / why")),
            ("<!-- Factlint: ignore typo: x -->", Some("? typo [] / why")),
            ("<!-- FACTLINT-IGNORE typo: x -->", Some("? typo [] / why")),
            ("<!-- factlint checks this -->", None),
            ("<!-- factlint: see below -->", None),
            ("<!-- a factlint-ignore typo: x -->", None),
            ("<!DOCTYPE html>", None),
            (
                "<!-- factlint-ignore-file typo: x",
                Some("File typo [] / why"),
            ),
        ] {
            assert_eq!(said(comment).as_deref(), expected, "{comment}");
        }
    }
}
