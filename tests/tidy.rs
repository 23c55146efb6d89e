//! The map of rooms in `src/lib.rs`, held against the code.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// One file of `src/`.
struct Module {
    /// The path below `src/`.
    path: String,
    /// The room: `render` for `render.rs` and for all of `render/`. `None` for `lib.rs` and `main.rs`.
    room: Option<String>,
    /// Whether the file is the room's own and not one inside it.
    is_top: bool,
    text: String,
    /// The text without comments and without what stands in quotes.
    code: String,
}

/// The rooms in the order of the table.
fn rooms() -> Vec<String> {
    let lib = fs::read_to_string(src().join("lib.rs")).expect("src/lib.rs");
    lib.lines()
        .filter_map(|line| line.strip_prefix("//! | `")?.split('`').next())
        .map(str::to_owned)
        .collect()
}

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn modules() -> Vec<Module> {
    let mut modules = Vec::new();
    let mut folders = vec![src()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                modules.push(module(&path));
            }
        }
    }
    modules.sort_by(|a, b| a.path.cmp(&b.path));
    modules
}

fn module(path: &Path) -> Module {
    let text = fs::read_to_string(path).expect("a source file");
    let parts: Vec<_> = path
        .strip_prefix(src())
        .expect("a path below src")
        .iter()
        .map(|part| part.to_str().expect("a UTF-8 name"))
        .collect();
    let room = parts[0].trim_end_matches(".rs");
    Module {
        path: parts.join("/"),
        room: (!["lib", "main"].contains(&room)).then(|| room.to_owned()),
        is_top: parts.len() == 1,
        code: code_of(&text),
        text,
    }
}

/// A text without its comments, and with nothing in its quotes.
fn code_of(text: &str) -> String {
    let mut code = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let skipped = match c {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            '"' => quoted(rest),
            'r' if rest.starts_with("r\"") || rest.starts_with("r#") => raw(rest),
            '\'' => character(rest),
            _ => 0,
        };
        if skipped == 0 {
            code.push(c);
            rest = &rest[c.len_utf8()..];
        } else {
            code.push(' ');
            rest = &rest[skipped..];
        }
    }
    code
}

/// The length of the quoted text that `text` starts with.
fn quoted(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The length of the raw string that `text` starts with; 0 for a raw identifier.
fn raw(text: &str) -> usize {
    let hashes = text[1..].len() - text[1..].trim_start_matches('#').len();
    if !text[1 + hashes..].starts_with('"') {
        return 0;
    }
    let end = format!("\"{}", "#".repeat(hashes));
    let body = 2 + hashes;
    text[body..]
        .find(&end)
        .map_or(text.len(), |at| body + at + end.len())
}

/// The length of the character literal that `text` starts with; 0 for a lifetime.
fn character(text: &str) -> usize {
    let mut chars = text.char_indices().skip(1);
    match (chars.next(), chars.next()) {
        (Some((_, '\\')), Some((escaped, c))) => {
            let body = escaped + c.len_utf8();
            text[body..].find('\'').map_or(0, |end| body + end + 1)
        }
        (Some(_), Some((end, '\''))) => end + 1,
        _ => 0,
    }
}

/// The first names of all paths that start with `prefix`: of `crate::a::X` and of `crate::{a::X, b}`.
fn first_names<'a>(code: &'a str, prefix: &str) -> BTreeSet<&'a str> {
    let mut names = BTreeSet::new();
    for (at, _) in code.match_indices(prefix) {
        let is_path_start = !code[..at].ends_with(|c: char| c == ':' || c == '$' || is_word(c));
        let path = &code[at + prefix.len()..];
        if !is_path_start {
            continue;
        }
        let Some(group) = path.strip_prefix('{') else {
            names.insert(word(path));
            continue;
        };
        let mut depth = 0_usize;
        let mut expected = true;
        for (at, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => expected = true,
                c if expected && is_word(c) => {
                    names.insert(word(&group[at..]));
                    expected = false;
                }
                _ => {}
            }
        }
    }
    names
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn word(text: &str) -> &str {
    text.split(|c| !is_word(c)).next().unwrap_or_default()
}

#[test]
fn a_room_uses_only_rooms_above_it() {
    let rooms = rooms();
    let rank: BTreeMap<_, _> = rooms.iter().zip(0..).collect();
    let mut wrong = Vec::new();
    for module in modules() {
        let Some(room) = &module.room else { continue };
        let own = rank.get(room).copied().unwrap_or(usize::MAX);
        let mut used = first_names(&module.code, "crate::");
        if module.is_top {
            let outside = first_names(&module.code, "super::");
            used.extend(
                outside
                    .into_iter()
                    .filter(|name| rooms.iter().any(|room| room == name)),
            );
        }
        if module.code.contains("super::super::") {
            wrong.push(format!("{}: write crate:: for super::super::", module.path));
        }
        for name in used {
            match rank.get(&name.to_owned()) {
                Some(other) if *other <= own => {}
                Some(_) => wrong.push(format!("{}: {room} uses {name}", module.path)),
                None => wrong.push(format!("{}: crate::{name} is in no room", module.path)),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_table_names_every_room_and_nothing_else() {
    let lib = fs::read_to_string(src().join("lib.rs")).expect("src/lib.rs");
    let declared: BTreeSet<_> = lib
        .lines()
        .filter_map(|line| {
            line.strip_prefix("pub mod ")
                .or(line.strip_prefix("mod "))?
                .strip_suffix(';')
        })
        .map(str::to_owned)
        .collect();
    assert_eq!(declared, rooms().into_iter().collect());
}

#[test]
fn every_file_says_what_lives_there() {
    let silent: Vec<_> = modules()
        .into_iter()
        .filter(|module| !module.path.ends_with("/tests.rs"))
        .filter(|module| !module.text.starts_with("//! "))
        .map(|module| module.path)
        .collect();
    assert!(silent.is_empty(), "no //! at the top of {silent:?}");
}

#[test]
fn what_belongs_to_one_room_stays_there() {
    const KEPT: [(&[&str], &[&str]); 4] = [
        (&["serde_yaml"], &["yaml", "rule", "config"]),
        (&["ReportHandler", "MietteHandler"], &["render"]),
        (&["clap", "std::env"], &["cli"]),
        (
            &["print!(", "println!(", "eprint!(", "eprintln!("],
            &["cli"],
        ),
    ];
    let mut wrong = Vec::new();
    for module in modules() {
        let Some(room) = &module.room else { continue };
        for (names, homes) in KEPT {
            for name in names {
                if !homes.contains(&room.as_str()) && module.code.contains(name) {
                    wrong.push(format!("{}: {name} belongs to {homes:?}", module.path));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_reader_of_code_sees_paths_and_nothing_else() {
    let code = code_of(
        r##"
        //! crate::comment
        use crate::{a::{B, c}, d};
        fn f<'x>(x: &'x str) -> char { crate::e::g("crate::quoted \" crate::quoted", '"', r#"crate::raw"#); '\'' }
        macro_rules! m { () => { $crate::macros::n() } }
        "##,
    );
    assert_eq!(
        first_names(&code, "crate::"),
        BTreeSet::from(["a", "d", "e"])
    );
    assert_eq!(
        first_names("use super::{x::Y, z};", "super::"),
        BTreeSet::from(["x", "z"])
    );
}
