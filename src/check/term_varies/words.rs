//! Single words with capitals in different places: `OpenOven`, `Openoven`, `openoven`.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Pair;
use crate::check::varies::Mention;
use crate::corpus::terms::{Case, Joint, Part, Piece, PieceId, Sentence, Terms};
use crate::corpus::{Corpus, ReportId, fold};
use crate::document::BlockId;
use crate::finding::Certainty;
use crate::lookup::WordSet;
use crate::word::{self, Stem};

/// How one form of a word is used.
#[derive(Debug, Clone, Copy)]
struct Form<'a> {
    written: PieceId,
    text: &'a str,
    letters: usize,
    stem: Stem,
    case: Case,
    code: bool,
    uses: Uses,
}

impl Form<'_> {
    /// Whether it begins small and has capitals inside: "eBook".
    fn is_camel(&self) -> bool {
        self.case == Case::Mixed && self.text.starts_with(char::is_lowercase)
    }

    /// Whether each of its capitals begins a part of it: `ToolKit`.
    fn is_compound(&self) -> bool {
        let bytes = self.text.as_bytes();
        self.text.starts_with(char::is_uppercase)
            && !bytes
                .windows(2)
                .any(|pair| pair.iter().all(u8::is_ascii_uppercase))
    }

    /// Whether it is an ordinary word.
    fn is_english(&self) -> bool {
        word::is_english(&fold(self.text))
    }
}

/// How often a form stands where.
#[derive(Debug, Clone, Copy, Default)]
struct Uses {
    /// Where its capital is its own.
    free: usize,
    /// Those of them that are part of no longer name.
    alone: usize,
    /// Everywhere.
    all: usize,
}

/// Words shorter than this are abbreviations with rules of their own.
const SHORTEST: usize = 4;

/// The places of a form, each with what is around it.
type Places = Vec<(Mention, Context)>;

pub(super) fn run(corpus: &Corpus, terms: &Terms<'_>) -> Vec<Pair> {
    let wanted = wanted(corpus, terms);
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut places: FxHashMap<PieceId, Places> = FxHashMap::default();
    let mut groups = vec![false; terms.groups()];
    for group in wanted.keys() {
        groups[*group as usize] = true;
    }
    let is_wanted = |piece: &Piece| groups[piece.group as usize];
    each_use(terms, is_wanted, |sentence, at, part| {
        let piece = terms.piece(part);
        let Some(choice) = wanted.get(&piece.group) else {
            return;
        };
        let placed = choice
            .rare
            .iter()
            .any(|rare| rare.written == part.piece && rare.placed);
        if !placed || is_free(sentence, at) {
            let document = &corpus.reports[sentence.report].document;
            let extent = terms.extent(&sentence, part);
            let block = document.block_at(extent.start);
            let context = Context::of(block.unwrap_or_default(), terms, sentence, at);
            let entry = places.entry(part.piece).or_default();
            entry.push(((sentence.report, extent), context));
        }
    });
    let mut pairs = Vec::new();
    for choice in wanted.values() {
        let Some(usual) = places.get(&choice.usual) else {
            continue;
        };
        for Rare {
            written,
            certainty,
            in_context,
            ..
        } in &choice.rare
        {
            let Some(rare) = places.get(written) else {
                continue;
            };
            let generic = usual.iter().filter(|(_, context)| context.generic).count();
            let is_name = generic * 10 <= usual.len();
            let around: FxHashSet<Clue> =
                usual.iter().flat_map(|(_, other)| other.clues()).collect();
            let (same, other): (Vec<_>, Vec<_>) = rare.iter().partition(|(_, context)| {
                is_name && context.clues().any(|clue| around.contains(&clue))
            });
            let (sure, unsure) = if *in_context {
                (same, other)
            } else {
                (rare.iter().collect(), Vec::new())
            };
            for (rare, certainty) in [(sure, *certainty), (unsure, Certainty::Unsure)] {
                if !rare.is_empty() {
                    pairs.push(Pair {
                        rare: rare.iter().map(|(mention, _)| *mention).collect(),
                        usual: usual.iter().map(|(mention, _)| *mention).collect(),
                        certainty,
                    });
                }
            }
        }
    }
    pairs
}

/// The usual form of a word and those that are rarer.
struct Choice {
    usual: PieceId,
    rare: Vec<Rare>,
}

