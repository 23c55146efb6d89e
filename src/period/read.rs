//! Calendar expressions of a text, by its tokens.

use jiff::civil::Weekday;

use super::{Anchor, Mention, Part, When, YEARS, YearRef};
use crate::lookup::{WordSet, words};
use crate::word::{self, Shape, Token};

/// Reads every calendar expression of a text, in order and without overlap.
pub fn read(text: &str) -> Vec<Mention> {
    read_tokens(text, &word::tokens(text))
}

/// As [`read`], for a text whose tokens are at hand.
pub fn read_tokens(text: &str, tokens: &[Token]) -> Vec<Mention> {
    let mut mentions = Vec::new();
    read_into(&mut mentions, text, tokens);
    mentions
}

/// As [`read_tokens`], behind the expressions of other texts.
pub fn read_into(mentions: &mut Vec<Mention>, text: &str, tokens: &[Token]) {
    let reader = Reader { text, tokens };
    // One past the last token that was looked at, and past the last expression.
    let (mut at, mut free) = (0, 0);
    // Few words tell of one.
    let telling = |at: usize| tokens[at..].iter().position(|token| token.tells_date());
    while let Some(before) = telling(at) {
        let told = at + before;
        at = told + 1;
        // "The year before" starts in front of its year.
        let start = if word::is_year(tokens[told].bytes_of(text)) {
            told.checked_sub(1).filter(|start| *start >= free)
        } else {
            reader.may_start(told).then_some(told)
        };
        let mention = start.and_then(|start| Some((start, reader.mention(start)?)));
        if let Some((start, (end, when))) = mention {
            let when = When {
                anchor: reader.anchor(start),
                ..when
            };
            let behind = tokens[end - 1].end() as usize;
            mentions.push(Mention::new(tokens[start].start as usize, behind, when));
            (at, free) = (end, end);
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Token],
}

/// A part of a year with the year, where one is said.
type Dated = (YearRef, Part);

impl Reader<'_> {
    fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.of(self.text))
    }

    fn is<const N: usize>(&self, at: usize, words: &WordSet<N>) -> bool {
        let token = self.tokens.get(at);
        token.is_some_and(|token| words.has_bytes(token.bytes_of(self.text)))
    }

    fn anchor(&self, at: usize) -> Anchor {
        const NEAR: WordSet<11> = WordSet::new([
            "early",
            "mid",
            "late",
            "about",
            "around",
            "the",
            "end",
            "start",
            "beginning",
            "of",
            "at",
        ]);
        let mut before = at;
        while before > 0 && at - before < 4 && self.is(before - 1, &NEAR) {
            before -= 1;
        }
        if before > 0 && self.is(before - 1, words!["since"]) {
            Anchor::Since
        } else if before > 0 && self.is(before - 1, words!["by", "until", "till"]) {
            Anchor::Until
        } else {
            Anchor::In
        }
    }

    /// Whether an expression may start with a token. Most numbers start none.
    fn may_start(&self, at: usize) -> bool {
        self.tokens[at].shape() != Shape::Digits || !self.is_amount(at)
    }

    /// Whether a number is no day and no year by its length or by what stands behind it, and has no other marks than those of
    /// numbers: most are so.
    fn is_amount(&self, at: usize) -> bool {
        const BEHIND_DAY: WordSet<7> = WordSet::new(["-", "–", "/", "&", "and", "of", "to"]);
        let number = self.tokens[at].bytes_of(self.text);
        let is_in_number = |byte: &u8| matches!(byte, b'0'..=b'9' | b',' | b'.');
        let may_be = match number.len() {
            1 | 2 => {
                let next = self.tokens.get(at + 1);
                next.is_some_and(|next| next.tells_date()) || self.is(at + 1, &BEHIND_DAY)
            }
            length => length == 4,
        };
        !may_be && number.iter().all(is_in_number)
    }

    /// The expression that starts at a token, and the token behind it.
    fn mention(&self, at: usize) -> Option<(usize, When)> {
        if let Some(range) = self.years(at).or_else(|| self.short_years(at)) {
            return Some(range);
        }
        let (mut end, (year, part), weekday) = self.single(at)?;
        let mut to = self.last_day(at, end, part).map(|last| (year, last));
        let dash = self.is(end, words!["-", "–", "—", "/"]);
        let words = self.is(end, words!["to", "through", "until"]) && self.is_range(at, part)
            || self.is(end, words!["and"]) && self.is_between(at, part, end + 1);
        // "2022–23", "2022/23": the last two digits of the year after.
        if to.is_none()
            && part == Part::Whole
            && let YearRef::Given(from) = year
            && let Some(next) = dash.then(|| self.year_after(from, end)).flatten()
        {
            to = Some((YearRef::Given(next), Part::Whole));
            end += 2;
        }
        if to.is_none()
            && (dash || words)
            && let Some((behind, other, None)) = self.single(end + 1)
            // Two days or two years: "2020 - May" is no range.
            && (part == Part::Whole) == (other.1 == Part::Whole)
        {
            to = Some(other);
            end = behind;
        }
        // "May to June 2020": the year behind holds for both.
        let year = match (year, to) {
            (YearRef::Unsaid, Some((other @ YearRef::Given(_), _))) => other,
            _ => year,
        };
        Some((
            end,
            When {
                anchor: Anchor::In,
                year,
                part,
                to,
                weekday,
            },
        ))
    }

    /// "2018-2019", which is one token.
    fn years(&self, at: usize) -> Option<(usize, When)> {
        if self.tokens[at].shape() != Shape::Digits {
            return None;
        }
        let word = self.word(at);
        if word.len() < "2018-19".len() {
            return None;
        }
        let (from, to) = word.split_once(['-', '‐', '‑'])?;
        let year = |text: &str| {
            let year = text
                .parse()
                .ok()
                .filter(|year| text.len() == 4 && YEARS.contains(year))?;
            Some((YearRef::Given(year), Part::Whole))
        };
        let (first, part) = year(from)?;
        // "2020-21" is the year after; "1995-01" is a month, or who knows.
        let century = from.get(..2)?;
        let (second, _) = year(to).or_else(|| year(&format!("{century}{to}")))?;
        if let (YearRef::Given(one), YearRef::Given(two)) = (first, second)
            && one >= two
        {
            return None;
        }
        let (year, to) = (first, Some((second, part)));
        Some((
            at + 1,
            When {
                anchor: Anchor::In,
                year,
                part,
                to,
                weekday: None,
            },
        ))
    }

    /// Two years of two digits each around a slash, behind a word that a time follows: "in 19/20". In front of what is counted
    /// they are a fraction: "in 19/20 cases".
    fn short_years(&self, at: usize) -> Option<(usize, When)> {
        const BEFORE: WordSet<7> =
            WordSet::new(["during", "for", "from", "in", "since", "to", "until"]);
        /// Later ones are of the century before.
        const LAST: i16 = 69;
        const MONTHS: i16 = 12;
        if self.tokens[at].shape() != Shape::Digits
            || !self.is(at + 1, words!["/"])
            || self.word(at).len() != 2
            || !self.is(at.checked_sub(1)?, &BEFORE)
        {
            return None;
        }
        let short: i16 = self.word(at).parse().ok()?;
        let year = short + if short > LAST { 1900 } else { 2000 };
        let next = self.year_after(year, at + 1)?;
        // "From 11/12 to 14/12" are days.
        if next % 100 <= MONTHS {
            return None;
        }
        let behind = self.word(at + 3);
        let is_counted = behind == "of"
            || behind.starts_with(char::is_alphabetic) && !word::is_function_word(behind);
        (!is_counted && !self.is(at + 3, words!["/"])).then_some((
            at + 3,
            When {
                anchor: Anchor::In,
                year: YearRef::Given(year),
                part: Part::Whole,
                to: Some((YearRef::Given(next), Part::Whole)),
                weekday: None,
            },
        ))
    }

    /// The year after one, of which the last two digits stand right behind the dash at a token.
    fn year_after(&self, year: i16, dash: usize) -> Option<i16> {
        let (mark, behind) = (self.tokens.get(dash)?, self.tokens.get(dash + 1)?);
        let last = self.tokens.get(dash.checked_sub(1)?)?;
        let is_glued = last.end() == mark.start && mark.end() == behind.start;
        let digits = self.word(dash + 1);
        (is_glued && digits.len() == 2 && digits.parse() == Ok((year + 1) % 100))
            .then_some(year + 1)
    }

    /// Whether "to" behind an expression makes it a range: "from May to June", "June 4 to July 2".
    fn is_range(&self, at: usize, part: Part) -> bool {
        at > 0 && self.is(at - 1, words!["from", "between"]) || matches!(part, Part::Day(..))
    }

    /// Whether "and" makes a range: "between 2018 and 2020", or two months or quarters in a row, "May and June".
    fn is_between(&self, at: usize, part: Part, behind: usize) -> bool {
        if at > 0 && self.is(at - 1, words!["between"]) {
            return true;
        }
        let next = self.single(behind).map(|(_, (_, next), _)| next);
        matches!(
            (part, next),
            (Part::Months(_, last), Some(Part::Months(first, _))) if last.checked_add(1) == Some(first)
        )
    }

    /// The last day of "September 2-3", "June 4 to 6", "June 4 and 5, 2020", "2-3 September", whose tokens are
    /// `at..end`.
    fn last_day(&self, at: usize, end: usize, part: Part) -> Option<Part> {
        let Part::Day(month, first) = part else {
            return None;
        };
        (at..end)
            .filter_map(|token| {
                let second = self
                    .word(token)
                    .split_once(['-', '–'])
                    .map(|(_, second)| second);
                let joined = token > at && self.is(token - 1, &DAY_JOINTS);
                second
                    .or(joined.then(|| self.word(token)))
                    .and_then(day_number)
            })
            .find(|last| *last > first)
            .map(|last| Part::Day(month, last))
    }

    fn single(&self, at: usize) -> Option<(usize, Dated, Option<Weekday>)> {
        let first = self.tokens.get(at)?;
        let is_capital = first.is_capital();
        if let Some(weekday) = is_capital.then(|| weekday(self.word(at))).flatten() {
            let start = if self.is(at + 1, words![","]) {
                at + 2
            } else {
                at + 1
            };
            let (end, dated) = self.date(start)?;
            return matches!(dated.1, Part::Day(..)).then_some((end, dated, Some(weekday)));
        }
        // What is not a number and has no capital is no month, no day and no year.
        let may_be_date = first.shape() != Shape::Lower || ORDERS.has(self.word(at));
        let (end, dated) = may_be_date
            .then(|| self.date(at))
            .flatten()
            .or_else(|| self.relative(at))
            .or_else(|| self.numeric(at))?;
        Some((end, dated, None))
    }

    /// "May 2020", "May 13, 2020", "13 May 2020", "Q3 2021", "first half of 2021", "2020".
    fn date(&self, at: usize) -> Option<(usize, Dated)> {
        if let Some(month) = self.month(at) {
            let (mut end, mut part) = (at + 1, Part::Months(month, month));
            if self.is(end, words!["."]) && self.word(at).len() <= 4 {
                end += 1;
            }
            if let Some(day) = self
                .day(end)
                .filter(|_| !self.is(end + 1, words!["%", "percent"]))
            {
                part = Part::Day(month, day);
                end += 1;
                let counted = self.tokens.get(end + 2).is_some_and(|next| {
                    next.shape() == Shape::Lower && word::is_plural(next.of(self.text))
                });
                if self.is(end, &DAY_JOINTS) && self.day(end + 1).is_some() && !counted {
                    end += 2;
                }
            }
            return Some(self.with_year(end, part));
        }
        if let Some(day) = self.day(at) {
            let mut next = at + 1;
            if self.is(next, &DAY_JOINTS) && self.day(next + 1).is_some() {
                next += 2;
            }
            if self.is(next, words!["of"]) {
                next += 1;
            }
            let month = self.month(next)?;
            return Some(self.with_year(next + 1, Part::Day(month, day)));
        }
        if let Some((end, part)) = self.portion(at) {
            return Some(self.with_year(end, part));
        }
        let year = self.year(at)?;
        // "2020 Q3".
        if self.word(at + 1).len() == 2
            && let Some((end, part)) = self.tokens.get(at + 1).and_then(|_| self.portion(at + 1))
        {
            return Some((end, (YearRef::Given(year), part)));
        }
        Some((at + 1, (YearRef::Given(year), Part::Whole)))
    }

    /// The year behind a part of one: "May 2020", "May of 2020", "May, 2020", "May last year".
    fn with_year(&self, end: usize, part: Part) -> (usize, Dated) {
        let start = if self.is(end, words![",", "of", "in"]) {
            end + 1
        } else {
            end
        };
        if let Some(year) = self.year(start) {
            return (start + 1, (YearRef::Given(year), part));
        }
        if let Some((behind, (year, Part::Whole))) = self.relative(start) {
            return (behind, (year, part));
        }
        (end, (YearRef::Unsaid, part))
    }

    /// Quarters and halves: "Q3", "3Q", "H1", "third quarter", "first half of".
    fn portion(&self, at: usize) -> Option<(usize, Part)> {
        let word = self.word(at);
        let quarter = |number: i8| {
            (1..=4)
                .contains(&number)
                .then(|| Part::Months(number * 3 - 2, number * 3))
        };
        let half = |number: i8| {
            (1..=2)
                .contains(&number)
                .then(|| Part::Months(number * 6 - 5, number * 6))
        };
        // "1,500": the names of parts have letters at one of their ends.
        if let [b'0'..=b'9', .., b'0'..=b'9'] = word.as_bytes() {
            return None;
        }
        let digit = |text: &str| text.parse::<i8>().ok();
        let digits = |token: &Token| token.shape() == Shape::Digits;
        if self.tokens.get(at).is_some_and(digits) {
            let short = |letter: [char; 2]| {
                let number = word.strip_prefix(letter).or(word.strip_suffix(letter));
                number.and_then(digit)
            };
            let short = short(['Q', 'q'])
                .and_then(quarter)
                .or_else(|| short(['H', 'h']).and_then(half));
            if let Some(part) = short {
                return Some((at + 1, part));
            }
        }
        if !ORDERS.has(word) {
            return None;
        }
        let is = |known: &&str| word.eq_ignore_ascii_case(known);
        let number = ["first", "second", "third", "fourth"]
            .iter()
            .position(is)
            .or_else(|| ["1st", "2nd", "3rd", "4th"].iter().position(is))?;
        let number = number as i8 + 1;
        if self.is(at + 1, words!["quarter"]) {
            return Some((at + 2, quarter(number)?));
        }
        // "the first half of the match" is no time.
        let dated = self.is(at + 2, words!["of", "in"])
            && (self.year(at + 3).is_some()
                || self.relative(at + 3).is_some()
                || self.is(at + 4, words!["year"]));
        (self.is(at + 1, words!["half"]) && dated)
            .then(|| half(number).map(|part| (at + 2, part)))?
    }

    /// "this year", "last year", "the year before", "two years ago", "earlier this year".
    fn relative(&self, at: usize) -> Option<(usize, Dated)> {
        // Few words are before one of these.
        if !self.word(at + 1).starts_with(['y', 'Y']) {
            return None;
        }
        let whole =
            |by: i16, length: usize| Some((at + length, (YearRef::Relative(by), Part::Whole)));
        let year = |at: usize| self.is(at, words!["year", "year's", "year’s"]);
        if year(at + 1) && self.is(at, words!["this"]) {
            return whole(0, 2);
        }
        if year(at + 1) && self.is(at, words!["last", "previous", "prior"]) {
            return whole(-1, 2);
        }
        if year(at + 1) && self.is(at, words!["next", "coming"]) {
            return whole(1, 2);
        }
        // "The year before", but not "the year before we moved".
        let ends = || {
            self.tokens.get(at + 3).is_none_or(|token| {
                token.shape() == Shape::Mark || self.is(at + 3, words!["and", "but", "to", "when"])
            })
        };
        if year(at + 1)
            && self.is(at, words!["the"])
            && self.is(at + 2, words!["before", "earlier"])
            && ends()
        {
            return whole(-1, 3);
        }
        if self.is(at + 1, words!["year", "years"])
            && self.is(at + 2, words!["ago", "earlier", "before"])
        {
            let count = small_number(self.word(at))?;
            return whole(-count, 3);
        }
        None
    }

    /// "2020-05-13", "2018-2019", "05/2020", "FY2021", "2019/20".
    fn numeric(&self, at: usize) -> Option<(usize, Dated)> {
        let word = self.word(at);
        if self.tokens[at].shape() != Shape::Digits {
            if self.is(at, words!["FY"])
                && let Some(year) = self.year(at + 1)
            {
                return Some((at + 2, (YearRef::Given(year), Part::Whole)));
            }
            return None;
        }
        if word.bytes().all(|byte| byte.is_ascii_digit()) && !self.is(at + 1, words!["/"]) {
            return None;
        }
        let mut parts = word.split(['-', '‐', '‑']);
        let first = parts.next().unwrap_or_default();
        let rest = [parts.next(), parts.next(), parts.next()];
        let valid = |year: i16| YEARS.contains(&year).then_some(YearRef::Given(year));
        match rest {
            [Some(month), Some(day), None] if first.len() == 4 => {
                let (year, month, day) =
                    (first.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
                super::Period::of_day(year, month, day)?;
                return Some((at + 1, (valid(year)?, Part::Day(month, day))));
            }
            [None, ..]
                if first.len() == 6
                    && first.is_ascii()
                    && first[..2].eq_ignore_ascii_case("fy") =>
            {
                return Some((at + 1, (valid(first[2..].parse().ok()?)?, Part::Whole)));
            }
            _ => {}
        }
        if self.is(at + 1, words!["/"]) && word.len() <= 2 {
            let month = word.parse().ok().filter(|month| (1..=12).contains(month))?;
            let year = self.year(at + 2)?;
            return Some((at + 3, (YearRef::Given(year), Part::Months(month, month))));
        }
        None
    }

    /// The month that a token names: whole, or short with a capital; "may" and "march" with a capital only.
    fn month(&self, at: usize) -> Option<i8> {
        let token = self.tokens.get(at)?;
        let word = token.of(self.text);
        if token.shape() == Shape::Digits || !word::is_month(word) {
            return None;
        }
        // "May" at the start of a sentence is mostly the verb.
        if word == "May" && at == 0 && self.day(1).is_none() && self.year(1).is_none() {
            return None;
        }
        word::month(word)
    }

    /// A day of a month: "13", "13th".
    fn day(&self, at: usize) -> Option<i8> {
        let token = self
            .tokens
            .get(at)
            .filter(|token| token.shape() == Shape::Digits)?;
        let word = token.of(self.text);
        if let [b'0'..=b'9', b'0'..=b'9', b'0'..=b'9', ..] = word.as_bytes() {
            return None;
        }
        // "2-3" is one token: the first day of two.
        day_number(word.split(['-', '–']).next()?)
    }

    /// A number that is a year here, and not a count: "over 2000", "a fund of 2000 members" have none.
    fn year(&self, at: usize) -> Option<i16> {
        let token = self
            .tokens
            .get(at)
            .filter(|token| token.shape() == Shape::Digits)?;
        let word = token.of(self.text);
        let word = word
            .strip_suffix("'s")
            .or(word.strip_suffix("’s"))
            .unwrap_or(word);
        if word.len() != 4 {
            return None;
        }
        let year = word.parse().ok().filter(|year| YEARS.contains(year))?;
        let hedged = at > 0
            && self.is(
                at - 1,
                words![
                    "over",
                    "about",
                    "nearly",
                    "almost",
                    "than",
                    "approximately",
                    "roughly",
                    "$",
                    "€",
                    "£",
                    "#",
                    "+",
                ],
            );
        let counted = self.is(at + 1, words!["%", "percent", "+"])
            || (at > 0
                && self.tokens.get(at + 1).is_some_and(|next| {
                    next.shape() == Shape::Lower
                        && word::is_plural(next.of(self.text))
                        && self.is(
                            at - 1,
                            words!["of", "with", "has", "have", "had", "are", "were"],
                        )
                        && !(at > 1 && self.is(at - 2, &PARTS))
                }));
        (!hedged && !counted).then_some(year)
    }
}

