//! The findings of another day, by their fingerprints: only others count.
//!
//! The file is YAML with one line a finding, sorted by what does not change with the place of a text, so that two
//! versions of it compare and merge well. Nothing is added to it but by whoever writes it anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use serde::Deserialize;
use serde::de::Deserializer;

use crate::finding::{Finding, Problem, ProblemOf};
use crate::source::{Place, SourceId, Sources};
use crate::yaml::{self, Step, YamlError};

/// What stands above the entries.
const HEAD: &str = "\
# Findings that were there when this was written; only others count. It does not grow by itself: --write-baseline
# writes it anew, and --prune-baseline takes out what is not found any more.
version: 1
";

/// A file of known findings.
#[derive(Debug, Clone)]
pub struct Baseline {
    entries: Vec<Entry>,
    source: SourceId,
}

/// A known finding. All but the fingerprint is for people, and tells whether it can be found in a run.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    files: Vec<String>,
    code: String,
    text: String,
    #[serde(deserialize_with = "fingerprint")]
    fingerprint: String,
    /// What stands around the text. It tells apart what would have one fingerprint.
    #[serde(default)]
    within: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "version", deserialize_with = "version")]
    _version: (),
    findings: Vec<Entry>,
}

fn version<'de, D: Deserializer<'de>>(deserializer: D) -> Result<(), D::Error> {
    yaml::text(deserializer, |version| match version.as_str() {
        "1" => Ok(()),
        other => Err(format!(
            "there is no version {other} of a baseline; write it anew with --write-baseline"
        )),
    })
}

fn fingerprint<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    yaml::text(deserializer, |text| {
        let (hash, times) = text.split_once('-').unwrap_or((&text, "2"));
        let is_hash = hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        if is_hash && times.parse::<usize>().is_ok_and(|times| times > 1) {
            return Ok(text);
        }
        Err(format!(
            "`{text}` is no fingerprint; write the baseline anew with --write-baseline"
        ))
    })
}

/// The fault, its text and what is around it.
type Said = (String, String, Option<String>);

/// Findings that are new.
#[derive(Debug)]
pub struct Sifted {
    /// The findings that are not in the baseline.
    pub kept: Vec<Finding>,
    /// How many are.
    pub known: usize,
    /// The entries that nothing was found for, by their position.
    pub stale: BTreeSet<usize>,
}

impl Baseline {
    /// Reads the text of a file.
    pub fn read(text: &str, source: SourceId) -> Result<Baseline, YamlError> {
        let File { findings, .. } = yaml::read(text).map_err(|slip| slip.in_source(source))?;
        Ok(Baseline {
            entries: findings,
            source,
        })
    }

    /// The text of a file that knows all of these findings.
    pub fn of(findings: &[Finding], sources: &Sources) -> String {
        let entries = findings.iter().map(|finding| Entry::of(finding, sources));
        written(entries.collect())
    }

    /// The text of the file without some entries.
    pub fn without(&self, stale: &BTreeSet<usize>) -> String {
        let entries = self.entries.iter().enumerate();
        let kept = entries.filter(|(at, _)| !stale.contains(at));
        written(kept.map(|(_, entry)| entry.clone()).collect())
    }

    /// Takes known findings out. An entry is stale if nothing is found for it, though its reports are among `reports`,
    /// or `whole` says that no report is missing.
    pub fn sift(
        &self,
        findings: Vec<Finding>,
        reports: impl Iterator<Item = SourceId>,
        whole: bool,
        sources: &Sources,
    ) -> Sifted {
        let here: BTreeSet<&str> = reports.map(|id| sources.get(id).file_name()).collect();
        let mut open = Open::of(&self.entries);
        let mut known = vec![false; findings.len()];
        let mut know = |find: &mut dyn FnMut(&Finding) -> bool| {
            for (finding, known) in findings.iter().zip(&mut known) {
                *known = *known || find(finding);
            }
        };
        // Of several findings that say the same, those that stand where they stood are the known ones.
        know(&mut |finding| open.take_in_place(finding, sources));
        know(&mut |finding| open.take(finding));
        if whole {
            // A report that has another name now says the same.
            let mut gone = open.gone(&here);
            know(&mut |finding| open.take_renamed(finding, &mut gone, sources));
        }
        let before = findings.len();
        let mut is_known = known.into_iter();
        let kept: Vec<Finding> = findings
            .into_iter()
            .filter(|_| is_known.next() != Some(true))
            .collect();
        let is_here = |at: &usize| {
            let mut files = self.entries[*at].files.iter();
            whole || files.all(|file| here.contains(file.as_str()))
        };
        Sifted {
            known: before - kept.len(),
            kept,
            stale: open.left().filter(is_here).collect(),
        }
    }

