//! The tags in HTML that an author wrote: enough to find addresses, anchors and what will be taken out.
//! It is no HTML parser; making HTML safe is another room's work and a library's.

use std::ops::Range;

/// An opening or closing tag.
#[derive(Debug, PartialEq, Eq)]
pub struct HtmlTag<'a> {
    /// The name, in lower case.
    pub name: String,
    /// It begins with `</`.
    pub closing: bool,
    /// Where it stands.
    pub range: Range<usize>,
    /// Its attributes.
    pub attributes: Vec<HtmlAttribute<'a>>,
}

/// One attribute of a tag.
#[derive(Debug, PartialEq, Eq)]
pub struct HtmlAttribute<'a> {
    /// The name, in lower case.
    pub name: String,
    /// The value, without quotes, references such as `&amp;` left as they are.
    pub value: &'a str,
    /// Where the value stands.
    pub range: Range<usize>,
}

/// Every tag in a piece of HTML; comments, instructions and declarations are passed over.
pub fn tags(html: &str) -> Vec<HtmlTag<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    // After the last of these no name of a tag ends, so nobody looks for one again and again.
    let last = html.rfind(ends_name).unwrap_or(0);
    while let Some(open) = html[at..].find('<').map(|index| at + index).filter(|open| *open < last)
    {
        let rest = &html[open..];
        let end_of = |mark: &str| rest.find(mark).map_or(html.len(), |end| open + end + mark.len());
        if rest.starts_with("<!--") {
            at = end_of("-->");
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            at = end_of(">");
        } else if let Some((tag, end)) = tag(html, open) {
            found.push(tag);
            at = end;
        } else {
            at = open + 1;
        }
    }
    found
}

fn tag(html: &str, open: usize) -> Option<(HtmlTag<'_>, usize)> {
    let closing = html[open + 1..].starts_with('/');
    let start = open + 1 + usize::from(closing);
    let first = html[start..].chars().next()?;
    if !first.is_ascii_alphabetic() {
        return None;
    }
    let length = html[start..].find(ends_name)?;
    let name = html[start..start + length].to_ascii_lowercase();
    let (attributes, end) = attributes(html, start + length);
    Some((HtmlTag { name, closing, range: open..end, attributes }, end))
}

fn ends_name(c: char) -> bool {
    c.is_whitespace() || c == '>' || c == '/'
}

fn attributes(html: &str, mut at: usize) -> (Vec<HtmlAttribute<'_>>, usize) {
    let mut attributes = Vec::new();
    let bytes = html.as_bytes();
    loop {
        while bytes.get(at).is_some_and(|b| b.is_ascii_whitespace() || *b == b'/') {
            at += 1;
        }
        match bytes.get(at) {
            None => return (attributes, html.len()),
            Some(b'>') => return (attributes, at + 1),
            Some(_) => {}
        }
        let name_length = html[at..]
            .find(|c: char| c.is_whitespace() || "=>/".contains(c))
            .unwrap_or(html.len() - at)
            .max(html[at..].chars().next().map_or(1, char::len_utf8));
        let name = html[at..at + name_length].to_ascii_lowercase();
        at += name_length;
        let after_space = at + (html[at..].len() - html[at..].trim_start().len());
        if bytes.get(after_space) != Some(&b'=') {
            attributes.push(HtmlAttribute { name, value: "", range: at..at });
            continue;
        }
        let rest = &html[after_space + 1..];
        let start = after_space + 1 + (rest.len() - rest.trim_start().len());
        let range = match bytes.get(start) {
            Some(&quote @ (b'"' | b'\'')) => {
                let length = html[start + 1..].find(char::from(quote));
                let end = length.map_or(html.len(), |length| start + 1 + length);
                at = (end + 1).min(html.len());
                start + 1..end
            }
            _ => {
                let length = html[start..].find(|c: char| c.is_whitespace() || c == '>');
                at = length.map_or(html.len(), |length| start + length);
                start..at
            }
        };
        attributes.push(HtmlAttribute { name, value: &html[range.clone()], range });
    }
}

#[cfg(test)]
mod tests {
    use super::tags;

    fn check(html: &str, expected: &str) {
        let shown: Vec<String> = tags(html)
            .into_iter()
            .map(|tag| {
                let attributes: Vec<String> =
                    tag.attributes.iter().map(|a| format!(" {}={:?}", a.name, a.value)).collect();
                format!("{}{}{}", if tag.closing { "/" } else { "" }, tag.name, attributes.concat())
            })
            .collect();
        assert_eq!(shown.join("; "), expected, "{html}");
    }

    #[test]
    fn finds_tags_and_attributes() {
        check("<A HREF='x y' id = b hidden/>t</a>", "a href=\"x y\" id=\"b\" hidden=\"\"; /a");
        check("<!-- <b> --><?php <i> ?><br/>", "br");
        check("a < b <1> <img src=\"x", "img src=\"x\"");
        check("<é><p é=ü>", "p é=\"ü\"");
    }
}
