//! Every reader of bytes, with what must hold of whatever it reads. The fuzz targets of `fuzz/` and the tests of
//! `tests/inputs.rs` run these.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use factlint::Checked;
use factlint::claim::{Ledger, Unnumbered};
use factlint::config::{Config, Policy};
use factlint::corpus::{Corpus, Report, Settings};
use factlint::difference::Difference;
use factlint::document::{self, Extent, Format, TextView};
use factlint::finding::{Detection, Edit, Finding, Fix, Severity};
use factlint::fix::{self, Applied, Mended};
use factlint::lint::status::{of_unnumbered, statuses};
use factlint::lint::trail::trails;
use factlint::lint::{self, Outcome, examples};
use factlint::pattern::{Phrase, SentenceView};
use factlint::period;
use factlint::quantity;
use factlint::render::{self, LedgerFormat, Options};
use factlint::rule::{self, Origin, Rule};
use factlint::source::{Encoding, Place, SourceId, Sources};
use factlint::suggest;
use factlint::suppress::Baseline;
use factlint::why::{Question, Run};
use factlint::word;

/// A reader by its name.
type Reader = (&'static str, fn(&[u8]));

/// The readers by name.
pub(crate) const READERS: &[Reader] = &[
    ("bytes", bytes),
    ("markdown", markdown),
    ("html", html),
    ("plain", plain),
    ("reports", reports),
    ("quantities", quantities),
    ("phrase", phrase),
    ("rules", rules),
    ("settings", settings),
    ("suppressions", suppressions),
    ("baseline", baseline),
    ("cache", cache),
    ("data", data),
    ("fixes", fixes),
    ("commands", commands),
];

/// The rules that come with factlint, of sources that begin with them.
static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    let mut sources = Sources::default();
    let files = rule::core(&mut sources).expect("small texts");
    rule::load_to_lint(&sources, &files).expect("the rules of factlint")
});

/// Sources that the rules that come with factlint point into, and some reports behind them.
fn desk<'a>(reports: impl IntoIterator<Item = (&'a str, &'a str)>) -> (Sources, Vec<SourceId>) {
    let mut sources = Sources::default();
    rule::core(&mut sources).expect("small texts");
    let reports = reports.into_iter();
    let ids = reports.map(|(name, text)| sources.add(name, text).expect("a small text"));
    let ids = ids.collect();
    (sources, ids)
}

/// Bytes as a text, each as a reader of files would meet it.
fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Fails if a range is none of whole characters of a text.
fn whole(text: &str, range: Range<usize>) {
    assert!(text.get(range.clone()).is_some(), "{range:?} of {text:?}");
}

/// Bytes as the text of a file, in whatever encoding, and back.
pub(crate) fn bytes(bytes: &[u8]) {
    if let Ok((text, encoding)) = Encoding::decode(bytes.to_vec())
        && let Ok(written) = encoding.encode(&text)
    {
        let again = Encoding::decode(written).map(|(text, _)| text);
        // A byte order mark at the start of a text is one of the file.
        let bare = |text: &str| text.trim_start_matches('\u{FEFF}').to_owned();
        if !text.is_empty() {
            assert_eq!(again.as_deref().map(bare), Ok(bare(&text)));
        }
    }
}

/// A report as Markdown.
pub(crate) fn markdown(bytes: &[u8]) {
    document(Format::Markdown, &text(bytes));
}

/// A report as HTML.
pub(crate) fn html(bytes: &[u8]) {
    document(Format::Html, &text(bytes));
}

/// A report as plain text.
pub(crate) fn plain(bytes: &[u8]) {
    document(Format::Plain, &text(bytes));
}

fn document(format: Format, text: &str) {
    let mut sources = Sources::default();
    let source = sources.add("2020.md", text).expect("a small text");
    let document = document::read_as(source, format, text);
    leads_there_and_back(&document.view, text);
    let name = match format {
        Format::Markdown => "2020.md",
        Format::Html => "2020.html",
        Format::Plain => "2020.txt",
    };
    let source = sources.add(name, text).expect("a small text");
    let corpus = Corpus::read(&sources, &[source], Settings::default());
    is_in_order(&corpus.reports[0], text);
}

