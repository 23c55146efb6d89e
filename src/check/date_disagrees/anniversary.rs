//! Anniversaries against the year of the founding: "founded in 1998" and, in 2021, "its 20th anniversary".

use std::ops::Range;
use std::sync::LazyLock;

use rust_decimal::prelude::ToPrimitive;
use rustc_hash::FxHashMap;

use super::{Happening, Sort};
use crate::check::{Context, show};
use crate::claim::{Claim, Mood, is_yearly};
use crate::corpus::ReportId;
use crate::document::BlockId;
use crate::finding::{Certainty, Detection, Fault, Label};
use crate::period::Period;
use crate::quantity::{Kind, Modifier};
use crate::word::{self, Stem, Token};

static YEARS: LazyLock<Stem> = LazyLock::new(|| word::stem("years"));
/// Words before a number of years that make it an anniversary.
const CELEBRATING: &[&str] = &[
    "celebrate",
    "celebrated",
    "celebrates",
    "celebrating",
    "marked",
    "marks",
];
/// So many words before a number tell whether it is celebrated.
const REACH: usize = 3;

/// Reports anniversaries that the year of a founding does not give.
pub(super) fn check(
    context: &mut Context<'_>,
    reports: Range<ReportId>,
    happenings: &[&Happening],
) {
    let founded = happenings
        .iter()
        .copied()
        .filter(|happening| happening.sort == Sort::Founded && happening.year_given);
    let founded = Foundings::of(context, founded);
    if founded.longest == 0 && founded.beside.is_empty() {
        return;
    }
    let mut found = Vec::new();
    for (_, claim) in context.ledger.claims_of(reports) {
        if let Some(years) = years(context, claim)
            && let Some(year) = year_of(context, claim)
            && let Some(founding) = founding(context, claim, &founded)
            && let Some(passed) = year.checked_sub(founding.period.first.year())
            && passed > 0
            && i64::from(passed) != years
        {
            found.push(detection(context, claim, founding, (year, passed, years)));
        }
    }
    for detection in found {
        context.report(detection);
    }
}

/// The years that a claim celebrates.
fn years(context: &Context<'_>, claim: &Claim) -> Option<i64> {
    let report = &context.corpus.reports[claim.report];
    let view = report.document.view.as_str();
    let head = claim.measure.head?;
    let is_feast = claim.quantity.kind == Kind::Ordinal && is_yearly(head);
    let celebrates = || {
        let tokens = report.tokens(claim.sentence);
        let at = tokens.partition_point(|token| token.start < claim.extent.start);
        let mut before = tokens[at.saturating_sub(REACH)..at].iter();
        before.any(|token| CELEBRATING.contains(&token.of(view)))
    };
    let is_celebrated = claim.quantity.kind == Kind::Count && head == *YEARS && celebrates();
    let exact = claim.quantity.modifier == Modifier::Exact && claim.mood == Mood::Stated;
    let number = claim.quantity.nominal()?.to_i64()?;
    (exact && (is_feast || is_celebrated) && number >= 2).then_some(number)
}

/// The year that an anniversary is of.
fn year_of(context: &Context<'_>, claim: &Claim) -> Option<i16> {
    let own = context.corpus.reports[claim.report].period;
    claim.period.or(own).and_then(Period::year)
}

/// The founding of what has an anniversary: of the name that stands right before the number or behind it ("the Rye Fair's 20th
/// anniversary", "20 years of the Rye Fair"); of "its", "our" or none, what the sentences of its paragraph say was founded.
/// `None` if several years are told of it.
fn founding<'a>(
    context: &Context<'_>,
    claim: &Claim,
    founded: &Foundings<'a>,
) -> Option<&'a Happening> {
    let report = &context.corpus.reports[claim.report];
    let view = report.document.view.as_str();
    let tokens = report.tokens(claim.sentence);
    let is = |token: Option<&Token>, words: &[&str]| {
        token.is_some_and(|token| words.contains(&token.of(view)))
    };
    let at = tokens.partition_point(|token| token.start < claim.extent.start);
    let noun = claim
        .measure
        .extent
        .map_or(claim.extent.end, |noun| noun.end);
    let behind = tokens.partition_point(|token| token.start < noun);
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    let is_name = |token: &Token| token.is_capital() && !token.is_function();
    let told = if is(tokens.get(behind), &["of"]) {
        let from = behind + 1 + usize::from(is(tokens.get(behind + 1), &["the", "our"]));
        let name = &tokens[from.min(tokens.len())..];
        // A name does not go on with another part of one.
        let ends = (1..=founded.longest.min(name.len()))
            .filter(|length| !name.get(*length).is_some_and(is_name));
        let told = ends.filter_map(|length| founded.of_name(report.series, &name[..length]));
        told.reduce(Told::with)
    } else if before.is_some_and(is_name) {
        let starts = (1..=founded.longest).filter_map(|length| at.checked_sub(length));
        let told = starts.filter_map(|start| founded.of_name(report.series, &tokens[start..at]));
        told.reduce(Told::with)
    } else if is(before, &["its", "our", "the"]) || claim.quantity.kind == Kind::Count {
        let block = report.document.sentences[claim.sentence].block();
        founded.beside.get(&(claim.report, block)).copied()
    } else {
        None
    };
    told.filter(|told| told.one_year).map(|told| told.first)
}

