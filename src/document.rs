//! A source as sections, blocks, sentences, list items and table cells.
//!
//! Lives here: the parsed shape of one report, its text view, and one file per input format. Parsing never fails.
//! Stays out: other reports, rules, and what any sentence means.
//!
//! The **text view** is what a reader sees: markup and comments are gone, entities and escapes are decoded. Soft
//! line breaks and spaces of every width are plain spaces, a line break that was meant is `\n`, and characters
//! without width (soft hyphens, joiners) are dropped. Every byte of it maps back to the source. Positions in the
//! view are [`Extent`]s, positions in the source are [`Span`]s; the two types keep them apart.

mod address;
mod block;
mod builder;
mod front_matter;
mod html;
mod html_page;
mod kept;
mod language;
mod markdown;
mod marks;
mod plain;
mod sentence;
mod template;

use std::ops::{Index, Range};

use serde::{Deserialize, Serialize};

pub use block::{Block, Sentence};
pub use kept::KeptDocument;
pub use language::Language;

use crate::source::{Place, SourceId, Span};
use marks::Marks;

/// A half-open range of bytes in a document's text view, on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Extent {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Extent {
    /// The bytes `start..end` of a view.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "extent {start}..{end} runs backwards");
        Extent {
            start: start as u32,
            end: end as u32,
        }
    }

    /// The extent as a range that indexes the view.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether the other extent lies inside this one.
    pub fn contains(self, other: Extent) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Extent) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// A part of this extent, given by offsets from its start.
    #[must_use]
    pub fn slice(self, range: Range<usize>) -> Extent {
        Extent {
            start: self.start + range.start as u32,
            end: self.start + range.end as u32,
        }
    }
}

/// The text that a reader sees, and where each byte of it comes from.
#[derive(Debug, Default)]
pub struct TextView {
    text: String,
    /// Runs in order of the view: view offset, source offset, and whether the run is copied byte for byte.
    runs: Vec<Run>,
    /// The marks of where the runs start in the view.
    starts: Marks,
    /// The marks of where they end in the source.
    source_ends: Marks,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Run {
    view: u32,
    source: Span,
    verbatim: bool,
}

impl TextView {
    /// An empty view with room for so many bytes. What a reader sees is hardly ever longer than its source, and mostly stands
    /// in longer runs: what is left over is given back.
    fn with_capacity(bytes: usize) -> TextView {
        const BYTES_OF_RUN: usize = 48;
        TextView {
            text: String::with_capacity(bytes),
            runs: Vec::with_capacity(bytes / BYTES_OF_RUN),
            ..TextView::default()
        }
    }

    /// Takes no more text: what stands where will be found quickly.
    fn finish(&mut self) {
        self.runs.shrink_to_fit();
        self.starts = Marks::of(self.runs.iter().map(|run| run.view));
        self.source_ends = Marks::of(self.runs.iter().map(|run| run.source.end));
    }

    /// Appends text that stands in the source at `source_start`, byte for byte.
    pub fn push_verbatim(&mut self, text: &str, source_start: usize) {
        if text.is_empty() {
            return;
        }
        let view = self.text.len() as u32;
        self.text.push_str(text);
        let source = Span::new(source_start, source_start + text.len());
        if let Some(last) = self.runs.last_mut()
            && last.verbatim
            && last.source.end == source.start
        {
            last.source.end = source.end;
            return;
        }
        self.runs.push(Run {
            view,
            source,
            verbatim: true,
        });
    }

    /// Appends text that stands for the source bytes `source` without being equal to them: a decoded entity, a
    /// space for a line break, the blank line between two blocks.
    pub fn push_decoded(&mut self, text: &str, source: Span) {
        if text.is_empty() {
            return;
        }
        let view = self.text.len() as u32;
        self.text.push_str(text);
        self.runs.push(Run {
            view,
            source,
            verbatim: false,
        });
    }

    /// Cuts the view off behind its first `len` bytes.
    fn truncate(&mut self, len: usize) {
        self.text.truncate(len);
        let len = len as u32;
        while self.runs.last().is_some_and(|last| last.view >= len) {
            self.runs.pop();
        }
        if let Some(last) = self.runs.last_mut()
            && last.verbatim
        {
            last.source.end = last.source.end.min(last.source.start + len - last.view);
        }
    }

    /// The whole view.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The length of the view in bytes.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The source bytes of an extent. What was decoded is covered whole.
    pub fn span(&self, extent: Extent) -> Span {
        let first = self.run_of(extent.start);
        let start = self.in_source(first, extent.start, false);
        if extent.start == extent.end {
            return Span { start, end: start };
        }
        // The end is taken from the last byte, so that markup behind the extent stays outside. It mostly stands in the run that
        // the extent starts in.
        let last = extent.end - 1;
        let next = first.map_or(0, |first| first + 1);
        let is_near = self.runs.get(next).is_none_or(|next| next.view > last);
        let of_last = if is_near { first } else { self.run_of(last) };
        let end = self.in_source(of_last, last, true);
        Span {
            start,
            end: end.max(start),
        }
    }

