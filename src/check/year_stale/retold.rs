//! What is told twice, and of two years: in one report, or by the report before of its own year.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

use super::{BACK, Own, dated, only_year, says};
use crate::check::Context;
use crate::corpus::Report;
use crate::document::{BlockId, Extent};
use crate::finding::{Certainty, Detection, Label};
use crate::period::{Anchor, Mention, Part};
use crate::quantity::{Kind, Quantity};
use crate::word::{Stem, Token};

/// Sentences with fewer words in common tell of two things.
const ALIKE: usize = 4;

/// A sentence with last year's year that says what another one says of this year.
pub(super) fn restated(
    own: Own<'_>,
    of_last_year: &[(BlockId, &Mention)],
    found: &mut Vec<Detection>,
) {
    let report = own.report;
    let document = &report.document;
    // Few reports have anything to hold against it.
    let index = LazyCell::new(|| Index::of(report, own.dated, own.year));
    let stated = own.year - 1;
    for (block, mention) in of_last_year.iter().copied() {
        let named = Extent::new(mention.start(), mention.end());
        let mut sentences = document.blocks[block].sentences();
        let inside = |sentence: &usize| document.sentences[*sentence].extent.contains(named);
        let Some(sentence) = sentences.find(inside) else {
            continue;
        };
        if mention.when.anchor != Anchor::In || says(report, sentence, &BACK) {
            continue;
        }
        let words = content(report, sentence);
        let elsewhere = |other: usize| document.sentences[other].block() == block;
        let Some((other, shared)) = index.most_alike(&words, elsewhere) else {
            continue;
        };
        // Most share less.
        if shared < ALIKE {
            continue;
        }
        let (mine, theirs) = (numbers(report, sentence), numbers(report, other));
        let equal = mine.intersection(&theirs).count();
        let most = words.len();
        // Two years of one figure differ in the figure.
        let same_fact = equal > 0 && 2 * shared >= most
            || shared >= 8 && (equal > 0 || mine.is_empty() || theirs.is_empty());
        if !same_fact {
            continue;
        }
        let Some((twin, _)) = only_year(report.mentions(other).iter()) else {
            continue;
        };
        let related = vec![Label {
            place: own.place(twin),
            text: format!("“{}” here", own.quote(twin)),
        }];
        let message = format!(
            "this is told of {stated} here, and of {} in much the same words",
            own.year
        );
        found.push(own.found(Certainty::Likely, mention, message, related));
    }
}

/// The sentences that tell of months of the year before.
pub(super) fn looking_back(own: Own<'_>, of_last_year: &[(usize, &Mention)]) -> Box<[u32]> {
    let sentences = of_last_year.iter().filter(|(sentence, mention)| {
        mention.when.anchor == Anchor::In && !months(own.report, *sentence).is_empty()
    });
    sentences.map(|(sentence, _)| *sentence as u32).collect()
}

/// A sentence that the last report told of its own year came back with that year, and with other dates.
pub(super) fn came_back(
    context: &Context<'_>,
    own: Own<'_>,
    before: &Report,
    looking_back: &[u32],
    found: &mut Vec<Detection>,
) {
    // Few reports tell of the same months as the last one.
    let told = LazyCell::new(|| {
        let dated = dated(before).into_iter().filter(|sentence| {
            only_year(before.mentions(*sentence).iter())
                .is_some_and(|(_, named)| named == own.year - 1)
        });
        let months = dated.map(|sentence| months(before, sentence));
        months.collect::<BTreeSet<_>>()
    });
    let index = LazyCell::new(|| Index::of(before, &dated(before), own.year - 1));
    let vocabulary = &context.corpus.vocabulary;
    for sentence in looking_back {
        let sentence = *sentence as usize;
        let months = months(own.report, sentence);
        let moved = |others: &BTreeSet<i8>| months != *others && !months.is_disjoint(others);
        if !told.iter().any(moved) {
            continue;
        }
        let words = content(own.report, sentence);
        let Some((other, _)) = index.most_alike(&words, |_| false) else {
            continue;
        };
        if !moved(&self::months(before, other)) {
            continue;
        }
        let theirs = content(before, other);
        if vocabulary.shared(&words, &theirs) < 30 {
            continue;
        }
        let twins = [(own.report, sentence), (before, other)]
            .map(|(report, sentence)| only_year(report.mentions(sentence).iter()));
        let [Some((mention, stated)), Some((twin, _))] = twins else {
            continue;
        };
        let place = before.document.place(Extent::new(twin.start(), twin.end()));
        let related = vec![Label {
            place,
            text: format!("the report of {stated} says otherwise of its year"),
        }];
        let message = format!(
            "“{}” in the report of {}: the report of {stated} has other dates for that year",
            own.quote(mention),
            own.year
        );
        found.push(own.found(Certainty::Likely, mention, message, related));
    }
}

