//! Running the checks of all rules: those that look at one report at a time in a walk over the reports, the others side by
//! side.
//!
//! Lives here: which check runs when. Stays out: what becomes of what they find.

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use super::kept::KeptFound;
use super::{Run, doubt, frozen};
use crate::check::{All, Context, Each, EachSeries, Hits, Needs, Search, Shared, Steps};
use crate::claim::{Clues, KeptClaims, Ledger, ReportClaims};
use crate::corpus::{NameReader, OwnNames, ReportId};
use crate::finding::Detection;
use crate::heap;
use crate::rule::Rule;
use crate::source::Place;

/// What a rule found in one step.
pub(super) struct Found {
    /// Its position among the rules.
    pub(super) rule: usize,
    /// The step.
    pub(super) step: Step,
    /// What is wrong.
    #[expect(clippy::vec_box, reason = "put in order without moving what they say")]
    pub(super) detections: Vec<Box<Detection>>,
    /// What agrees.
    pub(super) agreed: Vec<Place>,
}

/// Where a check looks, in the order in which it does.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// At one report.
    Report(ReportId),
    /// At the reports of a series, of which this is the first.
    Series(ReportId),
    /// At all of them.
    All,
}

impl Run<'_> {
    /// Reads the claims of each report and looks for the phrases in it, runs the rules that need no others on it, joins the
    /// claims of each series and runs the rules that need no others on it, and then those that do.
    pub(super) fn read_and_detect(self) -> Detected {
        let (no_claims, no_hits) = (Ledger::default(), Hits::default());
        let alone = View::new(self, &no_claims, &no_hits, &Arc::default());
        let at_once = alone.work(|needs| needs == Needs::Text);
        let own = alone.work(|needs| needs == Needs::Own);
        let each: Vec<&EachOf<'_>> = at_once.each.iter().chain(&own.each).collect();
        let series: Vec<&SeriesOf<'_>> = at_once.series.iter().chain(&own.series).collect();
        let rules = self.rules.iter();
        let phrases = rules.flat_map(|rule| rule.check.check().phrases());
        let search = Search::new(self.corpus, phrases);
        let (mut ledgers, mut hits, mut found) = (Vec::new(), Vec::new(), Vec::new());
        let (mut names, mut claims) = (Vec::new(), 0);
        let reader = self.needs_names().then(|| self.corpus.name_reader());
        for walked in alone.walk(&search, reader.as_ref(), (&each, &series)) {
            claims += walked.claims;
            ledgers.extend(walked.ledger);
            hits.push(walked.hits);
            found.extend(walked.found);
            names.extend(walked.names);
        }
        let ((ledger, hits, late), others) = rayon::join(
            || {
                let ledger = Ledger::of_all(ledgers);
                let hits = Hits::of_all(hits);
                let all = View::new(self, &ledger, &hits, &Arc::default());
                let mut late = all.work(|needs| needs == Needs::All);
                // What is gathered of each report takes longest.
                late.first.splice(0..0, own.last);
                late.first.extend(own.first);
                let late = all.run(late);
                (ledger, hits, late)
            },
            || {
                let asks_for_names =
                    |(rule, _): &AllOf<'_>| self.rules[*rule].check.check().needs_names();
                let all = at_once.first.into_iter().chain(at_once.last);
                let (of_names, others): (Vec<_>, Vec<_>) = all.partition(asks_for_names);
                let (mut found, others) = rayon::join(
                    || {
                        if reader.is_some() {
                            self.corpus.know_names(names);
                        }
                        alone.look_over(of_names)
                    },
                    || alone.look_over(others),
                );
                found.extend(others);
                found
            },
        );
        found.extend(late);
        found.extend(others);
        Detected {
            ledger,
            claims,
            hits,
            found,
        }
    }

    /// Whether a rule asks for the claims of all reports.
    fn needs_ledger(self) -> bool {
        let mut rules = self.rules.iter();
        rules.any(|rule| self.policy.is_on(rule) && rule.check.check().needs() == Needs::All)
    }

    fn needs_names(self) -> bool {
        let mut rules = self.rules.iter();
        rules.any(|rule| self.policy.is_on(rule) && rule.check.check().needs_names())
    }

    /// Runs the rules that are on.
    pub(super) fn detect(self, ledger: &Ledger, hits: &Hits) -> Vec<Found> {
        let view = View::new(self, ledger, hits, &Arc::default());
        let work = view.work(|_| true);
        view.run(work)
    }
}