/// A form that is wrong.
struct Rare {
    written: PieceId,
    certainty: Certainty,
    /// Whether it is wrong only beside the same words as the usual form, or in one paragraph with it.
    in_context: bool,
    /// Whether its capital tells nothing where a sentence or a title asks for one.
    placed: bool,
}

/// The words that are written in several ways of which some are wrong, by their group.
fn wanted(corpus: &Corpus, terms: &Terms<'_>) -> BTreeMap<u32, Choice> {
    let is_word = |piece: &Piece| !piece.function && piece.folded.letters() >= SHORTEST;
    // Most words are written in one way only.
    let mut forms = vec![0_u32; terms.groups()];
    let pieces = || terms.pieces().iter().filter(|piece| piece.times > 0);
    for piece in pieces() {
        forms[piece.group as usize] += 1;
    }
    let varies = |piece: &Piece| forms[piece.group as usize] > 1 && is_word(piece);
    let mut several: BTreeMap<u32, Vec<&Piece>> = BTreeMap::new();
    for piece in pieces().filter(|piece| varies(piece)) {
        several.entry(piece.group).or_default().push(piece);
    }
    let mut may_vary = vec![false; terms.groups()];
    for (group, forms) in several {
        may_vary[group as usize] = may_have_rare(corpus, terms, &forms);
    }
    let may_vary = |piece: &Piece| may_vary[piece.group as usize] && varies(piece);
    let mut uses: FxHashMap<PieceId, Uses> = FxHashMap::default();
    each_use(terms, may_vary, |sentence, at, part| {
        let uses = uses.entry(part.piece).or_default();
        let free = is_free(sentence, at);
        let alone = free && is_alone(sentence, at);
        uses.free += usize::from(free);
        uses.alone += usize::from(alone);
        uses.all += 1;
    });
    let mut several: BTreeMap<u32, Vec<Form<'_>>> = BTreeMap::new();
    let mut uses: Vec<(PieceId, Uses)> = uses.into_iter().collect();
    uses.sort_unstable_by_key(|(id, _)| *id);
    for (id, uses) in uses {
        let piece = &terms.pieces()[id as usize];
        several.entry(piece.group).or_default().push(Form {
            written: id,
            text: terms.text(piece),
            letters: piece.folded.letters(),
            stem: piece.stem,
            case: piece.case,
            code: piece.code,
            uses,
        });
    }
    several.retain(|_, forms| forms.len() > 1);
    several
        .into_iter()
        .filter_map(|(group, forms)| Some((group, choose(corpus, &forms)?)))
        .collect()
}

/// Whether one of the forms of a word may be wrong. Most words that are written in several ways have a capital where a
/// sentence begins and none elsewhere, and [`choose`] finds nothing in those, wherever they stand.
fn may_have_rare(corpus: &Corpus, terms: &Terms<'_>, forms: &[&Piece]) -> bool {
    let (lower, capital) = match forms {
        [first, second] if first.case == Case::Lower => (first, second),
        [first, second] => (second, first),
        _ => return forms.len() > 1,
    };
    if (lower.case, capital.case) != (Case::Lower, Case::Capital) {
        return true;
    }
    let is_name = || {
        let (usage, times) = (corpus.vocabulary.usage(lower.stem), capital.times as usize);
        times >= OFTEN && usage.lower as usize * OFTEN <= times
    };
    is_name() || may_be_tool(terms.text(lower), lower.folded.letters())
}

/// So often a name is written with its capital, and so many times as often as without it.
const OFTEN: usize = 5;

/// Whether a word of small letters is one that nobody else has: the name of a tool.
fn may_be_tool(text: &str, letters: usize) -> bool {
    letters > 5 && text.is_ascii() && !word::is_english(&fold(text)) && !word::is_formed(text)
}

