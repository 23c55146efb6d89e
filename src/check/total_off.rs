//! `total-off`: parts that do not add up to their total, and products that are none.

use std::ops::Range;

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Deserialize;

use super::flow::Flow;
use super::itemised::NO_PARTS;
use super::table::{Grid, cell_name, is_less};
use super::tabled::{self, Entry, Tabled};
use super::{Check, Context, Needs, Steps, show};
use crate::claim::{Claim, Mood, Role};
use crate::corpus::{Report, ReportId};
use crate::finding::{Certainty, Detection, Fault, Label};
use crate::quantity::{Comparison, Kind, Values};
use crate::word::{Stem, Token};

mod accounts;
mod apposed;
mod balance;
mod left;
mod lists;
mod made;
mod opening;
mod sorts;
mod spread;
mod tables;
mod whole;

/// Adds up, in sentences and in tables.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TotalOff {}

impl Check for TotalOff {
    fn needs(&self) -> Needs {
        Needs::Own
    }

    fn steps<'a>(&'a self, _context: &Context<'a>) -> Steps<'a> {
        Steps::over_each(|context, id| {
            Self::in_report(context, id);
            told(context, id);
        })
    }
}

impl TotalOff {
    fn in_report(context: &mut Context<'_>, id: ReportId) {
        let document = &context.corpus.reports[id].document;
        for sentence in 0..document.sentences.len() {
            let claims = context.ledger.in_sentence(id, sentence).iter();
            // There is a part with its total, or a factor with another one.
            if claims.filter(|claim| is_summand(claim)).nth(1).is_none() {
                continue;
            }
            let flow = Flow::of(context, id, sentence);
            if let Some(sum) = listed(&flow)
                .or_else(|| summed(&flow))
                .or_else(|| of_which(&flow))
                .or_else(|| whole::parted(&flow))
                .or_else(|| made::made_of(&flow))
                .or_else(|| apposed::apposed(&flow))
            {
                sums(context, flow.report, &sum);
            } else if let Some(sum) = of_the_sentence_before(context, id, sentence, &flow)
                .or_else(|| spread::of_which(context, id, sentence, &flow))
                .or_else(|| spread::total_behind(context, id, sentence, &flow))
                .or_else(|| spread::begun_before(context, id, sentence, &flow))
            {
                sums(context, flow.report, &sum);
            }
            products(context, id, sentence, &flow);
            left::check(context, id, sentence, &flow);
        }
        let told = lists::lists(context, id);
        accounts::check(context, id, &told);
        for table in 0..document.tables.len() {
            let grid = Grid::with_head(context, id, table);
            if grid.height() >= 3 && grid.width() >= 2 {
                tables::table(context, id, &grid);
                balance::in_table(context, id, &grid);
                opening::in_table(context, id, &grid);
            }
        }
        balance::check(context, id);
    }
}

/// A total with its parts, and how sure it is that they belong together.
struct Sum<'a> {
    total: &'a Claim,
    parts: Vec<&'a Claim>,
    /// The most that may be said if the parts are more, and if they are less.
    more: Certainty,
    less: Certainty,
}

/// Whether a number is one that stands right behind a name: "Barley 2", or a part of "Oslo 50, Bergen 30".
fn is_numbered(claim: &Claim) -> bool {
    claim.role == Role::Rank && claim.quantity.kind == Kind::Count
}

fn is_summand(claim: &Claim) -> bool {
    matches!(claim.quantity.kind, Kind::Count | Kind::Money)
        && (claim.role == Role::Level || is_numbered(claim))
        && claim.mood != Mood::Planned
        && !claim.quantity.values.is_hedged()
        && claim
            .quantity
            .nominal()
            .is_some_and(|nominal| nominal > Decimal::ZERO)
}

fn is_total_of(claim: &Claim) -> bool {
    is_summand(claim) && !is_numbered(claim)
}

/// Further words that keep numbers from being all parts of one total in a sentence.
const NO_SUMMANDS: &[&str] = &[
    "additional",
    "another",
    "best",
    "between",
    "exceeded",
    "from",
    "largest",
    "like",
    "most",
    "mostly",
    "of",
    "plus",
    "such",
    "these",
    "those",
    "top",
    "with",
    "without",
];

/// Whether a word keeps the numbers beside it from being all parts of one total.
fn is_no_summand(flow: &Flow<'_>, at: usize) -> bool {
    flow.is(at, NO_PARTS) || flow.is(at, NO_SUMMANDS)
}

const TOTALS: &[&str] = &[
    "total",
    "totaling",
    "totalling",
    "totals",
    "altogether",
    "sum",
    "overall",
];

