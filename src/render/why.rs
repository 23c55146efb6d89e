//! Why a line was reported or was not, for people and for programs.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::io::{self, Write};

use serde::Serialize;

use super::columns::short;
use super::json::{PositionTwin, position_twin};
use super::ledger::Row;
use super::visible::one_line;
use super::{Options, tame};
use crate::claim::{Claim, ClaimId, Ledger, Mood, Role, Strength};
use crate::corpus::Corpus;
use crate::finding::{Detection, Fault, Severity};
use crate::lint::trail::Fate;
use crate::quantity::{Comparison, Kind, Rounding};
use crate::source::{Place, Sources};
use crate::why::{Account, Answer, Kept, Run, Same, Says, Stated, Told};

/// A line may be a whole report; so many characters of it are shown.
const LONGEST: usize = 480;

/// Writes why for people.
pub fn why(
    answer: &Answer<'_>,
    run: Run<'_>,
    options: &Options,
    out: &mut dyn Write,
) -> io::Result<()> {
    let page = Page {
        run,
        options,
        line: Place {
            source: answer.question.source,
            span: run
                .sources
                .get(answer.question.source)
                .line_span(answer.question.line),
        },
        told: RefCell::default(),
    };
    page.write(answer, out)
}

struct Page<'a> {
    run: Run<'a>,
    options: &'a Options,
    line: Place,
    /// The messages that were written already: one finding may be about several numbers of a line.
    told: RefCell<BTreeSet<String>>,
}

