//! Words that set two things against each other which are otherwise told alike: "the old mill", "the new mill".

use std::sync::LazyLock;

use crate::claim::{Claim, Scope, canonical};
use crate::quantity::Kind;
use crate::word::{self, Stem};

/// Whether two sentences are built alike, word by word, and differ in a word or two that mean something: "the old mill
/// grinds", "the new mill grinds". Such sentences set two things against each other.
pub(super) fn contrast(first: &Scope<'_>, second: &Scope<'_>) -> bool {
    let has = |scope: &Scope<'_>, stem: &Stem| {
        scope.words().binary_search(stem).is_ok() || scope.names().binary_search(stem).is_ok()
    };
    let own = |stem: &Stem, of: &Scope<'_>, other: &Scope| has(of, stem) && !has(other, stem);
    let length = first.sequence().len();
    if length != second.sequence().len() {
        return false;
    }
    let pairs = first.sequence().iter().zip(second.sequence());
    let different = pairs
        .filter(|(a, b)| a != b && own(a, first, second) && own(b, second, first))
        .take(3)
        .count();
    (1..=2).contains(&different) && 2 * different < length
}

/// Whether a statement of what is named stands beside one that begins with something else, which is not: "The Old Mill has 12
/// rooms. The annex has four." What is a part of the name is not something else: "The Oslo Guild", "the guild".
pub(super) fn is_beside_unnamed(
    named: &Scope<'_>,
    (other, of_other): (&Claim, &Scope<'_>),
) -> bool {
    static THE: LazyLock<[Stem; 6]> =
        LazyLock::new(|| ["a", "an", "its", "our", "the", "their"].map(word::stem));
    let is_known = |stem: &Stem| {
        let is_noun = other.quantity.kind != Kind::Money
            && (other.measure.head).is_some_and(|head| canonical(head) == canonical(*stem));
        is_noun
            || named.names().binary_search(stem).is_ok()
            || named.words().binary_search(stem).is_ok()
    };
    let begins = |sequence: &[Stem]| {
        matches!(sequence, [the, what, ..]
            if THE.contains(the) && of_other.words().binary_search(what).is_ok() && !is_known(what))
    };
    // A sentence that begins so has the names of the one before it, for want of its own.
    !named.names().is_empty() && named.is_own && !of_other.is_own && begins(of_other.sequence())
}

/// Whether one scope has a word that sets its thing apart from the like without it, and the other has not: what is
/// virtual takes place nowhere, what is combined counts more than one, and what was budgeted is not what came.
pub(super) fn set_apart(first: &Scope<'_>, second: &Scope<'_>) -> bool {
    static WORDS: LazyLock<[[Stem; 3]; 3]> = LazyLock::new(|| {
        [
            ["virtual", "online", "remote"],
            ["combined", "cumulative", "joint"],
            ["budget", "predicted", "target"],
        ]
        .map(|words| words.map(word::stem))
    });
    let has = |scope: &Scope<'_>, words: &[Stem]| {
        words
            .iter()
            .any(|stem| scope.words().binary_search(stem).is_ok())
    };
    WORDS
        .iter()
        .any(|words| has(first, words) != has(second, words))
}

/// Whether the headings above two claims each have a word that the other's have not and that sets its claim apart: one
/// that the claim does not say itself of what it counts, and that is not of a summary.
pub(super) fn is_headed_apart(
    (a, in_a): (&Claim, &Scope<'_>),
    (b, in_b): (&Claim, &Scope<'_>),
) -> bool {
    static SUMMARY: LazyLock<[Stem; 14]> = LazyLock::new(|| {
        [
            "glance",
            "brief",
            "summary",
            "highlight",
            "overview",
            "introduction",
            "foreword",
            "welcome",
            "year",
            "review",
            "key",
            "figure",
            "number",
            "fact",
        ]
        .map(word::stem)
    });
    let tells = |claim: &Claim, of: &Scope<'_>, other: &Scope| {
        of.headings().iter().any(|stem| {
            other.headings().binary_search(stem).is_err()
                && claim.measure.head != Some(*stem)
                && claim.measure.qualifiers().binary_search(stem).is_err()
                && !SUMMARY.contains(stem)
        })
    };
    tells(a, in_a, in_b) && tells(b, in_b, in_a)
}
