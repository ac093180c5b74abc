//! Every place that parsing gives lies in the text, on characters.

use std::sync::Arc;

use handbook::source::Text;
use proptest::prelude::{prop_assert, proptest};

use crate::fuzz::targets::places;
use crate::laws::cases;
use crate::laws::input::document;

proptest! {
    #![proptest_config(cases(1))]

    #[test]
    fn places_lie_in_the_text(text in document()) {
        let text = Arc::new(Text::from(text.as_str()));
        for (span, what) in places(&text) {
            let inside = text.as_str().get(span.start()..span.end()).is_some();
            prop_assert!(inside, "{span:?} of {} bytes: {what}", text.as_str().len());
        }
    }

    #[test]
    fn any_bytes_are_a_text(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..60)) {
        let text = Arc::new(Text::decode(&bytes));
        for (span, what) in places(&text) {
            prop_assert!(text.as_str().get(span.start()..span.end()).is_some(), "{span:?}: {what}");
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
        assert!(places(&text).iter().all(|(span, _)| span.end() <= text.as_str().len()), "{piece}");
    }
    for piece in ["[", "{a: ", "- ", "? ", "a:\n ", "&a [*a, "] {
        let text = format!("---\n{}\n---\n", piece.repeat(10_000));
        places(&Arc::new(Text::from(text.as_str())));
    }
}
