//! Lists of amounts: items with a label each, and with a number, or with the same few numbers.

use super::Context;
use super::flow::Flow;
use super::table::{is_added, is_total, without_included};
use crate::claim::{Claim, Role};
use crate::corpus::ReportId;
use crate::document::{Extent, List};
use crate::quantity::Kind;

/// A list of amounts.
pub(super) struct Itemised<'a> {
    items: Vec<Item<'a>>,
    /// Which item calls itself the total of the others: the first or the last one.
    total: Option<usize>,
}

struct Item<'a> {
    amounts: Vec<&'a Claim>,
    is_total: bool,
    /// Whether it is taken off from the others.
    is_less: bool,
}

/// A list with more items is read by nobody who adds it up.
const MOST: usize = 100;
/// Longer items are sentences that speak of more than their amount.
const LABEL: usize = 7;
const REMARK: usize = 9;

/// Words that keep a number from being a part of the total beside it.
pub(super) const NO_PARTS: &[&str] = &[
    "about",
    "among",
    "approximately",
    "average",
    "averaging",
    "each",
    "except",
    "excluding",
    "half",
    "highest",
    "incl",
    "include",
    "included",
    "includes",
    "including",
    "lowest",
    "max",
    "maximum",
    "median",
    "minimum",
    "more",
    "over",
    "per",
    "than",
    "twice",
    "up",
    "which",
    "whom",
];

/// Words that keep the number of an item from being one: it is of what is left, or of what is told already.
const NO_ITEMS: &[&str] = &[
    "balance", "deficit", "net", "reserves", "surplus", "thereof",
];

/// Words that begin what is taken off.
const LESS: &[&str] = &["less", "minus", "deduct", "deducted", "−", "-", "–"];

impl<'a> Itemised<'a> {
    /// Reads a list, if each of its items states an amount in the same way.
    pub(super) fn of(context: &Context<'a>, id: ReportId, list: &List) -> Option<Itemised<'a>> {
        if !(3..=MOST).contains(&list.items.len()) {
            return None;
        }
        let document = &context.corpus.reports[id].document;
        let sentences = list.items.iter().map(|block| {
            let sentences = document.blocks[*block].sentences();
            let stated =
                sentences.len() == 1 && !context.ledger.in_sentence(id, sentences.start).is_empty();
            stated.then_some(sentences.start)
        });
        let sentences: Vec<usize> = sentences.collect::<Option<_>>()?;
        let items = sentences
            .iter()
            .map(|sentence| Item::of(context, id, *sentence));
        let items: Vec<Item<'a>> = items.collect::<Option<_>>()?;
        let sorts = |item: &Item<'_>| -> Vec<_> { item.amounts.iter().map(|a| sort(a)).collect() };
        let first = sorts(&items[0]);
        if items[1..].iter().any(|item| sorts(item) != first) {
            return None;
        }
        let mut totals = items.iter().enumerate().filter(|(_, item)| item.is_total);
        let total = totals.next().map(|(at, _)| at);
        let is_one = totals.next().is_none();
        let is_outer = total.is_none_or(|at| at == 0 || at + 1 == items.len());
        (is_one && is_outer).then_some(Itemised { items, total })
    }

    /// The numbers that the item of the total has, each with those of the others.
    pub(super) fn totals(&self) -> impl Iterator<Item = (&'a Claim, Vec<&'a Claim>)> {
        let total = self.total.map(|at| &self.items[at].amounts);
        let totals = total.into_iter().flatten().enumerate();
        totals.map(|(place, total)| (*total, self.parts(place)))
    }

    /// Whether no item calls itself the total.
    pub(super) fn is_plain(&self) -> bool {
        self.total.is_none()
    }

    /// The numbers of the items, if each has one.
    pub(super) fn amounts(&self) -> Option<Vec<&'a Claim>> {
        (self.items[0].amounts.len() == 1).then(|| self.parts(0))
    }

    /// Whether something is taken off.
    pub(super) fn has_less(&self) -> bool {
        self.items.iter().any(|item| item.is_less)
    }

    /// Which of the parts are taken off.
    pub(super) fn less(&self) -> Vec<bool> {
        let parts = self.items.iter().filter(|item| !item.is_total);
        parts.map(|item| item.is_less).collect()
    }

    fn parts(&self, place: usize) -> Vec<&'a Claim> {
        let parts = self.items.iter().filter(|item| !item.is_total);
        parts.map(|item| item.amounts[place]).collect()
    }
}

/// What two numbers have in common that can be added up.
pub(super) fn sort(claim: &Claim) -> (Kind, Option<&'static str>) {
    (claim.quantity.kind, claim.quantity.currency())
}

