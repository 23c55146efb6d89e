//! A rule author's phrase with typed slots, compiled while it is read.
//!
//! Lives here: the language of phrases, its errors, and the search for phrases in a sentence.
//! Stays out: documents, and what a match means.
//!
//! | written | finds |
//! |---|---|
//! | `paying members` | the words, in any case and inflection, hyphenated or in quotes or not |
//! | `=GitHub` | the word to the letter |
//! | `(a\|b c)` | one of several |
//! | `(a\|b)?` | one of several, or nothing |
//! | `...` | up to four words, and no number that a slot of the phrase would take |
//! | `{value}` | what a [`Slot`] takes |
//! | `\(` | the mark itself |
//! | `/…/` | a regular expression, with the same slots in it |
//!
//! A phrase stands in one sentence. It is found from left to right, the longer option first, and a gap is as short as
//! it can be.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, Visitor};

mod expression;
mod index;
mod parse;
mod program;
mod sentence;
mod slot;

pub use index::Index;
pub use parse::PhraseError;
pub use sentence::SentenceView;
pub use slot::Slot;

use crate::word::Stem;
use expression::Expression;
use program::Program;

/// A compiled phrase. Two phrases are the same if they are written the same.
#[derive(Debug, Clone)]
pub struct Phrase {
    written: String,
    matcher: Matcher,
}

#[derive(Debug, Clone)]
enum Matcher {
    Words(Program),
    Expression(Box<Expression>),
}

/// Where a phrase was found. Offsets are those of the text that the sentence stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// All of it.
    pub range: Range<usize>,
    /// What its slots took, in the order of the phrase. A slot inside an option that was not taken is missing.
    pub slots: Vec<Bound>,
}

/// What a slot took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// The slot.
    pub slot: Slot,
    /// What it took: a quantity with its modifier, a calendar expression without its preposition.
    pub range: Range<usize>,
    /// Which of the sentence's quantities it is, for a slot that takes quantities.
    pub quantity: Option<usize>,
    /// Which of the sentence's calendar expressions it is, for a slot that takes those.
    pub mention: Option<usize>,
}

impl Match {
    /// What the first slot of a kind took.
    pub fn slot(&self, slot: Slot) -> Option<&Bound> {
        self.slots.iter().find(|bound| bound.slot == slot)
    }
}

impl Phrase {
    /// Compiles a phrase.
    pub fn new(written: &str) -> Result<Phrase, PhraseError> {
        let trimmed = written.trim();
        let expression = trimmed
            .strip_prefix('/')
            .and_then(|rest| rest.strip_suffix('/'));
        let matcher = if let Some(expression) = expression {
            Matcher::Expression(Box::new(Expression::new(expression)?))
        } else {
            let node = parse::parse(trimmed)?;
            if node.required().is_none() {
                return Err(PhraseError::NoWord);
            }
            Matcher::Words(Program::new(&node))
        };
        Ok(Phrase {
            written: written.to_owned(),
            matcher,
        })
    }

    /// The phrase as its author wrote it.
    pub fn written(&self) -> &str {
        &self.written
    }

    /// Whether the phrase is found only as it is written: all of its words are to the letter.
    pub fn is_exact(&self) -> bool {
        match &self.matcher {
            Matcher::Words(program) => program.is_exact(),
            Matcher::Expression(_) => false,
        }
    }

    /// The slots that it may bind, each once.
    pub fn slots(&self) -> Vec<Slot> {
        let mut slots = match &self.matcher {
            Matcher::Words(program) => program.slots(),
            Matcher::Expression(expression) => expression.slots().to_vec(),
        };
        slots.sort_unstable();
        slots.dedup();
        slots
    }

    /// Every place of a sentence where the phrase stands, in order and without overlap.
    pub fn find(&self, sentence: &SentenceView<'_>) -> Vec<Match> {
        match &self.matcher {
            Matcher::Words(program) => program.find(sentence),
            Matcher::Expression(expression) => expression.find(sentence),
        }
    }

    /// Lists of stems of each of which one stands wherever the phrase does. A regular expression has none, and may stand
    /// anywhere.
    pub fn needs(&self) -> &[Vec<Stem>] {
        match &self.matcher {
            Matcher::Words(program) => program.needed_stems(),
            Matcher::Expression(_) => &[],
        }
    }
}

impl PartialEq for Phrase {
    fn eq(&self, other: &Phrase) -> bool {
        self.written == other.written
    }
}

impl Eq for Phrase {}

impl AsRef<str> for Phrase {
    fn as_ref(&self) -> &str {
        &self.written
    }
}

impl JsonSchema for Phrase {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Phrase".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": ["string", "number"],
            "description": "A phrase: words in any case and with any ending; `(a|b)` a choice, `(a)?` optional, `...` up \
                            to four words, `{value}` a number and other slots, `=word` to the letter."
        })
    }
}

impl<'de> Deserialize<'de> for Phrase {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Phrase, D::Error> {
        struct Written;

        impl Visitor<'_> for Written {
            type Value = Phrase;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a phrase")
            }

            fn visit_str<E: serde::de::Error>(self, written: &str) -> Result<Phrase, E> {
                Phrase::new(written).map_err(E::custom)
            }
        }

        deserializer.deserialize_str(Written)
    }
}

#[cfg(test)]
mod tests;
