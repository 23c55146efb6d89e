//! Where sentences end.
//!
//! Lives here: stops, the abbreviations that hold one, closing quotes, meant line breaks. A sentence does not end
//! where there is no space behind its stop, and not before a lower-case word.
//! Stays out: blocks, and what a sentence says.

use std::ops::Range;

use memchr::memchr3;

use crate::lookup::{Lengths, byte_table, first_of, plain_before};

/// Shortened words that a name or a number follows: the sentence goes on, whatever comes.
const TITLES: &[&str] = &[
    "Adm", "Approx", "Capt", "Cf", "Col", "Dr", "Drs", "Fr", "Ft", "Gen", "Gov", "Hon", "Lt",
    "Messrs", "Mr", "Mrs", "Ms", "Mt", "Mx", "Prof", "Rep", "Rev", "Sen", "Sgt", "Sr", "St", "Sta",
    "Ste", "approx", "ca", "cf", "dept", "e.g", "eg", "esp", "i.e", "ie", "incl", "resp", "univ",
    "viz", "vs",
];
/// Shortened words that may end a sentence: it goes on unless a common first word follows.
const SHORT: &[&str] = &[
    "Assn", "Assoc", "Ave", "Bldg", "Blvd", "Bros", "Co", "Corp", "Dept", "Inc", "Inst", "Intl",
    "Jr", "LLC", "Ltd", "Ph.D", "Pty", "Rd", "Univ", "a.k.a", "a.m", "al", "etc", "p.m",
];
/// Shortened words that hold a stop only before a number or a day.
const NUMBERED: &[&str] = &[
    "Apr", "Art", "Aug", "Ch", "Dec", "Eq", "Feb", "Fig", "Figs", "Jan", "Jul", "Jun", "Mar", "No",
    "Nos", "Nov", "Oct", "Para", "Pt", "Sec", "Sep", "Sept", "Vol", "art", "ch", "fig", "no",
    "nos", "p", "pp", "sec", "vol",
];
/// The lengths of all of these.
static SHORTENED: Lengths = Lengths::of(&[TITLES, SHORT, NUMBERED]);
/// Words that often begin a sentence and hardly ever go on with a name.
const STARTERS: &[&str] = &[
    "A", "After", "All", "Also", "An", "And", "As", "At", "Before", "Both", "But", "By", "Each",
    "For", "From", "He", "Her", "Here", "His", "How", "However", "I", "If", "In", "It", "Its",
    "Last", "Many", "More", "Most", "Much", "My", "No", "Of", "On", "One", "Or", "Our", "She",
    "Since", "So", "Some", "Such", "That", "The", "Their", "Then", "There", "These", "They",
    "This", "Those", "Three", "To", "Today", "Two", "Under", "We", "What", "When", "Where",
    "While", "Who", "With", "You", "Your",
];
/// Names that end with an exclamation mark.
const EXCLAIMED: &[&str] = &["Yahoo", "Yum", "Joomla", "Jeopardy", "Chips Ahoy"];
/// Words before a single letter that is no initial: "Appendix B. The".
const LETTERED: &[&str] = &[
    "Annex", "Appendix", "Class", "Exhibit", "Group", "Grade", "Option", "Part", "Phase", "Plan",
    "Section", "Series", "Table", "Team", "Type", "Vitamin", "appendix", "class", "group", "phase",
    "plan", "series", "type", "vitamin",
];

/// The most bytes of a sentence. A text that runs on is taken apart between two words: the checks look at all of a
/// sentence for each number in it.
const LONGEST: usize = 16_384;

/// The sentences of a block, as ranges of its text without the white space around them. One that is too long is taken
/// apart.
pub(super) fn split(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut whole = whole(text);
    let mut long = 0..0;
    std::iter::from_fn(move || {
        if long.is_empty() {
            let sentence = whole.next()?;
            if sentence.len() <= LONGEST {
                return Some(sentence);
            }
            long = sentence;
        }
        let rest = &text[long.clone()];
        let end = first_piece(rest);
        let piece = long.start..long.start + end;
        long.start += end + rest[end..].len() - rest[end..].trim_start().len();
        Some(piece)
    })
}

/// The end of the first part of a sentence that may be too long.
fn first_piece(rest: &str) -> usize {
    if rest.len() <= LONGEST {
        return rest.len();
    }
    let most = &rest[..rest.floor_char_boundary(LONGEST)];
    let words = most.trim_end_matches(|c: char| !c.is_whitespace());
    // There may be no word that ends here.
    match words.trim_end().len() {
        0 => most.len(),
        end => end,
    }
}

/// The sentences, however long they are.
fn whole(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    let mut at = 0;
    let mut done = false;
    // Most texts have stops alone, which are found fastest.
    let has_others = plain_before(text.as_bytes()) < text.len();
    std::iter::from_fn(move || {
        while !done {
            let end = if let Some((end, resume)) = next_end(text, start, at, has_others) {
                at = resume;
                end
            } else {
                done = true;
                text.len()
            };
            let sentence = &text[start..end];
            // No other spaces are in a view.
            let inner = sentence.trim_ascii_start();
            let lead = start + sentence.len() - inner.len();
            let range = lead..lead + inner.trim_ascii_end().len();
            start = end;
            if !range.is_empty() {
                return Some(range);
            }
        }
        None
    })
}

