//! A page for each YAML file and for the top of a document, from the tables of fields.

use handbook::load::keys::{Field, Group, IdOf, Shape, YAML_FILES, YamlFile};
use handbook::model::Kind;

use crate::reference::fences::fenced;
use crate::reference::{Pages, listed, page};

pub(super) fn write(pages: &mut Pages) {
    for (index, file) in YAML_FILES.into_iter().enumerate() {
        let (title, summary) = titles(file);
        let mut body = String::from(introduction(file));
        let mut writer = Writer { root: file.group(), body: &mut body };
        writer.group(file.group(), &[]);
        pages.insert(
            format!("settings/{}.md", file.name()),
            page(title, summary, (index + 1) * 10, &body),
        );
    }
    pages.insert("settings/kinds.md".to_owned(), kinds());
    let body = "Four kinds of text are read as YAML. Each line is a field: its name, a colon and what it holds. A field \
                that is misspelt is reported, with the nearest name that there is. `handbook schema` writes files with \
                which an editor completes and checks fields as you type.\n";
    let summary = "What can be written in the YAML files and at the top of a document.";
    pages.insert("settings/index.md".to_owned(), page("Settings and fields", summary, 20, body));
}

fn titles(file: YamlFile) -> (&'static str, &'static str) {
    match file {
        YamlFile::Handbook => ("handbook.yaml", "The settings of the handbook as a whole."),
        YamlFile::PracticeModel => {
            ("practice-model.yaml", "What the service’s way of working is made of, and held to.")
        }
        YamlFile::Glossary => {
            ("glossary.yaml", "The words that the service uses, and what they mean.")
        }
        YamlFile::FrontMatter => ("Front matter", "The fields at the top of a document."),
    }
}

fn introduction(file: YamlFile) -> &'static str {
    match file {
        YamlFile::Handbook => {
            "The file stands at the top of the handbook’s folder. Everything in it can be left out.\n"
        }
        YamlFile::PracticeModel => {
            "The file stands beside `handbook.yaml`. Without it, a handbook has no practice model.\n"
        }
        YamlFile::Glossary => {
            "The file stands beside `handbook.yaml`. It is a list of terms by itself, or a list under `terms`.\n"
        }
        YamlFile::FrontMatter => {
            "The fields stand above a document’s text, between two lines of three hyphens. Which have to be there is a \
             matter of the document’s [kind](kinds.md). Fields that are not listed here are kept, for a theme of your \
             own.\n"
        }
    }
}

struct Writer<'a> {
    /// The fields of the whole page: where they stand in themselves, they are not written again.
    root: &'static Group,
    body: &'a mut String,
}

impl Writer<'_> {
    fn group(&mut self, group: &'static Group, above: &[&str]) {
        for field in group.fields {
            self.field(field, above);
        }
    }

    fn field(&mut self, field: &'static Field, above: &[&str]) {
        let path: Vec<&str> = above.iter().copied().chain([field.name]).collect();
        let hashes = "#".repeat((path.len() + 1).min(3));
        let heading = path.join(": ");
        let holds = self.holds(&field.shape);
        let required = if field.is_required { " It has to be there." } else { "" };
        let example = fenced("yaml", &format!("{}: {}", field.name, field.example));
        let about = field.about;
        self.body.push_str(&format!(
            "\n{hashes} {heading}\n\n{about}{required} It holds {holds}.\n\n{example}"
        ));
        self.below(&field.shape, &path);
    }

    /// The fields that stand in a field.
    fn below(&mut self, shape: &'static Shape, path: &[&str]) {
        match shape {
            Shape::Group(group) | Shape::Groups(group) if !std::ptr::eq(*group, self.root) => {
                self.group(group, path);
            }
            Shape::Named(shape) | Shape::NamedBy(_, shape) => self.below(shape, path),
            Shape::Either(one, other) => {
                self.below(one, path);
                self.below(other, path);
            }
            _ => {}
        }
    }

    fn holds(&self, shape: &Shape) -> String {
        match shape {
            Shape::Text => "a text".to_owned(),
            Shape::Date => "a date, as year, month and day: `2027-02-28`".to_owned(),
            Shape::Number => "a whole number".to_owned(),
            Shape::Switch => "`true` or `false`".to_owned(),
            Shape::OneOf(words) => format!("one of {}", listed(words.iter().copied(), "or")),
            Shape::SomeOf(words) => {
                format!("some of {}, or one of them", listed(words.iter().copied(), "and"))
            }
            Shape::Id(of) => format!("the {}", id(*of)),
            Shape::Ids(of) => format!("the {}, or a list of them", id(*of)),
            Shape::List => "a text, or a list of them".to_owned(),
            Shape::Group(group) if std::ptr::eq(*group, self.root) => {
                "the fields of this page".to_owned()
            }
            Shape::Group(group) => format!("fields of its own: {}", fields(group)),
            Shape::Groups(group) => format!("a list, each with the fields {}", fields(group)),
            Shape::Named(shape) => {
                format!("names that you choose, and for each of them {}", self.holds(shape))
            }
            Shape::NamedBy(of, shape) => {
                let (of, shape) = (id(*of), self.holds(shape));
                format!("for any {of}, {shape}")
            }
            Shape::Either(one, other) => {
                format!("{}, or {}", self.holds(one), self.holds(other))
            }
            Shape::Anything => "whatever the theme asks for".to_owned(),
        }
    }
}

fn fields(group: &Group) -> String {
    listed(group.fields.iter().map(|field| field.name), "and")
}

fn id(of: IdOf) -> &'static str {
    match of {
        IdOf::Kind => "id of a kind",
        IdOf::Element => "id of an element of the practice model",
        IdOf::Criterion => "id of a criterion, as `framework/id`",
        IdOf::Audience => "id of an audience",
        IdOf::Tag => "name of a tag",
        IdOf::Rule => "name of a rule",
    }
}

fn kinds() -> String {
    let mut body = String::from(
        "A document says what sort it is with [kind](front-matter.md#kind). Every handbook has these. With \
         [kinds](handbook.md#kinds) it adds others, or changes what these ask for.\n\n\
         | Kind | Readers see | Fields that it needs | Reviewed |\n|---|---|---|---|\n",
    );
    for kind in Kind::built_in() {
        let needs = listed(kind.requires.iter().map(String::as_str), "and");
        let every = kind.review_every.map(|every| format!("every {}", every.in_words()));
        let every = every.unwrap_or_else(|| "never".to_owned());
        body.push_str(&format!("| `{}` | {} | {needs} | {every} |\n", kind.id, kind.label));
    }
    page(
        "Kinds of document",
        "What each sort of document needs, and how often it is reviewed.",
        50,
        &body,
    )
}
