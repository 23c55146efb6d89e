//! Which pieces of a plain text are headings, and of what rank.
//!
//! A heading without a mark is a short line that stands alone, says no sentence and is no number. What also stands
//! alone: the label of a number (`1,500+`, blank line, `Members`), the author's name, one of many names in a row.

use super::lines::{Bullet, Lines};
use super::pieces::{Kind, Piece, is_loud};
use crate::document::{address, sentence};
use crate::word;

/// What a piece is for the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A heading and its rank.
    Heading(u8),
    /// What its kind says.
    Text,
}

/// Longer lines are no headings.
const LONGEST: usize = 100;
/// So many short lines in a row are a list of entries, not a chain of headings.
const ENTRIES: usize = 4;
/// The deepest rank of a heading without a mark.
const DEEPEST: usize = 6;

/// The role of each piece.
pub(super) fn roles(lines: &Lines<'_>, pieces: &[Piece]) -> Vec<Role> {
    let mut heads: Vec<bool> = (0..pieces.len())
        .map(|at| is_head(lines, pieces, at))
        .collect();
    drop_labels(lines, pieces, &mut heads);
    drop_authors(lines, pieces, &mut heads);
    let title = find_title(lines, pieces, &mut heads);
    drop_entries(pieces, title, &mut heads);
    drop_captions(lines, pieces, &mut heads);
    rank(lines, pieces, &heads, title)
}

fn text<'a>(lines: &Lines<'a>, piece: &Piece) -> &'a str {
    let end = lines.all[piece.lines.end - 1].end;
    &lines.text[piece.content..end.max(piece.content)]
}

/// Whether a piece is one line that stands alone, or a title in capitals over a few lines.
fn is_alone(lines: &Lines<'_>, pieces: &[Piece], at: usize) -> bool {
    let piece = &pieces[at];
    let apart_after = pieces.get(at + 1).is_none_or(|next| next.blank_before);
    let is_apart = lines.line_is_paragraph || (piece.blank_before && apart_after);
    let is_short = piece.lines.len() == 1
        || (piece.lines.len() <= 3 && piece.lines.clone().all(|line| is_loud(lines.content(line))));
    is_apart && is_short
}

fn is_head(lines: &Lines<'_>, pieces: &[Piece], at: usize) -> bool {
    let piece = &pieces[at];
    match piece.kind {
        Kind::Heading(_) => true,
        Kind::Paragraph => is_alone(lines, pieces, at) && reads_as_heading(text(lines, piece)),
        // "1. Introduction" alone is a heading, among others it is an item.
        Kind::Item {
            bullet: Bullet::Number(_),
            ..
        } => {
            let is_item = |piece: Option<&Piece>| {
                piece.is_some_and(|piece| matches!(piece.kind, Kind::Item { .. }))
            };
            let before = at.checked_sub(1).and_then(|before| pieces.get(before));
            is_alone(lines, pieces, at)
                && !is_item(before)
                && !is_item(pieces.get(at + 1))
                && lines.all[piece.lines.start].indent == 0
                && pieces.get(at + 1).is_some()
                && reads_as_heading(text(lines, piece))
        }
        Kind::Item { .. } | Kind::Table(_) | Kind::Columns(_) | Kind::Code => false,
    }
}

/// Whether a line says no more than a heading does.
fn reads_as_heading(line: &str) -> bool {
    let line = bare(line);
    if line.len() > LONGEST
        || is_number(line)
        || line.ends_with(['.', ',', ';', ':', '!', '…', '\\', '|'])
    {
        return false;
    }
    // The foot of a page.
    let is_page = line
        .strip_prefix("Page ")
        .is_some_and(|number| number.starts_with(|first: char| first.is_ascii_digit()));
    if is_page {
        return false;
    }
    let Some(first) = line.chars().find(|character| character.is_alphanumeric()) else {
        return false;
    };
    let words: Vec<&str> = line.split_whitespace().collect();
    let opens_low = first.is_lowercase()
        && !words[0]
            .chars()
            .any(|letter| letter.is_uppercase() || letter.is_numeric());
    if opens_low || line.starts_with('[') || address::find(line).next().is_some() {
        return false;
    }
    let is_question = ["How", "What", "When", "Where", "Which", "Who", "Why"].contains(&words[0]);
    let tells = words.iter().any(|word| {
        [
            "are", "had", "has", "have", "is", "was", "we", "were", "will",
        ]
        .contains(word)
    });
    if (tells && !is_question) || line.lines().any(|line| sentence::split(line).count() > 1) {
        return false;
    }
    // A longer one is a heading only if its words are capitalised, as in a title.
    let long = words.iter().filter(|word| word.chars().count() > 3);
    let (capital, all) = long.fold((0, 0), |(capital, all), word| {
        let letter = word.chars().find(|character| character.is_alphanumeric());
        (
            capital + usize::from(letter.is_some_and(|letter| !letter.is_lowercase())),
            all + 1,
        )
    });
    words.len() <= 8 || (words.len() <= 16 && capital * 2 > all)
}

