//! One name of a suppression, and what it means.

use super::plain;
use crate::corpus::Corpus;
use crate::finding::{Detection, Fault, Finding, Label};
use crate::source::{Place, Sources};

/// One rule or fault that a comment or an entry of the settings names.
#[derive(Debug)]
pub(super) struct Unit {
    /// The rule or the fault.
    pub(super) name: String,
    /// The name as it is written, with its quotes.
    pub(super) written: String,
    /// Where the name stands.
    pub(super) place: Place,
    /// Words of the findings that are meant. Without any, all are.
    pub(super) quotes: Vec<String>,
    /// What it is about.
    pub(super) zones: Vec<Place>,
    /// Whether it is about one passage, and not about a region or a file that somebody chose to be wide.
    pub(super) is_narrow: bool,
    /// Whether it stands in the settings.
    pub(super) is_setting: bool,
}

/// One contradiction of a finding: the places that it is made of.
#[derive(Debug)]
pub(super) struct Side<'a> {
    labels: Vec<&'a Label>,
    /// The statement that tells it from other contradictions of the finding.
    other: Option<&'a Label>,
}

impl<'a> Side<'a> {
    /// The contradictions of a detection. Of most there is one; where statements disagree, each one with which the
    /// first disagrees is another.
    pub(super) fn all(detection: &'a Detection) -> Vec<Side<'a>> {
        let primary = &detection.primary;
        let is_of_pairs = matches!(
            detection.fault,
            Fault::ValuesDisagree | Fault::DateDisagrees | Fault::RosterDisagrees
        );
        if is_of_pairs && !detection.related.is_empty() {
            let pair = |other: &'a Label| Side {
                labels: vec![primary, other],
                other: Some(other),
            };
            return detection.related.iter().map(pair).collect();
        }
        vec![Side {
            labels: std::iter::once(primary).chain(&detection.related).collect(),
            other: None,
        }]
    }
}

/// What stands at the places of findings.
pub(super) struct Texts<'a> {
    pub(super) corpus: &'a Corpus,
    pub(super) sources: &'a Sources,
}

impl Texts<'_> {
    /// The text of a place as a reader sees it, on one line.
    fn of(&self, place: Place) -> String {
        match self.corpus.shown(place) {
            Some(text) => plain(text),
            None => plain(self.sources.quote(place)),
        }
    }
}

impl Unit {
    /// Whether a contradiction of a finding is meant.
    ///
    /// Quotes tell it by its words: one of its places has one of them, and of a finding about facts each place has that
    /// this suppression is not about. Else a new statement on the other side would be hidden.
    pub(super) fn means(&self, finding: &Finding, side: &Side<'_>, texts: &Texts<'_>) -> bool {
        let detection = &finding.detection;
        if self.name != finding.rule && self.name != detection.fault.code() {
            return false;
        }
        if !side.labels.iter().any(|label| self.is_about(label.place)) {
            return false;
        }
        if self.quotes.is_empty() {
            return true;
        }
        let is_quoted = |label: &&&Label| {
            let text = texts.of(label.place);
            self.quotes
                .iter()
                .any(|quote| text.contains(quote.as_str()))
        };
        let is_elsewhere = |label: &&&Label| !self.is_about(label.place);
        side.labels.iter().any(|label| is_quoted(&label))
            && (!detection.category.is_of_facts()
                || side
                    .labels
                    .iter()
                    .filter(is_elsewhere)
                    .all(|label| is_quoted(&label)))
    }

    /// Whether it has to quote one of several findings if there are several.
    pub(super) fn must_tell(&self, finding: &Finding) -> bool {
        self.is_narrow && self.quotes.is_empty() && finding.detection.category.is_of_facts()
    }

    /// What tells a contradiction from others that it may mean: the words of the statement on the other side.
    pub(super) fn other_side(&self, side: &Side<'_>, texts: &Texts<'_>) -> String {
        let is_elsewhere = |label: &&&Label| !self.is_about(label.place);
        let label = match side.other {
            Some(other) => {
                let mut labels = side.labels.iter();
                labels.find(is_elsewhere).copied().unwrap_or(other)
            }
            None => side.labels[0],
        };
        texts.of(label.place)
    }

    fn is_about(&self, place: Place) -> bool {
        let touches = |zone: &Place| {
            zone.source == place.source
                && (zone.span.overlaps(place.span)
                    || (zone.span.start <= place.span.start && place.span.end <= zone.span.end))
        };
        self.zones.iter().any(touches)
    }
}
