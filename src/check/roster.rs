//! `roster`: the people of a body, its seats, and whom they work for.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Deserialize;

use super::binding::{self, Binding, Value};
use super::statement::{self, Statement, Subject, Timeline};
use super::{Check, Context, Hit, Steps, odd_ones, show};
use crate::claim::listing::{self, Listing};
use crate::claim::{self, ClaimId, Mood};
use crate::corpus::{Report, ReportId};
use crate::document::Extent;
use crate::finding::{Certainty, Detection, Fault, Label};
use crate::pattern::{Phrase, Slot};
use crate::period::Period;
use crate::word::{Shape, Stem, Token};

/// Holds the seats of a body against the people that are named, and the people of two places against each other.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Roster {
    /// The body: it stands in the paragraph, in a heading above it, or in the name or title of the report.
    body: Subject,
    /// What states how many seats there are. A plan counts for the period that it names.
    #[serde(default)]
    seats: Vec<Binding<Value>>,
    /// What introduces the people: "led by". They follow in the sentence or as a list behind it. A `{name}`, `{word}`
    /// or `{date}` in the phrase tells the terms of one period apart.
    #[serde(deserialize_with = "binding::some")]
    people: Vec<Phrase>,
    /// What says in which months the body was elected.
    #[serde(default)]
    elections: Vec<Phrase>,
}

/// When a body was elected, as a sentence says it.
struct Election {
    report: ReportId,
    year: i16,
    months: BTreeSet<i8>,
    extent: Extent,
}

/// People who are listed as the body.
struct List {
    report: ReportId,
    period: Option<Period>,
    /// What the phrase says of the term.
    term: String,
    listing: Listing,
    people: Vec<Person>,
}

struct Person {
    name: Extent,
    /// The words of the name: "Tao Peng" and "Peng Tao" are one person.
    words: Vec<Stem>,
    affiliation: Option<Extent>,
}

impl Check for Roster {
    fn phrases(&self) -> Vec<&Phrase> {
        let body = std::iter::once(self.body.phrase());
        self.expected().into_iter().chain(body).collect()
    }

    fn expected(&self) -> Vec<&Phrase> {
        let seats = self.seats.iter().map(Binding::phrase);
        seats.chain(&self.people).chain(&self.elections).collect()
    }

    fn switches(&self) -> Vec<Fault> {
        let elections = (!self.elections.is_empty()).then_some(Fault::DateDisagrees);
        elections.into_iter().collect()
    }

    fn dead(&self, context: &Context<'_>) -> Vec<&Phrase> {
        let seats = self
            .seats
            .iter()
            .filter(|phrase| self.stated(context, phrase).is_empty());
        let people = self
            .people
            .iter()
            .filter(|phrase| self.listed(context, phrase).is_empty());
        let elections = self
            .elections
            .iter()
            .filter(|phrase| self.elected(context, phrase).is_empty());
        seats
            .map(Binding::phrase)
            .chain(people)
            .chain(elections)
            .collect()
    }

    fn steps<'a>(&'a self, _context: &Context<'a>) -> Steps<'a> {
        Steps::over_all(|context| self.run(context))
    }
}

impl Roster {
    fn run(&self, context: &mut Context<'_>) {
        let mut lists: Vec<List> = self
            .people
            .iter()
            .flat_map(|phrase| self.listed(context, phrase))
            .collect();
        lists.sort_by_key(|list| (list.report, list.listing.extent()));
        lists.dedup_by_key(|list| (list.report, list.listing.extent()));
        let mut seats: Vec<Statement> = self
            .seats
            .iter()
            .flat_map(|phrase| self.stated(context, phrase))
            .collect();
        seats.sort_by_key(|statement| statement.claim);
        seats.dedup_by_key(|statement| statement.claim);
        let seats = Timeline::of(context, seats);
        let mut found = contradicting_seats(context, &seats);
        for list in &lists {
            found.extend(unfilled(context, &seats, list));
        }
        found.extend(different_people(context, &lists));
        found.extend(affiliations(context, &lists));
        let elections: Vec<Election> = self
            .elections
            .iter()
            .flat_map(|phrase| self.elected(context, phrase))
            .collect();
        found.extend(different_months(context, elections));
        for detection in found {
            context.report(detection);
        }
    }
}

