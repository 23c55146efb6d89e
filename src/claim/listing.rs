//! Lists: bullets, and enumerations inside a sentence ("three forces: users, makers and sellers").
//!
//! A listing knows what introduces it and how many items it may have: "A, B and C, and D" has three or four.

use std::ops::{Range, RangeInclusive};

use memchr::{memchr, memchr_iter, memchr3};

use crate::corpus::Report;
use crate::document::{BlockKind, Extent, InlineKind, ListId};
use crate::lookup::{WordSet, byte_table};

mod apposition;
mod passing;

use apposition::{appositions, ends_name};
pub use apposition::{are_mostly_regions, tells_where};
pub use passing::passing;

/// How a listing is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// Bullets or numbered items.
    Bullets(ListId),
    /// Behind a colon.
    Colon,
    /// In brackets.
    Brackets,
    /// Behind a dash.
    Dash,
    /// Behind a comma or a word such as "including".
    Running,
}

/// A list of things.
#[derive(Debug, Clone)]
pub struct Listing {
    /// How it is set.
    pub form: Form,
    /// Whether there may be others: "including", "such as", "and more".
    pub partial: bool,
    /// The items in order.
    pub items: Vec<Extent>,
    /// How many things it may list; a range where an item may be two ("Ann & Bo").
    pub count: RangeInclusive<usize>,
}

impl Listing {
    /// All of it.
    pub fn extent(&self) -> Extent {
        Extent {
            start: self.items[0].start,
            end: self.items[self.items.len() - 1].end,
        }
    }
}

/// Longer "items" are clauses, and more of them are a text.
const LONGEST_ITEM: usize = 400;
const MOST_ITEMS: usize = 300;

/// The sentence that introduces a list of the document, if one does.
pub fn lead(report: &Report, list: ListId) -> Option<usize> {
    let document = &report.document;
    let lead = document.lists[list].lead?;
    document.blocks[lead].sentences().last()
}

/// A list of the document, if something introduces it: the listing and the sentence that does.
pub fn bullets(report: &Report, list: ListId) -> Option<(usize, Listing)> {
    let document = &report.document;
    let blocks = &document.lists[list].items;
    let lead = lead(report, list)?;
    let introduction = &document.view[document.sentences[lead].extent];
    let last = document.block_text(*blocks.last()?);
    let texts = || blocks.iter().map(|block| document.block_text(*block));
    let comma = blocks.len() > 2 && have_one_comma(texts());
    let pairs: usize = texts().map(|text| pairs_in(text, comma)).sum();
    // The lists in a list stand right behind it.
    let inside = document.lists[list + 1..]
        .iter()
        .take_while(|inner| inner.parent.is_some_and(|parent| parent >= list));
    let inner = inside.filter(|inner| inner.parent == Some(list));
    let leaves: usize = inner.map(|inner| inner.items.len().saturating_sub(1)).sum();
    Some((
        lead,
        Listing {
            form: Form::Bullets(list),
            partial: ends_partial(introduction) || is_tail(last),
            items: blocks
                .iter()
                .map(|block| document.blocks[*block].extent)
                .collect(),
            count: blocks.len()
                ..=blocks.len()
                    + pairs.max(leaves)
                    + going_on(report, list)
                    + headwords(report, list),
        },
    ))
}

/// How many paragraphs of a list of headwords in code are headwords as well: two options that one text explains.
fn headwords(report: &Report, list: ListId) -> usize {
    let document = &report.document;
    let items = &document.lists[list].items;
    let (Some(first), Some(last)) = (items.first(), items.last()) else {
        return 0;
    };
    let is_code = |block: usize| {
        let extent = document.blocks[block].extent;
        let text = report.text(extent).trim().len();
        let mut code = document
            .inlines_in(extent)
            .filter(|inline| inline.kind == InlineKind::Code);
        text > 0
            && code
                .next()
                .is_some_and(|code| report.text(code.extent).trim().len() + 1 >= text)
    };
    if !is_code(*first) {
        return 0;
    }
    let end = (last + 2).min(document.blocks.len());
    (*first..end)
        .filter(|block| document.blocks[*block].kind() == BlockKind::Paragraph && is_code(*block))
        .count()
}

