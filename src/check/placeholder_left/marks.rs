//! Marks in a text: TODO, XX %, ???, and notes in brackets.

use std::ops::Range;

use super::{Mark, PlaceholderLeft};
use crate::corpus::Report;
use crate::document::BlockId;
use crate::finding::Certainty;
use crate::word::{self, Words};

/// The longest note in brackets.
const LONGEST_NOTE: usize = 120;

/// The marks of a block, in order. They begin at some places.
pub(super) fn find(
    check: &PlaceholderLeft,
    text: &str,
    places: impl Iterator<Item = usize>,
) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    for start in places {
        if start < at || is_inside(bytes, start) {
            continue;
        }
        let mark = match bytes[start] {
            b'[' | b'<' | b'(' => note(check, text, start),
            b'{' => template(text, start),
            b'?' => questions(text, start),
            _ => letters(check, text, start),
        };
        if let Some(mark) = mark {
            at = mark.end;
            marks.push(mark);
        } else if bytes[start].is_ascii_alphabetic() {
            at = start + letters_of(&text[start..]).len();
        }
    }
    marks
}

/// Whether a letter stands inside a word: none of the marks of letters begins there.
fn is_inside(text: &[u8], at: usize) -> bool {
    text[at].is_ascii_alphabetic() && at > 0 && text[at - 1].is_ascii_alphanumeric()
}

/// What marks begin with.
pub(super) struct Signs {
    /// Which words, by their numbers, have a place where one may begin. Most have not.
    words: Vec<bool>,
    /// The first bytes of marks: a bracket, a question mark, an X, or the first letter of a known one.
    first: [bool; 256],
}

impl Signs {
    pub(super) fn of(check: &PlaceholderLeft, words: &Words) -> Signs {
        let known = || check.marks.iter().map(String::as_bytes);
        let mut first = [false; 256];
        for byte in known().filter_map(<[u8]>::first).chain(b"[<({?xX") {
            first[usize::from(*byte)] = true;
        }
        let may_begin = |text: &[u8]| {
            first[usize::from(text[0])]
                && (!text[0].is_ascii_alphabetic()
                    || matches!(text[0], b'x' | b'X')
                    || known().any(|known| text.starts_with(known)))
        };
        let words = words.iter().map(|(_, text, _)| {
            let text = text.as_bytes();
            let mut places = 0..text.len();
            places.any(|at| !is_inside(text, at) && may_begin(&text[at..]))
        });
        Signs {
            words: words.collect(),
            first,
        }
    }

    /// The blocks in which marks may begin, each once, in order: most have none.
    pub(super) fn blocks<'a>(&'a self, report: &'a Report) -> impl Iterator<Item = BlockId> + 'a {
        let sentences = report.sentences_with(|word| self.words[word.index()]);
        let mut blocks = sentences.map(|it| report.document.sentences[it].block());
        let mut last = None;
        std::iter::from_fn(move || {
            last = blocks.find(|block| last != Some(*block));
            last
        })
    }

    /// Where marks may begin in the text of a block, by the words that it has.
    pub(super) fn places<'a>(
        &'a self,
        report: &'a Report,
        block: BlockId,
    ) -> impl Iterator<Item = usize> + 'a {
        let view = report.document.view.as_str().as_bytes();
        let start = report.document.blocks[block].extent.start;
        let words = report.block_words(block).iter().enumerate();
        let words = words.filter(|(_, word)| self.words[word.index()]);
        let tokens = words.map(move |(at, _)| report.block_tokens(block)[at]);
        let places = tokens.flat_map(|token| token.start..token.end());
        let is_first = |at: &u32| self.first[usize::from(view[*at as usize])];
        places.filter(is_first).map(move |at| (at - start) as usize)
    }
}

/// The letters and digits that a text begins with.
fn letters_of(text: &str) -> &str {
    &text[..text
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(text.len())]
}

/// The word that a text ends with.
fn last_word(text: &str) -> &str {
    let mut words = text.trim_end().rsplit(char::is_whitespace);
    words.next().unwrap_or_default()
}

fn mark(range: Range<usize>, message: impl Into<String>, certainty: Certainty) -> Mark {
    Mark {
        start: range.start,
        end: range.end,
        message: message.into(),
        certainty,
    }
}

/// Whether a text begins with what is counted: a plural, behind an adjective or none, that is none of what notes are made of.
fn is_of_number(text: &str) -> bool {
    const NOTED: [&str; 9] = [
        "details", "entries", "fields", "issues", "items", "marks", "markers", "sections", "values",
    ];
    let mut words = text.split(' ').take(2).map(letters_of);
    let is_small = |word: &str| word.starts_with(|c: char| c.is_ascii_lowercase());
    words
        .find(|word| word::is_plural(word))
        .is_some_and(|noun| is_small(noun) && !NOTED.contains(&noun))
}

