//! Tables as people type them: a label, and numbers in columns that white space or a line of dots holds in line.
//!
//! ```text
//!                      2021      2022
//! Mills .............. 18,000    20,000
//! Locks                17,000    18,000
//!                     -------   -------
//! Total                35,000    38,000
//! ```
//!
//! A line is a row if it ends with a gap and a number, or several of them, and nothing but a label stands before. Rows that
//! are near each other are a table only if each of their numbers stands in a column with others: one that does not
//! leaves all of them text, since half of a table is worse than none.

use std::ops::Range;

use super::lines::{LEADS_ON, Lines, bullet};
use super::pieces::is_rule;
use crate::quantity::is_year_number;

/// A table.
pub(super) struct Columns {
    /// Its lines, those of the header and rules included.
    pub(super) lines: Range<usize>,
    /// The rows, the header first. It is empty if the table has none.
    pub(super) rows: Vec<Row>,
    /// How many columns each row has, that of the labels included.
    pub(super) width: usize,
}

/// A row: its cells by their columns. A column without one is empty there.
#[derive(Default)]
pub(super) struct Row {
    /// The line that it stands on.
    pub(super) line: usize,
    /// Column, and source bytes.
    pub(super) cells: Vec<(usize, Cell)>,
}

/// The source bytes of a cell. A sign of money may stand far before its number: "$      1,200".
#[derive(Debug, Clone)]
pub(super) struct Cell {
    pub(super) sign: Option<Range<usize>>,
    pub(super) text: Range<usize>,
}

/// Longer labels are sentences.
const LONGEST: usize = 70;
/// More columns are no table for people.
const MOST: usize = 24;
/// So many lines without numbers may stand between two rows: a label that is broken, the head of a group.
const BETWEEN: usize = 2;

/// So near above the first row its head is looked for.
const NEAR: usize = 4;

/// The tables of a text, in order.
pub(super) fn of(lines: &Lines<'_>) -> Vec<Columns> {
    let mut found: Vec<Columns> = Vec::new();
    let mut at = 0;
    // Where the line before the next table may stand at the earliest.
    let mut free = 0;
    while at < lines.all.len() {
        if !may_be_row(lines.content(at)) {
            at += 1;
            continue;
        }
        let run = Run::from(lines, at);
        let end = run.end.max(at + 1);
        if let Some(table) = run.table(lines, free) {
            free = table.lines.end;
            found.push(table);
        }
        at = end;
    }
    found
}

/// Whether a line ends as a row does. Most lines do not.
fn may_be_row(content: &str) -> bool {
    let ends = content.bytes().next_back().is_some_and(|last| {
        last.is_ascii_digit() || matches!(last, b'%' | b')' | b'-' | b'*') || !last.is_ascii()
    });
    ends && (content.contains("  ") || content.contains('\t') || content.contains(".."))
}

/// What stands between two gaps of a line.
#[derive(Debug, Clone)]
struct Field {
    cell: Cell,
    /// Its first column on the screen, and the one behind its last.
    from: usize,
    to: usize,
    /// How wide the gap before it is.
    gap: usize,
    is_value: bool,
}

/// A line as fields.
#[derive(Debug, Default)]
struct Read {
    fields: Vec<Field>,
    /// Whether tabs or dots lead to the fields: then the columns of the screen tell nothing.
    is_led: bool,
}

