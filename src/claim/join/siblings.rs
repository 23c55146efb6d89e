//! Claims of one list or table, which speak of different things.

use super::FIRST;
use crate::claim::Claim;
use crate::corpus::Corpus;
use crate::document::{BlockKind, ListId};
use crate::word::{Shape, Stem};

/// Whether two claims stand in one list or table: its items and cells speak of different things.
pub(super) fn are_siblings(corpus: &Corpus, a: &Claim, b: &Claim) -> bool {
    if a.report != b.report {
        return false;
    }
    let document = &corpus.reports[a.report].document;
    let kind = |claim: &Claim| document.blocks[document.sentences[claim.sentence].block()].kind();
    match (kind(a), kind(b)) {
        (BlockKind::Item(one), BlockKind::Item(other)) if one != other => {
            are_of_two_lists(corpus, (a, one), (b, other))
        }
        (BlockKind::Item(one), BlockKind::Item(other)) => one == other && a.sentence != b.sentence,
        (BlockKind::Cell { table: one, .. }, BlockKind::Cell { table: other, .. }) => one == other,
        _ => false,
    }
}

/// Whether what two lists are announced with tells them apart, and their items say no more than a name and a number:
/// "Commits:" and "Reviews:" over "by the guild: 683" and "by the guild: 283".
fn are_of_two_lists(
    corpus: &Corpus,
    (a, one): (&Claim, ListId),
    (b, other): (&Claim, ListId),
) -> bool {
    let report = &corpus.reports[a.report];
    let document = &report.document;
    let lead = |list: ListId| {
        let lead = document.lists[list].lead;
        let tokens = lead
            .map(|lead| report.few_block_tokens(lead))
            .unwrap_or_default();
        let words = tokens
            .iter()
            .take(FIRST)
            .filter(|token| token.is_word() && !token.is_function());
        words.map(|token| token.stem).collect::<Vec<Stem>>()
    };
    let is_fragment = |claim: &Claim| {
        let tokens = report.few_tokens(claim.sentence);
        let mut words = tokens.iter().take(FIRST);
        words.all(|token| {
            let word = token.of(document.view.as_str());
            !(token.shape() == Shape::Lower && (word.ends_with("ed") || VERBS.contains(&word)))
        })
    };
    let (first, second) = (lead(one), lead(other));
    let tells = |own: &[Stem], other: &[Stem]| own.iter().any(|stem| !other.contains(stem));
    tells(&first, &second) && tells(&second, &first) && is_fragment(a) && is_fragment(b)
}

/// Verbs that make a sentence of an item.
const VERBS: &[&str] = &[
    "are", "grew", "had", "has", "have", "held", "is", "met", "ran", "was", "we", "were",
];
