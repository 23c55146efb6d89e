//! A file of rules as it is written: strict, and without defaults but where absence means something.

use schemars::{JsonSchema, Schema};
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny};

use super::{Flag, Origin, Pass, Reports, Rule};
use crate::check::Kind;
use crate::finding::{Fault, Severity};
use crate::source::SourceId;
use crate::yaml::{self, Slip};

/// Rules that reports are checked by.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "factlint rules")]
struct File {
    /// The version of the format: 1.
    #[serde(rename = "version")]
    _version: Version,
    /// The rules.
    #[serde(deserialize_with = "some")]
    rules: Vec<WrittenRule>,
}

/// A file without its rules: what is left to be read when one of them is bad.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Frame {
    #[serde(rename = "version")]
    _version: Version,
    #[serde(rename = "rules")]
    _rules: IgnoredAny,
}

/// A rule.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Rule")]
pub(super) struct WrittenRule {
    /// Its name, which names the fault: small letters, digits and single hyphens.
    #[serde(deserialize_with = "id")]
    #[schemars(regex(pattern = "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"))]
    id: String,
    /// What it finds, in one line.
    #[serde(deserialize_with = "words")]
    #[schemars(with = "yaml::Text")]
    summary: String,
    /// The highest severity that it may report: a finding that is likely is a warning at most.
    #[serde(deserialize_with = "severity")]
    #[schemars(with = "SeverityName")]
    severity: Severity,
    /// What to do about its findings.
    #[serde(default)]
    help: Option<String>,
    /// What it looks for: one kind of check with its keys.
    #[serde(with = "serde_yaml::with::singleton_map")]
    #[schemars(with = "Kind")]
    check: Kind,
    /// Examples that must be reported.
    #[serde(deserialize_with = "some")]
    #[schemars(length(min = 1))]
    flag: Vec<Flag>,
    /// Examples that must not be reported.
    #[serde(deserialize_with = "some")]
    #[schemars(length(min = 1))]
    pass: Vec<Pass>,
}

/// A rule that comes with factlint, without its examples: half of the time of a start would be spent on reading them.
#[derive(Deserialize)]
struct BareRule {
    id: String,
    summary: String,
    #[serde(deserialize_with = "severity")]
    severity: Severity,
    help: Option<String>,
    #[serde(with = "serde_yaml::with::singleton_map")]
    check: Kind,
}

/// The JSON Schema of a file.
pub(super) fn schema() -> Schema {
    yaml::schema_of::<File>()
}

/// The name of a severity.
struct SeverityName;

/// The name of a fault.
pub(super) struct FaultName;

yaml::inline_schema!(Version, yaml::version_schema());
yaml::inline_schema!(
    SeverityName,
    yaml::names_schema(Severity::ALL.iter().map(|(_, name)| *name))
);
yaml::inline_schema!(
    FaultName,
    yaml::names_schema(Fault::ALL.iter().map(|fault| fault.code()))
);

impl WrittenRule {
    pub(super) fn into_rule(self, source: SourceId, origin: Origin, index: usize) -> Rule {
        Rule {
            id: self.id,
            summary: self.summary,
            severity: self.severity,
            help: self.help,
            check: self.check,
            flag: self.flag,
            pass: self.pass,
            origin,
            source,
            index,
        }
    }
}

/// Reads a file, or finds what is wrong with it: one slip a rule, and one outside of the rules.
pub(super) fn read(text: &str) -> Result<Vec<WrittenRule>, Vec<Slip>> {
    yaml::bounded(text).map_err(|slip| vec![slip])?;
    let whole = match serde_yaml::from_str::<File>(text) {
        Ok(file) => return Ok(file.rules),
        Err(error) => Slip::new(&error, text, 0),
    };
    let mut slips = Vec::new();
    if let Some((frame, items)) = yaml::items(text) {
        if let Err(error) = serde_yaml::from_str::<Frame>(&frame) {
            slips.push(Slip::new(&error, text, 0));
        }
        for item in items {
            // An item starts at the start of its line, so that only the offset of a slip changes.
            if let Err(error) = serde_yaml::from_str::<Vec<WrittenRule>>(&text[item.clone()]) {
                slips.push(Slip::new(&error, text, item.start));
            }
        }
    }
    if slips.is_empty() {
        slips.push(whole);
    }
    Err(slips)
}

/// Reads a file that comes with factlint, without the examples. Its layout is that of all of them: what belongs to a rule
/// stands four columns in, and what belongs to an example further.
pub(super) fn read_bare(text: &str) -> serde_yaml::Result<Vec<WrittenRule>> {
    #[derive(Deserialize)]
    struct File {
        rules: Vec<BareRule>,
    }
    let mut bare = String::with_capacity(text.len());
    let mut is_example = false;
    for line in text.split_inclusive('\n') {
        if !line.starts_with("     ") && !line.trim_ascii().is_empty() {
            is_example = line.starts_with("    flag:") || line.starts_with("    pass:");
        }
        if !is_example {
            bare.push_str(line);
        }
    }
    let rules = serde_yaml::from_str::<File>(&bare)?.rules.into_iter();
    let rules = rules.map(|rule| WrittenRule {
        id: rule.id,
        summary: rule.summary,
        severity: rule.severity,
        help: rule.help,
        check: rule.check,
        flag: Vec::new(),
        pass: Vec::new(),
    });
    Ok(rules.collect())
}

struct Version;

impl<'de> Deserialize<'de> for Version {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Version, D::Error> {
        yaml::text(deserializer, |version| match version.as_str() {
            "1" => Ok(Version),
            other => Err(format!(
                "there is no version {other} of rules; write `version: 1`"
            )),
        })
    }
}

fn id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    yaml::text(deserializer, |id| {
        let is_part = |part: &str| {
            let mut bytes = part.bytes();
            !part.is_empty() && bytes.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        };
        if id.starts_with(|c: char| c.is_ascii_lowercase()) && id.split('-').all(is_part) {
            return Ok(id);
        }
        Err(format!(
            "`{id}` is no id; an id names the fault in small letters with single hyphens: guild-members-disagree"
        ))
    })
}

pub(super) fn words<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    yaml::text(deserializer, |words| {
        if words.trim().is_empty() {
            return Err("nothing is written here".to_owned());
        }
        Ok(words)
    })
}

pub(super) fn reports<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Reports, D::Error> {
    yaml::map(deserializer, |reports: Reports| {
        if reports.is_empty() {
            return Err(
                "the example has no report; write `2020.md: The guild has 9 seats.`".to_owned(),
            );
        }
        Ok(reports)
    })
}

fn some<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    yaml::list(deserializer, |list: Vec<T>| {
        if list.is_empty() {
            return Err("the list is empty; it needs at least one entry".to_owned());
        }
        Ok(list)
    })
}

fn severity<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Severity, D::Error> {
    let known = Severity::ALL.map(|(severity, name)| (name, severity));
    yaml::text(deserializer, |name| yaml::one_of("severity", &name, &known))
}

pub(super) fn fault<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Fault, D::Error> {
    let faults = Fault::ALL.iter();
    let known: Vec<(&str, Fault)> = faults.map(|fault| (fault.code(), *fault)).collect();
    yaml::text(deserializer, |name| yaml::one_of("fault", &name, &known))
}
