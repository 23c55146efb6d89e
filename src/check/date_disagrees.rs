//! `date-disagrees`: one happening at two dates or places, "the first since" a date when there was one in between, and
//! weekdays that do not fit their dates, and days that their months do not have.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Weekday;
use schemars::JsonSchema;
use serde::Deserialize;

use super::among::Among;
use super::flow::Flow;
use super::{Check, Context, Needs, Steps};
use crate::corpus::{Evidence, Report, ReportId};
use crate::document::Extent;
use crate::finding::{Certainty, Detection, Fault, Label};
use crate::lookup::{WordMap, WordSet};
use crate::period::{Anchor, Part, Period, YearRef};
use crate::quantity::Kind;
use crate::word::{self, Stem, Token};

mod anniversary;
mod impossible;
mod once;
mod place;
mod since;

use place::{Gazetteer, Place};

/// Compares what the reports say of when something was released, held or founded, and where.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DateDisagrees {}

impl Check for DateDisagrees {
    fn needs(&self) -> Needs {
        Needs::Own
    }

    fn steps<'a>(&'a self, context: &Context<'a>) -> Steps<'a> {
        let words = Among::of_kinds(context.corpus, |word| {
            let verb = match VERBS.get(word) {
                Some(Sort::Held) => VERB | HELD,
                Some(_) => VERB,
                None => 0,
            };
            let verb = verb | if once::ONCE.has(word) { DONE } else { 0 };
            let verb = verb | if since::FIRST.has(word) { FIRST } else { 0 };
            verb | if impossible::is_month(word) { MONTH } else { 0 }
        });
        let gazetteer = Gazetteer::default();
        Steps::gathering_series(
            context,
            move |context, id| in_report(context, id, &words),
            move |context, reports, told| {
                let told = told.into_iter().reduce(Told::with).unwrap_or_default();
                across_reports(context, &gazetteer, reports.clone(), told.happenings);
                since::check(context, reports, told.firsts);
                once::check(context, told.events);
            },
        )
    }
}

/// Kinds of words: only a sentence with one of the verbs, or with a date in brackets, tells when something happened.
const VERB: u8 = 1;
/// What is held may be told without a date.
const HELD: u8 = 1 << 1;
const MONTH: u8 = 1 << 2;
/// What happens once.
const DONE: u8 = 1 << 3;
/// What is the first one since a date.
const FIRST: u8 = 1 << 4;

/// What reports tell, in the order of their texts.
#[derive(Default)]
struct Told {
    happenings: Vec<(Key, Happening)>,
    /// What happened once.
    events: Vec<(once::Event, once::Dated)>,
    firsts: Vec<since::First>,
}

impl Told {
    /// With what other reports tell.
    fn with(mut self, others: Told) -> Told {
        self.happenings.extend(others.happenings);
        self.events.extend(others.events);
        self.firsts.extend(others.firsts);
        self
    }
}

/// What happened by a report, in the order of its text.
fn in_report(context: &mut Context<'_>, id: ReportId, words: &Among) -> Told {
    let report = &context.corpus.reports[id];
    let mut told = Told::default();
    for sentence in 0..report.document.sentences.len() {
        let kinds = words.kinds_in(report, sentence);
        if kinds & MONTH != 0 {
            impossible::check(context, report, sentence);
        }
        let dated = !report.mentions(sentence).is_empty();
        if dated {
            weekdays(context, report, sentence);
        }
        if dated && kinds & DONE != 0 {
            let flow = Flow::of(context, id, sentence);
            told.events.extend(once::of_sentence(id, sentence, &flow));
        }
        if dated && kinds & FIRST != 0 {
            told.firsts.extend(since::first(context, id, sentence));
        }
        let may_tell = if dated {
            kinds & VERB != 0 || has_date_in_brackets(report, sentence)
        } else {
            kinds & HELD != 0
        };
        if !may_tell {
            continue;
        }
        let flow = Flow::of(context, id, sentence);
        let found = if dated {
            happenings_of(context, id, sentence, &flow)
        } else {
            undated(context, id, sentence, &flow).into_iter().collect()
        };
        told.happenings.extend(found);
    }
    told
}

