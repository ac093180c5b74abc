//! Links and passages that lead from what an edition shows to what it hides.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::check::rule::{Findings, Group, Rule, Run};
use crate::diagnostic::Severity;
use crate::markdown::tree::{Block, BlockKind, Inline, InlineKind, LinkIndex};
use crate::markdown::{Visit, walk};
use crate::model::config::EditionSettings;
use crate::model::{
    Document, DocumentId, Handbook, LinkFault, Target, block_audience, instead_of_link,
};
use crate::source::{Located, Span};

pub(super) static RULE: Rule = Rule {
    name: "link-hidden",
    group: Group::Links,
    severity: Severity::Error,
    summary: "A link or passage that leads to what an edition doesn’t show",
    explain: include_str!("link_hidden.md"),
    run: Run::Handbook(run),
};

/// An edition and which sections it shows.
struct Seen<'a> {
    edition: &'a EditionSettings,
    sections: Vec<bool>,
}

fn run(handbook: &Handbook, findings: &mut Findings<'_>) {
    let editions = handbook.config.editions.iter();
    let editions: Vec<Seen<'_>> = editions
        .map(|edition| Seen { edition, sections: handbook.sections_shown(edition) })
        .collect();
    if editions.is_empty() {
        return;
    }
    emergency(handbook, &editions, findings);
    for (index, document) in handbook.documents.iter().enumerate() {
        let shown: Vec<&Seen<'_>> =
            editions.iter().filter(|one| handbook.shows(one.edition, DocumentId(index))).collect();
        links(handbook, document, &shown, findings);
        passages(handbook, document, &shown, findings);
    }
}

fn links(
    handbook: &Handbook,
    document: &Document,
    shown: &[&Seen<'_>],
    findings: &mut Findings<'_>,
) {
    let hides = |seen: &Seen<'_>, target: &Target| match target {
        Target::Document(id, _) | Target::Broken(LinkFault::NoSuchAnchor { document: id, .. }) => {
            !handbook.shows(seen.edition, *id) && handbook.home_instead(seen.edition, *id).is_none()
        }
        Target::Section(id) => !seen.sections[id.0],
        Target::External(_) | Target::File(_) | Target::Broken(_) => false,
    };
    let links = || document.parsed.outline.links.iter().zip(&document.links).enumerate();
    let is_hidden = |target: &Target| shown.iter().any(|seen| hides(seen, target));
    if !links().any(|(_, (_, link))| is_hidden(&link.target)) {
        return;
    }
    let text = Written::new(document);
    for (index, (written, link)) in links() {
        let hiding: Vec<&str> = shown
            .iter()
            .filter(|seen| hides(seen, &link.target) && text.is_for(seen.edition, written.span))
            .map(|seen| seen.edition.name())
            .collect();
        if hiding.is_empty() || text.instead.contains(&index) {
            continue;
        }
        let to = match &link.target {
            Target::Section(id) => format!("the section “{}”", handbook.section(*id).title),
            Target::Document(id, _) => named(handbook.document(*id)),
            _ => continue,
        };
        let message = message(document, &hiding, &to);
        findings.at(document, written.destination_span, message).help(format!(
            "Write what to show instead: [{}]({} \"otherwise: …\"). Or put it between “:::for …” and “:::”, or let \
             the other be for the same readers.",
            written.text, written.destination
        ));
    }
}

fn passages(
    handbook: &Handbook,
    document: &Document,
    shown: &[&Seen<'_>],
    findings: &mut Findings<'_>,
) {
    for (include, passage) in document.parsed.outline.includes.iter().zip(&document.includes) {
        let Ok(id) = passage else { continue };
        let hidden = shown.iter().filter(|seen| !handbook.shows(seen.edition, *id));
        let mut hiding: Vec<&str> = hidden.clone().map(|seen| seen.edition.name()).collect();
        if hiding.is_empty() {
            continue;
        }
        let text = Written::new(document);
        hiding = hidden
            .filter(|seen| text.is_for(seen.edition, include.span))
            .map(|seen| seen.edition.name())
            .collect();
        if !hiding.is_empty() {
            let message = message(document, &hiding, &named(handbook.document(*id)));
            findings.at(document, include.span, message).help(
                "Put it between “:::for …” and “:::”, or give the passage an “audience” with the same readers.",
            );
        }
    }
}

/// What to do when a child is in danger has to be in every edition.
fn emergency(handbook: &Handbook, editions: &[Seen<'_>], findings: &mut Findings<'_>) {
    let config = &handbook.config;
    let Some(path) = &config.path else { return };
    let mut files: Vec<(&Located<String>, Vec<&str>)> = Vec::new();
    for Seen { edition, .. } in editions {
        let Some(file) = edition.emergency.as_ref().or(config.emergency.as_ref()) else { continue };
        let named = Some(file.value.trim_start_matches('/'));
        let is_it = |one: &Arc<Document>| one.parsed.path.below(&config.content) == named;
        let Some(index) = handbook.documents.iter().position(is_it) else { continue };
        if handbook.shows(edition, DocumentId(index)) {
            continue;
        }
        match files.iter_mut().find(|(other, _)| other.span == file.span) {
            Some((_, hiding)) => hiding.push(edition.name()),
            None => files.push((file, vec![edition.name()])),
        }
    }
    for (file, hiding) in files {
        let message = format!(
            "{} would not say what to do in an emergency: “{}” is not for {} readers.",
            editions_named(&hiding),
            file.value,
            if hiding.len() == 1 { "its" } else { "their" }
        );
        findings
            .in_yaml(handbook, path, file.span, message)
            .help("Give that file an “audience” with everybody in it.");
    }
}

fn named(document: &Document) -> String {
    format!("“{}” ({})", document.title, document.parsed.path)
}

fn message(document: &Document, hiding: &[&str], to: &str) -> String {
    let verb = if hiding.len() == 1 { "shows" } else { "show" };
    format!("{} {verb} “{}” and not {to}.", editions_named(hiding), document.title)
}

fn editions_named(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("“{name}”")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => {
            format!("The editions {} and {last}", rest.join(", "))
        }
        _ => format!("The edition {}", quoted.concat()),
    }
}

/// What the text of a document says of its links.
struct Written {
    /// Stretches that are for some readers, and for whom.
    stretches: Vec<(Span, Vec<String>)>,
    /// Links that say what to show instead.
    instead: BTreeSet<LinkIndex>,
}

impl Written {
    fn new(document: &Document) -> Self {
        let (mut stretches, mut instead) = (Vec::new(), BTreeSet::new());
        walk(&document.parsed.body, &mut |visit| match visit {
            Visit::Block(Block { span, kind: BlockKind::Component(component) }) => {
                let audience = block_audience(component);
                stretches.extend(audience.map(|audience| (*span, audience.ids())));
            }
            Visit::Inline(Inline { kind: InlineKind::Link(link), .. }) => {
                instead.extend(instead_of_link(&link.title).map(|_| link.link));
            }
            Visit::Block(_) | Visit::Inline(_) => {}
        });
        Written { stretches, instead }
    }

    /// Is what stands at a place for an edition's readers?
    fn is_for(&self, edition: &EditionSettings, place: Span) -> bool {
        let around = self.stretches.iter();
        around
            .filter(|(span, _)| span.start() <= place.start() && place.start() < span.end())
            .all(|(_, audiences)| edition.is_for(audiences))
    }
}
