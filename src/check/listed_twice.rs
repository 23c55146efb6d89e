//! `listed-twice`: the same item twice in one list, or in two lists that exclude each other.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Check, Context, Needs, Steps, show};
use crate::claim::listing;
use crate::corpus::{Report, ReportId};
use crate::document::{Block, BlockId, BlockKind, Extent, InlineKind};
use crate::finding::{Certainty, Detection, Fault, Label};
use crate::pattern::Phrase;
use crate::word::{Shape, Stem, Token, WordId, Words};

/// Looks for repeated items.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ListedTwice {
    /// What says, before a list, that its parts exclude each other: "divided into".
    #[serde(default)]
    exclusive: Vec<Phrase>,
}

/// A list in a sentence has so many items at least, and all but one of them are names.
const SHORTEST: usize = 4;

impl Check for ListedTwice {
    fn needs(&self) -> Needs {
        Needs::Own
    }

    fn phrases(&self) -> Vec<&Phrase> {
        self.exclusive.iter().collect()
    }

    fn steps<'a>(&'a self, _context: &Context<'a>) -> Steps<'a> {
        Steps::over_each(|context, id| {
            let report = &context.corpus.reports[id];
            Self::repeated(context, report);
            self.excluding(context, id);
        })
    }
}

impl ListedTwice {
    /// Items that stand twice in one list.
    fn repeated(context: &mut Context<'_>, report: &Report) {
        // An index, a grammar and steps have the same words again and again.
        let certainty = if context.corpus.is_technical {
            Certainty::Unsure
        } else {
            Certainty::Sure
        };
        let sentences = 0..report.document.sentences.len();
        // Most sentences have no list, and need not be taken apart.
        let parting = Parting::of(&context.corpus.words);
        let listing = sentences.filter(|sentence| parting.may_part(report.words(*sentence)));
        for sentence in listing.filter(|sentence| may_list_names(report, *sentence)) {
            let items = listing::running(report, sentence);
            if items.len() < SHORTEST {
                continue;
            }
            let mut others = items.iter().filter(|item| !is_name_like(report, **item));
            if others.nth(1).is_none() {
                let items = without_introduction(report, items);
                let items = without_addenda(report, &items);
                repeated(context, report, &items, certainty);
            }
        }
        for (at, list) in report.document.lists.iter().enumerate() {
            let document = &report.document;
            // What leads a list of its own is told apart by that.
            let leads = |item: BlockId| match document.blocks.get(item + 1).map(Block::kind) {
                Some(BlockKind::Item(inner)) => {
                    inner != at && document.lists[inner].parent == Some(at)
                }
                _ => false,
            };
            let items: Vec<Extent> = list
                .items
                .iter()
                .filter(|item| !leads(**item))
                .map(|item| document.blocks[*item].extent)
                .collect();
            if items.len() >= 3 {
                repeated(context, report, &items, certainty);
            }
        }
    }

    /// Items that stand in two parts of a list whose parts exclude each other.
    fn excluding(&self, context: &mut Context<'_>, id: ReportId) {
        // In a manual, code stands in the sentences of the items, which have no lists of their own.
        let certainty = if context.corpus.is_technical {
            Certainty::Unsure
        } else {
            Certainty::Sure
        };
        let report = &context.corpus.reports[id];
        let document = &report.document;
        for list in &document.lists {
            let Some(lead) = list.lead else { continue };
            let sentences = document.blocks[lead].sentences();
            let announced = self.exclusive.iter().any(|phrase| {
                let hits = context.hits_in(phrase, id, sentences.clone());
                !hits.is_empty()
            });
            if !announced {
                continue;
            }
            let mut seen: BTreeMap<String, (usize, Extent)> = BTreeMap::new();
            for (at, item) in list.items.iter().enumerate() {
                // A part of the list has a list of its own; a word of code in a sentence is none.
                let codes = in_rows(report, document.blocks[*item].extent);
                for extent in codes {
                    let key = listing::item_key(report.text(extent));
                    match seen.get(&key) {
                        Some((other, first)) if *other != at => {
                            let detection = detection(
                                report,
                                *first,
                                extent,
                                certainty,
                                "in two parts of a list that exclude each other",
                            );
                            context.report(detection);
                        }
                        Some(_) => {}
                        None => {
                            seen.insert(key, (at, extent));
                        }
                    }
                }
            }
        }
    }
}

/// The runs of code of a block.
fn codes(report: &Report, block: Extent) -> Vec<Extent> {
    let document = &report.document;
    let code = document
        .inlines_in(block)
        .filter(|inline| inline.kind == InlineKind::Code)
        .map(|inline| inline.extent);
    code.collect()
}

