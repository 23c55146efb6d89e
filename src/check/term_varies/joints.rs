//! Terms of two words, with a space, with a hyphen, or in one: "stone mill", "stone-mill", "stonemill".

use std::collections::{BTreeMap, HashSet};

use super::{Pair, each, windows};
use crate::check::varies::Mention;
use crate::corpus::Corpus;
use crate::corpus::terms::{Case, Joint, Part};
use crate::finding::Certainty;

/// Shorter terms are other words by chance: "a long", "along".
const SHORTEST: usize = 5;

/// How a term is joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    One,
    Hyphen,
    Space,
}

#[derive(Debug, Clone, Copy)]
struct Usage {
    form: Form,
    mention: Mention,
    /// Every part has a capital.
    named: bool,
    /// The capitals are those of a title.
    titled: bool,
    /// A hyphen that the grammar asks for: "a stone-mill loaf".
    attributive: bool,
}

pub(super) fn run(corpus: &Corpus) -> Vec<Pair> {
    // Words in one and words with hyphens are few; pairs with a space are kept only if they meet one of those.
    let mut singles = HashSet::new();
    let mut hyphens = HashSet::new();
    each(corpus, |_, terms| {
        singles.extend(
            terms
                .parts
                .iter()
                .filter(|part| is_long(std::slice::from_ref(part)))
                .map(|part| Part::joined(std::slice::from_ref(part))),
        );
        let pairs = windows(terms, 2).filter(|parts| parts[1].joint == Joint::Hyphen);
        hyphens.extend(pairs.map(Part::joined));
    });
    let mut uses: BTreeMap<u64, Vec<Usage>> = BTreeMap::new();
    each(corpus, |report, terms| {
        for (at, parts) in terms.parts.windows(2).enumerate() {
            let form = match parts[1].joint {
                Joint::Apart => continue,
                Joint::Hyphen => Form::Hyphen,
                Joint::Space => Form::Space,
            };
            let key = Part::joined(parts);
            let others = match form {
                Form::Hyphen => true,
                _ => singles.contains(&key) || hyphens.contains(&key),
            };
            let longer = parts[0].joint == Joint::Hyphen
                || terms
                    .parts
                    .get(at + 2)
                    .is_some_and(|next| next.joint == Joint::Hyphen);
            if others && !longer && is_term(parts) {
                uses.entry(key).or_default().push(Usage {
                    form,
                    mention: (report, Part::extent_of(parts)),
                    named: parts.iter().all(|part| part.case != Case::Lower),
                    titled: terms.titled,
                    attributive: terms
                        .parts
                        .get(at + 2)
                        .is_some_and(|next| next.joint == Joint::Space && !next.function),
                });
            }
        }
    });
    each(corpus, |report, terms| {
        // All in capitals is the name of a file.
        let written = terms.parts.iter().filter(|part| part.case != Case::Upper);
        for part in written {
            if let Some(known) = uses.get_mut(&Part::joined(std::slice::from_ref(part))) {
                known.push(Usage {
                    form: Form::One,
                    mention: (report, part.extent),
                    named: part.case != Case::Lower,
                    titled: terms.titled,
                    attributive: false,
                });
            }
        }
    });
    uses.values().flat_map(|uses| pairs(uses)).collect()
}

fn is_long(parts: &[Part]) -> bool {
    parts.iter().map(|part| part.folded.len()).sum::<usize>() >= SHORTEST
}

/// Whether two words may be one term. "Set up" and "setup", "every day" and "everyday" are both right.
fn is_term(parts: &[Part]) -> bool {
    const FREE: &[&str] = &[
        "away", "back", "body", "day", "days", "ever", "every", "how", "much", "no", "one",
        "other", "re", "time", "times", "way", "ways", "where", "year",
    ];
    is_long(parts)
        && parts
            .iter()
            .all(|part| !part.function && !FREE.contains(&part.folded.as_str()))
}

fn pairs(uses: &[Usage]) -> Vec<Pair> {
    let of =
        |form: Form| -> Vec<&Usage> { uses.iter().filter(|usage| usage.form == form).collect() };
    let forms = [of(Form::One), of(Form::Hyphen), of(Form::Space)];
    let Some(usual) = forms
        .iter()
        .max_by_key(|uses| uses.len())
        .filter(|uses| !uses.is_empty())
    else {
        return Vec::new();
    };
    let mut pairs = Vec::new();
    for rare in forms
        .iter()
        .filter(|uses| !uses.is_empty() && uses[0].form != usual[0].form)
    {
        for (rare, certainty) in judge(rare, usual) {
            if !rare.is_empty() {
                pairs.push(Pair {
                    rare,
                    usual: usual.iter().map(|usage| usage.mention).collect(),
                    certainty,
                });
            }
        }
    }
    pairs
}

/// The rarer uses by how sure it is that they should be like the usual ones.
fn judge(rare: &[&Usage], usual: &[&Usage]) -> [(Vec<Mention>, Certainty); 2] {
    let hyphen_or_space = rare[0].form != Form::One && usual[0].form != Form::One;
    let more = usual.len() > rare.len();
    let often = usual.len() >= 3 && usual.len() >= 2 * rare.len();
    let likely = |usage: &Usage| {
        if hyphen_or_space {
            // Before a noun both are right, and small words are hyphenated by taste.
            let names = usual.iter().any(|usage| usage.named && !usage.titled);
            usage.named
                && !usage.titled
                && names
                && !usage.attributive
                && usual.iter().any(|usage| !usage.attributive)
        } else if !usage.named && usual.iter().all(|usage| usage.named) {
            // The name of a channel or an account.
            false
        } else if usage.named {
            more
        } else {
            often
        }
    };
    let (likely, unsure): (Vec<&&Usage>, Vec<&&Usage>) =
        rare.iter().partition(|usage| likely(usage));
    let mentions = |uses: Vec<&&Usage>| {
        let uses = uses
            .iter()
            .filter(|usage| !hyphen_or_space || !usage.attributive);
        uses.map(|usage| usage.mention).collect()
    };
    [
        (mentions(likely), Certainty::Likely),
        (mentions(unsure), Certainty::Unsure),
    ]
}
