//! Changes of what is itself a percentage: "rose by 3 percentage points from 40% to 43%", and "rose by 7.5% from 40% to 43%", which some
//! say of the points and others of the growth.

use super::Tied;
use super::reading::Reading;
use crate::check::flow::Flow;
use crate::check::growth_off::sentence::Change;
use crate::check::growth_off::verdict::{check, difference, fitting};
use crate::check::{Context, Verdict, show};
use crate::claim::Claim;
use crate::finding::{Certainty, Detection, Fault, Label};
use crate::quantity::{GrowthCheck, Kind};

/// Whether a number is one of percentage points.
pub(super) fn is_points(flow: &Flow<'_>, at: usize) -> bool {
    let Some(number) = flow.number(at) else {
        return false;
    };
    match number.quantity.kind {
        Kind::Percent => says_points(flow.text(at)),
        Kind::Count => flow.is(at + 1, &["point", "points", "pp", "ppt", "ppts"]),
        _ => false,
    }
}

/// Whether the text of a percentage is one of percentage points.
pub(in crate::check::growth_off) fn says_points(text: &str) -> bool {
    text.ends_with("points") || text.ends_with("point")
}

/// What two percentages say of a change from the one to the other.
pub(super) fn judged(
    context: &Context<'_>,
    flow: &Reading<'_, '_>,
    tied: &Tied,
    change: Change<'_>,
    at: usize,
) -> Verdict {
    let (Some(base), Some(now)) = (flow.level(tied.base), flow.level(tied.now)) else {
        return Verdict::Open;
    };
    let is_growth = !is_points(flow, at);
    let fits = |base: &Claim, now: &Claim| {
        matches!(gap(change, base, now), GrowthCheck::Fits)
            || is_growth && matches!(check(change, base, now), GrowthCheck::Fits)
    };
    if fits(base, now) {
        return fitting(context, [change.claim, base, now]);
    }
    // What is rounded or hedged may be a little off.
    let GrowthCheck::Sure { computed } = gap(change, base, now) else {
        return Verdict::Open;
    };
    let others: Vec<&Claim> = (0..flow.len()).filter_map(|at| flow.level(at)).collect();
    let fit_others = others
        .iter()
        .any(|base| others.iter().any(|now| fits(base, now)));
    if fit_others || !tied.is_plain(flow, at) {
        return Verdict::Open;
    }
    let growth = match check(change, base, now) {
        GrowthCheck::Sure { computed } if is_growth => Some(computed),
        _ if is_growth => return Verdict::Open,
        _ => None,
    };
    let points = format!("{} percentage points", show::number(computed.abs()));
    let computed = match growth {
        Some(growth) => format!(
            "{points}, or {}{} %",
            if growth.is_sign_negative() { "" } else { "+" },
            show::number(growth)
        ),
        None => points,
    };
    let claim = change.claim;
    let stated = show::value(context, claim);
    let (from, to) = (show::value(context, base), show::value(context, now));
    Verdict::Off(Box::new(Detection {
        fault: Fault::GrowthOff,
        category: Fault::GrowthOff.category(),
        certainty: tied.most.min(Certainty::Likely),
        message: format!("“{stated}” is stated, and from {from} to {to} is {computed}"),
        help: "Correct the change or one of the two percentages. All can be right if the change is of something else than \
               these, or counts from another time: then say so."
            .to_owned(),
        primary: Label {
            place: show::place(context, claim),
            text: format!("“{stated}”"),
        },
        related: vec![
            Label {
                place: show::place(context, base),
                text: format!("from {from}"),
            },
            Label {
                place: show::place(context, now),
                text: format!("to {to}"),
            },
        ],
        fix: None,
    }))
}

/// Whether one percentage is by so many points more, or less, than another.
fn gap(change: Change<'_>, base: &Claim, now: &Claim) -> GrowthCheck {
    let [stated, base, now] = [change.claim, base, now].map(|claim| &claim.quantity.values);
    if change.falls {
        difference(now, base, stated)
    } else {
        difference(base, now, stated)
    }
}
