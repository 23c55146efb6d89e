//! `carried-over`: sentences of an earlier report that came back and tell its news as news.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::{Index, Range};

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Deserialize;

use super::among::Among;
use super::{Check, Context, Hit, Needs, Steps, difference, show};
use crate::corpus::{Corpus, Report, ReportId};
use crate::document::Extent;
use crate::finding::{Certainty, Detection, Fault, Label};
use crate::pattern::Phrase;
use crate::quantity::{Quantity, Rounding};
use crate::word::{Shape, Token};

mod again;
mod agreement;
mod returned;

use again::Event;
use agreement::Slip;
use returned::Passage;

/// Looks for old news.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CarriedOver {
    /// What makes a sentence true of one year only: "our newest".
    news: Vec<Phrase>,
    /// What makes it so together with something that happens once, or with a number: "this year".
    recent: Vec<Phrase>,
    /// What happens once to one thing: "joined", "was added".
    events: Vec<Phrase>,
}

/// A sentence of a corpus.
type At = (ReportId, usize);

impl Check for CarriedOver {
    fn phrases(&self) -> Vec<&Phrase> {
        let lists = [&self.news, &self.recent, &self.events];
        lists.into_iter().flatten().collect()
    }

    fn effort(&self) -> u8 {
        1
    }

    fn needs(&self) -> Needs {
        Needs::Own
    }

    fn steps<'a>(&'a self, context: &Context<'a>) -> Steps<'a> {
        let cues = agreement::cues(context.corpus);
        Steps::gathering_series(
            context,
            move |context, id| Told::of(self, context, id, &cues),
            |context, reports, told| {
                let told = AllTold {
                    first: reports.start,
                    told,
                };
                self.run(context, reports, &told);
            },
        )
    }
}

impl CarriedOver {
    fn run(&self, context: &mut Context<'_>, reports: Range<ReportId>, told: &AllTold) {
        // What has no period is neither earlier nor later than another one.
        let dated = reports.filter(|id| context.corpus.reports[*id].period.is_some());
        let dated: Vec<ReportId> = dated.collect();
        if dated.len() < 2 {
            return;
        }
        let mut is_told = BTreeSet::new();
        for (later, earlier) in returned::returned(context, &dated, told) {
            let slip = told[later.0].slip(later.1);
            if let Some(detection) = self.judge(context, later, earlier, slip) {
                is_told.insert(later);
                context.report(detection);
            }
        }
        for (later, earlier, event) in again::told_again(context, &dated, told) {
            if is_told.insert(later) {
                let detection = detection(context, later, earlier, Certainty::Likely, event);
                context.report(detection);
            }
        }
    }

    /// What is wrong with a sentence that came back.
    fn judge(
        &self,
        context: &Context<'_>,
        later: At,
        earlier: At,
        slip: Option<Slip>,
    ) -> Option<Detection> {
        let pair = Pair::of(context, later, earlier);
        if let Some((certainty, still)) = self.still(context, later, &pair) {
            return Some(detection(context, later, earlier, certainty, still));
        }
        // The slip came back with it, word for word: nobody has read it again.
        let slip = slip.filter(|slip| slip.is_of_one(context.corpus, pair.new))?;
        matches!(pair.update(), Update::None).then(|| Detection {
            help: "Mend the verb or its noun, and see whether the rest still holds. It can stay if the noun means \
                   several."
                .to_owned(),
            ..detection(context, later, earlier, Certainty::Likely, slip.extent)
        })
    }

