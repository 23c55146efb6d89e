//! Terms of two words, with a space, with a hyphen, or in one: "stone mill", "stone-mill", "stonemill".

use rustc_hash::{FxHashMap, FxHashSet};

use super::Pair;
use crate::check::varies::Mention;
use crate::corpus::terms::{self, Case, Joint, Part, Piece, Sentence, Terms, Weight};
use crate::corpus::{Folded, fold};
use crate::finding::Certainty;
use crate::lookup::WordSet;
use crate::word::{self, WordId};

/// Shorter terms are other words by chance: "a long", "along".
const SHORTEST: usize = 5;
/// A shorter second word is a letter that numbers something: "Appendix E" is no plural of "appendix".
const SHORTEST_LAST: usize = 2;

/// How the words of a term are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// One of its words has no capital.
    Plain,
    /// Each word has a capital.
    Named,
    /// One word with capitals inside, as things of code and products have: `BreadOven`.
    Mixed,
}

impl Style {
    fn is_name(self) -> bool {
        self != Self::Plain
    }
}

/// How a term is joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    One,
    Hyphen,
    Space,
}

#[derive(Debug, Clone, Copy)]
struct Usage {
    form: Form,
    mention: Mention,
    style: Style,
    /// The capitals are those of a title.
    titled: bool,
    role: Role,
    /// A word of code as well: "see `stonemill`".
    code: bool,
}

/// What a term does in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// It stands before a noun, and the grammar asks for a hyphen: "a stone-mill loaf".
    Attributive,
    /// Likewise, as a word of English: "a frontline worker".
    Adjective,
    /// It stands behind a word that asks for a verb: "to log in".
    Verb,
    /// Any other.
    Noun,
}

/// Words that a verb follows.
const BEFORE_VERBS: WordSet<18> = WordSet::new([
    "can", "cannot", "could", "i", "it", "let", "may", "might", "must", "not", "please", "shall",
    "should", "they", "to", "we", "will", "would",
]);

/// Where terms stand. In which order these come does not show.
type Uses = FxHashMap<Folded, Vec<Usage>>;

pub(super) fn run(terms: &Terms<'_>) -> Vec<Pair> {
    let mut uses = Uses::default();
    find_spaced(terms, &mut uses);
    find_joined(terms, &mut uses);
    uses.values().flat_map(|uses| pairs(uses)).collect()
}

/// Finds the terms with a space that are also written in another way. Those ways are known from the table of words, so
/// that only the sentences are read in which two words stand side by side that may make one.
fn find_spaced(terms: &Terms<'_>, uses: &mut Uses) {
    let others = Others::of(terms);
    let [firsts, lasts] = others.halves(terms);
    let is_pair = |words: &[WordId], at: usize| {
        let pair = words.get(at..at + 2);
        pair.is_some_and(|pair| lasts[pair[1].index()]) && {
            let pieces = words[at..at + 2].iter();
            let key = terms::joined(pieces.flat_map(|word| terms.of_word(*word)));
            others.keys.contains(&key)
        }
    };
    terms.each_place(2, &firsts, is_pair, |sentence, own| {
        let at = own.start;
        let [first, last] = match sentence.parts.get(at..at + 2) {
            Some([first, last]) if last.joint == Joint::Space => [first, last],
            _ => return,
        };
        if may_be_term(terms, sentence.parts, at) {
            let key = terms::joined([terms.piece(first), terms.piece(last)]);
            let usage = Usage::of_two(terms, sentence, at, Form::Space);
            uses.entry(key).or_default().push(usage);
        }
    });
}

/// Finds the terms of one word and those with a hyphen that may also be written in another way.
fn find_joined(terms: &Terms<'_>, uses: &mut Uses) {
    let is_one = |key: Folded| {
        let plural = key.then(Folded::of("s"));
        terms.group(key).or(terms.group(plural)).is_some()
    };
    let words = terms.words();
    let hyphened = words.filter_map(|mut pieces| {
        let (first, last) = (pieces.next()?, pieces.next()?);
        let is_term = pieces.next().is_none() && is_term(first, last, terms);
        let key = terms::joined([first, last]);
        (is_term && (uses.contains_key(&key) || is_one(key))).then_some(key)
    });
    let mut wanted: FxHashSet<Folded> = hyphened.collect();
    wanted.extend(uses.keys());
    // All in capitals is the name of a file.
    let is_wanted =
        |piece: &Piece| piece.case != Case::Upper && wanted.contains(&piece.folded.singular());
    let words = terms.words();
    let wanted_words: Vec<bool> = words
        .map(|mut pieces| match (pieces.next(), pieces.next()) {
            (Some(one), None) => is_wanted(one),
            (Some(first), Some(last)) => wanted.contains(&terms::joined([first, last])),
            _ => false,
        })
        .collect();
    if !wanted_words.contains(&true) {
        return;
    }
    terms.each_place(
        2,
        &wanted_words,
        |_, _| true,
        |sentence, own| {
            let (parts, at) = (sentence.parts, own.start);
            // A part of "bake-stonemill-loaf" is one of a name.
            match own.len() {
                1 => {
                    let key = terms.piece(&parts[at]).folded.singular();
                    let usage = Usage::of_one(terms, sentence, at);
                    uses.entry(key).or_default().push(usage);
                }
                2 if may_be_term(terms, parts, at) => {
                    let key =
                        terms::joined([&parts[at], &parts[at + 1]].map(|part| terms.piece(part)));
                    let usage = Usage::of_two(terms, sentence, at, Form::Hyphen);
                    uses.entry(key).or_default().push(usage);
                }
                _ => {}
            }
        },
    );
}

