//! A part that is larger than its whole: "16 of the 12 members", "9 out of 7 games", "12 guests, 16 of whom were late", "of the 12
//! guests, 16 were late".

use super::DETERMINERS;
use crate::check::flow::Flow;
use crate::check::{Context, show};
use crate::claim::{Claim, Mood, Role};
use crate::corpus::ReportId;
use crate::document::Extent;
use crate::finding::{Category, Certainty, Detection, Fault, Label};
use crate::lookup::words;
use crate::quantity::{Kind, is_one_of, is_year_number};
use crate::word;

/// Words between a part and its whole: "of all the", "out of our total of".
const LINKS: usize = 5;
/// A part that is larger than this many times its whole is of something else: "300 of our 12 monthly issues".
const MOST_TIMES: u32 = 10;

/// Reports the parts of a sentence that are larger than their wholes, but for those that are told with their share.
pub(super) fn check(
    context: &mut Context<'_>,
    id: ReportId,
    sentence: usize,
    claims: &[Claim],
    with_share: &[Extent],
) {
    let mut found: Vec<(&Claim, &Claim, Certainty)> = Vec::new();
    for pair in claims.windows(2) {
        let [first, second] = pair else { continue };
        if is_larger(first, second)
            && let Some(certainty) = part_of_whole(context, id, first, second)
        {
            found.push((first, second, certainty));
        } else if is_larger(second, first) && is_of_whom(context, id, first, second) {
            found.push((second, first, Certainty::Likely));
        }
    }
    if found.is_empty()
        && claims.len() > 1
        && claims[1..].iter().any(|claim| is_larger(claim, &claims[0]))
        && let Some((part, whole)) = fronted(context, id, sentence)
    {
        found.push((part, whole, Certainty::Likely));
    }
    found.retain(|(part, ..)| !with_share.contains(&part.extent));
    for (part, whole, certainty) in found {
        let detection = detection(context, part, whole, certainty);
        context.report(detection);
    }
}

/// Whether a number of things is larger than another one, by no more than a digit too many makes it.
fn is_larger(part: &Claim, whole: &Claim) -> bool {
    let is_count = |claim: &Claim| {
        claim.quantity.kind == Kind::Count
            && claim.role == Role::Level
            && claim.mood != Mood::Planned
            && !claim.base
            && !claim.quantity.values.is_vague()
    };
    if !is_count(part) || !is_count(whole) {
        return false;
    }
    let numbers = part.quantity.nominal().zip(whole.quantity.nominal());
    let near = numbers.is_some_and(|(part, whole)| {
        let most = whole.checked_mul(MOST_TIMES.into());
        part > whole && part.is_integer() && most.is_some_and(|most| part < most)
    });
    near && part.quantity.values.exceeds(&whole.quantity.values)
}

/// Nouns of which there are many things each, so that more of them may be meant: "we sold 40 of our 12 designs".
fn is_of_kinds(noun: &str) -> bool {
    words![
        "albums",
        "booklets",
        "books",
        "brands",
        "breeds",
        "categories",
        "classes",
        "courses",
        "designs",
        "editions",
        "episodes",
        "flavours",
        "issues",
        "kinds",
        "languages",
        "lines",
        "marks",
        "models",
        "patterns",
        "products",
        "series",
        "sizes",
        "sorts",
        "species",
        "stars",
        "styles",
        "subjects",
        "titles",
        "topics",
        "types",
        "varieties",
        "versions",
        "volumes",
    ]
    .has(noun)
}

/// Words before a noun that say that there need not be so many: "60 of the 50 promised trees".
fn is_not_all(word: &str) -> bool {
    words![
        "agreed",
        "best",
        "budgeted",
        "expected",
        "first",
        "hoped",
        "intended",
        "largest",
        "last",
        "leading",
        "main",
        "minimum",
        "necessary",
        "needed",
        "new",
        "odd",
        "original",
        "originally",
        "other",
        "pledged",
        "planned",
        "possible",
        "projected",
        "promised",
        "proposed",
        "required",
        "scheduled",
        "target",
        "targeted",
        "top",
    ]
    .has(word)
}

/// What a number before a noun may be a measure in: "16 of the 12 inch pizzas".
fn is_unit(word: &str) -> bool {
    words![
        "acre", "bed", "bit", "cm", "cup", "day", "dollar", "door", "euro", "foot", "ft", "gallon",
        "gram", "hour", "inch", "kg", "kilo", "km", "kw", "litre", "liter", "metre", "meter",
        "mile", "minute", "mm", "month", "mph", "ounce", "page", "pence", "person", "pint",
        "point", "pound", "seat", "seater", "second", "ton", "tonne", "track", "volt", "watt",
        "week", "year",
    ]
    .has(word)
}

