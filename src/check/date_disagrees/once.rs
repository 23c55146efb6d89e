//! What happens once and is said twice, in the same words but with another date: "Kiva joined the League in May 2019", and in the
//! next report "in May 2018".

use std::collections::BTreeMap;

use super::{Flow, MOST, OTHER};
use crate::check::Context;
use crate::corpus::{Report, ReportId};
use crate::document::Extent;
use crate::finding::{Certainty, Detection, Fault, Label};
use crate::lookup::WordSet;
use crate::period::{Anchor, Part, Period, YearRef};
use crate::word::Stem;

const HELP: &str = "Correct one of the two. Both can be right if it happened twice: then say what sets the two apart.";

/// Verbs of what does not come again for the same one.
pub(super) const ONCE: WordSet<36> = WordSet::new([
    "accepted",
    "acquired",
    "admitted",
    "adopted",
    "affiliated",
    "amalgamated",
    "approved",
    "bequeathed",
    "born",
    "bought",
    "built",
    "completed",
    "dedicated",
    "demolished",
    "died",
    "dissolved",
    "donated",
    "established",
    "formed",
    "founded",
    "graduated",
    "inaugurated",
    "incorporated",
    "inducted",
    "joined",
    "merged",
    "moved",
    "named",
    "promoted",
    "purchased",
    "ratified",
    "registered",
    "relocated",
    "renamed",
    "retired",
    "signed",
]);

/// Verbs that need no other word: an organisation begins once.
const BEGAN: &[&str] = &["established", "formed", "founded", "incorporated"];

/// Words before a verb or behind it that a statement may have or not.
const LOOSE: WordSet<16> = WordSet::new([
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
    "project",
    "year",
    "day",
]);

/// So many words to each side of a verb tell of what it is.
const REACH: usize = 9;

/// What is said to have happened: the verb, and the words beside it in order of their numbers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Deed {
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
pub(super) fn of_sentence(
    report: &Report,
    id: ReportId,
    sentence: usize,
    flow: &Flow<'_>,
) -> Vec<(Deed, Dated)> {
    let mut found = Vec::new();
    if !report.is_english() || flow.has_any(&OTHER) {
        return found;
    }
    for at in 0..flow.len() {
        let Some((deed, dated)) = dated(report, id, sentence, flow, at) else {
            continue;
        };
        found.push((deed, dated));
    }
    found
}

/// The happening that the date at a piece is of.
fn dated(
    report: &Report,
    id: ReportId,
    sentence: usize,
    flow: &Flow<'_>,
    at: usize,
) -> Option<(Deed, Dated)> {
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
    // "Phase 1 was completed in May": there is another one.
    if (first..at).any(|at| flow.number(at).is_some()) {
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
    if !tells && !is_own() {
        return None;
    }
    let deed = Deed {
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
    Some((deed, dated))
}

/// Compares what all reports say of when something happened.
pub(super) fn check(context: &mut Context<'_>, told: impl Iterator<Item = (Deed, Dated)>) {
    let mut deeds: BTreeMap<Deed, Vec<Dated>> = BTreeMap::new();
    for (deed, dated) in told {
        deeds.entry(deed).or_default().push(dated);
    }
    for told in deeds.values() {
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

/// Whether each of two reports tells of its own year, as they do of what comes again.
fn comes_again(context: &Context<'_>, one: &Dated, other: &Dated) -> bool {
    let is_of_own = |dated: &Dated| {
        let own = context.corpus.reports[dated.report].period;
        own.is_some_and(|own| own.contains(dated.period))
    };
    one.report != other.report && is_of_own(one) && is_of_own(other)
}
