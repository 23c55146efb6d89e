//! `train`: releases that follow each other, with their names, ordinals, versions and dates.

use std::collections::BTreeMap;
use std::fmt;

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::{Deserializer, Error, Visitor};

use super::statement::{self, Subject};
use super::{Check, Context, Entries, Hit, Steps};
use crate::claim;
use crate::corpus::Report;
use crate::document::Extent;
use crate::finding::{Certainty, Detection, Fault, Label};
use crate::pattern::{Bound, Phrase, Slot};
use crate::period::{self, Period};
use crate::yaml;

/// Holds what is said of a release against the list of releases, and the dates of one release against each other.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Train {
    /// What is released: it stands in the paragraph, in a heading above it, or in the name or title of the report.
    #[serde(default)]
    product: Option<Subject>,
    /// The ordinal of the first release of the list; each of the others has the next one.
    #[serde(default)]
    first: Option<u32>,
    /// The releases in order: names with a date, a version, both or neither.
    #[serde(default)]
    releases: Entries<String, Option<Release>>,
    /// What says something of a release: `{ordinal}`, `{version}` and `{date}` of a `{name}`. A phrase without a name
    /// is about the release of the list that its sentence names next to it.
    #[serde(default)]
    phrases: Vec<Phrase>,
    /// What says that there was none since a `{date}` or a `{base-period}`: "the first since".
    #[serde(default)]
    since: Vec<Phrase>,
}

/// What is known of a release.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Release {
    #[serde(default)]
    date: Option<Date>,
    #[serde(default)]
    version: Option<String>,
}

/// A calendar expression of a rule: `April 2019`, `2019-04-10`, `2019`.
#[derive(Debug, Clone, Copy)]
struct Date(Period);

yaml::inline_schema!(
    Date,
    yaml::text_schema("A date: `April 2019`, `2019-04-10`, `2019`.")
);

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        struct Text;

        impl Visitor<'_> for Text {
            type Value = Date;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a date")
            }

            fn visit_str<E: Error>(self, written: &str) -> Result<Date, E> {
                let mentions = period::read(written);
                let [mention] = mentions.as_slice() else {
                    return Err(E::custom(format!(
                        "`{written}` is no date; write `April 2019`"
                    )));
                };
                let period = mention.when.resolve(None);
                let period = period.ok_or_else(|| {
                    E::custom(format!("`{written}` names no year; write `April 2019`"))
                })?;
                Ok(Date(period))
            }

            fn visit_i64<E: Error>(self, year: i64) -> Result<Date, E> {
                self.visit_str(&year.to_string())
            }

            fn visit_u64<E: Error>(self, year: u64) -> Result<Date, E> {
                self.visit_str(&year.to_string())
            }
        }

        deserializer.deserialize_any(Text)
    }
}

/// A name farther from an ordinal than this is about something else.
const NEAR: usize = 10;

/// What a sentence says of one release.
struct Said<'a> {
    hit: &'a Hit,
    report: &'a Report,
    /// The release of the list, and where it is named.
    release: Option<(usize, Extent)>,
    /// How many tokens lie between the name and the rest.
    distance: usize,
    ordinal: Option<(Decimal, Extent)>,
    version: Option<(String, Extent)>,
    date: Option<(Period, Extent)>,
}

impl Check for Train {
    fn phrases(&self) -> Vec<&Phrase> {
        let product = self.product.iter().map(Subject::phrase);
        self.expected().into_iter().chain(product).collect()
    }

    fn expected(&self) -> Vec<&Phrase> {
        self.phrases.iter().chain(&self.since).collect()
    }

    fn switches(&self) -> Vec<Fault> {
        let since = (!self.since.is_empty()).then_some(Fault::DateDisagrees);
        since.into_iter().collect()
    }

    fn dead(&self, context: &Context<'_>) -> Vec<&Phrase> {
        let dead = self.phrases.iter().chain(&self.since);
        dead.filter(|phrase| self.said(context, phrase).is_empty())
            .collect()
    }

    fn steps<'a>(&'a self, _context: &Context<'a>) -> Steps<'a> {
        Steps::over_all(|context| self.run(context))
    }
}

impl Train {
    fn run(&self, context: &mut Context<'_>) {
        let mut said: Vec<Said<'_>> = self
            .phrases
            .iter()
            .flat_map(|phrase| self.said(context, phrase))
            .collect();
        said.sort_by_key(|said| (said.hit.report, said.hit.extent()));
        let mut detections: Vec<Detection> = said
            .iter()
            .flat_map(|said| self.against_list(said))
            .collect();
        detections.extend(self.two_dates(said));
        for phrase in &self.since {
            let said = self.said(context, phrase);
            detections.extend(said.iter().filter_map(|said| self.in_between(said)));
        }
        for detection in detections {
            context.report(detection);
        }
    }
}

