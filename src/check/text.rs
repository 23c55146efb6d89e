//! `text`: what a house style forbids, and what it puts in its place.

use serde::Deserialize;

use super::{Check, Context, Entries, Hit};
use crate::finding::{Certainty, Detection, Edit, Fault, Fix, Label};
use crate::pattern::Phrase;

/// Phrases that may not stand in a report.
#[derive(Debug, Clone, Deserialize)]
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
                if written == replacement {
                    continue;
                }
                let message = format!("“{written}” is written “{replacement}”");
                let label = format!("“{replacement}”");
                let fix = Fix {
                    // A phrase is found in any inflection, which a replacement would lose.
                    safe: phrase.is_exact(),
                    edits: vec![Edit {
                        place: report.document.place(hit.extent()),
                        replacement: replacement.clone(),
                    }],
                };
                let detection = detection(context, hit, message, &label, Some(fix));
                context.report(detection);
            }
        }
    }
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