impl Read {
    fn of(lines: &Lines<'_>, line: usize) -> Read {
        let this = lines.all[line];
        let text = &lines.text[this.content..this.end];
        let mut read = Read::default();
        // A field that is open: its first byte and column.
        let mut open: Option<(usize, usize)> = None;
        let mut gap = Gap::default();
        let mut width = this.indent;
        let mut from = this.indent;
        for (column, (at, character)) in (this.indent..).zip(text.char_indices()) {
            if gap.takes(character) {
                if gap.length == 1 {
                    width = column;
                    from = at;
                }
                continue;
            }
            if gap.is_gap() {
                if let Some((start, first)) = open.take() {
                    let kept = text[start..from].trim_end().len();
                    read.push(text, start..start + kept, first, gap.before);
                }
                read.is_led |= gap.is_led();
                gap.before = column - width;
                open = Some((at, column));
            } else if open.is_none() {
                open = Some((at, column));
            }
            gap.clear();
        }
        if let Some((start, first)) = open {
            read.push(text, start..text.len(), first, gap.before);
        }
        for field in &mut read.fields {
            let cell = &mut field.cell;
            for range in cell.sign.iter_mut().chain([&mut cell.text]) {
                *range = range.start + this.content..range.end + this.content;
            }
        }
        read
    }

    fn push(&mut self, text: &str, range: Range<usize>, from: usize, gap: usize) {
        let own = &text[range.clone()];
        let to = from + own.chars().count();
        // The sign of the number that follows.
        if let Some(last) = self.fields.last_mut()
            && is_money_sign(&text[last.cell.text.clone()])
            && last.cell.sign.is_none()
            && is_value(own)
        {
            last.cell.sign = Some(last.cell.text.clone());
            last.cell.text = range;
            last.to = to;
            last.is_value = true;
            return;
        }
        self.fields.push(Field {
            is_value: is_value(own),
            cell: Cell {
                sign: None,
                text: range,
            },
            from,
            to,
            gap,
        });
    }

    /// The label and the numbers of a row; no label is none.
    fn row(&self, lines: &Lines<'_>) -> Option<(Option<&Field>, &[Field])> {
        let (first, rest) = self.fields.split_first()?;
        if rest.len() > MOST {
            return None;
        }
        let text = |field: &Field| &lines.text[field.cell.text.clone()];
        let is_year = |field: &Field| is_year_number(text(field));
        let is_labelled = if first.is_value {
            is_year(first) && !rest.is_empty() && !rest.iter().all(is_year)
        } else {
            !rest.is_empty() && is_label(text(first))
        };
        let values = if is_labelled { rest } else { &self.fields };
        values
            .iter()
            .all(|field| field.is_value)
            .then_some((is_labelled.then_some(first), values))
    }

    /// Whether it says in which units the numbers below are, and no more.
    fn is_of_units(&self, lines: &Lines<'_>) -> bool {
        let mut fields = self.fields.iter();
        fields.all(|field| is_unit(&lines.text[field.cell.text.clone()]))
    }

    /// Whether it is the head of a table: years, or numbers that count the columns. Below other rows, one year is a number
    /// of its row.
    fn is_head(&self, lines: &Lines<'_>, is_first: bool) -> bool {
        let named = self.fields.first().is_some_and(|first| !first.is_value);
        let values = &self.fields[usize::from(named)..];
        let text = |field: &Field| &lines.text[field.cell.text.clone()];
        let counts = (1..)
            .zip(values)
            .all(|(at, field)| text(field).parse() == Ok(at));
        let years = values.iter().all(|field| is_year_number(text(field)));
        let is_many = values.len() > 1;
        !values.is_empty() && years && (is_first || !named || is_many)
            || counts && is_first && is_many
    }
}

/// White space and dots between two fields, as far as they are read.
#[derive(Debug, Default)]
struct Gap {
    length: usize,
    spaces: usize,
    most_spaces: usize,
    has_tab: bool,
    dots: usize,
    /// How wide the gap before the open field is.
    before: usize,
}

impl Gap {
    fn takes(&mut self, character: char) -> bool {
        match character {
            ' ' | '\u{A0}' => self.spaces += 1,
            '\t' => self.has_tab = true,
            '.' | '·' => self.dots += 1,
            '…' => self.dots += 3,
            _ => return false,
        }
        if character != ' ' && character != '\u{A0}' {
            self.spaces = 0;
        }
        self.most_spaces = self.most_spaces.max(self.spaces);
        self.length += 1;
        true
    }

