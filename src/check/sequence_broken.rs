//! `sequence-broken`: versions, numbered headings and ordinals that skip, repeat or contradict each other.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::prelude::ToPrimitive;
use schemars::JsonSchema;
use serde::Deserialize;

use super::flow::Flow;
use super::{Check, Context, Needs, Steps, show};
use crate::claim::{Claim, ClaimId, Mood, is_yearly};
use crate::corpus::ReportId;
use crate::document::{BlockKind, Extent, SectionId};
use crate::finding::{Certainty, Detection, Fault, Label};
use crate::period::Period;
use crate::quantity::{Kind, Modifier};
use crate::source::Place;
use crate::word::{self, Stem};

/// Follows what is counted through: versions in a row, headings with numbers, the releases and feasts of a series.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SequenceBroken {}

impl Check for SequenceBroken {
    fn needs(&self) -> Needs {
        Needs::Own
    }

    fn steps<'a>(&'a self, _context: &Context<'a>) -> Steps<'a> {
        Steps::over_each(|context, id| {
            versions(context, id);
            headings(context, id);
        })
        .then(|context| {
            let ranks = ranks(context);
            names(context, &ranks);
            yearly(context, &ranks);
            steps(context, &ranks);
            times(context);
        })
    }
}

fn found(
    certainty: Certainty,
    message: String,
    help: &str,
    primary: Label,
    related: Vec<Label>,
) -> Detection {
    Detection {
        fault: Fault::SequenceBroken,
        category: Fault::SequenceBroken.category(),
        certainty,
        message,
        help: help.to_owned(),
        primary,
        related,
        fix: None,
    }
}

// Versions in a row.

/// Words that say that not all versions are listed.
const SOME: &[&str] = &[
    "example",
    "except",
    "including",
    "lts",
    "like",
    "long-term",
    "selected",
    "several",
    "skip",
    "skipped",
    "skipping",
    "some",
    "such",
    "without",
    "e.g",
    "not",
];

fn versions(context: &mut Context<'_>, id: ReportId) {
    let sentences = context.corpus.reports[id].document.sentences.len();
    for sentence in 0..sentences {
        let claims = context.ledger.in_sentence(id, sentence).iter();
        let mut versions = claims.filter(|claim| version(context, claim).is_some());
        if versions.nth(2).is_none() {
            continue;
        }
        let flow = Flow::of(context, id, sentence);
        let mut at = 0;
        let mut runs = 0;
        while at < flow.len() {
            let run = version_run(context, &flow, at);
            at = run.last().map_or(at, |last| *last) + 1;
            runs += usize::from(run.len() > 1);
            if let Some(detection) = broken_run(context, &flow, &run) {
                context.report(detection);
            }
        }
        // "1.5 brought salt, 1.6 oats, 1.7 rye and 1.9 a mill": one in each clause.
        let spread = spread(context, &flow);
        let said: Vec<&str> = spread.iter().map(|at| flow.text(*at)).collect();
        let distinct = said.iter().collect::<BTreeSet<_>>().len() == said.len();
        if runs == 0
            && distinct
            && spread.len() >= 4
            && let Some(detection) = broken_run(context, &flow, &spread)
        {
            context.report(detection);
        }
    }
}

/// A number of two parts: a version, or what may be one. "2022.06" is a date.
fn version(context: &Context<'_>, claim: &Claim) -> Option<(u32, u32)> {
    let may_be_version = match claim.quantity.kind {
        Kind::Version => true,
        Kind::Count => claim.quantity.modifier == Modifier::Exact,
        _ => false,
    };
    // Most are whole numbers.
    if !may_be_version
        || !context.corpus.reports[claim.report]
            .text(claim.extent)
            .contains('.')
    {
        return None;
    }
    let text = show::value(context, claim);
    let (main, minor) = text.trim_start_matches(['v', 'V']).split_once('.')?;
    let (main, minor) = (main.parse().ok()?, minor.parse().ok()?);
    (main < 1900 && minor < 1000).then_some((main, minor))
}

/// The versions of a list that starts at a piece, all of one main number.
fn version_run(context: &Context<'_>, flow: &Flow<'_>, start: usize) -> Vec<usize> {
    let main = |at: usize| version(context, flow.number(at)?).map(|(main, _)| main);
    let mut run = Vec::new();
    let Some(first) = main(start) else {
        return run;
    };
    run.push(start);
    let mut at = start;
    loop {
        let next = flow.skip(at + 1, &[",", "and", "or", "&", "/", "then"]);
        if next == at + 1 || main(next) != Some(first) {
            // "1.2, 1.3 and 1.5 metres": no versions.
            let unit = flow
                .word(at + 1)
                .is_some_and(|token| !token.is_function() && !token.is_capital());
            let versions = run.iter().any(|at| {
                flow.number(*at)
                    .is_some_and(|it| it.quantity.kind == Kind::Version)
            });
            if unit && !versions {
                run.truncate(1);
            }
            return run;
        }
        run.push(next);
        at = next;
    }
}