/// The end of the sentence that starts at `start`, searched from `at` on, and where to search next. `has_others` is
/// whether there are other marks than `.`, `!` and `?`.
fn next_end(text: &str, start: usize, mut at: usize, has_others: bool) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    loop {
        let stop = if has_others {
            first_of(&IS_MARK, &bytes[at..])
        } else {
            memchr3(b'.', b'!', b'?', &bytes[at..])
        };
        let stop = at + stop?;
        // Behind the last mark there is nothing.
        if stop + 1 == bytes.len() {
            return None;
        }
        if ends_plainly(&text[start..stop], &bytes[stop..]) {
            return Some((stop + 1, stop + 1));
        }
        let mark = text[stop..].chars().next()?;
        let behind = stop + mark.len_utf8();
        at = behind;
        match mark {
            '\n' => return Some((stop, behind)),
            '。' | '！' | '？' => return Some((behind, behind)),
            '.' | '!' | '?' | '…' => {
                let stops = &text[stop..];
                let end = stop + stops.len() - stops.trim_start_matches(['.', '!', '?', '…']).len();
                let closed = &text[end..];
                let end = end + closed.len()
                    - closed
                        .trim_start_matches(['"', '\'', '”', '’', '»', ')', ']', '*'])
                        .len();
                at = end;
                let next = &text[end..];
                if next.starts_with(char::is_whitespace)
                    && ends(&text[start..stop], &text[stop..end], next)
                {
                    return Some((end, end));
                }
            }
            _ => {}
        }
    }
}

/// Whether a sentence ends at a mark as most do: at a full stop between a word of plain letters that is not shortened and a
/// capital.
fn ends_plainly(before: &str, from_mark: &[u8]) -> bool {
    if !matches!(from_mark, [b'.', b' ', b'A'..=b'Z', ..]) {
        return false;
    }
    let letters = before.bytes().rev();
    let length = letters.take_while(u8::is_ascii_alphanumeric).count();
    let (before, word) = before.split_at(before.len() - length);
    before.ends_with(' ') && word.len() > 1 && !is_label(word) && !SHORTENED.may_have(word)
}

/// The bytes that a sentence may end at. The last three begin the marks beyond ASCII: … 。！？
static IS_MARK: [bool; 256] = byte_table(b".!?\n\xE2\xE3\xEF");

/// Whether a sentence ends at a stop: `before` is the sentence so far, `stop` the stop with its closing quotes,
/// `next` what follows, from the white space on.
fn ends(before: &str, stop: &str, next: &str) -> bool {
    // A line break ends it anyway; the white space stays outside.
    let next = next.trim_start();
    let opened = next.trim_start_matches(['"', '\'', '“', '‘', '«', '(', '[', '*']);
    let word = &opened[..opened
        .find(|character: char| !character.is_alphanumeric())
        .unwrap_or(opened.len())];
    let Some(first) = word.chars().next() else {
        // A dash or another mark goes on; nothing at all does not.
        return !opened.starts_with(['-', '–', '—', '/', '&', ',', ';']);
    };
    if first.is_lowercase() && !word.chars().any(char::is_uppercase) {
        return false;
    }
    if stop.starts_with('!') && EXCLAIMED.iter().any(|name| before.ends_with(name)) {
        return false;
    }
    if stop.starts_with(['!', '?']) {
        // A title with a question in it: what is left is a word or two and no sentence.
        return next.trim_end().ends_with(['.', '!', '?', ':'])
            || next.split_whitespace().nth(2).is_some();
    }
    if stop.starts_with("....") {
        // Dots that lead to a page number.
        return false;
    }
    if stop != "." {
        return true;
    }
    !holds(before, word, first)
}

/// Whether a single full stop behind `before` belongs to a shortened word, an initial or a number.
fn holds(before: &str, next: &str, first: char) -> bool {
    let last_start = before
        .rfind(|character: char| {
            character.is_whitespace()
                || matches!(character, '(' | '[' | '"' | '“' | '/' | '—' | '–')
        })
        .map_or(0, |at| {
            at + before[at..].chars().next().map_or(0, char::len_utf8)
        });
    let last = &before[last_start..];
    let earlier = before[..last_start].trim_end();
    if earlier.is_empty() && is_label(last) {
        return true;
    }
    if SHORTENED.may_have(last) {
        if TITLES.contains(&last) {
            return true;
        }
        if NUMBERED.contains(&last) {
            return first.is_ascii_digit();
        }
        if SHORT.contains(&last) {
            // Behind "etc." a sentence hardly ever goes on with a name or a number.
            let ends = last == "etc" && (first.is_uppercase() || first.is_ascii_digit());
            return !ends && !STARTERS.contains(&next);
        }
    }
    let mut letters = last.chars();
    match (letters.next(), letters.next()) {
        // "J. Baker", and "I" at the end of a sentence.
        (Some(letter), None) if letter.is_uppercase() => {
            let word = earlier.rsplit(char::is_whitespace).next().unwrap_or("");
            let lettered = LETTERED.contains(&word);
            let pronoun = letter == 'I' && word.starts_with(char::is_lowercase);
            !(lettered || pronoun || STARTERS.contains(&next) && next.len() > 1)
        }
        // "U.S. Army", "T.I. Baker".
        (Some(letter), Some('.')) if letter.is_alphabetic() && is_dotted(last) => {
            !STARTERS.contains(&next)
        }
        _ => false,
    }
}

