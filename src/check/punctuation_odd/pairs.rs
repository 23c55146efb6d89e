//! Brackets and quotes that open without closing, or close without opening, within a paragraph.

use memchr::memchr2_iter;

use super::Oddity;
use crate::corpus::Report;
use crate::document::{BlockId, BlockKind};
use crate::finding::Certainty;

use super::is_prose;
use super::marks::{CURLY, Seen};

/// A quotation goes over so many blocks at most.
const FAR: usize = 20;

/// The first bracket or quote of a block that lacks its other half.
pub(super) fn odd(report: &Report, id: BlockId, seen: Seen) -> Option<Oddity> {
    // Most paragraphs have none of the marks.
    if !seen.brackets() && !seen.quotes() {
        return None;
    }
    let block = &report.document.blocks[id];
    if matches!(block.kind(), BlockKind::Cell { .. }) {
        return None;
    }
    let text = report.text(block.extent);
    let bracket = || bracket(report, id, text);
    let quote = || quote(report, id, text);
    let odd = seen.brackets().then(bracket).flatten();
    odd.or_else(|| seen.quotes().then(quote).flatten())
}

/// The straight and curly quotes of a text, those apart that an apostrophe may be.
fn quotes(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let bytes = text.as_bytes();
    memchr2_iter(b'"', CURLY, bytes).filter_map(move |at| {
        let length = match bytes[at..] {
            [b'"', ..] => 1,
            [CURLY, 0x80, 0x9c | 0x9d, ..] => 3,
            _ => return None,
        };
        Some((at, &text[at..at + length]))
    })
}

fn bracket(report: &Report, id: BlockId, text: &str) -> Option<Oddity> {
    let block = report.document.blocks[id].extent;
    let mut open: Vec<usize> = Vec::new();
    let mut stray = None;
    // Most blocks have no code in them.
    let is_all_prose = is_prose(report, block);
    for at in memchr2_iter(b'(', b')', text.as_bytes()) {
        if is_named(text, at) || !is_all_prose && !is_prose(report, block.slice(at..at + 1)) {
            continue;
        }
        if text[at..].starts_with('(') {
            if !has_eyes(&text[..at]) {
                open.push(at);
            }
        } else if has_eyes(&text[..at]) && text[at + 1..].starts_with(')') {
            // A mouth before the bracket that closes.
        } else if open.pop().is_none() && !is_label(&text[..at]) && !has_eyes(&text[..at]) {
            stray = stray.or(Some(at));
        }
    }
    let (at, message) = match (open.first(), stray) {
        (Some(at), None) => (*at, "a bracket is opened and never closed"),
        // A half-open interval: "[0, 10)".
        (None, Some(at)) if text.matches('[').count() == text.matches(']').count() => {
            (at, "a bracket is closed and was never opened")
        }
        _ => return None,
    };
    // A remark in brackets may go over several paragraphs.
    let neighbours = id.saturating_sub(8)..(id + 9).min(report.document.blocks.len());
    let elsewhere = neighbours.filter(|other| *other != id).any(|other| {
        let other = report.document.block_text(other);
        let (opened, closed) = (other.matches('(').count(), other.matches(')').count());
        if open.is_empty() {
            opened > closed
        } else {
            closed > opened
        }
    });
    if elsewhere {
        return None;
    }
    Some(shown(text, at, 1, message))
}

/// Whether a mark of a text stands between quotes, for itself.
fn is_named(text: &str, mark: usize) -> bool {
    // Hardly a bracket has a quote behind it.
    matches!(
        text.as_bytes().get(mark + 1),
        Some(b'"' | b'\'' | b'`' | 0x80..)
    ) && text[mark + 1..].starts_with(['"', '”', '\'', '’', '`'])
        && text[..mark].ends_with(['"', '“', '\'', '‘', '`', '}', '{'])
}

/// Whether a text ends with the eyes of a face: ":-", "8".
fn has_eyes(text: &str) -> bool {
    if !text.ends_with(['-', ':', ';', '8']) {
        return false;
    }
    let rest = text.trim_end_matches('-');
    let rest = rest.strip_suffix([':', ';', '8']);
    rest.is_some_and(|rest| {
        rest.is_empty() || rest.ends_with(|c: char| c.is_whitespace() || c == '.' || c == '!')
    })
}

/// Whether a text ends with a short label that a lone bracket closes: "1)", "a)", "iv)".
fn is_label(text: &str) -> bool {
    let text = text.strip_suffix('.').unwrap_or(text);
    let label = text
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | ',' | ';' | ':' | '/'))
        .next()
        .unwrap_or_default();
    label.chars().count() <= 3 && label.chars().all(char::is_alphanumeric)
}

/// A quote in its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quote {
    /// It can only open: "said “bread".
    Opens,
    /// It can only close: "bread” was".
    Closes,
    /// It does what the order asks for.
    Either,
}

impl Quote {
    /// What a mark does, by its shape, or by what stands on both sides of it.
    fn of(mark: &str, before: Option<char>, behind: Option<char>) -> Quote {
        let opens =
            before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '/'));
        let is_apart = behind.is_none_or(char::is_whitespace);
        let closes = is_apart
            || behind.is_some_and(|c| matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']'));
        match mark {
            "“" => Quote::Opens,
            "”" => Quote::Closes,
            _ if opens && !closes => Quote::Opens,
            _ if closes && !opens => Quote::Closes,
            _ => Quote::Either,
        }
    }
}

const OPENED: &str = "a quotation is opened and never closed";
const CLOSED: &str = "a quotation is closed and was never opened";