/// All versions of a sentence, if they are of one main number.
fn spread(context: &Context<'_>, flow: &Flow<'_>) -> Vec<usize> {
    let versions = (0..flow.len()).filter_map(|at| Some((at, version(context, flow.number(at)?)?)));
    let (places, mains): (Vec<usize>, BTreeSet<u32>) =
        versions.map(|(at, (main, _))| (at, main)).unzip();
    if mains.len() == 1 { places } else { Vec::new() }
}

fn broken_run(context: &Context<'_>, flow: &Flow<'_>, run: &[usize]) -> Option<Detection> {
    let claims: Vec<&Claim> = run.iter().filter_map(|at| flow.number(*at)).collect();
    let versions: Vec<(u32, u32)> = claims
        .iter()
        .filter_map(|claim| version(context, claim))
        .collect();
    let minor: Vec<i64> = versions
        .iter()
        .map(|(_, minor)| i64::from(*minor))
        .collect();
    let steps: Vec<i64> = minor.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let odd: Vec<usize> = (0..steps.len()).filter(|at| steps[*at] != 1).collect();
    let [odd] = odd.as_slice() else { return None };
    if steps.len() < 2 || !matches!(steps[*odd], 0 | 2) || flow.has(SOME) {
        return None;
    }
    // "For 4.2/4.4/4.5" tells for which of them, and "Section 4.4" is none.
    let report = &context.corpus.reports[claims[0].report];
    let view = report.document.view.as_str();
    let is_choice = |claim: &&Claim| {
        let before = view[..claim.extent.start as usize].trim_end();
        let word = before
            .rsplit(char::is_whitespace)
            .next()
            .unwrap_or_default();
        before.ends_with('/') || ["Section", "Chapter", "Table", "Figure"].contains(&word)
    };
    if claims.iter().any(is_choice) {
        return None;
    }
    // One step is no rule where the other is in doubt: 3.5, 3.7, 3.8.
    let at_end = *odd == steps.len() - 1;
    let certainty = if steps.len() >= 3 || at_end {
        Certainty::Likely
    } else {
        Certainty::Unsure
    };
    let (before, here) = (claims[*odd], claims[*odd + 1]);
    let (main, minor) = versions[*odd];
    let (stated, previous) = (show::value(context, here), show::value(context, before));
    let message = if steps[*odd] == 0 {
        format!("“{stated}” stands twice in a row of versions")
    } else {
        format!(
            "“{stated}” follows “{previous}” in a row of versions: {main}.{} is skipped",
            minor + 1
        )
    };
    Some(found(
        certainty,
        message,
        "Put in what is missing, or correct the number. The row can be right if that version does not exist, or does \
         not belong here.",
        Label {
            place: show::place(context, here),
            text: format!("“{stated}”"),
        },
        vec![Label {
            place: show::place(context, before),
            text: format!("behind {previous}"),
        }],
    ))
}

// Headings with numbers.

/// The number of a heading, and where it stands.
type Numbered = (i64, Place);

/// The numbered headings of a report, each with its level and the word before its number.
type All<'a> = Vec<(u8, &'a str, Numbered)>;

fn headings(context: &mut Context<'_>, id: ReportId) {
    let report = &context.corpus.reports[id];
    let document = &report.document;
    let mut rows: BTreeMap<(Option<SectionId>, u8, &str), Vec<Numbered>> = BTreeMap::new();
    let mut all: All<'_> = Vec::new();
    for block in &document.blocks {
        let BlockKind::Heading(level) = block.kind() else {
            continue;
        };
        let Some((word, number, range)) = leading_number(report.text(block.extent)) else {
            continue;
        };
        let parent = document.sections[block.section()].parent;
        let place = document.place(block.extent.slice(range));
        all.push((level, word, (number, place)));
        rows.entry((parent, level, word))
            .or_default()
            .push((number, place));
    }
    for ((_, level, word), mut row) in rows {
        put_in(&mut row, &all, (level, word));
        if let Some(detection) = broken_row(&row) {
            context.report(detection);
        }
    }
}

/// So many headings behind one that a row lacks the next one of may be that.
const MOST_BETWEEN: usize = 64;

