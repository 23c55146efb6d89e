//! `placeholder-left`: editing marks and placeholders that were left in the text.

use memchr::memmem;
use schemars::JsonSchema;
use serde::Deserialize;

use super::prose::{Slip, is_prose, is_quoted};
use super::{Check, Context, Needs, Steps};
use crate::corpus::{Report, ReportId};
use crate::document::{BlockKind, Extent, Format, Inline, InlineKind};
use crate::finding::{Certainty, Detection, Fault, Label};
use crate::pattern::Phrase;
use crate::source::{Place, Span};

mod marks;

/// Looks for what an editor would have taken out.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlaceholderLeft {
    /// Marks in capitals, anywhere: "TODO".
    #[serde(default)]
    marks: Vec<String>,
    /// How a note in square or angle brackets begins: "insert".
    #[serde(default)]
    begins: Vec<String>,
    /// All of a note in brackets of any kind: "citation needed".
    #[serde(default)]
    notes: Vec<String>,
    /// Phrases that stand for a text to come.
    #[serde(default)]
    filler: Vec<Phrase>,
    /// What is left of a page when it is copied: a paragraph of these words and no others.
    #[serde(default)]
    navigation: Vec<String>,
}

/// A placeholder in a text, by byte offsets.
struct Mark {
    start: usize,
    end: usize,
    message: String,
    certainty: Certainty,
}

impl Check for PlaceholderLeft {
    fn needs(&self) -> Needs {
        Needs::Own
    }

    fn phrases(&self) -> Vec<&Phrase> {
        self.filler.iter().collect()
    }

    fn expected(&self) -> Vec<&Phrase> {
        Vec::new()
    }

    fn steps<'a>(&'a self, context: &Context<'a>) -> Steps<'a> {
        let signs = marks::Signs::of(self, &context.corpus.words);
        Steps::over_each(move |context, id| self.in_report(context, id, &signs))
    }
}

impl PlaceholderLeft {
    fn in_report(&self, context: &mut Context<'_>, id: ReportId, signs: &marks::Signs) {
        let report = &context.corpus.reports[id];
        let mut may_have_marks = signs.blocks(report).peekable();
        for (at, block) in report.document.blocks.iter().enumerate() {
            let may_have_marks = may_have_marks.next_if_eq(&at).is_some();
            if block.kind() == BlockKind::Code {
                continue;
            }
            let text = report.text(block.extent);
            let mut marks = if may_have_marks {
                marks::find(self, text, signs.places(report, at))
            } else {
                Vec::new()
            };
            // A web page has them by right; a text that was copied from one has not.
            let is_page = report.document.format == Format::Html;
            if block.kind() == BlockKind::Paragraph && !is_page {
                marks.extend(self.navigation_in(text));
            }
            for mark in marks {
                let extent = block.extent.slice(mark.start..mark.end);
                // "[TODO page](…)" is the name of a page.
                let is_link = |inline: &Inline| {
                    matches!(inline.kind, InlineKind::Link(_)) && inline.extent.contains(extent)
                };
                let is_named = report.document.inlines_in(extent).any(is_link);
                if is_prose(report, extent) && !is_named {
                    // Who writes down what was changed writes down what is to do.
                    let certainty = if report.is_log {
                        Certainty::Unsure
                    } else {
                        mark.certainty
                    };
                    let detection =
                        slip(report, extent, mark.message, certainty).detection(context);
                    context.report(detection);
                }
            }
        }
        links(context, report);
        conflicts(context, report);
        for phrase in &self.filler {
            for hit in context.hits_of(phrase, id) {
                // In quotes it is spoken of.
                let before = &report.document.view.as_str()[..hit.extent().range().start];
                let is_named = before.ends_with(['"', '“', '‘', '\'', '{', '`']);
                if is_named || is_quoted(report, hit.extent()) {
                    continue;
                }
                let message = "text that stands for a text to come".to_owned();
                let detection =
                    slip(report, hit.extent(), message, Certainty::Sure).detection(context);
                context.report(detection);
            }
        }
    }
}

