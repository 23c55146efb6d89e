//! What changes in texts, as a unified diff that `patch` and `git apply -p0` read.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write};

use similar::TextDiff;

use super::Options;
use super::visible::visible;
use crate::source::{SourceId, Sources};

const RED: &str = "\u{1b}[31m";
const GREEN: &str = "\u{1b}[32m";
const CYAN: &str = "\u{1b}[36m";
const PLAIN: &str = "\u{1b}[0m";

/// Writes how the texts of some sources differ from what they were. A program is given the very bytes, and a person what
/// a terminal may show of them.
pub fn diff(
    before: &BTreeMap<SourceId, String>,
    sources: &Sources,
    options: &Options,
    out: &mut dyn Write,
) -> io::Result<()> {
    for (source, old) in before {
        let new = sources.get(*source);
        let changes = TextDiff::from_lines(old.as_str(), new.text());
        let name = tame(new.name());
        let text = changes.unified_diff().header(&name, &name).to_string();
        if !options.color && !options.interactive {
            out.write_all(text.as_bytes())?;
            continue;
        }
        for line in text.split_inclusive('\n') {
            let color = match line.as_bytes().first() {
                _ if !options.color => "",
                Some(b'-') => RED,
                Some(b'+') => GREEN,
                Some(b'@') => CYAN,
                _ => "",
            };
            let body = tame(line.strip_suffix('\n').unwrap_or(line));
            let end = if color.is_empty() { "" } else { PLAIN };
            writeln!(out, "{color}{body}{end}")?;
        }
    }
    Ok(())
}

/// A line with nothing in it that a terminal would act on, but for tabs.
fn tame(line: &str) -> Cow<'_, str> {
    let is_plain = |c: char| c == '\t' || visible(c) == Some(c);
    if line.chars().all(is_plain) {
        return Cow::Borrowed(line);
    }
    let shown = |c: char| if c == '\t' { Some(c) } else { visible(c) };
    Cow::Owned(line.chars().filter_map(shown).collect())
}
