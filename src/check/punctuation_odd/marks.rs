//! One mark with its neighbours: a space where none belongs, a space that is missing, two marks in a row.

use std::ops::Range;

use super::Oddity;
use crate::corpus::Report;
use crate::document::{BlockId, Language};
use crate::finding::Certainty;
use crate::word::{self, Words};

/// How many bytes of a word, or of a remark in brackets, are looked at: enough for prose.
const REACH: usize = 160;

/// What a word, or all of a block, has of marks.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Seen(u8);

impl Seen {
    /// One that is looked at with its neighbours.
    const LOOKED_AT: u8 = 1;
    const BRACKETS: u8 = 1 << 1;
    const QUOTES: u8 = 1 << 2;
    const GROUPED: u8 = 1 << 3;
    const MONEY: u8 = 1 << 4;

    fn of(text: &str) -> Seen {
        let bytes = text.as_bytes();
        if bytes.iter().all(u8::is_ascii_alphanumeric) {
            return Seen::default();
        }
        let may_be_odd = |at: usize| match bytes.get(at + 1) {
            Some(behind) => may_be_odd(bytes[at], at == 0, *behind),
            None => KINDS[usize::from(bytes[at])] != 0,
        };
        let mut fives = bytes.array_windows();
        let flags = [
            (Self::LOOKED_AT, (0..bytes.len()).any(may_be_odd)),
            (Self::BRACKETS, text.contains(['(', ')'])),
            (Self::QUOTES, text.contains(['"', '“', '”'])),
            (
                Self::GROUPED,
                fives.any(|[comma, four @ ..]: &[u8; 5]| {
                    *comma == b',' && four.iter().all(u8::is_ascii_digit)
                }),
            ),
            (Self::MONEY, text.contains(super::amounts::SIGNS)),
        ];
        let flags = flags.iter().filter(|(_, is_so)| *is_so);
        Seen(flags.fold(0, |seen, (flag, _)| seen | flag))
    }

    fn has(self, flag: u8) -> bool {
        self.0 & flag != 0
    }

    /// Brackets.
    pub(super) fn brackets(self) -> bool {
        self.has(Self::BRACKETS)
    }

    /// Straight or curly quotes, those apart that an apostrophe may be.
    pub(super) fn quotes(self) -> bool {
        self.has(Self::QUOTES)
    }

    /// Four digits behind a comma.
    pub(super) fn grouped(self) -> bool {
        self.has(Self::GROUPED)
    }

    /// The sign of a currency.
    pub(super) fn money(self) -> bool {
        self.has(Self::MONEY)
    }
}

/// What each word of a corpus has of marks, by its number: most have none.
pub(super) struct Signs(Vec<Seen>);

impl Signs {
    pub(super) fn of(words: &Words) -> Signs {
        let words = words.iter();
        Signs(words.map(|(_, text, _)| Seen::of(text)).collect())
    }
}

/// The odd marks of a block, and what it has of marks.
pub(super) fn odd(report: &Report, id: BlockId, signs: &Signs) -> (Vec<Oddity>, Seen) {
    let start = report.document.blocks[id].extent.start;
    let text = report.document.block_text(id);
    let is_english = report.document.language == Language::English;
    let mut oddities: Vec<Oddity> = Vec::new();
    let (mut seen, mut at) = (Seen::default(), 0);
    let (words, tokens) = (report.block_words(id), report.block_tokens(id));
    for (place, word) in words.iter().enumerate() {
        let own = signs.0[word.index()];
        if own.0 == 0 {
            continue;
        }
        seen.0 |= own.0;
        if own.has(Seen::LOOKED_AT) {
            let token = tokens[place];
            for mark in (token.start - start) as usize..(token.end() - start) as usize {
                if mark >= at
                    && is_to_be_looked_at(text.as_bytes(), mark)
                    && let Some(oddity) = odd_mark(text, mark, is_english)
                {
                    at = oddity.range.end;
                    oddities.push(oddity);
                }
            }
        }
    }
    (oddities, seen)
}

