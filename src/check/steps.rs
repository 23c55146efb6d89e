//! How a check goes about its work: report by report, then series by series, and then over all of them.
//!
//! Lives here: what a check does in which step. Stays out: which report is looked at by which thread.

use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use super::Context;
use crate::corpus::ReportId;

/// What a check does with one report by itself.
pub type Each<'a> = Box<dyn Fn(&mut Context<'_>, ReportId) + Send + Sync + 'a>;
/// What a check does with the reports of one series, when it has seen each of them.
pub type EachSeries<'a> = Box<dyn Fn(&mut Context<'_>, Range<ReportId>) + Send + Sync + 'a>;
/// What a check does when it has seen each report.
pub type All<'a> = Box<dyn FnOnce(&mut Context<'_>) + Send + 'a>;

/// What a check does with each report by itself, then with those of each series, and then with all of them.
///
/// Checks that look at one report at a time are run one behind the other on it, while what was read of it is at hand, and so
/// are those that look at one series at a time. A check that looks at all reports reads them anew, and is slow where they are
/// many.
#[must_use = "a check finds nothing until it is run"]
#[derive(Default)]
pub struct Steps<'a> {
    /// What is done with each report.
    pub each: Option<Each<'a>>,
    /// What is done with each series.
    pub series: Option<EachSeries<'a>>,
    /// What is done with all reports.
    pub all: Option<All<'a>>,
}

impl<'a> Steps<'a> {
    /// Looks at all reports at once.
    pub fn over_all(all: impl FnOnce(&mut Context<'_>) + Send + 'a) -> Steps<'a> {
        Steps {
            all: Some(Box::new(all)),
            ..Steps::default()
        }
    }

    /// Looks at one report at a time, in any order.
    ///
    /// What it finds must be told by the report and its claims, by the rule and by the settings, and by what is one thing for
    /// all reports: whether they are technical. If it does not look at others behind that, what it finds is kept from one run to
    /// the next, in which other reports may have changed.
    pub fn over_each(each: impl Fn(&mut Context<'_>, ReportId) + Send + Sync + 'a) -> Steps<'a> {
        Steps {
            each: Some(Box::new(each)),
            ..Steps::default()
        }
    }

    /// And then looks at one series at a time, in any order. Claims of other series may not be known then.
    pub fn then_each_series(
        self,
        series: impl Fn(&mut Context<'_>, Range<ReportId>) + Send + Sync + 'a,
    ) -> Steps<'a> {
        Steps {
            series: Some(Box::new(series)),
            ..self
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
        let (steps, kept) = Steps::keeping(context, each);
        steps.then(move |context| all(context, kept.take(0..kept.0.len())))
    }

    /// Looks at one report at a time, in any order, and then at what it kept of those of one series, in their order.
    pub fn gathering_series<T: Send + 'a>(
        context: &Context<'_>,
        each: impl Fn(&mut Context<'_>, ReportId) -> T + Send + Sync + 'a,
        series: impl Fn(&mut Context<'_>, Range<ReportId>, Vec<T>) + Send + Sync + 'a,
    ) -> Steps<'a> {
        let (steps, kept) = Steps::keeping(context, each);
        steps.then_each_series(move |context, reports| {
            series(context, reports.clone(), kept.take(reports));
        })
    }

    /// Looks at one report at a time, and keeps something of each.
    fn keeping<T: Send + 'a>(
        context: &Context<'_>,
        each: impl Fn(&mut Context<'_>, ReportId) -> T + Send + Sync + 'a,
    ) -> (Steps<'a>, Kept<T>) {
        let reports = 0..context.corpus.reports.len();
        let kept: Arc<[Mutex<Option<T>>]> = reports.map(|_| Mutex::new(None)).collect();
        let put = Kept(Arc::clone(&kept));
        let steps = Steps::over_each(move |context, report| put.put(report, each(context, report)));
        (steps, Kept(kept))
    }

    /// Takes all steps, one report behind the other.
    pub fn run(self, context: &mut Context<'_>) {
        if let Some(each) = self.each {
            for report in 0..context.corpus.reports.len() {
                each(context, report);
            }
        }
        if let Some(series) = self.series {
            for reports in context.corpus.each_series() {
                series(context, reports);
            }
        }
        if let Some(all) = self.all {
            all(context);
        }
    }
}

/// What a check keeps of each report.
struct Kept<T>(Arc<[Mutex<Option<T>>]>);

impl<T> Kept<T> {
    fn put(&self, report: ReportId, own: T) {
        *self.0[report]
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Some(own);
    }

    fn take(&self, reports: Range<ReportId>) -> Vec<T> {
        let of = |slot: &Mutex<Option<T>>| {
            let mut slot = slot.lock().unwrap_or_else(PoisonError::into_inner);
            slot.take()
        };
        self.0[reports].iter().filter_map(of).collect()
    }
}
