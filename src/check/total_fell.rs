//! `total-fell`: a total that the text itself calls one to date, and that is lower than it was in an earlier report.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Deserialize;

use super::flow::Flow;
use super::{Check, Context, Needs, Steps, show};
use crate::claim::{Claim, ClaimId, Mood, Role, Scope};
use crate::corpus::{Report, ReportId};
use crate::finding::{Certainty, Detection, Fault, Label};
use crate::lookup::WordSet;
use crate::period::{Anchor, Period, YearRef};
use crate::quantity::{Comparison, Kind, order};
use crate::word::{self, Stem, StemSet};

/// Follows totals to date from report to report.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TotalFell {}

/// More totals of one noun than this are of many things.
const GROUP: usize = 48;

impl Check for TotalFell {
    fn needs(&self) -> Needs {
        Needs::Own
    }

    fn steps<'a>(&'a self, context: &Context<'a>) -> Steps<'a> {
        let each = |context: &mut Context<'_>, report: ReportId| totals_of(context, report);
        Steps::gathering_series(context, each, |context, reports, totals| {
            let ledger = context.ledger;
            let of_report = |(id, totals): (ReportId, Vec<(Key, u32)>)| {
                let first = ledger.of_report(id).start;
                let totals = totals.into_iter();
                totals.map(move |(key, place)| (key, first + place as usize))
            };
            across_reports(context, reports.zip(totals).flat_map(of_report));
        })
    }
}

/// What tells one total from others.
type Key = (u32, Stem, Kind);

/// The totals to date of a report, by their places among its claims.
fn totals_of(context: &Context<'_>, report: ReportId) -> Vec<(Key, u32)> {
    let series = context.corpus.reports[report].series;
    let mut totals = Vec::new();
    // The sentence of the last claim, and whether it counts from a time long past.
    let mut last = None;
    let claims = context.ledger.of_report(report);
    for (place, claim) in context.ledger.claims[claims].iter().enumerate() {
        if let Some(head) = claim.measure.head.filter(|_| may_be_total(claim))
            && is_to_date(context, &mut last, claim)
            && is_largest(context, claim)
        {
            totals.push(((series, head, claim.quantity.kind), place as u32));
        }
    }
    totals
}

fn across_reports(context: &mut Context<'_>, told: impl Iterator<Item = (Key, ClaimId)>) {
    let mut totals: BTreeMap<Key, Vec<ClaimId>> = BTreeMap::new();
    for (key, claim) in told {
        totals.entry(key).or_default().push(claim);
    }
    for group in totals.values().filter(|group| group.len() <= GROUP) {
        for (at, second) in group.iter().enumerate() {
            let earlier = group[..at].iter().rev().copied();
            if let Some(detection) = earlier
                .filter(|first| is_one(context, *first, *second))
                .find_map(|first| fell(context, first, *second))
            {
                context.report(detection);
            }
        }
    }
}

fn may_be_total(claim: &Claim) -> bool {
    matches!(claim.quantity.kind, Kind::Count | Kind::Money)
        && claim.role == Role::Level
        && claim.mood == Mood::Stated
        && !claim.measure.partial
        && !claim.measure.guessed
        && !claim.quantity.values.is_vague()
        // None and one are answers, and no totals.
        && claim.quantity.nominal().is_some_and(|number| order(number, Decimal::ONE).is_gt())
}

/// Whether no number like it in its sentence is larger: "30 loans in the year, and 410 since 2001".
fn is_largest(context: &Context<'_>, claim: &Claim) -> bool {
    let mut beside = context
        .ledger
        .in_sentence(claim.report, claim.sentence)
        .iter();
    beside.all(|other| {
        let is_like = other.measure.guessed
            || other.measure.head.is_none()
            || other.measure.head == claim.measure.head;
        !is_like
            || other.quantity.kind != claim.quantity.kind
            || other.role != Role::Level
            || other.quantity.nominal() <= claim.quantity.nominal()
    })
}

/// Words that say why a total is lower, beside those that say that it is.
const LOST: &[&str] = &[
    "archived",
    "cleaned",
    "closed",
    "consolidated",
    "corrected",
    "left",
    "lost",
    "merged",
    "removed",
    "renumbered",
    "retired",
    "revised",
];

/// Whether the sentence of a claim says that it counts from a time long past; claims of one sentence come one after the
/// other.
fn is_to_date(
    context: &Context<'_>,
    last: &mut Option<((ReportId, usize), bool)>,
    claim: &Claim,
) -> bool {
    let sentence = (claim.report, claim.sentence);
    match last {
        Some((of, known)) if *of == sentence => *known,
        _ => last.insert((sentence, counts_to_date(context, sentence))).1,
    }
}

