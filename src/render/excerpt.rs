//! The lines around some labels of one source, cut to a width: what miette is given in place of the whole text.
//!
//! A line of a report can be a paragraph of 3,000 characters. So a long line is shown as a window around its labels,
//! cut between words and marked with `…`; labels too far apart for one window get one each. Line and column stay
//! those of the source, and come from its line index: miette's own sources would scan from the start for each label.

use std::collections::BTreeMap;
use std::ops::Range;

use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use super::visible::{columns, one_line, visible};
use crate::finding::Label;
use crate::source::Source;

/// A label over more lines is shown on the first of them.
const MAX_LINES: usize = 6;
/// Columns of context that a window keeps on each side, where there is text.
const MARGIN: usize = 10;
/// Columns between the left end of a caption and the middle of the underline that it hangs from.
const HOOK: usize = 4;
/// A caption is not wrapped narrower than this.
const MIN_CAPTION: usize = 16;

/// Excerpts of one source with their labels.
#[derive(Debug)]
pub(super) struct Excerpts {
    name: String,
    /// The excerpts one after another. All offsets that miette sees are offsets in this text.
    text: String,
    chunks: Vec<Chunk>,
    marks: Vec<Mark>,
}

/// One excerpt: lines that follow one another in the source.
#[derive(Debug)]
struct Chunk {
    text: Range<usize>,
    /// The line of its first row, from 0.
    line: usize,
}

/// An underlined part of a row.
#[derive(Debug)]
struct Mark {
    text: Range<usize>,
    /// The line and the column of its start in the source, from 0.
    position: (usize, usize),
    caption: Option<String>,
    primary: bool,
}

/// The part of a label that lies in one line.
#[derive(Debug, Clone)]
struct Segment {
    /// The index of the label, in order of mention.
    label: usize,
    bytes: Range<usize>,
    /// Whether the label starts here.
    first: bool,
    /// The label's text, at the last segment of the label.
    caption: Option<String>,
    /// Whether the label goes on behind the lines that are shown.
    goes_on: bool,
}

/// One line as it is shown.
#[derive(Debug)]
struct Row {
    line: usize,
    /// What is shown of the line.
    window: Range<usize>,
    cut_left: bool,
    cut_right: bool,
    segments: Vec<Segment>,
}

impl Row {
    fn mentioned(&self) -> Option<usize> {
        self.segments.iter().map(|segment| segment.label).min()
    }

    fn is_cut(&self) -> bool {
        self.cut_left || self.cut_right
    }
}

impl Excerpts {
    /// Excerpts of `source` around `labels`, which are in order of mention, none of their lines wider than `width`.
    /// With `primary`, the first label is the primary one.
    pub(super) fn new(
        source: &Source,
        labels: &[&Label],
        primary: bool,
        width: usize,
        unicode: bool,
    ) -> Self {
        let mut excerpts = Excerpts {
            name: one_line(source.name()).into_owned(),
            text: String::new(),
            chunks: Vec::new(),
            marks: Vec::new(),
        };
        let ellipsis = if unicode { "…" } else { "..." };
        let cropper = Cropper {
            source,
            width,
            ellipsis,
        };
        for chunk in chunks(&cropper, labels) {
            excerpts.push(source, &chunk, primary, width, ellipsis);
        }
        excerpts
    }

    fn push(&mut self, source: &Source, rows: &[Row], primary: bool, width: usize, ellipsis: &str) {
        let start = self.text.len();
        for row in rows {
            let row_start = self.text.len();
            if row.cut_left {
                self.text.push_str(ellipsis);
            }
            let moved = Moved::of(source, &row.window, &mut self.text);
            if row.cut_right {
                self.text.push_str(ellipsis);
            }
            for segment in &row.segments {
                let from = moved.to_text(segment.bytes.start);
                let to = if segment.goes_on || segment.bytes.end > row.window.end {
                    self.text.len()
                } else {
                    moved.to_text(segment.bytes.end).max(from)
                };
                let before = display_width(&self.text[row_start..from]);
                let under = display_width(&self.text[from..to]);
                let room = width.saturating_sub(before + under / 2 + HOOK);
                let position = source.position(segment.bytes.start);
                self.marks.push(Mark {
                    text: from..to,
                    position: (position.line - 1, position.column - 1),
                    caption: segment
                        .caption
                        .as_ref()
                        .map(|caption| wrap(caption, room.max(MIN_CAPTION))),
                    primary: primary && segment.label == 0 && segment.first,
                });
            }
            self.text.push('\n');
        }
        self.chunks.push(Chunk {
            text: start..self.text.len(),
            line: rows[0].line,
        });
    }

