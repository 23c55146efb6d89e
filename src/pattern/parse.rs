//! From the text of a phrase to its tree.

use super::slot::Slot;
use crate::word::{self, Shape, Stem, Token};

/// Why a phrase is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PhraseError {
    /// Nothing is written.
    #[error("the phrase is empty")]
    Empty,
    /// Without a word of its own a phrase would stand nearly everywhere.
    #[error(
        "the phrase has no word of its own outside of options and slots; it would match nearly everywhere"
    )]
    NoWord,
    /// An opening parenthesis without a closing one.
    #[error("the group `{0}` is not closed; write `\\(` for the mark itself")]
    UnclosedGroup(String),
    /// A closing parenthesis without an opening one.
    #[error("`)` closes no group; write `\\)` for the mark itself")]
    UnopenedGroup,
    /// Nothing between two bars.
    #[error("a choice of the group `{0}` is empty; write `(a|b)?` for a group that may be missing")]
    EmptyChoice(String),
    /// A bar outside of a group.
    #[error("`|` stands outside of a group; write `(a|b)`")]
    BarOutside,
    /// A question mark that does not follow a group or a slot.
    #[error("`?` follows neither a group nor a slot; write `(word)?`")]
    LoneOption,
    /// An opening brace without a closing one.
    #[error("the slot `{0}` is not closed")]
    UnclosedSlot(String),
    /// A slot of an unknown name.
    #[error("there is no slot `{{{name}}}`; {instead}")]
    UnknownSlot {
        /// The name as written.
        name: String,
        /// What might have been meant.
        instead: String,
    },
    /// An equals sign with nothing behind it.
    #[error("`=` stands before no word")]
    LoneEquals,
    /// A gap at an end of the phrase or of an option.
    #[error("`...` stands between two words, not at an end")]
    GapAtEnd,
    /// Groups inside of groups inside of groups.
    #[error("the groups are nested too deeply")]
    TooDeep,
    /// Not a regular expression.
    #[error("not a regular expression: {0}")]
    Expression(String),
}

/// A part of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    /// One after the other.
    Sequence(Vec<Node>),
    /// One of several.
    Choice(Vec<Node>),
    /// It or nothing.
    Option(Box<Node>),
    /// A word in any inflection, or a mark.
    Stem {
        /// What is compared.
        stem: Stem,
        /// How rare it is likely to be: 0 for a mark.
        rarity: usize,
    },
    /// Words to the letter.
    Exact(String),
    /// Up to four words.
    Gap,
    /// A slot.
    Slot(Slot),
}

/// Stems of which one stands wherever a part of a phrase does.
#[derive(Debug, Clone)]
pub(super) struct Required {
    pub(super) stems: Vec<Stem>,
    /// The rarity of the most frequent of them.
    rarity: usize,
}

impl Node {
    /// What a sentence must have for the node to stand in it: of each list one stem, and a quantity if one is asked for.
    pub(super) fn needs(&self) -> Needs {
        let mut needs = Needs::default();
        self.add_needs(&mut needs);
        needs
    }

    fn add_needs(&self, needs: &mut Needs) {
        match self {
            Node::Sequence(parts) => parts.iter().for_each(|part| part.add_needs(needs)),
            Node::Slot(slot) => needs.quantity |= !slot.kinds().is_empty(),
            Node::Choice(_) | Node::Stem { .. } | Node::Exact(_) => {
                needs
                    .stems
                    .extend(self.required().map(|required| required.stems));
            }
            Node::Option(_) | Node::Gap => {}
        }
    }

    /// The stems to look for first, if the node cannot stand without a word of its own.
    pub(super) fn required(&self) -> Option<Required> {
        match self {
            Node::Sequence(parts) => parts
                .iter()
                .filter_map(Node::required)
                .max_by_key(|required| required.rarity),
            Node::Choice(choices) => {
                let each: Option<Vec<Required>> = choices.iter().map(Node::required).collect();
                let each = each?;
                Some(Required {
                    rarity: each.iter().map(|required| required.rarity).min()?,
                    stems: each
                        .into_iter()
                        .flat_map(|required| required.stems)
                        .collect(),
                })
            }
            Node::Stem { stem, rarity } => (*rarity > 0).then(|| Required {
                stems: vec![*stem],
                rarity: *rarity,
            }),
            Node::Exact(text) => word::tokens(text).first().map(|token| Required {
                stems: vec![token.stem],
                rarity: rarity(*token),
            }),
            Node::Option(_) | Node::Gap | Node::Slot(_) => None,
        }
    }
}

/// What a sentence must have before it is worth a search.
#[derive(Debug, Clone, Default)]
pub(super) struct Needs {
    /// Of each list one.
    pub(super) stems: Vec<Vec<Stem>>,
    /// Any quantity.
    pub(super) quantity: bool,
}

/// Long words are rarer than short ones, and all are rarer than function words.
fn rarity(token: Token) -> usize {
    match token.shape() {
        Shape::Mark => 0,
        _ if token.is_function() => 1,
        _ => 1 + (token.end() - token.start) as usize,
    }
}

/// Groups may stand in groups this deep; no phrase for people needs more.
const DEEPEST: usize = 8;

