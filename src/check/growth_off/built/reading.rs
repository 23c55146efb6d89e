//! A sentence as it is read for one change: which of its numbers may be the values, and what it says that they may not be.

use std::ops::Deref;

use rust_decimal::Decimal;

use super::points::is_points;
use super::words::{DOUBT, DOUBT_OF_RATES};
use crate::check::flow::Flow;
use crate::check::growth_off::clause::tell_own_basis;
use crate::check::growth_off::sentence::is_like_a_year;
use crate::claim::{Claim, Role};
use crate::document::Extent;
use crate::quantity::{Kind, is_time_unit};

/// The pieces of a sentence, and what its values are.
pub(super) struct Reading<'f, 'a> {
    flow: &'f Flow<'a>,
    /// The change, if its values are percentages: none of them is it.
    of_percentages: Option<Extent>,
}

impl<'a> Deref for Reading<'_, 'a> {
    type Target = Flow<'a>;

    fn deref(&self) -> &Flow<'a> {
        self.flow
    }
}

impl<'f, 'a> Reading<'f, 'a> {
    /// With numbers of things and of money as the values.
    pub(super) fn of_amounts(flow: &'f Flow<'a>) -> Reading<'f, 'a> {
        Reading {
            flow,
            of_percentages: None,
        }
    }

    /// With percentages as the values of a change: "rose by 3 percentage points from 40% to 43%".
    pub(super) fn of_percentages(flow: &'f Flow<'a>, change: Extent) -> Reading<'f, 'a> {
        Reading {
            flow,
            of_percentages: Some(change),
        }
    }

    pub(super) fn is_of_percentages(&self) -> bool {
        self.of_percentages.is_some()
    }

    /// A value that something had or has.
    pub(super) fn level(&self, at: usize) -> Option<&'a Claim> {
        let claim = self.number(at)?;
        let is_level = if let Some(change) = self.of_percentages {
            let is_percent = claim.quantity.kind == Kind::Percent;
            is_percent && claim.extent != change && !is_points(self, at)
        } else {
            let of_things = matches!(claim.quantity.kind, Kind::Count | Kind::Money);
            of_things && claim.role == Role::Level
        };
        let is_level = is_level
            && !claim.quantity.values.is_vague()
            && claim
                .quantity
                .nominal()
                .is_some_and(|number| number > Decimal::ZERO);
        // "Five years ago", "41 times the pay", "3 to 5", "from 12 or 14".
        let is_time = claim.quantity.kind == Kind::Count && is_time_unit(self.text(at + 1));
        let is_range = self.is(at + 1, &["or", "and", "-", "–"]) && self.number(at + 2).is_some();
        let is_other = self.is(at + 1, &["times", "per", "/", "°", "degrees"]);
        let is_year = is_like_a_year(self.report.document.view.as_str(), claim);
        (is_level && !is_time && !is_range && !is_other && !is_year).then_some(claim)
    }

    /// Whether a word says that a change came more than once, to each of several, or was none of the values.
    pub(super) fn is_doubtful(&self) -> bool {
        self.has(DOUBT) || !self.is_of_percentages() && self.has(DOUBT_OF_RATES)
    }

    /// Whether the change is told on a basis of its own: "at constant currency", "like for like", "in real terms".
    pub(super) fn has_own_basis(&self) -> bool {
        let view = self.report.document.view.as_str();
        let tokens = (0..self.len()).filter_map(|at| self.token(at));
        tell_own_basis(tokens.map(|token| token.of(view)))
    }

    /// Whether the change took more time than from the year before: "since 2010", "over the decade", "in ten years".
    pub(super) fn is_of_longer(&self) -> bool {
        let is_span = |at: usize| {
            self.is(at, &["years", "decades"])
                && (at.saturating_sub(4)..at)
                    .any(|at| self.is(at, &["in", "over", "past", "within"]))
        };
        self.has(&["since", "decade", "century"]) || (0..self.len()).any(is_span)
    }

    /// Whether the change is one of each of several years or things: "3 percentage points a year".
    pub(super) fn is_of_each(&self, at: usize) -> bool {
        (at + 1..at + 4).any(|at| {
            self.is(at, &["a", "an", "each", "every", "per"]) && is_time_unit(self.text(at + 1))
        })
    }
}
