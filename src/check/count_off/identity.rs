//! Names on one side of "are" and a count on the other: "The three partners in 2022 were Harrow, Elm and Coldbrook", "Ann Lee,
//! Bo Chen and Cy Ray are our three trustees".

use super::names::is_name;
use super::subject::{before_in_clause, is_fronting, is_subject};
use crate::claim::Claim;
use crate::claim::listing::{self, Listing};
use crate::corpus::Report;
use crate::document::Extent;
use crate::lookup::{WordSet, words};
use crate::quantity::Kind;
use crate::word::{self, Token};

/// What stands between a noun and its verb has at most so many words.
const FAR: usize = 7;

/// The names that a sentence says that the counted ones are. `noun` is where what is counted ends.
pub(super) fn of_count(
    report: &Report,
    sentence: usize,
    count: &Claim,
    noun: u32,
) -> Option<Listing> {
    let view = report.document.view.as_str();
    // "The five partners' seats are Oslo and Bergen."
    if view[noun as usize..].starts_with(['\'', '’']) {
        return None;
    }
    names_behind(report, sentence, count, noun).or_else(|| names_before(report, sentence, count))
}

/// "The three partners of the guild are Harrow, Elm and Coldbrook".
fn names_behind(report: &Report, sentence: usize, count: &Claim, noun: u32) -> Option<Listing> {
    let view = report.document.view.as_str();
    let tokens = report.tokens(sentence);
    let from = tokens.partition_point(|token| token.start < noun);
    let near = &tokens[from..tokens.len().min(from + FAR)];
    let verb = near.iter().position(|token| IDENTITY.has(token.of(view)))?;
    let (between, verb) = (&near[..verb], near[verb]);
    let turns =
        |token: &Token| !token.is_word() && !token.has_number() || TURNS.has(token.of(view));
    let is_own = if between.is_empty() {
        // "Today our five branches are …", but not "Among our five branches are …".
        let (before, begins) = before_in_clause(report, sentence, count);
        begins && !before.iter().any(|token| is_fronting(token.of(view)))
    } else {
        !between.iter().any(turns) && is_subject(report, sentence, count)
    };
    if !is_own {
        return None;
    }
    let others = report.quantities(sentence).iter().any(|quantity| {
        let inside = noun as usize..verb.start as usize;
        quantity.kind == Kind::Count && inside.contains(&quantity.start())
    });
    let dated = |token: &Token| {
        let dates = report.mentions(sentence).iter();
        let mut of =
            dates.filter(|date| (date.start()..date.end()).contains(&(token.start as usize)));
        of.next().is_some()
    };
    if others && !between.iter().filter(|token| token.has_number()).all(dated) {
        return None;
    }
    let at = tokens.partition_point(|token| token.start <= verb.start);
    let behind = tokens
        .get(at)
        .filter(|token| words!["called", "named"].has(token.of(view)));
    let start = behind.map_or(verb.end(), |token| token.end());
    let listing = listing::behind(report, sentence, start)?;
    let names = || listing.items.iter().map(|item| report.text(*item));
    // "The four partners are Norwegian, Swedish and Danish": what they are, and not who.
    let tells = |text: &str| {
        !text.contains(' ')
            && ["ish", "ese", "ian", "ean"]
                .iter()
                .any(|end| text.ends_with(end))
    };
    let is_plain = |text: &str| !text.contains(' ');
    let pair = listing.items.len() == 2 && names().any(is_plain);
    let sound = !listing.partial && names().all(is_name) && !names().any(tells) && !pair;
    sound.then_some(listing)
}

/// "Ann Lee, Bo Chen and Cy Ray are our three trustees".
fn names_before(report: &Report, sentence: usize, count: &Claim) -> Option<Listing> {
    let view = report.document.view.as_str();
    let tokens = report.tokens(sentence);
    let first = tokens.first()?;
    if !first.is_capital() || is_fronting(first.of(view)) {
        return None;
    }
    let at = tokens.partition_point(|token| token.start < count.extent.start);
    let determiner = at.checked_sub(1)?;
    let verb = tokens.get(determiner.checked_sub(1)?)?;
    let definite = words!["her", "his", "its", "my", "our", "the", "their", "your"];
    if !definite.has(tokens[determiner].of(view)) || !IDENTITY.has(verb.of(view)) {
        return None;
    }
    let names = Extent {
        start: first.start,
        end: verb.start,
    };
    let listing = listing::within(report, names)?;
    let last = listing.extent().end as usize;
    let all = view[last..names.end as usize].trim().is_empty();
    // A pronoun or another such word is no name: "Also Ann and Bo …".
    let is_own = |item: &Extent| {
        let text = report.text(*item);
        let first = text.split(' ').next().unwrap_or(text);
        is_name(text) && (first.eq_ignore_ascii_case("the") || !word::is_function_word(first))
    };
    let sound = all && !listing.partial && listing.items.iter().all(is_own);
    sound.then_some(listing)
}

/// Verbs that say who the counted ones are.
const IDENTITY: WordSet<5> = WordSet::new(["are", "became", "remain", "remained", "were"]);

/// Words between a noun and a verb behind which the verb is that of something else, or says it of some.
const TURNS: WordSet<20> = WordSet::new([
    "and",
    "but",
    "either",
    "except",
    "if",
    "including",
    "mainly",
    "mostly",
    "neither",
    "nor",
    "not",
    "only",
    "or",
    "partly",
    "plus",
    "than",
    "when",
    "where",
    "whom",
    "whose",
]);
