//! Reporting calendars: who reports what to whom, and by which day of which month.
//!
//! A calendar states rules (“before the 25th of the last month of the quarter”); [`deadlines`] makes days of them.

use std::{fmt, rc::Rc};

use super::{
    framework::{Source, Text},
    order,
};

/// The most months between the end of a period and a deadline.
pub const MAX_MONTHS_AFTER: u8 = 12;

/// A checked reporting calendar (“chế độ báo cáo”).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// Its identifier.
    pub id: Rc<str>,
    /// Its name.
    pub title: Text,
    /// The frameworks whose assessments are reported so.
    pub frameworks: Vec<Rc<str>>,
    /// What the reader must know: what the source leaves open.
    pub notes: Vec<Text>,
    /// The reports, in the order of the source.
    pub entries: Vec<Entry>,
}

/// One kind of report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its identifier within the calendar.
    pub id: Rc<str>,
    /// Who reports.
    pub reporter: Text,
    /// To whom.
    pub recipient: Text,
    /// What is reported, in the middle of a sentence.
    pub subject: Text,
    /// For which periods.
    pub every: Cadence,
    /// By when.
    pub due: Due,
    /// Where it is written.
    pub source: Source,
}

/// The kind of period that a report is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cadence {
    /// Three months.
    Quarter,
    /// Six months.
    HalfYear,
    /// Twelve months.
    Year,
}

/// A deadline as a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// Whether the day itself is still in time, in the words of the source.
    pub word: DueWord,
    /// Day of the month, `1..=31`; in a shorter month its last day.
    pub day: u8,
    /// Months after the last month of the period, `0..=12`; 0 is the last month itself.
    pub months_after: u8,
}

/// How a source words a deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DueWord {
    /// “Trước ngày”: before that day.
    Before,
    /// “Chậm nhất ngày”, “vào ngày”: on that day at the latest.
    By,
}

/// The period of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    year: u16,
    cadence: Cadence,
    /// Which quarter or half of the year, from 1; 1 for the whole year.
    ordinal: u8,
}

impl Period {
    /// Reads `2024`, `2024-H1` or `2024-Q1`. The year has four digits.
    pub fn parse(text: &str) -> Option<Period> {
        let (year, part) = text.split_once('-').unwrap_or((text, ""));
        let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
        let year = year.parse().ok().filter(|_| is_year)?;
        let (cadence, ordinal) = match part {
            "" if !text.ends_with('-') => (Cadence::Year, 1),
            "H1" => (Cadence::HalfYear, 1),
            "H2" => (Cadence::HalfYear, 2),
            "Q1" => (Cadence::Quarter, 1),
            "Q2" => (Cadence::Quarter, 2),
            "Q3" => (Cadence::Quarter, 3),
            "Q4" => (Cadence::Quarter, 4),
            _ => return None,
        };
        Some(Period { year, cadence, ordinal })
    }

    /// The year that it is in.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The kind of period.
    pub fn cadence(self) -> Cadence {
        self.cadence
    }

    /// When it ends, as a key to sort by: its last month, and of what ends together the shorter first, so that a year
    /// stands after its quarters.
    pub fn end(self) -> (u16, u8, u8) {
        let length = match self.cadence {
            Cadence::Quarter => 3,
            Cadence::HalfYear => 6,
            Cadence::Year => 12,
        };
        (self.year, self.last_month(), length)
    }

    /// Its last month, `1..=12`.
    fn last_month(self) -> u8 {
        match self.cadence {
            Cadence::Quarter => self.ordinal * 3,
            Cadence::HalfYear => self.ordinal * 6,
            Cadence::Year => 12,
        }
    }
}

