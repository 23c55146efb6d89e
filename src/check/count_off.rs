//! `count-off`: a number of items that is not the number of items listed.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use schemars::JsonSchema;
use serde::Deserialize;

use super::among::Among;
use super::table::{is_average, is_total};
use super::{Check, Context, Needs, Steps, marked, show};
use crate::claim::listing::{self, Form, Listing};
use crate::claim::{Claim, Mood, Role};
use crate::corpus::{Report, ReportId};
use crate::document::{Block, BlockKind, Extent, ListId, TableId};
use crate::finding::{Certainty, Detection, Fault, Label};
use crate::lookup::{WordSet, words};
use crate::quantity::{Kind, Modifier, is_time_unit};
use crate::word::{self, Shape, Stem, Token};

mod apposed;
mod identity;
mod names;
mod occasions;
mod spread;
mod subject;

/// Counts the items of a list behind its number.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CountOff {
    /// Larger numbers are not held against a list.
    #[serde(default = "most")]
    most: usize,
}

fn most() -> usize {
    200
}

/// A number that may count a list.
#[derive(Clone, Copy)]
struct Count<'a> {
    claim: &'a Claim,
    number: usize,
    /// Its noun is a plural that stands with it: else it may be the one that is meant, but is no count to be doubted.
    judged: bool,
}

/// The plain counts of a report, in order.
struct Counts<'a>(Vec<Count<'a>>);

/// A sentence with more counts announces no list with one of them.
const MOST_COUNTS: usize = 48;

impl Check for CountOff {
    fn needs(&self) -> Needs {
        Needs::Own
    }

    fn steps<'a>(&'a self, context: &Context<'a>) -> Steps<'a> {
        let openings = Among::of(context.corpus, |word| OPENINGS.has(word));
        Steps::over_each(move |context, id| self.in_report(context, id, &openings))
    }
}

impl CountOff {
    fn in_report(&self, context: &mut Context<'_>, id: ReportId, openings: &Among) {
        let report = &context.corpus.reports[id];
        let colons = marked::sentences(report, b':');
        let counts = self.counts(context, id);
        for (sentence, _) in context.told_in(id) {
            Self::enumeration(context, id, sentence, &counts);
            occasions::check(self, context, id, sentence);
        }
        let mut with_colon = colons.iter().peekable();
        for sentence in 0..report.document.sentences.len() {
            let has_colon = with_colon.next_if_eq(&&sentence).is_some();
            // Most sentences have neither.
            if has_colon || openings.begin(report, sentence) {
                Self::told_beside(context, id, sentence, has_colon, &counts);
            }
        }
        both(context, id);
        for list in 0..report.document.lists.len() {
            self.bullets(context, id, list, &counts);
        }
        for table in 0..report.document.tables.len() {
            Self::rows(context, id, table, &counts);
        }
        spread::check(context, id, &counts, &colons);
    }
}

impl CountOff {
    /// The whole number of a claim, if a list may have so many items.
    fn number_of(&self, claim: &Claim) -> Option<usize> {
        let stated = claim.quantity.nominal()?;
        let number = stated.to_usize()?;
        let is_whole = (1..=self.most).contains(&number) && Decimal::from(number) == stated;
        is_whole.then_some(number)
    }

    /// The plain counts of a report.
    fn counts<'a>(&self, context: &Context<'a>, report: ReportId) -> Counts<'a> {
        let of = &context.corpus.reports[report];
        let view = of.document.view.as_str();
        let claims = &context.ledger.claims[context.ledger.of_report(report)];
        let counts = claims.iter().filter_map(|claim| {
            let is_count = claim.quantity.kind == Kind::Count
                && claim.quantity.modifier == Modifier::Exact
                && claim.role == Role::Level
                && !matches!(claim.mood, Mood::Quoted);
            let number = is_count.then(|| self.number_of(claim))??;
            // "a 3-hour block", "a Ten-Year plan": the number is part of a word.
            let compound = view[claim.quantity.end()..].starts_with(['-', '‑']);
            let plain = !compound
                && !is_of_some(of, claim)
                && !is_while(of, claim)
                && !is_numbering(of, claim, number);
            plain.then(|| Count {
                claim,
                number,
                judged: !claim.measure.guessed && is_of_several(of, claim),
            })
        });
        Counts(counts.collect())
    }
}

impl<'a> Counts<'a> {
    /// Those of a sentence.
    fn of(&self, sentence: usize) -> &[Count<'a>] {
        let first = self
            .0
            .partition_point(|count| count.claim.sentence < sentence);
        let behind = self.0[first..].iter();
        let own = behind.take_while(|count| count.claim.sentence == sentence);
        &self.0[first..first + own.count()]
    }

