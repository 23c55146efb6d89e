//! A table as a grid of numbers and labels.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::{Context, show};
use crate::claim::Claim;
use crate::corpus::{Report, ReportId};
use crate::document::{BlockId, BlockKind, TableId};
use crate::quantity::{is_one_of, is_year_number};
use crate::word::{self, Token};

/// The cells of a table.
pub(super) struct Grid<'a> {
    report: &'a Report,
    rows: &'a [Vec<BlockId>],
    /// How many empty rows stand for a header that the table has not.
    head: usize,
    /// The numbers of the blocks from its first one to its last one.
    numbers: Vec<Option<&'a Claim>>,
    first: BlockId,
    /// How many columns are written in every row, but for rows of one cell: those are headings within the table.
    columns: usize,
    /// Whether a row below the header has a label.
    has_labels: bool,
    /// Whether its rows are read as columns.
    is_turned: bool,
}

impl<'a> Grid<'a> {
    /// Reads a table. A cell with a number and hardly anything else is a number.
    pub(super) fn of(context: &Context<'a>, id: ReportId, table: TableId) -> Grid<'a> {
        let report = &context.corpus.reports[id];
        let rows = &report.document.tables[table].rows;
        let number = |cell: BlockId| -> Option<&'a Claim> {
            let block = &report.document.blocks[cell];
            let sentence = block.sentences().next()?;
            let [claim] = context.ledger.in_sentence(id, sentence) else {
                return None;
            };
            let whole = block.extent.end - block.extent.start;
            let own = claim.extent.end - claim.extent.start;
            let plain = !claim.quantity.values.is_vague() && claim.quantity.nominal().is_some();
            (block.sentences().len() == 1 && plain && whole <= own + 2).then_some(claim)
        };
        let cells = || rows.iter().flatten().copied();
        let first = cells().min().unwrap_or(0);
        let behind = cells().max().map_or(0, |last| last + 1);
        let mut numbers = vec![None; behind - first];
        for cell in cells() {
            numbers[cell - first] = number(cell);
        }
        let is_label = |row: &Vec<BlockId>| {
            row.first()
                .is_some_and(|label| !report.document.block_text(*label).is_empty())
        };
        let widths = || rows.iter().map(Vec::len);
        let columns = widths().filter(|width| *width > 1).min();
        Grid {
            report,
            rows,
            head: 0,
            numbers,
            first,
            columns: columns.or_else(|| widths().min()).unwrap_or(0),
            has_labels: rows.iter().skip(1).any(is_label),
            is_turned: false,
        }
    }

    /// Reads a table to add it up: if it has no header, an empty one stands before its rows.
    pub(super) fn with_head(context: &Context<'a>, id: ReportId, table: TableId) -> Grid<'a> {
        let mut grid = Grid::of(context, id, table);
        if is_headless(grid.report, table) {
            grid.head = 1;
            grid.has_labels = true;
        }
        grid
    }

    /// The same table with its rows as columns.
    pub(super) fn turned(self) -> Grid<'a> {
        Grid {
            is_turned: !self.is_turned,
            ..self
        }
    }

    /// How many rows there are, the header included.
    pub(super) fn height(&self) -> usize {
        if self.is_turned {
            self.columns
        } else {
            self.lines()
        }
    }

    /// How many columns every row has.
    pub(super) fn width(&self) -> usize {
        if self.is_turned {
            self.lines()
        } else {
            self.columns
        }
    }

    /// How many rows are written.
    fn lines(&self) -> usize {
        self.rows.len() + self.head
    }

    /// The row and the column as they are written.
    fn written(&self, row: usize, column: usize) -> (usize, usize) {
        if self.is_turned {
            (column, row)
        } else {
            (row, column)
        }
    }

    /// The number in a cell.
    pub(super) fn number(&self, row: usize, column: usize) -> Option<&'a Claim> {
        let (row, column) = self.written(row, column);
        let cell = self.rows.get(row.checked_sub(self.head)?)?.get(column)?;
        self.numbers[cell - self.first]
    }

    /// Whether a row has no label where others have one.
    pub(super) fn is_nameless(&self, row: usize) -> bool {
        self.has_labels && self.text(row, 0).is_empty()
    }

    /// The text of a cell; empty where there is none.
    pub(super) fn text(&self, row: usize, column: usize) -> &'a str {
        let (row, column) = self.written(row, column);
        row.checked_sub(self.head)
            .and_then(|row| self.rows.get(row))
            .and_then(|row| row.get(column))
            .map_or("", |block| self.report.document.block_text(*block).trim())
    }
}

