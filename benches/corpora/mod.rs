//! Reports that nobody wrote, to measure on: the same bytes for the same request, on every machine.
//!
//! Lives here: prose with numbers, names, lists and tables as annual reports have them, a few slips in it, and the inputs
//! that a linter finds hard.
//! Stays out: what is measured.

mod prose;
mod rare;

pub(crate) use rare::{
    equal_paragraphs, findings, many_numbers, name_list, near_names, one_line, rules, running_on,
};

/// A file of a corpus.
#[derive(Debug, Clone)]
pub(crate) struct File {
    /// Its path inside the corpus; folders are separated by `/`.
    pub(crate) path: String,
    /// What it holds.
    pub(crate) text: String,
}

/// Annual reports of several organisations, ten years of each in a folder of its own: so many bytes, within a
/// paragraph, in so many files.
pub(crate) fn reports(bytes: usize, files: usize) -> Vec<File> {
    const YEARS: usize = 10;
    let each = bytes / files.max(1);
    (0..files)
        .map(|at| {
            let (organisation, year) = (at / YEARS, 2010 + at % YEARS);
            File {
                path: format!("organisation-{organisation:04}/report-{year}.md"),
                text: prose::report(organisation, year, each),
            }
        })
        .collect()
}

/// The generator `SplitMix64` (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014): small, and its
/// numbers are the same everywhere and for ever.
#[derive(Debug)]
struct Dice(u64);

impl Dice {
    fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, and without, a limit.
    fn below(&mut self, limit: usize) -> usize {
        (self.roll() % limit as u64) as usize
    }

    /// Whether one of so many throws comes out.
    fn one_in(&mut self, throws: usize) -> bool {
        self.below(throws) == 0
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}