    /// The count that is all of the heading above a sentence, if the sentence names what it counts: "27 recipes", and then
    /// "These are the recipes of 2021:".
    fn above(&self, report: &Report, sentence: usize) -> Option<Count<'a>> {
        let document = &report.document;
        let section = document.blocks[document.sentences[sentence].block()].section();
        let heading = document.headings(section).next()?;
        let title = document.blocks[heading].sentences().next()?;
        let [count] = self.of(title) else {
            return None;
        };
        let noun = count.claim.measure.extent?;
        // "Recipes: 27" has its noun before it.
        let (start, end) = (
            noun.start.min(count.claim.extent.start),
            noun.end.max(count.claim.extent.end),
        );
        let is_all = document.block_text(heading).trim().len() <= (end - start) as usize + 1;
        let tokens = report.tokens(sentence);
        let named = tokens
            .iter()
            .any(|token| Some(token.stem) == count.claim.measure.head);
        (is_all && named && count.judged && count.number >= 2).then_some(*count)
    }
}

impl CountOff {
    /// A count with its enumeration in the same sentence.
    fn enumeration(context: &mut Context<'_>, id: ReportId, sentence: usize, counts: &Counts<'_>) {
        let report = &context.corpus.reports[id];
        let counts = counts.of(sentence);
        if counts.len() > MOST_COUNTS {
            return;
        }
        for count in counts {
            let measure = count.claim.measure.extent;
            let near = measure.filter(|measure| measure.start >= count.claim.extent.end);
            // "The directors were seven: Ann Lee, …"
            let bare = near.is_none() && is_predicate(report, sentence, count.claim);
            let Some(end) = near
                .map(|measure| measure.end)
                .or(bare.then_some(count.claim.extent.end))
            else {
                continue;
            };
            if count.number < 2 || !(count.judged || bare) {
                continue;
            }
            // Who they are, a sentence may say outright.
            let said = near.and_then(|_| {
                identity::of_count(report, sentence, count.claim, end)
                    .or_else(|| apposed::names_of(report, sentence, count.claim, end))
            });
            let is_said = said.is_some();
            let Some((gap, listing)) = said
                .map(|listing| (0, listing))
                .or_else(|| listing::introduced(report, sentence, end, 6))
            else {
                continue;
            };
            if listing
                .items
                .iter()
                .any(|item| has_count_of(report, sentence, *item))
            {
                context.leave(
                    count.claim,
                    "what is listed behind it has numbers of its own",
                );
                continue;
            }
            if names_another(report, sentence, count.claim) {
                context.leave(
                    count.claim,
                    "the list behind it is announced as one of something else",
                );
                continue;
            }
            let told = if is_said {
                Some(Certainty::Likely)
            } else if may_be_beside(report, sentence, count.claim, &listing) {
                None
            } else {
                inline_certainty(report, gap, &listing)
            };
            let Some(certainty) = told else {
                context.leave(
                    count.claim,
                    "what is listed behind it may be something else",
                );
                continue;
            };
            // "Two friends found 19 shells: Ann and Bo": the other number is the one that is meant.
            let start = listing.extent().start;
            let is_meant =
                |other: &Count| other.claim.extent.end <= start && fits(other.number, &listing);
            // Unless this one stands right before the list and misses it by one: that is how a miscount looks.
            let close = gap == 0
                && !fits(count.number, &listing)
                && listing.items.len().abs_diff(count.number) == 1;
            match counts.iter().find(|other| is_meant(other)) {
                // Names may stand before their count.
                None => judge_unless_fit(context, report, *count, &listing, certainty),
                Some(_) if close => {
                    let certainty = certainty.min(Certainty::Likely);
                    judge(context, report, *count, &listing, certainty);
                }
                Some(meant) => agree(context, report, *meant, &listing),
            }
        }
    }

    /// "The board has seven directors. The directors in 2022: Ann Lee, Bo Chen …": a list that names what a sentence
    /// before it or behind it counts: "The trustees are Ann Lee, Bo Chen and Cy Ray. The three trustees met twice."
    fn told_beside(
        context: &mut Context<'_>,
        id: ReportId,
        sentence: usize,
        has_colon: bool,
        counts: &Counts<'_>,
    ) {
        let report = &context.corpus.reports[id];
        let Some((head, listing)) = headed(report, sentence, has_colon) else {
            return;
        };
        let document = &report.document;
        let section = document.blocks[document.sentences[sentence].block()].section();
        let before = (sentence.saturating_sub(2)..sentence).rev();
        let next = sentence + 1..(sentence + 2).min(document.sentences.len());
        for beside in before.chain(next) {
            let block = &document.blocks[document.sentences[beside].block()];
            if block.section() != section || matches!(block.kind(), BlockKind::Heading(_)) {
                continue;
            }
            let mut of_these = counts.of(beside).iter().filter(|count| {
                count.claim.measure.head == Some(head)
                    && count.claim.measure.qualifiers().is_empty()
                    && !count.claim.measure.partial
                    && !count.claim.base
                    && count.judged
                    && count.number >= 2
                    && (beside < sentence || is_definite(report, count.claim))
            });
            if let (Some(count), None) = (of_these.next(), of_these.next()) {
                // "Eight directors, of whom one left in May."
                let changed = report.tokens(beside).iter().any(|token| {
                    CHANGING.contains(&token.of(document.view.as_str()).to_lowercase().as_str())
                });
                if !changed {
                    judge_unless_fit(context, report, *count, &listing, Certainty::Likely);
                }
                return;
            }
        }
    }