impl Roster {
    /// The hits of a phrase where the body is spoken of.
    fn near<'a>(&self, context: &Context<'a>, phrase: &Phrase) -> Vec<&'a Hit> {
        let mut among = self.body.among(context);
        let hits = context.hits(phrase).iter();
        hits.filter(|hit| among.is_near(hit.report, hit.sentence))
            .collect()
    }

    /// The seats that a phrase states. A plan says nothing of the present, but for what it starts from.
    fn stated(&self, context: &Context<'_>, phrase: &Binding<Value>) -> Vec<Statement> {
        let hits = self.near(context, phrase.phrase());
        let stated = statement::read::<Value>(context, hits.into_iter()).into_iter();
        stated
            .map(|(statement, _)| statement)
            .filter(|statement| {
                let claim = &context.ledger.claims[statement.claim];
                let own = context.corpus.reports[claim.report].period;
                let starts = statement.period != claim.period;
                claim.mood != Mood::Planned || statement.period != own || starts
            })
            .collect()
    }

    /// The elections that the sentences of a phrase tell of: their months, in the year that the sentence names or
    /// else in that of the report. "In February and November of 2021" names one year for both.
    fn elected(&self, context: &Context<'_>, phrase: &Phrase) -> Vec<Election> {
        let elected = self.near(context, phrase).into_iter().filter_map(|hit| {
            let report = &context.corpus.reports[hit.report];
            let mentions = report.mentions(hit.sentence);
            let named = mentions.iter().filter(|mention| mention.when.names_year());
            let years: BTreeSet<i16> = named
                .filter_map(|mention| mention.when.resolve(None)?.year())
                .collect();
            let year = match years.first() {
                Some(year) if years.len() == 1 => *year,
                Some(_) => return None,
                None => report.period?.year()?,
            };
            let dated: Vec<(i8, Extent)> = mentions
                .iter()
                .filter_map(|mention| {
                    let month = mention.when.resolve(report.period)?.month()?;
                    Some((month, Extent::new(mention.start(), mention.end())))
                })
                .collect();
            let ends = dated.first().zip(dated.last());
            let ends = ends.filter(|_| !claim::is_plan(report, hit.sentence))?;
            Some(Election {
                report: hit.report,
                year,
                months: dated.iter().map(|(month, _)| *month).collect(),
                extent: Extent {
                    start: ends.0.1.start,
                    end: ends.1.1.end,
                },
            })
        });
        elected.collect()
    }

    /// The lists of people that a phrase introduces.
    fn listed(&self, context: &Context<'_>, phrase: &Phrase) -> Vec<List> {
        let listed = self.near(context, phrase).into_iter().filter_map(|hit| {
            let report = &context.corpus.reports[hit.report];
            let bullets = listing::led_by(report, hit.sentence)
                .and_then(|list| listing::bullets(report, list))
                .map(|(_, listing)| listing);
            let listing =
                bullets.or_else(|| listing::behind(report, hit.sentence, hit.extent().end))?;
            let people = people(report, &listing)?;
            let term: Vec<&str> = hit
                .found
                .slots
                .iter()
                .filter(|bound| matches!(bound.slot, Slot::Name | Slot::Word | Slot::Date))
                .map(|bound| report.text(Extent::new(bound.range.start, bound.range.end)))
                .collect();
            Some(List {
                report: hit.report,
                period: statement::bound_period(report, hit)
                    .or_else(|| dated(report, hit.sentence))
                    .or(report.period),
                term: term.join(" ").to_lowercase(),
                listing,
                people,
            })
        });
        listed.collect()
    }
}

/// Whether a list is of people.
pub fn lists_people(report: &Report, listing: &Listing) -> bool {
    people(report, listing).is_some()
}

/// The people of a list, if it is one of people; one item may be something else.
fn people(report: &Report, listing: &Listing) -> Option<Vec<Person>> {
    let items = listing.items.iter();
    let people: Vec<Person> = items.filter_map(|item| person(report, *item)).collect();
    (people.len() >= 2 && people.len() + 1 >= listing.items.len()).then_some(people)
}

/// The one year that a sentence names.
fn dated(report: &Report, sentence: usize) -> Option<Period> {
    let mut years = report
        .mentions(sentence)
        .iter()
        .filter_map(|mention| Period::of_year(mention.when.resolve(report.period)?.year()?));
    let first = years.next()?;
    years.all(|other| other == first).then_some(first)
}