/// What stands between two parts.
const AND: &[&str] = &[",", ";", "and", "&", "+"];

/// "12 in total: 7 in Oslo and 4 in Bergen", "45 members (20 bakers and 24 millers)".
fn listed<'a>(flow: &Flow<'a>) -> Option<Sum<'a>> {
    for at in 0..flow.len() {
        let Some(total) = flow.number(at).filter(|claim| is_total_of(claim)) else {
            continue;
        };
        let mark = (at + 1..at + 8)
            .take_while(|at| {
                // "12,000 guests in 2019 (7,000 adults and 5,000 children)"
                (flow.token(*at).is_some() || flow.date(*at).is_some())
                    && !flow.is(*at, &[",", ";", "."])
            })
            .find(|at| flow.is(*at, &[":", "(", "–", "—"]));
        let Some(mark) = mark else { continue };
        let end = if flow.is(mark, &["("]) {
            (mark..flow.len()).find(|at| flow.is(*at, &[")"]))
        } else {
            (mark..flow.len())
                .find(|at| flow.is(*at, &["."]) && at + 1 == flow.len())
                .or(Some(flow.len()))
        };
        let Some(end) = end else { continue };
        let cued = flow.follows(at, &["of"]) && at >= 2 && flow.is(at - 2, TOTALS)
            || (at + 1..mark).any(|at| {
                flow.is(at, TOTALS) || (flow.is(at, &["all"]) && flow.follows(at, &["in"]))
            });
        let Some((parts, places)) = parts(flow, mark + 1..end, total) else {
            continue;
        };
        // "45 members (40 in 2020)": those of other years are others, and without a word those of other months.
        let is_other = |at: usize| {
            let text = flow.date(at).map_or("", |_| flow.text(at));
            !text.is_empty() && (!cued || text.contains(|c: char| c.is_ascii_digit()))
        };
        if (mark + 1..end).any(is_other) {
            continue;
        }
        // "42 members have five seats: Rye (17), …": the number of parts is not their sum.
        let counted = total.quantity.nominal() == Some(Decimal::from(parts.len()));
        if counted && let Some(sum) = earlier_total(flow, at, &parts) {
            return Some(sum);
        }
        // Without a word that says so, names with numbers are names.
        let numbered = parts.iter().any(|part| is_numbered(part));
        if numbered && !cued {
            continue;
        }
        let bracket = flow.is(mark, &["("]);
        // "Three grants totalling £55 (…, … and …)": all of them are listed.
        let all_told = flow.follows(at, &["totalling", "totaling"])
            && (at.saturating_sub(5)..at).any(|at| {
                let count = flow.count(at).and_then(|count| count.quantity.nominal());
                count == Some(Decimal::from(parts.len()))
            });
        let (more, less) = match (cued, bracket) {
            (true, _) => (Certainty::Sure, Certainty::Sure),
            (false, false) => (Certainty::Likely, Certainty::Likely),
            (false, true) if all_told => (Certainty::Likely, Certainty::Likely),
            (false, true) if whole::has_slip(flow, total, &parts, &places) => {
                (Certainty::Likely, Certainty::Likely)
            }
            // A bracket may give examples.
            (false, true) => (Certainty::Likely, Certainty::Unsure),
        };
        return Some(Sum {
            total,
            parts,
            more,
            less,
        });
    }
    None
}

/// The number before one that tells how many parts there are, if it is about what these come to.
fn earlier_total<'a>(flow: &Flow<'a>, count: usize, parts: &[&'a Claim]) -> Option<Sum<'a>> {
    let is_total = |at: &usize| flow.number(*at).is_some_and(is_total_of);
    let total = flow.number((0..count).rfind(is_total)?)?;
    (parts.len() >= 3 && is_near(total, parts)).then(|| Sum {
        total,
        parts: parts.to_vec(),
        more: Certainty::Likely,
        less: Certainty::Likely,
    })
}

/// Whether parts come to about a total: within a tenth.
fn is_near(total: &Claim, parts: &[&Claim]) -> bool {
    is_within(total, parts, Decimal::TEN)
}

/// Whether parts come to a total but for a part of it: a tenth, a fifth.
fn is_within(total: &Claim, parts: &[&Claim], of: Decimal) -> bool {
    let sum: Decimal = parts
        .iter()
        .filter_map(|part| part.quantity.nominal())
        .sum();
    total
        .quantity
        .nominal()
        .is_some_and(|total| (sum - total).abs() * of <= total)
}

/// "6,240 loaves, of which 2,180 were rye and 4,160 were oat". Parts may overlap or leave some out, so only what one
/// wrong digit explains is told.
fn of_which<'a>(flow: &Flow<'a>) -> Option<Sum<'a>> {
    for at in 0..flow.len() {
        let Some(total) = flow.number(at).filter(|claim| is_total_of(claim)) else {
            continue;
        };
        let Some(mark) = flow.ahead(at + 1, 3, &[",", "of"]) else {
            continue;
        };
        let of = mark + usize::from(flow.is(mark, &[","]));
        let of_all =
            flow.is(of + 1, &["which", "whom"]) || of > mark && flow.is(of + 1, &["these", "them"]);
        if !flow.is(of, &["of"]) || !of_all {
            continue;
        }
        let parts = parallel(flow, of + 2, total)?;
        return Some(Sum {
            total,
            parts,
            more: Certainty::Likely,
            less: Certainty::Likely,
        });
    }
    None
}