fn choose(corpus: &Corpus, forms: &[Form<'_>]) -> Option<Choice> {
    let lower: usize = forms
        .iter()
        .filter(|form| form.case == Case::Lower)
        .map(|form| form.uses.all)
        .sum();
    // A capital at the start of a sentence or in a title says nothing of a word that is also written small, or with
    // capitals inside alone: "BinOvens" beside "binOvens".
    let placed = |form: &Form<'_>| match form.case {
        Case::Capital | Case::Upper if lower > 0 => true,
        Case::Upper => true,
        Case::Mixed => forms.iter().any(|other| {
            other.is_camel() && !form.is_camel() && other.text.get(1..) == form.text.get(1..)
        }),
        _ => false,
    };
    let count = |form: &Form<'_>| {
        if placed(form) {
            form.uses.free
        } else {
            form.uses.all
        }
    };
    // "VISUAL" beside "Visual", but not "NECTAR" beside "NeCTAR".
    let is_plain = || forms[0].is_english() && forms.iter().all(|form| form.case != Case::Mixed);
    // "Tiānjī" and "Tianji" may be two words, or two ways to write a language; names of people have a check of their own.
    let is_accented = |form: &Form<'_>| {
        let lower = form.text.to_lowercase();
        forms.iter().any(|other| {
            other.text.is_ascii() != form.text.is_ascii() && other.text.to_lowercase() != lower
        }) || !form.text.is_ascii()
    };
    let rarer = |form: &Form<'_>, certainty, in_context| Rare {
        written: form.written,
        // The name of a command, a type or a field; a word that is said aloud.
        certainty: if form.code || form.case == Case::Upper && is_plain() || is_accented(form) {
            Certainty::Unsure
        } else {
            certainty
        },
        in_context,
        placed: placed(form),
    };
    let has_mixed = forms.iter().any(|form| form.case == Case::Mixed);
    let named = || forms.iter().filter(|form| form.case != Case::Lower);
    // Nobody puts a capital inside by chance.
    let deliberate = |form: &Form<'_>| form.case == Case::Mixed && !form.is_camel();
    let weight = |form: &Form<'_>| count(form) * if deliberate(form) { 2 } else { 1 };
    let usual = named().max_by_key(|form| (weight(form), deliberate(form), form.text))?;
    let often = weight(usual);
    let plain = count(usual);
    let mut rare = Vec::new();
    for form in forms.iter().filter(|form| form.written != usual.written) {
        let times = count(form);
        // How an apostrophe is drawn is a matter of type.
        let is_drawn = || form.text.replace('’', "'") == usual.text.replace('’', "'");
        let is_ascii = form.text.is_ascii() && usual.text.is_ascii();
        if times == 0 || !is_ascii && is_drawn() {
            continue;
        }
        let certainty = if often > times || (often == times && deliberate(usual)) {
            Certainty::Likely
        } else {
            Certainty::Unsure
        };
        match form.case {
            // A command or an address in the text has small letters by right.
            Case::Lower
                if usual.case == Case::Mixed
                    && form.letters > 5
                    && often >= 5
                    && times * 10 <= often =>
            {
                rare.push(rarer(form, Certainty::Likely, false));
            }
            // An ordinary word is written small in other numbers, too.
            // The capital may be that of a longer name: "the Night Bake" makes no name of "bake".
            Case::Lower if usual.uses.alone * 3 < usual.uses.free && form.is_english() => {}
            Case::Lower
                if plain >= OFTEN
                    && corpus.vocabulary.usage(form.stem).lower as usize * OFTEN <= plain =>
            {
                rare.push(rarer(form, Certainty::Likely, form.is_english()));
            }
            Case::Lower => {}
            // "The Next Oven" is no slip for "NeXT".
            Case::Capital if usual.case == Case::Mixed && form.is_english() => {
                rare.push(rarer(form, Certainty::Unsure, false));
            }
            // "COmpiler", "eXtensible": the capitals spell an abbreviation.
            Case::Mixed if form.is_english() && !form.is_compound() => {
                rare.push(rarer(form, Certainty::Unsure, false));
            }
            _ if has_mixed || lower == 0 => rare.push(rarer(form, certainty, false)),
            _ => {}
        }
    }
    // A word that nobody else has, mostly written small: the name of a tool.
    let small = forms
        .iter()
        .max_by_key(|form| (form.case == Case::Lower, form.uses.all))?;
    let is_tool = || small.case == Case::Lower && may_be_tool(small.text, small.letters);
    if rare.is_empty() && is_tool() {
        let tool = |form: &&Form<'_>| {
            form.case == Case::Capital
                && form.uses.free == form.uses.alone
                && (1..small.uses.all).contains(&form.uses.free)
        };
        let capitals = forms.iter().filter(tool);
        let rare: Vec<_> = capitals
            .map(|form| Rare {
                placed: true,
                ..rarer(form, Certainty::Likely, false)
            })
            .collect();
        return (!rare.is_empty()).then_some(Choice {
            usual: small.written,
            rare,
        });
    }
    (!rare.is_empty()).then_some(Choice {
        usual: usual.written,
        rare,
    })
}