    /// A count with the rows of the table that follows it, whose first column bears its noun: "five branches:" over
    /// a table of branches.
    fn rows(context: &mut Context<'_>, id: ReportId, table: TableId, counts: &Counts<'_>) {
        let report = &context.corpus.reports[id];
        let document = &report.document;
        let rows = &document.tables[table].rows;
        let Some(first) = rows.first().and_then(|row| row.first()) else {
            return;
        };
        let Some(lead) = first
            .checked_sub(1)
            .and_then(|lead| document.blocks[lead].sentences().last())
        else {
            return;
        };
        let announced = document.view[document.sentences[lead].extent]
            .trim_end()
            .ends_with(':');
        let title = word::stem(document.block_text(*first).trim());
        let is_label = |extent: &Extent| {
            let label = report.text(*extent).trim();
            !label.is_empty() && !is_total(label) && !is_average(label)
        };
        let [count] = counts.of(lead) else {
            return;
        };
        // Without a colon, the number of rows still tells; what the table is of, its heading does.
        if count.claim.base
            || count.claim.measure.partial
            || !announced && count.number < 3
            || !count.judged
            || count.number < 2
            || count.claim.measure.head != Some(title)
        {
            return;
        }
        let items: Vec<Extent> = rows[1..]
            .iter()
            .filter_map(|row| Some(document.blocks[*row.first()?].extent))
            .filter(is_label)
            .collect();
        if items.len() < 2 {
            return;
        }
        let listing = Listing {
            form: Form::Colon,
            partial: false,
            count: items.len()..=items.len(),
            items,
        };
        judge_unless_fit(context, report, *count, &listing, Certainty::Likely);
    }

    /// A count with the bullets that follow it.
    fn bullets(&self, context: &mut Context<'_>, id: ReportId, list: usize, all: &Counts<'_>) {
        let report = &context.corpus.reports[id];
        let document = &report.document;
        let Some(lead) = listing::lead(report, list) else {
            return;
        };
        let introduction = document.view[document.sentences[lead].extent].trim_end();
        // "To weigh two loaves, do the following:" announces steps.
        let steps = ["do the following", "these steps", "following steps"];
        if introduction.starts_with("To ") || steps.iter().any(|words| introduction.contains(words))
        {
            return;
        }
        let own = all.of(lead);
        let is_own = !own.is_empty();
        let above = if is_own {
            None
        } else {
            all.above(report, lead)
        };
        let counts = if is_own { own } else { above.as_slice() };
        // Most lists are not counted, and most that are have so many items. Somebody may ask what fits.
        let items = document.lists[list].items.len();
        let is_told = |count: &Count<'_>| count.number != items || context.is_asked();
        if counts.is_empty() || !counts.iter().all(is_told) {
            return;
        }
        let Some((_, listing)) = listing::bullets(report, list) else {
            return;
        };
        // "The six best loaves were" goes on in the list.
        let is_open = [" are", " were", " follows"]
            .iter()
            .any(|verb| introduction.ends_with(verb));
        let announced = introduction.ends_with(':') || listing.partial || is_open;
        if !is_own {
            if !announced {
                return;
            }
            if let [count] = counts
                && !fits(count.number, &listing)
            {
                judge(context, report, *count, &listing, Certainty::Likely);
                return;
            }
        }
        let closing = counts.last().filter(|count| {
            counts.len() == 1 && count.judged && closes(report, lead, count.claim, &listing)
        });
        if !announced && closing.is_none() {
            for count in counts {
                context.leave(
                    count.claim,
                    "its sentence does not announce the list that follows",
                );
            }
            return;
        }
        // "In one of two ways:" and two lists of steps, one for each.
        let section = document.blocks[listing_block(report, list)].section();
        let lists = || {
            let lists = document.lists[list..].iter();
            let of_section = lists.take_while(|next| {
                let first = next.items.first();
                first.is_some_and(|first| document.blocks[*first].section() == section)
            });
            let beside = of_section.filter(|next| next.parent == document.lists[list].parent);
            beside.take(self.most + 1).count()
        };
        if document.lists[list].ordered && !counts.is_empty() {
            let lists = lists();
            if lists > 1 && counts.iter().any(|count| count.number == lists) {
                return;
            }
        }
        // Where one of several numbers fits, that is the one that is meant.
        if let Some(count) = counts.iter().find(|count| fits(count.number, &listing)) {
            agree(context, report, *count, &listing);
            return;
        }
        // "6 players from four towns:" lists the players.
        let mut heads = counts
            .iter()
            .filter(|count| !is_behind_preposition(report, count.claim));
        let head = heads.next().filter(|_| heads.next().is_none());
        let mut judged = counts.iter().filter(|count| !count.claim.measure.guessed);
        let Some(last) = head
            .filter(|head| head.judged)
            .or_else(|| judged.next_back())
        else {
            return;
        };
        // "The two mills are made of:" announces parts of what is counted.
        let open = introduction
            .trim_end_matches(':')
            .rsplit(|letter: char| !letter.is_alphabetic())
            .next()
            .is_some_and(|word| ["by", "for", "from", "in", "of", "to", "with"].contains(&word));
        if open || last.claim.measure.partial || names_another(report, lead, last.claim) {
            context.leave(
                last.claim,
                "the list that follows is announced as one of something else",
            );
            return;
        }
        let certainty = match (counts.len(), head) {
            _ if last.number < 2 => Certainty::Unsure,
            (1, _) => Certainty::Sure,
            (2, Some(head)) if head.judged => Certainty::Likely,
            _ => Certainty::Unsure,
        };
        // A count far before the colon may be of something else: "The three of us bought the following:".
        let words = introduction_words(report, lead, last.claim.extent);
        let most = match words {
            0..=8 => Certainty::Sure,
            9..=14 => Certainty::Likely,
            _ => Certainty::Unsure,
        };
        // "The guild has four teams." over a list without a colon may be a sentence of its own.
        let told = if announced {
            Certainty::Sure
        } else {
            Certainty::Likely
        };
        judge(
            context,
            report,
            *last,
            &listing,
            certainty.min(most).min(told),
        );
    }
}

