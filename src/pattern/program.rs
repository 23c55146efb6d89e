//! A phrase as a small program over the tokens of a sentence.
//!
//! The search goes back where an option does not lead to the end, but never tries an instruction at a token twice:
//! its cost is at most instructions times tokens, whatever the phrase.

use super::parse::{Needs, Node, is_silent};
use super::slot::Slot;
use super::{Bound, Match, SentenceView};
use crate::word::{self, Shape, Stem, Token};

/// How many words a gap may hold.
const GAP: usize = 4;

#[derive(Debug, Clone)]
pub(super) struct Program {
    operations: Vec<Operation>,
    /// The slots of the phrase that take quantities: a gap steps over nothing that one of them would take.
    typed: Vec<Slot>,
    /// The stems that the phrase can begin with, if it begins with a word and not with a slot.
    firsts: Option<Vec<Stem>>,
    needs: Needs,
    /// The stems of which a sentence has one, and those of each further need, as bits.
    bits: Vec<u64>,
}

#[derive(Debug, Clone)]
enum Operation {
    Stem(Stem),
    Exact(String),
    Slot(Slot),
    /// Any one word that no slot of the phrase would take.
    Any,
    /// Any one mark.
    Mark,
    /// Goes on at both places, at the first one first.
    Split(usize, usize),
    Jump(usize),
    Done,
}

impl Program {
    pub(super) fn new(node: &Node) -> Program {
        let mut program = Program {
            operations: Vec::new(),
            typed: Vec::new(),
            firsts: None,
            needs: node.needs(),
            bits: Vec::new(),
        };
        program.add(node);
        program.operations.push(Operation::Done);
        program.firsts = program.firsts();
        let needed = program.needs.stems.iter().chain(&program.firsts);
        program.bits = needed
            .map(|stems| Stem::bits(stems.iter().copied()))
            .collect();
        program
    }

    fn firsts(&self) -> Option<Vec<Stem>> {
        let mut firsts = Vec::new();
        let mut reached = vec![false; self.operations.len()];
        let mut open = vec![0];
        while let Some(at) = open.pop() {
            if std::mem::replace(&mut reached[at], true) {
                continue;
            }
            match &self.operations[at] {
                Operation::Stem(stem) => firsts.push(*stem),
                Operation::Split(first, second) => open.extend([*first, *second]),
                Operation::Jump(to) => open.push(*to),
                Operation::Exact(text) => firsts.push(word::tokens(text).first()?.stem),
                Operation::Slot(_) | Operation::Any | Operation::Mark | Operation::Done => {
                    return None;
                }
            }
        }
        Some(firsts)
    }

    /// Whether the phrase may begin with a token.
    fn may_begin(&self, token: &Token) -> bool {
        let firsts = self.firsts.iter().zip(self.bits.last());
        firsts
            .into_iter()
            .all(|(firsts, bits)| is_among(token, firsts, *bits))
    }

    /// Whether a sentence has all that the phrase cannot do without.
    fn may_stand_in(&self, sentence: &SentenceView<'_>) -> bool {
        if self.needs.quantity && sentence.quantities.is_empty() {
            return false;
        }
        let tokens = sentence.tokens;
        let bits = Stem::bits(tokens.iter().map(|token| token.stem));
        let has_one = |(stems, bits): (&Vec<Stem>, &u64)| {
            let mut tokens = tokens.iter();
            tokens.any(|token| is_among(token, stems, *bits))
        };
        // Most sentences fail here, and their words need not be compared one by one.
        self.bits.iter().all(|needed| needed & bits != 0)
            && self.needs.stems.iter().zip(&self.bits).all(has_one)
            && tokens.iter().any(|token| self.may_begin(token))
    }

    fn add(&mut self, node: &Node) {
        match node {
            Node::Sequence(parts) => parts.iter().for_each(|part| self.add(part)),
            Node::Choice(choices) => self.add_choice(choices),
            Node::Option(part) => {
                let split = self.reserve();
                self.add(part);
                self.operations[split] = Operation::Split(split + 1, self.operations.len());
            }
            Node::Stem { stem, .. } => self.operations.push(Operation::Stem(*stem)),
            Node::Exact(text) => self.operations.push(Operation::Exact(text.clone())),
            Node::Slot(slot) => {
                if !slot.kinds().is_empty() {
                    self.typed.push(*slot);
                }
                self.operations.push(Operation::Slot(*slot));
            }
            Node::Gap => self.add_gap(),
        }
    }

