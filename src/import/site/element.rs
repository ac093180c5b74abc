//! Instructions of other generators, however they are written, and what each means here: boxes, tabs, folds, pictures,
//! links, films, passages. A generator's own syntax gives an [`Element`]; this says what becomes of it.

use crate::import::site::body::{Converter, kind_of, strong};
use crate::import::site::lines::{Line, common_indent, dedented, indented, trimmed};
use crate::import::site::python::capitalised;
use crate::import::site::remark::Remark;

/// An instruction.
#[derive(Clone, Debug, Default)]
pub(super) struct Element {
    /// Its name in small letters, without hyphens.
    pub name: String,
    /// What stands with it: names and values, and values alone.
    pub arguments: Vec<(Option<String>, String)>,
    /// The lines that it holds; `None` if it stands alone.
    pub content: Option<Vec<Line>>,
    /// Its first line, as written.
    pub written: String,
}

impl Element {
    /// The first of these arguments that it has.
    pub(super) fn argument(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| {
            let is_it = |own: &Option<String>| {
                own.as_ref().is_some_and(|own| own.eq_ignore_ascii_case(name))
            };
            self.arguments.iter().find(|(own, _)| is_it(own)).map(|(_, value)| value.as_str())
        })
    }

    /// A value that stands without a name.
    pub(super) fn alone(&self, index: usize) -> Option<&str> {
        let mut alone = self.arguments.iter().filter(|(name, _)| name.is_none());
        alone.nth(index).map(|(_, value)| value.as_str())
    }

    /// All that stands with it, as words.
    fn words(&self) -> String {
        let words = self
            .arguments
            .iter()
            .map(|(name, value)| format!("{} {value}", name.as_deref().unwrap_or_default()));
        format!("{} {}", self.name, words.collect::<Vec<_>>().join(" "))
    }

    /// The words that it holds, on one line.
    fn inner(&self) -> String {
        let lines = self.content.iter().flatten().map(Line::bare);
        lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

/// A name as instructions are compared by.
pub(super) fn plain_name(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '-' | '_')).flat_map(char::to_lowercase).collect()
}

const TABS: [&str; 6] = ["tabs", "tabpane", "tabgroup", "tabset", "codegroup", "codetabs"];
const TAB: [&str; 4] = ["tab", "tabitem", "tabcontent", "codetab"];
const FOLDS: [&str; 9] = [
    "details",
    "expand",
    "expander",
    "accordion",
    "accordionitem",
    "collapse",
    "collapsible",
    "spoiler",
    "toggle",
];
const WRAPPERS: [&str; 16] = [
    "", "steps", "step", "cardgrid", "cards", "columns", "column", "grid", "row", "col",
    "filetree", "fragment", "raw", "rawhtml", "div", "section",
];
const LABELS: [&str; 6] = ["label", "title", "name", "header", "summary", "value"];

impl Converter<'_, '_> {
    /// What a block becomes; `None` if it isn't known, and stays.
    pub(super) fn meaning(&mut self, element: &Element, head: &Line) -> Option<Vec<Line>> {
        let content = element.content.clone().unwrap_or_default();
        let content = dedented(&content, common_indent(&content));
        let name = element.name.as_str();
        let number = head.number;
        let block = match name {
            _ if TABS.contains(&name) => self.tab_group(element, &content, head)?,
            _ if FOLDS.contains(&name) => self.fold(element, &content, head),
            _ if WRAPPERS.contains(&name) && element.content.is_some() => {
                if name.starts_with("c") || name == "grid" || name == "row" {
                    self.remark(Remark::Cards, number, "");
                }
                let inner = self.blocks(&content);
                indented(trimmed(&inner), head.indent())
            }
            "card" if element.argument(&["href", "link", "url"]).is_none() => {
                self.remark(Remark::Cards, number, "");
                let title = element.argument(&LABELS).or(element.alone(0)).map(strong);
                let mut block: Vec<Line> = title
                    .into_iter()
                    .flat_map(|title| [Line::new(number, title), Line::new(number, "")])
                    .collect();
                block.extend(trimmed(&self.blocks(&content)).iter().cloned());
                indented(trimmed(&block), head.indent())
            }
            "include" | "readfile" | "partial" | "includerelative" | "includefile" | "snippet" => {
                let file =
                    element.argument(&["file", "name", "path"]).or(element.alone(0))?.to_owned();
                let path = self.included(&file)?;
                // What is a template itself says nothing by itself.
                let is_template = [".html", ".htm"].iter().any(|end| path.ends_with(end))
                    && self
                        .passages
                        .text(&path)
                        .is_none_or(|text| text.contains("{{") || text.contains("{%"));
                if is_template {
                    return None;
                }
                self.include(&file, head)
            }
            "highlight" | "code" | "codeblock" if element.content.is_some() => {
                let language = element.argument(&["lang", "language"]).or(element.alone(0));
                let mut block =
                    vec![Line::new(number, format!("```{}", language.unwrap_or_default()))];
                block.extend(trimmed(&content).iter().cloned());
                block.push(Line::new(number, "```"));
                indented(&block, head.indent())
            }
            "comment" => {
                let words = element.inner();
                self.remark(Remark::Comment, number, &words);
                Vec::new()
            }
            "toc" | "tableofcontents" => {
                self.remark(Remark::Contents, number, "");
                Vec::new()
            }
            "quote" | "blockquote" if element.content.is_some() => {
                self.callout("quote", None, &content, head)
            }
            _ if is_box(element) => self.boxed(element, &content, head),
            _ => {
                let text = self.inline_meaning(element, number)?;
                indented(&[Line::new(number, text)], head.indent())
            }
        };
        self.spend(&element.words());
        Some(block)
    }

