//! `paragraph-repeated`: paragraphs, lists and sections that stand twice in a report, wholly or nearly.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::difference::{self, Difference};
use super::{Check, Context, Needs, Steps, show};
use crate::corpus::{LikenessIndex, Report, ReportId, Shingles, Sketch, shingled};
use crate::document::{Block, BlockId, BlockKind, Extent, InlineKind};
use crate::finding::{Certainty, Detection, Fault, Label};
use crate::word::{Shape, Stem, Token, WordId};

/// Looks for passages that stand twice in one report.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ParagraphRepeated {
    /// Words that a passage has at least; a shorter one may be a formula.
    words: usize,
}

/// Blocks with fewer words are the same only if they are equal.
const SHORT: usize = 12;
/// The share of shingles, in percent, from which on two blocks may be the same.
const LIKE: usize = 50;
/// From so many on, passages are repeated on purpose.
const MANY: usize = 3;
/// One passage in so many is repeated by the nature of the report.
const OFTEN: usize = 50;
/// Changes that are shown.
const SHOWN: usize = 3;

impl Check for ParagraphRepeated {
    fn needs(&self) -> Needs {
        Needs::Text
    }

    fn steps<'a>(&'a self, context: &Context<'a>) -> Steps<'a> {
        let words = context.corpus.words.iter();
        let stems = words.map(|(_, _, word)| shingled(word.kind.shape(), word.stem));
        let stems: Vec<Stem> = stems.collect();
        Steps::over_each(move |context, id| self.in_report(context, id, &stems))
    }
}

impl ParagraphRepeated {
    /// Looks at a report. What each word is in a shingle is told by its number.
    fn in_report(&self, context: &mut Context<'_>, id: ReportId, stems: &[Stem]) {
        let report = &context.corpus.reports[id];
        let repeats = self.repeats(report, stems);
        // A passage that stands in three places is a formula of the report.
        let mut places: BTreeMap<BlockId, usize> = BTreeMap::new();
        for repeat in &repeats {
            *places.entry(repeat.first).or_default() += 1;
        }
        let mut found: Vec<Detection> = Vec::new();
        for repeat in &repeats {
            // A point of the summary may open the section that it is about.
            let kind =
                |block: BlockId| std::mem::discriminant(&report.document.blocks[block].kind());
            let is_summary = repeat.blocks == 1 && kind(repeat.first) != kind(repeat.second);
            let formula = places[&repeat.first] > 1
                || is_linked(report, repeat)
                || is_listed(report, repeat)
                || is_call(report, repeat);
            let most = if formula {
                Certainty::Unsure
            } else if is_summary || is_summed_up(report, repeat) {
                // But no summary says another number.
                Certainty::Likely
            } else {
                Certainty::Sure
            };
            found.extend(detection(report, repeat, most));
        }
        // A manual says the same of many things, on purpose.
        let manual = found.len() >= MANY;
        let blocks = report.document.blocks.len();
        let by_nature = manual && found.len() * OFTEN >= blocks;
        for mut detection in found {
            // So do its numbers differ on purpose.
            if context.corpus.is_technical
                || by_nature
                || (manual && detection.certainty == Certainty::Likely)
            {
                detection.certainty = Certainty::Unsure;
            }
            context.report(detection);
        }
    }
}

/// Two runs of blocks that are the same one by one.
#[derive(Debug, Clone, Copy)]
struct Repeat {
    first: BlockId,
    second: BlockId,
    blocks: usize,
}

impl ParagraphRepeated {
    /// All runs that are long enough, each with the place where it stands first.
    fn repeats(&self, report: &Report, stems: &[Stem]) -> Vec<Repeat> {
        let blocks = Blocks::of(report, stems);
        let mut index = LikenessIndex::for_passages(&blocks.sketches);
        let mut repeats = Vec::new();
        // Up to this block all is part of a run already.
        let mut done = 0;
        // What each block was last compared with: the index may show it several times.
        let mut compared = vec![0; blocks.sketches.len()];
        for (second, sketch) in blocks.sketches.iter().enumerate() {
            let mut longest: Option<Repeat> = None;
            index.meet(second, sketch.least(), |first| {
                let is_new = std::mem::replace(&mut compared[first], second) != second;
                // Most passages that share a shingle are not the same.
                if is_new && second >= done && blocks.is_same(first, second) {
                    let blocks = blocks.run(first, second);
                    let is_longer =
                        longest.is_none_or(|known| (blocks, known.first) > (known.blocks, first));
                    if is_longer {
                        longest = Some(Repeat {
                            first,
                            second,
                            blocks,
                        });
                    }
                }
            });
            if let Some(repeat) = longest.filter(|repeat| self.is_long(&blocks, *repeat)) {
                done = repeat.second + repeat.blocks;
                repeats.push(repeat);
            }
        }
        repeats
    }

