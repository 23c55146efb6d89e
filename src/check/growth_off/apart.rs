//! By how much two values of a sentence are said to be apart: "11,843 births and 10,368 deaths, an excess of 1,475", "exports of £8m
//! exceeded imports of £7m by £1m". Incomes and what is spent of them have a check of their own.

use super::sentence::{are_of_one_sort, is_plain};
use super::verdict::{difference, fitting};
use crate::check::flow::Flow;
use crate::check::{Context, Verdict, show};
use crate::claim::{Claim, ClaimId, Mood, Role};
use crate::finding::{Certainty, Detection, Fault, Label};
use crate::lookup::{WordMap, WordSet};
use crate::quantity::{GrowthCheck, Kind, is_time_unit};

/// Nouns for how far two values are apart, whatever these are of.
const APART: WordSet<5> = WordSet::new(["difference", "excess", "gap", "majority", "margin"]);

/// Nouns that say so of two things of which one comes and the other goes.
const LEFT: WordSet<3> = WordSet::new(["deficit", "shortfall", "surplus"]);
/// Nouns that say so if "natural" or "net" stands before them: alone they are of another year.
const NET: WordSet<5> = WordSet::new(["decrease", "gain", "increase", "loss", "outflow"]);

/// What comes and what goes, by a number for each pair.
const OPPOSITES: WordMap<(u8, bool), 18> = WordMap::new([
    ("births", (0, true)),
    ("deaths", (0, false)),
    ("exports", (1, true)),
    ("imports", (1, false)),
    ("arrivals", (2, true)),
    ("departures", (2, false)),
    ("joiners", (3, true)),
    ("leavers", (3, false)),
    ("admissions", (4, true)),
    ("discharges", (4, false)),
    ("assets", (5, true)),
    ("liabilities", (5, false)),
    ("openings", (6, true)),
    ("closures", (6, false)),
    ("immigrants", (7, true)),
    ("emigrants", (7, false)),
    ("admitted", (8, true)),
    ("discharged", (8, false)),
]);

/// What says that the difference is not that of the two values alone.
const DOUBT: &[&str] = &[
    "about",
    "average",
    "each",
    "if",
    "including",
    "less",
    "not",
    "over",
    "per",
    "plus",
    "respectively",
    "target",
];

/// Words between two values, and between them and what they are apart by.
const BETWEEN: WordSet<32> = WordSet::new([
    ",", "(", ")", "a", "against", "an", "and", "are", "as", "at", "by", "came", "compared",
    "giving", "in", "is", "leaving", "making", "of", "only", "our", "so", "stood", "the", "there",
    "thus", "to", "total", "totalled", "was", "were", "with",
]);

/// Whether a number may be by how much two values are apart: cheap to tell, and true of few.
pub(super) fn may_be(context: &Context<'_>, id: ClaimId) -> bool {
    let claim = &context.ledger.claims[id];
    let of_sentence = context.ledger.of_sentence(claim.report, claim.sentence);
    let is_amount = matches!(claim.quantity.kind, Kind::Count | Kind::Money);
    if !(3..=5).contains(&of_sentence.len()) || !is_amount || claim.mood != Mood::Stated {
        return false;
    }
    let report = &context.corpus.reports[claim.report];
    let view = report.document.view.as_str();
    // Few numbers stand behind one of these.
    let before = view[..claim.extent.start as usize].trim_end();
    if !before.ends_with(" of") && !before.ends_with(" by") {
        return false;
    }
    let tokens = report.tokens(claim.sentence);
    let at = tokens.partition_point(|token| token.start < claim.extent.start);
    let noun = at.checked_sub(2).map(|at| tokens[at].of(view));
    tokens.len() <= super::WORDS_BESIDE
        && (noun.is_some_and(|noun| APART.has(noun) || LEFT.has(noun) || NET.has(noun))
            || tokens[..at]
                .iter()
                .any(|token| token.of(view).starts_with("exceed")))
}

/// What two values say of how far they are said to be apart.
pub(super) fn judged(context: &Context<'_>, flow: &Flow<'_>, id: ClaimId) -> Verdict {
    judged_if_any(context, flow, id).unwrap_or(Verdict::Open)
}

