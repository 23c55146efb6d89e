//! `factlint quantities`: every number of a text, line by line, as it is read.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};

use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::value::RawValue;

use super::inputs::{MEGABYTE, MOST};
use super::{Ending, Failure, output};
use crate::quantity::{self, Kind, Modifier, Quantity};
use crate::render::{self, one_line};

/// Show the numbers of a text as they are read
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  echo 'Over 45 of the 1,500 members' | factlint quantities")]
pub(super) struct Arguments {
    /// Text to read, `-` for standard input
    #[arg(default_value = "-")]
    file: PathBuf,

    /// Form of the output
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

/// How the numbers are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// A JSON array of numbers for each line of the text
    Jsonl,
    /// A line for each number
    Table,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> Result<Ending, Failure> {
    if arguments.file == Path::new("-") {
        output::write(None, |out| write(io::stdin().lock(), out, arguments.format))?;
    } else {
        let file = File::open(&arguments.file).map_err(|error| Failure::File {
            path: arguments.file.clone(),
            error,
        })?;
        output::write(None, |out| {
            write(BufReader::new(file), out, arguments.format)
        })?;
    }
    Ok(Ending::Clean)
}

/// Reads a text line by line and writes its numbers.
fn write(mut input: impl BufRead, out: &mut dyn Write, format: Format) -> io::Result<()> {
    let mut bytes = Vec::new();
    let mut number = 0;
    let limit = MOST * MEGABYTE;
    while (&mut input).take(limit + 1).read_until(b'\n', &mut bytes)? > 0 {
        number += 1;
        if bytes.len() as u64 > limit {
            let message = format!("line {number} has more than {MOST} MB");
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
        }
        let line = String::from_utf8_lossy(&bytes);
        let line = line.trim_end_matches(['\n', '\r']);
        let quantities = quantity::read_with_wholes(line);
        match format {
            Format::Jsonl => {
                let entries: Vec<_> = quantities.iter().map(|found| entry(line, found)).collect();
                render::json_line(&entries, out)?;
            }
            Format::Table => {
                // A line may be long, so its characters are counted once.
                let (mut counted, mut column) = (0, 1);
                for quantity in &quantities {
                    column += line[counted..quantity.start()].chars().count();
                    counted = quantity.start();
                    write_row(out, (number, column), line, quantity)?;
                }
            }
        }
        bytes.clear();
    }
    Ok(())
}

/// One number of the JSON output. Offsets are bytes of the line.
#[derive(Serialize)]
struct Entry<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    kind: &'static str,
    modifier: &'static str,
    nominal: Option<Box<RawValue>>,
    low: Option<Box<RawValue>>,
    high: Option<Box<RawValue>>,
    unit: Option<&'a str>,
    #[serde(skip_serializing_if = "<[u32]>::is_empty")]
    version: &'a [u32],
}

fn entry<'a>(line: &'a str, quantity: &'a Quantity) -> Entry<'a> {
    let stated = quantity.values.stated();
    Entry {
        start: quantity.start(),
        end: quantity.end(),
        text: &line[quantity.start()..quantity.end()],
        kind: quantity.kind.name(),
        modifier: modifier_name(quantity.modifier),
        nominal: quantity.nominal().and_then(json_number),
        low: stated.low.and_then(json_number),
        high: stated.high.and_then(json_number),
        unit: unit(quantity),
        version: quantity.version(),
    }
}

/// The number to the last digit: no float comes between.
fn json_number(number: Decimal) -> Option<Box<RawValue>> {
    RawValue::from_string(number.normalize().to_string()).ok()
}

fn write_row(
    out: &mut dyn Write,
    (line_number, column): (usize, usize),
    line: &str,
    quantity: &Quantity,
) -> io::Result<()> {
    let stated = quantity.values.stated();
    let end =
        |end: Option<Decimal>| end.map_or("…".to_owned(), |end| end.normalize().to_string());
    let value = match quantity.nominal() {
        _ if !quantity.version().is_empty() => "-".to_owned(),
        Some(nominal) => nominal.to_string(),
        None => "-".to_owned(),
    };
    writeln!(
        out,
        "{line_number}:{column}\t{text}\t{kind}\t{modifier}\t{value}\t{low}\t{high}\t{unit}",
        text = one_line(&line[quantity.outer_start()..quantity.outer_end()]),
        kind = quantity.kind.name(),
        modifier = modifier_name(quantity.modifier),
        low = end(stated.low),
        high = end(stated.high),
        unit = unit(quantity).unwrap_or("-"),
    )
}

fn unit(quantity: &Quantity) -> Option<&str> {
    match quantity.kind {
        Kind::Percent => Some("%"),
        _ => quantity.currency(),
    }
}

fn modifier_name(modifier: Modifier) -> &'static str {
    match modifier {
        Modifier::Exact => "exact",
        Modifier::Over => "over",
        Modifier::Nearly => "nearly",
        Modifier::About => "about",
        Modifier::UpTo => "up-to",
        Modifier::Below => "below",
        Modifier::Range => "range",
        Modifier::Vague => "vague",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str, format: Format) -> String {
        let mut out = Vec::new();
        write(text.as_bytes(), &mut out, format).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn json_has_one_array_a_line() {
        let out = written("Over 45 guests.\n\nNone here.\n", Format::Jsonl);
        assert_eq!(
            out,
            "[{\"start\":5,\"end\":7,\"text\":\"45\",\"kind\":\"count\",\"modifier\":\"over\",\"nominal\":45,\
             \"low\":45,\"high\":null,\"unit\":null}]\n[]\n[]\n"
        );
    }

    #[test]
    fn the_table_has_one_row_a_number() {
        let out = written("It cost $7.7 billion, or 5% more.\n", Format::Table);
        let rows: Vec<Vec<&str>> = out.lines().map(|row| row.split('\t').collect()).collect();
        assert_eq!(rows.len(), 2);
        assert_eq!(
            rows[0][1..5],
            ["$7.7 billion", "money", "exact", "7700000000"]
        );
        assert_eq!(rows[1][1..3], ["5%", "percent"]);
        let out = written("Café 5\né 12 – 7, 9\n", Format::Table);
        let places: Vec<&str> = out
            .lines()
            .filter_map(|row| row.split('\t').next())
            .collect();
        assert_eq!(places, ["1:6", "2:3", "2:8", "2:11"]);
    }
}