/// The first block of a list.
fn listing_block(report: &Report, list: ListId) -> usize {
    report.document.lists[list].items[0]
}

/// Whether a sentence ends with what it counts, over a list of names.
fn closes(report: &Report, sentence: usize, count: &Claim, listing: &Listing) -> bool {
    const NAME: usize = 6;
    let behind = count.measure.extent.map(|measure| {
        let text = &report.document.view.as_str()
            [measure.end as usize..report.document.sentences[sentence].extent.end as usize];
        text.chars().any(char::is_alphanumeric)
    });
    behind == Some(false)
        && !count.measure.partial
        && listing.items.iter().all(|item| {
            let text = report.text(*item);
            text.starts_with(char::is_uppercase) && text.split_whitespace().count() <= NAME
        })
}

/// Whether a number stands between a verb and a colon: "were seven:".
fn is_predicate(report: &Report, sentence: usize, count: &Claim) -> bool {
    let view = report.document.view.as_str();
    let tokens = report.tokens(sentence);
    let at = tokens.partition_point(|token| token.start < count.extent.start);
    let verb = at.checked_sub(1).map(|at| tokens[at].of(view));
    verb.is_some_and(|verb| ["are", "were", "number", "numbered"].contains(&verb))
        && view[count.extent.end as usize..].starts_with(": ")
}

/// Whether a number is of all that there are: "the seven directors".
fn is_definite(report: &Report, claim: &Claim) -> bool {
    let view = report.document.view.as_str();
    let before = view[..claim.extent.start as usize].trim_end();
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next();
    word.is_some_and(|word| {
        ["the", "all", "these"]
            .iter()
            .any(|definite| definite.eq_ignore_ascii_case(word))
    })
}

/// Whether a number counts only some of what there is ("the first two letters", "+2"), or is part of a title.
fn is_of_some(report: &Report, claim: &Claim) -> bool {
    let view = report.document.view.as_str();
    let before = view[..claim.extent.start as usize].trim_end();
    // "Told in Three Winters: Snow, Ice and Thaw" is a title.
    let title = report.text(claim.extent).starts_with(char::is_uppercase)
        && before.ends_with(|c: char| c.is_alphanumeric() || c == ',')
        && claim
            .measure
            .extent
            .is_some_and(|measure| report.text(measure).starts_with(char::is_uppercase));
    title
        || before.ends_with('+')
        || before
            .rsplit(|c: char| !c.is_alphabetic())
            .next()
            .is_some_and(|word| ["first", "last", "next", "other", "another"].contains(&word))
}

/// Whether a preposition stands before a number, so that it tells of what another one counts: "from four towns".
fn is_behind_preposition(report: &Report, claim: &Claim) -> bool {
    let view = report.document.view.as_str();
    let before = view[..claim.extent.start as usize].trim_end();
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next();
    word.is_some_and(|word| {
        [
            "across", "among", "at", "by", "for", "from", "in", "of", "on", "over", "to", "with",
            "within",
        ]
        .contains(&word)
    })
}

