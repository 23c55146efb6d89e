//! A sentence as its numbers, its dates and the words between them, for checks that follow how it is built.

use super::Context;
use crate::claim::{Claim, Mood, Role};
use crate::corpus::{Report, ReportId};
use crate::document::Extent;
use crate::lookup::WordSet;
use crate::period::Mention;
use crate::quantity::{Kind, is_one_of};
use crate::word::Token;

/// One step of a sentence.
#[derive(Debug, Clone, Copy)]
pub(super) enum Piece<'a> {
    /// A number with its modifier.
    Number(&'a Claim),
    /// A calendar expression.
    Date(&'a Mention),
    /// A word or a mark.
    Word(Token),
}

/// A sentence as pieces, in order.
pub(super) struct Flow<'a> {
    pub(super) report: &'a Report,
    pub(super) pieces: Vec<Piece<'a>>,
}

impl<'a> Flow<'a> {
    /// The pieces of a sentence.
    pub(super) fn of(context: &Context<'a>, id: ReportId, sentence: usize) -> Flow<'a> {
        let report = &context.corpus.reports[id];
        let claims = context.ledger.in_sentence(id, sentence);
        let mut claims = claims.iter().peekable();
        let mut mentions = report.mentions(sentence).iter().peekable();
        let tokens = report.tokens(sentence);
        let mut pieces = Vec::with_capacity(tokens.len());
        let mut behind = 0;
        for token in tokens {
            if token.start < behind {
                continue;
            }
            while mentions
                .next_if(|mention| mention.end() as u32 <= token.start)
                .is_some()
            {}
            while claims
                .next_if(|claim| claim.extent.end <= token.start)
                .is_some()
            {}
            if let Some(mention) =
                mentions.next_if(|mention| (mention.start() as u32) < token.end())
            {
                behind = mention.end() as u32;
                pieces.push(Piece::Date(mention));
            } else if let Some(claim) = claims.next_if(|claim| claim.extent.start < token.end()) {
                behind = claim.extent.end;
                pieces.push(Piece::Number(claim));
            } else {
                pieces.push(Piece::Word(*token));
            }
        }
        Flow { report, pieces }
    }

    pub(super) fn len(&self) -> usize {
        self.pieces.len()
    }

    /// The text of a piece; empty past the end.
    pub(super) fn text(&self, at: usize) -> &'a str {
        self.pieces
            .get(at)
            .map_or("", |_| self.report.text(self.extent(at)))
    }

    /// Where a piece stands.
    pub(super) fn extent(&self, at: usize) -> Extent {
        match self.pieces[at] {
            Piece::Number(claim) => claim.extent,
            Piece::Date(mention) => Extent::new(mention.start(), mention.end()),
            Piece::Word(token) => Extent {
                start: token.start,
                end: token.end(),
            },
        }
    }

    /// From the start of one piece to the end of another.
    pub(super) fn span(&self, first: usize, last: usize) -> Extent {
        Extent {
            start: self.extent(first).start,
            end: self.extent(last).end,
        }
    }

    pub(super) fn number(&self, at: usize) -> Option<&'a Claim> {
        match self.pieces.get(at) {
            Some(Piece::Number(claim)) => Some(claim),
            _ => None,
        }
    }

    pub(super) fn date(&self, at: usize) -> Option<&'a Mention> {
        match self.pieces.get(at) {
            Some(Piece::Date(mention)) => Some(mention),
            _ => None,
        }
    }

    /// The token of a word or a mark.
    pub(super) fn token(&self, at: usize) -> Option<Token> {
        match self.pieces.get(at) {
            Some(Piece::Word(token)) => Some(*token),
            _ => None,
        }
    }

    /// The token of a word.
    pub(super) fn word(&self, at: usize) -> Option<Token> {
        self.token(at).filter(|token| token.is_word())
    }

    /// A number of things that is stated as a fact and can be reckoned with.
    pub(super) fn count(&self, at: usize) -> Option<&'a Claim> {
        self.number(at).filter(|claim| {
            claim.quantity.kind == Kind::Count
                && claim.role == Role::Level
                && claim.mood != Mood::Planned
                && !claim.quantity.values.is_vague()
        })
    }

    /// Whether a piece is one of some words, in any case.
    pub(super) fn is(&self, at: usize, words: &[&str]) -> bool {
        self.token(at).is_some_and(|token| {
            let text = token.of(self.report.document.view.as_str());
            is_one_of(text, words)
        })
    }

    /// Whether a piece is a word of a set.
    pub(super) fn is_of<const N: usize>(&self, at: usize, words: &WordSet<N>) -> bool {
        self.token(at)
            .is_some_and(|token| words.has(token.of(self.report.document.view.as_str())))
    }

    /// Whether a piece before `at` is one of some words.
    pub(super) fn follows(&self, at: usize, words: &[&str]) -> bool {
        at > 0 && self.is(at - 1, words)
    }

    /// Skips any of some words from a piece on.
    pub(super) fn skip(&self, mut at: usize, words: &[&str]) -> usize {
        while self.is(at, words) {
            at += 1;
        }
        at
    }

    /// The first piece that is one of some words, with at most `reach` words and nothing else before it.
    pub(super) fn ahead(&self, from: usize, reach: usize, words: &[&str]) -> Option<usize> {
        for at in from..=from + reach {
            if self.is(at, words) {
                return Some(at);
            }
            self.word(at)?;
        }
        None
    }

    /// Whether a stretch has a verb that is not that of a relative clause: "of these 10 were late, 6" tells of the 10, and "of the
    /// 10 guests who were late, 6" of a part of them.
    pub(super) fn has_verb(&self, range: std::ops::Range<usize>) -> bool {
        const VERBS: &[&str] = &[
            "are", "came", "did", "do", "had", "has", "have", "is", "was", "went", "were", "will",
        ];
        const RELATIVES: &[&str] = &["that", "which", "who", "whom", "we", "they", "you", "it"];
        range
            .take_while(|at| !self.is(*at, RELATIVES))
            .any(|at| self.is(at, VERBS))
    }

    /// Whether a word of a set stands anywhere.
    pub(super) fn has_any<const N: usize>(&self, words: &WordSet<N>) -> bool {
        (0..self.len()).any(|at| self.is_of(at, words))
    }

    /// Whether one of some words stands anywhere.
    pub(super) fn has(&self, words: &[&str]) -> bool {
        (0..self.len()).any(|at| self.is(at, words))
    }
}
