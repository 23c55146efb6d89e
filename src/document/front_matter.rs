//! Front matter: the keys and values at the top of a file, between two fences or up to the first empty line.
//!
//! Lives here: YAML (`---`) and TOML (`+++`) front matter and the bare lines of `MultiMarkdown`, line by line. Values that are no scalars are skipped,
//! and so are levels below the second. Stays out: what a key means.

use super::FrontMatter;
use crate::source::Span;

/// The front matter of a text, and where the text proper begins. A byte order mark belongs to neither.
pub(super) fn split(text: &str) -> (Vec<FrontMatter>, usize) {
    let start = text.len() - text.trim_start_matches('\u{FEFF}').len();
    let mut lines = Lines { text, at: start };
    let fence = match lines.next() {
        Some((_, "---")) => "---",
        Some((_, "+++")) => "+++",
        _ => return bare(text, start),
    };
    let separator = if fence == "---" { ':' } else { '=' };
    let mut entries = Vec::new();
    let mut parent = String::new();
    while let Some((at, line)) = lines.next() {
        if line == fence || (fence == "---" && line == "...") {
            return (entries, lines.at);
        }
        if let Some(table) = line.strip_prefix('[') {
            table.trim_end_matches(']').trim().clone_into(&mut parent);
            continue;
        }
        let indent = line.len() - line.trim_start().len();
        if line.is_empty() || line.trim_start().starts_with(['#', '-']) {
            continue;
        }
        let (key, value) = line.split_once(separator).unwrap_or((line, ""));
        let name = key.trim().trim_matches(['"', '\'']);
        if name.is_empty() || name.contains(char::is_whitespace) {
            if indent == 0 {
                break;
            }
            continue;
        }
        let at = at + line.len() - value.trim_start().len();
        let value = scalar(value.trim());
        if indent == 0 && fence == "---" {
            name.clone_into(&mut parent);
        }
        let Some((skipped, value)) = value else {
            continue;
        };
        let nested = !parent.is_empty() && (indent > 0 || fence == "+++");
        entries.push(FrontMatter {
            key: if nested {
                format!("{parent}.{name}")
            } else {
                name.to_owned()
            },
            value: value.to_owned(),
            span: Span::new(at + skipped, at + skipped + value.len()),
        });
    }
    // No closing fence, or prose behind the first one: it was a rule at the top of the text.
    (Vec::new(), start)
}

/// Keys that bare front matter begins with.
const FIRST: &[&str] = &[
    "author", "authors", "category", "date", "layout", "lang", "modified", "slug", "status",
    "summary", "tags", "template", "title",
];

/// Front matter without fences, as of `MultiMarkdown`: at least two lines with a key and a value, the first one a usual key, and an empty line.
fn bare(text: &str, start: usize) -> (Vec<FrontMatter>, usize) {
    let mut lines = Lines { text, at: start };
    let mut entries: Vec<FrontMatter> = Vec::new();
    while let Some((at, line)) = lines.next() {
        if line.is_empty() {
            if entries.len() >= 2 {
                return (entries, lines.at);
            }
            break;
        }
        let Some((key, value)) = line.split_once(':') else {
            break;
        };
        let name = key.to_ascii_lowercase();
        let is_key = name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
        if !is_key || entries.is_empty() && !FIRST.contains(&name.as_str()) {
            break;
        }
        let value = value.trim();
        let at = at + line.len() - value.len();
        entries.push(FrontMatter {
            key: name,
            value: value.to_owned(),
            span: Span::new(at, at + value.len()),
        });
    }
    (Vec::new(), start)
}

/// A scalar without its quotes, and how many bytes stand before it. `None` for lists, maps and blocks of lines.
fn scalar(value: &str) -> Option<(usize, &str)> {
    let first = value.chars().next()?;
    match first {
        '"' | '\'' => {
            let rest = &value[1..];
            let end = rest.find(first).unwrap_or(rest.len());
            Some((1, &rest[..end]))
        }
        '[' | '{' | '|' | '>' | '&' | '*' | '#' => None,
        _ => {
            let end = value.find(" #").unwrap_or(value.len());
            Some((0, value[..end].trim_end()))
        }
    }
}

struct Lines<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Iterator for Lines<'a> {
    type Item = (usize, &'a str);

    fn next(&mut self) -> Option<(usize, &'a str)> {
        let start = self.at;
        let rest = &self.text[start..];
        if rest.is_empty() {
            return None;
        }
        let line = rest.split_inclusive('\n').next().unwrap_or(rest);
        self.at += line.len();
        Some((start, line.trim_end()))
    }
}

#[cfg(test)]
mod tests {
    use super::split;

    fn entries(text: &str) -> Vec<String> {
        let (entries, body) = split(text);
        entries
            .iter()
            .map(|entry| {
                assert_eq!(entry.value, text[entry.span.range()]);
                format!("{}={}", entry.key, entry.value)
            })
            .chain([text[body..].to_owned()])
            .collect()
    }

    #[test]
    fn scalars_of_two_levels_are_read() {
        let text = "\u{FEFF}---\ntitle: \"Review: 2021\"\nseo:\n  title: 'A year' # short\ntags: [a, b]\nlong: >\n  x\n---\nBody\n";
        assert_eq!(
            entries(text),
            ["title=Review: 2021", "seo.title=A year", "Body\n"]
        );
        assert_eq!(
            entries("+++\r\ntitle = \"2021\"\r\n[seo]\r\nname = 'x'\r\n+++\r\nBody"),
            ["title=2021", "seo.name=x", "Body"]
        );
    }

    #[test]
    fn bare_lines_are_read_up_to_an_empty_one() {
        assert_eq!(
            entries("Title: A fair: how was it?\nDate: 2021-05-05\nTags:\n\nBody\n"),
            [
                "title=A fair: how was it?",
                "date=2021-05-05",
                "tags=",
                "Body\n"
            ]
        );
        for text in [
            "Title: only one line\n\nBody",
            "Title: a\nAnd then prose.\n\nBody",
            "Title: a\nDate: b\nBody: c",
            "Members: 12\nGuests: 4\n\nBody",
        ] {
            assert_eq!(entries(text), [text]);
        }
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        assert_eq!(entries("---\nA rule above.\n"), ["---\nA rule above.\n"]);
        assert_eq!(
            entries("---\nAll of it: told.\n---\nBody"),
            ["---\nAll of it: told.\n---\nBody"]
        );
        assert_eq!(entries("Text: yes\n---\n"), ["Text: yes\n---\n"]);
    }
}
