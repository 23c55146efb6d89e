//! Runs of words with capitals: what may be the name of a person, an organisation or a place.
//!
//! Lives here: where such runs begin and end, and the particles inside them.
//! Stays out: which spelling of a name is right.

use std::ops::Range;

use super::{Corpus, Report, ReportId};
use crate::document::{BlockKind, Extent};
use crate::word::{self, Token};

/// Words with capitals in a row, in one sentence.
#[derive(Debug, Clone)]
pub struct Run {
    /// The report.
    pub report: ReportId,
    /// The sentence: an index into the document's sentences.
    pub sentence: usize,
    /// Whether it stands in a heading.
    pub heading: bool,
    /// Its words; at least two.
    pub words: Vec<NameWord>,
}

/// A word of a run, without a possessive ending.
#[derive(Debug, Clone)]
pub struct NameWord {
    /// The word.
    pub extent: Extent,
    /// What stands between the word before and this one, without spaces: particles and initials ("van der", "F.").
    pub joint: Extent,
    /// The word as it is compared: see [`super::fold`].
    pub folded: String,
    /// Its stem.
    pub stem: word::Stem,
}

impl Run {
    /// The extent of some of its words.
    pub fn extent(&self, words: Range<usize>) -> Extent {
        Extent {
            start: self.words[words.start].extent.start,
            end: self.words[words.end - 1].extent.end,
        }
    }
}

/// All runs of a corpus, in order.
pub(super) fn runs(corpus: &Corpus) -> Vec<Run> {
    let mut runs = Vec::new();
    for (id, report) in corpus.reports.iter().enumerate() {
        for sentence in 0..report.document.sentences.len() {
            in_sentence(id, report, sentence, &mut runs);
        }
    }
    runs
}

fn in_sentence(id: ReportId, report: &Report, sentence: usize, runs: &mut Vec<Run>) {
    let text = report.document.view.as_str();
    let tokens = report.tokens(sentence);
    let block = report.document.sentences[sentence].block;
    let heading = matches!(report.document.blocks[block].kind, BlockKind::Heading(_));
    let mut words: Vec<NameWord> = Vec::new();
    let mut close = |words: &mut Vec<NameWord>| {
        let words = std::mem::take(words);
        if words.len() >= 2 {
            runs.push(Run {
                report: id,
                sentence,
                heading,
                words,
            });
        }
    };
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if !is_name_word(text, *token)
            || !report.document.is_prose(Extent {
                start: token.start,
                end: token.end,
            })
        {
            close(&mut words);
            at += 1;
            continue;
        }
        let word = token.of(text);
        let possessive = (word.len() - word::without_possessive(word).len()) as u32;
        let end = token.end - possessive;
        words.push(NameWord {
            extent: Extent {
                start: token.start,
                end,
            },
            joint: joint(text, &words, token.start),
            folded: super::fold(&text[token.start as usize..end as usize]),
            stem: token.stem,
        });
        let next = after_joints(text, &tokens[at..]);
        if next == 0 || possessive > 0 {
            close(&mut words);
        }
        at += next.max(1);
    }
    close(&mut words);
}

/// What lies between the last word and a new one, without the space around it.
fn joint(text: &str, words: &[NameWord], start: u32) -> Extent {
    let Some(last) = words.last() else {
        return Extent { start, end: start };
    };
    let between = Extent {
        start: last.extent.end,
        end: start,
    };
    let inner = text[between.range()].trim();
    let lead = text[between.range()].len() - text[between.range()].trim_start().len();
    between.slice(lead..lead + inner.len())
}

/// How many tokens on the next word of the run stands, or 0 if the run ends here. The first token is a word of it.
fn after_joints(text: &str, tokens: &[Token]) -> usize {
    let mut at = 1;
    loop {
        let (Some(last), Some(token)) = (tokens.get(at - 1), tokens.get(at)) else {
            return 0;
        };
        // An initial takes its full stop along.
        let word = token.of(text);
        if word == "." && at > 1 && is_initial(last.of(text)) {
            at += 1;
            continue;
        }
        let gap = &text[last.end as usize..token.start as usize];
        if gap.chars().count() > 1 || (gap.is_empty() && last.of(text) != ".") {
            return 0;
        }
        let is_joint = is_particle(word) || is_initial(word);
        if is_joint && at < 5 {
            at += 1;
            continue;
        }
        return if is_name_word(text, *token) { at } else { 0 };
    }
}

fn is_initial(word: &str) -> bool {
    word.len() == 1 && word.starts_with(|c: char| c.is_ascii_uppercase())
}

/// Words between a given name and a surname, in any case.
fn is_particle(word: &str) -> bool {
    const PARTICLES: &[&str] = &[
        "af", "al", "av", "ben", "bin", "da", "das", "de", "del", "della", "den", "der", "di",
        "dos", "du", "el", "ibn", "la", "le", "ten", "ter", "van", "von", "zu", "zur",
    ];
    PARTICLES
        .iter()
        .any(|particle| word.eq_ignore_ascii_case(particle))
}

fn is_name_word(text: &str, token: Token) -> bool {
    let word = token.of(text);
    token.is_capital()
        && !token.function
        && word.starts_with(char::is_uppercase)
        && word.chars().count() > 1
        && !word.contains('.')
        && !word::is_month(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Settings;
    use crate::source::Sources;

    fn found(text: &str) -> Vec<String> {
        let mut sources = Sources::default();
        let id = sources.add("2021.md", text).unwrap();
        let corpus = Corpus::read(&sources, &[id], Settings::default());
        let runs = runs(&corpus);
        let shown = runs.iter().map(|run| {
            let words = run.words.iter().map(|word| {
                let text = corpus.reports[0].text(word.extent);
                match corpus.reports[0].text(word.joint) {
                    "" => text.to_owned(),
                    joint => format!("({joint}) {text}"),
                }
            });
            words.collect::<Vec<_>>().join(" ")
        });
        shown.collect()
    }

    #[test]
    fn a_run_has_its_particles_and_initials() {
        for (text, expected) in [
            ("We thank Ann Lee and Bo Chen.", vec!["Ann Lee", "Bo Chen"]),
            ("It was Carlos da Silva's idea.", vec!["Carlos (da) Silva"]),
            ("So Ryan Van Der Wyk spoke.", vec!["Ryan (Van Der) Wyk"]),
            ("So John F. Smith spoke.", vec!["John (F.) Smith"]),
            ("We met Ann. Lee was there.", vec![]),
            (
                "Ann Lee, Bo Chen (Oslo Ovens)",
                vec!["Ann Lee", "Bo Chen", "Oslo Ovens"],
            ),
            ("Ask `Ann Lee` in May.", vec![]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }
}