/// How many items a list has behind a paragraph that only interrupts it: one that announces nothing with a colon, with
/// another list of the same kind right behind it.
fn going_on(report: &Report, list: ListId) -> usize {
    let document = &report.document;
    let own = &document.lists[list];
    let Some(last) = own.items.last() else {
        return 0;
    };
    let near = document.lists[list + 1..]
        .iter()
        .take_while(|next| next.items.first().is_none_or(|first| *first <= last + 2));
    let next = near
        .filter(|next| next.items.first().is_some_and(|first| first > last))
        .find(|next| next.parent == own.parent);
    next.filter(|next| {
        let between = last + 1..next.items[0];
        let paragraph = |block: usize| document.blocks[block].kind() == BlockKind::Paragraph;
        between.len() == 1
            && between.clone().all(paragraph)
            && !document.block_text(between.start).trim_end().ends_with(':')
    })
    .map_or(0, |next| next.items.len())
}

/// The enumeration that is introduced in a sentence at or behind the view offset `from`, with at most `gap` words
/// before the mark that introduces it. Gives the number of those words too.
pub fn introduced(
    report: &Report,
    sentence: usize,
    from: u32,
    gap: usize,
) -> Option<(usize, Listing)> {
    let document = &report.document;
    let extent = document.sentences[sentence].extent;
    let text = &document.view[Extent {
        start: from.clamp(extent.start, extent.end),
        end: extent.end,
    }];
    let mut words = 0;
    let mut previous = ' ';
    for (at, mark) in text.char_indices() {
        let behind = at + mark.len_utf8();
        let (form, range) = match mark {
            '(' => (Form::Brackets, behind..closing(text, at)?),
            ':' if text[behind..].starts_with([' ', '\n']) => (Form::Colon, behind..text.len()),
            '—' | '–' => (Form::Dash, behind..until_dash(text, behind)),
            // "four students- Ann, ..." and "four students - Ann, ..."
            '-' if text[behind..].starts_with(' ') => {
                (Form::Dash, behind..until_dash(text, behind))
            }
            ',' if text[behind..].starts_with(' ') => {
                // "16 coaches, two more than last year: Ann, ..."
                if let Some(said) = complete_at(&text[behind + 1..]) {
                    (Form::Colon, behind + 1 + said..text.len())
                } else if let Some((more, colon)) = clause_before_colon(&text[behind..]) {
                    words += more;
                    (Form::Colon, behind + colon + 1..text.len())
                } else {
                    (Form::Running, behind..text.len())
                }
            }
            _ => {
                if !mark.is_whitespace() && previous.is_whitespace() {
                    words += 1;
                    if let Some(word) = PARTIAL
                        .iter()
                        .find(|word| starts_with_word(&text[at..], word))
                    {
                        return Some((
                            words - 1,
                            listing(
                                extent.end,
                                text,
                                Form::Running,
                                at + word.len()..text.len(),
                                true,
                            )?,
                        ));
                    }
                    // "In four towns namely Oslo, …"
                    if let Some(said) = complete_at(&text[at..]) {
                        let all = at + said..text.len();
                        let listing = listing(extent.end, text, Form::Colon, all, false)?;
                        return Some((words - 1, listing));
                    }
                    if words > gap {
                        return None;
                    }
                }
                previous = mark;
                continue;
            }
        };
        let inner = &text[range.clone()];
        let trimmed = inner.trim_start();
        let skipped = inner.len() - trimmed.len();
        let marker = PARTIAL.iter().find(|word| starts_with_word(trimmed, word));
        let said = complete_at(trimmed).unwrap_or_default();
        let start = range.start + skipped + marker.map_or(said, |word| word.len());
        return Some((
            words,
            listing(extent.end, text, form, start..range.end, marker.is_some())?,
        ));
    }
    None
}

/// Words that start a clause of its own.
const RELATIVE: &[&str] = &[
    "because", "so", "that", "where", "which", "while", "who", "whose",
];

/// The colon behind a short clause without marks: how many words the clause has, and where the colon stands.
fn clause_before_colon(text: &str) -> Option<(usize, usize)> {
    const LONGEST: usize = 8;
    let mark = text.find([',', ':', ';', '(', '–', '—'])?;
    let words = text[..mark].split_whitespace().count();
    // "Twenty at most, which means forty files: a text and its index": the list is of what the clause counts.
    let relative = text
        .split_whitespace()
        .next()
        .is_some_and(|word| RELATIVE.contains(&word));
    let colon = text[mark..].starts_with(": ") || text[mark..].starts_with(":\n");
    (!relative && colon && words <= LONGEST).then_some((words, mark))
}