/// Whether a number opens a heading, and the number before or behind it opens another one: "1 Sources", "2 Main costs".
fn is_numbering(report: &Report, claim: &Claim, number: usize) -> bool {
    /// So many headings to each side may be the next of a numbered one.
    const NEAR: usize = 6;
    let document = &report.document;
    let is_heading = |block: &&Block| matches!(block.kind(), BlockKind::Heading(_));
    let own = &document.blocks[document.sentences[claim.sentence].block()];
    if !is_heading(&own) || own.extent.start != claim.extent.start {
        return false;
    }
    let opening = |block: &Block| {
        let text = report.text(block.extent);
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        text[..digits].parse::<usize>().ok()
    };
    let at = document.sentences[claim.sentence].block();
    // Those of the parts of a section stand between.
    let near = |blocks: &mut dyn Iterator<Item = &Block>| {
        let headings = blocks.filter(is_heading).take(NEAR);
        headings
            .filter_map(opening)
            .any(|other| other.abs_diff(number) == 1)
    };
    near(&mut document.blocks[at + 1..].iter()) || near(&mut document.blocks[..at].iter().rev())
}

/// Whether a count tells for how long something was so, and not of what there are so many: "over the three years".
fn is_while(report: &Report, claim: &Claim) -> bool {
    const REACH: usize = 3;
    let view = report.document.view.as_str();
    let unit = claim
        .measure
        .extent
        .and_then(|noun| report.text(noun).rsplit(' ').next())
        .is_some_and(is_time_unit);
    let mut before = view[..claim.extent.start as usize].split_whitespace().rev();
    unit && before.by_ref().take(REACH).any(|word| {
        [
            "during", "for", "in", "last", "next", "over", "past", "within",
        ]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(word))
    })
}

/// Whether a number counts things: "three mills", and not "51 Mill Street" or "thirty years later".
fn is_of_several(report: &Report, claim: &Claim) -> bool {
    let view = report.document.view.as_str();
    let Some(measure) = claim.measure.extent else {
        return true;
    };
    let head = report
        .text(measure)
        .rsplit(char::is_whitespace)
        .next()
        .unwrap_or_default();
    let one = claim.quantity.nominal() == Some(Decimal::ONE);
    let later = view[measure.end as usize..].trim_start();
    let time = ["later", "ago", "earlier", "before", "after"]
        .iter()
        .any(|word| later.starts_with(word));
    // "Three PRs".
    let initials = head
        .strip_suffix('s')
        .is_some_and(|initials| initials.ends_with(char::is_uppercase));
    (one || initials || word::is_plural(head)) && !time
}

/// Whether the announcement of a list names something else than what a number counts: "the two mills have the following
/// parts:", "the following mills have two wheels:".
fn names_another(report: &Report, sentence: usize, count: &Claim) -> bool {
    let view = report.document.view.as_str();
    let tokens = report.tokens(sentence);
    let following = tokens
        .iter()
        .position(|token| token.of(view).eq_ignore_ascii_case("following"));
    let Some(at) = following else {
        return false;
    };
    // "The following four mills:"
    let next = tokens.get(at + 1).map(|token| token.start);
    let counts_them =
        next.is_some_and(|next| next >= count.extent.start && next < count.extent.end);
    let noun = tokens[at + 1..]
        .iter()
        .take(4)
        .take_while(|token| token.is_word() && !token.is_function())
        .last();
    !counts_them && noun.is_some_and(|noun| Some(noun.stem) != count.measure.head)
}

/// What a remark on a list starts with, which is no item of it.
const REMARKS: &[&str] = &[
    "nb",
    "note",
    "notes",
    "other",
    "others",
    "otherwise",
    "remaining",
    "rest",
    "where",
];

/// What a clause starts with, where a list runs on inside a sentence.
const CLAUSES: &[&str] = &[
    "all", "at", "but", "first", "he", "i", "if", "instead", "it", "mainly", "mostly", "on",
    "plus", "second", "so", "then", "they", "we", "when", "you",
];

/// Whether an item is a remark on the list, or a clause, and nothing that was counted.
fn is_remark(text: &str, form: Form) -> bool {
    let inline = !matches!(form, Form::Bullets(_));
    let written = text.starts_with(|c: char| c.is_lowercase());
    let text = text.to_lowercase();
    let first = text
        .split(|c: char| !c.is_alphanumeric())
        .find(|word| !word.is_empty())
        .unwrap_or_default();
    REMARKS.contains(&first)
        || (inline && written && CLAUSES.contains(&first))
        || [
            "the latter",
            "the former",
            "the remaining",
            "the other",
            "the rest",
        ]
        .iter()
        .any(|start| text.starts_with(start))
}

/// Whether a list is right for its number but for the remarks in it, or so far from it that it is of something else: a
/// slip in counting is a small one.
fn is_of_another(report: &Report, number: usize, listing: &Listing) -> bool {
    let remark = |item: &&Extent| is_remark(report.text(**item).trim(), listing.form);
    let remarks = listing.items.iter().filter(remark).count();
    let (fewest, most) = (*listing.count.start(), *listing.count.end());
    let gap = fewest
        .saturating_sub(number)
        .max(number.saturating_sub(most));
    gap > 2.max(number / 5) || (remarks > 0 && listing.items.len() - remarks == number)
}

