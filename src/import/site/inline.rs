//! What stands in running text, line by line: keys, marks, signs by their names, values, settings of how something
//! looks. Code is left as it is.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::import::site::body::Converter;
use crate::import::site::generator::Generator;
use crate::import::site::lines::Line;
use crate::import::site::python::capitalised;
use crate::import::site::remark::Remark;

/// Signs by the names that people use most.
const SIGNS: [(&str, &str); 30] = [
    ("+1", "👍"),
    ("-1", "👎"),
    ("arrow_right", "➡️"),
    ("ballot_box_with_check", "☑️"),
    ("blue_book", "📘"),
    ("book", "📖"),
    ("books", "📚"),
    ("bulb", "💡"),
    ("calendar", "📆"),
    ("clock", "🕐"),
    ("email", "✉️"),
    ("exclamation", "❗"),
    ("heart", "❤️"),
    ("heavy_check_mark", "✔️"),
    ("information_source", "ℹ️"),
    ("link", "🔗"),
    ("lock", "🔒"),
    ("memo", "📝"),
    ("mag", "🔍"),
    ("no_entry", "⛔"),
    ("phone", "☎️"),
    ("pushpin", "📌"),
    ("question", "❓"),
    ("rocket", "🚀"),
    ("smile", "😄"),
    ("star", "⭐"),
    ("tada", "🎉"),
    ("warning", "⚠️"),
    ("white_check_mark", "✅"),
    ("x", "❌"),
];

