//! Accounts as people type them: labels with amounts, one below the other, in lines, in short paragraphs, or in items that are
//! more than [a list of amounts](crate::check::itemised).
//!
//! ```text
//! Balance brought forward: £17.20
//! Fines: £4.30
//! Cards: £2.40
//! Total: £23.90
//! ```
//!
//! A total adds up the rows of its group: those behind the total before, or behind a row without a number. It may as well
//! add up all rows, or the totals before it.

use std::collections::VecDeque;
use std::rc::Rc;

use rust_decimal::Decimal;

use super::judge::{agree, misses, off};
use super::left::written;
use super::lines::opens;
use super::lists::is_rounded_away;
use super::opening;
use super::whole::is_one_digit;
use crate::check::among::Among;
use crate::check::itemised::{NO_PARTS, is_amount, sort};
use crate::check::lines::lines_of;
use crate::check::table::{LESS, is_added, is_total, without_included};
use crate::check::{Context, show};
use crate::claim::Claim;
use crate::corpus::{Corpus, ReportId};
use crate::document::{BlockId, BlockKind, Extent, ListId};
use crate::finding::Certainty;
use crate::quantity::{Comparison, Kind, Values, is_one_of};

/// What a row is for those that are added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// A label without a number.
    Head,
    Part,
    Total,
    /// What is left: "Balance", "Surplus".
    Result,
    /// Amounts without a label.
    Bare,
    /// A row whose number cannot be added, or that cannot be read.
    Broken,
    /// A sentence.
    Prose,
}

/// A line of an account.
#[derive(Clone)]
struct Row<'a> {
    sort: Sort,
    label: &'a str,
    amounts: Rc<[&'a Claim]>,
    is_less: bool,
}

