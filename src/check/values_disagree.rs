//! `values-disagree`: two statements of one fact whose values cannot both be true.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Check, Context, show};
use crate::claim::{ClaimId, Join, Ledger, Role, Strength};
use crate::finding::{Certainty, Detection, Fault, Label};
use crate::quantity::Comparison;

/// Compares all claims that the ledger holds to be about one fact.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ValuesDisagree {}

impl Check for ValuesDisagree {
    fn run(&self, context: &mut Context<'_>) {
        for (primary, others, certainty) in conflicts(context.ledger) {
            let detection = detection(context, primary, &others, certainty);
            context.report(detection);
        }
    }
}

/// The claims that disagree with others, each once: the claim, those that it contradicts, and how sure it is.
fn conflicts(ledger: &Ledger) -> Vec<(ClaimId, Vec<ClaimId>, Certainty)> {
    let mut against: BTreeMap<ClaimId, Vec<(ClaimId, Certainty)>> = BTreeMap::new();
    for join in &ledger.joins {
        if let Some(certainty) = disagreement(ledger, join) {
            against
                .entry(join.first)
                .or_default()
                .push((join.second, certainty));
            against
                .entry(join.second)
                .or_default()
                .push((join.first, certainty));
        }
    }
    let mut conflicts = Vec::new();
    // The odd one out first: of several statements the one that most others contradict; of two the later one.
    while let Some(primary) = against
        .iter()
        .max_by_key(|(id, others)| (others.len(), **id))
        .map(|(id, _)| *id)
    {
        let mut others = against.remove(&primary).unwrap_or_default();
        others.sort_unstable();
        for (other, _) in &others {
            if let Some(rest) = against.get_mut(other) {
                rest.retain(|(id, _)| *id != primary);
                if rest.is_empty() {
                    against.remove(other);
                }
            }
        }
        let certainty = others
            .iter()
            .map(|(_, certainty)| *certainty)
            .max()
            .unwrap_or(Certainty::Unsure);
        conflicts.push((
            primary,
            others.into_iter().map(|(id, _)| id).collect(),
            certainty,
        ));
    }
    conflicts
}

/// How sure it is that two joined claims contradict each other, if they do.
fn disagreement(ledger: &Ledger, join: &Join) -> Option<Certainty> {
    let (first, second) = (&ledger.claims[join.first], &ledger.claims[join.second]);
    let Comparison::Disjoint {
        conventional,
        rounding_like,
    } = first.quantity.values.compare(&second.quantity.values)
    else {
        return None;
    };
    Some(match join.strength {
        Strength::SameSentence if rounding_like => Certainty::Likely,
        Strength::SameSentence => Certainty::Sure,
        Strength::FullKey if rounding_like => Certainty::Unsure,
        Strength::FullKey if conventional && first.role == Role::Rank => Certainty::Unsure,
        Strength::FullKey => Certainty::Likely,
        Strength::Alike => Certainty::Unsure,
    })
}

fn detection(
    context: &Context<'_>,
    primary: ClaimId,
    others: &[ClaimId],
    certainty: Certainty,
) -> Detection {
    let quote = |id: ClaimId| show::phrase(context, &context.ledger.claims[id]);
    let place = |id: ClaimId| show::place(context, &context.ledger.claims[id]);
    let what = show::measure(context, &context.ledger.claims[primary])
        .unwrap_or_else(|| "the number".to_owned());
    let mut stated: Vec<String> = Vec::new();
    for id in others.iter().chain([&primary]) {
        let value = show::value(context, &context.ledger.claims[*id]);
        if !stated.contains(&value) {
            stated.push(value);
        }
    }
    let sets = show::sets(
        context,
        others
            .iter()
            .chain([&primary])
            .map(|id| &context.ledger.claims[*id]),
    );
    Detection {
        fault: Fault::ValuesDisagree,
        category: Fault::ValuesDisagree.category(),
        certainty,
        message: format!("{what}: stated as {}{sets}", show::both(&stated)),
        help: "One of these is likely wrong: correct it, or say what sets the two apart (another date, place or way \
               of counting). Both can be right if they are about different things."
            .to_owned(),
        primary: Label { place: place(primary), text: format!("“{}” here", quote(primary)) },
        related: others
            .iter()
            .map(|id| Label { place: place(*id), text: format!("“{}” here", quote(*id)) })
            .collect(),
        fix: None,
    }
}
