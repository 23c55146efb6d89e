//! Markdown, as `CommonMark` with tables, footnotes, strikethrough, task lists and front matter.
//!
//! Lives here: what each event of the Markdown parser means for the document, and which bold lines are headings.
//! Stays out: the grammar of Markdown, which is the parser's.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::builder::{Builder, Mark};
use super::html::Html;
use super::{Document, Format, InlineKind, front_matter, plain, template};
use crate::source::SourceId;

/// The rank of a bold line that stands for a heading: below every real one.
const BOLD: u8 = 7;
/// A bold line that is longer is a statement.
const LONGEST_HEADING: usize = 90;

pub(super) fn read(source: SourceId, text: &str) -> Document {
    let (entries, body) = front_matter::split(text);
    let mut reader = Reader {
        text,
        builder: Builder::new(source, Format::Markdown, text),
        html: Html::default(),
        island: Vec::new(),
        marks: Vec::new(),
        targets: Vec::new(),
        images: 0,
        code: false,
        is_told: false,
        quotes: 0,
        emphasis: Emphasis::default(),
    };
    reader.builder.front_matter(entries);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM;
    let masked = template::masked(&text[body..]);
    for (event, range) in Parser::new_ext(&masked, options).into_offset_iter() {
        reader.event(event, range.start + body..range.end + body);
    }
    reader.builder.finish()
}

struct Reader<'a> {
    text: &'a str,
    builder: Builder<'a>,
    html: Html,
    /// The lines of the block of HTML that is open.
    island: Vec<Range<usize>>,
    /// Where the open links and emphases began.
    marks: Vec<Mark>,
    /// The targets of the open links.
    targets: Vec<String>,
    /// How many images are open: their text is no prose.
    images: usize,
    code: bool,
    /// Whether the text of the open code has been written already, as tables.
    is_told: bool,
    quotes: usize,
    emphasis: Emphasis,
}

