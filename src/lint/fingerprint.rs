//! A name for each finding, made of what it says and not of where it stands, so that it survives edits elsewhere, a
//! paragraph that moves, and lines that are broken anew.

use std::borrow::Cow;

use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::corpus::Corpus;
use crate::finding::Finding;
use crate::source::{Place, Sources};
use crate::word::{fnv1a, fnv1a_behind};

/// The file of a place, and its words.
type Content<'a> = (&'a str, Cow<'a, str>);

/// Gives findings their names. Of those that say the same, each has its number.
pub(super) fn give(findings: &mut [Finding], corpus: &Corpus, sources: &Sources) {
    give_by(findings, &|place| content(corpus, sources, place));
}

/// Gives names, by the file of a place and its words.
fn give_by<'a>(findings: &mut [Finding], content: &(dyn Fn(Place) -> Content<'a> + Sync)) {
    let related = Related::of(findings, content);
    let hashes: Vec<u64> = findings
        .par_iter()
        .map(|finding| hash(finding, &related, content))
        .collect();
    let mut seen = FxHashMap::with_capacity_and_hasher(hashes.len(), FxBuildHasher);
    let times = hashes.iter().map(|hash| {
        let times = seen.entry(*hash).or_insert(0_usize);
        *times += 1;
        *times
    });
    let times: Vec<usize> = times.collect();
    let named = findings.par_iter_mut().zip(hashes).zip(times);
    named.for_each(|((finding, hash), times)| {
        finding.fingerprint = match times {
            1 => format!("{hash:016x}"),
            times => format!("{hash:016x}-{times}"),
        };
    });
}

/// What stands at the other places of findings, read once: many findings have the same ones.
struct Related<'a> {
    /// In their order.
    places: Vec<Place>,
    /// What stands at each.
    contents: Vec<Content<'a>>,
}

impl<'a> Related<'a> {
    fn of(findings: &[Finding], content: &(dyn Fn(Place) -> Content<'a> + Sync)) -> Related<'a> {
        let labels = findings.par_iter();
        let labels = labels.flat_map_iter(|finding| &finding.detection.related);
        let mut places: Vec<Place> = labels.map(|label| label.place).collect();
        places.par_sort_unstable();
        places.dedup();
        Related {
            contents: places.par_iter().map(|place| content(*place)).collect(),
            places,
        }
    }

    /// The file of a place and its words.
    fn at(&self, place: Place) -> Option<(&'a str, &str)> {
        let at = self.places.binary_search(&place).ok()?;
        let (file, words) = &self.contents[at];
        Some((file, words))
    }
}

/// What a finding says, as a number.
fn hash<'a>(
    finding: &Finding,
    related: &Related<'a>,
    content: &dyn Fn(Place) -> Content<'a>,
) -> u64 {
    let detection = &finding.detection;
    let (file, words) = content(detection.primary.place);
    let others = detection.related.iter();
    let others = others.filter_map(|label| related.at(label.place));
    let mut places: Vec<(&str, &str)> = others.collect();
    places.push((file, &words));
    // Which place is the first may change when a paragraph moves.
    places.sort_unstable();
    let parts = places.into_iter().flat_map(|(file, words)| [file, words]);
    parts.fold(fnv1a(detection.fault.code().as_bytes()), |hash, part| {
        fnv1a_behind(fnv1a_behind(hash, b"\0"), part.as_bytes())
    })
}

/// The file of a place and its words as a reader sees them, with single spaces. The folder of the file depends on where
/// the program was started.
fn content<'a>(corpus: &'a Corpus, sources: &'a Sources, place: Place) -> Content<'a> {
    let shown = corpus.shown(place).unwrap_or_else(|| sources.quote(place));
    (sources.get(place.source).file_name(), single_spaced(shown))
}

/// The words of a text with single spaces between them.
fn single_spaced(text: &str) -> Cow<'_, str> {
    let mut is_behind_word = false;
    let mut bytes = text.bytes();
    let is_so = bytes.all(|byte| {
        let is_in_word = byte.is_ascii_graphic();
        let may_stand = is_in_word || byte == b' ' && is_behind_word;
        is_behind_word = is_in_word;
        may_stand
    });
    // Most are a number, or a few words in one line.
    if is_so && is_behind_word {
        return Cow::Borrowed(text);
    }
    let mut words = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    Cow::Owned(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Certainty, Detection, Fault, Label, Severity};
    use crate::source::Span;

    fn finding(place: Place) -> Finding {
        Finding {
            rule: "two".to_owned(),
            severity: Severity::Error,
            detection: Box::new(Detection {
                fault: Fault::ValuesDisagree,
                category: Fault::ValuesDisagree.category(),
                certainty: Certainty::Sure,
                message: String::new(),
                help: String::new(),
                primary: Label {
                    place,
                    text: String::new(),
                },
                related: Vec::new(),
                fix: None,
            }),
            fingerprint: String::new(),
        }
    }

    #[test]
    fn a_fingerprint_survives_edits_elsewhere_and_counts_repeats() {
        let names = |text: &str, starts: &[usize]| {
            let mut sources = Sources::default();
            let source = sources.add("reports/2020.md", text).unwrap();
            let place = |start: &usize| Place {
                source,
                span: Span::new(*start, start + 2),
            };
            let mut findings: Vec<Finding> = starts.iter().map(place).map(finding).collect();
            give_by(&mut findings, &|place| {
                ("2020.md", sources.quote(place).into())
            });
            let names = findings.into_iter().map(|finding| finding.fingerprint);
            names.collect::<Vec<_>>()
        };
        let before = names("45 and 45 and 46", &[0, 7, 14]);
        let after = names("Now 45 and 45 and 46", &[4, 11, 18]);
        assert_eq!(before, after);
        assert_eq!(before[1], format!("{}-2", before[0]));
        assert_ne!(before[0], before[2]);
    }
    #[test]
    fn a_fingerprint_is_the_same_whichever_place_is_the_first() {
        let mut sources = Sources::default();
        let ids =
            ["a.md", "b.md", "c.md"].map(|name| sources.add(name, "45 and 46 and 47").unwrap());
        let place = |(report, start): (usize, usize)| Place {
            source: ids[report],
            span: Span::new(start, start + 2),
        };
        let with = |primary: (usize, usize), related: &[(usize, usize)]| {
            let mut finding = finding(place(primary));
            let related = related.iter().map(|at| Label {
                place: place(*at),
                text: String::new(),
            });
            finding.detection.related = related.collect();
            finding
        };
        let mut findings = [
            with((0, 0), &[(1, 7), (2, 14)]),
            with((2, 14), &[(1, 7), (0, 0)]),
            with((0, 0), &[(1, 7), (1, 0)]),
        ];
        give_by(&mut findings, &|place| {
            let source = sources.get(place.source);
            (source.file_name(), sources.quote(place).into())
        });
        let [first, turned, other] = findings.map(|finding| finding.fingerprint);
        assert_eq!(turned, format!("{first}-2"));
        assert_ne!(other, first);
    }

    #[test]
    fn words_have_single_spaces_between_them() {
        for (text, words) in [
            ("", ""),
            ("45", "45"),
            ("over 45 ovens", "over 45 ovens"),
            (" over\n45  ovens\t", "over 45 ovens"),
            ("over\u{b}45\u{a0}ovens", "over 45 ovens"),
            ("Brot für", "Brot für"),
            (" ", ""),
        ] {
            assert_eq!(single_spaced(text), words);
        }
    }
}
