//! Names with a letter or two swapped, lost or changed.

use std::collections::BTreeSet;

use super::gathered::{Gathered, Key, Name, Use};
use super::{Pair, is_proper};
use crate::corpus::fold;
use crate::corpus::names::{FoldedId, Names, Spelling};
use crate::document::BlockKind;
use crate::finding::Certainty;

/// Names of one bucket that are compared with each other.
const COMPARED: usize = 40;

/// Finds names that are near each other: those that share a word, and begin with the same letters. Of many that do, the first
/// are compared.
pub(super) fn find(names: &Gathered<'_>, letters: &[Letters]) -> Vec<Pair> {
    let mut pairs: Vec<(Start, [u32; 2], Certainty)> = Vec::new();
    let mut bucket = Vec::new();
    for whole in 0..names.length {
        each_bucket(names, letters, whole, |start, numbers| {
            bucket.clear();
            let numbers = numbers.iter().take(COMPARED);
            bucket.extend(numbers.map(|(_, number)| Compared::of(names, letters, *number)));
            for (at, first) in bucket.iter().enumerate() {
                for second in &bucket[at + 1..] {
                    if !first.may_be(second) {
                        continue;
                    }
                    let (rare, usual) = if second.times > first.times {
                        (first, second)
                    } else {
                        (second, first)
                    };
                    if let Some(certainty) = likeness(names, rare.number, usual.number) {
                        pairs.push((start, [rare.number, usual.number], certainty));
                    }
                }
            }
        });
    }
    pairs.sort_by_key(|(start, ..)| *start);
    let mut seen = BTreeSet::new();
    pairs.retain(|(_, pair, _)| seen.insert(*pair));
    let pairs = pairs.into_iter();
    let pairs = pairs.map(|(_, [rare, usual], certainty)| Pair {
        rare: names.mentions(rare),
        usual: names.mentions(usual),
        certainty,
    });
    pairs.collect()
}

/// Which word of a name is whole, and what its words begin with: a letter, or the number of all of a word behind those of
/// the letters.
type Start = [u32; 4];

/// There is no such word in a name.
const NO_START: u32 = 1 << 8;

/// What a word of a name begins with, if that is a letter of ASCII; else all of it.
fn begin(word: FoldedId, letters: &[Letters]) -> u32 {
    match letters.get(word.index()) {
        None => NO_START,
        Some(Letters {
            first: Some(letter),
            ..
        }) => u32::from(*letter),
        Some(_) => all_of(word),
    }
}

/// A word of a name that is whole.
fn all_of(word: FoldedId) -> u32 {
    NO_START + 1 + word.index() as u32
}

/// Shows the names that begin alike, if there are several, each with its number, in order. They have one word in common: by
/// its number they are put together, and only few are left to be sorted.
fn each_bucket(
    names: &Gathered<'_>,
    letters: &[Letters],
    whole: usize,
    mut see: impl FnMut(Start, &[(u64, u32)]),
) {
    // Where the names of each word end; at first, where they begin.
    let mut ends = vec![0_u32; letters.len() + 1];
    for (_, name) in names.iter() {
        ends[name.key[whole].index() + 1] += 1;
    }
    for word in 1..ends.len() {
        ends[word] += ends[word - 1];
    }
    let mut by_word = vec![0_u32; names.len()];
    for (number, name) in names.iter() {
        let end = &mut ends[name.key[whole].index()];
        by_word[*end as usize] = number;
        *end += 1;
    }
    let others = [[1, 2], [0, 2], [0, 1]][whole];
    let mut first = 0;
    let mut alike: Vec<(u64, u32)> = Vec::new();
    for end in ends {
        let of_word = &by_word[first as usize..end as usize];
        first = end;
        if of_word.len() < 2 {
            continue;
        }
        alike.clear();
        // All begin alike where they are whole: what the others begin with is compared as one number.
        alike.extend(of_word.iter().map(|number| {
            let key = &names.name(*number).key;
            let [one, other] = others.map(|at| u64::from(begin(key[at], letters)));
            (one << 32 | other, *number)
        }));
        alike.sort_unstable();
        for bucket in alike.chunk_by(|(first, _), (second, _)| first == second) {
            if let [(begins, number), _, ..] = bucket {
                let mut start = [whole as u32; 4];
                start[1 + whole] = all_of(names.name(*number).key[whole]);
                start[1 + others[0]] = (begins >> 32) as u32;
                start[1 + others[1]] = *begins as u32;
                see(start, bucket);
            }
        }
    }
}

