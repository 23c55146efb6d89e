//! What a count is in its clause: its subject ("Our five bakers …"), or a part of something else ("Besides our five bakers …").

use crate::claim::Claim;
use crate::corpus::Report;
use crate::lookup::{WordSet, words};
use crate::word::{Shape, Token};

/// The words of a clause before a count; and whether the clause begins the sentence, or stands behind words that only lead to
/// it: "Since May, our five bakers", "In 2022 our five bakers".
pub(super) fn before_in_clause<'a>(
    report: &'a Report,
    sentence: usize,
    count: &Claim,
) -> (&'a [Token], bool) {
    let view = report.document.view.as_str();
    let tokens = report.tokens(sentence);
    let at = tokens.partition_point(|token| token.start < count.extent.start);
    let is_mark = |token: &Token| {
        token.shape() == Shape::Mark
            && matches!(token.of(view), "," | ";" | ":" | "–" | "—" | "(" | "-")
    };
    let mark = tokens[..at].iter().rposition(is_mark);
    let begins = match mark {
        Some(mark) if tokens[mark].of(view) == "," => is_fronting(tokens[0].of(view)),
        _ => true,
    };
    let start = mark.map_or(0, |mark| mark + 1);
    // The date that the clause begins with.
    let dates = report.mentions(sentence);
    let past = dates.partition_point(|date| date.end() <= count.extent.start as usize);
    let date = past.checked_sub(1).map(|last| &dates[last]).filter(|date| {
        let lead = tokens[start..at].iter();
        let lead = lead.take_while(|token| (token.start as usize) < date.start());
        let mut words = 0;
        lead.inspect(|_| words += 1)
            .all(|token| token.is_function())
            && words <= 2
    });
    let from = date.map_or(start, |date| {
        tokens.partition_point(|token| (token.start as usize) < date.end())
    });
    (&tokens[from.clamp(start, at)..at], begins)
}

/// Whether a count is what its clause is about: "The five partners …", "The guild's five partners …".
pub(super) fn is_subject(report: &Report, sentence: usize, count: &Claim) -> bool {
    let view = report.document.view.as_str();
    let (before, begins) = before_in_clause(report, sentence, count);
    let is_determiner = |token: &Token| DETERMINERS.has(token.of(view));
    let owned = || {
        let text = view[..count.extent.start as usize].trim_end();
        let of_one = text.ends_with("'s") || text.ends_with("’s") || text.ends_with("s’");
        let first = before.first().map(|token| token.of(view));
        let plain = first.is_some_and(|first| {
            !is_fronting(first) && (DETERMINERS.has(first) || first.starts_with(char::is_uppercase))
        });
        of_one && plain && before.len() <= OWNER
    };
    begins && (before.iter().all(is_determiner) || owned())
}

/// "The Harbour Guild's" has so many tokens at most.
const OWNER: usize = 6;

const DETERMINERS: WordSet<16> = WordSet::new([
    "all", "current", "her", "his", "its", "my", "new", "our", "present", "the", "their", "these",
    "this", "those", "your", "year",
]);

/// Whether a word begins what only leads to a clause, or hangs on it: "besides", "after", "including".
pub(super) fn is_fronting(word: &str) -> bool {
    let is_participle = word.len() > 4 && word.ends_with("ing");
    is_participle
        || words![
            "after", "although", "among", "apart", "as", "aside", "at", "because", "before",
            "beside", "besides", "beyond", "by", "despite", "except", "for", "from", "given", "if",
            "in", "instead", "like", "next", "of", "on", "once", "out", "over", "since", "than",
            "thanks", "though", "through", "to", "together", "under", "unless", "unlike", "until",
            "upon", "when", "where", "whereas", "whether", "while", "with", "within", "without",
        ]
        .has(word)
}