/// Shows where words of some pieces stand for themselves. A part of "oven-hub" or "LICENSE-OVEN" does not: those name
/// things of code.
fn each_use(
    terms: &Terms<'_>,
    is_wanted: impl Fn(&Piece) -> bool,
    mut see: impl FnMut(Sentence<'_>, usize, &Part),
) {
    let words = terms.words_with(&is_wanted);
    if !words.contains(&true) {
        return;
    }
    terms.each_place(
        1,
        &words,
        |_, _| true,
        |sentence, own| {
            for at in own {
                let part = &sentence.parts[at];
                if is_wanted(terms.piece(part)) && is_whole(terms, sentence.parts, at) {
                    see(sentence, at, part);
                }
            }
        },
    );
}

/// Whether a part of a sentence is a word for itself.
fn is_whole(terms: &Terms<'_>, parts: &[Part], at: usize) -> bool {
    let hyphen = |at: usize| {
        parts
            .get(at)
            .is_some_and(|part| part.joint == Joint::Hyphen)
    };
    let inside = || hyphen(at) || hyphen(at + 1);
    let is_small = || matches!(terms.piece(&parts[at]).case, Case::Lower | Case::Upper);
    // "e-Bread" is none of "BREAD".
    let letter = || {
        let before = at.checked_sub(1).and_then(|before| parts.get(before));
        hyphen(at) && before.is_some_and(|part| terms.piece(part).folded.letters() == 1)
    };
    !(is_small() && inside() || letter())
}

/// Whether a capital is the word's own.
fn is_free(sentence: Sentence<'_>, at: usize) -> bool {
    !sentence.titled && !sentence.parts[at].opens
}

/// Whether neither neighbour has a capital.
fn is_alone(sentence: Sentence<'_>, at: usize) -> bool {
    let lower = |at: Option<usize>| {
        let part = at.and_then(|at| sentence.parts.get(at));
        part.is_none_or(|part| part.lower)
    };
    lower(at.checked_sub(1)) && lower(Some(at + 1))
}

/// Words before a noun that is no name, or is also none.
const DETERMINERS: WordSet<13> = WordSet::new([
    "a", "an", "any", "each", "every", "its", "my", "no", "our", "the", "their", "this", "your",
]);

fn is_determiner(word: &str) -> bool {
    DETERMINERS.has(word)
}

/// What is around a word. Neighbours with capitals are part of a name, and tell nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Context {
    before: Option<Stem>,
    after: Option<Stem>,
    /// Whether it stands with an article and without another noun: "the Guild".
    generic: bool,
    report: ReportId,
    block: BlockId,
}

impl Context {
    fn of(block: BlockId, terms: &Terms<'_>, sentence: Sentence<'_>, at: usize) -> Context {
        let parts = sentence.parts;
        let stem = |at: Option<usize>| {
            let piece = terms.piece(parts.get(at?)?);
            (!piece.function && piece.case == Case::Lower).then_some(piece.stem)
        };
        let joined = |at: usize| parts.get(at).filter(|part| part.joint == Joint::Space);
        let article = joined(at).and_then(|_| parts.get(at.checked_sub(1)?));
        Context {
            before: stem(at.checked_sub(1)),
            after: stem(Some(at + 1)),
            generic: article.is_some_and(|word| is_determiner(terms.text(terms.piece(word))))
                && joined(at + 1).is_none_or(|next| terms.piece(next).function),
            report: sentence.report,
            block,
        }
    }

    /// What tells that two uses are of one thing.
    fn clues(&self) -> impl Iterator<Item = Clue> {
        let before = self.before.map(Clue::Before);
        let after = self.after.map(Clue::After);
        let block = Some(Clue::Block(self.report, self.block));
        [before, after, block].into_iter().flatten()
    }
}

/// A word beside another one, or the paragraph around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Clue {
    Before(Stem),
    After(Stem),
    Block(ReportId, BlockId),
}
