//! What happens once and is said twice, in the same words but with another date: "Kiva joined the League in May 2019", and in the
//! next report "in May 2018".

use std::collections::BTreeMap;

use super::{Flow, MOST, OTHER};
use crate::check::Context;
use crate::corpus::ReportId;
use crate::document::Extent;
use crate::finding::{Certainty, Detection, Fault, Label};
use crate::lookup::WordSet;
use crate::period::{Anchor, Part, Period, YearRef};
use crate::word::{self, Stem};

const HELP: &str = "Correct one of the two. Both can be right if it happened twice: then say what sets the two apart.";

/// Verbs of what does not come again for the same one.
pub(super) const ONCE: WordSet<20> = WordSet::new([
    "accepted",
    "acquired",
    "admitted",
    "affiliated",
    "born",
    "built",
    "demolished",
    "died",
    "dissolved",
    "established",
    "formed",
    "founded",
    "graduated",
    "inaugurated",
    "incorporated",
    "inducted",
    "joined",
    "merged",
    "promoted",
    "renamed",
]);

/// Of these, verbs of what many may do: only somebody who is named does it once.
const OF_MANY: &[&str] = &[
    "accepted",
    "acquired",
    "admitted",
    "affiliated",
    "graduated",
    "inducted",
    "joined",
    "merged",
    "promoted",
    "renamed",
];

/// Verbs that need no other word: an organisation begins once.
const BEGAN: &[&str] = &["established", "formed", "founded", "incorporated"];

/// Words before a verb or behind it that a statement may have or not.
const LOOSE: WordSet<13> = WordSet::new([
    "also",
    "first",
    "formally",
    "initially",
    "officially",
    "originally",
    "proudly",
    "recently",
    "back",
    "later",
    "finally",
    "subsequently",
    "then",
]);

/// So many words to each side of a verb tell of what it is.
const REACH: usize = 9;

/// What is said to have happened: the verb, and the words beside it in order of their numbers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Event {
    series: u32,
    verb: Stem,
    words: Vec<Stem>,
}

/// When it is said to have happened.
pub(super) struct Dated {
    report: ReportId,
    sentence: usize,
    verb: Extent,
    date: Extent,
    period: Period,
    /// How fine the date is: a year, a month or a day.
    grain: u8,
}

/// What a sentence tells of what happened once.
pub(super) fn of_sentence(id: ReportId, sentence: usize, flow: &Flow<'_>) -> Vec<(Event, Dated)> {
    if !flow.report.is_english() || flow.has_any(&OTHER) {
        return Vec::new();
    }
    let found = (0..flow.len()).filter_map(|at| dated(id, sentence, flow, at));
    found.collect()
}

/// The happening that the date at a piece is of.
fn dated(id: ReportId, sentence: usize, flow: &Flow<'_>, at: usize) -> Option<(Event, Dated)> {
    let report = flow.report;
    let mention = flow.date(at)?;
    let when = &mention.when;
    if when.anchor != Anchor::In || when.to.is_some() || !matches!(when.year, YearRef::Given(_)) {
        return None;
    }
    let grain = match when.part {
        Part::Whole => 0,
        Part::Months(first, last) if first == last => 1,
        Part::Day(..) => 2,
        Part::Months(..) => return None,
    };
    let period = when.resolve(report.period)?;
    let is_break = |at: usize| {
        flow.date(at).is_some()
            || flow.is(
                at,
                &[
                    ";", ":", "–", "—", "(", ")", "and", "but", "or", "which", "who", "when",
                    "while", "after", "before", "since", "until", "not", "if",
                ],
            )
    };
    let view = report.document.view.as_str();
    let verb = (at.saturating_sub(REACH)..at)
        .rev()
        .take_while(|at| !is_break(*at))
        .find(|at| flow.word(*at).is_some_and(|word| ONCE.has(word.of(view))))?;
    let mut first = verb;
    while first > 0 && verb - first < REACH && !is_break(first - 1) && !flow.is(first - 1, &[","]) {
        first -= 1;
    }
    // "Phase 1 was built in May": there is another one. "He joined", "was to be built".
    let is_other = |at: usize| {
        flow.number(at).is_some()
            || flow.is(
                at,
                &[
                    "he", "she", "they", "it", "another", "new", "further", "again",
                ],
            )
            || flow.is(at, &["to"]) && flow.is(at + 1, &["be", "have"])
    };
    let ends = at + 1 >= flow.len() || flow.is(at + 1, &[".", ",", ";", "!", ")", "and"]);
    if (first..at).any(is_other) || !ends {
        return None;
    }
    let mut words: Vec<Stem> = (first..at)
        .filter(|at| *at != verb)
        .filter_map(|at| flow.word(at))
        .filter(|word| !word.is_function() && !LOOSE.has(word.of(view)))
        .map(|word| word.stem)
        .collect();
    words.sort_unstable();
    words.dedup();
    let is_own = || {
        let we = |at: usize| flow.is(at, &["we", "our"]);
        flow.is(verb, BEGAN) && (we(first) || verb == 0 && flow.is(at + 1, &[","]) && we(at + 2))
    };
    // "The school was founded in 1950": there may be another one.
    let is_named = || {
        (first..verb).any(|at| {
            flow.word(at)
                .is_some_and(|word| word.is_capital() && !word.is_function())
        })
    };
    let tells = words.len() > 1 || words.len() == 1 && flow.is(verb, BEGAN) && is_named();
    // "New trustees joined the board", "Kiva was accepted".
    let is_somebody = || {
        let mut before = (first..verb).rev().filter_map(|at| flow.word(at));
        let subject = before.find(|word| !word.is_function() && !LOOSE.has(word.of(view)));
        subject.is_some_and(|word| word.is_capital() && !word::is_plural(word.of(view)))
    };
    if !tells && !is_own() || flow.is(verb, OF_MANY) && !is_somebody() {
        return None;
    }
    let event = Event {
        series: report.series,
        verb: flow.word(verb)?.stem,
        words,
    };
    let dated = Dated {
        report: id,
        sentence,
        verb: flow.extent(verb),
        date: flow.extent(at),
        period,
        grain,
    };
    Some((event, dated))
}

