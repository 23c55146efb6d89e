//! `share-off`: a share that its part and whole do not give, a share that a small number cannot have, and shares of one
//! whole that do not make 100 %.

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Deserialize;

use super::flow::Flow;
use super::{Check, Context, Needs, Steps};
use crate::claim::{Claim, Role};
use crate::corpus::ReportId;
use crate::document::TableId;
use crate::quantity::Kind;

mod average;
mod before;
mod complement;
mod enumerated;
mod frames;
mod judge;
mod lists;
mod of_sum;
mod pairs;
mod part_of;
mod rest;
mod stated;
mod sum;
mod tables;
mod worded;

/// Shares that are rounded miss the whole by no more.
const SLACK: Decimal = Decimal::from_parts(25, 0, 0, false, 1);

/// Recomputes shares, and adds them up.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ShareOff {}

impl Check for ShareOff {
    fn needs(&self) -> Needs {
        Needs::Own
    }

    fn steps<'a>(&'a self, _context: &Context<'a>) -> Steps<'a> {
        Steps::over_each(Self::in_report)
    }
}

impl ShareOff {
    fn in_report(context: &mut Context<'_>, id: ReportId) {
        let document = &context.corpus.reports[id].document;
        for (sentence, claims) in context.told_in(id) {
            let mut with_share = Vec::new();
            if claims.len() == 3 {
                average::check(context, id, sentence, claims);
            }
            if claims.iter().any(is_share) {
                let flow = Flow::of(context, id, sentence);
                let mut checked = stated::shares(context, &flow, &mut with_share);
                before::of_the_whole_before(context, id, sentence, &flow, &mut checked);
                if !enumerated::parts_in_sentence(context, &flow) {
                    rest::check(context, id, sentence, &flow);
                }
                frames::check(context, id, sentence, &flow, &checked);
                worded::check(context, &flow);
                complement::check(context, id, sentence, &flow);
            }
            part_of::check(context, id, sentence, claims, &with_share);
        }
        for list in 0..document.lists.len() {
            lists::parts(context, id, list);
            pairs::in_list(context, id, list);
        }
        pairs::in_lines(context, id);
        for table in 0..document.tables.len() {
            if has_percentage(context, id, table) {
                tables::check(context, id, table);
                of_sum::check(context, id, table);
            }
        }
    }
}

/// Whether a table has a percentage. Without any, no share of it is looked for.
fn has_percentage(context: &Context<'_>, id: ReportId, table: TableId) -> bool {
    let document = &context.corpus.reports[id].document;
    let cells = document.tables[table].rows.iter().flatten();
    let mut sentences = cells.flat_map(|cell| document.blocks[*cell].sentences());
    sentences.any(|sentence| {
        let mut claims = context.ledger.in_sentence(id, sentence).iter();
        claims.any(|claim| claim.quantity.kind == Kind::Percent)
    })
}

fn is_share(claim: &Claim) -> bool {
    claim.role == Role::Share
        && !claim.quantity.values.is_vague()
        && (claim.quantity.kind == Kind::Percent
            || claim
                .quantity
                .nominal()
                .is_some_and(|nominal| nominal < Decimal::ONE))
}

/// A share with its part and its whole.
#[derive(Clone, Copy)]
struct Stated<'a> {
    part: &'a Claim,
    whole: &'a Claim,
    share: &'a Claim,
}

/// Words between "of" and the whole.
const DETERMINERS: &[&str] = &[
    "a",
    "all",
    "an",
    "her",
    "his",
    "its",
    "our",
    "some",
    "the",
    "their",
    "these",
    "those",
    "total",
    "of",
    "possible",
    "maximum",
    "potential",
];
