//! What `--format sarif` writes is SARIF: it is held against the schema of the standard.
//!
//! `schemas/sarif-2.1.0.json` is the schema of OASIS without its descriptions.

use std::path::Path;
use std::process::Command;

use boon::{Compiler, Schemas};
use serde_json::Value;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What is written for the sample reports.
fn samples(arguments: &[&str]) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_factlint"))
        .args(["lint", "--format", "sarif", "--min-severity", "note"])
        .args(arguments)
        .current_dir(root())
        .output()
        .expect("factlint runs");
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// What is wrong with a log, by the schema.
fn errors(log: &Value) -> String {
    let text = include_str!("schemas/sarif-2.1.0.json");
    let schema = serde_json::from_str(text).expect("JSON");
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler
        .add_resource("sarif.json", schema)
        .expect("a schema");
    let index = compiler
        .compile("sarif.json", &mut schemas)
        .expect("a schema");
    match schemas.validate(log, index) {
        Ok(()) => String::new(),
        Err(error) => format!("{error:#}"),
    }
}

#[test]
fn the_findings_of_the_samples_are_sarif() {
    // The rules for committees bind nothing in the samples, which is a notification.
    let log = samples(&["--pack", "openinfra"]);
    assert_eq!(errors(&log), "");
    let run = &log["runs"][0];
    let results = run["results"].as_array().expect("results");
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    assert!(results.len() > 20, "{} results", results.len());
    for result in results {
        let index = result["ruleIndex"].as_u64().expect("an index") as usize;
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
    let has = |key: &str| results.iter().any(|result| !result[key].is_null());
    assert!(has("relatedLocations") && has("fixes") && has("partialFingerprints"));
    let told = &run["invocations"][0]["toolConfigurationNotifications"];
    assert!(told.as_array().is_some_and(|told| !told.is_empty()));
}

#[test]
fn the_schema_refuses_what_is_none() {
    let mut log = samples(&[]);
    log["runs"][0]["results"][0]["level"] = "fatal".into();
    assert!(errors(&log).contains("level"), "{}", errors(&log));
}