fn across_reports(
    context: &mut Context<'_>,
    gazetteer: &Gazetteer,
    reports: Range<ReportId>,
    told: Vec<(Key, Happening)>,
) {
    let mut happenings: BTreeMap<Key, Vec<Happening>> = BTreeMap::new();
    for (key, happening) in told {
        happenings.entry(key).or_default().push(happening);
    }
    for group in happenings.values() {
        let dates = disagreement(context, gazetteer, group);
        let places = place::disagreement(context, gazetteer, group);
        for detection in dates.into_iter().chain(places) {
            context.report(detection);
        }
    }
    let all: Vec<&Happening> = happenings.values().flatten().collect();
    anniversary::check(context, reports, &all);
}

const HELP: &str = "Correct one of the two. Both can be right if they are about two different things: then say what sets \
                    them apart.";

const HELP_DAY: &str = "Correct the day or the month.";

/// Dates with a weekday that is not theirs.
fn weekdays(context: &mut Context<'_>, report: &Report, sentence: usize) {
    for mention in report.mentions(sentence) {
        let (Some(stated), Some(right)) = (
            mention.when.weekday,
            mention.when.wrong_weekday(report.period),
        ) else {
            continue;
        };
        // "Fri Sep 09 10:42:29 2011", as programs write: the year is behind the time.
        let behind = report.document.view.as_str()[mention.end()..].trim_start();
        let time = behind.get(..3).is_some_and(|time| {
            time.ends_with(':')
                && time
                    .bytes()
                    .take(2)
                    .all(|byte| byte.is_ascii_digit() || byte == b'?')
        });
        if time && !matches!(mention.when.year, YearRef::Given(_)) {
            continue;
        }
        // Without a year it may be a date of the year before or after, if the text looks there.
        let block = report.document.sentences[sentence].block();
        let sentences = report.document.blocks[block].sentences();
        let view = report.document.view.as_str();
        let says = |words: &[&str]| {
            let mut tokens = sentences
                .clone()
                .flat_map(|sentence| report.tokens(sentence));
            tokens.any(|token| {
                words
                    .iter()
                    .any(|word| word.eq_ignore_ascii_case(token.of(view)))
            })
        };
        let in_year = |by: i16| {
            let mut when = mention.when.clone();
            when.year = YearRef::Relative(by);
            when.wrong_weekday(report.period).is_none()
        };
        // "As of Friday, January 3, the count for 2020 was 12" in the report of 2019.
        let in_named_year = || {
            let mut mentions = sentences
                .clone()
                .flat_map(|sentence| report.mentions(sentence));
            mentions.any(|other| {
                let mut when = mention.when.clone();
                when.year = other.when.year;
                matches!(when.year, YearRef::Given(_)) && when.wrong_weekday(None).is_none()
            })
        };
        let certainty = match mention.when.year {
            YearRef::Given(_) => Certainty::Sure,
            _ if in_named_year() => Certainty::Unsure,
            _ if in_year(1) && says(&["will", "next", "upcoming", "join", "register"]) => {
                Certainty::Unsure
            }
            _ if in_year(-1) && says(&["last", "previous", "ago"]) => Certainty::Unsure,
            _ => Certainty::Likely,
        };
        let extent = Extent::new(mention.start(), mention.end());
        let date = report.text(extent);
        let detection = Detection {
            fault: Fault::DateDisagrees,
            category: Fault::DateDisagrees.category(),
            certainty,
            message: format!("“{date}” is a {}, not a {}", day(right), day(stated)),
            help: "Correct the weekday, the day or the year.".to_owned(),
            primary: Label {
                place: report.document.place(extent),
                text: format!("a {}", day(right)),
            },
            related: Vec::new(),
            fix: None,
        };
        context.report(detection);
    }
}

fn day(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

/// How something happens. Verbs of one sort may stand for each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    Released,
    Held,
    Founded,
}

