//! `growth-off`: a stated growth, multiple or change that the stated values do not give.

use schemars::JsonSchema;
use serde::Deserialize;

use super::flow::Flow;
use super::{Check, Context, Needs, Steps, Verdict};
use crate::claim::{Claim, ClaimId, Mood, Role};
use crate::corpus::ReportId;
use crate::finding::Certainty;
use crate::quantity::Kind;
use crate::word;

use in_sentence::{in_sentence, of_the_sentence_before};
use of_several::against_listed;
use over_reports::{Asked, AskedSoFar, over_reports};
use sentence::Sentence;
use verdict::judge;

mod apart;
mod built;
mod clause;
mod columns;
mod direction;
mod in_sentence;
mod of_several;
mod over_reports;
mod sentence;
mod subject;
mod verdict;

pub(super) use columns::is_change as is_column_of_changes;

/// Recomputes every stated change whose two values are stated too, in the same sentence or in the report that the
/// sentence refers to.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GrowthOff {}

impl Check for GrowthOff {
    fn needs(&self) -> Needs {
        Needs::Own
    }

    fn steps<'a>(&'a self, context: &Context<'a>) -> Steps<'a> {
        Steps::gathering_series(context, in_report, |context, reports, asked| {
            over_reports(context, reports, &asked);
        })
    }
}

/// Looks at the changes of a report, and gives those of which a value may stand in another one.
fn in_report(context: &mut Context<'_>, report: ReportId) -> Asked {
    let mut asked = AskedSoFar::default();
    let mut flows = Flows::default();
    let ledger = context.ledger;
    let ids = ledger.of_report(report);
    for (id, claim) in ids.clone().zip(&ledger.claims[ids]) {
        if let Some(detection) = direction::contradicted(context, id, claim) {
            context.report(detection);
        }
        let change = match claim.quantity.kind {
            Kind::Percent | Kind::Ratio => claim.role == Role::Change,
            _ => is_difference(context, claim),
        };
        if !change || claim.quantity.values.is_vague() {
            // "Up 30 on last year's 205": only the build of the sentence says that it is a change, and the two values stand in it.
            if ledger.in_sentence(report, claim.sentence).len() > 2 {
                let verdict = match flows.built(context, id) {
                    Verdict::Open => flows.apart(context, id),
                    verdict => verdict,
                };
                context.conclude(verdict);
            }
            continue;
        }
        if claim.mood == Mood::Planned {
            context.leave(claim, "a plan is not worked out again");
            continue;
        }
        if built::is_of_points(context, claim) {
            let verdict = flows.built(context, id);
            context.conclude(verdict);
            continue;
        }
        let sentence = Sentence::of(context, id);
        let verdict = match in_sentence(context, &sentence) {
            Verdict::Open => match flows.built(context, id) {
                Verdict::Open => of_the_sentence_before(context, &sentence),
                verdict => verdict,
            },
            Verdict::Off(off) => match flows.built(context, id) {
                Verdict::Fits(places) => Verdict::Fits(places),
                _ => Verdict::Off(off),
            },
            fits @ Verdict::Fits(_) => fits,
        };
        let verdict = match verdict {
            Verdict::Open => flows.apart(context, id),
            verdict => verdict,
        };
        if let Verdict::Open = verdict
            && asked.add(context, &sentence).is_none()
        {
            context.leave(claim, NO_VALUES);
        }
        context.conclude(verdict);
        if claim.quantity.kind == Kind::Ratio
            && let Some(detection) = against_listed(context, id)
        {
            context.report(detection);
        }
    }
    columns::judge_all(context, report);
    asked.into_asked()
}

/// The sentence that was looked at last, as its pieces.
#[derive(Default)]
struct Flows<'a>(Option<(usize, Flow<'a>)>);

