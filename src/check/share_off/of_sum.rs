//! Columns of numbers and of their shares without a total: "Rye | 120 | 30 %", "Oats | 100 | 25 %". What the shares are of is
//! what the numbers come to.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::SLACK;
use crate::check::growth_off::is_column_of_changes;
use crate::check::table::{Grid, is_total};
use crate::check::{Context, show};
use crate::claim::Claim;
use crate::corpus::ReportId;
use crate::document::TableId;
use crate::finding::{Category, Certainty, Detection, Fault, Label};
use crate::quantity::{GrowthCheck, Kind, Values, share};

/// Fewer rows fit by chance; more are no shares of one whole.
const ROWS: std::ops::RangeInclusive<usize> = 4..=40;
/// So many different parts have the shares of one whole.
const DIFFERENT: usize = 3;
/// Larger tables are no lists of parts.
const COLUMNS: usize = 8;

/// A number with its share.
#[derive(Clone, Copy)]
struct Row<'a> {
    part: &'a Claim,
    share: &'a Claim,
}

impl Row<'_> {
    fn part(self) -> Decimal {
        self.part.quantity.nominal().unwrap_or_default()
    }

    fn share(self) -> Decimal {
        self.share.quantity.nominal().unwrap_or_default()
    }

    /// Whether the share misses a computed one by more than what makes rounded shares come to 100.
    fn is_off(self, computed: Decimal) -> bool {
        (self.share() - computed).abs() > self.half() * Decimal::from(3)
    }

    /// Half of the last place of the share.
    fn half(self) -> Decimal {
        Decimal::new(5, self.share().scale() + 1)
    }
}

/// Holds the shares of a table without a total against what their numbers come to.
pub(super) fn check(context: &mut Context<'_>, id: ReportId, table: TableId) {
    let rows = &context.corpus.reports[id].document.tables[table].rows;
    if !ROWS.contains(&rows.len().saturating_sub(1)) {
        return;
    }
    let grid = Grid::of(context, id, table);
    if grid.width() > COLUMNS || (1..grid.height()).any(|row| is_total(grid.text(row, 0))) {
        return;
    }
    for share_column in 1..grid.width() {
        let is_share = |row: usize| {
            let share = grid.number(row, share_column);
            share.is_some_and(|share| share.quantity.kind == Kind::Percent)
        };
        if is_column_of_changes(grid.text(0, share_column)) || !(1..grid.height()).all(is_share) {
            continue;
        }
        for part_column in (1..grid.width()).filter(|column| *column != share_column) {
            let row = |row: usize| -> Option<Row<'_>> {
                let part = grid.number(row, part_column).filter(|part| {
                    matches!(part.quantity.kind, Kind::Count | Kind::Money)
                        && part.quantity.nominal() > Some(Decimal::ZERO)
                        && !part.quantity.values.is_hedged()
                })?;
                let share = grid.number(row, share_column).filter(|share| {
                    let number = share.quantity.nominal();
                    number > Some(Decimal::ZERO)
                        && number < Some(Decimal::ONE_HUNDRED)
                        && !share.quantity.values.is_hedged()
                })?;
                Some(Row { part, share })
            };
            let rows: Option<Vec<Row<'_>>> = (1..grid.height()).map(row).collect();
            let Some(rows) = rows else { continue };
            if let Some(detection) = odd_share(context, &rows).or_else(|| odd_part(context, &rows))
            {
                context.report(detection);
            }
        }
    }
}

