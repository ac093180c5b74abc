//! Blocks of code between fences: what stands after the opening fence, and files that are shown as code.

use crate::import::site::body::{Converter, strong};
use crate::import::site::lines::{Line, indented};
use crate::import::site::remark::Remark;

impl Converter<'_, '_> {
    /// A whole block, with its fences.
    pub(super) fn code(&mut self, block: &[Line]) -> Vec<Line> {
        let Some((head, rest)) = block.split_first() else { return Vec::new() };
        let marks = head.text.len() - head.text.trim_start_matches([' ', '\t', '>']).len();
        let text = &head.text[marks..];
        let sign = text.chars().next().unwrap_or('`');
        let length = text.chars().take_while(|c| *c == sign).count();
        let info = text[length..].trim();
        let (language, others) = language(info);
        let mut out = Vec::new();
        let title = value(info, "title").or_else(|| value(info, "name"));
        if let Some(title) = &title {
            out.push(Line::new(head.number, head.text[..marks].trim_end()));
            out.push(Line::new(head.number, format!("{}{}", &head.text[..marks], strong(title))));
            out.push(Line::new(head.number, head.text[..marks].trim_end()));
            self.remark(Remark::CodeTitle, head.number, "");
        }
        if !others.is_empty() {
            // What is left once the title is out says how it looks.
            let looks = title.map_or_else(|| others.to_owned(), |title| others.replace(&title, ""));
            let is_empty =
                looks.trim_matches(['"', '\'', ' ', '=']).trim_start_matches("title").is_empty();
            match is_empty {
                true => self.spend(&looks),
                false => self.remark(Remark::CodeLook, head.number, &looks),
            }
        }
        if language == "mermaid" {
            self.remark(Remark::Drawing, head.number, "");
        }
        let fence = sign.to_string().repeat(length);
        out.push(Line::new(head.number, format!("{}{fence}{language}", &head.text[..marks])));
        for line in rest {
            match self.shown_file(line) {
                Some(lines) => out.extend(lines),
                None => out.push(line.clone()),
            }
        }
        // What is never closed would take in what follows the box that it stands in.
        let last =
            rest.last().map(|line| line.text.trim_start_matches([' ', '\t', '>']).trim_end());
        let is_closed = last
            .is_some_and(|last| last.chars().all(|c| c == sign) && last.chars().count() >= length);
        if !is_closed {
            let number = out.last().map_or(head.number, |line| line.number);
            out.push(Line::new(number, format!("{}{fence}", &head.text[..marks])));
            self.remark(Remark::CodeClosed, head.number, "");
        }
        out
    }

    /// `--8<-- "file"` in code.
    fn shown_file(&mut self, line: &Line) -> Option<Vec<Line>> {
        let rest = line.bare().strip_prefix("--8<--")?.trim();
        let name = rest.strip_prefix('"')?.strip_suffix('"')?;
        let (file, part) = match name.split_once(':') {
            Some((file, part)) => (file, Some(part)),
            None => (name, None),
        };
        let path = self.included(file)?;
        self.spend("8");
        self.remark(Remark::PassageHere, line.number, name);
        Some(indented(&self.part(&path, part, line.number), line.indent()))
    }
}

/// The language of code, and what else stands beside it: `py hl_lines="2"`, `{ .py title="a" }`.
fn language(info: &str) -> (&str, &str) {
    let inner = info.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).map(str::trim);
    let text = inner.unwrap_or(info);
    let end = text.find([' ', '\t', '{', ',']).unwrap_or(text.len());
    let (first, others) = text.split_at(end);
    match (first.strip_prefix('.'), first.contains('=')) {
        (Some(first), _) => (first, others.trim()),
        (None, true) => ("", text.trim()),
        (None, false) => (first, others.trim()),
    }
}

/// `key="value"`
fn value(info: &str, key: &str) -> Option<String> {
    let at = info.find(&format!("{key}="))? + key.len() + 1;
    let quote = info[at..].chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (value, _) = info[at + 1..].split_once(quote)?;
    (!value.trim().is_empty()).then(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{language, value};

    #[test]
    fn the_language_stands_first() {
        assert_eq!(language("py hl_lines=\"2\""), ("py", "hl_lines=\"2\""));
        assert_eq!(language("{ .yaml .annotate }"), ("yaml", ".annotate"));
        assert_eq!(language("js{1,3}"), ("js", "{1,3}"));
        assert_eq!(language("title=\"a\""), ("", "title=\"a\""));
        assert_eq!(value("py title=\"a b\"", "title").as_deref(), Some("a b"));
    }
}
