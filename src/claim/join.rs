//! The join: which claims are about one fact. Claims meet under keys, never all with all.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::{Apart, Claim, ClaimId, Ledger, Measure, Mood, Role, Scope, canonical, span};
use crate::corpus::{Corpus, Evidence, ReportId, Vocabulary};
use crate::document::{BlockKind, ListId};
use crate::period::Period;
use crate::quantity::Kind;
use crate::word::{self, Shape, Stem};
use rayon::prelude::*;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// How sure it is that two claims are about one fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// They are alike, no more.
    Alike,
    /// Measure, subject and period agree, and no facet speaks against it.
    FullKey,
    /// The same sentence, but for numbers.
    SameSentence,
}

impl Strength {
    /// The next weaker one.
    fn weaker(self) -> Strength {
        match self {
            Strength::SameSentence => Strength::FullKey,
            Strength::FullKey | Strength::Alike => Strength::Alike,
        }
    }
}

/// Two claims about one fact; the first stands before the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Join {
    /// The earlier one.
    pub first: ClaimId,
    /// The later one.
    pub second: ClaimId,
    /// How sure it is.
    pub strength: Strength,
}

/// Under one key at most so many claims are compared with each other; a larger group is split by its words first,
/// and what is still larger is too common to tell facts apart.
const GROUP: usize = 32;

/// A sentence of more words is not split by them, and neither is one whose numbers times its words are more than
/// the second: it runs on, and what its words say of one of its numbers nobody can tell.
const MOST_WORDS: usize = 128;
const MOST_SPLIT: usize = 1024;

/// So many tokens of a sentence or of a lead tell what it is about.
const FIRST: usize = 64;

/// What claims about one fact have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Key {
    series: u32,
    year: Option<i16>,
    kind: Kind,
    role: Role,
    head: Option<Stem>,
}

/// Something under a key, in which it is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Under<K> {
    key: K,
    claim: u32,
}

/// A claim under its key, by its place among those of its report or among all.
#[derive(Debug, Clone, Copy)]
pub(super) struct Keyed(Under<(u64, Stem)>);

impl Keyed {
    /// A key as numbers, which are compared faster: equal ones are those of equal keys.
    fn new(key: Key, claim: usize) -> Keyed {
        // No year that anybody names is the least one, and the kind and the role tell whether there is a noun.
        let year = u64::from(key.year.unwrap_or(i16::MIN).cast_unsigned());
        let facets = u64::from(key.series) << 32
            | year << 16
            | u64::from(key.kind as u8) << 8
            | u64::from(key.role as u8);
        Keyed(Under {
            key: (facets, key.head.unwrap_or(Stem::NUMBER)),
            claim: claim as u32,
        })
    }

    /// The same behind so many claims of other reports.
    pub(super) fn behind(self, claims: usize) -> Keyed {
        Keyed(Under {
            claim: self.0.claim + claims as u32,
            ..self.0
        })
    }
}

/// The claims of a report under their keys, by their places among them.
pub(super) fn keyed(corpus: &Corpus, claims: &[Claim]) -> Vec<Keyed> {
    let mut keyed = Vec::with_capacity(claims.len());
    for (at, claim) in claims.iter().enumerate() {
        if let Ok(key) = key(corpus, claim) {
            keyed.push(Keyed::new(key, at));
            keyed.extend(also(key, claim).map(|key| Keyed::new(key, at)));
        }
    }
    keyed
}

/// All joins of the claims of a ledger, in order.
pub(super) fn joins(corpus: &Corpus, ledger: &Ledger, keyed: Vec<Keyed>) -> Vec<Join> {
    let mut keyed: Vec<_> = keyed.into_iter().map(|keyed| keyed.0).collect();
    keyed.par_sort_unstable();
    let (small, large): (Vec<_>, Vec<_>) = groups(&keyed).partition(|group| group.len() <= GROUP);
    let large = large.par_iter().enumerate();
    let split = large.flat_map_iter(|(number, group)| split(ledger, number as u32, group));
    let mut split: Vec<_> = split.collect();
    split.par_sort_unstable();
    // Claims that share many words stand together under each of them.
    let mut by_words: Vec<_> = groups(&split)
        .filter(|group| group.len() <= GROUP)
        .collect();
    by_words.par_sort_unstable_by(|a, b| ids(a).cmp(ids(b)));
    by_words.dedup_by(|a, b| ids(a).eq(ids(b)));
    let mut joins = of_groups(corpus, ledger, &small);
    joins.extend(of_groups(corpus, ledger, &by_words));
    joins.par_sort_unstable();
    joins.dedup();
    leave_moulds(ledger, &mut joins);
    joins
}

/// The claims under one key, where there are several: in their order, as they are sorted.
fn groups<K: PartialEq>(sorted: &[Under<K>]) -> impl Iterator<Item = &[Under<K>]> {
    let groups = sorted.chunk_by(|first, second| first.key == second.key);
    groups.filter(|group| group.len() > 1)
}

fn ids<K>(group: &[Under<K>]) -> impl Iterator<Item = ClaimId> {
    group.iter().map(|under| under.claim as usize)
}

