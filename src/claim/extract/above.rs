//! What the headings above a section say, and the items above a list in it.

use crate::claim::scope::{OfHeadings, Scopes, sort};
use crate::corpus::Report;
use crate::document::{BlockId, BlockKind, ListId};
use crate::lookup::WordSet;
use crate::period::Period;
use crate::word::{self, Shape, Stem, Token};

/// Words of the headings above a section that are looked at: a heading of a thousand words is none.
const MOST_OF_HEADINGS: usize = 200;

/// What the headings above a section say, and the items above a list in it, kept while these do not change.
#[derive(Default)]
pub(super) struct Headings {
    /// Room for the words and for the editions.
    words: Vec<Stem>,
    editions: Vec<Stem>,
    section: Option<usize>,
    list: Option<ListId>,
}

impl Headings {
    /// Puts the next scopes below the headings above a block, unless they are below these already.
    pub(super) fn above(&mut self, report: &Report, block: BlockId, scopes: &mut Scopes) {
        let document = &report.document;
        let section = document.blocks[block].section();
        let list = match document.blocks[block].kind() {
            BlockKind::Item(list) => document.lists[list].parent.map(|_| list),
            _ => None,
        };
        if (self.section, self.list) != (Some(section), list) {
            let (words, editions) = (&mut self.words, &mut self.editions);
            words.clear();
            editions.clear();
            // "Spring", with what was done in spring in a list of its own.
            let around = std::iter::successors(list, |list| document.lists[*list].parent);
            let items = around.filter_map(|list| {
                let lead = document.lists[list].lead?;
                matches!(document.blocks[lead].kind(), BlockKind::Item(_)).then_some(lead)
            });
            let of_items = items.flat_map(|item| document.blocks[item].sentences().take(1));
            let title = document.sections.iter().find_map(|section| section.heading);
            let sentences = document.headings(section).flat_map(|heading| {
                let sentences = document.blocks[heading].sentences();
                sentences.map(move |sentence| (sentence, Some(heading) == title))
            });
            let view = report.document.view.as_str();
            // The year of the report sets nothing apart from the other reports, and below the title it sets a section
            // apart from those of other years.
            let own_year = |token: &Token| {
                let year = token.of(view).parse().ok();
                year.is_some() && year == report.period.and_then(Period::year)
            };
            let mut told = OfHeadings::default();
            let sentences = sentences.map(|(sentence, is_title)| (sentence, is_title, false));
            let of_items = of_items.map(|sentence| (sentence, false, true));
            let tokens = sentences
                .chain(of_items)
                .flat_map(|(sentence, is_title, is_item)| {
                    let tokens = report.tokens(sentence).iter();
                    tokens.map(move |token| (token, is_title, is_item))
                });
            for (token, is_title, is_item) in tokens.take(MOST_OF_HEADINGS) {
                if token.shape() == Shape::Digits {
                    if own_year(token) {
                        told.own_year |= !is_title;
                        continue;
                    }
                    editions.push(token.stem);
                } else if is_of_calendar(token.of(view)) {
                    told.part |= is_item;
                    editions.push(token.stem);
                    words.push(token.stem);
                } else if token.is_word() && !token.is_function() {
                    words.push(token.stem);
                }
            }
            sort(words);
            sort(editions);
            (self.section, self.list) = (Some(section), list);
            scopes.go_below(words, editions, told);
        }
    }
}

/// Whether a word of a heading names a part of a year, or the place of one in a row: "Second Quarter", "March".
fn is_of_calendar(word: &str) -> bool {
    const ORDERS: WordSet<9> = WordSet::new([
        "first", "second", "third", "fourth", "spring", "summer", "autumn", "fall", "winter",
    ]);
    ORDERS.has(word) || word::is_month(word)
}