/// How something happens by a verb.
const VERBS: WordMap<Sort, 16> = WordMap::new([
    ("released", Sort::Released),
    ("shipped", Sort::Released),
    ("published", Sort::Released),
    ("out", Sort::Released),
    ("held", Sort::Held),
    ("hosted", Sort::Held),
    ("convened", Sort::Held),
    ("place", Sort::Held),
    ("founded", Sort::Founded),
    ("established", Sort::Founded),
    ("incorporated", Sort::Founded),
    ("formed", Sort::Founded),
    ("started", Sort::Founded),
    ("created", Sort::Founded),
    ("opened", Sort::Founded),
    ("built", Sort::Founded),
]);

/// Whether a sentence has a date behind an opening bracket.
fn has_date_in_brackets(report: &Report, sentence: usize) -> bool {
    let view = report.document.view.as_str();
    let tokens = report.tokens(sentence);
    report.mentions(sentence).iter().any(|mention| {
        let at = tokens.partition_point(|token| token.end() as usize <= mention.start());
        at > 0 && tokens[at - 1].of(view) == "("
    })
}

/// Words before an event that make it one of a kind in its year: "the autumn run", "the annual meeting".
const ONCE: &[&str] = &[
    "annual",
    "autumn",
    "christmas",
    "closing",
    "easter",
    "final",
    "inaugural",
    "opening",
    "spring",
    "summer",
    "winter",
    "yearly",
];

/// What a happening is of: a version, or a name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    series: u32,
    sort: Sort,
    version: Vec<u32>,
    /// The last word of the name, where there is no version.
    name: Option<Stem>,
}

/// Something that happened, and when.
struct Happening {
    report: ReportId,
    sentence: usize,
    /// The period of its report.
    own: Option<Period>,
    sort: Sort,
    /// What it is of, as printed.
    what: Extent,
    date: Extent,
    period: Period,
    /// Whether the date has a month, or says the year in which something was founded.
    is_dated: bool,
    year_given: bool,
    place: Option<Place>,
    /// The name beside it, in order.
    name: Vec<Stem>,
    /// Names before it and in the headings above, where none stands beside it.
    around: Vec<Stem>,
}

impl Happening {
    /// Whether each of two reports tells of its own year, as they do of what comes again: "opened on 3 May".
    fn comes_again(&self, other: &Happening) -> bool {
        let of_its_year = |happening: &Happening| {
            happening
                .own
                .is_some_and(|own| own.contains(happening.period))
        };
        self.sort == Sort::Founded
            && self.report != other.report
            && of_its_year(self)
            && of_its_year(other)
    }
}

/// Words that make a sentence one about something else than the thing itself, or about what is to come.
const OTHER: WordSet<24> = WordSet::new([
    "alpha",
    "beta",
    "candidate",
    "deprecated",
    "eol",
    "expected",
    "freeze",
    "maintenance",
    "plan",
    "planned",
    "preview",
    "rc",
    "scheduled",
    "support",
    "target",
    "targeted",
    "targeting",
    "tentative",
    "tentatively",
    "unsupported",
    "will",
    "would",
    "postponed",
    "originally",
]);

/// Words before a noun.
const DETERMINERS: &[&str] = &[
    "a", "an", "her", "his", "its", "our", "that", "the", "their", "this", "two", "three",
];

/// Words between a subject and its verb.
const AUXILIARIES: &[&str] = &[
    "also",
    "been",
    "first",
    "formally",
    "had",
    "has",
    "have",
    "initially",
    "is",
    "officially",
    "subsequently",
    "successfully",
    "came",
    "then",
    "took",
    "was",
    "were",
    "which",
];

