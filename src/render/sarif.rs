//! SARIF 2.1.0, for code scanning and other tools that collect results.
//!
//! Both sides of a finding: the primary place is its location, the others are related locations. Columns count
//! characters. The fixes of a result are alternatives, so that each side of a contradiction is one.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use super::{Options, Shown, shown, summary, tame};
use crate::finding::{Detection, Edit, Fault, Finding, Fix, Head, Label, Problem, Severity};
use crate::lint::Outcome;
use crate::source::{Place, SourceId, Sources};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LogTwin<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [RunTwin<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RunTwin<'a> {
    tool: ToolTwin<'a>,
    column_kind: &'static str,
    results: Vec<ResultTwin<'a>>,
    invocations: [InvocationTwin<'a>; 1],
}

#[derive(Serialize)]
struct ToolTwin<'a> {
    driver: DriverTwin<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct DriverTwin<'a> {
    name: &'static str,
    version: &'static str,
    semantic_version: &'static str,
    rules: Vec<RuleTwin<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RuleTwin<'a> {
    id: &'a str,
    short_description: TextTwin<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    full_description: Option<TextTwin<'a>>,
    help: TextTwin<'a>,
    default_configuration: ConfigurationTwin,
}

#[derive(Serialize)]
struct ConfigurationTwin {
    level: &'static str,
}

#[derive(Serialize)]
struct TextTwin<'a> {
    text: std::borrow::Cow<'a, str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct InvocationTwin<'a> {
    execution_successful: bool,
    tool_configuration_notifications: Vec<NotificationTwin<'a>>,
}

#[derive(Serialize)]
struct NotificationTwin<'a> {
    level: &'static str,
    message: TextTwin<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    locations: Vec<LocationTwin<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResultTwin<'a> {
    rule_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: TextTwin<'a>,
    locations: [LocationTwin<'a>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<LocationTwin<'a>>,
    partial_fingerprints: BTreeMap<&'static str, &'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<FixTwin<'a>>,
    properties: PropertiesTwin,
}

#[derive(Serialize)]
struct PropertiesTwin {
    fault: &'static str,
    category: &'static str,
    certainty: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LocationTwin<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: PhysicalTwin<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<TextTwin<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalTwin<'a> {
    artifact_location: ArtifactTwin,
    region: RegionTwin<'a>,
}

#[derive(Serialize)]
struct ArtifactTwin {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RegionTwin<'a> {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    snippet: Option<TextTwin<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FixTwin<'a> {
    description: TextTwin<'a>,
    artifact_changes: Vec<ChangeTwin<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ChangeTwin<'a> {
    artifact_location: ArtifactTwin,
    replacements: Vec<ReplacementTwin<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ReplacementTwin<'a> {
    deleted_region: RegionTwin<'a>,
    inserted_content: TextTwin<'a>,
}

/// Writes the outcome as one JSON object and a line end.
pub(super) fn write(
    outcome: &Outcome,
    sources: &Sources,
    options: &Options,
    out: &mut dyn Write,
) -> io::Result<()> {
    let rules = outcome.rules.as_slice();
    let places: BTreeMap<&str, usize> = rules
        .iter()
        .enumerate()
        .map(|(at, head)| (head.id.as_str(), at))
        .collect();
    let version = env!("CARGO_PKG_VERSION");
    let Shown { findings, .. } = shown(outcome, options);
    let omitted = summary::omitted(outcome, options).map(|message| NotificationTwin {
        level: Severity::Note.name(),
        message: text(message),
        locations: Vec::new(),
    });
    let twin = LogTwin {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [RunTwin {
            tool: ToolTwin {
                driver: DriverTwin {
                    name: "factlint",
                    version,
                    semantic_version: version,
                    rules: rules.iter().map(rule_twin).collect(),
                },
            },
            column_kind: "unicodeCodePoints",
            results: findings
                .iter()
                .map(|finding| result_twin(finding, &places, sources))
                .collect(),
            invocations: [InvocationTwin {
                execution_successful: true,
                tool_configuration_notifications: outcome
                    .problems
                    .iter()
                    .map(|problem| notification_twin(problem, sources))
                    .chain(omitted)
                    .collect(),
            }],
        }],
    };
    tame::pretty(&twin, out)
}

fn text<'a>(text: impl Into<std::borrow::Cow<'a, str>>) -> TextTwin<'a> {
    TextTwin { text: text.into() }
}

fn rule_twin(head: &Head) -> RuleTwin<'_> {
    let fault = Fault::from_code(&head.id);
    let why = fault.map(Fault::why);
    RuleTwin {
        id: &head.id,
        short_description: text(&head.summary),
        full_description: why.map(text),
        help: text(head.help.as_deref().or(why).unwrap_or(&head.summary)),
        default_configuration: ConfigurationTwin {
            level: head.severity.name(),
        },
    }
}

fn notification_twin<'a>(problem: &'a Problem, sources: &'a Sources) -> NotificationTwin<'a> {
    let place = problem.place.map(|place| location(place, None, sources));
    NotificationTwin {
        level: Severity::Warning.name(),
        message: text(format!("{} {}", problem.message, problem.help)),
        locations: place.into_iter().collect(),
    }
}