/// Whether a byte of a text may be an odd mark, by the bytes beside it.
fn is_to_be_looked_at(bytes: &[u8], mark: usize) -> bool {
    let behind = bytes.get(mark + 1).copied().unwrap_or(b' ');
    let is_spaced = mark > 0 && bytes[mark - 1] == b' ';
    may_be_odd(bytes[mark], is_spaced, behind)
}

/// What is odd about a mark of a text that is to be looked at.
fn odd_mark(text: &str, mark: usize, is_english: bool) -> Option<Oddity> {
    let around = Around { text, mark };
    match text.as_bytes()[mark] {
        b',' | b'.' | b';' | b'!' | b'?' | b')' if around.before() == Some(' ') => {
            around.space_before(is_english)
        }
        b',' => around.comma(),
        b'.' => around.stop(),
        b'(' if is_english => around.space_behind_bracket(),
        b'-' if is_english => around.dash(),
        _ => None,
    }
}

/// Whether a mark has to be looked at with more than the bytes beside it. Most marks end a word and have a space behind them,
/// and tables tell so without a branch for each mark.
fn may_be_odd(mark: u8, is_spaced: bool, behind: u8) -> bool {
    let kinds = KINDS[usize::from(mark)];
    let spaced = if is_spaced { CLOSES } else { 0 };
    kinds & (BEHIND[usize::from(behind)] | spaced) != 0
}

/// A mark that has no space before it.
const CLOSES: u8 = 1;
const COMMA: u8 = 1 << 1;
const STOP_SIGN: u8 = 1 << 2;
/// A mark that joins what stands behind it.
const JOINS: u8 = 1 << 3;

/// What each byte is as a mark.
static KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    kinds[b',' as usize] = CLOSES | COMMA;
    kinds[b'.' as usize] = CLOSES | STOP_SIGN;
    kinds[b';' as usize] = CLOSES;
    kinds[b'!' as usize] = CLOSES;
    kinds[b'?' as usize] = CLOSES;
    kinds[b')' as usize] = CLOSES;
    kinds[b'(' as usize] = JOINS;
    kinds[b'-' as usize] = JOINS;
    kinds
};

/// The marks that may be odd before each byte.
static BEHIND: [u8; 256] = {
    let mut marks = [0; 256];
    let mut byte = 0_u8;
    loop {
        let may_open = byte == b'.' || byte.is_ascii_uppercase() || !byte.is_ascii();
        let stop = if may_open { STOP_SIGN } else { 0 };
        marks[byte as usize] = match byte {
            b' ' => JOINS,
            b'0'..=b'9' => 0,
            _ => stop | COMMA,
        };
        if byte == u8::MAX {
            break marks;
        }
        byte += 1;
    }
};

/// What a report says again and again without a space is code: "oven.Door". A slip stands alone.
pub(super) fn doubt_code<'a>(oddities: impl Iterator<Item = &'a mut Oddity>) {
    let mut stops: Vec<&mut Oddity> = oddities
        .filter(|oddity| oddity.message == STOP && oddity.certainty == Certainty::Likely)
        .collect();
    if stops.len() >= 3 {
        for stop in &mut stops {
            stop.certainty = Certainty::Unsure;
        }
    }
}

/// Doubts the space before a mark that a report nearly always has there: a habit of another language, and no slip.
pub(super) fn doubt_habits<'a>(report: &Report, found: impl Iterator<Item = &'a mut Oddity>) {
    const HABIT: usize = 5;
    let mut spaced: Vec<&mut Oddity> = found
        .filter(|oddity| is_space(oddity) && oddity.certainty == Certainty::Likely)
        .collect();
    for mark in [';', '!', '?'] {
        let message = format!("a space before “{mark}”");
        let count = spaced
            .iter()
            .filter(|oddity| oddity.message == message)
            .count();
        let all = || report.document.view.as_str().matches(mark).count();
        if count >= HABIT && count * 2 >= all() {
            let of_mark = spaced.iter_mut().filter(|oddity| oddity.message == message);
            of_mark.for_each(|oddity| oddity.certainty = Certainty::Unsure);
        }
    }
}

/// Whether an oddity is a space before a mark.
pub(super) fn is_space(oddity: &Oddity) -> bool {
    oddity.message.starts_with("a space before")
}

const STOP: &str = "a space is missing behind a full stop";

