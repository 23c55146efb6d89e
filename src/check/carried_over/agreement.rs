//! A singular with a verb in the plural: "the usual guest invited by our bakers are". A noun in between draws the verb
//! to it. Alone it is a matter for a grammar checker; in a sentence that came back it tells that nobody read it again.

use crate::check::among::Among;
use crate::corpus::{Corpus, Report};
use crate::document::Extent;
use crate::lookup::WordSet;
use crate::word::{self, Shape, Token};

/// What stands before one thing.
const DETERMINERS: WordSet<6> = WordSet::new(["a", "an", "each", "every", "the", "this"]);

/// Verbs that stand with several.
const PLURAL: WordSet<3> = WordSet::new(["are", "have", "were"]);

/// Words that name several at once, and stand with either verb.
const GROUPS: WordSet<24> = WordSet::new([
    "audience",
    "band",
    "board",
    "choir",
    "class",
    "club",
    "committee",
    "community",
    "company",
    "couple",
    "crew",
    "crowd",
    "family",
    "government",
    "group",
    "half",
    "majority",
    "number",
    "pair",
    "press",
    "public",
    "range",
    "rest",
    "team",
]);

/// What makes of the words between a noun and its verb more than a remark on the noun.
const BREAKS: WordSet<14> = WordSet::new([
    "and", "as", "but", "had", "has", "if", "is", "or", "that", "was", "when", "which", "who",
    "whose",
]);

/// Words before the noun, and between it and the verb.
const BEFORE: usize = 3;
const BETWEEN: usize = 8;

/// What looks like a singular with a verb in the plural.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slip {
    /// All of it.
    pub(super) extent: Extent,
    noun: Extent,
}

impl Slip {
    /// Whether the noun is a singular: the corpus has its plural elsewhere, inside a sentence or at its start.
    pub(super) fn is_of_one(&self, corpus: &Corpus, report: &Report) -> bool {
        let singular = report.text(self.noun);
        let Some(first) = singular.chars().next() else {
            return false;
        };
        let rest = &singular[first.len_utf8()..];
        let capitalised = format!("{}{rest}s", first.to_uppercase());
        let plurals = [format!("{singular}s"), capitalised];
        plurals
            .iter()
            .any(|plural| corpus.words.get(plural).is_some())
    }
}

const DETERMINER: u8 = 1;
const VERB: u8 = 1 << 1;

/// The words that a slip has: those before one thing, and verbs that stand with several.
pub(super) fn cues(corpus: &Corpus) -> Among {
    Among::of_kinds(corpus, |word| {
        let determiner = if DETERMINERS.has(word) { DETERMINER } else { 0 };
        determiner | if PLURAL.has(word) { VERB } else { 0 }
    })
}

/// Where a sentence begins with what looks like a singular, and has a verb in the plural.
pub(super) fn slip(report: &Report, sentence: usize, cues: &Among) -> Option<Slip> {
    // Few sentences have both words, and need be read.
    let (first, others) = report.words(sentence).split_first()?;
    let mut near = others.iter().take(BEFORE + BETWEEN);
    if cues.kinds(*first) & DETERMINER == 0 || !near.any(|word| cues.kinds(*word) & VERB != 0) {
        return None;
    }
    let view = report.document.view.as_str();
    let tokens = report.tokens(sentence);
    let text = |token: &Token| token.of(view);
    let first = tokens.first().filter(|token| token.is_function())?;
    let lower = |token: &&Token| token.shape() == Shape::Lower;
    let words = tokens[1..].iter().take(BEFORE + BETWEEN);
    let words = &tokens[1..=words.take_while(lower).count()];
    // These verbs are function words, which most words are not.
    let verb = words
        .iter()
        .position(|token| token.is_function() && PLURAL.has(text(token)))?;
    // The noun stands before a preposition, or before a participle and its preposition.
    let behind = words[..verb].iter().position(|token| token.is_function())?;
    let is_participle = |at: usize| at >= 2 && text(&words[at - 1]).ends_with("ed");
    let noun = if is_participle(behind) {
        behind - 2
    } else {
        behind.checked_sub(1)?
    };
    let singular = text(&words[noun]);
    let is_one = !word::is_plural(singular) && !GROUPS.has(singular);
    let broken = words[noun..verb]
        .iter()
        .any(|token| BREAKS.has(text(token)));
    // The noun beside the verb is the one that drew it.
    let drawn = word::is_plural(text(&words[verb - 1]));
    (is_one && !broken && drawn && noun < BEFORE).then(|| Slip {
        extent: Extent {
            start: first.start,
            end: words[verb].end(),
        },
        noun: Extent {
            start: words[noun].start,
            end: words[noun].end(),
        },
    })
}
