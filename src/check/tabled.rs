//! Prose beside tables: which number of a sentence states what a cell, or a whole row or column, of a table states.
//!
//! A cell has two labels, one of its row and one of its column. One of them names what is counted, the other whom or
//! when it is about: a sentence states the same if it counts the one and names the other beside its number.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::{Arc, LazyLock, PoisonError};

use rust_decimal::Decimal;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Context;
use super::table::{Grid, is_average_and_added, is_total};
use crate::claim::{Claim, ClaimId, Ledger, Mood, Role};
use crate::corpus::{Report, ReportId};
use crate::document::{BlockId, BlockKind, SectionId};
use crate::period::Period;
use crate::quantity::Kind;
use crate::word::{self, Shape, Stem, Token};

/// What the tables of a report tell.
#[derive(Debug)]
pub(super) struct Tables {
    /// Every number of the prose that a table has too.
    tabled: Vec<Tabled<Place>>,
    /// The cells of the tables that have a column or a row for each of several years.
    by_year: Vec<(Cell, Place)>,
}

/// The place of a claim among those of its report: its number among all is not known while reports are read.
type Place = u32;

/// A number of the prose, and what a table has for it.
#[derive(Debug)]
pub(super) struct Tabled<Number> {
    /// The number of the prose.
    pub(super) stated: Number,
    /// What the table has.
    pub(super) entry: Entry<Number>,
}

/// What a table has for a number of the prose.
#[derive(Debug)]
pub(super) enum Entry<Number> {
    /// A cell.
    Cell(Number),
    /// A row or a column: its parts, as far as they may be added up, and its total, if the table has it.
    Line {
        parts: Vec<Number>,
        total: Option<Number>,
    },
}

impl<Number> Entry<Number> {
    /// The same with another name for each number.
    fn map<Other>(&self, name: impl Fn(&Number) -> Other) -> Entry<Other> {
        match self {
            Entry::Cell(cell) => Entry::Cell(name(cell)),
            Entry::Line { parts, total } => Entry::Line {
                parts: parts.iter().map(&name).collect(),
                total: total.as_ref().map(&name),
            },
        }
    }
}

/// More lines of tables than these with one noun are of many things.
const LINES: usize = 24;

/// What is made of what the tables of a report tell.
fn of_tables<T>(context: &Context<'_>, report: ReportId, make: impl FnOnce(&Tables) -> T) -> T {
    let tables = || {
        let of_reports = context.shared.tables.lock();
        let mut of_reports = of_reports.unwrap_or_else(PoisonError::into_inner);
        Arc::clone(of_reports.entry(report).or_default())
    };
    // While they are read, nobody waits for those of another report.
    make(tables().get_or_init(|| Tables::of(context, report)))
}

/// Every number of a report's prose that a table of the report has too.
pub(super) fn stated(context: &Context<'_>, report: ReportId) -> Vec<Tabled<ClaimId>> {
    let first = context.ledger.of_report(report).start;
    let id = |place: &Place| first + *place as usize;
    of_tables(context, report, |tables| {
        let tabled = tables.tabled.iter().map(|tabled| Tabled {
            stated: id(&tabled.stated),
            entry: tabled.entry.map(id),
        });
        tabled.collect()
    })
}

/// The cells of all tables that have a column or a row for each of several years: those of one key behind each other, in the
/// order of the reports.
pub(super) struct Cells(Vec<(Cell, ClaimId)>);

impl Cells {
    /// The cells of the tables of some reports.
    pub(super) fn of(context: &Context<'_>, reports: Range<ReportId>) -> Cells {
        let cells = reports.flat_map(|report| {
            let first = context.ledger.of_report(report).start;
            of_tables(context, report, |tables| {
                let cells = tables.by_year.iter();
                let cells = cells.map(|(cell, place)| (*cell, first + *place as usize));
                cells.collect::<Vec<_>>()
            })
        });
        let mut cells: Vec<(Cell, ClaimId)> = cells.collect();
        cells.sort_by_key(|(cell, _)| *cell);
        Cells(cells)
    }

