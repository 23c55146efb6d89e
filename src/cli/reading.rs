//! Files that are read whole: no more of them than may be. A device has no end, and a file may grow.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use super::inputs::{MEGABYTE, MOST};

/// The bytes of a file of rules, settings, data or known findings.
pub(super) fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let limit = MOST * MEGABYTE;
    File::open(path)?.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        let message = format!("more than {MOST} MB, and not read");
        return Err(io::Error::new(ErrorKind::FileTooLarge, message));
    }
    Ok(bytes)
}

/// The text of such a file.
pub(super) fn text(path: &Path) -> io::Result<String> {
    String::from_utf8(bytes(path)?).map_err(|_| {
        let message = "not a text in UTF-8; convert it first";
        io::Error::new(ErrorKind::InvalidData, message)
    })
}