fn happenings_of(
    context: &Context<'_>,
    id: ReportId,
    sentence: usize,
    flow: &Flow<'_>,
) -> Vec<(Key, Happening)> {
    let report = &context.corpus.reports[id];
    let mut found = Vec::new();
    if flow.has_any(&OTHER) {
        return found;
    }
    for at in 0..flow.len() {
        let Some(mention) = flow.date(at) else {
            continue;
        };
        if mention.when.anchor != Anchor::In || mention.when.to.is_some() {
            continue;
        }
        let Some(period) = mention.when.resolve(report.period) else {
            continue;
        };
        let (sort, what) = if let Some(what) = in_brackets(flow, at) {
            (Sort::Released, what)
        } else if let Some((sort, what)) = by_verb(context, flow, at) {
            (sort, what)
        } else {
            continue;
        };
        // A release or an event has a month; what was founded has a year.
        let fine = mention.when.part != Part::Whole;
        let year_given = matches!(mention.when.year, YearRef::Given(_));
        let is_dated = fine || sort == Sort::Founded && year_given;
        let place = (sort == Sort::Held)
            .then(|| Place::of(context, flow))
            .flatten();
        if !is_dated && place.is_none() {
            continue;
        }
        if is_early(flow, what.end - 1) {
            continue;
        }
        let version = version(flow, what.end - 1);
        let first = what.start;
        let common = version.is_none()
            && flow
                .word(what.start)
                .is_some_and(|token| !token.is_capital());
        let mut name: Vec<Stem> = (first..what.end)
            .filter_map(|at| flow.word(at))
            .filter(|token| (common || token.is_capital()) && !token.is_function())
            .map(|token| token.stem)
            .collect();
        // "Oven-core 1.12.0" is none of "oven 1.12.0".
        if version.is_some()
            && let Some(word) = what.end.checked_sub(2).and_then(|at| flow.word(at))
            && !word.is_capital()
            && !word.is_function()
            && !flow.is(what.end - 2, &["release", "released", "version"])
        {
            name.push(word.stem);
        }
        let day = matches!(mention.when.part, Part::Day(..));
        if version.is_none() && (name.is_empty() || sort == Sort::Held && name.len() < 2)
            || common && sort == Sort::Released
            || common && sort == Sort::Held && !day && place.is_none()
        {
            continue;
        }
        // A day tells one run from another; a month does not.
        let is_dated = is_dated && !(common && sort == Sort::Held && !day);
        let key = Key {
            series: report.series,
            sort,
            name: if version.is_some() {
                None
            } else {
                name.last().copied()
            },
            version: version.unwrap_or_default(),
        };
        let around = if name.is_empty() {
            names_around(context, report, sentence)
        } else {
            Vec::new()
        };
        found.push((
            key,
            Happening {
                report: id,
                sentence,
                own: report.period,
                sort,
                what: flow.span(what.start, what.end - 1),
                date: flow.extent(at),
                period,
                is_dated,
                year_given,
                place,
                name,
                around,
            },
        ));
    }
    found
}

/// What was held somewhere in the year of the report, once: "the annual meeting was held in Oslo".
fn undated(
    context: &Context<'_>,
    id: ReportId,
    sentence: usize,
    flow: &Flow<'_>,
) -> Option<(Key, Happening)> {
    let report = &context.corpus.reports[id];
    let place = Place::of(context, flow)?;
    let (Sort::Held, what) = by_verb(context, flow, place.at)? else {
        return None;
    };
    let once = |at: usize| flow.is(at, ONCE);
    let first = what.start.saturating_sub(1);
    if flow.has_any(&OTHER) || !(first..what.end).any(once) {
        return None;
    }
    let words = what.clone().filter_map(|at| flow.word(at));
    let name: Vec<Stem> = words
        .filter(|token| !token.is_function())
        .map(|token| token.stem)
        .collect();
    let key = Key {
        series: report.series,
        sort: Sort::Held,
        version: Vec::new(),
        name: name.last().copied(),
    };
    let happening = Happening {
        report: id,
        sentence,
        own: report.period,
        sort: Sort::Held,
        what: flow.span(what.start, what.end - 1),
        date: place.extent,
        period: report.period?,
        is_dated: false,
        year_given: false,
        place: Some(place),
        name,
        around: Vec::new(),
    };
    Some((key, happening))
}

