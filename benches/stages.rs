//! How long each stage takes on a megabyte of reports: `cargo bench --bench stages`, or some of them with a part of their
//! names behind it.

mod corpora;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use factlint::check::{Context, Hits};
use factlint::claim::Ledger;
use factlint::config::Policy;
use factlint::corpus::{Corpus, Settings};
use factlint::finding::Severity;
use factlint::render::{self, Format, Options};
use factlint::rule::{self, Rule};
use factlint::source::{SourceId, Sources};
use factlint::{document, lint, quantity, word};

fn main() {
    divan::main();
}

/// Reports and rules, not yet read.
struct Made {
    sources: Sources,
    reports: Vec<SourceId>,
    rules: Vec<Rule>,
    bytes: usize,
}

impl Made {
    fn new() -> Made {
        Made::of(corpora::reports(1_000_000, 15))
    }

    fn of(files: Vec<corpora::File>) -> Made {
        let mut sources = Sources::default();
        let bytes = files.iter().map(|file| file.text.len()).sum();
        let reports = files
            .into_iter()
            .map(|file| sources.add(file.path, file.text));
        let reports = reports.collect::<Result<_, _>>().expect("small reports");
        let files = rule::core(&mut sources).expect("small rules");
        let rules = rule::load(&sources, &files).expect("the core rules");
        Made {
            sources,
            reports,
            rules,
            bytes,
        }
    }

    fn corpus(&self) -> Corpus {
        Corpus::read(&self.sources, &self.reports, Settings::default())
    }

    fn hits(&self, corpus: &Corpus) -> Hits {
        let phrases = self
            .rules
            .iter()
            .flat_map(|rule| rule.check.check().phrases());
        Hits::gather(corpus, phrases)
    }

    fn texts(&self) -> impl Iterator<Item = (SourceId, &str)> {
        self.reports
            .iter()
            .map(|id| (*id, self.sources.get(*id).text()))
    }
}

/// Bytes to blocks and sentences.
#[divan::bench]
fn documents(bencher: Bencher<'_, '_>) {
    let made = Made::new();
    bencher.counter(BytesCount::new(made.bytes)).bench(|| {
        for (id, text) in made.texts() {
            black_box(document::read(id, "2020.md", text));
        }
    });
}

#[divan::bench]
fn words(bencher: Bencher<'_, '_>) {
    let made = Made::new();
    bencher.counter(BytesCount::new(made.bytes)).bench(|| {
        made.texts()
            .map(|(_, text)| word::tokens(text).len())
            .sum::<usize>()
    });
}

#[divan::bench]
fn quantities(bencher: Bencher<'_, '_>) {
    let made = Made::new();
    let documents: Vec<_> = made
        .texts()
        .map(|(id, text)| document::read(id, "2020.md", text))
        .collect();
    bencher.counter(BytesCount::new(made.bytes)).bench(|| {
        for document in &documents {
            for sentence in &document.sentences {
                black_box(quantity::read(&document.view[sentence.extent]));
            }
        }
    });
}

/// Documents, words, quantities and dates, and how the corpus writes its words.
#[divan::bench]
fn corpus(bencher: Bencher<'_, '_>) {
    let made = Made::new();
    bencher
        .counter(BytesCount::new(made.bytes))
        .bench(|| made.corpus());
}

/// Claims and their join.
#[divan::bench]
fn ledger(bencher: Bencher<'_, '_>) {
    over_corpus(bencher, |_, corpus| Ledger::of(corpus));
}

/// Where the phrases of the rules stand.
#[divan::bench]
fn phrases(bencher: Bencher<'_, '_>) {
    over_corpus(bencher, Made::hits);
}

/// Measures what is made of a corpus that is read.
fn over_corpus<T>(bencher: Bencher<'_, '_>, make: impl Fn(&Made, &Corpus) -> T + Sync) {
    let made = Made::new();
    let corpus = made.corpus();
    bencher
        .counter(BytesCount::new(made.bytes))
        .bench(|| make(&made, &corpus));
}

/// One check at a time, of those that come with factlint.
#[divan::bench(args = CHECKS)]
fn check(bencher: Bencher<'_, '_>, id: &str) {
    let made = Made::new();
    let corpus = made.corpus();
    let (ledger, hits) = (Ledger::of(&corpus), made.hits(&corpus));
    let rule = made
        .rules
        .iter()
        .find(|rule| rule.id == id)
        .expect("a core rule");
    bencher.counter(BytesCount::new(made.bytes)).bench(|| {
        let mut context = Context::new(&corpus, &ledger, &made.sources, &hits);
        rule.check.check().steps(&context).run(&mut context);
        context.into_results()
    });
}

const CHECKS: &[&str] = &[
    "carried-over",
    "count-off",
    "date-disagrees",
    "growth-off",
    "list-missing",
    "listed-twice",
    "name-varies",
    "paragraph-repeated",
    "placeholder-left",
    "punctuation-odd",
    "sentence-cut",
    "sequence-broken",
    "share-off",
    "term-varies",
    "total-fell",
    "total-off",
    "typo",
    "values-disagree",
    "word-repeated",
    "year-stale",
];

#[divan::bench(args = ["pretty", "brief", "json", "github", "sarif"])]
fn render(bencher: Bencher<'_, '_>, format: &str) {
    let made = Made::of(corpora::findings(2000));
    let outcome = lint::run(
        &made.sources,
        &made.reports,
        &made.rules,
        &Policy::default(),
    );
    let options = Options {
        format: match format {
            "pretty" => Format::Pretty,
            "brief" => Format::Brief,
            "json" => Format::Json,
            "github" => Format::Github,
            _ => Format::Sarif,
        },
        min_severity: Severity::Note,
        ..Options::default()
    };
    bencher
        .counter(divan::counter::ItemsCount::new(outcome.findings.len()))
        .bench(|| {
            let mut out = Vec::new();
            render::outcome(&outcome, &made.sources, &options, &mut out)
                .expect("memory takes everything");
            out
        });
}

/// All of it, on inputs of many kinds.
#[divan::bench(args = [
    "reports", "line", "numbers", "paragraphs", "names", "near", "findings", "running-on", "rules"
])]
fn whole(bencher: Bencher<'_, '_>, kind: &str) {
    let made = match kind {
        "reports" => Made::new(),
        "line" => Made::of(corpora::one_line(1_000_000)),
        "numbers" => Made::of(corpora::many_numbers(25_000)),
        "paragraphs" => Made::of(corpora::equal_paragraphs(10_000)),
        "names" => Made::of(corpora::name_list(50_000)),
        "near" => Made::of(corpora::near_names(25_000)),
        "findings" => Made::of(corpora::findings(25_000)),
        "running-on" => Made::of(corpora::running_on(1_000_000)),
        _ => with_rules(1000),
    };
    bencher.counter(BytesCount::new(made.bytes)).bench(|| {
        lint::run(
            &made.sources,
            &made.reports,
            &made.rules,
            &Policy::default(),
        )
    });
}

/// Reports under so many rules more.
fn with_rules(count: usize) -> Made {
    let mut made = Made::new();
    let text = corpora::rules(count);
    let id = made.sources.add("rules.yaml", text).expect("small rules");
    made.rules
        .extend(rule::load(&made.sources, &[(id, rule::Origin::User)]).expect("rules"));
    made
}
