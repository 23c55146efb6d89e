//! One thing written in several ways: what is said of the rarer spelling.

use super::{Context, show};
use crate::corpus::{Corpus, ReportId};
use crate::document::Extent;
use crate::finding::{Certainty, Detection, Edit, Fault, Fix, Label};
use crate::source::Place;

/// Where a spelling stands.
pub(super) type Mention = (ReportId, Extent);

/// Places of the usual spelling that are shown.
const SHOWN: usize = 3;
/// From so many places on, a rarer spelling is one finding and not one for each place.
const MANY: usize = 6;

/// A spelling that is rarer than another.
#[derive(Debug)]
pub(super) struct Variant<'a> {
    pub fault: Fault,
    pub certainty: Certainty,
    /// Where the rarer spelling stands.
    pub rare: &'a [Mention],
    /// Where the usual one stands.
    pub usual: &'a [Mention],
    /// How it could be right.
    pub help: &'a str,
}

impl Variant<'_> {
    /// Reports every place of the rarer spelling; all at once if there are many.
    pub(super) fn report(&self, context: &mut Context<'_>) {
        let together = if self.rare.len() < MANY {
            1
        } else {
            self.rare.len()
        };
        for places in self.rare.chunks(together) {
            let detection = self.detection(context.corpus, places);
            context.report(detection);
        }
    }

    fn detection(&self, corpus: &Corpus, places: &[Mention]) -> Detection {
        let written = |mention: &Mention| show::short(corpus.reports[mention.0].text(mention.1));
        let (here, others) = (places[0], &places[1..]);
        let mut usual: Vec<&Mention> = self.usual.iter().collect();
        usual.sort_by_key(|mention| (mention.0 != here.0, **mention));
        let right = written(usual[0]);
        let times = match self.usual.len() {
            1 => "once".to_owned(),
            2 => "twice".to_owned(),
            times => format!("{times} times"),
        };
        let also = others.iter().map(|mention| (mention, "and here"));
        let shown = usual.iter().take(SHOWN);
        let related = shown
            .map(|mention| (*mention, "the usual spelling"))
            .chain(also)
            .map(|(mention, text)| Label {
                place: place(corpus, mention),
                text: text.to_owned(),
            });
        Detection {
            fault: self.fault,
            category: self.fault.category(),
            certainty: self.certainty,
            message: format!("“{}” is written “{right}” {times}", written(&here)),
            help: self.help.to_owned(),
            primary: Label {
                place: place(corpus, &here),
                text: format!("“{right}”?"),
            },
            related: related.collect(),
            fix: Some(Fix {
                safe: false,
                edits: places
                    .iter()
                    .map(|mention| Edit {
                        place: place(corpus, mention),
                        replacement: right.clone(),
                    })
                    .collect(),
            }),
        }
    }
}

fn place(corpus: &Corpus, mention: &Mention) -> Place {
    corpus.reports[mention.0].document.place(mention.1)
}