    /// The claims of each key that several reports have.
    pub(super) fn each<'a>(
        &'a self,
        ledger: &'a Ledger,
    ) -> impl Iterator<Item = &'a [(Cell, ClaimId)]> {
        let report = |cell: &(Cell, ClaimId)| ledger.claims[cell.1].report;
        let each = self.0.chunk_by(|(a, _), (b, _)| a == b);
        let first = each.map(|cells| &cells[..cells.len().min(CELLS)]);
        // A row that comes twice in one report is of two things.
        first.filter(move |cells| cells.is_sorted_by(|a, b| report(a) != report(b)))
    }
}

impl Tables {
    fn of(context: &Context<'_>, id: ReportId) -> Tables {
        let report = &context.corpus.reports[id];
        let sheets = 0..report.document.tables.len();
        let sheets: Vec<Sheet<'_>> = sheets
            .filter_map(|table| Sheet::of(context, id, table))
            .collect();
        let mut by_year = Vec::new();
        for sheet in &sheets {
            add_by_year(context, id, sheet, &mut by_year);
        }
        let tabled = if report.is_english() {
            tabled(context, id, &sheets)
        } else {
            Vec::new()
        };
        Tables { tabled, by_year }
    }
}

/// Every number of a report's prose that a table of the report has too.
fn tabled(context: &Context<'_>, id: ReportId, sheets: &[Sheet<'_>]) -> Vec<Tabled<Place>> {
    let report = &context.corpus.reports[id];
    let mut found = Vec::new();
    if sheets.is_empty() {
        return found;
    }
    let mut lines: Vec<(Stem, Line)> = Vec::new();
    for (sheet, read) in sheets.iter().enumerate() {
        for axis in [Axis::Columns, Axis::Rows] {
            for (at, label) in read.labels(axis).iter().enumerate().skip(1) {
                let stems = label.content().iter().filter(|_| label.year.is_none());
                lines.extend(stems.map(|stem| (*stem, Line { sheet, axis, at })));
            }
        }
    }
    lines.sort_by_key(|(stem, _)| *stem);
    let of_stems = lines.chunk_by(|(one, _), (next, _)| one == next);
    let lines: FxHashMap<Stem, &[(Stem, Line)]> =
        of_stems.map(|lines| (lines[0].0, lines)).collect();
    let own: FxHashSet<Stem> = name_of(report).into_iter().collect();
    let of_report = context.ledger.of_report(id);
    for (stated, claim) in (0..).zip(&context.ledger.claims[of_report]) {
        let known = claim.measure.head.and_then(|head| lines.get(&head));
        let Some(known) = known.filter(|known| known.len() <= LINES && is_prose(report, claim))
        else {
            continue;
        };
        let prose = Prose::of(context, &own, claim);
        let entries = known.iter();
        let entries = entries.filter_map(|(_, line)| sheets[line.sheet].entry(&prose, *line));
        if let Some(entry) = meant(claim, entries) {
            // A cell with a number has that one claim.
            found.push(Tabled {
                stated,
                entry: entry.map(|cell| place(context, id, cell.sentence)),
            });
        }
    }
    found
}

/// The first entry that fits a claim, or the only one there is. Where several tables have it, and none of them is meant for
/// sure, it may be what they come to together.
fn meant<'a>(
    claim: &Claim,
    entries: impl Iterator<Item = Entry<&'a Claim>>,
) -> Option<Entry<&'a Claim>> {
    let (mut first, mut is_only) = (None, true);
    for entry in entries {
        if fits(claim, &entry) {
            return Some(entry);
        }
        is_only = first.is_none();
        first.get_or_insert(entry);
    }
    first.filter(|_| is_only)
}

