//! Changes that the build of their sentence ties to their two values, whatever these count: "fell from 435 to 372, a drop of
//! 63", "an increase of 20 on last year's 205", "777 calls, as against 678 the year before, up 15%".

use super::sentence::{Change, Part, are_of_one_sort};
use super::verdict::{check, check_values, fits_coarsely, fitting, is_part_of, judge};
use crate::check::flow::Flow;
use crate::check::{Context, Verdict};
use crate::claim::{Claim, ClaimId, Mood, Role};
use crate::finding::Certainty;
use crate::quantity::{GrowthCheck, Kind, Values};
use orders::{base_behind, both_before, both_behind, by_which_it_exceeds, said_again};
use phrase::{Phrase, ends_at, phrase};
use reading::Reading;
use rust_decimal::Decimal;
use values::{comes_from_another, is_of_another, own_noun};
use words::may_tell_change;

mod orders;
mod phrase;
mod points;
mod reading;
mod twice;
mod values;
mod words;

/// The change that a number is said to be, with its two values, if the sentence ties the three together.
pub(super) fn judged(context: &Context<'_>, flow: &Flow<'_>, id: ClaimId) -> Verdict {
    let change = &context.ledger.claims[id];
    let at = (0..flow.len()).find(|at| {
        let number = flow.number(*at);
        number.is_some_and(|number| number.extent == change.extent)
    });
    let Some(at) = at else {
        return Verdict::Open;
    };
    let is_points = points::is_points(flow, at);
    let of = |reading: Reading<'_, '_>| match Tied::of(&reading, at) {
        Some(tied) => tied.judged(context, &reading, at),
        None => Verdict::Open,
    };
    let mut verdict = Verdict::Open;
    if !is_points {
        verdict = of(Reading::of_amounts(flow));
        if let Verdict::Open = verdict {
            verdict = twice::judged(context, &Reading::of_amounts(flow), at);
        }
    }
    if let Verdict::Open = verdict
        && (is_points || change.quantity.kind == Kind::Percent)
    {
        verdict = of(Reading::of_percentages(flow, change.extent));
    }
    verdict
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
    let mut near = (at.saturating_sub(3)..at).chain(behind..(behind + 3).min(tokens.len()));
    let is_near = near.any(|at| may_tell_change(tokens[at].of(view)));
    // "Doubled to 820, from 400", "130 members, 30% on the 100 of 2018".
    let is_alone = || match claim.quantity.kind {
        Kind::Ratio => view[claim.extent.range()].ends_with("ed"),
        Kind::Percent => tokens
            .get(behind)
            .is_some_and(|token| matches!(token.of(view), "on" | "over")),
        _ => false,
    };
    tokens.len() <= super::WORDS_BESIDE && (is_near || is_alone())
}

/// Whether a change is one of percentage points, which only percentages have.
pub(super) fn is_of_points(context: &Context<'_>, claim: &Claim) -> bool {
    let view = context.corpus.reports[claim.report].document.view.as_str();
    claim.quantity.kind == Kind::Percent && points::says_points(&view[claim.extent.range()])
}

