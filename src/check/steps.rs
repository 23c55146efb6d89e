//! How a check goes about its work: report by report, and then over all of them.
//!
//! Lives here: what a check does in which step. Stays out: which report is looked at by which thread.

use std::sync::{Arc, Mutex, PoisonError};

use super::Context;
use crate::corpus::ReportId;

/// What a check does with one report by itself.
pub type Each<'a> = Box<dyn Fn(&mut Context<'_>, ReportId) + Send + Sync + 'a>;
/// What a check does when it has seen each report.
pub type All<'a> = Box<dyn FnOnce(&mut Context<'_>) + Send + 'a>;

/// What a check does with each report by itself, and then with all of them.
///
/// Checks that look at one report at a time are run one behind the other on it, while what was read of it is at hand. A
/// check that looks at all reports reads them anew, and is slow where they are many.
#[must_use = "a check finds nothing until it is run"]
pub struct Steps<'a> {
    each: Option<Each<'a>>,
    all: Option<All<'a>>,
}

impl<'a> Steps<'a> {
    /// Looks at all reports at once.
    pub fn over_all(all: impl FnOnce(&mut Context<'_>) + Send + 'a) -> Steps<'a> {
        Steps {
            each: None,
            all: Some(Box::new(all)),
        }
    }

    /// Looks at one report at a time, in any order.
    ///
    /// What it finds must be told by the report and its claims, by the rule and by the settings, and by what is one thing for
    /// all reports: whether they are technical. If it does not look at all reports [behind that](Steps::then), what it
    /// finds is kept from one run to the next, in which other reports may have changed.
    pub fn over_each(each: impl Fn(&mut Context<'_>, ReportId) + Send + Sync + 'a) -> Steps<'a> {
        Steps {
            each: Some(Box::new(each)),
            all: None,
        }
    }

    /// And then looks at all of them.
    pub fn then(self, all: impl FnOnce(&mut Context<'_>) + Send + 'a) -> Steps<'a> {
        Steps {
            all: Some(Box::new(all)),
            ..self
        }
    }

    /// Looks at one report at a time, in any order, and then at what it kept of each, in their order.
    pub fn gathering<T: Send + 'a>(
        context: &Context<'_>,
        each: impl Fn(&mut Context<'_>, ReportId) -> T + Send + Sync + 'a,
        all: impl FnOnce(&mut Context<'_>, Vec<T>) + Send + 'a,
    ) -> Steps<'a> {
        let reports = context.corpus.reports.len();
        let kept: Arc<[Mutex<Option<T>>]> = (0..reports).map(|_| Mutex::new(None)).collect();
        let put = Arc::clone(&kept);
        let of = |slot: &Mutex<Option<T>>| {
            let mut slot = slot.lock().unwrap_or_else(PoisonError::into_inner);
            slot.take()
        };
        Steps::over_each(move |context, report| {
            let own = each(context, report);
            *put[report].lock().unwrap_or_else(PoisonError::into_inner) = Some(own);
        })
        .then(move |context| all(context, kept.iter().filter_map(of).collect()))
    }

    /// What is done with each report, and then with all. If that is nothing, what is found in a report is told by it alone.
    pub fn into_parts(self) -> (Option<Each<'a>>, Option<All<'a>>) {
        (self.each, self.all)
    }

    /// Takes all steps, one report behind the other.
    pub fn run(self, context: &mut Context<'_>) {
        if let Some(each) = self.each {
            for report in 0..context.corpus.reports.len() {
                each(context, report);
            }
        }
        if let Some(all) = self.all {
            all(context);
        }
    }
}