/// What makes a list a doubtful one to count: an item that is a remark, a range, or a clause, or items that are amounts.
fn doubt(report: &Report, count: usize, listing: &Listing) -> Option<Certainty> {
    let texts: Vec<&str> = listing
        .items
        .iter()
        .map(|item| report.text(*item).trim())
        .collect();
    // Nobody counts to one, and a list of one item often goes on behind an example.
    if texts.len() < 2 {
        return Some(Certainty::Unsure);
    }
    let remark = |text: &&str| is_remark(text, listing.form);
    let range = |text: &&str| {
        let mut words = text.split_whitespace();
        let number = |word: Option<&str>| {
            word.is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()))
        };
        number(words.next())
            && matches!(words.next(), Some("through" | "to" | "–" | "-"))
            && number(words.next())
    };
    let inline = !matches!(listing.form, Form::Bullets(_));
    // "Rye, grown in the north, oats": what is a clause and what an item, the marks do not tell.
    let explained = |text: &&str| {
        inline
            && text.split(',').skip(1).any(|part| {
                let first = part.split_whitespace().next().unwrap_or_default();
                first.len() > 4 && (first.ends_with("ed") || first.ends_with("ing"))
            })
    };
    let clause = |text: &&str| {
        inline
            && text.split_whitespace().any(|word| {
                [
                    "is", "are", "was", "were", "has", "have", "do", "does", "may", "can", "must",
                    "will", "there's",
                ]
                .contains(&word)
            })
    };
    let slashes: usize = texts
        .iter()
        .filter(|text| {
            text.split_whitespace().any(|word| {
                word.split('/')
                    .filter(|part| part.len() > 2 && part.chars().all(char::is_alphabetic))
                    .count()
                    == 2
            })
        })
        .count();
    let of_two = count > texts.len() && count <= texts.len() + slashes;
    // "Next: Two mills, Previous: Ovens" are fields of a form.
    let field = |text: &&str| inline && text.contains(": ");
    let odd = |text: &&str| remark(text) || range(text) || explained(text) || field(text);
    let clauses = texts.iter().filter(|text| clause(text)).count();
    if of_two || texts.iter().any(odd) || (1..texts.len()).contains(&clauses) {
        return Some(Certainty::Unsure);
    }
    // "First, the mill is old; second, it is far": every item is a sentence.
    if clauses > 0 {
        return Some(Certainty::Likely);
    }
    // A list in brackets of two may be a title.
    let pair = matches!(listing.form, Form::Brackets | Form::Dash) && texts.len() == 2 && count > 2;
    pair.then_some(Certainty::Likely)
}

/// Whether the items are amounts that add up to what was counted: "four rules: two for bread and two for cakes".
fn adds_up(report: &Report, number: usize, listing: &Listing) -> bool {
    let first = |item: &Extent| {
        let sentences = &report.document.sentences;
        let sentence = sentences.partition_point(|sentence| sentence.extent.end <= item.start);
        if sentence == sentences.len() {
            return None;
        }
        let quantities = report.quantities(sentence).iter();
        let near = item.start as usize..item.start as usize + 3;
        let amount = quantities.filter(|quantity| quantity.kind == Kind::Count);
        amount
            .filter(|quantity| near.contains(&quantity.start()))
            .find_map(|quantity| quantity.nominal()?.to_usize())
    };
    let amounts: Option<Vec<usize>> = listing.items.iter().map(first).collect();
    amounts.is_some_and(|amounts| amounts.iter().sum::<usize>() == number)
}

/// What a sentence begins with that has nothing but a noun between that and its verb: "Our directors are".
const OPENINGS: WordSet<8> =
    WordSet::new(["her", "his", "its", "our", "the", "their", "these", "those"]);

/// Words that say that a number changed, so that a later list may have another.
const CHANGING: &[&str] = &[
    "except",
    "former",
    "joined",
    "joins",
    "leave",
    "leaves",
    "left",
    "new",
    "resigned",
    "retired",
    "stepped",
    "until",
    "vacant",
    "more",
    "additional",
];