/// Every character of a view leads to whole characters of its source, these do not run back, and they lead back to it, or
/// to the first of the characters that stand for them together. Every character of the source leads to one of the view.
pub(crate) fn leads_there_and_back(view: &TextView, text: &str) {
    let start_of = |at: usize| {
        let len = view.as_str()[at..].chars().next().map_or(0, char::len_utf8);
        view.span(Extent::new(at, at + len))
    };
    let mut before = 0;
    for (at, c) in view.as_str().char_indices() {
        let span = start_of(at);
        whole(text, span.range());
        assert!(span.start >= before, "{c:?} at {at} runs back");
        before = span.start;
        if span.start == span.end {
            // A blank line between two blocks, which no byte of the source stands for.
            continue;
        }
        let back = view.to_view(span.start) as usize;
        assert!(back <= at, "{c:?} at {at}");
        assert_eq!(start_of(back), span, "{c:?} at {at}");
    }
    let mut before = 0;
    for (at, _) in text.char_indices() {
        let seen = view.to_view(at as u32) as usize;
        assert!(view.as_str().is_char_boundary(seen) && seen >= before);
        before = seen;
    }
}

/// Blocks, their sentences, and the words and numbers of these stand in the order of the text, inside what holds them.
pub(crate) fn is_in_order(report: &Report, text: &str) {
    let document = &report.document;
    let inside = |outer: Extent, inner: Extent| {
        whole(document.view.as_str(), inner.range());
        whole(text, document.place(inner).span.range());
        assert!(outer.contains(inner), "{inner:?} of {outer:?}");
    };
    let whole_view = Extent::new(0, document.view.len());
    let mut end = 0;
    let mut sentences = 0;
    for block in &document.blocks {
        inside(whole_view, block.extent);
        assert!(block.extent.start >= end, "blocks run back");
        end = block.extent.end;
        assert_eq!(block.sentences().start, sentences);
        sentences = block.sentences().end;
        let mut end = block.extent.start;
        for id in block.sentences() {
            let sentence = document.sentences[id].extent;
            inside(block.extent, sentence);
            assert!(sentence.start >= end, "sentences run back");
            end = sentence.end;
            let mut end = sentence.start;
            for token in report.tokens(id) {
                inside(
                    sentence,
                    Extent {
                        start: token.start,
                        end: token.end(),
                    },
                );
                assert!(token.start >= end, "words run back");
                end = token.end();
            }
            assert!(
                report
                    .quantities(id)
                    .is_sorted_by_key(factlint::quantity::Quantity::start)
            );
            assert!(
                report
                    .mentions(id)
                    .is_sorted_by_key(factlint::period::Mention::start)
            );
        }
    }
    assert_eq!(document.sentences.len(), sentences);
    for inline in &document.inlines {
        inside(whole_view, inline.extent);
        whole(text, inline.span.range());
    }
    let comments = document.comments.iter().map(|comment| comment.span);
    let values = document.front_matter.iter().map(|entry| entry.span);
    comments
        .chain(values)
        .for_each(|span| whole(text, span.range()));
}

/// Two reports, checked against each other by all rules, and shown in every format.
pub(crate) fn reports(bytes: &[u8]) {
    let text = text(bytes);
    let half = text.floor_char_boundary(text.len() / 2);
    let names = ["2020.md", "2021.txt", "2022.html"];
    let texts = [&text[..half], &text[half..], &text];
    let pairs = names.into_iter().zip(texts);
    let Ok(checked) = factlint::lint_texts(pairs, []) else {
        panic!("the rules of factlint are none");
    };
    outcome(&checked);
}

