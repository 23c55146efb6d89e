//! What is left of an income after the spending: "Income was £500 and expenditure £480, which left a surplus of £20", in a
//! sentence, in a paragraph, and in the rows of a table.

use rust_decimal::Decimal;

use super::{agree, misses, off};
use crate::check::flow::{Flow, Piece};
use crate::check::table::{Grid, is_added};
use crate::check::{Context, show};
use crate::claim::{Claim, Mood, Role};
use crate::corpus::{Report, ReportId};
use crate::document::{BlockKind, Extent};
use crate::finding::{Certainty, Detection};
use crate::lookup::{WordMap, WordSet};
use crate::period::Period;
use crate::quantity::{Comparison, Kind, Values};

/// Which of the three a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
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

/// What nouns name.
const SIDES: WordMap<Side, 18> = WordMap::new([
    ("income", Side::Income),
    ("revenue", Side::Income),
    ("revenues", Side::Income),
    ("receipts", Side::Income),
    ("takings", Side::Income),
    ("turnover", Side::Income),
    ("expenditure", Side::Spending),
    ("expenditures", Side::Spending),
    ("expense", Side::Spending),
    ("expenses", Side::Spending),
    ("spending", Side::Spending),
    ("costs", Side::Spending),
    ("outgoings", Side::Spending),
    ("surplus", Side::Surplus),
    ("profit", Side::Surplus),
    ("deficit", Side::Deficit),
    ("loss", Side::Deficit),
    ("shortfall", Side::Deficit),
]);

/// Nouns that are used for more or less than all that comes in, goes out, or is left.
const LOOSE: &[&str] = &[
    "profit",
    "loss",
    "shortfall",
    "costs",
    "turnover",
    "takings",
];

/// What may be received or spent, as a verb right before its number: "we raised £500 and spent £480".
const RECEIVED: &[&str] = &["raised", "received", "earned"];
const SPENT: &[&str] = &["spent"];

/// What may stand between a noun and the articles and the like before it, when all of the income or spending is meant.
const WHOLE: WordSet<24> = WordSet::new([
    "a",
    "all",
    "an",
    "annual",
    "combined",
    "final",
    "gross",
    "healthy",
    "his",
    "her",
    "its",
    "modest",
    "my",
    "operating",
    "our",
    "overall",
    "record",
    "slight",
    "small",
    "the",
    "their",
    "total",
    "yearly",
    "net",
]);

/// Verbs and the like before the noun.
const BEFORE: WordSet<24> = WordSet::new([
    "had",
    "has",
    "have",
    "made",
    "make",
    "recorded",
    "reported",
    "showed",
    "shows",
    "generated",
    "produced",
    "exceeded",
    "exceeding",
    "left",
    "leaves",
    "leaving",
    "giving",
    "gave",
    "gives",
    "resulting",
    "yielding",
    "producing",
    "achieved",
    "ended",
]);

/// What may stand between the noun and its number.
const LINKS: WordSet<48> = WordSet::new([
    "was",
    "were",
    "is",
    "are",
    "of",
    "came",
    "come",
    "comes",
    "to",
    "at",
    "in",
    "rose",
    "grew",
    "increased",
    "fell",
    "dropped",
    "declined",
    "decreased",
    "amounted",
    "amounts",
    "amounting",
    "totalled",
    "totaled",
    "totalling",
    "totaling",
    "reached",
    "stood",
    "stands",
    "for",
    "the",
    "our",
    "year",
    "financial",
    "period",
    "ended",
    "ending",
    "this",
    "up",
    "down",
    "slightly",
    "sharply",
    "again",
    "had",
    "been",
    "has",
    "by",
    "from",
    ":",
]);

/// Words that say that there is more to it than the two: a tax, a transfer, a part of the year, a plan.
const DOUBT: WordSet<56> = WordSet::new([
    "accumulated",
    "actuarial",
    "additional",
    "adjusted",
    "adjusting",
    "after",
    "another",
    "amortisation",
    "before",
    "brought",
    "budget",
    "budgeted",
    "capital",
    "carried",
    "cumulative",
    "depreciation",
    "designated",
    "each",
    "ebitda",
    "except",
    "exceptional",
    "excluding",
    "expected",
    "extraordinary",
    "forecast",
    "further",
    "gain",
    "gains",
    "half",
    "if",
    "including",
    "interest",
    "investment",
    "investments",
    "losses",
    "month",
    "not",
    "other",
    "partly",
    "pension",
    "per",
    "planned",
    "plus",
    "projected",
    "quarter",
    "respectively",
    "restricted",
    "revaluation",
    "tax",
    "taxation",
    "transfer",
    "transferring",
    "transfers",
    "underlying",
    "unrestricted",
    "would",
]);