/// "Barley 5.0 (February)": the pieces of what happened, before a date in brackets of its own.
fn in_brackets(flow: &Flow<'_>, date: usize) -> Option<std::ops::Range<usize>> {
    let alone = flow.follows(date, &["("]) && flow.is(date + 1, &[")"]) && date >= 2;
    let what = alone.then(|| ending_at(flow, date - 2))??;
    // The last words of a headline are no name.
    // "The talk on rye, Ada Baker (May 2021), Hall 3": among words stands the one who spoke.
    let several = || {
        let dates = (0..flow.len()).filter(|at| flow.date(*at).is_some());
        dates
            .filter(|at| flow.follows(*at, &["("]))
            .nth(1)
            .is_some()
    };
    let named = what.start == 0
        || flow.is(what.start - 1, &["and", "&", ";", ":", "–", "—"])
        || flow.is(what.start - 1, &[","]) && several();
    (named || version(flow, what.end - 1).is_some()).then_some(what)
}

/// So many words, dates and commas may stand before a date that opens a sentence.
const LONGEST_OPENING: usize = 30;

/// "Barley 5.0 was released in February", "we released Barley 5.0 in February", "In February we released Barley 5.0".
fn by_verb(
    context: &Context<'_>,
    flow: &Flow<'_>,
    date: usize,
) -> Option<(Sort, std::ops::Range<usize>)> {
    const BREAKS: WordSet<11> = WordSet::new([
        ";", ":", "–", "—", "--", "since", "until", "after", "before", "and", "but",
    ]);
    let sort = |at: usize| VERBS.get(flow.token(at)?.of(flow.report.document.view.as_str()));
    // "In May, ...", "In May 2021 we ...", "Last year, in June, ..."
    let opens = date <= LONGEST_OPENING
        && (0..date).all(|at| {
            flow.date(at).is_some()
                || flow.is(at, &[","])
                || flow.word(at).is_some_and(Token::is_function)
        });
    let reach = if opens {
        date + 1..(date + 10).min(flow.len())
    } else {
        date.saturating_sub(9)..date
    };
    let breaks = |at: usize| {
        flow.date(at).is_some()
            || flow.is(at, &["-"]) && flow.is(at + 1, &["-"])
            || flow.is_of(at, &BREAKS)
    };
    let verb = if opens {
        reach.clone().find(|at| sort(*at).is_some())?
    } else {
        reach.clone().rfind(|at| sort(*at).is_some())?
    };
    let between = verb.min(date) + 1..verb.max(date);
    if between.clone().any(breaks) {
        return None;
    }
    let sort = sort(verb)?;
    if flow.is(verb, &["out"]) && !flow.follows(verb, &["came", "is", "was"]) {
        return None;
    }
    // "Took place" is two words, and "place" alone is none.
    if flow.is(verb, &["place"]) && !flow.follows(verb, &["took"]) {
        return None;
    }
    let mut object = flow.skip(verb + 1, &["the", "our", "its", "their", "version"]);
    let start = object;
    while object < flow.len()
        && (is_name(context, flow, object) || flow.number(object).is_some())
        && object < start + 5
    {
        object += 1;
        if version(flow, object - 1).is_some() {
            break;
        }
    }
    if object > start && (object <= date || opens) {
        return Some((sort, start..object));
    }
    // "Ann Lee opened the depot in May": who does it is not what it happens to.
    let passive = flow.follows(verb, AUXILIARIES);
    let acts = sort == Sort::Founded && !passive && flow.is(verb + 1, DETERMINERS);
    if acts && flow.word(verb + 2).is_some() {
        return None;
    }
    let mut before = verb;
    let mut comma = false;
    while before > 0 && (flow.is(before - 1, AUXILIARIES) || flow.is(before - 1, &[","])) {
        comma |= flow.is(before - 1, &[","]);
        before -= 1;
    }
    let last = before.checked_sub(1)?;
    // "Barley 5.0, the tenth release, came out in May"
    let apposition = || {
        let comma = (last.saturating_sub(6)..last)
            .rev()
            .take_while(|at| flow.date(*at).is_none())
            .find(|at| flow.is(*at, &[","]))?;
        flow.is(comma + 1, &["the", "our", "a", "an", "its"])
            .then(|| ending_at(flow, comma.checked_sub(1)?))?
    };
    let what = ending_at(flow, last)
        .or_else(|| comma.then(apposition)?)
        .or_else(|| common(flow, last, sort))?;
    Some((sort, what))
}

