//! What is left of an income after the spending: "Income was £500 and expenditure £480, which left a surplus of £20", in a
//! sentence, in a paragraph, and in the rows of a table.

use rust_decimal::Decimal;

use super::judge::{agree, misses, off};
use crate::check::flow::{Flow, Piece};
use crate::check::{Context, show};
use crate::claim::{Claim, Role};
use crate::corpus::{Report, ReportId};
use crate::document::{BlockId, BlockKind, Extent};
use crate::finding::{Certainty, Detection};
use crate::period::Period;
use crate::quantity::{Comparison, Kind, Values};

mod entries;
mod rows;
mod words;

use entries::entries;
use words::{BEFORE, DOUBT, GOES_ON, LEFT, LOOSE, WHOLE};

pub(super) use rows::{in_table, is_of_amounts, label};

/// Which of the three a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Income,
    Spending,
    /// What is left: a surplus.
    Surplus,
    /// What is missing: a deficit.
    Deficit,
}

impl Side {
    fn is_result(self) -> bool {
        matches!(self, Side::Surplus | Side::Deficit)
    }
}

/// A number with what it is.
#[derive(Clone, Copy)]
struct Entry<'a> {
    side: Side,
    claim: &'a Claim,
    /// Where its noun and its number stand in the sentence.
    noun: usize,
    at: usize,
    /// A verb names it.
    by_verb: bool,
}

/// An income, a spending and what is left of the one after the other.
struct Balance<'a> {
    income: &'a Claim,
    spending: &'a Claim,
    result: &'a Claim,
    /// Whether the result is said to be a deficit.
    is_deficit: bool,
    most: Certainty,
}

/// Works out what the paragraphs of a report say is left.
pub(super) fn check(context: &mut Context<'_>, id: ReportId) {
    let report = &context.corpus.reports[id];
    let document = &report.document;
    let ids = context.ledger.of_report(id);
    let claims = &context.ledger.claims[ids];
    let block_of = |claim: &Claim| document.sentences[claim.sentence].block();
    // The items of a list tell together what the sentences of a paragraph tell.
    let are_together = |a: &Claim, b: &Claim| {
        let (a, b) = (block_of(a), block_of(b));
        let list = |block: BlockId| match document.blocks[block].kind() {
            BlockKind::Item(list) => Some(list),
            _ => None,
        };
        a == b || list(a).is_some_and(|own| list(b) == Some(own))
    };
    for claims in claims.chunk_by(|a, b| are_together(a, b)) {
        let amounts = claims
            .iter()
            .filter(|claim| claim.quantity.kind == Kind::Money);
        let is_prose = matches!(
            document.blocks[block_of(&claims[0])].kind(),
            BlockKind::Paragraph | BlockKind::Item(_)
        );
        // A list with more amounts has items that are neither income nor spending.
        let is_list = block_of(&claims[0]) != block_of(&claims[claims.len() - 1]);
        let most = if is_list { 3 } else { usize::MAX };
        if is_prose && (3..=most).contains(&amounts.count()) {
            in_paragraph(context, id, claims, is_list);
        }
    }
}

/// Sentences of a paragraph beyond these are about something else.
const SENTENCES: usize = 12;

fn in_paragraph<'a>(context: &mut Context<'a>, id: ReportId, claims: &'a [Claim], is_list: bool) {
    let report = &context.corpus.reports[id];
    let mut spread: Vec<Entry<'a>> = Vec::new();
    let mut years: Vec<i16> = Vec::new();
    let mut is_open = true;
    for of_sentence in claims
        .chunk_by(|a, b| a.sentence == b.sentence)
        .take(SENTENCES)
    {
        if !of_sentence
            .iter()
            .any(|claim| claim.quantity.kind == Kind::Money)
        {
            continue;
        }
        let flow = Flow::of(context, id, of_sentence[0].sentence);
        if flow.has_any(&DOUBT) {
            is_open = false;
            continue;
        }
        let mut entries = entries(&flow);
        // "Rye had income of £500" is an item of its own.
        let view = report.document.view.as_str();
        let is_whole = |at: usize| flow.word(at).is_some_and(|word| WHOLE.has(word.of(view)));
        entries.retain(|entry| !is_list || (0..entry.noun).all(is_whole));
        if let Some(balance) = in_sentence(&flow, &entries) {
            judge(context, report, &balance);
            is_open = false;
        }
        // What is left is that of the paragraph, and nobody else's.
        let first = flow
            .word(0)
            .map(|word| word.of(report.document.view.as_str()));
        let goes_on = entries.iter().all(|result| {
            let behind = || {
                let mut before = entries.iter().filter(|entry| entry.at < result.noun);
                before.any(|entry| is_tied(&flow, entry.at, result))
            };
            !result.side.is_result()
                || first.is_some_and(|word| GOES_ON.has(word))
                || result.noun <= 1
                || behind()
                || is_ours(&flow, result.noun)
        });
        is_open &= goes_on && !entries.iter().any(|entry| entry.by_verb);
        spread.extend(entries);
        years.extend(named_years(&flow));
    }
    years.sort_unstable();
    years.dedup();
    if !is_open || years.len() > 1 || spread.len() != 3 {
        return;
    }
    let one_period = spread
        .iter()
        .all(|entry| entry.claim.period == spread[0].claim.period);
    if one_period && let Some(balance) = of_three(&spread, Certainty::Likely) {
        judge(context, report, &balance);
    }
}

