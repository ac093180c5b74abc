//! The lines that open and close components, found before the Markdown is parsed and hidden from the
//! parser as marks of the same length, so that every place in the file stays true.
//!
//! The mark is a processing instruction, `<?…?>`: CommonMark lets it interrupt a paragraph, ends it on
//! its own line, and gives it back as a block of HTML inside whatever list or quote it stands in. A mark that
//! comes back as anything else stood in code or in HTML, and was no component.

use std::borrow::Cow;

use crate::markdown::tree::{Attribute, MarkdownFault};
use crate::source::{Located, Span};

/// A line that may open or close a component.
#[derive(Clone, Debug)]
pub(crate) struct Marker {
    /// From the first colon to the end of the line.
    pub span: Span,
    /// How many colons.
    pub colons: usize,
    /// What the line opens; `None` if it closes.
    pub opening: Option<Opening>,
}

/// What stands on an opening line.
#[derive(Clone, Debug)]
pub(crate) struct Opening {
    pub name: Located<String>,
    pub label: Located<String>,
    pub attributes: Vec<Attribute>,
    pub faults: Vec<(Span, MarkdownFault)>,
}

/// Every line that looks like one of a component's, wherever it stands.
pub(crate) fn find(markdown: &str) -> Vec<Marker> {
    let mut markers = Vec::new();
    let mut start = 0;
    for line in markdown.split_inclusive('\n') {
        markers.extend(marker(line.trim_end(), start));
        start += line.len();
    }
    markers
}

/// The text with each marker hidden.
pub(crate) fn hide<'a>(markdown: &'a str, markers: &[Marker]) -> Cow<'a, str> {
    if markers.is_empty() {
        return Cow::Borrowed(markdown);
    }
    let mut hidden = String::with_capacity(markdown.len());
    let mut from = 0;
    for marker in markers {
        hidden.push_str(&markdown[from..marker.span.start()]);
        let length = marker.span.end() - marker.span.start();
        // `<?>` is a whole instruction of three bytes: it both begins with `<?` and holds `?>`.
        match length {
            3 => hidden.push_str("<?>"),
            _ => {
                hidden.push_str("<?");
                hidden.extend(std::iter::repeat_n('x', length - 4));
                hidden.push_str("?>");
            }
        }
        from = marker.span.end();
    }
    hidden.push_str(&markdown[from..]);
    Cow::Owned(hidden)
}

fn marker(line: &str, start: usize) -> Option<Marker> {
    let at = line.find(":::")?;
    if !is_container_prefix(&line[..at]) {
        return None;
    }
    let colons = line[at..].bytes().take_while(|&byte| byte == b':').count();
    let rest = &line[at + colons..];
    let span = Span::new(start + at, start + line.len());
    if rest.trim().is_empty() {
        return Some(Marker { span, colons, opening: None });
    }
    let opening = opening(rest, start + at + colons)?;
    Some(Marker { span, colons, opening: Some(opening) })
}

/// Only what opens quotes and list items may stand before the colons.
fn is_container_prefix(prefix: &str) -> bool {
    let mut rest = prefix.trim_start_matches([' ', '\t', '>']);
    while !rest.is_empty() {
        let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let after = match digits.len() < rest.len() {
            true => digits.strip_prefix(['.', ')']),
            false => rest.strip_prefix(['-', '*', '+']),
        };
        match after.and_then(|after| after.strip_prefix([' ', '\t'])) {
            Some(after) => rest = after.trim_start_matches([' ', '\t', '>']),
            None => return false,
        }
    }
    true
}

fn opening(rest: &str, offset: usize) -> Option<Opening> {
    let indent = rest.len() - rest.trim_start().len();
    let rest = rest.trim_start();
    let offset = offset + indent;
    let length =
        rest.find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_')).unwrap_or(rest.len());
    if length == 0 && !rest.starts_with('{') {
        return None;
    }
    let name = Located::new(rest[..length].to_owned(), Span::new(offset, offset + length));
    let mut faults = Vec::new();
    if length == 0 {
        faults.push((
            Span::new(offset, offset + rest.len()),
            MarkdownFault::MalformedComponent("it has no name".to_owned()),
        ));
    }
    let (label, braces) = split_label(&rest[length..]);
    let label_indent = label.len() - label.trim_start().len();
    let label_start = offset + length + label_indent;
    let label = label.trim();
    let mut attributes = Vec::new();
    if let Some((at, text)) = braces {
        attributes = read_attributes(text, offset + length + at, &mut faults);
    }
    let label = Located::new(label.to_owned(), Span::new(label_start, label_start + label.len()));
    Some(Opening { name, label, attributes, faults })
}

/// The label and, from its brace on, the group of attributes at the end of the line.
fn split_label(rest: &str) -> (&str, Option<(usize, &str)>) {
    match rest.find('{') {
        Some(at) => (&rest[..at], Some((at, &rest[at..]))),
        None => (rest, None),
    }
}

