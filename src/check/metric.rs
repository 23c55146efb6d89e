//! `metric`: one fact that a rule author names, wherever the reports state it.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Deserialize;

use super::binding::{self, Binding, Growth, Value};
use super::pin::Datum;
use super::statement::{self, Statement, Subject, Timeline, When, agree, disagreement};
use super::{
    Check, Context, Pin, Steps, Verdict, growth_off, mend, missing, odd_ones, show, values_disagree,
};
use crate::claim::ClaimId;
use crate::finding::{Certainty, Detection, Fault, Fix, Label};
use crate::pattern::{Phrase, Slot};
use crate::period::Period;
use crate::quantity::{Kind, Modifier, Rounding};

/// Compares all statements of one fact: within a period, and from one period to the next.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Metric {
    /// Whose fact it is. Without it every place that a phrase finds counts.
    #[serde(default)]
    subject: Option<Subject>,
    /// What is measured, for messages: "members".
    measure: String,
    /// What states the value. A `{name}` tells facts of one kind apart: the readers of one town and of another.
    #[serde(deserialize_with = "binding::some")]
    phrases: Vec<Binding<Value>>,
    /// Where a phrase stands and means something else: "one baker in three of the 1,500 members".
    #[serde(default)]
    except: Vec<Phrase>,
    /// Whether it is a total to date, which no later period can lower.
    #[serde(default)]
    never_falls: bool,
    /// Whether a value of a month or a day is that of its year, as for a count that is taken once a year.
    #[serde(default)]
    yearly: bool,
    /// By how much it grows each year, to the number: 1 for an age, or for what is held once a year.
    #[serde(default)]
    each_year: Option<u32>,
    /// Whether a report that does not state it is told, if every earlier one does.
    #[serde(default)]
    missing: bool,
    /// What states its growth. The base is the period that the phrase binds, else the one before.
    #[serde(default)]
    growth: Vec<Binding<Growth>>,
    /// The data that the statements must agree with: `file`, CSV, JSON or YAML as seen from the file of the rule; `key`,
    /// the first cell of a row, or a path, with `{year}` for the year of a statement; and `column`.
    #[serde(default)]
    pub(super) pin: Option<Pin>,
}

impl Check for Metric {
    fn phrases(&self) -> Vec<&Phrase> {
        let subject = self.subject.iter().map(Subject::phrase);
        self.stating().chain(subject).chain(&self.except).collect()
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
        let steps = self.each_year.map(|_| Fault::SequenceBroken);
        let missing = self.missing.then_some(Fault::FactMissing);
        fell.into_iter()
            .chain(growth)
            .chain(steps)
            .chain(missing)
            .collect()
    }

    fn has_idle_pin(&self, context: &Context<'_>) -> bool {
        let Some(pin) = &self.pin else { return false };
        let statements = self.statements(context);
        let mut held = statements.iter().map(|it| pin.datum(it.period));
        !statements.is_empty() && held.all(|datum| datum.is_none())
    }

    fn measure(&self) -> Option<&str> {
        Some(&self.measure)
    }

    fn statements(&self, context: &Context<'_>) -> Vec<Statement> {
        let mut statements = statement::statements(context, self.subject.as_ref(), &self.phrases);
        statements.retain(|statement| {
            let claim = &context.ledger.claims[statement.claim];
            let sentence = claim.sentence..claim.sentence + 1;
            !self.except.iter().any(|phrase| {
                let mut hits = context
                    .hits_in(phrase, claim.report, sentence.clone())
                    .iter();
                hits.any(|hit| hit.extent().overlaps(claim.extent))
            })
        });
        if self.yearly {
            for statement in &mut statements {
                statement.period = statement.period.map(whole_year);
            }
        }
        statements
    }

    fn steps<'a>(&'a self, _context: &Context<'a>) -> Steps<'a> {
        Steps::over_all(|context| self.run(context))
    }
}

