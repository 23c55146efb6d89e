//! A page of HTML, as it is saved from a browser or written by a site generator.
//!
//! Lives here: which parts of a page are the report. Navigation, banners, forms and what is hidden are left out; if
//! the page says what is its main part, only that is read.
//! Stays out: what the tags of the report mean.

use std::collections::BTreeMap;
use std::ops::Range;

use super::builder::Builder;
use super::html::{self, HIDDEN, Html, Tag, Token, TokenKind};
use super::{Document, Format, FrontMatter};
use crate::source::{SourceId, Span};

pub(super) fn read(source: SourceId, text: &str) -> Document {
    let mark = text.len() - text.trim_start_matches('\u{FEFF}').len();
    let mut tokens = html::tokens(&text[mark..]);
    for token in &mut tokens {
        token.span = token.span.start + mark..token.span.end + mark;
    }
    let page = Page::new(text, &tokens);
    let mut builder = Builder::new(source, Format::Html, text);
    builder.front_matter(page.title().into_iter().collect());
    let mut html = Html::default();
    for (at, token) in tokens.iter().enumerate() {
        if page.is_shown(at) {
            html.show(&mut builder, text, &token.kind, token.span.clone());
        } else if matches!(token.kind, TokenKind::Other) {
            // What a comment says holds wherever it stands in the page.
            html::comment(&mut builder, text, token.span.clone());
        }
    }
    builder.finish()
}

/// Elements without content and without an end tag.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// What an element is for, where it is not for the report.
const ROLES: &[&str] = &[
    "alert",
    "banner",
    "complementary",
    "contentinfo",
    "dialog",
    "menu",
    "menubar",
    "navigation",
    "search",
    "toolbar",
];

struct Page<'a> {
    text: &'a str,
    tokens: &'a [Token],
    /// For each start tag the token that ends its element.
    ends: Vec<Option<usize>>,
    /// Whether each token is left out.
    left_out: Vec<bool>,
}

impl<'a> Page<'a> {
    fn new(text: &'a str, tokens: &'a [Token]) -> Self {
        let mut page = Page {
            text,
            tokens,
            ends: ends(tokens),
            left_out: vec![false; tokens.len()],
        };
        page.leave_out();
        let words = page.words();
        page.leave_out_forms(&words);
        let words = page.words();
        page.leave_out_around(&page.main_parts(&words));
        page
    }

    /// Whether a token is part of the report.
    fn is_shown(&self, at: usize) -> bool {
        !self.left_out[at]
    }

    /// The start tags with their elements, as ranges of tokens, in order.
    fn elements(&self) -> impl Iterator<Item = (&'a Tag, Range<usize>)> {
        let tokens = self.tokens.iter().zip(&self.ends).enumerate();
        tokens.filter_map(|(at, (token, end))| match &token.kind {
            TokenKind::Start(tag) => Some((tag, at..(*end)? + 1)),
            _ => None,
        })
    }

    /// The title of the page.
    fn title(&self) -> Option<FrontMatter> {
        let (_, range) = self.elements().find(|(tag, _)| tag.name == "title")?;
        let text = range
            .clone()
            .find(|at| matches!(self.tokens[*at].kind, TokenKind::Text))?;
        let span = self.tokens[text].span.clone();
        let title = &self.text[span.clone()];
        let start = span.end - title.trim_start().len();
        let title = title.trim();
        Some(FrontMatter {
            key: "title".to_owned(),
            value: html::decoded(title),
            span: Span::new(start, start + title.len()),
        })
    }

    /// Leaves out what nobody sees, and what belongs to the site and not to the page.
    fn leave_out(&mut self) {
        let headings =
            self.count(|token| matches!(&token.kind, TokenKind::Start(tag) if tag.name == "h1"));
        let mut hidden = Vec::new();
        let mut reach = 0;
        // Up to here, the tokens belong to an article or the main part.
        let mut content = 0;
        for (tag, range) in self.elements() {
            if range.start < reach {
                continue;
            }
            if matches!(tag.name.as_str(), "main" | "article") {
                content = content.max(range.end);
            }
            let leave_out = match tag.name.as_str() {
                "footer" => range.start >= content,
                // A banner may hold the title of the report.
                "header" => range.start >= content && headings[range.end] == headings[range.start],
                "sup" => self.is_reference(&range),
                name => name == "nav" || name == "dialog" || HIDDEN.contains(&name),
            };
            if leave_out || is_hidden(tag) {
                reach = range.end;
                hidden.push(range);
            }
        }
        for range in hidden {
            self.left_out[range].fill(true);
        }
    }

