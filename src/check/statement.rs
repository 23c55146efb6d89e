//! Which numbers state a fact that a rule author named, and for which period.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Visitor};

use super::binding::{Binding, Wanted};
use super::{Context, Hit};
use crate::claim::{Claim, ClaimId, Ledger, Mood, Role};
use crate::corpus::{Corpus, Report, ReportId};
use crate::document::Extent;
use crate::finding::Certainty;
use crate::pattern::{Phrase, SentenceView, Slot};
use crate::period::{Mention, Period};
use crate::quantity::{Comparison, Kind};
use crate::word::{self, Stem};
use crate::yaml;

/// A claim that states a metric.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The claim.
    pub claim: ClaimId,
    /// The `{name}` that the phrase bound, in small letters: one of several facts of a kind.
    pub name: Option<String>,
    /// The period that the value holds for. It may be another than the claim's: in "from 1,500 to 2,500 members" the
    /// first value is that of the period before.
    pub period: Option<Period>,
}

/// What a metric is about: words that stand in the sentence, in a heading above it, or in the name of the report.
#[derive(Debug, Clone)]
pub(super) struct Subject(Phrase);

impl Subject {
    /// The words to look for.
    pub(super) fn phrase(&self) -> &Phrase {
        &self.0
    }

    /// The reports seen as to whether they are about the subject.
    pub(super) fn among<'a, 'c>(&'a self, context: &'a Context<'c>) -> Among<'a, 'c> {
        Among {
            phrase: &self.0,
            context,
            organisation: None,
        }
    }
}

/// Whether sentences are about a subject. Asked in the order of reports, it reads each title once.
pub(super) struct Among<'a, 'c> {
    phrase: &'a Phrase,
    context: &'a Context<'c>,
    /// The report that was asked about last, and whether all of it is about the subject.
    organisation: Option<(ReportId, bool)>,
}

impl Among<'_, '_> {
    /// Whether a sentence is about the subject: the subject stands in it, in a heading above it, in the title or in
    /// the name of the report. The last two make it the organisation that all of the report is about.
    pub(super) fn holds(&mut self, id: ReportId, sentence: usize) -> bool {
        let report = &self.context.corpus.reports[id];
        let document = &report.document;
        let stands_in = |sentences| !self.context.hits_in(self.phrase, id, sentences).is_empty();
        let section = document.blocks[document.sentences[sentence].block()].section();
        stands_in(sentence..sentence + 1)
            || document
                .headings(section)
                .any(|heading| stands_in(document.blocks[heading].sentences()))
            || self.is_organisation(id)
    }

    /// Whether the subject is spoken of in the paragraph of a sentence, or as [`Subject::holds`] says.
    pub(super) fn is_near(&mut self, id: ReportId, sentence: usize) -> bool {
        let document = &self.context.corpus.reports[id].document;
        let paragraph = document.blocks[document.sentences[sentence].block()].sentences();
        !self.context.hits_in(self.phrase, id, paragraph).is_empty() || self.holds(id, sentence)
    }

    fn is_organisation(&mut self, id: ReportId) -> bool {
        if let Some((_, is)) = self.organisation.filter(|(known, _)| *known == id) {
            return is;
        }
        let report = &self.context.corpus.reports[id];
        let title = report.document.title().map(|(title, _)| title);
        let name = report.name.rsplit(['/', '\\']).next().unwrap_or_default();
        let name = name.replace(['-', '_', '.'], " ");
        let is = self.stands_in(&name) || title.is_some_and(|title| self.stands_in(title));
        self.organisation = Some((id, is));
        is
    }

    fn stands_in(&self, text: &str) -> bool {
        let tokens = word::tokens(text);
        let view = SentenceView {
            text,
            tokens: &tokens,
            quantities: &[],
            mentions: &[],
        };
        !self.phrase.find(&view).is_empty()
    }
}

yaml::inline_schema!(
    Subject,
    yaml::text_schema("A phrase that names somebody or something: `the guild`.")
);

impl<'de> Deserialize<'de> for Subject {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Subject, D::Error> {
        struct Written;

        impl Visitor<'_> for Written {
            type Value = Subject;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a phrase")
            }

            fn visit_str<E: Error>(self, written: &str) -> Result<Subject, E> {
                // "the guild" is also the guild of the heading "Guild news".
                let bare = written.trim();
                let bare = ["the ", "The "]
                    .iter()
                    .find_map(|article| bare.strip_prefix(article));
                let phrase = Phrase::new(bare.unwrap_or(written)).map_err(E::custom)?;
                Ok(Subject(phrase))
            }
        }

        deserializer.deserialize_str(Written)
    }
}