/// The numbers of a sentence from a piece on, if they are told in one way, "2,180 were rye and 4,160 were oat", and one wrong
/// digit explains what they miss a total by.
fn parallel<'a>(flow: &Flow<'a>, start: usize, total: &Claim) -> Option<Vec<&'a Claim>> {
    let numbers: Vec<usize> = (start..flow.len())
        .filter(|at| flow.number(*at).is_some())
        .collect();
    let parts: Vec<&Claim> = numbers
        .iter()
        .filter_map(|at| flow.number(*at))
        .filter(|part| is_summand(part) && part.quantity.kind == total.quantity.kind)
        .collect();
    let one_way = numbers.first() == Some(&start)
        && numbers[1..]
            .iter()
            .all(|at| flow.text(at + 1) == flow.text(numbers[0] + 1) && flow.follows(*at, AND));
    let fits = parts.len() >= 2 && parts.len() == numbers.len();
    (one_way && fits && is_one_slip(total, &parts)).then_some(parts)
}

/// Whether parts come to a total, or to a number that differs from it in one digit that is not the last.
fn is_one_slip(total: &Claim, parts: &[&Claim]) -> bool {
    let sum: Decimal = parts
        .iter()
        .filter_map(|part| part.quantity.nominal())
        .sum();
    let Some(total) = total.quantity.nominal() else {
        return false;
    };
    let gap = (sum - total).abs().normalize();
    let mut power = Decimal::TEN;
    let mut slip = gap.is_zero();
    while power < total {
        slip |= gap <= power * Decimal::from(9)
            && (gap % power).is_zero()
            && gap < total / Decimal::TWO;
        power *= Decimal::TEN;
        if !(gap % power).is_zero() {
            break;
        }
    }
    slip && is_near_number(total, gap)
}

fn is_near_number(total: Decimal, gap: Decimal) -> bool {
    gap * Decimal::TEN <= total
}

/// "The income was $3.0 million. Income came from grants ($1.6 million), gifts ($0.9 million) and fairs ($0.7
/// million).": parts in brackets, of what the sentence before has the total of.
fn of_the_sentence_before<'a>(
    context: &Context<'a>,
    id: ReportId,
    sentence: usize,
    flow: &Flow<'a>,
) -> Option<Sum<'a>> {
    let report = flow.report;
    let before = sentence.checked_sub(1)?;
    let document = &report.document;
    if document.sentences[before].block() != document.sentences[sentence].block() {
        return None;
    }
    let numbers: Vec<usize> = (0..flow.len())
        .filter(|at| flow.number(*at).is_some())
        .collect();
    let first = *numbers.first()?;
    let bracketed = |at: &usize| {
        flow.follows(*at, &["("])
            && flow.is(at + 1, &[")"])
            && flow.number(*at).is_some_and(is_summand)
    };
    if numbers.len() < 3 || !numbers.iter().all(bracketed) || flow.has(SELECTED) {
        return None;
    }
    let parts: Vec<&Claim> = numbers.iter().filter_map(|at| flow.number(*at)).collect();
    let sort = |claim: &Claim| (claim.quantity.kind, claim.quantity.currency());
    let words: Vec<Stem> = (0..first)
        .filter_map(|at| flow.word(at))
        .filter(|word| !word.is_function())
        .map(|word| word.stem)
        .collect();
    let claims = context.ledger.of_sentence(id, before);
    let total = context.ledger.claims[claims].iter().find(|claim| {
        is_total_of(claim)
            && !claim.base
            && sort(claim) == sort(parts[0])
            && claim.measure.head.is_some_and(|head| words.contains(&head))
            && is_near(claim, &parts)
    })?;
    parts
        .iter()
        .all(|part| sort(part) == sort(total))
        .then_some(Sum {
            total,
            parts,
            more: Certainty::Likely,
            less: Certainty::Likely,
        })
}

