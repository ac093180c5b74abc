//! Files named as a version in another language of a document that isn't there.

use crate::check::rule::{Context, Findings, Group, Rule, Run};
use crate::diagnostic::Severity;
use crate::load::nearest;
use crate::resolve;
use crate::source::SourcePath;

pub(super) static RULE: Rule = Rule {
    name: "translation-alone",
    group: Group::Languages,
    severity: Severity::Warning,
    summary: "A translation of a document that isn’t there",
    explain: include_str!("translation_alone.md"),
    run: Run::Document(run),
};

fn run(context: &Context<'_>, findings: &mut Findings<'_>) {
    let (handbook, document) = (context.handbook, context.document);
    let path = &document.parsed.path;
    let Some((language, name)) = resolve::listed_language(&handbook.config, path) else { return };
    if document.source.is_some() {
        return;
    }
    let folder = path.folder();
    let beside = handbook.documents.iter().map(|one| &one.parsed.path).filter(|one| {
        one.folder() == folder && resolve::listed_language(&handbook.config, one).is_none()
    });
    let near = nearest(name, beside.map(SourcePath::stem));
    let help = match near {
        Some(near) => {
            format!("The nearest is {near}.md. If that is meant, name this {near}.{language}.md.")
        }
        None => format!(
            "Put {name}.md beside it. If this is in {} alone, name it {name}.md and write “language: \
             {language}” at its top.",
            language.in_english()
        ),
    };
    let message = format!(
        "There is no {name}.md of which this could be the {} version, so it is a document of its own.",
        language.in_english()
    );
    findings.in_file(path, message).help(help);
}
