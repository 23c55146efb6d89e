//! How often a fault was found rightly, and whether its severity is earned.
//!
//! The figures are of prose by other hands: books, manuals and changelogs, which nobody had read who worked on the
//! rules. Of what was found there, a person has read some, and said what is false. `.ci/figures` writes the table.

use std::sync::LazyLock;

use super::{Fault, Severity};

/// What was found of a fault with one severity, and what a person says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure {
    /// The severity.
    pub severity: Severity,
    /// How many findings there are.
    pub found: u32,
    /// How many of them were read.
    pub read: u32,
    /// How many of those were false.
    pub wrong: u32,
}

/// Whether a fault may have a severity by default.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is arithmetic within one passage, which whoever reads it can do again.
    Arithmetic,
    /// Enough findings were read, and few enough were false.
    Earned,
    /// Too few findings were read to tell.
    Unmeasured,
    /// Too many of those that were read were false.
    Refuted,
}

/// So many findings must have been read, and none of them false, for a fault to be an error by default.
const ERRORS_READ: u32 = 50;
/// Of so many warnings that were read, one may be false.
const WARNINGS_READ: u32 = 8;

struct Table {
    corpora: u32,
    words: u32,
    figures: Vec<(Fault, Figure)>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| Table::read(include_str!("figures.csv")));

impl Table {
    /// Reads the table. What it does not understand it leaves out, and a test finds that.
    fn read(text: &str) -> Table {
        let mut numbers = text.lines().next().unwrap_or_default().split(' ');
        let mut number = || numbers.find_map(|word| word.parse().ok()).unwrap_or(0);
        let (corpora, words) = (number(), number());
        Table {
            corpora,
            words,
            figures: text.lines().filter_map(row).collect(),
        }
    }
}

fn row(line: &str) -> Option<(Fault, Figure)> {
    let mut cells = line.split(',');
    let fault = Fault::from_code(cells.next()?)?;
    let name = cells.next()?;
    let (severity, _) = Severity::ALL
        .into_iter()
        .find(|(_, other)| *other == name)?;
    let mut number = || cells.next()?.parse().ok();
    let figure = Figure {
        severity,
        found: number()?,
        read: number()?,
        wrong: number()?,
    };
    Some((fault, figure))
}

impl Fault {
    /// What was found on prose by other hands, the worst severity first.
    pub fn figures(self) -> impl Iterator<Item = Figure> {
        let figures = TABLE.figures.iter();
        figures
            .filter(move |(fault, _)| *fault == self)
            .map(|(_, figure)| *figure)
    }

    /// Whether it may have a severity by default: an error only if it is arithmetic within one passage, or if none of
    /// fifty findings was false; either only if at most one in eight was. A note needs nothing.
    pub fn standing(self, severity: Severity) -> Standing {
        let of = self.figures().find(|figure| figure.severity == severity);
        let (read, wrong) = of.map_or((0, 0), |figure| (figure.read, figure.wrong));
        let too_many = read >= WARNINGS_READ && wrong * WARNINGS_READ > read;
        match severity {
            Severity::Note => Standing::Earned,
            // Sums are not wrong, but numbers may be taken for parts of one that are none.
            _ if too_many => Standing::Refuted,
            Severity::Error if self.is_arithmetic() => Standing::Arithmetic,
            Severity::Error if wrong > 0 => Standing::Refuted,
            Severity::Error if read < ERRORS_READ => Standing::Unmeasured,
            Severity::Warning if read < WARNINGS_READ => Standing::Unmeasured,
            Severity::Error | Severity::Warning => Standing::Earned,
        }
    }

    /// Whether its errors rest on sums over numbers of one passage, or on the calendar.
    fn is_arithmetic(self) -> bool {
        matches!(
            self,
            Fault::GrowthOff
                | Fault::ShareOff
                | Fault::CountOff
                | Fault::TotalOff
                | Fault::DateDisagrees
        )
    }

    /// The figures in words, a line a severity; `highest` is the highest severity that the fault has by default, if a
    /// rule of factlint looks for it.
    pub fn measured(self, highest: Option<Severity>) -> Vec<String> {
        let table = &*TABLE;
        let mut lines = vec![match self.figures().next() {
            Some(_) => format!(
                "In {} million words of prose by other hands ({} collections):",
                (table.words + 500_000) / 1_000_000,
                table.corpora
            ),
            None => "Unmeasured: there was none in the prose by other hands that it was tried on."
                .to_owned(),
        }];
        lines.extend(self.figures().map(|figure| {
            let Figure {
                severity,
                found,
                read,
                wrong,
            } = figure;
            let name = severity.name();
            let plural = if found == 1 { "" } else { "s" };
            match (read, wrong) {
                (0, _) => format!("{found} {name}{plural}, none of them read yet"),
                (_, 0) => format!("{found} {name}{plural}, {read} read, none of them false"),
                _ => format!("{found} {name}{plural}, {read} read, {wrong} of them false"),
            }
        }));
        let highest = highest.filter(|severity| *severity > Severity::Note);
        if let Some(severity) = highest {
            let name = severity.name();
            let article = if severity == Severity::Error {
                "an"
            } else {
                "a"
            };
            lines.push(match self.standing(severity) {
                Standing::Arithmetic => format!(
                    "It is {article} {name} by default, for it is arithmetic within one passage; and less where it is not sure \
                     which numbers belong together."
                ),
                Standing::Earned => format!("This is enough for {article} {name} by default."),
                Standing::Unmeasured => format!(
                    "It is {article} {name} by default, and too few were read to say that this is earned."
                ),
                Standing::Refuted => format!("Too many are false for {article} {name} by default."),
            });
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_read_and_can_be() {
        let text = include_str!("figures.csv");
        let mut lines = text.lines();
        let head = lines.next().unwrap_or_default();
        assert!(head.starts_with("# ") && head.ends_with(" words"), "{head}");
        assert_eq!(lines.next(), Some("fault,severity,found,read,false"));
        let unread: Vec<&str> = lines.filter(|line| row(line).is_none()).collect();
        assert!(unread.is_empty(), "{unread:?}");
        assert!(TABLE.corpora > 0 && TABLE.words > 100_000);
        for (fault, figure) in &TABLE.figures {
            assert!(
                figure.wrong <= figure.read && figure.read <= figure.found && figure.found > 0,
                "{}: {figure:?}",
                fault.code()
            );
        }
        let key =
            |(fault, figure): &(Fault, Figure)| (fault.code(), std::cmp::Reverse(figure.severity));
        assert!(TABLE.figures.is_sorted_by(|a, b| key(a) < key(b)));
    }

    #[test]
    fn every_fault_has_figures_or_is_said_to_be_unmeasured() {
        for fault in Fault::ALL {
            let lines = fault.measured(Some(Severity::Error));
            let is_listed = fault.figures().next().is_some();
            assert_eq!(is_listed, !lines[0].starts_with("Unmeasured"), "{lines:?}");
        }
    }
}
