//! How much two claims are alike in their words, which weigh the more the rarer they are, and in the numbers beside them.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::contradict::{contradict, is_of_unsaid_noun, noun_of_money};
use super::contrast::{contrast, is_beside_unnamed, is_headed_apart, set_apart};
use super::overlap::Overlap;
use super::{Side, Strength};
use crate::claim::{Apart, Claim, Measure, Mood, Role, Scope, canonical};
use crate::corpus::Vocabulary;
use crate::quantity::{Kind, order};
use crate::word::{self, Stem};

/// How much two claims are alike in their words, or what keeps them apart.
pub(super) fn likeness(
    vocabulary: &Vocabulary,
    first: &Side<'_>,
    second: &Side<'_>,
) -> Result<Strength, Apart> {
    let (a, b) = (first.claim, second.claim);
    let (in_a, in_b) = (&first.scope, &second.scope);
    if a.report == b.report && a.sentence == b.sentence {
        return Err(Apart::Sentence);
    }
    if let Some(apart) = contradict(a, b, in_a, in_b) {
        return Err(apart);
    }
    if is_told_of_other(first, second) || is_told_of_other(second, first) {
        return Err(Apart::Measure);
    }
    let company = company(first, second);
    let bound = in_a.points_back
        || in_b.points_back
        || (company == 0 && in_a.names().is_empty() && is_short(in_a));
    if bound && is_headed_apart((a, in_a), (b, in_b)) {
        return Err(Apart::Heading);
    }
    // "Came to 2,625 (2,775 last year)" is as long as last year's "came to 2,775": its second number is of the first one there.
    let is_of_then = a.report != b.report
        && a.slot != b.slot
        && a.dated != b.dated
        && a.period.is_some()
        && a.period == b.period;
    if in_a.sequence() == in_b.sequence() && !is_of_then {
        // "Up from 72,000" and last year's "came to 86,000, up from" tell of one number.
        if a.slot != b.slot && a.base == b.base {
            return Err(Apart::Slot);
        }
        // "This release has 848 packages": the names that the sentence before gives.
        let names = Overlap::of(vocabulary, in_a.names(), in_b.names(), &[]);
        if names.only_first > 0 && names.only_second > 0 {
            return Err(Apart::Names);
        }
        let named = !in_a.names().is_empty() && in_a.names() == in_b.names();
        return Ok(match in_a.sequence().len() {
            6.. => Strength::SameSentence,
            // "The Oslo Fair drew 900 guests."
            4.. if named && in_a.is_own && in_b.is_own => Strength::FullKey,
            // "The mill had 40 guests in 2020", in the reports of two years.
            3.. if are_of_one_named_year(first, second) => Strength::FullKey,
            // "The walk brought in £5,200"
            4.. if are_plain_and_telling(vocabulary, first, second) => Strength::FullKey,
            _ => Strength::Alike,
        });
    }
    let names = Overlap::of(vocabulary, in_a.names(), in_b.names(), &[]);
    let alike_names = names.only_first == 0 && names.only_second == 0;
    let whose = if a.measure.of().is_some() && a.measure.of() == b.measure.of() {
        WHOSE
    } else {
        0
    };
    // "attendees from 50 countries" at one place, a rare name, two more numbers in common, or a sum of money of one year to come: the
    // key is whole, whatever else the sentences say.
    let forecast =
        a.quantity.kind == Kind::Money && a.mood == Mood::Planned && a.period == b.period;
    let visited = whose > 0 && (company > 0 || intersect(in_a.locations(), in_b.locations()));
    let rare = in_a.names().iter().filter(|stem| {
        in_b.names().binary_search(stem).is_ok() && vocabulary.usage(**stem).sentences <= RARE
    });
    let named = rare.count() >= 2;
    let same_place = alike_names && intersect(in_a.locations(), in_b.locations());
    let anchored = visited || named || same_place || company >= 2 * COMPANY;
    let of_two_names = names.only_first > 0 && names.only_second > 0;
    // Most that are named otherwise are told apart before their words are weighed.
    if of_two_names && !anchored && !forecast {
        return Err(Apart::Names);
    }
    // The noun of a number is the key already; money has none.
    let nouns = [a, b].map(|claim| {
        let head = claim.measure.head;
        head.filter(|_| claim.quantity.kind != Kind::Money)
    });
    let shared_words = vocabulary.shared_but(in_a.words(), in_b.words(), &nouns);
    let anchored = anchored || (forecast && shared_words > 0);
    if of_two_names && !anchored {
        return Err(Apart::Names);
    }
    let large = if alike_names {
        magnitude(a).min(magnitude(b))
    } else {
        0
    };
    let back = |claim: &Claim| {
        if claim.base && claim.dated {
            NAMED_BACK
        } else {
            0
        }
    };
    let shared = names.shared + shared_words + whose + company + large + back(a).max(back(b));
    // Many things grow by some percent, and of many there is some percent: what is meant, only a noun tells.
    let unsaid = a.quantity.kind == Kind::Percent
        && (a.role == Role::Change || a.measure.head.is_none() || b.measure.head.is_none());
    // Two numbers of one noun that a slip of the keys makes of each other are hardly ever two facts.
    let slip = || !unsaid && a.quantity.is_misprint_of(&b.quantity);
    if !a.measure.guessed && !b.measure.guessed && slip() && !contrast(in_a, in_b) {
        return Ok(Strength::FullKey);
    }
    // Most share too little, whatever else they say.
    if shared < ALIKE && !forecast {
        return Err(Apart::Words);
    }
    let words = Overlap::of(vocabulary, in_a.words(), in_b.words(), &nouns);
    let alone = names.only_first.min(names.only_second) + words.only_first.min(words.only_second);
    // "Was held online and drew 900 people from 40 towns" and "drew 900 people from 40 towns".
    let accompanied = company > 0 && alike_names && !in_a.names().is_empty();
    let guessed = a.quantity.kind != Kind::Money && (a.measure.guessed || b.measure.guessed);
    // Multiples say how two things compare, and there are many of these; a further word narrows what is counted.
    // Of one whole there are many shares, each of those who do another thing.
    let shares =
        a.quantity.kind == Kind::Percent && a.role == Role::Share && !anchored && alone > 0;
    let loose = a.quantity.kind == Kind::Ratio
        || shares
        || (!anchored && company == 0 && !same_words(&a.measure, &b.measure));
    let of_two = a.report == b.report
        && (is_beside_unnamed(in_a, (b, in_b)) || is_beside_unnamed(in_b, (a, in_a)));
    // Long sentences that share almost everything are one sentence with a few words changed.
    let same = shared >= 4 * FULL && shared >= 8 * alone.max(1);
    let full = (shared >= FULL || (forecast && anchored) || (same_place && shared >= ALIKE))
        && (anchored || 4 * shared >= 7 * alone);
    if guessed
        || is_of_unsaid_noun(a, b, in_a, in_b)
        || loose
        || !(same || full && !unsaid)
        || of_two
        || contrast(in_a, in_b)
        || (!named && !accompanied && set_apart(in_a, in_b))
    {
        return alike(shared);
    }
    Ok(if same {
        Strength::SameSentence
    } else {
        Strength::FullKey
    })
}