impl Metric {
    fn run(&self, context: &mut Context<'_>) {
        let statements = self.statements(context);
        if self.missing {
            for detection in missing::missing(context, &self.measure, &statements) {
                context.report(detection);
            }
        }
        let timeline = Timeline::of(context, statements);
        for (when, statements) in &timeline.0 {
            self.compare(context, when, statements);
            if let Some(pin) = &self.pin
                && let Some(datum) = pin.datum(when.period)
            {
                self.hold(context, when, statements, datum);
            }
        }
        if self.never_falls {
            self.falls(context, &timeline);
        }
        if let Some(step) = self.each_year {
            self.steps(context, &timeline, Decimal::from(step));
        }
        self.growth(context, &timeline);
    }
}

impl Metric {
    fn stating(&self) -> impl Iterator<Item = &Phrase> {
        let values = self.phrases.iter().map(Binding::phrase);
        values.chain(self.growth.iter().map(Binding::phrase))
    }

    fn measure_of(&self, when: &When) -> String {
        match &when.name {
            Some(name) => format!("{}, {name}", self.measure),
            None => self.measure.clone(),
        }
    }

    /// Reports the statements of one period that cannot all be true.
    fn compare(&self, context: &mut Context<'_>, when: &When, statements: &[ClaimId]) {
        let claims = &context.ledger.claims;
        let mut pairs = Vec::new();
        let mut agreed = Vec::new();
        for (at, second) in statements.iter().enumerate() {
            for first in &statements[..at] {
                if let Some(certainty) = disagreement(&claims[*first], &claims[*second]) {
                    pairs.push((*first, *second, certainty));
                } else if agree(&claims[*first], &claims[*second]) {
                    agreed.extend(context.places_of([*first, *second].map(|id| &claims[id])));
                }
            }
        }
        let what = self.fact(when);
        context.agree(agreed);
        for (primary, others, certainty) in odd_ones(pairs) {
            let detection = values_disagree::detection(context, &what, primary, &others, certainty);
            context.report(detection);
        }
    }

    /// What is compared within a period, for a message.
    fn fact(&self, when: &When) -> String {
        let measure = self.measure_of(when);
        match when.period {
            Some(period) => format!("{measure} ({period})"),
            None => measure,
        }
    }

    /// Reports the statements of one period that are not what the data say.
    fn hold(&self, context: &mut Context<'_>, when: &When, statements: &[ClaimId], datum: &Datum) {
        for id in statements {
            let claim = &context.ledger.claims[*id];
            let place = show::place(context, claim);
            let Some(certainty) = datum.contradicted_by(claim) else {
                context.agree([place]);
                continue;
            };
            let value = show::value(context, claim);
            let report = &context.corpus.reports[claim.report];
            // Other numbers are printed in ways that a program cannot choose.
            let is_plain = claim.quantity.kind == Kind::Count && claim.quantity.values.is_exact();
            let edit = is_plain.then(|| {
                let number = show::number(datum.number);
                mend::edit(context.sources, report, claim.extent, &number)
            });
            let detection = Detection {
                fault: Fault::ValuesDisagree,
                category: Fault::ValuesDisagree.category(),
                certainty,
                message: format!(
                    "{}: stated as “{value}”, and {} has {}{}",
                    self.fact(when),
                    context.sources.get(datum.place.source).name(),
                    datum.written,
                    show::sets(context, std::iter::once(claim)),
                ),
                help: "Correct the text, or the data if they are wrong. Both can be right if the text is about \
                       something else than the data: then set the rule apart with `except`."
                    .to_owned(),
                primary: Label {
                    place,
                    text: format!("“{}” here", show::phrase(context, claim)),
                },
                related: vec![Label {
                    place: datum.place,
                    text: format!("{} in the data", datum.written),
                }],
                fix: edit.flatten().map(|edit| Fix::OneOf(vec![vec![edit]])),
            };
            context.report(detection);
        }
    }

    /// Reports each value that lies below one of an earlier period.
    fn falls(&self, context: &mut Context<'_>, timeline: &Timeline) {
        let mut series: BTreeMap<(u32, &Option<String>), Vec<Point<'_>>> = BTreeMap::new();
        for (when, statements) in &timeline.0 {
            let known = series.entry((when.series, &when.name)).or_default();
            known.push((when, statements.as_slice()));
        }
        for periods in series.values() {
            self.falls_in(context, periods);
        }
    }