/// The person of an item: a name of two words or more, then perhaps whom they work for, in brackets or behind a comma.
fn person(report: &Report, item: Extent) -> Option<Person> {
    let view = report.document.view.as_str();
    let block = report.document.block_at(item.start)?;
    let tokens: Vec<Token> = report.document.blocks[block]
        .sentences()
        .flat_map(|sentence| report.tokens(sentence))
        .copied()
        .filter(|token| item.start <= token.start && token.end() <= item.end)
        .collect();
    let is_name = |token: &Token| token.is_capital() && !token.is_function();
    // "newly-elected Gerry Liu"
    let start = tokens
        .iter()
        .position(is_name)
        .filter(|start| *start <= 3)?;
    let mut end = start;
    while let Some(token) = tokens.get(end) {
        let dot = token.of(view) == "." && end > start;
        let particle = token.shape() == Shape::Lower
            && [
                "al", "bin", "da", "de", "del", "der", "di", "la", "van", "von",
            ]
            .contains(&token.of(view));
        let nickname = matches!(token.of(view), "“" | "”" | "\"");
        if !(is_name(token) || dot || particle || nickname) {
            break;
        }
        end += 1;
    }
    let words: BTreeSet<Stem> = tokens[start..end]
        .iter()
        .filter(|token| is_name(token) && token.of(view).chars().count() > 1)
        .map(|token| token.stem)
        .collect();
    // An initial is half a name, but tells nobody apart.
    let named = tokens[start..end]
        .iter()
        .filter(|token| is_name(token))
        .count();
    if named < 2 || words.is_empty() {
        return None;
    }
    let name = Extent::new(tokens[start].start as usize, tokens[end - 1].end() as usize);
    Some(Person {
        name,
        words: words.into_iter().collect(),
        affiliation: affiliation(view, &tokens[end..]),
    })
}

/// Whom somebody works for, by the words behind the name: in brackets up to a comma, else behind a comma. A nickname
/// in brackets has no capital; a post ("Chair") is none.
fn affiliation(view: &str, tokens: &[Token]) -> Option<Extent> {
    const POSTS: &[&str] = &[
        "chair",
        "chairman",
        "chairwoman",
        "vice",
        "president",
        "treasurer",
        "secretary",
        "dr",
    ];
    let mut rest = tokens;
    while let Some((mark, behind)) = rest.split_first() {
        if !matches!(mark.of(view), "(" | "," | "-" | "–" | "—") {
            rest = behind;
            continue;
        }
        let length = behind
            .iter()
            .take_while(|token| !matches!(token.of(view), "(" | ")" | "," | ";" | "." | "–" | "—"))
            .count();
        let words = &behind[..length];
        let post = words
            .iter()
            .any(|token| POSTS.contains(&token.of(view).to_lowercase().as_str()));
        if let (Some(first), Some(last)) = (words.first(), words.last())
            && first.is_capital()
            && !post
        {
            return Some(Extent::new(first.start as usize, last.end() as usize));
        }
        rest = behind;
    }
    None
}

/// Whether an item may name two people: "Ann Lee & Bo Chen".
fn is_pair(report: &Report, item: Extent) -> bool {
    let names = report
        .text(item)
        .split(['(', ','])
        .next()
        .unwrap_or_default();
    names.contains(" & ") || names.contains(" and ")
}

fn found(certainty: Certainty, message: String, primary: Label, related: Vec<Label>) -> Detection {
    Detection {
        fault: Fault::RosterDisagrees,
        category: Fault::RosterDisagrees.category(),
        certainty,
        message,
        help: "One of the two is likely out of date. Both can be right if somebody came, left or moved in between: then \
               say so."
            .to_owned(),
        primary,
        related,
        fix: None,
    }
}

/// Two numbers of seats in one period. A body may grow within a period, so this is never sure.
fn contradicting_seats(context: &Context<'_>, seats: &Timeline) -> Vec<Detection> {
    let claims = &context.ledger.claims;
    let mut detections = Vec::new();
    for (when, stated) in &seats.0 {
        let Some(period) = when.period else { continue };
        let mut pairs = Vec::new();
        for (at, second) in stated.iter().enumerate() {
            for first in &stated[..at] {
                if statement::disagreement(&claims[*first], &claims[*second]).is_some() {
                    pairs.push((*first, *second, Certainty::Likely));
                }
            }
        }
        for (primary, others, certainty) in odd_ones(pairs) {
            let quote = |id: ClaimId| show::value(context, &claims[id]);
            let label = |id: ClaimId| Label {
                place: show::place(context, &claims[id]),
                text: format!("“{}” here", quote(id)),
            };
            let other = quote(others[0]);
            detections.push(found(
                certainty,
                format!("seats in {period}: “{other}” and “{}”", quote(primary)),
                label(primary),
                others.into_iter().map(label).collect(),
            ));
        }
    }
    detections
}