/// The claims of a group that is too large, which has a number, each under the words of its scope.
fn split<K>(ledger: &Ledger, group: u32, claims: &[Under<K>]) -> Vec<Under<(u32, Stem)>> {
    let mut split = Vec::new();
    let sentence = |under: &Under<K>| {
        let claim = &ledger.claims[under.claim as usize];
        (claim.report, claim.sentence)
    };
    // The claims of a sentence stand together.
    for claims in claims.chunk_by(|a, b| sentence(a) == sentence(b)) {
        let scope = ledger.scope(&ledger.claims[claims[0].claim as usize]);
        let words = scope.names_and_words();
        if words.len() > MOST_WORDS || words.len() * claims.len() > MOST_SPLIT {
            continue;
        }
        for Under { claim, .. } in claims {
            split.extend(words.iter().map(|word| Under {
                key: (group, *word),
                claim: *claim,
            }));
        }
    }
    split
}

/// Groups that one thread takes at once: most hold two claims.
const TOGETHER: usize = 256;

/// The joins of the claims in each of some groups.
fn of_groups<K: Sync>(corpus: &Corpus, ledger: &Ledger, groups: &[&[Under<K>]]) -> Vec<Join> {
    let groups = groups.par_iter().with_min_len(TOGETHER);
    let joins = groups.flat_map_iter(|group| {
        let sides: Vec<Side<'_>> = ids(group).map(|id| Side::of(ledger, id)).collect();
        pairs(corpus, &sides)
    });
    joins.collect()
}

/// A claim that others are compared with.
struct Side<'a> {
    id: ClaimId,
    claim: &'a Claim,
    scope: Scope<'a>,
    /// The claims of its sentence, and its place among them.
    sentence: &'a [Claim],
    at: usize,
}

impl<'a> Side<'a> {
    fn of(ledger: &'a Ledger, id: ClaimId) -> Side<'a> {
        let claim = &ledger.claims[id];
        let sentence = ledger.of_sentence(claim.report, claim.sentence);
        Side {
            id,
            claim,
            scope: ledger.scope(claim),
            at: id - sentence.start,
            sentence: ledger.in_sentence(claim.report, claim.sentence),
        }
    }

    /// The other numbers of its sentence, as far as they are near.
    fn beside(&self) -> impl Iterator<Item = &'a Claim> {
        const REACH: usize = 12;
        let before = &self.sentence[self.at.saturating_sub(REACH)..self.at];
        let behind = &self.sentence[self.at + 1..];
        before.iter().chain(behind.iter().take(REACH - 1))
    }
}

/// A sentence that stands there with three numbers or more for one of its places is a mould that is filled for each of several
/// things, and no slip; so is one that speaks of any such thing, and stands there with others for several of its places: "a
/// household on £20,000 pays £400".
fn leave_moulds(ledger: &Ledger, joins: &mut Vec<Join>) {
    const MOULD: usize = 3;
    const PLACES: usize = 2;
    let mut moulds: BTreeMap<Mould<'_>, usize> = BTreeMap::new();
    let mut said: Vec<Vec<Option<Decimal>>> = Vec::new();
    let mut places: BTreeMap<(ReportId, [usize; 2]), usize> = BTreeMap::new();
    let claims = &ledger.claims;
    let mould = |id: ClaimId| -> Mould<'_> {
        let claim = &claims[id];
        (claim.report, ledger.scope(claim).sequence(), claim.slot)
    };
    // Most are of two reports, which is told without a look at the claims.
    let same = |join: &Join| {
        claims.report_of(join.first) == claims.report_of(join.second)
            && mould(join.first) == mould(join.second)
    };
    let sentences = |join: &Join| {
        let pair = [&claims[join.first], &claims[join.second]];
        (pair[0].report, pair.map(|claim| claim.sentence))
    };
    // The joins of one sentence's words with themselves, and the number of their mould.
    let mut filled = Vec::new();
    for (at, join) in joins.iter().enumerate().filter(|(_, join)| same(join)) {
        let of = *moulds.entry(mould(join.first)).or_insert(said.len());
        filled.push((at, of));
        said.resize(moulds.len(), Vec::new());
        let pair = [join.first, join.second].map(|id| claims[id].quantity.nominal());
        let scope = ledger.scope(&claims[join.first]);
        let is_of_any = scope
            .sequence()
            .first()
            .is_some_and(|word| ARTICLES.contains(word));
        if is_of_any && pair[0] != pair[1] {
            *places.entry(sentences(join)).or_default() += 1;
        }
        let numbers = &mut said[of];
        for number in pair {
            if numbers.len() < MOULD && !numbers.contains(&number) {
                numbers.push(number);
            }
        }
    }
    let (mut at, mut filled) = (0, filled.into_iter().peekable());
    joins.retain(|join| {
        let mould = filled.next_if(|(join, _)| *join == at);
        at += 1;
        let differ = || {
            places
                .get(&sentences(join))
                .is_some_and(|differ| *differ >= PLACES)
        };
        mould.is_none_or(|(_, of)| said[of].len() < MOULD && !differ())
    });
}

/// What begins a sentence that speaks of any of several things.
static ARTICLES: LazyLock<[Stem; 2]> = LazyLock::new(|| ["a", "an"].map(word::stem));

/// A report, the words of a sentence in it, and one of the sentence's numbers.
type Mould<'a> = (ReportId, &'a [Stem], u32);