/// A line without the marks of bold.
fn bare(line: &str) -> &str {
    line.strip_prefix("**")
        .and_then(|line| line.strip_suffix("**"))
        .unwrap_or(line)
}

/// A number that stands alone, as on a card: `1,500+`, `$3M`, `98 %`, `5 million`. A year is a heading.
fn is_number(line: &str) -> bool {
    let is_year = line.len() == 4 && (line.starts_with("19") || line.starts_with("20"));
    let mut has_digit = false;
    let is_number = line.split_whitespace().all(|word| {
        let starts = word
            .trim_start_matches(['$', '€', '£', '¥', '~', '>', '<', '+', '-', '#', '('])
            .starts_with(|first: char| first.is_ascii_digit());
        has_digit |= starts;
        let is_unit = [
            "%", "+", "K", "M", "B", "over", "million", "billion", "thousand", "percent",
            "trillion",
        ];
        (starts && word.chars().filter(|letter| letter.is_alphabetic()).count() <= 2)
            || is_unit.contains(&word)
    });
    is_number && has_digit && !is_year
}

/// A label beside a number is no heading. Which of the two comes first shows at the start of the row of them.
fn drop_labels(lines: &Lines<'_>, pieces: &[Piece], heads: &mut [bool]) {
    let numbers: Vec<bool> = pieces
        .iter()
        .map(|piece| {
            piece.kind == Kind::Paragraph && piece.lines.len() == 1 && is_number(text(lines, piece))
        })
        .collect();
    let mut at = 0;
    while at < pieces.len() {
        if !numbers[at] {
            at += 1;
            continue;
        }
        // The row: numbers with one short line between each two.
        let first = at;
        let mut last = at;
        while last + 2 < pieces.len() && heads[last + 1] && numbers[last + 2] {
            last += 2;
        }
        at = last + 1;
        // A small number alone is that of a page.
        let number = text(lines, &pieces[first]);
        if first == last && number.len() <= 3 && number.bytes().all(|byte| byte.is_ascii_digit()) {
            continue;
        }
        let label_behind = last + 1 < pieces.len() && heads[last + 1];
        let label_before = first > 0 && heads[first - 1];
        for label in (first..last).skip(1).step_by(2) {
            heads[label] = false;
        }
        if label_behind {
            heads[last + 1] = false;
            // What stands below them all in lower case is their caption.
            let is_caption = |piece: &Piece| names(text(lines, piece)).next().is_none();
            if last > first && last + 2 < pieces.len() && is_caption(&pieces[last + 2]) {
                heads[last + 2] = false;
            }
        } else if label_before {
            heads[first - 1] = false;
        }
    }
}

/// A name with an office beside a heading is that of the author.
fn drop_authors(lines: &Lines<'_>, pieces: &[Piece], heads: &mut [bool]) {
    for at in 0..pieces.len() {
        let beside = (at > 0 && heads[at - 1])
            || heads.get(at + 1).is_some_and(|head| *head)
            || at + 1 == pieces.len();
        if !heads[at] || pieces[at].kind != Kind::Paragraph {
            continue;
        }
        if beside && is_author(text(lines, &pieces[at])) {
            heads[at] = false;
        } else if at > 0 && !heads[at - 1] && is_wish(text(lines, &pieces[at - 1])) {
            // Below the wish stands the name, and the office before the next heading.
            heads[at] = false;
            let leads_on = at + 2 < heads.len() && heads[at + 1] && heads[at + 2];
            if leads_on && depth(lines, &pieces[at + 1]) == 0 {
                heads[at + 1] = false;
            }
        }
    }
}

