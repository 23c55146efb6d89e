//! Where the output goes: through one locked, buffered writer.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::Failure;

/// Writes to a file, or else to standard output.
pub(super) fn write(
    file: Option<&Path>,
    body: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    match file {
        None => write_to(io::stdout().lock(), body),
        Some(path) => {
            let file = File::create(path).map_err(|error| Failure::File {
                path: path.to_owned(),
                error,
            })?;
            write_to(file, body)
        }
    }
}

/// Writes to a stream that is this function's alone.
pub(super) fn write_to(
    stream: impl Write,
    body: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    let mut out = BufWriter::new(stream);
    body(&mut out)?;
    out.flush()?;
    Ok(())
}
