//! `year-stale`: a year, or a plan, that was left over from another year.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::among::Among;
use super::flow::Flow;
use super::{Check, Context, Needs, Steps};
use crate::corpus::{Corpus, Report, ReportId};
use crate::document::{BlockId, BlockKind, Extent, Inline, InlineKind};
use crate::finding::{Certainty, Detection, Fault, Label};
use crate::lookup::WordSet;
use crate::period::{self, Anchor, Mention, Part, Period, YearRef};
use crate::quantity::{Kind, Quantity};
use crate::source::Place;
use crate::word::{self, Stem, Token};

mod covered;
mod parallel;

use parallel::HeadedAlike;

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
        Steps::gathering(
            context,
            move |context, id| Told::of(context, id, &coming),
            |context, told| over_reports(context, &told),
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
        let moulds = Mould::in_report(corpus, id);
        let dated = dated(report);
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
        Told {
            moulds,
            asked: Mould::asked(own),
            outlooks: outlooks(own),
            looking_back: looking_back(own),
        }
    }
}

/// Holds what reports of one series tell against each other.
fn over_reports(context: &mut Context<'_>, told: &[Told]) {
    let series: Vec<Range<ReportId>> = context.corpus.each_series().collect();
    let series = series.into_par_iter();
    let found = series.map(|reports| over_series(context, reports.clone(), &told[reports]));
    let found: Vec<Vec<Detection>> = found.collect();
    for detection in found.into_iter().flatten() {
        context.report(detection);
    }
}