    fn is_led(&self) -> bool {
        self.has_tab || self.dots >= 3
    }

    fn is_gap(&self) -> bool {
        self.is_led() || self.most_spaces >= 2
    }

    fn clear(&mut self) {
        *self = Gap {
            before: self.before,
            ..Gap::default()
        };
    }
}

/// Whether a text may be the label of a row: some words, which are no part of a sentence.
fn is_label(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or_default();
    let is_open = last.len() < text.len() && LEADS_ON.has(last);
    // The time of an entry of a log.
    let is_time = text.starts_with(|first: char| first.is_ascii_digit()) && text.contains(':');
    text.len() <= LONGEST
        && text.contains(char::is_alphabetic)
        && !text.ends_with([',', ';'])
        && !is_open
        && !is_time
}

/// The signs of money that stand beside a number.
const MONEY: [char; 5] = ['$', '£', '€', '¥', '₹'];

fn is_money_sign(text: &str) -> bool {
    let mut signs = text.chars();
    signs.next().is_some_and(|sign| MONEY.contains(&sign)) && signs.next().is_none()
}

/// Whether a text is the unit of a column: "£", "£'000", "%".
fn is_unit(text: &str) -> bool {
    let text = text.trim_matches(['(', ')']);
    matches!(
        text.trim_start_matches(MONEY),
        "" | "%" | "000" | "'000" | "’000" | "000s" | "m" | "k" | "million"
    )
}

/// Whether a text is a number with its sign and unit, or the dash in the place of one.
fn is_value(text: &str) -> bool {
    if matches!(text, "-" | "–" | "—" | "--") {
        return true;
    }
    let code = |text: &str| text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    let mut rest = text
        .trim_start_matches(['(', '+', '-', '−', '–'])
        .trim_start_matches(MONEY)
        .trim_start_matches(['-', '−', ' ']);
    if let Some((first, number)) = rest.split_once(' ')
        && (code(first) || first == "kr")
    {
        rest = number;
    }
    let rest = rest.trim_end_matches(['*', ')', '%', ' ']);
    let rest = rest.trim_end_matches(MONEY).trim_end();
    let digits = match rest.rsplit_once(' ') {
        Some((number, unit)) if code(unit) || matches!(unit, "kr" | "kg" | "km") => number,
        _ => rest,
    };
    let digits = ["bn", "k", "K", "m", "M"]
        .iter()
        .find_map(|scale| digits.strip_suffix(scale))
        .unwrap_or(digits);
    // Groups of three digits, and after the last mark any number of them.
    let mut groups = digits.split([',', '.', ' ', '\'', '’', '\u{A0}', '\u{202F}']);
    let is_number = |group: &str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit());
    let Some(first) = groups.next().filter(|first| is_number(first)) else {
        return false;
    };
    let rest: Vec<&str> = groups.collect();
    let (last, middle) = match rest.split_last() {
        Some((last, middle)) => (is_number(last), middle),
        None => (true, &[][..]),
    };
    let is_spaced = digits.contains(' ') && rest.last().is_some_and(|last| last.len() != 3);
    last && !is_spaced
        && (middle.is_empty() || first.len() <= 3)
        && middle
            .iter()
            .all(|group| group.len() == 3 && is_number(group))
}

/// A column of numbers.
#[derive(Debug, Clone)]
struct Column {
    from: usize,
    to: usize,
    /// Where the first number in it starts and ends.
    first: (usize, usize),
}

impl Column {
    fn holds(&self, field: &Field) -> bool {
        self.first.1.abs_diff(field.to) <= 1 || self.first.0 == field.from
    }

    fn overlaps(&self, field: &Field) -> bool {
        field.from < self.to + 1 && self.from < field.to + 1
    }
}

