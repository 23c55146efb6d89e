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

/// Sentences without an end, and things that come again without an end, so many bytes in all: what a check that looks at
/// all of a text for each part of it would never be done with.
pub(crate) fn running_on(bytes: usize) -> Vec<File> {
    /// Each has a paragraph of its own in each of two reports.
    const RUNS: &[fn(usize) -> String] = &[
        |_| "12,".to_owned(),
        |_| ",".to_owned(),
        |_| ". ".to_owned(),
        |_| "rose 5% to 7, ".to_owned(),
        |_| "rose 5% from 7 to 9, ".to_owned(),
        |_| "doubled from 5 to 9 members, ".to_owned(),
        |at| format!("from {at} to {} members, a growth of 66%, ", 2 * at),
        |_| "after 12 x in 2020, ".to_owned(),
        |_| "in 2020 (5) ".to_owned(),
        |_| "of which 3 (4%) ".to_owned(),
        |_| "twice the ".to_owned(),
        |at| format!("{} mills {} ", at % 1000, name(at).to_lowercase()),
        |_| "nine crafts: bakers, millers, coopers, ".to_owned(),
        |_| "(5) (6) ".to_owned(),
        |_| "“a ".to_owned(),
        |_| "(a [b ".to_owned(),
        |at| format!("{} was renamed {}. ", name(2 * at), name(2 * at + 1)),
        |at| format!("Ann {0} {0} met. ", name(at)),
        |at| {
            format!(
                "The 10th anniversary of the {} Guild, founded in 2010. ",
                name(at)
            )
        },
        |at| format!("the {at}th release of {}, ", name(at)),
        |at| format!("## Outlook of {} 2021\n\nWe bake.\n\n", name(at)),
        |_| "- mill: 5 sails\n".to_owned(),
        |at| format!("Nine crafts of hall {at}:\n\n1. baking\n2. milling\n\n"),
        |at| format!("[Hall {at}](http://hall.example/{at}) "),
        |at| format!("It is old[^{at}].\n\n[^{at}]: Note {at} of five.\n\n"),
    ];
    let each = bytes / RUNS.len() / 2;
    let report = |year: usize| {
        let mut text = format!("# The guild in {year}\n");
        for run in RUNS {
            text.push_str("\n\n");
            let end = text.len() + each;
            let mut parts = (0..).map(run);
            while text.len() < end {
                text.extend(parts.next());
            }
        }
        File {
            path: format!("{year}.md"),
            text,
        }
    };
    vec![report(2020), report(2021)]
}

/// A name for each number, of letters alone.
fn name(at: usize) -> String {
    let mut name = "B".to_owned();
    let mut rest = at + 26 * 26;
    while rest > 0 {
        name.push(char::from(b'a' + (rest % 26) as u8));
        rest /= 26;
    }
    name
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
