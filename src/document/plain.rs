//! Plain text: paragraphs, bullets, headings without marks, tables, and the bits of Markdown that people use
//! in plain text.
//!
//! Lives here: what a piece of lines means for the document. A text is read in four steps: lines (`lines`), pieces
//! of lines (`pieces`, and `columns` for those that are tables by their looks), which pieces are headings (`headings`), and
//! the text within a piece (`inline`).
//! Stays out: Markdown files, which have a grammar of their own.

mod columns;
mod headings;
mod inline;
mod lines;
mod pieces;

use std::ops::Range;

use super::builder::Builder;
use super::{Document, Format, front_matter};
use crate::source::SourceId;
use columns::Columns;
use headings::Role;
use lines::{Bullet, Lines};
use pieces::{Kind, Piece};

pub(super) fn read(source: SourceId, text: &str) -> Document {
    let (entries, body) = front_matter::split(text);
    let lines = Lines::of(text, body);
    let tables = columns::of(&lines);
    let pieces = pieces::of(&lines, &tables);
    let roles = headings::roles(&lines, &pieces);
    let mut builder = Builder::new(source, Format::Plain, text);
    builder.front_matter(entries);
    let mut writer = Writer {
        lines: &lines,
        tables: &tables,
        builder: &mut builder,
        lists: Vec::new(),
    };
    for (at, (piece, role)) in pieces.iter().zip(roles).enumerate() {
        let before = at.checked_sub(1).map(|before| &pieces[before]);
        writer.piece(piece, role, before);
    }
    builder.finish()
}

/// Writes some bytes of a text as the tables that they are by their looks, with the lines between them. Writes nothing, and
/// says so, unless most lines stand in tables: people set accounts as code so that their columns stay in line.
pub(super) fn write_tables(builder: &mut Builder<'_>, text: &str, range: Range<usize>) -> bool {
    let lines = Lines::of(&text[..range.end], range.start);
    let tables = columns::of(&lines);
    let written = lines.all.iter().filter(|line| !line.is_blank()).count();
    let in_tables = tables.iter().flat_map(|table| table.lines.clone());
    let in_tables = in_tables.filter(|line| !lines.all[*line].is_blank());
    if tables.is_empty() || in_tables.count() * 3 < written * 2 {
        return false;
    }
    let mut writer = Writer {
        lines: &lines,
        tables: &tables,
        builder,
        lists: Vec::new(),
    };
    let mut at = 0;
    for table in &tables {
        writer.paragraphs(at..table.lines.start);
        writer.columns(table);
        at = table.lines.end;
    }
    writer.paragraphs(at..lines.all.len());
    true
}

struct Writer<'w, 'a> {
    lines: &'w Lines<'w>,
    tables: &'w [Columns],
    builder: &'w mut Builder<'a>,
    lists: Vec<List>,
}

/// An open list.
struct List {
    bullet: Bullet,
    /// The columns of its bullets and of the text behind them.
    indent: usize,
    column: usize,
    /// Whether no blank line stood between its items so far.
    tight: bool,
}

impl Writer<'_, '_> {
    fn piece(&mut self, piece: &Piece, role: Role, before: Option<&Piece>) {
        match (&piece.kind, role) {
            (_, Role::Heading(level)) => {
                self.close_lists(|_| true);
                self.builder.open_heading(level);
                self.text(piece.content, piece.lines.clone());
                self.builder.close();
            }
            (Kind::Item { bullet, column }, Role::Text) => {
                let indent = self.lines.all[piece.lines.start].indent;
                self.enter_list(*bullet, indent, *column, piece, before);
                self.builder.open_item();
                self.builder.open_paragraph();
                self.text(piece.content, piece.lines.clone());
                self.builder.drop_last_backslash();
                self.builder.close_item();
            }
            (Kind::Paragraph | Kind::Heading(_), Role::Text) => {
                let indent = self.lines.all[piece.lines.start].indent;
                self.close_lists(|list| list.indent >= indent);
                self.builder.open_paragraph();
                self.text(piece.content, piece.lines.clone());
                self.builder.drop_last_backslash();
                self.builder.close();
            }
            (Kind::Table(separator), Role::Text) => {
                self.close_lists(|_| true);
                self.table(*separator, piece.lines.clone());
            }
            (Kind::Columns(table), Role::Text) => {
                self.close_lists(|_| true);
                self.columns(&self.tables[*table]);
            }
            (Kind::Code, Role::Text) => {
                self.builder.open_code();
                for line in &self.lines.all[piece.lines.clone()] {
                    self.builder.text(line.start, line.end);
                    self.builder.line_break(line.end, line.end);
                }
                self.builder.close();
            }
        }
    }

