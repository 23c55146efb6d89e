//! A file of settings as it is written: strict, and every value checked where it stands.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::Deserializer;

use super::{Config, Glob};
use crate::finding::Severity;
use crate::period::{self, Period};
use crate::rule::Pack;
use crate::source::Span;
use crate::yaml::{self, Slip};

/// Reads a file, or finds what is wrong with it: one slip a key.
pub(super) fn read(text: &str) -> Result<Config, Vec<Slip>> {
    yaml::bounded(text).map_err(|slip| vec![slip])?;
    let whole = serde_yaml::from_str::<Config>(text);
    if let Ok(config) = &whole
        && config.version.is_none()
    {
        let message = "the key `version` is missing".to_owned();
        let help = "write `version: 1` at the top of the file";
        return Err(vec![Slip::at(yaml::scalar(text, 0), message, help)]);
    }
    whole.map_err(|error| {
        let slips = slips(text);
        if slips.is_empty() {
            vec![Slip::new(&error, text, 0)]
        } else {
            slips
        }
    })
}

/// What is wrong with each key of a file, and with all of them together.
fn slips(text: &str) -> Vec<Slip> {
    let mut slips = Vec::new();
    let mut seen = BTreeSet::new();
    for key in yaml::keys(text) {
        let entry = &text[key.clone()];
        if let Err(error) = serde_yaml::from_str::<Config>(entry) {
            slips.push(Slip::new(&error, text, key.start));
        }
        let name = entry.split(':').next().unwrap_or(entry).trim();
        if !seen.insert(name) {
            // What is white to us may be none to YAML.
            let start = key.start + entry.len() - entry.trim_start().len();
            let span = Span::new(start, start + name.len());
            let message = format!("the key `{name}` stands twice");
            slips.push(Slip::at(span, message, "keep one of the two"));
        }
    }
    slips
}

/// The version of the format.
#[derive(Debug, Clone)]
pub(super) struct Version;

yaml::inline_schema!(Version, yaml::version_schema());

impl<'de> Deserialize<'de> for Version {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Version, D::Error> {
        yaml::text(deserializer, |version| match version.as_str() {
            "1" => Ok(Version),
            other => Err(format!(
                "there is no version {other} of the settings; write `version: 1`"
            )),
        })
    }
}

/// The highest severity of some findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// They are not reported.
    Off,
    /// They are of this severity at most.
    UpTo(Severity),
}

yaml::inline_schema!(
    Level,
    yaml::names_schema(["error", "warning", "note", "off"])
);

impl<'de> Deserialize<'de> for Level {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Level, D::Error> {
        let severities = Severity::ALL
            .iter()
            .rev()
            .map(|(severity, name)| (*name, Level::UpTo(*severity)));
        // YAML of old takes a bare `off` for a truth value; this one does not.
        let known: Vec<(&str, Level)> = severities.chain([("off", Level::Off)]).collect();
        yaml::text(deserializer, |name| yaml::one_of("severity", &name, &known))
    }
}

/// When a run with findings fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailOn {
    /// Never.
    Never,
    /// If there is a finding of this severity or above.
    AtLeast(Severity),
}

yaml::inline_schema!(
    FailOn,
    yaml::names_schema(["error", "warning", "note", "never"])
);

impl<'de> Deserialize<'de> for FailOn {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<FailOn, D::Error> {
        let severities = Severity::ALL
            .iter()
            .rev()
            .map(|(severity, name)| (*name, FailOn::AtLeast(*severity)));
        let known: Vec<(&str, FailOn)> = severities.chain([("never", FailOn::Never)]).collect();
        yaml::text(deserializer, |name| yaml::one_of("severity", &name, &known))
    }
}

/// The period of a report, as it is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SetPeriod(pub Period);

yaml::inline_schema!(
    SetPeriod,
    yaml::text_schema(
        "A year, a quarter, a month or a range: `2021`, `Q3 2021`, `May 2021`, `2019 to 2020`."
    )
);

