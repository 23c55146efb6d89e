//! `text`: what a house style forbids and requires, and what it puts in the place of other words.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::de::{Deserialize, Deserializer};

use super::{Check, Context, Entries, Hit, Steps, mend, missing};
use crate::corpus::{Report, ReportId};
use crate::document::{BlockKind, Extent, SectionId};
use crate::finding::{Certainty, Detection, Fault, Fix, Label};
use crate::pattern::Phrase;
use crate::source::{Place, Span};
use crate::yaml;

/// Phrases that may not stand in a report, and phrases that must: in all of it, or in some of its sections.
#[derive(Debug, Clone, serde::Deserialize, JsonSchema)]
#[serde(try_from = "Written")]
pub struct Text {
    forbid: Vec<Phrase>,
    at_most: usize,
    swap: Entries<Phrase, String>,
    require: Vec<Phrase>,
    sections: Vec<Phrase>,
    only_in: Vec<Part>,
}

#[derive(Debug, Clone, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Text")]
struct Written {
    /// Phrases to do without.
    #[serde(default)]
    forbid: Vec<Phrase>,
    /// How often each of the forbidden phrases may stand in a report after all, or in a section: 0 if nothing is said.
    #[serde(default)]
    at_most: Option<u32>,
    /// Phrases with what is written instead; with nothing between the quotes, they are left out.
    #[serde(default)]
    swap: Entries<Phrase, String>,
    /// Phrases of which each must stand in every report, or in every one of the sections.
    #[serde(default)]
    require: Vec<Phrase>,
    /// Only sections with one of these phrases in their heading are looked at, with the sections in them.
    #[serde(default)]
    sections: Vec<Phrase>,
    /// Only these parts of the text are looked at.
    #[serde(default)]
    only_in: Vec<Part>,
}

/// A part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Headings,
    Paragraphs,
    Items,
    Cells,
}

const PARTS: [(&str, Part); 4] = [
    ("headings", Part::Headings),
    ("paragraphs", Part::Paragraphs),
    ("items", Part::Items),
    ("cells", Part::Cells),
];

impl<'de> Deserialize<'de> for Part {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Part, D::Error> {
        yaml::text(deserializer, |name| yaml::one_of("part", &name, &PARTS))
    }
}

yaml::inline_schema!(
    Part,
    yaml::names_schema(PARTS.iter().map(|(name, _)| *name))
);

impl TryFrom<Written> for Text {
    type Error = String;

    fn try_from(written: Written) -> Result<Text, String> {
        let Written {
            forbid,
            at_most,
            swap,
            require,
            sections,
            only_in,
        } = written;
        if forbid.is_empty() && swap.is_empty() && require.is_empty() {
            let message =
                "this check looks for nothing; give it phrases under `forbid`, `swap` or `require`";
            return Err(message.to_owned());
        }
        if at_most.is_some() && forbid.is_empty() {
            let message = "`at-most` counts forbidden phrases, and there are none; \
                           put them under `forbid`, or remove it";
            return Err(message.to_owned());
        }
        if let Some((phrase, _)) = swap.iter().find(|(phrase, instead)| {
            phrase.is_exact() && phrase.written() == format!("={instead}")
        }) {
            return Err(format!(
                "`{}` is replaced by itself; write something else, or remove it",
                phrase.written()
            ));
        }
        Ok(Text {
            forbid,
            at_most: at_most.unwrap_or(0) as usize,
            swap,
            require,
            sections,
            only_in,
        })
    }
}

impl Check for Text {
    fn phrases(&self) -> Vec<&Phrase> {
        let swapped = self.swap.iter().map(|(phrase, _)| phrase);
        (self.forbid.iter().chain(swapped))
            .chain(&self.require)
            .chain(&self.sections)
            .collect()
    }

    /// A forbidden phrase that stands nowhere is what the rule is for, and a required one is a finding.
    fn expected(&self) -> Vec<&Phrase> {
        self.sections.iter().collect()
    }

    /// A section is named by its heading alone.
    fn dead(&self, context: &Context<'_>) -> Vec<&Phrase> {
        let mut expected = self.expected();
        expected.retain(|phrase| {
            !context
                .hits(phrase)
                .iter()
                .any(|hit| is_in_heading(context, hit))
        });
        expected
    }

    fn steps<'a>(&'a self, _context: &Context<'a>) -> Steps<'a> {
        Steps::over_all(|context| self.run(context))
    }
}

