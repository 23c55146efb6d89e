//! Which suppressions may be about a finding, by where they are about: a report may have as many of either as paragraphs.

use std::collections::{BTreeMap, BTreeSet};

use super::unit::Unit;
use crate::finding::{Detection, Label};
use crate::source::{Place, SourceId};

/// What is longer is about a region or a file, and is looked at for each of its findings.
const LONGEST: u32 = 4096;

/// The units of a run by what they are about.
#[derive(Default)]
pub(super) struct Near {
    /// The starts of short zones with their units, sorted.
    short: BTreeMap<SourceId, Vec<(u32, usize)>>,
    /// The units with longer zones.
    long: BTreeMap<SourceId, BTreeSet<usize>>,
}

impl Near {
    pub(super) fn of(units: &[&Unit]) -> Near {
        let mut near = Near::default();
        for (at, unit) in units.iter().enumerate() {
            for zone in &unit.zones {
                if zone.span.end - zone.span.start > LONGEST {
                    near.long.entry(zone.source).or_default().insert(at);
                } else {
                    let short = near.short.entry(zone.source).or_default();
                    short.push((zone.span.start, at));
                }
            }
        }
        for short in near.short.values_mut() {
            short.sort_unstable();
        }
        near
    }

    /// The units of which a zone may touch one of the places of a detection, and some more.
    pub(super) fn to(&self, detection: &Detection) -> BTreeSet<usize> {
        let labels = std::iter::once(&detection.primary).chain(&detection.related);
        let beside = |place: Place| {
            let short = self.short.get(&place.source).map_or(&[][..], Vec::as_slice);
            let first = place.span.start.saturating_sub(LONGEST);
            let from = short.partition_point(|(start, _)| *start < first);
            let until = short.partition_point(|(start, _)| *start <= place.span.end);
            let long = self.long.get(&place.source).into_iter().flatten().copied();
            long.chain(short[from..until].iter().map(|(_, at)| *at))
        };
        labels
            .flat_map(|label: &Label| beside(label.place))
            .collect()
    }
}
