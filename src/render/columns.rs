//! Columns for people: each as wide as its widest cell. A cell may be a text of others.

use std::io::{self, Write};

use super::visible::one_line;

/// Writes rows of cells below a header.
pub(super) fn write<const N: usize>(
    header: [&str; N],
    rows: &[[String; N]],
    out: &mut dyn Write,
) -> io::Result<()> {
    let width = |column: usize| {
        let cells = rows.iter().map(|row| row[column].as_str());
        cells
            .chain([header[column]])
            .map(|cell| cell.chars().count())
            .max()
            .unwrap_or(0)
    };
    let widths: [usize; N] = std::array::from_fn(width);
    line(header, widths, out)?;
    rows.iter()
        .try_for_each(|row| line(row.each_ref().map(String::as_str), widths, out))
}

fn line<const N: usize>(
    cells: [&str; N],
    widths: [usize; N],
    out: &mut dyn Write,
) -> io::Result<()> {
    let padded = cells
        .iter()
        .zip(widths)
        .filter(|(_, width)| *width > 0)
        .map(|(cell, width)| format!("{:width$}", one_line(cell)));
    let line = padded.collect::<Vec<_>>().join("  ");
    writeln!(out, "{}", line.trim_end())
}

/// A text cut to a width.
pub(super) fn short(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    text.chars().take(width - 1).chain(['…']).collect()
}

/// A text, or a dash where there is none.
pub(super) fn or_dash(text: String) -> String {
    if text.is_empty() {
        "-".to_owned()
    } else {
        text
    }
}
