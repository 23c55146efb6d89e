//! `carried-over`: sentences of an earlier report that came back and tell its news as news.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use rustc_hash::{FxHashMap, FxHashSet};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Check, Context, Hit, Steps, difference, show};
use crate::corpus::{LikenessIndex, Report, ReportId, Shingles, Sketch};
use crate::document::{BlockKind, Extent};
use crate::finding::{Certainty, Detection, Fault, Label};
use crate::pattern::Phrase;
use crate::quantity::{Quantity, Rounding};
use crate::word::{Shape, Stem, Token};

mod agreement;

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

/// A sentence with fewer words is a formula.
const SHORTEST: usize = 6;
/// The share of shingles, in percent, from which on two sentences are one.
const LIKE: usize = 60;
/// Words of a subject that are looked at.
const SUBJECT: usize = 3;
/// The sentences of a corpus that have a word which says what an event was about.
const RARE: u32 = 6;

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

    fn steps<'a>(&'a self, _context: &Context<'a>) -> Steps<'a> {
        Steps::over_all(|context| self.run(context))
    }
}

impl CarriedOver {
    fn run(&self, context: &mut Context<'_>) {
        let mut told = BTreeSet::new();
        let news = Told::of(self, context);
        for (later, earlier) in returned(context, &news) {
            if let Some((certainty, still)) = news.judge(context, later, earlier) {
                told.insert(later);
                let detection = detection(context, later, earlier, certainty, still);
                context.report(detection);
            } else if let Some(slip) = slip(context, later, earlier) {
                let detection = detection(context, later, earlier, Certainty::Likely, slip);
                context.report(Detection {
                    help: "Mend the verb or its noun, and see whether the rest still holds. It can stay if the noun \
                           means several."
                        .to_owned(),
                    ..detection
                });
            }
        }
        for (later, earlier, event) in self.told_again(context) {
            if told.insert(later) {
                let detection = detection(context, later, earlier, Certainty::Likely, event);
                context.report(detection);
            }
        }
    }
}

/// Where the phrases of the check stand.
struct Told<'a> {
    news: Vec<&'a [Hit]>,
    recent: Vec<&'a [Hit]>,
    events: Vec<&'a [Hit]>,
    /// The sentences that tell news, or something recent.
    sentences: FxHashSet<At>,
}