    fn falls_in(&self, context: &mut Context<'_>, periods: &[Point<'_>]) {
        let low = |context: &Context<'_>, id: ClaimId| {
            let values = &context.ledger.claims[id].quantity.values;
            values.interval(Rounding::Half).low
        };
        let mut peak: Option<(&When, ClaimId)> = None;
        for (when, statements) in periods {
            let Some(period) = when.period else { continue };
            let is_earlier =
                |earlier: &When| earlier.period.is_some_and(|it| it.last < period.first);
            let mut fell = false;
            for id in *statements {
                if let Some((earlier, base)) = peak
                    && is_earlier(earlier)
                    && let Some(detection) = self.fall(context, (earlier, base), (when, *id))
                {
                    fell = true;
                    context.report(detection);
                }
            }
            // What fell is the new base: one fall is reported once, and not in every later period.
            let highest = statements
                .iter()
                .copied()
                .max_by_key(|id| low(context, *id));
            if let Some(highest) = highest
                && (fell
                    || peak.is_none_or(|(_, peak)| low(context, peak) <= low(context, highest)))
            {
                peak = Some((when, highest));
            }
        }
    }

    fn fall(
        &self,
        context: &Context<'_>,
        (earlier, base): (&When, ClaimId),
        (later, now): (&When, ClaimId),
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
        let measure = self.measure_of(later);
        let (earlier, later) = (earlier.period?, later.period?);
        Some(Detection {
            fault: Fault::TotalFell,
            category: Fault::TotalFell.category(),
            certainty,
            message: format!(
                "{measure}: “{from}” in {earlier} and “{to}” in {later}, but this total never falls{}",
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

    /// Reports each value that is not as many steps from those of other years as years lie between.
    fn steps(&self, context: &mut Context<'_>, timeline: &Timeline, step: Decimal) {
        let mut counted: Vec<Counted<'_>> = Vec::new();
        let mut known = BTreeSet::new();
        for (when, statements) in &timeline.0 {
            let Some(year) = when.period.and_then(Period::year) else {
                continue;
            };
            for id in statements {
                let quantity = &context.ledger.claims[*id].quantity;
                if let Some(number) = quantity.nominal()
                    // What is out of reach for exact decimals is compared with nothing.
                    && let Some(start) = step
                        .checked_mul(Decimal::from(year))
                        .and_then(|steps| number.checked_sub(steps))
                    && quantity.modifier == Modifier::Exact
                    && known.insert((when.series, &when.name, year, number))
                {
                    counted.push(Counted {
                        of: (when.series, &when.name),
                        year,
                        number,
                        // What it was in the year 0: the same for all that agree.
                        start,
                        claim: *id,
                    });
                }
            }
        }
        let mut series: BTreeMap<(u32, &Option<String>), Vec<&Counted<'_>>> = BTreeMap::new();
        for value in &counted {
            series.entry(value.of).or_default().push(value);
        }
        let mut pairs = Vec::new();
        // So many values are no count of years.
        for values in series
            .values()
            .filter(|values| values.len() <= 2 * Timeline::VALUES)
        {
            for (at, second) in values.iter().enumerate() {
                let others = values[..at]
                    .iter()
                    .filter(|first| first.year != second.year && first.start != second.start);
                pairs.extend(others.map(|first| (first.claim, second.claim, Certainty::Likely)));
            }
        }
        let by_claim: BTreeMap<ClaimId, &Counted<'_>> = counted
            .iter()
            .map(|counted| (counted.claim, counted))
            .collect();
        for (primary, others, certainty) in odd_ones(pairs) {
            let of = |id: ClaimId| by_claim.get(&id).copied();
            let (Some(odd), Some(other)) = (of(primary), others.first().and_then(|id| of(*id)))
            else {
                continue;
            };
            let steps = step.checked_mul(Decimal::from(odd.year));
            let Some(expected) = steps.and_then(|steps| other.start.checked_add(steps)) else {
                continue;
            };
            let label = |id: ClaimId| Label {
                place: show::place(context, &context.ledger.claims[id]),
                text: of(id).map_or_else(String::new, |counted| {
                    format!("{} in {}", show::number(counted.number), counted.year)
                }),
            };
            let detection = Detection {
                fault: Fault::SequenceBroken,
                category: Fault::SequenceBroken.category(),
                certainty,
                message: format!(
                    "{}: {} in {}, but from {} in {} it is {}",
                    self.measure,
                    show::number(odd.number),
                    odd.year,
                    show::number(other.number),
                    other.year,
                    show::number(expected),
                ),
                help: "One of the two is likely wrong. Both can be right if they count from different days: then say \
                       so."
                    .to_owned(),
                primary: label(primary),
                related: others.into_iter().map(label).collect(),
                fix: None,
            };
            context.report(detection);
        }
    }

    /// Holds each stated growth against the values of its two periods.
    fn growth(&self, context: &mut Context<'_>, timeline: &Timeline) {
        let mut seen = BTreeSet::new();
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
                    let own = claim.period.map(|period| {
                        if self.yearly {
                            whole_year(period)
                        } else {
                            period
                        }
                    });
                    (own.and_then(Period::year_before), own)
                };
                let (Some(mut base), Some(mut own)) = (base, own) else {
                    continue;
                };
                if self.yearly {
                    (base, own) = (whole_year(base), whole_year(own));
                }
                if base == own || !seen.insert(growth.claim) {
                    continue;
                }
                let values = |period| timeline.at(report.series, growth.name.clone(), period);
                let verdict = grown(context, growth.claim, values(base), values(own));
                context.conclude(verdict);
            }
        }
    }
}