/// The months that a sentence names.
fn months(report: &Report, sentence: usize) -> BTreeSet<i8> {
    let mentions = report.mentions(sentence).iter();
    let part = |part: Part| match part {
        Part::Months(first, last) if first == last => Some(first),
        Part::Day(month, _) => Some(month),
        _ => None,
    };
    mentions
        .flat_map(|mention| {
            [
                Some(mention.when.part),
                mention.when.to.map(|(_, part)| part),
            ]
        })
        .flatten()
        .filter_map(part)
        .collect()
}

/// The words of a sentence with a meaning, sorted, each once.
fn content(report: &Report, sentence: usize) -> Vec<Stem> {
    let mut stems: Vec<Stem> = meaning(&report.few_tokens(sentence)).collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// The words of a sentence with a meaning.
fn meaning(tokens: &[Token]) -> impl Iterator<Item = Stem> + '_ {
    let tokens = tokens.iter();
    let words = tokens.filter(|token| token.is_word() && !token.is_function());
    words.map(|token| token.stem)
}

/// The plain numbers of a sentence.
fn numbers(report: &Report, sentence: usize) -> BTreeSet<rust_decimal::Decimal> {
    let quantities = report.quantities(sentence).iter();
    let counted = quantities
        .filter(|quantity| matches!(quantity.kind, Kind::Count | Kind::Money | Kind::Percent));
    counted
        .filter_map(Quantity::nominal)
        .filter(|number| *number >= 3.into())
        .collect()
}

/// Sentences that name one year, found by their words.
struct Index {
    sentences: Vec<usize>,
    /// Each word with the positions of its sentences among these, each once: words by their places, and those of one place in
    /// the order of the text. To put them in order by the words themselves takes longer than to look at a few others.
    by_word: Vec<(Stem, u32)>,
    /// Where the words of each place end.
    ends: Vec<u32>,
}

impl Index {
    /// Those of a year among the sentences with a calendar expression.
    fn of(report: &Report, dated: &[usize], year: i16) -> Index {
        let mut sentences = Vec::new();
        let mut words: Vec<(Stem, u32)> = Vec::new();
        for sentence in dated.iter().copied() {
            if only_year(report.mentions(sentence).iter()).is_none_or(|(_, named)| named != year) {
                continue;
            }
            let at = sentences.len() as u32;
            words.extend(meaning(&report.few_tokens(sentence)).map(|word| (word, at)));
            sentences.push(sentence);
        }
        let places = words.len().next_power_of_two();
        let mut ends = vec![0_u32; places];
        for (word, _) in &words {
            ends[word.place(places)] += 1;
        }
        let mut all = 0;
        for end in &mut ends {
            all += std::mem::replace(end, all);
        }
        let mut by_word = words.clone();
        for word in words {
            let end = &mut ends[word.0.place(places)];
            by_word[*end as usize] = word;
            *end += 1;
        }
        Index {
            sentences,
            by_word,
            ends,
        }
    }

    /// The positions of the sentences with a word, in order, each once.
    fn with(&self, word: Stem) -> impl Iterator<Item = u32> {
        let place = word.place(self.ends.len());
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        let near = &self.by_word[start as usize..self.ends[place] as usize];
        let own = near.iter().filter(move |(other, _)| *other == word);
        let mut last = None;
        own.map(|(_, at)| *at)
            .filter(move |at| last.replace(*at) != Some(*at))
    }

    /// The sentence that has most words in common with some, and how many.
    fn most_alike(&self, words: &[Stem], but: impl Fn(usize) -> bool) -> Option<(usize, usize)> {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for word in words {
            for at in self.with(*word).take(COMMON) {
                *shared.entry(at as usize).or_default() += 1;
            }
        }
        let alike = shared
            .into_iter()
            .filter(|(at, _)| !but(self.sentences[*at]));
        alike
            .max_by_key(|(at, shared)| (*shared, std::cmp::Reverse(*at)))
            .map(|(at, shared)| (self.sentences[at], shared))
    }
}

/// A word of more sentences than this tells none of them apart.
const COMMON: usize = 60;
