//! How the corpus writes its words: how often, and with a capital or without.

use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap};

use super::{Report, ReportId, Standing, terms};
use crate::document::BlockKind;
use crate::word::{Shape, Stem, Word, WordId, Words};

/// How often a stem occurs, and how it is written.
#[derive(Debug, Clone, Copy, Default)]
pub struct Usage {
    /// Occurrences inside a sentence, written with a capital.
    pub capital: u32,
    /// Occurrences written in small letters.
    pub lower: u32,
    /// Sentences that have it.
    pub sentences: u32,
}

/// What is known of a stem.
#[derive(Debug, Clone, Copy)]
struct Known {
    /// Its number among all.
    number: u32,
    /// What [`Vocabulary::weight`] tells.
    weight: u32,
    usage: Usage,
}

/// How often a word stands where, as it is spelled.
#[derive(Debug, Clone, Copy, Default)]
pub struct Times {
    /// Anywhere.
    pub all: u32,
    /// Where it may be a word of a term.
    pub in_terms: u32,
    /// Where it is spelled as words are.
    pub in_prose: u32,
}

/// What the words of a sentence are together. Most checks of words pass over most sentences for it, and need not look at each
/// word for that.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Makeup(u8);

impl Makeup {
    const TITLED: u8 = 1;
    const DOUBLED: u8 = 1 << 1;
    const PERCENT: u8 = 1 << 2;
    const CAPITALS: u8 = 1 << 3;

    /// Whether capitals say nothing in it. They do not in a heading, nor where most words have one.
    pub fn is_titled(self) -> bool {
        self.0 & Self::TITLED != 0
    }

    /// Whether two words with one stem stand side by side.
    pub fn has_doubled(self) -> bool {
        self.0 & Self::DOUBLED != 0
    }

    /// Whether it may have two words or more with a capital that do more than to hold others together.
    pub fn has_capitals(self) -> bool {
        self.0 & Self::CAPITALS != 0
    }

    /// Whether it has a percent sign.
    pub fn has_percent(self) -> bool {
        self.0 & Self::PERCENT != 0
    }
}

/// The words of a corpus.
#[derive(Debug, Default)]
pub struct Vocabulary {
    stems: FxHashMap<Stem, Known>,
    /// By the numbers of the words. Marks are not counted.
    times: Vec<Times>,
    /// How often a capitalised word is followed by a number in digits.
    numbered: FxHashMap<(Stem, Stem), u32>,
    /// What the words of each sentence are together: those of each report.
    makeups: Vec<Vec<Makeup>>,
    sentences: u32,
}

impl Vocabulary {
    /// Counts the words of reports. Headings count for frequency but not for capitals: many are in title case. All that is
    /// asked of all words is counted at once: they are many, and to fetch them takes longer than to count.
    pub fn of(reports: &[Report], words: &Words) -> Vocabulary {
        // Words are counted by small numbers; stems are looked up once for each spelling.
        let mut stems = FxHashMap::with_capacity_and_hasher(words.len(), FxBuildHasher);
        let counters = words.iter().map(|(_, text, word)| {
            let next = Known {
                number: stems.len() as u32,
                weight: 0,
                usage: Usage::default(),
            };
            let stem = *stems.entry(word.stem).or_insert(next);
            Counter::of(text, word, stem.number)
        });
        let counters: Vec<Counter> = counters.collect();
        let each = reports.len().div_ceil(rayon::current_num_threads());
        let counted = reports.par_chunks(each.max(1));
        let counted = counted.map(|reports| Counted::of(reports, words, &counters, stems.len()));
        let counted = counted.reduce(Counted::default, Counted::with);
        let usages = counted.usages();
        for known in stems.values_mut() {
            // Of what no report has nothing was counted.
            known.usage = usages
                .get(known.number as usize)
                .copied()
                .unwrap_or_default();
            known.weight = weight(known.usage, counted.sentences);
        }
        let times = counted.words.iter().map(Counter::times);
        Vocabulary {
            stems,
            times: times.collect(),
            numbered: counted.numbered,
            makeups: counted.makeups,
            sentences: counted.sentences,
        }
    }

    /// How often a word stands where.
    pub fn times(&self, word: WordId) -> Times {
        self.times.get(word.index()).copied().unwrap_or_default()
    }

    /// What the words of each sentence of a report are together.
    pub fn makeups(&self, report: ReportId) -> &[Makeup] {
        &self.makeups[report]
    }