    /// The labels as miette wants them.
    pub(super) fn labels(&self) -> impl Iterator<Item = LabeledSpan> + '_ {
        self.marks.iter().map(|mark| {
            let span = (mark.text.start, mark.text.len());
            let caption = mark.caption.clone();
            if mark.primary {
                LabeledSpan::new_primary_with_span(caption, span)
            } else {
                LabeledSpan::new_with_span(caption, span)
            }
        })
    }
}

impl SourceCode for Excerpts {
    /// The whole excerpt that a span lies in. Asked without context lines, miette is after the position of the span
    /// itself, for the header; else after that of the first line.
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        lines_before: usize,
        lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (start, end) = (span.offset(), span.offset() + span.len());
        // A mark does not reach the line end, so it is clear which excerpt an empty one belongs to.
        let chunk = self
            .chunks
            .iter()
            .find(|chunk| chunk.text.start <= start && end < chunk.text.end)
            .ok_or(MietteError::OutOfBounds)?;
        let mark = self.marks.iter().find(|mark| mark.text.start == start);
        let (line, column) = match mark {
            Some(mark) if lines_before + lines_after == 0 => mark.position,
            _ => (chunk.line, 0),
        };
        let text = &self.text[chunk.text.clone()];
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            text.as_bytes(),
            (chunk.text.start, chunk.text.len()).into(),
            line,
            column,
            text.lines().count(),
        )))
    }
}

/// The rows to show, one excerpt each, in the order in which the labels are mentioned.
fn chunks(cropper: &Cropper<'_>, labels: &[&Label]) -> Vec<Vec<Row>> {
    let source = cropper.source;
    let mut by_line: BTreeMap<usize, Vec<Segment>> = BTreeMap::new();
    for (index, label) in labels.iter().enumerate() {
        for (line, segment) in segments(source, index, label) {
            by_line.entry(line).or_default().push(segment);
        }
    }
    let mut chunks: Vec<Vec<Row>> = Vec::new();
    for (line, segments) in by_line {
        for row in cropper.rows(line, segments) {
            // One line between two labels is shown rather than left out.
            let near =
                |chunk: &&mut Vec<Row>| (1..=2).contains(&(line - chunk[chunk.len() - 1].line));
            match chunks.iter_mut().find(near) {
                Some(chunk) => {
                    chunk.extend((chunk[chunk.len() - 1].line + 1..line).map(|at| cropper.row(at)));
                    chunk.push(row);
                }
                None => chunks.push(vec![row]),
            }
        }
    }
    for chunk in &mut chunks {
        cropper.add_context(chunk);
    }
    chunks.sort_by_key(|chunk| chunk.iter().filter_map(Row::mentioned).min());
    chunks
}

/// The lines of a label, with what it covers of each.
fn segments(source: &Source, index: usize, label: &Label) -> Vec<(usize, Segment)> {
    let span = label.place.span.range();
    let first = source.line_of(span.start);
    let last = source.line_of(span.end.saturating_sub(1).max(span.start));
    let mut segments: Vec<(usize, Segment)> = Vec::new();
    for line in first..=last.min(first + MAX_LINES - 1) {
        let whole = source.line_span(line).range();
        let start = span.start.clamp(whole.start, whole.end);
        let end = span.end.clamp(start, whole.end);
        let covered = &source.text()[start..end];
        // A label that came from the line above starts behind the indent and the bullet.
        let bare = covered.trim_start_matches(|c: char| c.is_whitespace() || "-*•>".contains(c));
        let indent = covered.len() - bare.len();
        if line > first && bare.is_empty() {
            continue;
        }
        let segment = Segment {
            label: index,
            bytes: if line > first { start + indent } else { start }..end,
            first: line == first,
            caption: None,
            goes_on: false,
        };
        segments.push((line, segment));
    }
    if let Some((_, end)) = segments.last_mut() {
        let caption = one_line(&label.text);
        end.caption = (!caption.is_empty()).then(|| caption.into_owned());
        end.goes_on = last >= first + MAX_LINES;
    }
    segments
}

