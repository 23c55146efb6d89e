//! What a linter finds hard: giant lines, very many numbers, names, rules or findings, and things that are nearly equal.

use std::fmt::Write;

use super::prose::person;
use super::{Dice, File, reports};

/// A corpus of one file.
fn only(name: &str, text: String) -> Vec<File> {
    vec![File {
        path: name.to_owned(),
        text,
    }]
}

/// All prose of a report in one line of so many bytes: one paragraph without an end.
pub(crate) fn one_line(bytes: usize) -> Vec<File> {
    let report = reports(bytes, 1).remove(0).text;
    let text = format!("In all years: {}\n", report.replace(['#', '\n'], " "));
    only("line.md", text)
}

/// So many numbers with their nouns, thirty in a paragraph, no two alike.
pub(crate) fn many_numbers(count: usize) -> Vec<File> {
    let mut text = "# Numbers of 2020\n".to_owned();
    for at in 0..count {
        text.push_str(if at % 30 == 0 { "\n\n" } else { " " });
        let _ = write!(text, "In hall {at} there were {} visitors.", at * 7 + 11);
    }
    text.push('\n');
    only("numbers.md", text)
}

/// So many paragraphs with the same words.
pub(crate) fn equal_paragraphs(count: usize) -> Vec<File> {
    let paragraph = "The bridge was opened by the mayor, and the band of the fire brigade played for more than an hour.\n\n";
    only("equal.md", paragraph.repeat(count))
}

/// A count and a list of so many people behind it, one each for all of them.
pub(crate) fn name_list(count: usize) -> Vec<File> {
    let mut dice = Dice::new(1);
    let mut text = format!("# Friends of 2020\n\nThe fund has {count} friends:\n\n");
    for at in 0..count {
        let _ = writeln!(text, "- {} {at}", person(&mut dice));
    }
    only("friends.md", text)
}

/// So many names that differ by a letter from others.
pub(crate) fn near_names(count: usize) -> Vec<File> {
    let mut dice = Dice::new(2);
    let mut text = "# Guests of 2020\n\n".to_owned();
    for _ in 0..count {
        let name = person(&mut dice);
        let mut letters: Vec<char> = name.chars().collect();
        let at = name.find(' ').unwrap_or_default() + 2 + dice.below(3);
        if let Some(letter) = letters.get_mut(at) {
            *letter = (b'a' + dice.below(26) as u8) as char;
        }
        let _ = write!(
            text,
            "We thank {} for coming.\n\n",
            letters.iter().collect::<String>()
        );
    }
    only("guests.md", text)
}

/// Paragraphs of which each has one finding.
pub(crate) fn findings(count: usize) -> Vec<File> {
    let mut text = "# Slips of 2020\n\n".to_owned();
    for at in 0..count {
        let _ = write!(text, "In room {at} the the lamp was lit.\n\n");
    }
    only("slips.md", text)
}

/// A file of so many rules, each of which has phrases of its own.
pub(crate) fn rules(count: usize) -> String {
    let mut text = "version: 1\nrules:\n".to_owned();
    for at in 0..count {
        let _ = write!(
            text,
            "  - id: things-{at}-disagree
    summary: The things of kind {at} are given in two ways
    severity: warning
    check:
      metric:
        measure: things
        phrases: ['{{value}} things of kind {at}']
    flag:
      - fault: values-disagree
        at: '9'
        reports:
          2020.md: There are 7 things of kind {at} in the hall. We have 9 things of kind {at} in all.
    pass:
      - reports:
          2020.md: There are 7 things of kind {at}.
"
        );
    }
    text
}