    /// How a stem is used; all zero for one that never occurs.
    pub fn usage(&self, stem: Stem) -> Usage {
        let known = self.stems.get(&stem);
        known.map_or(Usage::default(), |known| known.usage)
    }

    /// Whether the corpus writes a stem with a capital where it need not, and mostly so: a name.
    pub fn is_name(&self, stem: Stem) -> bool {
        let usage = self.usage(stem);
        usage.capital > usage.lower
    }

    /// Whether a capitalised word and a number are one name, by how often they stand together: "Barley 2".
    pub fn is_numbered_name(&self, word: Stem, number: Stem) -> bool {
        self.numbered
            .get(&(word, number))
            .is_some_and(|count| *count >= 3)
    }

    /// All pairs of which [`Vocabulary::is_numbered_name`] is true, sorted.
    pub fn numbered_names(&self) -> Vec<(Stem, Stem)> {
        let pairs = self.numbered.keys().copied();
        let mut names: Vec<(Stem, Stem)> = pairs
            .filter(|(word, number)| self.is_numbered_name(*word, *number))
            .collect();
        names.sort_unstable();
        names
    }

    /// How much a shared word says, from 0: the binary logarithm of its inverse document frequency, with sentences as
    /// documents (Spärck Jones, 1972). A thousand sentences that do not have the word are added to those of the
    /// corpus, so that a word means much the same in a small corpus and in a large one.
    pub fn weight(&self, stem: Stem) -> u32 {
        let known = self.stems.get(&stem).map(|known| known.weight);
        known.unwrap_or_else(|| weight(Usage::default(), self.sentences))
    }

    /// The weight of the words that two sorted lists share.
    pub fn shared(&self, first: &[Stem], second: &[Stem]) -> u32 {
        self.shared_but(first, second, &[])
    }

    /// The same without that of some words.
    pub(crate) fn shared_but(
        &self,
        first: &[Stem],
        mut second: &[Stem],
        but: &[Option<Stem>],
    ) -> u32 {
        let mut shared = 0;
        for stem in first {
            while let [other, rest @ ..] = second
                && other < stem
            {
                second = rest;
            }
            if second.first() == Some(stem) && !but.contains(&Some(*stem)) {
                shared += self.weight(*stem);
            }
        }
        shared
    }
}

/// How much a word says that is used so in so many sentences.
fn weight(usage: Usage, sentences: u32) -> u32 {
    let seen = usage.sentences.max(1);
    ((sentences + 1024) / seen).max(1).ilog2()
}

/// What is counted of a word.
#[derive(Debug, Clone, Copy)]
// Each is fetched at once: none lies across the lines of a cache.
#[repr(align(32))]
struct Counter {
    /// The number of its stem.
    stem: u32,
    shape: Shape,
    /// What it adds where it is a word of a term.
    content: Content,
    /// What a sentence is that has it.
    makeup: Makeup,
    /// How often it stands anywhere, and where it is no word of a term or not spelled as words are, which is seldom.
    all: u32,
    out_of_terms: u32,
    out_of_prose: u32,
    /// How often it begins a sentence, from which it has its capital, or stands in a heading.
    leading: u32,
}

/// Words that do more in a term than to hold others together, and how many of them have a capital: in the lower and in the upper
/// half of a number, so that both are counted at once. No sentence has so many bytes that a half were too small.
#[derive(Debug, Clone, Copy, Default)]
struct Content(u32);

impl Content {
    fn of(text: &str, word: Word) -> Content {
        let is_content = !word.kind.is_function() && terms::is_of_term(text, word);
        let is_capital = is_content && word.kind.shape().is_capital();
        Content(u32::from(is_content) | u32::from(is_capital) << u16::BITS)
    }

    fn with(self, other: Content) -> Content {
        Content(self.0 + other.0)
    }

    fn capitals(self) -> u32 {
        self.0 >> u16::BITS
    }

    /// Whether most of them have a capital, of two or more.
    fn is_titled(self) -> bool {
        let all = self.0 & u32::from(u16::MAX);
        all >= 2 && self.capitals() * 5 >= all * 4
    }
}

impl Counter {
    fn of(text: &str, word: Word, stem: u32) -> Counter {
        Counter {
            stem,
            shape: word.kind.shape(),
            content: Content::of(text, word),
            makeup: Makeup(if text == "%" { Makeup::PERCENT } else { 0 }),
            all: 0,
            out_of_terms: 0,
            out_of_prose: 0,
            leading: 0,
        }
    }

