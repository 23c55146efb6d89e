//! `metric`: one fact that a rule author names, wherever the reports state it.

use serde::Deserialize;

use super::binding::{self, Binding, Growth, Value};
use super::statement::{self, Statement, Subject, Timeline, When, disagreement};
use super::{Check, Context, growth_off, odd_ones, show, values_disagree};
use crate::claim::ClaimId;
use crate::finding::{Certainty, Detection, Fault, Label};
use crate::pattern::{Phrase, Slot};
use crate::quantity::{GrowthCheck, Rounding};

/// Compares all statements of one fact: within a period, and from one period to the next.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Metric {
    /// Whose fact it is. Without it every place that a phrase finds counts.
    #[serde(default)]
    subject: Option<Subject>,
    /// What is measured, for messages: "members".
    measure: String,
    /// What states the value.
    #[serde(deserialize_with = "binding::some")]
    phrases: Vec<Binding<Value>>,
    /// Whether it is a total to date, which no later period can lower.
    #[serde(default)]
    never_falls: bool,
    /// What states its growth. The base is the period that the phrase binds, else the one before.
    #[serde(default)]
    growth: Vec<Binding<Growth>>,
}

impl Check for Metric {
    fn phrases(&self) -> Vec<&Phrase> {
        let subject = self.subject.iter().map(Subject::phrase);
        self.stating().chain(subject).collect()
    }

    fn expected(&self) -> Vec<&Phrase> {
        self.stating().collect()
    }

    /// A phrase that stands only where the subject is not, or where nothing is stated, is as dead as one that stands
    /// nowhere.
    fn dead(&self, context: &Context<'_>) -> Vec<&Phrase> {
        let subject = self.subject.as_ref();
        let values = self.phrases.iter().filter_map(|phrase| {
            let bound = statement::bound_by(context, subject, phrase);
            bound.is_empty().then(|| phrase.phrase())
        });
        let growth = self.growth.iter().filter_map(|phrase| {
            let bound = statement::bound_by(context, subject, phrase);
            bound.is_empty().then(|| phrase.phrase())
        });
        values.chain(growth).collect()
    }

    fn switches(&self) -> Vec<Fault> {
        let fell = self.never_falls.then_some(Fault::TotalFell);
        let growth = (!self.growth.is_empty()).then_some(Fault::GrowthOff);
        fell.into_iter().chain(growth).collect()
    }

    fn statements(&self, context: &Context<'_>) -> Vec<Statement> {
        statement::statements(context, self.subject.as_ref(), &self.phrases)
    }

    fn run(&self, context: &mut Context<'_>) {
        let timeline = Timeline::of(context, self.statements(context));
        for (when, statements) in &timeline.0 {
            self.compare(context, when, statements);
        }
        if self.never_falls {
            self.falls(context, &timeline);
        }
        self.growth(context, &timeline);
    }
}

impl Metric {
    fn stating(&self) -> impl Iterator<Item = &Phrase> {
        let values = self.phrases.iter().map(Binding::phrase);
        values.chain(self.growth.iter().map(Binding::phrase))
    }

    /// Reports the statements of one period that cannot all be true.
    fn compare(&self, context: &mut Context<'_>, when: &When, statements: &[ClaimId]) {
        let claims = &context.ledger.claims;
        let mut pairs = Vec::new();
        for (at, second) in statements.iter().enumerate() {
            for first in &statements[..at] {
                if let Some(certainty) = disagreement(&claims[*first], &claims[*second]) {
                    pairs.push((*first, *second, certainty));
                }
            }
        }
        let what = match when.period {
            Some(period) => format!("{} ({period})", self.measure),
            None => self.measure.clone(),
        };
        for (primary, others, certainty) in odd_ones(pairs) {
            let detection = values_disagree::detection(context, &what, primary, &others, certainty);
            context.report(detection);
        }
    }

