//! A new document: where it stands and how it begins, from what somebody says of it. It writes nothing, and its words
//! for what can't be are for that person.

use std::collections::BTreeMap;

use crate::load::nearest;
use crate::markdown::slug;
use crate::model::{Date, FrontMatter, Handbook, Kind};
use crate::source::{SourcePath, yaml};

/// What somebody says of a new document.
pub struct Wanted<'a> {
    /// Its kind's id.
    pub kind: &'a str,
    /// Its title.
    pub title: &'a str,
    /// The folder of its section, below the content folder; without one, where most of its kind are.
    pub section: Option<&'a str>,
    /// The elements of the practice model that it belongs to.
    pub elements: &'a [String],
    /// The criteria that it belongs to, as `framework/id`.
    pub criteria: &'a [String],
}

/// A document that nobody has written yet.
#[derive(Debug)]
pub struct NewDocument {
    /// Its file.
    pub path: SourcePath,
    /// How it begins.
    pub text: String,
}

/// The document that somebody wants.
///
/// # Errors
/// In words, what of it can't be.
pub fn document(
    handbook: &Handbook,
    wanted: &Wanted<'_>,
    today: Date,
) -> Result<NewDocument, String> {
    let id = wanted.kind;
    let Some(kind) = handbook.config.kind(id) else {
        let kinds: Vec<&str> = handbook.config.kinds.iter().map(|kind| kind.id.as_str()).collect();
        let near = the_nearest(id, kinds.iter().copied());
        return Err(format!(
            "there is no kind of document “{id}”.{near} There are: {}.",
            kinds.join(", ")
        ));
    };
    let title = wanted.title.trim();
    if !title.chars().any(char::is_alphanumeric) {
        return Err("the title needs at least one letter or number, to name its file by".to_owned());
    }
    // What is no letter leaves no gap: “Keeping in touch – family” is keeping-in-touch-family.md.
    let name = slug(title);
    let words: Vec<&str> = name.split('-').filter(|word| !word.is_empty()).collect();
    let name = words.join("-");
    let folder = match wanted.section {
        Some(section) => section_folder(handbook, section)?,
        None => usual_folder(handbook, &kind.id),
    };
    let of = OfModel::new(handbook, wanted)?;
    let path = format!("{}/{folder}/{name}.md", handbook.config.content);
    let path = SourcePath::new(&path).ok_or("the section leads out of the handbook")?;
    Ok(NewDocument { path, text: text(handbook, kind, &of, &folder, title, today) })
}

/// Fills in `{today}`, `{in a year}` and `{in two years}`.
pub fn with_dates(text: &str, today: Date) -> String {
    text.replace("{today}", &today.to_string())
        .replace("{in a year}", &today.plus_months(12).to_string())
        .replace("{in two years}", &today.plus_months(24).to_string())
}

/// What is nearest to what was written, to be said after what is wrong with it.
fn the_nearest<'a>(written: &str, known: impl Iterator<Item = &'a str>) -> String {
    nearest(written, known).map(|near| format!(" The nearest is “{near}”.")).unwrap_or_default()
}

fn section_folder(handbook: &Handbook, written: &str) -> Result<String, String> {
    let wanted = written.replace('\\', "/");
    let wanted = wanted.trim_matches('/');
    let folders = || handbook.sections.iter().map(|section| section.folder.as_str());
    if folders().any(|folder| folder == wanted) {
        return Ok(wanted.to_owned());
    }
    let near = the_nearest(wanted, folders().filter(|folder| !folder.is_empty()));
    Err(format!("there is no section “{wanted}” in the content folder.{near}"))
}

/// Where most documents of this kind are; the first by name where two have as many.
pub fn usual_folder(handbook: &Handbook, kind: &str) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for document in handbook.documents.iter().filter(|one| !one.is_passage && !one.is_section) {
        if document.kind == kind {
            *counts.entry(&handbook.section(document.section).folder).or_default() += 1;
        }
    }
    let most = counts.values().max().copied().unwrap_or_default();
    let folder = counts.into_iter().find(|(_, count)| *count == most);
    folder.map(|(folder, _)| folder.to_owned()).unwrap_or_default()
}

/// What the new document is to belong to.
struct OfModel {
    elements: String,
    criteria: String,
}