/// The enumeration that runs from a view offset to the end of its sentence: what follows "led by".
pub fn behind(report: &Report, sentence: usize, from: u32) -> Option<Listing> {
    let extent = report.document.sentences[sentence].extent;
    let text = &report.document.view[Extent {
        start: from.clamp(extent.start, extent.end),
        end: extent.end,
    }];
    let inner = text.trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, ':' | ',' | '–' | '—' | '-')
    });
    let skipped = text.len() - inner.len();
    let marker = PARTIAL.iter().find(|word| starts_with_word(inner, word));
    let start = skipped + marker.map_or(0, |word| word.len());
    listing(
        extent.end,
        text,
        Form::Running,
        start..text.len(),
        marker.is_some(),
    )
}

/// The enumeration that a part of a text is.
pub fn within(report: &Report, extent: Extent) -> Option<Listing> {
    let text = &report.document.view[extent];
    listing(extent.end, text, Form::Running, 0..text.len(), false)
}

/// The list whose introduction ends with a sentence.
pub fn led_by(report: &Report, sentence: usize) -> Option<ListId> {
    let document = &report.document;
    let block = document.sentences[sentence].block();
    if document.blocks[block].sentences().end != sentence + 1 {
        return None;
    }
    let first = document
        .lists
        .partition_point(|list| list.items.first().is_none_or(|item| *item <= block));
    (document.lists.get(first)?.lead == Some(block)).then_some(first)
}

/// A listing of the items in `range` of `text`, which ends at the view offset `end`.
fn listing(
    end: u32,
    text: &str,
    form: Form,
    range: Range<usize>,
    partial: bool,
) -> Option<Listing> {
    let base = end as usize - text.len();
    let split = split(&text[range.clone()])?;
    let absolute = |item: &Range<usize>| {
        Extent::new(
            base + range.start + item.start,
            base + range.start + item.end,
        )
    };
    let last = split
        .items
        .last()
        .map(|item| &text[range.start + item.start..range.start + item.end])?;
    let texts: Vec<&str> = split
        .items
        .iter()
        .map(|item| text[range.clone()][item.clone()].trim())
        .collect();
    let inner = &text[range.clone()];
    // What follows the last item between commas: "Oslo, Bergen, and Narvik, among others".
    let behind = inner[split.items.last()?.end..].strip_prefix(", ");
    let behind = behind.map_or("", |behind| behind.split(", ").next().unwrap_or(behind));
    let fewest = if split.strong {
        texts.len()
    } else {
        // "Ann Lee, Rye Works, and Bo Chen, Old Oven": each is told with what is of it.
        let paired = behind.starts_with(char::is_uppercase);
        let pairs = if paired { texts.len() / 2 } else { 0 };
        texts.len() - appositions(&texts).max(pairs)
    };
    Some(Listing {
        form,
        partial: partial || is_tail(last) || is_tail(behind),
        items: split.items.iter().map(absolute).collect(),
        count: fewest..=texts.len() + split.doubtful(inner),
    })
}

fn until_dash(text: &str, from: usize) -> usize {
    let end = [" - ", "—", "–"]
        .iter()
        .filter_map(|dash| text[from..].find(dash))
        .min();
    end.map_or(text.len(), |end| from + end)
}

/// Words that introduce everything.
const COMPLETE: &[&str] = &["namely", "i.e.", "i. e.", "viz."];

/// How long the word is that introduces everything, if a text starts with one, with its comma.
fn complete_at(text: &str) -> Option<usize> {
    let word = COMPLETE
        .iter()
        .find(|word| starts_with_word(text, word))?
        .len();
    let comma = text[word..].starts_with([',', ':']);
    Some(word + usize::from(comma))
}

/// Whether a text starts with a word that introduces everything: "namely".
pub fn says_all(text: &str) -> bool {
    complete_at(text).is_some()
}

/// Words that introduce examples and not everything.
const PARTIAL: &[&str] = &[
    "for example,",
    "for instance,",
    "such as",
    "including",
    "includes",
    "include",
    "included",
    "among them",
    "like",
    "e.g.",
];

fn starts_with_word(text: &str, word: &str) -> bool {
    // Mostly the first letter tells.
    let first = |text: &str| text.as_bytes().first().map(u8::to_ascii_lowercase);
    first(text) == first(word)
        && text
            .get(..word.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(word))
        && !text[word.len()..].starts_with(char::is_alphanumeric)
}

