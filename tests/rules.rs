//! Every rule that comes with factlint holds its own examples, and every kind of check has a rule.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::slice;

use factlint::check::Kind;
use factlint::claim::Ledger;
use factlint::config::Policy;
use factlint::corpus::Corpus;
use factlint::finding::{Fault, Fix, Label, Severity, Standing};
use factlint::lint::{self, Agreed, Outcome, examples};
use factlint::render;
use factlint::rule::{self, Origin, Pack, Places, Rule};
use factlint::source::{Place, SourceId, Sources};
use factlint::yaml::YamlError;

/// All files of rules below a folder, in the order of their paths.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let entries = fs::read_dir(folder).into_iter().flatten();
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else if path.extension().is_some_and(|end| end == "yaml") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The rules of all files, with a failure that shows what is wrong with them.
fn rules() -> (Sources, Vec<Rule>) {
    let mut sources = Sources::default();
    let mut ids = Vec::new();
    for path in files(&root().join("rules")) {
        let name = path.strip_prefix(root()).unwrap().display().to_string();
        let text = fs::read_to_string(&path).unwrap();
        ids.push((sources.add(name, text).unwrap(), Origin::Pack));
    }
    match rule::load(&sources, &ids) {
        Ok(rules) => (sources, rules),
        Err(errors) => panic!("{}", shown(&errors, &sources)),
    }
}

fn shown(errors: &[YamlError], sources: &Sources) -> String {
    let mut shown = Vec::new();
    render::rule_errors(errors, sources, &render::Options::default(), &mut shown).unwrap();
    String::from_utf8(shown).unwrap()
}

#[test]
fn every_rule_holds_its_examples() {
    let (sources, rules) = rules();
    let places = Places::new(&sources);
    let failures: Vec<YamlError> = rules
        .iter()
        .flat_map(|rule| examples::run(rule, &places).unwrap())
        .map(|failure| YamlError {
            message: format!("{}: expected {}", failure.rule, failure.expected),
            help: failure.found,
            primary: Label {
                place: failure.place,
                text: "this example".to_owned(),
            },
            related: Vec::new(),
        })
        .collect();
    assert!(failures.is_empty(), "{}", shown(&failures, &sources));
}

/// All that rules have to say of the examples of each: severities, words, second places, fixes, and what agreed. Core
/// rules have their say together, and every other one has it alone.
/// `INSTA_UPDATE=always cargo test --test rules` accepts what is said today.
#[test]
fn what_is_said_of_every_example() {
    let (mut sources, rules) = rules();
    let core = core_of(&rules, &sources);
    for rule in &rules {
        let is_core = core.iter().any(|other| other.id == rule.id);
        let heard = if is_core {
            &core[..]
        } else {
            slice::from_ref(rule)
        };
        let flags = rule.flag.iter().map(|flag| ("flag", &flag.reports));
        let passes = rule.pass.iter().map(|pass| ("pass", &pass.reports));
        let said = flags.chain(passes).map(|(list, reports)| {
            let reports = reports.iter().map(|(name, text)| (&**name, &**text));
            format!("{list}: {}", said(reports, heard, &mut sources))
        });
        let said: Vec<String> = said.filter(|said| said.contains("\n ")).collect();
        insta::assert_snapshot!(format!("examples-{}", rule.id), said.concat());
    }
}

fn core_of(rules: &[Rule], sources: &Sources) -> Vec<Rule> {
    let rules = rules.iter();
    rules
        .filter(|rule| sources.get(rule.source).name().starts_with("rules/core/"))
        .cloned()
        .collect()
}

/// The same of the texts in `tests/prose`: what is near a limit of a check, on either side. A file has several corpora,
/// parted by lines of `===`; a line `=== 2021.md` begins another report of the same one.
#[test]
fn what_is_said_of_prose() {
    let (mut sources, rules) = rules();
    let rules = core_of(&rules, &sources);
    let folder = root().join("tests/prose");
    let mut names: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    for name in names {
        let text = fs::read_to_string(folder.join(&name)).unwrap();
        let said = text.split("\n===\n").map(|corpus| {
            let (first, others) = corpus.split_once("\n=== ").unwrap_or((corpus, ""));
            let others = others
                .split("\n=== ")
                .filter_map(|report| report.split_once('\n'));
            said(
                std::iter::once(("2020.md", first)).chain(others),
                &rules,
                &mut sources,
            )
        });
        let said: Vec<String> = said.collect();
        let name = name.trim_end_matches(".md");
        insta::assert_snapshot!(format!("prose-{name}"), said.concat());
    }
}

