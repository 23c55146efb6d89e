//! Whether a part and a whole give the share that is stated, and whether a small whole can have it.

use rust_decimal::Decimal;

use super::{DETERMINERS, Stated};
use crate::check::flow::Flow;
use crate::check::{Context, Verdict, show};
use crate::claim::Claim;
use crate::finding::{Category, Certainty, Detection, Fault, Label};
use crate::quantity::{Comparison, GrowthCheck, Kind, Values, multiple, share, share_is_possible};

pub(super) fn judge(context: &Context<'_>, stated: Stated<'_>, most: Certainty) -> Verdict {
    let values = |claim: &Claim| claim.quantity.values.clone();
    let (part, whole, share_values) = (
        values(stated.part),
        values(stated.whole),
        values(stated.share),
    );
    let percent = stated.share.quantity.kind == Kind::Percent;
    let check = if percent {
        share(&part, &whole, &share_values)
    } else {
        multiple(&whole, &part, &share_values)
    };
    let (computed, certainty) = match check {
        // "2% (64 of 65)" tells the share of the rest.
        GrowthCheck::Sure { computed } | GrowthCheck::Likely { computed }
            if percent && is_of_the_rest(&share_values, computed) =>
        {
            (computed, Certainty::Unsure)
        }
        GrowthCheck::Sure { computed } => (computed, Certainty::Sure),
        GrowthCheck::Likely { computed } => (computed, Certainty::Likely),
        GrowthCheck::Fits => {
            let claims = [stated.part, stated.whole, stated.share];
            return Verdict::Fits(context.places_of(claims));
        }
        GrowthCheck::Unknown => return Verdict::Open,
    };
    let quote = |claim| show::value(context, claim);
    let computed = if percent {
        format!("{} %", show::number(computed))
    } else {
        let Some(hundredth) = computed.checked_mul(Decimal::ONE_HUNDRED) else {
            return Verdict::Open;
        };
        format!("{} %", show::number(hundredth.round_dp(1)))
    };
    let (part, whole, share) = (quote(stated.part), quote(stated.whole), quote(stated.share));
    Verdict::Off(Box::new(Detection {
        fault: Fault::ShareOff,
        category: Category::Arithmetic,
        certainty: certainty.min(most),
        message: format!("“{share}” is stated, and {part} of {whole} is {computed}"),
        help: "Correct the share or one of the two numbers. All can be right if the share is of another whole: then \
               say of which."
            .to_owned(),
        primary: Label { place: show::place(context, stated.share), text: format!("“{share}”") },
        related: vec![
            Label { place: show::place(context, stated.part), text: format!("{part} here") },
            Label { place: show::place(context, stated.whole), text: format!("of {whole}") },
        ],
        fix: None,
    }))
}

/// Whether a share is about what the computed one leaves of the whole.
fn is_of_the_rest(share: &Values, computed: Decimal) -> bool {
    let rest = Values::exact((Decimal::ONE_HUNDRED - computed).round());
    matches!(share.compare(&rest), Comparison::Agree)
}

pub(super) fn impossible(
    context: &Context<'_>,
    flow: &Flow<'_>,
    at: usize,
    share: &Claim,
    whole: &Claim,
) -> Option<Detection> {
    let percent = share.quantity.kind == Kind::Percent && !share.quantity.values.is_hedged();
    let small = whole
        .quantity
        .nominal()
        .is_some_and(|nominal| nominal >= Decimal::from(4) && nominal <= Decimal::from(200));
    let noun = flow.skip(at + 2, DETERMINERS) + 1;
    let counted =
        flow.word(noun).is_some_and(|token| !token.is_function()) && !flow.is(noun, MEASURED);
    if !percent
        || !small
        || !counted
        || share_is_possible(&share.quantity.values, &whole.quantity.values)?
    {
        return None;
    }
    let (stated, of) = (show::value(context, share), show::phrase(context, whole));
    Some(Detection {
        fault: Fault::ShareOff,
        category: Category::Arithmetic,
        certainty: Certainty::Likely,
        message: format!("no whole number out of “{of}” is “{stated}” of them"),
        help: "Correct the share or the number. Both can be right if the share is not one of these, but of an amount."
            .to_owned(),
        primary: Label { place: show::place(context, share), text: format!("“{stated}”") },
        related: vec![Label { place: show::place(context, whole), text: format!("of {of}") }],
        fix: None,
    })
}

/// What is measured and not counted can be parted at will.
pub(super) const MEASURED: &[&str] = &[
    "acres",
    "cents",
    "cups",
    "days",
    "degrees",
    "dollars",
    "euros",
    "gallons",
    "grams",
    "hectares",
    "hours",
    "kilograms",
    "kilometers",
    "kilometres",
    "liters",
    "litres",
    "meters",
    "metres",
    "miles",
    "minutes",
    "months",
    "pages",
    "percent",
    "points",
    "pounds",
    "quarters",
    "seconds",
    "tonnes",
    "tons",
    "weeks",
    "years",
];