/// The list of a sentence such as "The directors in 2022: Ann Lee, Bo Chen and Cy Marsh", or "Our directors are Ann Lee,
/// Bo Chen and Cy Marsh", and the noun that names it.
fn headed(report: &Report, sentence: usize, has_colon: bool) -> Option<(Stem, Listing)> {
    let view = report.document.view.as_str();
    let tokens = report.tokens(sentence);
    let is = |at: usize, words: &[&str]| {
        let word = tokens.get(at).map(|token| token.of(view));
        word.is_some_and(|word| words.iter().any(|other| other.eq_ignore_ascii_case(word)))
    };
    let content = |token: &&Token| token.is_word() && !token.is_function();
    let is_colon = |token: &Token| token.shape() == Shape::Mark && token.of(view) == ":";
    let near = if has_colon { 10 } else { 0 };
    let colon = tokens.iter().take(near).position(is_colon);
    let (head, from) = if let Some(colon) = colon {
        (tokens[..colon].iter().find(content)?, colon)
    } else {
        // "Our directors are", with nothing but the noun before the verb.
        let first = tokens.first().filter(|first| first.is_function())?;
        if !OPENINGS.has(first.of(view)) {
            return None;
        }
        let is_verb = |at: &usize| tokens[*at].is_function() && is(*at, &["are", "were"]);
        let verb = (1..tokens.len().min(5)).find(is_verb)?;
        let mut nouns = tokens[..verb].iter().filter(content);
        let head = nouns.next()?;
        if nouns.next().is_some() {
            return None;
        }
        (head, verb + 1)
    };
    let start = tokens.get(from)?.start;
    let counted = report
        .quantities(sentence)
        .iter()
        .any(|quantity| quantity.kind == Kind::Count && quantity.start() < start as usize);
    if counted || !word::is_plural(head.of(view)) {
        return None;
    }
    let listing = listing::behind(report, sentence, start)?;
    let named = listing.items.iter().all(|item| {
        let text = report.text(*item);
        // "Ann Lee (University of Oslo)"
        let name = text.split(" (").next().unwrap_or(text);
        text.starts_with(char::is_uppercase) && name.split_whitespace().count() <= 8
    });
    (named && !listing.partial && listing.items.len() >= 3).then_some((head.stem, listing))
}

/// Whether what follows a count without a mark but a comma may be others than those that were counted: "We thank our four
/// bakers, Ann, and Bo", "the council, four bakers, Ann and Bo".
fn may_be_beside(report: &Report, sentence: usize, count: &Claim, listing: &Listing) -> bool {
    if listing.form != Form::Running || listing.partial {
        return false;
    }
    let view = report.document.view.as_str();
    let (before, begins) = subject::before_in_clause(report, sentence, count);
    // The last one of several things that are joined: "three mills, and two bakers, Ann and Bo".
    let is_last = before
        .first()
        .is_some_and(|first| words!["and", "or", "plus"].has(first.of(view)));
    // "Besides our five bakers, Ann, Bo and Cy helped."
    let goes_on = listing.items.split_last().is_some_and(|(last, others)| {
        let is_name = |item: &Extent| names::is_name(report.text(*item));
        !is_name(last) && others.iter().all(is_name)
    });
    let thanks = report.tokens(sentence).iter().any(|token| {
        words!["grateful", "thank", "thanked", "thanking", "thanks"].has(token.of(view))
    });
    let two = listing.items.len() == 2
        && view[listing.items[0].end as usize..listing.items[1].start as usize].contains(',');
    !begins && !is_last || goes_on || thanks || two
}

/// "Both halls (A, B and C)": the pair that is announced, with its list right behind it.
fn both(context: &mut Context<'_>, id: ReportId) {
    let report = &context.corpus.reports[id];
    let ledger = context.ledger;
    for claim in ledger.implied_in(id) {
        let sentence = claim.sentence;
        let said = report.text(claim.extent).eq_ignore_ascii_case("both");
        let Some(measure) = claim.measure.extent.filter(|_| said) else {
            continue;
        };
        let apposed = apposed::names_of(report, sentence, claim, measure.end);
        let is_apposed = apposed.is_some();
        let listing = apposed.map(|listing| (0, listing));
        let introduced = || listing::introduced(report, sentence, measure.end, 0);
        let Some((0, listing)) = listing.or_else(introduced) else {
            continue;
        };
        let has_counts = listing
            .items
            .iter()
            .any(|item| has_count_of(report, sentence, *item));
        let certainty = match listing.form {
            Form::Colon | Form::Brackets | Form::Dash => inline_certainty(report, 0, &listing),
            Form::Running if is_apposed => Some(Certainty::Likely),
            Form::Running | Form::Bullets(_) => None,
        };
        if let Some(certainty) = certainty.filter(|_| !has_counts) {
            let count = Count {
                claim,
                number: 2,
                judged: true,
            };
            let certainty = certainty.min(Certainty::Likely);
            judge_unless_fit(context, report, count, &listing, certainty);
        }
    }
}

/// How many words stand between a count and the end of its sentence.
fn introduction_words(report: &Report, sentence: usize, count: Extent) -> usize {
    report
        .tokens(sentence)
        .iter()
        .filter(|token| token.is_word() && token.start >= count.end)
        .count()
}

/// Whether an item has a number of its own: then the list is one of amounts, and not what was counted.
fn has_count_of(report: &Report, sentence: usize, item: Extent) -> bool {
    report.quantities(sentence).iter().any(|quantity| {
        quantity.kind != Kind::Version
            && quantity.kind != Kind::Ordinal
            && quantity.start() >= item.start as usize
            && quantity.end() <= item.end as usize
    })
}

/// Whether a text is of a thing, by its article, and says nothing about it.
fn is_thing(text: &str) -> bool {
    let article = text.split(' ').next().unwrap_or_default();
    let is_verb =
        |word: &str| ["are", "had", "has", "have", "is", "was", "were", "will"].contains(&word);
    ["a", "an", "the", "one"].contains(&article) && !text.split(' ').any(is_verb)
}

