//! A sentence as it is read for one change: which of its numbers may be the values.

use std::ops::Deref;

use rust_decimal::Decimal;

use crate::check::flow::Flow;
use crate::claim::{Claim, Role};
use crate::quantity::{Kind, is_time_unit};

/// The pieces of a sentence, and what its values are.
pub(super) struct Reading<'f, 'a> {
    flow: &'f Flow<'a>,
}

impl<'a> Deref for Reading<'_, 'a> {
    type Target = Flow<'a>;

    fn deref(&self) -> &Flow<'a> {
        self.flow
    }
}

impl<'f, 'a> Reading<'f, 'a> {
    /// A sentence with numbers of things and of money.
    pub(super) fn of_amounts(flow: &'f Flow<'a>) -> Reading<'f, 'a> {
        Reading { flow }
    }

    /// A value that something had or has.
    pub(super) fn level(&self, at: usize) -> Option<&'a Claim> {
        let claim = self.number(at)?;
        let is_level = matches!(claim.quantity.kind, Kind::Count | Kind::Money)
            && claim.role == Role::Level
            && !claim.quantity.values.is_vague()
            && claim
                .quantity
                .nominal()
                .is_some_and(|number| number > Decimal::ZERO);
        // "Five years ago", "41 times the pay", "3 to 5", "from 12 or 14".
        let is_time = claim.quantity.kind == Kind::Count && is_time_unit(self.text(at + 1));
        let is_range = self.is(at + 1, &["or", "and", "-", "–"]) && self.number(at + 2).is_some();
        let is_other = self.is(at + 1, &["times", "per", "/", "°", "degrees"]);
        (is_level && !is_time && !is_range && !is_other).then_some(claim)
    }
}
