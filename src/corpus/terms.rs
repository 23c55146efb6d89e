//! The words of a sentence as terms: how each is written, and what joins it to the one before.
//!
//! Lives here: which words count as prose, their case, their joints.
//! Stays out: which way of writing is right.

use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap};

use super::{Corpus, Folded, Report, ReportId};
use crate::document::{self, BlockKind, Extent};
use crate::word::{self, Shape, Stem, Words};

/// What stands between a word and the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Joint {
    /// A mark, more than a space, or nothing that counts: the two are no term together.
    Apart,
    /// A space.
    Space,
    /// A hyphen.
    Hyphen,
}

/// Which letters of a word are capitals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Case {
    /// None.
    Lower,
    /// The first.
    Capital,
    /// All of two or more.
    Upper,
    /// Some inside: "eBook", "iOven".
    Mixed,
}

/// A word, or a part of a word with hyphens, as it is spelled. Without a possessive ending.
#[derive(Debug, Clone, Copy)]
pub struct Piece {
    /// The word as it is compared.
    pub folded: Folded,
    /// The number of all pieces that are compared as this one.
    pub group: u32,
    /// Its stem.
    pub stem: Stem,
    /// Its length in bytes.
    len: u32,
    /// Its capitals.
    pub case: Case,
    /// Whether it only holds others together.
    pub function: bool,
    /// How often it stands in prose.
    pub times: u32,
    /// Whether it is a word of code as well.
    pub code: bool,
}

/// Names a piece: an index into [`Terms::pieces`].
pub type PieceId = u32;

/// What a word may be in a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// It only holds others together.
    Function,
    /// It has less than three letters.
    Short,
    /// Any other word.
    Content,
}

impl Weight {
    fn of(piece: &Piece) -> Weight {
        match piece.folded.letters() {
            _ if piece.function => Weight::Function,
            0..3 => Weight::Short,
            _ => Weight::Content,
        }
    }
}

/// A piece where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    /// Its first byte; [`Terms::extent`] tells the last one.
    pub start: u32,
    /// How it is spelled.
    pub piece: PieceId,
    /// What joins it to the part before.
    pub joint: Joint,
    /// Whether its capital may come from its place: it begins a sentence, a quotation, an aside, or a number follows
    /// it: "Section 5".
    pub opens: bool,
    /// What its word may be in a term.
    pub weight: Weight,
    /// Whether it has no capital.
    pub lower: bool,
}

/// The terms of a sentence.
#[derive(Debug, Clone, Copy)]
pub struct Sentence<'a> {
    /// The report.
    pub report: ReportId,
    /// Its words in order.
    pub parts: &'a [Part],
    /// Whether capitals say nothing in it: a heading, or most words have one.
    pub titled: bool,
}

/// The terms of a corpus.
#[derive(Debug, Default)]
pub struct Terms {
    /// The pieces of all words, each spelling once. Some of them may stand in no prose.
    pub pieces: Vec<Piece>,
    /// How many groups of pieces there are that are compared as one.
    pub groups: usize,
    reports: Vec<ReportTerms>,
}

/// The terms of a report.
#[derive(Debug)]
struct ReportTerms {
    parts: Vec<Part>,
    sentences: Vec<Read>,
    /// The words of code, time and again.
    code: Vec<PieceId>,
}

/// A sentence that was read.
#[derive(Debug)]
struct Read {
    /// One past its last part.
    end: usize,
    titled: bool,
}

impl Terms {
    /// Reads all sentences.
    pub fn of(corpus: &Corpus) -> Terms {
        let spelled = SpelledPieces::of(&corpus.words);
        let reports = corpus.reports.par_iter().with_max_len(1);
        let reports = reports.map(|report| ReportTerms::of(report, &spelled));
        let mut terms = Terms {
            reports: reports.collect(),
            pieces: spelled.pieces,
            groups: spelled.groups,
        };
        // They are small side by side, and stay near.
        let mut times = vec![0; terms.pieces.len()];
        for part in terms.reports.iter().flat_map(|report| &report.parts) {
            times[part.piece as usize] += 1;
        }
        for (piece, times) in terms.pieces.iter_mut().zip(times) {
            piece.times = times;
        }
        for piece in terms.reports.iter().flat_map(|report| &report.code) {
            terms.pieces[*piece as usize].code = true;
        }
        terms
    }

