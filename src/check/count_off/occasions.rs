//! Dates behind a number of occasions: "The board met five times, in January, March, June and October".

use super::{Count, CountOff, judge_unless_fit};
use crate::check::Context;
use crate::claim::listing::{Form, Listing};
use crate::claim::{Claim, Mood};
use crate::corpus::{Report, ReportId};
use crate::document::Extent;
use crate::finding::Certainty;
use crate::lookup::{WordSet, words};
use crate::period::{Part, When};
use crate::quantity::{Kind, Modifier};
use crate::word::Token;

/// "In the year 2022" has so many words at most.
const FAR: usize = 6;

/// What is counted: how often something happened, or things that have a day each.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Counted {
    Times,
    Events,
}

/// Holds the counts of a sentence against the dates behind them.
pub(super) fn check(rule: &CountOff, context: &mut Context<'_>, id: ReportId, sentence: usize) {
    let report = &context.corpus.reports[id];
    if report.mentions(sentence).len() < 2 {
        return;
    }
    let ledger = context.ledger;
    for claim in ledger.in_sentence(id, sentence) {
        let Some((number, counted, behind)) = occasions(rule, report, claim) else {
            continue;
        };
        let Some((listing, are_days)) = dates_behind(report, sentence, behind) else {
            continue;
        };
        // Two meetings may be in one month, and two concerts on one day; each is on one.
        let fewer = *listing.count.end() < number;
        let far = *listing.count.end() + 1 < number;
        let certainty = match (counted, are_days) {
            (Counted::Times, false) if far => Certainty::Unsure,
            (Counted::Times, _) => Certainty::Likely,
            (Counted::Events, _) if !fewer => Certainty::Likely,
            (Counted::Events, _) => Certainty::Unsure,
        };
        let count = Count {
            claim,
            number,
            judged: true,
        };
        judge_unless_fit(context, report, count, &listing, certainty);
    }
}

/// The number of occasions that a claim tells, and where its words end.
fn occasions(rule: &CountOff, report: &Report, claim: &Claim) -> Option<(usize, Counted, u32)> {
    let plain = claim.quantity.kind == Kind::Count
        && claim.quantity.modifier == Modifier::Exact
        && !matches!(claim.mood, Mood::Quoted)
        && !claim.base;
    if !plain {
        return None;
    }
    let number = rule.number_of(claim).filter(|number| *number >= 2)?;
    let noun = claim
        .measure
        .extent
        .filter(|noun| noun.start >= claim.extent.end);
    if report.text(claim.extent).eq_ignore_ascii_case("twice") {
        return Some((number, Counted::Times, claim.extent.end));
    }
    let noun = noun?;
    let word = report.text(noun).rsplit(' ').next().unwrap_or_default();
    let counted = if words!["times", "occasions"].has(word) {
        Counted::Times
    } else if EVENTS.has(word) {
        Counted::Events
    } else {
        return None;
    };
    Some((number, counted, noun.end))
}

const EVENTS: WordSet<25> = WordSet::new([
    "assemblies",
    "auctions",
    "calls",
    "concerts",
    "conferences",
    "dates",
    "days",
    "elections",
    "events",
    "exhibitions",
    "fairs",
    "gatherings",
    "hearings",
    "lectures",
    "meetings",
    "performances",
    "races",
    "releases",
    "retreats",
    "seminars",
    "sessions",
    "shows",
    "talks",
    "webinars",
    "workshops",
]);