impl OfModel {
    fn new(handbook: &Handbook, wanted: &Wanted<'_>) -> Result<Self, String> {
        let model = &*handbook.practice_model;
        let elements: Vec<String> = model.elements.iter().map(|one| one.id.value.clone()).collect();
        let criteria: Vec<String> = model.criteria().map(|id| model.criterion_path(id)).collect();
        let known = |written: &[String], ids: &[String], what: &str| -> Result<String, String> {
            if let Some(id) = written.iter().find(|id| !ids.contains(id)) {
                let near = the_nearest(id, ids.iter().map(String::as_str));
                return Err(format!("the practice model has no {what} “{id}”.{near}"));
            }
            Ok(written.join(", "))
        };
        Ok(OfModel {
            elements: known(wanted.elements, &elements, "element")?,
            criteria: known(wanted.criteria, &criteria, "criterion")?,
        })
    }

    /// Its lines of front matter.
    fn lines(&self, handbook: &Handbook) -> String {
        let mut lines = match self.elements.as_str() {
            "" if handbook.practice_model.elements.is_empty() => String::new(),
            "" => "# model: [] # the elements of the practice model that it belongs to, by their ids\n"
                .to_owned(),
            elements => format!("model: [{elements}]\n"),
        };
        if !self.criteria.is_empty() {
            lines.push_str(&format!("criteria: [{}]\n", self.criteria));
        }
        lines
    }
}

fn text(
    handbook: &Handbook,
    kind: &Kind,
    of: &OfModel,
    folder: &str,
    title: &str,
    today: Date,
) -> String {
    let inherited = Inherited::of(handbook, folder);
    let mut text = format!("---\ntitle: {}\n", yaml::written(title));
    text.push_str("summary: # what it is for, in one sentence\n");
    if inherited.kind.as_deref() != Some(kind.id.as_str()) {
        text.push_str(&format!("kind: {}\n", kind.id));
    }
    text.push_str("status: draft # change it to \"current\" when it is approved\n");
    for field in &kind.requires {
        match field.as_str() {
            "title" | "summary" | "kind" | "status" | "reviewed" | "review_by" => {}
            "owner" if inherited.has_owner => {}
            "owner" => text.push_str("owner: # the role that answers for it\n"),
            "version" => text.push_str("version: \"0.1\"\n"),
            "approved" | "effective_from" => text.push_str(&format!("{field}: {today}\n")),
            "anonymised" => text.push_str(
                "# How it was made safe to share: invented, composite or altered-with-consent. Without it, it \
                 is not published.\n# anonymised: {method: invented, by: Your role, on: {today}}\n",
            ),
            _ => text.push_str(&format!("{field}: # needed in each {}\n", kind.label.to_lowercase())),
        }
    }
    text.push_str(&format!("reviewed: {today}\n"));
    if let Some(period) = kind.review_every {
        text.push_str(&format!("review_by: {}\n", period.after(today)));
    }
    text.push_str(&of.lines(handbook));
    text.push_str("---\n\n");
    text.push_str(&body(kind));
    with_dates(&text, today)
}

/// What the section's `defaults:` already say of a document in it.
#[derive(Default)]
struct Inherited {
    kind: Option<String>,
    has_owner: bool,
}

impl Inherited {
    fn of(handbook: &Handbook, folder: &str) -> Self {
        let mut inherited = Inherited::default();
        let mut section = handbook.sections.iter().find(|section| section.folder == folder);
        while let Some(this) = section {
            let document = this.document.map(|id| handbook.document(id));
            let defaults: Option<&FrontMatter> =
                document.and_then(|one| one.parsed.outline.front.defaults.as_deref());
            if let Some(defaults) = defaults {
                let kind = defaults.kind.as_ref().map(|kind| kind.value.clone());
                inherited.kind = inherited.kind.or(kind);
                inherited.has_owner |= defaults.owner.is_some();
            }
            section = this.parent.map(|id| handbook.section(id));
        }
        inherited
    }
}

/// The headings that the kind expects, or what we suggest for the kinds that we know.
fn body(kind: &Kind) -> String {
    if !kind.headings.is_empty() {
        let headings = kind.headings.iter().map(|heading| format!("## {heading}\n"));
        return headings.collect::<Vec<String>>().join("\n");
    }
    let body = match kind.id.as_str() {
        "guidance" => include_str!("kinds/guidance.md"),
        "policy" => include_str!("kinds/policy.md"),
        "case-example" => include_str!("kinds/case-example.md"),
        "tool" => include_str!("kinds/tool.md"),
        _ => include_str!("kinds/page.md"),
    };
    body.to_owned()
}