/// Parts of a year: "the end of 2021 means" has no "2021 means".
const PARTS: WordSet<9> = WordSet::new([
    "beginning",
    "course",
    "end",
    "half",
    "middle",
    "part",
    "quarter",
    "rest",
    "start",
]);

/// What tells one quarter or half from the others.
const ORDERS: WordSet<8> = WordSet::new([
    "first", "second", "third", "fourth", "1st", "2nd", "3rd", "4th",
]);

/// What stands between two days of one month.
const DAY_JOINTS: WordSet<5> = WordSet::new(["-", "–", "to", "and", "&"]);

/// "13", "13th".
fn day_number(word: &str) -> Option<i8> {
    let digits = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending))
        .unwrap_or(word);
    (digits.len() <= 2)
        .then(|| digits.parse().ok())?
        .filter(|day| (1..=31).contains(day))
}

fn small_number(word: &str) -> Option<i16> {
    let words = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ];
    let named = (0..)
        .zip(words)
        .find(|(_, known)| known.eq_ignore_ascii_case(word))
        .map(|(at, _)| at);
    let article = word.eq_ignore_ascii_case("a").then_some(1);
    named
        .or(article)
        .or_else(|| word.parse().ok())
        .filter(|count| (1..=100).contains(count))
}

fn weekday(word: &str) -> Option<Weekday> {
    Weekday::from_monday_zero_offset(word::weekday(word)?).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::period::Period;

    /// What is read in a report of 2021, with its words.
    fn read_all(text: &str) -> Vec<(String, String)> {
        let report = Period::of_year(2021);
        read(text)
            .into_iter()
            .map(|it| {
                let period = it
                    .when
                    .resolve(report)
                    .map_or("?".to_owned(), |period| period.to_string());
                (text[it.start()..it.end()].to_owned(), period)
            })
            .collect()
    }

    const PIECES: &[&str] = &[
        "2020", "1999", "20", "13", "31", "0", "-", "–", "/", ".", ",", "May", "Feb", "may", "Q3",
        "3Q", "H1", "first", "third", "half", "quarter", "of", "in", "the", "this", "last", "year",
        "years", "two", "ago", "by", "since", "from", "to", "between", "and", "Monday", "FY",
        "FY2021", "th", "\u{a0}", "ß", "\n", "'s", "’",
    ];

    fn spans_are_sound(text: &str) {
        let mut last = 0;
        for found in read(text) {
            assert!(
                last <= found.start() && found.start() < found.end(),
                "{found:?} in {text}"
            );
            assert!(
                text.get(found.start()..found.end()).is_some(),
                "{found:?} in {text}"
            );
            let _ = found.when.resolve(Period::of_year(2021));
            let _ = found.when.wrong_weekday(Period::of_year(2021));
            last = found.end();
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
            spans_are_sound(&String::from_utf8_lossy(&bytes));
        }

        #[test]
        fn any_text_is_read(text in "\\PC{0,60}") {
            spans_are_sound(&text);
        }

        #[test]
        fn any_run_of_calendar_words_is_read(
            words in prop::collection::vec(prop::sample::select(PIECES), 0..12),
        ) {
            spans_are_sound(&words.join(" "));
            spans_are_sound(&words.concat());
        }
    }

    #[test]
    fn dates_are_read() {
        for (text, words, period) in [
            ("It opened in 2019.", "2019", "2019"),
            (
                "In November 2019 it opened.",
                "November 2019",
                "November 2019",
            ),
            ("on May 13, 2020", "May 13, 2020", "13 May 2020"),
            ("on May 13th", "May 13th", "13 May 2021"),
            ("on 13 May 2020", "13 May 2020", "13 May 2020"),
            ("on 2020-05-13", "2020-05-13", "13 May 2020"),
            ("in Q3 2020", "Q3 2020", "Q3 2020"),
            ("in early 1Q 2020", "1Q 2020", "Q1 2020"),
            (
                "the first half of 2020",
                "first half of 2020",
                "January to June 2020",
            ),
            ("H2 2020 was dry", "H2 2020", "July to December 2020"),
            (
                "the third quarter of 2020",
                "third quarter of 2020",
                "Q3 2020",
            ),
            (
                "the first half of this year",
                "first half of this year",
                "January to June 2021",
            ),
            (
                "the second half of the year",
                "second half",
                "July to December 2021",
            ),
            ("1200 in 19/20 and fewer", "19/20", "2019 to 2020"),
            ("since 98/99.", "98/99", "1998 to 1999"),
            ("in FY 2020 it", "FY 2020", "2020"),
            ("in FY2020 it", "FY2020", "2020"),
            ("May 2020 was dry", "May 2020", "May 2020"),
            ("we meet again next year", "next year", "2022"),
            (
                "seven in the year before and nine now",
                "the year before",
                "2020",
            ),
            ("sales of last year", "last year", "2020"),
            ("45 more than the year before.", "the year before", "2020"),
            ("two years ago we", "two years ago", "2019"),
            ("As of 01/2020, it", "01/2020", "January 2020"),
            ("from 2018 to 2020 it", "2018 to 2020", "2018 to 2020"),
            ("the lessons of 2018-2019", "2018-2019", "2018 to 2019"),
            ("held in Oct. 2020", "Oct. 2020", "October 2020"),
            (
                "the election of April last year",
                "April last year",
                "April 2020",
            ),
        ] {
            assert_eq!(
                read_all(text),
                [(words.to_owned(), period.to_owned())],
                "{text}"
            );
        }
    }

    #[test]
    fn ranges_are_read_whole() {
        for (text, words, period) in [
            ("between 2018 and 2020", "2018 and 2020", "2018 to 2020"),
            ("the season 2020-21", "2020-21", "2020 to 2021"),
            ("the season 2020–21", "2020–21", "2020 to 2021"),
            ("the season 2020/21", "2020/21", "2020 to 2021"),
            ("the season 1999–00", "1999–00", "1999 to 2000"),
            ("in 2020 – 21 loaves", "2020", "2020"),
            ("in 2020–23 loaves", "2020", "2020"),
            (
                "in May and June 2020",
                "May and June 2020",
                "May to June 2020",
            ),
            ("Q3 and Q4 2020", "Q3 and Q4 2020", "July to December 2020"),
            ("2020 Q3", "2020 Q3", "Q3 2020"),
            (
                "on June 4 to 6",
                "June 4 to 6",
                "4 June 2021 to 6 June 2021",
            ),
            (
                "June 4 and 5, 2020",
                "June 4 and 5, 2020",
                "4 June 2020 to 5 June 2020",
            ),
            (
                "on 2-3 June 2020",
                "2-3 June 2020",
                "2 June 2020 to 3 June 2020",
            ),
            (
                "June 29 to July 2",
                "June 29 to July 2",
                "29 June 2021 to 2 July 2021",
            ),
        ] {
            assert_eq!(
                read_all(text),
                [(words.to_owned(), period.to_owned())],
                "{text}"
            );
        }
    }

    /// What stands around an expression tells whether it goes on.
    #[test]
    fn expressions_end_where_they_end() {
        let cases: &[(&str, &[(&str, &str)])] = &[
            ("in May 20% more came", &[("May", "May 2021")]),
            ("since May 20 percent left", &[("May", "May 2021")]),
            ("On June 4 and 12 bakers came", &[("June 4", "4 June 2021")]),
            (
                "on June 4 and 5 in Oslo",
                &[("June 4 and 5", "4 June 2021 to 5 June 2021")],
            ),
            (
                "on 2 and 3 June 2020",
                &[("2 and 3 June 2020", "2 June 2020 to 3 June 2020")],
            ),
            (
                "the 4th of July 2020",
                &[("4th of July 2020", "4 July 2020")],
            ),
            ("from 13 to late May", &[("May", "May 2021")]),
            ("on 13 May 20 people came", &[("13 May", "13 May 2021")]),
            (
                "what came from 2018 in 2020",
                &[("2018", "2018"), ("2020", "2020")],
            ),
            (
                "moved in 2018 to 2020",
                &[("2018", "2018"), ("2020", "2020")],
            ),
            ("the first day of 2020", &[("2020", "2020")]),
            ("12 in 2020", &[("2020", "2020")]),
            ("since 05/2020", &[("05/2020", "May 2020")]),
            ("the fair of 2020 drew bakers", &[("2020", "2020")]),
            ("2020 members", &[("2020", "2020")]),
            ("It is what the end of 2021 means", &[("2021", "2021")]),
        ];
        for (text, expected) in cases {
            let expected: Vec<_> = expected
                .iter()
                .map(|(words, period)| ((*words).to_owned(), (*period).to_owned()))
                .collect();
            assert_eq!(read_all(text), expected, "{text}");
        }
    }

    #[test]
    fn other_numbers_are_no_dates() {
        for text in [
            "over 2000 of them",
            "a fund of 2000 members",
            "version 2022.11",
            "pages 1850-1950",
            "rose by 2000 percent",
            "the first half of the match",
            "the year before we moved",
            "It was open that year earlier.",
            "Of 2021 members",
            "May we go",
            "it may rain",
            "3000 came",
            "$2020",
        ] {
            assert_eq!(read_all(text), [], "{text}");
        }
    }

    #[test]
    fn a_weekday_is_checked() {
        let right = &read("on Wednesday, 13 May 2020")[0].when;
        assert_eq!(right.wrong_weekday(None), None);
        let right = &read("on Wednesday 13 May 2020")[0].when;
        assert_eq!(right.weekday, Some(Weekday::Wednesday));
        let wrong = &read("on Monday, May 11th 2021")[0].when;
        assert_eq!(wrong.wrong_weekday(None), Some(Weekday::Tuesday));
    }

    #[test]
    fn since_is_told_from_in() {
        assert_eq!(read("since 2012")[0].when.anchor, Anchor::Since);
        assert_eq!(read("by 2025")[0].when.anchor, Anchor::Until);
        assert_eq!(read("by the end of 2025")[0].when.anchor, Anchor::Until);
        assert_eq!(read("at the end of 2025")[0].when.anchor, Anchor::In);
    }
}
