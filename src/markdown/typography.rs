//! Quotation marks as a printer sets them, for words that stand outside the Markdown: labels and attributes.

use memchr::memchr2;

/// Straight quotation marks and apostrophes made curly, as the parser makes those of the text.
pub fn curly(text: &str) -> String {
    if memchr2(b'"', b'\'', text.as_bytes()).is_none() {
        return text.to_owned();
    }
    let mut curly = String::with_capacity(text.len());
    let mut before = ' ';
    for c in text.chars() {
        let opens =
            before.is_whitespace() || matches!(before, '(' | '[' | '/' | '–' | '—' | '“' | '‘');
        curly.push(match (c, opens) {
            ('"', true) => '“',
            ('"', false) => '”',
            ('\'', true) => '‘',
            ('\'', false) => '’',
            _ => c,
        });
        before = curly.chars().next_back().unwrap_or(' ');
    }
    curly
}

#[cfg(test)]
mod tests {
    use super::curly;

    #[test]
    fn sets_quotation_marks() {
        assert_eq!(curly("Aisha and Ben's \"plan\" (\"A\")"), "Aisha and Ben’s “plan” (“A”)");
        assert_eq!(curly("'Mum's day'"), "‘Mum’s day’");
    }
}