/// A thing without a name of its own of which there is one: "the museum" of a museum's report, "our warehouse on Dock
/// Road", "the autumn run".
fn common(flow: &Flow<'_>, last: usize, sort: Sort) -> Option<std::ops::Range<usize>> {
    let content = |at: usize| flow.word(at).is_some_and(|token| !token.is_function());
    let start_of = |last: usize| {
        let mut start = last;
        while start > 0 && content(start - 1) {
            start -= 1;
        }
        start
    };
    // "our warehouse on Dock Road": the noun stands before the place.
    let place = start_of(last);
    let noun = (place >= 2 && flow.is(place - 1, &["on", "in", "at"]) && content(place - 2))
        .then(|| place - 2)
        .filter(|_| flow.word(last).is_some_and(Token::is_capital));
    let noun = noun.unwrap_or(last);
    let small = flow
        .word(noun)
        .is_some_and(|token| !token.is_capital() && !token.is_function());
    let start = start_of(noun);
    let definite = flow.follows(start, &["the", "our", "its"]);
    let own = flow.follows(start, &["our"]);
    if !small || !definite || noun - start > 3 || word::is_plural(flow.text(noun)) {
        return None;
    }
    let unique = match sort {
        Sort::Released => false,
        Sort::Held => noun > start && (start..noun).any(|at| flow.is(at, ONCE)),
        Sort::Founded => own || noun == start && is_in_title(flow, noun),
    };
    unique.then_some(start..last + 1)
}

/// Whether a word stands in the title of the report: the museum of the "Museum of Glass".
fn is_in_title(flow: &Flow<'_>, at: usize) -> bool {
    let stem = flow.word(at).map(|token| token.stem);
    let title = flow.report.document.title().map_or("", |(title, _)| title);
    word::tokens(title)
        .iter()
        .any(|token| token.is_capital() && Some(token.stem) == stem)
}

fn is_name(context: &Context<'_>, flow: &Flow<'_>, at: usize) -> bool {
    flow.word(at).is_some_and(|token| {
        token.is_capital() && !token.is_function() && context.corpus.vocabulary.is_name(token.stem)
    })
}

/// A version with the name before it, or a name, that ends with a piece.
fn ending_at(flow: &Flow<'_>, last: usize) -> Option<std::ops::Range<usize>> {
    let named = |at: usize| {
        flow.word(at).is_some_and(|token| {
            token.is_capital() && !token.is_function() && !word::is_month(flow.text(at))
        })
    };
    let numbered = version(flow, last).is_some();
    if !numbered && !named(last) {
        return None;
    }
    let mut start = last;
    if numbered && flow.follows(start, &["version", "release", "v"]) {
        start -= 1;
    }
    while start > 0 && named(start - 1) {
        start -= 1;
    }
    Some(start..last + 1)
}

/// Whether a version is not the one that its number says: "3.0.0-alpha.1", "2.10.0b2", "2.3.3op1".
fn is_early(flow: &Flow<'_>, at: usize) -> bool {
    let Some(claim) = flow.number(at) else {
        return false;
    };
    let behind = &flow.report.document.view.as_str()[claim.quantity.end()..];
    let marked = behind.strip_prefix(['-', '.', '~']);
    let early = |rest: &str| {
        ["alpha", "beta", "rc", "pre", "dev", "a", "b"]
            .iter()
            .filter_map(|early| rest.strip_prefix(early))
            .any(|rest| !rest.starts_with(char::is_alphabetic))
    };
    behind.starts_with(char::is_alphanumeric) || marked.is_some_and(early)
}

/// The parts of a version, without zeros at its end.
fn version(flow: &Flow<'_>, at: usize) -> Option<Vec<u32>> {
    let claim = flow.number(at)?;
    let decimal = claim.quantity.kind == Kind::Count && flow.text(at).contains('.');
    let mut parts = match claim.quantity.kind {
        Kind::Version => claim.quantity.version().to_vec(),
        _ if decimal => flow
            .text(at)
            .split('.')
            .map_while(|part| part.parse().ok())
            .collect(),
        _ => return None,
    };
    if parts.len() < 2 {
        return None;
    }
    while parts.len() > 1 && parts.last() == Some(&0) {
        parts.pop();
    }
    Some(parts)
}