    fn boxed(&mut self, element: &Element, content: &[Line], head: &Line) -> Vec<Line> {
        let named = element
            .argument(&["type", "kind", "style", "color", "colour", "state", "variant", "context"]);
        let first = element.alone(0).filter(|first| kind_of(first).is_some());
        let is_kind = |kind: &&str| kind_of(kind).is_some();
        let kind = named.filter(is_kind).or(first).unwrap_or(&element.name).to_owned();
        let others = if first.is_some() { 1 } else { 0 };
        let title = element.argument(&LABELS).or(element.alone(others)).map(str::to_owned);
        let text = element.argument(&["text", "content", "message"]).map(str::to_owned);
        let content = match (text, element.content.is_some()) {
            (Some(text), false) => vec![Line::new(head.number, text)],
            _ => content.to_vec(),
        };
        // A box that holds nothing says what stands with it.
        match (content.is_empty(), title) {
            (true, Some(text)) => self.callout(&kind, None, &[Line::new(head.number, text)], head),
            (_, title) => self.callout(&kind, title.as_deref(), &content, head),
        }
    }

    fn fold(&mut self, element: &Element, content: &[Line], head: &Line) -> Vec<Line> {
        self.remark(Remark::Folded, head.number, "");
        let mut title = element.argument(&LABELS).or(element.alone(0)).map(str::to_owned);
        let mut rest = content.to_vec();
        // `<summary>` comes first, on lines of its own.
        if let Some(first) = rest.iter().position(|line| !line.is_blank())
            && rest[first].bare().starts_with("<summary")
            && let Some(last) = rest.iter().position(|line| line.text.contains("</summary>"))
        {
            let words: Vec<&str> = rest[first..=last].iter().map(Line::bare).collect();
            let joined = words.join(" ");
            let (inside, after) = joined.split_once("</summary>").unwrap_or((&joined, ""));
            let (_, inside) = inside.split_once('>').unwrap_or(("", inside));
            title = Some(inside.trim().to_owned());
            let after = Line::new(rest[last].number, after);
            self.spend("summary summary");
            rest.splice(first..=last, [after]);
        }
        let title = title.unwrap_or_else(|| capitalised("details"));
        self.component("details", &title, trimmed(&rest), head)
    }

