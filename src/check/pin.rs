//! A value in a file of data that a fact is tied to: the text must agree with it.
//!
//! The file is read by whoever loads the rules. Here it is taken apart, as its name says: CSV, JSON or YAML.

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::Deserializer;

use crate::claim::Claim;
use crate::finding::Certainty;
use crate::period::{Period, YEARS};
use crate::quantity::{Comparison, Values};
use crate::source::{Place, SourceId, Sources};
use crate::yaml::{self, Slip, YamlError};

mod cells;

use cells::Cells;

/// What stands for the year of a statement in a key.
const YEAR: &str = "{year}";

/// A file of data that a fact is held against.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pin {
    /// The file as seen from that of the rule: CSV, JSON or YAML.
    #[serde(deserialize_with = "file")]
    file: String,
    /// The first cell of a row of CSV, or the path to a value of JSON or YAML: `guild.members.{year}`. `{year}` stands
    /// for the year of a statement; without it, every statement is held against one value.
    #[serde(deserialize_with = "key")]
    key: String,
    /// The column of CSV, by its name; in JSON and YAML, the last step of the path.
    #[serde(default)]
    column: Option<String>,
    #[serde(skip)]
    data: Vec<Datum>,
}

/// The years that a value of the data holds for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Year {
    /// All: the key does not tell them apart.
    Any,
    /// This one.
    Of(i16),
}

/// A number of the data.
#[derive(Debug, Clone)]
pub(super) struct Datum {
    year: Year,
    pub(super) number: Decimal,
    /// As it is written.
    pub(super) written: String,
    /// Where it stands.
    pub(super) place: Place,
}

/// Why a pin holds nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PinError {
    /// What it says does not fit its file.
    #[error("{message}")]
    InRule {
        /// The key of the pin to be changed.
        key: &'static str,
        /// What is wrong.
        message: String,
        /// What to do.
        help: String,
    },
    /// The file is not what it should be.
    #[error("{}", .0.message)]
    InData(YamlError),
}

impl Pin {
    /// The file as seen from that of the rule.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Ties it to a file that has been read, in the place of what it was tied to before.
    pub fn tie(&mut self, source: SourceId, sources: &Sources) -> Result<(), PinError> {
        self.data.clear();
        let text = sources.get(source).text();
        let Cells { found, known } = if self.is_csv() {
            self.rows(text)?
        } else {
            let read = cells::of_yaml(text, |path| self.year_in(path));
            read.map_err(|slip| PinError::InData(slip.in_source(source)))?
        };
        if found.is_empty() {
            return Err(self.nothing(&known));
        }
        for cell in found {
            let wrong = |message: String, help: &str| {
                PinError::InData(Slip::at(cell.span, message, help).in_source(source))
            };
            if let Some(first) = self.data.iter().find(|first| first.year == cell.year) {
                let first = sources
                    .get(source)
                    .position(first.place.span.start as usize);
                let key = self.key_of(cell.year);
                let help = format!(
                    "The first one is in line {}. A fact is tied to one value.",
                    first.line
                );
                return Err(wrong(format!("`{key}` stands here again"), &help));
            }
            let Some(number) = number(&cell.written) else {
                let message = format!("“{}” is not a number", cell.written);
                let help = "The text is held against it. Write digits: 1500, 1,500, 66.4 or 66.4%.";
                return Err(wrong(message, help));
            };
            self.data.push(Datum {
                year: cell.year,
                number,
                written: cell.written,
                place: Place {
                    source,
                    span: cell.span,
                },
            });
        }
        Ok(())
    }

    /// The file that it is tied to, once it is.
    pub fn source(&self) -> Option<SourceId> {
        self.data.first().map(|datum| datum.place.source)
    }

    /// Ties it to nothing.
    pub fn untie(&mut self) {
        self.data.clear();
    }

    /// The value that holds for a period, if there is one. That of a year says nothing of a month.
    pub(super) fn datum(&self, period: Option<Period>) -> Option<&Datum> {
        self.data.iter().find(|datum| match datum.year {
            Year::Any => true,
            Year::Of(year) => period.is_some() && period == Period::of_year(year),
        })
    }

    fn is_csv(&self) -> bool {
        ending(&self.file) == "csv"
    }

    /// The cells of CSV that the key names.
    fn rows(&self, text: &str) -> Result<Cells, PinError> {
        let Some(column) = &self.column else {
            return Err(PinError::InRule {
                key: "file",
                message: "the key `column` is missing".to_owned(),
                help: "it names the column of the table that has the value".to_owned(),
            });
        };
        cells::of_csv(text, column, |key| self.year_in(key)).map_err(|columns| PinError::InRule {
            key: "column",
            message: format!("{} has no column `{column}`", self.file),
            help: format!(
                "{}the columns are {}",
                meant(column, &columns),
                some(&columns)
            ),
        })
    }

