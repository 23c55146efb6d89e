//! Dates that are odd among their like: the year behind a name that has another one in all other places, and an item of
//! another year inside a list of dated items.

use super::{BACK, Own, mentions_of, says, written};
use crate::corpus::Report;
use crate::document::{BlockId, BlockKind};
use crate::finding::{Certainty, Detection, Label};
use crate::period::{Anchor, Mention, Part, YearRef};
use crate::word::Stem;

/// A sentence, a mention of a year in it, and the year.
type Dated<'a> = (usize, &'a Mention, i16);

/// Names with a year behind: "Fair Oslo 2021" where all other places say "Fair Oslo 2022".
pub(super) fn events(own: Own<'_>, found: &mut Vec<Detection>) {
    let report = own.report;
    let view = report.document.view.as_str();
    let mut events: Vec<([Stem; 2], Dated<'_>)> = Vec::new();
    for index in own.dated.iter().copied() {
        let tokens = report.tokens(index);
        for mention in report.mentions(index) {
            let (Some(year), Part::Whole, Anchor::In) =
                (written(mention), mention.when.part, mention.when.anchor)
            else {
                continue;
            };
            let at = tokens.partition_point(|token| (token.start as usize) < mention.start());
            let [.., first, second] = &tokens[..at] else {
                continue;
            };
            let named = |token: &crate::word::Token| {
                token.is_capital() && !token.is_function() && token.of(view).chars().count() >= 3
            };
            let close = mention.start() as u32 - second.end() <= 1;
            if named(first) && named(second) && close {
                let event = (index, mention, year);
                events.push(([first.stem, second.stem], event));
            }
        }
    }
    // Those of one name stay in the order of the text.
    events.sort_by_key(|(name, _)| *name);
    for events in events.chunk_by(|one, other| one.0 == other.0) {
        let places = || events.iter().map(|(_, event)| event);
        let of = |year: i16| places().filter(move |(_, _, other)| *other == year);
        let (Some((sentence, mention, stated)), None) =
            (of(own.year - 1).next(), of(own.year - 1).nth(1))
        else {
            continue;
        };
        let Some((twin, other, _)) = of(own.year).next() else {
            continue;
        };
        let block = |sentence: usize| report.document.sentences[sentence].block();
        let here = block(*sentence);
        let compared = of(own.year).count() + 1 < events.len()
            || mentions_of(report, here).any(|mention| written(mention) == Some(own.year))
            || says(report, *sentence, &BACK);
        let listed = is_item(report, here) && is_item(report, block(*twin));
        if !compared && !listed {
            let related = vec![Label {
                place: own.place(other),
                text: format!("“{}” here", own.quote(other)),
            }];
            let message = format!(
                "the name has {stated} here, and {} in all other places",
                own.year
            );
            found.push(own.found(Certainty::Likely, mention, message, related));
        }
    }
}

fn is_item(report: &Report, block: BlockId) -> bool {
    matches!(
        report.document.blocks[block].kind(),
        BlockKind::Item(_) | BlockKind::Cell { .. }
    )
}

/// An item of another year inside a list of dated items.
pub(super) fn dated_lists(own: Own<'_>, found: &mut Vec<Detection>) {
    /// A run of as many, and the item inside it.
    const SHORTEST: usize = 4;
    let report = own.report;
    let lists = report.document.lists.iter();
    for list in lists.filter(|list| list.items.len() >= SHORTEST) {
        let dated: Vec<Option<(&Mention, i16)>> = list
            .items
            .iter()
            .map(|item| {
                let first = mentions_of(report, *item).next()?;
                let ((YearRef::Given(year), _) | (_, Some((YearRef::Given(year), _)))) =
                    (first.when.year, first.when.to)
                else {
                    return None;
                };
                (first.when.part != Part::Whole).then_some((first, year))
            })
            .collect();
        let year = |at: usize| dated.get(at).copied().flatten().map(|(_, year)| year);
        for at in 1..dated.len().saturating_sub(1) {
            let Some((mention, stated)) = dated[at] else {
                continue;
            };
            let (Some(before), Some(behind)) = (year(at - 1), year(at + 1)) else {
                continue;
            };
            // As far as the run of the other year reaches on both sides.
            let reach = (0..at)
                .rev()
                .take_while(|at| year(*at) == Some(before))
                .count()
                + (at + 1..dated.len())
                    .take_while(|at| year(*at) == Some(before))
                    .count();
            if before == behind && reach >= SHORTEST - 1 && stated.abs_diff(before) == 1 {
                let message =
                    format!("this item is of {stated}, and those around it are of {before}");
                let neighbours = [at - 1, at + 1].into_iter().filter_map(|at| dated[at]);
                let related = neighbours
                    .map(|(mention, _)| Label {
                        place: own.place(mention),
                        text: format!("“{}” here", own.quote(mention)),
                    })
                    .collect();
                found.push(own.found(Certainty::Likely, mention, message, related));
            }
        }
    }
}