    fn add_choice(&mut self, choices: &[Node]) {
        let mut jumps = Vec::new();
        for (at, choice) in choices.iter().enumerate() {
            if at + 1 == choices.len() {
                self.add(choice);
                break;
            }
            let split = self.reserve();
            self.add(choice);
            jumps.push(self.reserve());
            self.operations[split] = Operation::Split(split + 1, self.operations.len());
        }
        let end = self.operations.len();
        for jump in jumps {
            self.operations[jump] = Operation::Jump(end);
        }
    }

    /// Marks, then up to four times a word and marks; the fewest first.
    fn add_gap(&mut self) {
        let mut splits = Vec::new();
        for words in 0..=GAP {
            let marks = self.reserve();
            self.operations.push(Operation::Mark);
            self.operations.push(Operation::Jump(marks));
            self.operations[marks] = Operation::Split(self.operations.len(), marks + 1);
            if words < GAP {
                splits.push(self.reserve());
                self.operations.push(Operation::Any);
            }
        }
        let end = self.operations.len();
        for split in splits {
            self.operations[split] = Operation::Split(end, split + 1);
        }
    }

    fn reserve(&mut self) -> usize {
        self.operations.push(Operation::Done);
        self.operations.len() - 1
    }

    /// Lists of stems of each of which a sentence has one.
    pub(super) fn needed_stems(&self) -> &[Vec<Stem>] {
        &self.needs.stems
    }

    pub(super) fn slots(&self) -> Vec<Slot> {
        let slots = self
            .operations
            .iter()
            .filter_map(|operation| match operation {
                Operation::Slot(slot) => Some(*slot),
                _ => None,
            });
        slots.collect()
    }

    pub(super) fn is_exact(&self) -> bool {
        let mut operations = self.operations.iter();
        operations.all(|operation| matches!(operation, Operation::Exact(_) | Operation::Done))
    }

    pub(super) fn find(&self, sentence: &SentenceView<'_>) -> Vec<Match> {
        let mut found = Vec::new();
        if !self.may_stand_in(sentence) {
            return found;
        }
        let mut search = Search {
            program: self,
            sentence,
            heard: heard(sentence),
            threads: Vec::new(),
            tried: vec![false; self.operations.len() * (sentence.tokens.len() + 1)],
            bound: Vec::new(),
        };
        let mut start = 0;
        while search.heard[start] < sentence.tokens.len() {
            start = search.heard[start];
            if !self.may_begin(&sentence.tokens[start]) {
                start += 1;
                continue;
            }
            let Some(end) = search.run(start) else {
                start += 1;
                continue;
            };
            let last = sentence.tokens[end - 1];
            found.push(Match {
                range: sentence.tokens[start].start as usize..last.end() as usize,
                slots: std::mem::take(&mut search.bound),
            });
            search.forget(end);
            start = end;
        }
        found
    }
}

/// Whether a token has one of some stems, by their bits first: most have not.
fn is_among(token: &Token, stems: &[Stem], bits: u64) -> bool {
    Stem::bits([token.stem]) & bits != 0 && stems.contains(&token.stem)
}

struct Search<'a> {
    program: &'a Program,
    sentence: &'a SentenceView<'a>,
    /// For each token, and for the end, the next token that is no silent mark.
    heard: Vec<usize>,
    /// Kept so that its memory serves again.
    threads: Vec<Thread>,
    /// Which operations failed, or are being tried, at which token.
    tried: Vec<bool>,
    bound: Vec<Bound>,
}

/// Where to go on, and how many slots were bound before.
struct Thread {
    operation: usize,
    at: usize,
    bound: usize,
    binds: Option<Bound>,
}

