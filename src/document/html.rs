//! HTML in a document: the text between the tags.
//!
//! Lives here: tags that end a block, break a line or hide what they hold; comments; entities.
//! Stays out: style, scripts, and any rule of where a tag may stand: whatever comes is read.

use std::borrow::Cow;

use super::InlineKind;
use super::builder::{Builder, Mark};

/// A reader of HTML that may come in pieces.
#[derive(Default)]
pub(super) struct Html {
    state: State,
    /// The link that is open: where it began, and its target.
    link: Option<(Mark, String)>,
}

#[derive(Default, Clone, PartialEq, Eq)]
enum State {
    #[default]
    Text,
    /// Within `<…`; what has been read of the tag, and the quote that is open.
    Tag {
        start: usize,
        tag: String,
        quote: Option<u8>,
    },
    /// Within something that ends with this text: a comment, a declaration.
    Until(&'static str),
    /// Within an element that shows nothing.
    Hidden(&'static str),
}

/// Elements whose content nobody sees.
const HIDDEN: &[&str] = &[
    "script", "style", "template", "svg", "head", "object", "iframe",
];

/// Elements that run within a line of text.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "img", "ins", "kbd", "label", "mark", "nobr", "picture", "q", "s", "samp", "small", "source",
    "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
];

impl Html {
    /// Whether text is hidden at this point.
    pub(super) fn hides(&self) -> bool {
        matches!(self.state, State::Hidden(_))
    }

    /// Forgets what is open.
    pub(super) fn reset(&mut self) {
        *self = Html::default();
    }

    /// Reads the source bytes `start..end` of `text`.
    pub(super) fn feed(&mut self, builder: &mut Builder<'_>, text: &str, start: usize, end: usize) {
        let mut at = start;
        while at < end {
            let rest = &text[at..end];
            at += match &mut self.state {
                State::Text => {
                    let length = rest.find('<').unwrap_or(rest.len());
                    prose(builder, &rest[..length], at);
                    if length < rest.len() {
                        self.open_tag(&rest[length..], at + length) + length
                    } else {
                        length
                    }
                }
                State::Until(mark) => match rest.find(*mark) {
                    Some(length) => {
                        let length = length + mark.len();
                        self.state = State::Text;
                        length
                    }
                    None => rest.len(),
                },
                State::Hidden(name) => match find_closing(rest, name) {
                    Some(length) => {
                        self.state = State::Text;
                        length
                    }
                    None => rest.len(),
                },
                State::Tag { start, tag, quote } => {
                    if let Some(length) = tag_length(rest, quote) {
                        tag.push_str(&rest[..length - 1]);
                        let (start, tag) = (*start, std::mem::take(tag));
                        self.state = State::Text;
                        self.tag(builder, &tag, start, at + length);
                        length
                    } else {
                        tag.push_str(rest);
                        rest.len()
                    }
                }
            };
        }
    }

    /// What a `<` begins, and how many bytes of it are read.
    fn open_tag(&mut self, rest: &str, at: usize) -> usize {
        if rest.starts_with("<!--") {
            self.state = State::Until("-->");
            return 4;
        }
        if rest.starts_with("<![CDATA[") {
            self.state = State::Until("]]>");
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            self.state = State::Until(">");
        } else {
            self.state = State::Tag {
                start: at,
                tag: String::new(),
                quote: None,
            };
        }
        1
    }

    fn tag(&mut self, builder: &mut Builder<'_>, tag: &str, start: usize, end: usize) {
        let closes = tag.starts_with('/');
        let tag = tag.strip_prefix('/').unwrap_or(tag);
        let length = tag
            .find(|character: char| !character.is_ascii_alphanumeric())
            .unwrap_or(tag.len());
        let (name, attributes) = tag.split_at(length);
        let name = name.to_ascii_lowercase();
        if let Some(hidden) = HIDDEN.iter().find(|hidden| **hidden == name) {
            if !closes && !attributes.ends_with('/') {
                self.state = State::Hidden(hidden);
            }
            return;
        }
        match (name.as_str(), closes) {
            ("br", _) => builder.line_break(start, end),
            ("a", false) => {
                self.link = attribute(attributes, "href")
                    .map(|target| (builder.mark(start), target.to_owned()));
            }
            ("a", true) => {
                if let Some((mark, target)) = self.link.take() {
                    builder.inline(InlineKind::Link(target), mark, end);
                }
            }
            ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", false) => {
                builder.open_heading(name.as_bytes()[1] - b'0');
            }
            ("ul" | "ol", false) => builder.open_list(name == "ol"),
            ("ul" | "ol", true) => builder.close_list(),
            ("li", false) => builder.open_item(),
            ("li", true) => builder.close_item(),
            ("table", false) => builder.open_table(),
            ("table", true) => builder.close_table(),
            ("tr", false) => builder.open_row(),
            ("td" | "th", false) => builder.open_cell(),
            (name, _) if INLINE.contains(&name) => {}
            _ => builder.close(),
        }
    }
}