/// The names of a block up to a sentence, and of the headings above it.
fn names_around(context: &Context<'_>, report: &Report, sentence: usize) -> Vec<Stem> {
    let document = &report.document;
    let section = document.blocks[document.sentences[sentence].block()].section();
    let headings = document
        .headings(section)
        .flat_map(|block| document.blocks[block].sentences());
    let capital = |token: &&Token| token.is_capital() && !token.is_function();
    let vocabulary = &context.corpus.vocabulary;
    let block = &document.blocks[document.sentences[sentence].block()];
    let own = (block.sentences().start..=sentence)
        .flat_map(|sentence| report.tokens(sentence))
        .filter(|token| vocabulary.is_name(token.stem));
    let above = headings.flat_map(|sentence| report.tokens(sentence));
    let names = own.chain(above).filter(capital);
    names.map(|token| token.stem).collect()
}

/// So many happenings of one name are compared.
const MOST: usize = 16;

/// Two happenings of a group that are one and have two dates.
fn disagreement(
    context: &Context<'_>,
    gazetteer: &Gazetteer,
    group: &[Happening],
) -> Option<Detection> {
    let dated = || group.iter().filter(|happening| happening.is_dated);
    // Much of one name is not one thing.
    if dated().count() > MOST {
        return None;
    }
    for (at, second) in dated().enumerate() {
        // What was elsewhere was another one.
        let is_one = |first: &&Happening| {
            let apart = gazetteer.apart(context, first, second).is_some();
            is_one(first, second) && !apart
        };
        let against: Vec<&Happening> = dated().take(at).filter(is_one).collect();
        if against
            .iter()
            .any(|first| first.period.overlaps(second.period))
        {
            continue;
        }
        let Some(first) = against.first() else {
            continue;
        };
        let label = |happening: &Happening| {
            let report = &context.corpus.reports[happening.report];
            let (what, when) = (report.text(happening.what), report.text(happening.date));
            Label {
                place: report.document.place(happening.date),
                text: format!("“{what}”: “{when}”"),
            }
        };
        let report = &context.corpus.reports[second.report];
        let what = report.text(second.what);
        // Of which year a text is that nothing dates but the years in it, like a dictionary, is a guess.
        let certainty = match report.evidence {
            Some(Evidence::Text) => Certainty::Unsure,
            _ => Context::in_report(report, Certainty::Likely),
        };
        return Some(Detection {
            fault: Fault::DateDisagrees,
            category: Fault::DateDisagrees.category(),
            certainty,
            message: format!(
                "“{what}” is dated to {} and to {}",
                first.period, second.period
            ),
            help: HELP.to_owned(),
            primary: label(second),
            related: vec![label(first)],
            fix: None,
        });
    }
    None
}

/// Whether two happenings are of one thing, and their dates can be compared.
fn is_one(first: &Happening, second: &Happening) -> bool {
    let same_sentence = first.report == second.report && first.sentence == second.sentence;
    // What is held comes again.
    let once = first.sort != Sort::Held;
    let years = first.report == second.report || once && first.year_given && second.year_given;
    !same_sentence && years && !first.comes_again(second) && is_named_alike(first, second)
}

/// Whether two happenings may be of one thing by their names, or by those around them.
fn is_named_alike(first: &Happening, second: &Happening) -> bool {
    let nested = |few: &[Stem], many: &[Stem]| few.iter().all(|stem| many.contains(stem));
    let meet = |one: &[Stem], other: &[Stem]| one.iter().any(|stem| other.contains(stem));
    match (first.name.is_empty(), second.name.is_empty()) {
        (false, false) => nested(&first.name, &second.name) || nested(&second.name, &first.name),
        (false, true) => meet(&first.name, &second.around),
        (true, false) => meet(&second.name, &first.around),
        (true, true) => meet(&first.around, &second.around),
    }
}