    /// How sure it is that a sentence which came back is no longer true, and the words that make it so.
    fn still(
        &self,
        context: &Context<'_>,
        later: At,
        pair: &Pair<'_>,
    ) -> Option<(Certainty, Extent)> {
        // A year, or another name or number, sets the two apart.
        if names_year(pair.new, later.1) {
            return None;
        }
        let hit = |phrases: &[Phrase]| {
            let mut phrases = phrases.iter();
            phrases.find_map(|phrase| hit(context.hits(phrase), later))
        };
        let told = || hit(&self.news).or_else(|| hit(&self.recent));
        // Without a number that changed, nothing is old news that is not told as news. To tell what changed takes long.
        if !pair.is_counted() && told().is_none() {
            return None;
        }
        match pair.update() {
            Update::None => {}
            Update::Names => return None,
            Update::Numbers(kept) => return Some((Certainty::Unsure, kept?)),
        }
        if let Some(still) = hit(&self.news) {
            return Some((Certainty::Likely, still));
        }
        let still = hit(&self.recent)?;
        let counts = pair.new.quantities(later.1).iter().any(is_large);
        Some(if counts || hit(&self.events).is_some() {
            (Certainty::Likely, still)
        } else {
            (Certainty::Unsure, still)
        })
    }
}

/// What a report tells that may come back, or that may have come back.
#[derive(Debug, Default)]
struct Told {
    /// Sentences about which something may be said if they came back.
    asked: Box<[Asked]>,
    /// All its sentences that others may be like, if one is asked for: in most reports none is.
    passages: Option<Box<[Passage]>>,
    events: Box<[Event]>,
}

/// What the reports of a series tell.
struct AllTold {
    /// The first of these reports.
    first: ReportId,
    told: Vec<Told>,
}

impl Index<ReportId> for AllTold {
    type Output = Told;

    fn index(&self, report: ReportId) -> &Told {
        &self.told[report - self.first]
    }
}

/// A sentence of which something may be said if it came back.
#[derive(Debug, Clone, Copy)]
struct Asked {
    sentence: u32,
    /// Whether it tells news, or something recent, or a number, and no year.
    may_be_old: bool,
    slip: Option<Slip>,
}

impl Told {
    fn of(check: &CarriedOver, context: &Context<'_>, id: ReportId, cues: &Among) -> Told {
        let report = &context.corpus.reports[id];
        if report.period.is_none() || context.corpus.is_alone(id) {
            return Told::default();
        }
        let phrases = check.news.iter().chain(&check.recent);
        let news = phrases.flat_map(|phrase| context.hits_of(phrase, id));
        let mut news: Vec<usize> = news.map(|hit| hit.sentence).collect();
        news.sort_unstable();
        let asked = returned::running(report).filter_map(|sentence| {
            let tells = || {
                let has_number = || report.quantities(sentence).iter().any(is_large);
                news.binary_search(&sentence).is_ok() || has_number()
            };
            let asked = Asked {
                sentence: sentence as u32,
                may_be_old: !names_year(report, sentence) && tells(),
                slip: agreement::slip(report, sentence, cues),
            };
            (asked.may_be_old || asked.slip.is_some()).then_some(asked)
        });
        let asked: Box<[Asked]> = asked.collect();
        Told {
            passages: (!asked.is_empty()).then(|| returned::passages(report)),
            asked,
            events: again::events(context, &check.events, id),
        }
    }

    /// The sentences about which something may be said if they came back.
    fn asked(&self, corpus: &Corpus, report: &Report) -> impl Iterator<Item = usize> {
        let is_slip = |slip: Slip| slip.is_of_one(corpus, report);
        let asked = self.asked.iter();
        let asked = asked.filter(move |asked| asked.may_be_old || asked.slip.is_some_and(is_slip));
        asked.map(|asked| asked.sentence as usize)
    }

    fn slip(&self, sentence: usize) -> Option<Slip> {
        let sentence = sentence as u32;
        let at = self
            .asked
            .binary_search_by_key(&sentence, |asked| asked.sentence);
        self.asked[at.ok()?].slip
    }
}

fn is_earlier(context: &Context<'_>, first: At, second: At) -> bool {
    let period = |at: At| context.corpus.reports[at.0].period;
    match (period(first), period(second)) {
        (Some(first), Some(second)) => first.last < second.first,
        _ => false,
    }
}

/// Whether a sentence says of which year it tells.
fn names_year(report: &Report, sentence: usize) -> bool {
    let mentions = report.mentions(sentence).iter();
    mentions
        .into_iter()
        .any(|mention| mention.when.names_year())
}