/// How reports begin, and what is said of them.
fn said<'a>(
    reports: impl Iterator<Item = (&'a str, &'a str)>,
    rules: &[Rule],
    sources: &mut Sources,
) -> String {
    let ids: Vec<SourceId> = reports
        .map(|(name, text)| sources.add(name, text).unwrap())
        .collect();
    let policy = Policy::default();
    let corpus = Corpus::read(sources, &ids, policy.corpus());
    let checked = lint::lint(&corpus, &Ledger::of(&corpus), rules, &policy, sources);
    let words = sources.get(ids[0]).text().split_whitespace();
    let mut said = words.take(8).collect::<Vec<_>>().join(" ") + " …\n";
    say(&checked, sources, &mut said);
    said
}

fn say((outcome, agreed): &(Outcome, Agreed), sources: &Sources, said: &mut String) {
    let quote = |place: Place| sources.quote(place).escape_debug().to_string();
    for finding in &outcome.findings {
        let detection = &finding.detection;
        let (severity, code) = (finding.severity.name(), detection.fault.code());
        let primary = quote(detection.primary.place);
        writeln!(
            said,
            "  {severity}[{code}] “{primary}”: {}",
            detection.message
        )
        .unwrap();
        for label in &detection.related {
            writeln!(said, "    “{}”: {}", quote(label.place), label.text).unwrap();
        }
        for edit in detection.fix.iter().flat_map(Fix::edits) {
            writeln!(
                said,
                "    “{}” -> {:?}",
                quote(edit.place),
                edit.replacement
            )
            .unwrap();
        }
    }
    for place in agreed.places() {
        writeln!(said, "  agreed “{}”", quote(*place)).unwrap();
    }
}

#[test]
fn every_kind_has_a_rule() {
    let (_, rules) = rules();
    let used: BTreeSet<&str> = rules.iter().map(|rule| rule.check.key()).collect();
    let kinds: BTreeSet<&str> = Kind::KEYS.iter().copied().collect();
    assert_eq!(used, kinds);
}

#[test]
fn all_core_rules_are_in_the_program_and_bear_the_name_of_a_fault() {
    let mut sources = Sources::default();
    let core = rule::core(&mut sources).unwrap();
    let listed: Vec<PathBuf> = core
        .iter()
        .map(|(id, _)| root().join(sources.get(*id).name()))
        .collect();
    assert_eq!(listed, files(&root().join("rules/core")));
    for rule in rule::load(&sources, &core).unwrap() {
        assert!(
            Fault::from_code(&rule.id).is_some(),
            "{} is no fault",
            rule.id
        );
    }
}

#[test]
fn rules_to_lint_with_are_those_of_the_files_without_examples() {
    let mut sources = Sources::default();
    let mut files = rule::core(&mut sources).unwrap();
    for pack in Pack::all() {
        files.extend(rule::pack(pack, &mut sources).unwrap());
    }
    let mut whole = rule::load(&sources, &files).unwrap();
    for rule in &mut whole {
        rule.flag.clear();
        rule.pass.clear();
    }
    let bare = rule::load_to_lint(&sources, &files).unwrap();
    assert_eq!(format!("{bare:#?}"), format!("{whole:#?}"));
}

#[test]
fn all_samples_are_in_the_program() {
    let mut sources = Sources::default();
    let samples = rule::samples(&mut sources).unwrap();
    let listed: Vec<PathBuf> = samples
        .iter()
        .map(|(id, _)| root().join(sources.get(*id).name()))
        .collect();
    assert_eq!(listed, files(&root().join("rules/examples")));
}

#[test]
fn every_folder_of_rules_is_a_pack() {
    let mut packs: Vec<PathBuf> = fs::read_dir(root().join("rules"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| !path.ends_with("core") && !path.ends_with("examples"))
        .collect();
    packs.sort();
    let named: Vec<PathBuf> = Pack::all()
        .map(|pack| root().join("rules").join(pack.name()))
        .collect();
    assert_eq!(named, packs);
    for pack in Pack::all() {
        let mut sources = Sources::default();
        let read = rule::pack(pack, &mut sources).unwrap();
        let listed: Vec<PathBuf> = read
            .iter()
            .map(|(id, _)| root().join(sources.get(*id).name()))
            .collect();
        assert_eq!(listed, files(&root().join("rules").join(pack.name())));
    }
}

#[test]
fn no_fault_has_a_severity_that_its_figures_refute() {
    let mut sources = Sources::default();
    let files = rule::core(&mut sources).unwrap();
    let rules = rule::load(&sources, &files).unwrap();
    let mut wrong = BTreeSet::new();
    for rule in &rules {
        for fault in rule.flag.iter().map(|flag| flag.fault) {
            // What is likely and not sure is a warning under a rule that may report errors.
            for severity in [Severity::Error, Severity::Warning] {
                if severity <= rule.severity && fault.standing(severity) == Standing::Refuted {
                    wrong.insert(format!("{}: {}", rule.id, severity.name()));
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "an error needs fifty findings read and none false, a warning at most one in eight false: {wrong:?}"
    );
}
