//! Findings with both sides shown, for people at a terminal.
//!
//! A miette diagnostic points into one source. So the primary place and the others of its report make one
//! diagnostic, and every further report is a diagnostic nested in it, in order of first mention.

use std::collections::BTreeSet;
use std::fmt;
use std::io::{self, Write};

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, Severity as Level, SourceCode,
    ThemeCharacters, ThemeStyles,
};
use rayon::prelude::*;

use super::excerpt::Excerpts;
use super::visible::one_line;
use super::{Options, problems, shown, summary};
use crate::finding::{Detection, Edit, Finding, Fix, Label, Problem, Severity};
use crate::lint::{Outcome, examples};
use crate::source::Sources;
use crate::yaml::YamlError;

/// How many further places are shown with their text. All of them are in the other formats.
const MAX_RELATED: usize = 8;
/// So many errors in rules or settings are shown: nobody mends more at once, and many have one cause.
const MAX_ERRORS: usize = 100;
/// An excerpt needs this much.
const MIN_WIDTH: usize = 40;
/// What is drawn around the text of a nested excerpt, but for its line numbers: indent, gutter and margin.
const FRAME: usize = 13;
/// What is drawn before a message, and left free behind it.
const AROUND_MESSAGE: usize = 6;
/// What is drawn before a nested page.
const INDENT: usize = 6;

/// Writes the findings, then the problems of the rules, then the summary.
pub(super) fn write(
    outcome: &Outcome,
    sources: &Sources,
    options: &Options,
    out: &mut dyn Write,
) -> io::Result<()> {
    /// So many are laid out by one thread, while others may lay out those behind them.
    const TOGETHER: usize = 8;
    /// So many are held in memory.
    const HELD: usize = 64 * TOGETHER;
    let printer = Printer::new(sources, options);
    for held in shown(outcome, options).findings.chunks(HELD) {
        let pages: Vec<io::Result<Vec<u8>>> = held
            .par_chunks(TOGETHER)
            .map(|findings| {
                let mut pages = Vec::new();
                let mut findings = findings.iter();
                findings
                    .try_for_each(|finding| printer.print(&printer.finding(finding), &mut pages))
                    .map(|()| pages)
            })
            .collect();
        for page in pages {
            out.write_all(&page?)?;
        }
    }
    for problem in problems(outcome, options).0 {
        printer.print(&printer.problem(problem), out)?;
    }
    summary::write(outcome, options, out)
}

/// Writes what is wrong with rules or settings.
pub(super) fn write_errors(
    what: &str,
    errors: &[YamlError],
    sources: &Sources,
    options: &Options,
    out: &mut dyn Write,
) -> io::Result<()> {
    let printer = Printer::new(sources, options);
    let (shown, left) = errors.split_at(errors.len().min(MAX_ERRORS));
    for error in shown {
        printer.print(&printer.error(what, error), out)?;
    }
    match left.len() {
        0 => Ok(()),
        _ => writeln!(
            out,
            "{} not shown; they are when these are mended",
            summary::counted(left.len(), "further error")
        ),
    }
}

/// Writes the examples that do not hold.
pub(super) fn write_failures(
    failures: &[examples::Failure],
    sources: &Sources,
    options: &Options,
    out: &mut dyn Write,
) -> io::Result<()> {
    let printer = Printer::new(sources, options);
    failures
        .iter()
        .try_for_each(|failure| printer.print(&printer.failure(failure), out))
}

fn theme(options: &Options) -> GraphicalTheme {
    let mut theme = GraphicalTheme {
        characters: if options.unicode {
            ThemeCharacters::unicode()
        } else {
            ThemeCharacters::ascii()
        },
        styles: if options.color {
            ThemeStyles::ansi()
        } else {
            ThemeStyles::none()
        },
    };
    // One colour for all underlines: a label over three lines is three underlines.
    theme.styles.highlights.truncate(1);
    theme
}

struct Printer<'a> {
    sources: &'a Sources,
    options: Options,
    handler: GraphicalReportHandler,
    help_indent: String,
}