/// The place of the first claim of a sentence.
fn place(context: &Context<'_>, report: ReportId, sentence: usize) -> Place {
    let first = context.ledger.of_report(report).start;
    (context.ledger.of_sentence(report, sentence).start - first) as Place
}

fn fits(claim: &Claim, entry: &Entry<&Claim>) -> bool {
    let number = claim.quantity.nominal();
    match entry {
        Entry::Cell(cell) => cell.quantity.nominal() == number,
        Entry::Line { parts, total } => {
            let sum: Decimal = parts
                .iter()
                .filter_map(|part| part.quantity.nominal())
                .sum();
            total.is_some_and(|total| total.quantity.nominal() == number) || Some(sum) == number
        }
    }
}

/// What a cell of a table by years is about: the series, the heading above the table, the words of its row, the year. A
/// hash stands for some words, as it does in a stem.
pub(super) type Cell = (u32, u64, u64, i16);

/// The most cells of one key that are compared; more are of many things.
const CELLS: usize = 8;

/// Adds the cells of a table that has a column or a row for each of several years.
fn add_by_year(
    context: &Context<'_>,
    id: ReportId,
    sheet: &Sheet<'_>,
    cells: &mut Vec<(Cell, Place)>,
) {
    let report = &context.corpus.reports[id];
    let section = &report.document.sections[sheet.section];
    let heading = section
        .heading
        .map(|block| report.few_block_tokens(block))
        .unwrap_or_default();
    let words = heading
        .iter()
        .filter(|token| token.is_word() && !token.is_function());
    let heading: Vec<Stem> = words.map(|token| token.stem).collect();
    let heading = word::hash_of(&heading);
    for axis in [Axis::Columns, Axis::Rows] {
        let years = sheet.labels(axis).iter().enumerate().skip(1);
        let years: Vec<(usize, i16)> = years
            .filter_map(|(at, label)| Some((at, label.year?)))
            .collect();
        if years.len() < 2 {
            continue;
        }
        for (line, label) in sheet.labels(axis.other()).iter().enumerate().skip(1) {
            let named = !label.content().is_empty() && !label.is_average;
            let words = word::hash_of(label.words());
            for (at, year) in years.iter().filter(|_| named) {
                let Some(cell) = sheet.cell(axis.other(), line, *at) else {
                    continue;
                };
                let key = (report.series, heading, words, *year);
                cells.push((key, place(context, id, cell.sentence)));
            }
        }
    }
}

/// Whether a claim states in a sentence how much or how many there are.
fn is_prose(report: &Report, claim: &Claim) -> bool {
    let block = &report.document.blocks[report.document.sentences[claim.sentence].block()];
    matches!(block.kind(), BlockKind::Paragraph | BlockKind::Item(_))
        && matches!(
            claim.quantity.kind,
            Kind::Count | Kind::Money | Kind::Percent
        )
        && matches!(claim.role, Role::Level | Role::Share)
        && claim.mood == Mood::Stated
        && !claim.measure.partial
        && !claim.quantity.values.is_vague()
        && claim.quantity.nominal().is_some()
}

