//! Links whose text has last year's year, and whose address has this one.

use std::collections::BTreeSet;

use super::{Own, only_year};
use crate::corpus::Report;
use crate::document::{Extent, Inline, InlineKind};
use crate::finding::{Certainty, Detection};

/// Links whose text has last year's year, and whose address has this one.
pub(super) fn links(own: Own<'_>, found: &mut Vec<Detection>) {
    let document = &own.report.document;
    for Inline { kind, extent, .. } in &document.inlines {
        let InlineKind::Link(target) = kind else {
            continue;
        };
        // Most addresses name no year.
        if !target.contains(CENTURY) {
            continue;
        }
        let Some(sentence) = sentence_at(own.report, extent.start) else {
            continue;
        };
        let inside = own.report.mentions(sentence).iter();
        let inside =
            inside.filter(|mention| extent.contains(Extent::new(mention.start(), mention.end())));
        let Some((mention, stated)) = only_year(inside) else {
            continue;
        };
        let years = years_of_address(target);
        if stated == own.year - 1 && years.iter().eq([own.year].iter()) {
            let message = format!(
                "the text of the link says {stated}, and its address {}",
                own.year
            );
            found.push(own.found(Certainty::Likely, mention, message, Vec::new()));
        }
    }
}

fn sentence_at(report: &Report, offset: u32) -> Option<usize> {
    let sentences = &report.document.sentences;
    let at = sentences.partition_point(|sentence| sentence.extent.end <= offset);
    (sentences.get(at)?.extent.start <= offset).then_some(at)
}

/// Whether what stands behind a year is the last day of a month: "-06-30".
fn is_end_of_month(behind: &str) -> bool {
    let mut parts = behind[1..].splitn(3, ['-', '_', '.']);
    let (Some(month), Some(day)) = (parts.next(), parts.next()) else {
        return false;
    };
    match month {
        "01" | "03" | "05" | "07" | "08" | "10" | "12" => day == "31",
        "04" | "06" | "09" | "11" => day == "30",
        "02" => matches!(day, "28" | "29"),
        _ => false,
    }
}

/// What the years begin with that addresses name.
const CENTURY: &str = "20";

/// The years that an address names. Dates are left out: they are those of the page, and not of what it is about, but for the last
/// day of a month in the name of a file, which is that of a year that ended: "2021-06-30-report.pdf".
fn years_of_address(target: &str) -> BTreeSet<i16> {
    let mut years = BTreeSet::new();
    let address = target.split(['?', '#']).next().unwrap_or(target);
    for (at, _) in address.match_indices(CENTURY) {
        let before = address[..at].chars().next_back();
        let digits = address[at..].bytes().take_while(u8::is_ascii_digit).count();
        let behind = &address[at + digits..];
        let dated = behind.starts_with(['/', '-', '_'])
            && behind[1..].bytes().take_while(u8::is_ascii_digit).count() == 2;
        if before.is_some_and(|c| c.is_ascii_digit()) || digits != 4 {
            continue;
        }
        let is_of_file = !behind.contains('/');
        if dated && !(is_of_file && is_end_of_month(behind)) {
            return BTreeSet::new();
        }
        years.extend(address[at..at + 4].parse::<i16>());
    }
    years
}