/// The elections of one year in other months. One report may tell of some of them only.
fn different_months(context: &Context<'_>, mut elections: Vec<Election>) -> Vec<Detection> {
    elections.sort_by_key(|election| (election.report, election.extent));
    let mut first: BTreeMap<(u32, i16), &Election> = BTreeMap::new();
    let mut detections = Vec::new();
    for election in &elections {
        let report = &context.corpus.reports[election.report];
        let Some(known) = first.get(&(report.series, election.year)) else {
            first.insert((report.series, election.year), election);
            continue;
        };
        let earlier = &context.corpus.reports[known.report];
        if known.months.is_subset(&election.months) || election.months.is_subset(&known.months) {
            continue;
        }
        let (one, other) = (earlier.text(known.extent), report.text(election.extent));
        let place = match earlier.period {
            _ if known.report == election.report => "above".to_owned(),
            Some(period) => format!("in the report of {period}"),
            None => "elsewhere".to_owned(),
        };
        let label = |report: &Report, extent: Extent| Label {
            place: report.document.place(extent),
            text: format!("“{}”", report.text(extent)),
        };
        detections.push(Detection {
            fault: Fault::DateDisagrees,
            category: Fault::DateDisagrees.category(),
            certainty: Certainty::Likely,
            message: format!(
                "elections of {}: “{other}” here, and “{one}” {place}",
                election.year
            ),
            help: "One of the two is likely wrong, or the year is that of last year's text. Both can be right if there \
                   were more elections than either tells of."
                .to_owned(),
            primary: label(report, election.extent),
            related: vec![label(earlier, known.extent)],
            fix: None,
        });
    }
    detections
}

/// A list with more or fewer people than the body has seats.
fn unfilled(context: &Context<'_>, seats: &Timeline, list: &List) -> Option<Detection> {
    let report = &context.corpus.reports[list.report];
    let period = list.period?;
    let stated = seats.at(report.series, None, period);
    let claims = &context.ledger.claims;
    let fewest = list.listing.items.len();
    let most = fewest
        + list
            .listing
            .items
            .iter()
            .filter(|item| is_pair(report, **item))
            .count();
    let fits = |id: &&ClaimId| {
        let values = &claims[**id].quantity.values;
        let more = list.listing.partial
            && values
                .number()
                .is_some_and(|number| number >= Decimal::from(fewest));
        more || (fewest..=most).any(|count| values.contains(Decimal::from(count)))
    };
    // A body may change its size within a period; the people fit one of its sizes.
    if stated.iter().any(|id| fits(&id)) {
        return None;
    }
    let nearest = stated
        .iter()
        .max_by_key(|id| (claims[**id].report == list.report, **id))?;
    let claim = &claims[*nearest];
    let value = show::value(context, claim);
    let certainty = if claim.report == list.report && claim.mood == Mood::Stated {
        Certainty::Sure
    } else {
        Certainty::Likely
    };
    let names: Vec<&str> = list
        .people
        .iter()
        .map(|person| report.text(person.name))
        .collect();
    Some(found(
        certainty,
        format!(
            "“{value}” seats in {period}, and {} people: {}",
            list.listing.items.len(),
            names.join(", ")
        ),
        Label {
            place: report.document.place(list.listing.extent()),
            text: format!("{} people", list.listing.items.len()),
        },
        vec![Label {
            place: show::place(context, claim),
            text: format!("“{value}” seats"),
        }],
    ))
}

/// Two lists of one body, period and term with other people.
fn different_people(context: &Context<'_>, lists: &[List]) -> Vec<Detection> {
    let mut first: BTreeMap<(u32, Option<Period>, &str), &List> = BTreeMap::new();
    let mut detections = Vec::new();
    for list in lists {
        let report = &context.corpus.reports[list.report];
        let key = (report.series, list.period, list.term.as_str());
        let Some(known) = first.get(&key) else {
            first.insert(key, list);
            continue;
        };
        let only = |one: &List, other: &List| -> Vec<Extent> {
            let known: BTreeSet<Stem> = other
                .people
                .iter()
                .flat_map(|person| &person.words)
                .copied()
                .collect();
            // One word in common makes it one person: names are shortened and turned round.
            one.people
                .iter()
                .filter(|person| !person.words.iter().any(|word| known.contains(word)))
                .map(|person| person.name)
                .collect()
        };
        let (gone, new) = (only(known, list), only(list, known));
        let complete = |list: &List| !list.listing.partial;
        let missing = if complete(list) { gone } else { Vec::new() };
        let added = if complete(known) { new } else { Vec::new() };
        if missing.is_empty() && added.is_empty() {
            continue;
        }
        let earlier = &context.corpus.reports[known.report];
        let names = |report: &Report, names: &[Extent]| {
            let names: Vec<String> = names
                .iter()
                .map(|name| report.text(*name).to_owned())
                .collect();
            show::both(&names)
        };
        let parts = [
            (names(earlier, &missing), "only in the first list"),
            (names(report, &added), "only in the second"),
        ];
        let parts: Vec<String> = parts
            .into_iter()
            .filter(|(names, _)| !names.is_empty())
            .map(|(names, place)| format!("{names} {place}"))
            .collect();
        detections.push(found(
            Certainty::Likely,
            format!("one body is listed in two ways: {}", parts.join(", ")),
            Label {
                place: report.document.place(list.listing.extent()),
                text: format!("{} people", list.listing.items.len()),
            },
            vec![Label {
                place: earlier.document.place(known.listing.extent()),
                text: format!("{} people", known.listing.items.len()),
            }],
        ));
    }
    detections
}

