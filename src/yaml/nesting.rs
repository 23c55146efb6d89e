//! A bound on how deep a file of YAML may nest.
//!
//! The library refuses what nests deeply, but only after a scan whose time grows with the square of the depth.

use super::error::Slip;
use crate::source::Span;

/// Nobody nests so deeply by hand. Brackets in texts are counted with the others, unless they are in quotes or closed;
/// so the bound is far above what the library takes.
const DEEPEST: usize = 1_000;

/// Refuses a file that nests too deeply to be read in good time.
pub(crate) fn bounded(text: &str) -> Result<(), Slip> {
    let mut depth = 0_usize;
    let mut quote = None;
    let mut before = b' ';
    let mut dashes = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), byte) if byte == open => quote = None,
            (None, b'\'' | b'"') if b" \n[{,:-".contains(&before) => quote = Some(byte),
            (None, b'[' | b'{') => depth += 1,
            (None, b']' | b'}') => depth = depth.saturating_sub(1),
            // Only double quotes know an escape, and a quote behind it is not at the start of anything.
            (Some(_) | None, _) => {}
        }
        // "- - - -": lists in lists on one line.
        dashes = match byte {
            b'-' | b'?' | b':' if before == b' ' || before == b'\n' => dashes + 1,
            b' ' => dashes,
            _ => 0,
        };
        if depth > DEEPEST || dashes > DEEPEST {
            let message = "this nests too deeply".to_owned();
            return Err(Slip::at(
                Span::new(at, at + 1),
                message,
                "take some of the levels out",
            ));
        }
        before = byte;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_is_bounded_and_long_files_are_not() {
        for deep in ["[", "{a: ", "- ", "[\n", "? "] {
            assert!(bounded(&deep.repeat(2_000)).is_err(), "{deep}");
        }
        for long in [
            "- [a, {b: c}]\n",
            "- 'a [ b'\n",
            "- \"a { b\"\n",
            "- - a\n",
            "- a-b - c\n",
        ] {
            assert!(bounded(&long.repeat(2_000)).is_ok(), "{long}");
        }
    }
}
