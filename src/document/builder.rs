//! Puts a document together from what a parser of one format reports.
//!
//! Lives here: the text view, white space, and the ids of blocks, sections, lists and tables. A parser says in the
//! order of the source what opens, what closes and which source bytes are text; it may say so in any order of
//! calls, and what comes out holds the promises of [`Document`].
//! Stays out: markup of any format.

use std::ops::Range;

use super::{
    Block, BlockId, BlockKind, Comment, Document, Extent, Format, FrontMatter, Inline, InlineKind,
    Language, List, ListId, Section, SectionId, Sentence, Table, TableId, TextView, address,
    sentence,
};
use crate::lookup::{byte_table, first_of};
use crate::source::{SourceId, Span};

/// Few texts have shorter blocks and shorter sentences, on average.
const BYTES_OF_BLOCK: usize = 96;
const BYTES_OF_SENTENCE: usize = 64;

/// Builds one document.
pub(super) struct Builder<'a> {
    text: &'a str,
    document: Document,
    open: Option<Open>,
    /// The sections around the current place, the first section at the bottom.
    sections: Vec<SectionId>,
    /// The lists around the current place.
    lists: Vec<OpenList>,
    table: Option<OpenTable>,
    /// How far the source has been read. Text only moves forward.
    read: usize,
    /// Where the next odd byte of the source stands, or behind its end, as far as it has been looked for.
    odd: usize,
    /// The first inline run of the open block.
    inlines: usize,
    /// Whether the blocks are captions.
    in_caption: bool,
    /// How many quotations are open.
    quotes: usize,
}

/// A block that is being read.
struct Open {
    kind: Kind,
    /// Where it starts in the view, once it has text.
    start: Option<usize>,
}

/// What the open block will be. An item has its list only once it has text: a list without any is none.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Heading(u8),
    Paragraph,
    Item,
    Cell { row: u32, column: u32 },
    Code { item: bool },
}

struct OpenList {
    ordered: bool,
    id: Option<ListId>,
    /// Whether the current item still waits for its first block.
    fresh: bool,
}

struct OpenTable {
    id: TableId,
    cells: u32,
}

/// Where an inline run began.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    view: usize,
    /// How many blocks were complete.
    block: usize,
    source: usize,
}

impl<'a> Builder<'a> {
    pub(super) fn new(source: SourceId, format: Format, text: &'a str) -> Self {
        let first = Section {
            heading: None,
            level: 0,
            parent: None,
        };
        Builder {
            text,
            document: Document {
                source,
                format,
                language: Language::English,
                view: TextView::with_capacity(text.len()),
                sections: vec![first],
                // More than most texts have: what is left over is given back.
                blocks: Vec::with_capacity(text.len() / BYTES_OF_BLOCK),
                sentences: Vec::with_capacity(text.len() / BYTES_OF_SENTENCE),
                lists: Vec::new(),
                tables: Vec::new(),
                inlines: Vec::new(),
                inline_reach: Vec::new(),
                front_matter: Vec::new(),
                comments: Vec::new(),
            },
            open: None,
            sections: vec![0],
            lists: Vec::new(),
            table: None,
            read: 0,
            odd: first_odd(text.as_bytes()),
            inlines: 0,
            in_caption: false,
            quotes: 0,
        }
    }

    /// The document. Everything that is still open ends here.
    pub(super) fn finish(mut self) -> Document {
        self.close();
        let mut document = self.document;
        let mut reach = 0;
        document
            .inline_reach
            .extend(document.inlines.iter().map(|inline| {
                reach = reach.max(inline.extent.end);
                reach
            }));
        document.language = Language::of(document.view.as_str());
        document.view.finish();
        document.blocks.shrink_to_fit();
        document.sentences.shrink_to_fit();
        document.inlines.shrink_to_fit();
        document
    }

    pub(super) fn front_matter(&mut self, entries: Vec<FrontMatter>) {
        self.document.front_matter = entries;
    }

    /// Notes a comment.
    pub(super) fn comment(&mut self, span: Range<usize>) {
        let is_inside = self.in_cell() || !self.so_far().is_empty();
        self.document.comments.push(Comment {
            span: Span::new(span.start, span.end),
            within: is_inside.then_some(self.document.blocks.len()),
            lists: self.lists.len(),
        });
    }

    /// Opens a heading. It is an item where an item waits for its first block.
    pub(super) fn open_heading(&mut self, level: u8) {
        self.open(Kind::Heading(level));
    }