    fn text(&mut self, start: usize, lines: Range<usize>) {
        let end = self.lines.all[lines.end - 1].end;
        inline::write(self.builder, self.lines, lines, start..end);
    }

    /// Writes each of some lines as a paragraph.
    fn paragraphs(&mut self, lines: Range<usize>) {
        for at in lines {
            let line = self.lines.all[at];
            if !line.is_blank() {
                self.builder.open_paragraph();
                self.text(line.content, at..at + 1);
                self.builder.close();
            }
        }
    }

    /// Opens and closes lists, so that the innermost one is that of an item.
    fn enter_list(
        &mut self,
        bullet: Bullet,
        indent: usize,
        column: usize,
        piece: &Piece,
        before: Option<&Piece>,
    ) {
        let aligned = |list: &List| list.indent == indent || list.column == column;
        while self
            .lists
            .last()
            .is_some_and(|list| list.indent > indent && !aligned(list))
        {
            self.close_list();
        }
        // A sublist whose bullets stand no deeper ends where the bullet of the list around it comes back.
        let home = self
            .lists
            .iter()
            .rposition(|list| aligned(list) && list.bullet.continues(bullet));
        if let Some(home) = home {
            while self.lists.len() > home + 1 {
                self.close_list();
            }
        } else if let Some(last) = self.lists.last()
            && aligned(last)
            && !last.bullet.may_hold(bullet)
        {
            self.close_lists(|list| aligned(list));
        }
        let introduced = before.is_some_and(|before| {
            matches!(before.kind, Kind::Item { .. })
                && self.lines.last_char(&before.lines) == Some(':')
        });
        match self.lists.last_mut() {
            // An item that ends with a colon, then a blank line: what follows is what the item speaks of.
            Some(list) if home.is_some() && !(piece.blank_before && introduced && list.tight) => {
                list.tight &= !piece.blank_before;
                list.bullet = bullet;
            }
            _ => {
                self.builder.open_list(bullet.is_ordered());
                self.lists.push(List {
                    bullet,
                    indent,
                    column,
                    tight: true,
                });
            }
        }
    }

    fn close_list(&mut self) {
        self.builder.close_list();
        self.lists.pop();
    }

    fn close_lists(&mut self, ends: impl Fn(&List) -> bool) {
        while self.lists.last().is_some_and(&ends) {
            self.close_list();
        }
    }

    fn columns(&mut self, table: &Columns) {
        self.builder.open_table();
        for row in &table.rows {
            self.builder.open_row();
            let mut cells = row.cells.iter().peekable();
            for column in 0..table.width {
                self.builder.open_cell();
                if let Some((_, cell)) = cells.next_if(|(at, _)| *at == column) {
                    for part in cell.sign.iter().chain([&cell.text]) {
                        let lines = row.line..row.line + 1;
                        inline::write(self.builder, self.lines, lines, part.clone());
                    }
                }
            }
        }
        self.builder.close_table();
    }

    fn table(&mut self, separator: char, lines: Range<usize>) {
        self.builder.open_table();
        for line in lines {
            if pieces::is_table_rule(self.lines.content(line)) {
                continue;
            }
            self.builder.open_row();
            for cell in pieces::cells(self.lines, line, separator) {
                self.builder.open_cell();
                inline::write(self.builder, self.lines, line..line + 1, cell);
            }
        }
        self.builder.close_table();
    }
}