fn read_attributes(
    text: &str,
    offset: usize,
    faults: &mut Vec<(Span, MarkdownFault)>,
) -> Vec<Attribute> {
    let mut attributes: Vec<Attribute> = Vec::new();
    let bytes = text.as_bytes();
    let whole = Span::new(offset, offset + text.len());
    let malformed = |what: &str| (whole, MarkdownFault::MalformedComponent(what.to_owned()));
    let mut at = 1;
    loop {
        while bytes.get(at).is_some_and(|&b| b == b' ' || b == b'\t' || b == b',') {
            at += 1;
        }
        match bytes.get(at) {
            None => {
                faults.push(malformed("the brace { is not closed by }"));
                break;
            }
            Some(b'}') => {
                if !text[at + 1..].trim().is_empty() {
                    faults.push(malformed("something follows the closing brace }"));
                }
                break;
            }
            Some(_) => {}
        }
        let name_end = text[at..].find([' ', '\t', '=', '}', ',']).map_or(text.len(), |e| at + e);
        if name_end == at {
            faults.push(malformed("a name is missing before ="));
            break;
        }
        let name =
            Located::new(text[at..name_end].to_owned(), Span::new(offset + at, offset + name_end));
        let (value, next) = match bytes.get(name_end) {
            Some(b'=') => match read_value(text, name_end + 1) {
                Some(found) => found,
                None => {
                    faults.push(malformed("a quotation mark is not closed"));
                    break;
                }
            },
            _ => (Located::new(String::new(), Span::new(name_end, name_end)), name_end),
        };
        at = next;
        let value = Located::new(value.value, value.span.shifted(offset));
        if attributes.iter().any(|one| one.name.value == name.value) {
            faults.push((name.span, MarkdownFault::RepeatedAttribute(name.value)));
        } else {
            attributes.push(Attribute { name, value });
        }
    }
    attributes
}

/// A value in straight or curly quotes, or one word. Gives the place after it.
fn read_value(text: &str, at: usize) -> Option<(Located<String>, usize)> {
    let quote = text[at..].chars().next().filter(|c| matches!(c, '"' | '\'' | '“' | '”'));
    let Some(quote) = quote else {
        let end = text[at..].find([' ', '\t', '}', ',']).map_or(text.len(), |e| at + e);
        return Some((Located::new(text[at..end].to_owned(), Span::new(at, end)), end));
    };
    let start = at + quote.len_utf8();
    let mut value = String::new();
    let mut escaped = false;
    for (index, c) in text[start..].char_indices() {
        let closes = match quote {
            '“' | '”' => matches!(c, '“' | '”'),
            _ => c == quote,
        };
        match (escaped, c) {
            (false, '\\') => escaped = true,
            (false, _) if closes => {
                let end = start + index;
                return Some((Located::new(value, Span::new(start, end)), end + c.len_utf8()));
            }
            _ => {
                if escaped && !closes && c != '\\' {
                    value.push('\\');
                }
                escaped = false;
                value.push(c);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{find, hide};

    fn check(line: &str, expected: &str) {
        let shown: Vec<String> = find(line)
            .into_iter()
            .map(|marker| match marker.opening {
                None => format!("end {}", marker.colons),
                Some(opening) => {
                    let attributes: Vec<String> = opening
                        .attributes
                        .iter()
                        .map(|a| {
                            assert_eq!(a.name.span.of(line), a.name.value);
                            format!(" {}={:?}", a.name.value, a.value.value)
                        })
                        .collect();
                    assert_eq!(opening.name.span.of(line), opening.name.value);
                    assert_eq!(opening.label.span.of(line), opening.label.value);
                    let faults: Vec<String> =
                        opening.faults.iter().map(|(_, fault)| format!(" {fault:?}")).collect();
                    format!(
                        "{} {:?}{}{}",
                        opening.name.value,
                        opening.label.value,
                        attributes.concat(),
                        faults.concat()
                    )
                }
            })
            .collect();
        assert_eq!(shown.join("; "), expected, "{line}");
    }

    #[test]
    fn reads_opening_and_closing_lines() {
        check(":::mapping", "mapping \"\"");
        check("::::  tabs For Mum \n", "tabs \"For Mum\"");
        check(
            r#"> - :::scale How safe? {zero="can’t \"stay\"" ten=safe now}"#,
            r#"scale "How safe?" zero="can’t \"stay\"" ten="safe" now="""#,
        );
        check(":::quote {by=“Aisha, 9”}", "quote \"\" by=\"Aisha, 9\"");
        check("1. ::::", "end 4");
        check("text ::: more", "");
        check(":::", "end 3");
    }

    #[test]
    fn says_what_it_cannot_read() {
        check(":::a {b", "a \"\" b=\"\" MalformedComponent(\"the brace { is not closed by }\")");
        check(":::a {b=\"c}", "a \"\" MalformedComponent(\"a quotation mark is not closed\")");
        check(":::{a=b}", " \"\" a=\"b\" MalformedComponent(\"it has no name\")");
        check(":::a {b=1 b=2}", "a \"\" b=\"1\" RepeatedAttribute(\"b\")");
    }

    #[test]
    fn hides_without_moving_anything() {
        let text = "a\n:::b c\n> :::\n";
        let hidden = hide(text, &find(text));
        assert_eq!(hidden.len(), text.len());
        assert_eq!(hidden, "a\n<?xx?>\n> <?>\n");
    }
}
