//! Which facts two drafts share, which of them changed, and which are only in one of the two.
//!
//! Lives here: the claims of two ledgers, matched one to one: first those of the same sentence, then those that count
//! the same in sentences that are much alike.
//! Stays out: right and wrong, and how a difference is shown.

use std::collections::BTreeMap;

use crate::claim::{Claim, ClaimId, Ledger, Role};
use crate::corpus::Corpus;
use crate::period::Period;
use crate::quantity::Kind;
use crate::word::{self, Stem};

/// Sentences with a smaller share of words in common, in percent, are about different things.
const ALIKE: usize = 40;
/// With so many claims that count the same, words are what tells them apart, and each is held against those only that
/// share a rare word with it.
const GROUP: usize = 64;

/// The difference of two drafts. All claims are in the order of the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    /// Facts whose value is another: in the old draft, and in the new one.
    pub changed: Vec<(ClaimId, ClaimId)>,
    /// Facts of the new draft that the old one does not have.
    pub added: Vec<ClaimId>,
    /// Facts of the old draft that the new one does not have.
    pub dropped: Vec<ClaimId>,
    /// Facts with the same value.
    pub same: usize,
}

/// A draft: its reports with their claims.
pub type Draft<'a> = (&'a Corpus, &'a Ledger);

impl Difference {
    /// Matches the claims of two drafts.
    pub fn of(old: Draft<'_>, new: Draft<'_>) -> Difference {
        let mut pairs = Pairs {
            of_old: vec![None; old.1.claims.len()],
            of_new: vec![None; new.1.claims.len()],
        };
        same_sentences(old, new, &mut pairs);
        alike(old, new, &mut pairs);
        let mut difference = Difference::default();
        for (id, partner) in pairs.of_new.iter().enumerate() {
            match partner {
                None => difference.added.push(id),
                Some(before) if is_same(&old.1.claims[*before], &new.1.claims[id]) => {
                    difference.same += 1;
                }
                Some(before) => difference.changed.push((*before, id)),
            }
        }
        let alone = |(id, partner): (ClaimId, &Option<ClaimId>)| partner.is_none().then_some(id);
        difference.dropped = pairs.of_old.iter().enumerate().filter_map(alone).collect();
        difference
    }

    /// Whether the two drafts state the same.
    pub fn is_empty(&self) -> bool {
        self.changed.is_empty() && self.added.is_empty() && self.dropped.is_empty()
    }
}

/// Claims that are the same fact in both drafts.
struct Pairs {
    of_old: Vec<Option<ClaimId>>,
    of_new: Vec<Option<ClaimId>>,
}

impl Pairs {
    fn add(&mut self, old: ClaimId, new: ClaimId) {
        if self.of_old[old].is_none() && self.of_new[new].is_none() {
            self.of_old[old] = Some(new);
            self.of_new[new] = Some(old);
        }
    }
}

/// Whether two claims of one fact say the same, however they write it.
fn is_same(old: &Claim, new: &Claim) -> bool {
    let (old, new) = (&old.quantity, &new.quantity);
    (old.kind, old.currency(), &old.values, old.version())
        == (new.kind, new.currency(), &new.values, new.version())
}

/// The words of a sentence, what its claims count, if it says anything of them, and how many there are.
type Words = (Vec<Stem>, Option<u64>, usize);