/// The rows of the blocks that were read last: that of each total has those before it in common with the next one.
struct Read<'a> {
    id: ReportId,
    /// In the order of the blocks.
    blocks: VecDeque<(BlockId, Rc<[Row<'a>]>)>,
}

impl<'a> Read<'a> {
    fn rows(&mut self, context: &Context<'a>, block: BlockId) -> Rc<[Row<'a>]> {
        let place = self
            .blocks
            .binary_search_by_key(&block, |(block, _)| *block);
        let place = match place {
            Ok(place) => return Rc::clone(&self.blocks[place].1),
            Err(place) => place,
        };
        let rows: Rc<[Row<'a>]> = rows(context, self.id, block).into();
        self.blocks.insert(place, (block, Rc::clone(&rows)));
        if self.blocks.len() > 2 * BACK {
            self.blocks.pop_front();
        }
        rows
    }
}

/// Longer labels are sentences.
const LABEL: usize = 9;
/// More rows than this are read by nobody who adds them up.
const ROWS: usize = 200;
/// So many blocks before that of a total may hold rows of its account.
const BACK: usize = 60;
/// A smaller number is near to many sums.
const SMALL: Decimal = Decimal::from_parts(20, 0, 0, false, 0);

/// Words of a label that say that something is left, or was.
const LEFT: &[&str] = &[
    "balance", "deficit", "loss", "net", "profit", "reserves", "surplus", "thereof",
];
/// Those of a row that may open an account as its first part.
const OPENING: &[&str] = &["balance", "reserves"];

/// The words that the total of an account, or what is left, has in its name.
pub(super) fn cues(corpus: &Corpus) -> Among {
    /// By what stands in them: four bytes, and what follows them. All words are asked, and four bytes are one look.
    const PARTS: [(&[u8; 4], &[u8]); 3] = [(b"otal", b""), (b"OTAL", b""), (b"alan", b"ce")];
    Among::of(corpus, |word| {
        let word = word.as_bytes();
        let mut fours = word.array_windows().enumerate();
        fours.any(|(at, four)| {
            let mut parts = PARTS.iter();
            parts.any(|(first, rest)| *first == four && word[at + first.len()..].starts_with(rest))
        })
    })
}

/// Adds up the accounts of a report, but for some lists that are added up already.
pub(super) fn check(context: &mut Context<'_>, id: ReportId, cues: &Among, told: &[ListId]) {
    let report = &context.corpus.reports[id];
    if !report.is_english() {
        return;
    }
    let document = &report.document;
    let hits = cues.sentences(report);
    let mut blocks: Vec<BlockId> = hits
        .map(|hit| document.sentences[hit].block())
        .filter(|block| may_hold_rows(document.blocks[*block].kind(), told))
        .collect();
    blocks.dedup();
    let mut read = Read {
        id,
        blocks: VecDeque::new(),
    };
    for block in blocks {
        account(context, &mut read, block, told);
    }
}

fn may_hold_rows(kind: BlockKind, told: &[ListId]) -> bool {
    match kind {
        BlockKind::Paragraph => true,
        BlockKind::Item(list) => told.binary_search(&list).is_err(),
        BlockKind::Heading(_) | BlockKind::Cell { .. } | BlockKind::Code => false,
    }
}

/// Adds up the rows of a block, with those of the blocks before it.
fn account<'a>(context: &mut Context<'a>, read: &mut Read<'a>, block: BlockId, told: &[ListId]) {
    let id = read.id;
    let own = read.rows(context, block);
    let is_sum =
        |row: &Row<'_>| matches!(row.sort, Sort::Total | Sort::Result) || is_total_label(row.label);
    if !own.iter().any(is_sum) {
        return;
    }
    let document = &context.corpus.reports[id].document;
    let kind = document.blocks[block].kind();
    // The rows of the blocks before, the last of them first.
    let mut above: Vec<Rc<[Row<'_>]>> = Vec::new();
    let mut many = 0;
    for before in (block.saturating_sub(BACK)..block).rev() {
        let is_like = match (kind, document.blocks[before].kind()) {
            (BlockKind::Paragraph, BlockKind::Paragraph) => true,
            (BlockKind::Item(one), BlockKind::Item(other)) => one == other,
            // "Total: £24" behind a list of amounts is looked at with the list.
            _ => false,
        };
        if !is_like || !may_hold_rows(document.blocks[before].kind(), told) {
            break;
        }
        let rows = read.rows(context, before);
        if rows.is_empty() || rows.iter().any(|row| row.sort == Sort::Prose) {
            break;
        }
        many += rows.len();
        above.push(rows);
        if many > ROWS {
            break;
        }
    }
    let mut all: Vec<Row<'_>> = Vec::new();
    for row in above.iter().rev().flat_map(|rows| rows.iter()) {
        push(&mut all, row);
    }
    let first = all.len();
    // The amount of the last label may stand in a block of its own: a term and what it is.
    let has_end = own.last().is_some_and(|row| row.sort != Sort::Head);
    let behind = block + 1;
    let is_next = |block: &crate::document::Block| block.kind() == BlockKind::Paragraph;
    let next = if !has_end && document.blocks.get(behind).is_some_and(is_next) {
        rows(context, id, behind)
    } else {
        Vec::new()
    };
    let is_amount = next.len() == 1 && next[0].sort == Sort::Bare;
    for row in own.iter().chain(next.iter().filter(|_| is_amount)) {
        push(&mut all, row);
    }
    judge_all(context, id, &all, first);
}

/// Adds a row. An amount by itself is that of the label above it.
fn push<'a>(rows: &mut Vec<Row<'a>>, row: &Row<'a>) {
    if row.sort == Sort::Bare
        && let Some(head) = rows.last_mut().filter(|last| last.sort == Sort::Head)
    {
        *head = labelled(head.label, Rc::clone(&row.amounts), row.is_less);
    } else {
        rows.push(row.clone());
    }
}

/// The rows of a block.
fn rows<'a>(context: &Context<'a>, id: ReportId, block: BlockId) -> Vec<Row<'a>> {
    let document = &context.corpus.reports[id].document;
    let sentences = document.blocks[block].sentences();
    if sentences.is_empty() {
        return Vec::new();
    }
    let first = context.ledger.of_sentence(id, sentences.start).start;
    let end = context.ledger.of_sentence(id, sentences.end - 1).end;
    let claims = &context.ledger.claims[first..end];
    let mut lines = lines_of(context, id, block);
    lines.truncate(ROWS);
    let mut from = 0;
    let mut rows = Vec::with_capacity(lines.len());
    for line in lines {
        while claims
            .get(from)
            .is_some_and(|claim| claim.extent.end <= line.start)
        {
            from += 1;
        }
        let own = claims[from..]
            .iter()
            .take_while(|claim| claim.extent.start < line.end);
        rows.push(row(context, id, line, &own.collect::<Vec<_>>()));
    }
    rows
}

