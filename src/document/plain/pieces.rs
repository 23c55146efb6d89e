//! Pieces: lines that belong together as a paragraph, an item, a table, code or a marked heading.

use std::ops::Range;

use memchr::memchr;

use super::columns::Columns;
use super::lines::{Break, Bullet, Lines, bullet};

/// Lines that become one block, or one table.
#[derive(Debug)]
pub(super) struct Piece {
    pub(super) kind: Kind,
    pub(super) lines: Range<usize>,
    /// Where the text of the first line starts, behind any mark.
    pub(super) content: usize,
    pub(super) blank_before: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Paragraph,
    /// A heading that is marked as one: `# …`, or underlined.
    Heading(u8),
    /// An item, and the column of the text behind its bullet.
    Item {
        bullet: Bullet,
        column: usize,
    },
    /// A table, and what separates its cells.
    Table(char),
    /// A table whose cells stand in columns, by its place among those of the text.
    Columns(usize),
    Code,
}

/// A line that is longer holds a whole paragraph.
const LONG: usize = 160;

/// The pieces of a text that has some tables in columns, in order.
pub(super) fn of(lines: &Lines<'_>, tables: &[Columns]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut tables = tables.iter().enumerate().peekable();
    let mut at = 0;
    let mut blank_before = true;
    while at < lines.all.len() {
        let content = lines.content(at);
        if lines.all[at].is_blank() || is_rule(content) {
            blank_before = true;
            at += 1;
            continue;
        }
        // What stands in code is passed.
        while tables
            .next_if(|(_, table)| table.lines.start < at)
            .is_some()
        {}
        let next_table = tables.peek().copied();
        let table = next_table.filter(|(_, table)| table.lines.start == at);
        let ahead = next_table.map_or(usize::MAX, |(_, table)| table.lines.start);
        let after_item = pieces
            .last()
            .is_some_and(|piece| matches!(piece.kind, Kind::Item { .. }));
        let mut piece = Piece {
            kind: Kind::Paragraph,
            lines: at..at + 1,
            content: lines.all[at].content,
            blank_before,
        };
        let mut next = at + 1;
        if content.starts_with("```") {
            let end = (next..lines.all.len()).find(|line| lines.content(*line).starts_with("```"));
            let end = end.unwrap_or(lines.all.len());
            piece.kind = Kind::Code;
            piece.lines = next..end;
            next = (end + 1).min(lines.all.len());
        } else if let Some((table, columns)) = table {
            piece.kind = Kind::Columns(table);
            piece.lines = columns.lines.clone();
            piece.blank_before = true;
            next = columns.lines.end;
        } else if let Some(end) = table_end(lines, at, '|') {
            piece.kind = Kind::Table('|');
            piece.lines = at..end;
            next = end;
        } else if let Some((bullet, length)) = item_at(lines, at, blank_before || after_item) {
            let indent = lines.all[at].indent;
            piece.kind = Kind::Item {
                bullet,
                column: indent + content[..length].chars().count(),
            };
            piece.content += length;
            while next < lines.all.len().min(ahead)
                && goes_on(lines, next)
                && in_item(lines, next, indent)
            {
                next += 1;
            }
            piece.lines = at..next;
        } else if let Some(end) = table_end(lines, at, '\t') {
            piece.kind = Kind::Table('\t');
            piece.lines = at..end;
            next = end;
        } else if let Some((level, length)) = marked_heading(content) {
            piece.kind = Kind::Heading(level);
            piece.content += length;
        } else {
            while next < lines.all.len().min(ahead)
                && goes_on(lines, next)
                && !parts(lines, next - 1, at)
            {
                next += 1;
            }
            piece.lines = at..next;
            if next == at + 1
                && next < lines.all.len()
                && let Some(level) = underline(lines.content(next))
            {
                piece.kind = Kind::Heading(level);
                next += 1;
            }
        }
        // What stands apart without a blank line stands apart all the same.
        blank_before = piece.kind != Kind::Paragraph && !matches!(piece.kind, Kind::Item { .. })
            || (next < lines.all.len()
                && !lines.all[next].is_blank()
                && parts(lines, next - 1, at));
        at = next;
        if !piece.lines.is_empty() {
            pieces.push(piece);
        }
    }
    pieces
}

/// Whether a line may continue the piece before it.
fn goes_on(lines: &Lines<'_>, line: usize) -> bool {
    let content = lines.content(line);
    !lines.all[line].is_blank()
        && !is_rule(content)
        && underline(content).is_none()
        && !content.starts_with("```")
        && item_at(lines, line, false).is_none()
}

/// Whether a line that may continue an item does: it is indented, or the sentence goes on.
fn in_item(lines: &Lines<'_>, line: usize, indent: usize) -> bool {
    lines.all[line].indent > indent || lines.break_after(line - 1) != Break::Meant
}

