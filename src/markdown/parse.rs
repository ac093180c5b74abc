//! Markdown to a tree, by way of pulldown-cmark's events. It never fails: what is wrong is kept as
//! faults beside a tree that still holds every word.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use memchr::memchr2;
use pulldown_cmark::{BrokenLink, CowStr, LinkType, Options, Parser};

use crate::markdown::anchor::{Anchors, footnote_anchor};
use crate::markdown::build::Builder;
use crate::markdown::directive::{self, Marker};
use crate::markdown::html;
use crate::markdown::tree::{
    Block, BlockKind, Body, Heading, Inline, InlineKind, Link, LinkKind, MarkdownFault,
};
use crate::markdown::walk::{Visit, walk};
use crate::source::{Mark, Marks, Span, Text};

/// All that one body says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markdown {
    /// The tree.
    pub body: Body,
    /// Its links; the tree refers to them by index.
    pub links: Vec<Link>,
    /// Anchors that stand in the author's own HTML.
    pub html_anchors: Vec<String>,
    /// What is wrong, and where.
    pub faults: Vec<(Span, MarkdownFault)>,
}

/// Reads the Markdown of a `text` from the byte `from` on.
pub fn parse(text: &str, from: usize) -> Markdown {
    read(text, None, from)
}

/// Reads the Markdown of a file in the same way. The tree holds on to the file's text, and copies few of its words.
pub fn parse_text(text: &Arc<Text>, from: usize) -> Markdown {
    read(text.as_str(), Some(text), from)
}

fn read(text: &str, kept: Option<&Arc<Text>>, from: usize) -> Markdown {
    let from = (0..=from.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let source = &text[from..];
    let marks = kept.map_or_else(|| Marks::of(text), |kept| kept.marks());
    let mut markers = match marks.has(Mark::Component) {
        true => directive::find(source),
        false => Vec::new(),
    };
    let mut built = build(source, kept, from, &markers, marks);
    // Marks that the parser did not give back as blocks stood in code or HTML: put them back as they
    // were. What is a block can change with them, so again; if that does not settle it, none is a component.
    for attempt in 0..4 {
        if built.markers_seen.len() == markers.len() {
            break;
        }
        markers = match attempt {
            3 => Vec::new(),
            _ => built.markers_seen.iter().map(|&index| markers[index].clone()).collect(),
        };
        built = build(source, kept, from, &markers, marks);
    }
    let mut markdown = built.markdown;
    let mut anchors = Anchors::default();
    let repeated = reserve_anchors(&mut markdown, text, &mut anchors);
    assign_anchors(&mut markdown.body.blocks, &repeated, &mut anchors);
    for note in &mut markdown.body.footnotes {
        assign_anchors(&mut note.blocks, &repeated, &mut anchors);
    }
    markdown.faults.sort_by_key(|(span, _)| *span);
    markdown
}

/// A tree before its anchors are given.
pub(crate) struct Built {
    /// The tree and the rest.
    pub markdown: Markdown,
    /// The markers that came back as blocks, by index.
    pub markers_seen: Vec<usize>,
}

fn build(
    source: &str,
    kept: Option<&Arc<Text>>,
    from: usize,
    markers: &[Marker],
    marks: Marks,
) -> Built {
    let hidden = directive::hide(source, markers);
    let undefined: RefCell<Vec<(Range<usize>, LinkType, String)>> = RefCell::default();
    let callback = |link: BrokenLink<'_>| -> Option<(CowStr<'_>, CowStr<'_>)> {
        let label = link.reference.into_string();
        undefined.borrow_mut().push((link.span, link.link_type, label));
        None
    };
    let parser = Parser::new_with_broken_link_callback(&hidden, options(), Some(callback));
    let mut builder = Builder::new(source, kept, from, markers, marks);
    for (event, range) in parser.into_offset_iter() {
        builder.take(event, range);
    }
    let mut built = builder.finish();
    for (range, kind, label) in undefined.into_inner() {
        let span = Span::new(range.start, range.end).shifted(from);
        // `[x]` alone is far more often brackets in running text than a link.
        if !is_reference(kind) {
            continue;
        }
        let fault = MarkdownFault::UndefinedReference(label);
        if !built.markdown.faults.iter().any(|known| *known == (span, fault.clone())) {
            built.markdown.faults.push((span, fault));
        }
    }
    built
}

fn is_reference(kind: LinkType) -> bool {
    matches!(
        kind,
        LinkType::Reference
            | LinkType::ReferenceUnknown
            | LinkType::Collapsed
            | LinkType::CollapsedUnknown
    )
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
}

