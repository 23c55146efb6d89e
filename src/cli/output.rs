//! Where the output goes: through one locked, buffered writer.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use tempfile::NamedTempFile;

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

/// Puts a text in the place of a file, wholly or not at all. A new file gets the mode that the user's files have.
pub(super) fn replace(path: &Path, text: &str) -> Result<(), Failure> {
    replaced(path, text).map_err(|error| Failure::File {
        path: path.to_owned(),
        error,
    })
}

fn replaced(path: &Path, text: &str) -> io::Result<()> {
    // A symbolic link stays one.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let file = beside(&path, text)?;
    if let Ok(old) = fs::metadata(&path) {
        file.as_file().set_permissions(old.permissions())?;
    }
    file.persist(&path)?;
    Ok(())
}

/// Writes a new file, wholly or not at all. One that is there is an error.
pub(super) fn create(path: &Path, text: &str) -> Result<(), Failure> {
    let created = beside(path, text).and_then(|file| Ok(file.persist_noclobber(path)?));
    match created {
        Ok(_) => Ok(()),
        Err(error) => Err(Failure::File {
            path: path.to_owned(),
            error,
        }),
    }
}

/// A temporary file with a text, in the folder of another file.
fn beside(path: &Path, text: &str) -> io::Result<NamedTempFile> {
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".factlint-").suffix(".tmp");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    Ok(file)
}
