//! Which cells of a table a total may add up: those of the lines before it, of its group, the totals before it; and all of these
//! without the lines that are no parts, as what stood there at the start, the numbers of notes, and sums without a name.

use rust_decimal::Decimal;

use super::judge::has_one_sign;
use crate::check::table::{Grid, is_added, is_less, is_of_row_above, is_taken_off, is_total};
use crate::claim::Claim;
use crate::corpus::Report;
use crate::quantity::{Comparison, Kind, Values, is_one_of, is_year_number};
use crate::word;

/// A table with more totals, or with more columns, is none that people add up by groups.
const GROUPS: usize = 24;
const COLUMNS: usize = 64;
/// So many lines are tried that may be no parts.
const LEFT: usize = 6;
/// Sums without a name are looked for among so many lines.
const LINES: usize = 40;

/// What the lines of a table are that are added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    Rows,
    Columns,
}

/// A table as it is added up in one direction: line by line, in each of the series across.
pub(super) struct Axis<'g, 'a> {
    pub(super) report: &'a Report,
    pub(super) grid: &'g Grid<'a>,
    pub(super) side: Side,
}

/// A total in a table, with what it adds up, or comes nearest to.
pub(super) struct Added<'a> {
    pub(super) total: &'a Claim,
    pub(super) parts: Vec<&'a Claim>,
    pub(super) fits: bool,
    /// Whether the place alone tells which cells are meant: those of a group of rows.
    pub(super) is_group: bool,
    /// What its line is called; nothing where it bears no name.
    pub(super) name: &'a str,
    /// Whether lines are left out because totals fit without them.
    pub(super) leaves_out: bool,
    /// How many cells among its parts have words and no number, if it does not fit.
    pub(super) worded: usize,
    /// The line that it stands in.
    pub(super) side: Side,
    pub(super) line: usize,
    /// What the head of its series says, and the labels of its parts.
    pub(super) head: &'a str,
    pub(super) labels: Vec<&'a str>,
}

/// The cell of a line.
#[derive(Clone, Copy)]
struct Part<'a> {
    line: usize,
    claim: &'a Claim,
}

/// A total in one series, and the sets of cells that it may add up.
struct Sum<'a> {
    series: usize,
    total: &'a Claim,
    /// As many as there are sets of lines.
    sets: Vec<Option<Vec<Part<'a>>>>,
    fits: Option<usize>,
}

/// The sum of some claims, those taken off that are written so.
pub(super) fn signed(report: &Report, parts: &[&Claim], one_sign: bool) -> Values {
    let values = parts.iter().map(|part| {
        let values = &part.quantity.values;
        if is_less(report, part) && !one_sign {
            values.negated()
        } else {
            values.clone()
        }
    });
    let values: Vec<Values> = values.collect();
    Values::sum(&values.iter().collect::<Vec<_>>())
}

/// Whether parts come to a total, what is written as taken off taken off or not.
fn comes_to(report: &Report, total: &Claim, parts: &[&Claim]) -> bool {
    let one_sign = has_one_sign(report, total, parts);
    let plain: Vec<&Values> = parts.iter().map(|part| &part.quantity.values).collect();
    signed(report, &[total], one_sign).compare(&signed(report, parts, one_sign))
        == Comparison::Agree
        || total.quantity.values.compare(&Values::sum(&plain)) == Comparison::Agree
}

/// How much the parts are more than the total.
fn excess(report: &Report, total: &Claim, parts: &[&Claim]) -> Option<Decimal> {
    let one_sign = has_one_sign(report, total, parts);
    let mut sum = Decimal::ZERO;
    for part in parts {
        sum = sum.checked_add(value(report, part, one_sign)?)?;
    }
    sum.checked_sub(value(report, total, one_sign)?)
}

fn value(report: &Report, claim: &Claim, one_sign: bool) -> Option<Decimal> {
    let value = claim.quantity.nominal()?;
    let is_taken = is_less(report, claim) && !one_sign;
    Some(if is_taken { -value } else { value })
}

