//! One happening at two places: "held in Oslo in May", "held in Bergen in May".

use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use super::{Flow, Happening, MOST, is_named_alike};
use crate::check::Context;
use crate::corpus::Corpus;
use crate::document::Extent;
use crate::finding::{Certainty, Detection, Fault, Label};
use crate::word::{self, Stem, Token};

const HELP: &str = "Correct one of the two. Both can be right if one place lies in the other, or if there were two: \
                    then say what sets them apart.";

/// The most words of a place.
const LONGEST: usize = 3;

/// Where something was held.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// The piece before it.
    pub(super) at: usize,
    /// All of it.
    pub(super) extent: Extent,
    /// Its words: "New York".
    words: Vec<Stem>,
    /// What it lies in: the "Norway" of "Oslo, Norway".
    within: Vec<Stem>,
}

impl Place {
    /// The one place of a sentence, if it has one. What is held in two is held twice.
    pub(super) fn of(context: &Context<'_>, flow: &Flow<'_>) -> Option<Place> {
        let mut places = (0..flow.len()).filter_map(|at| Place::at(context, flow, at));
        places.next().filter(|_| places.next().is_none())
    }

    /// The place that a piece introduces: "in Oslo, Norway".
    fn at(context: &Context<'_>, flow: &Flow<'_>, at: usize) -> Option<Place> {
        if !flow.is(at, &["in"]) {
            return None;
        }
        let vocabulary = &context.corpus.vocabulary;
        let name = |at: usize| -> Vec<Stem> {
            let words = (at..at + LONGEST).map_while(|at| flow.word(at));
            let proper = |token: &Token| {
                token.is_capital() && !token.is_function() && vocabulary.is_name(token.stem)
            };
            let months = |at: usize| word::is_month(flow.text(at));
            let length = words.take_while(proper).count();
            let named = (at..at + length).all(|at| !months(at));
            let words = (at..at + length).filter_map(|at| flow.word(at));
            words.map(|token| token.stem).filter(|_| named).collect()
        };
        let words = name(at + 1);
        let mut end = at + 1 + words.len();
        let within = if flow.is(end, &[","]) {
            name(end + 1)
        } else {
            Vec::new()
        };
        if !within.is_empty() {
            end += 1 + within.len();
        }
        // "In Oslo and Bergen", "in Oslo, Bergen and Moss": several. "In Oslo Hall": a hall with more words.
        let several = flow.is(end, &["and", "&", "or", "/"])
            || flow.is(end, &[","]) && !name(end + 1).is_empty();
        let more = flow
            .word(end)
            .is_some_and(|token| token.is_capital() && !token.is_function());
        (!words.is_empty() && !several && !more).then(|| Place {
            at,
            extent: flow.span(at + 1, end - 1),
            words,
            within,
        })
    }
}

/// Which places the corpus says lie in which.
#[derive(Default)]
pub(super) struct Gazetteer {
    /// The last word of one name and the first of another that stands behind it and a comma: "Oslo, Norway". Made when
    /// somebody first asks.
    within: OnceLock<FxHashSet<(Stem, Stem)>>,
}

impl Gazetteer {
    /// How sure it is that two happenings were held at two places, neither of which lies in the other; `None` if they
    /// may have been at one.
    pub(super) fn apart(
        &self,
        context: &Context<'_>,
        first: &Happening,
        second: &Happening,
    ) -> Option<Certainty> {
        let (first, second) = (first.place.as_ref()?, second.place.as_ref()?);
        let shared =
            |place: &Place, words: &[Stem]| place.words.iter().any(|word| words.contains(word));
        if shared(first, &second.words)
            || shared(first, &second.within)
            || shared(second, &first.within)
        {
            return None;
        }
        let within = self.within.get_or_init(|| pairs(context.corpus));
        let lies_in = |inner: &Place, outer: &Place| {
            let (last, first) = (inner.words.last(), outer.words.first());
            last.zip(first)
                .is_some_and(|(last, first)| within.contains(&(*last, *first)))
        };
        if lies_in(first, second) || lies_in(second, first) {
            return None;
        }
        // Two towns are two places; a town and a land may be one.
        let is_town = |place: &Place| {
            let last = place.words.last();
            !place.within.is_empty()
                || last.is_some_and(|last| within.iter().any(|(inner, _)| inner == last))
        };
        Some(if is_town(first) && is_town(second) {
            Certainty::Likely
        } else {
            Certainty::Unsure
        })
    }
}

