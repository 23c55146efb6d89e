//! `typo`: misspellings.
//!
//! A word is one if the dictionary of misspellings has it, or if it is rare, unknown, made of no known words, and
//! one slip away from a word that the corpus uses. How words are written was counted before, and the text is
//! walked to find those that are wrong. Each spelling is judged once.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use schemars::JsonSchema;
use serde::Deserialize;

use super::prose::{Slip, is_quoted};
use super::{Check, Context, Needs, Steps};
use crate::corpus::{Corpus, Report, ReportId, Settings};
use crate::document::{BlockKind, Extent, InlineKind, Language};
use crate::finding::{Certainty, Detection, Fault};
use crate::lookup::WordSet;
use crate::word::{self, Shape, WordId};

mod judge;
mod lengths;
mod near;
mod spelled;

use judge::Verdict;
use lengths::Lengths;
use spelled::Spelled;

/// Looks for misspellings.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Typo {
    /// Words that are right although the list of English words lacks them.
    #[serde(default)]
    words: Vec<String>,
}

impl Check for Typo {
    fn needs(&self) -> Needs {
        Needs::Text
    }

    fn effort(&self) -> u8 {
        1
    }

    fn steps<'a>(&'a self, _context: &Context<'a>) -> Steps<'a> {
        Steps::over_all(|context| self.run(context))
    }
}

impl Typo {
    fn run(&self, context: &mut Context<'_>) {
        let set = words_set(&context.corpus.settings);
        let extra = self.words.iter().chain(&set);
        let extra: FxHashSet<&str> = extra.map(String::as_str).collect();
        let usage = Usage::of(context.corpus);
        let verdicts = judge::judge(&usage, &extra);
        if verdicts.is_empty() {
            return;
        }
        let corpus = context.corpus;
        let judged = judged(corpus, &verdicts);
        let text = Text {
            context,
            headwords: LazyLock::new(|| headwords(corpus, &judged)),
            judged: &judged,
            usage,
            verdicts,
            extra,
        };
        let reports = (0..corpus.reports.len()).into_par_iter();
        let found = reports.map(|report| text.in_report(&corpus.reports[report]));
        let found: Vec<Vec<Detection>> = found.collect();
        for detection in found.into_iter().flatten() {
            context.report(detection);
        }
    }
}

/// The words that are right by the settings, in small letters: those that are set, and those of names and terms.
fn words_set(settings: &Settings) -> Vec<String> {
    let texts = [&settings.words, &settings.names, &settings.terms];
    let mut words = Vec::new();
    for word in texts
        .into_iter()
        .flatten()
        .flat_map(|text| text.split_whitespace())
    {
        spelled::each_part(word, |part| words.push(word[part].to_ascii_lowercase()));
    }
    words
}

/// What is looked for in the text: spellings that are wrong, in all reports.
struct Text<'a, 'b, F> {
    context: &'b Context<'a>,
    usage: Usage<'a>,
    verdicts: FxHashMap<&'a str, Verdict>,
    /// Which words have a verdict.
    judged: &'b [bool],
    extra: FxHashSet<&'b str>,
    /// Seldom asked for.
    headwords: LazyLock<FxHashSet<&'a str>, F>,
}

impl<'a, F: FnOnce() -> FxHashSet<&'a str>> Text<'a, '_, F> {
    fn in_report(&self, report: &Report) -> Vec<Detection> {
        let mut found = Vec::new();
        if report.document.language == Language::Other {
            return found;
        }
        let mut words = Vec::new();
        for sentence in report.sentences_with(|word| self.judged[word.index()]) {
            spelled::words(report, sentence, &mut words);
            let (foreign, spoken_of) = (OnceCell::new(), OnceCell::new());
            for (at, word) in words.iter().enumerate() {
                let Some(verdict) = self.verdicts.get(word.text) else {
                    continue;
                };
                if fits(
                    verdict,
                    report,
                    &words,
                    at,
                    &self.extra,
                    &foreign,
                    &spoken_of,
                ) && !(verdict.capitals && spells(&self.usage, &words, at))
                {
                    let slip = slip(report, word.extent, word.text, verdict);
                    let certainty = self.certainty(report, &words, at, (verdict, &slip));
                    found.push(Slip { certainty, ..slip }.detection(self.context));
                }
            }
        }
        found
    }