pub(super) fn parse(written: &str) -> Result<Node, PhraseError> {
    if written.is_empty() {
        return Err(PhraseError::Empty);
    }
    let mut parser = Parser {
        rest: written,
        depth: 0,
    };
    let node = parser.sequence()?;
    match parser.rest.chars().next() {
        None => Ok(node),
        Some('|') => Err(PhraseError::BarOutside),
        Some(_) => Err(PhraseError::UnopenedGroup),
    }
}

struct Parser<'a> {
    rest: &'a str,
    depth: usize,
}

impl Parser<'_> {
    /// Reads up to a `|`, a `)` or the end.
    fn sequence(&mut self) -> Result<Node, PhraseError> {
        let mut parts = Vec::new();
        loop {
            self.rest = self.rest.trim_start();
            let Some(first) = self.rest.chars().next() else {
                break;
            };
            if let Some(rest) = self
                .rest
                .strip_prefix("...")
                .or(self.rest.strip_prefix('…'))
            {
                self.rest = rest;
                parts.push(Node::Gap);
                continue;
            }
            match first {
                '|' | ')' => break,
                '(' => {
                    let group = self.group()?;
                    let node = self.optional(group);
                    parts.push(node);
                }
                '{' => {
                    let slot = Node::Slot(self.slot()?);
                    let node = self.optional(slot);
                    parts.push(node);
                }
                '?' => return Err(PhraseError::LoneOption),
                '=' => {
                    self.rest = &self.rest[1..];
                    let exact = self.literal();
                    if exact.is_empty() {
                        return Err(PhraseError::LoneEquals);
                    }
                    parts.push(Node::Exact(exact));
                }
                _ => {
                    let literal = self.literal();
                    let tokens = word::tokens(&literal);
                    let heard = tokens.iter().filter(|token| {
                        token.shape() != Shape::Mark || !is_silent(token.of(&literal))
                    });
                    parts.extend(heard.map(|token| Node::Stem {
                        stem: token.stem,
                        rarity: rarity(*token),
                    }));
                }
            }
        }
        if matches!(parts.first(), Some(Node::Gap)) || matches!(parts.last(), Some(Node::Gap)) {
            return Err(PhraseError::GapAtEnd);
        }
        Ok(Node::Sequence(parts))
    }

    fn optional(&mut self, node: Node) -> Node {
        match self.rest.strip_prefix('?') {
            Some(rest) => {
                self.rest = rest;
                Node::Option(Box::new(node))
            }
            None => node,
        }
    }

    fn group(&mut self) -> Result<Node, PhraseError> {
        let written = self.rest;
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(PhraseError::TooDeep);
        }
        let mut choices = Vec::new();
        loop {
            // The parenthesis, or the bar.
            self.rest = &self.rest[1..];
            let choice = self.sequence()?;
            if choice == Node::Sequence(Vec::new()) {
                let until = written.find(')').map_or(written.len(), |at| at + 1);
                return Err(PhraseError::EmptyChoice(written[..until].to_owned()));
            }
            choices.push(choice);
            match self.rest.chars().next() {
                Some('|') => {}
                Some(_) => break,
                None => return Err(PhraseError::UnclosedGroup(written.to_owned())),
            }
        }
        self.rest = &self.rest[1..];
        self.depth -= 1;
        Ok(Node::Choice(choices))
    }

    fn slot(&mut self) -> Result<Slot, PhraseError> {
        let (slot, rest) = slot(self.rest)?;
        self.rest = rest;
        Ok(slot)
    }

    /// Reads up to white space or a mark that means something.
    fn literal(&mut self) -> String {
        let mut literal = String::new();
        let mut chars = self.rest.char_indices();
        while let Some((at, next)) = chars.next() {
            let gap = self.rest[at..].starts_with("...") || next == '…';
            if next.is_whitespace() || gap || "(){|?".contains(next) {
                self.rest = &self.rest[at..];
                return literal;
            }
            match next {
                '\\' => literal.extend(chars.next().map(|(_, escaped)| escaped)),
                _ => literal.push(next),
            }
        }
        self.rest = "";
        literal
    }
}

/// Reads a slot from its brace on, and hands back what follows it.
pub(super) fn slot(text: &str) -> Result<(Slot, &str), PhraseError> {
    let Some((name, rest)) = text[1..].split_once('}') else {
        return Err(PhraseError::UnclosedSlot(text.to_owned()));
    };
    let name = name.trim();
    let slot = Slot::from_name(name).ok_or_else(|| PhraseError::UnknownSlot {
        name: name.to_owned(),
        instead: instead(name),
    })?;
    Ok((slot, rest))
}

fn instead(name: &str) -> String {
    let nearest = Slot::ALL
        .iter()
        .map(|(_, known)| (strsim::damerau_levenshtein(name, known), *known))
        .min();
    match nearest {
        Some((distance, known)) if distance <= 2 => format!("did you mean `{{{known}}}`?"),
        _ => {
            let known: Vec<String> = Slot::ALL
                .iter()
                .map(|(_, known)| format!("`{{{known}}}`"))
                .collect();
            format!("the slots are {}", known.join(", "))
        }
    }
}

/// Marks that may stand between two words of a phrase without being written in it: quotes, hyphens, asterisks.
pub(super) fn is_silent(mark: &str) -> bool {
    matches!(
        mark,
        "-" | "\u{2010}"
            | "\u{2011}"
            | "\""
            | "'"
            | "“"
            | "”"
            | "„"
            | "‘"
            | "’"
            | "«"
            | "»"
            | "*"
            | "_"
            | "`"
            | "®"
            | "™"
            | "©"
    )
}
