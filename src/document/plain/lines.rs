//! Lines, their indentation and bullets, and whether a line break only wraps the text or was meant.

use std::ops::Range;

use crate::lookup::WordSet;
use crate::word;

/// One line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    /// Where it starts in the source, indentation included.
    pub(super) start: usize,
    /// Where its text starts.
    pub(super) content: usize,
    /// Where its text ends; white space behind it is outside.
    pub(super) end: usize,
    /// The column in which its text starts, from 0.
    pub(super) indent: usize,
}

impl Line {
    pub(super) fn is_blank(&self) -> bool {
        self.content == self.end
    }
}

/// What marks an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bullet {
    /// `-`, `•` and the like.
    Sign(char),
    /// A number, with what closes it: `1.` or `1)`.
    Number(char),
    /// A letter, or a roman number: `a)`.
    Letter,
}

impl Bullet {
    pub(super) fn is_ordered(self) -> bool {
        !matches!(self, Bullet::Sign(_))
    }

    /// Whether an item with the other bullet goes on with the list of this one.
    pub(super) fn continues(self, other: Bullet) -> bool {
        self == other
    }

    /// Whether an item with the other bullet at the same depth begins a list inside an item of this one.
    pub(super) fn may_hold(self, other: Bullet) -> bool {
        let is_first = |sign| matches!(sign, '•' | '●' | '-' | '*' | '■' | '➢');
        let is_second = |sign| matches!(sign, 'o' | '◦' | '○' | '▪' | '‣' | '·' | '–' | '□');
        match (self, other) {
            (Bullet::Sign(outer), Bullet::Sign(inner)) => is_first(outer) && is_second(inner),
            (Bullet::Number(_), Bullet::Letter) => true,
            _ => false,
        }
    }
}

/// The break between a line and the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Break {
    /// The text goes on behind a space.
    Space,
    /// The text goes on at once: the line ends with a hyphen.
    Nothing,
    /// The text goes on at once, without the hyphen that the line ends with: it divides a word, "mem-" and "bers".
    Divided,
    /// The break was meant.
    Meant,
}

/// How sure it is that a hyphen at the end of a line divides a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Division {
    /// What it parts are no words: "mem-" and "bers".
    Sure,
    /// It may join two words as well, if the text divides none: "break-" and "down".
    Likely,
}

/// The lines of a text.
pub(super) struct Lines<'a> {
    pub(super) text: &'a str,
    pub(super) all: Vec<Line>,
    /// A line is full if the first word of the next one would have reached beyond this width. `None` if the text is
    /// not wrapped.
    full: Option<usize>,
    /// Whether every line is a paragraph, with or without a blank line between.
    pub(super) line_is_paragraph: bool,
    /// Whether words are divided at the ends of lines.
    divides: bool,
}

impl<'a> Lines<'a> {
    pub(super) fn of(text: &'a str, body: usize) -> Self {
        let newline = if text.contains('\n') { '\n' } else { '\r' };
        let mut at = body;
        let all = text[body..]
            .split_inclusive(newline)
            .map(|whole| {
                let start = at;
                at += whole.len();
                let kept = whole.trim_end();
                let content = kept.trim_start();
                Line {
                    start,
                    content: start + kept.len() - content.len(),
                    end: start + kept.len(),
                    indent: columns(&kept[..kept.len() - content.len()]),
                }
            })
            .collect();
        let mut lines = Lines {
            text,
            all,
            full: None,
            line_is_paragraph: false,
            divides: false,
        };
        lines.full = lines.full_width();
        let behind = 1..lines.all.len();
        lines.divides = behind
            .into_iter()
            .any(|next| lines.division(next - 1) == Some(Division::Sure));
        let blank = lines.all.iter().filter(|line| line.is_blank()).count();
        lines.line_is_paragraph = lines.full.is_none() && blank * 6 < lines.all.len();
        lines
    }