/// "Yours sincerely," at the end of a letter.
fn is_wish(line: &str) -> bool {
    line.ends_with(',') && line.split_whitespace().count() <= 3 && starts_as_wish(line)
}

fn starts_as_wish(line: &str) -> bool {
    let wishes = [
        "Best",
        "Kind",
        "Regards",
        "Respectfully",
        "Sincerely",
        "Thanks",
        "Warm",
        "Warmly",
        "With",
        "Yours",
    ];
    let first = line
        .split(|character: char| !character.is_alphabetic())
        .next();
    first.is_some_and(|first| wishes.contains(&first))
}

/// "Ann Baker, Chair of the Guild", also behind "With best wishes".
fn is_author(line: &str) -> bool {
    let Some((name, office)) = line.split_once(", ") else {
        return false;
    };
    let words = name.split_whitespace().count();
    let is_name = name.split_whitespace().all(|word| {
        word.starts_with(char::is_uppercase)
            || ["de", "da", "di", "van", "von", "del", "bin", "la"].contains(&word)
    });
    let is_signed = (2..=6).contains(&words) && is_name && !name.contains('&');
    // A year goes with the office as well.
    let is_office =
        office.starts_with(|first: char| first.is_uppercase() || first.is_ascii_digit());
    (is_signed && office.starts_with(char::is_uppercase)) || (starts_as_wish(name) && is_office)
}

/// Many short lines in a row are entries: only the first may be their heading, and the last the one of what follows.
fn drop_entries(pieces: &[Piece], title: Option<usize>, heads: &mut [bool]) {
    let is_line = |heads: &[bool], at: usize| heads[at] && pieces[at].kind == Kind::Paragraph;
    let mut at = 0;
    while at < heads.len() {
        let mut end = at;
        while end < heads.len() && is_line(heads, end) {
            end += 1;
        }
        // A title, a subtitle and two headings are still a beginning.
        if end - at >= ENTRIES + usize::from(title == Some(at)) {
            let last = if end < heads.len() { end - 1 } else { end };
            heads[at + 1..last].fill(false);
        }
        at = end.max(at + 1);
    }
}

/// The caption of a picture that a plain text does not show: it repeats the heading above it, or it names what the
/// paragraph above it speaks of, and the text below it does not.
fn drop_captions(lines: &Lines<'_>, pieces: &[Piece], heads: &mut [bool]) {
    let mut above = "";
    for at in 0..pieces.len() {
        if !heads[at] {
            continue;
        }
        let line = text(lines, &pieces[at]);
        if pieces[at].kind != Kind::Paragraph {
            above = line;
            continue;
        }
        let mut below = at + 1..pieces.len();
        let told_below = below
            .find(|below| !heads[*below])
            .map_or("", |below| text(lines, &pieces[below]));
        let leads = pieces.get(at + 1).is_some_and(|next| {
            matches!(
                next.kind,
                Kind::Item { .. } | Kind::Table(_) | Kind::Columns(_)
            )
        });
        let told_above = match at.checked_sub(1) {
            Some(before) if !leads && !heads[before] && pieces[before].kind == Kind::Paragraph => {
                text(lines, &pieces[before])
            }
            _ => "",
        };
        let told = || names(line).filter(|name| told_above.contains(name));
        let is_told_below = || {
            let told_below = told_below.to_lowercase();
            told().any(|name| told_below.contains(&name.to_lowercase()))
        };
        let is_caption = line == above
            || (told().next().is_some()
                && told().count() * 2 >= names(line).count()
                && !is_told_below());
        if is_caption {
            heads[at] = false;
        } else {
            above = line;
        }
    }
}

/// The capitalised words of a line.
fn names(line: &str) -> impl Iterator<Item = &str> {
    line.split(|character: char| !character.is_alphanumeric())
        .filter(|word| word.starts_with(char::is_uppercase))
}