/// Words that say that not all parts are listed.
const SELECTED: &[&str] = &[
    "including",
    "includes",
    "include",
    "mainly",
    "mostly",
    "largest",
    "biggest",
    "most",
    "such",
    "partly",
    "example",
];

/// "7 in Oslo and 4 in Bergen, 12 in total", "7 in Oslo and 4 in Bergen, for a total of 12".
fn summed<'a>(flow: &Flow<'a>) -> Option<Sum<'a>> {
    for at in 3..flow.len() {
        let Some(total) = flow.number(at).filter(|claim| is_total_of(claim)) else {
            continue;
        };
        let in_all = |at: usize| flow.is(at, &["in"]) && flow.is(at + 1, &["total", "all", "sum"]);
        // "28 in all", "28 children in all"
        let behind = in_all(at + 1)
            || flow.word(at + 1).is_some_and(|noun| !noun.is_function()) && in_all(at + 2)
            || (at + 1..at + 3).any(|at| flow.is(at, &["altogether"]));
        let lead = lead_in(flow, at);
        let mark = total_mark(flow, at);
        let before = flow.follows(at, &["of"]) && at >= 2 && flow.is(at - 2, &["total", "sum"])
            || flow.follows(at, &["totaling", "totalling", "together", "="])
            || lead.is_some()
            || mark.is_some();
        if !behind && !before {
            continue;
        }
        // "900 in all over the weekend": a number without a noun may be of more than what stands before it.
        let goes_on =
            |at: usize| flow.word(at).is_some_and(Token::is_function) && !flow.is(at, &["and"]);
        let words = if in_all(at + 1) { 2 } else { 1 };
        if behind && !before && !has_own_noun(total) && goes_on(at + 1 + words) {
            continue;
        }
        let is_mark =
            |at: &usize| flow.is(*at, &[",", "–", "—", ";", ":", "("]) || flow.is(*at, &["="]);
        // "7 in Oslo and 4 in Bergen for a total of 12": the words say where the parts end, as a mark does.
        let end = mark.or(lead).or_else(|| (0..at).rfind(is_mark))?;
        let end = if lead == Some(end) && is_mark(&end.saturating_sub(1)) {
            end - 1
        } else {
            end
        };
        // "7 in Oslo and 4 in Bergen, plus another 2, for a total of 13": not all parts are of the enumeration.
        if (end..at).any(|at| flow.number(at).is_some()) {
            continue;
        }
        let stops: &[&str] = if flow.is(end, &[";"]) {
            &[":", "."]
        } else {
            &[":", ";", "."]
        };
        let mut start = end;
        while start > 0 && !flow.is(start - 1, stops) {
            start -= 1;
        }
        // "12 in Narvik; 7 in Oslo, 4 in Bergen: 23 in total": what stands before the last mark is a part, too.
        if flow.is(end, &[":"]) && (0..start).any(|at| flow.number(at).is_some()) {
            return None;
        }
        // The words before the first part are no part of it.
        let first = (start..end).find(|at| flow.number(*at).is_some())?;
        let (parts, _) = parts(flow, first..end, total)?;
        // "£300 in May and £200 in June, £900 in all since January"
        let dated = (first..end).any(|at| flow.date(at).is_some());
        if dated && !is_within(total, &parts, Decimal::from(5)) {
            return None;
        }
        // "3 games at home and 4 away for a total of 9 points"
        let heads = || parts.iter().map(|part| part.measure.head);
        let is_other = lead.is_some()
            && has_own_noun(total)
            && !heads().any(|head| head == total.measure.head);
        if is_other && ((at + 1..at + 3).any(|at| flow.is(at, SCORES)) || !is_near(total, &parts)) {
            return None;
        }
        return Some(Sum {
            total,
            parts,
            more: Certainty::Likely,
            less: Certainty::Likely,
        });
    }
    None
}

/// Words before "a total of" that say that it is what the numbers before come to.
const LEADS: &[&str] = &[
    "for", "making", "giving", "made", "makes", "make", "gives", "gave", "bringing",
];

/// What is counted otherwise than by adding up what is told.
const SCORES: &[&str] = &["goals", "marks", "points", "runs"];