/// What must hold of any outcome.
pub(crate) fn outcome(checked: &Checked) {
    let Checked { sources, outcome } = checked;
    let mut prints = BTreeSet::new();
    for finding in &outcome.findings {
        assert!(prints.insert(&finding.fingerprint), "one fingerprint twice");
        places(&finding.detection, sources);
    }
    every_format(outcome, sources);
}

fn every_format(outcome: &Outcome, sources: &Sources) {
    for format in [
        render::Format::Pretty,
        render::Format::Brief,
        render::Format::Json,
        render::Format::Github,
        render::Format::Sarif,
    ] {
        let options = Options {
            format,
            ..Options::default()
        };
        let mut out = Vec::new();
        render::outcome(outcome, sources, &options, &mut out).expect("memory to write into");
        let out = String::from_utf8(out).expect("UTF-8");
        assert!(!out.contains('\u{1b}'), "an escape sequence in {format:?}");
    }
}

fn places(detection: &Detection, sources: &Sources) {
    let labels = std::iter::once(&detection.primary).chain(&detection.related);
    let edits = detection.fix.iter().flat_map(Fix::edits);
    let places = labels
        .map(|label| label.place)
        .chain(edits.map(|edit| edit.place));
    for Place { source, span } in places {
        whole(sources.get(source).text(), span.range());
    }
}

/// A line as numbers and dates.
pub(crate) fn quantities(bytes: &[u8]) {
    let text = text(bytes);
    for quantity in quantity::read(&text) {
        whole(&text, quantity.outer_start()..quantity.start());
        whole(&text, quantity.start()..quantity.end());
        whole(&text, quantity.end()..quantity.outer_end());
        // A number agrees with itself, whatever it is.
        let values = &quantity.values;
        assert!(!matches!(
            values.compare(values),
            quantity::Comparison::Disjoint { .. }
        ));
    }
    for mention in period::read(&text) {
        whole(&text, mention.start()..mention.end());
    }
}

/// A phrase on the first line, and a text that it is looked for in.
pub(crate) fn phrase(bytes: &[u8]) {
    let text = text(bytes);
    let (written, text) = text
        .split_once('\n')
        .unwrap_or((&text, "The guild has 12 members."));
    let Ok(phrase) = Phrase::new(written) else {
        return;
    };
    let tokens = word::tokens(text);
    let quantities = quantity::read(text);
    let mentions = period::read(text);
    let found = phrase.find(&SentenceView {
        text,
        tokens: &tokens,
        quantities: &quantities,
        mentions: &mentions,
    });
    let mut end = 0;
    for found in found {
        whole(text, found.range.clone());
        assert!(found.range.start >= end, "matches overlap");
        end = found.range.end;
    }
}

/// Fails if what is wrong with a file cannot be shown.
fn shown(sources: &Sources, errors: &[factlint::yaml::YamlError]) {
    assert!(!errors.is_empty(), "an error without a message");
    for error in errors {
        let place = error.primary.place;
        whole(sources.get(place.source).text(), place.span.range());
    }
    let mut out = Vec::new();
    render::rule_errors(errors, sources, &Options::default(), &mut out).expect("memory");
}

fn file(text: &str) -> (Sources, SourceId) {
    let mut sources = Sources::default();
    let source = sources.add("file.yaml", text).expect("a small text");
    (sources, source)
}

/// A file of rules.
pub(crate) fn rules(bytes: &[u8]) {
    let (sources, source) = file(&text(bytes));
    if let Err(errors) = rule::load(&sources, &[(source, Origin::User)]) {
        shown(&sources, &errors);
    }
}

/// A file of settings.
pub(crate) fn settings(bytes: &[u8]) {
    let (sources, source) = file(&text(bytes));
    if let Err(errors) = Config::read(sources.get(source).text(), source) {
        shown(&sources, &errors);
    }
}

/// A baseline.
pub(crate) fn baseline(bytes: &[u8]) {
    let (sources, source) = file(&text(bytes));
    match Baseline::read(sources.get(source).text(), source) {
        Err(error) => shown(&sources, &[error]),
        Ok(baseline) => {
            let none: Vec<Finding> = Vec::new();
            assert!(
                baseline
                    .sift(none, std::iter::empty(), true, &sources)
                    .kept
                    .is_empty()
            );
        }
    }
}