    /// The sentences in the order of reports and their text.
    pub fn sentences(&self) -> impl Iterator<Item = Sentence<'_>> {
        let reports = self.reports.iter().enumerate();
        reports.flat_map(|(report, terms)| {
            let mut start = 0;
            terms.sentences.iter().map(move |read| {
                let parts = &terms.parts[start..read.end];
                start = read.end;
                Sentence {
                    report,
                    parts,
                    titled: read.titled,
                }
            })
        })
    }

    /// How a part is spelled.
    pub fn piece(&self, part: &Part) -> &Piece {
        &self.pieces[part.piece as usize]
    }

    /// Where a part stands.
    pub fn extent(&self, part: &Part) -> Extent {
        Extent {
            start: part.start,
            end: part.start + self.piece(part).len,
        }
    }

    /// Where parts in a row stand.
    pub fn extent_of(&self, parts: &[Part]) -> Extent {
        Extent {
            start: parts[0].start,
            end: self.extent(&parts[parts.len() - 1]).end,
        }
    }

    /// Parts as one word: equal for all ways of joining them, and for singular and plural.
    pub fn joined(&self, parts: &[Part]) -> Folded {
        let folded = parts.iter().map(|part| self.piece(part).folded);
        folded
            .reduce(Folded::then)
            .map_or_else(|| Folded::of(""), Folded::singular)
    }
}

impl ReportTerms {
    fn of(report: &Report, spelled: &SpelledPieces) -> ReportTerms {
        let sentences = report.document.sentences.len();
        let mut terms = ReportTerms {
            parts: Vec::with_capacity(report.reading.tokens.len()),
            sentences: Vec::with_capacity(sentences),
            code: Vec::new(),
        };
        for sentence in 0..sentences {
            terms.read(report, sentence, spelled);
        }
        terms
    }

    fn read(&mut self, report: &Report, sentence: usize, spelled: &SpelledPieces) {
        let text = report.document.view.as_str();
        let document::Sentence { block, extent, .. } = report.document.sentences[sentence];
        let (mut content, mut capitals) = (0, 0);
        let first = self.parts.len();
        // Where the last part ends; and where the last word ends, if its part ends there, too.
        let (mut part_end, mut last_end) = (0, None);
        let mut opens = true;
        // Most sentences have no code in them.
        let marked = !report.document.is_prose(extent);
        for (token, word) in report.tokens(sentence).iter().zip(report.words(sentence)) {
            let pieces = match spelled.words[word.index()] {
                Spelled::Mark { opening } => {
                    opens |= opening;
                    continue;
                }
                Spelled::Other { number } => {
                    // The number of a section stands before its title, and behind its name.
                    opens &= number;
                    if let Some(part) = self.parts[first..].last_mut().filter(|_| number) {
                        let between = part_end as usize..token.start as usize;
                        part.opens |= &text.as_bytes()[between] == b" ";
                    }
                    continue;
                }
                Spelled::Pieces { first, count } => {
                    &spelled.all[first as usize..(first + count) as usize]
                }
            };
            let extent = Extent {
                start: token.start,
                end: token.end,
            };
            if is_glued(text, extent) || (marked && !report.document.is_prose(extent)) {
                self.code.extend(pieces.iter().map(|spelt| spelt.piece));
                opens = false;
                continue;
            }
            let between = |end: u32| &text.as_bytes()[end as usize..token.start as usize];
            let spaced = last_end.is_some_and(|end| between(end) == b" ");
            let mut joint = if spaced { Joint::Space } else { Joint::Apart };
            for spelt in pieces {
                part_end = token.start + spelt.end;
                self.parts.push(Part {
                    start: token.start + spelt.start,
                    piece: spelt.piece,
                    joint,
                    opens,
                    weight: spelt.weight,
                    lower: spelt.lower,
                });
                opens = false;
                joint = Joint::Hyphen;
            }
            last_end = (part_end == token.end).then_some(token.end);
            if !token.function {
                content += 1;
                capitals += usize::from(token.is_capital());
            }
        }
        self.sentences.push(Read {
            end: self.parts.len(),
            titled: matches!(report.document.blocks[block].kind, BlockKind::Heading(_))
                || (content >= 2 && capitals * 5 >= content * 4),
        });
    }
}

/// What each word of a table is to terms.
#[derive(Debug, Default)]
struct SpelledPieces {
    pieces: Vec<Piece>,
    groups: usize,
    /// The pieces of all words in a row.
    all: Vec<Spelt>,
    /// By the numbers of the words.
    words: Vec<Spelled>,
}