    fn times(&self) -> Times {
        Times {
            all: self.all,
            in_terms: self.all - self.out_of_terms,
            in_prose: self.all - self.out_of_prose,
        }
    }

    /// Counts it where it stands so, with what a term has, and tells what else this makes of its sentence.
    fn stand(&mut self, standing: Standing, content: &mut Content) -> u8 {
        self.all += 1;
        if standing.is_plain() {
            *content = content.with(self.content);
            return 0;
        }
        self.out_of_prose += u32::from(!standing.is_spelling());
        if standing.is_term() {
            *content = content.with(self.content);
            return 0;
        }
        self.out_of_terms += 1;
        Makeup::CAPITALS * u8::from(self.content.capitals() > 0)
    }

    /// Whether it is a word, and not a number or a mark.
    fn is_word(&self) -> bool {
        !matches!(self.shape, Shape::Digits | Shape::Mark)
    }

    /// Whether it begins with, or has, a capital letter.
    fn is_capital(&self) -> bool {
        self.shape.is_capital()
    }
}

/// What is counted of a stem.
#[derive(Debug, Clone, Copy, Default)]
struct StemCounter {
    /// Sentences that have it, and the last one of them, counted from one.
    sentences: u32,
    last: u32,
}

/// Counts a word with a number behind it. It is seldom asked for, and kept out of the loop over all words.
#[inline(never)]
fn count_pair(
    numbered: &mut FxHashMap<(Stem, Stem), u32>,
    words: &Words,
    word: WordId,
    number: WordId,
) {
    let pair = (words.word(word).stem, words.word(number).stem);
    *numbered.entry(pair).or_default() += 1;
}

/// No stem has this number.
const NO_STEM: u32 = u32::MAX;

/// What was counted in some reports.
#[derive(Default)]
struct Counted {
    /// By the numbers of the words.
    words: Vec<Counter>,
    /// By the numbers of the stems.
    stems: Vec<StemCounter>,
    numbered: FxHashMap<(Stem, Stem), u32>,
    makeups: Vec<Vec<Makeup>>,
    sentences: u32,
}

impl Counted {
    fn of(reports: &[Report], words: &Words, counters: &[Counter], stems: usize) -> Counted {
        let mut counted = Counted {
            words: counters.to_vec(),
            stems: vec![StemCounter::default(); stems],
            makeups: Vec::with_capacity(reports.len()),
            ..Counted::default()
        };
        for report in reports {
            let sentences = report.document.sentences.iter().enumerate();
            let makeups = sentences.map(|(index, sentence)| {
                let kind = report.document.blocks[sentence.block()].kind();
                let is_heading = matches!(kind, BlockKind::Heading(_));
                counted.read(report, words, index, is_heading)
            });
            let makeups = makeups.collect();
            counted.makeups.push(makeups);
        }
        counted
    }

    /// Counts the words of a sentence, and tells what they are together.
    fn read(
        &mut self,
        report: &Report,
        words: &Words,
        sentence: usize,
        is_heading: bool,
    ) -> Makeup {
        self.sentences += 1;
        let (counters, stems) = (&mut self.words[..], &mut self.stems[..]);
        let own_number = self.sentences;
        let ids = report.words(sentence);
        let standing = report.standing(sentence);
        let (mut content, mut makeup) = (Content::default(), 0);
        let mut beside = NO_STEM;
        for (at, (id, standing)) in ids.iter().zip(standing).enumerate() {
            let word = &mut counters[id.index()];
            if !word.is_word() {
                beside = NO_STEM;
                if word.shape == Shape::Mark {
                    makeup |= word.makeup.0;
                    continue;
                }
                makeup |= word.stand(*standing, &mut content);
                let before = at.checked_sub(1).map(|before| ids[before]);
                if let Some(before) = before.filter(|it| counters[it.index()].is_capital()) {
                    count_pair(&mut self.numbered, words, before, *id);
                }
                continue;
            }
            makeup |= word.stand(*standing, &mut content);
            makeup |= Makeup::DOUBLED * u8::from(word.stem == beside);
            beside = word.stem;
            let stem = &mut stems[word.stem as usize];
            if stem.last != own_number {
                stem.last = own_number;
                stem.sentences += 1;
            }
        }
        for id in ids {
            let word = &mut counters[id.index()];
            if word.is_word() {
                word.leading += 1;
                if !is_heading {
                    break;
                }
            }
        }
        let is_titled = is_heading || content.is_titled();
        makeup |= Makeup::TITLED * u8::from(is_titled);
        makeup |= Makeup::CAPITALS * u8::from(content.capitals() > 1);
        Makeup(makeup)
    }