/// A run that was kept, as bytes of its file; or a little damage to one that was: whatever fits the texts can be shown.
pub(crate) fn cache(bytes: &[u8]) {
    static RUN: LazyLock<Checked> = LazyLock::new(|| {
        let text = "The the guild has 9 seats. The guild has 8 seats.";
        factlint::lint_texts([("2020.md", text)], []).expect("the rules of factlint")
    });
    let Checked { sources, outcome } = &*RUN;
    let whole = factlint::cache::encode(outcome).expect("memory");
    let mut damaged = whole.clone();
    for change in bytes.chunks_exact(3) {
        let at = usize::from(u16::from_le_bytes([change[0], change[1]])) % damaged.len();
        damaged[at] = change[2];
    }
    for kept in [bytes, &damaged] {
        if let Some(outcome) = factlint::cache::decode(kept, sources) {
            every_format(&outcome, sources);
        }
    }
    let again = factlint::cache::decode(&whole, sources);
    assert_eq!(again.as_ref(), Some(outcome));
}

/// A file of data that rules are tied to, in each format.
pub(crate) fn data(bytes: &[u8]) {
    const PINNED: &str = "version: 1\nrules:\n";
    let text = text(bytes);
    for (file, key) in [
        ("a.csv", "key: '{year}', column: members"),
        ("a.csv", "key: all, column: members"),
        ("a.json", "key: 'guild.{year}'"),
        ("a.yaml", "key: guild.0, column: members"),
    ] {
        let rule = format!(
            "{PINNED}  - id: a\n    summary: b\n    severity: error\n    check:\n      metric:\n        measure: members\n        \
             phrases: ['{{value}} members']\n        pin: {{file: {file}, {key}}}\n    flag: [{{fault: values-disagree, at: a, reports: {{2020.md: a}}}}]\n    pass: [{{reports: {{2020.md: \
             a}}}}]\n"
        );
        let (mut sources, source) = self::file(&rule);
        let mut rules = match rule::load_to_lint(&sources, &[(source, Origin::User)]) {
            Ok(rules) => rules,
            Err(errors) => panic!("{errors:?}"),
        };
        let read = sources.add(file, text.as_str()).expect("a small text");
        let data = [(source, file.to_owned(), Ok(read))];
        if let Err(errors) = rule::tie(&mut rules, &data, &sources) {
            shown(&sources, &errors);
            continue;
        }
        let report = "The guild had 9 members in 2020 and 1,500 members in 2021.";
        let report = sources.add("2021.md", report).expect("a small text");
        let outcome = lint::run(&sources, &[report], &rules, &Policy::default());
        self::outcome(&Checked { sources, outcome });
    }
}

/// Two reports, mended.
pub(crate) fn fixes(bytes: &[u8]) {
    let text = text(bytes);
    let half = text.floor_char_boundary(text.len() / 2);
    let reports = [("2020.md", &text[..half]), ("2021.txt", &text[half..])];
    let reports = reports.map(|(name, text)| (name.to_owned(), text.to_owned()));
    for applied in [Applied::Safe, Applied::Any] {
        let mending = Mending::of(&reports, applied);
        mending.changes_its_edits_only();
        mending.has_a_diff_that_fits();
        assert_eq!(
            Mending::of(&mending.texts(), applied).texts(),
            mending.texts()
        );
    }
}

/// Reports that were mended as `--fix` or `--unsafe-fixes` does.
pub(crate) struct Mending {
    sources: Sources,
    ids: Vec<SourceId>,
    old: Vec<(String, String)>,
    mended: Mended,
    /// What was found at first, and after each round.
    found: Vec<Vec<Finding>>,
}

