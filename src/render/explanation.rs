//! What a fault or a rule is: why it matters, an example of each kind, how to suppress it.

use std::io::{self, Write};

use super::Options;
use super::rules::keeper;
use crate::finding::Fault;
use crate::rule::{Origin, Reports, Rule};
use crate::source::Sources;

/// Writes all faults with what is found.
pub fn fault_table(out: &mut dyn Write) -> io::Result<()> {
    let codes = Fault::ALL.iter().map(|fault| fault.code().len());
    let width = codes.max().unwrap_or(0);
    Fault::ALL
        .iter()
        .try_for_each(|fault| writeln!(out, "{:width$}  {}", fault.code(), fault.what()))
}

/// Writes what a fault is. `rules` are those that report it, and `example` one that has an example of it.
pub fn explain_fault(
    fault: Fault,
    rules: &[&Rule],
    example: Option<&Rule>,
    options: &Options,
    out: &mut dyn Write,
) -> io::Result<()> {
    let page = Page { options };
    writeln!(out, "{} ({})", fault.code(), fault.category().name())?;
    page.text(fault.what(), out)?;
    page.heading("Why it matters", out)?;
    page.text(fault.why(), out)?;
    if !rules.is_empty() {
        page.heading("Reported by", out)?;
        for rule in rules {
            page.reported_by(rule, out)?;
        }
    }
    if let Some(rule) = example {
        page.examples(rule, Some(fault), out)?;
    }
    page.suppression(fault.code(), out)?;
    page.heading("Figures", out)?;
    let own = rules.iter().filter(|rule| rule.origin == Origin::Core);
    let highest = own.map(|rule| rule.severity).max();
    let lines = fault.measured(highest);
    lines.iter().try_for_each(|line| page.text(line, out))
}

/// Writes what a rule is.
pub fn explain_rule(
    rule: &Rule,
    sources: &Sources,
    options: &Options,
    out: &mut dyn Write,
) -> io::Result<()> {
    let page = Page { options };
    writeln!(out, "{} (a rule of the kind {})", rule.id, rule.check.key())?;
    page.text(&rule.summary, out)?;
    if let Some(help) = &rule.help {
        page.text(help, out)?;
    }
    page.heading("Where it stands", out)?;
    let file = sources.get(rule.source).name();
    page.text(&format!("{file} ({})", keeper(rule.origin)), out)?;
    page.heading("Severity", out)?;
    page.severity(rule, out)?;
    let mut faults: Vec<Fault> = rule.flag.iter().map(|flag| flag.fault).collect();
    faults.sort_unstable();
    faults.dedup();
    page.heading("Faults in its examples", out)?;
    for fault in faults {
        page.text(&format!("{}: {}", fault.code(), fault.what()), out)?;
    }
    page.examples(rule, None, out)?;
    page.suppression(&rule.id, out)
}

struct Page<'a> {
    options: &'a Options,
}

impl Page<'_> {
    fn heading(&self, text: &str, out: &mut dyn Write) -> io::Result<()> {
        if self.options.color {
            writeln!(out, "\n\u{1b}[1m{text}\u{1b}[0m")
        } else {
            writeln!(out, "\n{text}")
        }
    }

    fn text(&self, text: &str, out: &mut dyn Write) -> io::Result<()> {
        let wrapping = super::wrapping(self.options.width.max(40))
            .initial_indent("  ")
            .subsequent_indent("  ");
        writeln!(out, "{}", textwrap::fill(text, wrapping))
    }

    fn reported_by(&self, rule: &Rule, out: &mut dyn Write) -> io::Result<()> {
        let (name, severity) = (&rule.id, rule.severity.name());
        self.text(
            &format!("{name} ({}), as {severity} at most", keeper(rule.origin)),
            out,
        )
    }

    fn severity(&self, rule: &Rule, out: &mut dyn Write) -> io::Result<()> {
        let severity = rule.severity.name();
        self.text(
            &format!(
                "{severity} at most; what is likely and not sure is a warning at most, and a mere likeness a note"
            ),
            out,
        )
    }

    /// One example that is reported, and one that is not.
    fn examples(&self, rule: &Rule, fault: Option<Fault>, out: &mut dyn Write) -> io::Result<()> {
        let wanted = |given: Fault| fault.is_none_or(|fault| fault == given);
        if let Some(flag) = rule.flag.iter().find(|flag| wanted(flag.fault)) {
            let heading = format!("Reported, at “{}”", flag.at);
            self.heading(&heading, out)?;
            Self::files(&flag.reports, out)?;
            Self::files(&flag.data, out)?;
        }
        if let Some(pass) = rule.pass.first() {
            self.heading("Not reported", out)?;
            Self::files(&pass.reports, out)?;
            Self::files(&pass.data, out)?;
        }
        Ok(())
    }

    fn files(files: &Reports, out: &mut dyn Write) -> io::Result<()> {
        for (name, text) in files.iter() {
            writeln!(out, "  {name}")?;
            for line in text.trim_end().lines() {
                writeln!(out, "{}", format!("    | {line}").trim_end())?;
            }
        }
        Ok(())
    }

    fn suppression(&self, name: &str, out: &mut dyn Write) -> io::Result<()> {
        self.heading("Where it is right as it is", out)?;
        writeln!(
            out,
            "  <!-- factlint-ignore {name}: the reason -->   before the paragraph, in Markdown and HTML"
        )?;
        self.text(
            "In other formats, put it under `suppress` in factlint.yaml, with path, text and reason. To switch it off, \
             put it under `off` there. `factlint why FILE:LINE` shows what was read on a line, and what it was held \
             against.",
            out,
        )
    }
}
