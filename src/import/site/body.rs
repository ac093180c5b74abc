//! The body of a page, as another generator has it, as Markdown of ours. Lines go in and lines come out: what is plain
//! Markdown stays letter by letter, and what isn't known stays too, with a note.

use crate::import::Note;
use crate::import::site::generator::Generator;
use crate::import::site::lines::{self, Line, fence_end, is_indented_code, trimmed};
use crate::import::site::passages::Passages;
use crate::import::site::remark::Remark;
use crate::import::site::settings::Settings;

/// Boxes in boxes are read to this depth.
const DEEPEST: usize = 24;

/// What turns the lines of one file.
pub(super) struct Converter<'a, 's> {
    /// Whose Markdown it is.
    pub generator: Generator,
    /// The site's settings.
    pub settings: &'a Settings,
    /// The file, as a path in the source.
    pub from: &'a str,
    /// Passages that pages share, and files that they take words from.
    pub passages: &'a mut Passages<'s>,
    /// What a person should know.
    pub notes: Vec<Note>,
    /// Words of the file that were understood and stand for something else now: the names of instructions.
    pub spent: String,
    /// Abbreviations that the file explains.
    pub abbreviations: Vec<(String, String)>,
    /// Values that the file gives itself: `page.title`.
    pub values: Vec<(String, String)>,
    depth: usize,
}

impl<'a, 's> Converter<'a, 's> {
    /// One for this file.
    pub(super) fn new(
        generator: Generator,
        settings: &'a Settings,
        from: &'a str,
        passages: &'a mut Passages<'s>,
    ) -> Self {
        Converter {
            generator,
            settings,
            from,
            passages,
            notes: Vec::new(),
            spent: String::new(),
            abbreviations: Vec::new(),
            values: Vec::new(),
            depth: 0,
        }
    }

    /// The lines of a body, of a box or of a tab.
    pub(super) fn blocks(&mut self, all: &[Line]) -> Vec<Line> {
        if self.depth >= DEEPEST {
            let first = all.first().map_or(0, |line| line.number);
            self.remark(Remark::TooDeep, first, "");
            return all.to_vec();
        }
        self.depth += 1;
        let mut out: Vec<Line> = Vec::new();
        let mut at = 0;
        while at < all.len() {
            if is_indented_code(all, at) {
                out.push(all[at].clone());
                at += 1;
            } else if let Some(end) = fence_end(all, at) {
                let code = self.code(&all[at..end]);
                let has_gap = out.last().is_none_or(Line::is_blank);
                out.extend(code.into_iter().skip_while(|line| has_gap && line.is_blank()));
                at = end;
            } else if let Some((block, next)) = self.block(all, at) {
                apart(&mut out, block, all.get(next));
                at = next;
            } else {
                let line = self.inline(&all[at]);
                out.push(line);
                at += 1;
            }
        }
        self.depth -= 1;
        out
    }

    /// What a block that isn't plain Markdown becomes, and the line after it. The place of a block that leaves
    /// nothing is an empty list.
    fn block(&mut self, all: &[Line], at: usize) -> Option<(Vec<Line>, usize)> {
        if all[at].is_blank() {
            return None;
        }
        if let Some(fold) = self.folded(all, at) {
            return Some(fold);
        }
        match self.generator {
            Generator::MkDocs => self.python(all, at),
            Generator::Docusaurus | Generator::Starlight => match all[at].bare().starts_with(":::")
            {
                true => self.colons(all, at),
                false => self.tags(all, at),
            },
            Generator::Hugo | Generator::Zola => self.shortcodes(all, at),
            Generator::Jekyll => self.kramdown(all, at).or_else(|| self.shortcodes(all, at)),
            Generator::TechDocs => self.govspeak(all, at),
            Generator::Markdown => None,
        }
    }

    /// `<details>`
    fn folded(&mut self, all: &[Line], at: usize) -> Option<(Vec<Line>, usize)> {
        let is_one = all[at].bare().starts_with("<details");
        let (element, next) = is_one.then(|| self.element_at(all, at)).flatten()?;
        let block = self.meaning(&element, &all[at])?;
        self.spend("details details");
        Some((block, next))
    }

    /// Keeps a note.
    pub(super) fn remark(&mut self, remark: Remark, line: usize, words: &str) {
        self.notes.push(remark.note(line, words));
    }

    /// Words that were understood, and don't have to be anywhere.
    pub(super) fn spend(&mut self, words: &str) {
        self.spent.push_str(words);
        self.spent.push(' ');
    }

    /// A callout of ours, with this many columns before it.
    pub(super) fn callout(
        &mut self,
        kind: &str,
        title: Option<&str>,
        content: &[Line],
        head: &Line,
    ) -> Vec<Line> {
        let number = head.number;
        let inner = self.blocks(content);
        let title = title.map(str::trim).filter(|title| !title.is_empty());
        let name = match kind_of(kind) {
            Some("quote") => None,
            Some(name) => Some(name),
            None => {
                self.remark(Remark::CalloutKind, number, kind);
                Some("NOTE")
            }
        };
        self.remark(Remark::Callout, number, "");
        self.spend(kind);
        let mut block: Vec<Line> =
            name.map(|name| Line::new(number, format!("[!{name}]"))).into_iter().collect();
        if let Some(title) = title.filter(|title| !is_default(title, kind)) {
            let bold = self.inline(&Line::new(number, strong(title)));
            block.push(bold);
            block.push(Line::new(number, ""));
        } else {
            self.spend(title.unwrap_or_default());
            // A list, a table or a box begins a block of its own.
            let first =
                trimmed(&inner).first().map(|line| line.bare().to_owned()).unwrap_or_default();
            if name.is_some() && !first.starts_with(char::is_alphanumeric) {
                block.push(Line::new(number, ""));
            }
        }
        block.extend(trimmed(&inner).iter().cloned());
        let quoted =
            |line: &Line| Line::new(line.number, format!("> {}", line.text).trim_end().to_owned());
        let quoted: Vec<Line> = block.iter().map(quoted).collect();
        lines::indented(&quoted, head.indent())
    }