    /// That entries are stale.
    pub fn problem(&self, stale: &BTreeSet<usize>, sources: &Sources) -> Option<Problem> {
        let first = stale.first()?;
        let text = sources.get(self.source).text();
        let span = yaml::span(text, &[Step::Key("findings"), Step::Index(*first)]);
        let message = match stale.len() {
            1 => "a finding of the baseline is not found any more".to_owned(),
            many => {
                format!("{many} findings of the baseline are not found any more; this is the first")
            }
        };
        Some(Problem {
            of: ProblemOf::Baseline,
            message,
            help: "Take them out with --prune-baseline, so that they count when they come back."
                .to_owned(),
            place: Some(Place {
                source: self.source,
                span: span.unwrap_or_else(|| yaml::scalar(text, 0)),
            }),
        })
    }

    /// How many findings it knows.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it knows none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

/// The entries that nothing was found for yet, by their positions.
struct Open<'a> {
    entries: &'a [Entry],
    /// By the content of their fingerprints.
    by_content: BTreeMap<&'a str, BTreeSet<usize>>,
    /// By that, and by what stands around them.
    in_place: BTreeMap<String, Vec<usize>>,
}

impl<'a> Open<'a> {
    fn of(entries: &'a [Entry]) -> Open<'a> {
        let mut open = Open {
            entries,
            by_content: BTreeMap::new(),
            in_place: BTreeMap::new(),
        };
        let mut seen = BTreeSet::new();
        for (at, entry) in entries.iter().enumerate().rev() {
            // A merge of two versions may leave a line twice.
            if seen.insert(&entry.fingerprint) {
                let content = content(&entry.fingerprint);
                open.by_content.entry(content).or_default().insert(at);
                let within = entry.within.as_deref().unwrap_or_default();
                let place = format!("{content} {within}");
                open.in_place.entry(place).or_default().push(at);
            }
        }
        open
    }

    /// Takes the first entry for a finding.
    fn take(&mut self, finding: &Finding) -> bool {
        let open = self.by_content.get_mut(content(&finding.fingerprint));
        open.is_some_and(|open| open.pop_first().is_some())
    }

    /// Takes an entry for a finding that stands where it stood.
    fn take_in_place(&mut self, finding: &Finding, sources: &Sources) -> bool {
        let content = content(&finding.fingerprint);
        let Some(open) = self.by_content.get_mut(content) else {
            return false;
        };
        let around = around(finding.detection.primary.place, sources);
        let entries = self.in_place.get_mut(&format!("{content} {around}"));
        let at = entries.and_then(Vec::pop);
        at.is_some_and(|at| open.remove(&at))
    }

    /// Takes an entry of a report that is gone for a finding that says the same.
    fn take_renamed(
        &mut self,
        finding: &Finding,
        gone: &mut BTreeMap<Said, Vec<usize>>,
        sources: &Sources,
    ) -> bool {
        let entries = gone.get_mut(&Entry::of(finding, sources).said());
        let Some(at) = entries.and_then(Vec::pop) else {
            return false;
        };
        let open = self
            .by_content
            .get_mut(content(&self.entries[at].fingerprint));
        open.is_some_and(|open| open.remove(&at))
    }

    /// The entries about a report that is not here.
    fn gone(&self, here: &BTreeSet<&str>) -> BTreeMap<Said, Vec<usize>> {
        let mut gone: BTreeMap<Said, Vec<usize>> = BTreeMap::new();
        for at in self.by_content.values().flatten() {
            let entry = &self.entries[*at];
            if entry.files.iter().any(|file| !here.contains(file.as_str())) {
                gone.entry(entry.clone().said()).or_default().push(*at);
            }
        }
        gone
    }

    fn left(self) -> impl Iterator<Item = usize> {
        self.by_content.into_values().flatten()
    }
}

impl Entry {
    fn of(finding: &Finding, sources: &Sources) -> Entry {
        /// So many characters tell which finding it is.
        const SHOWN: usize = 60;
        let detection = &finding.detection;
        let labels = std::iter::once(&detection.primary).chain(&detection.related);
        let files: BTreeSet<&str> = labels
            .map(|label| sources.get(label.place.source).file_name())
            .collect();
        let text = super::plain(sources.quote(detection.primary.place));
        Entry {
            files: files.into_iter().map(str::to_owned).collect(),
            code: detection.fault.code().to_owned(),
            text: text.chars().take(SHOWN).collect(),
            fingerprint: finding.fingerprint.clone(),
            within: Some(around(detection.primary.place, sources)),
        }
    }

