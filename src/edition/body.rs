//! A document's tree with all cut out that an edition doesn't show. Whatever else is known of the text is made
//! anew from what is left.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::edition::shown::Shown;
use crate::load::{nearest, outline_of};
use crate::markdown::tree::{
    Block, BlockKind, Blocks, Body, Component, Footnote, Inline, InlineKind, Inlines, Link,
    LinkIndex, LinkKind, MarkdownFault,
};
use crate::markdown::{Visit, tags, walk};
use crate::model::{Document, Outline, Parsed, Watched, block_audience, instead_of_link};
use crate::source::{Mark, Span, Text};

/// A document for a handbook without editions: everything, with the marks gone that only editions understand, and
/// without comments.
pub(super) fn whole(document: &Arc<Document>) -> Arc<Document> {
    if may_be_cut(&document.parsed.text) {
        let body = Body::clone(&document.parsed.body);
        let footnotes = body.footnotes;
        let mut cutter = Cutter::new(None, document);
        let blocks = cutter.blocks(body.blocks);
        let footnotes = footnotes.into_iter().map(|mut note| {
            note.blocks = cutter.blocks(note.blocks);
            note
        });
        let body = Body { footnotes: footnotes.collect(), blocks };
        if body != **document.parsed.body {
            let mut parsed = Parsed::clone(&document.parsed);
            *parsed.body = Arc::new(body);
            let parsed = Arc::new(parsed);
            return Arc::new(Document { parsed, ..Document::clone(document) });
        }
    }
    Arc::clone(document)
}

/// Whether a text may hold what only editions understand, or a comment. Most don't, and are not looked into.
fn may_be_cut(text: &Text) -> bool {
    let written = text.as_str();
    let is_for = |(at, colons): (usize, &str)| {
        let name = written[at + colons.len()..].trim_start_matches(':').trim_start();
        name.get(..3).is_some_and(|name| name.eq_ignore_ascii_case("for"))
    };
    text.holds(Mark::Component) && written.match_indices(":::").any(is_for)
        || text.holds(Mark::Otherwise)
        || text.holds(Mark::Comment)
}

/// A document as an edition shows it. Its text is gone but for the ends of lines, so that places stay true.
pub(super) fn cut(shown: &Shown<'_>, document: &Document) -> Parsed {
    let parsed = &document.parsed;
    let origin = parsed.text.origin();
    let mut cutter = Cutter::new(Some(shown), document);
    let body = cutter.body(Body::clone(&parsed.body));
    let links = parsed.outline.links.iter().enumerate();
    let links = links.map(|(index, link)| match cutter.keeps(index, link) {
        true => link.clone(),
        false => Link { destination: String::new(), text: String::new(), ..link.clone() },
    });
    let exceptions = parsed.outline.exceptions.iter();
    let exceptions = exceptions.filter(|one| !cutter.is_hidden(one.span)).cloned();
    let outline = Outline {
        front: parsed.outline.front.clone(),
        anchors: html_anchors(&body),
        links: Watched::new(origin, links.collect()),
        exceptions: exceptions.collect(),
        ..Outline::default()
    };
    Parsed {
        path: parsed.path.clone(),
        text: Watched::new(origin, Arc::new(blank(&parsed.text))),
        outline: outline_of(origin, &body, outline),
        body: Watched::new(
            origin,
            match body == **parsed.body {
                true => Arc::clone(&parsed.body),
                false => Arc::new(body),
            },
        ),
        faults: Watched::new(origin, Vec::new()),
    }
}

fn blank(text: &Text) -> Text {
    let bytes = text.as_str().bytes();
    Text::from(
        bytes.map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect::<String>().as_str(),
    )
}

fn html_anchors(body: &Body) -> Vec<String> {
    let mut anchors = Vec::new();
    walk(body, &mut |visit| {
        let (Visit::Block(Block { kind: BlockKind::Html(html), .. })
        | Visit::Inline(Inline { kind: InlineKind::Html(html), .. })) = visit
        else {
            return;
        };
        let tags = tags(html);
        let attributes = tags.iter().flat_map(|tag| &tag.attributes);
        let named = attributes.filter(|one| matches!(one.name.as_str(), "id" | "name"));
        anchors.extend(named.map(|one| one.value.to_owned()));
    });
    anchors
}

struct Cutter<'a> {
    /// `None` cuts nothing.
    shown: Option<&'a Shown<'a>>,
    document: &'a Document,
    /// Where stretches stand that are not shown, in order.
    hidden: Vec<Span>,
    /// The links that are left.
    links: BTreeSet<LinkIndex>,
    /// Where the author's own HTML stands that is left.
    html: Vec<Span>,
}

