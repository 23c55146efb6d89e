//! The timeline of one fact as text: a row a period, with bars on a terminal.

use std::io::{self, Write};

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::Serialize;
use serde_json::value::RawValue;

use super::columns::{self, or_dash, short};
use super::ledger::{LedgerFormat, Row, exact, harmless, of_csv, unit};
use super::tame;
use crate::claim::Ledger;
use crate::corpus::Corpus;
use crate::lint::status::Status;
use crate::lint::timeline::{Entry, Group};
use crate::source::Sources;

/// How bars are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chart {
    /// With block characters, eight steps a column.
    Blocks,
    /// With ASCII.
    Ascii,
}

/// Writes a timeline. `chart` adds bars to a table.
pub fn timeline(
    (corpus, ledger, sources): (&Corpus, &Ledger, &Sources),
    entries: &[Entry],
    statuses: &[Status],
    (format, chart): (LedgerFormat, Option<Chart>),
    out: &mut dyn Write,
) -> io::Result<()> {
    let periods: Vec<Line<'_>> = entries
        .iter()
        .map(|entry| Line::of((corpus, ledger, sources), entry, statuses))
        .collect();
    match format {
        LedgerFormat::Table => table(&periods, chart, out),
        LedgerFormat::Csv => csv(&periods, out),
        LedgerFormat::Json => {
            let twin = Twin {
                version: 1,
                periods,
            };
            tame::pretty(&twin, out)
        }
    }
}

#[derive(Serialize)]
struct Twin<'a> {
    version: u32,
    periods: Vec<Line<'a>>,
}

/// What is stated for a period, as it is written.
#[derive(Serialize)]
struct Line<'a> {
    /// The fact among several of a kind.
    name: Option<&'a str>,
    period: Option<String>,
    /// The numbers of series are only good to tell them apart.
    series: u32,
    kind: &'static str,
    unit: Option<&'a str>,
    status: &'static str,
    /// Each text once.
    values: Vec<String>,
    /// From the lowest to the highest that is stated; `null` is an open end.
    low: Option<Box<RawValue>>,
    high: Option<Box<RawValue>>,
    claims: Vec<Row<'a>>,
    #[serde(skip)]
    group: &'a Group,
    #[serde(skip)]
    bar: Option<Bar>,
}

/// From the lowest to the highest number that is printed.
#[derive(Debug, Clone, Copy)]
struct Bar {
    low: Decimal,
    high: Decimal,
}

impl<'a> Line<'a> {
    fn of(
        (corpus, ledger, sources): (&Corpus, &'a Ledger, &'a Sources),
        entry: &'a Entry,
        statuses: &[Status],
    ) -> Line<'a> {
        let rows: Vec<Row<'a>> = entry
            .claims
            .iter()
            .map(|id| Row::of(corpus, sources, &ledger.claims[*id], Some(statuses[*id])))
            .collect();
        let mut values: Vec<String> = Vec::new();
        for value in rows.iter().map(Row::value) {
            if !values.contains(&value) {
                values.push(value);
            }
        }
        let quantities = || entry.claims.iter().map(|id| &ledger.claims[*id].quantity);
        let stated = || quantities().map(|quantity| quantity.values.stated());
        // An open end is below or above all others.
        let low = stated().map(|set| set.low).min().flatten();
        let all_closed = stated().all(|set| set.high.is_some());
        let high = stated().filter_map(|set| set.high).max();
        let printed = || {
            quantities().flat_map(|quantity| {
                let stated = quantity.values.stated();
                let ends = [stated.low, stated.high];
                quantity
                    .nominal()
                    .map_or(ends, |nominal| [Some(nominal), None])
            })
        };
        let bar = printed()
            .flatten()
            .min()
            .zip(printed().flatten().max())
            .map(|(low, high)| Bar { low, high });
        Line {
            name: entry.group.name.as_deref(),
            period: entry.period.map(|period| period.to_string()),
            series: entry.group.series,
            kind: entry.group.kind.name(),
            unit: unit(entry.group.kind, entry.group.currency),
            status: entry.status.name(),
            values,
            low: low.and_then(exact),
            high: high.filter(|_| all_closed).and_then(exact),
            claims: rows,
            group: &entry.group,
            bar,
        }
    }

    /// The files with their lines: "2020.md:3, 7".
    fn places(&self) -> String {
        let files = self
            .claims
            .chunk_by(|first, second| first.file == second.file);
        let of_file = |claims: &[Row<'_>]| {
            let mut lines: Vec<String> = claims
                .iter()
                .map(|row| row.start.line.to_string())
                .collect();
            lines.dedup();
            format!("{}:{}", claims[0].file, lines.join(", "))
        };
        files.map(of_file).collect::<Vec<_>>().join("; ")
    }
}

