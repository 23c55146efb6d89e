//! What a report is about in time, and which series it belongs to, when nobody says.
//!
//! The period comes from the front matter or the first heading, else the file name, else a short line at the start, else
//! the year that most of the years named in the text are, or by which its folder is called. The series comes from the folder
//! and the file name without its dates.

use std::collections::BTreeMap;

use super::Report;
use crate::document::{BlockKind, Document};
use crate::period::{self, Mention, Period, YEARS};

/// What told the period of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Evidence {
    /// The settings.
    Settings,
    /// The front matter, the first heading, or a short line at the start.
    Title,
    /// The file name.
    Name,
    /// The year that more than half of the years named in the text are.
    Text,
}

/// The period of a report, and what told it.
pub(super) fn period(
    document: &Document,
    name: &str,
    mentions: &[Mention],
) -> Option<(Period, Evidence)> {
    let keys = ["period", "year", "date", "title", "seo.title"];
    let written = keys
        .iter()
        .filter_map(|key| document.front_matter.iter().find(|entry| entry.key == *key));
    let written = written.map(|entry| entry.value.as_str());
    let headings = document
        .blocks
        .iter()
        .enumerate()
        .filter(|(_, block)| matches!(block.kind(), BlockKind::Heading(1)));
    let title = headings.map(|(at, _)| document.block_text(at)).next();
    if let Some(period) = written.chain(title).find_map(only_period) {
        return Some((period, Evidence::Title));
    }
    if let Some(period) = of_name(name) {
        return Some((period, Evidence::Name));
    }
    if let Some(period) = document
        .blocks
        .iter()
        .enumerate()
        .take(6)
        .find_map(|(at, _)| {
            let text = document.block_text(at);
            (text.len() < 120).then(|| only_period(text))?
        })
    {
        return Some((period, Evidence::Title));
    }
    match (of_folder(name), most_named(mentions)) {
        (Some(folder), text) if text.is_none_or(|text| text == folder) => {
            Some((folder, Evidence::Name))
        }
        (_, text) => Some((text?, Evidence::Text)),
    }
}

/// Where two reports of a series have one period by their titles, and the name of one of them tells a period that no
/// report has, that one is of the period in its name: last year's title was left above this year's text.
pub(super) fn settle(reports: &mut [Report]) {
    let mut of: BTreeMap<(u32, Period), usize> = BTreeMap::new();
    for report in reports.iter() {
        if let Some(period) = report.period {
            *of.entry((report.series, period)).or_default() += 1;
        }
    }
    by_months(reports);
    for report in reports {
        let (Some(told), Some(Evidence::Title)) = (report.period, report.evidence) else {
            continue;
        };
        let named =
            of_name(&report.name).filter(|named| !of.contains_key(&(report.series, *named)));
        if let Some(named) = named
            && of[&(report.series, told)] > 1
        {
            (report.period, report.evidence) = (Some(named), Some(Evidence::Name));
        }
    }
}

/// Where several reports of a series have one year by their names, and these number the months of it, each is of its month:
/// "2021-01.md" and "2021-03.md". A name that stands alone may have the day on which it came out.
fn by_months(reports: &mut [Report]) {
    let month = |report: &Report| {
        let told = report
            .period
            .filter(|_| report.evidence == Some(Evidence::Name))?;
        let month = month_of_name(&report.name)?;
        (month.year() == told.year() && told.month().is_none())
            .then_some(((report.series, told), month))
    };
    let mut of_years: BTreeMap<(u32, Period), usize> = BTreeMap::new();
    let mut of_months: BTreeMap<((u32, Period), Period), usize> = BTreeMap::new();
    for (year, month) in reports.iter().filter_map(month) {
        *of_years.entry(year).or_default() += 1;
        *of_months.entry((year, month)).or_default() += 1;
    }
    for report in reports {
        let Some((year, month)) = month(report) else {
            continue;
        };
        if of_months[&(year, month)] == 1 && of_years[&year] > 1 {
            report.period = Some(month);
        }
    }
}

/// The month that a file name ends in, behind its year: "2021-03".
fn month_of_name(name: &str) -> Option<Period> {
    const SHORTEST: usize = "2021-03".len();
    let stem = stem(name);
    let (before, end) = stem.split_at_checked(stem.len().checked_sub(SHORTEST)?)?;
    let (year, month) = end.split_once(['-', '_', '.'])?;
    let is_other = before.ends_with(|c: char| c.is_ascii_digit());
    let is_number = month.len() == 2 && month.bytes().all(|byte| byte.is_ascii_digit());
    let (year, month) = (year.parse().ok()?, month.parse().ok()?);
    (!is_other && is_number)
        .then(|| Period::of_months(year, month, month))
        .flatten()
}

/// The one period that a file name names.
pub(super) fn of_name(name: &str) -> Option<Period> {
    let stem = stem(name).replace(['_', '.'], " ");
    // "report-2020-q3" and "2020-report": the hyphens part words here.
    only_period(&stem)
        .or_else(|| only_period(&stem.replace('-', " ")))
        .or_else(|| only_period(&with_years_apart(&stem)))
}

/// The year that the folder of a file, or the one around it, is called by. It may be the one in which the text came out.
fn of_folder(name: &str) -> Option<Period> {
    const NEAR: usize = 2;
    let (folders, _) = name.rsplit_once('/')?;
    let mut folders = folders.rsplit('/').take(NEAR);
    folders.find_map(|folder| Period::of_year(year_of_folder(folder)?))
}

