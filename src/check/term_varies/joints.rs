//! Terms of two words, with a space, with a hyphen, or in one: "stone mill", "stone-mill", "stonemill".

use rustc_hash::{FxHashMap, FxHashSet};

use super::Pair;
use crate::check::varies::Mention;
use crate::corpus::terms::{Case, Joint, Part, Piece, Terms, Weight};
use crate::corpus::{Corpus, Folded, fold};
use crate::finding::Certainty;
use crate::lookup::WordSet;
use crate::word;

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

pub(super) fn run(corpus: &Corpus, terms: &Terms) -> Vec<Pair> {
    // Words in one and words with hyphens are few; pairs with a space are kept only if they meet one of those.
    let ones = terms
        .pieces
        .iter()
        .filter(|piece| piece.times > 0 && piece.folded.letters() >= SHORTEST);
    let mut others: FxHashSet<Folded> = ones.map(|piece| piece.folded.singular()).collect();
    for sentence in terms.sentences() {
        let pairs = sentence.parts.array_windows::<2>();
        let joined = pairs.filter(|[_, last]| last.joint == Joint::Hyphen);
        others.extend(joined.map(|parts| terms.joined(parts)));
    }
    // In which order these come does not show.
    let mut uses: FxHashMap<Folded, Vec<Usage>> = FxHashMap::default();
    for sentence in terms.sentences() {
        let text = corpus.reports[sentence.report].document.view.as_str();
        for (at, parts) in sentence.parts.array_windows().enumerate() {
            let [first, last] = parts;
            let form = match last.joint {
                Joint::Apart => continue,
                Joint::Hyphen => Form::Hyphen,
                Joint::Space => Form::Space,
            };
            if first.weight == Weight::Function || last.weight == Weight::Function {
                continue;
            }
            let next = sentence.parts.get(at + 2);
            let is_longer = first.joint == Joint::Hyphen
                || next.is_some_and(|next| next.joint == Joint::Hyphen);
            let lettered =
                last.weight == Weight::Short && terms.piece(last).folded.letters() < SHORTEST_LAST;
            if is_longer || lettered {
                continue;
            }
            let key = terms.joined(parts);
            if others.contains(&key) && is_term(text, terms, parts) {
                let style = if parts.iter().any(|part| part.lower) {
                    Style::Plain
                } else {
                    Style::Named
                };
                let is_verb = at > 0
                    && parts[0].joint == Joint::Space
                    && BEFORE_VERBS.has(&text[terms.extent(&sentence.parts[at - 1]).range()]);
                uses.entry(key).or_default().push(Usage {
                    form,
                    mention: (sentence.report, terms.extent_of(parts)),
                    style,
                    titled: sentence.titled,
                    role: if is_verb && style == Style::Plain {
                        Role::Verb
                    } else if is_before_noun(next) {
                        Role::Attributive
                    } else {
                        Role::Noun
                    },
                    code: false,
                });
            }
        }
    }
    // All in capitals is the name of a file.
    let wanted = |piece: &Piece| {
        piece.times > 0 && piece.case != Case::Upper && uses.contains_key(&piece.folded.singular())
    };
    let wanted: Vec<bool> = terms.pieces.iter().map(wanted).collect();
    for sentence in terms.sentences() {
        let text = corpus.reports[sentence.report].document.view.as_str();
        for (at, part) in sentence.parts.iter().enumerate() {
            if !wanted[part.piece as usize] {
                continue;
            }
            // A part of "bake-stonemill-loaf" is one of a name.
            let next = sentence.parts.get(at + 1);
            let inside =
                part.joint == Joint::Hyphen || next.is_some_and(|next| next.joint == Joint::Hyphen);
            if inside {
                continue;
            }
            let piece = terms.piece(part);
            if let Some(known) = uses.get_mut(&piece.folded.singular()) {
                known.push(Usage {
                    form: Form::One,
                    mention: (sentence.report, terms.extent(part)),
                    style: match piece.case {
                        Case::Lower => Style::Plain,
                        Case::Mixed => Style::Mixed,
                        Case::Capital | Case::Upper => Style::Named,
                    },
                    titled: sentence.titled,
                    role: if is_before_noun(next)
                        && word::is_english(&fold(&text[terms.extent(part).range()]))
                    {
                        Role::Adjective
                    } else {
                        Role::Noun
                    },
                    code: piece.code,
                });
            }
        }
    }
    uses.values().flat_map(|uses| pairs(uses)).collect()
}

/// Whether what follows a term is what it says more of.
fn is_before_noun(next: Option<&Part>) -> bool {
    next.is_some_and(|next| next.joint == Joint::Space && next.weight != Weight::Function)
}

/// Whether two words may be one term. "Set up" and "setup", "every day" and "everyday" are both right.
fn is_term(text: &str, terms: &Terms, parts: &[Part]) -> bool {
    const FREE: &[&str] = &[
        "away", "back", "body", "day", "days", "ever", "every", "how", "less", "man", "men",
        "much", "no", "one", "other", "re", "time", "times", "way", "ways", "where", "year",
    ];
    let free = |part: &Part| {
        let word = &text[terms.extent(part).range()];
        FREE.iter().any(|free| free.eq_ignore_ascii_case(word))
    };
    let letters: usize = parts
        .iter()
        .map(|part| terms.piece(part).folded.letters())
        .sum();
    letters >= SHORTEST && !parts.iter().any(free)
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