/// The runs of code of an item that are enumerated: three or more with nothing between them but marks and "and", or two
/// that are nearly all of the item.
fn in_rows(report: &Report, item: Extent) -> Vec<Extent> {
    const ROW: usize = 3;
    const NAME: usize = 8;
    let view = report.document.view.as_str();
    let runs_on = |a: &Extent, b: &Extent| {
        let between = view[a.end as usize..b.start.max(a.end) as usize].split_whitespace();
        between.clone().count() <= 2
            && between
                .map(|word| word.trim_matches([',', ';', '`']))
                .all(|word| ["", "and", "or", "&"].contains(&word))
    };
    let codes = codes(report, item);
    let inside: usize = codes.iter().map(|code| report.tokens_in(*code).len()).sum();
    let words = report.tokens_in(item).iter();
    let words = words.filter(|token| token.is_word()).count();
    let row = if words <= inside + NAME { 2 } else { ROW };
    let rows = codes.chunk_by(runs_on).filter(|codes| codes.len() >= row);
    rows.flatten().copied().collect()
}

/// The items with the first one cut to its end, where that is another item: the words that introduce a list in its
/// sentence, "Courses are given by", are no part of it.
fn without_introduction(report: &Report, mut items: Vec<Extent>) -> Vec<Extent> {
    let first = items[0];
    let text = report.text(first);
    let tail = items[1..]
        .iter()
        .map(|item| report.text(*item))
        .find(|other| {
            // "The library Moment Rye" is not "Rye".
            text.strip_suffix(other).is_some_and(|rest| {
                let before = rest.trim_end().rsplit(' ').next().unwrap_or_default();
                rest.ends_with(' ') && !before.starts_with(char::is_uppercase)
            })
        });
    if let Some(tail) = tail {
        items[0] = first.slice(text.len() - tail.len()..text.len());
    }
    items
}

/// Reports the items of one list that stand in it twice.
fn repeated(context: &mut Context<'_>, report: &Report, items: &[Extent], certainty: Certainty) {
    /// What repeats so many of its items is rather two lists, or has moulds for items.
    const TOO_MANY: usize = 3;
    /// Items with more between them were rather in two lists.
    const FAR: usize = 5;
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut twice: Vec<(Extent, Extent, bool)> = Vec::new();
    // Two items that are alike end with one word. Most items end with one that no other item ends with.
    let last_words: Vec<Option<Stem>> = items
        .iter()
        .map(|item| {
            let mut tokens = report.tokens_in(*item).iter().rev();
            let last = tokens.find(|token| token.shape() != Shape::Mark)?;
            Some(last.stem)
        })
        .collect();
    let mut sorted = last_words.clone();
    sorted.sort_unstable();
    let stands_twice = |word: &Option<Stem>| {
        let first = sorted.partition_point(|other| other < word);
        sorted.get(first + 1) == Some(word)
    };
    for (at, item) in items.iter().enumerate() {
        if !stands_twice(&last_words[at]) {
            continue;
        }
        let text = report.text(*item).trim();
        let key = listing::item_key(text);
        // "Build:" leads a list of its own, and "a space" is any.
        let is_lead = text.ends_with([':', ',']);
        let is_any = text.starts_with("a ") || text.starts_with("an ");
        if is_lead || is_any || key.chars().filter(|c| c.is_alphanumeric()).nth(2).is_none() {
            continue;
        }
        match seen.get(&key) {
            // "Self" and "self" are two things.
            Some(first) if is_other_case(report.text(items[*first]), text) => {}
            Some(first) => twice.push((items[*first], *item, at - first > FAR)),
            None => {
                seen.insert(key, at);
            }
        }
    }
    let certainty = if twice.len() < TOO_MANY {
        Context::in_report(report, certainty)
    } else {
        Certainty::Unsure
    };
    for (first, item, far) in twice {
        let text = report.text(item).trim();
        // "Documentation" may head two parts of a list that were two lists, and "bake()" belong to two mills.
        let common = text
            .chars()
            .skip(1)
            .all(|letter| !letter.is_uppercase() && !letter.is_numeric());
        let certainty = if far && common || text.ends_with("()") && context.corpus.is_technical {
            Certainty::Unsure
        } else {
            certainty
        };
        let plain = text
            .chars()
            .all(|letter| letter.is_lowercase() || letter == ' ');
        let named = is_name(text) && is_name(report.text(first).trim());
        let doubted = !named || plain && context.corpus.is_technical;
        let certainty = match (doubted, certainty) {
            (false, certainty) => certainty,
            (true, Certainty::Sure) => Certainty::Likely,
            (true, _) => Certainty::Unsure,
        };
        let detection = detection(report, first, item, certainty, "twice in one list");
        context.report(detection);
    }
}