/// Words that tie what is left to the two numbers before it.
const LEFT: WordSet<24> = WordSet::new([
    "left",
    "leaves",
    "leaving",
    "leave",
    "gave",
    "gives",
    "giving",
    "give",
    "resulted",
    "resulting",
    "results",
    "result",
    "produced",
    "producing",
    "yielding",
    "yielded",
    "generating",
    "generated",
    "making",
    "so",
    "thus",
    "hence",
    "therefore",
    "meaning",
]);

/// How a sentence begins whose result is that of the sentences before.
const GOES_ON: WordSet<8> = WordSet::new([
    "this",
    "that",
    "thus",
    "therefore",
    "hence",
    "overall",
    "there",
    "leaving",
]);

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
    for claims in claims.chunk_by(|a, b| block_of(a) == block_of(b)) {
        let amounts = claims
            .iter()
            .filter(|claim| claim.quantity.kind == Kind::Money);
        let is_prose = matches!(
            document.blocks[block_of(&claims[0])].kind(),
            BlockKind::Paragraph | BlockKind::Item(_)
        );
        if is_prose && amounts.take(3).count() == 3 {
            in_paragraph(context, id, claims);
        }
    }
}

/// Sentences of a paragraph beyond these are about something else.
const SENTENCES: usize = 12;

fn in_paragraph<'a>(context: &mut Context<'a>, id: ReportId, claims: &'a [Claim]) {
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
        let entries = entries(&flow);
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

/// An amount that is stated as a fact.
fn is_amount(claim: &Claim) -> bool {
    claim.quantity.kind == Kind::Money
        && claim.role == Role::Level
        && claim.mood == Mood::Stated
        && !claim.quantity.values.is_hedged()
        && claim
            .quantity
            .nominal()
            .is_some_and(|nominal| nominal > Decimal::ZERO)
}

/// The incomes, spendings and results of a sentence, with their numbers.
fn entries<'a>(flow: &Flow<'a>) -> Vec<Entry<'a>> {
    let view = flow.report.document.view.as_str();
    let mut entries: Vec<Entry<'a>> = Vec::new();
    for noun in 0..flow.len() {
        let Some(word) = flow.word(noun) else {
            continue;
        };
        let text = word.of(view);
        if let Some(side) = SIDES.get(text) {
            let side = match over(flow, noun) {
                Some(Over::Excess(excess)) => excess,
                Some(Over::Both) => continue,
                None => side,
            };
            if !is_whole(flow, noun) {
                continue;
            }
            if let Some(at) = number_of(flow, noun, side) {
                entries.push(Entry {
                    side,
                    claim: match flow.number(at) {
                        Some(claim) => claim,
                        None => continue,
                    },
                    noun,
                    at,
                    by_verb: false,
                });
            }
        } else {
            let side = if flow.is(noun, RECEIVED) {
                Side::Income
            } else if flow.is(noun, SPENT) {
                Side::Spending
            } else {
                continue;
            };
            let at = flow.skip(noun + 1, &["a", "total", "of", "in"]);
            if let Some(claim) = flow.number(at).filter(|claim| is_amount(claim)) {
                entries.push(Entry {
                    side,
                    claim,
                    noun,
                    at,
                    by_verb: true,
                });
            }
        }
    }
    if let Some(entry) = exceeding(flow, &entries) {
        entries.push(entry);
    }
    // "An income of £500 was received": one number has one noun.
    entries.sort_by_key(|entry| (entry.at, entry.by_verb));
    entries.dedup_by(|later, first| {
        later.at == first.at && (later.by_verb || later.side == first.side)
    });
    entries
}

/// Two nouns side by side.
enum Over {
    /// "The excess of income over expenditure": what is left.
    Excess(Side),
    /// "Income and expenditure": whose number it is cannot be told.
    Both,
}

