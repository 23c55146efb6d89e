//! factlint checks whether a folder of reports agrees with itself.
//!
//! The rooms of the crate, from the ground up. **A room uses only rooms above it**; `tests/tidy.rs` holds
//! the table and the code to that.
//!
//! | room | what lives there | what may not |
//! |---|---|---|
//! | `lookup` | lists of words and of bytes, made when the program is compiled | what any word means |
//! | `heap` | memory that is asked of the system ahead of its use | what it is for |
//! | `store` | what one run leaves to the next: bytes under keys | what the bytes are, and where they are kept |
//! | `source` | `Sources`, `SourceId`, `Span`, `Place`, line index: every text that can be pointed at, reports and YAML | words, years, the disk |
//! | `quantity` | numerals in prose to sets of values: digits, words, scales, percent, money, ordinals, versions, ranges, modifiers | rules, documents |
//! | `word` | the words of a text: tokens, stems, closed classes | values, documents |
//! | `period` | years, quarters, months, dates, "this year", "since 2020", resolved against a report's period | the clock |
//! | `document` | a source as sections, blocks, sentences, list items, table cells, with a text view whose every byte maps back to the source | other reports, rules |
//! | `corpus` | documents in period order, series, names | the disk, findings |
//! | `pattern` | a rule author's phrase with typed slots, compiled while it is read | documents |
//! | `claim` | extraction of claims from a document; the ledger and its join | right and wrong |
//! | `difference` | the claims of two drafts, matched: which facts changed, came and went | right and wrong |
//! | `finding` | `Finding`, `Label`, `Severity`, `Fault`, `Edit`: plain data | colour, JSON, exit codes |
//! | `yaml` | strict reading of YAML files, and what is wrong with them, at its place; with `rule` and `config` the only user of `serde_yaml` | what any key means |
//! | `check` | one file a kind: its YAML fields and its steps | ids, severities, ordering, output, the disk |
//! | `rule` | YAML to `Rule`; the rules that come with factlint | documents |
//! | `config` | YAML to `Config`, and what it says about the reports of a run | documents, the disk |
//! | `suppress` | comments and settings that say what is not to be reported, the baseline; what they do not suppress any more | other filtering |
//! | `lint` | rules × corpus to `Outcome`; sorting; thresholds | formats, the disk |
//! | `cache` | the files of what runs leave: their outcomes, and what was read of reports | where caches are on a system |
//! | `why` | what was read on a line, what it was held against, and what became of it | findings of its own, formats |
//! | `suggest` | rules and settings that are proposed for reports, as the text of their files | the disk, and whether a proposal is taken |
//! | `fix` | edits to new file contents, and their safe writing | deciding what to edit |
//! | `render` | `Outcome` and `Ledger` to text, one file a format; the only user of miette's reporter | new facts |
//! | `cli` | arguments, files, terminal, exit codes | anything a test would want without a process |
//!
//! # As a library
//!
//! ```
//! let reports = [
//!     ("2021.md", "The guild has 1,500 members."),
//!     ("2022.md", "The guild has 2,500 members, 120% more than the 1,500 members of 2021."),
//! ];
//! let checked = factlint::lint_texts(reports, [])?;
//! assert_eq!(checked.outcome.reports, 2);
//! assert_eq!(checked.outcome.findings.len(), 1);
//! for finding in &checked.outcome.findings {
//!     let place = finding.detection.primary.place;
//!     println!("{}: {}", checked.sources.quote(place), finding.detection.message);
//! }
//! # Ok::<(), factlint::LintError>(())
//! ```
//!
//! [`render::outcome`] writes what was found as the program does.

pub mod cache;
pub mod check;
pub mod claim;
pub mod cli;
pub mod config;
pub mod corpus;
pub mod difference;
pub mod document;
pub mod finding;
pub mod fix;
mod heap;
pub mod lint;
pub mod lookup;
pub mod pattern;
pub mod period;
pub mod quantity;
pub mod render;
pub mod rule;
pub mod source;
pub mod store;
pub mod suggest;
pub mod suppress;
pub mod why;
pub mod word;
pub mod yaml;

use config::Policy;
use lint::Outcome;
use rule::Origin;
use source::{SourceId, Sources, TooLarge};
use yaml::YamlError;

/// Reports that were checked, and what was found in them.
#[derive(Debug)]
pub struct Checked {
    /// The texts that the places of the outcome point into: the reports, then the rules.
    pub sources: Sources,
    /// What was found.
    pub outcome: Outcome,
}

/// Why reports were not checked.
#[derive(Debug, thiserror::Error)]
pub enum LintError {
    /// A text is too large to be pointed into.
    #[error(transparent)]
    TooLarge(#[from] TooLarge),
    /// Some of the rules are none.
    #[error("not a rule: {}", errors.first().map_or("", |error| &error.message))]
    Rules {
        /// What is wrong with them.
        errors: Vec<YamlError>,
        /// The texts that the places of the errors point into.
        sources: Sources,
    },
}

/// Checks reports against each other by the rules that come with factlint, and by `rules`, which are files of YAML.
///
/// Reports and rules are given as names with their texts. The name of a report tells its format, and its period if
/// the text does not. For rules that are tied to files of data, use [`rule::load`], [`rule::tie`] and [`lint::run`].
pub fn lint_texts<'a>(
    reports: impl IntoIterator<Item = (&'a str, &'a str)>,
    rules: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Result<Checked, LintError> {
    let mut sources = Sources::default();
    let reports: Vec<SourceId> = reports
        .into_iter()
        .map(|(name, text)| sources.add(name, text))
        .collect::<Result<_, _>>()?;
    let mut files = rule::core(&mut sources)?;
    for (name, text) in rules {
        files.push((sources.add(name, text)?, Origin::User));
    }
    let loaded = rule::load_to_lint(&sources, &files).and_then(|mut rules| {
        rule::tie(&mut rules, &[], &sources)?;
        Ok(rules)
    });
    match loaded {
        Ok(rules) => Ok(Checked {
            outcome: lint::run(&sources, &reports, &rules, &Policy::default()),
            sources,
        }),
        Err(errors) => Err(LintError::Rules { errors, sources }),
    }
}
