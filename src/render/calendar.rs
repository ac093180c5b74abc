//! Events to a calendar that Outlook and others take (RFC 5545): all-day, without alarms, and the same bytes for
//! the same events, so that it says nothing of when it was made.

use crate::model::Date;

/// Something on one day.
pub(crate) struct Event {
    /// Stays the same when the day moves, so that a calendar moves the event.
    pub uid: String,
    /// When it was last known to be right.
    pub stamp: Date,
    pub day: Date,
    pub summary: String,
    pub description: String,
    pub url: Option<String>,
}

/// A calendar of this name, of events as they are written in it.
pub(crate) fn calendar<'a>(name: &str, events: impl Iterator<Item = &'a str>) -> Vec<u8> {
    let mut lines = Lines::default();
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//handbook//Review calendar//EN"] {
        lines.push(line);
    }
    lines.push("CALSCALE:GREGORIAN");
    lines.push("METHOD:PUBLISH");
    lines.push(&format!("X-WR-CALNAME:{}", text(name)));
    lines.0.extend(events);
    lines.push("END:VCALENDAR");
    lines.0.into_bytes()
}

impl Event {
    /// As it is written in every calendar that it is in.
    pub(crate) fn written(&self) -> String {
        let mut lines = Lines::default();
        lines.push("BEGIN:VEVENT");
        lines.push(&format!("UID:{}", self.uid));
        lines.push(&format!("DTSTAMP:{}T000000Z", compact(self.stamp)));
        lines.push(&format!("DTSTART;VALUE=DATE:{}", compact(self.day)));
        lines.push(&format!("DTEND;VALUE=DATE:{}", compact(self.day.plus_days(1))));
        lines.push(&format!("SUMMARY:{}", text(&self.summary)));
        lines.push(&format!("DESCRIPTION:{}", text(&self.description)));
        if let Some(url) = &self.url {
            lines.push(&format!("URL:{}", without_controls(url)));
        }
        // Nobody is busy all day because a review is due.
        lines.push("TRANSP:TRANSPARENT");
        lines.push("X-MICROSOFT-CDO-BUSYSTATUS:FREE");
        lines.push("END:VEVENT");
        lines.0
    }
}

fn compact(date: Date) -> String {
    date.to_string().replace('-', "")
}

/// A text as a value: what would end or split it is escaped.
fn text(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

fn without_controls(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

/// The most octets that a line may have, its ending not counted.
const LONGEST: usize = 75;

/// Lines that end in CR and LF, and go on in the next after a space where they are too long.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn push(&mut self, line: &str) {
        if line.len() <= LONGEST {
            self.0.push_str(line);
            self.0.push_str("\r\n");
            return;
        }
        let mut used = 0;
        for c in line.chars() {
            if used + c.len_utf8() > LONGEST {
                self.0.push_str("\r\n ");
                used = 1;
            }
            self.0.push(c);
            used += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::{Event, calendar};
    use crate::model::Date;

    #[test]
    fn folds_and_escapes() {
        let day = Date::parse("2027-12-31").unwrap();
        let event = Event {
            uid: "1@handbook".to_owned(),
            stamp: Date::parse("2026-12-31").unwrap(),
            day,
            summary: "Review; of “é”, \\ and more".repeat(4),
            description: "One\r\ntwo\u{7}".to_owned(),
            url: None,
        };
        let written =
            String::from_utf8(calendar("Reviews", [&*event.written()].into_iter())).unwrap();
        assert!(written.ends_with("END:VCALENDAR\r\n"));
        assert!(written.replace("\r\n", "").chars().all(|c| !c.is_control()));
        assert!(written.split("\r\n").all(|line| line.len() <= 75), "{written}");
        let whole = written.replace("\r\n ", "");
        let summary = "Review\\; of “é”\\, \\\\ and more".repeat(4);
        assert!(whole.contains(&format!("SUMMARY:{summary}\r\n")), "{whole}");
        assert!(whole.contains("DESCRIPTION:One\\ntwo\r\n"));
        assert!(whole.contains("DTSTART;VALUE=DATE:20271231\r\nDTEND;VALUE=DATE:20280101\r\n"));
    }
}