/// People of the body with two affiliations in one report: in two lists, or in a list and anywhere else.
fn affiliations(context: &Context<'_>, lists: &[List]) -> Vec<Detection> {
    let mut detections = Vec::new();
    let mut told: BTreeSet<(ReportId, Extent)> = BTreeSet::new();
    let reports: BTreeSet<ReportId> = lists.iter().map(|list| list.report).collect();
    for id in reports {
        let report = &context.corpus.reports[id];
        let elsewhere = in_brackets(report);
        for list in lists.iter().filter(|list| list.report == id) {
            for person in &list.people {
                let Some(own) = person.affiliation else {
                    continue;
                };
                let same = elsewhere.get(&person.words).into_iter().flatten();
                let other = same
                    .filter(|other| !other.overlaps(own))
                    .find(|other| !is_one_company(report, own, **other));
                let Some(other) = other else { continue };
                let (first, second) = (own.min(*other), own.max(*other));
                if !told.insert((id, second)) {
                    continue;
                }
                let name = report.text(person.name);
                let (one, two) = (report.text(first), report.text(second));
                let label = |extent: Extent| Label {
                    place: report.document.place(extent),
                    text: format!("“{}”", report.text(extent)),
                };
                detections.push(found(
                    Certainty::Likely,
                    format!("{name} is of “{one}” and of “{two}” in one report"),
                    label(second),
                    vec![label(first)],
                ));
            }
        }
    }
    detections
}

/// Every "Name Name (Company" of a report, by the words of the name.
fn in_brackets(report: &Report) -> BTreeMap<Vec<Stem>, Vec<Extent>> {
    let view = report.document.view.as_str();
    let mut found: BTreeMap<Vec<Stem>, Vec<Extent>> = BTreeMap::new();
    for sentence in 0..report.document.sentences.len() {
        let tokens = report.tokens(sentence);
        for (at, token) in tokens.iter().enumerate() {
            if token.of(view) != "(" {
                continue;
            }
            let run = tokens[..at]
                .iter()
                .rev()
                .take(5)
                .take_while(|token| token.is_capital() && !token.is_function())
                .count();
            let ahead = &tokens[at..tokens.len().min(at + 16)];
            let Some(affiliation) = affiliation(view, ahead) else {
                continue;
            };
            if view[token.end() as usize..affiliation.start as usize].contains(')') {
                continue;
            }
            // A word before the name may have a capital too: "Chair Ada Lovelace (Acme)".
            for length in 2..=run {
                let words: BTreeSet<Stem> = tokens[at - length..at]
                    .iter()
                    .filter(|token| token.of(view).chars().count() > 1)
                    .map(|token| token.stem)
                    .collect();
                let words: Vec<Stem> = words.into_iter().collect();
                found.entry(words).or_default().push(affiliation);
            }
        }
    }
    found
}

/// Whether two affiliations are one company in two forms: one holds all words of the other, or is its initials.
fn is_one_company(report: &Report, one: Extent, other: Extent) -> bool {
    let words = |extent: Extent| -> Vec<String> {
        let lower = report.text(extent).to_lowercase();
        let words = lower
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty());
        words.map(str::to_owned).collect()
    };
    let (one, other) = (words(one), words(other));
    let holds = |outer: &[String], inner: &[String]| inner.iter().all(|word| outer.contains(word));
    let initials = |words: &[String]| -> String {
        words
            .iter()
            .filter_map(|word| word.chars().next())
            .collect()
    };
    let joined = |words: &[String]| words.concat();
    holds(&one, &other)
        || holds(&other, &one)
        || joined(&one) == joined(&other)
        || initials(&one) == joined(&other)
        || joined(&one) == initials(&other)
}