/// Whether the sentence of one sum of money says the noun of the other of another sum: "31 homes for £6.3m, with a surplus of
/// £1.2m" says nothing else of its surplus.
fn is_told_of_other(one: &Side<'_>, other: &Side<'_>) -> bool {
    let is_plain = one.claim.role == Role::Level && !one.claim.base && one.claim.measure.guessed;
    let noun = is_plain.then(|| noun_of_money(other.claim)).flatten();
    noun.is_some()
        && one.beside().any(|beside| {
            beside.role == Role::Level && !beside.base && noun_of_money(beside) == noun
        })
}

/// Whether two reports each name the year of what they count.
fn are_of_one_named_year(first: &Side<'_>, second: &Side<'_>) -> bool {
    let names = |side: &Side<'_>| {
        let measure = &side.claim.measure;
        side.claim.dated && measure.head.is_some() && !measure.guessed && stands_alone(&side.scope)
    };
    let (a, b) = (first.claim, second.claim);
    a.report != b.report && a.period == b.period && names(first) && names(second)
}

/// Whether two short sentences of the same words begin with a noun and say enough of it.
fn are_plain_and_telling(vocabulary: &Vocabulary, first: &Side<'_>, second: &Side<'_>) -> bool {
    let is_level = |side: &Side<'_>| {
        side.claim.role == Role::Level && !side.claim.base && stands_alone(&side.scope)
    };
    // The noun of a number is the key already; money has none.
    let noun = first.claim.measure.head;
    let noun = noun.filter(|_| first.claim.quantity.kind != Kind::Money);
    let (of_first, of_second) = (first.scope.words(), second.scope.words());
    let words = Overlap::of(vocabulary, of_first, of_second, &[noun]);
    first.scope.about.is_some() && is_level(first) && is_level(second) && words.shared >= FULL
}

