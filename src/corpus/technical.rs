//! Whether a corpus is technical: a manual or a changelog, and no reports.
//!
//! Manuals say the same under many headings, repeat their steps, name things with dots and capitals, and speak of marks
//! like TODO; what is likely a slip in a report is a matter of doubt there. They are told by code, by orders, and by
//! speaking to their reader. What calls itself the report of a year is one, and may do all that: only listings of code
//! say otherwise.

use memchr::memchr3_iter;
use serde::{Deserialize, Serialize};

use super::{Evidence, Report};
use crate::document::{BlockId, BlockKind, Document, Extent, InlineKind};
use crate::lookup::WordSet;
use crate::word;

/// One block of so many has code in it or orders something, or more, in a technical corpus.
const SHARE: usize = 10;
/// One in so many, where a report calls itself one: it may show a command or two.
const SHARE_OF_REPORT: usize = 3;
/// A report may name a setting or two in its text.
const FEW: usize = 5;

/// What a manual tells its reader to do. Words that a report begins with as well ("press", "type", "open") are not among
/// them.
const ORDERS: WordSet<8> = WordSet::new([
    "choose",
    "click",
    "double-click",
    "drag",
    "right-click",
    "scroll",
    "select",
    "tap",
]);

/// What reports call themselves, beside the time that they are about.
const REPORTS: WordSet<27> = WordSet::new([
    "accounts",
    "almanac",
    "annual",
    "bulletin",
    "digest",
    "finances",
    "financials",
    "letter",
    "minutes",
    "newsletter",
    "overview",
    "quarterly",
    "recap",
    "report",
    "reports",
    "retrospective",
    "review",
    "statement",
    "statements",
    "statistics",
    "stats",
    "summary",
    "survey",
    "treasurer",
    "update",
    "year",
    "yearbook",
]);

/// What stands in some reports.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub(super) struct Counts {
    blocks: usize,
    /// Blocks that are code, or have some.
    code: usize,
    /// Others that name things of code, or order something.
    named: usize,
    /// Paragraphs that say enough.
    paragraphs: usize,
    /// Those of them that speak to their reader.
    spoken: usize,
    /// Those of them that speak of who writes: "we", "our".
    own: usize,
}

impl Counts {
    /// What stands in a report.
    pub(super) fn of(report: &Report) -> Counts {
        let document = &report.document;
        let listings = document.blocks.iter();
        let listings = listings
            .filter(|block| block.kind() == BlockKind::Code)
            .count();
        let alone = Counts {
            blocks: document.blocks.len(),
            ..Counts::default()
        };
        if is_called_report(report) {
            let is_full = listings * SHARE_OF_REPORT >= document.blocks.len();
            return Counts {
                code: if is_full { listings } else { 0 },
                ..alone
            };
        }
        // Inline code stands in the order of the text: each block is counted once.
        let inlines = document.inlines.iter();
        let mut inlines = inlines
            .filter(|inline| inline.kind == InlineKind::Code)
            .filter(|inline| is_of_code(&document.view[inline.extent]))
            .filter_map(|inline| document.block_at(inline.extent.start))
            .collect::<Vec<_>>();
        inlines.sort_unstable();
        inlines.dedup();
        let (paragraphs, spoken, own) = speaking(report);
        Counts {
            code: listings + inlines.len(),
            named: naming(document, &inlines) + ordering(document, &inlines),
            paragraphs,
            spoken,
            own,
            ..alone
        }
    }

    /// What stands in the one and in the other.
    pub(super) fn with(self, other: Counts) -> Counts {
        Counts {
            blocks: self.blocks + other.blocks,
            code: self.code + other.code,
            named: self.named + other.named,
            paragraphs: self.paragraphs + other.paragraphs,
            spoken: self.spoken + other.spoken,
            own: self.own + other.own,
        }
    }

    /// Whether code, a name of code in plain text, or an order stands in many of the blocks.
    pub(super) fn are_technical(self) -> bool {
        let is_named = self.named >= FEW;
        let code = self.code + if is_named { self.named } else { 0 };
        // Who thanks a reader for what "we" have done together writes no manual.
        let speaks_to_reader = self.paragraphs >= ENOUGH
            && self.spoken * 5 > self.paragraphs
            && self.own < self.spoken;
        code > 0 && code * SHARE >= self.blocks || speaks_to_reader
    }
}

/// Whether what is set as code may be some, and is no number, no name and no tag of a template.
fn is_of_code(text: &str) -> bool {
    let is_number = !text.contains(char::is_alphabetic);
    let is_name = text.starts_with(char::is_uppercase) && text.chars().all(char::is_alphanumeric);
    !(is_number || is_name || text.starts_with(['{', '%']))
}

/// Whether a report is called one, and tells what time it is about, before its text begins: by its title or its name.
fn is_called_report(report: &Report) -> bool {
    if !matches!(
        report.evidence,
        Some(Evidence::Settings | Evidence::Title | Evidence::Name)
    ) {
        return false;
    }
    let file = report.name.rsplit(['/', '\\']).next();
    let title = report.document.title().map(|(title, _)| title);
    let mut called = [file, title].into_iter().flatten();
    called.any(|called| {
        let mut words = called.split(|c: char| !c.is_alphabetic());
        words.any(|word| REPORTS.has(&word.to_ascii_lowercase()))
    })
}

/// Paragraphs of so many bytes say enough to be counted, and so many of them tell what a corpus is.
const PARAGRAPH: usize = 45;
const ENOUGH: usize = 50;

