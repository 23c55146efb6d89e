//! What a store keeps of reports: a run that is told of it what was read before says what a run that reads everything says,
//! and reads only what has changed.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use factlint::claim::{Clues, KeptClaims, ReportClaims};
use factlint::config::Policy;
use factlint::corpus::{Corpus, Settings};
use factlint::lint;
use factlint::rule::{self, Rule};
use factlint::source::{SourceId, Sources};
use factlint::store::{Key, Store};
use proptest::prelude::*;

/// A store that forgets everything when the test ends.
#[derive(Default)]
struct Memory {
    kept: Mutex<BTreeMap<Key, Vec<u8>>>,
    /// What is cut off of everything that it gives.
    lost: usize,
}

impl Memory {
    fn len(&self) -> usize {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.len()
    }
}

impl Store for Memory {
    fn get(&self, key: Key) -> Option<Vec<u8>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let bytes = kept.get(&key)?;
        Some(bytes[..bytes.len().saturating_sub(self.lost)].to_owned())
    }

    fn put(&self, key: Key, bytes: &[u8]) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.insert(key, bytes.to_owned());
    }
}

/// Reports and the rules of factlint.
struct Desk {
    sources: Sources,
    reports: Vec<SourceId>,
    rules: Vec<Rule>,
}

impl Desk {
    fn of(texts: &BTreeMap<String, String>) -> Desk {
        let mut sources = Sources::default();
        let reports = texts.iter().map(|(name, text)| {
            let added = sources.add(name, text.as_str());
            added.expect("a small text")
        });
        let reports = reports.collect();
        let files = rule::core(&mut sources).expect("the rules of factlint");
        let rules = rule::load_to_lint(&sources, &files).expect("the rules of factlint");
        Desk {
            sources,
            reports,
            rules,
        }
    }

    fn lint(&self, store: Option<&dyn Store>) -> lint::Outcome {
        let (sources, policy) = (&self.sources, Policy::default());
        lint::run_last(sources, &self.reports, &self.rules, &policy, store)
    }

    /// All that is read of the reports, and their claims.
    fn read(&self, store: Option<&dyn Store>) -> String {
        let corpus = Corpus::read_with(&self.sources, &self.reports, Settings::default(), store);
        let clues = Clues::of(&corpus);
        let kept = store.map(|store| KeptClaims::of(&corpus, &clues, store));
        let reports = corpus.reports.iter().enumerate();
        let claims = reports.map(|(id, report)| {
            let source = self.sources.get(report.document.source);
            let read = || ReportClaims::of(&corpus.open(id), &clues, id);
            match &kept {
                Some(kept) => kept.or_read(kept.key(&corpus, id, source), &corpus, id, read),
                None => read(),
            }
        });
        let claims: Vec<ReportClaims> = claims.collect();
        let reports: Vec<_> = corpus.reports.iter().collect();
        format!("{reports:#?} {claims:#?}")
    }
}

/// Pieces of reports: statements that agree and that do not, slips, names, dates, tables, code, marks of each format.
const PIECES: [&str; 34] = [
    "The guild has 1,500 members.",
    "The guild has 2,500 members, up 12% from 2,000 in 2021.",
    "More than half of the 40 bakers joined in May.",
    "There are three bakers: Ann, Bo and Cy.",
    "Of 120 loaves, 30 were rye, which is 30%.",
    "The the oven was mended.",
    "We recieved two letters.",
    "\n\n# Bread 2021\n\n",
    "\n\n## The fair of May 2022\n\n",
    "\n\n* rye\n* oats\n* rye\n\n",
    "\n\n| Town | Stalls |\n|---|---|\n| Lund | 12 |\n| Ystad | 30 |\n| Total | 43 |\n\n",
    "\n\n```\nbake --at 220\n```\n\n",
    "Use `bake(220)` or [the plan](https://example.org/a_b).",
    "\n\n",
    "On Monday, 3 May 2022 the Harbour Guild met.",
    "The Coast Guild (formerly the Harbour Guild) met twice.",
    "The fair was held in Lund, on 5 June 2022.",
    "The fair was held in Ystad, on 6 June 2022.",
    "Both ovens cost $1.2 million, or about €1.1 million.",
    "The 3rd fair was in May, and the 5th in June.",
    "Barley 2 sold well. Barley 2 was liked. Barley 2 is back.",
    "Oslo is a town. In Oslo, stalls are rare. May Oslo thrive.",
    "See [to be confirmed].",
    "The oven (which is new was mended.",
    "<p>A page of <b>12</b> loaves &amp; rolls.</p>",
    "\n---\ntitle: Bread\n---\n",
    "In total 43 stalls stood in 2 towns.",
    "By 2023 we plan to have 9 ovens.",
    "Last year the guild had 1,400 members.",
    "<!-- factlint-ignore -->",
    "bread\u{a0}and\u{ad}rolls ½ dozen",
    " ",
    "Since 2019 the guild has met every week, 52 times a year, and 48 of these were well attended by all of the bakers.",
    "Since 2019 the guild has met every week, 52 times a year, and 49 of these were well attended by all of the bakers.",
];

