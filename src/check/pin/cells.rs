//! The cells of CSV, and the values of JSON and YAML, by their keys.

use super::Year;
use crate::source::Span;
use crate::yaml::{self, Leaf, Slip};

/// What is in a file of data.
#[derive(Debug, Default)]
pub(super) struct Cells {
    /// The cells that were looked for.
    pub(super) found: Vec<Cell>,
    /// The keys of all of them.
    pub(super) known: Vec<String>,
}

/// A value with its place.
#[derive(Debug)]
pub(super) struct Cell {
    pub(super) year: Year,
    /// As it is written, without quotes.
    pub(super) written: String,
    pub(super) span: Span,
}

const BOM: char = '\u{FEFF}';

/// The cells of a column by the first cells of their rows, without those that are empty: a year that is not counted yet.
/// If there is no such column, those that there are.
pub(super) fn of_csv(
    text: &str,
    column: &str,
    year: impl Fn(&str) -> Option<Year>,
) -> Result<Cells, Vec<String>> {
    let bare = text.strip_prefix(BOM).unwrap_or(text);
    let offset = text.len() - bare.len();
    let delimiter = delimiter(bare);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(bare.as_bytes());
    let columns: Vec<String> = match reader.headers() {
        Ok(names) => names.iter().map(str::to_owned).collect(),
        Err(_) => Vec::new(),
    };
    let Some(at) = columns.iter().position(|name| name == column) else {
        return Err(columns);
    };
    let mut cells = Cells::default();
    // The text is UTF-8 and rows may be of any length: nothing is left to be wrong.
    for record in reader.records().map_while(Result::ok) {
        let (Some(key), Some(written)) = (record.get(0), record.get(at)) else {
            continue;
        };
        let Some(position) = record.position().filter(|_| !written.is_empty()) else {
            continue;
        };
        cells.known.push(key.to_owned());
        if let Some(year) = year(key) {
            let (line, start) = line_at(bare, position.byte() as usize);
            let span = cell(line, delimiter, at).unwrap_or((0, line.len()));
            let start = offset + start;
            cells.found.push(Cell {
                year,
                written: written.to_owned(),
                span: Span::new(start + span.0, start + span.1),
            });
        }
    }
    Ok(cells)
}

/// What stands between the cells of the first row.
fn delimiter(text: &str) -> u8 {
    let head = text.lines().next().unwrap_or_default();
    let others = [b';', b'\t'].into_iter();
    let mut others = others.filter(|it| !head.contains(',') && head.contains(char::from(*it)));
    others.next().unwrap_or(b',')
}

/// The line of a row, which may come behind empty lines, and where it begins.
fn line_at(text: &str, start: usize) -> (&str, usize) {
    let rest = &text[text.floor_char_boundary(start)..];
    let row = rest.trim_start_matches(['\n', '\r']);
    (
        row.lines().next().unwrap_or_default(),
        text.len() - row.len(),
    )
}

/// Where a cell stands in its line. Where quotes may hold a delimiter, the whole row has to do.
fn cell(line: &str, delimiter: u8, at: usize) -> Option<(usize, usize)> {
    if line.contains('"') {
        return None;
    }
    let mut start = 0;
    for (column, cell) in line.split(char::from(delimiter)).enumerate() {
        if column == at {
            let blank = cell.len() - cell.trim_start().len();
            return Some((start + blank, start + blank + cell.trim().len()));
        }
        start += cell.len() + 1;
    }
    None
}

/// The values of JSON or YAML by the paths to them. In a list, the position from 0 is a step, and for a map in it also
/// its first value, as if it were a row.
pub(super) fn of_yaml(text: &str, year: impl Fn(&str) -> Option<Year>) -> Result<Cells, Slip> {
    let bare = text.strip_prefix(BOM).unwrap_or(text);
    let offset = text.len() - bare.len();
    let mut cells = Cells::default();
    for leaf in yaml::leaves(bare).map_err(|slip| slip.behind(offset))? {
        for path in leaf.paths() {
            if let Some(year) = year(&path)
                && let Some(span) = leaf.span(bare)
            {
                cells.found.push(Cell {
                    year,
                    written: Leaf::written(bare, span).to_owned(),
                    span: Span::new(offset + span.start as usize, offset + span.end as usize),
                });
            }
            cells.known.push(path);
        }
    }
    Ok(cells)
}