/// What authors chose comes first, so that no heading takes it before them; and what their HTML links to.
/// Gives the headings whose anchor the page has already.
fn reserve_anchors(markdown: &mut Markdown, text: &str, anchors: &mut Anchors) -> BTreeSet<Span> {
    let mut repeated = BTreeSet::new();
    for note in &markdown.body.footnotes {
        anchors.reserve(&footnote_anchor(&note.label));
    }
    let (mut faults, mut links, mut html_anchors) = (Vec::new(), Vec::new(), Vec::new());
    if !has_anchors(text) {
        return repeated;
    }
    walk(&markdown.body, &mut |visit| match visit {
        Visit::Block(Block { span, kind: BlockKind::Heading(heading) })
            if !heading.anchor.is_empty() && !anchors.reserve(&heading.anchor) =>
        {
            repeated.insert(*span);
            faults.push((*span, MarkdownFault::RepeatedAnchor(heading.anchor.to_string())));
        }
        Visit::Block(Block { span, kind: BlockKind::Html(_) })
        | Visit::Inline(Inline { span, kind: InlineKind::Html(_) }) => {
            // The file's own text, since a block in a quote comes without its marks, and places are the file's.
            for tag in html::tags(span.of(text)) {
                for attribute in &tag.attributes {
                    let place = Span::new(attribute.range.start, attribute.range.end);
                    match attribute.name.as_str() {
                        "id" | "name" if !attribute.value.is_empty() => {
                            let anchor = attribute.value.to_owned();
                            // Both on one element were the custom once.
                            let is_both = html_anchors.last() == Some(&anchor);
                            if !anchors.reserve(&anchor) && !is_both {
                                let place = place.shifted(span.start());
                                faults.push((place, MarkdownFault::RepeatedAnchor(anchor.clone())));
                            }
                            html_anchors.push(anchor);
                        }
                        "href" | "src" => links.push(Link {
                            destination: attribute.value.replace("&amp;", "&"),
                            span: place.shifted(span.start()),
                            destination_span: place.shifted(span.start()),
                            kind: LinkKind::Html,
                            text: String::new(),
                        }),
                        _ => {}
                    }
                }
            }
        }
        Visit::Block(_) | Visit::Inline(_) => {}
    });
    markdown.faults.append(&mut faults);
    markdown.links.append(&mut links);
    markdown.html_anchors = html_anchors;
    repeated
}

/// Whether a text can say an anchor itself, in braces or as HTML, or link to something in HTML.
fn has_anchors(text: &str) -> bool {
    memchr2(b'<', b'{', text.as_bytes()).is_some()
}

