//! What was written reads back, whatever the words: paragraphs, headings, cells, lists and styles.

use proptest::prelude::*;

use crate::import::tree::{Block, Body, Inline, Item, List, Style, Table};
use crate::import::write::markdown;
use crate::markdown::{blocks_text, parse};

fn read_back(blocks: Vec<Block>) -> (String, usize) {
    let body = Body { blocks, footnotes: Vec::new() };
    let written = markdown(&body).text;
    // Front matter always stands before it.
    let text = format!("---\ntitle: x\n---\n\n{written}");
    let parsed = parse(&text, 18);
    assert_eq!(parsed.faults, [], "{written}");
    (folded(&blocks_text(&parsed.body.blocks)), parsed.body.blocks.len())
}

/// Without spaces, and with quotation marks and dots as they are typed.
fn folded(text: &str) -> String {
    let text = text.replace(['“', '”'], "\"").replace(['‘', '’'], "'").replace('…', "...");
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn words() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        "[a-z]{1,4}",
        Just(" ".to_owned()),
        r"[-*_#\[\]<>|:`~!\\&{}()+=.0-9'^/;@]{1,4}",
        Just(":::".to_owned()),
        Just("---".to_owned()),
        Just("1. ".to_owned()),
        Just("- ".to_owned()),
        Just("&amp;".to_owned()),
        Just("[^1]: ".to_owned()),
        Just("[x](y)".to_owned()),
        Just("“é”".to_owned()),
        Just(" https://a.example/b_c".to_owned()),
        Just("<b>".to_owned()),
        Just(" {#a}".to_owned()),
        Just(" #".to_owned()),
    ];
    proptest::collection::vec(pieces, 1..8).prop_map(|pieces| pieces.concat())
}

fn runs() -> impl Strategy<Value = Vec<Inline>> {
    let style = (any::<bool>(), any::<bool>(), any::<bool>());
    let run = (words(), style, 0..8u8).prop_map(|(text, (strike, strong, emphasis), what)| {
        let style = Style { strike, strong, emphasis };
        match what {
            0 => Inline::Break,
            1 => {
                let to = crate::import::tree::Destination::Address("https://x.example".to_owned());
                Inline::Link(to, vec![Inline::Text(text, style)])
            }
            _ => Inline::Text(text, style),
        }
    });
    proptest::collection::vec(run, 1..6)
}

proptest! {
    #[test]
    fn paragraphs_read_back(text in words(), more in words()) {
        let content = vec![
            Inline::Text(text.clone(), Style::PLAIN),
            Inline::Break,
            Inline::Text(more.clone(), Style::PLAIN),
        ];
        let (read, _) = read_back(vec![Block::Paragraph(content)]);
        prop_assert_eq!(read, folded(&(text + &more)));
    }

    #[test]
    fn styles_never_change_words(content in runs()) {
        let wanted = folded(&crate::import::tree::words(&content));
        let (read, _) = read_back(vec![Block::Paragraph(content.clone())]);
        prop_assert_eq!(&read, &wanted);
        let heading = Block::Heading { level: 2, content: content.clone(), bookmarks: Vec::new() };
        let (read, _) = read_back(vec![heading]);
        prop_assert_eq!(&read, &wanted);
        let table = Table { head: None, rows: vec![vec![content.clone(), content]] };
        let (read, _) = read_back(vec![Block::Table(table)]);
        prop_assert_eq!(&read, &format!("{wanted}{wanted}"));
    }

    #[test]
    fn blocks_stay_apart(first in words(), second in words(), third in words()) {
        let paragraph = |text: &str| {
            Block::Paragraph(vec![Inline::Text(format!("a{text}"), Style::PLAIN)])
        };
        let item = |text: &str, more: Vec<Block>| {
            let mut blocks = vec![Block::Paragraph(vec![Inline::Text(text.to_owned(), Style::PLAIN)])];
            blocks.extend(more);
            Item { task: None, blocks }
        };
        let inner = List { start: None, items: vec![item(&format!("b{second}"), Vec::new())] };
        let numbered = |start| Block::List(List {
            start: Some(start),
            items: vec![item(&format!("c{first}"), vec![Block::List(inner.clone())]), item("d", vec![paragraph(&third)])],
        });
        let quote = Block::Callout(crate::markdown::tree::CalloutKind::Note, vec![numbered(3)]);
        let blocks = vec![paragraph(&first), numbered(1), numbered(1), quote, paragraph(&third)];
        let wanted = folded(&crate::import::tree::block_words(&blocks));
        let (read, count) = read_back(blocks);
        prop_assert_eq!(read, wanted);
        prop_assert_eq!(count, 5);
    }
}