/// Whether a number can tell by how much something changed.
fn is_change(claim: &Claim) -> bool {
    matches!(
        claim.quantity.kind,
        Kind::Count | Kind::Money | Kind::Percent | Kind::Ratio
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
    /// Whether the change says by what the one was multiplied, and not what was added or taken off: "halved".
    multiplies: bool,
    /// How sure the roles of the values are.
    most: Certainty,
}

impl Tied {
    fn of(flow: &Reading<'_, '_>, at: usize) -> Option<Tied> {
        if let Some(tied) = by_which_it_exceeds(flow, at) {
            return Some(tied);
        }
        match phrase(flow, at) {
            Some(phrase) => Tied::of_phrase(flow, &phrase),
            None => said_again(flow, at),
        }
    }

    fn of_phrase(flow: &Reading<'_, '_>, phrase: &Phrase) -> Option<Tied> {
        base_behind(flow, phrase)
            .or_else(|| both_behind(flow, phrase))
            .or_else(|| both_before(flow, phrase))
    }

    fn judged(&self, context: &Context<'_>, flow: &Reading<'_, '_>, at: usize) -> Verdict {
        let values = (flow.number(at), flow.level(self.base), flow.level(self.now));
        let (Some(claim), Some(base), Some(now)) = values else {
            return Verdict::Open;
        };
        let change = self.change(claim);
        let nouns = [self.base, self.now].map(|at| own_noun(flow, at));
        let of_two = matches!(nouns, [Some(one), Some(other)] if one != other);
        let own = self.last.and_then(|last| own_noun(flow, last));
        let is_amount = matches!(claim.quantity.kind, Kind::Count | Kind::Money);
        let of_other = is_amount
            && !flow.is_of_percentages()
            && own.is_some_and(|own| nouns.iter().flatten().any(|noun| *noun != own));
        let ends = self.last.is_none_or(|last| ends_at(flow, last));
        if !are_of_one_sort(base, now)
            || is_amount && !flow.is_of_percentages() && !are_of_one_sort(base, claim)
            || of_two
            || of_other
            || !ends
            || flow.is_doubtful()
            || [base, now].iter().any(|claim| claim.mood != Mood::Stated)
        {
            return Verdict::Open;
        }
        if flow.is_of_percentages() {
            return points::judged(context, flow, self, change, at);
        }
        match check(change, base, now) {
            GrowthCheck::Fits => return fitting(context, [claim, base, now]),
            GrowthCheck::Unknown => return Verdict::Open,
            GrowthCheck::Sure { .. } | GrowthCheck::Likely { .. } => {}
        }
        if !self.is_plain(flow, at)
            || fits_coarsely(change, base, now)
            || fits_others(context, flow, change, [base, now])
        {
            return Verdict::Open;
        }
        judge(context, change, base, now, self.most)
    }

    /// What the words say of the change.
    fn change<'a>(&self, claim: &'a Claim) -> Change<'a> {
        let number = claim.quantity.nominal();
        // "(-14%)"
        let is_negative = number.is_none_or(|number| number.is_sign_negative());
        // "Fell by a third", but "halved".
        let is_part = claim.quantity.kind == Kind::Ratio
            && number.is_some_and(|number| number < Decimal::ONE)
            && !self.multiplies;
        Change {
            claim,
            falls: self.falls && !is_negative,
            part: if is_part { Part::Added } else { Part::Whole },
        }
    }

    /// Whether nothing says that the three are not what they seem: the values go the way of the words, the change is none of each year
    /// or on another basis, and what it is compared with is of the same thing.
    fn is_plain(&self, flow: &Reading<'_, '_>, at: usize) -> bool {
        let numbers = [self.base, self.now].map(|at| flow.number(at));
        let ([Some(base), Some(now)], Some(claim)) = (numbers, flow.number(at)) else {
            return false;
        };
        let number = claim.quantity.nominal();
        let is_negative = number.is_none_or(|number| number.is_sign_negative());
        let rose = now.quantity.nominal() > base.quantity.nominal();
        rose != (self.falls || is_negative)
            && !flow.has_own_basis()
            && !flow.is_of_longer()
            && !flow.is_of_each(at)
            && !is_of_another(flow, self.now, self.base)
            && !comes_from_another(flow, [self.base, self.now])
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
        let parts = &own[range];
        let is_whole = |value: &Claim| parts.iter().all(|part| part.extent != value.extent);
        let values: Vec<&Values> = parts.iter().map(|claim| &claim.quantity.values).collect();
        let sum = Values::sum(&values);
        let fits = |base: &Values, now: &Values| {
            matches!(check_values(change, base, now), GrowthCheck::Fits)
        };
        is_whole(base) && fits(&base.quantity.values, &sum)
            || is_whole(now) && fits(&sum, &now.quantity.values)
    });
    of_pairs || of_before || of_sums || is_part_of(change.claim, [base, now])
}