/// The items that do not only tell where the one before them lies, or in which year: "Bergen, Norway, and Oslo, Norway",
/// "May 3, 2021, and June 4, 2021".
fn without_addenda(report: &Report, items: &[Extent]) -> Vec<Extent> {
    let text = |at: usize| report.text(items[at]).trim();
    let of_regions = listing::are_mostly_regions((0..items.len()).map(text));
    let is_year = |text: &str| text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    let tells = |at: usize| {
        let (before, item) = (text(at - 1), text(at));
        let dated = is_year(item) && !is_year(before);
        let dated = dated && before.ends_with(|c: char| c.is_ascii_digit());
        dated || !of_regions && listing::tells_where(before, item)
    };
    let is_own = |at: &usize| *at == 0 || !tells(*at);
    (0..items.len())
        .filter(is_own)
        .map(|at| items[at])
        .collect()
}

/// Whether an item names a thing. A step may have to be taken twice, and a sentence said.
fn is_name(text: &str) -> bool {
    const LONGEST: usize = 8;
    let words = text.split_whitespace().count();
    let sentence =
        text.ends_with(['.', '!', '?', ';']) || text.contains(". ") || text.contains(": ");
    let written = text.starts_with(|letter: char| !letter.is_lowercase());
    !sentence && words <= LONGEST && (written || words <= 2)
}

/// Whether two items that are alike have capitals at different places.
fn is_other_case(first: &str, second: &str) -> bool {
    let capitals = |text: &str| {
        let letters = text.chars().filter(|letter| letter.is_alphabetic());
        letters.filter(|letter| letter.is_uppercase()).count()
    };
    capitals(first) != capitals(second)
}

fn detection(
    report: &Report,
    first: Extent,
    second: Extent,
    certainty: Certainty,
    how: &str,
) -> Detection {
    let short = show::short(report.text(second));
    Detection {
        fault: Fault::ListedTwice,
        category: Fault::ListedTwice.category(),
        certainty,
        message: format!("“{short}” stands {how}"),
        help: "Take one out, or put in what was meant. Both can be right if two different things bear one name: then \
               say what sets them apart."
            .to_owned(),
        primary: Label { place: report.document.place(second), text: "again here".to_owned() },
        related: vec![Label { place: report.document.place(first), text: "first here".to_owned() }],
        fix: None,
    }
}

/// The marks and the words that part items, by their numbers.
struct Parting {
    comma: Option<WordId>,
    semicolon: Option<WordId>,
    conjunctions: [Option<WordId>; 3],
}

impl Parting {
    fn of(words: &Words) -> Parting {
        Parting {
            comma: words.get(","),
            semicolon: words.get(";"),
            conjunctions: ["and", "or", "&"].map(|word| words.get(word)),
        }
    }

    /// Whether the words of a sentence may be those of a list. A comma inside a number is none of them, and parts nothing.
    fn may_part(&self, words: &[WordId]) -> bool {
        // Small numbers are added up many at once.
        let of = |mark: WordId| words.iter().map(|word| u32::from(*word == mark)).sum();
        let count = |mark: Option<WordId>| -> u32 { mark.map_or(0, of) };
        // Two commas make three items, the last of which a conjunction inside of it may part.
        let is_parted_again = || {
            let last = words.iter().rposition(|word| Some(*word) == self.comma);
            let behind = last.and_then(|last| words.get(last + 2..));
            let mut behind = behind.unwrap_or_default().iter();
            behind.any(|word| self.conjunctions.contains(&Some(*word)))
        };
        let commas = count(self.comma) as usize;
        commas > SHORTEST - 2
            || commas == SHORTEST - 2 && is_parted_again()
            || count(self.semicolon) > 0
    }
}

/// Whether a sentence has enough words that make names of items.
fn may_list_names(report: &Report, sentence: usize) -> bool {
    let is_mark_of_name = |token: &&Token| token.is_capital() || token.shape() == Shape::Digits;
    let mut names = report.tokens(sentence).iter().filter(is_mark_of_name);
    let extent = report.document.sentences[sentence].extent;
    names.nth(SHORTEST - 2).is_some() || has_code(report, extent)
}

fn has_code(report: &Report, extent: Extent) -> bool {
    let mut inlines = report.document.inlines_in(extent);
    inlines.any(|inline| inline.kind == InlineKind::Code)
}

/// Whether an item is a name: short, and with a capital or a digit, or code.
fn is_name_like(report: &Report, item: Extent) -> bool {
    let text = report.document.view.as_str();
    let tokens = report.tokens_in(item);
    let words = tokens.iter().filter(|token| token.is_word()).count();
    words <= 5
        && (tokens.iter().any(|token| {
            token.is_capital()
                || (token.shape() == Shape::Digits && token.of(text).contains(char::is_alphabetic))
        }) || has_code(report, item))
}
