//! A sentence as a phrase sees it.

use std::ops::Range;

use crate::period::Mention;
use crate::quantity::Quantity;
use crate::word::Token;

/// A sentence with what was read in it. All offsets count from the start of `text`, which may be longer than the
/// sentence.
#[derive(Debug, Clone, Copy)]
pub struct SentenceView<'a> {
    /// The text that the sentence stands in.
    pub text: &'a str,
    /// The words and marks of the sentence.
    pub tokens: &'a [Token],
    /// Its quantities.
    pub quantities: &'a [Quantity],
    /// Its calendar expressions.
    pub mentions: &'a [Mention],
}

impl SentenceView<'_> {
    /// The text of a token; empty behind the last one.
    pub(super) fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.of(self.text))
    }

    /// The first token at or behind an offset.
    pub(super) fn token_from(&self, offset: usize) -> usize {
        self.tokens
            .partition_point(|token| (token.start as usize) < offset)
    }

    /// The bytes of the sentence, from its first token to its last.
    pub(super) fn range(&self) -> Range<usize> {
        match (self.tokens.first(), self.tokens.last()) {
            (Some(first), Some(last)) => first.start as usize..last.end() as usize,
            _ => 0..0,
        }
    }
}
