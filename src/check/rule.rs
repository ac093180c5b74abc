//! What a rule is, and how it says what it found.

use crate::diagnostic::{Diagnostic, Place, Related, Severity};
use crate::model::{Document, DocumentId, Handbook};
use crate::source::{SourcePath, Span};

/// One thing that `check` looks for.
pub struct Rule {
    /// Its name, its only code: `broken-link`. Read as “allow broken links”.
    pub name: &'static str,
    /// The subject it belongs to.
    pub group: Group,
    /// How much it matters where `handbook.yaml` doesn't say.
    pub severity: Severity,
    /// What it finds, in a line.
    pub summary: &'static str,
    /// Its page: what it finds, why it matters, how to put it right, and examples that are tested.
    pub explain: &'static str,
    /// How it looks.
    pub run: Run,
}

/// The subjects of rules, as practice leads know them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Links and addresses.
    Links,
    /// The fields at the top of a document.
    Fields,
    /// Markdown and components.
    Writing,
    /// Files and folders.
    Files,
    /// `handbook.yaml` and the theme.
    Settings,
}

/// How a rule looks.
#[derive(Clone, Copy)]
pub enum Run {
    /// At one document after another.
    Document(fn(&Context<'_>, &mut Findings<'_>)),
    /// At the handbook as a whole.
    Handbook(fn(&Handbook, &mut Findings<'_>)),
    /// It doesn't: another stage finds it, and only its words are here.
    Elsewhere,
}

/// The document that a rule looks at, in its handbook.
pub struct Context<'a> {
    /// The handbook.
    pub handbook: &'a Handbook,
    /// Which document.
    pub id: DocumentId,
    /// The document.
    pub document: &'a Document,
}

/// What a rule has found so far.
pub struct Findings<'a> {
    rule: &'a Rule,
    severity: Severity,
    found: Vec<Diagnostic>,
}

impl<'a> Findings<'a> {
    /// Nothing yet.
    pub fn new(rule: &'a Rule, severity: Severity) -> Self {
        Findings { rule, severity, found: Vec::new() }
    }

    /// Something in a document.
    pub fn at(&mut self, document: &Document, span: Span, message: String) -> Finding<'_> {
        let parsed = &document.parsed;
        self.push(Some(Place::at(&parsed.path, &parsed.text, span)), message)
    }

    /// Something in one of the YAML files at the top.
    pub fn in_yaml(
        &mut self,
        handbook: &Handbook,
        path: &SourcePath,
        span: Span,
        message: String,
    ) -> Finding<'_> {
        let place = match handbook.yaml_texts.get(path) {
            Some(text) => Place::at(path, text, span),
            None => Place::file(path),
        };
        self.push(Some(place), message)
    }

    /// Something about a file as a whole.
    pub fn in_file(&mut self, path: &SourcePath, message: String) -> Finding<'_> {
        self.push(Some(Place::file(path)), message)
    }

    /// Something about the handbook as a whole.
    pub fn anywhere(&mut self, message: String) -> Finding<'_> {
        self.push(None, message)
    }

    fn push(&mut self, place: Option<Place>, message: String) -> Finding<'_> {
        self.found.push(Diagnostic {
            rule: self.rule.name,
            severity: self.severity,
            place,
            message,
            help: None,
            related: Vec::new(),
        });
        Finding { diagnostic: self.found.last_mut().expect("it was pushed just now") }
    }

    /// Everything found.
    pub fn into_found(self) -> Vec<Diagnostic> {
        self.found
    }
}

/// One finding, to say more about it.
pub struct Finding<'a> {
    diagnostic: &'a mut Diagnostic,
}

impl Finding<'_> {
    /// What to do about it.
    pub fn help(self, help: impl Into<String>) -> Self {
        self.diagnostic.help = Some(help.into());
        self
    }

    /// Another place in a document that explains it.
    pub fn related(self, document: &Document, span: Span, message: &str) -> Self {
        let parsed = &document.parsed;
        let place = Place::at(&parsed.path, &parsed.text, span);
        self.diagnostic.related.push(Related { place, message: message.to_owned() });
        self
    }

    /// It matters less than the rule's findings usually do.
    pub fn no_more_than(self, severity: Severity) -> Self {
        self.diagnostic.severity = self.diagnostic.severity.max(severity);
        self
    }
}
