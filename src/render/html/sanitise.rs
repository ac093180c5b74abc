//! HTML that authors wrote, made safe by ammonia. What we wrote ourselves stands between as slots,
//! so that a tag which the author opens before it and closes after it still holds it.

use std::borrow::Cow;
use std::collections::BTreeMap;

/// A piece of a run of blocks or of running text.
pub(super) enum Piece<'a> {
    /// What the author wrote.
    Author(&'a str),
    /// What we made, which is safe.
    Ours(String),
}

/// The element that holds a slot's place. Authors can't write one: theirs are taken away first.
const SLOT: &str = "handbook-slot";

/// The pieces as one safe run. `addresses` says what each `href` and `src` becomes.
pub(super) fn mixed(pieces: &[Piece<'_>], addresses: &BTreeMap<String, String>) -> String {
    let mut source = String::new();
    for (index, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Author(html) => source.push_str(&without_slots(html)),
            Piece::Ours(_) => source.push_str(&format!("<{SLOT} n=\"{index}\"></{SLOT}>")),
        }
    }
    let cleaned = clean(&source, addresses.clone());
    let mut html = String::with_capacity(cleaned.len());
    let mut rest = cleaned.as_str();
    let open = format!("<{SLOT} n=\"");
    while let Some(at) = rest.find(&open) {
        html.push_str(&rest[..at]);
        rest = &rest[at + open.len()..];
        let number = rest.split('"').next().unwrap_or_default();
        if let Some(Piece::Ours(ours)) = number.parse().ok().and_then(|n: usize| pieces.get(n)) {
            html.push_str(ours);
        }
        let close = format!("</{SLOT}>");
        rest = rest.find(&close).map_or("", |at| &rest[at + close.len()..]);
    }
    html.push_str(rest);
    html
}

/// In any capitals, since HTML does not tell them apart.
fn without_slots(html: &str) -> Cow<'_, str> {
    if html.to_ascii_lowercase().contains(SLOT) {
        let lower = html.to_ascii_lowercase();
        let mut safe = String::new();
        let mut from = 0;
        for (at, _) in lower.match_indices(SLOT) {
            safe.push_str(&html[from..at]);
            from = at + SLOT.len();
        }
        safe.push_str(&html[from..]);
        // What is left might join to the name again.
        return Cow::Owned(without_slots(&safe).into_owned());
    }
    Cow::Borrowed(html)
}

fn clean(html: &str, addresses: BTreeMap<String, String>) -> String {
    ammonia::Builder::default()
        .add_tags([SLOT])
        .add_tag_attributes(SLOT, ["n"])
        .add_generic_attributes(["id", "class", "lang", "dir", "title", "role", "aria-label"])
        .add_tag_attributes("details", ["open"])
        .add_tag_attributes("time", ["datetime"])
        .add_tag_attributes("a", ["name"])
        .link_rel(None)
        .attribute_filter(move |element, attribute, value| {
            if !matches!(attribute, "href" | "src") {
                return Some(Cow::Borrowed(value));
            }
            let address = addresses.get(value).filter(|address| !address.is_empty())?;
            // An image from another host would be a request that leaves the site.
            let leaves = element == "img" && (address.contains("://") || address.starts_with("//"));
            (!leaves).then(|| Cow::Owned(address.clone()))
        })
        .clean(html)
        .to_string()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Piece, mixed};

    fn check(author: &[&str], expected: &str) {
        let mut pieces = Vec::new();
        for html in author {
            pieces.push(Piece::Author(html));
            pieces.push(Piece::Ours("<p>ours</p>".to_owned()));
        }
        pieces.pop();
        let addresses = BTreeMap::from([("a.md".to_owned(), "a.html".to_owned())]);
        assert_eq!(mixed(&pieces, &addresses), expected, "{author:?}");
    }

    #[test]
    fn what_authors_open_and_close_stays_around_ours() {
        check(
            &["<details open><summary>More</summary>", "</details>"],
            "<details open=\"\"><summary>More</summary><p>ours</p></details>",
        );
        check(&["<div>", "<b>x"], "<div><p>ours</p><b>x</b></div>");
        check(&["<a href=\"a.md\">x</a>"], "<a href=\"a.html\">x</a>");
    }

    #[test]
    fn what_could_run_is_taken_out() {
        check(&["<script>x</script><b onclick=x>y</b>"], "<b>y</b>");
        check(&["<a href=\"javascript:x\">y</a>"], "<a>y</a>");
        check(&["<handbook-slot n=\"1\">x", "</b>"], "x<p>ours</p>");
        check(&["<handhandbook-slotbook-slot n=\"1\">x", "</b>"], "x<p>ours</p>");
        check(&["<svg><set attributeName=href></svg><!-- c -->"], "");
    }
}
