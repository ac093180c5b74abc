//! What a rule is, and how it says what it found.

use crate::check::levels;
use crate::check::quotes;
use crate::diagnostic::{Diagnostic, Place, Related, Severity};
use crate::model::{Document, DocumentId, Handbook};
use crate::source::{Mark, SourcePath, Span};

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
    /// Review dates, owners, and what takes whose place.
    Reviews,
    /// The practice model, and what documents say of it.
    Model,
    /// The words we use.
    Words,
    /// Files and folders.
    Files,
    /// Words that everybody understands.
    PlainEnglish,
    /// What people need who can't see, hear or hold as others do.
    Accessibility,
    /// Versions of documents in other languages.
    Languages,
    /// What could identify a child or a family.
    Privacy,
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

impl Context<'_> {
    /// Whether what is known of English holds here.
    pub fn is_in_english(&self) -> bool {
        self.document.language.is_english()
    }

    /// Whether this stands anywhere in the document's file. Most rules look for what most documents have none of, and
    /// what isn't in the file is not in its tree either.
    pub fn holds(&self, mark: Mark) -> bool {
        self.document.parsed.text.holds(mark)
    }
}

/// What a rule has found so far.
pub struct Findings<'a> {
    rule: &'a Rule,
    /// How much it matters; `None` if it is off.
    severity: Option<Severity>,
    found: Vec<Diagnostic>,
    /// The last finding in a document that has turned the rule off.
    muted: Option<Diagnostic>,
}

impl<'a> Findings<'a> {
    /// Nothing yet.
    pub fn new(rule: &'a Rule, severity: Option<Severity>) -> Self {
        Findings { rule, severity, found: Vec::new(), muted: None }
    }

    /// Something in a document.
    pub fn at(&mut self, document: &Document, span: Span, message: String) -> Finding<'_> {
        let parsed = &document.parsed;
        let severity = levels::in_document(self.rule, self.severity, document);
        self.push(severity, Some(Place::at(&parsed.path, &parsed.text, span)), message)
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
        self.push(self.severity, Some(place), message)
    }

    /// Something about a file as a whole.
    pub fn in_file(&mut self, path: &SourcePath, message: String) -> Finding<'_> {
        self.push(self.severity, Some(Place::file(path)), message)
    }

    /// Something about the handbook as a whole.
    pub fn anywhere(&mut self, message: String) -> Finding<'_> {
        self.push(self.severity, None, message)
    }

    fn push(
        &mut self,
        severity: Option<Severity>,
        place: Option<Place>,
        message: String,
    ) -> Finding<'_> {
        let rule = self.rule.name;
        let message = quotes::cut(message);
        let (help, related) = (None, Vec::new());
        let diagnostic = |severity| Diagnostic { rule, severity, place, message, help, related };
        let diagnostic = match severity {
            Some(severity) => {
                self.found.push(diagnostic(severity));
                self.found.last_mut().expect("it was pushed just now")
            }
            None => self.muted.insert(diagnostic(Severity::Info)),
        };
        Finding { diagnostic }
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
        self.diagnostic.help = Some(quotes::cut(help.into()));
        self
    }

    /// Another place in a document that explains it.
    pub fn related(self, document: &Document, span: Span, message: &str) -> Self {
        let parsed = &document.parsed;
        let place = Place::at(&parsed.path, &parsed.text, span);
        self.diagnostic.related.push(Related { place, message: message.to_owned() });
        self
    }

    /// Another place in one of the YAML files at the top that explains it.
    pub fn related_in_yaml(
        self,
        handbook: &Handbook,
        path: &SourcePath,
        span: Span,
        message: &str,
    ) -> Self {
        if let Some(text) = handbook.yaml_texts.get(path) {
            let place = Place::at(path, text, span);
            self.diagnostic.related.push(Related { place, message: message.to_owned() });
        }
        self
    }

    /// It matters less than the rule's findings usually do.
    pub fn no_more_than(self, severity: Severity) -> Self {
        self.diagnostic.severity = self.diagnostic.severity.max(severity);
        self
    }
}