/// What a word is to terms.
#[derive(Debug, Clone, Copy)]
enum Spelled {
    /// A mark, and whether what follows it has a capital from its place.
    Mark { opening: bool },
    /// No term, and whether it is a number.
    Other { number: bool },
    /// Some of [`SpelledPieces::all`].
    Pieces { first: u32, count: u32 },
}

/// A piece of a word, and what a part of it takes over.
#[derive(Debug, Clone, Copy)]
struct Spelt {
    piece: PieceId,
    /// Where it stands in the word.
    start: u32,
    end: u32,
    weight: Weight,
    lower: bool,
}

impl SpelledPieces {
    fn of(words: &Words) -> SpelledPieces {
        let mut spelled = SpelledPieces {
            words: Vec::with_capacity(words.len()),
            all: Vec::with_capacity(words.len()),
            pieces: Vec::with_capacity(words.len()),
            groups: 0,
        };
        // Most pieces are words of the table, and need no table of their own.
        let mut known: Vec<Option<PieceId>> = vec![None; words.len()];
        let mut known_parts: FxHashMap<&str, Option<PieceId>> = FxHashMap::default();
        let mut groups: FxHashMap<Folded, u32> =
            FxHashMap::with_capacity_and_hasher(words.len(), FxBuildHasher);
        for (id, text, word) in words.iter() {
            // What begins with no letter is no term, and a dot holds code and addresses together.
            let is_term = text.starts_with(char::is_alphabetic)
                && !text.bytes().any(|byte| matches!(byte, b'.' | b'_'));
            let other = match word.shape {
                Shape::Mark => Some(Spelled::Mark {
                    opening: opens_capital(text),
                }),
                Shape::Digits if !is_term => Some(Spelled::Other { number: true }),
                _ if !is_term => Some(Spelled::Other { number: false }),
                _ => None,
            };
            if let Some(other) = other {
                spelled.words.push(other);
                continue;
            }
            let bare = word::without_possessive(text);
            let (mut start, first) = (0, spelled.all.len());
            for piece in pieces(bare) {
                let end = start + piece.len();
                let whole = piece.len() == bare.len();
                let is_text = piece.len() == text.len();
                let of_word = if is_text { Some(id) } else { words.get(piece) };
                let known = match of_word {
                    Some(word) => &mut known[word.index()],
                    None => known_parts.entry(piece).or_default(),
                };
                let id = *known.get_or_insert_with(|| {
                    let folded = Folded::of(piece);
                    let next = groups.len() as u32;
                    spelled.pieces.push(Piece {
                        folded,
                        group: *groups.entry(folded).or_insert(next),
                        stem: if whole { word.stem } else { word::stem(piece) },
                        len: piece.len() as u32,
                        case: match word.shape {
                            Shape::Lower => Case::Lower,
                            Shape::Capitalised if whole => Case::Capital,
                            _ => case(piece),
                        },
                        function: if is_text {
                            word.function
                        } else {
                            word::is_function_word(piece)
                        },
                        times: 0,
                        code: false,
                    });
                    spelled.pieces.len() as PieceId - 1
                });
                let known = &spelled.pieces[id as usize];
                spelled.all.push(Spelt {
                    piece: id,
                    start: start as u32,
                    end: end as u32,
                    weight: Weight::of(known),
                    lower: known.case == Case::Lower,
                });
                let hyphen = bare[end..].chars().next();
                start = end + hyphen.map_or(0, char::len_utf8);
            }
            spelled.words.push(Spelled::Pieces {
                first: first as u32,
                count: (spelled.all.len() - first) as u32,
            });
        }
        spelled.groups = groups.len();
        spelled
    }
}

/// Whether what stands behind a mark has a capital from its place.
fn opens_capital(mark: &str) -> bool {
    matches!(
        mark,
        ":" | "(" | "[" | "“" | "\"" | "‘" | "—" | "–" | "-" | "|" | "•"
    )
}

/// The parts of a word between its hyphens.
fn pieces(word: &str) -> impl Iterator<Item = &str> {
    const HYPHENS: [char; 3] = ['-', '\u{2010}', '\u{2011}'];
    // Most words have none, which their bytes tell quickly.
    let may_part = word.bytes().any(|byte| byte == b'-' || !byte.is_ascii());
    let (whole, parts) = if may_part {
        (None, Some(word.split(HYPHENS)))
    } else {
        (Some(word), None)
    };
    whole.into_iter().chain(parts.into_iter().flatten())
}

