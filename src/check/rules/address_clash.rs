//! Two things that would be published at one address.

use crate::check::rule::{Findings, Group, Rule, Run};
use crate::diagnostic::Severity;
use crate::model::{AliasFault, Claimant, Clash, Handbook};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    name: "address-clash",
    group: Group::Links,
    severity: Severity::Error,
    summary: "Two documents, files or old addresses that want one address",
    explain: include_str!("address_clash.md"),
    run: Run::Handbook(run),
};

fn run(handbook: &Handbook, findings: &mut Findings<'_>) {
    for clash in handbook.clashes.iter() {
        let first = name(handbook, &clash.first);
        let message = format!("The address “{}” belongs to {first} already.", clash.url);
        let finding = match &clash.second {
            Claimant::Document(id) => {
                let document = handbook.document(*id);
                findings
                    .at(document, document.front_matter_span(), message)
                    .help("Rename one of the two files. Capitals and accents alone don’t tell them apart.")
            }
            Claimant::File(path) => findings.in_file(path, message).help("Rename this file."),
            Claimant::Alias(index) => {
                let alias = &handbook.aliases[*index];
                findings
                    .at(handbook.document(alias.document), alias.written.span, message)
                    .help("Take this old address away, or give it to one document only.")
            }
            Claimant::Generated(what) => {
                generated(handbook, clash, what, findings);
                continue;
            }
        };
        if let Claimant::Document(id) = &clash.first {
            let document = handbook.document(*id);
            finding.related(document, Span::new(0, 0), "This document has the address");
        }
    }
    for alias in handbook.aliases.iter() {
        if let Err(AliasFault::NotAPath) = alias.url {
            let message =
                format!("“{}” can’t be an old address of this handbook.", alias.written.value);
            findings
                .at(handbook.document(alias.document), alias.written.span, message)
                .help("Write it from the handbook’s first page on, as “policies/contact.html”.");
        }
    }
}

/// A page that the handbook makes itself, where something else is already.
fn generated(handbook: &Handbook, clash: &Clash, what: &str, findings: &mut Findings<'_>) {
    let message = format!("The handbook needs the address “{}” for {what}.", clash.url);
    match &clash.first {
        Claimant::Document(id) => {
            let document = handbook.document(*id);
            findings.at(document, document.front_matter_span(), message)
        }
        Claimant::File(path) => findings.in_file(path, message),
        Claimant::Alias(_) => findings.anywhere(message),
        Claimant::Generated(first) => {
            let url = &clash.url;
            findings
                .anywhere(format!("The address “{url}” is needed for {first}, and for {what}."))
                .help("Rename the folder, the tag, the kind or the element that one of the two is named after.");
            return;
        }
    }
    .help("Rename this file, or the folder that it is in.");
}

fn name(handbook: &Handbook, claimant: &Claimant) -> String {
    match claimant {
        Claimant::Document(id) => handbook.document(*id).parsed.path.to_string(),
        Claimant::File(path) => path.to_string(),
        Claimant::Alias(index) => {
            let alias = &handbook.aliases[*index];
            format!("an old address of {}", handbook.document(alias.document).parsed.path)
        }
        Claimant::Generated(what) => (*what).to_owned(),
    }
}