/// A name with spaces around its years: "annualreport2020", "guild-2013q4". Digits that are no year stay as they are.
fn with_years_apart(stem: &str) -> String {
    let mut apart = String::with_capacity(stem.len() + 2);
    let mut rest = stem.replace('-', " ");
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let behind = rest[start..].find(|c: char| !c.is_ascii_digit());
        let end = behind.map_or(rest.len(), |length| start + length);
        let digits = &rest[start..end];
        let is_year = digits.len() == 4 && digits.parse().is_ok_and(|year| YEARS.contains(&year));
        let space = if is_year { " " } else { "" };
        apart.extend([&rest[..start], space, digits, space]);
        rest = rest.split_off(end);
    }
    apart + &rest
}

/// The year that a folder is called by.
fn year_of_folder(folder: &str) -> Option<i16> {
    let year = folder.parse().ok()?;
    (folder.len() == 4 && YEARS.contains(&year)).then_some(year)
}

/// The one period that a short text names; `None` if it names none or several.
fn only_period(text: &str) -> Option<Period> {
    // "Looking forward to 2022" is of the year before.
    let text_in_small = text.to_lowercase();
    if ["forward to", "ahead to", "plans for", "outlook"]
        .iter()
        .any(|ahead| text_in_small.contains(ahead))
    {
        return None;
    }
    let mut named = period::read(text)
        .into_iter()
        .filter(|mention| mention.when.names_year());
    let first = named.next()?.when.resolve(None)?;
    named
        .all(|other| other.when.resolve(None) == Some(first))
        .then_some(first)
}

/// The year that more than half of all years named are.
fn most_named(mentions: &[Mention]) -> Option<Period> {
    let mut counts: BTreeMap<i16, usize> = BTreeMap::new();
    let years = mentions.iter().filter(|mention| mention.when.names_year());
    for year in years.filter_map(|mention| mention.when.resolve(None)?.year()) {
        *counts.entry(year).or_default() += 1;
    }
    let total: usize = counts.values().sum();
    let (year, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    (count >= 3 && count * 2 > total).then(|| Period::of_year(year))?
}

/// The series that a report belongs to: its folder, without those of years, and its name without digits, words of the
/// calendar, and how far it has come.
pub(super) fn series(name: &str) -> String {
    let folder = name.rfind('/').map_or("", |at| &name[..at]);
    let folders = folder
        .split('/')
        .filter(|folder| year_of_folder(folder).is_none());
    let folder = folders.collect::<Vec<_>>().join("/");
    let words = stem(name).to_lowercase();
    let words = words.split(|c: char| !c.is_alphabetic()).filter(|word| {
        let calendar = [
            "q", "h", "fy", "quarter", "half", "year", "first", "second", "third", "fourth", "st",
            "nd", "rd", "th", "final", "draft",
        ];
        !word.is_empty() && !calendar.contains(word) && crate::word::month(word).is_none()
    });
    format!("{folder}/{}", words.collect::<Vec<_>>().join("-"))
}

fn stem(name: &str) -> &str {
    let file = name.rfind('/').map_or(name, |at| &name[at + 1..]);
    file.rfind('.')
        .filter(|at| *at > 0)
        .map_or(file, |at| &file[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_of_one_name_are_one_series() {
        assert_eq!(
            series("reports/guild-2020.md"),
            series("reports/guild-2021.txt")
        );
        assert_eq!(series("2019.md"), series("2020.md"));
        assert_eq!(series("annual_2020_q1.md"), series("annual_2020_q2.md"));
        assert_ne!(
            series("reports/guild-2020.md"),
            series("reports/choir-2020.md")
        );
        assert_ne!(series("a/2020.md"), series("b/2020.md"));
        assert_eq!(series("a/2020/guild.md"), series("a/2021/guild.md"));
        assert_eq!(series("2020/guild.md"), series("guild-2021-final.md"));
        assert_ne!(series("a/12/guild.md"), series("a/13/guild.md"));
    }

    #[test]
    fn a_name_tells_its_period_without_marks_around_it() {
        let year = Period::of_year(2020);
        for name in [
            "AnnualReport2020.md",
            "2020annual.md",
            "report2020final.txt",
        ] {
            assert_eq!(of_name(name), year, "{name}");
        }
        assert_eq!(of_name("guild-2013q4.md"), Period::of_months(2013, 10, 12));
        assert_eq!(of_name("2020/guild.md"), None);
        assert_eq!(of_folder("2020/guild.md"), year);
        assert_eq!(of_folder("2020/text/guild.md"), year);
        assert_eq!(of_folder("2020/a/b/guild.md"), None);
        assert_eq!(of_name("page20201.md"), None);
        assert_eq!(series("AnnualReport2020.md"), series("AnnualReport2021.md"));
    }

    #[test]
    fn a_name_may_end_in_a_month() {
        let march = Period::of_months(2021, 3, 3);
        assert_eq!(month_of_name("a/2021-03.md"), march);
        assert_eq!(month_of_name("guild_2021_03.md"), march);
        for name in [
            "2021-13.md",
            "2021-3.md",
            "12021-03.md",
            "2021-03-15.md",
            "03.md",
        ] {
            assert_eq!(month_of_name(name), None, "{name}");
        }
    }

    #[test]
    fn a_title_with_one_period_tells_it() {
        assert_eq!(only_period("Annual report 2020"), Period::of_year(2020));
        assert_eq!(
            only_period("Q3 2020 in numbers"),
            Period::of_months(2020, 7, 9)
        );
        assert_eq!(
            only_period("From 2019 to 2020"),
            Period::of_year(2019).and_then(|it| it.through(Period::of_year(2020)?))
        );
        assert_eq!(only_period("2019 or 2020"), None);
        assert_eq!(only_period("The guild"), None);
    }
}
