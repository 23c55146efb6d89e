//! The suppressions of a run: the comments of its reports, and the entries of its settings.

use std::collections::BTreeSet;
use std::ops::Range;

use super::comment::{self, Act, Directive, Named};
use super::{Holder, Unit, detection, plain, zone};
use crate::config::Policy;
use crate::corpus::{Corpus, Report};
use crate::document::Format;
use crate::finding::{Detection, Edit, Fault, Fix};
use crate::rule::{Pack, Rule};
use crate::source::{Place, SourceId, Sources, Span};
use crate::yaml::{self, Locator, Step};

/// Reads all suppressions, and tells which of them are none.
pub(super) fn collect(
    corpus: &Corpus,
    rules: &[Rule],
    policy: &Policy,
    sources: &Sources,
) -> (Vec<Holder>, Vec<Detection>) {
    let mut collector = Collector {
        known: rules
            .iter()
            .map(|rule| rule.id.as_str())
            .chain(Fault::ALL.iter().map(|fault| fault.code()))
            .collect(),
        holders: Vec::new(),
        void: Vec::new(),
    };
    collector.settings(corpus, policy, sources);
    for report in &corpus.reports {
        let text = sources.get(report.document.source).text();
        if report.document.format == Format::Plain {
            collector.plain(report.document.source, text);
        } else {
            collector.comments(report, text);
        }
    }
    (collector.holders, collector.void)
}

struct Collector<'a> {
    /// The names of all rules and faults.
    known: BTreeSet<&'a str>,
    holders: Vec<Holder>,
    void: Vec<Detection>,
}

/// A region that is open.
struct Open {
    directive: Directive,
    comment: Range<usize>,
}