/// The words that a report calls itself and its organisation by: those of its title and of its name.
fn name_of(report: &Report) -> Vec<Stem> {
    let title = report.document.title().map_or("", |(title, _)| title);
    let name = report.name.replace(['-', '_', '.', '/'], " ");
    let read = |text: &str| {
        word::tokens(text)
            .into_iter()
            .map(|token| token.stem)
            .collect::<Vec<_>>()
    };
    [read(title), read(&name)].concat()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Axis {
    Columns,
    Rows,
}

impl Axis {
    fn other(self) -> Axis {
        match self {
            Axis::Columns => Axis::Rows,
            Axis::Rows => Axis::Columns,
        }
    }
}

/// A row or a column of a table.
#[derive(Clone, Copy)]
struct Line {
    sheet: usize,
    axis: Axis,
    at: usize,
}

/// The head of a row or a column.
#[derive(Default)]
struct Label {
    /// Its words, and behind them those that tell something.
    stems: Vec<Stem>,
    /// How many words it has.
    words: usize,
    /// The year that it is.
    year: Option<i16>,
    is_total: bool,
    is_average: bool,
    is_added: bool,
}

impl Label {
    fn of(report: &Report, grid: &Grid<'_>, block: Option<&BlockId>, at: (usize, usize)) -> Label {
        let tokens = block
            .map(|block| report.few_block_tokens(*block))
            .unwrap_or_default();
        let text = grid.text(at.0, at.1);
        let view = report.document.view.as_str();
        let (is_average, is_added) = is_average_and_added(view, &tokens);
        let words = tokens.iter().filter(|token| token.shape() != Shape::Mark);
        let content = words.clone().filter(|token| {
            token.is_word() && !token.is_function() && !NEUTRAL.contains(&token.stem)
        });
        let mut stems = Vec::with_capacity(2 * tokens.len());
        stems.extend(words.map(|token| token.stem));
        let words = stems.len();
        stems.extend(content.map(|token| token.stem));
        Label {
            stems,
            words,
            year: text.parse().ok().filter(|year| (1900..2100).contains(year)),
            is_total: is_total(text),
            is_average,
            is_added,
        }
    }

    /// All its words and numbers, in order.
    fn words(&self) -> &[Stem] {
        &self.stems[..self.words]
    }

    /// Those that tell something; "number of" does not.
    fn content(&self) -> &[Stem] {
        &self.stems[self.words..]
    }

    /// Whether it says nothing of its own: "Number", "Value", or nothing at all.
    fn is_bare(&self) -> bool {
        self.content().is_empty() && self.year.is_none()
    }
}

/// Words of labels that say that a number stands there, and not of what.
static NEUTRAL: LazyLock<Vec<Stem>> = LazyLock::new(|| {
    let words = [
        "amount", "count", "figure", "figures", "no", "number", "numbers", "quantity", "total",
        "value", "result",
    ];
    words.map(word::stem).to_vec()
});

/// A table with its labels.
struct Sheet<'a> {
    grid: Grid<'a>,
    columns: Vec<Label>,
    rows: Vec<Label>,
    /// Lines by the first word of their label, columns before rows.
    starts: Vec<(Stem, bool, usize)>,
    section: SectionId,
    /// The words of the headings above it, and of its corner, sorted.
    headings: Vec<Stem>,
    /// The years that the headings above it and its caption name.
    years: Vec<i16>,
    /// The blocks right before and behind it.
    before: Option<BlockId>,
    behind: BlockId,
    period: Option<Period>,
}

