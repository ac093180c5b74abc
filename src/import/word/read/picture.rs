//! Pictures: which of them a browser can show, what they are called here, and what they are said to show.

use std::collections::BTreeMap;

/// The pictures that were taken so far.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    /// How each path begins.
    prefix: String,
    /// The path of each part that was taken.
    by_part: BTreeMap<String, String>,
    /// Paths from the document on, and bytes.
    pub files: Vec<(String, Vec<u8>)>,
}

impl Pictures {
    pub(super) fn new(prefix: &str) -> Self {
        Pictures { prefix: prefix.to_owned(), ..Pictures::default() }
    }

    /// Where a part's picture is, if it was taken before.
    pub(super) fn known(&self, part: &str) -> Option<String> {
        self.by_part.get(part).cloned()
    }

    /// Takes a picture; `None` where no browser shows it.
    pub(super) fn take(&mut self, part: &str, bytes: Vec<u8>) -> Option<String> {
        let extension = extension(&bytes)?;
        let path = format!("{}-{}.{extension}", self.prefix, self.files.len() + 1);
        self.by_part.insert(part.to_owned(), path.clone());
        self.files.push((path.clone(), bytes));
        Some(path)
    }
}

/// What kind of picture the bytes are, whatever their name.
fn extension(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        _ if bytes.starts_with(b"\x89PNG\r\n\x1a\n") => Some("png"),
        _ if bytes.starts_with(b"\xFF\xD8\xFF") => Some("jpg"),
        _ if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") => Some("gif"),
        _ if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") => Some("webp"),
        _ => None,
    }
}

/// A description, and whether a machine wrote it; empty where it says nothing.
pub(super) fn description(written: &str) -> (String, bool) {
    const BY_MACHINE: [&str; 3] = [
        "Description automatically generated",
        "AI-generated content may be incorrect",
        "Description generated with",
    ];
    let mut text = written.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut is_machine = false;
    for mark in BY_MACHINE {
        if let Some(at) = text.find(mark) {
            text.truncate(at);
            is_machine = true;
        }
    }
    let text = text.trim().trim_end_matches([',', ';']).to_owned();
    let lower = text.to_lowercase();
    let is_file =
        [".png", ".jpg", ".jpeg", ".gif", ".bmp", ".emf"].iter().any(|end| lower.ends_with(end));
    let number = lower.strip_prefix("picture ").or(lower.strip_prefix("image "));
    let is_default = number.is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit()));
    if is_file || is_default { (String::new(), is_machine) } else { (text, is_machine) }
}

#[cfg(test)]
mod tests {
    use super::description;

    #[test]
    fn what_says_nothing_is_no_description() {
        let check = |text: &str, wanted: (&str, bool)| {
            let (found, is_machine) = description(text);
            assert_eq!((found.as_str(), is_machine), wanted, "{text}");
        };
        check("The three houses", ("The three houses", false));
        check("A diagram\n\nDescription automatically generated", ("A diagram", true));
        check("Picture 3", ("", false));
        check("IMG_0042.JPG", ("", false));
        check("Image 3 of our hub", ("Image 3 of our hub", false));
    }
}