    fn is_long(&self, blocks: &Blocks<'_>, repeat: Repeat) -> bool {
        let words = |start: BlockId| -> usize {
            blocks.sketches[start..start + repeat.blocks]
                .iter()
                .map(Sketch::words)
                .sum()
        };
        words(repeat.first).min(words(repeat.second)) >= self.words
    }
}

/// The blocks of a report as passages.
struct Blocks<'a> {
    report: &'a Report,
    sketches: Vec<Sketch>,
    sizes: Vec<Size>,
    /// Of those that were compared.
    shingles: Vec<OnceCell<Shingles>>,
}

/// What tells most blocks apart that are not the same, small and near.
#[derive(Debug, Clone, Copy)]
struct Size {
    is_long: bool,
    is_heading: bool,
    bytes: u32,
}

impl Size {
    fn of(block: &Block, sketch: &Sketch) -> Size {
        Size {
            is_long: sketch.words() >= SHORT,
            is_heading: matches!(block.kind(), BlockKind::Heading(_)),
            bytes: block.extent.end - block.extent.start,
        }
    }
}

impl Blocks<'_> {
    fn of<'a>(report: &'a Report, stems: &[Stem]) -> Blocks<'a> {
        let blocks = &report.document.blocks;
        let stem = |word: &WordId| stems[word.index()];
        let sketches = (0..blocks.len()).map(|block| Sketch::of(report.block_words(block), stem));
        let sketches: Vec<Sketch> = sketches.collect();
        let sizes = blocks.iter().zip(&sketches);
        Blocks {
            report,
            sizes: sizes
                .map(|(block, sketch)| Size::of(block, sketch))
                .collect(),
            shingles: blocks.iter().map(|_| OnceCell::new()).collect(),
            sketches,
        }
    }

    fn shingles(&self, block: BlockId) -> &Shingles {
        self.shingles[block].get_or_init(|| Shingles::of(self.report.block_tokens(block)))
    }

    /// How many blocks from two starts on are the same, the first of which are.
    fn run(&self, first: BlockId, second: BlockId) -> usize {
        let most = (second - first).min(self.sketches.len() - second);
        let others = (1..most).take_while(|step| self.is_same(first + step, second + step));
        1 + others.count()
    }

    #[inline]
    fn is_same(&self, first: BlockId, second: BlockId) -> bool {
        let (a, b) = (self.sizes[first], self.sizes[second]);
        if a.is_long && b.is_long {
            return self.are_like(first, second);
        }
        // The texts need not be fetched where their lengths differ.
        a.bytes == b.bytes
            && a.is_heading == b.is_heading
            && self.sketches[first].words() > 0
            && self.report.document.block_text(first) == self.report.document.block_text(second)
    }

    #[inline(never)]
    fn are_like(&self, first: BlockId, second: BlockId) -> bool {
        self.sketches[first].may_be_like(&self.sketches[second], LIKE) && {
            let (first, second) = (self.shingles(first), self.shingles(second));
            first.likeness(second, LIKE).is_some()
        }
    }
}

fn detection(report: &Report, repeat: &Repeat, most: Certainty) -> Option<Detection> {
    let document = &report.document;
    let whole = |start: BlockId| Extent {
        start: document.blocks[start].extent.start,
        end: document.blocks[start + repeat.blocks - 1].extent.end,
    };
    let (first, second) = (whole(repeat.first), whole(repeat.second));
    // Block by block: what two long runs differ in must not be looked for all over them.
    let mut difference = Difference::default();
    for step in 0..repeat.blocks {
        let block = |start: BlockId| (report, report.block_tokens(start + step));
        difference.add(difference::of(block(repeat.first), block(repeat.second)));
    }
    let certainty = match certainty(report, &difference)? {
        Certainty::Likely if most < Certainty::Sure => Certainty::Unsure,
        certainty => certainty.min(most),
    };
    let what = if repeat.blocks == 1 {
        "this paragraph stands"
    } else {
        "these paragraphs stand"
    };
    Some(Detection {
        fault: Fault::ParagraphRepeated,
        category: Fault::ParagraphRepeated.category(),
        certainty,
        message: format!("{what} twice, {}", shown(report, &difference)),
        help: "Take one of the two out. Where they differ, keep what is right. Both can stay if the repetition is \
               meant."
            .to_owned(),
        primary: Label { place: document.place(second), text: "again here".to_owned() },
        related: vec![Label { place: document.place(first), text: "first here".to_owned() }],
        fix: None,
    })
}