    pub(super) fn open_paragraph(&mut self) {
        self.open(Kind::Paragraph);
    }

    /// Begins or ends what is said below a picture or above a table.
    pub(super) fn caption(&mut self, is_open: bool) {
        self.close();
        self.in_caption = is_open;
    }

    /// Begins or ends a quotation of blocks.
    pub(super) fn quote(&mut self, is_open: bool) {
        self.close();
        self.quotes = if is_open {
            self.quotes + 1
        } else {
            self.quotes.saturating_sub(1)
        };
    }

    pub(super) fn open_code(&mut self) {
        self.open(Kind::Code { item: false });
    }

    pub(super) fn open_list(&mut self, ordered: bool) {
        self.close();
        self.lists.push(OpenList {
            ordered,
            id: None,
            fresh: false,
        });
    }

    /// Begins an item: the next block is its first one. Outside a list the next block is what it is.
    pub(super) fn open_item(&mut self) {
        self.close();
        if let Some(list) = self.lists.last_mut() {
            list.fresh = true;
        }
    }

    pub(super) fn close_item(&mut self) {
        self.close();
        if let Some(list) = self.lists.last_mut() {
            list.fresh = false;
        }
    }

    pub(super) fn close_list(&mut self) {
        self.close();
        self.lists.pop();
    }

    pub(super) fn open_table(&mut self) {
        self.close();
        self.table = Some(OpenTable {
            id: self.document.tables.len(),
            cells: 0,
        });
        self.document.tables.push(Table { rows: Vec::new() });
    }

    /// Begins a row. Opens a table if none is open.
    pub(super) fn open_row(&mut self) {
        self.close();
        if self.table.is_none() {
            self.open_table();
        }
        if let Some(table) = &mut self.table {
            table.cells = 0;
            let rows = &mut self.document.tables[table.id].rows;
            // A row without cells is none.
            if rows.last().is_none_or(|last| !last.is_empty()) {
                rows.push(Vec::new());
            }
        }
    }

    /// Begins a cell. Opens a row if none is open.
    pub(super) fn open_cell(&mut self) {
        self.close();
        let rows = |builder: &Self| match &builder.table {
            Some(table) => builder.document.tables[table.id].rows.len() as u32,
            None => 0,
        };
        if rows(self) == 0 {
            self.open_row();
        }
        let row = rows(self).saturating_sub(1);
        if let Some(table) = &mut self.table {
            let column = table.cells;
            table.cells += 1;
            self.begin(Kind::Cell { row, column });
        }
    }

    pub(super) fn close_table(&mut self) {
        self.close();
        if let Some(table) = self.table.take() {
            let rows = &mut self.document.tables[table.id].rows;
            rows.pop_if(|last| last.is_empty());
            if rows.is_empty() {
                self.document.tables.pop();
            }
        }
    }

    fn open(&mut self, kind: Kind) {
        self.close();
        self.begin(kind);
    }

    fn begin(&mut self, kind: Kind) {
        let fresh = self.lists.last().is_some_and(|list| list.fresh);
        let kind = match kind {
            Kind::Paragraph | Kind::Heading(_) if fresh => Kind::Item,
            Kind::Code { .. } => Kind::Code { item: fresh },
            kind => kind,
        };
        self.inlines = self.document.inlines.len();
        self.open = Some(Open { kind, start: None });
    }

    /// Makes the open paragraph a heading.
    pub(super) fn promote(&mut self, level: u8) {
        if let Some(open) = &mut self.open
            && open.kind == Kind::Paragraph
        {
            open.kind = Kind::Heading(level);
        }
    }

    /// The text of the open block so far.
    pub(super) fn so_far(&self) -> &str {
        let start = self.open.as_ref().and_then(|open| open.start);
        start.map_or("", |start| &self.document.view.as_str()[start..])
    }

    /// Whether the open block is a paragraph: no heading, item or cell.
    pub(super) fn in_paragraph(&self) -> bool {
        matches!(&self.open, Some(open) if open.kind == Kind::Paragraph)
    }

    /// Whether the open block is a cell.
    pub(super) fn in_cell(&self) -> bool {
        matches!(&self.open, Some(open) if matches!(open.kind, Kind::Cell { .. }))
    }

    /// Whether the block before the open one is a heading.
    pub(super) fn after_heading(&self) -> bool {
        matches!(
            self.document.blocks.last(),
            Some(block) if matches!(block.kind(), BlockKind::Heading(_))
        )
    }