    /// A component of ours with this label.
    pub(super) fn component(
        &mut self,
        name: &str,
        label: &str,
        content: &[Line],
        head: &Line,
    ) -> Vec<Line> {
        let inner = self.blocks(content);
        self.wrapped(name, label, &inner, head)
    }

    /// The same around lines that are ours already.
    pub(super) fn wrapped(
        &mut self,
        name: &str,
        label: &str,
        inner: &[Line],
        head: &Line,
    ) -> Vec<Line> {
        let inner = trimmed(inner);
        let colons = |line: &Line| {
            let text = line.text.trim_start_matches([' ', '>', '-', '*', '+', '.', ')', '\t']);
            text.chars().take_while(|c| *c == ':').count()
        };
        let most = inner.iter().map(colons).filter(|count| *count >= 3).max().unwrap_or(2);
        let marks = ":".repeat(most + 1);
        let number = head.number;
        let plain = self.label(label, head);
        let (label, inside) = match plain.contains(['{', '\n']) {
            true => (String::new(), Some(strong(&plain))),
            false => (plain, None),
        };
        let mut block =
            vec![Line::new(number, format!("{marks}{name} {label}").trim_end().to_owned())];
        if let Some(inside) = inside {
            block.push(Line::new(number, inside));
            block.push(Line::new(number, ""));
        }
        block.extend(inner.iter().cloned());
        let last = inner.last().map_or(number, |line| line.number);
        block.push(Line::new(last, marks));
        lines::indented(&block, head.indent())
    }

    /// Tabs with these labels; one alone, which would be shown without its label, as its label and what it holds.
    pub(super) fn tab_set(&mut self, tabs: &[(String, Line, Vec<Line>)], head: &Line) -> Vec<Line> {
        if let [(label, line, content)] = tabs {
            self.remark(Remark::TabAlone, line.number, "");
            let mut block = vec![Line::new(line.number, strong(label)), Line::new(line.number, "")];
            block.extend(trimmed(&self.blocks(content)).iter().cloned());
            return lines::indented(trimmed(&block), head.indent());
        }
        self.remark(Remark::Tabs, head.number, "");
        let mut parts = Vec::new();
        for (label, line, content) in tabs {
            parts.extend(self.component("tab", label, content, line));
        }
        self.wrapped("tabs", "", &parts, head)
    }

    /// A label without marks: it is shown as plain text.
    fn label(&mut self, text: &str, head: &Line) -> String {
        let line = self.inline(&Line::new(head.number, text));
        let body = crate::markdown::parse(&line.text, 0);
        for link in &body.links {
            self.remark(Remark::LinkMissing, head.number, &link.destination);
        }
        for tag in crate::markdown::tags(&line.text) {
            self.spend(&tag.name);
        }
        let words = crate::markdown::blocks_text(&body.body.blocks);
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Puts a block after what there is, with blank lines around it.
fn apart(out: &mut Vec<Line>, block: Vec<Line>, next: Option<&Line>) {
    let Some(last) = block.last().map(|line| line.number) else {
        // Where something went without a trace, two blank lines would be left.
        if next.is_some_and(Line::is_blank) && out.last().is_some_and(Line::is_blank) {
            out.pop();
        }
        return;
    };
    if let Some(before) = out.last().filter(|line| !line.is_blank()) {
        let number = before.number;
        out.push(Line::new(number, ""));
    }
    out.extend(block);
    if next.is_some_and(|next| !next.is_blank()) {
        out.push(Line::new(last, ""));
    }
}

/// Words in bold, whatever signs they begin or end with.
pub(super) fn strong(text: &str) -> String {
    let text = text.trim();
    match text.contains("**") || text.contains("__") || text.is_empty() {
        true => text.to_owned(),
        false => format!("**{text}**"),
    }
}

/// What kind of callout another generator's word for a box is here; `quote` is a quotation.
pub(super) fn kind_of(kind: &str) -> Option<&'static str> {
    Some(match kind.to_lowercase().as_str() {
        "note" | "info" | "todo" | "abstract" | "summary" | "tldr" | "question" | "help"
        | "faq" | "example" | "seealso" | "secondary" | "primary" | "default" | "light"
        | "dark" | "information" | "inset" | "callout" | "notice" | "alert" | "admonition"
        | "aside" => "NOTE",
        "tip" | "hint" | "success" | "check" | "done" | "advice" => "TIP",
        "important" | "key" | "highlight" => "IMPORTANT",
        "warning" | "attention" | "warn" | "failure" | "fail" | "missing" | "bug" => "WARNING",
        "danger" | "error" | "caution" | "critical" => "CAUTION",
        "quote" | "cite" => "quote",
        _ => return None,
    })
}

/// Is a title only the kind's own word, which the callout shows anyway?
fn is_default(title: &str, kind: &str) -> bool {
    let title = title.to_lowercase();
    let shown = kind_of(kind).unwrap_or_default().to_lowercase();
    title == kind.to_lowercase() && (title == shown || shown == "note" && title == "info")
}