/// Puts what a row lacks where it stands as a heading of another level: a single "5." between "4." and "6.".
fn put_in(row: &mut Vec<Numbered>, all: &All<'_>, (level, word): (u8, &str)) {
    let mut at = 0;
    while at + 1 < row.len() {
        at += 1;
        let ((before, from), (behind, to)) = (row[at - 1], row[at]);
        if behind != before + 2 {
            continue;
        }
        let first = all.partition_point(|(_, _, (_, place))| *place <= from);
        let between = all[first..].iter().take(MOST_BETWEEN);
        let between = between.take_while(|(_, _, (_, place))| *place < to);
        let mut lacking = between.filter(|(other, of, (number, _))| {
            (*other, *of) != (level, word) && *of == word && *number == before + 1
        });
        if let (Some((_, _, numbered)), None) = (lacking.next(), lacking.next()) {
            row.insert(at, *numbered);
        }
    }
}

/// "3. Ovens", "3 Ovens", "Part 3: Ovens": the word, the number and where it stands.
fn leading_number(heading: &str) -> Option<(&str, i64, std::ops::Range<usize>)> {
    let (word, start) = match heading.split_once(' ') {
        Some((word, _)) if word.chars().all(char::is_alphabetic) => (word, word.len() + 1),
        _ => ("", 0),
    };
    let digits = heading[start..]
        .bytes()
        .take_while(u8::is_ascii_digit)
        .count();
    let rest = &heading[start + digits..];
    let named = !word.is_empty();
    let closed = rest.starts_with([')', ':']) || rest.starts_with(". ");
    let titled = !named
        && rest
            .strip_prefix(' ')
            .is_some_and(|rest| rest.starts_with(char::is_uppercase));
    let ends = named && rest.is_empty();
    let numbering = (1..=2).contains(&digits) && (closed || titled || ends);
    let number = heading[start..start + digits].parse().ok()?;
    numbering.then_some((word, number, start..start + digits))
}

fn broken_row(row: &[Numbered]) -> Option<Detection> {
    if row.len() < 3 {
        return None;
    }
    let offsets: Vec<i64> = (0_i64..)
        .zip(row)
        .map(|(at, (number, _))| number - at)
        .collect();
    let alone = |at: usize| {
        let others = offsets.iter().enumerate().filter(|(other, _)| *other != at);
        let mut others = others.map(|(_, offset)| *offset);
        let first = others.next();
        others.all(|offset| Some(offset) == first) && first != Some(offsets[at])
    };
    // One number that is off, or one from which all are off by one.
    let odd = (0..row.len()).find(|at| alone(*at)).or_else(|| {
        let breaks: Vec<usize> = (1..row.len())
            .filter(|at| offsets[*at] != offsets[at - 1])
            .collect();
        match breaks.as_slice() {
            [only] if (offsets[*only] - offsets[only - 1]).abs() == 1 => Some(*only),
            _ => None,
        }
    })?;
    let (number, place) = row[odd];
    // An appendix counts from the start.
    if odd > 0 && number == 1 {
        return None;
    }
    let (before, before_place) = row[odd.checked_sub(1).unwrap_or(1)];
    let order = if odd == 0 { "stands before" } else { "follows" };
    Some(found(
        Certainty::Likely,
        format!("heading {number} {order} heading {before}"),
        "Number the headings through, or put back the one that is gone.",
        Label {
            place,
            text: format!("{number} here"),
        },
        vec![Label {
            place: before_place,
            text: format!("{before} here"),
        }],
    ))
}

// Ordinals of a series.

/// An ordinal with what it ranks.
struct Rank {
    claim: ClaimId,
    report: ReportId,
    series: u32,
    number: i64,
    /// What is ranked; releases, versions and editions are one.
    class: Stem,
    /// Whose it is: "the guild's", "of the guild".
    owner: Vec<Stem>,
    /// What this one is called.
    name: Option<Stem>,
    /// Where it is called so.
    called: Option<Extent>,
    /// It comes once a year.
    yearly: bool,
    period: Option<Period>,
    /// The words around it, sorted.
    words: Vec<Stem>,
    /// The words of the heading above it.
    heading: Vec<Stem>,
}

/// What is ranked through the years. The first words are of releases.
const RANKED: &[&str] = &[
    "release",
    "version",
    "edition",
    "anniversary",
    "annual",
    "award",
    "birthday",
    "conference",
    "congress",
    "convention",
    "fair",
    "festival",
    "forum",
    "gathering",
    "hackathon",
    "issue",
    "jubilee",
    "meeting",
    "meetup",
    "report",
    "season",
    "summit",
    "survey",
    "symposium",
    "volume",
    "workshop",
];

/// Words behind what is ranked that make it one of a year, and not of all.
const WITHIN: &[&str] = &[
    "year", "quarter", "month", "day", "week", "season", "half", "kind", "time",
];

