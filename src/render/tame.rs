//! JSON that a terminal may show: what it would act on is written as an escape, and read back as it was.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;

use super::visible::visible;

/// Bytes that are gathered before they are passed on. JSON is written a few bytes at a time, and looked through faster
/// many at a time.
const BUFFER: usize = 1 << 16;

/// Writes a value over many lines, and a line end.
pub(super) fn pretty(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let mut out = Tame::new(out);
    value.serialize(&mut Serializer::pretty(&mut out))?;
    out.line_end()
}

/// A value over many lines, without a line end.
pub(super) fn pretty_bytes(value: &impl Serialize) -> io::Result<Vec<u8>> {
    let json = serde_json::to_vec_pretty(value)?;
    if plain(&json) == json.len() {
        return Ok(json);
    }
    let mut tame = Vec::with_capacity(json.len());
    tamed(&json, &mut tame)?;
    Ok(tame)
}

/// Writes a value on one line, and a line end.
pub fn json_line(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let mut out = Tame::new(out);
    value.serialize(&mut Serializer::new(&mut out))?;
    out.line_end()
}

/// Takes JSON, and passes it on. `serde_json` escapes the control characters of ASCII, but for the last one. There are
/// others, and marks that turn the direction of a text; they can stand in strings only, where an escape may as well.
struct Tame<W> {
    gathered: Vec<u8>,
    out: W,
}

impl<W: Write> Tame<W> {
    fn new(out: W) -> Tame<W> {
        Tame {
            gathered: Vec::with_capacity(BUFFER),
            out,
        }
    }

    fn line_end(mut self) -> io::Result<()> {
        self.pass_on()?;
        writeln!(self.out)
    }

    fn pass_on(&mut self) -> io::Result<()> {
        let passed = tamed(&self.gathered, &mut self.out);
        self.gathered.clear();
        passed
    }
}

impl<W: Write> Write for Tame<W> {
    fn write(&mut self, json: &[u8]) -> io::Result<usize> {
        self.write_all(json)?;
        Ok(json.len())
    }

    #[inline]
    fn write_all(&mut self, json: &[u8]) -> io::Result<()> {
        // No character is parted: strings come in pieces that end at quotes and escapes.
        if self.gathered.len() + json.len() > BUFFER {
            self.pass_on()?;
        }
        self.gathered.extend_from_slice(json);
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.pass_on()?;
        self.out.flush()
    }
}

/// Writes JSON with an escape for each character that is not visible.
fn tamed(json: &[u8], out: &mut impl Write) -> io::Result<()> {
    let text = str::from_utf8(json).map_err(io::Error::other)?;
    let (mut written, mut at) = (0, 0);
    loop {
        at += plain(&json[at..]);
        let Some(c) = text[at..].chars().next() else {
            break;
        };
        if visible(c) != Some(c) {
            out.write_all(&json[written..at])?;
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                write!(out, "\\u{unit:04x}")?;
            }
            written = at + c.len_utf8();
        }
        at += c.len_utf8();
    }
    out.write_all(&json[written..])
}

/// How many bytes are plain, up to the first one that is not. Most of what is written is.
fn plain(json: &[u8]) -> usize {
    /// Many bytes are looked at as one where none of them decides how it goes on.
    const TOGETHER: usize = 64;
    let is_plain = |byte: &u8| matches!(byte, b' '..=b'~' | b'\n');
    let all_plain = |bytes: &&[u8]| {
        let others = bytes.iter().map(|byte| u8::from(!is_plain(byte)));
        others.fold(0, |any, other| any | other) == 0
    };
    let known: usize = json
        .chunks(TOGETHER)
        .take_while(all_plain)
        .map(<[u8]>::len)
        .sum();
    known
        + json[known..]
            .iter()
            .take_while(|byte| is_plain(byte))
            .count()
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

    #[test]
    fn no_character_is_parted_where_much_is_written() {
        let texts: Vec<String> = (0..7)
            .map(|start| "é\u{9b}数b".repeat(BUFFER / 5 + start))
            .collect();
        let mut out = Vec::new();
        pretty(&texts, &mut out).expect("memory");
        let json = String::from_utf8(out).expect("UTF-8");
        assert!(!json.contains('\u{9b}'));
        let again: Vec<String> = serde_json::from_str(&json).expect("JSON");
        assert_eq!(again, texts);
    }
}