/// Whether nothing before a result names anybody but those who report: "We ended the year with a small".
fn is_ours(flow: &Flow<'_>, noun: usize) -> bool {
    const WORDS: &[&str] = &["closed", "end", "finished", "in", "up", "year"];
    let view = flow.report.document.view.as_str();
    flow.is(0, &["we", "our"])
        && (1..noun).all(|at| {
            flow.is(at, BARE)
                || flow.is(at, WORDS)
                || flow.date(at).is_some()
                || flow.word(at).is_some_and(|word| {
                    let word = word.of(view);
                    WHOLE.has(word) || BEFORE.has(word) || LEFT.has(word)
                })
        })
}

/// The three numbers, if each of them is there once, and the result the last one.
fn of_three<'a>(entries: &[Entry<'a>], most: Certainty) -> Option<Balance<'a>> {
    let only = |side: fn(Side) -> bool| {
        let mut of_side = entries.iter().filter(|entry| side(entry.side));
        of_side.next().filter(|_| of_side.next().is_none())
    };
    let income = only(|side| side == Side::Income)?;
    let spending = only(|side| side == Side::Spending)?;
    let result = only(Side::is_result)?;
    let currency = income.claim.quantity.currency();
    let one_currency = [spending, result]
        .iter()
        .all(|entry| entry.claim.quantity.currency() == currency);
    one_currency.then_some(Balance {
        income: income.claim,
        spending: spending.claim,
        result: result.claim,
        is_deficit: result.side == Side::Deficit,
        most,
    })
}

/// The years that a sentence names outside of brackets.
fn named_years(flow: &Flow<'_>) -> Vec<i16> {
    let mut depth = 0_usize;
    let mut years = Vec::new();
    for at in 0..flow.len() {
        if flow.is(at, &["("]) {
            depth += 1;
        } else if flow.is(at, &[")"]) {
            depth = depth.saturating_sub(1);
        } else if let Some(date) = flow.date(at).filter(|_| depth == 0) {
            let period = date.when.resolve(flow.report.period);
            years.extend(period.and_then(Period::year));
        }
    }
    years
}

