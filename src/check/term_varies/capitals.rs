//! Terms of two or three words with capitals, and with one missing: "the Old mill Prize".

use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::Pair;
use crate::check::varies::Mention;
use crate::corpus::terms::{Case, Joint, Part, Piece, Sentence, Terms, Weight};
use crate::finding::Certainty;

/// What capitals a term has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    /// All.
    Named,
    /// Only the last word has none.
    EndsLower,
    /// Another word has none.
    Half,
    /// None at all.
    Lower,
}

/// How often a term is written in which way.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    named: u32,
    /// With all capitals, and no further word with one behind it.
    whole: u32,
    lower: u32,
}

pub(super) fn run(terms: &Terms<'_>) -> Vec<Pair> {
    let mut counts = named(terms);
    if counts.is_empty() {
        return Vec::new();
    }
    // Words that stand in no term with all capitals need not be looked up.
    let named = groups_of(terms, counts.keys());
    let may_be_one = |piece: &Piece| named[piece.group as usize];
    let is_lower = |piece: &Piece| piece.case == Case::Lower;
    let mut rare: BTreeMap<(Key, Form), Rare> = BTreeMap::new();
    look(terms, may_be_one, is_lower, |window| {
        let Window { parts, form, .. } = window;
        if form == Form::Named {
            return;
        }
        let key = key(terms, parts);
        let Some(own) = counts.get_mut(&key) else {
            return;
        };
        own.lower += u32::from(form == Form::Lower);
        let own = *own;
        let (least, ratio, named) = match (form, parts.len()) {
            (Form::Named, _) => return,
            (Form::Lower, _) => (10, 20, own.named),
            _ if key.is_hyphened() => (1, 1, own.named),
            (Form::Half, 2) => (5, 5, own.named),
            (Form::Half, _) => (SELDOM, 5, own.named),
            // "The Baker prize": the last word alone may be no name.
            (Form::EndsLower, 2) => (10, 10, own.whole),
            (Form::EndsLower, length) => {
                let start = counts.get(&self::key(terms, &parts[..length - 1]));
                let is_free = start.is_some_and(|start| own.named * 2 < start.named);
                let least = if is_free { 10 } else { SELDOM };
                // "The Oslo Guild School" tells nothing of how to write "the Oslo Guild school year".
                (least, least, own.whole)
            }
        };
        if named >= least {
            let rare = rare.entry((key, form)).or_default();
            rare.mentions.push(window.mention(terms));
            rare.ratio = ratio as usize;
        }
    });
    rare.retain(|(key, form), rare| {
        let Counts { named, lower, .. } = counts[key];
        // A term that is also written small is one by taste; one that is half small is a slip.
        let by_taste = *form != Form::Half && lower * 2 > named;
        rare.mentions.len() * rare.ratio <= named as usize && !by_taste
    });
    let mut usual: BTreeMap<Key, Vec<Mention>> = BTreeMap::new();
    usual.extend(rare.keys().map(|(key, _)| (*key, Vec::new())));
    if usual.is_empty() {
        return Vec::new();
    }
    let wanted = groups_of(terms, usual.keys());
    let is_wanted = |piece: &Piece| wanted[piece.group as usize];
    look(terms, is_wanted, has_capital, |window| {
        if window.form == Form::Named
            && let Some(usual) = usual.get_mut(&key(terms, window.parts))
        {
            usual.push(window.mention(terms));
        }
    });
    rare.into_iter()
        .map(|((key, _), rare)| Pair {
            rare: rare.mentions,
            usual: usual[&key].clone(),
            certainty: Certainty::Likely,
        })
        .collect()
}

/// Where a term has not all its capitals.
#[derive(Debug, Default)]
struct Rare {
    mentions: Vec<Mention>,
    /// How often the term must have them for each time that it has not.
    ratio: usize,
}

/// Terms that are written less often tell nothing, unless a hyphen joins their words.
const SELDOM: u32 = 2;

/// Whether a word has a capital.
fn has_capital(piece: &Piece) -> bool {
    piece.case != Case::Lower
}

/// How often terms are written with all capitals, if that is often enough to tell how to write them.
fn named(terms: &Terms<'_>) -> FxHashMap<Key, Counts> {
    let mut counts: FxHashMap<Key, Counts> = FxHashMap::default();
    look(terms, has_capital, has_capital, |window| {
        let counts = counts.entry(key(terms, window.parts)).or_default();
        counts.named += 1;
        counts.whole += u32::from(!window.goes_on);
    });
    counts.retain(|key, counts| counts.named >= SELDOM || key.is_hyphened());
    counts
}