/// What was read, and what all rules found.
pub(super) struct Detected {
    /// All claims, if a rule asks for them.
    pub(super) ledger: Ledger,
    /// How many claims there are.
    pub(super) claims: usize,
    pub(super) hits: Hits,
    pub(super) found: Vec<Found>,
}

/// What was read in the reports of one series, and found in them by themselves.
struct Walked {
    /// Their claims, if a rule asks for those of all reports. They are large, and others are read in their room.
    ledger: Option<Ledger>,
    /// How many claims there are.
    claims: usize,
    hits: Hits,
    /// Those of each report, if a rule asks for them.
    names: Vec<OwnNames>,
    found: Vec<Found>,
}

/// What checks see.
struct View<'a> {
    run: Run<'a>,
    ledger: &'a Ledger,
    hits: &'a Hits,
    shared: Arc<Shared>,
}

/// What a rule has to do with each report.
struct EachOf<'a> {
    /// Its position among the rules.
    rule: usize,
    each: Each<'a>,
    /// It finds what that report tells alone.
    is_of_report: bool,
}
/// What it has to do with those of each series.
type SeriesOf<'a> = (usize, EachSeries<'a>);
/// What it has to do with all of them.
type AllOf<'a> = (usize, All<'a>);

/// What rules have to do.
#[derive(Default)]
struct Work<'a> {
    /// With each report.
    each: Vec<EachOf<'a>>,
    /// With those of each series, by rules that may have looked at each report.
    series: Vec<SeriesOf<'a>>,
    /// With all of them, by rules that look at no report by itself. What takes longest stands first.
    first: Vec<AllOf<'a>>,
    /// With all of them, by rules that have looked at each.
    last: Vec<AllOf<'a>>,
}

impl<'a> View<'a> {
    fn new(run: Run<'a>, ledger: &'a Ledger, hits: &'a Hits, shared: &Arc<Shared>) -> View<'a> {
        View {
            run,
            ledger,
            hits,
            shared: Arc::clone(shared),
        }
    }

    /// Reads the claims of each report, looks for phrases in it, and does what is to be done with it, before the next one; and
    /// joins the claims of a series, and does what is to be done with it, before the next series. What was read has to be
    /// fetched once.
    fn walk(
        &self,
        search: &Search<'_>,
        names: Option<&NameReader>,
        (each, each_series): (&[&EachOf<'_>], &[&SeriesOf<'_>]),
    ) -> Vec<Walked> {
        let clues = Clues::of(self.run.corpus);
        let kept = self.run.store.map(|store| {
            let claims = KeptClaims::of(self.run.corpus, &clues, store);
            (claims, KeptFound::of(self.run, store))
        });
        let (own, others): (Vec<_>, Vec<_>) = each.iter().partition(|each| each.is_of_report);
        let needs_ledger = self.run.needs_ledger();
        let walk = |report: ReportId, shared: &Arc<Shared>| {
            heap::grow();
            let corpus = self.run.corpus.open(report);
            let source = corpus.reports[report].document.source;
            let kept = kept.as_ref().map(|(claims, found)| {
                let key = claims.key(&corpus, report, self.run.sources.get(source));
                (key, claims, found)
            });
            let (claims, hits) = rayon::join(
                || {
                    let read = || ReportClaims::of(&corpus, &clues, report);
                    match kept {
                        Some((key, claims, _)) => claims.or_read(key, &corpus, report, read),
                        None => read(),
                    }
                },
                || search.in_report(report, &corpus.reports[report]),
            );
            let claims = Ledger::of_one(report, claims);
            let alone = Run {
                corpus: &corpus,
                ..self.run
            };
            let view = View::new(alone, &claims, &hits, shared);
            let look = |each: &[&EachOf<'_>]| -> Vec<Found> {
                let found = each.par_iter();
                found
                    .filter_map(|each| view.look_at(each, report))
                    .collect()
            };
            let found = match kept {
                Some((key, _, found)) => {
                    let mut found = found.or_look(key, (report, source), || look(&own));
                    found.extend(look(&others));
                    found
                }
                None => look(each),
            };
            let names = names.map(|names| names.read(&corpus, report));
            (claims.into_one(), (hits, (names, found)))
        };
        let series: Vec<Range<ReportId>> = self.run.corpus.each_series().collect();
        let series = series.into_par_iter().with_max_len(1).map(|reports| {
            let shared = Arc::default();
            let walked = reports.clone().into_par_iter().with_max_len(1);
            let walked = walked.map(|report| walk(report, &shared));
            let (claims, (hits, (names, found))): (_, (Vec<_>, (Vec<_>, Vec<_>))) = walked.unzip();
            let ledger = Ledger::of_series(self.run.corpus, reports.start, claims);
            let hits = Hits::of_all(hits);
            let mut found: Vec<Found> = found.into_iter().flatten().collect();
            let view = View::new(self.run, &ledger, &hits, &shared);
            let of_series = each_series.par_iter();
            let of_series =
                of_series.filter_map(|series| view.look_at_series(series, reports.clone()));
            found.extend(of_series.collect::<Vec<_>>());
            Walked {
                names: names.into_iter().flatten().collect(),
                claims: ledger.claims.len() + ledger.implied.len(),
                ledger: needs_ledger.then_some(ledger),
                hits,
                found,
            }
        });
        series.collect()
    }

    fn context(&self) -> Context<'a> {
        let context = Context::new(self.run.corpus, self.ledger, self.run.sources, self.hits);
        let context = context.sharing(&self.shared);
        if self.run.is_asked_what_agrees {
            context.agreeing()
        } else {
            context
        }
    }

