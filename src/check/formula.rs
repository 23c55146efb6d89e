//! `formula`: a relation of numbers that the reports state apart from each other.

use std::collections::BTreeSet;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, Visitor};

use super::binding::{self, Binding, Value};
use super::statement::{self, Subject, Timeline};
use super::{Check, Context, Entries, show};
use crate::claim::{Claim, ClaimId};
use crate::corpus::ReportId;
use crate::finding::{Certainty, Detection, Fault, Label};
use crate::pattern::Phrase;
use crate::period::Period;
use crate::quantity::{Comparison, Values};

/// Recomputes a relation for every period whose numbers are stated.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "Written")]
pub struct Formula {
    subject: Option<Subject>,
    relation: Relation,
    values: Entries<String, Stating>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    /// Whose numbers they are.
    #[serde(default)]
    subject: Option<Subject>,
    /// `members = members-before + joined`. A name with `-before` is the number of the period before.
    relation: Relation,
    /// What states each number.
    values: Entries<String, Stating>,
}

#[derive(Debug, Clone, Deserialize)]
struct Stating(#[serde(deserialize_with = "binding::some")] Vec<Binding<Value>>);

impl TryFrom<Written> for Formula {
    type Error = String;

    fn try_from(written: Written) -> Result<Formula, String> {
        let Written {
            subject,
            relation,
            values,
        } = written;
        let known = |name: &str| values.iter().any(|(key, _)| key == name);
        let terms = relation.left.iter().chain(&relation.right);
        if let Some(term) = terms.clone().find(|term| !known(&term.name)) {
            return Err(format!(
                "the relation names `{}`, which is not among the values; say what states it",
                term.name
            ));
        }
        if let Some((idle, _)) = values
            .iter()
            .find(|(key, _)| !terms.clone().any(|term| term.name == **key))
        {
            return Err(format!(
                "the value `{idle}` is not in the relation; use it or remove it"
            ));
        }
        Ok(Formula {
            subject,
            relation,
            values,
        })
    }
}

/// One number of a relation.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Term {
    name: String,
    /// It is the number of the period before.
    before: bool,
    /// It is taken off.
    minus: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Equal,
    AtMost,
    AtLeast,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Relation {
    left: Vec<Term>,
    sign: Sign,
    right: Vec<Term>,
    written: String,
}

impl Relation {
    fn new(written: &str) -> Result<Relation, String> {
        let signs = [
            ("<=", Sign::AtMost),
            (">=", Sign::AtLeast),
            ("=", Sign::Equal),
        ];
        let sides = signs
            .iter()
            .find_map(|(mark, sign)| Some((written.split_once(mark)?, *sign)));
        let Some(((left, right), sign)) = sides else {
            return Err(format!(
                "`{written}` is no relation; write `members = members-before + joined`"
            ));
        };
        Ok(Relation {
            left: side(left)?,
            sign,
            right: side(right)?,
            written: written.split_whitespace().collect::<Vec<_>>().join(" "),
        })
    }
}

/// The terms of one side: names with `+` or `-` between them, and spaces around those.
fn side(written: &str) -> Result<Vec<Term>, String> {
    let mut terms = Vec::new();
    let mut minus = false;
    let mut named = false;
    for word in written.split_whitespace() {
        let is_sign = matches!(word, "+" | "-");
        let is_name = word.starts_with(|c: char| c.is_ascii_lowercase())
            && word
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        if is_sign != named || !(is_sign || is_name) {
            return Err(format!(
                "`{}` is no sum of names; write `members-before + joined`",
                written.trim()
            ));
        }
        named = is_name;
        if is_sign {
            minus = word == "-";
            continue;
        }
        let bare = word.strip_suffix("-before");
        terms.push(Term {
            name: bare.unwrap_or(word).to_owned(),
            before: bare.is_some(),
            minus,
        });
    }
    if named {
        return Ok(terms);
    }
    Err(format!(
        "`{}` is no sum of names; write `members-before + joined`",
        written.trim()
    ))
}

impl<'de> Deserialize<'de> for Relation {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Relation, D::Error> {
        struct Text;

        impl Visitor<'_> for Text {
            type Value = Relation;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a relation")
            }

            fn visit_str<E: Error>(self, written: &str) -> Result<Relation, E> {
                Relation::new(written).map_err(E::custom)
            }
        }

        deserializer.deserialize_str(Text)
    }
}