/// Which groups of pieces are words of some terms.
fn groups_of<'a>(terms: &Terms<'_>, keys: impl Iterator<Item = &'a Key>) -> Vec<bool> {
    let mut groups = vec![false; terms.groups()];
    for group in keys.flat_map(|key| key.words) {
        if group != NO_WORD {
            groups[group as usize] = true;
        }
    }
    groups
}

/// Words in a row, in a sentence in which capitals mean something.
struct Window<'a> {
    sentence: Sentence<'a>,
    parts: &'a [Part],
    form: Form,
    /// Whether the next word has a capital, too.
    goes_on: bool,
}

impl Window<'_> {
    fn mention(&self, terms: &Terms<'_>) -> Mention {
        let extent = terms.extent_of(&self.sentence, self.parts);
        (self.sentence.report, extent)
    }
}

/// Shows all windows of a corpus whose parts are all wanted, in words in a row one of which has a part that must be there: by
/// sentence, and in words in a row that may all be parts of a term the longer ones first.
fn look(
    terms: &Terms<'_>,
    is_wanted: impl Fn(&Piece) -> bool,
    must_have: impl Fn(&Piece) -> bool,
    mut see: impl FnMut(Window<'_>),
) {
    let is_wanted = |piece: &Piece| piece.weight() == Weight::Content && is_wanted(piece);
    let wanted = terms.words_with(is_wanted);
    let must_have = terms.words_with(|piece| is_wanted(piece) && must_have(piece));
    let is_wanted = |part: &Part| is_wanted(terms.piece(part));
    terms.each_row(&wanted, &must_have, |row| {
        let (parts, mut start) = (row.parts, 0);
        while start < parts.len() {
            let first = start;
            start += 1;
            if !is_wanted(&parts[first]) {
                continue;
            }
            let goes_on = |part: &&Part| part.joint != Joint::Apart && is_wanted(part);
            start += parts[start..].iter().take_while(goes_on).count();
            if start - first > 1 {
                in_run(terms, row, first..start, &mut see);
            }
        }
    });
}

/// Shows the windows of wanted words in a row, and what stands behind them.
fn in_run(
    terms: &Terms<'_>,
    row: Sentence<'_>,
    run: Range<usize>,
    see: &mut impl FnMut(Window<'_>),
) {
    let parts = row.parts;
    for length in [3, 2] {
        for (start, window) in parts[run.clone()].windows(length).enumerate() {
            // All in capitals is said aloud, or a keyword.
            let is_loud = |part: &Part| terms.piece(part).case == Case::Upper;
            if window[0].opens || window.iter().all(is_loud) {
                continue;
            }
            let next = parts.get(run.start + start + length);
            let goes_on = next.is_some_and(|next| next.joint != Joint::Apart && !next.lower);
            see(Window {
                sentence: row,
                parts: window,
                form: form(window),
                goes_on,
            });
        }
    }
}

/// What capitals some parts in a row have.
fn form(parts: &[Part]) -> Form {
    let small = parts.iter().filter(|part| part.lower).count();
    match small {
        0 => Form::Named,
        all if all == parts.len() => Form::Lower,
        1 if parts.last().is_some_and(|part| part.lower) => Form::EndsLower,
        _ => Form::Half,
    }
}

/// A term without its case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Key {
    /// The groups of up to three words, and [`NO_WORD`].
    words: [u32; 3],
    /// Whether a hyphen joins each of the last two.
    hyphens: [bool; 2],
}

/// There is no word in the place of a third.
const NO_WORD: u32 = u32::MAX;

impl Key {
    /// Whether hyphens join all words.
    fn is_hyphened(&self) -> bool {
        let others = self.words[1..].iter().zip(self.hyphens);
        others
            .filter(|(word, _)| **word != NO_WORD)
            .all(|(_, hyphen)| hyphen)
    }
}

fn key(terms: &Terms<'_>, parts: &[Part]) -> Key {
    let word = |at: usize| {
        let part = parts.get(at);
        part.map_or(NO_WORD, |part| terms.piece(part).group)
    };
    let hyphen = |at: usize| {
        parts
            .get(at)
            .is_some_and(|part| part.joint == Joint::Hyphen)
    };
    Key {
        words: [word(0), word(1), word(2)],
        hyphens: [hyphen(1), hyphen(2)],
    }
}