impl Text {
    fn run(&self, context: &mut Context<'_>) {
        let units = Units::of(self, context);
        for phrase in &self.forbid {
            let mut times: BTreeMap<Unit, Vec<&Hit>> = BTreeMap::new();
            for hit in self.hits(context, &units, phrase) {
                times.entry(hit.0).or_default().push(hit.1);
            }
            for (unit, hits) in times {
                for hit in hits.iter().skip(self.at_most) {
                    let written = context.corpus.reports[hit.report].text(hit.extent());
                    let message = match self.at_most {
                        0 => format!("“{written}” is not used here"),
                        most => format!(
                            "“{written}” is used {} times in this {}; at most {most} is right",
                            hits.len(),
                            unit.name()
                        ),
                    };
                    let detection = detection(context, hit, message, "not used", None);
                    context.report(detection);
                }
            }
        }
        for (phrase, instead) in self.swap.iter() {
            for (_, hit) in self.hits(context, &units, phrase) {
                if let Some(detection) = swapped(context, hit, phrase, instead) {
                    context.report(detection);
                }
            }
        }
        for phrase in &self.require {
            let found: Vec<Unit> = self
                .hits(context, &units, phrase)
                .into_iter()
                .map(|(unit, _)| unit)
                .collect();
            for unit in units.all() {
                if found.binary_search(&unit).is_err() {
                    let detection = lacking(context, unit, phrase);
                    context.report(detection);
                }
            }
        }
    }
}

impl Text {
    /// Where a phrase stands in what is looked at, in order.
    fn hits<'a>(
        &self,
        context: &Context<'a>,
        units: &Units,
        phrase: &Phrase,
    ) -> Vec<(Unit, &'a Hit)> {
        let mut hits: Vec<(Unit, &Hit)> = context
            .hits(phrase)
            .iter()
            .filter_map(|hit| {
                let document = &context.corpus.reports[hit.report].document;
                let block = &document.blocks[document.sentences[hit.sentence].block()];
                let part = match block.kind() {
                    BlockKind::Heading(_) => Part::Headings,
                    BlockKind::Item(_) => Part::Items,
                    BlockKind::Cell { .. } => Part::Cells,
                    BlockKind::Paragraph | BlockKind::Code => Part::Paragraphs,
                };
                let is_wanted = self.only_in.is_empty() || self.only_in.contains(&part);
                let unit = units.at(hit.report, block.section())?;
                is_wanted.then_some((unit, hit))
            })
            .collect();
        hits.sort_by_key(|(unit, _)| *unit);
        hits
    }
}

/// What must have a phrase, or may have it so often: a report, or a section of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Unit {
    report: ReportId,
    section: Option<SectionId>,
}

impl Unit {
    fn name(self) -> &'static str {
        match self.section {
            Some(_) => "section",
            None => "report",
        }
    }
}

/// What is looked at: the unit of each section of each report.
struct Units(Vec<Vec<Option<Unit>>>);

impl Units {
    fn of(check: &Text, context: &Context<'_>) -> Units {
        let reports = context.corpus.reports.iter().enumerate();
        let mut units: Vec<Vec<Option<Unit>>> = reports
            .map(|(id, report)| {
                let whole = check.sections.is_empty().then_some(Unit {
                    report: id,
                    section: None,
                });
                vec![whole; report.document.sections.len()]
            })
            .collect();
        for phrase in &check.sections {
            for hit in context
                .hits(phrase)
                .iter()
                .filter(|hit| is_in_heading(context, hit))
            {
                let document = &context.corpus.reports[hit.report].document;
                let block = &document.blocks[document.sentences[hit.sentence].block()];
                units[hit.report][block.section()] = Some(Unit {
                    report: hit.report,
                    section: Some(block.section()),
                });
            }
        }
        // A section belongs to the outermost one that is named. The section around another stands before it.
        for (units, report) in units.iter_mut().zip(&context.corpus.reports) {
            for (at, section) in report.document.sections.iter().enumerate() {
                if let Some(around) = section.parent.and_then(|parent| units[parent]) {
                    units[at] = Some(around);
                }
            }
        }
        Units(units)
    }

    fn at(&self, report: ReportId, section: SectionId) -> Option<Unit> {
        self.0[report][section]
    }

