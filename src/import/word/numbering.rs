//! Lists as Word counts them: which mark or number stands before each paragraph (ECMA-376, 17.9).

use std::collections::BTreeMap;

use crate::import::word::xml::Element;

/// The lists of a document, and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    lists: BTreeMap<String, ListKind>,
    /// What each `numId` is.
    numbers: BTreeMap<String, Number>,
    /// Per list and level, the number to give next.
    counted: BTreeMap<(String, usize), u64>,
}

#[derive(Debug, Default)]
struct ListKind {
    levels: BTreeMap<usize, Level>,
    /// The style that has its levels, where it has none itself.
    style: Option<String>,
}

#[derive(Clone, Debug, Default)]
struct Level {
    format: String,
    text: String,
    start: u64,
    /// After which level it begins anew: 1 for the top; `Some(0)` never.
    restart: Option<usize>,
    is_legal: bool,
    /// How far its paragraphs are moved in.
    indent: i64,
    style: Option<String>,
}

#[derive(Clone, Debug, Default)]
struct Number {
    list: String,
    /// Levels that begin anew with the first paragraph of this number.
    starts: BTreeMap<usize, u64>,
    own: BTreeMap<usize, Level>,
    is_begun: bool,
}

/// What stands before a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// How deep in the list, from 0.
    pub level: usize,
    /// How far the paragraph is moved in.
    pub indent: i64,
    /// What it is.
    pub kind: MarkKind,
}

/// The kinds of mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum MarkKind {
    /// A bullet.
    Bullet,
    /// A number as Markdown has them.
    Number(u64),
    /// One number or letter in another form: `(a)`, `iv.`, `Step 1:`.
    Label(String),
    /// A number of several parts: `3.2`.
    Clause(String),
    /// Nothing.
    None,
}

/// The deepest level that there is.
const DEEPEST: usize = 8;

impl Numbering {
    pub(super) fn new(root: Option<&Element>) -> Self {
        let mut numbering = Numbering::default();
        for element in root.into_iter().flat_map(Element::elements) {
            if element.is("w:abstractNum") {
                let Some(id) = element.attribute("w:abstractNumId") else { continue };
                let levels = element.elements().filter(|one| one.is("w:lvl"));
                let kind = ListKind {
                    levels: levels.filter_map(level).collect(),
                    style: element.child_value("w:numStyleLink").map(str::to_owned),
                };
                numbering.lists.insert(id.to_owned(), kind);
            } else if element.is("w:num") {
                let Some(id) = element.attribute("w:numId") else { continue };
                numbering.numbers.insert(id.to_owned(), number(element));
            }
        }
        numbering
    }

    /// The level of a list that a style belongs to.
    pub(super) fn level_of_style(&self, number: &str, style: &str) -> Option<usize> {
        let list = self.lists.get(&self.numbers.get(number)?.list)?;
        let mut levels = list.levels.iter();
        levels.find(|(_, level)| level.style.as_deref() == Some(style)).map(|(level, _)| *level)
    }

    /// The style that a list takes its levels from.
    pub(super) fn linked_style(&self, number: &str) -> Option<&str> {
        self.lists.get(&self.numbers.get(number)?.list)?.style.as_deref()
    }

    /// Counts one paragraph, and gives what stands before it; `None` where there is no such list.
    pub(super) fn next(&mut self, id: &str, level: usize) -> Option<Mark> {
        let level = level.min(DEEPEST);
        let number = self.numbers.get_mut(id)?;
        if !number.is_begun {
            number.is_begun = true;
            for (&level, &start) in &number.starts {
                self.counted.insert((number.list.clone(), level), start);
            }
        }
        let number = number.clone();
        let levels =
            self.lists.get(&number.list).map(|list| list.levels.clone()).unwrap_or_default();
        let level_of = |at: usize| number.own.get(&at).or_else(|| levels.get(&at)).cloned();
        let this = level_of(level)?;
        let key = |at: usize| (number.list.clone(), at);
        let next = self.counted.entry(key(level)).or_insert(this.start);
        let count = *next;
        *next = next.saturating_add(1);
        for deeper in level + 1..=DEEPEST {
            let restart = level_of(deeper).and_then(|one| one.restart);
            if restart.is_none_or(|after| after != 0 && level < after) {
                self.counted.remove(&key(deeper));
            }
        }
        let counts: Vec<(u64, Level)> = (0..=level)
            .map(|at| {
                let level = level_of(at).unwrap_or_default();
                // A level that has not counted yet shows what it begins with.
                let next = self.counted.get(&key(at)).copied();
                (next.map_or(level.start, |next| next.saturating_sub(1)), level)
            })
            .collect();
        Some(Mark { level, indent: this.indent, kind: kind(&this, count, level, &counts) })
    }
}

