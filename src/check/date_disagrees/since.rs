//! "The first fair since 2018", and a fair in between.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{AUXILIARIES, Flow, MOST, OTHER};
use crate::check::Context;
use crate::corpus::ReportId;
use crate::document::Extent;
use crate::finding::{Certainty, Detection, Fault, Label};
use crate::lookup::WordSet;
use crate::period::{Anchor, Period, YearRef};
use crate::word::{Stem, StemSet};

const HELP: &str = "Correct one of the two. Both can be right if they count different things: then say what sets \
                    them apart.";

/// The most words between "first" and "since".
const REACH: usize = 7;

/// What a sentence says that tells of a first one.
pub(super) const FIRST: WordSet<1> = WordSet::new(["first"]);

/// What is no thing of which there is a first one.
const TIMES: WordSet<10> = WordSet::new([
    "day", "days", "edition", "month", "one", "quarter", "time", "times", "week", "year",
]);

/// Verbs of what takes place.
const HAPPENED: WordSet<15> = WordSet::new([
    "convened",
    "hosted",
    "held",
    "launched",
    "opened",
    "organised",
    "organized",
    "place",
    "published",
    "ran",
    "released",
    "returned",
    "shipped",
    "staged",
    "welcomed",
]);

/// Words with which a sentence tells of something that did not happen, or of another thing.
const NOT: WordSet<19> = WordSet::new([
    "another",
    "canceled",
    "cancelled",
    "cannot",
    "delayed",
    "first",
    "instead",
    "last",
    "never",
    "next",
    "no",
    "not",
    "online",
    "planned",
    "postponed",
    "previous",
    "since",
    "virtual",
    "without",
]);

/// "The first fair since 2018".
pub(super) struct First {
    report: ReportId,
    sentence: usize,
    /// The words of what it is the first of.
    thing: Vec<Stem>,
    since: Period,
    /// When it was.
    own: Period,
    extent: Extent,
}

/// Something that took place.
struct Happened {
    report: ReportId,
    when: Period,
    /// Whether the sentence itself says when.
    is_dated: bool,
    extent: Extent,
}

/// Looks for what lies between a first one and the last one before it.
pub(super) fn check(context: &mut Context<'_>, reports: Range<ReportId>, told: Vec<First>) {
    let mut firsts: BTreeMap<Stem, Vec<First>> = BTreeMap::new();
    for first in told {
        if let Some(noun) = first.thing.last() {
            firsts.entry(*noun).or_default().push(first);
        }
    }
    // Much of one name is not one thing.
    firsts.retain(|_, known| known.len() <= MOST);
    if firsts.is_empty() {
        return;
    }
    let mut found = Vec::new();
    for known in firsts.values() {
        for (at, second) in known.iter().enumerate() {
            let twin = known[..at]
                .iter()
                .find(|first| is_other_since(context, first, second));
            if let Some(first) = twin {
                found.push(two_dates(context, first, second));
            }
        }
    }
    // Most words are told from what there are firsts of without a look at these.
    let mut nouns = StemSet::default();
    for noun in firsts.keys() {
        nouns.insert(*noun);
    }
    for id in reports {
        let report = &context.corpus.reports[id];
        for sentence in 0..report.document.sentences.len() {
            let words = report.words(sentence).iter();
            let stems = words.map(|word| context.corpus.words.word(*word).stem);
            let mut known = stems.filter(|stem| nouns.may_have(*stem));
            let Some(known) = known.find_map(|stem| firsts.get(&stem)) else {
                continue;
            };
            for first in known {
                if let Some(happened) = happened(context, first, id, sentence) {
                    found.push(in_between(context, first, &happened));
                }
            }
        }
    }
    for detection in found {
        context.report(detection);
    }
}

/// What a sentence says to be the first since a date.
pub(super) fn first(context: &Context<'_>, id: ReportId, sentence: usize) -> Option<First> {
    let report = &context.corpus.reports[id];
    let view = report.document.view.as_str();
    let flow = Flow::of(context, id, sentence);
    let start = (0..flow.len()).find(|at| flow.text(*at).eq_ignore_ascii_case("first"))?;
    let date =
        (start + 1..flow.len().min(start + 2 + REACH)).find(|at| flow.date(*at).is_some())?;
    let mention = flow.date(date)?;
    let is_since = mention.when.anchor == Anchor::Since || flow.follows(date, &["since"]);
    let words = (start + 1..date).map_while(|at| flow.word(at));
    let thing: Vec<Stem> = words
        .take_while(|token| !token.of(view).eq_ignore_ascii_case("since"))
        .filter(|token| !token.is_function())
        .map(|token| token.stem)
        .collect();
    let is_time = (start + 1..date).any(|at| TIMES.has(flow.text(at)));
    let broken = (start + 1..date).any(|at| flow.word(at).is_none());
    let since = mention.when.resolve(report.period)?;
    // The sentence may say when the first one was.
    let own = (0..flow.len()).filter(|at| *at != date).find_map(|at| {
        let mention = flow
            .date(at)
            .filter(|mention| mention.when.anchor == Anchor::In)?;
        mention.when.resolve(report.period)
    });
    let own = own.or(report.period)?;
    let is_order = since.last < own.first;
    (is_since && !is_time && !broken && is_order && !thing.is_empty()).then(|| First {
        report: id,
        sentence,
        thing,
        since,
        own,
        extent: flow.span(start, date),
    })
}

