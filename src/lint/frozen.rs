//! A contradiction is reported where it can be mended.

use crate::corpus::Corpus;
use crate::finding::Detection;

/// Puts a place that can still be changed first, if the first one is in a report that is frozen.
pub(super) fn turn(corpus: &Corpus, mut detection: Detection) -> Detection {
    if !corpus.is_frozen(detection.primary.place.source) {
        return detection;
    }
    let open = detection
        .related
        .iter_mut()
        .find(|label| !corpus.is_frozen(label.place.source));
    if let Some(open) = open {
        std::mem::swap(&mut detection.primary, open);
    }
    let is_frozen = |edit: &crate::finding::Edit| corpus.is_frozen(edit.place.source);
    detection.fix = detection.fix.filter(|fix| !fix.edits.iter().any(is_frozen));
    detection
}