/// How many paragraphs there are, how many of them say "you", and how many "we" or "our". More than one in five with "you" is
/// much: a yearly report thanks its readers here and there, and a letter is shorter.
fn speaking(report: &Report) -> (usize, usize, usize) {
    let (mut all, mut spoken, mut own) = (0, 0, 0);
    // No other words of their length have these stems.
    let [you, we, our] = ["you", "we", "our"].map(|word| (word::stem(word), word.len() as u32));
    for (id, block) in report.document.blocks.iter().enumerate() {
        let is_text = matches!(block.kind(), BlockKind::Paragraph | BlockKind::Item(_));
        if !is_text || block.extent.range().len() < PARAGRAPH {
            continue;
        }
        all += 1;
        let tokens = report.block_tokens(id);
        let says = |(stem, length)| {
            let mut tokens = tokens.iter();
            tokens.any(|token| token.stem == stem && token.end() - token.start == length)
        };
        spoken += usize::from(says(you));
        own += usize::from(says(we) || says(our));
    }
    (all, spoken, own)
}

/// How many blocks, apart from those with code, have names of code in their text: "`max_rise`", "`bake()`",
/// "`oven::Door`".
fn naming(document: &Document, coded: &[BlockId]) -> usize {
    let bytes = document.view.as_str().as_bytes();
    let is_letter = |at: Option<usize>| {
        at.and_then(|at| bytes.get(at))
            .is_some_and(u8::is_ascii_alphanumeric)
    };
    let mut last = None;
    let mut count = 0;
    for at in memchr3_iter(b'_', b'(', b':', bytes) {
        let before = is_letter(at.checked_sub(1));
        let is_name = before
            && match bytes[at] {
                b'_' => is_letter(Some(at + 1)),
                b'(' => bytes.get(at + 1) == Some(&b')'),
                _ => bytes.get(at + 1) == Some(&b':') && is_letter(Some(at + 2)),
            };
        if !is_name {
            continue;
        }
        let mark = Extent {
            start: at as u32,
            end: at as u32 + 1,
        };
        let Some(block) = document.block_at(mark.start) else {
            continue;
        };
        let is_new = last != Some(block)
            && document.blocks[block].kind() != BlockKind::Code
            && coded.binary_search(&block).is_err();
        // Addresses have such marks, too.
        if is_new && document.is_prose(mark) {
            last = Some(block);
            count += 1;
        }
    }
    count
}

/// How many blocks, apart from those with code, begin with an order.
fn ordering(document: &Document, coded: &[BlockId]) -> usize {
    let blocks = document.blocks.iter().enumerate();
    let orders = blocks.filter(|(id, block)| {
        let text = &document.view[block.extent];
        // No order begins with another letter than these.
        let may_order = matches!(
            text.as_bytes().first(),
            Some(b'C' | b'D' | b'R' | b'S' | b'T')
        );
        may_order
            && !matches!(block.kind(), BlockKind::Code | BlockKind::Heading(_))
            && text.split(' ').next().is_some_and(|word| ORDERS.has(word))
            && coded.binary_search(id).is_err()
    });
    orders.count()
}

#[cfg(test)]
mod tests {
    use crate::corpus::{Corpus, Settings};
    use crate::source::Sources;

    #[test]
    fn code_makes_a_corpus_technical() {
        let is_technical = |text: &str| {
            let mut sources = Sources::default();
            let id = sources.add("2021.md", text).unwrap();
            Corpus::read(&sources, &[id], Settings::default()).is_technical
        };
        assert!(is_technical("Call `bake()`.\n\nThen wait."));
        assert!(!is_technical(
            "The `Millhouse` has `52,000` friends.\n\nThen wait."
        ));
        assert!(!is_technical(
            "See [rye]({{ '/rye' | relative_url }}) at {{ site.mill_name }}.\n\nThen wait."
        ));
        let report = "We bake bread.\n\n".repeat(20);
        assert!(!is_technical(&format!(
            "{report}Call `bake()` and `cool()`."
        )));
        assert!(!is_technical("Set max_rise.\n\nThen wait."));
        let manual = "Set max_rise, then call bake().\n\n".repeat(5);
        assert!(is_technical(&manual));
        let steps = "Click the sign of the oven.\n\n".repeat(5);
        assert!(is_technical(&format!("{steps}{steps}{report}")));
        assert!(!is_technical("Select bakers were heard.\n\nThey baked."));
        let guide = "You may bake rye or wheat, as you like it best.\n\n".repeat(12);
        let prose = "The guild baked rye and wheat, as it liked it best.\n\n".repeat(40);
        assert!(is_technical(&format!("{guide}{prose}")));
        assert!(!is_technical(&guide));
        assert!(!is_technical(&format!("{guide}{prose}{prose}")));
        let thanks = "You helped us: we baked rye and wheat, as you like it.\n\n".repeat(60);
        assert!(!is_technical(&thanks));
        let review = "# Review of 2021\n\nThe `oven` was mended.\n\nYou may bake in it.\n\n";
        assert!(!is_technical(review));
        assert!(!is_technical(&format!("{review}{guide}{prose}")));
        let one = "    bake --rye\n\nThen wait.\n\n";
        assert!(!is_technical(&format!("{review}{one}")));
        let listings = "    bake --rye\n\nThen wait.\n\n".repeat(5);
        assert!(is_technical(&format!("{review}{listings}")));
        assert!(is_technical(&review.replace("Review of 2021", "Ovens")));
        let addresses = "See https://guild.example/max_rise.\n\n".repeat(9);
        assert!(!is_technical(&addresses));
    }
}