/// The first byte of a curly quote; they differ in the last of three.
pub(super) const CURLY: u8 = 0xe2;

/// An ASCII mark in its text.
struct Around<'a> {
    text: &'a str,
    mark: usize,
}

impl<'a> Around<'a> {
    fn left(&self) -> &'a str {
        &self.text[..self.mark]
    }

    fn right(&self) -> &'a str {
        &self.text[self.mark + 1..]
    }

    fn before(&self) -> Option<char> {
        self.left().chars().next_back()
    }

    fn behind(&self) -> Option<char> {
        self.right().chars().next()
    }

    /// The letters right before the mark.
    fn word_before(&self) -> &'a str {
        let left = self.left();
        let kept = left.trim_end_matches(is_letter);
        &left[kept.len()..]
    }

    /// The letters right behind the mark.
    fn word_behind(&self) -> &'a str {
        let right = self.right();
        let rest = right.trim_start_matches(is_letter);
        &right[..right.len() - rest.len()]
    }

    /// The run of characters without a space that the mark stands in, as far as it is looked at.
    fn run(&self) -> &'a str {
        let from = self
            .text
            .floor_char_boundary(self.mark.saturating_sub(REACH));
        let left = &self.text[from..self.mark];
        let kept = left.trim_end_matches(|c: char| !c.is_whitespace());
        let right = &self.right()[..self.right().floor_char_boundary(REACH)];
        let end = right.find(char::is_whitespace).unwrap_or(right.len());
        &self.text[from + kept.len()..self.mark + 1 + end]
    }

    /// A space before a mark that closes.
    fn space_before(&self, english: bool) -> Option<Oddity> {
        let mark = self.text.as_bytes()[self.mark];
        let kept = self.left().trim_end_matches(' ');
        let last = kept.chars().next_back()?;
        let ends = self
            .behind()
            .is_none_or(|c| c.is_whitespace() || is_closing(c));
        let range = kept.len()..self.mark + 1;
        let with_last = kept.len() - last.len_utf8()..self.mark + 1;
        // Some write an ellipsis with spaces, and an alphabet has its marks apart.
        let trails = self.right().trim_start().starts_with('.');
        let behind_word = kept[..kept.len() - last.len_utf8()].ends_with(is_end_of_word);
        let open = unclosed(kept);
        // "LOG(Number ; Mean)": the arguments of a function.
        let in_call = open.is_some_and(|at| kept[..at].ends_with(char::is_alphanumeric));
        // "said so." [1] .": the note is no word.
        let ended =
            kept.trim_end_matches(is_closing).ends_with(['.', '!', '?']) && is_closing(last);
        // "(LOAF . FLOUR)" is a pair.
        let in_pair = mark == b'.' && open.is_some();
        if in_call || in_pair || ended && mark != b')' {
            return None;
        }
        // A lone letter is a sign.
        let word = kept[kept.trim_end_matches(|c: char| !c.is_whitespace()).len()..]
            .trim_matches(|c: char| !c.is_alphanumeric());
        let is_sign = word.chars().nth(1).is_none() || last.is_ascii_digit();
        Some(match mark {
            b',' if last == ',' && behind_word => sure(with_last, "two commas in a row", ","),
            b'.' if last == ',' && ends && behind_word && !trails && self.ends_clause() => {
                sure(with_last, "a comma before a full stop", ".")
            }
            // The mark is spoken of: "the . at the end", "a command and ."
            b',' | b'.' | b';' | b'!' | b'?' if is_operand(kept) => return None,
            _ if !last.is_alphanumeric() && !is_closing(last) => return None,
            // Among other marks it is one of them, and no part of a sentence.
            b';' | b'!' | b'?' | b')' if !is_amid_words(kept, self.right()) => return None,
            b',' | b'.' if trails => return None,
            // A command, or a formula.
            b';' | b'!' | b'?' | b')' if is_notation(kept) => return None,
            // "missing trailing , (a name)", "an unneeded . in it", "run “bake .”": the mark is spoken of, or is none.
            b',' | b'.' if ends && (is_sign || !self.ends_clause()) => {
                let mark = char::from(mark).to_string();
                let oddity = likely(range, &format!("a space before “{mark}”"), &mark);
                Oddity {
                    certainty: if is_sign && !last.is_ascii_digit() {
                        Certainty::Unsure
                    } else {
                        oddity.certainty
                    },
                    ..oddity
                }
            }
            b',' if ends => sure(range, "a space before a comma", ","),
            b',' if !is_sign && self.starts_word() => {
                sure(range, "a space before a comma, and none behind it", ", ")
            }
            b'.' if ends && !trails => sure(range, "a space before a full stop", "."),
            // French puts a space before the other marks.
            b';' | b'!' | b'?' if english && ends && !self.run().contains(['«', '»']) => {
                // "where ? is a value": a sentence does not end there. What is no English may have the space by rule.
                let word = kept[kept.trim_end_matches(char::is_alphabetic).len()..].to_lowercase();
                let is_end = mark == b';' || self.ends_clause();
                // "M31 ?" is a doubt, and "the question mark ?" names it.
                let is_known = word::is_english(&word) || word::is_formed(&word);
                let is_named = matches!(
                    word.as_str(),
                    "character"
                        | "key"
                        | "mark"
                        | "operator"
                        | "point"
                        | "semicolon"
                        | "sign"
                        | "symbol"
                );
                if !is_end || is_named || !(is_known || is_closing(last)) {
                    return None;
                }
                let mark = char::from(mark).to_string();
                likely(range, &format!("a space before “{mark}”"), &mark)
            }
            b')' if english => likely(range, "a space before a closing bracket", ")"),
            _ => return None,
        })
    }

    /// Whether a word of English or a name stands right behind the mark.
    fn starts_word(&self) -> bool {
        let word = self.word_behind();
        word.starts_with(char::is_uppercase)
            || word.len() > 1 && (word::is_english(word) || word::is_formed(word))
    }

    /// Whether what stands behind the mark goes on as prose does: after a comma with a word, after a stop with another
    /// sentence.
    fn ends_clause(&self) -> bool {
        let quoted = self
            .behind()
            .is_some_and(|c| matches!(c, '"' | '”' | '’' | '\''));
        let next = self.right().trim_start().chars().next();
        let goes_on = match self.text.as_bytes()[self.mark] {
            b',' => next.is_none_or(|c| c.is_alphanumeric() || matches!(c, '"' | '“' | '‘' | '\'')),
            _ => {
                next.is_none_or(|c| !c.is_lowercase() && !matches!(c, '/' | '-' | '.' | ',' | '$'))
            }
        };
        !quoted && goes_on
    }

    /// A space behind an opening bracket.
    fn space_behind_bracket(&self) -> Option<Oddity> {
        let rest = self.right().trim_start_matches(' ');
        let odd = rest.len() < self.right().len()
            && rest.starts_with(char::is_alphanumeric)
            && rest[..rest.floor_char_boundary(REACH)].contains(')')
            && !is_notation(self.left().trim_end());
        let range = self.mark..self.text.len() - rest.len();
        odd.then(|| likely(range, "a space behind an opening bracket", "("))
    }

    /// A comma without a space before it.
    fn comma(&self) -> Option<Oddity> {
        let two = self.mark..self.mark + 2;
        let behind = self.behind()?;
        let behind_word = self.left().ends_with(is_end_of_word);
        // ",." is named in quotes; "0.0,," is a format.
        let closed = self.right().chars().nth(1);
        let is_named =
            self.left().ends_with(['"', '“']) && closed.is_some_and(|c| matches!(c, '"' | '”'));
        if is_named {
            return None;
        }
        if behind == ',' && behind_word && !self.right().starts_with(",,") {
            let message = "two commas in a row";
            let is_list = self.left().ends_with(|c: char| c.is_ascii_digit())
                || !self.right()[1..].starts_with(' ');
            return Some(if is_list {
                Oddity {
                    certainty: Certainty::Unsure,
                    ..sure(two, message, ",")
                }
            } else {
                sure(two, message, ",")
            });
        }
        // "example.com,.example.org" is code.
        if let Some(further) = self.right().strip_prefix('.') {
            let ends = further.starts_with(|c: char| c.is_whitespace() || is_closing(c));
            let next = further.trim_start().chars().next();
            let goes_on = next.is_some_and(|c| c == '.' || c.is_lowercase());
            return ((ends || further.is_empty()) && behind_word && !goes_on)
                .then(|| sure(two, "a comma before a full stop", "."));
        }
        if !is_letter(behind) {
            return None;
        }
        let (left, right) = (self.word_before(), self.word_behind());
        // Several in a row are a list of codes.
        let lone = self.run().matches(',').count() == 1;
        let words = left.chars().count() > 1 && right.chars().count() > 1;
        // "es,us", and "UP,DOC" are codes.
        let words = words && (left.len() > 2 || right.len() > 2);
        let is_loud = |word: &str| word.chars().all(char::is_uppercase);
        let words = words && !(is_loud(left) && is_loud(right)) && !self.run().contains('[');
        // "win,build: mend it" and "(length,width)" are names; a small word is one of a sentence.
        let prose = word::is_function_word(left) || word::is_function_word(right);
        (lone && words && is_plain(self.run())).then(|| {
            let range = self.mark - left.len()..self.mark + 1 + right.len();
            let instead = format!("{left}, {right}");
            let message = "a space is missing behind a comma";
            Oddity {
                certainty: if prose {
                    Certainty::Likely
                } else {
                    Certainty::Unsure
                },
                ..likely(range, message, &instead)
            }
        })
    }

    /// A full stop without a space before it.
    fn stop(&self) -> Option<Oddity> {
        let behind = self.behind()?;
        if behind == '.' {
            return self.two_stops();
        }
        if !behind.is_uppercase() {
            return None;
        }
        let (left, right) = (self.word_before(), self.word_behind());
        let capitals = right.chars().filter(|c| c.is_uppercase()).count();
        let run = self.run();
        if capitals != 1 || !is_plain(run) || run.matches('.').count() > 2 {
            return None;
        }
        let lower = left.chars().count() >= 3 && left.chars().all(char::is_lowercase);
        let closed = left.is_empty() && self.before().is_some_and(is_closing) && right.len() > 1;
        if !lower && !closed {
            return None;
        }
        let range = self.mark - left.len()..self.mark + 1 + right.len();
        let (message, instead) = (STOP, format!("{left}. {right}"));
        let rest = &self.right()[right.len()..];
        if lower
            && right.len() > 1
            && word::is_function_word(right)
            && (rest.is_empty() || rest.starts_with([' ', ',']))
        {
            return Some(sure(range, message, &instead));
        }
        // "self.Name" and "compare.R" are code; where words meet and the sentence goes on, it is prose.
        let words = left.is_empty() || word::is_english(left) || word::is_formed(left);
        let inside = self.left()[..self.mark - left.len()].ends_with('.');
        let goes_on = self.right()[right.len()..].starts_with(' ');
        (words && !inside && goes_on && right.chars().count() > 1)
            .then(|| likely(range, message, &instead))
    }

    /// Two full stops; three are an ellipsis.
    fn two_stops(&self) -> Option<Oddity> {
        let rest = self.right().strip_prefix('.')?;
        let ends = rest
            .chars()
            .next()
            .is_none_or(|c| c.is_whitespace() || is_closing(c));
        let ended = self
            .before()
            .is_some_and(|c| c.is_alphabetic() || (is_closing(c) && !rest.starts_with(c)))
            && (self.left().trim_end_matches(is_closing)).ends_with(is_end_of_word);
        // "origin.. stands for a range", and an ellipsis with spaces in it.
        let next = rest.trim_start();
        let goes_on = next.starts_with(|c: char| c.is_lowercase() || matches!(c, '.' | '-'));
        let in_code = !is_plain(self.run()) || self.run().trim_matches('.').contains('.');
        (ends && ended && !goes_on && !in_code)
            .then(|| sure(self.mark..self.mark + 2, "two full stops in a row", "."))
    }

    /// A hyphen with a space behind it only: "the bakers- all of them- went", "working- class".
    fn dash(&self) -> Option<Oddity> {
        // "pre- and post-war" leaves a part of a word out, "the kilo- prefix" speaks of one.
        const SUSPENDING: [&str; 13] = [
            "and", "or", "to", "nor", "but", "versus", "vs", "as", "und", "prefix", "prefixes",
            "suffix", "affix",
        ];
        let right = self.right().strip_prefix(' ')?;
        let word = self.word_before();
        let next = &right[..right
            .find(|c: char| !c.is_alphabetic())
            .unwrap_or(right.len())];
        let is_code = word.chars().all(char::is_uppercase);
        let lower = word.to_lowercase();
        // "Land-, sea- and", "Taal-, Land- en": parts of words are left out here.
        let mut before = self.left().rsplit(' ').skip(1).take(2);
        let suspends = before.any(|word| word.ends_with('-') || word.ends_with("-,"));
        let odd = word.chars().count() > 1
            && !suspends
            && !is_code
            && !next.is_empty()
            && !SUSPENDING.contains(&next)
            && (next != next.to_lowercase() || word::is_english(next) || word::is_formed(next))
            && !word::is_prefix(&lower)
            && is_plain(self.run());
        odd.then(|| Oddity {
            range: self.mark - word.len()..self.mark + 2,
            message:
                "a hyphen has a space behind it alone: it joins two words, or stands for a dash"
                    .to_owned(),
            // What is no word may be a part of one: "a yotta- byte".
            certainty: if lower != word || word::is_english(word) || word::is_formed(word) {
                Certainty::Likely
            } else {
                Certainty::Unsure
            },
            instead: None,
        })
    }
}