/// Reads a line: a label, and the amounts at its end.
fn row<'a>(context: &Context<'a>, id: ReportId, line: Extent, claims: &[&'a Claim]) -> Row<'a> {
    let report = &context.corpus.reports[id];
    let text = |start: u32, end: u32| {
        report.text(Extent {
            start,
            end: end.max(start),
        })
    };
    let is_apart = |text: &str| !text.contains(char::is_alphanumeric);
    let mut amounts: Vec<&Claim> = Vec::new();
    let mut end = line.end;
    let mut is_broken = false;
    for claim in claims.iter().rev() {
        let inside = line.start <= claim.extent.start && claim.extent.end <= line.end;
        is_broken |= !inside;
        if !inside || !is_apart(text(claim.extent.end, end)) {
            break;
        }
        end = claim.extent.start;
        if claim.quantity.kind == Kind::Percent {
            continue;
        }
        let own = report.text(claim.extent);
        // Two columns may be read as one number with a space in it.
        let is_plain = !own.contains([' ', '\u{a0}']) || own.contains(char::is_alphabetic);
        is_broken |= !is_amount(claim) || !is_plain;
        amounts.push(claim);
    }
    amounts.reverse();
    let label = text(line.start, end).trim_matches(|c: char| !c.is_alphanumeric());
    let none = |sort| Row {
        sort,
        label,
        amounts: Rc::default(),
        is_less: false,
    };
    let named = without_included(label);
    let words = named.split_whitespace().count();
    if words > LABEL || named.contains(". ") {
        return none(Sort::Prose);
    }
    if is_broken {
        return none(Sort::Broken);
    }
    let Some(first) = amounts.first() else {
        let has_digits = text(line.start, line.end).contains(|c: char| c.is_ascii_digit());
        return none(if has_digits { Sort::Broken } else { Sort::Head });
    };
    let before = text(line.start, first.extent.start);
    let behind = text(first.extent.end, line.end);
    let bracketed = before.ends_with('(') && behind.starts_with(')');
    let signed = before.ends_with(['-', '−', '–'])
        && before[..before.len() - before.chars().next_back().map_or(0, char::len_utf8)]
            .ends_with(char::is_whitespace);
    if label.is_empty() {
        return Row {
            sort: Sort::Bare,
            label,
            amounts: amounts.into(),
            is_less: bracketed || signed,
        };
    }
    labelled(label, amounts.into(), bracketed || signed)
}

/// A row with a label and amounts.
fn labelled<'a>(label: &'a str, amounts: Rc<[&'a Claim]>, is_less: bool) -> Row<'a> {
    let mut words = words_of(label);
    let named = without_included(label);
    let has = |list: &[&str]| {
        let mut words = words_of(if is_total_label(label) { label } else { &named });
        words.any(|word| is_one_of(word, list))
    };
    let sort = if has(NO_PARTS) {
        Sort::Broken
    } else if is_total_label(label) {
        Sort::Total
    } else if has(LEFT) {
        Sort::Result
    } else if is_added(label) {
        Sort::Part
    } else {
        Sort::Broken
    };
    let is_less = is_less || words.next().is_some_and(|word| is_one_of(word, LESS));
    Row {
        sort,
        label,
        amounts,
        is_less,
    }
}

/// Whether a label is that of a total: "Total", "Total receipts for the year".
fn is_total_label(label: &str) -> bool {
    let mut words = label.split(' ');
    let first = words.next().unwrap_or_default();
    let begins = is_one_of(first, &["total", "totals", "subtotal", "sub-total"]);
    is_total(label) || begins && words.count() <= 5
}

/// Holds the totals from a row on against the rows above them.
fn judge_all<'a>(context: &mut Context<'a>, id: ReportId, rows: &[Row<'a>], first: usize) {
    let mut start = 0;
    let mut before: Vec<usize> = Vec::new();
    let mut fits = false;
    let mut parts: Vec<usize> = Vec::new();
    // What was left before, if the account opens with it.
    let mut opening = None;
    for (at, row) in rows.iter().enumerate() {
        if at >= first && row.amounts.len() == 1 && opening::may_close(row.label) {
            let unread =
                |row: &Row<'_>| matches!(row.sort, Sort::Bare | Sort::Broken | Sort::Prose);
            let from = rows[..at].iter().rposition(unread).map_or(0, |row| row + 1);
            let rows = rows[from.max(at.saturating_sub(BACK))..=at].iter();
            let rows = rows.map(|row| opening::Row {
                label: row.label,
                amount: row.amounts.first().copied(),
                is_less: row.is_less,
            });
            opening::in_rows(context, id, &rows.collect::<Vec<_>>());
        }
        let account = Account {
            rows,
            parts: &parts,
            before: &before,
            start,
            total: at,
        };
        match row.sort {
            Sort::Head => start = at + 1,
            Sort::Part => parts.push(at),
            Sort::Result => {
                let mut words = words_of(row.label);
                if at == start && before.is_empty() && words.any(|word| is_one_of(word, OPENING)) {
                    opening = opening.or(Some(at));
                    parts.push(at);
                } else {
                    if at >= first {
                        account.judge_result(context, id, opening);
                    }
                    start = at + 1;
                }
            }
            Sort::Total => {
                if at >= first {
                    fits = account.judge(context, id, fits);
                }
                before.push(at);
                start = at + 1;
            }
            Sort::Bare | Sort::Broken | Sort::Prose => {}
        }
    }
}

fn words_of(label: &str) -> impl Iterator<Item = &str> {
    let words = label.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty())
}

/// What the totals are called that a balance is of.
const INCOME: &[&str] = &["income", "receipts", "received", "revenue", "takings"];
const SPENDING: &[&str] = &[
    "costs",
    "disbursements",
    "expenditure",
    "expenditures",
    "expenses",
    "outgoings",
    "payments",
    "spending",
    "spent",
];

/// A total among rows.
struct Account<'a, 'r> {
    rows: &'r [Row<'a>],
    /// The rows above it that are parts, and those that are totals.
    parts: &'r [usize],
    before: &'r [usize],
    /// Where its group starts.
    start: usize,
    total: usize,
}