    fn in_code(&self) -> bool {
        matches!(&self.open, Some(open) if matches!(open.kind, Kind::Code { .. }))
    }

    /// Makes sure that the open block stands in the view from `source` on, behind a blank line.
    fn start(&mut self, source: usize) -> usize {
        if self.open.is_none() {
            self.begin(Kind::Paragraph);
        }
        if let Some(start) = self.open.as_ref().and_then(|open| open.start) {
            return start;
        }
        if !self.document.view.is_empty() {
            let gap = Span::new(self.read.min(source), source);
            self.document.view.push_decoded("\n\n", gap);
        }
        let start = self.document.view.len();
        if let Some(open) = &mut self.open {
            open.start = Some(start);
        }
        start
    }

    /// Appends source bytes as text. Characters that nobody sees are dropped, odd spaces become plain ones.
    pub(super) fn text(&mut self, start: usize, end: usize) {
        let mut at = start.max(self.read);
        if at >= end || !self.text.is_char_boundary(at) || !self.text.is_char_boundary(end) {
            return;
        }
        while at < end {
            let mut rest = &self.text[at..end];
            if self.so_far().is_empty() && !self.in_code() {
                rest = rest.trim_start();
                at = end - rest.len();
            }
            if self.odd < at {
                self.odd = at + first_odd(&self.text.as_bytes()[at..]);
            }
            let plain = self.odd.min(end) - at;
            if plain > 0 {
                self.start(at);
                self.document.view.push_verbatim(&rest[..plain], at);
                at += plain;
                self.read = at;
                continue;
            }
            let Some(first) = rest.chars().next() else {
                return;
            };
            let next = at + first.len_utf8();
            match shown(first) {
                Shown::AsIs => {
                    self.start(at);
                    self.document
                        .view
                        .push_verbatim(&rest[..first.len_utf8()], at);
                }
                Shown::Break => self.line_break(at, next),
                Shown::Space => {
                    if !self.so_far().is_empty() {
                        self.document.view.push_decoded(" ", Span::new(at, next));
                    }
                }
                Shown::Not => {}
            }
            at = next;
            self.read = at;
        }
    }

    /// Appends text that source bytes stand for.
    pub(super) fn decoded(&mut self, text: &str, start: usize, end: usize) {
        let source = Span::new(start.max(self.read).min(end), end);
        for character in text.chars() {
            let mut buffer = [0; 4];
            let seen: &str = match shown(character) {
                Shown::AsIs => character.encode_utf8(&mut buffer),
                Shown::Space | Shown::Break => " ",
                Shown::Not => "",
            };
            if seen.is_empty() || (seen == " " && self.so_far().is_empty()) {
                continue;
            }
            self.start(source.start as usize);
            self.document.view.push_decoded(seen, source);
        }
        self.read = self.read.max(end);
    }

    /// A line break that only wraps the line: one space.
    pub(super) fn soft_break(&mut self, start: usize, end: usize) {
        self.white(" ", start, end);
    }

    /// A line break that was meant.
    pub(super) fn line_break(&mut self, start: usize, end: usize) {
        self.white("\n", start, end);
    }

    fn white(&mut self, white: &str, start: usize, end: usize) {
        let Some(block) = self.open.as_ref().and_then(|open| open.start) else {
            return;
        };
        self.trim(block);
        let source = Span::new(start.max(self.read).min(end), end);
        if !self.so_far().is_empty() {
            self.document.view.push_decoded(white, source);
        }
        self.read = self.read.max(end);
    }

    /// Cuts the white space at the end of the view, down to `from`.
    fn trim(&mut self, from: usize) {
        let text = &self.document.view.as_str()[from..];
        let kept = text.trim_end().len();
        if kept < text.len() {
            self.cut(from + kept);
        }
    }

    /// Cuts the view, and what was an inline run behind the cut: other text may follow.
    fn cut(&mut self, end: usize) {
        self.document.view.truncate(end);
        let end = end as u32;
        let inlines = self.document.inlines[self.inlines..].iter_mut();
        for inline in inlines.rev().take_while(|inline| inline.extent.end > end) {
            inline.extent.end = end;
            inline.extent.start = inline.extent.start.min(end);
        }
    }

    /// Where an inline run begins.
    pub(super) fn mark(&self, source: usize) -> Mark {
        Mark {
            view: self.document.view.len(),
            block: self.document.blocks.len(),
            source,
        }
    }