/// Whether the first row of a table is one as those below it, a label with amounts, and no header.
fn is_headless(report: &Report, table: TableId) -> bool {
    let document = &report.document;
    let rows = &document.tables[table].rows;
    let text = |row: usize, column: usize| {
        let block = rows.get(row).and_then(|row: &Vec<BlockId>| row.get(column));
        block.map_or("", |block| document.block_text(*block).trim())
    };
    let [label, ..] = rows.first().map_or(&[][..], Vec::as_slice) else {
        return false;
    };
    let labelled = document.block_text(*label).contains(char::is_alphabetic);
    let width = rows[0].len();
    let filled = || (1..width).filter(|column| !text(0, *column).is_empty());
    // A plain number may be the name of a column; one of two columns hardly ever has one.
    let is_plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_own = |column: usize| {
        let first = text(0, column);
        let year = is_year_number(first);
        is_value(first) && !year && (width == 2 || !is_plain(first)) && is_value(text(1, column))
    };
    labelled && filled().next().is_some() && filled().all(is_own)
}

/// Whether the text of a cell is a number and nothing else.
fn is_value(text: &str) -> bool {
    let is_part = |c: char| c.is_ascii_digit() || c.is_whitespace() || ",.%()+-−–$£€".contains(c);
    text.contains(|c: char| c.is_ascii_digit()) && text.chars().all(is_part)
}

/// Words that a label of what is taken off begins with.
pub(super) const LESS: &[&str] = &["less", "minus", "deduct", "deducted"];

/// Words of a label of what may be taken off.
pub(super) const TAKEN: &[&str] = &[
    "deduction",
    "deductions",
    "discount",
    "discounts",
    "grant",
    "grants",
    "rebate",
    "rebates",
    "refund",
    "refunds",
    "returns",
    "unpaid",
];

/// Whether a label is that of what is taken off: "Less returns", and not "Less than a week".
pub(super) fn is_taken_off(label: &str) -> bool {
    let mut words = label
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.next().is_some_and(|first| is_one_of(first, LESS))
        && words
            .next()
            .is_some_and(|next| !is_one_of(next, &["than", "or", "common", "often"]))
}

/// Whether a number of a table is taken off, as its brackets or the label of its row say.
pub(super) fn is_less(report: &Report, claim: &Claim) -> bool {
    let document = &report.document;
    let block = document.sentences[claim.sentence].block();
    let BlockKind::Cell { table, row, column } = document.blocks[block].kind() else {
        return false;
    };
    let label = || document.tables[table].rows.get(row as usize)?.first();
    let is_positive = claim.quantity.nominal() > Some(Decimal::ZERO);
    is_bracketed(report, claim)
        || column > 0
            && is_positive
            && label().is_some_and(|label| is_taken_off(document.block_text(*label)))
}

/// Whether a number fills a cell in brackets: in accounts it is taken off.
pub(super) fn is_bracketed(report: &Report, claim: &Claim) -> bool {
    let block = report.document.sentences[claim.sentence].block();
    let (whole, text) = (
        report.document.blocks[block].extent,
        report.document.block_text(block),
    );
    matches!(report.document.blocks[block].kind(), BlockKind::Cell { .. })
        && (text.starts_with('(') && text.ends_with(')'))
        && (claim.extent.start, claim.extent.end) == (whole.start + 1, whole.end - 1)
}

/// What the cell of a number is about, as the labels of its row and of its column say: "Grants, 2021". Nothing for a number
/// outside of tables.
pub(super) fn cell_name(report: &Report, claim: &Claim) -> Option<String> {
    let document = &report.document;
    let block = document.sentences[claim.sentence].block();
    let BlockKind::Cell { table, row, column } = document.blocks[block].kind() else {
        return None;
    };
    let rows = &document.tables[table].rows;
    let label = |row: usize, column: usize| {
        let label = rows.get(row)?.get(column)?;
        let text = document.block_text(*label);
        (*label != block && !text.is_empty()).then(|| show::short(text))
    };
    let head = |column: usize| {
        let column = label(0, column)?;
        (!is_headless(report, table)).then_some(column)
    };
    let labels = [label(row as usize, 0), head(column as usize)];
    let labels: Vec<String> = labels.into_iter().flatten().collect();
    (!labels.is_empty()).then(|| labels.join(", "))
}