impl<'a> Flows<'a> {
    /// What the build of its sentence says of a change.
    fn built(&mut self, context: &Context<'a>, id: ClaimId) -> Verdict {
        if !built::may_be(context, id) {
            return Verdict::Open;
        }
        built::judged(context, self.of(context, id), id)
    }

    /// What two values say of how far they are said to be apart.
    fn apart(&mut self, context: &Context<'a>, id: ClaimId) -> Verdict {
        if !apart::may_be(context, id) {
            return Verdict::Open;
        }
        apart::judged(context, self.of(context, id), id)
    }

    /// The pieces of the sentence of a claim.
    fn of(&mut self, context: &Context<'a>, id: ClaimId) -> &Flow<'a> {
        let claim = &context.ledger.claims[id];
        let known = self.0.take();
        let known = known.filter(|(sentence, _)| *sentence == claim.sentence);
        let flow = known.map_or_else(
            || Flow::of(context, claim.report, claim.sentence),
            |(_, flow)| flow,
        );
        let (_, flow) = self.0.insert((claim.sentence, flow));
        flow
    }
}

/// Why a change is left alone.
const NO_VALUES: &str = "no two values are told that it comes from: neither in its sentence, nor one of them in the \
                         report of the year that it names";

/// Whether a number of things tells by how many there are more or fewer: "grew by 96 objects", "a fall of 12", "three
/// more than in 2020".
fn is_difference(context: &Context<'_>, claim: &Claim) -> bool {
    let of_things = matches!(claim.quantity.kind, Kind::Count | Kind::Money);
    if !of_things || claim.base || !matches!(claim.role, Role::Level | Role::Change) {
        return false;
    }
    let report = &context.corpus.reports[claim.report];
    let view = report.document.view.as_str();
    let tokens = report.tokens(claim.sentence);
    let at = tokens.partition_point(|token| token.start < claim.extent.start);
    let behind = || tokens.partition_point(|token| token.start < claim.extent.end);
    // "Shrank twice by two seats", "grew by ten a year": how often, the two values do not tell.
    let often = || {
        let near = at.saturating_sub(12)..(behind() + 12).min(tokens.len());
        tokens[near].iter().any(|token| {
            let word = token.of(view);
            OFTEN.iter().any(|often| often.eq_ignore_ascii_case(word))
        })
    };
    if claim.role == Role::Change {
        // "Upgraded three times" tells of no more and no fewer.
        return tokens
            .get(behind())
            .is_some_and(|token| token.of(view) != "times")
            && !often();
    }
    let word = |back: usize| at.checked_sub(back).map(|at| tokens[at].of(view));
    let moves = |back: usize| word(back).is_some_and(word::is_change);
    let told = match word(1) {
        Some("by") => (2..=5).any(moves),
        Some("of") => word(2)
            .and_then(word::change)
            .is_some_and(word::Change::is_noun),
        _ => false,
    };
    told && !often()
}

/// Words that say that a change came more than once, or to each of several.
const OFTEN: &[&str] = &[
    "annually",
    "daily",
    "each",
    "every",
    "monthly",
    "per",
    "respectively",
    "thrice",
    "times",
    "twice",
    "weekly",
    "yearly",
];

/// So many claims and so many words to each side of a change may be its values, and may tell of it. A sentence that has
/// more runs on.
const CLAIMS_BESIDE: usize = 32;

const WORDS_BESIDE: usize = 128;

/// What two values say of a change. `most` is how sure their roles are.
pub(super) fn judged(
    context: &Context<'_>,
    change: ClaimId,
    base: ClaimId,
    now: ClaimId,
    most: Certainty,
) -> Verdict {
    let sentence = Sentence::of(context, change);
    let claims = &context.ledger.claims;
    judge(context, sentence.told(), &claims[base], &claims[now], most)
}

/// Whether the words around a claim say that something became less.
pub(super) fn is_fall(context: &Context<'_>, claim: ClaimId) -> bool {
    Sentence::of(context, claim).falls()
}
