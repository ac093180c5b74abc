//! Passages that several pages share, and files that pages take words from.

use std::collections::BTreeMap;

use crate::import::folder::Source;
use crate::import::names::plain;
use crate::import::site::body::Converter;
use crate::import::site::generator::under;
use crate::import::site::lines::{Line, common_indent, dedented, lines};
use crate::import::site::remark::Remark;
use crate::source::{SourcePath, Text};

/// What a file that is included is called, before the paths of the files that include it are known.
pub(super) const FROM_CONTENT: &str = "//";

/// The passages that were included so far.
pub(super) struct Passages<'a> {
    source: &'a Source,
    /// Files of the source that are documents of their own, by their paths, and where those go.
    pub documents: BTreeMap<String, String>,
    /// Passages in the order in which they were found: the file, where it goes, and the page that includes it.
    pub found: Vec<(String, String, String)>,
    /// Every file that words were taken from.
    pub used: Vec<String>,
}

impl<'a> Passages<'a> {
    /// None so far.
    pub(super) fn new(source: &'a Source, documents: BTreeMap<String, String>) -> Self {
        Passages { source, documents, found: Vec::new(), used: Vec::new() }
    }

    /// Is there a file of this path?
    pub(super) fn has(&self, path: &str) -> bool {
        self.source.files.binary_search_by(|one| one.as_str().cmp(path)).is_ok()
    }

    /// The text of a file.
    pub(super) fn text(&self, path: &str) -> Option<String> {
        let bytes = self.source.read(path).ok()?;
        Some(Text::decode(&bytes).as_str().to_owned())
    }

    /// Where a file goes that pages include.
    fn place(&mut self, file: &str, page: &str) -> String {
        if let Some(path) = self.documents.get(file) {
            return path.clone();
        }
        let name = file.rsplit('/').next().unwrap_or(file);
        let stem = plain(name.split('.').next().unwrap_or(name));
        let mut path = format!("_shared/{stem}.md");
        // A new handbook has a file for emergencies of its own.
        let taken = |path: &str| {
            path == "_shared/emergency.md" || self.documents.values().any(|one| one == path)
        };
        for number in 2.. {
            if !taken(&path) {
                break;
            }
            path = format!("_shared/{stem}-{number}.md");
        }
        self.documents.insert(file.to_owned(), path.clone());
        self.found.push((file.to_owned(), path.clone(), page.to_owned()));
        path
    }
}

impl Converter<'_, '_> {
    /// The file of this name that a page includes, as a path in the source.
    pub(super) fn included(&self, name: &str) -> Option<String> {
        // The path of a file, as it is.
        if let Some(whole) = name.strip_prefix("//") {
            return self.passages.has(whole).then(|| whole.to_owned());
        }
        let name = name.trim_start_matches('/');
        let own = self.from.rsplit_once('/').map_or("", |(folder, _)| folder);
        let folders = self.settings.included.iter().map(String::as_str).chain([own]);
        let paths = folders.filter_map(|folder| SourcePath::new(&under(folder, name)));
        paths.map(|path| path.as_str().to_owned()).find(|path| self.passages.has(path))
    }

    /// What becomes of a line that includes a file: `name`, `name:section` or `name:2:5`.
    pub(super) fn include(&mut self, name: &str, head: &Line) -> Vec<Line> {
        let (file, part) = match name.split_once(':') {
            Some((file, part)) => (file, Some(part)),
            None => (name, None),
        };
        let Some(path) = self.included(file) else {
            self.remark(Remark::PassageMissing, head.number, name);
            return vec![head.clone()];
        };
        self.spend(name);
        let plain_path = path.strip_suffix(".erb").unwrap_or(&path);
        let is_markdown =
            [".md", ".markdown", ".mdx", ".txt"].iter().any(|end| plain_path.ends_with(end));
        if let (None, true) = (part, is_markdown) {
            let place = self.passages.place(&path, self.from);
            self.remark(Remark::Passage, head.number, "");
            let open = format!(":::include {{file=\"{FROM_CONTENT}{place}\"}}");
            let block = [Line::new(head.number, open), Line::new(head.number, ":::")];
            return super::lines::indented(&block, head.indent());
        }
        let taken = self.part(&path, part, head.number);
        self.remark(Remark::PassageHere, head.number, name);
        let taken = match is_markdown {
            true => self.blocks(&taken),
            false => taken,
        };
        super::lines::indented(&taken, head.indent())
    }

    /// The lines of a file, or of a part of it, as if they stood at this line.
    pub(super) fn part(&mut self, path: &str, part: Option<&str>, number: usize) -> Vec<Line> {
        let text = self.passages.text(path).unwrap_or_default();
        self.passages.used.push(path.to_owned());
        let all = lines(&text, 1);
        let mut taken: Vec<Line> = match part {
            None => all,
            Some(part) => numbered(&all, part).unwrap_or_else(|| named(&all, part)),
        };
        taken.retain(|line| !is_mark(line));
        let mut taken = dedented(&taken, common_indent(&taken));
        for line in &mut taken {
            line.number = number;
        }
        taken
    }
}

/// `2:5`, and `2:5,8:9`.
fn numbered(all: &[Line], part: &str) -> Option<Vec<Line>> {
    let mut taken = Vec::new();
    for range in part.split(',') {
        let (from, to) = range.split_once(':').unwrap_or((range, ""));
        let number = |text: &str, other: usize| match text.trim() {
            "" => Some(other),
            text => text.parse::<usize>().ok(),
        };
        let (from, to) = (number(from, 1)?.max(1), number(to, all.len())?.min(all.len()));
        taken.extend(all.get(from - 1..to.max(from - 1)).into_iter().flatten().cloned());
    }
    Some(taken)
}

/// What stands between `[start:name]` and `[end:name]`.
fn named(all: &[Line], name: &str) -> Vec<Line> {
    let (start, end) = (format!("[start:{name}]"), format!("[end:{name}]"));
    let inside = all.iter().skip_while(|line| !line.text.contains(&start)).skip(1);
    inside.take_while(|line| !line.text.contains(&end)).cloned().collect()
}

/// A line that only says where a part begins or ends.
pub(super) fn is_mark(line: &Line) -> bool {
    line.text.contains("8<") && (line.text.contains("[start:") || line.text.contains("[end:"))
}
