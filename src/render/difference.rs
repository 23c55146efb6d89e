//! The difference of two drafts as text: lines for people, JSON for programs.

use std::io::{self, Write};

use serde::Serialize;

use super::columns::{or_dash, short};
use super::ledger::Row;
use super::tame;
use super::visible::one_line;
use crate::claim::ClaimId;
use crate::difference::{Difference, Draft};
use crate::source::Sources;

/// Writes a difference as lines: what changed, what is new, what is gone, and how much there is of each.
pub fn difference(
    difference: &Difference,
    (old, new): (Draft<'_>, Draft<'_>),
    sources: &Sources,
    out: &mut dyn Write,
) -> io::Result<()> {
    let twin = twin(difference, (old, new), sources);
    let mut tell = |line: String| writeln!(out, "{}", one_line(&line));
    for Changed { old, new } in &twin.changed {
        let values = format!("{} → {}", old.value(), new.value());
        let (line, about, was_at) = (line(new, &values), about(new), place(old));
        tell(format!("changed  {line}{about}  (was at {was_at})"))?;
    }
    for row in &twin.added {
        tell(format!(
            "added    {}{}",
            line(row, &row.value()),
            about(row)
        ))?;
    }
    for row in &twin.dropped {
        tell(format!(
            "dropped  {}{}",
            line(row, &row.value()),
            about(row)
        ))?;
    }
    let Summary {
        changed,
        added,
        dropped,
        same,
    } = twin.summary;
    writeln!(
        out,
        "{changed} changed, {added} added, {dropped} dropped, {same} the same"
    )
}

/// Writes a difference as one JSON object and a line end. Fields may be added; none changes its meaning or goes.
pub fn difference_json(
    difference: &Difference,
    drafts: (Draft<'_>, Draft<'_>),
    sources: &Sources,
    out: &mut dyn Write,
) -> io::Result<()> {
    tame::pretty(&twin(difference, drafts, sources), out)
}

#[derive(Serialize)]
struct Twin<'a> {
    version: u32,
    summary: Summary,
    changed: Vec<Changed<'a>>,
    added: Vec<Row<'a>>,
    dropped: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Summary {
    changed: usize,
    added: usize,
    dropped: usize,
    same: usize,
}

#[derive(Serialize)]
struct Changed<'a> {
    old: Row<'a>,
    new: Row<'a>,
}

fn twin<'a>(
    difference: &Difference,
    (old, new): (Draft<'a>, Draft<'a>),
    sources: &'a Sources,
) -> Twin<'a> {
    let row = |(corpus, ledger): Draft<'a>, id: ClaimId| {
        Row::of(corpus, sources, &ledger.claims[id], None)
    };
    let changed = difference.changed.iter();
    Twin {
        version: 1,
        summary: Summary {
            changed: difference.changed.len(),
            added: difference.added.len(),
            dropped: difference.dropped.len(),
            same: difference.same,
        },
        changed: changed
            .map(|(before, after)| Changed {
                old: row(old, *before),
                new: row(new, *after),
            })
            .collect(),
        added: difference.added.iter().map(|id| row(new, *id)).collect(),
        dropped: difference.dropped.iter().map(|id| row(old, *id)).collect(),
    }
}

fn place(row: &Row<'_>) -> String {
    format!("{}:{}", row.file, row.start.line)
}

fn line(row: &Row<'_>, values: &str) -> String {
    format!("{}  {values}", place(row))
}

/// What is counted, of what, and when.
fn about(row: &Row<'_>) -> String {
    let [measure, subject] = [row.measure(), row.subject()].map(|text| or_dash(short(text, 32)));
    match row.period() {
        Some(period) => format!("  {measure}, {subject}, {period}"),
        None => format!("  {measure}, {subject}"),
    }
}