    /// That the key names nothing.
    fn nothing(&self, known: &[String]) -> PinError {
        let key = self.whole_key();
        let message = if self.is_csv() {
            format!("no row of {} begins with `{key}`", self.file)
        } else {
            format!("there is no value `{key}` in {}", self.file)
        };
        let help = match known {
            [] => "the file has no values".to_owned(),
            _ if key.contains(YEAR) => format!("there are {}", some(known)),
            _ => format!("{}there are {}", meant(&key, known), some(known)),
        };
        PinError::InRule {
            key: "key",
            message,
            help,
        }
    }

    /// The key, with the column where it is a step of a path.
    fn whole_key(&self) -> String {
        match &self.column {
            Some(column) if !self.is_csv() => format!("{}.{column}", self.key),
            _ => self.key.clone(),
        }
    }

    fn key_of(&self, year: Year) -> String {
        match year {
            Year::Of(year) => self.whole_key().replace(YEAR, &year.to_string()),
            Year::Any => self.whole_key(),
        }
    }

    /// The year that a key of the data is for, if it is the pin's.
    fn year_in(&self, key: &str) -> Option<Year> {
        let whole = self.whole_key();
        let year = match whole.split_once(YEAR) {
            None => Year::Any,
            Some((before, _)) => {
                let year: i16 = key.strip_prefix(before)?.get(..4)?.parse().ok()?;
                YEARS.contains(&year).then_some(())?;
                Year::Of(year)
            }
        };
        (key == self.key_of(year)).then_some(year)
    }
}

impl Datum {
    /// How sure it is that a claim contradicts it, if it does.
    pub(super) fn contradicted_by(&self, claim: &Claim) -> Option<Certainty> {
        match claim.quantity.values.compare(&Values::exact(self.number)) {
            Comparison::Disjoint {
                conventional: false,
                rounding_like: false,
            } => Some(Certainty::Sure),
            Comparison::Disjoint { .. } => Some(Certainty::Likely),
            Comparison::Agree | Comparison::Unknown => None,
        }
    }
}

/// A number as files of data write it.
fn number(text: &str) -> Option<Decimal> {
    let text = text.strip_suffix('%').unwrap_or(text).trim_end();
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut groups = whole.trim_start_matches('-').split(',');
    let first = groups.next()?.len();
    let mut grouped = groups.clone().peekable();
    let is_grouped = grouped.peek().is_none() || (1..=3).contains(&first);
    // A comma before another number of digits is a decimal comma, or a slip.
    if !is_grouped || groups.any(|group| group.len() != 3) || fraction.contains(',') {
        return None;
    }
    Decimal::from_str_exact(&text.replace(',', "")).ok()
}

/// What was probably meant, for a message.
fn meant(name: &str, known: &[String]) -> String {
    let nearest = yaml::nearest(name, known.iter().map(String::as_str));
    nearest.map_or(String::new(), |known| format!("did you mean `{known}`? "))
}

/// The first of some names, for a message.
fn some(names: &[String]) -> String {
    const SHOWN: usize = 8;
    let shown = names.iter().take(SHOWN).map(|name| format!("`{name}`"));
    let mut shown: Vec<String> = shown.collect();
    if names.len() > SHOWN {
        shown.push("…".to_owned());
    }
    shown.join(", ")
}

/// The end of a file's name, in small letters.
fn ending(file: &str) -> String {
    let (_, end) = file.rsplit_once('.').unwrap_or(("", ""));
    end.to_ascii_lowercase()
}

fn file<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    yaml::text(deserializer, |file| match ending(&file).as_str() {
        "csv" | "json" | "yaml" | "yml" => Ok(file),
        _ => Err(format!(
            "`{file}` is no file of data; its name ends in .csv, .json, .yaml or .yml"
        )),
    })
}

