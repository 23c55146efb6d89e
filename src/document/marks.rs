//! Where to look for what stands at an offset: marks at equal distances in the text, each with the first of the things behind
//! it.
//!
//! Lives here: the marks. Stays out: what the things are.

use std::ops::Range;

/// So many bytes have few things in them, and a mark for each of them takes little memory.
const APART: usize = 512;

/// The marks of things that stand in the order of their offsets. Things without marks are looked for among all.
#[derive(Debug, Default)]
pub(super) struct Marks(Vec<u32>);

impl Marks {
    pub(super) fn of(offsets: impl Iterator<Item = u32>) -> Marks {
        let mut marks = Vec::new();
        for (at, offset) in offsets.enumerate() {
            let passed = offset as usize / APART + 1;
            if passed > marks.len() {
                marks.resize(passed, at as u32);
            }
        }
        marks.shrink_to_fit();
        Marks(marks)
    }

    /// Before the first of so many things lie those that are at or before an offset for sure, and behind the last those that
    /// are behind it for sure.
    pub(super) fn near(&self, offset: u32, things: usize) -> Range<usize> {
        if self.0.is_empty() {
            return 0..things;
        }
        let at = offset as usize / APART;
        let mark = |at: usize| self.0.get(at).map_or(things, |first| *first as usize);
        mark(at)..mark(at + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_near_an_offset_has_the_first_thing_behind_it() {
        let far = APART as u32;
        let offsets = [0, 3, 3, far - 1, far, far + 7, 4 * far, 9 * far + 1];
        let marks = Marks::of(offsets.iter().copied());
        for offset in 0..11 * far {
            let first = offsets.partition_point(|other| *other <= offset);
            let near = marks.near(offset, offsets.len());
            let found = near.start + offsets[near].partition_point(|other| *other <= offset);
            assert_eq!(found, first, "{offset}");
        }
        assert_eq!(Marks::default().near(far, 8), 0..8);
    }
}
