//! Ordinals of a series, with what they rank, whose it is and what it is called: "Victoria, the guild's 22nd release".

use std::ops::Range;
use std::sync::LazyLock;

use rust_decimal::prelude::ToPrimitive;

use crate::check::flow::Flow;
use crate::check::{Context, show};
use crate::claim::{Claim, ClaimId, Mood, is_yearly};
use crate::corpus::ReportId;
use crate::document::Extent;
use crate::finding::Label;
use crate::period::Period;
use crate::quantity::Kind;
use crate::word::{self, Stem};

/// An ordinal with what it ranks.
pub(super) struct Rank {
    pub(super) claim: ClaimId,
    pub(super) report: ReportId,
    pub(super) series: u32,
    pub(super) number: i64,
    /// What is ranked; releases, versions and editions are one.
    pub(super) class: Stem,
    /// Whose it is: "the guild's", "of the guild".
    pub(super) owner: Vec<Stem>,
    /// What this one is called.
    pub(super) name: Option<Stem>,
    /// Where it is called so.
    called: Option<Extent>,
    /// It comes once a year.
    pub(super) yearly: bool,
    pub(super) period: Option<Period>,
    /// The words around it, sorted.
    pub(super) words: Vec<Stem>,
    /// The words of the heading above it.
    pub(super) heading: Vec<Stem>,
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
    let all = 0..context.corpus.reports.len();
    let named = ranks(context, all).into_iter().filter_map(|rank| {
        Some(NamedRank {
            claim: rank.claim,
            number: rank.number,
            name: rank.called?,
        })
    });
    named.collect()
}

pub(super) fn ranks(context: &Context<'_>, reports: Range<ReportId>) -> Vec<Rank> {
    // Reports may be of many series.
    static CLASSES: LazyLock<Vec<Stem>> =
        LazyLock::new(|| RANKED.iter().map(|word| word::stem(word)).collect());
    static ANNUAL: LazyLock<[Stem; 2]> = LazyLock::new(|| ["annual", "yearly"].map(word::stem));
    let (classes, annual) = (&*CLASSES, &*ANNUAL);
    let mut ranks = Vec::new();
    let claims = context.ledger.claims_of(reports);
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

pub(super) fn label(context: &Context<'_>, rank: &Rank) -> Label {
    let claim = &context.ledger.claims[rank.claim];
    Label {
        place: show::place(context, claim),
        text: format!("“{}” here", show::phrase(context, claim)),
    }
}

pub(super) fn ordinal(context: &Context<'_>, rank: &Rank) -> String {
    format!(
        "“{}”",
        show::phrase(context, &context.ledger.claims[rank.claim])
    )
}