    /// Ends the inline run that began at a mark.
    pub(super) fn inline(&mut self, kind: InlineKind, mark: Mark, source_end: usize) {
        let Some(open) = &self.open else {
            return;
        };
        let end = self.document.view.len();
        // The blank line before the block may have been written since.
        let first = open.start.unwrap_or(end);
        // A run that began in a block before goes on at the start of this one: the end of that one may be trimmed.
        let began = if mark.block == self.document.blocks.len() {
            mark.view
        } else {
            first
        };
        let start = began.max(first).min(end);
        // White space before the mark may have been cut since.
        let start = self.document.view.as_str().floor_char_boundary(start);
        self.document.inlines.push(Inline {
            kind,
            extent: Extent::new(start, end),
            span: Span::new(mark.source.min(source_end), source_end),
        });
    }

    /// Drops a backslash at the end of the open block: a line break with nothing behind it.
    pub(super) fn drop_last_backslash(&mut self) {
        if let Some(start) = self.open.as_ref().and_then(|open| open.start) {
            self.trim(start);
            let text = &self.document.view.as_str()[start..];
            if let Some(kept) = text.strip_suffix('\\') {
                let kept = start + kept.len();
                self.cut(kept);
            }
        }
    }

    /// Ends the open block, if there is one. A block without text leaves no trace, but for a cell.
    pub(super) fn close(&mut self) {
        let Some(Open { kind, start }) = self.open.take() else {
            return;
        };
        let at = self.document.view.len();
        let start = start.unwrap_or(at);
        self.trim(start);
        let end = self.document.view.len();
        if start == end {
            // The gap before a block that came to nothing goes too.
            let gap = &self.document.view.as_str()[..start];
            let kept = gap.strip_suffix("\n\n").map_or(start, str::len);
            if self
                .document
                .blocks
                .last()
                .is_some_and(|block| block.extent.end as usize == kept)
            {
                self.document.view.truncate(kept);
            }
            self.document.inlines.truncate(self.inlines);
            if let Kind::Cell { row, column } = kind {
                let end = self.document.view.len();
                self.push_block(self.cell(row, column), Extent::new(end, end));
            }
            return;
        }
        let extent = Extent::new(start, end);
        let kind = match kind {
            Kind::Heading(level) => {
                self.open_section(level);
                BlockKind::Heading(level)
            }
            Kind::Paragraph => BlockKind::Paragraph,
            Kind::Item => match self.first_of_item() {
                Some(list) => BlockKind::Item(list),
                None => BlockKind::Paragraph,
            },
            Kind::Code { item } => {
                if item {
                    self.first_of_item();
                }
                BlockKind::Code
            }
            Kind::Cell { row, column } => self.cell(row, column),
        };
        self.finish_inlines(kind, extent);
        self.push_block(kind, extent);
    }

    fn cell(&self, row: u32, column: u32) -> BlockKind {
        let table = self.table.as_ref().map_or(0, |table| table.id);
        BlockKind::Cell { table, row, column }
    }

    fn push_block(&mut self, kind: BlockKind, extent: Extent) {
        let document = &mut self.document;
        let block = document.blocks.len();
        let first = document.sentences.len();
        if kind != BlockKind::Code {
            let text = &document.view[extent];
            let ranges = sentence::split(text).inspect(|range| {
                debug_assert_eq!(text[range.clone()].trim().len(), range.len());
            });
            document
                .sentences
                .extend(ranges.map(|range| Sentence::new(extent.slice(range), block)));
        }
        if let BlockKind::Cell { table, row, .. } = kind {
            document.tables[table].rows[row as usize].push(block);
        }
        let section = self.sections.last().copied().unwrap_or(0);
        let sentences = first..document.sentences.len();
        let mut block = Block::new(kind, extent, section, sentences);
        block.is_caption = self.in_caption;
        block.is_quote = self.quotes > 0;
        document.blocks.push(block);
    }

    fn open_section(&mut self, level: u8) {
        let level = level.max(1);
        while let Some(last) = self.sections.last()
            && self.document.sections[*last].level >= level
        {
            self.sections.pop();
        }
        let section = Section {
            heading: Some(self.document.blocks.len()),
            level,
            parent: self.sections.last().copied(),
        };
        self.sections.push(self.document.sections.len());
        self.document.sections.push(section);
    }