/// The statements that phrases bind, in the order of reports and their text: each number once, without plans and
/// without numbers that say nothing ("dozens of members") or only a difference ("200 more members than").
pub(super) fn statements<W: Wanted>(
    context: &Context<'_>,
    subject: Option<&Subject>,
    phrases: &[Binding<W>],
) -> Vec<Statement> {
    let mut bound: BTreeMap<ClaimId, Statement> = BTreeMap::new();
    for phrase in phrases {
        for (statement, _) in bound_by(context, subject, phrase) {
            bound.entry(statement.claim).or_insert(statement);
        }
    }
    bound.into_values().collect()
}

/// The statements that one phrase binds, with the hits that bind them.
pub(super) fn bound_by<'a, W: Wanted>(
    context: &Context<'a>,
    subject: Option<&Subject>,
    phrase: &Binding<W>,
) -> Vec<(Statement, &'a Hit)> {
    let mut among = subject.map(|subject| subject.among(context));
    let hits = context.hits(phrase.phrase()).iter().filter(|hit| {
        among
            .as_mut()
            .is_none_or(|among| among.holds(hit.report, hit.sentence))
    });
    let bound = read::<W>(context, hits).into_iter();
    bound
        .filter(|(statement, _)| context.ledger.claims[statement.claim].mood != Mood::Planned)
        .collect()
}

/// What hits of a phrase state, plans included.
pub(super) fn read<'a, W: Wanted>(
    context: &Context<'a>,
    hits: impl Iterator<Item = &'a Hit>,
) -> Vec<(Statement, &'a Hit)> {
    hits.filter_map(|hit| {
        let index = Binding::<W>::quantity(&hit.found)?;
        let id = context
            .ledger
            .of_sentence(hit.report, hit.sentence)
            .nth(index)?;
        let claim = &context.ledger.claims[id];
        let period = stated_period(context, hit, claim);
        let name = hit.found.slot(Slot::Name).map(|bound| {
            let report = &context.corpus.reports[hit.report];
            let name = report.text(Extent::new(bound.range.start, bound.range.end));
            name.to_lowercase()
        });
        let statement = Statement {
            claim: id,
            name,
            period,
        };
        states_something(claim).then_some((statement, hit))
    })
    .collect()
}

fn states_something(claim: &Claim) -> bool {
    let difference =
        claim.role == Role::Change && matches!(claim.quantity.kind, Kind::Count | Kind::Money);
    !claim.quantity.values.is_vague() && !difference
}

/// The period that a value holds for: the one that the phrase binds, else the one before for the first value of
/// "from 1,500 to 2,500", else the claim's.
fn stated_period(context: &Context<'_>, hit: &Hit, claim: &Claim) -> Option<Period> {
    let report = &context.corpus.reports[hit.report];
    bound_period(report, hit).or_else(|| own_period(report, claim))
}

/// The period that a value holds for by its sentence: the one before for the first value of "from 1,500 to 2,500".
fn own_period(report: &Report, claim: &Claim) -> Option<Period> {
    if !claim.base && is_start(report, claim.sentence, claim.extent) {
        return claim.period?.year_before();
    }
    claim.period
}

/// The claims that state how many there are of what some words name, in the order of reports and their text: "unique
/// visitors" are all visitors that are called unique. No plans, changes or shares, and nothing that holds for a part.
pub fn measured(corpus: &Corpus, ledger: &Ledger, words: &str) -> Vec<Statement> {
    let tokens = word::tokens(words);
    let stems: Vec<Stem> = tokens.iter().map(|token| token.stem).collect();
    let Some((head, qualifiers)) = stems.split_last() else {
        return Vec::new();
    };
    let is_stated = |claim: &Claim| {
        let measure = &claim.measure;
        measure.head == Some(*head)
            && qualifiers
                .iter()
                .all(|word| measure.qualifiers().contains(word))
            && claim.role == Role::Level
            && claim.mood != Mood::Planned
            && !measure.partial
            && states_something(claim)
    };
    let stated = ledger.claims.iter().enumerate();
    stated
        .filter(|(_, claim)| is_stated(claim))
        .map(|(id, claim)| Statement {
            claim: id,
            name: None,
            period: own_period(&corpus.reports[claim.report], claim),
        })
        .collect()
}