    /// Tabs: what stands before the first or between them comes before all.
    fn tab_group(&mut self, element: &Element, content: &[Line], head: &Line) -> Option<Vec<Line>> {
        let mut parts = Vec::new();
        let mut others = Vec::new();
        let mut at = 0;
        while at < content.len() {
            let found =
                self.element_at(content, at).filter(|(tab, _)| TAB.contains(&tab.name.as_str()));
            let Some((tab, next)) = found else {
                others.push(content[at].clone());
                at += 1;
                continue;
            };
            let number = content[at].number;
            let label = tab.argument(&LABELS).or(tab.alone(0)).unwrap_or_default().to_owned();
            let inner = tab.content.clone().unwrap_or_default();
            let inner = dedented(&inner, common_indent(&inner));
            parts.push((label, Line::new(number, ""), inner));
            self.spend(&tab.words());
            self.spend(&tab.name);
            at = next;
        }
        if parts.is_empty() {
            return None;
        }
        self.spend(&element.words());
        let mut block = self.blocks(&others);
        block = trimmed(&block).to_vec();
        if !block.is_empty() {
            block.push(Line::new(head.number, ""));
        }
        block.extend(self.tab_set(&parts, &Line::new(head.number, "")));
        Some(indented(&block, head.indent()))
    }

    /// What an instruction in running text becomes.
    pub(super) fn inline_meaning(&mut self, element: &Element, number: usize) -> Option<String> {
        let inner = element.inner();
        let text = match element.name.as_str() {
            "card" | "linkcard" | "button" | "linkbutton" | "btn" | "link" | "cardlink"
            | "buttonlink" => {
                let href = element.argument(&["href", "link", "url", "to", "relref", "path"]);
                let href = href.or(element.alone(0))?.to_owned();
                let title = element.argument(&["title", "text", "label", "name"]).unwrap_or(&inner);
                let title = if title.is_empty() { &href } else { title };
                let more = element.argument(&["description", "subtitle"]);
                let more = more.map(|more| format!(": {more}")).unwrap_or_default();
                format!("[{title}]({}){more}", pointed(&href))
            }
            "ref" | "relref" | "posturl" => {
                let path = element.argument(&["path"]).or(element.alone(0))?;
                pointed(path)
            }
            "figure" | "image" | "img" | "imgproc" | "picture" => picture(element)?,
            "youtube" | "vimeo" | "video" | "iframe" | "youtubeenhanced" => {
                self.remark(Remark::Film, number, "");
                let address = film(element)?;
                let title = element.argument(&["title", "caption"]).unwrap_or("Watch the film");
                format!("[{title}](<{address}>)")
            }
            "badge" | "label" | "tag" => {
                let text =
                    element.argument(&["text", "label"]).or(element.alone(0)).unwrap_or(&inner);
                format!("({text})")
            }
            "icon" | "fa" | "fas" | "fab" => {
                self.remark(Remark::Icon, number, &element.written);
                String::new()
            }
            "br" => "<br>".to_owned(),
            "kbd" if element.content.is_none() => {
                let key = element.argument(&["text", "key"]).or(element.alone(0))?;
                format!("<kbd>{key}</kbd>")
            }
            "kbd" | "mark" | "sup" | "sub" | "abbr" if !inner.is_empty() => {
                format!("<{0}>{inner}</{0}>", element.name)
            }
            _ => return None,
        };
        self.spend(&element.words());
        Some(text)
    }
}

/// Is it a box that stands out?
fn is_box(element: &Element) -> bool {
    let is_kind =
        kind_of(&element.name).is_some() || matches!(element.name.as_str(), "infobox" | "panel");
    is_kind && element.name != "key" && (element.content.is_some() || !element.arguments.is_empty())
}

/// A destination that may hold spaces.
fn pointed(path: &str) -> String {
    match path.contains([' ', '(', ')']) {
        true => format!("<{path}>"),
        false => path.to_owned(),
    }
}

fn picture(element: &Element) -> Option<String> {
    let source = element.argument(&["src", "image", "path", "link"]).or(element.alone(0))?;
    let caption = element.argument(&["caption", "title"]);
    let alt = element.argument(&["alt"]).or(caption).or(element.alone(1)).unwrap_or_default();
    let picture = format!("![{}]({})", alt.replace(['[', ']'], ""), pointed(source));
    Some(match caption.filter(|caption| *caption != alt) {
        Some(caption) => format!("{picture} {caption}"),
        None => picture,
    })
}

/// The address of a film.
fn film(element: &Element) -> Option<String> {
    let id = element.argument(&["src", "url", "id"]).or(element.alone(0))?;
    let host = match element.name.as_str() {
        _ if id.contains("://") || id.contains('/') => "",
        "vimeo" => "https://vimeo.com/",
        "youtube" | "youtubeenhanced" => "https://www.youtube.com/watch?v=",
        _ => "",
    };
    Some(format!("{host}{id}"))
}