/// Whether no pronoun says of whom a sentence speaks, but of those who write.
pub(super) fn stands_alone(scope: &Scope<'_>) -> bool {
    static OTHERS: LazyLock<[Stem; 8]> = LazyLock::new(|| {
        ["he", "it", "its", "she", "their", "these", "they", "this"].map(word::stem)
    });
    !scope.points_back || !scope.sequence().iter().any(|stem| OTHERS.contains(stem))
}

/// Whether a sentence is too short to name what it is about.
pub(super) fn is_short(scope: &Scope<'_>) -> bool {
    scope.sequence().len() < 10
}

/// What two claims are that share so much, and no more.
fn alike(shared: u32) -> Result<Strength, Apart> {
    if shared >= ALIKE {
        Ok(Strength::Alike)
    } else {
        Err(Apart::Words)
    }
}

/// The weight that two claims must share, beside their measure, to be held to be about one fact: about two words
/// that are rare in the corpus, or a name and a word.
const FULL: u32 = 17;

/// A name in so few sentences is of one thing; two of them are a name of two words, or two names together.
const RARE: u32 = 8;

/// The weight from which they are at least alike.
const ALIKE: u32 = 10;

/// The weight of having the same noun before "from 31 countries".
const WHOSE: u32 = 4;

/// The weight of a statement that compares with a number of a year that it names: an earlier report has that number.
const NAMED_BACK: u32 = 6;

/// The weight of other numbers that stand beside both claims: "from 50 countries and 335 organizations" twice, with
/// the same 335.
fn company(first: &Side<'_>, second: &Side<'_>) -> u32 {
    // Many a number stands alone.
    if first.sentence.len() < 2 || second.sentence.len() < 2 {
        return 0;
    }
    let number = |claim: &Claim| {
        let nominal = claim.quantity.nominal();
        nominal.filter(|_| claim.quantity.kind != Kind::Version)
    };
    let telling = |claim: &Claim| number(claim).filter(|number| order(*number, TELLING).is_ge());
    let is_same = |one: Decimal, other: Decimal| order(one, other).is_eq();
    let shared = first.beside().filter(|a| {
        telling(a).is_some_and(|told| {
            second.beside().any(|b| {
                a.measure.head == b.measure.head
                    && number(b).is_some_and(|number| is_same(number, told))
            })
        })
    });
    COMPANY * shared.count() as u32
}

/// The weight of the size of a number: there are few things of which there are millions.
fn magnitude(claim: &Claim) -> u32 {
    let digits = claim
        .quantity
        .nominal()
        .and_then(|number| number.trunc().to_u64())
        .map_or(0, |number| number.max(1).ilog10());
    match digits {
        0..=3 => 0,
        4..=5 => 3,
        _ => 7,
    }
}

/// Smaller numbers stand in two sentences by chance.
pub(super) const TELLING: Decimal = Decimal::from_parts(20, 0, 0, false, 0);

/// The weight of one number that stands beside both claims.
const COMPANY: u32 = 9;

/// Whether the words before two nouns are the same, but for what the nouns say of themselves.
pub(super) fn same_words(first: &Measure, second: &Measure) -> bool {
    fn own(of: &Measure) -> impl Iterator<Item = &Stem> {
        let words = of.qualifiers().iter();
        words.filter(|stem| of.also() != Some(canonical(**stem)))
    }
    first.qualifiers() == second.qualifiers() || own(first).eq(own(second))
}

/// Whether two sorted lists have an item in common.
fn intersect<T: Ord>(first: &[T], second: &[T]) -> bool {
    first.iter().any(|item| second.binary_search(item).is_ok())
}