/// How sure it is that an enumeration lists what was counted; `None` if it probably does not.
fn inline_certainty(report: &Report, gap: usize, listing: &Listing) -> Option<Certainty> {
    let texts = listing.items.iter().map(|item| report.text(*item));
    let longest = texts
        .clone()
        .map(|text| text.split_whitespace().count())
        .max()
        .unwrap_or(0);
    let named = texts
        .clone()
        .all(|text| text.starts_with(|c: char| c.is_uppercase() || !c.is_alphanumeric()));
    match listing.form {
        Form::Colon if gap <= 3 && longest <= 8 && (named || longest <= 5) => Some(Certainty::Sure),
        Form::Colon if named || longest <= 5 => Some(Certainty::Likely),
        // "2 evenings: a dinner for all bakers on Friday and the fair on Saturday"
        Form::Colon if longest <= 8 && texts.clone().all(is_thing) => Some(Certainty::Likely),
        // What is a clause and what an item, the marks do not tell.
        Form::Colon => Some(Certainty::Unsure),
        Form::Brackets | Form::Dash if gap == 0 && named && longest <= 8 => Some(Certainty::Sure),
        Form::Brackets | Form::Dash if gap <= 2 && longest <= 8 => Some(Certainty::Likely),
        Form::Running if listing.partial => Some(Certainty::Likely),
        Form::Running if gap == 0 && named && longest <= 6 => Some(Certainty::Likely),
        _ => None,
    }
}

/// Whether a number of items fits a listing. A partial one may be shorter.
fn fits(number: usize, listing: &Listing) -> bool {
    listing.count.contains(&number) || (listing.partial && number >= *listing.count.start())
}

/// Judges a count, or notes that it fits.
fn judge_unless_fit(
    context: &mut Context<'_>,
    report: &Report,
    count: Count<'_>,
    listing: &Listing,
    certainty: Certainty,
) {
    if fits(count.number, listing) {
        agree(context, report, count, listing);
    } else {
        judge(context, report, count, listing, certainty);
    }
}

/// Notes that a number fits its listing. One that may go on fits many numbers, which tells little.
fn agree(context: &mut Context<'_>, report: &Report, count: Count<'_>, listing: &Listing) {
    if listing.count.contains(&count.number) {
        let extents = [count.claim.extent, listing.extent()];
        context.agree(extents.map(|extent| report.document.place(extent)));
    }
}

fn judge(
    context: &mut Context<'_>,
    report: &Report,
    count: Count<'_>,
    listing: &Listing,
    certainty: Certainty,
) {
    let (fewest, most) = (*listing.count.start(), *listing.count.end());
    // A repeated item is told by `listed-twice`, and the count is right once it is gone.
    let mut keys: Vec<String> = listing
        .items
        .iter()
        .map(|item| listing::item_key(report.text(*item)))
        .collect();
    keys.sort_unstable();
    keys.dedup();
    if keys.len() < listing.items.len() && keys.len() == count.number {
        return;
    }
    if adds_up(report, count.number, listing) || is_of_another(report, count.number, listing) {
        return;
    }
    let certainty =
        doubt(report, count.number, listing).map_or(certainty, |most| certainty.min(most));
    // One number may be right for a list of another size: "two projects" of which four parts are listed.
    let certainty = if fewest == most {
        certainty
    } else {
        certainty.min(Certainty::Likely)
    };
    // Manuals list steps, cases and forms behind numbers of other things.
    let certainty = if context.corpus.is_technical {
        certainty.min(Certainty::Likely)
    } else {
        certainty
    };
    let stated = show::phrase(context, count.claim);
    let listed = if fewest == most {
        fewest.to_string()
    } else {
        format!("{fewest} to {most}")
    };
    let detection = Detection {
        fault: Fault::CountOff,
        category: Fault::CountOff.category(),
        certainty,
        message: format!("“{stated}”, and {listed} listed: {}", names(report, listing)),
        help: "Correct the number, or complete the list. Both can be right if an item stands for several, or if the \
               number counts something else than the list: then say which."
            .to_owned(),
        primary: Label { place: show::place(context, count.claim), text: format!("“{stated}”") },
        related: vec![Label {
            place: report.document.place(listing.extent()),
            text: format!("{listed} listed here"),
        }],
        fix: None,
    };
    context.report(detection);
}

/// The items in short: "users, makers, …, sellers".
fn names(report: &Report, listing: &Listing) -> String {
    let short = |item: &Extent| {
        let words: Vec<&str> = report.text(*item).split_whitespace().collect();
        if words.len() > 4 {
            format!("{}…", words[..4].join(" "))
        } else {
            words.join(" ")
        }
    };
    let all: Vec<String> = listing.items.iter().map(short).collect();
    match all.as_slice() {
        [first, second, .., last] if all.len() > 6 => format!("{first}; {second}; …; {last}"),
        _ => all.join("; "),
    }
}
