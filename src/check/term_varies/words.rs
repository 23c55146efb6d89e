//! Single words with capitals in different places: `OpenOven`, `Openoven`, `openoven`.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{Pair, Sentence};
use crate::check::varies::Mention;
use crate::corpus::terms::{Case, Joint, Part, Terms};
use crate::corpus::{Corpus, Folded, ReportId, fold};
use crate::document::BlockId;
use crate::finding::Certainty;
use crate::word::{self, Stem, fnv1a};

/// How one form of a word is used.
#[derive(Debug, Clone, Copy)]
struct Form {
    written: u64,
    letters: usize,
    stem: Stem,
    /// Whether it begins small and has capitals inside: "eBook".
    camel: bool,
    /// Whether it is an ordinary word.
    english: bool,
    case: Case,
    /// Where its capital is its own.
    free: usize,
    /// Those of them that are part of no longer name.
    alone: usize,
    /// Everywhere.
    all: usize,
}

/// Words shorter than this are abbreviations with rules of their own.
const SHORTEST: usize = 4;

pub(super) fn run(corpus: &Corpus, sentences: &[Sentence]) -> Vec<Pair> {
    let wanted = wanted(corpus, sentences);
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut mentions: BTreeMap<(Folded, u64), Vec<(Mention, Context)>> = BTreeMap::new();
    for (report, terms) in sentences {
        let text = corpus.reports[*report].document.view.as_str();
        for (at, part) in words(terms) {
            let key = part.folded;
            if let Some(choice) = wanted.get(&key) {
                let written = fnv1a(text[part.extent.range()].as_bytes());
                let counted =
                    written == choice.usual || is_free(terms, at) || part.case != Case::Capital;
                if counted {
                    let block = corpus.reports[*report].document.block_at(part.extent.start);
                    let context = Context::of(*report, block.unwrap_or_default(), text, terms, at);
                    let entry = mentions.entry((key, written)).or_default();
                    entry.push(((*report, part.extent), context));
                }
            }
        }
    }
    let mut pairs = Vec::new();
    for (key, choice) in &wanted {
        let Some(usual) = mentions.get(&(*key, choice.usual)) else {
            continue;
        };
        for (written, certainty, needs_context) in &choice.rare {
            let Some(rare) = mentions.get(&(*key, *written)) else {
                continue;
            };
            let generic = usual.iter().filter(|(_, context)| context.generic).count();
            let is_name = generic * 10 <= usual.len();
            let around: HashSet<Clue> = usual.iter().flat_map(|(_, other)| other.clues()).collect();
            let (same, other): (Vec<_>, Vec<_>) = rare.iter().partition(|(_, context)| {
                is_name && context.clues().any(|clue| around.contains(&clue))
            });
            let (sure, unsure) = if *needs_context {
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
    usual: u64,
    /// The form, how sure it is that it is wrong, and whether only beside the same words or in one paragraph.
    rare: Vec<(u64, Certainty, bool)>,
}

fn wanted(corpus: &Corpus, sentences: &[Sentence]) -> BTreeMap<Folded, Choice> {
    let mut forms: HashMap<Folded, Vec<Form>> = HashMap::new();
    for (report, terms) in sentences {
        let text = corpus.reports[*report].document.view.as_str();
        for (at, part) in words(terms) {
            if part.function || part.folded.letters() < SHORTEST {
                continue;
            }
            let written = fnv1a(text[part.extent.range()].as_bytes());
            let known = forms.entry(part.folded).or_default();
            let free = usize::from(is_free(terms, at));
            let alone = free * usize::from(is_alone(terms, at));
            match known.iter_mut().find(|form| form.written == written) {
                Some(form) => {
                    form.free += free;
                    form.alone += alone;
                    form.all += 1;
                }
                None => known.push(Form {
                    written,
                    letters: part.folded.letters(),
                    stem: part.stem,
                    camel: text[part.extent.range()].starts_with(char::is_lowercase),
                    english: word::is_english(&fold(&text[part.extent.range()])),
                    case: part.case,
                    free,
                    alone,
                    all: 1,
                }),
            }
        }
    }
    let several = forms.into_iter().filter(|(_, forms)| forms.len() > 1);
    several
        .filter_map(|(key, forms)| Some((key, choose(corpus, &forms)?)))
        .collect()
}

fn choose(corpus: &Corpus, forms: &[Form]) -> Option<Choice> {
    let lower: usize = forms
        .iter()
        .filter(|form| form.case == Case::Lower)
        .map(|form| form.all)
        .sum();
    // A capital at the start of a sentence or in a title says nothing of a word that is also written small.
    let count = |form: &Form| match form.case {
        Case::Capital | Case::Upper if lower > 0 => form.free,
        Case::Upper => form.free,
        _ => form.all,
    };
    let has_mixed = forms.iter().any(|form| form.case == Case::Mixed);
    let named = || forms.iter().filter(|form| form.case != Case::Lower);
    // Nobody puts a capital inside by chance.
    let deliberate = |form: &Form| form.case == Case::Mixed && !form.camel;
    let weight = |form: &Form| count(form) * if deliberate(form) { 2 } else { 1 };
    let usual = named().max_by_key(|form| (weight(form), deliberate(form), form.written))?;
    let often = weight(usual);
    let plain = count(usual);
    let mut rare = Vec::new();
    for form in forms.iter().filter(|form| form.written != usual.written) {
        let times = count(form);
        if times == 0 {
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
                rare.push((form.written, Certainty::Likely, false));
            }
            // An ordinary word is written small in other numbers, too.
            Case::Lower
                if plain >= 5 && corpus.vocabulary.usage(form.stem).lower as usize * 5 <= plain =>
            {
                rare.push((form.written, Certainty::Likely, form.english));
            }
            Case::Lower => {}
            _ if has_mixed || lower == 0 => rare.push((form.written, certainty, false)),
            _ => {}
        }
    }
    // A word that nobody else has, mostly written small: the name of a tool.
    let small = forms
        .iter()
        .max_by_key(|form| (form.case == Case::Lower, form.all))?;
    if rare.is_empty() && small.case == Case::Lower && !small.english && small.letters > 5 {
        let tool = |form: &&Form| {
            form.case == Case::Capital
                && form.free == form.alone
                && (1..small.all).contains(&form.free)
        };
        let capitals = forms.iter().filter(tool);
        let rare: Vec<_> = capitals
            .map(|form| (form.written, Certainty::Likely, false))
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

/// The words that stand for themselves. A part of "oven-hub" or "LICENSE-OVEN" does not: those name things of code.
fn words(terms: &Terms) -> impl Iterator<Item = (usize, &Part)> {
    let hyphen = |at: usize| {
        terms
            .parts
            .get(at)
            .is_some_and(|part| part.joint == Joint::Hyphen)
    };
    terms.parts.iter().enumerate().filter(move |(at, part)| {
        let inside = hyphen(*at) || hyphen(at + 1);
        !(inside && matches!(part.case, Case::Lower | Case::Upper))
    })
}

/// Whether a capital is the word's own.
fn is_free(terms: &Terms, at: usize) -> bool {
    !terms.titled && !terms.parts[at].opens
}

/// Whether neither neighbour has a capital.
fn is_alone(terms: &Terms, at: usize) -> bool {
    let lower = |at: Option<usize>| {
        let part = at.and_then(|at| terms.parts.get(at));
        part.is_none_or(|part| part.case == Case::Lower)
    };
    lower(at.checked_sub(1)) && lower(Some(at + 1))
}

/// Words before a noun that is no name, or is also none.
const DETERMINERS: &[&str] = &[
    "a", "an", "any", "each", "every", "its", "my", "no", "our", "the", "their", "this", "your",
];

fn is_determiner(word: &str) -> bool {
    DETERMINERS
        .iter()
        .any(|determiner| determiner.eq_ignore_ascii_case(word))
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
    fn of(report: ReportId, block: BlockId, text: &str, terms: &Terms, at: usize) -> Context {
        let stem = |at: Option<usize>| {
            let part = terms.parts.get(at?)?;
            (!part.function && part.case == Case::Lower).then_some(part.stem)
        };
        let joined = |at: usize| {
            terms
                .parts
                .get(at)
                .filter(|part| part.joint == Joint::Space)
        };
        let article = joined(at).and_then(|_| terms.parts.get(at.checked_sub(1)?));
        Context {
            before: stem(at.checked_sub(1)),
            after: stem(Some(at + 1)),
            generic: article.is_some_and(|word| is_determiner(&text[word.extent.range()]))
                && joined(at + 1).is_none_or(|next| next.function),
            report,
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