/// What is told of foundings of one name, or in one paragraph.
#[derive(Clone, Copy)]
struct Told<'a> {
    /// The place of the first among all.
    at: usize,
    first: &'a Happening,
    /// Whether all are of its year.
    one_year: bool,
}

impl<'a> Told<'a> {
    fn with(self, other: Told<'a>) -> Told<'a> {
        let first = if other.at < self.at { other } else { self };
        let [one, two] = [self, other].map(|told| told.first.period.first.year());
        Told {
            one_year: self.one_year && other.one_year && one == two,
            ..first
        }
    }
}

/// Foundings, by what is founded and by where it is told.
#[derive(Default)]
struct Foundings<'a> {
    /// By the series of their reports and their names.
    named: FxHashMap<u32, FxHashMap<Vec<Stem>, Told<'a>>>,
    /// By report and paragraph.
    beside: FxHashMap<(ReportId, BlockId), Told<'a>>,
    /// The words of the longest name.
    longest: usize,
}

impl<'a> Foundings<'a> {
    fn of(context: &Context<'_>, founded: impl Iterator<Item = &'a Happening>) -> Foundings<'a> {
        let mut foundings = Foundings::default();
        for (at, first) in founded.enumerate() {
            let told = Told {
                at,
                first,
                one_year: true,
            };
            let both = |known: &mut Told<'a>| *known = known.with(told);
            let report = &context.corpus.reports[first.report];
            let block = report.document.sentences[first.sentence].block();
            let beside = foundings.beside.entry((first.report, block));
            beside.and_modify(both).or_insert(told);
            if !first.name.is_empty() {
                let named = foundings.named.entry(report.series).or_default();
                let named = named.entry(first.name.clone());
                named.and_modify(both).or_insert(told);
                foundings.longest = foundings.longest.max(first.name.len());
            }
        }
        foundings
    }

    /// What is told of the founding of a name.
    fn of_name(&self, series: u32, name: &[Token]) -> Option<Told<'a>> {
        let stems: Vec<Stem> = name.iter().map(|token| token.stem).collect();
        self.named.get(&series)?.get(&stems).copied()
    }
}

fn detection(
    context: &Context<'_>,
    claim: &Claim,
    founding: &Happening,
    (year, passed, years): (i16, i16, i64),
) -> Detection {
    let report = &context.corpus.reports[claim.report];
    let there = &context.corpus.reports[founding.report];
    let stated = show::phrase(context, claim);
    let date = there.text(founding.date);
    Detection {
        fault: Fault::DateDisagrees,
        category: Fault::DateDisagrees.category(),
        // A feast may be held a year late, and a report may be of a year that ends in summer.
        certainty: if (i64::from(passed) - years).abs() == 1 {
            Certainty::Unsure
        } else {
            Context::in_report(report, Certainty::Likely)
        },
        message: format!("“{stated}” in {year}, and from {} to {year} are {passed} years", founding.period.first.year()),
        help: "Correct the number of years or the year of the founding. Both can be right if they are of two things: then \
               say which."
            .to_owned(),
        primary: Label { place: show::place(context, claim), text: format!("“{stated}” here") },
        related: vec![Label {
            place: there.document.place(founding.date),
            text: format!("“{}”: “{date}”", there.text(founding.what)),
        }],
        fix: None,
    }
}
