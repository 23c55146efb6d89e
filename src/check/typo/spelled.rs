//! The words of a sentence as they are spelled: the parts of compounds one by one, without their endings in 's.

use std::ops::Range;

use crate::corpus::Report;
use crate::document::Extent;

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
    let tokens = report.few_tokens(sentence);
    for (token, standing) in tokens.iter().zip(report.standing(sentence)) {
        if !token.is_word() {
            continue;
        }
        let extent = Extent {
            start: token.start,
            end: token.end(),
        };
        let (before, behind) = (&view[..extent.range().start], &view[extent.range().end..]);
        let whole = token.of(view);
        let is_prose = standing.is_spelling() && !is_dotted(whole);
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
    }
}

/// Whether a word is one of code by its dot, as two words are that lack their space: "oven.door".
pub(super) fn is_dotted(word: &str) -> bool {
    word.as_bytes().contains(&b'.')
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

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

fn is_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '“' | '”' | '‘' | '’' | '`' | '(' | ')' | '[' | ']'
    )
}
