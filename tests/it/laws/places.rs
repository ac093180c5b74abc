//! Every place that parsing gives lies in the text, on characters.

use std::sync::Arc;

use handbook::load;
use handbook::markdown::{Visit, walk};
use handbook::source::{SourcePath, Span, Text};
use proptest::prelude::{prop_assert, proptest};

use crate::laws::cases;
use crate::laws::input::document;

/// Every place in a document.
fn places(text: &Arc<Text>) -> Vec<(Span, String)> {
    let path = SourcePath::new("content/a.md").expect("it is a path");
    let parsed = load::document(&path, text);
    let mut found = Vec::new();
    walk(&parsed.body, &mut |visit| match visit {
        Visit::Block(block) => found.push((block.span, format!("{:?}", block.kind))),
        Visit::Inline(inline) => found.push((inline.span, format!("{:?}", inline.kind))),
    });
    let outline = &parsed.outline;
    for link in &outline.links {
        found.push((link.span, format!("{link:?}")));
        found.push((link.destination_span, format!("{link:?}")));
    }
    found.extend(outline.headings.iter().map(|heading| (heading.span, format!("{heading:?}"))));
    found.extend(outline.includes.iter().map(|include| (include.span, format!("{include:?}"))));
    found.extend(parsed.faults.iter().map(|(span, fault)| (*span, format!("{fault:?}"))));
    found.extend(outline.front.faults.iter().map(|(span, fault)| (*span, format!("{fault:?}"))));
    found.extend(outline.front.span.map(|span| (span, "front matter".to_owned())));
    found
}

proptest! {
    #![proptest_config(cases(1))]

    #[test]
    fn places_lie_in_the_text(text in document()) {
        let text = Arc::new(Text::from(text.as_str()));
        for (span, what) in places(&text) {
            let inside = text.as_str().get(span.start..span.end).is_some();
            prop_assert!(inside, "{span:?} of {} bytes: {what}", text.as_str().len());
        }
    }

    #[test]
    fn any_bytes_are_a_text(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..60)) {
        let text = Arc::new(Text::decode(&bytes));
        for (span, what) in places(&text) {
            prop_assert!(text.as_str().get(span.start..span.end).is_some(), "{span:?}: {what}");
        }
    }
}

/// Depths at which a reader that calls itself would fall over.
#[test]
fn nothing_is_too_deep_to_be_read() {
    for piece in [
        "> ", "- ", "[", "![", "**", "(", "`", "<div>", "    ", ":::a\n", "::::::::", "{",
        "[^1]: ", "*_",
    ] {
        let text = Arc::new(Text::from(piece.repeat(20_000).as_str()));
        assert!(places(&text).iter().all(|(span, _)| span.end <= text.as_str().len()), "{piece}");
    }
    for piece in ["[", "{a: ", "- ", "? ", "a:\n ", "&a [*a, "] {
        let text = format!("---\n{}\n---\n", piece.repeat(10_000));
        places(&Arc::new(Text::from(text.as_str())));
    }
}
