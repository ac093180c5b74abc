//! What is kept of one document, as bytes: what it mentions, its fields, and the rest of its outline.

use crate::diagnostic::Severity;
use crate::load;
use crate::markdown::tree::{Link, LinkKind};
use crate::model::bytes::{Bytes, fields, read_part, variants, write_part};
use crate::model::config::{CheckLevel, CheckSetting};
use crate::model::{
    Ambiguity, Amendment, Anonymised, Covers, Document, Exception, FieldFault, FrontMatter,
    FrontMatterFault, HeadingLine, Include, Language, Mark, Mentioned, Mentions, Origin, Outline,
    Provision, ProvisionKind, Reliance, SearchSettings, TermId, Watched,
};
use crate::source::Text;
use crate::source::yaml::{Entry, Node, Value};

/// Adds a document's record.
pub(super) fn write(document: &Document, to: &mut Vec<u8>) {
    write_part(to, |to| {
        document.language.write(to);
        write_mentions(&document.mentions, to);
    });
    // What can be found out when somebody looks is not kept.
    let Outline { front, headings, anchors, links, includes, exceptions, opening: _, words: _ } =
        &document.parsed.outline;
    write_part(to, |to| front.write(to));
    headings.write(to);
    anchors.write(to);
    links.write(to);
    includes.write(to);
    exceptions.write(to);
}

/// The outline in a record; its opening and the number of its words are missing.
pub(super) fn outline(record: &[u8], text: &Text, origin: Origin) -> Option<Outline> {
    let mut rest = record;
    read_part(&mut rest)?;
    let front = whole(read_part(&mut rest)?).unwrap_or_else(|| load::front_matter(text));
    let outline = Outline {
        front,
        headings: Bytes::read(&mut rest)?,
        anchors: Bytes::read(&mut rest)?,
        links: Watched::new(origin, Bytes::read(&mut rest)?),
        includes: Bytes::read(&mut rest)?,
        exceptions: Bytes::read(&mut rest)?,
        ..Outline::default()
    };
    rest.is_empty().then_some(outline)
}

/// What a document mentions, if it was in this language.
pub(super) fn mentions(record: &[u8], language: &Language, origin: Origin) -> Option<Mentions> {
    let mut rest = read_part(&mut &*record)?;
    if Language::read(&mut rest)? != *language {
        return None;
    }
    let mentions = read_mentions(&mut rest, origin)?;
    rest.is_empty().then_some(mentions)
}

fn whole<T: Bytes>(mut part: &[u8]) -> Option<T> {
    let read = T::read(&mut part)?;
    part.is_empty().then_some(read)
}

fn write_mentions(mentions: &Mentions, to: &mut Vec<u8>) {
    let Mentions { marks, reliance, terms, ambiguous, replaced, provisions } = mentions;
    marks.write(to);
    reliance.write(to);
    terms.write(to);
    ambiguous.write(to);
    replaced.write(to);
    provisions.write(to);
}

fn read_mentions(from: &mut &[u8], origin: Origin) -> Option<Mentions> {
    Some(Mentions {
        marks: Watched::new(origin, Bytes::read(from)?),
        reliance: Bytes::read(from)?,
        terms: Bytes::read(from)?,
        ambiguous: Bytes::read(from)?,
        replaced: Bytes::read(from)?,
        provisions: Bytes::read(from)?,
    })
}

fields!(HeadingLine { level, text, anchor, span });
fields!(Include { file, span });
fields!(Exception { rule, reason, span, covers });
variants!(Covers { 0 Document, 1 File(file), 2 Place(span) });
fields!(Link { destination, span, destination_span, kind, text });
variants!(LinkKind { 0 Link, 1 Autolink, 2 Image, 3 Html });

fields!(Mark { run, start, end, mentioned });
variants!(Mentioned { 0 Provision(reliance), 1 Term(term) });
fields!(Reliance { act, provision });
fields!(Provision { kind, number, label, within });
variants!(ProvisionKind { 0 Part, 1 Section, 2 Regulation, 3 Article, 4 Schedule });
fields!(Ambiguity { text, span, terms });

impl Bytes for TermId {
    fn write(&self, to: &mut Vec<u8>) {
        self.0.write(to);
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        usize::read(from).map(TermId)
    }
}

fields!(FrontMatter {
    span,
    title,
    summary,
    kind,
    status,
    owner,
    approved_by,
    approved,
    effective_from,
    version,
    reviewed,
    review_by,
    audience,
    model,
    criteria,
    legislation,
    related,
    supersedes,
    replaced_by,
    amendments,
    tags,
    aliases,
    order,
    abbreviations,
    acknowledge,
    template,
    anonymised,
    checks,
    exceptions,
    search,
    defaults,
    language,
    translate_into,
    translated,
    source_version,
    unknown,
    faults
});
fields!(Amendment { date, summary, span });
fields!(Anonymised { method, by, on });
fields!(CheckSetting { rule, level });
variants!(CheckLevel { 0 Off, 1 At(severity) });
variants!(Severity { 0 Error, 1 Warning, 2 Info });
fields!(SearchSettings { listed, keywords, boost });
fields!(Entry { key, key_span, value });
fields!(Node { span, value });

impl Bytes for Value {
    fn write(&self, to: &mut Vec<u8>) {
        match self {
            Value::Null => to.push(0),
            Value::Scalar { text, quoted } => {
                to.push(1);
                text.write(to);
                quoted.write(to);
            }
            Value::Sequence(items) => {
                to.push(2);
                items.write(to);
            }
            Value::Mapping(entries) => {
                to.push(3);
                entries.write(to);
            }
        }
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        match u8::read(from)? {
            0 => Some(Value::Null),
            1 => Some(Value::Scalar { text: Bytes::read(from)?, quoted: Bytes::read(from)? }),
            2 => Some(Value::Sequence(Bytes::read(from)?)),
            3 => Some(Value::Mapping(Bytes::read(from)?)),
            _ => None,
        }
    }
}

/// A field that is none of ours is often one of the handbook’s own. Where anything else is wrong, what is kept can’t be
/// read, and the fields are read from the text again.
impl Bytes for FrontMatterFault {
    fn write(&self, to: &mut Vec<u8>) {
        match self {
            FrontMatterFault::Field(FieldFault::Unknown { field, nearest }) => {
                to.push(1);
                field.write(to);
                nearest.write(to);
            }
            _ => to.push(0),
        }
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        if u8::read(from)? != 1 {
            return None;
        }
        let (field, nearest) = (Bytes::read(from)?, Bytes::read(from)?);
        Some(FrontMatterFault::Field(FieldFault::Unknown { field, nearest }))
    }
}
