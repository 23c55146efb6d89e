//! Totals that the prose has of the rows and columns of tables.

use rust_decimal::Decimal;

use super::judge::{agree, misses, off};
use crate::check::tabled::{self, Entry, Tabled};
use crate::check::{Context, show};
use crate::claim::Claim;
use crate::corpus::ReportId;
use crate::finding::{Certainty, Detection, Label};
use crate::quantity::{Comparison, Values};

/// Totals that the prose has of the rows and columns of tables.
pub(super) fn told(context: &mut Context<'_>, id: ReportId) {
    let report = &context.corpus.reports[id];
    for Tabled { stated, entry } in tabled::stated(context, id) {
        let Entry::Line { parts, total } = entry else {
            continue;
        };
        let claims = &context.ledger.claims;
        let stated = &claims[stated];
        let parts: Vec<&Claim> = parts.into_iter().map(|part| &claims[part]).collect();
        let total = total.map(|total| &claims[total]);
        let own = &stated.quantity.values;
        let values: Vec<&Values> = parts.iter().map(|part| &part.quantity.values).collect();
        let sum = Values::sum(&values);
        let fits = |values: &Values| own.compare(values) == Comparison::Agree;
        // The table's own arithmetic is checked by itself: a total fits if it is what either comes to.
        if let Some(total) = total.filter(|total| fits(&total.quantity.values)) {
            agree(context, stated, &[total]);
            continue;
        }
        if !parts.is_empty() && fits(&sum) {
            agree(context, stated, &parts);
            continue;
        }
        let against = total.map_or(&sum, |total| &total.quantity.values);
        let Some(arithmetic) = misses(own, against) else {
            continue;
        };
        // What was there at the start, or a sum of some rows, is no part.
        let gap = sum.number().zip(stated.quantity.nominal());
        let gap = gap.map(|(sum, stated)| sum - stated);
        let is_gap = |part: &&Claim| part.quantity.nominal() == gap;
        if total.is_none() && parts.len() > 2 && gap.is_some() && parts.iter().any(is_gap) {
            continue;
        }
        let certainty = arithmetic.min(Certainty::Likely);
        let detection = match (total, sum.number()) {
            (Some(total), _) => {
                let (here, there) = (show::value(context, stated), show::value(context, total));
                Detection {
                    message: format!(
                        "the total is stated as “{here}” in the text, and as “{there}” in the table"
                    ),
                    related: vec![Label {
                        place: show::place(context, total),
                        text: format!("“{there}” here"),
                    }],
                    ..off(
                        context,
                        report,
                        stated,
                        &parts,
                        Decimal::ZERO,
                        " + ",
                        certainty,
                    )
                }
            }
            (None, Some(sum)) => off(context, report, stated, &parts, sum, " + ", certainty),
            (None, None) => continue,
        };
        context.report(detection);
    }
}
