//! Runs of words with capitals: what may be the name of a person, an organisation or a place.
//!
//! Lives here: where such runs begin and end, and the particles inside them.
//! Stays out: which spelling of a name is right.

use std::cell::OnceCell;
use std::ops::Range;

use indexmap::IndexSet;
use rustc_hash::FxBuildHasher;

use super::{Corpus, Report, ReportId};
use crate::document::{self, BlockKind, Extent};
use crate::lookup::WordSet;
use crate::word::{self, Token, WordId, Words};

/// The runs of a corpus.
#[derive(Debug, Default)]
pub struct Names {
    /// All of them, in order.
    pub runs: Vec<Run>,
    /// The words of all runs, one run behind the other.
    words: Vec<NameWord>,
    folded: IndexSet<String, FxBuildHasher>,
}

/// Names a word as it is compared: equal for all ways to write it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FoldedId(u32);

impl FoldedId {
    /// The number itself, to index what is kept for each word.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl Names {
    /// The words of a run; at least two.
    pub fn words(&self, run: &Run) -> &[NameWord] {
        &self.words[run.words.clone()]
    }

    /// All words as they are compared, in the order of their numbers.
    pub fn all_folded(&self) -> impl Iterator<Item = &str> {
        self.folded.iter().map(String::as_str)
    }

    /// A word as it is compared: see [`super::fold`].
    pub fn folded(&self, id: FoldedId) -> &str {
        &self.folded[id.index()]
    }
}

/// Words with capitals in a row, in one sentence.
#[derive(Debug, Clone)]
pub struct Run {
    /// The report.
    pub report: ReportId,
    /// The sentence: an index into the document's sentences.
    pub sentence: usize,
    /// Whether it stands in a heading.
    pub heading: bool,
    /// From its first word to its last one.
    pub extent: Extent,
    /// Where its words stand among those of all runs.
    words: Range<usize>,
}

/// A word of a run, without a possessive ending.
#[derive(Debug, Clone, Copy)]
pub struct NameWord {
    /// The word.
    pub extent: Extent,
    /// The word as it is compared.
    pub folded: FoldedId,
    /// Its stem.
    pub stem: word::Stem,
}

impl NameWord {
    /// What stands between the word before in its run and this one, without spaces: particles and initials ("van der",
    /// "F.").
    pub fn joint<'a>(&self, before: &NameWord, report: &'a Report) -> &'a str {
        let between = Extent {
            start: before.extent.end,
            end: self.extent.start,
        };
        report.text(between).trim()
    }

    /// The extent of words in a row.
    pub fn extent_of(words: &[NameWord]) -> Extent {
        Extent {
            start: words[0].extent.start,
            end: words[words.len() - 1].extent.end,
        }
    }
}

/// All runs of a corpus.
pub(super) fn names(corpus: &Corpus) -> Names {
    let mut reader = Reader {
        names: Names::default(),
        words: &corpus.words,
        spellings: vec![OnceCell::new(); corpus.words.len()],
    };
    for (id, report) in corpus.reports.iter().enumerate() {
        for sentence in 0..report.document.sentences.len() {
            reader.read(id, report, sentence);
        }
    }
    reader.names
}

/// What the runs are read with.
struct Reader<'a> {
    names: Names,
    words: &'a Words,
    /// What is known of each word of the corpus as a part of a name; nothing if it cannot be one.
    spellings: Vec<OnceCell<Option<Spelling>>>,
}

/// A word that may be a part of a name.
#[derive(Debug, Clone, Copy)]
struct Spelling {
    folded: FoldedId,
    /// The bytes of its possessive ending.
    possessive: u32,
}

