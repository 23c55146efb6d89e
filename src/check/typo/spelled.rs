//! The words of a sentence as they are spelled: the parts of compounds one by one, without their endings in 's.

use std::ops::Range;

use crate::check::prose::is_prose;
use crate::corpus::Report;
use crate::document::Extent;
use crate::lookup::byte_table;
use crate::word::{Token, WordId};

/// A word where it stands.
pub(super) struct Spelled<'a> {
    pub(super) text: &'a str,
    pub(super) extent: Extent,
    /// Whether it is no code, no address and no identifier.
    pub(super) is_prose: bool,
    /// Whether a hyphen joins it to another.
    pub(super) is_part: bool,
    /// Whether it alone stands in quotes or brackets.
    pub(super) is_quoted: bool,
}

/// Puts the words of a sentence, of letters only, into a list that is emptied first.
pub(super) fn words<'a>(report: &'a Report, sentence: usize, words: &mut Vec<Spelled<'a>>) {
    words.clear();
    let view = report.document.view.as_str();
    each_token(report, sentence, |token, _, is_prose| {
        let extent = Extent {
            start: token.start,
            end: token.end,
        };
        let (before, behind) = (&view[..extent.range().start], &view[extent.range().end..]);
        let whole = token.of(view);
        let is_prose = is_prose && !is_dotted(whole);
        let is_part = whole.contains(['-', '\u{2010}', '\u{2011}']);
        let is_quoted = before.ends_with(is_quote) && behind.starts_with(is_quote);
        each_part(whole, |range| {
            words.push(Spelled {
                text: &whole[range.clone()],
                extent: extent.slice(range),
                is_prose,
                is_part,
                is_quoted,
            });
        });
    });
}

/// Shows the tokens of a sentence that are words, and whether what stands around each makes it no code, no address and
/// no identifier.
pub(super) fn each_token(
    report: &Report,
    sentence: usize,
    mut see: impl FnMut(Token, WordId, bool),
) {
    let view = report.document.view.as_str();
    // Most sentences are prose as a whole.
    let whole_is_prose = is_prose(report, report.document.sentences[sentence].extent);
    for (token, word) in report.tokens(sentence).iter().zip(report.words(sentence)) {
        if !token.is_word() {
            continue;
        }
        let extent = Extent {
            start: token.start,
            end: token.end,
        };
        let is_prose = !(may_be_of_code(view, extent) && in_code(view, extent))
            && (whole_is_prose || is_prose(report, extent));
        see(*token, *word, is_prose);
    }
}

/// Whether a word is one of code by its dot, as two words are that lack their space: "oven.door".
pub(super) fn is_dotted(word: &str) -> bool {
    word.as_bytes().contains(&b'.')
}

/// Marks that make a word beside them one of code.
const SYMBOLS: &[u8] = b"_@#$=\\~<>{}*+|^%/&";

/// Whether something stands beside a word that may make it one of code. Most words have spaces and stops around them.
fn may_be_of_code(view: &str, extent: Extent) -> bool {
    static SIGNS: [bool; 256] = byte_table(b"_@#$=\\~<>{}*+|^%/&-:()]");
    let range = extent.range();
    let is_sign = |at: usize| {
        let byte = view.as_bytes().get(at);
        byte.is_some_and(|byte| SIGNS[usize::from(*byte)])
    };
    // There is nothing before the first byte, nor at the largest number.
    is_sign(range.start.wrapping_sub(1)) || is_sign(range.end)
}

/// Whether what stands around a word makes it one of code: "`std::fmt`", "`open()`". A word of which a quotation changes
/// the first letter is none either: "[o]ven".
fn in_code(view: &str, extent: Extent) -> bool {
    let range = extent.range();
    let bytes = view.as_bytes();
    let is_symbol = |byte: Option<&u8>| byte.is_some_and(|byte| SYMBOLS.contains(byte));
    let (head, tail) = (&view[..range.start], &view[range.end..]);
    is_symbol(bytes[..range.start].last())
        || is_symbol(bytes.get(range.end))
        || head.ends_with("--")
        || head.ends_with("::")
        || tail.starts_with("::")
        || tail.starts_with("()")
        || is_glued(head)
}

/// Shows where the words of letters are in a token: its parts, without endings in 's.
pub(super) fn each_part(whole: &str, mut see: impl FnMut(Range<usize>)) {
    if whole.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        see(0..whole.len());
        return;
    }
    let mut at = 0;
    for part in whole.split_inclusive(|c: char| !c.is_alphabetic()) {
        let text = part.trim_end_matches(|c: char| !c.is_alphabetic());
        // What follows an apostrophe is an ending. What stands before it is a word only if it owns something.
        let ending = whole[..at].ends_with(is_apostrophe);
        let rest = &whole[at + part.len()..];
        let contracted =
            part.ends_with(is_apostrophe) && !rest.is_empty() && !rest.eq_ignore_ascii_case("s");
        if !text.is_empty() && !ending && !contracted {
            see(at..at + text.len());
        }
        at += part.len();
    }
}

/// Whether a word goes on with what stands in brackets right before it.
fn is_glued(before: &str) -> bool {
    before
        .strip_suffix([')', ']'])
        .is_some_and(|inside| inside.ends_with(char::is_alphanumeric))
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

fn is_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '“' | '”' | '‘' | '’' | '`' | '(' | ')' | '[' | ']'
    )
}