fn result_twin<'a>(
    finding: &'a Finding,
    places: &BTreeMap<&str, usize>,
    sources: &'a Sources,
) -> ResultTwin<'a> {
    let detection = &finding.detection;
    let related = detection.related.iter().zip(1..);
    ResultTwin {
        rule_id: &finding.rule,
        rule_index: places.get(finding.rule.as_str()).copied(),
        level: finding.severity.name(),
        message: text(message(detection)),
        locations: [location(
            detection.primary.place,
            Some(&detection.primary),
            sources,
        )],
        related_locations: related
            .map(|(label, id)| LocationTwin {
                id: Some(id),
                ..location(label.place, Some(label), sources)
            })
            .collect(),
        partial_fingerprints: BTreeMap::from([("factlint/v1", finding.fingerprint.as_str())]),
        fixes: fixes(detection, sources),
        properties: PropertiesTwin {
            fault: detection.fault.code(),
            category: detection.category.name(),
            certainty: detection.certainty.name(),
        },
    }
}

/// What is wrong, with a link to each other side, and what to do.
fn message(detection: &Detection) -> String {
    let mut message = escaped(&detection.message);
    if !message.ends_with(['.', '!', '?']) {
        message.push('.');
    }
    for (label, id) in detection.related.iter().zip(1..) {
        // Some places are labelled by nothing but their text.
        let label = match label.text.as_str() {
            "" => "see here",
            text => text,
        };
        message.push_str(&format_args!(" [{}]({id})", escaped(label)).to_string());
    }
    if !detection.help.is_empty() {
        message.push(' ');
        message.push_str(&escaped(&detection.help));
    }
    message
}

/// A text without links: brackets make some.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '[' | ']' | '\\') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

fn fixes<'a>(detection: &'a Detection, sources: &'a Sources) -> Vec<FixTwin<'a>> {
    match &detection.fix {
        None => Vec::new(),
        Some(Fix::Edits { edits, .. }) => vec![fix_twin(edits, sources)],
        Some(Fix::OneOf(sides)) => sides.iter().map(|edits| fix_twin(edits, sources)).collect(),
    }
}

fn fix_twin<'a>(edits: &'a [Edit], sources: &'a Sources) -> FixTwin<'a> {
    let mut by_file: BTreeMap<SourceId, Vec<ReplacementTwin<'a>>> = BTreeMap::new();
    for edit in edits {
        let replacements = by_file.entry(edit.place.source).or_default();
        replacements.push(ReplacementTwin {
            deleted_region: region(edit.place, sources),
            inserted_content: text(&edit.replacement),
        });
    }
    let first = edits.first();
    FixTwin {
        description: text(
            first.map_or_else(String::new, |edit| match edit.replacement.as_str() {
                "" => "Take it out".to_owned(),
                words => format!("Write “{words}”"),
            }),
        ),
        artifact_changes: by_file
            .into_iter()
            .map(|(source, replacements)| ChangeTwin {
                artifact_location: artifact(source, sources),
                replacements,
            })
            .collect(),
    }
}

fn location<'a>(place: Place, label: Option<&'a Label>, sources: &'a Sources) -> LocationTwin<'a> {
    let label = label.map(|label| label.text.as_str());
    LocationTwin {
        id: None,
        physical_location: PhysicalTwin {
            artifact_location: artifact(place.source, sources),
            region: RegionTwin {
                snippet: Some(text(sources.quote(place))),
                ..region(place, sources)
            },
        },
        message: label.filter(|label| !label.is_empty()).map(text),
    }
}

fn region(place: Place, sources: &Sources) -> RegionTwin<'_> {
    let source = sources.get(place.source);
    let start = source.position(place.span.start as usize);
    let end = source.position(place.span.end as usize);
    RegionTwin {
        start_line: start.line,
        start_column: start.column,
        end_line: end.line,
        end_column: end.column,
        snippet: None,
    }
}

fn artifact(source: SourceId, sources: &Sources) -> ArtifactTwin {
    ArtifactTwin {
        uri: uri(sources.get(source).name()),
    }
}

/// A path as a URI: relative as it is, else of a file.
fn uri(path: &str) -> String {
    use std::fmt::Write as _;

    let path = path.replace('\\', "/");
    let mut uri = if path.starts_with('/') {
        "file://".to_owned()
    } else if path.as_bytes().get(1) == Some(&b':') {
        "file:///".to_owned()
    } else {
        String::new()
    };
    for byte in path.bytes() {
        match byte {
            b'-' | b'_' | b'.' | b'~' | b'/' => uri.push(char::from(byte)),
            letter if letter.is_ascii_alphanumeric() => uri.push(char::from(letter)),
            _ => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_becomes_a_uri() {
        for (path, expected) in [
            ("reports/2021.md", "reports/2021.md"),
            ("../a b/é:1.md", "../a%20b/%C3%A9%3A1.md"),
            ("/tmp/a#b.md", "file:///tmp/a%23b.md"),
            ("C:\\a\\b.md", "file:///C%3A/a/b.md"),
            ("<stdin>", "%3Cstdin%3E"),
        ] {
            assert_eq!(uri(path), expected);
        }
    }
}
