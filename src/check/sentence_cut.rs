//! `sentence-cut`: a sentence, paragraph or label that ends in the middle.

use std::cell::LazyCell;

use schemars::JsonSchema;
use serde::Deserialize;

use super::prose::{Slip, is_prose};
use super::{Check, Context, Needs, Steps};
use crate::corpus::{Report, ReportId};
use crate::document::{BlockId, BlockKind, Extent, InlineKind, Language};
use crate::finding::{Category, Certainty, Fault};
use crate::word::Token;

/// Looks at how sentences end.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SentenceCut {
    /// Words that no sentence ends with, full stop or not: "the".
    #[serde(default)]
    never_last: Vec<String>,
    /// Words that a paragraph ends with only if it lost its end: "of".
    #[serde(default)]
    leads_on: Vec<String>,
}

/// How many words of its own make a last sentence prose.
const PROSE: usize = 8;

/// The most words of who said a quotation.
const SIGNATURE: usize = 12;

/// How many words make a paragraph of one sentence prose.
const LONG: usize = 20;

/// What is cut, and how.
struct Cut {
    extent: Extent,
    message: String,
    certainty: Certainty,
    category: Category,
}

impl Check for SentenceCut {
    fn needs(&self) -> Needs {
        Needs::Text
    }

    fn steps<'a>(&'a self, context: &Context<'a>) -> Steps<'a> {
        let words = context.corpus.words.iter();
        let never_last: Vec<bool> = words.map(|(_, word, _)| self.is_never_last(word)).collect();
        Steps::over_each(move |context, id| self.in_report(context, id, &never_last))
    }
}

impl SentenceCut {
    /// Looks at a report. Which words no sentence ends with is told by their numbers.
    fn in_report(&self, context: &mut Context<'_>, id: ReportId, never_last: &[bool]) {
        let report = &context.corpus.reports[id];
        if report.document.language == Language::Other {
            return;
        }
        let mut cuts = Vec::new();
        for id in 0..report.document.blocks.len() {
            before_stop(report, id, never_last, &mut cuts);
            if let Some(cut) = self.at_end(report, id) {
                cuts.push(cut);
            }
        }
        let open = |cut: &Cut| cut.category == Category::Punctuation;
        let stops = report.document.blocks.iter().filter(|block| {
            block.kind() == BlockKind::Paragraph && report.text(block.extent).ends_with('.')
        });
        // Who leaves the stop out time and again does so on purpose.
        let count = cuts.iter().filter(|cut| open(cut)).count();
        if count >= 3 && count * 10 > stops.count() {
            for cut in cuts.iter_mut().filter(|cut| open(cut)) {
                cut.certainty = Certainty::Unsure;
            }
        }
        cuts.extend(empty_labels(report));
        for cut in cuts {
            let slip = Slip {
                fault: Fault::SentenceCut,
                certainty: cut.certainty,
                report,
                extent: cut.extent,
                message: cut.message,
                label: "and then?".to_owned(),
                help: "Put in what is missing.",
                fix: None,
            };
            let mut detection = slip.detection(context);
            detection.category = cut.category;
            context.report(detection);
        }
    }
}

impl SentenceCut {
    fn is_never_last(&self, word: &str) -> bool {
        self.never_last.iter().any(|known| known == word)
    }

