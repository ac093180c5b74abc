//! Documents that a section's page leaves out where it leads to its others, and to which nothing else leads.

use std::collections::BTreeSet;

use crate::check::rule::{Findings, Group, Rule, Run};
use crate::diagnostic::Severity;
use crate::model::{Child, Document, DocumentId, Handbook, Target};

pub(super) static RULE: Rule = Rule {
    name: "orphan-document",
    group: Group::Links,
    severity: Severity::Info,
    summary: "A document to which nothing leads, though its section’s page leads to others",
    explain: include_str!("orphan_document.md"),
    run: Run::Handbook(run),
};

fn run(handbook: &Handbook, findings: &mut Findings<'_>) {
    let mut linked: BTreeSet<DocumentId> = BTreeSet::new();
    for (index, document) in handbook.documents.iter().enumerate() {
        linked.extend(leads_to(document).filter(|id| id.0 != index));
    }
    for section in handbook.sections.iter() {
        let Some(page) = section.document.map(|id| handbook.document(id)) else { continue };
        let by_page: BTreeSet<DocumentId> = leads_to(page).collect();
        let children = || {
            section.children.iter().filter_map(|child| match child {
                Child::Document(id) => Some(*id),
                Child::Section(_) => None,
            })
        };
        if !children().any(|id| by_page.contains(&id)) {
            continue;
        }
        for id in children().filter(|id| !linked.contains(id)) {
            let document = handbook.document(id);
            let message = format!(
                "Nothing leads to this document, though “{}” leads to others of its section.",
                section.title
            );
            findings.at(document, document.front_matter_span(), message).help(format!(
                "Link to it from {}, or from where people need it.",
                page.parsed.path
            ));
        }
    }
}

/// The documents to which one leads, in its text and its fields.
fn leads_to(document: &Document) -> impl Iterator<Item = DocumentId> {
    let in_text = document.links.iter().filter_map(|link| match link.target {
        Target::Document(id, _) => Some(id),
        Target::External(_) | Target::Section(_) | Target::File(_) | Target::Broken(_) => None,
    });
    let fields = document.related.iter().chain(&document.supersedes).chain(&document.replaced_by);
    in_text.chain(fields.filter_map(|field| field.value.as_ref().ok().copied()))
}