fn ends_partial(text: &str) -> bool {
    let text = text
        .trim_end_matches([':', ',', '.', ' '])
        .to_ascii_lowercase();
    PARTIAL
        .iter()
        .any(|word| text.ends_with(word.trim_end_matches(['.', ','])))
}

/// Whether an item says that there are others: "and more", "and others", "etc.", "among others".
fn is_tail(item: &str) -> bool {
    let item = item.trim_end_matches(['.', ')', '!', ' ']).to_lowercase();
    item.ends_with('…')
        || OTHERS.iter().any(|others| item.ends_with(others))
        || ["more", "others", "etc", "so on", "beyond"]
            .iter()
            .any(|tail| {
                item.strip_suffix(tail).is_some_and(|rest| {
                    rest.is_empty()
                        || rest.ends_with("and ")
                        || rest.ends_with("many ")
                        || *tail == "etc"
                })
            })
}

/// What a list ends with that does not name all.
const OTHERS: &[&str] = &[
    "among others",
    "among other things",
    "among them",
    "amongst others",
    "amongst them",
    "inter alia",
    "the like",
    "to name a few",
    "to name but a few",
    "to name just a few",
    "to name some",
];

/// The offset of the bracket that closes the one at `open`.
fn closing(text: &str, open: usize) -> Option<usize> {
    let mut depth = 0_u32;
    for (at, mark) in text[open..].char_indices() {
        match mark {
            '(' => depth += 1,
            ')' if depth == 1 => return Some(open + at),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// How many more things an item names than one: "Ann Lee & Bo Chen", "Spain and France". Where all items are set with
/// one `comma`, what follows it says more of what stands before.
fn pairs_in(item: &str, comma: bool) -> usize {
    // "(try_)read" names two things. What follows a colon or a dash explains the item.
    if item.starts_with('(') {
        return 1;
    }
    let name = item.split([':', '–', '—', '(']).next().unwrap_or(item);
    let dash = memchr_iter(b'-', name.as_bytes())
        .find(|at| name[..*at].ends_with(' ') && name[at + 1..].starts_with(' '));
    let name = dash.map_or(name, |dash| &name[..dash - 1]);
    let explained = memchr_iter(b',', name.as_bytes()).find(|at| {
        let behind = &name[at + 1..];
        behind.starts_with(' ') && (comma || is_explanation(name, behind.trim_start()))
    });
    let bytes = &name.as_bytes()[..explained.unwrap_or(name.len())];
    let spaces = (0..bytes.len()).filter(|at| bytes[*at] == b' ');
    let more = spaces.map(|at| {
        let behind = &bytes[at..];
        let is_and = behind.starts_with(b" & ") || behind.starts_with(b" and ");
        usize::from(is_and) + usize::from(bytes[..at].ends_with(b","))
    });
    let more: usize = more.sum();
    let name = &name[..bytes.len()];
    if more > 0 && (name.split_whitespace().nth(12).is_some() || is_clause(name)) {
        return 0;
    }
    more
}

/// Whether an item tells what is to be done, where an "and" parts no two items: "Increase investment in skills and training".
fn is_clause(item: &str) -> bool {
    /// Shorter ones may be two names of things: "Open days and fairs".
    const WORDS: usize = 5;
    let is_lower = |text: &str| text.starts_with(char::is_lowercase);
    let mut parts = item.split(" and ").skip(1);
    let first = item.split_whitespace().next().unwrap_or_default();
    !item.contains([',', '&'])
        && TASKS.has(first)
        && parts.all(is_lower)
        && item.split_whitespace().nth(WORDS - 1).is_some()
}

/// Verbs that an item begins with that tells what is to be done. Those that are nouns as well are left out.
const TASKS: WordSet<48> = WordSet::new([
    "achieve",
    "adopt",
    "attract",
    "become",
    "begin",
    "bring",
    "broaden",
    "build",
    "create",
    "deepen",
    "deliver",
    "develop",
    "diversify",
    "embed",
    "empower",
    "encourage",
    "engage",
    "enhance",
    "ensure",
    "establish",
    "expand",
    "explore",
    "extend",
    "foster",
    "give",
    "identify",
    "implement",
    "improve",
    "increase",
    "invest",
    "leverage",
    "maintain",
    "maximise",
    "minimise",
    "modernise",
    "promote",
    "protect",
    "provide",
    "raise",
    "recruit",
    "reduce",
    "restore",
    "secure",
    "simplify",
    "strengthen",
    "sustain",
    "widen",
    "nurture",
]);

/// Whether what follows a comma in an item says more of it, and names no second one: "Book Bus, for children".
fn is_explanation(item: &str, behind: &str) -> bool {
    let first = behind.split_whitespace().next().unwrap_or_default();
    let lower = |text: &str| text.starts_with(char::is_lowercase);
    let bound =
        CLAUSES.contains(&first) || ["a", "an", "the", "now", "our", "its"].contains(&first);
    lower(behind) && (bound || !lower(item) || is_participle_clause(behind))
}

/// Whether all of several items have just one comma, as names with what they are of have: "Ann Lee, Rye Works".
fn have_one_comma<'a>(mut items: impl Iterator<Item = &'a str>) -> bool {
    items.all(|item| item.matches(", ").count() == 1)
}

/// An enumeration, taken apart.
struct Split {
    items: Vec<Range<usize>>,
    ending: Ending,
    /// Semicolons part the items: a comma inside parts nothing.
    strong: bool,
}

/// What the last item of an enumeration is told by.
enum Ending {
    /// A comma and a conjunction before it.
    Conjunction,
    /// A conjunction in the last part between commas.
    Inside(Range<usize>),
    /// A comma alone.
    Comma,
}

impl Split {
    /// How many more items there may be in the text that was taken apart.
    fn doubtful(&self, text: &str) -> usize {
        let in_items = |items: &[Range<usize>]| -> usize {
            let inside = items.iter().map(|item| ands(&text[item.clone()]).count());
            inside.sum()
        };
        match &self.ending {
            Ending::Conjunction => in_items(&self.items),
            Ending::Inside(last) => {
                let others = &self.items[..self.items.len() - 2];
                ands(&text[last.clone()]).count() - 1 + in_items(others)
            }
            Ending::Comma => 0,
        }
    }
}

/// Takes "A, B(,) and C" apart at the commas (or semicolons) outside of brackets and quotes. `None` if the text is
/// no enumeration.
fn split(text: &str) -> Option<Split> {
    let mut parts = Vec::new();
    if memchr(b';', text.as_bytes()).is_some() {
        parts = segments(text, b';');
    }
    let strong = parts.len() >= 2;
    if !strong {
        parts = segments(text, b',');
    }
    let mut items = with_their_clauses(text, parts);
    if items.len() > MOST_ITEMS {
        return None;
    }
    let conjunction = |segment: &Range<usize>| {
        let inner = &text[segment.clone()];
        ["and", "or", "&", "as well as"]
            .iter()
            .find(|word| starts_with_word(inner, word) && inner.len() > word.len())
            .map(|word| word.len())
    };
    let ending;
    let oxford = (1..items.len()).find(|at| conjunction(&items[*at]).is_some());
    if let Some(at) = oxford {
        let last = items[at].clone();
        let skip = conjunction(&last).unwrap_or_default();
        items.truncate(at);
        items.push(trim(text, last.start + skip..last.end));
        ending = Ending::Conjunction;
    } else {
        let last = items.pop()?;
        // "Hearth & Co and Old Oven": the "and" parts the last two, the "&" may be in a name.
        let inner = &text[last.clone()];
        let cut = ands(inner)
            .find(|(at, _)| !inner[*at..].starts_with(AMPERSAND))
            .or_else(|| ands(inner).next());
        match cut {
            Some((cut, word)) => {
                items.push(trim(text, last.start..last.start + cut));
                items.push(trim(text, last.start + cut + word..last.end));
                ending = Ending::Inside(last);
            }
            None if items.len() >= 2 => {
                items.push(last);
                ending = Ending::Comma;
            }
            None => return None,
        }
    }
    let sound = items
        .iter()
        .all(|item| !item.is_empty() && item.len() <= LONGEST_ITEM);
    (sound && items.len() >= 2).then_some(Split {
        items,
        ending,
        strong,
    })
}

const AMPERSAND: &str = " & ";

/// The conjunctions inside an item: where, and how long.
fn ands(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let bytes = text.as_bytes();
    let nests = may_nest(bytes);
    let (mut depth, mut seen) = (0, 0);
    // Words are short: looking at each byte is the fastest.
    let spaces = (0..bytes.len()).filter(|at| bytes[*at] == b' ');
    spaces.filter_map(move |at| {
        if nests {
            depth = (seen..at).fold(depth, |depth, at| nested(depth, bytes, at));
            seen = at;
        }
        let word = [" and ", " or ", AMPERSAND]
            .iter()
            .find(|word| depth == 0 && bytes[at..].starts_with(word.as_bytes()))?;
        Some((at, word.len()))
    })
}

/// What a clause starts with that says more of the item before.
const CLAUSES: [&str; 16] = [
    "which", "who", "whose", "whom", "where", "that", "for", "with", "of", "in", "from", "by",
    "as", "at", "to", "both",
];

/// The parts of an enumeration with what only says more of the item before: "Rye, which grows, and Oats" has
/// two items.
fn with_their_clauses(text: &str, mut segments: Vec<Range<usize>>) -> Vec<Range<usize>> {
    segments.dedup_by(|segment, item| {
        let inner = &text[segment.clone()];
        let space = inner.bytes().position(|byte| byte == b' ');
        let first = &inner[..space.unwrap_or(inner.len())];
        let is_more = CLAUSES.contains(&first)
            || ends_name(inner)
            || is_participle_clause(inner) && !is_participle_clause(&text[item.clone()]);
        if is_more {
            item.end = segment.end;
        }
        is_more
    });
    segments
}

/// Whether a part starts with a participle that only says more of the item before: "Rye, grown in the north".
fn is_participle_clause(part: &str) -> bool {
    const BOUND: [&str; 16] = [
        "a", "an", "as", "at", "by", "for", "from", "in", "into", "of", "on", "the", "to", "under",
        "via", "with",
    ];
    // Most parts are names.
    if part.starts_with(|c: char| c.is_ascii_uppercase()) {
        return false;
    }
    let mut words = part.split_whitespace();
    let participle = words.next().is_some_and(|word| {
        word.len() > 4
            && word.starts_with(|c: char| c.is_lowercase())
            && (word.ends_with("ed") || word.ends_with("ing"))
    });
    participle && words.next().is_some_and(|word| BOUND.contains(&word)) && words.next().is_some()
}

/// The parts between separators outside of brackets and quotes, trimmed.
fn segments(text: &str, separator: u8) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut parts = Vec::new();
    let (mut start, mut depth, mut angles, mut quoted) = (0, 0, 0_u32, false);
    let ends = |at: usize| matches!(bytes.get(at + 1), Some(b' ' | b'\n'));
    if !may_nest(bytes) {
        for at in memchr_iter(separator, bytes).filter(|at| ends(*at)) {
            parts.push(trim(text, start..at));
            start = at + 1;
        }
        parts.push(trim(text, start..text.len()));
        return parts;
    }
    for (at, byte) in bytes.iter().enumerate() {
        if !SIGNS[usize::from(*byte)] && *byte != separator {
            continue;
        }
        depth = nested(depth, bytes, at);
        quoted ^= *byte == b'"';
        // "Result<T, E>" is one thing.
        match byte {
            b'<' if is_bracket(&bytes[at + 1..]) => angles += 1,
            b'>' => angles = angles.saturating_sub(1),
            _ => {}
        }
        let is_end = *byte == separator && depth == 0 && angles == 0 && !quoted;
        if is_end && ends(at) {
            parts.push(trim(text, start..at));
            start = at + 1;
        }
    }
    parts.push(trim(text, start..text.len()));
    parts
}

/// Whether anything opens in a text that may hold a separator. Most texts have none of it.
fn may_nest(text: &[u8]) -> bool {
    memchr3(b'(', b'[', b'{', text).is_some() || memchr3(b'"', b'<', 0xe2, text).is_some()
}

/// What brackets and quotes begin with.
static SIGNS: [bool; 256] = byte_table(b"()[]{}<>\"\xe2");

/// How deep in brackets and quotes a text is behind a byte, if it is so deep before.
fn nested(depth: u32, text: &[u8], at: usize) -> u32 {
    match text[at] {
        b'(' | b'[' | b'{' => depth + 1,
        b')' | b']' | b'}' => depth.saturating_sub(1),
        // The first of three bytes.
        0xe2 if text[at..].starts_with("“".as_bytes()) => depth + 1,
        0xe2 if text[at..].starts_with("”".as_bytes()) => depth.saturating_sub(1),
        _ => depth,
    }
}

/// Whether an angle opens a bracket, by what follows it.
fn is_bracket(behind: &[u8]) -> bool {
    behind.first().is_some_and(u8::is_ascii_alphabetic)
        && behind.iter().take(40).any(|mark| *mark == b'>')
}

fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let inner = &text[range.clone()];
    let start = range.start + (inner.len() - inner.trim_start().len());
    let end = range.start
        + inner
            .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ';' | '!'))
            .len();
    start..end.max(start)
}

