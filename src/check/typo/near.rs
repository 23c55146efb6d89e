//! Words that are one slip apart: a letter more, less or changed, or two neighbours swapped (Damerau, 1964).
//!
//! Two such words share a form with one letter taken out, or one of them is that form (symmetric deletion, as in
//! `SymSpell`). So each word is looked up by its few shortened forms, and no pair is compared in vain.

use rustc_hash::FxHashMap;

use crate::corpus::Folded;

/// Words by what is left of them when one letter is taken out. Those are hashes: what meets by chance is compared in full.
pub(super) struct Near<'a>(FxHashMap<Folded, Vec<&'a str>>);

impl<'a> Near<'a> {
    /// An index of words.
    pub(super) fn of(words: impl IntoIterator<Item = &'a str>) -> Near<'a> {
        let mut index: FxHashMap<Folded, Vec<&'a str>> = FxHashMap::default();
        for word in words {
            for form in shortened(word) {
                index.entry(form).or_default().push(word);
            }
        }
        Near(index)
    }

    /// The words that are one slip away from a word, each perhaps more than once.
    pub(super) fn to(&self, word: &str) -> Vec<&'a str> {
        let mut near = Vec::new();
        if self.0.is_empty() {
            return near;
        }
        for form in shortened(word) {
            let known = self.0.get(&form).into_iter().flatten();
            near.extend(known.filter(|other| is_one_slip(word, other)));
        }
        near
    }
}

/// A word, and the word with each of its letters taken out.
fn shortened(word: &str) -> Vec<Folded> {
    let letters: Vec<Folded> = (word.char_indices())
        .map(|(at, letter)| Folded::of(&word[at..at + letter.len_utf8()]))
        .collect();
    // What is behind each letter, from the last on.
    let mut tail = Folded::of("");
    let mut forms: Vec<Folded> = Vec::with_capacity(letters.len() + 1);
    for letter in letters.iter().rev() {
        forms.push(tail);
        tail = letter.then(tail);
    }
    forms.reverse();
    let mut head = Folded::of("");
    for (form, letter) in forms.iter_mut().zip(letters) {
        *form = head.then(*form);
        head = head.then(letter);
    }
    forms.push(head);
    forms
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
