//! One page: read, turned, and put together again with its fields.

use std::collections::BTreeSet;

use crate::import::folder::Source;
use crate::import::site::address::{address, key};
use crate::import::site::body::Converter;
use crate::import::site::comments::comments;
use crate::import::site::complete::unplaced;
use crate::import::site::docusaurus;
use crate::import::site::front::{Facts, Reader, split};
use crate::import::site::generator::{Found, Generator, is_page};
use crate::import::site::lines::{Line, lines, trimmed};
use crate::import::site::passages::Passages;
use crate::import::site::place::{Place, is_index, stem, title_of, unnumbered};
use crate::import::site::python::abbreviation;
use crate::import::site::remark::Remark;
use crate::import::site::settings::Settings;
use crate::import::site::titles::is_same;
use crate::import::{Document, Field, Note, Value, front};
use crate::source::Text;

/// A page as it was read.
pub(super) struct Raw {
    /// Its path in the source, and below its folder of pages.
    pub from: String,
    pub below: String,
    /// Its whole text, with line ends of one kind.
    pub text: Text,
    pub facts: Facts,
    /// The address of the first page of its folder of pages.
    pub home: String,
    /// The addresses that lead to it: its own first.
    pub addresses: Vec<String>,
    body: String,
    first_line: usize,
    notes: Vec<Note>,
    spent: String,
}

/// A page before its links are settled, or a passage that pages share.
pub(super) struct Converted {
    pub from: String,
    pub path: String,
    /// The page that includes it, or itself.
    pub included_by: String,
    /// Its place; `None` for a passage.
    pub place: Option<Place>,
    pub markdown: String,
    /// The line of the file for each line of the Markdown.
    pub numbers: Vec<usize>,
    pub addresses: Vec<String>,
    front: Vec<Field>,
    late: Vec<Field>,
    notes: Vec<Note>,
    spent: String,
    text: Text,
}

/// Reads every page.
pub(super) fn read(
    source: &Source,
    found: &Found,
    settings: &Settings,
    refused: &mut Vec<(String, String)>,
) -> Vec<Raw> {
    let mut all = Vec::new();
    for pages in &settings.pages {
        let start =
            if pages.folder.is_empty() { String::new() } else { format!("{}/", pages.folder) };
        for from in source.files.iter().filter(|path| path.starts_with(&start)) {
            let below = &from[start.len()..];
            if !is_page(found.generator, settings, below) {
                continue;
            }
            let bytes = match source.read(from) {
                Ok(bytes) => bytes,
                Err(why) => {
                    refused.push((from.clone(), why));
                    continue;
                }
            };
            let text = Text::decode(&bytes);
            let (mut notes, mut spent) = (Vec::new(), String::new());
            let divided = split(text.as_str());
            if let Some(fault) = divided.fault {
                let line = text.position(fault.start()).line;
                notes.push(Remark::FrontUnread.note(line, text.line(line)));
            }
            let front = &text.as_str()[..text.as_str().len() - divided.body.len()];
            notes.extend(
                comments(front).iter().map(|(line, words)| Remark::Comment.note(*line, words)),
            );
            let mut reader = Reader {
                generator: found.generator,
                text: &text,
                notes: &mut notes,
                spent: &mut spent,
            };
            let facts = reader.facts(&divided.node);
            let own = address(found.generator, settings, pages, below, &facts);
            let (body, first_line) = (divided.body.to_owned(), divided.first_line);
            let mut addresses = vec![own];
            addresses.extend(facts.aliases.iter().cloned());
            let redirects = settings.redirects.iter().filter(|(_, to)| to == below);
            addresses.extend(redirects.map(|(from, _)| {
                address(found.generator, settings, pages, from, &Facts::default())
            }));
            let below = below.to_owned();
            let from = from.clone();
            let home = pages.address.trim_matches('/').to_owned();
            all.push(Raw {
                home,
                from,
                below,
                text,
                facts,
                body,
                first_line,
                notes,
                spent,
                addresses,
            });
        }
    }
    all
}

/// Abbreviations that hold on every page.
pub(super) fn abbreviations(settings: &Settings, passages: &Passages<'_>) -> Vec<(String, String)> {
    let texts = settings.everywhere.iter().filter_map(|path| passages.text(path));
    texts
        .flat_map(|text| lines(&text, 1).iter().filter_map(abbreviation).collect::<Vec<_>>())
        .collect()
}

