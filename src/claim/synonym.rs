//! Nouns that count the same things: "staff" and "employees", "people who attended" and "attendees".

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::word::{self, Stem};

/// Nouns of one meaning; the first stands for all. Only what every report means alike is here: visits are not visitors.
const SYNONYMS: &[&[&str]] = &[
    &["people", "persons", "individuals"],
    &["participants", "attendees", "attendance", "participation"],
    &["members", "membership"],
    &["employees", "staff", "personnel", "workforce"],
    &["organisations", "organizations"],
    &["companies", "firms", "businesses"],
    &["students", "pupils"],
    &["countries", "nations"],
    &["volunteers", "helpers"],
    &["readers", "readership"],
    &["viewers", "viewership"],
    &["subscribers", "subscriptions"],
    &["kilometres", "kilometers", "km"],
    &["centres", "centers"],
    &["programmes", "programs"],
];

/// Nouns of anybody, which say little of whom they count.
const ANYBODY: &[&str] = &[
    "companies",
    "institutions",
    "organisations",
    "people",
    "professionals",
];

/// What people are called by what they did.
const DOERS: &[(&str, &str)] = &[
    ("applied", "applicants"),
    ("attended", "participants"),
    ("contributed", "contributors"),
    ("donated", "donors"),
    ("participated", "participants"),
    ("registered", "registrants"),
    ("responded", "respondents"),
    ("subscribed", "subscribers"),
    ("visited", "visitors"),
    ("volunteered", "volunteers"),
];

/// The noun that stands for all of its meaning: of "staff" that of "employees".
pub(crate) fn canonical(noun: Stem) -> Stem {
    static CANONICAL: LazyLock<FxHashMap<Stem, Stem>> = LazyLock::new(|| {
        let groups = SYNONYMS.iter();
        let pairs = groups.flat_map(|group| {
            let first = word::stem(group[0]);
            group.iter().map(move |noun| (word::stem(noun), first))
        });
        pairs.collect()
    });
    CANONICAL.get(&noun).copied().unwrap_or(noun)
}

/// Whether a noun, the one that stands for its meaning, may be that of anybody: "people", "organisations".
pub(super) fn is_anybody(noun: Stem) -> bool {
    static NOUNS: LazyLock<Vec<Stem>> = LazyLock::new(|| {
        ANYBODY
            .iter()
            .map(|noun| canonical(word::stem(noun)))
            .collect()
    });
    NOUNS.contains(&noun)
}

/// The noun of those who did something, by the verb: of "attended" that of "participants".
pub(super) fn doer(verb: &str) -> Option<Stem> {
    let (_, noun) = DOERS.iter().find(|(known, _)| *known == verb)?;
    Some(canonical(word::stem(noun)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_of_one_meaning_are_one() {
        let same = |a: &str, b: &str| canonical(word::stem(a)) == canonical(word::stem(b));
        assert!(same("staff", "employee"));
        assert!(same("Membership", "members"));
        assert!(same("individuals", "people"));
        assert!(!same("visits", "visitors"));
        assert_eq!(doer("attended"), Some(canonical(word::stem("attendees"))));
        assert_eq!(doer("slept"), None);
    }

    /// Words of one stem need no group, but may be spelled out.
    #[test]
    fn no_noun_stands_in_two_groups() {
        let mut groups: FxHashMap<Stem, usize> = FxHashMap::default();
        for (group, nouns) in SYNONYMS.iter().enumerate() {
            for noun in *nouns {
                let first = *groups.entry(word::stem(noun)).or_insert(group);
                assert_eq!(SYNONYMS[first], *nouns, "{noun}");
            }
        }
    }
}