/// The terms of one word and those with a hyphen.
struct Others<'a> {
    keys: FxHashSet<Folded>,
    /// The pieces that each is made of.
    made_of: Vec<(&'a Piece, Option<&'a Piece>)>,
}

impl<'a> Others<'a> {
    fn of(terms: &'a Terms<'_>) -> Others<'a> {
        let mut others = Others {
            keys: FxHashSet::default(),
            made_of: Vec::new(),
        };
        let ones = terms.pieces().iter();
        for piece in ones.filter(|piece| piece.times > 0 && piece.folded.letters() >= SHORTEST) {
            if others.keys.insert(piece.folded.singular()) {
                others.made_of.push((piece, None));
            }
        }
        for pieces in terms.words().filter(|pieces| pieces.len() > 1) {
            let pieces: Vec<&Piece> = pieces.collect();
            for [first, last] in pieces.array_windows() {
                if others.keys.insert(terms::joined([*first, *last])) {
                    others.made_of.push((first, Some(last)));
                }
            }
        }
        others
    }

    /// Which words, by their numbers, may be the first of two that make one of these, and which the last.
    fn halves(&self, terms: &Terms<'_>) -> [Vec<bool>; 2] {
        let may_be_half = |piece: &Piece| !piece.function && !is_free(terms.text(piece));
        let mut known = vec![false; terms.groups()];
        for piece in terms.pieces().iter().filter(|piece| piece.times > 0) {
            known[piece.group as usize] |= may_be_half(piece);
        }
        let group = |folded: Folded| terms.group(folded).filter(|group| known[*group as usize]);
        let [mut firsts, mut lasts] = [(); 2].map(|()| vec![false; terms.groups()]);
        let plural = Folded::of("s");
        let mut starts = Vec::new();
        for (first, last) in &self.made_of {
            starts.clear();
            let texts =
                [Some(*first), *last].map(|piece| piece.map_or("", |piece| terms.text(piece)));
            Folded::starts(texts, &mut starts);
            if starts.last().is_some_and(|whole| whole.is_plural()) {
                starts.pop();
            }
            let Some(whole) = starts.last() else { continue };
            for start in &starts {
                // With a plural of the last one.
                if whole.letters() + 1 < start.letters() + SHORTEST_LAST {
                    break;
                }
                let Some(first) = group(*start) else { continue };
                let end = whole.behind(*start);
                for end in [end, end.then(plural)] {
                    if end.letters() >= SHORTEST_LAST
                        && let Some(last) = group(end)
                    {
                        firsts[first as usize] = true;
                        lasts[last as usize] = true;
                    }
                }
            }
        }
        [firsts, lasts].map(|groups| {
            let words = terms.words();
            let is_half = words.map(|mut pieces| {
                pieces.len() == 1
                    && pieces.any(|piece| groups[piece.group as usize] && may_be_half(piece))
            });
            is_half.collect()
        })
    }
}

/// Whether a part of a sentence and the one behind it may be a term of two words.
fn may_be_term(terms: &Terms<'_>, parts: &[Part], at: usize) -> bool {
    let [first, last] = [at, at + 1].map(|at| &parts[at]);
    let next = parts.get(at + 2);
    let is_longer =
        first.joint == Joint::Hyphen || next.is_some_and(|next| next.joint == Joint::Hyphen);
    !is_longer && is_term(terms.piece(first), terms.piece(last), terms)
}

/// Whether two words may be one term. "Set up" and "setup", "every day" and "everyday" are both right.
fn is_term(first: &Piece, last: &Piece, terms: &Terms<'_>) -> bool {
    !first.function
        && !last.function
        && last.folded.letters() >= SHORTEST_LAST
        && first.folded.letters() + last.folded.letters() >= SHORTEST
        && ![first, last].iter().any(|piece| is_free(terms.text(piece)))
}

/// Whether a word stands beside others that it is joined to elsewhere.
fn is_free(word: &str) -> bool {
    const FREE: WordSet<22> = WordSet::new([
        "away", "back", "body", "day", "days", "ever", "every", "how", "less", "man", "men",
        "much", "no", "one", "other", "re", "time", "times", "way", "ways", "where", "year",
    ]);
    FREE.has(word)
}