/// What two items are compared by: without case, articles, introductions and final marks.
pub fn item_key(text: &str) -> String {
    let text = text.trim().trim_end_matches(['.', ',', ';']);
    let mut lower = String::with_capacity(text.len());
    let is_control = |byte: &u8| byte.is_ascii_control();
    if text.is_ascii() && !text.as_bytes().iter().any(is_control) && !text.contains("  ") {
        // Most have one space between their words.
        lower.push_str(text.trim_end());
    } else {
        for word in text.split_whitespace() {
            if !lower.is_empty() {
                lower.push(' ');
            }
            if word.is_ascii() {
                lower.push_str(word);
            } else {
                lower.push_str(&word.to_lowercase());
            }
        }
    }
    // Those that are no ASCII have only small letters now.
    lower.make_ascii_lowercase();
    let introductions = PARTIAL.iter().chain(&["the", "a", "an"]);
    let first = |text: &str| text.as_bytes().first().copied();
    let bare = introductions.fold(lower.as_str(), |rest, word| {
        // Mostly the first letter tells.
        if first(rest) != first(word) {
            return rest;
        }
        rest.strip_prefix(word)
            .and_then(|rest| rest.strip_prefix(' '))
            .unwrap_or(rest)
    });
    let cut = lower.len() - bare.len();
    lower.drain(..cut);
    lower
}

