//! `reviews:` how a review that is overdue is shown, and `acknowledge:` where readers say that they have read
//! something.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// `reviews: {overdue: …}`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Overdue {
    /// A strip above the text warns of it.
    Banner,
    /// The date is there to read, and no more.
    Note,
}

/// `history: …`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HistoryPolicy {
    /// Where the handbook is in a git repository, pages say when they were edited.
    Git,
    /// They don't.
    Off,
}

/// `acknowledge: {address: …}`, a form or a mailbox with places to be filled in.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Acknowledge {
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Part {
    Text(String),
    Title,
    Address,
    Version,
}

/// The places that can be filled in.
pub const PLACES: [&str; 3] = ["{title}", "{address}", "{version}"];

/// Why an address can't be used.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum AcknowledgeFault {
    /// It is neither a page of the web nor a mailbox, or a brace stands alone in it.
    NotAnAddress,
    /// A place that we don't know, with its braces.
    NoSuchPlace(String),
}

/// What stands as it is in a part of an address (RFC 3986, unreserved).
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

impl Acknowledge {
    /// Reads `https://forms.example.org/?doc={title}` or `mailto:us@example.org?subject={title}`.
    ///
    /// # Errors
    /// If nobody could follow it.
    pub fn parse(text: &str) -> Result<Self, AcknowledgeFault> {
        let is_address = ["https://", "http://", "mailto:"].iter().any(|start| {
            text.get(..start.len()).is_some_and(|found| found.eq_ignore_ascii_case(start))
                && text.len() > start.len()
        });
        if !is_address || text.contains(|c: char| c.is_whitespace() || c.is_control()) {
            return Err(AcknowledgeFault::NotAnAddress);
        }
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some(open) = rest.find('{') {
            let (before, from) = rest.split_at(open);
            let close = from.find('}').ok_or(AcknowledgeFault::NotAnAddress)?;
            let (place, after) = from.split_at(close + 1);
            parts.push(Part::Text(before.to_owned()));
            parts.push(match place {
                "{title}" => Part::Title,
                "{address}" => Part::Address,
                "{version}" => Part::Version,
                other => return Err(AcknowledgeFault::NoSuchPlace(other.to_owned())),
            });
            rest = after;
        }
        if rest.contains('}') {
            return Err(AcknowledgeFault::NotAnAddress);
        }
        parts.push(Part::Text(rest.to_owned()));
        Ok(Acknowledge { parts })
    }

    /// The address with its places filled in, each escaped so that it can be nothing but a value.
    pub fn filled(&self, title: &str, address: &str, version: &str) -> String {
        let escaped = |text: &str| utf8_percent_encode(text, ESCAPED).to_string();
        let fill = |part: &Part| match part {
            Part::Text(text) => text.clone(),
            Part::Title => escaped(title),
            Part::Address => escaped(address),
            Part::Version => escaped(version),
        };
        self.parts.iter().map(fill).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Acknowledge, AcknowledgeFault};

    #[test]
    fn fills_in_what_it_is_given() {
        let check = |template: &str, expected: &str| {
            let filled =
                Acknowledge::parse(template).unwrap().filled("A & b?{version}", "a/é.html", "");
            assert_eq!(filled, expected);
        };
        check(
            "https://forms.example.org/?d={title}&at={address}&v={version}#x",
            "https://forms.example.org/?d=A%20%26%20b%3F%7Bversion%7D&at=a%2F%C3%A9.html&v=#x",
        );
        check(
            "mailto:us@example.org?subject={title}",
            "mailto:us@example.org?subject=A%20%26%20b%3F%7Bversion%7D",
        );
    }

    #[test]
    fn takes_no_address_that_nobody_could_follow() {
        let fault = |template: &str| Acknowledge::parse(template).unwrap_err();
        for bad in [
            "javascript:alert(1)",
            "forms.example.org",
            "https://",
            "https://x/{title",
            "https://x/}",
            "https://x/ y",
        ] {
            assert_eq!(fault(bad), AcknowledgeFault::NotAnAddress, "{bad}");
        }
        assert_eq!(fault("https://x/{titel}"), AcknowledgeFault::NoSuchPlace("{titel}".to_owned()));
    }
}