/// Whether a paragraph that starts at `first` ends behind `line`, though no blank line follows.
fn parts(lines: &Lines<'_>, line: usize, first: usize) -> bool {
    if lines.break_after(line) != Break::Meant {
        return false;
    }
    let (this, next) = (lines.content(line), lines.content(line + 1));
    lines.line_is_paragraph
        || this.len() > LONG
        || next.len() > LONG
        || (line == first && is_loud(this) && !is_loud(next))
}

/// Whether a line is all in capitals.
pub(super) fn is_loud(line: &str) -> bool {
    let letters = || line.chars().filter(|character| character.is_alphabetic());
    letters().nth(3).is_some() && !letters().any(char::is_lowercase)
}

/// The item that starts at a line. Signs that stand within prose as well are bullets only behind a blank line, an
/// item or a colon.
fn item_at(lines: &Lines<'_>, line: usize, apart: bool) -> Option<(Bullet, usize)> {
    let found = bullet(lines.content(line))?;
    let is_plain = match found.0 {
        Bullet::Sign(sign) => !matches!(sign, '-' | '+' | '–' | 'o' | '·'),
        Bullet::Number(_) | Bullet::Letter => false,
    };
    if is_plain || apart || line == 0 || lines.all[line - 1].is_blank() {
        return Some(found);
    }
    let before = lines.content(line - 1);
    let same_before = bullet(before).is_some();
    let ends = before.ends_with([':', '.', ';', '!', '?', ',']);
    let is_dash = found.0 == Bullet::Sign('-');
    // A dash within a sentence goes on in lower case behind a line without a stop.
    let text = &lines.content(line)[found.1..];
    (same_before
        || before.ends_with(':')
        || (is_dash && (ends || !text.starts_with(char::is_lowercase))))
    .then_some(found)
}

/// A line of dashes or the like that only divides.
pub(super) fn is_rule(content: &str) -> bool {
    let mut characters = content.chars().filter(|character| *character != ' ');
    let Some(first) = characters.next() else {
        return false;
    };
    matches!(first, '-' | '=' | '*' | '_' | '~' | '#' | '—' | '–' | '+')
        && content.len() >= 3
        && characters.all(|character| character == first)
}

fn underline(content: &str) -> Option<u8> {
    let level = match content.bytes().next()? {
        b'=' => 1,
        b'-' => 2,
        _ => return None,
    };
    (content.len() >= 3 && content.bytes().all(|byte| byte == content.as_bytes()[0]))
        .then_some(level)
}

/// The rank of a heading with `#`, and the length of the mark.
fn marked_heading(content: &str) -> Option<(u8, usize)> {
    let level = content.bytes().take_while(|byte| *byte == b'#').count();
    let space = content[level..].len() - content[level..].trim_start().len();
    ((1..=6).contains(&level) && space > 0).then_some((level as u8, level + space))
}

/// Where the table ends that starts at a line: two rows at least, with the same number of cells.
fn table_end(lines: &Lines<'_>, first: usize, separator: char) -> Option<usize> {
    let count = |line: usize| {
        let has_separator = memchr(separator as u8, lines.content(line).as_bytes()).is_some();
        has_separator.then(|| cells(lines, line, separator).count())
    };
    let is_part = |line: &usize, expected: Option<usize>| {
        separator == '|' && is_table_rule(lines.content(*line)) || count(*line) == expected
    };
    let expected = count(first).filter(|cells| *cells > 1)?;
    let end = (first + 1..lines.all.len())
        .find(|line| !is_part(line, Some(expected)))
        .unwrap_or(lines.all.len());
    let rows = (first..end)
        .filter(|line| count(*line) == Some(expected))
        .take(2)
        .count();
    (rows > 1).then_some(end)
}

/// A row that only draws a line.
pub(super) fn is_table_rule(content: &str) -> bool {
    content.contains('-')
        && content
            .bytes()
            .all(|byte| matches!(byte, b'-' | b'|' | b':' | b'+' | b'=' | b' '))
}

/// The cells of a row, as ranges of the source.
pub(super) fn cells<'a>(
    lines: &Lines<'a>,
    line: usize,
    separator: char,
) -> impl Iterator<Item = Range<usize>> + use<'a> {
    let line = lines.all[line];
    let mut row = line.content..line.end;
    if separator == '|' {
        let content = &lines.text[row.clone()];
        row.start += usize::from(content.starts_with('|'));
        row.end -= usize::from(content.len() > 1 && content.ends_with('|'));
    } else if lines.text[line.start..].starts_with(separator) {
        // The first cell is empty.
        row.start = line.start;
    }
    let mut at = row.start;
    lines.text[row].split(separator).map(move |cell| {
        let start = at + cell.len() - cell.trim_start().len();
        at += cell.len() + 1;
        start..start + cell.trim().len()
    })
}
