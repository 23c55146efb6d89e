//! One pair of places gives one finding, whatever the number of rules that see it.

use std::cmp::Reverse;

use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashSet};

use crate::finding::{Detection, Label};
use crate::rule::Rule;
use crate::source::Place;

/// Places longer than this are passages, and are the same only if they are equal. Shorter ones are the same if they
/// overlap: one rule points at "45", another at "over 45 members".
const SHORT: u32 = 80;

/// Which of all detections of a pair of places is kept, the one that knows most: a user's rule goes before a pack's, that
/// before a core rule, and a sure one before a likely one. A detection of one place alone, or of form, yields to the same
/// fault there only. Gives their positions, those that know most first.
pub(super) fn kept(detected: &[(&Rule, Box<Detection>)]) -> Vec<usize> {
    // Rules of one rank keep the order of their files.
    let ranks = detected.par_iter().enumerate();
    let ranks =
        ranks.map(|(at, (rule, detection))| ((rule.origin, Reverse(detection.certainty)), at));
    let mut ranks: Vec<_> = ranks.collect();
    ranks.par_sort_unstable();
    let labels = ranks
        .par_iter()
        .flat_map_iter(|(_, at)| labels(&detected[*at].1));
    let spots = spots(labels.map(|label| label.place).collect());
    let in_turn = ranks.into_iter().map(|(_, at)| (at, &detected[at].1));
    let mut rest = spots.as_slice();
    let mut alone = FxHashSet::with_capacity_and_hasher(detected.len(), FxBuildHasher);
    let mut pairs =
        FxHashSet::with_capacity_and_hasher(spots.len() - detected.len(), FxBuildHasher);
    let kept = in_turn.filter(|(_, detection)| {
        let (own, behind) = rest.split_at(1 + detection.related.len());
        rest = behind;
        let (primary, others) = (own[0], &own[1..]);
        // A slip of form is told once where it stands; a fact may contradict several others.
        let is_told_once = !detection.category.is_of_facts() || others.is_empty();
        let key = (primary, detection.fault, detection.category);
        if is_told_once && !alone.insert(key) {
            return false;
        }
        let mut new = others.is_empty();
        for other in others {
            new |= pairs.insert((primary.min(*other), primary.max(*other)));
        }
        new
    });
    kept.map(|(at, _)| at).collect()
}

/// The places of a run, in their order, each short one widened to all that overlaps with it, directly or through others.
fn spots(mut places: Vec<Place>) -> Vec<Place> {
    let short = places.iter().enumerate();
    let short = short.filter(|(_, place)| is_short(**place));
    let mut short: Vec<(Place, usize)> = short.map(|(at, place)| (*place, at)).collect();
    short.par_sort_unstable();
    let mut rest = short.as_slice();
    while let [(first, _), ..] = rest {
        let mut spot = *first;
        let mut count = 0;
        for (place, _) in rest {
            let is_inside = place.span.start < spot.span.end || place.span.start == spot.span.start;
            if place.source != spot.source || !is_inside {
                break;
            }
            spot.span.end = spot.span.end.max(place.span.end);
            count += 1;
        }
        let (together, behind) = rest.split_at(count);
        for (_, at) in together {
            places[*at] = spot;
        }
        rest = behind;
    }
    places
}

fn is_short(place: Place) -> bool {
    place.span.end - place.span.start <= SHORT
}

fn labels(detection: &Detection) -> impl Iterator<Item = &Label> {
    std::iter::once(&detection.primary).chain(&detection.related)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Sources, Span};

    #[test]
    fn short_places_that_overlap_are_one_spot() {
        let mut sources = Sources::default();
        let [first, second] = ["a.md", "b.md"].map(|name| sources.add(name, "").unwrap());
        let place = |source, start, end| Place {
            source,
            span: Span::new(start, end),
        };
        let all = spots(vec![
            place(first, 40, 42),
            place(first, 10, 20),
            place(second, 12, 14),
            place(first, 0, 12),
            // A passage is the same only if it is equal.
            place(first, 0, 200),
            place(first, 20, 30),
            place(first, 5, 8),
            // Where something is missing.
            place(first, 40, 40),
            place(first, 42, 42),
        ]);
        let widened = [
            place(first, 40, 42),
            place(first, 0, 20),
            place(second, 12, 14),
            place(first, 0, 20),
            place(first, 0, 200),
            place(first, 20, 30),
            place(first, 0, 20),
            place(first, 40, 42),
            place(first, 42, 42),
        ];
        assert_eq!(all, widened);
    }
}
