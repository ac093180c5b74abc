//! A template and a context to text, by way of Tera.

use std::collections::BTreeMap;

use tera::{Context, ErrorKind, Tera, Value};

use crate::theme::{Theme, ThemeFault};

/// Which template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Template<'a> {
    /// One for a whole page: `document.html`.
    Page(&'a str),
    /// A component's.
    Component(&'a str),
}

/// A template that failed while it rendered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenderFault {
    /// The template's file below the theme's folder.
    pub file: String,
    /// What went wrong, in Tera's words.
    pub message: String,
}

impl Template<'_> {
    fn name(self) -> String {
        match self {
            Template::Page(name) => name.to_owned(),
            Template::Component(name) => format!("components/{name}/{name}.html"),
        }
    }
}

impl Theme {
    /// Renders a template with these values.
    ///
    /// # Errors
    /// If the template asks for what the context doesn't have, or does something that can't be done.
    pub fn render(
        &self,
        template: Template<'_>,
        values: Vec<(&'static str, Value)>,
    ) -> Result<String, RenderFault> {
        let mut context = Context::new();
        for (key, value) in values {
            context.insert_value(key, value);
        }
        let name = template.name();
        self.tera.render(&name, &context).map_err(|error| {
            let file = match template {
                Template::Page(name) => format!("templates/{name}"),
                Template::Component(_) => name,
            };
            RenderFault { file, message: error.to_string() }
        })
    }

    /// Has the theme this page template?
    pub fn has_page(&self, name: &str) -> bool {
        self.tera.contains_template(name)
    }
}

/// The engine with every template; an error names one of the handbook's own files where it can.
pub(super) fn engine(
    templates: &[(String, String)],
    own: &BTreeMap<String, Vec<u8>>,
) -> Result<Tera, ThemeFault> {
    let mut tera = Tera::new();
    tera.autoescape_on(vec![".html"]);
    let all = templates.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    tera.add_raw_templates(all).map_err(|error| {
        let words = error.to_string();
        let file = own
            .keys()
            .find(|file| words.contains(file.trim_start_matches("templates/")))
            .cloned()
            .unwrap_or_default();
        let position = match error.kind() {
            ErrorKind::SyntaxError(_) => position(&words),
            _ => None,
        };
        ThemeFault { file, position, message: words }
    })?;
    Ok(tera)
}

/// The first `:line:column` in a report.
fn position(report: &str) -> Option<(usize, usize)> {
    let mut numbers = report.split(['\n', ' ', ']']).find_map(|word| {
        let mut parts = word.rsplit(':');
        let column: usize = parts.next()?.parse().ok()?;
        let line: usize = parts.next()?.parse().ok()?;
        Some([line, column])
    })?.into_iter();
    Some((numbers.next()?, numbers.next()?))
}
