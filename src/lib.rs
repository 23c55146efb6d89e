//! factlint checks whether a folder of reports agrees with itself.
//!
//! The rooms of the crate, from the ground up. **A room uses only rooms above it**; `tests/tidy.rs` holds
//! the table and the code to that.
//!
//! | room | what lives there | what may not |
//! |---|---|---|
//! | `source` | `Sources`, `SourceId`, `Span`, `Place`, line index: every text that can be pointed at, reports and YAML | words, years, the disk |
//! | `quantity` | numerals in prose to sets of values: digits, words, scales, percent, money, ordinals, versions, ranges, modifiers | rules, documents |
//! | `word` | the words of a text: tokens, stems, closed classes | values, documents |
//! | `period` | years, quarters, months, dates, "this year", "since 2020", resolved against a report's period | the clock |
//! | `document` | a source as sections, blocks, sentences, list items, table cells, with a text view whose every byte maps back to the source | other reports, rules |
//! | `corpus` | documents in period order, series, names | the disk, findings |
//! | `pattern` | a rule author's phrase with typed slots, compiled while it is read | documents |
//! | `claim` | extraction of claims from a document; the ledger and its join | right and wrong |
//! | `finding` | `Finding`, `Label`, `Severity`, `Fault`, `Edit`: plain data | colour, JSON, exit codes |
//! | `check` | one file a kind: its YAML fields and its `run` | ids, severities, ordering, output, the disk |
//! | `rule` | YAML to `Rule`; with `config` the only user of `serde_yaml` | documents |
//! | `lint` | rules × corpus to `Outcome`; sorting; thresholds | formats, the disk |
//! | `render` | `Outcome` and `Ledger` to text, one file a format; the only user of miette's reporter | new facts |
//! | `cli` | arguments, files, terminal, exit codes | anything a test would want without a process |

pub mod check;
pub mod claim;
pub mod cli;
pub mod corpus;
pub mod document;
pub mod finding;
pub mod lint;
pub mod pattern;
pub mod period;
pub mod quantity;
pub mod render;
pub mod rule;
pub mod source;
pub mod word;