impl Search<'_> {
    /// The end of the phrase that begins at a token.
    fn run(&mut self, start: usize) -> Option<usize> {
        let mut threads = std::mem::take(&mut self.threads);
        let end = self.run_threads(start, &mut threads);
        self.threads = threads;
        end
    }

    fn run_threads(&mut self, start: usize, threads: &mut Vec<Thread>) -> Option<usize> {
        threads.clear();
        threads.push(Thread {
            operation: 0,
            at: start,
            bound: 0,
            binds: None,
        });
        self.bound.clear();
        while let Some(thread) = threads.pop() {
            let tried = thread.at * self.program.operations.len() + thread.operation;
            if std::mem::replace(&mut self.tried[tried], true) {
                continue;
            }
            self.bound.truncate(thread.bound);
            self.bound.extend(thread.binds);
            let bound = self.bound.len();
            let mut go = |operation, at, binds| {
                threads.push(Thread {
                    operation,
                    at,
                    bound,
                    binds,
                });
            };
            let next = thread.operation + 1;
            match &self.program.operations[thread.operation] {
                Operation::Done if thread.at > start => return Some(thread.at),
                Operation::Done => {}
                Operation::Jump(to) => go(*to, thread.at, None),
                Operation::Split(first, second) => {
                    go(*second, thread.at, None);
                    go(*first, thread.at, None);
                }
                Operation::Stem(stem) => {
                    let at = self.heard[thread.at];
                    if self
                        .sentence
                        .tokens
                        .get(at)
                        .is_some_and(|token| token.stem == *stem)
                    {
                        go(next, at + 1, None);
                    }
                }
                Operation::Exact(text) => {
                    let at = self.heard[thread.at];
                    if let Some(end) = self.exact(text, at) {
                        go(next, end, None);
                    }
                }
                Operation::Any => {
                    let at = self.heard[thread.at];
                    let word = self
                        .sentence
                        .tokens
                        .get(at)
                        .is_some_and(|token| token.shape() != Shape::Mark);
                    let wanted = || {
                        let mut typed = self.program.typed.iter();
                        typed.any(|slot| !slot.take(self.sentence, at).is_empty())
                    };
                    if word && !wanted() {
                        go(next, at + 1, None);
                    }
                }
                Operation::Mark => {
                    let mark = self
                        .sentence
                        .tokens
                        .get(thread.at)
                        .is_some_and(|token| token.shape() == Shape::Mark);
                    if mark {
                        go(next, thread.at + 1, None);
                    }
                }
                Operation::Slot(slot) => {
                    let at = self.heard[thread.at];
                    // The longest is pushed last, and so tried first.
                    for taken in slot.take(self.sentence, at).iter().rev() {
                        go(next, taken.end, Some(self.bind(*slot, at, taken)));
                    }
                }
            }
        }
        None
    }

    fn bind(&self, slot: Slot, at: usize, taken: &super::slot::Taken) -> Bound {
        let tokens = &self.sentence.tokens[at..taken.end];
        let start = tokens.first().map_or(0, |token| token.start as usize);
        let end = tokens.last().map_or(start, |token| token.end() as usize);
        let range = match (taken.quantity, taken.mention) {
            (Some(quantity), _) => start..self.sentence.quantities[quantity].outer_end(),
            (_, Some(mention)) => {
                self.sentence.mentions[mention].start()..self.sentence.mentions[mention].end()
            }
            _ => start..end,
        };
        Bound {
            slot,
            range,
            quantity: taken.quantity,
            mention: taken.mention,
        }
    }

    /// After a find: what was on the way to it has not failed, and may be needed by the next one.
    fn forget(&mut self, at: usize) {
        let operations = self.program.operations.len();
        self.tried[at * operations..(at + 1) * operations].fill(false);
    }

    /// The token behind words that stand to the letter at a token.
    fn exact(&self, text: &str, at: usize) -> Option<usize> {
        let start = self.sentence.tokens.get(at)?.start as usize;
        let end = start + text.len();
        if self.sentence.text.get(start..end) != Some(text) {
            return None;
        }
        let next = self.sentence.token_from(end);
        let last = self.sentence.tokens[next - 1].end() as usize;
        let rest = self.sentence.text.get(end..last.max(end))?;
        matches!(rest, "" | "'s" | "’s").then_some(next)
    }
}

fn heard(sentence: &SentenceView<'_>) -> Vec<usize> {
    let end = sentence.tokens.len();
    let mut heard = vec![end; end + 1];
    for (at, token) in sentence.tokens.iter().enumerate().rev() {
        let silent = token.shape() == Shape::Mark && is_silent(token.of(sentence.text));
        heard[at] = if silent { heard[at + 1] } else { at };
    }
    heard
}