impl<'a> Printer<'a> {
    fn new(sources: &'a Sources, options: &Options) -> Self {
        let options = Options {
            width: options.width.max(MIN_WIDTH),
            ..*options
        };
        let theme = theme(&options);
        Printer {
            sources,
            options,
            help_indent: theme.styles.help.style("  help: ").to_string(),
            handler: GraphicalReportHandler::new_themed(theme)
                .with_width(options.width)
                // It would lay out each nested excerpt word by word.
                .with_wrap_lines(false)
                .with_show_related_as_nested(true),
        }
    }

    fn print(&self, page: &Page, out: &mut dyn Write) -> io::Result<()> {
        let mut text = String::new();
        self.handler
            .render_report(&mut text, page)
            .map_err(io::Error::other)?;
        // Miette would put the help between the two sides.
        if !page.help.is_empty() {
            let wrapping = super::wrapping(self.options.width - 2)
                .initial_indent(&self.help_indent)
                .subsequent_indent("        ");
            text += &textwrap::fill(&page.help, wrapping);
        }
        // Miette pads some lines.
        for line in text.lines() {
            out.write_all(line.trim_end().as_bytes())?;
            out.write_all(b"\n")?;
        }
        out.write_all(b"\n")
    }

    /// A message on as many lines as it needs, with so much drawn before its page.
    fn message(&self, text: &str, indent: usize) -> String {
        let width = self.options.width - AROUND_MESSAGE - indent;
        textwrap::fill(&one_line(text), super::wrapping(width))
    }

    fn finding(&self, finding: &Finding) -> Page {
        let detection = &finding.detection;
        let (severity, code) = (finding.severity.name(), detection.fault.code());
        let header = if finding.rule == code {
            format!("{severity}[{code}]")
        } else {
            format!("{severity}[{code}] by the rule {}", one_line(&finding.rule))
        };
        let labels: Vec<_> = std::iter::once(&detection.primary)
            .chain(&detection.related)
            .collect();
        Page {
            header: Some(header),
            level: level(finding.severity),
            message: self.message(&detection.message, 0),
            help: self.help(detection),
            ..self.sides(&labels)
        }
    }

    /// What to do, and for a contradiction what could be written where.
    fn help(&self, detection: &Detection) -> String {
        let help = one_line(&detection.help);
        let Some(Fix::OneOf(sides)) = &detection.fix else {
            return help.into_owned();
        };
        let firsts: Vec<_> = sides.iter().filter_map(|edits| edits.first()).collect();
        let line = |edit: &Edit| {
            let source = self.sources.get(edit.place.source);
            (
                edit.place.source,
                source.position(edit.place.span.start as usize).line,
            )
        };
        let lines: BTreeSet<_> = firsts.iter().map(|edit| line(edit)).collect();
        // Two places on one line need their columns.
        let is_one_line = lines.len() < firsts.len();
        let sides = sides.iter().filter_map(|edits| {
            let edit = edits.first()?;
            let source = self.sources.get(edit.place.source);
            let position = source.position(edit.place.span.start as usize);
            let column = if is_one_line {
                format!(":{}", position.column)
            } else {
                String::new()
            };
            let more = match edits.len() {
                1 => String::new(),
                2 => " and one more place".to_owned(),
                count => format!(" and {} more places", count - 1),
            };
            let (new, name) = (one_line(&edit.replacement), one_line(source.name()));
            Some(format!("“{new}” at {name}:{}{column}{more}", position.line))
        });
        let sides: Vec<String> = sides.collect();
        let offer = format!("Write {}.", sides.join(", or "));
        [help.as_ref(), &offer].join(" ").trim_start().to_owned()
    }

    fn problem(&self, problem: &Problem) -> Page {
        let label = problem.place.map(|place| Label {
            place,
            text: "here".to_owned(),
        });
        let labels: Vec<_> = label.iter().collect();
        Page {
            header: Some(format!("problem of the {}", problem.of.name())),
            level: Level::Warning,
            message: self.message(&problem.message, 0),
            help: one_line(&problem.help).into_owned(),
            ..self.sides(&labels)
        }
    }