/// What is emphasised in the open paragraph.
#[derive(Default)]
struct Emphasis {
    strong: usize,
    italic: usize,
    /// There is text that is bold, italic, or not bold.
    has_bold: bool,
    has_italic: bool,
    has_other: bool,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        let Range { start, end } = range.clone();
        match event {
            Event::Start(Tag::CodeBlock(kind)) => self.start_code(&kind, range),
            Event::Start(tag) => self.start(tag, start),
            Event::End(tag) => self.end(tag, end),
            Event::Text(text) => self.prose(&text, start, end),
            Event::Code(code) if self.images == 0 => self.code_span(&code, start, end),
            // A tag may go on in the next line: the island is read when all of it is there.
            Event::Html(_) => self.island.push(range),
            Event::InlineHtml(_) if self.images == 0 => {
                self.html.island(&mut self.builder, self.text, &[range]);
            }
            Event::SoftBreak => self.builder.soft_break(start, end),
            Event::HardBreak => {
                if self.is_bold_heading() {
                    self.builder.promote(BOLD);
                    self.builder.open_paragraph();
                    self.emphasis = Emphasis::default();
                } else {
                    self.builder.line_break(start, end);
                }
            }
            Event::Code(_)
            | Event::InlineHtml(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::Rule
            | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, start: usize) {
        match tag {
            Tag::Paragraph => {
                self.emphasis = Emphasis::default();
                self.builder.open_paragraph();
            }
            Tag::Heading { level, .. } => self.builder.open_heading(level as u8),
            Tag::BlockQuote(_) => {
                self.quotes += 1;
                self.builder.quote(true);
            }
            Tag::List(first) => self.builder.open_list(first.is_some()),
            Tag::Item => self.builder.open_item(),
            Tag::Table(_) => self.builder.open_table(),
            Tag::TableHead | Tag::TableRow => self.builder.open_row(),
            Tag::TableCell => self.builder.open_cell(),
            Tag::Image { .. } => self.images += 1,
            Tag::Strong | Tag::Emphasis | Tag::Link { .. } => {
                match tag {
                    Tag::Strong => self.emphasis.strong += 1,
                    Tag::Emphasis => self.emphasis.italic += 1,
                    _ => {}
                }
                self.marks.push(self.builder.mark(start));
                if let Tag::Link { dest_url, .. } = tag {
                    self.targets.push(dest_url.into_string());
                }
            }
            Tag::HtmlBlock => {
                self.builder.close();
                self.html.reset();
            }
            _ => {}
        }
    }

    /// What is set as code may be accounts.
    fn start_code(&mut self, kind: &CodeBlockKind<'_>, range: Range<usize>) {
        self.code = true;
        let body = match kind {
            CodeBlockKind::Indented => Some(range),
            CodeBlockKind::Fenced(language) => {
                let is_text = ["", "text", "txt", "plain", "plaintext"].contains(&&**language);
                is_text.then(|| within_fence(self.text, range))
            }
        };
        // In a quotation each line has a mark of its own.
        let body = body.filter(|_| self.quotes == 0);
        self.is_told =
            body.is_some_and(|body| plain::write_tables(&mut self.builder, self.text, body));
        if !self.is_told {
            self.builder.open_code();
        }
    }

    fn end(&mut self, tag: TagEnd, end: usize) {
        match tag {
            TagEnd::Paragraph => {
                self.html.reset();
                self.builder.drop_last_backslash();
                if self.is_bold_heading() {
                    self.builder.promote(BOLD);
                }
                self.builder.close();
            }
            TagEnd::Heading(_) | TagEnd::TableCell | TagEnd::FootnoteDefinition => {
                self.builder.close();
            }
            TagEnd::CodeBlock => {
                (self.code, self.is_told) = (false, false);
                self.builder.close();
            }
            TagEnd::BlockQuote(_) => {
                self.quotes = self.quotes.saturating_sub(1);
                self.builder.quote(false);
            }
            TagEnd::List(_) => self.builder.close_list(),
            TagEnd::Item => {
                self.builder.drop_last_backslash();
                self.builder.close_item();
            }
            TagEnd::Table => self.builder.close_table(),
            TagEnd::Image => self.images = self.images.saturating_sub(1),
            TagEnd::Strong => {
                self.emphasis.strong = self.emphasis.strong.saturating_sub(1);
                self.inline(InlineKind::Emphasis, end);
            }
            TagEnd::Emphasis => {
                self.emphasis.italic = self.emphasis.italic.saturating_sub(1);
                self.inline(InlineKind::Emphasis, end);
            }
            TagEnd::Link => {
                let target = self.targets.pop().unwrap_or_default();
                self.inline(InlineKind::Link(target), end);
            }
            TagEnd::HtmlBlock => {
                let island = std::mem::take(&mut self.island);
                self.html.island(&mut self.builder, self.text, &island);
                self.builder.close();
            }
            _ => {}
        }
    }

    fn inline(&mut self, kind: InlineKind, end: usize) {
        if let Some(mark) = self.marks.pop()
            && self.images == 0
        {
            self.builder.inline(kind, mark, end);
        }
    }

    fn prose(&mut self, text: &str, start: usize, end: usize) {
        if self.images > 0 || self.html.hides() || self.is_told {
            return;
        }
        if !self.code && !text.chars().all(char::is_whitespace) {
            self.emphasis.has_bold |= self.emphasis.strong > 0;
            self.emphasis.has_italic |= self.emphasis.italic > 0;
            self.emphasis.has_other |= self.emphasis.strong == 0;
        }
        self.verbatim_or_decoded(text, start, end);
    }

    /// Text stands in the source as it is, possibly behind a backslash or a fence, or it is decoded.
    fn verbatim_or_decoded(&mut self, text: &str, start: usize, end: usize) {
        let source = &self.text[start..end];
        let whole = (source == text).then_some(0);
        match whole.or_else(|| source.rfind(text)) {
            Some(at) => self.builder.text(start + at, start + at + text.len()),
            None => self.builder.decoded(text, start, end),
        }
    }

    fn code_span(&mut self, code: &str, start: usize, end: usize) {
        self.emphasis.has_other = true;
        let mark = self.builder.mark(start);
        self.verbatim_or_decoded(code, start, end);
        self.builder.inline(InlineKind::Code, mark, end);
    }

    /// Whether the open paragraph is all bold and reads as a heading. A bold and italic line with a comma, or one
    /// with a comma right behind a heading, names an author.
    fn is_bold_heading(&self) -> bool {
        if !self.emphasis.has_bold || self.emphasis.has_other {
            return false;
        }
        let text = self.builder.so_far().trim_end();
        self.quotes == 0
            && self.builder.in_paragraph()
            && text.len() <= LONGEST_HEADING
            && !text.contains('\n')
            && !text.ends_with(['.', ',', ';', ':', '!'])
            && !(text.contains(',') && (self.emphasis.has_italic || self.builder.after_heading()))
    }
}

/// The lines between those of a fence.
fn within_fence(text: &str, fence: Range<usize>) -> Range<usize> {
    let whole = &text[fence.clone()];
    let first = whole.find('\n').map_or(whole.len(), |at| at + 1);
    let kept = whole.trim_end();
    let last = kept.rfind('\n').map_or(0, |at| at + 1);
    let is_closed = kept[last..].trim_start().starts_with(['`', '~']);
    let end = if is_closed { last } else { whole.len() };
    fence.start + first..fence.start + end.max(first)
}