/// How sure it is that two claims are about one fact, or what keeps them apart.
pub(super) fn relation(
    corpus: &Corpus,
    ledger: &Ledger,
    (first, second): (ClaimId, ClaimId),
) -> Result<Strength, Apart> {
    let (first, second) = (Side::of(ledger, first), Side::of(ledger, second));
    let (a, b) = (first.claim, second.claim);
    let (of_a, of_b) = (key(corpus, a)?, key(corpus, b)?);
    if of_a.series != of_b.series {
        return Err(Apart::Series);
    }
    if of_a.kind != of_b.kind || of_a.role != of_b.role {
        return Err(Apart::Kind);
    }
    let own = |claim: &Claim, key: Key| [Some(key.head), also(key, claim).map(|key| key.head)];
    let (of_one, of_other) = (own(a, of_a), own(b, of_b));
    if !of_one
        .iter()
        .flatten()
        .any(|head| of_other.contains(&Some(*head)))
    {
        return Err(Apart::Measure);
    }
    if of_a.year != of_b.year {
        return Err(Apart::Period);
    }
    if are_siblings(corpus, a, b) {
        return Err(Apart::Siblings);
    }
    strength(corpus, &first, &second)
}

/// The key that a claim is joined by, or why it has none.
fn key(corpus: &Corpus, claim: &Claim) -> Result<Key, Apart> {
    let kind = claim.quantity.kind;
    // A change is compared by what changed, which its own noun ("increase", "growth") does not tell, and money by its
    // currency and the words around it: "a grant of", "received", "costs".
    let head = match (claim.role, kind) {
        (Role::Change, _) | (_, Kind::Money) => None,
        _ => Some(canonical(claim.measure.head.ok_or(Apart::Unmeasured)?)),
    };
    // Different ranks are of different things; only what comes once a year has one rank.
    let yearly = || head.is_some_and(is_yearly) || claim.measure.qualifiers().contains(&ANNUAL);
    if claim.role == Role::Rank && !(kind == Kind::Ordinal && yearly()) {
        return Err(Apart::Rank);
    }
    // Of which time this is nobody can tell.
    let report = &corpus.reports[claim.report];
    if claim.period.is_none() && (claim.base || report.period.is_some()) {
        return Err(Apart::Period);
    }
    // What the words of another language are about is anybody's guess.
    if !report.is_english() {
        return Err(Apart::Language);
    }
    let year = claim
        .period
        .and_then(Period::year)
        .or(report.period.and_then(Period::year));
    Ok(Key {
        series: report.series,
        year,
        kind,
        role: claim.role,
        head,
    })
}

/// The second key of a claim that counts anybody who did something: "900 people attended" meets "900 attendees".
fn also(key: Key, claim: &Claim) -> Option<Key> {
    let noun = claim
        .measure
        .also()
        .filter(|noun| key.head.is_some_and(|head| head != *noun))?;
    Some(Key {
        head: Some(noun),
        ..key
    })
}

/// What comes once a year.
static ANNUAL: LazyLock<Stem> = LazyLock::new(|| word::stem("annual"));

/// Whether something of this name comes once a year, so that its ordinal tells the year.
pub(crate) fn is_yearly(head: Stem) -> bool {
    static YEARLY: LazyLock<[Stem; 3]> =
        LazyLock::new(|| ["anniversary", "birthday", "jubilee"].map(word::stem));
    YEARLY.contains(&head)
}

