//! So many things at so much each: "7 apprentices at 6,500 kroner each, 45,500 kroner in total".

use super::judge::{agree, misses, off};
use super::{TOTALS, is_summand};
use crate::check::Context;
use crate::check::flow::Flow;
use crate::claim::Claim;
use crate::corpus::ReportId;
use crate::finding::Certainty;
use crate::quantity::{Comparison, Kind};

/// "7 apprentices at 6,500 kroner each, 45,500 kroner in total".
pub(super) fn products(context: &mut Context<'_>, id: ReportId, sentence: usize, flow: &Flow<'_>) {
    let report = flow.report;
    for at in 0..flow.len() {
        let Some(count) = flow.count(at).filter(|claim| is_summand(claim)) else {
            continue;
        };
        let Some(by) = flow
            .ahead(at + 1, 4, BY)
            .or_else(|| flow.ahead(at + 1, 3, PAID))
        else {
            continue;
        };
        let price_at = flow.skip(by + 1, &["a", "the", "about"]);
        let Some(price) = flow.number(price_at).filter(|claim| is_summand(claim)) else {
            continue;
        };
        let each = (price_at + 1..price_at + 4)
            .take_while(|at| flow.token(*at).is_some())
            .any(|at| flow.is(at, &["each", "apiece"]) || flow.is(at, &["per"]));
        let times = flow.is(by, &["×", "x", "times"]);
        // "200 x 100 / 1,000 = 20" divides as well, and "48 x 500 crowns + 20,000 crowns" adds.
        let adds = (price_at + 1..price_at + 4).any(|at| flow.is(at, &["+", "plus", "minus"]));
        let divided = adds || flow.is(price_at + 1, &["/", "÷"]) || flow.follows(at, &["/", "÷"]);
        if !each && !times || divided {
            continue;
        }
        let Some((total, sure)) = total_behind(context, id, sentence, flow, price_at, price, times)
        else {
            continue;
        };
        // "15 teams paid £70 each, and in total we raised £1,200": maybe from others as well.
        let paid = flow.is(by, PAID);
        if paid && !is_right_behind(flow, price_at, total) {
            continue;
        }
        let computed = count.quantity.values.product(&price.quantity.values);
        if total.quantity.values.compare(&computed) == Comparison::Agree {
            agree(context, total, &[count, price]);
        }
        let (Some(certainty), Some(number)) =
            (misses(&total.quantity.values, &computed), computed.number())
        else {
            continue;
        };
        let certainty = if sure && !paid {
            certainty
        } else {
            certainty.min(Certainty::Likely)
        };
        let detection = off(
            context,
            report,
            total,
            &[count, price],
            number,
            " × ",
            certainty,
        );
        context.report(detection);
    }
}

/// What stands between a number of things and the price of each.
const BY: &[&str] = &["at", "×", "x", "@", "times", "of", "with"];

const PAID: &[&str] = &[
    "charged",
    "contributed",
    "contributing",
    "cost",
    "costing",
    "donated",
    "gave",
    "giving",
    "paid",
    "paying",
    "raised",
    "received",
    "receiving",
    "worth",
];

/// Whether nothing but the words of a sum stands between a price and a total: "£70 each, £1,050 in all".
fn is_right_behind(flow: &Flow<'_>, price: usize, total: &Claim) -> bool {
    const SUM: &[&str] = &[
        ",",
        ";",
        "–",
        "—",
        "(",
        "a",
        "apiece",
        "each",
        "for",
        "giving",
        "in",
        "making",
        "of",
        "or",
        "so",
        "that",
        "is",
        "totalling",
        "totaling",
        "total",
        "all",
        "altogether",
        "=",
    ];
    let between = (price + 1..flow.len()).take_while(|at| {
        flow.number(*at)
            .is_none_or(|claim| claim.extent != total.extent)
    });
    between.into_iter().all(|at| flow.is(at, SUM))
}

/// The total behind a price: in the same sentence, or in the next one of the block.
fn total_behind<'a>(
    context: &Context<'a>,
    id: ReportId,
    sentence: usize,
    flow: &Flow<'a>,
    price_at: usize,
    price: &Claim,
    times: bool,
) -> Option<(&'a Claim, bool)> {
    let fits = |claim: &&Claim| {
        is_summand(claim)
            && claim.quantity.kind == price.quantity.kind
            && claim.quantity.currency() == price.quantity.currency()
            && (claim.quantity.kind == Kind::Money || claim.measure.head == price.measure.head)
    };
    let within = |flow: &Flow<'a>, from: usize| {
        (from..flow.len()).find_map(|at| {
            let claim = flow.number(at).filter(fits)?;
            let cued = (at.saturating_sub(6)..at)
                .any(|at| flow.is(at, TOTALS) || flow.is(at, &["="]))
                || (at + 1..at + 4).any(|at| {
                    flow.is(at, &["total", "altogether"])
                        || flow.is(at, &["all"]) && flow.follows(at, &["in"])
                });
            (cued || times && flow.follows(at, &["is", "are"])).then_some(claim)
        })
    };
    if let Some(total) = within(flow, price_at + 1) {
        return Some((total, true));
    }
    let document = &flow.report.document;
    let next = sentence + 1;
    let same_block = document.sentences.get(next)?.block() == document.sentences[sentence].block();
    if !same_block {
        return None;
    }
    let following = Flow::of(context, id, next);
    within(&following, 0).map(|total| (total, false))
}