impl<'a> Cutter<'a> {
    fn new(shown: Option<&'a Shown<'a>>, document: &'a Document) -> Self {
        let (hidden, links) = (Vec::new(), BTreeSet::new());
        let mut cutter = Cutter { shown, document, hidden, links, html: Vec::new() };
        let mut hidden = Vec::new();
        if shown.is_some() {
            walk(&document.parsed.body, &mut |visit| {
                if let Visit::Block(Block { span, kind: BlockKind::Component(component) }) = visit
                    && !cutter.is_for_readers(component)
                {
                    hidden.push(cutter.reach(*span, component));
                }
            });
        }
        cutter.hidden = hidden;
        cutter
    }

    /// A component that is never closed reaches to the end of the file.
    fn reach(&self, span: Span, component: &Component) -> Span {
        let parsed = &self.document.parsed;
        let is_open = parsed.faults.iter().any(|(at, fault)| {
            *at == component.name.span && matches!(fault, MarkdownFault::UnclosedComponent { .. })
        });
        match is_open {
            true => Span::new(span.start(), parsed.text.as_str().len()),
            false => span,
        }
    }

    /// Is what a component holds for the edition's readers? A misspelt `for` is for nobody.
    fn is_for_readers(&self, component: &Component) -> bool {
        let Some(shown) = self.shown else { return true };
        if let Some(audience) = block_audience(component) {
            return shown.edition.is_for(&audience.ids());
        }
        let name = component.name.value.as_str();
        let components = &shown.handbook.components;
        let is_known = components
            .iter()
            .any(|one| one.name == name || one.parts.iter().any(|part| part.name == name));
        is_known || nearest(name, ["for"].into_iter()).is_none()
    }

    fn is_hidden(&self, span: Span) -> bool {
        self.hidden.iter().any(|one| one.start() <= span.start() && span.start() < one.end())
    }

    fn keeps(&self, index: LinkIndex, link: &Link) -> bool {
        match link.kind {
            LinkKind::Html => self
                .html
                .iter()
                .any(|one| one.start() <= link.span.start() && link.span.end() <= one.end()),
            _ => self.links.contains(&index),
        }
    }

    /// What is left of a body. Of its footnotes that is what the rest refers to, in that order.
    fn body(&mut self, body: Body) -> Body {
        let blocks = self.blocks(body.blocks);
        let mut left: Vec<Footnote> = body.footnotes;
        left.retain(|note| !self.is_hidden(note.span));
        let mut kept = Body { blocks, footnotes: Vec::new() };
        let mut wanted = references(&kept);
        let mut next = 0;
        while let Some(label) = wanted.get(next).cloned() {
            next += 1;
            let Some(at) = left.iter().position(|note| note.label == label) else { continue };
            let mut note = left.remove(at);
            note.blocks = self.blocks(std::mem::take(&mut note.blocks));
            let alone = Body { blocks: note.blocks, footnotes: Vec::new() };
            wanted.extend(references(&alone));
            note.blocks = alone.blocks;
            kept.footnotes.push(note);
        }
        kept
    }

    fn blocks(&mut self, all: Blocks) -> Blocks {
        let mut kept = Vec::new();
        for Block { span, kind } in all {
            match kind {
                BlockKind::Component(component) if !self.is_for_readers(&component) => {}
                BlockKind::Component(component) if block_audience(&component).is_some() => {
                    kept.extend(self.blocks(component.blocks));
                }
                kind => kept.extend(self.block(span, kind).map(|kind| Block { span, kind })),
            }
        }
        kept.into()
    }

    /// What is left of a block; `None` if everything in it was cut.
    fn block(&mut self, span: Span, kind: BlockKind) -> Option<BlockKind> {
        let had = |all: &[Block]| !all.is_empty();
        Some(match kind {
            BlockKind::Paragraph(inlines) => {
                BlockKind::Paragraph(some(inlines, |all| self.inlines(all))?)
            }
            BlockKind::Heading(mut heading) => {
                heading.content = self.inlines(heading.content);
                BlockKind::Heading(heading)
            }
            BlockKind::Quote(blocks) => BlockKind::Quote(some(blocks, |all| self.blocks(all))?),
            BlockKind::Callout(kind, blocks) => {
                BlockKind::Callout(kind, some(blocks, |all| self.blocks(all))?)
            }
            BlockKind::Html(html) => BlockKind::Html(self.html(span, &html)?.into()),
            BlockKind::List(mut list) => {
                list.items = some(list.items, |items| {
                    let items = items.into_iter().filter_map(|mut item| {
                        let had = had(&item.blocks);
                        item.blocks = self.blocks(item.blocks);
                        (!had || !item.blocks.is_empty()).then_some(item)
                    });
                    items.collect()
                })?;
                BlockKind::List(list)
            }
            BlockKind::Table(mut table) => {
                table.head = table.head.into_iter().map(|cell| self.inlines(cell)).collect();
                for row in &mut table.rows {
                    let cells = std::mem::take(row).into_iter();
                    *row = cells.map(|cell| self.inlines(cell)).collect();
                }
                BlockKind::Table(table)
            }
            BlockKind::Definitions(mut all) => {
                for one in &mut all {
                    one.term = self.inlines(std::mem::take(&mut one.term));
                    let meanings = std::mem::take(&mut one.definitions).into_iter();
                    one.definitions = meanings.map(|blocks| self.blocks(blocks)).collect();
                }
                BlockKind::Definitions(all)
            }
            BlockKind::Component(component) => {
                BlockKind::Component(Box::new(self.component(*component)?))
            }
            kind @ (BlockKind::Code(_) | BlockKind::Rule) => kind,
        })
    }