static LOOKS: LazyLock<Regex> = LazyLock::new(|| {
    regex(r#"\{:?[ \t]*(?:(?:[.#][\w:-]+|[\w:-]+=(?:"[^"]*"|'[^']*'|[^\s"'}]+))[ \t]*)+\}"#)
});
static KEYS: LazyLock<Regex> = LazyLock::new(|| regex(r#"\+\+([\w"'-]+(?:\+[\w"'-]+)*)\+\+"#));
static MARK: LazyLock<Regex> = LazyLock::new(|| regex(r"==([^=\s](?:[^=]*[^=\s])?)=="));
static INSERTED: LazyLock<Regex> = LazyLock::new(|| regex(r"\^\^([^\^\s](?:[^\^]*[^\^\s])?)\^\^"));
static RAISED: LazyLock<Regex> = LazyLock::new(|| regex(r"\^([^\^\s\[\]]+)\^"));
static LOWERED: LazyLock<Regex> = LazyLock::new(|| regex(r"(^|[^~])~([^~\s]+)~($|[^~])"));
static NAMED: LazyLock<Regex> = LazyLock::new(|| regex(r":([a-z0-9_+-]*[a-z1][a-z0-9_+-]*):"));
static SPACED: LazyLock<Regex> = LazyLock::new(|| regex(r#"\]\(([^()<>"' ]+(?: [^()<>"' ]+)+)\)"#));
static CRITIC: LazyLock<Regex> =
    LazyLock::new(|| regex(r"\{(\+\+|--|==|>>)(.*?)(?:\+\+|--|==|<<)\}"));

/// A pattern of this file.
pub(super) fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is written here")
}

/// A text without settings of how it looks.
pub(super) struct Plain {
    pub text: String,
    /// What was taken out.
    pub looks: Vec<String>,
    /// A name for links among it.
    pub id: Option<String>,
}

/// Takes out `{: .class #name key="value" }`.
pub(super) fn without_looks(text: &str) -> Plain {
    let mut plain = Plain { text: String::new(), looks: Vec::new(), id: None };
    let mut from = 0;
    for found in LOOKS.find_iter(text) {
        plain.text.push_str(&text[from..found.start()]);
        from = found.end();
        let words = found.as_str().trim_matches(['{', '}', ':', ' ']).split_whitespace();
        let ids = words.filter_map(|word| word.strip_prefix('#').or(word.strip_prefix("id=")));
        let id = ids.map(|id| id.trim_matches(['"', '\''])).next_back();
        plain.id = id.map(str::to_owned).or(plain.id);
        plain.looks.push(found.as_str().to_owned());
    }
    plain.text.push_str(&text[from..]);
    plain
}

/// Parts of a line, those of code apart.
pub(super) fn parts(text: &str) -> Vec<(bool, &str)> {
    let mut parts = Vec::new();
    let mut from = 0;
    let mut at = 0;
    while let Some(open) = text[at..].find('`').map(|found| at + found) {
        let run = text[open..].chars().take_while(|c| *c == '`').count();
        let mut close = open + run;
        let end = loop {
            let Some(found) = text[close..].find('`').map(|found| close + found) else {
                break None;
            };
            let length = text[found..].chars().take_while(|c| *c == '`').count();
            if length == run {
                break Some(found + run);
            }
            close = found + length;
        };
        let Some(end) = end else {
            at = open + run;
            continue;
        };
        parts.push((false, &text[from..open]));
        parts.push((true, &text[open..end]));
        from = end;
        at = end;
    }
    parts.push((false, &text[from..]));
    parts.retain(|(_, part)| !part.is_empty());
    parts
}

impl Converter<'_, '_> {
    /// A line of running text.
    pub(super) fn inline(&mut self, line: &Line) -> Line {
        let mut text = String::new();
        for (is_code, part) in parts(&line.text) {
            match is_code {
                true => text.push_str(part),
                false => text.push_str(&self.prose(part, line.number)),
            }
        }
        if matches!(self.generator, Generator::MkDocs | Generator::Jekyll | Generator::TechDocs) {
            text = self.plain_look(&text, line.number);
        }
        Line::new(line.number, text)
    }

    fn prose(&mut self, part: &str, number: usize) -> String {
        match self.generator {
            Generator::MkDocs => self.python_prose(part, number),
            Generator::Docusaurus | Generator::Starlight => self.tagged_prose(part, number),
            Generator::Hugo | Generator::Zola | Generator::Jekyll => self.braces(part, number),
            Generator::TechDocs => self.ruby(part, number),
            Generator::Markdown => part.to_owned(),
        }
    }

    fn has(&self, extension: &str) -> bool {
        self.settings.extensions.contains(extension)
    }

    /// What the extensions that the settings turn on read in running text.
    fn python_prose(&mut self, part: &str, number: usize) -> String {
        let mut text = part.to_owned();
        if self.has("pymdownx.keys") && text.contains("++") {
            text = self.replaced(&KEYS, &text, number, Remark::Keys, |found| {
                let keys = found[1].split('+').map(|key| format!("<kbd>{}</kbd>", key_name(key)));
                keys.collect::<Vec<_>>().join("+")
            });
        }
        if self.has("pymdownx.critic") && text.contains('{') {
            text = self.critic(&text, number);
        }
        let marks: [(&str, &Regex, &str, &str); 3] = [
            ("pymdownx.mark", &MARK, "==", "mark"),
            ("pymdownx.caret", &INSERTED, "^^", "ins"),
            ("pymdownx.caret", &RAISED, "^", "sup"),
        ];
        for (extension, pattern, sign, tag) in marks {
            if text.contains(sign) && self.has(extension) {
                text = self.replaced(pattern, &text, number, Remark::Marks, |found| {
                    format!("<{tag}>{}</{tag}>", &found[1])
                });
            }
        }
        if text.contains('~') && self.has("pymdownx.tilde") {
            text = self.replaced(&LOWERED, &text, number, Remark::Marks, |found| {
                format!("{}<sub>{}</sub>{}", &found[1], &found[2], &found[3])
            });
        }
        if text.contains(':') && self.settings.extensions.iter().any(|one| one.ends_with("emoji")) {
            text = self.named_signs(&text, number);
        }
        // Python-Markdown takes a path with spaces as it is.
        if text.contains("](") && SPACED.is_match(&text) {
            let mut spent = String::new();
            let new = SPACED.replace_all(&text, |found: &Captures<'_>| {
                spent.push_str(&found[1]);
                format!("]({})", found[1].replace(' ', "%20"))
            });
            text = new.into_owned();
            self.spend(&spent);
        }
        if text.contains("{{") && self.settings.values.keys().next().is_some() {
            text = self.filled_in(&text, number);
        }
        text
    }

    /// Every place of a pattern, written anew; a note says so once a line.
    fn replaced(
        &mut self,
        pattern: &Regex,
        text: &str,
        number: usize,
        remark: Remark,
        write: impl Fn(&Captures<'_>) -> String,
    ) -> String {
        let new = pattern.replace_all(text, |found: &Captures<'_>| write(found));
        if new != text {
            self.remark(remark, number, "");
        }
        new.into_owned()
    }

    /// `:material-phone:` and `:warning:`.
    fn named_signs(&mut self, text: &str, number: usize) -> String {
        let mut new = String::new();
        let mut from = 0;
        for found in NAMED.captures_iter(text) {
            let (Some(whole), name) = (found.get(0), &found[1]) else { continue };
            // `12:30:45` is a time, and `a:b:c` an address.
            let before = text[..whole.start()].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || c == '/') || whole.start() < from {
                continue;
            }
            let is_icon = ["material-", "octicons-", "fontawesome-", "simple-"]
                .iter()
                .any(|set| name.starts_with(set));
            let sign = SIGNS.iter().find(|(known, _)| *known == name).map(|(_, sign)| *sign);
            match (is_icon, sign) {
                (true, _) => {
                    new.push_str(&text[from..whole.start()]);
                    self.remark(Remark::Icon, number, whole.as_str());
                }
                (false, Some(sign)) => {
                    new.push_str(&text[from..whole.start()]);
                    new.push_str(sign);
                    self.spend(name);
                }
                (false, None) => {
                    new.push_str(&text[from..whole.end()]);
                    self.remark(Remark::SignUnknown, number, whole.as_str());
                }
            }
            from = whole.end();
        }
        new.push_str(&text[from..]);
        new
    }

    /// Suggested changes: what they add stays, what they take away or remark is left out.
    fn critic(&mut self, text: &str, number: usize) -> String {
        let mut lost = Vec::new();
        let new = CRITIC.replace_all(text, |found: &Captures<'_>| match &found[1] {
            "--" | ">>" => {
                lost.push(found[2].to_owned());
                String::new()
            }
            _ => found[2].to_owned(),
        });
        for words in lost {
            self.remark(Remark::Comment, number, &words);
        }
        new.into_owned()
    }

    /// `{{ name }}`, where the settings say what it is.
    pub(super) fn filled_in(&mut self, text: &str, number: usize) -> String {
        let mut new = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("{{") {
            let Some((name, behind)) = after.split_once("}}") else { break };
            new.push_str(before);
            let value = self.value(name.trim());
            match value {
                Some(value) => {
                    self.remark(Remark::Value, number, "");
                    self.spend(name);
                    new.push_str(&value);
                }
                None => {
                    self.remark(Remark::Unknown, number, &format!("{{{{{name}}}}}"));
                    new.push_str(&format!("{{{{{name}}}}}"));
                }
            }
            rest = behind;
        }
        new.push_str(rest);
        new
    }

    /// What a name stands for: a field of the page, or a value of the settings.
    pub(super) fn value(&self, name: &str) -> Option<String> {
        let own = self.values.iter().find(|(known, _)| known == name).map(|(_, value)| value);
        own.or_else(|| self.settings.values.get(name)).cloned()
    }

    /// Without `{ .class }`; a heading keeps its name for links.
    fn plain_look(&mut self, text: &str, number: usize) -> String {
        if !text.contains('{') {
            return text.to_owned();
        }
        let mut new = String::new();
        let mut id = None;
        let is_heading = text.trim_start().starts_with('#');
        for (is_code, part) in parts(text) {
            if is_code {
                new.push_str(part);
                continue;
            }
            let plain = without_looks(part);
            new.push_str(&plain.text);
            for look in plain.looks {
                let inner = look.trim_matches(['{', '}', ':', ' ']);
                let names = inner.starts_with('#') || inner.starts_with("id=");
                let is_id_alone = names && inner.split_whitespace().count() == 1;
                match (is_id_alone, is_heading) {
                    (true, true) => self.spend(&look),
                    (true, false) => {
                        self.spend(&look);
                        self.remark(Remark::Anchor, number, "");
                    }
                    (false, _) => self.remark(Remark::Look, number, &look),
                }
            }
            id = plain.id.or(id);
        }
        match id {
            Some(id) if is_heading => format!("{} {{#{id}}}", new.trim_end()),
            Some(id) => format!("{}<span id=\"{id}\"></span>", new.trim_end()),
            None if new.len() < text.len() => new.trim_end().to_owned(),
            None => new,
        }
    }
}

/// `ctrl` as it stands on the key.
fn key_name(key: &str) -> String {
    let key = key.trim_matches(['"', '\'']);
    key.split('-').map(capitalised).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{parts, without_looks};

    #[test]
    fn code_stands_apart() {
        assert_eq!(parts("a `b` c"), [(false, "a "), (true, "`b`"), (false, " c")]);
        assert_eq!(parts("``a ` b``"), [(true, "``a ` b``")]);
        assert_eq!(parts("a ` b"), [(false, "a ` b")]);
    }

    #[test]
    fn looks_are_taken_out() {
        let plain = without_looks("[Go](x.md){ .md-button #go } {not one} {: key=\"a b\"}");
        assert_eq!(plain.text, "[Go](x.md) {not one} ");
        assert_eq!((plain.looks.len(), plain.id.as_deref()), (2, Some("go")));
    }
}