/// Where the words begin that say that a number is what those before it come to: "making a total of 12", "bringing the total
/// to 12".
fn lead_in(flow: &Flow<'_>, at: usize) -> Option<usize> {
    let total = at.checked_sub(2)?;
    if !flow.follows(at, &["of", "to"]) || !flow.is(total, &["total", "sum"]) {
        return None;
    }
    let mut lead = total.checked_sub(1)?;
    while lead > 0 && flow.is(lead, &["a", "the", "grand", "overall", "combined"]) {
        lead -= 1;
    }
    flow.is(lead, LEADS).then_some(lead)
}

/// The mark before "total £500" at the end of an enumeration: "fees £300, gifts £200: total £500".
fn total_mark(flow: &Flow<'_>, at: usize) -> Option<usize> {
    let mut total = at.checked_sub(1)?;
    if flow.is(total, &[":", "="]) {
        total = total.checked_sub(1)?;
    }
    let mut mark = total.checked_sub(1)?;
    if !flow.is(total, &["total"]) {
        return None;
    }
    if flow.is(mark, &["grand", "overall", "in"]) {
        mark = mark.checked_sub(1)?;
    }
    flow.is(mark, &[",", ";", ":", "–", "—", "=", "("])
        .then_some(mark)
}

/// The numbers of an enumeration that has one of one sort in each of its parts.
fn parts<'a>(
    flow: &Flow<'a>,
    range: Range<usize>,
    total: &Claim,
) -> Option<(Vec<&'a Claim>, Vec<usize>)> {
    let Range { start, end } = range;
    let mut parts = Vec::new();
    let mut places = Vec::new();
    let mut behind = start;
    let mut forms: Vec<Form> = Vec::new();
    let mut dates: Vec<usize> = Vec::new();
    for at in start..end {
        if flow.date(at).is_some() {
            dates.push(at);
            continue;
        }
        if is_no_summand(flow, at)
            && !(flow.is(at, &["with", "of", "from"])
                && at > start
                && flow.number(at - 1).is_some())
        {
            return None;
        }
        let Some(part) = flow.number(at) else {
            continue;
        };
        if !is_summand(part)
            || part.quantity.kind != total.quantity.kind
            || part.quantity.currency() != total.quantity.currency()
        {
            return None;
        }
        // One separator and few words before each.
        let separated = parts.is_empty() || (behind..at).any(|at| flow.is(at, AND));
        if !separated || at - behind > 9 {
            return None;
        }
        forms.push(form(flow, at, end, total));
        parts.push(part);
        places.push(at);
        behind = at + 1;
    }
    let one_form = forms.windows(2).all(|pair| pair[0] == pair[1]);
    let are_parts = parts.len() >= 2 && end - behind <= 8 && one_form && forms[0] != Form::Other;
    (are_parts && are_apart(flow, start, &dates, &places)).then_some((parts, places))
}

/// Whether dates tell parts from one another: there is none, or each part has one of its own, all of them before or all behind it.
fn are_apart(flow: &Flow<'_>, start: usize, dates: &[usize], places: &[usize]) -> bool {
    if dates.is_empty() {
        return true;
    }
    let first = start.checked_sub(1).filter(|at| flow.date(*at).is_some());
    let dates: Vec<usize> = first.into_iter().chain(dates.iter().copied()).collect();
    let in_turn = |first: &[usize], second: &[usize]| {
        let pairs = || first.iter().zip(second);
        first.len() == second.len()
            && pairs().all(|(one, other)| one < other)
            && second
                .iter()
                .zip(&first[1..])
                .all(|(one, other)| one < other)
    };
    let texts = || dates.iter().map(|at| flow.text(*at));
    let new = |(at, text): (usize, &str)| !texts().take(at).any(|other| other == text);
    (in_turn(&dates, places) || in_turn(places, &dates)) && texts().enumerate().all(new)
}

/// What ties a part to its label.
const PREPOSITIONS: &[&str] = &[
    "in", "at", "for", "from", "on", "by", "to", "of", "with", "were", "are",
];

/// What may stand before the place of a part.
const ARTICLES: &[&str] = &["the", "our", "their", "its"];

/// What stands behind an article and is no place: "30 the year before".
const TIMES: &[&str] = &[
    "day",
    "first",
    "following",
    "last",
    "month",
    "morning",
    "most",
    "next",
    "other",
    "previous",
    "quarter",
    "rest",
    "same",
    "second",
    "time",
    "week",
    "weekend",
    "year",
];

/// How a part names what it is of.
#[derive(PartialEq, Eq)]
enum Form {
    /// "7 in Oslo".
    Behind,
    /// "7 members from Oslo": the noun of the total.
    Same,
    /// "7 bakers": a sort of what the total counts, maybe.
    Sort,
    /// "Oslo 7", "Oslo: 7".
    Before,
    Other,
}

