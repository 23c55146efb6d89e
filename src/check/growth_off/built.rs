//! Changes that the build of their sentence ties to their two values, whatever these count: "fell from 435 to 372, a drop of
//! 63", "an increase of 20 on last year's 205", "777 calls, as against 678 the year before, up 15%".

use super::{Change, Part, are_of_one_sort, check, fits_coarsely, fitting, is_part_of, judge};
use crate::check::flow::Flow;
use crate::check::{Context, Verdict};
use crate::claim::{Claim, ClaimId, Mood, Role};
use crate::finding::Certainty;
use crate::quantity::{GrowthCheck, Kind, Values};
use orders::{base_behind, both_before, both_behind, by_which_it_exceeds, said_again};
use phrase::{ends_at, phrase};
use reading::Reading;
use values::own_noun;
use words::{DOUBT, NEAR_CHANGE};

mod orders;
mod phrase;
mod reading;
mod values;
mod words;

/// The change that a number is said to be, with its two values, if the sentence ties the three together.
pub(super) fn judged(context: &Context<'_>, flow: &Flow<'_>, id: ClaimId) -> Verdict {
    let change = &context.ledger.claims[id];
    let flow = &Reading::of_amounts(flow);
    let at = (0..flow.len()).find(|at| {
        let number = flow.number(*at);
        number.is_some_and(|number| number.extent == change.extent)
    });
    match at.and_then(|at| Tied::of(flow, at)) {
        Some(tied) => tied.judged(context, flow, change),
        None => Verdict::Open,
    }
}

/// Whether a claim may be a change that this is about: cheap to tell, and true of few.
pub(super) fn may_be(context: &Context<'_>, id: ClaimId) -> bool {
    let claim = &context.ledger.claims[id];
    let of_sentence = context.ledger.of_sentence(claim.report, claim.sentence);
    if of_sentence.len() < 3 || of_sentence.len() > super::CLAIMS_BESIDE || !is_change(claim) {
        return false;
    }
    let report = &context.corpus.reports[claim.report];
    let tokens = report.tokens(claim.sentence);
    let view = report.document.view.as_str();
    let at = tokens.partition_point(|token| token.start < claim.extent.start);
    let behind = tokens.partition_point(|token| token.start < claim.extent.end);
    let near = (at.saturating_sub(3)..at).chain(behind..(behind + 3).min(tokens.len()));
    tokens.len() <= super::WORDS_BESIDE
        && near
            .into_iter()
            .any(|at| NEAR_CHANGE.has(tokens[at].of(view)))
}

/// Whether a number can tell by how much something changed.
fn is_change(claim: &Claim) -> bool {
    matches!(
        claim.quantity.kind,
        Kind::Count | Kind::Money | Kind::Percent
    ) && matches!(claim.role, Role::Level | Role::Change | Role::Share)
        && claim.mood == Mood::Stated
        && !claim.quantity.values.is_vague()
        && claim
            .quantity
            .nominal()
            .is_some_and(|number| !number.is_zero())
}

/// A change, by the places of its numbers.
struct Tied {
    base: usize,
    now: usize,
    falls: bool,
    /// The last piece of the change, if nothing else may be said of it behind that.
    last: Option<usize>,
}

impl Tied {
    fn of(flow: &Reading<'_, '_>, at: usize) -> Option<Tied> {
        if let Some(tied) = by_which_it_exceeds(flow, at) {
            return Some(tied);
        }
        if let Some(phrase) = phrase(flow, at) {
            return base_behind(flow, &phrase)
                .or_else(|| both_behind(flow, &phrase))
                .or_else(|| (!phrase.open).then(|| both_before(flow, &phrase)).flatten());
        }
        said_again(flow, at)
    }