/// Whether a number is one that can be added up exactly.
pub(super) fn is_amount(claim: &Claim) -> bool {
    let is_numbered = claim.role == Role::Rank && claim.quantity.kind == Kind::Count;
    matches!(claim.quantity.kind, Kind::Count | Kind::Money)
        && (claim.role == Role::Level || is_numbered)
        && !claim.quantity.values.is_hedged()
        && claim.quantity.nominal().is_some()
}

/// Whether a word opens a bracket that names what an amount has in it: "Hall (incl. heating)".
fn is_remark(flow: &Flow<'_>, at: usize) -> bool {
    at > 1
        && flow.is(at, &["incl", "including", "includes"])
        && flow.follows(at, &["("])
        && (at + 1..flow.len())
            .take_while(|at| flow.number(*at).is_none() && flow.date(*at).is_none())
            .any(|at| flow.is(at, &[")"]))
}

/// Whether "about" stands behind a number and before what that is about: "12 about roads".
fn is_of_subject(flow: &Flow<'_>, at: usize) -> bool {
    let behind_number = at
        .checked_sub(1)
        .is_some_and(|at| flow.number(at).is_some());
    flow.is(at, &["about"]) && behind_number && flow.word(at + 1).is_some()
}

/// A total with the parts that stand behind it.
pub(super) type Group<'a> = (&'a Claim, Vec<&'a Claim>);

/// The totals of a list that tells each of several totals before its parts.
pub(super) fn groups<'a>(
    context: &Context<'a>,
    id: ReportId,
    list: &List,
) -> Option<Vec<Group<'a>>> {
    if !(6..=MOST).contains(&list.items.len()) {
        return None;
    }
    let document = &context.corpus.reports[id].document;
    let mut groups: Vec<Group<'a>> = Vec::new();
    for block in &list.items {
        let sentences = document.blocks[*block].sentences();
        let item = Item::of(context, id, sentences.start).filter(|_| sentences.len() == 1)?;
        let [amount] = item.amounts.as_slice() else {
            return None;
        };
        if item.is_less
            || groups
                .first()
                .is_some_and(|(first, _)| sort(first) != sort(amount))
        {
            return None;
        }
        if item.is_total {
            groups.push((*amount, Vec::new()));
        } else {
            groups.last_mut()?.1.push(*amount);
        }
    }
    (groups.len() >= 2 && groups.iter().all(|(_, parts)| parts.len() >= 2)).then_some(groups)
}

impl<'a> Item<'a> {
    fn of(context: &Context<'a>, id: ReportId, sentence: usize) -> Option<Item<'a>> {
        let flow = Flow::of(context, id, sentence);
        let remarks = (0..flow.len()).filter(|at| is_remark(&flow, *at)).count();
        let no_part =
            |at: usize| flow.is(at, NO_PARTS) && !is_remark(&flow, at) && !is_of_subject(&flow, at);
        if (0..flow.len()).any(no_part) || flow.has(NO_ITEMS) {
            return None;
        }
        let mut amounts = Vec::new();
        let mut first = None;
        for at in 0..flow.len() {
            let Some(claim) = flow.number(at) else {
                continue;
            };
            // The share of a part may stand beside it.
            if claim.quantity.kind == Kind::Percent && first.is_some() {
                continue;
            }
            if !is_amount(claim) {
                return None;
            }
            first.get_or_insert(at);
            amounts.push(claim);
        }
        let first = first?;
        let words =
            |range: std::ops::Range<usize>| range.filter(|at| flow.word(*at).is_some()).count();
        if words(0..first) > LABEL || words(first + 1..flow.len()) > REMARK {
            return None;
        }
        let whole = flow.report.document.sentences[sentence].extent;
        let number = flow.extent(first);
        let label = if first == 0 {
            Extent {
                start: number.end,
                end: whole.end,
            }
        } else {
            Extent {
                start: whole.start,
                end: number.start,
            }
        };
        let label = flow
            .report
            .text(label)
            .trim_matches(|c: char| !c.is_alphanumeric());
        let bracketed = flow.follows(first, &["("])
            && flow.is(first + 1, &[")"])
            && first >= 2
            && flow.is(first - 2, &[":", "–", "—"]);
        let signed = flow.follows(first, &["-", "−", "–"])
            && flow.extent(first - 1).end == number.start
            && (first < 2 || flow.extent(first - 2).end < flow.extent(first - 1).start);
        let name = without_included(label);
        let is_total = is_total(&name) || label.eq_ignore_ascii_case("a total of");
        // "Total (including reserves)" is of more than the items.
        if is_total && remarks > 0 {
            return None;
        }
        Some(Item {
            amounts,
            is_total,
            is_less: bracketed || signed || flow.is(0, LESS),
        })
        .filter(|_| is_added(label))
    }
}