impl Collector<'_> {
    fn comments(&mut self, report: &Report, text: &str) {
        let document = &report.document;
        let source = document.source;
        let mut open: Vec<Open> = Vec::new();
        for comment in &document.comments {
            let range = comment.span.range();
            let Some(directive) = comment::read(text, range.clone()) else {
                continue;
            };
            let word = &text[directive.word.clone()];
            match directive.act {
                None => {
                    let known = Act::ALL.map(|(_, name)| name);
                    let place = place(source, directive.word.clone());
                    let message = format!("there is no comment `{word}`");
                    let meant = word.to_lowercase();
                    let parts = meant.split(|c: char| !c.is_alphanumeric());
                    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
                    let meant = parts.join("-");
                    self.misspelt(
                        place,
                        message,
                        &meant,
                        known.into_iter(),
                        "the comments are",
                    );
                }
                Some(Act::Start) => open.push(Open {
                    directive,
                    comment: range,
                }),
                Some(Act::End) => {
                    let names = names(text, &directive);
                    let at = open.iter().rposition(|open| {
                        names.is_empty() || names == self::names(text, &open.directive)
                    });
                    match at {
                        Some(at) => {
                            let Open { directive, comment } = open.remove(at);
                            let zone = place(source, comment.end..range.start.max(comment.end));
                            // Without its beginning the end would be left alone.
                            let comments = [comment, range];
                            self.add(text, source, &directive, &comments, zone, false);
                        }
                        None => self.void.push(detection(
                            place(source, range.clone()),
                            "ends nothing",
                            "this comment ends a region, and none is open here".to_owned(),
                            "Write `factlint-ignore-start FAULT: reason` where the region begins."
                                .to_owned(),
                            Some(removal(text, source, range)),
                        )),
                    }
                }
                Some(Act::File) => {
                    let zone = place(source, 0..text.len());
                    self.add(text, source, &directive, &[range], zone, false);
                }
                Some(Act::Block) => {
                    let Some(span) = zone::block(document, comment) else {
                        self.void.push(detection(
                            place(source, range.clone()),
                            "before nothing",
                            "nothing follows this suppression".to_owned(),
                            "It is about the next paragraph, item, list, table or heading. Put it before that.".to_owned(),
                            Some(removal(text, source, range)),
                        ));
                        continue;
                    };
                    self.add(
                        text,
                        source,
                        &directive,
                        &[range],
                        Place { source, span },
                        true,
                    );
                }
            }
        }
        for Open { comment, .. } in open {
            self.void.push(detection(
                place(source, comment.clone()),
                "never ends",
                "the region that begins here never ends, and nothing is suppressed in it".to_owned(),
                "Write `<!-- factlint-ignore-end -->` where it ends, or `factlint-ignore-file` for the whole file.".to_owned(),
                Some(removal(text, source, comment)),
            ));
        }
    }

    /// What a comment suppresses in a zone. The one that ends the zone goes with it.
    fn add(
        &mut self,
        text: &str,
        source: SourceId,
        directive: &Directive,
        comments: &[Range<usize>],
        zone: Place,
        is_narrow: bool,
    ) {
        let word = &text[directive.word.clone()];
        let whole = place(source, comments[0].clone());
        let cuts: Vec<Edit> = comments
            .iter()
            .map(|comment| cut(text, source, comment.clone()))
            .collect();
        if directive.names.is_empty() {
            self.void.push(detection(
                whole,
                "of what?",
                "this suppression names no fault".to_owned(),
                format!(
                    "Write what is not to be reported, and why: `{word} typo: the name of a ship`."
                ),
                Some(unsafe_fix(cuts)),
            ));
            return;
        }
        if !directive.has_reason {
            let names: Vec<&str> = directive
                .names
                .iter()
                .map(|named| &text[named.whole.clone()])
                .collect();
            self.void.push(detection(
                whole,
                "why?",
                "this suppression gives no reason, and does not hold".to_owned(),
                format!(
                    "Write the reason behind a colon: `{word} {}: the reason`.",
                    names.join(", ")
                ),
                Some(unsafe_fix(cuts)),
            ));
            return;
        }
        let mut units = Vec::new();
        for Named {
            name,
            whole,
            quotes,
        } in &directive.names
        {
            let at = place(source, name.clone());
            let written = &text[name.clone()];
            if self.is_known(at, written) {
                units.push(Unit {
                    name: written.to_owned(),
                    written: text[whole.clone()].to_owned(),
                    place: at,
                    quotes: quotes.clone(),
                    zones: vec![zone],
                    is_narrow,
                    is_setting: false,
                });
            }
        }
        // With a name that is none among them, the names cannot be written anew.
        let all_known = units.len() == directive.names.len();
        let first = directive.names.first().map_or(0, |named| named.whole.start);
        let last = directive.names.last().map_or(0, |named| named.whole.end);
        self.holders.push(Holder {
            place: whole,
            names: all_known.then(|| place(source, first..last)),
            removal: if all_known { cuts } else { Vec::new() },
            units,
        });
    }

    /// What the settings suppress.
    fn settings(&mut self, corpus: &Corpus, policy: &Policy, sources: &Sources) {
        let Some(settings) = policy.source() else {
            return;
        };
        let text = sources.get(settings).text();
        let count = policy.suppressions().count();
        let entries = Locator::new(text, "suppress");
        for (at, entry, reports) in policy.suppressions() {
            let removal = || -> Vec<Edit> {
                let edit = entry_cut(text, &entries, settings, at, count);
                edit.into_iter().collect()
            };
            let unsafe_removal = || Some(removal()).filter(|it| !it.is_empty()).map(unsafe_fix);
            let position = |key: &'static str| {
                let path = [Step::Key("suppress"), Step::Index(at), Step::Key(key)];
                Place {
                    source: settings,
                    span: entries.span(&path),
                }
            };
            if reports.is_empty() {
                if policy.is_complete() {
                    self.void.push(detection(
                        position("path"),
                        "no report",
                        format!("no report matches `{}`", entry.path.as_ref()),
                        "Paths and globs are relative to the folder of this file. Mend the glob, or take the entry out.".to_owned(),
                        unsafe_removal(),
                    ));
                }
                continue;
            }
            if !self.is_known(position("fault"), &entry.fault) {
                continue;
            }
            let zones: Vec<Place> = match &entry.text {
                None => reports
                    .iter()
                    .map(|id| place(*id, 0..sources.get(*id).text().len()))
                    .collect(),
                Some(quoted) => reports
                    .iter()
                    .flat_map(|id| occurrences(corpus, *id, quoted))
                    .collect(),
            };
            if zones.is_empty() {
                self.void.push(detection(
                    position("text"),
                    "stands nowhere",
                    "no report of this path has this text".to_owned(),
                    "Quote the text as a reader sees it, without marks. If it is gone, take the entry out.".to_owned(),
                    unsafe_removal(),
                ));
                continue;
            }
            self.holders.push(Holder {
                place: position("fault"),
                names: None,
                removal: removal(),
                units: vec![Unit {
                    name: entry.fault.clone(),
                    written: entry.fault.clone(),
                    place: position("fault"),
                    quotes: entry.against.iter().map(|quote| plain(quote)).collect(),
                    zones,
                    is_narrow: entry.text.is_some(),
                    is_setting: true,
                }],
            });
        }
    }

    /// Plain text has no comments: one that looks like it is read by everybody.
    fn plain(&mut self, source: SourceId, text: &str) {
        for (start, mark) in text.match_indices("<!-- factlint-") {
            let end = text[start..]
                .find("-->")
                .map_or(start + mark.len(), |end| start + end + 3);
            self.void.push(detection(
                place(source, start..end),
                "part of the text",
                "plain text has no comments, and everybody reads this one".to_owned(),
                "Take it out, and write it into factlint.yaml, under `suppress`, with `path`, `text`, `fault` and `reason`."
                    .to_owned(),
                Some(removal(text, source, start..end)),
            ));
        }
    }

    /// Whether there is a rule or a fault of a name. If not, that is said.
    fn is_known(&mut self, place: Place, name: &str) -> bool {
        if self.known.contains(name) || Pack::all().any(|pack| pack.has_rule(name)) {
            return true;
        }
        let known: Vec<&str> = self.known.iter().copied().collect();
        let message = if name.is_empty() {
            "a name is missing here".to_owned()
        } else {
            format!("there is no rule and no fault `{name}`")
        };
        self.misspelt(place, message, name, known.into_iter(), "");
        false
    }

    fn misspelt<'a>(
        &mut self,
        place: Place,
        message: String,
        name: &str,
        known: impl Iterator<Item = &'a str> + Clone,
        all: &str,
    ) {
        let nearest = yaml::nearest(name, known.clone());
        let help = match nearest {
            Some(nearest) => format!("Did you mean `{nearest}`?"),
            None if all.is_empty() => {
                "The name of a rule or of a fault belongs here; `factlint explain` lists the faults.".to_owned()
            }
            None => {
                let known: Vec<String> = known.map(|name| format!("`{name}`")).collect();
                format!("{} {}.", all, known.join(", "))
            }
        };
        let fix = nearest.map(|nearest| Fix::Edits {
            // It then hides what nobody has seen so far.
            safe: false,
            edits: vec![Edit {
                place,
                replacement: nearest.to_owned(),
            }],
        });
        self.void
            .push(detection(place, "unknown", message, help, fix));
    }
}

