//! The machine contract of an outcome, version 1. Fields may be added; none changes its meaning or goes.
//!
//! Offsets are bytes of the file, lines and columns count from 1, columns in characters; ends are exclusive.
//! The internal types are not `Serialize`, so that a change of theirs cannot change the contract: the twins here are.

use std::io::{self, Write};

use rayon::prelude::*;
use serde::Serialize;

use super::{Options, Shown, shown, tame};
use crate::finding::{Edit, Finding, Fix, Label, Problem, Severity};
use crate::lint::Outcome;
use crate::source::{Place, Source, Sources};

const VERSION: u32 = 1;

/// All but the findings, which are written many at a time.
#[derive(Serialize)]
struct OutcomeTwin<'a> {
    version: u32,
    summary: SummaryTwin,
    findings: [(); 0],
    problems: Vec<ProblemTwin<'a>>,
}

/// `errors`, `warnings` and `notes` count the findings that follow; `omitted` those that `--max-findings` left out,
/// `hidden` those below `--min-severity`, `known` those of the baseline, and `elsewhere` those outside of `--changed`
/// and `--only`.
#[derive(Serialize)]
struct SummaryTwin {
    reports: usize,
    claims: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
    omitted: usize,
    hidden: usize,
    suppressed: usize,
    known: usize,
    elsewhere: usize,
    fixed: usize,
}

#[derive(Serialize)]
struct FindingTwin<'a> {
    rule: &'a str,
    code: &'static str,
    category: &'static str,
    certainty: &'static str,
    severity: &'static str,
    message: &'a str,
    help: &'a str,
    fingerprint: &'a str,
    primary: LabelTwin<'a>,
    related: Vec<LabelTwin<'a>>,
    fix: Option<FixTwin<'a>>,
    sides: Vec<SideTwin<'a>>,
}

/// One way out of a contradiction: each of the sides would mend it, and a person has to choose.
#[derive(Serialize)]
struct SideTwin<'a> {
    edits: Vec<EditTwin<'a>>,
}

#[derive(Serialize)]
struct LabelTwin<'a> {
    file: &'a str,
    label: &'a str,
    text: &'a str,
    start: PositionTwin,
    end: PositionTwin,
}

#[derive(Serialize)]
struct FixTwin<'a> {
    safe: bool,
    edits: Vec<EditTwin<'a>>,
}

#[derive(Serialize)]
struct EditTwin<'a> {
    file: &'a str,
    start: PositionTwin,
    end: PositionTwin,
    replacement: &'a str,
}

#[derive(Serialize)]
struct ProblemTwin<'a> {
    of: &'static str,
    message: &'a str,
    help: &'a str,
    place: Option<PlaceTwin<'a>>,
}

#[derive(Serialize)]
struct PlaceTwin<'a> {
    file: &'a str,
    text: &'a str,
    start: PositionTwin,
    end: PositionTwin,
}

/// A position of the machine contract.
#[derive(Serialize)]
pub(super) struct PositionTwin {
    pub(super) offset: usize,
    pub(super) line: usize,
    pub(super) column: usize,
}

/// Writes the outcome as one JSON object and a line end.
pub(super) fn write(
    outcome: &Outcome,
    sources: &Sources,
    options: &Options,
    out: &mut dyn Write,
) -> io::Result<()> {
    let Shown { findings, omitted } = shown(outcome, options);
    let count = |severity| {
        let findings = findings.iter();
        findings.filter(|found| found.severity == severity).count()
    };
    let twin = OutcomeTwin {
        version: VERSION,
        summary: SummaryTwin {
            reports: outcome.reports,
            claims: outcome.claims,
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            notes: count(Severity::Note),
            omitted,
            hidden: outcome.findings.len() - findings.len() - omitted,
            suppressed: outcome.suppressed,
            known: outcome.known,
            elsewhere: outcome.elsewhere,
            fixed: outcome.fixed,
        },
        findings: [],
        problems: outcome
            .problems
            .iter()
            .map(|problem| problem_twin(problem, sources))
            .collect(),
    };
    let mut frame = Vec::new();
    tame::pretty(&twin, &mut frame)?;
    // Before the findings there are only numbers.
    let list = frame.windows(2).position(|bytes| bytes == b"[]");
    match list {
        Some(start) if !findings.is_empty() => {
            out.write_all(&frame[..=start])?;
            write_findings(&findings, sources, out)?;
            out.write_all(&frame[start + 1..])
        }
        _ => out.write_all(&frame),
    }
}