impl<'de> Deserialize<'de> for SetPeriod {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<SetPeriod, D::Error> {
        yaml::text(deserializer, |written| {
            whole_period(written.trim()).map(SetPeriod).ok_or_else(|| {
                format!(
                    "`{written}` is no period; write a year, a quarter, a month or a range: 2021, Q3 2021, May 2021, \
                     2019 to 2020"
                )
            })
        })
    }
}

/// The period that a text names from its first byte to its last.
fn whole_period(text: &str) -> Option<Period> {
    if let Some((from, to)) = text.split_once(" to ") {
        return whole_period(from)?.through(whole_period(to)?);
    }
    match period::read(text).as_slice() {
        [mention] if (mention.start(), mention.end()) == (0, text.len()) => {
            mention.when.resolve(None)
        }
        _ => None,
    }
}

/// What is not to be reported, and why.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Suppression {
    /// A glob of the reports.
    pub path: Glob,
    /// The rule or the fault, by its name.
    #[serde(deserialize_with = "line")]
    #[schemars(with = "yaml::Text")]
    pub fault: String,
    /// The words that it is about, as a reader sees them; without this key it is about all of the report.
    #[serde(default, deserialize_with = "some_line")]
    #[schemars(with = "yaml::Text")]
    pub text: Option<String>,
    /// Words of the other side, if only some of the contradictions of these words are meant.
    #[serde(default, deserialize_with = "lines")]
    #[schemars(with = "Vec<yaml::Text>")]
    pub against: Vec<String>,
    /// Why it is right as it is.
    #[serde(rename = "reason", deserialize_with = "line")]
    #[schemars(with = "yaml::Text")]
    _reason: String,
}

fn line<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Line::deserialize(deserializer).map(|Line(line)| line)
}

pub(super) fn some_line<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    line(deserializer).map(Some)
}

/// A text that says something.
struct Line(String);

impl<'de> Deserialize<'de> for Line {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Line, D::Error> {
        yaml::text(deserializer, |line| match line.trim() {
            "" => Err("nothing is written here".to_owned()),
            _ => Ok(Line(line)),
        })
    }
}

pub(super) fn lines<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let lines = Vec::<Line>::deserialize(deserializer)?;
    Ok(lines.into_iter().map(|Line(line)| line).collect())
}

pub(super) fn aliases<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<Vec<String>>, D::Error> {
    struct Names(Vec<String>);

    impl<'de> Deserialize<'de> for Names {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Names, D::Error> {
            yaml::list(deserializer, |names: Vec<Line>| match names.len() {
                0 | 1 => Err("one name is no alias; list all names of the subject".to_owned()),
                _ => Ok(Names(names.into_iter().map(|Line(name)| name).collect())),
            })
        }
    }

    let aliases = Vec::<Names>::deserialize(deserializer)?;
    Ok(aliases.into_iter().map(|Names(names)| names).collect())
}

/// The name of a pack.
pub(super) struct PackName;

yaml::inline_schema!(PackName, yaml::names_schema(Pack::all().map(Pack::name)));

pub(super) fn packs<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Pack>, D::Error> {
    struct Named(Pack);

    impl<'de> Deserialize<'de> for Named {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Named, D::Error> {
            let known: Vec<(&str, Pack)> = Pack::all().map(|pack| (pack.name(), pack)).collect();
            yaml::text(deserializer, |name| {
                yaml::one_of("pack", &name, &known).map(Named)
            })
        }
    }

    let packs = Vec::<Named>::deserialize(deserializer)?;
    Ok(packs.into_iter().map(|Named(pack)| pack).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_a_period_from_end_to_end() {
        for (text, expected) in [
            ("2021", Some("2021")),
            ("Q3 2021", Some("Q3 2021")),
            ("May 2021", Some("May 2021")),
            ("2019 to 2020", Some("2019 to 2020")),
            ("May 2021 to June 2021", Some("May to June 2021")),
            ("in 2021 maybe", None),
            ("last year", None),
            ("2o21", None),
            ("", None),
        ] {
            let period = whole_period(text).map(|period| period.to_string());
            assert_eq!(period.as_deref(), expected, "{text}");
        }
    }
}
