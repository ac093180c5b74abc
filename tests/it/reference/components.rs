//! A page for each component, from its own page, with each example as readers get it.

use handbook::theme;

use crate::reference::fences::fenced;
use crate::reference::{Pages, listed, page};
use crate::rules::fences;

pub(super) fn write(pages: &mut Pages) {
    for (index, (name, component)) in theme::built_in().components.iter().enumerate() {
        let text = component.documentation.as_deref().expect("each has its page");
        let definition = handbook::load::component(name, Some(text), &component.template);
        let (_, body) = text.split_once(&format!("\n# {name}\n")).expect("its page has its title");
        let (first, more) = body.trim().split_once('.').expect("its first sentence ends");
        let summary = format!("{}.", first.replace('\n', " ").replace('`', ""));
        let mut shown = linked(&with_results(&format!("{}\n", more.trim())));
        let attributes = definition.attributes.iter().flatten().map(|one| one.name.as_str());
        let attributes = listed(attributes, "and");
        let parts = listed(definition.parts.iter().map(|one| one.name.as_str()), "and");
        let takes = [("In curly brackets it takes", attributes), ("Its parts are", parts)];
        for (words, list) in takes.iter().filter(|(_, list)| !list.is_empty()) {
            shown.push_str(&format!("\n{words} {list}.\n"));
        }
        pages.insert(
            format!("components/{name}.md"),
            page(name, &summary, (index + 1) * 10, &shown),
        );
    }
    pages.insert("components/index.md".to_owned(), index());
}

/// A page in which each example of Markdown is followed by what readers get.
fn with_results(text: &str) -> String {
    let mut shown = String::new();
    let mut at = 0;
    for fence in fences(text, 0).into_iter().filter(|fence| fence.info == "markdown") {
        let end = fence.body.end + text[fence.body.end..].find('\n').map_or(0, |end| end + 1);
        let line = text[..fence.body.start - 1].rfind('\n').map_or(0, |newline| newline + 1);
        let source = &text[fence.body];
        shown.push_str(&text[at..line]);
        shown.push_str(&fenced("markdown", source));
        shown.push_str(&format!("\nReaders get:\n\n{source}"));
        at = end;
    }
    format!("{}\n", (shown + &text[at..]).trim_end())
}

/// The pages stand beside one another here, and each in a folder of its own in the theme.
fn linked(text: &str) -> String {
    let names = theme::built_in().components.into_keys();
    names.fold(text.to_owned(), |text, name| {
        text.replace(&format!("](../{name}/{name}.md"), &format!("]({name}.md"))
    })
}

fn index() -> String {
    let include = fenced("markdown", ":::include {file=\"_shared/emergency.md\"}\n:::");
    let only = fenced("markdown", ":::for staff\nRing the duty manager first.\n:::");
    let note = fenced("markdown", "> [!NOTE]\n> The form is being changed.");
    let result = "> [!NOTE]\n> The form is being changed.\n";
    let body = format!(
        "A component is a piece of a page with a shape of its own. It opens with three colons and its name, and closes \
         with three colons, each on a line of its own. Words after the name are its label. What else it takes stands in \
         curly brackets at the end of the same line. A component that holds others opens and closes with four colons.\n\n\
         Two components are in no theme, since they are about what is on a page and not about how it looks.\n\n\
         ## include\n\nA passage that stands in a file of its own, so that it is written once. The file’s name counts \
         from this one. Files and folders whose name begins with an underscore are not pages themselves.\n\n{include}\n\
         ## for\n\nA passage for some audiences only. An edition for others does not hold a word of it.\n\n{only}\n\
         ## Boxes\n\nA quotation that begins with `[!NOTE]`, `[!TIP]`, `[!IMPORTANT]`, `[!WARNING]` or `[!CAUTION]` \
         is a box.\n\n{note}\n{result}"
    );
    let summary = "The pieces of a page that have a shape of their own, and how each is written.";
    page("Components", summary, 30, &body)
}