    /// Enters the block that is about to be pushed as the first of the current item.
    fn first_of_item(&mut self) -> Option<ListId> {
        let block = self.document.blocks.len();
        let (list, around) = self.lists.split_last_mut()?;
        list.fresh = false;
        let id = if let Some(id) = list.id {
            id
        } else {
            let parent = around.iter().rev().find_map(|list| list.id);
            let id = self.document.lists.len();
            list.id = Some(id);
            let lead = lead(&self.document, parent);
            self.document.lists.push(List {
                items: Vec::new(),
                ordered: list.ordered,
                lead,
                parent,
            });
            id
        };
        self.document.lists[id].items.push(block);
        Some(id)
    }

    /// Adds the addresses of a block to its inline runs, and brings these in order.
    fn finish_inlines(&mut self, kind: BlockKind, extent: Extent) {
        let document = &mut self.document;
        for inline in &mut document.inlines[self.inlines..] {
            inline.extent.start = inline.extent.start.clamp(extent.start, extent.end);
            inline.extent.end = inline.extent.end.clamp(inline.extent.start, extent.end);
        }
        if kind != BlockKind::Code && address::may_have_one(&document.view[extent]) {
            let code: Vec<Extent> = document.inlines[self.inlines..]
                .iter()
                .filter(|inline| inline.kind == InlineKind::Code)
                .map(|inline| inline.extent)
                .collect();
            for range in address::find(&document.view[extent]) {
                let extent = extent.slice(range);
                let at = code.partition_point(|code| code.end <= extent.start);
                if code.get(at).is_some_and(|code| code.overlaps(extent)) {
                    continue;
                }
                document.inlines.push(Inline {
                    kind: InlineKind::Address,
                    extent,
                    span: document.view.span(extent),
                });
            }
        }
        document.inlines[self.inlines..]
            .sort_by_key(|inline| (inline.extent.start, std::cmp::Reverse(inline.extent.end)));
    }
}

/// The block that introduces a list whose first item comes next.
fn lead(document: &Document, parent: Option<ListId>) -> Option<BlockId> {
    let last = document.blocks.len().checked_sub(1)?;
    let leads = match document.blocks[last].kind() {
        BlockKind::Paragraph | BlockKind::Heading(_) => true,
        // Next to each other, two lists are apart, unless the text says otherwise.
        BlockKind::Item(_) => parent.is_some() || document.block_text(last).ends_with(':'),
        BlockKind::Cell { .. } | BlockKind::Code => false,
    };
    leads.then_some(last)
}

/// The bytes that characters begin with that are not shown as they are, and some others.
static IS_ODD: [bool; 256] = byte_table(b"\t\r\x0B\x0C\xC2\xE1\xE2\xE3\xEF");

/// Where the first of these bytes stands, or behind all. Most text has none of them, and is of ASCII for the most part, as is
/// told of many bytes at once.
fn first_odd(bytes: &[u8]) -> usize {
    const MANY: usize = 32;
    // As signed numbers, all bytes beyond ASCII are below the first one that is no control character.
    let may_be = |byte: u8| byte.cast_signed() < b' '.cast_signed() && byte != b'\n';
    let may_have = |many: &[u8; MANY]| many.iter().fold(false, |may, byte| may | may_be(*byte));
    let mut rest = bytes;
    while let Some((many, behind)) = rest.split_first_chunk() {
        if may_have(many) && first_of(&IS_ODD, many).is_some() {
            break;
        }
        rest = behind;
    }
    bytes.len() - rest.len() + first_of(&IS_ODD, rest).unwrap_or(rest.len())
}

/// How a character of the source is shown.
enum Shown {
    AsIs,
    Space,
    Break,
    Not,
}

fn shown(character: char) -> Shown {
    match character {
        // Spaces of other widths, and those that do not break: a reader sees a space.
        '\t'
        | '\u{B}'
        | '\u{C}'
        | '\u{A0}'
        | '\u{1680}'
        | '\u{2000}'..='\u{200A}'
        | '\u{202F}'
        | '\u{205F}'
        | '\u{3000}' => Shown::Space,
        '\u{85}' | '\u{2028}' | '\u{2029}' => Shown::Break,
        // The soft hyphen, and what has no width: joiners, marks of direction, the byte order mark.
        '\r'
        | '\u{AD}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}'
        | '\u{FEFF}' => Shown::Not,
        _ => Shown::AsIs,
    }
}