/// Compares what all reports say of when something happened.
pub(super) fn check(context: &mut Context<'_>, told: Vec<(Event, Dated)>) {
    let mut events: BTreeMap<Event, Vec<Dated>> = BTreeMap::new();
    for (event, dated) in told {
        events.entry(event).or_default().push(dated);
    }
    for told in events.values() {
        if let Some(detection) = disagreement(context, told) {
            context.report(detection);
        }
    }
}

fn disagreement(context: &Context<'_>, told: &[Dated]) -> Option<Detection> {
    // Much of it comes again: "the board approved the minutes".
    if told.len() < 2 || told.len() > MOST {
        return None;
    }
    let mut periods: Vec<Period> = told.iter().map(|dated| dated.period).collect();
    periods.sort_unstable();
    periods.dedup();
    let [_, _] = periods.as_slice() else {
        return None;
    };
    // What most say is right, or what was said first.
    let times = |dated: &Dated| {
        told.iter()
            .filter(|other| other.period == dated.period)
            .count()
    };
    let usual = told.iter().rev().max_by_key(|dated| times(dated))?;
    let odd = told.iter().find(|dated| dated.period != usual.period)?;
    if odd.grain != usual.grain
        || odd.report == usual.report && odd.sentence == usual.sentence
        || !is_slip(odd.period, usual.period)
        || comes_again(context, odd, usual)
    {
        return None;
    }
    let label = |dated: &Dated| {
        let report = &context.corpus.reports[dated.report];
        Label {
            place: report.document.place(dated.date),
            text: format!(
                "“{}”: “{}”",
                report.text(dated.verb),
                report.text(dated.date)
            ),
        }
    };
    let report = &context.corpus.reports[odd.report];
    Some(Detection {
        fault: Fault::DateDisagrees,
        category: Fault::DateDisagrees.category(),
        certainty: Context::in_report(report, Certainty::Likely),
        message: format!(
            "“{}” is dated to {} and to {}",
            report.text(odd.verb),
            usual.period,
            odd.period
        ),
        help: HELP.to_owned(),
        primary: label(odd),
        related: vec![label(usual)],
        fix: None,
    })
}

/// Whether two dates differ in the day, in the month or in the year alone, and in a year by little.
fn is_slip(one: Period, other: Period) -> bool {
    let (a, b) = (one.first, other.first);
    let same = [
        a.year() == b.year(),
        a.month() == b.month(),
        a.day() == b.day(),
    ];
    let differ = same.iter().filter(|same| !**same).count();
    differ == 1 && (a.year() - b.year()).abs() <= 10
}

/// Whether two reports tell of it as of what comes again: each of its own year, of the one before or of the next.
fn comes_again(context: &Context<'_>, one: &Dated, other: &Dated) -> bool {
    let years_on = |dated: &Dated| {
        let own = context.corpus.reports[dated.report].period?;
        Some(dated.period.first.year() - own.first.year())
    };
    let pair = years_on(one).zip(years_on(other));
    one.report != other.report && pair.is_some_and(|(one, other)| one == other && one.abs() <= 1)
}