    fn judged(&self, context: &Context<'_>, flow: &Reading<'_, '_>, claim: &Claim) -> Verdict {
        let (Some(base), Some(now)) = (flow.level(self.base), flow.level(self.now)) else {
            return Verdict::Open;
        };
        let is_percent = claim.quantity.kind == Kind::Percent;
        // "(-14%)"
        let is_negative = claim
            .quantity
            .nominal()
            .is_none_or(|number| number.is_sign_negative());
        let change = Change {
            claim,
            falls: self.falls && !is_negative,
            part: Part::Whole,
        };
        let nouns = [self.base, self.now].map(|at| own_noun(flow, at));
        let of_two = matches!(nouns, [Some(one), Some(other)] if one != other);
        let own = self.last.and_then(|last| own_noun(flow, last));
        let of_other =
            !is_percent && own.is_some_and(|own| nouns.iter().flatten().any(|noun| *noun != own));
        let ends = self.last.is_none_or(|last| ends_at(flow, last));
        if !are_of_one_sort(base, now)
            || !is_percent && !are_of_one_sort(base, claim)
            || of_two
            || of_other
            || !ends
            || flow.has(DOUBT)
            || [base, now].iter().any(|claim| claim.mood != Mood::Stated)
        {
            return Verdict::Open;
        }
        match check(change, base, now) {
            GrowthCheck::Fits => return fitting(context, [claim, base, now]),
            GrowthCheck::Unknown => return Verdict::Open,
            GrowthCheck::Sure { .. } | GrowthCheck::Likely { .. } => {}
        }
        // The other way round, the three are not what they seem.
        let rose = now.quantity.nominal() > base.quantity.nominal();
        if rose == (self.falls || is_negative)
            || fits_coarsely(change, base, now)
            || fits_others(context, flow, change, [base, now])
        {
            return Verdict::Open;
        }
        judge(context, change, base, now, Certainty::Likely)
    }
}

/// Whether two others of the levels of the sentence, one of the sentence before and one of the two, or several together
/// give the change.
fn fits_others(
    context: &Context<'_>,
    flow: &Reading<'_, '_>,
    change: Change<'_>,
    [base, now]: [&Claim; 2],
) -> bool {
    /// More are not tried.
    const MOST: usize = 8;
    let is_sort = |claim: &&Claim| {
        are_of_one_sort(claim, base)
            && matches!(claim.role, Role::Level | Role::Change)
            && !claim.quantity.values.is_vague()
            && claim.extent != change.claim.extent
    };
    let own = (0..flow.len())
        .filter_map(|at| flow.number(at))
        .filter(is_sort);
    let own: Vec<&Claim> = own.take(MOST).collect();
    let before = change.claim.sentence.checked_sub(1);
    let before = before.map(|before| context.ledger.in_sentence(base.report, before));
    let before: Vec<&Claim> = before
        .unwrap_or_default()
        .iter()
        .filter(is_sort)
        .take(MOST)
        .collect();
    let fits = |base: &Claim, now: &Claim| matches!(check(change, base, now), GrowthCheck::Fits);
    let of_pairs = own.iter().any(|base| own.iter().any(|now| fits(base, now)));
    let of_before = before
        .iter()
        .any(|other| fits(other, now) || fits(base, other) || fits(other, base));
    // "120 loaves and 80 buns, compared to 150, an increase of 50"
    let sums = (0..own.len()).flat_map(|first| (first + 2..=own.len()).map(move |end| first..end));
    let of_sums = sums.into_iter().any(|range| {
        let values: Vec<&Values> = own[range]
            .iter()
            .map(|claim| &claim.quantity.values)
            .collect();
        let sum = Values::sum(&values);
        let [base, now] = [base, now].map(|claim| &claim.quantity.values);
        let fits = |base: &Values, now: &Values| {
            matches!(super::check_values(change, base, now), GrowthCheck::Fits)
        };
        fits(base, &sum) || fits(&sum, now)
    });
    of_pairs || of_before || of_sums || is_part_of(change.claim, [base, now])
}