/// Rows near each other.
struct Run {
    rows: Vec<(usize, Read)>,
    /// Lines without numbers between them.
    labels: Vec<usize>,
    columns: Vec<Column>,
    first: usize,
    end: usize,
    /// Whether years stand above the first of them.
    has_years: bool,
    /// Whether each number stands in a column.
    is_sure: bool,
}

impl Run {
    /// Reads on from a line that may be a row.
    fn from(lines: &Lines<'_>, first: usize) -> Run {
        let mut run = Run {
            rows: Vec::new(),
            labels: Vec::new(),
            columns: Vec::new(),
            first,
            end: first,
            has_years: (first.saturating_sub(NEAR)..first)
                .any(|line| Read::of(lines, line).is_head(lines, true)),
            is_sure: true,
        };
        let mut at = first;
        while let Some(next) = run.line(lines, at) {
            at = next;
        }
        run
    }

    /// Takes a line, and says which one is next.
    fn line(&mut self, lines: &Lines<'_>, at: usize) -> Option<usize> {
        let read = row_at(lines, at)?;
        if read.is_head(lines, self.rows.is_empty()) {
            return None;
        }
        let (label, values) = read.row(lines)?;
        // A sum that is written below a line may have no label; the first row has one.
        if label.is_none() && self.rows.is_empty() {
            return None;
        }
        let is_apart = self.end < at
            && lines.all[self.end..at]
                .iter()
                .any(super::lines::Line::is_blank);
        let fits = self.take(values, read.is_led && !is_apart);
        if !fits && is_apart {
            return None;
        }
        self.is_sure &= fits;
        self.rows.push((at, read));
        self.end = at + 1;
        // What may stand between this row and the next.
        let mut next = at + 1;
        let mut labels = 0;
        let mut has_blank = false;
        while next < lines.all.len() {
            let content = lines.content(next);
            if lines.all[next].is_blank() {
                // What stands behind a blank line is a new heading, if it is no row.
                if labels > 0 || has_blank {
                    return None;
                }
                has_blank = true;
            } else if is_rule(content) {
                // A line below words makes them a heading.
                if labels > 0 {
                    return None;
                }
            } else if row_at(lines, next).is_some() {
                self.labels.extend(next - labels..next);
                return Some(next);
            } else {
                labels += 1;
                let goes_on = lines
                    .all
                    .get(next + 1)
                    .is_some_and(|_| lines.content(next + 1).starts_with(char::is_lowercase));
                // Without years above, it may be the heading of the next table as well.
                let is_heading = has_blank && !goes_on && !self.has_years;
                if labels > BETWEEN || is_heading || !is_between(lines, next) {
                    return None;
                }
            }
            next += 1;
        }
        None
    }

    /// Puts the numbers of a row into columns, if they stand in them.
    fn take(&mut self, values: &[Field], is_led: bool) -> bool {
        let count = values.len();
        if self.columns.is_empty() {
            self.columns = values
                .iter()
                .map(|field| Column {
                    from: field.from,
                    to: field.to,
                    first: (field.from, field.to),
                })
                .collect();
            return true;
        }
        if is_led && count == self.columns.len() {
            for (column, field) in self.columns.iter_mut().zip(values) {
                column.from = column.from.min(field.from);
                column.to = column.to.max(field.to);
            }
            return true;
        }
        let is_held = |field: &Field| self.columns.iter().any(|column| column.holds(field));
        if !values.iter().any(is_held) {
            return false;
        }
        let mut least = 0;
        for field in values {
            let known = (least..self.columns.len()).find(|at| self.columns[*at].holds(field));
            if let Some(at) = known {
                let column = &mut self.columns[at];
                column.from = column.from.min(field.from);
                column.to = column.to.max(field.to);
                least = at + 1;
                continue;
            }
            // A column that no row before had a number in.
            if self.columns.iter().any(|column| column.overlaps(field)) {
                return false;
            }
            let at = self
                .columns
                .partition_point(|column| column.from < field.from);
            self.columns.insert(
                at,
                Column {
                    from: field.from,
                    to: field.to,
                    first: (field.from, field.to),
                },
            );
            least = at + 1;
        }
        true
    }

