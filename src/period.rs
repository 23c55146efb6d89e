//! Years, quarters, months and dates in prose, resolved against the period of a report.
//!
//! Lives here: calendar expressions ("in November 2019", "last year", "since 2020", "Q3") and the periods they name.
//! Stays out: the clock. What "this year" means is decided by the report.

use std::fmt;

use jiff::civil::{Date, Weekday, date};
use serde::{Deserialize, Serialize};

mod kept;
mod mention;
mod read;

pub use mention::Mention;
pub use read::{read, read_into, read_tokens};

/// A run of days, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Period {
    /// The first day.
    #[serde(with = "kept::day")]
    pub first: Date,
    /// The last day.
    #[serde(with = "kept::day")]
    pub last: Date,
}

/// The years that an expression may name; other numbers of four digits are none.
pub const YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;

impl Period {
    /// A calendar year; `None` outside of [`YEARS`].
    pub fn of_year(year: i16) -> Option<Period> {
        YEARS.contains(&year).then(|| Period {
            first: date(year, 1, 1),
            last: date(year, 12, 31),
        })
    }

    /// Some months of a year, from 1 to 12.
    pub fn of_months(year: i16, first: i8, last: i8) -> Option<Period> {
        let first = Date::new(year, first, 1).ok()?;
        let last = Date::new(year, last, 1).ok()?.last_of_month();
        (YEARS.contains(&year) && first <= last).then_some(Period { first, last })
    }

    /// One day.
    pub fn of_day(year: i16, month: i8, day: i8) -> Option<Period> {
        let day = Date::new(year, month, day).ok()?;
        YEARS.contains(&year).then_some(Period {
            first: day,
            last: day,
        })
    }

    /// The year that all of the period lies in.
    pub fn year(self) -> Option<i16> {
        (self.first.year() == self.last.year()).then_some(self.first.year())
    }

    /// The year before a year, or before one that begins in one year and ends in the next ("2017/18"). A period that is
    /// no whole year has none that could be told.
    pub fn year_before(self) -> Option<Period> {
        self.years_on(-1)
    }

    /// The year that lies so many years behind this one, if this is a year, or one that begins in one year and ends in the
    /// next.
    fn years_on(self, by: i16) -> Option<Period> {
        let (first, last) = (self.first.year(), self.last.year());
        let years = |first: i16, last: i16| Period::of_year(first)?.through(Period::of_year(last)?);
        let is_whole = years(first, last)? == self && last - first <= 1;
        is_whole.then(|| years(first.checked_add(by)?, last.checked_add(by)?))?
    }

    /// Whether the two are of whole years, of as many, and not of the same: "2016/17" and "2017/18" are two seasons, though
    /// both have days of 2017.
    pub fn is_shifted(self, other: Period) -> bool {
        let years = |period: Period| {
            let first = Period::of_year(period.first.year())?;
            let last = Period::of_year(period.last.year())?;
            let whole = first.first == period.first && last.last == period.last;
            whole.then(|| period.last.year() - period.first.year())
        };
        self != other && years(self).is_some() && years(self) == years(other)
    }

    /// The month, from 1, that all of the period lies in.
    pub fn month(self) -> Option<i8> {
        (self.year().is_some() && self.first.month() == self.last.month())
            .then_some(self.first.month())
    }

    /// Whether the two share a day.
    pub fn overlaps(self, other: Period) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// Whether the other lies inside this one.
    pub fn contains(self, other: Period) -> bool {
        self.first <= other.first && other.last <= self.last
    }

    /// From the start of this period to the end of the other.
    #[must_use]
    pub fn through(self, other: Period) -> Option<Period> {
        (self.first <= other.last).then_some(Period {
            first: self.first,
            last: other.last,
        })
    }
}

impl fmt::Display for Period {
    /// "2020", "Q3 2021", "November 2019", "5 May 2020", "2018 to 2020".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, last) = (self.first, self.last);
        let whole_months = first.day() == 1 && last == last.last_of_month();
        if first == last {
            return write!(f, "{}", first.strftime("%-d %B %Y"));
        }
        if whole_months && self.year().is_some() {
            match (first.month(), last.month()) {
                (1, 12) => return write!(f, "{}", first.year()),
                (from, to) if from == to => return write!(f, "{}", first.strftime("%B %Y")),
                (from, to) if to - from == 2 && from % 3 == 1 => {
                    return write!(f, "Q{} {}", to / 3, first.year());
                }
                (from, to) => {
                    debug_assert!(from < to);
                    return write!(f, "{} to {}", first.strftime("%B"), last.strftime("%B %Y"));
                }
            }
        }
        if whole_months && first.month() == 1 && last.month() == 12 {
            return write!(f, "{} to {}", first.year(), last.year());
        }
        write!(
            f,
            "{} to {}",
            first.strftime("%-d %B %Y"),
            last.strftime("%-d %B %Y")
        )
    }
}