/// An ordinal of something with a name: "Victoria, the 22nd release".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedRank {
    /// The claim that says it.
    pub claim: ClaimId,
    /// The ordinal.
    pub number: i64,
    /// The name.
    pub name: Extent,
}

/// What is counted through and has names, in the order of the ledger.
pub fn named_ranks(context: &Context<'_>) -> Vec<NamedRank> {
    let named = ranks(context).into_iter().filter_map(|rank| {
        Some(NamedRank {
            claim: rank.claim,
            number: rank.number,
            name: rank.called?,
        })
    });
    named.collect()
}

fn ranks(context: &Context<'_>) -> Vec<Rank> {
    let classes: Vec<Stem> = RANKED.iter().map(|word| word::stem(word)).collect();
    let annual = ["annual", "yearly"].map(word::stem);
    let mut ranks = Vec::new();
    let claims = context.ledger.claims.iter().enumerate();
    for (id, claim) in claims.filter(|(_, claim)| claim.quantity.kind == Kind::Ordinal) {
        let whole = claim
            .quantity
            .nominal()
            .filter(|number| number.fract().is_zero());
        let Some(number) = whole.and_then(|number| number.to_i64()) else {
            continue;
        };
        let Some(head) = claim.measure.head else {
            continue;
        };
        let class = classes.iter().position(|class| *class == head);
        let is_annual = {
            let mut qualifiers = claim.measure.qualifiers().iter();
            qualifiers.any(|stem| annual.contains(stem))
        };
        if number < 2 || !(class.is_some() || is_annual || is_titled(context, claim)) {
            continue;
        }
        if claim.mood == Mood::Planned || claim.measure.guessed {
            continue;
        }
        let flow = Flow::of(context, claim.report, claim.sentence);
        let Some(at) =
            (0..flow.len()).find(|at| flow.number(*at).is_some_and(|it| it.extent == claim.extent))
        else {
            continue;
        };
        let end = claim
            .measure
            .extent
            .map_or(claim.extent.end, |extent| extent.end);
        let behind = (at + 1..flow.len())
            .find(|at| flow.extent(*at).start >= end)
            .unwrap_or(flow.len());
        let within = (behind..behind + 4).any(|at| flow.is(at, WITHIN))
            && flow.is(behind, &["of", "this", "in"])
            || flow.date(behind).is_some()
            || flow.is(behind, &["of", "in"])
                && flow.date(behind + 1).is_some()
                && !is_yearly(head);
        // "Our third annual fair in June": one a year is not the third one in June.
        if within && !is_annual {
            continue;
        }
        let mut words = context.ledger.scope(claim).names_and_words().to_vec();
        words.sort_unstable();
        words.dedup();
        let vocabulary = &context.corpus.vocabulary;
        let is_name = |at: usize| {
            flow.word(at).is_some_and(|token| {
                token.is_capital() && !token.is_function() && vocabulary.is_name(token.stem)
            })
        };
        // A word that is never written small is a name even where a sentence starts.
        let is_named = |at: usize| {
            is_name(at)
                || flow.word(at).is_some_and(|token| {
                    token.is_capital()
                        && !token.is_function()
                        && vocabulary.usage(token.stem).lower == 0
                })
        };
        let called = name(&flow, at, behind, &is_named);
        ranks.push(Rank {
            claim: id,
            report: claim.report,
            series: context.corpus.reports[claim.report].series,
            number,
            class: class
                .filter(|class| *class < 3)
                .map_or(head, |_| classes[0]),
            owner: owner(&flow, at, behind, &is_name),
            name: called.and_then(|at| flow.word(at)).map(|token| token.stem),
            called: called.map(|at| flow.extent(at)),
            yearly: is_yearly(head) || is_annual,
            period: claim.period,
            words,
            heading: heading(context, claim),
        });
    }
    ranks
}

/// Whether what is ranked is a title of two words or more: "the ninth Lantern Night".
fn is_titled(context: &Context<'_>, claim: &Claim) -> bool {
    let report = &context.corpus.reports[claim.report];
    let small = report.text(claim.extent).starts_with(char::is_lowercase)
        || report
            .text(claim.extent)
            .starts_with(|c: char| c.is_ascii_digit());
    claim.measure.extent.is_some_and(|title| {
        let words = report.text(title).split_whitespace();
        small
            && words.clone().count() >= 2
            && words
                .clone()
                .all(|word| word.starts_with(char::is_uppercase))
    })
}

