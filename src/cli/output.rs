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
    let mut out: BufWriter<Box<dyn Write>> = BufWriter::new(match file {
        None => Box::new(io::stdout().lock()),
        Some(path) => Box::new(File::create(path).map_err(|error| Failure::File {
            path: path.to_owned(),
            error,
        })?),
    });
    body(&mut out)?;
    out.flush()?;
    Ok(())
}