fn claims<'a>(parts: &[Part<'a>]) -> Vec<&'a Claim> {
    parts.iter().map(|part| part.claim).collect()
}

impl<'a> Axis<'_, 'a> {
    fn place(&self, line: usize, series: usize) -> (usize, usize) {
        match self.side {
            Side::Rows => (line, series),
            Side::Columns => (series, line),
        }
    }

    fn number(&self, line: usize, series: usize) -> Option<&'a Claim> {
        let (row, column) = self.place(line, series);
        self.grid.number(row, column)
    }

    fn text(&self, line: usize, series: usize) -> &'a str {
        let (row, column) = self.place(line, series);
        self.grid.text(row, column)
    }

    fn label(&self, line: usize) -> &'a str {
        self.text(line, 0)
    }

    /// How many lines there are, and how many series, the head of each included.
    fn size(&self) -> (usize, usize) {
        match self.side {
            Side::Rows => (self.grid.height(), self.grid.width()),
            Side::Columns => (self.grid.width(), self.grid.height()),
        }
    }

    /// Whether a line has no number at all.
    fn is_bare(&self, line: usize) -> bool {
        (1..self.size().1).all(|series| self.number(line, series).is_none())
    }

    /// Whether a row without a label has numbers that can be a sum: they are no years.
    fn is_nameless_sum(&self, line: usize) -> bool {
        let year = |series: &usize| is_year_number(self.text(line, *series));
        self.side == Side::Rows
            && self.grid.is_nameless(line)
            && !self.is_bare(line)
            && !(1..self.size().1).any(|series| year(&series))
    }

    /// The totals of a table.
    pub(super) fn totals(&self) -> Vec<Added<'a>> {
        let (lines, across) = self.size();
        let is_filled = |line: &usize| (0..across).any(|at| !self.text(*line, at).is_empty());
        let Some(last) = (1..lines).rfind(is_filled) else {
            return Vec::new();
        };
        let named: Vec<usize> = (1..lines)
            .filter(|line| is_total(self.label(*line)))
            .collect();
        // "Total 2020", "Total 2019": the other one is of what does not stand there.
        let is_last = named.last() == Some(&(lines - 1));
        let has_taken = || (1..lines).any(|line| is_taken_off(self.label(line)));
        if self.side == Side::Columns && (lines < 4 || !is_last || has_taken()) {
            return Vec::new();
        }
        let totals: Vec<usize> = (1..lines)
            .filter(|line| named.binary_search(line).is_ok() || self.is_nameless_sum(*line))
            .collect();
        let is_one = match self.side {
            Side::Rows => totals == [last] && named == [last],
            Side::Columns => named.windows(2).all(|pair| pair[0] + 1 == pair[1]),
        };
        let many = totals.len() > GROUPS || self.grid.width() > COLUMNS;
        if totals.is_empty() || many && !is_one {
            return Vec::new();
        }
        let series: Vec<usize> = (1..across)
            .filter(|at| is_added(self.text(0, *at)))
            .collect();
        let below = self.below(&totals);
        let mut found = Vec::new();
        for (at, line) in totals.iter().enumerate() {
            if is_one && at > 0 {
                break;
            }
            let sets = match &below {
                Some(below) => vec![below[at].clone()],
                None if is_one => vec![(1..*line).collect()],
                None => self.sets(*line, &totals[..at]),
            };
            self.of_line(*line, &series, &sets, !is_one, &mut found);
        }
        found
    }

    /// The lines below each total, if a table tells its totals first.
    fn below(&self, totals: &[usize]) -> Option<Vec<Vec<usize>>> {
        let first = (1..self.size().0).find(|line| !self.is_bare(*line))?;
        if self.side == Side::Columns || totals[0] != first {
            return None;
        }
        let ends = totals.iter().skip(1).copied().chain([self.size().0]);
        let of_each = totals.iter().zip(ends).map(|(line, end)| {
            let mut below: Vec<usize> = Vec::new();
            for at in line + 1..end {
                match self.is_bare(at) {
                    true if below.is_empty() => {}
                    true => break,
                    false => below.push(at),
                }
            }
            (below.len() >= 2 && is_total(self.label(*line))).then_some(below)
        });
        of_each.collect()
    }

    /// The sets of lines that a total may add up where there are several: those behind the total before, or behind a line
    /// without numbers; all lines, the totals before it, or the last of these and what follows that.
    fn sets(&self, line: usize, before: &[usize]) -> Vec<Vec<usize>> {
        let is_part = |at: &usize| before.binary_search(at).is_err();
        let behind = before.last().map_or(1, |last| last + 1);
        let bare = match self.side {
            Side::Rows => (behind..line).rfind(|at| self.is_bare(*at)),
            Side::Columns => None,
        };
        let start = bare.map_or(behind, |bare| bare + 1);
        let own: Vec<usize> = (start..line).collect();
        if own.is_empty() && before.len() < 2 {
            return Vec::new();
        }
        let with_last = before
            .last()
            .copied()
            .into_iter()
            .chain(own.iter().copied());
        let with_last: Vec<usize> = with_last.collect();
        let all: Vec<usize> = (1..line).filter(is_part).collect();
        let mut sets: Vec<Vec<usize>> = Vec::new();
        for set in [own, before.to_vec(), all, with_last] {
            if !sets.contains(&set) {
                sets.push(set);
            }
        }
        sets
    }

    /// Adds the totals of a line.
    fn of_line(
        &self,
        line: usize,
        series: &[usize],
        sets: &[Vec<usize>],
        is_group: bool,
        found: &mut Vec<Added<'a>>,
    ) {
        let mut sums: Vec<Sum<'a>> = series
            .iter()
            .filter_map(|series| self.sum(line, *series, sets))
            .collect();
        self.leave_out(&mut sums, sets);
        // What most of the series add up is meant in all of them; else what comes nearest.
        let many = sums.iter().map(|sum| sum.sets.len()).max().unwrap_or(0);
        let fitting = |set: usize| sums.iter().filter(|sum| sum.fits == Some(set)).count();
        let usual = (0..many).max_by_key(|set| (fitting(*set), many - set));
        let usual = usual.filter(|set| fitting(*set) > 0);
        for sum in &sums {
            let of_usual = usual.filter(|set| sum.sets.get(*set).is_some_and(Option::is_some));
            let nearest = || {
                let gap = |set: &usize| {
                    let parts = sum.sets[*set].as_ref()?;
                    let gap = excess(self.report, sum.total, &claims(parts));
                    Some((gap.map_or(Decimal::MAX, |gap| gap.abs()), *set))
                };
                (0..sum.sets.len()).filter_map(|set| gap(&set)).min()
            };
            let set = sum.fits.or(of_usual).or_else(|| Some(nearest()?.1));
            let Some(parts) = set.and_then(|set| sum.sets[set].as_ref()) else {
                continue;
            };
            let lines = set
                .filter(|_| sum.fits.is_none())
                .and_then(|set| sets.get(set));
            let is_worded = |line: &&usize| {
                self.number(**line, sum.series).is_none()
                    && !self.label(**line).is_empty()
                    && self
                        .text(**line, sum.series)
                        .contains(char::is_alphanumeric)
            };
            found.push(Added {
                total: sum.total,
                worded: lines.map_or(0, |lines| lines.iter().filter(is_worded).count()),
                parts: claims(parts),
                fits: sum.fits.is_some(),
                is_group,
                name: self.label(line),
                leaves_out: set >= Some(sets.len()),
                side: self.side,
                line,
                head: self.text(0, sum.series),
                labels: parts.iter().map(|part| self.label(part.line)).collect(),
            });
        }
    }

    /// A total with the sets of its cells, if all of some set that are filled are plain numbers of one sort.
    fn sum(&self, line: usize, series: usize, sets: &[Vec<usize>]) -> Option<Sum<'a>> {
        let total = self.number(line, series)?;
        if total.quantity.values.is_hedged() {
            return None;
        }
        let sets: Vec<Option<Vec<Part<'a>>>> = sets
            .iter()
            .map(|lines| self.parts(total, series, lines))
            .collect();
        let fits = |set: &Option<Vec<Part<'_>>>| {
            let parts = set.as_ref();
            parts.is_some_and(|parts| comes_to(self.report, total, &claims(parts)))
        };
        sets.iter().any(Option::is_some).then(|| Sum {
            series,
            total,
            fits: sets.iter().position(fits),
            sets,
        })
    }

    fn parts(&self, total: &Claim, series: usize, lines: &[usize]) -> Option<Vec<Part<'a>>> {
        let empty = |text: &str| text.is_empty() || text.chars().all(|c| !c.is_alphanumeric());
        let mut parts: Vec<Part<'a>> = Vec::new();
        for line in lines.iter().copied() {
            if self.side == Side::Columns && !is_added(self.label(line)) {
                continue;
            }
            // The first amount and the total may bear a sign for all.
            let is_like = |part: &Claim| {
                let (one, all) = (part.quantity.kind, total.quantity.kind);
                let first = parts.first().map(|first| first.claim.quantity.kind);
                one == all || one == Kind::Count && all == Kind::Money && first == Some(Kind::Money)
            };
            let is_row = self.side == Side::Rows;
            match self.number(line, series) {
                Some(_) if is_row && is_of_row_above(self.label(line)) => {}
                // Without a label among lines that have one it may be a number of something else.
                Some(_) if is_row && self.grid.is_nameless(line) && !self.is_nameless_sum(line) => {
                    return None;
                }
                Some(claim) if is_like(claim) => parts.push(Part { line, claim }),
                // The numbers of notes stand beside amounts.
                _ if !is_row && is_reference(self.label(line)) => {}
                None if empty(self.text(line, series)) => {}
                // An amount that looks like a year is no number, and still a part.
                None if is_row
                    && is_year_number(self.text(line, series))
                    && !self.label(line).is_empty() =>
                {
                    return None;
                }
                // The units below the head.
                None if self.grid.width() <= COLUMNS && is_row && self.is_bare(line) => {}
                _ => return None,
            }
        }
        let hedged = parts
            .iter()
            .any(|part| part.claim.quantity.values.is_hedged());
        (parts.len() >= 2 && !hedged).then_some(parts)
    }

    /// Adds to the sets of each sum one without the lines that are no parts, if the totals fit without these that do not fit
    /// with them.
    fn leave_out(&self, sums: &mut [Sum<'a>], sets: &[Vec<usize>]) {
        if sums.iter().all(|sum| sum.fits.is_some()) {
            return;
        }
        let mut best: Option<(usize, usize, Vec<usize>)> = None;
        for (set, lines) in sets.iter().enumerate() {
            for (left, is_told) in self.no_parts(sums, set, lines) {
                let mut better = 0;
                let mut worse = 0;
                for sum in sums.iter() {
                    let Some(parts) = &sum.sets[set] else {
                        continue;
                    };
                    if sum.fits.is_some() {
                        let counts = |part: &&Part<'_>| left.contains(&part.line);
                        let is_zero =
                            |part: &Part<'_>| part.claim.quantity.nominal() == Some(Decimal::ZERO);
                        worse += usize::from(!parts.iter().filter(counts).all(is_zero));
                    } else if let Some(rest) = without(parts, &left) {
                        better += usize::from(comes_to(self.report, sum.total, &claims(&rest)));
                    }
                }
                let is_it = better > worse && (better >= 2 || is_told && better > 0);
                if is_it && best.as_ref().is_none_or(|(most, ..)| better > *most) {
                    best = Some((better, set, left));
                }
            }
        }
        let Some((_, set, left)) = best else { return };
        for sum in sums {
            let rest = sum.sets[set]
                .as_ref()
                .and_then(|parts| without(parts, &left));
            let fits = rest
                .as_ref()
                .is_some_and(|rest| comes_to(self.report, sum.total, &claims(rest)));
            if fits && sum.fits.is_none() {
                sum.fits = Some(sum.sets.len());
            }
            sum.sets.push(rest);
        }
    }

    /// Lines of a set that may be no parts; and whether anything but the arithmetic of the totals says so.
    fn no_parts(&self, sums: &[Sum<'a>], set: usize, lines: &[usize]) -> Vec<(Vec<usize>, bool)> {
        let mut found = Vec::new();
        let off = sums.iter().filter(|sum| sum.fits.is_none());
        let mut off = off.filter_map(|sum| Some((sum.total, sum.sets[set].as_ref()?)));
        let Some((total, parts)) = off.next() else {
            return found;
        };
        let own = claims(parts);
        let one_sign = has_one_sign(self.report, total, &own);
        let gap = excess(self.report, total, &own);
        let is_told = |line: usize| is_reference(self.label(line)) || opens(self.label(line));
        for part in parts {
            let is_gap = gap.is_some() && value(self.report, part.claim, one_sign) == gap;
            if is_gap || is_told(part.line) {
                found.push((vec![part.line], is_told(part.line)));
            }
            if found.len() == LEFT {
                break;
            }
        }
        let sums = self.nameless_sums(sums, set, lines);
        if !sums.is_empty() {
            found.push((sums, true));
        }
        found
    }

    /// The lines of a set that are in each series the sum of those right before them.
    fn nameless_sums(&self, sums: &[Sum<'a>], set: usize, lines: &[usize]) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        if lines.len() > LINES {
            return found;
        }
        let series: Vec<&Vec<Part<'a>>> = sums
            .iter()
            .filter_map(|sum| sum.sets[set].as_ref())
            .collect();
        let number = |parts: &[Part<'a>], line: usize| {
            let at = parts.binary_search_by_key(&line, |part| part.line).ok()?;
            value(self.report, parts[at].claim, false)
        };
        let mut behind = 0;
        for (at, line) in lines.iter().enumerate().skip(2) {
            let is_sum = |from: usize| {
                let mut counts = false;
                let all = series.iter().all(|parts| {
                    let mut before = lines[from..at]
                        .iter()
                        .filter_map(|line| number(parts, *line));
                    let sum = before.try_fold(Decimal::ZERO, Decimal::checked_add);
                    counts |= sum.is_some_and(|sum| !sum.is_zero());
                    Some(number(parts, *line).unwrap_or_default()) == sum
                });
                all && counts
            };
            if (behind..at - 1).any(is_sum) {
                found.push(*line);
                behind = at + 1;
            }
        }
        found
    }
}

fn without<'a>(parts: &[Part<'a>], left: &[usize]) -> Option<Vec<Part<'a>>> {
    let rest = parts.iter().filter(|part| !left.contains(&part.line));
    let rest: Vec<Part<'a>> = rest.copied().collect();
    (rest.len() >= 2).then_some(rest)
}

/// Whether a label is that of numbers that say where something stands.
fn is_reference(label: &str) -> bool {
    const NAMES: &[&str] = &[
        "code", "id", "line", "no", "note", "notes", "nr", "page", "ref", "ward",
    ];
    let label = label.trim_matches(|c: char| !c.is_alphanumeric());
    is_one_of(label, NAMES) || label.is_empty()
}

/// Whether a label is that of what was there at the start: "In care at 1 January", "Brought forward".
pub(super) fn opens(label: &str) -> bool {
    const STARTS: &[&str] = &["opening", "start", "beginning", "brought", "b/f"];
    let mut words = label
        .split(|c: char| !c.is_alphanumeric() && c != '/')
        .peekable();
    let mut first = false;
    while let Some(own) = words.next() {
        if is_one_of(own, STARTS) || first && word::is_month(own) {
            return true;
        }
        first = is_one_of(own, &["1", "1st"]);
        let next = words.peek().copied().unwrap_or_default();
        if word::is_month(own) && is_one_of(next, &["1", "1st"]) {
            return true;
        }
    }
    false
}