fn level(element: &Element) -> Option<(usize, Level)> {
    let at: usize = element.attribute("w:ilvl")?.parse().ok().filter(|&at| at <= DEEPEST)?;
    let indent = element.child("w:pPr").and_then(|one| one.child("w:ind"));
    let indent = indent.and_then(|one| one.attribute("w:left").or(one.attribute("w:start")));
    let read = Level {
        format: element.child_value("w:numFmt").unwrap_or("decimal").to_owned(),
        text: element.child_value("w:lvlText").unwrap_or_default().to_owned(),
        start: element.child_value("w:start").and_then(|start| start.parse().ok()).unwrap_or(1),
        restart: element.child_value("w:lvlRestart").and_then(|level| level.parse().ok()),
        is_legal: element.switch("w:isLgl").unwrap_or(false),
        indent: indent.and_then(|indent| indent.parse().ok()).unwrap_or(0),
        style: element.child_value("w:pStyle").map(str::to_owned),
    };
    Some((at, read))
}

fn number(element: &Element) -> Number {
    let list = element.child_value("w:abstractNumId").unwrap_or_default().to_owned();
    let mut number = Number { list, ..Number::default() };
    for change in element.elements().filter(|one| one.is("w:lvlOverride")) {
        let Some(at) = change.attribute("w:ilvl").and_then(|at| at.parse().ok()) else { continue };
        if let Some(start) = change.child_value("w:startOverride").and_then(|s| s.parse().ok()) {
            number.starts.insert(at, start);
        }
        if let Some((_, level)) = change.child("w:lvl").and_then(level) {
            number.own.insert(at, level);
        }
    }
    number
}

fn kind(this: &Level, count: u64, level: usize, counts: &[(u64, Level)]) -> MarkKind {
    if this.format == "bullet" {
        return MarkKind::Bullet;
    }
    if this.format == "none" || this.text.trim().is_empty() {
        return MarkKind::None;
    }
    let own = format!("%{}", level + 1);
    let around = this.text.replace(&own, "");
    let is_plain = matches!(this.format.as_str(), "decimal" | "decimalZero");
    if is_plain && this.text.contains(&own) && matches!(around.trim(), "" | "." | ")" | "()") {
        // Markdown knows numbers of nine digits at most.
        return match count {
            0..=999_999_999 => MarkKind::Number(count),
            _ => MarkKind::Label(count.to_string()),
        };
    }
    let mut label = this.text.clone();
    let mut parts = 0;
    for (at, (count, level)) in counts.iter().enumerate() {
        let hole = format!("%{}", at + 1);
        if label.contains(&hole) {
            parts += 1;
            let format = if this.is_legal { "decimal" } else { level.format.as_str() };
            label = label.replace(&hole, &formatted(*count, format));
        }
    }
    let label = label.split_whitespace().collect::<Vec<_>>().join(" ");
    match parts {
        0 | 1 => MarkKind::Label(label),
        _ => MarkKind::Clause(label),
    }
}

/// A number as a list shows it.
fn formatted(number: u64, format: &str) -> String {
    match format {
        "lowerLetter" => letters(number),
        "upperLetter" => letters(number).to_uppercase(),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperRoman" => roman(number),
        "ordinal" => format!("{number}{}", ordinal(number)),
        "decimalZero" => format!("{number:02}"),
        "none" | "bullet" => String::new(),
        _ => number.to_string(),
    }
}

/// `a` to `z`, then `aa`, `bb`.
fn letters(number: u64) -> String {
    let at = number.saturating_sub(1);
    let letter = char::from(b'a' + u8::try_from(at % 26).expect("a rest of 26 is small"));
    let times = usize::try_from(at / 26 + 1).unwrap_or(1).min(10);
    letter.to_string().repeat(times)
}

fn roman(number: u64) -> String {
    const SIGNS: [(u64, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = number.min(4_999);
    let mut written = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            written.push_str(sign);
            rest -= value;
        }
    }
    written
}

fn ordinal(number: u64) -> &'static str {
    match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

#[cfg(test)]
mod tests {
    use super::{MarkKind, Numbering};
    use crate::import::word::xml::parse;

    fn numbering() -> Numbering {
        let xml = r#"<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
          <w:abstractNum w:abstractNumId="0">
            <w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
            <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
            <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%3)"/></w:lvl>
          </w:abstractNum>
          <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
          <w:num w:numId="2"><w:abstractNumId w:val="0"/>
            <w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
        </w:numbering>"#;
        Numbering::new(Some(&parse(xml.as_bytes()).unwrap()))
    }

    #[test]
    fn counts_as_word_does() {
        let mut numbering = numbering();
        let mut next = |id: &str, level| match numbering.next(id, level).unwrap().kind {
            MarkKind::Number(number) => number.to_string(),
            MarkKind::Label(label) | MarkKind::Clause(label) => label,
            MarkKind::Bullet | MarkKind::None => String::new(),
        };
        let shown = [
            next("1", 0),
            next("1", 1),
            next("1", 1),
            next("1", 2),
            next("1", 0),
            next("1", 1),
            next("2", 0),
            next("2", 0),
            next("1", 0),
        ];
        assert_eq!(shown, ["3", "3.1", "3.2", "(a)", "4", "4.1", "1", "2", "3"]);
        assert!(numbering.next("9", 0).is_none());
    }
}
