//! From pairs that disagree to one finding for each claim that is out of line.

use std::collections::{BTreeMap, BTreeSet};

use crate::claim::ClaimId;
use crate::finding::Certainty;

/// Of pairs of claims that disagree: each claim that is out of line, those that it contradicts, and how sure it is.
/// Every pair is in one of them.
pub(super) fn odd_ones(
    pairs: impl IntoIterator<Item = (ClaimId, ClaimId, Certainty)>,
) -> Vec<(ClaimId, Vec<ClaimId>, Certainty)> {
    let mut against: BTreeMap<ClaimId, Vec<(ClaimId, Certainty)>> = BTreeMap::new();
    for (first, second, certainty) in pairs {
        against.entry(first).or_default().push((second, certainty));
        against.entry(second).or_default().push((first, certainty));
    }
    let mut odd = Vec::new();
    // Of several statements the one that most others contradict; of two the later one.
    let mut queue: BTreeSet<(usize, ClaimId)> = against
        .iter()
        .map(|(id, others)| (others.len(), *id))
        .collect();
    while let Some((_, primary)) = queue.pop_last() {
        let mut others = against.remove(&primary).unwrap_or_default();
        others.sort_unstable();
        for (other, _) in &others {
            if let Some(rest) = against.get_mut(other) {
                queue.remove(&(rest.len(), *other));
                rest.retain(|(id, _)| *id != primary);
                if rest.is_empty() {
                    against.remove(other);
                } else {
                    queue.insert((rest.len(), *other));
                }
            }
        }
        let certainty = others
            .iter()
            .map(|(_, certainty)| *certainty)
            .max()
            .unwrap_or(Certainty::Unsure);
        odd.push((
            primary,
            others.into_iter().map(|(id, _)| id).collect(),
            certainty,
        ));
    }
    odd
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_claim_that_most_others_contradict_comes_first() {
        let pair = |first, second| (first, second, Certainty::Sure);
        assert_eq!(
            odd_ones([pair(1, 2), pair(2, 3), pair(2, 4)]),
            [(2, vec![1, 3, 4], Certainty::Sure)]
        );
        assert_eq!(odd_ones([pair(5, 7)]), [(7, vec![5], Certainty::Sure)]);
        let two = [pair(1, 2), (8, 9, Certainty::Likely)];
        assert_eq!(
            odd_ones(two),
            [
                (9, vec![8], Certainty::Likely),
                (2, vec![1], Certainty::Sure)
            ]
        );
    }
}