/// Whether two sentences say of one thing that it is the first since two dates.
fn is_other_since(context: &Context<'_>, first: &First, second: &First) -> bool {
    let series = |first: &First| context.corpus.reports[first.report].series;
    first.thing == second.thing
        && series(first) == series(second)
        && first.own.overlaps(second.own)
        && !first.since.overlaps(second.since)
}

/// What a sentence tells of a thing between the first one and the last before it.
fn happened(
    context: &Context<'_>,
    first: &First,
    id: ReportId,
    sentence: usize,
) -> Option<Happened> {
    let report = &context.corpus.reports[id];
    if report.series != context.corpus.reports[first.report].series
        || (id, sentence) == (first.report, first.sentence)
    {
        return None;
    }
    let flow = Flow::of(context, id, sentence);
    let at = (0..flow.len()).find(|at| {
        let words = (*at..flow.len()).map_while(|at| flow.word(at));
        words
            .map(|token| token.stem)
            .take(first.thing.len())
            .eq(first.thing.iter().copied())
    })?;
    let last = at + first.thing.len() - 1;
    // "The fair was held", "we held a fair"; but not "the visitors of the fair were hosted".
    let subject = HAPPENED.has(flow.text(flow.skip(last + 1, AUXILIARIES)));
    let articles = (0..at)
        .rev()
        .take_while(|at| flow.is(*at, &["a", "an", "its", "our", "the"]))
        .count();
    let object = at > articles && HAPPENED.has(flow.text(at - articles - 1));
    let part = flow.follows(at - articles, &["of"]);
    if !(subject && !part || object) || flow.has_any(&NOT) || flow.has_any(&OTHER) {
        return None;
    }
    let said = (0..flow.len()).find_map(|at| flow.date(at));
    let dated = said.filter(|mention| mention.when.anchor == Anchor::In);
    if said.is_some() && dated.is_none() {
        return None;
    }
    let when = match dated {
        Some(mention) => mention.when.resolve(report.period)?,
        None => report.period?,
    };
    let is_dated = dated.is_some_and(|mention| mention.when.year != YearRef::Unsaid);
    let between = first.since.last < when.first && when.last < first.own.first;
    between.then(|| Happened {
        report: id,
        when,
        is_dated,
        extent: flow.span(at, last),
    })
}

fn label(context: &Context<'_>, report: ReportId, extent: Extent) -> Label {
    let report = &context.corpus.reports[report];
    Label {
        place: report.document.place(extent),
        text: format!("“{}”", report.text(extent)),
    }
}

fn two_dates(context: &Context<'_>, first: &First, second: &First) -> Detection {
    let label = |first: &First| label(context, first.report, first.extent);
    Detection {
        fault: Fault::DateDisagrees,
        category: Fault::DateDisagrees.category(),
        certainty: Certainty::Likely,
        message: format!(
            "the last one before it was in {}, and in {}",
            first.since, second.since
        ),
        help: HELP.to_owned(),
        primary: label(second),
        related: vec![label(first)],
        fix: None,
    }
}

fn in_between(context: &Context<'_>, first: &First, happened: &Happened) -> Detection {
    let Happened {
        report,
        when,
        is_dated,
        extent,
    } = happened;
    // One word names many things.
    let certainty = if *is_dated && first.thing.len() > 1 {
        Certainty::Likely
    } else {
        Certainty::Unsure
    };
    Detection {
        fault: Fault::DateDisagrees,
        category: Fault::DateDisagrees.category(),
        certainty,
        message: format!(
            "the first since {}, and there was one {} {when}",
            first.since,
            if when.first == when.last { "on" } else { "in" }
        ),
        help: HELP.to_owned(),
        primary: label(context, first.report, first.extent),
        related: vec![label(context, *report, *extent)],
        fix: None,
    }
}
