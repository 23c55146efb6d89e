//! The words of a sentence as terms: how each is written, and what joins it to the one before.
//!
//! Lives here: which words count as prose, their case, their joints.
//! Stays out: which way of writing is right.
//!
//! Nothing is kept for a word where it stands: what a check asks of all words is asked of their spellings, and only the
//! sentences that may answer are read, each when it is asked for.

use std::cell::OnceCell;
use std::ops::Range;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::lines::{Line, Lines};
use super::{Corpus, Folded, Report, ReportId};
use crate::document::Extent;
use crate::lookup::first_that;
use crate::word::{self, Shape, Stem, Word, WordId, Words};

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
    /// A word that it is a part of, and where it stands in it.
    word: WordId,
    start: u32,
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

impl Piece {
    /// What its word may be in a term.
    pub fn weight(&self) -> Weight {
        match self.folded.letters() {
            _ if self.function => Weight::Function,
            0..3 => Weight::Short,
            _ => Weight::Content,
        }
    }
}

/// A piece where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    /// The place of its word in its sentence; [`Terms::extent`] tells where that is.
    word: u32,
    /// Where it begins in its word.
    start: u32,
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
    places: &'a Places<'a>,
    /// The report.
    pub report: ReportId,
    /// Its words in order.
    pub parts: &'a [Part],
    /// Whether capitals say nothing in it: a heading, or most words have one.
    pub titled: bool,
}

/// The terms of a corpus.
#[derive(Debug)]
pub struct Terms<'a> {
    corpus: &'a Corpus,
    spelled: SpelledPieces,
}

