//! `handbook audience`

use serde::Serialize;

use crate::cli::arguments::{AudienceArguments, ListFormat};
use crate::cli::{CLEAN, open, output};
use crate::diagnostic::safe::{safe, safe_json};
use crate::flow;
use crate::model::{Because, DocumentId, Handbook};
use crate::render::csv;

/// A document, who can see it, and why.
#[derive(Serialize)]
struct Row<'a> {
    file: &'a str,
    title: &'a str,
    audience: Vec<&'a str>,
    /// `document`, `source`, `section`, `default`, `unclear`
    because: &'static str,
    /// The file that says so.
    said_in: Option<&'a str>,
    editions: Vec<&'a str>,
}

pub(super) fn run(arguments: &AudienceArguments) -> anyhow::Result<u8> {
    let options = flow::Options { today: output::today(), drafts: arguments.drafts };
    let generation = open(&arguments.folder, options)?;
    let rows = rows(&generation.handbook);
    match arguments.format {
        ListFormat::Human => output::print(&text(&rows)),
        ListFormat::Csv => {
            let bytes = csv(table(&rows));
            output::print(&String::from_utf8(bytes).expect("it was made of texts"));
        }
        ListFormat::Json => {
            let json = serde_json::to_string_pretty(&rows).expect("its keys are texts");
            output::print(&format!("{}\n", safe_json(&json)));
        }
    }
    Ok(CLEAN)
}

fn rows(handbook: &Handbook) -> Vec<Row<'_>> {
    let config = &handbook.config;
    let documents = handbook.documents.iter().enumerate();
    let rows = documents.map(|(index, document)| {
        let own = document.parsed.path.as_str();
        let (because, said_in) = match &document.readers.because {
            Because::Document => ("document", Some(own)),
            Because::Section(file) => ("section", Some(file.as_str())),
            Because::Source(file) => ("source", Some(file.as_str())),
            Because::Default => ("default", config.path.as_ref().map(|path| path.as_str())),
            Because::Unclear(file) => ("unclear", Some(file.as_str())),
        };
        let editions = config.editions.iter();
        let editions = editions.filter(|one| handbook.shows(one, DocumentId(index)));
        Row {
            file: own,
            title: &document.title,
            audience: document.readers.audiences.iter().map(String::as_str).collect(),
            because,
            said_in,
            editions: editions.map(|one| one.name()).collect(),
        }
    });
    rows.collect()
}

fn table(rows: &[Row<'_>]) -> Vec<Vec<String>> {
    let columns = ["File", "Title", "Audience", "Because of", "Said in", "Editions"];
    let mut table = vec![columns.map(str::to_owned).to_vec()];
    table.extend(rows.iter().map(|row| {
        let said_in = row.said_in.unwrap_or_default().to_owned();
        let (audience, editions) = (row.audience.join(", "), row.editions.join(", "));
        let (file, title) = (row.file.to_owned(), row.title.to_owned());
        vec![file, title, audience, row.because.to_owned(), said_in, editions]
    }));
    table
}

/// Two lines a document: which it is, and who can see it and why.
fn text(rows: &[Row<'_>]) -> String {
    let list = |all: &[&str], none: &str| match all {
        [] => none.to_owned(),
        all => all.join(", "),
    };
    let line = |row: &Row<'_>| {
        let why = match row.because {
            "document" => "it says so itself".to_owned(),
            "source" => {
                format!("it is {} in another language", row.said_in.unwrap_or_default())
            }
            "section" => format!("{} says so", row.said_in.unwrap_or_default()),
            "default" => "nothing says so, and this is the default".to_owned(),
            _ => format!("{} can’t be read here", row.said_in.unwrap_or_default()),
        };
        format!(
            "{} ({})\n  for {}: {}; in the editions: {}\n",
            safe(row.title),
            safe(row.file),
            safe(&list(&row.audience, "nobody")),
            safe(&why),
            safe(&list(&row.editions, "none"))
        )
    };
    rows.iter().map(line).collect()
}
