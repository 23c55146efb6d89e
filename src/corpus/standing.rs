//! How a word stands in its text: what its neighbours make of it.
//!
//! Lives here: what is told of each token once, while its text is at hand. Stays out: what the word itself is.

use serde::{Deserialize, Serialize};

use crate::document::{self, Document, Extent};
use crate::lookup::byte_table;
use crate::word::{Shape, TokenRead};

/// How a token stands in its text, and how far behind the one before. What checks of all words ask of each of them is answered
/// without the text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Standing(u8);

impl Standing {
    const SPACED: u8 = 1;
    const TIED: u8 = 1 << 1;
    const SYMBOL: u8 = 1 << 2;
    const MARKED: u8 = 1 << 3;
    /// The distance from the token before is in the bits from here on, up to this many bytes.
    const GAP: u32 = 4;
    const FAR: u8 = u8::MAX >> Self::GAP;

    /// All that it tells.
    pub(super) fn bits(self) -> u8 {
        self.0
    }

    /// What tells all of this.
    pub(super) fn of_bits(bits: u8) -> Standing {
        Standing(bits)
    }

    /// Whether it is too far behind the token before to tell how far.
    pub(super) fn is_far(self) -> bool {
        self.0 >> Self::GAP == Self::FAR
    }

    /// How many bytes lie between the token and the one before in its sentence, or the beginning of the sentence. If they are
    /// many, this does not tell.
    pub(super) fn gap(self) -> Option<u32> {
        let gap = self.0 >> Self::GAP;
        (gap < Self::FAR).then(|| u32::from(gap))
    }

    /// Whether a single space parts it from the token before in its sentence.
    pub fn is_spaced(self) -> bool {
        self.0 & Self::SPACED != 0
    }

    /// Whether it [may be a word of a term](Standing::is_term) and [is spelled as words are](Standing::is_spelling). Most are.
    pub fn is_plain(self) -> bool {
        self.0 & (Self::TIED | Self::SYMBOL | Self::MARKED) == 0
    }

    /// Whether it stands in text that is marked as code or as an address.
    pub fn is_marked(self) -> bool {
        self.0 & Self::MARKED != 0
    }

    /// Whether it may be a word of a term: it is not marked as code, nor do marks tie it to others as in code and
    /// addresses that are not marked as such: `a/b`, `@a`, `a()`.
    pub fn is_term(self) -> bool {
        self.0 & (Self::TIED | Self::MARKED) == 0
    }

    /// Whether it is spelled as words are: it is not marked as code, nor does what stands around it make it a name of code:
    /// `std::fmt`, `open()`, `[o]ven`.
    pub fn is_spelling(self) -> bool {
        self.0 & (Self::SYMBOL | Self::MARKED) == 0
    }
}

/// A token that stands far behind the one before in its sentence.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(super) struct Far {
    /// Its place among all tokens.
    pub(super) token: u32,
    /// How many bytes lie between them.
    pub(super) gap: u32,
}

/// Tells how the tokens of a sentence stand, one after the other.
#[derive(Debug)]
pub(super) struct StandingReader<'a> {
    document: &'a Document,
    view: &'a str,
    /// Whether some of the sentence is marked as code or as an address. Most sentences have none.
    is_marked: bool,
    /// Where the token before ends, or where the sentence begins.
    behind: u32,
}