fn sure(range: Range<usize>, message: &str, instead: &str) -> Oddity {
    Oddity {
        range,
        message: message.to_owned(),
        certainty: Certainty::Sure,
        instead: Some(instead.to_owned()),
    }
}

fn likely(range: Range<usize>, message: &str, instead: &str) -> Oddity {
    Oddity {
        certainty: Certainty::Likely,
        ..sure(range, message, instead)
    }
}

/// Whether a run of characters is made of words and the marks of prose, and not an identifier, a path or a formula.
fn is_plain(run: &str) -> bool {
    !run.contains([
        '_', '/', '\\', '@', '#', '=', '{', '}', '<', '>', '|', '`', '$', '&', '*', '+', '~', '^',
    ]) && !run.contains("::")
        && !run.contains("()")
}

/// Whether a mark may stand behind a character.
fn is_end_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '.' || is_closing(c)
}

/// Whether what stands before a space and a mark is no end of a clause: a word that another one follows, or a part of
/// a command.
fn is_operand(text: &str) -> bool {
    let word = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    let last = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    matches!(
        last,
        "a" | "an"
            | "and"
            | "as"
            | "called"
            | "for"
            | "from"
            | "of"
            | "or"
            | "than"
            | "the"
            | "to"
            | "with"
    ) || word.contains(['+', '\\', '/', '~'])
        || (word.starts_with('-') && word.len() > 1)
}