/// The dates behind a view offset, if they are all that stands between a mark and the end of what it introduces; and whether
/// each names its day.
fn dates_behind(report: &Report, sentence: usize, from: u32) -> Option<(Listing, bool)> {
    let view = report.document.view.as_str();
    let tokens = report.tokens(sentence);
    let first = tokens.partition_point(|token| token.start < from);
    let near = &tokens[first..tokens.len().min(first + FAR)];
    let is_mark = |token: &Token| matches!(token.of(view), "," | ":" | "(" | "–" | "—" | "-");
    let mark = near.iter().position(is_mark)?;
    let between = |token: &Token| BETWEEN.has(token.of(view)) || token.has_number();
    if !near[..mark].iter().all(between) {
        return None;
    }
    let form = match near[mark].of(view) {
        ":" => Form::Colon,
        "(" => Form::Brackets,
        "," => Form::Running,
        _ => Form::Dash,
    };
    let mentions = report.mentions(sentence);
    let (mut items, mut fewest) = (Vec::new(), 0);
    let (mut wholes, mut doubles) = (0, 0);
    let (mut days, mut months, mut joined) = (0, 0, form != Form::Running);
    let mut at = first + mark + 1;
    // Days whose month follows: "3 and 17 May".
    let mut waiting: Vec<Extent> = Vec::new();
    let mut closing = "";
    while let Some(token) = tokens.get(at) {
        let next = mentions.partition_point(|date| date.end() <= token.start as usize);
        let date = mentions
            .get(next)
            .filter(|date| date.start() <= token.start as usize);
        let word = token.of(view);
        if let Some(date) = date {
            let extent = Extent::new(date.start(), date.end());
            let text = report.text(extent);
            // "3 and 17 May" are two days, "3 to 5 May" is one fair.
            let two = date.when.to.is_some() && (text.contains(" and ") || text.contains(" & "));
            match kind_of(&date.when, two)? {
                Part::Day(_, day) => {
                    days += 1 + waiting.len();
                    let last = match date.when.to {
                        Some((_, Part::Day(_, last))) if two => Some(last),
                        _ => None,
                    };
                    // Two days in a row may be one fair.
                    let before = waiting
                        .iter()
                        .map_while(|day| report.text(*day).parse().ok());
                    let row: Vec<i8> = before.chain([day]).chain(last).collect();
                    let apart = row.windows(2).filter(|pair| pair[1] != pair[0] + 1);
                    fewest += apart.count();
                    items.append(&mut waiting);
                }
                Part::Months(..) if waiting.is_empty() => {
                    months += 1;
                    fewest += usize::from(two);
                }
                Part::Whole if waiting.is_empty() => wholes += 1,
                _ => return None,
            }
            joined |= two;
            doubles += usize::from(two);
            fewest += 1;
            items.push(extent);
            at = tokens.partition_point(|token| (token.start as usize) < date.end());
            continue;
        }
        let is_day = token.has_number() && word.len() <= 4;
        if is_day && word.starts_with(|c: char| c.is_ascii_digit()) {
            waiting.push(Extent {
                start: token.start,
                end: token.end(),
            });
        } else if words!["and", "&"].has(word) {
            joined = true;
        } else if !WITHIN.has(word) && word != "," {
            closing = word;
            break;
        }
        at += 1;
    }
    // "In January and in March, and twice in June", "in May in Oslo and in June in Bergen".
    let last = tokens[..at]
        .iter()
        .rev()
        .find(|token| token.of(view) != ",")?;
    let ends = |token: &Token| !words!["and", "&", "or"].has(token.of(view));
    let end = items.last()?.end;
    let later = mentions
        .last()
        .is_some_and(|date| date.start() >= end as usize);
    let same = [days, months, wholes]
        .iter()
        .filter(|kind| **kind > 0)
        .count()
        == 1;
    let sound = joined
        && same
        && waiting.is_empty()
        && !later
        && ends(last)
        && items.len() + doubles >= 2
        && !ADDING.has(closing);
    let listing = Listing {
        form,
        partial: false,
        count: fewest..=items.len() + doubles,
        items,
    };
    sound.then_some((listing, days > 0))
}

/// A day, a month or a year, or `two` of them; nothing if it is a longer time that has a beginning and an end.
fn kind_of(when: &When, two: bool) -> Option<Part> {
    match when.part {
        Part::Months(first, last) if first != last => None,
        Part::Day(..) => Some(when.part),
        _ if when.to.is_some() && !two => None,
        Part::Whole if !when.names_year() => None,
        part => Some(part),
    }
}

/// Words between a number of occasions and the mark before their dates: "in all", "a year".
const BETWEEN: WordSet<14> = WordSet::new([
    "a",
    "all",
    "altogether",
    "during",
    "each",
    "every",
    "in",
    "last",
    "over",
    "per",
    "the",
    "this",
    "total",
    "year",
]);

/// Words that stand with dates.
const WITHIN: WordSet<9> = WordSet::new([
    "at", "early", "in", "late", "mid", "of", "on", "the", "namely",
]);

/// Words behind dates that add others, or say that these are not all.
const ADDING: WordSet<22> = WordSet::new([
    "again",
    "also",
    "among",
    "amongst",
    "another",
    "as",
    "between",
    "both",
    "etc",
    "further",
    "including",
    "more",
    "once",
    "onwards",
    "or",
    "plus",
    "respectively",
    "then",
    "three",
    "through",
    "to",
    "twice",
]);
