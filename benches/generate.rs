//! Writes a corpus to measure on into a folder: `cargo run --release --example generate -- KIND SIZE FOLDER`.

#![expect(clippy::print_stderr, reason = "a program says what is wrong")]

mod corpora;

use std::path::Path;
use std::process::ExitCode;

use corpora::File;

const USAGE: &str = "usage: generate KIND SIZE FOLDER

KIND and what SIZE counts:
  reports     megabytes of annual reports, 67 KB each
  report      megabytes, in one report
  line        megabytes, in one line
  numbers     numbers with their nouns
  paragraphs  paragraphs with the same words
  names       people in one list
  near        names that differ by a letter
  findings    slips
  running-on  megabytes of sentences and lists without an end
  rules       rules, as rules.yaml, beside a megabyte of reports

The same request gives the same bytes. FOLDER must not be there yet.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [kind, size, folder] = arguments.as_slice() else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    let made = size.parse().ok().and_then(|size| make(kind, size));
    let Some(files) = made else {
        eprintln!("no such corpus: {kind} {size}\n\n{USAGE}");
        return ExitCode::from(2);
    };
    match write(&files, Path::new(folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{folder}: {error}");
            ExitCode::from(2)
        }
    }
}

fn make(kind: &str, size: usize) -> Option<Vec<File>> {
    const MEGABYTE: usize = 1_000_000;
    const FILES_OF_MEGABYTE: usize = 15;
    Some(match kind {
        "reports" => corpora::reports(size * MEGABYTE, size * FILES_OF_MEGABYTE),
        "report" => corpora::reports(size * MEGABYTE, 1),
        "line" => corpora::one_line(size * MEGABYTE),
        "numbers" => corpora::many_numbers(size),
        "paragraphs" => corpora::equal_paragraphs(size),
        "names" => corpora::name_list(size),
        "near" => corpora::near_names(size),
        "findings" => corpora::findings(size),
        "running-on" => corpora::running_on(size * MEGABYTE),
        "rules" => {
            let mut files = corpora::reports(MEGABYTE, FILES_OF_MEGABYTE);
            files.push(File {
                path: "rules.yaml".to_owned(),
                text: corpora::rules(size),
            });
            files
        }
        _ => return None,
    })
}

fn write(files: &[File], folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir(folder)?;
    for file in files {
        let path = folder.join(&file.path);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(path, &file.text)?;
    }
    Ok(())
}
