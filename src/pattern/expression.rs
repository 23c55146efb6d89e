//! Phrases that are regular expressions.
//!
//! What a typed slot may take is known before the expression runs. It is put between two marks that no text holds, and
//! the slot becomes an expression for such a pair. The slot's text itself then cannot be matched by accident: digits
//! that a slot may take are for the slot.

use std::fmt::Write as _;
use std::ops::Range;

use regex::{Captures, Regex};

use super::parse::{self, PhraseError};
use super::slot::Slot;
use super::{Bound, Match, SentenceView};
use crate::period::Mention;
use crate::quantity::{Kind, Quantity};

#[derive(Debug, Clone)]
pub(super) struct Expression {
    regex: Regex,
    /// The slots in their order; the group of each is named by its index.
    slots: Vec<Slot>,
}

/// Opens a quantity of each kind, then a calendar expression; from the private use area.
const QUANTITY: [(Kind, char); 6] = [
    (Kind::Count, '\u{f8e0}'),
    (Kind::Percent, '\u{f8e1}'),
    (Kind::Money, '\u{f8e2}'),
    (Kind::Ordinal, '\u{f8e3}'),
    (Kind::Version, '\u{f8e4}'),
    (Kind::Ratio, '\u{f8e5}'),
];
const MENTION: char = '\u{f8e6}';
const END: char = '\u{f8e7}';

impl Expression {
    pub(super) fn new(written: &str) -> Result<Expression, PhraseError> {
        if written.is_empty() {
            return Err(PhraseError::Empty);
        }
        let mut slots = Vec::new();
        let mut expression = String::new();
        let mut rest = written;
        while let Some(brace) = rest.find('{') {
            expression.push_str(&rest[..brace]);
            rest = &rest[brace..];
            // `a{2,3}` and `\p{Lu}` are the expression's own.
            let own = rest[1..].starts_with(|c: char| c.is_ascii_digit())
                || expression.ends_with("\\p")
                || expression.ends_with("\\P")
                || expression.ends_with('\\');
            if own {
                expression.push('{');
                rest = &rest[1..];
                continue;
            }
            let (slot, behind) = parse::slot(rest)?;
            let _ = write!(expression, "(?P<s{}>{})", slots.len(), stands_for(slot));
            slots.push(slot);
            rest = behind;
        }
        expression.push_str(rest);
        let regex = Regex::new(&expression).map_err(|error| {
            // Only the last line says what is wrong; those before it draw the expression.
            let text = error.to_string();
            let last = text.lines().last().unwrap_or_default();
            PhraseError::Expression(last.trim_start_matches("error: ").to_owned())
        })?;
        Ok(Expression { regex, slots })
    }

    pub(super) fn slots(&self) -> &[Slot] {
        &self.slots
    }

    pub(super) fn find(&self, sentence: &SentenceView<'_>) -> Vec<Match> {
        let marked = Marked::new(sentence, &self.slots);
        self.regex
            .captures_iter(&marked.text)
            .filter_map(|captures| self.read(&captures, &marked, sentence))
            .collect()
    }

    fn read(
        &self,
        captures: &Captures<'_>,
        marked: &Marked,
        sentence: &SentenceView<'_>,
    ) -> Option<Match> {
        let whole = marked.original(captures.get(0)?.range());
        if whole.is_empty() {
            return None;
        }
        let slots = self.slots.iter().enumerate().filter_map(|(at, slot)| {
            let range = marked.original(captures.name(&format!("s{at}"))?.range());
            let quantity = sentence
                .quantities
                .binary_search_by_key(&range.start, Quantity::outer_start)
                .ok();
            // A preposition may stand before a mention, so its end is looked for.
            let mention = sentence
                .mentions
                .binary_search_by_key(&range.end, Mention::end)
                .ok();
            let typed = !slot.kinds().is_empty();
            let mention = mention.filter(|_| takes_mention(*slot));
            Some(Bound {
                slot: *slot,
                range: mention.map_or(range, |at| {
                    sentence.mentions[at].start()..sentence.mentions[at].end()
                }),
                quantity: quantity.filter(|_| typed),
                mention,
            })
        });
        Some(Match {
            slots: slots.collect(),
            range: whole,
        })
    }
}