/// Holds what the reports of a series tell against each other.
fn over_series(context: &Context<'_>, ids: Range<ReportId>, told: &[Told]) -> Vec<Detection> {
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
            outlooks_again(own, last, &told.outlooks, &mut found);
            came_back(context, own, last, &told.looking_back, &mut found);
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
    title(own, &mut found);
    covered::covered(own, &mut found);
    covered::titled_day(own, &mut found);
    headings(own, &mut found);
    parallel::headings(own, headed, &mut found);
    parallel::throughout(own, headed, &mut found);
    links(own, &mut found);
    events(own, &mut found);
    dated_lists(own, &mut found);
    restated(own, &mut found);
    for sentence in own.dated.iter().copied() {
        if may_be_stale(own, sentence, coming) {
            let flow = Flow::of(context, own.id, sentence);
            plans(own, &flow, &mut found);
            ahead(own, &flow, &mut found);
            beside(own, &flow, &mut found);
            last_year(own, &flow, &mut found);
            this_year(context, own, sentence, &flow, &mut found);
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

/// What comes is told with these: [`WILL`], and what [`ahead`] looks for.
const COMING: WordSet<10> = WordSet::new([
    "ahead", "expect", "expects", "forward", "intend", "intends", "plan", "plans", "shall", "will",
]);

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

/// What a report calls itself.
const REPORTS: WordSet<5> = WordSet::new(["annual", "minutes", "report", "review", "yearbook"]);
/// What the first lines may call it too.
const TITLES: WordSet<6> = WordSet::new([
    "almanac",
    "digest",
    "newsletter",
    "overview",
    "survey",
    "update",
]);

/// The front matter and the first lines against the name of the file, or what else told the year.
fn title(own: Own<'_>, found: &mut Vec<Detection>) {
    let report = own.report;
    let stale = |stated: i16| (1..=2).contains(&(own.year - stated));
    let message = |stated: i16| {
        format!(
            "the title says {stated}, and the report is that of {}",
            own.year
        )
    };
    let blocks = &report.document.blocks;
    let first = (0..blocks.len()).find(|block| blocks[*block].kind() == BlockKind::Heading(1));
    // A file that is called by a day or a month is called by when it came out.
    let named = report.named_period();
    let is_of_months = named.is_some_and(|named| named.month().is_none());
    for block in (0..blocks.len().min(6)).chain(first.filter(|first| *first >= 6)) {
        let Some((mention, stated)) = only_year(mentions_of(report, block)) else {
            continue;
        };
        let is_title = Some(block) == first;
        let is_part = match mention.when.part {
            Part::Whole => true,
            Part::Day(..) => false,
            Part::Months(..) => is_title && is_of_months,
        };
        if is_part
            && stale(stated)
            && is_short(report, block)
            && (is_title
                || has_word(report, block, &REPORTS)
                || has_word(report, block, &TITLES)
                || first.is_some_and(|title| is_said_again(report, title, block)))
            && !has_word(report, block, &BACK)
        {
            found.push(own.found(Certainty::Likely, mention, message(stated), Vec::new()));
        }
    }
    for block in 0..blocks.len().min(6) {
        found.extend(signed(own, block));
    }
    for entry in &report.document.front_matter {
        let titled = ["title", "seo.title", "year", "period"].contains(&entry.key.as_str());
        let mentions = period::read(&entry.value);
        if let Some((mention, stated)) = only_year(mentions.iter()).filter(|_| titled)
            && mention.when.part == Part::Whole
            && stale(stated)
        {
            let place = Place {
                source: report.document.source,
                span: entry.span,
            };
            let text = format!("{stated} here");
            let primary = Label { place, text };
            found.push(Own::stale(
                Certainty::Likely,
                primary,
                message(stated),
                Vec::new(),
            ));
        }
    }
}

/// Whether a short line says again what the title says: a noun that is a title's, "Statistics for 2018" under "Mill statistics
/// 2019".
fn is_said_again(report: &Report, title: BlockId, block: BlockId) -> bool {
    let blocks = &report.document.blocks;
    let is_line = matches!(
        blocks[block].kind(),
        BlockKind::Paragraph | BlockKind::Heading(_)
    );
    let stems = |block: BlockId| {
        let tokens = report.few_block_tokens(block);
        let words = tokens
            .iter()
            .filter(|token| token.is_word() && !token.is_function());
        words.map(|token| token.stem).collect::<Vec<_>>()
    };
    let ends = report.document.block_text(block).trim_end();
    let said = stems(title);
    title < block
        && is_line
        && !ends.ends_with(['.', '!', '?'])
        && stems(block).iter().any(|stem| said.contains(stem))
}

/// Words of the line that says who wrote a report, and when.
const SIGNED: WordSet<6> = WordSet::new(["by", "date", "dated", "posted", "published", "written"]);

/// The line that says who wrote a report, and when, if that was before the year that the report is about.
fn signed(own: Own<'_>, block: BlockId) -> Option<Detection> {
    let report = own.report;
    let mut mentions = mentions_of(report, block);
    let (Some(mention), None) = (mentions.next(), mentions.next()) else {
        return None;
    };
    let is_early = written(mention) == Some(own.year - 1)
        && matches!(mention.when.part, Part::Day(..))
        && mention.when.anchor == Anchor::In;
    let message = || format!("written in {}, and about {}", own.year - 1, own.year);
    (is_early
        && is_short(report, block)
        && has_word(report, block, &SIGNED)
        && !has_word(report, block, &BACK))
    .then(|| own.found(Certainty::Likely, mention, message(), Vec::new()))
}

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

/// Headings with last year's year.
fn headings(own: Own<'_>, found: &mut Vec<Detection>) {
    let report = own.report;
    let blocks = &report.document.blocks;
    for block in own.dated_blocks().filter(|block| *block >= 6) {
        let Some((mention, stated)) = only_year(mentions_of(report, block)) else {
            continue;
        };
        if stated != own.year - 1
            || mention.when.part != Part::Whole
            || !is_short(report, block)
            || has_word(report, block, &BACK)
        {
            continue;
        }
        let last = report
            .document
            .block_text(block)
            .trim_end()
            .ends_with(['.', ':', '!', '?']);
        if has_word(report, block, &REPORTS) && !last {
            let message = format!(
                "the heading says {stated}, and the report is that of {}",
                own.year
            );
            found.push(own.found(Certainty::Likely, mention, message, Vec::new()));
            continue;
        }
        let BlockKind::Heading(_) = blocks[block].kind() else {
            continue;
        };
        let under = (block + 1..blocks.len())
            .take_while(|at| !matches!(blocks[*at].kind(), BlockKind::Heading(_)));
        let named: Vec<&Mention> = under.flat_map(|at| mentions_of(report, at)).collect();
        let years = named.iter().filter_map(|mention| written(mention));
        let (ours, theirs): (Vec<i16>, Vec<i16>) = years
            .filter(|year| *year == own.year || *year == stated)
            .partition(|year| *year == own.year);
        if !ours.is_empty() && theirs.is_empty() {
            let certainty = if ours.len() >= 2 {
                Certainty::Likely
            } else {
                Certainty::Unsure
            };
            let first = named
                .iter()
                .find(|mention| written(mention) == Some(own.year));
            let related = first.map(|mention| Label {
                place: own.place(mention),
                text: format!("“{}” in the text", own.quote(mention)),
            });
            let message = format!(
                "the heading says {stated}, and the text under it speaks of {}",
                own.year
            );
            found.push(own.found(certainty, mention, message, related.into_iter().collect()));
        }
    }
}

/// Words of headings over what is to come.
const AHEAD: WordSet<4> = WordSet::new(["ahead", "future", "outlook", "upcoming"]);

/// The headings over what is to come that have the year of the report.
fn outlooks(own: Own<'_>) -> Box<[u32]> {
    let of_own_year = own.dated_blocks().filter(|block| {
        only_year(mentions_of(own.report, *block)).is_some_and(|(mention, stated)| {
            stated == own.year && mention.when.part == Part::Whole && is_ahead(own.report, *block)
        })
    });
    of_own_year.map(|block| block as u32).collect()
}

/// Those of them that stand word for word in the report before: "Outlook for 2021" in the report of 2021.
fn outlooks_again(own: Own<'_>, before: &Report, outlooks: &[u32], found: &mut Vec<Detection>) {
    let report = own.report;
    for block in outlooks {
        let block = *block as BlockId;
        let text = report.document.block_text(block).trim();
        let is_twin = |other: &BlockId| {
            let is_heading = matches!(before.document.blocks[*other].kind(), BlockKind::Heading(_));
            is_heading
                && before.document.block_text(*other).trim() == text
                && is_ahead(before, *other)
        };
        let twin = (0..before.document.blocks.len()).find(is_twin);
        if let Some(twin) = twin
            && let Some((mention, _)) = only_year(mentions_of(report, block))
        {
            let related = Label {
                place: before.document.place(before.document.blocks[twin].extent),
                text: format!("the report of {} has it, too", own.year - 1),
            };
            let message = format!(
                "“{text}” in the report of {}, as in that of {}",
                own.year,
                own.year - 1
            );
            found.push(own.found(Certainty::Likely, mention, message, vec![related]));
        }
    }
}

/// Whether a block is a heading over what is to come.
fn is_ahead(report: &Report, block: BlockId) -> bool {
    matches!(report.document.blocks[block].kind(), BlockKind::Heading(_))
        && has_word(report, block, &AHEAD)
}

/// Links whose text has last year's year, and whose address has this one.
fn links(own: Own<'_>, found: &mut Vec<Detection>) {
    let document = &own.report.document;
    for Inline { kind, extent, .. } in &document.inlines {
        let InlineKind::Link(target) = kind else {
            continue;
        };
        // Most addresses name no year.
        if !target.contains(CENTURY) {
            continue;
        }
        let Some(sentence) = sentence_at(own.report, extent.start) else {
            continue;
        };
        let inside = own.report.mentions(sentence).iter();
        let inside =
            inside.filter(|mention| extent.contains(Extent::new(mention.start(), mention.end())));
        let Some((mention, stated)) = only_year(inside) else {
            continue;
        };
        let years = years_of_address(target);
        if stated == own.year - 1 && years.iter().eq([own.year].iter()) {
            let message = format!(
                "the text of the link says {stated}, and its address {}",
                own.year
            );
            found.push(own.found(Certainty::Likely, mention, message, Vec::new()));
        }
    }
}

fn sentence_at(report: &Report, offset: u32) -> Option<usize> {
    let sentences = &report.document.sentences;
    let at = sentences.partition_point(|sentence| sentence.extent.end <= offset);
    (sentences.get(at)?.extent.start <= offset).then_some(at)
}

/// What the years begin with that addresses name.
const CENTURY: &str = "20";

/// The years that an address names. Dates are left out: they are those of the page, and not of what it is about.
fn years_of_address(target: &str) -> BTreeSet<i16> {
    let mut years = BTreeSet::new();
    let address = target.split(['?', '#']).next().unwrap_or(target);
    for (at, _) in address.match_indices(CENTURY) {
        let before = address[..at].chars().next_back();
        let digits = address[at..].bytes().take_while(u8::is_ascii_digit).count();
        let behind = &address[at + digits..];
        let dated = behind.starts_with(['/', '-', '_'])
            && behind[1..].bytes().take_while(u8::is_ascii_digit).count() == 2;
        if before.is_some_and(|c| c.is_ascii_digit()) || digits != 4 {
            continue;
        }
        if dated {
            return BTreeSet::new();
        }
        years.extend(address[at..at + 4].parse::<i16>());
    }
    years
}

/// A sentence, a mention of a year in it, and the year.
type Dated<'a> = (usize, &'a Mention, i16);

/// Names with a year behind: "Fair Oslo 2021" where all other places say "Fair Oslo 2022".
fn events(own: Own<'_>, found: &mut Vec<Detection>) {
    let report = own.report;
    let view = report.document.view.as_str();
    let mut events: Vec<([Stem; 2], Dated<'_>)> = Vec::new();
    for index in own.dated.iter().copied() {
        let tokens = report.tokens(index);
        for mention in report.mentions(index) {
            let (Some(year), Part::Whole, Anchor::In) =
                (written(mention), mention.when.part, mention.when.anchor)
            else {
                continue;
            };
            let at = tokens.partition_point(|token| (token.start as usize) < mention.start());
            let [.., first, second] = &tokens[..at] else {
                continue;
            };
            let named = |token: &crate::word::Token| {
                token.is_capital() && !token.is_function() && token.of(view).chars().count() >= 3
            };
            let close = mention.start() as u32 - second.end() <= 1;
            if named(first) && named(second) && close {
                let event = (index, mention, year);
                events.push(([first.stem, second.stem], event));
            }
        }
    }
    // Those of one name stay in the order of the text.
    events.sort_by_key(|(name, _)| *name);
    for events in events.chunk_by(|one, other| one.0 == other.0) {
        let places = || events.iter().map(|(_, event)| event);
        let of = |year: i16| places().filter(move |(_, _, other)| *other == year);
        let (Some((sentence, mention, stated)), None) =
            (of(own.year - 1).next(), of(own.year - 1).nth(1))
        else {
            continue;
        };
        let Some((twin, other, _)) = of(own.year).next() else {
            continue;
        };
        let block = |sentence: usize| report.document.sentences[sentence].block();
        let here = block(*sentence);
        let compared = of(own.year).count() + 1 < events.len()
            || mentions_of(report, here).any(|mention| written(mention) == Some(own.year))
            || says(report, *sentence, &BACK);
        let listed = is_item(report, here) && is_item(report, block(*twin));
        if !compared && !listed {
            let related = vec![Label {
                place: own.place(other),
                text: format!("“{}” here", own.quote(other)),
            }];
            let message = format!(
                "the name has {stated} here, and {} in all other places",
                own.year
            );
            found.push(own.found(Certainty::Likely, mention, message, related));
        }
    }
}

fn is_item(report: &Report, block: BlockId) -> bool {
    matches!(
        report.document.blocks[block].kind(),
        BlockKind::Item(_) | BlockKind::Cell { .. }
    )
}

/// An item of another year inside a list of dated items.
fn dated_lists(own: Own<'_>, found: &mut Vec<Detection>) {
    /// A run of as many, and the item inside it.
    const SHORTEST: usize = 4;
    let report = own.report;
    let lists = report.document.lists.iter();
    for list in lists.filter(|list| list.items.len() >= SHORTEST) {
        let dated: Vec<Option<(&Mention, i16)>> = list
            .items
            .iter()
            .map(|item| {
                let first = mentions_of(report, *item).next()?;
                let ((YearRef::Given(year), _) | (_, Some((YearRef::Given(year), _)))) =
                    (first.when.year, first.when.to)
                else {
                    return None;
                };
                (first.when.part != Part::Whole).then_some((first, year))
            })
            .collect();
        let year = |at: usize| dated.get(at).copied().flatten().map(|(_, year)| year);
        for at in 1..dated.len().saturating_sub(1) {
            let Some((mention, stated)) = dated[at] else {
                continue;
            };
            let (Some(before), Some(behind)) = (year(at - 1), year(at + 1)) else {
                continue;
            };
            // As far as the run of the other year reaches on both sides.
            let reach = (0..at)
                .rev()
                .take_while(|at| year(*at) == Some(before))
                .count()
                + (at + 1..dated.len())
                    .take_while(|at| year(*at) == Some(before))
                    .count();
            if before == behind && reach >= SHORTEST - 1 && stated.abs_diff(before) == 1 {
                let message =
                    format!("this item is of {stated}, and those around it are of {before}");
                let neighbours = [at - 1, at + 1].into_iter().filter_map(|at| dated[at]);
                let related = neighbours
                    .map(|(mention, _)| Label {
                        place: own.place(mention),
                        text: format!("“{}” here", own.quote(mention)),
                    })
                    .collect();
                found.push(own.found(Certainty::Likely, mention, message, related));
            }
        }
    }
}

/// The words of a sentence with a meaning.
fn meaning(tokens: &[Token]) -> impl Iterator<Item = Stem> + '_ {
    let tokens = tokens.iter();
    let words = tokens.filter(|token| token.is_word() && !token.is_function());
    words.map(|token| token.stem)
}

/// The words of a sentence with a meaning, sorted, each once.
fn content(report: &Report, sentence: usize) -> Vec<Stem> {
    let mut stems: Vec<Stem> = meaning(&report.few_tokens(sentence)).collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// The plain numbers of a sentence.
fn numbers(report: &Report, sentence: usize) -> BTreeSet<rust_decimal::Decimal> {
    let quantities = report.quantities(sentence).iter();
    let counted = quantities
        .filter(|quantity| matches!(quantity.kind, Kind::Count | Kind::Money | Kind::Percent));
    counted
        .filter_map(Quantity::nominal)
        .filter(|number| *number >= 3.into())
        .collect()
}

/// Sentences that name one year, found by their words.
struct Index {
    sentences: Vec<usize>,
    /// Each word with the positions of its sentences among these, each once: words by their places, and those of one place in
    /// the order of the text. To put them in order by the words themselves takes longer than to look at a few others.
    by_word: Vec<(Stem, u32)>,
    /// Where the words of each place end.
    ends: Vec<u32>,
}

/// A word of more sentences than this tells none of them apart.
const COMMON: usize = 60;

impl Index {
    fn of(report: &Report, year: i16) -> Index {
        let mut sentences = Vec::new();
        let mut words: Vec<(Stem, u32)> = Vec::new();
        for sentence in 0..report.document.sentences.len() {
            if only_year(report.mentions(sentence).iter()).is_none_or(|(_, named)| named != year) {
                continue;
            }
            let at = sentences.len() as u32;
            words.extend(meaning(&report.few_tokens(sentence)).map(|word| (word, at)));
            sentences.push(sentence);
        }
        let places = words.len().next_power_of_two();
        let mut ends = vec![0_u32; places];
        for (word, _) in &words {
            ends[word.place(places)] += 1;
        }
        let mut all = 0;
        for end in &mut ends {
            all += std::mem::replace(end, all);
        }
        let mut by_word = words.clone();
        for word in words {
            let end = &mut ends[word.0.place(places)];
            by_word[*end as usize] = word;
            *end += 1;
        }
        Index {
            sentences,
            by_word,
            ends,
        }
    }

    /// The positions of the sentences with a word, in order, each once.
    fn with(&self, word: Stem) -> impl Iterator<Item = u32> {
        let place = word.place(self.ends.len());
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        let near = &self.by_word[start as usize..self.ends[place] as usize];
        let own = near.iter().filter(move |(other, _)| *other == word);
        let mut last = None;
        own.map(|(_, at)| *at)
            .filter(move |at| last.replace(*at) != Some(*at))
    }

    /// The sentence that has most words in common with some, and how many.
    fn most_alike(&self, words: &[Stem], but: impl Fn(usize) -> bool) -> Option<(usize, usize)> {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for word in words {
            for at in self.with(*word).take(COMMON) {
                *shared.entry(at as usize).or_default() += 1;
            }
        }
        let alike = shared
            .into_iter()
            .filter(|(at, _)| !but(self.sentences[*at]));
        alike
            .max_by_key(|(at, shared)| (*shared, std::cmp::Reverse(*at)))
            .map(|(at, shared)| (self.sentences[at], shared))
    }
}

/// A sentence with last year's year that says what another one says of this year.
fn restated(own: Own<'_>, found: &mut Vec<Detection>) {
    let report = own.report;
    let document = &report.document;
    // Few reports have anything to hold against it.
    let index = LazyCell::new(|| Index::of(report, own.year));
    for block in own.dated_blocks() {
        let Some((mention, stated)) = only_year(mentions_of(report, block)) else {
            continue;
        };
        let named = Extent::new(mention.start(), mention.end());
        let mut sentences = document.blocks[block].sentences();
        let inside = |sentence: &usize| document.sentences[*sentence].extent.contains(named);
        let Some(sentence) = sentences.find(inside) else {
            continue;
        };
        if stated != own.year - 1
            || mention.when.anchor != Anchor::In
            || says(report, sentence, &BACK)
        {
            continue;
        }
        let words = content(report, sentence);
        let mine = numbers(report, sentence);
        let elsewhere = |other: usize| document.sentences[other].block() == block;
        let Some((other, shared)) = index.most_alike(&words, elsewhere) else {
            continue;
        };
        let theirs = numbers(report, other);
        let equal = mine.intersection(&theirs).count();
        let most = words.len();
        // Two years of one figure differ in the figure.
        let same_fact = equal > 0 && shared >= 4 && 2 * shared >= most
            || shared >= 8 && (equal > 0 || mine.is_empty() || theirs.is_empty());
        if !same_fact {
            continue;
        }
        let Some((twin, _)) = only_year(report.mentions(other).iter()) else {
            continue;
        };
        let related = vec![Label {
            place: own.place(twin),
            text: format!("“{}” here", own.quote(twin)),
        }];
        let message = format!(
            "this is told of {stated} here, and of {} in much the same words",
            own.year
        );
        found.push(own.found(Certainty::Likely, mention, message, related));
    }
}

/// The sentences that tell of months of the year before.
fn looking_back(own: Own<'_>) -> Box<[u32]> {
    let sentences = own.dated.iter().copied().filter(|sentence| {
        let only = only_year(own.report.mentions(*sentence).iter());
        only.is_some_and(|(mention, stated)| {
            stated == own.year - 1 && mention.when.anchor == Anchor::In
        }) && !months(own.report, *sentence).is_empty()
    });
    sentences.map(|sentence| sentence as u32).collect()
}

/// A sentence that the last report told of its own year came back with that year, and with other dates.
fn came_back(
    context: &Context<'_>,
    own: Own<'_>,
    before: &Report,
    looking_back: &[u32],
    found: &mut Vec<Detection>,
) {
    // Few reports tell of the same months as the last one.
    let dated = LazyCell::new(|| {
        let dated = dated(before).into_iter().filter(|sentence| {
            only_year(before.mentions(*sentence).iter())
                .is_some_and(|(_, named)| named == own.year - 1)
        });
        let months = dated.map(|sentence| months(before, sentence));
        months.collect::<BTreeSet<_>>()
    });
    let index = LazyCell::new(|| Index::of(before, own.year - 1));
    let vocabulary = &context.corpus.vocabulary;
    for sentence in looking_back {
        let sentence = *sentence as usize;
        let months = months(own.report, sentence);
        let moved = |others: &BTreeSet<i8>| months != *others && !months.is_disjoint(others);
        if !dated.iter().any(moved) {
            continue;
        }
        let words = content(own.report, sentence);
        let Some((other, _)) = index.most_alike(&words, |_| false) else {
            continue;
        };
        if !moved(&self::months(before, other)) {
            continue;
        }
        let theirs = content(before, other);
        if vocabulary.shared(&words, &theirs) < 30 {
            continue;
        }
        let twins = [(own.report, sentence), (before, other)]
            .map(|(report, sentence)| only_year(report.mentions(sentence).iter()));
        let [Some((mention, stated)), Some((twin, _))] = twins else {
            continue;
        };
        let place = before.document.place(Extent::new(twin.start(), twin.end()));
        let related = vec![Label {
            place,
            text: format!("the report of {stated} says otherwise of its year"),
        }];
        let message = format!(
            "“{}” in the report of {}: the report of {stated} has other dates for that year",
            own.quote(mention),
            own.year
        );
        found.push(own.found(Certainty::Likely, mention, message, related));
    }
}

/// A sentence that names one year, by its words in order without its dates and numbers. A hash stands for them, as it does in
/// a stem.
#[derive(Debug, Clone, Copy)]
struct Mould {
    words: u64,
    sentence: u32,
}

impl Mould {
    /// Longer sentences do not come back word by word.
    const LONGEST: usize = 40;

    /// The sentences of a report that may come back in another one of its series.
    fn in_report(corpus: &Corpus, id: ReportId) -> Box<[Mould]> {
        let report = &corpus.reports[id];
        let of_a_day = report
            .period
            .is_none_or(|period| period.first == period.last);
        if corpus.is_alone(id) || of_a_day || report.is_log {
            return Box::default();
        }
        let sentences = 0..report.document.sentences.len();
        let moulds = sentences.filter_map(|sentence| {
            only_year(report.mentions(sentence).iter())?;
            let fewest = Self::fewest_words(report, sentence)?;
            let (mould, words) = Mould::of(report, sentence);
            (fewest..=Self::LONGEST).contains(&words).then_some(mould)
        });
        moulds.collect()
    }

    /// The sentences of a report with last year's year, which other reports may have with their own.
    fn asked(own: Own<'_>) -> Box<[Mould]> {
        let report = own.report;
        let asked = own.dated.iter().copied().filter(|sentence| {
            let only = only_year(report.mentions(*sentence).iter());
            // A day is when something happened, and may be of another year.
            only.is_some_and(|(mention, stated)| {
                stated == own.year - 1 && mention.when.part == Part::Whole
            }) && !says(report, *sentence, &BACK)
        });
        asked
            .map(|sentence| Mould::of(report, sentence).0)
            .collect()
    }

    fn of(report: &Report, sentence: usize) -> (Mould, usize) {
        let (words, count) = Self::words(report, sentence);
        let sentence = sentence as u32;
        (Mould { words, sentence }, count)
    }

    /// The words of a sentence without its dates and numbers, and how many these are.
    fn words(report: &Report, sentence: usize) -> (u64, usize) {
        let mut dates = report.mentions(sentence).iter().peekable();
        let mut numbers = report.quantities(sentence).iter().peekable();
        let tokens = report.tokens(sentence).iter().filter(|token| {
            let start = token.start as usize;
            while dates.next_if(|date| date.end() <= start).is_some() {}
            while numbers.next_if(|number| number.end() <= start).is_some() {}
            token.is_word()
                && dates.peek().is_none_or(|date| start < date.start())
                && numbers.peek().is_none_or(|number| start < number.start())
        });
        tokens.fold((0, 0), |(words, count), token| {
            (word::hash_on(words, token.stem), count + 1)
        })
    }

    /// With how many words it is no chance that a sentence comes back: a heading with three, or a sentence with five.
    fn fewest_words(report: &Report, sentence: usize) -> Option<usize> {
        let block = report.document.sentences[sentence].block();
        match report.document.blocks[block].kind() {
            BlockKind::Heading(_) => Some(3),
            BlockKind::Paragraph | BlockKind::Item(_) => Some(5),
            BlockKind::Cell { .. } | BlockKind::Code => None,
        }
    }

    /// The year that the sentence names.
    fn year(self, report: &Report) -> Option<(&Mention, i16)> {
        only_year(report.mentions(self.sentence as usize).iter())
    }
}

/// What comes back each year with another year in it: the sentences of a series that are asked for, by their words, in order.
struct Moulds(FxHashMap<u64, Vec<(ReportId, Mould)>>);

impl Moulds {
    /// Those of some reports that follow each other.
    fn of(first: ReportId, told: &[Told]) -> Moulds {
        let asked = told.iter().flat_map(|told| &told.asked);
        let mut moulds: FxHashMap<u64, Vec<(ReportId, Mould)>> =
            asked.map(|asked| (asked.words, Vec::new())).collect();
        if moulds.is_empty() {
            return Moulds(moulds);
        }
        for (at, told) in told.iter().enumerate() {
            for mould in &told.moulds {
                if let Some(places) = moulds.get_mut(&mould.words) {
                    places.push((first + at, *mould));
                }
            }
        }
        Moulds(moulds)
    }

    /// A sentence with last year's year that other reports have with their own.
    fn odd(&self, context: &Context<'_>, own: Own<'_>, asked: &Mould) -> Option<Detection> {
        let reports = &context.corpus.reports;
        let places = self.0.get(&asked.words)?;
        let others = places.iter().filter(|(id, _)| *id != own.id);
        let mut told = others.filter_map(|(id, mould)| {
            let report = &reports[*id];
            let (mention, stated) = mould.year(report)?;
            let of = report.period.and_then(Period::year);
            Some((report, mention, of, stated))
        });
        // Each report says it of its own year, and one of them is not that of the year that is named here.
        let is_right =
            |(_, _, of, stated): (&Report, &Mention, Option<i16>, i16)| of == Some(stated);
        if !told.clone().all(is_right) {
            return None;
        }
        let is_odd = |of: i16| of != own.year - 1 && of != own.year;
        let (report, other, year) = told.find_map(|(report, other, of, _)| {
            Some((report, other, of.filter(|of| is_odd(*of))?))
        })?;
        let related = Label {
            place: report
                .document
                .place(Extent::new(other.start(), other.end())),
            text: format!("the report of {year} says “{year}”"),
        };
        let (mention, _) = asked.year(own.report)?;
        let message = format!(
            "“{}” in the report of {}, where the other reports name their own year",
            own.quote(mention),
            own.year
        );
        Some(own.found(Certainty::Likely, mention, message, vec![related]))
    }
}

/// The months that a sentence names.
fn months(report: &Report, sentence: usize) -> BTreeSet<i8> {
    let mentions = report.mentions(sentence).iter();
    let part = |part: Part| match part {
        Part::Months(first, last) if first == last => Some(first),
        Part::Day(month, _) => Some(month),
        _ => None,
    };
    mentions
        .flat_map(|mention| {
            [
                Some(mention.when.part),
                mention.when.to.map(|(_, part)| part),
            ]
        })
        .flatten()
        .filter_map(part)
        .collect()
}

/// What comes is told with these.
const WILL: &[&str] = &[
    "will", "shall", "plans", "plan", "intends", "intend", "expects", "expect",
];

/// A plan for a year, if that is over.
fn late(own: Own<'_>, flow: &Flow<'_>, will: usize, planned: &Mention) -> Option<Detection> {
    let year = written(planned).filter(|year| *year < own.year)?;
    let message = format!(
        "“{}” is planned for {year}, and the report is that of {}",
        flow.text(will),
        own.year
    );
    Some(own.found(Certainty::Likely, planned, message, Vec::new()))
}

/// The year that a sentence begins with, if what comes is told right behind it: "In 2021 we will".
fn year_before_will<'a>(flow: &Flow<'a>, will: usize) -> Option<&'a Mention> {
    /// So many words at most name who will.
    const WHO: usize = 5;
    let mention = flow.date(1).filter(|_| flow.is(0, &["in", "during"]))?;
    let is_verb = flow.is(will, &["will", "shall"])
        && !flow.is(
            will - 1,
            &[
                "a", "free", "good", "her", "his", "last", "our", "own", "the", "their",
            ],
        );
    // What stands in a clause of its own is told of that year, and will come later: "In 2020 we found the rye that will".
    let is_parted = |at: usize| {
        let parts = [
            ";", ":", "(", "and", "as", "that", "to", "what", "when", "where", "which", "who",
        ];
        flow.is(at, &parts) || at > 2 && flow.is(at, &[","])
    };
    (is_verb && (3..=2 + WHO).contains(&will) && !(2..will).any(is_parted)).then_some(mention)
}

/// A plan for a year that is over.
fn plans(own: Own<'_>, flow: &Flow<'_>, found: &mut Vec<Detection>) {
    let Some(will) = (0..flow.len()).find(|at| flow.is(*at, WILL)) else {
        return;
    };
    let told = [
        "said",
        "announced",
        "promised",
        "was",
        "were",
        "had",
        "would",
        "wrote",
        "did",
        "planned",
    ];
    if flow.has(&told) {
        return;
    }
    if let Some(late) = year_before_will(flow, will).and_then(|year| late(own, flow, will, year)) {
        found.push(late);
        return;
    }
    for at in will + 1..(will + 14).min(flow.len()) {
        if flow.is(
            at,
            &[
                ",", ";", ":", "that", "which", "(", "than", "from", "since", "of",
            ],
        ) {
            return;
        }
        let Some(mention) = flow.date(at) else {
            continue;
        };
        if mention.when.anchor != Anchor::Since
            && flow.follows(at, &["in", "by", "during", "until", "of"])
        {
            found.extend(late(own, flow, will, mention));
        }
        return;
    }
}

/// "Looking ahead to 2020" in a report of 2020 or later.
fn ahead(own: Own<'_>, flow: &Flow<'_>, found: &mut Vec<Detection>) {
    for at in 2..flow.len() {
        let Some(mention) = flow.date(at) else {
            continue;
        };
        let to = flow.follows(at, &["to", "into"]);
        let ahead = flow.is(at - 2, &["ahead", "forward"])
            && at >= 3
            && flow.is(at - 3, &["looking", "look"]);
        let stale =
            written(mention).filter(|year| *year <= own.year && mention.when.part == Part::Whole);
        if let Some(year) = stale.filter(|_| to && ahead) {
            let message = format!(
                "{year} is looked forward to, and the report is that of {}",
                own.year
            );
            found.push(own.found(Certainty::Likely, mention, message, Vec::new()));
        }
    }
}

/// "This year, in April and in October 2022" in another year's report.
fn beside(own: Own<'_>, flow: &Flow<'_>, found: &mut Vec<Detection>) {
    let joins = [
        ",",
        "in",
        "and",
        "on",
        "at",
        "the",
        "end",
        "beginning",
        "of",
        "early",
        "late",
        "(",
    ];
    for this in 0..flow.len() {
        let Some(mention) = flow.date(this) else {
            continue;
        };
        if mention.when.year != YearRef::Relative(0) || mention.when.part != Part::Whole {
            continue;
        }
        let mut at = flow.skip(this + 1, &joins);
        while let Some(other) = flow.date(at) {
            let year =
                written(other).filter(|year| *year != own.year && other.when.part != Part::Whole);
            if let Some(year) = year.filter(|_| other.when.anchor == Anchor::In) {
                let message = format!(
                    "“{}” is {} in this report, and {year} stands beside it",
                    own.quote(mention),
                    own.year
                );
                let related = vec![Label {
                    place: own.place(mention),
                    text: format!("“{}” here", own.quote(mention)),
                }];
                found.push(own.found(Certainty::Likely, other, message, related));
                break;
            }
            at = flow.skip(at + 1, &joins);
        }
    }
}

/// "Last year" for what has this year's date in its name: "last year we published the books 2022.06 and 2022.11".
fn last_year(own: Own<'_>, flow: &Flow<'_>, found: &mut Vec<Detection>) {
    let last = (0..flow.len()).find(|at| {
        flow.date(*at).is_some_and(|mention| {
            mention.when.year == YearRef::Relative(-1)
                && mention.when.part == Part::Whole
                && mention.when.anchor == Anchor::In
        })
    });
    let Some(at) = last else { return };
    let this = (0..flow.len())
        .filter_map(|at| flow.date(at))
        .any(|mention| mention.when.year == YearRef::Relative(0));
    let compared = [
        "than", "of", "compared", "over", "from", "to", "versus", "vs", "now", "before", "since",
        "update", "updated", "next", "year's",
    ];
    if (at.saturating_sub(3)..at).any(|at| flow.is(at, &compared))
        || flow.has(&["now", "since", "today"])
        || this
    {
        return;
    }
    let year = own.year.unsigned_abs();
    let of_year = (at + 1..flow.len()).find(|at| {
        flow.number(*at).is_some_and(|claim| {
            let named = claim.quantity.version();
            matches!(named, [main, month] if *main == u32::from(year) && (1..=12).contains(month))
        })
    });
    if let (Some(mention), Some(of_year)) = (flow.date(at), of_year) {
        let named = flow.text(of_year);
        let related = vec![Label {
            place: own.report.document.place(flow.extent(of_year)),
            text: format!("{named} is of this year"),
        }];
        let message = format!(
            "“{}” with “{named}” in the report of {}",
            own.quote(mention),
            own.year
        );
        found.push(own.found(Certainty::Likely, mention, message, related));
    }
}

/// "This year" for a plan that the sentence, or the one before it, dates to the next year.
fn this_year(
    context: &Context<'_>,
    own: Own<'_>,
    sentence: usize,
    flow: &Flow<'_>,
    found: &mut Vec<Detection>,
) {
    let this = (0..flow.len()).find(|at| {
        flow.date(*at)
            .is_some_and(|mention| mention.when.year == YearRef::Relative(0))
    });
    let Some(mention) = this.and_then(|at| flow.date(at)) else {
        return;
    };
    // "And any future fair, such as that of 2025": the other year is named as one to come.
    if !flow.has(&["will"]) || flow.has(&["future", "next", "upcoming", "following"]) {
        return;
    }
    let sentences = &own.report.document.sentences;
    let before = sentence
        .checked_sub(1)
        .filter(|before| sentences[*before].block() == sentences[sentence].block())
        .map(|before| Flow::of(context, own.id, before));
    let next = std::iter::once(flow)
        .chain(&before)
        .filter(|flow| flow.has(&["will"]))
        .find_map(|flow| {
            (0..flow.len()).find_map(|at| {
                let dated = flow.date(at)?;
                let same_part = dated.when.part == mention.when.part || same_end(flow, at);
                // "The 2020 budget" is put to the members in 2019.
                let is_attribute = flow.follows(at, &["the", "our", "its", "their", "a"])
                    && flow.word(at + 1).is_some_and(|word| !word.is_function());
                (!is_attribute && written(dated) == Some(own.year + 1) && same_part)
                    .then_some(dated)
            })
        });
    if let Some(next) = next {
        let related = vec![Label {
            place: own.place(next),
            text: format!("“{}” here", own.quote(next)),
        }];
        let message = format!(
            "“{}” is {} in this report, and the text speaks of “{}”",
            own.quote(mention),
            own.year,
            own.quote(next)
        );
        found.push(own.found(Certainty::Likely, mention, message, related));
    }
}

/// "At the end of 2021".
fn same_end(flow: &Flow<'_>, at: usize) -> bool {
    at >= 2 && flow.is(at - 1, &["of"]) && flow.is(at - 2, &["end", "beginning", "middle"])
}