impl<'a> Sheet<'a> {
    fn of(context: &Context<'a>, id: ReportId, table: usize) -> Option<Sheet<'a>> {
        let report = &context.corpus.reports[id];
        let grid = Grid::with_head(context, id, table);
        if grid.height() < 2 || grid.width() < 2 {
            return None;
        }
        let rows = &report.document.tables[table].rows;
        // Before the first row of a table without a header stands an empty one.
        let block = |row: usize, column: usize| {
            let row = row.checked_sub(grid.height() - rows.len())?;
            rows[row].get(column)
        };
        let columns: Vec<Label> = (0..grid.width())
            .map(|column| Label::of(report, &grid, block(0, column), (0, column)))
            .collect();
        let rows_read: Vec<Label> = (0..grid.height())
            .map(|row| Label::of(report, &grid, block(row, 0), (row, 0)))
            .collect();
        let mut starts = Vec::new();
        for (is_row, labels) in [(false, &columns), (true, &rows_read)] {
            for (at, label) in labels.iter().enumerate().skip(1) {
                if let Some(first) = label
                    .words()
                    .first()
                    .filter(|_| !label.content().is_empty() && !label.is_total)
                {
                    starts.push((*first, is_row, at));
                }
            }
        }
        starts.sort_unstable();
        let first = *rows.first()?.first()?;
        let last = *rows.last()?.last()?;
        let before = first.checked_sub(1);
        let section = report.document.blocks[first].section();
        let above: Vec<BlockId> = report.document.headings(section).collect();
        let mut headings = columns[0].content().to_vec();
        for block in &above {
            let tokens = report.few_block_tokens(*block);
            headings.extend(tokens.iter().map(|token| token.stem));
        }
        headings.sort_unstable();
        // A caption, and not a paragraph that speaks of more than the table.
        let caption = before.filter(|before| report.few_block_tokens(*before).len() <= 12);
        let titled = above
            .iter()
            .chain(&caption)
            .flat_map(|block| report.document.blocks[*block].sentences());
        let years = titled
            .flat_map(|sentence| report.mentions(sentence))
            .filter(|mention| mention.when.names_year())
            .filter_map(|mention| mention.when.resolve(report.period)?.year());
        Some(Sheet {
            starts,
            section,
            headings,
            years: years.collect(),
            before,
            behind: last + 1,
            period: report.period,
            columns,
            rows: rows_read,
            grid,
        })
    }

    /// Whether the headings above it or its corner have a word.
    fn tells(&self, stem: Stem) -> bool {
        self.headings.binary_search(&stem).is_ok()
    }

    fn labels(&self, axis: Axis) -> &[Label] {
        match axis {
            Axis::Columns => &self.columns,
            Axis::Rows => &self.rows,
        }
    }

    fn cell(&self, axis: Axis, line: usize, across: usize) -> Option<&'a Claim> {
        match axis {
            Axis::Columns => self.grid.number(across, line),
            Axis::Rows => self.grid.number(line, across),
        }
    }

