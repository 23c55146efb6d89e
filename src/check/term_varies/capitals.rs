//! Terms of two or three words with capitals, and with one missing: "the Old mill Prize".

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Pair, Sentence};
use crate::check::varies::Mention;
use crate::corpus::Folded;
use crate::corpus::terms::{Case, Joint, Part, Terms};
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

pub(super) fn run(sentences: &[Sentence]) -> Vec<Pair> {
    let mut counts: HashMap<Key, Counts> = HashMap::new();
    for (_, terms) in sentences {
        look(terms, |window| {
            if window.form == Form::Named {
                let counts = counts.entry(key(window.parts)).or_default();
                counts.named += 1;
                counts.whole += usize::from(!window.goes_on);
            }
        });
    }
    let mut rare: BTreeMap<(Key, Form), Rare> = BTreeMap::new();
    for (report, terms) in sentences {
        look(terms, |window| {
            let Window { parts, form, .. } = window;
            let key = key(parts);
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
                    let start = counts.get(&self::key(&parts[..length - 1]));
                    let is_free = start.is_some_and(|start| own.named * 2 < start.named);
                    let least = if is_free { 10 } else { 2 };
                    (least, least, own.named)
                }
            };
            if named >= least {
                let rare = rare.entry((key, form)).or_default();
                rare.mentions.push((*report, Part::extent_of(parts)));
                rare.ratio = ratio;
            }
        });
    }
    rare.retain(|(key, form), rare| {
        let Counts { named, lower, .. } = counts[key];
        // A term that is also written small is one by taste; one that is half small is a slip.
        let by_taste = *form != Form::Half && lower * 2 > named;
        rare.mentions.len() * rare.ratio <= named && !by_taste
    });
    let wanted: BTreeSet<Key> = rare.keys().map(|(key, _)| *key).collect();
    let mut usual: BTreeMap<Key, Vec<Mention>> = BTreeMap::new();
    for (report, terms) in sentences {
        look(terms, |Window { parts, form, .. }| {
            let key = key(parts);
            if form == Form::Named && wanted.contains(&key) {
                let mention = (*report, Part::extent_of(parts));
                usual.entry(key).or_default().push(mention);
            }
        });
    }
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
    parts: &'a [Part],
    form: Form,
    /// Whether the next word has a capital, too.
    goes_on: bool,
}

fn look(terms: &Terms, mut see: impl FnMut(Window<'_>)) {
    if terms.titled {
        return;
    }
    for length in [3, 2] {
        for (start, parts) in terms.parts.windows(length).enumerate() {
            let apart = parts[1..].iter().any(|part| part.joint == Joint::Apart);
            let plain = parts
                .iter()
                .any(|part| part.function || part.folded.letters() < 3);
            if apart || plain || parts[0].opens {
                continue;
            }
            let lower = |part: &Part| part.case == Case::Lower;
            let form = match parts.iter().filter(|part| lower(part)).count() {
                0 => Form::Named,
                all if all == length => Form::Lower,
                1 if lower(&parts[length - 1]) => Form::EndsLower,
                _ => Form::Half,
            };
            let next = terms.parts.get(start + length);
            see(Window {
                parts,
                form,
                goes_on: next.is_some_and(|next| next.joint != Joint::Apart && !lower(next)),
            });
        }
    }
}

/// A term without its case: up to three words, and whether a hyphen joins each of the last two.
type Key = ([Option<Folded>; 3], [bool; 2]);

fn key(parts: &[Part]) -> Key {
    let word = |at: usize| parts.get(at).map(|part: &Part| part.folded);
    let hyphen = |at: usize| {
        parts
            .get(at)
            .is_some_and(|part| part.joint == Joint::Hyphen)
    };
    ([word(0), word(1), word(2)], [hyphen(1), hyphen(2)])
}