    /// Each unit once, in order.
    fn all(&self) -> Vec<Unit> {
        let mut all: Vec<Unit> = self.0.iter().flatten().copied().flatten().collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

fn is_in_heading(context: &Context<'_>, hit: &Hit) -> bool {
    let document = &context.corpus.reports[hit.report].document;
    let block = document.sentences[hit.sentence].block();
    matches!(document.blocks[block].kind(), BlockKind::Heading(_))
}

/// A phrase with what is written instead.
fn swapped(context: &Context<'_>, hit: &Hit, phrase: &Phrase, instead: &str) -> Option<Detection> {
    let report = &context.corpus.reports[hit.report];
    let written = report.text(hit.extent());
    if instead.is_empty() {
        let message = format!("“{written}” is left out here");
        let fix = left_out(context, hit);
        return Some(detection(context, hit, message, "to be left out", fix));
    }
    let plain = phrase.written();
    // A phrase is found in any inflection, which a replacement would lose; a plural is easily kept.
    let is_plain = written.eq_ignore_ascii_case(plain);
    let is_plural = written
        .strip_suffix('s')
        .is_some_and(|singular| singular.eq_ignore_ascii_case(plain));
    let mut replacement = instead.to_owned();
    if is_plural && !instead.ends_with('s') {
        replacement.push('s');
    }
    if !phrase.is_exact() && !instead.contains(char::is_uppercase) {
        replacement = mend::in_case_of(&replacement, written);
    }
    // `github: GitHub` finds the word in any case, and the right one is among them.
    if written == replacement || is_part_of(report, hit.extent(), instead) {
        return None;
    }
    let message = format!("“{written}” is written “{replacement}”");
    let label = format!("“{replacement}”");
    let safe = phrase.is_exact() || is_plain;
    let edit = [(hit.extent(), replacement)];
    let fix = mend::edits(context.sources, report, edit, safe);
    Some(detection(context, hit, message, &label, fix))
}

/// Whether a text already stands in its replacement: "mill" in "mill house".
fn is_part_of(report: &Report, extent: Extent, replacement: &str) -> bool {
    let view = report.document.view.as_str();
    let mut inside = replacement.match_indices(report.text(extent));
    inside.any(|(at, _)| {
        let start = (extent.start as usize).checked_sub(at);
        let from = start.and_then(|start| view.get(start..));
        from.is_some_and(|from| from.starts_with(replacement))
    })
}

/// The words gone, with the space and the comma that belonged to them; the next word begins the sentence.
fn left_out(context: &Context<'_>, hit: &Hit) -> Option<Fix> {
    let report = &context.corpus.reports[hit.report];
    let extent = hit.extent();
    let sentence = report.document.sentences[hit.sentence].extent;
    let view = report.document.view.as_str();
    let around = &view[..extent.range().start];
    let behind = &view[extent.range().end..sentence.range().end];
    let rest = behind.strip_prefix(", ").or(behind.strip_prefix(' '));
    let (start, end, replacement) = match rest {
        Some(rest) if extent.start == sentence.start => {
            let first = rest.chars().next()?;
            let end = extent.range().end + behind.len() - rest.len() + first.len_utf8();
            (extent.range().start, end, first.to_uppercase().collect())
        }
        // The commas of "and, frankly, cold" go with the words.
        Some(_) if around.ends_with(", ") && behind.starts_with(", ") => {
            (around.len() - 2, extent.range().end + 1, String::new())
        }
        Some(_) => {
            let space = usize::from(behind.starts_with(' '));
            (
                extent.range().start,
                extent.range().end + space,
                String::new(),
            )
        }
        None => {
            let before = around.strip_suffix(' ')?;
            (before.len(), extent.range().end, String::new())
        }
    };
    let edit = [(Extent::new(start, end), replacement)];
    mend::edits(context.sources, report, edit, false)
}

/// A required phrase that does not stand in a report or a section.
fn lacking(context: &Context<'_>, unit: Unit, phrase: &Phrase) -> Detection {
    let document = &context.corpus.reports[unit.report].document;
    let heading = unit
        .section
        .and_then(|section| document.sections[section].heading);
    let place = match heading {
        Some(heading) => Some(document.place(document.blocks[heading].extent)),
        None => missing::head(&context.corpus.reports[unit.report]),
    };
    let nothing = Place {
        source: document.source,
        span: Span { start: 0, end: 0 },
    };
    Detection {
        fault: Fault::Text,
        category: Fault::Text.category(),
        certainty: Certainty::Sure,
        message: format!("“{}” is not in this {}", phrase.written(), unit.name()),
        help: String::new(),
        primary: Label {
            place: place.unwrap_or(nothing),
            text: format!("this {}", unit.name()),
        },
        related: Vec::new(),
        fix: None,
    }
}

fn detection(
    context: &Context<'_>,
    hit: &Hit,
    message: String,
    label: &str,
    fix: Option<Fix>,
) -> Detection {
    let document = &context.corpus.reports[hit.report].document;
    Detection {
        fault: Fault::Text,
        category: Fault::Text.category(),
        certainty: Certainty::Sure,
        message,
        help: String::new(),
        primary: Label {
            place: document.place(hit.extent()),
            text: label.to_owned(),
        },
        related: Vec::new(),
        fix,
    }
}
