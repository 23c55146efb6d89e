//! What rules find in single reports, as it is kept from one run to the next.
//!
//! Lives here: what it depends on, the form that is kept, and what comes back of it. Stays out: where it is kept.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::Run;
use super::detect::{Found, Step};
use crate::corpus::ReportId;
use crate::finding::Detection;
use crate::source::SourceId;
use crate::store::{Key, Store};

/// What a store keeps of what rules found in single reports.
pub(super) struct KeptFound<'a> {
    store: &'a dyn Store,
    run: Run<'a>,
    /// The rules and the settings, and what the reports tell together.
    around: Key,
}

/// What a rule found in a report, as it is kept. All places are in that report. A run with a store is not asked what agrees.
#[derive(Serialize, Deserialize)]
struct KeptOfRule<'a> {
    rule: usize,
    detections: Cow<'a, [Box<Detection>]>,
}

impl<'a> KeptFound<'a> {
    /// What is kept for a run.
    pub(super) fn of(run: Run<'a>, store: &'a dyn Store) -> KeptFound<'a> {
        let others = run.sources.iter();
        let others = others.filter(|(id, _)| run.corpus.report_of(*id).is_none());
        let texts = others.flat_map(|(_, source)| [source.name(), source.text()]);
        let told = [
            format!("{:?}", run.policy.config()),
            run.corpus.is_technical.to_string(),
        ];
        let parts = texts.chain(told.iter().map(String::as_str));
        KeptFound {
            store,
            run,
            around: Key::of(parts.map(str::as_bytes)),
        }
    }

    /// What rules found in a report whose claims have a key: what is kept, else what they find when they look, which is kept
    /// then.
    pub(super) fn or_look(
        &self,
        claims: Key,
        (report, source): (ReportId, SourceId),
        look: impl FnOnce() -> Vec<Found>,
    ) -> Vec<Found> {
        let path = self.run.policy.path(source).unwrap_or_default();
        let key = Key::of([
            "found".as_bytes(),
            &claims.bytes(),
            &self.around.bytes(),
            path.as_bytes(),
        ]);
        let kept = self.store.get(key);
        let known = kept.and_then(|bytes| of_bytes(&bytes, report, source));
        known.unwrap_or_else(|| {
            let found = look();
            if let Some(bytes) = bytes(&found, source) {
                self.store.put(key, &bytes);
            }
            found
        })
    }
}

/// The bytes that are kept of what was found in a report, if all of it is there.
fn bytes(found: &[Found], source: SourceId) -> Option<Vec<u8>> {
    let detections = found.iter().flat_map(|found| &found.detections);
    let mut places = detections.flat_map(|detection| detection.places());
    if places.any(|place| place.source != source) {
        return None;
    }
    let kept = found.iter().map(|found| KeptOfRule {
        rule: found.rule,
        detections: (&found.detections).into(),
    });
    postcard::to_stdvec(&kept.collect::<Vec<_>>()).ok()
}

/// What was found in the report of a source that bytes were kept of. The source may have had another number then.
fn of_bytes(bytes: &[u8], report: ReportId, source: SourceId) -> Option<Vec<Found>> {
    let kept: Vec<KeptOfRule<'_>> = postcard::from_bytes(bytes).ok()?;
    let found = kept.into_iter().map(|kept| {
        let mut detections = kept.detections.into_owned();
        for place in detections
            .iter_mut()
            .flat_map(|detection| detection.places_mut())
        {
            place.source = source;
        }
        Found {
            rule: kept.rule,
            step: Step::Report(report),
            detections,
            agreed: Vec::new(),
        }
    });
    Some(found.collect())
}
