//! How sure it is that two claims under one key are about one fact: what their words say, and what weakens it.

use super::likeness::{TELLING, likeness};
use super::overlap::Overlap;
use super::{FIRST, Side, Strength};
use crate::claim::{Apart, Claim, Role, Scope, span};
use crate::corpus::{Corpus, Evidence};
use crate::document::BlockKind;
use crate::quantity::{Kind, order};
use crate::word::Stem;

/// How sure it is that two claims under one key are about one fact, or what keeps them apart.
pub(super) fn strength(
    corpus: &Corpus,
    first: &Side<'_>,
    second: &Side<'_>,
) -> Result<Strength, Apart> {
    let (a, b) = (first.claim, second.claim);
    let (in_a, in_b) = (&first.scope, &second.scope);
    let mut strength = likeness(&corpus.vocabulary, first, second)?;
    // An entry of the contents is the same as its heading, and like those of others.
    let heads = |claim: &Claim| {
        let document = &corpus.reports[claim.report].document;
        let block = document.sentences[claim.sentence].block();
        matches!(document.blocks[block].kind(), BlockKind::Heading(_))
    };
    if strength == Strength::SameSentence && (heads(a) || heads(b)) {
        strength = Strength::Alike;
    }
    // The words around what a change starts from are those of what it came to, and a guessed noun is a weak one.
    if a.base || b.base || a.measure.guessed || b.measure.guessed {
        strength = strength.min(Strength::FullKey);
    }
    // Of which time they speak nobody can tell, or only most of the years in the text do.
    let evidence = |claim: &Claim| {
        let report = &corpus.reports[claim.report];
        // A day is when a text was written, and not what it is about.
        let covered = report.period.filter(|period| period.first != period.last);
        let known = claim.dated || covered.is_some();
        (
            known,
            claim.dated || report.evidence != Some(Evidence::Text),
        )
    };
    let ((known_a, told_a), (known_b, told_b)) = (evidence(a), evidence(b));
    let timeless = !known_a || !known_b;
    if timeless || (strength == Strength::SameSentence && !(told_a && told_b)) {
        strength = strength.weaker();
    }
    // One heading is of two years together, and the other of one of them.
    if a.report == b.report && is_of_more_years(in_a, in_b) {
        strength = strength.weaker();
    }
    // "The mill had 18,860 visits, the barn 18,389" and "18,389 visits": these are the barn's.
    if strength != Strength::SameSentence
        && (is_told_beside(first, second) || is_told_beside(second, first))
    {
        strength = Strength::Alike;
    }
    // "The mill had 900 visits and the barn 800", "the barn had 700 visits and the oven 600".
    if strength == Strength::FullKey && are_of_two_subjects(corpus, first, second) {
        strength = Strength::Alike;
    }
    let reaches_back = |claim: &Claim| span::reaches_back(&corpus.reports[claim.report], claim);
    if strength != Strength::SameSentence
        && a.quantity.kind == Kind::Count
        && (reaches_back(a) || reaches_back(b))
    {
        return Err(Apart::Span);
    }
    // "It fell by 5%", "there was a fall of 9%": what fell, the text before says.
    let is_unsaid = |scope: &Scope<'_>| scope.names().is_empty();
    if strength == Strength::FullKey
        && a.report == b.report
        && a.role == Role::Change
        && is_unsaid(in_a)
        && is_unsaid(in_b)
        && are_of_two_passages(corpus, (a, in_a), (b, in_b))
    {
        strength = strength.weaker();
    }
    // "The default is 10": of what it is the default, the text before says.
    let own = in_a.is_own && in_b.is_own;
    if (timeless || (strength == Strength::SameSentence && !own))
        && are_of_two_passages(corpus, (a, in_a), (b, in_b))
    {
        strength = strength.weaker();
    }
    Ok(strength)
}

/// Whether the headings above only one of two scopes name the year of the report and further numbers, and those above the
/// other name any.
fn is_of_more_years(first: &Scope<'_>, second: &Scope<'_>) -> bool {
    let is_more = |scope: &Scope<'_>| scope.of_own_year() && !scope.editions().is_empty();
    let names_any = |scope: &Scope<'_>| scope.of_own_year() || !scope.editions().is_empty();
    is_more(first) != is_more(second) && names_any(first) && names_any(second)
}

/// Whether the sentence of one claim has the number of the other beside it, for the same noun and no other time: that is
/// the one that the other speaks of.
fn is_told_beside(one: &Side<'_>, other: &Side<'_>) -> bool {
    let number = other.claim.quantity.nominal();
    let is_told = |beside: &Claim| {
        beside.quantity.kind == other.claim.quantity.kind
            && beside.measure.head == other.claim.measure.head
            && beside.quantity.nominal() == number
            && beside.role == other.claim.role
            && (beside.period.zip(one.claim.period)).is_none_or(|(a, b)| a.overlaps(b))
            && !beside.base
    };
    let is_large = number.is_some_and(|number| order(number, TELLING).is_ge());
    is_large && !one.claim.base && !other.claim.base && one.beside().any(is_told)
}

/// Whether the sentences of two claims each tell of several things that are counted alike, and the two are of things with
/// other names.
fn are_of_two_subjects(corpus: &Corpus, first: &Side<'_>, second: &Side<'_>) -> bool {
    let of_several = |side: &Side<'_>| {
        let own = (side.claim.measure.head, side.claim.subject);
        let mut beside = side.beside();
        beside.any(|beside| beside.measure.head == own.0 && beside.subject != own.1)
    };
    let names = |claim: &Claim| {
        let subject = claim.subject?;
        let tokens = corpus.reports[claim.report].few_tokens_in(subject);
        let names = tokens
            .iter()
            .filter(|token| token.is_word() && !token.is_function());
        Some(names.map(|token| token.stem).collect::<Vec<Stem>>())
    };
    let are_apart = || {
        let names = names(first.claim).zip(names(second.claim));
        names.is_some_and(|(first, second)| !first.iter().any(|stem| second.contains(stem)))
    };
    of_several(first) && of_several(second) && are_apart()
}

/// Whether the headings above two claims, or the sentences before them, speak of different things.
fn are_of_two_passages(
    corpus: &Corpus,
    (a, in_a): (&Claim, &Scope<'_>),
    (b, in_b): (&Claim, &Scope<'_>),
) -> bool {
    let differ = |first: &[Stem], second: &[Stem]| {
        let overlap = Overlap::of(&corpus.vocabulary, first, second, &[]);
        overlap.only_first > overlap.shared && overlap.only_second > overlap.shared
    };
    let before = |claim: &Claim| {
        let report = &corpus.reports[claim.report];
        let document = &report.document;
        let section =
            |sentence: usize| document.blocks[document.sentences[sentence].block()].section();
        let mut words: Vec<Stem> = claim
            .sentence
            .checked_sub(1)
            .filter(|before| section(*before) == section(claim.sentence))
            .map(|before| report.few_tokens(before))
            .unwrap_or_default()
            .iter()
            .take(FIRST)
            .filter(|token| token.is_word() && !token.is_function())
            .map(|token| token.stem)
            .collect();
        words.sort_unstable();
        words.dedup();
        words
    };
    differ(in_a.headings(), in_b.headings()) || differ(&before(a), &before(b))
}