    /// Whether an extent stands in the source as a reader sees it, byte for byte: nothing is decoded or left out in it, and no
    /// line ends in it but where the view has it, too.
    pub fn is_verbatim(&self, extent: Extent) -> bool {
        let is_in = |run: &Run| {
            run.verbatim && extent.end <= run.view + (run.source.end - run.source.start)
        };
        let run = self.run_of(extent.start).and_then(|run| self.runs.get(run));
        run.is_some_and(is_in)
    }

    /// The extent of a span of the source: its ends, or the next visible bytes behind them.
    pub fn extent(&self, span: Span) -> Extent {
        let first = self.passed(span.start);
        // Most spans are short, and end in the run that they start in.
        let runs = self.runs[first..].iter();
        let passed = runs.take_while(|run| run.source.end <= span.end).count();
        Extent {
            start: self.in_run(first, span.start),
            end: self.in_run(first + passed, span.end),
        }
    }

    /// The view offset of a source offset, or of the next visible byte behind it.
    pub fn to_view(&self, source: u32) -> u32 {
        self.in_run(self.passed(source), source)
    }

    /// How many runs end at or before a source offset.
    fn passed(&self, source: u32) -> usize {
        let near = self.source_ends.near(source, self.runs.len());
        near.start + self.runs[near].partition_point(|run| run.source.end <= source)
    }

    /// The view offset of a source offset in or before a run, and behind the run before.
    fn in_run(&self, at: usize, source: u32) -> u32 {
        match self.runs.get(at) {
            None => self.text.len() as u32,
            Some(run) if run.verbatim && source > run.source.start => {
                run.view + (source - run.source.start)
            }
            Some(run) => run.view,
        }
    }

    /// The run that a byte of the view stands in.
    fn run_of(&self, view: u32) -> Option<usize> {
        let near = self.starts.near(view, self.runs.len());
        let behind = near.start + self.runs[near].partition_point(|run| run.view <= view);
        behind.checked_sub(1)
    }

    /// Where a byte of a run, or what is behind it, stands in the source.
    fn in_source(&self, run: Option<usize>, view: u32, past: bool) -> u32 {
        let Some(run) = run.and_then(|run| self.runs.get(run)) else {
            return 0;
        };
        match (run.verbatim, past) {
            (true, false) => (run.source.start + (view - run.view)).min(run.source.end),
            (true, true) => (run.source.start + (view - run.view) + 1).min(run.source.end),
            (false, false) => run.source.start,
            (false, true) => run.source.end,
        }
    }
}

impl Index<Extent> for TextView {
    type Output = str;

    fn index(&self, extent: Extent) -> &str {
        &self.text[extent.range()]
    }
}

/// The file format of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// `CommonMark` with tables, footnotes and front matter.
    Markdown,
    /// A page of HTML.
    Html,
    /// Text without markup; Markdown-like bullets and links are understood.
    Plain,
}

impl Format {
    /// The format that a file name says.
    pub fn of(name: &str) -> Format {
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        let is_one_of = |known: &[&str]| known.iter().any(|it| extension.eq_ignore_ascii_case(it));
        if is_one_of(&["md", "markdown", "mdx"]) {
            Format::Markdown
        } else if is_one_of(&["html", "htm", "xhtml"]) {
            Format::Html
        } else {
            Format::Plain
        }
    }
}

/// Names a section of one document: an index into [`Document::sections`].
pub type SectionId = usize;
/// Names a block of one document: an index into [`Document::blocks`].
pub type BlockId = usize;
/// Names a list of one document: an index into [`Document::lists`].
pub type ListId = usize;
/// Names a table of one document: an index into [`Document::tables`].
pub type TableId = usize;

/// A heading with everything up to the next heading of its rank. The first section has no heading.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Section {
    /// The block of the heading; `None` for what stands before the first one.
    pub heading: Option<BlockId>,
    /// Rank, from 1; 0 for the first section.
    pub level: u8,
    /// The section around this one.
    pub parent: Option<SectionId>,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading and its rank, from 1.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// The first (mostly only) paragraph of a list item.
    Item(ListId),
    /// A table cell with its row and column, from 0; row 0 is the header row. A cell may be empty.
    Cell {
        /// The table.
        table: TableId,
        /// Row, from 0.
        row: u32,
        /// Column, from 0.
        column: u32,
    },
    /// Code or other preformatted text: visible, but no prose. Has no sentences.
    Code,
}

/// A list of items.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct List {
    /// The first block of each item, in order. Items of nested lists are not among them.
    pub items: Vec<BlockId>,
    /// Whether the items are numbered.
    pub ordered: bool,
    /// The block right before the first item: the paragraph or heading that introduces it, or the item above.
    pub lead: Option<BlockId>,
    /// The list around it, if it is nested in one.
    pub parent: Option<ListId>,
}