impl Raw {
    /// What its generator's navigation may call it.
    pub(super) fn names(&self, generator: Generator) -> Vec<String> {
        match generator {
            Generator::Docusaurus => vec![docusaurus::id(&self.below, self.text.as_str())],
            Generator::Starlight => {
                self.addresses.iter().take(1).map(|one| one.trim_matches('/').to_owned()).collect()
            }
            Generator::Jekyll => self.addresses.iter().map(|one| key(one)).collect(),
            _ => Vec::new(),
        }
    }

    /// Turns it.
    pub(super) fn convert(
        self,
        place: &Place,
        generator: Generator,
        settings: &Settings,
        passages: &mut Passages<'_>,
        everywhere: &[(String, String)],
    ) -> Converted {
        let mut converter = Converter::new(generator, settings, &self.from, passages);
        converter.notes = self.notes;
        converter.spent = self.spent;
        for field in [("title", &self.facts.title), ("description", &self.facts.summary)] {
            let (name, value) = field;
            for start in ["page", "frontmatter", "frontMatter", "current_page.data"] {
                converter
                    .values
                    .extend(value.clone().map(|value| (format!("{start}.{name}"), value)));
            }
        }
        let mut body = converter.blocks(&lines(&self.body, self.first_line));
        let title = converter.title(&mut body, self.facts.title.as_deref());
        let body = trimmed(&body).to_vec();
        let title = title.or_else(|| place.title.clone()).unwrap_or_else(|| {
            let guess = guessed(&self.below);
            converter.remark(Remark::TitleGuessed, 1, &guess);
            guess
        });
        navigation_notes(&mut converter, place, &title, &self.below);
        let (markdown, numbers) = joined(&body);
        let mut front = vec![Field::text("title", &title)];
        front.extend(self.facts.summary.as_deref().map(|text| Field::text("summary", text)));
        front.extend(self.facts.fields);
        front.extend(place.order.map(super::order));
        let mut short: Vec<(String, String)> = std::mem::take(&mut converter.abbreviations);
        let used = everywhere.iter().filter(|(name, _)| has_word(&markdown, name));
        short.extend(used.cloned());
        let mut seen = BTreeSet::new();
        short.retain(|(name, _)| seen.insert(name.clone()));
        if !short.is_empty() {
            let fields = short.iter().map(|(name, means)| Field::text(name, means)).collect();
            front.push(Field::new("abbreviations", Value::Fields(fields)));
        }
        let mut late = self.facts.kept;
        let mut imported = vec![Field::text("from", &self.from)];
        imported.extend(self.facts.imported);
        late.push(Field::new("imported", Value::Fields(imported)));
        let Converter { notes, spent, .. } = converter;
        Converted {
            included_by: self.from.clone(),
            from: self.from,
            path: place.path.clone(),
            place: Some(place.clone()),
            markdown,
            numbers,
            addresses: self.addresses,
            front,
            late,
            notes,
            spent,
            text: self.text,
        }
    }
}

/// Turns a passage that pages share.
pub(super) fn passage(
    file: &str,
    path: &str,
    page: &str,
    generator: Generator,
    settings: &Settings,
    passages: &mut Passages<'_>,
) -> Converted {
    let text = passages.text(file).unwrap_or_default();
    let divided = split(&text);
    let all = lines(divided.body, divided.first_line);
    let before = text[..text.len() - divided.body.len()].to_owned();
    let mut converter = Converter::new(generator, settings, file, passages);
    converter.spend(&before);
    let body = converter.blocks(&all);
    let (markdown, numbers) = joined(trimmed(&body));
    let abbreviations = std::mem::take(&mut converter.abbreviations);
    let fields: Vec<Field> =
        abbreviations.iter().map(|(name, means)| Field::text(name, means)).collect();
    let mut front = vec![Field::text("title", &guessed(file))];
    if !fields.is_empty() {
        front.push(Field::new("abbreviations", Value::Fields(fields)));
    }
    let late = vec![Field::new("imported", Value::Fields(vec![Field::text("from", file)]))];
    let Converter { notes, spent, .. } = converter;
    Converted {
        from: file.to_owned(),
        path: path.to_owned(),
        included_by: page.to_owned(),
        place: None,
        markdown,
        numbers,
        addresses: Vec::new(),
        front,
        late,
        notes,
        spent,
        text: Text::decode(text.as_bytes()),
    }
}

