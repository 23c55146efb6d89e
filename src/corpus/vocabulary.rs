//! How the corpus writes its words: how often, and with a capital or without.

use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap};

use super::{Report, ReportId, terms};
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

/// The words of a corpus.
#[derive(Debug, Default)]
pub struct Vocabulary {
    stems: FxHashMap<Stem, Known>,
    /// By the numbers of the words. Marks are not counted.
    times: Vec<Times>,
    /// How often a capitalised word is followed by a number in digits.
    numbered: FxHashMap<(Stem, Stem), u32>,
    /// Whether capitals say nothing in a sentence: those of each report.
    titled: Vec<Vec<bool>>,
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
            titled: counted.titled,
            sentences: counted.sentences,
        }
    }

    /// How often a word stands where.
    pub fn times(&self, word: WordId) -> Times {
        self.times.get(word.index()).copied().unwrap_or_default()
    }

    /// Whether capitals say nothing in a sentence: those of a report. They do not in a heading, nor where most words have one.
    pub fn titled(&self, report: ReportId) -> &[bool] {
        &self.titled[report]
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
        let both = first
            .iter()
            .filter(|stem| second.binary_search(stem).is_ok());
        both.map(|stem| self.weight(*stem)).sum()
    }
}

/// How much a word says that is used so in so many sentences.
fn weight(usage: Usage, sentences: u32) -> u32 {
    let seen = usage.sentences.max(1);
    ((sentences + 1024) / seen).max(1).ilog2()
}

/// What is counted of a word.
#[derive(Debug, Clone, Copy)]
struct Counter {
    /// The number of its stem.
    stem: u32,
    shape: Shape,
    /// Whether it does more in a term than to hold others together.
    is_content: bool,
    /// How often it stands anywhere, and where it is no word of a term or not spelled as words are, which is seldom.
    all: u32,
    out_of_terms: u32,
    out_of_prose: u32,
}

impl Counter {
    fn of(text: &str, word: Word, stem: u32) -> Counter {
        Counter {
            stem,
            shape: word.kind.shape(),
            is_content: !word.kind.is_function() && terms::is_of_term(text, word),
            all: 0,
            out_of_terms: 0,
            out_of_prose: 0,
        }
    }

    fn times(&self) -> Times {
        Times {
            all: self.all,
            in_terms: self.all - self.out_of_terms,
            in_prose: self.all - self.out_of_prose,
        }
    }

    /// Whether it begins with, or has, a capital letter.
    fn is_capital(&self) -> bool {
        self.shape.is_capital()
    }
}

/// What is counted of a stem.
#[derive(Debug, Clone, Copy, Default)]
struct StemCounter {
    /// Of what is capitalised, that which is so by itself.
    capital: u32,
    /// Sentences that have it, and the last one of them, counted from one.
    sentences: u32,
    last: u32,
}

/// What was counted in some reports.
#[derive(Default)]
struct Counted {
    /// By the numbers of the words.
    words: Vec<Counter>,
    /// By the numbers of the stems.
    stems: Vec<StemCounter>,
    numbered: FxHashMap<(Stem, Stem), u32>,
    titled: Vec<Vec<bool>>,
    sentences: u32,
}

impl Counted {
    fn of(reports: &[Report], words: &Words, counters: &[Counter], stems: usize) -> Counted {
        let mut counted = Counted {
            words: counters.to_vec(),
            stems: vec![StemCounter::default(); stems],
            titled: Vec::with_capacity(reports.len()),
            ..Counted::default()
        };
        for report in reports {
            let sentences = report.document.sentences.iter().enumerate();
            let titled = sentences.map(|(index, sentence)| {
                let kind = report.document.blocks[sentence.block()].kind();
                let is_heading = matches!(kind, BlockKind::Heading(_));
                counted.read(report, words, index, is_heading) || is_heading
            });
            let titled = titled.collect();
            counted.titled.push(titled);
        }
        counted
    }

    /// Counts the words of a sentence; whether most of them have a capital.
    fn read(&mut self, report: &Report, words: &Words, sentence: usize, is_heading: bool) -> bool {
        self.sentences += 1;
        let ids = report.words(sentence);
        let standing = report.standing(sentence);
        let (mut content, mut capitals, mut is_first) = (0, 0, true);
        for (at, (id, standing)) in ids.iter().zip(standing).enumerate() {
            let word = &mut self.words[id.index()];
            if word.shape == Shape::Mark {
                continue;
            }
            let is_term = standing.is_term();
            word.all += 1;
            if !is_term || !standing.is_spelling() {
                word.out_of_terms += u32::from(!is_term);
                word.out_of_prose += u32::from(!standing.is_spelling());
            }
            let is_content = is_term && word.is_content;
            content += u32::from(is_content);
            capitals += u32::from(is_content && word.is_capital());
            if word.shape == Shape::Digits {
                let before = at.checked_sub(1).map(|before| ids[before]);
                if let Some(before) = before.filter(|it| self.words[it.index()].is_capital()) {
                    let pair = (words.word(before).stem, words.word(*id).stem);
                    *self.numbered.entry(pair).or_default() += 1;
                }
                continue;
            }
            let stem = &mut self.stems[word.stem as usize];
            // The first word of a sentence has its capital from the sentence, unless one is inside.
            let is_own = word.shape == Shape::Capitalised && !is_first && !is_heading;
            stem.capital += u32::from(is_own);
            is_first = false;
            if stem.last != self.sentences {
                stem.last = self.sentences;
                stem.sentences += 1;
            }
        }
        content >= 2 && capitals * 5 >= content * 4
    }

    /// What was counted in the one and in the other behind it.
    fn with(mut self, other: Counted) -> Counted {
        // Reports may be without a word.
        if self.titled.is_empty() {
            return other;
        }
        for (own, other) in self.words.iter_mut().zip(&other.words) {
            own.all += other.all;
            own.out_of_terms += other.out_of_terms;
            own.out_of_prose += other.out_of_prose;
        }
        for (own, other) in self.stems.iter_mut().zip(&other.stems) {
            own.capital += other.capital;
            own.sentences += other.sentences;
        }
        for (pair, count) in other.numbered {
            *self.numbered.entry(pair).or_default() += count;
        }
        self.titled.extend(other.titled);
        self.sentences += other.sentences;
        self
    }

    /// How the stems are used, by their numbers.
    fn usages(&self) -> Vec<Usage> {
        let usage = |stem: &StemCounter| Usage {
            capital: stem.capital,
            lower: 0,
            sentences: stem.sentences,
        };
        let mut usages: Vec<Usage> = self.stems.iter().map(usage).collect();
        for word in &self.words {
            let usage = &mut usages[word.stem as usize];
            match word.shape {
                Shape::Lower => usage.lower += word.all,
                Shape::Mixed => usage.capital += word.all,
                Shape::Capitalised | Shape::Digits | Shape::Mark => {}
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
        assert_eq!(vocabulary.titled(0), [true, false, true, true]);
    }

    #[test]
    fn reports_without_a_word_are_counted_as_well() {
        let mut sources = Sources::default();
        let texts = [("2019.md", ""), ("2020.md", ""), ("2021.md", "Rye.")];
        let ids = texts.map(|(name, text)| sources.add(name, text).unwrap());
        for (reports, sentences) in [(&ids[..2], vec![0, 0]), (&ids[..], vec![0, 0, 1])] {
            let corpus = Corpus::read(&sources, reports, Settings::default());
            let titled = (0..reports.len()).map(|report| corpus.vocabulary.titled(report).len());
            assert_eq!(titled.collect::<Vec<_>>(), sentences);
        }
    }
}
