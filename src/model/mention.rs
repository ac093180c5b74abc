//! Words in a document's running text that mean something to the handbook: a provision of an Act, or a
//! term of the glossary.

use crate::model::Watched;
use crate::model::config::Act;
use crate::source::Span;

/// Which of the glossary's terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermId(pub usize);

/// What documents of a handbook mention.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Mentions {
    /// Where in the text, in order.
    pub marks: Watched<Vec<Mark>>,
    /// The Acts and provisions that the text and the front matter name, sorted, each once.
    pub reliance: Vec<Reliance>,
    /// Every term that occurs, sorted, each once.
    pub terms: Vec<TermId>,
    /// Abbreviations that could mean several terms, the first of each.
    pub ambiguous: Vec<Ambiguity>,
    /// Words that the service has stopped using, each place.
    pub replaced: Vec<(Span, TermId)>,
    /// What `legislation:` in the front matter names, in its order; an Act that `handbook.yaml` doesn't
    /// list is `None`.
    pub provisions: Vec<Option<Reliance>>,
}

/// An abbreviation that the document doesn't resolve.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Ambiguity {
    /// As written.
    pub text: String,
    /// Where its run of text stands; the abbreviation itself, where the text is as written.
    pub span: Span,
    /// What it could mean.
    pub terms: Vec<TermId>,
}

/// Words that are marked on the page.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Mark {
    /// The run of text that they stand in: the place in the file where it begins, and its length. Where an
    /// address in the text was made a link, two runs may begin at one place; their lengths tell them apart.
    pub run: (usize, usize),
    /// From which byte of the run's text.
    pub start: usize,
    /// To which.
    pub end: usize,
    /// What it is.
    pub mentioned: Mentioned,
}

/// What words can mean.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Mentioned {
    /// A provision of an Act.
    Provision(Box<Reliance>),
    /// A term, where the document first uses it.
    Term(TermId),
}

/// An Act that a document relies on, as a whole or in one of its provisions.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reliance {
    /// Its place in `handbook.yaml`.
    pub act: usize,
    /// The provision; `None` for the Act as a whole.
    pub provision: Option<Provision>,
}

impl Reliance {
    /// Where it can be read: the Act's address, and the provision's after it.
    pub fn address(&self, act: &Act) -> String {
        match &self.provision {
            Some(provision) => format!("{}/{}", act.address, provision.address()),
            None => act.address.clone(),
        }
    }
}

/// A provision, so that they sort as an Act prints them: section 9, section 17, section 17ZA.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Provision {
    /// What sort of provision.
    pub kind: ProvisionKind,
    /// Its number, for the order.
    pub number: u32,
    /// Its number as it is written, with the letters after it: `17ZA`, `III`.
    pub label: String,
    /// What is in brackets: `1`, `a`.
    pub within: Vec<String>,
}

/// What sort of provision, as legislation.gov.uk names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProvisionKind {
    /// A part of an Act.
    Part,
    /// A section of an Act.
    Section,
    /// A regulation.
    Regulation,
    /// An article of an order.
    Article,
    /// A schedule.
    Schedule,
}

impl ProvisionKind {
    /// The word, which is also what legislation.gov.uk's addresses have.
    pub fn as_str(self) -> &'static str {
        match self {
            ProvisionKind::Part => "part",
            ProvisionKind::Section => "section",
            ProvisionKind::Regulation => "regulation",
            ProvisionKind::Article => "article",
            ProvisionKind::Schedule => "schedule",
        }
    }
}

impl Provision {
    /// As it is said: `section 17ZA(1)(a)`.
    pub fn in_words(&self) -> String {
        let within: String = self.within.iter().map(|part| format!("({part})")).collect();
        format!("{} {}{within}", self.kind.as_str(), self.label)
    }

    /// What follows the Act's address: `section/17ZA/1/a`
    /// (legislation.gov.uk/developer/uris).
    pub fn address(&self) -> String {
        let within: String = self.within.iter().map(|part| format!("/{part}")).collect();
        format!("{}/{}{within}", self.kind.as_str(), self.label)
    }
}
