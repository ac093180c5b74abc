//! Links and images to HTML, relative to the page.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::markdown::tree::{LinkIndex, LinkKind};
use crate::model::{Document, DocumentId, Target};
use crate::render::html::sanitise::{self, Attributes, Piece};
use crate::render::html::{Writer, push_escaped};

impl<'a> Writer<'a> {
    /// The address that a link has on this page; `None` if it leads nowhere.
    fn address(&self, link: LinkIndex) -> Option<Cow<'a, str>> {
        let address = match &self.links.get(link)?.target {
            Target::External(address) => return Some(Cow::Borrowed(address)),
            Target::Document(id, anchor) => self.document_address(*id, anchor.as_deref())?,
            // A section without a document of its own is in one language.
            Target::Section(id) => self.page.link_to(&self.edition.section(*id).url, None),
            Target::File(path) => self.page.link_to(self.edition.files.get(path)?, None),
            Target::Broken(_) => return None,
        };
        Some(Cow::Owned(address))
    }

    fn document_address(&self, id: DocumentId, anchor: Option<&str>) -> Option<String> {
        if let Some(prefix) = self.together.and_then(|one| one.documents.get(&id)) {
            let anchor = [prefix, anchor.unwrap_or_default()].concat();
            return Some(self.page.link_to(self.page, Some(&anchor)));
        }
        let written = self.edition.document(id)?;
        let document = self.edition.version(written, &self.theme.language);
        // Its headings have other words, and with them other anchors.
        let is_version = !std::ptr::eq(document, written);
        let anchor = anchor.filter(|anchor| !is_version || has_anchor(document, anchor));
        if self.is_passage && document.url == self.document.url {
            let anchor = anchor.map(|anchor| self.anchor(anchor));
            return Some(self.page.link_to(self.page, anchor.as_deref()));
        }
        Some(self.page.link_to(&document.url, anchor))
    }

    /// Writes what stands before a link's words; gives what stands after them.
    pub(super) fn open_link(
        &self,
        link: LinkIndex,
        title: &str,
        html: &mut String,
    ) -> &'static str {
        let Some(address) = self.address(link) else {
            html.push_str("<span class=\"broken-link\">");
            return "</span>";
        };
        html.push_str("<a href=\"");
        push_escaped(html, &address);
        if !title.is_empty() {
            html.push_str("\" title=\"");
            push_escaped(html, title);
        }
        html.push_str("\">");
        "</a>"
    }

    pub(super) fn image(&self, link: LinkIndex, title: &str, alt: &str, html: &mut String) {
        // An image from another host would be a request that leaves the site: its place is a link.
        if let Some(Target::External(address)) = self.links.get(link).map(|link| &link.target) {
            html.push_str("<a href=\"");
            push_escaped(html, address);
            html.push_str("\">");
            push_escaped(html, if alt.is_empty() { address } else { alt });
            html.push_str("</a>");
            return;
        }
        let Some(address) = self.address(link) else {
            html.push_str("<span class=\"broken-link\">");
            push_escaped(html, alt);
            html.push_str("</span>");
            return;
        };
        html.push_str("<img src=\"");
        push_escaped(html, &address);
        html.push_str("\" alt=\"");
        push_escaped(html, alt);
        if !title.is_empty() {
            html.push_str("\" title=\"");
            push_escaped(html, title);
        }
        html.push_str("\" loading=\"lazy\">");
    }

    /// What the addresses in the author's own HTML become; empty where one leads nowhere.
    fn html_addresses(&self) -> BTreeMap<String, String> {
        let links = self.document.parsed.outline.links.iter().enumerate();
        links
            .filter(|(_, link)| link.kind == LinkKind::Html)
            .map(|(index, link)| {
                (link.destination.clone(), self.address(index).unwrap_or_default().into_owned())
            })
            .collect()
    }

    /// Pieces of which some are the author's HTML, safe together.
    pub(super) fn mixed(&mut self, pieces: &[Piece<'_>]) -> String {
        let attributes = Attributes {
            addresses: Arc::new(self.html_addresses()),
            prefix: self.anchor(""),
            taken: std::mem::take(&mut self.shared.anchors),
        };
        let (html, taken) = sanitise::mixed(pieces, &attributes);
        self.shared.anchors = taken;
        html
    }
}

fn has_anchor(document: &Document, anchor: &str) -> bool {
    let outline = &document.parsed.outline;
    outline.headings.iter().any(|heading| &*heading.anchor == anchor)
        || outline.anchors.iter().any(|one| one == anchor)
}