/// A mark in capitals, or letters X for a number.
fn letters(check: &PlaceholderLeft, text: &str, start: usize) -> Option<Mark> {
    let before = text[..start].chars().next_back();
    if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '/' | '#' | '@' | '.'))
    {
        return None;
    }
    let found = letters_of(&text[start..]);
    let end = start + found.len();
    let behind = text[end..].trim_start_matches(' ');
    if check.marks.iter().any(|known| known == found) {
        if found.starts_with("TB") && is_of_unit(&text[..start], &text[end..]) {
            let message = format!("“{found}” stands where a figure belongs");
            return Some(mark(start..end, message, Certainty::Sure));
        }
        // "a TODO list", "the TODO-app".
        let spoken_of = text[end..].starts_with(['-', '_', '/', '(', '\'', '’'])
            || ["list", "comment", "item", "file", "app"]
                .iter()
                .any(|thing| behind.starts_with(thing));
        // "The TODO Guild", "New TODO Guild": a name.
        let said = text[..start].trim_end_matches(' ');
        let last = last_word(said);
        let named = last.chars().all(char::is_alphabetic)
            && (last.eq_ignore_ascii_case("the") || last.starts_with(char::is_uppercase));
        // "remove the TODO comments", "the TODO option": spoken of, too.
        let articles = [
            "a", "an", "the", "this", "that", "these", "those", "each", "every", "any",
        ];
        let determined = articles
            .iter()
            .any(|article| last.eq_ignore_ascii_case(article))
            && behind.starts_with(char::is_alphabetic);
        // "The TBD new members": in the place of a number.
        let determined = determined && !(found.starts_with("TB") && is_of_number(behind));
        // "remove TODO in the mill": told of a change.
        let changed = [
            "add", "fix", "outdated", "remove", "removed", "removes", "resolve", "stale",
        ]
        .iter()
        .any(|word| last.eq_ignore_ascii_case(word));
        // ":FIXME:" is the headword of a dictionary.
        let listed = text[..start].ends_with('{')
            || text[..start].ends_with(':') && text[end..].starts_with(':');
        if spoken_of
            || determined
            || changed
            || listed
            || (named && behind.starts_with(char::is_uppercase))
        {
            return None;
        }
        // Notes begin with it, or are nothing else; amid a sentence it may be what the sentence is about.
        let to_do = !found.starts_with("TB");
        let opens = said.is_empty()
            || said.ends_with(['.', '!', '?', '(', '[', '*', '/', '-', '–', '—', ':']);
        let ends =
            behind.is_empty() || behind.starts_with([')', ']', '.', '!', '?', '-', '–', '—']);
        let is_subject = [
            "is", "are", "was", "means", "marks", "stands", "does", "may",
        ]
        .iter()
        .any(|verb| behind.split(' ').next() == Some(verb));
        let certainty = if before.is_some_and(|c| matches!(c, '"' | '“' | '‘' | '\'' | '`')) {
            Certainty::Unsure
        } else if behind.starts_with(':') {
            Certainty::Sure
        } else if to_do && (!(opens || ends) || is_subject) {
            Certainty::Unsure
        } else {
            Certainty::Likely
        };
        let message = format!("“{found}” was left in the text");
        return Some(mark(start..end, message, certainty));
    }
    if found == "X" {
        return lone(text, start);
    }
    if found.len() < 2 || !found.bytes().all(|byte| matches!(byte, b'X' | b'x')) {
        return None;
    }
    // "XX,XXX" and "XX.X".
    let more = text[end..]
        .find(|c: char| !matches!(c, 'X' | 'x' | ',' | '.'))
        .unwrap_or(text.len() - end);
    let number = text[start..end + more].trim_end_matches([',', '.']);
    let end = start + number.len();
    let behind = text[end..].trim_start_matches(' ');
    if text[end..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '/' | '='))
    {
        return None;
    }
    let message = format!("“{number}” stands where a figure belongs");
    let money = before.is_some_and(|c| matches!(c, '$' | '€' | '£'));
    // "XXX.XXX.XXX" is the form of an address, "xxxx.xxx" that of a number, and “XX%” in quotes is spoken of.
    let is_form = number.matches('.').count() > 1
        || number.starts_with('x') && number.len() > found.len()
        || before.is_some_and(|c| matches!(c, '"' | '“' | '‘' | '\'' | '+'));
    if is_form {
        return Some(mark(start..end, message, Certainty::Unsure));
    }
    if behind.starts_with('%') {
        let end = text.len() - behind.len() + 1;
        return Some(mark(start..end, message, Certainty::Sure));
    }
    if money || number.len() > found.len() {
        return Some(mark(start..end, message, Certainty::Sure));
    }
    // A Roman number follows a name, or counts centuries: "Louis XX", "the XX century".
    let said = text[..start].trim_end();
    let last = last_word(said);
    let roman = last.starts_with(char::is_uppercase) && last.len() < said.len();
    let counts = behind.starts_with(char::is_lowercase) && !behind.starts_with("centur");
    // "Members on the list: xx".
    let is_value = said.ends_with(':')
        && said.len() > 1
        && (behind.is_empty() || behind.starts_with(['\n', ';', ')']));
    if is_value {
        // "Volume: XX" is the twentieth.
        let certainty = if found.starts_with('x') {
            Certainty::Likely
        } else {
            Certainty::Unsure
        };
        return Some(mark(start..end, message, certainty));
    }
    // "XXX is the number of the bug": it stands for one. What is counted is a plural.
    let noun = behind
        .find(|c: char| !c.is_alphabetic())
        .map_or(behind, |end| &behind[..end]);
    let plural = noun.len() > 3 && noun.ends_with('s');
    // "Add xx days" says how it is done.
    let certainty = if plural && found.starts_with('X') {
        Certainty::Likely
    } else {
        Certainty::Unsure
    };
    (counts && !roman).then(|| mark(start..end, message, certainty))
}

