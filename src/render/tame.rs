//! JSON that a terminal may show: what it would act on is written as an escape, and read back as it was.

use std::io::{self, BufWriter, Write};

use serde::Serialize;
use serde_json::Serializer;

use super::visible::visible;

/// Bytes that are gathered before they are written.
const BUFFER: usize = 1 << 16;

/// Writes a value over many lines, and a line end.
pub(super) fn pretty(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    // JSON is written a few bytes at a time, which is slow through a writer that is chosen at run time.
    let mut out = Tame(BufWriter::with_capacity(BUFFER, out));
    value.serialize(&mut Serializer::pretty(&mut out))?;
    writeln!(out)?;
    out.flush()
}

/// Writes a value on one line, and a line end.
pub fn json_line(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    value.serialize(&mut Serializer::new(Tame(&mut *out)))?;
    writeln!(out)
}

/// Takes JSON, and passes it on. `serde_json` escapes the control characters of ASCII, but for the last one. There are
/// others, and marks that turn the direction of a text; they can stand in strings only, where an escape may as well.
struct Tame<W>(W);

impl<W: Write> Write for Tame<W> {
    fn write(&mut self, json: &[u8]) -> io::Result<usize> {
        self.write_all(json)?;
        Ok(json.len())
    }

    fn write_all(&mut self, json: &[u8]) -> io::Result<()> {
        // Most of what is written is plain.
        let is_plain = |byte: &u8| matches!(byte, b' '..=b'~' | b'\n');
        if json.iter().all(is_plain) {
            return self.0.write_all(json);
        }
        // No character is parted: strings come in pieces that end at quotes and escapes.
        let json = str::from_utf8(json).map_err(io::Error::other)?;
        let mut from = 0;
        for (at, c) in json.char_indices() {
            if c != '\n' && visible(c) != Some(c) {
                self.0.write_all(&json.as_bytes()[from..at])?;
                let mut units = [0; 2];
                for unit in c.encode_utf16(&mut units) {
                    write!(self.0, "\\u{unit:04x}")?;
                }
                from = at + c.len_utf8();
            }
        }
        self.0.write_all(&json.as_bytes()[from..])
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_act_on_is_escaped_and_read_back() {
        let text = "é\u{1b}[31m\u{9b}31m\u{7f}\u{202E}\u{AD}\"\n数";
        for write in [pretty, json_line] {
            let mut out = Vec::new();
            write(&[text], &mut out).expect("memory");
            let json = String::from_utf8(out).expect("UTF-8");
            assert!(
                json.contains("é\\u001b[31m\\u009b31m\\u007f\\u202e\\u00ad\\\"\\n数"),
                "{json}"
            );
            let again: Vec<String> = serde_json::from_str(&json).expect("JSON");
            assert_eq!(again, [text]);
        }
    }
}
