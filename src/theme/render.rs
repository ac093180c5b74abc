//! A template and a context to text, by way of Tera.

use std::collections::BTreeMap;

use tera::{Context, Tera, Value};

use crate::theme::Theme;

/// Text for an element or a quoted attribute, as templates write it.
pub fn escaped(text: &str) -> String {
    let mut escaped = Vec::with_capacity(text.len());
    let written = tera::escape_html(text, &mut escaped).map(|()| String::from_utf8(escaped));
    written.expect("memory can be written").expect("escaped text is text")
}

/// Adds the same to what is there.
pub fn push_escaped(text: &str, html: &mut String) {
    // Without a branch, so that a processor looks at many bytes at once.
    let is_other = |byte: u8| matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'');
    match text.bytes().fold(false, |any, byte| any | is_other(byte)) {
        true => html.push_str(&escaped(text)),
        false => html.push_str(text),
    }
}

/// Which template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Template<'a> {
    /// One for a whole page: `document.html`.
    Page(&'a str),
    /// A component's.
    Component(&'a str),
}

/// A template that can't be read, or that failed while it rendered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenderFault {
    /// The file that is wrong, below the theme's folder: `templates/document.html`.
    pub file: String,
    /// Where in it, if that is known: line and column, from 1.
    pub position: Option<(usize, usize)>,
    /// What is wrong, in Tera's words.
    pub message: String,
}

impl RenderFault {
    /// Tera's report of an error in the template `name`, or in one that it uses.
    fn new(name: &str, report: &str) -> Self {
        let place = report.lines().find_map(|line| line.trim_start().strip_prefix("--> "));
        let place = place.and_then(|place| {
            let (rest, column) = place.trim_end().rsplit_once(':')?;
            let (name, line) = rest.rsplit_once(':')?;
            Some((name, (line.parse().ok()?, column.parse().ok()?)))
        });
        let name = place.map_or(name, |(name, _)| name);
        let file = match name.contains('/') {
            true => name.to_owned(),
            false => format!("templates/{name}"),
        };
        let message = match place {
            // What follows draws the place, which is drawn by whoever shows the fault.
            Some(_) => report.split("-->").next().unwrap_or_default(),
            None => report,
        };
        let message = message.trim().trim_start_matches("error: ").to_owned();
        RenderFault { file, position: place.map(|(_, position)| position), message }
    }
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
        rendered(&self.tera, &template.name(), values)
    }

    /// Renders one of the pieces that templates share, such as `nav_tree`: a component with these arguments on a page
    /// where these values are seen, around a body, if it is given one.
    ///
    /// # Errors
    /// If the theme has no such piece, or it can't be made of these arguments.
    pub fn render_piece(
        &self,
        name: &str,
        arguments: Vec<(&'static str, Value)>,
        seen: Vec<(&'static str, Value)>,
        body: Option<&str>,
    ) -> Result<String, RenderFault> {
        self.tera
            .render_component_with_implicits(name, &context(arguments), &context(seen), body, true)
            .map_err(|error| RenderFault::new("parts.html", &error.to_string()))
    }

    /// Has a template of the handbook's own this word in it?
    pub fn own_templates_say(&self, word: &str) -> bool {
        self.own_templates.iter().any(|text| text.contains(word))
    }

    /// Has the theme this page template?
    pub fn has_page(&self, name: &str) -> bool {
        self.tera.contains_template(name)
    }
}

/// A template with these values.
pub(super) fn rendered(
    tera: &Tera,
    name: &str,
    values: Vec<(&'static str, Value)>,
) -> Result<String, RenderFault> {
    let html = tera.render(name, &context(values));
    html.map_err(|error| RenderFault::new(name, &error.to_string()))
}

fn context(values: Vec<(&'static str, Value)>) -> Context {
    let mut context = Context::new();
    for (key, value) in values {
        context.insert_value(key, value);
    }
    context
}

/// The engine with every template; an error names one of the handbook's own files where it can.
pub(super) fn engine(
    templates: &[(String, String)],
    own: &BTreeMap<String, Vec<u8>>,
) -> Result<Tera, RenderFault> {
    let mut tera = Tera::new();
    tera.autoescape_on(vec![".html"]);
    let all = templates.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    tera.add_raw_templates(all).map_err(|error| {
        let report = error.to_string();
        let name = own
            .keys()
            .map(|file| file.trim_start_matches("templates/"))
            .find(|name| report.contains(name));
        RenderFault::new(name.unwrap_or_default(), &report)
    })?;
    Ok(tera)
}

#[cfg(test)]
mod tests {
    use super::RenderFault;

    #[test]
    fn reads_where_a_report_points() {
        let check = |report: &str, expected: (&str, Option<(usize, usize)>, &str)| {
            let fault = RenderFault::new("document.html", report);
            assert_eq!((fault.file.as_str(), fault.position, fault.message.as_str()), expected);
        };
        check(
            "error: Unknown filter `x`\n --> base.html:18:9\n  |\n18 | {{ a | x }}",
            ("templates/base.html", Some((18, 9)), "Unknown filter `x`"),
        );
        check(
            "error: No.\n --> components/map/map.html:1:2\n",
            ("components/map/map.html", Some((1, 2)), "No."),
        );
        check("It has no parent.", ("templates/document.html", None, "It has no parent."));
    }
}