const NAMES: [&str; 5] = [
    "2021.md",
    "2022.md",
    "2023.txt",
    "notes.html",
    "log/2022.md",
];

/// A piece put into one of the reports, or taken out of it, at a place.
#[derive(Debug, Clone)]
struct Change {
    name: &'static str,
    piece: Option<&'static str>,
    place: prop::sample::Index,
}

fn change() -> impl Strategy<Value = Change> {
    let piece = prop::option::weighted(0.8, prop::sample::select(&PIECES[..]));
    let place = any::<prop::sample::Index>();
    (prop::sample::select(&NAMES[..]), piece, place).prop_map(|(name, piece, place)| Change {
        name,
        piece,
        place,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn over_many_edits_what_was_kept_is_what_would_be_read(
        first in prop::collection::vec(change(), 12..40),
        changes in prop::collection::vec(change(), 1..6),
    ) {
        let store = Memory::default();
        let mut pieces: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let mut apply = |Change { name, piece, place }: Change| {
            let own = pieces.entry(name).or_default();
            match piece {
                Some(piece) => own.insert(place.index(own.len() + 1), piece),
                None if own.is_empty() => {}
                None => drop(own.remove(place.index(own.len()))),
            }
            let texts = pieces.iter().map(|(name, own)| ((*name).to_owned(), own.join(" ")));
            Desk::of(&texts.collect())
        };
        for change in first {
            apply(change);
        }
        for change in changes {
            let desk = apply(change);
            // Twice: of all that is kept, and of what is kept but for the report that changed.
            for _ in 0..2 {
                prop_assert_eq!(desk.lint(Some(&store)), desk.lint(None));
                prop_assert_eq!(desk.read(Some(&store)), desk.read(None));
            }
        }
    }
}

fn texts() -> BTreeMap<String, String> {
    let texts = NAMES.iter().enumerate().map(|(at, name)| {
        let pieces = PIECES.iter().skip(at).step_by(2);
        let text = pieces.copied().collect::<Vec<_>>().join(" ");
        ((*name).to_owned(), text)
    });
    texts.collect()
}

#[test]
fn only_what_changed_is_read() {
    /// What is read of a report, its claims, and what was found in it.
    const OF_REPORT: usize = 3;
    let (store, mut texts) = (Memory::default(), texts());
    let outcome = Desk::of(&texts).lint(Some(&store));
    assert!(!outcome.findings.is_empty());
    assert_eq!(store.len(), texts.len() * OF_REPORT);
    assert_eq!(Desk::of(&texts).lint(Some(&store)), outcome);
    assert_eq!(store.len(), texts.len() * OF_REPORT, "nothing has changed");
    texts
        .entry("2022.md".to_owned())
        .or_default()
        .push_str(" It has 7 doors.");
    Desk::of(&texts).lint(Some(&store));
    assert_eq!(store.len(), (texts.len() + 1) * OF_REPORT);
    // Before all others: the numbers of their sources change.
    texts.insert("2020.md".to_owned(), "It has 8 doors.".to_owned());
    let desk = Desk::of(&texts);
    assert_eq!(desk.lint(Some(&store)), desk.lint(None));
    assert_eq!(store.len(), (texts.len() + 1) * OF_REPORT);
}

#[test]
fn what_is_cut_off_is_read_again() {
    let texts = texts();
    let desk = Desk::of(&texts);
    let outcome = desk.lint(None);
    for lost in [1, 9, 100, usize::MAX] {
        let store = Memory {
            lost,
            ..Memory::default()
        };
        assert_eq!(desk.lint(Some(&store)), outcome);
        assert_eq!(desk.lint(Some(&store)), outcome, "without {lost} bytes");
    }
}
