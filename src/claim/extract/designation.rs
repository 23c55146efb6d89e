//! Numbers that count nothing and tell which one: "step 3", "RFC 2616", "a 30-day trial", "the till (3)".

use rust_decimal::Decimal;

use super::Reader;
use crate::lookup::{WordSet, words};
use crate::period::Period;
use crate::quantity::{Kind, Modifier, Quantity, order};
use crate::word::{self, Shape};

impl<'a> Reader<'a> {
    /// Whether a number is the end of a name: "Barley 2 takes less water", or a name that the corpus often writes with
    /// it.
    pub(super) fn is_designation(&self, quantity: &Quantity) -> bool {
        let at = self.token_at(quantity.outer_start());
        if quantity.modifier != Modifier::Exact {
            return false;
        }
        if self.is_of_compound(quantity) {
            return true;
        }
        let Some(before) = at.checked_sub(1) else {
            return false;
        };
        // "Step 3", "node 2 of the cluster", "RFC 2616": a number behind such a noun tells which one.
        let bare = self.tokens.get(at).is_some_and(|token| {
            token.shape() == Shape::Digits && token.end() as usize == quantity.outer_end()
        });
        let is_numbered = |at: usize| self.is_any(at, &NUMBERED);
        // "An exit code of 1", "tiers 2 and 3" of which the first is "tier 2".
        let linked = || match before.checked_sub(1) {
            Some(noun) if self.is(before, "of") => is_numbered(noun),
            Some(first) if self.is_any(before, words!["and", "or", "to"]) => {
                self.tokens[first].shape() == Shape::Digits && first > 0 && is_numbered(first - 1)
            }
            _ => false,
        };
        if bare && (is_numbered(before) || linked()) {
            return true;
        }
        if bare && (self.is_callout(quantity) || self.is_compact_date(quantity)) {
            return true;
        }
        if !self.tokens[before].is_capital() {
            return false;
        }
        let small = quantity
            .nominal()
            .is_some_and(|number| order(number, Decimal::ONE_HUNDRED).is_lt());
        // "Overall 45 of 60 came" starts with no name.
        let is_adverb = before == 0
            && self.is_any(
                before,
                words![
                    "altogether",
                    "approximately",
                    "currently",
                    "nationally",
                    "locally",
                    "overall"
                ],
            );
        if !small || is_adverb {
            return false;
        }
        let mut starts = self.tokens[..at].iter();
        let vocabulary = &self.corpus.vocabulary;
        let number = self.tokens.get(at);
        starts.all(|token| token.is_capital() && !token.is_function())
            || number.is_some_and(|number| {
                vocabulary.is_numbered_name(self.tokens[before].stem, number.stem)
            })
    }

    /// Whether a number is a day in eight digits: "20210307".
    fn is_compact_date(&self, quantity: &Quantity) -> bool {
        let text = &self.view[quantity.start()..quantity.end()];
        let (Some(year), Some(month), Some(day)) = (text.get(..4), text.get(4..6), text.get(6..))
        else {
            return false;
        };
        let number = |text: &str| text.parse::<i8>().ok();
        text.len() == 8
            && (year.starts_with("19") || year.starts_with("20"))
            && number(month)
                .zip(number(day))
                .zip(year.parse().ok())
                .is_some_and(|((month, day), year)| Period::of_day(year, month, day).is_some())
    }

    /// Whether a number only tells what sort of thing it is: "64-bit systems", "a 30-day trial".
    fn is_of_compound(&self, quantity: &Quantity) -> bool {
        let behind = &self.view[quantity.outer_end()..];
        let first = |text: &'a str| {
            let word = text.split(|c: char| !c.is_alphabetic()).next();
            word.unwrap_or_default()
        };
        // "A three volume history": several volumes would have a plural.
        let are_several = || {
            let number = quantity.nominal();
            quantity.kind == Kind::Count
                && number.is_some_and(|number| order(number, Decimal::ONE).is_gt())
        };
        let hyphen = behind.strip_prefix(['-', '\u{2011}']);
        let space = behind.strip_prefix(' ');
        hyphen.is_some_and(|behind| UNITS.has(first(behind)))
            || space.is_some_and(|behind| SPANS.has(first(behind))) && are_several()
    }

    /// Whether a number in brackets points at a mark in a drawing or at a note: "the till (3) opens the drawer (4)". Such
    /// numbers go on from sentence to sentence.
    fn is_callout(&self, quantity: &Quantity) -> bool {
        const NEAR: usize = 4;
        const MOST: usize = 16;
        let in_brackets = |quantity: &Quantity| {
            self.view[..quantity.outer_start()].ends_with('(')
                && self.view[quantity.outer_end()..].starts_with(')')
        };
        if !in_brackets(quantity) {
            return false;
        }
        let Some(number) = quantity.nominal() else {
            return false;
        };
        let report = self.report;
        let sentences = self.sentence.saturating_sub(NEAR)
            ..(self.sentence + NEAR + 1).min(report.document.sentences.len());
        // Parts have brackets as well, but in one sentence: "rye (3) and oats (4)".
        let at = self.token_at(quantity.outer_start());
        let singular = at >= 2 && {
            let noun = self.tokens[at - 2];
            noun.shape() == Shape::Lower && !word::is_plural(noun.of(self.view))
        };
        let mut others = sentences
            .filter(|sentence| singular || *sentence != self.sentence)
            .flat_map(|sentence| report.quantities(sentence).iter().take(MOST))
            .filter(|other| in_brackets(other))
            .filter_map(Quantity::nominal);
        others.any(|other| (other - number).abs() == Decimal::ONE)
    }
}

/// Nouns that a number behind them tells apart: "node 2" is no two nodes.
const NUMBERED: WordSet<66> = WordSet::new([
    "appendix",
    "article",
    "batch",
    "bug",
    "building",
    "case",
    "category",
    "chapter",
    "class",
    "clause",
    "code",
    "column",
    "day",
    "edition",
    "error",
    "example",
    "exercise",
    "figure",
    "footnote",
    "gate",
    "grade",
    "group",
    "hall",
    "instance",
    "interface",
    "issue",
    "item",
    "lane",
    "layer",
    "lesson",
    "level",
    "line",
    "module",
    "network",
    "no",
    "node",
    "note",
    "number",
    "option",
    "page",
    "part",
    "phase",
    "platform",
    "port",
    "priority",
    "question",
    "rfc",
    "room",
    "round",
    "row",
    "rule",
    "section",
    "slot",
    "stage",
    "status",
    "step",
    "table",
    "team",
    "ticket",
    "tier",
    "track",
    "type",
    "unit",
    "volume",
    "week",
    "zone",
]);

/// Spans that make, behind a number above one and in the singular, a word before a noun.
const SPANS: WordSet<11> = WordSet::new([
    "day", "hour", "minute", "month", "page", "part", "star", "step", "volume", "week", "year",
]);

/// Units that make, with a number and a hyphen, a word before a noun.
const UNITS: WordSet<28> = WordSet::new([
    "bit",
    "bits",
    "byte",
    "character",
    "column",
    "core",
    "day",
    "digit",
    "dimensional",
    "foot",
    "hour",
    "inch",
    "km",
    "letter",
    "level",
    "line",
    "mile",
    "minute",
    "month",
    "page",
    "point",
    "second",
    "star",
    "step",
    "way",
    "week",
    "word",
    "year",
]);