/// The words with capitals on both sides of each comma that stands between two names and parts no list.
fn pairs(corpus: &Corpus) -> FxHashSet<(Stem, Stem)> {
    let mut pairs = FxHashSet::default();
    for report in &corpus.reports {
        for sentence in 0..report.document.sentences.len() {
            let ids = report.words(sentence);
            let named = |at: usize| {
                let kind = ids.get(at).map(|id| corpus.words.word(*id).kind);
                kind.is_some_and(|kind| kind.shape().is_capital() && !kind.is_function())
            };
            let is = |at: usize, words: &[&str]| {
                let word = ids.get(at).map(|id| corpus.words.text(*id));
                word.is_some_and(|word| words.contains(&word))
            };
            for at in 1..ids.len() {
                if !is(at, &[","]) || !named(at - 1) || !named(at + 1) {
                    continue;
                }
                let before = (at.saturating_sub(LONGEST)..at).rev();
                let start = at - before.take_while(|at| named(*at)).count();
                let length = (at + 1..=at + LONGEST).take_while(|at| named(*at)).count();
                let end = at + 1 + length;
                let goes_on = is(end, &["and", "or", "&"])
                    || is(end, &[","]) && (named(end + 1) || is(end + 1, &["and", "or"]));
                let began = start > 0 && is(start - 1, &[",", "and"]);
                if !goes_on && !began {
                    let stem = |at: usize| corpus.words.word(ids[at]).stem;
                    pairs.insert((stem(at - 1), stem(at + 1)));
                }
            }
        }
    }
    pairs
}

/// Two happenings of a group that are one and have two places.
pub(super) fn disagreement(
    context: &Context<'_>,
    gazetteer: &Gazetteer,
    group: &[Happening],
) -> Option<Detection> {
    let placed = || group.iter().filter(|happening| happening.place.is_some());
    if placed().count() > MOST {
        return None;
    }
    for (at, second) in placed().enumerate() {
        for first in placed().take(at) {
            let same_sentence = first.report == second.report && first.sentence == second.sentence;
            let one_time = first.period.overlaps(second.period);
            if same_sentence || !one_time || !is_named_alike(first, second) {
                continue;
            }
            let Some(certainty) = gazetteer.apart(context, first, second) else {
                continue;
            };
            // What is held several times a year is held in several places.
            let fine = |happening: &Happening| {
                happening.is_dated || happening.date == placed_at(happening)
            };
            // Two passages may speak of two events of one name.
            let certainty = if fine(first) && fine(second) {
                certainty.min(Certainty::Likely)
            } else {
                Certainty::Unsure
            };
            let label = |happening: &Happening| {
                let report = &context.corpus.reports[happening.report];
                let (what, place) = (report.text(happening.what), placed_at(happening));
                Label {
                    place: report.document.place(place),
                    text: format!("“{what}”: “{}”", report.text(place)),
                }
            };
            let text = |happening: &Happening| {
                context.corpus.reports[happening.report].text(placed_at(happening))
            };
            let what = context.corpus.reports[second.report].text(second.what);
            return Some(Detection {
                fault: Fault::DateDisagrees,
                category: Fault::DateDisagrees.category(),
                certainty,
                message: format!(
                    "“{what}” is said to have been in {} and in {}",
                    text(first),
                    text(second)
                ),
                help: HELP.to_owned(),
                primary: label(second),
                related: vec![label(first)],
                fix: None,
            });
        }
    }
    None
}

/// Where the place of a happening stands.
fn placed_at(happening: &Happening) -> Extent {
    happening
        .place
        .as_ref()
        .map_or(happening.what, |place| place.extent)
}
