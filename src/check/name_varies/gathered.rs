//! The names of a corpus by their words: each once, with every place where it stands.

use rustc_hash::FxHashMap;

use crate::check::varies::Mention;
use crate::corpus::Corpus;
use crate::corpus::names::{FoldedId, NameWord, Names, Run};

/// A name by its words, whatever their case, their accents and the particles between them: up to three in a row, and
/// [`NO_WORD`].
pub(super) type Key = [FoldedId; 3];

/// Stands in the place of a third word of two.
pub(super) const NO_WORD: FoldedId = FoldedId::NONE;

/// All names of so many words.
pub(super) struct Gathered<'a> {
    pub(super) corpus: &'a Corpus,
    pub(super) all: &'a Names,
    pub(super) length: usize,
    /// In the order in which the corpus first has them.
    names: Vec<Name>,
    /// Their places in this order.
    numbers: FxHashMap<Key, u32>,
    /// All uses, those of each name together and in order.
    uses: Vec<Place>,
}

/// A name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Name {
    pub(super) key: Key,
    /// How often it stands.
    pub(super) times: u32,
    /// How often it is all of a run in a text.
    pub(super) whole: u32,
    /// One past its last use among those of all.
    end: u32,
    /// Whether something may stand between its words, or these may differ in more than their case.
    pub(super) may_vary: bool,
}

/// Where a name stands.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    /// The place of its run among all.
    run: u32,
    /// The place of its first word among those of all runs.
    first: u32,
}

/// A name where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Use<'a> {
    pub(super) words: &'a [NameWord],
    pub(super) run: &'a Run,
    is_all: bool,
}

impl Use<'_> {
    /// Whether it is all of a run in a text.
    pub(super) fn is_whole(&self) -> bool {
        self.is_all && !self.run.heading
    }
}

impl<'a> Gathered<'a> {
    pub(super) fn of(corpus: &'a Corpus, all: &'a Names, length: usize) -> Gathered<'a> {
        let mut gathered = Gathered {
            corpus,
            all,
            length,
            names: Vec::new(),
            numbers: FxHashMap::default(),
            uses: Vec::new(),
        };
        let numbers = gathered.count();
        gathered.place(&numbers);
        gathered
    }

    /// Counts the names; the number of the name of each use, in order.
    fn count(&mut self) -> Vec<u32> {
        let all = self.all;
        let mut of_uses = Vec::new();
        for run in &all.runs {
            let of_run = all.words(run);
            for words in of_run.windows(self.length) {
                let key = key(all, words);
                let next = self.names.len() as u32;
                let number = *self.numbers.entry(key).or_insert(next);
                if number == next {
                    self.names.push(Name {
                        key,
                        times: 0,
                        whole: 0,
                        end: 0,
                        may_vary: words
                            .iter()
                            .any(|word| all.is_varied(all.spelling(word).folded)),
                    });
                }
                let name = &mut self.names[number as usize];
                name.times += 1;
                name.whole += u32::from(words.len() == of_run.len() && !run.heading);
                let mut joints = words.array_windows();
                name.may_vary |=
                    joints.any(|[before, behind]| all.extent(before).end + 1 != behind.start);
                of_uses.push(number);
            }
        }
        of_uses
    }

    /// Puts the uses of each name together, by the number of the name of each.
    fn place(&mut self, numbers: &[u32]) {
        let mut end = 0;
        let starts = self.names.iter().map(|name| {
            end += name.times;
            end - name.times
        });
        // Each use of a name moves on where it ends. Uses come in no order, and so small a list is soon at hand.
        let mut ends: Vec<u32> = starts.collect();
        self.uses = vec![Place::default(); numbers.len()];
        let places = (0..).zip(&self.all.runs).flat_map(|(run, of_run)| {
            let windows = self.all.words(of_run).windows(self.length);
            let places = (of_run.first()..).zip(windows);
            places.map(move |(first, _)| Place { run, first })
        });
        for (number, place) in numbers.iter().zip(places) {
            let end = &mut ends[*number as usize];
            self.uses[*end as usize] = place;
            *end += 1;
        }
        for (name, end) in self.names.iter_mut().zip(ends) {
            name.end = end;
        }
    }

    /// All names with their numbers, in the order in which the corpus first has them.
    pub(super) fn iter(&self) -> impl ExactSizeIterator<Item = (u32, &Name)> {
        let names = self.names.iter().enumerate();
        names.map(|(number, name)| (number as u32, name))
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    /// A name by its number.
    pub(super) fn name(&self, number: u32) -> &Name {
        &self.names[number as usize]
    }

    /// The number of a name, if the corpus has it.
    pub(super) fn number(&self, key: &Key) -> Option<u32> {
        self.numbers.get(key).copied()
    }

    /// The words of a name where it stands first.
    pub(super) fn words(&self, number: u32) -> &'a [NameWord] {
        let name = self.name(number);
        let first_use = self.uses[(name.end - name.times) as usize];
        self.all.words_at(first_use.first, self.length)
    }

    /// Where a name stands, in order.
    pub(super) fn uses(&self, number: u32) -> impl ExactSizeIterator<Item = Use<'a>> {
        let (all, length) = (self.all, self.length);
        let name = self.name(number);
        let uses = &self.uses[(name.end - name.times) as usize..name.end as usize];
        uses.iter().map(move |place| {
            let run = &all.runs[place.run as usize];
            Use {
                words: all.words_at(place.first, length),
                run,
                is_all: all.words(run).len() == length,
            }
        })
    }

    /// The place of a use.
    pub(super) fn mention(&self, usage: Use<'_>) -> Mention {
        (usage.run.report(), self.all.extent_of(usage.words))
    }

    /// The places of all uses of a name.
    pub(super) fn mentions(&self, number: u32) -> Vec<Mention> {
        let uses = self.uses(number);
        uses.map(|usage| self.mention(usage)).collect()
    }
}

fn key(all: &Names, words: &[NameWord]) -> Key {
    [0, 1, 2].map(|at| {
        let word = words.get(at);
        word.map_or(NO_WORD, |word| all.spelling(word).folded)
    })
}