impl Check for Formula {
    fn phrases(&self) -> Vec<&Phrase> {
        let subject = self.subject.iter().map(Subject::phrase);
        self.expected().into_iter().chain(subject).collect()
    }

    fn expected(&self) -> Vec<&Phrase> {
        let phrases = self.values.iter().flat_map(|(_, stating)| &stating.0);
        phrases.map(Binding::phrase).collect()
    }

    fn dead(&self, context: &Context<'_>) -> Vec<&Phrase> {
        let phrases = self.values.iter().flat_map(|(_, stating)| &stating.0);
        let dead = phrases.filter(|phrase| {
            statement::bound_by(context, self.subject.as_ref(), phrase).is_empty()
        });
        dead.map(Binding::phrase).collect()
    }

    fn run(&self, context: &mut Context<'_>) {
        let timelines: Vec<(&String, Timeline)> = self
            .values
            .iter()
            .map(|(name, stating)| {
                let subject = self.subject.as_ref();
                let statements = statement::statements(context, subject, &stating.0);
                (name, Timeline::of(context, statements))
            })
            .collect();
        let periods: BTreeSet<(u32, Period)> = timelines
            .iter()
            .flat_map(|(_, timeline)| timeline.0.keys())
            .filter_map(|when| Some((when.series, when.period?)))
            .collect();
        let mut told = BTreeSet::new();
        for (series, period) in periods {
            let stated = |term: &Term| -> Vec<ClaimId> {
                let period = if term.before {
                    statement::before(period)
                } else {
                    Some(period)
                };
                let timeline = timelines.iter().find(|(name, _)| **name == term.name);
                match (timeline, period) {
                    (Some((_, timeline)), Some(period)) => timeline.at(series, period).to_vec(),
                    _ => Vec::new(),
                }
            };
            let stated: Vec<Vec<ClaimId>> = self.terms().map(stated).collect();
            for (certainty, numbers) in self.broken(context, &stated) {
                if told.insert(numbers.clone()) {
                    let detection = self.detection(context, period, certainty, &numbers);
                    context.report(detection);
                }
            }
        }
    }
}

/// Choices of statements beyond these are not tried; so many values of one thing in one period are no fact.
const CHOICES: usize = 64;

impl Formula {
    fn terms(&self) -> impl Iterator<Item = &Term> {
        self.relation.left.iter().chain(&self.relation.right)
    }

    /// The numbers of a period that do not fit the relation, one for each term. A report is held to its own numbers;
    /// those that it does not state come from the others. It is enough that one choice of its numbers fits: that two
    /// numbers of one thing differ is for another rule to say.
    fn broken(
        &self,
        context: &Context<'_>,
        stated: &[Vec<ClaimId>],
    ) -> Vec<(Certainty, Vec<ClaimId>)> {
        let report_of = |id: &ClaimId| context.ledger.claims[*id].report;
        let present = self.terms().zip(stated).filter(|(term, _)| !term.before);
        let reports: BTreeSet<ReportId> = present
            .flat_map(|(_, ids)| ids.iter().map(report_of))
            .collect();
        let mut broken = Vec::new();
        for report in reports {
            let candidates: Vec<Vec<ClaimId>> = stated
                .iter()
                .map(|ids| {
                    let mut own = ids.clone();
                    own.retain(|id| report_of(id) == report);
                    if own.is_empty() { ids.clone() } else { own }
                })
                .collect();
            let verdicts: Option<Vec<(Certainty, Vec<ClaimId>)>> = choices(&candidates)
                .into_iter()
                .map(|choice| Some((self.verdict(context, &choice)?, choice)))
                .collect();
            let mildest = verdicts
                .and_then(|verdicts| verdicts.into_iter().min_by_key(|(certainty, _)| *certainty));
            broken.extend(mildest);
        }
        broken
    }