    /// A component with what is left in it; `None` for a passage that the edition doesn't show.
    fn component(&mut self, mut component: Component) -> Option<Component> {
        if let (Some(shown), "include") = (self.shown, component.name.value.as_str()) {
            let file = component.attribute("file")?;
            let includes = &self.document.parsed.outline.includes;
            let position = includes.iter().position(|include| include.span == file.span)?;
            let passage = self.document.includes.get(position)?.as_ref().ok()?;
            if !shown.document(*passage) {
                return None;
            }
        }
        component.blocks = self.blocks(component.blocks);
        Some(component)
    }

    /// The author's own HTML without comments. Where it links to what is not shown, it goes as a whole: the link is
    /// an error that stops the build, and half of somebody's HTML is none.
    fn html(&mut self, span: Span, html: &str) -> Option<String> {
        let html = without_comments(html);
        if html.trim().is_empty() {
            return None;
        }
        let Some(shown) = self.shown else { return Some(html) };
        let links = self.document.parsed.outline.links.iter().zip(&self.document.links);
        let mut own = links.filter(|(link, _)| {
            link.kind == LinkKind::Html
                && span.start() <= link.span.start()
                && link.span.end() <= span.end()
        });
        if !own.all(|(_, link)| shown.leads_somewhere(&link.target)) {
            return None;
        }
        self.html.push(span);
        Some(html)
    }

    fn inlines(&mut self, all: Inlines) -> Inlines {
        let mut kept = Vec::new();
        for Inline { span, kind } in all {
            let kind = match kind {
                InlineKind::Link(mut link) => {
                    let content = self.inlines(link.content);
                    let instead = instead_of_link(&link.title);
                    if self.leads_somewhere(link.link) {
                        self.links.insert(link.link);
                        if instead.is_some() {
                            link.title = Box::default();
                        }
                        link.content = content;
                        InlineKind::Link(link)
                    } else if let Some(instead) = instead {
                        InlineKind::Text(instead.into())
                    } else {
                        kept.extend(content);
                        continue;
                    }
                }
                InlineKind::Image(image) => match self.leads_somewhere(image.link) {
                    true => {
                        self.links.insert(image.link);
                        InlineKind::Image(image)
                    }
                    false => InlineKind::Text(image.alt.into()),
                },
                InlineKind::Emphasis(content) => InlineKind::Emphasis(self.inlines(content)),
                InlineKind::Strong(content) => InlineKind::Strong(self.inlines(content)),
                InlineKind::Strikethrough(content) => {
                    InlineKind::Strikethrough(self.inlines(content))
                }
                InlineKind::Html(html) => match self.html(span, &html) {
                    Some(html) => InlineKind::Html(html.into()),
                    None => continue,
                },
                InlineKind::FootnoteReference(label) => match self.has_footnote(&label) {
                    true => InlineKind::FootnoteReference(label),
                    false => continue,
                },
                kind => kind,
            };
            kept.push(Inline { span, kind });
        }
        kept.into()
    }

    fn leads_somewhere(&self, link: LinkIndex) -> bool {
        let Some(shown) = self.shown else { return true };
        self.document.links.get(link).is_some_and(|link| shown.leads_somewhere(&link.target))
    }

    fn has_footnote(&self, label: &str) -> bool {
        let notes = &self.document.parsed.body.footnotes;
        self.shown.is_none()
            || notes.iter().any(|note| note.label == label && !self.is_hidden(note.span))
    }
}

/// What `cut` leaves of these; `None` if that is nothing, and it was something.
fn some<T>(all: Box<[T]>, cut: impl FnOnce(Box<[T]>) -> Box<[T]>) -> Option<Box<[T]>> {
    let had = !all.is_empty();
    let kept = cut(all);
    (!had || !kept.is_empty()).then_some(kept)
}

/// The footnotes that a body refers to, in order.
fn references(body: &Body) -> Vec<String> {
    let mut labels = Vec::new();
    walk(body, &mut |visit| {
        if let Visit::Inline(Inline { kind: InlineKind::FootnoteReference(label), .. }) = visit {
            labels.push(label.to_string());
        }
    });
    labels
}

/// HTML without what stands in comments; one that never ends takes the rest with it.
fn without_comments(html: &str) -> String {
    let mut kept = String::new();
    let mut rest = html;
    while let Some(at) = rest.find("<!--") {
        kept.push_str(&rest[..at]);
        rest = rest[at..].find("-->").map_or("", |end| &rest[at + end + 3..]);
    }
    kept.push_str(rest);
    kept
}