impl Page<'_> {
    fn write(&self, answer: &Answer<'_>, out: &mut dyn Write) -> io::Result<()> {
        let question = answer.question;
        let source = self.run.sources.get(question.source);
        let name = one_line(source.name()).into_owned();
        let line = source.line_span(question.line);
        let text = &source.text()[line.range()];
        writeln!(
            out,
            "{}",
            self.bold(&format!("{name}:{}", question.line + 1))
        )?;
        if text.trim().is_empty() {
            return self.text(2, "This line is empty.", out);
        }
        self.paragraph("  | ", "  | ", &short(text.trim(), LONGEST), out)?;
        if answer.claims.is_empty() {
            writeln!(out)?;
            self.text(0, "No number on this line is read as a claim.", out)?;
        }
        for account in &answer.claims {
            writeln!(out)?;
            self.account(account, out)?;
        }
        if answer.more > 0 {
            let more = format!(
                "And {} more: name a column to see one of them.",
                answer.more
            );
            writeln!(out)?;
            self.text(0, &more, out)?;
        }
        if !answer.unread.is_empty() {
            writeln!(out)?;
            for is_date in [true, false] {
                let texts = answer.unread.iter();
                let texts = texts.filter(|unread| unread.is_date == is_date);
                let texts: Vec<String> = texts
                    .map(|unread| format!("“{}”", flat(self.run.sources.quote(unread.place))))
                    .collect();
                let what = match (is_date, texts.len()) {
                    (_, 0) => continue,
                    (true, 1) => "is read as a date",
                    (true, _) => "are read as dates",
                    (false, 1) => "is part of a name or of a mark, and no number",
                    (false, _) => "are parts of names or of marks, and no numbers",
                };
                self.text(0, &format!("{} {what}.", texts.join(", ")), out)?;
            }
        }
        if !answer.others.is_empty() || !answer.void.is_empty() {
            writeln!(out, "\n{}", self.bold("Of the words of this line"))?;
            for told in &answer.others {
                self.told(told, out)?;
            }
            for finding in &answer.void {
                let says = format!(
                    "{}[{}]: {}",
                    finding.severity.name(),
                    finding.detection.fault.code(),
                    finding.detection.message
                );
                self.item(&says, out)?;
            }
        }
        writeln!(out)?;
        self.text(0, &said_nothing(answer), out)
    }

    fn account(&self, account: &Account<'_>, out: &mut dyn Write) -> io::Result<()> {
        let Run {
            corpus, sources, ..
        } = self.run;
        let claim = account.claim;
        let row = Row::of(corpus, sources, claim, None);
        let named = |before: &str, text: &str, after: &str| match text {
            "" => String::new(),
            text => format!("{before}{}{after}", flat(text)),
        };
        let head = format!(
            "“{}”: {}{}{}{}{} ({})",
            row.value(),
            role(claim),
            named(" of “", row.measure(), "”"),
            named(", about ", row.subject(), ""),
            named(", ", row.period().unwrap_or_default(), ""),
            match claim.mood {
                Mood::Stated => "",
                Mood::Planned => ", planned",
                Mood::Quoted => ", in somebody's words",
                Mood::Supposed => ", supposed",
            },
            account.status.name()
        );
        writeln!(out, "{}", self.bold(&self.filled("", "", &head)))?;
        if let Some(means) = means(claim) {
            self.text(2, &format!("It stands for {means}."), out)?;
        }
        let sides = self.sides(account);
        if account.same.is_empty() && !sides.is_empty() {
            self.text(2, "About the same fact, by a rule:", out)?;
            for side in &sides {
                self.item(side, out)?;
            }
        } else if account.same.is_empty() {
            self.text(2, "Nothing else is held to be about the same fact.", out)?;
        } else {
            self.text(2, "About the same fact:", out)?;
            for same in &account.same {
                self.other(same.claim, &verdict(same), out)?;
            }
        }
        if !account.apart.is_empty() {
            let more = match account.more_apart {
                0 => String::new(),
                more => format!(", and {more} more"),
            };
            self.text(2, &format!("Like it, but kept apart{more}:"), out)?;
            for Kept { claim, because } in &account.apart {
                self.other(*claim, because.reason(), out)?;
            }
        }
        if !account.told.is_empty() {
            self.text(2, "Rules:", out)?;
            for told in &account.told {
                self.told(told, out)?;
            }
        }
        Ok(())
    }

    /// Another claim with what is to be said of it.
    fn other(&self, id: ClaimId, what: &str, out: &mut dyn Write) -> io::Result<()> {
        let (place, phrase, period) =
            describe(self.run.corpus, self.run.ledger, self.run.sources, id);
        let period = period.map_or(String::new(), |period| format!(" in {period}"));
        self.item(&format!("{place} “{phrase}”{period}: {what}"), out)
    }

    fn told(&self, told: &Told<'_>, out: &mut dyn Write) -> io::Result<()> {
        let id = &told.rule.id;
        match &told.says {
            Says::Detects(detection, fate) => {
                let code = detection.fault.code();
                let named = if code == id {
                    code.to_owned()
                } else {
                    format!("{code}, by {id}")
                };
                let fate = match fate {
                    Fate::Reported(Severity::Note) => {
                        format!("note[{named}], shown with --min-severity note")
                    }
                    Fate::Reported(severity) => format!("{}[{named}]", severity.name()),
                    fate => format!("{named} {}", kept_back(*fate)),
                };
                let message = format!("{fate}: {}{}", detection.message, self.elsewhere(detection));
                if self.told.borrow_mut().insert(message.clone()) {
                    self.item(&message, out)
                } else {
                    self.item(&format!("{fate}: as above"), out)
                }
            }
            Says::Fits => self.item(&format!("{id}: worked out again, and it fits"), out),
            Says::Leaves(because) => {
                self.item(&format!("{id}: nothing to say, since {because}"), out)
            }
            Says::States(stated) => {
                self.item(&format!("{id}: {}", states(stated)), out)?;
                for (other, comparison) in &stated.beside {
                    let (place, phrase, _) =
                        describe(self.run.corpus, self.run.ledger, self.run.sources, *other);
                    let what = compared(*comparison);
                    self.paragraph(
                        "      - ",
                        "        ",
                        &format!("{place} “{phrase}”: {what}"),
                        out,
                    )?;
                }
                Ok(())
            }
        }
    }

    /// What rules find stated in another way, where the claims are not joined: cells of tables are held against each other by
    /// their labels.
    fn sides(&self, account: &Account<'_>) -> Vec<String> {
        let detected = account.told.iter().filter_map(|told| match &told.says {
            Says::Detects(detection, _) if detection.fault == Fault::ValuesDisagree => {
                Some(*detection)
            }
            _ => None,
        });
        let labels = detected
            .flat_map(|detection| std::iter::once(&detection.primary).chain(&detection.related));
        let others = labels.filter(|label| {
            label.place.source != self.line.source || !label.place.span.overlaps(self.line.span)
        });
        let mut sides: Vec<String> = others
            .map(|label| format!("{} {}", self.position(label.place), label.text))
            .collect();
        sides.dedup();
        sides
    }

    fn position(&self, place: Place) -> String {
        let source = self.run.sources.get(place.source);
        let position = source.position(place.span.start as usize);
        format!("{}:{}:{}", source.name(), position.line, position.column)
    }

    /// The places of a finding that are not on this line: " (see reports/2022.md:7:3)".
    fn elsewhere(&self, detection: &Detection) -> String {
        let labels = std::iter::once(&detection.primary).chain(&detection.related);
        let places = labels.map(|label| label.place).filter(|place| {
            place.source != self.line.source || !place.span.overlaps(self.line.span)
        });
        let places: Vec<String> = places.map(|place| self.position(place)).collect();
        match places.as_slice() {
            [] => String::new(),
            [first, second, rest @ ..] if rest.len() > 1 => {
                format!(" (see {first}, {second} and {} more)", rest.len())
            }
            few => format!(" (see {})", few.join(", ")),
        }
    }

    fn item(&self, text: &str, out: &mut dyn Write) -> io::Result<()> {
        self.paragraph("  - ", "    ", text, out)
    }

    fn text(&self, indent: usize, text: &str, out: &mut dyn Write) -> io::Result<()> {
        let indent = " ".repeat(indent);
        self.paragraph(&indent, &indent, text, out)
    }

    fn paragraph(
        &self,
        first: &str,
        rest: &str,
        text: &str,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        writeln!(out, "{}", self.filled(first, rest, text))
    }

    /// A text in lines. Much of it is of others, so nothing stays in it that a terminal would act on.
    fn filled(&self, first: &str, rest: &str, text: &str) -> String {
        let wrapping = super::wrapping(self.options.width.max(40))
            .initial_indent(first)
            .subsequent_indent(rest);
        textwrap::fill(&one_line(text), wrapping)
    }

    fn bold(&self, text: &str) -> String {
        if self.options.color {
            format!("\u{1b}[1m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }
}

/// The place of a claim, its value with what it counts, and when it holds.
fn describe(
    corpus: &Corpus,
    ledger: &Ledger,
    sources: &Sources,
    id: ClaimId,
) -> (String, String, Option<String>) {
    let claim = &ledger.claims[id];
    let row = Row::of(corpus, sources, claim, None);
    let place = format!("{}:{}:{}", row.file, row.start.line, row.start.column);
    let phrase = match claim.measure.extent {
        Some(measure)
            if (0..=2).contains(&(i64::from(measure.start) - i64::from(claim.extent.end))) =>
        {
            format!("{} {}", row.value(), flat(row.measure()))
        }
        _ => row.value(),
    };
    (place, phrase, row.period().map(str::to_owned))
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn role(claim: &Claim) -> &'static str {
    match claim.role {
        Role::Level => "a number",
        Role::Change => "a change",
        Role::Share => "a share",
        Role::Rank => "a place in a series",
    }
}

/// What a value that is no plain number stands for.
fn means(claim: &Claim) -> Option<String> {
    let values = &claim.quantity.values;
    if claim.quantity.kind == Kind::Version {
        return None;
    }
    if values.is_vague() {
        return Some("no number in particular, and is compared with nothing".to_owned());
    }
    let set = || values.interval(Rounding::Half).to_string();
    (!values.is_exact()).then(set)
}

/// What two values about one fact say of each other, and how sure it is that they are.
fn verdict(same: &Same) -> String {
    let sure = match same.strength {
        Strength::SameSentence => "the same sentence but for numbers",
        Strength::FullKey => "what it counts, of what and when is the same",
        Strength::Alike => "no more than alike, so a note at most",
    };
    format!("{} ({sure})", compared(same.comparison))
}

fn compared(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Agree => "agrees",
        Comparison::Unknown => "cannot be compared",
        Comparison::Disjoint {
            rounding_like: true,
            ..
        } => "differs as rounding would",
        Comparison::Disjoint {
            conventional: true, ..
        } => "differs by what “over” and the like usually mean",
        Comparison::Disjoint { .. } => "both cannot be true",
    }
}

/// What became of something that is no finding.
fn kept_back(fate: Fate) -> &'static str {
    match fate {
        Fate::Reported(_) => "is reported",
        Fate::Told => "is told by another finding already",
        Fate::Suppressed => "is suppressed",
        Fate::Known => "is known to the baseline",
        Fate::Off => "is switched off by the settings",
    }
}

