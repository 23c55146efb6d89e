//! The ledger as text: a table for people, CSV for spreadsheets, JSON for programs.

use std::io::{self, Write};

use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::value::RawValue;

use super::columns::{self, or_dash, short};
use super::json::{PositionTwin, position_twin};
use super::tame;
use super::visible::one_line;
use crate::claim::{Claim, Ledger, Reach, Stated, Unnumbered};
use crate::corpus::{Corpus, ReportId};
use crate::document::Extent;
use crate::lint::status::Status;
use crate::quantity::Kind;
use crate::source::Sources;

/// The format of a ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LedgerFormat {
    /// Columns for people.
    Table,
    /// Comma-separated values with a header line.
    Csv,
    /// The machine contract: an object with an array `claims`.
    Json,
}

/// Writes the claims of a ledger, and what is stated without a number, with their statuses: those of reports and statuses
/// that `shown` chooses.
pub fn ledger(
    (corpus, ledger, sources): (&Corpus, &Ledger, &Sources),
    statuses: &[Status],
    unnumbered: &[(Unnumbered, Status)],
    shown: &dyn Fn(ReportId, Status) -> bool,
    format: LedgerFormat,
    out: &mut dyn Write,
) -> io::Result<()> {
    let all = ledger.claims.iter().chain(ledger.implied.iter());
    let numbered = all.zip(statuses.iter().copied()).map(|(claim, status)| {
        let place = (claim.report, claim.extent.start);
        (place, status, Shown::Claim(claim))
    });
    let others = unnumbered.iter().map(|(stated, status)| {
        let place = (stated.report, stated.extent.start);
        (place, *status, Shown::Unnumbered(stated))
    });
    let mut kept: Vec<_> = numbered
        .chain(others)
        .filter(|((report, _), status, _)| shown(*report, *status))
        .collect();
    kept.sort_by_key(|(place, _, _)| *place);
    let rows = kept.into_iter().map(|(_, status, row)| match row {
        Shown::Claim(claim) => Row::of(corpus, sources, claim, Some(status)),
        Shown::Unnumbered(stated) => Row::of_unnumbered(corpus, sources, stated, status),
    });
    match format {
        LedgerFormat::Table => table(rows, out),
        LedgerFormat::Csv => csv(rows, out),
        LedgerFormat::Json => {
            let claims: Vec<Row<'_>> = rows.collect();
            tame::pretty(&Twin { version: 1, claims }, out)
        }
    }
}

/// What a row is made of.
enum Shown<'a> {
    Claim(&'a Claim),
    Unnumbered(&'a Unnumbered),
}

#[derive(Serialize)]
struct Twin<'a> {
    version: u32,
    claims: Vec<Row<'a>>,
}

/// A claim as it is written.
#[derive(Serialize)]
pub(super) struct Row<'a> {
    pub(super) file: &'a str,
    pub(super) start: PositionTwin,
    end: PositionTwin,
    text: &'a str,
    value: ValueTwin,
    unit: Option<&'a str>,
    kind: &'static str,
    measure: Option<String>,
    subject: Option<String>,
    period: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
}

/// `null` is an open end.
#[derive(Serialize)]
struct ValueTwin {
    low: Option<Box<RawValue>>,
    high: Option<Box<RawValue>>,
}