/// Whose is ranked: "the guild's 10th", "of the guild" behind it, a name inside; for "its" what the sentence is about.
fn owner(flow: &Flow<'_>, at: usize, behind: usize, is_name: &dyn Fn(usize) -> bool) -> Vec<Stem> {
    let stems = |range: std::ops::Range<usize>| -> Vec<Stem> {
        let names = range.filter(|at| is_name(*at));
        names
            .filter_map(|at| flow.word(at))
            .map(|token| token.stem)
            .collect()
    };
    let run_before = |end: usize| {
        let mut start = end;
        while start > 0
            && flow
                .word(start - 1)
                .is_some_and(|token| !token.is_function())
        {
            start -= 1;
        }
        start..end
    };
    let possessive = at > 0 && is_possessive(flow.text(at - 1));
    let own = if possessive {
        let run = run_before(at);
        // A name that stands alone before: "Victoria, the guild's".
        stems(run)
    } else if flow.is(behind, &["of", "for"]) {
        let mut end = flow.skip(behind + 1, &["the", "our", "its"]);
        let start = end;
        while flow.word(end).is_some_and(|token| !token.is_function())
            && end < start + 4
            && (is_name(end) || end == start)
        {
            end += 1;
        }
        stems(start..end)
    } else {
        stems(at + 1..behind)
    };
    // Who speaks is the same in all reports of a series; what is theirs, the words between tell.
    if own.is_empty() && flow.follows(at, &["our", "my"]) {
        let words = (at + 1..behind).filter_map(|at| flow.word(at));
        let first_person = std::iter::once(word::stem("our"));
        return first_person.chain(words.map(|token| token.stem)).collect();
    }
    if !own.is_empty() || !flow.follows(at, &["its", "their", "his", "her"]) {
        return own;
    }
    let subject = (0..at).find(|at| is_name(*at));
    subject.map_or_else(Vec::new, |start| {
        let end = (start..at).find(|at| !is_name(*at)).unwrap_or(at);
        stems(start..end)
    })
}

/// The words of the nearest heading above a claim, the title of the report not among them.
fn heading(context: &Context<'_>, claim: &Claim) -> Vec<Stem> {
    let report = &context.corpus.reports[claim.report];
    let document = &report.document;
    let section = document.blocks[document.sentences[claim.sentence].block()].section();
    let Some(heading) = document.sections[section]
        .heading
        .filter(|_| document.sections[section].level > 1)
    else {
        return Vec::new();
    };
    let sentences = document.blocks[heading].sentences();
    let tokens = sentences.flat_map(|sentence| report.tokens(sentence));
    let words = tokens.filter(|token| token.is_word() && !token.is_function());
    words.map(|token| token.stem).collect()
}

fn is_possessive(word: &str) -> bool {
    word.ends_with("'s") || word.ends_with("’s")
}

/// What the one that is ranked is called: "Victoria, the 22nd version", "our 22nd version, Victoria".
fn name(
    flow: &Flow<'_>,
    at: usize,
    behind: usize,
    is_name: &dyn Fn(usize) -> bool,
) -> Option<usize> {
    let mut before = at;
    while before > 0
        && (flow.is(before - 1, &["the", "our", "its", "their", "as"])
            || is_possessive(flow.text(before - 1))
            || (is_name(before - 1) && before != at && is_possessive(flow.text(before))))
    {
        before -= 1;
    }
    let joined = flow.follows(
        before,
        &[",", "(", "–", "—", "is", "was", "became", "being"],
    );
    if joined && before >= 2 && is_name(before - 2) && !is_possessive(flow.text(before - 2)) {
        return Some(before - 2);
    }
    let mut after = behind;
    if flow.is(after, &["of", "for"]) {
        after = flow.skip(after + 1, &["the", "our"]);
        while is_name(after) {
            after += 1;
        }
    }
    let mark = flow.is(after, &[",", "(", ":", "–", "—"]);
    let called = flow.is(
        after,
        &["called", "named", "dubbed", "codenamed", "code-named"],
    );
    let named = is_name(after + 1) && !word::is_month(flow.text(after + 1));
    let closed = flow.is(after + 2, &[",", ")", "."]) || after + 2 >= flow.len();
    ((mark && closed || called) && named).then_some(after + 1)
}

fn label(context: &Context<'_>, rank: &Rank) -> Label {
    let claim = &context.ledger.claims[rank.claim];
    Label {
        place: show::place(context, claim),
        text: format!("“{}” here", show::phrase(context, claim)),
    }
}

