//! The words of a sentence as terms: how each is written, and what joins it to the one before.
//!
//! Lives here: which words count as prose, their case, their joints.
//! Stays out: which way of writing is right.

use super::{Folded, Report};
use crate::document::{BlockKind, Extent, InlineKind};
use crate::word::{self, Shape, Stem};

/// What stands between a word and the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Joint {
    /// A mark, more than a space, or nothing that counts: the two are no term together.
    Apart,
    /// A space.
    Space,
    /// A hyphen.
    Hyphen,
}

/// Which letters of a word are capitals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Case {
    /// None.
    Lower,
    /// The first.
    Capital,
    /// All of two or more.
    Upper,
    /// Some inside: "eBook", "iOven".
    Mixed,
}

/// A word, or a part of a word with hyphens. Without a possessive ending.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    /// Where it stands.
    pub extent: Extent,
    /// The word as it is compared.
    pub folded: Folded,
    /// Its stem.
    pub stem: Stem,
    /// Its capitals.
    pub case: Case,
    /// What joins it to the part before.
    pub joint: Joint,
    /// Whether its capital may come from its place: it begins a sentence, a quotation, an aside.
    pub opens: bool,
    /// Whether it only holds others together.
    pub function: bool,
}

/// The terms of a sentence.
#[derive(Debug, Clone, Default)]
pub struct Terms {
    /// Its words in order.
    pub parts: Vec<Part>,
    /// Whether capitals say nothing in it: a heading, or most words have one.
    pub titled: bool,
}

impl Terms {
    /// Reads a sentence.
    pub fn of(report: &Report, sentence: usize) -> Terms {
        let text = report.document.view.as_str();
        let block = report.document.sentences[sentence].block;
        let mut terms = Terms::default();
        let (mut content, mut capitals) = (0, 0);
        let mut last_end = None;
        let mut opens = true;
        for token in report.tokens(sentence) {
            let word = token.of(text);
            if token.shape == Shape::Mark {
                opens |= matches!(
                    word,
                    ":" | "(" | "[" | "“" | "\"" | "‘" | "—" | "–" | "-" | "|" | "•"
                );
                continue;
            }
            let extent = Extent {
                start: token.start,
                end: token.end,
            };
            if !word.starts_with(char::is_alphabetic) || !is_prose(report, extent) {
                opens = false;
                continue;
            }
            let spaced = last_end
                .is_some_and(|end| text.get(end as usize..token.start as usize) == Some(" "));
            let mut joint = if spaced { Joint::Space } else { Joint::Apart };
            let word = without_possessive(word);
            let mut start = token.start;
            for piece in word.split(['-', '\u{2010}', '\u{2011}']) {
                let at = text[start as usize..]
                    .find(piece)
                    .map_or(start, |skip| start + skip as u32);
                let extent = Extent {
                    start: at,
                    end: at + piece.len() as u32,
                };
                start = extent.end;
                let whole = piece.len() == word.len();
                terms.parts.push(Part {
                    extent,
                    folded: Folded::of(piece),
                    stem: if whole { token.stem } else { word::stem(piece) },
                    case: case(piece),
                    joint,
                    opens,
                    function: word::is_function_word(piece),
                });
                opens = false;
                joint = Joint::Hyphen;
            }
            last_end = (start == token.end).then_some(token.end);
            if !token.function {
                content += 1;
                capitals += usize::from(token.is_capital());
            }
        }
        terms.titled = matches!(report.document.blocks[block].kind, BlockKind::Heading(_))
            || (content >= 2 && capitals * 5 >= content * 4);
        terms
    }
}

impl Part {
    /// Parts as one word: equal for all ways of joining them, and for singular and plural.
    pub fn joined(parts: &[Part]) -> Folded {
        let folded = parts.iter().map(|part| part.folded);
        folded
            .reduce(Folded::then)
            .map_or_else(|| Folded::of(""), Folded::singular)
    }

    /// The extent of parts in a row.
    pub fn extent_of(parts: &[Part]) -> Extent {
        Extent {
            start: parts[0].extent.start,
            end: parts[parts.len() - 1].extent.end,
        }
    }
}

fn without_possessive(word: &str) -> &str {
    ["'s", "’s", "'S", "’S"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending))
        .unwrap_or(word)
}

fn case(word: &str) -> Case {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let first = letters.next().is_some_and(char::is_uppercase);
    let (mut upper, mut lower) = (0, 0);
    for c in letters {
        upper += usize::from(c.is_uppercase());
        lower += usize::from(c.is_lowercase());
    }
    match (first, upper, lower) {
        (false, 0, _) => Case::Lower,
        (true, 0, _) => Case::Capital,
        (true, _, 0) => Case::Upper,
        _ => Case::Mixed,
    }
}

/// Code and addresses are no prose, marked as such or not: `a_b`, `a/b`, `@a`, `a()`.
fn is_prose(report: &Report, extent: Extent) -> bool {
    let view = report.document.view.as_str();
    let text = &view[extent.range()];
    let before = view[..extent.start as usize].chars().next_back();
    let mut after = view[extent.end as usize..].chars();
    let next = (after.next(), after.next());
    let glued = |c: char| "/_@#=\\$~<>&+`*{}^".contains(c);
    let code = text.contains(['.', '_'])
        || before.is_some_and(|c| glued(c) || matches!(c, '.' | ':' | '-'))
        || next
            .0
            .is_some_and(|c| glued(c) || matches!(c, '(' | '-' | '!'))
        || matches!(next, (Some('.' | ':'), Some(c)) if c.is_alphanumeric() || c == ':');
    !code
        && report
            .document
            .inlines_in(extent)
            .all(|inline| !matches!(inline.kind, InlineKind::Code | InlineKind::Address))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{Corpus, Settings};
    use crate::source::Sources;

    fn terms(text: &str) -> Terms {
        let mut sources = Sources::default();
        let id = sources.add("2021.md", text).unwrap();
        let corpus = Corpus::read(&sources, &[id], Settings::default());
        Terms::of(&corpus.reports[0], 0)
    }

    #[test]
    fn parts_know_their_case_and_their_joints() {
        let terms = terms("The eBook of Ann's co-op (new), as PDF");
        let read: Vec<_> = terms
            .parts
            .iter()
            .map(|part| (part.folded, part.case, part.joint))
            .collect();
        assert_eq!(
            read,
            [
                (Folded::of("the"), Case::Capital, Joint::Apart),
                (Folded::of("ebook"), Case::Mixed, Joint::Space),
                (Folded::of("of"), Case::Lower, Joint::Space),
                (Folded::of("ann"), Case::Capital, Joint::Space),
                (Folded::of("co"), Case::Lower, Joint::Apart),
                (Folded::of("op"), Case::Lower, Joint::Hyphen),
                (Folded::of("new"), Case::Lower, Joint::Apart),
                (Folded::of("as"), Case::Lower, Joint::Apart),
                (Folded::of("pdf"), Case::Upper, Joint::Space),
            ]
        );
    }

    #[test]
    fn code_is_left_out() {
        let terms = terms("Use `tool` or a/b or x_y or run() here");
        let words: Vec<_> = terms.parts.iter().map(|part| part.folded).collect();
        assert_eq!(words, ["use", "or", "or", "or", "here"].map(Folded::of));
    }

    #[test]
    fn ways_of_joining_are_equal() {
        let joined = |text: &str| Part::joined(&terms(text).parts);
        assert_eq!(joined("white papers"), joined("Whitepaper"));
        assert_eq!(joined("white-paper"), joined("whitepaper"));
    }
}