impl<'a> Terms<'a> {
    /// The terms of all words of a corpus.
    pub fn of(corpus: &'a Corpus) -> Terms<'a> {
        let mut spelled = SpelledPieces::of(&corpus.words);
        for ((id, ..), word) in corpus.words.iter().zip(&spelled.words) {
            let times = corpus.vocabulary.times(id);
            for spelt in word.pieces(&spelled.all) {
                let piece = &mut spelled.pieces[spelt.piece as usize];
                piece.times += times.in_terms;
                piece.code |= times.all > times.in_terms;
            }
        }
        Terms { corpus, spelled }
    }

    /// The pieces of all words, each spelling once. Some of them may stand in no prose.
    pub fn pieces(&self) -> &[Piece] {
        &self.spelled.pieces
    }

    /// How many groups of pieces there are that are compared as one.
    pub fn groups(&self) -> usize {
        self.spelled.groups.len()
    }

    /// The number of the pieces that are compared as this, if there are any.
    pub fn group(&self, folded: Folded) -> Option<u32> {
        self.spelled.groups.get(&folded).copied()
    }

    /// The pieces of each word that stands in prose, by its number. All others have none.
    pub fn words(&self) -> impl ExactSizeIterator<Item = impl ExactSizeIterator<Item = &Piece>> {
        let words = self.corpus.words.iter().zip(&self.spelled.words);
        words.map(|((id, ..), word)| {
            let is_in_prose = self.corpus.vocabulary.times(id).in_terms > 0;
            self.pieces_of(if is_in_prose { word } else { &Spelled::NONE })
        })
    }

    /// The pieces of a word.
    pub fn of_word(&self, word: WordId) -> impl ExactSizeIterator<Item = &Piece> {
        self.pieces_of(&self.spelled.words[word.index()])
    }

    fn pieces_of(&self, word: &Spelled) -> impl ExactSizeIterator<Item = &Piece> {
        let pieces = word.pieces(&self.spelled.all).iter();
        pieces.map(|spelt| &self.spelled.pieces[spelt.piece as usize])
    }

    /// Which words, by their numbers, stand in prose and have a piece of some.
    pub fn words_with(&self, is_wanted: impl Fn(&Piece) -> bool) -> Vec<bool> {
        let words = self.words();
        words.map(|mut pieces| pieces.any(&is_wanted)).collect()
    }

    /// Shows where words stand that are wanted, in the order of reports and their text: the parts of each in its sentence, of
    /// which as much is read as the part before it and so many words behind it need. Those that are wanted are told by their
    /// numbers, and then by their places among the words of a sentence.
    pub fn each_place(
        &self,
        behind: usize,
        wanted: &[bool],
        is_wanted: impl Fn(&[WordId], usize) -> bool,
        mut see: impl FnMut(Sentence<'_>, Range<usize>),
    ) {
        let mut parts = Vec::new();
        for (id, report) in self.corpus.reports.iter().enumerate() {
            let makeups = self.corpus.vocabulary.makeups(id);
            let (mut lines, mut places) = (Lines::of(report), Places::of(report, 0));
            let (all, mut from) = (report.all_words(), 0);
            while let Some(next) = first_that(&all[from..], |word| wanted[word.index()]) {
                let place = from + next;
                from = place + 1;
                let line = lines.with(place);
                let (words, at) = (line.words, place - line.first);
                let is_part = |at: &usize| self.is_part(line, *at);
                if !is_wanted(words, at) || !is_part(&at) {
                    continue;
                }
                let first = (0..at).rev().find(is_part).unwrap_or_default();
                let mut others = (at + 1..words.len()).filter(is_part);
                let last = others.nth(behind - 1).map_or(words.len(), |last| last + 1);
                if places.sentence != line.sentence {
                    places = Places::of(report, line.sentence);
                }
                parts.clear();
                self.read(line, first..last, &mut parts);
                let own = parts.partition_point(|part| (part.word as usize) < at);
                let end = parts.partition_point(|part| part.word as usize <= at);
                let sentence = Sentence {
                    places: &places,
                    report: id,
                    parts: &parts,
                    titled: makeups[line.sentence].is_titled(),
                };
                see(sentence, own..end);
            }
        }
    }

    /// Whether a word of a sentence has parts.
    fn is_part(&self, line: Line<'_>, at: usize) -> bool {
        self.kind(line.words[at]).is_term() && line.standing[at].is_term()
    }

    /// Shows the parts of words in a row, between which are only spaces and hyphens, in sentences in which capitals mean
    /// something. All the words are wanted, and one of them is among those that must be there; the row has two parts or more.
    /// Behind them are the parts of the next word, if only a space stands between.
    pub fn each_row(&self, wanted: &[bool], must_have: &[bool], mut see: impl FnMut(Sentence<'_>)) {
        let has_hyphen = |word: &WordId| self.kind(*word).has_hyphen();
        let is_wanted = |word: &WordId| wanted[word.index()];
        let must_have = |word: &WordId| must_have[word.index()];
        let mut parts = Vec::new();
        for (id, report) in self.corpus.reports.iter().enumerate() {
            let makeups = self.corpus.vocabulary.makeups(id);
            let (words, mut lines, mut from) = (report.all_words(), Lines::of(report), 0);
            while let Some(next) = first_that(&words[from..], must_have) {
                let place = from + next;
                from = place + 1;
                // Most words that are wanted have none beside them.
                let is_beside = |word: Option<&WordId>| word.is_some_and(is_wanted);
                let is_joined = is_beside(words.get(from))
                    || is_beside(place.checked_sub(1).map(|before| &words[before]))
                    || has_hyphen(&words[place]);
                if !is_joined {
                    continue;
                }
                let line = lines.with(place);
                if makeups[line.sentence].is_titled() {
                    from = line.first + line.words.len();
                    continue;
                }
                let row = self.row(line, place - line.first, is_wanted);
                from = from.max(line.first + row.end);
                if row.is_empty() || row.len() < 2 && !has_hyphen(&words[place]) {
                    continue;
                }
                let goes_on = self.goes_on(line, row.end);
                parts.clear();
                let row = row.start..row.end + usize::from(goes_on);
                self.read(line, row, &mut parts);
                see(Sentence {
                    places: &Places::of(report, line.sentence),
                    report: id,
                    parts: &parts,
                    titled: false,
                });
            }
        }
    }

    /// The words of a sentence around one that is wanted, as far as they are joined, and wanted: none if that is no term.
    fn row(&self, line: Line<'_>, at: usize, is_wanted: impl Fn(&WordId) -> bool) -> Range<usize> {
        if !line.standing[at].is_term() {
            return at..at;
        }
        let (mut first, mut end) = (at, at + 1);
        while first > 0 && is_wanted(&line.words[first - 1]) && self.goes_on(line, first) {
            first -= 1;
        }
        while self.goes_on(line, end) && is_wanted(&line.words[end]) {
            end += 1;
        }
        first..end
    }

    /// Whether only a space stands between a word of a sentence and that before, and both are words of terms.
    fn goes_on(&self, line: Line<'_>, at: usize) -> bool {
        let Line {
            words, standing, ..
        } = line;
        at < words.len()
            && standing[at].is_spaced()
            && [at - 1, at].iter().all(|at| standing[*at].is_term())
            && self.kind(words[at - 1]).ends_whole()
            && self.kind(words[at]).is_term()
    }

    fn kind(&self, word: WordId) -> WordKind {
        self.spelled.kinds[word.index()]
    }

    /// Reads some words of a sentence.
    fn read(&self, line: Line<'_>, range: Range<usize>, parts: &mut Vec<Part>) {
        let Line {
            words, standing, ..
        } = line;
        let mut opens = self.opens_behind(&words[..range.start]);
        // Whether a space would join a word to the token before: it is a part, up to its end.
        let mut joins = range.start.checked_sub(1).is_some_and(|before| {
            self.kind(words[before]).ends_whole() && standing[before].is_term()
        });
        for at in range {
            let word = words[at].index();
            let pieces = match self.spelled.words[word] {
                Spelled::Mark { opening } => {
                    opens |= opening;
                    joins = false;
                    continue;
                }
                Spelled::Other { number } => {
                    // The number of a section stands before its title, and behind its name.
                    opens &= number;
                    if number
                        && joins
                        && standing[at].is_spaced()
                        && let Some(part) = parts.last_mut()
                    {
                        part.opens = true;
                    }
                    joins = false;
                    continue;
                }
                Spelled::Pieces { .. } => self.spelled.words[word].pieces(&self.spelled.all),
            };
            if !standing[at].is_term() {
                opens = false;
                joins = false;
                continue;
            }
            let mut joint = if joins && standing[at].is_spaced() {
                Joint::Space
            } else {
                Joint::Apart
            };
            for spelt in pieces {
                parts.push(Part {
                    word: at as u32,
                    start: spelt.start,
                    piece: spelt.piece,
                    joint,
                    opens,
                    weight: spelt.weight,
                    lower: spelt.lower,
                });
                opens = false;
                joint = Joint::Hyphen;
            }
            joins = self.kind(words[at]).ends_whole();
        }
    }

    /// Whether the capital of a word may come from its place, by the words before it in its sentence.
    fn opens_behind(&self, words: &[WordId]) -> bool {
        for word in words.iter().rev() {
            match self.spelled.words[word.index()] {
                Spelled::Mark { opening: true } => return true,
                Spelled::Mark { opening: false } | Spelled::Other { number: true } => {}
                Spelled::Other { number: false } | Spelled::Pieces { .. } => return false,
            }
        }
        true
    }

    /// How a part is spelled.
    pub fn piece(&self, part: &Part) -> &Piece {
        &self.spelled.pieces[part.piece as usize]
    }

    /// The text of a piece.
    pub fn text(&self, piece: &Piece) -> &'a str {
        let start = piece.start as usize;
        &self.corpus.words.text(piece.word)[start..start + piece.len as usize]
    }

    /// Where a part of a sentence stands.
    pub fn extent(&self, sentence: &Sentence<'_>, part: &Part) -> Extent {
        let start = sentence.places.of_word(part.word) + part.start;
        Extent {
            start,
            end: start + self.piece(part).len,
        }
    }

    /// Where parts of a sentence in a row stand.
    pub fn extent_of(&self, sentence: &Sentence<'_>, parts: &[Part]) -> Extent {
        Extent {
            start: self.extent(sentence, &parts[0]).start,
            end: self.extent(sentence, &parts[parts.len() - 1]).end,
        }
    }
}

/// Where the words of a sentence stand. That is seldom asked, and read when it is.
#[derive(Debug)]
struct Places<'a> {
    report: &'a Report,
    sentence: usize,
    /// The first byte of each.
    starts: OnceCell<Vec<u32>>,
}

impl<'a> Places<'a> {
    fn of(report: &'a Report, sentence: usize) -> Places<'a> {
        Places {
            report,
            sentence,
            starts: OnceCell::new(),
        }
    }

    /// The first byte of a word, by its place in the sentence.
    fn of_word(&self, at: u32) -> u32 {
        let starts = self.starts.get_or_init(|| {
            let tokens = self.report.few_tokens(self.sentence);
            tokens.iter().map(|token| token.start).collect()
        });
        starts[at as usize]
    }
}

/// Pieces as one word: equal for all ways of joining them, and for singular and plural.
pub fn joined<'a>(pieces: impl IntoIterator<Item = &'a Piece>) -> Folded {
    let folded = pieces.into_iter().map(|piece| piece.folded);
    folded
        .reduce(Folded::then)
        .map_or_else(|| Folded::of(""), Folded::singular)
}

/// What each word of a table is to terms.
#[derive(Debug, Default)]
struct SpelledPieces {
    pieces: Vec<Piece>,
    /// The numbers of the groups of pieces.
    groups: FxHashMap<Folded, u32>,
    /// The pieces of all words in a row.
    all: Vec<Spelt>,
    /// By the numbers of the words.
    words: Vec<Spelled>,
    /// Likewise: what is asked for each word of the corpus, small and near.
    kinds: Vec<WordKind>,
}

/// What tells most words apart that are asked for.
#[derive(Debug, Clone, Copy)]
struct WordKind(u8);

impl WordKind {
    const TERM: u8 = 1;
    const ENDS_WHOLE: u8 = 1 << 1;
    const HAS_HYPHEN: u8 = 1 << 2;
    /// What is no term.
    const OTHER: WordKind = WordKind(0);

