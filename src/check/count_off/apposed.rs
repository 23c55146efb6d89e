//! Names between commas behind the count that a sentence is about: "Our five bakers, Ann, Bo, Cy and Di, ran the fair".

use super::names::is_name;
use super::subject::is_subject;
use crate::claim::Claim;
use crate::claim::listing::{self, Form, Listing};
use crate::corpus::Report;
use crate::lookup::{WordSet, words};
use crate::word::{self, Shape, Token};

/// "Of the board", "on the board of the mill" have so many words at most.
const FAR: usize = 5;

/// The names behind a count whose noun ends at `noun`, if the clause goes on behind them: at the end of a sentence, and for
/// what is thanked or met, the names may be others than those that are counted.
pub(super) fn names_of(
    report: &Report,
    sentence: usize,
    count: &Claim,
    noun: u32,
) -> Option<Listing> {
    let view = report.document.view.as_str();
    let comma = if view[noun as usize..].starts_with(", ") {
        noun
    } else {
        behind_phrase(report, sentence, noun)?
    };
    let is_subject = is_subject(report, sentence, count);
    // Most counts are in the middle of something else.
    let namely = !is_subject && listing::says_all(&view[comma as usize + 2..]);
    if !is_subject && !namely {
        return None;
    }
    let (listing, end) = listing::passing(report, sentence, comma, is_name)?;
    if listing.form == Form::Colon {
        return Some(listing);
    }
    let tokens = report.tokens(sentence);
    let at = tokens.partition_point(|token| token.start < end);
    let (comma, next) = (tokens.get(at)?, tokens.get(at + 1)?);
    let next_word = next.of(view);
    let goes_on = comma.of(view) == ","
        && next.shape() == Shape::Lower
        && (VERBS.has(next_word) || !next.is_function())
        && !OTHERS.has(next_word);
    // "…, helped by Eve, …" adds one.
    let added = next_word.ends_with("ed")
        && tokens
            .get(at + 2)
            .is_some_and(|token| token.of(view) == "by");
    // Nobody sets a comma before the second of two: "Ann, and Bo".
    let [first, second] = [listing.items.first()?, listing.items.last()?];
    let two =
        listing.items.len() == 2 && view[first.end as usize..second.start as usize].contains(',');
    (goes_on && !added && !two).then_some(listing)
}

/// Where the comma is behind a phrase that only tells of whom the counted ones are: "the five members of the board, …".
fn behind_phrase(report: &Report, sentence: usize, noun: u32) -> Option<u32> {
    let view = report.document.view.as_str();
    let tokens = report.tokens(sentence);
    let from = tokens.partition_point(|token| token.start < noun);
    let near = &tokens[from..tokens.len().min(from + FAR + 1)];
    let comma = near.iter().position(|token| token.of(view) == ",")?;
    let (first, last) = (near[..comma].first()?, near[..comma].last()?);
    let bound = words!["in", "of", "on", "this"].has(first.of(view));
    // "The five members of the teams, Reds and Blues, …"
    let own = |token: &Token| token.shape() == Shape::Lower || token.has_number();
    let single = !word::is_plural(last.of(view));
    (bound && single && near[1..comma].iter().all(own)).then_some(near[comma].start)
}

/// Auxiliaries, and what tells of those who were named.
const VERBS: WordSet<25> = WordSet::new([
    "all", "are", "both", "can", "could", "did", "do", "each", "had", "have", "may", "might",
    "must", "never", "now", "shall", "should", "still", "then", "were", "who", "whose", "will",
    "would", "once",
]);

/// Words that add others to those who were named, or tell of some of them.
const OTHERS: WordSet<13> = WordSet::new([
    "alongside",
    "along",
    "amongst",
    "among",
    "etc",
    "especially",
    "including",
    "namely",
    "notably",
    "plus",
    "respectively",
    "together",
    "others",
]);