/// How doubtful it is that a total adds up what stands above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doubt {
    /// Another total of the account does, or its name says what it comes of.
    None,
    /// It is the first one.
    Some,
    /// Another total does not.
    Much,
}

/// What a total may add up, and how far that is from it.
struct Candidate<'a> {
    parts: Vec<&'a Claim>,
    less: Vec<bool>,
    gap: Decimal,
}

impl<'a> Account<'a, '_> {
    /// Reports a total that is off. Says whether one of its numbers fits.
    fn judge(&self, context: &mut Context<'a>, id: ReportId, others_fit: bool) -> bool {
        let own = self
            .parts
            .iter()
            .filter(|part| **part >= self.start)
            .count();
        if own == 0 && self.before.len() < 2 {
            return others_fit;
        }
        let mut fits = others_fit;
        for column in 0..self.rows[self.total].amounts.len() {
            let total = self.rows[self.total].amounts[column];
            let mut candidates = self.candidates(column);
            candidates.sort_by_key(|candidate| candidate.gap);
            if let Some(fitting) = candidates.iter().find(|candidate| candidate.fits(total)) {
                agree(context, total, &fitting.parts);
                fits = true;
                continue;
            }
            // Rounded, one of the others may be what is meant.
            let is_rounded = |other: &Candidate<'_>| is_rounded_away(total, &other.parts);
            if candidates.iter().skip(1).any(is_rounded) {
                continue;
            }
            if let Some(nearest) = candidates.first() {
                let doubt = match (others_fit, self.before.is_empty()) {
                    (true, _) => Doubt::None,
                    (false, true) => Doubt::Some,
                    (false, false) => Doubt::Much,
                };
                nearest.report(context, id, total, doubt);
            }
        }
        fits
    }

    /// Reports what is left if it is neither that of the total income and the total spending above, nor that with what was
    /// left before.
    fn judge_result(&self, context: &mut Context<'a>, id: ReportId, opening: Option<usize>) {
        let named = |list: &[&str]| {
            let mut named = self.before.iter().copied().filter(|row| {
                let mut words = words_of(self.rows[*row].label);
                words.any(|word| is_one_of(word, list))
            });
            named.next().filter(|_| named.next().is_none())
        };
        let (Some(income), Some(spending)) = (named(INCOME), named(SPENDING)) else {
            return;
        };
        // A deficit may be told with a sign or without one.
        let is_short =
            words_of(self.rows[self.total].label).any(|word| is_one_of(word, &["deficit", "loss"]));
        if income >= spending || is_short {
            return;
        }
        let is_next = self.rows[spending + 1..self.total]
            .iter()
            .all(|row| row.sort == Sort::Head);
        for column in 0..self.rows[self.total].amounts.len() {
            let result = self.rows[self.total].amounts[column];
            let mut candidates: Vec<Candidate<'a>> = Vec::new();
            for before in [None, opening] {
                let rows: Vec<usize> = before.into_iter().chain([income, spending]).collect();
                if let Some(mut candidate) = self.candidate(column, &rows) {
                    if let Some(last) = candidate.less.last_mut() {
                        *last = true;
                    }
                    candidate.gap = candidate.gap_to(result);
                    candidates.push(candidate);
                }
            }
            candidates.sort_by_key(|candidate| candidate.gap);
            if let Some(fitting) = candidates.iter().find(|candidate| candidate.fits(result)) {
                agree(context, result, &fitting.parts);
            } else if let Some(first) = candidates.first().filter(|_| is_next) {
                first.report(context, id, result, Doubt::None);
            }
        }
    }

    /// The sums that a column of the total may be.
    fn candidates(&self, column: usize) -> Vec<Candidate<'a>> {
        let is_whole = |from: usize| {
            let rows = &self.rows[from..self.total];
            rows.iter()
                .all(|row| !matches!(row.sort, Sort::Broken | Sort::Bare | Sort::Prose))
        };
        let mut found = Vec::new();
        let own: Vec<usize> = self
            .parts
            .iter()
            .copied()
            .filter(|part| *part >= self.start)
            .collect();
        let last = self.before.last().copied();
        if is_whole(self.start) {
            found.extend(self.candidate(column, &own));
            // What was left before may stand above the income, and be none.
            let may_open = |first: &usize| {
                let row = &self.rows[*first];
                row.sort == Sort::Result || opens(row.label)
            };
            if own.first().is_some_and(may_open) {
                found.extend(self.candidate(column, &own[1..]));
            }
            if let Some(last) = last {
                let with_last: Vec<usize> =
                    std::iter::once(last).chain(own.iter().copied()).collect();
                found.extend(self.candidate(column, &with_last));
            }
        }
        if is_whole(0) && own.len() < self.parts.len() {
            found.extend(self.candidate(column, self.parts));
        }
        found.extend(self.candidate(column, self.before));
        found
    }

    fn candidate(&self, column: usize, rows: &[usize]) -> Option<Candidate<'a>> {
        let all = &self.rows[self.total].amounts;
        let total = all[column];
        let mut parts: Vec<&Claim> = Vec::new();
        for row in rows.iter().map(|row| &self.rows[*row]) {
            let part = *row
                .amounts
                .get(column)
                .filter(|_| row.amounts.len() == all.len())?;
            // The first amount and the total may bear a sign for all.
            let first_is_money = parts
                .first()
                .is_some_and(|first| first.quantity.kind == Kind::Money);
            let is_like = sort(part) == sort(total)
                || part.quantity.kind == Kind::Count
                    && total.quantity.kind == Kind::Money
                    && first_is_money;
            if !is_like {
                return None;
            }
            parts.push(part);
        }
        let less: Vec<bool> = rows.iter().map(|row| self.rows[*row].is_less).collect();
        let values = parts.iter().filter_map(|part| part.quantity.nominal());
        let sum = values
            .zip(&less)
            .try_fold(Decimal::ZERO, |sum, (value, less)| {
                if *less {
                    sum.checked_sub(value.abs())
                } else {
                    sum.checked_add(value)
                }
            })?;
        let gap = sum.checked_sub(total.quantity.nominal()?)?.abs();
        (parts.len() >= 2).then_some(Candidate { parts, less, gap })
    }
}