    /// How sure it is that a word is wrong where it stands.
    fn certainty(
        &self,
        report: &Report,
        words: &[Spelled<'_>],
        at: usize,
        (verdict, slip): (&Verdict, &Slip<'_>),
    ) -> Certainty {
        let word = &words[at];
        let is_doubtful = word.is_quoted
            || is_title_of_others(words, at)
            || is_named(words, at)
            || is_surname(report, words, at)
            || is_beside_foreign(&self.usage, report, words, at, verdict)
            || !verdict.known && is_of_others(report, word.extent);
        if is_doubtful {
            Certainty::Unsure
        } else if self.usage.times(word.text) > 1 && self.headwords.contains(word.text) {
            slip.certainty.min(if slip.certainty == Certainty::Sure {
                Certainty::Likely
            } else {
                Certainty::Unsure
            })
        } else if is_in_sentence(report, words, at) {
            slip.certainty
        } else if verdict.instead.iter().any(|instead| instead.contains(' ')) {
            // Alone it may be a name that somebody made of two words.
            Certainty::Unsure
        } else {
            slip.certainty.min(Certainty::Likely)
        }
    }
}

/// A word with a capital inside that is written so often is a term.
const TERM: u32 = 5;
const LONGEST_TERM: usize = 40;

/// How the words of a corpus are spelled.
struct Usage<'a> {
    corpus: &'a Corpus,
    /// How often each spelling stands in prose.
    times: FxHashMap<&'a str, u32>,
    /// How often each word stands in prose with a capital, by its small letters.
    capital: FxHashMap<String, u32>,
    /// The long words that are often written with a capital inside, by their small letters, in their most frequent
    /// spelling.
    terms: BTreeMap<String, &'a str>,
    /// The words of code and addresses, in small letters: whatever they are, they are meant.
    identifiers: FxHashSet<String>,
}

impl<'a> Usage<'a> {
    fn of(corpus: &'a Corpus) -> Usage<'a> {
        let mut usage = Usage {
            corpus,
            times: FxHashMap::with_capacity_and_hasher(corpus.words.len(), FxBuildHasher),
            capital: FxHashMap::default(),
            terms: BTreeMap::new(),
            identifiers: FxHashSet::default(),
        };
        for (id, text, word) in corpus.words.iter() {
            let times = corpus.vocabulary.times(id);
            let (mut prose, mut code) = (times.in_prose, times.all > times.in_prose);
            let is_word = !matches!(word.kind.shape(), Shape::Digits | Shape::Mark);
            if !is_word || prose == 0 && !code {
                continue;
            }
            if spelled::is_dotted(text) {
                (prose, code) = (0, true);
            }
            spelled::each_part(text, |part| {
                if prose > 0 {
                    *usage.times.entry(&text[part.clone()]).or_default() += prose;
                }
                if code {
                    usage.identifiers.insert(text[part].to_lowercase());
                }
            });
        }
        for (text, times) in &usage.times {
            if text.starts_with(char::is_uppercase) {
                *usage.capital.entry(text.to_lowercase()).or_default() += times;
            }
            let inside =
                text.chars().skip(1).any(char::is_uppercase) && text.contains(char::is_lowercase);
            if inside && *times >= TERM && (7..=LONGEST_TERM).contains(&text.len()) {
                let other = usage.terms.entry(text.to_lowercase()).or_insert(text);
                if (usage.times[other], *other) < (*times, text) {
                    *other = text;
                }
            }
        }
        usage
    }

    /// Walks over those neighbours in all sentences of which the first is one of some words and the second one of others:
    /// words with a space between them.
    fn each_pair(&self, firsts: &[bool], seconds: &[bool], mut see: impl FnMut(&'a str, &'a str)) {
        for report in &self.corpus.reports {
            let view = report.document.view.as_str();
            for sentence in report.sentences_with(|word| firsts[word.index()]) {
                let words = report.words(sentence).windows(2).enumerate();
                let is_one = |pair: &[WordId]| firsts[pair[0].index()] && seconds[pair[1].index()];
                for (at, _) in words.filter(|(_, pair)| is_one(pair)) {
                    let tokens = report.few_tokens(sentence);
                    let (first, second) = (tokens[at], tokens[at + 1]);
                    if first.end() < second.start {
                        see(first.of(view), second.of(view));
                    }
                }
            }
        }
    }

    fn times(&self, text: &str) -> u32 {
        self.times.get(text).copied().unwrap_or_default()
    }

    /// Whether the corpus has a word in any case, in its text or in code.
    fn has(&self, lower: &str) -> bool {
        self.times(lower) > 0 || self.capital(lower) > 0 || self.identifiers.contains(lower)
    }

    /// Whether the corpus has what a word is an inflection of, and no list has it: "mmapped" beside "mmap".
    fn has_base_of(&self, word: &str) -> bool {
        ["ed", "ing", "er", "ers", "s", "able"]
            .iter()
            .any(|ending| {
                word.strip_suffix(ending).is_some_and(|base| {
                    let doubled = base.len() > 3
                        && base.as_bytes()[base.len() - 1] == base.as_bytes()[base.len() - 2];
                    let single = &base[..base.len() - usize::from(doubled)];
                    [base, single]
                        .iter()
                        .any(|base| base.len() >= 3 && !word::is_english(base) && self.has(base))
                })
            })
    }

    fn capital(&self, lower: &str) -> u32 {
        self.capital.get(lower).copied().unwrap_or_default()
    }
}

/// Those of some words that are all of a paragraph, an item or a heading somewhere: what has an entry of its own is meant.
fn headwords<'a>(corpus: &'a Corpus, words: &[bool]) -> FxHashSet<&'a str> {
    let of_report = |report: ReportId| {
        let report = &corpus.reports[report];
        let document = &report.document;
        let alone = document.blocks.iter().enumerate().map(|(id, block)| {
            // Code has no sentences, and no words in them.
            if block.kind() == BlockKind::Code {
                return Some(document.view[block.extent].trim());
            }
            // All other texts are many, and need not be fetched.
            match report.block_words(id) {
                [only] if words[only.index()] => Some(corpus.words.text(*only)),
                _ => None,
            }
        });
        let is_one = |word: &&str| !word.is_empty() && !word.contains(char::is_whitespace);
        let alone = alone.flatten().filter(|word| word.len() <= LONGEST_TERM);
        alone.filter(is_one)
    };
    // One thread does so: one that waited for others would look at further reports meanwhile, and ask for these words again.
    (0..corpus.reports.len()).flat_map(of_report).collect()
}

