//! Addresses in running text that GitHub would make links: `https://…`, `www.…` and e-mail addresses
//! (GitHub Flavored Markdown 6.9). It works on text alone; code and links never reach it.

use std::ops::Range;

use memchr::memchr3;

use crate::source::{Mark, Marks};

/// An address found in a text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// What it leads to.
    pub destination: String,
}

/// Whether there can be an address in what a text with these marks says, as it is or once its escapes are undone.
pub(crate) fn can_be_in(text: &str, marks: Marks) -> bool {
    let escaped = || memchr3(b'@', b'\\', b'&', text.as_bytes()).is_some();
    marks.has(Mark::Scheme) || marks.has(Mark::Web) || escaped()
}

/// Every address in `text`, in order.
pub(crate) fn find(text: &str) -> Vec<Found> {
    if !can_be_in(text, Marks::of(text)) {
        return Vec::new();
    }
    let mut found: Vec<Found> = Vec::new();
    let (mut from, mut at) = (0, 0);
    while let Some(next) = text[at..].find(['h', 'w', '@']).map(|index| at + index) {
        let rest = &text[next..];
        let is_web = ["http://", "https://", "www."].iter().any(|start| rest.starts_with(start));
        let address = match rest.starts_with('@') {
            true => mail_address(text, from, next),
            false if is_web && starts_a_word(text, next) => web_address(text, next),
            false => None,
        };
        at = next + 1;
        if let Some(address) = address {
            at = address.range.end;
            from = at;
            found.push(address);
        }
    }
    found
}

fn starts_a_word(text: &str, at: usize) -> bool {
    text[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || "*_~(“‘\"'".contains(c))
}

fn web_address(text: &str, at: usize) -> Option<Found> {
    let rest = &text[at..];
    let end = rest.find(|c: char| c.is_whitespace() || c == '<').unwrap_or(rest.len());
    let address = trimmed(&rest[..end]);
    let host = address.split("://").last().unwrap_or_default();
    let domain = host.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let dotted = domain.contains('.') && !domain.starts_with('.') && !domain.ends_with('.');
    let sound = domain.chars().all(|c| c.is_alphanumeric() || "-._".contains(c));
    if !(dotted && sound) {
        return None;
    }
    let destination = match address.starts_with("www.") {
        true => format!("http://{address}"),
        false => address.to_owned(),
    };
    Some(Found { range: at..at + address.len(), destination })
}

/// Without the punctuation that ends a sentence, and without a bracket that was opened before it.
fn trimmed(mut address: &str) -> &str {
    loop {
        let Some(last) = address.chars().next_back() else { return address };
        let unbalanced = address.matches(')').count() > address.matches('(').count();
        let drop = "?!.,:*_~'\"”’;".contains(last) || (last == ')' && unbalanced);
        if !drop {
            return address;
        }
        address = &address[..address.len() - last.len_utf8()];
    }
}

fn mail_address(text: &str, from: usize, at: usize) -> Option<Found> {
    let local = |c: char| c.is_ascii_alphanumeric() || ".-_+".contains(c);
    let start = text[from..at].rfind(|c| !local(c)).map_or(from, |before| {
        let width = text[from + before..].chars().next().map_or(1, char::len_utf8);
        from + before + width
    });
    let rest = &text[at + 1..];
    let end = rest
        .find(|c: char| !(c.is_ascii_alphanumeric() || ".-_".contains(c)))
        .unwrap_or(rest.len());
    let domain = rest[..end].trim_end_matches('.');
    let sound = start < at
        && domain.contains('.')
        && !domain.starts_with('.')
        && !domain.ends_with(['-', '_']);
    sound.then(|| Found {
        range: start..at + 1 + domain.len(),
        destination: format!("mailto:{}", &text[start..at + 1 + domain.len()]),
    })
}

#[cfg(test)]
mod tests {
    use super::find;

    fn check(text: &str, expected: &[&str]) {
        let shown: Vec<String> = find(text)
            .into_iter()
            .map(|found| format!("{} -> {}", &text[found.range], found.destination))
            .collect();
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn finds_what_github_finds() {
        check(
            "See https://example.org/a_(b). Or",
            &["https://example.org/a_(b) -> https://example.org/a_(b)"],
        );
        check("(www.example.org)", &["www.example.org -> http://www.example.org"]);
        check("ask mash@example.org, or", &["mash@example.org -> mailto:mash@example.org"]);
        check(
            "é@é a@b.example then http://c.example",
            &["a@b.example -> mailto:a@b.example", "http://c.example -> http://c.example"],
        );
    }

    #[test]
    fn leaves_other_things_alone() {
        check("http:// and www. and @home and a@b and xhttps://example.org", &[]);
        check("http://[", &[]);
    }
}