    /// What the table has for a number that counts what a line of it does.
    fn entry(&self, prose: &Prose<'_>, line: Line) -> Option<Entry<&'a Claim>> {
        let label = &self.labels(line.axis)[line.at];
        if label.is_average {
            return None;
        }
        let measure = &prose.claim.measure;
        let counted =
            |stem: &Stem| Some(*stem) == measure.head || measure.qualifiers().contains(stem);
        let told = |stem: &Stem| self.tells(*stem) || prose.headings.binary_search(stem).is_ok();
        if !label
            .content()
            .iter()
            .all(|stem| counted(stem) || prose.says(*stem))
            || !measure
                .qualifiers()
                .iter()
                .all(|stem| label.content().contains(stem) || told(stem))
        {
            return None;
        }
        let across = line.axis.other();
        let labels = self.labels(across);
        let year = prose.claim.period.and_then(Period::year);
        let by_year = labels
            .iter()
            .skip(1)
            .filter(|label| label.year.is_some())
            .count()
            >= 2;
        let fits_time = self.years.is_empty()
            && (!prose.claim.dated || prose.claim.period == self.period)
            || year.is_some_and(|year| self.years.contains(&year));
        // Whether the words beside the number that are not known are at most so many before it, and none behind it.
        let few_strangers = |most: usize, known: &dyn Fn(&Stem) -> bool| {
            let unknown = |stem: &&Stem| {
                !counted(stem) && !known(stem) && !label.content().contains(stem) && !told(stem)
            };
            let strangers = |part| prose.own_words(part).filter(unknown);
            strangers(&prose.after).next().is_none() && strangers(&prose.before).nth(most).is_none()
        };
        if by_year {
            let at = labels
                .iter()
                .position(|label| label.year.is_some() && label.year == year)?;
            let cell = self.cell(line.axis, line.at, at)?;
            // Without its own year in the sentence it may be a number of a part of the year.
            return like(prose, cell, || {
                !prose.has_unknown_names(self) && few_strangers(1, &|_| false)
            });
        }
        if !fits_time {
            return None;
        }
        if let Some(at) = self.named(prose, across) {
            let named = labels[at].words();
            let cell = self.cell(line.axis, line.at, at)?;
            let most = if prose.section == self.section { 2 } else { 1 };
            return like(prose, cell, || {
                few_strangers(most, &|stem| named.contains(stem))
            });
        }
        // A sentence about one of the lines says nothing of the whole.
        if self.names_any(prose, across) || prose.has_unknown_names(self) {
            return None;
        }
        let numbers: Vec<usize> = (1..labels.len())
            .filter(|at| self.cell(line.axis, line.at, *at).is_some())
            .collect();
        // The one column of a table may be that of the year.
        let is_own = |label: &Label| label.is_bare() || label.year.is_some() && label.year == year;
        if let [only] = numbers.as_slice()
            && is_own(&labels[*only])
        {
            let cell = self.cell(line.axis, line.at, *only)?;
            return like(prose, cell, || few_strangers(1, &|_| false));
        }
        let (entry, whole) = self.line(line, labels)?;
        let beside = Some(prose.block) == self.before || prose.block == self.behind;
        let is_total = prose.is_total();
        if !is_total && !beside {
            return None;
        }
        let most = match is_total {
            true if prose.section == self.section => usize::MAX,
            true => 2,
            false => 1,
        };
        // Far off, it is the sum of something else.
        let stated = prose.claim.quantity.nominal()?;
        let near = (stated - whole).abs() * Decimal::from(4) <= whole;
        (near && few_strangers(most, &|_| false)).then_some(entry)
    }

    /// The parts and the total of a line, and what they come to.
    fn line(&self, line: Line, labels: &[Label]) -> Option<(Entry<&'a Claim>, Decimal)> {
        let own = &self.labels(line.axis)[line.at];
        let mut parts = Vec::new();
        let mut total = None;
        let mut whole = true;
        for (at, label) in labels.iter().enumerate().skip(1) {
            let cell = self.cell(line.axis, line.at, at);
            if label.is_total {
                // A table with two totals has totals of parts.
                whole &= total.is_none();
                total = cell;
            } else if !label.is_average {
                whole &= cell.is_some() && label.is_added;
                parts.extend(cell);
            }
        }
        let one_sort = parts.windows(2).all(|pair| {
            pair[0].quantity.kind == pair[1].quantity.kind
                && pair[0].quantity.currency() == pair[1].quantity.currency()
        });
        let summed = whole
            && one_sort
            && parts.len() >= 2
            && own.is_added
            && parts
                .iter()
                .all(|part| part.role == Role::Level && !part.quantity.values.is_hedged());
        if !summed {
            parts.clear();
        }
        if !whole && total.is_some() || total.is_none() && !summed {
            return None;
        }
        let sum: Decimal = parts
            .iter()
            .filter_map(|part| part.quantity.nominal())
            .sum();
        let has = total.map_or(Some(sum), |total| total.quantity.nominal())?;
        Some((Entry::Line { parts, total }, has))
    }

    /// The one line of an axis whose label stands beside the number.
    fn named(&self, prose: &Prose<'_>, axis: Axis) -> Option<usize> {
        let behind = self.first_named(prose, axis, prose.number.1..prose.clause_end);
        let before = || self.last_named(prose, axis, prose.previous..prose.number.0);
        behind.or_else(before)
    }

    fn names_any(&self, prose: &Prose<'_>, axis: Axis) -> bool {
        self.first_named(prose, axis, 0..prose.tokens.len())
            .is_some()
    }

    fn first_named(
        &self,
        prose: &Prose<'_>,
        axis: Axis,
        mut within: Range<usize>,
    ) -> Option<usize> {
        within.find_map(|at| self.label_at(prose, axis, at))
    }

    fn last_named(&self, prose: &Prose<'_>, axis: Axis, within: Range<usize>) -> Option<usize> {
        // The inner words of a label may be a label too: the one that starts first is the longer one.
        let mut last = None;
        let mut at = within.start;
        while at < within.end {
            match self.label_at(prose, axis, at) {
                Some(line) => {
                    last = Some(line);
                    at += self.labels(axis)[line].words().len();
                }
                None => at += 1,
            }
        }
        last
    }

    /// The longest label that starts at a word.
    fn label_at(&self, prose: &Prose<'_>, axis: Axis, at: usize) -> Option<usize> {
        let stem = prose.tokens[at].stem;
        let first = self.starts.partition_point(|(start, ..)| *start < stem);
        let known = self.starts[first..].iter();
        let known = known.take_while(|(start, ..)| *start == stem);
        let labels = self.labels(axis);
        let stands = |line: &usize| {
            let words = labels[*line].words();
            prose.tokens[at..].len() >= words.len()
                && words
                    .iter()
                    .zip(&prose.tokens[at..])
                    .all(|(word, token)| *word == token.stem)
        };
        let lines = known
            .take(LINES)
            .filter(|(_, is_row, _)| *is_row == (axis == Axis::Rows))
            .map(|(.., line)| *line);
        lines
            .filter(stands)
            .max_by_key(|line| (labels[*line].words().len(), std::cmp::Reverse(*line)))
    }
}

/// A cell for a number. Far apart, the two are not about one thing.
fn like<'a>(
    prose: &Prose<'_>,
    cell: &'a Claim,
    is_sure: impl FnOnce() -> bool,
) -> Option<Entry<&'a Claim>> {
    let (stated, has) = (&prose.claim.quantity, &cell.quantity);
    if stated.kind != has.kind || stated.currency() != has.currency() && has.kind == Kind::Money {
        return None;
    }
    let (a, b) = (stated.nominal()?, has.nominal()?);
    // Most are the same.
    let is_same = a == b && !a.is_sign_negative();
    let is_near = is_same || a <= b * Decimal::TWO && b <= a * Decimal::TWO;
    let is_meant = || is_sure() || !is_same && stated.is_misprint_of(has);
    (is_near && is_meant()).then_some(Entry::Cell(cell))
}