    /// How sure it is that numbers, one for each term, break the relation, if they do.
    fn verdict(&self, context: &Context<'_>, numbers: &[ClaimId]) -> Option<Certainty> {
        let (left, right) = numbers.split_at(self.relation.left.len());
        let claims = &context.ledger.claims;
        let claim = |id: &ClaimId| &claims[*id];
        let unit = |id: &ClaimId| {
            let quantity = &claims[*id].quantity;
            (quantity.kind, quantity.currency.clone())
        };
        if numbers.iter().any(|id| unit(id) != unit(&numbers[0])) {
            return None;
        }
        let plain = numbers
            .iter()
            .map(claim)
            .all(|claim| claim.quantity.values.is_exact());
        let one_report = numbers
            .iter()
            .all(|id| claim(id).report == claim(&numbers[0]).report);
        let (left, right) = (
            sum(context, &self.relation.left, left),
            sum(context, &self.relation.right, right),
        );
        let soft = match self.relation.sign {
            Sign::Equal => match left.compare(&right) {
                Comparison::Disjoint {
                    conventional,
                    rounding_like,
                } => conventional || (rounding_like && !plain),
                Comparison::Agree | Comparison::Unknown => return None,
            },
            Sign::AtMost if left.exceeds(&right) => false,
            Sign::AtLeast if right.exceeds(&left) => false,
            Sign::AtMost | Sign::AtLeast => return None,
        };
        if soft || !one_report {
            return Some(Certainty::Likely);
        }
        Some(Certainty::Sure)
    }

    fn detection(
        &self,
        context: &Context<'_>,
        period: Period,
        certainty: Certainty,
        numbers: &[ClaimId],
    ) -> Detection {
        let claim = |id: ClaimId| &context.ledger.claims[id];
        let (left, right) = numbers.split_at(self.relation.left.len());
        let side = |terms: &[Term], numbers: &[ClaimId]| {
            let mut written = String::new();
            for (term, id) in terms.iter().zip(numbers) {
                let sign = match (written.is_empty(), term.minus) {
                    (true, _) => "",
                    (false, true) => " - ",
                    (false, false) => " + ",
                };
                written.push_str(sign);
                written.push_str(&amount(context, claim(*id)));
            }
            let computed = sum(context, terms, numbers).number().map(show::number);
            match computed {
                Some(computed) if terms.len() > 1 => format!("{written} = {computed}"),
                _ => written,
            }
        };
        // The last number in the text is the one that whoever reads comes upon.
        let last = numbers.iter().copied().max().unwrap_or_default();
        let named: Vec<(&Term, ClaimId)> = self.terms().zip(numbers.iter().copied()).collect();
        let label = |term: &Term, id: ClaimId| Label {
            place: show::place(context, claim(id)),
            text: format!(
                "{}{}: “{}”",
                term.name,
                if term.before {
                    ", the period before"
                } else {
                    ""
                },
                show::value(context, claim(id))
            ),
        };
        let primary = named.iter().find(|(_, id)| *id == last);
        let (primary, _) = primary.copied().unwrap_or(named[0]);
        Detection {
            fault: Fault::TotalOff,
            category: Fault::TotalOff.category(),
            certainty,
            message: format!(
                "{} does not hold for {period}: {} against {}",
                self.relation.written,
                side(&self.relation.left, left),
                side(&self.relation.right, right),
            ),
            help: "One of the numbers is likely wrong. All can be right if something else changed the total: then say \
                   so."
                .to_owned(),
            primary: label(primary, last),
            related: named
                .iter()
                .filter(|(_, id)| *id != last)
                .map(|(term, id)| label(term, *id))
                .collect(),
            fix: None,
        }
    }
}

/// All ways to take one of each; none if there are too many.
fn choices(candidates: &[Vec<ClaimId>]) -> Vec<Vec<ClaimId>> {
    let count = candidates
        .iter()
        .try_fold(1_usize, |count, ids| count.checked_mul(ids.len()));
    if count.is_none_or(|count| count > CHOICES) {
        return Vec::new();
    }
    candidates.iter().fold(vec![Vec::new()], |choices, ids| {
        let longer = |choice: &Vec<ClaimId>, id: &ClaimId| {
            let mut longer = choice.clone();
            longer.push(*id);
            longer
        };
        choices
            .iter()
            .flat_map(|choice| ids.iter().map(move |id| longer(choice, id)))
            .collect()
    })
}

fn sum(context: &Context<'_>, terms: &[Term], numbers: &[ClaimId]) -> Values {
    let values: Vec<Values> = terms
        .iter()
        .zip(numbers)
        .map(|(term, id)| {
            let values = &context.ledger.claims[*id].quantity.values;
            if term.minus {
                values.negated()
            } else {
                values.clone()
            }
        })
        .collect();
    Values::sum(&values.iter().collect::<Vec<_>>())
}

/// A number in digits where it is a plain one, else as printed.
fn amount(context: &Context<'_>, claim: &Claim) -> String {
    let values = &claim.quantity.values;
    match values.number() {
        Some(number) if values.is_exact() => show::number(number),
        _ => show::value(context, claim),
    }
}