/// Cuts the lines of a source to a width.
struct Cropper<'a> {
    source: &'a Source,
    width: usize,
    ellipsis: &'a str,
}

impl Cropper<'_> {
    /// The start of a line that has no label.
    fn row(&self, line: usize) -> Row {
        let whole = self.source.line_span(line).range();
        self.window(line, whole.start..whole.start, Vec::new())
    }

    /// A line with labels: one row, or several where the labels are too far apart.
    fn rows(&self, line: usize, mut segments: Vec<Segment>) -> Vec<Row> {
        segments.sort_by_key(|segment| (segment.bytes.start, segment.label));
        let mut groups: Vec<(Range<usize>, Vec<Segment>)> = Vec::new();
        for segment in segments {
            if let Some((covered, group)) = groups.last_mut() {
                let end = covered.end.max(segment.bytes.end);
                // The rest of the width is for the words around, and for the captions. Miette cannot draw two
                // underlines that overlap.
                let apart = segment.bytes.start >= covered.end;
                if apart && self.fits(covered.start..end, self.width * 3 / 5) {
                    covered.end = end;
                    group.push(segment);
                    continue;
                }
            }
            groups.push((segment.bytes.clone(), vec![segment]));
        }
        groups
            .into_iter()
            .map(|(covered, group)| self.window(line, covered, group))
            .collect()
    }

    /// Adds the line before and the line after, if they belong to the same paragraph or list. A line that is cut
    /// has context enough in itself.
    fn add_context(&self, chunk: &mut Vec<Row>) {
        let has_text = |line| {
            let whole = self.source.line_span(line).range();
            !self.source.text()[whole].trim().is_empty()
        };
        let (first, last) = (&chunk[0], &chunk[chunk.len() - 1]);
        let before = first.line.checked_sub(1).filter(|_| !first.is_cut());
        let after = Some(last.line + 1)
            .filter(|line| *line < self.source.line_starts().len() && !last.is_cut());
        if let Some(line) = before.filter(|line| has_text(*line)) {
            chunk.insert(0, self.row(line));
        }
        if let Some(line) = after.filter(|line| has_text(*line)) {
            chunk.push(self.row(line));
        }
    }

    /// As much of a line around `covered` as the width allows.
    fn window(&self, line: usize, covered: Range<usize>, segments: Vec<Segment>) -> Row {
        let whole = self.source.line_span(line).range();
        let goes_on = segments.iter().any(|segment| segment.goes_on);
        // What is underlined of an empty label takes a column, behind the end of the line perhaps.
        let is_empty = |segment: &Segment| segment.bytes.is_empty();
        let width = self.width - usize::from(segments.iter().any(is_empty));
        let mut window = whole.clone();
        // Captions hang from the middle of what they name, and go to the right.
        let max_before = segments
            .iter()
            .map(|segment| self.max_before(covered.start, segment))
            .min()
            .unwrap_or(width);
        if !self.fits(whole.clone(), width) || !self.fits(whole.start..covered.start, max_before) {
            let room = width.saturating_sub(2 * display_width(self.ellipsis));
            // A label that is too long for the window gives way to some words around it.
            let used = self.columns_up_to(covered.clone(), room.saturating_sub(2 * MARGIN));
            let spare = room - used;
            let after = self.columns_up_to(covered.end..whole.end, spare);
            let before = max_before.min((spare / 2).max(spare - after));
            window.start = self.back(whole.start..covered.start, before);
            window.end = self.forth(window.start..whole.end, &covered, room);
        }
        Row {
            line,
            cut_left: window.start > whole.start,
            cut_right: window.end < whole.end || goes_on,
            window,
            segments,
        }
    }

    /// How many columns may stand before `start` so that the caption of a segment has room.
    fn max_before(&self, start: usize, segment: &Segment) -> usize {
        let Some(caption) = &segment.caption else {
            return self.width;
        };
        let ahead = self.columns_up_to(start..segment.bytes.start.max(start), self.width);
        let under = self.columns_up_to(segment.bytes.clone(), self.width);
        let caption = display_width(caption).min(self.width / 2);
        let hook = ahead + under / 2 + HOOK;
        // The words around give way before the caption does.
        let least = hook + display_width(self.ellipsis) + caption.min(MIN_CAPTION);
        self.width
            .saturating_sub(hook + caption)
            .max(MARGIN)
            .min(self.width.saturating_sub(least))
    }

    /// The columns of a range, or `max` if there are more.
    fn columns_up_to(&self, range: Range<usize>, max: usize) -> usize {
        let mut used = 0;
        for c in self.source.text()[range].chars().filter_map(visible) {
            used += columns(c);
            if used >= max {
                return max;
            }
        }
        used
    }

    fn fits(&self, range: Range<usize>, width: usize) -> bool {
        self.columns_up_to(range, width + 1) <= width
    }

    /// The start of a window that ends with `range` and has room for `room` columns of it: the start of a word.
    fn back(&self, range: Range<usize>, room: usize) -> usize {
        let text = &self.source.text()[range.clone()];
        let Some((at, c)) = overflow(text.char_indices().rev(), room) else {
            return range.start;
        };
        range.start + after_space(&text[at..]).map_or(at + c.len_utf8(), |word| at + word)
    }

    /// The end of a window that starts with `range` and has room for `room` columns of it: the end of a word, but
    /// nothing of `covered` is given up for that.
    fn forth(&self, range: Range<usize>, covered: &Range<usize>, room: usize) -> usize {
        let text = &self.source.text()[range.clone()];
        let Some((at, c)) = overflow(text.char_indices(), room) else {
            return range.end;
        };
        let end = range.start + at;
        let keep = if covered.end <= end {
            covered.end
        } else {
            covered.start
        };
        let behind = &self.source.text()[keep..end + c.len_utf8()];
        behind
            .rfind(char::is_whitespace)
            .map_or(end, |space| keep + behind[..space].trim_end().len())
    }
}

