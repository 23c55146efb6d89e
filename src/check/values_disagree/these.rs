//! A number that points back to the one that was just said: "157 people voted. Of these 157 people, 110 voted by post", "we received 40
//! papers. 14 of the 40 papers were accepted."

use rust_decimal::Decimal;

use crate::check::Context;
use crate::claim::{Claim, Mood, Role, canonical};
use crate::corpus::{Report, ReportId};
use crate::finding::Certainty;
use crate::lookup::WordSet;
use crate::quantity::{Comparison, Kind};

/// How a sentence begins that points back, and whether a comma has to follow the noun: "Of these 30 people stayed" counts others.
const STARTS: &[(&str, bool)] = &[
    ("Of the ", true),
    ("Of these ", true),
    ("Of those ", true),
    ("These ", false),
    ("Those ", false),
    ("All these ", false),
];

/// So many sentences before may say the number.
const BACK: usize = 2;

/// The numbers of a report that point back to another one, each with that one, by their places among its claims.
pub(super) fn of_report(context: &Context<'_>, id: ReportId) -> Vec<([u32; 2], Certainty)> {
    let report = &context.corpus.reports[id];
    if !report.is_english() {
        return Vec::new();
    }
    let ids = context.ledger.of_report(id);
    let claims = &context.ledger.claims[ids];
    let mut pairs = Vec::new();
    let mut first = 0;
    for of_sentence in claims.chunk_by(|a, b| a.sentence == b.sentence) {
        let back = if points_back(report, &of_sentence[0]) {
            Some(0)
        } else {
            of_sentence[1..]
                .iter()
                .position(|claim| is_whole_of_part(report, claim))
                .map(|at| at + 1)
        };
        if let Some(at) = back
            && let Some(before) = said_before(report, &claims[..first], &of_sentence[at])
        {
            pairs.push(([before as u32, (first + at) as u32], Certainty::Likely));
        }
        first += of_sentence.len();
    }
    pairs
}

/// Verbs that say something of all that are counted before them.
const VERBS: WordSet<14> = WordSet::new([
    "are", "came", "chose", "did", "got", "had", "have", "is", "made", "met", "took", "was",
    "went", "were",
]);

/// Whether what is counted has no more words behind it: a mark follows, or a verb.
fn says_no_more(behind: &str) -> bool {
    let behind = behind.trim_start();
    let word = behind.split(|c: char| !c.is_alphanumeric()).next();
    behind.starts_with([',', '.', ';']) || word.is_some_and(|word| VERBS.has(word))
}

/// Whether a claim is the whole that a part is told of, and nothing more is said of it: "14 of the 42 papers were".
fn is_whole_of_part(report: &Report, claim: &Claim) -> bool {
    const BACK: &[&str] = &[" of the ", " of these ", " of those "];
    let view = report.document.view.as_str();
    let before = &view[..claim.extent.start as usize];
    let Some(part) = BACK.iter().find_map(|back| before.strip_suffix(back)) else {
        return false;
    };
    let noun = claim
        .measure
        .extent
        .filter(|noun| noun.start >= claim.extent.end && !claim.measure.guessed);
    let is_bare = noun.is_some_and(|noun| says_no_more(&view[noun.end as usize..]));
    let word = part.rsplit(|c: char| c.is_whitespace()).next();
    let is_number =
        word.is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit()) && !word.is_empty());
    is_number && is_bare && is_count(claim)
}

/// Whether a claim is the number of what a sentence begins with, and that was spoken of before.
fn points_back(report: &Report, claim: &Claim) -> bool {
    let start = report.document.sentences[claim.sentence].extent.start;
    // Most stand further behind.
    if claim.extent.start - start > 10 || !is_count(claim) {
        return false;
    }
    let view = report.document.view.as_str();
    let begins = &view[start as usize..claim.extent.start as usize];
    let Some((_, with_comma)) = STARTS.iter().find(|(words, _)| *words == begins) else {
        return false;
    };
    let noun = claim
        .measure
        .extent
        .filter(|noun| noun.start >= claim.extent.end && !claim.measure.guessed);
    noun.is_some_and(|noun| {
        let behind = &view[noun.end as usize..];
        behind.starts_with(',') || !with_comma && says_no_more(behind)
    })
}

fn is_count(claim: &Claim) -> bool {
    claim.quantity.kind == Kind::Count
        && claim.role == Role::Level
        && !claim.quantity.values.is_hedged()
        && !claim.quantity.values.is_vague()
        && claim.quantity.nominal() >= Some(Decimal::TEN)
}

/// The place of the one number of the same noun in the sentences right before, if a slip makes the one of the other, and no other
/// number explains the one that points back.
fn said_before(report: &Report, before: &[Claim], claim: &Claim) -> Option<usize> {
    let head = canonical(claim.measure.head?);
    let sentences = &report.document.sentences;
    let block = sentences[claim.sentence].block();
    let reach = |other: &&Claim| {
        other.sentence + BACK >= claim.sentence && sentences[other.sentence].block() == block
    };
    let near: Vec<&Claim> = before.iter().rev().take_while(reach).collect();
    let is_same = |other: &&&Claim| other.measure.head.map(canonical) == Some(head);
    let mut same = near.iter().filter(is_same);
    let (said, None) = (same.next()?, same.next()) else {
        return None;
    };
    let number = |claim: &Claim| claim.quantity.nominal().unwrap_or_default();
    let (one, other) = (number(said), number(claim));
    // "24 grants to bakers and 18 to millers": together they may be meant.
    let counts = near
        .iter()
        .filter(|other| other.quantity.kind == Kind::Count);
    let explains = counts.clone().any(|near| number(near) == other)
        || counts.map(|near| number(near)).sum::<Decimal>() == other;
    let is_one = said.period == claim.period && said.mood == Mood::Stated && is_had(report, said);
    let is_apart = matches!(
        said.quantity.values.compare(&claim.quantity.values),
        Comparison::Disjoint { .. }
    );
    let at = before.len() - 1 - near.iter().position(|near| std::ptr::eq(*near, *said))?;
    (is_count(said) && is_slip(one, other) && is_one && is_apart && !explains).then_some(at)
}

/// Whether nothing before a number says that it is not all there was: "a further 60 people", "we need 60".
fn is_had(report: &Report, claim: &Claim) -> bool {
    let view = report.document.view.as_str();
    let start = report.document.sentences[claim.sentence].extent.start as usize;
    let before = &view[start..claim.extent.start as usize];
    let mut words = before.split(|c: char| !c.is_alphanumeric()).rev();
    let last = words.find(|word| !word.is_empty());
    last.is_none_or(|word| HAD.has(word))
}

/// What may stand right before the number of all there was.
const HAD: WordSet<12> = WordSet::new([
    "are", "by", "from", "gave", "got", "had", "has", "have", "made", "received", "was", "were",
]);

/// Whether one number is another with one digit wrong, or two digits the other way round.
fn is_slip(one: Decimal, other: Decimal) -> bool {
    let [one, other] = [one, other].map(|number| number.normalize().to_string());
    let odd = one
        .bytes()
        .zip(other.bytes())
        .filter(|(one, other)| one != other);
    let odd: Vec<(u8, u8)> = odd.collect();
    // 120 and 100 are rather of two.
    let is_round = [&one, &other].iter().all(|number| number.ends_with('0'));
    one.len() == other.len()
        && !is_round
        && match odd.as_slice() {
            [_] => true,
            [first, second] => (first.0, first.1) == (second.1, second.0),
            _ => false,
        }
}