/// Where the noun behind a number ends, if it is one of several things that are counted one by one.
fn plural_behind(context: &Context<'_>, id: ReportId, whole: &Claim) -> Option<u32> {
    let report = &context.corpus.reports[id];
    let noun = whole.measure.extent?;
    if noun.start < whole.extent.end || noun.start > whole.extent.end + 40 {
        return None;
    }
    let text = report.text(Extent {
        start: whole.extent.end,
        end: noun.end,
    });
    let mut words = text.split_whitespace();
    let last = words.next_back()?;
    // "50 homes that we had promised"
    let behind = report.text(Extent {
        start: noun.end,
        end: report.document.sentences[whole.sentence].extent.end,
    });
    // "14 of the 12 members' bicycles" are bicycles.
    if behind.starts_with(['\'', '’']) {
        return None;
    }
    let mut clause = behind.split_whitespace().take(6);
    let mut goes_on = true;
    let is_bound = clause.any(|word| {
        let own = goes_on;
        goes_on &= !word.ends_with([',', ';', ':', ')']);
        own && is_not_all(word.trim_end_matches(|c: char| !c.is_alphanumeric()))
    });
    if is_bound {
        return None;
    }
    let plain = word::is_plural(last)
        && last.bytes().all(|byte| byte.is_ascii_alphabetic())
        && !is_of_kinds(last)
        && !is_one_of(last, super::judge::MEASURED);
    (plain
        && !words.any(|word| is_not_all(word) || is_unit(word) || word.contains([',', '(', '-'])))
    .then_some(noun.end)
}

/// How sure it is that a number is said to be a part of the next one: "16 of the 12 members", "9 out of 7 games".
fn part_of_whole(
    context: &Context<'_>,
    id: ReportId,
    part: &Claim,
    whole: &Claim,
) -> Option<Certainty> {
    let report = &context.corpus.reports[id];
    let gap = part.extent.end..whole.extent.start;
    if gap.len() > 24 || gap.is_empty() {
        return None;
    }
    let between = report.text(Extent {
        start: gap.start,
        end: gap.end,
    });
    let mut words = between.split_whitespace().peekable();
    let is_out = words
        .next_if(|word| word.eq_ignore_ascii_case("out"))
        .is_some();
    if words.next()? != "of" {
        return None;
    }
    let mut many = 0;
    for word in words {
        let known = words![
            "all", "her", "his", "its", "my", "our", "the", "their", "these", "those"
        ];
        many += 1;
        if !known.has(word) || many > LINKS {
            return None;
        }
    }
    // "40 of 12 rooms" may be of anything.
    let noun = plural_behind(context, id, whole)?;
    let people = || is_people(last_word(&report.document.view.as_str()[..noun as usize]));
    if !is_out && many == 0 && !people() {
        return None;
    }
    // "Chapter 9 of the 7 volumes", "a score of 11".
    let sentence = report.document.sentences[part.sentence].extent;
    let before = report.text(Extent {
        start: sentence.start,
        end: part.extent.start,
    });
    let last = before.split_whitespace().next_back().unwrap_or_default();
    let numbered = words![
        "aged", "article", "chapter", "day", "figure", "game", "issue", "item", "lot", "no.",
        "number", "page", "part", "round", "section", "stage", "step", "table", "week", "year",
    ];
    // "In 1948 of the 12 members one was left."
    let is_year = is_year_number(report.text(part.extent));
    if is_year || numbered.has(last) || last.ends_with(['#', '-', '–', '/', '.']) {
        return None;
    }
    // "They sold 15 of the 12 paintings as prints": of each there may be several.
    let copied = words![
        "bought",
        "buy",
        "delivered",
        "distributed",
        "issued",
        "lent",
        "made",
        "make",
        "need",
        "needed",
        "ordered",
        "printed",
        "produced",
        "sell",
        "sent",
        "shipped",
        "sold",
    ];
    if copied.has(last) && !people() {
        return None;
    }
    // "On average 14 out of 10 guests, so we joke", "the story that 14 of the 12 members voted is wrong".
    let text = report.text(sentence);
    let mut said = text.split(|c: char| !c.is_alphabetic());
    let unmeant = words![
        "average", "false", "if", "joke", "joked", "myth", "rumour", "story", "untrue", "wrong"
    ];
    if said.any(|word| unmeant.has(word)) {
        return None;
    }
    let exact = part.quantity.values.is_exact() && whole.quantity.values.is_exact();
    // "We need 15 of these 12 bolts": things may be of sorts.
    let sure = exact && (is_out && many > 0 || people());
    Some(if sure {
        Certainty::Sure
    } else {
        Certainty::Likely
    })
}