/// How sure it is that one of two like passages is too many; `None` if they only resemble each other.
fn certainty(report: &Report, difference: &Difference) -> Option<Certainty> {
    let changed = difference.changes.iter();
    let extents: Vec<Extent> = changed
        .flat_map(|change| [change.first, change.second])
        .flatten()
        .collect();
    // One form filled in for two things: other names, and what is told of them.
    let names_another = extents.iter().any(|extent| {
        let named = |token: &Token| {
            let word = token.of(report.document.view.as_str());
            // "KC85/3" and "v2" are names, of which only the number is another.
            let joined =
                report.document.view.as_str()[..token.start as usize].ends_with(['/', '_']);
            token.is_capital()
                || joined
                || word.starts_with(char::is_alphabetic) && word.contains(is_of_code)
        };
        report.tokens_in(*extent).iter().any(named)
    });
    let only_numbers = extents.iter().all(|extent| {
        let mut tokens = report.tokens_in(*extent).iter();
        tokens.all(|token| token.shape() == Shape::Digits)
    });
    if names_another || difference.other * 4 > difference.same {
        return None;
    }
    Some(if difference.changes.is_empty() {
        Certainty::Likely
    } else if only_numbers {
        Certainty::Sure
    } else {
        // Much the same is true of two like things.
        Certainty::Unsure
    })
}

/// Whether a paragraph of the opening of a report opens a later section, too: what a summary takes from there.
fn is_summed_up(report: &Report, repeat: &Repeat) -> bool {
    const OPENING: usize = 2;
    let blocks = &report.document.blocks;
    let is_heading = |block: &Block| matches!(block.kind(), BlockKind::Heading(_));
    let headings = blocks[..repeat.first]
        .iter()
        .filter(|block| is_heading(block));
    repeat.blocks == 1
        && repeat
            .second
            .checked_sub(1)
            .is_some_and(|before| is_heading(&blocks[before]))
        && headings.count() <= OPENING
}

/// Whether both passages are points of two lists, and short: what was planned, and what was done.
fn is_listed(report: &Report, repeat: &Repeat) -> bool {
    const SHORT_POINT: usize = 25;
    let blocks = &report.document.blocks;
    (0..repeat.blocks).all(|step| {
        let kinds = [repeat.first, repeat.second].map(|start| blocks[start + step].kind());
        let [BlockKind::Item(one), BlockKind::Item(other)] = kinds else {
            return false;
        };
        one != other && report.block_tokens(repeat.first + step).len() <= SHORT_POINT
    })
}

/// Whether a passage calls on the reader, with a link to where that is done: "Become a member", at the top and at the foot of
/// a page; or tells the reader to mind something, wherever it may be of use.
fn is_call(report: &Report, repeat: &Repeat) -> bool {
    let blocks = &report.document.blocks[repeat.first..repeat.first + repeat.blocks];
    let text = report.document.block_text(repeat.first);
    let first = text
        .split(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default();
    let minds = ["Caution", "Important", "Note", "Remember", "Tip", "Warning"];
    if repeat.blocks == 1 && minds.contains(&first) {
        return true;
    }
    let links = |block: &Block| {
        let mut inlines = report.document.inlines_in(block.extent);
        inlines.any(|inline| matches!(inline.kind, InlineKind::Link(_)))
    };
    let view = report.document.view.as_str();
    let addresses = |block: &Block| {
        let tokens = report.tokens_in(block.extent).iter();
        let mut words = tokens.map(|token| token.of(view));
        words.any(|word| {
            ["you", "your"]
                .iter()
                .any(|you| you.eq_ignore_ascii_case(word))
        })
    };
    blocks.iter().any(links) && blocks.iter().any(addresses)
}

/// Whether most of one of the passages is links: a table of contents, and the heading that it leads to.
fn is_linked(report: &Report, repeat: &Repeat) -> bool {
    // Marks and spaces between letters that are links are no text.
    let letters = |extent: Extent| {
        report
            .text(extent)
            .chars()
            .filter(|c| c.is_alphanumeric())
            .count()
    };
    let is_linked = |first: BlockId| {
        let (mut all, mut linked) = (0, 0);
        for block in &report.document.blocks[first..first + repeat.blocks] {
            all += letters(block.extent);
            let inlines = report.document.inlines_in(block.extent);
            linked += inlines
                .filter(|inline| matches!(inline.kind, InlineKind::Link(_)))
                .map(|inline| letters(inline.extent))
                .sum::<usize>();
        }
        linked * 2 > all
    };
    is_linked(repeat.first) || is_linked(repeat.second)
}

/// What stands inside a word of code or in an address: "utf8", "example.org".
fn is_of_code(c: char) -> bool {
    c.is_ascii_digit() || c == '.'
}

/// The words that differ.
fn shown(report: &Report, difference: &Difference) -> String {
    let changes = &difference.changes;
    if changes.is_empty() {
        return "word for word".to_owned();
    }
    let mut shown: Vec<String> = changes
        .iter()
        .take(SHOWN)
        .map(|change| {
            let quote = |extent: Extent| format!("“{}”", show::short(report.text(extent)));
            match (change.first.map(quote), change.second.map(quote)) {
                (Some(first), Some(second)) => format!("first {first}, then {second}"),
                (Some(first), None) => format!("{first} only the first time"),
                (None, Some(second)) => format!("{second} only the second time"),
                (None, None) => String::new(),
            }
        })
        .collect();
    if changes.len() > SHOWN {
        shown.push(format!("{} more", changes.len() - SHOWN));
    }
    format!("with a difference: {}", shown.join("; "))
}