fn whole_of(rows: &[Row<'_>]) -> Values {
    let parts: Vec<&Values> = rows.iter().map(|row| &row.part.quantity.values).collect();
    Values::sum(&parts)
}

/// The one share that does not fit what the numbers come to, where all others do.
fn odd_share(context: &mut Context<'_>, rows: &[Row<'_>]) -> Option<Detection> {
    let whole = whole_of(rows);
    let mut odd = None;
    let mut fitting: Vec<&Claim> = Vec::new();
    for row in rows {
        match share(
            &row.part.quantity.values,
            &whole,
            &row.share.quantity.values,
        ) {
            GrowthCheck::Fits => fitting.extend([row.part, row.share]),
            GrowthCheck::Unknown => return None,
            GrowthCheck::Sure { computed } | GrowthCheck::Likely { computed } => {
                if !row.is_off(computed) {
                    return None;
                }
                if odd.replace((*row, computed)).is_some() {
                    return None;
                }
            }
        }
    }
    // Equal parts have equal shares, and equal rates as well.
    let different: BTreeSet<Decimal> = rows.iter().map(|row| row.part()).collect();
    if different.len() < DIFFERENT {
        return None;
    }
    let places = context.places_of(fitting);
    context.agree(places);
    let (row, computed) = odd?;
    let (part, stated) = (
        show::value(context, row.part),
        show::value(context, row.share),
    );
    let all = show::number(whole.number()?);
    Some(Detection {
        fault: Fault::ShareOff,
        category: Category::Arithmetic,
        certainty: Certainty::Likely,
        message: format!(
            "“{stated}” is stated, and {part} of {all}, which the column comes to, is {} %",
            show::number(computed)
        ),
        help: "Correct the share or a number. All can be right if the share is of another whole: then say of which."
            .to_owned(),
        primary: Label { place: show::place(context, row.share), text: show::here(context, row.share) },
        related: vec![Label { place: show::place(context, row.part), text: show::here(context, row.part) }],
        fix: None,
    })
}

/// The one number without which all other shares fit, where the shares make up the whole.
fn odd_part(context: &Context<'_>, rows: &[Row<'_>]) -> Option<Detection> {
    let shares: Decimal = rows.iter().map(|row| row.share()).sum();
    if (shares - Decimal::ONE_HUNDRED).abs() > SLACK {
        return None;
    }
    let all = whole_of(rows).number()?;
    let mut odd = (0..rows.len()).filter_map(|at| Some((rows[at], without(rows, at, all)?)));
    let (row, whole) = odd.next().filter(|_| odd.next().is_none())?;
    let meant = whole
        .checked_mul(row.share())?
        .checked_div(Decimal::ONE_HUNDRED)?;
    let (part, stated) = (
        show::value(context, row.part),
        show::value(context, row.share),
    );
    Some(Detection {
        fault: Fault::ShareOff,
        category: Category::Arithmetic,
        certainty: Certainty::Likely,
        message: format!(
            "“{part}” is stated with a share of “{stated}”, and by the numbers and shares of the other rows it is about {}",
            show::number(meant.round())
        ),
        help: "Correct the number or its share. Both can be right if the shares are of another whole: then say of which."
            .to_owned(),
        primary: Label { place: show::place(context, row.part), text: show::here(context, row.part) },
        related: vec![Label { place: show::place(context, row.share), text: show::here(context, row.share) }],
        fix: None,
    })
}

/// The whole that all rows but one give, if each of them fits it and that one does not.
fn without(rows: &[Row<'_>], odd: usize, all: Decimal) -> Option<Decimal> {
    let others = all.checked_sub(rows[odd].part())?;
    let whole = |share: Decimal| {
        let left = Decimal::ONE_HUNDRED.checked_sub(share)?;
        others.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(left)
    };
    let own = rows[odd];
    let (low, high) = (
        whole(own.share() - own.half())?,
        whole(own.share() + own.half())?,
    );
    let fits = |row: &Row<'_>| -> Option<bool> {
        let percent = row.part().checked_mul(Decimal::ONE_HUNDRED)?;
        let (least, most) = (percent.checked_div(high)?, percent.checked_div(low)?);
        Some(least <= row.share() + row.half() && row.share() - row.half() <= most)
    };
    let mut others = rows.iter().enumerate().filter(|(at, _)| *at != odd);
    let others_fit = others.all(|(_, row)| fits(row) == Some(true));
    let whole = whole(own.share())?;
    let percent = own.part().checked_mul(Decimal::ONE_HUNDRED)?;
    (others_fit && own.is_off(percent.checked_div(whole)?)).then_some(whole)
}
