//! "Several more than doubled" over a list of changes of which at most one did.

use rust_decimal::Decimal;

use super::{CLAIMS_BESIDE, WORDS_BESIDE};
use crate::check::{Context, show};
use crate::claim::{Claim, ClaimId, Role};
use crate::finding::{Certainty, Detection, Fault, Label};
use crate::quantity::{GrowthCheck, Kind, Values, multiple};

/// "Several more than doubled" over a list of changes of which at most one did.
pub(super) fn against_listed(context: &Context<'_>, change: ClaimId) -> Option<Detection> {
    let claim = &context.ledger.claims[change];
    let report = &context.corpus.reports[claim.report];
    let next = claim.sentence + 1;
    let document = &report.document;
    // "Several have more than doubled": those before the change are its subject. Behind it, "we doubled the bread, all with
    // one oven", they are not.
    let tokens = report.tokens(claim.sentence);
    let before = tokens.partition_point(|token| token.start < claim.extent.start);
    let clause = tokens[..before]
        .iter()
        .rev()
        .take(WORDS_BESIDE)
        .map(|token| token.of(document.view.as_str()))
        .take_while(|word| !matches!(*word, "," | ";" | ":" | "(" | ")"));
    let stated_of_many = clause.into_iter().any(|word| {
        ["several", "many", "all", "most", "multiple", "some"]
            .iter()
            .any(|many| many.eq_ignore_ascii_case(word))
    });
    let same_block =
        document.sentences.get(next)?.block() == document.sentences[claim.sentence].block();
    if !stated_of_many || !same_block {
        return None;
    }
    let following = &context.ledger.claims[context.ledger.of_sentence(claim.report, next)];
    let listed: Vec<&Claim> = following
        .iter()
        .take(2 * CLAIMS_BESIDE)
        .filter(|claim| claim.quantity.kind == Kind::Percent)
        .collect();
    if listed.len() < 2 || !listed.iter().any(|claim| claim.role == Role::Change) {
        return None;
    }
    let hundred = Values::exact(Decimal::ONE_HUNDRED);
    let misses: Vec<&Claim> = listed
        .iter()
        .copied()
        .filter(|listed| {
            let now = Values::sum(&[&hundred, &listed.quantity.values]);
            matches!(
                multiple(&hundred, &now, &claim.quantity.values),
                GrowthCheck::Sure { .. } | GrowthCheck::Likely { .. }
            )
        })
        .collect();
    if listed.len() - misses.len() >= 2 {
        return None;
    }
    let stated = show::value(context, claim);
    let values: Vec<String> = misses
        .iter()
        .map(|claim| show::value(context, claim))
        .collect();
    let fit = listed.len() - misses.len();
    Some(Detection {
        fault: Fault::GrowthOff,
        category: Fault::GrowthOff.category(),
        certainty: if fit == 0 { Certainty::Sure } else { Certainty::Likely },
        message: format!(
            "“{stated}” is said of several, and of the {} changes listed {fit} {} that: {} {} not",
            listed.len(),
            if fit == 1 { "is" } else { "are" },
            show::both(&values),
            if values.len() == 1 { "is" } else { "are" },
        ),
        help: "Correct the summary or the changes. Both can be right if the list is of others than the summary.".to_owned(),
        primary: Label { place: show::place(context, claim), text: format!("“{stated}”") },
        related: misses
            .iter()
            .map(|claim| Label { place: show::place(context, claim), text: format!("{} here", show::value(context, claim)) })
            .collect(),
        fix: None,
    })
}