    /// The table that the rows are, if they surely are one. Its head stands on a line behind `free`.
    fn table(&self, lines: &Lines<'_>, free: usize) -> Option<Columns> {
        let is_led = self.rows.iter().any(|(_, read)| read.is_led);
        let wide = |read: &Read| read.fields.last().is_some_and(|field| field.gap > 2);
        let is_many = self.rows.len() > 2
            || self.columns.len() > 1
            || is_led
            || self.rows.iter().all(|(_, read)| wide(read));
        if !self.is_sure || self.rows.len() < 2 || !is_many || self.is_cut(lines) {
            return None;
        }
        let mut rows: Vec<Row> = Vec::with_capacity(self.rows.len() + 1);
        let mut start = self.first;
        rows.extend(self.head(lines, free, is_led));
        if let Some(first) = rows.first() {
            start = first.line;
        } else if self.is_contents(lines) {
            return None;
        } else {
            rows.push(Row {
                line: start,
                cells: Vec::new(),
            });
        }
        let mut labels = self.labels.iter().copied().peekable();
        for (line, read) in &self.rows {
            while let Some(label) = labels.next_if(|label| label < line) {
                rows.push(label_row(lines, label));
            }
            let (label, values) = read.row(lines)?;
            let mut cells: Vec<(usize, Cell)> = Vec::with_capacity(values.len() + 1);
            cells.extend(label.map(|label| (0, label.cell.clone())));
            let by_place = read.is_led && values.len() == self.columns.len();
            let mut least = 0;
            for (place, field) in values.iter().enumerate() {
                let at = if by_place {
                    place
                } else {
                    let mut places = least..self.columns.len();
                    places.find(|at| self.columns[*at].holds(field))?
                };
                least = at + 1;
                cells.push((at + 1, field.cell.clone()));
            }
            rows.push(Row { line: *line, cells });
        }
        Some(Columns {
            lines: start..self.end,
            rows,
            width: self.columns.len() + 1,
        })
    }

    /// Whether the rows may be the chapters of a book with their pages: numbers that never fall, and no total.
    fn is_contents(&self, lines: &Lines<'_>) -> bool {
        const PAGES: u32 = 2000;
        let text = |field: &Field| &lines.text[field.cell.text.clone()];
        let pages = self.rows.iter().map(|(_, read)| {
            let page = read.fields.last().map(text)?.parse::<u32>().ok()?;
            let label = read.fields.first().map(text)?.to_lowercase();
            let is_total = label
                .split(' ')
                .any(|word| ["total", "sum"].contains(&word));
            (page < PAGES && !is_total).then_some(page)
        });
        let pages: Option<Vec<u32>> = pages.collect();
        self.columns.len() == 1 && pages.is_some_and(|pages| pages.is_sorted())
    }

    /// Whether a line beside the rows may be a row as well, and could not be read as one.
    fn is_cut(&self, lines: &Lines<'_>) -> bool {
        let before = self.first.checked_sub(1);
        let beside = before.into_iter().chain([self.end]);
        let mut beside = beside.filter(|line| *line < lines.all.len());
        beside.any(|line| {
            let content = lines.content(line);
            may_be_row(content) && !is_rule(content) && {
                let read = Read::of(lines, line);
                !read.is_head(lines, true) && !read.is_of_units(lines)
            }
        })
    }

