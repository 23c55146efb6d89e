//! Lists that nothing announces but a count: several lists with a label each, a paragraph of names, or names behind a
//! colon far from the count.

use super::names::has_names_only;
use super::{Count, Counts, judge_unless_fit};
use crate::check::Context;
use crate::claim::listing::{self, Form, Listing};
use crate::corpus::{Report, ReportId};
use crate::document::{BlockId, BlockKind, ListId};
use crate::finding::Certainty;
use crate::word::{Shape, Token};

/// A label over a list has at most so many words: "In spring:".
const LABEL: usize = 5;

/// Holds the counts of a report against such lists.
pub(super) fn check(
    context: &mut Context<'_>,
    id: ReportId,
    counts: &Counts<'_>,
    colons: &[usize],
) {
    let report = &context.corpus.reports[id];
    let block_of = |count: &Count<'_>| report.document.sentences[count.claim.sentence].block();
    for counts_of_block in counts.0.chunk_by(|a, b| block_of(a) == block_of(b)) {
        let block = block_of(&counts_of_block[0]);
        if report.document.blocks[block].kind() != BlockKind::Paragraph {
            continue;
        }
        let Some((count, is_labelled)) = count_before(report, counts, block) else {
            continue;
        };
        let found = if is_labelled {
            labelled(report, block)
        } else {
            paragraph_of_names(report, block + 1).or_else(|| labelled(report, block + 1))
        };
        if let Some(listing) = found {
            judge_unless_fit(context, report, count, &listing, Certainty::Likely);
        }
    }
    for sentence in colons {
        far_behind(context, id, *sentence, counts);
    }
    for (sentence, _) in context.told_in(id) {
        one_by_one(context, id, sentence, counts);
    }
}

/// "The guild has three aims. First, it bakes. Second, it teaches. …": sentences that begin with their place in the row.
fn one_by_one(context: &mut Context<'_>, id: ReportId, sentence: usize, counts: &Counts<'_>) {
    const PLACES: &[&[&str]] = &[
        &["First", "Firstly"],
        &["Second", "Secondly"],
        &["Third", "Thirdly"],
        &["Fourth", "Fourthly"],
        &["Fifth"],
        &["Sixth"],
        &["Seventh"],
    ];
    let report = &context.corpus.reports[id];
    let document = &report.document;
    let first_word = |sentence: usize| {
        let first = report.tokens(sentence).first();
        first.map_or("", |token| token.of(document.view.as_str()))
    };
    if sentence + 1 >= document.sentences.len() || !PLACES[0].contains(&first_word(sentence + 1)) {
        return;
    }
    let Some(count) = counts
        .only(sentence)
        .filter(|count| count.number <= PLACES.len())
    else {
        return;
    };
    let section = |sentence: usize| document.blocks[document.sentences[sentence].block()].section();
    let later = (sentence + 1..document.sentences.len())
        .take_while(|later| section(*later) == section(sentence));
    let mut items = Vec::new();
    for later in later {
        let word = first_word(later);
        if PLACES
            .get(items.len())
            .is_some_and(|place| place.contains(&word))
        {
            items.push(document.sentences[later].extent);
        } else if !items.is_empty() && PLACES[0].contains(&word) {
            break;
        }
    }
    // Where fewer are told than there are, one of them may begin in another way.
    if items.len() >= count.number {
        let listing = Listing {
            form: Form::Running,
            partial: false,
            count: items.len()..=items.len(),
            items,
        };
        judge_unless_fit(context, report, count, &listing, Certainty::Likely);
    }
}

/// The only count of the last sentence of a paragraph, or of the one before a label that ends it: and whether there is such a
/// label.
fn count_before<'a>(
    report: &Report,
    counts: &Counts<'a>,
    block: BlockId,
) -> Option<(Count<'a>, bool)> {
    let sentences = report.document.blocks[block].sentences();
    let last = sentences.end.checked_sub(1)?;
    let label = sentences.len() > 1 && is_label(report, last);
    let sentence = if label { last - 1 } else { last };
    let announces = report
        .text(report.document.sentences[sentence].extent)
        .trim_end()
        .ends_with(':');
    let count = counts.only(sentence).filter(|_| !announces)?;
    (count.number >= 3).then_some((count, label))
}

impl<'a> Counts<'a> {
    /// The count of a sentence that has one number of things.
    fn only(&self, sentence: usize) -> Option<Count<'a>> {
        let [count] = self.of(sentence) else {
            return None;
        };
        let claim = count.claim;
        (count.judged && !claim.base && !claim.measure.partial && claim.measure.extent.is_some())
            .then_some(*count)
    }
}