/// Whether a noun stands right behind another one.
fn over(flow: &Flow<'_>, noun: usize) -> Option<Over> {
    let view = flow.report.document.view.as_str();
    let before = (noun.checked_sub(2)?..noun)
        .rev()
        .find(|at| !flow.is(*at, &["the", "total", "our"]))?;
    if !flow.is(
        before,
        &["and", "or", "over", "less", "minus", "&", "/", "against"],
    ) {
        return None;
    }
    let side = flow.word(before.checked_sub(1)?)?.of(view);
    match SIDES.get(side)? {
        Side::Income if flow.is(before, &["over"]) => Some(Over::Excess(Side::Surplus)),
        Side::Spending if flow.is(before, &["over"]) => Some(Over::Excess(Side::Deficit)),
        _ => Some(Over::Both),
    }
}

/// Whether a noun stands for all there is of it, and not for a sort: "grant income", "staff costs", "net income".
fn is_whole(flow: &Flow<'_>, noun: usize) -> bool {
    let view = flow.report.document.view.as_str();
    let is_result = flow
        .word(noun)
        .and_then(|word| SIDES.get(word.of(view)))
        .is_some_and(Side::is_result);
    let mut at = noun;
    while at > 0 {
        let before = at - 1;
        if flow.is(before, &["net", "operating"]) && !is_result {
            return false;
        }
        match flow.word(before) {
            Some(word) if WHOLE.has(word.of(view)) => at = before,
            Some(word) => {
                let text = word.of(view);
                return word.is_function()
                    || BEFORE.has(text)
                    || text.ends_with("’s")
                    || text.ends_with("'s");
            }
            None => return true,
        }
    }
    true
}

/// Words between a noun and its number at most.
const REACH: usize = 14;

/// The number of a noun: "income was £500", "income (£500)", "£500 of income", "a £20 surplus".
fn number_of(flow: &Flow<'_>, noun: usize, side: Side) -> Option<usize> {
    let view = flow.report.document.view.as_str();
    let amount = |at: usize| flow.number(at).is_some_and(is_amount);
    if flow.is(noun + 1, &["("]) && flow.is(noun + 3, &[")"]) && amount(noun + 2) {
        return Some(noun + 2);
    }
    for at in noun + 1..noun + REACH {
        match flow.pieces.get(at) {
            Some(Piece::Number(claim)) => {
                if claim.role == Role::Change || flow.follows(at, &["from", "by"]) {
                    continue;
                }
                if claim.quantity.kind != Kind::Money {
                    break;
                }
                return is_amount(claim).then_some(at);
            }
            Some(Piece::Date(_)) => {}
            // "Income from grants": only a number may follow.
            Some(Piece::Word(_)) if flow.is(at, &["from", "by"]) => {
                flow.number(at + 1)?;
            }
            Some(Piece::Word(word)) if LINKS.has(word.of(view)) => {}
            _ => break,
        }
    }
    let mut before = noun.checked_sub(1)?;
    while before > 0
        && flow
            .word(before)
            .is_some_and(|word| WHOLE.has(word.of(view)))
    {
        before -= 1;
    }
    if flow.is(before, &["of", "in"]) && !side.is_result() {
        before = before.checked_sub(1)?;
    }
    amount(before).then_some(before)
}

