//! Texts and lists of an index to JSON that every JavaScript reads as it is meant.

/// How many bytes are looked at together.
const CHUNK: usize = 32;

/// Whether a byte may be written in another way. The first byte of U+2028 and U+2029 is that of other characters too.
fn is_other(byte: u8) -> bool {
    (byte < b' ') | (byte == b'"') | (byte == b'\\') | (byte == 0xE2)
}

/// How many bytes come before the first such one. Most texts have none, which is seen of several bytes at once.
fn next_other(bytes: &[u8]) -> Option<usize> {
    let is_plain = |chunk: &&[u8]| !chunk.iter().fold(false, |any, byte| any | is_other(*byte));
    let plain = bytes.chunks_exact(CHUNK).take_while(is_plain).count() * CHUNK;
    bytes[plain..].iter().position(|byte| is_other(*byte)).map(|more| plain + more)
}

/// Adds a text, with quotes.
pub(crate) fn push_text(json: &mut String, text: &str) {
    json.push('"');
    let bytes = text.as_bytes();
    let (mut start, mut at) = (0, 0);
    while let Some(plain) = next_other(&bytes[at..]) {
        let place = at + plain;
        at = place + 1;
        let byte = bytes[place];
        let (escape, length) = match byte {
            b'"' => ("\\\"", 1),
            b'\\' => ("\\\\", 1),
            0x08 => ("\\b", 1),
            0x0C => ("\\f", 1),
            b'\n' => ("\\n", 1),
            b'\r' => ("\\r", 1),
            b'\t' => ("\\t", 1),
            0xE2 if text[place..].starts_with('\u{2028}') => ("\\u2028", 3),
            0xE2 if text[place..].starts_with('\u{2029}') => ("\\u2029", 3),
            0xE2 => continue,
            _ => ("", 1),
        };
        json.push_str(&text[start..place]);
        json.push_str(escape);
        if escape.is_empty() {
            json.push_str(&format!("\\u{byte:04x}"));
        }
        start = place + length;
    }
    json.push_str(&text[start..]);
    json.push('"');
}

/// Adds a list, each item as `push` adds it.
pub(crate) fn push_list<T>(
    json: &mut String,
    items: impl IntoIterator<Item = T>,
    mut push: impl FnMut(&mut String, T),
) {
    json.push('[');
    for (index, item) in items.into_iter().enumerate() {
        if index > 0 {
            json.push(',');
        }
        push(json, item);
    }
    json.push(']');
}

/// A text by itself.
pub(crate) fn of_text(text: &str) -> String {
    let mut json = String::with_capacity(text.len() + 2);
    push_text(&mut json, text);
    json
}

/// Anything else.
pub(crate) fn of_value(value: &serde_json::Value) -> String {
    value.to_string().replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

#[cfg(test)]
mod tests {
    use super::{of_text, of_value, push_list, push_text};

    #[test]
    fn texts_are_written_as_any_value_is() {
        let every: String = (0..0x3000).filter_map(char::from_u32).collect();
        let long = format!("{0}\"{0}\n{0}\u{2028}", "no more than words ".repeat(7));
        let texts =
            ["", "a", "\"", &long, "“quoted” — \u{2028}\u{2029}", "\u{2028}", "a\nb\\", &every];
        for text in texts {
            assert_eq!(of_text(text), of_value(&serde_json::Value::from(text)), "{text:?}");
        }
        let mut json = String::new();
        push_list(&mut json, texts, push_text);
        assert_eq!(json, of_value(&serde_json::json!(texts)));
    }
}