/// Whether a label is that of a total.
pub(super) fn is_total(label: &str) -> bool {
    const TOTALS: [&str; 12] = [
        "total",
        "subtotal",
        "sub-total",
        "sub total",
        "totals",
        "sum",
        "grand total",
        "all",
        "altogether",
        "in total",
        "total in all",
        "overall total",
    ];
    const START: &str = "total ";
    const END: &str = " total";
    let label = label.trim_matches(|c: char| !c.is_alphanumeric());
    let begins = |start: &str| start.eq_ignore_ascii_case(START);
    let ends = |end: &str| end.eq_ignore_ascii_case(END);
    let rest_of_end = label.len().checked_sub(END.len());
    TOTALS.iter().any(|total| total.eq_ignore_ascii_case(label))
        || label.get(..START.len()).is_some_and(begins)
            && label[START.len()..].split(' ').count() <= 2
        || rest_of_end
            .is_some_and(|rest| label.get(rest..).is_some_and(ends) && !label[..rest].contains(' '))
}

/// Whether a label is that of a part of the row above it: "of which rye", "including fees".
pub(super) fn is_of_row_above(label: &str) -> bool {
    const LEADS: &[&str] = &["incl", "included", "including", "thereof"];
    let label = label.trim_start_matches(|c: char| !c.is_alphanumeric());
    let mut words = label.split(|c: char| !c.is_alphanumeric());
    let first = words.next().unwrap_or_default();
    is_one_of(first, LEADS)
        || first.eq_ignore_ascii_case("of")
            && words
                .next()
                .is_some_and(|next| is_one_of(next, &["that", "them", "these", "this", "which"]))
}

/// A label without what it says in brackets to be a part of it: "Hall" of "Hall (incl. heating)". What has a number in it may be
/// more than that.
pub(super) fn without_included(label: &str) -> Cow<'_, str> {
    let Some((before, rest)) = label.split_once('(') else {
        return Cow::Borrowed(label);
    };
    let (inside, behind) = rest.split_once(')').unwrap_or((rest, ""));
    let mut words = inside.split(|c: char| !c.is_alphanumeric());
    let first = words.find(|word| !word.is_empty()).unwrap_or_default();
    let is_part = is_of_row_above(inside) && !first.eq_ignore_ascii_case("included");
    let has_number = inside.contains(|c: char| c.is_ascii_digit());
    if !is_part || has_number || before.trim().is_empty() {
        return Cow::Borrowed(label);
    }
    Cow::Owned(format!("{}{behind}", before.trim_end()))
}

/// Words of a label that keep a column or a row from adding up.
const NOT_ADDED: &[&str] = &[
    "average",
    "avg",
    "balance",
    "cumulative",
    "distinct",
    "max",
    "mean",
    "median",
    "min",
    "price",
    "rate",
    "ratio",
    "share",
    "unique",
    "year",
    "rank",
    "score",
    "growth",
    "change",
];

/// Whether the numbers under a label may be added up.
pub(super) fn is_added(label: &str) -> bool {
    !has_word(label, &word::tokens(label), NOT_ADDED)
}

/// Whether a label is that of a row or column of averages and the like.
pub(super) fn is_average(label: &str) -> bool {
    has_word(label, &word::tokens(label), AVERAGES)
}

/// What [`is_average`] and [`is_added`] say of the label that has some tokens of a view.
pub(super) fn is_average_and_added(view: &str, tokens: &[Token]) -> (bool, bool) {
    let has = |words| has_word(view, tokens, words);
    (has(AVERAGES), !has(NOT_ADDED))
}

/// Words of a label of averages and the like.
const AVERAGES: &[&str] = &[
    "average", "avg", "change", "max", "maximum", "mean", "median", "min", "minimum",
];

fn has_word(text: &str, tokens: &[Token], words: &[&str]) -> bool {
    tokens.iter().any(|token| {
        let text = token.of(text);
        words.iter().any(|word| word.eq_ignore_ascii_case(text))
    })
}