/// Pairs the claims of sentences that are the same but for their numbers, in order.
fn same_sentences(old: Draft<'_>, new: Draft<'_>, pairs: &mut Pairs) {
    let by_words = |draft: Draft<'_>| {
        let mut by_words: BTreeMap<Words, Vec<Vec<ClaimId>>> = BTreeMap::new();
        for sentence in sentences(draft.1) {
            let first = sentence[0];
            let words = draft.1.scope(&draft.1.claims[first]).sequence().to_vec();
            // A card or a cell has no words of its own but those of what it counts.
            let measure = sentence
                .iter()
                .filter_map(|id| draft.1.claims[*id].measure.head);
            let measure: Vec<Stem> = measure.collect();
            let says_what = !words.is_empty() || !measure.is_empty();
            let key = (
                words,
                says_what.then(|| word::hash_of(&measure)),
                sentence.len(),
            );
            by_words.entry(key).or_default().push(sentence);
        }
        by_words
    };
    let new_sentences = by_words(new);
    for (key, old_sentences) in by_words(old) {
        let Some(new_sentences) = new_sentences.get(&key) else {
            continue;
        };
        // Those that say the same are a pair before those that say another thing, wherever they stand.
        let says_same = |a: &[ClaimId], b: &[ClaimId]| {
            let mut claims = a.iter().zip(b);
            claims.all(|(a, b)| is_same(&old.1.claims[*a], &new.1.claims[*b]))
        };
        let mut left: Vec<&Vec<ClaimId>> = new_sentences.iter().collect();
        let mut open = Vec::new();
        for sentence in &old_sentences {
            match left
                .iter()
                .take(GROUP)
                .position(|other| says_same(sentence, other))
            {
                Some(at) => add_all(pairs, sentence, left.remove(at)),
                None => open.push(sentence),
            }
        }
        // Numbers that nothing is said of are the same ones or others.
        if key.1.is_none() {
            continue;
        }
        for (sentence, other) in open.into_iter().zip(left) {
            add_all(pairs, sentence, other);
        }
    }
}

fn add_all(pairs: &mut Pairs, old: &[ClaimId], new: &[ClaimId]) {
    for (old, new) in old.iter().zip(new) {
        pairs.add(*old, *new);
    }
}

/// The claims of each sentence that has some.
fn sentences(ledger: &Ledger) -> Vec<Vec<ClaimId>> {
    let mut sentences: Vec<Vec<ClaimId>> = Vec::new();
    let place = |id: ClaimId| (ledger.claims[id].report, ledger.claims[id].sentence);
    for id in 0..ledger.claims.len() {
        match sentences.last_mut() {
            Some(last) if place(last[0]) == place(id) => last.push(id),
            _ => sentences.push(vec![id]),
        }
    }
    sentences
}

/// What two claims of one fact have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    kind: Kind,
    role: u8,
    head: Option<Stem>,
    /// Years from that of the report, so that this year's report can be held against last year's.
    year: Option<i16>,
    /// A word, where many claims count the same.
    word: Option<Stem>,
}

fn key(corpus: &Corpus, claim: &Claim) -> Option<Key> {
    let head = match (claim.role, claim.quantity.kind) {
        (Role::Change, _) | (_, Kind::Money) => None,
        _ => Some(claim.measure.head?),
    };
    let own = corpus.reports[claim.report].period.and_then(Period::year);
    let year = claim.period.and_then(Period::year);
    Some(Key {
        kind: claim.quantity.kind,
        role: claim.role as u8,
        head,
        year: year.zip(own).map(|(year, own)| year - own),
        word: None,
    })
}

/// Pairs the claims that are left and count the same, the most alike first.
fn alike(old: Draft<'_>, new: Draft<'_>, pairs: &mut Pairs) {
    let groups = |(corpus, ledger): Draft<'_>, paired: &[Option<ClaimId>]| {
        let mut groups: BTreeMap<Key, Vec<ClaimId>> = BTreeMap::new();
        for (id, claim) in ledger.claims.iter().enumerate() {
            if paired[id].is_none()
                && let Some(key) = key(corpus, claim)
            {
                groups.entry(key).or_default().push(id);
            }
        }
        let mut all: BTreeMap<Key, Vec<ClaimId>> = BTreeMap::new();
        for (key, group) in groups {
            for id in &group {
                for word in words(ledger, *id) {
                    let key = Key {
                        word: Some(word),
                        ..key
                    };
                    all.entry(key).or_default().push(*id);
                }
            }
        }
        all.retain(|_, group| group.len() <= GROUP);
        all
    };
    let of_new = groups(new, &pairs.of_new);
    let mut found = BTreeMap::new();
    for (key, group) in groups(old, &pairs.of_old) {
        for before in &group {
            for after in of_new.get(&key).into_iter().flatten() {
                found
                    .entry((*before, *after))
                    .or_insert_with(|| likeness(&words(old.1, *before), &words(new.1, *after)));
            }
        }
    }
    let mut found: Vec<(usize, ClaimId, ClaimId)> = found
        .into_iter()
        .filter(|(_, likeness)| *likeness >= ALIKE)
        .map(|((before, after), likeness)| (likeness, before, after))
        .collect();
    found.sort_by(|a, b| b.0.cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    for (_, before, after) in found {
        pairs.add(before, after);
    }
}

