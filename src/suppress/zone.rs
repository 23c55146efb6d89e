//! What a comment is about: the block that it stands in, or the next one.

use std::ops::Range;

use crate::document::{BlockId, BlockKind, Comment, Document, ListId};
use crate::source::Span;

/// The bytes that a comment is about; `None` at the end of a document.
///
/// Before a list that is the whole list, and within it the next item; before a table the whole table, and within it
/// the row.
pub(super) fn block(document: &Document, comment: &Comment) -> Option<Span> {
    let within = comment.within.filter(|at| *at < document.blocks.len());
    let first = within.unwrap_or_else(|| next(document, comment.span.end));
    let blocks = match document.blocks.get(first)?.kind() {
        BlockKind::Item(list) if within.is_some() => item(document, first, list),
        BlockKind::Item(list) => {
            let around = ancestors(document, list);
            // Of the lists that begin here, the outermost one that the comment stands before.
            match around.len().checked_sub(comment.lists + 1) {
                Some(at) => first..last_of(document, around[at]) + 1,
                None => item(document, first, list),
            }
        }
        BlockKind::Cell { table, row, .. } => {
            let rows = &document.tables[table].rows;
            let row = row as usize;
            let rows = if within.is_some() {
                &rows[row..=row]
            } else {
                &rows[row..]
            };
            let last = rows.iter().flatten().max().copied().unwrap_or(first);
            rows.first()
                .and_then(|row| row.first())
                .copied()
                .unwrap_or(first)..last + 1
        }
        BlockKind::Heading(_) | BlockKind::Paragraph | BlockKind::Code => first..first + 1,
    };
    // An empty cell stands nowhere.
    let extents = document.blocks[blocks].iter().map(|block| block.extent);
    let filled = extents.filter(|extent| extent.start < extent.end);
    let spans = filled.map(|extent| document.view.span(extent));
    spans.reduce(Span::cover)
}

/// The first block behind an offset of the source.
fn next(document: &Document, offset: u32) -> BlockId {
    let blocks = &document.blocks;
    blocks.partition_point(|block| document.view.span(block.extent).start < offset)
}

/// An item with the lists in it.
fn item(document: &Document, first: BlockId, list: ListId) -> Range<BlockId> {
    let mut end = first + 1;
    while let Some(block) = document.blocks.get(end)
        && let BlockKind::Item(inner) = block.kind()
        && inner != list
        && ancestors(document, inner).contains(&list)
    {
        end += 1;
    }
    first..end
}

/// A list and those around it, the innermost first.
fn ancestors(document: &Document, list: ListId) -> Vec<ListId> {
    std::iter::successors(Some(list), |at| document.lists[*at].parent).collect()
}

/// The last block of a list.
fn last_of(document: &Document, list: ListId) -> BlockId {
    let last = document.lists[list].items.last().copied().unwrap_or(0);
    item(document, last, list).end - 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Format, read_as};
    use crate::source::Sources;

    /// What the comments of a text are about.
    fn zones(format: Format, text: &str) -> Vec<String> {
        let mut sources = Sources::default();
        let document = read_as(sources.add("a", text).unwrap(), format, text);
        let zone = |comment| {
            let span = block(&document, comment)?;
            Some(text[span.range()].to_owned())
        };
        let zones = document.comments.iter().map(zone);
        zones.map(Option::unwrap_or_default).collect()
    }

    #[test]
    fn a_comment_is_about_the_next_block_or_its_own() {
        for (text, expected) in [
            ("<!-- c -->\nOne\ntwo.\n\nThree.", &["One\ntwo."][..]),
            ("One\n<!-- c -->\n\n## Two\n\nThree.", &["Two"]),
            ("One <!-- c --> two.\n\nThree.", &["One <!-- c --> two."]),
            ("One two. <!-- c -->\n\nThree.", &["One two."]),
            (
                "<!-- c -->\n\n- a\n  - b\n- d\n\nThree.",
                &["a\n  - b\n- d"],
            ),
            ("- a\n  <!-- c -->\n- b\n  - c\n- d", &["b\n  - c"]),
            ("- a\n  <!-- c -->\n  - b\n  - c\n- d", &["b\n  - c"]),
            ("- a <!-- c -->\n- b", &["a"]),
            ("- <!-- c --> a\n- b", &["a"]),
            ("1. a\n\n   <!-- c -->\n   Then b.\n2. d", &["Then b."]),
            (
                "<!-- c -->\n| a | b |\n|---|---|\n| 1 | 2 |\n\nThree.",
                &["a | b |\n|---|---|\n| 1 | 2"],
            ),
            (
                "| a | b |\n|---|---|\n| 1 <!-- c --> | 2 |\n| 3 | 4 |",
                &["1 <!-- c --> | 2"],
            ),
            ("| a | b |\n|---|---|\n| <!-- c --> | 2 |", &["2"]),
            ("> <!-- c -->\n> One.\n\nTwo.", &["One."]),
            ("One.\n\n<!-- c -->\n", &[""]),
            ("<!-- c -->\n<!-- d -->\n\nOne.", &["One.", "One."]),
        ] {
            assert_eq!(zones(Format::Markdown, text), expected, "{text}");
        }
    }

    #[test]
    fn a_comment_of_a_page_is_about_the_next_element() {
        for (page, expected) in [
            (
                "<p>One</p><!-- c --><p>Two <b>three</b></p>",
                &["Two <b>three"][..],
            ),
            ("<p><!-- c -->One</p><p>Two</p>", &["One"]),
            ("<p>One <!-- c --></p><p>Two</p>", &["One"]),
            ("<!-- c --><ul><li>a</li><li>b</li></ul>", &["a</li><li>b"]),
            ("<ul><li>a</li><!-- c --><li>b</li><li>d</li></ul>", &["b"]),
            (
                "<!-- c --><table><tr><td>1<td>2<tr><td>3</table>",
                &["1<td>2<tr><td>3"],
            ),
            (
                "<header><!-- c --></header><main><p>One</p></main>",
                &["One"],
            ),
        ] {
            assert_eq!(zones(Format::Html, page), expected, "{page}");
        }
    }
}
