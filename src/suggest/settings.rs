//! The first settings of a folder of reports, with comments for whoever goes on.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::quoted;
use crate::corpus::{Corpus, Evidence, Report};
use crate::finding::Fault;
use crate::lint::Outcome;
use crate::source::Sources;

/// A misspelling that is written so often may be a word of the trade.
const OFTEN: usize = 3;

/// The text of a file of settings. `reports` and `exclude` are what it names, `rules` is the file of rules beside it, and
/// `path` tells how a report looks from there. `outcome` is what the rules that come with factlint find.
pub fn settings(
    (reports, exclude, rules): (&[String], &[String], &str),
    (corpus, outcome, sources): (&Corpus, &Outcome, &Sources),
    path: &dyn Fn(&str) -> String,
) -> String {
    let mut text = String::from(
        "# Settings of factlint. `factlint lint` without arguments reads this file; all paths are seen from its folder.\n\
         # All keys: docs/reference.md of factlint, or `factlint rules schema --of settings`.\n\
         version: 1\n",
    );
    text += "\n# What is checked: reports, folders of reports, or globs.\n";
    text += &list("reports", reports);
    if !exclude.is_empty() {
        text += "\n# Files in these folders that are no reports.\n";
        text += &list("exclude", exclude);
    }
    text += "\n# Rules of your own: files, or folders of them. `factlint rules test` runs their examples.\n";
    text += &list("rules", &[rules.to_owned()]);
    periods(&mut text, corpus, path);
    series(&mut text, corpus, path);
    if let Some(first) = corpus.reports.iter().find(|report| report.period.is_some()) {
        let _ = write!(
            text,
            "\n# Reports that are published and do not change any more: a contradiction is reported at the other side.\n\
             # frozen:\n#   - {}\n",
            quoted(&path(&first.name))
        );
    }
    words(&mut text, outcome, sources);
    text += "\n# Names of one subject: an organisation, a product or an event that was renamed.\n\
             # aliases:\n#   - [New Name, Old Name]\n\
             \n# Findings that are known and do not count: `factlint lint --write-baseline` writes the file.\n\
             # baseline: factlint-baseline.yaml\n\
             \n# When `factlint lint` fails: error, warning, note or never.\n\
             # fail-on: error\n";
    text
}

fn list(key: &str, items: &[String]) -> String {
    let items = items.iter().map(|item| format!("  - {}\n", quoted(item)));
    format!("{key}:\n{}", items.collect::<String>())
}

/// The periods of reports whose title and file name do not tell them.
fn periods(text: &mut String, corpus: &Corpus, path: &dyn Fn(&str) -> String) {
    let untold = corpus.reports.iter().filter(|report| {
        matches!(report.evidence, None | Some(Evidence::Text))
            && !report.reading.quantities.is_empty()
    });
    let untold: Vec<&Report> = untold.collect();
    if untold.is_empty() {
        return;
    }
    *text += "\n# What reports are about where neither title nor file name says it: 2021, Q3 2021, May 2021.\n";
    // A key without a value would be a slip.
    let is_guessed = |report: &&Report| report.period.is_some();
    let head = if untold.iter().any(is_guessed) {
        ""
    } else {
        "# "
    };
    let _ = writeln!(text, "{head}periods:");
    for report in untold {
        let name = quoted(&path(&report.name));
        let _ = match report.period {
            Some(period) => writeln!(
                text,
                "  {name}: {period}   # the year that it names most: is it?"
            ),
            None => writeln!(
                text,
                "#   {name}: 2021   # nothing tells its year: write it here"
            ),
        };
    }
}

/// How reports were told apart, if they are more than one series.
fn series(text: &mut String, corpus: &Corpus, path: &dyn Fn(&str) -> String) {
    let mut members: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for report in corpus
        .reports
        .iter()
        .filter(|report| report.period.is_some())
    {
        members
            .entry(report.series)
            .or_default()
            .push(quoted(&path(&report.name)));
    }
    if members.len() < 2 {
        return;
    }
    *text += "\n# Only reports of one series are compared over time. By their names, they are these. To have it in another\n\
              # way, give each series a name and its reports, or globs of them.\n# series:\n";
    for (at, members) in members.values().enumerate() {
        let _ = writeln!(text, "#   series-{}: [{}]", at + 1, members.join(", "));
    }
}

/// Words that the dictionary takes for misspellings, and that are written often.
fn words(text: &mut String, outcome: &Outcome, sources: &Sources) {
    let mut places: BTreeMap<String, BTreeSet<_>> = BTreeMap::new();
    let typos = outcome.findings.iter().map(|finding| &finding.detection);
    for typo in typos.filter(|detection| detection.fault == Fault::Typo) {
        let word = sources.quote(typo.primary.place);
        let same = typo.related.iter().map(|label| label.place);
        let same = same.filter(|place| sources.quote(*place).eq_ignore_ascii_case(word));
        let known = places.entry(word.to_lowercase()).or_default();
        known.extend(same.chain([typo.primary.place]));
    }
    places.retain(|word, places| places.len() >= OFTEN && !word.contains(char::is_whitespace));
    *text += "\n# Words that are right, whatever the dictionary says.\n";
    if places.is_empty() {
        *text += "# words: []\n";
        return;
    }
    *text += "# These are reported as misspellings, and written often. Keep those that are right.\n# words:\n";
    for (word, places) in places {
        let _ = writeln!(text, "#   - {}   # {} times", quoted(&word), places.len());
    }
}