impl Train {
    /// What a phrase finds, with what it says. Plans are left out.
    fn said<'a>(&self, context: &Context<'a>, phrase: &Phrase) -> Vec<Said<'a>> {
        let mut among = self.product.as_ref().map(|product| product.among(context));
        let hits = context.hits(phrase).iter().filter(|hit| {
            among
                .as_mut()
                .is_none_or(|among| among.is_near(hit.report, hit.sentence))
        });
        let names_it = phrase.slots().contains(&Slot::Name);
        let read = hits.filter_map(|hit| {
            let report = &context.corpus.reports[hit.report];
            if claim::is_plan(report, hit.sentence) {
                return None;
            }
            let quantities = report.quantities(hit.sentence);
            let bound = |slot| hit.found.slot(slot);
            let extent = |bound: &Bound| Extent::new(bound.range.start, bound.range.end);
            let quantity = |slot| {
                let bound = bound(slot)?;
                Some((quantities.get(bound.quantity?)?, extent(bound)))
            };
            let named = bound(Slot::Name).map(extent);
            let (release, distance) = match named {
                Some(name) => (self.named_in(report, hit.sentence, name), 0),
                None if names_it => (None, 0),
                None => self.nearest(report, hit),
            };
            let said = Said {
                hit,
                report,
                release,
                distance,
                ordinal: quantity(Slot::Ordinal)
                    .and_then(|(quantity, extent)| Some((quantity.nominal()?, extent))),
                version: quantity(Slot::Version)
                    .map(|(quantity, extent)| (version(quantity.version()), extent)),
                date: bound(Slot::Date)
                    .or(bound(Slot::BasePeriod))
                    .or(bound(Slot::Year))
                    .and_then(|bound| Some((statement::bound_period(report, hit)?, extent(bound)))),
            };
            // A name that is none of a release says nothing.
            (!names_it || said.release.is_some()).then_some(said)
        });
        read.collect()
    }

    /// The release of the list that stands, as one word or more, in an extent of a sentence.
    fn named_in(
        &self,
        report: &Report,
        sentence: usize,
        within: Extent,
    ) -> Option<(usize, Extent)> {
        self.names(report, sentence)
            .into_iter()
            .find(|(_, extent)| within.contains(*extent))
    }

    /// The release that a sentence names nearest to a hit, and how many tokens lie between. Of two that are as near,
    /// neither.
    fn nearest(&self, report: &Report, hit: &Hit) -> (Option<(usize, Extent)>, usize) {
        let tokens = report.tokens(hit.sentence);
        let own = hit.extent();
        let at = |offset: u32| tokens.partition_point(|token| token.start < offset);
        let mut near: Vec<(usize, (usize, Extent))> = self
            .names(report, hit.sentence)
            .into_iter()
            .map(|(release, name)| {
                let between = if name.start >= own.end {
                    at(name.start) - at(own.end)
                } else {
                    at(own.start).saturating_sub(at(name.end))
                };
                (between, (release, name))
            })
            .filter(|(between, _)| *between <= NEAR)
            .collect();
        near.sort_by_key(|(between, _)| *between);
        match near.as_slice() {
            [(one, (first, _)), (other, (second, _)), ..] if one == other && first != second => {
                (None, 0)
            }
            [(distance, nearest), ..] => (Some(*nearest), *distance),
            [] => (None, 0),
        }
    }

    /// Where a sentence names releases of the list, to the letter.
    fn names(&self, report: &Report, sentence: usize) -> Vec<(usize, Extent)> {
        let view = report.document.view.as_str();
        let tokens = report.tokens(sentence);
        let named = tokens.iter().filter_map(|token| {
            let word = token.of(view);
            let word = word
                .strip_suffix("'s")
                .or(word.strip_suffix("’s"))
                .unwrap_or(word);
            let release = self.releases.iter().position(|(name, _)| name == word)?;
            let start = token.start as usize;
            Some((release, Extent::new(start, start + word.len())))
        });
        named.collect()
    }

    fn release(&self, at: usize) -> Option<(&str, Option<&Release>)> {
        let (name, release) = self.releases.iter().nth(at)?;
        Some((name, release.as_ref()))
    }

    fn ordinal(&self, at: usize) -> Option<Decimal> {
        Some(Decimal::from(self.first?) + Decimal::from(at))
    }

    /// What contradicts the list of releases.
    fn against_list(&self, said: &Said<'_>) -> Vec<Detection> {
        let mut detections = Vec::new();
        let list = |name: &str, what: String| format!("{name} is {what} by the list of releases");
        if let Some((at, place)) = said.release
            && let Some((name, release)) = self.release(at)
        {
            let certainty = if said.distance <= 4 {
                Certainty::Sure
            } else {
                Certainty::Likely
            };
            if let (Some((ordinal, extent)), Some(known)) = (said.ordinal, self.ordinal(at))
                && ordinal != known
            {
                let message = list(name, format!("number {known}, and not {ordinal},"));
                detections.push(said.detection(
                    Fault::SequenceBroken,
                    certainty,
                    message,
                    extent,
                    Some(place),
                ));
            }
            if let (Some((version, extent)), Some(known)) = (
                &said.version,
                release.and_then(|release| release.version.as_ref()),
            ) && version != known
            {
                let message = list(name, format!("version {known}, and not {version},"));
                detections.push(said.detection(
                    Fault::SequenceBroken,
                    certainty,
                    message,
                    *extent,
                    Some(place),
                ));
            }
        }
        let Some((at, place)) = self.identified(said) else {
            return detections;
        };
        let date = self
            .release(at)
            .and_then(|(name, release)| Some((name, release?.date?.0)));
        if let (Some((name, known)), Some((stated, extent))) = (date, said.date)
            && !known.overlaps(stated)
        {
            let message =
                format!("{name} is of {known} by the list of releases, and here of {stated}");
            let place = Some(place).filter(|place| !place.overlaps(extent));
            detections.push(said.detection(
                Fault::DateDisagrees,
                Certainty::Likely,
                message,
                extent,
                place,
            ));
        }
        detections
    }

    /// The release of the list that is meant, by its name, its version or its ordinal.
    fn identified(&self, said: &Said<'_>) -> Option<(usize, Extent)> {
        if said.release.is_some() {
            return said.release;
        }
        if let Some((version, extent)) = &said.version {
            let mut releases = self.releases.iter();
            let at = releases.position(|(_, release)| {
                release
                    .as_ref()
                    .is_some_and(|release| release.version.as_ref() == Some(version))
            })?;
            return Some((at, *extent));
        }
        let (ordinal, extent) = said.ordinal?;
        let at = (0..self.releases.iter().count()).find(|at| self.ordinal(*at) == Some(ordinal))?;
        Some((at, extent))
    }

    /// "The first since" a date, and a release of the list in between.
    fn in_between(&self, said: &Said<'_>) -> Option<Detection> {
        let (since, extent) = said.date?;
        let own = said.report.period?;
        let (name, date) = self.releases.iter().find_map(|(name, release)| {
            let date = release.as_ref()?.date?.0;
            (date.first > since.last && date.last < own.first).then_some((name, date))
        })?;
        let whole = Extent {
            end: extent.end,
            ..said.hit.extent()
        };
        let message = format!("{name} lies between: it is of {date} by the list");
        Some(said.detection(
            Fault::DateDisagrees,
            Certainty::Likely,
            message,
            whole,
            None,
        ))
    }

    /// One release at two dates.
    fn two_dates(&self, said: Vec<Said<'_>>) -> Vec<Detection> {
        let mut first: BTreeMap<(u32, String), Said<'_>> = BTreeMap::new();
        let mut detections = Vec::new();
        for said in said {
            let Some((date, extent)) = said.date else {
                continue;
            };
            let identified = self.identified(&said);
            // The list tells which of the dates is wrong.
            let listed = identified.and_then(|(at, _)| self.release(at)?.1?.date);
            if listed.is_some() {
                continue;
            }
            let key = match (identified, &said.version) {
                (Some((at, _)), _) => self.release(at).map(|(name, _)| name.to_owned()),
                (None, version) => version.as_ref().map(|(version, _)| version.clone()),
            };
            let Some(key) = key else { continue };
            let key = (said.report.series, key);
            let Some(known) = first.get(&key) else {
                first.insert(key, said);
                continue;
            };
            let Some((earlier, place)) = known.date else {
                continue;
            };
            if earlier.overlaps(date) {
                continue;
            }
            let certainty = if known.hit.report == said.hit.report {
                Certainty::Sure
            } else {
                Certainty::Likely
            };
            let message = format!("{} is of {earlier} and of {date}", key.1);
            let mut detection =
                said.detection(Fault::DateDisagrees, certainty, message, extent, None);
            detection.related.push(Label {
                place: known.report.document.place(place),
                text: format!("{earlier} here"),
            });
            detections.push(detection);
        }
        detections
    }
}

impl Said<'_> {
    fn detection(
        &self,
        fault: Fault,
        certainty: Certainty,
        message: String,
        primary: Extent,
        related: Option<Extent>,
    ) -> Detection {
        let document = &self.report.document;
        let label = |extent: Extent| Label {
            place: document.place(extent),
            text: format!("“{}”", self.report.text(extent)),
        };
        Detection {
            fault,
            category: fault.category(),
            certainty,
            message,
            help: "One of the two is likely wrong. Both can be right if they are about two releases, or a trial and \
                   the release: then say which."
                .to_owned(),
            primary: label(primary),
            related: related.map(label).into_iter().collect(),
            fix: None,
        }
    }
}

/// A version without the zeros at its end: 5.0 and 5.0.0 are one.
fn version(parts: &[u32]) -> String {
    let zeros = parts
        .iter()
        .skip(2)
        .rev()
        .take_while(|part| **part == 0)
        .count();
    let parts: Vec<String> = parts[..parts.len() - zeros]
        .iter()
        .map(u32::to_string)
        .collect();
    parts.join(".")
}
