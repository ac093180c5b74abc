//! Links and images to HTML, relative to the page.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use crate::markdown::tree::{LinkIndex, LinkKind};
use crate::model::{Document, Target};
use crate::render::html::sanitise::{self, Attributes, Piece};
use crate::render::html::{Writer, escape, push_escaped};

impl Writer<'_> {
    /// The address that a link has on this page; `None` if it leads nowhere.
    fn address(&self, link: LinkIndex) -> Option<String> {
        match &self.document.links.get(link)?.target {
            Target::External(address) => Some(address.clone()),
            Target::Document(id, anchor) => {
                if let Some(prefix) = self.together.and_then(|one| one.documents.get(id)) {
                    let anchor = format!("{prefix}{}", anchor.as_deref().unwrap_or_default());
                    return Some(self.page.link_to(self.page, Some(&anchor)));
                }
                let written = self.edition.document(*id)?;
                let document = self.edition.version(written, &self.theme.language);
                // Its headings have other words, and with them other anchors.
                let anchor = match anchor {
                    Some(anchor) if document.url != written.url => {
                        Some(anchor).filter(|anchor| has_anchor(document, anchor))
                    }
                    anchor => anchor.as_ref(),
                };
                if self.anchor_prefix.is_some() && document.url == self.document.url {
                    let anchor = anchor.map(|anchor| self.anchor(anchor));
                    return Some(self.page.link_to(self.page, anchor.as_deref()));
                }
                Some(self.page.link_to(&document.url, anchor.map(String::as_str)))
            }
            // A section without a document of its own is in one language.
            Target::Section(id) => Some(self.page.link_to(&self.edition.section(*id).url, None)),
            Target::File(path) => Some(self.page.link_to(self.edition.files.get(path)?, None)),
            Target::Broken(_) => None,
        }
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
        if let Some(Target::External(address)) = self.document.links.get(link).map(|l| &l.target) {
            let text = if alt.is_empty() { address } else { alt };
            let _ = write!(html, "<a href=\"{}\">{}</a>", escape(address), escape(text));
            return;
        }
        let Some(address) = self.address(link) else {
            let _ = write!(html, "<span class=\"broken-link\">{}</span>", escape(alt));
            return;
        };
        let _ = write!(html, "<img src=\"{}\" alt=\"{}\"", escape(&address), escape(alt));
        if !title.is_empty() {
            let _ = write!(html, " title=\"{}\"", escape(title));
        }
        html.push_str(" loading=\"lazy\">");
    }

    /// What the addresses in the author's own HTML become; empty where one leads nowhere.
    fn html_addresses(&self) -> BTreeMap<String, String> {
        let links = self.document.parsed.outline.links.iter().enumerate();
        links
            .filter(|(_, link)| link.kind == LinkKind::Html)
            .map(|(index, link)| {
                (link.destination.clone(), self.address(index).unwrap_or_default())
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
    outline.headings.iter().any(|heading| heading.anchor == anchor)
        || outline.anchors.iter().any(|one| one == anchor)
}