fn key<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    yaml::text(deserializer, |key| {
        if key.trim().is_empty() {
            return Err("nothing is written here".to_owned());
        }
        let rest = key.replace(YEAR, "");
        match rest.find('{').zip(rest.find('}')) {
            Some((start, end)) if start < end => Err(format!(
                "a key has no `{}`; only `{YEAR}` stands for something in it",
                &rest[start..=end]
            )),
            _ => Ok(key),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const CSV: &str = "year,members,ovens\n2020,\"1,500\",40\n2021,1800,41\n2022,,\n";
    const JSON: &str = "{\"guild\": {\"2020\": 1500, \"2021\": {\"members\": 1800, \"x\": 1}}, \"all\": [7, \"8\"]}";
    const RECORDS: &str =
        "[{\"year\": 2020, \"members\": 1500},\n\t{\"year\": 2021, \"members\": 1800}]";
    const YAML: &str = "guild:\n  2020: 1_500  # counted\n  2021: {members: 1800, x: 1.5}\nall: [7, '8']\n\
                        share: 66.4%\n";

    /// The value of a pin for 2021 with the text of its place; or what is wrong.
    fn value(name: &str, text: &str, key: &str, column: Option<&str>) -> String {
        let mut sources = Sources::default();
        let source = sources.add(name, text).unwrap();
        let mut pin = Pin {
            file: name.to_owned(),
            key: key.to_owned(),
            column: column.map(str::to_owned),
            data: Vec::new(),
        };
        match pin.tie(source, &sources) {
            Ok(()) => {
                let datum = pin.datum(Period::of_year(2021));
                datum.map_or("nothing".to_owned(), |datum| {
                    format!("{} at {}", datum.number, sources.quote(datum.place))
                })
            }
            Err(PinError::InRule { key, message, .. }) => format!("{key}: {message}"),
            Err(PinError::InData(error)) => {
                format!("{}: {}", sources.quote(error.primary.place), error.message)
            }
        }
    }

    #[test]
    fn a_value_is_found_in_each_format() {
        for (name, text, key, column, expected) in [
            ("a.csv", CSV, "{year}", Some("members"), "1800 at 1800"),
            (
                "a.csv",
                CSV,
                "2020",
                Some("members"),
                "1500 at 2020,\"1,500\",40",
            ),
            (
                "a.csv",
                CSV,
                "2020",
                Some("ovens"),
                "40 at 2020,\"1,500\",40",
            ),
            (
                "a.CSV",
                "\u{FEFF}y;é;m\r\n\r\n2021;ü;5\r\n",
                "{year}",
                Some("m"),
                "5 at 5",
            ),
            (
                "a.csv",
                "y\tm\nFY2021\t-5.5\n",
                "FY{year}",
                Some("m"),
                "-5.5 at -5.5",
            ),
            ("a.csv", "y,m\n2020,4\n", "{year}", Some("m"), "nothing"),
            (
                "a.json",
                JSON,
                "guild.{year}",
                Some("members"),
                "1800 at 1800",
            ),
            ("a.json", JSON, "guild.{year}.members", None, "1800 at 1800"),
            ("a.json", JSON, "guild.2020", None, "1500 at 1500"),
            ("a.json", JSON, "all.1", None, "8 at \"8\""),
            ("a.json", RECORDS, "{year}", Some("members"), "1800 at 1800"),
            ("a.json", RECORDS, "0.members", None, "1500 at 1500"),
            ("a.yaml", YAML, "guild.{year}.members", None, "1800 at 1800"),
            ("a.yml", YAML, "guild.2021.x", None, "1.5 at 1.5"),
            ("a.yaml", YAML, "all.1", None, "8 at '8'"),
            ("a.yaml", YAML, "share", None, "66.4 at 66.4%"),
        ] {
            assert_eq!(value(name, text, key, column), expected, "{name} {key}");
        }
    }

    #[test]
    fn what_is_wrong_is_told_where_it_is() {
        for (name, text, key, column, expected) in [
            (
                "a.csv",
                CSV,
                "{year}",
                Some("member"),
                "column: a.csv has no column `member`",
            ),
            (
                "a.csv",
                CSV,
                "2019",
                Some("members"),
                "key: no row of a.csv begins with `2019`",
            ),
            (
                "a.csv",
                CSV,
                "FY{year}",
                Some("members"),
                "key: no row of a.csv begins with `FY{year}`",
            ),
            (
                "a.csv",
                CSV,
                "{year}",
                None,
                "file: the key `column` is missing",
            ),
            (
                "a.csv",
                "",
                "{year}",
                Some("m"),
                "column: a.csv has no column `m`",
            ),
            (
                "a.csv",
                "y,m\nall,none\n",
                "all",
                Some("m"),
                "none: “none” is not a number",
            ),
            (
                "a.csv",
                "y;m\nall;66,4\n",
                "all",
                Some("m"),
                "66,4: “66,4” is not a number",
            ),
            (
                "a.csv",
                "y,m\n2021,4\n2021,5\n",
                "{year}",
                Some("m"),
                "5: `2021` stands here again",
            ),
            (
                "a.json",
                JSON,
                "guild.2019",
                None,
                "key: there is no value `guild.2019` in a.json",
            ),
            (
                "a.json",
                JSON,
                "guild",
                None,
                "key: there is no value `guild` in a.json",
            ),
            (
                "a.yaml",
                "a: [",
                "a",
                None,
                ": this is no YAML: did not find expected node content",
            ),
            (
                "a.json",
                "\u{FEFF}{\"é\": 1, \"é\": 2}",
                "é",
                None,
                "{\"é\": 1, \"é\": 2}: the key `é` stands twice",
            ),
            (
                "a.yaml",
                "a: b c # d",
                "a",
                None,
                "b c: “b c” is not a number",
            ),
        ] {
            assert_eq!(value(name, text, key, column), expected, "{name} {key}");
        }
    }

    #[test]
    fn numbers_are_read_as_files_of_data_write_them() {
        for (text, expected) in [
            ("1500", Some("1500")),
            ("1,500", Some("1500")),
            ("1,234,567.8", Some("1234567.8")),
            ("-3", Some("-3")),
            ("66.40 %", Some("66.40")),
            ("66,4", None),
            ("1,50,000", None),
            ("1234,567", None),
            ("1.5,00", None),
            ("about 5", None),
            ("", None),
            ("%", None),
        ] {
            let number = number(text).map(|number| number.to_string());
            assert_eq!(number.as_deref(), expected, "{text}");
        }
    }
}