fn csv(periods: &[Line<'_>], out: &mut dyn Write) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    let header = [
        "name", "period", "series", "status", "values", "low", "high", "unit", "kind", "places",
    ];
    writer.write_record(header).map_err(of_csv)?;
    for period in periods {
        let number = |end: &Option<Box<RawValue>>| {
            end.as_ref()
                .map_or(String::new(), |end| end.get().to_owned())
        };
        let fields = [
            period.name.unwrap_or_default().to_owned(),
            period.period.clone().unwrap_or_default(),
            period.series.to_string(),
            period.status.to_owned(),
            period.values.join("; "),
            number(&period.low),
            number(&period.high),
            period.unit.unwrap_or_default().to_owned(),
            period.kind.to_owned(),
            period.places(),
        ];
        let fields = fields.map(|field| harmless(&field));
        writer.write_record(fields).map_err(of_csv)?;
    }
    writer.flush()
}

/// Columns: name, when, status, values, bar, places. Groups stand apart: their bars cannot be compared.
fn table(periods: &[Line<'_>], chart: Option<Chart>, out: &mut dyn Write) -> io::Result<()> {
    let groups = periods.chunk_by(|first, second| first.group == second.group);
    for (at, group) in groups.enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        let longest = group
            .iter()
            .filter_map(|period| period.bar)
            .map(|bar| bar.high)
            .max();
        let drawn = |period: &Line<'_>| Some(draw(chart?, period.bar?, longest?));
        let cells: Vec<[String; 6]> = group
            .iter()
            .map(|period| {
                [
                    period.name.unwrap_or_default().to_owned(),
                    or_dash(period.period.clone().unwrap_or_default()),
                    period.status.to_owned(),
                    short(&period.values.join("; "), 40),
                    drawn(period).unwrap_or_default(),
                    period.places(),
                ]
            })
            .collect();
        let bars = if longest.is_some() && chart.is_some() {
            "chart"
        } else {
            ""
        };
        let names = if group[0].name.is_some() { "name" } else { "" };
        let header = [names, "when", "status", "values", bars, "places"];
        columns::write(header, &cells, out)?;
    }
    Ok(())
}

/// Columns of the longest bar.
const WIDTH: usize = 20;

/// A bar up to the lowest number, and on to the highest in a lighter shade: a step in it is a disagreement.
fn draw(chart: Chart, bar: Bar, longest: Decimal) -> String {
    let steps = match chart {
        Chart::Blocks => 8,
        Chart::Ascii => 1,
    };
    let whole = Decimal::from(WIDTH * steps);
    let length = |number: Decimal| {
        let share = number.max(Decimal::ZERO).checked_div(longest)?;
        share.checked_mul(whole)?.round().to_usize()
    };
    let (low, high) = (length(bar.low).unwrap_or(0), length(bar.high).unwrap_or(0));
    match chart {
        Chart::Ascii => "#".repeat(low) + &"-".repeat(high - low),
        Chart::Blocks => {
            const PARTS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
            let solid = "█".repeat(low / 8) + PARTS[low % 8];
            solid + &"░".repeat((high / 8).saturating_sub(low.div_ceil(8)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(chart: Chart, low: i64, high: i64) -> String {
        let bar = Bar {
            low: low.into(),
            high: high.into(),
        };
        draw(chart, bar, 160.into())
    }

    #[test]
    fn bars_are_as_long_as_their_share_of_the_longest() {
        for (low, high, blocks, ascii) in [
            (160, 160, "████████████████████", "####################"),
            (81, 81, "██████████▏", "##########"),
            (4, 4, "▌", ""),
            (0, 0, "", ""),
            (-8, 0, "", ""),
            (80, 120, "██████████░░░░░", "##########-----"),
            (81, 120, "██████████▏░░░░", "##########-----"),
        ] {
            assert_eq!(drawn(Chart::Blocks, low, high), blocks, "{low} to {high}");
            assert_eq!(drawn(Chart::Ascii, low, high), ascii, "{low} to {high}");
        }
    }

    #[test]
    fn nothing_is_no_length() {
        let nothing = Bar {
            low: Decimal::ZERO,
            high: Decimal::ZERO,
        };
        assert_eq!(draw(Chart::Blocks, nothing, Decimal::ZERO), "");
    }
}
