//! What would mend a finding: other words in the place of some of a report's.
//!
//! Lives here: what every fix must hold to: no markup is lost, and none is made by the words that are put in.

use crate::corpus::Report;
use crate::document::{Extent, Format};
use crate::finding::{Edit, Fix};
use crate::source::Sources;

/// Words in the place of each of some texts. `None` where markup stands in one of them.
pub(super) fn edits(
    sources: &Sources,
    report: &Report,
    replaced: impl IntoIterator<Item = (Extent, String)>,
    safe: bool,
) -> Option<Fix> {
    let mut safe = safe;
    let mut edits = Vec::new();
    for (extent, replacement) in replaced {
        // What Markdown may take for markup is for a person to look at.
        safe &= report.document.format == Format::Html
            || !replacement.contains(['*', '_', '`', '[', ']', '<', '>', '\\', '|', '#', '$']);
        edits.push(edit(sources, report, extent, &replacement)?);
    }
    Some(Fix::Edits { safe, edits })
}

/// Words in the place of a text. `None` where markup stands in it.
pub(super) fn edit(
    sources: &Sources,
    report: &Report,
    extent: Extent,
    replacement: &str,
) -> Option<Edit> {
    let place = report.document.place(extent);
    let written = sources.quote(place).split_whitespace();
    if !written.eq(report.text(extent).split_whitespace()) {
        return None;
    }
    let replacement = if report.document.format == Format::Html {
        replacement.replace('&', "&amp;").replace('<', "&lt;")
    } else {
        replacement.to_owned()
    };
    Some(Edit { place, replacement })
}

/// A text with its first letter in the case of another's, if both are words: "nine" in the place of "Eight" is "Nine".
pub(super) fn in_case_of(text: &str, other: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), other.chars().next()) {
        (Some(own), Some(other)) if own.is_lowercase() && other.is_uppercase() => {
            own.to_uppercase().chain(letters).collect()
        }
        // Not the first letter of a name or an abbreviation.
        (Some(own), Some(other)) if own.is_uppercase() && other.is_lowercase() => {
            let rest = letters.as_str();
            if rest.contains(char::is_uppercase) {
                return text.to_owned();
            }
            own.to_lowercase().chain(rest.chars()).collect()
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_begins_like_the_one_that_it_replaces() {
        for (text, other, expected) in [
            ("nine", "Eight", "Nine"),
            ("Nine", "eight", "nine"),
            ("nine", "8", "nine"),
            ("9", "Eight", "9"),
            ("US$5", "five", "US$5"),
            ("", "five", ""),
        ] {
            assert_eq!(in_case_of(text, other), expected);
        }
    }
}