/// The names of a comment, in order.
fn names<'a>(text: &'a str, directive: &Directive) -> BTreeSet<&'a str> {
    let names = directive.names.iter();
    names.map(|named| &text[named.name.clone()]).collect()
}

/// Where a report has a text, with white space of any width.
fn occurrences(corpus: &Corpus, source: SourceId, quoted: &str) -> Vec<Place> {
    let Some(report) = corpus.report_of(source) else {
        return Vec::new();
    };
    let view = report.document.view.as_str();
    let quoted = plain(quoted);
    let (first, rest) = quoted.split_once(' ').unwrap_or((&quoted, ""));
    let starts = view.match_indices(first);
    let found = starts.filter_map(|(start, _)| {
        let mut end = start + first.len();
        for word in rest.split_whitespace() {
            let behind = view[end..].trim_start();
            if behind.len() == view.len() - end || !behind.starts_with(word) {
                return None;
            }
            end = view.len() - behind.len() + word.len();
        }
        Some(
            report
                .document
                .place(crate::document::Extent::new(start, end)),
        )
    });
    found.collect()
}

fn place(source: SourceId, range: Range<usize>) -> Place {
    Place {
        source,
        span: Span::new(range.start, range.end),
    }
}

/// A fix that takes a comment out. Somebody may rather want to mend the comment.
fn removal(text: &str, source: SourceId, comment: Range<usize>) -> Fix {
    unsafe_fix(vec![cut(text, source, comment)])
}

