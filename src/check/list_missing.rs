//! `list-missing`: a list that is announced and does not come.

use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::prose::Slip;
use super::{Check, Context, Needs, Steps};
use crate::corpus::{Report, ReportId};
use crate::document::{Block, BlockId, BlockKind, Extent, Format, InlineKind, Language};
use crate::finding::{Certainty, Fault};
use crate::word;

/// Looks at what follows a colon at the end of a paragraph.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ListMissing {
    /// Words before the colon that announce more than a sentence: "following".
    #[serde(default)]
    announcing: Vec<String>,
    /// Last words before the colon that name what comes section by section: "highlights".
    #[serde(default)]
    sections: Vec<String>,
}

/// A paragraph with more words is prose, and no entry of a list.
const LONG: usize = 25;

/// The last words of an announcement, which say what comes.
const LAST: usize = 5;

/// As many tokens as tell what a paragraph is about.
const BEGINNING: usize = 6;

/// Words before a colon that lack something behind it.
const VERBS: &[&str] = &[
    "are",
    "include",
    "included",
    "includes",
    "including",
    "is",
    "was",
    "were",
];

impl Check for ListMissing {
    fn needs(&self) -> Needs {
        Needs::Text
    }

    fn steps<'a>(&'a self, _context: &Context<'a>) -> Steps<'a> {
        Steps::over_each(|context, id| self.in_report(context, id))
    }
}

impl ListMissing {
    fn in_report(&self, context: &mut Context<'_>, id: ReportId) {
        let report = &context.corpus.reports[id];
        if report.document.language == Language::Other {
            return;
        }
        for id in 0..report.document.blocks.len() {
            if let Some(certainty) = self.missing(context, report, id) {
                let block = &report.document.blocks[id];
                let last = report.document.sentences[block.sentences().end - 1].extent;
                let message = "what is announced here does not come";
                let help =
                    "Put in the list, the picture or the link that was here, or end the sentence.";
                let detection = slip(report, last, certainty, message, help).detection(context);
                context.report(detection);
            }
        }
        for id in empty_sections(report) {
            let extent = report.document.blocks[id].extent;
            let message = "a section without text; its heading stands again below";
            let help = "Take the first one out, or put in what was here.";
            let detection =
                slip(report, extent, Certainty::Likely, message, help).detection(context);
            context.report(detection);
        }
    }
}

fn slip<'a>(
    report: &'a Report,
    extent: Extent,
    certainty: Certainty,
    message: &str,
    help: &'static str,
) -> Slip<'a> {
    Slip {
        fault: Fault::ListMissing,
        // A text of no time is a manual or a note, where what is announced may be code.
        certainty: match report.period {
            Some(_) => Context::in_report(report, certainty),
            None => Certainty::Unsure,
        },
        report,
        extent,
        message: message.to_owned(),
        label: "and then?".to_owned(),
        help,
        fix: None,
    }
}