    /// The rows above the first one that say what the columns are, the units below the years.
    fn head(&self, lines: &Lines<'_>, free: usize, is_led: bool) -> Vec<Row> {
        let above = |line: usize| {
            let mut above = (free..line).rev();
            above.find(|line| !is_rule(lines.content(*line)) || lines.all[*line].is_blank())
        };
        let head = |line: Option<usize>| line.and_then(|line| self.head_row(lines, line, is_led));
        // The head of the first group of rows, or the first part of a label, may stand between.
        let mut labels = Vec::new();
        let mut nearest = above(self.first);
        while let Some(label) = nearest.filter(|line| {
            labels.len() < BETWEEN && is_between(lines, *line) && head(nearest).is_none()
        }) {
            labels.push(label);
            nearest = above(label);
        }
        let is_apart = nearest.is_some_and(|line| lines.all[line].is_blank());
        if let Some(over) = nearest.filter(|_| is_apart).and_then(above)
            && Read::of(lines, over).is_head(lines, true)
        {
            nearest = Some(over);
        }
        let Some(nearest) = head(nearest) else {
            return Vec::new();
        };
        let mut fields = nearest.cells.iter();
        let is_unit = fields.all(|(_, cell)| is_unit(&lines.text[cell.text.clone()]));
        let over = head(above(nearest.line)).filter(|_| is_unit);
        let labels = labels.into_iter().rev().map(|line| label_row(lines, line));
        over.into_iter().chain([nearest]).chain(labels).collect()
    }

    fn head_row(&self, lines: &Lines<'_>, line: usize, is_led: bool) -> Option<Row> {
        let content = lines.content(line);
        if lines.all[line].is_blank() || bullet(content).is_some() || content.ends_with('.') {
            return None;
        }
        let read = Read::of(lines, line);
        let mut fields = read.fields.iter().peekable();
        let mut cells: Vec<(usize, Cell)> = Vec::new();
        let count = self.columns.len();
        if is_led && read.is_led {
            // Tabs tell no place: the names of the columns are all there, with or without that of the labels.
            let skipped = read.fields.len().checked_sub(count)?;
            if skipped > 1 {
                return None;
            }
            let cells = (1 - skipped..).zip(fields.map(|field| field.cell.clone()));
            return Some(Row {
                line,
                cells: cells.collect(),
            });
        }
        let first = self.columns.first()?;
        // A sentence begins where the labels do.
        let labels = self.rows.iter().filter_map(|(_, read)| read.fields.first());
        let indent = labels.map(|label| label.from).min()?;
        if let Some(label) = fields.next_if(|field| !first.overlaps(field) && field.to < first.from)
        {
            cells.push((0, label.cell.clone()));
        }
        let mut least = 0;
        for field in fields {
            if field.from <= indent {
                return None;
            }
            let at = (least..count).find(|at| self.columns[*at].overlaps(field))?;
            // A line over two columns is a heading, or a sentence.
            if self
                .columns
                .get(at + 1)
                .is_some_and(|next| next.from < field.to)
            {
                return None;
            }
            least = at + 1;
            cells.push((at + 1, field.cell.clone()));
        }
        (least > 0).then_some(Row { line, cells })
    }
}

/// Whether a line without numbers may stand between the rows of a table.
fn is_between(lines: &Lines<'_>, line: usize) -> bool {
    let content = lines.content(line);
    content.len() <= LONGEST
        && content.starts_with(|first: char| first.is_alphanumeric() || first == '(')
        && !content.ends_with('.')
        && !content.contains("  ")
        && !content.contains('\t')
        && bullet(content).is_none()
}

/// The row of a line without numbers.
fn label_row(lines: &Lines<'_>, line: usize) -> Row {
    let this = lines.all[line];
    let cell = Cell {
        sign: None,
        text: this.content..this.end,
    };
    Row {
        line,
        cells: vec![(0, cell)],
    }
}

/// A line that is a row.
fn row_at(lines: &Lines<'_>, line: usize) -> Option<Read> {
    let content = lines.content(line);
    if !may_be_row(content) || is_rule(content) || bullet(content).is_some() {
        return None;
    }
    let read = Read::of(lines, line);
    read.row(lines)?;
    Some(read)
}