    /// Leaves out forms, but for one around the whole page.
    fn leave_out_forms(&mut self, words: &[usize]) {
        let all = words[self.tokens.len()];
        let forms: Vec<_> = self
            .elements()
            .filter(|(tag, range)| {
                tag.name == "form" && (words[range.end] - words[range.start]) * 2 < all
            })
            .map(|(_, range)| range)
            .collect();
        for range in forms {
            self.left_out[range].fill(true);
        }
    }

    /// Leaves out what stands before, between and behind parts.
    fn leave_out_around(&mut self, parts: &[Range<usize>]) {
        let mut at = 0;
        for part in parts {
            self.left_out[at..part.start].fill(true);
            at = part.end;
        }
        self.left_out[at..].fill(true);
    }

    /// Whether raised text only points to a note: it would run into the number before it.
    fn is_reference(&self, range: &Range<usize>) -> bool {
        range.len() <= 16
            && self.tokens[range.clone()].iter().all(|token| {
                let text = &self.text[token.span.clone()];
                !matches!(token.kind, TokenKind::Text) || !text.contains(char::is_alphabetic)
            })
    }

    /// The main part of the page if it has one, else its articles if they are most of it, else all of it.
    fn main_parts(&self, words: &[usize]) -> Vec<Range<usize>> {
        let length = |range: &Range<usize>| words[range.end] - words[range.start];
        let all = 0..self.tokens.len();
        let is_main = |tag: &Tag| {
            tag.name == "main" || tag.attribute("role").is_some_and(|role| role == "main")
        };
        let main = self
            .elements()
            .find(|(tag, range)| is_main(tag) && length(range) > 0);
        if let Some((_, main)) = main {
            return vec![main];
        }
        let mut articles: Vec<Range<usize>> = Vec::new();
        for (tag, range) in self.elements() {
            let inside = articles.last().is_some_and(|last| range.start < last.end);
            if tag.name == "article" && !inside {
                articles.push(range);
            }
        }
        if articles.iter().map(length).sum::<usize>() * 2 > length(&all) {
            articles
        } else {
            vec![all]
        }
    }

    /// The bytes of words that are shown before each token, and at the end.
    fn words(&self) -> Vec<usize> {
        let lengths = self
            .tokens
            .iter()
            .zip(&self.left_out)
            .map(|(token, left_out)| {
                let is_words = matches!(token.kind, TokenKind::Text) && !left_out;
                if is_words {
                    self.text[token.span.clone()].trim().len()
                } else {
                    0
                }
            });
        sums(lengths)
    }

    /// The tokens of a sort before each token, and at the end.
    fn count(&self, is: impl Fn(&Token) -> bool) -> Vec<usize> {
        sums(self.tokens.iter().map(|token| usize::from(is(token))))
    }
}

/// The sums of all numbers before each one, and of all of them.
fn sums(numbers: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut sum = 0;
    let sums = numbers.map(|number| {
        sum += number;
        sum
    });
    std::iter::once(0).chain(sums).collect()
}

/// Whether an element says itself that it is not shown, or not part of what the page is about.
fn is_hidden(tag: &Tag) -> bool {
    let is = |name: &str, wanted: &dyn Fn(&str) -> bool| {
        tag.attribute(name)
            .is_some_and(|value| wanted(value.trim()))
    };
    tag.attribute("hidden").is_some()
        || is("aria-hidden", &|value| value == "true")
        || is("role", &|role| ROLES.contains(&role))
        || is("style", &|style| {
            let style: String = style.split_whitespace().collect();
            style.contains("display:none") || style.contains("visibility:hidden")
        })
}

/// For each start tag the token that ends its element: its end tag, or that of an element around it. `None` if it is
/// never closed.
fn ends(tokens: &[Token]) -> Vec<Option<usize>> {
    let mut ends = vec![None; tokens.len()];
    let mut open: Vec<(&str, usize)> = Vec::new();
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, token) in tokens.iter().enumerate() {
        match &token.kind {
            TokenKind::Start(tag) if !VOID.contains(&tag.name.as_str()) => {
                open.push((&tag.name, at));
                *times.entry(&tag.name).or_default() += 1;
            }
            TokenKind::End(name) if times.get(name.as_str()).is_some_and(|times| *times > 0) => {
                while let Some((closed, start)) = open.pop() {
                    ends[start] = Some(at);
                    times.entry(closed).and_modify(|times| *times -= 1);
                    if closed == name {
                        break;
                    }
                }
            }
            _ => {}
        }
    }
    // No tag is one in a script, so that an open one goes on to the end.
    if let Some((name, start)) = open.pop()
        && matches!(name, "script" | "style" | "textarea" | "title")
    {
        ends[start] = Some(tokens.len() - 1);
    }
    ends
}