impl Candidate<'_> {
    /// How far the sum is from a total; the most where it is beyond all numbers.
    fn gap_to(&self, total: &Claim) -> Decimal {
        let sum = self.sum(true).number();
        let gap = sum
            .zip(total.quantity.nominal())
            .and_then(|(sum, total)| sum.checked_sub(total));
        gap.map_or(Decimal::MAX, |gap| gap.abs())
    }

    fn sum(&self, is_signed: bool) -> Values {
        let values = self.parts.iter().zip(&self.less).map(|(part, less)| {
            let values = &part.quantity.values;
            let is_positive = part.quantity.nominal() > Some(Decimal::ZERO);
            if *less && is_signed && is_positive {
                values.negated()
            } else {
                values.clone()
            }
        });
        let values: Vec<Values> = values.collect();
        Values::sum(&values.iter().collect::<Vec<_>>())
    }

    /// Whether the parts come to a total, what is written as taken off taken off or not.
    fn fits(&self, total: &Claim) -> bool {
        [true, false]
            .iter()
            .any(|signed| total.quantity.values.compare(&self.sum(*signed)) == Comparison::Agree)
    }

    fn report(&self, context: &mut Context<'_>, id: ReportId, total: &Claim, doubt: Doubt) {
        let computed = self.sum(true);
        let (Some(arithmetic), Some(sum), Some(stated)) = (
            misses(&total.quantity.values, &computed),
            computed.number(),
            total.quantity.nominal(),
        ) else {
            return;
        };
        let gap = (sum - stated).abs();
        let is_near = gap <= stated.abs() / Decimal::TEN;
        // Of numbers with few digits many differ in one.
        let has_digits =
            stated >= Decimal::ONE_THOUSAND || !stated.is_integer() || doubt == Doubt::None;
        let may_slip = is_near || has_digits && gap <= stated.abs() / Decimal::TWO;
        let slips = may_slip && is_one_digit(stated, sum, &self.parts);
        if !is_near && !slips {
            return;
        }
        let is_small = total.quantity.kind == Kind::Count && stated < SMALL;
        let has_less = self.less.contains(&true);
        let sure = slips || doubt != Doubt::Much && self.parts.len() > 2;
        let most = if is_small || has_less && !slips || !sure || is_rounded_away(total, &self.parts)
        {
            Certainty::Unsure
        } else {
            Certainty::Likely
        };
        let report = &context.corpus.reports[id];
        let certainty = arithmetic.min(most);
        let mut detection = off(context, report, total, &self.parts, sum, " + ", certainty);
        if has_less {
            let (here, terms) = (
                show::value(context, total),
                written(context, &self.parts, &self.less),
            );
            let sum = show::number(sum);
            detection.message = format!("the total is stated as “{here}”, and {terms} is {sum}");
        }
        context.report(detection);
    }
}
