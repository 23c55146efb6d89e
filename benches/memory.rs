//! How much memory is held behind each stage: `cargo run --release --example memory -- FOLDER`, one thread, all files of the
//! folder. What a stage takes and gives back is not in it; the peak of a whole process is measured from outside.

#![expect(
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "a program says what it measured, and what is wrong"
)]

use std::alloc::System;
use std::path::Path;
use std::process::ExitCode;

use cap::Cap;
use factlint::claim::Ledger;
use factlint::config::Policy;
use factlint::corpus::{Corpus, Settings};
use factlint::source::Sources;
use factlint::{lint, rule};
use ignore::WalkBuilder;

#[global_allocator]
static HEAP: Cap<System> = Cap::new(System, usize::MAX);

fn main() -> ExitCode {
    let Some(folder) = std::env::args().nth(1) else {
        eprintln!("usage: memory FOLDER");
        return ExitCode::from(2);
    };
    match measure(Path::new(&folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{folder}: {error}");
            ExitCode::from(2)
        }
    }
}

/// Prints the bytes that are held by each stage, a line each.
fn measure(folder: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let mut sources = Sources::default();
    let files = rule::core(&mut sources)?;
    let rules = rule::load(&sources, &files).map_err(|_| "the core rules are none")?;
    let mut held = HEAP.allocated();
    let mut tell = |stage: &str| {
        let now = HEAP.allocated();
        println!("{stage} {}", now.saturating_sub(held));
        held = now;
    };
    let mut reports = Vec::new();
    let mut largest = 0;
    for entry in WalkBuilder::new(folder).sort_by_file_name(Ord::cmp).build() {
        let entry = entry?;
        if !entry.file_type().is_some_and(|kind| kind.is_file()) {
            continue;
        }
        let text = std::fs::read_to_string(entry.path())?;
        largest = largest.max(text.len());
        reports.push(sources.add(entry.path().to_string_lossy(), text)?);
    }
    tell("texts");
    println!("largest {largest}");
    let before = HEAP.allocated();
    let corpus = Corpus::read(&sources, &reports, Settings::default());
    tell("corpus");
    let read = HEAP.allocated() - before;
    let ledger = Ledger::of(&corpus);
    tell("ledger");
    drop((corpus, ledger));
    // The program goes on to hold what was read, but for the claims, which no rule asks for again; what it finds comes on top.
    let before = HEAP.allocated();
    let _outcome = lint::run_last(&sources, &reports, &rules, &Policy::default(), None);
    let all = HEAP.allocated() - before;
    println!("outcome {}", all.saturating_sub(read));
    Ok(())
}