impl Converted {
    /// What it is called.
    pub(super) fn title(&self) -> &str {
        match self.front.first().map(|field| &field.value) {
            Some(Value::Text(title)) => title,
            _ => "",
        }
    }

    /// The document, once its links are settled: their notes, the words that went with them, and the files that
    /// they bring along. `folders` are those that hold documents.
    pub(super) fn document(
        mut self,
        source: &Source,
        markdown: String,
        (notes, spent, files): (Vec<Note>, String, Vec<(String, String)>),
        folders: &BTreeSet<String>,
        claimed: &mut BTreeSet<String>,
    ) -> Document {
        self.notes.extend(notes);
        let aliases = self.aliases(folders, claimed);
        let mut front = self.front;
        if !aliases.is_empty() {
            let at = front.len().min(2);
            front.insert(at, Field::new("aliases", Value::List(aliases)));
        }
        front.append(&mut self.late);
        let mut brought = Vec::new();
        for (file, path) in files {
            match source.read(&file) {
                Ok(bytes) => brought.push((path, bytes)),
                Err(_) => self.notes.push(Remark::FileMissing.note(0, &file)),
            }
        }
        let words: Vec<&str> = self.notes.iter().map(|note| note.words.as_str()).collect();
        let own = front::text(&front);
        let after = [&[markdown.as_str(), own.as_str(), &self.spent, &spent][..], &words].concat();
        let lost = unplaced(self.text.as_str(), &after);
        self.notes.extend(lost);
        self.notes.sort_by_key(|note| (note.weight, note.place.line));
        Document {
            from: self.from,
            path: self.path,
            front,
            markdown,
            files: brought,
            notes: self.notes,
        }
    }

    /// Addresses that lead to the page and are not its own here. What leads to another page already is reported.
    fn aliases(
        &mut self,
        folders: &BTreeSet<String>,
        claimed: &mut BTreeSet<String>,
    ) -> Vec<String> {
        let stem = self.path.strip_suffix(".md").unwrap_or(&self.path);
        let here = match stem.strip_suffix("index") {
            Some(folder) => folder.to_owned(),
            None => format!("{stem}.html"),
        };
        let mut aliases: Vec<String> = Vec::new();
        let mut seen = BTreeSet::new();
        for (index, address) in self.addresses.iter().enumerate().filter(|_| self.place.is_some()) {
            let address = address.trim_start_matches('/');
            let is_own = address.is_empty()
                || address == here
                || here.ends_with('/') && key(address) == key(&here);
            // The folder's own page is there.
            let is_folder =
                !address.ends_with(".html") && folders.contains(address.trim_matches('/'));
            if is_own || is_folder || !seen.insert(key(address)) {
                continue;
            }
            // Its own comes first, and is among those that are claimed.
            if index > 0 && !claimed.insert(key(address)) {
                self.notes.push(Remark::AddressTaken.note(0, address));
                continue;
            }
            aliases.push(address.to_owned());
        }
        aliases
    }
}

/// What the navigation says of a page beside its place.
fn navigation_notes(converter: &mut Converter<'_, '_>, place: &Place, title: &str, below: &str) {
    if place.is_unlisted {
        converter.remark(Remark::NotInNavigation, 0, "");
    }
    if place.is_moved {
        converter.remark(Remark::Moved, 0, "");
    }
    if let Some(other) = place.title.as_deref().filter(|other| !is_same(other, title)) {
        let is_home = place.path == "index.md" && is_same(other, "home");
        if !is_home && below != other {
            converter.remark(Remark::NavigationTitle, 0, other);
        }
    }
}

/// Lines as text, and the number of each.
fn joined(lines: &[Line]) -> (String, Vec<usize>) {
    let mut text = String::new();
    for line in lines {
        text.push_str(line.text.trim_end_matches('\r'));
        text.push('\n');
    }
    (text, lines.iter().map(|line| line.number).collect())
}

/// A title after a file's name.
fn guessed(path: &str) -> String {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let name = match is_index(name) && !folder.is_empty() {
        true => folder.rsplit('/').next().unwrap_or(folder),
        false => stem(name),
    };
    title_of(unnumbered(name).1.trim_start_matches('_'))
}

fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        ![before, after].into_iter().flatten().any(char::is_alphanumeric)
    })
}