fn unsafe_fix(edits: Vec<Edit>) -> Fix {
    Fix::Edits { safe: false, edits }
}

/// Takes a comment out, with its line if nothing else stands on it.
fn cut(text: &str, source: SourceId, comment: Range<usize>) -> Edit {
    let line = text[..comment.start]
        .rfind('\n')
        .map_or(0, |newline| newline + 1);
    let end = text[comment.end..]
        .find('\n')
        .map_or(text.len(), |newline| comment.end + newline + 1);
    let is_blank = |text: &str| text.trim().is_empty();
    let before = &text[line..comment.start];
    let range = if is_blank(before) && is_blank(&text[comment.end..end]) {
        // Of the blank lines around it one is enough.
        let above = text[..line].lines().next_back().is_none_or(is_blank);
        let below = text[end..]
            .split_inclusive('\n')
            .next()
            .filter(|line| is_blank(line));
        let end = if above {
            end + below.map_or(0, str::len)
        } else {
            end
        };
        line..end
    } else if is_blank(&text[comment.end..end]) {
        line + before.trim_end().len()..comment.end
    } else if text[comment.end..].starts_with(' ') && (before.is_empty() || before.ends_with(' ')) {
        comment.start..comment.end + 1
    } else {
        comment
    };
    Edit {
        place: place(source, range),
        replacement: String::new(),
    }
}

/// Takes an entry out of the list of suppressions, and the list with the last one. Only a list with each entry on lines
/// of its own is taken apart.
fn entry_cut(
    text: &str,
    entries: &Locator<'_>,
    settings: SourceId,
    at: usize,
    count: usize,
) -> Option<Edit> {
    let start_of = |at: usize| {
        let span = entries.find(&[Step::Key("suppress"), Step::Index(at)])?;
        let entry = span.start as usize;
        let line = text[..entry].rfind('\n').map_or(0, |newline| newline + 1);
        (text[line..entry].trim() == "-").then_some(line)
    };
    let start = start_of(at)?;
    let mut end = end_of_entry(text, start);
    let mut kept = "";
    if at + 1 < count {
        // Up to the next entry, so that of two neighbours one is taken out after the other: the last one takes the list
        // with it. What stands between them stays.
        let next = start_of(at + 1)?;
        kept = text.get(end..next)?;
        end = next;
    }
    let start = match count {
        1 => {
            let key = text[..start].rfind("suppress")?;
            let is_key = key == 0 || text[..key].ends_with('\n');
            is_key.then_some(key)?
        }
        _ => start,
    };
    Some(Edit {
        place: place(settings, start..end),
        replacement: kept.to_owned(),
    })
}

/// Where the lines of an entry end that begins with the dash of a line.
fn end_of_entry(text: &str, line: usize) -> usize {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let dash = indent(&text[line..]);
    let mut at = line;
    let mut end = line;
    for (number, line) in text[line..].split_inclusive('\n').enumerate() {
        let is_blank = line.trim().is_empty();
        if number > 0 && !is_blank && indent(line) <= dash {
            break;
        }
        at += line.len();
        if !is_blank {
            end = at;
        }
    }
    end
}
