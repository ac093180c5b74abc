//! Numbers in groups, as telephones have them, in text that runs from right to left. By the Unicode Bidirectional
//! Algorithm (UAX 9, W2 and L2) each group is a number of its own, and the last is shown first: who reads `01632 960101`
//! there would dial `960101 01632`. So each such number is set apart.

use crate::render::html::push_escaped;

/// A number with fewer digits is hardly one to dial.
const FEWEST: usize = 6;

/// Writes a text in which numbers in groups are kept from left to right.
pub(super) fn push_with_numbers(html: &mut String, text: &str) {
    let mut rest = text;
    while let Some((before, number, after)) = next(rest) {
        push_escaped(html, before);
        html.push_str("<bdi dir=\"ltr\">");
        push_escaped(html, number);
        html.push_str("</bdi>");
        rest = after;
    }
    push_escaped(html, rest);
}

/// The first number in groups, with what stands before it and after it.
fn next(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    loop {
        let start = from + text[from..].find(|c| is_digit(c) || c == '+')?;
        let run = &text[start..];
        let end = run.find(|c| !is_part(c)).unwrap_or(run.len());
        let number = run[..end].trim_end_matches(|c| !is_digit(c));
        let digits = number.chars().filter(|&c| is_digit(c)).count();
        let has_groups = number.contains(|c| !is_digit(c));
        if digits >= FEWEST && has_groups {
            return Some((&text[..start], number, &run[number.len()..]));
        }
        from = start + end;
    }
}

/// A digit of the West, of Arabic, or of Persian and Urdu.
fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}')
}

fn is_part(c: char) -> bool {
    is_digit(c) || matches!(c, '+' | ' ' | '\u{a0}' | '(' | ')')
}

#[cfg(test)]
mod tests {
    use super::push_with_numbers;

    #[test]
    fn numbers_in_groups_are_set_apart_and_others_left() {
        let check = |text: &str, expected: &str| {
            let mut html = String::new();
            push_with_numbers(&mut html, text);
            assert_eq!(html, expected, "{text}");
        };
        let bdi = |number: &str| format!("<bdi dir=\"ltr\">{number}</bdi>");
        check("هو 01632 960101.", &format!("هو {}.", bdi("01632 960101")));
        check("+44 (0)1632 960101", &bdi("+44 (0)1632 960101"));
        check(
            "٠١٦٣٢ ٩٦٠١٠١ أو 0800 1111",
            &format!("{} أو {}", bdi("٠١٦٣٢ ٩٦٠١٠١"), bdi("0800 1111")),
        );
        check("999", "999");
        check("+", "+");
        check("من 3 إلى 12, (2026) & 1 2", "من 3 إلى 12, (2026) &amp; 1 2");
        check("01632960101", "01632960101");
        check("", "");
    }
}