fn takes_mention(slot: Slot) -> bool {
    matches!(slot, Slot::Date | Slot::BasePeriod)
}

/// The expression for a slot, over marked text.
fn stands_for(slot: Slot) -> String {
    const NAME: &str =
        r"\p{Lu}[\p{L}\p{N}.’'-]*(?:\s+(?:(?:of|de|van|von|der|&)\s+)*\p{Lu}[\p{L}\p{N}.’'-]*)*";
    match slot {
        Slot::Year => r"\b(?:19|20)\d\d\b".to_owned(),
        Slot::Date => format!("{MENTION}[^{END}]*{END}"),
        Slot::BasePeriod => {
            format!(r"(?:(?i:in|during|for|at|since|from)\s+)?{MENTION}[^{END}]*{END}")
        }
        Slot::Name => NAME.to_owned(),
        Slot::Names => {
            let item = format!(r"{NAME}(?:\s*\([^)]*\))?");
            format!(r"{item}(?:(?:[,;]\s*|\s+)(?:(?:and|&|or)\s+)?{item})*")
        }
        Slot::Word => r"[\p{L}\p{N}][\p{L}\p{N}’'-]*".to_owned(),
        _ => {
            let opening: String = QUANTITY
                .iter()
                .filter(|(kind, _)| slot.kinds().contains(kind))
                .map(|(_, mark)| *mark)
                .collect();
            format!("[{opening}][^{END}]*{END}")
        }
    }
}

/// A sentence with marks around what typed slots may take.
struct Marked {
    text: String,
    /// Where the sentence begins in its text.
    start: usize,
    /// The offset behind each mark, in the marked text.
    marks: Vec<usize>,
}

/// All marks have this length in UTF-8.
const MARK: usize = 3;

impl Marked {
    fn new(sentence: &SentenceView<'_>, slots: &[Slot]) -> Marked {
        let mut wanted: Vec<(Range<usize>, char)> = Vec::new();
        for quantity in sentence.quantities {
            if slots
                .iter()
                .any(|slot| slot.kinds().contains(&quantity.kind))
            {
                let mark = QUANTITY[quantity.kind as usize].1;
                wanted.push((quantity.outer_start()..quantity.outer_end(), mark));
            }
        }
        if slots.iter().copied().any(takes_mention) {
            let mentions = sentence.mentions.iter();
            wanted.extend(mentions.map(|mention| (mention.start()..mention.end(), MENTION)));
        }
        wanted.sort_by_key(|(range, mark)| (range.start, *mark));

        let whole = sentence.range();
        let mut marked = Marked {
            text: String::with_capacity(whole.len() + 2 * MARK * wanted.len()),
            start: whole.start,
            marks: Vec::new(),
        };
        let mut copied = whole.start;
        for (range, mark) in wanted {
            if range.start < copied || range.end > whole.end {
                continue;
            }
            marked.text.push_str(&sentence.text[copied..range.start]);
            marked.mark(mark);
            marked.text.push_str(&sentence.text[range.clone()]);
            marked.mark(END);
            copied = range.end;
        }
        marked.text.push_str(&sentence.text[copied..whole.end]);
        marked
    }

    fn mark(&mut self, mark: char) {
        self.text.push(mark);
        self.marks.push(self.text.len());
    }

    /// The bytes of the sentence's text for bytes of the marked one.
    fn original(&self, range: Range<usize>) -> Range<usize> {
        let back = |offset: usize| {
            let marks = self.marks.partition_point(|behind| *behind <= offset);
            self.start + offset - marks * MARK
        };
        back(range.start)..back(range.end)
    }
}