    fn of(pieces: usize, ends_whole: bool) -> WordKind {
        let flag = |flag: u8, is_so: bool| flag * u8::from(is_so);
        WordKind(
            Self::TERM | flag(Self::ENDS_WHOLE, ends_whole) | flag(Self::HAS_HYPHEN, pieces > 1),
        )
    }

    /// Whether it has pieces.
    fn is_term(self) -> bool {
        self.0 & Self::TERM != 0
    }

    /// Whether its last piece ends where it does, without a possessive ending.
    fn ends_whole(self) -> bool {
        self.0 & Self::ENDS_WHOLE != 0
    }

    /// Whether it has several pieces.
    fn has_hyphen(self) -> bool {
        self.0 & Self::HAS_HYPHEN != 0
    }
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

impl Spelled {
    const NONE: Spelled = Spelled::Pieces { first: 0, count: 0 };

    /// The pieces of the word, of those of all.
    fn pieces(self, all: &[Spelt]) -> &[Spelt] {
        match self {
            Spelled::Pieces { first, count } => &all[first as usize..(first + count) as usize],
            Spelled::Mark { .. } | Spelled::Other { .. } => &[],
        }
    }
}

/// A piece of a word, and what a part of it takes over.
#[derive(Debug, Clone, Copy)]
struct Spelt {
    piece: PieceId,
    /// Where it begins in the word.
    start: u32,
    weight: Weight,
    lower: bool,
}

impl SpelledPieces {
    fn of(words: &Words) -> SpelledPieces {
        let mut spelled = SpelledPieces {
            words: Vec::with_capacity(words.len()),
            kinds: Vec::with_capacity(words.len()),
            all: Vec::with_capacity(words.len()),
            pieces: Vec::with_capacity(words.len()),
            groups: FxHashMap::with_capacity_and_hasher(words.len(), FxBuildHasher),
        };
        // Most pieces are words of the table, and need no table of their own.
        let mut known: Vec<Option<PieceId>> = vec![None; words.len()];
        let mut known_parts: FxHashMap<&str, Option<PieceId>> = FxHashMap::default();
        for (id, text, word) in words.iter() {
            let other = match word.kind.shape() {
                Shape::Mark => Some(Spelled::Mark {
                    opening: opens_capital(text),
                }),
                _ if is_of_term(text, word) => None,
                shape => Some(Spelled::Other {
                    number: shape == Shape::Digits,
                }),
            };
            if let Some(other) = other {
                spelled.words.push(other);
                spelled.kinds.push(WordKind::OTHER);
                continue;
            }
            // Most words are of letters without more.
            let is_plain = text.bytes().all(|byte| byte.is_ascii_alphabetic());
            let bare = if is_plain {
                text
            } else {
                word::without_possessive(text)
            };
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
                let piece_id = *known.get_or_insert_with(|| {
                    let folded = Folded::of(piece);
                    let next = spelled.groups.len() as u32;
                    spelled.pieces.push(Piece {
                        folded,
                        group: *spelled.groups.entry(folded).or_insert(next),
                        stem: if whole { word.stem } else { word::stem(piece) },
                        word: id,
                        start: start as u32,
                        len: piece.len() as u32,
                        case: match word.kind.shape() {
                            Shape::Lower => Case::Lower,
                            Shape::Capitalised if whole => Case::Capital,
                            _ => case(piece),
                        },
                        function: if is_text {
                            word.kind.is_function()
                        } else {
                            word::is_function_word(piece)
                        },
                        times: 0,
                        code: false,
                    });
                    spelled.pieces.len() as PieceId - 1
                });
                let known = &spelled.pieces[piece_id as usize];
                spelled.all.push(Spelt {
                    piece: piece_id,
                    start: start as u32,
                    weight: known.weight(),
                    lower: known.case == Case::Lower,
                });
                let hyphen = bare[end..].chars().next();
                start = end + hyphen.map_or(0, char::len_utf8);
            }
            let count = spelled.all.len() - first;
            spelled.words.push(Spelled::Pieces {
                first: first as u32,
                count: count as u32,
            });
            let ends_whole = bare.len() == text.len();
            spelled.kinds.push(WordKind::of(count, ends_whole));
        }
        spelled
    }
}

/// Whether a word may be one of a term. What begins with no letter is none, and a dot holds code and addresses together.
pub(super) fn is_of_term(text: &str, word: Word) -> bool {
    word.kind.shape() != Shape::Mark
        && text.starts_with(char::is_alphabetic)
        && !text.bytes().any(|byte| matches!(byte, b'.' | b'_'))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{Corpus, Settings};
    use crate::source::Sources;

    fn corpus(text: &str) -> Corpus {
        let mut sources = Sources::default();
        let id = sources.add("2021.md", text).unwrap();
        Corpus::read(&sources, &[id], Settings::default())
    }

    /// All parts, sentence by sentence.
    fn parts(terms: &Terms) -> Vec<Part> {
        let mut parts = Vec::new();
        let report = &terms.corpus.reports[0];
        for sentence in 0..report.document.sentences.len() {
            let all = report.range_of(sentence);
            if !all.is_empty() {
                let line = Lines::of(report).with(all.start);
                terms.read(line, 0..all.len(), &mut parts);
            }
        }
        parts
    }

    #[test]
    fn parts_know_their_case_and_their_joints() {
        let corpus = corpus("The eBook of Ann's co-op (new), as PDF");
        let terms = Terms::of(&corpus);
        let read: Vec<_> = parts(&terms)
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
    fn a_capital_may_come_from_its_place() {
        let corpus = corpus("Rye bread: Oat 5 bread (Wheat's end). 7 Loaves of Rye 3");
        let terms = Terms::of(&corpus);
        let parts = parts(&terms);
        let opening = parts.iter().filter(|part| part.opens);
        let opening: Vec<_> = opening.map(|part| terms.text(terms.piece(part))).collect();
        assert_eq!(opening, ["Rye", "Oat", "Wheat", "Loaves", "Rye"]);
    }

    #[test]
    fn spellings_of_one_word_are_a_group() {
        let corpus = corpus("Bread and bread, and breads.");
        let terms = Terms::of(&corpus);
        let parts = parts(&terms);
        let piece = |at: usize| terms.piece(&parts[at]);
        assert_eq!(piece(0).group, piece(2).group);
        assert_ne!(piece(0).group, piece(4).group);
        assert_eq!((piece(0).times, piece(1).times), (1, 2));
    }

    #[test]
    fn code_is_left_out() {
        let corpus = corpus("Use `tool` or a/b or x_y or run() here");
        let terms = Terms::of(&corpus);
        let words: Vec<_> = parts(&terms)
            .iter()
            .map(|part| terms.piece(part).folded)
            .collect();
        assert_eq!(words, ["use", "or", "or", "or", "here"].map(Folded::of));
    }

    #[test]
    fn rows_are_those_that_are_wanted_with_the_word_behind() {
        let corpus = corpus(
            "We saw the Old Mill Prize committee, Rye Bread, the Mill, Ann's Oslo and a Co-op there in time.",
        );
        let terms = Terms::of(&corpus);
        let capital = terms.words_with(|piece| piece.case == Case::Capital);
        let mut rows = Vec::new();
        terms.each_row(&capital, &capital, |row| {
            let texts = row.parts.iter().map(|part| terms.text(terms.piece(part)));
            rows.push(texts.collect::<Vec<_>>().join(" "));
        });
        assert_eq!(
            rows,
            ["Old Mill Prize committee", "Rye Bread", "Co op there"]
        );
    }

    #[test]
    fn a_word_is_shown_with_what_stands_beside_it() {
        let corpus = corpus("Oats (rye-bread 5, 6) and old, good mills. The rye 7 is in `rye`.");
        let terms = Terms::of(&corpus);
        let wanted = terms.words_with(|piece| terms.text(piece) == "rye");
        let mut places = Vec::new();
        terms.each_place(
            2,
            &wanted,
            |_, _| true,
            |sentence, own| {
                let texts = sentence
                    .parts
                    .iter()
                    .map(|part| terms.text(terms.piece(part)));
                let opens = sentence.parts[own.clone()].iter().map(|part| part.opens);
                places.push((
                    texts.collect::<Vec<_>>().join(" "),
                    own.clone(),
                    opens.collect::<Vec<_>>(),
                ));
            },
        );
        let expected = [
            ("Oats rye bread and old", 1..3, vec![true, true]),
            ("The rye is in", 1..2, vec![true]),
        ];
        assert_eq!(
            places,
            expected.map(|(texts, own, opens)| (texts.to_owned(), own, opens))
        );
    }

    #[test]
    fn ways_of_joining_are_equal() {
        let joined = |text: &str| {
            let corpus = corpus(text);
            let terms = Terms::of(&corpus);
            super::joined(parts(&terms).iter().map(|part| terms.piece(part)))
        };
        assert_eq!(joined("white papers"), joined("Whitepaper"));
        assert_eq!(joined("white-paper"), joined("whitepaper"));
    }
}
