//! The words of a sentence as they are spelled: the parts of compounds one by one, without their endings in 's.

use crate::check::prose::is_prose;
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

/// The words of a sentence, of letters only.
pub(super) fn words(report: &Report, sentence: usize) -> impl Iterator<Item = Spelled<'_>> {
    let view = report.document.view.as_str();
    // Most sentences are prose as a whole.
    let whole_is_prose = is_prose(report, report.document.sentences[sentence].extent);
    report
        .tokens(sentence)
        .iter()
        .filter(|token| token.is_word())
        .flat_map(move |token| {
            let (start, end) = (token.start as usize, token.end as usize);
            let whole = &view[start..end];
            let (before, behind) = (
                view[..start].chars().next_back(),
                view[end..].chars().next(),
            );
            // "std::fmt", "open()", and two words that lack their space.
            let in_code = view[end..].starts_with("::")
                || view[end..].starts_with("()")
                || view[..start].ends_with("::")
                || whole.contains('.');
            let is_prose = !in_code
                && !before.is_some_and(is_symbol)
                && !behind.is_some_and(is_symbol)
                && (whole_is_prose
                    || is_prose(
                        report,
                        Extent {
                            start: token.start,
                            end: token.end,
                        },
                    ));
            let is_quoted = before.is_some_and(is_quote) && behind.is_some_and(is_quote);
            let is_part = whole.contains(['-', '\u{2010}', '\u{2011}']);
            let mut at = start;
            whole
                .split(|c: char| !c.is_alphabetic())
                .filter_map(move |text| {
                    let own = at;
                    at += text.len();
                    at += view[at..].chars().next().map_or(0, char::len_utf8);
                    // What follows an apostrophe is an ending. What stands before it is a word only if it owns something.
                    let ending = view[..own].ends_with(['\'', '’']);
                    let contracted = at < end && !view[at..end].eq_ignore_ascii_case("s");
                    let contracted = contracted && view[..at].ends_with(['\'', '’']);
                    (!text.is_empty() && !ending && !contracted).then(|| Spelled {
                        text,
                        extent: Extent::new(own, own + text.len()),
                        is_prose,
                        is_part,
                        is_quoted,
                    })
                })
        })
}

fn is_symbol(c: char) -> bool {
    matches!(
        c,
        '_' | '@'
            | '#'
            | '$'
            | '='
            | '\\'
            | '~'
            | '<'
            | '>'
            | '{'
            | '}'
            | '*'
            | '+'
            | '|'
            | '^'
            | '%'
            | '/'
            | '&'
    )
}

fn is_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '“' | '”' | '‘' | '’' | '`' | '(' | ')' | '[' | ']'
    )
}
