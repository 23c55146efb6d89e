//! What every document promises, whatever the text.

use proptest::prelude::*;

use super::{BlockKind, Document, Format, InlineKind, read_as};
use crate::source::Sources;

/// Reads a text, and checks all that `Document` promises.
fn checked(format: Format, text: &str) -> Document {
    let mut sources = Sources::default();
    let source = sources.add("a text", text).expect("a short text");
    let document = read_as(source, format, text);
    check_view(&document, text);
    check_blocks(&document);
    document
}

fn check_view(document: &Document, text: &str) {
    let view = document.view.as_str();
    for (at, character) in view.char_indices() {
        let extent = super::Extent::new(at, at + character.len_utf8());
        let span = document.view.span(extent);
        assert!(
            text.get(span.range()).is_some(),
            "{span:?} cuts a character"
        );
        let back = document.view.to_view(span.start);
        assert!(
            span.start == span.end || back as usize <= at,
            "{span:?} comes from {at} and leads to {back}: {:?}",
            document.view
        );
    }
    for run in &document.view.runs {
        if run.verbatim {
            let seen = &view[run.view as usize..][..run.source.range().len()];
            assert_eq!(seen, &text[run.source.range()]);
        }
    }
    assert!(
        document
            .view
            .runs
            .is_sorted_by_key(|run| (run.view, run.source.start))
    );
}

fn check_blocks(document: &Document) {
    let view = document.view.as_str();
    let mut end = 0;
    let mut sentences = 0;
    for (at, block) in document.blocks.iter().enumerate() {
        let extent = block.extent.range();
        assert!(extent.start >= end, "blocks are in order");
        let text = &view[extent.clone()];
        if block.kind != BlockKind::Code {
            assert_eq!(text.trim(), text);
            assert!(!text.contains("\n\n"));
        }
        if !text.is_empty() {
            let gap = if end == 0 { "" } else { "\n\n" };
            assert_eq!(&view[end..extent.start], gap);
            end = extent.end;
        }
        assert_eq!(block.sentences.start, sentences);
        sentences = block.sentences.end;
        let has_sentences = block.kind != BlockKind::Code && !text.is_empty();
        assert_eq!(has_sentences, !block.sentences.is_empty());
        let mut sentence_end = block.extent.start;
        for sentence in &document.sentences[block.sentences.clone()] {
            assert_eq!(sentence.block, at);
            assert!(
                sentence.extent.start >= sentence_end && block.extent.contains(sentence.extent)
            );
            assert_eq!(
                document.view[sentence.extent].trim(),
                &document.view[sentence.extent]
            );
            sentence_end = sentence.extent.end;
        }
        match block.kind {
            BlockKind::Item(list) => assert!(document.lists[list].items.contains(&at)),
            BlockKind::Cell { table, row, column } => {
                assert_eq!(
                    document.tables[table].rows[row as usize][column as usize],
                    at
                );
            }
            BlockKind::Heading(level) => {
                assert_eq!(document.sections[block.section].heading, Some(at));
                assert_eq!(document.sections[block.section].level, level);
            }
            BlockKind::Paragraph | BlockKind::Code => {}
        }
    }
    assert_eq!(end, view.len(), "nothing stands outside of the blocks");
    assert_eq!(sentences, document.sentences.len());
    for (at, list) in document.lists.iter().enumerate() {
        assert!(!list.items.is_empty());
        assert!(list.parent.is_none_or(|parent| parent < at));
        assert!(list.lead.is_none_or(|lead| lead < list.items[0]));
    }
    for inline in &document.inlines {
        assert!(inline.extent.range().end <= view.len());
        assert!(view.is_char_boundary(inline.extent.range().start));
        let found = inline.extent.start == inline.extent.end
            || document
                .inlines_in(inline.extent)
                .any(|other| other == inline);
        assert!(found);
        if inline.kind == InlineKind::Address {
            assert!(!view[inline.extent.range()].contains(char::is_whitespace));
        }
    }
    assert!(
        document
            .inlines
            .is_sorted_by_key(|inline| inline.extent.start)
    );
}

/// Pieces of markup, alone and in odd company.
const FRAGMENTS: &[&str] = &[
    "word",
    "Word",
    "A few words",
    "1,500+",
    "2",
    "NAME",
    "é",
    "“",
    "’s",
    " ",
    "  ",
    "    ",
    "\t",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\\\n",
    "\\",
    "- ",
    "* ",
    "• ",
    "1. ",
    "a) ",
    "o ",
    "– ",
    "# ",
    "## ",
    "===",
    "---",
    "> ",
    "`",
    "```",
    "~~~",
    "*",
    "**",
    "***",
    "_",
    "[",
    "](",
    "](#)",
    "![",
    ")",
    "(",
    "[^1]",
    "[^1]: ",
    "|",
    "| a | b |\n",
    "|---|---|\n",
    "<br>",
    "<br />",
    "<div>",
    "</div>",
    "<a href='x'>",
    "</a>",
    "<ul>",
    "<li>",
    "</ul>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<h2>",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<style",
    "&amp;",
    "&nbsp;",
    "&#0;",
    "&",
    ";",
    "\u{A0}",
    "\u{AD}",
    "\u{200B}",
    "\u{FEFF}",
    "\u{2028}",
    "\u{0}",
    "https://a.example/b",
    "a@b.example",
    ".",
    ". ",
    "? ",
    "! ",
    ", ",
    ": ",
    ":",
    "...",
    "…",
    "Dr. ",
    "U.S. ",
    "e.g. ",
    "J. ",
    "+++",
    "key: value",
    "~",
    "- [ ] ",
    "{#id}",
    "$",
    "%",
    "@",
    "#",
    "/",
    "//",
    "。",
];

fn fragments() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(FRAGMENTS), 0..40).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_reads(text in any::<String>()) {
        checked(Format::Markdown, &text);
        checked(Format::Plain, &text);
    }

    #[test]
    fn any_markup_reads(text in fragments()) {
        checked(Format::Markdown, &text);
        checked(Format::Plain, &text);
    }

    #[test]
    fn any_front_matter_reads(text in fragments()) {
        checked(Format::Markdown, &format!("---\n{text}\n---\nWords."));
    }
}