/// One name with two ordinals, and one ordinal with two names.
fn names(context: &mut Context<'_>, ranks: &[Rank]) {
    let help =
        "Correct one of them. Both can be right if they count different things: then say which.";
    let mut by_name: BTreeMap<(u32, Stem, Stem), Vec<&Rank>> = BTreeMap::new();
    // Whose the ordinals are is told by the sentence, or by the heading above.
    let mut by_number: BTreeMap<(u32, Stem, &[Stem], i64), Vec<&Rank>> = BTreeMap::new();
    for rank in ranks {
        let Some(name) = rank.name else { continue };
        if rank.yearly || rank.owner.contains(&name) {
            continue;
        }
        by_name
            .entry((rank.series, rank.class, name))
            .or_default()
            .push(rank);
        for whose in [&rank.owner, &rank.heading] {
            if !whose.is_empty() {
                let key = (rank.series, rank.class, whose.as_slice(), rank.number);
                by_number.entry(key).or_default().push(rank);
            }
        }
    }
    for ranks in by_name.values() {
        let Some((odd, others)) = odd_one(ranks, |rank| rank.number) else {
            continue;
        };
        let (one, other) = (label(context, odd), label(context, others[0]));
        let message = format!(
            "one name with two ordinals: {} and {}",
            ordinal(context, others[0]),
            ordinal(context, odd)
        );
        context.report(found(Certainty::Likely, message, help, one, vec![other]));
    }
    for group in by_number.values() {
        let Some((odd, _)) = odd_one(group, |rank| rank.name) else {
            continue;
        };
        // The one whose neighbours in the row stand in its own report is right.
        let in_row = |rank: &Rank| {
            ranks.iter().any(|other| {
                other.report == rank.report
                    && other.class == rank.class
                    && (other.number - rank.number).abs() == 1
            })
        };
        let odd = match group.iter().find(|rank| !in_row(rank)) {
            Some(astray) if in_row(odd) => astray,
            _ => odd,
        };
        let others = group.iter().filter(|rank| rank.name != odd.name);
        let related = others.map(|rank| label(context, rank)).collect();
        let message = format!("one ordinal for two names: {}", ordinal(context, odd));
        context.report(found(
            Certainty::Likely,
            message,
            help,
            label(context, odd),
            related,
        ));
    }
}

/// Of ranks that should agree in something, one of those that do not, and the others: the minority, or the later.
fn odd_one<'a, T: Ord + Copy>(
    ranks: &[&'a Rank],
    of: fn(&Rank) -> T,
) -> Option<(&'a Rank, Vec<&'a Rank>)> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for rank in ranks {
        *counts.entry(of(rank)).or_default() += 1;
    }
    if counts.len() < 2 {
        return None;
    }
    let odd = ranks
        .iter()
        .min_by_key(|rank| (counts[&of(rank)], std::cmp::Reverse(rank.claim)))?;
    let others = ranks
        .iter()
        .filter(|rank| of(rank) != of(odd))
        .copied()
        .collect();
    Some((odd, others))
}

fn ordinal(context: &Context<'_>, rank: &Rank) -> String {
    format!(
        "“{}”",
        show::phrase(context, &context.ledger.claims[rank.claim])
    )
}

/// What comes once a year has an ordinal that grows by one a year.
fn yearly(context: &mut Context<'_>, ranks: &[Rank]) {
    let mut series: BTreeMap<(u32, Stem, &[Stem]), Vec<&Rank>> = BTreeMap::new();
    for rank in ranks
        .iter()
        .filter(|rank| rank.yearly && !rank.owner.is_empty())
    {
        series
            .entry((rank.series, rank.class, rank.owner.as_slice()))
            .or_default()
            .push(rank);
    }
    for ranks in series.values() {
        let start = |rank: &Rank| Some(i64::from(rank.period?.year()?) - rank.number);
        // "The minutes of the 42nd meeting", in the report to the 43rd: it looks back.
        let titled = ranks.iter().filter(|rank| is_in_heading(context, rank));
        let titled = titled.map(|rank| (rank.report, rank.number));
        let told: BTreeSet<(ReportId, i64)> = titled.collect();
        let dated: Vec<&Rank> = ranks
            .iter()
            .copied()
            .filter(|rank| start(rank).is_some())
            .filter(|rank| !told.contains(&(rank.report, rank.number + 1)))
            .collect();
        let Some((odd, others)) = odd_one(&dated, |rank| {
            rank.period
                .and_then(Period::year)
                .map(|year| i64::from(year) - rank.number)
        }) else {
            continue;
        };
        let (Some(own), Some(other)) = (odd.period, others[0].period) else {
            continue;
        };
        // A year in which it was left out: the ordinal grew, and by less than the years did.
        let grew = |from: &Rank, to: &Rank| {
            let years = from.period.zip(to.period);
            years
                .and_then(|(from, to)| Some(i64::from(to.year()?) - i64::from(from.year()?)))
                .is_some_and(|years| (1..years).contains(&(to.number - from.number)))
        };
        if others
            .iter()
            .all(|other| grew(other, odd) || grew(odd, other))
        {
            continue;
        }
        let message = format!(
            "what comes once a year is {} in {own} and {} in {other}",
            ordinal(context, odd),
            ordinal(context, others[0]),
        );
        let help = "Correct one of the ordinals or years. Both can be right if it was left out or held twice, or if \
                    they are of two different things.";
        let related = vec![label(context, others[0])];
        context.report(found(
            Certainty::Likely,
            message,
            help,
            label(context, odd),
            related,
        ));
    }
}

