//! The text within a piece: line breaks, and the Markdown that people write in plain text: links, bold, code,
//! escapes, entities.

use std::ops::Range;

use super::lines::{Break, Lines};
use crate::document::InlineKind;
use crate::document::builder::Builder;
use crate::document::html::entity;
use crate::lookup::{byte_table, first_of};

/// How far a mark may be from the one that closes it.
const REACH: usize = 600;

/// Writes the source bytes `range`, which lie within `lines`.
pub(super) fn write(
    builder: &mut Builder<'_>,
    lines: &Lines<'_>,
    within: Range<usize>,
    range: Range<usize>,
) {
    let mut writer = Writer {
        builder,
        lines,
        line: within.start,
        last: within.end,
    };
    writer.run(range);
}

struct Writer<'w, 'a> {
    builder: &'w mut Builder<'a>,
    lines: &'w Lines<'w>,
    /// The line that is being written.
    line: usize,
    last: usize,
}

impl Writer<'_, '_> {
    fn run(&mut self, range: Range<usize>) {
        let text = self.lines.text;
        let Range { start: mut at, end } = range;
        let mut written = at;
        while at < end {
            let Some(found) = first_of(&IS_MARK, &text.as_bytes()[at..end]) else {
                break;
            };
            at += found;
            if let Some(next) = self.mark(written, at, end) {
                at = next;
                written = next;
            } else {
                at += 1;
            }
        }
        self.builder.text(written, end);
    }

    /// Handles a mark, and says where the text goes on; `None` if it is none. What stands between `written` and the
    /// mark is written first.
    fn mark(&mut self, written: usize, at: usize, end: usize) -> Option<usize> {
        let text = self.lines.text;
        let rest = &text[at..end];
        match rest.as_bytes()[0] {
            b'\n' | b'\r' => {
                self.builder.text(written, self.shown_end(at).max(written));
                Some(self.next_line(at).min(end))
            }
            b'\\' => {
                let next = *rest.as_bytes().get(1)?;
                next.is_ascii_punctuation().then(|| {
                    self.builder.text(written, at);
                    self.builder.text(at + 1, at + 2);
                    at + 2
                })
            }
            b'&' => {
                let (length, decoded) = entity(rest)?;
                self.builder.text(written, at);
                self.builder.decoded(&decoded, at, at + length);
                Some(at + length)
            }
            b'`' => {
                // Two marks are closed by two, as in reStructuredText.
                let mark = if rest.starts_with("``") { "``" } else { "`" };
                let open = mark.len();
                let code = find(&rest[open..], mark).filter(|length| *length > 0)?;
                let close = at + open + code;
                self.span(
                    written,
                    at,
                    at + open..close,
                    close + open,
                    InlineKind::Code,
                );
                Some(close + open)
            }
            b'*' => {
                let inner = rest.strip_prefix("**")?;
                let length = find(inner, "**").filter(|length| *length > 0)?;
                if inner.starts_with(char::is_whitespace) {
                    return None;
                }
                let close = at + 2 + length;
                self.span(written, at, at + 2..close, close + 2, InlineKind::Emphasis);
                Some(close + 2)
            }
            b'!' => {
                let (_, _, length) = link(rest.strip_prefix('!')?)?;
                self.builder.text(written, at);
                self.skip_lines(at + 1 + length);
                Some(at + 1 + length)
            }
            b'[' => {
                let (shown, target, length) = link(rest)?;
                let target = rest[target].to_owned();
                let close = at + length;
                let shown = at + shown.start..at + shown.end;
                self.span(written, at, shown, close, InlineKind::Link(target));
                self.skip_lines(close);
                Some(close)
            }
            _ => None,
        }
    }

    /// Writes an inline run with its text.
    fn span(
        &mut self,
        written: usize,
        start: usize,
        inner: Range<usize>,
        end: usize,
        kind: InlineKind,
    ) {
        self.builder.text(written, start);
        let mark = self.builder.mark(start);
        if kind == InlineKind::Code {
            self.code(inner);
        } else {
            self.run(inner);
        }
        self.builder.inline(kind, mark, end);
    }

    fn code(&mut self, range: Range<usize>) {
        let Range { start: mut at, end } = range;
        while let Some(found) = self.lines.text[at..end].find(['\n', '\r']) {
            self.builder.text(at, at + found);
            at = self.next_line(at + found).min(end);
        }
        self.builder.text(at, end);
    }

    /// Passes the end of a line, and says where the text of the next one starts.
    fn next_line(&mut self, at: usize) -> usize {
        if self.line + 1 >= self.last {
            return at + 1;
        }
        let next = self.lines.all[self.line + 1].content;
        match self.lines.break_after(self.line) {
            Break::Space => self.builder.soft_break(at, next),
            Break::Meant => self.builder.line_break(at, next),
            Break::Nothing | Break::Divided => {}
        }
        self.line += 1;
        next
    }

    /// Where what is shown of a line ends whose end is at a place: before the hyphen that divides a word.
    fn shown_end(&self, at: usize) -> usize {
        let divides =
            self.line + 1 < self.last && self.lines.break_after(self.line) == Break::Divided;
        if divides {
            self.lines.all[self.line].end - "-".len()
        } else {
            at
        }
    }

    /// Passes the lines that end before a place, unwritten.
    fn skip_lines(&mut self, until: usize) {
        while self.line + 1 < self.last
            && self.lines.all[self.line].end < until
            && self.lines.all[self.line + 1].start <= until
        {
            self.line += 1;
        }
    }
}

/// The bytes that may be more than text.
static IS_MARK: [bool; 256] = byte_table(b"\n\r\\&`*[!");

fn find(text: &str, mark: &str) -> Option<usize> {
    text[..text.floor_char_boundary(REACH)].find(mark)
}

/// A link `[text](target)` at the start of a text: its text, its target, and its length.
fn link(text: &str) -> Option<(Range<usize>, Range<usize>, usize)> {
    let text = &text[..text.floor_char_boundary(REACH)];
    if !text.starts_with('[') {
        return None;
    }
    let close = closing(text, b'[', b']')?;
    let target = text[close + 1..].strip_prefix('(')?;
    let length = closing(&text[close + 1..], b'(', b')')? - 1;
    let target_text = &target[..length];
    if target_text.contains(['\n', '\r']) {
        return None;
    }
    let address = target_text.split(' ').next().unwrap_or("").len();
    let start = close + 2;
    Some((1..close, start..start + address, start + length + 1))
}

/// Where the bracket closes that a text starts with.
fn closing(text: &str, open: u8, close: u8) -> Option<usize> {
    let mut depth = 0_usize;
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        if escaped {
            escaped = false;
        } else if byte == b'\\' {
            escaped = true;
        } else if byte == open {
            depth += 1;
        } else if byte == close {
            depth -= 1;
            if depth == 0 {
                return Some(at);
            }
        }
    }
    None
}