    /// What was counted in the one and in the other behind it.
    fn with(mut self, other: Counted) -> Counted {
        // Reports may be without a word.
        if self.makeups.is_empty() {
            return other;
        }
        for (own, other) in self.words.iter_mut().zip(&other.words) {
            own.all += other.all;
            own.out_of_terms += other.out_of_terms;
            own.out_of_prose += other.out_of_prose;
            own.leading += other.leading;
        }
        for (own, other) in self.stems.iter_mut().zip(&other.stems) {
            own.sentences += other.sentences;
        }
        for (pair, count) in other.numbered {
            *self.numbered.entry(pair).or_default() += count;
        }
        self.makeups.extend(other.makeups);
        self.sentences += other.sentences;
        self
    }

    /// How the stems are used, by their numbers.
    fn usages(&self) -> Vec<Usage> {
        let usage = |stem: &StemCounter| Usage {
            sentences: stem.sentences,
            ..Usage::default()
        };
        let mut usages: Vec<Usage> = self.stems.iter().map(usage).collect();
        for word in &self.words {
            let usage = &mut usages[word.stem as usize];
            match word.shape {
                Shape::Lower => usage.lower += word.all,
                Shape::Mixed => usage.capital += word.all,
                Shape::Capitalised => usage.capital += word.all - word.leading,
                Shape::Digits | Shape::Mark => {}
            }
        }
        usages
    }
}

#[cfg(test)]
mod tests {
    use crate::corpus::{Corpus, Settings};
    use crate::source::Sources;
    use crate::word;

    #[test]
    fn words_are_counted_by_where_they_stand() {
        let mut sources = Sources::default();
        let text = "# Rye Bread\n\nRye and `rye` make rye bread. Rye a/Rye, and eRye, is Rye 5.\n\nThe Old Oslo Rye Mill.";
        let id = sources.add("2021.md", text).unwrap();
        let corpus = Corpus::read(&sources, &[id], Settings::default());
        let vocabulary = &corpus.vocabulary;
        let times = |text: &str| {
            let times = vocabulary.times(corpus.words.get(text).unwrap());
            (times.all, times.in_terms, times.in_prose)
        };
        assert_eq!((times("Rye"), times("rye")), ((6, 5, 5), (2, 1, 1)));
        let usage = vocabulary.usage(word::stem("rye"));
        assert_eq!((usage.capital, usage.lower, usage.sentences), (3, 2, 4));
        let makeups = vocabulary.makeups(0).iter();
        let titled: Vec<bool> = makeups.map(|makeup| makeup.is_titled()).collect();
        assert_eq!(titled, [true, false, true, true]);
    }

    #[test]
    fn a_sentence_tells_what_its_words_are_together() {
        let mut sources = Sources::default();
        let text = "Rye, rye bread.\n\nThe baker bakers 5 5 percent.\n\nIn Oslo/Bergen it rose 5%.";
        let id = sources.add("2021.md", text).unwrap();
        let corpus = Corpus::read(&sources, &[id], Settings::default());
        let makeups = corpus.vocabulary.makeups(0).iter();
        let told: Vec<_> = makeups
            .map(|makeup| {
                (
                    makeup.has_doubled(),
                    makeup.has_percent(),
                    makeup.has_capitals(),
                )
            })
            .collect();
        let expected = [
            (false, false, false),
            (true, false, false),
            (false, true, true),
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn reports_without_a_word_are_counted_as_well() {
        let mut sources = Sources::default();
        let texts = [("2019.md", ""), ("2020.md", ""), ("2021.md", "Rye.")];
        let ids = texts.map(|(name, text)| sources.add(name, text).unwrap());
        for (reports, sentences) in [(&ids[..2], vec![0, 0]), (&ids[..], vec![0, 0, 1])] {
            let corpus = Corpus::read(&sources, reports, Settings::default());
            let titled = (0..reports.len()).map(|report| corpus.vocabulary.makeups(report).len());
            assert_eq!(titled.collect::<Vec<_>>(), sentences);
        }
    }
}