fn states(stated: &Stated) -> String {
    let when = match stated.period {
        Some(period) => format!("what it follows, for {period}"),
        None => "what it follows, for a time that nothing tells".to_owned(),
    };
    match (stated.beside.len(), stated.more) {
        (0, _) => format!("{when}; no other value for then"),
        (_, 0) => format!("{when}; beside it"),
        (_, more) => format!("{when}; beside it and {more} more"),
    }
}

/// How many rules had nothing to say.
fn said_nothing(answer: &Answer<'_>) -> String {
    let of_claims = answer.claims.iter().flat_map(|account| &account.told);
    let mut named: Vec<&str> = of_claims
        .chain(&answer.others)
        .map(|told| told.rule.id.as_str())
        .collect();
    named.sort_unstable();
    named.dedup();
    let what = if answer.narrowed { "it" } else { "this line" };
    match (named.len(), answer.rules - named.len()) {
        (0, all) => format!("None of the {all} rules has anything to say of {what}."),
        (_, rest) => format!("The other {rest} rules have nothing to say of {what}."),
    }
}

/// Writes why for programs.
pub fn why_json(answer: &Answer<'_>, run: Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    let Run {
        corpus,
        ledger,
        sources,
        ..
    } = run;
    let source = sources.get(answer.question.source);
    let line = source.line_span(answer.question.line);
    let row = |id: ClaimId| Row::of(corpus, sources, &ledger.claims[id], None);
    let claims = answer.claims.iter().map(|account| ClaimTwin {
        claim: Row::of(corpus, sources, account.claim, Some(account.status)),
        same: account
            .same
            .iter()
            .map(|same| SameTwin {
                claim: row(same.claim),
                strength: match same.strength {
                    Strength::SameSentence => "same-sentence",
                    Strength::FullKey => "full-key",
                    Strength::Alike => "alike",
                },
                comparison: comparison_name(same.comparison),
            })
            .collect(),
        apart: account
            .apart
            .iter()
            .map(|kept| KeptTwin {
                claim: row(kept.claim),
                because: kept.because.reason(),
            })
            .collect(),
        more_apart: account.more_apart,
        rules: account
            .told
            .iter()
            .map(|told| told_twin(told, run))
            .collect(),
    });
    let twin = AnswerTwin {
        version: 1,
        file: source.name(),
        line: answer.question.line + 1,
        text: &source.text()[line.range()],
        claims: claims.collect(),
        more: answer.more,
        unread: answer
            .unread
            .iter()
            .map(|unread| UnreadTwin {
                text: sources.quote(unread.place),
                start: position_twin(source, unread.place.span.start),
                read_as: unread.is_date.then_some("date"),
            })
            .collect(),
        others: answer
            .others
            .iter()
            .map(|told| told_twin(told, run))
            .collect(),
        rules: answer.rules,
    };
    tame::pretty(&twin, out)
}