/// Whether a sentence says that its numbers count from a time long past: "so far", "to date", "since 2012".
fn counts_to_date(context: &Context<'_>, (id, sentence): (ReportId, usize)) -> bool {
    let report = &context.corpus.reports[id];
    if !may_be_to_date(report, sentence) {
        return false;
    }
    let flow = Flow::of(context, id, sentence);
    let own = report.period.and_then(Period::year);
    let so_far = (0..flow.len()).any(|at| {
        flow.is(at, &["so"]) && flow.is(at + 1, &["far"])
            || flow.is(at, &["to"]) && flow.is(at + 1, &["date"])
            || flow.is(at, &["all"]) && flow.is(at + 1, &["time"])
            || flow.is(at, &["all-time", "cumulative", "cumulatively"])
    });
    // "Since last year" and "since March" count one year, and "over 40 more since" what was added.
    let recent = (0..flow.len())
        .filter_map(|at| flow.date(at))
        .any(|mention| match mention.when.year {
            YearRef::Given(year) => own.is_none_or(|own| year >= own),
            YearRef::Relative(_) => true,
            YearRef::Unsaid => mention.when.anchor == Anchor::Since,
        });
    let since = (0..flow.len()).any(|at| flow.is(at, &["since"]))
        && (0..flow.len())
            .filter_map(|at| flow.date(at))
            .any(|mention| mention.when.names_year())
        || (0..flow.len()).any(|at| {
            flow.is(at, &["since"])
                && (at + 1..at + 4).any(|at| {
                    flow.is(
                        at,
                        &["beginning", "founding", "inception", "launch", "start"],
                    )
                })
        });
    // "So far this year", "since the start of the season": of the year alone.
    let is_of_year = (0..flow.len()).any(|at| {
        flow.is(at, &["far"]) && flow.date(at + 1).is_some()
            || flow.is(at, &["of"])
                && flow.is(at + 1, &["this", "the"])
                && flow.is(at + 2, &["month", "quarter", "season", "term", "year"])
    });
    (so_far || since && !recent)
        && !is_of_year
        && !tells_fall(&flow)
        && !flow.has(&["more", "new", "additional"])
}

/// Whether a sentence has the words of one that counts from a time long past. Most sentences have not, and need not be
/// taken apart.
fn may_be_to_date(report: &Report, sentence: usize) -> bool {
    const ALONE: [&str; 4] = ["all-time", "cumulative", "cumulatively", "since"];
    const FIRST: [&str; 3] = ["all", "so", "to"];
    const SECOND: WordSet<3> = WordSet::new(["date", "far", "time"]);
    static STEMS: LazyLock<StemSet> = LazyLock::new(|| {
        let mut stems = StemSet::default();
        for word in ALONE.into_iter().chain(FIRST) {
            stems.insert(word::stem(word));
        }
        stems
    });
    let view = report.document.view.as_str();
    let tokens = report.tokens(sentence);
    let stems = &*STEMS;
    let mut known = tokens.iter().enumerate();
    // Most words are none of them by their stems, which are at hand.
    known.any(|(at, token)| {
        if !stems.may_have(token.stem) {
            return false;
        }
        let word = token.of(view);
        const { WordSet::new(ALONE) }.has(word)
            || const { WordSet::new(FIRST) }.has(word)
                && tokens
                    .get(at + 1)
                    .is_some_and(|next| SECOND.has(next.of(view)))
    })
}

fn tells_fall(flow: &Flow<'_>) -> bool {
    flow.has(LOST) || (0..flow.len()).any(|at| word::is_fall(flow.text(at)))
}

/// Whether two totals of one noun are of one thing.
fn is_one(context: &Context<'_>, first: ClaimId, second: ClaimId) -> bool {
    let (a, b) = (
        &context.ledger.claims[first],
        &context.ledger.claims[second],
    );
    let (in_a, in_b) = (context.ledger.scope(a), context.ledger.scope(b));
    let vocabulary = &context.corpus.vocabulary;
    let nested =
        |few: &[Stem], many: &[Stem]| few.iter().all(|stem| many.binary_search(stem).is_ok());
    let weigh = |few, many| vocabulary.shared(few, many);
    let all = |scope: &Scope<'_>| {
        let mut stems = scope.names_and_words().to_vec();
        stems.sort_unstable();
        stems
    };
    let (words_a, words_b) = (all(&in_a), all(&in_b));
    let strangers = !nested(in_a.names(), in_b.names()) && !nested(in_b.names(), in_a.names());
    let headings = !in_a.headings().is_empty() && weigh(in_a.headings(), in_b.headings()) > 0;
    a.report != b.report
        && a.quantity.currency() == b.quantity.currency()
        && (nested(a.measure.qualifiers(), b.measure.qualifiers())
            || nested(b.measure.qualifiers(), a.measure.qualifiers()))
        && !strangers
        && weigh(&words_a, &words_b)
            >= if headings {
                SHARED_UNDER_HEADING
            } else {
                SHARED
            }
}

/// The weight of words that two totals share, the noun itself among them: about three words that are rare.
const SHARED: u32 = 20;
/// Under headings that share a word, about two.
const SHARED_UNDER_HEADING: u32 = 14;

fn fell(context: &Context<'_>, first: ClaimId, second: ClaimId) -> Option<Detection> {
    let (before, now) = (
        &context.ledger.claims[first],
        &context.ledger.claims[second],
    );
    let (before_values, now_values) = (&before.quantity.values, &now.quantity.values);
    // "Over 300" may be 400, but not where it was "over 400" before.
    let same_words = before.quantity.modifier == now.quantity.modifier
        && before_values.number() > now_values.number()
        && matches!(
            before_values.compare(now_values),
            Comparison::Disjoint { .. }
        );
    if !before_values.exceeds(now_values) && !same_words {
        return None;
    }
    let quote = |claim| show::phrase(context, claim);
    let (was, is) = (quote(before), quote(now));
    Some(Detection {
        fault: Fault::TotalFell,
        category: Fault::TotalFell.category(),
        certainty: Certainty::Likely,
        message: format!("a total to date is “{is}” here, and was “{was}” in an earlier report"),
        help: "Correct one of them, or say why the total fell. Both can be right if they count different things."
            .to_owned(),
        primary: Label { place: show::place(context, now), text: format!("“{is}” here") },
        related: vec![Label { place: show::place(context, before), text: format!("“{was}” before") }],
        fix: None,
    })
}