fn quote(report: &Report, id: BlockId, text: &str) -> Option<Oddity> {
    // Another convention closes with the mark that opens here.
    let bytes = text.as_bytes();
    let closes_otherwise = |at: usize| {
        // „, « and »
        matches!(
            bytes[at..],
            [CURLY, 0x80, 0x9e, ..] | [0xc2, 0xab | 0xbb, ..]
        )
    };
    if memchr2_iter(CURLY, 0xc2, bytes).any(closes_otherwise) {
        return None;
    }
    let block = report.document.blocks[id].extent;
    let mut open: Option<usize> = None;
    let mut stray: Option<(usize, &str)> = None;
    let mut turned: Option<usize> = None;
    let (mut straight, mut depth) = (0_usize, 0_isize);
    for (at, mark) in quotes(text) {
        if !is_prose(report, block.slice(at..at + mark.len())) {
            continue;
        }
        // What is left of a tag, and the stress of a pronunciation: /shuhv"/.
        if text[at..].starts_with("\">") || text[at..].starts_with("\"/") {
            return None;
        }
        let before = text[..at].chars().next_back();
        // "kind:”oven”" is a query.
        if before.is_some_and(|c| matches!(c, ':' | '=')) && mark == "”" {
            return None;
        }
        let behind = text[at + mark.len()..].chars().next();
        let is_apart =
            |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | ')' | ','));
        // "The sign " stands for inches."
        if mark == "\"" && at > 0 && is_apart(before) && is_apart(behind) {
            return None;
        }
        // Among other signs it is one of them: "!"$%".
        let is_sign = |c: Option<char>| c.is_some_and(|c| "!#$%&*+<=>@[\\]^`{|}~/?".contains(c));
        if is_sign(before) && is_sign(behind) {
            return None;
        }
        // Inches, and seconds.
        if mark != "“" && open.is_none() && before.is_some_and(|c| c.is_ascii_digit()) {
            continue;
        }
        straight += usize::from(mark == "\"");
        // "“Bread.“" closes with the mark that opens.
        let is_turned = mark == "“"
            && open.is_some()
            && before.is_some_and(|c| !c.is_whitespace() && !matches!(c, '(' | '['))
            && behind.is_none_or(|c| !c.is_alphanumeric());
        if is_turned {
            depth -= 1;
            turned = turned.or(Some(at));
            open = None;
            continue;
        }
        depth += match mark {
            "“" => 1,
            "”" => -1,
            _ => 0,
        };
        match (Quote::of(mark, before, behind), open) {
            (Quote::Opens | Quote::Either, None) => open = Some(at),
            (Quote::Closes | Quote::Either, Some(_)) => open = None,
            // One opens while another is open: that one was never closed.
            (Quote::Opens, Some(first)) => {
                stray = stray.or(Some((first, OPENED)));
                open = Some(at);
            }
            (Quote::Closes, None) => stray = stray.or(Some((at, CLOSED))),
        }
    }
    let stray = stray.or(open.map(|at| (at, OPENED)));
    if let Some(at) = turned.filter(|_| stray.is_none()) {
        let instead = Some("”".to_owned());
        let range = at..at + "“".len();
        let message = "a quotation is closed with an opening mark".to_owned();
        return Some(Oddity {
            range,
            message,
            certainty: Certainty::Likely,
            instead,
        });
    }
    // One quotation within another, with the same marks. Straight ones tell nothing if none is missing.
    if depth == 0
        && straight % 2 == 0
        && !(straight == 0 && stray.is_some_and(|(_, said)| said == CLOSED))
    {
        return None;
    }
    let (at, message) = stray?;
    if message == CLOSED && continues(report, id) || message == OPENED && goes_on(report, id) {
        return None;
    }
    let mark = text[at..].chars().next().map_or(1, char::len_utf8);
    Some(shown(text, at, mark, message))
}

/// Whether a quotation of a block may go on in the blocks behind it: each paragraph opens it anew, or none does, and
/// only the last one closes it.
fn goes_on(report: &Report, id: BlockId) -> bool {
    let document = &report.document;
    let next = document.blocks.get(id + 1);
    let beside = next.is_some_and(|next| {
        report.text(next.extent).starts_with(['"', '“'])
            || report.text(next.extent).ends_with(['"', '”'])
    });
    let mut later =
        (id + 1..(id + 1 + FAR).min(document.blocks.len())).map(|later| document.block_text(later));
    beside
        || later
            .clone()
            .find_map(|text| text.chars().find(|c| matches!(c, '“' | '”')))
            == Some('”')
        || later.any(|text| text.matches('"').count() % 2 == 1)
}

/// Whether a block may go on with a quotation of the blocks before it.
fn continues(report: &Report, id: BlockId) -> bool {
    let before = (id.saturating_sub(FAR)..id).rev();
    let mut last = before.map(|before| report.document.block_text(before));
    let opened = |text: &str| text.chars().rfind(|c| matches!(c, '“' | '”'));
    let beside = last.clone().next();
    beside.is_some_and(|text| text.contains(['"', '“']))
        || last.clone().find_map(opened) == Some('“')
        || last.any(|text| text.matches('"').count() % 2 == 1)
}

/// The mark with the word behind it, or before it: a lone mark is hard to see.
fn shown(text: &str, at: usize, len: usize, message: &str) -> Oddity {
    let behind = &text[at + len..];
    let word = behind.find(char::is_whitespace).unwrap_or(behind.len());
    let start = if word == 0 {
        text[..at].rfind(char::is_whitespace).map_or(0, |at| at + 1)
    } else {
        at
    };
    let start = text.floor_char_boundary(start);
    Oddity {
        range: start..at + len + word,
        message: message.to_owned(),
        certainty: Certainty::Likely,
        instead: None,
    }
}
