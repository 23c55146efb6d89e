//! Runs of words with capitals: what may be the name of a person, an organisation or a place.
//!
//! Lives here: where such runs begin and end, and the particles inside them.
//! Stays out: which spelling of a name is right.

use indexmap::IndexSet;
use rustc_hash::FxBuildHasher;

use super::{Corpus, Report, ReportId, Standing};
use crate::document::{BlockKind, Extent};
use crate::lookup::WordSet;
use crate::word::{self, Shape, Stem, Token, Word, WordId, Words};

/// The runs of a corpus.
#[derive(Debug, Default)]
pub struct Names {
    /// All of them, in order.
    pub runs: Vec<Run>,
    /// Where those of each report end.
    ends: Vec<u32>,
    /// The words of all runs, one run behind the other.
    words: Vec<NameWord>,
    /// By the numbers of the words of the corpus.
    spellings: Vec<Spelling>,
    folded: IndexSet<String, FxBuildHasher>,
    /// By the numbers of these: whether it stands for words that differ in more than their case.
    varied: Vec<bool>,
}

/// Names a word as it is compared: equal for all ways to write it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FoldedId(u32);

impl FoldedId {
    /// Names no word.
    pub const NONE: FoldedId = FoldedId(u32::MAX);

    /// The number itself, to index what is kept for each word.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl Names {
    /// The runs of a report.
    pub fn runs_of(&self, report: ReportId) -> &[Run] {
        let first = report.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.runs[first as usize..self.ends[report] as usize]
    }

    /// The words of a run; at least two.
    pub fn words(&self, run: &Run) -> &[NameWord] {
        &self.words[run.first as usize..run.end as usize]
    }

    /// So many words in a row, by the place of the first among those of all runs.
    pub fn words_at(&self, first: u32, length: usize) -> &[NameWord] {
        &self.words[first as usize..first as usize + length]
    }

    /// All words as they are compared, in the order of their numbers.
    pub fn all_folded(&self) -> impl ExactSizeIterator<Item = &str> {
        self.folded.iter().map(String::as_str)
    }

    /// A word as it is compared: see [`super::fold`].
    pub fn folded(&self, id: FoldedId) -> &str {
        &self.folded[id.index()]
    }

    /// Whether words that are compared as one may differ in their accents, their hyphens or their apostrophes.
    pub fn is_varied(&self, id: FoldedId) -> bool {
        self.varied[id.index()]
    }

    /// How each word of the corpus is compared that may be a part of a name, by the numbers of the words.
    pub fn spellings(&self) -> impl ExactSizeIterator<Item = Option<Spelling>> {
        let spellings = self.spellings.iter();
        spellings.map(|spelling| spelling.is_known().then_some(*spelling))
    }

    /// How a word of a run is compared.
    pub fn spelling(&self, word: &NameWord) -> Spelling {
        self.spellings[word.word.index()]
    }

    /// Where a word of a run stands, without a possessive ending.
    pub fn extent(&self, word: &NameWord) -> Extent {
        Extent {
            start: word.start,
            end: word.start + self.spelling(word).len,
        }
    }

    /// Where words in a row stand.
    pub fn extent_of(&self, words: &[NameWord]) -> Extent {
        Extent {
            start: words[0].start,
            end: self.extent(&words[words.len() - 1]).end,
        }
    }

    /// What stands between two words of a run, without spaces: particles and initials ("van der", "F.").
    pub fn joint<'a>(&self, [before, behind]: [&NameWord; 2], report: &'a Report) -> &'a str {
        let between = Extent {
            start: self.extent(before).end,
            end: behind.start,
        };
        report.text(between).trim()
    }
}

/// Words with capitals in a row, in one sentence.
#[derive(Debug, Clone)]
pub struct Run {
    report: u32,
    sentence: u32,
    /// From its first word to its last one.
    pub extent: Extent,
    /// Where its words stand among those of all runs.
    first: u32,
    end: u32,
    /// Whether it stands in a heading.
    pub heading: bool,
}

impl Run {
    /// The report.
    pub fn report(&self) -> ReportId {
        self.report as usize
    }

    /// The sentence: an index into the document's sentences.
    pub fn sentence(&self) -> usize {
        self.sentence as usize
    }

    /// Where its words begin among those of all runs.
    pub fn first(&self) -> u32 {
        self.first
    }
}

/// A word of a run.
#[derive(Debug, Clone, Copy)]
pub struct NameWord {
    /// Its first byte; [`Names::extent`] tells the last one.
    pub start: u32,
    /// How it is spelled.
    pub word: WordId,
}