/// The title: among the first headings the one that sounds like a report, else the first. What stands before it is
/// the furniture of a page.
fn find_title(lines: &Lines<'_>, pieces: &[Piece], heads: &mut [bool]) -> Option<usize> {
    let first = heads.iter().take(3).position(|head| *head)?;
    let length = heads[first..].iter().take_while(|head| **head).count();
    let sounds = |line: &str| {
        let words = [
            "annual",
            "report",
            "review",
            "newsletter",
            "summary",
            "update",
        ];
        line.split(|character: char| !character.is_alphanumeric())
            .any(|word| {
                let is_year = word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
                (is_year && word.bytes().all(|byte| byte.is_ascii_digit()))
                    || words.iter().any(|known| word.eq_ignore_ascii_case(known))
            })
    };
    let chain = first..first + length;
    let title = chain
        .clone()
        .find(|at| sounds(text(lines, &pieces[*at])))
        .unwrap_or(first);
    for at in first..title {
        if pieces[at].kind == Kind::Paragraph {
            heads[at] = false;
        }
    }
    Some(title)
}

/// The title is of rank 1. Of headings without text between them each outranks the next; the last of them, and
/// those that stand alone, are of one rank. A mere date is below that, and numbers of chapters say the rank.
fn rank(lines: &Lines<'_>, pieces: &[Piece], heads: &[bool], title: Option<usize>) -> Vec<Role> {
    let is_marked = |at: usize| matches!(pieces[at].kind, Kind::Heading(_));
    let is_date = |at: usize| {
        let leads_on = heads.get(at + 1).is_some_and(|head| *head);
        !leads_on && is_date(text(lines, &pieces[at]))
    };
    let depths: Vec<usize> = (0..pieces.len())
        .map(|at| {
            if heads[at] {
                depth(lines, &pieces[at])
            } else {
                0
            }
        })
        .collect();
    // One number is none: "3.0 is here" names a version.
    let is_numbered = depths.iter().filter(|depth| **depth > 0).count() > 1;
    let depth = |at: usize| if is_numbered { depths[at] } else { 0 };
    let deepest = (0..pieces.len()).map(depth).max().unwrap_or(0);
    let in_chain = |at: usize| {
        heads[at] && Some(at) != title && !is_marked(at) && !is_date(at) && depth(at) == 0
    };
    let mut behind = vec![0_usize; heads.len()];
    let mut longest = 0;
    for at in (0..heads.len().saturating_sub(1)).rev() {
        if in_chain(at) && in_chain(at + 1) {
            behind[at] = behind[at + 1] + 1;
            longest = longest.max(behind[at]);
        }
    }
    let lowest = (2 + deepest + longest).min(DEEPEST);
    let level = |at: usize| match pieces[at].kind {
        Kind::Heading(level) => usize::from(level),
        _ if Some(at) == title => 1,
        _ if depth(at) > 0 => (1 + depth(at)).min(DEEPEST),
        _ if is_date(at) => lowest + 1,
        _ => lowest
            .saturating_sub(behind[at])
            .max(2 + deepest)
            .min(DEEPEST),
    };
    (0..heads.len())
        .map(|at| {
            if heads[at] {
                Role::Heading(level(at) as u8)
            } else {
                Role::Text
            }
        })
        .collect()
}

/// How deep the number of a heading says that it is: 1 for "1. Ovens", 2 for "1.2 Kilns", 0 without a number.
fn depth(lines: &Lines<'_>, piece: &Piece) -> usize {
    if matches!(piece.kind, Kind::Item { .. }) {
        return 1;
    }
    let line = lines.content(piece.lines.start);
    let number = line.split(' ').next().unwrap_or(line).trim_end_matches('.');
    let is_number = number.split('.').all(|part| {
        (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    });
    match number.split('.').count() {
        parts if is_number && parts > 1 => parts,
        _ => 0,
    }
}

/// "May - August 2019": months, years and what stands between them.
fn is_date(line: &str) -> bool {
    line.split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .all(|word| {
            let word = word.to_lowercase();
            let is_month = word::month(&word).is_some();
            let is_quarter = ["q1", "q2", "q3", "q4", "to"].contains(&word.as_str());
            is_month || is_quarter || word.bytes().all(|byte| byte.is_ascii_digit())
        })
}