impl Mending {
    pub(crate) fn of(reports: &[(String, String)], applied: Applied) -> Mending {
        let named = reports
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()));
        let (mut sources, ids) = desk(named);
        let open: BTreeSet<SourceId> = ids.iter().copied().collect();
        let found = RefCell::new(Vec::new());
        let lint = |sources: &Sources| {
            let outcome = lint::run(sources, &ids, &RULES, &Policy::default());
            found.borrow_mut().push(outcome.findings.clone());
            outcome
        };
        let mended = fix::mend(&mut sources, &open, applied, Severity::Warning, &lint);
        Mending {
            mended: mended.expect("small texts"),
            old: reports.to_owned(),
            found: found.into_inner(),
            sources,
            ids,
        }
    }

    /// The names of the reports and their new texts.
    pub(crate) fn texts(&self) -> Vec<(String, String)> {
        let new = self.ids.iter().map(|id| self.sources.get(*id));
        new.map(|source| (source.name().to_owned(), source.text().to_owned()))
            .collect()
    }

    /// What stands between the changes stands there still, and each change of the first round is where a fix of that
    /// round has an edit.
    pub(crate) fn changes_its_edits_only(&self) {
        for (id, (_, old)) in self.ids.iter().zip(&self.old) {
            let new = self.sources.get(*id).text();
            let Some(before) = self.mended.before.get(id) else {
                assert_eq!(new, old);
                continue;
            };
            assert_eq!(&before.text, old);
            let (mut in_old, mut in_new) = (0, 0);
            for change in &before.changes {
                assert_eq!(
                    &old[in_old..change.old.start],
                    &new[in_new..change.new.start]
                );
                (in_old, in_new) = (change.old.end, change.new.end);
            }
            assert_eq!(&old[in_old..], &new[in_new..]);
            if let [first, _] = &self.found[..] {
                let fixes = first
                    .iter()
                    .filter_map(|finding| finding.detection.fix.as_ref());
                let edits: Vec<&Edit> = fixes
                    .flat_map(Fix::edits)
                    .filter(|edit| edit.place.source == *id)
                    .collect();
                for change in &before.changes {
                    let is_edit = |edit: &&Edit| {
                        edit.place.span.range() == change.old
                            && edit.replacement == new[change.new.clone()]
                    };
                    assert!(edits.iter().any(is_edit), "{change:?}");
                }
            }
        }
    }

    /// The diff of the reports makes the old texts the new ones.
    pub(crate) fn has_a_diff_that_fits(&self) {
        let mut diff = Vec::new();
        render::diff(
            &self.mended.before,
            &self.sources,
            &Options::default(),
            &mut diff,
        )
        .expect("memory");
        let mut diff = String::from_utf8(diff).expect("UTF-8");
        for (id, before) in self.mended.before.iter().rev() {
            let source = self.sources.get(*id);
            let head = format!("--- {0}\n+++ {0}\n", source.name());
            let at = diff.rfind(&head).expect("the head of a report");
            let body = diff.split_off(at);
            assert_eq!(patched(&before.text, &body[head.len()..]), source.text());
        }
        assert_eq!(diff, "");
    }
}

/// A text after the hunks of a unified diff, which must fit it.
fn patched(old: &str, hunks: &str) -> String {
    let lines: Vec<&str> = old.split_inclusive('\n').collect();
    let mut new = String::new();
    let mut at = 0;
    let mut hunks = hunks.split_inclusive('\n').peekable();
    while let Some(line) = hunks.next() {
        if let Some(range) = line.strip_prefix("@@ -") {
            let (start, rest) = range.split_once([',', ' ']).expect("a range");
            let is_empty = rest.starts_with("0 ");
            let start = start.parse::<usize>().expect("a number") - usize::from(!is_empty);
            new.extend(lines[at..start].iter().copied());
            at = start;
            continue;
        }
        let (sign, text) = line.split_at(1);
        let ends = hunks.next_if(|line| line.starts_with('\\')).is_none();
        let text = if ends {
            text
        } else {
            text.trim_end_matches('\n')
        };
        if sign != "+" {
            assert_eq!(text, lines[at]);
            at += 1;
        }
        if sign != "-" {
            new.push_str(text);
        }
    }
    new.extend(lines[at..].iter().copied());
    new
}