/// How a word is compared that may be a part of a name.
#[derive(Debug, Clone, Copy)]
pub struct Spelling {
    /// The word as it is compared.
    pub folded: FoldedId,
    /// Its stem.
    pub stem: Stem,
    /// Its length in bytes, without a possessive ending; none if it is no such word.
    len: u32,
}

impl Spelling {
    fn is_known(self) -> bool {
        self.len > 0
    }
}

impl Names {
    /// The runs of a corpus, by those of its reports in their order.
    pub(super) fn of(corpus: &Corpus, reports: Vec<OwnNames>) -> Names {
        let unknown = |word: Word| Spelling {
            folded: FoldedId::NONE,
            stem: word.stem,
            len: 0,
        };
        let words = corpus.words.iter();
        let mut names = Names {
            spellings: words.map(|(_, _, word)| unknown(word)).collect(),
            runs: Vec::with_capacity(reports.iter().map(|own| own.runs.len()).sum()),
            words: Vec::with_capacity(reports.iter().map(|own| own.words.len()).sum()),
            ..Names::default()
        };
        names.know(&corpus.words);
        for (id, own) in reports.into_iter().enumerate() {
            names.add(id, &corpus.reports[id], &own);
            names.ends.push(names.runs.len() as u32);
        }
        names
    }

    /// Reads the words that may be a part of a name.
    fn know(&mut self, words: &Words) {
        // By the numbers of the folded words: whether all the words that it stands for are of plain letters.
        let mut all_plain: Vec<bool> = Vec::new();
        for (id, text, word) in words.iter() {
            if !Kind::of(text, word).is(Kind::WORD) {
                continue;
            }
            let bare = word::without_possessive(text);
            let folded = super::fold(bare);
            let is_plain = bare.is_ascii() && folded.len() == bare.len();
            let (at, is_new) = self.folded.insert_full(folded);
            if is_new {
                self.varied.push(false);
                all_plain.push(is_plain);
            } else {
                all_plain[at] &= is_plain;
                self.varied[at] |= !all_plain[at];
            }
            let spelling = &mut self.spellings[id.index()];
            spelling.folded = FoldedId(at as u32);
            spelling.len = bare.len() as u32;
        }
    }

    /// Puts the runs of a report behind all others.
    fn add(&mut self, id: ReportId, report: &Report, own: &OwnNames) {
        let mut first = 0;
        let before = self.words.len() as u32;
        for run in &own.runs {
            let words = &own.words[first as usize..run.end as usize];
            let block = report.document.sentences[run.sentence as usize].block();
            self.runs.push(Run {
                report: id as u32,
                sentence: run.sentence,
                extent: self.extent_of(words),
                first: before + first,
                end: before + run.end,
                heading: matches!(report.document.blocks[block].kind(), BlockKind::Heading(_)),
            });
            first = run.end;
        }
        self.words.extend(&own.words);
    }
}

/// The runs of one report.
#[derive(Debug, Default)]
pub struct OwnNames {
    runs: Vec<OwnRun>,
    /// The words of all runs, one run behind the other.
    words: Vec<NameWord>,
}

/// A run of one report. It begins where the one before ends.
#[derive(Debug)]
struct OwnRun {
    sentence: u32,
    /// One past its last word, among those of all runs.
    end: u32,
}

/// What runs are read with.
#[derive(Debug)]
pub struct NameReader {
    /// By the numbers of the words.
    kinds: Vec<Kind>,
}

/// What a word may be in a run. It is asked for each word of the corpus.
#[derive(Debug, Clone, Copy)]
struct Kind(u8);

impl Kind {
    const WORD: u8 = 1;
    const POSSESSIVE: u8 = 1 << 1;
    const INITIAL: u8 = 1 << 2;
    const PARTICLE: u8 = 1 << 3;
    const STOP: u8 = 1 << 4;

    fn of(text: &str, word: Word) -> Kind {
        if word.kind.shape() == Shape::Mark {
            return Kind(if text == "." { Self::STOP } else { 0 });
        }
        let is_word =
            word.kind.shape().is_capital() && !word.kind.is_function() && is_name_word(text);
        let is_possessive = is_word && word::without_possessive(text).len() < text.len();
        let flags = [
            (Self::WORD, is_word),
            (Self::POSSESSIVE, is_possessive),
            (Self::INITIAL, is_initial(text)),
            (Self::PARTICLE, is_particle(text)),
        ];
        let flags = flags.iter().filter(|(_, is_so)| *is_so);
        Kind(flags.fold(0, |kind, (flag, _)| kind | flag))
    }

    /// Whether it is one of some kinds.
    fn is(self, kinds: u8) -> bool {
        self.0 & kinds != 0
    }
}

