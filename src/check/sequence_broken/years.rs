//! Ordinals that grow with the years: of what comes once a year, and of what happened for the third time.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use rust_decimal::prelude::ToPrimitive;

use super::found;
use super::names::odd_one;
use super::ranks::{Rank, label, ordinal};
use crate::check::{Context, show};
use crate::claim::{ClaimId, Mood};
use crate::corpus::ReportId;
use crate::document::BlockKind;
use crate::finding::{Certainty, Label};
use crate::period::Period;
use crate::quantity::Kind;
use crate::word::{self, Stem};

/// What comes once a year has an ordinal that grows by one a year.
pub(super) fn yearly(context: &mut Context<'_>, ranks: &[Rank]) {
    let mut series: BTreeMap<(u32, Stem, &[Stem]), Vec<&Rank>> = BTreeMap::new();
    for rank in ranks
        .iter()
        .filter(|rank| rank.yearly && !rank.owner.is_empty())
    {
        series
            .entry((rank.series, rank.class, rank.owner.as_slice()))
            .or_default()
            .push(rank);
    }
    for ranks in series.values() {
        let start = |rank: &Rank| Some(i64::from(rank.period?.year()?) - rank.number);
        // "The minutes of the 42nd meeting", in the report to the 43rd: it looks back.
        let titled = ranks.iter().filter(|rank| is_in_heading(context, rank));
        let titled = titled.map(|rank| (rank.report, rank.number));
        let told: BTreeSet<(ReportId, i64)> = titled.collect();
        let dated: Vec<&Rank> = ranks
            .iter()
            .copied()
            .filter(|rank| start(rank).is_some())
            .filter(|rank| !told.contains(&(rank.report, rank.number + 1)))
            .collect();
        let Some((odd, others)) = odd_one(&dated, |rank| {
            rank.period
                .and_then(Period::year)
                .map(|year| i64::from(year) - rank.number)
        }) else {
            continue;
        };
        let (Some(own), Some(other)) = (odd.period, others[0].period) else {
            continue;
        };
        // A year in which it was left out: the ordinal grew, and by less than the years did.
        let grew = |from: &Rank, to: &Rank| {
            let years = from.period.zip(to.period);
            years
                .and_then(|(from, to)| Some(i64::from(to.year()?) - i64::from(from.year()?)))
                .is_some_and(|years| (1..years).contains(&(to.number - from.number)))
        };
        if others
            .iter()
            .all(|other| grew(other, odd) || grew(odd, other))
        {
            continue;
        }
        let message = format!(
            "what comes once a year is {} in {own} and {} in {other}",
            ordinal(context, odd),
            ordinal(context, others[0]),
        );
        let help = "Correct one of the ordinals or years. Both can be right if it was left out or held twice, or if \
                    they are of two different things.";
        let related = vec![label(context, others[0])];
        context.report(found(
            Certainty::Likely,
            message,
            help,
            label(context, odd),
            related,
        ));
    }
}

/// Whether an ordinal stands in the title of a report, or in a heading.
fn is_in_heading(context: &Context<'_>, rank: &Rank) -> bool {
    let sentence = context.ledger.claims[rank.claim].sentence;
    let document = &context.corpus.reports[rank.report].document;
    let block = document.sentences[sentence].block();
    matches!(document.blocks[block].kind(), BlockKind::Heading(_))
}

/// How often something happened, as its reports say, by series and sentence: the year, the ordinal and its claim.
type Said<'a> = BTreeMap<(u32, &'a [Stem]), Vec<(i16, i64, ClaimId)>>;

/// "Won the cup for the third time": the same sentence in the report of the next year has the next ordinal at most.
pub(super) fn times(context: &mut Context<'_>, reports: Range<ReportId>) {
    static TIME: LazyLock<Stem> = LazyLock::new(|| word::stem("time"));
    let mut said = Said::new();
    for (id, claim) in context.ledger.claims_of(reports) {
        let counted = claim.quantity.kind == Kind::Ordinal
            && claim.measure.head == Some(*TIME)
            && claim.mood == Mood::Stated
            && !claim.dated;
        if !counted {
            continue;
        }
        let number = claim.quantity.nominal().and_then(|number| number.to_i64());
        let report = &context.corpus.reports[claim.report];
        let year = report.period.and_then(Period::year);
        let sequence = context.ledger.scope(claim).sequence();
        if let (true, Some(number), Some(year)) = (sequence.len() >= 5, number, year) {
            said.entry((report.series, sequence))
                .or_default()
                .push((year, number, id));
        }
    }
    let mut detections = Vec::new();
    for said in said.values_mut() {
        said.sort_unstable();
        for pair in said.windows(2) {
            let ((first, from, one), (second, to, other)) = (pair[0], pair[1]);
            let years = i64::from(second) - i64::from(first);
            let gone = to - from;
            if years == 0 || (0..=years).contains(&gone) {
                continue;
            }
            let quote = |id: ClaimId| show::phrase(context, &context.ledger.claims[id]);
            let place = |id: ClaimId| show::place(context, &context.ledger.claims[id]);
            detections.push(found(
                Certainty::Likely,
                format!("“{}” in {first} and “{}” in {second}", quote(one), quote(other)),
                "Correct one of the ordinals. Both can be right if it happens more than once a year.",
                Label { place: place(other), text: format!("“{}” here", quote(other)) },
                vec![Label { place: place(one), text: format!("“{}” here", quote(one)) }],
            ));
        }
    }
    for detection in detections {
        context.report(detection);
    }
}
