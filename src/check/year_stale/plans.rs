//! Plans for a year that is over, or for "this year" where the text speaks of the next.

use super::{Own, written};
use crate::check::Context;
use crate::check::flow::Flow;
use crate::finding::{Certainty, Detection, Label};
use crate::lookup::WordSet;
use crate::period::{Anchor, Mention, Part, YearRef};

/// What comes is told with these: [`WILL`], and what [`ahead`] looks for.
pub(super) const COMING: WordSet<10> = WordSet::new([
    "ahead", "expect", "expects", "forward", "intend", "intends", "plan", "plans", "shall", "will",
]);

/// What comes is told with these.
const WILL: &[&str] = &[
    "will", "shall", "plans", "plan", "intends", "intend", "expects", "expect",
];

/// A plan for a year that is over.
pub(super) fn plans(own: Own<'_>, flow: &Flow<'_>, found: &mut Vec<Detection>) {
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

/// "Looking ahead to 2020" in a report of 2020 or later.
pub(super) fn ahead(own: Own<'_>, flow: &Flow<'_>, found: &mut Vec<Detection>) {
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

/// "This year" for a plan that the sentence, or the one before it, dates to the next year.
pub(super) fn this_year(
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
