//! The rules themselves: as a table, as JSON, and how many of their examples hold.

use std::io::{self, Write};

use serde::Serialize;

use super::columns;
use super::summary::counted;
use super::tame;
use crate::lint::examples::Failure;
use crate::rule::{Origin, Part, Places, Rule};
use crate::source::Sources;

/// Who keeps a rule, in a word.
pub(super) fn keeper(origin: Origin) -> &'static str {
    match origin {
        Origin::User => "yours",
        Origin::Pack => "pack",
        Origin::Core => "core",
    }
}

/// Writes a line for each rule.
pub fn rule_table(
    rules: &[Rule],
    is_off: &dyn Fn(&Rule) -> bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let rows: Vec<[String; 5]> = rules
        .iter()
        .map(|rule| {
            let severity = if is_off(rule) {
                "off"
            } else {
                rule.severity.name()
            };
            [
                rule.id.clone(),
                rule.check.key().to_owned(),
                severity.to_owned(),
                keeper(rule.origin).to_owned(),
                rule.summary.clone(),
            ]
        })
        .collect();
    columns::write(["RULE", "CHECK", "SEVERITY", "FROM", "SUMMARY"], &rows, out)
}

#[derive(Serialize)]
struct RulesTwin<'a> {
    version: u32,
    rules: Vec<RuleTwin<'a>>,
}

#[derive(Serialize)]
struct RuleTwin<'a> {
    id: &'a str,
    check: &'static str,
    severity: &'static str,
    off: bool,
    origin: &'static str,
    file: &'a str,
    line: usize,
    summary: &'a str,
    help: Option<&'a str>,
    faults: Vec<&'static str>,
    examples: usize,
}

/// Writes all rules as one JSON object and a line end.
pub fn rule_json(
    rules: &[Rule],
    is_off: &dyn Fn(&Rule) -> bool,
    sources: &Sources,
    out: &mut dyn Write,
) -> io::Result<()> {
    let places = Places::new(sources);
    let twin = RulesTwin {
        version: 1,
        rules: rules
            .iter()
            .map(|rule| rule_twin(rule, is_off(rule), &places, sources))
            .collect(),
    };
    tame::pretty(&twin, out)
}

fn rule_twin<'a>(
    rule: &'a Rule,
    off: bool,
    places: &Places<'_>,
    sources: &'a Sources,
) -> RuleTwin<'a> {
    let place = places.of(rule, Part::Id);
    let file = sources.get(place.source);
    let mut faults: Vec<_> = rule.flag.iter().map(|flag| flag.fault.code()).collect();
    faults.sort_unstable();
    faults.dedup();
    RuleTwin {
        id: &rule.id,
        check: rule.check.key(),
        severity: rule.severity.name(),
        off,
        origin: match rule.origin {
            Origin::User => "user",
            Origin::Pack => "pack",
            Origin::Core => "core",
        },
        file: file.name(),
        line: file.position(place.span.start as usize).line,
        summary: &rule.summary,
        help: rule.help.as_deref(),
        faults,
        examples: rule.flag.len() + rule.pass.len(),
    }
}

/// Writes how many examples hold, and how many are missing.
pub fn examples_summary(
    rules: usize,
    examples: usize,
    failures: &[Failure],
    out: &mut dyn Write,
) -> io::Result<()> {
    let (rules, examples) = (counted(rules, "rule"), counted(examples, "example"));
    let missing = failures.iter().filter(|it| it.is_missing).count();
    let held = match failures.len() - missing {
        0 => "and all of them hold".to_owned(),
        1 => "of which 1 does not hold".to_owned(),
        count => format!("of which {count} do not hold"),
    };
    let but = if missing == failures.len() {
        "but"
    } else {
        "and"
    };
    let missing = match missing {
        0 => String::new(),
        1 => format!(", {but} 1 is missing"),
        count => format!(", {but} {count} are missing"),
    };
    writeln!(out, "{rules}: {examples}, {held}{missing}")
}