/// Whether a sentence is a label over a list.
fn is_label(report: &Report, sentence: usize) -> bool {
    let text = report
        .text(report.document.sentences[sentence].extent)
        .trim_end();
    text.ends_with(':')
        && text.split_whitespace().count() <= LABEL
        && report.quantities(sentence).is_empty()
}

/// Two or more lists in a row, each below a label of its own, the first one at the end of a paragraph.
fn labelled(report: &Report, first: BlockId) -> Option<Listing> {
    let document = &report.document;
    let section = document.blocks.get(first)?.section();
    let list_below = |label: BlockId| -> Option<ListId> {
        let block = document.blocks.get(label)?;
        let own = block.kind() == BlockKind::Paragraph && block.section() == section;
        let last = block.sentences().end.checked_sub(1)?;
        let alone = label == first || block.sentences().len() == 1;
        (own && alone && is_label(report, last)).then(|| listing::led_by(report, last))?
    };
    let mut parts = Vec::new();
    let mut label = first;
    while let Some(list) = list_below(label) {
        let (_, part) = listing::bullets(report, list)?;
        let last = *document.lists[list].items.last()?;
        label = last + 1;
        // What is nested in the last item comes behind it.
        while document
            .blocks
            .get(label)
            .is_some_and(|block| matches!(block.kind(), BlockKind::Item(_)))
        {
            label += 1;
        }
        parts.push(part);
    }
    if parts.len() < 2 || parts.iter().any(|part| part.partial) {
        return None;
    }
    let fewest = parts.iter().map(|part| part.count.start()).sum::<usize>();
    let most = parts.iter().map(|part| part.count.end()).sum::<usize>();
    Some(Listing {
        form: parts[0].form,
        partial: false,
        count: fewest..=most,
        items: parts.into_iter().flat_map(|part| part.items).collect(),
    })
}

/// A paragraph that is nothing but names: "Ann Lee, Bo Chen and Cy Marsh."
fn paragraph_of_names(report: &Report, block: BlockId) -> Option<Listing> {
    let document = &report.document;
    let sentences = document.blocks.get(block)?.sentences();
    if document.blocks[block].kind() != BlockKind::Paragraph || sentences.len() != 1 {
        return None;
    }
    let listing = listing::behind(report, sentences.start, document.blocks[block].extent.start)?;
    (listing.items.len() >= 3 && has_names_only(report, &listing)).then_some(listing)
}

/// Names at the end of a sentence, behind a colon: "5 companies paid for the fair, and we wish to thank all of them here:
/// Ardent, Birch and Calder", or with the number in the sentence before: "5 companies paid for it. We thank them: Ardent, …".
fn far_behind(context: &mut Context<'_>, id: ReportId, sentence: usize, counts: &Counts<'_>) {
    const NEAR: usize = 6;
    const FAR: usize = 24;
    const SHORT: usize = 8;
    let report = &context.corpus.reports[id];
    let view = report.document.view.as_str();
    let tokens = report.tokens(sentence);
    let is_colon = |token: &Token| token.shape() == Shape::Mark && token.of(view) == ":";
    let Some(colon) = tokens.iter().position(is_colon) else {
        return;
    };
    let words = |from: u32| {
        let between = tokens[..colon].iter().filter(|token| token.start >= from);
        between.filter(|token| token.is_word()).count()
    };
    let count = match counts.only(sentence) {
        // Nearer ones are looked at with all other enumerations.
        Some(count) => {
            let end = count.claim.measure.extent.map_or(u32::MAX, |noun| noun.end);
            Some(count)
                .filter(|_| (NEAR + 1..=FAR).contains(&words(end)) && end < tokens[colon].start)
        }
        None if report.quantities(sentence).is_empty() && words(0) <= SHORT => {
            let block = report.document.sentences[sentence].block();
            let before = sentence.checked_sub(1);
            let before =
                before.filter(|before| report.document.sentences[*before].block() == block);
            let points = tokens[..colon].iter().any(|token| {
                let word = token.of(view);
                BACK.iter().any(|back| back.eq_ignore_ascii_case(word))
            });
            before
                .filter(|_| points)
                .and_then(|before| counts.only(before))
        }
        None => None,
    };
    let Some(count) = count.filter(|count| count.number >= 3) else {
        return;
    };
    let Some(listing) = listing::behind(report, sentence, tokens[colon].start) else {
        return;
    };
    let listing = Listing {
        form: Form::Colon,
        ..listing
    };
    if listing.items.len() >= 3 && has_names_only(report, &listing) {
        judge_unless_fit(context, report, count, &listing, Certainty::Likely);
    }
}

/// Words that point at what the sentence before counts.
const BACK: &[&str] = &[
    "are", "namely", "thank", "thanks", "them", "these", "they", "were",
];
