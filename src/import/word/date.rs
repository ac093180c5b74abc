//! Days as people in Britain write them.

use crate::model::Date;

/// A day that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Read {
    pub date: Date,
    /// Only the month was given: it is the month's last day.
    pub is_month: bool,
}

/// Reads `12 March 2026`, `12th Mar 26`, `12/03/2026`, `2026-03-12`, `March 2026`.
pub(super) fn read(text: &str) -> Option<Read> {
    let text = text.trim();
    if let Some(date) = Date::parse(text) {
        return Some(Read { date, is_month: false });
    }
    let lower = text.to_lowercase();
    let mut parts: Vec<&str> = lower
        .split(|c: char| c.is_whitespace() || "/.-–,".contains(c))
        .filter(|part| !part.is_empty() && *part != "of")
        .collect();
    if parts.first().is_some_and(|part| is_weekday(part)) {
        parts.remove(0);
    }
    match parts.as_slice() {
        [day, month, year] => {
            let (day, month) = match month_of(month) {
                Some(month) => (number(day)?, month),
                // March 12, 2026
                None if month_of(day).is_some() => (number(month)?, month_of(day)?),
                None => (number(day)?, number(month)?),
            };
            let date = Date::new(year_of(year)?, month, day)?;
            Some(Read { date, is_month: false })
        }
        [month, year] => {
            let month = month_of(month).or_else(|| number(month))?;
            let first = Date::new(year_of(year)?, month, 1)?;
            Some(Read { date: first.plus_months(1).plus_days(-1), is_month: true })
        }
        _ => None,
    }
}

fn is_weekday(word: &str) -> bool {
    ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].iter().any(|day| word.starts_with(day))
}

fn month_of(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    if !word.chars().all(char::is_alphabetic) {
        return None;
    }
    let at = MONTHS.iter().position(|month| word.starts_with(month))?;
    i8::try_from(at + 1).ok()
}

/// `12`, `12th`.
fn number(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = &word[digits.len()..];
    matches!(ending, "" | "st" | "nd" | "rd" | "th").then(|| digits.parse().ok())?
}

/// Of two digits, this century's.
fn year_of(word: &str) -> Option<i16> {
    let year: i16 = word.parse().ok()?;
    match word.len() {
        2 => Some(2000 + year),
        4 => Some(year),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn british_days_are_read() {
        let check = |text: &str, wanted: &str| {
            let found = read(text)
                .map(|read| format!("{}{}", read.date, if read.is_month { " month" } else { "" }));
            assert_eq!(found.unwrap_or_default(), wanted, "{text}");
        };
        check("12 March 2026", "2026-03-12");
        check("12th of Mar. 26", "2026-03-12");
        check("Thursday 12 March 2026", "2026-03-12");
        check("12/03/2026", "2026-03-12");
        check("1.9.27", "2027-09-01");
        check("2026-03-12", "2026-03-12");
        check("March 12, 2026", "2026-03-12");
        check("March 2027", "2027-03-31 month");
        check("13/13/2026", "");
        check("annually", "");
        check("TBC", "");
        check("31 February 2026", "");
    }
}
