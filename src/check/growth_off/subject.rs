//! Whether a value is surely one of the subject of its sentence: "Membership rose by 8% to 1,250", "attendance was 412".

use crate::check::Context;
use crate::claim::{Claim, canonical};
use crate::lookup::WordSet;
use crate::word::{self, Shape, Stem, Token};

/// Words before a subject that do not tell a part of it from the whole.
const WHOLE: WordSet<9> = WordSet::new([
    "all", "annual", "combined", "gross", "number", "numbers", "of", "overall", "total",
]);

/// Words between a subject and its value.
const BETWEEN: WordSet<24> = WordSet::new([
    "a", "about", "an", "again", "are", "at", "by", "came", "cent", "is", "just", "nearly", "now",
    "over", "per", "percent", "reached", "slightly", "stood", "third", "to", "totalled", "was",
    "were",
]);

/// Whether the noun of a value opens its sentence, and only what it did stands between the two.
pub(super) fn is_of_subject(context: &Context<'_>, claim: &Claim) -> bool {
    let report = &context.corpus.reports[claim.report];
    let view = report.document.view.as_str();
    let Some(noun) = claim
        .measure
        .extent
        .filter(|noun| noun.end <= claim.extent.start)
    else {
        return false;
    };
    let tokens = report.few_tokens(claim.sentence);
    let at = |offset: u32| tokens.partition_point(|token| token.start < offset);
    if tokens.first().is_none_or(|first| noun.start < first.start) {
        return false;
    }
    let [start, end, value, behind] =
        [noun.start, noun.end, claim.extent.start, claim.extent.end].map(at);
    let opens = |token: &Token| {
        let word = token.of(view);
        token.is_function() || WHOLE.has(word) || word.ends_with("'s") || word.ends_with("’s")
    };
    let does = |token: &Token| {
        let word = token.of(view);
        BETWEEN.has(word)
            || word::is_change(word)
            || matches!(token.shape(), Shape::Digits)
            || matches!(word, "%" | "," | "$" | "£" | "€")
            || word.ends_with("ed")
    };
    let ends = tokens.get(behind).is_none_or(|token| {
        let word = token.of(view);
        matches!(word, "." | "," | ";" | "!" | "(" | ")")
    });
    tokens[..start].iter().all(opens) && tokens[end..value].iter().all(does) && ends
}

/// The word that tells of which sort the noun before a value is: "grant" of "grant income was £500".
pub(super) fn sort_of(context: &Context<'_>, claim: &Claim) -> Option<Stem> {
    let report = &context.corpus.reports[claim.report];
    let view = report.document.view.as_str();
    let noun = claim.measure.extent?;
    if noun.end > claim.extent.start {
        return None;
    }
    let tokens = report.few_tokens(claim.sentence);
    let at = tokens.partition_point(|token| token.start < noun.start);
    let before = tokens[..at].last()?;
    let is_sort = before.is_word()
        && !before.is_function()
        && before.shape() != Shape::Digits
        && !WHOLE.has(before.of(view))
        && !before.of(view).ends_with("'s")
        && !before.of(view).ends_with("’s");
    is_sort.then(|| canonical(before.stem))
}