/// The joins of the claims in a group.
fn pairs(corpus: &Corpus, group: &[Side<'_>]) -> Vec<Join> {
    let mut joins = Vec::new();
    for (at, first) in group.iter().enumerate() {
        for second in &group[at + 1..] {
            if are_siblings(corpus, first.claim, second.claim) {
                continue;
            }
            let told = match strength(corpus, first, second) {
                Ok(Strength::Alike) | Err(Apart::Words)
                    if goes_back_to(corpus, first, second) && is_the_only(group, first, second) =>
                {
                    Ok(Strength::FullKey)
                }
                told => told,
            };
            if let Ok(strength) = told {
                joins.push(Join {
                    first: first.id,
                    second: second.id,
                    strength,
                });
            }
        }
    }
    joins
}

/// Whether one of two claims is told of a year that is over, and the other may be the number that it speaks of, which the
/// report of that year has. They are of one size: what a report says of a few among many is something else. They do not
/// contradict each other.
fn goes_back_to(corpus: &Corpus, first: &Side<'_>, second: &Side<'_>) -> bool {
    let (back, told) = if tells_of_before(corpus, first.claim) {
        (first, second)
    } else {
        (second, first)
    };
    if !tells_of_before(corpus, back.claim) || told.claim.base {
        return false;
    }
    let (a, b) = (back.claim, told.claim);
    let flows = || {
        let words = told.scope.words().iter().chain(b.measure.qualifiers());
        words.into_iter().any(|stem| FLOWS.contains(stem))
    };
    let near = |first: Decimal, second: Decimal| {
        let (less, more) = (first.min(second), first.max(second));
        let thrice = more.checked_mul(Decimal::from(3));
        thrice.is_some_and(|thrice| Some(thrice) <= less.checked_mul(Decimal::from(4)))
    };
    let one_names_no_other = || {
        let (of_back, of_told) = (back.scope.names(), told.scope.names());
        let names = Overlap::of(&corpus.vocabulary, of_back, of_told, &[]);
        names.only_first == 0 || names.only_second == 0
    };
    a.report != b.report
        && matches!(
            (a.quantity.kind, a.role),
            (Kind::Count | Kind::Money, Role::Level) | (Kind::Percent, Role::Share)
        )
        && are_of_one_noun(a, b)
        && !a.measure.guessed
        && !b.measure.guessed
        && same_words(&a.measure, &b.measure)
        && a.quantity
            .nominal()
            .zip(b.quantity.nominal())
            .is_some_and(|(a, b)| near(a, b))
        && one_names_no_other()
        && !is_headed_apart((a, &back.scope), (b, &told.scope))
        && !flows()
        // What a change starts from is told beside what it came to, whose words are around both.
        && (a.base || are_plain(corpus, back, told))
}

/// Whether a claim speaks of a year before that of its report: "The guild grew from 12 to 21 branches", "In 2020 the guild had 12
/// branches".
fn tells_of_before(corpus: &Corpus, claim: &Claim) -> bool {
    let own = corpus.reports[claim.report].period;
    let is_over = || {
        let periods = claim.period.zip(own);
        periods.is_some_and(|(period, own)| period.last < own.first)
    };
    claim.base || claim.dated && is_over()
}

/// Whether two short sentences say nothing but their numbers, or both the same: "The board has nine members" and "In 2020
/// the board had ten members".
fn are_plain(corpus: &Corpus, first: &Side<'_>, second: &Side<'_>) -> bool {
    let (in_a, in_b) = (&first.scope, &second.scope);
    let nouns = [first, second].map(|side| side.claim.measure.head);
    let words = Overlap::of(&corpus.vocabulary, in_a.words(), in_b.words(), &nouns);
    let is_whole = |scope: &Scope<'_>| is_short(scope) && stands_alone(scope);
    is_whole(in_a) && is_whole(in_b) && words.only_first == 0 && words.only_second == 0
}

/// Whether no pronoun says of whom a sentence speaks, but of those who write.
fn stands_alone(scope: &Scope<'_>) -> bool {
    static OTHERS: LazyLock<[Stem; 8]> = LazyLock::new(|| {
        ["he", "it", "its", "she", "their", "these", "they", "this"].map(word::stem)
    });
    !scope.points_back || !scope.sequence().iter().any(|stem| OTHERS.contains(stem))
}

/// Whether of the claims under one key only these two are of their reports.
fn is_the_only(group: &[Side<'_>], first: &Side<'_>, second: &Side<'_>) -> bool {
    let told = if first.claim.base { second } else { first };
    let mut others = group.iter().filter(|other| other.id != told.id);
    !others.any(|other| {
        let same = same_words(&other.claim.measure, &told.claim.measure)
            && are_of_one_noun(other.claim, told.claim);
        other.claim.report == told.claim.report && !other.claim.base && same
    })
}

/// Whether two claims under one key are of one noun: sums of money stand under one key whatever they are of.
fn are_of_one_noun(a: &Claim, b: &Claim) -> bool {
    a.quantity.kind != Kind::Money || a.measure.head.is_some() && a.measure.head == b.measure.head
}

/// Words of what came or went in a time: such a number is not what there is at its end.
static FLOWS: LazyLock<[Stem; 16]> = LazyLock::new(|| {
    [
        "new",
        "hired",
        "joined",
        "added",
        "gained",
        "welcomed",
        "recruited",
        "lost",
        "left",
        "departed",
        "additional",
        "another",
        "enrolled",
        "graduated",
        "retired",
        "resigned",
    ]
    .map(word::stem)
});

/// Whether two claims stand in one list or table: its items and cells speak of different things.
fn are_siblings(corpus: &Corpus, a: &Claim, b: &Claim) -> bool {
    if a.report != b.report {
        return false;
    }
    let document = &corpus.reports[a.report].document;
    let kind = |claim: &Claim| document.blocks[document.sentences[claim.sentence].block()].kind();
    match (kind(a), kind(b)) {
        (BlockKind::Item(one), BlockKind::Item(other)) if one != other => {
            are_of_two_lists(corpus, (a, one), (b, other))
        }
        (BlockKind::Item(one), BlockKind::Item(other)) => one == other && a.sentence != b.sentence,
        (BlockKind::Cell { table: one, .. }, BlockKind::Cell { table: other, .. }) => one == other,
        _ => false,
    }
}

/// Whether what two lists are announced with tells them apart, and their items say no more than a name and a number:
/// "Commits:" and "Reviews:" over "by the guild: 683" and "by the guild: 283".
fn are_of_two_lists(
    corpus: &Corpus,
    (a, one): (&Claim, ListId),
    (b, other): (&Claim, ListId),
) -> bool {
    let report = &corpus.reports[a.report];
    let document = &report.document;
    let lead = |list: ListId| {
        let lead = document.lists[list].lead;
        let tokens = lead
            .map(|lead| report.few_block_tokens(lead))
            .unwrap_or_default();
        let words = tokens
            .iter()
            .take(FIRST)
            .filter(|token| token.is_word() && !token.is_function());
        words.map(|token| token.stem).collect::<Vec<Stem>>()
    };
    let is_fragment = |claim: &Claim| {
        let tokens = report.few_tokens(claim.sentence);
        let mut words = tokens.iter().take(FIRST);
        words.all(|token| {
            let word = token.of(document.view.as_str());
            !(token.shape() == Shape::Lower && (word.ends_with("ed") || VERBS.contains(&word)))
        })
    };
    let (first, second) = (lead(one), lead(other));
    let tells = |own: &[Stem], other: &[Stem]| own.iter().any(|stem| !other.contains(stem));
    tells(&first, &second) && tells(&second, &first) && is_fragment(a) && is_fragment(b)
}

/// Verbs that make a sentence of an item.
const VERBS: &[&str] = &[
    "are", "grew", "had", "has", "have", "held", "is", "met", "ran", "was", "we", "were",
];

/// The weight of other numbers that stand beside both claims: "from 50 countries and 335 organizations" twice, with
/// the same 335.
fn company(first: &Side<'_>, second: &Side<'_>) -> u32 {
    let telling = |claim: &Claim| {
        let nominal = claim.quantity.nominal();
        nominal.filter(|number| *number >= TELLING && claim.quantity.kind != Kind::Version)
    };
    let shared = first.beside().filter(|a| {
        telling(a).is_some_and(|number| {
            second
                .beside()
                .any(|b| telling(b) == Some(number) && a.measure.head == b.measure.head)
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
const TELLING: Decimal = Decimal::from_parts(20, 0, 0, false, 0);
/// The weight of one number that stands beside both claims.
const COMPANY: u32 = 9;

/// How sure it is that two claims under one key are about one fact, or what keeps them apart.
fn strength(corpus: &Corpus, first: &Side<'_>, second: &Side<'_>) -> Result<Strength, Apart> {
    let (a, b) = (first.claim, second.claim);
    let (in_a, in_b) = (&first.scope, &second.scope);
    let mut strength = likeness(&corpus.vocabulary, first, second)?;
    // An entry of the contents is the same as its heading, and like those of others.
    let heads = |claim: &Claim| {
        let document = &corpus.reports[claim.report].document;
        let block = document.sentences[claim.sentence].block();
        matches!(document.blocks[block].kind(), BlockKind::Heading(_))
    };
    if strength == Strength::SameSentence && (heads(a) || heads(b)) {
        strength = Strength::Alike;
    }
    // The words around what a change starts from are those of what it came to, and a guessed noun is a weak one.
    if a.base || b.base || a.measure.guessed || b.measure.guessed {
        strength = strength.min(Strength::FullKey);
    }
    // Of which time they speak nobody can tell, or only most of the years in the text do.
    let evidence = |claim: &Claim| {
        let report = &corpus.reports[claim.report];
        // A day is when a text was written, and not what it is about.
        let covered = report.period.filter(|period| period.first != period.last);
        let known = claim.dated || covered.is_some();
        (
            known,
            claim.dated || report.evidence != Some(Evidence::Text),
        )
    };
    let ((known_a, told_a), (known_b, told_b)) = (evidence(a), evidence(b));
    let timeless = !known_a || !known_b;
    if timeless || (strength == Strength::SameSentence && !(told_a && told_b)) {
        strength = strength.weaker();
    }
    // One heading is of two years together, and the other of one of them.
    if a.report == b.report && is_of_more_years(in_a, in_b) {
        strength = strength.weaker();
    }
    // "The mill had 18,860 visits, the barn 18,389" and "18,389 visits": these are the barn's.
    if strength != Strength::SameSentence
        && (is_told_beside(first, second) || is_told_beside(second, first))
    {
        strength = Strength::Alike;
    }
    // "The mill had 900 visits and the barn 800", "the barn had 700 visits and the oven 600".
    if strength == Strength::FullKey && are_of_two_subjects(corpus, first, second) {
        strength = Strength::Alike;
    }
    let reaches_back = |claim: &Claim| span::reaches_back(&corpus.reports[claim.report], claim);
    if strength != Strength::SameSentence
        && a.quantity.kind == Kind::Count
        && (reaches_back(a) || reaches_back(b))
    {
        return Err(Apart::Span);
    }
    // "It fell by 5%", "there was a fall of 9%": what fell, the text before says.
    let is_unsaid = |scope: &Scope<'_>| scope.names().is_empty();
    if strength == Strength::FullKey
        && a.report == b.report
        && a.role == Role::Change
        && is_unsaid(in_a)
        && is_unsaid(in_b)
        && are_of_two_passages(corpus, (a, in_a), (b, in_b))
    {
        strength = strength.weaker();
    }
    // "The default is 10": of what it is the default, the text before says.
    let own = in_a.is_own && in_b.is_own;
    if (timeless || (strength == Strength::SameSentence && !own))
        && are_of_two_passages(corpus, (a, in_a), (b, in_b))
    {
        strength = strength.weaker();
    }
    Ok(strength)
}

/// Whether the headings above only one of two scopes name the year of the report and further numbers, and those above the
/// other name any.
fn is_of_more_years(first: &Scope<'_>, second: &Scope<'_>) -> bool {
    let is_more = |scope: &Scope<'_>| scope.of_own_year() && !scope.editions().is_empty();
    let names_any = |scope: &Scope<'_>| scope.of_own_year() || !scope.editions().is_empty();
    is_more(first) != is_more(second) && names_any(first) && names_any(second)
}

/// Whether the sentence of one claim has the number of the other beside it, for the same noun and no other time: that is
/// the one that the other speaks of.
fn is_told_beside(one: &Side<'_>, other: &Side<'_>) -> bool {
    let number = other.claim.quantity.nominal();
    let is_told = |beside: &Claim| {
        beside.quantity.nominal() == number
            && beside.quantity.kind == other.claim.quantity.kind
            && beside.measure.head == other.claim.measure.head
            && beside.role == other.claim.role
            && (beside.period.zip(one.claim.period)).is_none_or(|(a, b)| a.overlaps(b))
            && !beside.base
    };
    let is_large = number.is_some_and(|number| number >= TELLING);
    is_large && !one.claim.base && !other.claim.base && one.beside().any(is_told)
}

/// Whether the sentences of two claims each tell of several things that are counted alike, and the two are of things with
/// other names.
fn are_of_two_subjects(corpus: &Corpus, first: &Side<'_>, second: &Side<'_>) -> bool {
    let of_several = |side: &Side<'_>| {
        let own = (side.claim.measure.head, side.claim.subject);
        let mut beside = side.beside();
        beside.any(|beside| beside.measure.head == own.0 && beside.subject != own.1)
    };
    let names = |claim: &Claim| {
        let subject = claim.subject?;
        let tokens = corpus.reports[claim.report].few_tokens_in(subject);
        let names = tokens
            .iter()
            .filter(|token| token.is_word() && !token.is_function());
        Some(names.map(|token| token.stem).collect::<Vec<Stem>>())
    };
    let are_apart = || {
        let names = names(first.claim).zip(names(second.claim));
        names.is_some_and(|(first, second)| !first.iter().any(|stem| second.contains(stem)))
    };
    of_several(first) && of_several(second) && are_apart()
}

/// Whether the headings above two claims, or the sentences before them, speak of different things.
fn are_of_two_passages(
    corpus: &Corpus,
    (a, in_a): (&Claim, &Scope<'_>),
    (b, in_b): (&Claim, &Scope<'_>),
) -> bool {
    let differ = |first: &[Stem], second: &[Stem]| {
        let overlap = Overlap::of(&corpus.vocabulary, first, second, &[]);
        overlap.only_first > overlap.shared && overlap.only_second > overlap.shared
    };
    let before = |claim: &Claim| {
        let report = &corpus.reports[claim.report];
        let document = &report.document;
        let section =
            |sentence: usize| document.blocks[document.sentences[sentence].block()].section();
        let mut words: Vec<Stem> = claim
            .sentence
            .checked_sub(1)
            .filter(|before| section(*before) == section(claim.sentence))
            .map(|before| report.few_tokens(before))
            .unwrap_or_default()
            .iter()
            .take(FIRST)
            .filter(|token| token.is_word() && !token.is_function())
            .map(|token| token.stem)
            .collect();
        words.sort_unstable();
        words.dedup();
        words
    };
    differ(in_a.headings(), in_b.headings()) || differ(&before(a), &before(b))
}

/// Whether the headings above two claims each have a word that the other's have not and that sets its claim apart: one
/// that the claim does not say itself of what it counts, and that is not of a summary.
fn is_headed_apart((a, in_a): (&Claim, &Scope<'_>), (b, in_b): (&Claim, &Scope<'_>)) -> bool {
    static SUMMARY: LazyLock<[Stem; 14]> = LazyLock::new(|| {
        [
            "glance",
            "brief",
            "summary",
            "highlight",
            "overview",
            "introduction",
            "foreword",
            "welcome",
            "year",
            "review",
            "key",
            "figure",
            "number",
            "fact",
        ]
        .map(word::stem)
    });
    let tells = |claim: &Claim, of: &Scope<'_>, other: &Scope| {
        of.headings().iter().any(|stem| {
            other.headings().binary_search(stem).is_err()
                && claim.measure.head != Some(*stem)
                && claim.measure.qualifiers().binary_search(stem).is_err()
                && !SUMMARY.contains(stem)
        })
    };
    tells(a, in_a, in_b) && tells(b, in_b, in_a)
}

/// How much two claims are alike in their words, or what keeps them apart.
fn likeness(
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
    let words = Overlap::of(vocabulary, in_a.words(), in_b.words(), &nouns);
    let anchored = anchored || (forecast && words.shared > 0);
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
    let shared = names.shared + words.shared + whose + company + large + back(a).max(back(b));
    let alone = names.only_first.min(names.only_second) + words.only_first.min(words.only_second);
    // Many things grow by some percent, and of many there is some percent: what is meant, only a noun tells.
    let unsaid = a.quantity.kind == Kind::Percent
        && (a.role == Role::Change || a.measure.head.is_none() || b.measure.head.is_none());
    // Two numbers of one noun that a slip of the keys makes of each other are hardly ever two facts.
    let slip = || !unsaid && a.quantity.is_misprint_of(&b.quantity);
    if !a.measure.guessed && !b.measure.guessed && slip() && !contrast(in_a, in_b) {
        return Ok(Strength::FullKey);
    }
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

/// Whether two reports each name the year of what they count.
fn are_of_one_named_year(first: &Side<'_>, second: &Side<'_>) -> bool {
    let names = |side: &Side<'_>| {
        let measure = &side.claim.measure;
        side.claim.dated && measure.head.is_some() && !measure.guessed && stands_alone(&side.scope)
    };
    let (a, b) = (first.claim, second.claim);
    a.report != b.report && a.period == b.period && names(first) && names(second)
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

/// What both say that keeps them apart, if they do.
fn contradict(a: &Claim, b: &Claim, in_a: &Scope<'_>, in_b: &Scope<'_>) -> Option<Apart> {
    let whose = (a.measure.of(), b.measure.of());
    let planned = a.mood == Mood::Planned && a.dated && b.dated;
    let apart_in_time =
        |first: Period, second: Period| !first.overlaps(second) || first.is_shifted(second);
    Some(
        if a.mood != b.mood || !(a.mood == Mood::Stated || planned) {
            Apart::Mood
        } else if a.quantity.currency() != b.quantity.currency() {
            Apart::Currency
        } else if a.measure.partial != b.measure.partial {
            Apart::Part
        } else if matches!(whose, (Some(a), Some(b)) if a != b) {
            Apart::Whose
        } else if !nested(in_a.editions(), in_b.editions())
            || (a.report == b.report
                && (are_of_two_years(in_a, in_b) || in_a.of_part() != in_b.of_part()))
        {
            Apart::Edition
        } else if disjoint(in_a.months(), in_b.months()) {
            Apart::Month
        } else if !a.base && !b.base && disjoint(in_a.years(), in_b.years()) {
            Apart::Year
        } else if a
            .period
            .zip(b.period)
            .is_some_and(|(first, second)| apart_in_time(first, second))
        {
            // Two quarters of a year.
            Apart::Period
        } else if disjoint(in_a.locations(), in_b.locations()) {
            Apart::Location
        } else if a.role != Role::Rank && disjoint(in_a.ordinals(), in_b.ordinals()) {
            Apart::Ordinal
        } else if a.quantity.kind != Kind::Money && narrowed(&a.measure, &b.measure)
            || a.quantity.kind == Kind::Money && are_of_two_sorts(&a.measure, &b.measure)
        {
            Apart::Qualifier
        } else if a.quantity.kind == Kind::Money && are_of_two_sides(in_a, in_b) {
            Apart::Measure
        } else {
            return None;
        },
    )
}

/// Whether the headings in one report name its year above one scope, and other numbers, but not this year, above the
/// other: "The Fair of 2021", "The Fair of 2020".
fn are_of_two_years(first: &Scope<'_>, second: &Scope<'_>) -> bool {
    let (own, other) = match (first.of_own_year(), second.of_own_year()) {
        (true, false) => (first, second),
        (false, true) => (second, first),
        _ => return false,
    };
    let has = |edition: &Stem| own.editions().binary_search(edition).is_ok();
    !other.editions().iter().all(has)
}

/// Whether two amounts are of one noun of two sorts: "an adult ticket", "a family ticket".
fn are_of_two_sorts(first: &Measure, second: &Measure) -> bool {
    let (first_sort, second_sort) = (first.qualifiers(), second.qualifiers());
    first.head.is_some()
        && first.head == second.head
        && !first_sort.is_empty()
        && !second_sort.is_empty()
        && disjoint(first_sort, second_sort)
}

/// Whether the words before two nouns make them two things: neither has all words of the other, or one of them says
/// that it counts others than the plain noun does ("new members" are not all members).
fn narrowed(first: &Measure, second: &Measure) -> bool {
    static OTHERS: LazyLock<[Stem; 8]> = LazyLock::new(|| {
        [
            "new",
            "additional",
            "further",
            "former",
            "remaining",
            "potential",
            "old",
            "extra",
        ]
        .map(word::stem)
    });
    // "Member organisations" are members, whatever stands behind it.
    let is_own = |stem: &Stem, measure: &Measure| measure.also() == Some(canonical(*stem));
    let has = |stem: &Stem, measure: &Measure| measure.qualifiers().binary_search(stem).is_ok();
    let all = |of: &Measure, other: &Measure| {
        let mut words = of.qualifiers().iter();
        words.all(|stem| has(stem, other) || is_own(stem, of))
    };
    !(all(first, second) || all(second, first))
        || OTHERS
            .iter()
            .any(|stem| has(stem, first) != has(stem, second))
}

/// Whether the words before two nouns are the same, but for what the nouns say of themselves.
fn same_words(first: &Measure, second: &Measure) -> bool {
    fn own(of: &Measure) -> impl Iterator<Item = &Stem> {
        let words = of.qualifiers().iter();
        words.filter(|stem| of.also() != Some(canonical(**stem)))
    }
    first.qualifiers() == second.qualifiers() || own(first).eq(own(second))
}

/// Whether two sentences are built alike, word by word, and differ in a word or two that mean something: "the old mill
/// grinds", "the new mill grinds". Such sentences set two things against each other.
fn contrast(first: &Scope<'_>, second: &Scope<'_>) -> bool {
    let has = |scope: &Scope<'_>, stem: &Stem| {
        scope.words().binary_search(stem).is_ok() || scope.names().binary_search(stem).is_ok()
    };
    let own = |stem: &Stem, of: &Scope<'_>, other: &Scope| has(of, stem) && !has(other, stem);
    let length = first.sequence().len();
    if length != second.sequence().len() {
        return false;
    }
    let pairs = first.sequence().iter().zip(second.sequence());
    let different = pairs
        .filter(|(a, b)| a != b && own(a, first, second) && own(b, second, first))
        .take(3)
        .count();
    (1..=2).contains(&different) && 2 * different < length
}

/// Whether a statement of what is named stands beside one that begins with something else, which is not: "The Old Mill has 12
/// rooms. The annex has four." What is a part of the name is not something else: "The Oslo Guild", "the guild".
fn is_beside_unnamed(named: &Scope<'_>, (other, of_other): (&Claim, &Scope<'_>)) -> bool {
    static THE: LazyLock<[Stem; 6]> =
        LazyLock::new(|| ["a", "an", "its", "our", "the", "their"].map(word::stem));
    let is_known = |stem: &Stem| {
        let is_noun = other.quantity.kind != Kind::Money
            && (other.measure.head).is_some_and(|head| canonical(head) == canonical(*stem));
        is_noun
            || named.names().binary_search(stem).is_ok()
            || named.words().binary_search(stem).is_ok()
    };
    let begins = |sequence: &[Stem]| {
        matches!(sequence, [the, what, ..]
            if THE.contains(the) && of_other.words().binary_search(what).is_ok() && !is_known(what))
    };
    // A sentence that begins so has the names of the one before it, for want of its own.
    !named.names().is_empty() && named.is_own && !of_other.is_own && begins(of_other.sequence())
}

/// Whether two sums are on the two sides of an account: one scope speaks of what came in, the other of what went out.
fn are_of_two_sides(first: &Scope<'_>, second: &Scope<'_>) -> bool {
    /// What comes in and what goes out, what is owned and what is owed.
    const SIDES: [[&[&str]; 2]; 3] = [
        [
            &["income", "revenue", "revenues"],
            &[
                "expenditure",
                "expenditures",
                "expense",
                "expenses",
                "spending",
            ],
        ],
        [&["assets"], &["liabilities"]],
        [&["surplus", "profit"], &["deficit", "loss"]],
    ];
    static STEMS: LazyLock<Vec<[Vec<Stem>; 2]>> = LazyLock::new(|| {
        let stems = |words: &[&str]| words.iter().map(|word| word::stem(word)).collect();
        SIDES.iter().map(|sides| sides.map(stems)).collect()
    });
    let has = |scope: &Scope<'_>, side: &[Stem]| {
        let mut side = side.iter();
        side.any(|stem| scope.words().binary_search(stem).is_ok())
    };
    let only =
        |scope: &Scope<'_>, [own, other]: [&[Stem]; 2]| has(scope, own) && !has(scope, other);
    STEMS.iter().any(|[one, other]| {
        only(first, [one, other]) && only(second, [other, one])
            || only(first, [other, one]) && only(second, [one, other])
    })
}

/// Whether one scope has a word that sets its thing apart from the like without it, and the other has not: what is
/// virtual takes place nowhere, what is combined counts more than one, and what was budgeted is not what came.
fn set_apart(first: &Scope<'_>, second: &Scope<'_>) -> bool {
    static WORDS: LazyLock<[[Stem; 3]; 3]> = LazyLock::new(|| {
        [
            ["virtual", "online", "remote"],
            ["combined", "cumulative", "joint"],
            ["budget", "predicted", "target"],
        ]
        .map(|words| words.map(word::stem))
    });
    let has = |scope: &Scope<'_>, words: &[Stem]| {
        words
            .iter()
            .any(|stem| scope.words().binary_search(stem).is_ok())
    };
    WORDS
        .iter()
        .any(|words| has(first, words) != has(second, words))
}

/// The weights of what two sorted lists share and what only one of them has.
struct Overlap {
    shared: u32,
    only_first: u32,
    only_second: u32,
}

impl Overlap {
    fn of(
        vocabulary: &Vocabulary,
        first: &[Stem],
        second: &[Stem],
        but: &[Option<Stem>],
    ) -> Overlap {
        let weight = |stem: Stem| {
            if but.contains(&Some(stem)) {
                0
            } else {
                vocabulary.weight(stem)
            }
        };
        let (mut shared, mut only_first, mut only_second) = (0, 0, 0);
        let mut others = second.iter().copied().peekable();
        for stem in first.iter().copied() {
            while let Some(other) = others.next_if(|other| *other < stem) {
                only_second += weight(other);
            }
            if others.next_if_eq(&stem).is_some() {
                shared += weight(stem);
            } else {
                only_first += weight(stem);
            }
        }
        only_second += others.map(weight).sum::<u32>();
        Overlap {
            shared,
            only_first,
            only_second,
        }
    }
}

/// Whether a sentence is too short to name what it is about.
fn is_short(scope: &Scope<'_>) -> bool {
    scope.sequence().len() < 10
}

/// Whether two sorted lists both have items and none in common.
fn disjoint<T: Ord>(first: &[T], second: &[T]) -> bool {
    !first.is_empty()
        && !second.is_empty()
        && first.iter().all(|item| second.binary_search(item).is_err())
}

/// Whether two sorted lists have an item in common.
fn intersect<T: Ord>(first: &[T], second: &[T]) -> bool {
    first.iter().any(|item| second.binary_search(item).is_ok())
}

/// Whether all items of one sorted list are in the other.
fn nested<T: Ord>(first: &[T], second: &[T]) -> bool {
    first.iter().all(|item| second.binary_search(item).is_ok())
        || second.iter().all(|item| first.binary_search(item).is_ok())
}
