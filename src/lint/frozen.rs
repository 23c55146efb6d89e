//! A contradiction is reported where it can be mended.

use crate::corpus::Corpus;
use crate::finding::{Detection, Edit, Fix};

/// Puts a place that can still be changed first, if the first one is in a report that is frozen.
pub(super) fn turn(corpus: &Corpus, mut detection: Box<Detection>) -> Box<Detection> {
    if corpus.is_frozen(detection.primary.place.source) {
        let mut related = detection.related.iter_mut();
        if let Some(open) = related.find(|label| !corpus.is_frozen(label.place.source)) {
            std::mem::swap(&mut detection.primary, open);
        }
    }
    let fix = detection.fix.take();
    detection.fix = fix.and_then(|fix| open_fix(corpus, fix));
    detection
}

/// What of a fix changes no report that is frozen.
fn open_fix(corpus: &Corpus, fix: Fix) -> Option<Fix> {
    let is_open = |edits: &Vec<Edit>| {
        let mut edits = edits.iter();
        !edits.any(|edit| corpus.is_frozen(edit.place.source))
    };
    match fix {
        Fix::Edits { safe, edits } => is_open(&edits).then_some(Fix::Edits { safe, edits }),
        Fix::OneOf(mut sides) => {
            sides.retain(is_open);
            (!sides.is_empty()).then_some(Fix::OneOf(sides))
        }
    }
}