/// Whether the second of two numbers is said to be of the first: "12 guests, 16 of whom", "12 guests, of whom 16 were".
fn is_of_whom(context: &Context<'_>, id: ReportId, whole: &Claim, part: &Claim) -> bool {
    let report = &context.corpus.reports[id];
    let Some(noun) = plural_behind(context, id, whole) else {
        return false;
    };
    let sentence = report.document.sentences[part.sentence].extent;
    let text = |start: u32, end: u32| {
        report.text(Extent {
            start,
            end: end.max(start),
        })
    };
    // A noun in between may be what the words stand for: "12 boxes of apples, 16 of which".
    let between = text(noun, part.extent.start);
    let behind = text(part.extent.end, sentence.end);
    // Who is of a crew is none: "12 crews, 16 of whom".
    let people = is_people(last_word(&report.document.view.as_str()[..noun as usize]));
    let points = |text: &str| text.trim() == if people { "whom" } else { "which" };
    let before_number = between
        .trim_start()
        .strip_prefix([',', '('])
        .and_then(|rest| rest.trim_start().strip_prefix("of "))
        .is_some_and(points);
    if before_number {
        let next = behind.split_whitespace().next().unwrap_or_default();
        return is_verb(next);
    }
    matches!(between.trim(), "," | "(")
        && behind
            .strip_prefix(" of ")
            .is_some_and(|rest| rest.split(' ').next().is_some_and(points))
}

/// Verbs that follow a number without a noun of its own.
fn is_verb(word: &str) -> bool {
    words![
        "are", "did", "do", "had", "have", "made", "were", "remain", "remained"
    ]
    .has(word)
}

/// What only people do, or what is only done with what was counted.
fn is_deed(word: &str) -> bool {
    words![
        "abstained",
        "accepted",
        "agreed",
        "answered",
        "attended",
        "came",
        "failed",
        "joined",
        "left",
        "lost",
        "passed",
        "replied",
        "responded",
        "returned",
        "said",
        "stayed",
        "voted",
        "won",
    ]
    .has(word)
}

/// Nouns of people.
fn is_people(noun: &str) -> bool {
    words![
        "adults",
        "applicants",
        "candidates",
        "children",
        "delegates",
        "employees",
        "guests",
        "men",
        "members",
        "participants",
        "patients",
        "people",
        "persons",
        "players",
        "pupils",
        "residents",
        "respondents",
        "staff",
        "students",
        "teachers",
        "trustees",
        "voters",
        "volunteers",
        "women",
    ]
    .has(noun)
}

fn last_word(text: &str) -> &str {
    text.rsplit(char::is_whitespace).next().unwrap_or_default()
}

/// "Of the 12 guests, 16 were late": the first number behind the comma, if it has no noun of its own.
fn fronted<'a>(
    context: &Context<'a>,
    id: ReportId,
    sentence: usize,
) -> Option<(&'a Claim, &'a Claim)> {
    let report = &context.corpus.reports[id];
    let text = report.text(report.document.sentences[sentence].extent);
    let starts = |start: &str| {
        text.get(..start.len())
            .is_some_and(|own| own.eq_ignore_ascii_case(start))
    };
    if !starts("of ") && !starts("out of ") {
        return None;
    }
    let flow = Flow::of(context, id, sentence);
    let of = usize::from(flow.is(0, &["out"]));
    let whole_at = flow.skip(of + 1, DETERMINERS);
    let whole = flow.count(whole_at)?;
    let noun = plural_behind(context, id, whole)?;
    let comma = (whole_at + 1..whole_at + 10)
        .take_while(|at| flow.token(*at).is_some() && !flow.is(*at, &["(", ":", ";"]))
        .find(|at| flow.is(*at, &[","]))?;
    if flow.has_verb(whole_at..comma) {
        return None;
    }
    let part = flow.count(comma + 1)?;
    let view = report.document.view.as_str();
    let verb = flow.word(comma + 2)?.of(view);
    let counted = last_word(&view[..noun as usize]);
    let fits = is_verb(verb) || is_deed(verb) && is_people(counted);
    (fits && is_larger(part, whole)).then_some((part, whole))
}

fn detection(
    context: &Context<'_>,
    part: &Claim,
    whole: &Claim,
    certainty: Certainty,
) -> Detection {
    let (stated, of) = (show::value(context, part), show::phrase(context, whole));
    Detection {
        fault: Fault::ShareOff,
        category: Category::Arithmetic,
        certainty,
        message: format!("“{stated}” is stated as a part of “{of}”, and is more than all of them"),
        help: "Correct one of the two numbers. Both can be right if the part is of something else: then say of what."
            .to_owned(),
        primary: Label { place: show::place(context, part), text: format!("“{stated}”") },
        related: vec![Label { place: show::place(context, whole), text: format!("of “{of}”") }],
        fix: None,
    }
}
