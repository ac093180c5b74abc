//! `handbook audience`

use crate::cli::arguments::{AudienceArguments, ListFormat};
use crate::cli::{CLEAN, open, output};
use crate::diagnostic::safe::{safe, safe_json};
use crate::edition::who_sees;
use crate::flow;
use crate::model::Seen;
use crate::render::audience_json;

pub(super) fn run(arguments: &AudienceArguments) -> anyhow::Result<u8> {
    let options = flow::Options { today: output::today(), drafts: arguments.drafts };
    let generation = open(&arguments.folder, options)?;
    let seen = who_sees(&generation.handbook);
    let made = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it was made of texts");
    match arguments.format {
        ListFormat::Human => output::print(&text(&seen)),
        ListFormat::Csv => output::print(&made(generation.audience_csv(&seen))),
        ListFormat::Json => output::print(&safe_json(&made(audience_json(&seen)))),
    }
    Ok(CLEAN)
}

/// Two lines a document: which it is, and who can see it and why.
fn text(seen: &[Seen]) -> String {
    let list = |all: Vec<&str>, none: &str| match all.is_empty() {
        true => none.to_owned(),
        false => all.join(", "),
    };
    let line = |one: &Seen| {
        let said_in = one.said_in.as_ref().map(ToString::to_string).unwrap_or_default();
        let why = match one.because {
            "document" => "it says so itself".to_owned(),
            "source" => format!("it is {said_in} in another language"),
            "section" => format!("{said_in} says so"),
            "default" => "nothing says so, and this is the default".to_owned(),
            _ => format!("{said_in} can’t be read here"),
        };
        format!(
            "{} ({})\n  for {}: {}; in the editions: {}\n",
            safe(&one.title),
            safe(one.file.as_str()),
            safe(&list(one.audiences.iter().map(|one| one.id.as_str()).collect(), "nobody")),
            safe(&why),
            safe(&list(one.editions.iter().map(String::as_str).collect(), "none"))
        )
    };
    seen.iter().map(line).collect()
}
