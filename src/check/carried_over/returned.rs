//! Which sentences stood in an earlier report of their series, nearly word for word.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::{AllTold, At};
use crate::check::Context;
use crate::corpus::{Least, LikenessIndex, Report, ReportId, Shingles};
use crate::document::{Block, BlockKind};

/// A sentence with fewer words is a formula.
const SHORTEST: usize = 6;
/// The share of shingles, in percent, from which on two sentences are one.
const LIKE: usize = 60;

/// A sentence that others may be like.
#[derive(Debug, Clone, Copy)]
pub(super) struct Passage {
    sentence: u32,
    least: Least,
}

/// The sentences of a report that may have come back.
pub(super) fn running(report: &Report) -> impl Iterator<Item = usize> {
    let blocks = report.document.blocks.iter();
    let blocks = blocks.filter(|block| !matches!(block.kind(), BlockKind::Heading(_)));
    let sentences = blocks.flat_map(Block::sentences);
    sentences.filter(|sentence| report.words(*sentence).len() >= SHORTEST)
}

/// What those of a report are found by, in their order.
pub(super) fn passages(report: &Report) -> Box<[Passage]> {
    let passages = running(report).filter_map(|sentence| {
        let (least, words) = Least::of(&report.few_tokens(sentence));
        let sentence = sentence as u32;
        (words >= SHORTEST).then_some(Passage { sentence, least })
    });
    passages.collect()
}

/// The sentences of some reports of one series that may be old news and stood in an earlier one of them, each with the latest
/// one that it is like.
pub(super) fn returned(
    context: &Context<'_>,
    reports: &[ReportId],
    told: &AllTold,
) -> Vec<(At, At)> {
    let asked = reports[1..].iter().flat_map(|id| {
        let asked = told[*id].asked(context.corpus, &context.corpus.reports[*id]);
        asked.map(|sentence| (*id, sentence))
    });
    // Most sentences tell nothing that may be old, and in many series none does.
    let asked: Vec<At> = asked.collect();
    let Some((last, _)) = asked.last() else {
        return Vec::new();
    };
    // What has one of these had its passages read; the others may have them read now.
    let passages_of = |id: ReportId| -> Cow<'_, [Passage]> {
        match &told[id].passages {
            Some(passages) => Cow::Borrowed(passages),
            None => Cow::Owned(passages(&context.corpus.reports[id]).into_vec()),
        }
    };
    let asked = asked.iter().filter_map(|at| {
        let passages = told[at.0].passages.as_deref()?;
        let sentence = at.1 as u32;
        let found = passages.binary_search_by_key(&sentence, |passage| passage.sentence);
        Some((*at, &passages[found.ok()?].least))
    });
    let asked: Vec<(At, &Least)> = asked.collect();
    let mut search = Search::of(context, &asked);
    let mut returned = Vec::new();
    let mut asked = asked.iter().peekable();
    // Nothing comes behind the last one that is asked for.
    for id in reports.iter().take_while(|id| *id <= last) {
        while let Some((at, least)) = asked.next_if(|(at, _)| at.0 == *id) {
            let earlier = search.likest(*at, least);
            returned.extend(earlier.map(|earlier| (*at, earlier)));
        }
        if id != last {
            search.add(*id, &passages_of(*id));
        }
    }
    returned
}

/// The sentences that were met, for those that may be like them.
struct Search<'a> {
    context: &'a Context<'a>,
    index: LikenessIndex,
    /// Those in the index, by their numbers in it.
    met: Vec<At>,
    /// Of those that were compared.
    shingles: FxHashMap<usize, Shingles>,
}

impl<'a> Search<'a> {
    fn of(context: &'a Context<'a>, asked: &[(At, &Least)]) -> Search<'a> {
        let asked: Vec<&Least> = asked.iter().map(|(_, least)| *least).collect();
        Search {
            context,
            index: LikenessIndex::asked_by(&asked),
            met: Vec::new(),
            shingles: FxHashMap::default(),
        }
    }

    /// Adds the sentences of a report.
    fn add(&mut self, id: ReportId, passages: &[Passage]) {
        for Passage { sentence, least } in passages {
            if self.index.may_find(least) {
                self.index.add(self.met.len(), least);
                self.met.push((id, *sentence as usize));
            }
        }
    }

    /// The sentence of an earlier report that one is most like: of the latest report with one that is.
    fn likest(&mut self, at: At, least: &Least) -> Option<At> {
        let shingles = |at: At| {
            let report = &self.context.corpus.reports[at.0];
            Shingles::of(&report.few_tokens(at.1))
        };
        let mut own = None;
        let mut likest: Option<(At, usize)> = None;
        for other in self.index.candidates(least) {
            let earlier = self.met[other];
            // A later report goes before: what follows here is of those before it.
            if likest.is_some_and(|(latest, _)| earlier.0 < latest.0) {
                break;
            }
            if !super::is_earlier(self.context, earlier, at) {
                continue;
            }
            let own = own.get_or_insert_with(|| shingles(at));
            let known = self.shingles.entry(other);
            let known = known.or_insert_with(|| shingles(earlier));
            let least = likest.map_or(LIKE, |(_, likeness)| likeness + 1);
            if let Some(likeness) = own.likeness(known, least) {
                likest = Some((earlier, likeness));
            }
        }
        likest.map(|(earlier, _)| earlier)
    }
}