/// What a name is compared by with many others, side by side with theirs.
struct Compared {
    number: u32,
    times: u32,
    key: Key,
    letters: [Letters; 3],
}

impl Compared {
    fn of(names: &Gathered<'_>, letters: &[Letters], number: u32) -> Compared {
        let Name { key, times, .. } = *names.name(number);
        Compared {
            number,
            times,
            key,
            letters: key.map(|word| letters.get(word.index()).copied().unwrap_or_default()),
        }
    }

    /// Whether the words of two names may be the same but for slips. If not, they are not.
    fn may_be(&self, other: &Compared) -> bool {
        (0..3).all(|at| {
            self.key[at] == other.key[at] || self.letters[at].may_be_slips(&other.letters[at])
        })
    }
}

/// The letters of a word, whatever their order.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Letters {
    /// A bit for each that it has, and for each that it has twice.
    once: u32,
    twice: u32,
    /// The first, if it is one of ASCII.
    first: Option<u8>,
    is_ascii: bool,
}

/// Those of all words of names, by the numbers of these.
pub(super) fn letters(words: &Names) -> Vec<Letters> {
    words.all_folded().map(Letters::of).collect()
}

impl Letters {
    fn of(word: &str) -> Letters {
        let mut letters = Letters {
            first: word.bytes().next().filter(u8::is_ascii),
            is_ascii: word.is_ascii(),
            ..Letters::default()
        };
        for byte in word.bytes() {
            let bit = 1 << (byte & 31);
            letters.twice |= letters.once & bit;
            letters.once |= bit;
        }
        letters
    }

    /// Whether two slips may make a word with the letters of one with the letters of the other. Letters that only one of the
    /// two has, or has twice, are soon told, and nearly all pairs of names fail here.
    fn may_be_slips(&self, other: &Letters) -> bool {
        if self.is_ascii && other.is_ascii {
            // Most have more than two that the other has not, and those need not be counted.
            let are_few = |letters: u32| without_one(without_one(letters)) == 0;
            if !are_few(self.once & !other.once) || !are_few(other.once & !self.once) {
                return false;
            }
        }
        let alone = |one: &Letters, other: &Letters| {
            (one.once & !other.once).count_ones() + (one.twice & !other.twice).count_ones()
        };
        let most = most_apart(self.is_ascii && other.is_ascii);
        alone(self, other).max(alone(other, self)) <= most
    }
}

/// Letters as bits without one of them.
fn without_one(letters: u32) -> u32 {
    letters & letters.wrapping_sub(1)
}

/// Whether two names of a person, of which only a long last word differs, stand in one section.
fn are_near(names: &Gathered<'_>, first: u32, second: u32) -> bool {
    const LONG: usize = 6;
    let section = |name: u32| {
        let usage = names.uses(name).next()?;
        let (report, extent) = names.mention(usage);
        let document = &names.corpus.reports[report].document;
        let block = document.block_at(extent.start)?;
        Some((report, document.blocks[block].section()))
    };
    let keys = [first, second].map(|name| names.name(name).key);
    let [long, other_long] = keys.map(|key| names.all.folded(key[1]).len() >= LONG);
    names.length == 2
        && keys[0][0] == keys[1][0]
        && long
        && other_long
        && section(first).is_some()
        && section(first) == section(second)
}

/// How sure it is that the rarer of two names is the other one misspelled.
fn likeness(names: &Gathered<'_>, rare: u32, usual: u32) -> Option<Certainty> {
    let Gathered { corpus, all, .. } = names;
    let [rare_times, usual_times] = [rare, usual].map(|name| names.name(name).times);
    let mut letters = 0;
    let mut independent = false;
    let mut only_swaps = true;
    let words = names.words(rare).iter().zip(names.words(usual));
    for (at, (wrong, right)) in words.enumerate() {
        let (wrong, right) = (all.spelling(wrong), all.spelling(right));
        if wrong.folded == right.folded {
            continue;
        }
        // Ordinary words are near each other by nature: "Code Coverage", "Core Coverage".
        if !is_proper(corpus, wrong.stem) {
            return None;
        }
        letters += slips(all, wrong, right, at)?;
        let is_swap = is_transposed(all.folded(wrong.folded), all.folded(right.folded));
        only_swaps &= is_swap;
        if !is_swap && !is_proper(corpus, right.stem) {
            return None;
        }
        // A word that stands elsewhere as well may be right.
        independent |= corpus.vocabulary.usage(wrong.stem).capital > rare_times;
    }
    if letters > 3 || are_together(names, rare, usual) {
        return None;
    }
    let often = usual_times >= 2 * rare_times && rare_times <= 2;
    // "Ann Thorton" and, a few lines on, "Ann Thornton".
    let beside =
        || letters == 1 && usual_times == 1 && rare_times == 1 && are_near(names, rare, usual);
    let sure = (often || beside()) && !independent && !is_elsewhere(names, rare, usual, only_swaps);
    Some(if sure {
        Certainty::Likely
    } else {
        Certainty::Unsure
    })
}