impl PlaceholderLeft {
    fn navigation_in(&self, text: &str) -> Option<Mark> {
        let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
        self.navigation
            .iter()
            .any(|known| known.eq_ignore_ascii_case(bare))
            .then(|| Mark {
                start: 0,
                end: text.len(),
                message: format!("“{bare}” looks like a part of a web page, not of the text"),
                certainty: Certainty::Likely,
            })
    }
}

fn slip(report: &Report, extent: Extent, message: String, certainty: Certainty) -> Slip<'_> {
    Slip {
        fault: Fault::PlaceholderLeft,
        certainty,
        report,
        extent,
        message,
        label: "left over?".to_owned(),
        help: "Put in what was meant, or take it out.",
        fix: None,
    }
}

/// The marks of a merge that nobody finished: a line that begins with seven signs, and later one that ends the conflict.
fn conflicts(context: &mut Context<'_>, report: &Report) {
    let source = report.document.source;
    let text = context.sources.get(source).text();
    let is_line = |at: usize| at == 0 || text.as_bytes()[at - 1] == b'\n';
    let lines = |mark: &'static str| {
        memmem::find_iter(text.as_bytes(), mark).filter(move |at| is_line(*at))
    };
    let Some(last) = lines(">>>>>>> ").last() else {
        return;
    };
    for start in lines("<<<<<<< ").filter(|start| *start < last) {
        let at = report.document.view.to_view(start as u32);
        let block = report.document.block_at(at);
        if block.is_some_and(|block| report.document.blocks[block].kind() == BlockKind::Code) {
            continue;
        }
        let line = text[start..].lines().next().unwrap_or_default();
        let span = Span::new(start, start + line.len());
        context.report(Detection {
            certainty: Certainty::Sure,
            help: "Choose one of the two versions, and take the marks out.".to_owned(),
            ..detection(
                Place { source, span },
                "a conflict of two versions was left in the text".to_owned(),
                Vec::new(),
            )
        });
    }
}

/// Links that lead nowhere, told once a report, and links that nobody can see.
fn links(context: &mut Context<'_>, report: &Report) {
    let place = |inline: &Inline| Place {
        source: report.document.source,
        span: inline.span,
    };
    // On a page "#" is its top: a fault only where somebody says so.
    let is_page = report.document.format == Format::Html;
    let mut dead: Vec<&Inline> = Vec::new();
    let mut top: Vec<&Inline> = Vec::new();
    let mut found = Vec::new();
    for inline in &report.document.inlines {
        let InlineKind::Link(target) = &inline.kind else {
            continue;
        };
        if is_page && target.trim() == "#" {
            top.push(inline);
        } else if matches!(target.trim(), "" | "#") {
            dead.push(inline);
        } else if context.sources.quote(place(inline)).starts_with("[](") {
            found.push(detection(
                place(inline),
                "a link without words to click on".to_owned(),
                Vec::new(),
            ));
        }
    }
    for (links, certainty) in [(dead, Certainty::Likely), (top, Certainty::Unsure)] {
        let Some((first, others)) = links.split_first() else {
            continue;
        };
        let message = match links.len() {
            1 => "a link leads nowhere".to_owned(),
            count => format!("{count} links lead nowhere; this is the first"),
        };
        let related = others.iter().take(2).map(|inline| Label {
            place: place(inline),
            text: "nowhere too".to_owned(),
        });
        found.push(Detection {
            certainty,
            ..detection(place(first), message, related.collect())
        });
    }
    for detection in found {
        context.report(detection);
    }
}

fn detection(place: Place, message: String, related: Vec<Label>) -> Detection {
    Detection {
        fault: Fault::PlaceholderLeft,
        category: Fault::PlaceholderLeft.category(),
        certainty: Certainty::Likely,
        message,
        help: "Put in what was meant, or take the link out.".to_owned(),
        primary: Label {
            place,
            text: "this link".to_owned(),
        },
        related,
        fix: None,
    }
}
