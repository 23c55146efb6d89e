//! Running the checks of all rules: those that look at one report at a time in a walk over the reports, the others side by
//! side.
//!
//! Lives here: which check runs when. Stays out: what becomes of what they find.

use std::cmp::Reverse;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::{Run, doubt, frozen};
use crate::check::{All, Context, Each, Hits, ReportHits, Search, Shared};
use crate::claim::{Ledger, ReportClaims};
use crate::corpus::ReportId;
use crate::finding::Detection;
use crate::rule::Rule;
use crate::source::Place;

/// What a rule found in one step.
pub(super) struct Found {
    /// Its position among the rules.
    pub(super) rule: usize,
    /// The step.
    pub(super) step: Step,
    /// What is wrong.
    pub(super) detections: Vec<Detection>,
    /// What agrees.
    pub(super) agreed: Vec<Place>,
}

/// Where a check looks, in the order in which it does.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// At one report.
    Report(ReportId),
    /// At all of them.
    All,
}

/// Something that is done with each report beside the checks.
type Beside<'b> = &'b (dyn Fn(ReportId) + Sync);

impl Run<'_> {
    /// Reads the claims and the phrases of all reports, and runs the rules that are on. Those that need neither claims nor
    /// phrases run meanwhile, report by report.
    pub(super) fn read_and_detect(self) -> (Ledger, Hits, Vec<Found>) {
        let waits = |rule: &Rule| {
            let check = rule.check.check();
            check.needs_claims() || !check.phrases().is_empty()
        };
        let (no_claims, no_hits) = (Ledger::default(), Hits::default());
        let view = View::new(self, &no_claims, &no_hits);
        let Work { each, first, last } = view.work(|rule| !waits(rule));
        let rules = self.rules.iter();
        let search = Search::new(rules.flat_map(|rule| rule.check.check().phrases()));
        let read = || {
            let claims = slots::<ReportClaims>(self);
            let phrases = slots::<ReportHits>(self);
            let read_claims = |report: ReportId| {
                claims[report].get_or_init(|| ReportClaims::of(self.corpus, report));
            };
            let find_phrases = |report: ReportId| {
                let of = &self.corpus.reports[report];
                phrases[report].get_or_init(|| search.in_report(report, of));
            };
            let mut found = view.walk(&each, &[&read_claims, &find_phrases]);
            let ((ledger, hits, late), others) = rayon::join(
                || {
                    let ledger = Ledger::join(self.corpus, filled(claims));
                    let hits = search.hits(filled(phrases));
                    let late = View::new(self, &ledger, &hits).detect(waits);
                    (ledger, hits, late)
                },
                || view.look_over(last),
            );
            found.extend(late);
            found.extend(others);
            (ledger, hits, found)
        };
        let ((ledger, hits, mut found), others) = rayon::join(read, || view.look_over(first));
        found.extend(others);
        (ledger, hits, found)
    }

    /// Runs the rules that are on.
    pub(super) fn detect(self, ledger: &Ledger, hits: &Hits) -> Vec<Found> {
        View::new(self, ledger, hits).detect(|_| true)
    }
}

fn slots<T>(run: Run<'_>) -> Vec<OnceLock<T>> {
    let reports = run.corpus.reports.iter();
    reports.map(|_| OnceLock::new()).collect()
}

fn filled<T>(slots: Vec<OnceLock<T>>) -> Vec<T> {
    slots.into_iter().filter_map(OnceLock::into_inner).collect()
}

/// What checks see.
struct View<'a> {
    run: Run<'a>,
    ledger: &'a Ledger,
    hits: &'a Hits,
    shared: Arc<Shared>,
}

/// What rules have to do.
struct Work<'a> {
    /// With each report.
    each: Vec<(usize, Each<'a>)>,
    /// With all of them, by rules that look at no report by itself. What takes longest stands first.
    first: Vec<(usize, All<'a>)>,
    /// With all of them, by rules that have looked at each.
    last: Vec<(usize, All<'a>)>,
}

impl<'a> View<'a> {
    fn new(run: Run<'a>, ledger: &'a Ledger, hits: &'a Hits) -> View<'a> {
        View {
            run,
            ledger,
            hits,
            shared: Arc::default(),
        }
    }

    fn context(&self) -> Context<'a> {
        let context = Context::new(self.run.corpus, self.ledger, self.run.sources, self.hits);
        context.sharing(&self.shared)
    }

    /// Runs those of the rules that are on and wanted.
    fn detect(&self, is_wanted: impl Fn(&Rule) -> bool) -> Vec<Found> {
        let Work { each, first, last } = self.work(is_wanted);
        let (mut found, others) = rayon::join(
            || {
                let mut found = self.walk(&each, &[]);
                found.extend(self.look_over(last));
                found
            },
            || self.look_over(first),
        );
        found.extend(others);
        found
    }

    /// What those of the rules have to do that are on and wanted.
    fn work(&self, is_wanted: impl Fn(&Rule) -> bool) -> Work<'a> {
        let rules = self.run.rules.iter().enumerate();
        let wanted = rules.filter(|(_, rule)| self.run.policy.is_on(rule) && is_wanted(rule));
        let mut wanted: Vec<(usize, &Rule)> = wanted.collect();
        wanted.sort_by_key(|(_, rule)| Reverse(rule.check.check().effort()));
        let steps = wanted.into_par_iter();
        let steps = steps.map(|(at, rule)| (at, rule.check.check().steps(&self.context())));
        let mut work = Work {
            each: Vec::new(),
            first: Vec::new(),
            last: Vec::new(),
        };
        for (at, steps) in steps.collect::<Vec<_>>() {
            let (each, all) = steps.into_parts();
            let turn = match each {
                Some(_) => &mut work.last,
                None => &mut work.first,
            };
            turn.extend(all.map(|all| (at, all)));
            work.each.extend(each.map(|each| (at, each)));
        }
        work
    }

    /// Does all that is to be done with each report, one report behind the other: what was read of it has to be fetched once.
    fn walk(&self, each: &[(usize, Each<'a>)], beside: &[Beside<'_>]) -> Vec<Found> {
        let jobs = beside.len() + each.len();
        let turns = (0..self.run.corpus.reports.len() * jobs).into_par_iter();
        let found = turns.filter_map(|turn| {
            let (report, job) = (turn / jobs, turn % jobs);
            if let Some(beside) = beside.get(job) {
                beside(report);
                return None;
            }
            let (rule, each) = &each[job - beside.len()];
            let mut context = self.context();
            each(&mut context, report);
            self.found(*rule, Step::Report(report), context)
        });
        found.collect()
    }

    /// Looks at all reports, with one rule beside the other.
    fn look_over(&self, all: Vec<(usize, All<'a>)>) -> Vec<Found> {
        let found = all.into_iter().par_bridge().filter_map(|(rule, all)| {
            let mut context = self.context();
            all(&mut context);
            self.found(rule, Step::All, context)
        });
        found.collect()
    }

    fn found(&self, rule: usize, step: Step, context: Context<'a>) -> Option<Found> {
        let (detections, agreed) = context.into_results();
        let of = &self.run.rules[rule];
        let detections = detections.into_iter();
        let detections = detections
            .map(|detection| doubt(self.run.corpus, of, detection))
            .map(|detection| frozen::turn(self.run.corpus, detection))
            .filter(|detection| self.run.highest(of, detection).is_some());
        let found = Found {
            rule,
            step,
            detections: detections.collect(),
            agreed,
        };
        (!found.detections.is_empty() || !found.agreed.is_empty()).then_some(found)
    }
}
