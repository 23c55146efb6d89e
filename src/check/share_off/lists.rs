//! Percentages of the items of a list: all of a whole, or of the share of the group that leads them in.

use rust_decimal::Decimal;

use super::sum::{ALL, NEAR, OVERLAPPING, SOME, is_part, sum};
use crate::check::flow::Flow;
use crate::check::{Context, show};
use crate::claim::Claim;
use crate::corpus::ReportId;
use crate::document::{BlockId, Extent, ListId};
use crate::finding::{Category, Certainty, Detection, Fault, Label};
use crate::quantity::Kind;
use crate::word;

/// Marks between a share and its label.
const DASHES: [char; 4] = ['-', '–', '—', ':'];

/// Percentages of the items of a list, one an item.
pub(super) fn parts(context: &mut Context<'_>, id: ReportId, list: ListId) {
    let report = &context.corpus.reports[id];
    let document = &report.document;
    let items = &document.lists[list].items;
    if !(3..=20).contains(&items.len()) {
        return;
    }
    let mut parts = Vec::new();
    for item in items {
        let sentences = document.blocks[*item].sentences();
        let first = context.ledger.of_sentence(id, sentences.start);
        let [part] = &context.ledger.claims[first] else {
            return;
        };
        let words = report
            .tokens(sentences.start)
            .iter()
            .filter(|token| token.is_word());
        let extent = document.blocks[*item].extent;
        let at_end = part.extent.start == extent.start || extent.end - part.extent.end <= 2;
        if sentences.len() != 1 || !is_part(part) || !at_end || words.count() > 7 {
            return;
        }
        parts.push(part);
    }
    let lead = document.lists[list].lead;
    if lead.is_some_and(|lead| of_group(context, id, lead, &parts)) {
        return;
    }
    let lead = lead.map_or("", |lead| document.block_text(lead));
    let has = |words: &[&str]| {
        word::tokens(lead).iter().any(|token| {
            words
                .iter()
                .any(|word| word.eq_ignore_ascii_case(token.of(lead)))
        })
    };
    let last = document.block_text(items[items.len() - 1]);
    let all = word::tokens(last).iter().any(|token| {
        ALL.iter()
            .any(|word| word.eq_ignore_ascii_case(token.of(last)))
    });
    let overlap = has(OVERLAPPING) || lead.contains("more than one");
    if !overlap {
        let told = |item: &BlockId| is_told(document.block_text(*item));
        if all || !items.iter().all(told) {
            sum(context, report, &parts, (all, has(SOME)), NEAR);
        }
    }
}

/// Whether a percentage is told what it does, and not what it is of: "55% bake at home". Who does that may do other things as
/// well.
pub(super) fn is_told(text: &str) -> bool {
    let behind = text.split_once('%').map_or("", |(_, behind)| behind);
    // "55% - bakers" has a dash for a colon.
    let label = behind.trim_start_matches(|c: char| c.is_whitespace() || DASHES.contains(&c));
    let most = if behind.trim_start().starts_with(DASHES) {
        3
    } else {
        1
    };
    text.starts_with(|c: char| c.is_ascii_digit()) && label.split_whitespace().count() > most
}

/// Holds the shares of a list against that of the group that leads them in: "Comforts (36.5 %)", "Comforts came to 36.5 % of
/// costs:". Says whether they are of such a group.
fn of_group(context: &mut Context<'_>, id: ReportId, lead: BlockId, parts: &[&Claim]) -> bool {
    let report = &context.corpus.reports[id];
    let document = &report.document;
    let Some(sentence) = document.blocks[lead].sentences().next_back() else {
        return false;
    };
    let claims = context.ledger.in_sentence(id, sentence);
    let mut shares = claims
        .iter()
        .filter(|claim| claim.quantity.kind == Kind::Percent);
    let (Some(group), None) = (shares.next().filter(|share| is_part(share)), shares.next()) else {
        return false;
    };
    let text = document.block_text(lead);
    let flow = Flow::of(context, id, sentence);
    let ends = report.text(Extent {
        start: group.extent.end,
        end: document.blocks[lead].extent.end,
    });
    // "Comforts (36.5 %)", "Comforts: 36.5 %", "Comforts came to 36.5 % of costs:"
    let is_head = text.ends_with(':') || !ends.contains(char::is_alphanumeric);
    let numbers = parts.iter().filter_map(|part| part.quantity.nominal());
    let numbers: Vec<Decimal> = numbers.collect();
    let total: Decimal = numbers.iter().sum();
    let Some(whole) = group.quantity.nominal().filter(|_| is_head) else {
        return false;
    };
    let place = numbers
        .iter()
        .chain([&whole])
        .map(|number| Decimal::new(1, number.scale()))
        .max();
    let place = place.unwrap_or(Decimal::ONE);
    let slack =
        (place * Decimal::from(parts.len() + 1) / Decimal::TWO).min(place * Decimal::new(25, 1));
    let apart = (total - whole).abs();
    if apart <= slack {
        let claims = parts.iter().copied().chain([group]);
        let places = context.places_of(claims);
        context.agree(places);
        return true;
    }
    // Nearer to all of it, or near to nothing.
    if apart * Decimal::from(8) > whole || apart >= (total - Decimal::ONE_HUNDRED).abs() {
        return false;
    }
    let above = total > whole;
    if flow.has(OVERLAPPING) || text.contains("more than one") {
        return true;
    }
    let is_open = flow.has(SOME) || parts.len() < 4;
    let certainty = if !above && is_open {
        Certainty::Unsure
    } else {
        Certainty::Likely
    };
    let direction = if above { "more" } else { "less" };
    let written: Vec<String> = numbers.iter().map(|number| show::number(*number)).collect();
    let stated = show::value(context, group);
    let all = Extent {
        start: parts[0].extent.start,
        end: parts[parts.len() - 1].extent.end,
    };
    context.report(Detection {
        fault: Fault::ShareOff,
        category: Category::Sum,
        certainty,
        message: format!(
            "“{stated}” is stated, and its parts add up to {} %, {direction} than that: {}",
            show::number(total),
            written.join(" + ")
        ),
        help: "Correct a share, or name the part that is left out. All can be right if the parts overlap or are some of \
               more: then say so."
            .to_owned(),
        primary: Label { place: show::place(context, group), text: format!("“{stated}”") },
        related: vec![Label { place: document.place(all), text: format!("{} % in all", show::number(total)) }],
        fix: None,
    });
    true
}