fn prose(builder: &mut Builder<'_>, text: &str, start: usize) {
    let mut at = start;
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            builder.soft_break(at - 1, at);
        }
        let after_space = index > 0 || builder.so_far().ends_with([' ', '\n']);
        let shown = if after_space { line.trim_start() } else { line };
        entities(builder, shown, at + line.len() - shown.len());
        at += line.len() + 1;
    }
}

/// The bytes up to the end of a tag, its `>` included.
fn tag_length(rest: &str, quote: &mut Option<u8>) -> Option<usize> {
    for (at, byte) in rest.bytes().enumerate() {
        match (*quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') => *quote = Some(byte),
            (Some(open), byte) if open == byte => *quote = None,
            _ => {}
        }
    }
    None
}

/// The bytes up to the end of the closing tag of an element.
fn find_closing(rest: &str, name: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = rest[at..].find("</") {
        at += found + 2;
        let closing = rest.as_bytes().get(at..at + name.len());
        if closing.is_some_and(|closing| closing.eq_ignore_ascii_case(name.as_bytes())) {
            return rest[at..].find('>').map(|end| at + end + 1);
        }
    }
    None
}

/// The value of an attribute.
fn attribute<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = attributes;
    while let Some((before, after)) = rest.split_once('=') {
        let key = before
            .trim()
            .rsplit(char::is_whitespace)
            .next()
            .unwrap_or("");
        let after = after.trim_start();
        let (value, next) = match after.chars().next() {
            Some(quote @ ('"' | '\'')) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
            _ => after.split_once(char::is_whitespace).unwrap_or((after, "")),
        };
        if key.eq_ignore_ascii_case(name) {
            return Some(value);
        }
        rest = next;
    }
    None
}

/// Passes a line of text on, with its entities decoded.
fn entities(builder: &mut Builder<'_>, text: &str, start: usize) {
    let mut at = 0;
    while let Some(found) = text[at..].find('&') {
        let sign = at + found;
        if let Some((length, decoded)) = entity(&text[sign..]) {
            builder.text(start + at, start + sign);
            builder.decoded(&decoded, start + sign, start + sign + length);
            at = sign + length;
        } else {
            builder.text(start + at, start + sign + 1);
            at = sign + 1;
        }
    }
    builder.text(start + at, start + text.len());
}

/// The entity at the start of a text: its length, and what it stands for.
pub(super) fn entity(text: &str) -> Option<(usize, Cow<'static, str>)> {
    // The longest name has 33 bytes.
    let length = text.bytes().take(36).position(|byte| byte == b';')? + 1;
    let entity = text.get(..length)?;
    let common = match entity {
        "&amp;" => "&",
        "&lt;" => "<",
        "&gt;" => ">",
        "&quot;" => "\"",
        "&nbsp;" | "&#160;" => "\u{A0}",
        "&apos;" | "&#39;" => "'",
        _ => "",
    };
    if !common.is_empty() {
        return Some((length, Cow::Borrowed(common)));
    }
    if !entity[1..length - 1]
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'#')
    {
        return None;
    }
    // The table of the Markdown parser has all of them.
    pulldown_cmark::Parser::new(entity).find_map(|event| match event {
        pulldown_cmark::Event::Text(decoded) if &*decoded != entity && &*decoded != "&" => {
            Some((length, Cow::Owned(decoded.into_string())))
        }
        _ => None,
    })
}