/// Which words of a corpus have a verdict: they, or a part of them.
fn judged(corpus: &Corpus, verdicts: &FxHashMap<&str, Verdict>) -> Vec<bool> {
    let known = Lengths::of(verdicts.keys().copied());
    let words = corpus.words.iter();
    let judged = words.map(|(_, text, _)| {
        let mut judged = false;
        spelled::each_part(text, |part| {
            let part = &text[part];
            judged |= known.may_have(part) && verdicts.contains_key(part);
        });
        judged
    });
    judged.collect()
}

/// Whether a verdict about a spelling holds where the word stands.
fn fits(
    verdict: &Verdict,
    report: &Report,
    words: &[Spelled<'_>],
    at: usize,
    extra: &FxHashSet<&str>,
    foreign: &OnceCell<bool>,
    spoken_of: &OnceCell<bool>,
) -> bool {
    let word = &words[at];
    if !word.is_prose || (word.is_part && !verdict.known) {
        return false;
    }
    // "Fix the typo “recieve”": it is spoken of. "Pre-empted" may have its hyphen or not.
    let speaks_of_it = || speaks_of_spelling(report, word.extent);
    // "X-BakeHouse-Oven" is a name.
    if word.is_part && verdict.capitals {
        return false;
    }
    if word.is_part && is_part_of_name(report, word) || *spoken_of.get_or_init(speaks_of_it) {
        return false;
    }
    // "**de**gress" plays with its parts.
    let view = report.document.view.as_str();
    if report.document.view.span(word.extent).range().len() != word.extent.range().len() {
        return false;
    }
    // "practic[ed]": a quotation whose end was changed.
    if view[word.extent.range().end..].starts_with('[') {
        return false;
    }
    if is_phrase_of_others(report, words, at, extra) {
        return false;
    }
    let is_foreign = || *foreign.get_or_init(|| is_foreign(words, extra));
    if verdict.known && word.text.len() > 4 {
        return !is_foreign();
    }
    if word.is_part {
        return false;
    }
    // A word that is all of a link is the name of what it leads to; one that is emphasised alone is spoken of, or
    // foreign.
    let mut inlines = report.document.inlines_in(word.extent);
    let named = |kind: &InlineKind| matches!(kind, InlineKind::Link(_) | InlineKind::Emphasis);
    if inlines.any(|inline| named(&inline.kind) && inline.extent == word.extent) {
        return false;
    }
    // A word in quotes is spoken of; a short one is a symbol unless it stands among words.
    let is_word = |word: &Spelled<'_>| word.is_prose && word::is_english(word.text);
    let among =
        at > 0 && at + 1 < words.len() && is_word(&words[at - 1]) && is_word(&words[at + 1]);
    if word.is_quoted || (word.text.len() <= 4 && !among) {
        return false;
    }
    !is_foreign()
}

/// Words with which a text speaks of how others are written.
const SPELLING: WordSet<11> = WordSet::new([
    "misspell",
    "misspelled",
    "misspelling",
    "misspelt",
    "sic",
    "spelled",
    "spelling",
    "spellings",
    "spelt",
    "typo",
    "typos",
]);

/// Whether what stands around a word in its paragraph speaks of how words are written.
fn speaks_of_spelling(report: &Report, extent: Extent) -> bool {
    /// So many bytes on each side are looked at.
    const AROUND: usize = 120;
    let document = &report.document;
    let Some(block) = document.block_at(extent.start) else {
        return false;
    };
    let view = document.view.as_str();
    let (word, block) = (extent.range(), document.blocks[block].extent.range());
    let from = view.floor_char_boundary(block.start.max(word.start.saturating_sub(AROUND)));
    let to = view.floor_char_boundary(block.end.min(word.end + AROUND));
    let mut around = view[from..to].split(|c: char| !c.is_alphabetic());
    around.any(|word| SPELLING.has(word))
}

/// Whether the compound that a word is a part of is right as it is: a word without its hyphen ("pre-empted"), or a name
/// with another part that is no word ("loaf-sil-charis").
fn is_part_of_name(report: &Report, part: &Spelled<'_>) -> bool {
    let view = report.document.view.as_str();
    let is_letter = |c: char| c.is_alphabetic() || c == '-';
    let range = part.extent.range();
    let from = view.floor_char_boundary(range.start.saturating_sub(LONGEST_TERM));
    let to = view.floor_char_boundary((range.end + LONGEST_TERM).min(view.len()));
    let start = from + view[from..range.start].trim_end_matches(is_letter).len();
    let rest = &view[range.end..to];
    let end = range.end + (rest.len() - rest.trim_start_matches(is_letter).len());
    let compound = view[start..end].to_lowercase();
    let is_word = |word: &str| word::is_english(word) || word::is_formed(word);
    let mut others = compound
        .split('-')
        .filter(|other| other.len() > 2 && !other.eq_ignore_ascii_case(part.text));
    is_word(&compound.replace('-', "")) || others.any(|other| !is_word(other))
}

/// Whether a word stands in an emphasised phrase of which half is unknown: "*jus in re*", a title in another language.
fn is_phrase_of_others(
    report: &Report,
    words: &[Spelled<'_>],
    at: usize,
    extra: &FxHashSet<&str>,
) -> bool {
    const LONGEST: usize = 6;
    let mut inlines = report.document.inlines_in(words[at].extent);
    let phrase = inlines.find(|inline| inline.kind == InlineKind::Emphasis);
    let Some(phrase) = phrase.map(|inline| inline.extent) else {
        return false;
    };
    let is_inside = |word: &&Spelled<'_>| phrase.contains(word.extent);
    let before = words[..at].iter().rev().take_while(is_inside);
    let inside = before.chain(words[at..].iter().take_while(is_inside));
    // A longer one is no phrase.
    let inside = inside.take(LONGEST + 1);
    let (mut all, mut unknown) = (0, 0);
    for word in inside {
        let lower = word.text.to_lowercase();
        let known =
            word::is_english(&lower) || extra.contains(lower.as_str()) || word::is_formed(&lower);
        all += 1;
        unknown += usize::from(!known);
    }
    (2..=LONGEST).contains(&all) && unknown >= 2 && unknown * 2 >= all
}

/// Whether a word with a capital stands inside a sentence, beside another one that is no word of English: a part of a
/// name, or of a title in another language.
fn is_named(words: &[Spelled<'_>], at: usize) -> bool {
    let strange = |at: Option<usize>| {
        at.and_then(|at| words.get(at)).is_some_and(|word| {
            let lower = word.text.to_lowercase();
            !word::is_english(&lower) && !word::is_formed(&lower)
        })
    };
    let text = words[at].text;
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    at > 0
        && capitals == 1
        && text.starts_with(char::is_uppercase)
        && (strange(at.checked_sub(1)) || strange(Some(at + 1)))
}

/// Given names that are words as well. One that is no word tells by itself that a name follows.
const GIVEN: WordSet<38> = WordSet::new([
    "art", "bill", "bob", "carol", "dale", "daisy", "dawn", "dick", "drew", "faith", "frank",
    "gene", "glen", "grace", "grant", "guy", "harry", "heather", "hope", "jack", "jean", "jenny",
    "john", "josh", "joy", "mark", "martin", "miles", "nick", "pat", "penny", "ray", "rob",
    "robin", "rose", "sue", "tony", "victor",
]);

/// Whether a word with a capital stands behind a given name: "John Bakre".
fn is_surname(report: &Report, words: &[Spelled<'_>], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| &words[before]) else {
        return false;
    };
    let view = report.document.view.as_str();
    let between = before.extent.range().end..words[at].extent.range().start;
    words[at].text.starts_with(char::is_uppercase)
        && before.text.starts_with(char::is_uppercase)
        && GIVEN.has(before.text)
        && view.get(between) == Some(" ")
}

/// Whether a word with a capital stands among so many that are no English that it is a part of a title: "Noter Handbok".
fn is_title_of_others(words: &[Spelled<'_>], at: usize) -> bool {
    let strange = |word: &&Spelled<'_>| {
        let lower = word.text.to_lowercase();
        !word::is_english(&lower) && !word::is_formed(&lower)
    };
    words[at].text.starts_with(char::is_uppercase) && {
        let unknown = words.iter().filter(strange).count();
        unknown >= 3 && unknown * 4 >= words.len()
    }
}

/// Whether a word that is unknown is rather of somebody else: in a quotation, emphasised with a few words, or among names.
fn is_of_others(report: &Report, extent: Extent) -> bool {
    /// A longer run that is emphasised is the author's own.
    const LONGEST: usize = 6;
    let mut inlines = report.document.inlines_in(extent);
    let is_phrase = inlines.any(|inline| {
        inline.kind == InlineKind::Emphasis
            && report.text(inline.extent).split_whitespace().count() <= LONGEST
    });
    is_phrase || is_quoted(report, extent) || is_among_names(report, extent)
}

/// Whether a word stands alone between commas, before a name: "Vol. 57, panadero, Oslo".
fn is_among_names(report: &Report, extent: Extent) -> bool {
    let view = report.document.view.as_str();
    let behind = view[extent.range().end..].strip_prefix(", ");
    view[..extent.range().start].ends_with(", ")
        && behind.is_some_and(|behind| behind.starts_with(char::is_uppercase))
}

/// Whether a word stands as one of a sentence, and not in a label, or as the first of a remark: "(bundel?)".
fn is_in_sentence(report: &Report, words: &[Spelled<'_>], at: usize) -> bool {
    let view = report.document.view.as_str();
    let before = &view[..words[at].extent.range().start];
    words.iter().any(|word| word::is_function_word(word.text))
        && !before.ends_with(['(', '[', '"', '“', '‘', '\'', '/'])
}

/// Small words of the languages that English quotes.
const FOREIGN: WordSet<28> = WordSet::new([
    "auf", "aus", "das", "de", "degli", "dei", "del", "della", "der", "des", "di", "du", "ein",
    "el", "et", "il", "la", "las", "le", "les", "los", "mit", "sur", "und", "van", "von", "zu",
    "zum",
]);

/// Whether a word stands beside one of another language, or beside a stranger that stands here alone: "jus in re",
/// "raison d'être".
fn is_beside_foreign(
    usage: &Usage<'_>,
    report: &Report,
    words: &[Spelled<'_>],
    at: usize,
    verdict: &Verdict,
) -> bool {
    let view = report.document.view.as_str();
    // A name beside it tells nothing of the language of a misspelling that many make: "the Ruritanian comunity".
    let may_be_beside_name =
        verdict.known && verdict.unique && words[at].text.starts_with(char::is_lowercase);
    let is_foreign = |word: &Spelled<'_>| {
        let lower = word.text.to_lowercase();
        FOREIGN.has(&lower)
            || word.is_prose
                && word.text.len() > 2
                && !(may_be_beside_name && word.text.starts_with(char::is_uppercase))
                // An abbreviation is of no language.
                && word.text.chars().any(char::is_lowercase)
                && usage.times(word.text) < TERM
                && !word::is_english(&lower)
                && !word::is_formed(&lower)
                && word::corrections(&lower).is_empty()
    };
    let extent = words[at].extent.range();
    let joined = |between: &str| between == " ";
    let before = at.checked_sub(1).and_then(|at| words.get(at));
    let before = before.filter(|word| {
        let end = word.extent.range().end;
        end < extent.start && joined(&view[end..extent.start])
    });
    let behind = words.get(at + 1).filter(|word| {
        let start = word.extent.range().start;
        extent.end < start && joined(&view[extent.end..start])
    });
    let elided = |text: &str| {
        let mut letters = text.chars();
        let article = letters
            .next()
            .is_some_and(|c| matches!(c, 'd' | 'l' | 'D' | 'L'));
        article && letters.next().is_some_and(|c| matches!(c, '\'' | '’'))
    };
    before.is_some_and(&is_foreign)
        || behind.is_some_and(&is_foreign)
        || view[extent.end..].strip_prefix(' ').is_some_and(elided)
}

/// Whether the capitals of a word and its neighbours spell an abbreviation that the reports use: "Binary Large `OBject`".
fn spells(usage: &Usage<'_>, words: &[Spelled<'_>], at: usize) -> bool {
    /// An abbreviation is of so many words at most.
    const LONGEST: usize = 6;
    let from = at.saturating_sub(LONGEST);
    let to = (at + LONGEST).min(words.len() - 1);
    let is_small = |word: &Spelled<'_>| word::is_function_word(word.text);
    let capitals = |word: &Spelled<'_>| word.text.chars().filter(|c| c.is_uppercase()).count();
    let goes_on = |word: &&Spelled<'_>| is_small(word) || capitals(word) > 0;
    let start = at - words[from..at].iter().rev().take_while(goes_on).count();
    let end = at + words[at + 1..=to].iter().take_while(goes_on).count();
    (start..=at).any(|start| {
        (at..=end).any(|end| {
            let all = words[start..=end].iter().flat_map(|word| word.text.chars());
            let spelled: String = all.filter(|c| c.is_uppercase()).collect();
            start < end && spelled.len() >= 3 && usage.has(&spelled.to_lowercase())
                || usage.times(&spelled) > 0 && start < end
        })
    })
}

/// Whether a sentence has so many unknown words that they must be those of another language.
fn is_foreign(words: &[Spelled<'_>], extra: &FxHashSet<&str>) -> bool {
    let (mut all, mut unknown) = (0, 0);
    for word in words {
        if word.is_prose && word.text.starts_with(char::is_lowercase) {
            all += 1;
            let known = word::is_english(word.text)
                || extra.contains(word.text)
                || word::is_formed(word.text);
            unknown += u32::from(!known);
        }
    }
    unknown >= 3 && unknown * 4 >= all
}

fn slip<'a>(report: &'a Report, extent: Extent, text: &str, verdict: &Verdict) -> Slip<'a> {
    let unique = verdict.instead.first().filter(|_| verdict.unique);
    let (last, others) = match verdict.instead.split_last() {
        Some((last, others)) => (Some(last), others),
        None => (None, &[][..]),
    };
    let instead = last.map(|last| {
        let others: Vec<String> = others.iter().map(|word| format!("“{word}”")).collect();
        match others.as_slice() {
            [] => format!("“{last}”"),
            others => format!("{} or “{last}”", others.join(", ")),
        }
    });
    Slip {
        fault: Fault::Typo,
        certainty: verdict.certainty,
        report,
        extent,
        message: match &instead {
            Some(instead) => format!("“{text}” looks like a slip for {instead}{}", verdict.reason),
            None => format!("“{text}” looks like a slip{}", verdict.reason),
        },
        label: instead.map_or_else(
            || "a misspelling?".to_owned(),
            |instead| format!("{instead}?"),
        ),
        help: "",
        fix: unique.map(|instead| {
            (
                extent,
                instead.clone(),
                verdict.certainty == Certainty::Sure,
            )
        }),
    }
}
