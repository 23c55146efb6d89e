//! One pair of places gives one finding, whatever the number of rules that see it.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Detection, Label};
use crate::rule::Rule;
use crate::source::{Place, SourceId};

/// Places longer than this are passages, and are the same only if they are equal. Shorter ones are the same if they
/// overlap: one rule points at "45", another at "over 45 members".
const SHORT: u32 = 80;

/// Keeps of all detections of a pair of places the one that knows most: a user's rule goes before a pack's, that
/// before a core rule, and a sure one before a likely one. A detection of one place alone, or of form, yields to the same
/// fault there only.
pub(super) fn drop(mut detected: Vec<(&Rule, Detection)>) -> Vec<(&Rule, Detection)> {
    let spots = Spots::new(&detected);
    // A stable sort: rules of one rank keep the order of their files.
    detected.sort_by_key(|(rule, detection)| (rule.origin, std::cmp::Reverse(detection.certainty)));
    let mut alone = BTreeSet::new();
    let mut pairs = BTreeSet::new();
    detected.retain(|(_, detection)| {
        let primary = spots.of(detection.primary.place);
        // A slip of form is told once where it stands; a fact may contradict several others.
        let is_told_once = !detection.category.is_of_facts() || detection.related.is_empty();
        let key = (primary, detection.fault, detection.category.name());
        if is_told_once && !alone.insert(key) {
            return false;
        }
        if detection.related.is_empty() {
            return true;
        }
        let mut new = false;
        for label in &detection.related {
            let related = spots.of(label.place);
            new |= pairs.insert((primary.min(related), primary.max(related)));
        }
        new
    });
    detected
}

/// A place, widened to the first byte that it shares with places that overlap.
type Spot = (SourceId, u32, u32);

/// The short places of a run, merged where they overlap.
struct Spots(BTreeMap<(SourceId, u32), u32>);

impl Spots {
    fn new(detected: &[(&Rule, Detection)]) -> Spots {
        let mut places: Vec<Place> = detected
            .iter()
            .flat_map(|(_, detection)| labels(detection))
            .map(|label| label.place)
            .filter(|place| is_short(*place))
            .collect();
        places.sort_unstable();
        let mut merged: BTreeMap<(SourceId, u32), u32> = BTreeMap::new();
        for place in places {
            match merged.last_entry() {
                Some(mut last)
                    if last.key().0 == place.source && place.span.start < *last.get() =>
                {
                    let end = place.span.end.max(*last.get());
                    last.insert(end);
                }
                _ => {
                    merged.insert((place.source, place.span.start), place.span.end);
                }
            }
        }
        Spots(merged)
    }

    fn of(&self, place: Place) -> Spot {
        let exact = (place.source, place.span.start, place.span.end);
        if !is_short(place) {
            return exact;
        }
        let around = self
            .0
            .range(..=(place.source, place.span.start))
            .next_back();
        match around {
            Some(((source, start), end)) if *source == place.source && place.span.end <= *end => {
                (*source, *start, *end)
            }
            _ => exact,
        }
    }
}

fn is_short(place: Place) -> bool {
    place.span.end - place.span.start <= SHORT
}

fn labels(detection: &Detection) -> impl Iterator<Item = &Label> {
    std::iter::once(&detection.primary).chain(&detection.related)
}