/// Whether what follows a term is what it says more of.
fn is_before_noun(next: Option<&Part>) -> bool {
    next.is_some_and(|next| next.joint == Joint::Space && next.weight != Weight::Function)
}

impl Usage {
    /// The term of a part of a sentence and the one behind it.
    fn of_two(terms: &Terms<'_>, sentence: Sentence<'_>, at: usize, form: Form) -> Usage {
        let parts = &sentence.parts[at..at + 2];
        let style = if parts.iter().any(|part| part.lower) {
            Style::Plain
        } else {
            Style::Named
        };
        let is_verb = at > 0
            && parts[0].joint == Joint::Space
            && BEFORE_VERBS.has(terms.text(terms.piece(&sentence.parts[at - 1])));
        Usage {
            form,
            mention: (sentence.report, terms.extent_of(&sentence, parts)),
            style,
            titled: sentence.titled,
            role: if is_verb && style == Style::Plain {
                Role::Verb
            } else if is_before_noun(sentence.parts.get(at + 2)) {
                Role::Attributive
            } else {
                Role::Noun
            },
            code: false,
        }
    }

    /// The term of one part of a sentence.
    fn of_one(terms: &Terms<'_>, sentence: Sentence<'_>, at: usize) -> Usage {
        let part = &sentence.parts[at];
        let piece = terms.piece(part);
        Usage {
            form: Form::One,
            mention: (sentence.report, terms.extent(&sentence, part)),
            style: match piece.case {
                Case::Lower => Style::Plain,
                Case::Mixed => Style::Mixed,
                Case::Capital | Case::Upper => Style::Named,
            },
            titled: sentence.titled,
            role: if is_before_noun(sentence.parts.get(at + 1))
                && word::is_english(&fold(terms.text(piece)))
            {
                Role::Adjective
            } else {
                Role::Noun
            },
            code: piece.code,
        }
    }
}

fn pairs(uses: &[Usage]) -> Vec<Pair> {
    let of =
        |form: Form| -> Vec<&Usage> { uses.iter().filter(|usage| usage.form == form).collect() };
    let forms = [of(Form::One), of(Form::Hyphen), of(Form::Space)];
    let Some(usual) = forms
        .iter()
        .max_by_key(|uses| uses.len())
        .filter(|uses| !uses.is_empty())
    else {
        return Vec::new();
    };
    let mut pairs = Vec::new();
    for rare in forms
        .iter()
        .filter(|uses| !uses.is_empty() && uses[0].form != usual[0].form)
    {
        for (rare, certainty) in judge(rare, usual) {
            if !rare.is_empty() {
                pairs.push(Pair {
                    rare,
                    usual: usual.iter().map(|usage| usage.mention).collect(),
                    certainty,
                });
            }
        }
    }
    pairs
}

/// The rarer uses by how sure it is that they should be like the usual ones.
fn judge(rare: &[&Usage], usual: &[&Usage]) -> [(Vec<Mention>, Certainty); 2] {
    let hyphen_or_space = rare[0].form != Form::One && usual[0].form != Form::One;
    let more = usual.len() > rare.len();
    let often = usual.len() >= 3 && usual.len() >= 2 * rare.len();
    // What the usual ones have, once for all of the rarer.
    let has_name = usual
        .iter()
        .any(|usage| usage.style.is_name() && !usage.titled);
    let are_names = usual.iter().all(|usage| usage.style.is_name());
    let stands_alone = usual.iter().any(|usage| usage.role != Role::Attributive);
    let likely = |usage: &Usage| {
        if usage.style == Style::Plain
            && (usage.role == Role::Verb
                || usage.role == Role::Adjective && usual[0].form == Form::Space)
        {
            // "To log in" needs a login, and a frontline worker stands at the front line.
            false
        } else if usage.code {
            // The name of a command or of a field.
            false
        } else if hyphen_or_space {
            // Before a noun both are right, and small words are hyphenated by taste.
            usage.style.is_name()
                && !usage.titled
                && has_name
                && usage.role != Role::Attributive
                && stands_alone
        } else if !usage.style.is_name() && are_names {
            // The name of a channel or an account.
            false
        } else if usage.style == Style::Mixed && !has_name {
            // The name of a thing of code, beside words that say what it is: "BreadOven", "bread ovens".
            false
        } else if usage.style == Style::Mixed {
            // A thing of code may be named like what it is: "BreadError".
            often
        } else if usage.style.is_name() {
            more
        } else {
            often
        }
    };
    let (likely, unsure): (Vec<&&Usage>, Vec<&&Usage>) =
        rare.iter().partition(|usage| likely(usage));
    let mentions = |uses: Vec<&&Usage>| {
        let uses = uses
            .iter()
            .filter(|usage| !hyphen_or_space || usage.role != Role::Attributive);
        uses.map(|usage| usage.mention).collect()
    };
    [
        (mentions(likely), Certainty::Likely),
        (mentions(unsure), Certainty::Unsure),
    ]
}