impl NameReader {
    pub(super) fn of(words: &Words) -> NameReader {
        let words = words.iter();
        let kinds = words.map(|(_, text, word)| Kind::of(text, word));
        NameReader {
            kinds: kinds.collect(),
        }
    }

    /// The runs of a report of a corpus.
    pub fn read(&self, corpus: &Corpus, id: ReportId) -> OwnNames {
        let makeups = corpus.vocabulary.makeups(id).iter();
        // One word makes no run.
        let have_capitals = makeups.clone().filter(|makeup| makeup.has_capitals());
        let most = have_capitals.count();
        let mut names = OwnNames {
            runs: Vec::with_capacity(most),
            words: Vec::with_capacity(2 * most),
        };
        let makeups = makeups.enumerate();
        for (sentence, _) in makeups.filter(|(_, makeup)| makeup.has_capitals()) {
            self.read_sentence(&corpus.reports[id], sentence, &mut names);
        }
        names.runs.shrink_to_fit();
        names.words.shrink_to_fit();
        names
    }

    fn read_sentence(&self, report: &Report, sentence: usize, names: &mut OwnNames) {
        let ids = report.words(sentence);
        // Most words have no capital, and many sentences have no word with it.
        let Some(mut at) = self.next_word(ids, 0) else {
            return;
        };
        let (tokens, standing) = (report.tokens(sentence), report.standing(sentence));
        let text = report.document.view.as_str();
        let mut first = names.words.len();
        loop {
            let next = if standing[at].is_marked() {
                0
            } else {
                self.after_joints(text, &tokens[at..], &ids[at..], &standing[at..])
            };
            let ends = next == 0 || self.kind(ids[at]).is(Kind::POSSESSIVE);
            // What ends with its first word is no run.
            let is_empty = ends && first == names.words.len();
            if !standing[at].is_marked() && !is_empty {
                names.words.push(NameWord {
                    start: tokens[at].start,
                    word: ids[at],
                });
            }
            if ends {
                names.close(sentence, first);
                first = names.words.len();
            }
            let Some(behind) = self.next_word(ids, at + next.max(1)) else {
                return;
            };
            at = behind;
        }
    }

    fn kind(&self, id: WordId) -> Kind {
        self.kinds[id.index()]
    }

    /// The first word from a place on that may be a part of a name.
    fn next_word(&self, ids: &[WordId], from: usize) -> Option<usize> {
        let mut behind = ids[from..].iter();
        let next = behind.position(|id| self.kind(*id).is(Kind::WORD))?;
        Some(from + next)
    }

    /// How many tokens on the next word of the run stands, or 0 if the run ends here. The first token is a word of it.
    fn after_joints(
        &self,
        text: &str,
        tokens: &[Token],
        ids: &[WordId],
        standing: &[Standing],
    ) -> usize {
        let mut at = 1;
        loop {
            let Some(id) = ids.get(at) else {
                return 0;
            };
            let (before, kind) = (self.kind(ids[at - 1]), self.kind(*id));
            // An initial takes its full stop along.
            if kind.is(Kind::STOP) && at > 1 && before.is(Kind::INITIAL) {
                at += 1;
                continue;
            }
            let is_joint = kind.is(Kind::PARTICLE | Kind::INITIAL);
            // Behind most runs stands neither.
            if !is_joint && !kind.is(Kind::WORD) {
                return 0;
            }
            let is_joined = || {
                let gap = &text[tokens[at - 1].end() as usize..tokens[at].start as usize];
                let is_behind_stop = before.is(Kind::STOP);
                gap.chars().nth(1).is_none() && (!gap.is_empty() || is_behind_stop)
            };
            if !standing[at].is_spaced() && !is_joined() {
                return 0;
            }
            if is_joint && at < 5 {
                at += 1;
                continue;
            }
            return if kind.is(Kind::WORD) { at } else { 0 };
        }
    }
}

impl OwnNames {
    /// Ends a run, by the place of its first word among those of all.
    fn close(&mut self, sentence: usize, first: usize) {
        if self.words.len() - first < 2 {
            self.words.truncate(first);
            return;
        }
        self.runs.push(OwnRun {
            sentence: sentence as u32,
            end: self.words.len() as u32,
        });
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
        let names = corpus.names();
        let shown = names.runs.iter().map(|run| {
            let report = &corpus.reports[0];
            let words = names.words(run);
            let mut shown = report.text(names.extent(&words[0])).to_owned();
            for [before, behind] in words.array_windows() {
                let joint = match names.joint([before, behind], report) {
                    "" => " ".to_owned(),
                    joint => format!(" ({joint}) "),
                };
                shown.push_str(&joint);
                shown.push_str(report.text(names.extent(behind)));
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