    /// A paragraph of prose that ends without a stop.
    fn at_end(&self, report: &Report, id: BlockId) -> Option<Cut> {
        let document = &report.document;
        let block = &document.blocks[id];
        if block.kind() != BlockKind::Paragraph || block.is_caption {
            return None;
        }
        let sentence = block.sentences().next_back()?;
        let tokens = report.tokens(sentence);
        let final_token = *tokens.last()?;
        let word = final_token.of(document.view.as_str());
        // Most paragraphs end with a stop.
        if !final_token.is_word() && word != "," {
            return None;
        }
        let text = report.text(block.extent);
        if text.starts_with(['*', '†']) || is_numbered(text) || goes_on(report, id) {
            return None;
        }
        let last = document.sentences[sentence].extent;
        // Behind a line break that was meant stands a signature or an address.
        let line = &document.view.as_str()[block.extent.start as usize..last.start as usize];
        if line.trim_end_matches(' ').ends_with('\n') || text.starts_with(['—', '–', '-', '~'])
        {
            return None;
        }
        // Behind a quotation, a dash and a name.
        let attributed = [
            "\" -", "\" –", "\" —", "” -", "” –", "” —", "\"-", "”-", "\"—", "”—",
        ];
        let is_quoted = text.contains('"') || text.contains('”');
        if is_quoted && attributed.iter().any(|mark| text.contains(mark)) {
            return None;
        }
        // Behind a quotation, a name and what its bearer does.
        let signed = text.rfind(['”', '"', '“', '»']).is_some_and(|mark| {
            let signature = text[mark..].trim_start_matches(|c: char| !c.is_alphanumeric());
            let words = || signature.split_whitespace();
            let capitals = words().filter(|word| word.starts_with(char::is_uppercase));
            words().count() <= SIGNATURE && capitals.count() * 2 >= words().count()
        });
        if signed {
            return None;
        }
        let words: Vec<_> = tokens.iter().filter(|token| token.is_word()).collect();
        let small = words.iter().filter(|token| token.is_function()).count();
        let is_sentence = words.len() >= PROSE && small * 5 >= words.len();
        if !is_sentence {
            return None;
        }
        let end = Extent {
            start: final_token.start,
            end: final_token.end(),
        };
        // A link at the end often goes without a stop, and so does a message or a title that is set off.
        if document.inlines_in(end).any(|inline| {
            inline.kind != InlineKind::Emphasis || inline.extent.start > block.extent.start
        }) {
            return None;
        }
        let cut = |extent, message, certainty, category| {
            Some(Cut {
                extent,
                message,
                certainty,
                category,
            })
        };
        if word == "," {
            // Items of an enumeration may be paragraphs.
            let before = id.checked_sub(1).map(|before| document.block_text(before));
            if before.is_some_and(|before| before.trim_end().ends_with([',', ';'])) {
                return None;
            }
            return cut(
                end,
                "a paragraph ends with a comma".to_owned(),
                Certainty::Likely,
                Category::Placeholder,
            );
        }
        if self.is_never_last(word) || self.leads_on(word) {
            // "The most that a baker may have", "the mill to buy flour from".
            if words.len() >= 2 && is_stranded(report, &words[..words.len() - 1]) {
                return None;
            }
            return cut(
                end,
                format!("a paragraph ends with “{word}”"),
                Certainty::Likely,
                Category::Placeholder,
            );
        }
        // The stop of "etc." is left out as often as not, that of a caption or of items is no loss.
        let is_all_set_off = || {
            let mut inlines = document.inlines_in(block.extent);
            inlines.any(|inline| {
                inline.kind == InlineKind::Emphasis && inline.extent.contains(block.extent)
            })
        };
        // "Send us one word: join"
        let quotes = tokens
            .iter()
            .rev()
            .take(4)
            .any(|token| token.of(document.view.as_str()) == ":");
        let prose = (block.sentences().len() > 1 || words.len() >= LONG)
            && !quotes
            && !word.eq_ignore_ascii_case("etc")
            && !text.contains(['•', '▪'])
            && !ends_doubled(report.block_tokens(id))
            && !is_all_set_off();
        prose
            .then(|| {
                cut(
                    end,
                    "a paragraph ends without a full stop".to_owned(),
                    Certainty::Likely,
                    Category::Punctuation,
                )
            })
            .flatten()
    }

    fn leads_on(&self, word: &str) -> bool {
        self.leads_on.iter().any(|known| known == word)
    }
}

/// Sentences that end with an article or the like before their full stop.
fn before_stop(report: &Report, id: BlockId, never_last: &[bool], cuts: &mut Vec<Cut>) {
    let document = &report.document;
    let block = &document.blocks[id];
    if matches!(block.kind(), BlockKind::Code | BlockKind::Heading(_)) {
        return;
    }
    let view = document.view.as_str();
    for sentence in block.sentences() {
        // "Less than." is a definition, and no sentence.
        let [.., _, _, _, word, _] = report.words(sentence) else {
            continue;
        };
        // Hardly any ends so.
        if !never_last[word.index()] {
            continue;
        }
        let [.., last, stop] = report.tokens(sentence) else {
            continue;
        };
        let extent = Extent {
            start: last.start,
            end: stop.end(),
        };
        if stop.of(view) == "."
            && last.end() == stop.start
            && !view[stop.end() as usize..].starts_with(" .")
            && is_prose(report, extent)
            && !is_spoken_of(report, last)
        {
            cuts.push(Cut {
                extent,
                message: format!("a sentence ends with “{}”", last.of(view)),
                certainty: Certainty::Likely,
                category: Category::Placeholder,
            });
        }
    }
}