/// Gives every heading without an anchor of its own one, in the order of the page.
fn assign_anchors(blocks: &mut [Block], repeated: &BTreeSet<Span>, anchors: &mut Anchors) {
    for block in blocks {
        match &mut block.kind {
            BlockKind::Heading(heading) => {
                let Heading { anchor, text, .. } = &mut **heading;
                if anchor.is_empty() || repeated.contains(&block.span) {
                    *anchor = anchors.unique(text);
                }
            }
            BlockKind::Quote(blocks) | BlockKind::Callout(_, blocks) => {
                assign_anchors(blocks, repeated, anchors);
            }
            BlockKind::Component(component) => {
                assign_anchors(&mut component.blocks, repeated, anchors);
            }
            BlockKind::List(list) => {
                for item in &mut list.items {
                    assign_anchors(&mut item.blocks, repeated, anchors);
                }
            }
            BlockKind::Definitions(definitions) => {
                for blocks in definitions.iter_mut().flat_map(|one| &mut one.definitions) {
                    assign_anchors(blocks, repeated, anchors);
                }
            }
            BlockKind::Paragraph(_)
            | BlockKind::Code(_)
            | BlockKind::Html(_)
            | BlockKind::Table(_)
            | BlockKind::Rule => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::markdown::tree::{Block, BlockKind, Inline, InlineKind, Item};

    /// A tree in a line: `p(text em(x))`.
    fn show(blocks: &[Block]) -> String {
        blocks.iter().map(|block| show_block(&block.kind)).collect::<Vec<_>>().join(" ")
    }

    fn show_block(kind: &BlockKind) -> String {
        match kind {
            BlockKind::Paragraph(inlines) => format!("p({})", show_inlines(inlines)),
            BlockKind::Heading(h) => {
                format!("h{}#{}({})", h.level, h.anchor, show_inlines(&h.content))
            }
            BlockKind::Quote(blocks) => format!("quote({})", show(blocks)),
            BlockKind::Callout(kind, blocks) => format!("{kind:?}({})", show(blocks)),
            BlockKind::Code(code) => format!("code[{}]({:?})", code.language, code.text),
            BlockKind::Html(html) => format!("html({html:?})"),
            BlockKind::List(list) => {
                let item = |item: &Item| match item.task {
                    None => show(&item.blocks),
                    Some(ticked) => format!("[{ticked}] {}", show(&item.blocks)),
                };
                let items: Vec<String> = list.items.iter().map(item).collect();
                let tight = if list.tight { "" } else { " loose" };
                format!("list{tight}({})", items.join(", "))
            }
            BlockKind::Table(table) => {
                let rows = std::iter::once(&table.head).chain(&table.rows);
                let rows: Vec<String> = rows
                    .map(|row| row.iter().map(|c| show_inlines(c)).collect::<Vec<_>>().join(" | "))
                    .collect();
                format!("table({})", rows.join(" / "))
            }
            BlockKind::Definitions(all) => {
                let one = all.iter().map(|d| {
                    let means: Vec<String> = d.definitions.iter().map(|b| show(b)).collect();
                    format!("{}: {}", show_inlines(&d.term), means.join(" or "))
                });
                format!("dl({})", one.collect::<Vec<_>>().join(", "))
            }
            BlockKind::Rule => "rule".to_owned(),
            BlockKind::Component(c) => format!("{}({})", c.name.value, show(&c.blocks)),
        }
    }

    fn show_inlines(inlines: &[Inline]) -> String {
        inlines
            .iter()
            .map(|inline| match &inline.kind {
                InlineKind::Text(text) => text.to_string(),
                InlineKind::Code(code) => format!("`{code}`"),
                InlineKind::Emphasis(content) => format!("em({})", show_inlines(content)),
                InlineKind::Strong(content) => format!("strong({})", show_inlines(content)),
                InlineKind::Strikethrough(content) => format!("del({})", show_inlines(content)),
                InlineKind::Link(link) => {
                    format!("a{}({})", link.link, show_inlines(&link.content))
                }
                InlineKind::Image(image) => format!("img{}({})", image.link, image.alt),
                InlineKind::Html(html) => html.to_string(),
                InlineKind::FootnoteReference(label) => format!("[^{label}]"),
                InlineKind::SoftBreak => "~".to_owned(),
                InlineKind::HardBreak => "/".to_owned(),
            })
            .collect()
    }

    fn check(markdown: &str, expected: &str) {
        let parsed = parse(markdown, 0);
        assert_eq!(
            (show(&parsed.body.blocks).as_str(), parsed.faults),
            (expected, vec![]),
            "{markdown}"
        );
    }

    fn faults(markdown: &str, expected_tree: &str, expected: &[&str]) {
        let text = format!("---\n{markdown}");
        let parsed = parse(&text, 4);
        let found: Vec<String> = parsed
            .faults
            .iter()
            .map(|(span, fault)| format!("{fault:?} at {:?}", span.of(&text)))
            .collect();
        assert_eq!(show(&parsed.body.blocks), expected_tree, "{markdown}");
        assert_eq!(found, expected, "{markdown}");
    }

    #[test]
    fn reads_what_github_reads() {
        check("# A *b*\n\nc ~~d~~  \ne", "h1#a-b(A em(b)) p(c del(d)/e)");
        check("- [x] a\n- [ ] b\n  - c\n", "list([true] p(a), [false] p(b) list(p(c)))");
        check("- a\n\n- [ ] b\n", "list loose(p(a), [false] p(b))");
        check("a|b\n-|-\n1|*2*\n", "table(a | b / 1 | em(2))");
        check("> [!WARNING]\n> a\n", "Warning(p(a))");
        check("Term\n: one\n\n: two\n", "dl(Term: p(one) or p(two))");
        check("\"it's\" -- ok...", "p(“it’s” – ok…)");
        check("a[^1] b[^x]\n\n[^x]: two\n[^1]: one\n", "p(a[^1] b[^x])");
        check("```rust x\n<?x?>\n:::a\n```\n", "code[rust](\"<?x?>\\n:::a\\n\")");
        check(
            "see https://a.example/b--c, or *x@y.example*",
            "p(see a1(https://a.example/b–c), or em(a0(x@y.example)))",
        );
        assert_eq!(
            parse("see https://a.example/b--c", 0).links[0].destination,
            "https://a.example/b--c"
        );
    }

    #[test]
    fn components_stand_wherever_blocks_do() {
        check(":::a\nx\n:::\n", "a(p(x))");
        check("text\n:::a\nx\n:::\nmore", "p(text) a(p(x)) p(more)");
        check("::::a\n:::b\n- x\n:::\n:::b\ny\n:::\n::::\n", "a(b(list(p(x))) b(p(y)))");
        check(":::a\n:::b\nx\n:::\n:::\n", "a(b(p(x)))");
        check("- :::a\n  x\n  :::\n- y\n", "list(a(p(x)), p(y))");
        check("> :::a\n> x\n> :::\n", "quote(a(p(x)))");
        check(":::a\n[x]\n:::\n\n[x]: b.md\n", "a(p(a0(x)))");
        check("<div>\n:::a\n</div>\n", "html(\"<div>\\n:::a\\n</div>\\n\")");
        check("    :::a\n", "code[](\":::a\\n\")");
    }

    #[test]
    fn says_what_is_wrong_and_loses_nothing() {
        faults(":::a\nx\n", "a(p(x))", &["UnclosedComponent { name: \"a\" } at \"a\""]);
        faults("x\n\n:::\n", "p(x)", &["StrayComponentEnd at \":::\""]);
        faults(
            "::::a\n:::b\nx\n::::\ny",
            "a(b(p(x))) p(y)",
            &["UnclosedComponent { name: \"b\" } at \"b\""],
        );
        faults(
            "- :::a\n  x\n\ny",
            "list(a(p(x))) p(y)",
            &["UnclosedComponent { name: \"a\" } at \"a\""],
        );
        faults(
            "a[^1] [b][c] [d]",
            "p(a[^1] [b][c] [d])",
            &["UndefinedFootnote(\"1\") at \"[^1]\"", "UndefinedReference(\"c\") at \"[b][c]\""],
        );
        faults(
            "## A {#x}\n## B {#x}",
            "h2#x(A) h2#b(B)",
            &["RepeatedAnchor(\"x\") at \"## B {#x}\""],
        );
        faults(
            "[^1]: one\n[^1]: two\n\na[^1]",
            "p(a[^1])",
            &["RepeatedFootnote(\"1\") at \"[^1]: two\\n\\n\""],
        );
        // Notes that only lead to each other are read by nobody.
        faults(
            "a\n\n[^1]: ## One[^2]\n\n[^2]: two[^1]\n",
            "p(a)",
            &[
                "UnusedFootnote(\"1\") at \"[^1]: ## One[^2]\\n\\n\"",
                "UnusedFootnote(\"2\") at \"[^2]: two[^1]\\n\"",
            ],
        );
    }

    #[test]
    fn anchors_are_one_each() {
        check("# A\n# A\n## B {#a-1}", "h1#a(A) h1#a-2(A) h2#a-1(B)");
        let parsed = parse("<a id=\"x\"></a>\n\n# x\n\nb <b name=y>c</b>", 0);
        assert_eq!(parsed.html_anchors, ["x", "y"]);
        assert_eq!(show(&parsed.body.blocks[1..2]), "h1#x-1(x)");
    }

    #[test]
    fn links_know_their_places() {
        let text = "a [b](c.md#d \"t\") ![i](p.png) <https://x.example>\n\n> <img src=\"q.png\">\n";
        let links: Vec<String> = parse(text, 0)
            .links
            .iter()
            .map(|l| {
                format!(
                    "{:?} {} {:?} {:?}",
                    l.kind,
                    l.destination,
                    l.destination_span.of(text),
                    l.text
                )
            })
            .collect();
        assert_eq!(
            links,
            [
                "Link c.md#d \"c.md#d\" \"b\"",
                "Image p.png \"p.png\" \"i\"",
                "Autolink https://x.example \"https://x.example\" \"https://x.example\"",
                "Html q.png \"q.png\" \"\"",
            ]
        );
    }

    #[test]
    fn depth_has_an_end() {
        let deep = format!("{}x", "> ".repeat(5_000));
        assert_eq!(parse(&deep, 0).faults.len(), 1);
        let deep = ":::a\n".repeat(5_000);
        assert!(!parse(&deep, 0).faults.is_empty());
        let deep = format!("{}x{}", "*a ".repeat(3_000), "*".repeat(3_000));
        parse(&deep, 0);
    }
}