    /// Reports each value that lies below one of an earlier period.
    fn falls(&self, context: &mut Context<'_>, timeline: &Timeline) {
        let mut peak: Option<(When, ClaimId)> = None;
        for (when, statements) in &timeline.0 {
            let Some(period) = when.period else { continue };
            peak = peak.filter(|(earlier, _)| earlier.series == when.series);
            let mut fell = false;
            for id in statements {
                let earlier = peak.filter(|(earlier, _)| {
                    earlier
                        .period
                        .is_some_and(|earlier| earlier.last < period.first)
                });
                if let Some((earlier, base)) = earlier
                    && let Some(detection) = self.fall(context, (earlier, base), (*when, *id))
                {
                    fell = true;
                    context.report(detection);
                }
            }
            // What fell is the new base: one fall is reported once, and not in every later period.
            let highest = statements.iter().copied().max_by_key(|id| {
                let values = &context.ledger.claims[*id].quantity.values;
                values.interval(Rounding::Half).low
            });
            let low = |id: ClaimId| {
                let values = &context.ledger.claims[id].quantity.values;
                values.interval(Rounding::Half).low
            };
            if let Some(highest) = highest
                && (fell || peak.is_none_or(|(_, peak)| low(peak) <= low(highest)))
            {
                peak = Some((*when, highest));
            }
        }
    }

    fn fall(
        &self,
        context: &Context<'_>,
        (earlier, base): (When, ClaimId),
        (later, now): (When, ClaimId),
    ) -> Option<Detection> {
        let claims = &context.ledger.claims;
        let certainty = disagreement(&claims[base], &claims[now])?;
        let set = |id: ClaimId| claims[id].quantity.values.interval(Rounding::Half);
        // A report that says itself that the total fell knows what it does.
        if !set(now).lies_below(&set(base)) || growth_off::is_fall(context, now) {
            return None;
        }
        let (base, now) = (&claims[base], &claims[now]);
        let (from, to) = (show::value(context, base), show::value(context, now));
        let (earlier, later) = (earlier.period?, later.period?);
        Some(Detection {
            fault: Fault::TotalFell,
            category: Fault::TotalFell.category(),
            certainty,
            message: format!(
                "{}: “{from}” in {earlier} and “{to}” in {later}, but this total never falls{}",
                self.measure,
                show::sets(context, [base, now].into_iter()),
            ),
            help: "One of the two is likely wrong, or last year's number stayed in the text. Both can be right if it is \
                   counted in another way now: then say so."
                .to_owned(),
            primary: Label { place: show::place(context, now), text: format!("“{to}” ({later})") },
            related: vec![Label {
                place: show::place(context, base),
                text: format!("“{from}” ({earlier})"),
            }],
            fix: None,
        })
    }

    /// Holds each stated growth against the values of its two periods.
    fn growth(&self, context: &mut Context<'_>, timeline: &Timeline) {
        let mut seen = Vec::new();
        for phrase in &self.growth {
            for (growth, hit) in statement::bound_by(context, self.subject.as_ref(), phrase) {
                let claim = &context.ledger.claims[growth.claim];
                let report = &context.corpus.reports[claim.report];
                let binds_base = [Slot::BasePeriod, Slot::Year, Slot::Date]
                    .iter()
                    .any(|slot| hit.found.slot(*slot).is_some());
                let (base, own) = if binds_base {
                    (statement::bound_period(report, hit), claim.period)
                } else {
                    (claim.period.and_then(statement::before), claim.period)
                };
                let (Some(base), Some(own)) = (base, own) else {
                    continue;
                };
                if seen.contains(&growth.claim) || base == own {
                    continue;
                }
                seen.push(growth.claim);
                let values = |period| timeline.at(report.series, period);
                let detection = grown(context, growth.claim, values(base), values(own));
                if let Some(detection) = detection {
                    context.report(detection);
                }
            }
        }
    }
}

/// The detection for a growth that no two values of its periods give.
fn grown(
    context: &Context<'_>,
    growth: ClaimId,
    bases: &[ClaimId],
    values: &[ClaimId],
) -> Option<Detection> {
    let claims = &context.ledger.claims;
    // A value that stands with its growth is the one that grew.
    let sentence = |id: ClaimId| (claims[id].report, claims[id].sentence);
    let beside: Vec<ClaimId> = values
        .iter()
        .copied()
        .filter(|id| sentence(*id) == sentence(growth))
        .collect();
    let values = if beside.is_empty() { values } else { &beside };
    let mut mildest: Option<Detection> = None;
    for base in bases {
        for now in values {
            match growth_off::judged(context, growth, *base, *now, Certainty::Sure) {
                (GrowthCheck::Fits, _) => return None,
                (_, Some(detection)) => {
                    if mildest
                        .as_ref()
                        .is_none_or(|mild| detection.certainty < mild.certainty)
                    {
                        mildest = Some(detection);
                    }
                }
                (_, None) => {}
            }
        }
    }
    mildest
}