/// What a sentence tells that an earlier one did not.
enum Update {
    None,
    /// Other names, and what is told of them.
    Names,
    /// Another number; and one that is still the same, if there is one.
    Numbers(Option<Extent>),
}

/// A sentence that came back, and the one that it is like.
struct Pair<'a> {
    old: &'a Report,
    new: &'a Report,
    quantities: &'a [Quantity],
    old_tokens: Cow<'a, [Token]>,
    new_tokens: Cow<'a, [Token]>,
}

impl<'a> Pair<'a> {
    fn of(context: &Context<'a>, later: At, earlier: At) -> Pair<'a> {
        let reports = &context.corpus.reports;
        let (old, new) = (&reports[earlier.0], &reports[later.0]);
        Pair {
            old,
            new,
            quantities: new.quantities(later.1),
            old_tokens: old.few_tokens(earlier.1),
            new_tokens: new.few_tokens(later.1),
        }
    }

    /// Whether one of the two has a numeral.
    fn is_counted(&self) -> bool {
        let mut tokens = self.old_tokens.iter().chain(&*self.new_tokens);
        tokens.any(|token| token.shape() == Shape::Digits)
    }

    /// What the later one tells that the earlier one did not.
    fn update(&self) -> Update {
        let difference = difference::of((self.old, &self.old_tokens), (self.new, &self.new_tokens));
        let changed = |told: fn(&Token) -> bool| {
            let has = |tokens: &[Token], extent: Option<Extent>| {
                let within = |token: &Token, extent: Extent| {
                    token.start >= extent.start && token.end() <= extent.end
                };
                let mut tokens = tokens.iter();
                extent
                    .is_some_and(|extent| tokens.any(|token| within(token, extent) && told(token)))
            };
            let mut changes = difference.changes.iter();
            changes.any(|change| {
                has(&self.old_tokens, change.first) || has(&self.new_tokens, change.second)
            })
        };
        if changed(|token| token.is_capital()) {
            return Update::Names;
        }
        if !changed(|token| token.shape() == Shape::Digits) {
            return Update::None;
        }
        let mut large = self.quantities.iter().filter(|quantity| is_large(quantity));
        let kept = large.find_map(|quantity| {
            let extent = Extent::new(quantity.start(), quantity.end());
            let mut changes = difference.changes.iter().filter_map(|change| change.second);
            (!changes.any(|change| change.overlaps(extent))).then_some(extent)
        });
        Update::Numbers(kept)
    }
}

/// Whether a number is hardly the same by chance.
fn is_large(quantity: &Quantity) -> bool {
    let low = quantity.values.interval(Rounding::Half).low;
    low.is_some_and(|low| low >= Decimal::TEN)
}

/// Where a phrase stands in a sentence, by all its places.
fn hit(hits: &[Hit], at: At) -> Option<Extent> {
    let first = hits.partition_point(|hit| (hit.report, hit.sentence) < at);
    let hit = hits.get(first)?;
    ((hit.report, hit.sentence) == at).then(|| hit.extent())
}

fn detection(
    context: &Context<'_>,
    later: At,
    earlier: At,
    certainty: Certainty,
    still: Extent,
) -> Detection {
    let reports = &context.corpus.reports;
    let label = |at: At, text: String| {
        let document = &reports[at.0].document;
        Label {
            place: document.place(document.sentences[at.1].extent),
            text,
        }
    };
    let then = reports[earlier.0]
        .period
        .map_or_else(|| "earlier".to_owned(), |period| period.to_string());
    let words = show::short(reports[later.0].text(still));
    Detection {
        fault: Fault::CarriedOver,
        category: Fault::CarriedOver.category(),
        certainty,
        message: format!("“{words}” was in the report on {then} already"),
        help: "Say what is new, or when it was. It can stay if the same happened again.".to_owned(),
        primary: label(later, format!("“{words}” again")),
        related: vec![label(earlier, format!("in the report on {then}"))],
        fix: None,
    }
}
