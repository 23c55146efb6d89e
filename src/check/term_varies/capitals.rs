//! Terms of two or three words with capitals, and with one missing: "the Old mill Prize".

use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::Pair;
use crate::check::varies::Mention;
use crate::corpus::ReportId;
use crate::corpus::terms::{Case, Joint, Part, Sentence, Terms, Weight};
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
    named: usize,
    /// With all capitals, and no further word with one behind it.
    whole: usize,
    lower: usize,
}

pub(super) fn run(terms: &Terms) -> Vec<Pair> {
    let mut counts: FxHashMap<Key, Counts> = FxHashMap::default();
    // Words that stand in no term with all capitals need not be looked up.
    let mut named = vec![false; terms.groups];
    let is_named = |part: &Part| !part.lower;
    look(terms, is_named, |window| {
        for part in window.parts {
            named[terms.piece(part).group as usize] = true;
        }
        let counts = counts.entry(key(terms, window.parts)).or_default();
        counts.named += 1;
        counts.whole += usize::from(!window.goes_on);
    });
    let pieces = terms.pieces.iter();
    let named: Vec<bool> = pieces.map(|piece| named[piece.group as usize]).collect();
    let mut rare: BTreeMap<(Key, Form), Rare> = BTreeMap::new();
    let may_be_one = |part: &Part| named[part.piece as usize];
    look(terms, may_be_one, |window| {
        let Window { parts, form, .. } = window;
        if form == Form::Named {
            return;
        }
        let key = key(terms, parts);
        let Some(own) = counts.get_mut(&key) else {
            return;
        };
        own.lower += usize::from(form == Form::Lower);
        let own = *own;
        let (least, ratio, named) = match (form, parts.len()) {
            (Form::Named, _) => return,
            (Form::Lower, _) => (10, 20, own.named),
            _ if parts[1..].iter().all(|part| part.joint == Joint::Hyphen) => (1, 1, own.named),
            (Form::Half, 2) => (5, 5, own.named),
            (Form::Half, _) => (2, 5, own.named),
            // "The Baker prize": the last word alone may be no name.
            (Form::EndsLower, 2) => (10, 10, own.whole),
            (Form::EndsLower, length) => {
                let start = counts.get(&self::key(terms, &parts[..length - 1]));
                let is_free = start.is_some_and(|start| own.named * 2 < start.named);
                let least = if is_free { 10 } else { 2 };
                // "The Oslo Guild School" tells nothing of how to write "the Oslo Guild school year".
                (least, least, own.whole)
            }
        };
        if named >= least {
            let rare = rare.entry((key, form)).or_default();
            rare.mentions.push((window.report, terms.extent_of(parts)));
            rare.ratio = ratio;
        }
    });
    rare.retain(|(key, form), rare| {
        let Counts { named, lower, .. } = counts[key];
        // A term that is also written small is one by taste; one that is half small is a slip.
        let by_taste = *form != Form::Half && lower * 2 > named;
        rare.mentions.len() * rare.ratio <= named && !by_taste
    });
    let mut usual: BTreeMap<Key, Vec<Mention>> = BTreeMap::new();
    usual.extend(rare.keys().map(|(key, _)| (*key, Vec::new())));
    if usual.is_empty() {
        return Vec::new();
    }
    look(terms, is_named, |window| {
        if let Some(usual) = usual.get_mut(&key(terms, window.parts)) {
            usual.push((window.report, terms.extent_of(window.parts)));
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

/// Words in a row, in a sentence in which capitals mean something.
struct Window<'a> {
    report: ReportId,
    parts: &'a [Part],
    form: Form,
    /// Whether the next word has a capital, too.
    goes_on: bool,
}

/// Shows all windows of a corpus whose parts are all wanted: by sentence, and in words in a row that may all be parts of
/// a term the longer ones first.
fn look(terms: &Terms, is_wanted: impl Fn(&Part) -> bool, mut see: impl FnMut(Window<'_>)) {
    let is_wanted = |part: &Part| part.weight == Weight::Content && is_wanted(part);
    for sentence in terms.sentences().filter(|sentence| !sentence.titled) {
        let parts = sentence.parts;
        let mut start = 0;
        while start < parts.len() {
            let first = start;
            start += 1;
            if !is_wanted(&parts[first]) {
                continue;
            }
            let goes_on = |part: &&Part| part.joint != Joint::Apart && is_wanted(part);
            start += parts[start..].iter().take_while(goes_on).count();
            if start - first > 1 {
                in_run(terms, sentence, first..start, &mut see);
            }
        }
    }
}

/// Shows the windows of wanted words in a row, and what stands behind them.
fn in_run(
    terms: &Terms,
    sentence: Sentence<'_>,
    run: Range<usize>,
    see: &mut impl FnMut(Window<'_>),
) {
    for length in [3, 2] {
        for (start, parts) in sentence.parts[run.clone()].windows(length).enumerate() {
            // All in capitals is said aloud, or a keyword.
            let is_loud = |part: &Part| terms.piece(part).case == Case::Upper;
            if parts[0].opens || parts.iter().all(is_loud) {
                continue;
            }
            let next = sentence.parts.get(run.start + start + length);
            let goes_on = next.is_some_and(|next| next.joint != Joint::Apart && !next.lower);
            see(Window {
                report: sentence.report,
                parts,
                form: form(parts),
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

/// A term without its case: the groups of up to three words, and whether a hyphen joins each of the last two.
type Key = ([Option<u32>; 3], [bool; 2]);

fn key(terms: &Terms, parts: &[Part]) -> Key {
    let word = |at: usize| parts.get(at).map(|part| terms.piece(part).group);
    let hyphen = |at: usize| {
        parts
            .get(at)
            .is_some_and(|part| part.joint == Joint::Hyphen)
    };
    ([word(0), word(1), word(2)], [hyphen(1), hyphen(2)])
}
