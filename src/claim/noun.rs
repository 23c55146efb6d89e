//! The noun of a number: which words around it say what is counted.

use std::ops::Range;

use crate::word::{self, Shape, Token};

/// A run of tokens that names what is counted, and its head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NounPhrase {
    /// The words: a range of the sentence's tokens.
    pub(crate) words: Range<usize>,
    /// The noun itself: an index of the sentence's tokens.
    pub(crate) head: usize,
}

/// How many words a noun may have before it; more are another phrase.
const LONGEST: usize = 6;

/// The noun phrase that starts at `from`. `taken` tells which tokens belong to a quantity or a date. A noun in the
/// plural ends it; without one the last word before a break does. `singular` is whether one thing is counted.
pub(crate) fn following(
    text: &str,
    tokens: &[Token],
    taken: &dyn Fn(usize) -> bool,
    from: usize,
    singular: bool,
) -> Option<NounPhrase> {
    let joined = |at: usize| {
        let gap = &text[tokens[at - 1].end() as usize..tokens[at].start as usize];
        !gap.contains('\n')
    };
    let mut end = from;
    while end < tokens.len()
        && end - from < LONGEST
        && is_noun_like(tokens[end])
        && !taken(end)
        && (end == from || joined(end))
    {
        end += 1;
    }
    if end == from {
        return None;
    }
    let plural = |at: usize| word::is_plural(tokens[at].of(text));
    if let Some(first) = (from..end).find(|at| plural(*at)) {
        if !singular || first == from {
            let mut head = first;
            // "systems engineers": the last of several plurals is the noun, unless a name begins.
            while head + 1 < end
                && plural(head + 1)
                && tokens[head + 1].is_capital() == tokens[head].is_capital()
            {
                head += 1;
            }
            return Some(NounPhrase {
                words: from..head + 1,
                head,
            });
        }
        // "one student helps": the form in -s is a verb.
        end = first;
    }
    // Without a plural the phrase ends before what looks like a verb form.
    let verb = (from + 1..end).find(|at| {
        let word = tokens[*at].of(text);
        tokens[*at].shape() == Shape::Lower && (word.ends_with("ed") || word.ends_with("ing"))
    });
    let end = verb.unwrap_or(end);
    Some(NounPhrase {
        words: from..end,
        head: end - 1,
    })
}

/// The noun phrase that ends right before `until`, as "unique visitors" does in "unique visitors: 5,000".
pub(crate) fn preceding(
    text: &str,
    tokens: &[Token],
    taken: &dyn Fn(usize) -> bool,
    until: usize,
) -> Option<NounPhrase> {
    let mut start = until;
    while start > 0
        && until - start < LONGEST
        && is_noun_like(tokens[start - 1])
        && !taken(start - 1)
    {
        let broken = start < until
            && text[tokens[start - 1].end() as usize..tokens[start].start as usize].contains('\n');
        if broken {
            break;
        }
        start -= 1;
    }
    (start < until).then(|| NounPhrase {
        words: start..until,
        head: until - 1,
    })
}

fn is_noun_like(token: Token) -> bool {
    token.is_word() && !token.is_function()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::word::tokens;

    fn read(text: &str, from: usize, singular: bool) -> Option<(String, String)> {
        let tokens = tokens(text);
        let phrase = following(text, &tokens, &|_| false, from, singular)?;
        let (first, last) = (tokens[phrase.words.start], tokens[phrase.words.end - 1]);
        let whole = &text[first.start as usize..last.end() as usize];
        Some((whole.to_owned(), tokens[phrase.head].of(text).to_owned()))
    }

    #[test]
    fn the_plural_is_the_noun() {
        for (text, whole, head) in [
            (
                "9 associate members joined the guild",
                "associate members",
                "members",
            ),
            (
                "25 systems engineers from abroad",
                "systems engineers",
                "engineers",
            ),
            ("300 data centers worldwide", "data centers", "centers"),
            ("40 people came", "people", "people"),
            ("12 bakeries participated in it", "bakeries", "bakeries"),
        ] {
            assert_eq!(
                read(text, 1, false),
                Some((whole.to_owned(), head.to_owned())),
                "{text}"
            );
        }
    }

    #[test]
    fn one_of_a_kind_is_singular() {
        for text in [
            "one apprentice about bread",
            "one apprentice trained here",
            "one apprentice bakes",
        ] {
            assert_eq!(
                read(text, 1, true).map(|it| it.1).as_deref(),
                Some("apprentice"),
                "{text}"
            );
        }
    }

    #[test]
    fn nothing_follows_a_number_at_the_end() {
        assert_eq!(read("the total was 142.", 4, false), None);
    }
}