    /// What is found, whatever the names of the reports.
    fn said(self) -> Said {
        (self.code, self.text, self.within)
    }
}

/// What a fingerprint has of the content of its finding: without the number that tells repeats apart.
fn content(fingerprint: &str) -> &str {
    fingerprint.split('-').next().unwrap_or(fingerprint)
}

/// The words of its paragraph around a place, with a mark for those at the place itself.
fn around(place: Place, sources: &Sources) -> String {
    const WORDS: usize = 4;
    /// Words are rarely longer than this together.
    const BYTES: usize = 120;
    let text = sources.get(place.source).text();
    let range = place.span.range();
    let start = text.ceil_char_boundary(range.start.saturating_sub(BYTES));
    let end = text.floor_char_boundary((range.end + BYTES).min(text.len()));
    // A paragraph that moves has others around it.
    let breaks = ["\n\n", "\n\r\n"];
    let before = &text[start..range.start];
    let from = breaks
        .iter()
        .filter_map(|it| Some(before.rfind(it)? + it.len()));
    let before: Vec<&str> = before[from.max().unwrap_or(0)..]
        .split_whitespace()
        .collect();
    let behind = &text[range.end..end];
    let until = breaks.iter().filter_map(|it| behind.find(it)).min();
    let behind = behind[..until.unwrap_or(behind.len())].split_whitespace();
    let behind: Vec<&str> = behind.take(WORDS).collect();
    let before = &before[before.len().saturating_sub(WORDS)..];
    let words = before.iter().chain([&"…"]).chain(&behind);
    words.copied().collect::<Vec<_>>().join(" ")
}

fn written(mut entries: Vec<Entry>) -> String {
    if entries.is_empty() {
        return format!("{HEAD}findings: []\n");
    }
    entries.sort_unstable();
    entries.dedup();
    let mut text = format!("{HEAD}findings:\n");
    for Entry {
        files,
        code,
        text: words,
        fingerprint,
        within,
    } in &entries
    {
        let files: Vec<String> = files.iter().map(|file| quoted(file)).collect();
        let within = within.as_ref().map_or(String::new(), |within| {
            format!(", within: {}", quoted(within))
        });
        let _ = writeln!(
            text,
            "  - {{fingerprint: {}, code: {code}, files: [{}], text: {}{within}}}",
            quoted(fingerprint),
            files.join(", "),
            quoted(words)
        );
    }
    text
}

/// A text as YAML, on one line.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                quoted.push('\\');
                quoted.push(c);
            }
            c if c.is_control() || matches!(c, '\u{FEFF}' | '\u{2028}' | '\u{2029}') => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Category, Certainty, Detection, Fault, Label, Severity};
    use crate::source::Span;

    fn finding(source: SourceId, start: usize, end: usize, fingerprint: &str) -> Finding {
        Finding {
            rule: "typo".to_owned(),
            severity: Severity::Warning,
            detection: Box::new(Detection {
                fault: Fault::Typo,
                category: Category::Typo,
                certainty: Certainty::Likely,
                message: String::new(),
                help: String::new(),
                primary: Label {
                    place: Place {
                        source,
                        span: Span::new(start, end),
                    },
                    text: String::new(),
                },
                related: Vec::new(),
                fix: None,
            }),
            fingerprint: fingerprint.to_owned(),
        }
    }

    const ONE: &str = "0123456789abcdef";
    const TWO: &str = "0123456789abcdef-2";
    const OTHER: &str = "fedcba9876543210";

    #[test]
    fn what_is_written_is_read_and_only_what_is_new_is_left() {
        let mut sources = Sources::default();
        let report = sources
            .add("a/2021.md", "tch \"t\\ch\u{85}\" tehc")
            .unwrap();
        let all = [
            finding(report, 4, 12, OTHER),
            finding(report, 0, 3, ONE),
            finding(report, 14, 17, TWO),
        ];
        let text = Baseline::of(&all[..2], &sources);
        insta::assert_snapshot!(text, @r#"
        # Findings that were there when this was written; only others count. It does not grow by itself: --write-baseline
        # writes it anew, and --prune-baseline takes out what is not found any more.
        version: 1
        findings:
          - {fingerprint: "fedcba9876543210", code: typo, files: ["2021.md"], text: "\"t\\ch \"", within: "tch … tehc"}
          - {fingerprint: "0123456789abcdef", code: typo, files: ["2021.md"], text: "tch", within: "… \"t\\ch \" tehc"}
        "#);
        let id = sources.add("baseline.yaml", text.as_str()).unwrap();
        let baseline = Baseline::read(&text, id).unwrap();
        assert_eq!(baseline.without(&BTreeSet::new()), text);
        let sifted = baseline.sift(all[1..].to_vec(), [report].into_iter(), false, &sources);
        assert_eq!((sifted.known, sifted.kept.as_slice()), (1, &all[2..]));
        let stale: Vec<usize> = sifted.stale.iter().copied().collect();
        assert_eq!(stale, [0]);
        let problem = baseline.problem(&sifted.stale, &sources).unwrap();
        assert!(sources.quote(problem.place.unwrap()).contains(OTHER));
        assert_eq!(
            baseline.without(&sifted.stale),
            Baseline::of(&all[1..2], &sources)
        );
        // Of two that say the same, the one that stands where it stood is known.
        let more = sources
            .add("a/2021.md", "New tch.\n\ntch \"t\\ch\u{85}\" tehc")
            .unwrap();
        let two = [finding(more, 4, 7, ONE), finding(more, 10, 13, TWO)];
        let sifted = baseline.sift(two.to_vec(), [more].into_iter(), false, &sources);
        assert_eq!((sifted.known, sifted.kept.as_slice()), (1, &two[..1]));
        // A report that has another name says the same, if no report is missing from the run.
        let renamed = sources
            .add("b/draft.md", "tch \"t\\ch\u{85}\" tehc")
            .unwrap();
        let one = [finding(renamed, 0, 3, "aaaaaaaaaaaaaaaa")];
        let sifted = baseline.sift(one.to_vec(), [renamed].into_iter(), true, &sources);
        assert_eq!((sifted.known, sifted.stale.len()), (1, 1));
        let sifted = baseline.sift(one.to_vec(), [renamed].into_iter(), false, &sources);
        assert_eq!((sifted.known, sifted.stale.len()), (0, 0));
        // What was found in a report that is not here may still be found there.
        let elsewhere = baseline.sift(Vec::new(), std::iter::empty(), false, &sources);
        assert!(elsewhere.stale.is_empty());
        assert_eq!(Baseline::of(&[], &sources), format!("{HEAD}findings: []\n"));
    }

    #[test]
    fn a_broken_file_is_told_at_its_place() {
        let mut sources = Sources::default();
        let id = sources.add("baseline.yaml", "").unwrap();
        for (text, at, expected) in [
            (
                "version: 2\nfindings: []\n",
                "2",
                "there is no version 2 of a baseline",
            ),
            (
                "version: 1\nfinding: []\n",
                "finding: []",
                "there is no key `finding` here",
            ),
            (
                "findings: []\n",
                "findings: []",
                "the key `version` is missing",
            ),
            (
                "version: 1\nfindings:\n  - {fingerprint: abc, code: a, files: [], text: b}\n",
                "abc, code: a, files: [], text: b}",
                "`abc` is no fingerprint",
            ),
            (
                "version: 1\n<<<<<<< HEAD\nfindings: []\n",
                "",
                "this is no YAML",
            ),
        ] {
            let error = Baseline::read(text, id).unwrap_err();
            assert!(
                error.message.starts_with(expected),
                "{text}: {}",
                error.message
            );
            let span = error.primary.place.span;
            assert!(
                text[span.range()].contains(at),
                "{text}: {}",
                &text[span.range()]
            );
        }
    }
}