/// The year that a period lies in, or the period where it lies in several.
fn whole_year(period: Period) -> Period {
    period.year().and_then(Period::of_year).unwrap_or(period)
}

/// The statements of one period.
type Point<'a> = (&'a When, &'a [ClaimId]);

/// A value of a metric that grows by the same step each year.
struct Counted<'a> {
    of: (u32, &'a Option<String>),
    year: i16,
    number: Decimal,
    start: Decimal,
    claim: ClaimId,
}

/// Whether two values of its periods give a growth; if none do, the mildest of what they say.
fn grown(context: &Context<'_>, growth: ClaimId, bases: &[ClaimId], values: &[ClaimId]) -> Verdict {
    let claims = &context.ledger.claims;
    // A value that stands with its growth is the one that grew.
    let sentence = |id: ClaimId| (claims[id].report, claims[id].sentence);
    let beside: Vec<ClaimId> = values
        .iter()
        .copied()
        .filter(|id| sentence(*id) == sentence(growth))
        .collect();
    let values = if beside.is_empty() { values } else { &beside };
    let (bases, values) = (distinct(context, bases), distinct(context, values));
    let mut mildest: Option<Box<Detection>> = None;
    for base in &bases {
        for now in &values {
            match growth_off::judged(context, growth, *base, *now, Certainty::Sure) {
                Verdict::Open => {}
                Verdict::Fits(places) => return Verdict::Fits(places),
                Verdict::Off(detection) => {
                    if mildest
                        .as_ref()
                        .is_none_or(|mild| detection.certainty < mild.certainty)
                    {
                        mildest = Some(detection);
                    }
                }
            }
        }
    }
    mildest.map_or(Verdict::Open, Verdict::Off)
}

/// Claims of which no two have one value; a fact with more values than some has none that could have grown.
fn distinct(context: &Context<'_>, claims: &[ClaimId]) -> Vec<ClaimId> {
    let values = |id: ClaimId| &context.ledger.claims[id].quantity.values;
    let mut distinct: Vec<ClaimId> = Vec::new();
    for id in claims {
        if distinct.len() < Timeline::VALUES
            && distinct.iter().all(|known| values(*known) != values(*id))
        {
            distinct.push(*id);
        }
    }
    distinct
}