/// Whether the last words of a paragraph stand in it twice in a row: the caption of a picture, and what is shown without
/// it.
fn ends_doubled(tokens: &[Token]) -> bool {
    const SHORTEST: usize = 4;
    const LONGEST: usize = 24;
    (SHORTEST..=LONGEST.min(tokens.len() / 2)).any(|length| {
        let (before, last) = tokens.split_at(tokens.len() - length);
        let stems = |tokens: &[Token]| tokens.iter().map(|token| token.stem).collect::<Vec<_>>();
        stems(&before[before.len() - length..]) == stems(last)
    })
}

/// Whether a text begins as the title of a figure or a table does: "Figure 5.1. The mill".
fn is_numbered(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let named = words.next().is_some_and(|word| {
        [
            "figure", "fig.", "table", "example", "listing", "box", "chart", "note",
        ]
        .iter()
        .any(|known| word.eq_ignore_ascii_case(known))
    });
    named
        && words
            .next()
            .is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether a word is emphasised alone, as one that is named and not used.
fn is_spoken_of(report: &Report, token: &Token) -> bool {
    let extent = Extent {
        start: token.start,
        end: token.end(),
    };
    report
        .document
        .inlines_in(extent)
        .any(|inline| inline.kind == InlineKind::Emphasis && inline.extent == extent)
}

/// Whether words leave something out that a preposition or "have" at their end belongs to: the noun before them.
fn is_stranded(report: &Report, words: &[&Token]) -> bool {
    let view = report.document.view.as_str();
    let is_one_of = |token: &Token, known: &[&str]| known.contains(&token.of(view));
    let modal = words.last().is_some_and(|token| {
        is_one_of(
            token,
            &[
                "can", "could", "may", "might", "must", "should", "to", "will",
            ],
        )
    });
    let infinitive = words
        .iter()
        .rev()
        .take(4)
        .skip(1)
        .any(|token| is_one_of(token, &["to", "that", "which", "who", "what"]));
    modal || infinitive
}

/// Whether the block behind a paragraph may be the rest of its sentence.
fn goes_on(report: &Report, id: BlockId) -> bool {
    report
        .document
        .blocks
        .get(id + 1)
        .is_some_and(|next| match next.kind() {
            BlockKind::Heading(_) | BlockKind::Paragraph => {
                let begins = report.text(next.extent);
                // A formula goes on with the sentence before it.
                begins.starts_with(|c: char| !c.is_uppercase())
                    || begins.contains(['=', '≤', '≥', '→'])
                    || is_code(report, next.extent)
            }
            _ => true,
        })
}

/// Whether a paragraph is all code.
fn is_code(report: &Report, extent: Extent) -> bool {
    let mut inlines = report.document.inlines_in(extent);
    inlines.any(|inline| {
        inline.kind == InlineKind::Code
            && inline.extent.start <= extent.start
            && inline.extent.end >= extent.end
    })
}

/// Labels without a value in lists whose other items have one.
fn empty_labels(report: &Report) -> Vec<Cut> {
    let document = &report.document;
    let mut cuts = Vec::new();
    for (id, list) in document.lists.iter().enumerate() {
        let text = |item: BlockId| report.text(document.blocks[item].extent);
        // Few lists have a label that ends an item.
        let filled = LazyCell::new(|| {
            let filled = list.items.iter().filter(|item| is_filled(text(**item)));
            filled.count()
        });
        for item in &list.items {
            let label = text(*item);
            // A list or a paragraph of its own may be the value.
            let alone = document.blocks.get(item + 1).is_none_or(|next| {
                next.kind() == BlockKind::Item(id) || matches!(next.kind(), BlockKind::Heading(_))
            });
            if label.ends_with(':')
                && !label.contains('_')
                && label.split_whitespace().count() <= 5
                && alone
                && *filled >= 2
                && *filled * 2 > list.items.len()
            {
                cuts.push(Cut {
                    extent: document.blocks[*item].extent,
                    message: "a label without a value; the others have one".to_owned(),
                    certainty: Certainty::Likely,
                    category: Category::Placeholder,
                });
            }
        }
    }
    cuts
}

/// Whether an item is a short label with a value: "Chat: guild.example".
fn is_filled(text: &str) -> bool {
    text.split_once(": ").is_some_and(|(label, value)| {
        label.split_whitespace().count() <= 5 && !value.trim().is_empty()
    })
}