/// The words of a claim's sentence and of what it counts, sorted.
fn words(ledger: &Ledger, id: ClaimId) -> Vec<Stem> {
    let claim = &ledger.claims[id];
    let mut words = ledger.scope(claim).sequence().to_vec();
    words.extend(claim.measure.head);
    words.extend(claim.measure.qualifiers());
    words.sort_unstable();
    words.dedup();
    words
}

/// The share of words that both have, in percent.
fn likeness(a: &[Stem], b: &[Stem]) -> usize {
    let shared = a
        .iter()
        .filter(|word| b.binary_search(word).is_ok())
        .count();
    (100 * shared)
        .checked_div(a.len() + b.len() - shared)
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Settings;
    use crate::source::Sources;

    /// `old → new`, `+ new`, `- old`, and how many are the same.
    fn compare(old: &str, new: &str) -> Vec<String> {
        let mut sources = Sources::default();
        let mut draft = |name: &str, text: &str| {
            let id = sources.add(name, text).unwrap();
            let corpus = Corpus::read(&sources, &[id], Settings::default());
            let ledger = Ledger::of(&corpus);
            (corpus, ledger)
        };
        let (old, new) = (draft("old/2021.md", old), draft("new/2021.md", new));
        let difference = Difference::of((&old.0, &old.1), (&new.0, &new.1));
        let text = |(corpus, ledger): &(Corpus, Ledger), id: ClaimId| {
            let claim = &ledger.claims[id];
            corpus.reports[claim.report].text(claim.extent).to_owned()
        };
        let changed = difference.changed.iter();
        let mut lines: Vec<String> = changed
            .map(|(before, after)| format!("{} → {}", text(&old, *before), text(&new, *after)))
            .collect();
        lines.extend(
            difference
                .added
                .iter()
                .map(|id| format!("+ {}", text(&new, *id))),
        );
        lines.extend(
            difference
                .dropped
                .iter()
                .map(|id| format!("- {}", text(&old, *id))),
        );
        lines.push(format!("{} the same", difference.same));
        lines
    }

    #[test]
    fn facts_change_come_and_go() {
        for (old, new, expected) in [
            (
                "The guild has 1,500 members.",
                "The guild has 1500 members.",
                &["1 the same"][..],
            ),
            (
                "The guild has 1,500 members.",
                "The guild has over 1,500 members.",
                &["1,500 → over 1,500", "0 the same"],
            ),
            (
                "The guild has 40 ovens. It baked in 12 towns.",
                "It baked in 12 towns. The guild has 41 ovens.",
                &["40 → 41", "1 the same"],
            ),
            // The sentence is told anew.
            (
                "In 2021 the guild had 1,500 members in all of its towns.",
                "With 1,800 members in its towns, the guild grew.",
                &["1,500 → 1,800", "0 the same"],
            ),
            (
                "The guild has 40 ovens.",
                "The choir sings 40 songs in the old mill by the river.",
                &["+ 40", "- 40", "0 the same"],
            ),
            // Two sentences with the same words keep their numbers.
            (
                "- Oslo: 12 ovens\n- Oslo: 14 ovens\n",
                "- Oslo: 14 ovens\n- Oslo: 15 ovens\n",
                &["12 → 15", "1 the same"],
            ),
            // Nothing is said of some.
            ("12\n\n14", "12\n\n15", &["+ 15", "- 14", "1 the same"]),
            (
                "Visits grew 20% from 100 to 120.",
                "Visits grew 30% from 100 to 130.",
                &["20% → 30%", "120 → 130", "1 the same"],
            ),
        ] {
            assert_eq!(compare(old, new), expected, "{old} / {new}");
        }
    }
}
