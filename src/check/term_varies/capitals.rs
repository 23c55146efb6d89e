//! Terms of two or three words with capitals, and with one missing: "the Old mill Prize".

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Pair, each};
use crate::check::varies::Mention;
use crate::corpus::Corpus;
use crate::corpus::terms::{Case, Joint, Part, Terms};
use crate::finding::Certainty;
use crate::word::fnv1a;

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

pub(super) fn run(corpus: &Corpus) -> Vec<Pair> {
    let mut counts: HashMap<u64, Counts> = HashMap::new();
    each(corpus, |_, terms| {
        look(terms, |window| match window.form {
            Form::Named => {
                let counts = counts.entry(key(window.parts)).or_default();
                counts.named += 1;
                counts.whole += usize::from(!window.goes_on);
            }
            Form::Lower => counts.entry(key(window.parts)).or_default().lower += 1,
            Form::EndsLower | Form::Half => {}
        });
    });
    let of = |parts: &[Part]| counts.get(&key(parts)).copied().unwrap_or_default();
    let mut rare: BTreeMap<(u64, Form), Vec<Mention>> = BTreeMap::new();
    // How often the term must be written with all capitals for each time that it is not.
    let mut ratios: BTreeMap<(u64, Form), usize> = BTreeMap::new();
    each(corpus, |report, terms| {
        look(terms, |window| {
            let Window { parts, form, .. } = window;
            let own = of(parts);
            let hyphens = parts[1..].iter().all(|part| part.joint == Joint::Hyphen);
            let (least, ratio, named) = match (form, parts.len()) {
                (Form::Named, _) => return,
                (Form::Lower, _) => (10, 20, own.named),
                _ if hyphens => (1, 1, own.named),
                (Form::Half, 2) => (5, 5, own.named),
                (Form::Half, _) => (2, 5, own.named),
                // "The Baker prize": the last word alone may be no name.
                (Form::EndsLower, 2) => (10, 10, own.whole),
                (Form::EndsLower, length) if own.named * 2 < of(&parts[..length - 1]).named => {
                    (10, 10, own.named)
                }
                (Form::EndsLower, _) => (2, 2, own.named),
            };
            // A term that is also written small is one by taste; one that is half small is a slip.
            let by_taste = form != Form::Half && own.lower * 2 > named;
            if named >= least && !by_taste {
                let mention = (report, Part::extent_of(parts));
                rare.entry((key(parts), form)).or_default().push(mention);
                ratios.insert((key(parts), form), ratio);
            }
        });
    });
    rare.retain(|at, mentions| mentions.len() * ratios[at] <= counts[&at.0].named);
    let wanted: BTreeSet<u64> = rare.keys().map(|(key, _)| *key).collect();
    let mut usual: BTreeMap<u64, Vec<Mention>> = BTreeMap::new();
    each(corpus, |report, terms| {
        look(terms, |Window { parts, form, .. }| {
            let key = key(parts);
            if form == Form::Named && wanted.contains(&key) {
                let mention = (report, Part::extent_of(parts));
                usual.entry(key).or_default().push(mention);
            }
        });
    });
    rare.into_iter()
        .map(|((key, _), rare)| Pair {
            rare,
            usual: usual[&key].clone(),
            certainty: Certainty::Likely,
        })
        .collect()
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
                .any(|part| part.function || part.folded.len() < 3);
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

fn key(parts: &[Part]) -> u64 {
    let mut joined = String::new();
    for part in parts {
        joined.push(if part.joint == Joint::Hyphen {
            '-'
        } else {
            ' '
        });
        joined.push_str(&part.folded);
    }
    fnv1a(&joined.as_bytes()[1..])
}
