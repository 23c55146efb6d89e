//! Versions in a row, in a list or one in each clause, of which one is skipped or stands twice.

use std::collections::BTreeSet;

use super::found;
use crate::check::flow::Flow;
use crate::check::{Context, show};
use crate::claim::Claim;
use crate::corpus::ReportId;
use crate::finding::{Certainty, Detection, Label};
use crate::quantity::{Kind, Modifier};

pub(super) fn versions(context: &mut Context<'_>, id: ReportId) {
    for (sentence, claims) in context.told_in(id) {
        let mut versions = claims
            .iter()
            .filter(|claim| version(context, claim).is_some());
        if claims.len() < 3 || versions.nth(2).is_none() {
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
