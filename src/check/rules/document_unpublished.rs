//! Markdown files that no reader gets: drafts, and passages that nothing includes.

use crate::check::rule::{Context, Findings, Group, Rule, Run};
use crate::diagnostic::Severity;
use crate::model::{DocumentId, Status};

pub(super) static RULE: Rule = Rule {
    name: "document-unpublished",
    group: Group::Files,
    severity: Severity::Info,
    summary: "A Markdown file that is not published and that nothing includes",
    explain: include_str!("document_unpublished.md"),
    run: Run::Document(run),
};

fn run(context: &Context<'_>, findings: &mut Findings<'_>) {
    let document = context.document;
    // `example-undeclared` speaks of those.
    if document.published || document.undeclared {
        return;
    }
    // What keeps its source back is said there.
    let is_kept_by_source = document
        .source
        .is_some_and(|id| !context.handbook.document(id).published && !document.is_passage);
    if is_kept_by_source {
        return;
    }
    if !document.is_passage {
        let status = &document.parsed.outline.front.status;
        let span = status.as_ref().map_or(document.front_matter_span(), |status| status.span);
        debug_assert_eq!(document.status, Status::Draft, "nothing else keeps a document back");
        findings
            .at(document, span, "This document is a draft, so readers don’t get it.".to_owned())
            .help("Build with --drafts to see it, or write “status: current” when it is ready.");
        return;
    }
    let id = document.source.unwrap_or(context.id);
    let config = &context.handbook.config;
    let own = config.editions.iter().filter_map(|one| one.emergency.as_ref());
    let mut emergencies = config.emergency.iter().chain(own);
    let is_emergency = emergencies.any(|file| context.handbook.is_named(Some(file), id));
    let is_included = |id: &DocumentId| context.handbook.included.contains(id);
    if !is_included(&context.id) && !is_included(&id) && !is_emergency {
        let message =
            "This file is not published, since its name or its folder’s begins with “_”, \
                       and nothing includes it."
                .to_owned();
        findings
            .in_file(&document.parsed.path, message)
            .help("Rename it to publish it, or include it where it belongs.");
    }
}
