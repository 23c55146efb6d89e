//! One thing written in several ways: what is said of the rarer spelling.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::{Context, mend, show};
use crate::corpus::{Corpus, ReportId};
use crate::document::Extent;
use crate::finding::{Certainty, Detection, Fault, Label};
use crate::source::{Place, Sources};

/// Where a spelling stands.
pub(super) type Mention = (ReportId, Extent);

/// Places of the usual spelling that are shown.
const SHOWN: usize = 3;
/// From so many places in a report on, a rarer spelling is one finding there and not one for each place.
const MANY: usize = 6;

/// Where each way of writing a term stands, in order.
type Spellings = BTreeMap<String, Vec<Mention>>;

/// A spelling that is rarer than another.
#[derive(Debug)]
pub(super) struct Variant<'a> {
    pub fault: Fault,
    pub certainty: Certainty,
    /// Where the rarer spelling stands.
    pub rare: &'a [Mention],
    /// Where the usual one stands, in order.
    pub usual: &'a [Mention],
    /// How it could be right.
    pub help: &'a str,
    /// Spellings that are right, however rare they are.
    pub right: &'a [String],
}

/// Reports every place of each rarer spelling; those of a report at once if they are many.
pub(super) fn report_all(context: &mut Context<'_>, variants: Vec<Variant<'_>>) {
    let (corpus, sources) = (context.corpus, context.sources);
    // They may be many, and nothing else is left to be done at the end.
    let found = variants.into_par_iter();
    let found = found.map(|variant| variant.detections(corpus, sources));
    for detection in found.collect::<Vec<_>>().into_iter().flatten() {
        context.report(detection);
    }
}

impl Variant<'_> {
    fn detections(self, corpus: &Corpus, sources: &Sources) -> Vec<Detection> {
        let [rare, usual] =
            [self.rare, self.usual].map(|mentions| whole(corpus, sources, mentions));
        if rare.is_empty() || usual.is_empty() {
            return Vec::new();
        }
        let whole = Variant {
            rare: &rare,
            usual: &usual,
            ..self
        };
        whole.detections_of_whole(corpus, sources)
    }

    fn detections_of_whole(mut self, corpus: &Corpus, sources: &Sources) -> Vec<Detection> {
        let settings = &corpus.settings;
        let is_any_set =
            !settings.names.is_empty() || !settings.terms.is_empty() || !self.right.is_empty();
        let is_set = |mentions: &[Mention]| {
            // Most are written as the one before.
            let text = |mention: &Mention| corpus.reports[mention.0].text(mention.1);
            let mut ways = mentions.chunk_by(|a, b| text(a) == text(b));
            is_any_set
                && ways.any(|mentions| {
                    let text = written(corpus, &mentions[0]);
                    settings.names.contains(&text)
                        || settings.terms.contains(&text)
                        || self.right.contains(&text)
                })
        };
        // Who has set a name or a term knows better than the numbers.
        match (is_set(self.rare), is_set(self.usual)) {
            (true, true) => return Vec::new(),
            (true, false) => std::mem::swap(&mut self.rare, &mut self.usual),
            _ => {}
        }
        // A usual spelling stands in many places, and mostly to the letter.
        let mut to_the_letter: FxHashMap<&str, Vec<Mention>> = FxHashMap::default();
        for mention in self.usual {
            let text = corpus.reports[mention.0].text(mention.1);
            to_the_letter.entry(text).or_default().push(*mention);
        }
        let mut spellings: Spellings = BTreeMap::new();
        for (text, mentions) in to_the_letter {
            let known = spellings.entry(show::short(text)).or_default();
            known.extend(mentions);
            known.sort_unstable();
        }
        let of_reports = self.rare.chunk_by(|a, b| a.0 == b.0);
        let together = of_reports.flat_map(|places| {
            let together = if places.len() < MANY { 1 } else { places.len() };
            places.chunks(together)
        });
        let found =
            together.filter_map(|places| self.detection(corpus, sources, &spellings, places));
        found.collect()
    }

    fn detection(
        &self,
        corpus: &Corpus,
        sources: &Sources,
        spellings: &Spellings,
        places: &[Mention],
    ) -> Option<Detection> {
        let (here, others) = (places.first()?, &places[1..]);
        let rare = written(corpus, here);
        // With a capital first as the rarer one, and as most often.
        let capital = |text: &str| text.starts_with(char::is_uppercase);
        let (right, usual) = spellings
            .iter()
            .max_by_key(|(text, usual)| (capital(text) == capital(&rare), usual.len()))?;
        // Those of the same report go before.
        let own = usual.partition_point(|mention| mention.0 < here.0);
        let (before, from) = usual.split_at(own);
        let (same, after) = from.split_at(from.partition_point(|mention| mention.0 == here.0));
        let times = match usual.len() {
            1 => "once".to_owned(),
            2 => "twice".to_owned(),
            times => format!("{times} times"),
        };
        let also = others.iter().map(|mention| (mention, "and here"));
        let shown = same.iter().chain(before).chain(after).take(SHOWN);
        let related = shown
            .map(|mention| (mention, "the usual spelling"))
            .chain(also)
            .map(|(mention, text)| Label {
                place: place(corpus, mention),
                text: text.to_owned(),
            });
        Some(Detection {
            fault: self.fault,
            category: self.fault.category(),
            certainty: self.certainty,
            message: format!("“{rare}” is written “{right}” {times}"),
            help: self.help.to_owned(),
            primary: Label {
                place: place(corpus, here),
                text: format!("“{right}”?"),
            },
            related: related.collect(),
            fix: mend::edits(
                sources,
                &corpus.reports[here.0],
                places.iter().map(|mention| (mention.1, right.clone())),
                false,
            ),
        })
    }
}

/// The mentions that no hyphen at the end of a line divides: that one stands there for the line, and tells nothing of how a
/// word is spelled.
fn whole(corpus: &Corpus, sources: &Sources, mentions: &[Mention]) -> Vec<Mention> {
    let is_divided = |mention: &Mention| {
        let view = &corpus.reports[mention.0].document.view;
        // Most stand in one line, and need not be looked up in the source.
        if view.is_verbatim(mention.1) && !view[mention.1].contains('\n') {
            return false;
        }
        let mut lines = sources.quote(place(corpus, mention)).lines();
        lines.next_back();
        lines.any(|line| line.trim_end().ends_with('-'))
    };
    let whole = mentions.iter().filter(|mention| !is_divided(mention));
    whole.copied().collect()
}

fn written(corpus: &Corpus, mention: &Mention) -> String {
    show::short(corpus.reports[mention.0].text(mention.1))
}

fn place(corpus: &Corpus, mention: &Mention) -> Place {
    corpus.reports[mention.0].document.place(mention.1)
}
