//! How deep the elements of an author's HTML stand inside each other, so that what makes it safe, and browsers, are
//! spared what no page needs: making 200,000 `<div>` safe takes hours.

use crate::markdown::HtmlTag;

/// As deep as elements may stand inside each other; real pages stay below twenty.
const MOST_OPEN: usize = 100;

/// Elements that hold nothing, or that end by themselves where the next begins.
const NEVER_OPEN: [&str; 23] = [
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta",
    "optgroup", "option", "p", "rp", "rt", "source", "td", "th", "tr", "wbr",
];

/// The elements that are open at a place in a document.
#[derive(Debug, Default)]
pub struct Nesting {
    open: Vec<String>,
}

impl Nesting {
    /// Takes the next tag, and says whether it stands deeper than can be shown. A closing tag ends the element before
    /// it or none, so that what counts here is never less deep than what a browser makes of it.
    pub fn is_too_deep(&mut self, tag: &HtmlTag<'_>) -> bool {
        if NEVER_OPEN.contains(&tag.name.as_str()) {
            return self.open.len() > MOST_OPEN;
        }
        if !tag.closing {
            self.open.push(tag.name.clone());
            return self.open.len() > MOST_OPEN;
        }
        if self.open.last() == Some(&tag.name) {
            self.open.pop();
            return self.open.len() >= MOST_OPEN;
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST_OPEN, Nesting};
    use crate::markdown::tags;

    #[test]
    fn only_what_is_deeper_than_any_page_is_too_deep() {
        let check = |html: &str, expected: usize| {
            let mut nesting = Nesting::default();
            let found = tags(html).iter().filter(|tag| nesting.is_too_deep(tag)).count();
            assert_eq!(found, expected, "{}", &html[..40]);
        };
        let nested = |n: usize| "<div><p>".repeat(n) + &"</div>".repeat(n);
        check(&nested(MOST_OPEN), 0);
        check(&nested(MOST_OPEN + 3), 9);
        check(&"<li>x<br><img><p>y".repeat(1_000), 0);
        check(&"<b><i>x</i></b>".repeat(1_000), 0);
        // Left open, each stands inside the one before it.
        check(&"<i><div></i>".repeat(60), 20);
    }
}