    fn error(&self, what: &str, error: &YamlError) -> Page {
        let labels: Vec<_> = std::iter::once(&error.primary)
            .chain(&error.related)
            .collect();
        Page {
            header: Some(format!("error in {what}")),
            level: Level::Error,
            message: self.message(&error.message, 0),
            help: one_line(&error.help).into_owned(),
            ..self.sides(&labels)
        }
    }

    fn failure(&self, failure: &examples::Failure) -> Page {
        let label = Label {
            place: failure.place,
            text: if failure.is_missing {
                "an example is missing".to_owned()
            } else {
                "this example".to_owned()
            },
        };
        Page {
            header: Some(format!("example of the rule {}", one_line(&failure.rule))),
            level: Level::Error,
            message: self.message(
                &format!("expected: {}; found: {}", failure.expected, failure.found),
                0,
            ),
            ..self.sides(&[&label])
        }
    }

    /// A page with excerpts around the labels, the first of which is the primary one.
    fn sides(&self, labels: &[&Label]) -> Page {
        let (labels, left) = labels.split_at(labels.len().min(1 + MAX_RELATED));
        let mut by_source: Vec<Vec<&Label>> = Vec::new();
        for label in labels {
            let same = |side: &&mut Vec<&Label>| side[0].place.source == label.place.source;
            match by_source.iter_mut().find(same) {
                Some(side) => side.push(label),
                None => by_source.push(vec![label]),
            }
        }
        let width = self.text_width(labels);
        let mut sides = by_source.iter().enumerate().map(|(at, labels)| {
            let source = self.sources.get(labels[0].place.source);
            let unicode = self.options.unicode;
            Page {
                message: self.message(&format!("see {}", source.name()), INDENT),
                excerpts: Some(Excerpts::new(source, labels, at == 0, width, unicode)),
                ..Page::default()
            }
        });
        let first = sides.next().unwrap_or_default();
        let mut nested: Vec<_> = sides.collect();
        if !left.is_empty() {
            nested.push(Page {
                message: self.message(
                    &format!("and {} more; --format json lists them all", left.len()),
                    INDENT,
                ),
                ..Page::default()
            });
        }
        Page { nested, ..first }
    }

    /// The columns for the text of an excerpt: the same for all of a finding, so that both sides look the same.
    fn text_width(&self, labels: &[&Label]) -> usize {
        let lines = labels.iter().map(|label| {
            let source = self.sources.get(label.place.source);
            source.line_of(label.place.span.end as usize)
        });
        // One line of context may follow, and lines count from 1.
        let digits = (lines.max().unwrap_or(0) + 2).to_string().len();
        self.options.width.saturating_sub(FRAME + digits).max(24)
    }
}

fn level(severity: Severity) -> Level {
    match severity {
        Severity::Error => Level::Error,
        Severity::Warning => Level::Warning,
        Severity::Note => Level::Advice,
    }
}

/// What miette lays out: one report's side of a finding, and the other sides nested in it.
#[derive(Debug)]
struct Page {
    header: Option<String>,
    level: Level,
    message: String,
    help: String,
    excerpts: Option<Excerpts>,
    nested: Vec<Page>,
}

impl Default for Page {
    fn default() -> Self {
        Page {
            header: None,
            level: Level::Advice,
            message: String::new(),
            help: String::new(),
            excerpts: None,
            nested: Vec::new(),
        }
    }
}

impl fmt::Display for Page {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Page {}

impl Diagnostic for Page {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let header = self.header.as_ref()?;
        Some(Box::new(header))
    }

    fn severity(&self) -> Option<Level> {
        Some(self.level)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        let excerpts = self.excerpts.as_ref()?;
        Some(excerpts)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let excerpts = self.excerpts.as_ref()?;
        Some(Box::new(excerpts.labels()))
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn Diagnostic> + 'a>> {
        let nested = self.nested.iter().map(|page| page as &dyn Diagnostic);
        (!self.nested.is_empty()).then(|| Box::new(nested) as _)
    }
}