/// The period that a slot of a phrase bound.
pub(super) fn bound_period(report: &Report, hit: &Hit) -> Option<Period> {
    let mentions = report.mentions(hit.sentence);
    let bound = [Slot::BasePeriod, Slot::Date]
        .into_iter()
        .find_map(|slot| hit.found.slot(slot)?.mention)
        .and_then(|mention: usize| mentions.get(mention))
        .and_then(|mention: &Mention| mention.when.resolve(report.period));
    bound.or_else(|| {
        let year = hit.found.slot(Slot::Year)?.range.clone();
        Period::of_year(
            report.document.view[Extent::new(year.start, year.end)]
                .parse()
                .ok()?,
        )
    })
}

/// Whether a number is the one that a change starts from: "from 1,500 to 2,500", "up from 1,500".
fn is_start(report: &Report, sentence: usize, number: Extent) -> bool {
    let view = report.document.view.as_str();
    let tokens = report.tokens(sentence);
    let at = tokens.partition_point(|token| token.start < number.start);
    let is = |at: Option<usize>, words: &[&str]| {
        at.and_then(|at| tokens.get(at)).is_some_and(|token| {
            let word = token.of(view);
            words.iter().any(|known| known.eq_ignore_ascii_case(word))
        })
    };
    if !is(at.checked_sub(1), &["from"]) {
        return false;
    }
    let behind = tokens.partition_point(|token| token.start < number.end);
    let leads_to = (behind..behind + 5).any(|at| {
        let next = tokens.get(at + 1).map(|token| token.start as usize);
        is(Some(at), &["to"])
            && next.is_some_and(|start| {
                let mut quantities = report.quantities(sentence).iter();
                quantities.any(|quantity| quantity.outer_start() == start)
            })
    });
    leads_to || is(at.checked_sub(2), &["up", "down"])
}

/// Whether two statements are in one unit, and can both be true.
pub(super) fn agree(first: &Claim, second: &Claim) -> bool {
    same_unit(first, second)
        && first.quantity.values.compare(&second.quantity.values) == Comparison::Agree
}

fn same_unit(first: &Claim, second: &Claim) -> bool {
    let (first, second) = (&first.quantity, &second.quantity);
    first.kind == second.kind && first.currency() == second.currency()
}

/// How sure it is that two statements of one value contradict each other, if they do.
pub(super) fn disagreement(first: &Claim, second: &Claim) -> Option<Certainty> {
    if !same_unit(first, second) {
        return None;
    }
    let Comparison::Disjoint {
        conventional,
        rounding_like,
    } = first.quantity.values.compare(&second.quantity.values)
    else {
        return None;
    };
    let doubtful = |claim: &Claim| {
        claim.mood == Mood::Quoted || claim.measure.partial || claim.measure.guessed
    };
    if conventional || rounding_like || doubtful(first) || doubtful(second) {
        return Some(Certainty::Likely);
    }
    Some(Certainty::Sure)
}

/// When a value holds. Without a period it is compared with nothing outside of its report.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct When {
    pub(super) series: u32,
    pub(super) name: Option<String>,
    pub(super) period: Option<Period>,
    report: Option<ReportId>,
}

/// The statements of a fact by the periods that they hold for.
#[derive(Debug, Default)]
pub(super) struct Timeline(pub(super) BTreeMap<When, Vec<ClaimId>>);

impl Timeline {
    /// Statements of one value and one period beyond these say nothing new. They bound what is compared.
    const SAME: usize = 8;
    /// A fact with more values than these in one period is none.
    pub(super) const VALUES: usize = 64;

    pub(super) fn of(context: &Context<'_>, statements: Vec<Statement>) -> Timeline {
        let claims = &context.ledger.claims;
        let mut timeline: BTreeMap<When, Vec<ClaimId>> = BTreeMap::new();
        for statement in statements {
            let report = claims[statement.claim].report;
            let when = When {
                series: context.corpus.reports[report].series,
                name: statement.name,
                period: statement.period,
                report: statement.period.is_none().then_some(report),
            };
            let known = timeline.entry(when).or_default();
            let values = |id: &&ClaimId| {
                claims[**id].quantity.values == claims[statement.claim].quantity.values
            };
            let same = known.iter().filter(values).count();
            if same < Self::SAME && known.len() < Self::SAME * Self::VALUES {
                known.push(statement.claim);
            }
        }
        Timeline(timeline)
    }

    /// The values of a period in a series, of one name.
    pub(super) fn at(&self, series: u32, name: Option<String>, period: Period) -> &[ClaimId] {
        let when = When {
            series,
            name,
            period: Some(period),
            report: None,
        };
        self.0.get(&when).map_or(&[], Vec::as_slice)
    }
}