/// Words that a number follows: "separate X windows" are of another kind.
const BEFORE: &[&str] = &[
    "about", "around", "had", "has", "have", "nearly", "of", "over", "still", "than", "with",
];

/// Whether what stands between two texts is a figure, because of what is written at figures: the sign of a currency before it, or a
/// scale, a per cent sign or the unit of a compound ("TBD-day fair") behind it.
fn is_of_unit(before: &str, behind: &str) -> bool {
    let word = letters_of(behind.trim_start_matches(['-', ' ']));
    before.ends_with(CURRENCIES)
        || behind.starts_with('%')
        || behind.starts_with(" %")
        || behind.starts_with(' ') && SCALES.contains(&word)
        || behind.starts_with('-') && UNITS.contains(&word)
}

/// The signs of currencies.
const CURRENCIES: [char; 5] = ['$', '£', '€', '¥', '₹'];

/// What multiplies the figure before it.
const SCALES: [&str; 4] = ["billion", "million", "thousand", "trillion"];

/// What compounds with figures end with.
const UNITS: [&str; 8] = [
    "day", "hour", "metre", "mile", "minute", "month", "week", "year",
];

/// A lone X before what is counted: "a total of X loaves", "still X new loaves".
fn lone(text: &str, start: usize) -> Option<Mark> {
    let before = text[..start].strip_suffix([' ', '\n'])?;
    let last = last_word(before);
    // X where there is a Y is a variable.
    let from = text.floor_char_boundary(start.saturating_sub(LONGEST_NOTE));
    let near = &text[from..text.floor_char_boundary(start + LONGEST_NOTE)];
    let is_variable = [" Y ", " Y,", " Y."]
        .iter()
        .any(|other| near.contains(other));
    let small = BEFORE.contains(&last);
    let mut behind = text[start + 1..]
        .strip_prefix([' ', '\n'])?
        .split_whitespace();
    let is_small = |word: &str| word.starts_with(char::is_lowercase);
    let noun = |word: Option<&str>| {
        word.is_some_and(|word| {
            let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
            is_small(bare) && bare.len() > 4 && word::is_plural(bare) && word::is_english(bare)
        })
    };
    let first = behind.next();
    let counted = noun(first) || first.is_some_and(word::is_english) && noun(behind.next());
    (small && !is_variable && counted).then(|| {
        let message = "“X” stands where a figure belongs";
        mark(start..start + 1, message, Certainty::Likely)
    })
}