/// "1", "12", "a", "iv": what numbers a heading or an item.
fn is_label(word: &str) -> bool {
    let digits = word.len() <= 3 && word.bytes().all(|byte| byte.is_ascii_digit());
    let roman = word.len() <= 4
        && word
            .bytes()
            .all(|byte| matches!(byte, b'i' | b'v' | b'x' | b'I' | b'V' | b'X'));
    let letter = word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    !word.is_empty() && (digits || roman || letter)
}

/// Single letters with stops between them.
fn is_dotted(word: &str) -> bool {
    word.split('.').all(|part| part.chars().count() == 1)
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, Range, split};

    /// Splits at `|` what must be split, and expects just that.
    #[test]
    fn sentences_end_where_a_reader_ends_them() {
        for expected in [
            "The guild met in May.| It voted.",
            "It sold 3.5 million loaves.| That is 12 % more.",
            "Bread e.g. rye, i.e. dark bread.| More on p. 5 and in Fig. 3.",
            "Dr. Rye and Mrs. Oats spoke.| So did J. Baker and T.I. Miller.",
            "Made by Oven Inc. and Flour Ltd. in Bern.",
            "Made by Oven Inc.| The price fell.| Made by Flour Inc. Europe.",
            "In the U.S. Army and the U.K. branch.",
            "Sold in the U.S.| The guild grew.",
            "At 9 a.m. Monday.| At 5 p.m.| We left.",
            "Was it good?| Yes!| It was… good.",
            "He said “It rose.”| Then he left.",
            "(It rose.)| Then it fell.",
            "Yahoo! Japan bakes.| Hooray!| We bake.",
            "See bakers.org.| Join us.",
            "Runs on many platforms.The next one too.",
            "Version 2.0.1 came.| Version 3 follows.",
            "The following took part: Ann, Bob.",
            "1. Overview",
            "1. The ovens are hot.| The loaves are done.",
            "Jan. 5 was cold.| It was No. 1.| No. 2 was warm.",
            "First line|\nSecond line",
            "Wait...| What?| Wait... what?",
            "The \"Is it done?\" Trophy",
            "Ann Baker - The What Next? Award",
            "He asked \"Is it done?\"| Then he took it out of the oven.",
            "Ovens ........ 3",
            "Plan B.| We wait.| So did I.| Ann stayed.",
            "They chose option C.| The rest failed.",
            "It grew vs. Rye Bros. Ovens.",
            "Brot ist gut。|Brot！|",
            "It works.| iOvens are sold.",
            "One .| Two",
            "It rose by 12.| Then it fell.| No. 5 is art.| It is approx. Five.| We have 2021.| 12 came.",
        ] {
            let text = expected.replace('|', "");
            let mut marked = String::new();
            let mut at = 0;
            for (index, range) in split(&text).enumerate() {
                let gap = &text[at..range.start];
                assert_eq!(gap.trim(), "", "{expected}");
                if index > 0 {
                    marked.push('|');
                }
                marked.push_str(gap);
                marked.push_str(&text[range.clone()]);
                at = range.end;
            }
            assert_eq!(marked, expected.trim_end_matches('|'), "{expected}");
        }
    }

    #[test]
    fn white_space_has_no_sentences() {
        assert_eq!(split("").count(), 0);
        assert_eq!(split(" \n ").count(), 0);
    }

    #[test]
    fn a_sentence_that_runs_on_is_taken_apart_between_words() {
        for text in [
            "in 2020 ".repeat(10_000),
            "é".repeat(50_000),
            format!("{}a", " \u{3000}b".repeat(20_000)),
        ] {
            let text = text.trim();
            let pieces: Vec<Range<usize>> = split(text).collect();
            assert!(pieces.len() > 2);
            assert!(pieces.iter().all(|piece| piece.len() <= LONGEST));
            let words = |text: &str| text.split_whitespace().collect::<String>();
            let joined: String = pieces
                .iter()
                .map(|piece| words(&text[piece.clone()]))
                .collect();
            assert_eq!(joined, words(text));
            if text.starts_with("in") {
                assert!(
                    pieces
                        .iter()
                        .all(|piece| text[piece.clone()].ends_with("2020"))
                );
            }
        }
    }
}
