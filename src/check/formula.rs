//! `formula`: a relation of numbers that the reports state apart from each other.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::{Deserializer, Error, Visitor};

use super::binding::{self, Binding, Value};
use super::statement::{self, Subject, Timeline};
use super::{Check, Context, Entries, Steps, show};
use crate::claim::{Claim, ClaimId};
use crate::corpus::ReportId;
use crate::finding::{Certainty, Detection, Fault, Label};
use crate::pattern::Phrase;
use crate::period::Period;
use crate::quantity::{Comparison, Values};
use crate::yaml;

/// Recomputes a relation for every period whose numbers are stated.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(try_from = "Written")]
pub struct Formula {
    subject: Option<Subject>,
    relation: Relation,
    values: Entries<String, Stating>,
    known: Entries<String, Years>,
}

#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Formula")]
struct Written {
    /// Whose numbers they are.
    #[serde(default)]
    subject: Option<Subject>,
    /// `members = members-before + joined`. A name with `-before` is the number of the period before.
    relation: Relation,
    /// What states each number.
    values: Entries<String, Stating>,
    /// Numbers of years that no report states: `members: {2019: 0}`.
    #[serde(default)]
    known: Entries<String, Years>,
}

/// Numbers by year.
type Years = BTreeMap<i16, u32>;

#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct Stating(#[serde(deserialize_with = "binding::some")] Vec<Binding<Value>>);

impl TryFrom<Written> for Formula {
    type Error = String;

    fn try_from(written: Written) -> Result<Formula, String> {
        let Written {
            subject,
            relation,
            values,
            known,
        } = written;
        let is_value = |name: &str| values.iter().any(|(key, _)| key == name);
        let terms = relation.left.iter().chain(&relation.right);
        if let Some(term) = terms.clone().find(|term| !is_value(&term.name)) {
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
        if let Some((name, _)) = known.iter().find(|(name, _)| !is_value(name)) {
            return Err(format!("`{name}` is known, but is not among the values"));
        }
        Ok(Formula {
            subject,
            relation,
            values,
            known,
        })
    }
}

/// A number that takes the place of a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Number {
    /// The rule's author knows it.
    Known(u32),
    /// A report states it.
    Stated(ClaimId),
}

impl Number {
    fn claim<'a>(self, context: &Context<'a>) -> Option<&'a Claim> {
        match self {
            Number::Known(_) => None,
            Number::Stated(id) => Some(&context.ledger.claims[id]),
        }
    }

    fn values(self, context: &Context<'_>) -> Values {
        match self {
            Number::Known(number) => Values::exact(Decimal::from(number)),
            Number::Stated(id) => context.ledger.claims[id].quantity.values.clone(),
        }
    }

    /// In digits where it is a plain number, else as printed.
    fn written(self, context: &Context<'_>) -> String {
        let values = self.values(context);
        match (values.number(), self.claim(context)) {
            (Some(number), None) => show::number(number),
            (Some(number), _) if values.is_exact() => show::number(number),
            (_, Some(claim)) => show::value(context, claim),
            (None, None) => String::new(),
        }
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
            written: show::flat(written),
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

yaml::inline_schema!(
    Relation,
    yaml::text_schema("A sum of names that equals another: `members = members-before + joined`.")
);

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

    fn steps<'a>(&'a self, _context: &Context<'a>) -> Steps<'a> {
        Steps::over_all(|context| self.run(context))
    }
}