fn judged_if_any(context: &Context<'_>, flow: &Flow<'_>, id: ClaimId) -> Option<Verdict> {
    let stated = &context.ledger.claims[id];
    let at = (0..flow.len()).find(|at| {
        let number = flow.number(*at);
        number.is_some_and(|number| number.extent == stated.extent)
    })?;
    let numbers: Vec<usize> = (0..flow.len())
        .filter(|at| flow.number(*at).is_some())
        .collect();
    // Another number may belong to the sum.
    let [first, second, last] = numbers[..] else {
        return None;
    };
    let ends = at + 1 >= flow.len() || flow.is(at + 1, &[".", "!", ";"]);
    let is_told = last == at
        && ends
        && second - first <= 12
        && at - second <= 12
        && (exceed(flow, [first, second, at]) || follow(flow, [first, second, at]));
    if !is_told || flow.has(DOUBT) {
        return None;
    }
    let (one, other) = (value(flow, first)?, value(flow, second)?);
    if !are_of_one_sort(one, other) || !are_of_one_sort(one, stated) {
        return None;
    }
    let (more, less) = if one.quantity.nominal()? >= other.quantity.nominal()? {
        (one, other)
    } else {
        (other, one)
    };
    let values = [less, more, stated].map(|claim| &claim.quantity.values);
    // A council's majority is over half of its seats.
    let is_over_half = || {
        let [less, more, stated] = [less, more, stated].map(|claim| claim.quantity.nominal());
        let gap = more.zip(less).map(|(more, less)| more - less);
        flow.is(at.saturating_sub(2), &["majority"])
            && gap
                .zip(stated)
                .is_some_and(|(gap, stated)| stated + stated == gap)
    };
    let computed = match difference(values[0], values[1], values[2]) {
        GrowthCheck::Fits => return Some(fitting(context, [stated, one, other])),
        GrowthCheck::Sure { computed }
            if !stated.quantity.values.is_hedged() && !is_over_half() =>
        {
            computed
        }
        _ => return None,
    };
    let shown = [stated, more, less].map(|claim| show::value(context, claim));
    let [said, high, low] = &shown;
    Some(Verdict::Off(Box::new(Detection {
        fault: Fault::GrowthOff,
        category: Fault::GrowthOff.category(),
        certainty: Certainty::Likely,
        message: format!(
            "“{said}” is stated, and {high} less {low} is {}",
            show::number(computed)
        ),
        help: "Correct the difference or one of the two values. All can be right if something else is added or taken off: then say \
               so."
            .to_owned(),
        primary: Label {
            place: show::place(context, stated),
            text: format!("“{said}”"),
        },
        related: vec![
            Label {
                place: show::place(context, more),
                text: high.clone(),
            },
            Label {
                place: show::place(context, less),
                text: format!("less {low}"),
            },
        ],
        fix: None,
    })))
}

/// A plain value of something.
fn value<'a>(flow: &Flow<'a>, at: usize) -> Option<&'a Claim> {
    let claim = flow.number(at)?;
    let is_level = claim.role == Role::Level && is_plain(claim) && !is_time_unit(flow.text(at + 1));
    // "Rose by £5,000", "fell from £5,000".
    (is_level && !flow.follows(at, &["by", "from"])).then_some(claim)
}

/// "Exports of £8m exceeded imports of £7m by £1m": each value stands right behind its noun.
fn exceed(flow: &Flow<'_>, [first, second, at]: [usize; 3]) -> bool {
    let is_by = |at: usize| flow.follows(at, &["by"]);
    let told = |at: usize| flow.follows(at, &["of", "("]);
    let exceeds = (first + 1..second).any(|at| flow.is(at, &["exceed", "exceeded", "exceeds"]));
    let closed = flow.skip(second + 1, &[")"]);
    exceeds && is_by(at) && closed + 1 == at && told(first) && told(second)
}

/// "11,843 births and 10,368 deaths, an excess of 1,475", "exports were £8m and imports £7m, a surplus of £1m".
fn follow(flow: &Flow<'_>, [first, second, at]: [usize; 3]) -> bool {
    let view = flow.report.document.view.as_str();
    let Some(noun) = at.checked_sub(2).filter(|_| flow.follows(at, &["of"])) else {
        return false;
    };
    let joined = (first + 1..second).any(|at| flow.is(at, &["and", "against", "compared", "with"]));
    // Before the noun its article, with a word between them at most: "a natural increase of".
    let article = (noun.saturating_sub(2)..noun).find(|at| flow.is(*at, &["a", "an"]));
    let Some(article) = article.filter(|article| joined && *article > second) else {
        return false;
    };
    let word = |at: usize| flow.word(at).map(|word| word.of(view));
    let opposite = |range: std::ops::Range<usize>| {
        let mut words = range.rev().filter_map(word);
        words.find_map(|word| OPPOSITES.get(word))
    };
    let told = (first + 1..article).filter(|at| *at != second).all(|at| {
        let text = flow.text(at);
        BETWEEN.has(text) || flow.word(at).is_some_and(|word| !word.is_function())
    });
    // "Births were 11,843 and deaths 10,368", "11,843 births and 10,368 deaths".
    let pair = opposite(0..second)
        .zip(opposite(second..article))
        .or_else(|| {
            let split = (first + 1..second).find(|at| flow.is(*at, &["and", "against"]))?;
            opposite(0..split).zip(opposite(split..second))
        });
    let are_opposite = pair.is_some_and(|(one, other)| one.0 == other.0 && one.1 != other.1);
    let comma = (second + 1..article)
        .any(|at| flow.is(at, &[",", "–", "—", "leaving", "giving", "making"]));
    let is_net = NET.has(flow.text(noun)) && flow.follows(noun, &["natural", "net"]);
    let noun = flow.text(noun);
    // An insurance has an excess, and sales have a margin.
    let is_money = flow
        .number(at)
        .is_some_and(|claim| claim.quantity.kind == Kind::Money);
    let may_be_of_any = APART.has(noun) && !(is_money && matches!(noun, "excess" | "margin"));
    let is_of_opposites = LEFT.has(noun) || noun == "excess" || is_net;
    told && comma && (may_be_of_any || are_opposite && is_of_opposites)
}
