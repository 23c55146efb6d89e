//! `year-stale`: a year, or a plan, that was left over from another year.

use std::ops::Range;

use schemars::JsonSchema;
use serde::Deserialize;

use super::among::Among;
use super::flow::Flow;
use super::{Check, Context, Needs, Steps};
use crate::corpus::{Report, ReportId};
use crate::document::{BlockId, BlockKind, Extent};
use crate::finding::{Certainty, Detection, Fault, Label};
use crate::lookup::WordSet;
use crate::period::{Mention, Period, YearRef};
use crate::source::Place;
use moulds::{Mould, Moulds};
use parallel::HeadedAlike;
use plans::COMING;

mod beside;
mod covered;
mod links;
mod moulds;
mod outlooks;
mod parallel;
mod plans;
mod retold;
mod series;
mod titles;

/// Holds the years that a report names against its own.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct YearStale {}

impl Check for YearStale {
    fn needs(&self) -> Needs {
        Needs::Own
    }

    fn steps<'a>(&'a self, context: &Context<'a>) -> Steps<'a> {
        let coming = Among::of(context.corpus, |word| COMING.has(word));
        Steps::gathering_series(
            context,
            move |context, id| Told::of(context, id, &coming),
            |context, reports, told| {
                for detection in over_reports(context, reports, &told) {
                    context.report(detection);
                }
            },
        )
    }
}

/// What a report tells that other ones may tell otherwise.
#[derive(Debug, Default)]
struct Told {
    /// What may come back.
    moulds: Box<[Mould]>,
    /// What may have come back with the year before: the moulds of these sentences are looked for.
    asked: Box<[Mould]>,
    /// Its headings over what is to come that name its own year.
    outlooks: Box<[u32]>,
    /// Its sentences about months of the year before.
    looking_back: Box<[u32]>,
}

impl Told {
    /// Reports what is stale in a report by itself, and gives what other ones may tell otherwise.
    fn of(context: &mut Context<'_>, id: ReportId, coming: &Among) -> Told {
        let corpus = context.corpus;
        let report = &corpus.reports[id];
        let dated = dated(report);
        let moulds = Mould::in_report(corpus, id, &dated);
        let own = year_of(report).map(|year| Own {
            id,
            report,
            year,
            dated: &dated,
        });
        let headed = parallel::headed_alike(report);
        let mut found = match own {
            Some(own) => in_report(context, own, coming, &headed),
            None => Vec::new(),
        };
        parallel::sections(report, &headed, &mut found);
        for detection in found {
            context.report(detection);
        }
        let Some(own) = own else {
            return Told {
                moulds,
                ..Told::default()
            };
        };
        if corpus.is_alone(id) {
            return Told::default();
        }
        let of_last_year = own.sentences_of_last_year();
        Told {
            moulds,
            asked: Mould::asked(own, &of_last_year),
            outlooks: outlooks::outlooks(own),
            looking_back: retold::looking_back(own, &of_last_year),
        }
    }
}

/// Holds what the reports of a series tell against each other.
fn over_reports(context: &Context<'_>, ids: Range<ReportId>, told: &[Told]) -> Vec<Detection> {
    let reports = &context.corpus.reports;
    let moulds = Moulds::of(ids.start, told);
    let mut found = Vec::new();
    let mut before: Option<&Report> = None;
    for (id, told) in ids.zip(told) {
        let report = &reports[id];
        let last = before.replace(report);
        if told.asked.is_empty() && told.outlooks.is_empty() && told.looking_back.is_empty() {
            continue;
        }
        let Some(year) = year_of(report) else {
            continue;
        };
        let own = Own {
            id,
            report,
            year,
            dated: &[],
        };
        let asked = told.asked.iter();
        found.extend(asked.filter_map(|asked| moulds.odd(context, own, asked)));
        let of_year_before = |last: &&Report| last.period.and_then(Period::year) == Some(year - 1);
        if let Some(last) = last.filter(of_year_before) {
            outlooks::outlooks_again(own, last, &told.outlooks, &mut found);
            retold::came_back(context, own, last, &told.looking_back, &mut found);
        }
    }
    found
}

/// The year of a report, if it is one of a year.
fn year_of(report: &Report) -> Option<i16> {
    let year = report.period.and_then(Period::year)?;
    // The name of the file is written anew each year; a title is copied.
    Some(report.named_period().and_then(Period::year).unwrap_or(year))
}

/// The sentences of a report with a calendar expression.
fn dated(report: &Report) -> Vec<usize> {
    (0..report.document.sentences.len())
        .filter(|sentence| !report.mentions(*sentence).is_empty())
        .collect()
}

fn in_report(
    context: &Context<'_>,
    own: Own<'_>,
    coming: &Among,
    headed: &HeadedAlike<'_>,
) -> Vec<Detection> {
    let mut found = Vec::new();
    titles::title(own, &mut found);
    covered::covered(own, &mut found);
    covered::titled_day(own, &mut found);
    let of_last_year = own.blocks_of_last_year();
    titles::headings(own, &of_last_year, &mut found);
    parallel::headings(own, headed, &mut found);
    parallel::throughout(own, headed, &mut found);
    links::links(own, &mut found);
    series::events(own, &mut found);
    series::dated_lists(own, &mut found);
    retold::restated(own, &of_last_year, &mut found);
    for sentence in own.dated.iter().copied() {
        if may_be_stale(own, sentence, coming) {
            let flow = Flow::of(context, own.id, sentence);
            plans::plans(own, &flow, &mut found);
            plans::ahead(own, &flow, &mut found);
            beside::beside(own, &flow, &mut found);
            beside::last_year(own, &flow, &mut found);
            plans::this_year(context, own, sentence, &flow, &mut found);
        }
    }
    found
}

