//! Anniversaries against the year of the founding: "founded in 1998" and, in 2021, "its 20th anniversary".

use rust_decimal::prelude::ToPrimitive;

use super::{Happening, Sort};
use crate::check::{Context, show};
use crate::claim::{Claim, Mood};
use crate::finding::{Certainty, Detection, Fault, Label};
use crate::period::Period;
use crate::quantity::{Kind, Modifier};
use crate::word::{self, Stem, Token};

/// What is counted from a founding on.
const FEASTS: &[&str] = &["anniversary", "birthday", "jubilee"];
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
pub(super) fn check(context: &mut Context<'_>, happenings: &[&Happening]) {
    let founded: Vec<&Happening> = happenings
        .iter()
        .copied()
        .filter(|happening| happening.sort == Sort::Founded && happening.year_given)
        .collect();
    if founded.is_empty() {
        return;
    }
    let mut found = Vec::new();
    for claim in &context.ledger.claims {
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
    let is_feast = claim.quantity.kind == Kind::Ordinal
        && FEASTS.iter().any(|feast| word::stem(feast) == head);
    let celebrates = || {
        let tokens = report.tokens(claim.sentence);
        let at = tokens.partition_point(|token| token.start < claim.extent.start);
        let mut before = tokens[at.saturating_sub(REACH)..at].iter();
        before.any(|token| CELEBRATING.contains(&token.of(view)))
    };
    let is_celebrated =
        claim.quantity.kind == Kind::Count && head == word::stem("years") && celebrates();
    let exact = claim.quantity.modifier == Modifier::Exact && claim.mood == Mood::Stated;
    let number = claim.quantity.nominal?.to_i64()?;
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
    founded: &[&'a Happening],
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
    let in_series = founded
        .iter()
        .copied()
        .filter(|happening| context.corpus.reports[happening.report].series == report.series);
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    let candidates: Vec<&Happening> = if is(tokens.get(behind), &["of"]) {
        let from = behind + 1 + usize::from(is(tokens.get(behind + 1), &["the", "our"]));
        in_series
            .filter(|happening| is_named(&tokens[from.min(tokens.len())..], happening))
            .collect()
    } else if before.is_some_and(|before| before.is_capital() && !before.function) {
        let own = |happening: &&Happening| {
            let start = at.checked_sub(happening.name.len());
            start.is_some_and(|start| is_named(&tokens[start..at], happening))
        };
        in_series.filter(own).collect()
    } else if is(before, &["its", "our", "the"]) || claim.quantity.kind == Kind::Count {
        let block = |sentence: usize| report.document.sentences[sentence].block;
        let beside = |happening: &&Happening| {
            happening.report == claim.report && block(happening.sentence) == block(claim.sentence)
        };
        in_series.filter(beside).collect()
    } else {
        Vec::new()
    };
    let first = *candidates.first()?;
    let one_year = |other: &&Happening| other.period.first.year() == first.period.first.year();
    candidates.iter().all(one_year).then_some(first)
}

/// Whether words begin with all of a name and go on with no other part of one.
fn is_named(tokens: &[Token], happening: &Happening) -> bool {
    let name = &happening.name;
    let words: Vec<Stem> = tokens
        .iter()
        .take(name.len())
        .map(|token| token.stem)
        .collect();
    let longer = tokens
        .get(name.len())
        .is_some_and(|next| next.is_capital() && !next.function);
    !name.is_empty() && words == *name && !longer
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
