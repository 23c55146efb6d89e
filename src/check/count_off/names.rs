//! Names in a list, told by their capitals: "Ann Lee", "the Mill Trust", "University of Oslo".

use crate::claim::listing::Listing;
use crate::corpus::Report;
use crate::lookup::words;

/// A name has at most so many words, without its article.
const LONGEST: usize = 5;

/// Whether all items are names of a few words.
pub(super) fn has_names_only(report: &Report, listing: &Listing) -> bool {
    !listing.partial && listing.items.iter().all(|item| is_name(report.text(*item)))
}

/// Whether a text is one name, with what is told of it in brackets: "Ann Lee (University of Oslo)".
pub(super) fn is_name(text: &str) -> bool {
    let text = text.trim().trim_end_matches(['.', '!']);
    let bare = text.split(" (").next().unwrap_or(text);
    let bare = ["the ", "The "]
        .iter()
        .find_map(|article| bare.strip_prefix(article))
        .unwrap_or(bare);
    let mut words = bare.split_whitespace();
    bare.starts_with(char::is_uppercase)
        && bare.split_whitespace().count() <= LONGEST
        && words.all(|word| {
            word.starts_with(char::is_uppercase)
                || word.starts_with(|c: char| !c.is_alphabetic())
                || words![
                    "and", "de", "der", "di", "for", "la", "of", "the", "van", "von"
                ]
                .has(word)
        })
}