/// A sentence that has all three.
fn in_sentence<'a>(flow: &Flow<'a>, entries: &[Entry<'a>]) -> Option<Balance<'a>> {
    let mut years = named_years(flow);
    years.sort_unstable();
    years.dedup();
    if years.len() > 1 {
        return None;
    }
    let balance = of_three(entries, Certainty::Sure)?;
    let result = entries.iter().find(|entry| entry.side.is_result())?;
    let others: Vec<&Entry<'_>> = entries
        .iter()
        .filter(|entry| !entry.side.is_result())
        .collect();
    let [first, second] = others.as_slice() else {
        return None;
    };
    let tied = if result.at > first.at && result.at > second.at {
        is_tied(flow, first.at.max(second.at), result)
    } else {
        // "A surplus of £20 on income of £500 and spending of £480"
        result.at < first.noun
            && result.at < second.noun
            && (result.at + 1..first.at.min(second.at).min(result.at + 8))
                .any(|at| flow.is(at, &["on", "from", "with", "against", ":"]))
    };
    if !tied {
        return None;
    }
    let by_verb = entries.iter().any(|entry| entry.by_verb);
    // A profit is often told behind the tax, and "costs" may be some of them.
    let loose = entries.iter().any(|entry| flow.is(entry.noun, LOOSE));
    let most = if by_verb || loose || has_more_amounts(flow, &balance) {
        Certainty::Likely
    } else {
        Certainty::Sure
    };
    Some(Balance { most, ..balance })
}

/// Whether what is left is said to come from the numbers before it: "which left a surplus", "and the surplus", ", a deficit".
fn is_tied(flow: &Flow<'_>, behind: usize, result: &Entry<'_>) -> bool {
    let view = flow.report.document.view.as_str();
    let noun = result.noun.min(result.at);
    let between = behind + 1..noun;
    if between.len() > 12 {
        return false;
    }
    let says_so = between
        .clone()
        .any(|at| flow.word(at).is_some_and(|word| LEFT.has(word.of(view))));
    // Nothing but marks and articles: nobody else is named whose result it is.
    let bare = between
        .clone()
        .all(|at| flow.is(at, BARE) || flow.date(at).is_some());
    says_so || bare || result.side.is_result() && flow.is(noun, &["by"])
}

/// What stands before a result that has no other owner than the numbers before it.
const BARE: &[&str] = &[
    ",",
    ";",
    ":",
    "–",
    "—",
    "(",
    ")",
    "a",
    "an",
    "and",
    "for",
    "i.e",
    "net",
    "operating",
    "our",
    "the",
    "total",
    "we",
    "with",
    "made",
    "had",
    "small",
    "modest",
    "slight",
    "healthy",
    "overall",
    "or",
    "=",
];

/// Whether the sentence has amounts besides the three, so that another may belong to the sum.
fn has_more_amounts(flow: &Flow<'_>, balance: &Balance<'_>) -> bool {
    let three = [balance.income, balance.spending, balance.result].map(|claim| claim.extent);
    others(flow, &three).next().is_some()
}

/// The amounts of a sentence that are none of three, no changes, and not what a change starts from.
fn others<'f, 'a>(
    flow: &'f Flow<'a>,
    three: &'f [Extent; 3],
) -> impl Iterator<Item = &'a Claim> + 'f {
    flow.pieces.iter().filter_map(move |piece| match piece {
        Piece::Number(claim)
            if claim.quantity.kind == Kind::Money
                && claim.role != Role::Change
                && !claim.base
                && !three.contains(&claim.extent) =>
        {
            Some(*claim)
        }
        _ => None,
    })
}

/// What the three come to, if they do not fit.
fn missed(balance: &Balance<'_>) -> Option<(Decimal, Certainty)> {
    let computed = computed(balance);
    let certainty = misses(&stated(balance), &computed)?;
    Some((computed.number()?, certainty))
}

fn computed(balance: &Balance<'_>) -> Values {
    let spending = balance.spending.quantity.values.negated();
    Values::sum(&[&balance.income.quantity.values, &spending])
}

fn stated(balance: &Balance<'_>) -> Values {
    let stated = &balance.result.quantity.values;
    if balance.is_deficit {
        stated.negated()
    } else {
        stated.clone()
    }
}

fn judge(context: &mut Context<'_>, report: &Report, balance: &Balance<'_>) {
    if stated(balance).compare(&computed(balance)) == Comparison::Agree {
        agree(context, balance.result, &[balance.income, balance.spending]);
        return;
    }
    let (Some((computed, arithmetic)), Some(result)) =
        (missed(balance), balance.result.quantity.nominal())
    else {
        return;
    };
    // What is missing stands in the sentence: it was spent, or came in, as well.
    let signed = if balance.is_deficit { -result } else { result };
    let gap = (computed - signed).abs();
    let flow = Flow::of(context, balance.result.report, balance.result.sentence);
    let three = [balance.income, balance.spending, balance.result].map(|claim| claim.extent);
    if others(&flow, &three).any(|other| other.quantity.values.contains(gap)) {
        return;
    }
    let certainty = arithmetic.min(balance.most);
    let detection = told(context, report, balance, computed, certainty);
    context.report(detection);
}

fn told(
    context: &Context<'_>,
    report: &Report,
    balance: &Balance<'_>,
    computed: Decimal,
    certainty: Certainty,
) -> Detection {
    let [income, spending, result] =
        [balance.income, balance.spending, balance.result].map(|claim| show::value(context, claim));
    let name = if balance.is_deficit {
        "deficit"
    } else {
        "surplus"
    };
    let other = match (computed.is_sign_negative(), balance.is_deficit) {
        (true, false) => ", a deficit",
        (false, true) => ", a surplus",
        _ => "",
    };
    let sum = if balance.is_deficit && computed.is_sign_negative() {
        format!("{spending} − {income} is {}", show::number(computed.abs()))
    } else {
        format!("{income} − {spending} is {}{other}", show::number(computed))
    };
    Detection {
        message: format!("a {name} is stated as “{result}”, and {sum}"),
        help: "Correct what is left, the income or the spending. All can be right if something else was added or taken \
               off: then say so."
            .to_owned(),
        ..off(
            context,
            report,
            balance.result,
            &[balance.income, balance.spending],
            computed,
            " − ",
            certainty,
        )
    }
}
