//! The words in which two passages differ.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::corpus::Report;
use crate::document::Extent;
use crate::word::{Shape, Token};

/// A stretch of words that one passage has where the other has others, or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    /// The words of the first passage.
    pub first: Option<Extent>,
    /// The words of the second passage.
    pub second: Option<Extent>,
}

/// Two passages word by word.
#[derive(Debug, Default)]
pub(super) struct Difference {
    /// What differs, in the order of the text.
    pub changes: Vec<Change>,
    /// Words that both have.
    pub same: usize,
    /// Words that only one has.
    pub other: usize,
}

impl Difference {
    /// Adds what differs in the passages behind.
    pub(super) fn add(&mut self, next: Difference) {
        self.changes.extend(next.changes);
        self.same += next.same;
        self.other += next.other;
    }
}

/// Compares two passages word by word, by their tokens. Case counts, white space and punctuation do not.
pub(super) fn of(first: (&Report, &[Token]), second: (&Report, &[Token])) -> Difference {
    let (a, b) = (Words::of(first), Words::of(second));
    let mut difference = Difference::default();
    for op in capture_diff_slices(Algorithm::Myers, &a.texts, &b.texts) {
        if let DiffOp::Equal { len, .. } = op {
            difference.same += len;
            continue;
        }
        let (old, new) = (op.old_range(), op.new_range());
        difference.other += old.len() + new.len();
        difference.changes.push(Change {
            first: a.extent(old),
            second: b.extent(new),
        });
    }
    difference
}

struct Words<'a> {
    tokens: Vec<Token>,
    texts: Vec<&'a str>,
}

impl<'a> Words<'a> {
    fn of((report, tokens): (&'a Report, &[Token])) -> Words<'a> {
        let view = report.document.view.as_str();
        let tokens: Vec<Token> = tokens
            .iter()
            .filter(|token| token.shape() != Shape::Mark)
            .copied()
            .collect();
        let texts = tokens.iter().map(|token| token.of(view)).collect();
        Words { tokens, texts }
    }

    fn extent(&self, words: Range<usize>) -> Option<Extent> {
        let words = self.tokens.get(words)?;
        Some(Extent {
            start: words.first()?.start,
            end: words.last()?.end(),
        })
    }
}