impl Reader<'_> {
    fn read(&mut self, id: ReportId, report: &Report, sentence: usize) {
        let text = report.document.view.as_str();
        let tokens = report.tokens(sentence);
        // Most words have no capital, and many sentences have one word with it.
        let Some(mut at) = tokens.iter().position(|token| token.is_capital()) else {
            return;
        };
        let ids = report.words(sentence);
        let document::Sentence { block, extent, .. } = report.document.sentences[sentence];
        let heading = matches!(report.document.blocks[block].kind, BlockKind::Heading(_));
        // Most sentences have no code in them.
        let marked = !report.document.is_prose(extent);
        let close = |names: &mut Names, first: usize| {
            let words = first..names.words.len();
            if words.len() < 2 {
                names.words.truncate(first);
                return;
            }
            names.runs.push(Run {
                report: id,
                sentence,
                heading,
                extent: NameWord::extent_of(&names.words[words.clone()]),
                words,
            });
        };
        let mut first = self.names.words.len();
        while let Some(next) = tokens[at..].iter().position(|token| token.is_capital()) {
            at += next;
            let token = tokens[at];
            let extent = Extent {
                start: token.start,
                end: token.end,
            };
            let spelling = self
                .spelling(token, ids[at])
                .filter(|_| !marked || report.document.is_prose(extent));
            let Some(spelling) = spelling else {
                if first < self.names.words.len() {
                    close(&mut self.names, first);
                    first = self.names.words.len();
                }
                at += 1;
                continue;
            };
            self.names.words.push(NameWord {
                extent: Extent {
                    end: extent.end - spelling.possessive,
                    ..extent
                },
                folded: spelling.folded,
                stem: token.stem,
            });
            let next = self.after_joints(text, &tokens[at..], &ids[at..]);
            if next == 0 || spelling.possessive > 0 {
                close(&mut self.names, first);
                first = self.names.words.len();
            }
            at += next.max(1);
        }
        close(&mut self.names, first);
    }

    /// What is known of a token as a word of a name.
    fn spelling(&mut self, token: Token, id: WordId) -> Option<Spelling> {
        if !token.is_capital() || token.function {
            return None;
        }
        let (words, folded) = (self.words, &mut self.names.folded);
        *self.spellings[id.index()].get_or_init(|| {
            let word = words.text(id);
            if !is_name_word(word) {
                return None;
            }
            let bare = word::without_possessive(word);
            let (id, _) = folded.insert_full(super::fold(bare));
            Some(Spelling {
                folded: FoldedId(id as u32),
                possessive: (word.len() - bare.len()) as u32,
            })
        })
    }

    /// How many tokens on the next word of the run stands, or 0 if the run ends here. The first token is a word of it.
    fn after_joints(&mut self, text: &str, tokens: &[Token], ids: &[WordId]) -> usize {
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
            if gap.chars().nth(1).is_some() || (gap.is_empty() && last.of(text) != ".") {
                return 0;
            }
            let is_joint = is_particle(word) || is_initial(word);
            if is_joint && at < 5 {
                at += 1;
                continue;
            }
            let is_word = self.spelling(*token, ids[at]).is_some();
            return if is_word { at } else { 0 };
        }
    }
}

fn is_initial(word: &str) -> bool {
    word.len() == 1 && word.starts_with(|c: char| c.is_ascii_uppercase())
}

/// Words between a given name and a surname, in any case.
fn is_particle(word: &str) -> bool {
    const PARTICLES: WordSet<25> = WordSet::new([
        "af", "al", "av", "ben", "bin", "da", "das", "de", "del", "della", "den", "der", "di",
        "dos", "du", "el", "ibn", "la", "le", "ten", "ter", "van", "von", "zu", "zur",
    ]);
    PARTICLES.has(word)
}

/// Whether a word with a capital may be a part of a name.
fn is_name_word(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
        && word.chars().nth(1).is_some()
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
        let names = names(&corpus);
        let shown = names.runs.iter().map(|run| {
            let report = &corpus.reports[0];
            let words = names.words(run);
            let mut shown = report.text(words[0].extent).to_owned();
            for pair in words.windows(2) {
                let joint = match pair[1].joint(&pair[0], report) {
                    "" => " ".to_owned(),
                    joint => format!(" ({joint}) "),
                };
                shown.push_str(&joint);
                shown.push_str(report.text(pair[1].extent));
            }
            shown
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