/// Whether a text ends with a few words of a command or a formula: "$ bake", "loaves = n".
fn is_notation(text: &str) -> bool {
    let mut words = text.rsplit(' ').take(5);
    words.any(|word| {
        matches!(word, "=" | "==" | "$" | "%" | "<" | ">" | "&&") || word.starts_with('$')
    })
}

/// Where the last bracket of a text opens that is not closed in it, if that is not far.
fn unclosed(text: &str) -> Option<usize> {
    let from = text.floor_char_boundary(text.len().saturating_sub(REACH));
    let mut closed = 0;
    for (at, mark) in text[from..].rmatch_indices(['(', ')']) {
        match (mark, closed) {
            (")", _) => closed += 1,
            (_, 0) => return Some(from + at),
            _ => closed -= 1,
        }
    }
    None
}

/// Whether words stand on both sides, or nothing does behind.
fn is_amid_words(left: &str, right: &str) -> bool {
    let is_word = |word: &str| word.contains(char::is_alphanumeric);
    let next = right.split_whitespace().next();
    left.rsplit(' ').next().is_some_and(is_word) && next.is_none_or(is_word)
}

/// Whether a character belongs to a word.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '\'' | '’')
}

fn is_closing(c: char) -> bool {
    matches!(c, ')' | ']' | '"' | '”' | '’' | '\'' | '»')
}
