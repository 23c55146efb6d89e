//! Every reader of bytes, with what must hold of whatever it reads. The fuzz targets of `fuzz/` and the tests of
//! `tests/inputs.rs` run these.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use factlint::Checked;
use factlint::config::Config;
use factlint::document::{self, Document, Extent, Format};
use factlint::finding::{Detection, Finding, Fix};
use factlint::lint::Outcome;
use factlint::pattern::{Phrase, SentenceView};
use factlint::period;
use factlint::quantity;
use factlint::render::{self, Options};
use factlint::rule::{self, Origin};
use factlint::source::{Encoding, Place, SourceId, Sources};
use factlint::suppress::Baseline;
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
];

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
    let view = document.view.as_str();
    let at = |extent: Extent| {
        whole(view, extent.start as usize..extent.end as usize);
        whole(text, document.place(extent).span.range());
    };
    document.blocks.iter().for_each(|block| at(block.extent));
    document.inlines.iter().for_each(|inline| at(inline.extent));
    let mut end = 0;
    for sentence in &document.sentences {
        at(sentence.extent);
        assert!(sentence.extent.start >= end, "sentences run back");
        end = sentence.extent.end;
        each_character_has_a_place(&document, sentence.extent, text);
    }
}

/// Every character of the view leads to whole characters of the source, and these do not run back.
fn each_character_has_a_place(document: &Document, extent: Extent, text: &str) {
    let mut before = 0;
    for (at, c) in document.view[extent].char_indices() {
        let start = extent.start as usize + at;
        let span = document
            .place(Extent::new(start, start + c.len_utf8()))
            .span;
        whole(text, span.range());
        assert!(span.start >= before, "{c:?} at {start} runs back");
        before = span.start;
    }
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
        whole(&text, quantity.outer_start..quantity.start);
        whole(&text, quantity.start..quantity.end);
        whole(&text, quantity.end..quantity.outer_end);
        // A number agrees with itself, whatever it is.
        let values = &quantity.values;
        assert!(!matches!(
            values.compare(values),
            quantity::Comparison::Disjoint { .. }
        ));
    }
    for mention in period::read(&text) {
        whole(&text, mention.start..mention.end);
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