/// The top-level segments of a sentence, for lists without an introduction.
pub fn running(report: &Report, sentence: usize) -> Vec<Extent> {
    let extent = report.document.sentences[sentence].extent;
    let text = &report.document.view[extent];
    if memchr_iter(b',', text.as_bytes()).nth(1).is_none() {
        return Vec::new();
    }
    let Some(split) = split(text) else {
        return Vec::new();
    };
    split
        .items
        .into_iter()
        .map(|item| extent.slice(item))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(text: &str) -> Option<(Vec<&str>, usize)> {
        let split = split(text)?;
        Some((
            split.items.iter().map(|item| &text[item.clone()]).collect(),
            split.doubtful(text),
        ))
    }

    #[test]
    fn enumerations_are_taken_apart() {
        for (text, expected, doubtful) in [
            (
                " users, makers, and sellers.",
                &["users", "makers", "sellers"][..],
                0,
            ),
            ("Oslo, Bergen and Narvik", &["Oslo", "Bergen", "Narvik"], 0),
            ("Oslo and Bergen", &["Oslo", "Bergen"], 0),
            (
                "Ann (Oslo, Norway), Bo, Cy",
                &["Ann (Oslo, Norway)", "Bo", "Cy"],
                0,
            ),
            (
                "bread and butter, tea, and jam",
                &["bread and butter", "tea", "jam"],
                1,
            ),
            (
                "north, in spring; south, in autumn; and west",
                &["north, in spring", "south, in autumn", "west"],
                0,
            ),
            // A conjunction need not have a space behind it.
            (
                "Oslo, Bergen, and—at last—Narvik",
                &["Oslo", "Bergen", "—at last—Narvik"],
                0,
            ),
        ] {
            assert_eq!(items(text), Some((expected.to_vec(), doubtful)), "{text}");
        }
    }

    #[test]
    fn a_single_thing_is_no_list() {
        assert!(items("bread").is_none());
        assert!(items("bread, then").is_none());
        assert!(items("north, in spring; south, in autumn").is_none());
    }

    #[test]
    fn items_are_compared_by_their_names() {
        for same in ["Rye Works", "the Rye  Works.", "including Rye Works"] {
            assert_eq!(item_key(same), "rye works");
        }
    }

    #[test]
    fn tails_are_seen() {
        assert!(is_tail("and more") && is_tail("many others") && is_tail("etc."));
        assert!(!is_tail("Dinmore"));
    }
}
