//! From bytes to text, and back to the same bytes.

use std::borrow::Cow;

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How the text of a file is written in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8. A byte order mark is part of the text.
    Utf8,
    /// UTF-16 with the low byte first.
    Utf16Le {
        /// Whether it starts with a byte order mark, which is not part of the text.
        marked: bool,
    },
    /// UTF-16 with the high byte first.
    Utf16Be {
        /// Whether it starts with a byte order mark, which is not part of the text.
        marked: bool,
    },
    /// Windows-1252: Western European letters, a byte each.
    Windows1252,
}

impl Encoding {
    /// The text that bytes stand for: UTF-8; UTF-16 with a byte order mark or with many Latin letters; else
    /// Windows-1252, unless there is something in it that no text holds. The error says what the bytes are instead.
    pub fn decode(bytes: Vec<u8>) -> Result<(String, Encoding), &'static str> {
        if bytes.starts_with(b"%PDF-") {
            return Err("a PDF; convert it to Markdown or text first");
        }
        // The second is the mark of office documents before they were archives.
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xD0\xCF\x11\xE0") {
            return Err("an archive or an office document; convert it to Markdown or text first");
        }
        // Text in UTF-16 without a mark is told by zeros, and hardly anything else has some.
        let has_zero = memchr::memchr(0, &bytes).is_some();
        let is_unmarked = |high| has_zero && is_utf16(&bytes, high);
        for (encoding, mark, high) in [(UTF_16LE, LOW_FIRST, 1), (UTF_16BE, HIGH_FIRST, 0)] {
            let marked = bytes.strip_prefix(mark);
            let Some(text) = marked.or(is_unmarked(high).then_some(&bytes)) else {
                continue;
            };
            let marked = marked.is_some();
            return encoding
                .decode_without_bom_handling_and_without_replacement(text)
                .map(Cow::into_owned)
                .map(|text| match high {
                    1 => (text, Encoding::Utf16Le { marked }),
                    _ => (text, Encoding::Utf16Be { marked }),
                })
                .ok_or("broken UTF-16");
        }
        if has_zero {
            return Err("binary data (it holds NUL bytes)");
        }
        let bytes = match String::from_utf8(bytes) {
            Ok(text) => return Ok((text, Encoding::Utf8)),
            Err(error) => error.into_bytes(),
        };
        let is_odd = |byte: &u8| {
            is_control(*byte)
                // Windows-1252 leaves these out.
                || matches!(byte, 0x81 | 0x8D | 0x8F | 0x90 | 0x9D)
        };
        if bytes.iter().any(is_odd) {
            return Err(
                "binary data, or text in an encoding other than UTF-8, UTF-16 and Windows-1252",
            );
        }
        let (text, _) = WINDOWS_1252.decode_without_bom_handling(&bytes);
        Ok((text.into_owned(), Encoding::Windows1252))
    }

    /// The bytes of a text. The error is a character that this encoding does not have.
    pub fn encode(self, text: &str) -> Result<Vec<u8>, char> {
        match self {
            Encoding::Utf8 => Ok(text.as_bytes().to_vec()),
            Encoding::Utf16Le { marked } => Ok(utf16(text, marked, LOW_FIRST, u16::to_le_bytes)),
            Encoding::Utf16Be { marked } => Ok(utf16(text, marked, HIGH_FIRST, u16::to_be_bytes)),
            Encoding::Windows1252 => {
                let (bytes, _, strange) = WINDOWS_1252.encode(text);
                if !strange {
                    return Ok(bytes.into_owned());
                }
                let is_strange = |c: &char| WINDOWS_1252.encode(c.encode_utf8(&mut [0; 4])).2;
                Err(text.chars().find(is_strange).unwrap_or_default())
            }
        }
    }
}

const LOW_FIRST: &[u8] = b"\xFF\xFE";
const HIGH_FIRST: &[u8] = b"\xFE\xFF";

fn utf16(text: &str, marked: bool, mark: &[u8], bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let mark = if marked { mark } else { &[] };
    let units = text.encode_utf16().flat_map(bytes);
    mark.iter().copied().chain(units).collect()
}

/// Whether bytes without a mark are UTF-16 whose high bytes are at even offsets (0) or odd ones (1): most of these are
/// zero in a text of Latin letters, and the others are letters.
fn is_utf16(bytes: &[u8], high: usize) -> bool {
    let half = |at: usize| bytes.iter().skip(at).step_by(2);
    let zeros = half(high).filter(|byte| **byte == 0).count();
    bytes.len().is_multiple_of(2)
        && 4 * zeros > bytes.len()
        && !half(1 - high).any(|byte| is_control(*byte))
}

/// Whether no text holds a byte.
fn is_control(byte: u8) -> bool {
    byte.is_ascii_control() && !matches!(byte, b'\t' | b'\n' | b'\r' | b'\x0C')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_told_apart_and_written_back_byte_for_byte() {
        let little = |marked| Encoding::Utf16Le { marked };
        let big = |marked| Encoding::Utf16Be { marked };
        for (bytes, text, encoding) in [
            (&b"na\xC3\xAFve"[..], "naïve", Encoding::Utf8),
            (b"\xEF\xBB\xBFa\r\n", "\u{FEFF}a\r\n", Encoding::Utf8),
            (b"\xFF\xFEa\0\xE9\0", "aé", little(true)),
            (b"\xFE\xFF\0a\0\xE9", "aé", big(true)),
            (b"a\0\xE9\0", "aé", little(false)),
            (b"\0a\0\xE9", "aé", big(false)),
            (b"\xFF\xFEa\0\x3D\xD8\0\xDE", "a😀", little(true)),
            (
                b"na\xEFve \x93quoted\x94",
                "naïve “quoted”",
                Encoding::Windows1252,
            ),
        ] {
            let decoded = Encoding::decode(bytes.to_vec());
            assert_eq!(decoded, Ok((text.to_owned(), encoding)), "{bytes:?}");
            assert_eq!(encoding.encode(text), Ok(bytes.to_vec()), "{text}");
        }
    }

    #[test]
    fn what_is_no_text_is_named() {
        for (bytes, error) in [
            (
                &b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0"[..],
                "an archive or an office document; convert it to Markdown or text first",
            ),
            (b"a\0b", "binary data (it holds NUL bytes)"),
            (b"\xFF\xFEa", "broken UTF-16"),
            (
                b"\x89PNG\x1A\xFF",
                "binary data, or text in an encoding other than UTF-8, UTF-16 and Windows-1252",
            ),
        ] {
            assert_eq!(Encoding::decode(bytes.to_vec()), Err(error), "{bytes:?}");
        }
    }

    #[test]
    fn a_character_that_an_encoding_lacks_is_named() {
        assert_eq!(Encoding::Windows1252.encode("naïve → 1"), Err('→'));
        assert_eq!(
            Encoding::Windows1252.encode("– €"),
            Ok(b"\x96 \x80".to_vec())
        );
    }
}