fn case(word: &str) -> Case {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let first = letters.next().is_some_and(char::is_uppercase);
    let (mut upper, mut lower) = (0, 0);
    for c in letters {
        upper += usize::from(c.is_uppercase());
        lower += usize::from(c.is_lowercase());
    }
    match (first, upper, lower) {
        (false, 0, _) => Case::Lower,
        (true, 0, _) => Case::Capital,
        (true, _, 0) => Case::Upper,
        _ => Case::Mixed,
    }
}

/// Whether marks tie a word to others, as in code and addresses that are not marked as such: `a/b`, `@a`, `a()`.
fn is_glued(view: &str, extent: Extent) -> bool {
    let (start, end) = (extent.start as usize, extent.end as usize);
    let is_space = |byte: Option<&u8>| byte.is_none_or(|byte| *byte == b' ');
    let (left, right) = (&view.as_bytes()[..start], &view.as_bytes()[end..]);
    if is_space(right.first()) && is_space(left.last()) {
        return false;
    }
    let glued = |c: char| {
        matches!(
            c,
            '/' | '_'
                | '@'
                | '#'
                | '='
                | '\\'
                | '$'
                | '~'
                | '<'
                | '>'
                | '&'
                | '+'
                | '`'
                | '*'
                | '{'
                | '}'
                | '^'
        )
    };
    let before = view[..start].chars().next_back();
    let mut after = view[end..].chars();
    let next = after.next();
    before.is_some_and(|c| glued(c) || matches!(c, '.' | ':' | '-'))
        || next.is_some_and(|c| glued(c) || matches!(c, '(' | '-' | '!'))
        || (matches!(next, Some('.' | ':'))
            && (after.next()).is_some_and(|c| c.is_alphanumeric() || c == ':'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{Corpus, Settings};
    use crate::source::Sources;

    fn terms(text: &str) -> Terms {
        let mut sources = Sources::default();
        let id = sources.add("2021.md", text).unwrap();
        let corpus = Corpus::read(&sources, &[id], Settings::default());
        Terms::of(&corpus)
    }

    #[test]
    fn parts_know_their_case_and_their_joints() {
        let terms = terms("The eBook of Ann's co-op (new), as PDF");
        let read: Vec<_> = terms.reports[0]
            .parts
            .iter()
            .map(|part| {
                let piece = terms.piece(part);
                (piece.folded, piece.case, part.joint)
            })
            .collect();
        assert_eq!(
            read,
            [
                (Folded::of("the"), Case::Capital, Joint::Apart),
                (Folded::of("ebook"), Case::Mixed, Joint::Space),
                (Folded::of("of"), Case::Lower, Joint::Space),
                (Folded::of("ann"), Case::Capital, Joint::Space),
                (Folded::of("co"), Case::Lower, Joint::Apart),
                (Folded::of("op"), Case::Lower, Joint::Hyphen),
                (Folded::of("new"), Case::Lower, Joint::Apart),
                (Folded::of("as"), Case::Lower, Joint::Apart),
                (Folded::of("pdf"), Case::Upper, Joint::Space),
            ]
        );
    }

    #[test]
    fn spellings_of_one_word_are_a_group() {
        let terms = terms("Bread and bread, and breads.");
        let piece = |at: usize| terms.piece(&terms.reports[0].parts[at]);
        assert_eq!(piece(0).group, piece(2).group);
        assert_ne!(piece(0).group, piece(4).group);
        assert_eq!((piece(0).times, piece(1).times), (1, 2));
    }

    #[test]
    fn code_is_left_out() {
        let terms = terms("Use `tool` or a/b or x_y or run() here");
        let words: Vec<_> = terms.reports[0]
            .parts
            .iter()
            .map(|part| terms.piece(part).folded)
            .collect();
        assert_eq!(words, ["use", "or", "or", "or", "here"].map(Folded::of));
    }

    #[test]
    fn ways_of_joining_are_equal() {
        let joined = |text: &str| {
            let terms = terms(text);
            terms.joined(&terms.reports[0].parts)
        };
        assert_eq!(joined("white papers"), joined("Whitepaper"));
        assert_eq!(joined("white-paper"), joined("whitepaper"));
    }
}
