//! `handbook schema`: files that tell an editor what can be written in the YAML files, with the ids of this
//! handbook.

#![expect(clippy::disallowed_methods, reason = "writes the files that the command names")]

use std::path::Path;

use anyhow::Context;

use crate::check::rules::RULES;
use crate::cli::arguments::SchemaArguments;
use crate::cli::{CLEAN, open, output};
use crate::flow;
use crate::load::keys::{IdOf, KnownIds, YAML_FILES, YamlFile, schema};
use crate::model::{Date, Handbook};

/// The folder that they are written to, in the handbook's.
const FOLDER: &str = "schemas";

pub(super) fn run(arguments: &SchemaArguments) -> anyhow::Result<u8> {
    let options = flow::Options { today: output::today(), drafts: true };
    let generation = open(&arguments.folder, options)?;
    let known = known_ids(&generation.handbook);
    if let Some(name) = &arguments.print {
        let file = YAML_FILES.into_iter().find(|file| file.name() == name);
        let names: Vec<&str> = YAML_FILES.into_iter().map(YamlFile::name).collect();
        let file = file.with_context(|| {
            format!("there is no schema “{name}”. There are: {}.", names.join(", "))
        })?;
        output::print(&text(file, &known));
        return Ok(CLEAN);
    }
    write_files(&arguments.folder, &known)?;
    output::note(&format!(
        "What can be written in the YAML files is in {FOLDER}. Editors that know YAML use it where the first \
         line of a file names it:\n\n    # yaml-language-server: $schema={FOLDER}/handbook.json"
    ));
    Ok(CLEAN)
}

/// Writes the schemas of a handbook that has just been made.
pub(super) fn write(root: &Path, today: Date) -> anyhow::Result<()> {
    let generation = open(root, flow::Options { today, drafts: true })?;
    write_files(root, &known_ids(&generation.handbook))
}

fn write_files(root: &Path, known: &KnownIds) -> anyhow::Result<()> {
    let folder = root.join(FOLDER);
    let shown = || format!("{} can’t be written", folder.display());
    std::fs::create_dir_all(&folder).with_context(shown)?;
    for file in YAML_FILES {
        let path = folder.join(format!("{}.json", file.name()));
        std::fs::write(&path, text(file, known)).with_context(shown)?;
    }
    Ok(())
}

fn text(file: YamlFile, known: &KnownIds) -> String {
    let json = serde_json::to_string_pretty(&schema(file, known)).expect("its keys are texts");
    format!("{json}\n")
}

/// The ids that documents of this handbook can name. Where it has none of a sort, the schema allows any.
fn known_ids(handbook: &Handbook) -> KnownIds {
    let config = &handbook.config;
    let model = &handbook.practice_model;
    let criteria = model.frameworks.iter().flat_map(|framework| {
        let id = &framework.id.value;
        framework.criteria.iter().map(move |one| format!("{id}/{}", one.id.value))
    });
    let sorts: [(IdOf, Vec<String>); 6] = [
        (IdOf::Kind, config.kinds.iter().map(|kind| kind.id.clone()).collect()),
        (IdOf::Element, model.elements.iter().map(|one| one.id.value.clone()).collect()),
        (IdOf::Criterion, criteria.collect()),
        (IdOf::Audience, config.audiences.iter().map(|one| one.id.clone()).collect()),
        (IdOf::Tag, config.tags.allowed.clone().unwrap_or_default()),
        (IdOf::Rule, RULES.iter().map(|rule| rule.name.to_owned()).collect()),
    ];
    sorts.into_iter().filter(|(_, ids)| !ids.is_empty()).collect()
}