fn comparison_name(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Agree => "agree",
        Comparison::Unknown => "unknown",
        Comparison::Disjoint { .. } => "disjoint",
    }
}

fn told_twin<'a>(told: &'a Told<'_>, run: Run<'a>) -> ToldTwin<'a> {
    let mut twin = ToldTwin {
        rule: &told.rule.id,
        says: "",
        code: None,
        severity: None,
        message: None,
        period: None,
        beside: Vec::new(),
    };
    match &told.says {
        Says::Detects(detection, fate) => {
            twin.code = Some(detection.fault.code());
            twin.message = Some(&detection.message);
            twin.says = match fate {
                Fate::Reported(_) => "reported",
                Fate::Told => "told",
                Fate::Suppressed => "suppressed",
                Fate::Known => "known",
                Fate::Off => "off",
            };
            if let Fate::Reported(severity) = fate {
                twin.severity = Some(severity.name());
            }
        }
        Says::Fits => twin.says = "fits",
        Says::Leaves(because) => {
            twin.says = "left";
            twin.message = Some(because);
        }
        Says::States(stated) => {
            twin.says = "states";
            twin.period = stated.period.map(|period| period.to_string());
            let claims = &run.ledger.claims;
            let beside = stated.beside.iter().map(|(other, comparison)| BesideTwin {
                claim: Row::of(run.corpus, run.sources, &claims[*other], None),
                comparison: comparison_name(*comparison),
            });
            twin.beside = beside.collect();
        }
    }
    twin
}

#[derive(Serialize)]
struct AnswerTwin<'a> {
    version: u32,
    file: &'a str,
    line: usize,
    text: &'a str,
    claims: Vec<ClaimTwin<'a>>,
    /// How many claims follow that are left out.
    more: usize,
    /// Dates, and words with digits that are no numbers.
    unread: Vec<UnreadTwin<'a>>,
    /// What rules detect on the line that is about none of the claims.
    others: Vec<ToldTwin<'a>>,
    /// How many rules ran.
    rules: usize,
}

#[derive(Serialize)]
struct ClaimTwin<'a> {
    #[serde(flatten)]
    claim: Row<'a>,
    same: Vec<SameTwin<'a>>,
    apart: Vec<KeptTwin<'a>>,
    more_apart: usize,
    rules: Vec<ToldTwin<'a>>,
}

#[derive(Serialize)]
struct SameTwin<'a> {
    claim: Row<'a>,
    strength: &'static str,
    comparison: &'static str,
}

#[derive(Serialize)]
struct KeptTwin<'a> {
    claim: Row<'a>,
    because: &'static str,
}

#[derive(Serialize)]
struct UnreadTwin<'a> {
    text: &'a str,
    start: PositionTwin,
    read_as: Option<&'static str>,
}

/// `says` is `reported`, `suppressed`, `known` (to the baseline), `told` (by another finding), `off`, `fits`, `left`
/// (could not be judged) or `states` (a value of what the rule follows).
#[derive(Serialize)]
struct ToldTwin<'a> {
    rule: &'a str,
    says: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    severity: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    beside: Vec<BesideTwin<'a>>,
}

#[derive(Serialize)]
struct BesideTwin<'a> {
    claim: Row<'a>,
    comparison: &'static str,
}
