//! One name with two ordinals, and one ordinal with two names.

use std::collections::BTreeMap;

use super::found;
use super::ranks::{Rank, label, ordinal};
use crate::check::Context;
use crate::finding::Certainty;
use crate::word::Stem;

/// One name with two ordinals, and one ordinal with two names.
pub(super) fn names(context: &mut Context<'_>, ranks: &[Rank]) {
    let help =
        "Correct one of them. Both can be right if they count different things: then say which.";
    let mut by_name: BTreeMap<(u32, Stem, Stem), Vec<&Rank>> = BTreeMap::new();
    // Whose the ordinals are is told by the sentence, or by the heading above.
    let mut by_number: BTreeMap<(u32, Stem, &[Stem], i64), Vec<&Rank>> = BTreeMap::new();
    for rank in ranks {
        let Some(name) = rank.name else { continue };
        if rank.yearly || rank.owner.contains(&name) {
            continue;
        }
        by_name
            .entry((rank.series, rank.class, name))
            .or_default()
            .push(rank);
        for whose in [&rank.owner, &rank.heading] {
            if !whose.is_empty() {
                let key = (rank.series, rank.class, whose.as_slice(), rank.number);
                by_number.entry(key).or_default().push(rank);
            }
        }
    }
    for ranks in by_name.values() {
        let Some((odd, others)) = odd_one(ranks, |rank| rank.number) else {
            continue;
        };
        let (one, other) = (label(context, odd), label(context, others[0]));
        let message = format!(
            "one name with two ordinals: {} and {}",
            ordinal(context, others[0]),
            ordinal(context, odd)
        );
        context.report(found(Certainty::Likely, message, help, one, vec![other]));
    }
    for group in by_number.values() {
        let Some((odd, _)) = odd_one(group, |rank| rank.name) else {
            continue;
        };
        // The one whose neighbours in the row stand in its own report is right.
        let in_row = |rank: &Rank| {
            ranks.iter().any(|other| {
                other.report == rank.report
                    && other.class == rank.class
                    && (other.number - rank.number).abs() == 1
            })
        };
        let odd = match group.iter().find(|rank| !in_row(rank)) {
            Some(astray) if in_row(odd) => astray,
            _ => odd,
        };
        let others = group.iter().filter(|rank| rank.name != odd.name);
        let related = others.map(|rank| label(context, rank)).collect();
        let message = format!("one ordinal for two names: {}", ordinal(context, odd));
        context.report(found(
            Certainty::Likely,
            message,
            help,
            label(context, odd),
            related,
        ));
    }
}

/// Of ranks that should agree in something, one of those that do not, and the others: the minority, or the later.
pub(super) fn odd_one<'a, T: Ord + Copy>(
    ranks: &[&'a Rank],
    of: fn(&Rank) -> T,
) -> Option<(&'a Rank, Vec<&'a Rank>)> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for rank in ranks {
        *counts.entry(of(rank)).or_default() += 1;
    }
    if counts.len() < 2 {
        return None;
    }
    let odd = ranks
        .iter()
        .min_by_key(|rank| (counts[&of(rank)], std::cmp::Reverse(rank.claim)))?;
    let others = ranks
        .iter()
        .filter(|rank| of(rank) != of(odd))
        .copied()
        .collect();
    Some((odd, others))
}