impl ListMissing {
    fn missing(&self, context: &Context<'_>, report: &Report, id: BlockId) -> Option<Certainty> {
        let document = &report.document;
        let block = &document.blocks[id];
        if block.kind() != BlockKind::Paragraph {
            return None;
        }
        let text = report.text(block.extent);
        // ":bread:" is the headword of a dictionary.
        let is_open = text.ends_with(':') && !text.starts_with(':');
        if !is_open || block.sentences().is_empty() {
            return None;
        }
        let last = block.sentences().end - 1;
        let words: Vec<&str> = report
            .tokens(last)
            .iter()
            .filter(|token| token.is_word())
            .map(|token| token.of(document.view.as_str()))
            .collect();
        let announces = || {
            words.iter().any(|word| {
                let mut known = self.announcing.iter();
                known.any(|known| known.eq_ignore_ascii_case(word))
            })
        };
        if followed_by_markup(context, report, id) {
            return None;
        }
        let Some(next) = document.blocks.get(id + 1) else {
            return Some(Certainty::Likely);
        };
        if is_set_in(context, report, id) {
            return None;
        }
        if goes_on_in_parts(report, id) {
            return None;
        }
        match next.kind() {
            // A heading that has text below it begins something else; without any, it may be an entry of the list.
            // So does one of a section of the section: "Do the following:", and then its steps.
            BlockKind::Heading(level)
                if level > document.sections[block.section()].level
                    && block.section() != 0
                    && document.format != Format::Plain =>
            {
                None
            }
            BlockKind::Heading(level) => {
                let kind = |at: BlockId| document.blocks.get(at).map(Block::kind);
                let deeper =
                    matches!(kind(id + 2), Some(BlockKind::Heading(below)) if below > level);
                let below = if deeper { id + 3 } else { id + 2 };
                let is_section = match kind(below)? {
                    BlockKind::Paragraph => words_in(report, below) > LONG / 2,
                    BlockKind::Item(_) => true,
                    _ => false,
                };
                // "Here are the highlights of the year:"
                let in_sections = words.iter().rev().take(LAST).any(|word| {
                    let mut known = self.sections.iter();
                    known.any(|known| known.eq_ignore_ascii_case(word))
                });
                // "The main sorts are:", and then a section for each.
                let first = words.first().copied().unwrap_or_default();
                let is_top = block.section() == 0 && document.format != Format::Plain;
                let opens = ["Here", "These"].contains(&first) || words.last() == Some(&"are");
                let many = || {
                    document.blocks[id + 2..]
                        .iter()
                        .take_while(
                            |block| !matches!(block.kind(), BlockKind::Heading(above) if above < level),
                        )
                        .any(|block| block.kind() == BlockKind::Heading(level))
                };
                (is_section
                    && !in_sections
                    && !(is_top && opens && many())
                    && shared(&words, report, id + 1) < 2)
                    .then_some(Certainty::Likely)
            }
            BlockKind::Paragraph => {
                let text = report.text(next.extent);
                // A picture that a template puts in.
                if is_indented(context, report, id) || text.starts_with("{{") {
                    return None;
                }
                // Notes at the end: "[1] guild.example".
                if text.starts_with("[0]") || text.starts_with("[1]") {
                    return Some(Certainty::Likely);
                }
                // "Mailing list:" is a label, and what follows is its value.
                let announces = announces();
                let told = announces || (words.len() >= LONG / 3 && block.sentences().len() > 1);
                let quoted = text.starts_with(['"', '“', '‘', '\'', '«', '*']);
                let prose = next.sentences().len() > 1 && words_in(report, id + 1) > LONG;
                let verb = words.last().is_some_and(|last| VERBS.contains(last));
                // "Here is a story about bakers:", and then the story.
                let one = words
                    .iter()
                    .any(|word| *word == "is" || *word == "a" || *word == "one")
                    && words.last().is_some_and(|last| !last.ends_with('s'));
                // A frame of lines is a table.
                if one
                    || text.starts_with(|c: char| {
                        !c.is_ascii() && !c.is_alphanumeric() && !"“‘«".contains(c)
                    })
                {
                    return None;
                }
                if verb && is_sentence(report, id + 1) {
                    return Some(Certainty::Likely);
                }
                let goes_on = text.ends_with(':') || text.starts_with(char::is_lowercase);
                // "The following story:" may be told in a paragraph.
                let certainty = if announces {
                    Certainty::Unsure
                } else {
                    Certainty::Likely
                };
                (told && prose && !quoted && !goes_on && shared(&words, report, id + 1) == 0)
                    .then_some(certainty)
            }
            _ => None,
        }
    }
}

/// Whether the paragraphs behind an announcement are its parts, each with words in bold in front, or one with "Second".
fn goes_on_in_parts(report: &Report, id: BlockId) -> bool {
    const NEAR: usize = 3;
    let document = &report.document;
    let paragraphs = document.blocks[id + 1..]
        .iter()
        .take(NEAR)
        .take_while(|block| block.kind() == BlockKind::Paragraph);
    let bold = |block: &Block| {
        let mut inlines = document.inlines_in(block.extent);
        inlines.any(|inline| {
            inline.kind == InlineKind::Emphasis
                && inline.extent.start == block.extent.start
                && inline.extent.end < block.extent.end
        })
    };
    let ordered = |block: &Block| {
        let text = report.text(block.extent);
        let first = text
            .split(|c: char| !c.is_alphabetic())
            .next()
            .unwrap_or_default();
        ["Second", "Secondly", "Third", "Thirdly"].contains(&first)
    };
    let parts = paragraphs.clone().filter(|block| bold(block)).count();
    parts >= 2 || paragraphs.into_iter().any(ordered)
}