/// How many letters of a word are wrong, if few enough are.
fn slips(all: &Names, wrong: Spelling, right: Spelling, at: usize) -> Option<usize> {
    let (a, b) = (all.folded(wrong.folded), all.folded(right.folded));
    if !may_be_slips(a, b) {
        return None;
    }
    let shortest = a.chars().count().min(b.chars().count());
    // "Korea" and "Korean", "Daniel" and "Daniela".
    if wrong.stem == right.stem || a.starts_with(b) || b.starts_with(a) {
        return None;
    }
    // "Maria" and "Marie".
    let ending = |word: &str| word.chars().next_back();
    if at == 0 && ending(a) != ending(b) {
        return None;
    }
    match distance(a, b)? {
        1 if shortest >= 4 => Some(1),
        2 if shortest >= 5 => Some(2),
        _ => None,
    }
}

/// In how many letters two words differ, if in no more than two: letters that are changed, lost, added, or swapped with the
/// next one.
fn distance(a: &str, b: &str) -> Option<usize> {
    let (a, b) = unlike(a, b);
    let end_of = |word: &str, letters: usize| word.chars().take(letters).map(char::len_utf8).sum();
    let [[a1, a2], [b1, b2]]: [[usize; 2]; 2] =
        [a, b].map(|word| [1, 2].map(|letters| end_of(word, letters)));
    // One of the slips is where they begin: there they are unlike.
    let is_swap = a[a1..a2] == b[..b1] && b[b1..b2] == a[..a1];
    let mended = || {
        [(a1, b1), (a1, 0), (0, b1)]
            .into_iter()
            .chain(is_swap.then_some((a2, b2)))
            .any(|(of_a, of_b)| one_slip(&a[of_a..], &b[of_b..]).is_some())
    };
    one_slip(a, b).or_else(|| mended().then_some(2))
}

/// In how many letters two words differ, if in no more than one.
fn one_slip(a: &str, b: &str) -> Option<usize> {
    let (a, b) = unlike(a, b);
    match [a, b].map(|rest| rest.chars().take(3).count()) {
        [0, 0] => Some(0),
        [0 | 1, 0 | 1] => Some(1),
        [2, 2] => a.chars().rev().eq(b.chars()).then_some(1),
        _ => None,
    }
}

/// Two words without what they begin and end with alike: most of two names that are near.
fn unlike<'a>(a: &'a str, b: &'a str) -> (&'a str, &'a str) {
    let pairs = a.chars().zip(b.chars()).take_while(|(a, b)| a == b);
    let start: usize = pairs.map(|(c, _)| c.len_utf8()).sum();
    let (a, b) = (&a[start..], &b[start..]);
    let pairs = a.chars().rev().zip(b.chars().rev());
    let same = pairs.take_while(|(a, b)| a == b);
    let end: usize = same.map(|(c, _)| c.len_utf8()).sum();
    (&a[..a.len() - end], &b[..b.len() - end])
}

/// Whether two slips may make a word of another, by how often each letter stands in both: each slip adds one and takes
/// one at most. Counting is many times as fast as measuring the distance, and nearly all pairs of names fail here.
fn may_be_slips(a: &str, b: &str) -> bool {
    let mut more = [0_i8; 32];
    for byte in a.bytes() {
        let count = &mut more[usize::from(byte & 31)];
        *count = count.saturating_add(1);
    }
    for byte in b.bytes() {
        let count = &mut more[usize::from(byte & 31)];
        *count = count.saturating_sub(1);
    }
    let (mut added, mut taken) = (0, 0);
    for count in more {
        added += u32::from(count.max(0).unsigned_abs());
        taken += u32::from(count.min(0).unsigned_abs());
    }
    added.max(taken) <= most_apart(a.is_ascii() && b.is_ascii())
}