/// Question marks in the place of a word or a figure.
fn questions(text: &str, start: usize) -> Option<Mark> {
    let run = text[start..].len() - text[start..].trim_start_matches('?').len();
    let opened = text[..start]
        .chars()
        .next_back()
        .is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[') || CURRENCIES.contains(&c));
    let rest = &text[start + run..];
    let letters = letters_of(rest);
    let is_scaled = matches!(letters, "bn" | "k" | "K" | "m" | "M");
    let closed = is_scaled || letters.is_empty() && !rest.starts_with('!');
    // "What does it cost in $??" asks.
    let is_figure = run > 2 && opened && (is_scaled || is_of_unit(&text[..start], rest));
    if is_figure {
        let message = "question marks stand where a figure belongs";
        return Some(mark(start..start + run, message, Certainty::Sure));
    }
    let message = "question marks stand where something is still open";
    // Two before a word may be an operator: "the ?? operator", "?? An operator"; three before a comma an argument.
    let behind = text[start + run..].trim_start_matches(' ');
    let from = text.floor_char_boundary(start.saturating_sub(LONGEST_NOTE));
    let in_brackets = behind.starts_with(')') && text[from..start].contains('(');
    // "It came to ???, and": no operator stands behind such a word.
    let last = last_word(&text[..start]);
    let is_value = run > 2 && (last == "to" || BEFORE.contains(&last));
    let certainty = if run == 2 && (behind.starts_with(char::is_alphabetic) || in_brackets)
        || behind.starts_with(',') && !is_value
    {
        Certainty::Unsure
    } else {
        Certainty::Likely
    };
    (run > 1 && opened && closed).then(|| mark(start..start + run, message, certainty))
}

/// A note to the editor in brackets.
fn note(check: &PlaceholderLeft, text: &str, start: usize) -> Option<Mark> {
    let close = match text.as_bytes()[start] {
        b'[' => ']',
        b'<' => '>',
        _ => ')',
    };
    let inside = until(&text[start + 1..], close)?;
    let end = start + 1 + inside.len() + 1;
    let inside = inside.trim();
    let bare = inside.trim_end_matches(['.', '!', '?', ':', '…']).trim();
    let only_marks = !inside.is_empty() && inside.chars().all(|c| c == '?') && inside.len() > 1;
    let whole = check
        .notes
        .iter()
        .any(|note| note.eq_ignore_ascii_case(bare));
    let begins = close != ')'
        && check.begins.iter().any(|begin| {
            inside
                .get(..begin.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(begin))
                && {
                    let mut rest = inside[begin.len()..].chars();
                    rest.next().is_none_or(|c| c.is_whitespace() || c == ':')
                        && rest.next().is_none_or(|c| c != '&')
                }
        });
    if !(only_marks || whole || begins) {
        return None;
    }
    let message = format!("“{inside}” stands where something was to be put in or taken out");
    // "[add]" alone may be an option of a command, "[INSERT]" a keyword, "[Add Account]" a button.
    let lone = !only_marks && !inside.contains([' ', ':']);
    let is_command = ["add", "insert"]
        .iter()
        .any(|command| command.eq_ignore_ascii_case(bare));
    let mut words = inside.split(' ');
    let is_button = words.next() == Some("Add")
        && words.clone().count() <= 2
        && words.all(|word| word.starts_with(char::is_uppercase));
    let is_named = text[..start].ends_with(['"', '“', '‘', '\'', '`']);
    let certainty = if is_named || is_button || (is_command && begins) {
        Certainty::Unsure
    } else if lone {
        Certainty::Likely
    } else {
        Certainty::Sure
    };
    Some(mark(start..end, message, certainty))
}

/// A field of a template that was never filled in.
fn template(text: &str, start: usize) -> Option<Mark> {
    if !text[start..].starts_with("{{") {
        return None;
    }
    let inside = until(&text[start + 2..], '}')?;
    // What a generator of pages works out has quotes, filters or marks of its own: `{{ "/oven" | url }}`, `{{< loaf >}}`.
    if inside.contains(['"', '\'', '|', '<', '>', '%', '(', '=', '$', '#', '/']) {
        return None;
    }
    let end = start + 2 + inside.len() + 2;
    let closed = text.get(..end).is_some_and(|field| field.ends_with('}'));
    // "{{ and }} are braces".
    let named = !word::is_function_word(inside.trim());
    // "{{{loaf}}}" is notation of its own.
    let is_deeper = inside.starts_with('{') || text[..start].ends_with('{');
    (closed && named && !is_deeper && !inside.is_empty()).then(|| {
        let message = "a field of a template was never filled in";
        // "Take out the {{Draft}} template": it is spoken of.
        let last = last_word(&text[..start]);
        let is_subject = ["a", "an", "the", "this"].contains(&last);
        // "{{ site.url }}" belongs to a generator of pages.
        let certainty = if is_subject || inside.contains('.') {
            Certainty::Unsure
        } else {
            Certainty::Likely
        };
        mark(start..end, message, certainty)
    })
}

/// What stands before a closing mark that is not far.
fn until(text: &str, close: char) -> Option<&str> {
    let near = &text[..text.floor_char_boundary(LONGEST_NOTE)];
    near.find(close).map(|length| &near[..length])
}