/// The first character that `room` columns do not hold.
fn overflow(mut chars: impl Iterator<Item = (usize, char)>, room: usize) -> Option<(usize, char)> {
    let mut used = 0;
    chars.find(|(_, c)| {
        used += visible(*c).map_or(0, columns);
        used > room
    })
}

/// The offset of the first word behind the first white space.
fn after_space(text: &str) -> Option<usize> {
    let space = text.find(char::is_whitespace)?;
    Some(text.len() - text[space..].trim_start().len())
}

fn display_width(text: &str) -> usize {
    textwrap::core::display_width(text)
}

/// Where the characters of a part of the source went.
enum Moved {
    /// To so many bytes from the start of a text on, each byte to one.
    Together { window: Range<usize>, start: usize },
    /// Each to its own place, with the end behind them.
    Each(Vec<(usize, usize)>),
}

impl Moved {
    /// Puts what is shown of a part behind a text, as it can be seen.
    fn of(source: &Source, window: &Range<usize>, text: &mut String) -> Moved {
        let shown = &source.text()[window.clone()];
        // Nearly all is seen as it stands.
        if shown.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            let start = text.len();
            text.push_str(shown);
            let window = window.clone();
            return Moved::Together { window, start };
        }
        let mut moved = Vec::with_capacity(shown.len() + 1);
        for (at, c) in shown.char_indices() {
            moved.push((window.start + at, text.len()));
            text.extend(visible(c));
        }
        moved.push((window.end, text.len()));
        Moved::Each(moved)
    }

    /// Where an offset of the source went, or the next one that is shown.
    fn to_text(&self, offset: usize) -> usize {
        match self {
            Moved::Together { window, start } => {
                start + (offset.clamp(window.start, window.end) - window.start)
            }
            Moved::Each(moved) => {
                let at = moved.partition_point(|(from, _)| *from < offset);
                moved[at.min(moved.len() - 1)].1
            }
        }
    }
}

/// A caption on as many lines as it needs.
fn wrap(caption: &str, width: usize) -> String {
    textwrap::wrap(caption, width).join("\n")
}