/// Two drafts: their ledgers and what they differ in, why each of their first lines is as it is, and rules proposed for
/// them, which hold their own examples.
pub(crate) fn commands(bytes: &[u8]) {
    const LINES: usize = 6;
    let text = text(bytes);
    let half = text.floor_char_boundary(text.len() / 2);
    let drafts = [&text[..half], &text[half..], &text];
    let names = ["2020.md", "2021.txt", "2022.html"];
    let (mut sources, ids) = desk(names.into_iter().zip(drafts));
    let read = |ids: &[SourceId]| {
        let corpus = Corpus::read(&sources, ids, Settings::default());
        let ledger = Ledger::of(&corpus);
        (corpus, ledger)
    };
    let mut out = Vec::new();
    let (old, new) = (read(&ids[..1]), read(&ids[1..2]));
    let drafts = ((&old.0, &old.1), (&new.0, &new.1));
    let difference = Difference::of(drafts.0, drafts.1);
    render::difference(&difference, drafts, &sources, &mut out).expect("memory");
    render::difference_json(&difference, drafts, &sources, &mut out).expect("memory");
    assert!(Difference::of(drafts.0, drafts.0).is_empty());

    let (corpus, ledger) = read(&ids);
    let policy = Policy::default();
    let (outcome, agreed) = lint::lint(&corpus, &ledger, &RULES, &policy, &sources);
    let statuses = statuses(&corpus, &ledger, (&outcome, &agreed));
    let stated = Unnumbered::of(&corpus);
    let of_each = of_unnumbered(&corpus, &stated, (&outcome, &agreed));
    let unnumbered: Vec<_> = stated.into_iter().zip(of_each).collect();
    let read = (&corpus, &ledger, &sources);
    for format in [LedgerFormat::Table, LedgerFormat::Csv, LedgerFormat::Json] {
        render::ledger(read, &statuses, &unnumbered, &|_, _| true, format, &mut out)
            .expect("memory");
    }
    let (trails, void) = trails(read, &RULES, &policy, None);
    let run = Run {
        corpus: &corpus,
        ledger: &ledger,
        sources: &sources,
        statuses: &statuses,
        trails: &trails,
        void: &void,
    };
    for (source, line) in ids.iter().flat_map(|id| (0..LINES).map(|line| (*id, line))) {
        if line < sources.get(source).line_starts().len() {
            let answer = run.answer(Question {
                source,
                line,
                offset: None,
            });
            render::why(&answer, run, &Options::default(), &mut out).expect("memory");
            render::why_json(&answer, run, &mut out).expect("memory");
        }
    }
    let out = String::from_utf8(out).expect("UTF-8");
    assert!(!out.contains('\u{1b}'), "an escape sequence");
    let proposed = suggest::rules(&corpus, &ledger, &mut sources).expect("small texts");
    let proposed = suggest::file("", &proposed);
    let source = sources
        .add("proposed.yaml", proposed)
        .expect("a small text");
    if sources.get(source).text().contains("- id: ") {
        let rules = match rule::load(&sources, &[(source, Origin::User)]) {
            Ok(rules) => rules,
            Err(errors) => panic!("{errors:?}"),
        };
        let places = rule::Places::new(&sources);
        for rule in &rules {
            let failures = examples::run(rule, &places).expect("small texts");
            assert!(failures.is_empty(), "{failures:?}");
        }
    }
}

/// A suppression before a paragraph that needs one.
pub(crate) fn suppressions(bytes: &[u8]) {
    let text = format!(
        "<!-- factlint-{} -->\n\nThe the guild has 9 seats. The guild has 8 seats.\n",
        text(bytes)
    );
    let Ok(checked) = factlint::lint_texts([("2020.md", text.as_str())], []) else {
        panic!("the rules of factlint are none");
    };
    outcome(&checked);
}