impl<'a> Row<'a> {
    pub(super) fn of(
        corpus: &Corpus,
        sources: &'a Sources,
        claim: &'a Claim,
        status: Option<Status>,
    ) -> Row<'a> {
        let report = &corpus.reports[claim.report];
        let place = report.document.place(claim.extent);
        let source = sources.get(place.source);
        let stated = claim.quantity.values.stated();
        let words = |extent: Extent| flat(report.text(extent));
        Row {
            file: source.name(),
            start: position_twin(source, place.span.start),
            end: position_twin(source, place.span.end),
            text: sources.quote(place),
            value: ValueTwin {
                low: stated.low.and_then(exact),
                high: stated.high.and_then(exact),
            },
            unit: unit(claim.quantity.kind, claim.quantity.currency()),
            kind: claim.quantity.kind.name(),
            measure: claim.measure.extent.map(words),
            subject: claim.subject.map(words),
            period: claim.period.map(|period| match claim.reach {
                Reach::ToDate(Some(year)) => format!("{year} to {period}"),
                Reach::ToDate(None) => format!("years to {period}"),
                Reach::Own | Reach::Whole => period.to_string(),
            }),
            status: status.map(Status::name),
        }
    }

    fn of_unnumbered(
        corpus: &Corpus,
        sources: &'a Sources,
        stated: &'a Unnumbered,
        status: Status,
    ) -> Row<'a> {
        let report = &corpus.reports[stated.report];
        let place = report.document.place(stated.extent);
        let source = sources.get(place.source);
        let names = match stated.stated {
            Stated::Date => None,
            Stated::Roster(names) => exact(names.into()),
        };
        Row {
            file: source.name(),
            start: position_twin(source, place.span.start),
            end: position_twin(source, place.span.end),
            text: sources.quote(place),
            value: ValueTwin {
                low: names.clone(),
                high: names,
            },
            unit: None,
            kind: stated.stated.name(),
            measure: None,
            subject: stated.subject.map(|extent| flat(report.text(extent))),
            period: stated.period.map(|period| period.to_string()),
            status: Some(status.name()),
        }
    }

    /// The text on one line.
    pub(super) fn value(&self) -> String {
        flat(self.text)
    }

    /// What is counted.
    pub(super) fn measure(&self) -> &str {
        self.measure.as_deref().unwrap_or_default()
    }

    /// What it is about.
    pub(super) fn subject(&self) -> &str {
        self.subject.as_deref().unwrap_or_default()
    }

    /// When it holds.
    pub(super) fn period(&self) -> Option<&str> {
        self.period.as_deref()
    }

    fn fields(&self) -> [String; 11] {
        let number = |end: &Option<Box<RawValue>>| {
            end.as_ref()
                .map_or(String::new(), |end| end.get().to_owned())
        };
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        [
            self.file.to_owned(),
            self.start.line.to_string(),
            self.value(),
            number(&self.value.low),
            number(&self.value.high),
            self.unit.unwrap_or_default().to_owned(),
            self.kind.to_owned(),
            text(&self.measure),
            text(&self.subject),
            text(&self.period),
            self.status.unwrap_or_default().to_owned(),
        ]
    }
}

/// A text on one line.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A number to the last digit: no float comes between.
pub(super) fn exact(number: Decimal) -> Option<Box<RawValue>> {
    RawValue::from_string(number.normalize().to_string()).ok()
}

/// What numbers are counted in.
pub(super) fn unit(kind: Kind, currency: Option<&str>) -> Option<&str> {
    match kind {
        Kind::Percent => Some("%"),
        _ => currency,
    }
}

const HEADER: [&str; 11] = [
    "file", "line", "text", "low", "high", "unit", "kind", "measure", "subject", "period", "status",
];

fn csv<'a>(rows: impl Iterator<Item = Row<'a>>, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(HEADER).map_err(of_csv)?;
    for row in rows {
        let fields = row.fields().map(|field| harmless(&field));
        writer.write_record(fields).map_err(of_csv)?;
    }
    writer.flush()
}

/// The error below one of `csv`, which hides what kind it is of.
pub(super) fn of_csv(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        kind => io::Error::other(format!("{kind:?}")),
    }
}

/// A field that neither a terminal nor a spreadsheet acts on: these take a text that begins like this for a formula.
pub(super) fn harmless(field: &str) -> String {
    let field = one_line(field);
    let is_formula = match field.as_bytes() {
        [b'=' | b'@', ..] => true,
        [b'+' | b'-', rest @ ..] => !rest.first().is_some_and(u8::is_ascii_digit),
        _ => false,
    };
    format!("{}{field}", if is_formula { "'" } else { "" })
}

/// Columns: place, status, value, what it counts, of what, when.
fn table<'a>(rows: impl Iterator<Item = Row<'a>>, out: &mut dyn Write) -> io::Result<()> {
    let cells: Vec<[String; 6]> = rows
        .map(|row| {
            let place = format!("{}:{}", row.file, row.start.line);
            let [_, _, text, _, _, _, _, measure, subject, period, status] = row.fields();
            [
                place,
                status,
                short(&text, 32),
                or_dash(short(&measure, 32)),
                or_dash(short(&subject, 28)),
                or_dash(period),
            ]
        })
        .collect();
    let header = ["place", "status", "value", "of", "about", "when"];
    columns::write(header, &cells, out)
}