/// A day of the Gregorian calendar. Ordered by time; `Display` is ISO (`2024-03-25`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// The day of these numbers; nothing where the calendar has none. Years are `1..=9999`.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Date> {
        let fits = matches!(year, 1..=9999) && matches!(month, 1..=12) && day >= 1 && day <= last_day(year, month);
        fits.then_some(Date { year, month, day })
    }

    /// Reads an ISO date, `2024-03-25`.
    pub fn parse(text: &str) -> Option<Date> {
        let bytes = text.as_bytes();
        let is_iso = bytes.len() == 10
            && bytes.iter().enumerate().all(|(at, byte)| match at {
                4 | 7 => *byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        if !is_iso {
            return None;
        }
        Date::new(text.get(..4)?.parse().ok()?, text.get(5..7)?.parse().ok()?, text.get(8..)?.parse().ok()?)
    }

    /// The day so many days after 1970-01-01; nothing after the year 9999.
    pub fn of_day(days: u64) -> Option<Date> {
        let mut rest = days;
        for year in 1970..=9999_u16 {
            for month in 1..=12 {
                let length = u64::from(last_day(year, month));
                if rest < length {
                    return Date::new(year, month, u8::try_from(rest).ok()? + 1);
                }
                rest -= length;
            }
        }
        None
    }

    /// The year.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, `1..=12`.
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, `1..=31`.
    pub fn day(self) -> u8 {
        self.day
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// A rule applied to a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadline<'a> {
    /// The day that the rule names.
    pub date: Date,
    /// Which report.
    pub entry: &'a Entry,
}

/// The deadlines of a period, the earliest first; those of one day in the order of the calendar.
///
/// Only reports about this kind of period: `2024` has those of the year, `2024-Q4` those of the quarter.
pub fn deadlines(calendar: &Calendar, period: Period) -> Vec<Deadline<'_>> {
    let entries = calendar.entries.iter().filter(|entry| entry.every == period.cadence);
    let found = entries.map(|entry| Deadline { date: date(entry.due, period), entry }).collect();
    order::sorted(found, &|left: &Deadline<'_>, right| left.date.cmp(&right.date))
}

fn date(due: Due, period: Period) -> Date {
    // Months from 0, so that the year can be divided out.
    let months = u16::from(period.last_month()) - 1 + u16::from(due.months_after);
    let year = period.year + months / 12;
    let month = (months % 12) as u8 + 1;
    Date { year, month, day: due.day.clamp(1, last_day(year, month)) }
}

fn last_day(year: u16, month: u8) -> u8 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_names_a_day_of_the_month_it_means() {
        fn check(period: &str, day: u8, months_after: u8, expected: &str) {
            let due = Due { word: DueWord::Before, day, months_after };
            assert_eq!(
                date(due, Period::parse(period).unwrap()).to_string(),
                expected,
                "{period} {day} {months_after}"
            );
        }
        check("2024-Q1", 25, 0, "2024-03-25");
        check("2024-Q2", 31, 0, "2024-06-30");
        check("2024-Q3", 30, 0, "2024-09-30");
        check("2024-Q4", 25, 0, "2024-12-25");
        check("2024", 20, 0, "2024-12-20");
        check("2024-H1", 31, 0, "2024-06-30");
        check("2024-H2", 15, 1, "2025-01-15");
        // February: leap years, also at the turn of a century.
        check("2023-Q4", 30, 2, "2024-02-29");
        check("2024", 30, 2, "2025-02-28");
        check("1999", 31, 2, "2000-02-29");
        check("2099", 31, 2, "2100-02-28");
        check("2024-Q4", 31, 12, "2025-12-31");
        check("9999", 1, 12, "10000-12-01");
    }

    #[test]
    fn a_day_is_one_that_the_calendar_has() {
        for text in ["2024-02-29", "2025-12-31", "0001-01-01"] {
            assert_eq!(Date::parse(text).map(|it| it.to_string()).as_deref(), Some(text));
        }
        for text in ["2025-02-29", "2025-13-01", "2025-00-10", "2025-01-00", "2025-1-01", "25-01-01", "2025/01/01", ""]
        {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    #[test]
    fn days_are_counted_from_1970() {
        let day = |days| Date::of_day(days).map(|it| it.to_string());
        for (days, expected) in [(0, "1970-01-01"), (59, "1970-03-01"), (10_957, "2000-01-01"), (11_016, "2000-02-29")]
        {
            assert_eq!(day(days).as_deref(), Some(expected), "{days}");
        }
        assert_eq!(day(20_779).as_deref(), Some("2026-11-22"));
        assert_eq!(day(u64::MAX), None);
    }

    #[test]
    fn periods_are_years_halves_and_quarters() {
        for text in ["2024", "2024-H1", "2024-H2", "2024-Q1", "2024-Q4"] {
            assert!(Period::parse(text).is_some(), "{text}");
        }
        for text in ["", "24", "2024-", "2024-Q0", "2024-Q5", "2024-H3", "2024-q1", "+024", "2024-Q1 ", "20245"] {
            assert_eq!(Period::parse(text), None, "{text}");
        }
    }
}