/// How many words of meaning the block behind the colon begins with that stand before it as well: if it has some, it
/// goes on with what was said.
fn shared(words: &[&str], report: &Report, next: BlockId) -> usize {
    let stems: Vec<word::Stem> = words
        .iter()
        .filter(|word| !word::is_function_word(word))
        .map(|word| word::stem(word))
        .collect();
    let tokens = report
        .tokens(report.document.blocks[next].sentences().start)
        .iter();
    tokens
        .take(BEGINNING)
        .filter(|token| token.is_word() && !token.is_function() && stems.contains(&token.stem))
        .count()
}

/// Sections of which nothing is left but a heading that stands again below.
fn empty_sections(report: &Report) -> impl Iterator<Item = BlockId> + '_ {
    let blocks = &report.document.blocks;
    let level = |id: BlockId| match blocks.get(id).map(Block::kind) {
        Some(BlockKind::Heading(level)) => Some(level),
        _ => None,
    };
    let mut last: FxHashMap<String, BlockId> = FxHashMap::default();
    for id in (0..blocks.len()).filter(|id| level(*id).is_some()) {
        last.insert(report.document.block_text(id).to_lowercase(), id);
    }
    (0..blocks.len()).filter(move |id| {
        let (Some(own), Some(next)) = (level(*id), level(id + 1)) else {
            return false;
        };
        let again = last[&report.document.block_text(*id).to_lowercase()];
        // Of two sections that are named alike, the first may have sections of its own, if the other is none of them.
        let empty = next <= own
            || (id + 1..=again).all(|between| level(between).is_none_or(|level| level > own));
        let words = |sentence| report.tokens(sentence).len();
        // The lines of a table of contents come again one after the other.
        let comes_again = |beside: usize| {
            level(beside).is_some()
                && last[&report.document.block_text(beside).to_lowercase()] > beside
        };
        let contents = comes_again(id + 1) || id.checked_sub(1).is_some_and(comes_again);
        again > *id
            && empty
            && !contents
            && blocks[*id].sentences().any(|sentence| words(sentence) > 2)
    })
}

/// Whether a block is a sentence and no list of names: it begins like one, and has a stop.
fn is_sentence(report: &Report, id: BlockId) -> bool {
    let text = report.document.block_text(id);
    let first = text.split_whitespace().next().unwrap_or_default();
    text.ends_with('.') && word::is_function_word(first) && text.split_whitespace().count() > 4
}

fn words_in(report: &Report, block: BlockId) -> usize {
    let sentences = report.document.blocks[block].sentences();
    sentences
        .map(|sentence| {
            report
                .tokens(sentence)
                .iter()
                .filter(|token| token.is_word())
                .count()
        })
        .sum()
}

/// Whether something that is no text stands between a block and the next: an image, a frame, a rule.
fn followed_by_markup(context: &Context<'_>, report: &Report, id: BlockId) -> bool {
    let document = &report.document;
    let text = context.sources.get(document.source).text();
    let end = document.place(document.blocks[id].extent).span.end as usize;
    let start = document.blocks.get(id + 1).map_or(text.len(), |next| {
        document.place(next.extent).span.start as usize
    });
    let between = text.get(end..start).unwrap_or_default();
    between.contains(['!', '<', '[', '|', '{', '`'])
}

/// Whether the block behind another one of plain text stands further to the right: it is what was announced.
fn is_indented(context: &Context<'_>, report: &Report, id: BlockId) -> bool {
    report.document.format == Format::Plain
        && indent(context, report, id + 1) > indent(context, report, id)
}

/// Whether both a block and the next are indented: what looks like a heading is a line of a text that is set in.
fn is_set_in(context: &Context<'_>, report: &Report, id: BlockId) -> bool {
    let is_set_in = || {
        let own = indent(context, report, id);
        own > 0 && indent(context, report, id + 1) >= own
    };
    report.document.format == Format::Plain && is_set_in()
}

/// The spaces before a block.
fn indent(context: &Context<'_>, report: &Report, id: BlockId) -> usize {
    let document = &report.document;
    let text = context.sources.get(document.source).text();
    let start = document.place(document.blocks[id].extent).span.start as usize;
    let before = text[..start].bytes().rev();
    before.take_while(|byte| *byte == b' ').count()
}
