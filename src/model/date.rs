//! A day, as people write it in front matter and as readers see it.

use std::fmt;

use jiff::civil;

/// A day in the calendar.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(civil::Date);

impl Date {
    /// Reads `2027-02-28`; a time after it (`2027-02-28T10:00:00Z`, `2027-02-28 10:00`) is passed over.
    /// `None` for anything else, and for days that don't exist.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let day = text.get(..10)?;
        let rest = &text[10..];
        let shape = day.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
        if !shape || !(rest.is_empty() || rest.starts_with(['T', 't', ' '])) {
            return None;
        }
        day.parse().ok().map(Date)
    }

    /// The date of a day, month and year; `None` if there is no such day.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        civil::Date::new(year, month, day).ok().map(Date)
    }

    /// The day so many days later, or earlier if negative; the same day if the calendar ends before.
    #[must_use]
    pub fn plus_days(self, days: i32) -> Self {
        self.0.checked_add(jiff::Span::new().days(days)).map_or(self, Date)
    }

    /// The day so many months later; the last of the month if it is shorter.
    #[must_use]
    pub fn plus_months(self, months: i32) -> Self {
        self.0.checked_add(jiff::Span::new().months(months)).map_or(self, Date)
    }

    /// How many days from this day to the other; negative if it lies before.
    pub fn days_until(self, other: Date) -> i32 {
        self.0.until(other.0).map_or(0, |span| span.get_days())
    }

    /// As readers see it: `4 March 2027`.
    pub fn in_words(self) -> String {
        format!("{} {}", self.0.day(), self.month_in_words())
    }

    /// Its month: `March 2027`.
    pub fn month_in_words(self) -> String {
        const MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let month = usize::try_from(self.0.month() - 1).unwrap_or_default();
        format!("{} {}", MONTHS.get(month).unwrap_or(&""), self.0.year())
    }

    /// The day of the month.
    pub fn day(self) -> i8 {
        self.0.day()
    }

    /// The month, from 1 to 12.
    pub fn month_number(self) -> usize {
        usize::try_from(self.0.month()).unwrap_or(1)
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// Its month, for programs: `2027-03`.
    pub fn month(self) -> String {
        format!("{:04}-{:02}", self.0.year(), self.0.month())
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// How often something falls due: `6 weeks`, `1 year`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    /// Whole months.
    pub months: i32,
    /// Days on top.
    pub days: i32,
}

impl Period {
    /// Reads a number and `days`, `weeks`, `months` or `years`; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let (number, unit) = text.trim().split_once(char::is_whitespace)?;
        let number: i32 = number.parse().ok().filter(|n| (1..=1200).contains(n))?;
        match unit.trim() {
            "day" | "days" => Some(Period { months: 0, days: number }),
            "week" | "weeks" => Some(Period { months: 0, days: number * 7 }),
            "month" | "months" => Some(Period { months: number, days: 0 }),
            "year" | "years" => Some(Period { months: number * 12, days: 0 }),
            _ => None,
        }
    }

    /// After “every”: `2 years`, `month`, `6 weeks`.
    pub fn in_words(self) -> String {
        let (number, unit) = match (self.months, self.days) {
            (months, _) if months > 0 && months % 12 == 0 => (months / 12, "year"),
            (months, _) if months > 0 => (months, "month"),
            (_, days) if days % 7 == 0 => (days / 7, "week"),
            (_, days) => (days, "day"),
        };
        if number == 1 { unit.to_owned() } else { format!("{number} {unit}s") }
    }

    /// The day on which it falls due, counted from `date`.
    pub fn after(self, date: Date) -> Date {
        date.plus_months(self.months).plus_days(self.days)
    }
}

#[cfg(test)]
mod tests {
    use super::{Date, Period};

    #[test]
    fn reads_days_that_exist() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(Date::parse(text).map(|d| d.to_string()).as_deref(), expected, "{text}");
        };
        check("2027-02-28", Some("2027-02-28"));
        check("2027-02-28T10:00:00+01:00", Some("2027-02-28"));
        check("2027-02-29", None);
        check("28/02/2027", None);
        check("2027-2-8", None);
        check("2027-02-28x", None);
        check("２０２７-02-28", None);
    }

    #[test]
    fn counts_as_people_do() {
        let date = Date::new(2026, 3, 31).unwrap();
        assert_eq!(date.in_words(), "31 March 2026");
        assert_eq!(Period::parse("1 month").unwrap().after(date).to_string(), "2026-04-30");
        assert_eq!(Period::parse("2 weeks").unwrap().after(date).to_string(), "2026-04-14");
        assert_eq!(Period::parse("soon"), None);
        let again = |text: &str| Period::parse(text).unwrap().in_words();
        assert_eq!(
            ["1 year", "18 months", "2 weeks", "9 days"].map(again),
            ["year", "18 months", "2 weeks", "9 days"]
        );
        assert_eq!(date.days_until(Date::new(2026, 12, 31).unwrap()), 275);
    }
}
