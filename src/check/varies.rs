//! One thing written in several ways: what is said of the rarer spelling.

use std::collections::BTreeMap;

use super::{Context, show};
use crate::corpus::{Corpus, ReportId};
use crate::document::Extent;
use crate::finding::{Certainty, Detection, Edit, Fault, Fix, Label};
use crate::source::Place;

/// Where a spelling stands.
pub(super) type Mention = (ReportId, Extent);

/// Places of the usual spelling that are shown.
const SHOWN: usize = 3;
/// From so many places in a report on, a rarer spelling is one finding there and not one for each place.
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
    pub(super) fn report(mut self, context: &mut Context<'_>) {
        let settings = &context.corpus.settings;
        let is_set = |mentions: &[Mention]| {
            mentions.iter().any(|mention| {
                let text = written(context.corpus, mention);
                settings.names.contains(&text) || settings.terms.contains(&text)
            })
        };
        // Who has set a name or a term knows better than the numbers.
        match (is_set(self.rare), is_set(self.usual)) {
            (true, true) => return,
            (true, false) => std::mem::swap(&mut self.rare, &mut self.usual),
            _ => {}
        }
        for places in self.rare.chunk_by(|a, b| a.0 == b.0) {
            let together = if places.len() < MANY { 1 } else { places.len() };
            for places in places.chunks(together) {
                let detection = self.detection(context.corpus, places);
                context.report(detection);
            }
        }
    }

    /// How the usual spelling is written: with a capital first as the rarer one, and as most often.
    fn right(&self, corpus: &Corpus, rare: &str) -> String {
        let capital = |text: &str| text.starts_with(char::is_uppercase);
        let mut times: BTreeMap<String, usize> = BTreeMap::new();
        for mention in self.usual {
            *times.entry(written(corpus, mention)).or_default() += 1;
        }
        let most = times
            .into_iter()
            .max_by_key(|(text, times)| (capital(text) == capital(rare), *times));
        most.map_or_else(String::new, |(text, _)| text)
    }

    fn detection(&self, corpus: &Corpus, places: &[Mention]) -> Detection {
        let (here, others) = (places[0], &places[1..]);
        let rare = written(corpus, &here);
        let right = self.right(corpus, &rare);
        let mut usual: Vec<&Mention> = self
            .usual
            .iter()
            .filter(|mention| written(corpus, mention) == right)
            .collect();
        usual.sort_by_key(|mention| (mention.0 != here.0, **mention));
        let times = match usual.len() {
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
            message: format!("“{rare}” is written “{right}” {times}"),
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

fn written(corpus: &Corpus, mention: &Mention) -> String {
    show::short(corpus.reports[mention.0].text(mention.1))
}

fn place(corpus: &Corpus, mention: &Mention) -> Place {
    corpus.reports[mention.0].document.place(mention.1)
}
