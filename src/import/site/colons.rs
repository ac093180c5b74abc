//! Boxes between lines of colons, `:::note[Title] … :::`, as Docusaurus and Starlight have them.

use crate::import::site::body::{Converter, kind_of};
use crate::import::site::lines::{Line, fence_end};
use crate::import::site::remark::Remark;

impl Converter<'_, '_> {
    /// A box and all that it holds.
    pub(super) fn colons(&mut self, all: &[Line], at: usize) -> Option<(Vec<Line>, usize)> {
        let head = &all[at];
        let (count, name, title) = opening(head.bare())?;
        let is_fold = name == "details";
        if kind_of(name).is_none() && !is_fold {
            self.remark(Remark::Unknown, head.number, head.bare());
            return None;
        }
        let Some(end) = closing(all, at, count) else {
            self.remark(Remark::Unclosed, head.number, head.bare());
            return None;
        };
        let content = super::lines::dedented(&all[at + 1..end], head.indent());
        self.spend(name);
        let block = match is_fold {
            true => {
                self.remark(Remark::Folded, head.number, "");
                self.component("details", title.unwrap_or("Details"), &content, head)
            }
            false => self.callout(name, title, &content, head),
        };
        Some((block, end + 1))
    }
}

/// The colons, the name and the title of a line that opens a box.
fn opening(text: &str) -> Option<(usize, &str, Option<&str>)> {
    let count = text.chars().take_while(|c| *c == ':').count();
    let rest = text[count..].trim_start();
    let length =
        rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(rest.len());
    if count < 3 || length == 0 {
        return None;
    }
    let (name, after) = rest.split_at(length);
    let after = after.trim();
    let title = match after.strip_prefix('[') {
        // What stands in braces behind says how it looks.
        Some(inside) => inside.rsplit_once(']').map_or(inside, |(title, _)| title),
        None => after.split('{').next().unwrap_or_default(),
    };
    Some((count, name, Some(title.trim()).filter(|title| !title.is_empty())))
}

/// The line that closes what opens at `at`.
fn closing(all: &[Line], at: usize, count: usize) -> Option<usize> {
    let mut open = vec![count];
    let mut line = at + 1;
    while line < all.len() {
        if let Some(end) = fence_end(all, line) {
            line = end;
            continue;
        }
        let text = all[line].bare();
        if let Some((inner, _, _)) = opening(text) {
            open.push(inner);
        } else if text.len() >= 3 && text.chars().all(|c| c == ':') {
            // It closes the innermost that has no more colons.
            match open.iter().rposition(|inner| *inner <= text.len()) {
                Some(0) => return Some(line),
                Some(inner) => open.truncate(inner),
                None => {}
            }
        }
        line += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{closing, opening};
    use crate::import::site::lines::lines;

    #[test]
    fn a_line_opens_a_box() {
        assert_eq!(opening(":::note"), Some((3, "note", None)));
        assert_eq!(opening(":::tip[A [b](c)]{icon=\"x\"}"), Some((3, "tip", Some("A [b](c)"))));
        assert_eq!(opening("::: warning With words"), Some((3, "warning", Some("With words"))));
        assert_eq!(opening(":::"), None);
        assert_eq!(opening("::note"), None);
    }

    #[test]
    fn boxes_stand_in_boxes() {
        let check =
            |text: &str, expected| assert_eq!(closing(&lines(text, 1), 0, 3), expected, "{text}");
        check(":::note\na\n:::", Some(2));
        check(":::note\n:::tip\n:::\n:::", Some(3));
        check(":::note\n```\n:::\n```\n:::", Some(4));
        check(":::note\n", None);
    }
}
