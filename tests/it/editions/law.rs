//! The law of editions: of all tokens in a handbook, an edition's files hold those that its readers may see, and no
//! other. Whatever is wrong with the handbook besides, that holds.

use std::collections::BTreeSet;

use aho_corasick::AhoCorasick;
use proptest::prelude::*;

use crate::editions::made::{EDITIONS, Piece, Plan, handbook};
use crate::editions::published;

/// Anybody, or whoever is named before.
fn anybody() -> impl Strategy<Value = u8> {
    prop_oneof![2 => Just(0), 5 => 1..=7u8]
}

fn piece() -> impl Strategy<Value = Piece> {
    (0..12u8, anybody(), anybody())
}

fn plan() -> impl Strategy<Value = Plan> {
    let section = || (anybody(), anybody());
    let document = (0..3u8, anybody(), prop::collection::vec(piece(), 1..5));
    (
        1..=7u8,
        [section(), section(), section()],
        prop::collection::vec(document, 1..5),
        prop::collection::vec(anybody(), 1..4),
        (anybody(), anybody()),
        prop::collection::vec(anybody(), 1..4),
        [anybody(), anybody()],
        prop::collection::vec((0..5u8, anybody()), 0..4),
        (
            [(any::<bool>(), anybody()), (any::<bool>(), anybody()), (any::<bool>(), anybody())],
            anybody(),
        ),
    )
        .prop_map(
            |(
                default,
                sections,
                documents,
                elements,
                framework,
                terms,
                passages,
                versions,
                (homes, home),
            )| Plan {
                default,
                sections,
                documents,
                elements,
                framework,
                terms,
                passages,
                versions,
                homes,
                home,
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_edition_holds_what_its_readers_may_see_and_nothing_else(plan in plan()) {
        let (root, tokens) = handbook(&plan);
        let editions = published(root.path());
        prop_assert_eq!(editions.len(), EDITIONS.len());
        // An index may write the first letters of a word with another's.
        let ends: Vec<&str> = tokens.iter().map(|token| &token.text[3..]).collect();
        let finder = AhoCorasick::new(&ends).expect("these are few");
        for edition in EDITIONS {
            let mut seen = BTreeSet::new();
            let mut indexed = BTreeSet::new();
            for (path, bytes) in &editions[edition.0] {
                let in_path = finder.find_overlapping_iter(path.as_bytes());
                for hit in in_path.chain(finder.find_overlapping_iter(bytes)) {
                    let token = &tokens[hit.pattern().as_usize()];
                    prop_assert!(
                        token.may_be_in(edition),
                        "{} holds {} ({}), for {:?}", path, token.text, token.what, token.all
                    );
                    seen.insert(&token.text);
                    if path.starts_with("search-index/") {
                        indexed.insert(&token.text);
                    }
                }
            }
            for token in tokens.iter().filter(|token| token.may_be_in(edition)) {
                let is_there = !token.is_shown || seen.contains(&token.text);
                prop_assert!(is_there, "{} lacks {} ({})", edition.0, token.text, token.what);
                let is_found = !token.is_found || indexed.contains(&token.text);
                prop_assert!(is_found, "{} can’t find {} ({})", edition.0, token.text, token.what);
            }
        }
    }
}