/// A report with its year.
#[derive(Clone, Copy)]
struct Own<'a> {
    id: ReportId,
    report: &'a Report,
    year: i16,
    /// Its sentences with a calendar expression.
    dated: &'a [usize],
}

impl<'a> Own<'a> {
    /// The blocks with a calendar expression.
    fn dated_blocks(self) -> impl Iterator<Item = BlockId> {
        let block = move |sentence: &usize| self.report.document.sentences[*sentence].block();
        let of_one_block = self
            .dated
            .chunk_by(move |one, next| block(one) == block(next));
        of_one_block.map(move |sentences| block(&sentences[0]))
    }

    /// The blocks that name no year but the one before, each with the first expression that does. Few blocks do.
    fn blocks_of_last_year(self) -> Vec<(BlockId, &'a Mention)> {
        let blocks = self.dated_blocks().filter_map(|block| {
            let (mention, year) = only_year(mentions_of(self.report, block))?;
            (year == self.year - 1).then_some((block, mention))
        });
        blocks.collect()
    }

    /// The sentences that do.
    fn sentences_of_last_year(self) -> Vec<(usize, &'a Mention)> {
        let sentences = self.dated.iter().filter_map(|sentence| {
            let (mention, year) = only_year(self.report.mentions(*sentence).iter())?;
            (year == self.year - 1).then_some((*sentence, mention))
        });
        sentences.collect()
    }

    fn place(self, mention: &Mention) -> Place {
        let extent = Extent::new(mention.start(), mention.end());
        self.report.document.place(extent)
    }

    fn quote(self, mention: &Mention) -> &'a str {
        self.report
            .text(Extent::new(mention.start(), mention.end()))
    }

    fn found(
        self,
        certainty: Certainty,
        mention: &Mention,
        message: String,
        related: Vec<Label>,
    ) -> Detection {
        let primary = Label {
            place: self.place(mention),
            text: format!("“{}” here", self.quote(mention)),
        };
        let certainty = Context::in_report(self.report, certainty);
        Self::stale(certainty, primary, message, related)
    }

    fn stale(
        certainty: Certainty,
        primary: Label,
        message: String,
        related: Vec<Label>,
    ) -> Detection {
        Detection {
            fault: Fault::YearStale,
            category: Fault::YearStale.category(),
            certainty,
            message,
            help: "Put in the right year. It can be right if the text means to look back, or ahead: then say so."
                .to_owned(),
            primary,
            related,
            fix: None,
        }
    }
}

/// The year that an expression writes, if it writes one.
fn written(mention: &Mention) -> Option<i16> {
    match (mention.when.year, mention.when.to) {
        (YearRef::Given(year), Some((YearRef::Given(to), _))) => (year == to).then_some(year),
        (YearRef::Given(year), _) | (YearRef::Unsaid, Some((YearRef::Given(year), _))) => {
            Some(year)
        }
        _ => None,
    }
}

/// Whether an expression names a year, in any way.
fn names_year(mention: &Mention) -> bool {
    mention.when.names_year() || matches!(mention.when.year, YearRef::Relative(_))
}

/// The first expression among some that names a year; `None` if another one names another.
fn only_year<'a>(mentions: impl Iterator<Item = &'a Mention>) -> Option<(&'a Mention, i16)> {
    let mut naming = mentions.filter(|mention| names_year(mention));
    let first = naming.next()?;
    let year = written(first)?;
    naming
        .all(|other| written(other) == Some(year))
        .then_some((first, year))
}

/// Whether a sentence has what the checks of its flow look for: "this year" or "last year", or a year that is no later than
/// the report's beside a word of what is to come.
fn may_be_stale(own: Own<'_>, sentence: usize, coming: &Among) -> bool {
    let mentions = own.report.mentions(sentence);
    let is_relative = |mention: &Mention| matches!(mention.when.year, YearRef::Relative(0 | -1));
    let is_over = |mention: &Mention| written(mention).is_some_and(|year| year <= own.year);
    mentions.iter().any(is_relative)
        || mentions.iter().any(is_over) && coming.stand_in(own.report, sentence)
}

/// The expressions in a block.
fn mentions_of(report: &Report, block: BlockId) -> impl Iterator<Item = &Mention> {
    let sentences = report.document.blocks[block].sentences();
    sentences.flat_map(|sentence| report.mentions(sentence))
}

fn has_word<const N: usize>(report: &Report, block: BlockId, words: &WordSet<N>) -> bool {
    let mut sentences = report.document.blocks[block].sentences();
    sentences.any(|sentence| says(report, sentence, words))
}

fn says<const N: usize>(report: &Report, sentence: usize, words: &WordSet<N>) -> bool {
    let view = report.document.view.as_str();
    let tokens = report.few_tokens(sentence);
    tokens.iter().any(|token| words.has(token.of(view)))
}

/// Words that look back, or hold one time against another.
const BACK: WordSet<32> = WordSet::new([
    "accept",
    "acceptance",
    "after",
    "approval",
    "approve",
    "again",
    "ago",
    "already",
    "annually",
    "back",
    "before",
    "between",
    "both",
    "compared",
    "earlier",
    "former",
    "formerly",
    "founded",
    "last",
    "later",
    "next",
    "originally",
    "past",
    "previous",
    "previously",
    "prior",
    "since",
    "started",
    "until",
    "versus",
    "vs",
    "yearly",
]);

fn is_short(report: &Report, block: BlockId) -> bool {
    let kind = report.document.blocks[block].kind();
    matches!(kind, BlockKind::Heading(_) | BlockKind::Paragraph)
        && report
            .document
            .block_text(block)
            .split_whitespace()
            .nth(9)
            .is_none()
}