/// What a calendar expression says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    /// How a statement is tied to it.
    pub anchor: Anchor,
    /// The year it names.
    pub year: YearRef,
    /// The part of the year.
    pub part: Part,
    /// The other end of "2018 to 2020" or "May to June".
    pub to: Option<(YearRef, Part)>,
    /// The weekday that stands with a date.
    #[serde(with = "kept::weekday")]
    pub weekday: Option<Weekday>,
}

/// How a statement is tied to a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Anchor {
    /// In it.
    In,
    /// From it on: "since 2020".
    Since,
    /// Up to it: "by 2023", "until May".
    Until,
}

/// The year of an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum YearRef {
    /// As written.
    Given(i16),
    /// Counted from the report's: 0 for "this year", -1 for "last year".
    Relative(i16),
    /// Not said: the report's.
    Unsaid,
}

/// The part of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// All of it.
    Whole,
    /// Months, from 1, both included.
    Months(i8, i8),
    /// A day of a month.
    Day(i8, i8),
}

impl When {
    /// The period that is named, if it can be told. `report` is what the report is about.
    pub fn resolve(&self, report: Option<Period>) -> Option<Period> {
        let from = period(self.year, self.part, report)?;
        match self.to {
            None => Some(from),
            Some((year, part)) => from.through(period(year, part, report)?),
        }
    }

    /// Whether the year itself is written.
    pub fn names_year(&self) -> bool {
        matches!(self.year, YearRef::Given(_)) || matches!(self.to, Some((YearRef::Given(_), _)))
    }

    /// The weekday that the date has, if it is a day, and another is written.
    pub fn wrong_weekday(&self, report: Option<Period>) -> Option<Weekday> {
        let stated = self.weekday?;
        let Part::Day(..) = self.part else {
            return None;
        };
        let day = period(self.year, self.part, report)?.first;
        (day.weekday() != stated).then(|| day.weekday())
    }
}

fn period(year: YearRef, part: Part, report: Option<Period>) -> Option<Period> {
    // "Last season" in the report of 2017/18.
    if let (YearRef::Relative(by), Part::Whole, Some(report)) = (year, part, report) {
        return report
            .years_on(by)
            .or_else(|| Period::of_year(report.year()?.checked_add(by)?));
    }
    let own = || report.and_then(Period::year);
    let year = match year {
        YearRef::Given(year) => year,
        YearRef::Relative(by) => own()?.checked_add(by)?,
        YearRef::Unsaid => own()?,
    };
    match part {
        Part::Whole => Period::of_year(year),
        Part::Months(first, last) => Period::of_months(year, first, last),
        Part::Day(month, day) => Period::of_day(year, month, day),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_make_a_period_in_their_order_and_in_our_times() {
        assert!(Period::of_months(2020, 5, 6).is_some());
        assert_eq!(Period::of_months(2020, 6, 5), None);
        assert_eq!(Period::of_months(1850, 5, 6), None);
    }

    #[test]
    fn a_season_is_of_two_years_and_follows_the_one_before() {
        let season = |first: i16| {
            let years = [first, first + 1].map(|year| Period::of_year(year).expect("a year"));
            years[0].through(years[1]).expect("in order")
        };
        let year = |year| Period::of_year(year).expect("a year");
        assert_eq!(season(2017).year_before(), Some(season(2016)));
        assert!(season(2017).is_shifted(season(2016)) && !season(2017).is_shifted(season(2017)));
        assert!(year(2017).is_shifted(year(2016)) && !season(2017).is_shifted(year(2017)));
        let decade = year(2010).through(year(2019)).expect("in order");
        assert_eq!(decade.year_before(), None);
        let last = When {
            anchor: Anchor::In,
            year: YearRef::Relative(-1),
            part: Part::Whole,
            to: None,
            weekday: None,
        };
        assert_eq!(last.resolve(Some(season(2017))), Some(season(2016)));
        assert_eq!(last.resolve(Some(year(2017))), Some(year(2016)));
        let spring = Period::of_months(2017, 3, 5).expect("months");
        assert_eq!(last.resolve(Some(spring)), Some(year(2016)));
        assert_eq!(last.resolve(Some(decade)), None);
    }

    #[test]
    fn a_period_has_a_month_if_all_of_it_is_in_one() {
        let may = |year| Period::of_months(year, 5, 5).expect("a month");
        assert_eq!(may(2020).month(), Some(5));
        assert_eq!(may(2020).through(may(2021)).and_then(Period::month), None);
    }
}