/// Writes what stands between the brackets of the list of findings.
fn write_findings(findings: &[&Finding], sources: &Sources, out: &mut dyn Write) -> io::Result<()> {
    /// So many are written by one thread, while others may write those behind them.
    const TOGETHER: usize = 16;
    /// So many are held in memory.
    const HELD: usize = 256 * TOGETHER;
    // A list in a list stands as far to the right as that of the findings in its object.
    const BEGINNING: &[u8] = b"[\n  [";
    const END: &[u8] = b"\n  ]\n]";
    let mut separator: &[u8] = b"";
    for held in findings.chunks(HELD) {
        let written: Vec<io::Result<Vec<u8>>> = held
            .par_chunks(TOGETHER)
            .map(|findings| {
                let twins = findings.iter();
                let twins = twins.map(|finding| finding_twin(finding, sources));
                tame::pretty_bytes(&[twins.collect::<Vec<_>>()])
            })
            .collect();
        for json in written {
            let json = json?;
            out.write_all(separator)?;
            out.write_all(&json[BEGINNING.len()..json.len() - END.len()])?;
            separator = b",";
        }
    }
    out.write_all(b"\n  ")
}

fn finding_twin<'a>(finding: &'a Finding, sources: &'a Sources) -> FindingTwin<'a> {
    let detection = &finding.detection;
    FindingTwin {
        rule: &finding.rule,
        code: detection.fault.code(),
        category: detection.category.name(),
        certainty: detection.certainty.name(),
        severity: finding.severity.name(),
        message: &detection.message,
        help: &detection.help,
        fingerprint: &finding.fingerprint,
        primary: label_twin(&detection.primary, sources),
        related: detection
            .related
            .iter()
            .map(|label| label_twin(label, sources))
            .collect(),
        fix: match &detection.fix {
            Some(Fix::Edits { safe, edits }) => Some(FixTwin {
                safe: *safe,
                edits: edit_twins(edits, sources),
            }),
            _ => None,
        },
        sides: match &detection.fix {
            Some(Fix::OneOf(sides)) => sides
                .iter()
                .map(|edits| SideTwin {
                    edits: edit_twins(edits, sources),
                })
                .collect(),
            _ => Vec::new(),
        },
    }
}

fn label_twin<'a>(label: &'a Label, sources: &'a Sources) -> LabelTwin<'a> {
    let place = place_twin(label.place, sources);
    LabelTwin {
        file: place.file,
        label: &label.text,
        text: place.text,
        start: place.start,
        end: place.end,
    }
}

fn edit_twins<'a>(edits: &'a [Edit], sources: &'a Sources) -> Vec<EditTwin<'a>> {
    let edit_twin = |edit: &'a Edit| {
        let place = place_twin(edit.place, sources);
        EditTwin {
            file: place.file,
            start: place.start,
            end: place.end,
            replacement: &edit.replacement,
        }
    };
    edits.iter().map(edit_twin).collect()
}

fn problem_twin<'a>(problem: &'a Problem, sources: &'a Sources) -> ProblemTwin<'a> {
    ProblemTwin {
        of: problem.of.name(),
        message: &problem.message,
        help: &problem.help,
        place: problem.place.map(|place| place_twin(place, sources)),
    }
}

fn place_twin(place: Place, sources: &Sources) -> PlaceTwin<'_> {
    let source = sources.get(place.source);
    PlaceTwin {
        file: source.name(),
        text: sources.quote(place),
        start: position_twin(source, place.span.start),
        end: position_twin(source, place.span.end),
    }
}

pub(super) fn position_twin(source: &Source, offset: u32) -> PositionTwin {
    let offset = offset as usize;
    let position = source.position(offset);
    PositionTwin {
        offset,
        line: position.line,
        column: position.column,
    }
}
