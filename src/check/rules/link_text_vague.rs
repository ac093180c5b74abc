//! Links whose words don't say where they lead.

use crate::check::rule::{Context, Findings, Group, Rule, Run};
use crate::diagnostic::Severity;
use crate::markdown::tree::{Link, LinkKind};

pub(super) static RULE: Rule = Rule {
    name: "link-text-vague",
    group: Group::Accessibility,
    severity: Severity::Warning,
    summary: "A link whose words don’t say where it leads",
    explain: include_str!("link_text_vague.md"),
    run: Run::Document(run),
};

/// Words that say nothing by themselves, as a screen reader reads links out.
const VAGUE: [&str; 27] = [
    "click here",
    "click",
    "here",
    "more",
    "read more",
    "see more",
    "learn more",
    "find out more",
    "more information",
    "more info",
    "further information",
    "details",
    "more details",
    "link",
    "this link",
    "follow this link",
    "the link",
    "this page",
    "this",
    "this document",
    "page",
    "see here",
    "go",
    "go here",
    "download",
    "download here",
    "click here for more",
];

fn run(context: &Context<'_>, findings: &mut Findings<'_>) {
    let document = context.document;
    for link in &document.parsed.outline.links {
        let found = fault(link, context.is_in_english());
        let Some((message, severity)) = found else { continue };
        findings
            .at(document, link.span, message)
            .help("Use the name of what it leads to, as in “read the [safety plan](…)”.")
            .no_more_than(severity);
    }
}

fn fault(link: &Link, is_in_english: bool) -> Option<(String, Severity)> {
    let text = link.text.trim();
    match link.kind {
        LinkKind::Link if text.is_empty() => {
            Some(("This link has no words to click on.".to_owned(), Severity::Warning))
        }
        LinkKind::Link if is_in_english && is_vague(text) => {
            Some((format!("“{text}” doesn’t say where the link leads."), Severity::Warning))
        }
        LinkKind::Link | LinkKind::Autolink if is_long_address(text) => {
            Some(("The words of this link are a bare address.".to_owned(), Severity::Info))
        }
        LinkKind::Link | LinkKind::Autolink | LinkKind::Image | LinkKind::Html => None,
    }
}

fn is_vague(text: &str) -> bool {
    let words = text.to_lowercase();
    let bare = words.trim_matches(|c: char| !c.is_alphanumeric());
    VAGUE.contains(&bare)
}

/// `https://www.gov.uk/guidance/x`; a bare host such as `childline.org.uk` is what people call the site.
fn is_long_address(text: &str) -> bool {
    let rest =
        ["https://", "http://", "www."].into_iter().find_map(|start| text.strip_prefix(start));
    rest.is_some_and(|rest| {
        !rest.contains(char::is_whitespace) && rest.trim_end_matches('/').contains('/')
    })
}
