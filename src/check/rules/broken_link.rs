//! Links, related documents and passages that lead nowhere.

use crate::check::rule::{Context, Findings, Group, Rule, Run};
use crate::diagnostic::Severity;
use crate::model::{DocumentId, IncludeFault, LinkFault, Target};
use crate::source::{Located, Span};

pub(super) static RULE: Rule = Rule {
    name: "broken-link",
    group: Group::Links,
    severity: Severity::Error,
    summary: "A link, an image or an included passage that leads nowhere",
    explain: include_str!("broken_link.md"),
    run: Run::Document(run),
};

fn run(context: &Context<'_>, findings: &mut Findings<'_>) {
    let document = context.document;
    let outline = &document.parsed.outline;
    for (written, link) in outline.links.iter().zip(&document.links) {
        if let Target::Broken(fault) = &link.target {
            report(context, findings, written.destination_span, &written.destination, fault);
        }
    }
    let front = &outline.front;
    let fields = [(&front.related, &document.related), (&front.supersedes, &document.supersedes)];
    for (written, resolved) in fields {
        for (written, resolved) in written.iter().flatten().zip(resolved) {
            field(context, findings, written, resolved);
        }
    }
    if let (Some(written), Some(resolved)) = (&front.replaced_by, &document.replaced_by) {
        field(context, findings, written, resolved);
    }
    for (include, resolved) in outline.includes.iter().zip(&document.includes) {
        if let Err(fault) = resolved {
            passage(context, findings, &include.file, include.span, fault);
        }
    }
}

fn field(
    context: &Context<'_>,
    findings: &mut Findings<'_>,
    written: &Located<String>,
    resolved: &Located<Result<DocumentId, LinkFault>>,
) {
    if let Err(fault) = &resolved.value {
        report(context, findings, written.span, &written.value, fault);
    }
}

fn report(
    context: &Context<'_>,
    findings: &mut Findings<'_>,
    span: Span,
    written: &str,
    fault: &LinkFault,
) {
    let title = |id: &DocumentId| context.handbook.document(*id).title.as_str();
    let path = |id: &DocumentId| context.handbook.document(*id).parsed.path.as_str();
    let (message, help) = match fault {
        LinkFault::NoSuchFile { nearest } => (
            format!("There is no file “{written}”."),
            match nearest {
                Some(nearest) => {
                    format!("The nearest is “{nearest}”. Write that, or take the link away.")
                }
                None => "Check the name and the folder, or take the link away.".to_owned(),
            },
        ),
        LinkFault::OtherCapitals { actual } => (
            format!("The file is called “{actual}”, in other capitals."),
            format!("Write it as “{actual}”: most web servers tell capitals apart."),
        ),
        LinkFault::NoSuchAnchor { document, anchor, nearest } => (
            format!("“{}” ({}) has no heading “#{anchor}”.", title(document), path(document)),
            match nearest {
                Some(nearest) => format!("The nearest is “#{nearest}”."),
                None => "Link to the document without the part from “#” on, or add the heading."
                    .to_owned(),
            },
        ),
        LinkFault::LeadsOut => (
            format!("“{written}” leads out of the handbook’s content folder."),
            "Put the file beside the document, and link to it there.".to_owned(),
        ),
        LinkFault::Draft(id) => (
            format!("“{}” ({}) is a draft, and drafts are not published.", title(id), path(id)),
            "Take the link away until the draft is finished, or build with --drafts.".to_owned(),
        ),
        LinkFault::Undeclared(id) => (
            format!(
                "“{}” ({}) doesn’t say how it was made safe, so it is not published.",
                title(id),
                path(id)
            ),
            "Add “anonymised” to its fields first, or take the link away.".to_owned(),
        ),
        LinkFault::Passage(id) => (
            format!(
                "{} has no page of its own, since its name or its folder’s begins with “_”.",
                path(id)
            ),
            "Include it with the include component, or rename it.".to_owned(),
        ),
        LinkFault::NotADocument => (
            format!("“{written}” is not one of the handbook’s documents."),
            "Name a Markdown file of this handbook here.".to_owned(),
        ),
        LinkFault::Empty => (
            "This link has no address.".to_owned(),
            "Write the address between the round brackets, or take the link away.".to_owned(),
        ),
        LinkFault::Unsafe(scheme) => (
            format!("An address that begins with “{scheme}:” can run a program, and is left out."),
            "Link to a document, a file beside it, or a web address.".to_owned(),
        ),
        LinkFault::Ambiguous(meanings) => (
            format!("“{written}” could mean {}.", either(meanings)),
            "Write the one that you mean.".to_owned(),
        ),
    };
    findings.at(context.document, span, message).help(help);
}

fn either(meanings: &[String]) -> String {
    let quoted: Vec<String> = meanings.iter().map(|one| format!("“{one}”")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

fn passage(
    context: &Context<'_>,
    findings: &mut Findings<'_>,
    written: &str,
    span: Span,
    fault: &IncludeFault,
) {
    let (message, help) = match fault {
        IncludeFault::NoSuchFile { nearest } => (
            format!("There is no file “{written}” to include."),
            match nearest {
                Some(nearest) => format!("The nearest is “{nearest}”."),
                None => "Check the name and the folder; they count from this file.".to_owned(),
            },
        ),
        IncludeFault::NotMarkdown => (
            format!("“{written}” is not Markdown, so it can’t be included."),
            "Include a file that ends in .md, or link to this one.".to_owned(),
        ),
        IncludeFault::Loop(files) => (
            format!("“{written}” includes itself: {}.", files.join(" → ")),
            "Take one of these includes away.".to_owned(),
        ),
    };
    findings.at(context.document, span, message).help(help);
}
