//! A snapshot's files to sources, each file parsed alone. What is wrong with a file is kept beside
//! what could be read of it; nothing here knows of any other file.

mod accessibility;
mod attachment;
mod checks;
mod component;
mod config;
mod diagram;
mod document;
mod editions;
pub mod fields;
mod front_matter;
mod glossary;
mod governance;
mod hosting;
pub mod keys;
mod language;
mod phrases;
mod practice_model;
mod toml;
mod search_settings;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::model::config::Config;
use crate::model::{
    FieldFault, FrontMatter, FrontMatterFault, Glossary, Parsed, PhrasesFile, PracticeModel,
};
use crate::source::yaml::{self, Node};
use crate::source::{ReadFault, Snapshot, SourceFile, SourcePath, Span, Text};

pub use attachment::{attachment, bared, is_bared, is_looked_into};
pub use component::component;
pub use diagram::{Diagram, diagram};
pub use document::{document, document_of, outline_of};
pub use fields::nearest;

/// So many documents are read one after another before any other core may have the rest.
const TOGETHER: usize = 64;

/// Every file of a handbook, parsed.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// `handbook.yaml`
    pub config: Arc<Config>,
    /// `practice-model.yaml`
    pub practice_model: Arc<PracticeModel>,
    /// `glossary.yaml`
    pub glossary: Arc<Glossary>,
    /// The Markdown files of the content folder, by their paths.
    pub documents: Vec<Arc<Parsed>>,
    /// The other files of the content folder.
    pub files: Vec<SourcePath>,
    /// The handbook's own phrases, a file a language.
    pub phrases: Vec<PhrasesFile>,
    /// The YAML files at the top and in the folder of phrases, to show their lines.
    pub yaml_texts: BTreeMap<SourcePath, Arc<Text>>,
    /// What is wrong with those files.
    pub yaml_faults: Vec<(SourcePath, Span, FrontMatterFault)>,
    /// What could not be read at all.
    pub read_faults: Vec<ReadFault>,
}

impl Sources {
    /// Which of the documents has this path.
    pub fn index_of(&self, path: &SourcePath) -> Option<usize> {
        self.documents.binary_search_by(|parsed| parsed.path.cmp(path)).ok()
    }
}

/// The documents that need not be parsed, since the same have been before.
pub trait Known: Sync {
    /// The document of this very text, if it is one.
    fn document(&self, path: &SourcePath, text: &Arc<Text>) -> Option<Arc<Parsed>>;
}

/// Nothing is known.
impl Known for () {
    fn document(&self, _: &SourcePath, _: &Arc<Text>) -> Option<Arc<Parsed>> {
        None
    }
}

/// What was read before.
impl Known for Sources {
    fn document(&self, path: &SourcePath, text: &Arc<Text>) -> Option<Arc<Parsed>> {
        let parsed = &self.documents[self.index_of(path)?];
        Arc::ptr_eq(&parsed.text, text).then(|| Arc::clone(parsed))
    }
}

/// Parses every file of a snapshot, but for the documents that are `known`. `config` was read before it, since it names
/// the folders.
pub fn load(snapshot: &Snapshot, config: &Arc<Config>, known: &dyn Known) -> Sources {
    let mut sources = Sources {
        config: Arc::clone(config),
        read_faults: snapshot.faults.clone(),
        ..Sources::default()
    };
    let mut markdown: Vec<(&SourcePath, &Arc<Text>)> = Vec::new();
    for (path, file) in &snapshot.files {
        match file {
            SourceFile::Text(text) if path.folder().is_empty() && is_yaml(path) => {
                sources.yaml_texts.insert(path.clone(), Arc::clone(text));
            }
            SourceFile::Text(text) if path.below(phrases::FOLDER).is_some() && is_yaml(path) => {
                phrases::read(path, text, &mut sources);
            }
            _ if path.below(&config.content).is_none() => {}
            SourceFile::Text(text) if is_markdown(path) => markdown.push((path, text)),
            SourceFile::Text(_) | SourceFile::Other(_) => sources.files.push(path.clone()),
        }
    }
    sources.documents = markdown
        .into_par_iter()
        .with_max_len(TOGETHER)
        .map(|(path, text)| {
            known.document(path, text).unwrap_or_else(|| Arc::new(document(path, text)))
        })
        .collect();
    sources.practice_model = Arc::new(read_yaml(&mut sources, "practice-model", |path, node| {
        let mut model = practice_model::practice_model(path, node);
        let faults = std::mem::take(&mut model.faults);
        (model, faults)
    }));
    sources.glossary = Arc::new(read_yaml(&mut sources, "glossary", |_, node| {
        let mut glossary = glossary::glossary(node);
        let faults = std::mem::take(&mut glossary.faults);
        (glossary, faults)
    }));
    if let Some(path) = &config.path {
        let faults = config.faults.iter().map(|(span, fault)| (path.clone(), *span, fault.clone()));
        sources.yaml_faults.extend(faults);
    }
    sources
}

/// The fields at the top of a document.
pub fn front_matter(text: &Text) -> FrontMatter {
    front_matter::read(text.as_str()).0
}

/// Reads `handbook.yaml`.
pub fn config(path: &SourcePath, text: &Text) -> Config {
    let (node, faults) = yaml::parse(text.as_str(), 0);
    let mut config = config::config(path, &node);
    for fault in faults {
        config.faults.push((fault.span, FrontMatterFault::Yaml(fault.kind)));
    }
    config
}

/// Is this a file of Markdown?
pub fn is_markdown(path: &SourcePath) -> bool {
    matches!(path.extension().to_ascii_lowercase().as_str(), "md" | "markdown")
}

/// Is this the YAML file of this name at the top of the handbook?
pub(crate) fn is_top(path: &SourcePath, stem: &str) -> bool {
    path.folder().is_empty() && path.stem() == stem
}

fn is_yaml(path: &SourcePath) -> bool {
    matches!(path.extension().to_ascii_lowercase().as_str(), "yaml" | "yml")
}

fn read_yaml<T: Default>(
    sources: &mut Sources,
    stem: &str,
    read: impl Fn(&SourcePath, &Node) -> (T, Vec<(Span, FieldFault)>),
) -> T {
    let found = sources.yaml_texts.iter().find(|(path, _)| is_top(path, stem));
    let Some((path, text)) = found.map(|(path, text)| (path.clone(), Arc::clone(text))) else {
        return T::default();
    };
    let (node, yaml_faults) = yaml::parse(text.as_str(), 0);
    let (value, faults) = read(&path, &node);
    for fault in yaml_faults {
        let kind = FrontMatterFault::Yaml(fault.kind);
        sources.yaml_faults.push((path.clone(), fault.span, kind));
    }
    for (span, fault) in faults {
        sources.yaml_faults.push((path.clone(), span, FrontMatterFault::Field(fault)));
    }
    value
}