fn form(flow: &Flow<'_>, at: usize, end: usize, total: &Claim) -> Form {
    let next = at + 1;
    let ends = next >= end || flow.is(next, &[",", ";", ")", ".", ":", "and", "&", "+"]);
    // "Eight representing the North, and five the South"
    let by_deed = |at: usize| flow.text(at).ends_with("ing") && flow.is(at + 1, ARTICLES);
    let by_place =
        flow.is(next, ARTICLES) && flow.word(next + 1).is_some() && !flow.is(next + 1, TIMES);
    let tied = flow.is(next, PREPOSITIONS) || by_deed(next) || by_place;
    if tied && next < end {
        return Form::Behind;
    }
    if ends {
        let named = at > 0
            && (flow.word(at - 1).is_some()
                || flow.date(at - 1).is_some()
                || flow.is(at - 1, &[":", "(", "–", "-"]));
        return if named { Form::Before } else { Form::Other };
    }
    let measure = flow.number(at).map(|part| &part.measure);
    let behind = measure
        .and_then(|measure| measure.extent)
        .and_then(|noun| (next..flow.len()).find(|at| flow.extent(*at).start >= noun.end));
    if behind.is_some_and(|behind| behind > next && behind < end && flow.is(behind, PREPOSITIONS)) {
        return Form::Behind;
    }
    let Some(head) = flow.number(at).and_then(|part| part.measure.head) else {
        return Form::Other;
    };
    if total.measure.head == Some(head) && has_own_noun(total) {
        return Form::Same;
    }
    // "3 days (7 talks and 5 walks)": other things than days.
    if flow.word(next).is_some_and(Token::is_function) {
        Form::Other
    } else {
        Form::Sort
    }
}

/// Whether a total has a noun behind it. "900 in all" has that of the part before it.
fn has_own_noun(total: &Claim) -> bool {
    let noun = total.measure.extent;
    noun.is_some_and(|noun| noun.start >= total.extent.end)
}

/// Whether numbers agree; as sure as the arithmetic is.
fn misses(total: &Values, computed: &Values) -> Option<Certainty> {
    match total.compare(computed) {
        Comparison::Disjoint {
            conventional,
            rounding_like,
        } => Some(if conventional || rounding_like {
            Certainty::Likely
        } else {
            Certainty::Sure
        }),
        Comparison::Agree | Comparison::Unknown => None,
    }
}

fn sums(context: &mut Context<'_>, report: &Report, sum: &Sum<'_>) {
    let values: Vec<&Values> = sum.parts.iter().map(|part| &part.quantity.values).collect();
    let computed = Values::sum(&values);
    let total = &sum.total.quantity.values;
    if total.compare(&computed) == Comparison::Agree {
        agree(context, sum.total, &sum.parts);
    }
    let (Some(arithmetic), Some(all), Some(stated)) =
        (misses(total, &computed), computed.number(), total.number())
    else {
        return;
    };
    // Far off, the parts are of something else.
    let far = all > stated * Decimal::TWO || all * Decimal::TWO < stated;
    let sorts = sum
        .parts
        .iter()
        .any(|part| part.measure.head != sum.total.measure.head && part.measure.head.is_some());
    // "Two grants of £500 (£500 for the mill and £500 for the fair)": so much for each.
    let each = sum.parts.iter().all(|part| part.quantity.values == *total);
    // "45 singers: 20 sopranos, 12 altos, 13 basses, and two conductors": all but the last come to the total.
    let without_last = sum.parts.split_last().is_some_and(|(_, others)| {
        let values: Vec<&Values> = others.iter().map(|part| &part.quantity.values).collect();
        others.len() > 1
            && all > stated
            && total.compare(&Values::sum(&values)) == Comparison::Agree
    });
    // "2 releases in all: 1.22 and 1.23": so many are named.
    let fraction = |part: &&Claim| {
        part.quantity
            .nominal()
            .is_some_and(|part| !part.is_integer())
    };
    let named = sum.total.quantity.kind == Kind::Count
        && stated == Decimal::from(sum.parts.len())
        && sum.parts.iter().any(fraction);
    if far
        || each
        || named
        || without_last
        || sorts && (all - stated).abs() * Decimal::from(4) > stated
    {
        return;
    }
    let most = if all > stated { sum.more } else { sum.less };
    let most = if sorts {
        most.min(Certainty::Likely)
    } else {
        most
    };
    let detection = off(
        context,
        report,
        sum.total,
        &sum.parts,
        all,
        " + ",
        arithmetic.min(most),
    );
    context.report(detection);
}