impl<'a> Told<'a> {
    fn of(check: &CarriedOver, context: &Context<'a>) -> Told<'a> {
        let hits = |phrases: &[Phrase]| {
            let phrases = phrases.iter();
            phrases.map(|phrase| context.hits(phrase)).collect()
        };
        let [news, recent, events]: [Vec<&[Hit]>; 3] =
            [&check.news, &check.recent, &check.events].map(|phrases| hits(phrases));
        let told = news.iter().chain(&recent).copied().flatten();
        Told {
            sentences: told.map(|hit| (hit.report, hit.sentence)).collect(),
            news,
            recent,
            events,
        }
    }

    /// Whether anything may be said of a sentence if it came back: what [`Told::judge`] and [`slip`] ask of it alone.
    fn may_be_old(&self, context: &Context<'_>, at: At) -> bool {
        let report = &context.corpus.reports[at.0];
        let has_number = || report.quantities(at.1).iter().any(is_large);
        let tells = || self.sentences.contains(&at) || has_number();
        !names_year(report, at.1) && tells()
            || agreement::slip(context.corpus, report, at.1).is_some()
    }

    /// How sure it is that a sentence which came back is no longer true, and the words that make it so.
    fn judge(&self, context: &Context<'_>, later: At, earlier: At) -> Option<(Certainty, Extent)> {
        let report = &context.corpus.reports[later.0];
        // A year, or another name or number, sets the two apart.
        if names_year(report, later.1) {
            return None;
        }
        let hit = |phrases: &[&[Hit]]| phrases.iter().find_map(|hits| hit(hits, later));
        let is_counted = |report: &Report, sentence| {
            let mut tokens = report.tokens(sentence).iter();
            tokens.any(|token| token.shape() == Shape::Digits)
        };
        // Without a number that changed, nothing is old news that is not told as news. To tell what changed takes long.
        if !is_counted(report, later.1)
            && !is_counted(&context.corpus.reports[earlier.0], earlier.1)
            && hit(&self.news).or_else(|| hit(&self.recent)).is_none()
        {
            return None;
        }
        match update(context, later, earlier) {
            Update::None => {}
            Update::Names => return None,
            Update::Numbers(kept) => return Some((Certainty::Unsure, kept?)),
        }
        if let Some(still) = hit(&self.news) {
            return Some((Certainty::Likely, still));
        }
        let still = hit(&self.recent)?;
        let counts = report.quantities(later.1).iter().any(is_large);
        Some(if counts || hit(&self.events).is_some() {
            (Certainty::Likely, still)
        } else {
            (Certainty::Unsure, still)
        })
    }
}

impl CarriedOver {
    /// What happened once, and is told as new in two reports: "A steam valve was added."
    fn told_again(&self, context: &Context<'_>) -> Vec<(At, At, Extent)> {
        let mut events: BTreeMap<(u32, Stem, Vec<Stem>), (At, Extent)> = BTreeMap::new();
        let mut again = Vec::new();
        let mut hits: Vec<(At, Extent)> = self
            .events
            .iter()
            .flat_map(|phrase| context.hits(phrase))
            .map(|hit| ((hit.report, hit.sentence), hit.extent()))
            .collect();
        hits.sort_unstable();
        hits.dedup();
        for (at, extent) in hits {
            let report = &context.corpus.reports[at.0];
            let Some((verb, subject)) = event(context, at, extent) else {
                continue;
            };
            if report.period.is_none() || names_year(report, at.1) {
                continue;
            }
            match events.get(&(report.series, verb, subject.clone())) {
                Some((first, _)) if is_earlier(context, *first, at) => {
                    again.push((at, *first, extent));
                }
                Some(_) => {}
                None => {
                    events.insert((report.series, verb, subject), (at, extent));
                }
            }
        }
        again
    }
}

/// The slip of a sentence that came back with it, word for word: nobody has read it again.
fn slip(context: &Context<'_>, later: At, earlier: At) -> Option<Extent> {
    let report = &context.corpus.reports[later.0];
    let slip = agreement::slip(context.corpus, report, later.1)?;
    matches!(update(context, later, earlier), Update::None).then_some(slip)
}

/// The verb of an event and the words before it, if one of those is rare enough to name one thing.
fn event(context: &Context<'_>, at: At, extent: Extent) -> Option<(Stem, Vec<Stem>)> {
    let tokens = context.corpus.reports[at.0].tokens(at.1);
    let verb = tokens
        .iter()
        .rfind(|token| token.start >= extent.start && token.end() <= extent.end)?;
    let before = tokens
        .iter()
        .rev()
        .skip_while(|token| token.end() > extent.start);
    let marks = |token: &&Token| token.is_word() || token.shape() == Shape::Mark;
    let subject: Vec<Stem> = before
        .take_while(|token| !token.is_function() && marks(token))
        .filter(|token| token.is_word())
        .take(SUBJECT)
        .map(|token| token.stem)
        .collect();
    let vocabulary = &context.corpus.vocabulary;
    let names_one = subject
        .iter()
        .any(|stem| vocabulary.usage(*stem).sentences <= RARE);
    (subject.len() >= 2 && names_one).then_some((verb.stem, subject))
}

/// Sentences that stood in an earlier report of their series and may be old news, each with the latest one it is like.
fn returned(context: &Context<'_>, told: &Told<'_>) -> Vec<(At, At)> {
    let reports = &context.corpus.reports;
    let mut returned = Vec::new();
    let mut behind = 0;
    for series in reports.chunk_by(|first, second| first.series == second.series) {
        let first = behind;
        behind += series.len();
        // They stand in the order of their periods.
        let dated: Vec<ReportId> = (first..behind)
            .filter(|id| reports[*id].period.is_some())
            .collect();
        if dated.len() > 1 {
            returned_in(context, told, &dated, &mut returned);
        }
    }
    returned
}

/// The sentences of some reports that stood in an earlier one of them.
fn returned_in(
    context: &Context<'_>,
    told: &Told<'_>,
    reports: &[ReportId],
    returned: &mut Vec<(At, At)>,
) {
    let tokens = |at: At| context.corpus.reports[at.0].tokens(at.1);
    let sentences_of = |id: &ReportId| {
        let document = &context.corpus.reports[*id].document;
        let sentences = document.sentences.iter().enumerate();
        let running = sentences.filter(|(_, sentence)| {
            !matches!(
                document.blocks[sentence.block()].kind(),
                BlockKind::Heading(_)
            )
        });
        let id = *id;
        let places = running.map(move |(at, _)| (id, at));
        places.filter(|at| tokens(*at).len() >= SHORTEST)
    };
    // Most sentences tell nothing that may be old, and in many reports none does.
    let asked = reports[1..].iter().flat_map(sentences_of);
    let asked: Vec<At> = asked.filter(|at| told.may_be_old(context, *at)).collect();
    let Some((last, _)) = asked.last() else {
        return;
    };
    let mut asked = asked.iter().peekable();
    let mut index = LikenessIndex::default();
    let mut sentences: Vec<(At, Sketch)> = Vec::new();
    // Of the sentences that others may be like.
    let mut all: FxHashMap<usize, Shingles> = FxHashMap::default();
    // Nothing comes behind the last one that is asked for.
    for id in reports.iter().take_while(|id| *id <= last) {
        let first = sentences.len();
        for at in sentences_of(id) {
            let is_asked = asked.next_if_eq(&&at).is_some();
            if id == last && !is_asked {
                continue;
            }
            let sketch = Sketch::of(tokens(at));
            if sketch.words() < SHORTEST {
                continue;
            }
            sentences.push((at, sketch));
            if !is_asked {
                continue;
            }
            let mut own = None;
            let mut likest: Option<(At, usize)> = None;
            for other in index.candidates(&sketch) {
                let (earlier, known) = &sentences[other];
                // A later report goes before: what follows here is of those before it.
                if likest.is_some_and(|(latest, _)| earlier.0 < latest.0) {
                    break;
                }
                let least = likest.map_or(LIKE, |(_, likeness)| likeness + 1);
                if sketch.may_be_like(known, least) && is_earlier(context, *earlier, at) {
                    let own = own.get_or_insert_with(|| Shingles::of(tokens(at)));
                    let known = all.entry(other);
                    let known = known.or_insert_with(|| Shingles::of(tokens(*earlier)));
                    if let Some(likeness) = own.likeness(known, least) {
                        likest = Some((*earlier, likeness));
                    }
                }
            }
            returned.extend(likest.map(|(earlier, _)| (at, earlier)));
        }
        if id != last {
            index.reserve(sentences.len() - first);
            for (number, (_, sketch)) in sentences.iter().enumerate().skip(first) {
                index.add(number, sketch);
            }
        }
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

fn update(context: &Context<'_>, later: At, earlier: At) -> Update {
    let reports = &context.corpus.reports;
    let (old, new) = (&reports[earlier.0], &reports[later.0]);
    let difference = difference::of((old, old.tokens(earlier.1)), (new, new.tokens(later.1)));
    let changed = |told: fn(Token) -> bool| {
        let has = |report: &Report, extent: Option<Extent>| {
            let tokens = extent.map(|extent| report.tokens_in(extent));
            tokens.unwrap_or_default().iter().copied().any(told)
        };
        let mut changes = difference.changes.iter();
        changes.any(|change| has(old, change.first) || has(new, change.second))
    };
    if changed(Token::is_capital) {
        return Update::Names;
    }
    if !changed(|token| token.shape() == Shape::Digits) {
        return Update::None;
    }
    let mut large = new
        .quantities(later.1)
        .iter()
        .filter(|quantity| is_large(quantity));
    let kept = large.find_map(|quantity| {
        let extent = Extent::new(quantity.start(), quantity.end());
        let mut changes = difference.changes.iter().filter_map(|change| change.second);
        (!changes.any(|change| change.overlaps(extent))).then_some(extent)
    });
    Update::Numbers(kept)
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
