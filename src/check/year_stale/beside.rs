//! "This year" and "last year" beside what is of another year.

use super::{Own, written};
use crate::check::flow::Flow;
use crate::finding::{Certainty, Detection, Label};
use crate::period::{Anchor, Part, YearRef};

/// "This year, in April and in October 2022" in another year's report.
pub(super) fn beside(own: Own<'_>, flow: &Flow<'_>, found: &mut Vec<Detection>) {
    let joins = [
        ",",
        "in",
        "and",
        "on",
        "at",
        "the",
        "end",
        "beginning",
        "of",
        "early",
        "late",
        "(",
    ];
    for this in 0..flow.len() {
        let Some(mention) = flow.date(this) else {
            continue;
        };
        if mention.when.year != YearRef::Relative(0) || mention.when.part != Part::Whole {
            continue;
        }
        let mut at = flow.skip(this + 1, &joins);
        while let Some(other) = flow.date(at) {
            let year =
                written(other).filter(|year| *year != own.year && other.when.part != Part::Whole);
            if let Some(year) = year.filter(|_| other.when.anchor == Anchor::In) {
                let message = format!(
                    "“{}” is {} in this report, and {year} stands beside it",
                    own.quote(mention),
                    own.year
                );
                let related = vec![Label {
                    place: own.place(mention),
                    text: format!("“{}” here", own.quote(mention)),
                }];
                found.push(own.found(Certainty::Likely, other, message, related));
                break;
            }
            at = flow.skip(at + 1, &joins);
        }
    }
}

/// "Last year" for what has this year's date in its name: "last year we published the books 2022.06 and 2022.11".
pub(super) fn last_year(own: Own<'_>, flow: &Flow<'_>, found: &mut Vec<Detection>) {
    let last = (0..flow.len()).find(|at| {
        flow.date(*at).is_some_and(|mention| {
            mention.when.year == YearRef::Relative(-1)
                && mention.when.part == Part::Whole
                && mention.when.anchor == Anchor::In
        })
    });
    let Some(at) = last else { return };
    let this = (0..flow.len())
        .filter_map(|at| flow.date(at))
        .any(|mention| mention.when.year == YearRef::Relative(0));
    let compared = [
        "than", "of", "compared", "over", "from", "to", "versus", "vs", "now", "before", "since",
        "update", "updated", "next", "year's",
    ];
    if (at.saturating_sub(3)..at).any(|at| flow.is(at, &compared))
        || flow.has(&["now", "since", "today"])
        || this
    {
        return;
    }
    let year = own.year.unsigned_abs();
    let of_year = (at + 1..flow.len()).find(|at| {
        flow.number(*at).is_some_and(|claim| {
            let named = claim.quantity.version();
            matches!(named, [main, month] if *main == u32::from(year) && (1..=12).contains(month))
        })
    });
    if let (Some(mention), Some(of_year)) = (flow.date(at), of_year) {
        let named = flow.text(of_year);
        let related = vec![Label {
            place: own.report.document.place(flow.extent(of_year)),
            text: format!("{named} is of this year"),
        }];
        let message = format!(
            "“{}” with “{named}” in the report of {}",
            own.quote(mention),
            own.year
        );
        found.push(own.found(Certainty::Likely, mention, message, related));
    }
}