/// Notes that a total fits its parts.
fn agree(context: &mut Context<'_>, total: &Claim, parts: &[&Claim]) {
    let claims = parts.iter().copied().chain([total]);
    let places = context.places_of(claims);
    context.agree(places);
}

/// Whether a total and all of its parts are taken off: then they are added up as any others.
fn has_one_sign(report: &Report, total: &Claim, parts: &[&Claim]) -> bool {
    is_less(report, total) && parts.iter().all(|part| is_less(report, part))
}

fn off(
    context: &Context<'_>,
    report: &Report,
    total: &Claim,
    parts: &[&Claim],
    computed: Decimal,
    sign: &str,
    certainty: Certainty,
) -> Detection {
    let one_sign = has_one_sign(report, total, parts);
    let written: Vec<String> = parts
        .iter()
        .map(|part| {
            let value = show::value(context, part);
            if is_less(report, part) && !one_sign {
                format!("({value})")
            } else {
                value
            }
        })
        .collect();
    let stated = show::value(context, total);
    let shown = match written.as_slice() {
        [first, second, .., last] if written.len() > 8 => {
            format!("{first}{sign}{second}{sign}…{sign}{last}")
        }
        _ => written.join(sign),
    };
    let named = |claim: &Claim, text: String| match cell_name(report, claim) {
        Some(name) => format!("{text} ({name})"),
        None => text,
    };
    Detection {
        fault: Fault::TotalOff,
        category: Fault::TotalOff.category(),
        certainty,
        message: format!("the total is stated as “{stated}”, and {shown} is {}", show::number(computed)),
        help: "Correct the total or the parts. Both can be right if a part is left out, or counted twice: then say so."
            .to_owned(),
        primary: Label { place: report.document.place(total.extent), text: named(total, format!("“{stated}” here")) },
        related: parts
            .iter()
            .take(8)
            .zip(&written)
            .map(|(part, text)| Label { place: report.document.place(part.extent), text: named(part, format!("{text} here")) })
            .collect(),
        fix: None,
    }
}

/// "7 apprentices at 6,500 kroner each, 45,500 kroner in total".
fn products(context: &mut Context<'_>, id: ReportId, sentence: usize, flow: &Flow<'_>) {
    let report = flow.report;
    for at in 0..flow.len() {
        let Some(count) = flow.count(at).filter(|claim| is_summand(claim)) else {
            continue;
        };
        let Some(by) = flow
            .ahead(at + 1, 4, BY)
            .or_else(|| flow.ahead(at + 1, 3, PAID))
        else {
            continue;
        };
        let price_at = flow.skip(by + 1, &["a", "the", "about"]);
        let Some(price) = flow.number(price_at).filter(|claim| is_summand(claim)) else {
            continue;
        };
        let each = (price_at + 1..price_at + 4)
            .take_while(|at| flow.token(*at).is_some())
            .any(|at| flow.is(at, &["each", "apiece"]) || flow.is(at, &["per"]));
        let times = flow.is(by, &["×", "x", "times"]);
        // "200 x 100 / 1,000 = 20" divides as well, and "48 x 500 crowns + 20,000 crowns" adds.
        let adds = (price_at + 1..price_at + 4).any(|at| flow.is(at, &["+", "plus", "minus"]));
        let divided = adds || flow.is(price_at + 1, &["/", "÷"]) || flow.follows(at, &["/", "÷"]);
        if !each && !times || divided {
            continue;
        }
        let Some((total, sure)) = total_behind(context, id, sentence, flow, price_at, price, times)
        else {
            continue;
        };
        // "15 teams paid £70 each, and in total we raised £1,200": maybe from others as well.
        let paid = flow.is(by, PAID);
        if paid && !is_right_behind(flow, price_at, total) {
            continue;
        }
        let computed = count.quantity.values.product(&price.quantity.values);
        if total.quantity.values.compare(&computed) == Comparison::Agree {
            agree(context, total, &[count, price]);
        }
        let (Some(certainty), Some(number)) =
            (misses(&total.quantity.values, &computed), computed.number())
        else {
            continue;
        };
        let certainty = if sure && !paid {
            certainty
        } else {
            certainty.min(Certainty::Likely)
        };
        let detection = off(
            context,
            report,
            total,
            &[count, price],
            number,
            " × ",
            certainty,
        );
        context.report(detection);
    }
}