/// So many letters are wrong at most.
const MOST_SLIPS: u32 = 2;

/// So many bytes of each of two words may not be in the other: a letter of several bytes counts for as many.
fn most_apart(are_ascii: bool) -> u32 {
    if are_ascii {
        MOST_SLIPS
    } else {
        4 * MOST_SLIPS
    }
}

fn is_transposed(a: &str, b: &str) -> bool {
    let letters = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    letters(a) == letters(b)
}

/// Whether two names stand in one sentence or one list: whoever wrote it knows them apart.
fn are_together(names: &Gathered<'_>, rare: u32, usual: u32) -> bool {
    let spot = |usage: Use<'_>| {
        let (report, sentence) = (usage.run.report(), usage.run.sentence());
        let document = &names.corpus.reports[report].document;
        let block = document.sentences[sentence].block();
        match document.blocks[block].kind() {
            BlockKind::Item(list) => (report, true, list),
            _ => (report, false, sentence),
        }
    };
    let of_rare: BTreeSet<_> = names.uses(rare).map(spot).collect();
    // Few reports have the rare one, and need be looked at.
    let reports: Vec<usize> = names.uses(rare).map(|usage| usage.run.report()).collect();
    let is_near = |usage: &Use<'_>| reports.binary_search(&usage.run.report()).is_ok();
    let mut near = names.uses(usual).filter(is_near);
    near.any(|usage| of_rare.contains(&spot(usage)))
}

/// Whether both names have affiliations in brackets, and never the same. People change their employers from report to
/// report, so that letters in another order are a slip unless one report has both names.
fn is_elsewhere(names: &Gathered<'_>, rare: u32, usual: u32, only_swaps: bool) -> bool {
    let affiliations = |name: u32| -> BTreeSet<(usize, String)> {
        let mentions = names.mentions(name).into_iter();
        let named = mentions.filter_map(|(report, extent)| {
            let view = names.corpus.reports[report].document.view.as_str();
            let rest = view[extent.end as usize..].strip_prefix(" (")?;
            let end = rest.find([')', '\n'])?;
            let report = if only_swaps { report } else { 0 };
            rest[end..]
                .starts_with(')')
                .then(|| (report, fold(&rest[..end])))
        });
        named.collect()
    };
    let (a, b) = (affiliations(rare), affiliations(usual));
    let comparable = if only_swaps {
        a.iter()
            .any(|(report, _)| b.iter().any(|(other, _)| other == report))
    } else {
        !a.is_empty() && !b.is_empty()
    };
    comparable && a.is_disjoint(&b)
}

#[cfg(test)]
mod tests {
    use strsim::osa_distance;

    use super::*;

    #[test]
    fn two_slips_are_told_as_if_all_were_counted() {
        let mut words = vec![
            "thorton".to_owned(),
            "thornton".to_owned(),
            "örebro".to_owned(),
            "ørebro".to_owned(),
            "mississippi".to_owned(),
            "misisipi".to_owned(),
        ];
        // All words of three letters with up to five of them.
        for length in 0..=5 {
            for number in 0..3_u32.pow(length) {
                let letter = |at: u32| ['a', 'b', 'ö'][(number / 3_u32.pow(at) % 3) as usize];
                words.push((0..length).map(letter).collect());
            }
        }
        for a in &words {
            for b in &words {
                let all = Some(osa_distance(a, b)).filter(|all| *all <= 2);
                assert_eq!(distance(a, b), all, "{a} {b}");
            }
        }
    }

    #[test]
    fn letters_never_deny_slips() {
        let words = [
            "oven",
            "voen",
            "ovens",
            "noven",
            "over",
            "ooven",
            "örebro",
            "orebro",
            "anna",
            "ana",
            "hannah",
            "mill",
            "mississippi",
            "misisipi",
            "missisippi",
            "",
        ];
        for a in words {
            for b in words {
                let may_be = Letters::of(a).may_be_slips(&Letters::of(b));
                assert!(may_be || !may_be_slips(a, b), "{a} {b}");
                assert!(may_be || osa_distance(a, b) > 2, "{a} {b}");
            }
        }
        assert!(!Letters::of("oven").may_be_slips(&Letters::of("mill")));
        assert!(!Letters::of("mississippi").may_be_slips(&Letters::of("mistletoe")));
    }
}
