//! The ends of the units that are part of a number.

use super::token::Tokens;
use crate::lookup::words;

/// The end of "%", "percent", "per cent", "percentage points" that starts at a token.
pub(crate) fn percent_end(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    if tokens.is_mark(at, &['%', '％']) {
        return Some(at + 1);
    }
    let hyphen = usize::from(tokens.is_mark(at, &['-']) && tokens.glued(at));
    let at = at + hyphen;
    if !tokens.is(
        at,
        words!["pct", "per", "percent", "percentage", "percents"],
    ) {
        return None;
    }
    if tokens.is(at, words!["percent", "percents", "pct"]) {
        return Some(at + 1);
    }
    if tokens.are(at, &["per", "cent"]) {
        return Some(at + 2);
    }
    (tokens.is(at, words!["percentage"]) && tokens.is(at + 1, words!["point", "points"]))
        .then_some(at + 2)
}