/// Whether an ordinal stands in the title of a report, or in a heading.
fn is_in_heading(context: &Context<'_>, rank: &Rank) -> bool {
    let sentence = context.ledger.claims[rank.claim].sentence;
    let document = &context.corpus.reports[rank.report].document;
    let block = document.sentences[sentence].block();
    matches!(document.blocks[block].kind(), BlockKind::Heading(_))
}

/// How often something happened, as its reports say, by series and sentence: the year, the ordinal and its claim.
type Said<'a> = BTreeMap<(u32, &'a [Stem]), Vec<(i16, i64, ClaimId)>>;

/// "Won the cup for the third time": the same sentence in the report of the next year has the next ordinal at most.
fn times(context: &mut Context<'_>) {
    let time = word::stem("time");
    let mut said = Said::new();
    for (id, claim) in context.ledger.claims.iter().enumerate() {
        let counted = claim.quantity.kind == Kind::Ordinal
            && claim.measure.head == Some(time)
            && claim.mood == Mood::Stated
            && !claim.dated;
        if !counted {
            continue;
        }
        let number = claim.quantity.nominal().and_then(|number| number.to_i64());
        let report = &context.corpus.reports[claim.report];
        let year = report.period.and_then(Period::year);
        let sequence = context.ledger.scope(claim).sequence();
        if let (true, Some(number), Some(year)) = (sequence.len() >= 5, number, year) {
            said.entry((report.series, sequence))
                .or_default()
                .push((year, number, id));
        }
    }
    let mut detections = Vec::new();
    for said in said.values_mut() {
        said.sort_unstable();
        for pair in said.windows(2) {
            let ((first, from, one), (second, to, other)) = (pair[0], pair[1]);
            let years = i64::from(second) - i64::from(first);
            let gone = to - from;
            if years == 0 || (0..=years).contains(&gone) {
                continue;
            }
            let quote = |id: ClaimId| show::phrase(context, &context.ledger.claims[id]);
            let place = |id: ClaimId| show::place(context, &context.ledger.claims[id]);
            detections.push(found(
                Certainty::Likely,
                format!("“{}” in {first} and “{}” in {second}", quote(one), quote(other)),
                "Correct one of the ordinals. Both can be right if it happens more than once a year.",
                Label { place: place(other), text: format!("“{}” here", quote(other)) },
                vec![Label { place: place(one), text: format!("“{}” here", quote(one)) }],
            ));
        }
    }
    for detection in detections {
        context.report(detection);
    }
}

/// How many ordinals of one thing are followed through the reports at most; more are of different things.
const GROUP: usize = 60;

/// What is ranked in report after report goes on where the last report stopped.
fn steps(context: &mut Context<'_>, ranks: &[Rank]) {
    let mut classes: BTreeMap<(u32, Stem), Vec<&Rank>> = BTreeMap::new();
    for rank in ranks.iter().filter(|rank| !is_yearly(rank.class)) {
        classes
            .entry((rank.series, rank.class))
            .or_default()
            .push(rank);
    }
    for class in classes.values().filter(|class| class.len() <= GROUP) {
        for group in groups(class) {
            if let Some(detection) = broken_step(context, &group) {
                context.report(detection);
            }
        }
    }
}

/// Ranks of one thing: of one owner, or in words that have much in common.
fn groups<'a>(class: &[&'a Rank]) -> Vec<Vec<&'a Rank>> {
    let mut groups: Vec<Vec<&Rank>> = Vec::new();
    for rank in class {
        let alike = |other: &&Rank| {
            let shared = rank
                .words
                .iter()
                .filter(|word| other.words.binary_search(word).is_ok());
            let owners = (!rank.owner.is_empty(), !other.owner.is_empty());
            match owners {
                (true, true) => rank.owner == other.owner,
                _ => shared.count() >= 3,
            }
        };
        match groups.iter_mut().find(|group| group.iter().any(alike)) {
            Some(group) => group.push(rank),
            None => groups.push(vec![rank]),
        }
    }
    groups
}