/// "Income (£500) exceeded expenditure (£480) by £20".
fn exceeding<'a>(flow: &Flow<'a>, entries: &[Entry<'a>]) -> Option<Entry<'a>> {
    let [first, second] = entries else {
        return None;
    };
    let exceeds = (first.noun..second.noun).any(|at| flow.is(at, &["exceeded", "exceeds"]));
    let by = (first.at.max(second.at)..flow.len())
        .take(4)
        .find(|at| flow.is(*at, &["by"]))?;
    let claim = flow.number(by + 1).filter(|claim| {
        let amount = claim.quantity.kind == Kind::Money && !claim.quantity.values.is_hedged();
        amount && claim.mood == Mood::Stated
    })?;
    let side = match (first.side, second.side) {
        (Side::Income, Side::Spending) => Side::Surplus,
        (Side::Spending, Side::Income) => Side::Deficit,
        _ => return None,
    };
    exceeds.then_some(Entry {
        side,
        claim,
        noun: by,
        at: by + 1,
        by_verb: false,
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

/// Rows of a table for the income, the spending and what is left, one behind the other but for the parts of each.
pub(super) fn in_table<'a>(context: &mut Context<'a>, id: ReportId, grid: &Grid<'a>) {
    let report = &context.corpus.reports[id];
    let Some([income, spending, result]) = rows(grid) else {
        return;
    };
    let label = grid.text(result, 0);
    let words = || label.split(|c: char| !c.is_alphanumeric());
    let has = |side: Side| words().any(|word| SIDES.get(word) == Some(side));
    // "Surplus/(deficit)", "Net income/(expenditure)"
    let names_both = words().filter(|word| SIDES.get(word).is_some()).count() > 1;
    let mut balances = Vec::new();
    for column in (1..grid.width()).filter(|column| is_of_amounts(grid.text(0, *column))) {
        // A number in brackets or behind a dash is one below zero.
        let is_signed = grid.text(result, column).starts_with(['(', '-', '−', '–']);
        let either = names_both || is_signed;
        let [Some(income), Some(spending), Some(result)] =
            [income, spending, result].map(|row| grid.number(row, column))
        else {
            continue;
        };
        let three = [income, spending, result];
        let plain = three.iter().all(|claim| {
            matches!(claim.quantity.kind, Kind::Count | Kind::Money)
                && claim.quantity.kind == income.quantity.kind
                && !claim.quantity.values.is_hedged()
        });
        // The sign of a spending or a deficit is a habit of the table.
        let less = spending.quantity.nominal() > income.quantity.nominal();
        if plain
            && three.iter().all(|claim| {
                claim
                    .quantity
                    .nominal()
                    .is_some_and(|nominal| nominal > Decimal::ZERO)
            })
        {
            balances.push(Balance {
                income,
                spending,
                result,
                is_deficit: if either { less } else { has(Side::Deficit) },
                most: Certainty::Likely,
            });
        }
    }
    let off = balances
        .iter()
        .filter(|balance| missed(balance).is_some())
        .count();
    let fits = balances.len() - off;
    for mut balance in balances {
        // Where other columns fit, this one should.
        if fits > off {
            balance.most = Certainty::Sure;
        } else if fits < off && off > 1 {
            balance.most = Certainty::Unsure;
        }
        judge(context, report, &balance);
    }
}

/// Whether a column has amounts under its label, and no numbers of notes, shares or changes.
fn is_of_amounts(label: &str) -> bool {
    const OTHERS: [&str; 6] = ["note", "notes", "page", "ref", "variance", "difference"];
    let mut words = label.split(|c: char| !c.is_alphanumeric());
    is_added(label)
        && !label.contains('%')
        && !words.any(|word| OTHERS.iter().any(|other| other.eq_ignore_ascii_case(word)))
}

/// The rows of the three, if each is there once.
fn rows(grid: &Grid<'_>) -> Option<[usize; 3]> {
    let labelled = |side: fn(Side) -> bool| {
        let mut rows = (1..grid.height())
            .filter_map(|row| Some((row, label(grid.text(row, 0))?)))
            .filter(|(_, (of, _))| side(*of));
        let first = rows.next()?;
        rows.next().is_none().then_some(first)
    };
    let (income, (_, all_income)) = labelled(|side| side == Side::Income)?;
    let (spending, (_, all_spending)) = labelled(|side| side == Side::Spending)?;
    let (result, _) = labelled(Side::is_result)?;
    // Between the totals stand the parts of the second; anything else would be added or taken off.
    let parts = all_income && all_spending;
    let fits = result == spending + 1 && income < spending && (parts || spending == income + 1);
    fits.then_some([income, spending, result])
}

/// What the label of a row names, and whether it says that it is a total.
fn label(text: &str) -> Option<(Side, bool)> {
    let mut words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let first = words.next()?;
    let is_all = first.eq_ignore_ascii_case("total");
    let noun = if is_all || first.eq_ignore_ascii_case("net") {
        words.next()?
    } else {
        first
    };
    let is_net = first.eq_ignore_ascii_case("net");
    let side = match SIDES.get(noun)? {
        Side::Income if is_net => Side::Surplus,
        Side::Spending if is_net => Side::Deficit,
        side => side,
    };
    let rest_is_bare = words.all(|word| {
        ["for", "the", "year", "in"]
            .iter()
            .any(|bare| bare.eq_ignore_ascii_case(word))
            || side.is_result() && SIDES.get(word).is_some()
    });
    rest_is_bare.then_some((side, is_all))
}