impl<'a> StandingReader<'a> {
    /// Begins a sentence.
    pub(super) fn new(document: &'a Document, sentence: &document::Sentence) -> StandingReader<'a> {
        StandingReader {
            document,
            view: document.view.as_str(),
            is_marked: !document.is_prose(sentence.extent),
            behind: sentence.extent.start,
        }
    }

    /// How the next token stands, and how many bytes lie between it and the one before.
    #[expect(clippy::inline_always, reason = "the one loop over all words")]
    #[inline(always)]
    pub(super) fn read(&mut self, read: TokenRead) -> (Standing, u32) {
        let token = read.token;
        let (start, end) = (token.start, token.end());
        let gap = start - self.behind;
        self.behind = end;
        let near = gap.min(u32::from(Standing::FAR)) as u8;
        let mut own = near << Standing::GAP;
        // No sentence begins with a space.
        if gap == 1 && read.is_spaced {
            own |= Standing::SPACED;
        }
        if token.shape() != Shape::Mark {
            // What stands between it and the token before is white space.
            let is_tied = gap == 0 && is_sign(byte_before(self.view, start));
            if is_tied || is_sign(read.next) && !is_full_stop(&self.view.as_bytes()[end as usize..])
            {
                own |= flags_by_signs(self.view, Extent { start, end });
            }
            if self.is_marked && !self.document.is_prose(Extent { start, end }) {
                own |= Standing::MARKED;
            }
        }
        (Standing(own), gap)
    }
}

/// The byte before an offset, or a space.
fn byte_before(view: &str, offset: u32) -> u8 {
    let before = view.as_bytes()[..offset as usize].last();
    before.copied().unwrap_or(b' ')
}

/// What the signs beside a word tell of it.
#[inline(never)]
fn flags_by_signs(view: &str, extent: Extent) -> u8 {
    let mut flags = 0;
    if is_tied(view, extent) {
        flags |= Standing::TIED;
    }
    if is_symbol(view, extent) {
        flags |= Standing::SYMBOL;
    }
    flags
}

/// Whether what stands beside a word may tie it, or make it one of code. Most words have spaces and commas around them.
fn is_sign(beside: u8) -> bool {
    static SIGNS: [bool; 256] = byte_table(b"/_@#=\\$~<>&+`*{}^|%.:-!()]");
    SIGNS[usize::from(beside)]
}

/// Whether no word and no mark stands right behind the full stop that a text begins with: it ties nothing.
fn is_full_stop(text: &[u8]) -> bool {
    matches!(text, [b'.'] | [b'.', b' ' | b'\n', ..])
}

/// Whether marks tie a word to others, as in code and addresses that are not marked as such: `a/b`, `@a`, `a()`.
fn is_tied(view: &str, extent: Extent) -> bool {
    let (start, end) = (extent.start as usize, extent.end as usize);
    let is_space = |byte: Option<&u8>| byte.is_none_or(|byte| *byte == b' ');
    let (left, right) = (&view.as_bytes()[..start], &view.as_bytes()[end..]);
    if is_space(right.first()) && is_space(left.last()) {
        return false;
    }
    let ties = |c: char| {
        matches!(
            c,
            '/' | '_'
                | '@'
                | '#'
                | '='
                | '\\'
                | '$'
                | '~'
                | '<'
                | '>'
                | '&'
                | '+'
                | '`'
                | '*'
                | '{'
                | '}'
                | '^'
        )
    };
    let before = view[..start].chars().next_back();
    let mut after = view[end..].chars();
    let next = after.next();
    before.is_some_and(|c| ties(c) || matches!(c, '.' | ':' | '-'))
        || next.is_some_and(|c| ties(c) || matches!(c, '(' | '-' | '!'))
        || (matches!(next, Some('.' | ':'))
            && (after.next()).is_some_and(|c| c.is_alphanumeric() || c == ':'))
}

/// Whether what stands around a word makes it one of code: "`std::fmt`", "`open()`". A word of which a quotation changes
/// the first letter is none either: "[o]ven".
fn is_symbol(view: &str, extent: Extent) -> bool {
    /// Marks that make a word beside them one of code.
    const SYMBOLS: &[u8] = b"_@#$=\\~<>{}*+|^%/&";
    let range = extent.range();
    let bytes = view.as_bytes();
    let is_one = |byte: Option<&u8>| byte.is_some_and(|byte| SYMBOLS.contains(byte));
    let (head, tail) = (&view[..range.start], &view[range.end..]);
    is_one(bytes[..range.start].last())
        || is_one(bytes.get(range.end))
        || head.ends_with("--")
        || head.ends_with("::")
        || tail.starts_with("::")
        || tail.starts_with("()")
        || is_behind_brackets(head)
}

/// Whether a word goes on with what stands in brackets right before it.
fn is_behind_brackets(before: &str) -> bool {
    before
        .strip_suffix([')', ']'])
        .is_some_and(|inside| inside.ends_with(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{Corpus, Settings};
    use crate::source::Sources;

    /// The words of a text of which something is told.
    fn words(text: &str, is_so: impl Fn(Standing) -> bool) -> Vec<String> {
        let mut sources = Sources::default();
        let id = sources.add("2021.md", text).unwrap();
        let corpus = Corpus::read(&sources, &[id], Settings::default());
        let report = &corpus.reports[0];
        let sentences = 0..report.document.sentences.len();
        let words = sentences.flat_map(|sentence| {
            let tokens = report.tokens(sentence).iter();
            tokens.zip(report.standing(sentence))
        });
        let words = words.filter(|(token, standing)| token.is_word() && is_so(**standing));
        let view = report.document.view.as_str();
        words.map(|(token, _)| token.of(view).to_owned()).collect()
    }

    #[test]
    fn code_is_no_term_and_no_spelling() {
        let text = "Use `tool` or a/b or x_y or run() here: [o]ven, std::fmt, e.g.: the end.";
        assert_eq!(
            words(text, Standing::is_term),
            ["Use", "or", "or", "or", "here", "o", "ven", "the", "end"]
        );
        assert_eq!(
            words(text, Standing::is_spelling),
            ["Use", "or", "or", "or", "here", "o", "e.g", "the", "end"]
        );
        assert_eq!(words(text, Standing::is_marked), ["tool"]);
    }

    #[test]
    fn a_single_space_parts_words() {
        assert_eq!(
            words(
                "Rye, oats and\nwheat  flour. Good bread",
                Standing::is_spaced
            ),
            ["oats", "and", "wheat", "bread"]
        );
    }
}
