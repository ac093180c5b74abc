//! HTML that authors wrote, made safe by ammonia. What we wrote ourselves stands between as slots,
//! so that a tag which the author opens before it and closes after it still holds it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use crate::markdown::{Nesting, tags};

/// A piece of a run of blocks or of running text.
pub(super) enum Piece<'a> {
    /// What the author wrote.
    Author(&'a str),
    /// What we made, which is safe.
    Ours(String),
}

/// The element that holds a slot's place. Authors can't write one: theirs are taken away first.
const SLOT: &str = "handbook-slot";

/// What the author's attributes become on this page.
#[derive(Clone)]
pub(super) struct Attributes {
    /// What each `href` and `src` becomes.
    pub addresses: Arc<BTreeMap<String, String>>,
    /// What stands before each `id`.
    pub prefix: String,
    /// The anchors that the page has already; no element gets one a second time.
    pub taken: BTreeSet<String>,
}

/// The pieces as one safe run, and the anchors that the page has with it.
pub(super) fn mixed(pieces: &[Piece<'_>], attributes: &Attributes) -> (String, BTreeSet<String>) {
    let mut source = String::new();
    for (index, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Author(html) => source.push_str(&without_slots(html)),
            Piece::Ours(_) => source.push_str(&format!("<{SLOT} n=\"{index}\"></{SLOT}>")),
        }
    }
    let (cleaned, taken) = clean(&source, attributes.clone());
    let mut html = String::with_capacity(cleaned.len());
    let mut rest = cleaned.as_str();
    let mut filled = 0;
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
        filled += 1;
    }
    html.push_str(rest);
    let slots = pieces.iter().filter(|piece| matches!(piece, Piece::Ours(_))).count();
    match filled == slots {
        true => (html, taken),
        false => apart(pieces, attributes),
    }
}

/// Each piece for itself: for when a tag that was never closed would swallow what follows it.
fn apart(pieces: &[Piece<'_>], attributes: &Attributes) -> (String, BTreeSet<String>) {
    let mut attributes = attributes.clone();
    let mut safe = String::new();
    for piece in pieces {
        match piece {
            Piece::Author(html) => {
                let (html, taken) = clean(&without_slots(html), attributes.clone());
                safe.push_str(&html);
                attributes.taken = taken;
            }
            Piece::Ours(ours) => safe.push_str(ours),
        }
    }
    (safe, attributes.taken)
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

/// Without the tags that stand too deep inside others; what stands in them is kept. `html-removed` reports it.
fn without_depths(html: &str) -> Cow<'_, str> {
    let mut nesting = Nesting::default();
    let mut deep = tags(html);
    deep.retain(|tag| nesting.is_too_deep(tag));
    if deep.is_empty() {
        return Cow::Borrowed(html);
    }
    let (mut kept, mut from) = (String::with_capacity(html.len()), 0);
    for tag in deep {
        kept.push_str(&html[from..tag.range.start]);
        from = tag.range.end;
    }
    kept.push_str(&html[from..]);
    Cow::Owned(kept)
}

/// One run of HTML made safe, and the anchors that the page has with it.
fn clean(html: &str, attributes: Attributes) -> (String, BTreeSet<String>) {
    let Attributes { addresses, prefix, taken } = attributes;
    let taken = Arc::new(Mutex::new(taken));
    let so_far = Arc::clone(&taken);
    let cleaned = ammonia::Builder::default()
        .add_tags([SLOT])
        .add_tag_attributes(SLOT, ["n"])
        .add_generic_attributes(["id", "class", "lang", "dir", "title", "role", "aria-label"])
        .add_tag_attributes("details", ["open"])
        .add_tag_attributes("time", ["datetime"])
        .add_tag_attributes("a", ["name"])
        .link_rel(None)
        .attribute_filter(move |element, attribute, value| match attribute {
            "href" | "src" => {
                let address = addresses.get(value).filter(|address| !address.is_empty())?;
                // An image from another host would be a request that leaves the site.
                let is_elsewhere = address.contains("://") || address.starts_with("//");
                let leaves = element == "img" && is_elsewhere;
                (!leaves).then(|| Cow::Owned(address.clone()))
            }
            // A tag that was never closed is written again around each block that follows it.
            "id" => {
                let anchor = format!("{prefix}{value}");
                let mut taken = so_far.lock().expect("nothing panics while it holds the anchors");
                taken.insert(anchor.clone()).then_some(Cow::Owned(anchor))
            }
            "name" if element == "a" => Some(Cow::Owned(format!("{prefix}{value}"))),
            _ => Some(Cow::Borrowed(value)),
        })
        .clean(&without_depths(html))
        .to_string();
    let taken = std::mem::take(&mut *taken.lock().expect("nothing panics while it holds them"));
    (cleaned, taken)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::{Attributes, Piece, mixed};

    fn check(author: &[&str], expected: &str) {
        let mut pieces = Vec::new();
        for html in author {
            pieces.push(Piece::Author(html));
            pieces.push(Piece::Ours("<p>ours</p>".to_owned()));
        }
        pieces.pop();
        let attributes = Attributes {
            addresses: BTreeMap::from([("a.md".to_owned(), "a.html".to_owned())]).into(),
            prefix: "p-".to_owned(),
            taken: BTreeSet::from(["p-taken".to_owned()]),
        };
        assert_eq!(mixed(&pieces, &attributes).0, expected, "{author:?}");
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
    fn no_anchor_is_given_twice() {
        check(&["<b id=\"x\"></b><i id=\"x\"></i>"], "<b id=\"p-x\"></b><i></i>");
        check(&["<b id=\"taken\"></b>"], "<b></b>");
    }

    #[test]
    fn what_could_run_is_taken_out() {
        check(&["<script>x</script><b onclick=x>y</b>"], "<b>y</b>");
        check(&["<a href=\"javascript:x\">y</a>"], "<a>y</a>");
        check(&["<handbook-slot n=\"1\">x", "</b>"], "&lt; n=\"1\"&gt;x<p>ours</p>");
        check(&["<handhandbook-slotbook-slot n=\"1\">x", "</b>"], "&lt; n=\"1\"&gt;x<p>ours</p>");
        check(&["<script>x", "y"], "<p>ours</p>y");
        check(&["<style>x", "y"], "<p>ours</p>y");
        check(&["<svg><set attributeName=href></svg><!-- c -->"], "");
    }
}