impl Formula {
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
        let mut detections = Vec::new();
        for (series, period) in periods {
            let stated = |term: &Term| -> Vec<Number> {
                let period = if term.before {
                    period.year_before()
                } else {
                    Some(period)
                };
                let Some(period) = period else {
                    return Vec::new();
                };
                let timeline = timelines.iter().find(|(name, _)| **name == term.name);
                let stated =
                    timeline.map_or(&[][..], |(_, timeline)| timeline.at(series, None, period));
                let mut known = self.known.iter().filter(|(name, _)| **name == term.name);
                let known = known.find_map(|(_, years)| years.get(&period.year()?).copied());
                let stated = stated.iter().map(|id| Number::Stated(*id));
                stated.chain(known.map(Number::Known)).collect()
            };
            let numbers: Vec<Vec<Number>> = self.terms().map(stated).collect();
            for (certainty, numbers) in self.broken(context, &numbers) {
                if told.insert(numbers.clone()) {
                    let detection = self.detection(context, period, certainty, &numbers);
                    detections.extend(detection);
                }
            }
        }
        for detection in detections {
            context.report(detection);
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
        numbers: &[Vec<Number>],
    ) -> Vec<(Certainty, Vec<Number>)> {
        let report_of = |number: &Number| number.claim(context).map(|claim| claim.report);
        let present = self.terms().zip(numbers).filter(|(term, _)| !term.before);
        let reports: BTreeSet<ReportId> = present
            .flat_map(|(_, numbers)| numbers.iter().filter_map(report_of))
            .collect();
        let mut broken = Vec::new();
        for report in reports {
            let candidates: Vec<Vec<Number>> = numbers
                .iter()
                .map(|numbers| {
                    let mut own = numbers.clone();
                    own.retain(|number| report_of(number) == Some(report));
                    if own.is_empty() { numbers.clone() } else { own }
                })
                .collect();
            let verdicts: Option<Vec<(Certainty, Vec<Number>)>> = choices(&candidates)
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
    fn verdict(&self, context: &Context<'_>, numbers: &[Number]) -> Option<Certainty> {
        let mut claims = numbers.iter().filter_map(|number| number.claim(context));
        let first = claims.next()?;
        let unit = |claim: &Claim| (claim.quantity.kind, claim.quantity.currency());
        let (mut plain, mut one_report) = (first.quantity.values.is_exact(), true);
        for claim in claims {
            if unit(claim) != unit(first) {
                return None;
            }
            plain &= claim.quantity.values.is_exact();
            one_report &= claim.report == first.report;
        }
        let (left, right) = numbers.split_at(self.relation.left.len());
        let left = sum(context, &self.relation.left, left);
        let right = sum(context, &self.relation.right, right);
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
        numbers: &[Number],
    ) -> Option<Detection> {
        let (left, right) = numbers.split_at(self.relation.left.len());
        let side = |terms: &[Term], numbers: &[Number]| {
            let mut written = String::new();
            for (term, number) in terms.iter().zip(numbers) {
                let sign = match (written.is_empty(), term.minus) {
                    (true, _) => "",
                    (false, true) => " - ",
                    (false, false) => " + ",
                };
                written.push_str(sign);
                written.push_str(&number.written(context));
            }
            let computed = sum(context, terms, numbers).number().map(show::number);
            match computed {
                Some(computed) if terms.len() > 1 => format!("{written} = {computed}"),
                _ => written,
            }
        };
        let mut labels: Vec<(Number, Label)> = Vec::new();
        for (term, number) in self.terms().zip(numbers) {
            let Some(claim) = number.claim(context) else {
                continue;
            };
            let before = if term.before {
                ", the period before"
            } else {
                ""
            };
            let value = show::value(context, claim);
            let label = Label {
                place: show::place(context, claim),
                text: format!("{}{before}: “{value}”", term.name),
            };
            labels.push((*number, label));
        }
        // The last number in the text is the one that whoever reads comes upon.
        let last = labels.iter().map(|(number, _)| *number).max()?;
        let at = labels.iter().position(|(number, _)| *number == last)?;
        let (_, primary) = labels.remove(at);
        Some(Detection {
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
            primary,
            related: labels.into_iter().map(|(_, label)| label).collect(),
            fix: None,
        })
    }
}

/// All ways to take one of each; none if there are too many, or nothing to take.
fn choices(candidates: &[Vec<Number>]) -> Vec<Vec<Number>> {
    let count = candidates
        .iter()
        .try_fold(1_usize, |count, numbers| count.checked_mul(numbers.len()));
    if count.is_none_or(|count| count > CHOICES) {
        return Vec::new();
    }
    candidates
        .iter()
        .fold(vec![Vec::new()], |choices, numbers| {
            let longer = |choice: &Vec<Number>, number: &Number| {
                let mut longer = choice.clone();
                longer.push(*number);
                longer
            };
            choices
                .iter()
                .flat_map(|choice| numbers.iter().map(move |number| longer(choice, number)))
                .collect()
        })
}

fn sum(context: &Context<'_>, terms: &[Term], numbers: &[Number]) -> Values {
    let values: Vec<Values> = terms
        .iter()
        .zip(numbers)
        .map(|(term, number)| {
            let values = number.values(context);
            if term.minus { values.negated() } else { values }
        })
        .collect();
    Values::sum(&values.iter().collect::<Vec<_>>())
}
