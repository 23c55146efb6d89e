//! What every document promises, whatever the text.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::{BlockKind, Document, Format, InlineKind, Language, read, read_as};
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
    for sentence in &document.sentences {
        if document.view.is_verbatim(sentence.extent) {
            let span = document.view.span(sentence.extent);
            assert_eq!(&text[span.range()], &document.view[sentence.extent]);
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
        if block.kind() != BlockKind::Code {
            assert_eq!(text.trim(), text);
            assert!(!text.contains("\n\n"));
        }
        if !text.is_empty() {
            let gap = if end == 0 { "" } else { "\n\n" };
            assert_eq!(&view[end..extent.start], gap);
            end = extent.end;
        }
        assert_eq!(block.sentences().start, sentences);
        sentences = block.sentences().end;
        let has_sentences = block.kind() != BlockKind::Code && !text.is_empty();
        assert_eq!(has_sentences, !block.sentences().is_empty());
        let mut sentence_end = block.extent.start;
        for sentence in &document.sentences[block.sentences()] {
            assert_eq!(sentence.block(), at);
            assert!(
                sentence.extent.start >= sentence_end && block.extent.contains(sentence.extent)
            );
            assert_eq!(
                document.view[sentence.extent].trim(),
                &document.view[sentence.extent]
            );
            sentence_end = sentence.extent.end;
        }
        match block.kind() {
            BlockKind::Item(list) => assert!(document.lists[list].items.contains(&at)),
            BlockKind::Cell { table, row, column } => {
                assert_eq!(
                    document.tables[table].rows[row as usize][column as usize],
                    at
                );
            }
            BlockKind::Heading(level) => {
                assert_eq!(document.sections[block.section()].heading, Some(at));
                assert_eq!(document.sections[block.section()].level, level);
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

/// A document as its blocks with their sentences, a line each, for people.
fn outline(format: Format, text: &str) -> String {
    let document = checked(format, text);
    let mut outline = String::new();
    for block in &document.blocks {
        let kind = match block.kind() {
            BlockKind::Heading(level) => format!("h{level}"),
            BlockKind::Paragraph => "p".to_owned(),
            BlockKind::Item(list) => {
                let lists = std::iter::successors(Some(list), |at| document.lists[*at].parent);
                let mark = if document.lists[list].ordered {
                    "1"
                } else {
                    "-"
                };
                format!("{}{mark}", "  ".repeat(lists.count() - 1))
            }
            BlockKind::Cell { row, column, .. } => format!("cell {row},{column}"),
            BlockKind::Code => "code".to_owned(),
        };
        let text = if block.kind() == BlockKind::Code {
            document.view[block.extent].to_owned()
        } else {
            let sentences = &document.sentences[block.sentences()];
            let sentences: Vec<&str> = sentences
                .iter()
                .map(|at| &document.view[at.extent])
                .collect();
            sentences.join(" | ")
        };
        writeln!(outline, "{kind}: {}", text.replace('\n', "⏎")).expect("a string grows");
        for inline in document.inlines_in(block.extent) {
            let shown = &document.view[inline.extent];
            writeln!(outline, "   {:?} {shown:?}", inline.kind).expect("a string grows");
        }
    }
    outline
}

/// What introduces each list.
fn leads(format: Format, text: &str) -> Vec<Option<String>> {
    let document = checked(format, text);
    let lead = |lead: Option<usize>| lead.map(|block| document.block_text(block).to_owned());
    document.lists.iter().map(|list| lead(list.lead)).collect()
}

#[test]
fn markdown_has_its_structure() {
    let text = "\
---
title: The oven year
---
## **Ovens**

***Ann Baker, Head of Ovens***

The guild has 12\u{A0}ovens &amp; 3 kilns; each cost \\$7.7&nbsp;million.
It is *very* proud. See [the list](ovens.org) or `oven -v`, or write to ann@ovens.org.[^1]\\
Second line  
third line<br>fourth

* 1 oven\\
* 2 ovens:

  * small
  * large

  A word on both.
* * nested at once

**Kilns**

![a picture](kiln.png \"Kilns\")

> He said: **all is well**

1. one
2. [ ] two

| Year | Ovens |
|------|-------|
| 2020 | 12    |
| 2021 |       |

```
let x = 1;
```

<div class=\"30px\">
  <!-- gone --><b>Bold</b> claim
  <a href=\"x.org\">told<br/>twice</a>
  <ul><li>rye<li>oats</ul>
  <style>p { x }</style>
</div>

[^1]: A note.
";
    insta::assert_snapshot!(outline(Format::Markdown, text), @r#"
    h2: Ovens
       Emphasis "Ovens"
    p: Ann Baker, Head of Ovens
       Emphasis "Ann Baker, Head of Ovens"
       Emphasis "Ann Baker, Head of Ovens"
    p: The guild has 12 ovens & 3 kilns; each cost $7.7 million. | It is very proud. | See the list or oven -v, or write to ann@ovens.org. | Second line | third line | fourth
       Emphasis "very"
       Link("ovens.org") "the list"
       Code "oven -v"
       Address "ann@ovens.org"
    -: 1 oven
    -: 2 ovens:
      -: small
      -: large
    p: A word on both.
      -: nested at once
    h7: Kilns
       Emphasis "Kilns"
    p: He said: all is well
       Emphasis "all is well"
    1: one
    1: two
    cell 0,0: Year
    cell 0,1: Ovens
    cell 1,0: 2020
    cell 1,1: 12
    cell 2,0: 2021
    cell 2,1: 
    code: let x = 1;
    p: Bold claim told | twice
       Emphasis "Bold"
       Link("x.org") "told\ntwice"
    -: rye
    -: oats
    p: A note.
    "#);
    let document = checked(Format::Markdown, text);
    assert_eq!(
        document.title().map(|(title, _)| title),
        Some("The oven year")
    );
}

#[test]
fn bold_lines_are_headings_below_the_real_ones() {
    let text = "\
#### A real one

**Introducing: kilns**\\
Ann Baker, Head of Kilns

**A bold statement ends with a stop.**

**Ovens, kilns and pans**

**Bold** and not bold

*Is it only italic?*

# Next

**Bob Miller, Chair**

Words.
";
    insta::assert_snapshot!(outline(Format::Markdown, text), @r#"
    h4: A real one
    h7: Introducing: kilns
       Emphasis "Introducing: kilns"
    p: Ann Baker, Head of Kilns
    p: A bold statement ends with a stop.
       Emphasis "A bold statement ends with a stop."
    h7: Ovens, kilns and pans
       Emphasis "Ovens, kilns and pans"
    p: Bold and not bold
       Emphasis "Bold"
    p: Is it only italic?
       Emphasis "Is it only italic?"
    h1: Next
    p: Bob Miller, Chair
       Emphasis "Bob Miller, Chair"
    p: Words.
    "#);
}

#[test]
fn a_page_of_html_has_its_structure() {
    let text = "\u{FEFF}<!DOCTYPE html>\r\n<html lang='en'><head>
<title>The oven year 2021 &ndash; The Guild</title>
<style>p > a { width: 30px }</style>
<script>if (a<b) document.write('<p>12 scripts</p>')</script>
</head>
<body class=\"home page-12\">
<header><a href='/'>Guild</a><nav><ul><li>Home<li>About</ul></nav></header>
<!-- 99 comments -->
<div id=main role=main>
  <article>
  <header><h1>The <em>oven</em>
     year</h1></header>
  <p>The guild has 12&nbsp;ovens &amp; 3&#160;kilns;
     each cost <b>$7.7</b>&nbsp;million<sup><a href='#1'>1</a></sup>. See <a href=\"/list?a=1&amp;b=2\">the <i>list</i></a>
     or <code>oven &lt;n&gt;</code>.<br>Second line<br/>
     third line
  <p>Not closed
  <h2>Towns</h2>
  Loose words
  <ul>
    <li>Oslo</li>
    <li><p>Bergen, with</p><ul><li>Sandviken<li>Laksev&aring;g</ul></li>
    <li aria-hidden='true'>Hidden</li>
    <li>Narvik
  </ul>
  <ol><li>one<li>two</ol>
  <table><caption>Ovens by year</caption>
    <thead><tr><th colspan=2>Year</th><th>Ovens</th></tr></thead>
    <tbody><tr><td><p>20</p><p>21</p></td><td></td><td>12<ul><li>old</li><li>new</li></ul></td></tr></tbody>
  </table>
  <dl><dt>Members</dt><dd>1,500+</dd></dl>
  <pre>let x = 1;
  let y &lt; 2;</pre>
  <figure><img src='x.png' alt='kiln'><figcaption>A kiln</figcaption></figure>
  <blockquote>All is well.</blockquote>
  <form><label>Mail</label> <input name=m> <button>Subscribe to 5 lists</button></form>
  <div style='display: none'>7 secrets</div>
  <footer>By Ann Baker</footer>
  </article>
</div>
<footer>&copy; 2024 The Guild</footer>
</body></html>
";
    insta::assert_snapshot!(outline(Format::Html, text), @r#"
    h1: The oven year
       Emphasis "oven"
    p: The guild has 12 ovens & 3 kilns; each cost $7.7 million. | See the list or oven <n>. | Second line | third line
       Emphasis "$7.7"
       Link("/list?a=1&b=2") "the list"
       Emphasis "list"
       Code "oven <n>"
    p: Not closed
    h2: Towns
    p: Loose words
    -: Oslo
    -: Bergen, with
      -: Sandviken
      -: Laksevåg
    -: Narvik
    1: one
    1: two
    p: Ovens by year
    cell 0,0: Year
    cell 0,1: 
    cell 0,2: Ovens
    cell 1,0: 20 | 21
    cell 1,1: 
    cell 1,2: 12 | old | new
    p: Members
    p: 1,500+
    code: let x = 1;⏎  let y < 2;
    p: A kiln
    p: All is well.
    p: By Ann Baker
    "#);
    let document = checked(Format::Html, text);
    let title = document.title().map(|(title, _)| title);
    assert_eq!(title, Some("The oven year 2021 – The Guild"));
}

/// The visible text of a page, blocks apart.
fn shown(page: &str) -> String {
    checked(Format::Html, page)
        .view
        .as_str()
        .replace("\n\n", " / ")
}

#[test]
fn of_a_page_only_the_report_is_read() {
    for (page, expected) in [
        // Without a main part all of it is read, but for what belongs to the site.
        ("<nav>a</nav><p>b</p><footer>c</footer>", "b"),
        (
            "<header><h1>Title</h1><nav>a</nav></header><p>b</p>",
            "Title / b",
        ),
        ("<header>a</header><p>b</p>", "b"),
        ("<div role='navigation'>a</div>b", "b"),
        ("<main></main><p>b</p>", "b"),
        ("<aside>c</aside><main>b</main>", "b"),
        (
            "<p>x</p><article>long text</article><article>more text</article>",
            "long text / more text",
        ),
        (
            "<p>a long text around it</p><article>x</article>",
            "a long text around it / x",
        ),
        // A form around the whole page is the page.
        ("<form><p>a</p></form>", "a"),
        ("<p>a long text</p><form><p>mail</p></form>", "a long text"),
        ("<p hidden>a</p><p>b</p>", "b"),
        // What is not closed hides nothing.
        ("<nav>a<p>b", "a / b"),
        ("<head><meta charset=x><body>b</body></html>", "b"),
        ("<p>a<script>b", "a"),
        ("a <!-- b", "a"),
        (
            "a < b and 5 > 3 & 2 &unknown; c",
            "a < b and 5 > 3 & 2 &unknown; c",
        ),
        (
            "m<sup>2</sup> of 1,500<sup>[3]</sup> on the 4<sup>th</sup>",
            "m of 1,500 on the 4th",
        ),
        ("<td>a<td>b", "a / b"),
        ("</ul></li></table></p>a</b></h1>", "a"),
        ("<p>a</p>text<p>b</p>", "a / text / b"),
        ("A   wide\n\n\n   gap", "A wide gap"),
    ] {
        assert_eq!(shown(page), expected, "{page}");
    }
}

#[test]
fn an_island_is_read_as_one_piece() {
    for (text, expected) in [
        ("> <div title=\"a\n> b\">c\n> d</div>\n", "c d"),
        ("<div\nclass='x'>a</div>", "a"),
        ("<div>\n<!-- b\nc -->\na</div>", "a"),
        ("a <b>b</b> <svg><text>c</text></svg> d", "a b  d"),
        ("<table><tr><td>1<td>2</table>", "1 / 2"),
    ] {
        let view = checked(Format::Markdown, text).view;
        assert_eq!(view.as_str().replace("\n\n", " / "), expected, "{text}");
    }
}

#[test]
fn plain_text_in_long_lines_has_its_structure() {
    let long = "The guild of bakers went on to bake its bread in the old ovens of the town, and it did so with care, \
                as it had done in all the years before, when the town was young and the bread was dark.";
    let text = format!(
        "\u{FEFF}Menu\r\n\r\nThe Guild's Annual Report 2021\r\n\r\nA Word Before\r\n\r\nAnn Baker, Chair\r\n\r\n{long}\r\n\r\n\
         Ovens\r\n\r\nKilns and pans\r\n\r\n{long}\r\n\r\n1,500+\r\n\r\nMembers\r\n\r\n12\r\n\r\nKilns: Old & New\r\n\r\n\
         {long}\r\n{long}\r\n\r\nBob Miller, Treasurer of the Guild\r\n\r\nPlans\r\n\r\nIt cost \\$7.7 million [as told](x.org), \
         or **more** with `-x`:\r\n\r\n\
         - one\r\n- two, namely:\r\n - deep\r\n - deeper\r\n- three\r\n\r\n- four:\r\n\r\n- five\r\n- six\r\n\r\n\
         \u{2022} other\r\n\r\n  on it\r\n\r\n\u{2022} list\r\n\r\nIn 2021, we saw many of them\r\n\r\n1. Outlook\r\n\r\n{long}\r\n"
    );
    insta::assert_snapshot!(outline(Format::Plain, &text).replace(long, "LONG"), @r#"
    p: Menu
    h1: The Guild's Annual Report 2021
    h3: A Word Before
    p: Ann Baker, Chair
    p: LONG
    h2: Ovens
    h3: Kilns and pans
    p: LONG
    p: 1,500+
    p: Members
    p: 12
    p: Kilns: Old & New
    p: LONG
    p: LONG
    p: Bob Miller, Treasurer of the Guild
    h3: Plans
    p: It cost $7.7 million as told, or more with -x:
       Link("x.org") "as told"
       Emphasis "more"
       Code "-x"
    -: one
    -: two, namely:
      -: deep
      -: deeper
    -: three
    -: four:
    -: five
    -: six
    -: other
    p: on it
    -: list
    p: In 2021, we saw many of them
    h3: Outlook
    p: LONG
    "#);
    let document = checked(Format::Plain, &text);
    assert_eq!(
        document.title().map(|(title, _)| title),
        Some("The Guild's Annual Report 2021")
    );
}

#[test]
fn a_line_that_ends_with_an_article_goes_on() {
    let text = "\
The guild runs four mills: the Long Mill, the Oat House, the
Low Mill and the Rye. All of them were open on every day of the week,
in summer and in winter.

Of these the Low Mill was closed for a week in which the guild
mended its wheel, and it has now been opened again for all of those who wish to see its new stones, and more than that
too. All are welcome who come by foot or by boat, or on a horse of
Bergen, and by rail they come from far away.

Log in
Sign on
";
    insta::assert_snapshot!(outline(Format::Plain, text), @r"
    p: The guild runs four mills: the Long Mill, the Oat House, the Low Mill and the Rye. | All of them were open on every day of the week, in summer and in winter.
    p: Of these the Low Mill was closed for a week in which the guild mended its wheel, and it has now been opened again for all of those who wish to see its new stones, and more than that too. | All are welcome who come by foot or by boat, or on a horse of Bergen, and by rail they come from far away.
    p: Log in | Sign on
    ");
}

#[test]
fn words_that_are_divided_at_the_ends_of_lines_are_whole() {
    let words = |text: &str| {
        let document = checked(Format::Plain, text);
        document.view.as_str().trim_end().to_owned()
    };
    let divided = "\
All the bakers of the town came to the great hall in spring, where the mem-
bers of the guild gave them bread, and all who came were well-
known in the town, which had its own break-
down in the year before, and none was so old as Quor-
nbury, who came from the far north.
";
    let whole = words(divided);
    assert!(whole.contains("where the members of the guild"), "{whole}");
    // No word that is known, and so nothing to tell that it is one.
    assert!(whole.contains("were well-known in"), "{whole}");
    assert!(whole.contains("its own breakdown in"), "{whole}");
    assert!(whole.contains("as Quor-nbury, who"), "{whole}");
    // Where none is divided, a hyphen may join two words.
    let joined = words(&divided.replace("mem-\nbers", "members\n"));
    assert!(joined.contains("its own break-down in"), "{joined}");
}

#[test]
fn wrapped_plain_text_is_joined_and_meant_breaks_are_kept() {
    let text = "\
THE OVEN YEAR
=============

The guild went on to bake bread in the old ovens of the town, and it
did so with care. Nobody had thought that the well-
known ovens would hold; the short-
and the long-lived ones did.
Ann Baker
12 Mill Lane
Rye

SUMMARY
The year was good for the guild, and it was good for the town and the
bakers in it.

  * an item that goes on over the end of the line because it is far too
    long for one
  * another
      1) deep
      2) down
    and back
  * a third one

Many members of the guild came from afar, and those of
- a dash within a sentence - the town stayed.

Plans
-----
    Indented words.
";
    insta::assert_snapshot!(outline(Format::Plain, text), @r"
    h1: THE OVEN YEAR
    p: The guild went on to bake bread in the old ovens of the town, and it did so with care. | Nobody had thought that the well-known ovens would hold; the short- and the long-lived ones did. | Ann Baker | 12 Mill Lane | Rye
    h2: SUMMARY
    p: The year was good for the guild, and it was good for the town and the bakers in it.
    -: an item that goes on over the end of the line because it is far too long for one
    -: another
      1: deep
      1: down and back
    -: a third one
    p: Many members of the guild came from afar, and those of - a dash within a sentence - the town stayed.
    h2: Plans
    p: Indented words.
    ");
}

#[test]
fn plain_tables_have_cells() {
    let text = "Ovens by year:\n\n| Year | Ovens |\n|---|---|\n| 2020 | 12 |\n| 2021 | |\n\na\tb\n1\t2\n\na | b\n";
    insta::assert_snapshot!(outline(Format::Plain, text), @r"
    p: Ovens by year:
    cell 0,0: Year
    cell 0,1: Ovens
    cell 1,0: 2020
    cell 1,1: 12
    cell 2,0: 2021
    cell 2,1: 
    cell 0,0: a
    cell 0,1: b
    cell 1,0: 1
    cell 1,1: 2
    p: a | b
    ");
}

#[test]
fn numbers_in_columns_are_tables() {
    let text = "\
Income

                       2020      2021
                          £         £
Mills and
  locks .............. 1,200     1,300
Boats                  (500)         -
                     -------   -------
Total                    700     1,300

Of the boats only two are left.
Ovens:
  Rye ...... 12
  Oats . . . . . .  $      7

Ovens ................. 2
Mills ................. 7
Contents ............. 10

And more:
Members of the guild\t1,400
Staff\t\t12
";
    insta::assert_snapshot!(outline(Format::Plain, text), @r"
    h1: Income
    cell 0,0: 
    cell 0,1: 2020
    cell 0,2: 2021
    cell 1,0: 
    cell 1,1: £
    cell 1,2: £
    cell 2,0: Mills and
    cell 2,1: 
    cell 2,2: 
    cell 3,0: locks
    cell 3,1: 1,200
    cell 3,2: 1,300
    cell 4,0: Boats
    cell 4,1: (500)
    cell 4,2: -
    cell 5,0: Total
    cell 5,1: 700
    cell 5,2: 1,300
    p: Of the boats only two are left. | Ovens:
    cell 0,0: 
    cell 0,1: 
    cell 1,0: Rye
    cell 1,1: 12
    cell 2,0: Oats
    cell 2,1: $7
    p: Ovens ................. 2 | Mills ................. 7 | Contents ............. 10
    p: And more:
    cell 0,0: 
    cell 0,1: 
    cell 1,0: Members of the guild
    cell 1,1: 1,400
    cell 2,0: Staff
    cell 2,1: 12
    ");
}

#[test]
fn units_may_stand_right_above_the_rows() {
    let text = "\
Accounts                2020      2021
                           £         £
Grants                 1,200     1,300
Gifts                    500       400

Staff                    900       950
";
    insta::assert_snapshot!(outline(Format::Plain, text), @r"
    cell 0,0: Accounts
    cell 0,1: 2020
    cell 0,2: 2021
    cell 1,0: 
    cell 1,1: £
    cell 1,2: £
    cell 2,0: Grants
    cell 2,1: 1,200
    cell 2,2: 1,300
    cell 3,0: Gifts
    cell 3,1: 500
    cell 3,2: 400
    cell 4,0: Staff
    cell 4,1: 900
    cell 4,2: 950
    ");
}

#[test]
fn what_is_no_row_of_numbers_stays_text() {
    for text in [
        // Verse with its lines counted, justified prose, a sentence that goes on.
        "The mill began to turn,            5\nThe miller came to learn,          6\n",
        "the  oldest  of  the   mills   is   40\nyears old,   and the  youngest   is  2\n",
        "The guild owns mills, of which the   12\nof the river and those of the lake   14\n",
        // One row; times; two rows whose numbers do not stand below each other.
        "Mills      12\n",
        "Lunch      12:30\nTea        15:45\n",
        "Mills      12,000\nLocks and boats         7\n",
        // Rows that nobody can tell the columns of: half of a table is worse than none.
        "Mills      12    13\nLocks      14    15\nBoats  north  16    17\nTotal      26    28\n",
        "Mills      12    13\nLocks      14    15\nBoats   17\nTotal      26    28\n",
    ] {
        let document = checked(Format::Plain, text);
        assert!(document.tables.is_empty(), "{text}");
    }
}

#[test]
fn entries_in_a_row_are_no_headings() {
    let text = "Members\n\nAnn Baker\n\nBob Miller\n\nCleo Rye\n\nDan Oats\n\nOvens\n\nThe ovens are hot now.\n";
    insta::assert_snapshot!(outline(Format::Plain, text), @r"
    h1: Members
    p: Ann Baker
    p: Bob Miller
    p: Cleo Rye
    p: Dan Oats
    h2: Ovens
    p: The ovens are hot now.
    ");
}

#[test]
fn dates_rank_below_and_captions_not_at_all() {
    let text = "\
Report

Interns

The Old Programme

May - August 2021

Three came and went.

September 2021 - March 2022

Two came. Then the Kiln was built by them, and all were glad.

Kiln Works

The ovens of the guild are older than that.

The New Programme

In the new programme, there are many.
";
    insta::assert_snapshot!(outline(Format::Plain, text), @r"
    h1: Report
    h2: Interns
    h3: The Old Programme
    h4: May - August 2021
    p: Three came and went.
    h4: September 2021 - March 2022
    p: Two came. | Then the Kiln was built by them, and all were glad.
    p: Kiln Works
    p: The ovens of the guild are older than that.
    h3: The New Programme
    p: In the new programme, there are many.
    ");
}

#[test]
fn numbers_of_chapters_and_pages_are_read() {
    let text = "\
THE GUILD OF BAKERS
REVIEW 2021/22

Contents

Ovens ........ 3
Kilns ........ 5

                                        2

1. OVENS

The guild built twelve new ovens in the town, and all of them were lit by
the end of the year.

Yours sincerely,

Ann Baker

2. KILNS

2.1 Old kilns

They are old.

Page 5 of 9

2.2 New kilns

At a glance

They are new.
";
    insta::assert_snapshot!(outline(Format::Plain, text), @r"
    h1: THE GUILD OF BAKERS | REVIEW 2021/22
    h4: Contents
    p: Ovens ........ 3 | Kilns ........ 5
    p: 2
    h2: OVENS
    p: The guild built twelve new ovens in the town, and all of them were lit by the end of the year.
    p: Yours sincerely,
    p: Ann Baker
    h2: KILNS
    h3: 2.1 Old kilns
    p: They are old.
    p: Page 5 of 9
    h3: 2.2 New kilns
    h4: At a glance
    p: They are new.
    ");
}

#[test]
fn lines_may_be_paragraphs_without_blank_lines() {
    let text = "\
The Guild's Year 2021
A word before
Dear friends,
It was a year of change for the guild, and we thank all who were a part of it; we met on 12 days.
Warmly,
Ann Baker
Head of the Guild
In numbers
112
ovens
€1.2M
raised
What we did
\u{2022}\tbaked:
\t\u{2013}\trye
\u{2022}\tslept
In thousands
\t2020\t2021
Bread\t1,050\t1,204
What is next
We go on.
";
    insta::assert_snapshot!(outline(Format::Plain, text), @r"
    h1: The Guild's Year 2021
    h2: A word before
    p: Dear friends,
    p: It was a year of change for the guild, and we thank all who were a part of it; we met on 12 days.
    p: Warmly,
    p: Ann Baker
    p: Head of the Guild
    h2: In numbers
    p: 112 ovens
    p: €1.2M raised
    h2: What we did
    -: baked:
      -: rye
    -: slept
    h2: In thousands
    cell 0,0: 
    cell 0,1: 2020
    cell 0,2: 2021
    cell 1,0: Bread
    cell 1,1: 1,050
    cell 1,2: 1,204
    h2: What is next
    p: We go on.
    ");
}

#[test]
fn lists_know_what_introduces_them() {
    let some = |lead: &str| Some(lead.to_owned());
    for (format, text, expected) in [
        (
            Format::Markdown,
            "Three:\n\n- a\n- b\n",
            vec![some("Three:")],
        ),
        (
            Format::Markdown,
            "# Three\n- a\n- b\n\n1. c\n",
            vec![some("Three"), None],
        ),
        (Format::Markdown, "- a:\n  - b\n", vec![None, some("a:")]),
        (Format::Markdown, "```\nx\n```\n- a\n", vec![None]),
        (
            Format::Plain,
            "We met these three:\n\n\n- a\n- b\n",
            vec![some("We met these three:")],
        ),
        (Format::Plain, "- a\n- b:\n\n- c\n", vec![None, some("b:")]),
        (Format::Plain, "- a\n\n- b:\n\n- c\n", vec![None]),
        (Format::Plain, "• a\no b\no c\n• d\n", vec![None, some("a")]),
    ] {
        assert_eq!(leads(format, text), expected, "{text}");
    }
}

#[test]
fn spans_lead_back_to_what_was_written() {
    let text = "It cost \\$7.7&nbsp;million and\nmore **now**.";
    for format in [Format::Markdown, Format::Plain] {
        let document = checked(format, text);
        for (shown, written) in [
            ("$7.7", "$7.7"),
            ("7.7 million", "7.7&nbsp;million"),
            ("and more", "and\nmore"),
            ("more now", "more **now"),
        ] {
            let at = document.view.as_str().find(shown).expect(shown);
            let extent = super::Extent::new(at, at + shown.len());
            assert_eq!(&text[document.view.span(extent).range()], written);
            assert_eq!(document.view.is_verbatim(extent), shown == written);
        }
    }
}

#[test]
fn spans_lead_back_into_a_page() {
    let text =
        "<p>It cost <b>$7.7</b>&nbsp;million,\r\n  R&amp;D &lt; <i>10 &#37;</i>&mdash;Caf&eacute;";
    let document = checked(Format::Html, text);
    for (shown, written) in [
        ("$7.7 million", "$7.7</b>&nbsp;million"),
        ("$7.7", "$7.7"),
        ("million, R", "million,\r\n  R"),
        ("R&D", "R&amp;D"),
        ("10 %", "10 &#37;"),
        ("—Café", "&mdash;Caf&eacute;"),
    ] {
        let at = document.view.as_str().find(shown).expect(shown);
        let extent = super::Extent::new(at, at + shown.len());
        assert_eq!(&text[document.view.span(extent).range()], written);
        assert_eq!(document.view.is_verbatim(extent), shown == written);
    }
}

#[test]
fn what_nobody_sees_is_not_in_the_view() {
    let text = "\u{FEFF}Ex\u{AD}am\u{200B}ple\u{A0}1\u{202F}000 — naïve";
    for format in [Format::Markdown, Format::Plain, Format::Html] {
        assert_eq!(checked(format, text).view.as_str(), "Example 1 000 — naïve");
    }
}

#[test]
fn the_name_says_the_format() {
    let mut sources = Sources::default();
    let source = sources.add("x", "x").expect("a short text");
    for (name, format) in [
        ("a.md", Format::Markdown),
        ("a/b.MARKDOWN", Format::Markdown),
        ("a.b.mdx", Format::Markdown),
        ("a.txt", Format::Plain),
        ("README", Format::Plain),
        ("a.html", Format::Html),
        ("a.HTM", Format::Html),
        ("a.xhtml", Format::Html),
        ("a.md/b", Format::Plain),
    ] {
        assert_eq!(read(source, name, "x").format, format, "{name}");
    }
    assert_eq!(
        read(source, "a.txt", "Die Öfen der Stadt sind alt.").language,
        Language::Other
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
    "Rye      1,200     7\n",
    "Rye ..... (12)\n",
    "          2020  2021\n",
    "  $    12",
    "\t12\n",
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
        checked(Format::Html, &text);
    }

    #[test]
    fn any_markup_reads(text in fragments()) {
        checked(Format::Markdown, &text);
        checked(Format::Plain, &text);
        checked(Format::Html, &text);
    }

    #[test]
    fn any_front_matter_reads(text in fragments()) {
        checked(Format::Markdown, &format!("---\n{text}\n---\nWords."));
    }
}

#[test]
fn a_link_that_began_in_a_block_before_starts_with_its_own() {
    checked(Format::Markdown, "{#id}    <a href='x'><div>…</a>");
}

#[test]
fn spans_of_a_manual_are_code_and_others_are_not() {
    let page = "<p>Use <span class=\"emph big\">the</span> <span class=\"docbook_command\">bake \
                <span>now</span> -x</span> of <span>the mill</span>.</p>";
    let document = checked(Format::Html, page);
    let code = document.inlines.iter();
    let code = code.filter(|inline| inline.kind == InlineKind::Code);
    let code: Vec<&str> = code.map(|inline| &document.view[inline.extent]).collect();
    assert_eq!(code, ["bake now -x"]);
}

#[test]
fn accounts_that_are_set_as_code_are_tables() {
    let accounts = "\
Our books.

```text
                 2021      2022
Mills ......... 18,000    20,000
Locks           17,000    18,000
```

    Total       35,000    38,000
    Spent       30,000    31,000

```sh
bake --loaves     200
bake --rolls      300
```
";
    insta::assert_snapshot!(outline(Format::Markdown, accounts), @r"
    p: Our books.
    cell 0,0: 
    cell 0,1: 2021
    cell 0,2: 2022
    cell 1,0: Mills
    cell 1,1: 18,000
    cell 1,2: 20,000
    cell 2,0: Locks
    cell 2,1: 17,000
    cell 2,2: 18,000
    code: Total       35,000    38,000⏎Spent       30,000    31,000
    code: bake --loaves     200⏎bake --rolls      300
    ");
}
