//! `text`: what a house style forbids, and what it puts in its place.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Check, Context, Entries, Hit, mend};
use crate::corpus::Report;
use crate::document::Extent;
use crate::finding::{Certainty, Detection, Fault, Fix, Label};
use crate::pattern::Phrase;

/// Phrases that may not stand in a report.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Phrases to do without.
    #[serde(default)]
    forbid: Vec<Phrase>,
    /// Phrases with what is written instead.
    #[serde(default)]
    swap: Entries<Phrase, String>,
}

impl Check for Text {
    fn phrases(&self) -> Vec<&Phrase> {
        self.forbid
            .iter()
            .chain(self.swap.iter().map(|(phrase, _)| phrase))
            .collect()
    }

    /// A forbidden phrase that stands nowhere is what the rule is for.
    fn expected(&self) -> Vec<&Phrase> {
        Vec::new()
    }

    fn run(&self, context: &mut Context<'_>) {
        for phrase in &self.forbid {
            for hit in context.hits(phrase) {
                let report = &context.corpus.reports[hit.report];
                let message = format!("“{}” is not used here", report.text(hit.extent()));
                let detection = detection(context, hit, message, "not used", None);
                context.report(detection);
            }
        }
        for (phrase, replacement) in self.swap.iter() {
            for hit in context.hits(phrase) {
                let report = &context.corpus.reports[hit.report];
                let written = report.text(hit.extent());
                // `github: GitHub` finds the word in any case, and the right one is among them.
                if written == replacement || is_part_of(report, hit.extent(), replacement) {
                    continue;
                }
                let message = format!("“{written}” is written “{replacement}”");
                let label = format!("“{replacement}”");
                let edit = [(hit.extent(), replacement.clone())];
                // A phrase is found in any inflection, which a replacement would lose.
                let safe = phrase.is_exact();
                let fix = mend::edits(context.sources, report, edit, safe);
                let detection = detection(context, hit, message, &label, fix);
                context.report(detection);
            }
        }
    }
}

/// Whether a text already stands in its replacement: "mill" in "mill house".
fn is_part_of(report: &Report, extent: Extent, replacement: &str) -> bool {
    let view = report.document.view.as_str();
    let mut inside = replacement.match_indices(report.text(extent));
    inside.any(|(at, _)| {
        let start = (extent.start as usize).checked_sub(at);
        let from = start.and_then(|start| view.get(start..));
        from.is_some_and(|from| from.starts_with(replacement))
    })
}

fn detection(
    context: &Context<'_>,
    hit: &Hit,
    message: String,
    label: &str,
    fix: Option<Fix>,
) -> Detection {
    let document = &context.corpus.reports[hit.report].document;
    Detection {
        fault: Fault::Text,
        category: Fault::Text.category(),
        certainty: Certainty::Sure,
        message,
        help: String::new(),
        primary: Label {
            place: document.place(hit.extent()),
            text: label.to_owned(),
        },
        related: Vec::new(),
        fix,
    }
}