/// A table; its cells are blocks.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Table {
    /// The blocks of each row; row 0 is the header.
    pub rows: Vec<Vec<BlockId>>,
}

/// What a run of characters inside a block is, besides prose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum InlineKind {
    /// Code: never words, names or quantities, but an item of a list as well as any.
    Code,
    /// A link; its target as written.
    Link(String),
    /// An address that stands in the text itself, or an e-mail address, a path, a handle.
    Address,
    /// Emphasis, strong or not.
    Emphasis,
}

/// A run of characters inside a block that is more, or less, than prose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inline {
    /// What it is.
    pub kind: InlineKind,
    /// Its visible text. Empty for a link without text.
    pub extent: Extent,
    /// All of it in the source, markup included.
    pub span: Span,
}

/// A comment, which no reader sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// All of it in the source, marks included.
    pub span: Span,
    /// The block that it stands in, if that has words before it.
    pub within: Option<BlockId>,
    /// How many lists are open around it.
    pub lists: usize,
}

/// Front matter as written: key, value, and the source bytes of the value. Only scalars of the top two levels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrontMatter {
    /// The key; `seo.title` for a key inside `seo`.
    pub key: String,
    /// The value without quotes.
    pub value: String,
    /// Where the value stands.
    pub span: Span,
}

/// One parsed source.
#[derive(Debug)]
pub struct Document {
    /// The source that was parsed.
    pub source: SourceId,
    /// The format that it was read as.
    pub format: Format,
    /// The language of most of the view.
    pub language: Language,
    /// What a reader sees. Blocks are separated by a blank line in it.
    pub view: TextView,
    /// Sections in the order of the text; at least one.
    pub sections: Vec<Section>,
    /// Blocks in the order of the text.
    pub blocks: Vec<Block>,
    /// Sentences in the order of the text.
    pub sentences: Vec<Sentence>,
    /// Lists in the order of their first items.
    pub lists: Vec<List>,
    /// Tables in the order of the text.
    pub tables: Vec<Table>,
    /// Inline runs in the order of the text.
    pub inlines: Vec<Inline>,
    /// How far the inline runs up to each one reach; they may nest.
    inline_reach: Vec<u32>,
    /// Front matter in the order of the text.
    pub front_matter: Vec<FrontMatter>,
    /// Comments in the order of the text.
    pub comments: Vec<Comment>,
}

/// Reads a text as the format that its name says: Markdown for `.md`, `.markdown` and `.mdx`, HTML for `.html`, `.htm`
/// and `.xhtml`, else plain text.
pub fn read(source: SourceId, name: &str, text: &str) -> Document {
    read_as(source, Format::of(name), text)
}

/// Reads a text as one format.
pub fn read_as(source: SourceId, format: Format, text: &str) -> Document {
    match format {
        Format::Markdown => markdown::read(source, text),
        Format::Html => html_page::read(source, text),
        Format::Plain => plain::read(source, text),
    }
}

impl Document {
    /// The place of an extent.
    pub fn place(&self, extent: Extent) -> Place {
        Place {
            source: self.source,
            span: self.view.span(extent),
        }
    }

    /// The visible text of a block.
    pub fn block_text(&self, block: BlockId) -> &str {
        &self.view[self.blocks[block].extent]
    }

    /// The inline runs that overlap an extent.
    pub fn inlines_in(&self, extent: Extent) -> impl Iterator<Item = &Inline> {
        let first = self
            .inline_reach
            .partition_point(|reach| *reach <= extent.start);
        self.inlines[first..]
            .iter()
            .take_while(move |inline| inline.extent.start < extent.end)
            .filter(move |inline| inline.extent.end > extent.start)
    }

    /// Whether nothing of an extent is code or an address.
    pub fn is_prose(&self, extent: Extent) -> bool {
        self.inlines_in(extent)
            .all(|inline| !matches!(inline.kind, InlineKind::Code | InlineKind::Address))
    }

    /// The title with its place: the one in the front matter, else the first heading.
    pub fn title(&self) -> Option<(&str, Place)> {
        if let Some(entry) = self.front_matter.iter().find(|entry| entry.key == "title") {
            let place = Place {
                source: self.source,
                span: entry.span,
            };
            return Some((&entry.value, place));
        }
        let heading = self.sections.iter().find_map(|section| section.heading)?;
        Some((
            self.block_text(heading),
            self.place(self.blocks[heading].extent),
        ))
    }

    /// The block that holds a view offset, if any does.
    pub fn block_at(&self, offset: u32) -> Option<BlockId> {
        let at = self
            .blocks
            .partition_point(|block| block.extent.end <= offset);
        (self.blocks.get(at)?.extent.start <= offset).then_some(at)
    }

    /// The headings above a section, the nearest first.
    pub fn headings(&self, section: SectionId) -> impl Iterator<Item = BlockId> + '_ {
        std::iter::successors(Some(section), |at| self.sections[*at].parent)
            .filter_map(|at| self.sections[at].heading)
    }
}

#[cfg(test)]
mod tests;
