//! The settings: `factlint.yaml`, and what it says about the reports of a run.
//!
//! Lives here: the keys of the file, read strictly, and the [`Policy`] that they make together with the reports and
//! rules of a run. Every key has a doc comment for whoever writes the file: the reference is made of them.
//! Stays out: documents, and the disk: the file is found and read elsewhere.

use schemars::{JsonSchema, Schema};
use serde::Deserialize;

use crate::check::Entries;
use crate::rule::Pack;
use crate::source::SourceId;
use crate::yaml::{self, YamlError};

mod glob;
mod policy;
mod written;

pub use glob::Glob;
pub use policy::Policy;
pub use written::{FailOn, Level, SetPeriod, Suppression};

/// The names of the file, the first of which is looked for first.
pub const FILES: [&str; 2] = ["factlint.yaml", ".factlint.yaml"];

/// The settings of a file. All paths and globs are relative to its folder.
///
/// A glob that matches a folder matches everything in it. Where several globs match a report, the last one counts.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
#[schemars(rename = "factlint settings")]
pub struct Config {
    /// The version of the format: 1.
    #[schemars(with = "written::Version")]
    version: Option<written::Version>,
    /// What `factlint lint` checks if it is given no paths: reports, folders of reports, or globs.
    #[serde(deserialize_with = "written::lines")]
    #[schemars(with = "Vec<yaml::Text>")]
    pub reports: Vec<String>,
    /// Globs of files that are no reports, though their folder is checked. A file that is named on the command line is
    /// checked all the same.
    pub exclude: Vec<Glob>,
    /// Files of further rules, or folders of them.
    #[serde(deserialize_with = "written::lines")]
    #[schemars(with = "Vec<yaml::Text>")]
    pub rules: Vec<String>,
    /// Packs of rules that come with factlint: `openinfra`.
    #[serde(deserialize_with = "written::packs")]
    #[schemars(with = "Vec<written::PackName>")]
    pub packs: Vec<Pack>,
    /// The highest severity of the findings of a rule or a fault, by its name: `error`, `warning`, `note` or `off`. As
    /// in a rule, a finding that is not sure is a warning at most. The name of a rule goes before that of a fault.
    pub severity: Entries<String, Level>,
    /// Rules and faults that are not reported.
    #[serde(deserialize_with = "written::lines")]
    #[schemars(with = "Vec<yaml::Text>")]
    pub off: Vec<String>,
    /// The exit code is 1 if there is a finding of this severity or above: `error`, `warning`, `note` or `never`. The
    /// command line goes before.
    pub fail_on: Option<FailOn>,
    /// Reports that are compared over time, by a name of your choice for the series: a list of globs. Reports that no
    /// series names are told apart by folder and file name.
    pub series: Entries<String, Vec<Glob>>,
    /// What reports are about, by glob: a year, a quarter, a month, a range of years (`2021`, `Q3 2021`). It goes before
    /// what title and file name say.
    pub periods: Entries<Glob, SetPeriod>,
    /// Globs of reports that are published and do not change any more. Where one of them and another report
    /// contradict each other, the other one is reported.
    pub frozen: Vec<Glob>,
    /// Lists of names that are one subject: an organisation, a product or an event that was renamed.
    #[serde(deserialize_with = "written::aliases")]
    #[schemars(with = "Vec<Vec<yaml::Text>>")]
    pub aliases: Vec<Vec<String>>,
    /// Words that are right, whatever the dictionary says.
    #[serde(deserialize_with = "written::lines")]
    #[schemars(with = "Vec<yaml::Text>")]
    pub words: Vec<String>,
    /// Names of people, organisations and places, as they are written.
    #[serde(deserialize_with = "written::lines")]
    #[schemars(with = "Vec<yaml::Text>")]
    pub names: Vec<String>,
    /// Terms, as they are written: `bare metal`, `GitHub`.
    #[serde(deserialize_with = "written::lines")]
    #[schemars(with = "Vec<yaml::Text>")]
    pub terms: Vec<String>,
    /// The file of findings that are known and do not count: `factlint lint --write-baseline` writes it.
    #[serde(deserialize_with = "written::some_line")]
    pub baseline: Option<String>,
    /// What is not to be reported, and why: for formats that have no comments.
    pub suppress: Vec<Suppression>,
    /// What holds for some reports only, by glob.
    pub paths: Entries<Glob, PathConfig>,
    /// The file.
    #[serde(skip)]
    source: Option<SourceId>,
}

/// Settings for some reports. They go before those for all.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct PathConfig {
    /// Rules and faults that are not reported in these reports.
    #[serde(deserialize_with = "written::lines")]
    #[schemars(with = "Vec<yaml::Text>")]
    pub off: Vec<String>,
    /// The highest severity of findings in these reports, by rule or fault.
    pub severity: Entries<String, Level>,
}

/// The JSON Schema of the file.
pub fn schema() -> Schema {
    let mut schema = yaml::schema_of::<Config>();
    schema.insert("required".to_owned(), vec!["version"].into());
    schema
}

impl Config {
    /// Reads the text of a file. Everything that is wrong with it is told at once, as far as one slip does not hide
    /// another.
    pub fn read(text: &str, source: SourceId) -> Result<Config, Vec<YamlError>> {
        match written::read(text) {
            Ok(config) => Ok(Config {
                source: Some(source),
                ..config
            }),
            Err(slips) => {
                let slips = slips.into_iter();
                Err(slips.map(|slip| slip.in_source(source)).collect())
            }
        }
    }
}