    /// Does what is to be done, where nothing was done with any report.
    fn run(&self, work: Work<'a>) -> Vec<Found> {
        let Work {
            each,
            series,
            first,
            last,
        } = work;
        let reports = self.run.corpus.reports.len();
        let (mut found, others) = rayon::join(
            || {
                let turns = (0..reports * each.len()).into_par_iter();
                let found = turns.filter_map(|turn| {
                    let (report, rule) = (turn / each.len(), turn % each.len());
                    self.look_at(&each[rule], report)
                });
                let mut found: Vec<Found> = found.collect();
                let reports = self.run.corpus.each_series().collect::<Vec<_>>();
                let of_series = reports.into_par_iter().flat_map_iter(|reports| {
                    let series = series.iter();
                    series.filter_map(move |series| self.look_at_series(series, reports.clone()))
                });
                found.extend(of_series.collect::<Vec<_>>());
                found.extend(self.look_over(last));
                found
            },
            || self.look_over(first),
        );
        found.extend(others);
        found
    }

    /// What those of the rules have to do that are on and need what is wanted.
    fn work(&self, is_wanted: impl Fn(Needs) -> bool) -> Work<'a> {
        let rules = self.run.rules.iter().enumerate();
        let wanted = rules.filter(|(_, rule)| {
            self.run.policy.is_on(rule) && is_wanted(rule.check.check().needs())
        });
        let mut wanted: Vec<(usize, &Rule)> = wanted.collect();
        wanted.sort_by_key(|(_, rule)| Reverse(rule.check.check().effort()));
        let steps = wanted.into_par_iter();
        let steps = steps.map(|(at, rule)| (at, rule.check.check().steps(&self.context())));
        let mut work = Work::default();
        for (at, Steps { each, series, all }) in steps.collect::<Vec<_>>() {
            let turn = if each.is_some() || series.is_some() {
                &mut work.last
            } else {
                &mut work.first
            };
            work.each.extend(each.map(|each| EachOf {
                rule: at,
                each,
                is_of_report: series.is_none() && all.is_none(),
            }));
            work.series.extend(series.map(|series| (at, series)));
            turn.extend(all.map(|all| (at, all)));
        }
        work
    }

    /// Looks at one report with one rule.
    fn look_at(&self, each: &EachOf<'_>, report: ReportId) -> Option<Found> {
        let mut context = self.context();
        (each.each)(&mut context, report);
        self.found(each.rule, Step::Report(report), context)
    }

    /// Looks at the reports of one series with one rule.
    fn look_at_series(
        &self,
        (rule, series): &SeriesOf<'_>,
        reports: Range<ReportId>,
    ) -> Option<Found> {
        let mut context = self.context();
        let step = Step::Series(reports.start);
        series(&mut context, reports);
        self.found(*rule, step, context)
    }

    /// Looks at all reports, with one rule beside the other.
    fn look_over(&self, all: Vec<AllOf<'_>>) -> Vec<Found> {
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
