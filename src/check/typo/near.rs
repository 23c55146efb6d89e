//! Words that are one slip apart: a letter more, less or changed, or two neighbours swapped (Damerau, 1964).
//!
//! Two such words share a form with one letter taken out, or one of them is that form (symmetric deletion, as in
//! `SymSpell`). So each word is looked up by its few shortened forms, and no pair is compared in vain.

use rustc_hash::FxHashMap;

use crate::corpus::{BASE, INVERSE};

/// Words by what is left of them when one letter is taken out. Those are hashes: what meets by chance is compared in full.
pub(super) struct Near<'a>(FxHashMap<u64, Vec<&'a str>>);

impl<'a> Near<'a> {
    /// An index of words.
    pub(super) fn of(words: impl IntoIterator<Item = &'a str>) -> Near<'a> {
        let mut index: FxHashMap<u64, Vec<&'a str>> = FxHashMap::default();
        for word in words {
            shortened(word, |form| index.entry(form).or_default().push(word));
        }
        Near(index)
    }

    /// The words that are one slip away from a word, each perhaps more than once.
    pub(super) fn to(&self, word: &str) -> Vec<&'a str> {
        let mut near = Vec::new();
        if self.0.is_empty() {
            return near;
        }
        shortened(word, |form| {
            if let Some(known) = self.0.get(&form) {
                near.extend(known.iter().filter(|other| is_one_slip(word, other)));
            }
        });
        near
    }
}

/// Longer words have no forms.
const LONGEST: usize = 64;

/// Shows a word, and the word with each of its letters taken out: as the value of a polynomial whose coefficients are
/// the letters, so that each form follows from the one before (Karp and Rabin, 1987).
fn shortened(word: &str, mut see: impl FnMut(u64)) {
    // Each letter with the power that it has in its place.
    let mut terms = [0_u64; LONGEST];
    let mut length = 0;
    let mut power = 1_u64;
    for letter in word.chars() {
        if length == LONGEST {
            return;
        }
        terms[length] = power.wrapping_mul(u64::from(u32::from(letter)));
        power = power.wrapping_mul(BASE);
        length += 1;
    }
    let terms = &terms[..length];
    let whole = terms.iter().copied().fold(0, u64::wrapping_add);
    see(whole);
    // What is behind a letter that is taken out moves down by one power.
    let (mut head, mut tail) = (0_u64, whole);
    for term in terms {
        tail = tail.wrapping_sub(*term);
        see(head.wrapping_add(tail.wrapping_mul(INVERSE)));
        head = head.wrapping_add(*term);
    }
}

/// Whether two words differ by one slip.
fn is_one_slip(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let same = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[same..], &b[same..]);
    let tail = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    match (&a[..a.len() - tail], &b[..b.len() - tail]) {
        ([_], [_] | []) | ([], [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_apart() {
        let near = Near::of(["oven", "ovens", "over", "voen", "oben", "mill"]);
        let mut found = near.to("oven");
        found.sort_unstable();
        found.dedup();
        assert_eq!(found, ["oben", "ovens", "over", "voen"]);
        assert!(near.to("bread").is_empty());
        for (a, b) in [
            ("oven", "oven"),
            ("oven", "venn"),
            ("oven", "oveens"),
            ("abcd", "acdb"),
        ] {
            assert!(!is_one_slip(a, b), "{a} {b}");
        }
    }
}