/// What stands between a number of things and the price of each.
const BY: &[&str] = &["at", "×", "x", "@", "times", "of", "with"];
const PAID: &[&str] = &[
    "charged",
    "contributed",
    "contributing",
    "cost",
    "costing",
    "donated",
    "gave",
    "giving",
    "paid",
    "paying",
    "raised",
    "received",
    "receiving",
    "worth",
];

/// Whether nothing but the words of a sum stands between a price and a total: "£70 each, £1,050 in all".
fn is_right_behind(flow: &Flow<'_>, price: usize, total: &Claim) -> bool {
    const SUM: &[&str] = &[
        ",",
        ";",
        "–",
        "—",
        "(",
        "a",
        "apiece",
        "each",
        "for",
        "giving",
        "in",
        "making",
        "of",
        "or",
        "so",
        "that",
        "is",
        "totalling",
        "totaling",
        "total",
        "all",
        "altogether",
        "=",
    ];
    let between = (price + 1..flow.len()).take_while(|at| {
        flow.number(*at)
            .is_none_or(|claim| claim.extent != total.extent)
    });
    between.into_iter().all(|at| flow.is(at, SUM))
}

/// The total behind a price: in the same sentence, or in the next one of the block.
fn total_behind<'a>(
    context: &Context<'a>,
    id: ReportId,
    sentence: usize,
    flow: &Flow<'a>,
    price_at: usize,
    price: &Claim,
    times: bool,
) -> Option<(&'a Claim, bool)> {
    let fits = |claim: &&Claim| {
        is_summand(claim)
            && claim.quantity.kind == price.quantity.kind
            && claim.quantity.currency() == price.quantity.currency()
            && (claim.quantity.kind == Kind::Money || claim.measure.head == price.measure.head)
    };
    let within = |flow: &Flow<'a>, from: usize| {
        (from..flow.len()).find_map(|at| {
            let claim = flow.number(at).filter(fits)?;
            let cued = (at.saturating_sub(6)..at)
                .any(|at| flow.is(at, TOTALS) || flow.is(at, &["="]))
                || (at + 1..at + 4).any(|at| {
                    flow.is(at, &["total", "altogether"])
                        || flow.is(at, &["all"]) && flow.follows(at, &["in"])
                });
            (cued || times && flow.follows(at, &["is", "are"])).then_some(claim)
        })
    };
    if let Some(total) = within(flow, price_at + 1) {
        return Some((total, true));
    }
    let document = &flow.report.document;
    let next = sentence + 1;
    let same_block = document.sentences.get(next)?.block() == document.sentences[sentence].block();
    if !same_block {
        return None;
    }
    let following = Flow::of(context, id, next);
    within(&following, 0).map(|total| (total, false))
}

/// Totals that the prose has of the rows and columns of tables.
fn told(context: &mut Context<'_>, id: ReportId) {
    let report = &context.corpus.reports[id];
    for Tabled { stated, entry } in tabled::stated(context, id) {
        let Entry::Line { parts, total } = entry else {
            continue;
        };
        let claims = &context.ledger.claims;
        let stated = &claims[stated];
        let parts: Vec<&Claim> = parts.into_iter().map(|part| &claims[part]).collect();
        let total = total.map(|total| &claims[total]);
        let own = &stated.quantity.values;
        let values: Vec<&Values> = parts.iter().map(|part| &part.quantity.values).collect();
        let sum = Values::sum(&values);
        let fits = |values: &Values| own.compare(values) == Comparison::Agree;
        // The table's own arithmetic is checked by itself: a total fits if it is what either comes to.
        if let Some(total) = total.filter(|total| fits(&total.quantity.values)) {
            agree(context, stated, &[total]);
            continue;
        }
        if !parts.is_empty() && fits(&sum) {
            agree(context, stated, &parts);
            continue;
        }
        let against = total.map_or(&sum, |total| &total.quantity.values);
        let Some(arithmetic) = misses(own, against) else {
            continue;
        };
        let certainty = arithmetic.min(Certainty::Likely);
        let detection = match (total, sum.number()) {
            (Some(total), _) => {
                let (here, there) = (show::value(context, stated), show::value(context, total));
                Detection {
                    message: format!(
                        "the total is stated as “{here}” in the text, and as “{there}” in the table"
                    ),
                    related: vec![Label {
                        place: show::place(context, total),
                        text: format!("“{there}” here"),
                    }],
                    ..off(
                        context,
                        report,
                        stated,
                        &parts,
                        Decimal::ZERO,
                        " + ",
                        certainty,
                    )
                }
            }
            (None, Some(sum)) => off(context, report, stated, &parts, sum, " + ", certainty),
            (None, None) => continue,
        };
        context.report(detection);
    }
}