    pub(super) fn content(&self, line: usize) -> &'a str {
        let line = self.all[line];
        &self.text[line.content..line.end]
    }

    pub(super) fn last_char(&self, lines: &Range<usize>) -> Option<char> {
        self.content(lines.end.checked_sub(1)?).chars().next_back()
    }

    /// The break behind a line that another line of text follows.
    pub(super) fn break_after(&self, line: usize) -> Break {
        if !self.goes_on(line) && !self.is_full(line) {
            return Break::Meant;
        }
        let next = self.content(line + 1);
        let mut last = self.content(line).chars().rev();
        // "short- and long-term" keeps its space.
        let is_suspended = ["and ", "or ", "to "]
            .iter()
            .any(|word| next.starts_with(word));
        if last.next() == Some('-')
            && last.next().is_some_and(char::is_alphabetic)
            && next.starts_with(char::is_alphabetic)
            && !is_suspended
        {
            match self.division(line) {
                Some(_) if self.divides => Break::Divided,
                _ => Break::Nothing,
            }
        } else {
            Break::Space
        }
    }

    /// Whether the hyphen that a line ends with divides a word that goes on in the next line.
    fn division(&self, line: usize) -> Option<Division> {
        /// No word is longer, and none is divided so that less is left of it.
        const LONGEST: usize = 24;
        const LEAST: usize = 2;
        let head = self.content(line).strip_suffix('-')?;
        let tail = self.content(line + 1);
        let is_letter = u8::is_ascii_alphabetic;
        let head = &head.as_bytes()[head.len().saturating_sub(LONGEST)..];
        let head = &head[head
            .iter()
            .rposition(|byte| !is_letter(byte))
            .map_or(0, |at| at + 1)..];
        let tail = tail.as_bytes();
        let tail = &tail[..tail
            .iter()
            .take(LONGEST)
            .take_while(|byte| byte.is_ascii_lowercase())
            .count()];
        let (head, tail) = (str::from_utf8(head).ok()?, str::from_utf8(tail).ok()?);
        if head.len() < LEAST || tail.len() < LEAST {
            return None;
        }
        let head = head.to_ascii_lowercase();
        let whole = [head.as_str(), tail].concat();
        if !word::is_english(&whole) {
            return None;
        }
        // "Break-" and "down", "co-" and "operation" may be written with a hyphen.
        let may_join =
            (word::is_english(&head) || word::is_prefix(&head)) && word::is_english(tail);
        Some(if may_join {
            Division::Likely
        } else {
            Division::Sure
        })
    }

    /// Whether the next line surely continues a line: it starts with a lower-case word in the middle of a sentence, or the
    /// line ends with a word that another one must follow.
    pub(super) fn goes_on(&self, line: usize) -> bool {
        let (this, next) = (self.content(line), self.content(line + 1));
        let is_open = || {
            let last = this.rsplit(' ').next().unwrap_or_default();
            last.len() < this.len() && !last.contains(char::is_uppercase) && LEADS_ON.has(last)
        };
        (next.starts_with(char::is_lowercase) && !this.ends_with(['.', '!', '?', ':', ';'])
            || next.starts_with(char::is_alphanumeric) && is_open())
            && bullet(next).is_none()
    }

    fn is_full(&self, line: usize) -> bool {
        self.full
            .is_some_and(|full| self.width(line) + 1 + self.first_word(line + 1) > full)
    }

    fn width(&self, line: usize) -> usize {
        self.all[line].indent + length(self.content(line))
    }

    fn first_word(&self, line: usize) -> usize {
        let content = self.content(line);
        length(content.split(' ').next().unwrap_or(content))
    }

    /// The width to which the text is wrapped, learnt from the breaks that surely only wrap it.
    fn full_width(&self) -> Option<usize> {
        /// Nobody wraps text to less than this, or to more.
        const NARROWEST: usize = 40;
        const WIDEST: usize = 160;
        /// Of so many lines one may be longer than all others.
        const FEW: usize = 4;
        let wrapped = || {
            (1..self.all.len()).map(|next| next - 1).filter(|line| {
                !self.all[*line].is_blank() && !self.all[line + 1].is_blank() && self.goes_on(*line)
            })
        };
        let mut widths = [0_usize; WIDEST + 1];
        let mut count = 0;
        for line in wrapped() {
            widths[self.width(line).min(WIDEST)] += 1;
            count += 1;
        }
        // Nearly all are at most as wide as this; an address may stick out, or a line that was edited.
        let stick_out = (count / 20).max(usize::from(count >= FEW));
        let mut seen = 0;
        let width = widths.iter().position(|lines| {
            seen += lines;
            count > 0 && seen + stick_out >= count
        })?;
        if !(NARROWEST..WIDEST).contains(&width) {
            return None;
        }
        let ragged = wrapped()
            .filter(|line| self.width(*line) + 1 + self.first_word(line + 1) <= width)
            .count();
        // Lines broken by hand are of any length; then only a clearly short one was meant to be.
        Some(if ragged * 10 > count {
            width * 2 / 3
        } else {
            width
        })
    }
}

/// Words that no line ends with which is a whole: no title, no verse, and no item of a menu, as "Log in".
pub(super) const LEADS_ON: WordSet<14> = WordSet::new([
    "a", "an", "and", "from", "its", "my", "nor", "of", "or", "our", "than", "the", "their", "your",
]);

/// The bullet at the start of a line's text, and how many bytes it takes with the space behind it.
pub(super) fn bullet(content: &str) -> Option<(Bullet, usize)> {
    let first = content.chars().next()?;
    let sign = matches!(
        first,
        '-' | '*'
            | '+'
            | '•'
            | '◦'
            | '▪'
            | '▫'
            | '●'
            | '○'
            | '■'
            | '□'
            | '‣'
            | '⁃'
            | '∙'
            | '·'
            | '➢'
            | '➤'
            | '►'
            | '–'
            | 'o'
    );
    if sign {
        let rest = &content[first.len_utf8()..];
        let space = rest.len() - rest.trim_start().len();
        return (space > 0 && space < rest.len())
            .then_some((Bullet::Sign(first), first.len_utf8() + space));
    }
    let open = usize::from(first == '(');
    let label = &content[open..];
    let length = label
        .bytes()
        .take(5)
        .take_while(u8::is_ascii_alphanumeric)
        .count();
    let (label, rest) = label.split_at(length);
    let close = rest
        .chars()
        .next()
        .filter(|close| matches!(close, '.' | ')'))?;
    if open == 1 && close != ')' {
        return None;
    }
    let space = rest[1..].len() - rest[1..].trim_start().len();
    if label.is_empty() || space == 0 || space + 1 == rest.len() {
        return None;
    }
    let is_number = label.len() <= 3 && label.bytes().all(|byte| byte.is_ascii_digit());
    let is_letter = close == ')'
        && (label.len() == 1 || label.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x')))
        && label.bytes().all(|byte| byte.is_ascii_alphabetic());
    let bullet = if is_number {
        Bullet::Number(close)
    } else if is_letter {
        Bullet::Letter
    } else {
        return None;
    };
    Some((bullet, open + length + 1 + space))
}

/// The columns that white space takes.
fn columns(white: &str) -> usize {
    white.chars().fold(0, |column, character| {
        if character == '\t' {
            (column / 4 + 1) * 4
        } else {
            column + 1
        }
    })
}

fn length(text: &str) -> usize {
    // A loop over bytes is faster than one over characters; only the first byte of each counts.
    text.bytes().filter(|byte| byte & 0xC0 != 0x80).count()
}
