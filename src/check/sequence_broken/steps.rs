//! What is ranked in report after report: it goes on where the last report stopped.

use std::collections::{BTreeMap, BTreeSet};

use super::found;
use super::ranks::{Rank, label, ordinal};
use crate::check::Context;
use crate::claim::is_yearly;
use crate::corpus::ReportId;
use crate::finding::{Certainty, Detection};
use crate::period::Period;
use crate::word::Stem;

/// What is ranked in report after report goes on where the last report stopped.
pub(super) fn steps(context: &mut Context<'_>, ranks: &[Rank]) {
    let mut classes: BTreeMap<(u32, Stem), Vec<&Rank>> = BTreeMap::new();
    for rank in ranks.iter().filter(|rank| !is_yearly(rank.class)) {
        classes
            .entry((rank.series, rank.class))
            .or_default()
            .push(rank);
    }
    for class in classes.values().filter(|class| class.len() <= GROUP) {
        for group in groups(class) {
            if let Some(detection) = broken_step(context, &group) {
                context.report(detection);
            }
        }
    }
}

/// Ranks of one thing: of one owner, or in words that have much in common.
fn groups<'a>(class: &[&'a Rank]) -> Vec<Vec<&'a Rank>> {
    let mut groups: Vec<Vec<&Rank>> = Vec::new();
    for rank in class {
        let alike = |other: &&Rank| {
            let shared = rank
                .words
                .iter()
                .filter(|word| other.words.binary_search(word).is_ok());
            let owners = (!rank.owner.is_empty(), !other.owner.is_empty());
            match owners {
                (true, true) => rank.owner == other.owner,
                _ => shared.count() >= 3,
            }
        };
        match groups.iter_mut().find(|group| group.iter().any(alike)) {
            Some(group) => group.push(rank),
            None => groups.push(vec![rank]),
        }
    }
    groups
}

/// Where each report has one ordinal of a thing, and one report has two that are neighbours: the one that follows on the
/// report before, or comes before that of the next, if `odd` is the other.
fn right_one<'a>(group: &[&'a Rank], odd: &Rank, usual: usize) -> Option<&'a Rank> {
    let of = |report: ReportId| -> BTreeSet<i64> {
        let own = group.iter().filter(|rank| rank.report == report);
        own.map(|rank| rank.number).collect()
    };
    if usual != 1 || of(odd.report).len() != 2 {
        return None;
    }
    let follows = |rank: &Rank| {
        let only = |report: ReportId| match of(report).into_iter().collect::<Vec<_>>()[..] {
            [only] => Some(only),
            _ => None,
        };
        let before = odd.report.checked_sub(1).and_then(only);
        let next = only(odd.report + 1);
        let told = before.is_some() || next.is_some();
        told && before.is_none_or(|before| before + 1 == rank.number)
            && next.is_none_or(|next| next - 1 == rank.number)
    };
    let right = group.iter().copied().find(|rank| {
        rank.report == odd.report && (rank.number - odd.number).abs() == 1 && follows(rank)
    });
    right.filter(|_| !follows(odd))
}

/// The ordinals of neighbouring reports run on: 21 and 22, 23 and 24. One that leaves a gap on one side and meets its
/// successor on the other is off.
fn broken_step(context: &Context<'_>, group: &[&Rank]) -> Option<Detection> {
    let all: BTreeSet<i64> = group.iter().map(|rank| rank.number).collect();
    let reports: BTreeSet<ReportId> = group.iter().map(|rank| rank.report).collect();
    let in_report = |report: ReportId| -> BTreeSet<i64> {
        let own = group.iter().filter(|rank| rank.report == report);
        own.map(|rank| rank.number).collect()
    };
    let yearly = group.iter().any(|rank| rank.yearly);
    if reports.len() < 2 || (reports.len() < 3 && !yearly && all.len() < 4) {
        return None;
    }
    // How many there are in a report, if it is the same number in most.
    let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
    for report in &reports {
        *sizes.entry(in_report(*report).len()).or_default() += 1;
    }
    let usual = sizes
        .iter()
        .max_by_key(|(_, count)| **count)
        .map(|(size, _)| *size)?;
    let help = "Correct the ordinal. It can be right if one was left out, or if the text speaks of an earlier one.";
    // Where a year has no report, its ordinal stands in none.
    let year = |report: ReportId| {
        let period = context.corpus.reports[report].period;
        period.and_then(Period::year).map(i64::from)
    };
    let passed = |from: &Rank, to: &Rank| {
        let years = year(from.report).zip(year(to.report));
        years.is_some_and(|(from_year, to_year)| to_year - from_year >= to.number - from.number)
            && from.report != to.report
    };
    for rank in group {
        let own = in_report(rank.report);
        let gap = !all.contains(&(rank.number - 1)) && all.contains(&(rank.number - 2));
        let met = reports.iter().any(|report| {
            report.abs_diff(rank.report) == 1 && in_report(*report).contains(&rank.number)
        });
        let crowded = own.len() > usual && own.contains(&(rank.number - 1));
        let before = group.iter().find(|other| {
            other.number == rank.number - 2
                && rank.report - other.report.min(rank.report) <= 1
                && !passed(other, rank)
        });
        let beside = group.iter().find(|other| {
            other.number == rank.number
                && other.report != rank.report
                && other.report.abs_diff(rank.report) == 1
        });
        let (other, message) = match (gap, met, before, beside) {
            (true, true, _, Some(other)) => (
                other,
                format!(
                    "{} stands in two reports, and the one before it in none",
                    ordinal(context, rank)
                ),
            ),
            (true, false, Some(other), _) if usual == 1 || yearly => (
                other,
                format!(
                    "{} follows {}: one is skipped",
                    ordinal(context, rank),
                    ordinal(context, other)
                ),
            ),
            (false, true, _, Some(other)) if crowded => (
                other,
                format!(
                    "{} stands in two reports that follow each other",
                    ordinal(context, rank)
                ),
            ),
            _ => match right_one(group, rank, usual) {
                Some(right) => (
                    group
                        .iter()
                        .find(|other| other.claim == right.claim)
                        .unwrap_or(rank),
                    format!(
                        "{} and {} in one report",
                        ordinal(context, right),
                        ordinal(context, rank)
                    ),
                ),
                None => continue,
            },
        };
        // The same name on both sides is one release that two reports speak of.
        if rank.name.is_some() && rank.name == other.name {
            continue;
        }
        return Some(found(
            Certainty::Likely,
            message,
            help,
            label(context, rank),
            vec![label(context, other)],
        ));
    }
    None
}

/// How many ordinals of one thing are followed through the reports at most; more are of different things.
const GROUP: usize = 60;