/// Where each report has one ordinal of a thing, and one report has two that are neighbours: the one that follows on the
/// report before, or comes before that of the next, if `odd` is the other.
fn right_one<'a>(group: &[&'a Rank], odd: &Rank, usual: usize) -> Option<&'a Rank> {
    let of = |report: ReportId| -> BTreeSet<i64> {
        let own = group.iter().filter(|rank| rank.report == report);
        own.map(|rank| rank.number).collect()
    };
    if usual != 1 || of(odd.report).len() != 2 {
        return None;
    }
    let follows = |rank: &Rank| {
        let only = |report: ReportId| match of(report).into_iter().collect::<Vec<_>>()[..] {
            [only] => Some(only),
            _ => None,
        };
        let before = odd.report.checked_sub(1).and_then(only);
        let next = only(odd.report + 1);
        let told = before.is_some() || next.is_some();
        told && before.is_none_or(|before| before + 1 == rank.number)
            && next.is_none_or(|next| next - 1 == rank.number)
    };
    let right = group.iter().copied().find(|rank| {
        rank.report == odd.report && (rank.number - odd.number).abs() == 1 && follows(rank)
    });
    right.filter(|_| !follows(odd))
}

/// The ordinals of neighbouring reports run on: 21 and 22, 23 and 24. One that leaves a gap on one side and meets its
/// successor on the other is off.
fn broken_step(context: &Context<'_>, group: &[&Rank]) -> Option<Detection> {
    let all: BTreeSet<i64> = group.iter().map(|rank| rank.number).collect();
    let reports: BTreeSet<ReportId> = group.iter().map(|rank| rank.report).collect();
    let in_report = |report: ReportId| -> BTreeSet<i64> {
        let own = group.iter().filter(|rank| rank.report == report);
        own.map(|rank| rank.number).collect()
    };
    let yearly = group.iter().any(|rank| rank.yearly);
    if reports.len() < 2 || (reports.len() < 3 && !yearly && all.len() < 4) {
        return None;
    }
    // How many there are in a report, if it is the same number in most.
    let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
    for report in &reports {
        *sizes.entry(in_report(*report).len()).or_default() += 1;
    }
    let usual = sizes
        .iter()
        .max_by_key(|(_, count)| **count)
        .map(|(size, _)| *size)?;
    let help = "Correct the ordinal. It can be right if one was left out, or if the text speaks of an earlier one.";
    // Where a year has no report, its ordinal stands in none.
    let year = |report: ReportId| {
        let period = context.corpus.reports[report].period;
        period.and_then(Period::year).map(i64::from)
    };
    let passed = |from: &Rank, to: &Rank| {
        let years = year(from.report).zip(year(to.report));
        years.is_some_and(|(from_year, to_year)| to_year - from_year >= to.number - from.number)
            && from.report != to.report
    };
    for rank in group {
        let own = in_report(rank.report);
        let gap = !all.contains(&(rank.number - 1)) && all.contains(&(rank.number - 2));
        let met = reports.iter().any(|report| {
            report.abs_diff(rank.report) == 1 && in_report(*report).contains(&rank.number)
        });
        let crowded = own.len() > usual && own.contains(&(rank.number - 1));
        let before = group.iter().find(|other| {
            other.number == rank.number - 2
                && rank.report - other.report.min(rank.report) <= 1
                && !passed(other, rank)
        });
        let beside = group.iter().find(|other| {
            other.number == rank.number
                && other.report != rank.report
                && other.report.abs_diff(rank.report) == 1
        });
        let (other, message) = match (gap, met, before, beside) {
            (true, true, _, Some(other)) => (
                other,
                format!(
                    "{} stands in two reports, and the one before it in none",
                    ordinal(context, rank)
                ),
            ),
            (true, false, Some(other), _) if usual == 1 || yearly => (
                other,
                format!(
                    "{} follows {}: one is skipped",
                    ordinal(context, rank),
                    ordinal(context, other)
                ),
            ),
            (false, true, _, Some(other)) if crowded => (
                other,
                format!(
                    "{} stands in two reports that follow each other",
                    ordinal(context, rank)
                ),
            ),
            _ => match right_one(group, rank, usual) {
                Some(right) => (
                    group
                        .iter()
                        .find(|other| other.claim == right.claim)
                        .unwrap_or(rank),
                    format!(
                        "{} and {} in one report",
                        ordinal(context, right),
                        ordinal(context, rank)
                    ),
                ),
                None => continue,
            },
        };
        // The same name on both sides is one release that two reports speak of.
        if rank.name.is_some() && rank.name == other.name {
            continue;
        }
        return Some(found(
            Certainty::Likely,
            message,
            help,
            label(context, rank),
            vec![label(context, other)],
        ));
    }
    None
}