/// Whether a word tells something by itself.
fn has_meaning(token: Token) -> bool {
    token.is_word() && !token.is_function()
}

/// A number of the prose with the words around it.
struct Prose<'a> {
    claim: &'a Claim,
    view: &'a str,
    tokens: Cow<'a, [Token]>,
    section: SectionId,
    block: BlockId,
    headings: &'a [Stem],
    /// The tokens of the number: first, and one past the last.
    number: (usize, usize),
    /// Where the number before it ends.
    previous: usize,
    /// Where the clause of the number ends.
    clause_end: usize,
    /// Its clause.
    clause: Range<usize>,
    /// The part of the clause before the number.
    before: Range<usize>,
    /// The part behind what it counts.
    after: Range<usize>,
    /// The words so near to it that they may call it a total.
    near: Range<usize>,
    names: &'a [Stem],
    own: &'a FxHashSet<Stem>,
}

impl<'a> Prose<'a> {
    fn of(context: &Context<'a>, own: &'a FxHashSet<Stem>, claim: &'a Claim) -> Prose<'a> {
        let report = &context.corpus.reports[claim.report];
        let view = report.document.view.as_str();
        let tokens = report.few_tokens(claim.sentence);
        let scope = context.ledger.scope(claim);
        let at = |offset: u32| tokens.partition_point(|token| token.start < offset);
        let number = (at(claim.extent.start), at(claim.extent.end));
        let claims = context.ledger.in_sentence(claim.report, claim.sentence);
        let previous = claims
            .iter()
            .take_while(|other| other.extent.end <= claim.extent.start)
            .last()
            .map_or(0, |other| at(other.extent.end));
        let is_parting = |token: &Token| {
            let word = token.of(view);
            token.shape() == Shape::Mark
                && !matches!(word, "’" | "'" | "-" | "%" | "“" | "”" | "\"")
                || matches!(word, "and" | "but" | "while" | "whereas")
        };
        let clause_end = (number.1..tokens.len())
            .find(|at| is_parting(&tokens[*at]) || tokens[*at].shape() == Shape::Digits)
            .unwrap_or(tokens.len());
        let clause_start = (previous..number.0)
            .rev()
            .find(|at| is_parting(&tokens[*at]))
            .map_or(previous, |at| at + 1);
        let counted = claim
            .measure
            .extent
            .map_or(number.1, |noun| at(noun.end).max(number.1));
        let near = number.0.saturating_sub(8).max(previous)
            ..(counted + 4).min(clause_end.max(counted)).min(tokens.len());
        let block = report.document.sentences[claim.sentence].block();
        Prose {
            claim,
            view,
            tokens,
            section: report.document.blocks[block].section(),
            block,
            headings: scope.headings(),
            number,
            previous,
            clause_end,
            clause: clause_start..clause_end,
            before: clause_start..number.0,
            after: counted.min(clause_end)..clause_end,
            near,
            names: scope.names(),
            own,
        }
    }

    /// Whether its clause has a word with a meaning.
    fn says(&self, stem: Stem) -> bool {
        let mut clause = self.tokens[self.clause.clone()].iter();
        clause.any(|token| token.stem == stem && has_meaning(*token))
    }

    /// The words of a part with a meaning, without the organisation's own and verbs that only say that there is something.
    fn own_words(&self, part: &Range<usize>) -> impl Iterator<Item = &Stem> {
        let tokens = self.tokens[part.clone()]
            .iter()
            .filter(|token| has_meaning(**token));
        let tokens = tokens.filter(|token| {
            !self.own.contains(&token.stem)
                && !STATING.contains(&token.stem)
                && !word::is_month(token.of(self.view))
        });
        tokens.map(|token| &token.stem)
    }

    /// Whether words beside the number call it a total.
    fn is_total(&self) -> bool {
        let near = &self.tokens[self.near.clone()];
        let is = |token: &Token, word: &str| token.of(self.view).eq_ignore_ascii_case(word);
        near.iter().any(|token| TOTALS.contains(&token.stem))
            || near
                .windows(2)
                .any(|pair| is(&pair[0], "in") && is(&pair[1], "all"))
    }

    /// Whether the sentence has names that neither the table's surroundings nor the report's title have.
    fn has_unknown_names(&self, sheet: &Sheet<'_>) -> bool {
        let known = |stem: &Stem| {
            sheet.tells(*stem)
                || self.own.contains(stem)
                || self.headings.binary_search(stem).is_ok()
                || self.claim.measure.head == Some(*stem)
        };
        !self.names.iter().all(known)
    }
}

/// Verbs that only say that there is something, and when, and words that call it a total.
static STATING: LazyLock<FxHashSet<Stem>> = LazyLock::new(|| {
    let words = [
        "annually",
        "comprise",
        "count",
        "currently",
        "employ",
        "include",
        "list",
        "now",
        "number",
        "own",
        "reach",
        "record",
        "report",
        "see",
        "saw",
        "stand",
        "stood",
        "table",
        "today",
        "year",
        "yearly",
        "show",
        "below",
        "above",
        "following",
        "follow",
        "there",
        "our",
        "end",
        "organisation",
        "organization",
        "take",
        "took",
        "part",
        "participate",
        "attend",
    ];
    let totals = TOTALS.iter().copied();
    words.map(word::stem).into_iter().chain(totals).collect()
});

/// Words that call a number a total.
static TOTALS: LazyLock<Vec<Stem>> = LazyLock::new(|| {
    [
        "total",
        "totalled",
        "totaled",
        "totalling",
        "totaling",
        "altogether",
        "overall",
        "together",
        "sum",
        "combined",
    ]
    .map(word::stem)
    .to_vec()
});
