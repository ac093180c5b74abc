//! What stands with an instruction, in the ways in which shortcodes and tags write it.

/// What stands with an instruction: `name="value"`, `"value"`, `value`, `name={value}`, between spaces or commas.
pub(super) fn arguments(text: &str) -> Vec<(Option<String>, String)> {
    let mut all = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        rest = rest.trim_start_matches([' ', '\t', '\n', ',']);
        if rest.starts_with(['"', '\'', '`', '{']) {
            let (value, after) = value(rest);
            all.push((None, value));
            rest = after;
            continue;
        }
        let end = rest.find([' ', '\t', '\n', ',', '=']).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        rest = match after.strip_prefix('=') {
            Some(after) => {
                let (value, after) = value(after);
                all.push((Some(name.to_owned()), value));
                after
            }
            None => {
                if !name.is_empty() {
                    all.push((None, name.to_owned()));
                }
                after
            }
        };
    }
    all
}

/// The value that a text begins with, without its quotation marks or braces, and what follows it.
fn value(text: &str) -> (String, &str) {
    let Some(first) = text.chars().next() else { return (String::new(), "") };
    if matches!(first, '"' | '\'' | '`') {
        let inside = &text[1..];
        let mut is_escaped = false;
        let end = inside.find(|c: char| {
            let is_end = c == first && !is_escaped;
            is_escaped = c == '\\' && !is_escaped;
            is_end
        });
        return match end {
            Some(end) => (
                inside[..end].replace(&format!("\\{first}"), &first.to_string()),
                &inside[end + 1..],
            ),
            None => (inside.to_owned(), ""),
        };
    }
    if first == '{' {
        let mut depth = 0;
        for (at, c) in text.char_indices() {
            depth += match c {
                '{' => 1,
                '}' => -1,
                _ => 0,
            };
            if depth == 0 {
                let inner = text[1..at].trim();
                return (inner.trim_matches(['"', '\'', '`']).to_owned(), &text[at + 1..]);
            }
        }
        return (text[1..].to_owned(), "");
    }
    let end = text.find([' ', '\t', '\n', ',']).unwrap_or(text.len());
    (text[..end].to_owned(), &text[end..])
}

#[cfg(test)]
mod tests {
    use super::arguments;

    #[test]
    fn arguments_are_named_or_stand_alone() {
        let shown = |text: &str| {
            let all = arguments(text).into_iter();
            let all = all.map(|(name, value)| format!("{}={value}", name.unwrap_or_default()));
            all.collect::<Vec<_>>().join(" | ")
        };
        assert_eq!(shown("type=\"tip\" title='a b' open"), "type=tip | title=a b | =open");
        assert_eq!(shown("id=\"x\", n=1"), "id=x | n=1");
        assert_eq!(shown("\"a b\" c={[1, 2]} d={`e`}"), "=a b | c=[1, 2] | d=e");
        assert_eq!(shown("a=\"never"), "a=never");
        assert_eq!(shown("{open"), "=open");
    }
}
